//! What only looks like a report: a cue that is no verb where it stands, or a verb by which nobody says anything.
//!
//! What enters is a report of the labeller in its sentence; what leaves is whether it is none. "The early warning system",
//! "measures proposed in May on alleged fraud", "they met to discuss whether it is safe", "it goes without saying".
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! assert!(annotate(&Page::from_text("The early warning system of the valley failed.")).quotations.is_empty());
//! ```

use super::reported::Report;
use super::units::{Unit, bits};
use crate::tagger::lexicon;
use std::ops::Range;

/// Whether a report of the labeller is none.
pub(super) fn is_unsaid(sentence: &[Unit], report: &Report) -> bool {
    let Some(cue) = &report.cue else { return stands_for_a_noun(sentence, report) };
    if points_back(sentence, report)
        || is_list(sentence, cue)
        || is_whichever(sentence, cue)
        || is_measured(sentence, report)
        || goes_without_saying(sentence, report)
    {
        return true;
    }
    let verb = cue.clone().rfind(|&at| matches!(sentence[at].cue, 1 | 2));
    // "Slang **terms such as** “late”"
    if verb.and_then(|verb| sentence.get(verb + 1..verb + 3)).is_some_and(is_such_as) {
        return true;
    }
    // What does not tell is shown to nobody without more that speaks for it.
    let Some(verb) = verb.filter(|_| report.told) else { return false };
    is_noun(sentence, report, verb)
        || is_attribute(sentence, verb)
        || adds_to(sentence, verb)
        || is_of_others(sentence, report, verb)
        || is_heading(sentence, report, verb)
        || is_predicate(sentence, report, verb)
        || is_silent(sentence, cue, verb)
        || withholds(sentence, verb)
        || is_count(sentence, report, verb)
        || is_asked_too(sentence, report, verb)
        || cites_whom(sentence, report, verb)
        || names_whom(sentence, report, verb)
        || names_a_thing(sentence, report, verb)
        || runs_over(sentence, report, verb)
        || loses(sentence, report, verb)
        || is_set(sentence, verb)
}

fn is_such_as(words: &[Unit]) -> bool {
    words[0].is_one_of(&["such"]) && words[1].is_one_of(&["as"])
}

fn is_ing(unit: &Unit) -> bool {
    unit.suffixes[1] == lexicon::hash("ing")
}

/// "He has a new job, **that of a miller**."
fn stands_for_a_noun(sentence: &[Unit], report: &Report) -> bool {
    let Some(piece) = report.content.first().filter(|piece| piece.len() > 1) else { return false };
    sentence[piece.start].is_one_of(&["that", "those"]) && sentence[piece.start + 1].is_one_of(&["of"])
}

/// "The letter, **which** was first reported by Elm News", "she announced **this** in Elm when she opened a school": nothing is
/// told of what it points to. Nor is it of "described events **that** led to the flood".
pub(super) fn points_back(sentence: &[Unit], report: &Report) -> bool {
    // "**That is what** I asked him in May"
    const NEAR: usize = 8;
    if let Some(cue) = report.cue.as_ref().filter(|cue| (4..NEAR).contains(&cue.start))
        && sentence[0].is_one_of(&["that", "this"])
        && sentence[1].is
        && sentence[2].is_one_of(&["what"])
        && !sentence[2..cue.start].iter().any(Unit::parts)
    {
        return true;
    }
    let ([piece], Some(cue)) = (report.content.as_slice(), &report.cue) else { return false };
    let first = &sentence[piece.start];
    let verb = sentence[cue.clone()].iter().rfind(|unit| matches!(unit.cue, 1 | 2));
    let describes = || verb.is_some_and(|unit| unit.is_one_of(&["described", "describes", "describing"]));
    let this = if first.is_one_of(&["this"]) { piece.start } else { cue.end };
    let says_when = |unit: &Unit| unit.has(bits::PLACE | bits::BEFORE_MAIN) || unit.topic;
    let points = verb.is_some_and(|unit| unit.cue == 2)
        && this < piece.end
        && piece.start >= cue.end
        && sentence[this].is_one_of(&["this"])
        && sentence.get(this + 1).is_some_and(says_when);
    let is_clause =
        || sentence[this..piece.end].iter().take_while(|unit| !unit.parts() && !unit.has(bits::BEFORE_MAIN));
    // "A novel says **so**.", "Orr disputes **this**."
    let is_short = piece.len() == 1 || piece.len() == 2 && sentence[piece.start + 1].ends;
    is_short && (first.has(bits::RELATES) || first.is_one_of(&["this", "so"]))
        || first.has(bits::THAT) && describes()
        || points && !is_clause().any(|unit| unit.has(bits::FINITE))
}

/// "Supplying **and maintaining** trains", "**value-adding** mills": a verb among others that are done, or half of a word.
fn is_list(sentence: &[Unit], cue: &Range<usize>) -> bool {
    let before = |count: usize| cue.start.checked_sub(count).map(|at| &sentence[at]);
    let is_half = before(1).is_some_and(|unit| unit.has(bits::JOINT));
    let is_done = |unit: &Unit| is_ing(unit) && unit.cue == 0;
    let is_beside = before(1).is_some_and(|unit| unit.joins) && before(2).is_some_and(is_done);
    is_half && is_ing(&sentence[cue.start]) || is_beside && sentence[cue.start].is_one_of(&["maintaining", "recalling"])
}

/// "The judge **denied bail**", "were **denied entry**": it is kept from somebody.
fn withholds(sentence: &[Unit], verb: usize) -> bool {
    const THINGS: [&str; 10] =
        ["bail", "entry", "access", "parole", "permission", "visa", "visas", "admission", "asylum", "treatment"];
    const MOST: usize = 3;
    let mut next = sentence[verb + 1..].iter().take(MOST).take_while(|unit| !unit.parts() && !unit.topic);
    // "Denied **access was** blocked"
    let states = || sentence[verb + 1..].iter().take(MOST * 2).any(|unit| unit.has(bits::FINITE));
    sentence[verb].denies && sentence[verb].participle && next.any(|unit| unit.is_one_of(&THINGS)) && !states()
}

/// "Westmark had **confirmed 227 cases**": a place counts, it does not say so, nor do taxpayers.
fn is_count(sentence: &[Unit], report: &Report, verb: usize) -> bool {
    let (Some(source), Some(piece)) = (&report.source, report.content.last()) else { return false };
    let counted = piece.start == verb + 1 && sentence[piece.start..piece.end].iter().take(2).any(|unit| unit.counts);
    let is_thing = || !sentence[piece.clone()].iter().any(|unit| unit.has(bits::FINITE));
    // "The firms **declared 3 million crowns**"
    let is_owned = || sentence[verb].is_one_of(&["declared", "declare", "declares"]);
    let is_found =
        || sentence[verb].is_one_of(&["confirmed", "reported", "recorded"]) && sentence[source.end - 1].is_place();
    counted && (is_found() || is_owned()) && is_thing()
}

/// "The bank fell, Elm News said, **citing people it did not name**": who has said it, not what.
fn cites_whom(sentence: &[Unit], report: &Report, verb: usize) -> bool {
    const MOST: usize = 3;
    let Some(piece) = report.content.first().filter(|piece| piece.start > verb) else { return false };
    let names = |unit: &Unit| unit.has(bits::GROUP) || unit.is_one_of(&["people"]);
    let own = &sentence[piece.clone()];
    sentence[verb].is_one_of(&["citing", "cited", "cites"])
        && own.iter().take(MOST).any(names)
        && !own.iter().any(|unit| unit.has(bits::THAT) || unit.is_one_of(&["as"]))
}

/// "The minister had **informed the opposition leaders**": to whom it was said, not what.
fn names_whom(sentence: &[Unit], report: &Report, verb: usize) -> bool {
    const MOST: usize = 6;
    let [piece] = report.content.as_slice() else { return false };
    let own = &sentence[piece.clone()];
    let is_name = |unit: &Unit| {
        let tells = unit.topic || unit.negates || unit.pronoun || unit.has(bits::THAT | bits::FINITE | bits::OWN);
        !tells && unit.marked == 0 && !unit.is_one_of(&["to"]) && (unit.cue != 2 || unit.mention != 0)
    };
    sentence[verb].is_one_of(&["informed", "notified", "reminded", "assured"])
        && piece.start == verb + 1
        && own.len() <= MOST
        && own.iter().all(is_name)
}

/// "**Describing her role**, she said it was hard", "had **not yet declared the fever** a threat", "described **events that led
/// to it**": a thing, of which nothing is said.
fn names_a_thing(sentence: &[Unit], report: &Report, verb: usize) -> bool {
    const OF_THINGS: [&str; 6] = ["describing", "explaining", "recalling", "discussing", "addressing", "concluding"];
    const DONE: [&str; 3] = ["declared", "announced", "declare"];
    let ([piece], Some(source), Some(cue)) = (report.content.as_slice(), &report.source, &report.cue) else {
        return false;
    };
    let is_fronted = || {
        let opens = verb == 0 || verb == 1 && sentence[0].is_one_of(&["in", "while", "when"]);
        let says = |unit: &Unit| unit.cue == 2 && unit.mention == 0;
        let is_behind = source.start >= piece.end && sentence[source.start - 1].parts();
        opens && is_behind && sentence[source.end..].iter().take(3).any(says) && sentence[verb].is_one_of(&OF_THINGS)
    };
    let is_undone = || {
        let negates = sentence[cue.start..verb].iter().any(|unit| unit.negates);
        negates && piece.start == verb + 1 && sentence[verb].is_one_of(&DONE)
    };
    let is_described = || {
        let tells = |unit: &Unit| unit.marked != 0 || unit.is_one_of(&["as", "how"]);
        let is_verb = sentence[verb].is_one_of(&["describe", "describes", "described"]);
        let words = &sentence[piece.clone()];
        let goes_on = words.iter().skip(1).any(|unit| unit.is_one_of(&["that", "which"]));
        is_verb && piece.start == verb + 1 && goes_on && !words.iter().any(tells)
    };
    let is_clause =
        |unit: &Unit| unit.has(bits::FINITE | bits::THAT) || unit.marked != 0 || unit.is_one_of(&["whether"]);
    if is_described() {
        return true;
    }
    (is_fronted() || is_undone()) && !sentence[piece.clone()].iter().any(is_clause)
}

/// "Elm **conceded a late goal**", "Orr **conceded defeat**": what is given away.
fn loses(sentence: &[Unit], report: &Report, verb: usize) -> bool {
    const NEAR: usize = 3;
    const LOST: [&str; 12] = [
        "penalty", "penalties", "goal", "goals", "corner", "try", "tries", "points", "runs", "lead", "defeat",
        "election",
    ];
    let Some(piece) = report.content.first().filter(|piece| piece.start == verb + 1) else { return false };
    let near = &sentence[piece.start..piece.end.min(piece.start + NEAR)];
    sentence[verb].is_one_of(&["conceded", "concedes", "concede", "conceding"])
        && near.iter().take_while(|unit| !unit.has(bits::THAT)).any(|unit| unit.is_one_of(&LOST))
}

/// "Which went home **to argue this, is** open again", "Posts **asking for his name were** shared": it ends with the main clause.
fn runs_over(sentence: &[Unit], report: &Report, verb: usize) -> bool {
    const ASKING: [&str; 4] = ["asking", "demanding", "urging", "requesting"];
    let ([piece], Some(source)) = (report.content.as_slice(), &report.source) else { return false };
    let Some(finite) = piece.clone().find(|&at| sentence[at].has(bits::FINITE)) else { return false };
    let opens = |unit: &Unit| unit.has(bits::THAT | bits::RELATES | bits::ASKS | bits::BEFORE_MAIN);
    let is_aim = || piece.start == verb + 1 && sentence[verb - 1].is_one_of(&["to"]) && sentence[finite - 1].parts();
    let is_subject = || source.start == 0 && source.end == verb && sentence[verb].is_one_of(&ASKING);
    verb > 0
        && (verb + 1..verb + 8).contains(&piece.start)
        && (is_aim() || is_subject())
        && !sentence[piece.start..finite].iter().any(opens)
}

/// "The tax is due in May, according to **the last digit of the number**": it depends on it.
fn is_measured(sentence: &[Unit], report: &Report) -> bool {
    const MEASURES: [&str; 12] =
        ["date", "number", "digit", "size", "age", "type", "kind", "weight", "amount", "price", "needs", "season"];
    let (Some(cue), Some(source)) = (&report.cue, &report.source) else { return false };
    if source.start < cue.end || !sentence[cue.clone()].iter().any(|unit| unit.cue == 3) {
        return false;
    }
    let own = &sentence[source.clone()];
    let head = own.iter().position(|unit| unit.topic || unit.has(bits::PLACE)).unwrap_or(own.len());
    // "**A number** of millers"
    let is_measure = |head: usize| own[head].mention == 0 && own[head].is_one_of(&MEASURES);
    head.checked_sub(1).is_some_and(is_measure) && !own[0].is_one_of(&["a"])
}

/// "The letter was accepted and **the mayor asked to** go on": what is left out before it is "was".
fn is_asked_too(sentence: &[Unit], report: &Report, verb: usize) -> bool {
    const REACH: usize = 12;
    let Some(joint) = report.source.as_ref().and_then(|source| source.start.checked_sub(1)) else { return false };
    let is_to = sentence.get(verb + 1).is_some_and(|unit| unit.is_one_of(&["to"]));
    let before = &sentence[joint.saturating_sub(REACH)..joint];
    let is_passive = || before.iter().any(|unit| unit.is) && before.last().is_some_and(|unit| unit.participle);
    is_to && sentence[joint].joins && sentence[verb].is_one_of(&["asked", "told", "urged", "ordered"]) && is_passive()
}

/// "A letter, according to **which** he was late": who says it stands before.
fn is_whichever(sentence: &[Unit], cue: &Range<usize>) -> bool {
    sentence[cue.clone()].iter().any(|unit| unit.cue == 3)
        && sentence.get(cue.end).is_some_and(|unit| unit.has(bits::RELATES))
}

/// "The early **warning** system failed": a form in -ing behind what opens a sentence is no verb of it. A document may say
/// something in it all the same: "a report saying the bridge is safe was lost".
fn is_noun(sentence: &[Unit], report: &Report, verb: usize) -> bool {
    let Some(source) = report.source.as_ref().filter(|source| source.end <= verb) else { return false };
    // "The **early** warning"
    let is_early = |unit: &Unit| unit.is_one_of(&["early"]);
    let touches = sentence[source.end..verb].iter().all(is_early) && sentence[source.start].article;
    let begins = sentence[..source.start].iter().all(|unit| unit.joins);
    let is_whole = sentence.last().is_some_and(|unit| unit.ends);
    let is_bare = |unit: &Unit| {
        !unit.is
            && (!unit.auxiliary || is_early(unit))
            && !unit.parts()
            && !unit.has(bits::FINITE | bits::DOCUMENT | bits::OCCASION)
    };
    // "The share of millers **saying they** are poor"
    let opens = |unit: &Unit| unit.pronoun || unit.has(bits::THAT | bits::OWN | bits::OWNS);
    let tells_that = sentence.get(verb + 1).is_some_and(opens);
    is_ing(&sentence[verb])
        && touches
        && begins
        && is_whole
        && !tells_that
        && sentence[source.start..verb].iter().all(is_bare)
}

/// "Talks on **proposed** measures", "an **alleged** fraud", "Orr's most **promising** plan".
fn is_attribute(sentence: &[Unit], verb: usize) -> bool {
    let Some(before) = verb.checked_sub(1).map(|at| &sentence[at]) else { return false };
    let is_participle = sentence[verb].participle && !is_ing(&sentence[verb]);
    let is_place = before.topic || before.has(bits::PLACE) && !before.is_one_of(&["to"]);
    let is_possessed = || {
        let owner = verb.checked_sub(2).is_some_and(|at| sentence[at].is_one_of(&["'s", "’s"]));
        owner && !before.auxiliary && !before.negates
    };
    let degrees = || before.is_one_of(&["most", "more"]);
    let is_owned = before.article || before.has(bits::OWNS);
    is_participle && (is_place || is_owned) || is_ing(&sentence[verb]) && (is_owned || degrees() || is_possessed())
}

/// "It **added to** the list", "the tolls **add up**".
fn adds_to(sentence: &[Unit], verb: usize) -> bool {
    sentence[verb].is_one_of(&["add", "adds", "added", "adding"])
        && sentence.get(verb + 1).is_some_and(|unit| unit.is_one_of(&["to", "up"]))
}

/// "In response to **claims that it is old**, the mayor spoke": others have said it.
fn is_of_others(sentence: &[Unit], report: &Report, verb: usize) -> bool {
    const NOUNS: [&str; 6] = ["claims", "reports", "allegations", "accusations", "suggestions", "complaints"];
    let (Some(source), Some(last)) = (&report.source, report.content.last()) else { return false };
    let before = verb.checked_sub(1).map(|at| &sentence[at]);
    let is_object = before.is_some_and(|unit| unit.topic || unit.has(bits::PLACE));
    is_object && last.start > verb && source.start >= last.end && sentence[verb].is_one_of(&NOUNS)
}

/// "They met **to discuss** whether it is safe": who asks himself has told nothing. Who declines to discuss it has.
pub(super) fn is_talked_over(sentence: &[Unit], cue: &Range<usize>) -> bool {
    const TALKS: [&str; 11] = [
        "discuss", "debate", "investigate", "examine", "consider", "decide", "determine", "question", "review",
        "explore", "study",
    ];
    let Some(verb) = cue.clone().rfind(|&at| matches!(sentence[at].cue, 1 | 2)) else { return false };
    let denies = || sentence[cue.clone()].iter().any(|unit| unit.denies);
    let is_aim = verb.checked_sub(1).is_some_and(|at| sentence[at].is_one_of(&["to"]));
    // "To **investigate claims** that it is old"
    let names = || verb.checked_sub(2).is_some_and(|at| sentence[at].is_one_of(&["to"]));
    let talks = |at: usize| sentence[at].is_one_of(&TALKS);
    (is_aim && talks(verb) || names() && talks(verb - 1)) && !denies()
}

/// "It goes **without saying** that it is old", "**suffice it to say** that it is old".
fn goes_without_saying(sentence: &[Unit], report: &Report) -> bool {
    const NEAR: usize = 5;
    let Some(piece) = report.content.first() else { return false };
    let near = &sentence[piece.start.saturating_sub(NEAR)..piece.start];
    let goes = near.windows(2).any(|pair| pair[0].is_one_of(&["without"]) && pair[1].is_one_of(&["saying"]));
    let suffices = || near.iter().any(|unit| unit.is_one_of(&["suffice"]));
    goes || suffices() && near.iter().any(|unit| unit.is_one_of(&["say"]))
}

/// "Minister **asked to** appear in court": in a heading it is the minister who was asked.
fn is_heading(sentence: &[Unit], report: &Report, verb: usize) -> bool {
    const ASKED: [&str; 7] = ["asked", "told", "urged", "ordered", "advised", "warned", "summoned"];
    let is_before = report.source.as_ref().is_some_and(|source| source.end == verb);
    let opens = report.source.as_ref().is_some_and(|source| source.start == 0);
    let is_open = sentence.last().is_some_and(|unit| !unit.ends);
    let next = sentence.get(verb + 1);
    is_before
        && opens
        && is_open
        && sentence[verb].is_one_of(&ASKED)
        && next.is_some_and(|unit| unit.is_one_of(&["to"]))
}

/// "**Is it added** work?": behind what is turned round for a question no verb of the past stands.
fn is_predicate(sentence: &[Unit], report: &Report, verb: usize) -> bool {
    let Some(source) = report.source.as_ref().filter(|source| source.len() == 1 && source.end == verb) else {
        return false;
    };
    let is_asked = source.start.checked_sub(1).is_some_and(|at| sentence[at].is && sentence[at].capital);
    is_asked && sentence[source.start].pronoun && sentence[verb].participle
}

/// "Did **not respond** to a letter", "did **not mention** the bridge": nothing is said.
fn is_silent(sentence: &[Unit], cue: &Range<usize>, verb: usize) -> bool {
    const SILENT: [&str; 6] = ["respond", "responded", "mention", "mentioned", "reply", "replied"];
    sentence[verb].is_one_of(&SILENT) && sentence[cue.start..verb].iter().any(|unit| unit.negates)
}

/// "**That said**, it is old", "**Asked** whether it is old, he left", "Elm and Westmark, **states** that vote in May".
fn is_set(sentence: &[Unit], verb: usize) -> bool {
    let before = |count: usize| verb.checked_sub(count).map(|at| &sentence[at]);
    let follows = |words: &[&str]| before(1).is_some_and(|unit| unit.is_one_of(words));
    let that_said = verb == 1 && follows(&["that"]) && sentence[1].is_one_of(&["said"]);
    let is_apposed = before(1).is_some_and(Unit::parts) && before(2).is_some_and(Unit::is_place);
    // "When **asked** whether it is safe, four said it is"
    let is_asked =
        sentence[verb].is_one_of(&["asked"]) && (verb == 0 || follows(&["when", "if", "once", "while", "being"]));
    // "Hate, **demand for** removal"
    let is_noun = || sentence[verb].is_one_of(&["demand", "demands"]);
    // "Bo Orr, **announced as** the new head, left"
    let is_passive =
        || before(1).is_some_and(Unit::parts) && sentence.get(verb + 1).is_some_and(|next| next.is_one_of(&["as"]));
    is_asked
        || sentence[verb].participle && is_passive()
        || is_noun() && sentence.get(verb + 1).is_some_and(|unit| unit.is_one_of(&["for"]))
        || that_said && sentence.get(2).is_some_and(Unit::parts)
        || is_apposed && sentence[verb].is_one_of(&["states"])
}

#[cfg(test)]
mod tests {
    use crate::quotations::checks;

    /// How many reports a reader is shown.
    #[test]
    fn what_nobody_says() {
        checks::shown(&[
            ("The early warning system failed on the night of the flood.", 0),
            ("The new early warning system of the valley has saved many lives.", 0),
            ("The ministers met to discuss whether the bridge should be sold.", 0),
            ("A group was set up to investigate claims that the mill had been sold.", 0),
            ("It goes without saying that the mill is old.", 0),
            ("Suffice it to say that the mill was not sold.", 0),
            ("The council would consult millers on proposed rules for the bridge in May.", 0),
            ("The plan would close one of Bo Orr’s most promising ways to the valley.", 0),
            ("The mill added to the list of firms that were closed last year.", 0),
            ("Bo Orr asked to appear before the court on Monday\n\nThe town met.", 0),
            ("The mill did not respond to a request for comment on the fall of the bridge.", 0),
            ("Ada Lind did not mention Bo Orr until the end of her speech.", 0),
            ("That said, the mayor cannot close the bridge before the winter.", 0),
            ("Is it added work for the millers, or none at all?", 0),
            ("A judge of the Westmark District Court denied bail to the miller.", 0),
            ("As of Monday, Norway had confirmed 227 cases with fever, among them travellers.", 0),
            ("The letter was later accepted and the mayor asked to run the office for a month.", 0),
            ("This was after Bo Orr described events that led to the fall of the bridge.", 0),
            ("Mayor Ada Lind announced this in Elm on Wednesday when she opened a school.", 0),
            ("While Ada Lind seeks to promote new tools and value-adding mills among farmers, growth is slow.", 0),
            ("Hate, demand for removal of the walls, and fear are now seen in the valley.", 0),
            ("The bank fell on Monday, said the Elm Daily, citing people it did not identify.", 1),
            ("The ministry said this in a statement on Monday.", 0),
            ("A novel about millers says so.", 0),
            ("Bo Orr disputes this.", 0),
            ("When asked who they thought was right, most millers named Bo Orr.", 0),
            ("When asked whether Elm was safe, 40 percent said no.", 1),
            ("The timetable was announced without the Elm line, and ten firms declared 3 million crowns.", 0),
            ("The minister Bo Orr had informed the opposition leaders.", 0),
            ("The tax is due in May or June, according to the ninth digit of the number.", 0),
            ("The bureau has not yet declared the fever as an emergency.", 0),
            ("Describing her role, Ada Lind said: “It was a hard one.”", 1),
            ("The mill is shut, and when asked whether it would open, Ada Lind said it would not.", 1),
            ("Ada Lind must say whether she will sell the mill.", 0),
            ("Bo Orr, announced as the new head of the mill, left on Monday.", 0),
            ("The mayor should explain why the bridge was closed.", 0),
            ("Posts asking the town for the name of the miller have been shared.", 0),
            ("That is what Bo Orr said when he sold the mill.", 0),
            ("That is what I asked Bo Orr ten days ago at a dinner we had in Elm.", 0),
            ("The mayor has not announced that the mill is closed.", 1),
            ("The mill is open, according to the age of the mayor Ada Lind.", 0),
            ("The mill is open, according to a number of millers.", 1),
            ("Ada Lind denied the mill had been sold.", 1),
            ("Ada Lind says this year, Elm has had much snow and it is late.", 1),
            ("The ministry confirmed that 227 cases were found.", 1),
            ("Ada Lind conceded a late penalty which Bo Orr had to keep.", 0),
            ("Ada Lind conceded that a penalty was due.", 1),
            ("Bo Orr warned that the early warning system was old.", 1),
            ("Ada Lind declined to discuss whether the bridge should be sold.", 1),
            ("With Bo Orr warning that the bridge was old, it was closed.", 1),
        ]);
    }
}
