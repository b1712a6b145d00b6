//! What the labeller sees of a token. Training and reading share this file, so they cannot disagree.
//!
//! First each token gets its [`Attributes`], once: hashes of its word, shape, beginnings and endings, its cluster, the
//! lists it stands in, and what the rest of the document says of the same word ([`Document`]). Then [`emit`] combines
//! the attributes of a token and its neighbours into features, 64-bit hashes.
//!
//! ```
//! use saidwho::tagger::features::shape;
//! assert_eq!(shape("McCain"), shape("DeSoto"));
//! assert_ne!(shape("U.S."), shape("USA"));
//! ```

use super::lexicon::{self, Entry, Lexicon};
use crate::span::Span;
use crate::tokens::{Sentence, Tokens};
use std::collections::HashMap;

/// One token, as the templates see it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Attributes {
    word: u64,
    lower: u64,
    shape: u64,
    prefixes: [u64; 4],
    suffixes: [u64; 4],
    cluster: u16,
    middle: u8,
    coarse: u8,
    lists: u8,
    /// The list of the longest phrase that covers the token, and where in it the token stands.
    phrase: u8,
    document: u16,
    capital: bool,
}

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

/// What a document says of its words: bits for each word that occurs with a capital.
#[derive(Debug, Default)]
pub struct Document {
    words: HashMap<u64, u16>,
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
    /// Collects what the document says of each word. One pass.
    #[must_use]
    pub fn collect(text: &str, tokens: &Tokens, lexicon: &Lexicon) -> Self {
        let mut words: HashMap<u64, u16> = HashMap::new();
        let mut lower = String::new();
        for sentence in tokens.sentences() {
            let spans = &tokens.spans()[sentence.range()];
            let shouts = is_shouted(text, spans);
            let mut before = Entry::default();
            for (at, span) in spans.iter().enumerate() {
                let word = span.of(text);
                if !word.as_bytes()[0].is_ascii_alphabetic() && word.is_ascii() {
                    before = Entry::default();
                    continue;
                }
                lowercase_into(word, &mut lower);
                let hash = lexicon::hash(&lower);
                let entry = lexicon.get(hash);
                let capital = word.chars().next().is_some_and(char::is_uppercase);
                let mut bits = 0;
                if !capital {
                    bits |= SMALL;
                } else if at > 0 && !shouts {
                    bits |= CAPITAL_INSIDE;
                    let previous = spans[at - 1].of(text);
                    let next = spans.get(at + 1).map_or("", |span| span.of(text));
                    let bit = |holds: bool, bit: u16| if holds { bit } else { 0 };
                    bits |= bit(before.lists & lexicon::TITLE != 0, AFTER_TITLE);
                    bits |= bit(matches!(next, "said" | "says" | "told" | "added" | "asked" | "wrote"), BEFORE_CUE);
                    bits |= bit(matches!(previous, "in" | "near" | "from" | "across"), AFTER_PLACE_PREPOSITION);
                    bits |= bit(before.lists & lexicon::FIRST_NAME != 0, AFTER_FIRST_NAME);
                    bits |= bit(matches!(previous, "the" | "The"), AFTER_ARTICLE);
                    bits |=
                        bit(next.as_bytes().first().is_some_and(u8::is_ascii_lowercase) && next.len() > 3, BEFORE_NOUN);
                    bits |= bit(matches!(next, "'s" | "’s"), POSSESSES);
                    bits |= bit(previous == "(" && next == ")", IN_BRACKETS);
                    if next.as_bytes().first().is_some_and(u8::is_ascii_uppercase) {
                        lowercase_into(next, &mut lower);
                        bits |= bit(
                            lexicon.get(lexicon::hash(&lower)).lists & lexicon::ORGANISATION != 0,
                            WITH_ORGANISATION,
                        );
                    }
                }
                before = entry;
                if capital || words.contains_key(&hash) || entry.lists != 0 || bits != SMALL {
                    *words.entry(hash).or_default() |= bits;
                } else if word.len() > 3 {
                    words.insert(hash, bits);
                }
            }
        }
        Self { words }
    }
}

fn lowercase_into(word: &str, lower: &mut String) {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(word.chars().flat_map(char::to_lowercase));
    }
}

/// A sentence most of whose words are capitals throughout, or all of whose words begin with one: a headline or a
/// dateline, where a capital carries no news.
fn is_shouted(text: &str, spans: &[Span]) -> bool {
    let (mut words, mut capitals) = (0_usize, 0_usize);
    for span in spans {
        let word = span.of(text);
        if word.len() > 3 && word.as_bytes()[0].is_ascii_alphabetic() {
            words += 1;
            capitals += usize::from(word.as_bytes()[0].is_ascii_uppercase());
        }
    }
    words >= 4 && capitals * 5 >= words * 4
}

/// The attributes of a sentence's tokens, in order.
pub fn attributes(
    text: &str,
    tokens: &Tokens,
    sentence: Sentence,
    lexicon: &Lexicon,
    document: &Document,
    out: &mut Vec<Attributes>,
) {
    out.clear();
    let spans = &tokens.spans()[sentence.range()];
    let shouts = is_shouted(text, spans);
    let mut lower = String::new();
    for span in spans {
        let word = span.of(text);
        lowercase_into(word, &mut lower);
        let hash = lexicon::hash(&lower);
        let entry = lexicon.get(hash);
        let (middle, coarse) = lexicon.groups(entry.cluster);
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let mut attributes = Attributes {
            word: lexicon::hash(word),
            lower: hash,
            shape: shape(word) ^ u64::from(shouts),
            cluster: entry.cluster,
            middle,
            coarse,
            lists: entry.lists,
            capital,
            document: if capital { document.words.get(&hash).copied().unwrap_or(0) } else { 0 },
            ..Attributes::default()
        };
        affixes(&lower, &mut attributes);
        out.push(attributes);
    }
    phrases(out, lexicon);
}

fn affixes(lower: &str, attributes: &mut Attributes) {
    for (count, (at, c)) in lower.char_indices().take(4).enumerate() {
        attributes.prefixes[count] = lexicon::hash(&lower[..at + c.len_utf8()]);
    }
    for (count, (at, _)) in lower.char_indices().rev().take(4).enumerate() {
        attributes.suffixes[count] = lexicon::hash(&lower[at..]);
    }
}

/// Marks the longest list phrases: the low bits say which list, the high bits whether the token begins or ends it.
fn phrases(out: &mut [Attributes], lexicon: &Lexicon) {
    let mut at = 0;
    while at < out.len() {
        let mut best = 0;
        let mut lists = 0;
        if out[at].capital {
            let mut key = out[at].lower;
            let mut entry = Entry { cluster: 0, lists: out[at].lists };
            let mut end = at + 1;
            loop {
                let listed =
                    entry.lists & (lexicon::CITY | lexicon::COUNTRY | lexicon::NATIONALITY | lexicon::ORGANISATION);
                if listed != 0 && end - at > 1 {
                    (best, lists) = (end - at, listed);
                }
                if entry.lists & lexicon::BEGINS == 0 || end >= out.len() || end - at >= 6 {
                    break;
                }
                key = lexicon::join(key, out[end].lower);
                entry = lexicon.get(key);
                end += 1;
            }
        }
        for (offset, token) in out[at..at + best].iter_mut().enumerate() {
            token.phrase = lists | if offset == 0 { 1 } else { 0 };
        }
        at += best.max(1);
    }
}

/// Calls `feature` with the hash of every feature of token `at`.
pub fn emit(tokens: &[Attributes], at: usize, mut feature: impl FnMut(u64)) {
    let edge = Attributes { word: 1, lower: 1, shape: 1, ..Attributes::default() };
    let get =
        |offset: isize| at.checked_add_signed(offset).and_then(|index| tokens.get(index)).copied().unwrap_or(edge);
    let window = [get(-2), get(-1), get(0), get(1), get(2)];
    let [_, before, here, after, _] = &window;
    let mut template = 0_u64;
    let mut add = |value: u64| {
        template += 1;
        feature(mix(template, value));
    };
    for token in &window {
        add(token.lower);
        add(token.shape);
        add(u64::from(token.cluster));
        add(u64::from(token.middle));
        add(u64::from(token.coarse) << 1 | u64::from(token.capital));
    }
    add(here.word);
    for length in 0..4 {
        add(here.prefixes[length]);
        add(here.suffixes[length]);
    }
    add(before.suffixes[2]);
    add(after.suffixes[2]);
    add(before.suffixes[1]);
    add(after.suffixes[1]);
    add(mix(before.lower, here.lower));
    add(mix(here.lower, after.lower));
    add(mix(before.shape, here.shape));
    add(mix(here.shape, after.shape));
    add(mix(before.shape, mix(here.shape, after.shape)));
    add(mix(u64::from(before.middle), u64::from(here.middle) << 8 | u64::from(here.capital)));
    add(mix(u64::from(after.middle), u64::from(here.middle) << 8 | u64::from(here.capital)));
    add(mix(before.lower, here.shape));
    add(mix(after.lower, here.shape));
    add(mix(here.suffixes[2], here.shape));
    add(mix(before.lower, after.lower));
    let first = u64::from(at == 0) << 1 | u64::from(at == 0 && tokens.len() > 1);
    add(mix(first, here.shape));
    add(mix(first, here.lower));
    // Lists.
    let capital = u64::from(here.capital);
    add(u64::from(here.lists) << 1 | capital);
    add(u64::from(before.lists) << 9 | u64::from(here.lists) << 1 | capital);
    add(u64::from(after.lists) << 9 | u64::from(here.lists) << 1 | capital);
    add(u64::from(here.phrase));
    add(mix(u64::from(here.phrase), u64::from(before.phrase)));
    // The document.
    add(u64::from(here.document));
    add(mix(u64::from(here.document), first));
    for bit in (0..11).filter(|bit| here.document >> bit & 1 != 0) {
        feature(mix(500 + bit, here.shape));
    }
}

/// Ties two hashes into one.
#[must_use]
pub fn mix(one: u64, other: u64) -> u64 {
    (one.wrapping_mul(0xff51_afd7_ed55_8ccd) ^ other).wrapping_mul(0xc4ce_b9fe_1a85_ec53).rotate_left(31)
}
