//! How the words of a headline are written in a sentence: "Port Elm Blocks Bridge Bill" is "Port Elm blocks bridge bill".
//!
//! In a headline nearly every word has a capital, so that its verbs look like names. What enters is a page; what leaves is
//! its text with the headlines as the page writes their words elsewhere (truecasing: Lita et al. 2003), to be labelled in its
//! stead. A word that stands nowhere else keeps its capital only when a list holds it.
//!
//! Each byte stays where it is, so that spans of the one text are spans of the other.

use super::names::is_capital;
use super::word_at;
use crate::page::{BlockRole, Page};
use crate::span::Span;
use crate::tagger::lexicon::{self, Lexicon};
use crate::tokens::Tokens;
use foldhash::{HashMap, HashMapExt};
use std::ops::Range;

/// How the page writes a word outside its headlines.
#[derive(Default)]
struct Written<'a> {
    /// In small letters.
    small: usize,
    /// With a capital, in the middle of a sentence.
    capital: usize,
    /// With a capital, wherever: the form met first.
    form: Option<&'a str>,
}

/// The text with its headlines cased as sentences are; `None` when it has no headline that needs it, or nothing else.
pub(super) fn cased(page: &Page, tokens: &Tokens, lexicon: &Lexicon) -> Option<String> {
    let text = page.text();
    let (mut headlines, mut body): (Vec<Range<usize>>, Vec<Range<usize>>) = (Vec::new(), Vec::new());
    for sentence in tokens.sentences() {
        let role = page.blocks().get(sentence.block as usize).map(|block| block.role);
        let range = sentence.range();
        match role {
            Some(BlockRole::Headline) if is_title_case(text, &tokens.spans()[range.clone()]) => headlines.push(range),
            Some(BlockRole::Clutter) | None => {}
            Some(_) => body.push(range),
        }
    }
    let lengths = |ranges: &[Range<usize>]| ranges.iter().map(ExactSizeIterator::len).sum::<usize>();
    if headlines.is_empty() || lengths(&body) < lengths(&headlines) {
        return None;
    }
    let word = |at: usize| word_at(text, tokens.spans(), at);
    let pair = |at: usize| format!("{} {}", word(at), word(at + 1)).to_lowercase();
    // The words of headlines and the pairs of them, each with its place in the list.
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut add = |key: String| {
        let next = places.len();
        places.entry(key).or_insert(next);
    };
    for range in &headlines {
        for at in range.clone() {
            add(word(at).to_lowercase());
            if at + 1 < range.end {
                add(pair(at));
            }
        }
    }
    let mut written: Vec<Written> = places.iter().map(|_| Written::default()).collect();
    for range in body {
        let mut follows = false;
        for at in range.clone() {
            let own = word(at);
            if let Some(&place) = places.get(&own.to_lowercase()) {
                let met = &mut written[place];
                if is_capital(own) {
                    met.capital += usize::from(follows);
                    met.form = met.form.or(Some(own));
                    if at + 1 < range.end
                        && is_capital(word(at + 1))
                        && let Some(&pair) = places.get(&pair(at))
                    {
                        written[pair].capital += 1;
                    }
                } else {
                    met.small += 1;
                }
            }
            follows = own == "," || own.ends_with(char::is_alphanumeric);
        }
    }
    let mut cased = text.to_owned();
    for range in headlines {
        let is_shouted = range.clone().all(|at| !word(at).contains(char::is_lowercase));
        let listed = listed(text, &tokens.spans()[range.clone()], lexicon);
        for at in range.clone() {
            let own = word(at);
            let of = |key: String| places.get(&key).and_then(|&place| written.get(place));
            let Some(written) = of(own.to_lowercase()).filter(|_| is_capital(own)) else { continue };
            let is_pair = |first: usize| of(pair(first)).is_some_and(|pair| pair.capital > 0);
            let is_part = at > range.start && is_pair(at - 1) || at + 1 < range.end && is_pair(at);
            let is_unknown = written.small == 0 && written.form.is_none();
            let is_name = if is_unknown {
                listed[at - range.start] || is_marked(own, is_shouted) || super::types::is_group(own)
            } else {
                is_part || written.small == 0 || written.capital > written.small
            };
            let form = match written.form {
                Some(form) if is_name => form.to_owned(),
                _ if is_name => own.to_owned(),
                _ => own.to_lowercase(),
            };
            let span: Span = tokens.spans()[at];
            if form.len() == own.len() {
                cased.replace_range(span.from()..span.to(), &form);
            }
        }
    }
    Some(cased)
}

/// Written as no plain word is: "NATO", "McOrr", "M23". Where all are in capitals, these say nothing.
fn is_marked(word: &str, is_shouted: bool) -> bool {
    word.chars().skip(1).any(|c| c.is_uppercase() && !is_shouted || c.is_ascii_digit())
}

/// Whether most words that a sentence would not give a capital have one.
fn is_title_case(text: &str, spans: &[Span]) -> bool {
    let long = || spans.iter().map(|span| span.of(text)).filter(|word| word.len() > 3);
    let letters = |word: &&str| word.starts_with(char::is_alphabetic);
    let (all, capitals) = (long().filter(letters).count(), long().filter(|word| is_capital(word)).count());
    all > 2 && capitals * 5 >= all * 4
}

/// For each word, whether it is (part of) the name of a country, a city or a people, or one of a given name and a surname.
fn listed(text: &str, spans: &[Span], lexicon: &Lexicon) -> Vec<bool> {
    let lower: Vec<String> = spans.iter().map(|span| span.of(text).to_lowercase()).collect();
    let mut listed = vec![false; lower.len()];
    for start in 0..lower.len() {
        let mut key = None;
        for end in start + 1..=lower.len().min(start + 4) {
            let own = lexicon::hash(&lower[end - 1]);
            let phrase = key.map_or(own, |key| lexicon::join(key, own));
            key = Some(phrase);
            let lists = lexicon.get(phrase).lists;
            let places = lexicon::COUNTRY | lexicon::NATIONALITY | lexicon::CITY;
            if lists & places != 0 {
                listed[start..end].fill(true);
            }
        }
        let names = |at: usize| lexicon.get(lexicon::hash(&lower[at]));
        if start + 1 < lower.len()
            && names(start).lists & lexicon::FIRST_NAME != 0
            && names(start + 1).names & lexicon::SURNAME != 0
        {
            listed[start..start + 2].fill(true);
        }
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::lexicon::LexiconBuilder;

    #[test]
    fn headlines_are_cased_as_sentences_are() {
        let mut builder = LexiconBuilder::default();
        builder.phrase("New Kenya", lexicon::COUNTRY);
        builder.phrase("Ada", lexicon::FIRST_NAME);
        builder.name("Vows", lexicon::SURNAME);
        let lexicon = Lexicon::read(&builder.pack()).expect("just packed");
        // The headline, what follows it, and the headline as a sentence; nothing where it stays as it is.
        let cases = [
            ("Lind Vows to Block Mill Bill", "The bill of Ms Lind is late today.", "Lind vows to block mill bill"),
            ("Port Elm Presses Water Fund", "In Port Elm the Water Fund drank water.", "Port Elm presses Water Fund"),
            (
                "New Kenya Seeks Calm as NATO Waits",
                "Nobody at all spoke of it here.",
                "New Kenya seeks calm as NATO waits",
            ),
            ("LIND TELLS M23 OF LOSSES HERE", "So did Ada Lind say it.", "Lind tells M23 of losses here"),
            ("Ada Vows Leaves Town Today", "Nobody spoke of it here.", "Ada Vows leaves town today"),
            (
                "Rovers Beat Albion Again, Lind Says",
                "Rovers won. Lind left the Albion.",
                "Rovers beat Albion again, Lind says",
            ),
            ("Élan Orr Wins Élan Prize", "We like his élan, his élan.", "élan orr wins élan prize"),
            ("A bridge for the old town", "Nobody at all spoke of it here.", ""),
            ("Port Elm Presses Water Fund", "No.", ""),
        ];
        for (headline, body, expected) in cases {
            let text = format!("{headline}\n{body}");
            let page = Page::from_text(text.as_str());
            let cased = cased(&page, &crate::tokens::tokenize(&page), &lexicon);
            let shown = cased.as_deref().map_or("", |cased| &cased[..headline.len()]);
            assert_eq!(shown, expected, "{text}");
        }
    }
}
