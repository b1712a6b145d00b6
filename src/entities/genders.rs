//! What the text itself says of a person's gender: an honorific, a noun of office or kinship, the pronouns that follow.
//!
//! It serves to tell namesakes apart ("Mr. Marsh", "Mrs. Marsh") and to find whom "she" stands for. A name says nothing:
//! who is called by a name alone has no gender here.
//!
//! ```
//! use saidwho::{annotate, entities::genders, entities::names::Gender, page::Page, tokens};
//! let page = Page::from_text("Spokeswoman Ada Lind left. Orr stayed.");
//! let reading = annotate(&page);
//! let cut = tokens::tokenize(&page);
//! let entity_of = |mention: usize| reading.mentions[mention].entity.index();
//! let votes = genders::votes(&page, &cut, &reading.mentions, reading.entities.len(), entity_of);
//! assert_eq!(genders::decided(votes[0]), Some(Gender::Female));
//! assert_eq!(genders::decided(votes[1]), None);
//! ```

use super::model::{Mention, MentionType};
use super::names::{self, Gender};
use crate::page::Page;
use crate::span::Span;
use crate::tokens::Tokens;

/// A single pronoun may stand for somebody else; two agree.
const ENOUGH: i32 = 2;

/// The gender that a balance of votes speaks for, when it is enough.
#[must_use]
pub fn decided(votes: i32) -> Option<Gender> {
    match votes {
        ENOUGH.. => Some(Gender::Female),
        _ if votes <= -ENOUGH => Some(Gender::Male),
        _ => None,
    }
}

/// The gender that a balance of votes leans to.
#[must_use]
pub fn leaning(votes: i32) -> Option<Gender> {
    match votes.signum() {
        1 => Some(Gender::Female),
        -1 => Some(Gender::Male),
        _ => None,
    }
}

/// For each of `count` groups of mentions a balance of votes: above zero for female, below for male. Linear.
pub fn votes(
    page: &Page,
    tokens: &Tokens,
    mentions: &[Mention],
    count: usize,
    group_of: impl Fn(usize) -> usize,
) -> Vec<i32> {
    let mut votes = vec![0_i32; count];
    let text = Words { text: page.text(), spans: tokens.spans() };
    let mut next = 0;
    // The only person of the sentence before, whom a pronoun at the start of this one may stand for.
    let mut before: Option<usize> = None;
    for sentence in tokens.sentences() {
        let (start, end) = (sentence.first as usize, sentence.end as usize);
        if let Some(group) = before
            && matches!(text.word(start), "He" | "She")
            // "She never met him": either may be the one before.
            && !text.has_both(start, end)
        {
            votes[group] += vote(names::pronoun_gender(text.word(start)));
        }
        let limit = text.spans[end - 1].end;
        let first = next;
        while mentions.get(next).is_some_and(|mention| mention.span.start < limit) {
            next += 1;
        }
        let people: Vec<usize> = (first..next).filter(|&index| mentions[index].kind == MentionType::Person).collect();
        for (at, &index) in people.iter().enumerate() {
            let from = tokens.at(mentions[index].span.from());
            let to = text.end_of(from, mentions[index].span);
            let stop = people.get(at + 1).map_or(end, |&other| tokens.at(mentions[other].span.from()));
            let mut sum = 4 * text.honorific(from, mentions[index].span) + 3 * text.noun(start, from, to, stop);
            if at == 0 {
                sum += text.pronoun(to, stop);
            }
            votes[group_of(index)] += sum;
        }
        before = match people.as_slice() {
            [only] => Some(group_of(*only)),
            _ => None,
        };
    }
    votes
}

fn vote(gender: Option<Gender>) -> i32 {
    match gender {
        Some(Gender::Female) => 1,
        Some(Gender::Male) => -1,
        None => 0,
    }
}

/// The words of a text, by token.
struct Words<'a> {
    text: &'a str,
    spans: &'a [Span],
}

impl<'a> Words<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.spans.get(at).map_or("", |span| span.of(self.text))
    }

    fn end_of(&self, first: usize, span: Span) -> usize {
        first + self.spans[first..].iter().take_while(|token| token.start < span.end).count()
    }

    /// "Mrs." before the name, inside the mention or outside.
    fn honorific(&self, first: usize, span: Span) -> i32 {
        let inside = names::titles(span.of(self.text)).find_map(names::honorific_gender);
        let outside = || {
            let before = (first.saturating_sub(3)..first).rev().map(|at| self.word(at));
            before.take_while(|word| names::is_title(word)).find_map(names::honorific_gender)
        };
        vote(inside.or_else(outside))
    }

    /// "his wife, Ada", "spokeswoman Ada Lind"; "Ada Lind, a spokeswoman for the town".
    fn noun(&self, start: usize, first: usize, end: usize, stop: usize) -> i32 {
        // "his wife, **the novelist** Ada Lind"
        let is_role = |at: &usize| names::is_role_noun(self.word(*at)) || self.word(*at) == "the";
        let role = (first.saturating_sub(4).max(start)..first).rev().take_while(is_role).last().unwrap_or(first);
        let is_apart = role > start && self.word(role - 1) == ",";
        let first = if is_apart { role } else { first };
        let comma = usize::from(is_apart);
        let before = first.checked_sub(1 + comma).filter(|&at| at >= start).map_or("", |at| self.word(at));
        // "the town's mayor, and a woman, Ada": a comma stands only after a relative.
        let before = if comma == 1 { names::kinship(before) } else { names::noun_gender(before) };
        if before.is_some() {
            return vote(before);
        }
        if self.word(end) != "," {
            return 0;
        }
        let closes = |word: &str| matches!(word, "," | "." | "of" | "for" | "to" | "and" | "who" | "whose");
        let apposition = (end + 1..stop.min(end + 7)).take_while(|&at| !closes(self.word(at)));
        // "She leaves Kit, **a son**, Tom": another one.
        let is_other = |at: usize| self.word(at + 1) == "," && super::names::is_capital(self.word(at + 2));
        let of_noun = |at: usize| names::noun_gender(self.word(at)).filter(|_| !is_other(at));
        vote(apposition.into_iter().find_map(of_noun))
    }

    /// The first pronoun after the name that can be of it, before anybody else is named or speaks.
    fn pronoun(&self, end: usize, stop: usize) -> i32 {
        // Behind "whose husband" it is of him.
        let opens = |word: &str| matches!(word, "“" | "\"" | "''" | "‘" | ":" | ";" | "whose");
        let own = (end..stop.min(end + 30)).take_while(|&at| !opens(self.word(at)));
        vote(own.filter(|&at| !self.is_object(at)).find_map(|at| self.gender_at(at)))
    }

    /// Whether a pronoun is an object, and so not the subject before it: "Orr remembered **her** arriving".
    fn is_object(&self, at: usize) -> bool {
        const BEHIND: [&str; 12] = ["to", "in", "at", "on", "with", "from", "as", "that", "the", "a", "and", "for"];
        let next = self.word(at + 1);
        match self.word(at) {
            "him" => true,
            "her" => !next.starts_with(char::is_alphabetic) || next.ends_with("ing") || BEHIND.contains(&next),
            _ => false,
        }
    }

    /// Whether pronouns of both genders stand in a run of tokens.
    fn has_both(&self, start: usize, end: usize) -> bool {
        let mut of_pronouns = (start..end.min(start + 30)).filter_map(|at| self.gender_at(at));
        let first = of_pronouns.next();
        of_pronouns.any(|gender| Some(gender) != first)
    }

    fn gender_at(&self, at: usize) -> Option<Gender> {
        Some(self.word(at)).filter(|word| word.len() <= 7).and_then(names::pronoun_gender)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The leaning of the first person of each text.
    #[test]
    fn what_the_words_say() {
        let cases = [
            ("Mrs. Lind left.", Some(Gender::Female)),
            ("Spokesman Carl Orr left.", Some(Gender::Male)),
            ("Ada Lind, a councilwoman from Elm, left.", Some(Gender::Female)),
            ("Ada Lind, the widow of the builder, left.", Some(Gender::Female)),
            ("Carl Orr said he would stay.", Some(Gender::Male)),
            ("Carl Orr said “she will stay”.", None),
            ("Carl Orr remembered her arriving late.", None),
            ("Carl Orr came. She never met him.", None),
            ("She leaves Ada Lind, a son, Tom, and the mill.", None),
            ("It was told by her daughter, the novelist Ada Lind.", Some(Gender::Female)),
            ("Ada Lind, whose late husband had lost his mill, left.", None),
            ("Carl Orr left.", None),
        ];
        for (text, expected) in cases {
            let page = Page::from_text(text);
            let name = ["Ada Lind", "Carl Orr", "Lind"].into_iter().find(|name| text.contains(name)).expect("a name");
            let start = text.find(name).expect("it is there");
            let end = start + name.len();
            let mention = Mention {
                span: Span::new(start, end),
                kind: MentionType::Person,
                entity: crate::span::EntityId(0),
                confidence: 1.0,
            };
            let votes = votes(&page, &crate::tokens::tokenize(&page), &[mention], 1, |_| 0);
            assert_eq!(leaning(votes[0]), expected, "{text}");
        }
    }
}
