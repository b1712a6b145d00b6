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

use super::features::Sight;
use super::model::{Kind, Quotation, Sieve};
use super::patterns;
use super::units::{Unit, Units};
use crate::page::Page;
use crate::span::{QuotationId, Span};
use crate::tagger::decode::{self, Decoder};
use crate::tagger::weights::{LANES, ModelError, Weights};
use crate::tokens::Tokens;
use std::ops::Range;

/// The parts of an attribution, in the order of the labels.
pub const PARTS: [&str; 3] = ["content", "source", "cue"];
/// Index of a part: what is said.
pub const CONTENT: usize = 0;
/// Index of a part: who says it.
pub const SOURCE: usize = 1;
/// Index of a part: the words that tie them.
pub const CUE: usize = 2;

/// The margin that reported speech needs when its cue is a verb of stance only, or no verb of the lists.
const LEAST_OF_STANCE: i32 = 0;
const LEAST_OF_OTHERS: i32 = 200;

/// What the label for none is lowered by, in units of the model.
const BIAS: i16 = 150;

/// Margins, and how often an attribution with at least that margin is right: content and source of reported speech,
/// the source of a marked quotation. Measured on a fifth of the training articles that the labeller was not trained on.
const OF_REPORTS: [(i32, f32); 7] =
    [(800, 0.89), (600, 0.77), (500, 0.68), (400, 0.58), (300, 0.55), (-100, 0.45), (i32::MIN, 0.28)];
const OF_MARKED: [(i32, f32); 3] = [(500, 0.98), (-100, 0.95), (i32::MIN, 0.84)];

/// A marked stretch that looks like a term is said when its content has no more units than this.
const LONGEST_OF_SPOKEN: usize = 8;

/// A fragment in marks that nobody is seen to say is a term when it has no more tokens than this, marks included.
const A_FEW: usize = 7;

fn confidence(steps: &[(i32, f32)], margin: i32) -> f32 {
    steps.iter().find(|step| margin >= step.0).map_or(0.0, |step| step.1)
}

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
        let (mut scores, mut labels) = (Vec::new(), Vec::new());
        let mut found = Vec::new();
        for (range, opens_paragraph) in &units.sentences {
            let sentence = &units.units[range.clone()];
            // Without a cue or a mark there is nothing to find, and most of the time is spared.
            if sentence.iter().all(|unit| unit.cue == 0 && unit.marked == 0) {
                continue;
            }
            let sight = Sight::of(sentence, *opens_paragraph);
            scores.clear();
            for at in 0..sentence.len() {
                let mut row = [0_i16; LANES];
                sight.emit(at, |feature| self.weights.add(feature, &mut row));
                row[0] -= BIAS;
                scores.push(row);
            }
            decoder.best(&scores, &mut labels);
            let mut reports = in_sentence(sentence, &labels);
            patterns::complete(sentence, &mut reports);
            for mut report in reports {
                report.margin = margin(&report, &labels, &scores);
                // Without a verb of speech there must be more to it than the labels alone.
                let is_plain =
                    report.content.iter().all(|piece| sentence[piece.clone()].iter().all(|unit| unit.marked == 0));
                let cue = report.cue.iter().flat_map(|cue| &sentence[cue.clone()]);
                let least = match cue.map(|unit| unit.cue).filter(|&class| class != 4).max() {
                    Some(2 | 3) => i32::MIN,
                    Some(1) => LEAST_OF_STANCE,
                    _ => LEAST_OF_OTHERS,
                };
                if is_plain && report.margin < least {
                    continue;
                }
                found.push(report.moved(range.start));
            }
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
        let cue = nearest(&cues, &content);
        let source = nearest(&sources, cue.as_ref().unwrap_or(&content));
        // A content that is split around its cue is one.
        if let Some(last) = reports.last_mut().filter(|last| cue.is_some() && last.cue == cue) {
            last.content.push(content);
            continue;
        }
        reports.push(Report { content: vec![content], cue, source, margin: 0 });
    }
    reports.retain(|report| report.cue.is_some() || report.source.is_some());
    if let Some(piece) = reports.last_mut().and_then(|report| report.content.last_mut()) {
        to_the_end(sentence, labels, piece);
    }
    reports
}

fn margin(report: &Report, labels: &[u8], scores: &[[i16; LANES]]) -> i32 {
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

/// Runs a content on to the end of its sentence, when only a few words of no other part follow.
fn to_the_end(sentence: &[Unit], labels: &[u8], piece: &mut Range<usize>) {
    let rest = &labels[piece.end..];
    if rest.len() <= 7 && rest.iter().all(|&label| label == 0) {
        piece.end = sentence.len();
    }
}

/// Adds the reports to the marked quotations: those without marks become quotations of their own, the others bring
/// theirs a cue and a source. Keeps the order of the text.
pub fn merge(page: &Page, tokens: &Tokens, units: &Units, reports: &[Report], quotations: &mut Vec<Quotation>) {
    let span = |range: &Range<usize>| span_of(tokens, &units.units[range.clone()]);
    // Which quotation each marked stretch belongs to, by its first byte.
    let mut pieces: Vec<(u32, usize)> = Vec::new();
    for (index, quotation) in quotations.iter().enumerate().filter(|(_, quotation)| quotation.inside.is_none()) {
        pieces.extend(quotation.content.iter().map(|piece| (piece.start, index)));
    }
    pieces.sort_unstable();
    let mut added = Vec::new();
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
        if stretches.is_empty() {
            added.push(Quotation {
                kind: Kind::Indirect,
                content: report.content.iter().map(span).collect(),
                cue: cue.into_iter().collect(),
                source: source.into_iter().collect(),
                speaker: None,
                confidence: confidence(&OF_REPORTS, report.margin),
                sieve: Sieve::Unknown,
                inside: None,
            });
        }
        for unit in stretches {
            let start = tokens.spans()[unit.first as usize].start;
            let Ok(at) = pieces.binary_search_by_key(&start, |piece| piece.0) else { continue };
            let quotation = &mut quotations[pieces[at].1];
            reported[pieces[at].1] = true;
            if quotation.kind == Kind::Term && is_spoken(report, unit, units) {
                quotation.kind = Kind::Mixed;
            }
            if quotation.source.is_empty() {
                quotation.cue = cue.into_iter().collect();
                quotation.source = source.into_iter().collect();
                quotation.confidence = confidence(&OF_MARKED, report.margin);
            }
        }
    }
    let echoes = echoes(page, quotations);
    for (index, quotation) in quotations.iter_mut().enumerate() {
        if reported[index] || quotation.inside.is_some() {
            continue;
        }
        if echoes.contains(&index) {
            quotation.kind = Kind::Mixed;
        } else if quotation.kind == Kind::Mixed && words_of(tokens, quotation) <= A_FEW {
            // A few words in marks that nobody is seen to say are a term.
            quotation.kind = Kind::Term;
        }
    }
    insert(quotations, added);
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
fn is_spoken(report: &Report, unit: &Unit, units: &Units) -> bool {
    let own =
        report.content.iter().find(|piece| units.units[(*piece).clone()].iter().any(|other| other.first == unit.first));
    report.margin >= 0 && own.is_some_and(|piece| piece.len() <= LONGEST_OF_SPOKEN)
}

/// How many tokens the marked stretches of a quotation have, marks included.
fn words_of(tokens: &Tokens, quotation: &Quotation) -> usize {
    quotation
        .content
        .iter()
        .map(|span| tokens.spans().partition_point(|token| token.start < span.end) - tokens.at(span.from()))
        .sum()
}

/// Merges two lists in the order of the text, and mends the indices of the outer quotations.
fn insert(quotations: &mut Vec<Quotation>, added: Vec<Quotation>) {
    if added.is_empty() {
        return;
    }
    let old = std::mem::take(quotations);
    let mut moved: Vec<QuotationId> = Vec::with_capacity(old.len());
    let mut added = added.into_iter().peekable();
    for mut quotation in old {
        let start = quotation.extent().start;
        while let Some(earlier) = added.next_if(|other| other.extent().start < start) {
            quotations.push(earlier);
        }
        moved.push(QuotationId(u32::try_from(quotations.len()).unwrap_or(u32::MAX)));
        quotation.inside = quotation.inside.and_then(|outer| moved.get(outer.0 as usize).copied());
        quotations.push(quotation);
    }
    quotations.extend(added);
}

/// The bytes of a run of units, without the punctuation at its edges.
fn span_of(tokens: &Tokens, units: &[Unit]) -> Span {
    let first = units.iter().position(|unit| !unit.bounds).unwrap_or(0);
    let last = units.iter().rposition(|unit| !unit.bounds).unwrap_or(units.len().saturating_sub(1));
    let spans = tokens.spans();
    spans[units[first].first as usize].cover(spans[units[last.max(first)].end as usize - 1])
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::quotations::Kind;

    /// Contents of reported speech, each with its source.
    #[test]
    fn reports() {
        let cases: [(&str, &[(&str, &str)]); 5] = [
            ("Ada Lind said the bridge would be rebuilt.", &[("the bridge would be rebuilt.", "Ada Lind")]),
            ("The bridge is unsafe, officials said.", &[("The bridge is unsafe", "officials")]),
            ("According to Ada Lind, the bridge is unsafe.", &[("the bridge is unsafe.", "Ada Lind")]),
            ("The bridge stands by the river.", &[]),
            ("She said she would “never” sell the old mill.", &[]),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let indirect = reading.quotations.iter().filter(|quotation| quotation.kind == Kind::Indirect);
            let found: Vec<_> =
                indirect.map(|quotation| (quotation.content[0].of(text), quotation.source[0].of(text))).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
