//! The second look: what a document was called the first time, and what the same words were called elsewhere in it.
//!
//! A newspaper says once what a name is ("the drug maker Acme") and then uses it bare. The first look labels each sentence
//! alone; the second adds, to the scores of the first, a few features of what it found: the label here and beside, the
//! labels of the same word and of the same run of capitals elsewhere, the names before and after in the sentence
//! (Ratinov and Roth 2009 call it context aggregation). It is trained on first looks by models that had not seen the text.
//!
//! ```
//! use saidwho::tagger::echo::Votes;
//! let mut votes = Votes::default();
//! votes.add(Some(2), 1);
//! assert_eq!((votes.without(Some(2), 1).winner(), votes.winner()), (0, 3 << 4 | 1));
//! ```

use super::decode;
use super::features::{Document, mix};
use crate::tokens::Tokens;

/// How often something was called what: outside, then by type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Votes([u16; 8]);

impl Votes {
    fn slot(kind: Option<usize>) -> usize {
        kind.map_or(0, |kind| (kind + 1).min(7))
    }

    /// Counts `times` votes for a type; `None` is outside.
    pub fn add(&mut self, kind: Option<usize>, times: u16) {
        let slot = &mut self.0[Self::slot(kind)];
        *slot = slot.saturating_add(times);
    }

    /// The votes but for `times` of one kind.
    #[must_use]
    pub fn without(mut self, kind: Option<usize>, times: u16) -> Self {
        let slot = &mut self.0[Self::slot(kind)];
        *slot = slot.saturating_sub(times);
        self
    }

    /// Who wins and how clearly, in one number: the type from 1 in the high bits (outside is 1, nobody 0), then 1, 2 or 3
    /// for one vote, several, many, and 8 where others have votes as well.
    #[must_use]
    pub fn winner(&self) -> u64 {
        let all: u32 = self.0.iter().map(|&votes| u32::from(votes)).sum();
        let best = (0..8).rev().max_by_key(|&slot| self.0[slot]).unwrap_or(0);
        let votes = u32::from(self.0[best]);
        if votes == 0 {
            return 0;
        }
        let clear = match votes {
            1 => 1,
            2..=3 => 2,
            _ => 3,
        };
        (best as u64) << 4 | clear | if votes < all { 8 } else { 0 }
    }
}

/// A first look at a whole document.
#[derive(Debug, Default)]
pub struct Echo {
    /// For each word in small letters, what it was called where it has a capital.
    words: Vec<Votes>,
    /// The same for the name that it begins, and the name that it ends, where that has several words.
    edges: Vec<[Votes; 2]>,
    /// The name that each token belongs to or that comes before it: its first token and its end.
    names: Vec<(u32, u32)>,
    /// Which of the names ends at or before each token.
    before: Vec<u32>,
    topic: u64,
}

const NONE: u32 = u32::MAX;

impl Echo {
    /// Collects the votes of a first look.
    #[must_use]
    pub fn collect(document: &Document, tokens: &Tokens, labels: &[u8]) -> Self {
        let mut echo = Self {
            words: vec![Votes::default(); document.count()],
            edges: vec![<[Votes; 2]>::default(); document.count()],
            ..Self::default()
        };
        let mut topic = Votes::default();
        echo.before.reserve(labels.len());
        for sentence in tokens.sentences() {
            let range = sentence.range();
            let mut at = range.start;
            let first_name = echo.names.len();
            while at < range.end {
                let kind = decode::kind(usize::from(labels[at]));
                let mut end = at + 1;
                if let Some(kind) = kind {
                    while end < range.end && usize::from(labels[end]) == 2 + 2 * kind {
                        end += 1;
                    }
                    topic.add(Some(kind), 1);
                    if end > at + 1 {
                        echo.edges[document.lower(at)][0].add(Some(kind), 1);
                        echo.edges[document.lower(end - 1)][1].add(Some(kind), 1);
                    }
                    echo.names.push((at as u32, end as u32));
                }
                for token in at..end {
                    if document.word(token).capital {
                        echo.words[document.lower(token)].add(kind, 1);
                    }
                    let last = echo.names.len();
                    echo.before.push(if last > first_name { last as u32 - 1 } else { NONE });
                }
                at = end;
            }
        }
        let all: u32 = topic.0.iter().map(|&votes| u32::from(votes)).sum();
        let share = |slot: usize| u64::from(u32::from(topic.0[slot]) * 5 / all.max(1));
        echo.topic = share(1) << 8 | share(2) << 4 | share(3);
        echo
    }

    /// Calls `feature` with the hash of every feature of token `at`.
    pub fn emit(
        &self,
        document: &Document,
        labels: &[u8],
        margins: &[i16],
        range: std::ops::Range<usize>,
        at: usize,
        mut feature: impl FnMut(u64),
    ) {
        let mut template = 7000_u64;
        let mut add = |value: u64| {
            template += 1;
            feature(mix(template, value));
        };
        let label = |at: usize| if range.contains(&at) { u64::from(labels[at]) } else { 31 };
        let kind = |at: usize| if range.contains(&at) { decode::kind(usize::from(labels[at])) } else { None };
        let word = document.word(at);
        let own = label(at);
        if own == 0 && !word.has_capital {
            return;
        }
        let sure = match margins[at] {
            ..0 => 0,
            0..40 => 1,
            40..90 => 2,
            90..180 => 3,
            _ => 4_u64,
        };
        add(own << 4 | sure);
        let (before, after) = (label(at.wrapping_sub(1)), label(at + 1));
        add(before << 10 | own << 5 | after);
        add(mix(before << 10 | own << 5 | after, sure));
        // The same word elsewhere.
        let capital = u64::from(word.capital);
        let elsewhere = |at: usize| {
            if !range.contains(&at) || !document.word(at).capital {
                return 0;
            }
            self.words[document.lower(at)].without(kind(at), 1).winner()
        };
        let (here, previous, next) = (elsewhere(at), elsewhere(at.wrapping_sub(1)), elsewhere(at + 1));
        add(here << 1 | capital);
        add(mix(here, own << 4 | sure));
        add(mix(here, word.lower));
        add(mix(here, u64::from(word.entry.lists)));
        add(mix(previous, here));
        add(mix(here, next));
        add(mix(mix(previous, here), next));
        for edge in self.edges[document.lower(at)] {
            add(if word.capital { mix(edge.winner(), own) } else { 0 });
        }
        // The names before and after in the sentence, and what stands between.
        let name = |index: u32| self.names.get(index as usize).copied();
        let near = |between: std::ops::Range<usize>| match between.len() {
            0 => 1,
            1 => document.word(between.start).lower,
            2 => mix(document.word(between.start).lower, document.word(between.start + 1).lower),
            _ => 2,
        };
        let index = self.before[at];
        let (left, right) = match name(index) {
            Some((start, end)) if (start as usize..end as usize).contains(&at) => {
                (index.checked_sub(1).and_then(name), name(index + 1))
            }
            left => (left, if index == NONE { None } else { name(index + 1) }),
        };
        let start = name(index)
            .filter(|name| (name.0 as usize..name.1 as usize).contains(&at))
            .map_or(at, |name| name.0 as usize);
        let end = name(index)
            .filter(|name| (name.0 as usize..name.1 as usize).contains(&at))
            .map_or(at + 1, |name| name.1 as usize);
        let left = left.filter(|left| range.contains(&(left.0 as usize)));
        let right = right.filter(|right| range.contains(&(right.0 as usize)));
        add(left.map_or(0, |left| mix(label(left.0 as usize) << 5 | own, near(left.1 as usize..start))));
        add(right.map_or(0, |right| mix(label(right.0 as usize) << 5 | own, near(end..right.0 as usize))));
        add(mix(self.topic, own));
        add(mix(self.topic, u64::from(word.entry.lists) << 1 | capital));
        add(mix(own, word.lower));
        add(mix(own << 5 | before, document.word(at.saturating_sub(1)).lower));
        add(mix(own, u64::from(word.entry.cluster)));
    }
}
