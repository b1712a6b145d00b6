//! A link's text fragment: `#:~:text=…`, with which a browser scrolls to words and marks them.
//!
//! Short words are given whole, long ones by their first and last few. Where the same words stand earlier in the page, the
//! words before or after tell them apart. A quotation in pieces has one directive a piece.
//!
//! ```
//! use saidwho::{formats::fragment, page::Page, span::Span};
//! let page = Page::from_text("Yes, she said. Yes, he said.");
//! assert_eq!(fragment::of(&page, &[Span::new(0, 4)]), "#:~:text=Yes%2C");
//! assert_eq!(fragment::of(&page, &[Span::new(15, 19)]), "#:~:text=Yes%2C%20she%20said.-,Yes%2C");
//! ```

use super::view::one_line;
use crate::page::Page;
use crate::span::Span;

/// From how many words on only the first and last are given.
const LONG: usize = 12;
/// How many words are given of a long stretch's edges, and of what stands around.
const EDGE: usize = 4;

/// The fragment of a place.
#[must_use]
pub fn of(page: &Page, spans: &[Span]) -> String {
    let directives: Vec<String> = spans.iter().map(|span| directive(page, *span)).collect();
    if directives.is_empty() { String::new() } else { format!("#:~:{}", directives.join("&")) }
}

fn directive(page: &Page, span: Span) -> String {
    let text = page.text();
    // A stretch that is given whole must not run on over the edge of a block; an edge of words neither.
    let blocks = || page.blocks().iter().filter(|block| block.span.overlaps(span));
    let inside = |block: Span| {
        let cut = Span { start: block.start.max(span.start), end: block.end.min(span.end) };
        cut.of(text).split_whitespace().collect::<Vec<_>>()
    };
    let (Some(first), Some(last)) = (blocks().next(), blocks().next_back()) else { return "text=".to_owned() };
    let (head, tail) = (inside(first.span), inside(last.span));
    let is_whole = first.span == last.span && head.len() < LONG;
    let start = if is_whole { head.join(" ") } else { head[..head.len().min(EDGE)].join(" ") };
    let mut parts = vec![encoded(&start)];
    if !is_whole {
        parts.push(encoded(&tail[tail.len().saturating_sub(EDGE)..].join(" ")));
    }
    let before = text.get(..span.from()).unwrap_or("");
    if one_line(before).contains(&start) {
        let around = Span { start: first.span.start, end: span.start.max(first.span.start) };
        let prefix: Vec<&str> = around.of(text).split_whitespace().collect();
        let around = Span { start: span.end.min(last.span.end), end: last.span.end };
        let suffix: Vec<&str> = around.of(text).split_whitespace().collect();
        if !prefix.is_empty() {
            parts.insert(0, format!("{}-", encoded(&prefix[prefix.len().saturating_sub(EDGE)..].join(" "))));
        } else if !suffix.is_empty() {
            parts.push(format!("-{}", encoded(&suffix[..suffix.len().min(EDGE)].join(" "))));
        }
    }
    format!("text={}", parts.join(","))
}

/// Percent-encoded; the marks that a directive uses itself are too.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"_.~!*'()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_their_fragments() {
        let text = "A head\nOne, two & three-four 😀 “yes”.\nYes.\nYes. It goes on for a very long while and then some more words to the end.";
        let cases = [
            ("marks and signs", vec!["two & three-four 😀"], "text=two%20%26%20three%2Dfour%20%F0%9F%98%80"),
            ("over blocks", vec!["“yes”.\nYes."], "text=%E2%80%9Cyes%E2%80%9D.,Yes."),
            (
                "long",
                vec!["It goes on for a very long while and then some more words to the end."],
                "text=It%20goes%20on%20for,words%20to%20the%20end.",
            ),
            ("pieces", vec!["One", "three"], "text=One&text=three"),
            ("nothing", vec![], ""),
        ];
        let page = Page::from_text(text);
        for (name, words, expected) in cases {
            let spans: Vec<Span> = words
                .iter()
                .map(|words| text.find(words).map_or(Span::default(), |at| Span::new(at, at + words.len())))
                .collect();
            let expected = if expected.is_empty() { String::new() } else { format!("#:~:{expected}") };
            assert_eq!(of(&page, &spans), expected, "{name}");
        }
        let second = text.rfind("Yes.").expect("it is there");
        assert_eq!(
            of(&page, &[Span::new(second, second + 4)]),
            "#:~:text=Yes.,-It%20goes%20on%20for",
            "words that stand earlier too"
        );
    }
}
