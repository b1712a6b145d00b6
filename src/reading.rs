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
        let (names, reports) = Weights::split(labellers)?;
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
}
