//! A reading for a person at a terminal: who said what, and who is in it.
//!
//! ```
//! use saidwho::{annotate, formats::summary, page::Page};
//! let page = Page::from_text("“We will go on with it,” said Ada Lind, the mayor of Port Elm.");
//! assert!(summary::of(&page, &annotate(&page)).contains("Ada Lind, mayor of Port Elm"));
//! ```

use crate::entities::MentionType;
use crate::page::Page;
use crate::quotations::{Kind, Quotation};
use crate::reading::Reading;
use std::fmt::Write;

/// The summary, in lines.
#[must_use]
pub fn of(page: &Page, reading: &Reading) -> String {
    let mut out = format!("{}\n\nWho said what\n", page.title());
    for (name, quotations) in by_speaker(reading) {
        let role = quotations
            .iter()
            .find_map(|quotation| quotation.speaker.as_ref()?.entity)
            .and_then(|entity| reading.entities.get(entity.index()))
            .and_then(|entity| entity.roles.first())
            .map(|role| format!(", {}", role.text))
            .unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "\n  {name}{role}");
        for quotation in quotations {
            let content: Vec<&str> = quotation.content.iter().map(|span| span.of(page.text())).collect();
            let _ =
                writeln!(out, "    {} [{}, {:.2}]", content.join(" … "), quotation.sieve.name(), quotation.confidence);
        }
    }
    out.push_str("\nWho and what is in it\n\n");
    for kind in MentionType::ALL {
        let mut names: Vec<String> = Vec::new();
        for (id, entity) in reading.entities.iter().enumerate().filter(|(_, entity)| entity.kind == kind) {
            let count = reading.mentions.iter().filter(|mention| mention.entity.index() == id).count();
            let role = entity.roles.first().map(|role| format!(" [{}]", role.text)).unwrap_or_default();
            let aliases =
                if entity.aliases.is_empty() { String::new() } else { format!(" ({})", entity.aliases.join(", ")) };
            names.push(format!("{}{aliases}{role} ×{count}", entity.name));
        }
        if !names.is_empty() {
            let _ = writeln!(out, "  {}: {}", kind.name(), names.join("; "));
        }
    }
    out
}

/// Quotations by speaker, in the order in which the speakers are first quoted; the unknown last, terms left out.
fn by_speaker(reading: &Reading) -> Vec<(String, Vec<&Quotation>)> {
    let mut groups: Vec<(String, Vec<&Quotation>)> = Vec::new();
    let mut unknown = Vec::new();
    for quotation in reading.quotations.iter().filter(|quotation| quotation.kind != Kind::Term && !quotation.doubtful) {
        let Some(speaker) = &quotation.speaker else {
            unknown.push(quotation);
            continue;
        };
        match groups.iter_mut().find(|(name, _)| *name == speaker.name) {
            Some((_, group)) => group.push(quotation),
            None => groups.push((speaker.name.clone(), vec![quotation])),
        }
    }
    if !unknown.is_empty() {
        groups.push(("unknown".to_owned(), unknown));
    }
    groups
}
