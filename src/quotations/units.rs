//! Sentences as the labeller of reported speech sees them: one unit a word, and one unit a marked stretch.
//!
//! What stands in quotation marks is found already ([`super::marks`]), so all of it is one unit: its cue and its source
//! then stand beside it, however long it is, and a sentence goes on over the sentences inside the marks.
//!
//! ```
//! use saidwho::{page::Page, quotations::{marks, units}, tagger::lexicon::LexiconBuilder, tagger::lexicon::Lexicon, tokens};
//! let page = Page::from_text("“It is late. Go home,” she said.");
//! let cut = tokens::tokenize(&page);
//! let lexicon = Lexicon::read(&LexiconBuilder::default().pack()).expect("just packed");
//! let read = units::cut(&page, &cut, &marks::find(&page, &cut), &[], &lexicon);
//! assert_eq!(read.sentences.len(), 1);
//! assert_eq!(read.units.len(), 4);
//! ```

use super::cues::{self, Strength};
use super::marks::Marked;
use crate::entities::{Mention, MentionType};
use crate::page::{BlockRole, Page};
use crate::span::Span;
use crate::tagger::features::{mix, shape};
use crate::tagger::lexicon::{self, Lexicon};
use crate::tagger::numbers::Numbers;
use crate::tokens::Tokens;
use std::ops::Range;

/// One word, one mark of punctuation, or one marked stretch.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unit {
    /// Index of its first token.
    pub first: u32,
    /// One past the index of its last token.
    pub end: u32,
    /// 0 for a word; for a marked stretch what it ends with: 1 a pause, 2 a full stop, 3 neither.
    pub marked: u8,
    /// 0 for no cue; 1 a verb of stance, 2 of speech, 3 "according to", 4 another word that can announce speech.
    pub cue: u8,
    /// A comma, semicolon, colon, dash or bracket, which bounds a clause.
    pub bounds: bool,
    pub(super) colon: bool,
    /// A mark that ends a sentence.
    pub(super) ends: bool,
    /// "said", "says" and the like, which need no help to be a cue.
    pub(super) says: bool,
    /// A word that tells, as a verb or as a noun ([`cues::tells`]).
    pub(super) tells: bool,
    /// What it is about: "about", "on".
    pub(super) topic: bool,
    /// "not", "never".
    pub(super) negates: bool,
    /// "declined", "refused", "denied".
    pub(super) denies: bool,
    /// A form of "to be".
    pub(super) is: bool,
    /// What makes a passive after it.
    pub(super) participle: bool,
    pub(super) article: bool,
    /// A number, or a word that begins what is counted: "over", "some", "many".
    pub(super) counts: bool,
    /// "but", "and".
    pub(super) joins: bool,
    /// "has", "would", "also": what may stand beside a verb.
    pub(super) auxiliary: bool,
    pub(super) pronoun: bool,
    /// What else it is: bits of [`bits`].
    pub(super) bits: u32,
    /// The word "according", a cue before "to".
    pub(super) according: bool,
    pub(super) capital: bool,
    pub(super) lower: u64,
    pub(super) shape: u64,
    pub(super) prefix: u64,
    pub(super) suffixes: [u64; 2],
    pub(super) cluster: u16,
    pub(super) middle: u8,
    pub(super) coarse: u8,
    pub(super) lists: u8,
    /// 0 for none; else the mention's type, and whether it begins here.
    pub(super) mention: u8,
    /// Of units that say the same alone, all have one number, from 1; 0 is beyond the ends of a sentence.
    pub(super) number: u32,
}

/// What a unit may be that no feature looks at.
pub(super) mod bits {
    /// A noun of what is written or counted and says something: "report", "figures".
    pub const DOCUMENT: u32 = 1;
    /// What a document does: "shows", "found".
    pub const SHOWS: u32 = 1 << 1;
    /// Those who say something in a headline: "experts", "police".
    pub const GROUP: u32 = 1 << 2;
    /// In what something is said: "statement", "interview".
    pub const OCCASION: u32 = 1 << 3;
    /// The word "that".
    pub const THAT: u32 = 1 << 4;
    /// "I", "my", "we".
    pub const OWN: u32 = 1 << 5;
    /// A preposition of where or when: "in", "at".
    pub const PLACE: u32 = 1 << 6;
    /// A word in capitals.
    pub const SHOUTED: u32 = 1 << 7;
    /// A hyphen inside a word, which bounds nothing.
    pub const JOINT: u32 = 1 << 8;
    /// A word that makes a clause a question or a condition: "if", "whether", "did".
    pub const ASKS: u32 = 1 << 9;
    /// "said", "says", "say".
    pub const SAID: u32 = 1 << 10;
    /// "his", "her", "its", "their".
    pub const OWNS: u32 = 1 << 11;
    /// "who", "which", "whose".
    pub const RELATES: u32 = 1 << 12;
    /// "two", "three".
    pub const NUMBER: u32 = 1 << 13;
    /// When or how often, in no other form than a noun: "long", "earlier", "twice".
    pub const ADVERB: u32 = 1 << 14;
    /// What opens a clause that another has to follow: "when", "although", "despite".
    pub const BEFORE_MAIN: u32 = 1 << 15;
    /// A verb that has a subject: "is", "has", "would".
    pub const FINITE: u32 = 1 << 16;
    /// What is done to whom something is told: "told", "informed".
    pub const HEARS: u32 = 1 << 17;
    /// How something is made: "clear".
    pub const CLEAR: u32 = 1 << 18;
    /// What somebody is of, voices or gives: "opinion", "concern", "assurance".
    pub const VIEW: u32 = 1 << 19;
    /// "sums", "summed".
    pub const SUMS: u32 = 1 << 20;
}

impl Unit {
    /// Whether it is one of these.
    pub(super) fn has(&self, bits: u32) -> bool {
        self.bits & bits != 0
    }

    /// Whether it is one of a few words, in small letters.
    pub(super) fn is_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.lower == lexicon::hash(word))
    }

    /// Whether it bounds a clause, which a hyphen inside a word does not.
    pub(super) fn parts(&self) -> bool {
        self.bounds && !self.has(bits::JOINT)
    }

    /// Whether it is a marked stretch of two words or more that may be a title: it begins with a capital.
    pub(super) fn may_be_title(&self) -> bool {
        self.marked != 0 && self.coarse > OF_MARKED && self.middle > OF_MARKED + 1
    }

    /// Whether it is a word of a person's name.
    pub(super) fn names_person(&self) -> bool {
        self.mention != 0 && (self.mention - 1) / 2 == MentionType::Person as u8
    }

    /// Whether it is a word of an organisation's name.
    pub(super) fn names_org(&self) -> bool {
        self.mention != 0 && (self.mention - 1) / 2 == MentionType::Org as u8
    }

    /// Whether it is in a date.
    pub(super) fn is_date(&self) -> bool {
        self.mention != 0 && (self.mention - 1) / 2 == MentionType::Date as u8
    }

    /// Whether it is a word of a place's name.
    pub(super) fn is_place(&self) -> bool {
        let of = |kind: MentionType| self.mention != 0 && (self.mention - 1) / 2 == kind as u8;
        of(MentionType::Gpe) || of(MentionType::Loc)
    }

    /// Whether it is one in which most words begin with a capital.
    pub(super) fn is_title(&self) -> bool {
        self.may_be_title() && self.coarse == OF_MARKED + TITLE
    }
}

/// What the groups of a marked stretch begin at: those of words stand below.
const OF_MARKED: u8 = 64;
/// How a marked stretch is written when most of its words begin with a capital.
const TITLE: u8 = 3;

/// A text in units.
#[derive(Clone, Debug, Default)]
pub struct Units {
    /// All units, in order.
    pub units: Vec<Unit>,
    /// Sentences, as ranges of units, and whether each begins its paragraph.
    pub sentences: Vec<(Range<usize>, bool)>,
    /// How many units there are that do not say the same alone.
    pub(super) distinct: usize,
}

/// Cuts a page into units. Clutter is left out. Linear in the number of tokens.
#[must_use]
pub fn cut(page: &Page, tokens: &Tokens, marked: &[Marked], mentions: &[Mention], lexicon: &Lexicon) -> Units {
    let (mut result, mut distinct) = (Units::default(), 0);
    let text = page.text();
    let mut outer = marked.iter().filter(|entry| entry.inside.is_none()).peekable();
    let mut mention = 0;
    let mut words = Words::new(lexicon, tokens.len());
    let mut numbers = Numbers::of(tokens.len());
    // The number of a unit whose word has this hash.
    let mut numbered = |unit: &Unit, hash: u64| {
        let (number, is_new) = numbers.number(mix(hash, u64::from(unit.mention) << 8 | u64::from(unit.cue)), distinct);
        distinct += usize::from(is_new);
        number + 1
    };
    // The block whose sentences are read, and the token up to which they have been read as part of a marked stretch.
    let (mut block, mut done) = (u32::MAX, 0);
    for sentence in tokens.sentences() {
        // A block that the page sets apart as a quotation is one already.
        if matches!(page.blocks()[sentence.block as usize].role, BlockRole::Clutter | BlockRole::Quote) {
            continue;
        }
        let goes_on = block == sentence.block
            && (done > sentence.first as usize
                || result.units.last().is_some_and(|unit| unit.marked == 1)
                    && ends_with_cue(text, &tokens.spans()[sentence.range()]));
        let start = result.units.len();
        let mut at = (sentence.first as usize).max(done);
        while at < sentence.end as usize {
            while outer.next_if(|entry| (entry.tokens.1 as usize) <= at).is_some() {}
            if let Some(entry) = outer.peek().filter(|entry| entry.tokens.0 as usize == at) {
                let mut unit = stretch(entry, text, tokens);
                unit.number = numbered(&unit, unit.shape);
                result.units.push(unit);
                at = entry.tokens.1 as usize;
            } else {
                let span = tokens.spans()[at];
                let next = || tokens.spans().get(at + 1).map_or("", |span| span.of(text));
                let (mut unit, hash) = words.unit(span.of(text), next);
                (unit.first, unit.end) = (at as u32, at as u32 + 1);
                if span.of(text) == "-" && touch_both(tokens.spans(), at) {
                    unit.bits |= bits::JOINT;
                }
                // "His safety and **that** of the town" announces nothing.
                if unit.has(bits::THAT) && next() == "of" {
                    unit.bits &= !bits::THAT;
                }
                while mentions.get(mention).is_some_and(|entry| entry.span.end <= span.start) {
                    mention += 1;
                }
                if let Some(entry) = mentions.get(mention).filter(|entry| entry.span.overlaps(span)) {
                    unit.mention = 1 + 2 * entry.kind as u8 + u8::from(entry.span.start >= span.start);
                    // "**May** and June were cold": no verb.
                    unit.bits &= !bits::FINITE;
                }
                unit.number = numbered(&unit, hash);
                result.units.push(unit);
                at += 1;
            }
        }
        done = at;
        let end = result.units.len();
        match result.sentences.last_mut().filter(|_| goes_on) {
            Some(last) => last.0.end = end,
            None if end > start => result.sentences.push((start..end, block != sentence.block)),
            None => {}
        }
        block = sentence.block;
    }
    result.distinct = distinct;
    result
}

/// Whether a token touches the one before it and the one behind it.
fn touch_both(spans: &[Span], at: usize) -> bool {
    let before = at.checked_sub(1).is_some_and(|before| spans[before].end == spans[at].start);
    before && spans.get(at + 1).is_some_and(|after| after.start == spans[at].end)
}

/// “Who says so?” Orr demanded: a short sentence of a name and a verb of speech belongs to the question before it.
fn ends_with_cue(text: &str, spans: &[Span]) -> bool {
    let near = spans.iter().take(6).map(|span| span.of(text));
    let cue = near.into_iter().skip(1).position(|word| cues::verb(word) == Some(Strength::Speech));
    cue.is_some_and(|at| {
        let next = spans.get(at + 2).map_or(".", |span| span.of(text));
        matches!(next, "." | "," | "in" | "on" | "at" | "of" | "as" | "during" | "to" | "when" | "before" | "after")
    })
}

/// A marked stretch: how it ends, how long it is, and how its words are written tell what was said from what is only
/// called so.
fn stretch(entry: &Marked, text: &str, tokens: &Tokens) -> Unit {
    let inner = entry.inner.of(text);
    let (mut words, mut capitals) = (0_usize, 0_usize);
    for span in &tokens.spans()[entry.tokens.0 as usize..entry.tokens.1 as usize] {
        if let Some(first) = span.of(text).chars().next().filter(|c| c.is_alphanumeric()) {
            words += 1;
            capitals += usize::from(first.is_uppercase());
        }
        if words > 12 {
            break;
        }
    }
    let length = match words {
        0..=4 => words as u8,
        5..=7 => 5,
        8..=12 => 6,
        _ => 7,
    };
    let written = if capitals * 4 >= words * 3 { TITLE } else { u8::from(inner.starts_with(char::is_uppercase)) };
    let marked = if inner.ends_with([',', '—', '–', '?', '!']) {
        1
    } else if inner.ends_with(['.', '…']) {
        2
    } else {
        3
    };
    let hash = lexicon::hash("“”") + u64::from(marked);
    Unit {
        first: entry.tokens.0,
        end: entry.tokens.1,
        marked,
        lower: hash,
        shape: hash + u64::from(length) * 16 + u64::from(written) * 256,
        middle: OF_MARKED + length,
        coarse: OF_MARKED + written,
        cluster: 2000 + u16::from(length) * 4 + u16::from(written),
        ..Unit::default()
    }
}

/// What is known of words: each distinct one, as it is written, is looked at once.
struct Words<'a> {
    lexicon: &'a Lexicon,
    numbers: Numbers,
    known: Vec<Unit>,
}

impl<'a> Words<'a> {
    fn new(lexicon: &'a Lexicon, tokens: usize) -> Self {
        Self { lexicon, numbers: Numbers::of(tokens), known: Vec::new() }
    }

    /// The unit of a word, which another may follow, and the hash of the word as it is written.
    fn unit<'t>(&mut self, word: &str, next: impl FnOnce() -> &'t str) -> (Unit, u64) {
        let hash = lexicon::hash(word);
        let (number, is_new) = self.numbers.number(hash, self.known.len());
        if is_new {
            let lower: String = word.chars().flat_map(char::to_lowercase).collect();
            self.known.push(Unit {
                capital: word.chars().next().is_some_and(char::is_uppercase),
                shape: shape(word),
                bits: bits_of(&lower) | if is_shouted(word) { bits::SHOUTED } else { 0 },
                ..lower_word(&lower, lexicon::hash(&lower), self.lexicon)
            });
        }
        let mut unit = self.known[number as usize];
        if unit.according && cues::is_according("according", next()) {
            unit.cue = 3;
        }
        (unit, hash)
    }
}

fn lower_word(lower: &str, hash: u64, lexicon: &Lexicon) -> Unit {
    let entry = lexicon.get(hash);
    let (middle, coarse) = lexicon.groups(entry.cluster);
    let tail =
        |count: usize| lower.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| lexicon::hash(&lower[at..]));
    let head = lower.char_indices().nth(3).map_or(0, |(at, _)| lexicon::hash(&lower[..at]));
    Unit {
        cue: cue_class(lower),
        bounds: matches!(lower, "," | ";" | ":" | "—" | "–" | "(" | ")" | "-" | "--"),
        colon: lower == ":",
        ends: matches!(lower, "." | "!" | "?" | "…"),
        says: matches!(lower, "said" | "says" | "told" | "added" | "warned" | "explained" | "announced" | "reported"),
        tells: cues::tells(lower),
        topic: matches!(lower, "about" | "on" | "of" | "regarding"),
        negates: matches!(lower, "not" | "n't" | "n’t" | "never"),
        denies: cues::denies(lower),
        is: matches!(lower, "is" | "are" | "was" | "were" | "be" | "been" | "being"),
        participle: cues::is_participle(lower),
        article: matches!(lower, "the" | "a" | "an"),
        counts: lower.starts_with(|c: char| c.is_ascii_digit())
            || matches!(
                lower,
                "over"
                    | "some"
                    | "many"
                    | "most"
                    | "more"
                    | "several"
                    | "about"
                    | "nearly"
                    | "almost"
                    | "all"
                    | "there"
            ),
        joins: matches!(lower, "but" | "and" | "yet" | "so"),
        auxiliary: cues::is_auxiliary(lower),
        pronoun: matches!(lower, "he" | "she" | "they" | "it"),
        according: lower == "according",
        lower: hash,
        prefix: head,
        suffixes: [tail(2), tail(3)],
        cluster: entry.cluster,
        middle,
        coarse,
        lists: entry.lists,
        ..Unit::default()
    }
}

fn is_shouted(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '’' | '\''))
}

fn bits_of(lower: &str) -> u32 {
    let document = if cues::is_document(lower) { bits::DOCUMENT } else { 0 };
    let more = match lower {
        "said" | "says" | "say" => bits::SAID | bits::SHOWS,
        "show" | "shows" | "showed" | "found" | "finds" | "find" | "suggest" | "suggests" | "suggested"
        | "indicate" | "indicates" | "indicated" | "reveal" | "reveals" | "revealed" | "concluded" => bits::SHOWS,
        "experts" | "officials" | "police" | "insiders" | "sources" | "source" | "scientists" | "researchers"
        | "analysts" | "witnesses" | "doctors" | "prosecutors" | "investigators" | "lawyers" | "lawyer" => bits::GROUP,
        "statement" | "interview" | "email" | "e-mail" | "letter" | "speech" | "tweet" | "post" | "blog" | "report"
        | "memo" | "phone" | "briefing" | "conference" | "release" | "filing" | "article" | "column" => bits::OCCASION,
        "that" => bits::THAT,
        "i" | "my" | "me" | "we" | "our" | "us" => bits::OWN,
        "in" | "at" | "during" | "to" | "after" | "before" | "by" | "through" | "via" | "with" => bits::PLACE,
        "his" | "her" | "its" | "their" => bits::OWNS,
        "long" | "earlier" | "twice" | "ever" | "rather" | "almost" | "recently" | "tonight" | "overnight" | "thus"
        | "much" | "very" | "quite" | "ago" | "there" | "here" | "outside" | "together" | "aloud" | "online"
        | "afterwards" | "anyway" => bits::ADVERB,
        "when" | "although" | "though" | "while" | "despite" | "because" | "since" | "apart" | "unlike" | "given"
        | "once" | "until" | "besides" => bits::BEFORE_MAIN,
        "clear" | "plain" => bits::CLEAR,
        "opinion" | "view" | "belief" | "conviction" | "confidence" | "hope" | "hopes" | "fear" | "fears"
        | "concern" | "concerns" | "call" | "warning" | "assurance" => bits::VIEW,
        "sums" | "summed" => bits::SUMS,
        "two" | "three" | "four" | "five" | "six" => bits::NUMBER,
        "who" | "which" | "whose" | "whom" => bits::RELATES,
        "if" | "unless" => bits::ASKS | bits::BEFORE_MAIN,
        "whether" | "did" | "does" | "do" | "will" | "would" => bits::ASKS,
        _ => 0,
    };
    let finite = match lower {
        "is" | "are" | "was" | "were" | "has" | "have" | "had" | "will" | "would" | "can" | "cannot" | "could"
        | "must" | "should" | "may" | "might" | "does" | "do" | "did" | "’d" | "'d" | "’ll" | "'ll" | "’ve" | "'ve"
        | "ca" | "wo" => bits::FINITE,
        _ => 0,
    };
    let hears = match lower {
        "told" | "informed" | "warned" | "advised" | "assured" | "reminded" | "notified" => bits::HEARS,
        _ => 0,
    };
    document | more | finite | hears
}

fn cue_class(lower: &str) -> u8 {
    match cues::verb(lower) {
        Some(Strength::Stance) => 1,
        Some(Strength::Speech) => 2,
        None if cues::hints(lower) => 4,
        None => 0,
    }
}
