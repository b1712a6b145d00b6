//! Files that leave the page: the shared file, and those for other programs.

use super::{App, collect, dialogs, frame, later};
use crate::formats::Format;
use crate::show::bundle;
use crate::show::effect::Notice;
use crate::show::layers::{self, Run};
use crate::show::marked::Writer;
use crate::show::said;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, Document, Element, HtmlAnchorElement, Url};

/// The type of the event that says that the ways to share are drawn.
pub const WEIGH: &str = "saidwho-weigh";

impl App {
    /// Shows the ways to share; what each file weighs is written there when that is drawn.
    pub(super) fn sharing(&self) {
        let has_pictures = || {
            let page: Element = frame::framed(&self.shown()?.host)?.dyn_into().ok()?;
            page.query_selector("img[src]").ok()?
        };
        let _ = dialogs::sharing(&self.document, &self.state, has_pictures().is_some());
        later::when_drawn(|| later::tell(WEIGH));
    }

    /// Makes the files to share, and says what they weigh.
    pub(super) fn weigh(&mut self) {
        if self.by_id("sharing").is_none_or(|dialog| !dialog.has_attribute("open")) {
            return;
        }
        match (self.shared(false), self.shared(true)) {
            (Ok(full), Ok(light)) => {
                dialogs::weights(&self.document, [full.size(), light.size()]);
                self.weighed = Some([full, light]);
            }
            (Err(failure), _) | (_, Err(failure)) => self.say(&failure),
        }
    }

    /// The shared file, with the app inside or to read only; or what the reader is told instead.
    fn shared(&mut self, is_light: bool) -> Result<Blob, Notice> {
        let runs = layers::of(self.state.page(), self.state.history().list());
        let labels = said::labels(self.state.history().list(), &runs);
        let without_pictures = self.state.without_pictures();
        let saved = self.written(&runs, |writer| writer.labelled(labels).without_pictures(without_pictures));
        let (page, history, words) = (self.state.page(), self.state.history(), self.state.words());
        let parts = if is_light {
            js_sys::Array::of1(&bundle::light(page, history, saved.as_deref(), words).into())
        } else {
            let filled = bundle::fill(&self.shell, page, history, saved.as_deref(), words)
                .map_err(|failure| Notice::plain(&failure.to_string()))?;
            js_sys::Array::of2(&filled.into(), &self.program)
        };
        self.file("text/html", &parts)
    }

    /// The page as it was saved, written with marks for runs; what is painted in it is taken off meanwhile.
    pub(super) fn written(
        &mut self,
        runs: &[Run],
        settings: impl for<'a> FnOnce(Writer<'a>) -> Writer<'a>,
    ) -> Option<String> {
        let is_taken_off = self.painter.take_off();
        let written = self.shown().and_then(|shown| {
            let writer = settings(Writer::new(&shown.placement.pieces, runs));
            Some(collect::marked(&frame::framed(&shown.host)?, writer))
        });
        if is_taken_off {
            self.runs = None;
            self.paint();
            self.light("selected", &self.state.selection());
        }
        written
    }

    /// Saves the shared file.
    pub(super) fn share(&mut self, is_light: bool) {
        let weighed = self.weighed.take().map(|[full, light]| if is_light { light } else { full });
        match weighed.map_or_else(|| self.shared(is_light), Ok) {
            Ok(file) => self.save("saidwho.html", &file),
            Err(failure) => self.say(&failure),
        }
    }

    /// Saves a file for another program.
    pub(super) fn export(&self, format: Format) {
        let content = format.write(self.state.page(), self.state.history().list());
        match self.file(format.media_type(), &js_sys::Array::of1(&content.into())) {
            Ok(file) => self.save(format.extension(), &file),
            Err(failure) => self.say(&failure),
        }
    }

    /// A file of some texts, one behind the other.
    fn file(&self, media_type: &str, texts: &js_sys::Array) -> Result<Blob, Notice> {
        let properties = BlobPropertyBag::new();
        properties.set_type(&format!("{media_type};charset=utf-8"));
        Blob::new_with_str_sequence_and_options(texts, &properties)
            .map_err(|_| Notice::plain(self.state.words().get("no-share")))
    }

    fn save(&self, extension: &str, file: &Blob) {
        if let Some(dialog) = self.by_id("sharing") {
            dialogs::open(&dialog, false);
        }
        let title: String = self.state.page().title().chars().take(80).collect();
        let name = title.replace(|c: char| !c.is_alphanumeric() && c != '-', " ");
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if download(&self.document, &format!("{name}.{extension}"), file).is_none() {
            self.say(&Notice::plain(self.state.words().get("no-share")));
        }
    }
}

/// Hands a file over to be saved.
fn download(document: &Document, name: &str, file: &Blob) -> Option<()> {
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&Url::create_object_url_with_blob(file).ok()?);
    link.set_download(name);
    link.click();
    Some(())
}
