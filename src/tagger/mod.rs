//! The trained sequence labeller: the one engine behind mentions and reported speech.
//!
//! What enters are tokens; what leaves is one BIO label a token, with a margin that says how sure it is. A linear model
//! over hashed features (Weinberger et al. 2009), decoded by Viterbi: a first look sentence by sentence, and a second
//! with the first look at the whole document in view ([`echo`]). Where that is still unsure, a small [`network`] has a say
//! as well. Only stretches around a capital are looked at, for no name
//! is without one. It knows nothing of names or quotations: what its labels mean is the caller's.
//!
//! ```
//! use saidwho::tagger::weights::ModelError;
//! use saidwho::tagger::Tagger;
//! assert_eq!(Tagger::read(b"SWX0").err(), Some(ModelError::Truncated));
//! ```

mod alone;
pub mod decode;
pub mod echo;
pub mod features;
pub mod lexicon;
pub mod network;
pub(crate) mod numbers;
pub mod packing;
pub(crate) mod templates;
mod uses;
pub mod weights;

use crate::tokens::Tokens;
use alone::Alone;
use decode::Decoder;
use echo::Echo;
use features::{Document, Sentence};
use lexicon::Lexicon;
use network::{Network, Sight};
use std::ops::Range;
use weights::{LANES, ModelError, Weights};

/// A labeller that is ready to read.
#[derive(Clone, Debug)]
pub struct Tagger {
    weights: Weights,
    second: Option<Weights>,
    network: Option<Network>,
}

/// A token is asked the network about when it leads by less than this in units of the model, or one beside it does.
const UNSURE: i32 = 40;
/// What its own scores and the network's then count, in units of the model.
const LINEAR: f32 = 0.7;
const SHARE: f32 = 8.4;

impl Tagger {
    /// Reads a labeller from a model file: the weights of the first look and, behind them, those of the second and the network.
    ///
    /// # Errors
    /// When the bytes are foreign, incomplete or damaged.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let (first, rest) = Weights::split(bytes)?;
        let weights = Weights::read(first)?;
        if rest.is_empty() {
            return Ok(Self { weights, second: None, network: None });
        }
        let (second, network) = Weights::split(rest)?;
        Ok(Self { weights, second: Some(Weights::read(second)?), network: Some(Network::read(network)?) })
    }

    /// Cuts a labeller of two looks and a network from what stands behind it. Says nothing of whether it is sound.
    ///
    /// # Errors
    /// When the bytes end before it does.
    pub fn split(bytes: &[u8]) -> Result<(&[u8], &[u8]), ModelError> {
        let (_, behind) = Weights::split(bytes)?;
        let (_, behind) = Weights::split(behind)?;
        let (_, behind) = Network::split(behind)?;
        Ok(bytes.split_at(bytes.len() - behind.len()))
    }

    /// The first look alone.
    #[must_use]
    pub fn first_look(&self, tokens: &Tokens, lexicon: &Lexicon, document: &Document) -> FirstLook {
        FirstLook::of(&self.weights, tokens, lexicon, document)
    }

    /// How likely a span is right whose least margin is this, 0 to 1.
    #[must_use]
    pub fn confidence(&self, margin: i16) -> f32 {
        self.second.as_ref().unwrap_or(&self.weights).confidence(margin)
    }

    /// How many labels it gives.
    #[must_use]
    pub fn labels(&self) -> usize {
        self.weights.labels()
    }

    /// Labels a text: a first look sentence by sentence and, where the model has them, a second with the first in view and
    /// the network.
    #[must_use]
    pub fn label(&self, tokens: &Tokens, lexicon: &Lexicon, document: &Document) -> Labelling {
        let mut first = self.first_look(tokens, lexicon, document);
        if let Some(second) = &self.second {
            first.again(second, self.network.as_ref(), tokens, document);
        }
        first.labelling
    }
}

/// A label for each token of a text, and by how much it leads the next best one, in units of the model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labelling {
    /// BIO labels; see [`decode`].
    pub labels: Vec<u8>,
    /// Margins; negative where a token's neighbours decided.
    pub margins: Vec<i16>,
}

/// Labels with the scores that led to them, for a second look.
#[derive(Debug, Default)]
pub struct FirstLook {
    /// What it found.
    pub labelling: Labelling,
    /// The stretches of tokens that may be part of a name, each with its sentence.
    pub stretches: Vec<(Range<usize>, Range<usize>)>,
    /// The scores of the tokens of all stretches, in order.
    pub scores: Vec<[i16; LANES]>,
}

impl FirstLook {
    /// Labels sentence by sentence.
    fn of(weights: &Weights, tokens: &Tokens, lexicon: &Lexicon, document: &Document) -> Self {
        let mut look = Self {
            labelling: Labelling { labels: vec![0; tokens.len()], margins: vec![i16::MAX; tokens.len()] },
            ..Self::default()
        };
        let mut sight = Sentence::default();
        let mut alone = Alone::new(weights, document);
        for &run in tokens.sentences() {
            sight.look(document, tokens, run, lexicon);
            for stretch in sight.stretches() {
                look.scores.extend(stretch.clone().map(|at| alone.score(&sight, at)));
                let first = run.first as usize;
                look.stretches.push((first + stretch.start..first + stretch.end, run.range()));
            }
        }
        look.decode(weights, None);
        look
    }

    /// Adds what the first look tells to its scores, and decides again.
    fn again(&mut self, weights: &Weights, network: Option<&Network>, tokens: &Tokens, document: &Document) {
        let echo = Echo::collect(document, tokens, &self.labelling.labels);
        let Labelling { labels, margins } = &self.labelling;
        let stretches = self.stretches.iter();
        let places = stretches.flat_map(|(stretch, sentence)| stretch.clone().map(move |at| (at, sentence)));
        for ((at, sentence), row) in places.zip(&mut self.scores) {
            echo.emit(document, labels, margins, sentence.clone(), at, |feature| weights.add(feature, row));
        }
        self.decode(weights, network.map(|network| Sight::new(network, document, tokens)));
    }

    /// Finds the best labels; with the network's say where that leaves it unsure.
    fn decode(&mut self, weights: &Weights, mut sight: Option<Sight>) {
        let mut decoder = Decoder::new(weights);
        let (mut path, mut leads) = (Vec::new(), Vec::new());
        let mut scores = self.scores.as_mut_slice();
        for (stretch, _) in &self.stretches {
            let (own, rest) = scores.split_at_mut(stretch.len());
            scores = rest;
            decoder.best(own, &mut path);
            if let Some(sight) = &mut sight {
                decoder.leads(own, &mut leads);
                if ask(sight, stretch.start, &leads, own) {
                    decoder.best(own, &mut path);
                }
            }
            self.labelling.labels[stretch.clone()].copy_from_slice(&path);
            let margins = self.labelling.margins[stretch.clone()].iter_mut();
            for ((slot, &label), row) in margins.zip(&path).zip(&*own) {
                *slot = margin(row, label, weights.labels());
            }
        }
    }
}

/// Mixes what the network says into the scores of the tokens of a stretch that are not sure, and of those beside them;
/// whether there were any.
fn ask(sight: &mut Sight, start: usize, leads: &[i32], scores: &mut [[i16; LANES]]) -> bool {
    let is_unsure = |at: usize| leads.get(at).is_some_and(|&lead| lead < UNSURE);
    let mut asked = false;
    for (at, row) in scores.iter_mut().enumerate() {
        if is_unsure(at) || is_unsure(at + 1) || is_unsure(at.wrapping_sub(1)) {
            asked = true;
            for (score, said) in row.iter_mut().zip(sight.score(start + at)) {
                *score = (f32::from(*score) * LINEAR + said * SHARE).round() as i16;
            }
        }
    }
    asked
}

/// By how much a label's own score leads the best of the others; negative where its neighbours decided.
fn margin(row: &[i16; LANES], label: u8, labels: usize) -> i16 {
    let others = (0..labels).filter(|&other| other != usize::from(label)).map(|other| row[other]).max().unwrap_or(0);
    row[usize::from(label)].saturating_sub(others)
}
