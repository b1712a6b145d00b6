//! What the labeller of reported speech sees of a unit. Training and reading share this file, so they cannot disagree.
//!
//! Beside the words around, what counts is where a unit stands in its sentence: how far from the nearest cue on either
//! side and from which, with how many commas between, before or after "that", in which clause, beside which marks.
//!
//! ```
//! use saidwho::quotations::features::Sight;
//! assert_eq!(Sight::of(&[], false).count(0), 0);
//! ```

use super::units::Unit;
use crate::tagger::features::mix;

/// One sentence, with what must be known of the whole of it.
pub struct Sight<'a> {
    units: &'a [Unit],
    opens_paragraph: bool,
    /// The nearest cue to the left of each unit and to the right, itself left out; `NONE` where there is none.
    left: Vec<u32>,
    right: Vec<u32>,
    /// How many clause bounds stand before each unit.
    bounds: Vec<u32>,
    /// For each clause its first unit, and bits: 1 it holds a cue, 2 of speech, 4 a marked stretch, 8 "according to".
    clauses: Vec<(u32, u8)>,
    /// The nearest marked stretch to the left and to the right.
    marked: Vec<(u32, u32)>,
    /// Bits of the whole sentence: 1 it holds a cue, 2 of speech, 4 a marked stretch, 8 "according to", 16 it asks.
    whole: u8,
    /// The cue that most likely rules the sentence, and how it was chosen.
    main: (u32, u64),
    /// What stands beyond the ends of the sentence.
    edge: Unit,
}

const NONE: u32 = u32::MAX;

impl<'a> Sight<'a> {
    /// Looks over one sentence.
    #[must_use]
    pub fn of(units: &'a [Unit], opens_paragraph: bool) -> Self {
        let count = units.len();
        let (mut left, mut right) = (vec![NONE; count], vec![NONE; count]);
        let (mut bounds, mut clauses) = (vec![0; count], vec![(0, 0)]);
        let mut marked = vec![(NONE, NONE); count];
        let (mut cue, mut mark, mut whole) = (NONE, NONE, 0);
        for (at, unit) in units.iter().enumerate() {
            (left[at], marked[at].0) = (cue, mark);
            if unit.bounds {
                clauses.push((at as u32, 0));
            }
            bounds[at] = clauses.len() as u32 - 1;
            let mut bits = 0;
            if unit.cue != 0 {
                cue = at as u32;
                bits |= 1 | if unit.cue == 2 { 2 } else { 0 } | if unit.cue == 3 { 8 } else { 0 };
            }
            if unit.marked != 0 {
                mark = at as u32;
                bits |= 4;
            }
            whole |= bits;
            if let Some(clause) = clauses.last_mut() {
                clause.1 |= bits;
            }
        }
        (cue, mark) = (NONE, NONE);
        for (at, unit) in units.iter().enumerate().rev() {
            (right[at], marked[at].1) = (cue, mark);
            cue = if unit.cue != 0 { at as u32 } else { cue };
            mark = if unit.marked != 0 { at as u32 } else { mark };
        }
        let main = main_cue(units, &clauses);
        Self {
            units,
            opens_paragraph,
            left,
            right,
            bounds,
            clauses,
            marked,
            whole,
            main,
            edge: Unit { lower: 1, shape: 1, ..Unit::default() },
        }
    }

    /// How many features a unit has; 0 where there is none.
    #[must_use]
    pub fn count(&self, at: usize) -> usize {
        let mut count = 0;
        if at < self.units.len() {
            self.emit(at, |_| count += 1);
        }
        count
    }

    /// Calls `feature` with the hash of every feature of unit `at`.
    pub fn emit(&self, at: usize, mut feature: impl FnMut(u64)) {
        let get =
            |offset: isize| at.checked_add_signed(offset).and_then(|index| self.units.get(index)).unwrap_or(&self.edge);
        let window = [get(-3), get(-2), get(-1), get(0), get(1), get(2), get(3)];
        let [_, before_last, before, here, after, after_next, _] = window;
        let mut template = 1000_u64;
        let mut add = |value: u64| {
            template += 1;
            feature(mix(template, value));
        };
        for unit in window {
            add(unit.lower);
            add(u64::from(unit.mention) << 8 | u64::from(unit.cue) << 4 | u64::from(unit.capital));
            add(u64::from(unit.middle));
        }
        for unit in [before, here, after] {
            add(unit.shape);
            add(u64::from(unit.cluster));
            add(u64::from(unit.coarse) << 8 | u64::from(unit.lists));
            add(unit.suffixes[0]);
            add(unit.suffixes[1]);
        }
        add(here.prefix);
        add(mix(before.lower, here.lower));
        add(mix(here.lower, after.lower));
        add(mix(before_last.lower, before.lower));
        add(mix(after.lower, after_next.lower));
        add(mix(before.lower, after.lower));
        add(mix(u64::from(before.middle), u64::from(here.middle)));
        add(mix(u64::from(here.middle), u64::from(after.middle)));
        add(mix(before.lower, u64::from(here.middle)));
        add(mix(u64::from(here.middle), after.lower));
        let kinds = |units: &[&Unit]| {
            units.iter().fold(7, |sum, unit| {
                mix(sum, u64::from(unit.mention) << 8 | u64::from(unit.cue) << 4 | u64::from(unit.marked) << 1)
            })
        };
        add(kinds(&[before, here, after]));
        add(kinds(&[before_last, before, here, after, after_next]));
        // Cues.
        let (left, right) = (self.cue(self.left[at], at), self.cue(self.right[at], at));
        for side in [&left, &right] {
            add(mix(side.distance, side.class));
            add(side.lower);
            add(mix(side.lower, side.near));
            add(mix(side.class, mix(side.near, here.lower)));
            add(mix(side.class, side.bounds));
            add(mix(side.lower, mix(side.bounds, u64::from(here.bounds))));
            add(mix(side.lower, side.after));
            add(mix(mix(side.class, side.after), side.near));
            add(mix(mix(side.class, side.before), side.near));
        }
        add(mix(mix(left.class, left.bounds), mix(right.class, right.bounds)));
        add(mix(mix(left.lower, left.bounds), mix(right.class, right.bounds)));
        add(mix(mix(left.class, left.bounds), mix(right.lower, right.bounds)));
        add(mix(mix(left.near, right.near), u64::from(here.mention)));
        let main = self.cue(self.main.0, at);
        let side = mix(self.main.1, u64::from(self.main.0 as usize > at) << 1 | u64::from(self.main.0 as usize == at));
        add(mix(side, main.near));
        add(mix(side, main.distance << 2 | main.bounds));
        add(mix(side, main.lower));
        add(mix(mix(side, main.lower), main.bounds));
        add(mix(mix(side, main.after), main.bounds));
        add(mix(mix(side, main.before), main.near));
        add(mix(mix(side, main.bounds), here.lower));
        add(mix(mix(side, main.bounds), mix(u64::from(here.mention), u64::from(here.cue))));
        add(mix(mix(side, left.class << 8 | left.bounds), right.class << 8 | right.bounds));
        add(mix(mix(side, u64::from(before.bounds)), mix(u64::from(after.bounds), main.bounds)));
        // The sentence and its clauses.
        let clause = self.bounds[at] as usize;
        let bits = |clause: Option<usize>| {
            clause.and_then(|clause| self.clauses.get(clause)).map_or(99, |clause| u64::from(clause.1))
        };
        let (own, previous, next) = (bits(Some(clause)), bits(clause.checked_sub(1)), bits(Some(clause + 1)));
        let start = self.clauses[clause].0 as usize;
        let (opening, second) = (self.units[start].lower, self.units.get(start + 1).map_or(1, |unit| unit.lower));
        let last = u64::from(clause + 1 == self.clauses.len());
        let first = u64::from(clause == 0);
        add(mix(mix(own, previous), mix(next, last << 1 | first)));
        add(mix(own, mix(previous, u64::from(here.mention))));
        add(mix(opening, second));
        add(mix(second, own));
        add(mix(bucket(at - start), own));
        add(mix(u64::from(self.whole), mix(first, last)));
        add(mix(u64::from(self.whole), here.lower));
        let (position, rest) = (bucket(at), bucket(self.units.len() - 1 - at));
        add(mix(position, u64::from(self.opens_paragraph)));
        add(rest);
        add(mix(rest, mix(left.class, left.bounds)));
        add(mix(position, mix(right.class, right.bounds)));
        add(mix(self.units[0].lower, mix(first, left.class)));
        // Marks.
        let (mark_left, mark_right) = self.marked[at];
        let gap = |mark: u32| if mark == NONE { 99 } else { bucket((mark as usize).abs_diff(at)) };
        add(mix(gap(mark_left), gap(mark_right)));
        add(mix(mix(gap(mark_left), left.near), right.near));
        add(mix(mix(gap(mark_right), left.near), right.near));
        add(mix(u64::from(here.marked), mix(left.class << 8 | left.bounds, right.class << 8 | right.bounds)));
    }

    fn cue(&self, cue: u32, at: usize) -> Side {
        let Some(unit) = self.units.get(cue as usize) else {
            return Side { distance: 99, near: 99, bounds: 99, class: 9, lower: 1, before: 1, after: 1 };
        };
        let cue = cue as usize;
        let word = |at: Option<usize>| at.and_then(|at| self.units.get(at)).map_or(1, |unit| unit.lower);
        let kind = |at: Option<usize>| {
            at.and_then(|at| self.units.get(at)).map_or(1, |unit| {
                u64::from(unit.mention) << 4 | u64::from(unit.bounds) << 1 | u64::from(unit.marked != 0)
            })
        };
        Side {
            distance: bucket(cue.abs_diff(at)),
            near: (cue.abs_diff(at) as u64).min(4),
            bounds: u64::from(self.bounds[cue].abs_diff(self.bounds[at])).min(3),
            class: u64::from(unit.cue),
            lower: unit.lower,
            before: kind(cue.checked_sub(1)),
            after: word(Some(cue + 1)),
        }
    }
}

/// The cue that most likely rules a sentence: a verb of speech that ends it ("…, Orr said on Monday."), else its first
/// verb of speech, else its first cue.
fn main_cue(units: &[Unit], clauses: &[(u32, u8)]) -> (u32, u64) {
    let is_speech = |unit: &Unit| matches!(unit.cue, 2 | 3);
    if let Some(&(start, _)) =
        clauses.iter().rev().find(|clause| clause.0 as usize + 2 < units.len()).filter(|clause| clause.0 > 0)
    {
        let (start, end) = (start as usize, units.len());
        let trailing = (start..end.min(start + 9)).find(|&at| is_speech(&units[at]));
        if let Some(at) = trailing.filter(|&at| end - at <= 8) {
            return (at as u32, if end - at <= 3 { 1 } else { 2 });
        }
    }
    let first = |wanted: &dyn Fn(&Unit) -> bool| units.iter().position(wanted).map(|at| at as u32);
    if let Some(at) = first(&is_speech) {
        return (at, 3);
    }
    first(&|unit| unit.cue == 1).map_or_else(|| (first(&|unit| unit.cue != 0).unwrap_or(NONE), 5), |at| (at, 4))
}

/// A cue beside a unit.
struct Side {
    distance: u64,
    near: u64,
    bounds: u64,
    class: u64,
    lower: u64,
    before: u64,
    after: u64,
}

/// A distance, coarser the longer it is.
fn bucket(distance: usize) -> u64 {
    match distance {
        0..=5 => distance as u64,
        6..=7 => 6,
        8..=10 => 7,
        11..=15 => 8,
        16..=25 => 9,
        _ => 10,
    }
}
