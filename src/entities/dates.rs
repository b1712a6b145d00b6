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

use super::amounts::{CODES, DOLLARS, NUMBER_WORDS, Rule, Run, SIGNS, is_glued, money, percent, quantity};
use super::model::{Mention, MentionType};
use super::word_list::WordList;
use crate::page::Page;
use crate::span::EntityId;
use crate::tokens::Tokens;
use std::sync::LazyLock;

/// Finds dates and amounts, in order.
#[must_use]
pub fn find(page: &Page, tokens: &Tokens) -> Vec<Mention> {
    let mut found = Vec::new();
    let places = &*PLACES;
    for sentence in tokens.sentences() {
        let run = Run::new(page.text(), &tokens.spans()[sentence.range()]);
        let mut at = 0;
        while at < run.spans.len() {
            if !may_begin(places, run.word(at), || run.word(at + 1)) {
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
    let begin = [
        MONTHS, SHORT_MONTHS, WEEKDAYS, SEASONS, FISCAL, ORDINALS, POINTERS, PARTS, NUMBER_WORDS, CODES, HOLIDAYS,
        DOLLARS,
    ];
    let articles: &[&str] = &["the", "a", "an"];
    // "A$5", "a week ago", "the past week", "the end of June".
    let after = [PERIODS, POINTERS, ORDINALS, STRETCHES].map(|list| (list.words(), AFTER_ARTICLE));
    let begin = begin.map(|list| (list.words(), BEGINS)).into_iter();
    let lists = begin.chain([(others, BEGINS), (articles, ARTICLE)]);
    for (list, bit) in lists.chain(after) {
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
fn may_begin<'a>(places: &[u8; 1 << 14], word: &str, next: impl FnOnce() -> &'a str) -> bool {
    let is_digit = |word: &str| word.as_bytes().first().is_some_and(u8::is_ascii_digit);
    match word.as_bytes().first() {
        Some(first) if first.is_ascii_alphabetic() => {
            let bits = places[place(word)];
            let is_followed = |next| is_digit(next) || next == "$" || places[place(next)] & AFTER_ARTICLE != 0;
            bits & BEGINS != 0 || bits & ARTICLE != 0 && is_followed(next()) || is_glued(word)
        }
        _ => is_digit(word) || SIGNS.has(word) || is_glued(word),
    }
}

const RULES: &[Rule] = &[moment, stretch, ago, numeric, clock, money, percent, quantity, year];

const MONTHS: WordList = WordList::of(&[
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December", "Jan.", "Feb.", "Mar.", "Apr.", "Jun.", "Jul.", "Aug.", "Sept.", "Sep.", "Oct.", "Nov.", "Dec.",
]);
/// Written without a point these are months only beside a day or a year: "Jan" and "Mar" are names as well.
const SHORT_MONTHS: WordList =
    WordList::of(&["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"]);
const WEEKDAYS: WordList =
    WordList::of(&["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]);
const SEASONS: WordList = WordList::of(&["spring", "summer", "fall", "autumn", "winter"]);
const PERIODS: WordList = WordList::of(&[
    "day", "days", "week", "weeks", "month", "months", "year", "years", "decade", "decades", "century", "centuries",
    "weekend", "weekends", "quarter", "fortnight",
]);
const POINTERS: WordList =
    WordList::of(&["last", "next", "this", "past", "coming", "previous", "following", "each", "every"]);
/// What stands for a day of every year.
const HOLIDAYS: WordList = WordList::of(&["Christmas", "Easter", "Thanksgiving", "Ramadan", "Diwali", "Halloween"]);
const ORDINALS: WordList = WordList::of(&["first", "second", "third", "fourth", "fifth", "last"]);
/// Parts of a longer time: "the end of June".
const STRETCHES: WordList = WordList::of(&["start", "beginning", "middle", "end", "rest", "turn"]);
const FISCAL: WordList = WordList::of(&["fiscal", "financial"]);
/// Parts of a day.
const DAY_PARTS: WordList = WordList::of(&["morning", "afternoon", "evening", "night"]);
const PARTS: WordList = WordList::of(&["early", "late", "mid", "earlier", "later"]);

impl Run<'_> {
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
        let is_beside_number = || {
            self.is_day(at + 1) || self.is_year(at + 1) || at > 0 && self.word(at - 1).len() > 1 && self.is_day(at - 1)
        };
        MONTHS.has(self.word(at)) || SHORT_MONTHS.has(self.word(at)) && is_beside_number()
    }

    /// How many tokens a month with its day takes, in either order: "June 5", "5 June".
    fn month_and_day(&self, at: usize) -> Option<usize> {
        ((self.is_month(at) && self.is_day(at + 1)) || (self.is_day(at) && self.is_month(at + 1))).then_some(2)
    }

    /// How many tokens a year takes that ends a date, with its comma: "2019", ", 2019".
    fn closing_year(&self, at: usize) -> usize {
        match self.word(at) {
            "," if self.is_year(at + 1) => 2,
            _ => usize::from(self.is_year(at)),
        }
    }
}

/// Whether the word is the name of a weekday.
pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.has(word)
}

/// Whether a date is a holiday.
pub(super) fn is_holiday(date: &str) -> bool {
    HOLIDAYS.words().iter().any(|holiday| date.starts_with(holiday))
}

/// A day, a month or the like: "Monday, June 5", "last month", "Christmas".
fn moment(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    let rules: [Rule; 3] = [calendar, relative, season];
    rules.iter().filter_map(|rule| rule(run, start)).max_by_key(|(_, length)| *length)
}

/// "the first half of next year", "the end of June".
fn stretch(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    let at = start + usize::from(run.is(start, &["the"]));
    let counted = run.is_one(at, &ORDINALS) && (run.is_one(at + 1, &PERIODS) || run.is(at + 1, &["half"]));
    let of = if counted { at + 2 } else { at + usize::from(at > start && run.is_one(at, &STRETCHES)) };
    if of == at || !run.is(of, &["of"]) {
        return None;
    }
    let (_, length) = [moment, year].iter().filter_map(|rule| rule(run, of + 1)).max_by_key(|(_, length)| *length)?;
    Some((MentionType::Date, of + 1 + length - start))
}

/// "summer of 2022", "fiscal year 2031", "Christmas".
fn season(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    if HOLIDAYS.has(run.word(start)) {
        let day = usize::from(run.is(start + 1, &["Day", "Eve", "Sunday", "Monday"]));
        return Some((MentionType::Date, 1 + day + usize::from(run.is_year(start + 1 + day))));
    }
    let between = if run.is_one(start, &SEASONS) {
        usize::from(run.is(start + 1, &["of"]))
    } else if run.is_one(start, &FISCAL) {
        usize::from(run.is(start + 1, &["year"]))
    } else {
        return None;
    };
    let (kind, length) = year(run, start + 1 + between)?;
    Some((kind, 1 + between + length))
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
    if WEEKDAYS.has(run.word(at)) {
        let mut end = at + 1;
        let comma = usize::from(run.word(end) == ",");
        if let Some(length) = run.month_and_day(end + comma) {
            end += comma + length;
            end += run.closing_year(end);
        }
        return Some((MentionType::Date, end - start));
    }
    if run.is(at, &["the"]) && run.is_year(at + 1) && run.word(at + 1).ends_with('s') {
        return Some((MentionType::Date, at + 2 - start));
    }
    let of_month = (run.is_day(at) || run.is_one(at, &ORDINALS)) && run.is(at + 1, &["of"]) && run.is_month(at + 2);
    let day_first = run.is_day(at) && run.is_month(at + 1) || of_month;
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
    // "November last year"
    let pointed = run.is(end, &["last", "this", "next"]) && run.is(end + 1, &["year"]);
    end += if pointed { 2 } else { run.closing_year(end) };
    Some((MentionType::Date, end - start))
}

/// "05-08-2021", "5/8/2021", "2021-08-05": digits with one mark between them, all in one piece.
fn numeric(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    let is_glued = |at: usize| at < run.spans.len() && run.spans[at - 1].end == run.spans[at].start;
    let mark = run.word(start + 1);
    let is_piece =
        matches!(mark, "-" | "/" | ".") && run.word(start + 3) == mark && (start + 1..start + 5).all(is_glued);
    // A range or a number of a file goes on.
    let is_whole = !(is_glued(start + 5) && matches!(run.word(start + 5), "-" | "/"));
    let is_year = |at: usize| run.is_year(at) && !run.word(at).ends_with('s');
    let is_date = is_year(start + 4) && run.is_day(start) && run.is_day(start + 2)
        || is_year(start) && run.is_day(start + 2) && run.is_day(start + 4);
    (is_piece && is_whole && is_date).then_some((MentionType::Date, 5))
}

/// "today", "last month", "the past two years", "earlier this year", "this summer".
fn relative(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    if run.is(start, &["today", "yesterday", "tomorrow"]) {
        // "the Today programme", "USA Today"
        let is_name = start > 0
            && super::names::is_capital(run.word(start))
            && run.word(start - 1).ends_with(|c: char| c.is_ascii_alphabetic());
        return (!is_name).then_some((MentionType::Date, 1));
    }
    // "it would last two weeks"
    const MODALS: WordList =
        WordList::of(&["will", "would", "to", "can", "could", "may", "might", "should", "must", "not", "n't"]);
    if run.is(start, &["last"]) && run.is_one(start.wrapping_sub(1), &MODALS) {
        return None;
    }
    let mut at = start;
    if run.is_one(at, &PARTS) && run.is_one(at + 1, &POINTERS) {
        at += 1;
    }
    if run.is(at, &["the"]) && run.is(at + 1, &["last", "next", "past", "coming", "previous", "following"]) {
        at += 1;
    }
    if !run.is_one(at, &POINTERS) {
        return None;
    }
    let mut end = at + 1;
    end += run.number(end).unwrap_or(0);
    if at == start && end == at + 1 && (run.is_one(end, &DAY_PARTS) && run.is(at, &["last", "this"])) {
        return Some((MentionType::Time, 2));
    }
    let named = run.is_one(end, &PERIODS)
        || run.is_one(end, &SEASONS)
        || HOLIDAYS.has(run.word(end))
        || WEEKDAYS.has(run.word(end))
        || run.is_month(end);
    named.then(|| (MentionType::Date, end + 1 - start))
}

/// "two years ago", "a week later".
fn ago(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    let length = if run.is(start, &["a", "an"]) { 1 } else { run.number(start)? };
    let unit = start + length;
    let counted = run.is_one(unit, &PERIODS) && run.is(unit + 1, &["ago", "later", "earlier"]);
    counted.then_some((MentionType::Date, length + 2))
}

/// "3 p.m.", "10:30 a.m. GMT", "noon".
fn clock(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    if run.is(start, &["noon", "midnight", "tonight"]) {
        return Some((MentionType::Time, 1));
    }
    let word = run.word(start);
    // "10:30", "7.30pm", "9am"
    let digits = word.strip_suffix("am").or_else(|| word.strip_suffix("pm"));
    let hour = digits.map_or_else(|| word.split(':').next(), |digits| digits.split([':', '.']).next());
    let hour = hour.and_then(|hour| hour.parse::<u8>().ok()).is_some_and(|hour| hour < 25);
    if !hour {
        return None;
    }
    let half = run.is(start + 1, &["a.m.", "p.m.", "am", "pm"]);
    let zone = usize::from(run.is(
        start + 1 + usize::from(half),
        &["GMT", "EST", "EDT", "PST", "PDT", "UTC", "CET", "BST", "ET", "PT", "IST", "AEST", "EAT", "WAT"],
    ));
    let is_glued = word.ends_with("am") || word.ends_with("pm");
    let is_clock = half || is_glued || word.contains(':') && word.len() <= 5;
    is_clock.then_some((MentionType::Time, 1 + usize::from(half) + zone))
}

/// A year alone: four digits that nothing is counted with; or a span of years, "2028-29".
fn year(run: &Run, start: usize) -> Option<(MentionType, usize)> {
    const POINTING: WordList = WordList::of(&["in", "since", "the", "of", "by"]);
    let counted = run.word(start + 1).starts_with(|c: char| c.is_ascii_lowercase())
        && run.word(start + 1).ends_with('s')
        && run.word(start + 1).len() > 3;
    let before = start.wrapping_sub(1);
    let after_mark = matches!(run.word(before), "$" | "€" | "£" | "#" | "No.");
    // "by 2100": so far off only what points to a time makes it a year.
    let is_far = || run.word(start).starts_with("21") && run.word(start).len() == 4 && run.number(start).is_some();
    // "21/2022" is the number of a case.
    let is_part = matches!(run.word(before), "/" | "-")
        && start > 1
        && run.spans[before].end == run.spans[start].start
        && run.spans[before - 1].end == run.spans[before].start
        && run.word(before - 1).ends_with(|c: char| c.is_ascii_digit());
    let is_year = run.is_year(start) && !is_part || is_far() && !counted && run.is_one(before, &POINTING);
    if !is_year || after_mark || counted && !run.is_one(before, &POINTING) {
        return None;
    }
    let second = run.word(start + 2);
    let is_span = matches!(run.word(start + 1), "-" | "–" | "/")
        && run.spans[start].end == run.spans[start + 1].start
        && (run.is_year(start + 2) || second.len() == 2 && second.bytes().all(|byte| byte.is_ascii_digit()))
        && !run.word(start).ends_with('s')
        // "2019-10-05" is a whole date.
        && run.word(start + 3) != "-";
    Some((MentionType::Date, if is_span { 3 } else { 1 }))
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
            (
                "N5m, N2.3bn, R5,000, Rs500 and ₦120 million",
                "MONEY N5m; MONEY N2.3bn; MONEY R5,000; MONEY Rs500; MONEY ₦120 million",
            ),
            ("the N5 and the R101 roads, COP27", ""),
            (
                "It fell 0.4pc or 4 pc over 3km at 0.6 degrees Celsius",
                "PERCENT 0.4pc; PERCENT 4 pc; QUANTITY 3km; QUANTITY 0.6 degrees Celsius",
            ),
            (
                "at 10am on Friday morning, and 7.30pm last night",
                "TIME 10am; DATE Friday; TIME 7.30pm; TIME last night",
            ),
            ("They would last two weeks", ""),
            ("on the Today programme", ""),
            ("Today it rains", "DATE Today"),
            ("on the Fourth of July", "DATE Fourth of July"),
            ("on Monday 5 June 2019 or Friday, June 9", "DATE Monday 5 June 2019; DATE Friday, June 9"),
            ("on Jan 5 and 12 Feb, Jan said", "DATE Jan 5; DATE 12 Feb"),
            ("in 2028-29, by 2100 and in fiscal year 2031", "DATE 2028-29; DATE 2100; DATE fiscal year 2031"),
            ("2100 soldiers left by 2100 roads", ""),
            (
                "by the end of June, in the first half of next year",
                "DATE the end of June; DATE the first half of next year",
            ),
            ("in the second half, at the end of the road", ""),
            (
                "in November last year, on 05-08-2021 and 2021-08-05",
                "DATE November last year; DATE 05-08-2021; DATE 2021-08-05",
            ),
            ("case 21/2022, at Dh1.2 billion and 50km/h", "MONEY Dh1.2 billion; QUANTITY 50km/h"),
            ("on Christmas Eve 1978 and in the summer of 2022", "DATE Christmas Eve 1978; DATE summer of 2022"),
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
