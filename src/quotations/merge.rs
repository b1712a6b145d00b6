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

use super::cues;
use super::kinds;
use super::model::{Kind, Quotation, Sieve};
use super::named;
use super::nested;
use super::reported::Report;
use super::units::{Unit, Units, bits};
use crate::entities::{Mention, MentionType, names};
use crate::order::by_number;
use crate::page::{BlockRole, Page};
use crate::span::{QuotationId, Span};
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

/// A marked stretch that looks like a term is said when its content has no more units than this.
const LONGEST_OF_SPOKEN: usize = 8;

/// A fragment in marks that nobody is seen to say is a term when it has no more tokens than this, marks included.
const A_FEW: usize = 7;

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
        } else if quotation.kind == Kind::Mixed
            && words_of(tokens, quotation) <= A_FEW
            && !is_predicate(page, tokens, quotation)
            && !has_cue(page, tokens, quotation)
        {
            // A few words in marks that nobody is seen to say are a term.
            quotation.kind = Kind::Term;
        }
    }
    insert(quotations, added, &holders);
}

/// Cue and source of what somebody was called: called “late” by **the mayor, Ada Orr**.
fn done_by(page: &Page, tokens: &Tokens, mentions: &[Mention], quotation: &Quotation) -> Option<[Span; 2]> {
    const REACH: usize = 8;
    let (spans, content) = (tokens.spans(), quotation.extent());
    let (first, end) = (tokens.at(content.from()), tokens.before(content.to()));
    let verb = first.checked_sub(1).map(|at| spans[at]).filter(|span| kinds::describes(span.of(page.text())))?;
    if spans.get(end)?.of(page.text()) != "by" {
        return None;
    }
    let start = spans.get(end + 1)?.start;
    let near = &mentions[mentions.partition_point(|mention| mention.span.start < start)..];
    let is_one = |span: Span| {
        let words = spans[end + 1..].iter().take_while(|token| token.end <= span.end);
        words.into_iter().all(|token| token.of(page.text()) != ",")
    };
    let near = near.iter().take_while(|mention| tokens.at(mention.span.from()) <= end + REACH);
    let mut named = near.filter(|mention| is_one(mention.span));
    let who = |kind| matches!(kind, MentionType::Person | MentionType::Org | MentionType::Gpe | MentionType::Norp);
    let is_person = |mention: &&Mention| mention.kind == MentionType::Person;
    // "By **Elm Senator Ada Orr**": the person, where there is one.
    let first = named.next().filter(|mention| who(mention.kind))?;
    let last = if is_person(&first) { first } else { named.find(is_person).unwrap_or(first) };
    Some([verb, spans[end + 1].cover(last.span)])
}

/// Whether a report states something: behind "said" or "according to", or with "that". Who declares a “no limits” partnership
/// rather does it.
fn states(units: &Units, report: &Report) -> bool {
    let says = |unit: &Unit| unit.says || unit.cue == 3;
    let cue = report.cue.as_ref().is_some_and(|cue| units.units[cue.clone()].iter().any(says));
    cue || report.content.first().is_some_and(|piece| units.units[piece.start].has(bits::THAT))
}

/// Whether what is reported has a verb of its own outside the marks.
fn is_clause(units: &Units, report: &Report) -> bool {
    report.content.iter().any(|piece| units.units[piece.clone()].iter().any(|unit| unit.has(bits::FINITE)))
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

/// The fragments of the headline whose words are quoted again below it: they are what somebody says.
fn echoes(page: &Page, quotations: &[Quotation]) -> Vec<usize> {
    let words = |quotation: &Quotation| {
        let content = quotation.content.iter().map(|span| span.of(page.text())).collect::<Vec<_>>().join(" ");
        let words = content.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
    };
    let Some(headline) = page.blocks().first().map(|block| block.span) else { return Vec::new() };
    let above = quotations.iter().take_while(|quotation| headline.contains(quotation.extent()));
    let fragments: Vec<(usize, String)> =
        above.map(words).enumerate().filter(|(_, words)| words.contains(' ')).collect();
    if fragments.is_empty() {
        return Vec::new();
    }
    let below: Vec<String> = quotations
        .iter()
        .filter(|quotation| !headline.contains(quotation.extent()) && quotation.kind != Kind::Term)
        .map(|quotation| format!(" {} ", words(quotation)))
        .collect();
    let is_echo = |words: &str| below.iter().any(|other| other.contains(&format!(" {words} ")));
    fragments.into_iter().filter(|(_, words)| is_echo(words)).map(|(index, _)| index).collect()
}

/// Whether what looked like a term is what somebody says: it is most of its content, not a name inside a longer report.
fn is_spoken(page: &Page, tokens: &Tokens, report: &Report, unit: &Unit, units: &Units) -> bool {
    let own =
        report.content.iter().find(|piece| units.units[(*piece).clone()].iter().any(|other| other.first == unit.first));
    let is_named = names_work(page, tokens, unit) || named::is_named(page.text(), tokens.spans(), unit.first as usize);
    let describes = |unit: &Unit| kinds::describes(tokens.spans()[unit.first as usize].of(page.text()));
    let is_said = || report.cue.as_ref().is_some_and(|cue| units.units[cue.clone()].iter().any(describes));
    let is_named = is_named
        || named::is_attribute(page.text(), tokens.spans(), unit.first as usize, unit.end as usize) && !is_said();
    report.margin >= 0 && !is_named && own.is_some_and(|piece| piece.len() <= LONGEST_OF_SPOKEN)
}

/// Whether a marked stretch of two words or more may be in the words of whoever reports it: it is no title and no name.
fn is_his(page: &Page, tokens: &Tokens, report: &Report, unit: &Unit) -> bool {
    let is_named = names_work(page, tokens, unit) || named::is_named(page.text(), tokens.spans(), unit.first as usize);
    let words = tokens.spans()[unit.first as usize..unit.end as usize].iter();
    let words = words.filter(|span| span.of(page.text()).starts_with(char::is_alphanumeric)).count();
    report.margin >= 0 && words >= 2 && !is_named && !unit.is_title()
}

/// Whether the headline holds a token.
fn is_headline(page: &Page, tokens: &Tokens, token: usize) -> bool {
    let block = page.blocks().get(tokens.sentences()[tokens.sentence_of(token)].block as usize);
    block.is_some_and(|block| block.role == BlockRole::Headline)
}

/// Whether a cue touches what pauses for it: “it is late now,” said Ada Orr; or stands before it: warned of “a flood”.
fn has_cue(page: &Page, tokens: &Tokens, quotation: &Quotation) -> bool {
    let Some(content) = quotation.content.last() else { return false };
    let end = tokens.before(content.to());
    let word = |at: usize| tokens.spans().get(at).map_or("", |span| span.of(page.text()));
    let first = tokens.at(quotation.extent().from());
    let verb = first.checked_sub(2).map_or("", word);
    // What the mayor called “late”
    let is_verb = |at: &usize| kinds::describes(word(*at));
    let called = (first.saturating_sub(3)..first).rev().find(is_verb);
    if called.is_some_and(|at| (at.saturating_sub(6)..at).any(|before| word(before) == "what")) {
        return true;
    }
    // Called “late” by Ada Orr
    if kinds::describes(word(first.wrapping_sub(1))) && named::is_done_by(page.text(), tokens.spans(), first) {
        return true;
    }
    if matches!(word(first.wrapping_sub(1)), "of" | "about" | "against")
        && verb.starts_with(char::is_lowercase)
        && cues::verb(verb) == Some(cues::Strength::Speech)
    {
        return true;
    }
    let pauses = end >= 2 && matches!(word(end - 2), "," | "?" | "!");
    pauses && word(end).starts_with(char::is_lowercase) && cues::verb(word(end)) == Some(cues::Strength::Speech)
}

/// Whether a marked stretch may be a title, behind a word that titles stand behind: on Elm’s “The Long Way”.
fn names_work(page: &Page, tokens: &Tokens, unit: &Unit) -> bool {
    const BEFORE: [&str; 12] = ["on", "at", "in", "during", "by", "'s", "’s", "'", "’", "called", "named", "known"];
    let before = (unit.first as usize).checked_sub(1).map_or("", |at| tokens.spans()[at].of(page.text()));
    // "The host of “The Elm Show”".
    let bears = || {
        (unit.first as usize).checked_sub(2).is_some_and(|at| names::is_role_noun(tokens.spans()[at].of(page.text())))
    };
    let stands_behind = || named::follows_noun(page.text(), tokens.spans(), unit.first as usize);
    unit.may_be_title()
        && (BEFORE.contains(&before) || unit.is_title() && (before == "of" && bears() || stands_behind()))
}

/// Whether a fragment says something of what stands before it: any process “must be well thought out”.
fn is_predicate(page: &Page, tokens: &Tokens, quotation: &Quotation) -> bool {
    const VERBS: [&str; 17] = [
        "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "must", "should", "may",
        "might", "does", "did",
    ];
    let Some(content) = quotation.content.first() else { return false };
    let first = tokens.spans().get(tokens.at(content.from()) + 1).map_or("", |span| span.of(page.text()));
    VERBS.contains(&first) && words_of(tokens, quotation) > 4
}

/// How many tokens the marked stretches of a quotation have, marks included.
fn words_of(tokens: &Tokens, quotation: &Quotation) -> usize {
    quotation.content.iter().map(|span| tokens.covering(*span).len()).sum()
}

/// Merges two lists in the order of the text, and mends the indices of the outer quotations. `holders` says which of the
/// first are told in which of the second.
fn insert(quotations: &mut Vec<Quotation>, added: Vec<Quotation>, holders: &[(usize, usize)]) {
    if added.is_empty() {
        return;
    }
    let old = std::mem::take(quotations);
    let mut moved: Vec<QuotationId> = Vec::with_capacity(old.len());
    let mut placed: Vec<QuotationId> = Vec::with_capacity(added.len());
    let next = |quotations: &Vec<Quotation>| QuotationId(u32::try_from(quotations.len()).unwrap_or(u32::MAX));
    let mut added = added.into_iter().peekable();
    for mut quotation in old {
        let start = quotation.extent().start;
        while let Some(earlier) = added.next_if(|other| other.extent().start < start) {
            placed.push(next(quotations));
            quotations.push(earlier);
        }
        moved.push(next(quotations));
        quotation.inside = quotation.inside.and_then(|outer| moved.get(outer.0 as usize).copied());
        quotations.push(quotation);
    }
    quotations.extend(added);
    for &(inner, outer) in holders {
        // Of two pieces a report may hold the second alone.
        let (inner, outer) = (moved[inner].0 as usize, placed.get(outer).copied());
        let holds = |outer: &QuotationId| quotations[outer.0 as usize].extent().contains(quotations[inner].extent());
        quotations[inner].inside = outer.filter(holds);
    }
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

/// Leaves out reported speech whose source turned out to be nobody.
pub fn leave_out_nobodys(quotations: &mut Vec<Quotation>) {
    let stays = |quotation: &Quotation| quotation.kind != Kind::Indirect || !quotation.source.is_empty();
    let mut count = 0;
    let moved: Vec<Option<QuotationId>> = quotations
        .iter()
        .map(|quotation| {
            count += u32::from(stays(quotation));
            stays(quotation).then(|| QuotationId(count.saturating_sub(1)))
        })
        .collect();
    quotations.retain(stays);
    for quotation in quotations {
        quotation.inside = quotation.inside.and_then(|outer| *moved.get(outer.0 as usize)?);
    }
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
            ("According to Ada Lind the bridge was never safe.", &["the bridge was never safe"], &[]),
            (
                "According to the Elm Company over 300 people were on the bridge.",
                &["over 300 people were on the bridge"],
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
            ("In the words of the mayor, Ada Lind, the bridge was never safe.", &["the bridge was never safe"], &[]),
            // Documents say something as well.
            ("The figures, published on Monday, show most bridges are old.", &["most bridges are old"], &[]),
            ("Most bridges in the valley are old, town records show.", &["Most bridges in the valley are old"], &[]),
            ("A study of the Elm Institute found that most bridges are old.", &["that most bridges are old."], &[]),
            (
                "If the records show that most bridges are old, they will be closed.",
                &[],
                &["that most bridges are old, they will be closed."],
            ),
            (
                "The US State Department said Ada Lind, the mayor, had closed the bridge.",
                &["Ada Lind, the mayor, had closed the bridge"],
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

    /// Marked stretches that only look like terms or like speech.
    #[test]
    fn terms() {
        let cases = [
            ("On Monday “it is late now,” said Ada Lind.", "mixed"),
            ("Port Elm puts its army in “a state of war” now\n\nThe army was moved on Monday.", "term"),
            ("Ada Lind calls the mill “a state of war” now\n\nAda Lind spoke on Monday.", "mixed"),
            ("Old paper found on “rainy streets” of Elm\n\nA paper was found on Monday.", "term"),
            ("Slang terms such as “the 25th hour” and other pains await the millers.", "term"),
            ("Ada Lind is now the host of “The Elm Show with Big Ada.”", "term"),
            ("A memo by an engineer, who warned of “a serious risk to life,” was found.", "mixed"),
            (
                "Ada Lind said the mill would be closed for good in May and the new rules were a “zero tolerance” of it.",
                "mixed",
            ),
            (
                "Bo Orr acknowledged the vote in May was a “steep climb” but the bridge was a “late act of justice.”",
                "mixed",
            ),
            (
                "All-girl Elm team honored for “courageous achievement” on Monday\n\nA group of girls was honored on Monday.",
                "term",
            ),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            assert_eq!(reading.quotations[0].kind.name(), expected, "{text}");
        }
    }
}
