//! Reads what the command line names: files, or standard input for `-` and for nothing.

use anyhow::{Context, Result};
use saidwho::annotations::{History, List};
use saidwho::page::sanitise::{self, Saved};
use saidwho::page::{Page, decode};
use saidwho::show::bundle;
use std::io::Read;
use std::path::Path;

/// The bytes of a file, or of standard input for `-`.
pub fn bytes(path: &Path) -> Result<Vec<u8>> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).context("standard input could not be read")?;
        return Ok(bytes);
    }
    std::fs::read(path).with_context(|| format!("{} could not be read; is the name right?", path.display()))
}

/// The text of a JSON Lines file.
pub fn text(path: &Path) -> Result<String> {
    String::from_utf8(bytes(path)?).with_context(|| format!("{} is not UTF-8", path.display()))
}

/// A file as the browser opens it.
pub struct Opened {
    /// The file's text.
    pub text: String,
    /// The page.
    pub page: Page,
    /// What was annotated in it, when it is a shared file.
    pub history: Option<History>,
    /// The page as it was saved, when it is HTML.
    pub saved: Option<Saved>,
}

impl Opened {
    /// The page with what is annotated in it, read now when it is no shared file, and the page as it was saved.
    pub fn annotated(self) -> (Page, History, Option<Saved>) {
        let Self { page, history, saved, .. } = self;
        let read = || History::new(List::from_reading(&page, &saidwho::annotate(&page)));
        let history = history.unwrap_or_else(read);
        (page, history, saved)
    }
}

/// Opens the file of a path.
pub fn open(path: &Path) -> Result<Opened> {
    page(&bytes(path)?, &path.to_string_lossy()).with_context(|| format!("{} could not be opened", path.display()))
}

/// Opens a text, a page or a shared file.
pub fn page(bytes: &[u8], name: &str) -> Result<Opened> {
    let text = decode::text(bytes, &decode::Library)?;
    if let Some((document, saved)) = bundle::read(&text)? {
        let page = document.page();
        let history = Some(document.history(&page, &|| saidwho::annotate(&page)));
        return Ok(Opened { text, page, history, saved: saved.map(|saved| sanitise::read(&saved)) });
    }
    if !decode::is_html(name, &text) {
        return Ok(Opened { page: Page::from_text(text.clone()), text, history: None, saved: None });
    }
    let saved = sanitise::read(&text);
    Ok(Opened { text, page: saved.page().clone(), history: None, saved: Some(saved) })
}
