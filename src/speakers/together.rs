//! Those who say something together: "Ada Lind and Bo Orr said", "the ministry, the police and the army".
//!
//! What enters is the source of a quotation; what leaves is the whole list, where only its end was seen, and the name that
//! a reader is shown for it. A quotation has one speaker: of those who have names here it is a source of its own, called by
//! all of them.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let reading = annotate(&Page::from_text("“The bridge was never safe,” said Ada Lind and Bo Orr."));
//! assert_eq!(reading.quotations[0].speaker.as_ref().map(|speaker| speaker.name.as_str()), Some("Ada Lind and Bo Orr"));
//! ```

use super::edges::whole_start;
use super::groups::is_collective;
use super::phrases::{Head, Phrase, Scene, bounds_phrase, chains, is_determiner, is_period, is_pronoun, phrase_ending};
use super::{Article, Case, Verdict};
use crate::entities::{MentionType, names};
use crate::quotations::Sieve;
use crate::quotations::cues;
use crate::span::EntityId;
use std::ops::Range;

/// A list of more names no one speaker.
const MOST: usize = 6;

/// The longest of those who are named in a list, in tokens.
const LONGEST: usize = 8;

/// Gives a source the rest of the list that it is the end or the beginning of.
pub(super) fn complete(article: &mut Article, index: usize) {
    mend(&article.scene, &mut article.cases[index]);
    let case = &article.cases[index];
    let is_read = |verdict: &&Verdict| {
        matches!(verdict.sieve, Sieve::Labelled | Sieve::SameSentence | Sieve::Split) && verdict.cue.is_some()
    };
    let Some(verdict) = case.verdict.as_ref().filter(is_read) else { return };
    let cue = verdict.cue.clone().unwrap_or_default();
    let own = &verdict.source.tokens;
    let whole = if own.end <= cue.start {
        to_the_left(&article.scene, own, &cue)
    } else {
        to_the_right(&article.scene, own).filter(|_| cue.end == own.start)
    };
    let is_apart = |whole: &Phrase| {
        case.pieces.iter().all(|piece| piece.end <= whole.tokens.start || whole.tokens.end <= piece.start)
    };
    let Some(whole) = whole.filter(is_apart) else { return };
    if let Some(verdict) = &mut article.cases[index].verdict {
        verdict.source = whole;
    }
}

/// A source that began inside a word, and a list that begins with a pronoun: "**He** and his lawyer, Bo Orr".
fn mend(scene: &Scene, case: &mut Case) {
    let Some(verdict) = &mut case.verdict else { return };
    let source = &mut verdict.source;
    let start = whole_start(scene, source.tokens.start);
    if case.pieces.iter().all(|piece| piece.end <= start || source.tokens.start < piece.start) {
        // "**The head of** the 500-student school"
        let whole = phrase_ending(scene, start.saturating_sub(LONGEST), source.tokens.end);
        let whole = whole.filter(|whole| start < source.tokens.start && whole.tokens.start + 2 < start);
        source.tokens.start = whole.filter(|_| scene.word(start - 1) == "of").map_or(start, |whole| whole.tokens.start);
    }
    // "**The other** source denied it"
    let end = source.tokens.end;
    let next = scene.word(end);
    let is_noun = next.starts_with(char::is_lowercase) && !chains(next) && !bounds_phrase(next);
    let is_one = source.tokens.len() == 2 && scene.word(end - 1) == "other" && cues::verb(next).is_none();
    if is_one && is_noun && cues::verb(scene.word(end + 1)).is_some() {
        source.tokens.end += 1;
    }
    let is_he = names::pronoun_gender(scene.word(source.tokens.start)).is_some();
    if is_he && is_and(scene, source.tokens.start + 1) && source.tokens.len() > 2 {
        source.head = Head::Pronoun;
    }
}

/// The list that a source ends: "**the ministry, the police,** the army and the mayor said", "**Ada Lind and** Bo Orr said".
fn to_the_left(scene: &Scene, own: &Range<usize>, cue: &Range<usize>) -> Option<Phrase> {
    // "Orr, the mayor and a miller, said": what stands between commas is an aside. "Two priests **have in recent years**".
    let is_between = |token: usize| {
        let word = scene.word(token);
        let says_when = matches!(word, "in" | "over" | "for" | "recent") || is_period(word) || scene.is_measure(token);
        cues::is_auxiliary(word) || says_when
    };
    if !(own.end..cue.start).all(is_between) {
        return None;
    }
    let floor = scene.tokens.sentences().get(scene.tokens.sentence_of(own.start))?.range().start;
    let mut is_list = own.clone().any(|token| is_and(scene, token));
    let mut found: Option<Phrase> = None;
    let mut start = own.start;
    for _ in 0..MOST {
        let Some(joint) = start.checked_sub(1).filter(|&joint| joint > floor) else { break };
        if !(is_and(scene, joint) || is_list && scene.word(joint) == ",") {
            break;
        }
        is_list = true;
        let end = if is_and(scene, joint) && scene.word(joint - 1) == "," { joint - 1 } else { joint };
        let Some(phrase) = phrase_ending(scene, floor, end).filter(|phrase| may_be_one(scene, phrase)) else { break };
        start = phrase.tokens.start;
        let before = start.checked_sub(1).filter(|&before| before >= floor).map_or("", |before| scene.word(before));
        if opens_clause(before) {
            found = Some(Phrase { tokens: start..own.end, head: phrase.head });
        }
        if before != "," && before != "and" {
            break;
        }
    }
    // "Orr, the mayor and the council": the first comma may as well begin what is said of him.
    let is_aside = |whole: &Phrase| {
        let second = parts(scene, &whole.tokens).into_iter().nth(1).unwrap_or_default();
        matches!(whole.head, Head::Person(_))
            && scene.word(second.start.saturating_sub(1)) == ","
            && named(scene, &second).is_none()
    };
    found.filter(|whole| !is_aside(whole))
}

/// The list that a source begins: "said Ada Lind **and Bo Orr** on Monday", but not "said Ada Lind and Bo Orr left".
fn to_the_right(scene: &Scene, own: &Range<usize>) -> Option<Phrase> {
    named(scene, own).filter(|_| is_and(scene, own.end))?;
    let end = named_from(scene, own.end + 1)?;
    let next = scene.word(end);
    let closes = next.is_empty() || matches!(next, "." | "," | ";" | "!" | "?" | ")") || chains(next);
    let head = named(scene, own).map(|mention| scene.head_of(mention))?;
    (closes || scene.is_measure(end)).then_some(Phrase { tokens: own.start..end, head })
}

/// Whom "they" stands for, of those who have names, and the first of them: those who were given as one who spoke just before,
/// "Orr and the council said … **They** said", or the two whom the sentence begins with, or the one before it.
pub(super) fn they(article: &Article, index: usize) -> Option<(Phrase, EntityId)> {
    let scene = &article.scene;
    let source = &article.cases[index].verdict.as_ref()?.source;
    let own = source.tokens.start;
    if source.tokens.len() != 1 || !scene.word(own).eq_ignore_ascii_case("they") {
        return None;
    }
    let spoke = || {
        let before = article.cases[..index].iter().rev().take(2).find(|case| case.entity.is_some())?;
        let spoke = before.group.as_ref().unwrap_or(&before.verdict.as_ref()?.source);
        let near = scene.tokens.sentence_of(own).checked_sub(scene.tokens.sentence_of(spoke.tokens.start));
        let is_near = spoke.tokens.end <= own && near.is_some_and(|near| near <= 2);
        let are_two = spoke.tokens.clone().any(|token| scene.word(token) == "and");
        Some((spoke.clone(), before.entity?)).filter(|_| is_near && are_two)
    };
    let subject = || {
        let sentences = scene.tokens.sentences();
        let at = scene.tokens.sentence_of(own);
        let is_here = |at: &usize| sentences[at.to_owned()].block + 1 >= sentences[scene.tokens.sentence_of(own)].block;
        let begins = [Some(at), at.checked_sub(1)].into_iter().flatten().filter(is_here);
        let phrase = begins.filter_map(|at| opening(scene, sentences[at].range().start)).next()?;
        match phrase.head {
            Head::Person(mention) | Head::Named(mention) if phrase.tokens.end <= own => {
                Some((phrase, scene.mentions[mention].entity))
            }
            _ => None,
        }
    };
    spoke().or_else(subject)
}

/// The two whom a sentence begins with: "**Ada Lind and her brother Bo Orr** own the mill. They said".
fn opening(scene: &Scene, start: usize) -> Option<Phrase> {
    let and = named_from(scene, start).filter(|&and| is_and(scene, and))?;
    let end = named_from(scene, and + 1)?;
    let mention = named(scene, &(start..and))?;
    let goes_on = scene.word(end).starts_with(char::is_lowercase) || matches!(scene.word(end), "“" | "\"");
    (goes_on && !is_and(scene, end)).then(|| Phrase { tokens: start..end, head: scene.head_of(mention) })
}

/// Where the name ends that stands at a token, behind what somebody is: "**her brother** Bo Orr", "**the** council".
fn named_from(scene: &Scene, start: usize) -> Option<usize> {
    // "her **Danish** counterpart"
    let narrows = |at: usize| scene.mention_at(at).is_some() && names::is_role_noun(scene.word(at + 1));
    let at = (start..start + LONGEST)
        .find(|&at| !narrows(at) && (scene.mention_at(at).is_some() || !leads(scene.word(at))))?;
    let mention = scene.speaking_mention(at)?;
    let end = scene.tokens_of(mention).end;
    named(scene, &(start..end)).map(|_| end)
}

/// What a speaker is called who is several: "Ada Lind and Bo Orr", where at least one has a name.
pub(super) fn name(article: &Article, case: &Case) -> Option<String> {
    let scene = &article.scene;
    let source = case.group.as_ref().or(case.verdict.as_ref().map(|verdict| &verdict.source))?;
    let mut parts = parts(scene, &source.tokens);
    let is_person = |part: &Range<usize>| {
        named(scene, part).is_some_and(|mention| scene.mentions[mention].kind == MentionType::Person)
    };
    // "Two millers, **Orr and Lind**"
    if parts.len() > 2 && named(scene, &parts[0]).is_none() && parts[1..].iter().all(is_person) {
        let word = |token: usize| scene.word(token).to_lowercase();
        let counts = parts[0].clone().any(|token| matches!(word(token).as_str(), "two" | "three" | "four"));
        let noun = scene.word(parts[0].end - 1);
        parts.drain(..usize::from(counts || noun.ends_with('s') && names::is_role_noun(noun)));
    }
    if parts.len() < 2 || parts.len() > MOST {
        return None;
    }
    let called = |mention: usize, is_first: bool| {
        let name = &article.entities[scene.mentions[mention].entity.index()].name;
        let first = scene.tokens_of(mention).start;
        let has_article = !is_first && scene.word(first - 1) == "the" && scene.head_of(mention) == Head::Named(mention);
        if has_article { format!("the {name}") } else { name.clone() }
    };
    let mut shown: Vec<String> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let follows_comma = at > 0 && scene.word(part.start - 1) == ",";
        // "Orr, **a miller** and a friend": said of him.
        if follows_comma && (is_person(&parts[0]) && named(scene, part).is_none() || is_article(scene.word(part.start)))
        {
            return None;
        }
        let is_he = || at == 0 && part.len() == 1 && names::pronoun_gender(scene.word(part.start)).is_some();
        let one = if let Some(mention) = named(scene, part) {
            called(mention, at == 0)
        } else if is_he() {
            article.entities[case.entity?.index()].name.clone()
        } else if is_some_of_them(scene, part) {
            scene.span(part).of(scene.page.text()).to_owned()
        } else {
            return None;
        };
        if shown.contains(&one) {
            return None;
        }
        shown.push(one);
    }
    parts.iter().any(|part| named(scene, part).is_some()).then_some(())?;
    let last = shown.pop()?;
    Some(format!("{} and {last}", shown.join(", ")))
}

/// The parts of a list, in tokens; of what is none it is one.
fn parts(scene: &Scene, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = tokens.start + usize::from(scene.word(tokens.start).eq_ignore_ascii_case("both"));
    let mut has_and = false;
    let range = start..tokens.end;
    for at in range {
        // "The two millers — Orr and Lind"
        let is_double = scene.word(at) == "-" && scene.word(at - 1) == "-";
        if is_double || matches!(scene.word(at), "—" | "–" | "--") {
            parts.clear();
            start = at + 1;
            continue;
        }
        if is_and(scene, at) || scene.word(at) == "," && scene.mention_at(at).is_none() {
            has_and |= is_and(scene, at);
            // ", and"
            if start < at {
                parts.push(start..at);
            }
            start = at + 1;
        } else if has_and && scene.word(at - 1) == "," {
            // "Orr and Lind, millers": what follows is said of them; but "he and his lawyer, **Bo Orr**".
            let explains = parts.last().is_some_and(|part| names::is_role_noun(scene.word(part.end - 1)));
            if !explains || named(scene, &(at..tokens.end)).is_none() {
                return Vec::new();
            }
            parts.pop();
            break;
        }
    }
    parts.push(start..tokens.end);
    if has_and && parts.iter().all(|part| !part.is_empty()) { parts } else { Vec::new() }
}

fn is_and(scene: &Scene, token: usize) -> bool {
    scene.word(token) == "and" && scene.mention_at(token).is_none()
}

/// Whom a part of a list names, behind titles and what somebody is: "the engineer **Bo Orr**", "the **Elm Union**".
fn named(scene: &Scene, part: &Range<usize>) -> Option<usize> {
    let last = part.end.checked_sub(1)?;
    // "the League **(EL)**"
    let last = if scene.word(last) == ")" && part.len() > 3 { last - 3 } else { last };
    let mention = scene.speaking_mention(last)?;
    let own = scene.tokens_of(mention);
    let is_person = scene.mentions[mention].kind == MentionType::Person;
    // "Democrats", but not "both **Democratic** and other voters"
    if scene.mentions[mention].kind == MentionType::Norp && !scene.word(last).ends_with('s') {
        return None;
    }
    let is_led = |token: usize| {
        let word = scene.word(token);
        let is_some = leads(word) || names::is_genitive(word) || word.starts_with(char::is_uppercase);
        word.eq_ignore_ascii_case("the") || is_person && is_some
    };
    (own.end == last + 1 && part.len() <= LONGEST && (part.start..own.start).all(is_led)).then_some(mention)
}

/// Words that say what somebody is, before the name.
fn leads(word: &str) -> bool {
    is_determiner(word) || names::is_title(word) || names::is_role_noun(word) || names::modifies_role(word)
}

fn is_article(word: &str) -> bool {
    word == "a" || word == "an"
}

/// Whether a part of a list is some who have no name: "the police", "farmers", "Ada Lind’s office".
fn is_some_of_them(scene: &Scene, part: &Range<usize>) -> bool {
    let (first, last) = (scene.word(part.start), scene.word(part.end - 1));
    let counts = matches!(
        first.to_lowercase().as_str(),
        "some" | "many" | "several" | "other" | "others" | "two" | "three" | "four" | "five" | "six"
    );
    let is_owned = (part.start + 1..part.end).any(|token| names::is_genitive(scene.word(token)));
    let is_bare = part.len() <= 2 && last.ends_with('s') && first.starts_with(char::is_lowercase);
    let is_plain = |token: usize| !bounds_phrase(scene.word(token)) && !chains(scene.word(token));
    let is_noun = !scene.is_measure(part.end - 1) && !is_pronoun(last);
    (is_determiner(first) || counts || is_owned || is_bare)
        && part.len() <= LONGEST
        && is_noun
        && part.clone().skip(1).all(is_plain)
}

/// Whether a phrase can be one of a list: a name, or some who have none; no date, no "she".
fn may_be_one(scene: &Scene, phrase: &Phrase) -> bool {
    let tokens = &phrase.tokens;
    let noun = scene.word(tokens.end - 1);
    match phrase.head {
        Head::Person(_) | Head::Named(_) => named(scene, tokens).is_some() || is_some_of_them(scene, tokens),
        Head::Noun => {
            let speaks = noun.ends_with('s') || noun == "family" || is_collective(noun) || names::is_role_noun(noun);
            speaks && is_some_of_them(scene, &(tokens.start..tokens.end))
        }
        Head::Pronoun => false,
    }
}

/// Whether a clause begins behind a word; nothing stands before a sentence.
fn opens_clause(before: &str) -> bool {
    matches!(before, "" | "that" | ":" | ";" | "“" | "”" | "\"" | "but" | "while" | "because" | "as" | "both" | "Both")
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// Who says the last quotation of each text.
    #[test]
    fn those_who_say_it_together() {
        let cases = [
            ("Ada Lind and Bo Orr said in a statement that the bridge was never safe at all.", "Ada Lind and Bo Orr"),
            ("“The bridge was never safe,” said Ada Lind and her brother Bo Orr on Monday.", "Ada Lind and Bo Orr"),
            ("“The bridge was never safe,” said Ada Lind and Bo Orr left the mill.", "Ada Lind"),
            (
                "The ministry, the police, the army and Ada Lind’s office said the bridge was never safe at all.",
                "The ministry, the police, the army and Ada Lind’s office",
            ),
            (
                "Two priests and a rabbi have in recent years accused the mayor of having sold the mill.",
                "Two priests and a rabbi",
            ),
            (
                "Ada Lind and the ministry stressed that the mill is safe. They noted that the bridge was not.",
                "Ada Lind and the ministry",
            ),
            (
                "Ada Lind and her Norwegian counterpart Bo Orr “deplore the decision of the court,” they said in a note.",
                "Ada Lind and Bo Orr",
            ),
            ("Two millers, Ada Lind and Bo Orr, said the bridge was never safe at all.", "Ada Lind and Bo Orr"),
            // What is said of one makes him no two.
            ("Ada Lind, the founder and head of the Elm mill, said the bridge was never safe at all.", "Ada Lind"),
            ("Ada Lind, a miller and a friend of the town, said the bridge was never safe at all.", "Ada Lind"),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let last = reading.quotations.last().and_then(|last| last.speaker.as_ref());
            assert_eq!(last.map(|speaker| speaker.name.as_str()), Some(expected), "{text}");
        }
    }
}
