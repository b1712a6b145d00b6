//! What the words around a name say of its type: "Orr shares fell", "Caplex, a pill for gout", "the MP for Port Elm".
//!
//! The labeller knows whole texts of news and few of these; where the words right before or behind a name leave no doubt,
//! they are believed. Some that are taken for names are none: "Alzheimer's disease", "Sunday".

use super::model::MentionType;
use super::{names, word_at};
use crate::span::Span;

/// The world's best known firms that are called like people.
const FIRMS: &[&str] = &[
    "Charles Schwab", "Raymond James", "Morgan Stanley", "Goldman Sachs", "Merrill Lynch", "Eli Lilly",
    "JPMorgan Chase", "Harley-Davidson", "Ralph Lauren", "Tommy Hilfiger", "Calvin Klein", "Estée Lauder",
    "Estee Lauder", "John Deere", "Hargreaves Lansdown", "Edward Jones", "Dean Witter", "Christian Dior",
    "Louis Vuitton", "Yves Saint Laurent", "Hugo Boss", "Michael Kors", "Philip Morris", "Wells Fargo",
    "Standard Chartered", "Aston Martin", "Rolls-Royce", "Mercedes-Benz", "Lehman Brothers", "Bear Stearns",
    "Roscosmos", "Fannie Mae", "Freddie Mac", "Macy", "Sainsbury", "Bloomingdale", "Sotheby", "Kohl", "Kellogg",
];

/// What a firm is, said right behind its name.
const TRADES: &[&str] = &[
    "maker", "brand", "company", "bank", "retailer", "chain", "carmaker", "automaker", "airline", "firm",
    "broadcaster", "newspaper", "manufacturer", "lender", "insurer", "brewer", "drugmaker", "chipmaker", "brokerage",
];

/// Who is of a people that stands before them: "Elmi **villagers**".
const PEOPLE: &[&str] = &[
    "people", "peoples", "tribe", "tribes", "tribesmen", "villagers", "refugees", "elder", "elders", "clan", "clans",
    "minority", "militia", "militias", "herders", "community", "communities",
];

/// What is called after people, and stands behind their name.
const PLACES: &[&str] =
    &["hotel", "restaurant", "theatre", "museum", "stadium", "mosque", "bridge", "prison", "hospital", "airport"];

/// What those who run such a place do: "the Elm Museum **says**".
const SPEAKS: &[&str] = &["said", "says", "told", "announced", "wrote"];

/// What nobody governs, said right behind its name.
const WATERS: &[&str] = &[
    "river", "rivers", "lagoon", "lagoons", "lake", "lakes", "mountains", "glacier", "glaciers", "volcano", "canyon",
    "gorge", "estuary", "strait", "reef", "archipelago",
];

/// What shares do.
const MOVES: &[&str] = &[
    "fell", "rose", "climbed", "jumped", "slipped", "dropped", "gained", "lost", "tumbled", "surged", "were", "have",
    "closed", "ended", "slid", "soared", "plunged", "sank", "added", "traded", "price",
];

/// What a drug is.
const DRUGS: &[&str] =
    &["drug", "pill", "medicine", "medication", "vaccine", "antibody", "antidepressant", "painkiller"];

/// Diseases called after who described them.
const EPONYMS: &[&str] = &["Alzheimer", "Parkinson", "Crohn", "Huntington", "Hodgkin"];

/// What surrounds the river and its forest, and no firm.
const AMAZON: &[&str] =
    &["rainforest", "forest", "river", "basin", "jungle", "region", "rain", "River", "Basin", "tribe"];

/// The type of a name of type `kind`, given the words of its sentence before and behind it; `None` when it is no name.
pub(super) fn told(
    text: &str,
    before: &[Span],
    run: &[Span],
    after: &[Span],
    kind: MentionType,
) -> Option<MentionType> {
    use MentionType::{Gpe, Loc, Norp, Org, Person, Product, Work};
    let back = |at: usize| before.len().checked_sub(at + 1).map_or("", |at| word_at(text, before, at));
    let next = |at: usize| word_at(text, after, at);
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return Some(kind) };
    let name = first.cover(*last).of(text);
    let is_titled = names::is_title(back(0));
    let is_small = run.len() < 3 && kind != Org && !is_titled;
    if is_small && is_illness(name, next(0), next(1)) {
        return None;
    }
    match kind {
        Work if matches!(name, "Arabic" | "Hindi" | "Urdu" | "Mandarin" | "Cantonese" | "Hebrew" | "Latin") => {
            return Some(Norp);
        }
        // "a nuclear plant", "2021"
        Gpe | Loc | Work | Product if !name.contains(|c: char| c.is_uppercase()) => return None,
        Gpe if run.len() == 1 && name.ends_with('s') && super::types::is_group(name) => return Some(Norp),
        Work if names::country(name).is_some() => return Some(Gpe),
        // "flight EX 251", "Queen" before a name that is another's
        Gpe | Loc if run.len() == 1 && (is_flight(name, next(0)) || names::is_honorific(name)) => return None,
        // The party.
        Work if name == "GOP" => return Some(Org),
        Work if name.ends_with("day") && super::dates::is_weekday(name) => return None,
        Work if run.len() == 1 && names::is_office(name) => return None,
        Gpe | Loc if name == "AI" => return None,
        Gpe | Loc if name == "Amazon" && !matches!(back(0), "the" | "The") && !AMAZON.contains(&next(0)) => {
            return Some(Org);
        }
        Gpe | Loc if last.of(text) == "Cartel" => return Some(Org),
        // "the Elm lagoon", "the Elm and Orr lagoons"
        Gpe if matches!(back(0), "the" | "The" | "and")
            && WATERS.contains(&next(if next(0) == "and" { 2 } else { 0 })) =>
        {
            return Some(Loc);
        }
        // "Republican Presidential hopeful"
        Person if matches!(last.of(text), "Presidential" | "Gubernatorial" | "Congressional") => return None,
        Gpe | Loc
            if run.len() > 1
                && SPEAKS.contains(&next(0))
                && PLACES.iter().any(|place| place.eq_ignore_ascii_case(last.of(text))) =>
        {
            return Some(Org);
        }
        Person if matches!(last.of(text), "Democrats" | "Republicans" | "Conservatives" | "Liberals") => {
            return Some(Norp);
        }
        _ => {}
    }
    if kind == Work && run.len() < 3 && PEOPLE.contains(&next(0)) {
        return Some(Norp);
    }
    if matches!(kind, Org | Work | Product) && is_said_human(text, before, run, after) {
        return Some(Person);
    }
    let is_name = matches!(kind, Person | Gpe | Loc | Org | Work);
    let said = said_of(text, after);
    if is_name
        && run.len() == 1
        && !is_titled
        && (DRUGS.contains(&back(0)) || said.is_some_and(|noun| DRUGS.contains(&noun)))
    {
        return Some(Product);
    }
    if kind == Person && !is_titled {
        // "the Ada Lind hotel"
        if matches!(back(0), "the" | "The") && PLACES.contains(&next(0)) {
            return Some(Loc);
        }
        let is_share = |word: &str| matches!(word, "shares" | "stock" | "Shares");
        let is_sold = is_share(next(0)) && MOVES.contains(&next(1)) || back(0) == "of" && is_share(back(1));
        if is_sold || FIRMS.contains(&name) || said.is_some_and(|noun| TRADES.contains(&noun)) {
            return Some(Org);
        }
    }
    if is_name && is_seat(text, before) {
        return Some(Gpe);
    }
    Some(kind)
}

/// "EX 251": two letters before a number.
fn is_flight(name: &str, next: &str) -> bool {
    name.len() == 2
        && name.bytes().all(|byte| byte.is_ascii_uppercase())
        && next.len() > 1
        && next.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a name, with the two words behind it, is (part of) that of a disease: "Lind's disease", "Parkinson's".
pub(super) fn is_illness(name: &str, next: &str, then: &str) -> bool {
    let is_disease = matches!(then, "disease" | "syndrome" | "lymphoma" | "palsy");
    matches!(next, "'s" | "’s") && (is_disease || EPONYMS.contains(&name))
}

/// The noun that what stands behind a name between commas ends with: "brand" for ", the Milwaukee motorcycle brand,".
fn said_of<'a>(text: &'a str, after: &[Span]) -> Option<&'a str> {
    let word = |at: usize| word_at(text, after, at);
    if word(0) != "," || !matches!(word(1), "a" | "an" | "the") {
        return None;
    }
    let is_end = |word: &str| {
        matches!(word, "," | "." | "that" | "which" | "for" | "made" | "based" | "at" | "from" | "in" | "with" | "")
    };
    (2..8).find(|&at| is_end(word(at + 1)) || matches!(word(at), "of" | "who" | "'s" | "’s")).map(word)
}

/// Whether a name at the head of its clause is somebody's, by what is said behind it: "Apple Lind, **34**, …", "Apple Lind,
/// an **engineer** at a bank, …".
fn is_said_human(text: &str, before: &[Span], run: &[Span], after: &[Span]) -> bool {
    let last = before.last().map_or("", |span| span.of(text));
    let is_head = matches!(last, "" | "said" | "says" | "”" | "\"" | "''");
    let age = word_at(text, after, 1);
    let is_aged = (1..3).contains(&age.len()) && age.bytes().all(|byte| byte.is_ascii_digit());
    let is_apart = word_at(text, after, 0) == "," && word_at(text, after, 2) == ",";
    let is_human = || said_of(text, after).is_some_and(names::is_human);
    is_head && (is_aged && is_apart && run.len() > 1 || run.len() < 4 && is_human())
}

/// Whether a seat in parliament is named here: "MP for" stands before it, with the first half of its name perhaps.
fn is_seat(text: &str, before: &[Span]) -> bool {
    let words = before.iter().rev().take(7).map(|span| span.of(text));
    let mut rest = words.skip_while(|word| super::names::is_capital(word) && *word != "MP" || *word == "and");
    rest.next() == Some("for") && matches!(rest.next(), Some("MP" | "MSP" | "MPs" | "candidate"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    #[test]
    fn words_around_a_name_say_what_it_is() {
        use MentionType::{Gpe, Loc, Norp, Org, Person, Product, Work};
        // The name stands in brackets.
        let cases = [
            ("[Orr] shares fell on Monday", Person, Some(Org)),
            ("[Ada Orr] shares a flat", Person, Some(Person)),
            ("He sold shares of [Orr]", Person, Some(Org)),
            ("[Orr], the Westmark motorcycle maker, closed", Person, Some(Org)),
            ("[Orr], the chairman of the company, left", Person, Some(Person)),
            ("[Orr], a company man who knows it, left", Person, Some(Person)),
            ("[Caplex], a pill for gout", Gpe, Some(Product)),
            ("the drug [Caplex] sells", Person, Some(Product)),
            ("early [Alzheimer]'s patients", Person, None),
            ("with [Lind Orr]'s disease", Person, None),
            ("Dr. [Alzheimer]'s book", Person, Some(Person)),
            ("on [Sunday]", Work, None),
            ("in [Arabic]", Work, Some(Norp)),
            ("[Councilwoman] Orr", Work, None),
            ("[Amazon] sells books", Gpe, Some(Org)),
            ("in the [Amazon] it rains", Gpe, Some(Gpe)),
            ("says [AI] will", Gpe, None),
            ("on flight [EX] 251 to Elm", Gpe, None),
            ("in the [Queen] Ada hospital", Gpe, None),
            ("the [Elm] and Orr lagoons", Gpe, Some(Loc)),
            ("the [Elm] coast", Gpe, Some(Gpe)),
            ("a [Norland Presidential] hopeful", Person, None),
            ("a [US] firm", Work, Some(Gpe)),
            ("a [nuclear plant] fell", Gpe, None),
            ("[2021] was dry", Product, None),
            ("the [Soviets] left", Gpe, Some(Norp)),
            ("[Harbour Democrats] left", Person, Some(Norp)),
            ("the MP for [Hull West] left", Org, Some(Gpe)),
            ("the MP for Port Elm and [Orr] left", Person, Some(Gpe)),
            ("the MP for Port Elm, [Ada Orr], left", Person, Some(Person)),
            ("[Goldman Sachs] rose", Person, Some(Org)),
            ("[Apple Lind], an engineer at a bank, left", Org, Some(Person)),
            ("[Apple Lind], 34, left", Org, Some(Person)),
            ("[Apple Lind], a developer of mills, closed", Org, Some(Org)),
            ("At [Elm College], a teacher at the school left", Org, Some(Org)),
            ("two [Innu] elders left", Work, Some(Norp)),
            ("at the [Ada Lind] hotel", Person, Some(Loc)),
        ];
        for (marked, kind, expected) in cases {
            let (start, end) = (marked.find('[').expect("it begins"), marked.find(']').expect("it ends"));
            let text = marked.replace(['[', ']'], "");
            let page = Page::from_text(text.as_str());
            let tokens = crate::tokens::tokenize(&page);
            let (first, end) = (tokens.at(start), tokens.at(end - 2) + 1);
            let spans = tokens.spans();
            let told = told(&text, &spans[..first], &spans[first..end], &spans[end..], kind);
            assert_eq!(told, expected, "{marked}");
        }
    }
}
