//! From the elements of a document to a page: one collector, driven by whoever walks the tree.
//!
//! The browser walks its own inert document, the command line a parsed file; both call [`Collector::open`],
//! [`Collector::text`] and [`Collector::close`] in document order, for the whole document with its head. Blocks make
//! paragraphs and inline elements do not, white space is folded as it is rendered, an empty line ends a paragraph, and
//! what a reader never sees (scripts, styles, form fields, hidden elements) is left out. Which blocks are the story is
//! then looked for by [`story`]. The tree's depth costs memory in the collector, never stack.
//!
//! ```
//! use saidwho::page::collect::Collector;
//! let mut collector = Collector::default();
//! for (tag, text) in [("h1", "A story"), ("p", "He  came."), ("script", "alert(1)")] {
//!     collector.open(tag, &mut |_| None);
//!     collector.text(text);
//!     collector.close();
//! }
//! assert_eq!(collector.finish().text(), "A story\nHe came.");
//! ```

use super::allowed::DROPPED;
use super::story::{self, Tree};
use super::{Block, BlockRole, Page, clutter};
use crate::span::Span;
use foldhash::HashMap;

/// Gathers text and blocks.
#[derive(Debug, Default)]
pub struct Collector {
    text: String,
    blocks: Vec<Block>,
    current: String,
    /// Where in `current` the text node that is being read began.
    node_start: usize,
    /// Whether a line has ended and nothing followed yet: a second end makes an empty line.
    line_ended: bool,
    frames: Vec<Frame>,
    skipped: usize,
    tree: Tree,
    /// What the document calls itself: its name for sharing, then its title.
    shared_title: String,
    title: String,
    title_is: Title,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Title {
    #[default]
    Unread,
    Open,
    Read,
}

#[derive(Debug, Clone, Copy)]
struct Frame {
    is_block: bool,
    skips: bool,
    keeps_lines: bool,
    in_tree: bool,
    role: Option<BlockRole>,
}

/// Elements that make no block.
pub(crate) const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "ruby", "rt", "rp", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr", "img", "picture", "source", "nobr", "br", "output", "slot",
];

/// Elements that have an end and a beginning but no place in the page's own tree.
const AROUND: &[&str] = &["html", "head", "body", "title", "meta", "link"];

impl Collector {
    /// An element begins; `attribute` gives its attributes by name. False when a reader sees nothing of what is in it,
    /// and whoever walks may leave that out; it is closed all the same.
    pub fn open(&mut self, tag: &str, attribute: &mut dyn FnMut(&str) -> Option<String>) -> bool {
        let is_dropped = DROPPED.contains(&tag);
        let skips = is_dropped || is_hidden(tag, attribute);
        // What is not rendered does not part what stands around it.
        let is_block = self.skipped == 0 && !skips && !INLINE.contains(&tag);
        let role = match tag {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(BlockRole::Headline),
            "blockquote" => Some(BlockRole::Quote),
            "figcaption" | "caption" => Some(BlockRole::Caption),
            "address" => Some(BlockRole::Byline),
            "nav" | "footer" | "aside" | "menu" => Some(BlockRole::Clutter),
            _ => None,
        };
        if tag == "meta" && self.shared_title.is_empty() {
            let name = attribute("property").or_else(|| attribute("name"));
            if name.is_some_and(|name| name == "og:title" || name == "twitter:title") {
                self.shared_title = attribute("content").unwrap_or_default();
            }
        }
        if tag == "title" && self.title_is == Title::Unread {
            self.title_is = Title::Open;
        }
        if is_block {
            self.flush();
        }
        // Fields and frames have no text, but tell of a form.
        let in_tree = self.skipped == 0
            && !AROUND.contains(&tag)
            && (!skips || is_dropped && matches!(tag, "input" | "iframe" | "object" | "embed"));
        if in_tree {
            self.tree.open(tag, attribute);
        }
        self.skipped += usize::from(skips);
        self.frames.push(Frame { is_block, skips, keeps_lines: tag == "pre", in_tree, role });
        if tag == "br" {
            self.end_line();
        }
        !skips || matches!(tag, "head" | "title")
    }

    /// The text of the next text node, as it stands in the document.
    pub fn text(&mut self, text: &str) {
        if self.title_is == Title::Open {
            self.title.push_str(text);
        }
        if self.skipped > 0 {
            return;
        }
        let keeps_lines = self.frames.iter().any(|frame| frame.keeps_lines);
        self.node_start = self.current.len();
        let mut rest = text;
        while !rest.is_empty() {
            // What is to be taken as it is, is taken at once.
            let plain = plain(rest, !self.current.is_empty() && !self.current.ends_with(' '));
            if plain > 0 {
                self.current.push_str(&rest[..plain]);
                self.line_ended = false;
                rest = &rest[plain..];
            }
            let Some(c) = rest.chars().next() else { break };
            rest = &rest[c.len_utf8()..];
            match c {
                '\n' if keeps_lines => self.end_line(),
                ' ' | '\n' | '\t' | '\r' | '\u{c}' => self.space(),
                c if is_invisible(c) => {}
                c => {
                    self.current.push(c);
                    self.line_ended = false;
                }
            }
        }
        self.note_node();
    }

    fn space(&mut self) {
        if !self.current.is_empty() && !self.current.ends_with(' ') {
            self.current.push(' ');
        }
    }

    /// A line ends inside a block; an empty line ends the block.
    fn end_line(&mut self) {
        if self.skipped > 0 {
            return;
        }
        if self.line_ended {
            self.note_node();
            self.flush();
        } else {
            self.space();
            self.line_ended = !self.current.is_empty();
        }
    }

    /// Tells the tree what of a text node went into the block that grows.
    fn note_node(&mut self) {
        self.tree.text(self.current.get(self.node_start..).unwrap_or(""), self.blocks.len());
        self.node_start = self.current.len();
    }

    /// The element that was opened last ends.
    pub fn close(&mut self) {
        let Some(frame) = self.frames.last().copied() else { return };
        if frame.is_block {
            self.flush();
        }
        if frame.in_tree {
            self.tree.close();
        }
        if self.title_is == Title::Open {
            self.title_is = Title::Read;
        }
        self.skipped -= usize::from(frame.skips);
        self.frames.pop();
    }

    fn flush(&mut self) {
        let body = self.current.trim();
        if !body.is_empty() {
            if !self.text.is_empty() {
                self.text.push('\n');
            }
            let start = self.text.len();
            self.text.push_str(body);
            let clutter = self.frames.iter().any(|frame| frame.role == Some(BlockRole::Clutter));
            let nearest = self.frames.iter().rev().find_map(|frame| frame.role).unwrap_or(BlockRole::Paragraph);
            let role = if clutter { BlockRole::Clutter } else { nearest };
            self.blocks.push(Block { span: Span::new(start, self.text.len()), role });
        }
        self.current.clear();
        self.node_start = 0;
        self.line_ended = false;
    }

    /// The page, when it is a later state of another: what stood in that keeps its role, and what is new has that of what
    /// it stands behind, for the story is known and the page's own names for its parts may be gone.
    #[must_use]
    pub fn finish_after(mut self, before: &Page) -> Page {
        self.flush();
        let known: HashMap<&str, BlockRole> =
            before.blocks().iter().rev().map(|block| (block.span.of(before.text()), block.role)).collect();
        let mut is_clutter = false;
        for block in &mut self.blocks {
            if let Some(&role) = known.get(block.span.of(&self.text)) {
                (block.role, is_clutter) = (role, role == BlockRole::Clutter);
            } else if is_clutter {
                block.role = BlockRole::Clutter;
            } else if block.role == BlockRole::Clutter {
                block.role = BlockRole::Paragraph;
            }
        }
        Page::from_parts(before.title().to_owned(), self.text, self.blocks)
    }

    /// The page.
    #[must_use]
    pub fn finish(mut self) -> Page {
        self.flush();
        let titles = [self.shared_title, self.title];
        let title = story::mark(self.tree, &titles, &self.text, &mut self.blocks);
        clutter::mark(&self.text, &mut self.blocks);
        let headline = self.blocks.iter().find(|block| block.role == BlockRole::Headline).or(self.blocks.first());
        let title = match title.trim() {
            "" => headline.map(|block| block.span.of(&self.text).to_owned()).unwrap_or_default(),
            given => given.to_owned(),
        };
        Page::from_parts(title, self.text, self.blocks)
    }
}

/// How many bytes at the beginning of a text are taken as they are: single blanks, where one may follow what is before
/// them, and what is no white space and seen.
fn plain(text: &str, mut may_follow: bool) -> usize {
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b' ' if may_follow => may_follow = false,
            // These begin, among others, the characters that are not seen.
            0..=b' ' | 0xc2 | 0xe2 | 0xef => return at,
            _ => may_follow = true,
        }
    }
    text.len()
}

/// Whether the page itself hides an element.
pub fn is_hidden(tag: &str, attribute: &mut dyn FnMut(&str) -> Option<String>) -> bool {
    // Pages that hide all of themselves mean to show it by a script.
    if matches!(tag, "html" | "body") {
        return false;
    }
    // What can be found by searching in the page is part of it, though folded away.
    attribute("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
        || attribute("style").is_some_and(|style| is_styled_away(&style))
        || attribute("aria-hidden").is_some_and(|value| value == "true")
            // A formula's picture is hidden from those who hear the formula, not from those who see.
            && !attribute("class").is_some_and(|class| class.contains("fallback-image"))
        || tag != "dialog" && attribute("aria-modal").is_some_and(|value| value == "true")
}

fn is_styled_away(style: &str) -> bool {
    style.split(';').any(|declaration| {
        let Some((property, value)) = declaration.split_once(':') else { return false };
        let value = value.trim().split(['!', ' ']).next().unwrap_or("");
        let property = property.trim();
        property.eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none")
            || property.eq_ignore_ascii_case("visibility") && value.eq_ignore_ascii_case("hidden")
    })
}

/// Characters that a reader does not see and that would stand inside words: soft hyphens, joints where a line may break,
/// marks of the direction of writing. Those that join letters or emoji are kept.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_state_of_a_page_keeps_what_is_known_of_it() {
        use BlockRole::{Clutter, Headline, Paragraph};
        let page = |blocks: &[(&str, &str)]| {
            let mut collector = Collector::default();
            for (tag, text) in blocks {
                collector.open(tag, &mut |_| None);
                collector.text(text);
                collector.close();
            }
            collector
        };
        let block = |text: &str, role| (text.to_owned(), role);
        let words = "Home\nA bridge\nOne.";
        let spans = [(0, 4, Clutter), (5, 13, Headline), (14, 18, Paragraph)];
        let blocks = spans.map(|(start, end, role)| Block { span: Span::new(start, end), role });
        let before = Page::from_parts("A bridge".to_owned(), words.to_owned(), blocks.to_vec());
        let cases = [
            (
                &[("p", "Home"), ("h1", "A bridge"), ("p", "One."), ("p", "Two.")][..],
                [Clutter, Headline, Paragraph, Paragraph],
            ),
            (
                &[("p", "Home"), ("p", "News"), ("h1", "A bridge"), ("p", "Two.")],
                [Clutter, Clutter, Headline, Paragraph],
            ),
            (
                &[("h1", "A bridge"), ("h2", "Why"), ("nav", "Two."), ("p", "Home")],
                [Headline, Headline, Paragraph, Clutter],
            ),
        ];
        for (given, roles) in cases {
            let after = page(given).finish_after(&before);
            let found: Vec<_> = after.blocks().iter().map(|one| block(one.span.of(after.text()), one.role)).collect();
            let expected: Vec<_> = given.iter().zip(roles).map(|((_, text), role)| block(text, role)).collect();
            assert_eq!((after.title(), found), ("A bridge", expected), "{given:?}");
        }
    }
}
