//! Makes articles with places in them, and edits the articles as pages are edited, knowing where each place has gone.
//!
//! An article is a list of paragraphs of words; every word has a number that it keeps when it moves or is changed.

use saidwho::annotations::selectors::Selectors;
use saidwho::page::offsets::Offsets;
use saidwho::span::Span;

/// Numbers that look random and are the same every time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % sides.max(1)
    }

    /// Small numbers far more often than large ones, as common words stand far more often than rare ones.
    fn skewed(&mut self, sides: usize) -> usize {
        self.roll(sides) * self.roll(sides) / sides.max(1) * self.roll(sides) / sides.max(1)
    }
}

const SYLLABLES: &[&str] = &[
    "ba", "re", "to", "mi", "lan", "der", "ship", "ing", "ver", "on", "tal", "est", "cor", "pal", "ne", "sur", "ho",
    "ket", "vi", "ous", "gra", "men", "tion", "al", "fe", "wick", "dro", "ster", "ar", "qui",
];
const NAMES: &[&str] = &[
    "Ada Lind",
    "Lind",
    "Oskar Wenk",
    "Wenk",
    "Port Elm",
    "Halloran",
    "the mayor",
    "Ingrid Solheim",
    "Solheim",
    "Westmark",
    "the Northern Coast Authority",
    "Rome",
    "Tuesday",
    "he",
    "she",
    "officials",
];

/// A word with its number.
type Word = (usize, String);

/// An article, and the places in it: the numbers of their first and last word.
#[derive(Clone)]
pub struct Article {
    paragraphs: Vec<Vec<Word>>,
    pub places: Vec<(usize, usize)>,
    next: usize,
}

impl Article {
    /// An article of `length` bytes or a little more, with a place in every so many words.
    pub fn new(length: usize, every: usize, dice: &mut Dice) -> Self {
        let vocabulary: Vec<String> = (0..1_000 + length / 50)
            .map(|at| {
                if at < 20 {
                    SYLLABLES[at].to_owned()
                } else {
                    (0..2 + at % 3).map(|_| SYLLABLES[dice.roll(30)]).collect()
                }
            })
            .collect();
        let mut article = Self { paragraphs: Vec::new(), places: Vec::new(), next: 0 };
        let mut bytes = 0;
        while bytes < length {
            let mut paragraph = Vec::new();
            for _ in 0..1 + dice.roll(5) {
                let first = paragraph.len();
                let quoted = dice.roll(3) == 0;
                for _ in 0..4 + dice.roll(20) {
                    // One word in twelve begins a name, and one name in six is the same.
                    let words = if dice.roll(12) == 0 {
                        NAMES[dice.roll(NAMES.len()) * dice.roll(4) / 3 % NAMES.len()]
                            .split(' ')
                            .map(str::to_owned)
                            .collect()
                    } else {
                        vec![vocabulary[dice.skewed(vocabulary.len())].clone()]
                    };
                    let named = words.len() > 1 || words[0].starts_with(char::is_uppercase);
                    let start = article.next;
                    for word in words {
                        bytes += word.len() + 1;
                        paragraph.push((article.next, word));
                        article.next += 1;
                    }
                    if named && dice.roll(every) == 0 {
                        article.places.push((start, article.next - 1));
                    }
                }
                let last = paragraph.len() - 1;
                if quoted {
                    paragraph[first].1.insert(0, '“');
                    paragraph[last].1.push('”');
                } else {
                    paragraph[last].1.push('.');
                }
                if dice.roll(every) == 0 {
                    article.places.push((paragraph[first].0, paragraph[last].0));
                }
                if dice.roll(every) == 0 {
                    let from = first + dice.roll(last - first);
                    article.places.push((paragraph[from].0, paragraph[(from + 1 + dice.roll(8)).min(last)].0));
                }
            }
            article.paragraphs.push(paragraph);
        }
        article
    }

    /// Its text, and where each word stands in it.
    pub fn text(&self) -> (String, Vec<Option<Span>>) {
        self.written(" ", "\n", |word| word.to_owned())
    }

    fn written(&self, space: &str, line: &str, how: impl Fn(&str) -> String) -> (String, Vec<Option<Span>>) {
        let (mut text, mut places) = (String::new(), vec![None; self.next]);
        for paragraph in &self.paragraphs {
            for (number, word) in paragraph {
                let start = text.len();
                text.push_str(&how(word));
                places[*number] = Some(Span::new(start, text.len()));
                text.push_str(space);
            }
            text.push_str(line);
        }
        (text, places)
    }

    /// The same with other white space and other quotation marks.
    pub fn normalised(&self) -> (String, Vec<Option<Span>>) {
        self.written(" \u{a0}", "\n\n", |word| word.replace(['“', '”'], "\""))
    }

    /// Changes, adds or drops one word in `every`.
    pub fn change_words(&mut self, every: usize, dice: &mut Dice) {
        for paragraph in &mut self.paragraphs {
            let mut at = 0;
            while at < paragraph.len() {
                if dice.roll(every) == 0 {
                    let other: String = (0..2).map(|_| SYLLABLES[dice.roll(30)]).collect();
                    match dice.roll(4) {
                        0 => {
                            paragraph.insert(at, (self.next, other));
                            self.next += 1;
                            at += 1;
                        }
                        1 if paragraph.len() > 1 && paragraph[at].1.chars().all(char::is_alphanumeric) => {
                            paragraph.remove(at);
                            continue;
                        }
                        // Quotation marks and full stops stay.
                        _ => {
                            let letters = paragraph[at].1.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
                            paragraph[at].1 = paragraph[at].1.replace(&letters, &other);
                        }
                    }
                }
                at += 1;
            }
        }
    }

    /// Moves, adds and drops paragraphs, `times` each.
    pub fn change_paragraphs(&mut self, times: usize, dice: &mut Dice) {
        for _ in 0..times {
            let moved = self.paragraphs.remove(dice.roll(self.paragraphs.len()));
            self.paragraphs.insert(dice.roll(self.paragraphs.len()), moved);
            self.paragraphs.remove(dice.roll(self.paragraphs.len()));
            let mut added = self.paragraphs[dice.roll(self.paragraphs.len())].clone();
            // Its words come from elsewhere in the article, but no paragraph is said twice.
            for at in (1..added.len()).rev() {
                added.swap(at, dice.roll(at + 1));
            }
            for word in &mut added {
                word.0 = self.next;
                self.next += 1;
            }
            self.paragraphs.insert(dice.roll(self.paragraphs.len()), added);
        }
    }

    /// The places as they would be written to a file.
    pub fn selectors(&self) -> Vec<Selectors> {
        let (text, words) = self.text();
        let offsets = Offsets::new(&text);
        let span = |(first, last): &(usize, usize)| Some(words[*first]?.cover(words[*last]?));
        self.places.iter().filter_map(span).map(|span| Selectors::of(&text, &offsets, span)).collect()
    }
}
