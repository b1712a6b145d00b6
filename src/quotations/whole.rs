//! Contents that break off before their clause is whole.
//!
//! What enters are the units of a sentence and a report; what leaves is the same report, run on to where its clause ends: "Orr
//! said when the mill closed, it told nobody" goes on behind its comma.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "Ada Lind said when the bridge was closed, the mill was closed as well.";
//! let reading = annotate(&Page::from_text(text));
//! assert_eq!(reading.quotations[0].content[0].of(text), "when the bridge was closed, the mill was closed as well.");
//! ```

use super::clauses::bound;
use super::reported::Report;
use super::units::{Unit, bits};
use crate::tagger::lexicon;
use std::ops::Range;

/// Gives a content its middle, when the labeller has lost its thread on the way: "said that in the towns **most mills, while in
/// the valley** a few, are old".
pub(super) fn with_its_middle(sentence: &[Unit], report: &mut Report) {
    const MOST: usize = 40;
    let (Some(cue), Some(source)) = (&report.cue, &report.source) else { return };
    // "According to Orr, most mills **, two bridges** and a road are old": behind both as well.
    let behind = cue.end.max(source.end);
    let is_behind = |piece: &Range<usize>| piece.start >= behind;
    if sentence[cue.start].cue != 3 && !report.content.iter().all(is_behind) {
        return;
    }
    let says = |unit: &Unit| unit.has(bits::SAID) || unit.cue == 3 || unit.is_one_of(&["adding"]);
    let mut whole: Vec<Range<usize>> = Vec::new();
    for piece in report.content.drain(..) {
        match whole.last_mut().filter(|last| {
            let gap = &sentence[last.end..piece.start];
            is_behind(last) && gap.len() <= MOST && !gap.iter().any(says)
        }) {
            Some(last) => last.end = piece.end,
            None => whole.push(piece),
        }
    }
    report.content = whole;
}

/// Whether what stands right behind "said" breaks off before its clause is whole.
pub(super) fn breaks_off(sentence: &[Unit], report: &Report) -> bool {
    let (Some(own), Some(cue), Some(source)) = (report.content.first(), &report.cue, &report.source) else {
        return false;
    };
    let is_behind = report.told && source.end <= cue.start && own.start == cue.end;
    let says = sentence[cue.clone()].iter().any(|unit| unit.cue == 2)
        && !sentence[cue.clone()].iter().any(|unit| unit.negates);
    if lacks_verb(sentence, report) {
        return true;
    }
    if !is_behind || !says {
        return false;
    }
    // "It got ten mills, **which**": a clause has only begun; "the Water Board **(EWB)** has": a name is whole behind its bracket.
    let last = own.end - 1 - usize::from(sentence[own.end - 1].parts());
    if sentence[last].has(bits::RELATES) && last > own.start + 2 || in_bracket(sentence, own.end) {
        return true;
    }
    let start = own.start + usize::from(sentence[own.start].has(bits::THAT));
    let start = start + usize::from(sentence.get(start).is_some_and(Unit::parts));
    // "Said **that**, although …"
    if own.end <= start {
        return true;
    }
    let Some(comma) = bound(sentence, start) else { return false };
    // "Said **when the mill closed**, it …"
    if sentence[start].has(bits::BEFORE_MAIN) {
        let is_verb = |unit: &Unit| unit.has(bits::FINITE) || unit.participle || matches!(unit.cue, 1 | 2);
        let is_cut = || !sentence[comma + 1..own.end].iter().any(is_verb) && own.end < sentence.len();
        return own.end <= comma + 1 || is_cut() && !sentence[own.end].parts() && !sentence[own.end].ends;
    }
    // "Said **the millers, who** were glad, would come"
    let Some(close) = bound(sentence, comma + 1).filter(|close| close - comma <= LONGEST_ASIDE) else { return false };
    let verb = sentence[close + 1..].iter().take(3).find(|unit| !unit.auxiliary || unit.has(bits::FINITE));
    let is_subject = sentence[start..comma].iter().all(|unit| !unit.has(bits::FINITE) && unit.cue != 2);
    // "**Firms, like the mill,** have left"
    let opens = sentence[comma + 1].has(bits::RELATES) || sentence[comma + 1].is_one_of(&["like", "such", "including"]);
    let is_aside = opens || close == comma + 2;
    is_subject && is_aside && verb.is_some_and(|unit| unit.has(bits::FINITE)) && own.end <= close + 1
}

/// Whether a short bracket opens at a place, and a verb follows it.
fn in_bracket(sentence: &[Unit], at: usize) -> bool {
    const MOST: usize = 5;
    let opens = sentence.get(at).is_some_and(|unit| unit.is_one_of(&["("]));
    let close = |at: usize| (at + 1..sentence.len().min(at + MOST)).find(|&at| sentence[at].is_one_of(&[")"]));
    opens && close(at).and_then(|close| sentence.get(close + 1)).is_some_and(|unit| unit.has(bits::FINITE))
}

/// Whether a clause behind "that" has no verb yet: "said **that a new report from** the agency has shown …", "underlined **that
/// during the talks**, the millers …", "said **that members of the Elm Mill** (EM) would come".
fn lacks_verb(sentence: &[Unit], report: &Report) -> bool {
    const BETWEEN: usize = 6;
    let (Some(own), Some(cue), Some(source)) = (report.content.first(), &report.cue, &report.source) else {
        return false;
    };
    let says = &sentence[cue.clone()];
    let tells = says.iter().any(|unit| unit.cue == 2 || unit.has(bits::SHOWS)) && !says.iter().any(|unit| unit.negates);
    let is_behind = report.told && source.end <= cue.start && cue.end <= own.start && own.start - cue.end <= BETWEEN;
    let is_plain = is_behind && sentence[cue.end..own.start].iter().all(|unit| !unit.parts());
    if !is_plain || !sentence[own.start].has(bits::THAT) || !tells {
        return false;
    }
    // A name is none.
    let is_verb = |unit: &Unit| unit.mention == 0 && (unit.has(bits::FINITE) || unit.participle || unit.cue == 1);
    let rest = &sentence[own.end - usize::from(sentence[own.end - 1].parts())..];
    let start = own.start + 1 + usize::from(sentence.get(own.start + 1).is_some_and(Unit::parts));
    let Some((next, opening)) = rest.first().zip(sentence.get(start)) else { return false };
    let says_when = opening.has(bits::PLACE | bits::BEFORE_MAIN) || opening.is_one_of(&["between", "on", "as", "for"]);
    // "That most mills, like Elm**, have** closed"
    let has_verb = || rest.get(1).is_some_and(|unit| unit.has(bits::FINITE));
    let is_cut = !next.bounds || next.is_one_of(&["("]) || next.parts() && (says_when || has_verb());
    is_cut && !next.ends && !sentence[own.clone()].iter().any(is_verb)
}

/// The longest aside behind the subject of what is reported, in units.
const LONGEST_ASIDE: usize = 16;

/// How much a content may be run on, in units.
const REACH: usize = 60;

/// Gives a report the rest of its sentence, with what the labeller saw in it.
pub(super) fn run_on(sentence: &[Unit], reports: &mut Vec<Report>, index: usize) {
    let start = reports[index].content[0].start;
    let rest = reports[index].content[0].end..sentence.len();
    let adding = lexicon::hash("adding");
    let is_other = |unit: &Unit| unit.has(bits::SAID) || unit.cue == 3 || unit.lower == adding || unit.colon;
    // "…, **she notes** it was late"; what "it told" somebody is a part of it.
    let told = lexicon::hash("told");
    let says_anew = |report: &Report| {
        let (Some(cue), Some(source)) = (&report.cue, &report.source) else { return false };
        let before = source.start.checked_sub(1).map(|at| &sentence[at]);
        let opens = before.is_some_and(|unit| unit.parts() && !unit.is_one_of(&["("]));
        let opens = opens && source.start >= rest.start && source.end <= cue.start;
        opens && report.told && sentence[cue.clone()].iter().any(|unit| unit.cue == 2 && unit.lower != told)
    };
    let has_clause = || !lacks_verb(sentence, &reports[index]);
    if rest.len() > REACH
        || sentence[rest.clone()].iter().any(is_other)
        || has_clause() && reports.iter().any(says_anew)
    {
        return;
    }
    reports[index].content.truncate(1);
    reports[index].content[0].end = rest.end;
    let cue = reports[index].cue.clone();
    reports.retain(|report| report.cue == cue || report.content.iter().all(|piece| piece.end <= start));
}

#[cfg(test)]
mod tests {
    use crate::quotations::checks;

    /// Contents of reported speech, each with its source.
    #[test]
    fn whole_clauses() {
        checks::reported(&[
            (
                "He also commented that private firms in the area, like the mill, have announced that they will stay.",
                &[("that private firms in the area, like the mill, have announced that they will stay.", "He")],
            ),
            (
                "The minister reported that, until the end of May, the town obtained 118 crowns, which means a rise compared to what was reported in 2019.",
                &[(
                    "that, until the end of May, the town obtained 118 crowns, which means a rise compared to what was reported in 2019.",
                    "The minister",
                )],
            ),
            (
                "The minister explained that, in addition to the guests of Holy Week, May and June also generated a fair mood.",
                &[(
                    "that, in addition to the guests of Holy Week, May and June also generated a fair mood.",
                    "The minister",
                )],
            ),
            (
                "The chief urged people not to panic as the Elm Water Board (EWB) has not yet declared the flood as a danger.",
                &[(
                    "people not to panic as the Elm Water Board (EWB) has not yet declared the flood as a danger.",
                    "The chief",
                )],
            ),
            (
                "The ERB, which is in charge of the work ordered by Elm Ports Corp, said that work on the bridge began on Monday.",
                &[("that work on the bridge began on Monday.", "The ERB")],
            ),
            (
                "Ada Lind said that in the towns most mills, while in the valley about four per cent, had no water.",
                &[("that in the towns most mills, while in the valley about four per cent, had no water.", "Ada Lind")],
            ),
            (
                "The miller underlined that during the talks, the owners gave their views and stressed the need for a bridge.",
                &[(
                    "that during the talks, the owners gave their views and stressed the need for a bridge.",
                    "The miller",
                )],
            ),
            (
                "Data from the Institute (IN) show that between January and June 2022, the valley lost many of its trees.",
                &[(
                    "that between January and June 2022, the valley lost many of its trees.",
                    "Data from the Institute (IN)",
                )],
            ),
            (
                "Bo Orr said on Monday that leaders of the Westmark Movement (WM) alliance would discuss the next vote.",
                &[("that leaders of the Westmark Movement (WM) alliance would discuss the next vote.", "Bo Orr")],
            ),
            (
                "Ada Lind confirmed the bridge was closed, and that the mill had been sold.",
                &[("the bridge was closed, and that the mill had been sold.", "Ada Lind")],
            ),
            (
                "According to the mayor, who was elected in May, the bridge is old and not safe.",
                &[("the bridge is old and not safe.", "the mayor")],
            ),
            (
                "Ada Lind says millers, too, have voiced fears about the bridge.",
                &[("millers, too, have voiced fears about the bridge.", "Ada Lind")],
            ),
            (
                "Ada Lind said when the council closed the bridge last year, it told nobody before she asked for it.",
                &[(
                    "when the council closed the bridge last year, it told nobody before she asked for it.",
                    "Ada Lind",
                )],
            ),
            (
                "Several officials said that when Orr came back to the mill, Lind voiced fears about the plan.",
                &[("that when Orr came back to the mill, Lind voiced fears about the plan.", "Several officials")],
            ),
            (
                "Spokesman Bo Orr said apart from writing to Lind, there was not much the town could do as its rules were old.",
                &[(
                    "apart from writing to Lind, there was not much the town could do as its rules were old.",
                    "Spokesman Bo Orr",
                )],
            ),
            (
                "Ada Lind advises that despite the harm, the flood gave all of us a chance to think.",
                &[("that despite the harm, the flood gave all of us a chance to think.", "Ada Lind")],
            ),
            (
                "Bo Orr said the walls, which go against the repeated urging of the town for a low bridge, would fall.",
                &[(
                    "the walls, which go against the repeated urging of the town for a low bridge, would fall.",
                    "Bo Orr",
                )],
            ),
        ]);
    }
}
