//! A page: its readable text in blocks, each with a role.
//!
//! What enters is a document (plain text here, HTML through [`collect`]); what leaves is one string in
//! which blocks are separated by line feeds, so that a span never needs to know about markup.
//! Collecting never fails: whatever is not readable is left out.
//!
//! ```
//! use saidwho::page::{BlockRole, Page};
//! let page = Page::from_text("A headline\n\nOne paragraph.\nAnother.");
//! assert_eq!(page.blocks().len(), 3);
//! assert_eq!(page.blocks()[1].span.of(page.text()), "One paragraph.");
//! assert_eq!(page.blocks()[1].role, BlockRole::Paragraph);
//! ```

pub mod allowed;
pub mod changes;
pub mod cleaned;
pub mod clutter;
pub mod collect;
pub mod decode;
pub mod flat;
#[cfg(not(target_arch = "wasm32"))]
pub mod html;
pub mod language;
pub mod offsets;
pub mod pieces;
#[cfg(not(target_arch = "wasm32"))]
pub mod sanitise;
mod story;
pub mod written;

use crate::span::Span;

/// What a block is in the page.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BlockRole {
    /// The title of the story or of a part of it.
    Headline,
    /// Running text of the story.
    Paragraph,
    /// Set off as a quotation by the page itself (`<blockquote>`).
    Quote,
    /// The words under a picture or a table.
    Caption,
    /// Who wrote it, when.
    Byline,
    /// Around the story, not of it: menus, "Source link", "Rate this post". Left out of the reading view, where it can
    /// be unfolded, and read for nothing.
    Clutter,
}

/// One paragraph-like piece of a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    /// Where it stands in the page's text, without white space at its edges; never empty.
    pub span: Span,
    /// What it is.
    pub role: BlockRole,
}

/// A readable page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Page {
    title: String,
    text: String,
    blocks: Vec<Block>,
}

impl Page {
    /// A page from plain text: every line that is not blank is a block. The text is kept as it is, so
    /// offsets into it stay true.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        let text = text.into();
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let lead = line.len() - line.trim_start().len();
            let body = line.trim();
            if !body.is_empty() {
                blocks.push(Block {
                    span: Span::new(start + lead, start + lead + body.len()),
                    role: BlockRole::Paragraph,
                });
            }
            start += line.len();
        }
        clutter::mark(&text, &mut blocks);
        // A short first line without a full stop is the headline, and one whose words have capitals.
        if let [first, _, ..] = blocks.as_mut_slice() {
            let line = first.span.of(&text);
            let is_short = line.len() < 160 && !line.ends_with(['.', '”', '"', ',', ':', ';']);
            if first.role == BlockRole::Paragraph && (is_short || is_titled(line)) {
                first.role = BlockRole::Headline;
            }
        }
        let title = blocks.first().map(|block| block.span.of(&text).to_owned()).unwrap_or_default();
        Self { title, text, blocks }
    }

    /// A page from parts that a collector made. Blocks are in order, inside the text, not overlapping.
    #[must_use]
    pub fn from_parts(title: String, text: String, blocks: Vec<Block>) -> Self {
        Self { title, text, blocks }
    }

    /// The page's title, or its first block.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The readable text; spans count its bytes.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The blocks, in the order of the text.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }
}

/// Whether a line is written as headlines are, though it ends with a full stop: "Norlander Wades In: Urges Westmark to
/// Stay." Its long words all have a capital, but for a few that join.
fn is_titled(line: &str) -> bool {
    let words = || line.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 4);
    let is_small = |word: &str| {
        matches!(
            word,
            "after" | "about" | "under" | "against" | "before" | "during" | "through" | "between" | "while" | "without"
        )
    };
    line.len() < 240
        && words().count() > 3
        && words().all(|word| word.starts_with(char::is_uppercase) || is_small(word))
        && line.contains(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_a_headline_by_its_capitals() {
        let cases = [
            ("Lind wades in", BlockRole::Headline),
            ("Bo Norlander Wades In: Urges Westmark to Remain.", BlockRole::Headline),
            ("Ada Lind Calls Elm to Wait after NELM Ruling on Water.", BlockRole::Headline),
            ("PORT ELM WATER WORKS CLOSED.", BlockRole::Paragraph),
            ("Ada Lind of Port Elm has waded into the debate.", BlockRole::Paragraph),
            ("Ada Lind met Bo Orr.", BlockRole::Paragraph),
        ];
        for (line, expected) in cases {
            assert_eq!(Page::from_text(format!("{line}\nShe said so.")).blocks()[0].role, expected, "{line}");
        }
    }
}
