//! Which kind of quotation a marked stretch is: whole sentences, a fragment, or nothing that anybody says.
//!
//! Marks are also put around titles, nicknames and words held at arm's length. Those are [`Kind::Term`]: shown as
//! marked, given to nobody. The decision is made from the stretch's own shape and the words beside it.

use super::cues;
use super::marks::Marked;
use super::model::Kind;
use super::named::{follows_noun, is_attribute, is_done_by, is_named};
use crate::entities::names;
use crate::span::Span;
use crate::tokens::Tokens;

/// Determiners and the like: a word or two in marks after one of them stands for a thing.
const BEFORE_TERM: &[&str] = &[
    "a", "an", "the", "so-called", "called", "its", "this", "these", "those", "that", "titled", "entitled", "dubbed",
    "nicknamed", "known", "named", "termed", "word", "words", "term", "phrase", "slogan", "hashtag", "song", "film",
    "movie", "book", "novel", "album", "show", "series", "hit", "single", "codenamed", "of", "as", "or", "and",
    "their", "his", "her", "our", "your", "my", "some", "any", "with", "for", "new", "more", "such",
];

/// Words that may be written small inside a title.
const SMALL_IN_TITLES: &[&str] = &[
    "a", "an", "the", "of", "and", "or", "in", "on", "to", "for", "with", "at", "by", "from", "as", "is", "vs", "vs.",
    "'s", "’s", "not", "n't", "n’t",
];

/// Tells the kind of one marked stretch. `outside` holds the words of its sentence that stand outside all marks,
/// as token indices in order.
#[must_use]
pub fn kind_of(text: &str, tokens: &Tokens, marked: &Marked, outside: &[usize]) -> Kind {
    let spans = tokens.spans();
    let (first, end) = (marked.tokens.0 as usize, marked.tokens.1 as usize);
    let inner: Vec<&str> =
        spans[first..end].iter().filter(|span| marked.inner.contains(**span)).map(|span| span.of(text)).collect();
    let words: Vec<&str> = inner.iter().copied().filter(|token| token.chars().any(char::is_alphanumeric)).collect();
    let Some(opening) = words.first() else { return Kind::Term };
    let capital = opening.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let terminal = inner.last().is_some_and(|token| ends_speech(token, words.len()));
    let before = first.checked_sub(1).map_or("", |index| spans[index].of(text));
    let opens_clause = matches!(before, "" | "," | ":" | "." | "”" | "\"" | "''" | "—" | "–" | "!" | "?" | ";")
        || tokens.sentences().binary_search_by_key(&marked.tokens.0, |sentence| sentence.first).is_ok();
    let strongest = strongest_cue(text, spans, outside);

    if is_named(text, spans, first) {
        return Kind::Term;
    }
    // “No,” she said. “Never.”
    let is_whole = outside.is_empty() && opens_clause && capital && matches!(inner.last(), Some(&("." | "!" | "?")));
    if is_whole && first > 0 && words.len() <= 3 {
        return Kind::Direct;
    }
    // No title has two sentences: “The mayor. Big Ada.”
    let goes_on = inner.iter().rev().skip(1).any(|token| matches!(*token, "." | "!" | "?"));
    let of_work = || names_work(text, spans, first);
    if is_title(&words)
        && !goes_on
        && (!(terminal && opens_clause && strongest.is_some()) || of_work())
        && (words.len() <= 8 || words.len() <= 16 && (!opens_clause || of_work()))
        && !cue_touches(text, spans, first)
        && !(before == "as" && names_with_marks(text, spans, first, outside))
    {
        return Kind::Term;
    }
    // Bo Orr replied, “Do not worry”.
    if capital && words.len() >= 2 && matches!(before, "," | ":") && is_told(text, spans, first) {
        return Kind::Direct;
    }
    if capital
        && (terminal || words.len() >= 5)
        && (opens_clause || words.len() >= 4)
        && (words.len() >= 2 || strongest.is_some())
    {
        return Kind::Direct;
    }
    // Called “late” by Ada Orr
    if is_done_by(text, spans, first) && describes(before) {
        return Kind::Mixed;
    }
    if is_attribute(text, spans, first, end) && !names_with_marks(text, spans, first, outside) {
        return Kind::Term;
    }
    if words.len() <= 3 {
        let held_off = BEFORE_TERM.iter().any(|entry| entry.eq_ignore_ascii_case(before));
        if strongest.is_none() || (held_off && words.len() <= 2 && !names_with_marks(text, spans, first, outside)) {
            return Kind::Term;
        }
    }
    Kind::Mixed
}

/// Nouns whose name is put in marks behind them.
const WORKS: &[&str] = &[
    "album", "anthem", "ballad", "book", "cartoon", "column", "comedy", "documentary", "drama", "editorial", "essay",
    "exhibit", "exhibition", "film", "magazine", "memoir", "movie", "musical", "novel", "op-ed", "opera", "painting",
    "play", "podcast", "poem", "program", "programme", "series", "show", "single", "sitcom", "song", "thriller",
    "trilogy",
];

/// Whether the noun of a work stands before a mark: her memoir, “The Long Way”.
fn names_work(text: &str, spans: &[Span], first: usize) -> bool {
    let word = |at: Option<usize>| at.map_or("", |at| spans[at].of(text));
    let last = first.checked_sub(1);
    let before = last.and_then(|at| at.checked_sub(1));
    // "The curator of “The Long Way”".
    if word(last) == "of" {
        return names::is_role_noun(word(before));
    }
    WORKS.contains(&word(if word(last) == "," { before } else { last }))
}

/// Whether what was said may end with a token. A dot may be part of it: “Neither do I.”
fn ends_speech(token: &str, words: usize) -> bool {
    matches!(token, "," | "!" | "?" | "…" | "—" | "–" | ";") || token.ends_with('.') && (words > 1 || token == ".")
}

/// Every word begins with a capital but the small ones, and there are at least two that count (or one, alone).
fn is_title(words: &[&str]) -> bool {
    let weighty = |word: &&&str| !SMALL_IN_TITLES.contains(&word.to_lowercase().as_str());
    let first_is_capital = words[0].chars().next().is_some_and(char::is_uppercase);
    let rest_are_capitals = words[1..]
        .iter()
        .filter(weighty)
        .all(|word| word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric()));
    let count = words.iter().filter(weighty).count();
    first_is_capital && rest_are_capitals && (count >= 2 || words.len() == 1)
}

/// The strongest cue verb among the words outside marks.
fn strongest_cue(text: &str, spans: &[Span], outside: &[usize]) -> Option<cues::Strength> {
    let mut strongest = None;
    for &index in outside {
        match cues::verb(spans[index].of(text)) {
            Some(cues::Strength::Speech) => return Some(cues::Strength::Speech),
            Some(cues::Strength::Stance) => strongest = Some(cues::Strength::Stance),
            None => {
                let next = spans.get(index + 1).map_or("", |span| span.of(text));
                if cues::is_according(spans[index].of(text), next) {
                    return Some(cues::Strength::Speech);
                }
            }
        }
    }
    strongest
}

/// A cue verb stands just before the opening mark: pledged “full support”.
fn cue_touches(text: &str, spans: &[Span], first: usize) -> bool {
    first.checked_sub(1).is_some_and(|index| {
        let word = spans[index].of(text);
        cues::verb(word).is_some()
            && !(cues::is_base_of_stance(word) && follows_noun(text, spans, first))
            && !matches!(word, "called" | "titled" | "dubbed" | "termed" | "named" | "labeled" | "branded")
    })
}

/// Whether a verb of speech and a pause stand before the marks.
fn is_told(text: &str, spans: &[Span], first: usize) -> bool {
    let verb = first.checked_sub(2).map_or("", |at| spans[at].of(text));
    verb.starts_with(char::is_lowercase) && cues::verb(verb) == Some(cues::Strength::Speech)
}

/// Whether a verb gives its object a name or a quality in the speaker's words: "called", "hails", "dismissing".
#[must_use]
pub fn describes(word: &str) -> bool {
    const STEMS: [&str; 13] = [
        "blast", "brand", "call", "characteri", "condemn", "deem", "denounc", "describ", "dismiss", "hail", "label",
        "prais", "slam",
    ];
    let starts = |stem: &str| word.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem));
    // Doubled, as no rule of the cues has it.
    let is_doubled = matches!(word, "labelled" | "labelling");
    STEMS.into_iter().any(starts) && (is_doubled || cues::verb(word).is_some())
}

/// Called it a “disgrace”, described him as “weak”: naming verbs whose object is what the speaker said.
fn names_with_marks(text: &str, spans: &[Span], first: usize, outside: &[usize]) -> bool {
    // "Describes her first day with her brother at the mill **as** “fine”"
    let reach = if first.checked_sub(1).is_some_and(|at| spans[at].of(text) == "as") { 14 } else { 8 };
    outside.iter().rev().filter(|&&index| index < first && first - index <= reach).any(|&index| {
        let word = spans[index].of(text);
        describes(word) && index + 1 < first
    })
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::quotations::{self, Kind};
    use crate::tokens;

    /// What the last marked stretch of a text is by itself.
    #[test]
    fn kinds() {
        let cases = [
            ("“The bridge was never safe,” said Ada Lind.", Kind::Direct),
            ("Lind spoke on her talk show, “Big Ada Reads the Elm.”", Kind::Term),
            (
                "The judge told it in her memoir “Late: How Port Elm Lost the Mill, the Bridge and Much of Its Heart.”",
                Kind::Term,
            ),
            ("Lind, curator of “The Elm: Pictures and Prints from the Old Town and the Mill,” spoke.", Kind::Term),
            ("The town was known as “the poorhouse of the valley,” the mayor said.", Kind::Term),
            ("Lind wrote “Sero Venis,” Latin for “you are coming too late.”", Kind::Term),
            ("The paper hailed Lind as “The Comeback Kid” for her work.", Kind::Mixed),
            ("Lind said the town was “never a poorhouse at all.”", Kind::Mixed),
            ("“No,” said Lind. “Never.”", Kind::Direct),
        ];
        for (text, expected) in cases {
            let page = Page::from_text(text);
            let found = quotations::find(&page, &tokens::tokenize(&page));
            assert_eq!(found.last().map(|last| last.kind), Some(expected), "{text}");
        }
    }
}
