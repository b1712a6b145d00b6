//! Finds mentions: the trained labeller's names, and dates and amounts by grammar.
//!
//! The labeller knows four coarse types, because corpora agree on no more: people, organisations, places and the rest.
//! Lists and the words of the name itself then say whether a place is a country or a river ([`fine_type`]).
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let reading = annotate(&Page::from_text("Prime Minister Ada Lind flew to Kenya on Tuesday."));
//! assert!(reading.mentions.iter().all(|mention| mention.confidence > 0.0));
//! ```

use super::model::{Mention, MentionType};
use crate::page::Page;
use crate::span::{EntityId, Span};
use crate::tagger::lexicon::{self, Lexicon};
use crate::tagger::{Tagger, decode, features::Document};
use crate::tokens::Tokens;
use std::collections::HashSet;
use std::ops::Range;

/// The coarse types, in the order of the labeller's labels.
pub const COARSE: [&str; 4] = ["PERSON", "ORG", "LOC", "MISC"];
const PERSON: usize = 0;
const ORG: usize = 1;
const LOC: usize = 2;

/// Finds the names in a page, in order. Clutter is read as well; a caller that wants none asks the block.
#[must_use]
pub fn names(page: &Page, tokens: &Tokens, tagger: &Tagger, lexicon: &Lexicon) -> Vec<Mention> {
    let text = page.text();
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
            let run = if coarse == PERSON { untitled(text, run) } else { run };
            let span = run[0].cover(run[run.len() - 1]);
            let kind = fine_type(text, run, coarse, lexicon);
            found.push(Mention { span, kind, entity: EntityId(0), confidence: tagger.confidence(margin) });
        }
    }
    parted(text, found)
}

/// The runs of tokens that a sentence's labels make names, with their coarse types, mended where the labeller tends to miss
/// their edges.
fn runs(text: &str, spans: &[Span], labels: &[u8], lexicon: &Lexicon) -> Vec<(Range<usize>, usize)> {
    let mut runs: Vec<(Range<usize>, usize)> = Vec::new();
    for (run, kind) in joined(text, spans, labels, lexicon).into_iter().flat_map(|named| divided(text, spans, named)) {
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

/// What a newspaper is called after its town. Of other organisations corpora cut the town off.
const NEWSPAPERS: &[&str] = &["Times", "Post", "Journal", "Herald", "Tribune", "Daily", "Chronicle", "Globe"];

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
        let of_place = *last_kind >= LOC && kind == ORG && touches && run.len() == 1;
        let called = |words: &[&str]| of_place && words.contains(&word(run.start));
        let newspaper = *last_kind == LOC && called(NEWSPAPERS);
        let becomes = if (*last_kind == ORG && (hangs || goes_on)) || newspaper || called(INSTITUTIONS) {
            Some(ORG)
        } else if *last_kind >= LOC && is_word(lexicon::PLACE) && !is_word(lexicon::ORGANISATION) {
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
/// organisation and what it owns ("KENA's Road Department").
fn divided(text: &str, spans: &[Span], (run, kind): (Range<usize>, usize)) -> Vec<(Range<usize>, usize)> {
    let word = |at: usize| spans[at].of(text);
    let cut = run.clone().skip(1).find(|&at| match kind {
        PERSON => word(at) == "," && at + 1 < run.end && super::names::is_honorific(word(at + 1)),
        ORG => {
            let is_acronym = word(run.start).len() > 1 && word(run.start).bytes().all(|byte| byte.is_ascii_uppercase());
            at == run.start + 1 && is_acronym && matches!(word(at), "'s" | "’s")
        }
        _ => false,
    });
    match cut {
        Some(at) if at + 1 < run.end => {
            let mut parts = vec![(run.start..at, kind)];
            parts.extend(divided(text, spans, (at + 1..run.end, kind)));
            parts
        }
        _ => vec![(run, kind)],
    }
}

/// A person's name with what belongs to it on either side: initials ("R B Lind"), and the second syllable of a given name
/// ("Park Sun-ae").
fn reaching(text: &str, spans: &[Span], run: Range<usize>) -> Range<usize> {
    /// What is tied to a name by a hyphen and makes it an adjective.
    const TIED: &[&str] = &["led", "era", "run", "like", "born", "style", "held", "owned", "type", "based", "free"];
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
    let mut end = run.end;
    let is_syllable = |at: usize| {
        let word = word(at);
        word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !TIED.contains(&word)
    };
    if run.len() > 1
        && end + 1 < spans.len()
        && word(end) == "-"
        && touch(end)
        && touch(end + 1)
        && is_syllable(end + 1)
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

/// A person's name without the titles and offices in front of it: "press secretary Brig. Gen. Ada Lind".
fn untitled<'a>(text: &str, run: &'a [Span]) -> &'a [Span] {
    let is_title = |span: &Span| {
        let word = span.of(text);
        let small = word.starts_with(|c: char| c.is_lowercase()) && super::names::is_role_noun(word);
        small || (super::names::is_honorific(word) && word != "Dame" && word != "Lord")
    };
    let last = run.iter().take(run.len() - 1).rposition(is_title);
    last.map_or(run, |last| &run[last + 1..])
}

/// The fine type of a name of a coarse type.
fn fine_type(text: &str, run: &[Span], coarse: usize, lexicon: &Lexicon) -> MentionType {
    match COARSE.get(coarse).copied().unwrap_or("MISC") {
        "PERSON" => MentionType::Person,
        "ORG" => MentionType::Org,
        "LOC" => place_type(text, run, lexicon),
        _ => other_type(text, run, lexicon),
    }
}

fn key_of(text: &str, run: &[Span]) -> u64 {
    let words: Vec<String> = run.iter().map(|span| span.of(text).to_lowercase()).collect();
    lexicon::key(words.iter().map(String::as_str))
}

/// Words at the end (or start) of a place that nobody governs.
const LANDSCAPE: &[&str] = &[
    "river", "sea", "ocean", "lake", "mountain", "mountains", "mount", "valley", "desert", "bay", "gulf", "strait",
    "peninsula", "island", "islands", "street", "avenue", "road", "square", "bridge", "airport", "park", "building",
    "tower", "palace", "stadium", "east", "west", "africa", "asia", "europe", "america", "americas", "pacific",
    "atlantic", "arctic", "antarctica", "hemisphere", "highway", "canal", "coast", "forest", "canyon", "hills", "hill",
    "beach", "cape", "station", "hospital", "cathedral", "church", "prison", "port", "harbor", "harbour", "south",
    "north", "border", "basin", "falls", "creek", "camp", "base", "hotel", "house", "plaza", "center", "centre",
];

fn place_type(text: &str, run: &[Span], lexicon: &Lexicon) -> MentionType {
    let lists = lexicon.get(key_of(text, run)).lists;
    // A seat of power speaks and acts: its name stands for those who sit there.
    const SEATS: [&str; 6] = ["White House", "Kremlin", "Pentagon", "Downing Street", "Elysee", "Vatican"];
    if SEATS.contains(&run[0].cover(run[run.len() - 1]).of(text)) {
        return MentionType::Org;
    }
    let is_country = run.len() == 1 && run[0].of(text) == "America";
    if is_country || lists & (lexicon::CITY | lexicon::COUNTRY) != 0 {
        return MentionType::Gpe;
    }
    let is_landscape = |span: &Span| LANDSCAPE.contains(&span.of(text).to_lowercase().as_str());
    let by_end = run.last().is_some_and(is_landscape)
        || (run.len() > 1
            && run.first().is_some_and(|first| matches!(first.of(text), "Lake" | "Mount" | "Mt." | "Gulf" | "Cape")));
    if by_end { MentionType::Loc } else { MentionType::Gpe }
}

/// Groups that no list of nationalities holds.
const GROUPS: &[&str] = &[
    "democrat", "democrats", "democratic", "republican", "republicans", "conservative", "conservatives", "liberal",
    "liberals", "muslim", "muslims", "christian", "christians", "jew", "jews", "jewish", "islamic", "catholic",
    "catholics", "protestant", "protestants", "hindu", "hindus", "buddhist", "buddhists", "sunni", "sunnis", "shiite",
    "shiites", "shia", "kurd", "kurds", "kurdish", "arab", "arabs", "european", "europeans", "african", "africans",
    "asian", "asians", "western", "communist", "communists", "socialist", "socialists", "islamist", "islamists",
    "orthodox", "british", "latino", "latinos", "hispanic", "hispanics", "marxist", "soviet", "tory", "tories",
    "labour", "anglican", "evangelical", "evangelicals", "americans",
];

fn other_type(text: &str, run: &[Span], lexicon: &Lexicon) -> MentionType {
    let last = run.last().map(|span| span.of(text).to_lowercase()).unwrap_or_default();
    let singular = last.strip_suffix('s').unwrap_or(&last);
    let is_nationality = |word: &str| lexicon.get(lexicon::hash(word)).lists & lexicon::NATIONALITY != 0;
    let listed = is_nationality(&last) || is_nationality(singular) || GROUPS.contains(&last.as_str());
    if listed || lexicon.get(key_of(text, run)).lists & lexicon::NATIONALITY != 0 {
        return MentionType::Norp;
    }
    let is_among = |words: &[&str]| words.contains(&last.as_str());
    if is_among(&[
        "war", "games", "olympics", "cup", "championship", "championships", "festival", "revolution", "summit",
        "election", "elections", "hurricane", "crisis", "conference", "tournament", "prize", "award", "awards", "open",
        "day", "uprising", "massacre", "storm", "expo", "league", "series",
    ]) {
        return MentionType::Event;
    }
    if is_among(&[
        "act", "treaty", "amendment", "constitution", "law", "bill", "code", "accord", "accords", "agreement",
        "convention", "protocol", "pact", "resolution", "charter",
    ]) {
        return MentionType::Law;
    }
    if run.len() == 1
        && ["ian", "ese", "ish", "ans", "ians", "ist", "ists", "ite", "ites"].iter().any(|end| last.ends_with(end))
    {
        return MentionType::Norp;
    }
    if run.iter().any(|span| span.of(text).bytes().any(|byte| byte.is_ascii_digit())) {
        MentionType::Product
    } else {
        MentionType::Work
    }
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
