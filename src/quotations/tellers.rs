//! Who is named behind what is said: "The bridge is safe, **said Ada Orr, an engineer**.", "…, **Orr said on Tuesday**.",
//! “…,” **she finished**.
//!
//! What enters are the units of a sentence; what leaves is the report of all that stands before.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "The bridge is safe, Ada Lind, now head of the mill, noted.";
//! assert_eq!(annotate(&Page::from_text(text)).quotations[0].content[0].of(text), "The bridge is safe");
//! ```

use super::asides::is_without;
use super::patterns::{LONGEST, report};
use super::reported::Report;
use super::units::{Unit, bits};
use crate::tagger::lexicon;
use std::ops::Range;

/// Whether a unit opens the name or the description of who says something.
pub(super) fn opens_teller(unit: &Unit) -> bool {
    let describes = bits::OWNS | bits::GROUP | bits::NUMBER;
    unit.capital || unit.mention != 0 || unit.article || unit.counts || unit.has(describes)
}

/// Whether a comma behind these words ends what is said of a subject, and no statement: "Ada Orr, the mayor of Elm".
fn ends_an_aside(words: &[Unit]) -> bool {
    let comma = words.iter().position(Unit::parts);
    let opens = comma.and_then(|comma| words.get(comma + 1)).is_some_and(|unit| unit.article);
    opens && words.iter().all(|unit| !unit.auxiliary)
}

/// Who stands behind an inverted verb: "said **Ada Orr** of the mill", "said **a senior aide** who was not named", "said
/// **company spokesman Ada Orr**", "said **her sister**, Ada Orr".
fn teller(sentence: &[Unit], start: usize, end: usize) -> Option<Range<usize>> {
    const MOST: usize = 16;
    let closes = |at: &usize| sentence[*at].parts() || sentence[*at].has(bits::RELATES);
    let close = (start..end).find(closes).unwrap_or(end);
    let source = &sentence[start..close];
    // What it is called by stands before what says more of it: "of the mill", "familiar with the plan".
    let more =
        source.iter().skip(1).position(|unit| unit.topic || unit.has(bits::PLACE)).map_or(source.len(), |at| at + 1);
    let (head, first) = (&source[..more], source.first()?);
    let is_named = head.last().is_some_and(|unit| unit.capital || unit.mention != 0);
    let is_office = || head.len() <= 5 && head.last().is_some_and(Unit::names_person);
    // "The city**'s** bureau"
    let is_plain = |unit: &Unit| {
        (!unit.auxiliary || unit.is_one_of(&["'s", "’s"]))
            && (unit.cue != 1 && unit.cue != 2 || unit.has(bits::DOCUMENT))
    };
    let is_somebody = || {
        let ends_well = head.last().is_some_and(|unit| !unit.participle);
        !first.capital && ends_well && source.iter().all(is_plain) && !ends_an_aside(&sentence[..start - 2])
    };
    let is_teller = if opens_teller(first) { is_named || is_somebody() } else { is_office() };
    (is_teller && source.len() <= MOST && head.iter().all(is_plain)).then_some(start..close)
}

/// Whether words say no more than to whom it was told: "**a meeting on Monday** attended by officials".
fn is_audience(words: &[Unit]) -> bool {
    let is_plain = |unit: &Unit| {
        !unit.has(bits::FINITE | bits::THAT)
            && !unit.pronoun
            && (unit.cue != 1 && unit.cue != 2 || unit.has(bits::OCCASION) || unit.participle)
    };
    let opens = words.first().is_some_and(opens_teller);
    opens && words.len() <= LONGEST && words.iter().all(is_plain)
}

/// Whether a verb of speech that is seldom turned round stands before who says it, and nothing follows:
/// ", **insists Ada Orr**.", ", **warns the council**.", ", **states the report**."
fn is_inverted(sentence: &[Unit], verb: usize, end: usize) -> bool {
    let unit = &sentence[verb];
    let is_verb = unit.cue == 2 && !unit.capital && unit.mention == 0 && unit.suffixes[1] != lexicon::hash("ing");
    let rest = &sentence[(verb + 1).min(end)..end];
    let Some(first) = rest.first().filter(|_| is_verb) else { return false };
    let close = rest.iter().position(Unit::parts).unwrap_or(rest.len());
    let own = &rest[..close];
    let is_name = own.iter().all(|unit| unit.capital || unit.mention != 0) && own.iter().any(Unit::names_person);
    let is_present = || !unit.participle && first.article && own.len() <= 4 && own.iter().all(|unit| unit.cue == 0);
    let is_document = || own.len() <= LONGEST && own.iter().any(|unit| unit.has(bits::DOCUMENT));
    is_name || is_present() && close == rest.len() || is_document()
}

/// "The bridge is safe, **Orr, now head of the mill, noted**."
fn behind_aside(sentence: &[Unit], end: usize, commas: &[usize]) -> Option<Report> {
    const MOST: usize = 4;
    let &[.., before, open, close] = commas else { return None };
    let is_verb = |unit: &Unit| unit.cue == 2 && unit.participle && !unit.capital && unit.mention == 0;
    let is_name = |unit: &Unit| unit.capital && unit.names_person();
    let is_plain = |unit: &Unit| !unit.has(bits::FINITE | bits::RELATES) && unit.cue != 2;
    let is_teller = (1..=MOST).contains(&(open - before - 1)) && sentence[before + 1..open].iter().all(is_name);
    let is_aside = close - open <= LONGEST && sentence[open + 1..close].iter().all(is_plain);
    let is_told = close + 2 == end && is_verb(&sentence[close + 1]) && is_teller && is_aside;
    is_told.then(|| report(0..before, close + 1..close + 2, before + 1..close))
}

/// Whether a place behind a comma begins what the writer says of it: "…, he said on Monday, **after a vote in Elm**".
fn opens_tail(sentence: &[Unit], at: usize) -> bool {
    const DAY: usize = 4;
    let says = |unit: &Unit| unit.says && !unit.capital;
    let verb = (at.saturating_sub(DAY)..at - 1).rev().find(|&before| says(&sentence[before]));
    let says_when = |unit: &Unit| unit.is_date() || unit.topic;
    let is_behind = verb.is_some_and(|verb| sentence[verb + 1..at - 1].iter().all(says_when));
    is_behind && sentence[at].is_one_of(&["after", "following"])
}

/// Whether the words behind who says it are the writer's, however many: "…, Orr said **without giving details**", "…, Orr said
/// on Monday **after six millers fell ill**". What stands before them is a clause.
fn is_of_writer(sentence: &[Unit], comma: usize, rest: &[Unit]) -> bool {
    const MOST: usize = 30;
    let says_when = |unit: &&Unit| unit.is_date() || unit.topic;
    let tail = &rest[rest.iter().take_while(says_when).count()..];
    let is_after = || tail.first().is_some_and(|unit| unit.is_one_of(&["after", "following"]));
    let is_clause = || sentence[..comma].iter().any(|unit| unit.has(bits::FINITE));
    rest.len() <= MOST && (is_without(tail) || tail.len() < rest.len() && is_after()) && is_clause()
}

/// ", said Ada Orr, an engineer.", ", Orr said in a letter on Tuesday." and ", Orr said, adding that …"
pub(super) fn trailing(sentence: &[Unit], end: usize) -> Option<Report> {
    let adding = lexicon::hash("adding");
    // "…, he said, **while denying** it"
    let is_while = |at: usize| {
        sentence[at - 2].cue == 2
            && sentence[at].is_one_of(&["while"])
            && sentence.get(at + 1).is_some_and(|next| next.suffixes[1] == lexicon::hash("ing"))
    };
    let goes_on = |at: &usize| {
        sentence[at - 1].bounds && (sentence[*at].lower == adding || is_while(*at) || opens_tail(sentence, *at))
    };
    let cut = (4..end).find(goes_on);
    // "…, he said, **without giving** details"
    let tail = || (4..end).rfind(|&at| sentence[at - 1].parts() && is_without(&sentence[at..]));
    let cut = cut.or_else(tail).map(|at| at - 1);
    cut.and_then(|cut| behind(sentence, cut)).or_else(|| behind(sentence, end))
}

/// Who is named at the end of these words.
fn behind(sentence: &[Unit], end: usize) -> Option<Report> {
    let commas: Vec<usize> = (4..end).filter(|&at| sentence[at].parts()).collect();
    let [comma_mark, told] = [",", "told"].map(lexicon::hash);
    let says = |comma: usize| {
        let Some(verb) = sentence.get(comma + 1).filter(|verb| verb.lower != told) else { return false };
        sentence[comma].lower == comma_mark && (verb.says || is_inverted(sentence, comma + 1, end))
    };
    let inverted = commas.iter().copied().filter(|&comma| says(comma)).take(8);
    if let Some((comma, source)) = inverted.filter_map(|comma| Some((comma, teller(sentence, comma + 2, end)?))).next()
    {
        return Some(report(0..comma, comma + 1..comma + 2, source));
    }
    if let Some(found) = behind_aside(sentence, end, &commas) {
        return Some(found);
    }
    // "…, the Roads Board **(ERB)** said."
    let comma = match commas.as_slice() {
        [.., before, open, close] if sentence[*close].is_one_of(&[")"]) && close - open <= 3 => *before,
        commas => *commas.last()?,
    };
    let is_cue = |at: usize| {
        let unit = &sentence[at];
        // "…, she adds.", "…, Ada Orr maintains."
        let is_named = || at + 1 == end && sentence[comma + 1..at].iter().all(Unit::names_person);
        let is_now = || at == comma + 2 && sentence[comma + 1].pronoun || is_named();
        unit.says || unit.cue == 2 && !unit.capital && (unit.participle || is_now())
    };
    let cue = (comma + 2..end).find(|&at| is_cue(at))?;
    let source = comma + 1..cue;
    let first = &sentence[source.start];
    // "…, **investigative sources** said."
    let is_group = || source.len() <= 3 && sentence[cue - 1].has(bits::GROUP);
    // "…, **union boss Ada Orr** said.", "…, the **Council of Elm's Water and Roads Agency** said."
    let opens_clause = bits::RELATES | bits::PLACE | bits::BEFORE_MAIN | bits::THAT;
    let is_plain = || !first.has(opens_clause) && !first.auxiliary && !first.joins && !first.is_one_of(&["as", "what"]);
    let is_office = || source.len() <= 5 && sentence[cue - 1].names_person() && is_plain();
    let joins = |unit: &Unit| unit.topic || unit.joins || unit.article || unit.bounds || unit.is_one_of(&["'s", "’s"]);
    let is_name = |unit: &Unit| unit.capital || unit.mention != 0 || joins(unit);
    let is_title = || source.len() <= LONGEST && sentence[source.clone()].iter().all(is_name);
    // "…, **organisers** said."
    let is_one = || source.len() == 1 && sentence[cue].has(bits::SAID) && first.cue == 0 && is_plain();
    let is_subject = (source.len() <= 8 || is_title())
        && (opens_teller(first) || first.pronoun || is_group() || is_office() || is_one())
        // "Orr failed **as** predicted"
        && !sentence[cue - 1].is_one_of(&["as"])
        && sentence[source.clone()].iter().all(|unit| unit.cue != 1 && unit.cue != 2 || unit.has(bits::DOCUMENT));
    // What follows says when and where at most.
    let rest = &sentence[cue + 1..end];
    let is_on_day = rest.first().is_some_and(|unit| unit.topic) && rest.get(1).is_some_and(Unit::is_date);
    let says_when = is_on_day || rest.first().is_none_or(|unit| unit.is_date() || unit.has(bits::PLACE));
    let says_when = says_when && rest.iter().all(|unit| unit.cue == 0 || unit.has(bits::OCCASION));
    let is_tag = sentence[cue].says && rest.len() < 4 && !rest.iter().any(|unit| unit.has(bits::FINITE));
    let is_told = is_tag || says_when && rest.len() <= LONGEST && comma > 3 || is_of_writer(sentence, comma, rest);
    let is_told = is_told || sentence[cue].lower == told && is_audience(rest);
    (is_subject && is_told).then(|| report(0..comma, cue..cue + 1, source))
}

/// "The bridge, **she argued**, is for the town.": only who says it stands between two commas. Whatever the labeller saw in
/// it is a part of what is said.
pub(super) fn inserted(sentence: &[Unit], end: usize) -> Option<Report> {
    let (open, close) = tag_between(sentence, end)?;
    let comma = lexicon::hash(",");
    let is_comma = |at: &usize| sentence[*at].lower == comma;
    let verb = open + without_occasion(&sentence[open + 1..close]).len();
    // "**However,** the bridge, she said, …"
    let turns = sentence[0].capital && sentence[0].mention == 0 && is_comma(&1) && open > 1;
    let joined = if turns { 2 } else { sentence[..open].iter().take_while(|unit| unit.joins).count() };
    let says = |piece: Range<usize>| sentence[piece].iter().any(|unit| unit.says || unit.cue == 3);
    // "…, Orr said, **adding** that it was old": nothing that goes on with it.
    let next = sentence.get(close + 1)?;
    let is_aside = next.suffixes[1] == lexicon::hash("ing") || next.cue != 0;
    if is_aside || says(0..open) || says(close + 1..end) || end - close < 3 {
        return None;
    }
    let mut found = report(joined..open, verb..verb + 1, open + 1..verb);
    found.content.push(close + 1..sentence.len());
    found.content.retain(|piece| !piece.is_empty());
    Some(found)
}

/// The words between two commas without where it was said: "he argued **in his letter**", "he pointed **out**".
fn without_occasion(words: &[Unit]) -> &[Unit] {
    const MOST: usize = 4;
    if let [own @ .., out] = words
        && out.is_one_of(&["out"])
    {
        return own;
    }
    let Some(last) = words.len().checked_sub(1).filter(|&last| words[last].has(bits::OCCASION)) else { return words };
    let at = (last.saturating_sub(MOST)..last).rev().find(|&at| words[at].has(bits::PLACE));
    at.map_or(words, |at| &words[..at])
}

/// The two commas between which stands only who says something.
fn tag_between(sentence: &[Unit], end: usize) -> Option<(usize, usize)> {
    const MOST: usize = 6;
    let [comma, semicolon] = [",", ";"].map(lexicon::hash);
    let is_comma = |at: &usize| sentence[*at].lower == comma;
    let commas: Vec<usize> = (1..end).filter(|at| is_comma(at) || sentence[*at].lower == semicolon).collect();
    let is_verb =
        |unit: &Unit| unit.cue == 2 && !unit.capital && unit.mention == 0 && unit.lower != lexicon::hash("told");
    commas.windows(2).map(|pair| (pair[0], pair[1])).find(|&(open, close)| {
        let own = without_occasion(&sentence[open + 1..close]);
        let [source @ .., verb] = own else { return false };
        // "…, **aides said**, …"
        let is_group = source.len() == 1 && verb.has(bits::SAID);
        // "…, the self-**proclaimed** heir, …"
        let is_half = source.last().is_some_and(|last| last.bounds);
        let is_named = source.first().is_some_and(|first| first.pronoun || opens_teller(first) || is_group);
        let is_plain = |unit: &Unit| {
            matches!(unit.cue, 0 | 4) && !unit.auxiliary && !unit.parts() && !unit.has(bits::RELATES | bits::PLACE)
        };
        is_comma(&open)
            && (1..=MOST).contains(&source.len())
            && is_named
            && is_verb(verb)
            && !is_half
            && (verb.says || verb.participle || source[0].pronoun || source.iter().all(Unit::names_person))
            && source.iter().all(is_plain)
    })
}

/// "Elm is open, **Lind reported**, while Westmark is closed, **Orr reported**."
pub(super) fn two_tellers(sentence: &[Unit], end: usize) -> Option<[Report; 2]> {
    let (open, close) = tag_between(sentence, end)?;
    sentence.get(close + 1).filter(|next| next.joins || next.is_one_of(&["while", "whereas"]))?;
    let verb = open + without_occasion(&sentence[open + 1..close]).len();
    let mut second = trailing(sentence, end).filter(|found| found.content[0].end > close + 4)?;
    second.content[0].start = close + 2;
    Some([report(0..open, verb..verb + 1, open + 1..verb), second])
}

/// "**It is late, Orr said** adding: “Go home.”": what stands before the cue of the marks is told as well.
pub(super) fn before_adding(sentence: &[Unit]) -> Option<Report> {
    const NEAR: usize = 3;
    let marked = sentence.iter().position(|unit| unit.marked != 0)?;
    let adds = |at: &usize| sentence[*at].is_one_of(&["adding", "added"]);
    let adding = (marked.saturating_sub(NEAR)..marked).find(adds).filter(|&at| at > NEAR)?;
    let end = adding - usize::from(sentence[adding - 1].joins);
    trailing(&sentence[..end], end).filter(|found| found.cue.as_ref().is_some_and(|cue| cue.end == end))
}

/// The longest name in a tag, in units.
const LONGEST_NAME: usize = 5;

/// “It is late,” **he finished**., “It is late,” **sums up Ada Orr**.: behind a pause a subject and one verb say who spoke,
/// whatever the verb is.
pub(super) fn tag(sentence: &[Unit]) -> Option<Report> {
    let marked = sentence.iter().position(|unit| unit.marked == 1)?;
    let is_last = |at: usize| sentence.get(at).is_none_or(|unit| unit.ends);
    let is_name = |source: &Range<usize>| {
        !source.is_empty() && sentence[source.clone()].iter().all(|unit| unit.capital && unit.names_person())
    };
    // "**Sums up**" are two words.
    let verb_at = |at: usize| {
        let unit = sentence.get(at).filter(|unit| !unit.capital && unit.mention == 0)?;
        let is_two = unit.has(bits::SUMS) && sentence.get(at + 1).is_some_and(|next| next.is_one_of(&["up"]));
        (is_two || unit.participle).then(|| at..at + 1 + usize::from(is_two))
    };
    if let Some(verb) = verb_at(marked + 1) {
        let end = (verb.end..sentence.len()).find(|&at| sentence[at].ends).unwrap_or(sentence.len());
        let source = verb.end..end;
        return (source.len() <= LONGEST_NAME && is_name(&source)).then(|| report(marked..marked + 1, verb, source));
    }
    let verb = verb_at((marked + 2..sentence.len().min(marked + 6)).find(|&at| !sentence[at].capital)?)?;
    let source = marked + 1..verb.start;
    let first = &sentence[source.start];
    let is_who = first.pronoun && source.len() == 1 && first.lower != lexicon::hash("it") || is_name(&source);
    (is_who && is_last(verb.end)).then(|| report(marked..marked + 1, verb, source))
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// What is said, and by whom.
    #[test]
    fn who_stands_behind() {
        let cases = [
            (
                "The council was ready for a talk and had informed the millers, union boss Bo Orr said on Tuesday after a long list of 19 clerks were sent home for a week.",
                "The council was ready for a talk and had informed the millers",
                "union boss Bo Orr",
            ),
            (
                "The bridge, which fell in 2019 killing six, is set to open in September, the Elm Roads Board (ERB) said on Friday.",
                "The bridge, which fell in 2019 killing six, is set to open in September",
                "the Elm Roads Board (ERB)",
            ),
            (
                "Apples are now served in schools in Elm, Norland, the Council of Trade’s Food and Water Agency said on Thursday.",
                "Apples are now served in schools in Elm, Norland",
                "the Council of Trade’s Food and Water Agency",
            ),
            (
                "The bridge is not safe, Ada Lind, now head of the Elm Center, noted.",
                "The bridge is not safe",
                "Ada Lind",
            ),
            ("The bridge is not safe at all, insists Bo Orr.", "The bridge is not safe at all", "Bo Orr"),
            ("The bridge is not safe at all, warns the council.", "The bridge is not safe at all", "the council"),
            (
                "The bridge is not safe at all, states the 2013 report.",
                "The bridge is not safe at all",
                "the 2013 report",
            ),
            ("The bridge was never safe, the report stated.", "The bridge was never safe", "the report"),
            ("The bridge will last long, Ada Lind said adding: “It is new.”", "The bridge will last long", "Ada Lind"),
            ("The bridge will last, Ada Lind maintains.", "The bridge will last", "Ada Lind"),
            (
                "He later sold the mill, Mr Bo Orr said, while denying that it was old.",
                "He later sold the mill",
                "Mr Bo Orr",
            ),
            (
                "The tolls were too high, said the city’s bureau of trade.",
                "The tolls were too high",
                "the city’s bureau",
            ),
            (
                "The bridge is set to reopen in September, the Directorate of Roads (DR) said on Friday.",
                "The bridge is set to reopen in September",
                "the Directorate of Roads",
            ),
            (
                "Elm will host the games in 2023, organisers said on Tuesday, after putting them off.",
                "Elm will host the games in 2023",
                "organisers",
            ),
            ("The bridge, Ada Lind pointed out, has been closed for a year.", "The bridge", "Ada Lind"),
            (
                "The ERB, which is in charge of the mill, said that work on the bridge began in May.",
                "that work on the bridge began in May.",
                "The ERB",
            ),
            (
                "In Elm millers marched, Elm News reported, while in Westmark all was still, the Westmark Times reported.",
                "In Elm millers marched",
                "Elm News",
            ),
            (
                "Ada Lind, the self-proclaimed heir, is to meet the town, Elm-TV reported, while Elm was shut, Lind said.",
                "Ada Lind, the self-proclaimed heir, is to meet the town",
                "Elm-TV",
            ),
            ("“It was a long day for all of us,” sums up Ada Lind.", "“It was a long day for all of us,”", "Ada Lind"),
        ];
        for (text, content, source) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let first = reading.quotations.iter().find(|quotation| !quotation.doubtful);
            let found = first.map(|one| (one.content[0].of(text), one.source[0].of(text)));
            let found = found.map(|(own, who)| (own, if who.starts_with(source) { source } else { who }));
            assert_eq!(found, Some((content, source)), "{text}");
        }
    }
}
