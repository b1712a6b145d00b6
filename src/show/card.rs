//! The card's words: what stands at a place of the text, and who is speaking.
//!
//! ```
//! use saidwho::{annotate, page::Page, show::card};
//! let page = Page::from_text("“We will go on with it,” said Ada Lind, the mayor of Port Elm.");
//! assert_eq!(card::of(&annotate(&page), 8), "Spoken by Ada Lind");
//! ```

use crate::quotations::{Kind, Quotation};
use crate::reading::Reading;

/// What stands at a byte of the text: the name, and who is speaking.
#[must_use]
pub fn of(reading: &Reading, at: usize) -> String {
    let at = u32::try_from(at).unwrap_or(u32::MAX);
    let mut lines = Vec::new();
    if let Some(mention) = reading.mentions.iter().find(|mention| mention.span.start <= at && at < mention.span.end)
        && let Some(entity) = reading.entities.get(mention.entity.index())
    {
        let role = entity.roles.first().map(|role| format!(", {}", role.text)).unwrap_or_default();
        lines.push(format!("{}{role} ({})", entity.name, mention.kind.name().to_lowercase()));
    }
    let holds = |quotation: &&Quotation| quotation.content.iter().any(|span| span.start <= at && at < span.end);
    if let Some(quotation) = reading.quotations.iter().rev().find(holds) {
        lines.push(match (&quotation.speaker, quotation.kind) {
            (_, Kind::Term) => "In marks, but nobody speaks".to_owned(),
            (Some(speaker), _) => format!("Spoken by {}", speaker.name),
            (None, _) => "Speaker unknown".to_owned(),
        });
    }
    lines.join(". ")
}
