//! What is painted where: runs of one layer inside one block, in UTF-16 units, as the DOM counts.
//!
//! ```
//! use saidwho::{annotate, page::Page, show::layers};
//! let page = Page::from_text("😀 “We will go on,” said Ada Lind, the mayor.");
//! let runs = layers::of(&page, &annotate(&page));
//! assert!(runs.iter().any(|run| run.layer == "speaker-1" && run.start == 3));
//! ```

use super::panel;
use crate::entities::MentionType;
use crate::page::Page;
use crate::page::offsets::Offsets;
use crate::quotations::Kind;
use crate::reading::Reading;
use crate::span::Span;

/// How many speaker colours there are; later speakers share the last.
pub const COLOURS: usize = 8;

/// A stretch of one block that belongs to a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The name of the layer.
    pub layer: String,
    /// Index of the block.
    pub block: usize,
    /// UTF-16 units from the block's start.
    pub start: usize,
    /// One past the last UTF-16 unit.
    pub end: usize,
}

/// The layer of a type of mention.
#[must_use]
pub fn of_type(kind: MentionType) -> &'static str {
    match kind {
        MentionType::Person => "people",
        MentionType::Org => "organisations",
        MentionType::Gpe | MentionType::Loc => "places",
        MentionType::Norp => "groups",
        MentionType::Date | MentionType::Time => "dates",
        _ => "things",
    }
}

/// All runs, mentions first.
#[must_use]
pub fn of(page: &Page, reading: &Reading) -> Vec<Run> {
    let mut runs = Vec::new();
    for mention in &reading.mentions {
        cut(page, mention.span, of_type(mention.kind), &mut runs);
    }
    let speakers = panel::speaker_names(reading);
    for quotation in reading.quotations.iter().filter(|quotation| quotation.inside.is_none()) {
        let layer = match (&quotation.speaker, quotation.kind) {
            (_, Kind::Term) => "terms".to_owned(),
            (None, _) => "speaker-unknown".to_owned(),
            (Some(speaker), _) => {
                let place = speakers.iter().position(|name| *name == speaker.name).unwrap_or(COLOURS);
                format!("speaker-{}", place.min(COLOURS - 1) + 1)
            }
        };
        for &span in &quotation.content {
            cut(page, span, &layer, &mut runs);
        }
    }
    runs
}

/// Cuts a span at the blocks that it crosses.
fn cut(page: &Page, span: Span, layer: &str, runs: &mut Vec<Run>) {
    let first = page.blocks().partition_point(|block| block.span.end <= span.start);
    for (block, description) in
        page.blocks().iter().enumerate().skip(first).take_while(|(_, block)| block.span.start < span.end)
    {
        let text = description.span.of(page.text());
        let offsets = Offsets::new(text);
        let inside = |at: usize| {
            offsets.utf16(at.clamp(description.span.from(), description.span.to()) - description.span.from())
        };
        runs.push(Run { layer: layer.to_owned(), block, start: inside(span.from()), end: inside(span.to()) });
    }
}
