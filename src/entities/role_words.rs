//! What single words tell where a role is looked for: what begins and ends it.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let reading = annotate(&Page::from_text("Ada Lind, a teacher with a temper, left."));
//! assert_eq!(reading.entities[0].roles[0].text, "teacher");
//! ```

use super::names;

/// A preposition behind the noun of a role.
pub(super) fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "at" | "for" | "from" | "in" | "with" | "to" | "on" | "by" | "under" | "against" | "after" | "as"
    )
}

/// What begins a phrase of its own.
pub(super) fn is_determiner(word: &str) -> bool {
    ["the", "a", "an", "his", "her", "its", "their"].iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// A verb, of those that a clause goes on with most.
pub(super) fn is_auxiliary(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "said", "says", "told", "is", "was", "are", "were", "has", "had", "have", "will", "would", "can", "could",
        "did", "does", "may", "might",
    ];
    WORDS.contains(&word)
}

/// A verb in the past, by a form that is nothing else.
pub(super) fn is_past(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "took", "went", "came", "gave", "wrote", "spoke", "began", "became", "knew", "flew", "threw", "drove", "swore",
        "stole", "chose", "ate", "sang", "fled",
    ];
    WORDS.contains(&word)
}

/// A mark or a word that no role goes on behind, be it a verb or not.
pub(super) fn bounds(word: &str) -> bool {
    const WORDS: &[&str] = &[
        ".", ";", ":", "—", "–", "(", ")", "“", "”", "\"", "''", "!", "?", "who", "whom", "whose", "which", "that",
        "when", "where", "because", "but",
    ];
    WORDS.contains(&word)
}

/// The plural of a noun, by its ending.
pub(super) fn is_plural(word: &str) -> bool {
    word.ends_with('s') && !word.ends_with("ss") || word.ends_with("women") || word == "men"
}

/// A verb that reports, by its form: one that a noun of office before it is the subject of.
pub(super) fn is_report(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "announced", "stated", "claimed", "explained", "insisted", "argued", "warned", "revealed", "confirmed",
        "declared", "replied", "denied", "admitted", "added", "announces", "adds", "told", "tells", "wrote", "writes",
        "believes", "thinks", "tweeted", "reported", "noted", "suggested", "acknowledged",
    ];
    WORDS.contains(&word)
}

/// A word in small letters that may stand before the noun of an office: "office" in "Harbour office manager".
pub(super) fn is_plain(word: &str) -> bool {
    word.len() > 2
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && !["ed", "ly", "s"].iter().any(|end| word.ends_with(end))
        && !is_determiner(word)
        && !is_pronoun(word)
        && !matches!(
            word,
            "and" | "but" | "than" | "that" | "when" | "where" | "about" | "over" | "into" | "like" | "not"
        )
}

/// An adjective of a title, by its ending: "humanitarian chief".
pub(super) fn is_adjective(word: &str) -> bool {
    word.len() > 6
        && word.starts_with(|c: char| c.is_ascii_lowercase())
        && ["ian", "al", "ary", "ic", "ive"].iter().any(|end| word.ends_with(end))
}

/// Whether a word after a comma begins a clause or the rest of a list, not an apposition.
pub(super) fn opens_clause(word: &str) -> bool {
    const STATES: &[&str] = &[
        "retired", "elected", "appointed", "exiled", "jailed", "disgraced", "noted", "renowned", "celebrated", "armed",
        "respected", "acclaimed", "seasoned", "self-described", "acting", "managing", "founding", "leading",
        "visiting", "ruling", "outgoing", "incoming", "sitting", "king",
    ];
    let is_verb = word.starts_with(char::is_lowercase) && (word.ends_with("ed") || word.ends_with("ing"));
    matches!(
        word,
        "and" | "or" | "but" | "nor" | "won" | "took" | "became" | "made" | "got" | "lost" | "wrote" | "went"
    ) || is_verb && !STATES.contains(&word)
}

/// A rank or an honorific that stands between an office and a name: "Brig. Gen.".
pub(super) fn is_rank(word: &str) -> bool {
    names::is_title(word) && (word.ends_with('.') || !names::is_role_noun(word))
}

/// A word that begins a sentence with a capital without being a name.
pub(super) fn opens_sentence(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "Yesterday", "Today", "Meanwhile", "Earlier", "Later", "Then", "Now", "Later", "Next", "Last", "That", "This",
        "Even", "Like", "Unlike", "With", "From", "At", "By", "To", "Only", "Both", "Why", "How", "What", "Where",
        "Who", "Is", "Was", "Will", "Did", "Does", "Can", "Has", "Also", "After", "Before", "Since", "Under", "Over",
        "His", "Her", "Their", "Our", "My", "Its", "Some", "One", "Two", "Three", "Any", "No", "Not", "Of", "Or",
        "Say", "Another", "Among", "Instead", "Because", "Though", "Although", "So", "Still", "Once", "There", "These",
        "Well",
    ];
    WORDS.contains(&word) || word.ends_with("ly") || word.ends_with("ing")
}

/// A pronoun that begins a clause.
pub(super) fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "it" | "I" | "we" | "you" | "who")
}

/// A word with a capital that may be a part of a title.
pub(super) fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
        && !matches!(word, "The" | "A" | "An" | "But" | "And" | "In" | "On" | "When" | "As" | "If" | "For" | "While")
}

/// A verb that says more of somebody behind the role: "a former minister **seen** as a contender".
pub(super) fn adds(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "seen", "considered", "regarded", "accused", "charged", "convicted", "wanted", "described", "herself",
        "himself",
    ];
    WORDS.contains(&word)
}

/// What may stand between commas behind a name and says what somebody has learned or been given: "MD".
pub(super) fn is_degree(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "MD", "M.D.", "PhD", "Ph.D.", "DO", "RN", "MPH", "M.P.H.", "JD", "J.D.", "MBA", "Esq.", "KC", "QC", "OBE",
        "CBE", "MBE", "MSc", "DVM",
    ];
    WORDS.contains(&word)
}
