//! What is written down to find a place again: its words with what stands around them, and its position.
//!
//! ```
//! use saidwho::annotations::selectors::Selectors;
//! use saidwho::{page::offsets::Offsets, span::Span};
//! let text = "😀 Ada Lind came.";
//! let selectors = Selectors::of(text, &Offsets::new(text), Span::new(5, 13));
//! assert_eq!((selectors.exact.as_str(), selectors.prefix.as_str(), selectors.suffix.as_str()), ("Ada Lind", "😀 ", " came."));
//! assert_eq!(selectors.position, Some([2, 10]));
//! ```

use crate::page::offsets::Offsets;
use crate::span::Span;

/// How many characters are kept on each side.
pub const CONTEXT: usize = 32;

/// One place, as a TextQuoteSelector and a TextPositionSelector say it. Not every file has both.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Selectors {
    /// The words; empty when the file gives only a position.
    pub exact: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands after them.
    pub suffix: String,
    /// Start and end; ours count code points, others' may count UTF-16 units.
    pub position: Option<[usize; 2]>,
}

impl Selectors {
    /// The selectors of a span.
    #[must_use]
    pub fn of(text: &str, offsets: &Offsets, span: Span) -> Self {
        let before = text.get(..span.from()).unwrap_or("");
        let start = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
        Self {
            exact: span.of(text).to_owned(),
            prefix: before[start..].to_owned(),
            suffix: text.get(span.to()..).unwrap_or("").chars().take(CONTEXT).collect(),
            position: Some([offsets.code_points(span.from()), offsets.code_points(span.to())]),
        }
    }
}
