//! What the labeller sees of a token. Training and reading share this file, so they cannot disagree.
//!
//! First every distinct word of a document is looked at once ([`Document`]): its letters, its cluster, the lists it
//! stands in, and what the rest of the document says of it. Then [`Sentence::emit`] combines a token, its neighbours and
//! the run of capitals around it into features, 64-bit hashes of one multiplication each.
//!
//! ```
//! use saidwho::tagger::features::shape;
//! assert_eq!(shape("McCain"), shape("DeSoto"));
//! assert_ne!(shape("U.S."), shape("USA"));
//! ```

use super::lexicon::{self, Entry, Lexicon};
use super::numbers::Numbers;
use super::templates::{LAST_TIED, SEATS, TEMPLATES, TIED, hashed, pair};
use super::uses::{FEW, USES, Use};
use crate::span::Span;
use crate::tokens::{self, Tokens};

/// A hash of the pattern of capitals, small letters, digits and marks; runs count once beyond two.
#[must_use]
pub fn shape(word: &str) -> u64 {
    let (mut hash, mut last, mut run) = (0xcbf2_9ce4_8422_2325_u64, 0_u8, 0);
    for c in word.chars() {
        let class = match c {
            'a'..='z' => b'x',
            'A'..='Z' => b'X',
            '0'..='9' => b'd',
            _ if c.is_uppercase() => b'X',
            _ if c.is_alphabetic() => b'x',
            _ if c.is_ascii() => c as u8,
            _ => b'?',
        };
        run = if class == last { run + 1 } else { 0 };
        last = class;
        if run < 2 {
            hash = (hash ^ u64::from(class)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

/// Ties two hashes into one.
#[must_use]
pub fn mix(one: u64, other: u64) -> u64 {
    (one.wrapping_mul(0xff51_afd7_ed55_8ccd) ^ other).wrapping_mul(0xc4ce_b9fe_1a85_ec53).rotate_left(31)
}

/// One distinct word, as it is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// A hash of it as written, and in small letters.
    pub word: u64,
    /// In small letters.
    pub lower: u64,
    pub(super) shape: u64,
    /// Its first and last four bytes in small letters; zeros where it is shorter.
    pub(super) head: u32,
    pub(super) tail: u32,
    /// What the lexicon says.
    pub entry: Entry,
    pub(super) middle: u8,
    pub(super) coarse: u8,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether it has one anywhere.
    pub has_capital: bool,
    /// Where the document's bits of the word in small letters stand.
    pub(super) slot: u32,
}

/// What a document says of its words.
#[derive(Debug, Default)]
pub struct Document {
    /// For each token its distinct word.
    pub(super) of: Vec<u32>,
    words: Vec<Word>,
    /// Bits of each distinct word in small letters.
    pub(super) bits: Vec<u16>,
    /// The first places where each of them has a capital that carries news.
    pub(super) uses: Vec<[Use; USES]>,
}

const SMALL: u16 = 1;
const CAPITAL_INSIDE: u16 = 2;
const AFTER_TITLE: u16 = 4;
const BEFORE_CUE: u16 = 8;
const AFTER_PLACE_PREPOSITION: u16 = 16;
const AFTER_FIRST_NAME: u16 = 32;
const WITH_ORGANISATION: u16 = 64;
const AFTER_ARTICLE: u16 = 128;
const BEFORE_NOUN: u16 = 256;
const POSSESSES: u16 = 512;
const IN_BRACKETS: u16 = 1024;

impl Document {
    /// Looks at every word once, and collects what the document says of it.
    #[must_use]
    pub fn collect(text: &str, tokens: &Tokens, lexicon: &Lexicon) -> Self {
        let mut document = Self::default();
        let (mut numbers, mut slots) = (Numbers::of(tokens.len()), Numbers::of(tokens.len()));
        let mut lower = String::new();
        document.of.reserve(tokens.len());
        for span in tokens.spans() {
            let text = span.of(text);
            let hash = lexicon::hash(text);
            let (number, is_new) = numbers.number(hash, document.words.len());
            if is_new {
                let mut word = Word::of(text, hash, lexicon, &mut lower);
                let (slot, is_new) = slots.number(word.lower, document.bits.len());
                if is_new {
                    document.bits.push(0);
                    document.uses.push(<[Use; USES]>::default());
                }
                word.slot = slot;
                document.words.push(word);
            }
            document.of.push(number);
        }
        for sentence in tokens.sentences() {
            document.sentence(text, tokens, *sentence);
        }
        document
    }

    /// How many distinct words there are, as written.
    #[must_use]
    pub fn words(&self) -> usize {
        self.words.len()
    }

    /// The word of a token.
    #[must_use]
    pub fn word(&self, token: usize) -> &Word {
        &self.words[self.of[token] as usize]
    }

    /// The number of a token's word in small letters, below [`Document::count`].
    #[must_use]
    pub fn lower(&self, token: usize) -> usize {
        self.word(token).slot as usize
    }

    /// How many distinct words there are in small letters.
    #[must_use]
    pub fn count(&self) -> usize {
        self.bits.len()
    }

    fn sentence(&mut self, text: &str, tokens: &Tokens, sentence: tokens::Sentence) {
        let shouts = self.is_shouted(tokens, sentence);
        let spans = tokens.spans();
        let range = sentence.range();
        for at in range.clone() {
            let word = *self.word(at);
            if !word.capital {
                self.bits[word.slot as usize] |= SMALL;
                continue;
            }
            if shouts {
                continue;
            }
            self.remember(word.slot as usize, at, range.clone());
            if at == range.start {
                continue;
            }
            let before = self.word(at - 1).entry;
            let previous = spans[at - 1].of(text);
            let next = if at + 1 < range.end { spans[at + 1].of(text) } else { "" };
            let bit = |holds: bool, bit: u16| if holds { bit } else { 0 };
            let mut bits = CAPITAL_INSIDE;
            bits |= bit(before.lists & lexicon::TITLE != 0, AFTER_TITLE);
            bits |= bit(matches!(next, "said" | "says" | "told" | "added" | "asked" | "wrote"), BEFORE_CUE);
            bits |= bit(matches!(previous, "in" | "near" | "from" | "across"), AFTER_PLACE_PREPOSITION);
            bits |= bit(before.lists & lexicon::FIRST_NAME != 0, AFTER_FIRST_NAME);
            bits |= bit(matches!(previous, "the" | "The"), AFTER_ARTICLE);
            bits |= bit(next.len() > 3 && next.as_bytes()[0].is_ascii_lowercase(), BEFORE_NOUN);
            bits |= bit(matches!(next, "'s" | "’s"), POSSESSES);
            bits |= bit(previous == "(" && next == ")", IN_BRACKETS);
            if at + 1 < range.end {
                let next = self.word(at + 1);
                bits |= bit(next.capital && next.entry.lists & lexicon::ORGANISATION != 0, WITH_ORGANISATION);
            }
            self.bits[word.slot as usize] |= bits;
        }
    }

    /// A sentence most of whose longer words begin with a capital: a headline or a dateline, where a capital carries no
    /// news.
    fn is_shouted(&self, tokens: &Tokens, sentence: tokens::Sentence) -> bool {
        let (mut words, mut capitals) = (0_usize, 0_usize);
        for at in sentence.range() {
            let word = self.word(at);
            if tokens.spans()[at].len() > 3 && (word.head & 0xff) as u8 >= b'a' {
                words += 1;
                capitals += usize::from(word.capital);
            }
        }
        words >= 4 && capitals * 5 >= words * 4
    }
}

/// What is beyond the ends of a sentence.
pub(super) static EDGE: Place = Place {
    word: Word {
        word: 1,
        lower: 1,
        shape: 1,
        head: 0,
        tail: 0,
        entry: Entry { cluster: 0, lists: 0, names: 0 },
        middle: 0,
        coarse: 0,
        capital: false,
        has_capital: false,
        slot: 0,
    },
    number: 0,
    bits: 0,
    phrase: 0,
    run: (0, 0),
    others: [Use { token: 0, before: 0, after: 0, groups: 0 }; USES - 1],
};

impl Word {
    /// The lists of names that it stands in, and whether it is an English first name.
    pub(super) fn names(&self) -> u64 {
        u64::from(self.entry.names) << 1 | u64::from(self.entry.lists & lexicon::FIRST_NAME)
    }

    fn of(text: &str, hash: u64, lexicon: &Lexicon, lower: &mut String) -> Self {
        lower.clear();
        if text.is_ascii() {
            lower.push_str(text);
            lower.make_ascii_lowercase();
        } else {
            lower.extend(text.chars().flat_map(char::to_lowercase));
        }
        let bytes = lower.as_bytes();
        let hashed = lexicon::hash(lower);
        let entry = lexicon.get(hashed);
        let (middle, coarse) = lexicon.groups(entry.cluster);
        let four = |bytes: &mut dyn Iterator<Item = &u8>| {
            bytes.take(4).enumerate().fold(0_u32, |four, (at, &byte)| four | u32::from(byte) << (8 * at))
        };
        Self {
            word: hash,
            lower: hashed,
            shape: shape(text),
            head: four(&mut bytes.iter()),
            tail: four(&mut bytes.iter().rev()),
            entry,
            middle,
            coarse,
            capital: text.chars().next().is_some_and(char::is_uppercase),
            has_capital: text.chars().any(char::is_uppercase),
            slot: 0,
        }
    }
}

/// One token in its sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub(super) word: Word,
    /// The number of the word in its document, from 1; 0 beyond the ends of the sentence.
    pub(super) number: u32,
    bits: u16,
    /// The list of the longest phrase that covers the token, and where in it the token stands.
    phrase: u8,
    /// The run of capitals around the token: its first token and one past its last.
    run: (u16, u16),
    /// Other places where the document has the word.
    others: [Use; USES - 1],
}

/// One sentence, ready to be looked at token by token.
#[derive(Debug, Default)]
pub struct Sentence {
    places: Vec<Place>,
    /// Whether it is a headline, or written like one.
    pub(super) shouts: bool,
    /// Whether its document is short.
    is_of_few: bool,
    /// Stretches of tokens that may be part of a name.
    stretches: Vec<std::ops::Range<usize>>,
}

/// The lists whose phrases of several words are looked up.
const PHRASES: u8 = lexicon::CITY | lexicon::COUNTRY | lexicon::NATIONALITY | lexicon::ORGANISATION;

/// How far from a capital a word may stand and still be part of a name ("al", "de la", "of the").
const REACH: usize = 2;

impl Sentence {
    /// Looks over a sentence.
    pub fn look(&mut self, document: &Document, tokens: &Tokens, sentence: tokens::Sentence, lexicon: &Lexicon) {
        let range = sentence.range();
        self.shouts = document.is_shouted(tokens, sentence);
        self.is_of_few = document.of.len() < FEW;
        self.places.clear();
        self.places.extend(range.map(|at| {
            let mut word = *document.word(at);
            word.shape ^= u64::from(self.shouts);
            let bits = if word.capital { document.bits[word.slot as usize] } else { 0 };
            let others = document.others(&word, at);
            Place { word, number: document.of[at] + 1, bits, others, ..Place::default() }
        }));
        self.phrases(lexicon);
        self.runs(tokens, sentence);
        self.stretch();
    }

    /// The stretches of tokens that may be part of a name; all others are outside every name.
    #[must_use]
    pub fn stretches(&self) -> &[std::ops::Range<usize>] {
        &self.stretches
    }

    fn stretch(&mut self) {
        self.stretches.clear();
        let count = self.places.len();
        for at in 0..count {
            if self.places[at].word.has_capital {
                let (start, end) = (at.saturating_sub(REACH), (at + REACH + 1).min(count));
                match self.stretches.last_mut() {
                    Some(last) if last.end >= start => last.end = end,
                    _ => self.stretches.push(start..end),
                }
            }
        }
    }

    fn runs(&mut self, tokens: &Tokens, sentence: tokens::Sentence) {
        let spans: &[Span] = &tokens.spans()[sentence.range()];
        let count = self.places.len();
        let mut at = 0;
        while at < count {
            if !self.places[at].word.has_capital {
                self.places[at].run = (at as u16, at as u16);
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while end < count && end - at < 60_000 {
                let joins = |at: usize| at < count && self.places[at].word.has_capital;
                let touches = |at: usize| spans[at - 1].end == spans[at].start;
                if joins(end) {
                    end += 1;
                } else if joins(end + 1) && touches(end) && touches(end + 1) && self.places[end].word.head < 0x100 {
                    end += 2;
                } else {
                    break;
                }
            }
            for place in &mut self.places[at..end] {
                place.run = (at as u16, end as u16);
            }
            at = end;
        }
    }

    /// Marks the longest list phrases: which lists, and whether the token begins it.
    fn phrases(&mut self, lexicon: &Lexicon) {
        let places = &mut self.places;
        let mut at = 0;
        while at < places.len() {
            let (mut best, mut lists) = (0, 0);
            if places[at].word.capital {
                let mut key = places[at].word.lower;
                let mut entry = places[at].word.entry;
                let mut end = at + 1;
                loop {
                    // No phrase is a place word, so that bit is free to say company.
                    let company = if entry.names & lexicon::COMPANY != 0 { lexicon::PLACE } else { 0 };
                    let listed = entry.lists & PHRASES | company;
                    if listed != 0 && end - at > 1 {
                        (best, lists) = (end - at, listed);
                    }
                    if entry.lists & lexicon::BEGINS == 0 || end >= places.len() || end - at >= 6 {
                        break;
                    }
                    key = lexicon::join(key, places[end].word.lower);
                    entry = lexicon.get(key);
                    end += 1;
                }
            }
            for (offset, place) in places[at..at + best].iter_mut().enumerate() {
                place.phrase = lists | u8::from(offset == 0);
            }
            at += best.max(1);
        }
    }

    /// How many tokens there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Calls `feature` with the hash of every feature of token `at`, in the order of their numbers: what training leaves out
    /// by lot depends on it.
    pub fn emit(&self, at: usize, mut feature: impl FnMut(u64)) {
        let mut all = Vec::new();
        for seat in 0..SEATS {
            self.seat(at, seat).word.emit(seat, |number, hash| all.push((number, hash)));
        }
        self.emit_tied(at, |number, hash| all.push((number, hash)));
        all.sort_by_key(|&(number, _)| number);
        all.into_iter().for_each(|(_, hash)| feature(hash));
    }

    /// The token that sits beside token `at`: two before, one before, itself, one after, two after.
    pub(super) fn seat(&self, at: usize, seat: usize) -> &Place {
        (at + seat).checked_sub(2).and_then(|index| self.places.get(index)).unwrap_or(&EDGE)
    }

    /// The features that tie several words, with their numbers.
    #[inline]
    pub(super) fn emit_tied(&self, at: usize, mut feature: impl FnMut(usize, u64)) {
        let [before_last, before, here, after, after_next] = std::array::from_fn(|seat| self.seat(at, seat));
        let (b, h, a) = (&before.word, &here.word, &after.word);
        let mut count = 0;
        let mut add = |value: u64| {
            feature(TIED[count], hashed(TIED[count], value));
            count += 1;
        };
        let capital = u64::from(h.capital);
        add(pair(b.lower, h.lower));
        add(pair(h.lower, a.lower));
        add(pair(b.lower, a.lower));
        add(pair(b.shape, h.shape));
        add(pair(h.shape, a.shape));
        add(pair(pair(b.shape, h.shape), a.shape));
        add(u64::from(b.middle) << 16 | u64::from(h.middle) << 8 | capital);
        add(u64::from(a.middle) << 16 | u64::from(h.middle) << 8 | capital);
        add(pair(b.lower, h.shape));
        add(pair(a.lower, h.shape));
        add(pair(before_last.word.lower, b.lower));
        add(pair(a.lower, after_next.word.lower));
        let first = u64::from(at == 0) << 1 | u64::from(at == 0 && self.places.len() > 1);
        add(pair(first, h.shape));
        add(pair(first, h.lower));
        // Lists.
        let lists = u64::from(h.entry.lists) << 1 | capital;
        add(u64::from(b.entry.lists) << 9 | lists);
        add(u64::from(a.entry.lists) << 9 | lists);
        add(b.names() << 8 | h.names() << 4 | a.names());
        add(u64::from(here.phrase));
        add(u64::from(here.phrase) << 8 | u64::from(before.phrase));
        // The document.
        add(u64::from(here.bits));
        add(pair(u64::from(here.bits), first | u64::from(self.is_of_few) << 2));
        // The run of capitals.
        let (start, end) = (usize::from(here.run.0), usize::from(here.run.1));
        if end > start {
            let word = |index: usize| self.places.get(index).map_or(&EDGE.word, |place| &place.word);
            let (left, right) = (start.checked_sub(1).map_or(&EDGE.word, word), word(end));
            let last = word(end - 1);
            let position = (at.saturating_sub(start).min(3) << 4 | (end - 1).saturating_sub(at).min(3)) as u64;
            add(position);
            add(pair(left.lower, position));
            add(pair(right.lower, position));
            add(pair(left.lower, right.lower));
            add(pair(last.lower, position & 15));
            add(pair(u64::from(last.entry.lists) << 8 | u64::from(last.middle), position));
            add(pair(u64::from(word(start).entry.lists), position));
            add(pair(u64::from(left.middle), u64::from(right.middle)));
            let name =
                self.places[start..end].iter().fold(end as u64 - start as u64, |sum, place| mix(sum, place.word.lower));
            add(pair(name, position));
        }
        // What the word itself says where its capital says nothing: at the start.
        let group = u64::from(h.middle) << 1 | capital;
        let [start, start_group, start_groups, before_other, after_other, around_other] = LAST_TIED;
        let mut add = |template: usize, value: u64| feature(template, hashed(template, value));
        add(start, first << 8 | h.names() << 1 | capital);
        add(start_group, first << 12 | group);
        add(start_groups, pair(first << 12 | group, u64::from(a.coarse)));
        for other in here.others.iter().take_while(|other| other.token != 0) {
            add(before_other, other.before);
            add(after_other, other.after);
            add(around_other, u64::from(other.groups));
        }
        let mut bits = here.bits;
        while bits != 0 {
            let hash = pair(h.shape, 500 + u64::from(bits.trailing_zeros())).wrapping_mul(0xd134_2543_de82_ef95);
            feature(TEMPLATES.len(), hash);
            bits &= bits - 1;
        }
    }
}
