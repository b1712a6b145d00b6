//! From a reading to suggestions, and a second reading that respects what the reader has decided.
//!
//! ```
//! use saidwho::{annotate, annotations::List, page::Page};
//! let page = Page::from_text("Officials said it was late. Ada Lind said it was early.");
//! let (once, twice) = (List::from_reading(&page, &annotate(&page)), List::from_reading(&page, &annotate(&page)));
//! assert_eq!(once, twice);
//! assert!(once.entity_named("Officials").is_some_and(|entity| !entity.named));
//! ```

use super::List;
use super::listing::Listing;
use super::model::{Annotation, AnnotationId, Body, Entity, EntityKey};
use crate::order::by_number;
use crate::page::Page;
use crate::reading::Reading;
use crate::span::Span;
use foldhash::{HashMap, HashSet};
use std::collections::BTreeMap;

impl List {
    /// What a reading suggests.
    #[must_use]
    pub fn from_reading(page: &Page, reading: &Reading) -> Self {
        let mut listing = Listing::new(reading);
        while listing.go_on(page, reading, usize::MAX) {}
        listing.finish()
    }

    /// The list without what a reading of the page suggests again: what readers made or decided on, the quotations around
    /// it, and the entities that it names.
    #[must_use]
    pub fn decided(&self) -> Self {
        let is_decided = |one: &&Annotation| !one.is_untouched();
        let around: HashSet<&AnnotationId> = self
            .annotations()
            .iter()
            .filter(is_decided)
            .filter_map(|one| if let Body::Quotation { inside, .. } = &one.body { inside.as_ref() } else { None })
            .collect();
        let kept: Vec<&Annotation> =
            self.annotations().iter().filter(|one| is_decided(one) || around.contains(&one.id)).collect();
        let named: HashSet<&EntityKey> = kept.iter().filter_map(|one| entity_of(one)).collect();
        let entities = self.entities().values().filter(|one| !one.is_untouched() || named.contains(&one.key));
        Self::new(entities.cloned(), kept.into_iter().cloned(), self.colours().clone())
    }

    /// The list with what a reading suggests beside it: what [`List::decided`] has left out.
    #[must_use]
    pub fn with_suggestions(&self, page: &Page, reading: &Reading) -> Self {
        let (entities, annotations, _) = Self::from_reading(page, reading).into_parts();
        let known: HashSet<&AnnotationId> = self.annotations().iter().map(|one| &one.id).collect();
        let absorbed: HashSet<&EntityKey> = self.entities().values().flat_map(|own| &own.absorbed).collect();
        let annotations = annotations.into_iter().filter(|one| !known.contains(&one.id));
        let entities = entities.into_values().filter(|one| !absorbed.contains(&one.key));
        // Of two entities with one key the first is taken.
        Self::new(
            self.entities().values().cloned().chain(entities),
            self.annotations().iter().cloned().chain(annotations),
            self.colours().clone(),
        )
    }

    /// The list after another reading of the same page: untouched suggestions give way to the new ones; what the reader
    /// made, accepted, rejected or changed stays, and a new suggestion that stands in its place is left out.
    #[must_use]
    pub fn reread(&self, page: &Page, reading: &Reading) -> Self {
        self.renewed(Self::from_reading(page, reading))
    }

    /// The list after another reading of the same page, of which what it suggests is listed.
    pub(crate) fn renewed(&self, mut fresh: Self) -> Self {
        let is_untouched = self.annotations().iter().all(Annotation::is_untouched)
            && self.entities().values().all(Entity::is_untouched)
            && self.colours().is_empty();
        if is_untouched {
            fresh.leave_out_unnamed();
            return fresh;
        }
        let absorbed: HashMap<&EntityKey, &EntityKey> =
            self.entities().values().flat_map(|own| own.absorbed.iter().map(move |other| (other, &own.key))).collect();
        let kept: Vec<&Annotation> =
            self.annotations().iter().filter(|annotation| !annotation.is_untouched()).collect();
        let decided = Decided::of(&kept);
        let (fresh_entities, fresh_annotations, _) = fresh.into_parts();
        let mut annotations: Vec<Annotation> = kept.iter().map(|&annotation| annotation.clone()).collect();
        for mut annotation in fresh_annotations {
            if decided.stands_for(&annotation) {
                continue;
            }
            let (Body::Mention { entity: key, .. } | Body::Quotation { speaker: Some(key), .. }) = &mut annotation.body
            else {
                annotations.push(annotation);
                continue;
            };
            if let Some(&into) = absorbed.get(key) {
                *key = into.clone();
            }
            annotations.push(annotation);
        }
        // A reader's entity stands; the machine's other ones only as long as something names them.
        let named: HashSet<&EntityKey> = annotations.iter().filter_map(entity_of).collect();
        let old = self.entities().values().filter(|entity| !entity.is_untouched() || named.contains(&entity.key));
        let new = fresh_entities.values().filter(|entity| named.contains(&entity.key));
        let mut entities: BTreeMap<EntityKey, Entity> = BTreeMap::new();
        for entity in old.chain(new) {
            match entities.get_mut(&entity.key) {
                Some(before) if before.is_untouched() => *before = entity.clone(),
                Some(before) => before.roles.clone_from(&entity.roles),
                None => {
                    entities.insert(entity.key.clone(), entity.clone());
                }
            }
        }
        Self::new(entities.into_values(), annotations, self.colours().clone())
    }
}

/// What readers have decided, to be asked by id and by place.
struct Decided<'a> {
    ids: HashSet<&'a AnnotationId>,
    /// Kind of body and content of each, and the id.
    places: HashSet<(&'static str, &'a [Span])>,
    /// Those that are shown, by the start of each span.
    shown: Vec<(Span, &'a Annotation)>,
    /// The longest span among them, in bytes.
    longest: u32,
}

impl<'a> Decided<'a> {
    fn of(kept: &[&'a Annotation]) -> Self {
        let places = kept.iter().map(|one| (one.body.name(), one.place.content.as_slice())).collect();
        let shown = kept.iter().filter(|one| one.is_shown());
        let mut shown: Vec<(Span, &Annotation)> =
            shown.flat_map(|&one| one.place.content.iter().map(move |&span| (span, one))).collect();
        by_number(&mut shown, |(span, _)| span.number());
        let longest = shown.iter().map(|(span, _)| span.end - span.start).max().unwrap_or(0);
        Self { ids: kept.iter().map(|one| &one.id).collect(), places, shown, longest }
    }

    /// Whether a reader has decided on what a new suggestion says.
    fn stands_for(&self, fresh: &Annotation) -> bool {
        if self.ids.contains(&fresh.id) || self.places.contains(&(fresh.body.name(), fresh.place.content.as_slice())) {
            return true;
        }
        fresh.place.content.iter().any(|span| {
            let from = self.shown.partition_point(|(own, _)| own.start.saturating_add(self.longest) < span.start);
            let near = self.shown[from..].iter().take_while(|(own, _)| own.start < span.end);
            near.filter(|(own, _)| own.overlaps(*span)).any(|(_, own)| competes(own, fresh))
        })
    }
}

/// Whether two annotations that overlap cannot both be right: of one kind, and neither quoted inside the other.
fn competes(own: &Annotation, fresh: &Annotation) -> bool {
    match (&own.body, &fresh.body) {
        (Body::Mention { .. }, Body::Mention { .. }) => true,
        (Body::Quotation { inside: outer, .. }, Body::Quotation { inside, .. }) => {
            inside.as_ref() != Some(&own.id) && outer.as_ref() != Some(&fresh.id)
        }
        _ => false,
    }
}

/// The entity that an annotation names or is spoken by.
pub(super) fn entity_of(annotation: &Annotation) -> Option<&EntityKey> {
    match &annotation.body {
        Body::Mention { entity, .. } => Some(entity),
        Body::Quotation { speaker, .. } => speaker.as_ref(),
        Body::Highlight { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotations::History;
    use crate::annotations::Status;
    use crate::annotations::actions::{Action, Who};
    use crate::annotations::history::tests::{Seed, action, reader, story};
    use crate::entities::MentionType;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_second_reading_leaves_the_readers_decisions(seeds in proptest::collection::vec(any::<Seed>(), 0..12)) {
            let (page, list) = story();
            let reading = crate::annotate(page);
            prop_assert_eq!(&list.reread(page, &reading), list);
            let mut history = History::new(list.clone());
            for (at, seed) in seeds.into_iter().enumerate() {
                let action = action(history.list(), page, seed);
                history.act(page, &action, &reader(at));
            }
            let again = history.list().reread(page, &reading);
            for one in history.list().annotations().iter().filter(|one| !one.is_untouched()) {
                let mut one = one.clone();
                if let Body::Quotation { inside, .. } = &mut one.body {
                    // A quotation that the machine saw around it may give way to one of the reader's.
                    inside.take_if(|outer| again.annotation(outer).is_none());
                }
                prop_assert_eq!(again.annotation(&one.id), Some(&one));
            }
            for (key, entity) in history.list().entities() {
                if !entity.is_untouched() {
                    prop_assert_eq!(again.entity(key).map(|one| &one.name), Some(&entity.name));
                }
            }
            prop_assert_eq!(&again.reread(page, &reading), &again);
        }
    }

    #[test]
    fn decisions_outrank_the_machine() {
        let (page, list) = story();
        let reading = crate::annotate(page);
        let find = |list: &List, words: &str| {
            let mut all = list.annotations().iter();
            all.find(|one| one.place.extent().of(page.text()) == words).map(|one| one.id.clone())
        };
        let mut history = History::new(list.clone());
        let rome = find(list, "Rome").expect("Rome is found");
        let lind = list.entity_named("Ada Lind").expect("she is found").key.clone();
        let wenk = list.entity_named("Oskar Wenk").expect("he is found").key.clone();
        let start = page.text().find("who is from").expect("it is there");
        let mark = Span::new(start + 4, start + 16);
        for action in [
            Action::Reject { annotation: rome.clone() },
            Action::Merge { from: wenk.clone(), into: lind.clone() },
            Action::Rename { entity: lind.clone(), name: "Ada M. Lind".to_owned() },
            Action::AddMention { span: mark, kind: MentionType::Event, entity: Who::New("Origin".to_owned()) },
        ] {
            assert!(history.act(page, &action, &reader(0)), "{action:?}");
        }
        let again = history.list().reread(page, &reading);
        assert_eq!(again.annotation(&rome).map(|one| one.status), Some(Status::Rejected));
        assert_eq!(again.entity(&wenk), None, "merged away");
        assert_eq!(again.entity(&lind).map(|entity| entity.name.as_str()), Some("Ada M. Lind"));
        assert!(again.shown().any(|(_, one)| one.place.content == [mark]));
        assert_eq!(find(&again, "Rome"), Some(rome), "and no second one beside it");
    }
}
