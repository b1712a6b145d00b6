//! Whom a pronoun stands for.
//!
//! News writes "he said" of the person who spoke last, or of the subject of the sentence before. The search walks back
//! sentence by sentence, within a few paragraphs, and takes the first sentence that offers somebody. Gender is used
//! only where the article itself gives it, in a role ("the spokeswoman"); it is never guessed from a name.

use super::Article;
use crate::entities::MentionType;
use crate::span::EntityId;

/// How many sentences back a pronoun may reach.
const REACH: usize = 8;

/// The entity that the pronoun at `token` stands for.
pub(super) fn antecedent(article: &Article, token: usize) -> Option<EntityId> {
    let scene = &article.scene;
    let pronoun = scene.word(token).to_ascii_lowercase();
    let wanted: &[MentionType] = match pronoun.as_str() {
        "he" | "she" => &[MentionType::Person],
        "it" => &[MentionType::Org, MentionType::Gpe],
        "they" => &[MentionType::Org, MentionType::Norp],
        _ => return None,
    };
    let own = scene.tokens.sentence_of(token);
    let sentences = scene.tokens.sentences();
    for sentence in (own.saturating_sub(REACH)..=own).rev() {
        let range = sentences[sentence].range();
        let end = range.end.min(token);
        let spoken = speaker_in(article, range.start, end).filter(|&entity| fits(article, entity, &pronoun, wanted));
        let subject = || {
            let candidates =
                (range.start..end).filter(|&at| !is_quoted(article, at)).filter_map(|at| scene.mention_at(at));
            candidates
                .map(|mention| scene.mentions[mention].entity)
                .find(|&entity| fits(article, entity, &pronoun, wanted))
        };
        if let Some(entity) = spoken.or_else(subject) {
            return Some(entity);
        }
    }
    None
}

/// Who speaks in a stretch of tokens, if a quotation with a known speaker has its source there.
fn speaker_in(article: &Article, start: usize, end: usize) -> Option<EntityId> {
    let near = article.cases.partition_point(|case| case.first() < start.saturating_sub(200));
    article.cases[near..].iter().take_while(|case| case.first() < end + 200).find_map(|case| {
        let source = &case.verdict.as_ref()?.source.tokens;
        (source.start >= start && source.end <= end).then_some(case.entity).flatten()
    })
}

/// Whether a token stands inside quotation marks.
fn is_quoted(article: &Article, token: usize) -> bool {
    let near = article.cases.partition_point(|case| case.end() <= token);
    article.cases[near..].iter().take(3).any(|case| case.pieces.iter().any(|piece| piece.contains(&token)))
}

fn fits(article: &Article, entity: EntityId, pronoun: &str, wanted: &[MentionType]) -> bool {
    let Some(entity) = article.entities.get(entity.index()) else { return false };
    if !wanted.contains(&entity.kind) {
        return false;
    }
    match pronoun {
        "he" => stated_gender(entity) != Some(Gender::Female),
        "she" => stated_gender(entity) != Some(Gender::Male),
        _ => true,
    }
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Gender {
    Female,
    Male,
}

/// What the article's own words say: a role noun that has a gender.
fn stated_gender(entity: &crate::entities::Entity) -> Option<Gender> {
    let words = entity.roles.iter().flat_map(|role| role.text.split(|c: char| !c.is_alphanumeric()));
    for word in words {
        let lower = word.to_lowercase();
        if lower.ends_with("woman")
            || matches!(lower.as_str(), "queen" | "princess" | "mother" | "wife" | "daughter" | "sister" | "actress")
        {
            return Some(Gender::Female);
        }
        if matches!(
            lower.as_str(),
            "king"
                | "prince"
                | "father"
                | "husband"
                | "son"
                | "brother"
                | "actor"
                | "spokesman"
                | "congressman"
                | "chairman"
                | "businessman"
        ) {
            return Some(Gender::Male);
        }
    }
    None
}
