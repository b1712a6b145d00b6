//! Finds an annotation's place in a text again.
//!
//! The position counts if the words stand there, in code points or in UTF-16 units; else the words are searched, and of
//! several places the one whose surroundings and distance fit best is taken.
//!
//! ```
//! use saidwho::annotations::{anchor::Anchors, selectors::Selectors};
//! let anchors = Anchors::new("Before that, Ada Lind came.");
//! let selectors = Selectors { exact: "Ada Lind".to_owned(), suffix: " came.".to_owned(), position: Some([0, 8]), ..Selectors::default() };
//! assert_eq!(anchors.find(&selectors).map(|span| span.from()), Some(13));
//! ```

use super::selectors::Selectors;
use crate::page::offsets::Offsets;
use crate::span::Span;
use std::cmp::Reverse;

/// A text in which places are looked up.
#[derive(Debug)]
pub struct Anchors<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
}

/// How many places of the same words are compared: a word that stands more often says nothing about its place.
const CANDIDATES: usize = 2_000;

impl<'a> Anchors<'a> {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, offsets: Offsets::new(text) }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Conversions for the text.
    #[must_use]
    pub fn offsets(&self) -> &Offsets<'a> {
        &self.offsets
    }

    /// The place, or `None` for an orphan.
    #[must_use]
    pub fn find(&self, selectors: &Selectors) -> Option<Span> {
        self.at_position(selectors).or_else(|| self.by_words(selectors))
    }

    fn at_position(&self, selectors: &Selectors) -> Option<Span> {
        let [start, end] = selectors.position?;
        let points = (self.offsets.byte_of_code_point(start), self.offsets.byte_of_code_point(end));
        let units = (self.offsets.byte_of_utf16(start), self.offsets.byte_of_utf16(end));
        [points, units].into_iter().find_map(|place| {
            let (Some(start), Some(end)) = place else { return None };
            let span = Span::new(start, end);
            let words = span.of(self.text);
            (!words.is_empty() && (selectors.exact.is_empty() || words == selectors.exact)).then_some(span)
        })
    }

    fn by_words(&self, selectors: &Selectors) -> Option<Span> {
        if selectors.exact.is_empty() {
            return None;
        }
        let expected = selectors.position.and_then(|[start, _]| self.offsets.byte_of_code_point(start));
        let found = self.text.match_indices(&selectors.exact).take(CANDIDATES);
        let score = |at: usize| {
            let before = common_end(&self.text[..at], &selectors.prefix);
            let after = common_start(&self.text[at + selectors.exact.len()..], &selectors.suffix);
            (before + after, Reverse(expected.unwrap_or(at).abs_diff(at)))
        };
        found.map(|(at, _)| at).max_by_key(|&at| score(at)).map(|at| Span::new(at, at + selectors.exact.len()))
    }
}

fn common_start(text: &str, other: &str) -> usize {
    text.chars().zip(other.chars()).take_while(|(a, b)| a == b).count()
}

fn common_end(text: &str, other: &str) -> usize {
    text.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b).count()
}
