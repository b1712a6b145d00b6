//! The ways in which the labeller of names looks at a token, by numbers: at one word alone, or at several tied together.
//!
//! A feature is a value under a template: the same value is another feature under another one.

/// How many tokens around one are looked at each alone, itself included.
pub(crate) const SEATS: usize = 5;

/// What makes the same value another feature for each way in which it is looked at, by numbers.
pub(super) const TEMPLATES: [u64; 73] = {
    let (mut templates, mut last, mut at) = ([0; 73], 0x2545_f491_4f6c_dd1d_u64, 0);
    while at < templates.len() {
        last = last.wrapping_mul(0xd134_2543_de82_ef95) | 1;
        templates[at] = last;
        at += 1;
    }
    templates
};

/// The numbers of the templates that look at a word alone, by its seat. Which has which number is of no matter, but as the
/// weights were trained.
pub(super) const ALONE: [&[usize]; SEATS] = [
    &[0, 1, 2],
    &[3, 4, 5, 15, 16, 30, 31],
    &[6, 7, 8, 17, 18, 25, 27, 21, 22, 24, 26, 28, 23, 29, 44, 49, 53],
    &[9, 10, 11, 19, 20, 32, 33],
    &[12, 13, 14],
];

/// The numbers of the others, which tie several words.
pub(super) const TIED: [usize; 30] = {
    let (mut tied, mut number, mut at) = ([0; 30], 34, 0);
    while at < tied.len() {
        if number != 44 && number != 49 && number != 53 {
            tied[at] = number;
            at += 1;
        }
        number += 1;
    }
    tied
};

/// The numbers of those that look at the start of a sentence, and at another place where the document has the word.
pub(super) const LAST_TIED: [usize; 6] = [67, 68, 69, 70, 71, 72];

pub(super) fn hashed(template: usize, value: u64) -> u64 {
    let template = TEMPLATES[template];
    (value ^ template >> 7).wrapping_mul(template)
}

pub(super) fn pair(one: u64, other: u64) -> u64 {
    one.wrapping_mul(0xff51_afd7_ed55_8ccd) ^ other
}
