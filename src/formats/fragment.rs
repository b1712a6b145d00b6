//! A link's text fragment: `#:~:text=…`, with which a browser scrolls to words and marks them.
//!
//! Short words are given whole, long ones by their first and last few. Where the same words stand earlier in the page, the
//! words before or after tell them apart. A quotation in pieces has one directive a piece.
//!
//! ```
//! use saidwho::{formats::fragment::Fragments, page::Page, span::Span};
//! let page = Page::from_text("Yes, she said. Yes, he said.");
//! let fragments = Fragments::new(&page);
//! assert_eq!(fragments.of(&[Span::new(0, 4)]), "#:~:text=Yes%2C");
//! assert_eq!(fragments.of(&[Span::new(15, 19)]), "#:~:text=Yes%2C%20she%20said.-,Yes%2C");
//! ```

use super::view::one_line;
use crate::page::{Block, Page};
use crate::span::Span;
use foldhash::HashMap;

/// From how many words on only the first and last are given.
const LONG: usize = 12;
/// How many words are given of a long stretch's edges, and of what stands around.
const EDGE: usize = 4;

/// What fragments of a page are made from: the page's words are looked up once for all of them.
#[derive(Debug)]
pub struct Fragments<'a> {
    page: &'a Page,
    /// Where each word of letters and digits begins, in bytes.
    words: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Fragments<'a> {
    /// The fragments of a page.
    #[must_use]
    pub fn new(page: &'a Page) -> Self {
        let (text, mut words) = (page.text(), HashMap::<_, Vec<_>>::default());
        let mut start = 0;
        for (at, sign) in text.match_indices(|c: char| !c.is_alphanumeric()).chain([(text.len(), "")]) {
            if start < at {
                words.entry(&text[start..at]).or_default().push(start);
            }
            start = at + sign.len();
        }
        Self { page, words }
    }

    /// The fragment of a place.
    #[must_use]
    pub fn of(&self, spans: &[Span]) -> String {
        let directives: Vec<String> = spans.iter().map(|span| self.directive(*span)).collect();
        if directives.is_empty() { String::new() } else { format!("#:~:{}", directives.join("&")) }
    }

    fn directive(&self, span: Span) -> String {
        let (text, blocks) = (self.page.text(), self.page.blocks());
        // A stretch that is given whole must not run on over the edge of a block; an edge of words neither.
        let from = blocks.partition_point(|block| block.span.end <= span.start);
        let to = blocks.partition_point(|block| block.span.start < span.end);
        let touched = blocks.get(from..to).unwrap_or_default();
        let (Some(first), Some(last)) = (touched.first(), touched.last()) else { return "text=".to_owned() };
        let inside = |block: &Block| {
            let cut = Span { start: block.span.start.max(span.start), end: block.span.end.min(span.end) };
            cut.of(text).split_whitespace().collect::<Vec<_>>()
        };
        let (head, tail) = (inside(first), inside(last));
        let is_whole = first.span == last.span && head.len() < LONG;
        let start = if is_whole { &head[..] } else { &head[..head.len().min(EDGE)] };
        let mut parts = vec![encoded(&start.join(" "))];
        if !is_whole {
            parts.push(encoded(&tail[tail.len().saturating_sub(EDGE)..].join(" ")));
        }
        if self.stand_before(start, span.from()) {
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

    /// Whether words stand in the text before a byte, whatever white space is between them. They begin there where a word
    /// begins, as a browser finds them.
    fn stand_before(&self, words: &[&str], end: usize) -> bool {
        let before = self.page.text().get(..end).unwrap_or("");
        let wanted = words.join(" ");
        let Some(lead) = wanted.find(char::is_alphanumeric) else { return one_line(before).contains(&wanted) };
        let first = wanted[lead..].split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let places = self.words.get(first).map_or(&[][..], Vec::as_slice);
        places.iter().take_while(|place| **place < end).any(|place| {
            let mut rest = before.get(place.saturating_sub(lead)..).unwrap_or("");
            words.iter().enumerate().all(|(number, word)| {
                let left = if number == 0 { rest } else { rest.trim_start() };
                let is_apart = number == 0 || left.len() < rest.len();
                is_apart && left.strip_prefix(word).inspect(|after| rest = after).is_some()
            })
        })
    }
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
        let fragments = Fragments::new(&page);
        for (name, words, expected) in cases {
            let spans: Vec<Span> = words
                .iter()
                .map(|words| text.find(words).map_or(Span::default(), |at| Span::new(at, at + words.len())))
                .collect();
            let expected = if expected.is_empty() { String::new() } else { format!("#:~:{expected}") };
            assert_eq!(fragments.of(&spans), expected, "{name}");
        }
        let second = text.rfind("Yes.").expect("it is there");
        assert_eq!(
            fragments.of(&[Span::new(second, second + 4)]),
            "#:~:text=Yes.,-It%20goes%20on%20for",
            "words that stand earlier too"
        );
    }
}
