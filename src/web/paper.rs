//! The article on paper: built when the browser is about to print, and taken away afterwards.

use crate::annotations::List;
use crate::page::Page;
use crate::show::paper::Paper;
use crate::show::words::Words;
use web_sys::{Document, Element};

/// Builds it.
pub fn fill(document: &Document, page: &Page, list: &List, words: &Words) {
    let _ = build(document, &Paper::of(page, list, words), words);
}

/// Takes it away.
pub fn empty(document: &Document) {
    if let Some(place) = document.get_element_by_id("paper") {
        place.set_text_content(None);
    }
}

fn add(document: &Document, to: &Element, tag: &str, text: &str) -> Option<Element> {
    let element = document.create_element(tag).ok()?;
    element.set_text_content(Some(text));
    to.append_child(&element).ok()?;
    Some(element)
}

fn build(document: &Document, paper: &Paper, words: &Words) -> Option<()> {
    let place = document.get_element_by_id("paper")?;
    place.set_text_content(None);
    for block in &paper.blocks {
        let element = add(document, &place, block.tag, "")?;
        for (text, numbers) in &block.pieces {
            element.append_child(&document.create_text_node(text)).ok()?;
            if !numbers.is_empty() {
                add(document, &element, "sup", &joined(numbers))?;
            }
        }
    }
    if !paper.speakers.is_empty() {
        add(document, &place, "h2", words.get("speakers"))?;
        let list = add(document, &place, "ul", "")?;
        for speaker in &paper.speakers {
            let item = add(document, &list, "li", "")?;
            add(document, &item, "b", &speaker.name)?;
            let role = if speaker.role.is_empty() { String::new() } else { format!(", {}", speaker.role) };
            item.append_child(&document.create_text_node(&format!("{role}: {}", joined(&speaker.numbers)))).ok()?;
        }
    }
    if !paper.notes.is_empty() {
        add(document, &place, "h2", words.get("marks"))?;
        let list = add(document, &place, "ul", "")?;
        for (number, text, note) in &paper.notes {
            add(document, &list, "li", &format!("{number} {text} — {note}"))?;
        }
    }
    Some(())
}

fn joined(numbers: &[usize]) -> String {
    numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")
}
