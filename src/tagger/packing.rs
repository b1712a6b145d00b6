//! Numbers packed by how often each comes: asymmetric numeral systems with fixed tables (Duda 2013).
//!
//! What a model holds is cut into lists of small numbers, each list as even as can be, for every list has one table of
//! frequencies. The tables of a labeller take a fifth to a quarter less room so than by gzip, and unpack as fast.
//!
//! What enters is numbers below 4096; what leaves is how many they are, their frequencies, then the state of each of four
//! lanes that take turns, then words of 16 bits. By the lanes a processor has four numbers in work at once, where otherwise
//! each would wait for the one before.
//!
//! ```
//! use saidwho::tagger::packing::{pack, unpack};
//! let packed = [pack(&[0, 0, 0, 7, 0]), pack(&[500])].concat();
//! let mut rest = packed.as_slice();
//! assert_eq!(unpack(&mut rest, 9), Some(vec![0, 0, 0, 7, 0]));
//! assert_eq!((unpack(&mut rest, 1), rest.is_empty()), (Some(vec![500]), true));
//! ```

/// How many lanes take turns: the number at `at` is one of lane `at % LANES`.
const LANES: usize = 4;
/// log2 of what the frequencies sum to, and of how many numbers there may be.
const BITS: u32 = 12;
const SUM: usize = 1 << BITS;
/// The least state; each state begins, and after the last number is again, this.
const LEAST: u32 = 1 << 16;
/// So many rounds of lanes are unpacked at a call: a browser runs its better code from one call to the next, never within
/// one.
const ROUNDS: usize = 256;

/// Packs numbers below 4096.
#[must_use]
pub fn pack(numbers: &[u16]) -> Vec<u8> {
    let mut counts = vec![0_u64; numbers.iter().max().map_or(0, |&most| usize::from(most) + 1)];
    numbers.iter().for_each(|&number| counts[usize::from(number)] += 1);
    let frequencies = normed(&counts);
    let starts: Vec<u32> = frequencies.iter().scan(0, |sum, own| Some(std::mem::replace(sum, *sum + own))).collect();
    let (mut states, mut words) = ([LEAST; LANES], Vec::new());
    for (at, number) in numbers.iter().map(|&number| usize::from(number)).enumerate().rev() {
        let state = &mut states[at % LANES];
        if u64::from(*state) >= u64::from(frequencies[number]) << (32 - BITS) {
            words.push(*state as u16);
            *state >>= 16;
        }
        *state = (*state / frequencies[number]) << BITS | (*state % frequencies[number] + starts[number]);
    }
    let mut packed = (numbers.len() as u32).to_le_bytes().to_vec();
    packed.extend(written(&frequencies));
    packed.extend(states.iter().flat_map(|state| state.to_le_bytes()));
    packed.extend(words.iter().rev().flat_map(|word| word.to_le_bytes()));
    packed
}

/// Unpacks what was packed from the front of `packed`; `None` when these are other bytes, or more numbers than `most`.
#[must_use]
pub fn unpack(packed: &mut &[u8], most: usize) -> Option<Vec<u16>> {
    let (count, frequencies) = packed.split_first_chunk()?;
    let count = Some(u32::from_le_bytes(*count) as usize).filter(|&count| count <= most)?;
    *packed = frequencies;
    let shares = read(packed)?;
    let (head, words) = packed.split_at_checked(4 * LANES)?;
    let mut states = [0; LANES];
    for (state, bytes) in states.iter_mut().zip(head.chunks_exact(4)) {
        *state = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    }
    let mut unpacker = Unpacker { shares, words, states };
    let mut numbers = vec![0; count];
    for some in numbers.chunks_mut(ROUNDS * LANES) {
        unpacker.go_on(some)?;
    }
    *packed = unpacker.words;
    (unpacker.states == [LEAST; LANES]).then_some(numbers)
}

/// The number that has a value below [`SUM`] in its share, how many values of the share are below it, and how many there are.
#[derive(Clone, Copy, Default)]
struct Share {
    number: u16,
    above: u16,
    size: u16,
}

/// What is being unpacked.
struct Unpacker<'a> {
    shares: Box<[Share; SUM]>,
    words: &'a [u8],
    states: [u32; LANES],
}

impl Unpacker<'_> {
    /// Unpacks the next numbers. Only the last call may ask for a part of a round.
    #[inline(never)]
    fn go_on(&mut self, numbers: &mut [u16]) -> Option<()> {
        let (mut states, mut words) = (self.states, self.words);
        let mut next = |state: &mut u32| {
            let share = self.shares[*state as usize % SUM];
            *state = u32::from(share.size) * (*state >> BITS) + u32::from(share.above);
            if *state < LEAST {
                let (word, rest) = words.split_first_chunk()?;
                words = rest;
                *state = *state << 16 | u32::from(u16::from_le_bytes(*word));
            }
            Some(share.number)
        };
        // Whole rounds by themselves: the compiler then keeps the lanes in registers.
        let (rounds, rest) = numbers.as_chunks_mut::<LANES>();
        for round in rounds {
            for (state, number) in states.iter_mut().zip(round) {
                *number = next(state)?;
            }
        }
        for (state, number) in states.iter_mut().zip(rest) {
            *number = next(state)?;
        }
        (self.states, self.words) = (states, words);
        Some(())
    }
}

/// Frequencies that sum to [`SUM`] in the proportion of counts; none that occurs is 0.
fn normed(counts: &[u64]) -> Vec<u32> {
    let total: u64 = counts.iter().sum();
    let share = |&count: &u64| if count == 0 { 0 } else { (count * SUM as u64 / total).max(1) as u32 };
    let mut frequencies: Vec<u32> = counts.iter().map(share).collect();
    loop {
        let sum: u32 = frequencies.iter().sum();
        let Some(largest) = frequencies.iter_mut().max() else { return frequencies };
        match sum.cmp(&(SUM as u32)) {
            std::cmp::Ordering::Less => *largest += SUM as u32 - sum,
            std::cmp::Ordering::Equal => return frequencies,
            std::cmp::Ordering::Greater => *largest -= 1,
        }
    }
}

/// Frequencies as bytes: how many; then up to 127 as they are, more as two bytes with the high bit set in the first; a 0 is
/// followed by how many more there are.
fn written(frequencies: &[u32]) -> Vec<u8> {
    let mut bytes = (frequencies.len() as u16).to_le_bytes().to_vec();
    for run in frequencies.chunk_by(|one, other| *one == 0 && *other == 0).flat_map(|run| run.chunks(256)) {
        match run[0] {
            0 => bytes.extend([0, (run.len() - 1) as u8]),
            small @ 1..=127 => bytes.push(small as u8),
            large => bytes.extend([0x80 | (large >> 8) as u8, large as u8]),
        }
    }
    bytes
}

/// Reads frequencies from the front of `packed`; all shares are empty where there are none.
fn read(packed: &mut &[u8]) -> Option<Box<[Share; SUM]>> {
    let mut next = || packed.split_off_first().copied();
    let count = u16::from_le_bytes([next()?, next()?]);
    let mut shares = Box::new([Share::default(); SUM]);
    let (mut number, mut start) = (0, 0);
    while number < count {
        let size = match next()? {
            0 => {
                number = number.checked_add(1 + u16::from(next()?))?;
                continue;
            }
            small @ 1..=127 => u16::from(small),
            high => u16::from(high & 0x7f) << 8 | u16::from(next()?),
        };
        let end = start + usize::from(size);
        for (above, share) in (0..).zip(shares.get_mut(start..end)?) {
            *share = Share { number, above, size };
        }
        (number, start) = (number + 1, end);
    }
    (number == count && (start == SUM || count == 0)).then_some(shares)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_was_packed_comes_out(
            numbers in proptest::collection::vec(0_u16..4096, 0..300),
            skewed in proptest::collection::vec(0_u16..3, 0..3000),
        ) {
            for numbers in [numbers, skewed] {
                let packed = pack(&numbers);
                let mut rest = packed.as_slice();
                assert_eq!(unpack(&mut rest, numbers.len()).as_ref(), Some(&numbers));
                assert!(rest.is_empty() && numbers.len().checked_sub(1).is_none_or(|few| unpack(&mut &*packed, few).is_none()));
                for cut in 0..packed.len().min(600) {
                    assert_eq!(unpack(&mut &packed[..cut], numbers.len()), None);
                }
            }
        }

        #[test]
        fn no_bytes_panic(mut bytes: Vec<u8>, count in 0_u8..100) {
            let _ = unpack(&mut bytes.as_slice(), 300);
            bytes.splice(0..bytes.len().min(4), [count, 0, 0, 0]);
            let _ = unpack(&mut bytes.as_slice(), 300);
        }
    }

    #[test]
    fn what_seldom_changes_takes_little_room() {
        let numbers: Vec<u16> = (0..10_000).map(|at| u16::from(at % 100 == 0)).collect();
        let size = pack(&numbers).len();
        // The entropy is 101 bytes.
        assert!(size < 125, "{size}");
    }
}
