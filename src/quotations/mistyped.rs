//! Quotation marks that were typed wrong, or left out: what closes a quotation all the same.
//!
//! What enters is a place among the tokens at which a quotation is open; what leaves is whether it is closed there. Each looks
//! for one slip that newspapers print: an opening mark for a closing one, a single for a double, none before "she says", none
//! at the head of the next paragraph.
//!
//! ```
//! use saidwho::{page::Page, quotations::marks, tokens};
//! let page = Page::from_text("“It is late, she says. “I know it.”");
//! let marked = marks::find(&page, &tokens::tokenize(&page));
//! assert_eq!(marked[0].inner.of(page.text()), "It is late,");
//! ```

use super::cues;
use super::marks::is_heading;
use super::signs::closes_bracket;
use crate::page::Page;
use crate::span::Span;

fn says(word: &str) -> bool {
    cues::verb(word) == Some(cues::Strength::Speech) && word.starts_with(char::is_lowercase)
}

/// Whether a word may open who says something.
fn is_who(word: &str) -> bool {
    word.starts_with(char::is_uppercase) || matches!(word, "he" | "she" | "they" | "the")
}

/// Where a quotation ends that the first of some blocks leaves open and that no other opens again: how many blocks without
/// marks lie between, and the closing mark in the next.
pub(super) fn closed_later(page: &Page, spans: &[Span], blocks: &[(u32, (usize, usize))]) -> Option<(usize, usize)> {
    const MOST: usize = 3;
    let role = |block: u32| page.blocks()[block as usize].role;
    let own = role(blocks.first()?.0);
    let heads = |&(block, (first, end)): &(u32, (usize, usize))| is_heading(page, spans, block, first..end);
    let same = blocks.iter().skip(1).take(MOST).take_while(|block| role(block.0) == own || heads(block));
    let word = |at: usize| spans[at].of(page.text());
    let (count, mark, end) = same.enumerate().find_map(|(count, &(_, (first, end)))| {
        let mark = (first..end).find(|&at| matches!(word(at), "“" | "”" | "\"" | "„" | "«" | "»"))?;
        Some((count, mark, end))
    })?;
    let first = blocks[count + 1].1.0;
    let touches_left = mark > first + 1 && spans[mark - 1].end == spans[mark].start;
    let touches_right = mark + 1 < end && spans[mark].end == spans[mark + 1].start && !closes_bracket(word(mark + 1));
    let closes = matches!(word(mark), "”" | "\"") && touches_left && !touches_right;
    (closes && matches!(word(mark - 1), "." | "," | "!" | "?" | "…")).then_some((count, mark))
}

/// Whether an opening mark was typed for a closing one: nothing is left to open for at the end of a paragraph (“They see
/// that. “), or only who said it follows: “They see that “ Orr said.
pub(super) fn closes_by_mistake(text: &str, spans: &[Span], at: usize, end: usize) -> bool {
    if at + 1 == end {
        return true;
    }
    let word = |at: usize| if at < end { spans[at].of(text) } else { "" };
    let is_apart = spans[at].end != spans[at + 1].start && at > 0 && spans[at - 1].end != spans[at].start;
    let says = |at: usize| says(word(at));
    is_apart && (is_who(word(at + 1)) && (at + 2..at + 6).any(says) || says(at + 1))
}

/// The comma before the words that say who speaks, when they end the sentence before a mark and the quotation was not
/// closed before them: “It is late**,** she says. “I know.”
pub(super) fn comma_before_tag(text: &str, spans: &[Span], open: usize, mark: usize) -> Option<usize> {
    const LONGEST: usize = 6;
    let word = |at: usize| spans[at].of(text);
    let end = mark.checked_sub(1).filter(|&end| end > open + 4 && word(end) == ".")?;
    let comma = (end.saturating_sub(LONGEST).max(open + 1)..end).rev().find(|&at| word(at) == ",")?;
    let tag = comma + 1..end;
    let verb = tag.clone().find(|&at| says(word(at)))?;
    let is_tag = verb + 1 == tag.end && is_who(word(tag.start))
        || verb == tag.start && verb + 1 < tag.end && is_who(word(verb + 1));
    (tag.len() >= 2 && is_tag).then_some(comma)
}

/// Whether a single closing mark was typed for a double one: it stands behind a pause or a word that no apostrophe ends, and
/// no double mark closes before the next opens.
pub(super) fn closes_for_double(text: &str, spans: &[Span], first: usize, at: usize, end: usize) -> bool {
    const FAR: usize = 200;
    let word = |at: usize| spans[at].of(text);
    if word(at) != "’" || at < first + 2 || spans[at - 1].end != spans[at].start {
        return false;
    }
    let touches_right = at + 1 < end && spans[at].end == spans[at + 1].start && !closes_bracket(word(at + 1));
    if touches_right || word(at - 1).ends_with(['s', 'S']) {
        return false;
    }
    let next = (at + 1..end.min(at + FAR)).map(word).find(|word| matches!(*word, "“" | "”" | "\"" | "’" | "''"));
    next.is_none_or(|next| next == "“")
}
