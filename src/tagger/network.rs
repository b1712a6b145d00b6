//! A second mind for what the linear model is unsure of: a small convolutional network (Collobert et al. 2011).
//!
//! A word is a few learned vectors, for its cluster, its last and its first letters and its shape, and a flag for each list
//! that it stands in and each thing that the document says of it. The first layer looks at five words, the second at three
//! places of the first; the third at that, and at the strongest of what the second has where else the document has the
//! word. It knows which words are alike, which the linear model does not, and does not learn by heart what stands together,
//! which that does: the two are seldom wrong at the same place.
//!
//! A word costs some ten times what the linear model takes. So the layers are worked out only where they are asked for, and
//! a few of them are kept, for one name is asked for again and again.
//!
//! The file, little-endian: magic `SWN1`, a checksum of all that follows it (8 bytes), how many bytes the rest has (4
//! bytes); then, packed ([`super::packing`]), each block of weights, as whole numbers of 1/[`GRAIN`], 128 more than they are.
//!
//! ```
//! use saidwho::tagger::network::Network;
//! let network = Network::default();
//! assert_eq!(Network::read(&network.write()), Ok(network));
//! ```

use super::features::{Document, Word};
use super::packing;
use super::templates::SEATS;
use super::weights::{LANES, ModelError, checksum};
use crate::tokens::Tokens;
use foldhash::HashMap;
use std::ops::Range;

/// How many values a place of a layer has.
pub const WIDTH: usize = 64;
/// What is looked up of a word: how many vectors there are, and how many values each has.
pub const FIELDS: [(usize, usize); 4] = [(1025, 24), (1024, 12), (1024, 8), (128, 8)];
/// How many things a word is or is not.
const FLAGS: usize = 25;
/// How many values stand for a word.
pub const INPUT: usize = FIELDS[0].1 + FIELDS[1].1 + FIELDS[2].1 + FIELDS[3].1 + FLAGS;
/// How many places of the first layer the second looks at.
pub const REACH: usize = 3;
/// Weights are multiples of one part of so many.
pub const GRAIN: f32 = 32.0;

const MAGIC: [u8; 4] = *b"SWN1";
const HEADER: usize = 16;
/// How many blocks of weights there are.
const BLOCKS: usize = FIELDS.len() + 4;

/// One place of a layer.
pub type Row = [f32; WIDTH];

/// What the network sees of a word.
#[derive(Clone, Copy, Debug)]
pub struct Input {
    rows: [u16; FIELDS.len()],
    flags: u32,
}

impl Input {
    /// What stands beyond the ends of a sentence.
    pub const EDGE: Self = Self { rows: [0; FIELDS.len()], flags: 1 << (FLAGS - 1) };

    /// A word, of which its document says these bits.
    pub(super) fn of(word: &Word, bits: u16) -> Self {
        let hashed =
            |value: u64, field: usize| (value.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize % FIELDS[field].0;
        let rows = [
            usize::from(word.entry.cluster) % FIELDS[0].0,
            hashed(u64::from(word.tail & 0x00ff_ffff), 1),
            hashed(u64::from(word.head & 0x00ff_ffff), 2),
            hashed(word.shape, 3),
        ];
        let said = if word.capital { u32::from(bits) } else { 0 };
        let flags = u32::from(word.entry.lists)
            | u32::from(word.entry.names & 7) << 8
            | u32::from(word.capital) << 11
            | u32::from(word.has_capital) << 12
            | said << 13;
        Self { rows: rows.map(|row| row as u16), flags: flags & ((1 << (FLAGS - 1)) - 1) }
    }

    /// Where the vectors of the fields stand in their blocks.
    pub fn places(&self) -> [Range<usize>; FIELDS.len()] {
        std::array::from_fn(|field| {
            let width = FIELDS[field].1;
            let start = usize::from(self.rows[field]) * width;
            start..start + width
        })
    }

    /// The values that stand for the word.
    #[must_use]
    pub fn values(&self, network: &Network) -> [f32; INPUT] {
        let mut values = [0.0; INPUT];
        let mut start = 0;
        for (place, vectors) in self.places().into_iter().zip(&network.fields) {
            let end = start + place.len();
            values[start..end].copy_from_slice(&vectors[place]);
            start = end;
        }
        for (flag, value) in values[start..].iter_mut().enumerate() {
            *value = (self.flags >> flag & 1) as f32;
        }
        values
    }
}

impl Document {
    /// The number of a token's word as written, from 1.
    pub(crate) fn number(&self, token: usize) -> u32 {
        self.of[token] + 1
    }

    /// What a network sees of a token.
    #[must_use]
    pub fn input(&self, token: usize) -> Input {
        let word = self.word(token);
        Input::of(word, self.bits[word.slot as usize])
    }
}

/// The weights of the network.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// The vectors of each field.
    pub fields: [Vec<f32>; FIELDS.len()],
    /// For each seat beside a token a row of weights for each value of the word there; the last row is added to all.
    pub first: Vec<Row>,
    /// The same for each place of the first layer.
    pub second: Vec<Row>,
    /// The same for the place of the second layer, then for the strongest elsewhere.
    pub third: Vec<Row>,
    /// What each value of the third layer says for each label; the last row is added to all.
    pub last: Vec<[f32; LANES]>,
}

impl Default for Network {
    /// A network that says nothing.
    fn default() -> Self {
        Self {
            fields: FIELDS.map(|(rows, width)| vec![0.0; rows * width]),
            first: vec![[0.0; WIDTH]; SEATS * INPUT + 1],
            second: vec![[0.0; WIDTH]; REACH * WIDTH + 1],
            third: vec![[0.0; WIDTH]; 2 * WIDTH + 1],
            last: vec![[0.0; LANES]; WIDTH + 1],
        }
    }
}

impl Network {
    /// Reads a network.
    ///
    /// # Errors
    /// When the bytes are foreign, incomplete or damaged.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let (header, mut packed) = bytes.split_at_checked(HEADER).ok_or(ModelError::Truncated)?;
        if header[..4] != MAGIC {
            return Err(ModelError::Foreign);
        }
        if header[12..] != (packed.len() as u32).to_le_bytes() {
            return Err(ModelError::Truncated);
        }
        if header[4..12] != checksum(packed).to_le_bytes() {
            return Err(ModelError::Damaged);
        }
        let mut network = Self::default();
        for block in network.blocks_mut() {
            let numbers = packing::unpack(&mut packed, block.len()).ok_or(ModelError::Damaged)?;
            if numbers.len() != block.len() {
                return Err(ModelError::Damaged);
            }
            for (weight, number) in block.iter_mut().zip(numbers) {
                *weight = (f32::from(number) - 128.0) / GRAIN;
            }
        }
        if packed.is_empty() { Ok(network) } else { Err(ModelError::Damaged) }
    }

    /// Cuts a network's file from what stands behind it. Says nothing of whether it is sound.
    ///
    /// # Errors
    /// When the bytes end before it does.
    pub fn split(bytes: &[u8]) -> Result<(&[u8], &[u8]), ModelError> {
        let header = bytes.first_chunk::<HEADER>().ok_or(ModelError::Truncated)?;
        let size = u32::from_le_bytes([header[12], header[13], header[14], header[15]]) as usize;
        bytes.split_at_checked(HEADER.saturating_add(size)).ok_or(ModelError::Truncated)
    }

    /// The file of a network, with its weights rounded.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let number = |weight: &f32| ((weight * GRAIN).round().clamp(-127.0, 127.0) + 128.0) as u16;
        let pack = |block: &[f32]| packing::pack(&block.iter().map(number).collect::<Vec<_>>());
        let body = self.blocks().map(pack).concat();
        [MAGIC.as_slice(), &checksum(&body).to_le_bytes(), &(body.len() as u32).to_le_bytes(), &body].concat()
    }

    /// All weights, block by block.
    #[must_use]
    pub fn blocks(&self) -> [&[f32]; BLOCKS] {
        let [cluster, tail, head, shape] = &self.fields;
        let [first, second, third] = [&self.first, &self.second, &self.third].map(|layer| layer.as_flattened());
        [cluster, tail, head, shape, first, second, third, self.last.as_flattened()]
    }

    /// The same, to be changed.
    pub fn blocks_mut(&mut self) -> [&mut [f32]; BLOCKS] {
        let [cluster, tail, head, shape] = &mut self.fields;
        let [first, second, third] =
            [&mut self.first, &mut self.second, &mut self.third].map(|layer| layer.as_flattened_mut());
        [cluster, tail, head, shape, first, second, third, self.last.as_flattened_mut()]
    }

    /// What a word adds to the first layer from each seat beside a token.
    #[must_use]
    pub fn project(&self, word: &[f32; INPUT]) -> [Row; SEATS] {
        std::array::from_fn(|seat| {
            let mut sum = [0.0; WIDTH];
            add(&mut sum, &self.first[seat * INPUT..], word);
            sum
        })
    }
}

/// Adds to a place of a layer what the values below it give, each by its row of weights.
#[inline]
pub fn add<const N: usize>(sum: &mut [f32; N], weights: &[[f32; N]], values: &[f32]) {
    for (weights, &value) in weights.iter().zip(values) {
        // Half of the values are 0: flags that are not set, and what a layer left out.
        if value != 0.0 {
            for (sum, weight) in sum.iter_mut().zip(weights) {
                *sum += value * weight;
            }
        }
    }
}

/// So many words, and places of the second layer, are kept; then all are forgotten. More would be felt in memory.
const KEPT: usize = 512;

/// A document as the network sees it.
pub struct Sight<'a> {
    network: &'a Network,
    document: &'a Document,
    tokens: &'a Tokens,
    /// What the words add to the first layer, by the numbers of the words.
    words: HashMap<u32, Box<[Row; SEATS]>>,
    /// The second layer, by tokens.
    second: HashMap<u32, Row>,
}

impl<'a> Sight<'a> {
    /// Nothing is worked out yet.
    #[must_use]
    pub fn new(network: &'a Network, document: &'a Document, tokens: &'a Tokens) -> Self {
        Self { network, document, tokens, words: HashMap::default(), second: HashMap::default() }
    }

    /// What the network says for each label of a token.
    pub fn score(&mut self, token: usize) -> [f32; LANES] {
        let Network { third, last, .. } = self.network;
        let mut row = third[2 * WIDTH];
        add(&mut row, third, &self.second(token));
        let mut strongest = [0.0_f32; WIDTH];
        for other in self.document.elsewhere(token) {
            let other = self.second(other);
            strongest.iter_mut().zip(other).for_each(|(most, value)| *most = most.max(value));
        }
        add(&mut row, &third[WIDTH..], &strongest);
        let mut scores = last[WIDTH];
        add(&mut scores, last, &positive(row));
        scores
    }

    fn second(&mut self, token: usize) -> Row {
        if let Some(row) = self.second.get(&(token as u32)) {
            return *row;
        }
        let sentence = self.tokens.sentences()[self.tokens.sentence_of(token)].range();
        let weights = &self.network.second;
        let mut row = weights[REACH * WIDTH];
        for seat in 0..REACH {
            if let Some(at) = (token + seat).checked_sub(1).filter(|at| sentence.contains(at)) {
                add(&mut row, &weights[seat * WIDTH..(seat + 1) * WIDTH], &self.first(at, &sentence));
            }
        }
        let row = positive(row);
        if self.second.len() == KEPT {
            self.second.clear();
        }
        self.second.insert(token as u32, row);
        row
    }

    fn first(&mut self, token: usize, sentence: &Range<usize>) -> Row {
        let mut row = self.network.first[SEATS * INPUT];
        for seat in 0..SEATS {
            let at = (token + seat).checked_sub(2).filter(|at| sentence.contains(at));
            let own = &self.word(at)[seat];
            row.iter_mut().zip(own).for_each(|(sum, value)| *sum += value);
        }
        positive(row)
    }

    fn word(&mut self, at: Option<usize>) -> &[Row; SEATS] {
        let number = at.map_or(0, |at| self.document.number(at));
        if self.words.len() == KEPT && !self.words.contains_key(&number) {
            self.words.clear();
        }
        self.words.entry(number).or_insert_with(|| {
            let input = at.map_or(Input::EDGE, |at| self.document.input(at));
            Box::new(self.network.project(&input.values(self.network)))
        })
    }
}

/// A place of a layer without what is below 0.
fn positive(row: Row) -> Row {
    row.map(|value| value.max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_bytes_are_refused() {
        let sound = Network::default().write();
        let mut damaged = sound.clone();
        damaged[20] ^= 1;
        let foreign = [b"SWN0".as_slice(), &sound[4..]].concat();
        let cases = [
            (&sound[..sound.len() - 1], ModelError::Truncated),
            (&sound[..9], ModelError::Truncated),
            (&damaged, ModelError::Damaged),
            (&foreign, ModelError::Foreign),
        ];
        for (bytes, error) in cases {
            assert_eq!(Network::read(bytes).err(), Some(error));
        }
    }

    #[test]
    fn weights_keep_their_value_but_for_rounding() {
        let mut network = Network::default();
        network.second[3][5] = -1.26;
        network.fields[0][7] = 9.0;
        let read = Network::read(&network.write()).expect("just written");
        assert_eq!((read.second[3][5], read.fields[0][7]), (-40.0 / GRAIN, 127.0 / GRAIN));
    }
}
