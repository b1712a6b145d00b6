//! Mentions, and the entities that they name.
//!
//! What enters is a page with its tokens; what leaves is the list of mentions (names by the trained labeller, dates and
//! amounts by grammar) and the list of entities that they name, with aliases and roles.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let reading = annotate(&Page::from_text("Ada Lind, the mayor of Port Elm, spoke on Tuesday. Lind smiled."));
//! assert_eq!(reading.entities[0].name, "Ada Lind");
//! assert_eq!(reading.entities[0].aliases, ["Lind"]);
//! assert_eq!(reading.entities[0].roles[0].text, "mayor of Port Elm");
//! ```

mod abbreviations;
mod amounts;
mod context;
pub mod dates;
mod edges;
mod forms;
pub mod genders;
mod generic;
mod headlines;
mod known;
pub mod model;
pub mod names;
mod namesakes;
mod others;
mod people;
pub mod recognise;
mod regions;
pub mod resolve;
mod role_lists;
mod role_words;
pub mod roles;
mod types;
mod word_list;
mod works;

pub use model::{Entity, Mention, MentionType, Role};
pub use resolve::resolve;

use crate::page::{BlockRole, Page};
use crate::span::Span;
use crate::tagger::Tagger;
use crate::tagger::lexicon::{self, Lexicon};
use crate::tokens::Tokens;

/// The word of a token; nothing behind the last one. Called, not put in place: the app is smaller by it.
#[inline(never)]
fn word_at<'a>(text: &'a str, spans: &[Span], at: usize) -> &'a str {
    spans.get(at).map_or("", |span| span.of(text))
}

/// Whether the word is a given name, of English or of another language.
#[inline(never)]
fn is_given_name(word: &str, lexicon: &Lexicon) -> bool {
    let entry = lexicon.get(lexicon::hash(&word.to_lowercase()));
    entry.lists & lexicon::FIRST_NAME != 0 || entry.names & lexicon::WORLD_FIRST_NAME != 0
}

/// Finds all mentions, in order, not overlapping: a name wins over a date, but not over the money that it is part of
/// ("US$5", "R92 million"). Clutter is not read. Their entities are
/// set by [`resolve`].
#[must_use]
pub fn find_mentions(page: &Page, tokens: &Tokens, tagger: &Tagger, lexicon: &Lexicon) -> Vec<Mention> {
    let names = recognise::names(page, tokens, tagger, lexicon);
    let dates = dates::find(page, tokens);
    let mut found: Vec<Mention> = Vec::with_capacity(names.len() + dates.len());
    let mut block = 0;
    let (mut names, mut dates) = (names.into_iter().peekable(), dates.into_iter().peekable());
    loop {
        let name_first = match (names.peek(), dates.peek()) {
            (None, None) => return found,
            (Some(name), Some(date)) if name.span.overlaps(date.span) => {
                let is_within = date.span.start <= name.span.start && name.span.end <= date.span.end;
                // "Christmas Eve" is a day, whatever else it was taken for.
                let is_day = name.kind != MentionType::Person
                    && date.span.start == name.span.start
                    && dates::is_holiday(date.span.of(page.text()));
                if is_within && (matches!(date.kind, MentionType::Money | MentionType::Time) || is_day) {
                    names.next();
                } else {
                    dates.next();
                }
                continue;
            }
            (Some(name), Some(date)) => name.span < date.span,
            (name, _) => name.is_some(),
        };
        let Some(mention) = (if name_first { names.next() } else { dates.next() }) else { return found };
        while page.blocks().get(block + 1).is_some_and(|next| next.span.start <= mention.span.start) {
            block += 1;
        }
        if page.blocks().get(block).is_none_or(|own| own.role != BlockRole::Clutter) {
            found.push(mention);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    #[test]
    fn what_is_part_of_an_amount_is_no_name() {
        let text =
            "The United States sold it for US$70 billion. The bridge cost R92 million, SAR 50,000 more than last year.";
        let reading = crate::annotate(&Page::from_text(text));
        let amounts: Vec<&str> = reading
            .mentions
            .iter()
            .filter(|mention| mention.kind == super::MentionType::Money)
            .map(|mention| mention.span.of(text))
            .collect();
        assert_eq!(amounts, ["US$70 billion", "R92 million", "SAR 50,000"]);
    }
}
