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
    back: Vec<[u8; N]>,
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
        Self { back: Vec::new(), transitions: (0..=labels).map(row).collect() }
    }

    /// The best sequence for these emission scores, one label a token.
    pub fn best(&mut self, scores: &[[i16; N]], out: &mut Vec<u8>) {
        out.clear();
        let labels = self.transitions.len() - 1;
        let Some(first) = scores.first() else { return };
        self.back.clear();
        let mut current = [FORBIDDEN; N];
        for to in 0..labels {
            current[to] = self.transitions[labels][to] + i32::from(first[to]);
        }
        for token in &scores[1..] {
            let mut next = [FORBIDDEN * 2; N];
            let mut from_of = [0_u8; N];
            for (from, (row, &so_far)) in self.transitions[..labels].iter().zip(&current).enumerate() {
                for to in 0..N {
                    let score = so_far + row[to];
                    if score > next[to] {
                        next[to] = score;
                        from_of[to] = from as u8;
                    }
                }
            }
            for (slot, &score) in next.iter_mut().zip(token) {
                *slot += i32::from(score);
            }
            self.back.push(from_of);
            current = next;
        }
        let best = (0..labels).rev().max_by_key(|&label| current[label]).unwrap_or(0);
        out.resize(scores.len(), 0);
        let mut label = best as u8;
        for at in (0..scores.len()).rev() {
            out[at] = label;
            if at > 0 {
                label = self.back[at - 1][usize::from(label)];
            }
        }
    }
}
