//! The parts of the reading view: the story, and what was left out of it, folded away where it stood.
//!
//! ```
//! use saidwho::{page::Page, show::parts};
//! let page = Page::from_text("A story of a bridge.\n\nShare this\n\nPrint\n\nIt goes on.");
//! let parts = parts::of(&page);
//! assert_eq!(parts.iter().map(|part| part.blocks.len()).collect::<Vec<_>>(), [1, 2, 1]);
//! assert!(parts[1].is_left_out && !parts[2].is_left_out);
//! ```

use crate::page::{Block, BlockRole, Page};
use std::ops::Range;

/// Blocks in a row that are shown alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which of the page's blocks.
    pub blocks: Range<usize>,
    /// Whether they are no part of the story, and are folded away.
    pub is_left_out: bool,
}

/// The parts of a page, in order. A page without a story is shown whole.
#[must_use]
pub fn of(page: &Page) -> Vec<Part> {
    let is_clutter = |block: &Block| block.role == BlockRole::Clutter;
    let has_story = !page.blocks().iter().all(is_clutter);
    let mut parts = Vec::new();
    let mut start = 0;
    for run in page.blocks().chunk_by(|one, next| is_clutter(one) == is_clutter(next)) {
        let is_left_out = has_story && run.first().is_some_and(is_clutter);
        parts.push(Part { blocks: start..start + run.len(), is_left_out });
        start += run.len();
    }
    parts
}

/// Whether a page is mostly shown for what stands around its story: the reading view is then the better first sight.
#[must_use]
pub fn is_cluttered(page: &Page) -> bool {
    let length = |block: &Block| block.span.end - block.span.start;
    let (clutter, story): (Vec<&Block>, Vec<&Block>) =
        page.blocks().iter().partition(|block| block.role == BlockRole::Clutter);
    let sum = |blocks: &[&Block]| blocks.iter().map(|block| length(block)).sum::<u32>();
    !story.is_empty() && sum(&clutter) * 10 > sum(&story)
}
