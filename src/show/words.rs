//! The interface's words in the reader's language. They all stand in `www/words.txt`, and a translator needs no other file.
//!
//! A key stands at the start of a line; its words follow in indented lines that begin with the language's code. A count
//! has two keys, `.one` and `.many`; `{n}` and other names in braces are filled in.
//!
//! ```
//! use saidwho::show::words::{Language, Words};
//! let source = "speakers.one\n  en One speaker\n  de Eine Person\nspeakers.many\n  en {n} speakers\n";
//! let words = Words::parse(source, Language::English);
//! assert_eq!((words.count("speakers", 1), words.count("speakers", 5)), ("One speaker".to_owned(), "5 speakers".to_owned()));
//! assert_eq!(Words::parse(source, Language::German).count("speakers", 2), "2 speakers");
//! ```

use std::collections::BTreeMap;

/// The languages of the interface.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Language {
    #[default]
    English,
    German,
    Spanish,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::English, Self::German, Self::Spanish];

    /// Its code, as HTML's `lang` has it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
        }
    }

    /// The language of a code such as "de-AT".
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let short = code.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| language.code() == short)
    }
}

/// The words of one language; where a translation is missing, the English ones.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Words {
    language: Language,
    words: BTreeMap<String, String>,
}

impl Words {
    /// Reads the file of words. Lines that say nothing are left out.
    #[must_use]
    pub fn parse(source: &str, language: Language) -> Self {
        let mut words: BTreeMap<String, String> = BTreeMap::new();
        let mut key = "";
        for line in source.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            let Some(said) = line.strip_prefix("  ") else {
                key = line.trim();
                continue;
            };
            let (code, said) = said.split_once(' ').unwrap_or((said, ""));
            // English stands first and makes way for the reader's language.
            if code == language.code() || code == Language::English.code() && !words.contains_key(key) {
                words.insert(key.to_owned(), said.trim().to_owned());
            }
        }
        Self { language, words }
    }

    /// The words that the app is built with.
    #[must_use]
    pub fn built_in(language: Language) -> Self {
        Self::parse(include_str!("../../www/words.txt"), language)
    }

    /// Which language they are.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The words of a key, or the key, so that a gap is seen.
    #[must_use]
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    /// Whether there are words for a key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.words.contains_key(key)
    }

    /// The words of a key with what is filled in, name by name.
    #[must_use]
    pub fn fill(&self, key: &str, parts: &[(&str, &str)]) -> String {
        parts.iter().fold(self.get(key).to_owned(), |said, (name, part)| said.replace(&format!("{{{name}}}"), part))
    }

    /// The words for a number of things.
    #[must_use]
    pub fn count(&self, key: &str, n: usize) -> String {
        let form = if n == 1 { "one" } else { "many" };
        self.fill(&format!("{key}.{form}"), &[("n", &n.to_string())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::MentionType;
    use crate::quotations::Kind;
    use crate::show::event::Command;
    use crate::show::keys::BINDINGS;

    /// What stands between the quotation marks of an attribute, everywhere in the page.
    fn attribute<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
        page.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }

    #[test]
    fn every_key_has_words_in_every_language() {
        let page = include_str!("../../www/index.html");
        let source = include_str!("../../www/words.txt");
        let english = Words::built_in(Language::English);
        let mut keys: Vec<String> = english.words.keys().cloned().collect();
        for name in ["data-words", "data-label", "data-hint"] {
            let found = attribute(page, name);
            assert!(!found.is_empty(), "{name}");
            keys.extend(found.into_iter().map(str::to_owned));
        }
        keys.extend(BINDINGS.iter().map(|binding| format!("key.{}", binding.command.name())));
        keys.extend(MentionType::ALL.iter().map(|kind| format!("type.{}", kind.name())));
        keys.extend(Kind::ALL.iter().map(|kind| format!("kind.{}", kind.name())));
        for language in Language::ALL {
            let own = source.lines().filter(|line| line.starts_with(&format!("  {} ", language.code()))).count();
            assert_eq!(own, english.words.len(), "{language:?}");
            let words = Words::built_in(language);
            for key in &keys {
                assert!(words.has(key), "{language:?} has no words for {key}");
            }
        }
    }

    #[test]
    fn translations_fill_in_the_same_parts() {
        let english = Words::built_in(Language::English);
        let holes = |said: &str| {
            let mut holes: Vec<String> = said
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}'))
                .map(|(name, _)| name.to_owned())
                .collect();
            holes.sort();
            holes
        };
        for language in [Language::German, Language::Spanish] {
            for (key, said) in &Words::built_in(language).words {
                assert_eq!(holes(said), holes(english.get(key)), "{language:?} {key}");
            }
        }
    }

    #[test]
    fn every_button_of_the_page_does_something() {
        for name in attribute(include_str!("../../www/index.html"), "data-do") {
            assert!(["1", "csv"].iter().any(|value| Command::parse(name, value).is_some()), "{name}");
        }
    }

    #[test]
    fn languages_are_found_by_code() {
        let cases = [("en", Some("en")), ("de-AT", Some("de")), ("ES_mx", Some("es")), ("fr", None), ("", None)];
        for (code, expected) in cases {
            assert_eq!(Language::from_code(code).map(Language::code), expected, "{code}");
        }
    }
}
