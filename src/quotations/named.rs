//! Words in marks that only name something: what it is called, what is written on it, what a word means.
//!
//! What enters are the tokens of a text and where the opening mark stands; what leaves is whether the words before it make
//! the marked ones a name. Nobody says them in the article.
//!
//! ```
//! use saidwho::{page::Page, quotations::{self, Kind}, tokens};
//! let page = Page::from_text("They held signs that read “We want the bridge back” in the rain.");
//! assert_eq!(quotations::find(&page, &tokens::tokenize(&page))[0].kind, Kind::Term);
//! ```

use super::cues;
use super::kinds::describes;
use crate::span::Span;

/// Whether what is in marks is only what something is called: known as “the Poorhouse of the Elm”, titled “Late”, Latin
/// for “late”, a sign that reads “Late”.
#[must_use]
pub fn is_named(text: &str, spans: &[Span], first: usize) -> bool {
    const NAMING: [&str; 11] = [
        "titled", "entitled", "nicknamed", "codenamed", "headlined", "subtitled", "captioned", "retitled", "named",
        "christened", "hashtag",
    ];
    const KNOWN_AS: [&str; 5] = ["known", "billed", "advertised", "listed", "subtitled"];
    const STANDS_FOR: [&str; 14] = [
        "latin", "greek", "french", "spanish", "german", "arabic", "short", "code", "shorthand", "word", "term",
        "name", "expression", "nickname",
    ];
    const MEANS: [&str; 6] = ["means", "meaning", "symbolise", "symbolize", "symbolises", "symbolizes"];
    // "Signs that said, “…”"
    let pauses = first > 0 && matches!(spans[first - 1].of(text), ":" | ",");
    if pauses {
        return is_inscribed(text, spans, first - 1);
    }
    let word = |back: usize| first.checked_sub(back).map_or("", |at| spans[at].of(text));
    let before = word(1);
    if is_inscribed(text, spans, first) || among(&NAMING, before) || is_plan(text, spans, first) {
        return true;
    }
    // "On the theme of “late mills”", "under the slogan “late mills”"
    const THEMES: [&str; 6] = ["theme", "motto", "slogan", "tagline", "banner", "title"];
    let theme = if before == "of" { 2 } else { 1 };
    if among(&THEMES, word(theme)) && among(&["the", "a", "its"], word(theme + 1)) {
        let leads = matches!(word(theme + 2), "on" | "under" | "with" | "by" | "has" | "had" | "is" | "to" | "around");
        return leads || before == "of";
    }
    match before {
        "as" if word(2) == "described" => follows_thing(text, spans, first - 2) && !is_done_by(text, spans, first),
        "as" => among(&KNOWN_AS, word(2)),
        "for" => among(&STANDS_FOR, word(2)),
        "a" | "an" | "the" if word(2) == "as" && word(3) == "described" => {
            follows_thing(text, spans, first - 3) && !is_done_by(text, spans, first)
        }
        // "An old expression to describe a “late man”"
        "a" | "an" | "the" if among(&["describe", "denote"], word(2)) && word(3) == "to" => {
            (4..=7).any(|back| among(&["expression", "term", "word", "phrase", "name", "used"], word(back)))
        }
        "called" | "dubbed" => follows_thing(text, spans, first - 1),
        _ => among(&MEANS, before),
    }
}

fn among(list: &[&str], word: &str) -> bool {
    list.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// Whether a participle stands behind what it is said of, and nobody is its subject: "**a small shop** dubbed", "**, **described
/// as", "the plan **was** described as"; but not "what the mayor called".
fn follows_thing(text: &str, spans: &[Span], participle: usize) -> bool {
    const BEFORE: [&str; 11] = ["a", "an", "the", "its", "his", "her", "their", "this", "another", "one", "some"];
    const OPENS: [&str; 7] = ["what", "which", "that", "who", "whom", "and", "but"];
    let word = |back: usize| participle.checked_sub(back).map_or("", |at| spans[at].of(text));
    let is_passive = matches!(word(1), "was" | "were" | "is" | "are" | "been" | "being" | "”" | "\"");
    let own = spans[participle].of(text);
    if own != "called" && is_passive || own == "dubbed" && word(1) == "," {
        return true;
    }
    let is_plain = |word: &str| word.starts_with(char::is_lowercase) && !cues::is_auxiliary(word);
    let article = (2..=4).find(|&back| among(&BEFORE, word(back)));
    article.is_some_and(|article| {
        (1..article).all(|back| is_plain(word(back)) && !among(&BEFORE, word(back)))
            && !among(&OPENS, word(article + 1))
            && !word(1).ends_with('s')
    })
}

/// Whether somebody has done it: called “late” **by** Ada Orr.
#[must_use]
pub fn is_done_by(text: &str, spans: &[Span], first: usize) -> bool {
    let by = close_of(text, spans, first).and_then(|close| spans.get(close + 1));
    by.is_some_and(|by| by.of(text) == "by")
}

/// The mark that closes a short stretch.
fn close_of(text: &str, spans: &[Span], first: usize) -> Option<usize> {
    const LONGEST: usize = 16;
    let word = |at: usize| spans.get(at).map_or("", |span| span.of(text));
    (first + 1..first + LONGEST).find(|&at| matches!(word(at), "”" | "\"" | "’" | "'" | "''" | "’’"))
}

/// Whether a noun with its article stands before the marks, as it does before a name: the sock brand “Elm Socks”.
#[must_use]
pub fn follows_noun(text: &str, spans: &[Span], first: usize) -> bool {
    let word = |back: usize| first.checked_sub(back).map_or("", |at| spans[at].of(text));
    let is_thing = |word: &str| {
        let is_word = word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase());
        let is_noun = cues::verb(word).is_none() || cues::is_base_of_stance(word);
        is_word && is_noun && !cues::is_auxiliary(word) && !cues::is_told(word)
    };
    let opens = |word: &str| matches!(word, "a" | "an" | "the" | "its" | "his" | "her" | "their");
    is_thing(word(1)) && (opens(word(2)) || is_thing(word(2)) && opens(word(3)))
}

/// Whether a few words in marks are what a plan is called: a “zero flu” policy, the “bring a desk to school project”.
fn is_plan(text: &str, spans: &[Span], first: usize) -> bool {
    const PLANS: [&str; 14] = [
        "policy", "project", "campaign", "strategy", "programme", "program", "scheme", "initiative", "day", "law",
        "bill", "rule", "movement", "banner",
    ];
    const LONGEST: usize = 10;
    let word = |at: usize| spans.get(at).map_or("", |span| span.of(text));
    let Some(close) = close_of(text, spans, first).filter(|close| close - first < LONGEST) else { return false };
    let back = |by: usize| first.checked_sub(by).map_or("", word);
    if !among(&["a", "an", "the", "its", "as", "under"], back(1)) || cues::is_auxiliary(back(2)) {
        return false;
    }
    // A “shameful project” is somebody's judgement.
    let is_whole = close - first >= 5 && back(1) != "as" && PLANS.contains(&word(close - 1));
    let tells =
        |at: usize| cues::verb(word(at)) == Some(cues::Strength::Speech) || cues::is_according(word(at), word(at + 1));
    let around = (first.saturating_sub(40)..first).chain(close + 1..close + 12);
    let judges = (first.saturating_sub(8)..first).any(|at| describes(word(at)));
    (is_whole || PLANS.contains(&word(close + 1))) && !judges && !around.into_iter().any(tells)
}

/// Whether one word in marks stands before its noun: 300 “lost” people.
#[must_use]
pub fn is_attribute(text: &str, spans: &[Span], first: usize, end: usize) -> bool {
    const OPENS: [&str; 11] = ["a", "an", "the", "these", "those", "this", "some", "its", "his", "her", "their"];
    const BESIDE: [&str; 14] =
        ["of", "to", "in", "on", "at", "for", "by", "and", "or", "but", "that", "with", "from", "as"];
    let word = |at: usize| spans.get(at).map_or("", |span| span.of(text));
    let (before, next) = (first.checked_sub(1).map_or("", word), word(end));
    let is_noun = next.len() > 2 && next.chars().all(|c| c.is_ascii_lowercase());
    let stands_beside = cues::is_auxiliary(next) || BESIDE.contains(&next);
    let opens = among(&OPENS, before) || before.starts_with(|c: char| c.is_ascii_digit());
    end == first + 3 && opens && is_noun && !stands_beside
}

/// Whether it is written on something: a stone in the yard that reads “Late”, signs saying “Late”.
fn is_inscribed(text: &str, spans: &[Span], first: usize) -> bool {
    const WRITTEN: [&str; 7] = ["read", "reads", "reading", "say", "says", "said", "saying"];
    const BEARERS: [&str; 15] = [
        "sign", "banner", "placard", "poster", "plaque", "stone", "gravestone", "tombstone", "headstone", "billboard",
        "sticker", "t-shirt", "shirt", "inscription", "graffiti",
    ];
    const FAR: usize = 7;
    let word = |back: usize| first.checked_sub(back).map_or("", |at| spans[at].of(text));
    let is_bearer =
        |word: &str| among(&BEARERS, word) || word.strip_suffix('s').is_some_and(|one| among(&BEARERS, one));
    let Some(bearer) = (2..=FAR).find(|&back| is_bearer(word(back))) else { return false };
    let joins = |word: &str| word.starts_with(char::is_lowercase) && cues::verb(word).is_none();
    among(&WRITTEN, word(1))
        && (2..bearer).all(|back| joins(word(back)) && !matches!(word(back), "who" | "he" | "she" | "they"))
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::quotations::Kind;

    /// What the first marked stretch of a text is.
    #[test]
    fn names_and_inscriptions() {
        let cases = [
            ("The firm opened a shop dubbed “the little mill” in May.", "term"),
            ("The plan was described as a “home front” in the papers.", "term"),
            ("Friends shared pictures using the hashtag “bring back the bridge” on Monday.", "term"),
            ("Ada Lind founded the sock brand “Elm Socks” in 2010.", "term"),
            ("They were kept in a secret house named “Mill of the North,” near the coast.", "term"),
            ("Some of them held signs that read “We want the bridge back” in the rain.", "term"),
            ("Some marched in white coats and held signs that said, “We are not your cheap hands”.", "term"),
            ("There is a stone in the yard that reads “Bread, Wine, Song” in gold letters.", "term"),
            ("Elm is the old word for “coming into the warm light.”", "term"),
            ("The flower is believed to symbolise “undying love” among the people.", "term"),
            ("The police issued a note titled “Ada Lind Safely Back in Town” on Monday.", "term"),
            ("It is an old expression to describe a “late man”.", "term"),
            ("Some 30,000 “lost” people went missing, according to the council.", "term"),
            ("Centred on the theme of “deeper learning for social growth”, the Elm fair opened.", "term"),
            ("They marched under the slogan “bread and wine for all” to the mill.", "term"),
            ("Westmark has a “dynamic zero flu” policy of closing schools early.", "term"),
            ("Bo Orr was popular over plans for a “bring a desk to school project”, which helped.", "term"),
            // It is somebody's word.
            ("Ada Lind called it a “very costly and shameful vanity project” on Monday.", "mixed"),
            ("Ada Lind said Elm has a “dead and buried” policy for its mills.", "mixed"),
            ("After being called “irrelevant” by the mayor, Ada Lind, Bo Orr left the room.", "mixed"),
            ("Bo Orr described the plan as a “home front” in the war.", "mixed"),
            ("In what the mayor called “a dark day” for Elm, Ada Lind left.", "mixed"),
            ("Ada Lind describes her first day with her brother and her son as “majestic”.", "mixed"),
            ("The old miller replied, “Do not worry”.", "direct"),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let mut marked = reading.quotations.iter().filter(|one| one.kind != Kind::Indirect);
            let marked = marked.find(|one| one.extent().of(text).contains('“'));
            assert_eq!(marked.map(|one| one.kind.name()), Some(expected), "{text}");
        }
    }
}
