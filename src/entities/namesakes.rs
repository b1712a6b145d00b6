//! Whom a surname means that several people of a text bear.
//!
//! A writer who has once called somebody by the bare surname goes on to do so, and names the others in full. So the
//! surname alone means whom it meant before, unless somebody else who bears it has just been made the subject: "Bo Orr
//! said no. Orr left." What is left open goes to the main person of the text.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "Ada Lind left. Lind was tired. Lind blamed the board, and with it Bo Lind. Lind said no more.";
//! let reading = annotate(&Page::from_text(text));
//! assert_eq!(reading.mentions[0].entity, reading.mentions.last().expect("there are some").entity);
//! ```

use super::forms::Forms;
use super::model::Mention;
use super::role_words::{is_auxiliary, is_determiner, is_pronoun};
use super::{names, word_at};
use crate::page::Page;
use crate::tokens::Tokens;
use std::cmp::Reverse;

/// For so many sentences somebody who was made the subject is whom the bare surname means.
const FRESH: usize = 2;

/// The form that stands for each mention's entity. The first `in_headline` mentions stand in the headline.
pub(super) fn owners(
    page: &Page,
    tokens: &Tokens,
    mentions: &[Mention],
    forms: &Forms,
    in_headline: usize,
) -> Vec<usize> {
    let mut namesakes = Namesakes {
        text: page.text(),
        tokens,
        mentions,
        forms,
        in_headline,
        counts: counts(forms),
        last: vec![None; forms.list.len()],
        last_full: vec![None; forms.list.len()],
        meant: vec![None; forms.list.len()],
    };
    (0..mentions.len()).map(|mention| namesakes.owner(mention)).collect()
}

/// How often each form is named in full.
fn counts(forms: &Forms) -> Vec<usize> {
    let mut counts = vec![0; forms.list.len()];
    for (form, own) in forms.list.iter().enumerate() {
        match own.short_for.as_slice() {
            [] => counts[form] += own.mentions.len(),
            [only] if own.words.len() > 1 => counts[*only] += own.mentions.len(),
            _ => {}
        }
    }
    counts
}

struct Namesakes<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    mentions: &'a [Mention],
    forms: &'a Forms,
    in_headline: usize,
    counts: Vec<usize>,
    /// Which mention named each form's entity last, and which did in full.
    last: Vec<Option<usize>>,
    last_full: Vec<Option<usize>>,
    /// Whom each form meant last, and where.
    meant: Vec<Option<(usize, usize)>>,
}

impl Namesakes<'_> {
    /// The form that stands for a mention's entity. To be called in the order of the text.
    fn owner(&mut self, mention: usize) -> usize {
        let form = self.forms.of_mention[mention];
        let mut owner = form;
        for _ in 0..4 {
            owner = match self.forms.list[owner].short_for.as_slice() {
                [] => break,
                [only] => *only,
                several => {
                    let chosen = self.chosen(mention, owner, several);
                    self.meant[owner] = Some((chosen, mention)).filter(|_| mention >= self.in_headline);
                    chosen
                }
            };
        }
        self.last[owner] = Some(mention);
        if self.forms.list[form].words.len() > 1 {
            self.last_full[owner] = Some(mention);
        }
        owner
    }

    /// Whom of several bearers a surname means: the one with the title that it is met with, the one who was just made the
    /// subject, the one whom it meant before, the main person.
    fn chosen(&self, mention: usize, form: usize, several: &[usize]) -> usize {
        let titles = &self.forms.list[self.forms.of_mention[mention]].titles;
        if let Some(bearer) = super::people::by_title(self.forms, titles, several) {
            return bearer;
        }
        let sentence = self.sentence(mention);
        // "Bo Orr, an aide of Orr": not who is named in full in the same sentence, if another is known.
        let is_apart = |other: &usize| self.last_full[*other].is_none_or(|full| self.sentence(full) != sentence);
        let is_named = |other: &usize| self.last[*other].is_some();
        let known: Vec<usize> = several.iter().copied().filter(|other| is_named(other) && is_apart(other)).collect();
        let before = self.meant[form];
        let is_fresh = |other: &usize| {
            self.last_full[*other].is_some_and(|full| {
                before.is_none_or(|(_, used)| used < full)
                    && sentence - self.sentence(full) <= FRESH
                    && self.is_subject(full)
            })
        };
        let fresh = known.iter().copied().filter(is_fresh).max_by_key(|&other| self.last_full[other]);
        let same = || before.map(|(other, _)| other).filter(|other| known.contains(other));
        let weight = |other: &usize| {
            let first = self.forms.list[*other].mentions.first().copied();
            let is_main = first.is_some_and(|first| first < self.in_headline);
            (is_main, self.counts[*other], self.last[*other], Reverse(first))
        };
        let candidates = if known.is_empty() { several } else { &known };
        let named = several.iter().copied().filter(is_named).max_by_key(|&other| self.last[other]);
        let open = || candidates.iter().copied().max_by_key(weight).unwrap_or(form);
        fresh.or_else(same).or(named.filter(|_| known.is_empty())).unwrap_or_else(open)
    }

    fn sentence(&self, mention: usize) -> usize {
        self.tokens.sentence_of(self.tokens.at(self.mentions[mention].span.from()))
    }

    /// Whether a mention is the subject of its sentence, or of what is said in it: "The mayor, Bo Orr", "In May, Bo Orr",
    /// "said Bo Orr", "Bo Orr said".
    fn is_subject(&self, mention: usize) -> bool {
        let spans = self.tokens.spans();
        let word = |at: usize| word_at(self.text, spans, at);
        let first = self.tokens.at(self.mentions[mention].span.from());
        let end = first + spans[first..].iter().take_while(|span| span.start < self.mentions[mention].span.end).count();
        let start = self.tokens.sentences()[self.tokens.sentence_of(first)].first as usize;
        let is_verb = |at: usize| matches!(word(at), "said" | "says" | "added" | "told");
        if is_verb(end) || first > start && is_verb(first - 1) {
            return true;
        }
        if first - start > 12 {
            return false;
        }
        let is_opening = |at: usize| {
            let own = word(at);
            names::is_capital(own)
                || is_determiner(own)
                || names::is_role_noun(own)
                || names::modifies_role(own)
                || !own.starts_with(char::is_alphanumeric)
        };
        let is_adverbial = first - start < 7
            && word(first.wrapping_sub(1)) == ","
            && !(start..first).any(|at| is_auxiliary(word(at)) || is_pronoun(&word(at).to_lowercase()));
        is_adverbial || (start..first).all(is_opening)
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::MentionType;
    use super::*;

    /// Whom the last "Lind" of a text means.
    #[test]
    fn a_surname_that_two_bear() {
        let cases = [
            ("Ada Lind left. Lind was ill. Lind blamed the board, and with it Bo Lind. Lind had gone.", "Ada Lind"),
            ("Ada Lind left. Lind was ill. Bo Lind said no. Lind had gone.", "Bo Lind"),
            ("Ada Lind left. Lind was ill. “No,” said Bo Lind. Lind had gone.", "Bo Lind"),
            ("Ada Lind left. Bo Lind, a friend of Lind, stayed.", "Ada Lind"),
            ("Ada Lind left. Her brother, Bo Lind, stayed. Lind had gone.", "Ada Lind"),
            ("Ada Lind left. Her brother, Bo Lind, stayed. Bo Lind said no. Lind had gone.", "Bo Lind"),
            ("Ada Lind left. Ada Lind sang. She met Carl Orr and Bo Lind. Lind was ill.", "Ada Lind"),
            ("Ada Lind left. Bo Lind said no. It was late. It was cold. It was dark. Lind was ill.", "Bo Lind"),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let is_person = |mention: &&Mention| mention.kind == MentionType::Person;
            let mention = reading.mentions.iter().rev().find(is_person).expect("it is found");
            assert_eq!(reading.entities[mention.entity.index()].name, expected, "{text}");
        }
    }
}
