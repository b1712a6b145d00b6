//! What is known of a word or a phrase before the text is read: its cluster, and the lists it stands in.
//!
//! The lists are one hash table. A key's hash says in which bucket it stands, one a key on average, and gives it 8 bits as a
//! fingerprint (of the words that stand in no list one in some 250 is taken for another, which a statistical reader can
//! bear); with it stand 11 bits for the word's cluster and 8 and 3 for the lists. Clusters are groups of GloVe vectors
//! (Pennington et al. 2014; as features of a tagger: Turian et al. 2010), nested in three sizes.
//!
//! The file, little-endian: magic `SWL5`, the number of keys (4 bytes), the two larger groups of each cluster, the
//! fingerprints bucket by bucket; then, packed ([`super::packing`]), how many keys each bucket has, the lists of each key
//! with its lists of names and whether it has a cluster, and the clusters.
//!
//! ```
//! use saidwho::tagger::lexicon::{LexiconBuilder, Lexicon, CITY, key};
//! let mut builder = LexiconBuilder::default();
//! builder.phrase("New York", CITY);
//! let bytes = builder.pack();
//! let lexicon = Lexicon::read(&bytes).expect("just packed");
//! assert_eq!(lexicon.get(key(["new", "york"])).lists & CITY, CITY);
//! ```

use super::packing;
use super::weights::ModelError;
use foldhash::HashMap;

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

const MAGIC: [u8; 4] = *b"SWL5";
const HEADER: usize = 8;
/// With the lists of a key, and above its lists of names: it has a cluster.
const CLUSTERED: u16 = 1 << 11;
const GROUPS: usize = 1025;
/// No table has more keys.
const MOST: usize = 1 << 20;

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
#[cfg_attr(target_arch = "wasm32", inline(never))]
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

/// The table.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// For each bucket its first key, and one past the last of all.
    starts: Vec<u32>,
    /// Fingerprint, cluster, lists of names and lists of each key, from the high bits down.
    keys: Vec<u32>,
    groups: Vec<u8>,
}

impl Lexicon {
    /// Reads a packed table.
    ///
    /// # Errors
    /// When the bytes are not a table of this version, are cut short or damaged.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let header = bytes.get(..HEADER).ok_or(ModelError::Truncated)?;
        if header[..4] != MAGIC {
            return Err(ModelError::Foreign);
        }
        let count = u32::from_le_bytes([header[4], header[5], header[6], header[7]]) as usize;
        if count > MOST {
            return Err(ModelError::Foreign);
        }
        let (groups, rest) = bytes[HEADER..].split_at_checked(GROUPS * 2).ok_or(ModelError::Truncated)?;
        let (fingerprints, mut packed) = rest.split_at_checked(count).ok_or(ModelError::Truncated)?;
        let mut unpack = || packing::unpack(&mut packed, buckets(count)).ok_or(ModelError::Damaged);
        let [sizes, lists, clusters] = [unpack()?, unpack()?, unpack()?];
        let clustered = lists.iter().filter(|&&lists| lists & CLUSTERED != 0).count();
        let mut starts = vec![0];
        let mut sum = 0;
        starts.extend(sizes.iter().map(|&size| {
            sum = u32::saturating_add(sum, u32::from(size));
            sum
        }));
        let counts = [sizes.len(), lists.len(), clusters.len()];
        if sum as usize != count || counts != [buckets(count), count, clustered] || !packed.is_empty() {
            return Err(ModelError::Damaged);
        }
        let mut clusters = clusters.iter();
        let keys = fingerprints.iter().zip(&lists).map(|(&fingerprint, &lists)| {
            let cluster =
                if lists & CLUSTERED == 0 { 0 } else { clusters.next().map_or(0, |&cluster| u32::from(cluster)) };
            u32::from(fingerprint) << 22 | (cluster & 0x7ff) << 11 | u32::from(lists & (CLUSTERED - 1))
        });
        Ok(Self { keys: keys.collect(), starts, groups: groups.to_vec() })
    }

    /// What is known of a key; nothing when it stands in no list.
    #[must_use]
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn get(&self, key: u64) -> Entry {
        let (bucket, fingerprint) = place(key, self.starts.len() - 1);
        let keys = &self.keys[self.starts[bucket] as usize..self.starts[bucket + 1] as usize];
        let found = keys.iter().find(|&&key| key >> 22 == u32::from(fingerprint));
        found.map_or(Entry::default(), |key| Entry {
            cluster: ((key >> 11) & 0x7ff) as u16,
            lists: (key & 0xff) as u8,
            names: ((key >> 8) & 7) as u8,
        })
    }

    /// The middle and the coarse group of a cluster.
    #[must_use]
    pub fn groups(&self, cluster: u16) -> (u8, u8) {
        let at = usize::from(cluster) * 2;
        (self.groups.get(at).copied().unwrap_or(0), self.groups.get(at + 1).copied().unwrap_or(0))
    }
}

/// How many buckets a table of so many keys has.
fn buckets(count: usize) -> usize {
    count.max(1)
}

/// A key's bucket and its fingerprint.
fn place(key: u64, buckets: usize) -> (usize, u8) {
    let mixed = (key ^ (key >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((((mixed >> 32) * buckets as u64) >> 32) as usize, (mixed >> 8) as u8)
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
        let count = self.entries.len();
        let mut sorted: Vec<(usize, u8, u64)> = self
            .entries
            .keys()
            .map(|&key| {
                let (bucket, fingerprint) = place(key, buckets(count));
                (bucket, fingerprint, key)
            })
            .collect();
        sorted.sort_unstable();
        let mut sizes = vec![0_u16; buckets(count)];
        let (mut lists, mut clusters) = (Vec::with_capacity(count), Vec::new());
        for (bucket, _, key) in &sorted {
            sizes[*bucket] += 1;
            let entry = self.entries[key];
            let clustered = if entry.cluster == 0 { 0 } else { CLUSTERED };
            lists.push(clustered | u16::from(entry.names) << 8 | u16::from(entry.lists));
            clusters.extend((entry.cluster != 0).then_some(entry.cluster));
        }
        let mut groups = vec![0_u8; GROUPS * 2];
        for &(fine, middle, coarse) in &self.groups {
            groups[usize::from(fine) * 2] = middle;
            groups[usize::from(fine) * 2 + 1] = coarse;
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend((count as u32).to_le_bytes());
        bytes.extend(groups);
        bytes.extend(sorted.iter().map(|&(_, fingerprint, _)| fingerprint));
        [sizes, lists, clusters].iter().for_each(|numbers| bytes.extend(packing::pack(numbers)));
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
