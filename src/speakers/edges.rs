//! Where a source begins and what it is, where the labeller saw too much of its sentence or the wrong part.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "But that is at odds with a witness who claimed to have seen her in Elm.";
//! assert_eq!(annotate(&Page::from_text(text)).quotations[0].source[0].of(text), "a witness");
//! ```

use super::labelled::{is_relative, opens_circumstance};
use super::phrases::{
    Phrase, Scene, before_bracket, bounds_phrase, chains, is_determiner, phrase_ending, subject_after, subject_before,
};
use crate::entities::{MentionType, names};
use crate::quotations::cues::{self, Strength};
use std::ops::Range;

/// The tokens that were labelled as a source, with what was left out: "Orr, **who** nevertheless warned".
pub(super) fn mended(scene: &Scene, source: Range<usize>) -> Range<usize> {
    let pronoun = source.end.checked_sub(2).filter(|&at| source.start <= at + 1 && is_relative(scene.word(at)));
    if let Some(pronoun) = pronoun.filter(|_| source.len() <= 2 && cues::is_auxiliary(scene.word(source.end - 1))) {
        return pronoun..pronoun + 1;
    }
    // "**Visitors** (63% of them) said": the bracket alone.
    let open = source.start.checked_sub(1).filter(|&open| scene.word(open) == "(" && scene.word(source.end) == ")");
    let floor = scene.tokens.sentences().get(scene.tokens.sentence_of(source.start)).map_or(0, |own| own.range().start);
    let open = open.filter(|_| scene.is_measure(source.start));
    if let Some(noun) = open.and_then(|open| phrase_ending(scene, floor, open)) {
        return noun.tokens.start..source.end + 1;
    }
    source
}

/// A source without what stands to the left of it, if anything does.
pub(super) fn cut_left(scene: &Scene, phrase: &Phrase) -> Option<Phrase> {
    let tokens = &phrase.tokens;
    let start = before_who(scene, tokens).or_else(|| behind_circumstance(scene, tokens))?;
    phrase_ending(scene, start, before_bracket(scene, tokens.end))
        .map(|found| Phrase { tokens: start..tokens.end, head: found.head })
}

/// "At odds with **a witness** who claimed", "the butt of jokes by **opponents**, who said", "Orr cited **sources** who said".
fn before_who(scene: &Scene, tokens: &Range<usize>) -> Option<usize> {
    let who = tokens.end + usize::from(scene.word(tokens.end) == ",");
    if scene.word(who) != "who" {
        return None;
    }
    let is_person = |at: usize| {
        let word = scene.word(at);
        names::is_role_noun(word) || names::noun_gender(word.strip_suffix('s').unwrap_or(word)).is_some()
    };
    let begins = |at: &usize| {
        let word = scene.word(*at - 1);
        let end = (*at + 1..tokens.end).find(|&end| chains(scene.word(end))).unwrap_or(tokens.end);
        let leads = matches!(word, "with" | "by" | "from" | "to" | "against" | "for")
            && (is_person(end - 1) || matches!(scene.word(*at), "a" | "an" | "another") && word != "for")
            && !(tokens.start..*at - 1).any(is_person);
        let is_object = cues::verb(word).is_some()
            && word.ends_with("ed")
            && scene.speaking_mention(*at - 2).is_some()
            && scene.mention_at(*at - 1).is_none();
        leads || is_object
    };
    (tokens.start + 2..tokens.end).rev().find(begins)
}

/// "As efforts focus on the war, **experts** acknowledged": a clause stands before it.
fn behind_circumstance(scene: &Scene, tokens: &Range<usize>) -> Option<usize> {
    let sentence = scene.tokens.sentences().get(scene.tokens.sentence_of(tokens.start))?.first as usize;
    let is_time = |at: usize| {
        let word = scene.word(at);
        opens_circumstance(word)
            || matches!(word, "As" | "While" | "When" | "Amid" | "Despite")
            || opens_participle(scene, at) && tokens.start < at + 8
    };
    // "Just hours **before** the mayor spoke"
    let opens =
        is_time(sentence) || (sentence + 1..sentence + 4).any(|at| matches!(scene.word(at), "before" | "after"));
    let before = tokens.start.checked_sub(1).filter(|&before| before > sentence && opens)?;
    if cues::is_according(scene.word(before - 1), scene.word(before)) {
        return None;
    }
    let comma = tokens.clone().skip(1).rev().find(|&at| scene.word(at) == ",")?;
    let next = scene.word(comma + 1);
    let is_many = next.starts_with(char::is_lowercase) && next.len() > 4 && next.ends_with('s');
    // "In a speech given by the prince, **Her Majesty the Queen** said"
    let named = scene.speaking_mention(comma + 1);
    let is_where = named.is_some_and(|place| {
        scene.mentions[place].kind == MentionType::Gpe && scene.tokens_of(place).end == tokens.end
    });
    let is_named = named.is_some() && !is_where;
    let is_subject = is_many && !next.ends_with("ss") || is_determiner(next) || is_named;
    let is_last = scene.word(tokens.end) != ",";
    let is_object = chains(scene.word(before)) || matches!(scene.word(before), "about" | "after");
    // "In a letter to the Elm Post, **her adviser, Bo Orr**, said"
    let office = (tokens.start + 1..comma.saturating_sub(1)).rev().find(|&at| scene.word(at) == ",");
    let is_office = |at: &usize| is_determiner(scene.word(*at + 1)) && names::is_role_noun(scene.word(comma - 1));
    let start = office.filter(is_office).filter(|_| is_named).unwrap_or(comma) + 1;
    (is_object && is_subject && (is_last || start <= comma)).then_some(start)
}

/// Whether a sentence begins with what its subject does besides: "**Speaking** about the mill, Orr said".
pub(super) fn opens_participle(scene: &Scene, at: usize) -> bool {
    let word = scene.word(at);
    word.len() > 5 && word.ends_with("ing") && word.starts_with(char::is_uppercase) && scene.mention_at(at).is_none()
}

/// A source whole, that began inside a word: "far-**right** President", "El-**Orr**".
pub(super) fn whole_start(scene: &Scene, start: usize) -> usize {
    let spans = scene.tokens.spans();
    let is_glued = |at: usize| spans[at].end == spans[at + 1].start;
    // "The **39-year**-old"
    let is_word = |at: usize| scene.word(at).chars().all(char::is_alphanumeric);
    let mut whole = start;
    for _ in 0..3 {
        let Some(part) = whole.checked_sub(2).filter(|&part| scene.word(part + 1) == "-" && is_word(part)) else {
            break;
        };
        let is_name = scene.mention_at(part).is_some_and(|one| scene.mention_at(whole) == Some(one));
        if !is_glued(part) || !is_glued(part + 1) || !is_name && scene.word(whole).starts_with(char::is_uppercase) {
            break;
        }
        whole = part;
    }
    if whole == start {
        return start;
    }
    let named = scene.mention_at(whole).filter(|&mention| scene.mentions[mention].kind == MentionType::Person);
    let whole = named.map_or(whole, |mention| scene.tokens_of(mention).start);
    whole - usize::from(whole > 0 && is_determiner(scene.word(whole - 1)))
}

/// The title before a name that the labeller took for content: "**Her Majesty the Queen** Ada Lind said".
pub(super) fn title_before(scene: &Scene, piece: &Range<usize>, source: &Range<usize>) -> bool {
    let is_capital = |at: usize| scene.word(at).starts_with(char::is_uppercase) || scene.word(at) == "the";
    let opens = matches!(scene.word(piece.start), "His" | "Her" | "Their" | "The");
    piece.end == source.start && opens && (2..8).contains(&piece.len()) && piece.clone().all(is_capital)
}

/// Who adds what another source has it from, and the verb: "**He** added that according to the briefing".
pub(super) fn adder(scene: &Scene, cue: &Range<usize>) -> Option<(Phrase, Range<usize>)> {
    let that = cue.start.checked_sub(1).filter(|&at| scene.word(at) == "that")?;
    let verb = that.checked_sub(1).filter(|&at| cues::verb(scene.word(at)) == Some(Strength::Speech))?;
    if !cues::is_according(scene.word(cue.start), scene.word(cue.start + 1)) {
        return None;
    }
    let sentence = scene.tokens.sentences().get(scene.tokens.sentence_of(verb))?.first as usize;
    Some((subject_before(scene, sentence.max(verb.saturating_sub(40)), verb)?, verb..verb + 1))
}

/// Who stands behind a verb of speech that touches the marks, where the labeller took it for more of the content: “…,” said
/// **the report**.
pub(super) fn behind_marks(scene: &Scene, pieces: &[Range<usize>], cue: &Range<usize>) -> Option<Phrase> {
    let at =
        pieces.iter().position(|piece| piece.end == cue.start && scene.word(piece.end.saturating_sub(2)) == ",")?;
    let next = pieces.get(at + 1).filter(|next| next.start == cue.end && next.len() <= 12)?;
    let source = subject_after(scene, next.start, next.end).filter(|_| cue.len() == 1)?;
    let closes = source.tokens.end >= next.end || scene.word(source.tokens.end) == ".";
    (closes && is_determiner(scene.word(next.start))).then_some(source)
}

/// Whether what was taken for reported only says who spoke: “…,” said **the report.**
pub(super) fn is_teller(scene: &Scene, pieces: &[Range<usize>], cue: &Range<usize>) -> bool {
    let [piece] = pieces else { return false };
    let closes = cue.start.checked_sub(1).is_some_and(|mark| matches!(scene.word(mark), "”" | "\"" | "’"));
    let is_short = piece.start == cue.end && piece.len() <= 5 && scene.word(cue.end - 1) == "said";
    closes && is_short && is_determiner(scene.word(piece.start))
}

/// Who said it, behind a comma at the end of a sentence: "they reach home in comfort, said **a clerk from Elm**."
pub(super) fn inverted(scene: &Scene, verb: usize, end: usize) -> Option<Phrase> {
    let follows = verb.checked_sub(1).is_some_and(|before| scene.word(before) == ",");
    let opens = is_determiner(scene.word(verb + 1)) || scene.speaking_mention(verb + 1).is_some();
    if !follows || !opens || !matches!(scene.word(verb), "said" | "says") {
        return None;
    }
    let source = subject_after(scene, verb + 1, end)?;
    let next = scene.word(source.tokens.end);
    (matches!(next, "." | "" | ",") && !bounds_phrase(scene.word(source.tokens.start))).then_some(source)
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// Whom a reader is shown for the last quotation.
    #[test]
    fn sources_begin_where_they_do() {
        let cases = [
            ("The news is at odds with a witness who claimed to have seen her in Westmark.", "a witness"),
            ("Former Elm anchor Bo Orr cited sources who said the couple was seen at the station.", "sources"),
            (
                "As efforts focus on the disruptions caused by the Elm-Westmark war, experts in Elm unanimously acknowledged the importance of trade.",
                "experts in Elm",
            ),
            (
                "Bo Orr came to Elm.\nHe added that according to the briefing given to members, the army has control.",
                "Bo Orr",
            ),
            (
                "The loss grew. Under far-right President Bo Orr, it was about ten hectares – “almost the area of Elm,” said the report.",
                "the report",
            ),
            (
                "In a speech given by Her Highness the Crown Princess Ada Lind, Her Highness the Queen said the mill was safe.",
                "Her Highness the Queen",
            ),
            ("Bo Orr became the subject of jokes by ministers in Elm, who accused him of lying.", "ministers in Elm"),
            (
                "The union’s chief, Bo Orr, who has long faulted the plan of the town, said the mill was not safe.",
                "Bo Orr",
            ),
            (
                "Travellers will be offered “door-to-door” service to ensure they reach their final stop in comfort, said a top official from Elm Rail.",
                "a top official from Elm Rail",
            ),
            (
                "In an interview with Elm News reporter Ida Rask at the Elm Fair (EF), Bo Orr said the new trains have brought more people to town.",
                "Bo Orr",
            ),
            (
                "Speaking about the old mill, the Deputy Mayor recalled that the town had paid for it.",
                "the Deputy Mayor",
            ),
            (
                "Just weeks after the case in Norland’s Army surfaced, Westmark’s Council for the Roads (WCR) confirmed that the bridge was closed.",
                "Westmark’s Council for the Roads",
            ),
            ("The mill was sold by Bo Orr, who nevertheless warned that the “bridge will take a long time.”", "Bo Orr"),
            (
                "Ada Lind came late because only the previous day the 39-year-old had announced a plan to rebuild the mill.",
                "Ada Lind",
            ),
            (
                "The vote was lost after 26 members, two more than the required quorum, said they will vote against her.",
                "26 members",
            ),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let mut shown = reading.quotations.iter().rev().filter(|one| !one.doubtful);
            let last = shown.next().and_then(|last| last.speaker.as_ref());
            assert_eq!(last.map(|speaker| speaker.name.as_str()), Some(expected), "{text}");
        }
    }
}
