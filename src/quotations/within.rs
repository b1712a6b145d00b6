//! What stands in marks within words that are known to be quoted, for whoever has no tokens of them.
//!
//! ```
//! use saidwho::{quotations::within::within, span::Span};
//! let text = "it was “late” and ‘cold’";
//! assert_eq!(within(text, Span::new(0, text.len()))[1].of(text), "‘cold’");
//! ```

use crate::span::Span;

/// The stretches in marks of a span whose words are known to be quoted, marks included, in order; of those inside one another
/// the outer. An apostrophe opens nothing, as no mark closes it.
#[must_use]
pub fn within(text: &str, span: Span) -> Vec<Span> {
    let words = span.of(text);
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(start) = words[from..].find(|c| closing(c).is_some()).map(|start| from + start) {
        let end = end_within(words, start);
        found.extend(end.map(|end| Span::new(span.from() + start, span.from() + end)));
        from = end.unwrap_or_else(|| start + words[start..].chars().next().map_or(1, char::len_utf8));
    }
    found
}

/// Where the stretch ends whose mark stands at a byte, when that mark opens one.
fn end_within(words: &str, start: usize) -> Option<usize> {
    // A page of nothing but opening marks costs no more than its length.
    const LONGEST: usize = 1000;
    let mut next = words[start..].chars();
    let mark = next.next()?;
    let closing = closing(mark)?;
    let is_single = matches!(mark, '‘' | '\'' | '`');
    let is_doubled = is_single && next.next() == Some(mark);
    let is_joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if is_single && is_joined(words[..start].chars().next_back()) {
        return None;
    }
    let after = start + mark.len_utf8() * if is_doubled { 2 } else { 1 };
    let mut rest = words[after..].char_indices().take(LONGEST).filter(|(_, c)| closing.contains(c));
    rest.find_map(|(at, c)| {
        let end = after + at + c.len_utf8();
        let next = words[end..].chars().next();
        match (is_doubled, is_single) {
            (true, _) => (next == Some(c)).then_some(end + c.len_utf8()),
            (_, true) => (!is_joined(next)).then_some(end),
            _ => Some(end),
        }
    })
}

/// What closes a mark.
fn closing(mark: char) -> Option<&'static [char]> {
    Some(match mark {
        '“' => &['”'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '»' => &['«'],
        '"' => &['"'],
        '‘' => &['’'],
        '\'' | '`' => &['\''],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_marks_within_a_clause() {
        let cases: &[(&str, &[&str])] = &[
            ("it was “late” and ‘cold’", &["“late”", "‘cold’"]),
            ("it had \"no plans\" to close", &["\"no plans\""]),
            ("the miners’ pay was 'real but modest'", &["'real but modest'"]),
            ("it isn’t ‘the miners’ fault’, she’s sure", &["‘the miners’"]),
            ("the “‘great’ plan” of May", &["“‘great’ plan”"]),
            ("»ja« and „nein“ and «oui»", &["»ja«", "„nein“", "«oui»"]),
            ("it was ''not late'' and ``not cold''", &["''not late''", "``not cold''"]),
            ("the boys’ club’s “view", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let found = within(text, Span::new(0, text.len()));
            assert_eq!(found.iter().map(|span| span.of(text)).collect::<Vec<_>>(), *expected, "{text}");
        }
    }
}
