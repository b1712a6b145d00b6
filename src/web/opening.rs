//! A file becomes a page: parsed, collected in slices, and handed to the state to be read; or a shared file, which brings
//! its page.

use super::{App, collect, later};
use crate::page::Page;
use crate::show::bundle::{self, BundleError};
use crate::show::event::{Event, Opened};

impl App {
    /// Opens a shared file; false when the text is none.
    pub(super) fn open_bundle(&mut self, text: &str, note: String) -> Result<bool, BundleError> {
        let Some((document, saved)) = bundle::read(text)? else { return Ok(false) };
        let page = document.page();
        // A saved page that no longer holds the document's text was changed by hand: the document is believed.
        let has_markup = saved.is_some();
        self.carry_out_all();
        self.coming = saved.and_then(|saved| collect::html(&saved).1).filter(|saved| saved.shown(&page).is_some());
        let note = if has_markup && self.coming.is_none() {
            self.state.words().get("changed-by-hand").to_owned()
        } else {
            note
        };
        self.send(Event::Open(Opened { page, document: Some(document), note, key: None }));
        Ok(true)
    }

    /// Opens a page; it is parsed and read in tasks of their own.
    pub(super) fn open_html(&mut self, source: String, note: String) {
        self.collecting = Some((collect::Collecting::new(source), note));
        later::go_on();
    }

    pub(super) fn open_page(&mut self, (page, saved): (Page, Option<collect::Saved>), note: String) {
        // What is still to be done is of the page before.
        self.carry_out_all();
        self.collecting = None;
        self.coming = saved;
        self.send(Event::Open(Opened { page, document: None, note, key: None }));
    }

    /// Goes on until a time with a page that is being collected; false when there is none.
    pub(super) fn collect_on(&mut self, end: f64) -> bool {
        let Some((mut collecting, note)) = self.collecting.take() else { return false };
        match collecting.go_on(end) {
            Some(page) => self.open_page(page, note),
            None => {
                self.collecting = Some((collecting, note));
                later::go_on();
            }
        }
        true
    }
}
