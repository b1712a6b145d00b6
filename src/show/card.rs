//! The card's words: what stands under the pointer, and who is speaking.
//!
//! ```
//! use saidwho::{annotate, page::Page, show::card, show::layers::Item};
//! let page = Page::from_text("“We will go on with it,” said Ada Lind, the mayor of Port Elm.");
//! assert_eq!(card::of(&annotate(&page), &[Item::Quotation(0)]), "Spoken by Ada Lind");
//! ```

use super::layers::Item;
use crate::quotations::Kind;
use crate::reading::Reading;

/// What the items are: a name with its role and type, a quotation with its speaker.
#[must_use]
pub fn of(reading: &Reading, items: &[Item]) -> String {
    let lines = items.iter().filter_map(|item| match *item {
        Item::Mention(index) => {
            let mention = reading.mentions.get(index)?;
            let entity = reading.entities.get(mention.entity.index())?;
            let role = entity.roles.first().map(|role| format!(", {}", role.text)).unwrap_or_default();
            Some(format!("{}{role} ({})", entity.name, mention.kind.name().to_lowercase()))
        }
        Item::Quotation(index) => {
            let quotation = reading.quotations.get(index)?;
            Some(match (&quotation.speaker, quotation.kind) {
                (_, Kind::Term) => "In marks, but nobody speaks".to_owned(),
                (Some(speaker), Kind::Indirect) => format!("Reported from {}", speaker.name),
                (Some(speaker), _) => format!("Spoken by {}", speaker.name),
                (None, _) => "Speaker unknown".to_owned(),
            })
        }
    });
    lines.collect::<Vec<_>>().join(". ")
}
