//! Training: from corpora to weights. Native only, and deterministic: the same files give the same bytes.
//!
//! Three ways: a conditional random field and a small network ([`chain`], [`network`]; names), and a structured perceptron with cost-augmented decoding and
//! averaged weights ([`train`]; reported speech). Weights are rounded to 8 bits.
//!
//! ```
//! use saidwho::train::Labels;
//! assert_eq!(Labels::of(&["PERSON", "ORG"]).count(), 5);
//! ```

use crate::page::Page;
use crate::span::Span;
use crate::tagger::decode::Decoder;
use crate::tagger::echo::Echo;
use crate::tagger::features::{Document, Sentence};
use crate::tagger::lexicon::Lexicon;
use crate::tagger::weights::{self, LANES, Weights};
use crate::tagger::{FirstLook, Labelling};
use crate::tokens::{self, Tokens};

pub mod chain;
pub mod corpora;
pub mod field;
pub mod fingerprint;
pub mod names;
pub mod network;
pub mod quotations;

/// The BIO labels of a set of types.
#[derive(Clone, Debug)]
pub struct Labels {
    types: Vec<String>,
}

impl Labels {
    /// Labels for these types.
    #[must_use]
    pub fn of(types: &[&str]) -> Self {
        Self { types: types.iter().map(|&kind| kind.to_owned()).collect() }
    }

    /// How many labels there are: outside, and two a type.
    #[must_use]
    pub fn count(&self) -> usize {
        1 + 2 * self.types.len()
    }

    /// The label of each token, for spans with the index of their type. A token that a span touches belongs to it.
    #[must_use]
    pub fn encode(tokens: &Tokens, spans: &[(Span, usize)]) -> Vec<u8> {
        let mut labels = vec![0_u8; tokens.len()];
        for &(span, kind) in spans {
            let first = tokens.at(span.from());
            let end = first + tokens.spans()[first..].iter().take_while(|token| token.start < span.end).count();
            for (offset, label) in labels[first..end.max(first)].iter_mut().enumerate() {
                *label = u8::try_from(1 + 2 * kind + usize::from(offset > 0)).unwrap_or(0);
            }
        }
        labels
    }
}

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// log2 of the rows of the table.
    pub bits: u32,
    /// Passes over the data.
    pub passes: usize,
    /// Features that occur less often are left out.
    pub at_least: u32,
    /// What a wrong label is lent while training, so that the right one learns to win by a margin.
    pub cost: f32,
    /// How many steps of a model file make one unit of a score.
    pub steps: f32,
    /// Weights of less than so many steps are left out.
    pub least: f32,
    /// The others are rounded to a multiple of so many steps: the file packs better.
    pub grain: f32,
    /// One for each training, of whose weights the mean is taken: which order the examples come in.
    pub seeds: &'static [u64],
}

/// Sentences ready for training: features of each token as buckets, and its label.
#[derive(Debug, Default)]
pub struct Examples {
    features: Vec<u32>,
    /// For each token, where its features end.
    ends: Vec<usize>,
    labels: Vec<u8>,
    /// For each sentence, its first token, one past its last, and the number of its corpus where that follows guidelines of
    /// its own, else 0.
    sentences: Vec<(u32, u32, u8)>,
    has_apart: bool,
    /// Scores that each token has already, from a first look; empty where there are none.
    base: Vec<[i16; LANES]>,
}

impl Examples {
    /// Adds a text with a label for each token. `domain` numbers its corpus where that
    /// follows guidelines of its own, and is 0 otherwise.
    pub fn add(&mut self, page: &Page, tokens: &Tokens, labels: &[u8], domain: u8, bits: u32, lexicon: &Lexicon) {
        let document = Document::collect(page.text(), tokens, lexicon);
        let mut sight = Sentence::default();
        for &sentence in tokens.sentences() {
            sight.look(&document, tokens, sentence, lexicon);
            let labels = &labels[sentence.range()];
            for stretch in sight.stretches() {
                let first = self.labels.len() as u32;
                for at in stretch.clone() {
                    sight.emit(at, |feature| self.features.push(weights::bucket(feature, bits) as u32));
                    self.ends.push(self.features.len());
                }
                self.labels.extend(&labels[stretch.clone()]);
                self.sentences.push((first, self.labels.len() as u32, domain));
                self.has_apart |= domain != 0;
            }
        }
    }

    /// Adds a text for the second look, with what the first look found in it.
    pub fn add_again(&mut self, tokens: &Tokens, document: &Document, look: &FirstLook, labels: &[u8], bits: u32) {
        let echo = Echo::collect(document, tokens, &look.labelling.labels);
        self.base.extend(&look.scores);
        for (stretch, sentence) in &look.stretches {
            let first = self.labels.len() as u32;
            for at in stretch.clone() {
                let Labelling { labels, margins } = &look.labelling;
                let emit = |feature| self.features.push(weights::bucket(feature, bits) as u32);
                echo.emit(document, labels, margins, sentence.clone(), at, emit);
                self.ends.push(self.features.len());
            }
            self.labels.extend(&labels[stretch.clone()]);
            self.sentences.push((first, self.labels.len() as u32, 0));
        }
    }

    /// Adds one sentence of `labels`; `emit` calls back with every feature of the unit it is given.
    pub fn sentence(&mut self, labels: &[u8], bits: u32, emit: impl Fn(usize, &mut dyn FnMut(u64))) {
        let first = self.labels.len() as u32;
        for at in 0..labels.len() {
            emit(at, &mut |feature| self.features.push(weights::bucket(feature, bits) as u32));
            self.ends.push(self.features.len());
        }
        self.labels.extend(labels);
        self.sentences.push((first, self.labels.len() as u32, 0));
    }

    fn token(&self, token: usize) -> &[u32] {
        let start = if token == 0 { 0 } else { self.ends[token - 1] };
        &self.features[start..self.ends[token]]
    }

    /// How many tokens there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }
}

/// One set of weights while it is trained: the weight, and the sum that averaging needs.
struct Table {
    weights: Vec<f32>,
    sums: Vec<f32>,
}

impl Table {
    fn new(size: usize) -> Self {
        Self { weights: vec![0.0; size], sums: vec![0.0; size] }
    }

    fn update(&mut self, at: usize, by: f32, step: f32) {
        self.weights[at] += by;
        self.sums[at] += by * step;
    }

    fn averaged(&self, steps: f32) -> Vec<f32> {
        self.weights.iter().zip(&self.sums).map(|(weight, sum)| weight - sum / steps).collect()
    }
}

/// The order in which sentences are seen: a fixed sequence (a linear congruential generator after Knuth).
struct Shuffle(u64);

impl Shuffle {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % bound.max(1) as u64) as usize
    }
}

/// Trains a labeller, one thread a seed, and gives its model file.
///
/// # Panics
/// When a thread did.
pub fn train(examples: &Examples, labels: usize, settings: Settings) -> Vec<u8> {
    let mut counts = vec![0_u32; 1 << settings.bits];
    for &feature in &examples.features {
        counts[feature as usize] = counts[feature as usize].saturating_add(1);
    }
    let (mut rows, mut steps) = (vec![0.0; labels << settings.bits], vec![0.0; (labels + 1) * labels]);
    std::thread::scope(|scope| {
        let one = |seed| train_one(examples, labels, settings, &counts, seed);
        let threads: Vec<_> = settings.seeds.iter().map(|&seed| scope.spawn(move || one(seed))).collect();
        for thread in threads {
            let (own_rows, own_steps) = thread.join().expect("a training does not fail");
            let pairs = rows.iter_mut().zip(own_rows).chain(steps.iter_mut().zip(own_steps));
            pairs.for_each(|(sum, weight)| *sum += weight);
        }
    });
    // Rounded to 8 bits.
    let scaled = |sum: &f32| sum / settings.seeds.len() as f32 * settings.steps;
    let rounded = |weight: f32| {
        let whole = (weight.clamp(-127.0, 127.0) / settings.grain).round() * settings.grain;
        if weight.abs() < settings.least { 0.0 } else { whole }
    };
    let rows: Vec<i8> = rows.iter().map(|sum| rounded(scaled(sum)) as i8).collect();
    let steps: Vec<i16> = steps.iter().map(|sum| scaled(sum).round().clamp(-32_000.0, 32_000.0) as i16).collect();
    Weights::write(u8::try_from(settings.bits).unwrap_or(0), labels, &steps, &rows)
}

/// The averaged weights of rows and of transitions.
fn train_one(
    examples: &Examples,
    labels: usize,
    settings: Settings,
    counts: &[u32],
    seed: u64,
) -> (Vec<f32>, Vec<f32>) {
    let rows = 1_usize << settings.bits;
    let mut shared = Table::new(rows * labels);
    let mut transitions = Table::new((labels + 1) * labels);
    let mut order: Vec<usize> = (0..examples.sentences.len()).collect();
    let mut shuffle = Shuffle(seed);
    let mut step = 1.0_f32;
    let (mut scores, mut path) = (Vec::new(), Vec::new());
    // Scores are decoded as integers, as they are when reading; the cost may be a fraction of an update, hence steps finer than one.
    const UNIT: f32 = 32.0;
    for _ in 0..settings.passes {
        for at in (1..order.len()).rev() {
            order.swap(at, shuffle.below(at + 1));
        }
        for &sentence in &order {
            let (first, end, _) = examples.sentences[sentence];
            let (first, end) = (first as usize, end as usize);
            let gold = &examples.labels[first..end];
            scores.clear();
            for token in first..end {
                let mut row = [0.0_f32; LANES];
                for &feature in examples.token(token) {
                    if counts[feature as usize] < settings.at_least {
                        continue;
                    }
                    let at = feature as usize * labels;
                    for (label, score) in row.iter_mut().enumerate().take(labels) {
                        *score += shared.weights[at + label];
                    }
                }
                for (label, score) in row.iter_mut().enumerate() {
                    *score += if label == usize::from(gold[token - first]) { 0.0 } else { settings.cost };
                }
                scores.push(row.map(|score| (score * UNIT).clamp(-32_000.0, 32_000.0) as i16));
            }
            let mut decoder = Decoder::with(labels, |from, to| (transitions.weights[from * labels + to] * UNIT) as i32);
            decoder.best(&scores, &mut path);
            step += 1.0;
            if path == gold {
                continue;
            }
            for at in 0..gold.len() {
                let (right, guess) = (usize::from(gold[at]), usize::from(path[at]));
                let (right_before, guess_before) =
                    if at == 0 { (labels, labels) } else { (usize::from(gold[at - 1]), usize::from(path[at - 1])) };
                if (right, right_before) != (guess, guess_before) {
                    transitions.update(right_before * labels + right, 1.0, step);
                    transitions.update(guess_before * labels + guess, -1.0, step);
                }
                if right == guess {
                    continue;
                }
                for &feature in examples.token(first + at) {
                    if counts[feature as usize] >= settings.at_least {
                        let row = feature as usize * labels;
                        shared.update(row + right, 1.0, step);
                        shared.update(row + guess, -1.0, step);
                    }
                }
            }
        }
    }
    (shared.averaged(step), transitions.averaged(step))
}

/// Cuts a text as reading will.
#[must_use]
pub fn prepare(text: &str) -> (Page, Tokens) {
    let page = Page::from_text(text);
    let tokens = tokens::tokenize(&page);
    (page, tokens)
}
