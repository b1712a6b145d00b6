//! The lexicon from its readable lists, and the labeller of names from the corpora.
//!
//! ```
//! use saidwho::train::names::lexicon;
//! let packed = lexicon(&|name| (name == "cities").then(|| "# cities\nPort Elm\n".to_owned()));
//! assert_eq!(packed[..4], *b"SWL1");
//! ```

use super::corpora::{Corpus, byte_of};
use super::{Examples, Labels, Settings, prepare, train};
use crate::entities::recognise::COARSE;
use crate::score::entities::{fold, trim};
use crate::span::Span;
use crate::tagger::lexicon::{self, Lexicon, LexiconBuilder};

/// How many words of the cluster list are kept: the rarer ones cost more than they give.
const WORDS: usize = 40_000;

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

/// The corpora, and of which every how manieth text is taken. The last is silver, and follows other guidelines.
pub const CORPORA: [(&str, usize); 6] = [
    ("conll2003.train", 1),
    ("worldwide.extra", 1),
    ("wikigold.all", 1),
    ("gum_interview.all", 1),
    ("re3d_open.all", 1),
    ("gmb.train", 4),
];

/// Which of them stands apart.
const APART: usize = 5;

/// How the labeller of names is trained.
pub const SETTINGS: Settings = Settings { bits: 17, passes: 8, at_least: 2, cost: 1.0 };

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
    builder.pack()
}

/// The labeller's model file, from the corpora in the order of [`CORPORA`].
pub fn names(corpora: &[Corpus], lexicon: &Lexicon, report: impl FnMut(usize, usize)) -> Vec<u8> {
    let mut examples = Examples::default();
    for (domain, (corpus, (_, every))) in corpora.iter().zip(CORPORA).enumerate() {
        for text in corpus.texts.iter().step_by(every) {
            let (page, tokens) = prepare(&text.text);
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
            let labels = Labels::encode(&tokens, &spans.collect::<Vec<_>>());
            examples.add(&page, &tokens, &labels, domain == APART, SETTINGS.bits, lexicon);
        }
    }
    train(&examples, Labels::of(&COARSE).count(), SETTINGS, report)
}
