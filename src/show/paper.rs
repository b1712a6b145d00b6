//! The article as it is printed: each quotation with a number, and a list of speakers with theirs at the end.
//!
//! ```
//! use saidwho::{annotate, annotations::List, page::Page, show::{paper::Paper, words::Words}};
//! let page = Page::from_text("A headline\n“It is late now,” said Ada Lind.");
//! let paper = Paper::of(&page, &List::from_reading(&page, &annotate(&page)), &Words::default());
//! assert_eq!(paper.blocks[1].pieces[0], ("“It is late now,”".to_owned(), vec![1]));
//! assert_eq!(paper.speakers[0].name, "Ada Lind");
//! ```

use super::bundle;
use super::panel;
use super::words::Words;
use crate::annotations::{Annotation, Body, List};
use crate::order::by_number;
use crate::page::{BlockRole, Page};

/// What is printed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Paper {
    /// The article.
    pub blocks: Vec<PaperBlock>,
    /// Who speaks.
    pub speakers: Vec<PaperSpeaker>,
    /// The reader's notes: number, words, note.
    pub notes: Vec<(usize, String, String)>,
}

/// One block of the article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaperBlock {
    /// The element.
    pub tag: &'static str,
    /// Its text in pieces, each with the numbers that stand after it.
    pub pieces: Vec<(String, Vec<usize>)>,
}

/// One speaker.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaperSpeaker {
    /// The name.
    pub name: String,
    /// The role.
    pub role: String,
    /// The numbers of the quotations.
    pub numbers: Vec<usize>,
}

impl Paper {
    /// The paper of a page and what is annotated in it.
    #[must_use]
    pub fn of(page: &Page, list: &List, words: &Words) -> Self {
        let is_numbered = |index: usize, one: &Annotation| list.told(index).is_some() || !one.note.is_empty();
        let mut paper = Self::default();
        // Where each number stands: after the last word of what it is about.
        let mut ends: Vec<(usize, usize)> = Vec::new();
        for (number, (_, one)) in (1..).zip(list.shown().filter(|(index, one)| is_numbered(*index, one))) {
            ends.push((one.place.extent().to(), number));
            if !one.note.is_empty() {
                paper.notes.push((number, panel::words_of(page, one), one.note.clone()));
            }
            let Body::Quotation { speaker, .. } = &one.body else { continue };
            let entity = speaker.as_ref().and_then(|key| list.entity(key));
            let name = entity.map_or_else(|| words.get("unknown").to_owned(), |entity| entity.name.clone());
            match paper.speakers.iter_mut().find(|speaker| speaker.name == name) {
                Some(speaker) => speaker.numbers.push(number),
                None => {
                    let role = entity.and_then(|entity| entity.roles.first());
                    let role = role.map(|role| role.text.clone()).unwrap_or_default();
                    paper.speakers.push(PaperSpeaker { name, role, numbers: vec![number] });
                }
            }
        }
        by_number(&mut ends, |&(end, number)| (end as u64) << 32 | number as u64);
        for block in page.blocks().iter().filter(|block| block.role != BlockRole::Clutter) {
            let (mut at, mut pieces) = (block.span.from(), Vec::new());
            let from = ends.partition_point(|(end, _)| *end <= block.span.from());
            for &(end, number) in ends[from..].iter().take_while(|(end, _)| *end <= block.span.to()) {
                if end == at
                    && let Some((_, numbers)) = pieces.last_mut()
                {
                    let numbers: &mut Vec<usize> = numbers;
                    numbers.push(number);
                } else {
                    pieces.push((page.text()[at..end].to_owned(), vec![number]));
                    at = end;
                }
            }
            if at < block.span.to() {
                pieces.push((page.text()[at..block.span.to()].to_owned(), Vec::new()));
            }
            paper.blocks.push(PaperBlock { tag: bundle::element(block.role).0, pieces });
        }
        paper
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_article_is_lost() {
        let text = "A headline\n“It is late,” said Ada Lind. “Come,” said Bo Orr.\n“Go 😀”\nShare this";
        let page = Page::from_text(text);
        let paper = Paper::of(&page, &List::from_reading(&page, &crate::annotate(&page)), &Words::default());
        let printed: Vec<String> =
            paper.blocks.iter().map(|block| block.pieces.iter().map(|(text, _)| text.as_str()).collect()).collect();
        let expected: Vec<&str> = page
            .blocks()
            .iter()
            .filter(|block| block.role != BlockRole::Clutter)
            .map(|block| block.span.of(text))
            .collect();
        assert_eq!(printed, expected);
        let numbers: Vec<usize> = paper
            .blocks
            .iter()
            .flat_map(|block| block.pieces.iter().flat_map(|(_, numbers)| numbers.clone()))
            .collect();
        assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>());
    }
}
