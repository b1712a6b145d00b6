//! A reading of a page: everything that the core finds in it, and the engine that finds it.
//!
//! A long page is read by parts, a step at a time ([`Work`]), so that a browser can do other things between the steps and
//! memory does not grow with the page. What one person is called and who speaks is then settled for the page as a whole.
//! What was found in the parts can be kept, so that of a later state of the page only what has changed is read
//! ([`again`]).
//!
//! ```
//! use saidwho::{page::Page, reading::Engine};
//! let page = Page::from_text("“We will rebuild the bridge,” Ada Lind said.");
//! let reading = Engine::built_in().read(&page);
//! assert_eq!(reading.quotations[0].speaker.as_ref().map(|speaker| speaker.name.as_str()), Some("Ada Lind"));
//! ```

pub mod again;

use crate::entities::{self, Entity, Mention, MentionType};
use crate::page::Page;
use crate::quotations::reported::Labeller;
use crate::quotations::{self, Quotation};
use crate::span::Span;
use crate::speakers::Attribution;
use crate::tagger::Tagger;
use crate::tagger::lexicon::Lexicon;
use crate::tagger::weights::ModelError;
use crate::tokens::{self, Tokens};
use again::{Found, Memory};
use std::ops::Range;

/// What was found in one page. Ids are indices into these lists.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Reading {
    /// Mentions, in the order of the text, not overlapping.
    pub mentions: Vec<Mention>,
    /// Entities, in the order of their first mention.
    pub entities: Vec<Entity>,
    /// Quotations, in the order of the text.
    pub quotations: Vec<Quotation>,
}

/// The models that read a page. Made once, used for any number of pages.
#[derive(Debug, Clone)]
pub struct Engine {
    names: Tagger,
    reports: Labeller,
    lexicon: Lexicon,
}

impl Engine {
    /// The engine with the models that the program was built with.
    ///
    /// # Panics
    /// Never in a program whose tests have passed: the models are compiled in, and a test reads them.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn built_in() -> &'static Self {
        static ENGINE: std::sync::LazyLock<Engine> = std::sync::LazyLock::new(|| {
            let read = Engine::from_models(
                include_bytes!("../models/entities.bin"),
                include_bytes!("../models/quotations.bin"),
                include_bytes!("../models/lexicon.bin"),
            );
            read.expect("the models that are compiled in can be read")
        });
        &ENGINE
    }

    /// An engine from the bytes of its model files: the labeller of names, that of reported speech, and the lists.
    ///
    /// # Errors
    /// When one of them is foreign, incomplete or damaged.
    pub fn from_models(names: &[u8], reports: &[u8], lexicon: &[u8]) -> Result<Self, ModelError> {
        let names = Tagger::read(names)?;
        // Another labeller of ours reads as well, but its labels mean something else.
        if names.labels() != 1 + 2 * entities::recognise::COARSE.len() {
            return Err(ModelError::Foreign);
        }
        Ok(Self { names, reports: Labeller::read(reports)?, lexicon: Lexicon::read(lexicon)? })
    }

    /// An engine from two files: the labeller of names with that of reported speech behind it, and the lists.
    ///
    /// # Errors
    /// As [`Engine::from_models`].
    pub fn from_joined(labellers: &[u8], lexicon: &[u8]) -> Result<Self, ModelError> {
        let (names, reports) = Tagger::split(labellers)?;
        Self::from_models(names, reports, lexicon)
    }

    /// Reads a page. Never fails; what is not understood is left out.
    #[must_use]
    pub fn read(&self, page: &Page) -> Reading {
        let mut work = Work::new(page);
        loop {
            if let Some(reading) = self.go_on(&mut work, page) {
                return reading;
            }
        }
    }

    /// Reads the beginning of a page alone; `None` where the whole is read as soon.
    #[must_use]
    pub fn read_beginning(&self, page: &Page) -> Option<Reading> {
        let all = parts(page, 0..page.blocks().len(), BEGINNING);
        let first = all.first().filter(|_| all.len() > SHORT)?;
        let blocks = &page.blocks()[..first.end];
        let text = page.text().get(..blocks.last()?.span.to())?;
        Some(self.read(&Page::from_parts(page.title().to_owned(), text.to_owned(), blocks.to_vec())))
    }

    /// Takes the next step of a reading of this page; the reading, when it was the last one.
    pub fn go_on(&self, work: &mut Work, page: &Page) -> Option<Reading> {
        match work.next {
            Step::Names(part) => {
                let Some(blocks) = work.parts.get(part) else {
                    work.next = Step::Entities;
                    return None;
                };
                let tokens = tokens::tokenize_part(page, blocks.clone());
                let known = work.known(part).map(|known| known.mentions.clone());
                let found = known.unwrap_or_else(|| entities::find_mentions(page, &tokens, &self.names, &self.lexicon));
                if let Some(memory) = &mut work.memory {
                    memory.parts.push(Found { blocks: blocks.clone(), mentions: found.clone(), ..Found::default() });
                }
                work.mentions.extend(found);
                work.tokens.append(&tokens);
                work.ends.push(work.tokens.sentences().len());
                work.next = Step::Names(part + 1);
            }
            Step::Entities => {
                work.entities = entities::resolve(page, &work.tokens, &mut work.mentions);
                work.next = Step::Quotations(0);
            }
            Step::Quotations(part) => {
                let Some(&end) = work.ends.get(part) else {
                    work.next = Step::Speakers;
                    return None;
                };
                let start = part.checked_sub(1).map_or(0, |before| work.ends[before]);
                let tokens = work.tokens.part(start..end);
                let from = tokens.spans().first().map_or(0, |first| first.start);
                let to = tokens.spans().last().map_or(0, |last| last.end);
                let before = work.mentions.partition_point(|mention| mention.span.end <= from);
                let own = work.mentions[before..].iter().take_while(|mention| mention.span.start < to);
                let named: Vec<(Span, MentionType)> = own.map(|mention| (mention.span, mention.kind)).collect();
                // What has changed elsewhere may say of a name here that it is another thing.
                let known = work.known(part).filter(|known| known.named == named).map(|known| known.quotations.clone());
                let found = known.unwrap_or_else(|| {
                    quotations::find_all(page, &tokens, &work.mentions[before..], &self.reports, &self.lexicon)
                });
                if let Some(own) = work.memory.as_mut().and_then(|memory| memory.parts.get_mut(part)) {
                    (own.named, own.quotations) = (named, found.clone());
                }
                let count = u32::try_from(work.quotations.len()).unwrap_or(u32::MAX);
                work.quotations.extend(found.into_iter().map(|mut quotation| {
                    if let Some(outer) = &mut quotation.inside {
                        outer.0 += count;
                    }
                    quotation
                }));
                work.next = Step::Quotations(part + 1);
            }
            Step::Speakers => {
                let Work { attribution, tokens, mentions, entities, quotations, .. } = work;
                if attribution.go_on(page, tokens, mentions, entities, quotations) {
                    return None;
                }
                quotations::fragments::widen(page, tokens, quotations);
                let mut quotations = std::mem::take(&mut work.quotations);
                quotations::lists::leave_out_nobodys(&mut quotations);
                let (mentions, entities) = (std::mem::take(&mut work.mentions), std::mem::take(&mut work.entities));
                return Some(Reading { mentions, entities, quotations });
            }
        }
        None
    }
}

/// A part that is read in one step is about so long, in bytes: enough of the page in view to know its names by, and read
/// in the time that a browser can spare.
const PART: usize = 32_000;

/// About so much is on the screen.
const BEGINNING: usize = 8_000;

/// A page of so many beginnings is read whole.
const SHORT: usize = 8;

/// A reading that is under way.
#[derive(Debug)]
pub struct Work {
    /// The parts, as ranges of blocks.
    parts: Vec<Range<usize>>,
    /// What is known of each of them from an earlier state of the page.
    known: Vec<Option<Found>>,
    /// What is to be kept for a later one.
    memory: Option<Memory>,
    next: Step,
    tokens: Tokens,
    /// How many sentences there are up to the end of each part.
    ends: Vec<usize>,
    mentions: Vec<Mention>,
    entities: Vec<Entity>,
    quotations: Vec<Quotation>,
    attribution: Attribution,
}

/// What is done next; the number is that of the part.
#[derive(Debug, Clone, Copy)]
enum Step {
    Names(usize),
    Entities,
    Quotations(usize),
    Speakers,
}

impl Work {
    /// A reading of a page, of which nothing is done yet.
    #[must_use]
    pub fn new(page: &Page) -> Self {
        Self {
            parts: parts(page, 0..page.blocks().len(), PART),
            known: Vec::new(),
            memory: None,
            next: Step::Names(0),
            tokens: Tokens::default(),
            ends: Vec::new(),
            mentions: Vec::new(),
            entities: Vec::new(),
            quotations: Vec::new(),
            attribution: Attribution::default(),
        }
    }

    fn known(&self, part: usize) -> Option<&Found> {
        self.known.get(part)?.as_ref()
    }
}

/// Cuts some blocks of a page into parts of about some length in bytes.
fn parts(page: &Page, blocks: Range<usize>, length: usize) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for at in blocks {
        let span = page.blocks()[at].span;
        match parts.last_mut().filter(|_| span.to() - from <= length) {
            Some(last) => last.end = at + 1,
            None => {
                from = span.from();
                parts.push(at..at + 1);
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::weights::Weights;

    #[test]
    fn labellers_that_stand_one_behind_the_other_are_told_apart() {
        let [names, reports] =
            [&include_bytes!("../models/entities.bin")[..], include_bytes!("../models/quotations.bin")];
        let lexicon = include_bytes!("../models/lexicon.bin");
        let joined = [names, reports].concat();
        assert!(Engine::from_joined(&joined, lexicon).is_ok());
        assert_eq!(Engine::from_joined(&joined[..names.len() - 1], lexicon).err(), Some(ModelError::Truncated));
    }

    #[test]
    fn a_labeller_of_something_else_is_refused() {
        let other = Weights::write(1, 13, &[0; 14 * 13], &[0; 13 * 2]);
        let names = include_bytes!("../models/entities.bin");
        let lexicon = include_bytes!("../models/lexicon.bin");
        assert_eq!(Engine::from_models(&other, names, lexicon).err(), Some(ModelError::Foreign));
        assert_eq!(Engine::from_models(names, &other, lexicon).err(), Some(ModelError::Foreign));
    }

    /// Every quotation of any kind: in order, in the text, on the edges of characters, and apart from the others of its
    /// kind that are not quoted inside another.
    fn check(text: &str) {
        let reading = Engine::built_in().read(&Page::from_text(text));
        let mut last = 0;
        let mut ends = std::collections::HashMap::new();
        for (index, quotation) in reading.quotations.iter().enumerate() {
            assert!(!quotation.content.is_empty() && quotation.extent().start >= last, "{text:?}");
            last = quotation.extent().start;
            for span in quotation.content.iter().chain(&quotation.source).chain(&quotation.cue) {
                assert!(!span.of(text).is_empty(), "{text:?} {span:?}");
            }
            match quotation.inside {
                Some(outer) => assert!((outer.0 as usize) < index, "{text:?}"),
                None => {
                    for piece in &quotation.content {
                        let end = ends.entry(quotation.kind).or_insert(0);
                        assert!(piece.start >= *end, "{text:?} {quotation:?}");
                        *end = piece.end;
                    }
                }
            }
            assert!(quotation.kind != crate::quotations::Kind::Term || quotation.speaker.is_none(), "{text:?}");
            assert!((0.0..=1.0).contains(&quotation.confidence), "{text:?}");
        }
    }

    /// A page of several parts: names, quotations and what is quoted inside them stay whole, in order and in their place.
    #[test]
    fn a_long_page_is_read_by_parts() {
        let paragraph = "“The bridge is ‘not safe’ at all,” said Ada Lind, the mayor of Port Elm.\nLind left.\n";
        let page = Page::from_text(paragraph.repeat(3 * PART / paragraph.len()));
        assert!(parts(&page, 0..page.blocks().len(), PART).len() > 2);
        let reading = Engine::built_in().read(&page);
        check(page.text());
        let said: Vec<&Quotation> = reading.quotations.iter().filter(|quotation| quotation.inside.is_none()).collect();
        assert_eq!(said.len(), page.text().matches('“').count());
        assert!(said.iter().all(|one| one.speaker.as_ref().is_some_and(|speaker| speaker.name == "Ada Lind")));
        let inner =
            reading.quotations.iter().filter_map(|one| Some((one, &reading.quotations[one.inside?.0 as usize])));
        assert!(inner.clone().count() > 0);
        assert!(inner.into_iter().all(|(one, outer)| outer.extent().overlaps(one.extent())));
        let beginning = Engine::built_in().read_beginning(&page).expect("it is long");
        let last = beginning.quotations.last().expect("some").extent();
        assert!(beginning.quotations.iter().zip(&reading.quotations).all(|(one, other)| one == other), "{last:?}");
        assert_eq!(Engine::built_in().read_beginning(&Page::from_text(paragraph)), None);
    }

    proptest::proptest! {
        #[test]
        fn quotations_of_news_like_text_are_sound(words in proptest::collection::vec(
            proptest::sample::select(vec![
                "Orr", "Lind", "said", "that", "told", "denied", "according", "to", "the", "bridge", "is", "who", "he",
                "“", "”", "“It", "\"", "''", "‘", "’", ",", ".", ":", "—", "?", "\n", "ministry", "é", "😀", "officials",
            ]),
            0..80,
        )) {
            check(&words.join(" "));
        }

        #[test]
        fn no_text_panics(text: String) {
            check(&text);
        }
    }

    /// A text four times as long may not take much more than four times as long.
    #[test]
    fn time_grows_with_the_text() {
        let one = "Orr said the bridge, he said, is “not safe, he told officials who said that ";
        let time = |count: usize| {
            let page = Page::from_text(one.repeat(count));
            let start = std::time::Instant::now();
            assert!(!Engine::built_in().read(&page).quotations.is_empty());
            start.elapsed().as_secs_f64()
        };
        time(10);
        let (short, long) = (time(250), time(2000));
        assert!(long < short * 32.0 + 0.5, "{short} {long}");
    }
}
