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

use super::edges::{TIED, begun, is_cut_at_and, placed, reaching, trimmed, untitled};
use super::model::{Mention, MentionType};
use super::role_words::{is_capital, opens_sentence};
use super::{abbreviations, context, headlines, is_given_name, known, names, types, word_at};
use crate::page::Page;
use crate::span::{EntityId, Span};
use crate::tagger::lexicon::{self, Lexicon};
use crate::tagger::{Tagger, decode, features::Document};
use crate::tokens::Tokens;
use foldhash::HashSet;
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
            let run = if matches!(coarse, LOC | MISC) { placed(text, run) } else { run };
            let untitled = if coarse == PERSON { untitled(text, run, lexicon) } else { Some(run) };
            let Some(run) = untitled else { continue };
            let span = run[0].cover(run[run.len() - 1]);
            let kind = types::fine_type(text, run, coarse, lexicon);
            let first = spans.partition_point(|other| other.start < span.start);
            let (before, after) = (&spans[..first], &spans[first + run.len()..]);
            let Some(kind) = context::told(text, before, run, after, kind) else { continue };
            // "Macy's" CEO
            let owner = after.first().filter(|next| matches!(next.of(text), "'s" | "’s"));
            let owner = owner.filter(|_| kind == MentionType::Org && super::names::is_possessive(span.of(text)));
            let span = owner.map_or(span, |owner| span.cover(*owner));
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
        let mut run = if kind == PERSON { reaching(text, spans, run, lexicon) } else { run };
        if kind == ORG && is_cut_at_and(text, spans, labels, &run) {
            run.end += 2;
        }
        // Initials that were taken for a name of their own.
        while runs.pop_if(|(last, _)| last.start >= run.start).is_some() {}
        run.start = run.start.max(runs.last().map_or(0, |(last, _)| last.end));
        if !run.is_empty() {
            runs.push((run, kind));
        }
    }
    runs
}

/// What a newspaper is called after its town or people. Of other organisations corpora cut the town off.
const NEWSPAPERS: &[&str] = &[
    "Times", "Post", "Journal", "Herald", "Tribune", "Daily", "Chronicle", "Globe", "Express", "Gazette", "Telegraph",
    "Observer", "Courier", "Inquirer",
];

/// What stands before the name of a place and belongs to it: "River" "Elm".
const BEFORE_PLACES: &[&str] = &["River", "Lake", "Mount", "Camp", "Cape", "Loch"];

/// What an organisation is called after its place or founder, and never alone: "Westmark" "University".
const INSTITUTIONS: &[&str] = &[
    "University", "College", "Group", "Authority", "Institute", "Association", "Commission", "Corporation",
    "Foundation",
];

/// The runs of tokens that a sentence's labels make names, with their coarse types. What the labeller cut in two is one:
/// "Center" for "Asia Pacific Strategy", "New York" "Times", "Korean" "Peninsula".
fn joined(text: &str, spans: &[Span], labels: &[u8], lexicon: &Lexicon) -> Vec<(Range<usize>, usize)> {
    let word = |at: usize| word_at(text, spans, at);
    let is_listed = |at: usize, list: u8| {
        let word = word(at);
        super::names::is_capital(word) && lexicon.get(lexicon::hash(&word.to_lowercase())).lists & list != 0
    };
    let mut runs: Vec<(Range<usize>, usize)> = Vec::new();
    for (run, kind) in decode::spans(labels) {
        // "Age" "UK"
        if kind == LOC
            && run.len() == 1
            && run.start > 0
            && labels[run.start - 1] == 0
            && is_at_home(text, spans, run.start)
        {
            runs.push((run.start - 1..run.end, ORG));
            continue;
        }
        let Some((last, last_kind)) = runs.last_mut() else {
            runs.push((run, kind));
            continue;
        };
        let touches = last.end == run.start;
        let is_word = |list: u8| touches && run.len() == 1 && is_listed(run.start, list);
        let hangs = touches && matches!(word(last.end - 1), "for" | "of" | "on" | "and");
        // "Institute of Elmish" "Studies", "First" "Elm Bank"
        let is_adjective = last.len() > 2
            && word(last.end - 2) == "of"
            && (is_listed(last.end - 1, lexicon::NATIONALITY) || types::is_group(word(last.end - 1)));
        let is_head = kind == LOC && last.len() == 1 && types::heads(word(last.start));
        let is_first = last.len() == 1 && word(last.start) == "First";
        let broken = touches && (kind == ORG && (is_adjective || is_first) || is_head);
        // "Queen" "Ada" "Central Hospital"
        let founded = touches
            && *last_kind == PERSON
            && kind != PERSON
            && last.start > 0
            && matches!(word(last.start - 1), "Queen" | "King" | "Prince" | "Princess")
            && types::is_built(word(run.end - 1));
        let is_a = last.end + 2 == run.start && word(last.end + 1) == "a";
        let goes_on = (last.end + 1 == run.start || is_a)
            && word(last.end) == "for"
            && is_listed(last.end - 1, lexicon::ORGANISATION);
        let of_other = *last_kind != ORG && kind == ORG && touches;
        let called = |words: &[&str]| of_other && words.contains(&word(run.start));
        let newspaper = *last_kind >= LOC && run.len() == 1 && called(NEWSPAPERS);
        // After a person a "Foundation" may be that of somebody else, a "University" may not.
        let institutions = if *last_kind == PERSON { &INSTITUTIONS[..3] } else { INSTITUTIONS };
        let institution = run.len() == 1 && called(institutions);
        // "Elm" "&" "Orr", but not two people.
        let is_double = matches!(kind, PERSON | LOC)
            && *last_kind == PERSON
            && run.len() == 1
            && (last.len() > 2 || word(last.start) == word(run.start));
        let firm =
            last.end + 1 == run.start && word(last.end) == "&" && (*last_kind == ORG || kind == ORG || is_double);
        // "Elm Homes" "(" "Northern) Ltd"
        let enclosed = last.end + 1 == run.start
            && word(last.end) == "("
            && run.len() > 2
            && word(run.end - 2) == ")"
            && types::is_founded(word(run.end - 1));
        // "Westmark" "and" "Norland" "Affairs Office"
        if touches && kind == ORG && *last_kind == LOC && word(run.start) == "Affairs" && run.len() > 1 {
            let start = last.start;
            runs.pop();
            let first = runs.pop_if(|(first, kind)| *kind == LOC && first.end + 1 == start && word(first.end) == "and");
            runs.push((first.map_or(start, |(first, _)| first.start)..run.end, ORG));
            continue;
        }
        // "Sam" "'s" "Club", "Cancer Help" "UK"
        let shop = *last_kind == PERSON
            && last.len() == 1
            && run.start == last.end + 1
            && names::is_genitive(word(last.end))
            && run.len() == 1
            && kind == ORG
            && matches!(word(run.start), "Club" | "Diner" | "Cafe" | "Café" | "Bakery" | "Pizza");
        let at_home = touches && kind == LOC && *last_kind == ORG && run.len() == 1 && word(run.start) == "UK";
        // "City of" "Elm"
        let seated = touches && kind == LOC && *last_kind == LOC && last.len() == 2 && word(last.end - 1) == "of";
        let landscape = touches && kind == LOC && last.len() == 1 && BEFORE_PLACES.contains(&word(last.start));
        let becomes = if (*last_kind == ORG && (hangs || goes_on || broken))
            || newspaper
            || institution
            || firm
            || enclosed
            || shop
            || at_home
        {
            Some(ORG)
        } else if founded {
            Some(PERSON)
        } else if seated || landscape || *last_kind >= LOC && is_word(lexicon::PLACE) && !is_word(lexicon::ORGANISATION)
        {
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

/// Whether "UK" ends the name of a charity or a firm that begins with the word before it: "Age **UK** said".
fn is_at_home(text: &str, spans: &[Span], at: usize) -> bool {
    let (before, next) = (word_at(text, spans, at - 1), word_at(text, spans, at + 1));
    let is_name = before.len() > 2
        && is_capital(before)
        && before.contains(char::is_lowercase)
        && !names::is_role_noun(before)
        && !names::modifies_role(before)
        && !opens_sentence(before)
        && !super::edges::is_beginning(before);
    let acts = matches!(next, "said" | "says" | "has" | "is" | "was" | "told");
    word_at(text, spans, at) == "UK"
        && is_name
        && (acts || at > 1 && (next.is_empty() || matches!(next, "," | "." | "and")))
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
    let word = |at: usize| word_at(text, spans, at);
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
    // "Water Board Justice" "Ada Lind"
    if let Some(person) = official(text, spans, &run, lexicon).filter(|_| kind == ORG) {
        let is_title = |word: &str| {
            super::names::is_role_noun(word) || matches!(word, "Executive" | "Vice" | "Deputy" | "Assistant" | "Senior")
        };
        let end = (run.start..person).rfind(|&at| !is_title(word(at))).map_or(run.start, |last| last + 1);
        let parts = [(run.start..end, ORG), (person..run.end, PERSON)];
        return parts.into_iter().filter(|(part, _)| !part.is_empty()).collect();
    }
    let is_acronym = |at: usize| abbreviations::letters(word(at)).is_some();
    // "Line of Works (LoW)"
    if run.len() > 3
        && word(run.end - 1) == ")"
        && word(run.end - 3) == "("
        && is_acronym(run.end - 2)
        && word(run.end - 2).len() > 2
    {
        return vec![(run.start..run.end - 3, kind), (run.end - 2..run.end - 1, kind)];
    }
    // "Westmark-backed M4"
    if kind == MISC && run.len() > 3 && word(run.start + 1) == "-" && TIED.contains(&word(run.start + 2)) {
        return vec![(run.start..run.start + 1, MISC), (run.start + 3..run.end, MISC)];
    }
    let cut = run.clone().skip(1).find(|&at| match kind {
        PERSON if matches!(word(at), "alias" | "is" | "was" | "has" | "said" | "says") => true,
        PERSON => word(at) == "," && at + 1 < run.end && super::names::is_honorific(word(at + 1)),
        // "Elmbank and Marsh & Spence"
        ORG if word(at) == "and" => at == run.start + 1 && run.len() == 5 && word(run.end - 2) == "&",
        // "Kenya's Revenue Authority"
        LOC | ORG if names::is_genitive(word(at)) && types::is_country(text, &spans[run.start..at], lexicon) => true,
        ORG | MISC if matches!(word(at), "'s" | "’s") => at == run.start + 1 && is_acronym(run.start),
        LOC => word(at) == "," && types::is_country(text, &spans[at + 1..run.end], lexicon),
        _ => false,
    });
    match cut {
        Some(at) if at + 1 < run.end => {
            let is_owner = names::is_genitive(word(at)) && types::is_country(text, &spans[run.start..at], lexicon);
            let first = match kind {
                ORG if is_owner => LOC,
                MISC => ORG,
                _ => kind,
            };
            let mut parts = vec![(run.start..at, first)];
            // "Lind is Gur": what stands behind a verb is no person's name.
            if word(at) == "alias" || kind != PERSON || word(at) == "," {
                parts.extend(divided(text, spans, lexicon, (at + 1..run.end, kind)));
            }
            parts
        }
        _ => vec![(run, kind)],
    }
}

/// Where the name of a person begins that an organisation ran on into: "Elm Court Justice Ada Lind".
fn official(text: &str, spans: &[Span], run: &Range<usize>, lexicon: &Lexicon) -> Option<usize> {
    let word = |at: usize| word_at(text, spans, at);
    let title = run.clone().skip(1).rfind(|&at| super::names::is_role_noun(word(at)))?;
    let first = title + 1;
    let is_name = (2..4).contains(&(run.end.saturating_sub(first)))
        && is_given_name(word(first), lexicon)
        && lexicon.get(lexicon::hash(&word(run.end - 1).to_lowercase())).lists
            & (lexicon::ORGANISATION | lexicon::PLACE)
            == 0
        && (first..run.end).all(|at| super::names::is_capital(word(at)));
    is_name.then_some(first)
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
        builder.phrase("Ada", lexicon::FIRST_NAME);
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
            ("Orr & Orr hired Ada Carl Lind & Roth", "P.P.Ppp.P", "1 Orr & Orr; 1 Ada Carl Lind & Roth"),
            ("Office of Works and Wells said", "Ooo...", "1 Office of Works and Wells"),
            ("Office of Works and Wells said", "Ooo.L.", "1 Office of Works; 2 Wells"),
            ("Elm Court Justice Ada Lind", "Ooooo", "1 Elm Court; 0 Ada Lind"),
            ("Elm Justice Ada Center", "Oooo", "1 Elm Justice Ada Center"),
            ("with To Lam, said Wi Sung-lac. To Lam", "..P...Ppp..P", "0 To Lam; 0 Wi Sung-lac; 0 Lam"),
            ("designate-elect Ada Lind", "Ppppp", "0 Ada Lind"),
            ("Carl Orr alias Bo", "Pppp", "0 Carl Orr; 0 Bo"),
            ("Line of Works (LoW)", "Mmmmmm", "3 Line of Works; 3 LoW"),
            ("the N.C.A.'s Mill Project", ".Mmmm", "1 N.C.A.; 3 Mill Project"),
            ("the Elm District Attorney", ".Ll.", "2 Elm"),
            ("Rep. Song Lind", "Mmm", "0 Rep. Song Lind"),
            ("Westmark-backed M4", "Mmmm", "3 Westmark; 3 M4"),
            ("Center for a Better Elm", "O..Oo", "1 Center for a Better Elm"),
            ("said Ada Lind. Ada Lind", "..P..P", "0 Ada Lind; 0 Lind"),
            ("Orr Group", "PO", "1 Orr Group"),
            ("the Ada Lind Arts Centre", ".Pppp", "1 Ada Lind Arts Centre"),
            ("Lind is Gur", "Ppp", "0 Lind"),
            (
                "Kenya's Elm Forest and Kenya's Mill Authority",
                "Llll.Oooo",
                "2 Kenya; 2 Elm Forest; 2 Kenya; 1 Mill Authority",
            ),
            (
                "Autonomous University of Elm and Narrow Gauge Railway",
                "Llll.Lll",
                "1 Autonomous University of Elm; 1 Narrow Gauge Railway",
            ),
            ("in Carl Orr Street, Della Street", ".Ppp.Pp", "2 Carl Orr Street; 0 Della Street"),
            ("in Formula 1", ".O.", "1 Formula 1"),
            ("the City of Elm", ".LlL", "2 City of Elm"),
            (
                "Universidad Santa Ada and Hollin Laboratory of Light",
                "OLl.Llll",
                "1 Universidad Santa Ada; 1 Hollin Laboratory of Light",
            ),
            ("First Elm Bank opened", "OOo.", "1 First Elm Bank"),
            ("Institute of Christian Studies opened", "OooO.", "1 Institute of Christian Studies"),
            ("the Queen Ada Central Hospital", ".LPLl", "2 Queen Ada Central Hospital"),
            ("along Sir Ada Lind Drive", "..Ppp", "2 Sir Ada Lind Drive"),
            ("Ada Elm Telescope", "Ppp", "3 Ada Elm Telescope"),
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
