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
mod case;
mod descriptions;
mod doers;
mod edges;
mod gaps;
mod groups;
mod labelled;
mod neighbours;
mod outcome;
pub mod phrases;
mod recent;
mod sieves;
mod signatures;
mod sources;
mod together;
mod unnamed;

use crate::entities::names::Gender;
use crate::entities::{Entity, genders};
use crate::span::EntityId;
pub use attribution::Attribution;
use case::{Case, Verdict};
use phrases::Scene;
use std::ops::Range;

/// Below this confidence a quotation is shown as unknown: a wrong name is worse than none.
pub const DOUBTFUL: f32 = 0.3;

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
