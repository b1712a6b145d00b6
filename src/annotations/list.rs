//! The list itself: entities, annotations in the order of the text, and what the reader's colours mean.
//!
//! Two invariants hold at all times, whatever was read from a file: ids are unique, and every entity or quotation that
//! an annotation names is in the list. The order follows from the content alone, so that two lists with the same items
//! are equal.
//!
//! ```
//! use saidwho::annotations::List;
//! assert_eq!(List::default().annotations().len(), 0);
//! ```

use super::model::{Annotation, AnnotationId, Body, Entity, EntityKey};
use super::suggestions::entity_of;
use crate::order::by_number;
use crate::quotations::Kind;
use crate::span::Span;
use foldhash::{HashSet, HashSetExt};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// All annotations of one page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct List {
    entities: BTreeMap<EntityKey, Entity>,
    annotations: Vec<Annotation>,
    colours: BTreeMap<String, String>,
}

/// What one is quoted inside is looked for among so many before it: to ask then costs the same however many there are.
/// Where that stands further off, both are read together.
const NEAR: usize = 1000;

impl List {
    /// A list of parts. Of several with one id the first is kept under it, and the others get a number; what points to
    /// nothing is left out of its annotation, and a mention of nothing out of the list.
    #[must_use]
    pub fn new(
        entities: impl IntoIterator<Item = Entity>,
        annotations: impl IntoIterator<Item = Annotation>,
        colours: BTreeMap<String, String>,
    ) -> Self {
        let mut known: BTreeMap<EntityKey, Entity> = BTreeMap::new();
        for entity in entities {
            known.entry(entity.key.clone()).or_insert(entity);
        }
        let mut annotations: Vec<Annotation> = annotations
            .into_iter()
            .filter(|annotation| match &annotation.body {
                Body::Mention { entity, .. } => known.contains_key(entity),
                _ => true,
            })
            .collect();
        number_those_alike(&mut annotations);
        let outer: HashSet<AnnotationId> = annotations.iter().filter_map(outer_of).cloned().collect();
        let there = annotations.iter().map(|one| &one.id).filter(|id| outer.contains(*id));
        let ids: HashSet<AnnotationId> = there.cloned().collect();
        for annotation in &mut annotations {
            if let Body::Quotation { speaker, inside, .. } = &mut annotation.body {
                speaker.take_if(|key| !known.contains_key(key));
                inside.take_if(|outer| !ids.contains(outer) || *outer == annotation.id);
            }
        }
        by_number(&mut annotations, place_number);
        let is_in_one_place = |one: &Annotation, other: &Annotation| place_number(one) == place_number(other);
        annotations.chunk_by_mut(is_in_one_place).for_each(|alike| alike.sort_unstable_by(order));
        Self { entities: known, annotations, colours }
    }

    /// The annotations in the order of the text, an outer one before those inside it, orphans last.
    #[must_use]
    pub fn annotations(&self) -> &[Annotation] {
        &self.annotations
    }

    /// Those that are to be seen in the page, each with its index in [`List::annotations`].
    pub fn shown(&self) -> impl Iterator<Item = (usize, &Annotation)> {
        self.annotations.iter().enumerate().filter(|(_, annotation)| annotation.is_shown())
    }

    /// One annotation.
    #[must_use]
    pub fn annotation(&self, id: &AnnotationId) -> Option<&Annotation> {
        self.annotations.iter().find(|annotation| annotation.id == *id)
    }

    /// Speaker and kind of the quotation at an index, when it is told by itself: no term, and not quoted inside another one,
    /// which it is read and counted with. Where that one is reported, in the writer's words, what it holds in marks is told
    /// by itself.
    #[must_use]
    pub fn told(&self, index: usize) -> Option<(Option<&EntityKey>, Kind)> {
        let Body::Quotation { kind, speaker, inside, .. } = &self.annotations.get(index)?.body else { return None };
        let is_reported =
            |outer: &Annotation| matches!(outer.body, Body::Quotation { kind: Kind::Indirect | Kind::Term, .. });
        let is_apart = |outer: &AnnotationId| {
            self.annotations[..index].iter().rev().take(NEAR).find(|one| one.id == *outer).is_some_and(is_reported)
        };
        let is_told = *kind != Kind::Term && inside.as_ref().is_none_or(is_apart);
        is_told.then_some((speaker.as_ref(), *kind))
    }

    /// What is told by itself inside the quotation at an index, as indices: of what is reported, the words in marks that
    /// another said.
    pub fn told_inside(&self, index: usize) -> impl Iterator<Item = usize> {
        let own = &self.annotations[index];
        let is_reported = matches!(own.body, Body::Quotation { kind: Kind::Indirect, .. });
        let end = if is_reported { own.place.extent().end } else { 0 };
        let within =
            (index + 1..self.annotations.len()).take_while(move |&at| self.annotations[at].place.extent().start < end);
        within.filter(move |&at| {
            let inner = &self.annotations[at];
            outer_of(inner) == Some(&own.id) && inner.is_shown() && self.told(at).is_some()
        })
    }

    /// The entities, by their keys.
    #[must_use]
    pub fn entities(&self) -> &BTreeMap<EntityKey, Entity> {
        &self.entities
    }

    /// One entity.
    #[must_use]
    pub fn entity(&self, key: &EntityKey) -> Option<&Entity> {
        self.entities.get(key)
    }

    /// The entity with that name, or with that alias when no name is the same.
    #[must_use]
    pub fn entity_named(&self, name: &str) -> Option<&Entity> {
        let by_alias = |entity: &&Entity| entity.aliases.iter().any(|alias| alias == name);
        let mut all = self.entities.values();
        all.find(|entity| entity.name == name).or_else(|| self.entities.values().find(by_alias))
    }

    /// Whom a reader means by what is typed: the entity with that name or alias, or else the only one with a name that
    /// holds it as a word or several, however it is capitalised.
    #[must_use]
    pub fn entity_meant(&self, typed: &str) -> Option<&Entity> {
        let typed = typed.trim();
        let words = |name: &str| -> Vec<String> { name.split_whitespace().map(str::to_lowercase).collect() };
        let wanted = words(typed);
        let holds = |name: &str| !wanted.is_empty() && words(name).windows(wanted.len()).any(|run| *run == *wanted);
        let is_meant =
            |entity: &&Entity| entity.named && (holds(&entity.name) || entity.aliases.iter().any(|alias| holds(alias)));
        self.entity_named(typed).or_else(|| {
            let mut meant = self.entities.values().filter(is_meant);
            meant.next().filter(|_| meant.next().is_none())
        })
    }

    /// What the colours mean that a reader has named.
    #[must_use]
    pub fn colours(&self) -> &BTreeMap<String, String> {
        &self.colours
    }

    /// Leaves out the entities that no annotation names.
    pub(super) fn leave_out_unnamed(&mut self) {
        let named: HashSet<&EntityKey> = self.annotations.iter().filter_map(entity_of).collect();
        self.entities.retain(|key, _| named.contains(key));
    }

    /// Its parts.
    pub(super) fn into_parts(self) -> (BTreeMap<EntityKey, Entity>, Vec<Annotation>, BTreeMap<String, String>) {
        (self.entities, self.annotations, self.colours)
    }
}

/// The quotation that one is quoted inside.
fn outer_of(annotation: &Annotation) -> Option<&AnnotationId> {
    if let Body::Quotation { inside, .. } = &annotation.body { inside.as_ref() } else { None }
}

/// Gives each but the first of several with one id a number.
fn number_those_alike(annotations: &mut [Annotation]) {
    let different: HashSet<&AnnotationId> = annotations.iter().map(|one| &one.id).collect();
    if different.len() == annotations.len() {
        return;
    }
    let mut ids: HashSet<AnnotationId> = HashSet::with_capacity(annotations.len());
    for annotation in annotations {
        let own = annotation.id.0.clone();
        let mut number = 1;
        while !ids.insert(annotation.id.clone()) {
            number += 1;
            annotation.id = AnnotationId(format!("{own}.{number}"));
        }
    }
}

/// What stands first comes first, of what begins in one place the longest; what stands nowhere comes last.
fn place_number(annotation: &Annotation) -> u64 {
    let extent = annotation.place.extent();
    if annotation.place.content.is_empty() { u64::MAX } else { Span { end: !extent.end, ..extent }.number() }
}

/// The order in one place.
fn order(one: &Annotation, other: &Annotation) -> Ordering {
    one.body.name().cmp(other.body.name()).then_with(|| one.id.cmp(&other.id))
}
