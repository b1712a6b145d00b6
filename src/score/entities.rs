//! Mention F1 by type, as the shared entity scorer counts it.
//!
//! Types fold to PER, LOC (GPE, LOC, FAC), ORG and MISC; both sides lose a leading article, a trailing possessive and
//! trailing punctuation before they are compared.
//!
//! ```
//! use saidwho::score::entities::{fold, trim};
//! assert_eq!(fold("GPE"), "LOC");
//! let text = "the Acme Corp.'s";
//! let (start, end) = trim(text, 0, text.len());
//! assert_eq!(&text[start..end], "Acme Corp.");
//! ```

use super::F1;
use std::collections::{BTreeMap, BTreeSet};

/// The coarse type that a type counts as.
#[must_use]
pub fn fold(kind: &str) -> &str {
    match kind {
        "PERSON" | "PER" => "PER",
        "ORG" => "ORG",
        "GPE" | "LOC" | "FAC" => "LOC",
        "NORP" | "MISC" | "EVENT" | "WORK" | "WORK_OF_ART" | "PRODUCT" | "LAW" | "OTHER" => "MISC",
        other => other,
    }
}

/// The edges of a mention without what guidelines differ in; bytes.
#[must_use]
pub fn trim(text: &str, start: usize, end: usize) -> (usize, usize) {
    let (mut start, mut end) = (start, end.min(text.len()));
    let Some(mention) = text.get(start..end) else { return (start, end) };
    if mention.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("the")) {
        let rest = mention[3..].trim_start();
        if rest.len() < mention.len() - 3 {
            start = end - rest.len();
        }
    }
    let mention = &text[start..end];
    for possessive in ["'s", "’s", "'", "’"] {
        if mention.ends_with(possessive) {
            end -= possessive.len();
            break;
        }
    }
    while end > start {
        let mention = &text[start..end];
        let Some(last) = mention.chars().next_back().filter(|c| " .,;:\"”’'\n".contains(*c)) else { break };
        if last == '.' && keeps_dot(mention) {
            break;
        }
        end -= last.len_utf8();
    }
    (start, end)
}

/// "U.S." and "Acme Inc." keep their last dot.
fn keeps_dot(mention: &str) -> bool {
    let stem = &mention[..mention.len() - 1];
    if stem.ends_with(|c: char| c.is_ascii_uppercase()) {
        return true;
    }
    ["Inc", "Co", "Corp", "Ltd", "Jr", "Sr"].iter().any(|word| {
        stem.strip_suffix(word).is_some_and(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

/// Counts by folded type; the types asked for only.
#[derive(Debug, Default)]
pub struct Tally {
    /// Counts, by folded type.
    pub by_type: BTreeMap<String, F1>,
}

impl Tally {
    /// Adds one text: gold and predicted mentions as (start, end, type), bytes.
    pub fn add<'a>(
        &mut self,
        text: &str,
        types: &[&str],
        gold: impl IntoIterator<Item = (usize, usize, &'a str)>,
        predicted: impl IntoIterator<Item = (usize, usize, &'a str)>,
    ) {
        let keyed = |(start, end, kind): (usize, usize, &'a str)| {
            let (start, end) = trim(text, start, end);
            (start, end, fold(kind))
        };
        let wanted = |key: &(usize, usize, &str)| types.contains(&key.2);
        let gold: BTreeSet<_> = gold.into_iter().map(keyed).filter(wanted).collect();
        let predicted: BTreeSet<_> = predicted.into_iter().map(keyed).filter(wanted).collect();
        for key in &gold {
            self.by_type.entry(key.2.to_owned()).or_default().gold += 1;
        }
        for key in &predicted {
            let counts = self.by_type.entry(key.2.to_owned()).or_default();
            counts.predicted += 1;
            counts.right += usize::from(gold.contains(key));
        }
    }

    /// The table that the shared scorer prints: precision, recall and F1 in percent and the number in the gold, by type
    /// and for all of them.
    ///
    /// ```
    /// use saidwho::score::entities::Tally;
    /// let mut tally = Tally::default();
    /// tally.add("Ada Lind", &["PER"], [(0, 8, "PERSON")], [(0, 8, "PERSON"), (0, 3, "PERSON")]);
    /// assert_eq!(tally.table(&["PER"]).lines().next(), Some("PER            {'P': 50.0, 'R': 100.0, 'F1': 66.7, 'n': 1}"));
    /// ```
    #[must_use]
    pub fn table(&self, types: &[&str]) -> String {
        let mut table = String::new();
        let rows = types.iter().map(|kind| (*kind, self.by_type.get(*kind).copied().unwrap_or_default()));
        for (name, counts) in rows.chain([("micro", self.micro())]) {
            // Of nothing the scorer says a plain 0.
            let share = |share: f64, whole: usize| if whole == 0 { "0".to_owned() } else { format!("{share:.1}") };
            table += &format!(
                "{name:14} {{'P': {}, 'R': {}, 'F1': {:.1}, 'n': {}}}\n",
                share(counts.precision(), counts.predicted),
                share(counts.recall(), counts.gold),
                counts.f1(),
                counts.gold
            );
        }
        table + &format!("{:14} 0\n", "texts_missing")
    }

    /// All types together.
    #[must_use]
    pub fn micro(&self) -> F1 {
        self.by_type.values().fold(F1::default(), |sum, counts| F1 {
            right: sum.right + counts.right,
            predicted: sum.predicted + counts.predicted,
            gold: sum.gold + counts.gold,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges() {
        let cases = [
            ("the United States", "United States"),
            ("Theodore", "Theodore"),
            ("Kenya's", "Kenya"),
            ("officials’", "officials"),
            ("U.S.", "U.S."),
            ("Acme Inc.", "Acme Inc."),
            ("Zinc.", "Zinc"),
            ("Nairobi.", "Nairobi"),
            ("“Orr”", "“Orr"),
        ];
        for (text, expected) in cases {
            let (start, end) = trim(text, 0, text.len());
            assert_eq!(&text[start..end], expected, "{text}");
        }
    }
}
