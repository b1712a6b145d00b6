//! A reading of a page: everything that the core finds in it, and the engine that finds it.
//!
//! ```
//! use saidwho::{page::Page, reading::Engine};
//! let page = Page::from_text("“We will rebuild the bridge,” Ada Lind said.");
//! let reading = Engine::built_in().read(&page);
//! assert_eq!(reading.quotations[0].speaker.as_ref().map(|speaker| speaker.name.as_str()), Some("Ada Lind"));
//! ```

use crate::entities::{self, Entity, Mention};
use crate::page::Page;
use crate::quotations::reported::Labeller;
use crate::quotations::{self, Quotation};
use crate::tagger::Tagger;
use crate::tagger::lexicon::Lexicon;
use crate::tagger::weights::{ModelError, Weights};
use crate::{speakers, tokens};

/// What was found in one page. Ids are indices into these lists.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Reading {
    /// Mentions, in the order of the text, not overlapping.
    pub mentions: Vec<Mention>,
    /// Entities, in the order of their first mention.
    pub entities: Vec<Entity>,
    /// Quotations, in the order of the text.
    pub quotations: Vec<Quotation>,
}

/// The models that read a page. Made once, used for any number of pages.
#[derive(Debug, Clone)]
pub struct Engine {
    names: Tagger,
    reports: Labeller,
    lexicon: Lexicon,
}

impl Engine {
    /// The engine with the models that the program was built with.
    ///
    /// # Panics
    /// Never in a program whose tests have passed: the models are compiled in, and a test reads them.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn built_in() -> &'static Self {
        static ENGINE: std::sync::LazyLock<Engine> = std::sync::LazyLock::new(|| {
            let read = Engine::from_models(
                include_bytes!("../models/entities.bin"),
                include_bytes!("../models/quotations.bin"),
                include_bytes!("../models/lexicon.bin"),
            );
            read.expect("the models that are compiled in can be read")
        });
        &ENGINE
    }

    /// An engine from the bytes of its model files: the labeller of names, that of reported speech, and the lists.
    ///
    /// # Errors
    /// When one of them is foreign, incomplete or damaged.
    pub fn from_models(names: &[u8], reports: &[u8], lexicon: &[u8]) -> Result<Self, ModelError> {
        let names = Tagger::read(names)?;
        // Another labeller of ours reads as well, but its labels mean something else.
        if names.labels() != 1 + 2 * entities::recognise::COARSE.len() {
            return Err(ModelError::Foreign);
        }
        Ok(Self { names, reports: Labeller::read(reports)?, lexicon: Lexicon::read(lexicon)? })
    }

    /// An engine from two files: the labeller of names with that of reported speech behind it, and the lists.
    ///
    /// # Errors
    /// As [`Engine::from_models`].
    pub fn from_joined(labellers: &[u8], lexicon: &[u8]) -> Result<Self, ModelError> {
        // The labeller of names has the weights of two looks.
        let (_, behind) = Weights::split(labellers)?;
        let (_, reports) = Weights::split(behind)?;
        let names = &labellers[..labellers.len() - reports.len()];
        Self::from_models(names, reports, lexicon)
    }

    /// Reads a page. Never fails; what is not understood is left out.
    #[must_use]
    pub fn read(&self, page: &Page) -> Reading {
        let tokens = tokens::tokenize(page);
        let mut mentions = entities::find_mentions(page, &tokens, &self.names, &self.lexicon);
        let entities = entities::resolve(page, &tokens, &mut mentions);
        let mut quotations = quotations::find_all(page, &tokens, &mentions, &self.reports, &self.lexicon);
        speakers::attribute(page, &tokens, &mentions, &entities, &mut quotations);
        Reading { mentions, entities, quotations }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_labeller_of_something_else_is_refused() {
        let other = Weights::write(1, 13, &[0; 14 * 13], &[0; 13 * 2]);
        let names = include_bytes!("../models/entities.bin");
        let lexicon = include_bytes!("../models/lexicon.bin");
        assert_eq!(Engine::from_models(&other, names, lexicon).err(), Some(ModelError::Foreign));
        assert_eq!(Engine::from_models(names, &other, lexicon).err(), Some(ModelError::Foreign));
    }

    /// Every quotation of any kind: in order, in the text, on the edges of characters, and apart from the others of its
    /// kind that are not quoted inside another.
    fn check(text: &str) {
        let reading = Engine::built_in().read(&Page::from_text(text));
        let mut last = 0;
        let mut ends = std::collections::HashMap::new();
        for (index, quotation) in reading.quotations.iter().enumerate() {
            assert!(!quotation.content.is_empty() && quotation.extent().start >= last, "{text:?}");
            last = quotation.extent().start;
            for span in quotation.content.iter().chain(&quotation.source).chain(&quotation.cue) {
                assert!(!span.of(text).is_empty(), "{text:?} {span:?}");
            }
            match quotation.inside {
                Some(outer) => assert!((outer.0 as usize) < index, "{text:?}"),
                None => {
                    for piece in &quotation.content {
                        let end = ends.entry(quotation.kind).or_insert(0);
                        assert!(piece.start >= *end, "{text:?} {quotation:?}");
                        *end = piece.end;
                    }
                }
            }
            assert!(quotation.kind != crate::quotations::Kind::Term || quotation.speaker.is_none(), "{text:?}");
            assert!((0.0..=1.0).contains(&quotation.confidence), "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn quotations_of_news_like_text_are_sound(words in proptest::collection::vec(
            proptest::sample::select(vec![
                "Orr", "Lind", "said", "that", "told", "denied", "according", "to", "the", "bridge", "is", "who", "he",
                "“", "”", "“It", "\"", "''", "‘", "’", ",", ".", ":", "—", "?", "\n", "ministry", "é", "😀", "officials",
            ]),
            0..80,
        )) {
            check(&words.join(" "));
        }

        #[test]
        fn no_text_panics(text: String) {
            check(&text);
        }
    }

    /// A text four times as long may not take much more than four times as long.
    #[test]
    fn time_grows_with_the_text() {
        let one = "Orr said the bridge, he said, is “not safe, he told officials who said that ";
        let time = |count: usize| {
            let page = Page::from_text(one.repeat(count));
            let start = std::time::Instant::now();
            assert!(!Engine::built_in().read(&page).quotations.is_empty());
            start.elapsed().as_secs_f64()
        };
        time(10);
        let (short, long) = (time(250), time(2000));
        assert!(long < short * 32.0 + 0.5, "{short} {long}");
    }
}
