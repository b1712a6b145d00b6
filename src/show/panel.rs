//! The panel's view data: every speaker with role, numbers and quotations in order, and the entities by type.
//!
//! ```
//! use saidwho::{annotations::List, page::Page, show::panel::Panel};
//! assert!(Panel::of(&Page::from_text("Nothing."), &List::default()).speakers.is_empty());
//! ```

use super::layers;
use crate::annotations::{Annotation, Body, Entity, EntityKey, List};
use crate::page::Page;
use crate::quotations::Kind;
use std::cmp::Reverse;
use std::collections::HashMap;

/// What the panel shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Panel {
    /// Speakers in the order of their first quotation, the unknown last.
    pub speakers: Vec<SpeakerView>,
    /// Entities by layer: the layer's name, and each entity.
    pub entities: Vec<(&'static str, Vec<EntityView>)>,
}

/// One speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerView {
    /// The name; empty for the unknown.
    pub name: String,
    /// The role that the article gives.
    pub role: String,
    /// The layer whose colour is the speaker's.
    pub layer: String,
    /// Words quoted.
    pub words: usize,
    /// The quotations in order.
    pub quotations: Vec<QuotationView>,
}

/// One quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotationView {
    /// Index in [`List::annotations`].
    pub id: usize,
    /// Its words, pieces joined by an ellipsis.
    pub text: String,
    /// Whether it is reported without marks.
    pub reported: bool,
}

/// One entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityView {
    /// Index of its first mention in [`List::annotations`].
    pub id: usize,
    /// The name.
    pub name: String,
    /// Aliases, joined.
    pub aliases: String,
    /// How often it is mentioned.
    pub count: usize,
}

/// All speakers, in the order of their first quotation.
#[must_use]
pub fn speakers(list: &List) -> Vec<&EntityKey> {
    let mut keys: Vec<&EntityKey> = Vec::new();
    for key in spoken(list).filter_map(|said| said.speaker) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// A quotation that somebody speaks.
struct Said<'a> {
    id: usize,
    annotation: &'a Annotation,
    speaker: Option<&'a EntityKey>,
    kind: Kind,
}

/// The quotations that somebody speaks; one that is quoted inside another is counted with it.
fn spoken(list: &List) -> impl Iterator<Item = Said<'_>> {
    list.shown().filter_map(|(id, annotation)| match &annotation.body {
        Body::Quotation { kind, speaker, inside: None, .. } if *kind != Kind::Term => {
            Some(Said { id, annotation, speaker: speaker.as_ref(), kind: *kind })
        }
        _ => None,
    })
}

impl Panel {
    /// The view of a list.
    #[must_use]
    pub fn of(page: &Page, list: &List) -> Self {
        let view = |said: Said| {
            let pieces: Vec<&str> = said.annotation.place.content.iter().map(|span| span.of(page.text())).collect();
            QuotationView { id: said.id, text: pieces.join(" … "), reported: said.kind == Kind::Indirect }
        };
        let mut views: Vec<SpeakerView> = Vec::new();
        for (place, key) in speakers(list).into_iter().map(Some).chain([None]).enumerate() {
            let quotations: Vec<QuotationView> = spoken(list).filter(|said| said.speaker == key).map(view).collect();
            if quotations.is_empty() {
                continue;
            }
            let entity = key.and_then(|key| list.entity(key));
            let role = entity.and_then(|entity| entity.roles.first());
            views.push(SpeakerView {
                name: entity.map(|entity| entity.name.clone()).unwrap_or_default(),
                role: role.map(|role| role.text.clone()).unwrap_or_default(),
                layer: match key {
                    Some(_) => format!("speaker-{}", place.min(layers::COLOURS - 1) + 1),
                    None => "speaker-unknown".to_owned(),
                },
                words: quotations.iter().map(|view| words(&view.text)).sum(),
                quotations,
            });
        }
        Self { speakers: views, entities: entities(list) }
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

fn entities(list: &List) -> Vec<(&'static str, Vec<EntityView>)> {
    // First mention and number of mentions, in the order of the first.
    let mut places: HashMap<&EntityKey, usize> = HashMap::new();
    let mut views: Vec<(&Entity, EntityView)> = Vec::new();
    for (id, annotation) in list.shown() {
        let Body::Mention { entity: key, .. } = &annotation.body else { continue };
        if let Some(&at) = places.get(key) {
            views[at].1.count += 1;
        } else if let Some(entity) = list.entity(key) {
            places.insert(key, views.len());
            let aliases = entity.aliases.join(", ");
            views.push((entity, EntityView { id, name: entity.name.clone(), aliases, count: 1 }));
        }
    }
    views.sort_by_key(|(_, view)| (Reverse(view.count), view.id));
    let group = |layer: &'static str| {
        let own = views.iter().filter(|(entity, _)| entity.kind.map(layers::of_type) == Some(layer));
        (layer, own.map(|(_, view)| view.clone()).collect::<Vec<_>>())
    };
    ["people", "organisations", "places", "groups", "dates", "things"]
        .into_iter()
        .map(group)
        .filter(|(_, views)| !views.is_empty())
        .collect()
}
