//! A page that was read and has changed since: of its new state only the parts that differ are read.
//!
//! What is found in a part depends on the part alone, so that it can be kept and moved to where the part stands now. A
//! short change is read with a part beside it, for a paragraph alone says little of what its names are. What one person is
//! called and who speaks is settled anew for the whole.
//!
//! ```
//! use saidwho::{page::Page, reading::{Engine, Work}};
//! let engine = Engine::built_in();
//! let page = Page::from_text("“It is late now,” said Ada Lind.");
//! let mut work = Work::remembering(&page);
//! while engine.go_on(&mut work, &page).is_none() {}
//! let later = Page::from_text("“It is late now,” said Ada Lind.\n“Stay,” said Bo Orr.");
//! let mut again = Work::again(work.into_memory(), &page, &later);
//! let reading = std::iter::repeat_with(|| engine.go_on(&mut again, &later)).flatten().next();
//! assert_eq!(reading.map(|reading| reading.quotations.len()), Some(2));
//! ```

use super::{PART, Work, parts};
use crate::entities::{Mention, MentionType};
use crate::page::Page;
use crate::page::changes::{Changes, Stay};
use crate::quotations::Quotation;
use crate::span::Span;
use std::ops::Range;

/// What was found in the parts of a page.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    pub(super) parts: Vec<Found>,
}

/// What was found in one part, before it was settled for the page as a whole.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// The part, as a range of blocks.
    pub blocks: Range<usize>,
    pub mentions: Vec<Mention>,
    /// As what the mentions were known when quotations were looked for.
    pub named: Vec<(Span, MentionType)>,
    pub quotations: Vec<Quotation>,
}

impl Work {
    /// A reading that keeps what it finds for a later state of the page.
    #[must_use]
    pub fn remembering(page: &Page) -> Self {
        Self { memory: Some(Memory::default()), ..Self::new(page) }
    }

    /// What was kept, once all is read; nothing, when nothing was to be.
    #[must_use]
    pub fn into_memory(self) -> Option<Memory> {
        self.memory
    }

    /// A reading of a page that was read and kept `before` in an earlier state.
    #[must_use]
    pub fn again(before: Option<Memory>, earlier: &Page, page: &Page) -> Self {
        let (parts, known) = plan(before.unwrap_or_default().parts, earlier, page).into_iter().unzip();
        Self { parts, known, ..Self::remembering(page) }
    }
}

impl Found {
    /// Moves it to another place in a text.
    fn moved(mut self, from: usize, to: usize) -> Self {
        // Both are in one text or another of less than 4 GiB; what wraps on its way comes back.
        let by = (to as u32).wrapping_sub(from as u32);
        let shift = |span: &mut Span| {
            (span.start, span.end) = (span.start.wrapping_add(by), span.end.wrapping_add(by));
        };
        self.mentions.iter_mut().for_each(|mention| shift(&mut mention.span));
        self.named.iter_mut().for_each(|(span, _)| shift(span));
        self.quotations.iter_mut().flat_map(Quotation::spans_mut).for_each(shift);
        self
    }
}

/// A part of the new state of a page: what is known of it, if it stays.
type Part = (Range<usize>, Option<Found>);

/// The parts in which a page is read, and what is known of each.
fn plan(before: Vec<Found>, earlier: &Page, page: &Page) -> Vec<Part> {
    let changes = Changes::between(earlier, page);
    let mut parts: Vec<Part> = Vec::new();
    let mut at = 0;
    for found in before {
        let own = &found.blocks;
        let is_around = |stay: &&Stay| stay.from <= own.start && own.end <= stay.from + stay.count;
        let Some(stay) = changes.stays().iter().find(is_around) else { continue };
        let blocks = own.start - stay.from + stay.to..own.end - stay.from + stay.to;
        let (from, to) = (earlier.blocks()[own.start].span.from(), page.blocks()[blocks.start].span.from());
        if at < blocks.start {
            parts.push((at..blocks.start, None));
        }
        at = blocks.end;
        parts.push((blocks, Some(found.moved(from, to))));
    }
    if at < page.blocks().len() {
        parts.push((at..page.blocks().len(), None));
    }
    let mut planned: Vec<Part> = Vec::new();
    let mut rest = parts.into_iter().peekable();
    while let Some((mut blocks, known)) = rest.next() {
        if known.is_some() {
            planned.push((blocks, known));
            continue;
        }
        // A short one takes in those beside it, the next one first.
        while length(page, &blocks) < PART / 2 {
            if let Some((next, _)) = rest.next() {
                blocks.end = next.end;
            } else if let Some((last, _)) = planned.pop() {
                blocks.start = last.start;
            } else {
                break;
            }
        }
        while let Some((more, _)) = rest.next_if(|(_, known)| known.is_none()) {
            blocks.end = more.end;
        }
        planned.extend(cut(page, blocks).into_iter().map(|part| (part, None)));
    }
    planned
}

fn length(page: &Page, blocks: &Range<usize>) -> usize {
    let all = page.blocks().get(blocks.clone()).unwrap_or_default();
    all.last().zip(all.first()).map_or(0, |(last, first)| last.span.to() - first.span.from())
}

/// Cuts what has changed into parts of one length, so that no short one is left.
fn cut(page: &Page, blocks: Range<usize>) -> Vec<Range<usize>> {
    let all = length(page, &blocks);
    let count = all.div_ceil(PART + PART / 2).max(1);
    parts(page, blocks, if count == 1 { usize::MAX } else { all.div_ceil(count) })
}

#[cfg(test)]
mod tests {
    use super::super::{Engine, Reading};
    use super::*;

    /// A page of some paragraphs, each about as long as a tenth of a part.
    fn page(names: &[&str]) -> Page {
        let paragraph = |name: &&str| {
            let said = format!(
                "“We will not go to Port Elm,” said {name}, the mayor. It was late, he said. He said the town was “old.” "
            );
            said.repeat(PART / 10 / said.len())
        };
        Page::from_text(names.iter().map(paragraph).collect::<Vec<_>>().join("\n"))
    }

    fn read(mut work: Work, page: &Page) -> (Reading, Option<Memory>) {
        let reading = std::iter::repeat_with(|| Engine::built_in().go_on(&mut work, page)).flatten().next();
        (reading.unwrap_or_default(), work.into_memory())
    }

    #[test]
    fn only_what_has_changed_is_read_and_all_of_it() {
        let names = ["Ada Lind", "Bo Orr", "Ida Rask", "Jo Alm"];
        let many: Vec<&str> = names.iter().copied().cycle().take(45).collect();
        let cases: [(&str, Vec<&str>, usize); 8] = [
            // How it changes, to what, and how many parts are read.
            ("nothing", many.clone(), 0),
            ("one more before", [&["Uwe Holm"], &many[..]].concat(), 1),
            ("one more behind", [&many[..], &["Uwe Holm"]].concat(), 1),
            ("one more between", [&many[..20], &["Uwe Holm"], &many[20..]].concat(), 1),
            ("one less", [&many[..20], &many[21..]].concat(), 1),
            ("the first ones gone", many[20..].to_vec(), 1),
            ("two changed", [&many[..2], &["Uwe Holm"], &many[3..40], &["Uwe Holm"], &many[41..]].concat(), 2),
            ("all changed", vec!["Uwe Holm"; 30], 2),
        ];
        for (what, changed, count) in cases {
            let (before, after) = (page(&many), page(&changed));
            let (_, memory) = read(Work::remembering(&before), &before);
            let again = Work::again(memory, &before, &after);
            let cover: Vec<usize> = again.parts.iter().cloned().flatten().collect();
            assert_eq!(cover, (0..after.blocks().len()).collect::<Vec<_>>(), "{what}");
            assert_eq!(again.known.iter().filter(|known| known.is_none()).count(), count, "{what}");
            // As if nothing had been known of the same parts.
            let anew = Work { parts: again.parts.clone(), ..Work::new(&after) };
            assert_eq!(read(again, &after).0, read(anew, &after).0, "{what}");
        }
    }

    #[test]
    fn a_page_without_a_memory_is_read_whole() {
        let (before, after) = (page(&["Ada Lind"]), page(&["Ada Lind", "Bo Orr"]));
        let again = Work::again(None, &before, &after);
        assert!(matches!(again.known[..], [None]) && again.parts.first() == Some(&(0..2)));
        let empty = Work::again(None, &before, &Page::default());
        assert!(empty.parts.is_empty());
        assert_eq!(read(empty, &Page::default()).0, Reading::default());
    }
}
