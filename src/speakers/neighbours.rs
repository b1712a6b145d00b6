//! The sieves that lean on what was decided about the quotations around: whoever spoke goes on, two take turns, the sentence
//! before introduces what is said.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let reading = annotate(&Page::from_text("Ada Lind said the mill was safe.\n\n“Nobody was ever hurt in it.”"));
//! assert_eq!(reading.quotations[1].speaker.as_ref().map(|speaker| speaker.name.as_str()), Some("Ada Lind"));
//! ```

use super::gaps::{cue_at, first_person, in_gap_before};
use super::labelled::opens_sentence;
use super::phrases::{Head, Phrase, Scene, chains, person_at, subject_before, titled_at};
use super::sieves::{REACH, SieveFunction, block_of, gap_after, gap_before, next_block};
use super::{Article, Case, Verdict};
use crate::entities::MentionType;
use crate::page::BlockRole;
use crate::quotations::cues::{self, Strength};
use crate::quotations::{Kind, Sieve};
use crate::span::EntityId;
use std::ops::Range;

/// Those that lean on what was decided about the quotations around.
pub(super) const OF_NEIGHBOURS: &[SieveFunction] =
    &[carried_on, introduced, conversation, followed, same_words, led_up_to, last_speaker, main_speaker, nearest];

/// The last quotation before it in the same paragraph, or the one that the paragraph before ended with.
pub(super) fn carried_on(article: &Article, index: usize) -> Option<Verdict> {
    let before = previous(article, index)?;
    let verdict = article.cases[before].verdict.as_ref()?;
    let scene = &article.scene;
    let case = &article.cases[index];
    let (end, first) = (article.cases[before].end(), case.first());
    let same_block = block_of(scene, end.saturating_sub(1)) == block_of(scene, first);
    // What stands behind a signature is its own.
    if verdict.sieve == Sieve::Colon && verdict.source.tokens.start >= end && same_block {
        return None;
    }
    // A new person between the two may be the one who speaks now.
    let stays = first_person(scene, sentence_after_cue(scene, verdict, end)..first).is_none();
    let goes_on = if same_block {
        stays
    } else if conversation(article, index).is_some() {
        false
    } else {
        case.kind == Kind::Direct && stands_alone(article, index) && next_block(scene, end, first) && stays
    };
    goes_on.then(|| Verdict { source: verdict.source.clone(), cue: None, sieve: Sieve::CarriedOn })
}

/// The sentence before introduces it: Orr was blunt. “…”, or a paragraph that ends in a colon.
pub(super) fn introduced(article: &Article, index: usize) -> Option<Verdict> {
    let scene = &article.scene;
    let first = article.cases[index].first();
    let sentence = scene.tokens.sentence_of(first).checked_sub(1)?;
    let sentence = scene.tokens.sentences()[sentence];
    let range = sentence.range();
    let same_block = Some(sentence.block) == block_of(scene, first);
    let ends_in_colon = scene.word(range.end - 1) == ":";
    if !same_block && !ends_in_colon && !is_set_apart(article, index) {
        return None;
    }
    // What the sentence reports has been read with its source.
    if let Some(verdict) = reported_in(article, index, &range) {
        return Some(verdict);
    }
    // Without a colon only a name or a pronoun is a source: "the report said …" may end there.
    let is_somebody = |source: &Phrase| ends_in_colon || source.head != Head::Noun;
    if let Some((cue, source)) = in_gap_before(scene, range.clone()).filter(|found| is_somebody(&found.1)) {
        return Some(Verdict { source, cue: Some(cue), sieve: Sieve::Neighbour });
    }
    // "**His** first boat came from an uncle. “My uncle gave me …”"
    let opening = scene.word(range.start);
    let is_own = matches!(opening, "His" | "Her") && speaks_of_himself(article, index);
    if is_own && first_person(scene, range.clone()).is_none() {
        let source = Phrase { tokens: range.start..range.start + 1, head: Head::Pronoun };
        return Some(Verdict { source, cue: None, sieve: Sieve::Neighbour });
    }
    // "Asked what she had seen, **Orr** laughed."
    let is_asked = matches!(scene.word(range.start), "Asked" | "Pressed" | "Questioned");
    let comma = range.clone().find(|&at| is_asked && scene.word(at) == ",").unwrap_or(range.start);
    let source = first_person(scene, comma..range.end)?;
    Some(Verdict { source, cue: None, sieve: Sieve::Neighbour })
}

/// Who says what a stretch of the text before a quotation reports last.
fn reported_in(article: &Article, index: usize, range: &Range<usize>) -> Option<Verdict> {
    let before = article.cases[..index].iter().rev().take(6);
    let is_in = |case: &&Case| case.outer.is_none() && case.first() >= range.start && case.end() <= range.end;
    let is_said = |case: &&Case| case.kind == Kind::Indirect && !case.doubtful;
    let says = |case: &Case| {
        let verdict = case.verdict.as_ref()?;
        let tells = verdict.cue.clone()?.any(|at| cues::verb(article.scene.word(at)) == Some(Strength::Speech));
        let is_own = tells && verdict.source.tokens.start >= range.start;
        is_own.then(|| Verdict { sieve: Sieve::Neighbour, ..verdict.clone() })
    };
    before.filter(is_in).find(is_said).and_then(says)
}

/// Whether somebody speaks of himself in a quotation.
fn speaks_of_himself(article: &Article, index: usize) -> bool {
    let words = article.cases[index].pieces.iter().flat_map(|piece| piece.clone().take(40));
    article.cases[index].kind == Kind::Direct
        && words
            .map(|token| article.scene.word(token))
            .any(|word| matches!(word, "I" | "me" | "my" | "My" | "we" | "our"))
}

/// Whether the page sets the quotation apart in a block of its own.
fn is_set_apart(article: &Article, index: usize) -> bool {
    let block = block_of(&article.scene, article.cases[index].first());
    let block = block.and_then(|block| article.scene.page.blocks().get(block as usize));
    block.is_some_and(|block| block.role == BlockRole::Quote)
}

/// Two people take turns: the one before the last speaks again.
pub(super) fn conversation(article: &Article, index: usize) -> Option<Verdict> {
    let scene = &article.scene;
    if !stands_alone(article, index) {
        return None;
    }
    let before = previous(article, index)?;
    let earlier = previous(article, before)?;
    let (one, other) = (article.cases[before].entity?, article.cases[earlier].entity?);
    let asks = |at: usize| scene.word(article.cases[at].end().saturating_sub(2)) == "?";
    // “From where?”: who has asked and was answered asks again.
    let asked = asks(before) || asks(earlier) && asks(index);
    let turns = one != other && asked && next_block(scene, article.cases[before].end(), article.cases[index].first());
    let source = article.cases[earlier].verdict.as_ref()?.source.clone();
    turns.then_some(Verdict { source, cue: None, sieve: Sieve::Conversation })
}

/// The next quotation of the same paragraph has a speaker, or the sentence after it says who spoke.
pub(super) fn followed(article: &Article, index: usize) -> Option<Verdict> {
    let scene = &article.scene;
    let case = &article.cases[index];
    let next = (index + 1..article.cases.len()).take(12).find(|&next| article.cases[next].is_spoken())?;
    let verdict = article.cases[next].verdict.as_ref()?;
    let close = block_of(scene, case.first()) == block_of(scene, article.cases[next].first())
        && first_person(scene, case.end()..article.cases[next].first())
            .is_none_or(|person| person.tokens == verdict.source.tokens);
    close.then(|| Verdict { source: verdict.source.clone(), cue: None, sieve: Sieve::Neighbour })
}

/// It stands alone below a paragraph that ends with what somebody says: "Orr said the bridge was not safe." “…”
pub(super) fn led_up_to(article: &Article, index: usize) -> Option<Verdict> {
    let scene = &article.scene;
    let case = &article.cases[index];
    let first = case.first();
    if case.kind != Kind::Direct || !stands_alone(article, index) || first == 0 || !next_block(scene, first, first) {
        return None;
    }
    let verdict = |source: Phrase| Some(Verdict { source, cue: None, sieve: Sieve::Neighbour });
    let paragraph = paragraph_before(scene, first);
    if let Some(told) = reported_in(article, index, &paragraph)
        && first_person(scene, sentence_end(scene, told.source.tokens.start)..first).is_none()
    {
        return Some(told);
    }
    let sentence = scene.tokens.sentences()[scene.tokens.sentence_of(first - 1)].range();
    let is_marked = |other: &Case| other.is_spoken() && other.end() > sentence.start && other.first() < sentence.end;
    let near = article.cases[..index].iter().rev().take(4);
    if near.clone().any(is_marked) {
        return None;
    }
    let says = sentence.clone().find(|&at| cue_at(scene, at) == Some(Strength::Speech));
    let source =
        says.and_then(|verb| subject_before(scene, sentence.start, verb)).filter(|source| source.head != Head::Noun);
    // "**Orr** was upbeat about the mill.", "However, **he** was upbeat."
    let is_turn = scene.word(sentence.start + 1) == "," && opens_sentence(scene.word(sentence.start));
    let opening = || titled_at(scene, sentence.start + if is_turn { 2 } else { 0 });
    verdict(source.or_else(opening).or_else(|| only_person(article, &paragraph))?)
}

/// The paragraph before a token that opens one.
fn paragraph_before(scene: &Scene, first: usize) -> Range<usize> {
    let sentences = scene.tokens.sentences();
    let last = scene.tokens.sentence_of(first.saturating_sub(1));
    let own = sentences[..=last].iter().rev().take(20).take_while(|one| one.block == sentences[last].block);
    own.last().map_or(first, |one| one.first as usize)..first
}

/// Where the sentence of a token ends.
fn sentence_end(scene: &Scene, token: usize) -> usize {
    scene.tokens.sentences().get(scene.tokens.sentence_of(token)).map_or(token, |sentence| sentence.end as usize)
}

/// The only person whom a stretch names, in the writer's words, as a subject.
fn only_person(article: &Article, range: &Range<usize>) -> Option<Phrase> {
    let scene = &article.scene;
    let people = || {
        let names =
            |token: &usize| scene.mention_at(*token).is_some_and(|mention| scene.tokens_of(mention).start == *token);
        range.clone().take(200).filter(names).filter_map(|token| person_at(scene, token))
    };
    let entity = |phrase: &Phrase| match phrase.head {
        Head::Person(mention) => Some(scene.mentions[mention].entity),
        _ => None,
    };
    let first = people().next().filter(|first| first.tokens.start < range.start + 12)?;
    let before = first.tokens.start.checked_sub(1).map_or("", |before| scene.word(before));
    let is_owner = matches!(scene.word(first.tokens.end), "'s" | "’s") || chains(&before.to_lowercase());
    let is_one = people().all(|other| entity(&other) == entity(&first));
    (is_one && !is_owner).then_some(first)
}

/// The last person who has spoken, not long before, when nobody else is named in between.
pub(super) fn last_speaker(article: &Article, index: usize) -> Option<Verdict> {
    // So far a paragraph or two of the writer's may part what one person says, or more where nobody else has spoken.
    const BLOCKS: u32 = 2;
    const BLOCKS_OF_ONE: u32 = 4;
    const SPOKEN: usize = 60;
    let scene = &article.scene;
    let case = &article.cases[index];
    if case.kind != Kind::Direct || !stands_alone(article, index) {
        return None;
    }
    let before = previous(article, index)?;
    let verdict = article.cases[before].verdict.as_ref()?;
    let entity = article.cases[before].entity?;
    // What he is reported to have said below it is nearer.
    let told = |one: &&Case| one.entity == Some(entity) && !one.doubtful && one.outer.is_none();
    let last = article.cases[before..index].iter().rev().take(6).find(told)?;
    let blocks = paragraphs(scene, block_of(scene, last.first())?, block_of(scene, case.first())?);
    let is_person = article.entities[entity.index()].kind == MentionType::Person;
    let mut spoken = article.cases[..index].iter().rev().filter(|case| case.is_spoken()).take(SPOKEN);
    let is_near = blocks <= BLOCKS || blocks <= BLOCKS_OF_ONE && spoken.all(|case| case.entity == Some(entity));
    let is_last = article.cases[before + 1..index].iter().all(|case| case.entity.is_none_or(|other| other == entity));
    let between = article.cases[before].end()..case.first();
    let is_silent = !between.take(200).any(|token| {
        scene.mention_at(token).is_some_and(|mention| {
            let mention = &scene.mentions[mention];
            mention.kind == MentionType::Person && mention.entity != entity
        })
    });
    (is_near && is_person && is_last && is_silent).then(|| Verdict {
        source: verdict.source.clone(),
        cue: None,
        sieve: Sieve::Neighbour,
    })
}

/// How many paragraphs one block stands below another; what ends without a full stop, an advertisement, is none.
fn paragraphs(scene: &Scene, from: u32, to: u32) -> u32 {
    const FAR: u32 = 8;
    let is_written = |block: &u32| {
        let span = scene.page.blocks().get(*block as usize).map(|block| block.span.of(scene.page.text()));
        span.is_some_and(|text| text.trim_end().ends_with(['.', '!', '?', '”', '"', '’', '\'', ':', '…']))
    };
    if to - from > FAR { to - from } else { 1 + (from + 1..to).filter(is_written).count() as u32 }
}

/// Whom a profile or an interview is about: nearly all that is quoted above it is of one person, and neither its paragraph
/// nor the one before it names anybody else.
pub(super) fn main_speaker(article: &Article, index: usize) -> Option<Verdict> {
    const LEAST: usize = 3;
    const SPOKEN: usize = 200;
    const FAR: u32 = 6;
    let scene = &article.scene;
    let case = &article.cases[index];
    if case.kind != Kind::Direct || !stands_alone(article, index) {
        return None;
    }
    let told = |one: &&Case| one.is_spoken() && one.entity.is_some();
    let spoken = || article.cases[..index].iter().rev().filter(told).take(SPOKEN);
    let count = |entity: Option<EntityId>| spoken().filter(|one| one.entity == entity).count();
    // Who is nearly everybody who spoke is one of the last two.
    let main = spoken().take(2).max_by_key(|one| count(one.entity))?;
    let entity = main.entity?;
    let (all, own) = (spoken().count(), count(main.entity));
    // Somebody else who spoke just before goes on himself.
    let near = block_of(scene, case.first())?.saturating_sub(FAR);
    let is_last = spoken()
        .take_while(|one| block_of(scene, one.first()).is_some_and(|block| block >= near))
        .all(|one| one.entity == Some(entity));
    let is_main =
        is_last && own >= LEAST && own * 5 >= all * 4 && article.entities[entity.index()].kind == MentionType::Person;
    let block = block_of(scene, case.first())?;
    let start = scene.tokens.sentences().partition_point(|sentence| sentence.block + 1 < block);
    let start = scene.tokens.sentences().get(start).map_or(0, |sentence| sentence.first as usize);
    let names_another = |token: usize| {
        let mention = scene.mention_at(token).map(|mention| &scene.mentions[mention]);
        mention.is_some_and(|mention| mention.kind == MentionType::Person && mention.entity != entity)
    };
    let is_alone = case.first() - start <= 400 && !(start..case.first()).any(names_another);
    let source = main.verdict.as_ref()?.source.clone();
    (is_main && is_alone).then_some(Verdict { source, cue: None, sieve: Sieve::Neighbour })
}

/// A fragment in a headline or a summary that stands attributed elsewhere.
pub(super) fn same_words(article: &Article, index: usize) -> Option<Verdict> {
    let scene = &article.scene;
    let words = content_words(scene, &article.cases[index].pieces);
    if words.len() < 2 || block_of(scene, article.cases[index].first()) != Some(0) {
        return None;
    }
    let other = article.cases.iter().enumerate().find(|(other, case)| {
        *other != index
            && (case.verdict.is_some() || case.labelled.is_some())
            && content_words(scene, &case.pieces).windows(words.len()).any(|run| run == words)
    })?;
    let verdict = other.1.verdict.as_ref().or(other.1.labelled.as_ref())?;
    Some(Verdict { source: verdict.source.clone(), cue: None, sieve: Sieve::SameWords })
}

/// The nearest person before it in its paragraph, else whoever spoke last.
pub(super) fn nearest(article: &Article, index: usize) -> Option<Verdict> {
    let scene = &article.scene;
    let case = &article.cases[index];
    let block = block_of(scene, case.first())?;
    let start = scene.tokens.sentences().partition_point(|sentence| sentence.block < block);
    let start = scene.tokens.sentences().get(start).map_or(0, |sentence| sentence.first as usize);
    let floor = start.max(case.first().saturating_sub(REACH));
    let person = (floor..case.first()).rev().find_map(|token| person_at(scene, token));
    if let Some(source) = person {
        return Some(Verdict { source, cue: None, sieve: Sieve::Nearest });
    }
    let before = previous(article, index)?;
    let verdict = article.cases[before].verdict.as_ref()?;
    next_block(scene, article.cases[before].end(), case.first()).then(|| Verdict {
        source: verdict.source.clone(),
        cue: None,
        sieve: Sieve::Nearest,
    })
}

/// The last quotation before this one that somebody speaks.
pub(super) fn previous(article: &Article, index: usize) -> Option<usize> {
    (0..index).rev().take(12).find(|&other| article.cases[other].is_spoken())
}

/// Whether a quotation begins its paragraph and has no words of the writer in its sentence.
pub(super) fn stands_alone(article: &Article, index: usize) -> bool {
    gap_before(article, index).is_empty() && gap_after(article, index).len() <= 1
}

/// Where the writer's words after a quotation and its own cue begin.
fn sentence_after_cue(scene: &Scene, verdict: &Verdict, end: usize) -> usize {
    let cue = verdict.cue.as_ref().map_or(end, |cue| cue.end);
    let said = cue.max(verdict.source.tokens.end).max(end);
    let sentence = scene.tokens.sentences().get(scene.tokens.sentence_of(end));
    // The rest of the sentence that holds the cue says to whom and when, not who speaks next.
    sentence
        .filter(|sentence| sentence.range().contains(&said.saturating_sub(1)))
        .map_or(said, |sentence| said.max(sentence.end as usize))
}

/// The words of a content, lower-cased, without marks.
fn content_words(scene: &Scene, pieces: &[Range<usize>]) -> Vec<String> {
    let words = pieces.iter().flat_map(Clone::clone).map(|token| scene.word(token));
    words.filter(|word| word.chars().any(char::is_alphanumeric)).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// Who says the last quotation of each text.
    #[test]
    fn quotations_without_a_cue() {
        let cases = [
            (
                "Ada Lind said the trail would bring people. It had been paid for by the state.\n“Our part in this will strengthen the good name of our town.”",
                "Ada Lind",
            ),
            ("A spokesman said the hall was popular.\n“All our towns have done it in their own way.”", "A spokesman"),
            (
                "The union, backed by Ada Lind, Bo Orr, and Ida Rask, said the mill must close. “We will not wait any longer for the owners.”",
                "The union",
            ),
            (
                "Nearly ten years into her career, Ada Lind is stronger.\n“Back then, everything was new and I was hurt by many things.”",
                "Ada Lind",
            ),
            (
                "“People do not know the rule,” Bo Orr said.\nCats are not allowed in the park.\n“They are not the only animals we have seen here.”",
                "Bo Orr",
            ),
            ("Bo Orr is a smith. “It is the best time to learn. Later, it’s too late,” he finished.", "Bo Orr"),
            (
                "About young politicians like Tomas Lind, the commentator Bo Orr said, “The parties used a lot of young people. And they worked,” he said.",
                "Bo Orr",
            ),
            ("“I have tried for years to get a boat,” the letter says, according to the sources.", "the letter"),
            ("“The army came back,” Bo Orr told the Elm News. “The country will not forget it.” - Elm News", "Bo Orr"),
            (
                "Bo Orr grew up in Elm.\nHis first boat came from an uncle. “My uncle gave me 35 crowns and I got a boat.”",
                "Bo Orr",
            ),
            // An advertisement stands between.
            (
                "“The men were tried in secret,” said Ada Lind of the guild.\nELM FAIR OPENS\nTEN NEW BOATS\n“The town has to act, as many more of them wait.”",
                "Ada Lind",
            ),
            // Whom nearly all is about goes on, however much the writer says in between.
            (
                "Ada Lind builds boats.\n“I was seven when I built the first,” Lind says.\nHer yard lies below the mill.\n“My father gave me the wood,” she says.\n“It was oak,” she says.\nThe fair takes place in May.\nIn its first year only three boats came.\nIt has grown since.\nNow there are ten.\nRain fell on most days.\n“It is the best week of the year for me.”",
                "Ada Lind",
            ),
            ("Since the firm is at risk, “my whole firm will close by May”, Bo Orr submitted.", "Bo Orr"),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let last = reading.quotations.last().and_then(|last| last.speaker.as_ref());
            assert_eq!(last.map(|speaker| speaker.name.as_str()), Some(expected), "{text}");
        }
    }

    /// A quotation alone below what somebody said in other words is still that one's.
    #[test]
    fn a_paragraph_leads_up_to_it() {
        let openings = [
            "Ada Lind argued that the bridge must be closed.",
            "Ada Lind is upbeat about the old bridge.",
            "Ada Lind argued that the bridge must be closed. However, she defended the choice to build it.",
        ];
        for opening in openings {
            let text = format!("{opening}\n\n“Is it right to let the town walk over it?”\n\nThey met.");
            let reading = crate::annotate(&Page::from_text(text));
            let last = reading.quotations.last().expect("the question");
            let speaker = last.speaker.as_ref().map(|speaker| speaker.name.as_str());
            assert_eq!((last.sieve.name(), speaker), ("neighbour", Some("Ada Lind")), "{opening}");
        }
    }
}
