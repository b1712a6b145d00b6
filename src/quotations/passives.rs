//! What somebody was told, and by whom, for sentences in which the labeller is silent: "The council was told by Ada Lind that
//! the bridge was old."
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "The council was told by Ada Lind that the bridge was never safe at all.";
//! assert_eq!(annotate(&Page::from_text(text)).quotations[0].source[0].of(text), "Ada Lind");
//! ```

use super::patterns::{LONGEST, report};
use super::reported::Report;
use super::units::{Unit, bits};
use crate::tagger::lexicon;

/// "The council **was told by** Ada Lind **that** the bridge was old."
pub(super) fn told_by(sentence: &[Unit], end: usize) -> Option<Report> {
    const TOLD: [&str; 7] = ["told", "informed", "warned", "advised", "assured", "reminded", "notified"];
    let told = TOLD.map(lexicon::hash);
    let by = lexicon::hash("by");
    let is_cue = |at: &usize| {
        told.contains(&sentence[*at].lower) && sentence[*at + 1].lower == by && sentence[*at - 1].auxiliary
    };
    let verb = (1..end.saturating_sub(2)).find(is_cue)?;
    let is_passive = sentence[verb.saturating_sub(3)..verb].iter().any(|unit| unit.is);
    let source = verb + 2;
    let that = (source + 1..end.min(source + LONGEST)).find(|&at| sentence[at].has(bits::THAT))?;
    let is_plain =
        |unit: &Unit| !unit.parts() && !unit.auxiliary && (unit.cue != 1 && unit.cue != 2 || unit.participle);
    let denies = sentence[..verb].iter().any(|unit| unit.negates);
    (is_passive && !denies && sentence[source..that].iter().all(is_plain))
        .then(|| report(that..end, verb..verb + 1, source..that))
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// Who says the last thing that a text reports; nothing when nobody does.
    #[test]
    fn who_told_it() {
        let cases = [
            ("Residents were informed by the ministry that the bridge would be closed for a year.", "the ministry"),
            ("The owners had been warned by the fire chief Bo Orr that the roof could fall at any time.", "Bo Orr"),
            ("The owners were never told by the ministry that the roof could fall at any time.", ""),
            ("The owners were seen by the ministry that day and went home to the mill.", ""),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let last = reading.quotations.iter().rfind(|last| !last.doubtful);
            let speaker = last.and_then(|last| last.speaker.as_ref());
            assert_eq!(speaker.map_or("", |speaker| speaker.name.as_str()), expected, "{text}");
        }
    }
}
