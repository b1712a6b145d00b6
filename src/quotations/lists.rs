//! Lists of quotations with others added or left out, in the order of the text: which one a quotation stands in is told by its
//! index, that each of these mends.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "The old bridge is not safe at all, Bo Orr said. “She said ‘never again at all’ to us,” Ada Lind said.";
//! let reading = annotate(&Page::from_text(text));
//! assert_eq!(reading.quotations[2].inside.map(|outer| outer.0), Some(1));
//! ```

use super::model::{Kind, Quotation};
use crate::span::QuotationId;

/// Merges two lists in the order of the text, and mends the indices of the outer quotations. `holders` says which of the
/// first are told in which of the second.
pub(super) fn insert(quotations: &mut Vec<Quotation>, added: Vec<Quotation>, holders: &[(usize, usize)]) {
    if added.is_empty() {
        return;
    }
    let old = std::mem::take(quotations);
    let mut moved: Vec<QuotationId> = Vec::with_capacity(old.len());
    let mut placed: Vec<QuotationId> = Vec::with_capacity(added.len());
    let next = |quotations: &Vec<Quotation>| QuotationId(u32::try_from(quotations.len()).unwrap_or(u32::MAX));
    let mut added = added.into_iter().peekable();
    for mut quotation in old {
        let start = quotation.extent().start;
        while let Some(earlier) = added.next_if(|other| other.extent().start < start) {
            placed.push(next(quotations));
            quotations.push(earlier);
        }
        moved.push(next(quotations));
        quotation.inside = quotation.inside.and_then(|outer| moved.get(outer.0 as usize).copied());
        quotations.push(quotation);
    }
    quotations.extend(added);
    for &(inner, outer) in holders {
        // Of two pieces a report may hold the second alone.
        let (inner, outer) = (moved[inner].0 as usize, placed.get(outer).copied());
        let holds = |outer: &QuotationId| quotations[outer.0 as usize].extent().contains(quotations[inner].extent());
        quotations[inner].inside = outer.filter(holds);
    }
}

/// Leaves out reported speech whose source turned out to be nobody.
pub fn leave_out_nobodys(quotations: &mut Vec<Quotation>) {
    let stays = |quotation: &Quotation| quotation.kind != Kind::Indirect || !quotation.source.is_empty();
    let mut count = 0;
    let moved: Vec<Option<QuotationId>> = quotations
        .iter()
        .map(|quotation| {
            count += u32::from(stays(quotation));
            stays(quotation).then(|| QuotationId(count.saturating_sub(1)))
        })
        .collect();
    quotations.retain(stays);
    for quotation in quotations {
        quotation.inside = quotation.inside.and_then(|outer| *moved.get(outer.0 as usize)?);
    }
}
