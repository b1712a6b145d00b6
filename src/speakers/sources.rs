//! From a source phrase to the entity it names.
//!
//! A name goes to its entity, a pronoun to its antecedent, "the minister" to the person whom the article calls so.
//! A group or an office that nobody in the article bears is kept as it is written, and marked unnamed.

use super::antecedents::{antecedent, is_hidden, narrows};
use super::labelled::is_relative;
use super::phrases::{Head, Phrase, Scene, bounds_phrase, can_speak, chains, phrase_ending};
use super::{Article, Case};
use crate::entities::{MentionType, names};
use crate::quotations::Speaker;
use crate::quotations::cues::{self, Strength};
use crate::span::EntityId;

/// So many tokens of a sentence are looked at for whom a pronoun stands for: one of any length then costs the same.
const REACH: usize = 80;

/// Of so many whom an interview names first the one is who is asked.
const FEW: usize = 200;

/// Links the source of one quotation. In the order of the text, so that a pronoun can lean on the speaker before.
pub(super) fn link_one(article: &mut Article, index: usize) {
    if article.cases[index].entity.is_none() && article.cases[index].group.is_none() {
        article.cases[index].group = group_of(article, index);
        if article.cases[index].group.is_none() {
            article.cases[index].entity = entity_of(article, index);
        }
    }
}

/// Whom "they" stands for, when those who spoke last have no name: "Officials said … **They** added …"; and "he" or "she",
/// when that is somebody whom nothing in the article names.
fn group_of(article: &Article, index: usize) -> Option<Phrase> {
    let scene = &article.scene;
    let source = &article.cases[index].verdict.as_ref()?.source;
    if let Some(somebody) = somebody_before(article, index, source) {
        return bearer(article, &somebody).is_none().then_some(somebody);
    }
    if source.tokens.len() != 1 || !scene.word(source.tokens.start).eq_ignore_ascii_case("they") {
        return None;
    }
    let earlier =
        |case: &&Case| case.verdict.as_ref().is_some_and(|other| other.source.tokens.end <= source.tokens.start);
    let before = article.cases[..index].iter().rev().take(6).find(earlier)?;
    let spoke = &before.verdict.as_ref()?.source;
    let own = scene.tokens.sentence_of(source.tokens.start);
    let of = scene.tokens.sentence_of(spoke.tokens.start);
    let sentences = scene.tokens.sentences();
    let is_near = own - of <= 2 && sentences[own].block == sentences[of].block;
    // Nobody with a name stands between them.
    let is_many = |token: usize| {
        scene.mention_at(token).is_some_and(|mention| match scene.mentions[mention].kind {
            MentionType::Org => true,
            MentionType::Norp => !narrows(scene, scene.tokens_of(mention).end),
            _ => false,
        })
    };
    let between = spoke.tokens.end..source.tokens.start;
    let is_person = |&token: &usize| {
        scene.mention_at(token).is_some_and(|mention| {
            scene.mentions[mention].kind == MentionType::Person && scene.tokens_of(mention).start == token
        })
    };
    let is_last = !between.clone().any(is_many) && between.filter(is_person).count() < 2;
    let are_many = scene.word(spoke.tokens.end - 1).ends_with('s') || scene.word(spoke.tokens.start).ends_with('s');
    if before.group.is_some() && is_near && is_last {
        return before.group.clone();
    }
    (spoke.head == Head::Noun && before.entity.is_none() && is_near && is_last && are_many).then(|| spoke.clone())
}

fn entity_of(article: &Article, index: usize) -> Option<EntityId> {
    let Case { verdict, .. } = &article.cases[index];
    let source = &verdict.as_ref()?.source;
    let scene = &article.scene;
    // A verdict that was taken over from a neighbour names whom the neighbour's names.
    let same = article.cases[index.saturating_sub(6)..index].iter().chain(article.cases.get(index + 1));
    if let Some(entity) = same
        .rev()
        .filter(|case| case.verdict.as_ref().is_some_and(|other| other.source.tokens == source.tokens))
        .find_map(|case| case.entity)
    {
        return Some(entity);
    }
    match source.head {
        Head::Person(mention) | Head::Named(mention) => Some(scene.mentions[mention].entity),
        // In somebody's own words "I" is that one.
        Head::Pronoun if source.tokens.len() == 1 && scene.word(source.tokens.start) == "I" => {
            article.cases[index].outer.and_then(|outer| article.cases[outer].entity)
        }
        Head::Pronoun => match somebody_before(article, index, source) {
            Some(somebody) => bearer(article, &somebody),
            None => antecedent(article, source.tokens.start, index),
        },
        Head::Noun if scene.word(source.tokens.end) == ":" && source.tokens.len() == 1 => {
            labelled(article, source.tokens.start).or_else(|| bearer(article, source))
        }
        Head::Noun => match scene.age_before(source.tokens.end) {
            Some(age) => aged(article, source, age).or_else(|| antecedent(article, source.tokens.start, index)),
            None => bearer(article, source),
        },
    }
}

/// Whom a label in an interview stands for: "**TL**:" the only person with these initials; "**A**:" whoever the text before
/// its first question names most.
fn labelled(article: &Article, label: usize) -> Option<EntityId> {
    let (scene, word) = (&article.scene, article.scene.word(label));
    let is_person = |entity: &EntityId| article.entities[entity.index()].kind == MentionType::Person;
    let all =
        || (0..article.entities.len().min(FEW)).filter_map(|at| u32::try_from(at).ok().map(EntityId)).filter(is_person);
    if word.len() > 1 {
        let initials = |entity: &EntityId| {
            let name = &article.entities[entity.index()].name;
            name.split(' ').filter_map(|part| part.chars().next()).collect::<String>() == word
        };
        let mut named = all().filter(initials);
        return named.next().filter(|_| named.next().is_none());
    }
    let asks = |case: &&Case| case.verdict.as_ref().is_some_and(|asked| scene.word(asked.source.tokens.start) == "Q");
    let first =
        article.cases.iter().take(FEW).find(asks).filter(|_| word == "A")?.verdict.as_ref()?.source.tokens.start;
    let before =
        &scene.mentions[..scene.mentions.partition_point(|mention| scene.tokens.at(mention.span.from()) < first)];
    let count = |entity: &EntityId| before.iter().take(FEW).filter(|mention| mention.entity == *entity).count();
    // Of two the first.
    all().rev().max_by_key(count).filter(|entity| count(entity) > 0)
}

/// The person before it of whom the text gives this age: "Ada Lind, **61**, …", "**61-year-old** Ada Lind".
fn aged(article: &Article, source: &Phrase, wanted: &str) -> Option<EntityId> {
    let scene = &article.scene;
    let before = scene.mentions.partition_point(|mention| mention.span.start < scene.span(&source.tokens).start);
    let people = scene.mentions[..before].iter().enumerate().rev().take(120);
    people.filter(|(_, mention)| mention.kind == MentionType::Person).find_map(|(at, mention)| {
        let own = scene.tokens_of(at);
        let follows = scene.word(own.end) == "," && scene.word(own.end + 1) == wanted;
        let leads = scene.age_before(own.start) == Some(wanted);
        (follows || leads).then_some(mention.entity)
    })
}

/// Whom "he" or "she" stands for, when that is somebody without a name: "A woman nodded. “It is late,” **she** said." The
/// subject of its sentence or of one of the two before it, with nobody named in between.
fn somebody_before(article: &Article, index: usize, source: &Phrase) -> Option<Phrase> {
    let (scene, pronoun) = (&article.scene, source.tokens.start);
    if source.head != Head::Pronoun || source.tokens.len() != 1 {
        return None;
    }
    let gender = names::pronoun_gender(&scene.word(pronoun).to_ascii_lowercase())?;
    let sentences = scene.tokens.sentences();
    let own = scene.tokens.sentence_of(pronoun);
    for sentence in (own.saturating_sub(2)..=own).rev() {
        let range = sentences[sentence].range();
        if sentences[sentence].block != sentences[own].block {
            return None;
        }
        let before = range.start..range.end.min(pronoun);
        for at in before.rev().take(REACH).filter(|&at| !is_hidden(article, index, at)) {
            let word = scene.word(at);
            if scene.mention_at(at).is_some_and(|mention| scene.mentions[mention].kind == MentionType::Person) {
                return None;
            }
            let of_noun = names::noun_gender(word);
            let is_many = word.ends_with('s') || word.ends_with("men");
            let is_one = of_noun.is_some() || names::is_role_noun(word) && !is_many;
            if !is_one || of_noun.is_some_and(|of_noun| of_noun != gender) || scene.mention_at(at).is_some() {
                continue;
            }
            let Some(phrase) = phrase_ending(scene, range.start, at + 1) else { continue };
            let start = phrase.tokens.start;
            let is_named =
                |at: usize| scene.mention_at(at).is_some_and(|mention| can_speak(scene.mentions[mention].kind));
            // “…,” said **a miller**, but not "told **a miller** that".
            let is_inverted = || {
                let before = start.checked_sub(2).map_or("", |at| scene.word(at));
                cues::verb(scene.word(start - 1)) == Some(Strength::Speech) && bounds_phrase(before)
            };
            let opening = range.start + usize::from(scene.word(range.start).chars().all(|c| !c.is_alphanumeric()));
            let is_subject = start == opening
                || is_inverted()
                // "In May, **a miller** called", but not "Orr, **a miller**, called".
                || scene.word(start - 1) == "," && start >= 2 && !is_named(start - 2);
            // "Her mother died. “I could not believe it,” **she** said": not the mother.
            let is_anothers =
                matches!(scene.word(start).to_ascii_lowercase().as_str(), "his" | "her" | "their" | "its");
            if is_subject
                && phrase.head == Head::Noun
                && !is_anothers
                && !(start..at).any(|token| chains(scene.word(token)))
            {
                return Some(phrase);
            }
        }
    }
    None
}

/// The person before it whose role the phrase names ("the minister", "the French leader"), or the organisation or place
/// whose name holds its noun ("the ministry", "the city").
fn bearer(article: &Article, source: &Phrase) -> Option<EntityId> {
    let scene = &article.scene;
    let definite = scene.word(source.tokens.start).eq_ignore_ascii_case("the");
    if !definite || source.tokens.len() > 5 {
        return None;
    }
    let noun = scene.word(source.tokens.end - 1).to_lowercase();
    if noun.len() < 4 || noun.ends_with('s') {
        return None;
    }
    // What narrows it: "the Uruguayan leader".
    let narrowing: Vec<String> = (source.tokens.start + 1..source.tokens.end - 1)
        .map(|token| scene.word(token))
        .filter(|word| word.starts_with(char::is_uppercase))
        .map(str::to_lowercase)
        .collect();
    let before = scene.mentions.partition_point(|mention| mention.span.start < scene.span(&source.tokens).start);
    let mut best: Option<(i32, EntityId)> = None;
    for (distance, mention) in scene.mentions[..before].iter().rev().take(120).enumerate() {
        let Some(entity) = article.entities.get(mention.entity.index()) else { continue };
        let fit = match entity.kind {
            MentionType::Person => entity.roles.iter().find_map(|role| bears(&role.text, &noun, &narrowing)),
            MentionType::Org | MentionType::Gpe => {
                let holds = SAME_THING.iter().find(|group| group.contains(&noun.as_str())).map_or_else(
                    || holds_word(&entity.name, &noun),
                    |group| group.iter().any(|word| holds_word(&entity.name, word)),
                );
                // "The Municipality **of Elm**".
                let first = scene
                    .tokens_of(scene.mentions.partition_point(|other| other.span.start < mention.span.start))
                    .start;
                let kind = first
                    .checked_sub(2)
                    .filter(|_| scene.word(first - 1) == "of")
                    .map(|at| scene.word(at).to_lowercase());
                let is_of_kind = kind.is_some_and(|kind| {
                    kind == noun
                        || SAME_THING
                            .iter()
                            .any(|group| group.contains(&noun.as_str()) && group.contains(&kind.as_str()))
                });
                ((holds || is_of_kind) && narrowing.is_empty()).then_some(0)
            }
            _ => None,
        };
        let Some(fit) = fit else { continue };
        let weight = fit + article.weight_of(mention.entity) - (distance / 10) as i32;
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, mention.entity));
        }
    }
    best.map(|(_, entity)| entity)
}

/// Nouns that stand for each other.
const SAME_THING: &[&[&str]] = &[
    &["city", "town", "municipality", "council", "village"],
    &["company", "firm", "corporation"],
    &["university", "college", "school"],
    &["newspaper", "paper", "magazine", "daily", "times", "post", "tribune", "gazette"],
];

/// Offices that "leader" can mean.
const LEADERS: &[&str] =
    &["president", "premier", "chancellor", "minister", "king", "leader", "mayor", "chairman", "head"];

/// How well a role fits a noun and what narrows it; `None` when it does not.
fn bears(role: &str, noun: &str, narrowing: &[String]) -> Option<i32> {
    let has_noun = holds_word(role, noun)
        || noun == "judge" && holds_word(role, "justice")
        || noun == "leader" && LEADERS.iter().any(|office| holds_word(role, office));
    if !has_noun {
        return None;
    }
    let words: Vec<&str> = role.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let capitals: Vec<String> =
        words.iter().filter(|word| word.starts_with(char::is_uppercase)).map(|word| word.to_lowercase()).collect();
    // "Uruguayan" agrees with "Uruguay": five letters do.
    let agree = |one: &String, other: &String| {
        let length = one.len().min(other.len()).min(5);
        one.get(..length).is_some_and(|start| other.starts_with(start))
    };
    if !narrowing.iter().all(|word| capitals.iter().any(|other| agree(word, other))) {
        return None;
    }
    // "the president" is rather the one whom the text does not call the president of somewhere else.
    let foreign = capitals.iter().filter(|word| !LEADERS.contains(&word.as_str()) && *word != noun).count();
    Some(if narrowing.is_empty() && foreign > 0 && noun != "leader" { -4 } else { 0 })
}

fn holds_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|part| part.to_lowercase() == word)
}

/// Words that name nobody by themselves.
fn points(word: &str) -> bool {
    const WORDS: [&str; 12] =
        ["this", "these", "those", "him", "her", "them", "his", "its", "their", "the", "what", "whom"];
    WORDS.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// A speaker that is no entity: the words of the source. `None` for a pronoun, which names nobody by itself.
pub(super) fn unnamed(scene: &Scene, source: &Phrase) -> Option<Speaker> {
    if source.head == Head::Pronoun {
        return None;
    }
    let tokens = &source.tokens;
    if tokens.len() == 1 && (is_relative(scene.word(tokens.start)) || points(scene.word(tokens.start))) {
        return None;
    }
    let name = scene.span(tokens).of(scene.page.text()).to_owned();
    (!name.is_empty()).then_some(Speaker { name, entity: None, named: false })
}
