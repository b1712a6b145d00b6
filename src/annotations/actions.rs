//! Everything that a reader can do to the list: one closed enum, and one pure, total function from a list and an action
//! to what changes.
//!
//! An action about something that is not there, or that says what is so already, changes nothing. What the reader sets
//! on a suggestion is a decision: it is accepted with it. Ids of new things follow from the stamp.
//!
//! ```
//! use saidwho::annotations::{History, List, Maker, Stamp, actions::{Action, Who}};
//! use saidwho::{entities::MentionType, page::Page, span::Span};
//! let page = Page::from_text("Lind came, and Lind spoke.");
//! let mut history = History::new(List::default());
//! let stamp = Stamp { by: Maker::Reader("Ida".to_owned()), at: None };
//! let add = Action::AddMention { span: Span::new(0, 4), kind: MentionType::Person, entity: Who::New("Ada Lind".to_owned()) };
//! history.act(&page, &add, &stamp);
//! let annotation = history.list().annotations()[0].id.clone();
//! history.act(&page, &Action::Everywhere { annotation }, &stamp);
//! assert_eq!(history.list().annotations().len(), 2);
//! ```

use super::everywhere;
use super::history::Change;
use super::model::{Annotation, AnnotationId, Body, Entity, EntityKey, Maker, Place, Stamp, Status};
use super::{List, digest};
use crate::entities::MentionType;
use crate::page::Page;
use crate::quotations::{Kind, Sieve};
use crate::span::Span;
use foldhash::HashMap;
use std::collections::BTreeMap;

/// Whom an action names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Who {
    /// An entity of the list.
    Known(EntityKey),
    /// A new one, by its name.
    New(String),
}

/// What a reader can do.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the fields are what their names say")]
pub enum Action {
    /// Marks a name.
    AddMention { span: Span, kind: MentionType, entity: Who },
    /// Marks a quotation.
    AddQuotation { place: Place, kind: Kind, speaker: Option<Who> },
    /// Marks a stretch in a colour.
    AddHighlight { span: Span, colour: String },
    /// Takes away what a reader made; a suggestion of the machine is rejected.
    Remove { annotation: AnnotationId },
    /// Agrees.
    Accept { annotation: AnnotationId },
    /// Says that it is wrong.
    Reject { annotation: AnnotationId },
    /// Sets a mention's type; the entity's follows when all its mentions agree.
    SetType { annotation: AnnotationId, kind: MentionType },
    /// Sets how something is quoted.
    SetQuotationKind { annotation: AnnotationId, kind: Kind },
    /// Says whom a mention names.
    SetEntity { annotation: AnnotationId, entity: Who },
    /// Says who speaks a quotation; `None` for nobody known.
    SetSpeaker { annotation: AnnotationId, speaker: Option<Who> },
    /// Sets a highlight's colour.
    SetColour { annotation: AnnotationId, colour: String },
    /// Writes the note.
    SetNote { annotation: AnnotationId, note: String },
    /// Sets the tags.
    SetTags { annotation: AnnotationId, tags: Vec<String> },
    /// Moves the edges; it attaches an orphan again.
    SetPlace { annotation: AnnotationId, place: Place },
    /// Adds a person whom no words of the text name.
    AddPerson { name: String },
    /// Renames an entity; the old name becomes an alias.
    Rename { entity: EntityKey, name: String },
    /// Sets the type of an entity and of all its mentions.
    SetEntityType { entity: EntityKey, kind: MentionType },
    /// Says that two entities are one; the second stays.
    Merge { from: EntityKey, into: EntityKey },
    /// Says that a mention names someone else, who is new.
    Split { annotation: AnnotationId, name: String },
    /// Gives every other occurrence of a mention's words the same type, entity and decision.
    Everywhere { annotation: AnnotationId },
    /// Says what a colour means; nothing when empty.
    NameColour { colour: String, meaning: String },
    /// Does all of them, as one.
    Several(Vec<Action>),
}

impl Action {
    /// Its name in files.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::AddMention { .. } => "add-mention",
            Self::AddQuotation { .. } => "add-quotation",
            Self::AddHighlight { .. } => "add-highlight",
            Self::Remove { .. } => "remove",
            Self::Accept { .. } => "accept",
            Self::Reject { .. } => "reject",
            Self::SetType { .. } => "set-type",
            Self::SetQuotationKind { .. } => "set-quotation-kind",
            Self::SetEntity { .. } => "set-entity",
            Self::SetSpeaker { .. } => "set-speaker",
            Self::SetColour { .. } => "set-colour",
            Self::SetNote { .. } => "set-note",
            Self::SetTags { .. } => "set-tags",
            Self::SetPlace { .. } => "set-place",
            Self::AddPerson { .. } => "add-person",
            Self::Rename { .. } => "rename",
            Self::SetEntityType { .. } => "set-entity-type",
            Self::Merge { .. } => "merge",
            Self::Split { .. } => "split",
            Self::Everywhere { .. } => "everywhere",
            Self::NameColour { .. } => "name-colour",
            Self::Several(_) => "several",
        }
    }
}

/// What an action changes in a list of annotations of `page`.
#[must_use]
pub fn change(list: &List, page: &Page, action: &Action, stamp: &Stamp) -> Change {
    let mut draft = Draft::of(list, page, stamp);
    draft.act(action);
    Change::between(list, &draft.finish())
}

/// A list that is being changed.
pub(super) struct Draft<'a> {
    pub(super) page: &'a Page,
    stamp: &'a Stamp,
    /// Begins every id that is made.
    origin: String,
    made: usize,
    pub(super) annotations: Vec<Option<Annotation>>,
    index: HashMap<AnnotationId, usize>,
    entities: BTreeMap<EntityKey, Entity>,
    colours: BTreeMap<String, String>,
}

impl<'a> Draft<'a> {
    fn of(list: &List, page: &'a Page, stamp: &'a Stamp) -> Self {
        let (entities, annotations, colours) = list.clone().into_parts();
        let index = annotations.iter().enumerate().map(|(at, one)| (one.id.clone(), at)).collect();
        let annotations = annotations.into_iter().map(Some).collect();
        let origin = digest(&[stamp.by.name(), stamp.at.as_deref().unwrap_or("")]);
        Self { page, stamp, origin, made: 0, annotations, index, entities, colours }
    }

    fn finish(self) -> List {
        List::new(self.entities.into_values(), self.annotations.into_iter().flatten(), self.colours)
    }

    fn act(&mut self, action: &Action) {
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

    fn edit_entity(&mut self, key: &EntityKey, how: impl FnOnce(&mut Entity)) {
        let Some(one) = self.entities.get_mut(key) else { return };
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

    /// The key of an entity that an action names; a new one is made.
    fn who(&mut self, who: &Who, kind: MentionType) -> Option<EntityKey> {
        let name = match who {
            Who::Known(key) => return self.entities.contains_key(key).then(|| key.clone()),
            Who::New(name) => name.trim(),
        };
        if name.is_empty() {
            return None;
        }
        let key = loop {
            let key = EntityKey(format!("urn:saidwho:entity:{}-{}", self.origin, self.made));
            self.made += 1;
            // A key that another has absorbed still means that other one, in files that have it.
            let is_absorbed = || self.entities.values().any(|other| other.absorbed.contains(&key));
            if !self.entities.contains_key(&key) && !is_absorbed() {
                break key;
            }
        };
        let entity = Entity {
            key: key.clone(),
            name: name.to_owned(),
            kind: Some(kind),
            named: true,
            aliases: Vec::new(),
            roles: Vec::new(),
            absorbed: Vec::new(),
            made: self.stamp.clone(),
            changed: None,
        };
        self.entities.insert(key.clone(), entity);
        Some(key)
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

    fn mentions_of(&self, key: &EntityKey) -> Vec<AnnotationId> {
        let own = |one: &&Annotation| matches!(&one.body, Body::Mention { entity, .. } if entity == key);
        self.annotations.iter().flatten().filter(own).map(|one| one.id.clone()).collect()
    }

    /// Lets an entity's type follow its mentions, where all that are shown agree.
    fn settle_type(&mut self, id: &AnnotationId) {
        let Some(Body::Mention { kind, entity }) = self.get(id).map(|one| one.body.clone()) else { return };
        let agree = self.annotations.iter().flatten().filter(|one| one.status != Status::Rejected).all(
            |one| !matches!(&one.body, Body::Mention { kind: other, entity: own } if *own == entity && *other != kind),
        );
        if agree {
            self.edit_entity(&entity, |one| one.kind = Some(kind));
        }
    }

    fn rename(&mut self, key: &EntityKey, name: &str) {
        let name = name.trim();
        if name.is_empty() {
            return;
        }
        self.edit_entity(key, |one| {
            if one.name != name {
                let old = std::mem::replace(&mut one.name, name.to_owned());
                one.aliases.retain(|alias| alias != name && *alias != old);
                // A description that gets a name is no other name of it.
                if one.named {
                    one.aliases.push(old);
                }
                one.named = true;
            }
        });
    }

    fn set_entity_type(&mut self, key: &EntityKey, wanted: MentionType) {
        self.edit_entity(key, |one| one.kind = Some(wanted));
        for id in self.mentions_of(key) {
            self.edit(&id, |one| {
                if let Body::Mention { kind, .. } = &mut one.body {
                    *kind = wanted;
                }
            });
        }
    }

    fn merge(&mut self, from: &EntityKey, into: &EntityKey) {
        if from == into || !self.entities.contains_key(into) {
            return;
        }
        let Some(gone) = self.entities.remove(from) else { return };
        for one in self.annotations.iter_mut().flatten() {
            match &mut one.body {
                Body::Mention { entity: key, .. } | Body::Quotation { speaker: Some(key), .. } if key == from => {
                    key.clone_from(into);
                }
                _ => {}
            }
        }
        self.edit_entity(into, |one| {
            // "Officials" is no other name of the person who turns out to be meant.
            let names = gone.named.then_some(gone.name).into_iter().chain(gone.aliases);
            for name in names {
                if name != one.name && !one.aliases.contains(&name) {
                    one.aliases.push(name);
                }
            }
            for role in gone.roles {
                if !one.roles.contains(&role) {
                    one.roles.push(role);
                }
            }
            one.absorbed.push(gone.key);
            one.absorbed.extend(gone.absorbed);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotations::History;
    use crate::annotations::history::tests::reader;

    const TEXT: &str = "Lind came. Ada Lind and Linda met Lind of Lind Brothers.\n\nOrr said it. “No,” Lind said.";

    /// The list as a short text: each shown mention with type and entity, each quotation with speaker.
    fn shown(list: &List) -> String {
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
    fn start() -> (Page, History) {
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

    fn id(list: &List, at: usize) -> AnnotationId {
        list.annotations()[at].id.clone()
    }

    fn key(list: &List, name: &str) -> EntityKey {
        list.entity_named(name).expect("it is there").key.clone()
    }

    #[test]
    fn everywhere_spreads_a_rejection_and_replaces_what_is_inside() {
        let (page, mut history) = start();
        let stamp = reader(0);
        let longer = Span::new(42, 55);
        let add =
            |span| Action::AddMention { span, kind: MentionType::Org, entity: Who::New("Lind Brothers".to_owned()) };
        history.act(&page, &Action::Everywhere { annotation: id(history.list(), 0) }, &stamp);
        history.act(&page, &add(longer), &stamp);
        let rejected = id(history.list(), 0);
        history.act(&page, &Action::Reject { annotation: rejected.clone() }, &stamp);
        history.act(&page, &Action::Everywhere { annotation: rejected }, &stamp);
        assert_eq!(
            shown(history.list()),
            "11 PERSON Ada Lind; 42 ORG Lind Brothers; 42 PERSON Lind; 58 PERSON Orr; 71 by ?"
        );
    }

    #[test]
    fn types_of_entities_follow_and_names_become_aliases() {
        let (page, mut history) = start();
        let orr = key(history.list(), "Orr");
        history.act(&page, &Action::SetType { annotation: id(history.list(), 2), kind: MentionType::Org }, &reader(0));
        assert_eq!(history.list().entity(&orr).and_then(|entity| entity.kind), Some(MentionType::Org));
        history.act(&page, &Action::Rename { entity: orr.clone(), name: "Orr Ltd".to_owned() }, &reader(1));
        assert_eq!(history.list().entity(&orr).map(|entity| entity.aliases.clone()), Some(vec!["Orr".to_owned()]));
        history.act(&page, &Action::Merge { from: orr.clone(), into: key(history.list(), "Lind") }, &reader(2));
        let lind = history.list().entity_named("Lind").expect("it is there");
        assert_eq!(
            (lind.aliases.as_slice(), lind.absorbed.as_slice()),
            (["Orr Ltd".to_owned(), "Orr".to_owned()].as_slice(), [orr].as_slice())
        );
    }
}
