//! From the list to the file's shapes.

use super::super::model::{Annotation, Body, Entity, EntityKey, Maker, Role};
use super::super::selectors::Selectors;
use super::super::{List, wire};
use crate::page::offsets::Offsets;
use crate::span::Span;
use serde_json::Value;

/// Writes the items of one list.
pub struct Writer<'a> {
    /// What is annotated.
    pub text: &'a str,
    /// Its conversions.
    pub offsets: Offsets<'a>,
    /// What the targets stand in; without it they are written by position alone.
    pub source: Option<&'a str>,
    /// Where names of entities and colours stand.
    pub list: &'a List,
}

impl Writer<'_> {
    fn position(&self, span: Span) -> wire::Selector {
        let [start, end] = self.points(span);
        wire::Selector::TextPositionSelector { start, end }
    }

    fn points(&self, span: Span) -> [usize; 2] {
        [self.offsets.code_points(span.from()), self.offsets.code_points(span.to())]
    }

    fn target(&self, span: Span) -> wire::Target {
        let selector = match self.source {
            Some(_) => selectors(&Selectors::of(self.text, &self.offsets, span)),
            None => vec![self.position(span)],
        };
        wire::Target { source: self.source.map(Value::from), selector }
    }

    fn targets(&self, spans: &[Span]) -> Vec<wire::Target> {
        spans.iter().map(|&span| self.target(span)).collect()
    }

    /// Targets that are not in the text.
    fn lost(&self, lost: &[Selectors]) -> Vec<wire::Target> {
        let target = |one: &Selectors| wire::Target { source: self.source.map(Value::from), selector: selectors(one) };
        lost.iter().map(target).collect()
    }

    /// An annotation.
    pub fn annotation(&self, one: &Annotation) -> wire::Annotation {
        let lost = one.orphan.as_ref();
        let target = match lost {
            Some(orphan) => self.lost(&orphan.content),
            None => self.targets(&one.place.content),
        };
        wire::Annotation {
            id: one.id.0.clone(),
            kind: "Annotation".to_owned(),
            motivation: motivation(&one.body).to_owned(),
            creator: Some(agent(&one.made.by)),
            created: one.made.at.clone(),
            editor: one.changed.as_ref().map(|stamp| agent(&stamp.by)),
            modified: one.changed.as_ref().and_then(|stamp| stamp.at.clone()),
            status: Some(one.status.name().to_owned()),
            confidence: Some(f64::from(one.confidence) / 100.0),
            body_value: None,
            body: self.bodies(one),
            target,
            near: lost.and_then(|orphan| orphan.near).map(|span| self.points(span)),
        }
    }

    fn bodies(&self, one: &Annotation) -> Vec<wire::Body> {
        let body = |purpose: &str, value: &str| wire::Body {
            kind: "TextualBody".to_owned(),
            purpose: purpose.to_owned(),
            value: value.to_owned(),
            ..wire::Body::default()
        };
        let name = |key: &EntityKey| self.list.entity(key).map_or("", |entity| entity.name.as_str());
        let (cue, source) = match &one.orphan {
            Some(orphan) => (self.lost(&orphan.cue), self.lost(&orphan.source)),
            None => (self.targets(&one.place.cue), self.targets(&one.place.source)),
        };
        let mut bodies = match &one.body {
            Body::Mention { kind, entity } => vec![
                body("classifying", kind.name()),
                wire::Body { entity: Some(entity.0.clone()), ..body("identifying", name(entity)) },
            ],
            Body::Quotation { kind, speaker, sieve, inside } => vec![
                body("classifying", &format!("quotation/{}", kind.name())),
                wire::Body {
                    speaker: speaker.as_ref().map(|key| key.0.clone()),
                    sieve: Some(sieve.name().to_owned()),
                    inside: inside.as_ref().map(|outer| outer.0.clone()),
                    cue,
                    source,
                    ..body("linking", speaker.as_ref().map_or("unknown", name))
                },
            ],
            Body::Highlight { colour } => {
                let meaning = self.list.colours().get(colour).unwrap_or(colour);
                vec![wire::Body { colour: Some(colour.clone()), ..body("highlighting", meaning) }]
            }
        };
        if !one.note.is_empty() {
            bodies.push(body("commenting", &one.note));
        }
        bodies.extend(one.tags.iter().map(|tag| body("tagging", tag)));
        bodies
    }

    /// An entity.
    pub fn entity(&self, one: &Entity) -> wire::Entity {
        let role =
            |role: &Role| wire::Role { value: role.text.clone(), selector: role.span.map(|span| self.position(span)) };
        wire::Entity {
            id: one.key.0.clone(),
            name: one.name.clone(),
            class: one.kind.map(|kind| kind.name().to_owned()),
            named: one.named,
            aliases: one.aliases.clone(),
            roles: one.roles.iter().map(role).collect(),
            absorbed: one.absorbed.iter().map(|key| key.0.clone()).collect(),
            creator: Some(agent(&one.made.by)),
            created: one.made.at.clone(),
            editor: one.changed.as_ref().map(|stamp| agent(&stamp.by)),
            modified: one.changed.as_ref().and_then(|stamp| stamp.at.clone()),
        }
    }
}

/// What a colour means.
pub fn written_colour(colour: &str, meaning: &str) -> wire::Colour {
    wire::Colour { colour: colour.to_owned(), meaning: meaning.to_owned() }
}

/// Who made something.
pub fn agent(maker: &Maker) -> wire::Agent {
    let kind = match maker {
        Maker::Machine(_) => "Software",
        Maker::Reader(_) => "Person",
    };
    wire::Agent { kind: kind.to_owned(), name: maker.name().to_owned() }
}

/// Why an annotation was made, in the W3C's words.
fn motivation(body: &Body) -> &'static str {
    match body {
        Body::Mention { .. } => "identifying",
        Body::Quotation { .. } => "linking",
        Body::Highlight { .. } => "highlighting",
    }
}

fn selectors(place: &Selectors) -> Vec<wire::Selector> {
    let quote = (!place.exact.is_empty()).then(|| wire::Selector::TextQuoteSelector {
        exact: place.exact.clone(),
        prefix: place.prefix.clone(),
        suffix: place.suffix.clone(),
    });
    let position = place.position.map(|[start, end]| wire::Selector::TextPositionSelector { start, end });
    quote.into_iter().chain(position).collect()
}
