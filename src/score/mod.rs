//! Scores against gold files: the figures that the command line's `eval` prints.
//!
//! The counts follow the usual definitions: a mention is right when its edges and its folded type are
//! (CoNLL-2003), after both sides have lost what guidelines merely differ in.
//!
//! ```
//! use saidwho::score::F1;
//! assert_eq!(F1 { right: 1, predicted: 2, gold: 2 }.f1(), 50.0);
//! ```

pub mod entities;
pub mod pages;
pub mod quotations;
pub mod reliability;

/// Counts behind precision and recall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct F1 {
    /// Found and in the gold.
    pub right: usize,
    /// Found.
    pub predicted: usize,
    /// In the gold.
    pub gold: usize,
}

impl F1 {
    /// Precision in percent; 0 when nothing was predicted.
    #[must_use]
    pub fn precision(self) -> f64 {
        percent(self.right, self.predicted)
    }

    /// Recall in percent; 0 when there is no gold.
    #[must_use]
    pub fn recall(self) -> f64 {
        percent(self.right, self.gold)
    }

    /// Their harmonic mean in percent.
    #[must_use]
    pub fn f1(self) -> f64 {
        percent(2 * self.right, self.predicted + self.gold)
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}
