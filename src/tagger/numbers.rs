//! Numbers for hashes, in the order in which they are met.

/// An open hash table from hashes to numbers: the keys are hashes already.
pub(crate) struct Numbers {
    slots: Vec<(u64, u32)>,
}

impl Numbers {
    /// A table for the words of so many tokens, of which some four in ten are new; it grows where more are.
    pub(crate) fn of(tokens: usize) -> Self {
        Self { slots: vec![(0, u32::MAX); (tokens / 2 + 16).next_power_of_two().min(1 << 14)] }
    }

    /// The number of a hash, and whether it is new; then it is `next`.
    pub(crate) fn number(&mut self, hash: u64, next: usize) -> (u32, bool) {
        if next * 2 >= self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut at = (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        loop {
            let (key, number) = self.slots[at];
            if number == u32::MAX {
                self.slots[at] = (hash, next as u32);
                return (next as u32, true);
            }
            if key == hash {
                return (number, false);
            }
            at = (at + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![(0, u32::MAX); old.len() * 2];
        for (key, number) in old.into_iter().filter(|slot| slot.1 != u32::MAX) {
            self.number(key, number as usize);
        }
    }
}
