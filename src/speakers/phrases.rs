//! Noun phrases that can be a source: the subject before a cue, or after it.
//!
//! No parser stands behind this. A source is a mention, a pronoun, or a run of words that closed-class words bound
//! (a preposition chains two runs: "a spokesman for the company"); appositions between commas and relative clauses
//! are stepped over. What enters are token positions; what leaves is a [`Phrase`], again in tokens.

use crate::entities::{Mention, MentionType, names};
use crate::page::Page;
use crate::quotations::cues;
use crate::span::Span;
use crate::tokens::{Index, Tokens};
use std::ops::Range;

/// What a source phrase is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Head {
    /// It holds a mention of a person: an index into the mentions.
    Person(usize),
    /// It is a name of an organisation or a place: an index into the mentions.
    Named(usize),
    /// "he", "they".
    Pronoun,
    /// Other words: "the ministry", "officials".
    Noun,
}

/// A source phrase: tokens from `tokens.start` to `tokens.end`, and what heads it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phrase {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What heads it.
    pub head: Head,
}

/// What the finders read from; borrowed, made once a page.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its tokens.
    pub tokens: &'a Tokens,
    /// Its mentions, in order.
    pub mentions: &'a [Mention],
    /// Where they stand.
    pub(super) near: &'a Index<MENTION_STEP>,
}

/// So many bytes are looked through for a mention.
pub(super) const MENTION_STEP: u32 = 64;

impl<'a> Scene<'a> {
    /// The text of one token; empty outside the page.
    #[must_use]
    pub fn word(&self, token: usize) -> &'a str {
        self.tokens.spans().get(token).map_or("", |span| span.of(self.page.text()))
    }

    /// The byte span of a run of tokens.
    #[must_use]
    pub fn span(&self, tokens: &Range<usize>) -> Span {
        match (
            self.tokens.spans().get(tokens.start),
            tokens.end.checked_sub(1).and_then(|last| self.tokens.spans().get(last)),
        ) {
            (Some(first), Some(last)) if tokens.start < tokens.end => first.cover(*last),
            _ => Span::default(),
        }
    }

    /// The mention that holds this token, as an index.
    #[must_use]
    pub fn mention_at(&self, token: usize) -> Option<usize> {
        let span = *self.tokens.spans().get(token)?;
        let index = self.near.first(span.from(), self.mentions, |mention| mention.span.to());
        self.mentions.get(index).filter(|mention| mention.span.overlaps(span)).map(|_| index)
    }

    /// The tokens of a mention.
    #[must_use]
    pub fn tokens_of(&self, mention: usize) -> Range<usize> {
        self.tokens.covering(self.mentions[mention].span)
    }

    /// The mentions that begin before a token.
    pub(super) fn mentions_before(&self, token: usize) -> &'a [Mention] {
        let start = self.tokens.spans().get(token).map_or(0, |span| span.start);
        &self.mentions[..self.mentions.partition_point(|mention| mention.span.start < start)]
    }

    /// The mention at this token when it can speak: a person, an organisation, a country, a group.
    pub(super) fn speaking_mention(&self, token: usize) -> Option<usize> {
        self.mention_at(token).filter(|&index| can_speak(self.mentions[index].kind))
    }

    /// Whether a mention is nothing but titles: "Maj Gen" before "(retd) Ada Lind".
    pub(super) fn is_title_only(&self, mention: usize) -> bool {
        self.mentions[mention].span.of(self.page.text()).split_whitespace().all(names::is_title)
    }

    pub(super) fn head_of(&self, mention: usize) -> Head {
        if self.mentions[mention].kind == MentionType::Person { Head::Person(mention) } else { Head::Named(mention) }
    }

    /// The age in words that end before a token: "**61**-year-old".
    pub(super) fn age_before(&self, end: usize) -> Option<&'a str> {
        const PARTS: [&str; 4] = ["-", "year", "-", "old"];
        let start = end.checked_sub(PARTS.len())?;
        let is_age = PARTS.iter().enumerate().all(|(at, part)| self.word(start + at) == *part);
        let age = self.word(start.checked_sub(1).filter(|_| is_age)?);
        age.bytes().all(|byte| byte.is_ascii_digit()).then_some(age)
    }

    /// Whether a mention says when.
    pub(super) fn is_date(&self, mention: usize) -> bool {
        matches!(self.mentions[mention].kind, MentionType::Date | MentionType::Time)
    }

    /// Whether the mention at this token only counts or dates something.
    pub(super) fn is_measure(&self, token: usize) -> bool {
        self.mention_at(token).is_some_and(|index| {
            use MentionType::{Date, Money, Percent, Quantity, Time};
            matches!(self.mentions[index].kind, Date | Time | Money | Percent | Quantity)
        })
    }
}

/// Whether something of this type can be a source.
#[must_use]
pub fn can_speak(kind: MentionType) -> bool {
    matches!(kind, MentionType::Person | MentionType::Org | MentionType::Gpe | MentionType::Norp)
}

/// Personal pronouns that can be a source.
#[must_use]
pub fn is_pronoun(word: &str) -> bool {
    const WORDS: [&str; 8] = ["he", "she", "they", "it", "i", "we", "you", "one"];
    WORDS.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// Words at which a noun phrase to the left of a cue must have begun already.
pub(super) fn bounds_phrase(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "that", "and", "but", "or", "as", "when", "while", "because", "after", "before", "if", "since", "though",
        "although", "which", "who", "whom", "where", "what", "why", "how", "than", "so", "until", "whether", "then",
        "yet", "is", "was", "are", "were", "has", "had", "have", "will", "would", "can", "could", "did", "does", "do",
        "not", "during", "amid", "despite", "under", "there", "meanwhile", "however", "also", "because", "says",
        "said",
    ];
    let mark =
        word.chars().all(|c| !c.is_alphanumeric()) && !matches!(word, "-" | "/" | "&" | "'" | "’" | "." | "$" | "%");
    mark || WORDS.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// Prepositions that chain two parts of one noun phrase.
pub(super) fn chains(word: &str) -> bool {
    matches!(
        word,
        "of" | "for"
            | "at"
            | "from"
            | "with"
            | "in"
            | "on"
            | "to"
            | "by"
            | "near"
            | "inside"
            | "against"
            | "within"
            | "close"
            | "familiar"
    )
}

/// Words that stand before a noun and are none.
pub(super) fn is_determiner(word: &str) -> bool {
    const WORDS: [&str; 12] = ["the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "these", "those"];
    WORDS.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// The subject that ends just before the cue at token `cue`, looking no further left than `floor`.
#[must_use]
pub fn subject_before(scene: &Scene, floor: usize, cue: usize) -> Option<Phrase> {
    let mut end = cue;
    while end > floor
        && (cues::is_auxiliary(scene.word(end - 1)) || scene.is_measure(end - 1))
        && scene.speaking_mention(end - 1).is_none()
    {
        end -= 1;
    }
    end = before_when(scene, floor, end);
    // "It attacked Orr, saying": the subject of the verb before.
    if end == cue
        && end > floor
        && scene.word(end - 1) == ","
        && scene.word(cue).ends_with("ing")
        && let Some(phrase) = shared_subject(scene, floor, end - 1)
    {
        return Some(phrase);
    }
    // "Orr, who runs the Institute, said": step over what stands between commas, dashes or brackets.
    if end > floor && matches!(scene.word(end - 1), "," | "—" | "–" | ")") {
        if let Some(phrase) = before_aside(scene, floor, end - 1) {
            return Some(phrase);
        }
        end -= 1;
    }
    // "told reporters and added": the second of two cues shares the subject of the first.
    if end > floor && matches!(scene.word(end - 1), "and" | "but" | ",") {
        return shared_subject(scene, floor, end - 1);
    }
    phrase_ending(scene, floor, end)
}

/// Whether a word is one of a stretch of time.
pub(super) fn is_period(word: &str) -> bool {
    matches!(word, "years" | "months" | "weeks" | "days" | "hours" | "decades" | "times")
}

/// Where what says when begins that ends at token `end`, with the verbs before it: "Orr **has in recent years** said".
fn before_when(scene: &Scene, floor: usize, end: usize) -> usize {
    let last = end.checked_sub(1).filter(|&last| last >= floor && is_period(scene.word(last)));
    let begins = |token: &usize| matches!(scene.word(*token), "in" | "over" | "for" | "during" | "within");
    let Some(mut start) = last.and_then(|last| (floor.max(last.saturating_sub(4))..last).rev().find(begins)) else {
        return end;
    };
    while start > floor && cues::is_auxiliary(scene.word(start - 1)) && scene.speaking_mention(start - 1).is_none() {
        start -= 1;
    }
    start
}

/// Where a short bracket begins that ends at token `end`: "the League **(EL)**".
pub(super) fn before_bracket(scene: &Scene, end: usize) -> usize {
    let close = end.checked_sub(1).filter(|&close| scene.word(close) == ")");
    close.and_then(|close| (close.saturating_sub(5)..close).rev().find(|&at| scene.word(at) == "(")).unwrap_or(end)
}

/// The noun phrase before an aside that closes at token `close`.
pub(super) fn before_aside(scene: &Scene, floor: usize, close: usize) -> Option<Phrase> {
    let closing = scene.word(close);
    let opens = |word: &str| if closing == ")" { word == "(" } else { word == closing };
    let lowest = floor.max(close.saturating_sub(40));
    let mut best: Option<Phrase> = None;
    for at in (lowest..close).rev() {
        if !opens(scene.word(at)) || at == floor {
            continue;
        }
        let Some(phrase) = phrase_ending(scene, floor, before_bracket(scene, at)) else { continue };
        // An aside can hold commas itself; a person before one of them is what it is about.
        if matches!(phrase.head, Head::Person(_)) {
            return Some(phrase);
        }
        best.get_or_insert(phrase);
    }
    best
}

/// The subject of an earlier cue in the same sentence.
fn shared_subject(scene: &Scene, floor: usize, before: usize) -> Option<Phrase> {
    let lowest = floor.max(before.saturating_sub(40));
    (lowest..before).rev().find(|&at| cues::verb(scene.word(at)).is_some()).and_then(|cue| {
        let mut end = cue;
        while end > lowest && cues::is_auxiliary(scene.word(end - 1)) && scene.speaking_mention(end - 1).is_none() {
            end -= 1;
        }
        phrase_ending(scene, lowest, end)
    })
}

/// The noun phrase whose last token is `end - 1`.
#[must_use]
pub fn phrase_ending(scene: &Scene, floor: usize, end: usize) -> Option<Phrase> {
    let last = end.checked_sub(1).filter(|&last| last >= floor)?;
    let word = scene.word(last);
    if is_pronoun(word) {
        return Some(Phrase { tokens: last..end, head: Head::Pronoun });
    }
    if let Some(mention) = scene.speaking_mention(last) {
        let tokens = scene.tokens_of(mention);
        if scene.mentions[mention].kind == MentionType::Person {
            return Some(Phrase { tokens: tokens.start.max(floor)..end, head: Head::Person(mention) });
        }
        // "The Elm College, **Norland** states": where it is.
        if scene.mentions[mention].kind == MentionType::Gpe
            && let Some(of) = tokens.start.checked_sub(2).filter(|&of| of >= floor && scene.word(of + 1) == ",")
            && let Some(college) = scene.mention_at(of).filter(|&other| scene.mentions[other].kind == MentionType::Org)
        {
            let own = scene.tokens_of(college);
            return Some(Phrase { tokens: own.start.max(floor)..end, head: Head::Named(college) });
        }
        // "a spokesman for the ministry": an organisation may be the end of a longer phrase.
        let start = chain_left(scene, floor, tokens.start.max(floor));
        let head = if has_own_head(scene, start, tokens.start) { Head::Noun } else { Head::Named(mention) };
        return Some(Phrase { tokens: start..end, head });
    }
    if bounds_phrase(word)
        || !word.chars().any(char::is_alphabetic)
        || cues::is_auxiliary(word)
        || chains(word)
        || is_determiner(word)
        || matches!(word, "him" | "them" | "me" | "us") && (last == floor || scene.word(last - 1) != "of")
    {
        return None;
    }
    let start = chain_left(scene, floor, last);
    // "**The mother of a girl** who took pills bought online": no noun phrase, but a clause about one.
    if let Some(who) = start.checked_sub(1).filter(|&who| who > floor && scene.word(who) == "who") {
        return phrase_ending(scene, floor, who - usize::from(scene.word(who - 1) == ","));
    }
    (!is_no_noun(scene, &(start..end))).then_some(Phrase { tokens: start..end, head: Head::Noun })
}

/// Whether a run of words that ends a clause is no noun phrase: "forced" of "they were forced to say", "'ve tried".
pub(super) fn is_no_noun(scene: &Scene, tokens: &Range<usize>) -> bool {
    const BARE: [&str; 33] = [
        "people", "police", "media", "men", "women", "everyone", "everybody", "someone", "somebody", "anyone",
        "anybody", "nobody", "none", "many", "most", "few", "some", "both", "all", "neither", "either", "staff",
        "children", "family", "management", "evidence", "footage", "testimony", "intelligence", "counsel", "them",
        "those", "others",
    ];
    let first = scene.word(tokens.start);
    if tokens.clone().any(|token| scene.mention_at(token).is_some()) || !first.starts_with(|c: char| c.is_lowercase()) {
        return matches!(first, "'ve" | "’ve" | "'ll" | "’ll" | "'re" | "’re" | "'d" | "’d" | "'m" | "’m");
    }
    // Without an article a single word is a noun in the plural, or it is none.
    tokens.len() == 1 && !first.ends_with('s') && !BARE.contains(&first) && !cues::is_document(first)
}

/// Where the noun phrase that holds token `at` begins.
fn chain_left(scene: &Scene, floor: usize, at: usize) -> usize {
    let lowest = floor.max(at.saturating_sub(12));
    let mut start = at;
    while start > lowest {
        let before = scene.word(start - 1);
        if bounds_phrase(before) || cues::verb(before) == Some(cues::Strength::Speech) || scene.is_measure(start - 1) {
            break;
        }
        // "**One** miller" is no pronoun.
        // "it**'s** easy for people"
        let is_verb = matches!(before, "'s" | "’s") && start > 1 && is_pronoun(scene.word(start - 2));
        if is_verb
            || is_pronoun(before) && !before.eq_ignore_ascii_case("one")
            || matches!(before, "him" | "them" | "me" | "us")
        {
            break;
        }
        start -= 1;
        // "issued | a statement": an article begins the phrase, but for one behind a preposition.
        if is_determiner(before) && (start == lowest || !chains(scene.word(start - 1))) {
            break;
        }
    }
    // It does not begin with a preposition ("In Washington officials said").
    while start < at && (chains(scene.word(start)) || scene.word(start).eq_ignore_ascii_case("in")) {
        start += 1;
    }
    start
}

/// Whether a phrase has a noun of its own before the name that it ends with: "a spokesman **for** the Elm Bank", but not "the
/// rival Elm Bank", "the country's agency Elm News".
fn has_own_head(scene: &Scene, start: usize, name: usize) -> bool {
    let Some(noun) = name.checked_sub(1).filter(|&noun| noun >= start) else { return false };
    let describes = !(start..name).any(|token| chains(scene.word(token)) || scene.word(token) == "and")
        && !names::is_role_noun(scene.word(noun));
    holds_noun(scene, start, name) && !describes
}

/// Whether a plain lower-case word that is no determiner or preposition stands in a run of tokens.
fn holds_noun(scene: &Scene, start: usize, end: usize) -> bool {
    (start..end).any(|token| {
        let word = scene.word(token);
        word.len() > 3
            && word.starts_with(|c: char| c.is_lowercase())
            && !chains(word)
            && !matches!(word, "this" | "that" | "these" | "those")
    })
}

/// The subject that begins at token `start`: after an inverted cue (“…,” said Orr) or after "according to".
#[must_use]
pub fn subject_after(scene: &Scene, start: usize, ceiling: usize) -> Option<Phrase> {
    let mut at = start;
    while at < ceiling && matches!(scene.word(at), "," | "by" | "both") {
        at += 1;
    }
    if at >= ceiling || scene.is_measure(at) {
        return None;
    }
    if is_pronoun(scene.word(at)) {
        return Some(Phrase { tokens: at..at + 1, head: Head::Pronoun });
    }
    const LONGEST: usize = 14;
    let mut limit = ceiling.min(at + LONGEST);
    let mut end = at;
    while end < limit {
        let word = scene.word(end);
        if let Some(mention) = scene.mention_at(end) {
            // "A note issued on Monday **by** the town"
            let is_by = || scene.word(scene.tokens_of(mention).end) == "by" && end > at + 2;
            if scene.is_measure(end) && !(scene.word(end - 1) == "on" && is_by()) {
                break;
            }
            limit = if scene.is_measure(end) { ceiling.min(end + LONGEST) } else { limit };
            end = scene.tokens_of(mention).end.min(limit);
            if scene.mentions[mention].kind == MentionType::Person && !belongs_to_name(scene, end) {
                return Some(Phrase { tokens: at..end, head: Head::Person(mention) });
            }
            continue;
        }
        // "Said **the report**"
        let is_document = || end == at + 1 && is_determiner(scene.word(at)) && cues::is_document(word);
        if bounds_phrase(word) || cues::verb(word).is_some() && !is_document() || word == "." {
            break;
        }
        end += 1;
    }
    // "Told by the Elm Council **to** close".
    while end > at && matches!(scene.word(end - 1), "to" | "that" | "as") {
        end -= 1;
    }
    if end == at {
        return None;
    }
    let last = scene.mention_at(end - 1).filter(|&mention| can_speak(scene.mentions[mention].kind));
    let head = match last {
        Some(mention) if !has_own_head(scene, at, scene.tokens_of(mention).start) => scene.head_of(mention),
        _ => Head::Noun,
    };
    Some(with_name(scene, Phrase { tokens: at..end, head }))
}

/// The phrase with the name that explains it: "said her husband, **Bo Orr**."
pub(super) fn with_name(scene: &Scene, phrase: Phrase) -> Phrase {
    let Range { start, end } = phrase.tokens;
    let noun = scene.word(end - 1);
    let is_one = names::is_role_noun(noun) && !noun.ends_with('s') || names::noun_gender(noun).is_some();
    let is_one = is_one && !(start..end).any(|token| chains(scene.word(token)));
    let explains = |name: &Phrase| matches!(scene.word(name.tokens.end), "." | "," | ";" | "" | ")" | "!" | "?");
    let name = Some(end + 1).filter(|_| phrase.head == Head::Noun && is_one && scene.word(end) == ",");
    // "her husband, **the mayor** Bo Orr"
    let is_role = |at: &usize| names::is_role_noun(scene.word(*at)) || scene.word(*at) == "the";
    let named = |start: usize| (start..start + 4).find(|at| !is_role(at));
    match name
        .and_then(named)
        .and_then(|at| person_at(scene, at))
        .filter(|name| name.head != Head::Pronoun && explains(name))
    {
        Some(name) => Phrase { tokens: start..name.tokens.end, head: name.head },
        None => phrase,
    }
}

/// Whether a verb is in the passive: "Lind **was asked** by Orr whether". Who was quoted has spoken.
pub(super) fn is_passive(scene: &Scene, verb: usize) -> bool {
    const BE: [&str; 7] = ["is", "are", "was", "were", "be", "been", "being"];
    let word = scene.word(verb);
    let mut before = (verb.saturating_sub(4)..verb).rev().map(|token| scene.word(token));
    let is_be =
        before.find(|word| BE.contains(word) || !cues::is_auxiliary(word)).is_some_and(|word| BE.contains(&word));
    is_be && cues::is_participle(word) && !matches!(word, "quoted" | "said" | "heard")
}

/// Where the titles before a name begin: "**Mr.** Orr".
pub(super) fn before_titles(scene: &Scene, name: usize) -> usize {
    let is_title = |token: usize| names::is_title(scene.word(token)) || scene.word(token).eq_ignore_ascii_case("the");
    (name.saturating_sub(4)..name).rev().take_while(|&token| is_title(token)).last().unwrap_or(name)
}

/// Whether the noun at a token is of those who belong to the one named before it, and speak themselves: "Orr **aides**",
/// "the Orr **campaign**", "Orr **biographer** Ada Lind".
pub(super) fn belongs_to_name(scene: &Scene, token: usize) -> bool {
    const GROUPS: [&str; 9] =
        ["administration", "allies", "ally", "biographer", "camp", "campaign", "family", "government", "team"];
    let word = scene.word(token);
    word.starts_with(char::is_lowercase) && (GROUPS.contains(&word) || names::is_role_noun(word))
}

/// The person or personal pronoun at a token, behind titles as well: "Mr. **Orr**".
pub(super) fn titled_at(scene: &Scene, token: usize) -> Option<Phrase> {
    let name = (token..token + 4).find(|&at| scene.mention_at(at).is_some() || !names::is_title(scene.word(at)))?;
    let mut phrase = person_at(scene, name)?;
    phrase.tokens.start = token.min(phrase.tokens.start);
    (name == token || phrase.head != Head::Pronoun).then_some(phrase)
}

/// The person or personal pronoun at a token.
pub(super) fn person_at(scene: &Scene, token: usize) -> Option<Phrase> {
    if let Some(mention) = scene.mention_at(token) {
        let tokens = scene.tokens_of(mention);
        let is_person = scene.mentions[mention].kind == MentionType::Person && !belongs_to_name(scene, tokens.end);
        return is_person.then_some(Phrase { tokens, head: Head::Person(mention) });
    }
    let word = scene.word(token);
    let speaks = is_pronoun(word) && !matches!(word.to_ascii_lowercase().as_str(), "it" | "you" | "i" | "we" | "one");
    speaks.then_some(Phrase { tokens: token..token + 1, head: Head::Pronoun })
}
