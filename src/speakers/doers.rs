//! Who does what a sentence tells, where the source that the labeller saw only stands beside the cue: an object, an aside, a
//! place.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "The police arrested the miller Bo Orr in May, alleging that he had sold the bridge twice.";
//! assert_eq!(annotate(&Page::from_text(text)).quotations[0].source[0].of(text), "The police");
//! ```

use super::edges::opens_participle;
use super::groups::is_collective;
use super::labelled::{before_relative, is_possessive, is_relative, opens_circumstance, phrase_in};
use super::phrases::{
    Head, Phrase, Scene, before_aside, before_bracket, before_titles, bounds_phrase, chains, is_determiner, is_passive,
    person_at, phrase_ending, subject_after, subject_before,
};
use crate::entities::{MentionType, names};
use crate::quotations::cues;
use std::ops::Range;

/// Who does it, where the labelled source only stands beside the cue: "**Orr** wrote to Lind, calling it a gift", "**he**
/// furrowed his brow and said", "**Orr** came to the mill to say", "**Orr**, facing a challenge from Lind, said".
#[must_use]
pub(super) fn doer(scene: &Scene, source: &Range<usize>, cue: &Range<usize>) -> Option<Phrase> {
    let verb = cue.clone().find(|&token| cues::verb(scene.word(token)).is_some()).filter(|&verb| source.end <= verb)?;
    let sentence = scene.tokens.sentences().get(scene.tokens.sentence_of(verb))?.range();
    let floor = sentence.start.max(verb.saturating_sub(60));
    let behind = |token: usize| token.checked_sub(1).map_or("", |before| scene.word(before));
    // "Orr wrote to Lind on Monday, calling": when does not part them.
    let tells_when = |token: usize| scene.is_measure(token) || scene.word(token) == "on" && scene.is_measure(token + 1);
    let closes = (source.end..cue.start).find(|&token| !tells_when(token)).unwrap_or(source.end);
    if is_passive(scene, verb) && scene.word(verb + 1) == "by" {
        return subject_after(scene, verb + 2, sentence.end);
    }
    // "**26 members**, two more than the quorum, said"
    let compares = |comma: &usize| {
        let is_more = matches!(scene.word(*comma + 2), "more" | "fewer" | "less");
        is_more && scene.word(*comma) == "," && scene.word(*comma + 3) == "than"
    };
    if behind(cue.start) == ","
        && let Some(comma) = (floor + 1..cue.start - 1).rev().take(12).find(compares)
    {
        return phrase_ending(scene, floor, comma);
    }
    // "**Orr**, who has faulted the plan, said": of the clause nobody.
    if behind(cue.start) == "," && source.end + 1 == cue.start {
        let clause = (floor + 2..source.start).rev().take(24);
        let mut clause = clause.take_while(|&at| scene.word(at) != ",");
        let who = clause.find(|&at| scene.word(at) == "who" && scene.word(at - 1) == ",");
        if let Some(named) = who.and_then(|who| phrase_ending(scene, floor, before_bracket(scene, who - 1))) {
            return Some(named);
        }
    }
    // "He said that **the mills** in Elm, like his, have announced": one does not "have".
    let is_many = || matches!(scene.word(cue.start), "have" | "are" | "were") && source.end + 1 < cue.start;
    if source.len() == 1 && names::pronoun_gender(scene.word(source.start)).is_some() && is_many() {
        return subject_before(scene, floor, cue.start);
    }
    // "Appearing for Elm, which is a party too, **Orr**, SC, said".
    let parted = (source.start..cue.start).take(12).find(|&at| scene.word(at) == ",");
    if let Some(comma) = parted.filter(|_| source.start == floor && opens_participle(scene, floor))
        && let Some(subject) = subject_before(scene, comma + 1, cue.start)
        && matches!(subject.head, Head::Person(_))
    {
        return Some(subject);
    }
    // "**Orr**, who the day before, at a rally in Elm, said": where he says it.
    if behind(source.start) == "," && behind(cue.start) == "," && opens_circumstance(scene.word(source.start)) {
        let mut before = (floor + 2..source.start - 1).rev().take(12);
        if let Some(who) = before.find(|&at| scene.word(at) == "who") {
            return before_relative(scene, who);
        }
    }
    // "**Elm**, home to many mills, reported": where it is known for.
    if behind(cue.start) == "," && scene.word(source.start) == "home" && scene.word(source.start + 1) == "to" {
        return named_first(scene, floor);
    }
    // "**The League**, a club outlawed by the town, condemned": of the aside whoever did something.
    if behind(source.start) == "by"
        && scene.word(closes) == ","
        && closes + 1 == cue.start
        && source.start.checked_sub(2).is_some_and(|done| cues::is_participle(scene.word(done)))
        && let Some(subject) = before_aside(scene, floor, closes)
        && subject.tokens.end < source.start
    {
        return Some(subject);
    }
    // "**The Elm Nation** in Port Elm, Norland, has declared": where it is.
    if let Some(subject) = standing_in(scene, source, floor) {
        return Some(subject);
    }
    // "**Engineers** hired by the town found": whoever only did something for the subject.
    if behind(source.start) == "by"
        && let Some(done) = source.start.checked_sub(2).filter(|&done| done > floor)
        && cues::is_participle(scene.word(done))
        && !is_passive(scene, done)
        && let Some(subject) = phrase_ending(scene, floor, done)
        && subject.tokens.start == floor
        && !cues::is_document(scene.word(done - 1))
    {
        return Some(subject);
    }
    // "**Orr** has offers from Elm and Westmark but said".
    if matches!(behind(verb), "but" | "and") && is_object(scene, source, floor) {
        let subject = subject_of(scene, floor..source.start);
        if subject.is_some() {
            return subject;
        }
    }
    let is_participle = scene.word(verb).ends_with("ing");
    let touches = scene.word(closes) == "," && closes + 1 == cue.start;
    // "**Orr and other leaders** shunned Lind during her visit, claiming".
    if is_participle
        && verb == cue.start
        && behind(verb) == ","
        && let Some(acts) =
            (source.start + 1..source.end.min(source.start + 24)).find(|&at| acts_on(scene, at, source.end))
    {
        return Some(phrase_in(scene, source.start..acts));
    }
    // "In a letter to Lind, **Orr** struck a note, saying".
    let is_circumstance = source.start == floor + 1 && opens_circumstance(scene.word(floor));
    if is_participle && verb == cue.start && behind(verb) == "," && (touches || is_circumstance) {
        let before = floor..if touches { source.start } else { verb };
        let acts = || acting(scene, before.clone()).filter(|_| !touches || is_done_to(scene, source, floor));
        return subject_of(scene, before.clone()).or_else(acts);
    }
    // "**Orr** went after Lind over the mill, calling it a gift."
    let is_related = || (source.end..verb).any(|token| is_relative(scene.word(token)));
    if is_participle && verb == cue.start && behind(verb) == "," && is_object(scene, source, floor) && !is_related() {
        return subject_of(scene, floor..source.start).or_else(|| named_first(scene, floor));
    }
    // "… with **the paper** reporting": of its own, whoever the sentence is about.
    let with = (source.end.max(verb.saturating_sub(6))..verb).rev().find(|&token| bounds_clause(scene.word(token)));
    if let Some(with) = with.filter(|&with| is_participle && scene.word(with) == "with") {
        return phrase_ending(scene, with + 1, verb);
    }
    let follows_verb =
        matches!(behind(verb), "and" | ",") && cues::verb(scene.word(verb)) == Some(cues::Strength::Speech);
    let is_owner = source.len() == 1 && is_possessive(scene.word(source.start)) && !is_participle && follows_verb;
    let is_aim = scene.word(cue.start) == "to" && source.end == cue.start && chains(behind(source.start));
    if is_owner || is_aim {
        return subject_of(scene, floor..source.start);
    }
    let aside = (floor..source.start).rev().find(|&token| scene.word(token) == ",").filter(|_| touches)?;
    let opening = scene.word(aside + 1);
    // "**Orr**, once the town's envoy to Norland, called"
    let is_apposed = matches!(opening, "once" | "now" | "formerly" | "currently" | "previously" | "long");
    let is_aside =
        opening.ends_with("ing") && scene.mention_at(aside + 1).is_none() || opens_circumstance(opening) || is_apposed;
    let named = phrase_ending(scene, floor, aside).filter(|_| is_aside)?;
    matches!(named.head, Head::Person(_)).then_some(named)
}

/// Whether a word is a verb in the past with its object behind it: "leaders **shunned** the mayor", but not "a book **published** in
/// May", "a firm **called** Elm Mills".
fn acts_on(scene: &Scene, at: usize, end: usize) -> bool {
    let word = scene.word(at);
    let is_past = word.len() > 4 && word.ends_with("ed") && word.starts_with(char::is_lowercase);
    let is_subject = scene.mention_at(at - 1).is_some() || scene.word(at - 1).ends_with('s');
    let next = at + 1;
    let has_object = is_determiner(scene.word(next)) || scene.speaking_mention(next).is_some();
    is_past && next < end && is_subject && has_object && !matches!(word, "called" | "named" | "dubbed")
}

/// Whether a source is an object, or the last of several: "shot two men and **a boy**", but not "a letter by **the council**".
fn is_done_to(scene: &Scene, source: &Range<usize>, floor: usize) -> bool {
    let Some(before) = source.start.checked_sub(1).filter(|&before| before > floor) else { return false };
    if scene.word(before) == "and" {
        let is_verb = |at: usize| matches!(scene.word(at), "shot" | "hit") || cues::is_participle(scene.word(at));
        return (floor.max(before.saturating_sub(8))..before).any(is_verb);
    }
    is_object(scene, source, floor) && scene.word(before) != "by"
}

/// Who does something to another, of those whom a sentence begins with: "**The police** arrested the miller, saying", "In May,
/// **soldiers** shot two men, claiming".
fn acting(scene: &Scene, before: Range<usize>) -> Option<Phrase> {
    const LONGEST: usize = 6;
    let leads = opens_circumstance(scene.word(before.start));
    let comma = before.clone().take(12).find(|&at| scene.word(at) == ",").filter(|_| leads);
    let start = comma.map_or(before.start, |comma| comma + 1);
    if let Some(named) = named_first(scene, start).filter(|named| named.tokens.end < before.end) {
        return Some(named);
    }
    let is_plain = |at: &usize| {
        let word = scene.word(*at);
        !bounds_phrase(word) && !chains(word) && !cues::is_auxiliary(word) && word != "."
    };
    let words = (start..before.end.min(start + LONGEST)).take_while(is_plain);
    let fits = |at: &usize| {
        let word = scene.word(*at);
        let is_many = *at < start + 3 && word.len() > 4 && word.ends_with('s') && !word.ends_with("ss");
        scene.mention_at(*at).is_none() && (is_collective(word) || names::is_role_noun(word) || is_many)
    };
    let first = words.clone().find(fits)?;
    let noun = words.skip_while(|at| *at < first).take_while(fits).last().filter(|noun| noun + 1 < before.end)?;
    Some(Phrase { tokens: start..noun + 1, head: Head::Noun })
}

/// The organisation that a sentence begins with, when the labelled source only says where it is: "**The Elm Nation** (EN) in
/// Port Elm".
fn standing_in(scene: &Scene, source: &Range<usize>, floor: usize) -> Option<Phrase> {
    let is_place =
        |token: usize| scene.mention_at(token).is_some_and(|mention| scene.mentions[mention].kind == MentionType::Gpe);
    let place = source.start.checked_sub(1).filter(|&at| at > floor && matches!(scene.word(at), "in" | "at"))?;
    if !source.clone().all(|token| is_place(token) || scene.word(token) == ",") {
        return None;
    }
    phrase_ending(scene, floor, before_bracket(scene, place))
        .filter(|subject| matches!(subject.head, Head::Named(_)) && subject.tokens.start == floor)
}

/// Whether a name is an object: behind a verb or a preposition, not at the head of a clause.
fn is_object(scene: &Scene, source: &Range<usize>, floor: usize) -> bool {
    let first = before_titles(scene, source.start);
    let before = first.checked_sub(1).filter(|&before| before >= floor).map_or("", |token| scene.word(token));
    before.starts_with(|c: char| c.is_lowercase()) && (!bounds_phrase(before) || opens_circumstance(before))
}

/// "With", or a mark that closes what stands before it.
fn bounds_clause(word: &str) -> bool {
    matches!(word, "with" | "," | ";" | "—" | "–")
}

/// The organisation or place that a sentence begins with.
fn named_first(scene: &Scene, floor: usize) -> Option<Phrase> {
    let name = floor + usize::from(scene.word(floor).eq_ignore_ascii_case("the"));
    let mention = scene.speaking_mention(name)?;
    let tokens = floor..scene.tokens_of(mention).end;
    // "ELM: The council …"
    if matches!(scene.word(tokens.end), ":" | "—" | "–" | "-") {
        return named_first(scene, tokens.end + 1);
    }
    (!matches!(scene.word(tokens.end), "'s" | "’s")).then(|| Phrase { tokens, head: scene.head_of(mention) })
}

/// The first person or pronoun in a run of tokens that is neither behind a preposition nor an owner.
fn subject_of(scene: &Scene, range: Range<usize>) -> Option<Phrase> {
    let mut at = range.start;
    while at < range.end {
        let Some(phrase) = person_at(scene, at) else {
            at += 1;
            continue;
        };
        let tokens = &phrase.tokens;
        let first = before_titles(scene, tokens.start);
        let before = first.checked_sub(1).filter(|before| range.contains(before)).map_or("", |token| scene.word(token));
        let owns = matches!(scene.word(tokens.end), "'s" | "’s" | "'" | "’");
        if !owns && !chains(before) && !matches!(before, "between" | "about" | "after" | "and" | "like") {
            return Some(phrase);
        }
        at = tokens.end;
    }
    None
}
