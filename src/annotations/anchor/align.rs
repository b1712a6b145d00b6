//! Where the words of a pattern stand in a stretch of text that differs from it a little.

use crate::diff::{DiffOp, operations};
use std::ops::Range;

/// Where the middle of a pattern stands, and how much it differs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Alignment {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Bytes that differ.
    pub errors: usize,
}

/// Words and signs of a text, each with its first byte; white space is left out.
fn tokens(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut word: Option<usize> = None;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() {
            word.get_or_insert(at);
            continue;
        }
        found.extend(word.take().map(|start| (start, &text[start..at])));
        if !c.is_whitespace() {
            found.push((at, &text[at..at + c.len_utf8()]));
        }
    }
    found.extend(word.map(|start| (start, &text[start..])));
    found
}

/// Aligns `parts` (what stands before, the words, what stands after) with `text`; gives the place of the words in it.
pub fn align(parts: [&str; 3], text: &str) -> Option<Alignment> {
    let [before, exact, after] = parts.map(|part| tokens(part).into_iter().map(|(_, token)| token).collect::<Vec<_>>());
    let (first, last) = (before.len(), (before.len() + exact.len()).checked_sub(1)?);
    if exact.is_empty() {
        return None;
    }
    let old: Vec<&str> = before.into_iter().chain(exact).chain(after).collect();
    let placed = tokens(text);
    let new: Vec<&str> = placed.iter().map(|(_, token)| *token).collect();
    let ops = operations(&old, &new);
    let start = ops.iter().find_map(|op| start_of(op, first))?;
    let end = ops.iter().find_map(|op| end_of(op, last))?;
    let errors = ops.iter().map(|op| errors(op, &old, &new, first..last + 1)).sum();
    let (from, _) = placed.get(start)?;
    let (at, token) = placed.get(end.checked_sub(1)?)?;
    (*from < at + token.len()).then_some(Alignment { start: *from, end: at + token.len(), errors })
}

/// The new token at which an old one begins, if it is this operation's.
fn start_of(op: &DiffOp, token: usize) -> Option<usize> {
    let (old, new) = (op.old_range(), op.new_range());
    if !old.contains(&token) {
        return None;
    }
    Some(match op {
        DiffOp::Equal { .. } => new.start + token - old.start,
        _ if token == old.start => new.start,
        // Changed together with what stood before it: counted from what follows.
        _ => new.end.saturating_sub(old.end - token).max(new.start),
    })
}

/// The new token before which an old one ends, if it is this operation's.
fn end_of(op: &DiffOp, token: usize) -> Option<usize> {
    let (old, new) = (op.old_range(), op.new_range());
    if !old.contains(&token) {
        return None;
    }
    Some(match op {
        DiffOp::Equal { .. } => new.start + token - old.start + 1,
        _ if token + 1 == old.end => new.end,
        _ => (new.start + token + 1 - old.start).min(new.end),
    })
}

/// Bytes of an operation that differ inside `middle`, a range of old tokens.
fn errors(op: &DiffOp, old: &[&str], new: &[&str], middle: Range<usize>) -> usize {
    let (own, other) = (op.old_range(), op.new_range());
    let inside = own.start.max(middle.start)..own.end.min(middle.end);
    match op {
        DiffOp::Equal { .. } => 0,
        DiffOp::Insert { .. } if middle.start < own.start && own.start < middle.end => length(&new[other]),
        DiffOp::Insert { .. } => 0,
        _ if inside.is_empty() => 0,
        // Of a change that goes beyond the middle only the old words are known to be of it.
        _ if inside != own => length(&old[inside]),
        _ => differing(&old[own].join(" "), &new[other].join(" ")),
    }
}

fn length(tokens: &[&str]) -> usize {
    tokens.iter().map(|token| token.len() + 1).sum()
}

/// What the words that two texts have in the same order weigh.
pub fn common(old: &[String], new: &[String], weight: impl Fn(&str) -> u32) -> u32 {
    let equal = |op: DiffOp| match op {
        DiffOp::Equal { old_index, len, .. } => old_index..old_index + len,
        _ => 0..0,
    };
    let ops = operations(old, new);
    ops.into_iter().flat_map(equal).map(|at| weight(&old[at])).sum()
}

/// The longer of two texts without what both begin and end with.
fn differing(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let begin = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[begin..], &b[begin..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    a.len().max(b.len()) - end
}
