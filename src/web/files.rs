//! Files that leave the page: the shared file, and those for other programs.

use super::{App, collect, dialogs, paint};
use crate::formats::Format;
use crate::show::bundle::{self, BundleError};
use crate::show::effect::Notice;
use crate::show::marked::Writer;
use crate::show::{layers, said};
use wasm_bindgen::JsCast;
use web_sys::Element;

impl App {
    /// Shows the ways to share, and what each file weighs.
    pub(super) fn sharing(&self) {
        let has_pictures = || {
            let page: Element = paint::framed(&self.shown()?.host)?.dyn_into().ok()?;
            page.query_selector("img[src]").ok()?
        };
        match self.shared(false) {
            Ok(full) => {
                let sizes = [full.len(), self.shared(true).map_or(0, |light| light.len())];
                let _ = dialogs::sharing(&self.document, &self.state, sizes, has_pictures().is_some());
            }
            Err(failure) => self.say(&Notice::plain(&failure.to_string())),
        }
    }

    /// The shared file: with the app inside, or to read only.
    fn shared(&self, is_light: bool) -> Result<String, BundleError> {
        let (page, history, words) = (self.state.page(), self.state.history(), self.state.words());
        let saved = self.shown().and_then(|shown| {
            let runs = layers::of(page, history.list());
            let writer = Writer::new(&shown.placement.pieces, &runs).labelled(said::labels(history.list(), &runs));
            let writer = writer.without_pictures(self.state.without_pictures());
            Some(collect::marked(&paint::framed(&shown.host)?, writer))
        });
        if is_light {
            return Ok(bundle::light(page, history, saved.as_deref(), words));
        }
        bundle::fill(&String::from(&self.source), page, history, saved.as_deref(), words)
    }

    /// Saves the shared file.
    pub(super) fn share(&self, is_light: bool) {
        match self.shared(is_light) {
            Ok(file) => self.save("saidwho.html", "text/html", &file),
            Err(failure) => self.say(&Notice::plain(&failure.to_string())),
        }
    }

    /// Saves a file for another program.
    pub(super) fn export(&self, format: Format) {
        let file = format.write(self.state.page(), self.state.history().list());
        self.save(format.extension(), format.media_type(), &file);
    }

    fn save(&self, extension: &str, media_type: &str, file: &str) {
        if let Some(dialog) = self.by_id("sharing") {
            dialogs::open(&dialog, false);
        }
        let title: String = self.state.page().title().chars().take(80).collect();
        let name = title.replace(|c: char| !c.is_alphanumeric() && c != '-', " ");
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let kind = format!("{media_type};charset=utf-8");
        if paint::download(&self.document, &format!("{name}.{extension}"), &kind, file).is_none() {
            self.say(&Notice::plain(self.state.words().get("no-share")));
        }
    }
}
