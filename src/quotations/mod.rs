//! Quotations: what is quoted or reported, and in which kind.
//!
//! What enters is a page and its tokens; what leaves is the list of quotations in the order of the text,
//! each with its content and kind. Who says it is found by [`crate::speakers`].
//!
//! ```
//! use saidwho::{page::Page, quotations::{self, Kind}, tokens};
//! let page = Page::from_text("“It is late,” she said, “and I am tired.”");
//! let quotations = quotations::find(&page, &tokens::tokenize(&page));
//! assert_eq!(quotations.len(), 1);
//! assert_eq!(quotations[0].content.len(), 2);
//! assert_eq!(quotations[0].kind, Kind::Direct);
//! ```

mod anew;
mod around;
mod asides;
#[cfg(test)]
mod checks;
mod clauses;
pub mod cues;
pub mod features;
pub mod fragments;
mod judged;
pub mod kinds;
mod labels;
pub mod lists;
pub mod marks;
pub mod merge;
mod mistyped;
pub mod model;
mod named;
mod nested;
mod others;
mod passives;
mod patterns;
mod phrases;
mod repairs;
pub mod reported;
mod signs;
mod spoken;
mod sums;
mod tellers;
pub mod units;
mod unsaid;
mod whole;
pub mod within;

pub use model::{Kind, Quotation, Sieve, Speaker};

use crate::entities::Mention;
use crate::page::{BlockRole, Page};
use crate::span::{QuotationId, Span};
use crate::tagger::lexicon::Lexicon;
use crate::tokens::Tokens;
use marks::Marked;
use reported::Labeller;

/// Finds the quotations that are set in marks, in order. Clutter is not read.
#[must_use]
pub fn find(page: &Page, tokens: &Tokens) -> Vec<Quotation> {
    from_marks(page, tokens, &marks::find(page, tokens))
}

/// Finds what is quoted and what is reported without marks, in order, with the cue and the source that the labeller
/// sees.
#[must_use]
pub fn find_all(
    page: &Page,
    tokens: &Tokens,
    mentions: &[Mention],
    labeller: &Labeller,
    lexicon: &Lexicon,
) -> Vec<Quotation> {
    let marked = marks::find(page, tokens);
    let mut quotations = from_marks(page, tokens, &marked);
    let units = units::cut(page, tokens, &marked, mentions, lexicon);
    merge::merge(page, tokens, mentions, &units, &labeller.reports(&units), &mut quotations);
    quotations
}

fn from_marks(page: &Page, tokens: &Tokens, marked: &[Marked]) -> Vec<Quotation> {
    let read = |entry: &Marked| page.blocks()[entry.block as usize].role != BlockRole::Clutter;
    let mut quotations: Vec<Quotation> = Vec::new();
    // For each marked stretch, the quotation it became a part of.
    let mut became: Vec<Option<QuotationId>> = Vec::with_capacity(marked.len());
    let mut outermost: Option<usize> = None;
    let mut apart = set_apart(page, tokens, marked).into_iter().peekable();
    // The quotation of the block that the page sets apart, and where it ends.
    let mut holder: Option<(QuotationId, u32)> = None;
    for (index, entry) in marked.iter().enumerate() {
        while let Some(span) = apart.next_if(|span| span.start <= entry.span.start) {
            holder = Some((QuotationId(u32::try_from(quotations.len()).unwrap_or(u32::MAX)), span.end));
            quotations.push(blank(Kind::Direct, span, None));
        }
        if !read(entry) {
            became.push(None);
            continue;
        }
        let held = holder.filter(|holder| entry.span.end <= holder.1).map(|holder| holder.0);
        let inside = entry.inside.and_then(|outer| became[outer as usize]).or(held);
        if let (None, Some(before)) = (inside, outermost)
            && let Some(id) = became[before].filter(|_| goes_on(page, tokens, &marked[before], entry))
        {
            quotations[id.0 as usize].content.push(entry.span);
            became.push(Some(id));
            outermost = Some(index);
            continue;
        }
        let kind = match kinds::kind_of(page.text(), tokens, entry, &outside(tokens, marked, index)) {
            // “We go by ‘one mill, two wheels’ here”: no one else is quoted.
            Kind::Mixed if inside.is_some() && is_a_few(page, entry) && !is_quoted(page, tokens, entry) => Kind::Term,
            kind => kind,
        };
        became.push(Some(QuotationId(u32::try_from(quotations.len()).unwrap_or(u32::MAX))));
        quotations.push(blank(kind, entry.span, inside));
        if inside.is_none() {
            outermost = Some(index);
        }
    }
    quotations.extend(apart.map(|span| blank(Kind::Direct, span, None)));
    quotations
}

/// A quotation of which only the content is known.
fn blank(kind: Kind, content: Span, inside: Option<QuotationId>) -> Quotation {
    Quotation {
        kind,
        content: vec![content],
        cue: Vec::new(),
        source: Vec::new(),
        speaker: None,
        confidence: 0.0,
        sieve: Sieve::Unknown,
        doubtful: false,
        inside,
        clause: Vec::new(),
    }
}

/// The blocks that the page sets apart as quotations and that are not in marks anyway.
fn set_apart(page: &Page, tokens: &Tokens, marked: &[Marked]) -> Vec<Span> {
    let quotes = page.blocks().iter().filter(|block| block.role == BlockRole::Quote);
    quotes
        .filter_map(|block| {
            let first = tokens.at(block.span.from());
            let end = tokens.before(block.span.to());
            let span = tokens.spans().get(first)?.cover(*tokens.spans().get(end.checked_sub(1)?)?);
            let from = marked.partition_point(|entry| entry.span.end <= span.start);
            let is_marked =
                |entry: &Marked| entry.span.start <= span.start + 2 && entry.span.len() * 5 > span.len() * 4;
            (first < end && !marked.get(from).is_some_and(is_marked)).then_some(span)
        })
        .collect()
}

/// A stretch inside a sentence is no sentence when it has no more tokens than this, marks included.
const A_FEW: u32 = 6;

/// Whether `next` is another piece of the quotation that `before` is a piece of: a paragraph that was left open, or a
/// sentence that is split around its cue.
fn goes_on(page: &Page, tokens: &Tokens, before: &Marked, next: &Marked) -> bool {
    let spans = tokens.spans();
    let (end, first) = (before.tokens.1 as usize, next.tokens.0 as usize);
    if before.block != next.block {
        let last_of_block =
            spans.get(end).is_none_or(|span| span.start >= page.blocks()[before.block as usize].span.end);
        let other_speaks = marks::speaker_label(page.text(), spans, first + 1, next.tokens.1 as usize).is_some();
        let touches = end == first || !before.closed && is_heading_between(page, tokens, end..first);
        return !before.closed && last_of_block && touches && !other_speaks;
    }
    let between: Vec<&str> = spans[end..first].iter().map(|span| span.of(page.text())).collect();
    if between.is_empty() || between.len() > 16 || between.iter().any(|token| matches!(*token, "." | "?" | "!" | ";")) {
        return false;
    }
    // On Orr’s “kindness,” she said, “Go there.”; titled “The Fall,” explaining, “it is sad”.
    let is_own = || next.inner.of(page.text()).starts_with(|c: char| c.is_uppercase() && c != 'I');
    let is_inside = || {
        let start = before.tokens.0 as usize;
        tokens.sentences()[tokens.sentence_of(start)].first as usize != start
    };
    if between[0].ends_with("ing") || is_own() && before.tokens.1 - before.tokens.0 <= A_FEW && is_inside() {
        return false;
    }
    let has_cue = between.iter().any(|token| cues::verb(token) == Some(cues::Strength::Speech));
    let comma_before = ends_with_pause(before.inner.of(page.text())) || between[0] == ",";
    let lower = next.inner.of(page.text()).starts_with(|c: char| c.is_lowercase());
    let comma_after = matches!(between[between.len() - 1], "," | "—" | "–" | "-");
    has_cue && comma_before && comma_after && (lower || !ends_sentence(before.inner.of(page.text())))
}

/// Whether only a heading stands between two paragraphs.
fn is_heading_between(page: &Page, tokens: &Tokens, between: std::ops::Range<usize>) -> bool {
    const MOST: usize = 24;
    let of = |at: usize| tokens.sentences()[tokens.sentence_of(at)].block;
    let block = of(between.start);
    between.len() <= MOST
        && of(between.end - 1) == block
        && of(between.end) != block
        && marks::is_heading(page, tokens.spans(), block, between)
}

fn ends_with_pause(content: &str) -> bool {
    content.ends_with([',', '?', '!', '—', '–', '…', '-', '.'])
}

fn ends_sentence(content: &str) -> bool {
    content.ends_with(['.', '?', '!'])
}

/// Whether a stretch is a few words and no sentence.
fn is_a_few(page: &Page, entry: &Marked) -> bool {
    const A_FEW: usize = 9;
    (entry.tokens.1 - entry.tokens.0) as usize <= A_FEW && !ends_sentence(entry.inner.of(page.text()))
}

/// Whether a cue stands close before a stretch.
fn is_quoted(page: &Page, tokens: &Tokens, entry: &Marked) -> bool {
    const NEAR: usize = 8;
    let first = entry.tokens.0 as usize;
    let before = tokens.spans()[first.saturating_sub(NEAR)..first].iter().map(|span| span.of(page.text()));
    before.into_iter().any(|word| cues::verb(word).is_some() || matches!(word, "like" | "goes" | "went"))
}

/// How far from a marked stretch the writer's own words are looked at, in tokens: a sentence of any length then costs
/// the same.
const REACH: usize = 80;

/// The words of the sentences that a stretch begins and ends in, outside every marked stretch.
fn outside(tokens: &Tokens, marked: &[Marked], index: usize) -> Vec<usize> {
    let entry = &marked[index];
    let (start, stop) = (entry.tokens.0 as usize, entry.tokens.1 as usize);
    let sentences = tokens.sentences();
    let first = (sentences[tokens.sentence_of(start)].first as usize).max(start.saturating_sub(REACH));
    let end = (sentences[tokens.sentence_of(stop - 1)].end as usize).min(stop + REACH);
    let is_near = |other: &&Marked| (other.tokens.1 as usize) > first && (other.tokens.0 as usize) < end;
    let near: Vec<&Marked> = marked[..index]
        .iter()
        .rev()
        .take_while(is_near)
        .chain(marked[index..].iter().take_while(is_near))
        .filter(|other| other.inside.is_none() && entry.inside.is_none() || other.span == entry.span)
        .collect();
    let is_marked =
        |at: usize| near.iter().any(|other| (other.tokens.0 as usize..other.tokens.1 as usize).contains(&at));
    (first..end).filter(|&at| !is_marked(at)).collect()
}
