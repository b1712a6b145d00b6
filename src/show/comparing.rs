//! Two versions of a story, side by side: what became of each quotation, as words.
//!
//! ```
//! use saidwho::{annotate, annotations::List, page::Page, show::comparing::{Comparison, Mark}};
//! let read = |text: &str| { let page = Page::from_text(text); let list = List::from_reading(&page, &annotate(&page)); (page, list) };
//! let before = read("“It is far too late for this,” Ada Lind said.");
//! let after = read("“It is too late for this,” Ada Lind said. “We go home,” she said.");
//! let comparison = Comparison::of((&before.0, &before.1), (&after.0, &after.1));
//! assert_eq!(comparison.fates.iter().map(|fate| fate.what).collect::<Vec<_>>(), ["changed", "added"]);
//! assert_eq!(comparison.fates[0].pieces[1], (Mark::Cut, "far".to_owned()));
//! ```

use crate::annotations::List;
use crate::annotations::versions::{self, Fate, Said, Words};
use crate::page::Page;

/// What is shown of two versions.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Comparison {
    /// What was added, cut or changed, in the order of the later version.
    pub fates: Vec<FateView>,
    /// How many quotations are as they were.
    pub kept: usize,
}

/// What became of one quotation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FateView {
    /// "added", "cut" or "changed".
    pub what: &'static str,
    /// Who says it, in the later version where it is there; empty when unknown.
    pub speaker: String,
    /// Who said it before, when that is someone else.
    pub before: Option<String>,
    /// Its words.
    pub pieces: Vec<(Mark, String)>,
}

/// Which version has words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// Both.
    Kept,
    /// The earlier one.
    Cut,
    /// The later one.
    Added,
}

impl Comparison {
    /// Compares the quotations of an earlier and a later version.
    #[must_use]
    pub fn of(before: (&Page, &List), after: (&Page, &List)) -> Self {
        let mut comparison = Self::default();
        for fate in versions::compare(before, after) {
            match fate {
                Fate::Kept(_) => comparison.kept += 1,
                Fate::Added(said) => comparison.fates.push(whole("added", said, Mark::Added)),
                Fate::Cut(said) => comparison.fates.push(whole("cut", said, Mark::Cut)),
                Fate::Changed { before, after, words } => comparison.fates.push(FateView {
                    what: "changed",
                    before: (before.speaker != after.speaker).then_some(before.speaker),
                    speaker: after.speaker,
                    pieces: words.into_iter().map(piece).collect(),
                }),
            }
        }
        comparison
    }
}

fn whole(what: &'static str, said: Said, mark: Mark) -> FateView {
    FateView { what, speaker: said.speaker, before: None, pieces: vec![(mark, said.text)] }
}

fn piece(words: Words) -> (Mark, String) {
    match words {
        Words::Kept(words) => (Mark::Kept, words),
        Words::Cut(words) => (Mark::Cut, words),
        Words::Added(words) => (Mark::Added, words),
    }
}
