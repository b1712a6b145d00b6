//! What of an earlier state of a page still stands in a later one, and where.
//!
//! A live page is added to and edited in places: most of its blocks stay as they were, in their order. What is known of
//! those moves with them, and only the rest is looked at again.
//!
//! ```
//! use saidwho::page::{Page, changes::Changes};
//! use saidwho::span::Span;
//! let (earlier, later) = (Page::from_text("One.\nTwo, ten.\nSix."), Page::from_text("One.\nNew.\nTwo, ten.\nSeven."));
//! let changes = Changes::between(&earlier, &later);
//! let moved = changes.span(Span::new(10, 13)).expect("its block still stands");
//! assert_eq!(moved.of(later.text()), "ten");
//! assert_eq!(changes.span(Span::new(15, 18)), None);
//! ```

use super::Page;
use crate::diff::{DiffOp, operations};
use crate::span::Span;

/// A run of blocks that stands in both states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// Its first block in the earlier state.
    pub from: usize,
    /// Its first block in the later one.
    pub to: usize,
    /// How many blocks it has.
    pub count: usize,
}

/// The runs that stay, in order.
#[derive(Debug)]
pub struct Changes<'a> {
    earlier: &'a Page,
    page: &'a Page,
    stays: Vec<Stay>,
}

/// So many pairs of blocks are compared at most; of larger changes only what stands before and behind them stays.
const MOST: usize = 4_000_000;

impl<'a> Changes<'a> {
    /// What has changed from a state of a page to a later one.
    #[must_use]
    pub fn between(earlier: &'a Page, page: &'a Page) -> Self {
        let (old, new) = (earlier.blocks(), page.blocks());
        let text = |page: &'a Page, at: usize| page.blocks()[at].span.of(page.text());
        let is_same = |from: usize, to: usize| old[from].role == new[to].role && text(earlier, from) == text(page, to);
        let most = old.len().min(new.len());
        let before = (0..most).take_while(|&at| is_same(at, at)).count();
        let behind = (1..=most - before).take_while(|at| is_same(old.len() - at, new.len() - at)).count();
        let mut stays = vec![Stay { from: 0, to: 0, count: before }];
        let (old_end, new_end) = (old.len() - behind, new.len() - behind);
        if (old_end - before).saturating_mul(new_end - before) <= MOST {
            let texts = |page: &'a Page, end: usize| (before..end).map(move |at| text(page, at)).collect::<Vec<&str>>();
            for operation in operations(&texts(earlier, old_end), &texts(page, new_end)) {
                let DiffOp::Equal { old_index, new_index, len } = operation else { continue };
                // The same words in another part of the page are another block.
                let pairs = (0..len).map(|at| (before + old_index + at, before + new_index + at));
                stays.extend(pairs.filter(|&(from, to)| is_same(from, to)).map(|(from, to)| Stay {
                    from,
                    to,
                    count: 1,
                }));
            }
        }
        stays.push(Stay { from: old_end, to: new_end, count: behind });
        let mut joined: Vec<Stay> = Vec::new();
        for stay in stays.into_iter().filter(|stay| stay.count > 0) {
            match joined.last_mut() {
                Some(last) if (last.from + last.count, last.to + last.count) == (stay.from, stay.to) => {
                    last.count += stay.count;
                }
                _ => joined.push(stay),
            }
        }
        Self { earlier, page, stays: joined }
    }

    /// The runs of blocks that stay, in order, each as long as it goes.
    #[must_use]
    pub fn stays(&self) -> &[Stay] {
        &self.stays
    }

    /// Where a span of the earlier text stands in the later one, when the blocks that it begins and ends in stay and keep
    /// their distance.
    #[must_use]
    pub fn span(&self, span: Span) -> Option<Span> {
        let blocks = self.earlier.blocks();
        let first = blocks.partition_point(|block| block.span.end <= span.start);
        let last = blocks.partition_point(|block| block.span.end < span.end);
        // How far a block has moved; what wraps on its way comes back.
        let moved = |at: usize| {
            let own = self.stays.get(self.stays.partition_point(|stay| stay.from + stay.count <= at))?;
            let to = at.checked_sub(own.from)? + own.to;
            Some(self.page.blocks().get(to)?.span.start.wrapping_sub(blocks.get(at)?.span.start))
        };
        let is_inside = blocks.get(first)?.span.start <= span.start && blocks.get(last)?.span.start < span.end;
        let by = moved(first).filter(|by| is_inside && moved(last) == Some(*by))?;
        Some(Span { start: span.start.wrapping_add(by), end: span.end.wrapping_add(by) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_is_found_and_nothing_else() {
        // The first line is a headline.
        let earlier = Page::from_text("t\na\nb\nc\nd\ne\nf");
        let cases = [
            ("t\na\nb\nc\nd\ne\nf", vec![(0, 0, 7)]),
            ("t\nx\na\nb\nc\nd\ne\nf", vec![(0, 0, 1), (1, 2, 6)]),
            ("t\na\nb\nx\nc\nd\ne\nf\ny", vec![(0, 0, 3), (3, 4, 4)]),
            ("t\nx\nb\nc\ny\ne\nz", vec![(0, 0, 1), (2, 2, 2), (5, 5, 1)]),
            ("a\nb\nf", vec![(2, 1, 1), (6, 2, 1)]),
            ("x\ny", vec![]),
            ("", vec![]),
        ];
        for (later, expected) in cases {
            let later = Page::from_text(later);
            let changes = Changes::between(&earlier, &later);
            let stays: Vec<_> = changes.stays().iter().map(|stay| (stay.from, stay.to, stay.count)).collect();
            assert_eq!(stays, expected, "{later:?}");
        }
    }

    proptest::proptest! {
        /// What moves says what it said.
        #[test]
        fn a_span_that_moves_keeps_its_words(old: Vec<bool>, new: Vec<bool>, start: usize, length in 1_usize..9) {
            let text = |words: &[bool]| words.iter().map(|word| if *word { "Ada é" } else { "Bo" }).collect::<Vec<_>>().join("\n");
            let (earlier, later) = (Page::from_text(text(&old)), Page::from_text(text(&new)));
            let starts: Vec<usize> = earlier.text().char_indices().map(|(at, _)| at).collect();
            if let Some(&start) = starts.get(start % starts.len().max(1)) {
                let end = earlier.text()[start..].char_indices().nth(length).map_or(earlier.text().len(), |(at, _)| start + at);
                let span = Span::new(start, end);
                if let Some(moved) = Changes::between(&earlier, &later).span(span) {
                    proptest::prop_assert_eq!(moved.of(later.text()), span.of(earlier.text()));
                }
            }
        }
    }
}
