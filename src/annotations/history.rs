//! A list with everything that was done to it: undo and redo without limit, kept with the document.
//!
//! An entry holds what it changed, before and after, and not how: undoing is exact by construction, also for an entry
//! that an older program wrote. Doing something after an undo drops what was undone.
//!
//! ```
//! use saidwho::annotations::{History, List, Maker, Stamp, actions::Action};
//! use saidwho::page::Page;
//! let mut history = History::new(List::default());
//! let stamp = Stamp { by: Maker::Reader("Ida".to_owned()), at: Some("2026-11-25T09:00:00Z".to_owned()) };
//! let add = Action::AddPerson { name: "Ada Lind".to_owned() };
//! assert!(history.act(&Page::default(), &add, &stamp));
//! assert!(history.undo() && history.list().entities().is_empty());
//! assert!(history.redo() && history.list().entity_named("Ada Lind").is_some());
//! ```

use super::List;
use super::actions::{Action, change};
use super::model::{Annotation, Entity, Stamp};
use crate::page::Page;
use crate::reading::Reading;
use foldhash::HashMap;
use std::collections::BTreeMap;
use std::hash::Hash;

/// One thing before and after; `None` where it was not, or is no more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit<T> {
    /// As it was.
    pub before: Option<T>,
    /// As it is.
    pub after: Option<T>,
}

/// Everything that one action changed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Change {
    /// Annotations.
    pub annotations: Vec<Edit<Annotation>>,
    /// Entities.
    pub entities: Vec<Edit<Entity>>,
    /// Colours with what they mean.
    pub colours: Vec<Edit<(String, String)>>,
}

/// One entry of the history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// What was done, as [`Action::name`] says.
    pub action: String,
    /// Who did it, and when.
    pub stamp: Stamp,
    /// What it changed.
    pub change: Change,
}

/// A list and how it came about.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct History {
    list: List,
    entries: Vec<Entry>,
    done: usize,
}

impl History {
    /// A list to which nothing was done yet.
    #[must_use]
    pub fn new(list: List) -> Self {
        Self { list, entries: Vec::new(), done: 0 }
    }

    /// A list with the entries that led to it, of which the first `done` are in force.
    #[must_use]
    pub fn from_parts(list: List, entries: Vec<Entry>, done: usize) -> Self {
        let done = done.min(entries.len());
        Self { list, entries, done }
    }

    /// The list as it is now.
    #[must_use]
    pub fn list(&self) -> &List {
        &self.list
    }

    /// All entries, the undone ones last.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many entries are in force; the others can be redone.
    #[must_use]
    pub fn done(&self) -> usize {
        self.done
    }

    /// Does something to the list. False when it changes nothing, and then the history is as before.
    pub fn act(&mut self, page: &Page, action: &Action, stamp: &Stamp) -> bool {
        self.record(action.name(), change(&self.list, page, action, stamp), stamp)
    }

    /// Takes in another reading of the same page; see [`List::reread`].
    pub fn reread(&mut self, page: &Page, reading: &Reading, stamp: &Stamp) -> bool {
        self.record("re-read", Change::between(&self.list, &self.list.reread(page, reading)), stamp)
    }

    /// Takes in a change that was made elsewhere, under a name for the reader.
    pub fn record(&mut self, action: &str, change: Change, stamp: &Stamp) -> bool {
        if change == Change::default() {
            return false;
        }
        self.list = change.apply(std::mem::take(&mut self.list), Direction::Forward);
        self.entries.truncate(self.done);
        self.entries.push(Entry { action: action.to_owned(), stamp: stamp.clone(), change });
        self.done += 1;
        true
    }

    /// Takes the last entry back. False when there is none.
    pub fn undo(&mut self) -> bool {
        let Some(entry) = self.done.checked_sub(1).and_then(|at| self.entries.get(at)) else { return false };
        self.list = entry.change.apply(std::mem::take(&mut self.list), Direction::Back);
        self.done -= 1;
        true
    }

    /// Does again what was undone last. False when there is nothing.
    pub fn redo(&mut self) -> bool {
        let Some(entry) = self.entries.get(self.done) else { return false };
        self.list = entry.change.apply(std::mem::take(&mut self.list), Direction::Forward);
        self.done += 1;
        true
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forward,
    Back,
}

impl Change {
    /// What leads from one list to another.
    #[must_use]
    pub fn between(before: &List, after: &List) -> Self {
        let colours = |list: &List| -> Vec<(String, String)> {
            list.colours().iter().map(|(colour, meaning)| (colour.clone(), meaning.clone())).collect()
        };
        let entities = |list: &List| -> Vec<Entity> { list.entities().values().cloned().collect() };
        Self {
            annotations: edits(before.annotations(), after.annotations(), |one| &one.id),
            entities: edits(&entities(before), &entities(after), |one| &one.key),
            colours: edits(&colours(before), &colours(after), |one| &one.0),
        }
    }

    fn apply(&self, list: List, direction: Direction) -> List {
        let (entities, annotations, colours) = list.into_parts();
        let entities = applied(&self.entities, entities.into_values().collect(), |one| &one.key, direction);
        let annotations = applied(&self.annotations, annotations, |one| &one.id, direction);
        let colours = applied(&self.colours, colours.into_iter().collect(), |one| &one.0, direction);
        List::new(entities, annotations, colours.into_iter().collect::<BTreeMap<_, _>>())
    }
}

/// What differs between two lists of things with keys.
fn edits<T: Clone + PartialEq, K: Eq + Hash>(before: &[T], after: &[T], key: impl Fn(&T) -> &K) -> Vec<Edit<T>> {
    let old: HashMap<&K, &T> = before.iter().map(|one| (key(one), one)).collect();
    let new: HashMap<&K, &T> = after.iter().map(|one| (key(one), one)).collect();
    let gone = before.iter().filter(|one| !new.contains_key(key(one)));
    let gone = gone.map(|one| Edit { before: Some(one.clone()), after: None });
    let other = after.iter().filter(|one| old.get(key(one)) != Some(one));
    let other = other.map(|one| Edit { before: old.get(key(one)).map(|&one| one.clone()), after: Some(one.clone()) });
    gone.chain(other).collect()
}

fn applied<T: Clone, K: Eq + Hash>(
    edits: &[Edit<T>],
    mut things: Vec<T>,
    key: impl Fn(&T) -> &K,
    direction: Direction,
) -> Vec<T> {
    let sides = |edit: &'_ Edit<T>| match direction {
        Direction::Forward => (edit.before.clone(), edit.after.clone()),
        Direction::Back => (edit.after.clone(), edit.before.clone()),
    };
    let (gone, come): (Vec<Option<T>>, Vec<Option<T>>) = edits.iter().map(sides).unzip();
    // What comes takes the place of what is there, even when a file's history does not fit its list.
    let gone: foldhash::HashSet<&K> = gone.iter().chain(&come).flatten().map(&key).collect();
    things.retain(|one| !gone.contains(key(one)));
    drop(gone);
    things.extend(come.into_iter().flatten());
    things
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::annotations::actions::Who;
    use crate::annotations::model::{AnnotationId, EntityKey, Maker, Place};
    use crate::entities::MentionType;
    use crate::quotations::Kind;
    use crate::span::Span;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    /// A page whose reading has mentions, quotations of every kind, an unnamed speaker and a nested quotation.
    pub fn story() -> &'static (Page, List) {
        static STORY: LazyLock<(Page, List)> = LazyLock::new(|| {
            let text = "A bridge for Port Elm\n\n“We will build it this year,” said Ada Lind, the mayor of Port Elm. \
                “They told me ‘never’ in 2019,” she added. 😀\n\nOfficials said the “old lady” would cost $3 million. \
                Lind, who is from Rome, met Oskar Wenk of Lind Brothers. Wenk said that Port Elm needed it.\n\nShare this";
            let page = Page::from_text(text);
            let list = List::from_reading(&page, &crate::annotate(&page));
            (page, list)
        });
        &STORY
    }

    /// Numbers that choose an action: which, and what it is about.
    pub type Seed = (u8, u16, u16, u16);

    /// The action that a seed means for the list as it is.
    pub fn action(list: &List, page: &Page, (what, a, b, c): Seed) -> Action {
        let annotations = list.annotations();
        let pick = |number: u16| match annotations.get(usize::from(number) % (annotations.len() + 1)) {
            Some(one) => one.id.clone(),
            None => AnnotationId("urn:none".to_owned()),
        };
        let key = |number: u16| {
            let key = list.entities().keys().nth(usize::from(number) % (list.entities().len() + 1));
            key.cloned().unwrap_or_else(|| EntityKey("urn:none".to_owned()))
        };
        let who = |number: u16| {
            if number.is_multiple_of(3) { Who::New(format!("Person {number}")) } else { Who::Known(key(number)) }
        };
        let span = |start: u16, length: u16| {
            let start = usize::from(start) % (page.text().len() + 3);
            Span::new(start, start + usize::from(length) % 20)
        };
        let place =
            |at: u16| Place { content: vec![span(at, b)], cue: vec![span(at.wrapping_add(20), 4)], source: Vec::new() };
        let annotation = pick(a);
        let kind = MentionType::ALL[usize::from(b) % MentionType::ALL.len()];
        let word = format!("word {}", c % 5);
        match what % 22 {
            0 => Action::AddMention { span: span(a, b), kind, entity: who(c) },
            1 => Action::AddQuotation {
                place: place(a),
                kind: Kind::ALL[usize::from(c) % 4],
                speaker: (c % 2 == 0).then(|| who(c)),
            },
            2 => Action::AddHighlight { span: span(a, b), colour: word },
            3 => Action::Remove { annotation },
            4 => Action::Accept { annotation },
            5 => Action::Reject { annotation },
            6 => Action::SetType { annotation, kind },
            7 => Action::SetQuotationKind { annotation, kind: Kind::ALL[usize::from(c) % 4] },
            8 => Action::SetEntity { annotation, entity: who(b) },
            9 => Action::SetSpeaker { annotation, speaker: (c % 4 != 0).then(|| who(b)) },
            10 => Action::SetColour { annotation, colour: word },
            11 => Action::SetNote {
                annotation,
                note: if c % 2 == 0 { String::new() } else { format!("{word}\n</script>") },
            },
            12 => Action::SetTags { annotation, tags: vec![word; usize::from(c) % 3] },
            13 => Action::SetPlace { annotation, place: place(b) },
            14 => Action::AddPerson { name: word },
            15 => Action::Rename { entity: key(a), name: word },
            16 => Action::SetEntityType { entity: key(a), kind },
            17 => Action::Merge { from: key(a), into: key(b) },
            18 => Action::Split { annotation, name: word },
            19 => Action::Everywhere { annotation },
            20 => Action::NameColour {
                colour: word,
                meaning: if c % 2 == 0 { String::new() } else { "claim".to_owned() },
            },
            _ => Action::Several(vec![
                action(list, page, (c as u8 % 21, b, c, a)),
                action(list, page, ((c / 7) as u8 % 21, c, a, b)),
            ]),
        }
    }

    pub fn reader(at: usize) -> Stamp {
        Stamp { by: Maker::Reader("Ida".to_owned()), at: Some(format!("2026-11-25T09:00:{at:02}Z")) }
    }

    /// What must hold of any list.
    fn sound(list: &List, page: &Page) {
        let mut ids: Vec<&AnnotationId> = list.annotations().iter().map(|one| &one.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), list.annotations().len(), "ids are unique");
        for one in list.annotations() {
            assert!(!one.place.content.is_empty() || one.orphan.is_some());
            assert!(one.place.content.iter().chain(&one.place.cue).all(|span| !span.of(page.text()).is_empty()));
            let named = crate::annotations::suggestions::entity_of(one);
            assert!(named.is_none_or(|key| list.entity(key).is_some()), "{one:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]
        #[test]
        fn undone_to_the_start_is_the_first_list_and_redone_the_last(
            seeds in proptest::collection::vec(any::<Seed>(), 0..16),
            back in 0_usize..4,
        ) {
            let (page, first) = story();
            let mut history = History::new(first.clone());
            for (at, seed) in seeds.into_iter().enumerate() {
                let action = action(history.list(), page, seed);
                history.act(page, &action, &reader(at));
                if at % 5 == 4 {
                    (0..back).for_each(|_| { history.undo(); });
                }
            }
            while history.redo() {}
            sound(history.list(), page);
            let last = history.list().clone();
            let mut states = vec![last.clone()];
            while history.undo() {
                states.push(history.list().clone());
            }
            prop_assert_eq!(history.list(), first);
            states.pop();
            while history.redo() {
                let state = states.pop();
                prop_assert_eq!(Some(history.list()), state.as_ref());
            }
            prop_assert_eq!(history.list(), &last);
        }
    }

    #[test]
    fn something_new_drops_what_was_undone() {
        let (page, list) = story();
        let mut history = History::new(list.clone());
        let id = |at: usize| list.annotations()[at].id.clone();
        assert!(history.act(page, &Action::Accept { annotation: id(0) }, &reader(0)));
        assert!(!history.act(page, &Action::Accept { annotation: id(0) }, &reader(1)), "it is accepted already");
        assert!(history.act(page, &Action::Reject { annotation: id(1) }, &reader(2)));
        assert!(history.undo());
        assert!(history.act(page, &Action::Reject { annotation: id(2) }, &reader(3)));
        assert!(!history.redo());
        let names: Vec<&str> = history.entries().iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(names, ["accept", "reject"]);
    }
}
