//! Paragraphs that say by their first or their last words who speaks all of them: labels and signatures.
//!
//! "Ada Orr: The bridge was never safe. It always was." gives its whole paragraph to her, and so does the last sentence of "I
//! never sold the mill. Ada Orr, mayor". What enters are the units of a paragraph; what leaves is its report.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let reading = annotate(&Page::from_text("The mill is sold\n\nAda Lind: The bridge was never safe. It was too low."));
//! assert_eq!(reading.quotations[0].speaker.as_ref().map(|speaker| speaker.name.as_str()), Some("Ada Lind"));
//! ```

use super::patterns::{LONGEST, report};
use super::reported::Report;
use super::units::{Unit, Units, bits};
use crate::tagger::lexicon;
use std::ops::Range;

/// The colon behind a name that opens a paragraph: "Ada Orr: The bridge was never safe." In a transcript the name is in
/// capitals, in a headline it may be a group or a report: "Experts: Bridge was never safe".
pub(super) fn label(sentence: &[Unit], is_transcript: bool, is_headline: bool) -> Option<usize> {
    let colon = sentence.iter().take(5).position(|unit| unit.colon)?;
    let named = &sentence[..colon];
    let last = named.last()?;
    let is_name = last.names_person() && named.iter().all(|unit| unit.capital && !unit.ends);
    let is_label = is_transcript && is_shouted(named);
    let is_group = is_headline && colon == 1 && (last.has(bits::DOCUMENT) || last.has(bits::GROUP));
    // "Ada Orr: **Friend or foe?**" is rather asked of her.
    let is_asked = is_headline && sentence.last().is_some_and(|unit| unit.is_one_of(&["?"]));
    let says = sentence.len() - colon > 4
        && !is_asked
        && sentence[colon + 1..].iter().any(|unit| !unit.capital && !unit.bounds);
    ((is_name || is_label || is_group) && says).then_some(colon)
}

/// Whether a text is a transcript: two paragraphs begin with labels in capitals that differ.
pub(super) fn is_transcript(units: &Units) -> bool {
    let mut first = None;
    units.sentences.iter().filter(|(_, opens)| *opens).any(|(range, _)| {
        let sentence = &units.units[range.clone()];
        let Some(colon) = sentence.iter().take(5).position(|unit| unit.colon) else { return false };
        let Some(label) = sentence[..colon].last().filter(|_| is_shouted(&sentence[..colon])) else { return false };
        first.replace(label.lower).is_some_and(|before| before != label.lower)
    })
}

/// Whether it is a label in capitals: one word or two, and no heading.
fn is_shouted(named: &[Unit]) -> bool {
    const HEADINGS: [&str; 14] = [
        "update", "updated", "note", "exclusive", "breaking", "watch", "read", "related", "photo", "photos", "video",
        "live", "more", "correction",
    ];
    let is_heading = |unit: &Unit| HEADINGS.iter().any(|heading| unit.lower == lexicon::hash(heading));
    let is_letter = |unit: &Unit| ["q", "a"].iter().any(|letter| unit.lower == lexicon::hash(letter)) && unit.capital;
    let is_shouted = |unit: &Unit| unit.has(bits::SHOUTED) && !is_heading(unit) || named.len() == 1 && is_letter(unit);
    (1..=2).contains(&named.len()) && named.iter().all(is_shouted)
}

/// What a paragraph says, without marks, that its speaker has signed: "I never sold the mill. Ada Orr, mayor". The last
/// sentence is the signature.
pub(super) fn signed(units: &[Unit], signature: &Range<usize>) -> Option<Report> {
    let name = &units[signature.clone()];
    let opening = name.iter().position(|unit| !unit.names_person()).unwrap_or(name.len());
    let is_role = name.get(opening).is_none_or(|unit| unit.bounds);
    let is_plain = |unit: &Unit| !unit.ends && !unit.auxiliary && unit.cue != 1 && unit.cue != 2 && unit.marked == 0;
    let content = &units[..signature.start];
    let is_own = content.iter().any(|unit| unit.has(bits::OWN)) && content.iter().all(|unit| unit.marked == 0);
    let is_signature = (2..=5).contains(&opening) && name.len() <= LONGEST && is_role && name.iter().all(is_plain);
    (is_signature && is_own && content.len() > 8).then(|| {
        let end = signature.start;
        Report { cue: None, ..report(0..end, end..end, end..end + opening) }
    })
}

/// What stands behind such a label, up to the end of its paragraph.
pub(super) fn spoken_line(colon: usize, end: usize) -> Report {
    report(colon + 1..end, colon..colon + 1, 0..colon)
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// How many quotations a headline with a label is.
    #[test]
    fn labels_of_headlines() {
        let cases = [
            ("Ada Lind: The bridge was never safe at all", 1),
            ("Ada Lind: Friend of the mill or another typical miller?", 0),
        ];
        for (headline, expected) in cases {
            let reading = crate::annotate(&Page::from_text(format!("{headline}\n\nThe town met on Monday.")));
            assert_eq!(reading.quotations.len(), expected, "{headline}");
        }
    }
}
