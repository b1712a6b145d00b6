//! What is painted where: runs of one layer inside one block.
//!
//! ```
//! use saidwho::{annotate, page::Page, show::layers};
//! let page = Page::from_text("😀 “We will go on,” said Ada Lind, the mayor.");
//! let runs = layers::of(&page, &annotate(&page));
//! assert!(runs.iter().any(|run| run.layer == "speaker-1" && run.span.start == 5));
//! ```

use super::panel;
use crate::entities::MentionType;
use crate::page::Page;
use crate::quotations::Kind;
use crate::reading::Reading;
use crate::span::Span;

/// How many speaker colours there are; later speakers share the last.
pub const COLOURS: usize = 8;

/// What a run shows: an index into one of the reading's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// A name.
    Mention(usize),
    /// A quotation.
    Quotation(usize),
}

/// A stretch of one block that belongs to a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The name of the layer.
    pub layer: String,
    /// What it shows.
    pub item: Item,
    /// Where, in bytes of the page's text.
    pub span: Span,
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
    for (index, mention) in reading.mentions.iter().enumerate() {
        cut(page, mention.span, of_type(mention.kind), Item::Mention(index), &mut runs);
    }
    let speakers = panel::speaker_names(reading);
    for (index, quotation) in reading.quotations.iter().enumerate().filter(|(_, quotation)| quotation.inside.is_none())
    {
        let layer = match (&quotation.speaker, quotation.kind) {
            (_, Kind::Term) => "terms".to_owned(),
            (None, _) => "speaker-unknown".to_owned(),
            (Some(speaker), _) => {
                let place = speakers.iter().position(|name| *name == speaker.name).unwrap_or(COLOURS);
                // Speech without marks is paler: what was said is the writer's wording.
                let how = if quotation.kind == Kind::Indirect { "reported" } else { "speaker" };
                format!("{how}-{}", place.min(COLOURS - 1) + 1)
            }
        };
        for &span in &quotation.content {
            cut(page, span, &layer, Item::Quotation(index), &mut runs);
        }
    }
    runs
}

/// Cuts a span at the blocks that it crosses.
fn cut(page: &Page, span: Span, layer: &str, item: Item, runs: &mut Vec<Run>) {
    let first = page.blocks().partition_point(|block| block.span.end <= span.start);
    for block in page.blocks()[first..].iter().take_while(|block| block.span.start < span.end) {
        let inside = Span { start: span.start.max(block.span.start), end: span.end.min(block.span.end) };
        runs.push(Run { layer: layer.to_owned(), item, span: inside });
    }
}
