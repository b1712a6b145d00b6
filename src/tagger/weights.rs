//! The weights of a labeller, and their file.
//!
//! Layout, little-endian: magic `SWT4`, log2 of the number of rows (1 byte), the number of labels (1 byte), two signed
//! bytes that turn a margin into a confidence (the log-odds at a margin of 0, in sixteenths, and what a margin of 16 adds,
//! in thirty-secondths), a checksum (FNV-1a of all that follows it, 8 bytes), how many bytes the rest has (4 bytes); then
//! the labels' transition scores (`(labels + 1) × labels`, 16-bit, the last row for the start), then, packed
//! ([`super::packing`]), one row of 8-bit weights for each bucket of the feature hash: of all rows, which weights are not 0
//! (a bit each), and then, label by label, those that are not.
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

/// A row is read as so many lanes at once, at most.
pub const LANES: usize = 16;

/// No labeller has more labels than this.
const MOST_LABELS: usize = 12;
const MAGIC: [u8; 4] = *b"SWT4";
const HEADER: usize = 20;
/// No table has more rows than 2 to the power of this.
const MOST_BITS: u32 = 20;
/// So many rows are filled at a call, for the reason that the packing has.
const ROWS: usize = 1024;

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
        if bits > MOST_BITS || labels == 0 || labels > MOST_LABELS {
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
        let rows = table_of(table, 1 << bits, labels).ok_or(ModelError::Damaged)?;
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
        bytes.split_at_checked(HEADER.saturating_add(size(header))).ok_or(ModelError::Truncated)
    }

    /// Writes a model. Transitions are `(labels + 1) × labels`, the rows `labels << bits`; what is missing is 0.
    #[must_use]
    pub fn write(bits: u8, labels: usize, transitions: &[i16], rows: &[i8]) -> Vec<u8> {
        let mut body: Vec<u8> = transitions.iter().flat_map(|score| score.to_le_bytes()).collect();
        let weight =
            |row: usize, label: usize| rows.get(row * labels + label).map_or(0, |weight| weight.cast_unsigned());
        let mask = |row| (0..labels).map(|label| u16::from(weight(row, label) != 0) << label).sum();
        body.extend(packing::pack(&(0..1 << bits).map(mask).collect::<Vec<u16>>()));
        for label in 0..labels {
            let weights = (0..1 << bits).map(|row| u16::from(weight(row, label))).filter(|&weight| weight != 0);
            body.extend(packing::pack(&weights.collect::<Vec<u16>>()));
        }
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

/// The rows of a packed table, with [`LANES`] bytes behind the last.
fn table_of(mut packed: &[u8], count: usize, labels: usize) -> Option<Vec<i8>> {
    let masks = packing::unpack(&mut packed, count).filter(|masks| masks.len() == count)?;
    let weights: Option<Vec<_>> = (0..labels).map(|_| packing::unpack(&mut packed, count)).collect();
    let mut rest: Vec<_> = weights.as_ref()?.iter().map(|weights| weights.iter()).collect();
    let mut rows = vec![0; count * labels + LANES];
    for (rows, masks) in rows.chunks_mut(ROWS * labels).zip(masks.chunks(ROWS)) {
        fill(rows, labels, masks, &mut rest)?;
    }
    (packed.is_empty() && rest.iter().all(|rest| rest.len() == 0)).then_some(rows)
}

/// Sets the weights of some rows that are not 0.
#[inline(never)]
fn fill(rows: &mut [i8], labels: usize, masks: &[u16], rest: &mut [std::slice::Iter<u16>]) -> Option<()> {
    for (row, &mask) in rows.chunks_exact_mut(labels).zip(masks) {
        let mut left = mask;
        while left != 0 {
            let label = left.trailing_zeros() as usize;
            *row.get_mut(label)? = (*rest[label].next()? as u8).cast_signed();
            left &= left - 1;
        }
    }
    Some(())
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

/// A checksum of a file's body (FNV-1a over words of eight bytes).
pub(super) fn checksum(bytes: &[u8]) -> u64 {
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
