//! Where the things of a list stand that lies in order, looked up in a few steps wherever it is asked.
//!
//! What enters is a list of what stands behind one another, each with a start and an end, in bytes or tokens; what leaves
//! is the first that ends behind a place.

/// For each step of `STEP` places, from the one in which the first thing starts, the first thing that ends behind its first
/// place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Index<const STEP: u32> {
    from: u32,
    near: Vec<u32>,
    /// How many things are noted.
    noted: usize,
}

impl<const STEP: u32> Index<STEP> {
    /// Notes the things that the list has more than when it was noted last; `place` says where one starts and ends.
    pub(crate) fn note<T>(&mut self, list: &[T], place: impl Fn(&T) -> (u32, u32)) {
        if let Some(first) = list.first().filter(|_| self.noted == 0) {
            self.from = place(first).0 / STEP;
        }
        for (index, thing) in list.iter().enumerate().skip(self.noted) {
            let steps = place(thing).1.div_ceil(STEP).saturating_sub(self.from) as usize;
            self.near.resize(steps.max(self.near.len()), u32::try_from(index).unwrap_or(u32::MAX));
        }
        self.noted = list.len();
    }

    /// The first thing that ends behind a place; how many there are when there is none. The list is the one that was noted.
    pub(crate) fn first<T>(&self, place: usize, list: &[T], end: impl Fn(&T) -> usize) -> usize {
        let Some(step) = (place / STEP as usize).checked_sub(self.from as usize) else { return 0 };
        let Some(&near) = self.near.get(step) else { return list.len() };
        let mut first = near as usize;
        while list.get(first).is_some_and(|thing| end(thing) <= place) {
            first += 1;
        }
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// It says what a search by halves says, also when the list has grown since.
        #[test]
        fn a_place_is_found(gaps in proptest::collection::vec((0_u32..40, 1_u32..40), 0..40), first in 0_u32..200, grown in 0_usize..40) {
            let mut at = first;
            let list: Vec<(u32, u32)> = gaps.iter().map(|(gap, length)| {
                let start = at + gap;
                at = start + length;
                (start, at)
            }).collect();
            let mut index = Index::<16>::default();
            index.note(&list[..grown.min(list.len())], |&place| place);
            index.note(&list, |&place| place);
            for place in 0..at as usize + 50 {
                let expected = list.partition_point(|&(_, end)| end as usize <= place);
                prop_assert_eq!(index.first(place, &list, |&(_, end)| end as usize), expected);
            }
        }
    }
}
