//! From the elements of a document to a page: one collector, driven by whoever walks the tree.
//!
//! The browser walks its own inert document, the command line a parsed file; both call [`Collector::open`],
//! [`Collector::text`] and [`Collector::close`] in document order. Blocks make paragraphs and inline elements do not,
//! white space is folded as it is rendered, and what a reader never sees (scripts, styles, form fields) is left out.
//! The tree's depth costs memory in the collector, never stack.
//!
//! ```
//! use saidwho::page::collect::Collector;
//! let mut collector = Collector::default();
//! for (tag, text) in [("h1", "A story"), ("p", "He  came."), ("script", "alert(1)")] {
//!     collector.open(tag, false);
//!     collector.text(text);
//!     collector.close();
//! }
//! assert_eq!(collector.finish("").text(), "A story\nHe came.");
//! ```

use super::{Block, BlockRole, Page, clutter};
use crate::span::Span;

/// Gathers text and blocks.
#[derive(Debug, Default)]
pub struct Collector {
    text: String,
    blocks: Vec<Block>,
    current: String,
    frames: Vec<Frame>,
    skipped: usize,
}

#[derive(Debug, Clone, Copy)]
struct Frame {
    is_block: bool,
    skips: bool,
    role: Option<BlockRole>,
}

const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "math", "canvas", "video",
    "audio", "select", "textarea", "input", "button", "form", "option", "dialog", "map", "applet", "frameset",
];

const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "ruby", "rt", "rp", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr", "img", "picture", "source", "nobr",
];

impl Collector {
    /// An element begins. `hidden` says that the page itself hides it.
    pub fn open(&mut self, tag: &str, hidden: bool) {
        let skips = hidden || SKIPPED.contains(&tag);
        let is_block = !SKIPPED.contains(&tag) && !INLINE.contains(&tag);
        let role = match tag {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(BlockRole::Headline),
            "blockquote" => Some(BlockRole::Quote),
            "figcaption" | "caption" => Some(BlockRole::Caption),
            "address" => Some(BlockRole::Byline),
            "nav" | "footer" | "aside" | "menu" => Some(BlockRole::Clutter),
            _ => None,
        };
        if is_block {
            self.flush();
        }
        self.skipped += usize::from(skips);
        self.frames.push(Frame { is_block, skips, role });
    }

    /// Text, as it stands in the document.
    pub fn text(&mut self, text: &str) {
        if self.skipped > 0 {
            return;
        }
        for c in text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}')) {
            if matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}') {
                if !self.current.is_empty() && !self.current.ends_with(' ') {
                    self.current.push(' ');
                }
            } else {
                self.current.push(c);
            }
        }
    }

    /// The element that was opened last ends.
    pub fn close(&mut self) {
        let Some(frame) = self.frames.last().copied() else { return };
        if frame.is_block {
            self.flush();
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
    }

    /// The page. `title` is the document's own; without one the first headline stands in.
    #[must_use]
    pub fn finish(mut self, title: &str) -> Page {
        self.flush();
        clutter::mark(&self.text, &mut self.blocks);
        let headline = self.blocks.iter().find(|block| block.role == BlockRole::Headline).or(self.blocks.first());
        let title = match title.trim() {
            "" => headline.map(|block| block.span.of(&self.text).to_owned()).unwrap_or_default(),
            given => given.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        Page::from_parts(title, self.text, self.blocks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_costs_no_stack_and_hidden_text_is_left_out() {
        let mut collector = Collector::default();
        for _ in 0..100_000 {
            collector.open("div", false);
        }
        collector.text("deep");
        collector.open("p", true);
        collector.text("hidden");
        collector.close();
        collector.open("b", false);
        collector.text(" and bold");
        assert_eq!(collector.finish("").text(), "deep\nand bold");
    }
}
