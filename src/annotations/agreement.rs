//! How far two readers agree who have annotated the same text.
//!
//! What is counted is what is shown: suggestions that a reader left stand count as theirs.
//!
//! ```
//! use saidwho::{annotate, annotations::{List, agreement}, page::Page};
//! let page = Page::from_text("“It is late,” Ada Lind said.");
//! let list = List::from_reading(&page, &annotate(&page));
//! let agreement = agreement::between(&list, &list);
//! assert_eq!(agreement.mentions.f1(), 1.0);
//! assert_eq!(agreement::kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "a")]), Some(0.0));
//! ```

use super::List;
use super::model::{Annotation, Body};
use crate::span::Span;
use foldhash::{HashMap, HashMapExt};
use std::collections::BTreeMap;

/// How many places two readers have in common.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Places {
    /// In both.
    pub both: usize,
    /// In the first.
    pub first: usize,
    /// In the second.
    pub second: usize,
}

impl Places {
    /// The share of the first one's places that the second has too, 0 to 1.
    #[must_use]
    pub fn of_first(&self) -> f64 {
        share(self.both, self.first)
    }

    /// The share of the second one's places that the first has too.
    #[must_use]
    pub fn of_second(&self) -> f64 {
        share(self.both, self.second)
    }

    /// Their harmonic mean, the same whoever is measured against whom.
    #[must_use]
    pub fn f1(&self) -> f64 {
        share(2 * self.both, self.first + self.second)
    }
}

/// Nothing to agree about is agreement.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// The figures. A kappa is `None` where there is nothing in common to compare, or only one answer.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Agreement {
    /// Names, place by place.
    pub mentions: Places,
    /// Quotations, by all of their content.
    pub quotations: Places,
    /// Cohen's kappa on the types of names in common.
    pub types: Option<f64>,
    /// … on the kinds of quotations in common.
    pub kinds: Option<f64>,
    /// … on their speakers, by name.
    pub speakers: Option<f64>,
}

/// Compares two lists of the same text.
#[must_use]
pub fn between(first: &List, second: &List) -> Agreement {
    let (first, second) = (Answers::of(first), Answers::of(second));
    let pairs = |one: &HashMap<Vec<Span>, [String; 2]>, other: &HashMap<Vec<Span>, [String; 2]>| {
        let pair = |(place, answer): (&Vec<Span>, &[String; 2])| Some((answer.clone(), other.get(place)?.clone()));
        one.iter().filter_map(pair).collect::<Vec<_>>()
    };
    let (mentions, quotations) =
        (pairs(&first.mentions, &second.mentions), pairs(&first.quotations, &second.quotations));
    let on = |pairs: &[([String; 2], [String; 2])], what: usize| {
        kappa(pairs.iter().map(|(one, other)| (one[what].as_str(), other[what].as_str())))
    };
    Agreement {
        mentions: Places { both: mentions.len(), first: first.mentions.len(), second: second.mentions.len() },
        quotations: Places { both: quotations.len(), first: first.quotations.len(), second: second.quotations.len() },
        types: on(&mentions, 0),
        kinds: on(&quotations, 0),
        speakers: on(&quotations, 1),
    }
}

/// What one reader says of each place: type or kind, and whom it names or who speaks.
struct Answers {
    mentions: HashMap<Vec<Span>, [String; 2]>,
    quotations: HashMap<Vec<Span>, [String; 2]>,
}

impl Answers {
    fn of(list: &List) -> Self {
        let mut answers = Self { mentions: HashMap::new(), quotations: HashMap::new() };
        for (_, Annotation { place, body, .. }) in list.shown() {
            let name = |key| list.entity(key).map(|entity| entity.name.clone()).unwrap_or_default();
            match body {
                Body::Mention { kind, entity } => {
                    answers.mentions.insert(place.content.clone(), [kind.name().to_owned(), name(entity)]);
                }
                Body::Quotation { kind, speaker, .. } => {
                    let speaker = speaker.as_ref().map(name).unwrap_or_default();
                    answers.quotations.insert(place.content.clone(), [kind.name().to_owned(), speaker]);
                }
                Body::Highlight { .. } => {}
            }
        }
        answers
    }
}

/// Cohen's kappa: how much two agree beyond chance, 1 for always.
#[must_use]
pub fn kappa<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<f64> {
    let mut counts: BTreeMap<&str, [f64; 2]> = BTreeMap::new();
    let (mut all, mut same) = (0.0, 0.0);
    for (one, other) in pairs {
        all += 1.0;
        same += f64::from(u8::from(one == other));
        counts.entry(one).or_default()[0] += 1.0;
        counts.entry(other).or_default()[1] += 1.0;
    }
    let chance: f64 = counts.values().map(|[one, other]| one * other).sum::<f64>() / (all * all);
    // With one answer alone chance explains everything.
    (all > 0.0 && chance < 1.0).then(|| (same / all - chance) / (1.0 - chance))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kappa_of_tables() {
        // The table of Cohen's textbook example: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no.
        let times = |count, pair| std::iter::repeat_n(pair, count);
        let table = [(20, ("y", "y")), (5, ("y", "n")), (10, ("n", "y")), (15, ("n", "n"))];
        let found = kappa(table.into_iter().flat_map(|(count, pair)| times(count, pair))).expect("a figure");
        assert!((found - 0.4).abs() < 1e-12, "{found}");
        for (pairs, expected) in [(vec![], None), (vec![("a", "a")], None), (vec![("a", "b"), ("b", "a")], Some(-1.0))]
        {
            assert_eq!(kappa(pairs), expected);
        }
    }

    #[test]
    fn places_in_common() {
        let places = Places { both: 2, first: 4, second: 2 };
        assert_eq!((places.of_first(), places.of_second(), places.f1()), (0.5, 1.0, 2.0 / 3.0));
        assert_eq!(Places::default().f1(), 1.0);
    }
}
