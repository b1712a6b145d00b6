//! The sieves: each one plain function that looks for the source of a quotation in one way, and names itself. Here are those
//! that need only its own sentence; those that lean on the quotations around stand in [`super::neighbours`].
//!
//! A sieve gets the article and the index of a quotation and gives a verdict or passes. Its order in the lists below
//! is the order of trust.

use super::gaps::{cue_at, first_person, in_gap_after, in_gap_before};
use super::labelled::{is_possessive, issued};
use super::neighbours::same_words;
use super::phrases::{
    Head, Phrase, Scene, is_determiner, is_passive, is_period, is_pronoun, person_at, phrase_ending, subject_after,
    subject_before, titled_at,
};
use super::signatures::{bylined, signed, transcript, undersigned};
use super::{Article, Verdict};
use crate::entities::names;
use crate::quotations::Sieve;
use crate::quotations::cues::{self, Strength};
use crate::quotations::kinds;
use std::ops::Range;

/// A sieve.
pub(super) type SieveFunction = fn(&Article, usize) -> Option<Verdict>;

/// Those that need only the quotation's own sentence.
pub(super) const OF_ONE_SENTENCE: &[SieveFunction] =
    &[transcript, signed, undersigned, split, touching, answered, labelled, same_sentence, asked, colon];

/// So short is a sentence that only says who spoke, and how, behind the name; in tokens.
const SHORT: usize = 4;

/// How far from a quotation its cue is looked for, in tokens.
pub(super) const REACH: usize = 60;

/// The cue stands between two pieces: “…,” said Orr, “…”.
fn split(article: &Article, index: usize) -> Option<Verdict> {
    let case = &article.cases[index];
    case.pieces.windows(2).find_map(|pair| {
        let (cue, source) = in_gap_after(&article.scene, pair[0].end..pair[1].start)?;
        Some(Verdict { source, cue: Some(cue), sieve: Sieve::Split })
    })
}

/// A name or a pronoun and a verb of speech touch the content: “…,” she said; “…,” said Orr; Orr said, “…”
fn touching(article: &Article, index: usize) -> Option<Verdict> {
    let scene = &article.scene;
    let case = &article.cases[index];
    let verdict = |cue: usize, source: Phrase| Verdict { source, cue: Some(cue..cue + 1), sieve: Sieve::SameSentence };
    let is_cue = |at: usize| {
        scene.word(at).starts_with(char::is_lowercase) && cues::verb(scene.word(at)) == Some(Strength::Speech)
    };
    let skip = |from: usize, limit: usize| (from..limit).find(|&at| !cues::is_auxiliary(scene.word(at)));
    let after = gap_after(article, index);
    let last = scene.word(case.end().saturating_sub(2));
    // “…”, Orr submitted.
    let outside = after.start + usize::from(scene.word(after.start) == ",");
    if outside > after.start
        && let Some(source) = titled_at(scene, outside).filter(|source| closes_tag(scene, source.tokens.end, after.end))
    {
        return Some(verdict(source.tokens.end, source));
    }
    // They are accused of “terror”, it said on Monday.
    if outside > after.start
        && is_pronoun(scene.word(outside))
        && matches!(scene.word(outside + 1), "said" | "says" | "added")
        && matches!(scene.word(outside + 2), "." | "," | "on" | "in" | "at")
    {
        return Some(verdict(outside + 1, Phrase { tokens: outside..outside + 1, head: Head::Pronoun }));
    }
    if !after.is_empty() && matches!(last, "," | "?" | "!" | "—" | "–") {
        let is_said = |found: &Verdict| after.len() < 4 && found.source.head != Head::Pronoun;
        // Orr said, “…,” he said.
        if is_pronoun(scene.word(after.start))
            && let Some(found) = said_before(scene, gap_before(article, index)).filter(is_said)
        {
            return Some(found);
        }
        // “…,” the letter says, according to the town.
        if let Some(found) = before_according(scene, &after) {
            return Some(found);
        }
        if let Some(source) = titled_at(scene, after.start)
            && let Some(cue) = Some(source.tokens.end).filter(|&cue| closes_tag(scene, cue, after.end))
        {
            return Some(verdict(cue, source));
        }
        if let Some(source) = titled_at(scene, after.start)
            && let Some(cue) = skip(source.tokens.end, after.end.min(source.tokens.end + 3)).filter(|&at| is_cue(at))
        {
            // “…,” Orr was told by Lind
            let teller = (is_passive(scene, cue) && scene.word(cue + 1) == "by")
                .then(|| subject_after(scene, cue + 2, after.end));
            return Some(verdict(cue, teller.flatten().unwrap_or(source)));
        }
        // “…,” Orr, a mason and a friend of the town, said.
        if let Some(source) = titled_at(scene, after.start)
            && let Some(cue) = after.end.checked_sub(2).filter(|&cue| is_cue(cue) && scene.word(cue + 1) == ".")
            && scene.word(source.tokens.end) == ","
            && first_person(scene, source.tokens.end..cue).is_none()
            && !(source.tokens.end..cue).any(|at| cue_at(scene, at) == Some(Strength::Speech))
        {
            return Some(verdict(cue, source));
        }
        if let Some(source) = apposed(scene, &after) {
            return Some(Verdict { source, cue: None, sieve: Sieve::SameSentence });
        }
        if is_cue(after.start)
            && let Some(source) = titled_at(scene, after.start + 1).filter(|source| source.tokens.end <= after.end)
        {
            return Some(verdict(after.start, source));
        }
        // “…,” said a man close to Orr
        if is_cue(after.start) && matches!(scene.word(after.start), "said" | "says") {
            let opening = scene.word(after.start + 1);
            let is_phrase = is_determiner(opening) || matches!(opening, "one" | "another" | "some" | "several");
            let source =
                subject_after(scene, after.start + 1, after.end).filter(|source| is_phrase && source.tokens.len() > 1);
            if let Some(source) = source {
                return Some(verdict(after.start, source));
            }
        }
        return said_before(scene, gap_before(article, index)).filter(|_| joins_clause(scene.word(after.start)));
    }
    let before = gap_before(article, index);
    if let Some(verdict) = bylined(scene, &before).or_else(|| owned(scene, &before, case.end())) {
        return Some(verdict);
    }
    // What she called “a gift”
    let last = before.end.saturating_sub(1);
    if let Some(source) = calling(scene, &(last..before.end)).filter(|source| source.tokens.start > before.start) {
        return Some(verdict(last, source));
    }
    // "Orr said that Lind told the council: “It is late.”" These are her words.
    let labelled = case.labelled.as_ref().map_or(0..0, |verdict| verdict.source.tokens.clone());
    said_before(scene, before).filter(|found| !labelled.contains(&found.source.tokens.start))
}

/// Who is given without a verb: “…,” **Orr**, a miller from Elm.
fn apposed(scene: &Scene, after: &Range<usize>) -> Option<Phrase> {
    let source = titled_at(scene, after.start).filter(|source| source.head != Head::Pronoun)?;
    let end = source.tokens.end;
    let is_apposed = scene.word(end) == "," && is_determiner(scene.word(end + 1)) && scene.word(after.end - 1) == ".";
    let is_verb = |at: usize| cues::verb(scene.word(at)).is_some() || cues::is_auxiliary(scene.word(at));
    (is_apposed && !(end..after.end).any(is_verb)).then_some(source)
}

/// Whether a verb in the past closes the sentence behind a quotation, and so tells whatever it is: “…,” he **justified**.
fn closes_tag(scene: &Scene, verb: usize, end: usize) -> bool {
    let word = scene.word(verb);
    let is_past = word.ends_with("ed") && word.starts_with(char::is_lowercase) && word.len() > 4;
    is_past && verb + 2 >= end && matches!(scene.word(verb + 1), "." | ",")
}

/// “…,” **the letter** says, according to the town: who says it, and not who says that it is said.
fn before_according(scene: &Scene, after: &Range<usize>) -> Option<Verdict> {
    let according = after.clone().find(|&at| cues::is_according(scene.word(at), scene.word(at + 1)))?;
    let (cue, source) = in_gap_after(scene, after.start..according)?;
    let tells = cues::verb(scene.word(cue.start)) == Some(Strength::Speech);
    (tells && source.tokens.start == after.start).then_some(Verdict {
        source,
        cue: Some(cue),
        sieve: Sieve::SameSentence,
    })
}

/// Words that begin a clause of its own behind a quotation.
fn joins_clause(word: &str) -> bool {
    matches!(word, "when" | "while" | "as" | "after" | "before" | "because" | "if")
}

/// A person, a verb of speech, when or where, and a pause: Orr said on Monday, “…”
fn said_before(scene: &Scene, before: Range<usize>) -> Option<Verdict> {
    let pause = before.end.checked_sub(1).filter(|&at| before.contains(&at) && matches!(scene.word(at), "," | ":"))?;
    let cue = (before.start.max(pause.saturating_sub(8))..pause).rev().find(|&at| cue_at(scene, at).is_some())?;
    let is_person = |at: usize| person_at(scene, at).is_some();
    let subject = cue.checked_sub(1).filter(|&at| before.contains(&at) && !(cue..pause).any(is_person))?;
    let source = person_at(scene, subject).filter(|source| source.tokens.start >= before.start)?;
    (cues::verb(scene.word(cue)) == Some(Strength::Speech)).then(|| Verdict {
        source,
        cue: Some(cue..cue + 1),
        sieve: Sieve::SameSentence,
    })
}

/// What is told has an owner and a name: Orr's “not one mill will close” promise.
fn owned(scene: &Scene, before: &Range<usize>, end: usize) -> Option<Verdict> {
    const TOLD: [&str; 8] = ["promise", "pledge", "vow", "answer", "quip", "mantra", "line", "slogan"];
    let owns = before.end.checked_sub(1).filter(|&at| matches!(scene.word(at), "'s" | "’s" | "'" | "’"))?;
    let is_told = cues::is_told(scene.word(end)) || TOLD.contains(&scene.word(end));
    let source = person_at(scene, owns.checked_sub(1)?).filter(|source| is_told && source.head != Head::Pronoun)?;
    (source.tokens.start >= before.start).then(|| Verdict {
        source,
        cue: Some(end..end + 1),
        sieve: Sieve::SameSentence,
    })
}

/// What it was has an owner: **Orr**'s response was, “…”
fn answered(article: &Article, index: usize) -> Option<Verdict> {
    let scene = &article.scene;
    let before = gap_before(article, index);
    let pause = before.end.checked_sub(1).filter(|&at| matches!(scene.word(at), "," | ":" | "was" | "is"))?;
    let verb = if matches!(scene.word(pause), "," | ":") { pause.checked_sub(1)? } else { pause };
    let noun = verb.checked_sub(1).filter(|_| matches!(scene.word(verb), "was" | "is"))?;
    let is_told = matches!(scene.word(noun), "response" | "answer" | "reply" | "reaction" | "message" | "comment");
    let owns = noun.checked_sub(1).filter(|&at| is_told && at > before.start)?;
    let source = if matches!(scene.word(owns), "'s" | "’s" | "'" | "’") {
        phrase_ending(scene, before.start, owns)?
    } else {
        Some(Phrase { tokens: owns..noun, head: Head::Pronoun }).filter(|_| is_possessive(scene.word(owns)))?
    };
    Some(Verdict { source, cue: Some(noun..noun + 1), sieve: Sieve::SameSentence })
}

/// Cue and source stand in the sentence before or after the content.
fn same_sentence(article: &Article, index: usize) -> Option<Verdict> {
    let scene = &article.scene;
    let after = gap_after(article, index);
    let before = gap_before(article, index);
    let case = &article.cases[index];
    let last = scene.word(case.end().saturating_sub(2));
    let pauses = matches!(last, "," | "?" | "!" | "—" | "–") || scene.word(case.end()) == ",";
    let in_after = || in_gap_after(scene, after.clone());
    let in_before = || in_gap_before(scene, before.clone());
    let found = if pauses || before.is_empty() { in_after().or_else(in_before) } else { in_before().or_else(in_after) };
    let (cue, source) = found?;
    // "Elm puts its army in ‘a state of war’": what the headline takes from below is that one's who says it there.
    let tells =
        cue.clone().any(|at| cues::verb(scene.word(at)) != Some(Strength::Stance) || kinds::describes(scene.word(at)));
    // "It is said that **anyone** who supports it is promoting ‘war’": whoever it may be says nothing.
    let is_anyone = || matches!(scene.word(source.tokens.start), "anyone" | "everyone" | "whoever" | "those");
    if !tells && (same_words(article, index).is_some() || is_anyone()) {
        return None;
    }
    Some(Verdict { source, cue: Some(cue), sieve: Sieve::SameSentence })
}

/// What the labeller of reported speech saw beside it, in its own clause.
fn labelled(article: &Article, index: usize) -> Option<Verdict> {
    let verdict = article.cases[index].labelled.clone()?;
    // "Lind defends it; **Orr** called it “a gift”".
    let cue = verdict.cue.as_ref().map_or(0, |cue| cue.end);
    let clause = gap_before(article, index).start;
    let scene = &article.scene;
    let is_parted = cue < clause && scene.word(clause - 1) == ";";
    // "Orr was moved by **the ending**: “…”": a colon makes nobody speak.
    let source = &verdict.source;
    let is_colon = scene.word(source.tokens.end) == ":" && source.tokens.end + 1 == article.cases[index].first();
    let is_thing =
        source.head == Head::Noun && matches!(scene.word(source.tokens.start.saturating_sub(1)), "by" | "about");
    if is_colon && is_thing {
        return None;
    }
    (!is_parted).then_some(verdict)
}

/// Where the last clause of some words begins, behind a semicolon, when it has a cue of its own with its subject.
fn clause_start(scene: &Scene, words: &Range<usize>) -> Option<usize> {
    let start = words.clone().rev().find(|&at| scene.word(at) == ";")? + 1;
    in_gap_before(scene, start..words.end).is_some().then_some(start)
}

/// The person who stands right before the verb of a cue.
pub(super) fn named_before(scene: &Scene, cue: &Range<usize>) -> Option<Phrase> {
    let is_verb = |word: &str| word.starts_with(char::is_lowercase) && cues::verb(word).is_some();
    let verb = cue.clone().find(|&token| is_verb(scene.word(token))).filter(|&verb| !is_passive(scene, verb))?;
    let end = (1..=verb).rev().take(4).find(|&end| !cues::is_auxiliary(scene.word(end - 1)))?;
    person_at(scene, end - 1).filter(|phrase| phrase.tokens.end == end && phrase.head != Head::Pronoun)
}

/// The pronoun in "what **it** calls", "as **she** put it".
pub(super) fn calling(scene: &Scene, cue: &Range<usize>) -> Option<Phrase> {
    let verb = cue.clone().find(|&token| cues::verb(scene.word(token)).is_some())?;
    // "As it has been called **by the council**"
    if is_passive(scene, verb) {
        let sentence = scene.tokens.sentences().get(scene.tokens.sentence_of(verb))?.range();
        return subject_after(scene, verb + 2, sentence.end).filter(|_| scene.word(verb + 1) == "by");
    }
    let pronoun = verb.checked_sub(1)?;
    let opens = pronoun.checked_sub(1).is_some_and(|at| matches!(scene.word(at), "what" | "as"));
    (opens && is_pronoun(scene.word(pronoun))).then_some(Phrase { tokens: pronoun..verb, head: Head::Pronoun })
}

/// Whether a source names nobody: a preposition, a mark, a day.
pub(super) fn is_nobody(scene: &Scene, source: &Range<usize>) -> bool {
    const WORDS: [&str; 38] = [
        "after", "before", "in", "on", "at", "off", "of", "for", "to", "by", "with", "from", "more", "as", "said",
        "and", "but", "while", "when", "the", "a", "if", "also", "always", "only", "came", "begins", "amid", "once",
        "then", "later", "now", "again", "ever", "since", "than", "sooner", "earlier",
    ];
    let is_when = source.len() > 1
        && is_period(scene.word(source.end - 1))
        && scene.word(source.start).starts_with(char::is_lowercase);
    is_when
        || source.clone().all(|token| {
            let word = scene.word(token);
            scene.mention_at(token).is_some_and(|mention| scene.is_date(mention))
                || !word.chars().any(char::is_alphanumeric)
                || source.len() == 1 && word.ends_with("ly") && word.starts_with(char::is_lowercase) && word != "family"
                || WORDS.iter().any(|entry| entry.eq_ignore_ascii_case(word))
        })
}

/// The subject of a cue, before it or after it, in its sentence.
pub(super) fn beside(scene: &Scene, cue: &Range<usize>) -> Option<Phrase> {
    let sentence = scene.tokens.sentences().get(scene.tokens.sentence_of(cue.start))?.range();
    let floor = sentence.start.max(cue.start.saturating_sub(REACH));
    if cues::is_according(scene.word(cue.start), scene.word(cue.start + 1)) {
        let source = subject_after(scene, cue.start + 2, sentence.end)?;
        return Some(issued(scene, &source.tokens).unwrap_or(source));
    }
    subject_before(scene, floor, cue.start).or_else(|| subject_after(scene, cue.end, sentence.end.min(cue.end + REACH)))
}

/// A short sentence behind it says who: “Is it late?” Orr, the mayor, demanded on Monday.
fn asked(article: &Article, index: usize) -> Option<Verdict> {
    let scene = &article.scene;
    let end = article.cases[index].end();
    let last = scene.word(end.saturating_sub(2));
    let sentence = scene.tokens.sentences().get(scene.tokens.sentence_of(end))?.range();
    let goes_on = sentence.start == end && block_of(scene, end) == block_of(scene, end.saturating_sub(1));
    let next = neighbours(article, index).find(|case| case.start >= end).map_or(sentence.end, |case| case.start);
    if !goes_on || !matches!(last, "?" | "!" | "." | "…") || next < sentence.end {
        return None;
    }
    let is_cue = |at: &usize| {
        cues::verb(scene.word(*at)) == Some(Strength::Speech)
            && scene.mention_at(*at).is_none_or(|mention| scene.tokens_of(mention).len() == 1)
    };
    let Some(cue) = (end + 1..sentence.end.min(end + 24)).find(is_cue) else {
        // “Is it late?” Orr shot back.
        let source = titled_at(scene, end).filter(|source| sentence.end - source.tokens.end <= SHORT)?;
        let acts = scene.word(source.tokens.end).starts_with(char::is_lowercase)
            && begins_block(scene, article.cases[index].first());
        return acts.then_some(Verdict { source, cue: None, sieve: Sieve::Neighbour });
    };
    // What is said stands before the cue, not behind it.
    let closes = matches!(
        scene.word(cue + 1),
        "." | "," | "in" | "on" | "at" | "of" | "as" | "during" | "to" | "when" | "before" | "after"
    ) || scene.mention_at(cue + 1).is_some_and(|mention| scene.is_date(mention));
    let source = subject_before(scene, end, cue).filter(|source| source.tokens.start <= before_end(scene, end))?;
    let says_more =
        (cue + 1..sentence.end).any(|at| scene.word(at) == "that" || cue_at(scene, at) == Some(Strength::Speech));
    (closes && !says_more).then(|| Verdict { source, cue: Some(cue..cue + 1), sieve: Sieve::Neighbour })
}

/// The last token at which the subject of a sentence can begin: behind its titles.
pub(super) fn before_end(scene: &Scene, start: usize) -> usize {
    (start..start + 4).find(|&at| !names::is_title(scene.word(at))).unwrap_or(start)
}

/// `Orr: “…”`
fn colon(article: &Article, index: usize) -> Option<Verdict> {
    let scene = &article.scene;
    let before = gap_before(article, index);
    let mark = before.end.checked_sub(1).filter(|&mark| mark >= before.start && scene.word(mark) == ":")?;
    let when = |phrase: &Phrase| {
        const TIMES: [&str; 8] = ["month", "week", "day", "year", "night", "morning", "evening", "time"];
        TIMES.contains(&scene.word(phrase.tokens.start)) && phrase.tokens.len() > 1
    };
    // "Orr was moved by **the ending**: “…”"
    let is_object = |phrase: &Phrase| {
        let preposition = phrase.tokens.start.checked_sub(1).map_or("", |at| scene.word(at));
        let is_done = cues::is_participle(scene.word(phrase.tokens.start));
        phrase.head == Head::Noun
            && phrase.tokens.start > before.start
            && (is_done || matches!(preposition, "by" | "about" | "of" | "in"))
    };
    let source = phrase_ending(scene, before.start, mark)
        .filter(|phrase| !when(phrase) && !is_object(phrase))
        .or_else(|| first_person(scene, before.clone()))?;
    Some(Verdict { source, cue: Some(mark..mark + 1), sieve: Sieve::Colon })
}

/// The writer's words after a quotation, up to the end of the sentence or the next quotation.
pub(super) fn gap_after(article: &Article, index: usize) -> Range<usize> {
    let scene = &article.scene;
    let end = article.cases[index].end();
    let sentence = scene.tokens.sentences()
        [scene.tokens.sentence_of(end.saturating_sub(1)).min(scene.tokens.sentences().len() - 1)];
    let stop = (sentence.end as usize).min(end + REACH);
    let next = neighbours(article, index).filter(|case| case.start >= end).map(|case| case.start).min();
    // What stands outside the outer quotation says who speaks that one.
    let stop = article.outer(index).map_or(stop, |outer| stop.min(outer.end));
    end..next.unwrap_or(stop).min(stop).max(end)
}

/// The writer's words before a quotation, from the start of the sentence or the end of the quotation before.
pub(super) fn gap_before(article: &Article, index: usize) -> Range<usize> {
    let scene = &article.scene;
    let first = article.cases[index].first();
    let sentence = scene.tokens.sentences()[scene.tokens.sentence_of(first).min(scene.tokens.sentences().len() - 1)];
    let start = (sentence.first as usize).max(first.saturating_sub(REACH));
    let before = neighbours(article, index).filter(|case| case.end <= first).map(|case| case.end).max();
    // A quotation whose cue is its own does not hide a subject that both share: "Orr called it “a gift” and “a joy”".
    let sees_through =
        before.is_some_and(|end| first - end <= 2 || matches!(scene.word(end), "and" | "or" | "but" | ","));
    let start = if sees_through { start } else { before.unwrap_or(start).max(start) };
    let start = article.outer(index).map_or(start, |outer| start.max(outer.start)).min(first);
    clause_start(scene, &(start..first)).unwrap_or(start)..first
}

/// The pieces of the quotations next to one, terms left out.
pub(super) fn neighbours<'a>(article: &'a Article, index: usize) -> impl Iterator<Item = Range<usize>> + 'a {
    let from = index.saturating_sub(3);
    let to = (index + 4).min(article.cases.len());
    (from..to)
        .filter(move |&other| other != index && article.cases[other].is_spoken())
        .flat_map(move |other| article.cases[other].pieces.iter().cloned())
}

/// The block that a token stands in.
pub(super) fn block_of(scene: &Scene, token: usize) -> Option<u32> {
    scene.tokens.sentences().get(scene.tokens.sentence_of(token)).map(|sentence| sentence.block)
}

/// Whether a token is the first of its block.
pub(super) fn begins_block(scene: &Scene, token: usize) -> bool {
    token == 0 || block_of(scene, token - 1) != block_of(scene, token)
}

/// Whether token `first` stands in the block after that of the token before `end`, or in the same.
pub(super) fn next_block(scene: &Scene, end: usize, first: usize) -> bool {
    match (block_of(scene, end.saturating_sub(1)), block_of(scene, first)) {
        (Some(one), Some(other)) => other <= one + 1,
        _ => false,
    }
}
