//! Whether confidences mean what they say: of those said 0.9, nine in ten should be right.
//!
//! ```
//! use saidwho::score::reliability::Reliability;
//! let mut reliability = Reliability::default();
//! reliability.add(0.93, true);
//! reliability.add(0.91, false);
//! assert!(reliability.table().contains("0.9 to 0.95    said 0.92   right 0.50   n 2"));
//! ```

/// Where one row of the table ends and the next begins.
const EDGES: [f32; 9] = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01];

/// Counts by confidence.
#[derive(Debug, Default)]
pub struct Reliability {
    /// For each row: how many, what they said in all, how many were right.
    rows: [(usize, f32, usize); EDGES.len() - 1],
}

impl Reliability {
    /// Counts one.
    pub fn add(&mut self, said: f32, right: bool) {
        let row = EDGES.partition_point(|&edge| edge <= said).clamp(1, self.rows.len()) - 1;
        let row = &mut self.rows[row];
        *row = (row.0 + 1, row.1 + said, row.2 + usize::from(right));
    }

    /// What was said and how many were right, row by row; a row of none is left out.
    #[must_use]
    pub fn table(&self) -> String {
        let rows = self.rows.iter().zip(EDGES.windows(2)).filter(|(row, _)| row.0 > 0);
        let line = |(row, edges): (&(usize, f32, usize), &[f32])| {
            let all = row.0 as f32;
            let range = format!("{} to {}", edges[0], edges[1].min(1.0));
            format!("{range:14} said {:.2}   right {:.2}   n {}\n", row.1 / all, row.2 as f32 / all, row.0)
        };
        rows.map(line).collect()
    }
}
