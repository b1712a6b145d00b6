//! Which names are those of works: books, films, songs.
//!
//! What the labeller takes for a name and no list or word says more of may be anything: a faith, an illness, an acronym. Only
//! what stands in marks, beside a word for works ("the film Elm Road", "Elm Road, a novel") or is worded like a title
//! ("Where Are We Going") is a work; the rest is left out, as a wrong name is worse than none.
//!
//! ```
//! use saidwho::{annotate, entities::MentionType, page::Page};
//! let reading = annotate(&Page::from_text("She wrote the novel Tomb of Ash in 1998."));
//! assert!(reading.entities.iter().any(|entity| entity.kind == MentionType::Work));
//! ```

use super::word_at;
use crate::span::Span;
use crate::tokens::Tokens;

/// What works are; the plural is not met beside one name.
const NOUNS: &[&str] = &[
    "film", "movie", "novel", "book", "album", "song", "single", "track", "series", "sitcom", "drama", "documentary",
    "play", "musical", "opera", "poem", "magazine", "newspaper", "podcast", "programme", "program", "show", "painting",
    "sculpture", "comic", "game", "memoir", "soundtrack", "anthem", "ballet", "biography", "autobiography",
    "blockbuster", "sequel", "thriller", "comedy", "mixtape", "weekly", "daily", "journal", "essay", "trilogy",
    "video", "paper", "exhibition", "hit", "novella", "text", "epic", "bestseller", "report", "pamphlet", "manga",
    "anime", "symphony",
];

/// Verbs whose object is a work, and what says that a name is one.
const VERBS: &[&str] =
    &["wrote", "authored", "directed", "starred", "titled", "entitled", "called", "singing", "sang", "composed"];

/// Words of titles that stand in no other names.
const WORDS: &[&str] = &[
    "I", "You", "Me", "My", "Your", "We", "Us", "Are", "Is", "Was", "Be", "Can", "Do", "Don’t", "Don't", "Where",
    "What", "How", "Why", "When", "Who", "Not", "Never",
];

/// Works that are named without a word for them.
const KNOWN: &[&str] = &["Bible", "Quran", "Koran", "Qur'an", "Qur’an", "Torah", "Talmud", "Bhagavad Gita"];

/// Whether what stands in the text at this span, or around it, says that it is a work.
pub(super) fn is_work(text: &str, tokens: &Tokens, span: Span) -> bool {
    let spans = tokens.spans();
    let first = tokens.at(span.from());
    let end = first + spans[first..].iter().take_while(|token| token.start < span.end).count();
    let word = |at: usize| word_at(text, spans, at);
    let back = |count: usize| first.checked_sub(count).map_or("", word);
    let is_noun = |word: &str| NOUNS.contains(&word);
    let has_many = end - first > 1;
    let is_parted = has_many && (first..end).any(|at| word(at) == ":");
    if is_marked(text, span)
        || is_parted
        || KNOWN.contains(&span.of(text))
        || has_many && (first..end).any(|at| WORDS.contains(&word(at)))
    {
        return true;
    }
    // "the film Elm Road", "her novel, Elm Road"
    let comma = usize::from(back(1) == ",");
    if is_noun(back(1 + comma)) || VERBS.contains(&back(1)) || has_many && back(1) == "in" && VERBS.contains(&back(2)) {
        return true;
    }
    // "Elm Road (1998)"
    let year = word(end + 1);
    let is_dated = has_many && word(end) == "(" && year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    // "the Elm Road film", "Elm Road, a novel by"
    let is_said = word(end) == ","
        && matches!(word(end + 1), "a" | "an" | "the" | "his" | "her")
        && (end + 2..end + 6).take_while(|&at| word(at).starts_with(char::is_lowercase)).any(|at| is_noun(word(at)));
    is_dated || is_said || is_noun(word(end))
}

/// Whether the name, with its article perhaps, stands in marks of its own.
fn is_marked(text: &str, span: Span) -> bool {
    let before = text[..span.from()].trim_end_matches("The ").trim_end_matches("A ");
    let after = text[span.to()..].trim_start_matches([',', '.', '!', '?']);
    before.ends_with(['“', '‘', '"', '\'', '«', '«']) && after.starts_with(['”', '’', '"', '\'', '»'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    #[test]
    fn works_are_told_from_other_names() {
        // The name stands in brackets.
        let cases = [
            ("the film [Elm Road] is late", true),
            ("[Elm Road], a novel by her, is late", true),
            ("the [Elm Road] film is late", true),
            ("She sings “[Elm Road],” he said.", true),
            ("“[Elm] is late,” he said.", false),
            ("She watched [Where Are We] again.", true),
            ("They starred in [Elm Road] again.", true),
            ("[Elm Road] (1998) is good.", true),
            ("ways of [Elmism] are many", false),
            ("the [UAS] flew", false),
        ];
        for (marked, expected) in cases {
            let (start, end) = (marked.find('[').expect("it begins"), marked.find(']').expect("it ends") - 1);
            let text = marked.replace(['[', ']'], "");
            let tokens = crate::tokens::tokenize(&Page::from_text(text.as_str()));
            assert_eq!(is_work(&text, &tokens, Span::new(start, end)), expected, "{marked}");
        }
    }
}
