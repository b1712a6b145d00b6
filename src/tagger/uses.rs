//! What stands around the other places where a document has a word: "activist Teesta Orr" tells who "Orr" is elsewhere.

use super::features::{Document, EDGE, Word};
use std::ops::Range;

/// One place where the document has a word: the words before and after it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Use {
    /// The number of the token, from 1; 0 where there is none.
    pub(super) token: u32,
    pub(super) before: u64,
    pub(super) after: u64,
    /// The middle groups of both.
    pub(super) groups: u16,
}

/// So many places where the document has a word are remembered, and all but one of them are looked at: one may be the
/// word's own.
pub(super) const USES: usize = 3;

/// A document of fewer tokens says little of its words.
pub(super) const FEW: usize = 80;

impl Document {
    /// Keeps what stands around a word, where there is room.
    pub(super) fn remember(&mut self, slot: usize, at: usize, sentence: Range<usize>) {
        let word = |at: usize| if sentence.contains(&at) { self.word(at) } else { &EDGE.word };
        let (before, after) = (word(at.wrapping_sub(1)), word(at + 1));
        let groups = u16::from(before.middle) << 8 | u16::from(after.middle);
        let found = Use { token: at as u32 + 1, before: before.lower, after: after.lower, groups };
        if let Some(free) = self.uses[slot].iter_mut().find(|other| other.token == 0) {
            *free = found;
        }
    }

    /// Other places where the document has the word of a token.
    pub(super) fn others(&self, word: &Word, token: usize) -> [Use; USES - 1] {
        let mut others = <[Use; USES - 1]>::default();
        if word.capital {
            let uses = self.uses[word.slot as usize].iter();
            let other = uses.filter(|other| other.token != 0 && other.token != token as u32 + 1);
            others.iter_mut().zip(other).for_each(|(slot, other)| *slot = *other);
        }
        others
    }

    /// Other places where the document has the word of a token, where that has a capital; no more than two.
    pub fn elsewhere(&self, token: usize) -> impl Iterator<Item = usize> + use<> {
        let others = self.others(self.word(token), token).into_iter();
        others.filter(|other| other.token != 0).map(|other| other.token as usize - 1)
    }
}
