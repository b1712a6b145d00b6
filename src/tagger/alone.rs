//! The scores of a token, with what its words say each alone summed up once a document.
//!
//! More than half of a token's features look at one word. Weights are whole numbers, so that the sum over the features of a
//! word is the same in any order, and is kept for each distinct word and each place that it can have beside a token.

use super::features::{Document, Place, Sentence, Word};
use super::templates::{ALONE, SEATS, hashed, pair};
use super::weights::{LANES, Weights};

/// What the features of a word alone add up to, in each seat: each distinct word of a document is summed up once.
pub struct Alone<'a> {
    weights: &'a Weights,
    sums: Vec<[[i16; LANES]; SEATS]>,
    /// For each word, as the document numbers it, one more than the place of its sums: as it is, and in a headline.
    places: Vec<[u32; 2]>,
}

impl<'a> Alone<'a> {
    /// Sums for the words of a document.
    #[must_use]
    pub fn new(weights: &'a Weights, document: &Document) -> Self {
        Self { weights, sums: Vec::new(), places: vec![[0; 2]; document.words() + 1] }
    }

    /// The scores of token `at`: the weights of all its features, summed up.
    pub fn score(&mut self, sentence: &Sentence, at: usize) -> [i16; LANES] {
        let mut scores = [0; LANES];
        for seat in 0..SEATS {
            let own = &self.sums_of(sentence.seat(at, seat), sentence.shouts)[seat];
            scores.iter_mut().zip(own).for_each(|(score, own)| *score += own);
        }
        sentence.emit_tied(at, |_, feature| self.weights.add(feature, &mut scores));
        scores
    }

    fn sums_of(&mut self, place: &Place, shouts: bool) -> &[[i16; LANES]; SEATS] {
        let slot = &mut self.places[place.number as usize][usize::from(shouts)];
        if *slot == 0 {
            let mut sums = [[0; LANES]; SEATS];
            for (seat, sum) in sums.iter_mut().enumerate() {
                place.word.emit(seat, |_, feature| self.weights.add(feature, sum));
            }
            self.sums.push(sums);
            *slot = self.sums.len() as u32;
        }
        &self.sums[*slot as usize - 1]
    }
}

impl Word {
    /// Calls `feature` with the number and the hash of every feature that looks at the word alone, when it sits in this seat.
    pub(super) fn emit(&self, seat: usize, mut feature: impl FnMut(usize, u64)) {
        let mut count = 0;
        let mut add = |value: u64| {
            feature(ALONE[seat][count], hashed(ALONE[seat][count], value));
            count += 1;
        };
        let capital = u64::from(self.capital);
        add(self.lower);
        add(u64::from(self.entry.cluster));
        add(u64::from(self.middle) << 1 | capital);
        if seat == 0 || seat == 4 {
            return;
        }
        add(self.shape);
        add(u64::from(self.coarse) << 1 | capital);
        add(u64::from(self.tail & 0xffff));
        add(u64::from(self.tail & 0x00ff_ffff));
        if seat != 2 {
            return;
        }
        add(self.word);
        for mask in [0xff, 0xffff, 0x00ff_ffff, 0xffff_ffff] {
            add(u64::from(self.head & mask));
        }
        add(u64::from(self.tail & 0xff));
        add(u64::from(self.tail));
        add(pair(u64::from(self.tail & 0x00ff_ffff), self.shape));
        add(u64::from(self.entry.lists) << 1 | capital);
        add(self.names() << 1 | capital);
    }
}
