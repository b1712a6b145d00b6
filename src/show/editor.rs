//! The editor's view data: all that can be said about one annotation, or about one person or thing.
//!
//! ```
//! use saidwho::show::editor::{COLOURS, What};
//! assert!(COLOURS.contains(&"yellow"));
//! assert_eq!(What::Entity.name(), "entity");
//! ```

use super::panel;
use super::words::Words;
use crate::annotations::{Annotation, Body, Entity, EntityKey, List, Maker, Status};
use crate::entities::MentionType;
use crate::page::Page;
use crate::quotations::{Kind, Sieve};

/// The colours of highlights, in the order of their digits.
pub const COLOURS: [&str; 5] = ["yellow", "green", "blue", "red", "violet"];

/// What is edited.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum What {
    Mention,
    Quotation,
    Highlight,
    Entity,
}

impl What {
    /// Its name in the page.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Quotation => "quotation",
            Self::Highlight => "highlight",
            Self::Entity => "entity",
        }
    }
}

/// What the editor shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EditorView {
    /// What is edited.
    pub what: What,
    /// What it is, in words.
    pub heading: String,
    /// The words of the article.
    pub words: String,
    /// Who made it, and how sure.
    pub made: String,
    /// What was decided; for an entity nothing.
    pub status: Option<Status>,
    /// Whether a reader made it, so that it is removed rather than rejected.
    pub is_own: bool,
    /// Its type or kind, as files name it.
    pub kind: String,
    /// The types or kinds it may have: name in files, and words.
    pub kinds: Vec<(&'static str, String)>,
    /// The name of the entity or the speaker.
    pub entity: String,
    /// The key of that.
    pub key: String,
    /// The colour.
    pub colour: String,
    /// What the colour means.
    pub meaning: String,
    /// The note.
    pub note: String,
    /// The tags, joined by commas.
    pub tags: String,
}

/// The view of an annotation.
#[must_use]
pub fn annotation(page: &Page, list: &List, words: &Words, one: &Annotation) -> EditorView {
    let entity = |key: &EntityKey| list.entity(key).map(|entity| entity.name.clone()).unwrap_or_default();
    let mut view = EditorView {
        what: What::Highlight,
        heading: String::new(),
        words: panel::words_of(page, one),
        made: made(words, one),
        status: Some(one.status),
        is_own: matches!(one.made.by, Maker::Reader(_)),
        kind: String::new(),
        kinds: Vec::new(),
        entity: String::new(),
        key: String::new(),
        colour: String::new(),
        meaning: String::new(),
        note: one.note.clone(),
        tags: one.tags.join(", "),
    };
    match &one.body {
        Body::Mention { kind, entity: key } => {
            view.what = What::Mention;
            view.heading = words.get(&format!("type.{}", kind.name())).to_owned();
            view.kind = kind.name().to_owned();
            view.kinds = types(words);
            view.entity = entity(key);
            view.key.clone_from(&key.0);
        }
        Body::Quotation { kind, speaker, .. } => {
            view.what = What::Quotation;
            view.heading = words.get(&format!("kind.{}", kind.name())).to_owned();
            view.kind = kind.name().to_owned();
            let kinds =
                Kind::ALL.iter().map(|kind| (kind.name(), words.get(&format!("kind.{}", kind.name())).to_owned()));
            view.kinds = kinds.collect();
            view.entity = speaker.as_ref().map(entity).unwrap_or_default();
            view.key = speaker.as_ref().map(|key| key.0.clone()).unwrap_or_default();
        }
        Body::Highlight { colour } => {
            words.get("highlight").clone_into(&mut view.heading);
            view.colour.clone_from(colour);
            view.meaning = panel::meaning(list, words, colour);
        }
    }
    view
}

/// The view of a person or thing.
#[must_use]
pub fn entity(list: &List, words: &Words, one: &Entity) -> EditorView {
    let is_here = |other: &&Annotation| match &other.body {
        Body::Mention { entity, .. } => *entity == one.key,
        Body::Quotation { speaker, .. } => speaker.as_ref() == Some(&one.key),
        Body::Highlight { .. } => false,
    };
    let count = list.annotations().iter().filter(|other| other.is_shown()).filter(is_here).count();
    EditorView {
        what: What::Entity,
        heading: one.kind.map_or_else(
            || words.get("source").to_owned(),
            |kind| words.get(&format!("type.{}", kind.name())).to_owned(),
        ),
        words: one.name.clone(),
        made: words.count("places", count),
        status: None,
        is_own: matches!(one.made.by, Maker::Reader(_)),
        kind: one.kind.map(|kind| kind.name().to_owned()).unwrap_or_default(),
        kinds: types(words),
        entity: one.name.clone(),
        key: one.key.0.clone(),
        colour: String::new(),
        meaning: String::new(),
        note: String::new(),
        tags: String::new(),
    }
}

fn types(words: &Words) -> Vec<(&'static str, String)> {
    MentionType::ALL.iter().map(|kind| (kind.name(), words.get(&format!("type.{}", kind.name())).to_owned())).collect()
}

fn made(words: &Words, one: &Annotation) -> String {
    let by = match &one.made.by {
        Maker::Reader(name) => words.fill("made.reader", &[("name", name)]),
        // It has no speaker to be sure of.
        // What it was sure of is another one where a reader has named the speaker.
        Maker::Machine(name)
            if matches!(
                one.body,
                Body::Quotation { kind: Kind::Term, .. } | Body::Quotation { sieve: Sieve::Reader, .. }
            ) =>
        {
            words.fill("made.machine.plain", &[("name", name)])
        }
        Maker::Machine(name) => words.fill("made.machine", &[("name", name), ("sure", &one.confidence.to_string())]),
    };
    let is_corrected = matches!(one.body, Body::Quotation { sieve: Sieve::Reader, .. });
    match (&one.changed, one.status) {
        (Some(stamp), Status::Accepted) if is_corrected && !matches!(one.made.by, Maker::Reader(_)) => {
            format!("{by} {}", words.fill("made.corrected", &[("name", stamp.by.name())]))
        }
        (Some(stamp), Status::Accepted) if !matches!(one.made.by, Maker::Reader(_)) => {
            format!("{by} {}", words.fill("made.accepted", &[("name", stamp.by.name())]))
        }
        (Some(stamp), Status::Rejected) => {
            format!("{by} {}", words.fill("made.rejected", &[("name", stamp.by.name())]))
        }
        _ => by,
    }
}
