//! Who says each quotation.
//!
//! What enters are quotations without speakers; what leaves are the same with source, cue, speaker, a confidence and
//! the name of the sieve that decided. The sieves run in order of trust (after Lee et al. 2011 and Muzny et al. 2017):
//! first those that need one sentence, for every quotation; then those that lean on a neighbour's verdict, in the
//! order of the text. A term gets no speaker, and below [`DOUBTFUL`] nobody is named.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let reading = annotate(&Page::from_text("“It is late,” the minister said."));
//! assert_eq!(reading.quotations[0].speaker.as_ref().map(|speaker| speaker.name.as_str()), Some("the minister"));
//! ```

mod antecedents;
mod attribution;
mod descriptions;
mod doers;
mod edges;
mod gaps;
mod groups;
mod labelled;
mod neighbours;
pub mod phrases;
mod recent;
mod sieves;
mod signatures;
mod sources;
mod together;
mod unnamed;

use crate::entities::names::Gender;
use crate::entities::{Entity, MentionType, genders};
use crate::quotations::{Kind, Quotation, Sieve, Speaker};
use crate::span::EntityId;
pub use attribution::Attribution;
use phrases::{Phrase, Scene};
use std::ops::Range;

/// Below this confidence a quotation is shown as unknown: a wrong name is worse than none.
pub const DOUBTFUL: f32 = 0.3;

/// What a sieve found: a source, the cue that ties it to the quotation, and its own name.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Verdict {
    source: Phrase,
    cue: Option<Range<usize>>,
    sieve: Sieve,
}

/// A quotation in tokens, with what has been decided about it.
#[derive(Clone, Debug)]
struct Case {
    /// Tokens of each piece of content.
    pieces: Vec<Range<usize>>,
    kind: Kind,
    /// Whether a reader is not shown it.
    doubtful: bool,
    /// The one that it is nested in.
    outer: Option<usize>,
    /// What the labeller of reported speech saw.
    labelled: Option<Verdict>,
    verdict: Option<Verdict>,
    entity: Option<EntityId>,
    /// Whom its source stands for, where those have no name: "they" behind "Officials said".
    group: Option<Phrase>,
}

impl Case {
    fn first(&self) -> usize {
        self.pieces.first().map_or(0, |piece| piece.start)
    }

    /// Whether it stands in marks, and somebody speaks it in the article itself.
    fn is_spoken(&self) -> bool {
        self.outer.is_none() && matches!(self.kind, Kind::Direct | Kind::Mixed)
    }

    fn end(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.end)
    }
}

/// What the sieves read from.
struct Article<'a> {
    scene: Scene<'a>,
    entities: &'a [Entity],
    /// What the text says of each entity's gender, as a balance of votes.
    votes: Vec<i32>,
    /// How often each entity is named.
    named: Vec<u32>,
    families: Vec<bool>,
    cases: Vec<Case>,
}

impl Article<'_> {
    /// What the frequency of an entity speaks for: who is named often is meant more often.
    fn weight_of(&self, entity: EntityId) -> i32 {
        self.named.get(entity.index()).map_or(0, |&count| count.min(5) as i32)
    }

    /// The gender that the text gives an entity, and that which it leans to.
    fn genders_of(&self, entity: EntityId) -> [Option<Gender>; 2] {
        let votes = self.votes.get(entity.index()).copied().unwrap_or(0);
        [genders::decided(votes), genders::leaning(votes)]
    }

    /// The piece of the outer quotation in which a nested one stands.
    fn outer(&self, index: usize) -> Option<Range<usize>> {
        let case = &self.cases[index];
        let outer = self.cases.get(case.outer?)?;
        outer.pieces.iter().find(|piece| piece.contains(&case.first())).cloned()
    }

    fn is_family(&self, entity: EntityId) -> bool {
        self.families.get(entity.index()).copied().unwrap_or(false)
    }
}

fn case_of(scene: &Scene, quotation: &Quotation) -> Case {
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

fn run(article: &mut Article, index: usize, sieve: sieves::SieveFunction) {
    let case = &article.cases[index];
    if case.verdict.is_none() && !matches!(case.kind, Kind::Term | Kind::Indirect) {
        article.cases[index].verdict = sieve(article, index);
    }
}

fn fill(article: &Article, case: &Case, quotation: &mut Quotation) {
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
    if is_unknown && verdict.source.head == phrases::Head::Pronoun { sieve * 0.5 } else { sieve }
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

    /// "The 61-year-old" is the one of that age, or whoever the text is about.
    #[test]
    fn an_age_names_somebody() {
        let cases = [
            ("Ada Lind, 61, came home. Bo Orr met her. “It is late,” the 61-year-old said.", "Ada Lind"),
            ("It was 19-year-old Ada Lind who won. Bo Orr was late. “It is done,” the 19-year-old said.", "Ada Lind"),
            ("Ada Lind came home late. “It is done,” the 61-year-old said.", "Ada Lind"),
        ];
        for (text, expected) in cases {
            let last = crate::annotate(&Page::from_text(text)).quotations.pop().and_then(|last| last.speaker);
            assert_eq!(last.map(|speaker| speaker.name).as_deref(), Some(expected), "{text}");
        }
    }

    /// "The town" is the place that is called one.
    #[test]
    fn a_place_is_what_it_is_called() {
        let text = "The Municipality of Livorno wrote on Monday.\n\nThe town said, “The bridge was never safe at all.”";
        let reading = crate::annotate(&Page::from_text(text));
        let last = reading.quotations.last().and_then(|last| last.speaker.clone());
        assert_eq!(last.map(|speaker| speaker.name).as_deref(), Some("Livorno"));
    }

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
