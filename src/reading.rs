//! A reading of a page: everything that the core finds in it, and the engine that finds it.
//!
//! ```
//! use saidwho::{page::Page, reading::Engine};
//! let page = Page::from_text("“We will rebuild,” Ada Lind said.");
//! let reading = Engine::built_in().read(&page);
//! assert!(reading.quotations.len() <= 1);
//! ```

use crate::entities::{Entity, Mention};
use crate::page::Page;
use crate::quotations::{self, Quotation};
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
#[derive(Debug)]
pub struct Engine {}

impl Engine {
    /// The engine with the models that the program was built with.
    #[must_use]
    pub fn built_in() -> Self {
        Self {}
    }

    /// Reads a page. Never fails; what is not understood is left out.
    #[must_use]
    pub fn read(&self, page: &Page) -> Reading {
        let tokens = tokens::tokenize(page);
        let (mentions, entities) = (Vec::new(), Vec::new());
        let mut quotations = quotations::find(page, &tokens);
        speakers::attribute(page, &tokens, &mentions, &entities, &mut quotations);
        Reading { mentions, entities, quotations }
    }
}
