//! The source that the labeller saw, as a phrase: what does not belong to it is taken off, and its head is found.
//!
//! What enters are the tokens that were labelled; what leaves is a [`Phrase`].
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "However, Ada Lind said the bridge was not safe at all.";
//! let reading = annotate(&Page::from_text(text));
//! assert_eq!(reading.quotations[0].source[0].of(text), "Ada Lind");
//! ```

use super::antecedents::narrows;
use super::edges::cut_left;
use super::groups::is_collective;
use super::phrases::{
    Head, Phrase, Scene, before_aside, before_bracket, bounds_phrase, chains, is_determiner, is_no_noun, is_pronoun,
    phrase_ending, with_name,
};
use crate::entities::{MentionType, names};
use crate::quotations::cues;
use std::ops::Range;

/// A source whose tokens are known, without what stands to the left of it.
#[must_use]
pub(super) fn phrase_in(scene: &Scene, tokens: Range<usize>) -> Phrase {
    let phrase = labelled_phrase(scene, tokens);
    cut_left(scene, &phrase).unwrap_or(phrase)
}

/// A source whose tokens are known: its head is what its first part ends with ("Orr, who runs the Institute").
fn labelled_phrase(scene: &Scene, tokens: Range<usize>) -> Phrase {
    // "**Orr**, who runs the Institute, said": the clause alone was labelled.
    let before = tokens.start.checked_sub(1).map_or("", |before| scene.word(before));
    // The pronoun itself may have been left out.
    let first = scene.word(tokens.start);
    let is_verb = cues::verb(first).is_some() || cues::is_auxiliary(first) || first.ends_with("ed");
    let start = if before == "who" && is_verb { tokens.start - 1 } else { tokens.start };
    let opening = scene.word(start);
    let is_clause = tokens.len() > 2 && (opening == "who" || opening == "which" && before == ",");
    if is_clause && let Some(named) = before_relative(scene, start) {
        return named;
    }
    let tokens = trimmed(scene, tokens);
    // "A note issued on Monday by **the Elm Roads Board**": whoever speaks in it.
    if let Some(issued) = issued(scene, &tokens) {
        return issued;
    }
    // "The Elm College, **Norland** states": where it is.
    if let Some(named) = phrase_ending(scene, tokens.start.saturating_sub(12), tokens.end)
        && named.tokens.start < tokens.start
        && scene.word(tokens.start - 1) == ","
        && matches!(named.head, Head::Named(_))
    {
        return named;
    }
    if tokens.len() == 1
        && is_relative(scene.word(tokens.start))
        && let Some(named) = before_relative(scene, tokens.start)
    {
        return named;
    }
    // "The Council of Elm’s **Food and Pear Agency**"
    let body = scene.speaking_mention(tokens.end - 1).map(|body| (body, scene.tokens_of(body)));
    if let Some((body, own)) = body
        && own.start > tokens.start
        && names::is_genitive(scene.word(own.start - 1))
        && scene.mentions[body].kind == MentionType::Org
        // "Bo Orr, a miller at **Elm's Water Union**": he says it.
        && !tokens.clone().any(|at| scene.word(at) == ",")
    {
        return Phrase { tokens, head: Head::Named(body) };
    }
    // "The Elm, Norland-**based** company"
    let is_based = |comma: usize| (comma..tokens.end).any(|token| scene.word(token) == "based");
    // "The former Elm **and** Westmark player"
    let last = scene.word(tokens.end - 1);
    let ends_in_office = names::is_role_noun(last) && last.starts_with(char::is_lowercase) && !last.ends_with('s');
    let parts = |token: &usize| {
        let word = scene.word(*token);
        // "A senior **Bank of Elm** official"
        let is_inside = scene.mention_at(*token).is_some_and(|mention| scene.tokens_of(mention).start < *token);
        if is_inside && ends_in_office {
            return false;
        }
        let is_joined = word == "and" && ends_in_office;
        bounds_phrase(word) && !(word == "," && is_based(*token)) && !is_joined
            || (chains(word) && *token > tokens.start)
    };
    if tokens.len() == 1 && is_possessive(scene.word(tokens.start)) {
        return Phrase { tokens, head: Head::Pronoun };
    }
    let end = tokens.clone().skip(1).find(parts).unwrap_or(tokens.end);
    // "**One** of the millers"
    let is_one_of = tokens.len() > 1 && scene.word(tokens.start).eq_ignore_ascii_case("one");
    let head = match (tokens.start..end).rev().find_map(|token| phrase_ending(scene, tokens.start, token + 1)) {
        Some(_) if is_one_of => Head::Noun,
        Some(phrase) if phrase.tokens.end == end || matches!(phrase.head, Head::Person(_)) => phrase.head,
        _ => Head::Noun,
    };
    let head = match head {
        Head::Person(mention) if !scene.is_title_only(mention) => head,
        _ => bearer_of_office(scene, &tokens)
            .or_else(|| holder(scene, &tokens))
            .map(Head::Person)
            .or_else(|| explained(scene, &tokens).map(Head::Named))
            .unwrap_or(head),
    };
    with_name(scene, Phrase { tokens, head })
}

/// A statement as the words of whoever issues it: "the **Elm Council** letter", "a note on Monday by **the Elm Roads Board**", "a press release from **the
/// town**". With a name its own words stay.
pub(super) fn issued(scene: &Scene, tokens: &Range<usize>) -> Option<Phrase> {
    const MOST: usize = 8;
    // "The **Elm Council** letter"
    let last = tokens.end.checked_sub(2).filter(|&last| last >= tokens.start);
    let owner = last.and_then(|last| scene.mention_at(last)).filter(|&name| {
        let own = scene.tokens_of(name);
        let opens =
            own.start == tokens.start || own.start == tokens.start + 1 && is_determiner(scene.word(tokens.start));
        opens && own.end + 1 == tokens.end && scene.mentions[name].kind == MentionType::Org
    });
    if let Some(name) = owner.filter(|_| cues::is_statement(scene.word(tokens.end - 1))) {
        return Some(Phrase { tokens: tokens.clone(), head: Head::Named(name) });
    }
    let near = tokens.start + 1..tokens.end.min(tokens.start + MOST);
    let by = near.clone().find(|&at| matches!(scene.word(at), "by" | "from")).filter(|by| by + 1 < tokens.end)?;
    let fits = |at: &usize| cues::is_statement(scene.word(*at)) || cues::is_document(scene.word(*at));
    let noun = (near.start..by).find(fits)?;
    let is_when = |at: usize| scene.word(at) == "on" || cues::is_participle(scene.word(at)) || scene.is_measure(at);
    if !is_determiner(scene.word(tokens.start)) || !(noun + 1..by).all(is_when) {
        return None;
    }
    let issuer = labelled_phrase(scene, by + 1..tokens.end);
    // "The Latin American **Energy Organization**": a name that was cut is better shown as it is written.
    let is_cut = |name: usize| {
        let first = scene.tokens_of(name).start;
        first > by + 1 && names::is_capital(scene.word(first - 1))
    };
    let is_unnamed = match issuer.head {
        Head::Named(name) => is_cut(name),
        head => head == Head::Noun,
    };
    if is_unnamed && !cues::is_statement(scene.word(noun)) {
        return None;
    }
    let tokens = if issuer.head == Head::Noun { issuer.tokens } else { tokens.clone() };
    Some(Phrase { tokens, head: issuer.head })
}

/// A labelled source without what does not belong to it: "which **media** reports", "**Orr** opened the week".
fn trimmed(scene: &Scene, tokens: Range<usize>) -> Range<usize> {
    let mut tokens = tokens;
    // "This year**'s survey**": the owner was left out.
    if matches!(scene.word(tokens.start), "'s" | "’s") && tokens.start > 0 {
        let owner = tokens.start - 1;
        let has_determiner = owner.checked_sub(1).is_some_and(|before| is_determiner(scene.word(before)));
        tokens.start =
            scene.mention_at(owner).map_or(owner - usize::from(has_determiner), |own| scene.tokens_of(own).start);
    }
    if tokens.len() > 1 && is_relative(scene.word(tokens.start)) {
        tokens.start += 1;
    }
    let is_person = |token: usize| {
        scene.mention_at(token).is_some_and(|mention| scene.mentions[mention].kind == MentionType::Person)
    };
    // "(Elm News) - **Orr** said", "ELM: **The council** said": where and for whom it was written.
    let is_mark = |at: &usize| {
        let is_dash = matches!(scene.word(*at), "-" | "–" | "—")
            && (scene.word(*at - 1) == ")"
                || scene.word(tokens.start).len() > 2 && is_shouted(scene.word(tokens.start)));
        is_dash || scene.word(*at) == ":" && is_shouted(scene.word(*at - 1))
    };
    if let Some(mark) = tokens.clone().skip(1).find(is_mark).filter(|&mark| mark + 1 < tokens.end) {
        // Two hyphens may stand for a dash.
        tokens.start = mark + if scene.word(mark + 1) == "-" && mark + 2 < tokens.end { 2 } else { 1 };
    }
    // "After the match, **Orr, the coach**".
    if tokens.start.checked_sub(1).is_some_and(|before| opens_circumstance(scene.word(before)))
        && let Some(comma) = tokens.clone().find(|&token| scene.word(token) == ",")
        && is_person(comma + 1)
        && !(tokens.start..comma).any(is_person)
    {
        tokens.start = comma + 1;
    }
    // "Under oath **Orr**": a noun that nobody bears stands before the name.
    if tokens.start.checked_sub(1).is_some_and(|before| opens_circumstance(scene.word(before)))
        && tokens.len() > 1
        && !is_person(tokens.start)
        && let Some(name) = tokens.clone().find(|&token| is_person(token))
        && (tokens.start..name).all(|token| is_plain_noun(scene.word(token)))
    {
        tokens.start = name;
    }
    // "A report by the town said **a study** showed".
    let begins = |at: usize| is_determiner(scene.word(at)) || scene.speaking_mention(at).is_some();
    let is_said = |at: &usize| scene.word(*at) == "said" && begins(*at + 1) && *at + 2 < tokens.end;
    if let Some(said) = tokens.clone().skip(1).find(is_said) {
        tokens.start = said + 1;
    }
    // "Half of what **researchers** say they need".
    if let Some(what) = tokens.clone().rev().skip(1).find(|&token| scene.word(token).eq_ignore_ascii_case("what")) {
        tokens.start = what + 1;
    }
    // "**Mr** Orr sums up": a title alone names nobody.
    if tokens.clone().all(|token| names::is_title(scene.word(token))) && is_person(tokens.end) {
        tokens.end = scene.mention_at(tokens.end).map_or(tokens.end, |mention| scene.tokens_of(mention).end);
    }
    // "But **media** have said".
    if tokens.len() > 1 && joins(scene.word(tokens.start)) && scene.mention_at(tokens.start).is_none() {
        tokens.start += 1;
    }
    // "However, **Orr** said".
    let turns = |token: usize| opens_sentence(scene.word(token)) && scene.mention_at(token).is_none();
    if scene.word(tokens.start + 1) == "," && tokens.len() > 2 && turns(tokens.start) {
        tokens.start += 2;
    }
    // "In 2010 **Orr** said".
    if let Some(date) = scene.mention_at(tokens.start).filter(|&mention| scene.is_date(mention)) {
        let end = scene.tokens_of(date).end;
        tokens.start = if end < tokens.end { end } else { tokens.start };
    }
    // "**Orr**, who runs the Institute".
    if let Some(relative) = tokens.clone().skip(1).find(|&token| is_relative(scene.word(token))) {
        tokens.end = relative;
    }
    // "the society (**ENA**)": a bracket is closed, or left out.
    let bracket = tokens.clone().rev().find(|&token| matches!(scene.word(token), "(" | ")"));
    if let Some(open) = bracket.filter(|&token| scene.word(token) == "(") {
        tokens.end = if scene.word(tokens.end) == ")" { tokens.end + 1 } else { open.max(tokens.start + 1) };
    }
    // "**Officials** on Monday".
    if let Some(date) = scene.mention_at(tokens.end.saturating_sub(1)).filter(|&mention| scene.is_date(mention)) {
        let start = scene.tokens_of(date).start;
        // "A poll released on Friday" is another than one on Friday, as "figures for 2023" are others than those of 2022.
        let is_on = start > tokens.start + 1 && matches!(scene.word(start - 1), "on" | "since");
        if is_on && !cues::is_participle(scene.word(start - 2)) {
            tokens.end = start;
        }
    }
    let dangles = |word: &str| {
        matches!(
            word,
            "," | ":"
                | "--"
                | "—"
                | "–"
                | "("
                | "and"
                | "or"
                | "by"
                | "of"
                | "on"
                | "since"
                | "to"
                | "'s"
                | "’s"
                | "has"
                | "have"
                | "had"
        )
    };
    while tokens.len() > 1 && dangles(scene.word(tokens.end - 1)) {
        tokens.end -= 1;
    }
    let outside = |token: &usize| scene.mention_at(*token).is_none();
    let is_verb = |token: &usize| {
        let word = scene.word(*token);
        let tells = cues::verb(word) == Some(cues::Strength::Speech) && word.starts_with(char::is_lowercase);
        // A noun that is written like a verb has something to say what it is: "a report", "the Elm claim".
        // "New reports".
        let is_document = cues::is_document(word) && *token + 1 == tokens.end;
        // "Minister of **state**"
        let is_part = chains(scene.word(*token - 1));
        tells
            && !is_document
            && !is_part
            && !tokens.clone().take_while(|before| before < token).any(|before| is_determiner(scene.word(before)))
    };
    if let Some(verb) = tokens.clone().skip(1).filter(outside).find(is_verb) {
        tokens.end = verb;
    }
    // "**The police** arrested Orr".
    let is_group = is_collective(scene.word(tokens.start + 1));
    if scene.word(tokens.start).eq_ignore_ascii_case("the") && is_group && tokens.len() > 3 {
        let next = scene.word(tokens.start + 2);
        let acts = next.ends_with("ed") && next.starts_with(char::is_lowercase) && next != "based";
        if acts && !chains(scene.word(tokens.start + 3)) {
            tokens.end = tokens.start + 2;
        }
    }
    // The subject is a name, and a verb in the past stands behind it.
    let at = tokens.start + usize::from(scene.word(tokens.start).eq_ignore_ascii_case("the"));
    // "Prime Minister **Orr** thanked him".
    let is_capital = |token: &usize| scene.word(*token).starts_with(char::is_uppercase);
    let named = (at..tokens.end.min(at + 4)).take_while(is_capital).find_map(|token| scene.speaking_mention(token));
    if let Some(mention) = named {
        let end = scene.tokens_of(mention).end;
        let next = scene.word(end);
        if end < tokens.end && next.ends_with("ed") && next.starts_with(char::is_lowercase) {
            tokens.end = end;
        }
    }
    tokens
}

fn is_shouted(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// A word in lower case that is no office, title or age.
fn is_plain_noun(word: &str) -> bool {
    (word == "-" || word.starts_with(char::is_lowercase))
        && !names::is_title(word)
        && !names::is_role_noun(word)
        && !names::modifies_role(word)
        && !chains(word)
}

/// The first person in a phrase, when it is about that person: "the coach, Ada Lind", "head of the Elm Institute Ada
/// Lind", but not "a spokesman for Ada Lind" and not "Ada Lind's lawyer"; of "Ada Lind's lawyer, Bo Orr" it is Orr.
fn bearer_of_office(scene: &Scene, tokens: &Range<usize>) -> Option<usize> {
    let is_person = |token: &usize| {
        scene
            .mention_at(*token)
            .is_some_and(|mention| scene.mentions[mention].kind == MentionType::Person && !scene.is_title_only(mention))
    };
    let at = tokens.clone().find(is_person)?;
    let mention = scene.mention_at(at)?;
    let own = scene.tokens_of(mention);
    // "Lind's lawyer, **Orr**".
    if matches!(scene.word(own.end), "'s" | "’s") {
        let comma = (own.end..tokens.end).find(|&token| scene.word(token) == ",")?;
        return scene.mention_at(comma + 1).filter(|_| comma + 1 < tokens.end && is_person(&(comma + 1)));
    }
    let is_narrowing = |at: usize| at < tokens.end && narrows(scene, at) && !scene.word(at).ends_with("self");
    // "Lind administration officials": his name only narrows whose they are.
    if matches!(scene.word(own.end), "'s" | "’s" | "'" | "’") || is_narrowing(own.end) {
        return None;
    }
    let mut before = own.start.max(tokens.start);
    // "19-year-old Ada Lind"
    if scene.age_before(before).is_some() {
        before = before.saturating_sub(5).max(tokens.start);
    }
    let mut has_field = false;
    while before > tokens.start {
        let word = scene.word(before - 1);
        // "member **of parliament** Ada Lind"
        let of = before.checked_sub(3).filter(|&at| at >= tokens.start && scene.word(at + 1) == "of");
        let is_plain = is_plain_noun(word) || names::modifies_role(word) && word.starts_with(char::is_lowercase);
        if let Some(office) = of.filter(|&at| names::is_role_noun(scene.word(at)) && is_plain) {
            let is_kin = names::noun_gender(scene.word(office)).is_some();
            before = if is_kin { before } else { office };
            if is_kin {
                break;
            }
            continue;
        }
        // "Secretary **of State** Ada Lind"
        let of = of.filter(|&at| names::is_role_noun(scene.word(at)) && before == own.start && !names::is_title(word));
        if let Some(office) = of.filter(|_| names::modifies_role(word) && word.starts_with(char::is_uppercase)) {
            before = office;
            has_field = true;
            continue;
        }
        let is_office = names::is_title(word) || names::is_role_noun(word) || names::modifies_role(word);
        let is_field = !is_office && word.starts_with(char::is_uppercase);
        let is_aside = matches!(word, "(" | ")" | "ret" | "ret." | "retd" | "retd.");
        if !is_office && !is_field && !is_aside && !word.eq_ignore_ascii_case("the") {
            break;
        }
        has_field |= is_field;
        before -= 1;
    }
    // "The Elm League's **judge Ada Lind**"
    let is_of_those = |owner: usize| matches!(scene.word(owner), "'s" | "’s") && before < own.start;
    let leads = before == tokens.start
        || matches!(scene.word(before - 1), "," | "—" | "–" | "and")
        || is_of_those(before - 1)
        || has_field && chains(scene.word(before - 1));
    leads.then_some(mention)
}

/// Whoever holds the long office that a sentence begins with: "Leader of the opposition in senate **Ada Lind**".
fn holder(scene: &Scene, tokens: &Range<usize>) -> Option<usize> {
    const LONGEST: usize = 12;
    let mention = scene.mention_at(tokens.end.checked_sub(1)?)?;
    let own = scene.tokens_of(mention);
    let (opening, last) = (scene.word(tokens.start), scene.word(own.start.saturating_sub(1)));
    let is_office = |word: &str| names::is_role_noun(word) && !word.ends_with('s');
    let is_title =
        opening.starts_with(char::is_uppercase) && is_office(opening) && names::noun_gender(opening).is_none();
    let is_person = scene.mentions[mention].kind == MentionType::Person && own.end == tokens.end && own.len() > 1;
    let is_plain = |token: usize| {
        let word = scene.word(token);
        // "Spokesman **for**" somebody is not whom he speaks for, but "minister of state **for**" something is.
        chains(word) && (word != "for" || token > tokens.start + 1)
            || word == "the"
            || !bounds_phrase(word) && !is_office(word)
    };
    let leads = own.start > tokens.start + 2 && own.len() + LONGEST > tokens.len() && !chains(last) && last != "the";
    (is_title && is_person && leads && (tokens.start + 1..own.start).all(is_plain)).then_some(mention)
}

/// The organisation or place that a phrase before a comma only describes: "the mill's owner, **Elm Holdings**", but not "a
/// spokesman for the owner, Elm Holdings".
fn explained(scene: &Scene, tokens: &Range<usize>) -> Option<usize> {
    let comma = tokens.clone().find(|&token| scene.word(token) == ",")?;
    let mention =
        scene.speaking_mention(comma + 1).filter(|&mention| scene.tokens_of(mention) == (comma + 1..tokens.end))?;
    let is_simple = is_determiner(scene.word(tokens.start))
        && !(tokens.start..comma).any(|token| chains(scene.word(token)) || joins(scene.word(token)));
    is_simple.then_some(mention)
}

/// Possessive pronouns that can name a source: "in **her** view".
pub(super) fn is_possessive(word: &str) -> bool {
    ["his", "her", "their", "its"].iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// Whether words that were labelled cannot be a source: "asylum" of "their asylum claim", "whose", "holding signs".
pub(super) fn is_no_source(scene: &Scene, tokens: &Range<usize>) -> bool {
    const WORDS: [&str; 14] = [
        "his", "her", "their", "its", "him", "them", "who", "which", "that", "this", "these", "those", "another",
        "other",
    ];
    let first = scene.word(tokens.start);
    let is_named = tokens.clone().any(|token| scene.mention_at(token).is_some());
    let is_act = tokens.len() <= 3 && first.ends_with("ing") && first.len() > 5 && !is_named;
    let may_stand_alone = WORDS.contains(&first) || is_pronoun(first);
    let calls_on = first.eq_ignore_ascii_case("let") && matches!(scene.word(tokens.start + 1), "’s" | "'s");
    tokens.len() == 1 && first == "whose" || calls_on || !may_stand_alone && (is_act || is_no_noun(scene, tokens))
}

/// Words that say when or where before a sentence says who.
pub(super) fn opens_circumstance(word: &str) -> bool {
    const WORDS: [&str; 9] = ["after", "during", "before", "since", "under", "with", "in", "at", "on"];
    WORDS.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// Words that tie a clause to the one before, and belong to no source.
fn joins(word: &str) -> bool {
    const WORDS: [&str; 16] = [
        "but", "and", "yet", "or", "so", "if", "when", "while", "as", "because", "although", "though", "whether",
        "than", "now", "out",
    ];
    WORDS.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// Words that tie a sentence to the one before, and stand before a comma.
pub(super) fn opens_sentence(word: &str) -> bool {
    const WORDS: [&str; 9] =
        ["however", "meanwhile", "instead", "still", "earlier", "later", "contacted", "asked", "today"];
    WORDS.iter().any(|entry| entry.eq_ignore_ascii_case(word)) || word.len() > 4 && word.ends_with("ly")
}

/// Words that stand for the noun phrase before them.
pub(super) fn is_relative(word: &str) -> bool {
    matches!(word, "who" | "whom" | "whose" | "which" | "that")
}

/// The noun phrase that a relative pronoun stands for: "officials, who".
pub(super) fn before_relative(scene: &Scene, pronoun: usize) -> Option<Phrase> {
    let floor = scene.tokens.sentences().get(scene.tokens.sentence_of(pronoun))?.range().start;
    let end = if scene.word(pronoun.checked_sub(1)?) == "," { pronoun - 1 } else { pronoun };
    // "Ada Lind **(E-Norland)**, who"
    let end = before_bracket(scene, end);
    // A verb before a name is no part of it: "was backed by **Elm**, which".
    let last = end.checked_sub(1).filter(|&last| last >= floor && scene.word(pronoun) == "which");
    if let Some(mention) = last.and_then(|last| scene.speaking_mention(last)) {
        return Some(Phrase { tokens: scene.tokens_of(mention), head: scene.head_of(mention) });
    }
    let phrase = phrase_ending(scene, floor, end)?;
    // "**Ada Lind**, 24, from Elm, who": somebody, not where from.
    let is_from = phrase.tokens.start.checked_sub(2).is_some_and(|at| at > floor && scene.word(at) == ",")
        && matches!(scene.word(phrase.tokens.start - 1), "from" | "of" | "in");
    let somebody = || before_aside(scene, floor, end).filter(|named| matches!(named.head, Head::Person(_)));
    let is_place = is_from && matches!(phrase.head, Head::Named(_)) && scene.word(pronoun) == "who" && end < pronoun;
    is_place.then(somebody).flatten().or(Some(phrase))
}
