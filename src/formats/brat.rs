//! brat standoff: the `.ann` file that stands beside the text of [`Format::Text`](super::Format::Text).
//!
//! Names, quotations, cues, sources and highlights are text-bound (`T`); who speaks, and what introduces it, are relations
//! (`R`); kinds and decisions attributes (`A`); notes, tags and the speaker's name notes (`#`); mentions of one entity are
//! an `Equiv`. A span that runs over a line is in pieces there, as brat wants it.
//!
//! ```
//! use saidwho::{annotate, annotations::List, formats::brat, page::Page};
//! let page = Page::from_text("“It is late,” said Ada Lind.");
//! let file = brat::write(&page, &List::from_reading(&page, &annotate(&page)));
//! assert!(file.starts_with("T1\tQuotation 0 13\t“It is late,”\nA1\tKind T1 direct\n"), "{file}");
//! ```

use super::view::{View, one_line, trimmed};
use crate::annotations::{Annotation, Body, EntityKey, List, Status};
use crate::page::Page;
use crate::page::offsets::Offsets;
use crate::span::Span;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The file.
#[must_use]
pub fn write(page: &Page, list: &List) -> String {
    let view = View::of(page, list);
    let mut writer = Writer { page, offsets: Offsets::new(page.text()), out: String::new(), counts: [0; 4] };
    let mut mentions: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut spoken: Vec<(usize, &EntityKey)> = Vec::new();
    for annotation in view.shown() {
        let kind = match &annotation.body {
            Body::Mention { kind, .. } => kind.name(),
            Body::Quotation { .. } => "Quotation",
            Body::Highlight { .. } => "Highlight",
        };
        let Some(id) = writer.bound(kind, &annotation.place.content) else { continue };
        match &annotation.body {
            Body::Mention { entity, .. } => {
                mentions.entry(view.number(entity).unwrap_or_default()).or_default().push(id);
            }
            Body::Quotation { kind, speaker, .. } => {
                writer.attribute("Kind", id, kind.name());
                for (name, spans) in [("Cue", &annotation.place.cue), ("Source", &annotation.place.source)] {
                    if let Some(other) = writer.bound(name, spans) {
                        writer.relation(name, id, other);
                    }
                }
                if let Some(key) = speaker {
                    let name = list.entity(key).map(|entity| one_line(&entity.name)).unwrap_or_default();
                    writer.note("Speaker", id, &name);
                    spoken.push((id, key));
                }
            }
            Body::Highlight { colour } => {
                let meaning = list.colours().get(colour).unwrap_or(colour);
                writer.note("Colour", id, meaning);
            }
        }
        writer.remarks(id, annotation);
    }
    // The speaker by the first mention; one whom no mention names has the note alone.
    for (id, key) in spoken {
        let first = view.number(key).and_then(|number| mentions.get(&number)?.first());
        if let Some(first) = first {
            writer.relation("Speaker", id, *first);
        }
    }
    for ids in mentions.values().filter(|ids| ids.len() > 1) {
        let ids: Vec<String> = ids.iter().map(|id| format!("T{id}")).collect();
        let _ = writeln!(writer.out, "*\tEquiv {}", ids.join(" "));
    }
    writer.out
}

struct Writer<'a> {
    page: &'a Page,
    offsets: Offsets<'a>,
    out: String,
    /// How many text-bound ones, relations, attributes and notes there are.
    counts: [usize; 4],
}

impl Writer<'_> {
    fn next(&mut self, which: usize) -> usize {
        self.counts[which] += 1;
        self.counts[which]
    }

    /// A text-bound annotation; `None` when there is nothing to bind.
    fn bound(&mut self, kind: &str, spans: &[Span]) -> Option<usize> {
        let text = self.page.text();
        let mut pieces: Vec<Span> = Vec::new();
        for span in spans {
            let mut start = span.from();
            for line in span.of(text).split_inclusive(['\n', '\r']) {
                pieces.push(trimmed(text, Span::new(start, start + line.len())));
                start += line.len();
            }
        }
        pieces.retain(|piece| !piece.is_empty());
        if pieces.is_empty() {
            return None;
        }
        let id = self.next(0);
        let places: Vec<String> = pieces
            .iter()
            .map(|piece| format!("{} {}", self.offsets.code_points(piece.from()), self.offsets.code_points(piece.to())))
            .collect();
        let words: Vec<&str> = pieces.iter().map(|piece| piece.of(text)).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "T{id}\t{kind} {}\t{}", places.join(";"), words.join(" "));
        Some(id)
    }

    fn relation(&mut self, kind: &str, from: usize, to: usize) {
        let id = self.next(1);
        let _ = writeln!(self.out, "R{id}\t{kind} Arg1:T{from} Arg2:T{to}");
    }

    fn attribute(&mut self, kind: &str, of: usize, value: &str) {
        let id = self.next(2);
        let _ = writeln!(self.out, "A{id}\t{kind} T{of} {value}");
    }

    fn note(&mut self, kind: &str, of: usize, words: &str) {
        let words = one_line(words);
        if !words.is_empty() {
            let id = self.next(3);
            let _ = writeln!(self.out, "#{id}\t{kind} T{of}\t{words}");
        }
    }

    /// What a reader has decided and written.
    fn remarks(&mut self, id: usize, annotation: &Annotation) {
        if annotation.status == Status::Accepted {
            self.attribute("Status", id, annotation.status.name());
        }
        self.note("AnnotatorNotes", id, &annotation.note);
        for tag in &annotation.tags {
            self.note("Tag", id, tag);
        }
    }
}
