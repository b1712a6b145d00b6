//! What is shown of a page, as it was saved or as its text alone, put into the article's place: of a long page the
//! beginning first, and the rest by steps, between which the browser draws.

use super::placement::Placement;
use super::story::Story;
use super::{App, collect, frame, later, paint, parts};
use crate::span::Span;

impl App {
    /// Makes ready until a time what is to be shown of the page that is being opened; whether that is done.
    pub(super) fn clean(&self, end: f64) -> bool {
        self.state.text_only() || self.coming.as_ref().is_none_or(|saved| saved.begin(self.state.page(), end))
    }

    /// The page as it was saved, sanitised.
    pub(super) fn shown(&self) -> Option<&collect::Shown> {
        self.saved.as_ref()?.shown(self.state.page())
    }

    /// What can be shown of it so far; nothing where its text alone is shown.
    fn seen(&self) -> Option<&collect::Shown> {
        self.saved.as_ref().filter(|_| !self.state.text_only())?.seen()
    }

    /// Where the text stands in what is shown.
    pub(super) fn placement(&self) -> &Placement {
        self.seen().map_or(&self.placement, |shown| &shown.placement)
    }

    /// Puts the page, or its beginning, into the article's place, as it was saved or as its text alone.
    pub(super) fn lay_out(&mut self, is_new: bool) {
        (self.runs, self.story, self.is_beginning) = (None, None, false);
        let Some(article) = self.by_id("article") else { return };
        self.standing = if is_new { None } else { self.stands() }.unwrap_or_default();
        if is_new {
            self.saved = self.coming.take();
            self.panel = None;
            if let Some(window) = web_sys::window() {
                window.scroll_to_with_x_and_y(0.0, 0.0);
            }
        }
        // Only what is to be seen is made.
        if !self.state.text_only() && self.seen().is_none() {
            let _ = self.shown();
        }
        if let Some(shown) = self.seen() {
            article.set_text_content(None);
            let _ = article.append_child(&shown.host);
            self.is_beginning = self.saved.as_ref().is_some_and(collect::Saved::is_beginning);
        } else {
            self.story = Some(Story::new(&article, self.state.page()));
            self.is_beginning = !self.write_on(paint::now() + paint::SLICE);
        }
        // What puts the rest of a page behind its beginning is not somebody else.
        let root = self.seen().filter(|_| !self.is_beginning).and_then(|shown| frame::framed(&shown.host));
        self.follower.watch(root.as_ref());
        if self.is_beginning {
            later::go_on();
        }
        self.name_view();
        self.stand();
        paint::note("laid-out");
    }

    /// Goes on until a time with what is shown the beginning of; false when all of it is there.
    pub(super) fn lay_out_on(&mut self, end: f64) -> bool {
        if !self.is_beginning || !self.effects.is_empty() {
            return false;
        }
        self.lay_out_more(end);
        later::go_on();
        true
    }

    /// Puts in all of the page at once when a place that is to be gone to is not there yet.
    pub(super) fn lay_out_to(&mut self, span: Span) {
        if self.is_beginning && self.placement().places(self.state.page().text(), span).is_none() {
            while self.is_beginning {
                self.lay_out_more(f64::INFINITY);
            }
        }
    }

    /// Puts in more of the page until a time.
    fn lay_out_more(&mut self, end: f64) {
        let is_whole = if self.story.is_some() {
            self.write_on(end)
        } else {
            self.saved.as_ref().is_none_or(|saved| saved.clean(self.state.page(), end))
        };
        if is_whole {
            self.is_beginning = false;
            let root = self.seen().and_then(|shown| frame::framed(&shown.host));
            let is_there = root.as_ref().is_none_or(web_sys::Node::is_connected);
            if is_there && (root.is_some() || self.state.text_only()) {
                self.follower.watch(root.as_ref());
            } else {
                // It had to be made otherwise.
                self.lay_out(false);
            }
            self.stand();
            self.runs = None;
            self.paint();
        }
    }

    /// Goes on until a time with the reading view; whether all of it is there.
    fn write_on(&mut self, end: f64) -> bool {
        let (Some(mut story), Some(article)) = (self.story.take(), self.by_id("article")) else { return true };
        let is_whole = story.go_on(&self.document, &article, &self.state, end);
        if is_whole || !self.is_beginning {
            self.placement = story.placement();
        }
        if !is_whole {
            self.story = Some(story);
        }
        is_whole
    }

    pub(super) fn name_view(&self) {
        if let Some(button) = self.by_id("view") {
            parts::show(&button, self.saved.is_some());
            let key = if self.state.text_only() { "view.saved" } else { "view.reading" };
            button.set_text_content(Some(self.state.words().get(key)));
        }
    }
}
