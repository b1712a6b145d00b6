//! Tokens and sentences: the units in which names and quotations are found.
//!
//! What enters is a [`Page`]; what leaves is [`Tokens`], the spans of its words and marks in order, and the
//! sentences as runs of them. Tokens are cut small, so that the edge of a name is always the edge of a token:
//! a hyphen stands alone ("North Korea-Russia ties"), a possessive is split off ("Russia" "'s"), quotation marks
//! are never part of a word. A sentence never crosses a block.
//!
//! ```
//! use saidwho::{page::Page, tokens};
//! let page = Page::from_text("Mr. Orr spoke. “U.S.-Kenya ties won’t hold,” he said.");
//! let tokens = tokens::tokenize(&page);
//! let words: Vec<_> = tokens.iter().map(|span| span.of(page.text())).collect();
//! assert_eq!(words[..4], ["Mr.", "Orr", "spoke", "."]);
//! assert_eq!(words[4..], ["“", "U.S.", "-", "Kenya", "ties", "wo", "n’t", "hold", ",", "”", "he", "said", "."]);
//! assert_eq!(tokens.sentences().len(), 2);
//! ```

mod index;
mod sentences;
mod words;

pub(crate) use index::Index;

use crate::page::Page;
use crate::span::Span;
use std::ops::Range;

/// A run of tokens that is one sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// Index of its first token.
    pub first: u32,
    /// One past the index of its last token.
    pub end: u32,
    /// Index of the block it stands in.
    pub block: u32,
}

impl Sentence {
    /// Its tokens, as indices.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// The tokens and sentences of a page. Clutter is tokenized too: a caller that wants none of it asks the block.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tokens {
    spans: Vec<Span>,
    sentences: Vec<Sentence>,
    /// For each step of the text the first token that ends behind its first byte.
    near: Index<TEXT_STEP>,
    /// For each step of tokens the sentence that holds the first of them.
    sentence_near: Index<TOKEN_STEP>,
}

/// A place is looked up by the step that it lies in, and from there one by one: searched for by halves, each place of a
/// book would miss a processor's memory many times. So many bytes are a step; words are some five long.
const TEXT_STEP: u32 = 32;

/// So many tokens are a step.
const TOKEN_STEP: u32 = 16;

impl Tokens {
    /// The spans of all tokens, in order.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The spans of all tokens, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Span> + '_ {
        self.spans.iter().copied()
    }

    /// How many tokens there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The sentences, in order; together they hold every token once.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// Adds the tokens of what follows in the text.
    pub fn append(&mut self, next: &Self) {
        let before = u32::try_from(self.spans.len()).unwrap_or(u32::MAX);
        let moved = |own: &Sentence| Sentence { first: own.first + before, end: own.end + before, ..*own };
        self.spans.extend_from_slice(&next.spans);
        self.sentences.extend(next.sentences.iter().map(moved));
        self.index();
    }

    /// Notes where tokens and sentences stand that were added.
    fn index(&mut self) {
        self.near.note(&self.spans, |span| (span.start, span.end));
        self.sentence_near.note(&self.sentences, |sentence| (sentence.first, sentence.end));
    }

    /// The tokens of some of the sentences.
    #[must_use]
    pub fn part(&self, sentences: Range<usize>) -> Self {
        let sentences = &self.sentences[sentences];
        let first = sentences.first().map_or(0, |first| first.first);
        let end = sentences.last().map_or(first, |last| last.end);
        let moved = |own: &Sentence| Sentence { first: own.first - first, end: own.end - first, ..*own };
        let (spans, sentences) =
            (self.spans[first as usize..end as usize].to_vec(), sentences.iter().map(moved).collect());
        let mut part = Self { spans, sentences, ..Self::default() };
        part.index();
        part
    }

    /// The first token that ends after byte `at`; the number of tokens when there is none.
    #[must_use]
    pub fn at(&self, at: usize) -> usize {
        self.near.first(at, &self.spans, |span| span.to())
    }

    /// How many tokens start before byte `at`.
    #[must_use]
    pub fn before(&self, at: usize) -> usize {
        let first = self.at(at);
        first + usize::from(self.spans.get(first).is_some_and(|span| span.from() < at))
    }

    /// The tokens that a span holds or touches a part of, as indices.
    #[must_use]
    pub fn covering(&self, span: Span) -> Range<usize> {
        let first = self.at(span.from());
        first..self.before(span.to()).max(first)
    }

    /// The index of the sentence that holds token `token`.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentence_near.first(token, &self.sentences, |sentence| sentence.end as usize)
    }
}

/// Cuts a page into tokens and sentences. Linear in the length of the text.
#[must_use]
pub fn tokenize(page: &Page) -> Tokens {
    tokenize_part(page, 0..page.blocks().len())
}

/// The same for some of a page's blocks.
#[must_use]
pub fn tokenize_part(page: &Page, blocks: Range<usize>) -> Tokens {
    let mut tokens = Tokens::default();
    for (block, description) in page.blocks().iter().enumerate().take(blocks.end).skip(blocks.start) {
        let first = tokens.spans.len();
        words::split(page.text(), description.span, &mut tokens.spans);
        let block = u32::try_from(block).unwrap_or(u32::MAX);
        sentences::split(page.text(), &tokens.spans, first, block, &mut tokens.sentences);
    }
    tokens.index();
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Sentences are separated by `|`, tokens by a blank.
    fn check(text: &str, expected: &str) {
        let page = Page::from_text(text);
        let tokens = tokenize(&page);
        let sentences: Vec<String> = tokens
            .sentences()
            .iter()
            .map(|sentence| {
                let words: Vec<_> = tokens.spans()[sentence.range()].iter().map(|span| span.of(text)).collect();
                words.join(" ")
            })
            .collect();
        assert_eq!(sentences.join(" | "), expected, "{text}");
    }

    #[test]
    fn words_and_sentences() {
        let cases = [
            ("He left. She stayed.", "He left . | She stayed ."),
            ("Brig. Gen. Pat Ryder said so.", "Brig. Gen. Pat Ryder said so ."),
            ("The U.S. is bristling.", "The U.S. is bristling ."),
            ("It angered the U.S. The deal fell.", "It angered the U.S. | The deal fell ."),
            ("Russia’s war, Russia's war", "Russia ’s war , Russia 's war"),
            ("the officials' view", "the officials ' view"),
            ("O'Brien and D’Arcy", "O'Brien and D’Arcy"),
            ("don't, can’t, we'll", "do n't , ca n’t , we 'll"),
            ("“Go,” he said. “Now.” Then he left.", "“ Go , ” he said . | “ Now . ” | Then he left ."),
            ("''Go,'' he said.", "'' Go , '' he said ."),
            ("Kim-Putin meeting — soon", "Kim - Putin meeting — soon"),
            ("It cost $1,000.50, or 5%.", "It cost $ 1,000.50 , or 5 % ."),
            ("John F. Kennedy of Acme Inc. spoke.", "John F. Kennedy of Acme Inc. spoke ."),
            ("Was it? Yes! No...", "Was it ? | Yes ! | No ..."),
            ("at 3 p.m. Monday, Sept. 11", "at 3 p.m. Monday , Sept. 11"),
            ("see www.example.org/a?b=c or a@b.org.", "see www.example.org/a?b=c or a@b.org ."),
            ("‘Tis the ‘end’.", "‘ Tis the ‘ end ’ ."),
            ("AT&T and Q&A", "AT&T and Q&A"),
            ("He did (so). (She too.) Fine.", "He did ( so ) . | ( She too . ) | Fine ."),
            ("It is late, he said.He left in 2022.The mill", "It is late , he said . | He left in 2022 . | The mill"),
            ("It is late, he said.“Go,” she said.", "It is late , he said . | “ Go , ” she said ."),
            ("on example.org, in .Net and by will.i.am", "on example.org , in . Net and by will.i.am"),
            ("One line\nanother", "One line | another"),
            ("«Oui», dit-il.", "« Oui » , dit - il ."),
            ("a\u{a0}b", "a b"),
            ("\u{202a}”Go,” he said.", "” Go , ” he said ."),
        ];
        for (text, expected) in cases {
            check(text, expected);
        }
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_cover_all_but_white_space(text in "\\PC*") {
            let page = Page::from_text(text.clone());
            let tokens = tokenize(&page);
            let mut at = 0;
            for span in tokens.iter() {
                prop_assert!(span.from() >= at && !span.is_empty());
                prop_assert!(text[at..span.from()].chars().all(words::is_blank));
                prop_assert!(text.get(span.range()).is_some());
                at = span.to();
            }
            prop_assert!(text[at..].chars().all(words::is_blank));
            let mut next = 0;
            for sentence in tokens.sentences() {
                prop_assert_eq!(sentence.first, next);
                prop_assert!(sentence.end > sentence.first);
                next = sentence.end;
            }
            prop_assert_eq!(next as usize, tokens.len());
        }
    }
}
