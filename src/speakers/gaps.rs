//! Cue and source in the writer's words before a content, or behind it.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "The bridge was, in the words of Ada Lind, “never safe at all.”";
//! assert_eq!(annotate(&Page::from_text(text)).quotations[0].source[0].of(text), "Ada Lind");
//! ```

use super::edges::inverted;
use super::labelled::phrase_in;
use super::phrases::{
    Head, Phrase, Scene, is_determiner, is_passive, is_pronoun, person_at, phrase_ending, subject_after, subject_before,
};
use super::sieves::{REACH, before_end, is_nobody};
use crate::entities::names;
use crate::quotations::cues::{self, Strength};
use std::ops::Range;

/// Finds cue and source in the words after a content.
pub(super) fn in_gap_after(scene: &Scene, gap: Range<usize>) -> Option<(Range<usize>, Phrase)> {
    let mut start = gap.start;
    while start < gap.end && matches!(scene.word(start), "," | "—" | "–" | "-" | "(" | "as") {
        start += 1;
    }
    if let Some(found) = in_the_words_of(scene, &gap) {
        return Some(found);
    }
    if scene.word(start) == "per" && !gap.is_empty() {
        return Some((start..start + 1, subject_after(scene, start + 1, gap.end)?));
    }
    for cue in start..gap.end {
        let word = scene.word(cue);
        if cues::is_according(word, scene.word(cue + 1)) {
            return Some((cue..cue + 2, subject_after(scene, cue + 2, gap.end)?));
        }
        let Some(strength) = cue_at(scene, cue) else { continue };
        let leads = (start..cue).all(|token| cues::is_auxiliary(scene.word(token)));
        if leads
            && !matches!(word, "told" | "tells")
            && let Some(source) = subject_after(scene, cue + 1, gap.end)
        {
            return Some((cue..cue + 1, source));
        }
        if let Some(source) = inverted(scene, cue, gap.end) {
            return Some((cue..cue + 1, source));
        }
        if let Some(source) = subject_before(scene, start, cue)
            && (strength == Strength::Speech || cue - start <= 12)
        {
            return Some((cue..cue + 1, source));
        }
    }
    None
}

/// Finds cue and source in the words before a content: the last cue with a subject, a verb of speech first.
pub(super) fn in_gap_before(scene: &Scene, gap: Range<usize>) -> Option<(Range<usize>, Phrase)> {
    if let Some(cue) = gap.clone().find(|&at| cues::is_according(scene.word(at), scene.word(at + 1)))
        && let Some(source) = subject_after(scene, cue + 2, gap.end)
    {
        return Some((cue..cue + 2, source));
    }
    if let Some(found) = in_the_words_of(scene, &gap) {
        return Some(found);
    }
    let with_subject = |strength: Strength| {
        gap.clone().rev().filter(|&at| cue_at(scene, at) == Some(strength)).find_map(|cue| {
            if is_passive(scene, cue) {
                let has_agent = scene.word(cue + 1) == "by";
                return Some((cue..cue + 1, subject_after(scene, cue + 2, gap.end).filter(|_| has_agent)?));
            }
            let source = subject_before(scene, gap.start, cue)
                .or_else(|| quoted(scene, &(cue.saturating_sub(1)..cue + 1)))
                .or_else(|| participle_subject(scene, gap.start, cue))?;
            Some((cue..cue + 1, source))
        })
    };
    with_subject(Strength::Speech).or_else(|| with_subject(Strength::Stance))
}

/// The strength of a word as a cue; a part of a name ("Washington Post") is none.
pub(super) fn cue_at(scene: &Scene, token: usize) -> Option<Strength> {
    let is_name = || scene.mention_at(token).is_some() && scene.word(token).starts_with(char::is_uppercase);
    cues::verb(scene.word(token)).filter(|_| !is_name() && !is_noun(scene, token))
}

/// Whom somebody quotes: "Lind quoted **Orr** as saying", "**Orr** was quoted by the Elm News as saying".
pub(super) fn quoted(scene: &Scene, cue: &Range<usize>) -> Option<Phrase> {
    let quotes = |token: &usize| matches!(scene.word(*token), "quoted" | "quotes" | "quoting");
    let behind = || {
        let before = cue.start.saturating_sub(10)..cue.start;
        before.rev().find(quotes).filter(|_| scene.word(cue.start) == "as")
    };
    let verb = cue.clone().find(quotes).or_else(behind)?;
    if scene.word(verb + 1) == "by" {
        let sentence = scene.tokens.sentences().get(scene.tokens.sentence_of(verb))?.range();
        let subject = subject_before(scene, sentence.start.max(verb.saturating_sub(REACH)), verb)?;
        return Some(phrase_in(scene, subject.tokens.start..verb - 1));
    }
    let name = before_end(scene, verb + 1);
    person_at(scene, name).filter(|named| scene.word(named.tokens.end) == "as" && named.head != Head::Pronoun)
}

/// "In the words of the mayor, Ada Orr, “…”", "In Ada Orr's words, “…”".
fn in_the_words_of(scene: &Scene, gap: &Range<usize>) -> Option<(Range<usize>, Phrase)> {
    let is_owned = |at: &usize| scene.word(*at) == "words" && matches!(scene.word(*at - 1), "'s" | "’s" | "'" | "’");
    let owned = (gap.start + 2..gap.end).find(is_owned);
    if let Some((cue, owner)) = owned.and_then(|cue| Some((cue, person_at(scene, cue - 2)?))) {
        return Some((cue..cue + 1, owner));
    }
    let cue = gap.clone().find(|&at| scene.word(at) == "words" && scene.word(at + 1) == "of")?;
    let source = phrase_in(scene, cue + 2..gap.end.max(cue + 2));
    (!source.tokens.is_empty() && !is_nobody(scene, &source.tokens)).then_some((cue..cue + 2, source))
}

/// A noun that is written like a verb: "the following comment", "an unemployment rate".
fn is_noun(scene: &Scene, token: usize) -> bool {
    const BEFORE_NOUN: [&str; 13] =
        ["the", "a", "an", "this", "his", "its", "their", "no", "following", "own", "any", "'s", "’s"];
    const MANY: [&str; 11] = ["people", "police", "men", "women", "media", "who", "that", "which", "and", "or", "to"];
    let (word, Some(at)) = (scene.word(token), token.checked_sub(1)) else { return false };
    let before = scene.word(at);
    if BEFORE_NOUN.iter().any(|entry| entry.eq_ignore_ascii_case(before)) {
        return !word.ends_with("ing") && !word.ends_with("ed") && !matches!(word, "said" | "told" | "wrote");
    }
    // One of something "rates": in its base form the word has a subject in the plural, or is a noun.
    let is_one = before.ends_with(|c: char| c.is_ascii_lowercase() && c != 's')
        && !MANY.iter().any(|many| many.eq_ignore_ascii_case(before))
        && !cues::is_auxiliary(before)
        && !is_pronoun(before);
    let is_base = || cues::verb(&format!("{word}s")).is_some();
    is_one && scene.mention_at(at).is_none() && (cues::is_base_of_stance(word) || cues::is_told(word) || is_base())
}

/// "Orr left, calling it “a farce”": the subject of the sentence.
fn participle_subject(scene: &Scene, floor: usize, cue: usize) -> Option<Phrase> {
    // "**The fisherman** asked them to forgive him, saying"
    let opening = || {
        let noun = (floor..cue.min(floor + 4)).find(|&at| names::is_role_noun(scene.word(at)))?;
        phrase_ending(scene, floor, noun + 1)
            .filter(|phrase| phrase.tokens.start == floor && is_determiner(scene.word(floor)))
    };
    scene.word(cue).ends_with("ing").then(|| opening().or_else(|| first_person(scene, floor..cue))).flatten()
}

/// The first person or pronoun in a run of tokens.
pub(super) fn first_person(scene: &Scene, range: Range<usize>) -> Option<Phrase> {
    range.into_iter().find_map(|token| person_at(scene, token))
}
