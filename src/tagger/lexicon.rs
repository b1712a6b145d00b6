//! What is known of a word or a phrase before the text is read: its cluster, and the lists it stands in.
//!
//! The lists are packed into one open hash table. A slot holds 10 bits of the key's hash as a fingerprint (of the words that
//! stand in no list one in some hundreds is taken for another, which a statistical reader can bear), 11 bits for the word's
//! cluster and 8 and 3 for the lists. In the file the slots lie in four planes of bytes, which pack better; reading puts them
//! together, and parses nothing. Clusters are groups of GloVe vectors (Pennington et al. 2014; as
//! features of a tagger: Turian et al. 2010), nested in three sizes.
//!
//! ```
//! use saidwho::tagger::lexicon::{LexiconBuilder, Lexicon, CITY, key};
//! let mut builder = LexiconBuilder::default();
//! builder.phrase("New York", CITY);
//! let bytes = builder.pack();
//! let lexicon = Lexicon::read(&bytes).expect("just packed");
//! assert_eq!(lexicon.get(key(["new", "york"])).lists & CITY, CITY);
//! ```

use super::weights::ModelError;
use std::collections::HashMap;

/// The word is an English first name.
pub const FIRST_NAME: u8 = 1;
/// A city of 40,000 or more.
pub const CITY: u8 = 2;
/// A country or a US state.
pub const COUNTRY: u8 = 4;
/// A nationality or a people.
pub const NATIONALITY: u8 = 8;
/// A longer phrase of some list begins so.
pub const BEGINS: u8 = 16;
/// A word that organisations are named with: "Ministry", "Bank", "Inc.".
pub const ORGANISATION: u8 = 32;
/// A title or an office that stands before a name: "President", "Gen.".
pub const TITLE: u8 = 64;
/// A word that places are named with: "River", "Province".
pub const PLACE: u8 = 128;

/// A first name from elsewhere in the world. This and the next two are bits of [`Entry::names`].
pub const WORLD_FIRST_NAME: u8 = 1;
/// A surname.
pub const SURNAME: u8 = 2;
/// The whole name of a company.
pub const COMPANY: u8 = 4;

const MAGIC: [u8; 4] = *b"SWL2";
const HEADER: usize = 16;
const GROUPS: usize = 1025;
/// No table has more slots.
const MOST_SLOTS: usize = 1 << 24;

/// What stands in the table for one key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Entry {
    /// The group of 1024, from 1; 0 is none.
    pub cluster: u16,
    /// Which lists hold it, as the bits above.
    pub lists: u8,
    /// Which lists of names hold it.
    pub names: u8,
}

/// The hash of a lower-cased word: FNV-1a, 64 bits.
#[must_use]
pub fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The key of a phrase that goes on with one more word.
#[must_use]
pub fn join(phrase: u64, word: u64) -> u64 {
    phrase.rotate_left(7).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word
}

/// The key of a phrase, from its lower-cased words.
pub fn key<'a>(words: impl IntoIterator<Item = &'a str>) -> u64 {
    words.into_iter().map(hash).reduce(join).unwrap_or(0)
}

/// The packed table.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// Fingerprint, lists of names, cluster and lists, from the high bits down; 0 is empty.
    slots: Vec<u32>,
    groups: Vec<u8>,
}

impl Lexicon {
    /// Reads a packed table.
    ///
    /// # Errors
    /// When the bytes are not a table of this version, or are cut short.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let header = bytes.get(..HEADER).ok_or(ModelError::Truncated)?;
        if header[..4] != MAGIC {
            return Err(ModelError::Foreign);
        }
        let count = u32::from_le_bytes([header[4], header[5], header[6], header[7]]) as usize;
        let rest = &bytes[HEADER..];
        if count == 0 || count > MOST_SLOTS || rest.len() != GROUPS * 2 + 4 * count {
            return Err(ModelError::Truncated);
        }
        let (groups, planes) = rest.split_at(GROUPS * 2);
        let plane = |number: usize| planes[number * count..(number + 1) * count].iter().map(|&byte| u32::from(byte));
        let high = plane(0).zip(plane(1)).map(|(one, other)| one << 8 | other);
        let slots = high.zip(plane(2).zip(plane(3))).map(|(high, (one, other))| high << 16 | one << 8 | other);
        Ok(Self { slots: slots.collect(), groups: groups.to_vec() })
    }

    /// What is known of a key; nothing when it stands in no list.
    #[must_use]
    pub fn get(&self, key: u64) -> Entry {
        let (mut at, fingerprint) = place(key, self.slots.len());
        for _ in 0..64 {
            let slot = self.slots.get(at).copied().unwrap_or(0);
            if slot == 0 {
                break;
            }
            if slot >> 22 == fingerprint {
                return Entry {
                    cluster: ((slot >> 8) & 0x7ff) as u16,
                    lists: (slot & 0xff) as u8,
                    names: ((slot >> 19) & 7) as u8,
                };
            }
            at = if at + 1 == self.slots.len() { 0 } else { at + 1 };
        }
        Entry::default()
    }

    /// The middle and the coarse group of a cluster.
    #[must_use]
    pub fn groups(&self, cluster: u16) -> (u8, u8) {
        let at = usize::from(cluster) * 2;
        (self.groups.get(at).copied().unwrap_or(0), self.groups.get(at + 1).copied().unwrap_or(0))
    }
}

/// Where a key stands at best, and its fingerprint, which is never 0.
fn place(key: u64, slots: usize) -> (usize, u32) {
    let mixed = (key ^ (key >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let fingerprint = (mixed as u32 >> 8) & 0x3ff;
    ((((mixed >> 32) * slots as u64) >> 32) as usize, fingerprint.max(1))
}

/// Collects lists and packs them.
#[derive(Default, Debug)]
pub struct LexiconBuilder {
    entries: HashMap<u64, Entry>,
    groups: Vec<(u16, u8, u8)>,
}

impl LexiconBuilder {
    /// Adds a word's clusters, each counted from 0.
    pub fn cluster(&mut self, word: &str, fine: u16, middle: u8, coarse: u8) {
        self.entries.entry(hash(&word.to_lowercase())).or_default().cluster = fine + 1;
        self.groups.push((fine + 1, middle, coarse));
    }

    /// Adds a phrase to a list. Its words are cut as [`crate::tokens`] cuts them.
    pub fn phrase(&mut self, phrase: &str, list: u8) {
        self.add(phrase, Entry { lists: list, ..Entry::default() });
    }

    /// Adds a phrase to a list of names.
    pub fn name(&mut self, phrase: &str, names: u8) {
        self.add(phrase, Entry { names, ..Entry::default() });
    }

    fn add(&mut self, phrase: &str, lists: Entry) {
        let page = crate::page::Page::from_text(phrase.to_lowercase());
        let tokens = crate::tokens::tokenize(&page);
        let words: Vec<&str> = tokens.iter().map(|span| span.of(page.text())).collect();
        for end in 1..=words.len() {
            let entry = self.entries.entry(key(words[..end].iter().copied())).or_default();
            entry.lists |= if end == words.len() { lists.lists } else { BEGINS };
            entry.names |= if end == words.len() { lists.names } else { 0 };
        }
    }

    /// The packed table. The same lists give the same bytes.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let count = self.entries.len() * 3 / 2 + 16;
        let mut slots = vec![0_u32; count];
        let mut sorted: Vec<_> = self.entries.iter().collect();
        sorted.sort_by_key(|(key, _)| **key);
        for (&key, entry) in sorted {
            let (mut at, fingerprint) = place(key, count);
            while slots[at] != 0 {
                at = (at + 1) % count;
            }
            slots[at] = fingerprint << 22
                | u32::from(entry.names & 7) << 19
                | u32::from(entry.cluster & 0x7ff) << 8
                | u32::from(entry.lists);
        }
        let mut groups = vec![0_u8; GROUPS * 2];
        for &(fine, middle, coarse) in &self.groups {
            groups[usize::from(fine) * 2] = middle;
            groups[usize::from(fine) * 2 + 1] = coarse;
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend((count as u32).to_le_bytes());
        bytes.resize(HEADER, 0);
        bytes.extend(groups);
        for plane in [24, 16, 8, 0] {
            bytes.extend(slots.iter().map(|slot| (slot >> plane) as u8));
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_comes_out() {
        let mut builder = LexiconBuilder::default();
        builder.cluster("river", 1023, 9, 3);
        builder.phrase("Ivory Coast", COUNTRY);
        builder.phrase("River", PLACE);
        builder.name("River", SURNAME);
        let lexicon = Lexicon::read(&builder.pack()).expect("just packed");
        assert_eq!(lexicon.get(key(["river"])), Entry { cluster: 1024, lists: PLACE, names: SURNAME });
        assert_eq!(lexicon.groups(1024), (9, 3));
        assert_eq!(lexicon.get(key(["ivory"])).lists, BEGINS);
        assert_eq!(lexicon.get(key(["ivory", "coast"])).lists, COUNTRY);
        assert_eq!(lexicon.get(key(["sea"])), Entry::default());
    }

    proptest::proptest! {
        #[test]
        fn foreign_bytes_are_refused_or_read_without_a_panic(bytes: Vec<u8>, cut in 0_usize..3000) {
            let _ = Lexicon::read(&bytes).map(|lexicon| lexicon.get(7));
            let whole = LexiconBuilder::default().pack();
            proptest::prop_assert!(cut >= whole.len() || Lexicon::read(&whole[..cut]).is_err());
        }
    }
}
