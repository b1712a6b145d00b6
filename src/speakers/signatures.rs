//! Who is named beside a quotation without a verb: in a label, a signature, a byline.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "“The bridge was never safe. We all knew it.” — Ada Lind";
//! assert_eq!(annotate(&Page::from_text(text)).quotations[0].source[0].of(text), "Ada Lind");
//! ```

use super::labelled::phrase_in;
use super::phrases::{Head, Scene, can_speak, person_at, phrase_ending, titled_at};
use super::sieves::{block_of, next_block};
use super::{Article, Case, Verdict};
use crate::entities::MentionType;
use crate::quotations::{Sieve, cues, marks};
use std::ops::Range;

/// The marks hold a transcript: “ORR: …”.
pub(super) fn transcript(article: &Article, index: usize) -> Option<Verdict> {
    let scene = &article.scene;
    let case = &article.cases[index];
    let label = marks::speaker_label(scene.page.text(), scene.tokens.spans(), case.first() + 1, case.end())?;
    let source = phrase_in(scene, label.clone());
    Some(Verdict { source, cue: Some(label.end..label.end + 1), sieve: Sieve::Colon })
}

/// A quotation that is signed: “…” — Ada Orr
pub(super) fn signed(article: &Article, index: usize) -> Option<Verdict> {
    let scene = &article.scene;
    let dash = article.cases[index].end();
    let is_dash = |token: usize| matches!(scene.word(token), "—" | "―" | "–" | "-" | "--" | "~");
    let end = (dash..dash + 2).find(|&token| !is_dash(token)).filter(|&start| start > dash)?;
    let end = end + usize::from(scene.word(end) == "The");
    let same_block = block_of(scene, dash.checked_sub(1)?) == block_of(scene, dash);
    let opens_block = same_block || next_block(scene, dash, dash);
    let mention = scene.mention_at(end).filter(|&mention| can_speak(scene.mentions[mention].kind) && opens_block)?;
    let tokens = scene.tokens_of(mention);
    // Nothing that says something of the name may follow: a signature ends its line, or goes on after a comma.
    let ends =
        matches!(scene.word(tokens.end), "," | "." | "(" | "") || block_of(scene, tokens.end) != block_of(scene, end);
    let has_verb = (tokens.end..tokens.end + 12)
        .take_while(|&token| block_of(scene, token) == block_of(scene, end))
        .any(|token| cues::verb(scene.word(token)).is_some());
    // “…,” Orr told the Elm News. “…” - Elm News: for whom it was written.
    let is_person = scene.mentions[mention].kind == MentionType::Person;
    let own = block_of(scene, dash.checked_sub(1)?);
    let spoke = |case: &Case| case.is_spoken() && block_of(scene, case.first()) == own;
    let goes_on = index.checked_sub(1).is_some_and(|before| spoke(&article.cases[before]));
    (tokens.start == end && ends && !has_verb && (is_person || !goes_on)).then(|| Verdict {
        source: phrase_in(scene, tokens),
        cue: Some(dash..dash + 1),
        sieve: Sieve::Colon,
    })
}

/// A quotation that is signed below without a dash: “…” Ada Orr, mayor
pub(super) fn undersigned(article: &Article, index: usize) -> Option<Verdict> {
    let scene = &article.scene;
    let start = article.cases[index].end();
    let block = block_of(scene, start);
    let opens = article.cases[index].first().checked_sub(1).is_none_or(|before| block_of(scene, before) != block);
    let end = (start + 1..start + 24).find(|&token| block_of(scene, token) != block)?;
    // “…” Anonymous resident, “The Long Way”
    let title = article.cases.get(index + 1).filter(|next| next.first() < end && next.end() == end);
    let anonymous = || {
        let comma = title?.first().checked_sub(1).filter(|&comma| comma > start && scene.word(comma) == ",")?;
        let is_short = comma <= start + 5 && scene.word(start).starts_with(char::is_uppercase);
        phrase_ending(scene, start, comma).filter(|source| is_short && source.tokens.start == start)
    };
    let source = titled_at(scene, start).or_else(anonymous).filter(|source| source.head != Head::Pronoun)?;
    let mut rest = source.tokens.end..title.map_or(end, Case::first);
    let is_role = rest.is_empty() || matches!(scene.word(rest.start), "," | "(");
    let is_plain = |token: usize| {
        scene.word(token) != "." && cues::verb(scene.word(token)).is_none() && !cues::is_auxiliary(scene.word(token))
    };
    (opens && is_role && rest.all(is_plain)).then_some(Verdict { source, cue: None, sieve: Sieve::Colon })
}

/// A name alone before the colon: "The town waits - Ada Orr: “…”".
pub(super) fn bylined(scene: &Scene, before: &Range<usize>) -> Option<Verdict> {
    let mark = before.end.checked_sub(1).filter(|&at| before.contains(&at) && scene.word(at) == ":")?;
    let source = person_at(scene, mark.checked_sub(1)?)?;
    let first = source.tokens.start;
    let is_alone = first <= before.start || matches!(scene.word(first - 1), "-" | "—" | "–" | "--" | "." | "]" | ")");
    (is_alone && source.tokens.end == mark && source.head != Head::Pronoun).then(|| Verdict {
        source,
        cue: Some(mark..mark + 1),
        sieve: Sieve::Colon,
    })
}
