//! What a mark is where it stands: of which family, and whether it opens, closes, or is an apostrophe.
//!
//! What enters is a place among the tokens; what leaves is the mark that begins there. Where a mark has no direction of its
//! own, what it touches decides.
//!
//! ```
//! use saidwho::{page::Page, quotations::marks, tokens};
//! let page = Page::from_text("’Tis the officials’ view that ‘it is late’.");
//! let marked = marks::find(&page, &tokens::tokenize(&page));
//! assert_eq!(marked[0].inner.of(page.text()), "it is late");
//! ```

use crate::span::Span;

/// What a mark looks like; an opening one is closed by one of the same family.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Family {
    Double,
    Single,
    Angle,
    AngleSingle,
    Corner,
}

/// What a mark can do where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Role {
    pub(super) family: Family,
    pub(super) opens: bool,
    pub(super) closes: bool,
}

/// A mark in the text: one token, or two that belong together.
pub(super) struct Mark {
    pub(super) role: Role,
    pub(super) token: usize,
    pub(super) width: usize,
}

/// The mark that begins at token `at`, if one does.
pub(super) fn mark_at(text: &str, spans: &[Span], first: usize, at: usize, end: usize) -> Option<Mark> {
    let token = spans[at].of(text);
    let (family, direction, width) = match token {
        "“" | "„" | "‟" => (Family::Double, Some(true), 1),
        "”" => (Family::Double, Some(false), 1),
        "\"" | "''" | "＂" => (Family::Double, None, 1),
        "’’" => (Family::Double, Some(false), 1),
        "‘" if next_is(text, spans, at, end, "‘") => (Family::Double, Some(true), 2),
        "`" if next_is(text, spans, at, end, "`") => (Family::Double, Some(true), 2),
        "‘" | "‚" | "`" => (Family::Single, Some(true), 1),
        "'" | "’" => (Family::Single, if token == "’" { Some(false) } else { None }, 1),
        "«" | "»" => (Family::Angle, None, 1),
        "‹" | "›" => (Family::AngleSingle, None, 1),
        "「" | "『" => (Family::Corner, Some(true), 1),
        "」" | "』" => (Family::Corner, Some(false), 1),
        _ => return None,
    };
    let touches_left = at > first && spans[at - 1].end == spans[at].start && !opens_bracket(spans[at - 1].of(text));
    let last = at + width - 1;
    let touches_right =
        last + 1 < end && spans[last].end == spans[last + 1].start && !closes_bracket(spans[last + 1].of(text));
    let free = Role { family, opens: touches_right || !touches_left, closes: touches_left || !touches_right };
    let role = match (token, direction) {
        ("«" | "‹", _) => {
            Role { family, opens: touches_right || !touches_left, closes: touches_left && !touches_right }
        }
        ("»" | "›", _) => {
            Role { family, opens: touches_right && !touches_left, closes: touches_left || !touches_right }
        }
        // “ also ends a low-high quotation, and is typed for ” now and then; ” for “ as well.
        (_, Some(true)) => {
            Role { family, opens: touches_right || !touches_left, closes: touches_left && !touches_right }
        }
        // "He said:**”**It is late.”" has no space.
        (_, Some(false)) => {
            let is_free = !touches_left || spans[at - 1].of(text) == ":";
            Role { family, opens: touches_right && is_free && family == Family::Double, closes: true }
        }
        (_, None) if family == Family::Single => {
            Role { family, opens: touches_right && !touches_left, closes: touches_left }
        }
        _ => free,
    };
    (role.opens || role.closes).then_some(Mark { role, token: at, width })
}

fn next_is(text: &str, spans: &[Span], at: usize, end: usize, token: &str) -> bool {
    at + 1 < end && spans[at].end == spans[at + 1].start && spans[at + 1].of(text) == token
}

fn opens_bracket(token: &str) -> bool {
    matches!(token, "(" | "[" | "—" | "–" | "-" | "/" | "“" | "\"" | "‘" | "«" | "''")
}

pub(super) fn closes_bracket(token: &str) -> bool {
    matches!(
        token,
        ")" | "]" | "—" | "–" | "-" | "/" | "," | "." | ";" | ":" | "!" | "?" | "…" | "”" | "\"" | "’" | "''" | "»"
    )
}

/// A single mark after a word in -s with a word after it ("the officials’ view") is an apostrophe, if a better
/// closing mark follows in the same block.
pub(super) fn is_apostrophe(text: &str, spans: &[Span], at: usize, end: usize) -> bool {
    let after_s = at > 0 && spans[at - 1].end == spans[at].start && spans[at - 1].of(text).ends_with(['s', 'S']);
    let before_word = at + 1 < end
        && spans[at].end != spans[at + 1].start
        && spans[at + 1].of(text).chars().next().is_some_and(char::is_alphanumeric);
    after_s && before_word && single_is_closed(text, spans, at, end)
}

/// Whether a single closing mark follows an opening one at `at` before another opening one: else it was an
/// apostrophe (’Tis, the ’90s, rock ’n’ roll).
pub(super) fn single_is_closed(text: &str, spans: &[Span], at: usize, end: usize) -> bool {
    let next = if at + 1 < end { spans[at + 1].of(text) } else { "" };
    let elided = ["tis", "twas", "n", "em", "til", "cause", "round", "bout"];
    if elided.iter().any(|word| word.eq_ignore_ascii_case(next))
        || next.starts_with(|c: char| c.is_ascii_digit()) && next.ends_with('s')
    {
        return false;
    }
    // A bound on the look ahead keeps a page of nothing but apostrophes linear.
    let limit = end.min(at + 400);
    for index in at + 1..limit {
        let token = spans[index].of(text);
        match token {
            "‘" | "‚" => return false,
            "’" | "'" => {
                let touches_left = spans[index - 1].end == spans[index].start;
                let touches_right = index + 1 < end
                    && spans[index].end == spans[index + 1].start
                    && spans[index + 1].of(text).chars().next().is_some_and(char::is_alphanumeric);
                if touches_left && !touches_right {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}
