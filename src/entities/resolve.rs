//! From mentions to entities: which names mean the same.
//!
//! First each distinct form is gathered and given the type that most of its mentions have ([`super::forms`]). Then forms
//! are joined: those of people in [`super::people`], the others in [`super::others`]. Every join looks candidates up by a
//! word, so the cost grows with the number of mentions, not with its square. At last each mention goes to the form that
//! stands for its own, in the order of the text.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let reading = annotate(&Page::from_text("Jake Orr of the Elm Institute spoke. Mr. Orr left. “No,” Orr said."));
//! assert_eq!(reading.entities[0].name, "Jake Orr");
//! assert_eq!(reading.mentions.iter().filter(|mention| mention.entity.index() == 0).count(), 3);
//! ```

use super::forms::Forms;
use super::model::{Entity, Mention, MentionType};
use super::role_words::is_preposition;
use super::{abbreviations, genders, names, namesakes, others, people, roles, works};
use crate::page::{BlockRole, Page};
use crate::span::EntityId;
use crate::tokens::Tokens;
use foldhash::{HashMap, HashSet, HashSetExt};

/// Sets the entity of every mention, mends types that disagree, leaves out what is no name after all, and gives the entities
/// in order of first mention.
pub fn resolve(page: &Page, tokens: &Tokens, mentions: &mut Vec<Mention>) -> Vec<Entity> {
    let mut forms = Forms::gather(page, tokens, mentions);
    affiliations(&mut forms);
    let votes = genders::votes(page, tokens, mentions, forms.list.len(), |mention| forms.of_mention[mention]);
    abbreviations::spell_out(page, tokens, mentions, &mut forms);
    people::join(&mut forms, &votes);
    called(page.text(), mentions, &mut forms);
    let in_headline = in_headline(page, mentions);
    others::join(&mut forms, in_headline);
    let shared = shared_surnames(&forms);
    let mut entities: Vec<Entity> = Vec::new();
    let mut entity_of: Vec<Option<EntityId>> = vec![None; forms.list.len()];
    let mut owners = namesakes::owners(page, tokens, mentions, &forms, in_headline);
    let pieces = pieces(&forms, &owners);
    let works = works(page.text(), tokens, mentions, &forms, &owners);
    let mut is_kept: Vec<bool> = Vec::with_capacity(mentions.len());
    for (index, mention) in mentions.iter_mut().enumerate() {
        let whole = forms.torn[index].filter(|_| pieces[owners[index]]);
        let own_kind = forms.list[owners[index]].kind;
        if let Some(whole) = whole {
            owners[index] = owners[whole];
        }
        let (form, owner) = (forms.of_mention[index], owners[index]);
        let is_named = forms.list[owner].kind != MentionType::Work || works.contains(&owner);
        is_kept.push(is_named);
        if !is_named {
            continue;
        }
        let id = *entity_of[owner].get_or_insert_with(|| {
            let canonical = &forms.list[owner];
            entities.push(Entity {
                name: canonical.name(shared.contains(canonical.last())),
                kind: canonical.kind,
                aliases: Vec::new(),
                roles: Vec::new(),
            });
            EntityId(u32::try_from(entities.len() - 1).unwrap_or(u32::MAX))
        });
        mention.entity = id;
        // A piece stays what it is: "China" in "China Railway Group".
        let is_piece = whole.is_some() && own_kind != MentionType::Work;
        mention.kind = if is_piece { own_kind } else { forms.list[owner].kind };
        if whole.is_some() {
            continue;
        }
        let entity = &mut entities[id.index()];
        let shown = &forms.list[form].text;
        if *shown != entity.name && !entity.aliases.contains(shown) {
            entity.aliases.push(shown.clone());
        }
    }
    let mut kept = is_kept.into_iter();
    mentions.retain(|_| kept.next().unwrap_or(true));
    for index in 0..mentions.len() {
        let entity = mentions[index].entity.index();
        if entities[entity].kind == MentionType::Person && entities[entity].roles.is_empty() {
            entities[entity].roles.extend(roles::of_mention(page, tokens, mentions, index));
        }
    }
    // What a title says is less than what any other words do.
    for index in 0..mentions.len() {
        let entity = mentions[index].entity.index();
        if entities[entity].kind == MentionType::Person && entities[entity].roles.is_empty() {
            entities[entity].roles.extend(roles::title_of_mention(page, tokens, mentions, index));
        }
    }
    entities
}

/// Whether each form is nothing but a piece of other names: "Elm" where the text has only the "Elm Development Fund".
fn pieces(forms: &Forms, owners: &[usize]) -> Vec<bool> {
    let mut pieces = vec![true; forms.list.len()];
    for (mention, &owner) in owners.iter().enumerate() {
        pieces[owner] &= forms.torn[mention].is_some();
    }
    pieces
}

/// The forms of works of which the text says at one mention that they are.
fn works(text: &str, tokens: &Tokens, mentions: &[Mention], forms: &Forms, owners: &[usize]) -> HashSet<usize> {
    let is_work = |&(mention, &owner): &(usize, &usize)| {
        forms.list[owner].kind == MentionType::Work && works::is_work(text, tokens, mentions[mention].span)
    };
    owners.iter().enumerate().filter(is_work).map(|(_, &owner)| owner).collect()
}

/// How many of the mentions stand in the headline, when the text begins with one.
fn in_headline(page: &Page, mentions: &[Mention]) -> usize {
    let blocks = || page.blocks().iter().filter(|block| block.role != BlockRole::Clutter);
    match blocks().next() {
        Some(first) if first.role == BlockRole::Headline => {
            mentions.partition_point(|mention| mention.span.end <= first.span.end)
        }
        _ => 0,
    }
}

/// "Ada Lind of the Elm Institute", taken for an organisation, is the Ada Lind who is named elsewhere.
fn affiliations(forms: &mut Forms) {
    let people: HashMap<String, usize> = forms
        .indices_of(|form| form.kind == MentionType::Person && form.words.len() > 1)
        .into_iter()
        .map(|form| (forms.list[form].text.to_lowercase(), form))
        .collect();
    for form in forms.indices_of(|form| form.kind == MentionType::Org && form.words.len() > 3) {
        let own = &forms.list[form];
        let person = own.text.to_lowercase().split_once(" of ").and_then(|(name, _)| people.get(name).copied());
        if let Some(person) = person {
            forms.list[form].short_for = vec![person];
        }
    }
}

/// "Mohamed Lind, widely known as Bo": what somebody is known as is he.
fn called(text: &str, mentions: &[Mention], forms: &mut Forms) {
    for (index, pair) in mentions.windows(2).enumerate() {
        let [one, other] = pair else { continue };
        let (mut full, short) = (forms.of_mention[index], forms.of_mention[index + 1]);
        if let [only] = forms.list[full].short_for.as_slice() {
            full = *only;
        }
        let between = text.get(one.span.to()..other.span.from()).filter(|between| between.len() < 60);
        let is_alias = between.is_some_and(|between| between.trim_end().ends_with("alias"));
        let is_person = other.kind == MentionType::Person || other.kind == MentionType::Org && is_alias;
        let are_people = one.kind == MentionType::Person && is_person && full != short;
        let Some(between) = between.filter(|_| are_people) else { continue };
        let words = between.trim_end_matches(['“', '"', '\'', '‘', ' ']);
        let only = |word: &str| {
            word.ends_with("ly") || matches!(word, "also" | "better" | "who" | "is" | "was" | "and" | "once")
        };
        let known = CALLED.iter().find_map(|end| words.strip_suffix(end));
        let is_called = known.is_some_and(|before| {
            let before = before.trim_start_matches(',');
            before.split_whitespace().all(only) || is_described(before)
        });
        if is_called && forms.list[short].short_for.is_empty() && forms.list[full].short_for.is_empty() {
            forms.list[short].short_for = vec![full];
        }
    }
}

/// What stands between somebody's name and another one of his.
const CALLED: &[&str] = &[
    "known as",
    "nicknamed",
    "referred to as",
    "alias",
    "performs as",
    "performing as",
    "raps as",
    "records as",
    "goes by",
    "known by the stage name",
    "known by his stage name",
    "known by her stage name",
];

/// "a drummer who", and nothing that somebody else could be meant by, as in "son of a man".
fn is_described(words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().collect();
    let [article, described @ ..] = words.as_slice() else { return false };
    let described = described.strip_suffix(&["who"]).unwrap_or(described);
    let is_plain =
        |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') && !is_preposition(word);
    matches!(*article, "a" | "an" | "the")
        && (1..5).contains(&described.len())
        && described.iter().all(is_plain)
        && described.last().is_some_and(|last| names::is_role_noun(last))
}

/// Surnames that more than one person is called by.
fn shared_surnames(forms: &Forms) -> HashSet<String> {
    let (mut seen, mut shared) = (HashSet::new(), HashSet::new());
    for form in forms.list.iter().filter(|form| form.kind == MentionType::Person && form.short_for.is_empty()) {
        if !seen.insert(form.last()) {
            shared.insert(form.last().to_owned());
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_of_one_full_name_are_one_entity() {
        let page = Page::from_text("Fyodor Tarkovskiy came. Fyodor Tarkovsky left.");
        let mention = |start: usize, end: usize| Mention {
            span: crate::span::Span::new(start, end),
            kind: MentionType::Person,
            entity: EntityId(9),
            confidence: 1.0,
        };
        let mut mentions = vec![mention(0, 17), mention(24, 40)];
        let entities = resolve(&page, &crate::tokens::tokenize(&page), &mut mentions);
        assert_eq!(entities.len(), 1, "{entities:?}");
    }
}
