//! Finds mentions: the trained labeller's names, and dates and amounts by grammar.
//!
//! The labeller knows four coarse types, because corpora agree on no more: people, organisations, places and the rest.
//! Lists and the words of the name itself then say whether a place is a country or a river ([`super::types`]).
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let reading = annotate(&Page::from_text("Prime Minister Ada Lind flew to Kenya on Tuesday."));
//! assert!(reading.mentions.iter().all(|mention| mention.confidence > 0.0));
//! ```

use super::model::{Mention, MentionType};
use super::{headlines, known, types};
use crate::page::Page;
use crate::span::{EntityId, Span};
use crate::tagger::lexicon::{self, Lexicon};
use crate::tagger::{Tagger, decode, features::Document};
use crate::tokens::Tokens;
use std::collections::HashSet;
use std::ops::Range;

/// The coarse types, in the order of the labeller's labels.
pub const COARSE: [&str; 4] = ["PERSON", "ORG", "LOC", "MISC"];
pub(super) const PERSON: usize = 0;
pub(super) const ORG: usize = 1;
pub(super) const LOC: usize = 2;
pub(super) const MISC: usize = 3;

/// Finds the names in a page, in order. Clutter is read as well; a caller that wants none asks the block.
#[must_use]
pub fn names(page: &Page, tokens: &Tokens, tagger: &Tagger, lexicon: &Lexicon) -> Vec<Mention> {
    let cased = headlines::cased(page, tokens, lexicon);
    let text = cased.as_deref().unwrap_or(page.text());
    let document = Document::collect(text, tokens, lexicon);
    let mut found: Vec<Mention> = Vec::new();
    let labelling = tagger.label(tokens, lexicon, &document);
    for sentence in tokens.sentences() {
        let range = sentence.range();
        let spans = &tokens.spans()[range.clone()];
        let margins = &labelling.margins[range.clone()];
        for (run, coarse) in runs(text, spans, &labelling.labels[range], lexicon) {
            let margin = margins[run.clone()].iter().copied().min().unwrap_or(0);
            let Some(run) = trimmed(text, &spans[run]) else { continue };
            let untitled = if coarse == PERSON { untitled(text, run, lexicon) } else { Some(run) };
            let Some(run) = untitled else { continue };
            let span = run[0].cover(run[run.len() - 1]);
            let kind = types::fine_type(text, run, coarse, lexicon);
            // "the Farm Act" "of 2018" is one law.
            let year = tokens.spans()[tokens.at(span.to())..].get(..2).filter(|_| kind == MentionType::Law);
            let span = year.filter(|year| is_of_year(text, year)).map_or(span, |year| span.cover(year[1]));
            found.push(Mention { span, kind, entity: EntityId(0), confidence: tagger.confidence(margin) });
        }
    }
    let found = parted(text, found);
    known::complete(page, text, tokens, lexicon, found)
}

/// "of 2018".
fn is_of_year(text: &str, words: &[Span]) -> bool {
    let [of, year] = words else { return false };
    let year = year.of(text);
    of.of(text) == "of" && year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())
}

/// The runs of tokens that a sentence's labels make names, with their coarse types, mended where the labeller tends to miss
/// their edges.
fn runs(text: &str, spans: &[Span], labels: &[u8], lexicon: &Lexicon) -> Vec<(Range<usize>, usize)> {
    let mut runs: Vec<(Range<usize>, usize)> = Vec::new();
    let divided = |named| divided(text, spans, lexicon, named);
    for (run, kind) in joined(text, spans, labels, lexicon).into_iter().flat_map(divided) {
        let Some(run) = begun(text, spans, run, kind) else { continue };
        let (run, kind) = types::retyped(text, spans, run, kind, lexicon);
        let mut run = if kind == PERSON { reaching(text, spans, run) } else { run };
        // Initials that were taken for a name of their own.
        while runs.pop_if(|(last, _)| last.start >= run.start).is_some() {}
        run.start = run.start.max(runs.last().map_or(0, |(last, _)| last.end));
        if !run.is_empty() {
            runs.push((run, kind));
        }
    }
    runs
}

/// A name without the "of" that it began with: "Minister of Works" is an office, and names nobody. Nor does "I".
fn begun(text: &str, spans: &[Span], run: Range<usize>, kind: usize) -> Option<Range<usize>> {
    let word = |at: usize| spans[at].of(text);
    // "the town's Farm Act"
    let owner =
        run.len() > 2 && word(run.start).starts_with(char::is_lowercase) && matches!(word(run.start + 1), "'s" | "’s");
    let run = if owner { run.start + 2..run.end } else { run };
    let is_pronoun = run.len() == 1 && word(run.start).trim_end_matches('.') == "I";
    if kind != PERSON || !is_pronoun && word(run.start) != "of" {
        return Some(run);
    }
    let is_office = run.start.checked_sub(1).is_some_and(|before| super::names::is_role_noun(word(before)));
    (!is_pronoun && !is_office && run.len() > 1).then(|| run.start + 1..run.end)
}

/// What a newspaper is called after its town or people. Of other organisations corpora cut the town off.
const NEWSPAPERS: &[&str] = &[
    "Times", "Post", "Journal", "Herald", "Tribune", "Daily", "Chronicle", "Globe", "Express", "Gazette", "Telegraph",
    "Observer", "Courier", "Inquirer",
];

/// What stands before the name of a place and belongs to it: "River" "Elm".
const BEFORE_PLACES: &[&str] = &["River", "Lake", "Mount", "Camp", "Cape", "Loch"];

/// What an organisation is called after its place or founder, and never alone: "Westmark" "University".
const INSTITUTIONS: &[&str] =
    &["University", "College", "Authority", "Institute", "Association", "Commission", "Corporation", "Foundation"];

/// The runs of tokens that a sentence's labels make names, with their coarse types. What the labeller cut in two is one:
/// "Center" for "Asia Pacific Strategy", "New York" "Times", "Korean" "Peninsula".
fn joined(text: &str, spans: &[Span], labels: &[u8], lexicon: &Lexicon) -> Vec<(Range<usize>, usize)> {
    let word = |at: usize| spans[at].of(text);
    let is_listed = |at: usize, list: u8| {
        let word = word(at);
        word.starts_with(char::is_uppercase) && lexicon.get(lexicon::hash(&word.to_lowercase())).lists & list != 0
    };
    let mut runs: Vec<(Range<usize>, usize)> = Vec::new();
    for (run, kind) in decode::spans(labels) {
        let Some((last, last_kind)) = runs.last_mut() else {
            runs.push((run, kind));
            continue;
        };
        let touches = last.end == run.start;
        let is_word = |list: u8| touches && run.len() == 1 && is_listed(run.start, list);
        let hangs = touches && matches!(word(last.end - 1), "for" | "of" | "on" | "and");
        let goes_on =
            last.end + 1 == run.start && word(last.end) == "for" && is_listed(last.end - 1, lexicon::ORGANISATION);
        let of_other = *last_kind != ORG && kind == ORG && touches;
        let called = |words: &[&str]| of_other && words.contains(&word(run.start));
        let newspaper = *last_kind >= LOC && run.len() == 1 && called(NEWSPAPERS);
        // After a person a "Foundation" may be that of somebody else, a "University" may not.
        let institutions = if *last_kind == PERSON { &INSTITUTIONS[..2] } else { INSTITUTIONS };
        let institution = run.len() == 1 && called(institutions);
        // "Elm" "&" "Orr", but not two people.
        let firm = last.end + 1 == run.start && word(last.end) == "&" && (*last_kind == ORG || kind == ORG);
        // "Elm Homes" "(" "Northern) Ltd"
        let enclosed = last.end + 1 == run.start
            && word(last.end) == "("
            && run.len() > 2
            && word(run.end - 2) == ")"
            && types::is_founded(word(run.end - 1));
        let landscape = touches && kind == LOC && last.len() == 1 && BEFORE_PLACES.contains(&word(last.start));
        let becomes = if (*last_kind == ORG && (hangs || goes_on)) || newspaper || institution || firm || enclosed {
            Some(ORG)
        } else if landscape || *last_kind >= LOC && is_word(lexicon::PLACE) && !is_word(lexicon::ORGANISATION) {
            Some(LOC)
        } else {
            None
        };
        match becomes {
            Some(kind) => (last.end, *last_kind) = (run.end, kind),
            None => runs.push((run, kind)),
        }
    }
    runs
}

/// A name that the labeller ran on over a border: a person and the next one with his title ("Ada Lind, Dr. Carl Orr"), an
/// organisation and what it owns ("KENA's Road Department"), a town and its country, a party's letter and a state
/// ("D-Calif.").
fn divided(
    text: &str,
    spans: &[Span],
    lexicon: &Lexicon,
    (mut run, mut kind): (Range<usize>, usize),
) -> Vec<(Range<usize>, usize)> {
    let word = |at: usize| spans[at].of(text);
    let is_party = run.len() > 2 && matches!(word(run.start), "D" | "R" | "I") && word(run.start + 1) == "-";
    if is_party && run.start > 0 && matches!(word(run.start - 1), "," | "(") {
        (run.start, kind) = (run.start + 2, LOC);
    }
    // "New Westmark-based"
    let last = word(run.end - 1);
    if kind == MISC && run.len() > 2 && word(run.end - 2) == "-" && TIED.contains(&last) {
        kind = if matches!(last, "based" | "born") { LOC } else { MISC };
        run.end -= 2;
    }
    let cut = run.clone().skip(1).find(|&at| match kind {
        PERSON => word(at) == "," && at + 1 < run.end && super::names::is_honorific(word(at + 1)),
        ORG => {
            let is_acronym = word(run.start).len() > 1 && word(run.start).bytes().all(|byte| byte.is_ascii_uppercase());
            at == run.start + 1 && is_acronym && matches!(word(at), "'s" | "’s")
        }
        LOC => word(at) == "," && types::is_country(text, &spans[at + 1..run.end], lexicon),
        _ => false,
    });
    match cut {
        Some(at) if at + 1 < run.end => {
            let mut parts = vec![(run.start..at, kind)];
            parts.extend(divided(text, spans, lexicon, (at + 1..run.end, kind)));
            parts
        }
        _ => vec![(run, kind)],
    }
}

/// What is tied to a name by a hyphen and makes it an adjective.
const TIED: &[&str] = &["led", "era", "run", "like", "born", "style", "held", "owned", "type", "based", "free"];

/// A person's name with what belongs to it on either side: initials ("R B Lind"), an Arabic article ("al-Orr"), and the
/// second syllable of a given name or the second half of a surname ("Park Sun-ae", "Ada Lind-Orr").
fn reaching(text: &str, spans: &[Span], run: Range<usize>) -> Range<usize> {
    let word = |at: usize| spans[at].of(text);
    let touch = |at: usize| spans[at - 1].end == spans[at].start;
    let is_initial = |at: usize| {
        let bytes = word(at).as_bytes();
        bytes.len() <= 2 && bytes[0].is_ascii_uppercase() && bytes.get(1).is_none_or(|&dot| dot == b'.')
    };
    let mut first = run.start;
    while first > 0 && run.start - first < 3 && is_initial(first - 1) && !touch(first) {
        first -= 1;
    }
    // "A" and "I" are words as well.
    if first + 1 == run.start && matches!(word(first), "A" | "I") {
        first += 1;
    }
    let is_article = |at: usize| matches!(word(at), "al" | "el" | "ul" | "Al" | "El");
    if first > 1 && word(first - 1) == "-" && touch(first) && touch(first - 1) && is_article(first - 2) {
        first -= 2;
    }
    let mut end = run.end;
    let is_syllable = |at: usize| {
        let word = word(at);
        word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !TIED.contains(&word)
    };
    let is_second = |at: usize| {
        let mut letters = word(at).chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    if run.len() > 1
        && end + 1 < spans.len()
        && word(end) == "-"
        && touch(end)
        && touch(end + 1)
        && (is_syllable(end + 1) || is_second(end + 1))
    {
        end += 2;
    }
    first..end
}

/// Parts two people who are tied by a hyphen ("the Lind-Orr talks") where the text names both alone.
fn parted(text: &str, found: Vec<Mention>) -> Vec<Mention> {
    let is_person = |mention: &&Mention| mention.kind == MentionType::Person;
    let surname = |mention: &Mention| mention.span.of(text).rsplit(' ').next();
    let surnames: HashSet<&str> = found.iter().filter(is_person).filter_map(surname).collect();
    let halves = |mention: &Mention| {
        let (one, other) = mention.span.of(text).split_once('-')?;
        (surnames.contains(one) && surnames.contains(other)).then(|| {
            let Span { start, end } = mention.span;
            [Span { start, end: start + one.len() as u32 }, Span { start: end - other.len() as u32, end }]
        })
    };
    let part = |mention: Mention| match Some(&mention).filter(is_person).and_then(halves) {
        Some(spans) => spans.map(|span| Mention { span, ..mention }).to_vec(),
        None => vec![mention],
    };
    found.iter().copied().flat_map(part).collect()
}

/// A name without a leading article, trailing possessive or marks at its edges; `None` when nothing is left.
fn trimmed<'a>(text: &str, run: &'a [Span]) -> Option<&'a [Span]> {
    let mut run = run;
    while let [first, rest @ ..] = run {
        let word = first.of(text);
        let is_edge = word.eq_ignore_ascii_case("the")
            || (!word.chars().any(char::is_alphanumeric) && word != "@" && word != "#");
        if !is_edge {
            break;
        }
        run = rest;
    }
    while let [rest @ .., last] = run {
        let word = last.of(text);
        let is_edge = matches!(word, "'s" | "’s") || !word.chars().any(char::is_alphanumeric);
        if !is_edge {
            break;
        }
        run = rest;
    }
    (!run.is_empty()).then_some(run)
}

/// A person's name without the titles and offices in front of it, "press secretary Brig. Gen. Ada Lind", and without what
/// stands behind it: "Carl Orr KC", "Lind Supporters" in a headline. `None` for an office that names nobody, "Minister of
/// Works".
fn untitled<'a>(text: &str, run: &'a [Span], lexicon: &Lexicon) -> Option<&'a [Span]> {
    let is_title = |span: &Span| {
        let word = span.of(text);
        let small = word.starts_with(|c: char| c.is_lowercase()) && super::names::is_role_noun(word);
        small || (super::names::is_honorific(word) && word != "Dame" && word != "Lord")
    };
    let last = run.iter().take(run.len() - 1).rposition(is_title);
    // "Elm Union Leader Ada Lind": an office with a capital may be a name, unless a full name is left behind it.
    let is_office = |span: &Span| super::names::is_office(span.of(text));
    let office = run.iter().take(run.len().saturating_sub(2)).rposition(is_office);
    let mut run = last.max(office).map_or(run, |last| &run[last + 1..]);
    while let [rest @ .., last] = run {
        let word = last.of(text);
        let is_surname = || lexicon.get(lexicon::hash(&word.to_lowercase())).names & lexicon::SURNAME != 0;
        let is_group = || word.ends_with('s') && super::names::is_role_noun(word) && !is_surname();
        if rest.is_empty() || !super::names::is_postnominal(word) && !is_group() {
            break;
        }
        run = rest;
    }
    run.first().is_some_and(|first| first.of(text) != "of").then_some(run)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::lexicon::LexiconBuilder;
    use crate::tokens::tokenize;

    /// `labels` has one letter a token: P, O, L or M begins a name of that type, its small letter goes on with it.
    #[test]
    fn edges_of_names_are_mended() {
        let mut builder = LexiconBuilder::default();
        builder.phrase("Center", lexicon::ORGANISATION);
        builder.phrase("Peninsula", lexicon::PLACE);
        builder.phrase("Kenya", lexicon::COUNTRY);
        let lexicon = Lexicon::read(&builder.pack()).expect("just packed");
        let cases = [
            ("Center for Alpine Strategy opened", "O.Ll.", "1 Center for Alpine Strategy"),
            ("Port Elm Times wrote", "LlO.", "1 Port Elm Times"),
            ("Westmark University opened", "LO.", "1 Westmark University"),
            ("Elmish Peninsula floods", "MO.", "2 Elmish Peninsula"),
            ("Port Elm Brandt hired", "LlO.", "2 Port Elm; 1 Brandt"),
            ("Orr for Lind", "P.P", "0 Orr; 0 Lind"),
            ("Ada Peninsula spoke", "PO.", "0 Ada; 1 Peninsula"),
            ("Ada Lind, Dr. Carl Orr", "Pppppp", "0 Ada Lind; 0 Dr. Carl Orr"),
            ("Ada Lind, Orr & Co", "Pppppp", "0 Ada Lind, Orr & Co"),
            ("KENA's Road Department", "Oooo", "1 KENA; 1 Road Department"),
            ("Lind's Road House", "Oooo", "1 Lind's Road House"),
            ("Mr R B Lind", ".OoP", "0 R B Lind"),
            ("Plan B Lind", "MmP", "3 Plan B; 0 Lind"),
            ("A P J Lind-Orr, A Lind", "...Ppp..P", "0 A P J Lind-Orr; 0 Lind"),
            ("Park Sun-ae, Carl Lind-led", "Pp...Pp..", "0 Park Sun-ae; 0 Carl Lind"),
            ("Elm & Orr Albion won", "L.Oo.", "1 Elm & Orr Albion"),
            ("Ada & Carl sang", "P.P.", "0 Ada; 0 Carl"),
            ("Elm Homes (Northern) Ltd built", "Oo.Ooo.", "1 Elm Homes (Northern) Ltd"),
            ("the New Westmark-based", ".Mmmm", "2 New Westmark"),
            ("said al-Orr and Ada al-Orr", "...P.Pppp", "0 al-Orr; 0 Ada al-Orr"),
            ("Highway 3 and Highway Patrol", "O..Oo", "2 Highway 3; 1 Highway Patrol"),
            ("Ada Lind-Orr and Lind-Orr", "Pp...P..", "0 Ada Lind-Orr; 0 Lind"),
            ("the town's Water Works Act", ".Mmmmm", "3 Water Works Act"),
            ("Queen Ada School", ".Pp", "1 Queen Ada School"),
            ("Storm Ada and Hurricane Carl", "Pp..P", "3 Storm Ada; 3 Hurricane Carl"),
            ("River Elm rose", "OL.", "2 River Elm"),
            ("Elmish Express reported", "MO.", "1 Elmish Express"),
            ("Ada Lind University, Orr Authority", "PpO.PO", "1 Ada Lind University; 0 Orr; 1 Authority"),
            ("Elmish Foundation Day", "MOo", "3 Elmish; 1 Foundation Day"),
            ("Minister of Works", ".Pp", ""),
            ("poems of Ada", ".Pp", "0 Ada"),
            ("Westmark, Kenya", "Lll", "2 Westmark; 2 Kenya"),
            ("Westmark, Elm", "Lll", "2 Westmark, Elm"),
            ("Lind, D-Calif., left", "P.Lll..", "0 Lind; 2 Calif."),
            ("I slept", "P.", ""),
            ("Mr Orr and Captain Carl Orr", ".L.Ooo", "0 Orr; 0 Captain Carl Orr"),
            ("Lord Howe Island", "Lll", "2 Lord Howe Island"),
            ("Ada Orr Arena and Ada Orr Holdings", "Ppp.Ppp", "2 Ada Orr Arena; 1 Ada Orr Holdings"),
            ("the USS Carl Orr", "..Pp", "3 USS Carl Orr"),
        ];
        for (text, labels, expected) in cases {
            let page = Page::from_text(text);
            let tokens = tokenize(&page);
            let label = |letter: char| {
                "POLM"
                    .find(letter.to_ascii_uppercase())
                    .map_or(0, |kind| 1 + 2 * kind as u8 + u8::from(letter.is_lowercase()))
            };
            let labels: Vec<u8> = labels.chars().map(label).collect();
            let runs = runs(text, tokens.spans(), &labels, &lexicon);
            let shown = |(run, kind): &(Range<usize>, usize)| {
                let span = tokens.spans()[run.start].cover(tokens.spans()[run.end - 1]);
                format!("{kind} {}", span.of(text))
            };
            assert_eq!(runs.iter().map(shown).collect::<Vec<_>>().join("; "), expected, "{text}");
        }
    }

    #[test]
    fn titles_are_no_part_of_a_name() {
        let mut builder = LexiconBuilder::default();
        builder.phrase("Center", lexicon::ORGANISATION);
        let lexicon = Lexicon::read(&builder.pack()).expect("just packed");
        let cases = [
            ("press secretary Brig. Gen. Ada Lind", "Ada Lind"),
            ("Minister of Works", ""),
            ("Carl Orr KC", "Carl Orr"),
            ("Lind Supporters", "Lind"),
            ("Elm Union Leader Ada Lind", "Ada Lind"),
            ("Judge Leader", "Leader"),
        ];
        for (text, expected) in cases {
            let page = Page::from_text(text);
            let tokens = tokenize(&page);
            let left = untitled(text, tokens.spans(), &lexicon);
            let shown = left.map_or("", |run| run[0].cover(run[run.len() - 1]).of(text));
            assert_eq!(shown, expected, "{text}");
        }
    }

    #[test]
    fn two_people_tied_by_a_hyphen_are_parted() {
        let text = "Ada Lind met Orr. The Lind-Orr talks, Lind-Roth";
        let person = |start, end| Mention {
            span: Span { start, end },
            kind: MentionType::Person,
            entity: EntityId(0),
            confidence: 0.9,
        };
        let found = parted(text, vec![person(0, 8), person(13, 16), person(22, 30), person(38, 47)]);
        let names: Vec<_> = found.iter().map(|mention| mention.span.of(text)).collect();
        assert_eq!(names, ["Ada Lind", "Orr", "Lind", "Orr", "Lind-Roth"]);
    }
}
