//! Phrases that report with a verb that is no cue by itself, for sentences in which the labeller saw nothing of them.
//!
//! "The court was informed by Orr that it is safe", "he made it clear that it is safe",
//! "she is of the opinion that it is safe", "Orr sums up that it is safe". What enters are the units of a sentence without
//! marks; what leaves is the report that the phrase makes.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "Ada Lind made it clear that the bridge would be closed.";
//! assert_eq!(annotate(&Page::from_text(text)).quotations[0].source[0].of(text), "Ada Lind");
//! ```

use super::patterns::{LONGEST, report};
use super::reported::Report;
use super::tellers::opens_teller;
use super::units::{Unit, bits};
use std::ops::Range;

/// The words by which a sentence may hold one of the phrases.
pub(super) const KEYS: u32 = bits::HEARS | bits::CLEAR | bits::VIEW | bits::SUMS;

/// The report that a phrase makes of a sentence, up to its `end`.
pub(super) fn find(sentence: &[Unit], end: usize) -> Option<Report> {
    if !sentence[..end].iter().any(|unit| unit.has(KEYS)) {
        return None;
    }
    heard(sentence, end)
        .or_else(|| clear(sentence, end))
        .or_else(|| view(sentence, end))
        .or_else(|| sums(sentence, end))
}

fn starts(sentence: &[Unit], at: usize, bit: u32) -> bool {
    sentence.get(at).is_some_and(|unit| unit.has(bit))
}

/// "The court **was informed by Orr that** it is safe".
fn heard(sentence: &[Unit], end: usize) -> Option<Report> {
    let verb = (1..end).find(|&at| sentence[at].has(bits::HEARS) && passive(sentence, at).is_some())?;
    let cue = passive(sentence, verb)?..verb + 2;
    let is_question = sentence[0].has(bits::ASKS | bits::BEFORE_MAIN);
    if is_question || cue.end >= end || sentence[cue.clone()].iter().any(|unit| unit.negates) {
        return None;
    }
    let that = (cue.end..end.min(cue.end + LONGEST)).find(|&at| sentence[at].has(bits::THAT))?;
    let source = cue.end..that;
    let is_plain = sentence[source.clone()].iter().all(|unit| !unit.parts() && !unit.has(bits::FINITE));
    let is_told = sentence[verb + 1].is_one_of(&["by"]) && is_plain && !source.is_empty();
    is_told.then(|| report(that..end, cue, source))
}

/// Where a passive begins whose participle stands at `at`: "**had been** told".
fn passive(sentence: &[Unit], at: usize) -> Option<usize> {
    let first = (at.saturating_sub(4)..at).rev().take_while(|&before| sentence[before].auxiliary).last()?;
    sentence[first..at].iter().any(|unit| unit.is).then_some(first)
}

/// "He **made it clear that** it is safe", "Orr has made very clear that it is safe".
fn clear(sentence: &[Unit], end: usize) -> Option<Report> {
    const MOST: usize = 4;
    let clear = (2..end).find(|&at| sentence[at].has(bits::CLEAR) && starts(sentence, at + 1, bits::THAT))?;
    let is_made = |at: &usize| sentence[*at].is_one_of(&["made", "makes", "make", "making"]);
    let verb = (clear.saturating_sub(MOST)..clear).rev().find(is_made)?;
    Some(report(clear + 1..end, verb..clear + 1, subject(sentence, verb)?))
}

/// "She **voiced her conviction that** it is safe", "she **gave an assurance that** it is safe", "Orr **is of the opinion that** it is safe".
fn view(sentence: &[Unit], end: usize) -> Option<Report> {
    const MOST: usize = 4;
    let view = (2..end).find(|&at| sentence[at].has(bits::VIEW) && starts(sentence, at + 1, bits::THAT))?;
    let voices = |at: &usize| sentence[*at].is_one_of(&["voiced", "voices", "voicing", "gave", "given", "issued"]);
    let is_of = |at: &usize| sentence[*at].is && sentence[at + 1].is_one_of(&["of"]);
    let verb = (view.saturating_sub(MOST)..view).rev().find(|at| voices(at) || is_of(at))?;
    Some(report(view + 1..end, verb..view + 1, subject(sentence, verb)?))
}

/// "Orr **sums up that** it is safe."
fn sums(sentence: &[Unit], end: usize) -> Option<Report> {
    let verb = (1..end).find(|&at| sentence[at].has(bits::SUMS))?;
    let is_up = verb + 2 < end && sentence[verb + 1].is_one_of(&["up"]) && sentence[verb + 2].has(bits::THAT);
    Some(report(verb + 2..end, verb..verb + 2, subject(sentence, verb).filter(|_| is_up)?))
}

/// The subject of a verb: from where its clause begins, up to what says where and when.
pub(super) fn subject(sentence: &[Unit], verb: usize) -> Option<Range<usize>> {
    let last = (0..verb).rev().find(|&at| !sentence[at].auxiliary || sentence[at].mention != 0)?;
    let is_open = |unit: &Unit| unit.parts() || unit.joins || unit.has(bits::THAT);
    let start = sentence[..=last].iter().rposition(is_open).map_or(0, |at| at + 1);
    let own = &sentence[start..=last];
    let first = own.first()?;
    let more = own.iter().skip(1).position(|unit| unit.has(bits::PLACE)).map_or(own.len(), |at| at + 1);
    let is_named = first.pronoun || opens_teller(first) || own[..more].iter().any(Unit::names_person);
    let is_plain = |unit: &Unit| unit.cue != 2 && !unit.has(bits::FINITE | bits::RELATES | bits::BEFORE_MAIN);
    let is_it = more == 1 && first.is_one_of(&["it", "there"]);
    (is_named && !is_it && more <= LONGEST && own.iter().all(is_plain)).then(|| start..start + more)
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// What is said, and by whom where that is said.
    #[test]
    fn phrases() {
        let cases = [
            (
                "The council was informed by Bo Orr that the bridge was not safe.",
                "that the bridge was not safe.",
                "Bo Orr",
            ),
            ("Ada Lind made it clear that the tolls would stay.", "that the tolls would stay.", "Ada Lind"),
            ("The mayor has made very clear that the tolls would stay.", "that the tolls would stay.", "The mayor"),
            ("The mayor in a talk with millers made it clear that it was late.", "that it was late.", "The mayor"),
            ("Ada Lind voiced her conviction that the bridge would last.", "that the bridge would last.", "Ada Lind"),
            ("Bo Orr is of the opinion that the bridge should be sold.", "that the bridge should be sold.", "Bo Orr"),
            ("Mr Bo Orr sums up that the bridge was never safe.", "that the bridge was never safe.", "Mr Bo Orr"),
            ("Elm groups have also given a call that no one pay.", "that no one pay.", "Elm groups"),
            ("Ada Lind voiced appreciation for the work of the millers.", "", ""),
            ("If drivers were told that the bridge was closed, they would be late.", "", ""),
        ];
        for (text, content, source) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let shown = reading.quotations.iter().find(|quotation| !quotation.doubtful);
            let found = shown.map_or(("", ""), |one| {
                (one.content[0].of(text), one.source.first().map_or("", |source| source.of(text)))
            });
            // The full stop stands inside the last clause or outside it.
            assert_eq!((found.0.trim_end_matches('.'), found.1), (content.trim_end_matches('.'), source), "{text}");
        }
    }
}
