//! The weights of a labeller, and their file.
//!
//! Layout, little-endian: magic `SWT3`, log2 of the number of rows (1 byte), the number of labels (1 byte), two signed
//! bytes that turn a margin into a confidence (the log-odds at a margin of 0, in sixteenths, and what a margin of 16 adds,
//! in thirty-secondths), a checksum (FNV-1a of all that follows it, 8 bytes), how many bytes the rest has (4 bytes); then
//! the labels' transition scores (`(labels + 1) × labels`, 16-bit, the last row for the start), then one row of 8-bit
//! weights for each bucket of the feature hash, packed ([`super::packing`]): how large a weight is likely to be depends on
//! its label and on the largest of the weights before it in the row.
//!
//! ```
//! use saidwho::tagger::weights::{ModelError, Weights};
//! assert!(matches!(Weights::read(b"no model"), Err(ModelError::Truncated)));
//! ```

use super::packing;

/// Why a model could not be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone, Copy)]
#[non_exhaustive]
pub enum ModelError {
    /// It is not a model of ours, or of a version that this program does not know.
    #[error("this is not a model that this version of Saidwho can read")]
    Foreign,
    /// Bytes are missing, or there are too many.
    #[error("the model is incomplete")]
    Truncated,
    /// The bytes are not those that were written.
    #[error("the model is damaged")]
    Damaged,
}

/// No labeller has more labels than this; a row is read as so many lanes at once.
pub const LANES: usize = 16;

const MAGIC: [u8; 4] = *b"SWT3";
const HEADER: usize = 20;
/// No table has more rows than 2 to the power of this.
const MOST_BITS: u32 = 20;
/// How many classes of size the weights before one in its row make.
const SIZES: usize = 4;

/// The weights of one labeller.
#[derive(Clone, Debug)]
pub struct Weights {
    labels: usize,
    bits: u32,
    confidence: [i8; 2],
    transitions: Vec<i32>,
    /// Rows of `labels` weights, with [`LANES`] bytes behind the last so that every row can be read in full width.
    rows: Vec<i8>,
}

impl Weights {
    /// Reads a model.
    ///
    /// # Errors
    /// When the bytes are foreign, incomplete or damaged.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let header = bytes.get(..HEADER).ok_or(ModelError::Truncated)?;
        if header[..4] != MAGIC {
            return Err(ModelError::Foreign);
        }
        let (bits, labels) = (u32::from(header[4]), usize::from(header[5]));
        if bits > MOST_BITS || labels == 0 || labels > LANES {
            return Err(ModelError::Foreign);
        }
        let body = &bytes[HEADER..];
        let transitions = (labels + 1) * labels;
        if body.len() < transitions * 2 || body.len() != size(header) {
            return Err(ModelError::Truncated);
        }
        if header[8..16] != checksum(body).to_le_bytes() {
            return Err(ModelError::Damaged);
        }
        let (head, table) = body.split_at(transitions * 2);
        let transitions = head.chunks_exact(2).map(|pair| i32::from(i16::from_le_bytes([pair[0], pair[1]]))).collect();
        let count = (1_usize << bits).next_multiple_of(packing::LANES) * labels;
        let table = packing::unpack(table, count, labels * SIZES, contexts(labels)).ok_or(ModelError::Damaged)?;
        let mut rows = vec![0; count + LANES];
        let groups = table.chunks_exact(packing::LANES * labels);
        for (rows, group) in rows.chunks_exact_mut(packing::LANES * labels).zip(groups) {
            for (label, weights) in group.chunks_exact(packing::LANES).enumerate() {
                for (lane, weight) in weights.iter().enumerate() {
                    rows[lane * labels + label] = weight.cast_signed();
                }
            }
        }
        let confidence = [header[6].cast_signed(), header[7].cast_signed()];
        Ok(Self { labels, bits, confidence, transitions, rows })
    }

    /// Cuts the first of several model files that stand one after the other from the rest. Says nothing of whether they
    /// are sound.
    ///
    /// # Errors
    /// When the bytes end before the first one does.
    pub fn split(bytes: &[u8]) -> Result<(&[u8], &[u8]), ModelError> {
        let header = bytes.get(..HEADER).ok_or(ModelError::Truncated)?;
        bytes.split_at_checked(HEADER + size(header)).ok_or(ModelError::Truncated)
    }

    /// Writes a model. Transitions are `(labels + 1) × labels`, the rows `labels << bits`; what is missing is 0.
    #[must_use]
    pub fn write(bits: u8, labels: usize, transitions: &[i16], rows: &[i8]) -> Vec<u8> {
        let mut body: Vec<u8> = transitions.iter().flat_map(|score| score.to_le_bytes()).collect();
        let mut table = Vec::with_capacity(labels << bits);
        for first in (0..1_usize << bits).step_by(packing::LANES) {
            for (label, lane) in (0..labels).flat_map(|label| (0..packing::LANES).map(move |lane| (label, lane))) {
                table.push(rows.get((first + lane) * labels + label).map_or(0, |weight| weight.cast_unsigned()));
            }
        }
        body.extend(packing::pack(&table, labels * SIZES, contexts(labels)));
        let mut bytes = MAGIC.to_vec();
        bytes.extend([bits, u8::try_from(labels).unwrap_or(0), 0, 0]);
        bytes.extend(checksum(&body).to_le_bytes());
        bytes.extend((body.len() as u32).to_le_bytes());
        bytes.extend(body);
        bytes
    }

    /// The same model file with another curve of confidence.
    #[must_use]
    pub fn with_confidence(mut bytes: Vec<u8>, curve: [i8; 2]) -> Vec<u8> {
        if let Some(place) = bytes.get_mut(6..8) {
            place.copy_from_slice(&curve.map(i8::cast_unsigned));
        }
        bytes
    }

    /// How likely a span is right that leads by this margin, 0 to 1.
    #[must_use]
    pub fn confidence(&self, margin: i16) -> f32 {
        let [start, slope] = self.confidence.map(f32::from);
        1.0 / (1.0 + exp(-(start / 16.0 + slope / 512.0 * f32::from(margin))))
    }

    /// How many labels there are.
    #[must_use]
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// Adds the row of a feature to the scores, of which there are as many as labels or more, up to [`LANES`].
    pub fn add<const N: usize>(&self, feature: u64, scores: &mut [i16; N]) {
        let at = bucket(feature, self.bits) * self.labels;
        if let Some(row) = self.rows.get(at..at + N) {
            for (score, &weight) in scores.iter_mut().zip(row) {
                *score += i16::from(weight);
            }
        }
    }

    /// The score of label `to` after label `from`; `from == labels()` is the start.
    #[must_use]
    pub fn transition(&self, from: usize, to: usize) -> i32 {
        self.transitions[from * self.labels + to]
    }
}

/// How many bytes follow a header.
fn size(header: &[u8]) -> usize {
    u32::from_le_bytes([header[16], header[17], header[18], header[19]]) as usize
}

/// The context of each weight, four rows at a time, one a lane: its label, and how large the largest before it in its row
/// is.
fn contexts(labels: usize) -> impl FnMut(usize, u8) -> usize {
    let (mut label, mut largest) = (labels, [0; packing::LANES]);
    move |lane, before| {
        if lane == 0 {
            label = if label + 1 < labels { label + 1 } else { 0 };
        }
        let largest = &mut largest[lane];
        *largest = if label == 0 { 0 } else { before.cast_signed().unsigned_abs().max(*largest) };
        let class = usize::from(*largest >= 1) + usize::from(*largest >= 4) + usize::from(*largest >= 16);
        label * SIZES + class
    }
}

/// e to the power of `x`, to about six digits; 0 below -87. A polynomial in plain arithmetic, so that every machine gives
/// the same bits.
///
/// ```
/// use saidwho::tagger::weights::exp;
/// assert!((exp(1.0) - std::f32::consts::E).abs() < 1e-4 && exp(-200.0) == 0.0);
/// ```
#[must_use]
#[inline]
pub fn exp(x: f32) -> f32 {
    if x < -87.0 {
        return 0.0;
    }
    let scaled = x.min(88.0) * std::f32::consts::LOG2_E;
    let whole = scaled.floor();
    let rest = scaled - whole;
    let tail = 0.055_503_3 + rest * (0.009_671_8 + rest * 0.001_326_9);
    let power = 1.0 + rest * (std::f32::consts::LN_2 + rest * (0.240_226_46 + rest * tail));
    f32::from_bits(((whole as i32 + 127) as u32) << 23) * power
}

/// The bucket of a feature in a table of 2^`bits` rows.
#[must_use]
pub fn bucket(feature: u64, bits: u32) -> usize {
    (feature.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits.clamp(1, 32))) as usize
}

fn checksum(bytes: &[u8]) -> u64 {
    // Eight bytes at a time: a start-up that hashes megabytes one by one is felt.
    let mut chunks = bytes.chunks_exact(8);
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for chunk in &mut chunks {
        let word = chunk.iter().rev().fold(0_u64, |word, &byte| word << 8 | u64::from(byte));
        sum = (sum ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
    }
    chunks.remainder().iter().fold(sum, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_read_whole_or_not_at_all() {
        let rows: Vec<i8> = (0..3 << 4).map(|n| n as i8).collect();
        let bytes = Weights::write(4, 3, &[7; 12], &rows);
        assert_eq!(Weights::read(&bytes).map(|weights| weights.transition(3, 2)), Ok(7));
        for cut in 0..bytes.len() {
            assert!(Weights::read(&bytes[..cut]).is_err(), "{cut}");
        }
        let two = [bytes.as_slice(), b"rest"].concat();
        assert_eq!(Weights::split(&two), Ok((bytes.as_slice(), b"rest".as_slice())));
        assert_eq!(Weights::split(&bytes[..20]).err(), Some(ModelError::Truncated));
        let mut longer = bytes.clone();
        longer.push(0);
        assert_eq!(Weights::read(&longer).err(), Some(ModelError::Truncated));
        let mut damaged = bytes.clone();
        damaged[40] ^= 1;
        assert_eq!(Weights::read(&damaged).err(), Some(ModelError::Damaged));
        let mut newer = bytes;
        newer[3] = b'9';
        assert_eq!(Weights::read(&newer).err(), Some(ModelError::Foreign));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(bytes: Vec<u8>) {
            let _ = (Weights::read(&bytes), Weights::split(&bytes));
        }
    }
}
