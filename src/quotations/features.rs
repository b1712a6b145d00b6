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

/// How many units around one are looked at each alone, itself included.
pub(super) const SEATS: usize = 7;

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

    /// How many units there are.
    pub(super) fn len(&self) -> usize {
        self.units.len()
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

    /// Calls `feature` with the hash of every feature of unit `at`, in the order of their numbers.
    pub fn emit(&self, at: usize, mut feature: impl FnMut(u64)) {
        let view = self.view(at);
        let mut all = Vec::new();
        let mut add = |number: u64, hash: u64| all.push((number, hash));
        for seat in 0..SEATS {
            self.seat(at, seat).emit(seat, &mut add);
        }
        self.emit_tied(&view, &mut add);
        for (of, side) in view.sides.iter().enumerate() {
            side.emit(of, view.is_bound(), &mut add);
        }
        view.emit_main(&mut add);
        self.emit_stretch(&view, &mut add);
        all.sort_unstable_by_key(|&(number, _)| number);
        all.into_iter().for_each(|(_, hash)| feature(hash));
    }

    /// The unit that sits beside unit `at`: three before to three after.
    pub(super) fn seat(&self, at: usize, seat: usize) -> &Unit {
        (at + seat).checked_sub(SEATS / 2).and_then(|index| self.units.get(index)).unwrap_or(&self.edge)
    }

    /// What the features of unit `at` look at.
    pub(super) fn view(&self, at: usize) -> View<'_> {
        let sides = [self.cue(self.left[at], at), self.cue(self.right[at], at)];
        let main = self.cue(self.main.0, at);
        let side = mix(self.main.1, u64::from(self.main.0 as usize > at) << 1 | u64::from(self.main.0 as usize == at));
        let clause = self.bounds[at] as usize;
        let bits = |clause: Option<usize>| {
            clause.and_then(|clause| self.clauses.get(clause)).map_or(99, |clause| u64::from(clause.1))
        };
        let clauses = [bits(clause.checked_sub(1)), bits(Some(clause)), bits(Some(clause + 1))];
        View { at, here: &self.units[at], sides, main, side, clause, clauses }
    }

    /// The features that tie the unit itself to what is around it.
    #[inline]
    pub(super) fn emit_tied(&self, view: &View, mut feature: impl FnMut(u64, u64)) {
        let at = view.at;
        let [before_last, before, here, after, after_next] = std::array::from_fn(|seat| self.seat(at, seat + 1));
        let mut add = |number: u64, value: u64| feature(number, mix(number, value));
        let pairs = [
            mix(before.lower, here.lower),
            mix(here.lower, after.lower),
            mix(before_last.lower, before.lower),
            mix(after.lower, after_next.lower),
            mix(before.lower, after.lower),
            mix(u64::from(before.middle), u64::from(here.middle)),
            mix(u64::from(here.middle), u64::from(after.middle)),
            mix(before.lower, u64::from(here.middle)),
            mix(u64::from(here.middle), after.lower),
        ];
        for (number, value) in (1038..).zip(pairs) {
            add(number, value);
        }
        let kinds = |units: &[&Unit]| {
            units.iter().fold(7, |sum, unit| {
                mix(sum, u64::from(unit.mention) << 8 | u64::from(unit.cue) << 4 | u64::from(unit.marked) << 1)
            })
        };
        add(1047, kinds(&[before, here, after]));
        add(1048, kinds(&[before_last, before, here, after, after_next]));
        let ([left, right], main, side) = (&view.sides, &view.main, view.side);
        add(1052, mix(left.class, mix(left.near, here.lower)));
        add(1061, mix(right.class, mix(right.near, here.lower)));
        add(1070, mix(mix(left.near, right.near), u64::from(here.mention)));
        add(1077, mix(mix(side, main.bounds), here.lower));
        add(1078, mix(mix(side, main.bounds), mix(u64::from(here.mention), u64::from(here.cue))));
        add(1080, mix(mix(side, u64::from(before.bounds)), mix(u64::from(after.bounds), main.bounds)));
        // The sentence and its clauses.
        let [previous, own, _] = view.clauses;
        add(1082, mix(own, mix(previous, u64::from(here.mention))));
        add(1085, mix(bucket(at - self.clauses[view.clause].0 as usize), own));
        add(1087, mix(u64::from(self.whole), here.lower));
        let (position, rest) = (bucket(at), bucket(self.units.len() - 1 - at));
        add(1088, mix(position, u64::from(self.opens_paragraph)));
        add(1089, rest);
        add(1090, mix(rest, mix(left.class, left.bounds)));
        add(1091, mix(position, mix(right.class, right.bounds)));
        // Marks.
        let (mark_left, mark_right) = self.marked[at];
        let gap = |mark: u32| if mark == NONE { 99 } else { bucket((mark as usize).abs_diff(at)) };
        add(1093, mix(gap(mark_left), gap(mark_right)));
        add(1094, mix(mix(gap(mark_left), left.near), right.near));
        add(1095, mix(mix(gap(mark_right), left.near), right.near));
        add(1096, mix(u64::from(here.marked), mix(left.class << 8 | left.bounds, right.class << 8 | right.bounds)));
    }

    /// The features that all units between two cues, or two bounds of clauses, have in common.
    pub(super) fn emit_stretch(&self, view: &View, mut feature: impl FnMut(u64, u64)) {
        let mut add = |number: u64, value: u64| feature(number, mix(number, value));
        let ([left, right], [previous, own, next]) = (&view.sides, view.clauses);
        add(1067, mix(mix(left.class, left.bounds), mix(right.class, right.bounds)));
        add(1068, mix(mix(left.lower, left.bounds), mix(right.class, right.bounds)));
        add(1069, mix(mix(left.class, left.bounds), mix(right.lower, right.bounds)));
        add(1079, mix(mix(view.side, left.class << 8 | left.bounds), right.class << 8 | right.bounds));
        let start = self.clauses[view.clause].0 as usize;
        let (opening, second) = (self.units[start].lower, self.units.get(start + 1).map_or(1, |unit| unit.lower));
        let last = u64::from(view.clause + 1 == self.clauses.len());
        let first = u64::from(view.clause == 0);
        add(1081, mix(mix(own, previous), mix(next, last << 1 | first)));
        add(1083, mix(opening, second));
        add(1084, mix(second, own));
        add(1086, mix(u64::from(self.whole), mix(first, last)));
        add(1092, mix(self.units[0].lower, mix(first, left.class)));
    }

    fn cue(&self, cue: u32, at: usize) -> Side {
        let Some(unit) = self.units.get(cue as usize) else {
            return Side { at: NONE, distance: 99, near: 99, bounds: 99, class: 9, lower: 1, before: 1, after: 1 };
        };
        let cue = cue as usize;
        let word = |at: Option<usize>| at.and_then(|at| self.units.get(at)).map_or(1, |unit| unit.lower);
        let kind = |at: Option<usize>| {
            at.and_then(|at| self.units.get(at)).map_or(1, |unit| {
                u64::from(unit.mention) << 4 | u64::from(unit.bounds) << 1 | u64::from(unit.marked != 0)
            })
        };
        Side {
            at: cue as u32,
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

/// A unit with what its features have in common.
pub(super) struct View<'a> {
    at: usize,
    here: &'a Unit,
    /// The nearest cues to the left and to the right.
    pub(super) sides: [Side; 2],
    /// The cue that rules the sentence, and with how it was chosen on which side it stands.
    pub(super) main: Side,
    pub(super) side: u64,
    clause: usize,
    /// The bits of the clause before, its own, and the next.
    clauses: [u64; 3],
}

/// A cue beside a unit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Side {
    /// Where it stands in the sentence; `NONE` where there is none.
    at: u32,
    distance: u64,
    near: u64,
    bounds: u64,
    class: u64,
    lower: u64,
    before: u64,
    after: u64,
}

impl Side {
    /// The features of the cue to the left (`of` is 0) or to the right of a unit, which is a bound of a clause or not.
    pub(super) fn emit(&self, of: usize, is_bound: bool, mut feature: impl FnMut(u64, u64)) {
        let mut add = |number: u64, value: u64| {
            let number = number + 9 * of as u64;
            feature(number, mix(number, value));
        };
        add(1049, mix(self.distance, self.class));
        add(1050, self.lower);
        add(1051, mix(self.lower, self.near));
        add(1053, mix(self.class, self.bounds));
        add(1054, mix(self.lower, mix(self.bounds, u64::from(is_bound))));
        add(1055, mix(self.lower, self.after));
        add(1056, mix(mix(self.class, self.after), self.near));
        add(1057, mix(mix(self.class, self.before), self.near));
    }
}

impl View<'_> {
    /// Whether the unit bounds a clause.
    pub(super) fn is_bound(&self) -> bool {
        self.here.bounds
    }

    /// What [`Sight::emit_stretch`] looks at.
    pub(super) fn stretch(&self) -> (usize, u64, [(u32, u64); 2]) {
        (self.clause, self.side, self.sides.map(|side| (side.at, side.bounds)))
    }

    /// The features of the cue that rules the sentence.
    pub(super) fn emit_main(&self, mut feature: impl FnMut(u64, u64)) {
        let mut add = |number: u64, value: u64| feature(number, mix(number, value));
        let (main, side) = (&self.main, self.side);
        add(1071, mix(side, main.near));
        add(1072, mix(side, main.distance << 2 | main.bounds));
        add(1073, mix(side, main.lower));
        add(1074, mix(mix(side, main.lower), main.bounds));
        add(1075, mix(mix(side, main.after), main.bounds));
        add(1076, mix(mix(side, main.before), main.near));
    }
}

impl Unit {
    /// The features of a unit alone that sits in this seat.
    pub(super) fn emit(&self, seat: usize, mut feature: impl FnMut(u64, u64)) {
        let mut add = |number: u64, value: u64| feature(number, mix(number, value));
        let first = 1001 + 3 * seat as u64;
        add(first, self.lower);
        add(first + 1, u64::from(self.mention) << 8 | u64::from(self.cue) << 4 | u64::from(self.capital));
        add(first + 2, u64::from(self.middle));
        if !(2..=4).contains(&seat) {
            return;
        }
        let first = 1022 + 5 * (seat as u64 - 2);
        add(first, self.shape);
        add(first + 1, u64::from(self.cluster));
        add(first + 2, u64::from(self.coarse) << 8 | u64::from(self.lists));
        add(first + 3, self.suffixes[0]);
        add(first + 4, self.suffixes[1]);
        if seat == 3 {
            add(1037, self.prefix);
        }
    }
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
