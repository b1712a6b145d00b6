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
pub mod phrases;
mod sieves;
mod sources;

use crate::entities::names::Gender;
use crate::entities::{Entity, Mention, MentionType, genders};
use crate::page::Page;
use crate::quotations::{Kind, Quotation, Sieve, Speaker};
use crate::span::{EntityId, Span};
use crate::tokens::Tokens;
use phrases::{Phrase, Scene};
use std::collections::HashSet;
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
    /// The one that it is nested in.
    outer: Option<usize>,
    /// What the labeller of reported speech saw.
    labelled: Option<Verdict>,
    verdict: Option<Verdict>,
    entity: Option<EntityId>,
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
    /// What the text says of each entity's gender.
    genders: Vec<Option<Gender>>,
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

/// For each entity, whether it is the plural of somebody's surname: "the Marshes".
fn families(entities: &[Entity]) -> Vec<bool> {
    let people = entities.iter().filter(|entity| entity.kind == MentionType::Person);
    let surnames: HashSet<&str> = people.filter_map(|entity| Some(entity.name.rsplit_once(' ')?.1)).collect();
    let is_plural = |entity: &Entity| {
        let stems = [entity.name.strip_suffix('s'), entity.name.strip_suffix("es")];
        !entity.name.contains(' ') && stems.into_iter().flatten().any(|stem| surnames.contains(stem))
    };
    entities.iter().map(is_plural).collect()
}

/// Fills in source, cue, speaker, confidence and sieve of every quotation. Near-linear in the length of the text:
/// each sieve looks at a bounded number of tokens.
pub fn attribute(
    page: &Page,
    tokens: &Tokens,
    mentions: &[Mention],
    entities: &[Entity],
    quotations: &mut [Quotation],
) {
    let scene = Scene { page, tokens, mentions };
    let cases = quotations.iter().map(|quotation| case_of(&scene, quotation)).collect();
    let votes = genders::votes(page, tokens, mentions, entities.len(), |mention| mentions[mention].entity.index());
    let genders = votes.into_iter().map(genders::decided).collect();
    let mut named = vec![0_u32; entities.len()];
    for mention in mentions {
        named[mention.entity.index()] += 1;
    }
    let mut article = Article { scene, entities, genders, named, families: families(entities), cases };
    for case in article.cases.iter_mut().filter(|case| case.kind == Kind::Indirect) {
        case.verdict = case.labelled.clone();
    }
    for sieve in sieves::OF_ONE_SENTENCE {
        for index in 0..article.cases.len() {
            run(&mut article, index, *sieve);
        }
    }
    sources::link(&mut article);
    for index in 0..article.cases.len() {
        // Who is quoted inside a quotation is told there or nowhere.
        let sieves = if article.cases[index].outer.is_none() { sieves::OF_NEIGHBOURS } else { &[] };
        for sieve in sieves {
            run(&mut article, index, *sieve);
        }
        sources::link_one(&mut article, index);
    }
    for (case, quotation) in article.cases.iter().zip(quotations.iter_mut()) {
        fill(&article, case, quotation);
    }
}

fn case_of(scene: &Scene, quotation: &Quotation) -> Case {
    let pieces = quotation.content.iter().map(|span| tokens_in(scene.tokens, *span)).collect();
    let cue = quotation.cue.first().map(|span| tokens_in(scene.tokens, *span));
    let labelled = match (quotation.source.first(), &cue) {
        (Some(source), _) => Some(phrases::phrase_in(scene, tokens_in(scene.tokens, *source))),
        (None, Some(cue)) if quotation.kind == Kind::Indirect => sieves::beside(scene, cue),
        _ => None,
    };
    Case {
        pieces,
        kind: quotation.kind,
        outer: quotation.inside.map(|outer| outer.0 as usize),
        labelled: labelled.map(|source| Verdict { source, cue, sieve: Sieve::Labelled }),
        verdict: None,
        entity: None,
    }
}

/// The tokens of a byte span.
fn tokens_in(tokens: &Tokens, span: Span) -> Range<usize> {
    let first = tokens.at(span.from());
    first..tokens.spans().partition_point(|token| token.start < span.end).max(first)
}

fn run(article: &mut Article, index: usize, sieve: sieves::SieveFunction) {
    let case = &article.cases[index];
    if case.verdict.is_none() && !matches!(case.kind, Kind::Term | Kind::Indirect) {
        article.cases[index].verdict = sieve(article, index);
    }
}

fn fill(article: &Article, case: &Case, quotation: &mut Quotation) {
    let labelled = std::mem::replace(&mut quotation.confidence, 0.0);
    quotation.source.clear();
    let Some(verdict) = &case.verdict else { return };
    let scene = &article.scene;
    quotation.sieve = verdict.sieve;
    quotation.confidence = confidence(verdict, case, labelled);
    quotation.source = vec![scene.span(&verdict.source.tokens)];
    quotation.cue = verdict.cue.iter().map(|cue| scene.span(cue)).collect();
    quotation.speaker = if quotation.confidence < DOUBTFUL {
        None
    } else if let Some(entity) = case.entity {
        let own = &article.entities[entity.index()];
        // "Russians", "Democrats": a group is as it is written, and nobody by name.
        let named = own.kind != MentionType::Norp;
        let name = match sources::unnamed(scene, &verdict.source) {
            Some(written) if !named => written.name,
            _ => own.name.clone(),
        };
        Some(Speaker { name, entity: Some(entity), named })
    } else {
        sources::unnamed(scene, &verdict.source)
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
    if case.entity.is_none() && verdict.source.head == phrases::Head::Pronoun { sieve * 0.5 } else { sieve }
}

#[cfg(test)]
mod tests {
    use super::*;

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
