//! Two lists of the same text become one: by id, then by place.
//!
//! A reader's decision outranks the machine's suggestion without a word. Where two readers have decided differently, the
//! first list's decision stands until the conflict is settled. Who made what is kept; notes are put one below the other
//! and tags together.
//!
//! ```
//! use saidwho::annotations::{History, List, Maker, Stamp, actions::Action, merge::{self, Side, Subject}};
//! use saidwho::{annotate, entities::MentionType, page::Page};
//! let page = Page::from_text("“It is late,” Ada Lind said.");
//! let list = List::from_reading(&page, &annotate(&page));
//! let annotation = list.annotations().iter().find(|one| one.body.name() == "mention").expect("Ada Lind").id.clone();
//! let decided = |name: &str, kind| {
//!     let mut history = History::new(list.clone());
//!     let stamp = Stamp { by: Maker::Reader(name.to_owned()), at: None };
//!     history.act(&page, &Action::SetType { annotation: annotation.clone(), kind }, &stamp);
//!     history.list().clone()
//! };
//! let mut merge = merge::merge(&decided("Ida", MentionType::Org), &decided("Bo", MentionType::Work));
//! assert_eq!(merge.conflicts()[0].about, Subject::Class);
//! merge.settle_all(Side::Theirs);
//! assert!(merge.conflicts().is_empty());
//! ```

use super::List;
use super::model::{Annotation, AnnotationId, Body, Entity, EntityKey, Status};
use super::suggestions::entity_of;
use crate::span::Span;
use foldhash::{HashMap, HashMapExt};
use std::collections::{BTreeMap, BTreeSet};

/// Which of the two lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// The first.
    Ours,
    /// The second.
    Theirs,
}

/// What two readers disagree about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
    /// A mention's type, or how something is quoted.
    Class,
    /// Whom a mention names, or who speaks a quotation.
    Who,
    /// Where it begins and ends.
    Edges,
    /// Whether it is right at all.
    Decision,
}

/// One disagreement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// Which annotation of the merged list.
    pub annotation: AnnotationId,
    /// About what.
    pub about: Subject,
    /// As the first list has it.
    pub ours: Annotation,
    /// As the second has it, with the first one's entities where they are the same.
    pub theirs: Annotation,
}

/// A merged list, and what is still to be settled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Merge {
    list: List,
    conflicts: Vec<Conflict>,
}

impl Merge {
    /// The list; where there is a conflict, as ours has it.
    #[must_use]
    pub fn list(&self) -> &List {
        &self.list
    }

    /// What is to be settled, in the order of the text.
    #[must_use]
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// Settles one conflict, by its index in [`Merge::conflicts`].
    pub fn settle(&mut self, index: usize, side: Side) {
        if index < self.conflicts.len() {
            let conflict = self.conflicts.remove(index);
            self.take(&[conflict], side);
        }
    }

    /// Settles all of them.
    pub fn settle_all(&mut self, side: Side) {
        let conflicts = std::mem::take(&mut self.conflicts);
        self.take(&conflicts, side);
    }

    fn take(&mut self, conflicts: &[Conflict], side: Side) {
        if side == Side::Ours {
            return;
        }
        let (entities, mut annotations, colours) = std::mem::take(&mut self.list).into_parts();
        let index: HashMap<AnnotationId, usize> =
            annotations.iter().enumerate().map(|(at, one)| (one.id.clone(), at)).collect();
        for conflict in conflicts {
            if let Some(one) = index.get(&conflict.annotation).and_then(|&at| annotations.get_mut(at)) {
                adopt(one, &conflict.theirs, conflict.about);
            }
        }
        self.list = List::new(entities.into_values(), annotations, colours);
    }
}

/// Takes over what a conflict is about.
fn adopt(one: &mut Annotation, theirs: &Annotation, about: Subject) {
    match (about, &mut one.body, &theirs.body) {
        (Subject::Class, Body::Mention { kind, .. }, Body::Mention { kind: other, .. }) => *kind = *other,
        (Subject::Class, Body::Quotation { kind, .. }, Body::Quotation { kind: other, .. }) => *kind = *other,
        (Subject::Who, Body::Mention { entity, .. }, Body::Mention { entity: other, .. }) => entity.clone_from(other),
        (
            Subject::Who,
            Body::Quotation { speaker, sieve, .. },
            Body::Quotation { speaker: other, sieve: other_sieve, .. },
        ) => {
            speaker.clone_from(other);
            *sieve = *other_sieve;
        }
        (Subject::Edges, ..) => {
            one.place = theirs.place.clone();
            one.orphan.clone_from(&theirs.orphan);
        }
        (Subject::Decision, ..) => one.status = theirs.status,
        _ => {}
    }
    one.changed.clone_from(&theirs.changed);
}

/// Merges two lists of the same text.
#[must_use]
pub fn merge(ours: &List, theirs: &List) -> Merge {
    let same = same_entities(ours, theirs);
    let place = |key: &EntityKey| same.get(key).cloned().unwrap_or_else(|| key.clone());
    let theirs_placed: Vec<Annotation> = theirs.annotations().iter().map(|one| with_entities(one, &place)).collect();
    let pairs = pairs(ours.annotations(), &theirs_placed);
    let mut paired: BTreeSet<usize> = BTreeSet::new();
    let (mut annotations, mut conflicts) = (Vec::new(), Vec::new());
    for (one, pair) in ours.annotations().iter().map(|one| with_entities(one, &place)).zip(pairs) {
        let Some(at) = pair else {
            annotations.push(one);
            continue;
        };
        paired.insert(at);
        let (merged, about) = united(&one, &theirs_placed[at]);
        let conflict = |about| Conflict {
            annotation: merged.id.clone(),
            about,
            ours: one.clone(),
            theirs: theirs_placed[at].clone(),
        };
        conflicts.extend(about.into_iter().map(conflict));
        annotations.push(merged);
    }
    annotations.extend((0..theirs_placed.len()).filter(|at| !paired.contains(at)).map(|at| theirs_placed[at].clone()));
    let mut colours = theirs.colours().clone();
    colours.extend(ours.colours().clone());
    let entities = united_entities(ours, theirs, &place);
    Merge { list: List::new(entities.into_values(), annotations, colours), conflicts }
}

/// For every entity that is another one in the merged list, which: merged by a reader of either side, or made by both
/// under one name.
fn same_entities(ours: &List, theirs: &List) -> BTreeMap<EntityKey, EntityKey> {
    let mut same: BTreeMap<EntityKey, EntityKey> = BTreeMap::new();
    for entity in ours.entities().values().chain(theirs.entities().values()) {
        for absorbed in &entity.absorbed {
            same.entry(absorbed.clone()).or_insert_with(|| entity.key.clone());
        }
    }
    for entity in theirs.entities().values().filter(|entity| ours.entity(&entity.key).is_none()) {
        let twin = ours.entities().values().find(|own| own.name == entity.name && own.kind == entity.kind);
        if let Some(twin) = twin
            && !same.contains_key(&entity.key)
        {
            same.insert(entity.key.clone(), twin.key.clone());
        }
    }
    // Followed to the end, with a bound: two readers may have merged in opposite directions.
    let last = |key: &EntityKey| {
        let mut at = key;
        for _ in 0..same.len() {
            match same.get(at) {
                Some(next) if next != key => at = next,
                _ => break,
            }
        }
        at.clone()
    };
    let resolved: BTreeMap<EntityKey, EntityKey> = same.keys().map(|key| (key.clone(), last(key))).collect();
    resolved
        .iter()
        .filter(|(key, into)| key != into && resolved.get(*into).is_none_or(|back| back != *key || into < key))
        .map(|(key, into)| (key.clone(), into.clone()))
        .collect()
}

fn with_entities(one: &Annotation, place: &impl Fn(&EntityKey) -> EntityKey) -> Annotation {
    let mut one = one.clone();
    if let Body::Mention { entity: key, .. } | Body::Quotation { speaker: Some(key), .. } = &mut one.body {
        *key = place(key);
    }
    one
}

fn united_entities(
    ours: &List,
    theirs: &List,
    place: &impl Fn(&EntityKey) -> EntityKey,
) -> BTreeMap<EntityKey, Entity> {
    let mut entities: BTreeMap<EntityKey, Entity> = BTreeMap::new();
    for entity in ours.entities().values().chain(theirs.entities().values()) {
        let key = place(&entity.key);
        let Some(own) = entities.get_mut(&key) else {
            entities.insert(key.clone(), Entity { key, ..entity.clone() });
            continue;
        };
        if own.is_untouched() && !entity.is_untouched() && key == entity.key {
            let before = std::mem::replace(own, entity.clone());
            add_names(own, &before);
        } else {
            add_names(own, entity);
        }
    }
    entities
}

fn add_names(own: &mut Entity, other: &Entity) {
    let names = other.named.then_some(&other.name).into_iter().chain(&other.aliases);
    for name in names {
        if *name != own.name && !own.aliases.contains(name) {
            own.aliases.push(name.clone());
        }
    }
    for key in &other.absorbed {
        if *key != own.key && !own.absorbed.contains(key) {
            own.absorbed.push(key.clone());
        }
    }
}

/// For each of ours, its partner among theirs: by id, by place, and then by the larger part of the place.
fn pairs(ours: &[Annotation], theirs: &[Annotation]) -> Vec<Option<usize>> {
    let by_id: HashMap<&AnnotationId, usize> = theirs.iter().enumerate().map(|(at, one)| (&one.id, at)).collect();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let same_body = |one: &Annotation, at: usize| theirs[at].body.name() == one.body.name();
    let mut pairs: Vec<Option<usize>> =
        ours.iter().map(|one| by_id.get(&one.id).copied().filter(|&at| same_body(one, at))).collect();
    taken.extend(pairs.iter().flatten());
    let mut by_place: HashMap<(&str, &[Span]), usize> = HashMap::new();
    for (at, one) in theirs.iter().enumerate().filter(|(at, one)| !taken.contains(at) && can_meet(one)) {
        by_place.entry((one.body.name(), &one.place.content)).or_insert(at);
    }
    for (one, pair) in ours.iter().zip(&mut pairs).filter(|(one, pair)| pair.is_none() && can_meet(one)) {
        *pair = by_place.remove(&(one.body.name(), one.place.content.as_slice()));
        taken.extend(*pair);
    }
    // What is left stands in the order of the text, so only near ones need be compared.
    let left: Vec<usize> = (0..theirs.len()).filter(|at| !taken.contains(at) && can_meet(&theirs[*at])).collect();
    let longest = left.iter().map(|&at| theirs[at].place.extent().len()).max().unwrap_or(0);
    for (one, pair) in ours.iter().zip(&mut pairs).filter(|(one, pair)| pair.is_none() && can_meet(one)) {
        let extent = one.place.extent();
        let from = left.partition_point(|&at| theirs[at].place.extent().from() + longest < extent.from());
        let near = left[from..].iter().take_while(|&&at| theirs[at].place.extent().start < extent.end);
        let best = near
            .copied()
            .filter(|at| !taken.contains(at) && same_body(one, *at))
            .max_by_key(|&at| shared(extent, theirs[at].place.extent()));
        *pair = best.filter(|&at| {
            let other = theirs[at].place.extent();
            shared(extent, other) * 2 > extent.cover(other).len()
        });
        taken.extend(*pair);
    }
    pairs
}

/// Highlights are as many as readers set; only names and quotations can be the same thing seen twice.
fn can_meet(one: &Annotation) -> bool {
    one.orphan.is_none() && !matches!(one.body, Body::Highlight { .. })
}

fn shared(one: Span, other: Span) -> usize {
    (one.end.min(other.end)).saturating_sub(one.start.max(other.start)) as usize
}

/// One annotation of two, and what they disagree about.
fn united(ours: &Annotation, theirs: &Annotation) -> (Annotation, Vec<Subject>) {
    if ours.is_untouched() || theirs.is_untouched() {
        let one = if ours.is_untouched() && !theirs.is_untouched() { theirs } else { ours };
        return (Annotation { id: ours.id.clone(), ..one.clone() }, Vec::new());
    }
    let mut about = Vec::new();
    let (own, other) = (ours.status == Status::Rejected, theirs.status == Status::Rejected);
    if own != other {
        // Also where the other only changed or noted something: that is work, which is not dropped without a word.
        about.push(Subject::Decision);
    } else if !own {
        let class = |one: &Annotation| match one.body {
            Body::Mention { kind, .. } => kind.name(),
            Body::Quotation { kind, .. } => kind.name(),
            Body::Highlight { .. } => "",
        };
        let differ = [
            (class(ours) != class(theirs), Subject::Class),
            (entity_of(ours) != entity_of(theirs), Subject::Who),
            (ours.place != theirs.place, Subject::Edges),
        ];
        about.extend(differ.into_iter().filter(|(differs, _)| *differs).map(|(_, subject)| subject));
    }
    let mut one = ours.clone();
    if one.note != theirs.note && !theirs.note.is_empty() && !one.note.contains(&theirs.note) {
        one.note = if one.note.is_empty() { theirs.note.clone() } else { format!("{}\n\n{}", one.note, theirs.note) };
    }
    for tag in &theirs.tags {
        if !one.tags.contains(tag) {
            one.tags.push(tag.clone());
        }
    }
    if one.status == Status::Suggested {
        one.status = theirs.status;
    }
    (one, about)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotations::History;
    use crate::annotations::actions::{Action, Who};
    use crate::annotations::history::tests::{Seed, action, story};
    use crate::annotations::model::{Maker, Place, Stamp};
    use crate::entities::MentionType;
    use proptest::prelude::*;

    fn stamp(name: &str) -> Stamp {
        Stamp { by: Maker::Reader(name.to_owned()), at: None }
    }

    fn seen(list: &List, words: &str) -> Annotation {
        let (page, _) = story();
        let mut all = list.annotations().iter().filter(|one| one.body.name() == "mention");
        all.find(|one| one.place.extent().of(page.text()) == words).expect("it is there").clone()
    }

    fn after(name: &str, actions: &[Action]) -> List {
        let (page, list) = story();
        let mut history = History::new(list.clone());
        actions.iter().for_each(|action| assert!(history.act(page, action, &stamp(name)), "{action:?}"));
        history.list().clone()
    }

    /// What each of two readers does, and what they then disagree about.
    #[test]
    fn conflicts() {
        let (_, list) = story();
        let (rome, lind) = (seen(list, "Rome"), seen(list, "Lind"));
        let set = |kind| Action::SetType { annotation: rome.id.clone(), kind };
        let (yes, no) =
            (Action::Accept { annotation: rome.id.clone() }, Action::Reject { annotation: rome.id.clone() });
        let speaker = |name: &str| Action::SetEntity { annotation: lind.id.clone(), entity: Who::New(name.to_owned()) };
        let edges = |by: u32| {
            let span = rome.place.extent();
            Action::SetPlace { annotation: rome.id.clone(), place: Place::at(Span { start: span.start - by, ..span }) }
        };
        let person = |by: u32, name: &str| {
            let span = Span { start: 26 + by, end: 42 };
            Action::AddMention { span, kind: MentionType::Event, entity: Who::New(name.to_owned()) }
        };
        type Case = (&'static str, Vec<Action>, Vec<Action>, &'static [Subject]);
        let cases: Vec<Case> = vec![
            ("nothing", vec![], vec![], &[]),
            ("one alone decides", vec![], vec![set(MentionType::Org)], &[]),
            ("the same", vec![set(MentionType::Org)], vec![set(MentionType::Org)], &[]),
            ("types", vec![set(MentionType::Org)], vec![set(MentionType::Loc)], &[Subject::Class]),
            ("right or wrong", vec![yes.clone()], vec![no.clone()], &[Subject::Decision]),
            ("both reject", vec![no.clone()], vec![no], &[]),
            ("who", vec![speaker("A Lind")], vec![speaker("B Lind")], &[Subject::Who]),
            ("who, under one name", vec![speaker("A Lind")], vec![speaker("A Lind")], &[]),
            ("edges", vec![edges(3)], vec![edges(8)], &[Subject::Edges]),
            ("added at one place", vec![person(0, "X")], vec![person(0, "X")], &[]),
            ("added at nearly one place", vec![person(0, "X")], vec![person(3, "X")], &[Subject::Edges]),
        ];
        for (name, ours, theirs, expected) in cases {
            let (ours, theirs) = (after("Ida", &ours), after("Bo", &theirs));
            let merged = merge(&ours, &theirs);
            let found: Vec<Subject> = merged.conflicts().iter().map(|conflict| conflict.about).collect();
            assert_eq!(found, expected, "{name}");
            let mut settled = merged.clone();
            settled.settle_all(Side::Ours);
            assert_eq!((settled.list(), settled.conflicts().len()), (merged.list(), 0), "{name}");
            for conflict in merged.conflicts() {
                let mut settled = merged.clone();
                settled.settle(0, Side::Theirs);
                let one = settled.list().annotation(&conflict.annotation).expect("it is there");
                assert_eq!(one.made, conflict.ours.made, "{name}: who made it is kept");
                match conflict.about {
                    Subject::Edges => assert_eq!(one.place, conflict.theirs.place, "{name}"),
                    Subject::Decision => assert_eq!(one.status, conflict.theirs.status, "{name}"),
                    _ => assert_eq!(one.body, conflict.theirs.body, "{name}"),
                }
            }
        }
    }

    #[test]
    fn notes_tags_and_marks_come_together() {
        let (_, list) = story();
        let rome = seen(list, "Rome").id;
        let note = |note: &str| Action::SetNote { annotation: rome.clone(), note: note.to_owned() };
        let tags = |tags: &[&str]| Action::SetTags {
            annotation: rome.clone(),
            tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
        };
        let mark = Action::AddHighlight { span: Span::new(0, 8), colour: "1".to_owned() };
        let ours = after("Ida", &[note("Which?"), tags(&["a", "b"]), mark.clone()]);
        let theirs = after("Bo", &[note("In Italy."), tags(&["b", "c"]), mark]);
        let merged = merge(&ours, &theirs);
        let one = merged.list().annotation(&rome).expect("it is there");
        assert_eq!((one.note.as_str(), one.tags.join(" ").as_str()), ("Which?\n\nIn Italy.", "a b c"));
        let makers: Vec<&str> = merged
            .list()
            .annotations()
            .iter()
            .filter(|one| one.body.name() == "highlight")
            .map(|one| one.made.by.name())
            .collect();
        assert_eq!(makers.len(), 2, "{makers:?}");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_a_list_merged_with_itself_is_itself(
            ours in proptest::collection::vec(any::<Seed>(), 0..10),
            theirs in proptest::collection::vec(any::<Seed>(), 0..10),
        ) {
            let (page, list) = story();
            let play = |name: &str, seeds: Vec<Seed>| {
                let mut history = History::new(list.clone());
                for seed in seeds {
                    let action = action(history.list(), page, seed);
                    history.act(page, &action, &stamp(name));
                }
                history.list().clone()
            };
            let (ours, theirs) = (play("Ida", ours), play("Bo", theirs));
            let own = merge(&ours, &ours);
            prop_assert_eq!(own.list(), &ours);
            prop_assert!(own.conflicts().is_empty());
            let merged = merge(&ours, &theirs);
            for one in ours.annotations() {
                prop_assert!(merged.list().annotation(&one.id).is_some());
            }
            let places: Vec<(&str, &[Span])> = merged.list().annotations().iter().chain(merged.conflicts().iter().map(|one| &one.theirs))
                .map(|one| (one.body.name(), one.place.content.as_slice())).collect();
            for one in theirs.annotations().iter().filter(|one| !one.is_untouched()) {
                prop_assert!(places.contains(&(one.body.name(), one.place.content.as_slice())) || one.status == Status::Rejected, "{:?}", one);
            }
        }
    }
}
