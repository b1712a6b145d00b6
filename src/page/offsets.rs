//! The one place that converts between units: bytes inside, UTF-16 at the DOM, code points in files.
//!
//! A table of every 128th byte position gives any conversion in a short scan, so converting thousands of spans of a
//! long page stays linear in their number.
//!
//! ```
//! use saidwho::page::offsets::Offsets;
//! let text = "a😀é";
//! let offsets = Offsets::new(text);
//! assert_eq!((offsets.code_points(5), offsets.utf16(5)), (2, 3));
//! assert_eq!((offsets.byte_of_code_point(2), offsets.byte_of_utf16(3)), (Some(5), Some(5)));
//! assert_eq!(offsets.byte_of_code_point(9), None);
//! ```

/// Bytes between two entries of the table.
const STEP: usize = 128;

/// Conversions for one text.
#[derive(Debug)]
pub struct Offsets<'a> {
    text: &'a str,
    /// For every STEP-th byte (moved up to a character's start): byte, code points and UTF-16 units before it.
    marks: Vec<[u32; 3]>,
}

impl<'a> Offsets<'a> {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut marks = vec![[0; 3]];
        let (mut points, mut units, mut next) = (0, 0, STEP);
        for (at, c) in text.char_indices() {
            if at >= next {
                marks.push([narrow(at), narrow(points), narrow(units)]);
                next = at + STEP;
            }
            points += 1;
            units += c.len_utf16();
        }
        Self { text, marks }
    }

    /// How many code points stand before a byte.
    #[must_use]
    pub fn code_points(&self, byte: usize) -> usize {
        self.before(byte, 1, |_| 1)
    }

    /// How many UTF-16 units stand before a byte.
    #[must_use]
    pub fn utf16(&self, byte: usize) -> usize {
        self.before(byte, 2, char::len_utf16)
    }

    fn before(&self, byte: usize, unit: usize, width: impl Fn(char) -> usize) -> usize {
        let mark = self.marks[self.marks.partition_point(|mark| mark[0] as usize <= byte).saturating_sub(1)];
        let start = mark[0] as usize;
        let rest = self.text[start..].char_indices().take_while(|(at, _)| start + at < byte);
        mark[unit] as usize + rest.map(|(_, c)| width(c)).sum::<usize>()
    }

    /// The byte at which a code point begins, or the end of the text; `None` beyond it.
    #[must_use]
    pub fn byte_of_code_point(&self, point: usize) -> Option<usize> {
        self.byte_of(point, 1, |_| 1)
    }

    /// The byte at which a UTF-16 unit begins; `None` beyond the text and in the middle of a character.
    #[must_use]
    pub fn byte_of_utf16(&self, unit: usize) -> Option<usize> {
        self.byte_of(unit, 2, char::len_utf16)
    }

    fn byte_of(&self, wanted: usize, unit: usize, width: impl Fn(char) -> usize) -> Option<usize> {
        let mark = self.marks[self.marks.partition_point(|mark| mark[unit] as usize <= wanted).saturating_sub(1)];
        let (mut byte, mut count) = (mark[0] as usize, mark[unit] as usize);
        let mut rest = self.text[byte..].chars();
        while count < wanted {
            let c = rest.next()?;
            byte += c.len_utf8();
            count += width(c);
        }
        (count == wanted).then_some(byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn there_and_back(text in "(\\PC|😀|é){0,400}") {
            let offsets = Offsets::new(&text);
            let (mut points, mut units) = (0, 0);
            for (byte, c) in text.char_indices() {
                proptest::prop_assert_eq!(offsets.code_points(byte), points);
                proptest::prop_assert_eq!(offsets.utf16(byte), units);
                proptest::prop_assert_eq!(offsets.byte_of_code_point(points), Some(byte));
                proptest::prop_assert_eq!(offsets.byte_of_utf16(units), Some(byte));
                points += 1;
                units += c.len_utf16();
            }
            proptest::prop_assert_eq!(offsets.byte_of_code_point(points), Some(text.len()));
            proptest::prop_assert_eq!(offsets.byte_of_code_point(points + 1), None);
        }
    }
}
