//! Byte spans and typed ids: the only way the core points into a text.
//!
//! A [`Span`] is half-open and counts **bytes** of [`Page::text`](crate::page::Page::text). Other units
//! (UTF-16 at the DOM, code points in files) exist only behind [`crate::page::offsets`]. Thirty-two bits
//! hold any page a browser can show and halve the memory of every list of mentions and tokens.
//!
//! ```
//! use saidwho::span::Span;
//! let span = Span::new(4, 9);
//! assert_eq!(span.of("The Quincy Institute"), "Quinc");
//! assert!(span.overlaps(Span::new(8, 12)));
//! ```

use std::ops::Range;

/// A half-open range of bytes in a text; both ends lie on character boundaries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte `start` up to, but without, byte `end`. Ends beyond 4 GiB saturate.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: narrow(start), end: narrow(end) }
    }

    /// The first byte, as an index.
    #[must_use]
    pub fn from(self) -> usize {
        self.start as usize
    }

    /// One past the last byte, as an index.
    #[must_use]
    pub fn to(self) -> usize {
        self.end as usize
    }

    /// The span as an index range.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.from()..self.to()
    }

    /// A number that is in order as spans are: by their starts, then by their ends.
    #[must_use]
    pub fn number(self) -> u64 {
        u64::from(self.start) << 32 | u64::from(self.end)
    }

    /// Its length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.to().saturating_sub(self.from())
    }

    /// Whether it holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The part of `text` it covers; the empty string when it does not fit the text. In the page it is called, not put in
    /// place: the app is smaller by it.
    #[must_use]
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Which entity of a reading: an index into [`Reading::entities`](crate::reading::Reading::entities).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EntityId(pub u32);

impl EntityId {
    /// The id as an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Which quotation of a reading: an index into [`Reading::quotations`](crate::reading::Reading::quotations).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct QuotationId(pub u32);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations() {
        let cases = [
            // a, b, overlaps, a contains b
            ((0, 4), (4, 8), false, false),
            ((0, 5), (4, 8), true, false),
            ((0, 9), (4, 8), true, true),
            ((4, 4), (0, 9), true, false),
        ];
        for ((a, b), (c, d), overlaps, contains) in cases {
            let (first, second) = (Span::new(a, b), Span::new(c, d));
            assert_eq!(first.overlaps(second), overlaps, "{first:?} {second:?}");
            assert_eq!(first.contains(second), contains, "{first:?} {second:?}");
        }
    }

    #[test]
    fn a_span_that_does_not_fit_reads_as_nothing() {
        assert_eq!(Span::new(0, 1).of("é"), "");
        assert_eq!(Span::new(3, 9).of("ab"), "");
    }
}
