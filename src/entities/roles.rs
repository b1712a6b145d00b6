//! Roles: what the text says a person is.
//!
//! Five places give one: an apposition after the name ("Ada Lind, mayor of Port Elm,"; "Lind of Ohio, a Democrat,"), the
//! words before it ("Pentagon press secretary Ada Lind"), a phrase that the name explains ("A lawyer for the town, Ada
//! Lind, …"; "Elm's mayor, Ada Lind, …"), an "of" behind it ("Lind of the Elm Institute") and, at the head of a sentence,
//! "is" ("Lind is the mayor of Elm"). When no mention has any of them, a title that shortens an office is one ("Sen."). A
//! relative clause, an age or another verb gives none.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let reading = annotate(&Page::from_text("Kenyan Foreign Minister Ada Lind left on Monday."));
//! let lind = reading.entities.iter().find(|entity| entity.name == "Ada Lind").expect("she is named");
//! assert_eq!(lind.roles[0].text, "Kenyan Foreign Minister");
//! ```

use super::forms::is_amount;
use super::model::{Mention, MentionType, Role};
use super::names;
use super::role_words::{
    is_adjective, is_auxiliary, is_capital, is_degree, is_determiner, is_plain, is_plural, is_preposition, is_pronoun,
    is_rank, is_report, opens_clause, opens_sentence,
};
use crate::page::Page;
use crate::span::Span;
use crate::tokens::Tokens;

/// The longest role, in tokens.
pub(super) const LONGEST: usize = 24;

/// The role that the words around a mention of a person give it.
#[must_use]
pub fn of_mention(page: &Page, tokens: &Tokens, mentions: &[Mention], index: usize) -> Option<Role> {
    let (around, first, end) = Around::mention(page, tokens, mentions, index)?;
    let before = || match around.before(first) {
        // "his deputy, Chief Lind": a title alone says less.
        Some(role) if names::is_title(&role.text) => around.leading(first, end).or(Some(role)),
        role => role.or_else(|| around.leading(first, end)),
    };
    // "Gov. Lind, a Democrat": the office says more than the party.
    let is_office = first > 0 && OFFICES.contains(&around.word(first - 1));
    let end = around.affiliated(end);
    let after = around.after(first, end).filter(|role| !is_office || role.text.contains(' '));
    // "President Lind, a former miller": what he is, not what he was or is besides.
    let held = || around.before(first).filter(|role| around.is_held(role));
    let after = match after {
        Some(role) if around.is_besides(end) || around.is_of_next(&role) => Some(held().unwrap_or(role)),
        role => role,
    };
    after.or_else(before).or_else(|| around.of(end)).or_else(|| around.said(first, end))
}

/// The office that a title before a mention of a person shortens: "Sen." Of an honorific nothing.
#[must_use]
pub fn title_of_mention(page: &Page, tokens: &Tokens, mentions: &[Mention], index: usize) -> Option<Role> {
    let (around, first, _) = Around::mention(page, tokens, mentions, index)?;
    let title = first.checked_sub(1).filter(|&at| OFFICES.contains(&around.word(at)))?;
    // "Lt. Gov. Lind"
    let start = title.checked_sub(1).filter(|&at| around.word(at) == "Lt.").unwrap_or(title);
    around.role(start, first)
}

/// Titles that shorten an office.
const OFFICES: &[&str] = &["Sen.", "Rep.", "Gov.", "Prof.", "Prof", "Gen.", "Pres."];

pub(super) struct Around<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    mentions: &'a [Mention],
    sentence: std::ops::Range<usize>,
}

impl<'a> Around<'a> {
    /// What stands around a mention, and its first token and the one behind it.
    fn mention(
        page: &'a Page,
        tokens: &'a Tokens,
        mentions: &'a [Mention],
        index: usize,
    ) -> Option<(Self, usize, usize)> {
        let mention = mentions.get(index)?;
        let first = tokens.at(mention.span.from());
        let end = first + tokens.spans()[first..].iter().take_while(|token| token.start < mention.span.end).count();
        let sentence = tokens.sentences().get(tokens.sentence_of(first))?.range();
        Some((Self { text: page.text(), tokens, mentions, sentence }, first, end))
    }

    /// Whether an apposition behind a name says what somebody was, or is besides: "a former", "a lawyer".
    fn is_besides(&self, end: usize) -> bool {
        let opening = (end + 1..end + 4).map(|at| self.word(at));
        matches!(self.word(end + 1), "a" | "an") || opening.into_iter().any(|word| word == "former")
    }

    /// Whether a role behind a name may be that of the next one in a list: ", **the rector of Elm College**, Mr Orr, and".
    fn is_of_next(&self, role: &Role) -> bool {
        let comma = self.tokens.at(role.span.to());
        let titles = (comma + 1..comma + 4).take_while(|&at| names::is_title(self.word(at))).count();
        let next = self.mention_at(comma + 1 + titles).filter(|next| next.kind == MentionType::Person);
        self.word(comma) == "," && next.is_some_and(|next| self.word(self.tokens.at(next.span.to())) == ",")
    }

    /// Whether a role before a name is an office that is held: "President", "Trade Minister", not "author".
    fn is_held(&self, role: &Role) -> bool {
        let mut words = role.text.split(' ').rev();
        let is_title = words.next().is_some_and(|last| is_capital(last) && names::is_title(last));
        is_title || words.next().is_some() && role.text.split(' ').skip(1).any(is_capital)
    }

    /// The end of a name with where he comes from and his party: "Lind of Westmark", "Lind (D-Calif.)".
    fn affiliated(&self, end: usize) -> usize {
        // "Lind, R-Westmark, the …"; "Lind, MD, the …"
        let is_party = matches!(self.word(end + 1), "R" | "D" | "I") && self.word(end + 2) == "-";
        let aside = if is_party { 3 } else { usize::from(is_degree(self.word(end + 1))) };
        if self.word(end) == "," && aside > 0 && self.word(end + 1 + aside) == "," {
            return end + 1 + aside;
        }
        let place = || self.mention_at(end + 1).filter(|mention| mention.kind == MentionType::Gpe);
        if self.word(end) == "of" && place().is_some() {
            let after = place().map_or(end, |place| self.tokens.at(place.span.to()));
            return if self.word(after) == "," { after } else { end };
        }
        if self.word(end) == "(" {
            let close = (end + 1..end + 7).find(|&at| self.word(at) == ")");
            return close.map(|at| at + 1).filter(|&after| self.word(after) == ",").unwrap_or(end);
        }
        end
    }

    pub(super) fn word(&self, at: usize) -> &str {
        if self.sentence.contains(&at) { self.tokens.spans()[at].of(self.text) } else { "" }
    }

    pub(super) fn mention_at(&self, at: usize) -> Option<&Mention> {
        let span = *self.tokens.spans().get(at)?;
        let index = self.mentions.partition_point(|mention| mention.span.end <= span.start);
        self.mentions.get(index).filter(|mention| mention.span.overlaps(span))
    }

    pub(super) fn role(&self, start: usize, end: usize) -> Option<Role> {
        let mut start = start;
        let is_leading = |word: &str| {
            names::is_genitive(word)
                || matches!(word, "the" | "The" | "a" | "A" | "an" | "An" | "then" | "now")
                || matches!(word, "his" | "her" | "its" | "their" | "His" | "Her" | "Its" | "Their" | "another" | "-")
                || matches!(word, "Majesty" | "Highness" | "Excellency")
        };
        while start + 1 < end && is_leading(self.word(start)) {
            start += 1;
        }
        if start >= end || !self.word(start).starts_with(char::is_alphanumeric) {
            return None;
        }
        let span: Span = self.tokens.spans()[start].cover(self.tokens.spans()[end - 1]);
        let text = span.of(self.text).to_owned();
        (text.len() >= 3 || names::is_role_noun(&text)).then_some(Role { text, span })
    }

    /// "…, director of strategy at the Elm Institute," up to the comma that closes it, a relative clause or a verb.
    fn after(&self, first: usize, end: usize) -> Option<Role> {
        if self.word(end) != "," {
            return None;
        }
        let mut start = end + 1;
        // "Lind, 46, a nurse from Elm,"
        if self.word(start).bytes().all(|byte| byte.is_ascii_digit()) && self.word(start + 1) == "," {
            start += 2;
        }
        let limit = self.sentence.end.min(start + LONGEST);
        let mut stop = start;
        while stop < limit && !self.closes(stop) {
            stop = if self.word(stop) == "," { self.goes_on(start, stop).unwrap_or(limit + 1) } else { stop + 1 };
        }
        let comma = || (start..limit).find(|&at| self.word(at) == "," && self.goes_on(start, at).is_none());
        let stop = if stop > limit { comma().unwrap_or(limit) } else { stop };
        // "Represented by Lind, the governor said": what a verb follows is the subject of a clause of its own.
        let is_subject = is_auxiliary(self.word(stop)) || self.acts(stop);
        if is_determiner(self.word(start)) && is_subject && !self.is_unclosed(first, start, stop) {
            return None;
        }
        // "owned by Lind, the driver announced on Friday"
        if matches!(self.word(start), "the" | "a" | "an") && (start..stop).any(|at| self.announces(at)) {
            return None;
        }
        // "president of the league in" which
        let dangling = (start..stop).rev().take_while(|&at| is_preposition(self.word(at))).count();
        let stop = stop - dangling;
        // "Lind, President Orr’s lawyers have": what the other one's noun says is not of her.
        let is_owner = |at: usize| {
            let mention = self.mention_at(at - 1).filter(|mention| mention.kind == MentionType::Person);
            mention.is_some() && names::is_genitive(self.word(at))
        };
        let owner = (start + 1..stop)
            .find(|&at| is_owner(at))
            .filter(|&owner| !(start..owner).any(|at| is_preposition(self.word(at)) || self.word(at) == "and"));
        let noun = (owner.unwrap_or(start)..stop)
            .find(|&at| names::is_role_noun(self.word(at)) || self.is_party(at, start, stop))?;
        // "Bo Orr and Ada Lind, the bank's partners": of one who is named last they say too much.
        if is_plural(self.word(noun)) && (noun + 1 == stop || is_preposition(self.word(noun + 1))) {
            return None;
        }
        // The noun that says what somebody is stands early, before the first preposition.
        let early = (start..noun).all(|at| !is_preposition(self.word(at)) && !is_pronoun(self.word(at)));
        // "Lind, met his deputy": an article goes with the first word, or with an adverb before it.
        let is_adverb = |at: usize| {
            matches!(self.word(at), "then" | "now" | "once" | "also" | "already" | "later")
                || self.word(at).ends_with("ly")
        };
        let tells = |at: usize| {
            is_determiner(self.word(at))
                && !(start..at).all(is_adverb)
                && self.word(start).starts_with(char::is_lowercase)
        };
        let early = early && !(start..noun).any(tells);
        let is_apposition = early && !opens_clause(self.word(start)) && !self.names_another(start, stop);
        is_apposition.then(|| self.role(start, stop)).flatten()
    }

    /// “…,” "Lind, a judge **said** on Monday": a name that begins its sentence is whom the phrase is of.
    fn is_unclosed(&self, first: usize, start: usize, stop: usize) -> bool {
        self.begins(first)
            && matches!(self.word(start), "a" | "an")
            && matches!(self.word(stop), "said" | "says")
            && self.word(stop + 1) != ","
    }

    /// Whether a name, with its titles, begins its sentence or follows a mark that closes a quotation.
    pub(super) fn begins(&self, first: usize) -> bool {
        let titles = (self.sentence.start..first).rev().take_while(|&at| names::is_title(self.word(at))).count();
        first - titles == self.sentence.start || matches!(self.word(first - titles - 1), "”" | "\"" | "''")
    }

    /// Whether a noun of office is the subject of a verb here: "the driver **announced**".
    fn announces(&self, at: usize) -> bool {
        is_report(self.word(at)) && names::is_role_noun(self.word(at - 1))
    }

    /// "a Democrat from Westmark", "a Catholic".
    fn is_party(&self, at: usize, start: usize, stop: usize) -> bool {
        at == start + 1
            && matches!(self.word(start), "a" | "an")
            && self.mention_at(at).is_some_and(|mention| mention.kind == MentionType::Norp)
            && (at + 1 == stop || is_preposition(self.word(at + 1)) || self.word(at + 1) == "and")
    }

    /// Whether a person is named who is not the object of a preposition: then this is the next of a list.
    pub(super) fn names_another(&self, start: usize, stop: usize) -> bool {
        let mut at = start;
        while at < stop {
            let person = self.mention_at(at).filter(|mention| mention.kind == MentionType::Person);
            // "Orr’s predecessor": whose he is.
            let after = person.map(|person| self.tokens.before(person.span.to()));
            if let Some(after) = after.filter(|&after| after < stop && names::is_genitive(self.word(after))) {
                at = after + 1;
                continue;
            }
            if person.is_some() {
                let titles = (start..at).rev().take_while(|&before| {
                    let word = self.word(before);
                    names::is_title(word) || word.starts_with(char::is_uppercase) || word == "former"
                });
                let before = at - titles.count();
                return before == start || !is_preposition(self.word(before - 1));
            }
            at += 1;
        }
        false
    }

    /// "Kenyan Foreign Minister", "White House national security adviser", "Secretary of State".
    fn before(&self, first: usize) -> Option<Role> {
        let lowest = self.sentence.start.max(first.saturating_sub(12));
        let end = first - (lowest..first).rev().map(|at| self.word(at)).take_while(|word| is_rank(word)).count();
        // "his wife, Ada"
        if end == first
            && self.word(first.wrapping_sub(1)) == ","
            && first >= lowest + 2
            && names::kinship(self.word(first - 2)).is_some()
        {
            return self.role(first - 2, first - 1);
        }
        // "Minister of Works", "Minister for Trade and Industry"
        let (mut start, mut has_noun) = (end, false);
        let field = (lowest..end).rev().take_while(|&at| self.is_field(at)).count();
        let chain = (end - field).checked_sub(2).filter(|&noun| {
            field > 0
                && noun >= lowest
                && matches!(self.word(noun + 1), "of" | "for")
                && names::is_role_noun(self.word(noun))
        });
        if let Some(noun) = chain {
            (start, has_noun) = (noun, true);
        }
        while start > lowest {
            let at = start - 1;
            let word = self.word(at);
            let mention = self.mention_at(at);
            // "… wrote on X. Defense Minister Lind": an initial or a company may have ended the sentence before.
            // "PORT ELM - Norlandish Prime Minister Lind"
            let ends = word.len() == 2 && word.ends_with('.')
                || matches!(word, "Inc." | "Co." | "Corp." | "Ltd.")
                || word == "-" && self.tokens.spans()[at].end < self.tokens.spans()[at + 1].start;
            if ends || mention.is_some_and(|mention| mention.kind == MentionType::Person || is_amount(mention.kind)) {
                break;
            }
            let is_noun = names::is_role_noun(word);
            // What begins a sentence with a capital may be any word.
            let is_name =
                is_capital(word) && (at > self.sentence.start || !opens_sentence(word) || names::modifies_role(word));
            let joins = word == "and" && at > lowest && (names::is_role_noun(self.word(at - 1)) || self.ties(at));
            // "Chief of Staff General Lind"
            let is_of =
                word == "of" && at > lowest && is_capital(self.word(at - 1)) && names::is_role_noun(self.word(at - 1));
            let fits = is_noun
                || has_noun
                    && (mention.is_some()
                        || names::is_genitive(word)
                        || matches!(word, "-" | "former" | "then" | "ex")
                        || joins
                        || is_of
                        || names::modifies_role(word)
                        || is_adjective(word) && at > lowest && self.mention_at(at - 1).is_some()
                        || is_name);
            if !fits {
                // "Elm’s planning director": all that follows an owner belongs to it.
                match self.owner_before(lowest, start).filter(|_| has_noun) {
                    Some(owner) => {
                        start = owner;
                        continue;
                    }
                    None => break,
                }
            }
            has_noun |= is_noun;
            start -= 1;
        }
        let last = self.word(end.wrapping_sub(1));
        let is_many = chain.is_none() && is_plural(last);
        // "will host Lind", "is expected to host Lind", "minister of trade and Lind’s daughter"
        let is_due = |to: usize| {
            let word = self.word(to.wrapping_sub(1));
            self.word(to) == "to" && matches!(word, "expected" | "scheduled" | "going" | "set" | "due" | "plans")
        };
        let is_verb = end - start == 1 && start > lowest && (is_auxiliary(self.word(start - 1)) || is_due(start - 1));
        // "This is Pastor Lind."
        let is_verb = is_verb && !(is_capital(last) && matches!(self.word(start - 1), "is" | "was"));
        if !has_noun || is_many || is_verb || last == "and" || end - start == 1 && is_rank(last) {
            return None;
        }
        self.role(start, end)
    }

    /// "Foreign Trade **and** Tourism Minister": between two plain words with a capital, of which the second is no office.
    fn ties(&self, and: usize) -> bool {
        let is_field = |at: usize| {
            let word = self.word(at);
            is_capital(word) && self.mention_at(at).is_none() && !names::is_role_noun(word)
        };
        is_field(and - 1) && is_field(and + 1) && !matches!(self.word(and + 1), "Foreign" | "Prime" | "Deputy" | "Vice")
    }

    /// Where the "’s" of an owner stands before this token, when nothing but a few plain words is between.
    fn owner_before(&self, lowest: usize, start: usize) -> Option<usize> {
        let first = lowest.max(start.saturating_sub(4));
        let owner = (first..start).rev().find(|&at| names::is_genitive(self.word(at)))?;
        let is_plain = |at: usize| {
            let word = self.word(at);
            word.starts_with(|c: char| c.is_ascii_lowercase()) && !is_preposition(word) && !is_auxiliary(word)
        };
        let is_owned = owner > lowest && self.mention_at(owner - 1).is_some() && (owner + 1..start).all(is_plain);
        is_owned.then_some(owner)
    }

    /// "Her deputy, Ada Lind, …", "A lawyer for the town, Ada Lind, …": a phrase at the head of its clause.
    fn leading(&self, first: usize, end: usize) -> Option<Role> {
        const OPENING: [&str; 9] = ["the", "a", "an", "his", "her", "its", "their", "our", "one"];
        // "its spokesman, Mr. Lind, …"
        let ranks = (self.sentence.start..first).rev().take_while(|&at| names::is_title(self.word(at))).count();
        let comma = (first - ranks).checked_sub(1).filter(|&comma| self.word(comma) == ",")?;
        // "The driver, Lind said, was drunk": she only tells of him.
        let is_verb = matches!(self.word(end), "said" | "says" | "told" | "added" | "wrote");
        // "The station's commander, Brigadier Lind has thanked them."
        let is_ranked = ranks > 0 && is_auxiliary(self.word(end));
        let is_subject = self.word(end) == "," || (is_verb || is_ranked) && self.word(end + 1) != ",";
        let lowest = self.sentence.start.max(comma.saturating_sub(LONGEST / 2));
        // "receiving the director of the Elm Institute, Mrs. Lind, at …": of what is known already there is one.
        let opens = |at: &usize| {
            let word = self.word(*at);
            let is_opening = OPENING.iter().any(|opening| opening.eq_ignore_ascii_case(word));
            let is_head =
                *at == self.sentence.start || matches!(self.word(*at - 1), "," | "but" | "and" | "”" | "\"" | "''");
            is_opening && (is_head || is_determiner(word) && !matches!(word, "a" | "an" | "A" | "An"))
        };
        // "The town’s mayor, Ada Lind, …", "Kenya’s defense minister, Ada Lind, …"
        let owned = (lowest..comma)
            .rev()
            .find(|&at| names::is_genitive(self.word(at)) && at > lowest && self.mention_at(at - 1).is_some());
        let any_owned = (lowest..comma).rev().find(|&at| names::is_genitive(self.word(at)));
        let opening = (lowest..comma).rev().find(opens);
        // "wrote to the mayor, Lind."
        let is_stop = matches!(self.word(end), "." | ";");
        let is_last = opening.is_some_and(|at| is_determiner(self.word(at))) && is_stop;
        let start = match (opening, any_owned, owned) {
            (Some(opening), Some(owner), _) if owner > opening => owner + 1,
            (Some(opening), _, _) => self.governing(lowest, opening) + 1,
            (None, _, Some(owner)) => owner + 1,
            (None, ..) => self.bare_office(comma).or_else(|| self.owned_office(comma))?,
        };
        // “…,” "said local trader, Bo Orr."
        let is_last = is_last || is_stop && start > lowest && matches!(self.word(start - 1), "said" | "says");
        let noun = (start..comma).find(|&at| names::is_role_noun(self.word(at)) && self.is_head(at, comma))?;
        let is_early = (start..noun).all(|at| !is_preposition(self.word(at)) && !is_pronoun(self.word(at)));
        let is_whole = !(start..comma).any(|at| self.closes(at)) && !self.names_another(start, comma);
        let is_one = !self.word(noun).ends_with('s');
        ((is_subject || is_last) && is_early && is_whole && is_one).then(|| self.role(start, comma)).flatten()
    }

    /// The article of the phrase that an article stands in: of "a lawyer for the owners" the first.
    fn governing(&self, lowest: usize, opening: usize) -> usize {
        let is_inside = |noun: usize| {
            is_preposition(self.word(noun + 1))
                && (noun + 2..opening).all(|at| is_capital(self.word(at)) || matches!(self.word(at), "of" | "and"))
        };
        let noun = (lowest..opening.saturating_sub(1))
            .rev()
            .find(|&at| names::is_role_noun(self.word(at)))
            .filter(|&noun| is_inside(noun));
        let outer = noun.and_then(|noun| (lowest..noun).rev().find(|&at| is_determiner(self.word(at))));
        let is_tied = |at: &usize| (at + 1..opening).all(|inner| self.word(inner) != ",");
        outer.filter(is_tied).unwrap_or(opening)
    }

    /// "Elm State Governor, Ada Lind, …": an office that begins its sentence without an article.
    fn bare_office(&self, comma: usize) -> Option<usize> {
        let is_speech = |at: usize| matches!(self.word(at), "said" | "says" | "”" | "\"" | "''");
        let lowest = self.sentence.start.max(comma.saturating_sub(LONGEST / 2));
        let start = (lowest..comma).rev().find(|&at| is_speech(at)).map_or(lowest, |at| at + 1);
        if start != self.sentence.start && !is_speech(start.wrapping_sub(1)) {
            return None;
        }
        let is_office = |at: usize| {
            let word = self.word(at);
            let is_plain = at > start && is_plain(word) && !is_auxiliary(word) && !is_preposition(word);
            is_capital(word) && !opens_sentence(word)
                || is_plain
                || names::modifies_role(&word.to_lowercase())
                || names::is_role_noun(word)
        };
        let noun = (start..comma).find(|&at| names::is_role_noun(self.word(at)))?;
        // "general manager"
        let noun = noun + (noun + 1..comma).take_while(|&at| names::is_role_noun(self.word(at))).count();
        let goes_on = noun + 1 == comma
            || matches!(self.word(noun + 1), "of" | "for" | "at")
            || self.word(noun + 1) == "and" && names::is_role_noun(self.word(comma - 1));
        (goes_on && (start..noun).all(is_office)).then_some(start)
    }

    /// "Elm station's commander, Brigadier Lind": behind an owner without an article that begins the sentence.
    fn owned_office(&self, comma: usize) -> Option<usize> {
        let start = self.sentence.start;
        let owner = (start..comma).rev().find(|&at| names::is_genitive(self.word(at)))?;
        let is_plain = comma - start < 10 && !(start..comma).any(|at| self.closes(at) || self.word(at) == ",");
        is_plain.then_some(owner + 1)
    }

    /// A word of the field of an office: "State", "Foreign Affairs", "Trade and Industry".
    fn is_field(&self, at: usize) -> bool {
        let word = self.word(at);
        let is_person = self.mention_at(at).is_some_and(|mention| mention.kind == MentionType::Person);
        let joins = matches!(word, "and" | "&") && self.word(at + 1).starts_with(char::is_uppercase);
        // "Chief of Detectives"
        let is_many = word.ends_with('s') && at > 0 && self.word(at - 1) == "of";
        !is_person && (joins || word.starts_with(char::is_uppercase) && (is_many || !names::is_role_noun(word)))
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

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// The role of one who is named.
    #[test]
    fn of_whom_the_text_says_what() {
        let cases = [
            ("President Tomas Lind, a former member of the Elm band, left on Monday.", "Tomas Lind", "President"),
            ("Trade Minister Tomas Lind, a lawyer, left on Monday.", "Tomas Lind", "Trade Minister"),
            ("Tomas Lind, a former teacher, left on Monday.", "Tomas Lind", "former teacher"),
            ("The writer Tomas Lind, a professor at Elm, left on Monday.", "Tomas Lind", "professor at Elm"),
            ("Bo Orr, Mr. Lind’s predecessor, left on Monday.", "Bo Orr", "Mr. Lind’s predecessor"),
            ("Susan Orr, R-Maine, the chairwoman of the committee, left.", "Susan Orr", "chairwoman of the committee"),
            ("It is late, says Bo Orr, MD, president of the Elm Society.", "Bo Orr", "president of the Elm Society"),
            ("Bo Orr, a former minister seen as a rival of Ada Lind, left.", "Bo Orr", "former minister"),
            ("Bo Orr, a retired teacher with a white beard, left.", "Bo Orr", "retired teacher"),
            ("Ada Lind, a Navy veteran herself, left on Monday.", "Ada Lind", "Navy veteran"),
            ("It is not of judge Ada Lind, President Bo Orr’s lawyers have told the court.", "Ada Lind", "judge"),
            (
                "There were the Mayor of Elm Mr Bo Orr, the Rector of Elm College, Mr Carl Roth, and others.",
                "Bo Orr",
                "Mayor of Elm",
            ),
            ("PARIS - French Prime Minister Tomas Vale will meet them.", "Tomas Vale", "French Prime Minister"),
            ("Former teacher and ex-president Bo Orr left on Monday.", "Bo Orr", "Former teacher and ex-president"),
        ];
        for (text, name, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let own = reading.entities.iter().find(|entity| entity.name == name);
            let role = own.and_then(|own| own.roles.first()).map(|role| role.text.as_str());
            assert_eq!(role, Some(expected), "{text}");
        }
    }
}
