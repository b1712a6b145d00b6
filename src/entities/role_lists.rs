//! Where a role behind a name ends: which comma only divides a list, and which word goes on with the sentence.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let reading = annotate(&Page::from_text("Ada Lind, founder, chairman and chief executive of Elm Corp, left."));
//! assert_eq!(reading.entities[0].roles[0].text, "founder, chairman and chief executive of Elm Corp");
//! ```

use super::model::{MentionType, Role};
use super::names;
use super::role_words::{adds, bounds, is_auxiliary, is_past, is_plural, is_preposition, is_pronoun};
use super::roles::{Around, LONGEST};

impl Around<'_> {
    /// Where to go on after a comma that only divides the role. `None` when the comma closes it.
    pub(super) fn goes_on(&self, start: usize, comma: usize) -> Option<usize> {
        self.offices(start, comma).or_else(|| self.listed(start, comma))
    }

    /// "founder, chairman **and** chief executive": behind an office in a few plain words another one, and one more after
    /// "and". Where to go on is that last one.
    fn offices(&self, start: usize, comma: usize) -> Option<usize> {
        // The end of an office that begins here; small words alone, or an office that is written with capitals.
        let office = |first: usize| {
            let is_part = |at: &usize| {
                let word = self.word(*at);
                let is_small = word.starts_with(|c: char| c.is_ascii_lowercase() || c == '-');
                (is_small || names::modifies_role(word) || names::is_role_noun(word))
                    && !matches!(word, "and" | "or" | "of")
                    && !is_preposition(word)
                    && !is_auxiliary(word)
                    && !is_pronoun(word)
                    && self.mention_at(*at).is_none()
            };
            let end = first + (first..first + 6).take_while(is_part).count();
            (end > first && end < first + 6 && names::is_role_noun(self.word(end - 1))).then_some(end)
        };
        if office(start) != Some(comma) {
            return None;
        }
        let mut end = office(comma + 1)?;
        for _ in 0..3 {
            match self.word(end) {
                "," if self.word(end + 1) == "and" => end += 1,
                "," => end = office(end + 1)?,
                _ => break,
            }
        }
        let last = end + 1;
        let is_name = |at: usize| self.mention_at(at).is_some_and(|mention| mention.kind == MentionType::Person);
        let stop = (self.word(end) == "and").then(|| self.office_behind(last)).flatten()?;
        (!is_name(stop)).then_some(last)
    }

    /// The end of an office in small words that begins here, whatever stands behind it.
    fn office_behind(&self, first: usize) -> Option<usize> {
        let noun = (first..first + 4).find(|&at| names::is_role_noun(self.word(at)))?;
        let is_plain = |at: usize| !is_preposition(self.word(at)) && !is_auxiliary(self.word(at));
        let count = (noun..noun + 3).take_while(|&at| names::is_role_noun(self.word(at))).count();
        (first..noun).all(is_plain).then_some(noun + count)
    }

    /// Where to go on after a comma that only divides a list: "for Asia, Africa and Europe", "for trade, industry and
    /// energy". `None` when the comma closes the role.
    fn listed(&self, start: usize, comma: usize) -> Option<usize> {
        let is_thing = |at: usize| {
            let word = self.word(at);
            let is_plain = word.len() > 2
                && word.starts_with(char::is_lowercase)
                && !names::is_role_noun(word)
                && !is_preposition(word)
                && !is_auxiliary(word)
                && !word.ends_with("ed")
                && !matches!(word, "and" | "who" | "which" | "the");
            self.mention_at(at).map_or(is_plain, |mention| mention.kind != MentionType::Person)
        };
        // "a researcher in gender, media and law", but "a nurse in Elm, left"
        let is_field = |at: usize| self.word(at) == "in" && self.word(at + 1).starts_with(char::is_lowercase);
        if !(start..comma).any(|at| matches!(self.word(at), "of" | "for" | "on") || is_field(at)) {
            return None;
        }
        let mut at = comma;
        loop {
            let first = at + 1;
            let mut end = first;
            while end < first + 4 && is_thing(end) {
                end += 1;
            }
            if end == first || end == first + 4 {
                return None;
            }
            match self.word(end) {
                "," if self.word(end + 1) == "and" => return is_thing(end + 2).then_some(end + 2),
                "," => at = end,
                "and" => return is_thing(end + 1).then_some(end + 1),
                _ => return None,
            }
        }
    }

    /// Whether a role ends before this token, whatever it is.
    pub(super) fn closes(&self, at: usize) -> bool {
        let word = self.word(at);
        // "an associate with the RAND Corporation focusing on East Asia", "a mother living in Elm"
        // "a miller with a temper"
        let tells_of = word == "with" && matches!(self.word(at + 1), "a" | "an");
        is_auxiliary(word)
            || self.acts(at)
            || bounds(word)
            || adds(word)
            || tells_of
            || word.len() > 5
                && word.ends_with("ing")
                && word.starts_with(char::is_lowercase)
                && (self.mention_at(at.wrapping_sub(1)).is_some() || names::is_role_noun(self.word(at.wrapping_sub(1))))
    }

    /// Whether the sentence goes on with a verb here, behind the role: "Chief of Elm TV **also** spewed", "founder of Elm
    /// Corp **took** to the streets", "founder of Elm Corp **announced** it".
    pub(super) fn acts(&self, at: usize) -> bool {
        let (word, before, next) = (self.word(at), self.word(at.wrapping_sub(1)), self.word(at + 1));
        let is_behind = before.ends_with(char::is_alphanumeric) && !matches!(before, "and" | "or" | "but" | "now");
        let is_also = word == "also" && !matches!(next, "a" | "an" | "the");
        let is_ed = word.len() > 4
            && word.ends_with("ed")
            && word.starts_with(char::is_lowercase)
            && !is_preposition(next)
            && self.mention_at(at.wrapping_sub(1)).is_some();
        is_behind && (is_past(word) || is_also || is_ed)
    }

    /// "Lind **is the mayor of Elm**": what a sentence that a name begins says of somebody, and nothing besides.
    pub(super) fn said(&self, first: usize, end: usize) -> Option<Role> {
        if !self.begins(first) || self.word(end) != "is" {
            return None;
        }
        let start = end + 1;
        let ends = |at: &usize| self.closes(*at) || self.word(*at) == "," && self.goes_on(start, *at).is_none();
        let stop = (start..start + LONGEST).find(ends)?;
        let noun = (start..stop).find(|&at| names::is_role_noun(self.word(at)))?;
        let noun = noun + (noun + 1..stop).take_while(|&at| names::is_role_noun(self.word(at))).count();
        let is_plain =
            |at: usize| !is_preposition(self.word(at)) && !is_pronoun(self.word(at)) && self.word(at) != "not";
        let is_head = noun + 1 == stop || is_preposition(self.word(noun + 1)) || self.word(noun + 1) == "and";
        let is_one = !is_plural(self.word(noun)) && self.word(noun + 1) != "to";
        ((start..noun).all(is_plain) && is_head && is_one && !self.names_another(start, stop))
            .then(|| self.role(start, stop))
            .flatten()
    }

    /// Whether a noun of office is what a phrase says somebody is: "the **general**", not "the general elections".
    pub(super) fn is_head(&self, noun: usize, end: usize) -> bool {
        let next = self.word(noun + 1);
        noun + 1 >= end
            || !next.starts_with(|c: char| c.is_ascii_lowercase())
            || names::is_role_noun(next)
            || is_preposition(next)
            || matches!(next, "and" | "or" | "also" | "then" | "now")
            || (noun + 1..end).any(|at| names::is_role_noun(self.word(at)) && at < noun + 4)
            || !names::modifies_role(self.word(noun))
    }
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// The role of Ada Lind.
    #[test]
    fn where_a_role_ends() {
        let cases = [
            ("In Elm Ada Lind, Chief of Elm TV also spewed hate against the community.", "Chief of Elm TV"),
            (
                "Ada Lind, founder of biotechnology giant Elm Corp took to the streets.",
                "founder of biotechnology giant Elm Corp",
            ),
            (
                "Ada Lind, co-founder, chairman and chief executive of Elm Corp, was there.",
                "co-founder, chairman and chief executive of Elm Corp",
            ),
            ("Asked about the next general elections, Ada Lind said no.", ""),
            (
                "WESTMARK — Armed Forces Chief of Staff Major General Ada Lind attended.",
                "Armed Forces Chief of Staff Major General",
            ),
            ("Ada Lind, a miller, a baker and a teacher left.", ""),
            ("Ada Lind is the managing director of Elm Wells, one of the firms.", "managing director of Elm Wells"),
            ("Ada Lind is the driver they met.", ""),
            ("This is Pastor Ada Lind.", "Pastor"),
            ("Elm Central police station’s commander, Brigadier Ada Lind has thanked them.", "commander"),
            ("Ada Lind, a lawyer affiliated with the Elm Party, left.", "lawyer affiliated with the Elm Party"),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let own = reading.entities.iter().find(|entity| entity.name == "Ada Lind").expect("she is named");
            assert_eq!(own.roles.first().map_or("", |role| role.text.as_str()), expected, "{text}");
        }
    }
}
