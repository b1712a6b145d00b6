//! Forward and backward over one stretch of a linear chain: how likely each label is at each place, all others in view.
//!
//! ```
//! use saidwho::train::field::Field;
//! let mut field = Field::new(3);
//! field.begin(&[[0.0; 16]; 4]);
//! field.push([1.0; 16]);
//! field.pass_messages();
//! assert_eq!(field.marginal(0)[..3], [0.5, 0.5, 0.0], "nothing is gone on with that was not begun");
//! ```

use crate::tagger::decode::is_legal;
use crate::tagger::weights::{LANES, exp};

/// A value a label.
pub type Row = [f32; LANES];

/// A token that is as likely right as this is left alone.
pub const CERTAIN: f32 = 0.999;

/// One stretch: what speaks for each label at each place, and for each step between labels.
#[derive(Debug)]
pub struct Field {
    labels: usize,
    potentials: Vec<Row>,
    steps: Vec<Row>,
    forward: Vec<Row>,
    backward: Vec<Row>,
}

impl Field {
    /// A field of so many labels.
    #[must_use]
    pub fn new(labels: usize) -> Self {
        Self { labels, potentials: Vec::new(), steps: Vec::new(), forward: Vec::new(), backward: Vec::new() }
    }

    /// Begins a stretch with these transitions (`from == labels` is the start).
    pub fn begin(&mut self, transitions: &[Row]) {
        self.potentials.clear();
        self.steps.clear();
        for (from, scores) in transitions[..=self.labels].iter().enumerate() {
            let mut row = [0.0_f32; LANES];
            for (to, (value, &score)) in row.iter_mut().zip(scores).enumerate().take(self.labels) {
                if is_legal(if from == self.labels { 0 } else { from }, to) {
                    *value = exp(score);
                }
            }
            self.steps.push(row);
        }
    }

    /// Adds a place with the scores of its labels.
    pub fn push(&mut self, mut row: Row) {
        let top = row[..self.labels].iter().copied().fold(f32::MIN, f32::max);
        for (at, value) in row.iter_mut().enumerate() {
            *value = if at < self.labels { exp(*value - top) } else { 0.0 };
        }
        self.potentials.push(row);
    }

    /// Forward and backward, each normed to a sum of 1.
    pub fn pass_messages(&mut self) {
        let count = self.potentials.len();
        self.forward.clear();
        for (at, potentials) in self.potentials.iter().enumerate() {
            let mut row = [0.0_f32; LANES];
            if at == 0 {
                row = self.steps[self.labels];
            } else {
                for (step, mass) in self.steps[..self.labels].iter().zip(self.forward[at - 1]) {
                    for (value, step) in row.iter_mut().zip(step) {
                        *value += mass * step;
                    }
                }
            }
            for (value, potential) in row.iter_mut().zip(potentials) {
                *value *= potential;
            }
            self.forward.push(normed(row));
        }
        self.backward.clear();
        self.backward.resize(count, [1.0; LANES]);
        for at in (0..count.saturating_sub(1)).rev() {
            let mut inner = self.backward[at + 1];
            for (value, potential) in inner.iter_mut().zip(&self.potentials[at + 1]) {
                *value *= potential;
            }
            let mut row = [0.0_f32; LANES];
            for (value, steps) in row.iter_mut().zip(&self.steps[..self.labels]) {
                *value = steps.iter().zip(&inner).map(|(step, value)| step * value).sum();
            }
            self.backward[at] = normed(row);
        }
    }

    /// How likely each label is at a place.
    #[must_use]
    pub fn marginal(&self, at: usize) -> Row {
        let mut marginal = self.forward[at];
        for (value, other) in marginal.iter_mut().zip(&self.backward[at]) {
            *value *= other;
        }
        normed(marginal)
    }

    /// Calls `each` with the gradient of every step into a place: from, to, and how much likelier it is thought than it is.
    pub fn step_gradients(&self, gold: &[u8], at: usize, mut each: impl FnMut(usize, usize, f32)) {
        let before = at.checked_sub(1);
        let one_from = before.map_or(self.labels, |before| usize::from(gold[before]));
        let from = if at == 0 { self.labels..self.labels + 1 } else { 0..self.labels };
        let mut sum = 1e-30;
        let mut pairs = [[0.0_f32; LANES]; LANES + 1];
        for from in from.clone() {
            let mass = before.map_or(1.0, |before| self.forward[before][from]);
            let known = self.steps[from].iter().zip(&self.potentials[at]).zip(&self.backward[at]);
            for (pair, ((step, potential), after)) in pairs[from].iter_mut().zip(known).take(self.labels) {
                *pair = mass * step * potential * after;
                sum += *pair;
            }
        }
        for from in from {
            for (to, pair) in pairs[from][..self.labels].iter().enumerate() {
                let is_right = from == one_from && to == usize::from(gold[at]);
                each(from, to, pair / sum - f32::from(u8::from(is_right)));
            }
        }
    }
}

/// The same values with a sum of 1.
fn normed(row: Row) -> Row {
    let mut sum = 1e-30;
    for value in row {
        sum += value;
    }
    row.map(|value| value / sum)
}
