//! What another says in the same sentence, behind what is reported: a report of its own.
//!
//! What enters are the units of a sentence without marks and its reports; what leaves are the same reports, each ended before
//! the clause in which another speaks.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "Elm News reported the flood on Monday and town spokesman Bo Orr later confirmed that four men had died.";
//! assert_eq!(annotate(&Page::from_text(text)).quotations[1].source[0].of(text), "town spokesman Bo Orr");
//! ```

use super::patterns;
use super::reported::Report;
use super::units::{Unit, bits};

/// Ends a content before the clause in which the next report stands: "reported the fire on Monday **and Mayor Ada Orr**
/// confirmed that …". Who stands in that clause says what follows.
pub(super) fn before_the_next(sentence: &[Unit], reports: &mut [Report]) {
    const MOST: usize = 8;
    for index in 1..reports.len() {
        let (before, after) = reports.split_at_mut(index);
        let (Some(report), Some(next)) = (before.last_mut(), after.first_mut()) else { return };
        let (Some(piece), Some(cue)) = (report.content.last_mut(), &next.cue) else { continue };
        let is_behind = report.cue.as_ref().is_some_and(|own| own.end <= piece.start);
        if !is_behind || piece.end != cue.start || piece.len() < 3 || !sentence[piece.end - 1].names_person() {
            continue;
        }
        let from = piece.end.saturating_sub(MOST).max(piece.start + 1);
        let Some(joint) = (from..piece.end).rev().find(|&at| sentence[at].joins) else { continue };
        let is_subject = sentence[joint..piece.end].iter().all(|unit| !unit.has(bits::FINITE) && !unit.parts());
        // "Said the council **and Orr** confirmed": not two names for one subject.
        let last = &sentence[joint - 1];
        let is_whole =
            last.is_date() || last.parts() || sentence[piece.start..joint].iter().any(|unit| unit.has(bits::FINITE));
        if is_subject && is_whole {
            next.source = Some(joint + 1..piece.end);
            piece.end = if last.parts() { joint - 1 } else { joint };
        }
    }
}

/// Parts what another says from a thing that is reported: "reported the fire on Monday **and Mayor Ada Orr confirmed that** …".
pub(super) fn and_another(sentence: &[Unit], reports: &mut Vec<Report>) {
    const MOST: usize = 8;
    let is_joint = |at: &usize| {
        let before = &sentence[at - 1];
        sentence[*at].joins && (before.is_date() || before.parts())
    };
    let Some(joint) = (3..sentence.len()).find(is_joint) else { return };
    let near = joint + 2..sentence.len().min(joint + MOST);
    let is_verb = |at: &usize| sentence[*at].cue == 2 && sentence[*at].participle && sentence[*at].mention == 0;
    let Some(verb) = near.clone().find(is_verb) else { return };
    let named = (joint + 1..verb).rev().find(|&at| !sentence[at].auxiliary || sentence[at].mention != 0);
    let Some(named) = named.filter(|&named| sentence[named].names_person()) else { return };
    let holds = |report: &Report| report.told && report.content.iter().any(|piece| piece.contains(&joint));
    let Some(index) = reports.iter().position(holds) else { return };
    let report = &mut reports[index];
    let Some(piece) = report.content.last_mut().filter(|piece| piece.contains(&verb)) else { return };
    let is_thing = sentence[piece.start..joint].iter().all(|unit| !unit.has(bits::FINITE | bits::THAT));
    if is_thing && sentence.get(verb + 1).is_some_and(|unit| unit.has(bits::THAT) || unit.article) {
        let content = verb + 1..piece.end;
        piece.end = joint - usize::from(sentence[joint - 1].parts());
        reports.insert(index + 1, patterns::report(content, verb..verb + 1, joint + 1..named + 1));
    }
}

#[cfg(test)]
mod tests {
    use crate::quotations::checks;

    /// Contents of reported speech, each with its source.
    #[test]
    fn what_another_says() {
        checks::reported(&[(
            "Elm News reported the flood on Monday and town spokesman Bo Orr later confirmed that four men had died.",
            &[("the flood on Monday", "Elm News"), ("that four men had died.", "town spokesman Bo Orr")],
        )]);
    }
}
