//! Where the clause that is reported begins and ends: contents that break off before their clause is whole, and those that
//! have taken in another.
//!
//! What enters are the units of a sentence and its reports; what leaves are the same reports. "Orr said when the mill closed,
//! it told nobody" goes on behind its comma; "Orr said it was late and added it was dark" are two; in "The fair is open, and
//! Orr says it is late" only the end is his.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "Ada Lind said when the bridge was closed, the mill was closed as well.";
//! let reading = annotate(&Page::from_text(text));
//! assert_eq!(reading.quotations[0].content[0].of(text), "when the bridge was closed, the mill was closed as well.");
//! ```

use super::anew;
use super::around;
use super::asides;
use super::patterns;
use super::phrases;
use super::reported::Report;
use super::units::{Unit, bits};
use crate::tagger::lexicon;
use std::ops::Range;

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
        with_its_middle(sentence, report);
        without_what_was_asked(sentence, report);
    });
    if let Some(index) = reports.iter().position(|report| breaks_off(sentence, report)) {
        run_on(sentence, reports, index);
    }
    before_the_next(sentence, reports);
    and_another(sentence, reports);
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

/// Gives a content its middle, when the labeller has lost its thread on the way: "said that in the towns **most mills, while in
/// the valley** a few, are old".
fn with_its_middle(sentence: &[Unit], report: &mut Report) {
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
fn breaks_off(sentence: &[Unit], report: &Report) -> bool {
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

fn bound(sentence: &[Unit], from: usize) -> Option<usize> {
    (from..sentence.len()).find(|&at| sentence[at].parts())
}

/// Gives a report the rest of its sentence, with what the labeller saw in it.
fn run_on(sentence: &[Unit], reports: &mut Vec<Report>, index: usize) {
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

/// Ends a content before the clause in which the next report stands: "reported the fire on Monday **and Mayor Ada Orr**
/// confirmed that …". Who stands in that clause says what follows.
fn before_the_next(sentence: &[Unit], reports: &mut [Report]) {
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
fn and_another(sentence: &[Unit], reports: &mut Vec<Report>) {
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
    fn whole_clauses() {
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
            ("In a letter on the bridge, the miller boasted that he owned it.", &[("that he owned it.", "the miller")]),
            ("In the valley, the largest land of millers, Ada Lind said trees fell.", &[("trees fell.", "Ada Lind")]),
            (
                "Part of the problem was the ash on the roads, she said, referring to the Elm Coast’s soft rock that is prone to fall.",
                &[("Part of the problem was the ash on the roads", "she")],
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
            (
                "Nearly all rules in the valley have been dropped, and Lind says the millers are back.",
                &[("the millers are back.", "Lind")],
            ),
            (
                "While Ada Lind is feeling hopeful, she says the mill in Elm hasn’t opened since 2019.",
                &[("the mill in Elm hasn’t opened since 2019.", "she")],
            ),
            (
                "Elm News reported the flood on Monday and town spokesman Bo Orr later confirmed that four men had died.",
                &[("the flood on Monday", "Elm News"), ("that four men had died.", "town spokesman Bo Orr")],
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
