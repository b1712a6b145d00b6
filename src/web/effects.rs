//! Carries out the effects: the only place in which the state's answers become elements, highlights and files.

use super::{App, LEARN, beside, dialogs, editor, handles, later, paint, panel, parts, storage};
use crate::page::Page;
use crate::show::bundle;
use crate::show::effect::{Effect, Notice};
use crate::show::layers::Run;
use crate::span::Span;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement};

/// So few runs are painted as soon as they are known.
const FEW: usize = 5000;

/// How long the models wait, in milliseconds, so that what was just shown is drawn before.
const AFTER_DRAWING: f64 = 200.0;

impl App {
    pub(super) fn carry_out(&mut self, effect: Effect) {
        let document = self.document.clone();
        match effect {
            Effect::LookUp(key) => {
                storage::get("found", &key, &[format!("document {key}"), format!("draft {key}")], Some("step"))
            }
            Effect::Resume(key) => {
                storage::get("resume", &key, &[format!("document {key}"), format!("page {key}")], None)
            }
            Effect::Keep(texts) => storage::keep(texts),
            Effect::Forget(key) => {
                storage::forget(&key);
                storage::titles();
            }
            Effect::KeepPage(key) => {
                let page = self.written(&[], |writer| writer);
                storage::keep(vec![(format!("page {key}"), page)]);
            }
            Effect::AskForFile => self.ask("file"),
            Effect::AskForSecond => self.ask("second"),
            Effect::OpenSample => {
                self.open_page((Page::from_text(self.sample()), None), String::new());
            }
            Effect::ReadPasted => self.read_pasted(),
            Effect::TogglePaste => {
                if let Some(area) = self.by_id("paste-box")
                    && area.toggle_attribute("hidden") == Ok(false)
                {
                    self.by_id("paste-text").iter().for_each(parts::focus);
                }
            }
            Effect::LayOut { is_new } => self.lay_out(is_new),
            Effect::Handles => self.light_selected(),
            Effect::Editor(span) => {
                self.light_selected();
                let editor = editor::fill(&document, &self.state);
                let range = span.and_then(|span| self.placement().range_of(&document, self.state.page().text(), span));
                if let (Some(editor), Some(range)) = (editor, range) {
                    beside::beside(&editor, &range);
                    later::when_drawn(move || {
                        let _ = beside::beside_again(&editor, &range);
                        // Words that have come near are laid out only now, and with them the handles' places.
                        later::tell(handles::MOVED);
                    });
                }
            }
            Effect::CloseEditor => {
                parts::show_id(&document, "editor", false);
                self.light_selected();
            }
            Effect::OfferMarks(span) => {
                parts::show_id(&document, "move-here", self.state.annotation().is_some());
                if let Some(marker) = self.by_id("marker") {
                    parts::show(&marker, true);
                    if let Some(range) = self.placement().range_of(&document, self.state.page().text(), span) {
                        beside::beside(&marker, &range);
                    }
                }
                self.light("marking", &[span]);
            }
            Effect::CloseMarks => self.close_marks(),
            Effect::Reveal(span) => {
                self.lay_out_to(span);
                // Before its range is made, which may not outlast new marks around its words.
                let selection = self.state.selection();
                self.light("selected", if selection.is_empty() { std::slice::from_ref(&span) } else { &selection });
                if let Some(range) = self.placement().range_of(&document, self.state.page().text(), span) {
                    beside::reveal(&range);
                    // What has come near is laid out only now, and moves it.
                    later::when_drawn(move || beside::reveal(&range));
                }
            }
            Effect::Focus(field) => {
                let fields = parts::all(&document, &format!("[data-set={}]", field.name()));
                fields.iter().for_each(parts::focus);
            }
            Effect::FocusArticle => self.by_id("article").iter().for_each(parts::focus),
            Effect::Say(notice) => self.say(&notice),
            Effect::Announce(words) => {
                if let Some(place) = self.by_id("announce") {
                    place.set_text_content(Some(&words));
                }
            }
            Effect::FillKept(titles) => {
                let _ = self.fill_kept(&titles);
            }
            Effect::More(key) => {
                let _ = self.panel.as_ref().and_then(|panel| panel::more(&document, panel, &key, self.state.words()));
            }
            Effect::Panel(is_shown) => {
                if let Some(body) = document.body() {
                    let _ = body.class_list().toggle_with_force("no-panel", !is_shown);
                }
            }
            Effect::Help => {
                if let Some(dialog) = editor::help(&document, &self.state) {
                    dialogs::open(&dialog, true);
                }
            }
            Effect::Translate => {
                parts::translate(&document, self.state.words());
                (self.panel, self.choices) = (None, None);
                self.name_view();
            }
            Effect::Sharing => self.sharing(),
            Effect::Share { is_light } => self.share(is_light),
            Effect::Export(format) => self.export(format),
            Effect::Merging => {
                let _ = dialogs::merging(&document, &self.state);
            }
            Effect::Comparing => {
                let _ = dialogs::comparing(&document, &self.state);
            }
            Effect::Learn => later::tell_after(LEARN, AFTER_DRAWING),
            Effect::GoOn => later::go_on(),
            // These are carried out by steps.
            Effect::Pause | Effect::Draw | Effect::Clean | Effect::Paint | Effect::Fill => {}
            Effect::Print => {
                let _ = web_sys::window().map(|window| window.print());
            }
            Effect::Consume => {}
        }
    }

    /// Fills until a time the panel, and what its filters offer; whether that is done.
    pub(super) fn fill(&mut self, end: f64) -> bool {
        let document = self.document.clone();
        let mut filling = self.filling.take().unwrap_or_else(|| panel::Filling::new(&self.state));
        while paint::now() <= end {
            let Some(panel) = filling.go_on(&document, &self.state, self.panel.as_ref()) else { continue };
            self.panel = Some(panel);
            let choices = panel::choices(&self.state);
            if self.choices.as_ref() != Some(&choices) {
                panel::fill_choices(&document, &choices);
                self.choices = Some(choices);
            }
            self.light("found", &self.state.filter().found(self.state.page()));
            paint::note("filled");
            return true;
        }
        self.filling = Some(filling);
        false
    }

    /// Asks for a file by one of the fields for that.
    fn ask(&self, id: &str) {
        if let Some(input) = self.by_id(id).and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
            input.click();
        }
    }

    fn close_marks(&self) {
        self.light("marking", &[]);
        let Some(marker) = self.by_id("marker").filter(|marker| !marker.has_attribute("hidden")) else { return };
        parts::show(&marker, false);
        // To ask where the selection is lays the page out: only where something was offered for it.
        let Ok(Some(selection)) = self.document.get_selection() else { return };
        let is_article = selection
            .anchor_node()
            .is_some_and(|node| self.by_id("article").is_some_and(|article| article.contains(Some(&node))));
        if is_article {
            let _ = selection.remove_all_ranges();
        }
    }

    pub(super) fn light(&self, name: &'static str, spans: &[Span]) {
        self.painter.light(&self.document, self.placement(), self.state.page().text(), name, spans);
    }

    /// Lights what is selected, with the handles at its edges.
    fn light_selected(&self) {
        self.light("selected", &self.state.selection());
        self.place_handles();
    }

    pub(super) fn say(&self, notice: &Notice) {
        let Some(place) = self.by_id("message") else { return };
        place.set_text_content(Some(&notice.words));
        for (command, words) in &notice.buttons {
            let Ok(button) = self.document.create_element("button") else { continue };
            let _ = button.set_attribute("type", "button");
            let _ = button.set_attribute("data-do", command.name());
            let _ = button.set_attribute("data-value", &command.value());
            button.set_text_content(Some(words));
            let _ = place.append_child(&button);
        }
    }

    pub(super) fn read_pasted(&mut self) {
        let area = self.by_id("paste-text").and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok());
        let Some(area) = area.filter(|area| !area.value().trim().is_empty()) else {
            return self.say(&Notice::plain(self.state.words().get("no-paste")));
        };
        let text = area.value();
        area.set_value("");
        parts::show_id(&self.document, "paste-box", false);
        self.open_page((Page::from_text(text), None), String::new());
    }

    pub(super) fn fill_kept(&self, titles: &[(String, String, String)]) -> Option<()> {
        let place = self.by_id("kept")?;
        parts::show(&place, !titles.is_empty());
        let list = parts::inside(&place, "ul")?;
        list.set_text_content(None);
        let mut titles: Vec<&(String, String, String)> = titles.iter().collect();
        titles.sort_unstable_by(|one, other| other.2.cmp(&one.2));
        for (key, title, at) in titles.into_iter().take(8) {
            let item = parts::template(&self.document, "kept-template")?;
            parts::set(&item, "b", title);
            // The day and the minute; the rest of the time is for machines.
            parts::set(&item, "span", &at.get(..16).unwrap_or("").replace('T', " "));
            parts::inside(&item, ".resume")?.set_attribute("data-value", key).ok()?;
            let forget = parts::inside(&item, "[data-do=forget]")?;
            forget.set_attribute("data-value", key).ok()?;
            forget.set_attribute("aria-label", &self.state.words().fill("kept.forget", &[("title", title)])).ok()?;
            list.append_child(&item).ok()?;
        }
        Some(())
    }

    /// Says in the window's title what is open. That wakes the browser around the page, so it comes after what is to be
    /// seen first.
    fn name_window(&self) {
        let title = bundle::title(self.state.page());
        if self.state.is_open() && self.document.title() != title {
            self.document.set_title(&title);
        }
    }

    /// Paints until a time what is to be seen of the list, the rest of it by itself; whether that is done.
    pub(super) fn paint_until(&mut self, end: f64) -> bool {
        let runs = self.wanted.take().unwrap_or_else(|| self.state.runs());
        // Of few it comes at once: else the browser may draw the page without them.
        if runs.len() > FEW && paint::now() > end {
            self.wanted = Some(runs);
            return false;
        }
        self.paint_runs(runs);
        self.name_window();
        true
    }

    pub(super) fn paint(&mut self) {
        self.paint_runs(self.state.runs());
    }

    fn paint_runs(&mut self, runs: Vec<Run>) {
        if self.runs.as_ref() == Some(&runs) {
            return;
        }
        self.painter.paint(&self.document, self.placement(), self.state.page().text(), &runs);
        self.runs = Some(runs);
    }
}
