//! The lexicon from its readable lists, and the labeller of names from the corpora.
//!
//! ```
//! use saidwho::train::names::lexicon;
//! let packed = lexicon(&|name| (name == "cities").then(|| "# cities\nPort Elm\n".to_owned()));
//! assert_eq!(packed[..4], *b"SWL5");
//! ```

use super::chain::{self, Settings};
use super::corpora::{Corpus, Text, byte_of};
use super::{Examples, Labels, network, prepare};
use crate::entities::recognise::COARSE;
use crate::page::Page;
use crate::score::entities::{fold, trim};
use crate::span::Span;
use crate::tagger::features::Document;
use crate::tagger::lexicon::{self, Lexicon, LexiconBuilder};
use crate::tagger::weights::Weights;
use crate::tagger::{Tagger, decode};
use crate::tokens::Tokens;
use std::collections::BTreeMap;

/// How many words of the cluster list are kept: the rarer ones cost more than they give.
const WORDS: usize = 65_000;

/// The lists of phrases, and what each means.
const LISTS: [(&str, u8); 7] = [
    ("cities", lexicon::CITY),
    ("countries", lexicon::COUNTRY),
    ("nationalities", lexicon::NATIONALITY),
    ("first_names", lexicon::FIRST_NAME),
    ("organisation_words", lexicon::ORGANISATION),
    ("titles", lexicon::TITLE),
    ("place_words", lexicon::PLACE),
];

/// One corpus of names.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// Its file.
    pub name: &'static str,
    /// Of which every how manieth text is taken.
    pub every: usize,
    /// Silver, of other guidelines, one sentence a text: it trains weights of its own beside the shared ones, and not the
    /// second look.
    pub is_apart: bool,
    /// Whether its texts and its annotations are openly licensed.
    pub is_open: bool,
}

const fn source(name: &'static str, every: usize, is_open: bool) -> Source {
    Source { name, every, is_apart: false, is_open }
}

/// The lists of names, and what each means.
const NAMES: [(&str, u8); 3] =
    [("world_first_names", lexicon::WORLD_FIRST_NAME), ("surnames", lexicon::SURNAME), ("companies", lexicon::COMPANY)];

/// The corpora.
pub const CORPORA: [Source; 6] = [
    source("conll2003.train", 1, false),
    source("worldwide.extra", 1, false),
    source("wikigold.all", 1, true),
    source("gum_interview.all", 1, true),
    source("re3d_open.all", 1, true),
    Source { name: "gmb.train", every: 4, is_apart: true, is_open: true },
];

/// How the first look is trained.
pub const FIRST: Settings = Settings {
    bits: 17,
    passes: 6,
    at_least: 2,
    rate: 0.05,
    shrink: 0.8,
    dropout: 64,
    steps: 24.0,
    least: 1.5,
    seeds: &[1, 2, 3, 4, 5, 6],
};

/// How the second look is trained.
pub const SECOND: Settings = Settings {
    bits: 15,
    passes: 8,
    at_least: 3,
    rate: 0.03,
    dropout: 128,
    least: 1.0,
    seeds: &[7, 8, 9, 10, 11, 12],
    ..FIRST
};

/// How the network is trained.
pub const NETWORK: network::Settings =
    network::Settings { passes: 8, rate: 0.004, dropout: 64, word_dropout: 38, seed: 1 };

/// Into how many parts the texts are cut for the first looks that the second is trained on: each part is looked at by a
/// model of the others.
const PARTS: usize = 3;

/// Every how manieth paragraph of a text is a text of its own besides: in a short text nothing else tells what a word is.
const ALONE: usize = 3;

/// A paragraph of fewer characters says nothing alone.
const SHORTEST: usize = 20;

/// The packed lexicon. `list` gives the text of a readable list by its name.
#[must_use]
pub fn lexicon(list: &dyn Fn(&str) -> Option<String>) -> Vec<u8> {
    let mut builder = LexiconBuilder::default();
    for line in list("clusters").unwrap_or_default().lines().skip(1).take(WORDS) {
        let mut parts = line.split(' ');
        let word = parts.next().unwrap_or_default();
        let mut number = || parts.next().and_then(|part| part.parse::<u16>().ok()).unwrap_or(0);
        let (fine, middle, coarse) = (number(), number(), number());
        builder.cluster(word, fine, middle as u8, coarse as u8);
    }
    for (name, meaning) in LISTS {
        for line in list(name).unwrap_or_default().lines().skip(1) {
            builder.phrase(line, meaning);
        }
    }
    for (name, meaning) in NAMES {
        for line in list(name).unwrap_or_default().lines().skip(1) {
            builder.name(line, meaning);
        }
    }
    builder.pack()
}

/// A text that is ready to train on.
struct Prepared {
    page: Page,
    tokens: Tokens,
    labels: Vec<u8>,
    is_apart: bool,
    part: usize,
}

impl Prepared {
    fn of(text: &Text, is_apart: bool, part: usize) -> Self {
        let (page, tokens) = prepare(&text.text);
        let labels = Labels::encode(&tokens, &spans(text));
        Self { page, tokens, labels, is_apart, part }
    }
}

/// Each paragraph of a text with its names, as a text of its own.
fn paragraphs(text: &Text) -> impl Iterator<Item = Text> + '_ {
    let mut end = 0;
    text.text.split('\n').map(move |paragraph| {
        let start = end;
        end += paragraph.chars().count() + 1;
        let inside = text.entities.iter().filter(|entity| entity.0 >= start && entity.1 < end);
        let entities = inside.map(|(from, to, kind)| (from - start, to - start, kind.clone())).collect();
        Text { text: paragraph.to_owned(), entities, quotes: Vec::new() }
    })
}

/// The labeller's model file, from corpora with what is said of them.
///
/// # Panics
/// When a thread did.
pub fn names(corpora: &[(Source, Corpus)], lexicon: &Lexicon, report: impl Fn(&str)) -> Vec<u8> {
    let texts: Vec<Prepared> = corpora
        .iter()
        .flat_map(|(source, corpus)| {
            let texts = corpus.texts.iter().step_by(source.every).enumerate();
            texts.flat_map(|(index, text)| {
                let whole = Prepared::of(text, source.is_apart, index % PARTS);
                let alone = paragraphs(text).filter(|_| !source.is_apart).skip(ALONE - 1).step_by(ALONE);
                let alone = alone.filter(|text| text.text.chars().count() > SHORTEST);
                std::iter::once(whole)
                    .chain(alone.map(|text| Prepared::of(&text, source.is_apart, index % PARTS)))
                    .collect::<Vec<_>>()
            })
        })
        .collect();
    let first = |without: usize| {
        let mut examples = Examples::default();
        for text in texts.iter().filter(|text| text.part != without) {
            examples.add(&text.page, &text.tokens, &text.labels, u8::from(text.is_apart), FIRST.bits, lexicon);
        }
        let model = chain::train(&examples, count(), FIRST).model(count(), FIRST);
        report(if without == PARTS { "first look trained" } else { "first look of a part trained" });
        model
    };
    let models: Vec<Vec<u8>> = (0..=PARTS).map(first).collect();
    let parts: Vec<Tagger> = models[..PARTS].iter().filter_map(|model| Tagger::read(model).ok()).collect();
    let second = |without: usize| {
        let mut examples = Examples::default();
        for text in texts.iter().filter(|text| text.part != without && !text.is_apart) {
            let document = Document::collect(text.page.text(), &text.tokens, lexicon);
            let look = parts[text.part].first_look(&text.tokens, lexicon, &document);
            examples.add_again(&text.tokens, &document, &look, &text.labels, SECOND.bits);
        }
        chain::train(&examples, count(), SECOND).model(count(), SECOND)
    };
    let network = |without: usize| {
        let texts = texts.iter().filter(|text| text.part != without && !text.is_apart);
        let texts = texts.map(|text| network::Text::of(&text.page, &text.tokens, &text.labels, lexicon));
        network::train(&texts.collect::<Vec<_>>(), count(), NETWORK).write()
    };
    let (of_others, of_all) = std::thread::scope(|scope| {
        let of_others = scope.spawn(|| network(0));
        let of_all = network(PARTS);
        (of_others.join().expect("a training does not fail"), of_all)
    });
    report("network trained");
    // One part is seen by neither look nor the network; it tells how far their margins can be trusted.
    let unseen = texts.iter().filter(|text| text.part == 0 && !text.is_apart);
    let blind = [models[0].as_slice(), &second(0), &of_others].concat();
    let curve = Tagger::read(&blind).map(|tagger| curve(unseen, &tagger, lexicon));
    let model = Weights::with_confidence(second(PARTS), curve.unwrap_or_default());
    report("second look trained");
    [models[PARTS].as_slice(), &model, &of_all].concat()
}

/// The curve from margins to confidences that fits these texts best.
fn curve<'a>(texts: impl Iterator<Item = &'a Prepared>, tagger: &Tagger, lexicon: &Lexicon) -> [i8; 2] {
    /// Margins are counted in classes of so many units.
    const WIDTH: i32 = 4;
    let mut classes: BTreeMap<i32, [f32; 2]> = BTreeMap::new();
    for text in texts {
        let document = Document::collect(text.page.text(), &text.tokens, lexicon);
        let found = tagger.label(&text.tokens, lexicon, &document);
        for sentence in text.tokens.sentences() {
            let (labels, gold) = (&found.labels[sentence.range()], &text.labels[sentence.range()]);
            let gold: Vec<_> = decode::spans(gold).collect();
            for span in decode::spans(labels) {
                let margins = &found.margins[sentence.range()][span.0.clone()];
                let class = i32::from(margins.iter().copied().min().unwrap_or(0)).clamp(-500, 1000) / WIDTH;
                classes.entry(class).or_default()[usize::from(gold.contains(&span))] += 1.0;
            }
        }
    }
    let loss = |start: i8, slope: i8| {
        let (start, slope) = (f64::from(start) / 16.0, f64::from(slope) / 512.0);
        let each = classes.iter().map(|(&class, &[wrong, right])| {
            let odds = start + slope * f64::from(class * WIDTH);
            f64::from(wrong) * (1.0 + odds.exp()).ln() + f64::from(right) * (1.0 + (-odds).exp()).ln()
        });
        each.sum::<f64>()
    };
    let all = (-64..=64_i8).flat_map(|start| (0..=127_i8).map(move |slope| [start, slope]));
    all.min_by(|one, other| loss(one[0], one[1]).total_cmp(&loss(other[0], other[1]))).unwrap_or_default()
}

fn count() -> usize {
    Labels::of(&COARSE).count()
}

/// The gold names of a text with the index of their coarse type; their edges as the scorer trims them.
fn spans(text: &Text) -> Vec<(Span, usize)> {
    let points: Vec<usize> = text.entities.iter().flat_map(|entity| [entity.0, entity.1]).collect();
    let bytes = byte_of(&text.text, &points);
    let spans = text.entities.iter().enumerate().filter_map(|(at, entity)| {
        let coarse = match fold(&entity.2) {
            "PER" => "PERSON",
            other => other,
        };
        let coarse = COARSE.iter().position(|kind| *kind == coarse)?;
        let (start, end) = trim(&text.text, bytes[2 * at], bytes[2 * at + 1]);
        Some((Span::new(start, end), coarse))
    });
    spans.collect()
}
