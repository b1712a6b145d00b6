//! The shared file: the app written again with a document inside. Pure functions from text to text.
//!
//! The app is an empty bundle. It has two places to fill: the `<main>` in which the article stands, readable with
//! JavaScript off, and the script element that holds the JSON-LD. The article is either the page as it was saved, which
//! the browser has sanitised and [`marked`](super::marked) has written, or its text alone, block by block.
//!
//! ```
//! use saidwho::{annotate, annotations::{History, List}, page::Page, show::bundle, show::words::{Language, Words}};
//! let app = "<title>Saidwho</title><main id=\"article\"></main><script type=\"application/ld+json\" id=\"saidwho-document\"></script>";
//! let page = Page::from_text("A </script> <b>tag</b>.");
//! let history = History::new(List::from_reading(&page, &annotate(&page)));
//! let file = bundle::fill(app, &page, &history, None, &Words::built_in(Language::English)).expect("both places are there");
//! assert!(file.contains("A &lt;/script>") && !file.contains("<b>tag"));
//! assert_eq!(bundle::read(&file).expect("it is ours").map(|(document, _)| document.page().text().to_owned()).as_deref(), Some(page.text()));
//! ```

use super::document::{Document, VERSION};
use super::marked::{Writer, escape};
use super::words::Words;
use super::{layers, parts, said};
use crate::annotations::{History, List};
use crate::page::pieces::{self, Piece};
use crate::page::{BlockRole, Page};

/// Why a file could not be written or read. The words are shown to the reader as they stand.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum BundleError {
    /// The app lacks the places that are filled.
    #[error("this is not the Saidwho app: the place for the article is missing")]
    NoPlace,
    /// The data inside is edited, or cut in its midst.
    #[error("The data in this shared file is damaged. Its article was read anew; notes and corrections are lost.")]
    Damaged,
    /// The file ends before its data.
    #[error(
        "This shared file is cut short. What is left of its article was read anew; notes and corrections are lost."
    )]
    CutShort,
    /// The file has its data twice.
    #[error("There are two documents in this file, and which one is meant cannot be told. Ask for them one by one.")]
    Two,
    /// A newer program wrote it.
    #[error("This file was made by a newer Saidwho. Open it by itself in a browser, or get the newer version.")]
    Newer,
}

const ARTICLE: &str = "<main id=\"article\"";
const END: &str = "</main>";
/// Where the list of quotations stands for a reader without scripts; the light file shows it always.
const SAID: [(&str, &str); 2] = [("<noscript id=\"said\"", "</noscript>"), ("<section id=\"said\"", "</section>")];
/// The whole tag: an article may speak of the name, but none can hold a script.
const DATA: &str = "<script type=\"application/ld+json\" id=\"saidwho-document\">";
/// What every shared file says of itself in its head.
const MADE: &str = "<meta name=\"generator\" content=\"Saidwho\">";

/// How a page as it was saved begins inside the article's element.
const SAVED: &str = "<div class=\"saved\">";

/// The app with a document inside. `saved` is the page as it was saved, sanitised, with marks; without it the article is
/// written from its text.
///
/// # Errors
/// When `app` is not the Saidwho app.
pub fn fill(
    app: &str,
    page: &Page,
    history: &History,
    saved: Option<&str>,
    words: &Words,
) -> Result<String, BundleError> {
    written(app, &Document::of(page, history), (page, history.list()), saved, words)
}

/// The title of a window or a file with a page in it.
#[must_use]
pub fn title(page: &Page) -> String {
    if page.title().is_empty() { "Saidwho".to_owned() } else { format!("{} – Saidwho", page.title()) }
}

/// Writes a document and its article into the places of `app`.
fn written(
    app: &str,
    document: &Document,
    (page, list): (&Page, &List),
    saved: Option<&str>,
    words: &Words,
) -> Result<String, BundleError> {
    let data = serde_json::to_string(document).map_err(|_| BundleError::Damaged)?;
    // Inside a script element only `<` can end it or begin a comment.
    let data = data.replace('<', "\\u003c");
    let content = saved.map_or_else(|| article(page, list, words), |saved| format!("{SAVED}{saved}</div>"));
    let file = replace_inside(app, ARTICLE, END, &content).ok_or(BundleError::NoPlace)?;
    let file = replace_inside(&file, DATA, "</script>", &data).ok_or(BundleError::NoPlace)?;
    let said = said::list(page, list, words);
    let file = SAID.iter().find_map(|(open, close)| replace_inside(&file, open, close, &said)).unwrap_or(file);
    let title = escape(&title(page));
    Ok(replace_inside(&file, "<title", "</title>", &title).unwrap_or(file))
}

/// A file to read only: the article with its marks, who said what, the notes, and of the document what readers have decided;
/// no program. Saidwho opens it like any shared file, and reads the article again for the rest.
#[must_use]
pub fn light(page: &Page, history: &History, saved: Option<&str>, words: &Words) -> String {
    let empty = include_str!("../../www/light.html")
        .replace("{{style}}", include_str!("../../www/light.css"))
        .replace("{{language}}", words.language().code())
        .replace("{{made}}", words.get("light.made"));
    // Both places are there.
    written(&empty, &Document::light(page, history), (page, history.list()), saved, words).unwrap_or_default()
}

/// The document of a shared file, and the page as it was saved where the file has that; `None` when it is no shared
/// file. The saved page is a stranger's markup and is to be sanitised again.
///
/// # Errors
/// When it is one, but damaged, cut short, two in one, or newer than this program.
pub fn read(file: &str) -> Result<Option<(Document, Option<String>)>, BundleError> {
    let Some(at) = file.find(DATA) else {
        return if file.contains(MADE) { Err(BundleError::CutShort) } else { Ok(None) };
    };
    let rest = &file[at + DATA.len()..];
    if rest.contains(DATA) {
        return Err(BundleError::Two);
    }
    let data = rest.find("</script>").map_or(rest, |end| &rest[..end]);
    let saved = || Some(markup(&file[..at])?.strip_prefix(SAVED)?.to_owned());
    Ok(parse(data)?.map(|document| (document, saved())))
}

/// The article's markup in a shared file, whole or cut short: a stranger's, to be sanitised again.
#[must_use]
pub fn markup(file: &str) -> Option<&str> {
    let main = file.find(ARTICLE)?;
    let body = &file[main + file[main..].find('>')? + 1..];
    // In a file that is cut short the end tag may be as well.
    let cut = || body.rfind('<').filter(|at| END.starts_with(&body[*at..]));
    Some(body.find(END).or_else(cut).map_or(body, |end| &body[..end]))
}

/// The document in the text of the data element; `None` when it is empty.
///
/// # Errors
/// When it is damaged or newer than this program.
pub fn parse(data: &str) -> Result<Option<Document>, BundleError> {
    if data.trim().is_empty() {
        return Ok(None);
    }
    /// What of a document every version has.
    #[derive(serde::Deserialize)]
    struct Versioned {
        #[serde(default)]
        version: serde_json::Value,
    }
    let Versioned { version } = serde_json::from_str(data).map_err(|_| BundleError::Damaged)?;
    if version.as_u64().is_some_and(|version| version > u64::from(VERSION)) {
        return Err(BundleError::Newer);
    }
    serde_json::from_str(data).map(Some).map_err(|_| BundleError::Damaged)
}

/// Puts `content` between the end of the tag that begins with `open` and the next `close`.
fn replace_inside(file: &str, open: &str, close: &str, content: &str) -> Option<String> {
    let tag = file.find(open)?;
    let start = tag + if open.ends_with('>') { open.len() } else { file[tag..].find('>')? + 1 };
    let end = start + file[start..].find(close)?;
    Some([&file[..start], content, &file[end..]].concat())
}

/// The article as HTML, with marks, for a reader without JavaScript. Every block is one element whose text is the
/// block's; those outside the story are folded away.
#[must_use]
pub fn article(page: &Page, list: &List, words: &Words) -> String {
    let (runs, pieces) = (layers::of(page, list), pieces(page));
    let mut writer = Writer::new(&pieces, &runs).labelled(said::labels(list, &runs));
    for part in parts::of(page) {
        if part.is_left_out {
            writer.open("details", &[("class", "left-out".to_owned())]);
            writer.open("summary", &[]);
            writer.own(&words.count("left-out", part.blocks.len()));
            writer.close("summary");
        }
        for block in &page.blocks()[part.blocks] {
            let (tag, class) = element(block.role);
            let class = class.map(|class| ("class", class.to_owned()));
            writer.open(tag, class.as_slice());
            writer.text(block.span.of(page.text()));
            writer.close(tag);
        }
        if part.is_left_out {
            writer.close("details");
        }
    }
    writer.finish()
}

/// Where the text stands when every block is one text node.
fn pieces(page: &Page) -> Vec<Piece> {
    let blocks = page.blocks().iter().map(|block| block.span.of(page.text()));
    pieces::locate(page.text(), blocks).unwrap_or_default()
}

/// The element of a block, and its class.
#[must_use]
pub fn element(role: BlockRole) -> (&'static str, Option<&'static str>) {
    match role {
        BlockRole::Headline => ("h2", None),
        BlockRole::Paragraph => ("p", None),
        BlockRole::Quote => ("blockquote", None),
        BlockRole::Caption => ("p", Some("caption")),
        BlockRole::Byline => ("p", Some("byline")),
        BlockRole::Clutter => ("p", Some("clutter")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Reading;
    use crate::show::words::Language;

    const APP: &str = "<meta name=\"generator\" content=\"Saidwho\"><title>Saidwho</title><main id=\"article\"></main>\
        <script type=\"application/ld+json\" id=\"saidwho-document\"></script>";

    fn shared(text: &str, saved: Option<&str>) -> String {
        let page = Page::from_text(text);
        let history = History::new(List::from_reading(&page, &Reading::default()));
        fill(APP, &page, &history, saved, &Words::built_in(Language::English)).expect("both places are there")
    }

    #[test]
    fn what_is_said_of_a_file_that_is_not_as_it_was_written() {
        let file = shared("Ada came.", Some("<p>Ada came.</p>"));
        let version = format!("\"version\":{VERSION}");
        let cases = [
            ("whole", file.clone(), Ok(true)),
            ("no shared file", "<main id=\"article\"><p>Ada came.</p></main>".to_owned(), Ok(false)),
            ("the app, with nothing in it", APP.to_owned(), Ok(false)),
            ("newer", file.replace(&version, "\"version\":99"), Err(BundleError::Newer)),
            (
                "a number for a version that is none",
                file.replace(&version, "\"version\":\"x\""),
                Err(BundleError::Damaged),
            ),
            ("edited by hand", file.replace("\"blocks\"", "\"bl\"ocks"), Err(BundleError::Damaged)),
            ("two in one", [file.as_str(), file.as_str()].concat(), Err(BundleError::Two)),
            (
                "cut in its article",
                file[..file.find("came").expect("it is there")].to_owned(),
                Err(BundleError::CutShort),
            ),
            ("cut in its data", file[..file.len() - 40].to_owned(), Err(BundleError::Damaged)),
            ("cut behind its data", file.trim_end_matches("</script>").to_owned(), Ok(true)),
        ];
        for (name, file, expected) in cases {
            assert_eq!(read(&file).map(|read| read.is_some()), expected, "{name}");
        }
    }

    #[test]
    fn what_is_left_of_a_file_that_is_cut_anywhere() {
        let file = shared("Ada came. É", Some("<p>Ada came. É</p>"));
        for cut in (0..file.len()).filter(|cut| file.is_char_boundary(*cut)) {
            let _ = read(&file[..cut]);
            assert!(
                markup(&file[..cut])
                    .is_none_or(|left| "<div class=\"saved\"><p>Ada came. É</p></div>".starts_with(left))
            );
        }
        assert_eq!(markup(&file), Some("<div class=\"saved\"><p>Ada came. É</p></div>"));
    }

    #[test]
    fn an_article_may_speak_of_the_file_it_is_in() {
        let words = "id=\"saidwho-document\"> <script type=\"application/ld+json\" id=\"saidwho-document\">1</script></main><title>";
        let file = shared(words, None);
        let (document, _) = read(&file).expect("it is whole").expect("it is ours");
        let page = document.page();
        assert_eq!((page.text(), page.title()), (words, words));
    }
}
