//! What is annotated in a page that has changed since. What stands in blocks that stay moves with them; only what stands
//! where something has changed is looked for by its [anchors](super::anchor).
//!
//! ```
//! use saidwho::{annotate, annotations::{History, List}, page::Page};
//! let earlier = Page::from_text("Ada Lind came.\nShe left.");
//! let later = Page::from_text("It was late.\nAda Lind came.\nShe left.");
//! let history = History::new(List::from_reading(&earlier, &annotate(&earlier)));
//! let moved = history.moved(&earlier, &later);
//! assert_eq!(moved.list().annotations()[0].place.extent().of(later.text()), "Ada Lind");
//! ```

use super::jsonld::{self, Collection};
use super::{Annotation, Body, Entity, History, List, Place};
use crate::page::{Page, changes::Changes};
use crate::span::Span;
use foldhash::HashMap;

impl History {
    /// The list in a later state of its page, and all that was done to it.
    #[must_use]
    pub fn moved(&self, earlier: &Page, page: &Page) -> Self {
        let list = self.list().moved(&Changes::between(earlier, page), earlier, page);
        if self.entries().is_empty() {
            return Self::new(list);
        }
        jsonld::read_history(list, page.text(), &jsonld::written_history(earlier, self))
    }
}

impl List {
    fn moved(&self, changes: &Changes, earlier: &Page, page: &Page) -> Self {
        let entities: Vec<Entity> = self.entities().values().map(|one| moved_entity(changes, one)).collect();
        let (mut annotations, mut lost) = (Vec::with_capacity(self.annotations().len()), Vec::new());
        for one in self.annotations() {
            match moved_place(changes, one) {
                Some(place) => annotations.push(Annotation { place, ..one.clone() }),
                None => lost.push(one.clone()),
            }
        }
        // Of some the content stays, though not what is around it; what they are quoted inside may have moved.
        let known = |one: &Annotation| (one.id.clone(), (moved_content(changes, one), outer(&one.body)));
        let known: HashMap<_, _> = lost.iter().map(known).collect();
        let lost = Self::new(self.entities().values().cloned(), lost, Default::default());
        if !lost.annotations().is_empty() {
            let (_, mut found, _) = Collection::of(earlier, &lost).list(page.text()).into_parts();
            for one in &mut found {
                let Some((content, outer)) = known.get(&one.id) else { continue };
                if let Body::Quotation { inside, .. } = &mut one.body {
                    inside.clone_from(outer);
                }
                if let Some(content) = content {
                    one.place.content.clone_from(content);
                    one.orphan = None;
                }
            }
            annotations.extend(found);
        }
        Self::new(entities, annotations, self.colours().clone())
    }
}

fn outer(body: &Body) -> Option<super::AnnotationId> {
    if let Body::Quotation { inside, .. } = body { inside.clone() } else { None }
}

/// Where an annotation stands now, when all of it stays.
fn moved_place(changes: &Changes, one: &Annotation) -> Option<Place> {
    let content = moved_content(changes, one)?;
    Some(Place { content, cue: moved(changes, &one.place.cue)?, source: moved(changes, &one.place.source)? })
}

/// Where its content stands now. What was not found before may be found now, and is looked for.
fn moved_content(changes: &Changes, one: &Annotation) -> Option<Vec<Span>> {
    let content = Some(&one.place.content).filter(|content| one.orphan.is_none() && !content.is_empty());
    content.and_then(|content| moved(changes, content))
}

fn moved(changes: &Changes, spans: &[Span]) -> Option<Vec<Span>> {
    spans.iter().map(|span| changes.span(*span)).collect()
}

fn moved_entity(changes: &Changes, one: &Entity) -> Entity {
    let mut entity = one.clone();
    for role in &mut entity.roles {
        role.span = role.span.and_then(|span| changes.span(span));
    }
    entity
}

#[cfg(test)]
mod tests {
    use super::super::history::tests::{Seed, action, reader, story};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// As if all had been looked for by its anchors: what stands in a page that has changed elsewhere is found where it
        /// stands.
        #[test]
        fn what_stays_moves_with_its_words(seeds in proptest::collection::vec(any::<Seed>(), 0..8), at in 1_usize..6) {
            let (page, list) = story();
            let mut history = History::new(list.clone());
            for (number, seed) in seeds.into_iter().enumerate() {
                let action = action(history.list(), page, seed);
                history.act(page, &action, &reader(number));
            }
            let mut lines: Vec<&str> = page.text().split('\n').collect();
            // The first line is a headline, and would not be one behind another.
            lines.insert(at.min(lines.len()), "Nobody came to the harbour on that day.");
            let later = Page::from_text(lines.join("\n"));
            let moved = history.moved(page, &later);
            prop_assert_eq!(moved.list().annotations().len(), history.list().annotations().len());
            // What runs over several lines may be parted by a new one.
            let is_in_one = |span: &Span| page.blocks().iter().any(|block| block.span.contains(*span));
            let is_whole = |one: &&Annotation| one.orphan.is_none() && one.place.content.iter().all(is_in_one);
            for one in history.list().annotations().iter().filter(is_whole) {
                let now = moved.list().annotation(&one.id).expect("it is there");
                prop_assert!(now.orphan.is_none(), "{one:?} {now:?}");
                let words = |page: &Page, one: &Annotation| -> Vec<String> {
                    one.place.content.iter().map(|span| span.of(page.text()).to_owned()).collect()
                };
                prop_assert_eq!(words(&later, now), words(page, one));
                prop_assert_eq!((&now.body, &now.note, now.status), (&one.body, &one.note, one.status));
            }
            prop_assert_eq!(moved.done(), history.done());
        }
    }
}
