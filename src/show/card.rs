//! The card's words: what stands under the pointer, and who is speaking.
//!
//! ```
//! use saidwho::{annotate, annotations::List, page::Page, show::card, show::layers::Item};
//! let page = Page::from_text("“We will go on with it,” said Ada Lind, the mayor of Port Elm.");
//! assert_eq!(card::of(&List::from_reading(&page, &annotate(&page)), &[Item::Quotation(0)]), "Spoken by Ada Lind");
//! ```

use super::layers::Item;
use crate::annotations::{Body, List};
use crate::quotations::Kind;

/// What the items are: a name with its role and type, a quotation with its speaker.
#[must_use]
pub fn of(list: &List, items: &[Item]) -> String {
    let line = |item: &Item| {
        let annotation = list.annotations().get(item.index())?;
        Some(match &annotation.body {
            Body::Mention { kind, entity } => {
                let entity = list.entity(entity)?;
                let role = entity.roles.first().map(|role| format!(", {}", role.text)).unwrap_or_default();
                format!("{}{role} ({})", entity.name, kind.name().to_lowercase())
            }
            Body::Quotation { kind: Kind::Term, .. } => "In marks, but nobody speaks".to_owned(),
            Body::Quotation { kind, speaker, .. } => match (speaker.as_ref().and_then(|key| list.entity(key)), kind) {
                (Some(speaker), Kind::Indirect) => format!("Reported from {}", speaker.name),
                (Some(speaker), _) => format!("Spoken by {}", speaker.name),
                (None, _) => "Speaker unknown".to_owned(),
            },
            Body::Highlight { colour } => list.colours().get(colour).unwrap_or(colour).clone(),
        })
    };
    items.iter().filter_map(line).collect::<Vec<_>>().join(". ")
}
