//! Scores of quotations: what is quoted and what is reported, and to whom it is given.
//!
//! Three figures. A marked string of three words or more inside a gold content is *found* when a predicted content
//! covers half of it, and *right* when that one has the right source. Reported speech, contents without marks, is
//! matched one to one at a Jaccard index of one half over code points. The speaker's full name is compared by its last
//! word, where the gold gives one. All positions are code points.
//!
//! ```
//! use saidwho::score::quotations::{Said, Tally};
//! let said = Said { content: vec![(0, 9)], source: vec![(10, 13)], ..Said::default() };
//! let mut tally = Tally::default();
//! tally.add("“A b c d” Orr", std::slice::from_ref(&said), std::slice::from_ref(&said));
//! assert_eq!(tally.marked.f1(), 100.0);
//! ```

use super::F1;
use std::collections::{BTreeMap, BTreeSet};

/// A span of code points: start, and end without it.
pub type Points = (usize, usize);

/// One attribution, in the gold or predicted. Terms are left out before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What is said.
    pub content: Vec<Points>,
    /// Who says it, as it is written.
    pub source: Vec<Points>,
    /// Who says it, by name.
    pub speaker: Option<String>,
    /// What decided; empty in the gold.
    pub sieve: String,
}

impl Said {
    fn has_source(&self) -> bool {
        !self.source.is_empty() || self.speaker.is_some()
    }

    fn covers(&self, span: Points) -> usize {
        covered(span, &self.content)
    }
}

/// The counts of any number of texts.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Marked strings: found of the gold.
    pub found: F1,
    /// Marked strings given to the right source.
    pub marked: F1,
    /// Reported speech: contents.
    pub reported: F1,
    /// Reported speech: contents with the right source.
    pub reported_source: F1,
    /// Marked strings given to the right full name.
    pub names: F1,
    /// For each sieve, how many verdicts the gold can judge, and how many are right.
    pub sieves: BTreeMap<String, F1>,
}

impl Tally {
    /// Adds one text.
    pub fn add(&mut self, text: &str, gold: &[Said], predicted: &[Said]) {
        let text: Vec<char> = text.chars().collect();
        for mark in marked(&text) {
            self.add_marked(&text, mark, gold, predicted);
        }
        self.add_reported(&text, gold, predicted);
    }

    fn add_marked(&mut self, text: &[char], mark: Points, gold: &[Said], predicted: &[Said]) {
        let half = |said: &&Said| said.covers(mark) * 2 >= mark.1 - mark.0;
        let owner = most(gold, mark).filter(half).filter(|said| said.has_source());
        let got = most(predicted, mark).filter(half);
        let named = got.filter(|said| said.has_source());
        self.marked.predicted += usize::from(named.is_some());
        let Some(owner) = owner else { return };
        self.found.gold += 1;
        self.marked.gold += 1;
        self.found.right += usize::from(got.is_some());
        self.found.predicted += usize::from(got.is_some());
        let right = named.is_some_and(|got| same_source(text, owner, got));
        self.marked.right += usize::from(right);
        if let Some(got) = named {
            self.judge(got, right);
        }
        if let Some(name) = &owner.speaker {
            self.names.gold += 1;
            self.names.predicted += usize::from(named.is_some());
            let speaker = named.and_then(|got| got.speaker.as_deref());
            self.names.right += usize::from(speaker.is_some_and(|speaker| last_word(speaker) == last_word(name)));
        }
    }

    fn add_reported(&mut self, text: &[char], gold: &[Said], predicted: &[Said]) {
        let plain = |said: &&Said| !has_marks(text, said);
        let (sourced, unsourced): (Vec<&Said>, Vec<&Said>) =
            gold.iter().filter(plain).partition(|said| said.has_source());
        let judged = |said: &&Said| !unsourced.iter().any(|other| jaccard(&other.content, &said.content) >= 0.5);
        let predicted: Vec<&Said> =
            predicted.iter().filter(plain).filter(|said| !said.content.is_empty()).filter(judged).collect();
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (at, one) in sourced.iter().enumerate() {
            let scored =
                predicted.iter().enumerate().map(|(other, said)| (jaccard(&one.content, &said.content), at, other));
            pairs.extend(scored.filter(|pair| pair.0 >= 0.5));
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
        let mut partner: BTreeMap<usize, usize> = BTreeMap::new();
        let mut used = BTreeSet::new();
        for (_, at, other) in pairs {
            if !partner.values().any(|&taken| taken == at) && used.insert(other) {
                partner.insert(other, at);
            }
        }
        for counts in [&mut self.reported, &mut self.reported_source] {
            counts.gold += sourced.len();
            counts.predicted += predicted.len();
        }
        for (other, said) in predicted.iter().enumerate() {
            let right = partner.get(&other).is_some_and(|&at| same_source(text, sourced[at], said));
            self.reported.right += usize::from(partner.contains_key(&other));
            self.reported_source.right += usize::from(right);
            self.judge(&Said { sieve: format!("reported {}", said.sieve), ..Said::default() }, right);
        }
    }

    fn judge(&mut self, said: &Said, right: bool) {
        let counts = self.sieves.entry(said.sieve.clone()).or_default();
        counts.predicted += 1;
        counts.right += usize::from(right);
    }
}

/// The one that covers most of a span; the first of equals.
fn most(said: &[Said], span: Points) -> Option<&Said> {
    said.iter().rev().max_by_key(|said| said.covers(span))
}

/// The strings between quotation marks that have three words or more, marks included. A mark that is not closed runs
/// to the end of its line.
fn marked(text: &[char]) -> Vec<Points> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let Some(end) = marked_from(text, at) else {
            at += 1;
            continue;
        };
        if words(&text[at..end]) >= 3 {
            found.push((at, end));
        }
        at = end;
    }
    found
}

fn marked_from(text: &[char], at: usize) -> Option<usize> {
    let doubled = |mark: char| text[at] == mark && text.get(at + 1) == Some(&mark);
    let (first, close, twice) = match text[at] {
        '“' => (at + 1, '”', false),
        '"' => (at + 1, '"', false),
        '‘' if doubled('‘') => (at + 2, '’', true),
        '\'' if doubled('\'') => (at + 2, '\'', true),
        _ => return None,
    };
    let end = first + text[first..].iter().take_while(|&&c| c != close && c != '\n').count();
    if end < first + 2 {
        return None;
    }
    match (twice, text.get(end)) {
        (false, None) => Some(end),
        (false, Some(_)) => Some(end + 1),
        (true, Some(&c)) if c == close && text.get(end + 1) == Some(&close) => Some(end + 2),
        (true, _) => None,
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn words(text: &[char]) -> usize {
    let starts = |at: usize| is_word(text[at]) && (at == 0 || !is_word(text[at - 1]));
    (0..text.len()).filter(|&at| starts(at)).count()
}

fn has_marks(text: &[char], said: &Said) -> bool {
    let inside = said.content.iter().flat_map(|&(start, end)| text[start..end].iter().chain(&[' ']));
    let content: Vec<char> = inside.copied().collect();
    content.iter().any(|c| matches!(c, '“' | '”' | '"')) || content.windows(2).any(|pair| pair == ['\'', '\''])
}

fn covered(span: Points, by: &[Points]) -> usize {
    by.iter().map(|other| span.1.min(other.1).saturating_sub(span.0.max(other.0))).sum()
}

fn jaccard(one: &[Points], other: &[Points]) -> f64 {
    let size = |spans: &[Points]| spans.iter().map(|span| span.1 - span.0).sum::<usize>();
    let shared: usize = one.iter().map(|&span| covered(span, other)).sum();
    let union = (size(one) + size(other)).saturating_sub(shared);
    if union == 0 { 0.0 } else { shared as f64 / union as f64 }
}

const HONORIFICS: [&str; 11] = ["mr", "mrs", "ms", "dr", "sen", "gov", "the", "president", "jr", "sr", ""];
const PRONOUNS: [&str; 10] = ["he", "she", "they", "it", "i", "we", "who", "his", "her", "their"];

/// The last word that could be a surname, in small letters; empty for a pronoun.
fn last_word(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut kept = String::new();
    let mut at = 0;
    while at < chars.len() {
        let possessive = matches!(chars[at], '\'' | '’') && chars.get(at + 1) == Some(&'s');
        if possessive && chars.get(at + 2).is_none_or(|&c| !is_word(c)) {
            at += 2;
            continue;
        }
        kept.push(chars[at]);
        at += 1;
    }
    let runs = kept.split(|c: char| !is_word(c) && !matches!(c, '\'' | '’' | '.' | '-')).filter(|run| !run.is_empty());
    let is_title = |run: &str| HONORIFICS[..10].contains(&run.to_lowercase().trim_matches('.'));
    let words: Vec<&str> = runs.filter(|run| !is_title(run)).collect();
    let capital = words.iter().rev().find(|word| word.starts_with(char::is_uppercase));
    let word = capital.or(words.last()).map_or("", |word| word.trim_matches(['.', '\'', '’'])).to_lowercase();
    if PRONOUNS.contains(&word.as_str()) { String::new() } else { word }
}

/// Whether two attributions name the same source: their sources overlap, or share what looks like a surname.
fn same_source(text: &[char], gold: &Said, predicted: &Said) -> bool {
    if gold.source.iter().any(|&one| predicted.source.iter().any(|&other| one.1.min(other.1) > one.0.max(other.0))) {
        return true;
    }
    let of = |span: &Points| text[span.0..span.1].iter().collect::<String>();
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    for source in gold.source.iter().map(of) {
        wanted.insert(last_word(&source));
        wanted.extend(capitalised(&source));
    }
    wanted.extend(gold.speaker.as_deref().map(last_word));
    wanted.retain(|word| !HONORIFICS.contains(&word.as_str()) && !PRONOUNS.contains(&word.as_str()));
    let names = predicted.source.iter().map(|span| last_word(&of(span)));
    names.chain(predicted.speaker.as_deref().map(last_word)).any(|name| wanted.contains(&name))
}

/// The words of two letters or more that begin with a plain capital, in small letters.
fn capitalised(source: &str) -> Vec<String> {
    source
        .split(|c: char| !is_word(c) && !matches!(c, '’' | '-'))
        .map(|run| run.trim_start_matches(['’', '-']))
        .filter(|run| run.starts_with(|c: char| c.is_ascii_uppercase()) && run.chars().count() > 1)
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_in_marks() {
        let cases: [(&str, &[Points]); 6] = [
            ("“one two three” said Orr", &[(0, 15)]),
            ("\"one two\" and \"one two three\"", &[(14, 29)]),
            ("“one two three\nfour", &[(0, 15)]),
            ("''one two three'' 'not one of them'", &[(0, 17)]),
            ("‘‘one two three’’", &[(0, 17)]),
            ("‘‘one two three’ four", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(marked(&text.chars().collect::<Vec<_>>()), expected, "{text}");
        }
    }

    #[test]
    fn surnames() {
        let cases = [
            ("Ada Lind", "lind"),
            ("Mr. Lind’s", "lind"),
            ("the Lind committee", "lind"),
            ("the officials", "officials"),
            ("She", ""),
            ("J. O'Hara Jr.", "o'hara"),
            ("", ""),
        ];
        for (name, expected) in cases {
            assert_eq!(last_word(name), expected, "{name}");
        }
    }

    /// The expected counts were computed by the reference scorer on the same texts.
    #[test]
    fn counts_of_a_small_file() {
        let said = |content: &[Points], source: &[Points], speaker: Option<&str>| Said {
            content: content.to_vec(),
            source: source.to_vec(),
            speaker: speaker.map(str::to_owned),
            sieve: "labelled".to_owned(),
        };
        let text = "“We will go home,” Ada Lind said. Orr said the bridge is safe. Officials deny it all. “Not so fast, friend,” he said.";
        let gold = [
            said(&[(0, 18)], &[(19, 27)], Some("Ada Lind")),
            said(&[(43, 61)], &[(34, 37)], None),
            said(&[(78, 84)], &[(63, 72)], None),
            said(&[(86, 108)], &[(109, 111)], Some("Carl Orr")),
        ];
        let predicted = [
            said(&[(0, 18)], &[(19, 27)], Some("Ada Lind")),
            said(&[(43, 62)], &[(63, 72)], Some("Officials")),
            said(&[(73, 85)], &[(63, 72)], Some("Officials")),
            said(&[(86, 108)], &[(109, 111)], Some("Ada Lind")),
        ];
        let mut tally = Tally::default();
        tally.add(text, &gold, &predicted);
        let counts = |right, predicted, gold| F1 { right, predicted, gold };
        assert_eq!(tally.found.right, 2);
        assert_eq!(tally.marked, counts(2, 2, 2));
        assert_eq!(tally.reported, counts(2, 2, 2));
        assert_eq!(tally.reported_source, counts(1, 2, 2));
        assert_eq!((tally.names.right, tally.names.gold), (1, 2));
        assert_eq!(tally.sieves["reported labelled"], counts(1, 2, 0));
    }
}
