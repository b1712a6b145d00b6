//! Two versions of a story: which quotations were added, cut, or changed, word by word.
//!
//! ```
//! use saidwho::{annotate, annotations::{List, versions::{self, Fate}}, page::Page};
//! let read = |text: &str| { let page = Page::from_text(text); let list = List::from_reading(&page, &annotate(&page)); (page, list) };
//! let before = read("“It is far too late for this,” Ada Lind said.");
//! let after = read("“It is too late for this,” Ada Lind said. “We go home,” she said.");
//! let fates = versions::compare((&before.0, &before.1), (&after.0, &after.1));
//! assert!(matches!(&fates[0], Fate::Changed { .. }) && matches!(&fates[1], Fate::Added { .. }));
//! ```

use super::List;
use super::model::Annotation;
use crate::diff::{DiffOp, operations};
use crate::order::by_number;
use crate::page::Page;
use foldhash::{HashMap, HashMapExt};

/// A quotation as one version has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// Its words; pieces joined by an ellipsis.
    pub text: String,
    /// Who says it; empty when unknown.
    pub speaker: String,
}

/// Words in a row that one version or both have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Words {
    /// In both.
    Kept(String),
    /// In the earlier one alone.
    Cut(String),
    /// In the later one alone.
    Added(String),
}

/// What became of a quotation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fate {
    /// As it was.
    Kept(Said),
    /// In the later version alone.
    Added(Said),
    /// In the earlier version alone.
    Cut(Said),
    /// Said in other words, or by someone else.
    Changed {
        /// Earlier.
        before: Said,
        /// Later.
        after: Said,
        /// What changed.
        words: Vec<Words>,
    },
}

/// Compares the quotations of two versions, in the order of the later one; what was cut comes where it stood.
#[must_use]
pub fn compare((page, list): (&Page, &List), (later_page, later_list): (&Page, &List)) -> Vec<Fate> {
    let (before, after) = (said(page, list), said(later_page, later_list));
    let partners = partners(&before, &after);
    let mut cut: Vec<Option<usize>> = vec![None; before.len()];
    for (at, partner) in partners.iter().enumerate() {
        if let Some(partner) = partner {
            cut[*partner] = Some(at);
        }
    }
    let mut fates = Vec::with_capacity(before.len().max(after.len()));
    let mut next = 0;
    for (said, partner) in after.iter().zip(partners) {
        let Some(partner) = partner else {
            // What was cut comes before what took its place.
            while next < before.len() && cut[next].is_none() {
                fates.push(Fate::Cut(before[next].clone()));
                next += 1;
            }
            fates.push(Fate::Added(said.clone()));
            continue;
        };
        while next < partner {
            fates.extend(cut[next].is_none().then(|| Fate::Cut(before[next].clone())));
            next += 1;
        }
        next = next.max(partner + 1);
        let earlier = &before[partner];
        fates.push(if earlier == said {
            Fate::Kept(said.clone())
        } else {
            Fate::Changed { before: earlier.clone(), after: said.clone(), words: words(&earlier.text, &said.text) }
        });
    }
    fates.extend((next..before.len()).filter(|&at| cut[at].is_none()).map(|at| Fate::Cut(before[at].clone())));
    fates
}

/// The quotations that somebody speaks in the article itself.
fn said(page: &Page, list: &List) -> Vec<Said> {
    let one = |(index, Annotation { place, .. }): (usize, &Annotation)| match list.told(index) {
        Some((speaker, _)) => {
            let pieces: Vec<&str> = place.content.iter().map(|span| span.of(page.text())).collect();
            let speaker = speaker.and_then(|key| list.entity(key));
            Some(Said {
                text: pieces.join(" … "),
                speaker: speaker.map(|entity| entity.name.clone()).unwrap_or_default(),
            })
        }
        _ => None,
    };
    list.shown().filter_map(one).collect()
}

/// How many quotations with most words in common are compared word by word for each one.
const COMPARED: usize = 8;

/// For each later quotation, the earlier one that it was: the same words, else the most alike, if half of the words are
/// there in their order.
fn partners(before: &[Said], after: &[Said]) -> Vec<Option<usize>> {
    let mut same: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, said) in before.iter().enumerate().rev() {
        same.entry(&said.text).or_default().push(at);
    }
    let mut partners: Vec<Option<usize>> =
        after.iter().map(|said| same.get_mut(said.text.as_str()).and_then(Vec::pop)).collect();
    let mut taken: Vec<bool> = vec![false; before.len()];
    partners.iter().flatten().for_each(|&at| taken[at] = true);
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, said) in before.iter().enumerate().filter(|(at, _)| !taken[*at]) {
        for word in said.text.split_whitespace() {
            by_word.entry(word).or_default().push(at);
        }
    }
    let mut alike: Vec<(usize, bool, usize, usize)> = Vec::new();
    for (at, said) in after.iter().enumerate().filter(|(at, _)| partners[*at].is_none()) {
        let mut common: HashMap<usize, usize> = HashMap::new();
        for earlier in said.text.split_whitespace().filter_map(|word| by_word.get(word)).flatten() {
            *common.entry(*earlier).or_default() += 1;
        }
        let mut common: Vec<(usize, usize)> = common.into_iter().map(|(earlier, count)| (count, earlier)).collect();
        by_number(&mut common, |&(count, earlier)| !((count as u64) << 32 | earlier as u64));
        for (_, earlier) in common.into_iter().take(COMPARED) {
            let kept = kept(&before[earlier].text, &said.text);
            if kept >= 50 {
                alike.push((kept, before[earlier].speaker == said.speaker, earlier, at));
            }
        }
    }
    // The likest first, then those of one speaker, then in the order of both texts.
    by_number(&mut alike, |&(_, _, earlier, at)| (earlier as u64) << 32 | at as u64);
    by_number(&mut alike, |&(kept, is_same, ..)| !((kept as u64) << 1 | u64::from(is_same)));
    for (_, _, earlier, at) in alike {
        if !taken[earlier] && partners[at].is_none() {
            taken[earlier] = true;
            partners[at] = Some(earlier);
        }
    }
    partners
}

/// The share of words that two texts have in the same order, in percent.
fn kept(before: &str, after: &str) -> usize {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.split_whitespace().collect(), after.split_whitespace().collect());
    let ops = operations(&old, &new);
    let equal: usize = ops.iter().filter(|op| matches!(op, DiffOp::Equal { .. })).map(|op| op.old_range().len()).sum();
    200 * equal / (old.len() + new.len()).max(1)
}

/// What was cut and added from one text to another.
#[must_use]
pub fn words(before: &str, after: &str) -> Vec<Words> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.split_whitespace().collect(), after.split_whitespace().collect());
    let mut found = Vec::new();
    for op in operations(&old, &new) {
        let (cut, added) = (old[op.old_range()].join(" "), new[op.new_range()].join(" "));
        if let DiffOp::Equal { .. } = op {
            found.push(Words::Kept(cut));
            continue;
        }
        found.extend((!cut.is_empty()).then_some(Words::Cut(cut)));
        found.extend((!added.is_empty()).then_some(Words::Added(added)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_by_word() {
        let cases = [
            ("we will go home", "we will go home", "we will go home"),
            ("we will go home", "we go home now", "we [will] go home {now}"),
            ("", "we go", "{we go}"),
            ("never", "always", "[never] {always}"),
        ];
        for (before, after, expected) in cases {
            let shown = |words: Words| match words {
                Words::Kept(words) => words,
                Words::Cut(words) => format!("[{words}]"),
                Words::Added(words) => format!("{{{words}}}"),
            };
            let found: Vec<String> = words(before, after).into_iter().map(shown).collect();
            assert_eq!(found.join(" "), expected);
        }
    }

    #[test]
    fn what_was_cut_stands_before_what_took_its_place() {
        let read = |text: &str| {
            let page = Page::from_text(text);
            let list = List::from_reading(&page, &crate::annotate(&page));
            (page, list)
        };
        let cases = [
            ("“It costs us far too much,” said Bo Orr.", "“We pay for it now,” said Cy Day.", "-+"),
            (
                "“We pay for it now,” said Bo Orr.\n“Never on any day,” said Bo Orr.",
                "“We pay for it now,” said Bo Orr.",
                "=-",
            ),
            (
                "“We pay for it now,” said Bo Orr.",
                "“Never on any day,” said Bo Orr.\n“We pay for it now,” said Bo Orr.",
                "+=",
            ),
        ];
        for (before, after, expected) in cases {
            let (before, after) = (read(before), read(after));
            let sign = |fate: &Fate| match fate {
                Fate::Kept(_) => '=',
                Fate::Added(_) => '+',
                Fate::Cut(_) => '-',
                Fate::Changed { .. } => '~',
            };
            let fates = compare((&before.0, &before.1), (&after.0, &after.1));
            assert_eq!(fates.iter().map(sign).collect::<String>(), expected);
        }
    }

    #[test]
    fn fates_of_quotations() {
        let said = |texts: &[(&str, &str)]| -> Vec<Said> {
            texts.iter().map(|&(text, speaker)| Said { text: text.to_owned(), speaker: speaker.to_owned() }).collect()
        };
        let before = said(&[
            ("one two three four", "A"),
            ("five six seven eight", "A"),
            ("nine ten", "B"),
            ("one two three four", "A"),
        ]);
        type Case = (&'static [(&'static str, &'static str)], &'static [Option<usize>]);
        let cases: [Case; 4] = [
            (&[("nine ten", "B"), ("one two three four", "A")], &[Some(2), Some(0)]),
            (&[("one two four", "A"), ("one two three four", "A")], &[Some(3), Some(0)]),
            (&[("five six seven no", "A"), ("five six no eight", "A")], &[Some(1), None]),
            (&[("something else", "A")], &[None]),
        ];
        for (after, expected) in cases {
            assert_eq!(partners(&before, &said(after)), expected, "{after:?}");
        }
    }
}
