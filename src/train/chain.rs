//! A conditional random field on the labeller's features (Lafferty et al. 2001), trained by AdaGrad (Duchi et al. 2011).
//!
//! Each stretch of tokens is one example. A random quarter of the features is left out each time, so that no feature
//! relies on another (Hinton et al. 2012); the step shrinks to nothing over the passes, so that no average is needed.
//! Arithmetic is plain 32-bit and the exponential a polynomial of our own, so that every machine gets the same bytes.
//!
//! ```
//! use saidwho::train::{Examples, chain, names};
//! assert_eq!(chain::train(&Examples::default(), 3, names::SECOND, |_, _| ()).transitions.len(), 4);
//! ```

use super::{Examples, Shuffle};
use crate::tagger::decode::is_legal;
use crate::tagger::weights::{LANES, Weights, exp};

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// log2 of the rows of the table.
    pub bits: u32,
    /// Passes over the data.
    pub passes: usize,
    /// Features that occur less often are left out.
    pub at_least: u32,
    /// The first step.
    pub rate: f32,
    /// By which part the step has shrunk at the end.
    pub shrink: f32,
    /// The share of features that is left out, of 256.
    pub dropout: u32,
    /// How many steps of a model file make one unit of a score.
    pub steps: f32,
    /// Weights that round to less than so many steps are left out.
    pub least: f32,
    /// Which order the examples come in.
    pub seed: u64,
}

type Row = [f32; LANES];

/// The trained weights: of each feature's bucket, and of the transitions (`from == labels` is the start).
#[derive(Clone, Debug)]
pub struct Trained {
    /// One row a bucket.
    pub rows: Vec<Row>,
    /// One row a label that is left; the last for the start.
    pub transitions: Vec<Row>,
}

/// Trains. `report` is told after each pass how many tokens were wrong by their own marginals.
pub fn train(examples: &Examples, labels: usize, settings: Settings, mut report: impl FnMut(usize, usize)) -> Trained {
    let size = 1_usize << settings.bits;
    let mut counts = vec![0_u32; size];
    for &feature in &examples.features {
        counts[feature as usize] += 1;
    }
    let rare: Vec<bool> = counts.iter().map(|&count| count < settings.at_least).collect();
    let mut rows = vec![[0.0_f32; LANES]; size];
    let mut sums = vec![[1e-3_f32; LANES]; size];
    let own_mask = if examples.has_apart { size - 1 } else { 0 };
    let mut own_rows = vec![[0.0_f32; LANES]; own_mask + 1];
    let mut own_sums = vec![[1e-3_f32; LANES]; own_mask + 1];
    let mut transitions = vec![[0.0_f32; LANES]; labels + 1];
    let mut transition_sums = vec![[1e-1_f32; LANES]; labels + 1];
    let mut order: Vec<u32> = (0..examples.sentences.len() as u32).collect();
    let mut shuffle = Shuffle(settings.seed);
    let (mut active, mut ends): (Vec<u32>, Vec<usize>) = (Vec::new(), Vec::new());
    let (mut potentials, mut forward, mut backward) = (Vec::<Row>::new(), Vec::<Row>::new(), Vec::<Row>::new());
    let total = (settings.passes * order.len()) as f32;
    let mut done = 0_u32;
    // The mean of the weights over the second half, taken now and then: it is steadier than where they end.
    let mut mean = vec![[0.0_f32; LANES]; size];
    let mut transition_mean = vec![[0.0_f32; LANES]; labels + 1];
    let mut snapshots = 0_u32;
    let often = (order.len() * settings.passes / 24).max(1) as u32;
    for pass in 0..settings.passes {
        for at in (1..order.len()).rev() {
            order.swap(at, shuffle.below(at + 1));
        }
        let mut wrong = 0;
        for &sentence in &order {
            done += 1;
            if done.is_multiple_of(often) && done as usize * 2 > settings.passes * order.len() {
                snapshots += 1;
                let share = 1.0 / snapshots as f32;
                let all = mean.iter_mut().zip(&rows).chain(transition_mean.iter_mut().zip(&transitions));
                for (mean, weight) in all.flat_map(|(mean, row)| mean.iter_mut().zip(row)) {
                    *mean += (weight - *mean) * share;
                }
            }
            let rate = settings.rate * (1.0 - settings.shrink * done as f32 / total);
            let (first, end, domain) = examples.sentences[sentence as usize];
            let (first, end) = (first as usize, end as usize);
            let gold = &examples.labels[first..end];
            let own = |feature: u32| {
                (feature.wrapping_mul(0x9e37_79b1) ^ u32::from(domain).wrapping_mul(0x85eb_ca6b)) as usize & own_mask
            };
            let is_apart = domain != 0;
            // Scores.
            (active.clear(), ends.clear(), potentials.clear());
            for token in first..end {
                let mut row = [0.0_f32; LANES];
                for &feature in examples.token(token) {
                    if rare[feature as usize] || (shuffle.below(256) as u32) < settings.dropout {
                        continue;
                    }
                    active.push(feature);
                    for (score, weight) in row.iter_mut().zip(&rows[feature as usize]) {
                        *score += weight;
                    }
                    if is_apart {
                        for (score, weight) in row.iter_mut().zip(&own_rows[own(feature)]) {
                            *score += weight;
                        }
                    }
                }
                ends.push(active.len());
                potentials.push(row);
            }
            // Potentials.
            let scale = 256.0 / (256.0 - settings.dropout as f32);
            for (token, row) in (first..end).zip(&mut potentials) {
                let base = examples
                    .base
                    .get(token)
                    .map_or([0.0; LANES], |row| row.map(|score| f32::from(score) / settings.steps));
                for (value, base) in row.iter_mut().zip(base) {
                    *value = *value * scale + base;
                }
                let top = row[..labels].iter().copied().fold(f32::MIN, f32::max);
                for (at, value) in row.iter_mut().enumerate() {
                    *value = if at < labels { exp(*value - top) } else { 0.0 };
                }
            }
            let mut steps = vec![[0.0_f32; LANES]; labels + 1];
            for (from, row) in steps.iter_mut().enumerate() {
                for (to, value) in row.iter_mut().enumerate().take(labels) {
                    *value = if is_legal(if from == labels { 0 } else { from }, to) {
                        exp(transitions[from][to])
                    } else {
                        0.0
                    };
                }
            }
            // Forward, backward, each normed to a sum of 1.
            let count = gold.len();
            forward.clear();
            backward.clear();
            backward.resize(count, [1.0; LANES]);
            for at in 0..count {
                let mut row = [0.0_f32; LANES];
                if at == 0 {
                    row = steps[labels];
                } else {
                    for (from, step) in steps[..labels].iter().enumerate() {
                        let mass = forward[at - 1][from];
                        for (value, step) in row.iter_mut().zip(step) {
                            *value += mass * step;
                        }
                    }
                }
                let mut sum = 1e-30;
                for (value, potential) in row.iter_mut().zip(&potentials[at]) {
                    *value *= potential;
                    sum += *value;
                }
                forward.push(row.map(|value| value / sum));
            }
            for at in (0..count.saturating_sub(1)).rev() {
                let mut inner = [0.0_f32; LANES];
                for ((value, next), potential) in inner.iter_mut().zip(&backward[at + 1]).zip(&potentials[at + 1]) {
                    *value = next * potential;
                }
                let mut row = [0.0_f32; LANES];
                let mut sum = 1e-30;
                for (from, value) in row.iter_mut().enumerate().take(labels) {
                    *value = steps[from].iter().zip(&inner).map(|(step, value)| step * value).sum();
                    sum += *value;
                }
                backward[at] = row.map(|value| value / sum);
            }
            // Gradients.
            let mut before = 0;
            for at in 0..count {
                let mut marginal = [0.0_f32; LANES];
                let mut sum = 1e-30;
                for (value, (one, other)) in marginal.iter_mut().zip(forward[at].iter().zip(&backward[at])) {
                    *value = one * other;
                    sum += *value;
                }
                for value in &mut marginal {
                    *value /= sum;
                }
                let right = usize::from(gold[at]);
                wrong += usize::from(marginal[right] < 0.5);
                let span = before..ends[at];
                before = ends[at];
                // Transition marginals, from the label before.
                let (from_range, one_from) =
                    if at == 0 { (labels..labels + 1, labels) } else { (0..labels, usize::from(gold[at - 1])) };
                let near = marginal[right] > 0.999;
                if near && at > 0 {
                    continue;
                }
                let mut pair_sum = 1e-30;
                let mut pairs = [[0.0_f32; LANES]; LANES + 1];
                for from in from_range.clone() {
                    let mass = if from == labels { 1.0 } else { forward[at - 1][from] };
                    for to in 0..labels {
                        let value = mass * steps[from][to] * potentials[at][to] * backward[at][to];
                        pairs[from][to] = value;
                        pair_sum += value;
                    }
                }
                for from in from_range {
                    for to in 0..labels {
                        let gradient =
                            pairs[from][to] / pair_sum - f32::from(u8::from(from == one_from && to == right));
                        if gradient.abs() > 1e-4 {
                            transition_sums[from][to] += gradient * gradient;
                            transitions[from][to] -= rate * gradient / transition_sums[from][to].sqrt();
                        }
                    }
                }
                if near {
                    continue;
                }
                marginal[right] -= 1.0;
                for &feature in &active[span] {
                    update(&mut rows[feature as usize], &mut sums[feature as usize], &marginal, rate);
                    if is_apart {
                        let at = own(feature);
                        update(&mut own_rows[at], &mut own_sums[at], &marginal, rate);
                    }
                }
            }
        }
        report(pass, wrong);
    }
    Trained { rows: mean, transitions: transition_mean }
}

#[inline]
fn update(row: &mut Row, sums: &mut Row, gradient: &Row, rate: f32) {
    for ((weight, sum), gradient) in row.iter_mut().zip(sums).zip(gradient) {
        *sum += gradient * gradient;
        *weight -= rate * gradient / sum.sqrt();
    }
}

impl Trained {
    /// The weights as a model file: 8 bits each, on a scale where `steps` of them make one unit of a score.
    #[must_use]
    pub fn model(&self, labels: usize, settings: Settings) -> Vec<u8> {
        let Settings { bits, steps, least, .. } = settings;
        let rows: Vec<i8> = self
            .rows
            .iter()
            .flat_map(|row| {
                // Only differences inside a row matter: with its middle weight at 0 most of the others are nearly 0 too.
                let mut sorted: Vec<f32> = row[..labels].to_vec();
                sorted.sort_by(f32::total_cmp);
                let middle = sorted[labels / 2];
                row[..labels].iter().map(move |weight| ((weight - middle) * steps).clamp(-127.0, 127.0))
            })
            .map(|weight| if weight.abs() < least { 0 } else { weight.round() as i8 })
            .collect();
        let transitions: Vec<i16> = self
            .transitions
            .iter()
            .flat_map(|row| {
                row[..labels].iter().map(|weight| (weight * steps).round().clamp(-30_000.0, 30_000.0) as i16)
            })
            .collect();
        Weights::write(u8::try_from(bits).unwrap_or(0), labels, &transitions, &rows)
    }
}
