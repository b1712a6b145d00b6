//! Cuts a block into words and marks.
//!
//! A chunk between white space is peeled from both ends (brackets, quotation marks, commas) and what is left is cut
//! at hyphens, slashes, possessives and contractions. Whether a final dot belongs to the word is decided here, from
//! the word's own shape and a list of abbreviations; whether it ends a sentence, in the sibling module.

use crate::span::Span;

/// Abbreviations that keep their dot. Initials ("J.") and dotted letters ("U.S.") need no list.
const ABBREVIATIONS: &[&str] = &[
    "adm", "apr", "assn", "aug", "ave", "bros", "brig", "capt", "cmdr", "co", "col", "corp", "cpl", "dec", "dept",
    "det", "dr", "esq", "est", "etc", "feb", "fig", "fri", "ft", "gen", "gov", "hon", "inc", "jan", "jr", "jul", "jun",
    "lt", "ltd", "maj", "mar", "messrs", "mon", "mr", "mrs", "ms", "mt", "nov", "oct", "ph.d", "pres", "prof", "pvt",
    "rep", "reps", "rev", "sat", "sen", "sens", "sept", "sep", "sgt", "sr", "st", "sun", "supt", "thu", "thurs", "tue",
    "tues", "univ", "v", "vs", "wed", "calif", "conn", "fla", "ga", "ill", "ind", "kan", "ky", "md", "mass", "mich",
    "minn", "miss", "mo", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "va", "vt", "wash", "wis", "wyo",
];

/// Whether a word without its final dot is an abbreviation that keeps it.
pub(super) fn is_abbreviation(stem: &str) -> bool {
    if stem.len() > 8 || stem.is_empty() {
        return false;
    }
    let mut letters = stem.chars();
    if let (Some(first), None) = (letters.next(), letters.next()) {
        return first.is_uppercase();
    }
    if is_dotted(stem) {
        return true;
    }
    let first_is_letter = stem.as_bytes()[0].is_ascii_alphabetic();
    first_is_letter && ABBREVIATIONS.iter().any(|entry| entry.eq_ignore_ascii_case(stem))
}

/// "U.S", "p.m", "D.C", "Ph.D": single letters with dots between them.
fn is_dotted(stem: &str) -> bool {
    stem.contains('.') && stem.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

/// Whether a character never belongs to a word, wherever it stands.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '“' | '”'
            | '„'
            | '‟'
            | '"'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '‘'
            | '‚'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '<'
            | '>'
            | ';'
            | '!'
            | '?'
            | '…'
            | '—'
            | '–'
            | '-'
            | '/'
            | '|'
            | '*'
            | '•'
            | '·'
            | '='
            | '+'
            | '~'
            | '^'
            | '%'
            | '$'
            | '£'
            | '€'
            | '¥'
            | '₹'
            | '#'
            | '、'
            | '。'
            | '「'
            | '」'
            | '『'
            | '』'
            | '，'
            | '\\'
            | '`'
            | '_'
    )
}

/// Whether a character is a mark only at the end of a chunk, or before something that is not a digit.
fn is_soft_mark(c: char) -> bool {
    matches!(c, ',' | ':' | '.' | '\'' | '’')
}

/// Appends the tokens of `block` to `spans`.
pub(super) fn split(text: &str, block: Span, spans: &mut Vec<Span>) {
    let body = block.of(text);
    let bytes = body.as_bytes();
    let base = block.from();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        if byte >= 0x80 {
            let Some(c) = body[at..].chars().next() else { break };
            if is_blank(c) {
                at += c.len_utf8();
                continue;
            }
        }
        let end = chunk_end(body, at);
        split_chunk(body, at, end, base, spans);
        at = end;
    }
}

/// White space, and what only says in which direction a text runs: saved pages begin paragraphs with it, before a mark.
pub(super) fn is_blank(c: char) -> bool {
    const DIRECTIONS: [char; 12] = [
        '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}',
        '\u{2068}', '\u{2069}', '\u{feff}',
    ];
    c.is_whitespace() || DIRECTIONS.contains(&c)
}

/// Where the run of characters that are not white space ends.
fn chunk_end(body: &str, at: usize) -> usize {
    let bytes = body.as_bytes();
    let mut end = at;
    while end < bytes.len() {
        let byte = bytes[end];
        if byte < 0x80 {
            if byte.is_ascii_whitespace() {
                break;
            }
            end += 1;
        } else {
            let Some(c) = body[end..].chars().next() else { break };
            if is_blank(c) {
                break;
            }
            end += c.len_utf8();
        }
    }
    end
}

/// An address on the web or a mail address: kept whole but for trailing marks.
fn is_address(chunk: &str) -> bool {
    // Most chunks have neither sign, and are spared the searches.
    let has_sign = || chunk.bytes().any(|byte| matches!(byte, b'/' | b'@'));
    chunk.len() > 4
        && (chunk.starts_with("www.")
            || has_sign()
                && (chunk.contains("://") || (chunk.contains('@') && chunk.contains('.') && !chunk.starts_with('@'))))
}

fn split_chunk(body: &str, start: usize, end: usize, base: usize, spans: &mut Vec<Span>) {
    let chunk = &body[start..end];
    if is_address(chunk) {
        let trimmed =
            chunk.trim_end_matches(|c: char| is_soft_mark(c) || matches!(c, ')' | '”' | '"' | '!' | '?' | ';'));
        if !trimmed.is_empty() && trimmed.chars().next().is_some_and(char::is_alphanumeric) {
            spans.push(Span::new(base + start, base + start + trimmed.len()));
            return split_marks(body, start + trimmed.len(), end, base, spans);
        }
    }
    split_marks(body, start, end, base, spans);
}

/// Cuts at marks; what stands between them is a word, perhaps with an apostrophe inside.
fn split_marks(body: &str, start: usize, end: usize, base: usize, spans: &mut Vec<Span>) {
    let mut word = start;
    let mut at = start;
    let mut push = |from: usize, to: usize| {
        if from < to {
            spans.push(Span::new(base + from, base + to));
        }
    };
    while at < end {
        if body.as_bytes()[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let Some(c) = body[at..end].chars().next() else { break };
        let next = at + c.len_utf8();
        if is_mark(c) {
            word_pieces(body, word, at, &mut push);
            push(at, next);
            (word, at) = (next, next);
        } else if is_soft_mark(c) {
            let width = soft_mark_width(body, word, at, end, c);
            if width == 0 {
                at = next;
                continue;
            }
            word_pieces(body, word, at, &mut push);
            push(at, at + width);
            (word, at) = (at + width, at + width);
        } else {
            at = next;
        }
    }
    word_pieces(body, word, end, &mut push);
}

/// How many bytes from `at` make a mark of their own; 0 when the character belongs to its word.
fn soft_mark_width(body: &str, word: usize, at: usize, end: usize, c: char) -> usize {
    let width = c.len_utf8();
    let rest = &body[at..end];
    let after = rest[width..].chars().next();
    match c {
        '\'' | '’' => {
            let doubled = rest.chars().take_while(|&other| other == c).count();
            if doubled >= 2 {
                return 2 * width;
            }
            // An apostrophe with letters on both sides belongs to the word (O'Brien, Russia's, don't).
            let inside = word < at && after.is_some_and(char::is_alphanumeric);
            if inside { 0 } else { width }
        }
        '.' => {
            let dots = rest.bytes().take_while(|&byte| byte == b'.').count();
            if dots >= 2 {
                return dots;
            }
            if after.is_some_and(char::is_alphanumeric) && word < at {
                return usize::from(is_glued(&body[word..at], &rest[width..]));
            }
            if word < at && is_abbreviation(&body[word..at]) { 0 } else { 1 }
        }
        // "1,000" and "10:30", but not "said:he".
        _ => {
            let digit_before = body[word..at].bytes().next_back().is_some_and(|byte| byte.is_ascii_digit());
            if digit_before && after.is_some_and(|next| next.is_ascii_digit()) { 0 } else { width }
        }
    }
}

/// Whether a full stop lacks its blank: "he **said.He** left", "in **2022.The** mill". A name with a dot has no small word before
/// a capital.
fn is_glued(before: &str, after: &str) -> bool {
    let bytes = after.as_bytes();
    let is_word = before.len() > 2 && before.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_year = before.len() == 4 && before.bytes().all(|byte| byte.is_ascii_digit());
    (is_word || is_year) && bytes[0].is_ascii_uppercase() && bytes.get(1).is_some_and(u8::is_ascii_lowercase)
}

/// Splits possessives and contractions off a word.
fn word_pieces(body: &str, start: usize, end: usize, push: &mut impl FnMut(usize, usize)) {
    let word = &body[start..end];
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return push(start, end);
    }
    let Some(apostrophe) = word.rfind(['\'', '’']) else { return push(start, end) };
    let after = word[apostrophe..].trim_start_matches(['\'', '’']);
    let is = |tail: &str| after.eq_ignore_ascii_case(tail);
    if apostrophe > 0 && is("t") && word[..apostrophe].ends_with(['n', 'N']) {
        push(start, start + apostrophe - 1);
        push(start + apostrophe - 1, end);
    } else if apostrophe > 0 && ["s", "ll", "re", "ve", "d", "m"].into_iter().any(is) {
        push(start, start + apostrophe);
        push(start + apostrophe, end);
    } else {
        push(start, end);
    }
}
