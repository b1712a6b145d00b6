//! From a source phrase to the entity it names.
//!
//! A name goes to its entity, a pronoun to its antecedent, "the minister" to the person whom the article calls so.
//! A group or an office that nobody in the article bears is kept as it is written, and marked unnamed.

use super::antecedents::antecedent;
use super::phrases::{Head, Phrase, Scene, is_relative};
use super::{Article, Case};
use crate::entities::MentionType;
use crate::quotations::Speaker;
use crate::span::EntityId;

/// Links every source found so far, in the order of the text, so that a pronoun can lean on the speaker before.
pub(super) fn link(article: &mut Article) {
    for index in 0..article.cases.len() {
        link_one(article, index);
    }
}

/// Links the source of one quotation.
pub(super) fn link_one(article: &mut Article, index: usize) {
    if article.cases[index].entity.is_none() {
        article.cases[index].entity = entity_of(article, index);
    }
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
        Head::Pronoun => antecedent(article, source.tokens.start),
        Head::Noun => bearer(article, source),
    }
}

/// The one person before it whose role holds the phrase's last noun ("the minister"), or the organisation whose name
/// holds it ("the ministry").
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
    let before = scene.mentions.partition_point(|mention| mention.span.start < scene.span(&source.tokens).start);
    let near = scene.mentions[..before].iter().rev().take(120);
    let bears = |entity: EntityId| {
        let Some(entity) = article.entities.get(entity.index()) else { return false };
        match entity.kind {
            MentionType::Person => entity.roles.iter().any(|role| holds_word(&role.text, &noun)),
            MentionType::Org => holds_word(&entity.name, &noun),
            _ => false,
        }
    };
    near.map(|mention| mention.entity).find(|&entity| bears(entity))
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
    let mut tokens = source.tokens.clone();
    // "officials, who" are officials.
    while tokens.len() > 1 && matches!(scene.word(tokens.end - 1), "," | "who" | "which" | "that") {
        tokens.end -= 1;
    }
    if tokens.len() == 1 && (is_relative(scene.word(tokens.start)) || points(scene.word(tokens.start))) {
        return None;
    }
    let name = scene.span(&tokens).of(scene.page.text()).to_owned();
    (!name.is_empty()).then_some(Speaker { name, entity: None, named: false })
}
