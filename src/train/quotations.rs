//! The labeller of reported speech, from texts with attributions.
//!
//! ```
//! use saidwho::quotations::reported::PARTS;
//! use saidwho::train::Labels;
//! assert_eq!(Labels::of(&PARTS).count(), 7);
//! ```

use super::corpora::{Corpus, Text, byte_of};
use super::{Examples, Labels, Settings, prepare, train};
use crate::entities;
use crate::quotations::features::Sight;
use crate::quotations::marks;
use crate::quotations::reported::{CONTENT, CUE, PARTS, SOURCE};
use crate::quotations::units::{self, Units};
use crate::span::Span;
use crate::tagger::Tagger;
use crate::tagger::lexicon::Lexicon;
use crate::tokens::Tokens;

/// The corpus with attributions.
pub const CORPUS: &str = "polnear.train";

/// How the labeller is trained.
pub const SETTINGS: Settings = Settings {
    bits: 17,
    passes: 10,
    at_least: 3,
    cost: 1.0,
    steps: 1.2,
    least: 9.5,
    grain: 10.0,
    seeds: &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20],
};

/// The model file. `names` finds the mentions, as it will when reading.
pub fn labeller(corpus: &Corpus, names: &Tagger, lexicon: &Lexicon) -> Vec<u8> {
    let mut examples = Examples::default();
    for text in &corpus.texts {
        let (page, tokens) = prepare(&text.text);
        let mentions = entities::find_mentions(&page, &tokens, names, lexicon);
        let cut = units::cut(&page, &tokens, &marks::find(&page, &tokens), &mentions, lexicon);
        let labels = gold(text, &tokens, &cut);
        for (range, opens_paragraph) in &cut.sentences {
            let sight = Sight::of(&cut.units[range.clone()], *opens_paragraph);
            examples.sentence(&labels[range.clone()], SETTINGS.bits, |at, each| sight.emit(at, each));
        }
    }
    train(&examples, Labels::of(&PARTS).count(), SETTINGS)
}

/// The label of each unit. Of two attributions that overlap the longer content counts, and a source or a cue only
/// outside every content: a quotation of a quotation is one content.
fn gold(text: &Text, tokens: &Tokens, cut: &Units) -> Vec<u8> {
    let points: Vec<usize> = parts(text).flat_map(|(_, span)| [span.0, span.1]).collect();
    let bytes = byte_of(&text.text, &points);
    let mut spans: Vec<(usize, Span)> =
        parts(text).enumerate().map(|(at, (part, _))| (part, Span::new(bytes[2 * at], bytes[2 * at + 1]))).collect();
    spans.sort_by_key(|(part, span)| (*part, std::cmp::Reverse(span.len()), span.start));
    let mut labels = vec![0_u8; cut.units.len()];
    let mut starts = vec![false; cut.units.len()];
    for (range, _) in &cut.sentences {
        starts[range.start] = true;
    }
    for (part, span) in spans {
        let first = cut.units.partition_point(|unit| tokens.spans()[unit.end as usize - 1].end <= span.start);
        let mut before = false;
        for at in first..cut.units.len() {
            let unit =
                tokens.spans()[cut.units[at].first as usize].cover(tokens.spans()[cut.units[at].end as usize - 1]);
            if unit.start >= span.end {
                break;
            }
            let shared = unit.end.min(span.end) - unit.start.max(span.start);
            if labels[at] != 0 || (shared as usize) * 2 < unit.len() {
                before = false;
                continue;
            }
            let goes_on = before && !starts[at];
            labels[at] = (1 + 2 * part + usize::from(goes_on)) as u8;
            before = true;
        }
    }
    labels
}

fn parts(text: &Text) -> impl Iterator<Item = (usize, (usize, usize))> + '_ {
    text.quotes.iter().flat_map(|quote| {
        let of = |part: usize, spans: &Option<Vec<(usize, usize)>>| {
            spans.clone().unwrap_or_default().into_iter().map(move |span| (part, span))
        };
        let content = quote.content.iter().map(|&span| (CONTENT, span));
        content.chain(of(SOURCE, &quote.source)).chain(of(CUE, &quote.cue))
    })
}
