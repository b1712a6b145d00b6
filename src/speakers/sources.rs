//! From a source phrase to the entity it names.
//!
//! A name goes to its entity, a pronoun to its antecedent, "the minister" to the person whom the article calls so.
//! A group or an office that nobody in the article bears is kept as it is written, and marked unnamed.

use super::antecedents::antecedent;
use super::labelled::{is_possessive, is_relative};
use super::phrases::{Head, Phrase, Scene};
use super::recent::{bearer, unread};
use super::{Article, Case, together, unnamed};
use crate::entities::{MentionType, names};
use crate::quotations::{Speaker, cues};
use crate::span::EntityId;

/// Of so many whom an interview names first the one is who is asked.
const FEW: usize = 200;

/// Links the source of one quotation. In the order of the text, so that a pronoun can lean on the speaker before.
pub(super) fn link_one(article: &mut Article, index: usize) {
    if article.cases[index].entity.is_none() && article.cases[index].group.is_none() {
        if let Some(cited) = same_source(article, index) {
            let phrase = cited.group.clone().or_else(|| cited.verdict.as_ref().map(|cited| cited.source.clone()));
            let entity = cited.entity;
            article.cases[index].group = phrase.filter(|_| entity.is_none());
            article.cases[index].entity = entity;
            return;
        }
        let somebody = unnamed::somebody(article, index).or_else(|| unread(article, index));
        let them = if somebody.is_none() { together::they(article, index) } else { None };
        let entity = match (&somebody, &them) {
            (Some(somebody), _) => bearer(article, somebody, index),
            (None, Some((_, first))) => Some(*first),
            (None, None) => entity_of(article, index),
        };
        article.cases[index].group = somebody.filter(|_| entity.is_none()).or(them.map(|(phrase, _)| phrase));
        article.cases[index].entity = entity;
    }
}

/// What "**the same source**" cites again.
fn same_source<'a>(article: &'a Article, index: usize) -> Option<&'a Case> {
    let scene = &article.scene;
    let source = &article.cases[index].verdict.as_ref()?.source.tokens;
    let is_same = scene.word(source.start).eq_ignore_ascii_case("the") && scene.word(source.start + 1) == "same";
    let cites = |case: &&Case| case.verdict.as_ref().is_some_and(|cited| cited.source.tokens.end <= source.start);
    let last = article.cases[..index].iter().rev().take(4).find(cites);
    last.filter(|_| is_same && source.len() == 3 && matches!(scene.word(source.end - 1), "source" | "report" | "study"))
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
        Head::Person(mention) => Some(namesake(article, index, mention).unwrap_or(scene.mentions[mention].entity)),
        Head::Named(mention) => Some(surnamed(article, index, mention).unwrap_or(scene.mentions[mention].entity)),
        // In somebody's own words "I" is that one.
        Head::Pronoun if source.tokens.len() == 1 && scene.word(source.tokens.start) == "I" => {
            article.cases[index].outer.and_then(|outer| article.cases[outer].entity)
        }
        Head::Pronoun => antecedent(article, source.tokens.start, index),
        Head::Noun if scene.word(source.tokens.end) == ":" && source.tokens.len() == 1 => {
            labelled(article, source.tokens.start).or_else(|| bearer(article, source, index))
        }
        Head::Noun => match scene.age_before(source.tokens.end) {
            Some(age) => aged(article, source, age).or_else(|| antecedent(article, source.tokens.start, index)),
            // "**Its** statement said"
            None if source.tokens.len() >= 2
                && is_possessive(scene.word(source.tokens.start))
                && cues::is_statement(scene.word(source.tokens.start + 1)) =>
            {
                let owner = antecedent(article, source.tokens.start, index)?;
                Some(owner).filter(|owner| article.entities[owner.index()].kind != MentionType::Gpe)
            }
            None => bearer(article, source, index),
        },
    }
}

/// Of two with one surname whoever spoke last, when the other has not spoken: "Ada Orr spoke of the death of Bo Orr. **Orr**
/// said".
fn namesake(article: &Article, index: usize, mention: usize) -> Option<EntityId> {
    const SPOKEN: usize = 60;
    let scene = &article.scene;
    let own = scene.mentions[mention].entity;
    let surname = scene.mentions[mention].span.of(scene.page.text());
    // "Mr. Orr said … **Mrs.** Orr said": a title tells whom it means.
    let first = scene.tokens_of(mention).start;
    let is_titled = first.checked_sub(1).is_some_and(|at| names::is_title(scene.word(at)));
    let has_name = |entity: &EntityId| {
        let entity = &article.entities[entity.index()];
        let ends = entity.name.rsplit_once(' ').is_some_and(|(_, name)| name == surname);
        // "Lin Ada": the surname stands first where that is the custom.
        let begins = entity.name.split_once(' ').is_some_and(|(name, _)| name == surname);
        entity.kind == MentionType::Person && (ends || begins)
    };
    if surname.contains(' ') || is_titled || index >= SPOKEN || !has_name(&own) {
        return None;
    }
    let mut before = article.cases[..index].iter().rev().filter_map(|case| case.entity).filter(has_name);
    let last = before.next().filter(|&last| last != own)?;
    before.all(|entity| entity != own).then_some(last)
}

/// Whoever has spoken and bears a surname of two words that was read as a place: "Ada la Grange said … **La Grange** said".
fn surnamed(article: &Article, index: usize, mention: usize) -> Option<EntityId> {
    const SPOKEN: usize = 12;
    let surname = article.scene.mentions[mention].span.of(article.scene.page.text()).to_lowercase();
    let mut spoke = article.cases[..index].iter().rev().take(SPOKEN).filter_map(|case| case.entity);
    spoke.find(|entity| {
        let entity = &article.entities[entity.index()];
        let first = entity.name.to_lowercase();
        let first = first.strip_suffix(surname.as_str()).filter(|_| surname.contains(' '));
        entity.kind == MentionType::Person && first.is_some_and(|first| first.ends_with(' '))
    })
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
    let before = scene.mentions_before(first);
    let count = |entity: &EntityId| before.iter().take(FEW).filter(|mention| mention.entity == *entity).count();
    // Of two the first.
    all().rev().max_by_key(count).filter(|entity| count(entity) > 0)
}

/// The person before it of whom the text gives this age: "Ada Lind, **61**, …", "**61-year-old** Ada Lind".
fn aged(article: &Article, source: &Phrase, wanted: &str) -> Option<EntityId> {
    let scene = &article.scene;
    let people = scene.mentions_before(source.tokens.start).iter().enumerate().rev().take(120);
    people.filter(|(_, mention)| mention.kind == MentionType::Person).find_map(|(at, mention)| {
        let own = scene.tokens_of(at);
        let follows = scene.word(own.end) == "," && scene.word(own.end + 1) == wanted;
        let leads = scene.age_before(own.start) == Some(wanted);
        (follows || leads).then_some(mention.entity)
    })
}

/// Words that name nobody by themselves.
fn points(word: &str) -> bool {
    const WORDS: [&str; 12] =
        ["this", "these", "those", "him", "her", "them", "his", "its", "their", "the", "what", "whom"];
    WORDS.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// A speaker that is no entity: the words of the source. `None` for a pronoun, which names nobody by itself.
pub(super) fn as_written(scene: &Scene, source: &Phrase) -> Option<Speaker> {
    if source.head == Head::Pronoun {
        return None;
    }
    let tokens = &source.tokens;
    if tokens.len() == 1 && (is_relative(scene.word(tokens.start)) || points(scene.word(tokens.start))) {
        return None;
    }
    // "The union**, backed by Orr**": what is said of it stands in the source.
    let adds = |word: &str| word.ends_with("ed") || word.ends_with("ing") || is_relative(word);
    let aside =
        tokens.clone().skip(1).find(|&at| scene.word(at) == "," && at + 1 < tokens.end && adds(scene.word(at + 1)));
    let name = scene.span(&(tokens.start..aside.unwrap_or(tokens.end))).of(scene.page.text()).to_owned();
    (!name.is_empty()).then_some(Speaker { name, entity: None, named: false })
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// "The 61-year-old" is the one of that age, or whoever the text is about.
    #[test]
    fn an_age_names_somebody() {
        let cases = [
            ("Ada Lind, 61, came home. Bo Orr met her. “It is late,” the 61-year-old said.", "Ada Lind"),
            ("It was 19-year-old Ada Lind who won. Bo Orr was late. “It is done,” the 19-year-old said.", "Ada Lind"),
            ("Ada Lind came home late. “It is done,” the 61-year-old said.", "Ada Lind"),
        ];
        for (text, expected) in cases {
            let last = crate::annotate(&Page::from_text(text)).quotations.pop().and_then(|last| last.speaker);
            assert_eq!(last.map(|speaker| speaker.name).as_deref(), Some(expected), "{text}");
        }
    }
}
