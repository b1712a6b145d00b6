//! What two texts have in common, word by word, after Myers ("An O(ND) Difference Algorithm and Its Variations", 1986).
//!
//! Words are numbered first: the algorithm is then compiled once and not for every kind of text, which matters in a page.
//!
//! ```
//! use saidwho::diff::{DiffOp, operations};
//! let done = operations(&["far", "too", "late"], &["too", "late"]);
//! assert!(matches!(done[..], [DiffOp::Delete { old_len: 1, .. }, DiffOp::Equal { len: 2, .. }]));
//! ```

use foldhash::{HashMap, HashMapExt};
pub use similar::DiffOp;
use similar::{Algorithm, capture_diff_slices};

/// The operations that turn `old` into `new`; ranges count words.
#[must_use]
pub fn operations(old: &[impl AsRef<str>], new: &[impl AsRef<str>]) -> Vec<DiffOp> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let old: Vec<u32> = old.iter().map(|word| number(&mut numbers, word.as_ref())).collect();
    let new: Vec<u32> = new.iter().map(|word| number(&mut numbers, word.as_ref())).collect();
    capture_diff_slices(Algorithm::Myers, &old, &new)
}

fn number<'a>(numbers: &mut HashMap<&'a str, u32>, word: &'a str) -> u32 {
    let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    *numbers.entry(word).or_insert(next)
}
