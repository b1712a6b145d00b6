//! The suggestions of a reading, listed some at a time: those of a book take longer than a browser can spare at once.
//!
//! A suggestion's id follows from what it is and where it stands, so two runs agree on it, and a reader's decision is
//! found again. Type and kind are not part of it: two engines that differ there speak of the same thing.
//!
//! ```
//! use saidwho::{annotate, annotations::{List, listing::Listing}, page::Page};
//! let page = Page::from_text("Officials said it was late. Ada Lind said it was early.");
//! let reading = annotate(&page);
//! let mut listing = Listing::new(&reading);
//! while listing.go_on(&page, &reading, 1) {}
//! assert_eq!(listing.finish(), List::from_reading(&page, &reading));
//! ```

use super::model::{Annotation, AnnotationId, Body, Entity, EntityKey, Maker, Place, Role, Stamp, Status};
use super::{Digest, List, digest};
use crate::entities::{Mention, MentionType};
use crate::page::Page;
use crate::quotations::Quotation;
use crate::reading::Reading;
use crate::span::Span;
use foldhash::{HashSet, HashSetExt};
use std::collections::BTreeMap;

/// How the machine signs.
pub const MACHINE: &str = concat!("Saidwho ", env!("CARGO_PKG_VERSION"));

/// What is listed so far.
#[derive(Debug)]
pub struct Listing {
    made: Stamp,
    keys: HashSet<EntityKey>,
    entities: Vec<Entity>,
    /// The ids of the quotations.
    ids: Vec<AnnotationId>,
    annotations: Vec<Annotation>,
    /// The next mention of the reading.
    mention: usize,
}

impl Listing {
    /// Begins with the entities of a reading.
    #[must_use]
    pub fn new(reading: &Reading) -> Self {
        let made = Stamp { by: Maker::Machine(MACHINE.to_owned()), at: None };
        let mut keys: HashSet<EntityKey> = HashSet::new();
        let mut entities: Vec<Entity> = Vec::with_capacity(reading.entities.len());
        for entity in &reading.entities {
            let mut key = entity_key(Some(entity.kind), &entity.name, 1);
            let mut ordinal = 1;
            while !keys.insert(key.clone()) {
                ordinal += 1;
                key = entity_key(Some(entity.kind), &entity.name, ordinal);
            }
            let role = |role: &crate::entities::Role| Role { text: role.text.clone(), span: Some(role.span) };
            entities.push(Entity {
                key,
                name: entity.name.clone(),
                kind: Some(entity.kind),
                named: true,
                aliases: entity.aliases.clone(),
                roles: entity.roles.iter().map(role).collect(),
                absorbed: Vec::new(),
                made: made.clone(),
                changed: None,
            });
        }
        Self { made, keys, entities, ids: Vec::new(), annotations: Vec::new(), mention: 0 }
    }

    /// Lists the next mentions and quotations of the reading that it began with, about so many; false when there are none.
    pub fn go_on(&mut self, page: &Page, reading: &Reading, count: usize) -> bool {
        let mentions = reading.mentions.iter().skip(self.mention).take(count);
        let left = count - mentions.len();
        mentions.for_each(|mention| self.mention(page, mention));
        self.mention += count - left;
        let quotations = reading.quotations.iter().skip(self.ids.len()).take(left);
        quotations.for_each(|quotation| self.quotation(page, quotation));
        self.mention < reading.mentions.len() || self.ids.len() < reading.quotations.len()
    }

    /// The list.
    #[must_use]
    pub fn finish(self) -> List {
        List::new(self.entities, self.annotations, BTreeMap::new())
    }

    fn mention(&mut self, page: &Page, mention: &Mention) {
        let Some(entity) = self.entities.get(mention.entity.index()) else { return };
        let body = Body::Mention { kind: mention.kind, entity: entity.key.clone() };
        let id = machine_id("mention", page.text(), &[mention.span]);
        self.suggest(id, Place::at(mention.span), body, mention.confidence);
    }

    fn quotation(&mut self, page: &Page, quotation: &Quotation) {
        let id = machine_id("quotation", page.text(), &quotation.content);
        self.ids.push(id.clone());
        if quotation.doubtful {
            return;
        }
        let speaker = quotation.speaker.as_ref().map(|speaker| {
            if let Some(entity) = speaker.entity.and_then(|entity| self.entities.get(entity.index())) {
                return entity.key.clone();
            }
            // "The company" and "the company" are one source.
            let key = entity_key(None, &uncapitalised(&speaker.name), 1);
            if self.keys.insert(key.clone()) {
                self.entities.push(Entity {
                    key: key.clone(),
                    name: speaker.name.clone(),
                    kind: None,
                    named: speaker.named,
                    aliases: Vec::new(),
                    roles: Vec::new(),
                    absorbed: Vec::new(),
                    made: self.made.clone(),
                    changed: None,
                });
            }
            key
        });
        let place =
            Place { content: quotation.content.clone(), cue: quotation.cue.clone(), source: quotation.source.clone() };
        // What it is quoted inside comes before it.
        let inside = quotation.inside.and_then(|outer| self.ids.get(outer.0 as usize)).cloned();
        let body = Body::Quotation { kind: quotation.kind, speaker, sieve: quotation.sieve, inside };
        self.suggest(id, place, body, quotation.confidence);
    }

    fn suggest(&mut self, id: AnnotationId, place: Place, body: Body, confidence: f32) {
        self.annotations.push(Annotation {
            id,
            made: self.made.clone(),
            changed: None,
            status: Status::Suggested,
            place,
            orphan: None,
            body,
            confidence: percent(confidence),
            note: String::new(),
            tags: Vec::new(),
        });
    }
}

/// A name whose first letter is small.
fn uncapitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

/// The id of a suggestion.
fn machine_id(what: &str, text: &str, content: &[Span]) -> AnnotationId {
    let mut digest = Digest::default();
    digest.part(what);
    for span in content {
        digest.write(&span.start.to_string());
        digest.write(" ");
        digest.part(span.of(text));
    }
    AnnotationId(format!("urn:saidwho:{what}:{digest}"))
}

/// The key of an entity by what it is called; `ordinal` tells apart those that share type and name.
pub(super) fn entity_key(kind: Option<MentionType>, name: &str, ordinal: usize) -> EntityKey {
    let number = if ordinal > 1 { ordinal.to_string() } else { String::new() };
    EntityKey(format!("urn:saidwho:entity:{}", digest(&[kind.map_or("source", MentionType::name), name, &number])))
}

/// Two digits say all that a confidence means, and are the same in every file.
fn percent(confidence: f32) -> u8 {
    // A rounded float between 0 and 100 fits.
    (confidence.clamp(0.0, 1.0) * 100.0).round() as u8
}
