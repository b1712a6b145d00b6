//! Where each word of a text stands, and how rare it is.

use crate::order::by_number;

/// An index of one text.
#[derive(Debug)]
pub struct Index {
    /// A hash of the word in the upper half, the byte at which it stands in the lower; sorted.
    words: Vec<u64>,
}

/// How many occurrences of one word are looked at: one that stands more often says little about a place.
const OFTEN: usize = 64;
/// How many are looked at all the same.
const ALWAYS: usize = 3;
/// How many of a pattern's words are looked up, the rarest first.
const LOOKED_UP: usize = 16;

/// The words of a text, each with the byte at which it begins. Signs of scripts without spaces are words of their own.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_alone = |c: char| c >= '\u{2e80}';
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.by_ref().find(|(_, c)| c.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        while !is_alone(first)
            && let Some((at, c)) = rest.next_if(|(_, c)| c.is_alphanumeric() && !is_alone(*c))
        {
            end = at + c.len_utf8();
        }
        Some((start, &text[start..end]))
    })
}

fn key(word: &str) -> u64 {
    let hash = word.bytes().fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    u64::from(hash) << 32
}

impl Index {
    /// Reads a text.
    pub fn new(text: &str) -> Self {
        let mut words: Vec<u64> = words(text).map(|(at, word)| key(word) | (at as u64 & 0xffff_ffff)).collect();
        words.sort_unstable();
        Self { words }
    }

    fn places(&self, word: &str) -> &[u64] {
        let key = key(word);
        let from = self.words.partition_point(|&entry| entry < key);
        let to = from + self.words[from..].partition_point(|&entry| entry <= key | 0xffff_ffff);
        &self.words[from..to]
    }

    /// How much a word says: 1 for the most common, and one more for every halving of its number.
    pub fn weight(&self, word: &str) -> u32 {
        1 + (self.words.len() / (self.places(word).len() + 1)).max(1).ilog2()
    }

    /// Where a pattern most likely begins, the likeliest first, at most `most` places. `pattern` has words with the byte
    /// at which each stands from the pattern's beginning; each place comes with all the beginnings that its words give.
    pub fn candidates(&self, pattern: &[(i64, &str)], width: i64, most: usize) -> Vec<Vec<i64>> {
        let mut rarest: Vec<(usize, i64, &[u64])> = pattern
            .iter()
            .map(|&(offset, word)| (offset, self.places(word)))
            .filter(|(_, places)| !places.is_empty())
            .map(|(offset, places)| (places.len(), offset, places))
            .collect();
        by_number(&mut rarest, |&(count, ..)| count as u64);
        // The rarest are looked up however often they stand.
        let mut votes: Vec<(i64, u32)> = Vec::new();
        for (at, (count, offset, places)) in rarest.iter().take(LOOKED_UP).enumerate() {
            if at >= ALWAYS && *count > OFTEN {
                break;
            }
            let weight = 1 + (self.words.len() / (count + 1)).max(1).ilog2();
            votes.extend(places.iter().map(|place| ((place & 0xffff_ffff) as i64 - offset, weight)));
        }
        // A place before the text is one of the first.
        by_number(&mut votes, |&(at, _)| at.wrapping_sub(i64::MIN) as u64);
        let mut clusters: Vec<(u32, usize, usize)> = Vec::new();
        let (mut end, mut sum) = (0, 0);
        for start in 0..votes.len() {
            while end < votes.len() && votes[end].0 - votes[start].0 <= width {
                sum += votes[end].1;
                end += 1;
            }
            clusters.push((sum, start, end));
            sum -= votes[start].1;
        }
        by_number(&mut clusters, |&(sum, ..)| !u64::from(sum));
        let mut chosen: Vec<(usize, usize)> = Vec::new();
        for (_, start, end) in clusters {
            if chosen.iter().all(|&(from, to)| end <= from || start >= to) {
                chosen.push((start, end));
            }
            if chosen.len() == most {
                break;
            }
        }
        let beginnings = |(start, end): (usize, usize)| {
            let mut all: Vec<i64> = votes[start..end].iter().map(|vote| vote.0).collect();
            all.dedup();
            all
        };
        chosen.into_iter().map(beginnings).collect()
    }
}
