//! Where a mark begins and ends: whole words, unless the reader asks for less, and a word more or less by key.
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

    proptest::proptest! {
        #[test]
        fn edges_stay_on_characters(text in "[ a-cé’😀.]{0,20}", start in 0usize..30, end in 0usize..30, later: bool) {
            let place = |mut at: usize| { at = at.min(text.len()); while !text.is_char_boundary(at) { at -= 1; } at };
            let span = Span::new(place(start), place(end));
            let word = words(&text, span);
            proptest::prop_assert!(text.get(word.range()).is_some() || word.is_empty());
            for edge in [Edge::Start, Edge::End] {
                if !span.is_empty() {
                    proptest::prop_assert!(!moved(&text, span, edge, later).of(&text).is_empty());
                }
            }
        }
    }
}
