//! A text in which other ways of writing the same are the same: white space, quotation marks and dashes.
//!
//! Every byte of the folded text knows where it stands in the text that it was made from.

use crate::span::Span;

/// A folded text.
#[derive(Debug)]
pub struct Folded {
    text: String,
    /// For every byte of the folded text, the byte of the text at which its character begins, and one more for the end.
    from: Vec<u32>,
    /// For every byte, where its character ends in the text.
    to: Vec<u32>,
}

/// What one character is folded to; the empty string when it is nothing that is seen.
fn fold(c: char, out: &mut [u8; 4]) -> &str {
    match c {
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => "",
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => "\"",
        '‘' | '’' | '‚' | '‛' | '`' | '´' | '′' | '‹' | '›' => "'",
        '‐'..='―' | '−' => "-",
        '…' => "...",
        c if c.is_whitespace() => " ",
        c => c.encode_utf8(out),
    }
}

/// A short text, folded.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push(&mut out, fold(c, &mut [0; 4]));
    }
    out
}

/// Adds a character; several spaces are one. Gives how many bytes were added.
fn push(out: &mut String, folded: &str) -> usize {
    if folded == " " && (out.is_empty() || out.ends_with(' ')) {
        return 0;
    }
    out.push_str(folded);
    folded.len()
}

impl Folded {
    /// Folds a text.
    pub fn new(text: &str) -> Self {
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut made = Self {
            text: String::with_capacity(text.len()),
            from: Vec::with_capacity(text.len()),
            to: Vec::with_capacity(text.len()),
        };
        for (at, c) in text.char_indices() {
            for _ in 0..push(&mut made.text, fold(c, &mut [0; 4])) {
                made.from.push(narrow(at));
                made.to.push(narrow(at + c.len_utf8()));
            }
        }
        made
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a stretch of the folded text stands in the text.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        let last = self.to.get(end.checked_sub(1)?)?;
        Some(Span { start: *self.from.get(start)?, end: *last }).filter(|span| !span.is_empty())
    }

    /// The first byte of the folded text that stands at a byte of the text or after it.
    pub fn at(&self, byte: usize) -> usize {
        self.from.partition_point(|&from| (from as usize) < byte)
    }
}
