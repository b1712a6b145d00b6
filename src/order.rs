//! Putting things in order by a number. A sort that is compiled for a type of its own is 8 to 20 kB of WebAssembly, and a
//! page needs thirty of them: here all are sorted by one.
//!
//! ```
//! use saidwho::order::by_number;
//! let mut words = ["three", "a", "four", "b"];
//! by_number(&mut words, |word| word.len() as u64);
//! assert_eq!(words, ["a", "b", "four", "three"]);
//! ```

/// Sorts by a number; what has the same one keeps its order. At most 2³² things.
pub fn by_number<T>(things: &mut [T], number: impl Fn(&T) -> u64) {
    let mut order: Vec<(u64, u32)> = things.iter().zip(0..).map(|(thing, at)| (number(thing), at)).collect();
    order.sort_unstable();
    for first in 0..order.len() {
        // What comes to each place goes from there to the next, until the place that was first is filled.
        let mut at = first;
        loop {
            let from = std::mem::replace(&mut order[at].1, at as u32) as usize;
            if from == first || from == at {
                break;
            }
            things.swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn it_is_the_order_of_a_stable_sort(things: Vec<(u8, u16)>) {
            let (mut own, mut others) = (things.clone(), things);
            by_number(&mut own, |&(number, _)| u64::from(number));
            others.sort_by_key(|&(number, _)| number);
            proptest::prop_assert_eq!(own, others);
        }
    }
}
