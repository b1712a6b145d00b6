//! Attributions whose form leaves no doubt, for sentences in which the labeller is silent or has lost the thread.
//!
//! "According to Orr, the bridge is safe."; "The bridge is safe, according to Orr."; "The bridge is safe, said Ada Orr,
//! an engineer."; "The bridge is safe, Orr said on Tuesday." Each gives the rest of its sentence to the source; what the
//! labeller saw inside that rest ("he wants to …") is then part of what is reported. A sentence with marks is left alone.
//! "Ada Orr: The bridge is safe. It always was." gives its whole paragraph.

use super::reported::Report;
use super::units::Unit;
use crate::tagger::lexicon;
use std::ops::Range;

/// Adds what the forms give to the reports of a sentence, and takes out what stands inside it.
pub(super) fn complete(sentence: &[Unit], reports: &mut Vec<Report>) {
    if sentence.iter().any(|unit| unit.marked != 0) {
        return;
    }
    let end = sentence.len() - usize::from(sentence.last().is_some_and(|unit| unit.ends));
    let Some(found) = according(sentence, end).or_else(|| trailing(sentence, end)) else { return };
    let (Some(cue), Some(source)) = (&found.cue, &found.source) else { return };
    let content = found.content[0].clone();
    let is_seen = |report: &Report| {
        let size: usize = report.content.iter().map(Range::len).sum();
        report.cue.as_ref().is_some_and(|own| overlap(own, cue))
            && report.source.as_ref().is_some_and(|own| overlap(own, source))
            && size * 3 >= content.len()
    };
    if content.len() < 3 || source.is_empty() {
        return;
    }
    if let Some(seen) = reports.iter_mut().find(|report| is_seen(report)) {
        // What the labeller has lost on the way to the cue.
        if let Some(last) = seen.content.last_mut().filter(|last| last.start < content.end) {
            last.end = last.end.max(content.end);
        }
        return;
    }
    reports.retain(|report| {
        let touches = |range: &Range<usize>| overlap(range, &content);
        !report.content.iter().any(touches) && !report.cue.as_ref().is_some_and(|own| overlap(own, cue))
    });
    let at = reports.partition_point(|report| report.content[0].start < content.start);
    reports.insert(at, found);
}

/// The colon behind a name that opens a paragraph: "Ada Orr: The bridge was never safe."
pub(super) fn label(sentence: &[Unit]) -> Option<usize> {
    let colon = sentence.iter().take(5).position(|unit| unit.colon)?;
    let named = &sentence[..colon];
    let is_name = named.last()?.names_person() && named.iter().all(|unit| unit.capital && !unit.ends);
    let says = sentence.len() - colon > 4 && sentence[colon + 1..].iter().any(|unit| !unit.capital && !unit.bounds);
    (is_name && says).then_some(colon)
}

/// What stands behind such a label, up to the end of its paragraph.
pub(super) fn spoken_line(colon: usize, end: usize) -> Report {
    report(colon + 1..end, colon..colon + 1, 0..colon)
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// The first bound of a clause from a unit on.
fn bound(sentence: &[Unit], from: usize, end: usize) -> Option<usize> {
    (from..end).find(|&at| sentence[at].bounds)
}

fn report(content: Range<usize>, cue: Range<usize>, source: Range<usize>) -> Report {
    Report { content: vec![content], cue: Some(cue), source: Some(source), margin: SURE, told: true }
}

/// The margin of a labelled report that is right as often as a form.
pub(super) const SURE: i32 = 300;

/// The longest source that is read by a form, in units.
const LONGEST: usize = 14;

/// The longest source between "according to" at the head of a sentence and its comma.
const LONGEST_AT_HEAD: usize = 24;

fn according(sentence: &[Unit], end: usize) -> Option<Report> {
    let Some(cue) = sentence[..end].iter().position(|unit| unit.cue == 3) else { return words_of(sentence, end) };
    let start = cue + 2;
    // "But, according to …"
    if sentence[..cue].iter().all(|unit| unit.bounds || unit.joins) && cue <= 2 {
        // "According to Ada Orr, an engineer, the bridge is safe."
        if let Some(clause) = clause_after_name(sentence, start, end) {
            return Some(report(clause..end, cue..start, start..clause));
        }
        let comma = bound(sentence, start, end)?;
        let next = bound(sentence, comma + 1, end).unwrap_or(end);
        let aside = next < end
            && next - comma <= 9
            && !sentence[comma + 1].capital
            && sentence[comma + 1].article
            && sentence[comma + 1..next].iter().all(|unit| unit.cue != 1 && unit.cue != 2);
        let from = if aside { next + 1 } else { comma + 1 };
        return (comma - start <= LONGEST_AT_HEAD).then(|| report(from..end, cue..start, start..comma));
    }
    if !sentence[cue - 1].bounds || cue < 4 {
        return None;
    }
    let source = start..bound(sentence, start, end).unwrap_or(end);
    (source.len() <= LONGEST).then(|| report(0..cue - 1, cue..cue + 2, source))
}

/// "In the words of the mayor, Ada Orr, the bridge is safe."
fn words_of(sentence: &[Unit], end: usize) -> Option<Report> {
    let cue = ["in", "the", "words", "of"];
    let is_cue = sentence.get(2).is_some_and(|unit| unit.cue != 0)
        && cue.iter().zip(sentence).all(|(word, unit)| unit.lower == lexicon::hash(word));
    let comma = bound(sentence, cue.len(), end).filter(|_| is_cue)?;
    let next =
        bound(sentence, comma + 1, end).filter(|&next| sentence[comma + 1..next].iter().all(|unit| unit.capital));
    let source = cue.len()..next.unwrap_or(comma);
    (source.len() <= LONGEST).then(|| report(source.end + 1..end, 0..cue.len(), source))
}

/// "According to Ada Orr the bridge is safe.": where a clause begins right behind a name.
fn clause_after_name(sentence: &[Unit], start: usize, end: usize) -> Option<usize> {
    let at = (start + 1..end.min(start + 8))
        .find(|&at| sentence[at].bounds || sentence[at - 1].mention != 0 && sentence[at].mention == 0)?;
    let unit = &sentence[at];
    (unit.article || unit.pronoun || unit.counts).then_some(at)
}

/// ", said Ada Orr, an engineer.", ", Orr said on Tuesday." and ", Orr said, adding that …"
fn trailing(sentence: &[Unit], end: usize) -> Option<Report> {
    let adding = lexicon::hash("adding");
    let end = (4..end).find(|&at| sentence[at].lower == adding && sentence[at - 1].bounds).map_or(end, |at| at - 1);
    let commas: Vec<usize> = (4..end).filter(|&at| sentence[at].bounds).collect();
    let inverted = commas.iter().copied().find(|&comma| {
        sentence[comma + 1..end].first().is_some_and(|unit| unit.says)
            && sentence
                .get(comma + 2)
                .is_some_and(|unit| comma + 2 < end && (unit.capital || unit.mention != 0 || unit.article))
    });
    if let Some(comma) = inverted {
        let source = comma + 2..bound(sentence, comma + 2, end).unwrap_or(end);
        let named = &sentence[source.clone()];
        let is_name = named.last().is_some_and(|unit| unit.capital || unit.mention != 0)
            && named.iter().all(|unit| !unit.auxiliary && unit.cue != 1 && unit.cue != 2);
        return (is_name && source.len() <= 8).then(|| report(0..comma, comma + 1..comma + 2, source));
    }
    let comma = *commas.last()?;
    let cue = (comma + 2..end).find(|&at| sentence[at].says)?;
    let source = comma + 1..cue;
    let first = &sentence[source.start];
    let is_subject = source.len() <= 8
        && (first.capital || first.mention != 0 || first.article || first.pronoun)
        && sentence[source.clone()].iter().all(|unit| unit.cue != 1 && unit.cue != 2);
    (is_subject && end - cue <= 4).then(|| report(0..comma, cue..cue + 1, source))
}
