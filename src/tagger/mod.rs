//! The trained sequence labeller: the one engine behind mentions and reported speech.
//!
//! What enters are tokens; what leaves is one BIO label a token, with a margin that says how sure it is. A linear model
//! over hashed features (Weinberger et al. 2009), trained as a structured perceptron (Collins 2002) with averaging,
//! feature augmentation for corpora that follow other guidelines (Daumé 2007), and decoded by Viterbi. It knows nothing
//! of names or quotations: what its labels mean is the caller's.
//!
//! ```
//! use saidwho::tagger::weights::ModelError;
//! use saidwho::tagger::Tagger;
//! assert_eq!(Tagger::read(b"SWX0").err(), Some(ModelError::Truncated));
//! ```

pub mod decode;
pub mod features;
pub mod lexicon;
pub mod weights;

use crate::tokens::Tokens;
use decode::Decoder;
use features::{Attributes, Document};
use lexicon::Lexicon;
use weights::{LANES, ModelError, Weights};

/// A labeller that is ready to read.
#[derive(Clone, Debug)]
pub struct Tagger {
    weights: Weights,
}

impl Tagger {
    /// Reads a labeller from a model file.
    ///
    /// # Errors
    /// When the bytes are foreign, incomplete or damaged.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        Ok(Self { weights: Weights::read(bytes)? })
    }

    /// How many labels it gives.
    #[must_use]
    pub fn labels(&self) -> usize {
        self.weights.labels()
    }

    /// Labels a text sentence by sentence, and calls `sentence` with the index of its first token, its labels, and for
    /// each token the margin of its label over the next best one, in units of the model.
    pub fn label(
        &self,
        text: &str,
        tokens: &Tokens,
        lexicon: &Lexicon,
        document: &Document,
        mut sentence: impl FnMut(usize, &[u8], &[i16]),
    ) {
        let mut decoder = Decoder::new(&self.weights);
        let mut attributes: Vec<Attributes> = Vec::new();
        let mut scores: Vec<[i16; LANES]> = Vec::new();
        let (mut labels, mut margins) = (Vec::new(), Vec::new());
        for &run in tokens.sentences() {
            features::attributes(text, tokens, run, lexicon, document, &mut attributes);
            scores.clear();
            for at in 0..attributes.len() {
                let mut row = [0_i16; LANES];
                features::emit(&attributes, at, |feature| self.weights.add(feature, &mut row));
                scores.push(row);
            }
            decoder.best(&scores, &mut labels);
            margins.clear();
            margins.extend(labels.iter().zip(&scores).map(|(&label, row)| margin(row, label, self.weights.labels())));
            sentence(run.first as usize, &labels, &margins);
        }
    }
}

/// By how much a label's own score leads the best of the others; negative where its neighbours decided.
fn margin(row: &[i16; LANES], label: u8, labels: usize) -> i16 {
    let others = (0..labels).filter(|&other| other != usize::from(label)).map(|other| row[other]).max().unwrap_or(0);
    row[usize::from(label)].saturating_sub(others)
}
