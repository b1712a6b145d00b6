//! Where a name begins and ends: what the labeller left out of it, and what is no part of it.
//!
//! A run of tokens that the labeller made a name gets its initials, its Arabic article, its second syllable; it loses
//! articles, possessives, titles before it and honours behind it.

use super::recognise::PERSON;
use super::{is_given_name, names, word_at};
use crate::span::Span;
use crate::tagger::lexicon::{self, Lexicon};
use std::ops::Range;

/// What is tied to a name by a hyphen and makes it an adjective.
pub(super) const TIED: &[&str] = &[
    "led", "era", "run", "like", "born", "style", "held", "owned", "type", "based", "free", "backed", "only",
    "leaning", "controlled", "dominated", "speaking", "linked", "aligned", "funded", "sponsored", "ruled", "occupied",
    "made",
];

/// "Office of Management" before "and Budget", where nothing was found.
pub(super) fn is_cut_at_and(text: &str, spans: &[Span], labels: &[u8], run: &Range<usize>) -> bool {
    let word = |at: usize| word_at(text, spans, at);
    let is_capital = |at: usize| super::names::is_capital(word(at));
    let is_of = run.clone().skip(1).any(|at| matches!(word(at), "of" | "for")) && word(run.end - 1) != "of";
    is_of
        && word(run.end) == "and"
        && is_capital(run.end + 1)
        && !is_capital(run.end + 2)
        && labels.get(run.end + 1) == Some(&0)
        && !matches!(word(run.end + 2), "'s" | "’s" | "-")
}

/// A name without the "of" that it began with: "Minister of Works" is an office, and names nobody. Nor does "I".
pub(super) fn begun(text: &str, spans: &[Span], run: Range<usize>, kind: usize) -> Option<Range<usize>> {
    let word = |at: usize| word_at(text, spans, at);
    // "the town's Farm Act"
    let owner =
        run.len() > 2 && word(run.start).starts_with(char::is_lowercase) && matches!(word(run.start + 1), "'s" | "’s");
    let mut run = if owner { run.start + 2..run.end } else { run };
    // "Prime Minister" "-designate Ada Lind"
    while kind == PERSON && run.len() > 1 && matches!(word(run.start), "-" | "designate" | "elect") {
        run.start += 1;
    }
    let is_pronoun = run.len() == 1 && word(run.start).trim_end_matches('.') == "I";
    if kind != PERSON || !is_pronoun && word(run.start) != "of" {
        return Some(run);
    }
    let is_office = run.start.checked_sub(1).is_some_and(|before| names::is_role_noun(word(before)));
    (!is_pronoun && !is_office && run.len() > 1).then(|| run.start + 1..run.end)
}

/// Short words that sentences begin with.
const BEGINNINGS: &[&str] = &[
    "As", "At", "But", "By", "For", "He", "If", "In", "Is", "It", "On", "Or", "So", "To", "We", "And", "The", "Did",
    "Has", "Had", "Was", "Yet", "Nor", "Not", "Now", "Can", "May", "Why", "How", "Who", "Her", "His", "Its", "Our",
    "She", "Of", "Then", "When",
];

/// Whether a short word begins sentences.
pub(super) fn is_beginning(word: &str) -> bool {
    BEGINNINGS.contains(&word)
}

/// A person's name with what belongs to it on either side: initials ("R B Lind"), an Arabic article ("al-Orr"), and the
/// second syllable of a given name or the second half of a surname ("Park Sun-ae", "Ada Lind-Orr").
pub(super) fn reaching(text: &str, spans: &[Span], run: Range<usize>, lexicon: &Lexicon) -> Range<usize> {
    let word = |at: usize| word_at(text, spans, at);
    let touch = |at: usize| spans[at - 1].end == spans[at].start;
    let is_initial = |at: usize| {
        let bytes = word(at).as_bytes();
        bytes.len() <= 2 && bytes[0].is_ascii_uppercase() && bytes.get(1).is_none_or(|&dot| dot == b'.')
    };
    let mut first = run.start;
    while first > 0 && run.start - first < 3 && is_initial(first - 1) && !touch(first) {
        first -= 1;
    }
    // "A" and "I" are words as well.
    if first + 1 == run.start && matches!(word(first), "A" | "I") {
        first += 1;
    }
    let is_article = |at: usize| matches!(word(at), "al" | "el" | "ul" | "Al" | "El");
    if first > 1 && word(first - 1) == "-" && touch(first) && touch(first - 1) && is_article(first - 2) {
        first -= 2;
    }
    // "To Lam", "Wi Sung-lac": a short family name that is also a word, in the middle of a sentence or before two syllables.
    let is_short = |word: &str| {
        (2..4).contains(&word.len())
            && super::names::is_capital(word)
            && !names::is_title(word)
            && word.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
    };
    let is_double = run.len() == 3 && word(run.start + 1) == "-" && word(run.start + 2).starts_with(char::is_lowercase);
    if first == run.start && first > 0 && (run.len() == 1 || is_double) && !touch(first) {
        let before = word(first - 1);
        let begins = first < 2 || !word(first - 2).ends_with(char::is_lowercase);
        let is_family = is_short(before) && (is_double && !BEGINNINGS.contains(&before) || !begins);
        // "official Bassem Naim"
        let is_said = || first > 1 && names::is_role_noun(word(first - 2));
        let is_name = !names::is_title(before) && super::names::is_capital(before);
        if is_family || !begins && is_name && (is_given_name(before, lexicon) || is_said()) {
            first -= 1;
        }
    }
    let mut end = run.end;
    let is_syllable = |at: usize| {
        let word = word(at);
        word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !TIED.contains(&word)
    };
    let is_second = |at: usize| {
        let mut letters = word(at).chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    if run.len() > 1
        && end + 1 < spans.len()
        && word(end) == "-"
        && touch(end)
        && touch(end + 1)
        && (is_syllable(end + 1) || is_second(end + 1))
    {
        end += 2;
    }
    first..end
}

/// A name without a leading article, trailing possessive or marks at its edges; `None` when nothing is left.
pub(super) fn trimmed<'a>(text: &str, run: &'a [Span]) -> Option<&'a [Span]> {
    let mut run = run;
    while let [first, rest @ ..] = run {
        let word = first.of(text);
        let is_edge = word.eq_ignore_ascii_case("the")
            || matches!(word, "'s" | "’s")
            || (!word.chars().any(char::is_alphanumeric) && word != "@" && word != "#");
        if !is_edge {
            break;
        }
        run = rest;
    }
    while let [rest @ .., last] = run {
        let word = last.of(text);
        let is_edge = matches!(word, "'s" | "’s") || !word.chars().any(char::is_alphanumeric);
        if !is_edge {
            break;
        }
        run = rest;
    }
    (!run.is_empty()).then_some(run)
}

/// The name of a place without a preposition before it, "in South Elm", or behind it: "Elm County of".
pub(super) fn placed<'a>(text: &str, run: &'a [Span]) -> &'a [Span] {
    match run {
        [rest @ .., last] if !rest.is_empty() && matches!(last.of(text), "of" | "for" | "in" | "at" | "to") => rest,
        [first, rest @ ..]
            if !rest.is_empty() && matches!(first.of(text), "in" | "at" | "from" | "of" | "near" | "to") =>
        {
            rest
        }
        _ => run,
    }
}

/// What people are called by before their names, and no name begins with.
const ADDRESSES: &[&str] = &[
    "Shri", "Smt", "Madam", "Madame", "Mme.", "Monsieur", "Señor", "Señora", "Herr", "Frau", "Alhaji", "Alhaja",
    "Hajiya", "Comrade", "Barrister", "Col", "Capt", "Sgt", "Shaikh", "Sheikha", "Shaikha", "Monsignor", "Archdeacon",
    "Engr.", "Uncle", "Aunt", "Auntie", "Grandmother", "Grandfather", "Comandante", "Comptroller",
];

/// A person's name without the titles and offices in front of it, "press secretary Brig. Gen. Ada Lind", and without what
/// stands behind it: "Carl Orr KC", "Lind Supporters" in a headline. `None` for an office that names nobody, "Minister of
/// Works".
pub(super) fn untitled<'a>(text: &str, run: &'a [Span], lexicon: &Lexicon) -> Option<&'a [Span]> {
    let is_title = |span: &Span| {
        let word = span.of(text);
        let small = word.starts_with(|c: char| c.is_lowercase()) && names::is_role_noun(word);
        small || (names::is_honorific(word) && word != "Dame" && word != "Lord") || ADDRESSES.contains(&word)
    };
    // Carl “**Pope**” Orr
    let is_nickname = |at: usize| matches!(run[at + 1].of(text), "”" | "’" | "\"" | "'" | "''");
    // "Bo Sheikh Orr": a title by which people are called, behind a given name.
    let is_inside = |at: usize| {
        let word = run[at].of(text);
        at > 0
            && matches!(word, "Sheikh" | "King" | "Prince" | "Pope" | "Bishop" | "Judge" | "Major" | "Justice")
            && run[..at].iter().all(|span| !names::is_title(span.of(text)) && is_given_name(span.of(text), lexicon))
    };
    let last = (0..run.len() - 1).rev().find(|&at| is_title(&run[at]) && !is_nickname(at) && !is_inside(at));
    // "Elm Union Leader Ada Lind": an office with a capital may be a name, unless a full name is left behind it.
    let is_office = |span: &Span| names::is_office(span.of(text));
    let office = run.iter().take(run.len().saturating_sub(2)).rposition(is_office);
    let mut run = last.max(office).map_or(run, |last| &run[last + 1..]);
    // "Democrat Ada Lind"
    if run.len() > 2 && matches!(run[0].of(text), "Democrat" | "Republican") {
        run = &run[1..];
    }
    while let [rest @ .., last] = run {
        let word = last.of(text);
        let is_surname = || lexicon.get(lexicon::hash(&word.to_lowercase())).names & lexicon::SURNAME != 0;
        let is_group = || word.ends_with('s') && names::is_role_noun(word) && !is_surname();
        if rest.is_empty() || !names::is_postnominal(word) && !is_group() {
            break;
        }
        run = rest;
    }
    run.first().is_some_and(|first| first.of(text) != "of").then_some(run)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::tagger::lexicon::LexiconBuilder;
    use crate::tokens::tokenize;

    #[test]
    fn titles_are_no_part_of_a_name() {
        let mut builder = LexiconBuilder::default();
        builder.phrase("Center", lexicon::ORGANISATION);
        let lexicon = Lexicon::read(&builder.pack()).expect("just packed");
        let cases = [
            ("press secretary Brig. Gen. Ada Lind", "Ada Lind"),
            ("Minister of Works", ""),
            ("Carl Orr KC", "Carl Orr"),
            ("Carl ‘Pope’ Orr", "Carl ‘Pope’ Orr"),
            ("Lind Supporters", "Lind"),
            ("Elm Union Leader Ada Lind", "Ada Lind"),
            ("Judge Leader", "Leader"),
            ("Democrat Ada Lind", "Ada Lind"),
            ("Shri Bo Lind", "Bo Lind"),
            ("Uncle Bo", "Bo"),
        ];
        for (text, expected) in cases {
            let page = Page::from_text(text);
            let tokens = tokenize(&page);
            let left = untitled(text, tokens.spans(), &lexicon);
            let shown = left.map_or("", |run| run[0].cover(run[run.len() - 1]).of(text));
            assert_eq!(shown, expected, "{text}");
        }
    }
}
