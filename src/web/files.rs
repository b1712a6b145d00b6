//! Files that leave the page: the shared file, and those for other programs.

use super::{App, collect, dialogs, later, paint};
use crate::formats::Format;
use crate::show::bundle::{self, BundleError};
use crate::show::effect::Notice;
use crate::show::marked::Writer;
use crate::show::{layers, said};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// The type of the event that says that the ways to share are drawn.
pub const WEIGH: &str = "saidwho-weigh";

impl App {
    /// Shows the ways to share; what each file weighs is written there when that is drawn.
    pub(super) fn sharing(&self) {
        let has_pictures = || {
            let page: Element = paint::framed(&self.shown()?.host)?.dyn_into().ok()?;
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
                dialogs::weights(&self.document, [full.len(), light.len()]);
                self.weighed = Some([full, light]);
            }
            (Err(failure), _) | (_, Err(failure)) => self.say(&Notice::plain(&failure.to_string())),
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
    pub(super) fn share(&mut self, is_light: bool) {
        let weighed = self.weighed.take().map(|[full, light]| if is_light { light } else { full });
        match weighed.map_or_else(|| self.shared(is_light), Ok) {
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
