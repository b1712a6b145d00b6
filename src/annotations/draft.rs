//! A list that is being changed: what each action does to it.
//!
//! What enters is a list and one action after the other; what leaves is the list as they make it. What is done to a person or
//! thing stands in `naming.rs`.
//!
//! ```
//! use saidwho::annotations::{History, List, Maker, Stamp, actions::Action};
//! use saidwho::{page::Page, span::Span};
//! let (page, mut history) = (Page::from_text("Lind came."), History::new(List::default()));
//! let stamp = Stamp { by: Maker::Reader("Ida".to_owned()), at: None };
//! let outside = Action::AddHighlight { span: Span::new(5, 99), colour: "red".to_owned() };
//! assert!(!history.act(&page, &outside, &stamp));
//! ```

use super::List;
use super::actions::{Action, Who};
use super::model::{Annotation, AnnotationId, Body, Entity, EntityKey, Maker, Place, Stamp, Status};
use super::{digest, everywhere};
use crate::entities::MentionType;
use crate::page::Page;
use crate::quotations::Sieve;
use foldhash::HashMap;
use std::collections::BTreeMap;

/// A list that is being changed.
pub(super) struct Draft<'a> {
    pub(super) page: &'a Page,
    pub(super) stamp: &'a Stamp,
    /// Begins every id that is made.
    pub(super) origin: String,
    pub(super) made: usize,
    pub(super) annotations: Vec<Option<Annotation>>,
    index: HashMap<AnnotationId, usize>,
    pub(super) entities: BTreeMap<EntityKey, Entity>,
    colours: BTreeMap<String, String>,
}

impl<'a> Draft<'a> {
    pub(super) fn of(list: &List, page: &'a Page, stamp: &'a Stamp) -> Self {
        let (entities, annotations, colours) = list.clone().into_parts();
        let index = annotations.iter().enumerate().map(|(at, one)| (one.id.clone(), at)).collect();
        let annotations = annotations.into_iter().map(Some).collect();
        let origin = digest(&[stamp.by.name(), stamp.at.as_deref().unwrap_or("")]);
        Self { page, stamp, origin, made: 0, annotations, index, entities, colours }
    }

    pub(super) fn finish(self) -> List {
        List::new(self.entities.into_values(), self.annotations.into_iter().flatten(), self.colours)
    }

    pub(super) fn act(&mut self, action: &Action) {
        match action {
            Action::AddMention { span, kind, entity } => {
                let place = Place::at(*span);
                if self.fits(&place)
                    && let Some(entity) = self.who(entity, *kind)
                {
                    self.add(place, Body::Mention { kind: *kind, entity });
                }
            }
            Action::AddQuotation { place, kind, speaker } => {
                let speaker = speaker.as_ref().and_then(|who| self.who(who, MentionType::Person));
                let body = Body::Quotation { kind: *kind, speaker, sieve: Sieve::Reader, inside: None };
                self.add(place.clone(), body);
            }
            Action::AddHighlight { span, colour } => {
                self.add(Place::at(*span), Body::Highlight { colour: colour.clone() });
            }
            Action::Remove { annotation } => self.remove(annotation),
            Action::Accept { annotation } => self.edit(annotation, |one| one.status = Status::Accepted),
            Action::Reject { annotation } => self.edit(annotation, |one| one.status = Status::Rejected),
            Action::SetType { annotation, kind } => {
                let wanted = *kind;
                self.edit(annotation, |one| {
                    if let Body::Mention { kind, .. } = &mut one.body {
                        *kind = wanted;
                        one.status = Status::Accepted;
                    }
                });
                self.settle_type(annotation);
            }
            Action::SetQuotationKind { annotation, kind } => {
                let wanted = *kind;
                self.edit(annotation, |one| {
                    if let Body::Quotation { kind, .. } = &mut one.body {
                        *kind = wanted;
                        one.status = Status::Accepted;
                    }
                });
            }
            Action::SetEntity { annotation, entity } => {
                if let Some(kind) = self.mention_type(annotation)
                    && let Some(key) = self.who(entity, kind)
                {
                    self.set_entity(annotation, &key);
                }
            }
            Action::Split { annotation, name } => {
                if let Some(kind) = self.mention_type(annotation)
                    && let Some(key) = self.who(&Who::New(name.clone()), kind)
                {
                    self.set_entity(annotation, &key);
                }
            }
            Action::SetSpeaker { annotation, speaker } => self.set_speaker(annotation, speaker.as_ref()),
            Action::SetColour { annotation, colour } => self.edit(annotation, |one| {
                if let Body::Highlight { colour: own } = &mut one.body {
                    own.clone_from(colour);
                }
            }),
            Action::SetNote { annotation, note } => self.edit(annotation, |one| one.note.clone_from(note)),
            Action::SetTags { annotation, tags } => self.edit(annotation, |one| one.tags.clone_from(tags)),
            Action::SetPlace { annotation, place } => {
                if self.fits(place) {
                    self.edit(annotation, |one| {
                        one.place = place.of(&one.body);
                        one.orphan = None;
                        one.status = Status::Accepted;
                    });
                }
            }
            Action::AddPerson { name } => {
                let _ = self.who(&Who::New(name.clone()), MentionType::Person);
            }
            Action::Rename { entity, name } => self.rename(entity, name),
            Action::SetEntityType { entity, kind } => self.set_entity_type(entity, *kind),
            Action::Merge { from, into } => self.merge(from, into),
            Action::Everywhere { annotation } => everywhere::spread(self, annotation),
            Action::NameColour { colour, meaning } => {
                if meaning.is_empty() {
                    self.colours.remove(colour);
                } else {
                    self.colours.insert(colour.clone(), meaning.clone());
                }
            }
            Action::Several(actions) => actions.iter().for_each(|action| self.act(action)),
        }
    }

    pub(super) fn get(&self, id: &AnnotationId) -> Option<&Annotation> {
        self.annotations.get(*self.index.get(id)?)?.as_ref()
    }

    /// Changes one annotation; who did it is noted only when something did change.
    pub(super) fn edit(&mut self, id: &AnnotationId, how: impl FnOnce(&mut Annotation)) {
        let Some(one) = self.index.get(id).and_then(|at| self.annotations.get_mut(*at)?.as_mut()) else { return };
        let before = one.clone();
        how(one);
        if *one != before {
            one.changed = Some(self.stamp.clone());
        }
    }

    /// Whether a place can be annotated: some content, and every span in the text and on the edges of characters.
    fn fits(&self, place: &Place) -> bool {
        let mut spans = place.content.iter().chain(&place.cue).chain(&place.source);
        !place.content.is_empty() && spans.all(|span| !span.of(self.page.text()).is_empty())
    }

    pub(super) fn add(&mut self, place: Place, body: Body) {
        if !self.fits(&place) {
            return;
        }
        let id = loop {
            let id = AnnotationId(format!("urn:saidwho:{}:{}-{}", body.name(), self.origin, self.made));
            self.made += 1;
            if !self.index.contains_key(&id) {
                break id;
            }
        };
        self.index.insert(id.clone(), self.annotations.len());
        self.annotations.push(Some(Annotation {
            id,
            made: self.stamp.clone(),
            changed: None,
            status: Status::Accepted,
            place: place.of(&body),
            orphan: None,
            body,
            confidence: 100,
            note: String::new(),
            tags: Vec::new(),
        }));
    }

    fn remove(&mut self, id: &AnnotationId) {
        let Some(&at) = self.index.get(id) else { return };
        if self.get(id).is_some_and(|one| matches!(one.made.by, Maker::Machine(_))) {
            return self.edit(id, |one| one.status = Status::Rejected);
        }
        self.annotations[at] = None;
    }

    fn mention_type(&self, id: &AnnotationId) -> Option<MentionType> {
        match self.get(id)?.body {
            Body::Mention { kind, .. } => Some(kind),
            _ => None,
        }
    }

    fn set_entity(&mut self, id: &AnnotationId, key: &EntityKey) {
        self.edit(id, |one| {
            if let Body::Mention { entity, .. } = &mut one.body {
                entity.clone_from(key);
                one.status = Status::Accepted;
            }
        });
    }

    fn set_speaker(&mut self, id: &AnnotationId, who: Option<&Who>) {
        if !self.get(id).is_some_and(|one| matches!(one.body, Body::Quotation { .. })) {
            return;
        }
        let key = who.and_then(|who| self.who(who, MentionType::Person));
        if who.is_some() && key.is_none() {
            return;
        }
        self.edit(id, |one| {
            if let Body::Quotation { speaker, sieve, .. } = &mut one.body {
                *speaker = key;
                *sieve = Sieve::Reader;
                one.confidence = 100;
                one.status = Status::Accepted;
            }
        });
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::annotations::History;
    use crate::annotations::history::tests::reader;
    use crate::quotations::Kind;
    use crate::span::Span;

    const TEXT: &str = "Lind came. Ada Lind and Linda met Lind of Lind Brothers.\n\nOrr said it. “No,” Lind said.";

    /// The list as a short text: each shown mention with type and entity, each quotation with speaker.
    pub fn shown(list: &List) -> String {
        let name = |key: &EntityKey| list.entity(key).map_or("?", |entity| entity.name.as_str()).to_owned();
        let one = |(_, one): (usize, &Annotation)| {
            let start = one.place.extent().start;
            match &one.body {
                Body::Mention { kind, entity } => format!("{start} {} {}", kind.name(), name(entity)),
                Body::Quotation { speaker, .. } => {
                    format!("{start} by {}", speaker.as_ref().map_or("?".to_owned(), name))
                }
                Body::Highlight { colour } => format!("{start} {colour}"),
            }
        };
        list.shown().map(one).collect::<Vec<_>>().join("; ")
    }

    /// A list with two Linds and Orr, and a quotation of Lind.
    pub fn start() -> (Page, History) {
        let page = Page::from_text(TEXT);
        let mut history = History::new(List::default());
        let at = |words: &str, from: usize| {
            let start = from + TEXT[from..].find(words).expect("it is there");
            Span::new(start, start + words.len())
        };
        let machine = Stamp { by: Maker::Machine("test".to_owned()), at: None };
        let new = |name: &str| Who::New(name.to_owned());
        let add = |span, kind, name| Action::AddMention { span, kind, entity: new(name) };
        for action in [
            add(at("Lind", 0), MentionType::Person, "Lind"),
            add(at("Ada Lind", 0), MentionType::Person, "Ada Lind"),
            add(at("Orr", 0), MentionType::Person, "Orr"),
            Action::AddQuotation { place: Place::at(at("“No,”", 0)), kind: Kind::Direct, speaker: None },
        ] {
            assert!(history.act(&page, &action, &machine));
        }
        (page, history)
    }

    #[test]
    fn what_each_action_does() {
        type Make = fn(&List) -> Action;
        let cases: [(&str, Make, &str); 12] = [
            (
                "everywhere: whole words, not in a longer name",
                |list| Action::Everywhere { annotation: id(list, 0) },
                "0 PERSON Lind; 11 PERSON Ada Lind; 34 PERSON Lind; 42 PERSON Lind; 58 PERSON Orr; 71 by ?; 81 PERSON Lind",
            ),
            (
                "merge",
                |list| Action::Merge { from: key(list, "Lind"), into: key(list, "Ada Lind") },
                "0 PERSON Ada Lind; 11 PERSON Ada Lind; 58 PERSON Orr; 71 by ?",
            ),
            ("merge into itself", |list| Action::Merge { from: key(list, "Lind"), into: key(list, "Lind") }, ""),
            (
                "split",
                |list| Action::Split { annotation: id(list, 0), name: "Bo Lind".to_owned() },
                "0 PERSON Bo Lind; 11 PERSON Ada Lind; 58 PERSON Orr; 71 by ?",
            ),
            (
                "type",
                |list| Action::SetType { annotation: id(list, 2), kind: MentionType::Org },
                "0 PERSON Lind; 11 PERSON Ada Lind; 58 ORG Orr; 71 by ?",
            ),
            (
                "speaker",
                |list| Action::SetSpeaker { annotation: id(list, 3), speaker: Some(Who::Known(key(list, "Lind"))) },
                "0 PERSON Lind; 11 PERSON Ada Lind; 58 PERSON Orr; 71 by Lind",
            ),
            ("speaker of a name", |list| Action::SetSpeaker { annotation: id(list, 0), speaker: None }, ""),
            ("reject", |list| Action::Reject { annotation: id(list, 0) }, "11 PERSON Ada Lind; 58 PERSON Orr; 71 by ?"),
            (
                "rename",
                |list| Action::Rename { entity: key(list, "Orr"), name: "Max Orr".to_owned() },
                "0 PERSON Lind; 11 PERSON Ada Lind; 58 PERSON Max Orr; 71 by ?",
            ),
            (
                "edges outside the text",
                |list| Action::SetPlace { annotation: id(list, 0), place: Place::at(Span::new(0, 999)) },
                "",
            ),
            (
                "edges inside a character",
                |list| Action::SetPlace { annotation: id(list, 0), place: Place::at(Span::new(72, 74)) },
                "",
            ),
            ("nobody", |_| Action::AddPerson { name: " ".to_owned() }, ""),
        ];
        for (name, make, expected) in cases {
            let (page, mut history) = start();
            let before = shown(history.list());
            let changed = history.act(&page, &make(history.list()), &reader(0));
            assert_eq!(changed, !expected.is_empty(), "{name}");
            assert_eq!(shown(history.list()), if changed { expected.to_owned() } else { before }, "{name}");
        }
    }

    pub fn id(list: &List, at: usize) -> AnnotationId {
        list.annotations()[at].id.clone()
    }

    pub fn key(list: &List, name: &str) -> EntityKey {
        list.entity_named(name).expect("it is there").key.clone()
    }
}
