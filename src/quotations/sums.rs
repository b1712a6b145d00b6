//! The scores of a unit, with what many units have in common summed up once.
//!
//! Weights are whole numbers, so that a sum is the same in any order. What a unit says alone is summed up for each distinct
//! unit of a text; what its cues and its clause say, for all the units in a row of which it is the same.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! // Both sentences look at "said" and "bridge", which are looked up once.
//! let reading = annotate(&Page::from_text("Ada Lind said the bridge is safe. Carl Orr said the bridge is not."));
//! assert_eq!(reading.quotations.len(), 2);
//! ```

use super::features::{SEATS, Sight};
use super::reported::Scores;
use super::units::Units;
use crate::tagger::weights::Weights;

/// What the units of a text say alone, in each seat.
pub(super) struct Sums<'a> {
    weights: &'a Weights,
    sums: Vec<[Scores; SEATS]>,
    /// For each distinct unit, by its number, one more than the place of its sums.
    places: Vec<u32>,
}

impl<'a> Sums<'a> {
    pub(super) fn new(weights: &'a Weights, units: &Units) -> Self {
        Self { weights, sums: Vec::new(), places: vec![0; units.distinct + 1] }
    }

    /// Appends the scores of all units of a sentence: the weights of all their features, summed up.
    pub(super) fn score(&mut self, sight: &Sight, scores: &mut Vec<Scores>) {
        let (mut sides, mut main, mut stretch) = (<[Last<_>; 2]>::default(), Last::default(), Last::default());
        for at in 0..sight.len() {
            let mut sum = <_>::default();
            for seat in 0..SEATS {
                add(&mut sum, self.alone(sight, at, seat));
            }
            let view = sight.view(at);
            let weights = self.weights;
            sight.emit_tied(&view, |_, feature| weights.add(feature, &mut sum));
            for (of, (last, side)) in sides.iter_mut().zip(&view.sides).enumerate() {
                add(&mut sum, last.of((*side, view.is_bound()), weights, |add| side.emit(of, view.is_bound(), add)));
            }
            add(&mut sum, main.of((view.main, view.side), weights, |add| view.emit_main(add)));
            add(&mut sum, stretch.of(view.stretch(), weights, |add| sight.emit_stretch(&view, add)));
            scores.push(sum);
        }
    }

    fn alone(&mut self, sight: &Sight, at: usize, seat: usize) -> &Scores {
        let unit = sight.seat(at, seat);
        let slot = &mut self.places[unit.number as usize];
        if *slot == 0 {
            let mut sums = [<_>::default(); SEATS];
            for (seat, sum) in sums.iter_mut().enumerate() {
                unit.emit(seat, |_, feature| self.weights.add(feature, sum));
            }
            self.sums.push(sums);
            *slot = self.sums.len() as u32;
        }
        &self.sums[*slot as usize - 1][seat]
    }
}

fn add(sum: &mut Scores, other: &Scores) {
    sum.iter_mut().zip(other).for_each(|(sum, other)| *sum += other);
}

/// The last sum of some features, and of what it was.
struct Last<K> {
    of: Option<K>,
    sum: Scores,
}

impl<K> Default for Last<K> {
    fn default() -> Self {
        Self { of: None, sum: <_>::default() }
    }
}

impl<K: PartialEq> Last<K> {
    /// The sum of the features that `emit` calls for, which are those of `key`.
    fn of(&mut self, key: K, weights: &Weights, emit: impl FnOnce(&mut dyn FnMut(u64, u64))) -> &Scores {
        if self.of.as_ref() != Some(&key) {
            self.sum = <_>::default();
            emit(&mut |_, feature| weights.add(feature, &mut self.sum));
            self.of = Some(key);
        }
        &self.sum
    }
}
