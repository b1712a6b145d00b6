//! Whom a description means: who is called so, and of one that many could bear ("the group", "the engineer") whoever spoke or
//! was named just before, when it was nobody else.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "Ada Lind says the harbour will open in May. “We are ready for it,” the engineer said.";
//! let speaker = annotate(&Page::from_text(text)).quotations[1].speaker.clone();
//! assert_eq!(speaker.map(|speaker| speaker.name), Some("Ada Lind".to_owned()));
//! ```

use super::antecedents::{is_quoted, is_told, narrows};
use super::descriptions::{
    Description, LEADERS, LONGEST, NEAR, contradicts, core_of, holds_word, issuer, named_so, narrowing, owned,
};
use super::groups::is_general;
use super::phrases::{Head, Phrase, Scene, chains, is_determiner};
use super::{Article, Case};
use crate::entities::{MentionType, names};
use crate::span::EntityId;
use std::ops::Range;

/// Nouns that a person who was named a moment ago is called by, to vary the words.
const VARIED: &[&str] = &[
    "academic", "actor", "actress", "analyst", "athlete", "author", "billionaire", "boxer", "boy", "broker",
    "businessman", "businesswoman", "campaigner", "candidate", "captain", "champion", "chef", "comedian", "composer",
    "congressman", "congresswoman", "contender", "cricketer", "defender", "delegate", "designer", "developer",
    "dictator", "diplomat", "driver", "drummer", "engineer", "entrepreneur", "executive", "expert", "filmmaker",
    "financier", "footballer", "forward", "frontrunner", "girl", "goalkeeper", "golfer", "grandfather", "grandmother",
    "historian", "icon", "inventor", "investor", "lawmaker", "leader", "legend", "legislator", "magnate",
    "mathematician", "midfielder", "millionaire", "mogul", "mp", "musician", "native", "nominee", "novelist",
    "official", "pensioner", "pilot", "player", "poet", "politician", "presenter", "rapper", "representative",
    "researcher", "resident", "rider", "scholar", "senator", "singer", "star", "striker", "swimmer", "teenager",
    "trader", "tycoon", "veteran", "widow", "widower", "winger", "writer",
];

/// Whether a noun is one that varies somebody's name; so is any "economist" or "physicist", but for who asks the questions.
fn varies(noun: &str) -> bool {
    VARIED.contains(&noun) || noun.ends_with("ist") && noun != "journalist" && names::is_role_noun(noun)
}

/// Whom a description means: who is called so, or else whoever was named or spoke just before, and nobody else did.
pub(super) fn bearer(article: &Article, source: &Phrase, index: usize) -> Option<EntityId> {
    let told = Description::of(&article.scene, source)?;
    if told.is_owned {
        return owned(article, source, &told.noun);
    }
    // Whoever cites a letter need not have written it.
    if told.noun == "statement" && told.core.len() == 2 {
        return issuer(article, source, &told.noun);
    }
    let bearer = named_so(article, source, &told);
    // Whom the article calls so is hardly meant, when it did so long ago and somebody without an office speaks here.
    let is_plain = told.narrowing.is_empty() && varies(&told.noun);
    let start = source.tokens.start;
    let far = bearer.filter(|&(_, place)| is_plain && blocks_between(&article.scene, place, start) > 2);
    let nearer = far.and_then(|_| subject(article, source, index)).filter(|nearer| {
        let nearer = &article.entities[nearer.index()];
        nearer.roles.is_empty() && !contradicts(nearer, &told.noun)
    });
    nearer.or(bearer.map(|(bearer, _)| bearer)).or_else(|| only_one(article, source, &told, index))
}

/// Whoever was named or spoke just before, when it was nobody else: "The Harbour League met on Monday. **The group** said",
/// "Bo Orr, a drummer, comes as well. **The Elm resident** said".
fn only_one(article: &Article, source: &Phrase, told: &Description, index: usize) -> Option<EntityId> {
    let scene = &article.scene;
    let Description { core, noun, .. } = told;
    let noun = noun.as_str();
    // Somebody's own words need not follow the writer's.
    if is_quoted(article, source.tokens.start) {
        return None;
    }
    // "The **anti-graft** body"
    let is_compound = core.len() == 5 && scene.word(core.start + 2) == "-";
    let is_compound = is_compound && !core.clone().any(|at| scene.mention_at(at).is_some());
    let is_any = is_general(noun) && (core.len() == 2 || is_compound);
    // "The **self**-described socialist"
    let is_self = scene.word(core.start + 1) == "self";
    let is_varied = (is_self || varies(noun)) && core.end == source.tokens.end;
    // "The **senior** League leader" is one of them, and it is no office.
    let is_one_of_them = core.clone().any(|at| matches!(scene.word(at), "senior" | "veteran" | "top"));
    let noun = if noun == "leader" && is_one_of_them { "politician" } else { noun };
    let fits = |entity: &EntityId| {
        article.entities.get(entity.index()).is_some_and(|own| !contradicts(own, noun))
            && article.genders_of(*entity)[0].is_none_or(|own| names::noun_gender(noun).is_none_or(|of| of == own))
    };
    if is_varied {
        let knows = !is_introduced(article, source, index, noun);
        return knows
            .then(|| called_so(article, index, told).or_else(|| someone_near(article, source, index, fits)))?;
    }
    if LEADERS.contains(&noun) {
        return only_person(article, source).filter(fits);
    }
    is_any.then(|| organisation_near(article, source)).flatten().filter(fits)
}

/// The sentences before a source, the nearest first, each with its tokens: a few of its own block and of the one before.
fn sentences_before(scene: &Scene, from: usize, source: usize) -> impl Iterator<Item = Range<usize>> {
    let sentences = scene.tokens.sentences();
    let own = scene.tokens.sentence_of(from);
    let near = (own.saturating_sub(3)..=own).rev().map(move |sentence| sentences[sentence]);
    near.take_while(move |sentence| sentences[own].block - sentence.block <= 1).map(move |sentence| {
        let end = sentence.range().end.min(source);
        sentence.range().start.max(end.saturating_sub(LONGEST))..end
    })
}

/// Whom the mentions in a stretch of tokens name, each once, with where.
fn named_in(article: &Article, range: Range<usize>, may_be: impl Fn(usize, usize) -> bool) -> Vec<(usize, EntityId)> {
    let scene = &article.scene;
    let mut found: Vec<(usize, EntityId)> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let Some(mention) = scene.mention_at(at) else {
            at += 1;
            continue;
        };
        let named = scene.mentions[mention].entity;
        if may_be(mention, at) && !found.iter().any(|(_, entity)| *entity == named) {
            found.push((at, named));
        }
        at = scene.tokens_of(mention).end.max(at + 1);
    }
    found
}

/// What the sentence is about, of several: "**The Harbour League** sued the Elm Mills on Monday".
fn opening(scene: &Scene, range: &Range<usize>, found: &[(usize, EntityId)]) -> Option<EntityId> {
    let (first, subject) = *found.first()?;
    (found.len() == 1 || first <= range.start + 3 && !chains(scene.word(first.saturating_sub(1)))).then_some(subject)
}

/// The organisation that was named just before.
fn organisation_near(article: &Article, source: &Phrase) -> Option<EntityId> {
    let scene = &article.scene;
    let start = source.tokens.start;
    let may_be = |mention: usize, at: usize| {
        let own = &scene.mentions[mention];
        own.kind == MentionType::Org && !is_office(own.span.of(scene.page.text())) && !is_quoted(article, at)
    };
    let mut near = sentences_before(scene, start, start).map(|range| (named_in(article, range.clone(), may_be), range));
    let (found, range) = near.find(|(found, _)| !found.is_empty())?;
    opening(scene, &range, &found)
}

/// A name that was read as no name, of whatever spoke last: "**Elm Matter** issued a statement saying so. … the group said".
pub(super) fn unread(article: &Article, index: usize) -> Option<Phrase> {
    let scene = &article.scene;
    let source = &article.cases[index].verdict.as_ref()?.source;
    let noun = source.tokens.end - 1;
    let is_bare = source.tokens.len() == 2 && scene.word(noun - 1).eq_ignore_ascii_case("the");
    if !is_bare || !is_general(scene.word(noun)) {
        return None;
    }
    let last = last_spoke(article, source, index)?;
    let spoke = &last.verdict.as_ref()?.source;
    let mut words = spoke.tokens.clone().map(|token| scene.word(token));
    let is_name = spoke.head == Head::Noun
        && last.entity.is_none()
        && (2..=6).contains(&spoke.tokens.len())
        && words.all(|word| word.starts_with(char::is_uppercase) || chains(word));
    let is_near = blocks_between(scene, spoke.tokens.start, noun) <= 1;
    (is_name && is_near && !is_determiner(scene.word(spoke.tokens.start))).then(|| spoke.clone())
}

/// The person who spoke or was named alone just before, what others say left out: "Ada Lind says the harbour will open. “We
/// are ready,” **the engineer** said".
fn someone_near(
    article: &Article,
    source: &Phrase,
    index: usize,
    fits: impl Fn(&EntityId) -> bool,
) -> Option<EntityId> {
    let scene = &article.scene;
    let start = source.tokens.start;
    let speaker = spoke_last(article, source, index, 3).filter(|(speaker, _)| fits(speaker));
    let has_roles = |entity: EntityId| !article.entities[entity.index()].roles.is_empty();
    // "The **Lind** team says so": not Lind; "in an interview with **Orr**, the actor said": not Orr.
    let may_be = |mention: usize, at: usize| {
        let is_person = scene.mentions[mention].kind == MentionType::Person;
        let is_led = || at.checked_sub(1).is_some_and(|before| is_determiner(scene.word(before)));
        let modifies = || is_led() && narrows(scene, scene.tokens_of(mention).end);
        let is_asking = |near: usize| matches!(scene.word(near), "interview" | "conversation" | "chat");
        let asks = || (at.saturating_sub(6)..at).any(is_asking);
        is_person && !asks() && !modifies() && !is_told(article, at)
    };
    // "Norlander said": whoever it is, it is a person that was read as a people.
    let is_people = |speaker: EntityId| article.entities[speaker.index()].kind == MentionType::Norp;
    if last_spoke(article, source, index).and_then(|last| last.entity).is_some_and(is_people) {
        return None;
    }
    for range in sentences_before(scene, start.min(article.cases[index].first()), start) {
        if let Some((speaker, _)) = speaker.filter(|(_, place)| range.contains(place)) {
            return Some(speaker);
        }
        let found = named_in(article, range.clone(), may_be);
        let Some(subject) = opening(scene, &range, &found) else {
            if found.is_empty() {
                continue;
            }
            break;
        };
        // "Ada Lind called on **Mayor Orr** to help. The candidate said": an office has its own name.
        let outdone = speaker.filter(|&(speaker, _)| found.len() > 1 || has_roles(subject) && !has_roles(speaker));
        return outdone.map(|(speaker, _)| speaker).or_else(|| Some(subject).filter(&fits));
    }
    speaker.map(|(speaker, _)| speaker).or_else(|| only_person(article, source).filter(fits))
}

/// How many blocks the second of two tokens stands behind the first.
fn blocks_between(scene: &Scene, from: usize, to: usize) -> u32 {
    let sentences = scene.tokens.sentences();
    let block = |token: usize| sentences.get(scene.tokens.sentence_of(token)).map_or(0, |sentence| sentence.block);
    block(to).saturating_sub(block(from))
}

/// The last of the quotations whose source stands before this one and says something of who speaks.
fn last_spoke<'a>(article: &'a Article, source: &Phrase, index: usize) -> Option<&'a Case> {
    let is_before = |case: &&Case| {
        let is_known = |spoke: &Phrase| case.entity.is_some() || !case.doubtful && spoke.head != Head::Pronoun;
        let is_source = |spoke: &Phrase| spoke.tokens.end <= source.tokens.start && is_known(spoke);
        case.outer.is_none() && case.verdict.as_ref().is_some_and(|verdict| is_source(&verdict.source))
    };
    article.cases[..index].iter().rev().take(6).find(is_before)
}

/// The person who spoke last, at most so many blocks before, with where.
fn spoke_last(article: &Article, source: &Phrase, index: usize, blocks: u32) -> Option<(EntityId, usize)> {
    let last = last_spoke(article, source, index)?;
    let place = last.verdict.as_ref()?.source.tokens.start;
    let is_near = blocks_between(&article.scene, place, source.tokens.start) <= blocks;
    let is_person = |speaker: &EntityId| article.entities[speaker.index()].kind == MentionType::Person;
    Some((last.entity.filter(is_person).filter(|_| is_near)?, place))
}

/// Who does something in the sentence in which a quotation stands: "**Ada Lind** defends it in a film: “…,” the senator says."
fn subject(article: &Article, source: &Phrase, index: usize) -> Option<EntityId> {
    let tokens = article.scene.tokens;
    let (speaker, place) = spoke_last(article, source, index, 0)?;
    (tokens.sentence_of(place) == tokens.sentence_of(article.cases[index].first())).then_some(speaker)
}

/// Whether somebody without a name was called so before: "**An engineer** said … the engineer said".
fn is_introduced(article: &Article, source: &Phrase, index: usize, noun: &str) -> bool {
    let scene = &article.scene;
    let is_noun = |at: usize| {
        let word = scene.word(at);
        word.strip_suffix('s').unwrap_or(word).eq_ignore_ascii_case(noun)
    };
    let unnamed = article.cases[..index].iter().rev().take(12).filter(|case| case.entity.is_none());
    let mut sources = unnamed.filter_map(|case| Some(case.verdict.as_ref()?.source.tokens.clone()));
    let speaks = sources.any(|mut spoke| spoke.end <= source.tokens.start && spoke.any(is_noun));
    let opens = |at: usize| {
        let first = scene.tokens.sentences()[scene.tokens.sentence_of(at)].first as usize;
        at - first <= 4 && matches!(scene.word(first), "A" | "An" | "Another" | "One")
    };
    let start = source.tokens.start;
    speaks || (start.saturating_sub(LONGEST)..start).any(|at| is_noun(at) && opens(at))
}

/// Whom the article has called so already: "**the Norland senator** said … the senator said".
fn called_so(article: &Article, index: usize, told: &Description) -> Option<EntityId> {
    let scene = &article.scene;
    article.cases[..index].iter().rev().take(12).find_map(|case| {
        let spoke = &case.verdict.as_ref()?.source;
        let own = core_of(scene, &spoke.tokens);
        let is_same = spoke.head == Head::Noun && scene.word(own.end - 1).eq_ignore_ascii_case(&told.noun);
        let own = if is_same { narrowing(scene, &own, own.end - 1) } else { return None };
        case.entity.filter(|_| told.narrowing.iter().all(|word| own.contains(word)))
    })
}

/// The only person whom the text has named so far.
fn only_person(article: &Article, source: &Phrase) -> Option<EntityId> {
    let scene = &article.scene;
    let before = scene.mentions_before(source.tokens.start);
    let people = before.iter().take(NEAR).filter(|mention| mention.kind == MentionType::Person);
    let mut entities = people.map(|mention| mention.entity);
    let first = entities.next().filter(|_| before.len() < NEAR)?;
    entities.all(|other| other == first).then_some(first)
}

/// Whether a name is that of a part of a state, which nobody calls a group.
fn is_office(name: &str) -> bool {
    ["ministry", "department", "court", "police", "parliament", "government", "senate", "army"]
        .iter()
        .any(|office| holds_word(name, office))
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// Who says the last quotation of each text.
    #[test]
    fn whoever_spoke_just_before_is_meant() {
        let cases = [
            ("Ada Lind says the harbour will open in May.\n“We are ready for it,” the engineer said.", "Ada Lind"),
            (
                "Ada Lind says the harbour will open. “We are ready,” the engineer said. She added that it is late.",
                "Ada Lind",
            ),
            ("Ada Lind said Bo Orr was late.\nThe economist said that it was no matter.", "Ada Lind"),
            (
                "Ada Lind said the mill was safe.\nMills like those of Bo Orr are old, the League leader said.",
                "Ada Lind",
            ),
            ("Ada Lind said it was safe. An official said it was not. The official said it was burnt.", "The official"),
            ("Ada Lind said it was safe.\nA driver was hurt in Elm. The driver said the mill was burnt.", "The driver"),
            ("Tom Lind is the best rower of all.\nThe 27-year-old star said the team needs more boats.", "Tom Lind"),
            (
                "Lind called on Mayor Bo Orr to close it. Orr closed a mill in May.\n“There is no other way,” the presidential candidate said.",
                "Lind",
            ),
            (
                "Minister Ada Lind said the mill was safe.\nThe opposition leader said it was not.",
                "The opposition leader",
            ),
            (
                "Minister Ada Lind said the mill was safe.\nThe senior Norland League leader said it was old.",
                "Ada Lind",
            ),
            ("The Lind team told Bo Orr so. The actress said the mill was safe.", "Bo Orr"),
            (
                "The Norland senator Ida Rask came. The Norland senator said it was late.\nTom Lind asked why.\n“We were late,” the senator said.",
                "Ida Rask",
            ),
            ("Tom Lind is back. In an interview with Ada Orr, the actor said the mill was safe.", "Tom Lind"),
            ("Tom Lind came. Bo Orr met him in Elm. “I am glad,” the mogul told Ada Lind.", "Bo Orr"),
            ("The Elm Harbour Company will close the mill in May. The airline said it was old.", "Elm Harbour Company"),
            (
                "Big Boats Matter issued a statement saying the mill was safe. “We stay in this town,” the group said.",
                "Big Boats Matter",
            ),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let last = reading.quotations.last().and_then(|last| last.speaker.as_ref());
            assert_eq!(last.map(|speaker| speaker.name.as_str()), Some(expected), "{text}");
        }
    }
}
