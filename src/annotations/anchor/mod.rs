//! Finds annotations' places in a text again, also when the page has been edited since.
//!
//! What enters are a text and selectors; what leaves is a place for each, or the best place to look. In this order:
//! the position, if the words stand there and what is around them does not contradict; the words, where their
//! surroundings fit best; words that differ by at most a fifth of their length; and for words too short to be told from
//! others of their like, the place that their neighbours have moved to. White space, quotation marks and dashes are
//! folded first, so that another way of writing them is no difference. What is left is an orphan: a wrong place would
//! put words in somebody's mouth.
//!
//! The work is bounded: a text is indexed once, and for each place only the rarest words and the few best candidates are
//! looked at.
//!
//! ```
//! use saidwho::annotations::{anchor::Anchors, selectors::Selectors};
//! let selectors = Selectors { exact: "“We will not build a bridge here”".to_owned(), suffix: " said Lind".to_owned(), ..Selectors::default() };
//! let text = "Before that. \"We will not build a tunnel here\"  said Lind, who left.";
//! let span = Anchors::new(text).find(&selectors).here().expect("it is near enough");
//! assert_eq!(span.of(text), "\"We will not build a tunnel here\"");
//! ```

mod align;
mod folded;
mod index;

use super::selectors::{CONTEXT, Selectors};
use crate::order::by_number;
use crate::page::offsets::Offsets;
use crate::span::Span;
use folded::Folded;
use index::Index;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// Where a place is now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    /// Here.
    Here(Span),
    /// Nowhere for sure; it was most likely here.
    Orphan(Option<Span>),
}

impl Found {
    /// The place, if it is sure.
    #[must_use]
    pub fn here(self) -> Option<Span> {
        match self {
            Self::Here(span) => Some(span),
            Self::Orphan(_) => None,
        }
    }
}

/// A text in which places are looked up.
#[derive(Debug)]
pub struct Anchors<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
    /// Made when the first place is not found by its position.
    search: OnceCell<(Folded, Index)>,
}

/// Words from which on, in bytes, differences are allowed: in shorter ones every difference makes another word.
const SHORTEST_FUZZY: usize = 12;
/// Words from which on, in bytes, they are their own evidence, whatever stands around them.
const LONG: usize = 32;
/// Which share of what stands around a short place must be there still, in percent.
const EVIDENCE: u32 = 30;
/// What the words on one side must weigh to say something on their own: two that are not of the commonest.
const TELLING: u32 = 8;
/// How much better than the next best a place must fit, in percent; else the nearer one is taken.
const CLEARLY: u32 = 10;
/// From how many characters on what touches a place counts no more.
const TOUCHING: u32 = 16;
/// How many places are compared for one annotation.
const CANDIDATES: usize = 8;
/// How far neighbours may disagree on where a place has moved to, in code points.
const APART: i64 = 16;

/// A place to look up, folded.
struct Pattern<'a> {
    selectors: &'a Selectors,
    prefix: String,
    exact: String,
    suffix: String,
}

/// A place that was looked at, in bytes of the folded text.
#[derive(Clone, Copy)]
struct Candidate {
    start: usize,
    end: usize,
    /// Bytes of the words that differ.
    errors: usize,
    /// How much of what stood around them does still, in percent.
    evidence: u32,
    /// How many characters before and after it are the same without a gap.
    touching: u32,
}

impl Pattern<'_> {
    fn of(selectors: &Selectors) -> Pattern<'_> {
        let exact = folded::folded(&selectors.exact).trim_end().to_owned();
        Pattern {
            selectors,
            prefix: folded::folded(&selectors.prefix),
            exact,
            suffix: folded::folded(&selectors.suffix),
        }
    }

    /// Its words, each with the byte at which it stands from the beginning of `exact`.
    fn words(&self) -> Vec<(i64, &str)> {
        let before = index::words(&self.prefix).map(|(at, word)| (at as i64 - self.prefix.len() as i64, word));
        let inside = index::words(&self.exact).map(|(at, word)| (at as i64, word));
        let after = index::words(&self.suffix).map(|(at, word)| ((at + self.exact.len()) as i64, word));
        before.chain(inside).chain(after).collect()
    }

    /// How many characters must be the same right beside a short place: those of a word on one side.
    fn least_touching(&self) -> u32 {
        let around = self.prefix.chars().count() + self.suffix.chars().count();
        u32::try_from(around).unwrap_or(u32::MAX).min(4)
    }

    fn is_long(&self) -> bool {
        self.exact.len() >= LONG
    }
}

impl<'a> Anchors<'a> {
    /// A text to look in.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, offsets: Offsets::new(text), search: OnceCell::new() }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Conversions for the text.
    #[must_use]
    pub fn offsets(&self) -> &Offsets<'a> {
        &self.offsets
    }

    /// One place.
    #[must_use]
    pub fn find(&self, selectors: &Selectors) -> Found {
        self.find_all(std::slice::from_ref(selectors)).pop().unwrap_or(Found::Orphan(None))
    }

    /// Many places of one text: those that are sure tell how far the others have moved.
    #[must_use]
    pub fn find_all(&self, selectors: &[Selectors]) -> Vec<Found> {
        // How far, in code points, by the position.
        let mut moved: BTreeMap<usize, i64> = BTreeMap::new();
        let first: Vec<Result<Span, Option<Span>>> = selectors
            .iter()
            .map(|one| {
                let place = self.at_position(one).map_or_else(|| self.by_words(one), Ok);
                if let (Ok(span), Some([start, _])) = (place, one.position) {
                    moved.insert(start, self.offsets.code_points(span.from()) as i64 - start as i64);
                }
                place
            })
            .collect();
        let second = |(place, one): (Result<Span, Option<Span>>, &Selectors)| match place {
            Ok(span) => Found::Here(span),
            Err(near) => self.by_neighbours(one, &moved, near),
        };
        first.into_iter().zip(selectors).map(second).collect()
    }

    /// The position, if the words stand there and so does something of what was around them.
    fn at_position(&self, selectors: &Selectors) -> Option<Span> {
        let [start, end] = selectors.position?;
        let points = (self.offsets.byte_of_code_point(start), self.offsets.byte_of_code_point(end));
        let units = (self.offsets.byte_of_utf16(start), self.offsets.byte_of_utf16(end));
        [points, units].into_iter().find_map(|place| {
            let (Some(start), Some(end)) = place else { return None };
            let span = Span::new(start, end);
            let words = span.of(self.text);
            if words.is_empty() || !selectors.exact.is_empty() && words != selectors.exact {
                return None;
            }
            let around =
                common_end(&self.text[..start], &selectors.prefix) + common_start(&self.text[end..], &selectors.suffix);
            let all = selectors.prefix.chars().count() + selectors.suffix.chars().count();
            (around as usize >= all.min(8) || words.len() >= LONG).then_some(span)
        })
    }

    fn search(&self) -> &(Folded, Index) {
        self.search.get_or_init(|| {
            let folded = Folded::new(self.text);
            let index = Index::new(folded.text());
            (folded, index)
        })
    }

    /// The place whose words and surroundings fit best, or else where to look.
    fn by_words(&self, selectors: &Selectors) -> Result<Span, Option<Span>> {
        let pattern = Pattern::of(selectors);
        if pattern.exact.is_empty() {
            return Err(None);
        }
        let (folded, index) = self.search();
        let expected = selectors.position.and_then(|[start, _]| self.offsets.byte_of_code_point(start));
        let expected = expected.map(|byte| folded.at(byte));
        let words = pattern.words();
        let slack = 32 + pattern.exact.len() / 5;
        let mut candidates: Vec<Candidate> = Vec::new();
        for cluster in index.candidates(&words, slack as i64, CANDIDATES) {
            candidates.extend(self.look(&pattern, &cluster, slack));
            // Nothing fits better than the words among what has always been around them.
            if candidates.iter().any(|one| one.errors == 0 && one.evidence >= 90 && one.touching >= TOUCHING) {
                break;
            }
        }
        let distance = |one: &Candidate| expected.map_or(one.start, |at| at.abs_diff(one.start));
        by_number(&mut candidates, |one| distance(one) as u64);
        by_number(&mut candidates, |one| !(((one.evidence + 2 * one.touching.min(TOUCHING)) / CLEARLY) as u64));
        by_number(&mut candidates, |one| (one.errors * 100 / pattern.exact.len()) as u64);
        let near = candidates.first().and_then(|one| folded.span(one.start, one.end));
        let fits = |one: &&Candidate| {
            let is_near_enough =
                one.errors == 0 || pattern.exact.len() >= SHORTEST_FUZZY && one.errors * 5 <= pattern.exact.len();
            is_near_enough
                && (pattern.is_long() || one.evidence >= EVIDENCE && one.touching >= pattern.least_touching())
        };
        let Some(best) = candidates.iter().find(fits) else { return self.alone(&pattern).ok_or(near) };
        folded.span(best.start, best.end).ok_or(near)
    }

    /// Looks at the places where the pattern's words say that it begins: where all of it stands, or else at the best one.
    fn look(&self, pattern: &Pattern, cluster: &[i64], slack: usize) -> Vec<Candidate> {
        let (folded, _) = self.search();
        let text = folded.text();
        let stands = |&begin: &i64| {
            let start = usize::try_from(begin).ok()?;
            let end = start + pattern.exact.len();
            (text.get(start..end)? == pattern.exact && !runs_on(text, start, end)).then_some((start, end, 0))
        };
        let mut places: Vec<(usize, usize, usize)> = cluster.iter().filter_map(stands).collect();
        if places.is_empty() && pattern.exact.len() >= SHORTEST_FUZZY {
            places.extend(aligned(pattern, text, cluster, slack));
        }
        let candidate = |(start, end, errors): (usize, usize, usize)| Candidate {
            start,
            end,
            errors,
            evidence: self.evidence(pattern, start, end),
            touching: common_end(&text[..start], &pattern.prefix) + common_start(&text[end..], &pattern.suffix),
        };
        places.into_iter().map(candidate).collect()
    }

    /// How much of what stood around a pattern stands around a place, in percent; rare words count more.
    fn evidence(&self, pattern: &Pattern, start: usize, end: usize) -> u32 {
        let (folded, index) = self.search();
        let text = folded.text();
        let before = floor(text, start.saturating_sub(pattern.prefix.len() + 16));
        let after = ceil(text, (end + pattern.suffix.len() + 16).min(text.len()));
        let words = |text: &'_ str| -> Vec<String> { index::words(text).map(|(_, word)| word.to_owned()).collect() };
        // The outermost word may have been cut.
        let mut prefix = words(&pattern.prefix);
        if prefix.len() > 1 && pattern.selectors.prefix.chars().count() >= CONTEXT {
            prefix.remove(0);
        }
        let mut suffix = words(&pattern.suffix);
        if suffix.len() > 1 && pattern.selectors.suffix.chars().count() >= CONTEXT {
            suffix.pop();
        }
        let weigh = |words: &[String]| words.iter().map(|word| index.weight(word)).sum::<u32>();
        let kept = |old: &[String], new: &str| align::common(old, &words(new), |word| index.weight(word));
        let (all, there) = (
            [&prefix, &suffix].map(|side| weigh(side)),
            [kept(&prefix, &text[before..start]), kept(&suffix, &text[end..after])],
        );
        // One side that is there is half of the evidence even when the other one is all new, if it says something.
        let side = |at: usize| if all[at] >= TELLING { there[at] * 50 / all[at] } else { 0 };
        ((there[0] + there[1]) * 100 / (all[0] + all[1]).max(1)).max(side(0)).max(side(1))
    }

    /// The place of words whose surroundings are not known, if they stand once in the text.
    fn alone(&self, pattern: &Pattern) -> Option<Span> {
        if !pattern.selectors.prefix.is_empty() || !pattern.selectors.suffix.is_empty() {
            return None;
        }
        let (folded, _) = self.search();
        let mut found = folded.text().match_indices(&pattern.exact).map(|(at, _)| (at, at + pattern.exact.len()));
        let mut whole = found.by_ref().filter(|&(start, end)| !runs_on(folded.text(), start, end));
        let (start, end) = whole.next()?;
        whole.next().is_none().then(|| folded.span(start, end))?
    }

    /// The place to which those before and after it have moved, if they agree and the words stand there once.
    fn by_neighbours(&self, selectors: &Selectors, moved: &BTreeMap<usize, i64>, near: Option<Span>) -> Found {
        let Some([position, _]) = selectors.position else { return Found::Orphan(near) };
        let before = moved.range(..position).next_back().map(|(&at, &by)| (at as i64, by));
        let after = moved.range(position + 1..).next().map(|(&at, &by)| (at as i64, by));
        let byte = |by: i64| {
            let point = usize::try_from(position as i64 + by).ok()?;
            self.offsets.byte_of_code_point(point)
        };
        let pattern = Pattern::of(selectors);
        if let (Some((left, before)), Some((right, after))) = (before, after)
            && (before - after).abs() <= APART + (right - left) / 4
            && let by = before + (after - before) * (position as i64 - left) / (right - left)
            && let (Some(from), Some(to)) = (byte(by - APART), byte(by + APART))
        {
            let (folded, _) = self.search();
            let text = folded.text();
            let (from, to) = (folded.at(from), folded.at(to) + pattern.exact.len());
            let to = ceil(text, to.min(text.len()));
            let mut found = text[floor(text, from.min(to))..to].match_indices(&pattern.exact);
            let at = |(at, _): (usize, &str)| from + at;
            if !pattern.exact.is_empty()
                && let (Some(start), None) = (found.next().map(at), found.next())
                && !runs_on(text, start, start + pattern.exact.len())
                && let Some(span) = folded.span(start, start + pattern.exact.len())
            {
                return Found::Here(span);
            }
        }
        let guess = before.or(after).and_then(|(_, by)| byte(by)).map(|start| {
            let end = ceil(self.text, (start + selectors.exact.len()).min(self.text.len()));
            Span::new(start, end)
        });
        Found::Orphan(near.or(guess).filter(|span| !span.is_empty()))
    }
}

/// Where the words of a pattern stand that are not all there: start, end, and how many bytes differ.
fn aligned(pattern: &Pattern, text: &str, cluster: &[i64], slack: usize) -> Option<(usize, usize, usize)> {
    let first = *cluster.first()? - (pattern.prefix.len() + slack) as i64;
    let last = *cluster.last()? + (pattern.exact.len() + pattern.suffix.len() + slack) as i64;
    let from = floor(text, usize::try_from(first).unwrap_or(0));
    let to = ceil(text, usize::try_from(last).ok()?.min(text.len()));
    let parts = [pattern.prefix.as_str(), &pattern.exact, &pattern.suffix];
    let found = align::align(parts, text.get(from..to)?)?;
    Some((from + found.start, from + found.end, found.errors))
}

/// The edge of a character at a byte or before it.
fn floor(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The edge of a character at a byte or after it.
fn ceil(text: &str, byte: usize) -> usize {
    (byte..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// Whether a word goes on beyond a stretch of the text.
fn runs_on(text: &str, start: usize, end: usize) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c < '\u{2e80}');
    let inside = &text[start..end];
    is_letter(text[..start].chars().next_back()) && is_letter(inside.chars().next())
        || is_letter(text[end..].chars().next()) && is_letter(inside.chars().next_back())
}

/// How many characters two texts begin with alike.
fn common_start(text: &str, other: &str) -> u32 {
    text.chars().zip(other.chars()).map_while(|(a, b)| (a == b).then_some(1)).sum()
}

/// How many characters two texts end with alike.
fn common_end(text: &str, other: &str) -> u32 {
    text.chars().rev().zip(other.chars().rev()).map_while(|(a, b)| (a == b).then_some(1)).sum()
}
