//! Quotation marks to marked spans.
//!
//! What enters is a page and its tokens; what leaves is every stretch between quotation marks, in order, each with
//! the one it is nested in. All the forms that news is written in are paired: curly, straight, doubled straight
//! (`''`), doubled single (`‘‘ ’’`), backticks, British single, guillemets and low-high. What a mark is
//! where it stands, `signs.rs` tells. A mark that is never closed runs to the end of its paragraph and no
//! further, so that one typing error cannot swallow an article.
//!
//! ```
//! use saidwho::{page::Page, quotations::marks, tokens};
//! let page = Page::from_text("“I won’t call it ‘a gift’,” she said.");
//! let marked = marks::find(&page, &tokens::tokenize(&page));
//! assert_eq!(marked[0].inner.of(page.text()), "I won’t call it ‘a gift’,");
//! assert_eq!(marked[1].inner.of(page.text()), "a gift");
//! assert_eq!(marked[1].inside, Some(0));
//! ```

use super::mistyped::{closed_later, closes_by_mistake, closes_for_double, comma_before_tag};
use super::signs::{Family, Role, is_apostrophe, mark_at, single_is_closed};
use crate::page::{BlockRole, Page};
use crate::span::Span;
use crate::tokens::Tokens;

/// A stretch of text between quotation marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Marked {
    /// With its marks.
    pub span: Span,
    /// Without them, and without white space at the edges.
    pub inner: Span,
    /// Its tokens, marks included: index of the first, and one past the last.
    pub tokens: (u32, u32),
    /// The block it stands in; a quotation over several paragraphs has one of these for each.
    pub block: u32,
    /// Whether the closing mark is there.
    pub closed: bool,
    /// The one it is nested in, as an index into the same list.
    pub inside: Option<u32>,
}

/// An opened mark that waits for its end.
struct Open {
    family: Family,
    token: usize,
    width: usize,
    entry: usize,
}

/// Finds all marked stretches, in order of their start. Linear in the number of tokens.
#[must_use]
pub fn find(page: &Page, tokens: &Tokens) -> Vec<Marked> {
    let mut found = Vec::new();
    let blocks = blocks(tokens);
    let (text, spans) = (page.text(), tokens.spans());
    let mut at = 0;
    // Where the rest of a block begins, behind what the blocks before it have left open.
    let mut start = None;
    while let Some(&(block, range)) = blocks.get(at) {
        let before = found.len();
        in_block(text, spans, start.take().unwrap_or(range.0), range.1, block, &mut found);
        at += 1;
        let is_open = |entry: &Marked| entry.inside.is_none() && !entry.closed && is_double(entry.span.of(text));
        if found[before..].last().is_some_and(is_open)
            && let Some((count, mark)) = closed_later(page, spans, &blocks[at - 1..])
        {
            for &(block, (first, end)) in &blocks[at..at + count] {
                if !is_heading(page, spans, block, first..end) {
                    found.push(whole(text, spans, first, end, block));
                }
            }
            let (block, (first, _)) = blocks[at + count];
            found.push(Marked { closed: true, ..whole(text, spans, first, mark + 1, block) });
            (at, start) = (at + count, Some(mark + 1));
        }
    }
    found
}

/// The blocks that have tokens, in order, each with its first token and one past its last.
fn blocks(tokens: &Tokens) -> Vec<(u32, (usize, usize))> {
    let mut blocks: Vec<(u32, (usize, usize))> = Vec::new();
    for sentence in tokens.sentences() {
        match blocks.last_mut().filter(|last| last.0 == sentence.block) {
            Some(last) => last.1.1 = sentence.end as usize,
            None => blocks.push((sentence.block, (sentence.first as usize, sentence.end as usize))),
        }
    }
    blocks
}

fn is_double(marked: &str) -> bool {
    marked.starts_with(['“', '"'])
}

/// Whether a block rather heads what follows than belongs to what is quoted around it: a headline, or a few words without an
/// end.
pub(super) fn is_heading(page: &Page, spans: &[Span], block: u32, tokens: std::ops::Range<usize>) -> bool {
    const MOST: usize = 8;
    let word = |at: usize| spans[at].of(page.text());
    let is_short = tokens.len() <= MOST && word(tokens.end - 1).ends_with(char::is_alphanumeric);
    page.blocks()[block as usize].role == BlockRole::Headline
        || is_short && word(tokens.start).starts_with(char::is_uppercase)
}

/// A stretch without a mark of its own.
fn whole(text: &str, spans: &[Span], first: usize, end: usize, block: u32) -> Marked {
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let span = spans[first].cover(spans[end - 1]);
    let closes = matches!(spans[end - 1].of(text), "”" | "\"") && end > first + 1;
    let inner = if closes { spans[first].cover(spans[end - 2]) } else { span };
    Marked { span, inner, tokens: (narrow(first), narrow(end)), block, closed: false, inside: None }
}

/// The speaker's label that a transcript writes before what was said: “ORR: …”. `first` and `end` bound the tokens
/// inside the marks.
#[must_use]
pub fn speaker_label(text: &str, spans: &[Span], first: usize, end: usize) -> Option<std::ops::Range<usize>> {
    let shouts =
        |word: &str| word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '’' | '\'')) && !word.is_empty();
    let tokens = spans.get(first..end.min(first + 6).min(spans.len()))?;
    let length = tokens.iter().take_while(|span| shouts(span.of(text))).count();
    let longest = tokens[..length].iter().map(|span| span.len()).max().unwrap_or(0);
    (longest >= 3 && tokens.get(length)?.of(text) == ":").then_some(first..first + length)
}

fn in_block(text: &str, spans: &[Span], first: usize, end: usize, block: u32, found: &mut Vec<Marked>) {
    let start = found.len();
    let mut open: Vec<Open> = Vec::new();
    let mut at = first;
    while at < end {
        let Some(mark) = mark_at(text, spans, first, at, end) else {
            at += 1;
            continue;
        };
        let role = mark.role;
        let opened = open.iter().rposition(|entry| entry.family == role.family);
        // Nothing is left to open for at the end of a paragraph: “They see that. “
        let closes =
            opened.is_some() && (role.closes || open.len() == 1 && closes_by_mistake(text, spans, mark.token, end));
        // “It is late, she says. “I know.”
        if let (Some(0), 1, true) = (opened, open.len(), role.opens && !closes && role.family == Family::Double)
            && let Some(comma) = comma_before_tag(text, spans, open[0].token, at)
            && let Some(entry) = open.pop()
        {
            close(text, spans, &entry, comma + 1, comma + 1, true, &mut found[entry.entry]);
        }
        // “It is late,’ she said.
        let is_mixed =
            open.len() == 1 && open[0].family == Family::Double && closes_for_double(text, spans, first, at, end);
        if is_mixed && let Some(entry) = open.pop() {
            close(text, spans, &entry, at + 1, at, true, &mut found[entry.entry]);
            at += 1;
            continue;
        }
        // A single mark that could be an apostrophe closes only when nothing later would do so better.
        let apostrophe = closes && role.family == Family::Single && is_apostrophe(text, spans, at, end);
        if let (true, false, Some(depth)) =
            (closes && !(role.opens && role.closes && prefers_opening(&open, role)), apostrophe, opened)
        {
            // An inner mark that was never closed is none: drop it.
            for dropped in open.drain(depth + 1..) {
                found[dropped.entry].span = Span::default();
            }
            if let Some(entry) = open.pop() {
                close(text, spans, &entry, mark.token + mark.width, mark.token, true, &mut found[entry.entry]);
            }
        } else if role.opens && (role.family != Family::Single || single_is_closed(text, spans, at, end)) {
            let inside = open.last().map(|entry| u32::try_from(entry.entry).unwrap_or(u32::MAX));
            open.push(Open { family: role.family, token: mark.token, width: mark.width, entry: found.len() });
            let blank =
                Marked { span: Span::default(), inner: Span::default(), tokens: (0, 0), block, closed: false, inside };
            found.push(blank);
        }
        at += mark.width;
    }
    // What is still open runs to the end of the paragraph; only the outermost can be meant.
    for (depth, entry) in open.iter().enumerate() {
        if depth == 0 && entry.family != Family::Single {
            close(text, spans, entry, end, end, false, &mut found[entry.entry]);
        }
    }
    compact(found, start);
}

/// A mark that could do either opens when a quotation of another family is the innermost open one.
fn prefers_opening(open: &[Open], role: Role) -> bool {
    open.last().is_some_and(|entry| entry.family != role.family)
}

fn close(text: &str, spans: &[Span], open: &Open, to: usize, inner_to: usize, closed: bool, entry: &mut Marked) {
    let first_inner = open.token + open.width;
    let span = spans[open.token].cover(spans[to - 1]);
    entry.span = span;
    entry.inner = if first_inner < inner_to { spans[first_inner].cover(spans[inner_to - 1]) } else { Span::default() };
    // `<post author="@ada">` says nothing.
    let is_value = open.token > 0
        && spans[open.token - 1].end == spans[open.token].start
        && spans[open.token - 1].of(text).ends_with('=');
    if is_value || entry.inner.of(text).is_empty() {
        entry.span = Span::default();
    }
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    entry.tokens = (narrow(open.token), narrow(to));
    entry.closed = closed;
}

/// Removes what came to nothing and mends the indices of those it held.
fn compact(found: &mut Vec<Marked>, start: usize) {
    if found[start..].iter().all(|entry| !entry.span.is_empty()) {
        return;
    }
    let mut moved: Vec<Option<u32>> = Vec::with_capacity(found.len() - start);
    let mut kept: Vec<Marked> = Vec::new();
    for &(mut entry) in &found[start..] {
        entry.inside = entry.inside.and_then(|outer| moved[outer as usize - start]);
        if entry.span.is_empty() {
            moved.push(entry.inside);
        } else {
            moved.push(Some(u32::try_from(start + kept.len()).unwrap_or(u32::MAX)));
            kept.push(entry);
        }
    }
    found.truncate(start);
    found.append(&mut kept);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens;

    /// Expected: the insides, `>` before one that is nested, `…` after one that is not closed.
    fn check(name: &str, text: &str, expected: &[&str]) {
        let page = Page::from_text(text);
        let marked = find(&page, &tokens::tokenize(&page));
        let found: Vec<String> = marked
            .iter()
            .map(|entry| {
                let nested = if entry.inside.is_some() { ">" } else { "" };
                let tail = if entry.closed { "" } else { "…" };
                format!("{nested}{}{tail}", entry.inner.of(text))
            })
            .collect();
        assert_eq!(found, expected, "{name}: {text}");
    }

    #[test]
    fn pairs() {
        let cases: &[(&str, &str, &[&str])] = &[
            ("curly", "“One,” he said. “Two.”", &["One,", "Two."]),
            ("straight", "\"One,\" he said. \"Two.\"", &["One,", "Two."]),
            ("tag", "<post by=\"@ada\" at=\"noon\">It is \"late\".", &["late"]),
            ("doubled", "''One,'' he said. ''Two.''", &["One,", "Two."]),
            ("doubled curly", "‘‘One,’’ he said.", &["One,"]),
            ("latex", "``One,'' he said.", &["One,"]),
            ("british", "‘One, isn’t it,’ he said. ‘Two.’", &["One, isn’t it,", "Two."]),
            ("british straight", "'One,' he said of the boys' club. 'Two.'", &["One,", "Two."]),
            ("british with possessive", "‘The miners’ pay is low,’ he said.", &["The miners’ pay is low,"]),
            ("apostrophes", "’Tis the ’90s rock ’n’ roll of the boys’ club.", &[]),
            ("opening apostrophe typed wrong", "‘Tis so, the officials’ view.", &[]),
            ("nested", "“He called it ‘a gift’ to us,” she said.", &["He called it ‘a gift’ to us,", ">a gift"]),
            ("nested straight", "\"He called it 'a gift',\" she said.", &["He called it 'a gift',", ">a gift"]),
            ("nested british", "‘He said “no” twice,’ she said.", &["He said “no” twice,", ">no"]),
            ("guillemets", "« Oui », dit-il. «Non».", &["Oui", "Non"]),
            ("guillemets turned", "»Ja«, sagte er.", &["Ja"]),
            ("low high", "„Ja“, sagte er. „Nein”", &["Ja", "Nein"]),
            ("not closed", "“It goes on\n“and on.” He left.", &["It goes on…", "and on."]),
            ("never closed", "He said “it is so.\nA new paragraph.", &["it is so.…"]),
            ("closed twice", "“One,” he” said.", &["One,"]),
            ("typed wrong way round", "“One,“ he said.", &["One,"]),
            (
                "around a heading",
                "“It was late. We left.\nA long night\nThe mill fell,” he said.",
                &["It was late. We left.…", "The mill fell,"],
            ),
            ("typed wrong way round and apart", "He left. “They see that. “\nA bridge.", &["They see that."]),
            ("typed wrong way round before who said it", "“They see that “ Orr said.", &["They see that"]),
            ("not closed before who says it", "“It is late, she says. “I know it.”", &["It is late,", "I know it."]),
            ("closed by a single mark", "“It is late,’ went on the note.", &["It is late,"]),
            ("closed by a single mark behind a word", "The “Mill End’ (a pool) is old.", &["Mill End"]),
            ("not closed, with an apostrophe", "“The millers’ pay is low.\nThey left.", &["The millers’ pay is low.…"]),
            ("closed in the next", "She said: “It is late.\nI know it.” She left.", &["It is late.…", "I know it."]),
            ("closed later", "“It is late.\nI know.\nI do.” No.", &["It is late.…", "I know.…", "I do."]),
            ("opened again", "“It is late.\n“I know it.” She left.", &["It is late.…", "I know it."]),
            ("inches", "He is 6'2\" tall and \"fit\".", &["fit"]),
            ("brackets", "The plan (\"Alpha\") won.", &["Alpha"]),
            ("dash", "“Go—” he began.", &["Go—"]),
            ("wrong mark behind a colon", "He said:”Go home. It is late.”", &["Go home. It is late."]),
            ("dash before", "He said—“Go now.”", &["Go now."]),
            ("empty", "He said “” and \"\".", &[]),
            ("hyphen", "a “no-limits” deal", &["no-limits"]),
            ("possessive after mark", "“Hamlet”’s end", &["Hamlet"]),
        ];
        for (name, text, expected) in cases {
            check(name, text, expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn spans_are_inside_in_order_and_nested(text in "[a-zA-Z.,’‘“”\"'«» \n]{0,200}") {
            let page = Page::from_text(text.clone());
            let marked = find(&page, &tokens::tokenize(&page));
            let mut last = 0;
            for (index, entry) in marked.iter().enumerate() {
                assert!(entry.span.start >= last && entry.span.contains(entry.inner) && !entry.inner.of(&text).is_empty());
                last = entry.span.start;
                if let Some(outer) = entry.inside {
                    assert!((outer as usize) < index && marked[outer as usize].span.contains(entry.span));
                }
            }
        }
    }
}
