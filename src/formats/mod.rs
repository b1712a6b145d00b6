//! In and out: what other programs read and write.
//!
//! Each format is one module that turns plain data into text or back, and does no input or output itself. Offsets are
//! code points in all of them. [`Format`] is what a reader can export; `docs/formats.md` describes each.
//!
//! ```
//! use saidwho::{annotate, annotations::List, formats::Format, page::Page};
//! let page = Page::from_text("“We will go on with it,” Ada Lind said.");
//! let list = List::from_reading(&page, &annotate(&page));
//! let format = Format::from_name("csv").expect("it is one");
//! assert_eq!((format.extension(), format.media_type()), ("csv", "text/csv"));
//! assert!(format.write(&page, &list).contains("Ada Lind"));
//! ```

pub mod brat;
pub mod conll;
pub mod csv;
pub mod fragment;
pub mod import;
pub mod markdown;
pub mod record;
pub mod spacy;
pub mod summary;
pub mod tei;
mod view;

use crate::annotations::List;
use crate::annotations::jsonld::Collection;
use crate::page::Page;

/// What a page with its list can be exported as.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// Quotations, one row each.
    Csv,
    /// Notes.
    Markdown,
    /// TEI P5.
    Tei,
    /// CoNLL-U Plus, BIO.
    Conll,
    /// brat standoff; it goes beside the text.
    Brat,
    /// spaCy's JSON.
    Spacy,
    /// W3C Web Annotations.
    JsonLd,
    /// The text to which all positions count.
    Text,
}

impl Format {
    /// All of them, the more asked for first.
    pub const ALL: [Self; 8] =
        [Self::Csv, Self::Markdown, Self::JsonLd, Self::Tei, Self::Conll, Self::Brat, Self::Spacy, Self::Text];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Markdown => "md",
            Self::Tei => "tei",
            Self::Conll => "conll",
            Self::Brat => "brat",
            Self::Spacy => "spacy",
            Self::JsonLd => "jsonld",
            Self::Text => "txt",
        }
    }

    /// The format with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// How a file's name ends, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Markdown => "md",
            Self::Tei => "tei.xml",
            Self::Conll => "conllup",
            Self::Brat => "ann",
            Self::Spacy => "spacy.json",
            Self::JsonLd => "jsonld",
            Self::Text => "txt",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Markdown => "text/markdown",
            Self::Tei => "application/tei+xml",
            Self::Conll | Self::Brat | Self::Text => "text/plain",
            Self::Spacy => "application/json",
            Self::JsonLd => "application/ld+json",
        }
    }

    /// The file's text. The same page and list give the same bytes.
    #[must_use]
    pub fn write(self, page: &Page, list: &List) -> String {
        match self {
            Self::Csv => csv::write(page, list),
            Self::Markdown => markdown::write(page, list),
            Self::Tei => tei::write(page, list),
            Self::Conll => conll::write(page, list),
            Self::Brat => brat::write(page, list),
            Self::Spacy => spacy::write(page, list),
            // Plain data cannot fail to serialise.
            Self::JsonLd => serde_json::to_string_pretty(&Collection::of(page, list)).unwrap_or_default() + "\n",
            Self::Text => page.text().to_owned(),
        }
    }
}
