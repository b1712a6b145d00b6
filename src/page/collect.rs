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

use super::allowed::DROPPED;
use super::pieces::Piece;
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
    /// Pieces of the blocks that are done, and of the one that grows; those count bytes of it.
    pieces: Vec<Piece>,
    growing: Vec<Piece>,
    /// How many text nodes were seen.
    nodes: u32,
}

#[derive(Debug, Clone, Copy)]
struct Frame {
    is_block: bool,
    skips: bool,
    role: Option<BlockRole>,
}

const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "ruby", "rt", "rp", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr", "img", "picture", "source", "nobr",
];

impl Collector {
    /// An element begins. `hidden` says that the page itself hides it.
    pub fn open(&mut self, tag: &str, hidden: bool) {
        let skips = hidden || DROPPED.contains(&tag);
        let is_block = !DROPPED.contains(&tag) && !INLINE.contains(&tag);
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

    /// The text of the next text node, as it stands in the document.
    pub fn text(&mut self, text: &str) {
        let node = self.nodes;
        self.nodes += 1;
        if self.skipped > 0 {
            return;
        }
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut utf16 = 0;
        // Where the piece that grows goes on, in bytes of the node; a gap begins a new one.
        let mut expected = None;
        for (byte, c) in text.char_indices() {
            let is_space = matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}');
            let is_kept = if is_space {
                !self.current.is_empty() && !self.current.ends_with(' ')
            } else {
                !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}')
            };
            if is_kept {
                let shown = if is_space { ' ' } else { c };
                match self.growing.last_mut().filter(|_| expected == Some(byte)) {
                    Some(piece) => piece.len += narrow(shown.len_utf8()),
                    None => self.growing.push(Piece {
                        at: narrow(self.current.len()),
                        len: narrow(shown.len_utf8()),
                        node,
                        byte: narrow(byte),
                        utf16,
                    }),
                }
                self.current.push(shown);
                expected = Some(byte + c.len_utf8());
            }
            utf16 += narrow(c.len_utf16());
        }
    }

    /// A line break inside a block: white space that stands in no text node.
    pub fn line_break(&mut self) {
        if self.skipped == 0 && !self.current.is_empty() && !self.current.ends_with(' ') {
            self.current.push(' ');
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
            let lead = self.current.len() - self.current.trim_start().len();
            for piece in &self.growing {
                let (from, to) = (piece.at as usize, (piece.at + piece.len) as usize);
                let cut = lead.clamp(from, to);
                let kept = to.min(lead + body.len()).saturating_sub(cut);
                if kept > 0 {
                    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                    self.pieces.push(Piece {
                        at: narrow(start + cut - lead),
                        len: narrow(kept),
                        node: piece.node,
                        byte: piece.byte + narrow(cut - from),
                        utf16: piece.utf16 + narrow(self.current[from..cut].encode_utf16().count()),
                    });
                }
            }
            let clutter = self.frames.iter().any(|frame| frame.role == Some(BlockRole::Clutter));
            let nearest = self.frames.iter().rev().find_map(|frame| frame.role).unwrap_or(BlockRole::Paragraph);
            let role = if clutter { BlockRole::Clutter } else { nearest };
            self.blocks.push(Block { span: Span::new(start, self.text.len()), role });
        }
        self.current.clear();
        self.growing.clear();
    }

    /// The page. `title` is the document's own; without one the first headline stands in.
    #[must_use]
    pub fn finish(self, title: &str) -> Page {
        self.finish_with_pieces(title).0
    }

    /// The page, and where its text stands in the document.
    #[must_use]
    pub fn finish_with_pieces(mut self, title: &str) -> (Page, Vec<Piece>) {
        self.flush();
        clutter::mark(&self.text, &mut self.blocks);
        let headline = self.blocks.iter().find(|block| block.role == BlockRole::Headline).or(self.blocks.first());
        let title = match title.trim() {
            "" => headline.map(|block| block.span.of(&self.text).to_owned()).unwrap_or_default(),
            given => given.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        (Page::from_parts(title, self.text, self.blocks), self.pieces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::pieces;

    #[test]
    fn every_character_is_found_in_its_node() {
        let nodes = ["\u{a0} Ada\n ", " Lind ", "😀 was\u{ad}n’t  her", "e. \u{a0}"];
        let mut collector = Collector::default();
        collector.open("p", false);
        for node in nodes {
            collector.text(node);
        }
        collector.close();
        let (page, found) = collector.finish_with_pieces("");
        assert_eq!(page.text(), "Ada Lind 😀 wasn’t here.");
        for (byte, c) in page.text().char_indices() {
            let place = pieces::start(&found, page.text(), byte).expect("it has a place");
            let units: Vec<u16> = nodes[place.node].encode_utf16().skip(place.utf16 as usize).collect();
            let there = String::from_utf16_lossy(&units).chars().next();
            assert_eq!(there.map(|there| if there == '\n' { ' ' } else { there }), Some(c), "byte {byte}");
            let end = pieces::end(&found, page.text(), byte + c.len_utf8()).expect("it ends");
            assert_eq!((end.node, end.utf16 as usize), (place.node, place.utf16 as usize + c.len_utf16()));
        }
    }

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
