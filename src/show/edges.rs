//! Where a mark begins and ends: whole words, unless the reader asks for less; a word more or less by key, or as far as an
//! edge is dragged.
//!
//! ```
//! use saidwho::{show::edges, span::Span};
//! let text = "Ada Lind’s bridge, he said.";
//! assert_eq!(edges::words(text, Span::new(1, 6)).of(text), "Ada Lind’s");
//! assert_eq!(edges::moved(text, Span::new(0, 3), edges::Edge::End, true).of(text), "Ada Lind’s");
//! ```

use crate::span::Span;

/// One end of a mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edge {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
}

/// The span without white space at its edges.
#[must_use]
pub fn trimmed(text: &str, span: Span) -> Span {
    let inside = span.of(text);
    let lead = inside.len() - inside.trim_start().len();
    Span::new(span.from() + lead, span.from() + lead + inside.trim().len())
}

/// The span grown to whole words, without white space at its edges.
#[must_use]
pub fn words(text: &str, span: Span) -> Span {
    let span = trimmed(text, span);
    if span.is_empty() {
        return span;
    }
    let (before, after) = (text.get(..span.from()).unwrap_or(""), text.get(span.to()..).unwrap_or(""));
    let (first, last) = (span.of(text).chars().next(), span.of(text).chars().next_back());
    let mut start = span.from();
    if first.is_some_and(is_inner) {
        start -= before.chars().rev().take_while(|&c| is_inner(c)).map(char::len_utf8).sum::<usize>();
        // A mark that hangs on the word's left is not of it.
        let lead: usize =
            text[start..span.from()].chars().take_while(|c| !c.is_alphanumeric()).map(char::len_utf8).sum();
        start += lead;
    }
    let mut end = span.to();
    if last.is_some_and(is_inner) {
        end += after.chars().take_while(|&c| is_inner(c)).map(char::len_utf8).sum::<usize>();
        let tail: usize =
            text[span.to()..end].chars().rev().take_while(|c| !c.is_alphanumeric()).map(char::len_utf8).sum();
        end -= tail;
    }
    Span::new(start, end)
}

/// Whether a character can stand inside a word.
fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '\u{ad}' | '\u{2011}')
}

/// The span with one edge moved by a word: `later` on in the text, else back. It never becomes empty.
#[must_use]
pub fn moved(text: &str, span: Span, edge: Edge, later: bool) -> Span {
    let all: Vec<Span> = all_words(text);
    let next = match (edge, later) {
        // Past the first word of the span, and the mark before it.
        (Edge::Start, true) => all.iter().filter(|word| word.end > span.start).nth(1).map(|word| word.start),
        (Edge::Start, false) => all.iter().rev().find(|word| word.start < span.start).map(|word| word.start),
        (Edge::End, true) => all.iter().find(|word| word.end > span.end).map(|word| word.end),
        (Edge::End, false) => all.iter().rev().filter(|word| word.start < span.end).nth(1).map(|word| word.end),
    };
    let Some(next) = next else { return span };
    let new = match edge {
        Edge::Start => Span { start: next, end: span.end },
        Edge::End => Span { start: span.start, end: next },
    };
    if new.is_empty() { span } else { new }
}

/// The span with one edge dragged to a byte of the text: to the nearer side of the word that stands there, or exactly. It
/// never becomes empty: one word stays, or one letter.
#[must_use]
pub fn dragged(text: &str, span: Span, edge: Edge, at: usize, exact: bool) -> Span {
    let Some(at) = (if exact { text.is_char_boundary(at).then_some(at) } else { nearer(text, edge, at) }) else {
        return span;
    };
    let (inside, is_apart) = (span.of(text), |c: char| !is_inner(c));
    let new = match edge {
        Edge::Start => {
            let last_word = inside.trim_end_matches(is_apart).trim_end_matches(is_inner).len();
            let last_letter = inside.char_indices().next_back().map_or(0, |(at, _)| at);
            Span::new(at.min(span.from() + if exact { last_letter } else { last_word }), span.to())
        }
        Edge::End => {
            let first_word = inside.len() - inside.trim_start_matches(is_apart).trim_start_matches(is_inner).len();
            let first_letter = inside.chars().next().map_or(0, char::len_utf8);
            Span::new(span.from(), at.max(span.from() + if exact { first_letter } else { first_word }))
        }
    };
    let new = trimmed(text, new);
    if new.is_empty() { span } else { new }
}

/// Where an edge goes that is dragged into a word.
fn nearer(text: &str, edge: Edge, at: usize) -> Option<usize> {
    let (before, after) = text.split_at_checked(at)?;
    let (start, rest) = (before.trim_end_matches(is_inner), after.trim_start_matches(is_inner));
    if start.len() == before.len() || rest.len() == after.len() {
        return Some(at);
    }
    // A word that is left out takes with it what hangs on it.
    let hangs = |c: char| !is_inner(c) && !c.is_whitespace();
    let is_first_half = before.len() - start.len() < after.len() - rest.len();
    Some(match (edge, is_first_half) {
        (Edge::Start, true) => start.len(),
        (Edge::Start, false) => text.len() - rest.trim_start_matches(hangs).len(),
        (Edge::End, true) => start.trim_end_matches(hangs).len(),
        (Edge::End, false) => text.len() - rest.len(),
    })
}

/// Every word with the letters and marks that hang on it.
fn all_words(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, is_inner(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                if text[from..at].contains(char::is_alphanumeric) {
                    found.push(Span::new(from, at));
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words() {
        let text = "“It is ‘late’,” Ada-May O’Neill said. É😀!";
        let at = |part: &str| {
            let start = text.find(part).expect("it is there");
            Span::new(start, start + part.len())
        };
        let cases = [
            ("t i", "It is"),
            ("da-M", "Ada-May"),
            ("Neil", "O’Neill"),
            (" said. ", "said."),
            ("lat", "late"),
            ("‘late’", "‘late’"),
            ("“It", "“It"),
            ("É", "É"),
            (" ", ""),
        ];
        for (part, expected) in cases {
            assert_eq!(words(text, at(part)).of(text), expected, "{part:?}");
        }
    }

    #[test]
    fn edges_move_by_words() {
        let text = "One two, three.";
        let two = Span::new(4, 7);
        let cases = [
            (Edge::Start, false, "One two"),
            (Edge::Start, true, "two"),
            (Edge::End, true, "two, three"),
            (Edge::End, false, "two"),
        ];
        for (edge, later, expected) in cases {
            assert_eq!(moved(text, two, edge, later).of(text), expected, "{edge:?} {later}");
        }
    }

    #[test]
    fn edges_are_dragged_to_words() {
        let text = "He said, “It is late—too late,” and left.";
        let cases = [
            // the span, its edge, dragged into or before these words by so many bytes, exactly or not, what it is then
            ("is late", Edge::Start, "It", 1, false, "is late"),
            ("is late", Edge::Start, "“", 0, false, "“It is late"),
            ("is late", Edge::Start, "said", 3, false, "“It is late"),
            ("is late", Edge::Start, "said", 1, false, "said, “It is late"),
            ("is late", Edge::Start, "said", 1, true, "aid, “It is late"),
            ("is late", Edge::Start, "left", 2, false, "late"),
            ("is late", Edge::Start, "left", 2, true, "e"),
            ("“It is", Edge::End, "too", 1, false, "“It is late"),
            ("“It is", Edge::End, "too", 2, false, "“It is late—too"),
            ("“It is", Edge::End, "and", 0, false, "“It is late—too late,”"),
            ("“It is", Edge::End, "and", 1, false, "“It is late—too late,”"),
            ("“It is", Edge::End, "He", 0, false, "“It"),
            ("“It is", Edge::End, "He", 0, true, "“"),
            ("said", Edge::End, "It", 1, false, "said, “It"),
            ("said, “It", Edge::End, "is", 0, false, "said, “It"),
            ("“", Edge::Start, "left", 2, false, "“"),
            ("left.", Edge::End, "left", 99, false, "left."),
        ];
        for (part, edge, word, inside, exact, expected) in cases {
            let start = text.find(part).expect("it is there");
            let at = text.find(word).expect("it is there") + inside;
            let new = dragged(text, Span::new(start, start + part.len()), edge, at, exact);
            assert_eq!(new.of(text), expected, "{part:?} {edge:?} {word:?} {inside} {exact}");
        }
    }

    proptest::proptest! {
        #[test]
        fn edges_stay_on_characters(text in "[ a-cé’😀.]{0,20}", start in 0usize..30, end in 0usize..30,
            at in 0usize..30, later: bool) {
            let place = |mut at: usize| { at = at.min(text.len()); while !text.is_char_boundary(at) { at -= 1; } at };
            let span = Span::new(place(start), place(end));
            let word = words(&text, span);
            proptest::prop_assert!(text.get(word.range()).is_some() || word.is_empty());
            for edge in [Edge::Start, Edge::End] {
                if !span.is_empty() {
                    proptest::prop_assert!(!moved(&text, span, edge, later).of(&text).is_empty());
                    let new = dragged(&text, span, edge, at, later);
                    proptest::prop_assert!(new == span || !new.of(&text).trim().is_empty());
                }
            }
        }
    }
}
