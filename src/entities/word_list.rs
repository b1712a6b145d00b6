//! Lists of words that a grammar asks of every token, most often for nothing.
//!
//! A list has a bit for each of its words, by the letters at its ends and its length: a word without its bit is turned away
//! before any is compared.

/// Words of one kind.
pub(super) struct WordList {
    words: &'static [&'static str],
    bits: u64,
}

impl WordList {
    /// A list of these words, none of them empty.
    pub(super) const fn of(words: &'static [&'static str]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < words.len() {
            bits |= 1 << bit(words[at].as_bytes());
            at += 1;
        }
        Self { words, bits }
    }

    /// The words, as they are written here.
    pub(super) const fn words(&self) -> &'static [&'static str] {
        self.words
    }

    /// Whether a word is one of these, written so.
    pub(super) fn has(&self, word: &str) -> bool {
        self.may_have(word) && self.words.contains(&word)
    }

    /// Whether a word is one of these, in small letters or large.
    pub(super) fn has_in_any_case(&self, word: &str) -> bool {
        self.may_have(word) && self.words.iter().any(|own| own.eq_ignore_ascii_case(word))
    }

    fn may_have(&self, word: &str) -> bool {
        !word.is_empty() && self.bits >> bit(word.as_bytes()) & 1 != 0
    }
}

/// A number below 64 for a word that is not empty, the same in small letters and large.
const fn bit(word: &[u8]) -> u32 {
    let (first, last) = (word[0] & 31, word[word.len() - 1] & 31);
    (first as u32 * 5 + last as u32 * 11 + word.len() as u32 * 23) & 63
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_as_it_is_written_or_in_any_case() {
        const WORDS: WordList = WordList::of(&["Monday", "p.m.", "5th"]);
        // A word, whether it is one, and whether it is one in any case.
        let cases = [
            ("Monday", true, true),
            ("monday", false, true),
            ("P.M.", false, true),
            ("5th", true, true),
            ("Mondays", false, false),
            ("Monty", false, false),
            ("", false, false),
            ("é", false, false),
        ];
        for (word, is_one, in_any_case) in cases {
            assert_eq!((WORDS.has(word), WORDS.has_in_any_case(word)), (is_one, in_any_case), "{word}");
        }
    }
}
