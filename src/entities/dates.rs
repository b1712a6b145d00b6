//! Dates, times, money, percentages and quantities, by grammar.
//!
//! These follow rules that fit on a page and need no training. Each rule reads tokens from one position and says how
//! many it takes; the longest wins. One pass, bounded look-ahead.
//!
//! ```
//! use saidwho::{entities::dates, page::Page, tokens};
//! let page = Page::from_text("In late August it cost $4.2 billion, 5 percent more than in 2019.");
//! let found = dates::find(&page, &tokens::tokenize(&page));
//! let texts: Vec<_> = found.iter().map(|mention| (mention.kind.name(), mention.span.of(page.text()))).collect();
//! assert_eq!(texts, [("DATE", "late August"), ("MONEY", "$4.2 billion"), ("PERCENT", "5 percent"), ("DATE", "2019")]);
//! ```

use super::model::{Mention, MentionType};
use crate::page::Page;
use crate::span::{EntityId, Span};
use crate::tokens::Tokens;
use std::sync::LazyLock;

/// Finds dates and amounts, in order.
#[must_use]
pub fn find(page: &Page, tokens: &Tokens) -> Vec<Mention> {
    let mut found = Vec::new();
    for sentence in tokens.sentences() {
        let run = Run { text: page.text(), spans: &tokens.spans()[sentence.range()] };
        let mut at = 0;
        while at < run.spans.len() {
            if !may_begin(run.word(at), run.word(at + 1)) {
                at += 1;
                continue;
            }
            let Some((kind, length)) = RULES.iter().filter_map(|rule| rule(&run, at)).max_by_key(|(_, length)| *length)
            else {
                at += 1;
                continue;
            };
            let span = run.spans[at].cover(run.spans[at + length - 1]);
            found.push(Mention { span, kind, entity: EntityId(0), confidence: 0.95 });
            at += length;
        }
    }
    found
}

/// A word of this place may begin a date or an amount, or does where one of the next kind follows, which is one that may.
const BEGINS: u8 = 1;
const ARTICLE: u8 = 2;
const AFTER_ARTICLE: u8 = 4;

/// What the words of each place are.
static PLACES: LazyLock<[u8; 1 << 14]> = LazyLock::new(|| {
    let mut places = [0; 1 << 14];
    let others: &[&str] = &["today", "yesterday", "tomorrow", "noon", "midnight", "tonight"];
    let begin = [MONTHS, WEEKDAYS, POINTERS, PARTS, NUMBER_WORDS, others, CODES].map(|list| (list, BEGINS));
    let articles: &[&str] = &["the", "a", "an"];
    // "A$5", "a week ago", "the past week".
    let after = [(DOLLARS, BEGINS), (articles, ARTICLE), (PERIODS, AFTER_ARTICLE), (POINTERS, AFTER_ARTICLE)];
    for (list, bit) in begin.into_iter().chain(after) {
        for word in list.iter().filter(|word| bit != BEGINS || **word != "A") {
            places[place(word)] |= bit;
        }
    }
    places
});

/// A number below 2^14 for a word, by its first and last letters, whether small or large, and its length.
fn place(word: &str) -> usize {
    let bytes = word.as_bytes();
    let letter = |byte: Option<&u8>| usize::from(byte.copied().unwrap_or(0) & 31);
    letter(bytes.first()) << 9 | letter(bytes.last()) << 4 | bytes.len().min(15)
}

/// Whether some rule may begin at a word. Most words are turned away here, by their place.
fn may_begin(word: &str, next: &str) -> bool {
    let is_digit = |word: &str| word.as_bytes().first().is_some_and(u8::is_ascii_digit);
    match word.as_bytes().first() {
        Some(first) if first.is_ascii_alphabetic() => {
            let bits = PLACES[place(word)];
            let is_followed = || is_digit(next) || next == "$" || PLACES[place(next)] & AFTER_ARTICLE != 0;
            bits & BEGINS != 0 || bits & ARTICLE != 0 && is_followed() || is_amount_with_letter(word)
        }
        _ => is_digit(word) || SIGNS.contains(&word),
    }
}

/// A rule: the type and the number of tokens it takes from a position.
type Rule = fn(&Run, usize) -> Option<(MentionType, usize)>;

const RULES: &[Rule] = &[calendar, relative, ago, clock, money, percent, quantity, year];

/// The tokens of one sentence.
struct Run<'a> {
    text: &'a str,
    spans: &'a [Span],
}

impl Run<'_> {
    fn word(&self, at: usize) -> &str {
        self.spans.get(at).map_or("", |span| span.of(self.text))
    }

    fn is(&self, at: usize, list: &[&str]) -> bool {
        let word = self.word(at);
        !word.is_empty() && list.iter().any(|entry| entry.eq_ignore_ascii_case(word))
    }

    fn number(&self, at: usize) -> Option<usize> {
        number(self, at)
    }
}

const MONTHS: &[&str] = &[
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December", "Jan.", "Feb.", "Mar.", "Apr.", "Jun.", "Jul.", "Aug.", "Sept.", "Sep.", "Oct.", "Nov.", "Dec.",
];
const WEEKDAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const SEASONS: &[&str] = &["spring", "summer", "fall", "autumn", "winter"];
const PERIODS: &[&str] = &[
    "day", "days", "week", "weeks", "month", "months", "year", "years", "decade", "decades", "century", "centuries",
    "weekend", "weekends", "quarter", "fortnight",
];
const POINTERS: &[&str] = &["last", "next", "this", "past", "coming", "previous", "following", "each", "every"];
const PARTS: &[&str] = &["early", "late", "mid", "earlier", "later"];
const NUMBER_WORDS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty",
    "seventy", "eighty", "ninety", "hundred", "thousand", "dozen", "several", "few", "half",
];
const SIGNS: &[&str] = &["$", "€", "£", "¥", "₹"];
const LARGE: &[&str] =
    &["hundred", "thousand", "million", "billion", "trillion", "mn", "bn", "m", "b", "tn", "lakh", "crore"];

/// How many tokens a number takes: "4.2 billion", "1,000", "twenty".
fn number(run: &Run, at: usize) -> Option<usize> {
    let word = run.word(at);
    let digits = word.starts_with(|c: char| c.is_ascii_digit())
        && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.' | b'm' | b'b' | b'n' | b'k'));
    if !digits && !run.is(at, NUMBER_WORDS) {
        return None;
    }
    let mut end = at + 1;
    if run.word(end) == "-" && run.number_word(end + 1) {
        end += 2;
    }
    while run.is(end, LARGE) {
        end += 1;
    }
    Some(end - at)
}

impl Run<'_> {
    fn number_word(&self, at: usize) -> bool {
        let word = self.word(at);
        word.starts_with(|c: char| c.is_ascii_digit()) || self.is(at, NUMBER_WORDS)
    }

    fn is_day(&self, at: usize) -> bool {
        let word = self.word(at).trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
        word.len() <= 2 && word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
    }

    fn is_year(&self, at: usize) -> bool {
        let word = self.word(at);
        let word = word.strip_suffix('s').unwrap_or(word);
        word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1500..2100).contains(&year))
    }

    fn is_month(&self, at: usize) -> bool {
        // "May" and "March" begin sentences as verbs; a month is followed by a number or preceded by a word of time.
        MONTHS.contains(&self.word(at))
    }
}

/// "late August 2019", "June 5, 2019", "5 June", "Monday, June 5", "Monday".
fn calendar(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    let mut at = start;
    if run.is(at, &["early", "late", "mid"]) {
        at += 1;
        if run.word(at) == "-" {
            at += 1;
        }
    }
    if WEEKDAYS.contains(&run.word(at)) {
        let mut end = at + 1;
        if run.word(end) == "," && run.is_month(end + 1) && run.is_day(end + 2) {
            end += 3;
            end += usize::from(run.is_year(end)) + 2 * usize::from(run.word(end) == "," && run.is_year(end + 1));
        }
        return Some((MentionType::Date, end - start));
    }
    if run.is(at, &["the"]) && run.is_year(at + 1) && run.word(at + 1).ends_with('s') {
        return Some((MentionType::Date, at + 2 - start));
    }
    let day_first = run.is_day(at) && (run.is_month(at + 1) || (run.is(at + 1, &["of"]) && run.is_month(at + 2)));
    if day_first {
        at += if run.is_month(at + 1) { 1 } else { 2 };
    } else if run.is_year(at) && at > start {
        return Some((MentionType::Date, at + 1 - start));
    }
    if !run.is_month(at) {
        return None;
    }
    let modal = run.word(at) == "May" && !run.is_day(at + 1) && !run.is_year(at + 1);
    let verb = matches!(run.word(at), "May" | "March") && start == 0 && !day_first && !run.is_day(at + 1);
    let dated = at == start
        && !day_first
        && modal
        && !run.is(at.wrapping_sub(1), &["in", "on", "of", "since", "by", "until", "last", "next", "this", "from"]);
    if verb || dated {
        return None;
    }
    let mut end = at + 1;
    if !day_first && run.is_day(end) {
        end += 1;
        if run.word(end) == "-" && run.is_day(end + 1) {
            end += 2;
        }
    }
    if run.is_year(end) {
        end += 1;
    } else if run.word(end) == "," && run.is_year(end + 1) {
        end += 2;
    }
    Some((MentionType::Date, end - start))
}

/// "today", "last month", "the past two years", "earlier this year", "this summer".
fn relative(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    if run.is(start, &["today", "yesterday", "tomorrow"]) {
        return Some((MentionType::Date, 1));
    }
    let mut at = start;
    if run.is(at, PARTS) && run.is(at + 1, POINTERS) {
        at += 1;
    }
    if run.is(at, &["the"]) && run.is(at + 1, &["last", "next", "past", "coming", "previous", "following"]) {
        at += 1;
    }
    if !run.is(at, POINTERS) {
        return None;
    }
    let mut end = at + 1;
    end += run.number(end).unwrap_or(0);
    let named = run.is(end, PERIODS) || run.is(end, SEASONS) || WEEKDAYS.contains(&run.word(end)) || run.is_month(end);
    named.then(|| (MentionType::Date, end + 1 - start))
}

/// "two years ago", "a week later".
fn ago(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    let length = if run.is(start, &["a", "an"]) { 1 } else { run.number(start)? };
    let unit = start + length;
    let counted = run.is(unit, PERIODS) && run.is(unit + 1, &["ago", "later", "earlier"]);
    counted.then_some((MentionType::Date, length + 2))
}

/// "3 p.m.", "10:30 a.m. GMT", "noon".
fn clock(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    if run.is(start, &["noon", "midnight", "tonight"]) {
        return Some((MentionType::Time, 1));
    }
    let word = run.word(start);
    let hour = word.split(':').next().and_then(|hour| hour.parse::<u8>().ok()).is_some_and(|hour| hour < 25);
    if !hour {
        return None;
    }
    let half = run.is(start + 1, &["a.m.", "p.m.", "am", "pm"]);
    let zone = usize::from(
        run.is(start + 1 + usize::from(half), &["GMT", "EST", "EDT", "PST", "PDT", "UTC", "CET", "BST", "ET"]),
    );
    (half || (word.contains(':') && word.len() <= 5)).then_some((MentionType::Time, 1 + usize::from(half) + zone))
}

/// Whose dollars: what stands right before the sign.
const DOLLARS: &[&str] = &["US", "C", "A", "HK", "NT", "NZ", "R", "S"];

/// Currencies that stand before the number, written so; those that are words or names as well are left out.
const CODES: &[&str] = &[
    "Rs.", "Rs", "Tk", "Rp", "RM", "RMB", "KSh", "Ksh", "Sh", "USD", "EUR", "GBP", "SAR", "AED", "QAR", "KWD", "BHD",
    "OMR", "JOD", "EGP", "KES", "UGX", "TZS", "RWF", "ETB", "NGN", "GHS", "ZAR", "XAF", "XOF", "INR", "PKR", "BDT",
    "LKR", "NPR", "CNY", "JPY", "KRW", "TWD", "HKD", "SGD", "MYR", "IDR", "THB", "VND", "AUD", "NZD", "CHF", "SEK",
    "NOK", "DKK", "PLN", "RUB", "UAH", "BRL", "MXN", "ARS", "CLP", "COP",
];

/// "R92", "N5.5": an amount of rands, naira … where a word for a large number follows.
fn is_amount_with_letter(word: &str) -> bool {
    let [letter, digits @ ..] = word.as_bytes() else { return false };
    letter.is_ascii_uppercase()
        && digits.first().is_some_and(u8::is_ascii_digit)
        && digits.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
}

/// "$4.2 billion", "US$ 5", "SAR 50,000", "R92 million", "20 euros".
fn money(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    if is_amount_with_letter(run.word(start)) {
        return run.is(start + 1, &["million", "billion", "trillion"]).then_some((MentionType::Money, 2));
    }
    let mut at = start;
    if run.is(at, DOLLARS) && run.word(at + 1) == "$" && run.spans[at].end == run.spans[at + 1].start {
        at += 1;
    }
    if SIGNS.contains(&run.word(at)) || CODES.contains(&run.word(at)) {
        let length = run.number(at + 1)?;
        return Some((MentionType::Money, at + 1 + length - start));
    }
    let length = run.number(at)?;
    const CURRENCIES: &[&str] = &[
        "dollar", "dollars", "euro", "euros", "yen", "yuan", "rupee", "rupees", "ruble", "rubles", "peso", "pesos",
        "franc", "francs", "cents", "shillings", "naira", "rand", "krona", "kronor", "riyals", "dirhams", "won",
        "marks", "lira",
    ];
    if run.is(at + length, &["U.S.", "US", "Canadian", "Australian"]) && run.is(at + length + 1, CURRENCIES) {
        return Some((MentionType::Money, length + 2));
    }
    run.is(at + length, CURRENCIES).then_some((MentionType::Money, length + 1))
}

/// "5 percent", "0.5%", "3 percentage points".
fn percent(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    let length = run.number(start)?;
    let at = start + length;
    if run.word(at) == "%" || run.is(at, &["percent", "pct"]) {
        return Some((MentionType::Percent, length + 1));
    }
    let two = (run.is(at, &["per"]) && run.is(at + 1, &["cent"]))
        || (run.is(at, &["percentage"]) && run.is(at + 1, &["points", "point"]));
    two.then_some((MentionType::Percent, length + 2))
}

/// "40 km", "12 square miles", "5-foot".
fn quantity(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    const UNITS: &[&str] = &[
        "km", "kilometer", "kilometers", "kilometre", "kilometres", "mile", "miles", "meter", "meters", "metre",
        "metres", "foot", "feet", "inch", "inches", "yards", "kg", "kilogram", "kilograms", "kilos", "gram", "grams",
        "ton", "tons", "tonne", "tonnes", "ounces", "acre", "acres", "hectare", "hectares", "degrees", "barrels",
        "liters", "litres", "gallons", "mph", "kph", "megawatts", "gigawatts", "kilowatts", "centimeters",
        "centimetres", "cm", "mm",
    ];
    let length = run.number(start)?;
    let mut at = start + length;
    if run.word(at) == "-" || run.is(at, &["square", "cubic", "metric"]) {
        at += 1;
    }
    run.is(at, UNITS).then(|| (MentionType::Quantity, at + 1 - start))
}

/// A year alone: four digits that nothing is counted with.
fn year(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    let counted = run.word(start + 1).starts_with(|c: char| c.is_ascii_lowercase())
        && run.word(start + 1).ends_with('s')
        && run.word(start + 1).len() > 3;
    let after_mark = matches!(run.word(start.wrapping_sub(1)), "$" | "€" | "£" | "#" | "No.");
    (run.is_year(start) && !after_mark && (!counted || run.is(start.wrapping_sub(1), &["in", "since", "the", "of"])))
        .then_some((MentionType::Date, 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens;

    #[test]
    fn rules() {
        let cases = [
            ("He came Tuesday.", "DATE Tuesday"),
            ("on June 5, 2019 in Rome", "DATE June 5, 2019"),
            ("on 5 June 2019", "DATE 5 June 2019"),
            ("in the past two years", "DATE the past two years"),
            ("Earlier this year it fell", "DATE Earlier this year"),
            ("two years ago", "DATE two years ago"),
            ("in the 1990s", "DATE the 1990s"),
            ("He may go in May.", "DATE May"),
            ("May he go.", ""),
            ("at 3 p.m. Monday", "TIME 3 p.m.; DATE Monday"),
            ("US$ 4.2 billion", "MONEY US$ 4.2 billion"),
            ("A A$5 fine a week later", "MONEY A$5; DATE a week later"),
            ("R92 million, SAR 50,000, R2 and N5.5 billion", "MONEY R92 million; MONEY SAR 50,000; MONEY N5.5 billion"),
            ("20 million dollars", "MONEY 20 million dollars"),
            ("0.5% or 5 per cent", "PERCENT 0.5%; PERCENT 5 per cent"),
            ("40 km from 12 square miles", "QUANTITY 40 km; QUANTITY 12 square miles"),
            ("2000 soldiers left", ""),
            ("late last month", "DATE late last month"),
        ];
        for (text, expected) in cases {
            let page = Page::from_text(text);
            let found = find(&page, &tokens::tokenize(&page));
            let shown: Vec<_> =
                found.iter().map(|mention| format!("{} {}", mention.kind.name(), mention.span.of(text))).collect();
            assert_eq!(shown.join("; "), expected, "{text}");
        }
    }
}
