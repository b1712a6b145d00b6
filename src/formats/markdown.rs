//! Notes as Markdown (CommonMark): who said what, the reader's marks and notes, who is in it. For a note-taking program or
//! a text editor; what the page and the reader wrote is text there, whatever signs are in it.
//!
//! ```
//! use saidwho::{annotate, annotations::List, formats::markdown, page::Page};
//! let page = Page::from_text("“It is late,” said Ada Lind, the mayor.");
//! let file = markdown::write(&page, &List::from_reading(&page, &annotate(&page)));
//! assert!(file.contains("### Ada Lind, mayor\n\n- “It is late,” (direct)\n"));
//! ```

use super::view::{Quoted, View, one_line, titled};
use crate::annotations::{Annotation, Body, EntityKey, List};
use crate::entities::MentionType;
use crate::order::by_number;
use crate::page::Page;
use std::fmt::Write;

/// The file.
#[must_use]
pub fn write(page: &Page, list: &List) -> String {
    let view = View::of(page, list);
    let mut out = format!("# {}\n", escape(page.title()));
    let mut section = |title: &str, body: String| {
        if !body.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(out, "\n## {title}\n{body}");
        }
    };
    section("Who said what", speakers(&view));
    section("Marks and notes", marks(&view));
    section("Who and what is in it", entities(&view));
    section("Not found in this text", orphans(list));
    out
}

/// Quotations by speaker, in the order in which the speakers are first quoted, the unknown last.
fn speakers(view: &View) -> String {
    let mut keys: Vec<Option<&EntityKey>> = Vec::new();
    for quoted in view.spoken() {
        let key = quoted.speaker.map(|speaker| &speaker.key);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    by_number(&mut keys, |key| u64::from(key.is_none()));
    let mut out = String::new();
    for key in keys {
        let own: Vec<Quoted> = view.spoken().filter(|one| one.speaker.map(|speaker| &speaker.key) == key).collect();
        let name = own.first().and_then(|one| one.speaker).map_or("Speaker unknown".to_owned(), titled);
        let _ = write!(out, "\n### {}\n\n", escape(&name));
        for one in own {
            let words = view.words(&one.annotation.place.content);
            item(&mut out, &format!("{} ({})", escape(&words), one.kind.name()), one.annotation);
        }
    }
    out
}

/// The reader's highlights, and notes and tags on anything that is not a quotation.
fn marks(view: &View) -> String {
    let mut out = String::new();
    for annotation in view.shown() {
        let has_note = !annotation.note.is_empty() || !annotation.tags.is_empty();
        let label = match &annotation.body {
            Body::Highlight { colour } => {
                let meaning = view.list.colours().get(colour).map(|meaning| format!("*{}:* ", escape(meaning)));
                meaning.unwrap_or_default()
            }
            Body::Mention { .. } if has_note => String::new(),
            _ => continue,
        };
        item(&mut out, &format!("{label}{}", escape(&view.words(&annotation.place.content))), annotation);
    }
    if out.is_empty() { out } else { format!("\n{out}") }
}

fn entities(view: &View) -> String {
    let mut out = String::new();
    for kind in MentionType::ALL.into_iter().map(Some).chain([None]) {
        let named: Vec<String> = view
            .entities()
            .filter(|(_, entity)| entity.kind == kind)
            .map(|(_, entity)| {
                let aliases = if entity.aliases.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", entity.aliases.iter().map(|alias| escape(alias)).collect::<Vec<_>>().join(", "))
                };
                format!("{}{aliases}", escape(&titled(entity)))
            })
            .collect();
        if !named.is_empty() {
            let kind = kind.map_or("other sources", MentionType::name).to_lowercase();
            let _ = writeln!(out, "- {kind}: {}", named.join("; "));
        }
    }
    if out.is_empty() { out } else { format!("\n{out}") }
}

/// What the reader wrote at places that are not in the text any more.
fn orphans(list: &List) -> String {
    let mut out = String::new();
    for annotation in list.annotations() {
        let Some(orphan) = &annotation.orphan else { continue };
        let words: Vec<String> = orphan.content.iter().map(|piece| one_line(&piece.exact)).collect();
        item(&mut out, &escape(&words.join(" … ")), annotation);
    }
    if out.is_empty() { out } else { format!("\n{out}") }
}

/// One item of a list, with the note and the tags under it.
fn item(out: &mut String, line: &str, annotation: &Annotation) {
    let _ = writeln!(out, "- {line}");
    for paragraph in annotation.note.lines().filter(|line| !line.trim().is_empty()) {
        let _ = writeln!(out, "\n  Note: {}", escape(paragraph));
    }
    if !annotation.tags.is_empty() {
        let tags: Vec<String> = annotation.tags.iter().map(|tag| escape(tag)).collect();
        let _ = writeln!(out, "\n  Tags: {}", tags.join(", "));
    }
}

/// Text on one line, with every sign that Markdown reads taken for itself.
fn escape(text: &str) -> String {
    let line = one_line(text);
    let mut out = String::with_capacity(line.len());
    // Only where a line could begin: bullets, headings' underlines, numbers of a list.
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in line.char_indices() {
        let opens = at == digits && matches!(c, '+' | '-' | '=' | '.' | ')');
        // A quotation mark after `](` or a colon after a word make nothing by themselves.
        if opens || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '|' | '~' | '$' | '!') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Options, Parser};

    proptest::proptest! {
        #[test]
        fn a_reader_of_markdown_gets_the_text_back(text in "[a-c1-3 \\\\`*_\\[\\]<>#&|~$!+=.):;\"'(/-]{0,24}") {
            let line = one_line(&text);
            for written in [format!("{}\n", escape(&text)), format!("- {}\n", escape(&text)), format!("# {}\n", escape(&text))] {
                let read: String = Parser::new_ext(&written, Options::all() - Options::ENABLE_SMART_PUNCTUATION - Options::ENABLE_DEFINITION_LIST)
                    .filter_map(|event| match event {
                        Event::Text(text) => Some(text.to_string()),
                        Event::Start(_) | Event::End(_) => None,
                        other => Some(format!("{other:?}")),
                    })
                    .collect();
                proptest::prop_assert_eq!(&read, &line, "{}", written);
            }
        }
    }
}
