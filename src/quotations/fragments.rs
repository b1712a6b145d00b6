//! Fragments in marks and the clause around them, which together are what somebody says.
//!
//! "Orr said the plan was “cruel” and “reckless”" says nothing as two words. PARC and PolNeAR take the whole clause as the
//! content, and so does this: once it is known who speaks, the fragments of one clause become one quotation, mixed still,
//! that begins and ends with the clause. It comes after the speakers, as these are found by what stands beside the marks.
//!
//! ```
//! use saidwho::{annotate, page::Page, quotations::Kind};
//! let text = "Bo Orr said the plan was “cruel” and “reckless beyond words” to the last man.";
//! let reading = annotate(&Page::from_text(text));
//! assert_eq!((reading.quotations.len(), reading.quotations[0].kind), (1, Kind::Mixed));
//! assert_eq!(reading.quotations[0].extent().of(text), "the plan was “cruel” and “reckless beyond words” to the last man.");
//! ```

use super::model::{Kind, Quotation};
use crate::page::Page;
use crate::span::{QuotationId, Span};
use crate::tokens::Tokens;
use std::cmp::Reverse;

/// Gives fragments their clause, joins those of one, and leaves out the report that is the same. Keeps the order of the
/// text.
pub fn widen(page: &Page, tokens: &Tokens, quotations: &mut Vec<Quotation>) {
    let clauses: Vec<Vec<Span>> = quotations.iter_mut().map(|one| std::mem::take(&mut one.clause)).collect();
    // For each quotation, the one that it becomes.
    let mut joined: Vec<usize> = (0..quotations.len()).collect();
    let is_spoken = |one: &Quotation| matches!(one.kind, Kind::Direct | Kind::Mixed) && one.inside.is_none();
    // Where what is spoken before ends.
    let mut end = 0;
    for (first, clause) in clauses.iter().enumerate() {
        let before = first.checked_sub(1).map(|at| &quotations[at]).filter(|one| is_spoken(one));
        end = before.map_or(end, |one| end.max(one.extent().end));
        let (Some(begins), Some(ends)) = (clause.first(), clause.last()) else { continue };
        let near = (first..quotations.len()).take_while(|&at| quotations[at].extent().start < ends.end);
        let (held, others): (Vec<usize>, Vec<usize>) = near.partition(|&at| clauses[at] == *clause);
        if begins.start < end || others.iter().any(|&at| is_spoken(&quotations[at])) {
            continue;
        }
        let Some(mixed) = told_by_one(page, tokens, quotations, &held, clause) else { continue };
        let own = mixed[0];
        mixed.into_iter().for_each(|at| joined[at] = own);
        // What was reported around terms, one of which is somebody's word.
        let mut before = (0..own).rev().take_while(|&at| quotations[at].extent().start >= begins.start);
        let same = before.find(|&at| quotations[at].kind == Kind::Indirect && quotations[at].content == *clause);
        joined[same.unwrap_or(own)] = own;
        quotations[own].kind = Kind::Mixed;
        quotations[own].content.clone_from(clause);
        quotations[own].inside = None;
    }
    if clauses.iter().any(|clause| !clause.is_empty()) {
        join(quotations, &joined);
    }
}

/// The fragments among what a clause holds, when all that is told there is of one speaker.
fn told_by_one(
    page: &Page,
    tokens: &Tokens,
    quotations: &[Quotation],
    held: &[usize],
    clause: &[Span],
) -> Option<Vec<usize>> {
    // “…” behind "that" are words of the clause, and so is a whole sentence in them.
    let that = clause.first().is_some_and(|span| span.of(page.text()).starts_with("that "));
    let is_mixed = |one: &Quotation| one.kind == Kind::Mixed || that && one.kind == Kind::Direct;
    let mixed: Vec<usize> = held.iter().copied().filter(|&at| is_mixed(&quotations[at])).collect();
    let own = &quotations[*mixed.first()?];
    let is_whole = |&at: &usize| {
        let one = &quotations[at];
        let is_same = (&one.speaker, &one.source) == (&own.speaker, &own.source);
        one.content.iter().all(|piece| clause.iter().any(|outer| outer.contains(*piece)))
            && (is_same && is_mixed(one) || one.kind == Kind::Term)
    };
    let is_one_sentence = |piece: &Span| {
        let end = tokens.before(piece.to());
        tokens.sentence_of(tokens.at(piece.from())) == tokens.sentence_of(end.saturating_sub(1))
    };
    // "They recalled **Lind's “…” promise**": who says it is no part of it.
    let is_apart = |piece: &Span| own.source.iter().chain(&own.cue).all(|other| !piece.overlaps(*other));
    // Nothing but "that" before the marks is not more.
    let words = |span: &Span| span.of(page.text()).split_whitespace().filter(|word| *word != "that").count();
    let fragments: usize = mixed.iter().flat_map(|&at| &quotations[at].content).map(words).sum();
    let is_more = clause.iter().map(words).sum::<usize>() > fragments;
    let is_told = !own.source.is_empty() && held.iter().all(is_whole);
    (is_told && is_more && clause.iter().all(is_one_sentence) && clause.iter().all(is_apart)).then_some(mixed)
}

/// Leaves out what has become another, puts the rest in the order of the text, and mends the indices of the outer ones.
fn join(quotations: &mut Vec<Quotation>, joined: &[usize]) {
    let mut order: Vec<usize> = (0..joined.len()).filter(|&at| joined[at] == at).collect();
    order.sort_by_key(|&at| {
        let extent = quotations[at].extent();
        (extent.start, Reverse(extent.end))
    });
    let mut moved = vec![QuotationId(0); joined.len()];
    for (to, &at) in order.iter().enumerate() {
        moved[at] = QuotationId(u32::try_from(to).unwrap_or(u32::MAX));
    }
    let mut all: Vec<Option<Quotation>> = std::mem::take(quotations).into_iter().map(Some).collect();
    quotations.extend(order.into_iter().filter_map(|at| all[at].take()));
    for quotation in quotations {
        quotation.inside = quotation.inside.and_then(|outer| Some(moved[*joined.get(outer.0 as usize)?]));
    }
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// What is said, in the order of the text; with its kind.
    #[test]
    fn clauses_around_fragments() {
        let cases: [(&str, &[&str]); 11] = [
            ("Ada Lind said the bridge was “not safe at all.”", &["mixed the bridge was “not safe at all.”"]),
            (
                "The Elm Company said it had “no plans” to close the mill.",
                &["mixed it had “no plans” to close the mill."],
            ),
            (
                "Bo Orr said the plan was “cruel” and “reckless beyond words” to the last man.",
                &["mixed the plan was “cruel” and “reckless beyond words” to the last man."],
            ),
            (
                "Bo Orr described the plan as “cruel to the whole town” in May.",
                &["mixed the plan as “cruel to the whole town” in May."],
            ),
            // What reports terms is one with the word that is his.
            (
                "Ada Lind said the mill would be closed for good in May and the new rules were a “zero tolerance” of it.",
                &["mixed the mill would be closed for good in May and the new rules were a “zero tolerance” of it."],
            ),
            (
                "Ada Lind said the “Elm” was not safe at all when it left the port on Monday.",
                &["indirect the “Elm” was not safe at all when it left the port on Monday.", "term “Elm”"],
            ),
            // Nothing is around it.
            (
                "Bo Orr testified that “the bridge was never safe at all.”",
                &["mixed “the bridge was never safe at all.”"],
            ),
            ("“It is late,” said Ada Lind.", &["direct “It is late,”"]),
            // Who says it stands in it.
            (
                "They recalled Ada Lind’s “not one mill will ever close” promise.",
                &["mixed “not one mill will ever close”"],
            ),
            // Another's words.
            (
                "Bo Orr said Ada Lind had called the mill “a gift to the whole town.”",
                &[
                    "indirect Ada Lind had called the mill “a gift to the whole town.”",
                    "mixed “a gift to the whole town.”",
                ],
            ),
            (
                "Ada Lind said the mill was “old.” She said: “It is very old indeed, you know.”",
                &["mixed the mill was “old.”", "direct “It is very old indeed, you know.”"],
            ),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let shown = reading.quotations.iter().filter(|one| !one.doubtful);
            let found: Vec<String> =
                shown.map(|one| format!("{} {}", one.kind.name(), one.extent().of(text))).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
