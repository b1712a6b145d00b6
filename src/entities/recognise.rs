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

/// The coarse types, in the order of the labeller's labels.
pub const COARSE: [&str; 4] = ["PERSON", "ORG", "LOC", "MISC"];

/// Finds the names in a page, in order. Clutter is read as well; a caller that wants none asks the block.
#[must_use]
pub fn names(page: &Page, tokens: &Tokens, tagger: &Tagger, lexicon: &Lexicon) -> Vec<Mention> {
    let text = page.text();
    let document = Document::collect(text, tokens, lexicon);
    let mut found: Vec<Mention> = Vec::new();
    let labelling = tagger.label(tokens, lexicon, &document);
    for sentence in tokens.sentences() {
        let range = sentence.range();
        let (spans, labels) = (&tokens.spans()[range.clone()], &labelling.labels[range.clone()]);
        let margins = &labelling.margins[range];
        let mut at = 0;
        while at < labels.len() {
            let Some(coarse) = decode::kind(usize::from(labels[at])) else {
                at += 1;
                continue;
            };
            let mut end = at + 1;
            while end < labels.len() && usize::from(labels[end]) == 2 + 2 * coarse {
                end += 1;
            }
            let margin = margins[at..end].iter().copied().min().unwrap_or(0);
            // "Center for Asia Pacific Strategy" labelled in two halves around its preposition is one name.
            if COARSE[coarse] == "ORG" && end + 1 < labels.len() && decode::begins(usize::from(labels[end])) {
                let joins = matches!(spans[end - 1].of(text), "for" | "of" | "on" | "and");
                if joins {
                    let other = decode::kind(usize::from(labels[end])).unwrap_or(0);
                    end += 1;
                    while end < labels.len() && usize::from(labels[end]) == 2 + 2 * other {
                        end += 1;
                    }
                }
            }
            if let Some(run) = trimmed(text, &spans[at..end])
                .map(|run| if COARSE[coarse] == "PERSON" { untitled(text, run) } else { run })
            {
                let span = run[0].cover(run[run.len() - 1]);
                let kind = fine_type(text, run, coarse, lexicon);
                found.push(Mention { span, kind, entity: EntityId(0), confidence: tagger.confidence(margin) });
            }
            at = end;
        }
    }
    found
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
    if lists & (lexicon::CITY | lexicon::COUNTRY) != 0 {
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
