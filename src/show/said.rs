//! Who said what, as a list to read without a program: numbered quotations with their speakers, and the notes as
//! footnotes. The same numbers stand behind the marks in the article.
//!
//! ```
//! use saidwho::{annotate, annotations::List, page::Page, show::said, show::words::{Language, Words}};
//! let page = Page::from_text("“We will go on with it,” said Ada Lind, the mayor of Port Elm.");
//! let list = List::from_reading(&page, &annotate(&page));
//! let list = said::list(&page, &list, &Words::built_in(Language::English));
//! assert!(list.contains("<b>Ada Lind</b>, mayor of Port Elm: <a href=\"#said-1\">“We will go on with it,”</a>"));
//! ```

use super::editor::COLOURS;
use super::layers::Run;
use super::marked::escape;
use super::panel;
use super::words::Words;
use crate::annotations::{Annotation, Body, List};
use crate::page::Page;
use crate::quotations::Kind;
use crate::span::Span;
use foldhash::HashMap;
use std::fmt::Write;

/// What stands behind a mark, and what links to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The mark's name in the file.
    pub id: String,
    /// The number of a quotation, the letter of a note, or both.
    pub sign: String,
    /// From the first byte that is marked to the last.
    pub extent: Span,
}

/// The labels of what is painted, by the index in [`List::annotations`].
#[must_use]
pub fn labels(list: &List, runs: &[Run]) -> HashMap<usize, Label> {
    let mut labels: HashMap<usize, Label> = signs(list)
        .into_iter()
        .map(|(index, number, letter)| {
            let sign: Vec<String> = number.map(|number| number.to_string()).into_iter().chain(letter.clone()).collect();
            let label = Label { id: id(number, letter.as_deref()), sign: sign.join(" "), extent: Span::default() };
            (index, label)
        })
        .collect();
    for run in runs {
        if let Some(label) = labels.get_mut(&run.item.index()) {
            label.extent = if label.extent.is_empty() { run.span } else { label.extent.cover(run.span) };
        }
    }
    labels
}

fn id(number: Option<usize>, letter: Option<&str>) -> String {
    match (number, letter) {
        (Some(number), _) => format!("said-{number}"),
        (None, letter) => format!("noted-{}", letter.unwrap_or_default()),
    }
}

/// What has a sign: its index, its number when somebody speaks it, its letter when it has a note or tags. What is quoted
/// inside another's own words is read with them.
fn signs(list: &List) -> Vec<(usize, Option<usize>, Option<String>)> {
    let (mut numbers, mut letters) = (0, 0);
    let mut signs = Vec::new();
    for (index, annotation) in list.shown() {
        let number = list.told(index).is_some().then(|| {
            numbers += 1;
            numbers
        });
        let letter = has_note(annotation).then(|| {
            letters += 1;
            letter(letters)
        });
        if number.is_some() || letter.is_some() {
            signs.push((index, number, letter));
        }
    }
    signs
}

fn has_note(annotation: &Annotation) -> bool {
    !annotation.note.is_empty() || !annotation.tags.is_empty()
}

/// 1 is a, 26 is z, 27 is aa.
fn letter(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    letters.into_iter().rev().collect()
}

/// The list and the notes as HTML; empty when there are none.
#[must_use]
pub fn list(page: &Page, list: &List, words: &Words) -> String {
    let text = |annotation: &Annotation| escape(&panel::told_words(page, annotation));
    let (mut quotations, mut notes) = (String::new(), String::new());
    for (index, number, letter) in signs(list) {
        let Some(annotation) = list.annotations().get(index) else { continue };
        let id = id(number, letter.as_deref());
        if let (Some(number), Body::Quotation { kind, speaker, .. }) = (number, &annotation.body) {
            let who = speaker.as_ref().and_then(|key| list.entity(key)).map_or_else(
                || escape(words.get("unknown")),
                |entity| {
                    let role = entity.roles.first().map(|role| format!(", {}", escape(&role.text))).unwrap_or_default();
                    format!("<b>{}</b>{role}", escape(&entity.name))
                },
            );
            let how =
                if *kind == Kind::Indirect { format!(" ({})", words.get("said.reported")) } else { String::new() };
            let note = letter.as_ref().map(|letter| format!(" <a href=\"#note-{letter}\"><sup>{letter}</sup></a>"));
            // Writing to a string cannot fail.
            let _ = writeln!(
                quotations,
                "<li value=\"{number}\">{who}{how}: <a href=\"#{id}\">{}</a>{}</li>",
                text(annotation),
                note.unwrap_or_default()
            );
        }
        if let Some(letter) = letter {
            let note = escape(&annotation.note).replace('\n', "<br>");
            let tags: Vec<String> = annotation.tags.iter().map(|tag| format!(" <i>#{}</i>", escape(tag))).collect();
            let _ = writeln!(
                notes,
                "<li id=\"note-{letter}\"><a href=\"#{id}\">{}</a> — {note}{}</li>",
                text(annotation),
                tags.concat()
            );
        }
    }
    let mut out = String::new();
    if !quotations.is_empty() {
        let _ = write!(out, "<h2>{}</h2>\n<ol>\n{quotations}</ol>\n", words.get("speakers"));
    }
    if !notes.is_empty() {
        let _ = write!(out, "<h2>{}</h2>\n<ol type=\"a\">\n{notes}</ol>\n", words.get("notes"));
    }
    out.push_str(&colours(list));
    out
}

/// What the colours of the marks mean, where a reader has said so.
fn colours(list: &List) -> String {
    // Only what the style knows: a file of somebody else may name any.
    let is_used = |colour: &str| {
        COLOURS.contains(&colour)
            && list.shown().any(|(_, one)| matches!(&one.body, Body::Highlight { colour: own } if own == colour))
    };
    let named = list.colours().iter().filter(|(colour, _)| is_used(colour));
    let marks: Vec<String> = named
        .map(|(colour, meaning)| format!("<mark class=\"highlight-{}\">{}</mark>", escape(colour), escape(meaning)))
        .collect();
    if marks.is_empty() { String::new() } else { format!("<p>{}</p>\n", marks.join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        for (number, expected) in [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (703, "aaa")] {
            assert_eq!(letter(number), expected);
        }
    }
}
