//! Whom a pronoun stands for, when those have no name: "A woman nodded. “It is late,” **she** said.", "Officials said …
//! **They** added …", "The museum said … **It** added …".
//!
//! What enters is a quotation whose source is a pronoun; what leaves is the phrase that it stands for, in the words of the
//! text: whoever spoke last, or the subject of the sentence before, when nobody with a name comes between.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let reading = annotate(&Page::from_text("A miller said the bridge was old. “It is not safe at all,” he said."));
//! assert_eq!(reading.quotations[1].speaker.as_ref().map(|speaker| speaker.name.as_str()), Some("A miller"));
//! ```

use super::antecedents::{antecedent, is_hidden, is_quoted, narrows};
use super::groups::is_organisation;
use super::phrases::{Head, Phrase, Scene, bounds_phrase, can_speak, chains, is_determiner, phrase_ending};
use super::{Article, Case};
use crate::entities::{MentionType, names};
use crate::quotations::cues::{self, Strength};
use std::ops::Range;

/// So many tokens of a sentence are looked at: one of any length then costs the same.
const REACH: usize = 80;

/// The phrase without a name that the source of a quotation stands for, when that is a pronoun.
pub(super) fn somebody(article: &Article, index: usize) -> Option<Phrase> {
    let source = &article.cases[index].verdict.as_ref()?.source;
    if source.head != Head::Pronoun || source.tokens.len() != 1 {
        return None;
    }
    // In somebody's own words only "he" and "she" are sought, in what that one says.
    if article.cases[index].outer.is_some() {
        return someone(article, index, source);
    }
    let pronoun = article.scene.word(source.tokens.start).to_ascii_lowercase();
    match pronoun.as_str() {
        "they" => several(article, index, source).or_else(|| subject(article, source, &pronoun)),
        "it" => thing(article, index, source).or_else(|| subject(article, source, &pronoun)),
        "his" | "her" | "him" => someone(article, index, source),
        "he" | "she" => someone(article, index, source).or_else(|| speaker(article, index, source)),
        _ => None,
    }
}

/// The last of the quotations whose source stands before this one, when it has no name and neither has whoever it stands for.
fn last_unnamed<'a>(article: &'a Article, index: usize, source: &Phrase) -> Option<(&'a Case, Phrase)> {
    let earlier =
        |case: &&Case| case.verdict.as_ref().is_some_and(|other| other.source.tokens.end <= source.tokens.start);
    let before = article.cases[..index].iter().rev().take(6).find(earlier)?;
    let spoke = before.verdict.as_ref()?.source.clone();
    let phrase =
        before.group.clone().or_else(|| (spoke.head == Head::Noun && before.entity.is_none()).then_some(spoke));
    Some((before, phrase?))
}

/// How many sentences, and how many blocks, stand between two tokens.
fn distance(scene: &Scene, from: usize, to: usize) -> (usize, u32) {
    let sentences = scene.tokens.sentences();
    let (one, other) = (scene.tokens.sentence_of(from), scene.tokens.sentence_of(to));
    (other - one, sentences[other].block - sentences[one].block)
}

/// The names between two tokens that a pronoun could stand for, what is said in between left out.
fn named_between<'a>(
    article: &'a Article,
    between: Range<usize>,
    kinds: &'a [MentionType],
) -> impl Iterator<Item = usize> + 'a {
    let scene = &article.scene;
    let near = article.cases.partition_point(|case| case.end() < between.start);
    let is_said = move |token: usize| {
        let mut cases = article.cases[near..].iter().take(6);
        cases.any(|case| case.pieces.iter().any(|piece| piece.contains(&token)))
    };
    between.take(3 * REACH).filter(move |&token| {
        let begins =
            |mention: usize| kinds.contains(&scene.mentions[mention].kind) && scene.tokens_of(mention).start == token;
        scene.mention_at(token).is_some_and(begins) && !is_said(token)
    })
}

/// "They", of those who spoke last.
fn several(article: &Article, index: usize, source: &Phrase) -> Option<Phrase> {
    let scene = &article.scene;
    let (before, phrase) = last_unnamed(article, index, source)?;
    let spoke = &before.verdict.as_ref()?.source;
    let (sentences, blocks) = distance(scene, spoke.tokens.start, source.tokens.start);
    let between = spoke.tokens.end..source.tokens.start;
    let is_many = |token: usize| {
        scene.mention_at(token).is_some_and(|mention| {
            scene.mentions[mention].kind == MentionType::Org || !narrows(scene, scene.tokens_of(mention).end)
        })
    };
    const MANY: &[MentionType] = &[MentionType::Org, MentionType::Norp];
    let is_last = !named_between(article, between.clone(), MANY).any(is_many)
        && named_between(article, between, &[MentionType::Person]).count() < 2;
    let (first, last) = (scene.word(phrase.tokens.start), scene.word(phrase.tokens.end - 1));
    // "**The office** of Norland's water board"
    let of = phrase.tokens.clone().skip(1).find(|&token| scene.word(token) == "of");
    let noun = of.map_or(last, |of| scene.word(of - 1));
    let are_many = [first, noun, last].iter().any(|word| word.ends_with('s'));
    let may_be_they = are_many || is_organisation(noun) || names::is_role_noun(noun) || is_indefinite(first);
    // Whoever is one as well: "A young miller said … **they** said", "The museum said … **They** added".
    let is_near = blocks == 0 && sentences <= if are_many { 2 } else { 1 } || blocks == 1 && sentences == 1;
    (is_near && is_last && may_be_they).then_some(phrase)
}

/// Whether a phrase that begins so is one of many: "**a** miller", "**another** witness".
fn is_indefinite(first: &str) -> bool {
    ["a", "an", "one", "another"].iter().any(|entry| entry.eq_ignore_ascii_case(first))
}

/// "It", of what said something last: a letter, a ministry that has no other name.
fn thing(article: &Article, index: usize, source: &Phrase) -> Option<Phrase> {
    let scene = &article.scene;
    let (before, phrase) = last_unnamed(article, index, source)?;
    let spoke = &before.verdict.as_ref()?.source;
    let (sentences, blocks) = distance(scene, spoke.tokens.start, source.tokens.start);
    let noun = scene.word(phrase.tokens.end - 1);
    let is_somebody = names::is_role_noun(noun) || names::noun_gender(noun).is_some();
    let is_last = named_between(article, spoke.tokens.end..source.tokens.start, &[MentionType::Org]).next().is_none();
    (blocks <= 1 && sentences <= 3 && is_last && !is_somebody && !noun.ends_with('s')).then_some(phrase)
}

/// "He" or "she", of one person who spoke last.
fn speaker(article: &Article, index: usize, source: &Phrase) -> Option<Phrase> {
    let scene = &article.scene;
    let (before, phrase) = last_unnamed(article, index, source)?;
    let spoke = &before.verdict.as_ref()?.source;
    let (sentences, blocks) = distance(scene, spoke.tokens.start, source.tokens.start);
    let gender = names::pronoun_gender(scene.word(source.tokens.start))?;
    let end = phrase.tokens.clone().skip(1).find(|&token| chains(scene.word(token))).unwrap_or(phrase.tokens.end);
    let (first, noun) = (scene.word(phrase.tokens.start), scene.word(end - 1));
    let mut cue = before.verdict.as_ref()?.cue.clone().unwrap_or_default();
    let speaks = cue.any(|token| cues::verb(scene.word(token)) == Some(Strength::Speech));
    let is_person = names::is_role_noun(noun) || names::noun_gender(noun).is_some();
    // "**His Highness the Amir** said … He added"
    let has_style =
        matches!(first, "His" | "Her") && scene.word(phrase.tokens.start + 1).starts_with(char::is_uppercase);
    let is_one = if has_style {
        names::pronoun_gender(first) == Some(gender)
    } else if is_indefinite(first) {
        speaks && !cues::is_document(noun) && !is_organisation(noun)
    } else {
        // "The minister" whom nothing names may be somebody whom it does.
        is_person && antecedent(article, source.tokens.start, index).is_none()
    };
    let is_many = noun.ends_with('s') && !noun.ends_with("ss");
    let fits = names::noun_gender(noun).is_none_or(|own| own == gender) && !is_many;
    let is_last =
        named_between(article, spoke.tokens.end..source.tokens.start, &[MentionType::Person]).next().is_none();
    (blocks <= 1 && sentences <= 2 && is_one && fits && is_last).then_some(phrase)
}

/// What the sentence before begins with: "**Some teachers** want new rules. **They** say …", "**The council** met. **It** said …"
fn subject(article: &Article, source: &Phrase, pronoun: &str) -> Option<Phrase> {
    const MOST: usize = 5;
    let scene = &article.scene;
    let sentences = scene.tokens.sentences();
    let own = scene.tokens.sentence_of(source.tokens.start);
    let opening = sentences[own].range().start;
    // "Nurses often stay; **they** also say": of its own sentence.
    let follows = source.tokens.start > opening && scene.word(source.tokens.start - 1) == ";";
    let before = || own.checked_sub(1).filter(|&before| sentences[own].block - sentences[before].block <= 1);
    // “…,” they said.: of the sentence itself there is nothing before it but what they say.
    let opens = follows || source.tokens.start - opening <= 2 || is_quoted(article, opening);
    let range = if follows { opening..source.tokens.start } else { sentences[before()?].range() };
    // "**In Elm,** some millers are in jail. They say"
    let comma = (range.start + 1..range.end.min(range.start + 5)).find(|&at| scene.word(at) == ",");
    let leads = chains(&scene.word(range.start).to_lowercase());
    let range = comma.filter(|_| leads).map_or(range.start, |comma| comma + 1)..range.end;
    let first = scene.word(range.start).to_ascii_lowercase();
    let counts = matches!(first.as_str(), "some" | "many" | "several" | "most" | "few" | "these" | "two" | "three");
    let is_phrase = counts || is_determiner(&first) || pronoun == "they" && first.ends_with('s');
    if !opens || !is_phrase || scene.mention_at(range.start).is_some() {
        return None;
    }
    let fits = |token: &usize| {
        let word = scene.word(*token);
        let is_common = word.starts_with(char::is_lowercase) && scene.mention_at(*token).is_none();
        match pronoun {
            "they" => {
                word.len() > 4 && word.ends_with('s') && !word.ends_with("ss") && (is_common || *token == range.start)
            }
            _ => is_common && (cues::is_document(word) && !word.ends_with('s') || is_organisation(word)),
        }
    };
    let mut noun = (range.start..range.end.min(range.start + MOST)).find(fits)?;
    let is_plain = |token: usize| !bounds_phrase(scene.word(token)) && !chains(scene.word(token));
    if !(range.start..noun).all(is_plain) {
        return None;
    }
    // "Nurses **and carers**"
    if pronoun == "they" && scene.word(noun + 1) == "and" && fits(&(noun + 2)) {
        noun += 2;
    }
    Some(Phrase { tokens: range.start..noun + 1, head: Head::Noun })
}

/// "He" or "she", of the subject of its sentence or of one of the two before it, with nobody named in between.
fn someone(article: &Article, index: usize, source: &Phrase) -> Option<Phrase> {
    let (scene, pronoun) = (&article.scene, source.tokens.start);
    if source.head != Head::Pronoun || source.tokens.len() != 1 {
        return None;
    }
    let gender = names::pronoun_gender(&scene.word(pronoun).to_ascii_lowercase())?;
    let sentences = scene.tokens.sentences();
    let own = scene.tokens.sentence_of(pronoun);
    for sentence in (own.saturating_sub(2)..=own).rev() {
        let range = sentences[sentence].range();
        if sentences[sentence].block != sentences[own].block {
            return None;
        }
        let before = range.start..range.end.min(pronoun);
        let own = &article.cases[index].pieces;
        let is_said = |at: &usize| is_hidden(article, index, *at) || own.iter().any(|piece| piece.contains(at));
        for at in before.rev().take(REACH).filter(|at| !is_said(at)) {
            let word = scene.word(at);
            if scene.mention_at(at).is_some_and(|mention| scene.mentions[mention].kind == MentionType::Person) {
                return None;
            }
            let of_noun = names::noun_gender(word);
            let is_many = word.ends_with('s') || word.ends_with("men");
            let is_one = of_noun.is_some() || names::is_role_noun(word) && !is_many;
            // "An ambassador**'s** job, he said"
            let owns = matches!(scene.word(at + 1), "'s" | "’s");
            if owns || !is_one || of_noun.is_some_and(|of_noun| of_noun != gender) || scene.mention_at(at).is_some() {
                continue;
            }
            let Some(phrase) = phrase_ending(scene, range.start, at + 1) else { continue };
            let start = phrase.tokens.start;
            // "**Running** two student halls was hard": what somebody does.
            if scene.word(start).ends_with("ing") {
                continue;
            }
            let is_named =
                |at: usize| scene.mention_at(at).is_some_and(|mention| can_speak(scene.mentions[mention].kind));
            // “…,” said **a miller**, but not "told **a miller** that".
            let is_inverted = || {
                let before = start.checked_sub(2).map_or("", |at| scene.word(at));
                cues::verb(scene.word(start - 1)) == Some(Strength::Speech) && bounds_phrase(before)
            };
            let opening = range.start + usize::from(scene.word(range.start).chars().all(|c| !c.is_alphanumeric()));
            let is_subject = start == opening
                || is_inverted()
                // "In May, **a miller** called", but not "Orr, **a miller**, called".
                || scene.word(start - 1) == "," && start >= 2 && !is_named(start - 2);
            // "Her mother died. “I could not believe it,” **she** said": not the mother.
            let is_anothers =
                matches!(scene.word(start).to_ascii_lowercase().as_str(), "his" | "her" | "their" | "its");
            if is_subject
                && phrase.head == Head::Noun
                && !is_anothers
                && !(start..at).any(|token| chains(scene.word(token)))
            {
                return Some(phrase);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// Who says the last quotation of each text.
    #[test]
    fn pronouns_stand_for_who_has_no_name() {
        let cases = [
            (
                "Inspector Bo Orr said the hall was empty.\nA market spokesman said the mill was helping the police.\n“Our staff acted calmly and quickly,” he said.",
                "A market spokesman",
            ),
            (
                "Bo Orr has denied it. The council met. One mental health professional warned that it raises the risk. “These are people who suffer,” he said.",
                "One mental health professional",
            ),
            (
                "Ada Lind said she saw two men run away.\nAnother witness said shoppers hid behind the stalls.\n“People were shouting and nowhere was safe,” she told reporters.",
                "Another witness",
            ),
            (
                "The mayor Ada Lind sent a letter to the council in Norland. “Bo Orr is on our list,” the letter said. It concludes, “We urge Norland to deny him entry.”",
                "the letter",
            ),
            (
                "According to her website, Ada Lind collected old recipes in villages across Norland.\n“These recipes are now protected by law,” it noted.",
                "her website",
            ),
            ("The report on the storm in Norland came out on Monday. It says ten roofs were lost.", "The report"),
            (
                "The town took in ten families from Norland. The council sent a letter on Monday.\nIt said the families would be housed by May.",
                "The council",
            ),
            (
                "Some Norland teachers want new rules for exams, saying the old ones hurt small schools.\nThey say pupils should have free access to all books.",
                "Some Norland teachers",
            ),
            (
                "Nurses and carers often feel bound to stay; they also say the families are not heard.",
                "Nurses and carers",
            ),
            ("The museum said it would mend the errors. They added that they were grateful.", "The museum"),
            (
                "“There’s some truth in that,” admits Bo Orr, an officer in Elm.\nRunning two student halls for one town “just wasn’t wise,” he says.",
                "Bo Orr",
            ),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let last = reading.quotations.last().and_then(|last| last.speaker.as_ref());
            assert_eq!(last.map(|speaker| speaker.name.as_str()), Some(expected), "{text}");
        }
    }

    /// "They" are those who spoke last, though they have no name; a name that only narrows a noun is not meant.
    #[test]
    fn groups_go_on_speaking() {
        let texts = [
            "Officials said the bridge was not safe at all. They want “a new bridge at once, by spring.”",
            "Officials said the Elmish bridge was not safe at all. They want “a new bridge at once, by spring.”",
        ];
        for text in texts {
            let reading = crate::annotate(&Page::from_text(text));
            let last = reading.quotations.last().and_then(|last| last.speaker.clone());
            assert_eq!(
                last.map(|speaker| (speaker.name, speaker.named)),
                Some(("Officials".to_owned(), false)),
                "{text}"
            );
        }
        let text = "Officials said the bridge was old.\n\nAda Lind and Bo Orr met. They want “a new bridge at once.”";
        let last = crate::annotate(&Page::from_text(text)).quotations.pop();
        let speaker = last.and_then(|last| last.speaker);
        assert_eq!(
            speaker.map(|speaker| speaker.name).as_deref(),
            Some("Ada Lind and Bo Orr"),
            "not the officials above"
        );
    }

    /// "She" is whoever the sentence before is about, also without a name.
    #[test]
    fn somebody_without_a_name_goes_on_speaking() {
        let cases = [
            ("“It is late,” Bo Orr said. A woman beside him nodded. “It is a disgrace,” she said.", Some("A woman")),
            (
                "Ada Lind left. The teacher said he was sorry. In a letter, he wrote: “We will stay here.”",
                Some("The teacher"),
            ),
            ("Ada Lind, the mayor, left. “We will not stay here,” she said.", Some("Ada Lind")),
            // In her own words she is "I".
            ("In May, a publisher called. “He said it was ‘very raw’,” Ada Lind said.", Some("a publisher")),
            (
                "Ada Lind was in the mill. Her sister, Ida Rask, was at home. “She called me,” Lind said. “She said, ‘The \
                 doors are locked.’”",
                Some("Ida Rask"),
            ),
            // Who is called "he" is not "she".
            (
                "Ada Lind runs the mill. “It was late,” she said.\n\nShe was born in Elm.\n\nThe owner, Bo Orr, left in May. \
                 He has never come back. Through his lawyer, he declined to comment.\n\n“People ask if I hate him,” she said.",
                Some("Ada Lind"),
            ),
            ("A man saw Ada Lind. “We will not stay here,” she said.", Some("Ada Lind")),
            // To whom something is told is not who the next sentence is about.
            (
                "The notes show that Ada Lind told a miller that it was late. In another, she asked: “Do they even come?”",
                Some("Ada Lind"),
            ),
            // Nothing with a name is what somebody has just spoken of.
            (
                "The Elm Institute wrote. “We got a reply,” Ada Lind said. “It said, ‘Thank you for your interest.’”",
                None,
            ),
            // Who stands in the same words before.
            (
                "Bo Orr came. “The driver knew, but he said, ‘We go, we go,’” Ada Lind told the others.",
                Some("The driver"),
            ),
            ("Bo Orr left. Asked what she had seen, Ada Lind laughed. “Everything that there is.”", Some("Ada Lind")),
            ("“It is mine,” Bo Orr said.\n\n“How?” Ms. Lind shot back.", Some("Lind")),
            // The one who is asked replies.
            ("Ada Lind asked Bo Orr whether it was late. “No,” he replied. “Never.”", Some("Bo Orr")),
        ];
        for (text, expected) in cases {
            let last = crate::annotate(&Page::from_text(text)).quotations.pop().and_then(|last| last.speaker);
            assert_eq!(last.as_ref().map(|speaker| speaker.name.as_str()), expected, "{text}");
        }
    }
}
