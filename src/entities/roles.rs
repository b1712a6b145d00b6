//! Roles: what the text says a person is.
//!
//! Three places give one: an apposition after the name ("Ada Lind, mayor of Port Elm,"), the words before it
//! ("Pentagon press secretary Ada Lind") and an "of" behind it ("Lind of the Elm Institute"). A relative clause, an age
//! or a verb gives none.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let reading = annotate(&Page::from_text("Kenyan Foreign Minister Ada Lind left on Monday."));
//! let lind = reading.entities.iter().find(|entity| entity.name == "Ada Lind").expect("she is named");
//! assert_eq!(lind.roles[0].text, "Kenyan Foreign Minister");
//! ```

use super::model::{Mention, MentionType, Role};
use super::names;
use crate::page::Page;
use crate::span::Span;
use crate::tokens::Tokens;

/// The longest role, in tokens.
const LONGEST: usize = 24;

/// The role that the words around a mention of a person give it.
#[must_use]
pub fn of_mention(page: &Page, tokens: &Tokens, mentions: &[Mention], index: usize) -> Option<Role> {
    let mention = &mentions[index];
    let first = tokens.at(mention.span.from());
    let end = first + tokens.spans()[first..].iter().take_while(|token| token.start < mention.span.end).count();
    let sentence = tokens.sentences().get(tokens.sentence_of(first))?.range();
    let around = Around { text: page.text(), tokens, mentions, sentence };
    around.after(end).or_else(|| around.before(first)).or_else(|| around.of(end))
}

struct Around<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    mentions: &'a [Mention],
    sentence: std::ops::Range<usize>,
}

impl Around<'_> {
    fn word(&self, at: usize) -> &str {
        if self.sentence.contains(&at) { self.tokens.spans()[at].of(self.text) } else { "" }
    }

    fn mention_at(&self, at: usize) -> Option<&Mention> {
        let span = *self.tokens.spans().get(at)?;
        let index = self.mentions.partition_point(|mention| mention.span.end <= span.start);
        self.mentions.get(index).filter(|mention| mention.span.overlaps(span))
    }

    fn role(&self, start: usize, end: usize) -> Option<Role> {
        let mut start = start;
        while matches!(self.word(start), "the" | "The" | "a" | "A" | "an" | "An" | "then" | "now" | "former")
            && start + 1 < end
            && self.word(start) != "former"
        {
            start += 1;
        }
        if start >= end {
            return None;
        }
        let span: Span = self.tokens.spans()[start].cover(self.tokens.spans()[end - 1]);
        let text = span.of(self.text).to_owned();
        (text.len() >= 3).then_some(Role { text, span })
    }

    /// "…, director of strategy at the Elm Institute," up to the comma that closes it, a relative clause or a verb.
    fn after(&self, end: usize) -> Option<Role> {
        if self.word(end) != "," {
            return None;
        }
        let mut start = end + 1;
        // "Lind, 46, a nurse from Elm,"
        if self.word(start).bytes().all(|byte| byte.is_ascii_digit()) && self.word(start + 1) == "," {
            start += 2;
        }
        let limit = self.sentence.end.min(start + LONGEST);
        let stop = (start..limit).find(|&at| self.closes(at)).unwrap_or(limit);
        let noun = (start..stop).find(|&at| names::is_role_noun(self.word(at)))?;
        // The noun that says what somebody is stands early, before the first preposition.
        let early = (start..noun).all(|at| {
            !matches!(self.word(at), "of" | "at" | "for" | "from" | "in" | "with" | "to" | "on" | "by")
                && !is_pronoun(self.word(at))
        });
        early.then(|| self.role(start, stop)).flatten()
    }

    /// Whether a role ends before this token.
    fn closes(&self, at: usize) -> bool {
        let word = self.word(at);
        if matches!(
            word,
            "," | "."
                | ";"
                | ":"
                | "—"
                | "–"
                | "("
                | ")"
                | "“"
                | "”"
                | "\""
                | "who"
                | "which"
                | "whose"
                | "that"
                | "said"
                | "says"
                | "told"
                | "''"
        ) {
            // "director for Asia, Africa and Europe" is cut at its first comma; longer would often be wrong.
            return true;
        }
        // "an associate with the RAND Corporation focusing on East Asia"
        word.len() > 5 && word.ends_with("ing") && self.mention_at(at.wrapping_sub(1)).is_some()
    }

    /// "Kenyan Foreign Minister", "White House national security adviser", "Pentagon press secretary Brig. Gen.".
    fn before(&self, first: usize) -> Option<Role> {
        let mut start = first;
        let mut has_noun = false;
        let lowest = self.sentence.start.max(first.saturating_sub(10));
        while start > lowest {
            let word = self.word(start - 1);
            let mention = self.mention_at(start - 1);
            let is_name =
                mention.is_some_and(|mention| mention.kind != MentionType::Person && !is_amount(mention.kind));
            let is_noun = names::is_role_noun(word);
            let is_rank = names::is_honorific(word);
            let possessive = matches!(word, "'s" | "’s") && has_noun;
            let linking = has_noun
                && (matches!(
                    word,
                    "and"
                        | "of"
                        | "for"
                        | "-"
                        | "former"
                        | "deputy"
                        | "acting"
                        | "national"
                        | "vice"
                        | "assistant"
                        | "then"
                        | "foreign"
                ) || names::modifies_role(word));
            let fits = is_noun
                || is_rank
                || (is_name && has_noun)
                || possessive
                || linking
                || (has_noun && is_capital(word) && mention.is_none() && start - 1 > self.sentence.start);
            if !fits {
                break;
            }
            has_noun |= is_noun;
            start -= 1;
        }
        while start < first && matches!(self.word(start), "and" | "of" | "for" | "-" | "'s" | "’s") {
            start += 1;
        }
        let mut end = first;
        while end > start && (names::is_honorific(self.word(end - 1)) && !names::is_role_noun(self.word(end - 1))) {
            end -= 1;
        }
        if !has_noun || (end - start == 1 && names::is_honorific(self.word(start)) && self.word(start).ends_with('.')) {
            return None;
        }
        self.role(start, end)
    }

    /// "Lind of the Elm Institute".
    fn of(&self, end: usize) -> Option<Role> {
        if self.word(end) != "of" {
            return None;
        }
        let at = end + 1 + usize::from(self.word(end + 1) == "the");
        let organisation = self.mention_at(at).filter(|mention| mention.kind == MentionType::Org)?;
        let stop = (at..self.sentence.end)
            .find(|&token| self.tokens.spans()[token].start >= organisation.span.end)
            .unwrap_or(self.sentence.end);
        let span = self.tokens.spans()[end].cover(self.tokens.spans()[stop - 1]);
        Some(Role { text: span.of(self.text).to_owned(), span })
    }
}

fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "it" | "I" | "we" | "you" | "who")
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
        && !matches!(word, "The" | "A" | "An" | "But" | "And" | "In" | "On" | "When" | "As" | "If" | "For" | "While")
}

fn is_amount(kind: MentionType) -> bool {
    matches!(
        kind,
        MentionType::Date | MentionType::Time | MentionType::Money | MentionType::Percent | MentionType::Quantity
    )
}
