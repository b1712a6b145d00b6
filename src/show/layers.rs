//! What is painted where: runs of one layer inside one block.
//!
//! ```
//! use saidwho::{annotate, annotations::List, page::Page, show::layers};
//! let page = Page::from_text("😀 “We will go on,” said Ada Lind, the mayor.");
//! let runs = layers::of(&page, &List::from_reading(&page, &annotate(&page)));
//! assert!(runs.iter().any(|run| run.layer == "speaker-1" && run.span.start == 5));
//! ```

use super::{editor, panel};
use crate::annotations::{Annotation, Body, EntityKey, List};
use crate::entities::MentionType;
use crate::page::Page;
use crate::quotations::{Kind, within::within};
use crate::span::Span;
use foldhash::HashMap;

/// How many speaker colours there are; then they begin anew.
pub const COLOURS: usize = 12;

/// The layers of speakers, of what is reported of them, and of the reader's marks, by colour.
const SPEAKERS: [&str; COLOURS] = [
    "speaker-1", "speaker-2", "speaker-3", "speaker-4", "speaker-5", "speaker-6", "speaker-7", "speaker-8",
    "speaker-9", "speaker-10", "speaker-11", "speaker-12",
];
const REPORTED: [&str; COLOURS] = [
    "reported-1", "reported-2", "reported-3", "reported-4", "reported-5", "reported-6", "reported-7", "reported-8",
    "reported-9", "reported-10", "reported-11", "reported-12",
];
const HIGHLIGHTS: [&str; editor::COLOURS.len()] =
    ["highlight-yellow", "highlight-green", "highlight-blue", "highlight-red", "highlight-violet"];

/// The layer of what nobody known says.
pub(super) const UNKNOWN: &str = "speaker-unknown";

/// The layer of the speaker at a place in [`panel::speakers`].
#[must_use]
pub fn of_speaker(place: usize) -> &'static str {
    SPEAKERS[place % COLOURS]
}

/// What a run shows: an index into [`List::annotations`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// A name.
    Mention(usize),
    /// A quotation.
    Quotation(usize),
    /// A reader's mark.
    Highlight(usize),
}

impl Item {
    /// The index.
    #[must_use]
    pub fn index(self) -> usize {
        match self {
            Self::Mention(index) | Self::Quotation(index) | Self::Highlight(index) => index,
        }
    }
}

/// A stretch of one block that belongs to a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The name of the layer.
    pub layer: &'static str,
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

/// All runs of what is shown, mentions first.
#[must_use]
pub fn of(page: &Page, list: &List) -> Vec<Run> {
    of_those(page, list, &Annotation::is_shown)
}

/// All runs of the annotations that are wanted, mentions first.
#[must_use]
pub fn of_those(page: &Page, list: &List, is_wanted: &dyn Fn(&Annotation) -> bool) -> Vec<Run> {
    let (mut runs, mut others) = (Vec::new(), Vec::new());
    let speakers: HashMap<&EntityKey, usize> = panel::speakers(list).into_iter().zip(0..).collect();
    for (index, annotation) in list.annotations().iter().enumerate().filter(|(_, one)| is_wanted(one)) {
        let (layer, item, into) = match &annotation.body {
            Body::Mention { kind, .. } => (of_type(*kind), Item::Mention(index), &mut runs),
            // What is quoted inside another's own words has that one's colour.
            Body::Quotation { inside: Some(_), .. } if list.told(index).is_none() => continue,
            Body::Quotation { kind: Kind::Term, .. } => ("terms", Item::Quotation(index), &mut others),
            Body::Quotation { speaker: None, .. } => (UNKNOWN, Item::Quotation(index), &mut others),
            Body::Quotation { kind, speaker: Some(speaker), .. } => {
                let place = speakers.get(speaker).copied().unwrap_or(0);
                // Speech without marks is paler: what was said is the writer's wording.
                let layers = if *kind == Kind::Indirect { REPORTED } else { SPEAKERS };
                (layers[place % COLOURS], Item::Quotation(index), &mut others)
            }
            // What another program marked in no colour of ours is shown in the first.
            Body::Highlight { colour } => {
                let own = editor::COLOURS.iter().position(|own| own == colour);
                (HIGHLIGHTS[own.unwrap_or(0)], Item::Highlight(index), &mut others)
            }
        };
        let inner = list.told_inside(index).map(|at| &list.annotations()[at]).filter(|one| is_wanted(one));
        let inner: Vec<&Span> = inner.flat_map(|one| &one.place.content).collect();
        for (layer, span) in parts(page, annotation, layer) {
            // What another says inside it has that one's colour.
            let mut start = span.start;
            for own in inner.iter().filter(|own| span.contains(***own)) {
                cut(page, Span { start, end: own.start.max(start) }, layer, item, into);
                start = own.end.max(start);
            }
            cut(page, Span { start, end: span.end }, layer, item, into);
        }
    }
    runs.append(&mut others);
    runs
}

/// The pieces of an annotation, each with its layer: around the marks of a mixed quotation stands the writer's wording.
fn parts(page: &Page, annotation: &Annotation, layer: &'static str) -> Vec<(&'static str, Span)> {
    let whole = || annotation.place.content.iter().map(|&piece| (layer, piece)).collect();
    let Body::Quotation { kind: Kind::Mixed, .. } = &annotation.body else { return whole() };
    let Some(paler) = SPEAKERS.iter().position(|own| *own == layer).map(|place| REPORTED[place]) else {
        return whole();
    };
    let mut parts = Vec::new();
    for &piece in &annotation.place.content {
        let mut start = piece.start;
        for marked in within(page.text(), piece) {
            parts.extend([(paler, Span { start, end: marked.start }), (layer, marked)]);
            start = marked.end;
        }
        parts.push((paler, Span { start, end: piece.end }));
    }
    // Without marks it is a fragment that the reader has chosen.
    if parts.iter().any(|part| part.0 == layer) { parts } else { whole() }
}

/// Cuts a span at the blocks that it crosses; nothing is left of an empty one.
fn cut(page: &Page, span: Span, layer: &'static str, item: Item, runs: &mut Vec<Run>) {
    let first = page.blocks().partition_point(|block| block.span.end <= span.start);
    for block in page.blocks()[first..].iter().take_while(|block| block.span.start < span.end) {
        let inside = Span { start: span.start.max(block.span.start), end: span.end.min(block.span.end) };
        runs.extend((!span.is_empty()).then_some(Run { layer, item, span: inside }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotations::actions::Action;
    use crate::annotations::{History, Maker, Stamp};

    #[test]
    fn around_the_marks_of_a_fragment_the_colour_is_paler() {
        let page = Page::from_text("Ada Lind said the bridge was “not safe at all” and “far too old” for the town.");
        let list = List::from_reading(&page, &crate::annotate(&page));
        let runs = of(&page, &list).into_iter().filter(|run| matches!(run.item, Item::Quotation(_)));
        let runs: Vec<(&str, &str)> = runs.map(|run| (run.layer, run.span.of(page.text()))).collect();
        let (own, paler) = (SPEAKERS[0], REPORTED[0]);
        let expected = [
            (paler, "the bridge was "),
            (own, "“not safe at all”"),
            (paler, " and "),
            (own, "“far too old”"),
            (paler, " for the town."),
        ];
        assert_eq!(runs, expected);
    }

    #[test]
    fn every_highlight_has_a_colour_that_is_seen() {
        let page = Page::from_text("Ada Lind came.");
        for (colour, layer) in [("red", "highlight-red"), ("", "highlight-yellow"), ("x y", "highlight-yellow")] {
            let mut history = History::new(List::default());
            let stamp = Stamp { by: Maker::Reader("Ida".to_owned()), at: None };
            history.act(&page, &Action::AddHighlight { span: Span::new(0, 3), colour: colour.to_owned() }, &stamp);
            let layers: Vec<&str> = of(&page, history.list()).into_iter().map(|run| run.layer).collect();
            assert_eq!(layers, [layer], "{colour:?}");
        }
    }

    /// What another says inside a report has that one's colour, the rest of it that of whose report it is.
    #[test]
    fn a_report_is_painted_around_what_it_holds() {
        let text = "Bo Orr said Ada Lind had called the mill “a gift to us” in May.";
        let page = Page::from_text(text);
        let runs = of(&page, &List::from_reading(&page, &crate::annotate(&page)));
        let said = runs.iter().filter(|run| matches!(run.item, Item::Quotation(_)));
        let said: Vec<(&str, &str)> = said.map(|run| (run.layer, run.span.of(text))).collect();
        let expected = [
            ("reported-2", "Ada Lind had called the mill "),
            ("reported-2", " in May."),
            ("speaker-1", "“a gift to us”"),
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn the_names_of_layers_are_those_of_their_colours() {
        let all = (1..=COLOURS).map(|number| (format!("speaker-{number}"), format!("reported-{number}")));
        assert!(all.eq(SPEAKERS.into_iter().zip(REPORTED).map(|(one, other)| (one.to_owned(), other.to_owned()))));
        assert!(HIGHLIGHTS.iter().zip(editor::COLOURS).all(|(layer, colour)| *layer == format!("highlight-{colour}")));
    }
}
