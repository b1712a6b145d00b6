//! A quotation in tokens, and what the labeller saw of who says it.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "Ada Lind, who runs the mill, said the bridge was not safe at all.";
//! assert_eq!(annotate(&Page::from_text(text)).quotations[0].source[0].of(text), "Ada Lind");
//! ```

use super::phrases::{Phrase, Scene};
use super::{doers, edges, gaps, labelled, sieves};
use crate::quotations::{Kind, Quotation, Sieve};
use crate::span::EntityId;
use std::ops::Range;

/// What a sieve found: a source, the cue that ties it to the quotation, and its own name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Verdict {
    pub(super) source: Phrase,
    pub(super) cue: Option<Range<usize>>,
    pub(super) sieve: Sieve,
}

/// A quotation in tokens, with what has been decided about it.
#[derive(Clone, Debug)]
pub(super) struct Case {
    /// Tokens of each piece of content.
    pub(super) pieces: Vec<Range<usize>>,
    pub(super) kind: Kind,
    /// Whether a reader is not shown it.
    pub(super) doubtful: bool,
    /// The one that it is nested in.
    pub(super) outer: Option<usize>,
    /// What the labeller of reported speech saw.
    pub(super) labelled: Option<Verdict>,
    pub(super) verdict: Option<Verdict>,
    pub(super) entity: Option<EntityId>,
    /// Whom its source stands for, where those have no name: "they" behind "Officials said".
    pub(super) group: Option<Phrase>,
}

impl Case {
    pub(super) fn first(&self) -> usize {
        self.pieces.first().map_or(0, |piece| piece.start)
    }

    /// Whether it stands in marks, and somebody speaks it in the article itself.
    pub(super) fn is_spoken(&self) -> bool {
        self.outer.is_none() && matches!(self.kind, Kind::Direct | Kind::Mixed)
    }

    pub(super) fn end(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.end)
    }
}

/// A quotation as the sieves read it, with what the labeller saw beside it.
pub(super) fn case_of(scene: &Scene, quotation: &Quotation) -> Case {
    let mut pieces: Vec<Range<usize>> = quotation.content.iter().map(|span| scene.tokens.covering(*span)).collect();
    let cue = quotation.cue.first().map(|span| scene.tokens.covering(*span));
    let is_indirect = quotation.kind == Kind::Indirect;
    let source = quotation.source.first().map(|span| scene.tokens.covering(*span));
    let source = source.map(|source| edges::mended(scene, source));
    let apart = |one: &Range<usize>, other: &Range<usize>| one.end <= other.start || other.end <= one.start;
    // Who stands right before the verb outdoes a source further off.
    let nearer = source.as_ref().zip(cue.as_ref()).and_then(|(source, cue)| {
        let is_by = |at: &usize| scene.word(*at) == "quoted" && scene.word(*at + 1) == "by";
        let mut near = cue.start.saturating_sub(10)..cue.end;
        let quoted = gaps::quoted(scene, cue).filter(|_| !is_indirect || near.any(|at| is_by(&at)));
        let named = quoted
            .or_else(|| sieves::named_before(scene, cue))
            .or_else(|| sieves::calling(scene, cue).filter(|_| !is_indirect));
        named.filter(|named| apart(&named.tokens, source))
    });
    let labelled = match (source, &cue) {
        (Some(source), _)
            if !is_indirect
                && nearer.is_none()
                && (sieves::is_nobody(scene, &source) || labelled::is_no_source(scene, &source)) =>
        {
            None
        }
        (Some(source), _) => {
            let doer = || {
                let cue = cue.as_ref()?;
                let is_nobody = is_indirect && sieves::is_nobody(scene, &source);
                let found = is_nobody.then(|| sieves::beside(scene, cue)).flatten();
                let is_outside = |found: &Phrase| pieces.iter().all(|piece| apart(piece, &found.tokens));
                found.filter(is_outside).or_else(|| doers::doer(scene, &source, cue))
            };
            Some(nearer.or_else(doer).unwrap_or_else(|| labelled::phrase_in(scene, source)))
        }
        (None, Some(cue)) if is_indirect => {
            let found = sieves::beside(scene, cue);
            let acts = found.as_ref().and_then(|found| doers::doer(scene, &found.tokens, cue));
            acts.or(found)
        }
        _ => None,
    };
    let labelled = labelled.map(|source| {
        match pieces.iter().position(|piece| edges::title_before(scene, piece, &source.tokens)) {
            Some(title) if pieces.len() > 1 => {
                Phrase { tokens: pieces.remove(title).start..source.tokens.end, ..source }
            }
            _ => source,
        }
    });
    let (labelled, cue) = match cue.as_ref().and_then(|cue| misread(scene, &pieces, cue)) {
        // The labeller took the words of the source for content.
        Some((source, cue)) => {
            pieces.retain(|piece| !piece.contains(&source.tokens.start));
            (Some(source), Some(cue))
        }
        None => (labelled, cue),
    };
    // Nobody is the source of words that name him.
    let labelled = labelled.filter(|source| !is_indirect || pieces.iter().all(|piece| apart(piece, &source.tokens)));
    Case {
        pieces,
        kind: quotation.kind,
        doubtful: quotation.doubtful,
        outer: quotation.inside.map(|outer| outer.0 as usize),
        labelled: labelled.map(|source| Verdict { source, cue, sieve: Sieve::Labelled }),
        verdict: None,
        entity: None,
        group: None,
    }
}

/// Source and cue, where the labeller took the source for a part of the content.
fn misread(scene: &Scene, pieces: &[Range<usize>], cue: &Range<usize>) -> Option<(Phrase, Range<usize>)> {
    let behind = || Some((edges::behind_marks(scene, pieces, cue)?, cue.clone()));
    let (source, cue) = edges::adder(scene, cue).or_else(behind)?;
    let rest = pieces.iter().filter(|piece| !piece.contains(&source.tokens.start)).count();
    (rest > 0).then_some((source, cue))
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// Where a source begins and ends.
    #[test]
    fn sources() {
        let cases: [(&str, &[&str]); 76] = [
            // Whoever does something says why, not the one whom it is done to.
            ("The police arrested Bo Orr on Friday, alleging that he had sold the bridge twice.", &["The police"]),
            ("In May, soldiers shot two men and a boy in Elm, claiming they were thieves.", &["soldiers"]),
            (
                "Bo Orr and other old Elm leaders shunned Ada Lind during her visit, claiming that the mayor is “unsafe.”",
                &["Bo Orr and other old Elm leaders"],
            ),
            // What stands before it, or between it and its verb.
            ("Appearing for Norland, which is a party too, counsel Bo Orr, SC, said the claim was late.", &["Bo Orr"]),
            (
                "In a statement to the Elm Post, her senior adviser, Bo Orr, said: “Ada Lind believes that the bridge is safe.”",
                &["her senior adviser, Bo Orr"],
            ),
            (
                "Orr’s remarks, first reported by The Elm Post on Tuesday, suggested that the bridge was never safe.",
                &["Orr’s remarks"],
            ),
            ("Ada Lind, 24, from Port Elm, who said the road was bad, left.", &["Ada Lind", "who"]),
            (
                "Millers bashed Mayor Ida Rask, who the previous day, at a rally of the Elm union, had said that the bridge did not lie in her hands.",
                &["Ida Rask"],
            ),
            (
                "He commented that private mills in the area, like his own, have announced that they will use the bridge in May.",
                &["He"],
            ),
            (
                "The head of the 500-student school reiterated that the bridge was not safe.",
                &["The head of the 500-student school"],
            ),
            (
                "Mayor Ada Lind’s lawyers have told the Elm High Court that the bridge was safe.",
                &["Mayor Ada Lind’s lawyers"],
            ),
            ("Visitors (63% of them) also said they walk over the bridge at night.", &["Visitors (63% of them)"]),
            ("“The bridge was never safe at all,” pointed out Bo Orr, a miller in Elm.", &["Bo Orr, a miller in Elm"]),
            (
                "The bridge is closed, according to a statement released on Thursday by the roads office of Norland's water board.",
                &["the roads office of Norland's water board"],
            ),
            // An office with what it is of.
            (
                "Minister of state for water affairs Ada Lind told the house that the bridge was “a danger to the town”.",
                &["Minister of state for water affairs Ada Lind"],
            ),
            (
                "Westmark Secretary of State Ada Lind said the bridge was not safe at all.",
                &["Westmark Secretary of State Ada Lind"],
            ),
            ("“It was late,” said her husband, Bo Orr.", &["her husband, Bo Orr"]),
            ("“It was late,” said her husband, the novelist Bo Orr.", &["her husband, the novelist Bo Orr"]),
            ("“It was late,” said a spokesman for the mayor, Bo Orr.", &["a spokesman for the mayor"]),
            (
                "One of them, 19-year-old Ada Lind, said the bridge was not safe at all.",
                &["One of them, 19-year-old Ada Lind"],
            ),
            (
                "Lind’s agent, Bo Orr, was quoted by the Elm News as saying the bridge was “never safe at all.”",
                &["Lind’s agent, Bo Orr"],
            ),
            ("Sergeant Bo Orr said that when arrested Ada Lind told the others: “It is not my bridge.”", &["Ada Lind"]),
            ("Under cross-examination Ada Lind conceded that the bridge was not safe at all.", &["Ada Lind"]),
            // A name before a noun only says whose aides they are.
            (
                "“The bridge was never safe,” said Lind administration officials on Monday.",
                &["Lind administration officials"],
            ),
            ("“The bridge was never safe,” said Lind campaign spokesman Bo Orr.", &["Lind campaign spokesman Bo Orr"]),
            ("“The bridge was never safe,” says Ada Lind biographer Bo Orr.", &["Ada Lind biographer Bo Orr"]),
            ("The Lind administration said the bridge was not safe at all.", &["The Lind administration"]),
            ("Lind administration officials said the bridge was not safe at all.", &["Lind administration officials"]),
            ("In Ada Lind’s words, “the bridge was never safe at all.”", &["Ada Lind"]),
            ("A poll released on Friday showed that the bridge was not safe at all.", &["A poll released on Friday"]),
            ("“The bridge was never safe,” Bo Orr was told by Ada Lind.", &["Ada Lind"]),
            ("Engineers hired by the town found in May that the walls were “beyond all repair.”", &["Engineers"]),
            (
                "Prime Minister Ada Lind thanked him but said the bridge was “beyond all repair.”",
                &["Prime Minister Ada Lind"],
            ),
            ("(Elm News) - Westmark Holdings said the bridge was not safe at all.", &["Westmark Holdings"]),
            (
                "ELM: The Westmark High Court pulled up the council for failing to act, observing that “nobody is safe on it.”",
                &["The Westmark High Court"],
            ),
            ("“The bridge was never safe,” Ada Lind quoted Bo Orr as saying.", &["Bo Orr"]),
            ("One miller, who spoke on condition of anonymity, said the bridge was not safe at all.", &["One miller"]),
            ("Ada Lind, who runs the mill, said the bridge was not safe at all.", &["Ada Lind"]),
            ("In 2010 Ada Lind said the bridge was not safe at all.", &["Ada Lind"]),
            ("Only 42 percent said the bridge was not safe at all.", &["Only 42 percent"]),
            (
                "The mill was bought by the Elm Company, which said the town had known for years.",
                &["Elm Company", "which"],
            ),
            ("However, Ada Lind said the bridge was not safe at all.", &["Ada Lind"]),
            ("But media have said the bridge was not safe at all.", &["media"]),
            ("The family said the bridge was not safe at all.", &["The family"]),
            ("“Not one bridge is safe,” Mr. Lind said.", &["Mr. Lind"]),
            ("Ada Lind wrote to her rival, Bo Orr, calling him “a danger to the bridge.”", &["Ada Lind"]),
            ("Ada Lind, facing a challenge from Bo Orr, noted that the bridge was not safe at all.", &["Ada Lind"]),
            (
                "The film shows Bo Orr saying last week, “That is no bridge at all,” when Ada Lind asked him about it.",
                &["Bo Orr"],
            ),
            ("“Is the bridge safe at all?” Ada Lind, the mayor, demanded on Monday.", &["Ada Lind"]),
            ("“The bridge is not safe at all.” Ada Lind said.", &["Ada Lind"]),
            ("“The bridge is not safe at all. It never was.” Ada Lind, mayor", &["Ada Lind"]),
            ("In the words of Ada Lind, “the bridge was never safe at all.”", &["Ada Lind"]),
            ("Ada Lind endorsed Bo Orr last week, saying the bridge “was never safe at all.”", &["Ada Lind"]),
            ("Ada Lind wrote to Bo Orr on Monday, calling him “a danger to the bridge.”", &["Ada Lind"]),
            ("Ada Lind, in a letter sent by the council on Monday, said it was “not safe at all.”", &["Ada Lind"]),
            ("Bo Orr was asked by Ada Lind whether the mill was “a danger to the bridge.”", &["Ada Lind"]),
            ("Bo Orr sued over what she called “a danger to the bridge.”", &["she"]),
            (
                "Bo Orr, on the bridge, was “very worried about it,” said a man close to the council.",
                &["a man close to the council"],
            ),
            ("They recalled Ada Lind’s “not one mill will ever close” promise.", &["Ada Lind"]),
            ("The bridge “was never safe enough to walk on,” per the town’s old bylaws.", &["the town’s old bylaws"]),
            (
                "“The bridge was never safe at all. It never was.” Anonymous miller, “The Mill and the Town”",
                &["Anonymous miller"],
            ),
            (
                "The mother of a girl who took pills bought online has told how the girl was “burning up within.”",
                &["The mother of a girl"],
            ),
            ("Now research shows that the bridge was not safe at all.", &["research"]),
            ("New reports said the bridge was not safe at all.", &["New reports"]),
            ("They are forced to say, “The bridge was never safe at all.”", &["They"]),
            (
                "After the match, Ada Lind, the coach of Port Elm, said, “We have learned a lot.”",
                &["Ada Lind, the coach of Port Elm"],
            ),
            (
                "Ada Lind, who has represented millers on several major inquiries, said the bridge was not safe at all.",
                &["Ada Lind"],
            ),
            (
                "Hobly, who has represented millers on several inquiries, said the bridge was not safe at all.",
                &["Hobly"],
            ),
            ("“It is a bad bridge,” said member of parliament Ada Lind.", &["member of parliament Ada Lind"]),
            ("One of the nurses said, “We are tired of it all.”", &["One of the nurses"]),
            (
                "The fisherman went to the boats and asked them to forgive him, saying, “I left you in the rain”.",
                &["The fisherman"],
            ),
            (
                "The Elm Council (EC), a cabinet outlawed by the ruling generals, condemned the arrests on the bridge.",
                &["The Elm Council"],
            ),
            (
                "Rep. Ida Rask (R-Ohio), who has endorsed Bo Orr, said the bridge was not safe at all.",
                &["Rep. Ida Rask (R-Ohio)"],
            ),
            ("It is less than half of what engineers say they need for the bridge every year.", &["engineers"]),
            ("The bridge was safe, but a boy was hit by what locals said was a stray stone.", &["locals"]),
            ("Shops were told by the Elm Council to “close the doors at six in the evening.”", &["the Elm Council"]),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let source: Vec<_> = reading.quotations[0].source.iter().map(|span| span.of(text)).collect();
            assert_eq!(source, expected, "{text}");
        }
        let text = "Officials tell Elm News every claim will be checked, with the paper reporting no one will be refused “based \
                    solely on the answer given”.";
        let reading = crate::annotate(&Page::from_text(text));
        let source = reading.quotations.last().map(|last| last.source[0].of(text));
        assert_eq!(source, Some("the paper"), "not whom the sentence is about");
        let text = "Berlin has defended the mill as old; Mayor Ada Lind called it “a gift to the town.”";
        let reading = crate::annotate(&Page::from_text(text));
        let source = reading.quotations.last().map(|last| last.source[0].of(text));
        assert_eq!(source, Some("Mayor Ada Lind"), "not who speaks in the clause before");
        let text = "The bridge was never safe, according to Ada Lind, who said the town had known for years.";
        let reading = crate::annotate(&Page::from_text(text));
        let source: Vec<_> = reading.quotations[1].source.iter().map(|span| span.of(text)).collect();
        assert_eq!(source, ["Ada Lind", "who"], "the pronoun is a piece of its own");
    }
}
