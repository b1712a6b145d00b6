//! What the writer says beside what is reported: what is meant by it, what was not said, what spoils it.
//!
//! What enters are the units of a sentence, with marks or without, and its reports; what leaves are the same reports, without
//! such words at their ends.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "Bo Orr accused Ada Lind of waste - except that the costs fell.";
//! assert_eq!(annotate(&Page::from_text(text)).quotations[0].content[0].of(text), "Ada Lind of waste");
//! ```

use super::patterns;
use super::reported::Report;
use super::units::{Unit, bits};
use crate::tagger::lexicon;
use std::ops::Range;

/// Leaves out what is the writer's own.
pub(super) fn leave_out(sentence: &[Unit], reports: &mut Vec<Report>) {
    for at in 0..reports.len() {
        reports[at].content = without_tail(sentence, &reports[at]);
        if let Some(found) = asks_behind(sentence, &mut reports[at]) {
            reports.insert(at + 1, found);
        }
    }
}

/// The content without what stands behind its end.
fn without_tail(sentence: &[Unit], report: &Report) -> Vec<Range<usize>> {
    let mut content = report.content.clone();
    let (Some(cue), Some(piece)) = (report.cue.as_ref().filter(|_| report.told), content.last_mut()) else {
        return content;
    };
    if piece.end <= cue.end {
        return content;
    }
    let from = piece.start.max(1);
    let is_tail = |at: &usize| is_meant(sentence, *at, piece.end) || is_silent(sentence, *at);
    let Some(tail) = (from..piece.end).find(is_tail) else { return content };
    if tail > piece.start + 2 {
        piece.end = tail - usize::from(sentence[tail - 1].parts());
    } else if content.len() > 1 {
        content.pop();
    }
    content
}

/// Whether words say what is meant, or that it is not so: "It was the ash, Orr said, **referring to the smoke**", "… the “old
/// man,” **a reference to Orr**", "… the “river people” – **its term for smugglers**", "… of waste – **except that costs fell**",
/// "…, Orr said, **without giving details**".
fn is_meant(sentence: &[Unit], at: usize, end: usize) -> bool {
    let before = &sentence[at - 1];
    if !before.parts() && before.marked != 1 {
        return false;
    }
    let [first, second, rest @ ..] = &sentence[at..] else { return false };
    let names = |unit: &Unit| unit.is_one_of(&["reference", "allusion", "term", "name", "word"]);
    let points = |unit: Option<&Unit>| unit.is_some_and(|unit| unit.is_one_of(&["to", "for"]));
    let is_last = || !sentence[at..end].iter().any(Unit::parts);
    let is_dash = || before.parts() && !before.is_one_of(&[","]);
    first.is_one_of(&["referring"]) && points(Some(second))
        || (first.article || first.has(bits::OWNS)) && names(second) && points(rest.first()) && is_last()
        || first.is_one_of(&["in"]) && second.is_one_of(&["reference"]) && is_last()
        || first.is_one_of(&["except"]) && is_dash()
        || is_without(&sentence[at..]) && is_last() && at + 2 < end && says_little(&sentence[at + 1..])
}

/// Whether words say what was not said: "**without giving** details".
pub(super) fn is_without(words: &[Unit]) -> bool {
    let [first, next, ..] = words else { return false };
    first.is_one_of(&["without"]) && next.suffixes[1] == lexicon::hash("ing")
}

/// Whether a participle is of saying or giving something: "without **giving**", "without **naming** anybody".
fn says_little(words: &[Unit]) -> bool {
    const WORDS: [&str; 8] =
        ["giving", "providing", "offering", "naming", "elaborating", "specifying", "identifying", "going"];
    words.first().is_some_and(|unit| unit.cue != 0 || unit.is_one_of(&WORDS))
}

/// Whether who says it is said to say no more: "said it was closed **but did not say why**", "… **but declined to comment**", "…
/// **but would not offer details**".
fn is_silent(sentence: &[Unit], at: usize) -> bool {
    const SAYS: [&str; 12] = [
        "say", "elaborate", "comment", "specify", "identify", "name", "disclose", "reveal", "discuss", "explain",
        "confirm", "describe",
    ];
    const GIVES: [&str; 5] = ["give", "gave", "offer", "offered", "provide"];
    const THINGS: [&str; 5] = ["details", "detail", "information", "reason", "comment"];
    const FEW: usize = 4;
    let is_joint = sentence[at].is_one_of(&["but", "and"]);
    let Some(own) = sentence.get(at + 1..).filter(|own| is_joint && own.len() > 2) else { return false };
    // "But **she** did not say": not who says it, perhaps.
    let verb = if own[0].denies && own[1].is_one_of(&["to"]) || own[0].has(bits::FINITE) && own[1].negates {
        2
    } else if own[0].is_one_of(&GIVES) {
        0
    } else {
        return false;
    };
    let is_thing = |unit: &Unit| unit.is_one_of(&THINGS);
    let gives = || own[verb].is_one_of(&GIVES) && own[verb + 1..].iter().take(FEW).any(is_thing);
    verb > 0 && own[verb].is_one_of(&SAYS) || gives()
}

/// Gives what somebody asks for, behind who says it, a report of its own: "It is late, Orr said, **asking people to go home**".
fn asks_behind(sentence: &[Unit], report: &mut Report) -> Option<Report> {
    let ([_, .., last], Some(cue), Some(source)) = (report.content.as_slice(), &report.cue, &report.source) else {
        return None;
    };
    let verb = &sentence[last.start];
    let asks = verb.suffixes[1] == lexicon::hash("ing") && (verb.cue == 2 || verb.is_one_of(&["asking", "urging"]));
    let is_behind = last.start > cue.end.max(source.end) && sentence[last.start - 1].parts() && last.len() > 3;
    let is_told = report.told && asks && is_behind && sentence[last.clone()].iter().all(|unit| unit.marked == 0);
    let found =
        is_told.then(|| patterns::report(last.start + 1..last.end, last.start..last.start + 1, source.clone()))?;
    report.content.pop();
    Some(found)
}

#[cfg(test)]
mod tests {
    use crate::quotations::checks;

    /// What is said, one report after the other.
    #[test]
    fn what_is_the_writers() {
        checks::said(&[
            ("Bo Orr accused Ada Lind of waste - except that the costs fell.", &["Ada Lind of waste"]),
            (
                "The bridge will be closed for a year, the mayor said, without giving details.",
                &["The bridge will be closed for a year"],
            ),
            (
                "The dam is safe, Bo Orr said on Friday after six workers fell ill, without giving details.",
                &["The dam is safe"],
            ),
            (
                "The millers have carried out a number of works over the last few months, he said without saying what they cost.",
                &["The millers have carried out a number of works over the last few months"],
            ),
            (
                "Mayor Bo Orr said Elm had foiled raids from the “river people” – its term for smugglers.",
                &["Elm had foiled raids from the “river people”"],
            ),
            (
                "Norland will host the 2022 Games in 2023, organisers said on Tuesday, after putting off the event in Elm.",
                &["Norland will host the 2022 Games in 2023"],
            ),
            (
                "The council confirmed that the bridge would be closed but would not offer details of the works.",
                &["that the bridge would be closed"],
            ),
            ("Police said two men were held in Elm but gave no details.", &["two men were held in Elm"]),
            (
                "Lind said she would stay but would not give up the mill.",
                &["she would stay but would not give up the mill."],
            ),
            (
                "Rain fell over the valley, police said, flooding two mills.",
                &["Rain fell over the valley, police said, flooding two mills."],
            ),
            (
                "The bridge will be closed for a year, the mayor said, asking people to stay away from the river.",
                &["The bridge will be closed for a year", "people to stay away from the river."],
            ),
        ]);
    }
}
