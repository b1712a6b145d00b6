//! The best legal sequence of labels for one sentence.
//!
//! Labels are BIO: 0 is outside, `1 + 2t` begins type `t`, `2 + 2t` goes on with it. Viterbi's algorithm over the
//! emission scores and the transitions, in which going on with what was not begun is illegal.
//!
//! ```
//! use saidwho::tagger::decode::{begins, goes_on, kind};
//! assert_eq!((kind(3), begins(3), goes_on(4)), (Some(1), true, true));
//! assert_eq!(kind(0), None);
//! ```

use super::weights::{LANES, Weights};

/// The type of a label; `None` outside.
#[must_use]
pub fn kind(label: usize) -> Option<usize> {
    label.checked_sub(1).map(|rest| rest / 2)
}

/// Whether the label begins a span.
#[must_use]
pub fn begins(label: usize) -> bool {
    label % 2 == 1
}

/// Whether the label goes on with a span.
#[must_use]
pub fn goes_on(label: usize) -> bool {
    label != 0 && label.is_multiple_of(2)
}

/// Whether label `to` may follow label `from`; the start counts as outside.
#[must_use]
pub fn is_legal(from: usize, to: usize) -> bool {
    !goes_on(to) || kind(from) == kind(to)
}

/// The spans of a sequence of labels, with their types.
///
/// ```
/// use saidwho::tagger::decode::spans;
/// assert_eq!(spans(&[0, 1, 2, 1, 5]).collect::<Vec<_>>(), [(1..3, 0), (3..4, 0), (4..5, 2)]);
/// ```
pub fn spans(labels: &[u8]) -> impl Iterator<Item = (std::ops::Range<usize>, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += labels[at..].iter().position(|&label| label != 0)?;
        let (start, kind) = (at, kind(usize::from(labels[at]))?);
        at += 1;
        at += labels[at..].iter().take_while(|&&label| usize::from(label) == 2 + 2 * kind).count();
        Some((start..at, kind))
    })
}

const FORBIDDEN: i32 = -1_000_000;

/// Room that is used again for each sentence; `N` is as many as labels or more.
#[derive(Debug, Default)]
pub struct Decoder<const N: usize = LANES> {
    /// For each place and label, the score of the best sequence up to there that ends so.
    forward: Vec<[i32; N]>,
    transitions: Vec<[i32; N]>,
}

impl<const N: usize> Decoder<N> {
    /// A decoder for one labeller: its transitions, with the illegal ones shut.
    #[must_use]
    pub fn new(weights: &Weights) -> Self {
        let labels = weights.labels();
        Self::with(labels, |from, to| weights.transition(from, to))
    }

    /// A decoder with these transition scores; `from == labels` is the start.
    #[must_use]
    pub fn with(labels: usize, score: impl Fn(usize, usize) -> i32) -> Self {
        let row = |from: usize| {
            let mut row = [FORBIDDEN; N];
            for (to, slot) in row.iter_mut().enumerate().take(labels) {
                let legal = is_legal(if from == labels { 0 } else { from }, to);
                *slot = if legal { score(from, to) } else { FORBIDDEN };
            }
            row
        };
        Self { forward: Vec::new(), transitions: (0..=labels).map(row).collect() }
    }

    /// The best sequence for these emission scores, one label a token.
    pub fn best(&mut self, scores: &[[i16; N]], out: &mut Vec<u8>) {
        out.clear();
        let labels = self.transitions.len() - 1;
        self.forward.clear();
        for token in scores {
            let mut row = [FORBIDDEN * 2; N];
            match self.forward.last() {
                None => row = self.transitions[labels],
                Some(before) => {
                    for (steps, &so_far) in self.transitions[..labels].iter().zip(before) {
                        for (best, step) in row.iter_mut().zip(steps) {
                            *best = (*best).max(so_far + step);
                        }
                    }
                }
            }
            row.iter_mut().zip(token).for_each(|(best, &score)| *best += i32::from(score));
            self.forward.push(row);
        }
        let Some(last) = self.forward.last() else { return };
        out.resize(scores.len(), 0);
        let first_of = |score: &dyn Fn(usize) -> i32| (0..labels).rev().max_by_key(|&label| score(label)).unwrap_or(0);
        let mut label = first_of(&|label| last[label]);
        for (at, slot) in out.iter_mut().enumerate().rev() {
            *slot = label as u8;
            if let Some(before) = at.checked_sub(1).map(|before| &self.forward[before]) {
                label = first_of(&|from| before[from] + self.transitions[from][label]);
            }
        }
    }

    /// By how much the best sequence leads the best one that has another label at a place, for each place of the scores that
    /// were decoded last.
    pub fn leads(&self, scores: &[[i16; N]], out: &mut Vec<i32>) {
        out.clear();
        out.resize(scores.len(), i32::MAX);
        let labels = self.transitions.len() - 1;
        // For each label of a place, the score of the best sequence from behind it to the end.
        let mut backward = [0; N];
        for (at, slot) in out.iter_mut().enumerate().rev() {
            let (mut best, mut next) = (i32::MIN, i32::MIN);
            for (forward, backward) in self.forward[at][..labels].iter().zip(&backward) {
                let score = forward + backward;
                next = next.max(score.min(best));
                best = best.max(score);
            }
            *slot = best.saturating_sub(next);
            for (behind, &score) in backward.iter_mut().zip(&scores[at]) {
                *behind += i32::from(score);
            }
            let mut before = [0; N];
            for (best, steps) in before.iter_mut().zip(&self.transitions[..labels]) {
                let ways = steps[..labels].iter().zip(&backward).map(|(step, behind)| step + behind);
                *best = ways.max().unwrap_or(0);
            }
            backward = before;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every sequence of two types, with its score; illegal ones are left out.
    fn all(scores: &[[i16; 16]], step: impl Fn(usize, usize) -> i32) -> Vec<(Vec<u8>, i32)> {
        const LABELS: usize = 5;
        let mut paths = vec![(Vec::new(), 0)];
        for row in scores {
            paths = paths
                .iter()
                .flat_map(|(path, score): &(Vec<u8>, i32)| {
                    let from = path.last().map_or(LABELS, |&last| usize::from(last));
                    let legal = (0..LABELS).filter(move |&to| is_legal(if from == LABELS { 0 } else { from }, to));
                    let step = &step;
                    legal.map(move |to| {
                        ([path.as_slice(), &[to as u8]].concat(), score + step(from, to) + i32::from(row[to]))
                    })
                })
                .collect();
        }
        paths
    }

    #[test]
    fn the_best_sequence_and_its_leads_are_those_of_trying_all() {
        let step = |from: usize, to: usize| (from * 7 + to * 13) as i32 % 11 - 5;
        let mut decoder = Decoder::with(5, step);
        for round in 0..20_i16 {
            let value = |at: usize, label: usize| (round * 31 + at as i16 * 17 + label as i16 * 23) % 29 - 14;
            let scores: Vec<[i16; 16]> = (0..4).map(|at| std::array::from_fn(|label| value(at, label))).collect();
            let (mut path, mut leads) = (Vec::new(), Vec::new());
            decoder.best(&scores, &mut path);
            decoder.leads(&scores, &mut leads);
            let all = all(&scores, step);
            let best = all.iter().map(|path| path.1).max();
            assert_eq!(all.iter().find(|(other, _)| *other == path).map(|path| path.1), best);
            for (at, lead) in leads.iter().enumerate() {
                let other = all.iter().filter(|(other, _)| other[at] != path[at]).map(|path| path.1).max();
                assert_eq!(best.zip(other).map(|(best, other)| best - other), Some(*lead), "round {round}, place {at}");
            }
        }
    }
}
