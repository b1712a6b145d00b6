//! A conditional random field on the labeller's features (Lafferty et al. 2001), trained by AdaGrad (Duchi et al. 2011).
//!
//! Each stretch of tokens is one example. A random part of the features is left out each time, so that no feature relies on
//! another (Hinton et al. 2012). A corpus with other guidelines trains the shared weights and a copy of its own that is
//! thrown away afterwards (Daumé 2007): it adds what it knows and does not pull the rest along.
//! The weights are the mean of several trainings that see the examples in other orders: what only one of them believes is
//! mostly noise, shrinks, and is left out of the model file.
//! Arithmetic is plain 32-bit and the exponential a polynomial of our own, so that every machine gets the same bytes.
//!
//! ```
//! use saidwho::train::{Examples, chain, names};
//! assert_eq!(chain::train(&Examples::default(), 3, names::SECOND).transitions.len(), 4);
//! ```

use super::field::{CERTAIN, Field, Row};
use super::{Examples, Shuffle};
use crate::tagger::weights::{LANES, Weights};
use std::ops::Range;

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
    /// One for each training, of whose weights the mean is taken: which order the examples come in, and what is left out.
    pub seeds: &'static [u64],
}

/// The trained weights: of each feature's bucket, and of the transitions (`from == labels` is the start).
#[derive(Clone, Debug)]
pub struct Trained {
    /// One row a bucket.
    pub rows: Vec<Row>,
    /// One row a label that is left; the last for the start.
    pub transitions: Vec<Row>,
}

/// Trains, one thread a seed.
///
/// # Panics
/// When a thread did.
pub fn train(examples: &Examples, labels: usize, settings: Settings) -> Trained {
    let mut counts = vec![0_u32; 1 << settings.bits];
    for &feature in &examples.features {
        counts[feature as usize] += 1;
    }
    let rare: Vec<bool> = counts.iter().map(|&count| count < settings.at_least).collect();
    let mut mean = Trained::new(labels, settings);
    std::thread::scope(|scope| {
        let one = |seed| train_one(examples, labels, settings, &rare, seed);
        let threads: Vec<_> = settings.seeds.iter().map(|&seed| scope.spawn(move || one(seed))).collect();
        for (before, thread) in threads.into_iter().enumerate() {
            let one = thread.join().expect("a training does not fail");
            mean.approach(&one.rows, &one.transitions, 1.0 / (before + 1) as f32);
        }
    });
    mean
}

fn train_one(examples: &Examples, labels: usize, settings: Settings, rare: &[bool], seed: u64) -> Trained {
    let mut chain = Chain::new(examples, labels, settings);
    let mut mean = Trained::new(labels, settings);
    let mut order: Vec<u32> = (0..examples.sentences.len() as u32).collect();
    let mut shuffle = Shuffle(seed);
    let total = (settings.passes * order.len()) as f32;
    // The mean of the weights over the second half, taken now and then: it is steadier than where they end.
    let often = (order.len() * settings.passes / 24).max(1) as u32;
    let (mut done, mut snapshots) = (0_u32, 0_u32);
    for _ in 0..settings.passes {
        for at in (1..order.len()).rev() {
            order.swap(at, shuffle.below(at + 1));
        }
        for &sentence in &order {
            done += 1;
            if done.is_multiple_of(often) && done as usize * 2 > settings.passes * order.len() {
                snapshots += 1;
                mean.approach(&chain.shared.rows, &chain.transitions.rows, 1.0 / snapshots as f32);
            }
            chain.rate = settings.rate * (1.0 - settings.shrink * done as f32 / total);
            let (first, end, domain) = examples.sentences[sentence as usize];
            let tokens = first as usize..end as usize;
            chain.domain = domain;
            chain.score(examples, tokens.clone(), rare, &mut shuffle);
            chain.field.pass_messages();
            chain.learn(&examples.labels[tokens]);
        }
    }
    mean
}

/// Weights with the squared steps behind them, as AdaGrad needs.
struct Table {
    rows: Vec<Row>,
    sums: Vec<Row>,
}

impl Table {
    fn new(count: usize, sum: f32) -> Self {
        Self { rows: vec![[0.0; LANES]; count], sums: vec![[sum; LANES]; count] }
    }

    fn add(&self, at: usize, scores: &mut Row) {
        for (score, weight) in scores.iter_mut().zip(&self.rows[at]) {
            *score += weight;
        }
    }

    #[inline]
    fn update(&mut self, at: usize, gradient: &Row, rate: f32) {
        for ((weight, sum), gradient) in self.rows[at].iter_mut().zip(&mut self.sums[at]).zip(gradient) {
            *sum += gradient * gradient;
            *weight -= rate * gradient / sum.sqrt();
        }
    }
}

/// The field while it is trained, and room for one example.
struct Chain {
    settings: Settings,
    shared: Table,
    /// What the corpora that stand apart do not share with the rest: hashed by corpus into one table.
    own: Table,
    transitions: Table,
    rate: f32,
    domain: u8,
    /// The features of the example that were not left out, and where those of each token end.
    active: Vec<u32>,
    ends: Vec<usize>,
    field: Field,
}

impl Chain {
    fn new(examples: &Examples, labels: usize, settings: Settings) -> Self {
        let size = 1 << settings.bits;
        Self {
            settings,
            shared: Table::new(size, 1e-3),
            own: Table::new(if examples.has_apart { size } else { 1 }, 1e-3),
            transitions: Table::new(labels + 1, 1e-1),
            rate: settings.rate,
            domain: 0,
            active: Vec::new(),
            ends: Vec::new(),
            field: Field::new(labels),
        }
    }

    /// Where a feature's own weights stand for the corpus at hand.
    fn own(&self, feature: u32) -> usize {
        let mixed = feature.wrapping_mul(0x9e37_79b1) ^ u32::from(self.domain).wrapping_mul(0x85eb_ca6b);
        mixed as usize & (self.own.rows.len() - 1)
    }

    /// The potentials of each token's labels and of the steps between them.
    fn score(&mut self, examples: &Examples, tokens: Range<usize>, rare: &[bool], shuffle: &mut Shuffle) {
        let Settings { dropout, steps, .. } = self.settings;
        self.active.clear();
        self.ends.clear();
        self.field.begin(&self.transitions.rows);
        let scale = 256.0 / (256.0 - dropout as f32);
        for token in tokens {
            let mut row = [0.0_f32; LANES];
            for &feature in examples.token(token) {
                if rare[feature as usize] || (shuffle.below(256) as u32) < dropout {
                    continue;
                }
                self.active.push(feature);
                self.shared.add(feature as usize, &mut row);
                if self.domain != 0 {
                    self.own.add(self.own(feature), &mut row);
                }
            }
            self.ends.push(self.active.len());
            let base = examples.base.get(token).map_or([0.0; LANES], |row| row.map(|score| f32::from(score) / steps));
            for (value, base) in row.iter_mut().zip(base) {
                *value = *value * scale + base;
            }
            self.field.push(row);
        }
    }

    /// One step down the gradient.
    fn learn(&mut self, gold: &[u8]) {
        let mut start = 0;
        for (at, &right) in gold.iter().enumerate() {
            let right = usize::from(right);
            let mut marginal = self.field.marginal(at);
            let features = start..self.ends[at];
            start = self.ends[at];
            let is_certain = marginal[right] > CERTAIN;
            if !is_certain || at == 0 {
                self.learn_steps(gold, at);
            }
            if is_certain {
                continue;
            }
            marginal[right] -= 1.0;
            for index in features {
                let feature = self.active[index];
                self.shared.update(feature as usize, &marginal, self.rate);
                if self.domain != 0 {
                    let own = self.own(feature);
                    self.own.update(own, &marginal, self.rate);
                }
            }
        }
    }

    /// The same for the transitions into one token.
    fn learn_steps(&mut self, gold: &[u8], at: usize) {
        let Table { rows, sums } = &mut self.transitions;
        let rate = self.rate;
        self.field.step_gradients(gold, at, |from, to, gradient| {
            if gradient.abs() > 1e-4 {
                sums[from][to] += gradient * gradient;
                rows[from][to] -= rate * gradient / sums[from][to].sqrt();
            }
        });
    }
}

impl Trained {
    fn new(labels: usize, settings: Settings) -> Self {
        Self { rows: vec![[0.0; LANES]; 1 << settings.bits], transitions: vec![[0.0; LANES]; labels + 1] }
    }

    /// Goes a part of the way to other weights.
    fn approach(&mut self, rows: &[Row], transitions: &[Row], part: f32) {
        let pairs = self.rows.iter_mut().zip(rows).chain(self.transitions.iter_mut().zip(transitions));
        for (mean, weight) in pairs.flat_map(|(mean, row)| mean.iter_mut().zip(row)) {
            *mean += (weight - *mean) * part;
        }
    }

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
