//! What the models were trained on, in two numbers: when either changes, training would give other models than are here.
//!
//! A model is no longer what its training gives as soon as a rule changes how tokens are cut, what a feature looks at, or, for
//! reported speech, which mentions are found. Training takes minutes and needs corpora; so instead a few texts of our own
//! are looked at as it would look, and what it would see is summed up, with its settings. The numbers stand in
//! `models/trained.txt`, which `saidwho train` writes and a test compares.
//!
//! ```
//! use saidwho::train::fingerprint::Fingerprint;
//! let mut one = Fingerprint::default();
//! one.add(1);
//! assert_ne!(one, Fingerprint::default());
//! ```

use super::{names, prepare, quotations};
use crate::entities;
use crate::quotations::features::Sight;
use crate::quotations::{marks, units};
use crate::tagger::Tagger;
use crate::tagger::echo::Echo;
use crate::tagger::features::mix;
use crate::tagger::features::{Document, Sentence};
use crate::tagger::lexicon::{self, Lexicon};

/// Texts with names and quotations of many kinds.
const TEXTS: [&str; 4] = [
    include_str!("../../tests/names.txt"),
    include_str!("../../tests/gold/harbour.txt"),
    include_str!("../../tests/gold/mill.txt"),
    include_str!("../../www/sample.txt"),
];

/// A number for all that was added to it, in its order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// Adds a number.
    pub fn add(&mut self, value: u64) {
        self.0 = mix(self.0, value);
    }

    fn settings(settings: &[&dyn std::fmt::Debug]) -> Self {
        Self(settings.iter().map(|settings| lexicon::hash(&format!("{settings:?}"))).fold(0, mix))
    }
}

/// The text of `models/trained.txt` for these models.
#[must_use]
pub fn of(tagger: &Tagger, lexicon: &Lexicon) -> String {
    format!("names {:016x}\nreported speech {:016x}\n", of_names(tagger, lexicon).0, of_quotations(tagger, lexicon).0)
}

fn of_names(tagger: &Tagger, lexicon: &Lexicon) -> Fingerprint {
    let mut seen = Fingerprint::settings(&[&names::CORPORA, &names::FIRST, &names::SECOND, &names::NETWORK]);
    for text in TEXTS {
        let (page, tokens) = prepare(text);
        let document = Document::collect(page.text(), &tokens, lexicon);
        let mut sight = Sentence::default();
        for &sentence in tokens.sentences() {
            sight.look(&document, &tokens, sentence, lexicon);
            for at in sight.stretches().iter().cloned().flatten() {
                sight.emit(at, |feature| seen.add(feature));
            }
        }
        let look = tagger.first_look(&tokens, lexicon, &document);
        let echo = Echo::collect(&document, &tokens, &look.labelling.labels);
        for (stretch, sentence) in &look.stretches {
            for at in stretch.clone() {
                let (labels, margins) = (&look.labelling.labels, &look.labelling.margins);
                echo.emit(&document, labels, margins, sentence.clone(), at, |feature| seen.add(feature));
                seen.add(lexicon::hash(&format!("{:?}", document.input(at))));
                document.elsewhere(at).for_each(|other| seen.add(other as u64));
            }
        }
    }
    seen
}

fn of_quotations(tagger: &Tagger, lexicon: &Lexicon) -> Fingerprint {
    let mut seen = Fingerprint::settings(&[&quotations::SETTINGS]);
    for text in TEXTS {
        let (page, tokens) = prepare(text);
        let mentions = entities::find_mentions(&page, &tokens, tagger, lexicon);
        let cut = units::cut(&page, &tokens, &marks::find(&page, &tokens), &mentions, lexicon);
        for (range, opens_paragraph) in &cut.sentences {
            let sight = Sight::of(&cut.units[range.clone()], *opens_paragraph);
            (0..range.len()).for_each(|at| sight.emit(at, &mut |feature| seen.add(feature)));
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_models_are_what_training_gives() {
        let tagger = Tagger::read(include_bytes!("../../models/entities.bin")).expect("a model");
        let lists = |name: &str| std::fs::read_to_string(format!("models/lists/{name}.txt")).ok();
        let packed = names::lexicon(&lists);
        assert!(packed == include_bytes!("../../models/lexicon.bin"), "the lists have changed: ./build.sh train");
        let lexicon = Lexicon::read(&packed).expect("just packed");
        assert_eq!(
            of(&tagger, &lexicon),
            include_str!("../../models/trained.txt"),
            "what the labellers see has changed since they were trained: ./build.sh train"
        );
    }
}
