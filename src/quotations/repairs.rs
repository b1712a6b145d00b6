//! Small repairs of a report: its edges, where the labeller has put them a few words off.
//!
//! What enters are the units of a sentence, their labels, and a report that the labels gave; what leaves is the same report
//! with its content, source or cue mended. Each repair is one function that looks for one form and does nothing else.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "Ada Lind told Elm News in a statement that the bridge was not safe.";
//! assert_eq!(annotate(&Page::from_text(text)).quotations[0].content[0].of(text), "that the bridge was not safe.");
//! ```

use super::reported::{Report, SOURCE};
use super::units::{Unit, bits};
use crate::tagger::decode;
use crate::tagger::lexicon;
use std::ops::Range;

/// Mends a report by itself, one repair after the other.
pub(super) fn mend(sentence: &[Unit], labels: &[u8], report: &mut Report) {
    without_joint(sentence, report);
    without_the_subject(sentence, report);
    without_the_main_clause(sentence, report);
    to_a_bound(sentence, labels, report);
    to_the_head(sentence, labels, report);
    to_the_cue(sentence, labels, report);
    without_addressee(sentence, report);
    without_whom_it_was_written_to(sentence, report);
    without_circumstance(sentence, report);
    with_whole_source(sentence, report);
    to_the_verb(sentence, report);
    from_the_verb(sentence, report);
    to_the_subject(sentence, report);
}

/// Takes in the mark that ends the sentence where a content ends right before it: the labeller does so now and then.
pub(super) fn to_the_full_stop(sentence: &[Unit], report: &mut Report) {
    if let (Some(piece), Some(last)) = (report.content.last_mut(), sentence.last())
        && last.ends
        && piece.end + 1 == sentence.len()
    {
        piece.end += 1;
    }
}

/// Leaves out when it was said, behind a thing that has no time of its own: "criticised the council **on Monday**", "stressed the
/// need for a bridge **last week**".
pub(super) fn without_day(sentence: &[Unit], report: &mut Report) {
    const MOST: usize = 4;
    const BY_SPEAKING: [&str; 12] = [
        "criticised", "criticized", "condemned", "denounced", "praised", "stressed", "reiterated", "underlined",
        "underscored", "emphasised", "emphasized", "criticising",
    ];
    let (Some(piece), Some(cue)) = (report.content.last_mut(), &report.cue) else { return };
    let end = piece.end - usize::from(sentence[piece.end - 1].ends);
    let own = &sentence[piece.start..end];
    let dated = own.iter().rev().take(MOST).take_while(|unit| unit.is_date()).count();
    let Some(from) = end.checked_sub(dated).filter(|_| dated > 0 && own.len() > dated + 1) else { return };
    let from = from - usize::from(sentence[from - 1].is_one_of(&["on"]));
    let is_thing = own.iter().all(|unit| !unit.has(bits::FINITE | bits::THAT) && !unit.parts());
    if is_thing && from > piece.start && sentence[cue.clone()].iter().any(|unit| unit.is_one_of(&BY_SPEAKING)) {
        piece.end = from;
    }
}

/// Leaves out what joins the sentence to the one before: "**But**, according to the poll, …".
fn without_joint(sentence: &[Unit], report: &mut Report) {
    let says = |piece: &Range<usize>| sentence[piece.clone()].iter().any(|unit| !unit.joins && !unit.bounds);
    if report.content.iter().any(says) {
        report.content.retain(says);
    }
}

/// Leaves out what says who the source is: "The council, **which pays for the half**, has not said when", "**The owner of the
/// mill**, Westmark, has denied the claim".
fn without_the_subject(sentence: &[Unit], report: &mut Report) {
    let ([first, .., last], Some(cue), Some(source)) = (report.content.as_slice(), &report.cue, &report.source) else {
        return;
    };
    if last.start < cue.end || first.end > cue.start {
        return;
    }
    let opening = &sentence[first.start];
    let is_between = source.end <= first.start && (opening.has(bits::RELATES) || opening.article);
    let is_apposed = first.end <= source.start
        && source.end < cue.start
        && sentence[source.end..cue.start].iter().any(|unit| unit.bounds);
    if is_between || is_apposed {
        report.content.remove(0);
    }
}

/// Leaves out the clause on which the one with the cue hangs: "**The mill** is owned by Ada Lind, who argues that it is old".
fn without_the_main_clause(sentence: &[Unit], report: &mut Report) {
    let ([_, .., last], Some(cue)) = (report.content.as_slice(), &report.cue) else { return };
    let hangs = sentence[cue.start.saturating_sub(2)..=cue.start].iter().any(|unit| unit.has(bits::RELATES));
    if hangs && last.start == cue.end && sentence[last.start].has(bits::THAT) {
        let start = last.start;
        report.content.retain(|piece| piece.start >= start);
    }
}

/// Leaves out the end of whom it was told: "told the Health **Committee** the fees were too high", "told Elm **officials** that
/// it was closed".
fn without_addressee(sentence: &[Unit], report: &mut Report) {
    const MOST: usize = 8;
    let (Some(piece), Some(cue)) = (report.content.first_mut(), &report.cue) else { return };
    let told = cue.clone().rfind(|&at| TELLS.map(lexicon::hash).contains(&sentence[at].lower));
    let Some(told) = told.filter(|told| told + 1 < piece.start && piece.start - told <= MOST) else { return };
    let is_name = |unit: &Unit| unit.capital && !unit.pronoun && !unit.has(bits::OWN) && unit.marked == 0;
    let before = &sentence[told + 1..piece.start];
    // "Told **Morning News the** mill was old": the subject's first words.
    let names = before.iter().take_while(|unit| is_name(unit)).count();
    if names > 0 && before.get(names).is_some_and(|unit| unit.article && !unit.capital) {
        piece.start = told + 1 + names;
        return;
    }
    // "Told **the Court** the mill was old"
    let is_begun = is_name(&sentence[piece.start - 1]) || before.len() == 1 && before[0].article;
    if !is_begun || before.iter().any(|unit| unit.bounds) {
        return;
    }
    let opens_clause =
        |unit: &Unit| unit.article || unit.pronoun || unit.topic || unit.has(bits::THAT | bits::OWN | bits::OWNS);
    let own = &sentence[piece.clone()];
    // A name that begins where the content does is whom that is about, unless another subject stands behind it: "told Elm Radio
    // **Port** her mill was old".
    let goes_on = |unit: &&Unit| is_name(unit) && (unit.mention == 0 || unit.mention % 2 == 1);
    let mut cut = own.iter().take(MOST).take_while(goes_on).count();
    let named = own.iter().take(MOST).take_while(|unit| is_name(unit)).count();
    if own.get(named).is_some_and(|unit| unit.pronoun || unit.article || unit.has(bits::OWNS | bits::THAT)) {
        cut = named;
    }
    let is_head =
        |unit: &Unit| !unit.capital && unit.cue == 0 && !unit.auxiliary && !unit.bounds && !opens_clause(unit);
    if own.get(cut).is_some_and(is_head) && own.get(cut + 1).is_some_and(opens_clause) {
        cut += 1;
    }
    if cut > 0 && own.len() > cut + 2 {
        piece.start += cut;
    }
}

/// Leaves out to whom it was written, before what is asked for: "wrote to **the council requesting** a new bridge".
fn without_whom_it_was_written_to(sentence: &[Unit], report: &mut Report) {
    const MOST: usize = 8;
    let (Some(piece), Some(cue)) = (report.content.first_mut(), &report.cue) else { return };
    let [.., verb, to] = &sentence[cue.clone()] else { return };
    let is_written = cue.end == piece.start && to.is_one_of(&["to"]) && verb.is_one_of(&["wrote", "writes", "written"]);
    let asks = |at: &usize| {
        let unit = &sentence[*at];
        unit.suffixes[1] == lexicon::hash("ing") && (unit.cue == 2 || unit.is_one_of(&["requesting", "asking"]))
    };
    let near = piece.start + 1..piece.end.min(piece.start + MOST);
    let Some(verb) = near.clone().find(asks).filter(|&verb| is_written && verb + 2 < piece.end) else { return };
    if sentence[piece.start..verb].iter().all(|unit| !unit.bounds && unit.marked == 0) {
        piece.start = verb + 1;
    }
}

/// The verbs that have an addressee.
const TELLS: [&str; 4] = ["told", "tells", "tell", "telling"];

/// Leaves out what only says when and where it was said: "in a statement **that the bridge was safe**".
fn without_circumstance(sentence: &[Unit], report: &mut Report) {
    let Some(piece) = report.content.first_mut().filter(|piece| piece.len() > 4 && report.told) else { return };
    let own = &sentence[piece.clone()];
    // "told the Elm Times**’s** reporter that": what it begins inside of.
    let is_cut = own[0].mention % 2 == 1 || ["'s", "’s"].map(lexicon::hash).contains(&own[0].lower);
    // "Suggested in **several letters** that": the cue has its preposition.
    let follows_place = report.cue.as_ref().is_some_and(|cue| {
        let last = &sentence[cue.end - 1];
        cue.end == piece.start && last.is_one_of(&["in", "at", "during", "to", "for"])
    });
    let opens = is_cut
        || follows_place
        || own[0].has(bits::PLACE)
        || own[0].topic
        || own[0].is_date()
        || own[0].suffixes[0] == lexicon::hash("ly") && own[1].has(bits::THAT)
        || own[0].article && own[1].has(bits::OCCASION);
    // "told **a packed hall** that"
    let follows_told =
        |cue: &Range<usize>| cue.end == piece.start && sentence[cue.end - 1].lower == lexicon::hash("told");
    let addresses = report.cue.as_ref().is_some_and(follows_told);
    // "told **the judges of the case against the mill,** that"
    let that = own
        .iter()
        .take(if addresses { 16 } else { 9 })
        .position(|unit| unit.has(bits::THAT))
        .filter(|&that| (opens || addresses) && that >= 1 && own.len() - that > 3);
    // "said after **that vote** that she would go", but "said **that it is a shame** that she would go", "said **that in**
    // that valley she would go".
    let again = || {
        let at = own.iter().take(5).skip(2).position(|unit| unit.has(bits::THAT))? + 2;
        let is_pointed = own[at - 1].has(bits::PLACE) || own[at - 1].topic;
        let is_plain = |unit: &Unit| !unit.auxiliary && !unit.pronoun && !unit.is;
        (!is_pointed && own[1..at].iter().all(is_plain)).then_some(at)
    };
    let that = that.or_else(|| again().filter(|at| own[0].has(bits::THAT) && own.len() - at > 3));
    let is_plain =
        |unit: &Unit| !unit.bounds && unit.marked == 0 && (unit.cue == 0 || unit.cue == 4 || unit.has(bits::OCCASION));
    let before = |that: usize| &own[..that - usize::from(addresses && own[that - 1].parts())];
    if let Some(that) = that.filter(|&that| before(that).iter().all(is_plain)) {
        piece.start += that;
    } else if let Some(clause) = behind_occasion(own, follows_place) {
        piece.start += clause;
    }
}

/// Where the clause begins behind in what it was said, without "that": "during a press conference on Monday **the bridge** was".
fn behind_occasion(own: &[Unit], follows_place: bool) -> Option<usize> {
    const MOST: usize = 6;
    let is_place = follows_place || own[0].has(bits::PLACE);
    let occasion = own.iter().take(MOST).position(|unit| unit.has(bits::OCCASION)).filter(|_| is_place)?;
    let says_where = |unit: &&Unit| unit.has(bits::PLACE) || unit.topic || unit.is_date() || unit.is_place();
    let clause = occasion + 1 + own[occasion + 1..].iter().take(MOST).take_while(says_where).count();
    let first = own.get(clause)?;
    let opens = first.article || first.pronoun || first.has(bits::OWNS) || first.counts;
    let is_plain = own[..occasion].iter().all(|unit| !unit.bounds && !unit.has(bits::FINITE) && unit.marked == 0);
    (opens && is_plain && own[clause..].iter().take(MOST * 2).any(|unit| unit.has(bits::FINITE))).then_some(clause)
}

/// Gives the source what it begins with, where its first words were taken for the last of the content: "The bridge is closed,
/// **emergency** services said".
fn with_whole_source(sentence: &[Unit], report: &mut Report) {
    const FEW: usize = 3;
    let (Some(piece), Some(source), Some(cue)) = (report.content.last_mut(), &mut report.source, &report.cue) else {
        return;
    };
    let own = &sentence[piece.clone()];
    let Some(comma) = own.iter().rposition(Unit::parts).filter(|&comma| comma > FEW) else { return };
    let tail = &own[comma + 1..];
    let is_plain = |unit: &Unit| unit.cue == 0 && unit.marked == 0 && !unit.auxiliary && !unit.joins;
    let touches = piece.end == source.start && source.end == cue.start;
    if touches && (1..=FEW).contains(&tail.len()) && tail.iter().all(is_plain) {
        source.start -= tail.len();
        piece.end = piece.start + comma;
    }
}

/// Gives the source its last nouns, where those were taken for the first words of the cue: "One survey **respondent** said",
/// "The Elm **transport ministry** confirmed".
fn to_the_verb(sentence: &[Unit], report: &mut Report) {
    const MOST: usize = 2;
    let (Some(source), Some(cue)) = (&mut report.source, &mut report.cue) else { return };
    let is_noun = |unit: &&Unit| is_word(unit) && !unit.article && unit.mention.is_multiple_of(2);
    let nouns = sentence[cue.clone()].iter().take_while(is_noun).count();
    let Some(verb) = sentence[cue.clone()].get(nouns).filter(|unit| matches!(unit.cue, 1 | 2)) else { return };
    let is_verb = verb.participle || verb.has(bits::SAID);
    let touches = source.end == cue.start && !sentence[source.end - 1].pronoun;
    if touches && (1..=MOST).contains(&nouns) && is_verb {
        (source.end, cue.start) = (source.end + nouns, cue.start + nouns);
    }
}

/// Gives the content its subject, where that was taken for the end of the cue: "Critics say **clubs** that are closed are
/// lost".
fn from_the_verb(sentence: &[Unit], report: &mut Report) {
    let (Some(piece), Some(cue)) = (report.content.first_mut(), &mut report.cue) else { return };
    let touches = cue.end == piece.start && cue.len() > 1 && sentence[piece.start].has(bits::THAT | bits::RELATES);
    let last = &sentence[cue.end - 1];
    if touches && sentence[cue.end - 2].has(bits::SAID) && is_word(last) && !last.is_date() {
        (cue.end, piece.start) = (cue.end - 1, piece.start - 1);
    }
}

/// Gives what is said along with something else to who does that, not to who tells it: "According to the police, **Ada Lind**
/// wrote to the mayor, saying he was late".
fn to_the_subject(sentence: &[Unit], report: &mut Report) {
    const ALONG: [&str; 6] = ["saying", "adding", "calling", "insisting", "arguing", "claiming"];
    const LONGEST: usize = 14;
    let (Some(source), Some(cue)) = (&mut report.source, &report.cue) else { return };
    let is_along = ALONG.map(lexicon::hash).contains(&sentence[cue.start].lower);
    if !is_along || sentence[0].cue != 3 || source.start != 2 {
        return;
    }
    let Some(comma) = (3..cue.start.min(LONGEST)).find(|&at| sentence[at].parts()) else { return };
    let named = sentence[comma + 1..cue.start].iter().take_while(|unit| unit.names_person()).count();
    if source.end <= comma && named > 0 {
        *source = comma + 1..comma + 1 + named;
    }
}

/// Whether a unit is rather a noun or an adjective than anything else.
fn is_word(unit: &Unit) -> bool {
    let is_verb = unit.auxiliary || unit.participle;
    let is_other = is_verb || unit.bounds || unit.capital || unit.pronoun || unit.negates || unit.joins;
    let stands_beside =
        unit.topic || unit.has(bits::PLACE | bits::RELATES | bits::THAT | bits::ADVERB | bits::BEFORE_MAIN);
    let is_formed = unit.suffixes[0] == lexicon::hash("ly") || unit.suffixes[1] == lexicon::hash("ing");
    unit.cue == 0 && unit.marked == 0 && !is_other && !stands_beside && !is_formed
}

/// Runs a content on that breaks off inside a clause, to the next bound of a clause.
fn to_a_bound(sentence: &[Unit], labels: &[u8], report: &mut Report) {
    let Some(piece) = report.content.last_mut() else { return };
    let may_follow = |at: &usize| {
        let unit = &sentence[*at];
        labels[*at] == 0 && !unit.parts() && !unit.ends && unit.marked == 0
    };
    let last = &sentence[piece.end - 1];
    let end = (piece.end..sentence.len()).find(|at| !may_follow(at)).unwrap_or(sentence.len());
    let is_bound = sentence.get(end).is_none_or(|unit| unit.bounds || unit.ends);
    if is_bound && !last.parts() {
        piece.end = end;
    }
}

/// Begins a content that begins inside a clause, before who says it, with its sentence.
fn to_the_head(sentence: &[Unit], labels: &[u8], report: &mut Report) {
    let [piece] = report.content.as_mut_slice() else { return };
    let Some(before) = piece.start.checked_sub(1).filter(|_| report.told) else { return };
    let is_free = |at: usize| {
        let unit = &sentence[at];
        matches!(decode::kind(usize::from(labels[at])), None | Some(SOURCE))
            && unit.marked == 0
            && !unit.ends
            && unit.cue != 2
    };
    let is_inside =
        (!sentence[before].bounds || sentence[before].lower == lexicon::hash(")")) && !sentence[before].joins;
    let follows = report.source.as_ref().is_some_and(|source| source.start >= piece.end);
    if is_inside && follows && before < 40 && (0..piece.start).all(is_free) {
        piece.start = 0;
    }
}

/// Gives a content its subject, where an aside behind that was taken for the end of something else: "Officials said **Ada Lind,
/// the mayor,** had left".
fn to_the_cue(sentence: &[Unit], labels: &[u8], report: &mut Report) {
    const MOST: usize = 8;
    let (Some(piece), Some(cue), Some(source)) = (report.content.first_mut(), &report.cue, &report.source) else {
        return;
    };
    if source.end > cue.start || cue.end >= piece.start || piece.start - cue.end > MOST {
        return;
    }
    let between = &sentence[cue.end..piece.start];
    let is_part = |at: usize| !matches!(decode::kind(usize::from(labels[at])), None | Some(SOURCE));
    let is_free = |at: usize| !is_part(at) && sentence[at].cue == 0 && sentence[at].marked == 0;
    let is_subject = between[0].names_person() && between.last().is_some_and(|unit| unit.bounds);
    if is_subject && sentence[cue.end - 1].says && (cue.end..piece.start).all(is_free) {
        piece.start = cue.end;
    }
}

/// Leaves out where and for whom it was written: "**PORT ELM (Elm News) —** The bridge is closed".
pub(super) fn without_dateline(sentence: &[Unit], report: &mut Report) {
    let Some(piece) = report.content.first_mut().filter(|piece| piece.start == 0) else { return };
    let dashes = ["—", "–", "-", "--"].map(lexicon::hash);
    let is_dash = |at: &usize| dashes.contains(&sentence[*at].lower) && !sentence[*at].has(bits::JOINT);
    let Some(dash) = (1..piece.end.min(12)).find(is_dash).filter(|dash| dash + 1 < piece.end) else { return };
    let begins = sentence[0].has(bits::SHOUTED) || sentence[dash - 1].lower == lexicon::hash(")");
    if begins {
        piece.start = dash + 1;
    }
    // "**Elm -** The bridge is closed", alone or behind the agency.
    let place = sentence[piece.clone()].iter().take_while(|unit| unit.is_place()).count() + piece.start;
    let is_place = place > piece.start && place + 1 < piece.end && is_dash(&place);
    if is_place && sentence[place + 1].capital {
        piece.start = place + 1;
    }
}

/// Runs a content on to the end of its sentence, when only words of no other part follow: a few, or more of them behind
/// a cue that tells.
pub(super) fn to_the_end(sentence: &[Unit], labels: &[u8], report: &mut Report) {
    let Some(piece) = report.content.last_mut() else { return };
    let rest = &labels[piece.end..];
    // "Said **Ada Lind**, who was hurt, would play": whom it is about alone is not all of it.
    let is_subject = || sentence[piece.clone()].iter().all(Unit::names_person);
    let most = if report.told && (piece.len() >= 3 || is_subject()) { 40 } else { 7 };
    if rest.len() <= most && rest.iter().all(|&label| label == 0) {
        piece.end = sentence.len();
    }
}

#[cfg(test)]
mod tests {
    use crate::quotations::checks;

    /// Contents of reported speech, each with its source.
    #[test]
    fn mended() {
        checks::reported(&[
            (
                "The father of one of the millers had denounced that during that hour, the owners made the rest carry wood.",
                &[("that during that hour, the owners made the rest carry wood.", "The father of one of the millers")],
            ),
            (
                "Ada Lind told the judges hearing the plea of the millers to lift the ban, that the mayor was working with the court.",
                &[("that the mayor was working with the court.", "Ada Lind")],
            ),
            (
                "Bo Orr wrote to the council requesting a review of the conduct of the mayor.",
                &[("a review of the conduct of the mayor.", "Bo Orr")],
            ),
            (
                "Four people died when the river burst its banks on Sunday night, emergency services said.",
                &[("Four people died when the river burst its banks on Sunday night", "emergency services")],
            ),
            (
                "Ada Lind said after that vote that she would go home to the valley.",
                &[("that she would go home to the valley.", "Ada Lind")],
            ),
            (
                "Coach Bo Orr said Ada Lind, who had missed the vote on Monday, would not be on the bridge.",
                &[("Ada Lind, who had missed the vote on Monday, would not be on the bridge.", "Coach Bo Orr")],
            ),
            (
                "One survey respondent called the plan for the bridge a shame for the town.",
                &[("the plan for the bridge a shame for the town.", "One survey respondent")],
            ),
            ("The Elm Authority, which would pay for half of the work, has not said yes.", &[]),
            (
                "The company that owned the bridge, Westmark Holdings, has denied responsibility for the fall.",
                &[("responsibility for the fall.", "The company")],
            ),
            (
                "LONDON (Elm News) - The bridge is not safe at all, officials said.",
                &[("The bridge is not safe at all", "officials")],
            ),
            (
                "Ada Lind told the Health Committee the tolls were too high.",
                &[("the tolls were too high.", "Ada Lind")],
            ),
            (
                "Ada Lind told The Elm Times her millers were paid too little.",
                &[("her millers were paid too little.", "Ada Lind")],
            ),
            (
                "Ada Lind told Morning Report around 4000 people would lose their homes.",
                &[("around 4000 people would lose their homes.", "Ada Lind")],
            ),
            (
                "Ada Lind told Checkpoint the mill owners had lost their homes.",
                &[("the mill owners had lost their homes.", "Ada Lind")],
            ),
            (
                "Bo Orr said during a press conference the bridge would be closed.",
                &[("the bridge would be closed.", "Bo Orr")],
            ),
            (
                "Mayor Bo Orr suggested in several speeches that the bridge was old.",
                &[("that the bridge was old.", "Mayor Bo Orr")],
            ),
            ("Ada Lind criticised the council of the town on Monday.", &[("the council of the town", "Ada Lind")]),
            ("Ada Lind told reporters Bo Orr would lose his home.", &[("Bo Orr would lose his home.", "Ada Lind")]),
            (
                "Members say that it is a shame that the bridge is closed.",
                &[("that it is a shame that the bridge is closed.", "Members")],
            ),
            (
                "ENP.- Oslo -The old mill of the valley will be sold in May, the agency said.",
                &[("The old mill of the valley will be sold in May", "the agency")],
            ),
            (
                "The Elm transport ministry confirmed that the bridge was closed.",
                &[("that the bridge was closed.", "The Elm transport ministry")],
            ),
            (
                "Critics say bridges that still cling to old walls are a danger.",
                &[("bridges that still cling to old walls are a danger.", "Critics")],
            ),
            (
                "The mill was sold by Ada Lind, who argues that the old bridge was lost in the flood.",
                &[("that the old bridge was lost in the flood.", "Ada Lind")],
            ),
        ]);
    }
}
