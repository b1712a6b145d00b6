//! From the file's shapes to the list: places are looked up, and what is of another form is left out.

use super::super::anchor::{Anchors, Found};
use super::super::listing::entity_key;
use super::super::model::{
    Annotation, AnnotationId, Body, Entity, EntityKey, Maker, Orphan, Place, Role, Stamp, Status,
};
use super::super::selectors::Selectors;
use super::super::{digest, wire};
use crate::entities::MentionType;
use crate::quotations::{Kind, Sieve};
use crate::span::Span;
use foldhash::HashMap;
use std::collections::BTreeMap;

/// Reads the items of one file.
pub struct Reader<'a> {
    anchors: Anchors<'a>,
    /// What was looked up all at once.
    places: HashMap<Selectors, Found>,
    /// Entities that an annotation names by words alone.
    pub made_up: BTreeMap<EntityKey, Entity>,
}

impl<'a> Reader<'a> {
    /// A reader of annotations of `text`; the places of `items` are looked up together.
    pub fn new(text: &'a str, items: &[wire::Annotation]) -> Self {
        let anchors = Anchors::new(text);
        let linked = items.iter().flat_map(|one| &one.body).flat_map(|body| body.cue.iter().chain(&body.source));
        let targets = items.iter().flat_map(|one| &one.target).chain(linked);
        let selectors: Vec<Selectors> = targets.map(|target| read_selectors(&target.selector)).collect();
        let found = anchors.find_all(&selectors);
        Self { anchors, places: selectors.into_iter().zip(found).collect(), made_up: BTreeMap::new() }
    }

    fn find(&self, selectors: &Selectors) -> Found {
        self.places.get(selectors).copied().unwrap_or_else(|| self.anchors.find(selectors))
    }

    fn stamp(changed: Option<&wire::Agent>, at: Option<&String>) -> Option<Stamp> {
        (changed.is_some() || at.is_some()).then(|| Stamp { by: maker(changed), at: at.cloned() })
    }

    /// An annotation; `None` for one that stands in no text.
    pub fn annotation(&mut self, written: &wire::Annotation) -> Option<Annotation> {
        let content: Vec<Selectors> = written.target.iter().map(|target| read_selectors(&target.selector)).collect();
        let content: Vec<Selectors> =
            content.into_iter().filter(|one| !one.exact.is_empty() || one.position.is_some()).collect();
        if content.is_empty() {
            return None;
        }
        let made = Stamp { by: maker(written.creator.as_ref()), at: written.created.clone() };
        let changed =
            Self::stamp(written.editor.as_ref(), written.modified.as_ref().filter(|_| written.status.is_some()));
        let mut place = Place::default();
        let mut orphan = None;
        let found: Vec<Found> = content.iter().map(|one| self.find(one)).collect();
        match found.iter().map(|found| found.here()).collect::<Option<Vec<Span>>>() {
            Some(spans) => place.content = spans,
            None => {
                let written = written.near.and_then(|[start, end]| {
                    let offsets = self.anchors.offsets();
                    Some(Span::new(offsets.byte_of_code_point(start)?, offsets.byte_of_code_point(end)?))
                });
                let best = found.iter().find_map(|found| match found {
                    Found::Orphan(near) => *near,
                    Found::Here(_) => None,
                });
                orphan = Some(Orphan {
                    content,
                    cue: Vec::new(),
                    source: Vec::new(),
                    near: written.filter(|span| !span.is_empty()).or(best),
                });
            }
        }
        let value = |purpose: &str| written.body.iter().find(|body| body.purpose == purpose);
        let mut tags: Vec<String> = Vec::new();
        let class = value("classifying").map(|body| body.value.as_str()).unwrap_or_default();
        let mention = MentionType::from_name(class)
            .map(|kind| Body::Mention { kind, entity: self.named(value("identifying"), kind, &place, &made) });
        let quotation = class.strip_prefix("quotation/").and_then(Kind::from_name).map(|kind| {
            let link = value("linking");
            let (cue, source): (&[wire::Target], &[wire::Target]) =
                link.map_or((&[], &[]), |link| (&link.cue, &link.source));
            match &mut orphan {
                None => (place.cue, place.source) = (self.spans(cue), self.spans(source)),
                Some(orphan) => (orphan.cue, orphan.source) = (lost_words(cue), lost_words(source)),
            }
            Body::Quotation {
                kind,
                speaker: link.and_then(|link| link.speaker.clone()).map(EntityKey),
                sieve: link.and_then(|link| Sieve::from_name(link.sieve.as_deref()?)).unwrap_or(Sieve::Unknown),
                inside: link.and_then(|link| link.inside.clone()).map(AnnotationId),
            }
        });
        let body = mention.or(quotation).unwrap_or_else(|| {
            // A class that is not ours is kept as a tag.
            tags.extend((!class.is_empty()).then(|| class.to_owned()));
            let colour = value("highlighting").and_then(|body| body.colour.clone()).unwrap_or_default();
            Body::Highlight { colour }
        });
        tags.extend(written.body.iter().filter(|body| body.purpose == "tagging").map(|body| body.value.clone()));
        let is_note = |body: &&wire::Body| {
            ["commenting", "describing", "replying", ""].contains(&body.purpose.as_str()) && !body.value.is_empty()
        };
        let notes = written.body.iter().filter(is_note).map(|body| body.value.as_str());
        let notes: Vec<&str> = notes.chain(written.body_value.as_deref()).collect();
        let id = if written.id.is_empty() {
            let first = content_words(&written.target);
            format!("urn:saidwho:{}:{}", body.name(), digest(&[made.by.name(), &first]))
        } else {
            written.id.clone()
        };
        let status = written.status.as_deref().and_then(Status::from_name).unwrap_or(Status::Accepted);
        // A number between 0 and 100 fits.
        let confidence = written.confidence.map_or(100, |share| (share.clamp(0.0, 1.0) * 100.0).round() as u8);
        Some(Annotation {
            id: AnnotationId(id),
            made,
            changed,
            status,
            place,
            orphan,
            body,
            confidence,
            note: notes.join("\n\n"),
            tags,
        })
    }

    fn spans(&self, targets: &[wire::Target]) -> Vec<Span> {
        targets.iter().filter_map(|target| self.find(&read_selectors(&target.selector)).here()).collect()
    }

    /// The entity that a body names: by its key, or one made up from its words.
    fn named(&mut self, body: Option<&wire::Body>, kind: MentionType, place: &Place, made: &Stamp) -> EntityKey {
        if let Some(key) = body.and_then(|body| body.entity.clone()) {
            return EntityKey(key);
        }
        let words = place.content.first().map_or("", |span| span.of(self.anchors.text()));
        let name = body.map(|body| body.value.as_str()).filter(|name| !name.is_empty()).unwrap_or(words);
        let key = entity_key(Some(kind), name, 1);
        self.made_up.entry(key.clone()).or_insert_with(|| Entity {
            key: key.clone(),
            name: name.to_owned(),
            kind: Some(kind),
            named: true,
            aliases: Vec::new(),
            roles: Vec::new(),
            absorbed: Vec::new(),
            made: made.clone(),
            changed: None,
        });
        key
    }

    /// An entity.
    pub fn entity(&self, written: &wire::Entity) -> Entity {
        let role = |role: &wire::Role| Role {
            text: role.value.clone(),
            span: role.selector.as_ref().and_then(|one| self.find(&read_selectors(std::slice::from_ref(one))).here()),
        };
        Entity {
            key: EntityKey(written.id.clone()),
            name: written.name.clone(),
            kind: written.class.as_deref().and_then(MentionType::from_name),
            named: written.named,
            aliases: written.aliases.clone(),
            roles: written.roles.iter().map(role).collect(),
            absorbed: written.absorbed.iter().cloned().map(EntityKey).collect(),
            made: Stamp { by: maker(written.creator.as_ref()), at: written.created.clone() },
            changed: Self::stamp(written.editor.as_ref(), written.modified.as_ref()),
        }
    }
}

/// What targets say of places that are not looked up.
fn lost_words(targets: &[wire::Target]) -> Vec<Selectors> {
    targets.iter().map(|target| read_selectors(&target.selector)).collect()
}

fn content_words(targets: &[wire::Target]) -> String {
    targets.iter().map(|target| read_selectors(&target.selector).exact).collect::<Vec<_>>().join("\n")
}

/// Who made something.
pub fn maker(agent: Option<&wire::Agent>) -> Maker {
    match agent {
        Some(agent) if agent.kind == "Software" => Maker::Machine(agent.name.clone()),
        Some(agent) => Maker::Reader(agent.name.clone()),
        None => Maker::Reader(String::new()),
    }
}

fn read_selectors(written: &[wire::Selector]) -> Selectors {
    let mut read = Selectors::default();
    for selector in written {
        match selector {
            wire::Selector::TextQuoteSelector { exact, prefix, suffix } => {
                read.exact.clone_from(exact);
                read.prefix.clone_from(prefix);
                read.suffix.clone_from(suffix);
            }
            wire::Selector::TextPositionSelector { start, end } => read.position = Some([*start, *end]),
        }
    }
    read
}
