//! The clause around words in marks, where the labeller saw the marks alone: "The court ruled **that it could not accept “safety” as
//! a ground**".
//!
//! What enters are the units of a sentence with marks and its reports; what leaves are the same reports. Once it is known who
//! speaks, [`super::fragments`] makes one quotation of the clause and its marks.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "The court ruled that it could not accept “safety” as a ground.";
//! let reading = annotate(&Page::from_text(text));
//! assert_eq!(reading.quotations[0].extent().of(text), "that it could not accept “safety” as a ground.");
//! ```

use super::reported::Report;
use super::units::{Unit, bits};
use std::ops::Range;

/// The most units between a cue and its marks, or between two marks of one clause.
const MOST: usize = 20;

/// Gives reports the clause around their marks.
pub(super) fn widen(sentence: &[Unit], reports: &mut [Report]) {
    for at in 0..reports.len() {
        let from = reports[at].content.last().map_or(0, |piece| piece.end);
        let parts = reports.iter().flat_map(|other| other.content.iter().chain(&other.cue).chain(&other.source));
        let end = parts.map(|part| part.start).filter(|&start| start >= from).min().unwrap_or(sentence.len());
        let report = &mut reports[at];
        // "When a man shouted “Lind,” **Orr** joked, “Go home”"
        if let Some(source) = &mut report.source {
            let marked = source.clone().rev().find(|&at| sentence[at].marked == 1 && at + 1 < source.end);
            source.start = marked.map_or(source.start, |marked| marked + 1);
        }
        joined(sentence, report);
        from_that(sentence, report);
        to_its_end(sentence, report, end);
        within_its_clause(sentence, report);
        // "… as “old” **and** left"
        if let Some(last) = report.content.last_mut().filter(|last| last.len() > 1 && sentence[last.end - 1].joins) {
            last.end -= 1;
        }
    }
    with_subject(sentence, reports);
}

/// Ends what a clause with "who" says where the main clause goes on: "Lind, who called it “a mess,” **later left the hall**".
fn within_its_clause(sentence: &[Unit], report: &mut Report) {
    const NEAR: usize = 6;
    let (Some(piece), Some(cue)) = (report.content.last_mut(), &report.cue) else { return };
    let who = (cue.start.saturating_sub(NEAR)..cue.start + 1).find(|&at| sentence[at].has(bits::RELATES));
    if piece.start < cue.end || !who.is_some_and(|who| who > 0 && sentence[who - 1].parts()) {
        return;
    }
    let closes = |at: &usize| {
        let mut rest = sentence[at + 1..piece.end].iter().skip_while(|unit| unit.auxiliary && !unit.has(bits::FINITE));
        let is_verb = |unit: &Unit| unit.has(bits::FINITE) || unit.participle || unit.cue == 2;
        sentence[*at].marked == 1 && rest.next().is_some_and(is_verb)
    };
    if let Some(close) = (piece.start..piece.end).find(closes) {
        piece.end = close + 1;
    }
}

/// Whether words may stand inside a clause: no pause, no other cue.
fn is_plain(unit: &Unit) -> bool {
    !unit.parts() && !unit.says && unit.cue != 3 && unit.marked != 1
}

/// Makes one piece of two that a few words part: calls it “late” **that Orr** “has no plan”.
fn joined(sentence: &[Unit], report: &mut Report) {
    let mut whole: Vec<Range<usize>> = Vec::new();
    let parts = [report.cue.clone(), report.source.clone()];
    for piece in report.content.drain(..) {
        let is_near = |last: &&mut Range<usize>| {
            let gap = last.end..piece.start;
            let is_free = parts.iter().flatten().all(|part| part.end <= gap.start || part.start >= gap.end);
            gap.len() <= MOST && is_free && sentence[last.end - 1].marked != 1 && sentence[gap].iter().all(is_plain)
        };
        match whole.last_mut().filter(is_near) {
            Some(last) => last.end = piece.end,
            None => whole.push(piece),
        }
    }
    report.content = whole;
}

/// Begins a content at the "that" behind its cue, or at the pronoun between the two: thought **it** “a risk”.
fn from_that(sentence: &[Unit], report: &mut Report) {
    const NEAR: usize = 4;
    let (Some(piece), Some(cue), Some(source)) = (report.content.first_mut(), &mut report.cue, &report.source) else {
        return;
    };
    let is_behind = source.start < cue.end && cue.end < piece.start && piece.start - cue.end <= MOST;
    if !is_behind || sentence[piece.start].marked == 0 || !sentence[cue.end..piece.start].iter().all(is_plain) {
        return;
    }
    let Some(that) = (cue.end..piece.start).find(|&at| sentence[at].has(bits::THAT)) else {
        if piece.start == cue.end + 1 && sentence[cue.end].pronoun {
            piece.start = cue.end;
        }
        return;
    };
    // "Was filed in May against the mill and **alleging that** it was “a ruin”"
    let verb = &sentence[that - 1];
    if that > cue.end && verb.cue == 2 && verb.mention == 0 {
        *cue = that - 1..that;
    }
    let says_when = |unit: &Unit| unit.is_date() || unit.topic || unit.has(bits::PLACE) || unit.article;
    if that - cue.end <= NEAR && sentence[cue.end..that].iter().all(says_when) {
        piece.start = that;
    }
}

/// Ends a clause that begins with "that" where its words end: accept “safety” **as a ground**.
fn to_its_end(sentence: &[Unit], report: &mut Report, end: usize) {
    let (Some(first), Some(cue)) = (report.content.first().cloned(), &report.cue) else { return };
    let Some(piece) = report.content.last_mut() else { return };
    let is_that = sentence[first.start].has(bits::THAT) && cue.end <= first.start;
    if !is_that || sentence[piece.end - 1].marked != 3 {
        return;
    }
    // "And **the** mill" goes on, "and **said**", "and **that**" do not.
    let goes_on = |at: usize| {
        let unit = &sentence[at];
        let next =
            || sentence.get(at + 1).is_some_and(|next| next.article || next.has(bits::OWNS) || next.mention != 0);
        is_plain(unit) && !unit.ends && unit.marked == 0 && (!unit.joins || next())
    };
    let rest = (piece.end..end.min(piece.end + MOST)).take_while(|&at| goes_on(at)).count();
    piece.end += rest;
}

/// Gives what is said its subject, which who says it parts from its verb: "**The result,** as Orr explained, was a “ruin”".
pub(super) fn with_subject(sentence: &[Unit], reports: &mut [Report]) {
    const LONGEST: usize = 14;
    for index in 0..reports.len() {
        let report = &reports[index];
        let ([piece], Some(cue), Some(source)) = (report.content.as_slice(), &report.cue, &report.source) else {
            continue;
        };
        let close = piece.start.wrapping_sub(1);
        let is_behind = piece.start > 3 && sentence[close].parts() && source.end <= cue.start && cue.end <= close;
        let open = (0..source.start).rev().take(2).find(|&at| sentence[at].parts());
        let (Some(open), true) = (open.filter(|&open| open > 0), is_behind && report.told) else { continue };
        if close - open > LONGEST || !sentence[piece.start].has(bits::FINITE) {
            continue;
        }
        // Back to where its clause begins.
        let is_inner = |at: &usize| is_plain(&sentence[*at]) && sentence[*at].marked == 0 && !sentence[*at].joins;
        let words = (open.saturating_sub(LONGEST)..open).rev().take_while(is_inner);
        let start = words.last().unwrap_or(open);
        let is_taken = |other: &Report| {
            let parts = other.content.iter().filter(|piece| piece.end != open).chain(&other.cue).chain(&other.source);
            parts.into_iter().any(|part| part.start < open && start < part.end)
        };
        let has_verb = sentence[start..open].iter().any(|unit| unit.has(bits::FINITE) || unit.participle);
        if start == open || has_verb || reports.iter().any(is_taken) {
            continue;
        }
        // "He thought that it was late **and that the result**, as Orr explained, was “sad”": another's no longer.
        let joint = start - usize::from(start > 0 && sentence[start - 1].joins);
        let others = reports.iter_mut().filter_map(|other| other.content.last_mut());
        others.filter(|piece| piece.end == open && piece.start < joint).for_each(|piece| piece.end = joint);
        reports[index].content.insert(0, start..open);
    }
}

#[cfg(test)]
mod tests {
    use crate::quotations::checks;

    /// What is said, one quotation after the other.
    #[test]
    fn clauses_around_marks() {
        checks::said(&[
            (
                "The court ruled that it could not accept “safety” as a ground.",
                &["that it could not accept “safety” as a ground."],
            ),
            (
                "Orr read out a letter calling it “dangerous” that Lind “has no plan to mend the bridge.”",
                &["it “dangerous” that Lind “has no plan to mend the bridge.”"],
            ),
            (
                "Lind rallied the millers by warning that “the town is in danger” because “the owners are coming out” now.",
                &["that “the town is in danger” because “the owners are coming out” now."],
            ),
            (
                "And that, as Ada Lind points out, is quite a bit right now.",
                &["that, as Ada Lind points out, is quite a bit right now."],
            ),
            ("Bo Orr, who called the plan “a mess,” is the mayor of Elm.", &["the plan “a mess,”"]),
            (
                "Bo Orr said the plan was “bad,” adding, “We will go to the court.”",
                &["the plan was “bad,”", "“We will go to the court.”"],
            ),
            (
                "Remarking on the “long wait” of Lind, Orr said, “Leave it aside.”",
                &["“long wait”", "“Leave it aside.”"],
            ),
        ]);
    }
}
