//! What was decided about a quotation, as a reader is told it: source, cue, speaker, and how sure that is.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let speaker = annotate(&Page::from_text("Russians say the bridge was not safe at all.")).quotations[0].speaker.clone();
//! assert_eq!(speaker.map(|speaker| (speaker.name, speaker.named)), Some(("Russians".to_owned(), false)));
//! ```

use super::phrases::Head;
use super::{Article, Case, DOUBTFUL, Verdict, edges, labelled, sieves, sources, together};
use crate::entities::MentionType;
use crate::quotations::{Kind, Quotation, Sieve, Speaker};

/// Writes what was decided into a quotation.
pub(super) fn fill(article: &Article, case: &Case, quotation: &mut Quotation) {
    let seen = std::mem::replace(&mut quotation.confidence, 0.0);
    let Some(verdict) = &case.verdict else {
        quotation.source.clear();
        return;
    };
    let scene = &article.scene;
    quotation.sieve = verdict.sieve;
    if case.pieces.len() < quotation.content.len() {
        let source = scene.span(&verdict.source.tokens);
        quotation.content.retain(|piece| !piece.overlaps(source));
    }
    // "Asked if she would resign, Orr said": what he was asked.
    let is_asked = verdict.cue.as_ref().is_some_and(|cue| {
        let opens = scene.tokens.sentences()[scene.tokens.sentence_of(cue.start)].first as usize == cue.start;
        opens && scene.word(cue.start) == "Asked"
    });
    // "A: It is late."
    let is_label = verdict.cue.as_ref().is_some_and(|cue| scene.word(cue.start) == ":");
    let is_nobody = sieves::is_nobody(scene, &verdict.source.tokens) && !is_label;
    let is_no_source = || is_asked || labelled::is_no_source(scene, &verdict.source.tokens);
    // “…,” said **the report.**
    let is_teller = || verdict.cue.as_ref().is_some_and(|cue| edges::is_teller(scene, &case.pieces, cue));
    // "Posts from **Friday** said": rather a part of the source.
    quotation.doubtful |= case.kind == Kind::Indirect && (is_nobody || is_no_source() || is_teller());
    quotation.confidence = confidence(verdict, case, seen);
    // "Orr, **who** said": the pronoun is a piece of its own.
    let end = verdict.source.tokens.end;
    let labelled = quotation.source.first().map(|span| scene.tokens.covering(*span)).filter(|own| {
        let stands_for = verdict.sieve == Sieve::Labelled && own.start >= end;
        stands_for && own.len() == 1 && labelled::is_relative(scene.word(own.start))
    });
    let pronoun = if scene.word(end) == "," { end + 1 } else { end };
    let stands_for = matches!(scene.word(pronoun), "who" | "which" | "that")
        && verdict.cue.as_ref().is_some_and(|cue| (pronoun + 1..pronoun + 5).contains(&cue.start));
    let relative = labelled.or(stands_for.then_some(pronoun..pronoun + 1));
    let pieces = std::iter::once(&verdict.source.tokens).chain(&relative);
    // Whoever only stands nearest is no source, and nobody is named.
    let is_named = verdict.sieve != Sieve::Nearest || quotation.confidence >= DOUBTFUL;
    quotation.source = pieces.filter(|_| is_named).map(|tokens| scene.span(tokens)).collect();
    quotation.cue = verdict.cue.iter().map(|cue| scene.span(cue)).collect();
    quotation.speaker = if quotation.confidence < DOUBTFUL {
        None
    } else if let Some(name) = together::name(article, case) {
        Some(Speaker { name, entity: None, named: true })
    } else if let Some(entity) = case.entity {
        let own = &article.entities[entity.index()];
        // "Russians", "Democrats": a group is as it is written, and nobody by name.
        let named = own.kind != MentionType::Norp;
        let name = match sources::as_written(scene, &verdict.source) {
            Some(written) if !named => written.name,
            _ => own.name.clone(),
        };
        Some(Speaker { name, entity: Some(entity), named })
    } else {
        sources::as_written(scene, case.group.as_ref().unwrap_or(&verdict.source))
    };
}

/// How often each sieve is right: measured on a fifth of the training articles that the labeller was not trained on,
/// but for conversations, same words, colons and the nearest person, which are too rare there and are set by hand: the
/// nearest person is not named. `labelled` is what the labeller gave.
fn confidence(verdict: &Verdict, case: &Case, labelled: f32) -> f32 {
    let sieve: f32 = match verdict.sieve {
        Sieve::Labelled => labelled,
        Sieve::SameSentence => 0.96,
        Sieve::Neighbour => 0.67,
        Sieve::Nearest => 0.25,
        Sieve::Split => 0.95,
        Sieve::Colon => 0.9,
        Sieve::CarriedOn => 0.97,
        Sieve::Conversation => 0.7,
        Sieve::SameWords => 0.8,
        Sieve::Reader => 1.0,
        Sieve::Unknown => 0.0,
    };
    let is_unknown = case.entity.is_none() && case.group.is_none();
    if is_unknown && verdict.source.head == Head::Pronoun { sieve * 0.5 } else { sieve }
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// Whoever only stands nearest is not named, and his words are not marked.
    #[test]
    fn the_nearest_is_no_source() {
        let text = "Ada Lind walked to the mill on Monday, where “the bridge was never safe at all” stood on a wall.";
        let reading = crate::annotate(&Page::from_text(text));
        // What a reader is shown: a report that is more often wrong than right is not.
        let mut shown = reading.quotations.iter().filter(|quotation| !quotation.doubtful);
        assert!(shown.all(|quotation| quotation.source.is_empty() && quotation.speaker.is_none()));
    }

    /// The first quotation of each text: its sieve and its speaker.
    #[test]
    fn the_sieve_that_decides_and_the_speaker() {
        let cases = [
            ("“We will rebuild the bridge,” Ada Lind said.", "same-sentence", "Ada Lind"),
            ("“The bridge,” said Ada Lind, “will stand again by spring.”", "split", "Ada Lind"),
            ("“LIND: We will rebuild the bridge by spring, whatever the cost.”", "colon", "LIND"),
            ("“The town lost its heart that night, and nobody came.” — Ada Lind", "colon", "Ada Lind"),
            ("Ada Lind said the bridge would be rebuilt by spring.", "labelled", "Ada Lind"),
            ("The bridge would be rebuilt by spring, according to Ada Lind.", "labelled", "Ada Lind"),
            ("Bo Orr’s wife, Ada Lind, added: “Nobody from the council has come.”", "labelled", "Ada Lind"),
            (
                "The mill’s owner, Westmark Holdings Inc., called the vote “a disgrace.”",
                "labelled",
                "Westmark Holdings Inc.",
            ),
            ("U.S. officials said the bridge would be rebuilt by spring.", "labelled", "U.S. officials"),
        ];
        for (text, sieve, speaker) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let first = reading.quotations.first().map(|quotation| {
                (quotation.sieve.name(), quotation.speaker.as_ref().map_or("nobody", |speaker| speaker.name.as_str()))
            });
            assert_eq!(first, Some((sieve, speaker)), "{text}");
        }
    }
}
