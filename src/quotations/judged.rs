//! How much speaks for a report: whether its cue tells, or is only done or felt, and how sure the labeller has to be.
//!
//! What enters is a report of the labeller in its sentence; what leaves is the same with its margin, or nothing. "Said" and
//! "according to" need no help, "hopes" does; who pleads guilty, tells a story or has a say has said nothing.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! assert!(annotate(&Page::from_text("Ada Lind pleaded guilty to fraud.")).quotations.is_empty());
//! ```

use super::patterns;
use super::reported::Report;
use super::units::{Unit, bits};
use super::unsaid;
use std::ops::Range;

/// The margin that reported speech needs when its cue does not tell, or is no verb of the lists.
const LEAST_OF_STANCE: i32 = 0;
const LEAST_OF_OTHERS: i32 = 100;

/// The least margin of what somebody "said" or "told".
const MARGIN_OF_SAID: i32 = 100;

/// The most margin of what is only talked over or yet to be said: too little to be shown.
const MOST_OF_TALK: i32 = patterns::SURE;

/// A report with what its cue says of it; `None` when too little speaks for it.
pub(super) fn judged(sentence: &[Unit], mut report: Report) -> Option<Report> {
    let cue = report.cue.clone().unwrap_or_default();
    report.told &= !does(sentence, &report);
    if unsaid::is_talked_over(sentence, &cue) || report.told && is_yet_to_be(sentence, &report) {
        (report.told, report.margin) = (false, report.margin.min(MOST_OF_TALK));
    }
    if calls_for(sentence, &report) || indicates(sentence, &report) {
        (report.told, report.margin) = (true, report.margin.max(patterns::SURE));
    }
    if report.told {
        report.margin = report.margin.max(least_margin(sentence, &cue));
        if tells_that(sentence, &report) {
            report.margin = report.margin.max(patterns::SURE);
        }
    }
    if says_nothing(sentence, &report) {
        return None;
    }
    // "She was told that …": whom the sentence is about has not said it.
    let by_nobody = |source: &Range<usize>| source.end <= cue.start || is_apart(sentence, &cue, source);
    let is_heard = report.source.take_if(|source| by_nobody(source) && is_passive(sentence, &cue)).is_some();
    let is_plain = report.content.iter().all(|piece| sentence[piece.clone()].iter().all(|unit| unit.marked == 0));
    let least = match sentence[cue.clone()].iter().map(|unit| unit.cue).filter(|&class| class != 4).max() {
        Some(2 | 3) if report.told => i32::MIN,
        Some(1 | 2) => LEAST_OF_STANCE,
        _ => LEAST_OF_OTHERS,
    };
    let is_nobodys =
        report.source.is_none() && (is_heard || !report.told || is_passive(sentence, &cue) || is_aim(sentence, &cue));
    (!is_plain || report.margin >= least && !is_nobodys).then_some(report)
}

/// Whether words only look like a report.
fn says_nothing(sentence: &[Unit], report: &Report) -> bool {
    let cue = &sentence[report.cue.clone().unwrap_or_default()];
    let opening = report.content.first().map_or(&[][..], |piece| &sentence[piece.clone()]);
    unsaid::is_unsaid(sentence, report)
        || is_set_phrase(cue, opening)
        || is_nobodys(sentence, report)
        || may_have(sentence, report)
        || is_thing(sentence, report)
        || keeps_from(sentence, report)
        || has_a_say(sentence, report)
        || leaves_open(cue, opening, report)
        || report.source.as_ref().is_some_and(|source| is_verb(&sentence[source.clone()]))
}

/// Whether it is said that nobody has said it: "**None** of the clerks could say", "**No** group has claimed the attack".
fn is_nobodys(sentence: &[Unit], report: &Report) -> bool {
    const NOBODY: [&str; 5] = ["no", "none", "nobody", "neither", "nothing"];
    let Some(source) = &report.source else { return false };
    let [first, rest @ ..] = &sentence[source.clone()] else { return false };
    let is_name = rest.first().is_some_and(|next| next.capital || next.counts);
    first.is_one_of(&NOBODY) && !is_name
}

/// Whether somebody does not bring himself to say it: "is **reluctant to** denounce it", "had not **the heart to** tell him".
fn keeps_from(sentence: &[Unit], report: &Report) -> bool {
    const KEEPS: [&str; 6] = ["reluctant", "unwilling", "afraid", "hesitant", "heart", "nerve"];
    let cue = report.cue.clone().unwrap_or_default();
    aim(sentence, &cue).and_then(|(to, _)| to.checked_sub(1)).is_some_and(|at| sentence[at].is_one_of(&KEEPS))
}

/// Whether somebody has yet to say it: "is **expected to** argue that it is late", "was **asked to** explain it", "a page for
/// millers **to report** a leak".
fn is_yet_to_be(sentence: &[Unit], report: &Report) -> bool {
    const YET: [&str; 9] = ["expected", "needs", "need", "ready", "evidence", "likely", "supposed", "required", "able"];
    let cue = report.cue.clone().unwrap_or_default();
    let Some((to, verb)) = aim(sentence, &cue) else { return false };
    let Some(before) = to.checked_sub(1) else { return false };
    let is_clause = |unit: &Unit| unit.has(bits::THAT | bits::FINITE | bits::ASKS | bits::RELATES) || unit.marked != 0;
    let calls = || sentence[verb].has(bits::SAID) || sentence[verb].is_one_of(&["call", "demand", "urge"]);
    let is_said = || report.content.iter().any(|piece| sentence[piece.clone()].iter().any(is_clause)) || calls();
    let is_asked = || sentence[before].is_one_of(&["asked"]) && is_passive(sentence, &(0..to));
    sentence[before].is_one_of(&YET) || is_asked() || to == cue.start && !is_said()
}

/// Where "to" stands before the verb of a cue, and that verb.
fn aim(sentence: &[Unit], cue: &Range<usize>) -> Option<(usize, usize)> {
    let verb = cue.clone().rfind(|&at| matches!(sentence[at].cue, 1 | 2))?;
    let to = (verb.saturating_sub(2)..verb).rev().find(|&at| sentence[at].is_one_of(&["to"]))?;
    Some((to, verb))
}

/// Whether it only could or should have been said: "she **could have** asked for it", "she **should** explain why it is late".
fn may_have(sentence: &[Unit], report: &Report) -> bool {
    let cue = report.cue.clone().unwrap_or_default();
    let Some(verb) = cue.clone().rfind(|&at| matches!(sentence[at].cue, 1 | 2)) else { return false };
    let before = |count: usize, words: &[&str]| verb.checked_sub(count).is_some_and(|at| sentence[at].is_one_of(words));
    before(1, &["should", "must"])
        || before(1, &["have"]) && before(2, &["could", "would", "should", "might"]) && sentence[verb].participle
}

/// "Pleaded **guilty** to fraud", "pledging **allegiance** to the crown", "tells **the story** of a mill", "posted **a photo**":
/// done, not said.
fn is_set_phrase(cue: &[Unit], opening: &[Unit]) -> bool {
    const DONE: [(&[&str], &[&str]); 4] = [
        (&["plead", "pleads", "pleaded", "pleading"], &["guilty"]),
        (&["pledge", "pledges", "pledged", "pledging"], &["allegiance"]),
        (&["tell", "tells", "told", "telling"], &["story", "stories", "tale", "tales"]),
        (
            &["post", "posts", "posted", "posting"],
            &[
                "photo", "photos", "photograph", "photographs", "picture", "pictures", "image", "images", "video",
                "videos",
            ],
        ),
    ];
    let Some(verb) = cue.iter().rposition(|unit| matches!(unit.cue, 1 | 2)) else { return false };
    let near = || cue[verb + 1..].iter().chain(opening).take(3);
    DONE.iter().any(|(verbs, things)| cue[verb].is_one_of(verbs) && near().any(|unit| unit.is_one_of(things)))
}

/// Whether "say" is a noun: "the schools have **some say** in it".
fn has_a_say(sentence: &[Unit], report: &Report) -> bool {
    let cue = report.cue.clone().unwrap_or_default();
    let say = cue.clone().find(|&at| sentence[at].is_one_of(&["say"]));
    let before = say.and_then(|at| at.checked_sub(1)).map(|at| &sentence[at]);
    before.is_some_and(|unit| {
        unit.article
            || unit.counts
            || unit.has(bits::OWNS | bits::OWN)
            || unit.is_one_of(&["no", "any", "final", "little", "much", "less", "great", "equal"])
    })
}

/// Whether it is what somebody has not said: "did not say **when** it would open", "has not said **yes**".
fn leaves_open(cue: &[Unit], opening: &[Unit], report: &Report) -> bool {
    const OPEN: [&str; 9] = ["when", "whether", "if", "who", "what", "where", "why", "how", "which"];
    if !cue.iter().any(|unit| unit.negates) || !cue.iter().any(|unit| unit.cue == 2) {
        return false;
    }
    let is_word = |unit: &&Unit| !unit.bounds && !unit.ends;
    let is_short = report.content.len() == 1 && opening.iter().filter(is_word).count() < 2;
    let says = cue.iter().any(|unit| unit.says);
    // "Has not said why" is news, "did not say why" fills a line.
    let is_open = cue[0].is_one_of(&["did"]) && opening.first().is_some_and(|unit| unit.is_one_of(&OPEN));
    is_open || is_short && says
}

/// Whether a cue is what somebody would do: "it is enough **to recall** the flood".
fn is_aim(sentence: &[Unit], cue: &Range<usize>) -> bool {
    cue.len() == 2 && sentence[cue.start].is_one_of(&["to"])
}

/// Whether a source is rather a verb: "it **should suffice** to recall".
fn is_verb(source: &[Unit]) -> bool {
    source.first().is_some_and(|unit| unit.has(bits::FINITE) && !unit.capital && unit.mention == 0)
}

/// Whether what a cue that can tell says is done rather than said: "dismissed **one of the charges**", "**to address** the
/// harm", "provide **reports to** the mayor".
fn does(sentence: &[Unit], report: &Report) -> bool {
    let Some(cue) = &report.cue else { return false };
    let Some(piece) = report.content.first().filter(|piece| piece.start >= cue.end) else { return false };
    let opening = &sentence[piece.clone()];
    let Some(verb) = cue.clone().rfind(|&at| matches!(sentence[at].cue, 1 | 2)) else { return false };
    if sentence[verb].is_one_of(&["dismiss", "dismisses", "dismissed", "dismissing"]) {
        const BROUGHT: [&str; 9] =
            ["charge", "charges", "case", "cases", "appeal", "appeals", "lawsuit", "lawsuits", "suit"];
        return opening.iter().take(6).any(|unit| unit.is_one_of(&BROUGHT));
    }
    sentence[verb].is_one_of(&["address", "addresses", "addressed", "addressing"])
}

/// Whether somebody asks others for something, or promises to do it: "called for a vote", "called on the town to vote", "urged
/// the town to vote", "vowed to vote".
fn calls_for(sentence: &[Unit], report: &Report) -> bool {
    const REACH: usize = 6;
    let (Some(cue), Some(source)) = (&report.cue, &report.source) else { return false };
    let is_call = |unit: &Unit| unit.is_one_of(&["encouraged", "encourages"]);
    let is_verb = |at: &usize| matches!(sentence[*at].cue, 1 | 2) || is_call(&sentence[*at]);
    let Some(verb) = cue.clone().find(is_verb) else { return false };
    let next = |words: &[&str]| sentence.get(verb + 1).is_some_and(|unit| unit.is_one_of(words));
    let is = |words: &[&str]| sentence[verb].is_one_of(words);
    let is_behind = report.content.first().is_some_and(|piece| piece.start > verb && piece.len() > 1);
    if source.end > cue.start || !is_behind || sentence[cue.clone()].iter().any(|unit| unit.negates) {
        return false;
    }
    // "The flood **calls for** a bridge", "Westmark **calls for** a vote grew": only who can speak does.
    let last = &sentence[source.end - 1];
    let speaks = || last.pronoun && !last.is_one_of(&["it"]) || last.names_person() || last.names_org();
    // "Encouraged the town **to vote**"
    let has_aim = || sentence[verb + 1..].iter().take(REACH).any(|unit| unit.is_one_of(&["to"]));
    let calls = is(&["called"]) || is(&["calls", "call"]) && speaks() || is(&["calling"]) && sentence[verb - 1].is;
    calls && next(&["for", "on", "upon"]) && !is_passive(sentence, cue)
        || is(&["urged", "urges", "urging"]) && !is_passive(sentence, cue)
        || is_call(&sentence[verb]) && speaks() && has_aim() && !is_passive(sentence, cue)
        || is(&["vowed", "vows", "vowing", "pledged", "pledges", "promised", "promises"]) && next(&["to"])
            // "The debate **promised to be** fierce"
            && !sentence.get(verb + 2).is_some_and(|unit| unit.is_one_of(&["be"]))
}

/// Whether somebody indicates that something is so; a thing that does so has said nothing.
fn indicates(sentence: &[Unit], report: &Report) -> bool {
    let (Some(cue), Some(source), Some(piece)) = (&report.cue, &report.source, report.content.first()) else {
        return false;
    };
    let last = &sentence[source.end - 1];
    let speaks = last.names_person() || last.is_one_of(&["he", "she"]);
    let own = &sentence[cue.clone()];
    let is_plain = cue.end == piece.start && sentence[piece.start].has(bits::THAT) && piece.len() > 4;
    speaks
        && is_plain
        && own.iter().all(|unit| !unit.negates && !unit.is)
        && own[own.len() - 1].is_one_of(&["indicated", "highlighted", "highlights"])
}

/// Whether the verb of a cue is rather a thing that somebody gives: "provide **reports to** the mayor".
fn is_thing(sentence: &[Unit], report: &Report) -> bool {
    let Some(cue) = &report.cue else { return false };
    let Some(verb) = cue.clone().rfind(|&at| matches!(sentence[at].cue, 1 | 2)) else { return false };
    let before = verb.checked_sub(1).map(|at| &sentence[at]);
    let is_object = before.is_some_and(|unit| verb > cue.start && matches!(unit.cue, 0 | 4) && !unit.auxiliary);
    let next = sentence.get(verb + 1);
    is_object
        && sentence[verb].is_one_of(&["report", "reports", "comments", "claims"])
        && next.is_some_and(|unit| unit.is_one_of(&["to", "on", "from"]))
}

/// Whether a cue tells. "Spoke about the bridge" says what it was about, not what was said; "declined to comment on it"
/// says all there is. The word of the topic may be the last of the cue, or the first of the content `behind` it; "on Monday"
/// is no topic.
pub(super) fn tells(cue: &[Unit], behind: &[Unit]) -> bool {
    // "**On the radio** that it is late" says where.
    const BETWEEN: usize = 9;
    let says_where = || behind.iter().take(BETWEEN).any(|unit| unit.has(bits::THAT));
    let begins_with_topic = match behind {
        // "Said **about a hundred** boats were lost"
        [first, second, ..] => {
            let is_number = first.counts && second.counts;
            first.topic && !second.is_date() && !is_number && !says_where()
        }
        _ => false,
    };
    let has_topic = cue.last().is_some_and(|unit| unit.topic) || begins_with_topic;
    cue.iter().any(|unit| unit.tells || unit.cue == 3) && (cue.iter().any(|unit| unit.denies) || !has_topic)
}

/// The margin that the words of a cue that tells are worth by themselves.
fn least_margin(sentence: &[Unit], cue: &Range<usize>) -> i32 {
    // "**Let us say** it is old"
    let lets = sentence[cue.start.saturating_sub(2)..cue.start].iter().any(|unit| unit.is_one_of(&["let"]));
    let says = |unit: &Unit| unit.says || unit.has(bits::SAID) && !lets;
    let cue = &sentence[cue.clone()];
    if cue.iter().any(|unit| unit.denies) {
        patterns::SURE
    } else if cue.iter().any(says) && !cue.iter().any(|unit| unit.negates) {
        MARGIN_OF_SAID
    } else {
        i32::MIN
    }
}

/// Whether a verb of speech has a source, and a clause behind "that": "insisting **that** it was late", "suggested in her
/// letters **that** it was late".
fn tells_that(sentence: &[Unit], report: &Report) -> bool {
    let (Some(cue), Some(piece)) = (&report.cue, report.content.first()) else { return false };
    // When and where it was said may stand between.
    const BETWEEN: usize = 9;
    let touches = cue.end <= piece.start && piece.start - cue.end <= BETWEEN;
    let is_behind = touches && sentence[piece.start].has(bits::THAT) && piece.len() > 4;
    let own = &sentence[cue.clone()];
    // "News from the whole **country** confirm that": who says it is not seen.
    let is_verb = |unit: &Unit| unit.cue != 0 || unit.auxiliary || unit.participle || unit.joins;
    let speaks = is_verb(&own[0]) && own.iter().any(|unit| unit.cue == 2) && !own.iter().any(|unit| unit.negates);
    is_behind && speaks && report.source.is_some() && !is_passive(sentence, cue)
}

/// Whether a cue is passive: "was told", "are widely expected to".
fn is_passive(sentence: &[Unit], cue: &Range<usize>) -> bool {
    let is_verb = |at: &usize| sentence[*at].participle || matches!(sentence[*at].cue, 1 | 2);
    let participle = cue.clone().rfind(is_verb).filter(|&at| sentence[at].participle);
    let before = |at: usize| sentence[..at].iter().rev().find(|unit| unit.is || !unit.auxiliary);
    participle.and_then(before).is_some_and(|unit| unit.is)
}

/// Whether who stands behind a passive has not done it: "it **was announced** in May, and **ten firms** left".
fn is_apart(sentence: &[Unit], cue: &Range<usize>, source: &Range<usize>) -> bool {
    let between = sentence.get(cue.end..source.start).unwrap_or_default();
    between.iter().any(|unit| unit.parts() || unit.joins) && !between.iter().any(|unit| unit.is_one_of(&["by"]))
}

#[cfg(test)]
mod tests {
    use crate::quotations::checks;

    /// How many reports a reader is shown.
    #[test]
    fn what_is_told() {
        checks::shown(&[
            ("Ada Lind pleaded guilty to fraud and is expected to speak on Wednesday.", 0),
            ("The schools are to avoid foreign books, while pledging allegiance to the valley.", 0),
            ("The book tells the story of an old miller who faces the flood.", 0),
            ("Ada Lind posted a photo of the bridge at noon.", 0),
            ("While the schools do have some say in the running of the mill, few use it.", 0),
            ("The council will also provide reports to the mayor of Elm.", 0),
            ("A court later dismissed one of two charges against the miller.", 0),
            ("It should be enough to recall the sway of the millers in those years.", 0),
            ("The printed letter did not mention who was the owner of the mill.", 0),
            ("The group has run a project, called Feed the Valley, to address the harm done by the flood.", 0),
            ("The partners of the mill remain reluctant to publicly denounce the raids.", 0),
            ("Bo Orr did not have the heart to tell his father that he had lost.", 0),
            ("None of the clerks could say which mill was the first.", 0),
            ("No group has claimed that the bridge was theirs.", 0),
            ("Bo Orr could have requested a new count of the votes.", 0),
            ("Ada Lind and Bo Orr addressed the issue of the old bridge.", 0),
            ("Ada Lind has not said when the bridge will be opened.", 1),
            ("Ada Lind told the council that the bridge was a story of its own.", 1),
            // Who calls for something has said so.
            ("The group called for an end to the tolls on the bridge.", 1),
            ("Ada Lind called on the council to open the bridge.", 1),
            ("The council urged residents to stay away from the river.", 1),
            ("The mayor vowed to open the bridge before the winter.", 1),
            ("Ada Lind encouraged the children to stay in school.", 1),
            ("Bo Orr had been asked to explain why the bridge fell.", 0),
            ("Ada Lind is expected to argue that the mill was sold.", 0),
            ("The mill has a page on which users are invited to report a leak.", 0),
            ("The law encouraged firms to build in the valley.", 0),
            ("A police officer said about 100 boats were part of the march.", 1),
            ("Ada Lind highlighted that the bridge has been marked by growth.", 1),
            // "That" behind a verb of speech leaves no doubt.
            ("Ada Lind indicated that the calls were aimed to foil the plan.", 1),
            ("Bo Orr suggested in several letters that the flood could be over by May.", 1),
            ("The mill claims that it bases its prices on its costs.", 1),
            ("“We lost the vote,” Ada Lind said, insisting that the council would not change.", 2),
            ("“We lost the vote,” Ada Lind said, adding that despite all of this, the council is not ready to go.", 2),
        ]);
    }
}
