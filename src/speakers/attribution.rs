//! The sieves, run step by step over the quotations of a page: those of a book take longer than a browser can spare at once.
//!
//! ```
//! use saidwho::{page::Page, reading::Engine, speakers::Attribution, tokens};
//! let page = Page::from_text("“It is late,” said Ada Lind.");
//! let mut reading = Engine::built_in().read(&page);
//! reading.quotations[0].speaker = None;
//! let mut attribution = Attribution::default();
//! let tokens = tokens::tokenize(&page);
//! while attribution.go_on(&page, &tokens, &reading.mentions, &reading.entities, &mut reading.quotations) {}
//! assert!(reading.quotations[0].speaker.is_some());
//! ```

use super::case::case_of;
use super::outcome::fill;
use super::phrases::{MENTION_STEP, Scene};
use super::{Article, Case, neighbours, sieves, sources, together};
use crate::entities::{Entity, Mention, MentionType, genders};
use crate::page::Page;
use crate::quotations::{Kind, Quotation};
use crate::tokens::{Index, Tokens};
use foldhash::HashSet;
use std::ops::Range;

/// So many quotations are looked at in one step.
const BATCH: usize = 2000;

/// Fills in source, cue, speaker, confidence and sieve of every quotation of a page, step by step. What it reads from is
/// given at each step, the same at all. Near-linear in the length of the text: each sieve looks at a bounded number of
/// tokens.
#[derive(Debug, Default)]
pub struct Attribution {
    next: Step,
    /// The first quotation that it is done for.
    from: usize,
    votes: Vec<i32>,
    named: Vec<u32>,
    families: Vec<bool>,
    cases: Vec<Case>,
    /// Where the mentions stand.
    near: Index<MENTION_STEP>,
}

/// What is done next, for all quotations in the order of the text.
#[derive(Debug, Default, Clone, Copy)]
enum Step {
    #[default]
    KnowPeople,
    FindTokens,
    /// The sieves that need one sentence, one after the other.
    Sieve(usize),
    /// Gives a source the rest of its list.
    Complete,
    Link,
    AskNeighbours,
    Fill,
}

impl Attribution {
    /// Takes the next step, or all of them where there are few quotations; whether there is more to do.
    pub fn go_on(
        &mut self,
        page: &Page,
        tokens: &Tokens,
        mentions: &[Mention],
        entities: &[Entity],
        quotations: &mut [Quotation],
    ) -> bool {
        self.near.note(mentions, |mention| (mention.span.start, mention.span.end));
        let near = std::mem::take(&mut self.near);
        let scene = Scene { page, tokens, mentions, near: &near };
        let mut goes_on = true;
        while goes_on {
            goes_on = self.step(scene, entities, quotations);
            if quotations.len() > BATCH {
                break;
            }
        }
        self.near = near;
        goes_on
    }

    fn step(&mut self, scene: Scene, entities: &[Entity], quotations: &mut [Quotation]) -> bool {
        if let Step::KnowPeople = self.next {
            let Scene { page, tokens, mentions, .. } = scene;
            self.votes =
                genders::votes(page, tokens, mentions, entities.len(), |mention| mentions[mention].entity.index());
            self.named = vec![0; entities.len()];
            for mention in mentions {
                self.named[mention.entity.index()] += 1;
            }
            self.families = families(entities);
            self.next = Step::FindTokens;
            return true;
        }
        let batch = self.from..quotations.len().min(self.from + BATCH);
        let mut article = Article {
            scene,
            entities,
            votes: std::mem::take(&mut self.votes),
            named: std::mem::take(&mut self.named),
            families: std::mem::take(&mut self.families),
            cases: std::mem::take(&mut self.cases),
        };
        self.next.take(&mut article, batch.clone(), quotations);
        let Article { votes, named, families, cases, .. } = article;
        (self.votes, self.named, self.families, self.cases) = (votes, named, families, cases);
        self.from = batch.end;
        if batch.end < quotations.len() {
            return true;
        }
        self.from = 0;
        self.next = match self.next {
            Step::KnowPeople => Step::FindTokens,
            Step::FindTokens => Step::Sieve(0),
            Step::Sieve(number) if number + 1 < sieves::OF_ONE_SENTENCE.len() => Step::Sieve(number + 1),
            Step::Sieve(_) => Step::Complete,
            Step::Complete => Step::Link,
            Step::Link => Step::AskNeighbours,
            Step::AskNeighbours => Step::Fill,
            Step::Fill => return false,
        };
        true
    }
}

impl Step {
    /// Does it for some of the quotations.
    fn take(self, article: &mut Article, batch: Range<usize>, quotations: &mut [Quotation]) {
        if let Self::FindTokens = self {
            let found = quotations[batch].iter().map(|quotation| {
                let mut case = case_of(&article.scene, quotation);
                // What is reported stands in the writer's words: what it holds in marks is spoken in the article itself.
                case.outer.take_if(|outer| quotations.get(*outer).is_some_and(|outer| outer.kind == Kind::Indirect));
                if case.kind == Kind::Indirect {
                    case.verdict = case.labelled.clone();
                }
                case
            });
            let found: Vec<Case> = found.collect();
            return article.cases.extend(found);
        }
        for index in batch {
            match self {
                Self::KnowPeople | Self::FindTokens => {}
                Self::Sieve(number) => run(article, index, sieves::OF_ONE_SENTENCE[number]),
                // Who is quoted by another is linked behind that one: "“She left,” said Orr" is not of Orr.
                Self::Complete => together::complete(article, index),
                Self::Link if article.cases[index].outer.is_some() => {}
                Self::Link => sources::link_one(article, index),
                Self::AskNeighbours => {
                    // Who is quoted inside a quotation is told there or nowhere.
                    let sieves = if article.cases[index].outer.is_none() { neighbours::OF_NEIGHBOURS } else { &[] };
                    for sieve in sieves {
                        run(article, index, *sieve);
                    }
                    sources::link_one(article, index);
                }
                Self::Fill => fill(article, &article.cases[index], &mut quotations[index]),
            }
        }
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

/// Asks a sieve about a quotation that none has decided on.
fn run(article: &mut Article, index: usize, sieve: sieves::SieveFunction) {
    let case = &article.cases[index];
    if case.verdict.is_none() && !matches!(case.kind, Kind::Term | Kind::Indirect) {
        article.cases[index].verdict = sieve(article, index);
    }
}
