//! The panel's view data: every speaker with role, numbers and quotations in order, and the entities by type.
//!
//! ```
//! use saidwho::{page::Page, reading::Reading, show::panel::Panel};
//! assert!(Panel::of(&Page::from_text("Nothing."), &Reading::default()).speakers.is_empty());
//! ```

use super::layers;
use crate::page::Page;
use crate::quotations::{Kind, Quotation};
use crate::reading::Reading;

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
    /// Index in the reading.
    pub id: usize,
    /// Its words, pieces joined by an ellipsis.
    pub text: String,
    /// Whether it is reported without marks.
    pub reported: bool,
}

/// One entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityView {
    /// Index in the reading.
    pub id: usize,
    /// The name.
    pub name: String,
    /// Aliases, joined.
    pub aliases: String,
    /// How often it is mentioned.
    pub count: usize,
}

/// The names of all speakers, in the order of their first quotation.
#[must_use]
pub fn speaker_names(reading: &Reading) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for quotation in spoken(reading) {
        if let Some(speaker) = &quotation.speaker
            && !names.contains(&speaker.name.as_str())
        {
            names.push(&speaker.name);
        }
    }
    names
}

/// The quotations that somebody speaks; one that is quoted inside another is counted with it.
fn spoken(reading: &Reading) -> impl Iterator<Item = &Quotation> {
    reading.quotations.iter().filter(|quotation| quotation.kind != Kind::Term && quotation.inside.is_none())
}

impl Panel {
    /// The view of a reading.
    #[must_use]
    pub fn of(page: &Page, reading: &Reading) -> Self {
        let names = speaker_names(reading);
        let mut speakers: Vec<SpeakerView> = Vec::new();
        for (place, name) in names.iter().copied().map(Some).chain([None]).enumerate() {
            let own = |quotation: &Quotation| quotation.speaker.as_ref().map(|speaker| speaker.name.as_str()) == name;
            let all = reading.quotations.iter().enumerate();
            let quotations: Vec<(usize, &Quotation)> = all
                .filter(|(_, quotation)| quotation.kind != Kind::Term && quotation.inside.is_none() && own(quotation))
                .collect();
            if quotations.is_empty() {
                continue;
            }
            let entity = quotations.iter().find_map(|(_, quotation)| quotation.speaker.as_ref()?.entity);
            let role = entity
                .and_then(|entity| reading.entities.get(entity.index())?.roles.first())
                .map(|role| role.text.clone());
            let text = |quotation: &Quotation| {
                let pieces: Vec<&str> = quotation.content.iter().map(|span| span.of(page.text())).collect();
                pieces.join(" … ")
            };
            let view = |(id, quotation): (usize, &Quotation)| QuotationView {
                id,
                text: text(quotation),
                reported: quotation.kind == Kind::Indirect,
            };
            let quotations: Vec<QuotationView> = quotations.into_iter().map(view).collect();
            speakers.push(SpeakerView {
                name: name.unwrap_or_default().to_owned(),
                role: role.unwrap_or_default(),
                layer: if name.is_some() {
                    format!("speaker-{}", place.min(layers::COLOURS - 1) + 1)
                } else {
                    "speaker-unknown".to_owned()
                },
                words: quotations
                    .iter()
                    .map(|view| {
                        view.text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
                    })
                    .sum(),
                quotations,
            });
        }
        Self { speakers, entities: entities(reading) }
    }
}

fn entities(reading: &Reading) -> Vec<(&'static str, Vec<EntityView>)> {
    let mut counts = vec![0; reading.entities.len()];
    for mention in &reading.mentions {
        counts[mention.entity.index()] += 1;
    }
    let group = |layer: &'static str| {
        let own = reading.entities.iter().enumerate().filter(|(_, entity)| layers::of_type(entity.kind) == layer);
        let mut views: Vec<EntityView> = own
            .map(|(id, entity)| EntityView {
                id,
                name: entity.name.clone(),
                aliases: entity.aliases.join(", "),
                count: counts[id],
            })
            .collect();
        views.sort_by_key(|view| (std::cmp::Reverse(view.count), view.id));
        (layer, views)
    };
    ["people", "organisations", "places", "groups", "dates", "things"]
        .into_iter()
        .map(group)
        .filter(|(_, views)| !views.is_empty())
        .collect()
}
