//! The small network's training: Adam (Kingma and Ba 2015) on the loss of a linear-chain field, text by text.
//!
//! A random part of all values is left out each time (Hinton et al. 2012), and the weights are the mean of those of the
//! second half, which is steadier than where they end. Arithmetic is plain 32-bit in a fixed order, so that every machine
//! gets the same bytes.
//!
//! ```
//! use saidwho::train::network::{Settings, train};
//! let network = train(&[], 3, Settings { passes: 0, rate: 0.004, dropout: 64, word_dropout: 38, seed: 1 });
//! assert_eq!(network, Default::default());
//! ```

mod learner;

use crate::page::Page;
use crate::tagger::features::{Document, Sentence};
use crate::tagger::lexicon::Lexicon;
use crate::tagger::network::{Input, Network, REACH};
use crate::tagger::templates::SEATS;
use crate::tokens::Tokens;
use learner::Learner;

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Passes over the texts.
    pub passes: usize,
    /// The first step; the last is a twentieth of it.
    pub rate: f32,
    /// The share of a layer's values that is left out, of 256.
    pub dropout: u32,
    /// The same for what stands for a word.
    pub word_dropout: u32,
    /// Which order the texts come in, what is left out, and where the weights begin.
    pub seed: u64,
}

/// A step is taken after so many tokens.
const BATCH: usize = 250;

/// Nothing: what stands beyond a sentence has no place in a layer.
const NONE: u32 = u32::MAX;

/// One text, cut to what the network looks at.
#[derive(Debug)]
pub struct Text {
    /// The words; the first is what stands beyond a sentence.
    words: Vec<Input>,
    /// The words around each place of the first layer.
    first: Vec<[u32; SEATS]>,
    /// The places of the first layer under each of the second.
    second: Vec<[u32; REACH]>,
    tokens: Vec<Token>,
    /// The first token of each stretch, and one past its last.
    stretches: Vec<(usize, usize)>,
}

/// A token that may be part of a name.
#[derive(Debug)]
struct Token {
    /// Its place in the second layer.
    own: u32,
    /// The places of the other tokens that have its word.
    elsewhere: Vec<u32>,
    label: u8,
}

/// The places that a text has been given so far.
struct Places<'a> {
    text: Text,
    document: &'a Document,
    tokens: &'a Tokens,
    words: Vec<u32>,
    first: Vec<u32>,
    second: Vec<u32>,
}

impl Places<'_> {
    fn word(&mut self, at: usize) -> u32 {
        let slot = &mut self.words[self.document.number(at) as usize];
        if *slot == NONE {
            *slot = self.text.words.len() as u32;
            self.text.words.push(self.document.input(at));
        }
        *slot
    }

    fn second(&mut self, at: usize) -> u32 {
        if self.second[at] == NONE {
            let sentence = self.tokens.sentences()[self.tokens.sentence_of(at)].range();
            let inside = |at: usize, back: usize| at.checked_sub(back).filter(|at| sentence.contains(at));
            let below = std::array::from_fn(|seat| {
                let Some(at) = inside(at + seat, 1) else { return NONE };
                if self.first[at] == NONE {
                    let words = std::array::from_fn(|seat| inside(at + seat, 2).map_or(0, |at| self.word(at)));
                    self.first[at] = self.text.first.len() as u32;
                    self.text.first.push(words);
                }
                self.first[at]
            });
            self.second[at] = self.text.second.len() as u32;
            self.text.second.push(below);
        }
        self.second[at]
    }
}

impl Text {
    /// A text with a label for each token.
    #[must_use]
    pub fn of(page: &Page, tokens: &Tokens, labels: &[u8], lexicon: &Lexicon) -> Self {
        let document = Document::collect(page.text(), tokens, lexicon);
        let text = Self { words: vec![Input::EDGE], first: vec![], second: vec![], tokens: vec![], stretches: vec![] };
        let none = |count| vec![NONE; count];
        let (words, first, second) = (none(document.words() + 1), none(tokens.len()), none(tokens.len()));
        let mut places = Places { text, document: &document, tokens, words, first, second };
        let mut sight = Sentence::default();
        for &sentence in tokens.sentences() {
            sight.look(&document, tokens, sentence, lexicon);
            for stretch in sight.stretches() {
                let begin = places.text.tokens.len();
                for at in stretch.clone().map(|at| sentence.range().start + at) {
                    let own = places.second(at);
                    let elsewhere = document.elsewhere(at).map(|other| places.second(other)).collect();
                    places.text.tokens.push(Token { own, elsewhere, label: labels[at] });
                }
                places.text.stretches.push((begin, places.text.tokens.len()));
            }
        }
        places.text
    }
}

/// Trains a network that tells so many labels.
#[must_use]
pub fn train(texts: &[Text], labels: usize, settings: Settings) -> Network {
    let mut learner = Learner::new(labels, settings);
    let mut mean = Network::default();
    let mut order: Vec<u32> = (0..texts.len() as u32).collect();
    let tokens: usize = texts.iter().map(|text| text.tokens.len()).sum();
    let total = settings.passes * tokens;
    let (mut seen, mut waiting, mut next, mut snapshots) = (0, 0, total / 2, 0);
    for _ in 0..settings.passes {
        for at in (1..order.len()).rev() {
            order.swap(at, learner.shuffle.below(at + 1));
        }
        for text in order.iter().map(|&text| &texts[text as usize]) {
            learner.read(text);
            seen += text.tokens.len();
            waiting += text.tokens.len();
            if waiting >= BATCH {
                waiting = 0;
                learner.step(settings.rate * (1.0 - 0.95 * seen as f32 / total as f32));
            }
            if seen > next {
                next = seen + tokens / 4;
                snapshots += 1;
                for (mean, own) in mean.blocks_mut().into_iter().zip(learner.network.blocks()) {
                    mean.iter_mut().zip(own).for_each(|(mean, own)| *mean += (own - *mean) / snapshots as f32);
                }
            }
        }
    }
    mean
}
