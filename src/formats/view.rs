//! What all formats look up in a list: quotations with their speakers, entities with numbers, places in the page.
//!
//! Entities are numbered from 1 in the order in which the page first speaks of them, so that a file can name them shortly
//! and two writings of one list agree. Rejected annotations and orphans are left out of everything here.

use crate::annotations::{Annotation, Body, Entity, EntityKey, List};
use crate::page::{Block, BlockRole, Page};
use crate::quotations::Kind;
use crate::span::Span;
use foldhash::{HashMap, HashMapExt};

/// A page with its list, looked up.
pub struct View<'a> {
    pub page: &'a Page,
    pub list: &'a List,
    entities: Vec<&'a Entity>,
    numbers: HashMap<&'a EntityKey, usize>,
    /// The blocks of the story.
    story: Vec<&'a Block>,
}

/// A quotation of the list.
#[derive(Clone, Copy)]
pub struct Quoted<'a> {
    pub annotation: &'a Annotation,
    pub kind: Kind,
    pub speaker: Option<&'a Entity>,
}

impl<'a> View<'a> {
    pub fn of(page: &'a Page, list: &'a List) -> Self {
        let story = page.blocks().iter().filter(|block| block.role != BlockRole::Clutter).collect();
        let mut view = Self { page, list, entities: Vec::new(), numbers: HashMap::new(), story };
        let used = list.shown().filter_map(|(_, annotation)| match &annotation.body {
            Body::Mention { entity, .. } => Some(entity),
            Body::Quotation { speaker, .. } => speaker.as_ref(),
            Body::Highlight { .. } => None,
        });
        for key in used.chain(list.entities().keys()) {
            let Some((key, entity)) = list.entities().get_key_value(key) else { continue };
            if !view.numbers.contains_key(key) {
                view.entities.push(entity);
                view.numbers.insert(key, view.entities.len());
            }
        }
        view
    }

    /// The entities, each with its number.
    pub fn entities(&self) -> impl Iterator<Item = (usize, &'a Entity)> {
        (1..).zip(self.entities.iter().copied())
    }

    /// The number of an entity.
    pub fn number(&self, key: &EntityKey) -> Option<usize> {
        self.numbers.get(key).copied()
    }

    /// What is shown of the list, in the order of the text.
    pub fn shown(&self) -> impl Iterator<Item = &'a Annotation> {
        self.list.shown().map(|(_, annotation)| annotation)
    }

    /// The quotations, terms among them.
    pub fn quotations(&self) -> impl Iterator<Item = Quoted<'a>> {
        self.shown().filter_map(|annotation| match &annotation.body {
            Body::Quotation { kind, speaker, .. } => {
                let speaker = speaker.as_ref().and_then(|key| self.list.entity(key));
                Some(Quoted { annotation, kind: *kind, speaker })
            }
            _ => None,
        })
    }

    /// The quotations that somebody speaks.
    pub fn spoken(&self) -> impl Iterator<Item = Quoted<'a>> {
        self.quotations().filter(|quoted| quoted.kind != Kind::Term)
    }

    /// The words of several spans on one line, an ellipsis between.
    pub fn words(&self, spans: &[Span]) -> String {
        let pieces: Vec<String> = spans.iter().map(|span| one_line(span.of(self.page.text()))).collect();
        pieces.join(" … ")
    }

    /// The blocks of the story, each with its number from 1.
    pub fn story(&self) -> impl Iterator<Item = (usize, &'a Block)> {
        (1..).zip(self.story.iter().copied())
    }

    /// The number of the story's block in which a byte stands; `None` outside the story.
    pub fn paragraph(&self, byte: u32) -> Option<usize> {
        let at = self.story.partition_point(|block| block.span.end <= byte);
        self.story.get(at).filter(|block| block.span.start <= byte).map(|_| at + 1)
    }
}

/// A text with every run of white space as one blank.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name with the first role that the text gives.
pub fn titled(entity: &Entity) -> String {
    let role = entity.roles.first().map(|role| format!(", {}", one_line(&role.text))).unwrap_or_default();
    format!("{}{role}", one_line(&entity.name))
}

/// A span without white space at its edges.
pub fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let lead = words.len() - words.trim_start().len();
    Span::new(span.from() + lead, span.from() + lead + words.trim().len())
}
