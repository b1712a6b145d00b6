//! Money, percentages and quantities, by grammar; and the run of tokens that these rules and those of dates read.
//!
//! What leaves a rule is the type of what begins at a token and how many tokens it takes, "$4.2 billion" three.
//! Tests stand with [`super::dates`], which asks every rule.

use super::model::MentionType;
use super::word_list::WordList;
use crate::span::Span;
use std::cell::Cell;

/// A rule: the type and the number of tokens it takes from a position.
pub(super) type Rule = fn(&Run, usize) -> Option<(MentionType, usize)>;

/// The tokens of one sentence.
pub(super) struct Run<'a> {
    text: &'a str,
    pub(super) spans: &'a [Span],
    /// Where a number was last looked for, and how many tokens it takes: every rule asks anew.
    last: Cell<(usize, Option<usize>)>,
}

impl<'a> Run<'a> {
    pub(super) fn new(text: &'a str, spans: &'a [Span]) -> Self {
        Self { text, spans, last: Cell::new((usize::MAX, None)) }
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.spans.get(at).map_or("", |span| span.of(self.text))
    }

    pub(super) fn is(&self, at: usize, list: &[&str]) -> bool {
        let word = self.word(at);
        !word.is_empty() && list.iter().any(|entry| entry.eq_ignore_ascii_case(word))
    }

    pub(super) fn is_one(&self, at: usize, list: &WordList) -> bool {
        list.has_in_any_case(self.word(at))
    }

    /// How many tokens the number takes that begins at a token.
    pub(super) fn number(&self, at: usize) -> Option<usize> {
        if self.last.get().0 != at {
            self.last.set((at, number(self, at)));
        }
        self.last.get().1
    }

    fn number_word(&self, at: usize) -> bool {
        let word = self.word(at);
        word.starts_with(|c: char| c.is_ascii_digit()) || self.is_one(at, &NUMBER_WORDS)
    }
}

pub(super) const NUMBER_WORDS: WordList = WordList::of(&[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty",
    "seventy", "eighty", "ninety", "hundred", "thousand", "dozen", "several", "few", "half",
]);
pub(super) const SIGNS: WordList = WordList::of(&["$", "€", "£", "¥", "₹"]);
/// Signs that are one word with their number.
const OTHER_SIGNS: &[char] = &['₦', '₱', '₩', '₺', '₽', '₴', '₪', '₫', '฿', '₵'];
const LARGE: WordList = WordList::of(&[
    "hundred", "thousand", "million", "billion", "trillion", "mn", "bn", "m", "b", "tn", "lakh", "crore",
]);

/// How many tokens a number takes: "4.2 billion", "1,000", "twenty".
fn number(run: &Run, at: usize) -> Option<usize> {
    let word = run.word(at);
    let digits = word.starts_with(|c: char| c.is_ascii_digit())
        && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.' | b'm' | b'b' | b'n' | b'k'));
    if !digits && !run.is_one(at, &NUMBER_WORDS) {
        return None;
    }
    let mut end = at + 1;
    if run.word(end) == "-" && run.number_word(end + 1) {
        end += 2;
    }
    while run.is_one(end, &LARGE) {
        end += 1;
    }
    Some(end - at)
}

/// Whose dollars: what stands right before the sign.
pub(super) const DOLLARS: WordList = WordList::of(&["US", "C", "A", "HK", "NT", "NZ", "R", "S"]);

/// Currencies that stand before the number, written so; those that are words or names as well are left out.
pub(super) const CODES: WordList = WordList::of(&[
    "Rs.", "Rs", "Tk", "Rp", "RM", "RMB", "KSh", "Ksh", "Sh", "USD", "EUR", "GBP", "SAR", "AED", "QAR", "KWD", "BHD",
    "OMR", "JOD", "EGP", "KES", "UGX", "TZS", "RWF", "ETB", "NGN", "GHS", "ZAR", "XAF", "XOF", "INR", "PKR", "BDT",
    "LKR", "NPR", "CNY", "JPY", "KRW", "TWD", "HKD", "SGD", "MYR", "IDR", "THB", "VND", "AUD", "NZD", "CHF", "SEK",
    "NOK", "DKK", "PLN", "RUB", "UAH", "BRL", "MXN", "ARS", "CLP", "COP", "Dh", "Dhs",
]);

/// "R92", "N5.5": an amount of rands, naira … where a word for a large number follows.
fn is_amount_with_letter(word: &str) -> bool {
    let [letter, digits @ ..] = word.as_bytes() else { return false };
    letter.is_ascii_uppercase()
        && digits.first().is_some_and(u8::is_ascii_digit)
        && digits.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
}

/// Whether a word is an amount or begins one, with the currency and the digits in one: "R92", "N2.3bn", "Rs500", "₦120".
pub(super) fn is_glued(word: &str) -> bool {
    word.bytes().any(|byte| !byte.is_ascii_alphabetic())
        && (is_amount_with_letter(word) || is_money_word(word) || word.starts_with(OTHER_SIGNS))
}

/// "N2.3bn", "R5,000", "Rs500", "₦120". A letter and digits alone may be a road or a model: "N5".
fn is_money_word(word: &str) -> bool {
    let is_number = |digits: &str| {
        let plain = digits.trim_end_matches(['m', 'b', 'n', 't']);
        plain.starts_with(|c: char| c.is_ascii_digit())
            && plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
    };
    if let Some(digits) = word.strip_prefix(OTHER_SIGNS) {
        return is_number(digits);
    }
    if !word.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    // "COP27" is a conference.
    let is_coded = || {
        CODES
            .words()
            .iter()
            .any(|code| word.strip_prefix(code).is_some_and(|digits| is_number(digits) && digits.len() > 2))
    };
    // Naira, rand, kwacha and pula.
    let digits = word.strip_prefix(['N', 'R', 'K', 'P']).filter(|digits| is_number(digits));
    let is_grouped = |digits: &str| digits.split_once(',').is_some_and(|(_, rest)| rest.len() >= 3);
    digits.is_some_and(|digits| is_grouped(digits) || ["m", "mn", "bn", "tn"].iter().any(|unit| digits.ends_with(unit)))
        || is_coded()
}

/// "$4.2 billion", "US$ 5", "SAR 50,000", "R92 million", "20 euros".
pub(super) fn money(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    if is_money_word(run.word(start)) {
        let mut end = start + 1;
        while run.is_one(end, &LARGE) {
            end += 1;
        }
        return Some((MentionType::Money, end - start));
    }
    if is_amount_with_letter(run.word(start)) {
        return run.is(start + 1, &["million", "billion", "trillion"]).then_some((MentionType::Money, 2));
    }
    let mut at = start;
    if run.is_one(at, &DOLLARS) && run.word(at + 1) == "$" && run.spans[at].end == run.spans[at + 1].start {
        at += 1;
    }
    if SIGNS.has(run.word(at)) || CODES.has(run.word(at)) {
        let length = run.number(at + 1)?;
        return Some((MentionType::Money, at + 1 + length - start));
    }
    let length = run.number(at)?;
    const CURRENCIES: WordList = WordList::of(&[
        "dollar", "dollars", "euro", "euros", "yen", "yuan", "rupee", "rupees", "ruble", "rubles", "peso", "pesos",
        "franc", "francs", "cents", "shillings", "naira", "rand", "krona", "kronor", "riyals", "dirhams", "won",
        "marks", "lira",
    ]);
    if run.is(at + length, &["U.S.", "US", "Canadian", "Australian"]) && run.is_one(at + length + 1, &CURRENCIES) {
        return Some((MentionType::Money, length + 2));
    }
    run.is_one(at + length, &CURRENCIES).then_some((MentionType::Money, length + 1))
}

/// "5 percent", "0.5%", "3 percentage points".
pub(super) fn percent(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    // "0.4pc"
    let glued = run.word(start).strip_suffix("pc");
    if glued.is_some_and(|digits| digits.ends_with(|c: char| c.is_ascii_digit()) && digits.parse::<f32>().is_ok()) {
        return Some((MentionType::Percent, 1));
    }
    let length = run.number(start)?;
    let at = start + length;
    if run.word(at) == "%" || run.is(at, &["percent", "pct", "pc"]) {
        return Some((MentionType::Percent, length + 1));
    }
    let two = (run.is(at, &["per"]) && run.is(at + 1, &["cent"]))
        || (run.is(at, &["percentage"]) && run.is(at + 1, &["points", "point"]));
    two.then_some((MentionType::Percent, length + 2))
}

/// "40 km", "12 square miles", "5-foot".
pub(super) fn quantity(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    const UNITS: WordList = WordList::of(&[
        "km", "kilometer", "kilometers", "kilometre", "kilometres", "mile", "miles", "meter", "meters", "metre",
        "metres", "foot", "feet", "inch", "inches", "yards", "kg", "kilogram", "kilograms", "kilos", "gram", "grams",
        "ton", "tons", "tonne", "tonnes", "ounces", "acre", "acres", "hectare", "hectares", "degrees", "barrels",
        "liters", "litres", "gallons", "mph", "kph", "megawatts", "gigawatts", "kilowatts", "centimeters",
        "centimetres", "cm", "mm", "megalitres", "gigalitres",
    ]);
    const GLUED: &[&str] = &["km", "kg", "cm", "mm", "mph", "kph", "ft", "MW", "GW"];
    // "50 km/h"
    let rate = |unit: usize| 2 * usize::from(run.word(unit + 1) == "/" && run.word(unit + 2) == "h");
    let digits = GLUED.iter().find_map(|unit| run.word(start).strip_suffix(unit));
    if digits.is_some_and(|digits| digits.ends_with(|c: char| c.is_ascii_digit()) && digits.parse::<f32>().is_ok()) {
        return Some((MentionType::Quantity, 1 + rate(start)));
    }
    let length = run.number(start)?;
    let mut at = start + length;
    if run.word(at) == "-" || run.is(at, &["square", "cubic", "metric"]) {
        at += 1;
    }
    let scale = usize::from(run.is(at, &["degrees"]) && run.is(at + 1, &["Celsius", "Fahrenheit"]));
    run.is_one(at, &UNITS).then(|| (MentionType::Quantity, at + 1 + scale + rate(at) - start))
}
