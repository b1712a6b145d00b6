//! The shared file: the app written again with a document inside. Pure functions from text to text.
//!
//! The app is an empty bundle. It has two places to fill: the `<main>` in which the article stands, readable with
//! JavaScript off, and the script element that holds the JSON-LD. Text is escaped on the way in; nothing of a page's
//! own markup is ever written.
//!
//! ```
//! use saidwho::{annotate, page::Page, show::bundle, show::document::Document};
//! let app = "<title>Saidwho</title><main id=\"article\"></main><script type=\"application/ld+json\" id=\"saidwho-document\"></script>";
//! let page = Page::from_text("A </script> <b>tag</b>.");
//! let file = bundle::fill(app, &page, &annotate(&page)).expect("both places are there");
//! assert!(file.contains("A &lt;/script>") && !file.contains("<b>tag"));
//! assert_eq!(bundle::read(&file).expect("it is ours").map(|document| document.page().text().to_owned()).as_deref(), Some(page.text()));
//! ```

use super::document::{Document, VERSION};
use super::layers;
use crate::page::offsets::Offsets;
use crate::page::{BlockRole, Page};
use crate::reading::Reading;

/// Why a file could not be written or read. The words are shown to the reader as they stand.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum BundleError {
    /// The app lacks the places that are filled.
    #[error("this is not the Saidwho app: the place for the article is missing")]
    NoPlace,
    /// The data inside is cut short or edited.
    #[error("The data in this shared file is damaged; the article can still be read in a browser.")]
    Damaged,
    /// A newer program wrote it.
    #[error("This file was made by a newer Saidwho. Open it by itself in a browser, or get the newer version.")]
    Newer,
}

const ARTICLE: &str = "<main id=\"article\"";
const DATA: &str = "id=\"saidwho-document\">";

/// The app with a document inside.
///
/// # Errors
/// When `app` is not the Saidwho app.
pub fn fill(app: &str, page: &Page, reading: &Reading) -> Result<String, BundleError> {
    let data = serde_json::to_string(&Document::of(page, reading)).map_err(|_| BundleError::Damaged)?;
    // Inside a script element only `<` can end it or begin a comment.
    let data = data.replace('<', "\\u003c");
    let file = replace_inside(app, ARTICLE, "</main>", &article(page, reading)).ok_or(BundleError::NoPlace)?;
    let file = replace_inside(&file, DATA, "</script>", &data).ok_or(BundleError::NoPlace)?;
    let title = format!("{} – Saidwho", escape(page.title()));
    Ok(replace_inside(&file, "<title", "</title>", &title).unwrap_or(file))
}

/// The document of a shared file; `None` when the file is none.
///
/// # Errors
/// When it is one, but damaged or newer than this program.
pub fn read(file: &str) -> Result<Option<Document>, BundleError> {
    let Some(at) = file.rfind(DATA) else { return Ok(None) };
    let rest = &file[at + DATA.len()..];
    let data = rest.find("</script>").map_or(rest, |end| &rest[..end]);
    parse(data)
}

/// The document in the text of the data element; `None` when it is empty.
///
/// # Errors
/// When it is damaged or newer than this program.
pub fn parse(data: &str) -> Result<Option<Document>, BundleError> {
    if data.trim().is_empty() {
        return Ok(None);
    }
    let value: serde_json::Value = serde_json::from_str(data).map_err(|_| BundleError::Damaged)?;
    if value["version"].as_u64().is_some_and(|version| version > u64::from(VERSION)) {
        return Err(BundleError::Newer);
    }
    serde_json::from_value(value).map(Some).map_err(|_| BundleError::Damaged)
}

/// Puts `content` between the end of the tag that begins with `open` and the next `close`.
fn replace_inside(file: &str, open: &str, close: &str, content: &str) -> Option<String> {
    let tag = file.find(open)?;
    let start = tag + if open.ends_with('>') { open.len() } else { file[tag..].find('>')? + 1 };
    let end = start + file[start..].find(close)?;
    Some([&file[..start], content, &file[end..]].concat())
}

/// The article as HTML, with marks, for a reader without JavaScript. Every block is one element whose text is the
/// block's.
#[must_use]
pub fn article(page: &Page, reading: &Reading) -> String {
    let mut runs = layers::of(page, reading);
    runs.sort_by_key(|run| (run.block, run.start, std::cmp::Reverse(run.end)));
    let mut runs = runs.into_iter().peekable();
    let mut out = String::new();
    for (index, block) in page.blocks().iter().enumerate() {
        let text = block.span.of(page.text());
        let offsets = Offsets::new(text);
        let (tag, class) = element(block.role);
        out.push_str(&format!("<{tag}{class}>"));
        let mut at = 0;
        let mut open: Vec<usize> = Vec::new();
        let mut upto = |out: &mut String, open: &mut Vec<usize>, limit: usize| {
            while let Some(end) = open.last().copied().filter(|end| *end <= limit) {
                out.push_str(&escape(&text[at..end]));
                out.push_str("</mark>");
                at = end;
                open.pop();
            }
            out.push_str(&escape(&text[at..limit]));
            at = limit;
        };
        while let Some(run) = runs.next_if(|run| run.block == index) {
            let byte = |unit: usize| offsets.byte_of_utf16(unit).unwrap_or(text.len());
            let (start, end) = (byte(run.start), byte(run.end));
            upto(&mut out, &mut open, start);
            // Marks nest; one that would cross the end of its outer one is cut there.
            let end = open.last().map_or(end, |outer| end.min(*outer));
            out.push_str(&format!("<mark class=\"{}\">", run.layer));
            open.push(end);
        }
        upto(&mut out, &mut open, text.len());
        out.push_str(&format!("</{tag}>"));
    }
    out
}

/// The element of a block, and its class attribute.
#[must_use]
pub fn element(role: BlockRole) -> (&'static str, &'static str) {
    match role {
        BlockRole::Headline => ("h2", ""),
        BlockRole::Paragraph => ("p", ""),
        BlockRole::Quote => ("blockquote", ""),
        BlockRole::Caption => ("p", " class=\"caption\""),
        BlockRole::Byline => ("p", " class=\"byline\""),
        BlockRole::Clutter => ("p", " class=\"clutter\""),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
