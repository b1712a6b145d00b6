//! Reports and marked quotations become one list.
//!
//! What enters are the quotations in marks and the reports of the labeller; what leaves is the list in the order of the
//! text. A report without marks becomes a quotation of its own. One that holds a marked stretch brings that stretch its
//! cue and its source, and tells what is said from what is only called so.
//!
//! ```
//! use saidwho::{annotate, page::Page, quotations::Kind};
//! let reading = annotate(&Page::from_text("Ada Lind said the bridge was “not safe at all.” She hopes to rebuild it."));
//! assert_eq!(reading.quotations[0].kind, Kind::Mixed);
//! assert!(reading.quotations[1..].iter().all(|quotation| quotation.doubtful));
//! ```

use super::kinds;
use super::lists::insert;
use super::model::{Kind, Quotation, Sieve};
use super::nested;
use super::reported::Report;
use super::spoken::{done_by, echoes, is_clause, is_his, is_nobodys, is_spoken, states};
use super::units::{Unit, Units};
use crate::entities::Mention;
use crate::order::by_number;
use crate::page::{BlockRole, Page};
use crate::span::Span;
use crate::tokens::Tokens;
use std::ops::Range;

/// Margins, and how often an attribution with at least that margin is right: content and source of reported speech,
/// the source of a marked quotation. Measured on a fifth of the training articles that the labeller was not trained on.
const OF_TOLD: [(i32, f32); 7] =
    [(800, 0.9), (500, 0.86), (400, 0.8), (300, 0.75), (200, 0.69), (100, 0.54), (i32::MIN, 0.41)];
const OF_OTHERS: [(i32, f32); 4] = [(600, 0.68), (400, 0.64), (300, 0.51), (i32::MIN, 0.36)];
const OF_MARKED: [(i32, f32); 3] = [(500, 0.97), (-100, 0.92), (i32::MIN, 0.76)];

/// Reported speech is shown when it is this sure: when its cue tells, and when it does not ("hopes", "is considering").
/// The annotators of PolNeAR call most of what a reader is not shown attributions all the same, so it is kept.
const SHOWN_TOLD: f32 = 0.5;
const SHOWN_OTHERS: f32 = 0.65;

fn confidence(steps: &[(i32, f32)], margin: i32) -> f32 {
    steps.iter().find(|step| margin >= step.0).map_or(0.0, |step| step.1)
}

/// Adds the reports to the marked quotations: those without marks become quotations of their own, the others bring
/// theirs a cue and a source. Keeps the order of the text.
pub fn merge(
    page: &Page,
    tokens: &Tokens,
    mentions: &[Mention],
    units: &Units,
    reports: &[Report],
    quotations: &mut Vec<Quotation>,
) {
    let span = |range: &Range<usize>| span_of(tokens, &units.units[range.clone()]);
    // Which quotation each marked stretch belongs to, by its first byte.
    let mut pieces: Vec<(u32, usize)> = Vec::new();
    for (index, quotation) in quotations.iter().enumerate().filter(|(_, quotation)| quotation.inside.is_none()) {
        pieces.extend(quotation.content.iter().map(|piece| (piece.start, index)));
    }
    by_number(&mut pieces, |&(start, index)| u64::from(start) << 32 | index as u64);
    let mut added = Vec::new();
    // Marked quotations, and the report among those added that each is told in.
    let mut holders: Vec<(usize, usize)> = Vec::new();
    let held_at = |unit: &Unit| {
        let start = tokens.spans()[unit.first as usize].start;
        pieces.binary_search_by_key(&start, |piece| piece.0).ok().map(|found| pieces[found].1)
    };
    // Marked quotations that some report holds.
    let mut reported = vec![false; quotations.len()];
    for report in reports {
        let stretches: Vec<&Unit> = report
            .content
            .iter()
            .flat_map(|range| &units.units[range.clone()])
            .filter(|unit| unit.marked != 0)
            .collect();
        let (cue, source) = (report.cue.as_ref().map(span), report.source.as_ref().map(span));
        // Marks that hold what the source says another has said: that one's words, and the whole is a report.
        let nested = nested_in(page, tokens, mentions, units, report, &stretches).and_then(|(unit, nearer)| {
            let at = held_at(unit)?;
            let own = &quotations[at];
            let is_said = own.kind != Kind::Term || is_spoken(page, tokens, report, unit, units);
            (is_said && own.content.len() == 1 && own.source.is_empty()).then_some((at, nearer))
        });
        let is_told = nested.is_some() && report.told;
        // What only something is called is a word of the report like any other.
        let is_term = |unit: &&Unit| {
            held_at(unit)
                .is_some_and(|at| quotations[at].kind == Kind::Term && !is_spoken(page, tokens, report, unit, units))
        };
        let words = report.content.iter().flat_map(|range| &units.units[range.clone()]).filter(|unit| !unit.bounds);
        let holds_terms = report.told
            && report.source.is_some()
            && states(units, report)
            && words.count() > stretches.len() + 2
            && stretches.iter().all(is_term);
        if stretches.is_empty() || is_told || holds_terms {
            let confidence = confidence(if report.told { &OF_TOLD } else { &OF_OTHERS }, report.margin);
            let first = report.content.first().map_or(0, |piece| units.units[piece.start].first as usize);
            // A headline has no words to spare: what it says of somebody is seldom what that one says.
            let heads = is_headline(page, tokens, first);
            added.push(Quotation {
                kind: Kind::Indirect,
                content: report.content.iter().map(span).collect(),
                cue: cue.into_iter().collect(),
                source: source.into_iter().collect(),
                speaker: None,
                confidence,
                sieve: Sieve::Unknown,
                doubtful: confidence < if report.told { SHOWN_TOLD } else { SHOWN_OTHERS }
                    || heads && (!report.told || source.is_none()),
                inside: None,
                clause: Vec::new(),
            });
        }
        if let Some((at, [cue, source])) = nested {
            let quotation = &mut quotations[at];
            reported[at] = true;
            if quotation.kind == Kind::Term {
                quotation.kind = Kind::Mixed;
            }
            (quotation.cue, quotation.source) = (vec![cue], vec![source]);
            quotation.confidence = confidence(&OF_MARKED, report.margin);
            holders.extend(is_told.then(|| (at, added.len() - 1)));
            continue;
        }
        // The court **ruled** that it was no “ground”; but not "puts this well, “no ground”".
        let is_inner = |at: usize| units.units[at].marked != 0 && units.units[at - 1].parts();
        let is_one = || report.content.iter().all(|piece| !(piece.start + 1..piece.end).any(is_inner));
        if report.source.is_some() && (report.told || report.margin >= 0 && is_one()) {
            let clause: Vec<Span> = report.content.iter().map(span).collect();
            for at in stretches.iter().filter_map(|unit| held_at(unit)) {
                quotations[at].clause.clone_from(&clause);
            }
        }
        // In a headline, what no verb announces is nobody's: its words may stand below.
        let describes = |unit: &Unit| kinds::describes(tokens.spans()[unit.first as usize].of(page.text()));
        let is_announced =
            report.told || report.cue.as_ref().is_some_and(|cue| units.units[cue.clone()].iter().any(describes));
        let heads = |unit: &Unit| !is_announced && is_headline(page, tokens, unit.first as usize);
        for unit in stretches.into_iter().filter(|unit| !heads(unit)) {
            let Some(at) = held_at(unit) else { continue };
            let quotation = &mut quotations[at];
            reported[at] = true;
            if quotation.kind == Kind::Term && is_spoken(page, tokens, report, unit, units) {
                quotation.kind = Kind::Mixed;
            }
            // In a longer report, it is a word of his as well.
            if quotation.kind == Kind::Term
                && report.told
                && report.source.is_some()
                && (states(units, report) || is_clause(units, report))
                && is_his(page, tokens, report, unit)
            {
                quotation.kind = Kind::Mixed;
                holders.extend(holds_terms.then(|| (at, added.len() - 1)));
            }
            if quotation.source.is_empty() {
                quotation.cue = cue.into_iter().collect();
                quotation.source = source.into_iter().collect();
                quotation.confidence = confidence(&OF_MARKED, report.margin);
            }
        }
    }
    for quotation in quotations.iter_mut().filter(|one| one.kind == Kind::Mixed && one.inside.is_none()) {
        if let Some([cue, source]) = done_by(page, tokens, mentions, quotation) {
            (quotation.cue, quotation.source) = (vec![cue], vec![source]);
            quotation.confidence = confidence(&OF_MARKED, 0);
        }
    }
    let echoes = echoes(page, quotations);
    for (index, quotation) in quotations.iter_mut().enumerate() {
        if reported[index] || quotation.inside.is_some() {
            continue;
        }
        if echoes.contains(&index) {
            quotation.kind = Kind::Mixed;
        } else if quotation.kind == Kind::Mixed && is_nobodys(page, tokens, quotation) {
            quotation.kind = Kind::Term;
        }
    }
    insert(quotations, added, &holders);
}

/// The only marked stretch of a report, when it holds what another has said, with that one's cue and source.
fn nested_in<'a>(
    page: &Page,
    tokens: &Tokens,
    mentions: &[Mention],
    units: &Units,
    report: &Report,
    stretches: &[&'a Unit],
) -> Option<(&'a Unit, [Span; 2])> {
    let [unit] = stretches else { return None };
    let piece = report
        .content
        .iter()
        .find(|piece| units.units[(*piece).clone()].iter().any(|other| other.first == unit.first))?;
    let first = units.units[piece.start].first as usize;
    let has_source = report.source.is_some() && !is_headline(page, tokens, first);
    let nearer = || nested::nearer(page, tokens, mentions, first..unit.first as usize);
    Some((*unit, has_source.then(nearer)??))
}

/// Whether the headline holds a token.
fn is_headline(page: &Page, tokens: &Tokens, token: usize) -> bool {
    let block = page.blocks().get(tokens.sentences()[tokens.sentence_of(token)].block as usize);
    block.is_some_and(|block| block.role == BlockRole::Headline)
}

/// The bytes of a run of units, without the punctuation at its edges.
fn span_of(tokens: &Tokens, units: &[Unit]) -> Span {
    let first = units.iter().position(|unit| !unit.bounds).unwrap_or(0);
    let last = units.iter().rposition(|unit| !unit.bounds).unwrap_or(units.len().saturating_sub(1)).max(first);
    let spans = tokens.spans();
    // "12 million (8 in gold**)**": the bracket that it opens is its own.
    let is_open = |own: &[Unit]| {
        let bracket = own.iter().rev().find(|unit| unit.is_one_of(&["(", ")"]));
        bracket.is_some_and(|unit| unit.is_one_of(&["("]))
    };
    let closes = units.get(last + 1).is_some_and(|unit| unit.is_one_of(&[")"])) && is_open(&units[first..=last]);
    let last = last + usize::from(closes);
    spans[units[first].first as usize].cover(spans[units[last].end as usize - 1])
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// Reported speech that a reader is shown, and what is kept but not shown.
    #[test]
    fn what_is_shown() {
        let cases: [(&str, &[&str], &[&str]); 29] = [
            ("Ada Lind said the bridge would be rebuilt.", &["the bridge would be rebuilt."], &[]),
            ("Why the mill is worrying Elm\n\nThe town met on Monday.", &[], &[]),
            (
                "Port Elm is considering selling the mill to its neighbours in return for cheap water.",
                &[],
                &["selling the mill to its neighbours in return for cheap water."],
            ),
            (
                "The war goes on in Elm, one in which Mayor Ada Lind hopes to prevail by outlasting the council.",
                &[],
                &["to prevail by outlasting the council."],
            ),
            ("Elm News first reported on their planned meeting.", &[], &["their planned meeting."]),
            ("Ada Lind warned on Monday the bridge would fall.", &["the bridge would fall."], &[]),
            ("The council declined to comment on the reports of a sale.", &["the reports of a sale."], &[]),
            // Of nobody, as they are told and expected.
            ("Ada Lind was told that the bridge would be closed for two years.", &[], &[]),
            ("The bridge is expected to be closed for two years.", &[], &[]),
            ("According to Ada Lind the bridge was never safe.", &["the bridge was never safe."], &[]),
            (
                "According to the Elm Company over 300 people were on the bridge.",
                &["over 300 people were on the bridge."],
                &[],
            ),
            (
                "But, according to the poll, most of the town wants a bridge.",
                &["most of the town wants a bridge."],
                &[],
            ),
            (
                "The mill was never safe, a town official said, adding that the bridge was old.",
                &["The mill was never safe", "that the bridge was old."],
                &[],
            ),
            ("In the words of the mayor, Ada Lind, the bridge was never safe.", &["the bridge was never safe."], &[]),
            // Documents say something as well.
            ("The figures, published on Monday, show most bridges are old.", &["most bridges are old."], &[]),
            ("Most bridges in the valley are old, town records show.", &["Most bridges in the valley are old"], &[]),
            ("A study of the Elm Institute found that most bridges are old.", &["that most bridges are old."], &[]),
            (
                "If the records show that most bridges are old, they will be closed.",
                &[],
                &["that most bridges are old, they will be closed."],
            ),
            (
                "The US State Department said Ada Lind, the mayor, had closed the bridge.",
                &["Ada Lind, the mayor, had closed the bridge."],
                &[],
            ),
            (
                "The wall would close the beach for years, and the mill lives by the beach, said Ada Lind, the mayor.",
                &["The wall would close the beach for years, and the mill lives by the beach"],
                &[],
            ),
            (
                "The new wall is less open to cracks and leaks, said the officials, who were on the bridge.",
                &["The new wall is less open to cracks and leaks"],
                &[],
            ),
            // When and where it was said is no part of it.
            (
                "Ada Lind told Elm News in a statement that the bridge was not safe.",
                &["that the bridge was not safe."],
                &[],
            ),
            ("Ada Lind said in an interview that the bridge was not safe.", &["that the bridge was not safe."], &[]),
            // Labels and signatures.
            (
                "Experts: Bridge was never safe at all\n\nThe town met on Monday.",
                &["Bridge was never safe at all"],
                &[],
            ),
            (
                "The talk in full.\n\nMILLER: The bridge was never safe.\n\nWEAVER: It was safe until the flood.",
                &["The bridge was never safe.", "It was safe until the flood."],
                &[],
            ),
            ("The talk in full.\n\nUPDATE: The bridge was closed.\n\nMORE: The bridge was safe.", &[], &[]),
            (
                "They met.\n\nI was told that my mill was sold. Nobody had asked me at all. Ada Lind, miller",
                &["I was told that my mill was sold. Nobody had asked me at all."],
                &[],
            ),
            // Passives have no speaker before them.
            ("The owners are required to close the bridge for two years.", &[], &[]),
            (
                "The mill is sold\n\nAda Lind: The bridge was never safe. It always was too low.",
                &["The bridge was never safe. It always was too low."],
                &[],
            ),
        ];
        for (text, shown, kept) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let words = |doubtful: bool| -> Vec<&str> {
                let own = reading.quotations.iter().filter(|quotation| quotation.doubtful == doubtful);
                own.map(|quotation| quotation.extent().of(text)).collect()
            };
            assert_eq!((words(false).as_slice(), words(true).as_slice()), (shown, kept), "{text}");
        }
    }
}
