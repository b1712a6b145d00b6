//! What somebody says next in the same sentence, by another verb: a report of its own.
//!
//! What enters are the units of a sentence without marks and its reports; what leaves are the same reports, each ended where
//! its bearer says more, and what he says more behind it.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "Ada Lind said the bridge was old adding that it would be closed.";
//! assert_eq!(annotate(&Page::from_text(text)).quotations[1].content[0].of(text), "that it would be closed.");
//! ```

use super::patterns::{self, SURE};
use super::reported::Report;
use super::units::{Unit, bits};
use crate::tagger::lexicon;

/// Parts what is said anew from what is said before.
pub(super) fn part(sentence: &[Unit], reports: &mut Vec<Report>) {
    // A sentence of any length costs the same.
    const REACH: usize = 300;
    who_adds(sentence, reports);
    // A verb at the end has no content.
    for verb in 2..sentence.len().min(REACH).saturating_sub(2) {
        let (before, unit) = (&sentence[verb - 1], &sentence[verb]);
        let opens = before.joins || before.parts() || unit.is_one_of(&["adding"]);
        if !opens || unit.capital || unit.mention != 0 || unit.cue == 0 {
            continue;
        }
        let holds = |report: &Report| report.told && report.content.iter().any(|piece| piece.contains(&verb));
        let Some(index) = reports.iter().position(holds) else { continue };
        if let Some(end) = ends_before(sentence, &reports[index], verb) {
            part_at(sentence, reports, index, end, verb);
        }
    }
}

/// Parts what is told along with the words in marks: "Orr said it is like “The Flood,” **explaining, “as it is sad.”**"
pub(super) fn beside_marks(sentence: &[Unit], reports: &mut Vec<Report>) {
    let is_marked = |at: usize| sentence.get(at).is_some_and(|unit| unit.marked != 0);
    let behind = |verb: usize| verb + 1 + usize::from(sentence.get(verb + 1).is_some_and(Unit::parts));
    let tells = |verb: &usize| is_marked(verb - 1) && sentence[*verb].cue == 2 && tells_along(&sentence[*verb]);
    let Some(verb) = (1..sentence.len()).find(|at| tells(at) && is_marked(behind(*at))) else { return };
    let holds = |report: &Report| report.told && report.content.iter().any(|piece| piece.contains(&verb));
    let Some(index) = reports.iter().position(holds) else { return };
    let Some(source) = reports[index].source.clone() else { return };
    let Some(piece) = reports[index].content.iter_mut().find(|piece| piece.contains(&verb)) else { return };
    let content = behind(verb)..piece.end.max(behind(verb) + 1);
    piece.end = verb;
    reports.insert(index + 1, patterns::report(content, verb..verb + 1, source));
}

/// "Adding", "saying".
fn tells_along(unit: &Unit) -> bool {
    unit.suffixes[1] == lexicon::hash("ing") && unit.tells
}

/// Where what is said ends before a verb by which the same one says more.
fn ends_before(sentence: &[Unit], report: &Report, verb: usize) -> Option<usize> {
    let (Some(cue), Some(source)) = (&report.cue, &report.source) else { return None };
    let own = report.content.iter().find(|piece| piece.contains(&verb))?;
    let says = sentence[cue.clone()].iter().any(|unit| unit.says);
    let before = &sentence[verb - 1];
    let (words, rest) = (&sentence[own.start..verb], &sentence[verb + 1..own.end]);
    let that = rest.first().is_some_and(|unit| unit.has(bits::THAT));
    if source.end > cue.start || cue.end >= verb || own.start + 2 > verb || rest.len() < 2 {
        return None;
    }
    // "It was late **adding that** it was dark", "cited the tolls **and saying that** he was ill"
    let goes_on = before.joins && tells_along(&sentence[verb]) && sentence[cue.clone()].iter().any(tells_along);
    let is_adding = sentence[verb].is_one_of(&["adding"]) && (that || before.parts() && opens_clause(rest));
    // "He would close the mill, **warning voters that** it was old": nobody else is named who could do so.
    let is_another = |unit: &Unit| unit.names_person() || unit.names_org() || unit.has(bits::RELATES);
    let is_along = || {
        let near = rest.iter().take(4).take_while(|unit| !unit.parts());
        tells_along(&sentence[verb])
            && sentence[verb].cue == 2
            && before.parts()
            && near.into_iter().any(|unit| unit.has(bits::THAT))
    };
    if is_adding || goes_on && that || says && is_along() && !words.iter().any(is_another) {
        return Some(verb - usize::from(before.parts() || before.joins));
    }
    let is_added = sentence[verb].is_one_of(&["added", "adds"]);
    // "It was late, **however, added that** it was dark"
    if is_added && that && before.parts() && says {
        let however =
            verb.checked_sub(3).filter(|&at| sentence[at + 1].is_one_of(&["however"]) && sentence[at].parts());
        return Some(however.unwrap_or(verb - 1));
    }
    let is_verb = || sentence[verb].cue == 2 && sentence[verb].participle && sentence[verb].tells;
    let adds = || (is_added || is_verb() && is_in_present(words)) && opens_clause(rest);
    let end = verb - 1 - usize::from(words.len() > 2 && words[words.len() - 2].parts());
    (says && before.joins && (adds() || calls(sentence, verb, words))).then_some(end)
}

/// Ends a report before a place, and gives its bearer what he says by the verb behind it.
fn part_at(sentence: &[Unit], reports: &mut Vec<Report>, index: usize, end: usize, verb: usize) {
    let own = &mut reports[index].content;
    let last = own.last().map_or(verb, |piece| piece.end);
    let is_left = own.first().is_some_and(|piece| piece.start < end);
    let Some(source) = reports[index].source.clone().filter(|_| is_left) else { return };
    let own = &mut reports[index].content;
    own.retain(|piece| piece.start < end);
    if let Some(last) = own.last_mut() {
        last.end = last.end.min(end);
    }
    reports[index].margin = reports[index].margin.max(SURE);
    // "Warning **voters that** it was old"
    let near = &sentence[verb + 1..last.min(verb + 5)];
    let that = near.iter().take_while(|unit| !unit.parts()).position(|unit| unit.has(bits::THAT)).unwrap_or(0);
    let start = verb + 1 + that;
    reports.insert(index + 1, patterns::report(start..last, verb..start, source));
}

/// Whether a verb says what somebody wants of others or thinks of them, and no subject but the one of the sentence does so:
/// "said the mill will be closed **and urged residents** to leave", "said the firm had cut wages **and accused the owners** of
/// greed". Who is said to have met others may have urged them: "said Orr had met the owners and urged them to stay".
fn calls(sentence: &[Unit], verb: usize, words: &[Unit]) -> bool {
    const CALLS: [&str; 6] = ["urged", "accused", "condemned", "criticised", "criticized", "denounced"];
    const VOWS: [&str; 4] = ["vowed", "pledged", "promised", "threatened"];
    let (unit, Some(next)) = (&sentence[verb], sentence.get(verb + 1)) else { return false };
    // "It is late **and called on** all to go", but "it was closed **and called** off".
    let (is_called, is_to) = (next.is_one_of(&["for", "on", "upon"]), next.is_one_of(&["to"]));
    let calls = unit.is_one_of(&["called"]) && is_called;
    let is_active = !next.has(bits::PLACE) && !next.topic && !next.ends && !next.parts() && !is_called;
    // What is told of now or later has no verb of the past.
    let is_past = || unit.participle && (unit.tells || unit.is_one_of(&["praised", "lauded", "welcomed"]));
    let is_told = || is_active && is_past() && !unit.has(bits::SAID) || is_to && unit.is_one_of(&VOWS);
    if is_in_present(words) && !words.iter().any(|unit| unit.has(bits::RELATES) || unit.is_one_of(&["has", "have"])) {
        return calls || is_told();
    }
    let is_call = is_active && unit.is_one_of(&CALLS) && !next.is_one_of(&["him", "her", "them", "it"]);
    // "It was late**, and accused** the owners": a pause parts it from what is said.
    if is_call && verb > 1 && sentence[verb - 2].parts() && words.len() > 4 {
        return true;
    }
    // "Lind**'s** council": not she.
    let owns = |unit: &Unit| unit.is_one_of(&["'s", "’s"]);
    let is_one = |at: usize| words[at].pronoun || words[at].names_person() && !words.get(at + 1).is_some_and(owns);
    let has_done = || words.iter().any(|unit| unit.is_one_of(&["had", "has", "have"]));
    is_call && has_done() && !(0..words.len()).any(is_one)
}

/// Whether what is reported is told in the present, or of what should be: no verb of the past goes on with it.
fn is_in_present(words: &[Unit]) -> bool {
    const PAST: [&str; 5] = ["was", "were", "had", "did", "could"];
    let is_past = |unit: &Unit| unit.is_one_of(&PAST) || unit.participle && unit.mention == 0 && unit.cue != 4;
    words.iter().any(|unit| unit.has(bits::FINITE)) && !words.iter().any(is_past)
}

/// Whether words open with "that", or with a subject and its verb.
fn opens_clause(words: &[Unit]) -> bool {
    let Some(first) = words.first() else { return false };
    let opens = first.pronoun || first.article || first.mention != 0 || first.has(bits::OWNS | bits::OWN);
    let verb = words.iter().take(8).position(|unit| unit.has(bits::FINITE));
    let is_own = |verb: usize| words[..verb].iter().all(|unit| !unit.parts() && !unit.has(bits::THAT | bits::RELATES));
    first.has(bits::THAT) || opens && verb.is_some_and(is_own)
}

/// Gives what is behind "who added that" a report of its own: "It is old, according to Orr, **who added that it was safe**".
fn who_adds(sentence: &[Unit], reports: &mut Vec<Report>) {
    let adds = |report: &Report| {
        let ([_, .., last], Some(cue), Some(source)) = (report.content.as_slice(), &report.cue, &report.source) else {
            return false;
        };
        let [who, verb, that, ..] = &sentence[last.clone()] else { return false };
        let is_behind = source.start >= cue.end && last.start >= source.end && last.len() > 4;
        is_behind && who.is_one_of(&["who"]) && verb.cue == 2 && verb.tells && that.has(bits::THAT)
    };
    let Some(index) = reports.iter().position(adds) else { return };
    let Some((last, source)) = reports[index].content.pop().zip(reports[index].source.clone()) else { return };
    reports.insert(index + 1, patterns::report(last.start + 2..last.end, last.start + 1..last.start + 2, source));
}

#[cfg(test)]
mod tests {
    use crate::quotations::checks;

    /// What is said, one report after the other.
    #[test]
    fn said_anew() {
        checks::said(&[
            (
                "Bo Orr said the warning showed that he did not know the town, and accused the council of greed.",
                &["the warning showed that he did not know the town", "the council of greed."],
            ),
            (
                "Orr said he would close the mill, warning that the flood was near and implying that it was late.",
                &["he would close the mill", "that the flood was near", "that it was late."],
            ),
            (
                "Orr said he was “not ready” to support the plan for Elm, and suggested that Lind needs to take the first steps.",
                &["he was “not ready” to support the plan for Elm", "that Lind needs to take the first steps."],
            ),
            (
                "Lind said it reminded her of a book titled “The Fall of Elm,” explaining, “because it is sad, as we all know.”",
                &[
                    "it reminded her of a book titled “The Fall of Elm,”",
                    "“The Fall of Elm,”",
                    "“because it is sad, as we all know.”",
                ],
            ),
            (
                "The minister said that a sign of it is flight data, since, according to Elm Keys, Norland was the most visited.",
                &["that a sign of it is flight data", "Norland was the most visited."],
            ),
            (
                "Ada Lind said the town had met the millers and urged them to stay.",
                &["the town had met the millers and urged them to stay."],
            ),
            (
                "Ada Lind said she did not know what he meant, and accused the Elm News of lies.",
                &["she did not know what he meant", "the Elm News of lies."],
            ),
            (
                "Ada Lind said the council had repaired the bridge in Elm and urged residents to use it.",
                &["the council had repaired the bridge in Elm", "residents to use it."],
            ),
            (
                "The union said the company had cut wages twice in Westmark and accused the managers of greed.",
                &["the company had cut wages twice in Westmark", "the managers of greed."],
            ),
            (
                "Families told reporters that they cannot accept the deaths and demanded a trial for Orr.",
                &["that they cannot accept the deaths", "a trial for Orr."],
            ),
            (
                "Ada Lind said that Orr had met the millers and urged the owners to stay.",
                &["that Orr had met the millers and urged the owners to stay."],
            ),
            (
                "Ada Lind said the millers were evacuated and urged to stay away.",
                &["the millers were evacuated and urged to stay away."],
            ),
            (
                "Ada Lind said the men had taken the mill and demanded a ransom.",
                &["the men had taken the mill and demanded a ransom."],
            ),
            (
                "Lind said that Elm was a party having its own vision adding that a decision would be taken by the committee.",
                &["that Elm was a party having its own vision", "that a decision would be taken by the committee."],
            ),
            (
                "Lind said that it was the right of Elm to decide, however, added that it was not practical.",
                &["that it was the right of Elm to decide", "that it was not practical."],
            ),
            (
                "All of them were found, according to the Elm health minister, who added that all of them died before dawn.",
                &["All of them were found", "that all of them died before dawn."],
            ),
            (
                "The minister said that the talks will go on and vowed to open the bridge.",
                &["that the talks will go on", "to open the bridge."],
            ),
            (
                "Ada Lind said the town is safe and praised the firemen for their work.",
                &["the town is safe", "the firemen for their work."],
            ),
            ("The police said the men were hurt and called for help.", &["the men were hurt and called for help."]),
            (
                "Ada Lind said that Orr has met the owners and urged them to stay.",
                &["that Orr has met the owners and urged them to stay."],
            ),
            (
                "The judge closed the mill, saying that it was old and noting that it had no roof.",
                &["that it was old", "that it had no roof."],
            ),
        ]);
    }

    /// The same one says it.
    #[test]
    fn said_anew_by_the_same() {
        checks::reported(&[
            (
                "Mayor Ada Lind said she would not let the mill be sold and added her council would start a review.",
                &[
                    ("she would not let the mill be sold", "Mayor Ada Lind"),
                    ("her council would start a review.", "Mayor Ada Lind"),
                ],
            ),
            (
                "The mayor said the council should close the bridge and warned that it is not safe.",
                &[("the council should close the bridge", "The mayor"), ("that it is not safe.", "The mayor")],
            ),
            (
                "The mayor said the millers were strangers and said they had no home.",
                &[("the millers were strangers and said they had no home.", "The mayor")],
            ),
            (
                "Mayor Ada Lind said she had met the millers and added a bridge to the plan.",
                &[("she had met the millers and added a bridge to the plan.", "Mayor Ada Lind")],
            ),
        ]);
    }
}
