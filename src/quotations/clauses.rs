//! Where the clause that is reported begins and ends: contents that have taken in another. Those that break off before their
//! clause is whole are for `whole.rs`, those that another's words follow for `others.rs`.
//!
//! What enters are the units of a sentence and its reports; what leaves are the same reports. In "The fair is open, and Orr
//! says it is late" only the end is his.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "While Ada Lind is feeling hopeful, she says the mill in Elm is old.";
//! let reading = annotate(&Page::from_text(text));
//! assert_eq!(reading.quotations[0].content[0].of(text), "the mill in Elm is old.");
//! ```

use super::anew;
use super::around;
use super::asides;
use super::others;
use super::patterns;
use super::phrases;
use super::reported::Report;
use super::units::{Unit, bits};
use super::whole;
use crate::tagger::lexicon;

/// Mends the reports of a sentence. One with marks only loses what is the writer's, and gets the clause around its marks.
pub(super) fn mend(sentence: &[Unit], reports: &mut Vec<Report>) {
    asides::leave_out(sentence, reports);
    if sentence.iter().any(|unit| unit.marked != 0) {
        around::widen(sentence, reports);
        return;
    }
    that_according(sentence, reports);
    around::with_subject(sentence, reports);
    reports.iter_mut().for_each(|report| {
        without_another_tag(sentence, report);
        without_the_clause_before(sentence, report);
        without_what_stands_before_that(sentence, report);
        whole::with_its_middle(sentence, report);
        without_what_was_asked(sentence, report);
    });
    if let Some(index) = reports.iter().position(|report| whole::breaks_off(sentence, report)) {
        whole::run_on(sentence, reports, index);
    }
    others::before_the_next(sentence, reports);
    others::and_another(sentence, reports);
    anew::part(sentence, reports);
    reports.iter_mut().for_each(|report| without_loose_end(sentence, report));
}

/// Leaves out what only joins the next clause: "that it was late, **while**".
fn without_loose_end(sentence: &[Unit], report: &mut Report) {
    let Some(piece) = report.content.last_mut().filter(|piece| piece.len() > 3) else { return };
    let last = &sentence[piece.end - 1];
    let is_loose = last.joins || last.has(bits::BEFORE_MAIN) || last.lower == lexicon::hash("as");
    // "… of his team **and** according to figures"
    if last.joins && !last.capital && sentence.get(piece.end).is_some_and(|next| next.cue == 3) {
        piece.end -= 1;
        return;
    }
    let is_loose = is_loose || last.has(bits::RELATES);
    if is_loose && sentence[piece.end - 2].parts() && !last.capital {
        piece.end -= 2;
    }
}

/// Gives "that" its whole clause, where that names its own source: "Orr added **that according to the law, the bridge is old**".
fn that_according(sentence: &[Unit], reports: &mut Vec<Report>) {
    const MOST: usize = 20;
    let is_that = |at: &usize| sentence[*at].has(bits::THAT) && sentence[at + 1].cue == 3;
    let Some(that) = (2..sentence.len().saturating_sub(1).min(MOST)).find(is_that) else { return };
    let verb = that - 1;
    let tells = sentence[verb].cue == 2 && sentence[verb].participle && sentence[verb].tells;
    let Some(source) = phrases::subject(sentence, verb).filter(|_| tells) else { return };
    reports.clear();
    reports.push(patterns::report(that..sentence.len(), verb..that, source));
}

/// Leaves out who says it where that is said again behind it: "**He said,** the bridge is old, he added".
fn without_another_tag(sentence: &[Unit], report: &mut Report) {
    let (Some(piece), Some(cue)) = (report.content.first_mut().filter(|piece| piece.len() > 6), &report.cue) else {
        return;
    };
    let own = &sentence[piece.clone()];
    if cue.start >= piece.end && own[0].pronoun && own[1].has(bits::SAID) && own[2].parts() {
        piece.start += 3;
    }
}

/// Leaves out a clause of the writer's own before the one that says who says it: "**The fair is open**, and Ada Orr says it is
/// late", "**While she is glad**, she says it is late".
fn without_the_clause_before(sentence: &[Unit], report: &mut Report) {
    let ([first, .., last], Some(cue), Some(source)) = (report.content.as_slice(), &report.cue, &report.source) else {
        return;
    };
    let is_between = first.end <= source.start && source.end <= cue.start && last.start == cue.end;
    if !is_between || source.start == 0 || sentence[last.start].parts() {
        return;
    }
    let opening = &sentence[0];
    let concedes = ["while", "although", "though"].map(lexicon::hash).contains(&opening.lower);
    if sentence[source.start - 1].joins || concedes {
        let end = cue.end;
        report.content.retain(|piece| piece.start >= end);
    }
}

/// Leaves out what stands before who says it, when "that" opens what he says: "In a letter on **the bridge**, Orr said that …".
fn without_what_stands_before_that(sentence: &[Unit], report: &mut Report) {
    let ([first, .., last], Some(cue), Some(source)) = (report.content.as_slice(), &report.cue, &report.source) else {
        return;
    };
    let is_between = first.end <= source.start && source.end <= cue.start && last.start == cue.end;
    if report.told && is_between && sentence[last.start].has(bits::THAT) {
        let end = cue.end;
        report.content.retain(|piece| piece.start >= end);
    }
}

/// Leaves out what somebody was asked, or where it was: "**Asked whether it was safe**, Orr said it was".
fn without_what_was_asked(sentence: &[Unit], report: &mut Report) {
    let ([piece], Some(cue), Some(source)) = (report.content.as_mut_slice(), &report.cue, &report.source) else {
        return;
    };
    // "As he says **in his letter**, it is late"
    let says_where = || sentence[piece.start].has(bits::PLACE) && source.end <= cue.start && cue.end == piece.start;
    if source.start == 1 && sentence[0].is_one_of(&["as"]) && says_where() {
        let is_plain = |comma: usize| !sentence[piece.start..comma].iter().any(|unit| unit.has(bits::FINITE));
        let comma = bound(sentence, piece.start).filter(|&comma| is_plain(comma) && comma + 4 < sentence.len());
        *piece = comma.map_or(piece.clone(), |comma| comma + 1..sentence.len());
        return;
    }
    let is_before = piece.end <= source.start && source.end <= cue.start;
    let rest = cue.end..sentence.len();
    // "**After a day of fights**, Orr announced Friday **that** he would go"
    if is_before && let Some(that) = behind_day(sentence, cue.end) {
        *piece = that..sentence.len();
        return;
    }
    // "**In the valley, the land of millers**, Orr said it was late"
    let is_verb = |unit: &Unit| unit.has(bits::FINITE) || unit.participle || unit.cue != 0;
    let goes_on = || sentence.get(cue.end).is_some_and(|next| !next.topic && !next.is_date() && !next.has(bits::PLACE));
    let says_where = || {
        let opens = sentence[0].has(bits::PLACE) && piece.start == 0;
        opens && rest.len() > 2 && goes_on() && !sentence[piece.clone()].iter().any(is_verb)
    };
    // "**When asked whether** it was safe, …"
    let asked = usize::from(sentence[0].has(bits::BEFORE_MAIN));
    let is_asked = is_before && (sentence[asked].is_one_of(&["asked"]) || says_where());
    let is_said = sentence[cue.clone()].iter().any(|unit| unit.has(bits::SAID))
        && !sentence[rest.clone()].iter().any(Unit::parts);
    if is_asked && is_said && rest.len() > 1 {
        *piece = rest;
    }
}

/// Where "that" stands behind a day: "announced **on Friday that** he would go".
fn behind_day(sentence: &[Unit], from: usize) -> Option<usize> {
    const MOST: usize = 4;
    let near = &sentence[from..sentence.len().min(from + MOST)];
    let that = from + near.iter().position(|unit| unit.has(bits::THAT))?;
    let says_when = |unit: &Unit| unit.is_date() || unit.topic;
    (sentence[from..that].iter().all(says_when) && that + 3 < sentence.len()).then_some(that)
}

/// Where the first mark behind a place parts what stands around it.
pub(super) fn bound(sentence: &[Unit], from: usize) -> Option<usize> {
    (from..sentence.len()).find(|&at| sentence[at].parts())
}

#[cfg(test)]
mod tests {
    use crate::quotations::checks;

    /// Contents of reported speech, each with its source.
    #[test]
    fn where_clauses_begin_and_end() {
        checks::reported(&[
            (
                "After a day of fights with the mill, Bo Orr’s office announced Friday that Orr will meet the millers.",
                &[("that Orr will meet the millers.", "Bo Orr’s office")],
            ),
            ("When asked whether Elm was safe, 40 percent said it was not.", &[("it was not.", "40 percent")]),
            (
                "As Ada Lind also says in another way in her farewell letter, they did not sell the mill.",
                &[("they did not sell the mill.", "Ada Lind")],
            ),
            ("In a letter on the bridge, the miller boasted that he owned it.", &[("that he owned it.", "the miller")]),
            ("In the valley, the largest land of millers, Ada Lind said trees fell.", &[("trees fell.", "Ada Lind")]),
            (
                "Part of the problem was the ash on the roads, she said, referring to the Elm Coast’s soft rock that is prone to fall.",
                &[("Part of the problem was the ash on the roads", "she")],
            ),
            (
                "On Sunday afternoon, he met the millers in Elm where he answered all of them, according to the ministry.",
                &[("On Sunday afternoon, he met the millers in Elm where he answered all of them", "the ministry")],
            ),
            (
                "It could lift the tolls by as much as 12 million (8 in gold), according to the ministry.",
                &[("It could lift the tolls by as much as 12 million (8 in gold)", "the ministry")],
            ),
            (
                "Elm lost most of its trees in 2021, official data showed on Tuesday.",
                &[("Elm lost most of its trees in 2021", "official data")],
            ),
            (
                "Bo Orr added that according to the law, the bridge should be sold in May.",
                &[("that according to the law, the bridge should be sold in May.", "Bo Orr")],
            ),
            ("Asked whether the bridge was safe, the mayor said it was.", &[("it was.", "the mayor")]),
            (
                "Nearly all rules in the valley have been dropped, and Lind says the millers are back.",
                &[("the millers are back.", "Lind")],
            ),
            (
                "While Ada Lind is feeling hopeful, she says the mill in Elm hasn’t opened since 2019.",
                &[("the mill in Elm hasn’t opened since 2019.", "she")],
            ),
        ]);
    }
}
