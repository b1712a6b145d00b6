//! What is known of a person elsewhere in the text: names that the labeller missed, or took for something else.
//!
//! What enters are the mentions of a text; what leaves are these and a few more. A surname is found again where it stands
//! alone: with "Anita Elm" named, "DCI Elm" is she. A full name that was taken for a place is a person's when the surname
//! alone was known for one.
//!
//! Only what is written exactly alike counts, and nothing that may be part of a longer name.

use super::model::{Mention, MentionType};
use super::names::is_capital;
use super::role_words::{is_auxiliary, is_past, is_preposition, is_report};
use super::{abbreviations, context, is_given_name, names, word_at};
use crate::order::by_number;
use crate::page::{BlockRole, Page};
use crate::span::{EntityId, Span};
use crate::tagger::lexicon::{self, Lexicon};
use crate::tokens::Tokens;
use foldhash::{HashSet, HashSetExt};

/// The mentions, in order, with what is known of people.
/// `text` is the page's, with its headlines as [`super::headlines`] writes them.
pub(super) fn complete(
    page: &Page,
    text: &str,
    tokens: &Tokens,
    lexicon: &Lexicon,
    mut found: Vec<Mention>,
) -> Vec<Mention> {
    believers(text, tokens, &mut found);
    headlined(page, text, &mut found);
    let mut alone: HashSet<&str> = HashSet::new();
    let mut surnames: HashSet<&str> = HashSet::new();
    let mut particled: HashSet<String> = HashSet::new();
    for mention in found.iter().filter(|mention| mention.kind == MentionType::Person) {
        let name = mention.span.of(text);
        match name.rsplit_once(' ') {
            Some((_, last)) if last.len() >= 4 && !names::is_suffix(last) => {
                surnames.insert(last);
                particled.extend(with_particle(name));
            }
            Some(_) => {}
            None => drop(alone.insert(name)),
        }
    }
    let organisations = found.iter().filter(|mention| mention.kind == MentionType::Org);
    let of_organisations: HashSet<&str> =
        organisations.flat_map(|mention| words_of_many(mention.span.of(text))).collect();
    for at in like_peoples(text, tokens, lexicon, &surnames, &found) {
        found[at].kind = MentionType::Person;
    }
    let datelines = datelines(page, &found);
    for mention in &mut found {
        let name = mention.span.of(text);
        // An agency or a department in capitals may begin a paragraph as well: of those only what is known for a city.
        let lower = name.to_lowercase();
        let is_city = || lexicon.get(lexicon::key(lower.split(' '))).lists & lexicon::CITY != 0;
        let is_loud = || !name.contains(char::is_lowercase) && (name.contains(' ') || is_city());
        let is_thing = matches!(mention.kind, MentionType::Person | MentionType::Work)
            || mention.kind == MentionType::Org && is_loud();
        if is_thing && !surnames.contains(name) && datelines.contains(&lower) {
            mention.kind = MentionType::Gpe;
            continue;
        }
        // "The **Cruise** video", with Tom Cruise named: no firm of that name is.
        let is_surname = || {
            let is_company = lexicon.get(lexicon::hash(&lower)).names & lexicon::COMPANY != 0;
            mention.kind == MentionType::Org
                && surnames.contains(name)
                && !of_organisations.contains(name)
                && !is_company
        };
        let is_namesake = || is_person(name, &alone, lexicon) || particled.contains(name);
        if matches!(mention.kind, MentionType::Gpe | MentionType::Org) && is_namesake() || is_surname() {
            mention.kind = MentionType::Person;
        }
    }
    let missed = missed(text, tokens, &found, &surnames);
    let found = with(found, missed);
    let behind = behind_offices(text, tokens, lexicon, &found);
    let found = with(found, behind);
    let missed = abbreviations::missed(text, tokens, &found);
    abbreviations::whole(text, tokens, with(found, missed))
}

/// Takes a group off the names of people that it was taken for a given name of: "As a devout **Christian** Lind wants to
/// help." Who is called so elsewhere keeps it: "a late **Christian Lind** goal".
fn believers(text: &str, tokens: &Tokens, found: &mut [Mention]) {
    let word = |at: usize| word_at(text, tokens.spans(), at);
    let is_article = |at: Option<usize>| at.is_some_and(|at| matches!(word(at), "a" | "A" | "an" | "An"));
    let surname = |mention: &Mention| {
        let (first, rest) = mention.span.of(text).split_once(' ')?;
        let at = tokens.at(mention.span.from());
        let is_adjective = || at > 1 && word(at - 1).starts_with(char::is_lowercase);
        let is_noun = is_article(at.checked_sub(1)) || is_adjective() && is_article(at.checked_sub(2));
        (mention.kind == MentionType::Person && is_noun && super::types::is_group(first)).then_some(rest)
    };
    let others: HashSet<&str> =
        found.iter().filter(|own| surname(own).is_none()).map(|own| own.span.of(text)).collect();
    for mention in found {
        if let Some(rest) = surname(mention).filter(|_| !others.contains(mention.span.of(text))) {
            mention.span.start = mention.span.end - rest.len() as u32;
        }
    }
}

/// Takes off a name in the headline what is only written like one, where the text names who it is: "**Ada Lind** Blasts",
/// "**Lind** Waits" with Ada Lind named, "And **Lind**".
fn headlined(page: &Page, text: &str, found: &mut [Mention]) {
    let Some(first) = page.blocks().iter().find(|block| block.role != BlockRole::Clutter) else { return };
    if first.role != BlockRole::Headline {
        return;
    }
    let (headline, body) = found.split_at_mut(found.partition_point(|mention| mention.span.end <= first.span.end));
    let is_long = |mention: &&mut Mention| mention.kind == MentionType::Person && mention.span.of(text).contains(' ');
    for own in headline.iter_mut().filter(is_long).take(8) {
        let name = own.span.of(text);
        let people = || body.iter().filter(|other| other.kind == MentionType::Person).map(|other| other.span.of(text));
        let has = |word: &str| people().any(|other| other.split(' ').any(|own| own == word));
        // "Lind" of "Ada Lind", but not "Ada".
        let is_named = |name: &str| {
            let is_end = |other: &str| other.strip_suffix(name).is_some_and(|before| before.ends_with(' '));
            people().any(|other| is_end(other) || other == name && name.contains(' '))
        };
        let known = name.split(' ').take_while(|word| has(word)).map(|word| word.len() + 1).sum::<usize>();
        if known > name.len() {
            continue;
        }
        if let Some((opening, rest)) = name.split_once(' ').filter(|(opening, _)| super::edges::is_beginning(opening))
            && (is_named(rest) || people().any(|other| other == rest))
        {
            own.span.start += opening.len() as u32 + 1;
        } else if known > 0 && is_named(&name[..known - 1]) && !name[known..].split(' ').any(has) {
            own.span.end = own.span.start + known as u32 - 1;
        }
    }
}

/// The mentions that were taken for a people or a country and are of one who is called so: "**German** said", with Ada German
/// named, but not "German firms", and no country that the text says that something is in.
fn like_peoples(
    text: &str,
    tokens: &Tokens,
    lexicon: &Lexicon,
    surnames: &HashSet<&str>,
    found: &[Mention],
) -> Vec<usize> {
    let is_people = |mention: &Mention| {
        matches!(mention.kind, MentionType::Norp | MentionType::Gpe) && surnames.contains(mention.span.of(text))
    };
    let peoples: Vec<usize> = (0..found.len()).filter(|&at| is_people(&found[at])).collect();
    if peoples.is_empty() {
        return peoples;
    }
    let word = |at: usize| word_at(text, tokens.spans(), at);
    let before = |at: &usize| tokens.at(found[*at].span.from()).checked_sub(1).map_or("", word);
    let is_place = |at: &&usize| {
        found[**at].kind == MentionType::Gpe
            && matches!(before(at), "in" | "from" | "across" | "into" | "of" | "to" | "at" | "near")
    };
    let places: HashSet<&str> = peoples.iter().filter(is_place).map(|&at| found[at].span.of(text)).collect();
    let people = found.iter().filter(|mention| mention.kind == MentionType::Person);
    let called: HashSet<&str> = people
        .filter_map(|own| own.span.of(text).rsplit_once(' '))
        .filter(|(given, _)| given.split(' ').next().is_some_and(|given| is_given_name(given, lexicon)))
        .map(|(_, last)| last)
        .collect();
    let is_alone = |at: &usize| {
        let (before, next) = (before(at), tokens.at(found[*at].span.to()));
        let (next, then) = (word(next), word(next + 1));
        let opens = !before.ends_with(char::is_alphanumeric)
            || names::is_title(before)
            || matches!(before, "and" | "but" | "that" | "said" | "says" | "told" | "called" | "as" | "with" | "while")
            || before != "in" && is_preposition(before);
        let is_verb = is_auxiliary(next)
            || is_past(next)
            || is_report(next)
            || next == "also"
            || next.len() > 4 && next.ends_with("ed") && !is_capital(next);
        // "English, French and Dutch firms"
        let is_listed = next == "-" || next == "," && is_capital(then);
        // "told German to wait"
        let is_told = before == "told" && matches!(next, "that" | "to" | "he" | "she");
        let is_last = found[*at].kind == MentionType::Norp && !next.starts_with(char::is_alphanumeric) && !is_listed;
        opens && (is_verb || is_told || is_last)
    };
    let is_own = |at: &usize| {
        let name = found[*at].span.of(text);
        called.contains(name) && !places.contains(name) && is_alone(at)
    };
    peoples.into_iter().filter(is_own).collect()
}

/// Mentions with some more, in order.
fn with(mut found: Vec<Mention>, missed: Vec<Mention>) -> Vec<Mention> {
    if !missed.is_empty() {
        found.extend(missed);
        by_number(&mut found, |mention| mention.span.number());
    }
    found
}

/// The places that paragraphs begin with, in small letters: "PORT ELM, Kenya (AP) —".
fn datelines(page: &Page, found: &[Mention]) -> HashSet<String> {
    let mut places = HashSet::new();
    let mut next = 0;
    for block in page.blocks() {
        while found.get(next).is_some_and(|mention| mention.span.start < block.span.start) {
            next += 1;
        }
        let Some(mention) = found.get(next).filter(|mention| mention.span.start == block.span.start) else { continue };
        let name = mention.span.of(page.text());
        let is_caps = name.len() > 3 && name.chars().all(|c| c.is_uppercase() || c == ' ' || c == '-');
        if !is_caps {
            continue;
        }
        let rest = page.text().get(mention.span.to()..block.span.to()).unwrap_or_default();
        // A state or a country, and the agency in brackets.
        let mark = rest.char_indices().take(30).find(|(_, c)| matches!(c, '—' | '–' | ':' | '(')).map(|(at, _)| at);
        let is_plain = |between: &str| between.trim().is_empty() || between.starts_with([',', '/']);
        if mark.is_some_and(|mark| is_plain(&rest[..mark])) {
            places.insert(name.to_lowercase());
        }
    }
    places
}

/// The words of a name that has several.
fn words_of_many(name: &str) -> impl Iterator<Item = &str> {
    name.split(' ').filter(|word| word.len() < name.len())
}

/// "La Grange" of "Ada la Grange": a surname with its particle, as it begins a sentence.
fn with_particle(name: &str) -> Option<String> {
    const PARTICLES: &[&str] = &["la", "le", "de", "du", "van", "von", "der", "den", "ten", "el", "al", "da", "dos"];
    let (at, _) = name
        .match_indices(' ')
        .find(|(at, _)| name[at + 1..].split_once(' ').is_some_and(|(word, _)| PARTICLES.contains(&word)))?;
    let mut letters = name[at + 1..].chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect())
}

/// Whether a name of two words is a given name and a surname that is known alone for a person's; the first may be any word
/// that names nothing else, before what a list of surnames holds.
fn is_person(name: &str, alone: &HashSet<&str>, lexicon: &Lexicon) -> bool {
    let Some((first, last)) = name.split_once(' ') else { return false };
    let entry = |word: &str| lexicon.get(lexicon::hash(&word.to_lowercase()));
    let things = lexicon::ORGANISATION | lexicon::PLACE | lexicon::CITY | lexicon::COUNTRY | lexicon::NATIONALITY;
    let is_plain = || {
        entry(last).names & lexicon::SURNAME != 0
            && (entry(first).lists | entry(last).lists) & things == 0
            && names::is_capital(first)
            && first.contains(char::is_lowercase)
            && !names::is_role_noun(first)
            && !names::modifies_role(first)
    };
    alone.contains(last) && (is_given_name(first, lexicon) || is_plain())
}

/// Surnames that stand alone and that nothing was found at.
fn missed(text: &str, tokens: &Tokens, found: &[Mention], surnames: &HashSet<&str>) -> Vec<Mention> {
    const VERBS: &[&str] = &["said", "says", "told", "added", "was", "is", "has", "had", "will", "would"];
    let mut missed = Vec::new();
    if surnames.is_empty() {
        return missed;
    }
    let mut next = 0;
    for sentence in tokens.sentences() {
        let range = sentence.range();
        let word = |at: usize| if range.contains(&at) { word_at(text, tokens.spans(), at) } else { "" };
        for at in range.clone() {
            let span: Span = tokens.spans()[at];
            while found.get(next).is_some_and(|mention| mention.span.end <= span.start) {
                next += 1;
            }
            let is_known = super::names::is_capital(span.of(text)) && surnames.contains(span.of(text));
            if !is_known || found.get(next).is_some_and(|mention| mention.span.overlaps(span)) {
                continue;
            }
            let before = if at > range.start { word(at - 1) } else { "" };
            let is_rank = names::is_title(before)
                || (2..=4).contains(&before.len()) && before.bytes().all(|byte| byte.is_ascii_uppercase());
            let is_capital = |word: &str| super::names::is_capital(word);
            let touches = |other: usize| {
                range.contains(&other) && {
                    let other = tokens.spans()[other];
                    other.end == span.start && word(at - 1) == "-" || other.start == span.end && word(at + 1) == "-"
                }
            };
            let is_part = is_capital(word(at + 1))
                || is_capital(before) && !is_rank
                || touches(at + 1)
                || at > range.start && touches(at - 1);
            // "the Marsh camera", "Marsh bin Orr"
            let is_other = matches!(before, "the" | "The" | "a" | "an")
                || matches!(word(at + 1), "bin" | "ibn" | "de" | "van")
                || context::is_illness(span.of(text), word(at + 1), word(at + 2));
            // What begins a sentence has a capital whatever it is.
            let begins = !before.ends_with(char::is_alphanumeric) && before != ",";
            if !is_part && !is_other && (is_rank || !begins || VERBS.contains(&word(at + 1))) {
                missed.push(Mention { span, kind: MentionType::Person, entity: EntityId(0), confidence: 0.8 });
            }
        }
    }
    missed
}

/// Full names behind an office that ends with what it is of, where the labeller found nothing: "Secretary of State **Ada
/// Lind**", "Chief of Staff **Ada Lind**".
fn behind_offices(text: &str, tokens: &Tokens, lexicon: &Lexicon, found: &[Mention]) -> Vec<Mention> {
    let entry = |word: &str| lexicon.get(lexicon::hash(&word.to_lowercase()));
    let is_plain = |word: &str| {
        super::names::is_capital(word)
            && word.contains(char::is_lowercase)
            && entry(word).lists & (lexicon::ORGANISATION | lexicon::PLACE) == 0
            && !names::is_role_noun(word)
    };
    let mut missed = Vec::new();
    for sentence in tokens.sentences() {
        let range = sentence.range();
        let word = |at: usize| if range.contains(&at) { word_at(text, tokens.spans(), at) } else { "" };
        for of in range.clone().skip(1).filter(|&at| matches!(word(at), "of" | "for")) {
            let (first, last) = (word(of + 2), word(of + 3));
            // Few have capitals on both sides; the lists are asked of those alone.
            let is_capital = |at: usize| super::names::is_capital(word(at));
            let has_office = is_capital(of - 1)
                && is_capital(of + 1)
                && names::is_role_noun(word(of - 1))
                && names::modifies_role(word(of + 1));
            let has_name = || is_given_name(first, lexicon) && is_plain(first) && is_plain(last);
            if !has_office || is_capital(of + 4) || !has_name() {
                continue;
            }
            let span = tokens.spans()[of + 2].cover(tokens.spans()[of + 3]);
            let next = found.partition_point(|mention| mention.span.end <= span.start);
            if found.get(next).is_none_or(|mention| !mention.span.overlaps(span)) {
                missed.push(Mention { span, kind: MentionType::Person, entity: EntityId(0), confidence: 0.8 });
            }
        }
    }
    missed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::lexicon::LexiconBuilder;

    #[test]
    fn surnames_are_found_again() {
        let mut builder = LexiconBuilder::default();
        builder.phrase("Florence", lexicon::FIRST_NAME);
        builder.name("Marsh", lexicon::SURNAME);
        builder.phrase("Elm", lexicon::CITY);
        let lexicon = Lexicon::read(&builder.pack()).expect("just packed");
        // What the labeller found, each with its type, and what is found at last.
        let cases = [
            ("Anita Marsh left. DCI Marsh stayed.", "PERSON Anita Marsh", "PERSON Anita Marsh; PERSON Marsh"),
            ("Anita Marsh left, and then Marsh came.", "PERSON Anita Marsh", "PERSON Anita Marsh; PERSON Marsh"),
            ("Anita Marsh left. Marsh is late.", "PERSON Anita Marsh", "PERSON Anita Marsh; PERSON Marsh"),
            ("Anita Marsh left. Marsh plants grow.", "PERSON Anita Marsh", "PERSON Anita Marsh"),
            ("Anita Marsh left the Marsh mill.", "PERSON Anita Marsh", "PERSON Anita Marsh"),
            ("As a devout Christian Orr prays.", "PERSON Christian Orr", "PERSON Orr"),
            (
                "Christian Orr left. A Christian Orr film ran.",
                "PERSON Christian Orr; PERSON Christian Orr",
                "PERSON Christian Orr; PERSON Christian Orr",
            ),
            ("As a devout Christian Orr prays.", "PERSON Christian Orr", "PERSON Orr"),
            (
                "Christian Orr left. A Christian Orr film ran.",
                "PERSON Christian Orr; PERSON Christian Orr",
                "PERSON Christian Orr; PERSON Christian Orr",
            ),
            ("Anita Marsh left Marsh Hotel.", "PERSON Anita Marsh", "PERSON Anita Marsh"),
            ("Secretary of State Florence Marsh left.", "", "PERSON Florence Marsh"),
            ("Secretary of State Florence Elm Marsh left.", "", ""),
            ("A mill of State Florence Marsh left.", "", ""),
            ("Anita Marsh has Marsh's disease.", "PERSON Anita Marsh", "PERSON Anita Marsh"),
            ("Anita Marsh left new Marsh-Orr mills.", "PERSON Anita Marsh", "PERSON Anita Marsh"),
            ("Anita Marsh met Marsh bin Orr.", "PERSON Anita Marsh", "PERSON Anita Marsh"),
            ("Florence Orr met Orr", "GPE Florence Orr; PERSON Orr", "PERSON Florence Orr; PERSON Orr"),
            ("Rilo Marsh met Marsh", "ORG Rilo Marsh; PERSON Marsh", "PERSON Rilo Marsh; PERSON Marsh"),
            ("Elm Marsh met Marsh", "ORG Elm Marsh; PERSON Marsh", "ORG Elm Marsh; PERSON Marsh"),
            ("Florence Orr met Ada", "GPE Florence Orr; PERSON Ada", "GPE Florence Orr; PERSON Ada"),
            ("WENHAM, Ohio — All left Wenham.", "PERSON WENHAM; PERSON Wenham", "GPE WENHAM; GPE Wenham"),
            ("PORT ELM — All left NASA.", "ORG PORT ELM; ORG NASA", "GPE PORT ELM; ORG NASA"),
            ("NASA — All left.", "ORG NASA", "ORG NASA"),
            ("WENHAM left with Bo (the cat).", "PERSON WENHAM", "PERSON WENHAM"),
            (
                "Florence Elmish left. Elmish said so. He told Elmish to wait. An Elmish mill ran.",
                "PERSON Florence Elmish; NORP Elmish; NORP Elmish; NORP Elmish",
                "PERSON Florence Elmish; PERSON Elmish; PERSON Elmish; NORP Elmish",
            ),
            (
                "Florence Norland left. Norland said so.",
                "PERSON Florence Norland; GPE Norland",
                "PERSON Florence Norland; PERSON Norland",
            ),
            (
                "Florence Norland left. Norland said so in Norland.",
                "PERSON Florence Norland; GPE Norland; GPE Norland",
                "PERSON Florence Norland; GPE Norland; GPE Norland",
            ),
            ("Team Elmish left. Elmish said so.", "PERSON Team Elmish; NORP Elmish", "PERSON Team Elmish; NORP Elmish"),
            (
                "Anita Marsh Blasts Orr\nAnita Marsh left. Marsh is late.",
                "PERSON Anita Marsh Blasts; PERSON Anita Marsh; PERSON Marsh",
                "PERSON Anita Marsh; PERSON Anita Marsh; PERSON Marsh",
            ),
            (
                "And Marsh Waits\nAnita Marsh left. Marsh is late.",
                "PERSON And Marsh; PERSON Anita Marsh; PERSON Marsh",
                "PERSON Marsh; PERSON Anita Marsh; PERSON Marsh",
            ),
            (
                "Marsh Waits Again\nAnita Marsh left. Marsh is late.",
                "PERSON Marsh Waits; PERSON Anita Marsh; PERSON Marsh",
                "PERSON Marsh; PERSON Anita Marsh; PERSON Marsh",
            ),
            (
                "Anita Marsh Waits\nMarsh left. Anita is late.",
                "PERSON Anita Marsh; PERSON Marsh; PERSON Anita",
                "PERSON Anita Marsh; PERSON Marsh; PERSON Anita",
            ),
            ("Port Orr met Orr", "GPE Port Orr; PERSON Orr", "GPE Port Orr; PERSON Orr"),
            (
                "Anita Marsh left. The Marsh film ran.",
                "PERSON Anita Marsh; ORG Marsh",
                "PERSON Anita Marsh; PERSON Marsh",
            ),
            (
                "Anita Marsh left. Marsh, or Marsh Mills, ran.",
                "PERSON Anita Marsh; ORG Marsh; ORG Marsh Mills",
                "PERSON Anita Marsh; ORG Marsh; ORG Marsh Mills",
            ),
        ];
        for (text, labelled, expected) in cases {
            let page = Page::from_text(text);
            let mut from = 0;
            let found = labelled.split("; ").filter(|mention| !mention.is_empty()).map(|mention| {
                let (kind, name) = mention.split_once(' ').expect("a type and a name");
                let start = from + text[from..].find(name).expect("it is there");
                from = start + name.len();
                let kind = MentionType::from_name(kind).expect("a type");
                Mention { span: Span::new(start, from), kind, entity: EntityId(0), confidence: 0.9 }
            });
            let found = complete(&page, text, &crate::tokens::tokenize(&page), &lexicon, found.collect());
            let shown = found.iter().map(|mention| format!("{} {}", mention.kind.name(), mention.span.of(text)));
            assert_eq!(shown.collect::<Vec<_>>().join("; "), expected, "{text}");
        }
    }
}
