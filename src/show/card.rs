//! The card's words: what stands under the pointer, and who is speaking.
//!
//! ```
//! use saidwho::{annotate, annotations::List, page::Page, show::{card, layers::Item, words::{Language, Words}}};
//! let page = Page::from_text("“We will go on with it,” said Ada Lind, the mayor of Port Elm.");
//! let words = Words::built_in(Language::English);
//! assert_eq!(card::of(&words, &List::from_reading(&page, &annotate(&page)), &[Item::Quotation(0)]), "Spoken by Ada Lind");
//! ```

use super::layers::Item;
use super::panel;
use super::words::Words;
use crate::annotations::{Body, List};
use crate::quotations::Kind;

/// What the items are: a name with its role and type, a quotation with its speaker.
#[must_use]
pub fn of(words: &Words, list: &List, items: &[Item]) -> String {
    let line = |item: &Item| {
        let annotation = list.annotations().get(item.index())?;
        Some(match &annotation.body {
            Body::Mention { kind, entity } => {
                let entity = list.entity(entity)?;
                let role = entity.roles.first().map(|role| format!(", {}", role.text)).unwrap_or_default();
                format!("{}{role} ({})", entity.name, words.get(&format!("type.{}", kind.name())).to_lowercase())
            }
            Body::Quotation { kind: Kind::Term, .. } => words.get("card.term").to_owned(),
            Body::Quotation { kind, speaker, .. } => match (speaker.as_ref().and_then(|key| list.entity(key)), kind) {
                (Some(speaker), Kind::Indirect) => words.fill("card.reported", &[("who", &speaker.name)]),
                (Some(speaker), _) => words.fill("card.spoken", &[("who", &speaker.name)]),
                (None, _) => words.get("card.unknown").to_owned(),
            },
            Body::Highlight { colour } if annotation.note.is_empty() => panel::meaning(list, words, colour),
            Body::Highlight { colour } => format!("{}: {}", panel::meaning(list, words, colour), annotation.note),
        })
    };
    items.iter().filter_map(line).collect::<Vec<_>>().join(". ")
}
