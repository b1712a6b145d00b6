//! From mentions to entities: which names mean the same.
//!
//! First each distinct form is gathered (without titles, article and possessive) and given the type that most of its
//! mentions have. Then forms are joined: a surname or a given name to the full name that holds it, an acronym or a short
//! form to its organisation, the other names of a country to one, and a long surname to the one that it misspells. Every
//! join looks candidates up by a word, so the cost grows with the number of mentions, not with its square.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let reading = annotate(&Page::from_text("Jake Orr of the Elm Institute spoke. Mr. Orr left. “No,” Orr said."));
//! assert_eq!(reading.entities[0].name, "Jake Orr");
//! assert_eq!(reading.mentions.iter().filter(|mention| mention.entity.index() == 0).count(), 3);
//! ```

use super::model::{Entity, Mention, MentionType};
use super::{names, roles};
use crate::page::Page;
use crate::span::EntityId;
use crate::tokens::Tokens;
use std::collections::HashMap;

/// Sets the entity of every mention, mends types that disagree, and gives the entities in order of first mention.
pub fn resolve(page: &Page, tokens: &Tokens, mentions: &mut [Mention]) -> Vec<Entity> {
    let mut forms = Forms::gather(page.text(), mentions);
    forms.join_people();
    forms.join_others();
    let mut entities: Vec<Entity> = Vec::new();
    let mut entity_of: Vec<Option<EntityId>> = vec![None; forms.list.len()];
    for (index, mention) in mentions.iter_mut().enumerate() {
        let form = forms.of_mention[index];
        let owner = forms.owner(form, index);
        let id = *entity_of[owner].get_or_insert_with(|| {
            let canonical = &forms.list[owner];
            entities.push(Entity {
                name: canonical.name(),
                kind: canonical.kind,
                aliases: Vec::new(),
                roles: Vec::new(),
            });
            EntityId(u32::try_from(entities.len() - 1).unwrap_or(u32::MAX))
        });
        mention.entity = id;
        mention.kind = forms.list[owner].kind;
        let entity = &mut entities[id.index()];
        let shown = &forms.list[form].text;
        if *shown != entity.name && !entity.aliases.contains(shown) {
            entity.aliases.push(shown.clone());
        }
    }
    for index in 0..mentions.len() {
        let entity = mentions[index].entity.index();
        if entities[entity].kind == MentionType::Person && entities[entity].roles.is_empty() {
            entities[entity].roles.extend(roles::of_mention(page, tokens, mentions, index));
        }
    }
    entities
}

/// One distinct way in which something is named.
struct Form {
    /// Without titles, article and possessive.
    text: String,
    words: Vec<String>,
    kind: MentionType,
    /// Indices of its mentions, in order.
    mentions: Vec<usize>,
    /// The form that it is a short, other or misspelt form of.
    short_for: Vec<usize>,
}

impl Form {
    fn name(&self) -> String {
        match names::country(&self.text) {
            Some(country) if self.kind != MentionType::Person => country.to_owned(),
            _ => self.text.clone(),
        }
    }

    fn last(&self) -> &str {
        let words = if self.words.len() > 1 && self.words.last().is_some_and(|word| names::is_suffix(word)) {
            &self.words[..self.words.len() - 1]
        } else {
            &self.words
        };
        words.last().map_or("", String::as_str)
    }

    fn suffix(&self) -> Option<&str> {
        self.words.last().filter(|word| names::is_suffix(word)).map(String::as_str)
    }
}

struct Forms {
    list: Vec<Form>,
    of_mention: Vec<usize>,
}

impl Forms {
    fn gather(text: &str, mentions: &[Mention]) -> Self {
        let mut list: Vec<Form> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut of_mention = Vec::with_capacity(mentions.len());
        let mut kinds: Vec<Vec<MentionType>> = Vec::new();
        for (index, mention) in mentions.iter().enumerate() {
            let bare = if is_amount(mention.kind) {
                mention.span.of(text).to_owned()
            } else {
                names::bare(mention.span.of(text))
            };
            let key = match names::country(&bare) {
                Some(country) => country.to_lowercase(),
                None => bare.to_lowercase(),
            };
            // Names of any type share a key; a date never does with a name.
            let key = if is_amount(mention.kind) { format!("{}\u{1}{key}", mention.kind.name()) } else { key };
            let form = *known.entry(key).or_insert_with(|| {
                let words = bare.split_whitespace().map(str::to_owned).collect();
                list.push(Form {
                    text: bare.clone(),
                    words,
                    kind: mention.kind,
                    mentions: Vec::new(),
                    short_for: Vec::new(),
                });
                kinds.push(Vec::new());
                list.len() - 1
            });
            list[form].mentions.push(index);
            kinds[form].push(mention.kind);
            // ALL CAPS in a headline is not how the name is written.
            if list[form].text.len() > 4
                && list[form].text.chars().all(|c| !c.is_lowercase())
                && bare.chars().any(char::is_lowercase)
            {
                list[form].words = bare.split_whitespace().map(str::to_owned).collect();
                list[form].text = bare;
            }
            of_mention.push(form);
        }
        for (form, kinds) in list.iter_mut().zip(&kinds) {
            form.kind = most_common(kinds);
        }
        Self { list, of_mention }
    }

    /// The form that stands for the entity of a form, as met at a mention: of several namesakes the last one named
    /// before it, else the first one after.
    fn owner(&self, form: usize, mention: usize) -> usize {
        let mut owner = form;
        for _ in 0..4 {
            let candidates = &self.list[owner].short_for;
            let last_before = |candidate: &usize| {
                let mentions = &self.list[*candidate].mentions;
                let before = mentions.partition_point(|&other| other < mention);
                before.checked_sub(1).map(|at| mentions[at])
            };
            let next = match candidates.as_slice() {
                [] => return owner,
                [only] => *only,
                several => several
                    .iter()
                    .copied()
                    .max_by_key(|candidate| {
                        (last_before(candidate), std::cmp::Reverse(self.list[*candidate].mentions.first().copied()))
                    })
                    .unwrap_or(owner),
            };
            owner = next;
        }
        owner
    }

    fn indices_of(&self, wanted: impl Fn(&Form) -> bool) -> Vec<usize> {
        (0..self.list.len()).filter(|&form| wanted(&self.list[form])).collect()
    }

    fn join_people(&mut self) {
        let people = self.indices_of(|form| form.kind == MentionType::Person);
        let (full, single): (Vec<usize>, Vec<usize>) =
            people.iter().partition(|&&form| self.list[form].words.len() > 1);
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        for &form in &full {
            for word in &self.list[form].words {
                let group = by_word.entry(word.to_lowercase()).or_default();
                if group.last() != Some(&form) && group.len() < 40 {
                    group.push(form);
                }
            }
        }
        // "David J. Orr" and "David Orr": the same but for middle names; the longer one stands for both.
        for &form in &full {
            let group = by_word.get(&self.list[form].last().to_lowercase()).cloned().unwrap_or_default();
            let longer = group
                .into_iter()
                .filter(|&other| other != form && self.is_shorter_form(form, other))
                .collect::<Vec<_>>();
            if let [only] = longer.as_slice() {
                self.list[form].short_for.push(*only);
            }
        }
        let roots: Vec<usize> = full.iter().copied().filter(|&form| self.list[form].short_for.is_empty()).collect();
        for form in single {
            let word = self.list[form].text.to_lowercase();
            let group: Vec<usize> =
                by_word.get(&word).into_iter().flatten().copied().filter(|other| roots.contains(other)).collect();
            let surnames: Vec<usize> =
                group.iter().copied().filter(|&other| self.list[other].last().to_lowercase() == word).collect();
            let mut owners = if surnames.is_empty() { group } else { surnames };
            if owners.len() > 1 {
                // "Trump" is not "Trump Jr." where both are named.
                let plain: Vec<usize> =
                    owners.iter().copied().filter(|&other| self.list[other].suffix().is_none()).collect();
                if !plain.is_empty() {
                    owners = plain;
                }
            }
            self.list[form].short_for = owners;
        }
        self.join_misspellings(&people, &roots);
    }

    /// Whether `form` is `other` with middle names, initials or a doubled surname left out.
    fn is_shorter_form(&self, form: usize, other: usize) -> bool {
        let (short, long) = (&self.list[form], &self.list[other]);
        if short.words.len() >= long.words.len()
            || short.suffix() != long.suffix()
            || !short.last().eq_ignore_ascii_case(long.last())
        {
            return false;
        }
        let first_agrees = short.words[0].eq_ignore_ascii_case(&long.words[0]);
        first_agrees && short.words.iter().all(|word| long.words.iter().any(|other| other.eq_ignore_ascii_case(word)))
    }

    /// A long surname that nobody bears but for one or two letters: a slip of the pen.
    fn join_misspellings(&mut self, people: &[usize], roots: &[usize]) {
        let mut by_initial: HashMap<char, Vec<usize>> = HashMap::new();
        for &form in roots {
            let group = by_initial.entry(initial(self.list[form].last())).or_default();
            if group.len() < 60 {
                group.push(form);
            }
        }
        for &form in people {
            let own = &self.list[form];
            if !own.short_for.is_empty()
                || own.last().chars().count() < 6
                || (own.words.len() > 1 && own.mentions.len() > 1)
            {
                continue;
            }
            let near: Vec<usize> = by_initial
                .get(&initial(own.last()))
                .into_iter()
                .flatten()
                .copied()
                .filter(|&other| {
                    let long = &self.list[other];
                    let same_first = own.words.len() == 1 || own.words[0] == long.words[0];
                    other != form && same_first && is_misspelling(own.last(), long.last())
                })
                .collect();
            // Two slips of one name must not stand for each other.
            let near: Vec<usize> = near.into_iter().filter(|&other| self.list[other].short_for.is_empty()).collect();
            if let [only] = near.as_slice()
                && (self.list[*only].mentions.len() >= self.list[form].mentions.len()
                    || self.list[form].words.len() == 1)
            {
                self.list[form].short_for = vec![*only];
            }
        }
    }

    fn join_others(&mut self) {
        let organisations = self.indices_of(|form| form.kind == MentionType::Org);
        let mut by_first: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_initials: HashMap<String, Vec<usize>> = HashMap::new();
        for &form in organisations.iter().filter(|&&form| self.list[form].words.len() > 1) {
            let group = by_first.entry(self.list[form].words[0].to_lowercase()).or_default();
            if group.len() < 40 {
                group.push(form);
            }
            by_initials.entry(initials(&self.list[form].words)).or_default().push(form);
        }
        for &form in &organisations {
            let own = &self.list[form];
            let longer: Vec<usize> = by_first
                .get(&own.words.first().map(|word| word.to_lowercase()).unwrap_or_default())
                .into_iter()
                .flatten()
                .copied()
                .filter(|&other| {
                    let long = &self.list[other];
                    long.words.len() > own.words.len()
                        && own.words.iter().zip(&long.words).all(|(short, long)| short.eq_ignore_ascii_case(long))
                })
                .collect();
            let letters: String = own.text.chars().filter(|c| c.is_alphanumeric()).collect();
            let acronym = own.words.len() == 1 && letters.len() >= 2 && letters.chars().all(char::is_uppercase);
            let spelled: Vec<usize> =
                if acronym { by_initials.get(&letters).cloned().unwrap_or_default() } else { Vec::new() };
            // A first word that says little ("Bank", "National") joins nothing by itself.
            let telling = own.words.len() > 1 || acronym || own.text.len() > 4;
            let joined = if spelled.len() == 1 { spelled } else { longer };
            if let (true, [only]) = (telling, joined.as_slice()) {
                self.list[form].short_for = vec![*only];
            }
        }
    }
}

fn initial(word: &str) -> char {
    word.chars().next().map_or(' ', |c| c.to_ascii_lowercase())
}

/// The initials of a name's capitalised words.
fn initials(words: &[String]) -> String {
    words.iter().filter_map(|word| word.chars().next().filter(|c| c.is_uppercase())).collect()
}

fn is_amount(kind: MentionType) -> bool {
    matches!(
        kind,
        MentionType::Date | MentionType::Time | MentionType::Money | MentionType::Percent | MentionType::Quantity
    )
}

/// The most common type; of equals the first.
fn most_common(kinds: &[MentionType]) -> MentionType {
    let count = |kind: &MentionType| kinds.iter().filter(|other| *other == kind).count();
    MentionType::ALL
        .into_iter()
        .filter(|kind| kinds.contains(kind))
        .max_by_key(|kind| (count(kind), kinds.first() == Some(kind)))
        .unwrap_or(MentionType::Work)
}

/// Whether two long words differ by a slip: one letter, or two in a very long word.
fn is_misspelling(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let allowed = if one.len().min(other.len()) >= 9 { 2 } else { 1 };
    if one.len().min(other.len()) < 6 || one.len().abs_diff(other.len()) > allowed {
        return false;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, a) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] = at + 1;
        for (to, b) in other.iter().enumerate() {
            let cost = corner + usize::from(a != b);
            corner = row[to + 1];
            row[to + 1] = cost.min(corner + 1).min(row[to] + 1);
        }
    }
    let distance = row[other.len()];
    distance > 0 && distance <= allowed
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
        let mut mentions = [mention(0, 17), mention(24, 40)];
        let entities = resolve(&page, &crate::tokens::tokenize(&page), &mut mentions);
        assert_eq!(entities.len(), 1, "{entities:?}");
    }

    #[test]
    fn slips() {
        let cases = [
            ("Tarkovskiy", "Tarkovsky", true),
            ("Hansen", "Hanson", true),
            ("Orr", "Ore", false),
            ("Brown", "Browne", false),
            ("Martin", "Martin", false),
            ("Johnson", "Jackson", false),
        ];
        for (one, other, expected) in cases {
            assert_eq!(is_misspelling(one, other), expected, "{one} {other}");
        }
    }
}
