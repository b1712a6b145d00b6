//! Reported speech: what somebody says, by the article, without quotation marks.
//!
//! A trained labeller gives each unit of a sentence a part: content, source, cue, or none. What enters are units; what
//! leaves are [`Report`]s, each a content with the cue and the source that stand nearest. A content that holds a marked
//! stretch is that stretch's: it brings a marked quotation its cue and source.
//!
//! ```
//! use saidwho::{annotate, page::Page, quotations::Kind};
//! let reading = annotate(&Page::from_text("Ada Lind said the bridge would be rebuilt."));
//! assert_eq!(reading.quotations[0].kind, Kind::Indirect);
//! ```

use super::anew;
use super::clauses;
use super::features::Sight;
use super::judged::{judged, tells};
use super::labels;
use super::patterns;
use super::phrases;
use super::repairs;
use super::sums::Sums;
use super::units::{Unit, Units, bits};
use super::unsaid;
use crate::tagger::decode::{self, Decoder};
use crate::tagger::weights::{ModelError, Weights};
use std::ops::Range;

/// The parts of an attribution, in the order of the labels.
pub const PARTS: [&str; 3] = ["content", "source", "cue"];
/// Index of a part: what is said.
pub const CONTENT: usize = 0;
/// Index of a part: who says it.
pub const SOURCE: usize = 1;
/// Index of a part: the words that tie them.
pub const CUE: usize = 2;

/// What the label for none is lowered by, in units of the model.
const BIAS: i16 = 150;

/// What the labels of one unit score: those of the parts, and one lane more, so that they fill a processor's register.
pub(super) type Scores = [i16; 8];

/// The labeller of reported speech.
#[derive(Clone, Debug)]
pub struct Labeller {
    weights: Weights,
}

/// One attribution, in units of a text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// Pieces of content, in order.
    pub content: Vec<Range<usize>>,
    /// The words that tie it to the source.
    pub cue: Option<Range<usize>>,
    /// Who says it.
    pub source: Option<Range<usize>>,
    /// Whether its cue tells, as "said" and "according to" do and "hopes" does not.
    pub told: bool,
    /// By how much the labels of its cue and the first of its content lead the best of the others, in units of the
    /// model: the smaller of the two means.
    pub margin: i32,
}

impl Labeller {
    /// Reads a labeller from a model file.
    ///
    /// # Errors
    /// When the bytes are foreign, incomplete or damaged, or a labeller of something else.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let weights = Weights::read(bytes)?;
        if weights.labels() != 1 + 2 * PARTS.len() {
            return Err(ModelError::Foreign);
        }
        Ok(Self { weights })
    }

    /// Finds the attributions of a text, sentence by sentence, in order.
    #[must_use]
    pub fn reports(&self, units: &Units) -> Vec<Report> {
        let mut decoder = Decoder::new(&self.weights);
        let mut sums = Sums::new(&self.weights, units);
        let (mut scores, mut labels) = (Vec::new(), Vec::new());
        let mut found = Vec::new();
        let is_transcript = labels::is_transcript(units);
        // Up to where a paragraph is what its label's bearer says.
        let mut spoken = 0;
        for (index, (range, opens_paragraph)) in units.sentences.iter().enumerate() {
            if range.start < spoken {
                continue;
            }
            let sentence = &units.units[range.clone()];
            if *opens_paragraph {
                let rest = units.sentences[index + 1..].iter().take_while(|(_, opens)| !opens);
                let last = rest.last().map_or(range, |(range, _)| range).clone();
                let (end, own) = (last.end, last.start - range.start..last.end - range.start);
                if let Some(report) = labels::signed(&units.units[range.start..end], &own) {
                    found.push(report.moved(range.start));
                    spoken = end;
                    continue;
                }
                let colon = labels::label(sentence, is_transcript, index == 0)
                    .filter(|_| units.units[range.start..end].iter().all(|unit| unit.marked == 0));
                if let Some(colon) = colon {
                    found.push(labels::spoken_line(colon, end - range.start).moved(range.start));
                    spoken = end;
                    continue;
                }
            }
            // Without a cue or a mark there is nothing to find, and most of the time is spared.
            if sentence.iter().all(|unit| unit.cue == 0 && unit.marked == 0 && !unit.has(phrases::KEYS)) {
                continue;
            }
            let sight = Sight::of(sentence, *opens_paragraph);
            scores.clear();
            sums.score(&sight, &mut scores);
            scores.iter_mut().for_each(|row| row[0] -= BIAS);
            decoder.best(&scores, &mut labels);
            let mut reports = in_sentence(sentence, &labels);
            for report in &mut reports {
                report.margin = margin(report, &labels, &scores);
            }
            patterns::complete(sentence, &mut reports);
            let mut reports: Vec<Report> = reports.into_iter().filter_map(|report| judged(sentence, report)).collect();
            patterns::fill(sentence, &mut reports);
            reports.retain(|report| !unsaid::points_back(sentence, report));
            patterns::go_on(sentence, &mut reports);
            patterns::before_marks(sentence, &mut reports);
            anew::beside_marks(sentence, &mut reports);
            clauses::mend(sentence, &mut reports);
            reports.iter_mut().for_each(|report| {
                repairs::without_dateline(sentence, report);
                repairs::to_the_full_stop(sentence, report);
                repairs::without_day(sentence, report);
            });
            found.extend(reports.into_iter().map(|report| report.moved(range.start)));
        }
        found
    }
}

impl Report {
    fn moved(mut self, by: usize) -> Self {
        let ranges = self.content.iter_mut().chain(&mut self.cue).chain(&mut self.source);
        for range in ranges {
            *range = range.start + by..range.end + by;
        }
        self
    }
}

/// The attributions of one sentence, from the labels of its units.
fn in_sentence(sentence: &[Unit], labels: &[u8]) -> Vec<Report> {
    let runs = runs(labels);
    let of = |part: usize| runs.iter().filter(move |run| run.0 == part).map(|run| run.1.clone());
    let cues: Vec<Range<usize>> = of(CUE).collect();
    let sources: Vec<Range<usize>> = of(SOURCE).collect();
    let mut reports: Vec<Report> = Vec::new();
    for content in joined(sentence, labels, of(CONTENT)) {
        let cue = before_that(sentence, &cues, &content).or_else(|| nearest(&cues, &content));
        let source = nearest(&sources, cue.as_ref().unwrap_or(&content));
        // A content that is split around its cue is one.
        if let Some(last) = reports.last_mut().filter(|last| cue.is_some() && last.cue == cue) {
            last.content.push(content);
            continue;
        }
        let behind = |cue: &Range<usize>| if cue.end == content.start { &sentence[content.clone()] } else { &[] };
        let told = cue.as_ref().is_some_and(|cue| tells(&sentence[cue.clone()], behind(cue)));
        reports.push(Report { content: vec![content], cue, source, margin: 0, told });
    }
    reports.retain(|report| report.cue.is_some() || report.source.is_some());
    reports.iter_mut().for_each(|report| repairs::mend(sentence, labels, report));
    if let Some(last) = reports.last_mut() {
        repairs::to_the_end(sentence, labels, last);
    }
    reports
}

fn margin(report: &Report, labels: &[u8], scores: &[Scores]) -> i32 {
    let mean = |range: &Range<usize>| {
        let leads = range.clone().map(|at| {
            let own = usize::from(labels[at]);
            let others = (0..1 + 2 * PARTS.len()).filter(|label| decode::kind(*label) != decode::kind(own));
            i32::from(scores[at][own]) - others.map(|label| i32::from(scores[at][label])).max().unwrap_or(0)
        });
        leads.sum::<i32>() / range.len().max(1) as i32
    };
    let content = report.content.first().map_or(0, mean);
    report.cue.as_ref().map_or(content, |cue| content.min(mean(cue)))
}

/// Runs of one part.
fn runs(labels: &[u8]) -> Vec<(usize, Range<usize>)> {
    let mut runs: Vec<(usize, Range<usize>)> = Vec::new();
    for (at, &label) in labels.iter().enumerate() {
        let label = usize::from(label);
        let Some(part) = decode::kind(label) else { continue };
        match runs.last_mut().filter(|run| decode::goes_on(label) && run.0 == part && run.1.end == at) {
            Some(run) => run.1.end = at + 1,
            None => runs.push((part, at..at + 1)),
        }
    }
    runs
}

/// Contents with at most two unlabelled units between them are one.
fn joined(sentence: &[Unit], labels: &[u8], contents: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for content in contents {
        let close = |last: &&mut Range<usize>| {
            let gap = last.end..content.start;
            gap.len() <= 2
                && labels[gap.clone()].iter().all(|&label| label == 0)
                && sentence[gap].iter().all(|unit| unit.cue == 0)
        };
        match joined.last_mut().filter(close) {
            Some(last) => last.end = content.end,
            None => joined.push(content),
        }
    }
    joined
}

/// The cue before a clause with "that", which is never told by what stands behind it: "**warned** on Monday that it was late, adding
/// …".
fn before_that(sentence: &[Unit], cues: &[Range<usize>], content: &Range<usize>) -> Option<Range<usize>> {
    const MOST: usize = 6;
    let before = cues.partition_point(|cue| cue.end <= content.start).checked_sub(1)?;
    let cue = cues.get(before).filter(|_| sentence[content.start].has(bits::THAT))?;
    let is_near = content.start - cue.end <= MOST && sentence[cue.end..content.start].iter().all(|unit| !unit.parts());
    let is_told = sentence[cue.clone()].iter().any(|unit| unit.tells);
    (is_near && is_told).then(|| cue.clone())
}

/// The nearest run to a range; the left one of two. Runs stand in order, so that only two come into question.
fn nearest(runs: &[Range<usize>], to: &Range<usize>) -> Option<Range<usize>> {
    let after = runs.partition_point(|run| run.end <= to.start);
    let right = runs.get(after);
    let left = after.checked_sub(1).and_then(|before| runs.get(before));
    match (left, right) {
        (Some(left), Some(right)) if to.start - left.end > right.start.saturating_sub(to.end) => Some(right.clone()),
        (left, right) => left.or(right).cloned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::quotations::checks;

    /// What is said around the words that say by whom.
    #[test]
    fn who_says_it_stands_between() {
        let cases: [(&str, &[&str]); 9] = [
            (
                "The count in May, according to Elm Data, is 313 (that is, 40 in all).",
                &["The count in May", "is 313 (that is, 40 in all)."],
            ),
            (
                "For 2022, according to Elm Data, our 4 biggest markets remain Elm with 38 guests, Norland with 41 guests and Westmark.",
                &["For 2022", "our 4 biggest markets remain Elm with 38 guests, Norland with 41 guests and Westmark."],
            ),
            ("Bridges, she argued, are for the whole of the town.", &["Bridges", "are for the whole of the town."]),
            ("If it is closed, Ada Lind noted, they may leave.", &["If it is closed", "they may leave."]),
            ("The bridge is old, Bo Orr said, adding that it was safe.", &["The bridge is old"]),
            ("The break, Lind wrote, came on Friday.", &["The break", "came on Friday."]),
            ("If anything, Ada Lind argued in her letter, it is old.", &["If anything", "it is old."]),
            ("The mayor, according to reports, has left the town.", &["The mayor", "has left the town."]),
            ("But the smoke, Ada Lind recalled, was not thick.", &["the smoke", "was not thick."]),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let content = reading.quotations.first().map(|one| one.content.iter().map(|span| span.of(text)).collect());
            assert_eq!(content, Some(expected.to_vec()), "{text}");
        }
    }

    /// Contents of reported speech, each with its source.
    #[test]
    fn reports() {
        checks::reported(&[
            (
                "The road will be closed until the spring, the council confirmed on Monday.",
                &[("The road will be closed until the spring", "the council")],
            ),
            (
                "The road will be closed until the spring, the council said in a statement on its website.",
                &[("The road will be closed until the spring", "the council")],
            ),
            (
                "It now expects the mill to cost less, down from an earlier figure of as much as two million, Ada Lind said in May.",
                &[(
                    "It now expects the mill to cost less, down from an earlier figure of as much as two million",
                    "Ada Lind",
                )],
            ),
            ("Ada Lind said the bridge would be rebuilt.", &[("the bridge would be rebuilt.", "Ada Lind")]),
            ("The bridge is unsafe, officials said.", &[("The bridge is unsafe", "officials")]),
            (
                "The wall would close the beach for three summers, and the hotels live by the beach, said Ada Lind.",
                &[("The wall would close the beach for three summers, and the hotels live by the beach", "Ada Lind")],
            ),
            // Behind an inverted verb.
            (
                "The bridge will close in March, said company spokesman Bo Orr.",
                &[("The bridge will close in March", "company spokesman Bo Orr")],
            ),
            (
                "The bridge will stay closed until Friday, said Lt. Bo Orr of the sheriff’s office.",
                &[("The bridge will stay closed until Friday", "Lt. Bo Orr of the sheriff’s office")],
            ),
            (
                "The family moved here from the valley in 2003, said her sister, Ada Lind.",
                &[("The family moved here from the valley in 2003", "her sister, Ada Lind")],
            ),
            (
                "The group hopes to raise five million, said its founder, Ada Lind.",
                &[("The group hopes to raise five million", "its founder, Ada Lind")],
            ),
            (
                "The vote could come as early as next week, said a senior aide who was not named.",
                &[("The vote could come as early as next week", "a senior aide")],
            ),
            (
                "The two sides are close to a deal, said two people familiar with the talks.",
                &[("The two sides are close to a deal", "two people familiar with the talks")],
            ),
            (
                "They tracked Orr to the mill after his friend called a number, sources said.",
                &[("They tracked Orr to the mill after his friend called a number", "sources")],
            ),
            (
                "The rain sent a wall of mud into the valley before dawn, disaster-response officials said.",
                &[("The rain sent a wall of mud into the valley before dawn", "disaster-response officials")],
            ),
            (
                "They came back within a year because they had no choice, according to Bo Orr, the village chief.",
                &[("They came back within a year because they had no choice", "Bo Orr")],
            ),
            // Behind marks.
            (
                "Ada Lind said the town was “heartbroken” and promised to build a new bridge.",
                &[("to build a new bridge.", "Ada Lind")],
            ),
            (
                "Ada Lind said the vote had “not been taken lightly”, but that she would not resign.",
                &[("that she would not resign.", "Ada Lind")],
            ),
            (
                "The council said it was “deeply concerned” and called for a new vote to be held.",
                &[("for a new vote to be held.", "The council")],
            ),
            ("The council called the plan “a disgrace for the town” and the mill.", &[]),
            ("Ada Lind pleaded guilty to fraud and is expected to speak on Wednesday.", &[]),
            (
                "The old bridge, which was built in 1904, supports that idea, she adds.",
                &[("The old bridge, which was built in 1904, supports that idea", "she")],
            ),
            ("The road is long, Bo Orr said at the trial.", &[("The road is long", "Bo Orr")]),
            (
                "The talk in full.\n\nQ: Was the bridge ever safe at all?\n\nA: It never was, and we all knew it then.",
                &[("Was the bridge ever safe at all?", "Q"), ("It never was, and we all knew it then.", "A")],
            ),
            ("According to Ada Lind, the bridge is unsafe.", &[("the bridge is unsafe.", "Ada Lind")]),
            (
                "According to the Elm Rights Group (ERG), a group based in Port Elm, the bridge is unsafe.",
                &[("the bridge is unsafe.", "the Elm Rights Group (ERG)")],
            ),
            (
                "According to Bo Orr, head of the Elm water board, the bridge is unsafe.",
                &[("the bridge is unsafe.", "Bo Orr")],
            ),
            (
                "The rate is ten times higher than in others, says a 2018 report from the council of Elm.",
                &[("The rate is ten times higher than in others", "a 2018 report from the council of Elm")],
            ),
            (
                "According to a three-day survey held by the mill at the wish of the Elm News, Lind ranked third.",
                &[("Lind ranked third.", "a three-day survey held by the mill at the wish of the Elm News")],
            ),
            (
                "According to a state-owned paper, the bridge will be closed in May.",
                &[("the bridge will be closed in May.", "a state-owned paper")],
            ),
            (
                "According to the Health Report, published by the council, millers held only a third of the posts.",
                &[("millers held only a third of the posts.", "the Health Report")],
            ),
            (
                "Elm and the southern towns must open their mills, Lind told a meeting on Thursday attended by millers.",
                &[("Elm and the southern towns must open their mills", "Lind")],
            ),
            ("Dr Lind said tolls were expected to fall.", &[("tolls were expected to fall.", "Dr Lind")]),
            (
                "Ada Lind indicated she planned to burn the mill in a letter, investigative sources said.",
                &[("Ada Lind indicated she planned to burn the mill in a letter", "investigative sources")],
            ),
            (
                "The bridge must be open by May, said Lind, according to the Elm News.",
                &[("The bridge must be open by May", "Lind")],
            ),
            (
                "Ada Lind told reporters that the council would look into the matter but that the year was a “duty for us all.”",
                &[("that the council would look into the matter", "Ada Lind")],
            ),
            ("The bridge stands by the river.", &[]),
            ("She said she would “never” sell the old mill.", &[]),
        ]);
    }
}
