//! The story: which blocks of a page are the article, and which stand around it.
//!
//! The method is that of reader modes since arc90's Readability: elements whose names are those of clutter are set aside,
//! every paragraph gives points to the elements around it, the best element and its like siblings are the story, and
//! what in it is mostly links, lists of links or forms is taken out again. When little is left, it is done again with
//! fewer prejudices. It runs on the collector's own [`tree`], in the browser and on the command line alike, in time
//! linear in the page; mozilla/readability in the browser and its ports found the same stories, but took longer than the
//! whole reading does, on a second copy of the document, and the two sides then differ.
//!
//! Nothing is dropped: a block outside the story becomes [`BlockRole::Clutter`] and can still be seen.
//!
//! ```
//! use saidwho::page::{BlockRole, collect::Collector};
//! let mut collector = Collector::default();
//! let prose = "The bridge was closed on Monday, the mayor said, and it will stay closed until spring comes. ".repeat(9);
//! for (class, text) in [("menu", "Home, News, Weather"), ("post", prose.as_str()), ("sidebar", "Most read, today")] {
//!     collector.open("div", &mut |name| (name == "class").then(|| class.to_owned()));
//!     collector.text(text);
//!     collector.close();
//! }
//! let roles: Vec<BlockRole> = collector.finish().blocks().iter().map(|block| block.role).collect();
//! assert_eq!(roles, [BlockRole::Clutter, BlockRole::Paragraph, BlockRole::Clutter]);
//! ```

mod clean;
mod hints;
mod search;
mod title;
mod tree;

use super::{Block, BlockRole};
pub(super) use tree::Tree;

/// A story shorter than this is looked for again with fewer prejudices.
const SHORT: u32 = 500;

/// What the search is told and may still believe.
#[derive(Debug, Clone, Copy)]
struct Beliefs {
    /// Elements with the names of clutter are set aside.
    names: bool,
    /// Names count in an element's score.
    weights: bool,
    /// What looks like clutter inside the story is taken out.
    looks: bool,
}

/// The blocks' words, for the few places where the search reads them.
#[derive(Debug, Clone, Copy)]
struct Words<'a> {
    text: &'a str,
    blocks: &'a [Block],
}

impl<'a> Words<'a> {
    fn of(self, block: u32) -> &'a str {
        self.blocks.get(block as usize).map_or("", |block| block.span.of(self.text))
    }
}

/// What was found.
#[derive(Debug, Default)]
struct Found {
    /// The text nodes of the story.
    kept: Vec<tree::Id>,
    /// How many characters they hold.
    chars: u32,
    /// Elements that were set aside because they say what stands elsewhere: the title, the author's name.
    heading: Option<tree::Id>,
    byline: Option<tree::Id>,
}

/// Gives the blocks outside the story the role of clutter, and finds the headline and the byline. Returns the title.
pub(super) fn mark(mut tree: Tree, titles: &[String], text: &str, blocks: &mut [Block]) -> String {
    let own = title::of_document(titles);
    let words = Words { text, blocks };
    search::split_at_breaks(&mut tree);
    let mut best = Found::default();
    let mut beliefs = Beliefs { names: true, weights: true, looks: true };
    loop {
        let found = search::attempt(tree.clone(), words, &own, beliefs);
        let enough = found.chars >= SHORT;
        if enough || found.chars > best.chars {
            best = found;
        }
        match beliefs {
            _ if enough => break,
            Beliefs { names: true, .. } => beliefs.names = false,
            Beliefs { weights: true, .. } => beliefs.weights = false,
            Beliefs { looks: true, .. } => beliefs.looks = false,
            _ => break,
        }
    }
    let count = |ids: &[tree::Id]| {
        let mut chars = vec![0; blocks.len()];
        for &id in ids {
            let words = tree.node(id).words;
            if let Some(place) = chars.get_mut(words.block as usize) {
                *place += words.chars;
            }
        }
        chars
    };
    let below = |top: Option<tree::Id>| top.map(|top| tree.below(top)).unwrap_or_default();
    let (all, kept) = (count(&tree.below(tree::ROOT)), count(&best.kept));
    let (heading, byline) = (count(&below(best.heading)), count(&below(best.byline)));
    if best.kept.is_empty() {
        return title::of_page(&own, None);
    }
    for (at, block) in blocks.iter_mut().enumerate() {
        if 2 * heading[at] > all[at] {
            block.role = BlockRole::Headline;
        } else if 2 * byline[at] > all[at] {
            block.role = BlockRole::Byline;
        } else if 2 * kept[at] < all[at] || all[at] == 0 {
            block.role = BlockRole::Clutter;
        }
    }
    let headline = (0..blocks.len()).find(|&at| heading[at] > 0).map(|at| blocks[at].span.of(text));
    title::of_page(&own, headline)
}
