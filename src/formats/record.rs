//! One text's reading as plain JSON: a line of JSON Lines, or a document of its own.
//!
//! ```
//! use saidwho::{formats::record::Record, page::Page, reading::Reading};
//! let (page, reading) = (Page::from_text("Nothing."), Reading::default());
//! let record = Record::of(Some("7"), &page, &reading);
//! assert_eq!(record.line(), r#"{"id":"7","mentions":[],"entities":[],"quotations":[]}"#);
//! ```

use crate::page::Page;
use crate::page::offsets::Offsets;
use crate::reading::Reading;
use crate::span::Span;
use serde::Serialize;

/// Start and end, in code points, end exclusive.
pub type Points = [usize; 2];

/// A reading on the wire.
#[derive(Serialize, Debug)]
#[expect(missing_docs, reason = "the names are those of the file format")]
pub struct Record<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'a str>,
    pub mentions: Vec<MentionRecord>,
    pub entities: Vec<EntityRecord<'a>>,
    pub quotations: Vec<QuotationRecord>,
}

/// A mention on the wire.
#[derive(Serialize, Debug)]
#[expect(missing_docs, reason = "the names are those of the file format")]
pub struct MentionRecord {
    pub start: usize,
    pub end: usize,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub entity: u32,
    pub confidence: f64,
}

/// An entity on the wire.
#[derive(Serialize, Debug)]
#[expect(missing_docs, reason = "the names are those of the file format")]
pub struct EntityRecord<'a> {
    pub id: usize,
    pub name: &'a str,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub aliases: &'a [String],
    pub roles: Vec<RoleRecord<'a>>,
}

/// A role on the wire.
#[derive(Serialize, Debug)]
#[expect(missing_docs, reason = "the names are those of the file format")]
pub struct RoleRecord<'a> {
    pub text: &'a str,
    pub start: usize,
    pub end: usize,
}

/// A quotation on the wire.
#[derive(Serialize, Debug)]
#[expect(missing_docs, reason = "the names are those of the file format")]
pub struct QuotationRecord {
    pub kind: &'static str,
    pub content: Vec<Points>,
    pub cue: Vec<Points>,
    pub source: Vec<Points>,
    pub speaker: Option<String>,
    pub entity: Option<u32>,
    pub named: bool,
    pub confidence: f64,
    pub sieve: &'static str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub doubtful: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inside: Option<u32>,
}

impl<'a> Record<'a> {
    /// The record of a reading.
    #[must_use]
    pub fn of(id: Option<&'a str>, page: &Page, reading: &'a Reading) -> Self {
        let offsets = Offsets::new(page.text());
        let point = |span: Span| [offsets.code_points(span.from()), offsets.code_points(span.to())];
        let points = |spans: &[Span]| spans.iter().map(|&span| point(span)).collect();
        let mentions = reading.mentions.iter().map(|mention| {
            let [start, end] = point(mention.span);
            MentionRecord {
                start,
                end,
                kind: mention.kind.name(),
                entity: mention.entity.0,
                confidence: hundredths(mention.confidence),
            }
        });
        let entities = reading.entities.iter().enumerate().map(|(id, entity)| EntityRecord {
            id,
            name: &entity.name,
            kind: entity.kind.name(),
            aliases: &entity.aliases,
            roles: entity
                .roles
                .iter()
                .map(|role| {
                    let [start, end] = point(role.span);
                    RoleRecord { text: &role.text, start, end }
                })
                .collect(),
        });
        let quotations = reading.quotations.iter().map(|quotation| QuotationRecord {
            kind: quotation.kind.name(),
            content: points(&quotation.content),
            cue: points(&quotation.cue),
            source: points(&quotation.source),
            speaker: quotation.speaker.as_ref().map(|speaker| speaker.name.clone()),
            entity: quotation.speaker.as_ref().and_then(|speaker| speaker.entity).map(|entity| entity.0),
            named: quotation.speaker.as_ref().is_some_and(|speaker| speaker.named),
            confidence: hundredths(quotation.confidence),
            sieve: quotation.sieve.name(),
            doubtful: quotation.doubtful,
            inside: quotation.inside.map(|outer| outer.0),
        });
        Self { id, mentions: mentions.collect(), entities: entities.collect(), quotations: quotations.collect() }
    }

    /// The record as one line of JSON, without a line feed.
    #[must_use]
    pub fn line(&self) -> String {
        // Strings, numbers and lists cannot fail to serialise.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The record as indented JSON.
    #[must_use]
    pub fn pretty(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

/// Two digits say all that a confidence means.
fn hundredths(confidence: f32) -> f64 {
    (f64::from(confidence) * 100.0).round() / 100.0
}
