//! Cuts the tokens of a block into sentences.
//!
//! A sentence ends at `.`, `!`, `?` or an ellipsis, takes the closing marks that follow, and the next one begins with
//! a capital, a digit or an opening mark. After an abbreviation the next word decides.

use super::Sentence;
use crate::span::Span;

/// Abbreviations that stand before a name, so never end a sentence.
const TITLES: &[&str] = &[
    "adm.", "brig.", "capt.", "cmdr.", "col.", "cpl.", "det.", "dr.", "gen.", "gov.", "hon.", "lt.", "maj.", "messrs.",
    "mr.", "mrs.", "ms.", "mt.", "pres.", "prof.", "pvt.", "rep.", "reps.", "rev.", "sen.", "sens.", "sgt.", "st.",
    "supt.", "v.", "vs.", "fig.",
];

/// Words that begin a sentence far more often than a name, read after an abbreviation.
const OPENERS: &[&str] = &[
    "The", "A", "An", "In", "On", "At", "He", "She", "It", "They", "We", "I", "You", "But", "And", "This", "That",
    "These", "Those", "There", "His", "Her", "Its", "Their", "For", "As", "If", "When", "While", "After", "Before",
    "However", "Meanwhile", "Some", "Many", "Most", "No", "Not", "So", "What", "Why", "How", "Who", "Such", "Both",
    "Even", "By", "With", "From", "Last", "Earlier", "Now", "Then", "Yet", "Also", "Our", "My", "Other", "One",
];

/// Appends the sentences made of the tokens from `first` on.
pub(super) fn split(text: &str, spans: &[Span], first: usize, block: u32, sentences: &mut Vec<Sentence>) {
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut start = first;
    let mut at = first;
    while at < spans.len() {
        let token = spans[at].of(text);
        at += 1;
        if !may_end(token) {
            continue;
        }
        let mut end = at;
        while end < spans.len() && is_closing(spans, text, end) {
            end += 1;
        }
        if end < spans.len() && !ends(token, spans, text, at, end) {
            continue;
        }
        sentences.push(Sentence { first: narrow(start), end: narrow(end), block });
        (start, at) = (end, end);
    }
    if start < spans.len() {
        sentences.push(Sentence { first: narrow(start), end: narrow(spans.len()), block });
    }
}

fn may_end(token: &str) -> bool {
    matches!(token.as_bytes().last(), Some(b'.' | b'!' | b'?')) || token == "…" || token == "。"
}

/// A closing mark that touches the token before it: a straight mark after a blank opens the next sentence.
fn is_closing(spans: &[Span], text: &str, at: usize) -> bool {
    let token = spans[at].of(text);
    let touches = at > 0 && spans[at - 1].end == spans[at].start;
    match token {
        "”" | "»" | ")" | "]" | "!" | "?" | "." => touches,
        "\"" | "''" | "'" | "’" | "’’" => touches,
        _ => false,
    }
}

/// Whether a token that may end a sentence does, given what follows it and its closing marks.
fn ends(token: &str, spans: &[Span], text: &str, at: usize, end: usize) -> bool {
    let next = spans[end].of(text);
    let Some(c) = next.chars().next() else { return true };
    // "He **said.He** left", but not "**.Net**"
    let lacks_blank = || {
        let follows = at > 1 && spans[at - 2].end == spans[at - 1].start;
        token == "." && follows && (c.is_uppercase() || c == '“')
    };
    if spans[end - 1].end == spans[end].start && !token.ends_with(['!', '?']) && !lacks_blank() {
        return false;
    }
    let opens = c.is_uppercase() || c.is_numeric() || matches!(c, '“' | '"' | '‘' | '«' | '„' | '\'' | '(' | '[' | '$');
    let caseless = c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase();
    if !opens && !caseless {
        return false;
    }
    if token.len() == 1 || !token.ends_with('.') || token.starts_with('.') {
        // After closing marks a name may go on with the writer's cue: “No!” Orr said. That is still a new sentence
        // for a full stop, but part of this one for the marks that stand inside a quotation.
        return !(token != "." && end > at && is_cue_follow(spans, text, end));
    }
    // An abbreviation.
    if TITLES.iter().any(|title| title.eq_ignore_ascii_case(token)) || is_initial(token) {
        return false;
    }
    end > at || OPENERS.contains(&next) || matches!(c, '“' | '"' | '‘' | '«')
}

/// “Go!” Orr said: within four words of the closing mark stands a verb of saying.
fn is_cue_follow(spans: &[Span], text: &str, end: usize) -> bool {
    spans[end..].iter().take(4).any(|span| {
        matches!(
            span.of(text),
            "said"
                | "says"
                | "asked"
                | "asks"
                | "added"
                | "wrote"
                | "told"
                | "tells"
                | "replied"
                | "continued"
                | "shouted"
        )
    })
}

/// "J.", but not "I." with a sentence before it, which no news text has.
fn is_initial(token: &str) -> bool {
    let mut letters = token.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.') && letters.next().is_none()
}
