//! Words in marks that somebody says another has said: Orr said Ada Lind had called it “a gift”.
//!
//! A report has one source, that of the whole. The marks inside it hold the words of whoever stands before the nearer
//! verb: here Lind's, as Orr tells them. What enters are the tokens of a report up to its marks; what leaves are the nearer
//! cue and source, where there are any. Only a name counts: "Orr said she had called it" is rather of Orr herself.
//!
//! ```
//! use saidwho::{annotate, page::Page, quotations::Kind};
//! let text = "Bo Orr said Ada Lind had called the bridge “a gift to the whole town.”";
//! let reading = annotate(&Page::from_text(text));
//! let told: Vec<_> = reading.quotations.iter().map(|one| (one.kind, one.source[0].of(text))).collect();
//! assert_eq!(told, [(Kind::Indirect, "Bo Orr"), (Kind::Mixed, "Ada Lind")]);
//! assert!(reading.quotations[1].inside.is_some());
//! ```

use super::cues::{self, Strength};
use super::kinds;
use crate::entities::{Mention, MentionType, names};
use crate::page::Page;
use crate::span::Span;
use crate::tokens::Tokens;
use std::ops::Range;

/// How far before the marks the nearer verb may stand, in tokens.
const REACH: usize = 12;

/// Cue and source of the marks that begin at the end of a run of tokens, which is what somebody else reports.
pub(super) fn nearer(page: &Page, tokens: &Tokens, mentions: &[Mention], report: Range<usize>) -> Option<[Span; 2]> {
    let spans = tokens.spans();
    let word = |at: usize| spans.get(at).map_or("", |span| span.of(page.text()));
    let is_cue = |at: &usize| {
        let tells = cues::verb(word(*at)) == Some(Strength::Speech) || kinds::describes(word(*at));
        tells && word(*at).starts_with(char::is_lowercase)
    };
    let cue = (report.start.max(report.end.saturating_sub(REACH))..report.end).rev().find(is_cue)?;
    // A passive, an aim, a denial, or a noun that the name owns: "Orr's remark".
    let is_be = |at: usize| matches!(word(at), "is" | "was" | "are" | "were" | "be" | "been" | "being");
    let is_other =
        |at: usize| is_be(at) || matches!(word(at), "to" | "'s" | "’s" | "not" | "n't" | "n’t" | "never" | "no");
    // "The Orr report was “…”": no verb.
    if is_be(cue + 1) {
        return None;
    }
    let end = (report.start + 1..=cue).rev().find(|&end| !cues::is_auxiliary(word(end - 1)))?;
    if (end..cue).any(is_other) {
        return None;
    }
    let last = spans.get(end - 1)?;
    let named = mentions.partition_point(|mention| mention.span.end < last.end);
    let named = mentions.get(named).filter(|mention| mention.span.end == last.end)?;
    // Who only stands in the subject is not the subject: "a friend of Orr called it".
    let first = tokens.at(named.span.from());
    let opens = (report.start..first).rev().find(|&at| !names::is_title(word(at))).map_or("that", word);
    let is_subject = named.kind == MentionType::Person && first >= report.start && matches!(opens, "that" | ",");
    is_subject.then_some([spans[cue], named.span])
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// Who says the words in marks.
    #[test]
    fn who_is_quoted_by_another() {
        let cases = [
            ("Bo Orr said Ada Lind had called the mill “a gift to the whole town.”", "Ada Lind"),
            ("The Elm News reported that Ada Lind described it as “a gift to the whole town.”", "Ada Lind"),
            ("Bo Orr said that Ada Lind told him the mill was “a gift to the whole town.”", "Ada Lind"),
            ("Papers show that Ada Lind described the mill as “a gift to the whole town.”", "Ada Lind"),
            // It is he who calls it so.
            ("Bo Orr said the mill of Ada Lind was “a gift to the whole town.”", "Bo Orr"),
            ("Bo Orr said that she had called the mill “a gift to the whole town.”", "Bo Orr"),
            ("Bo Orr said a friend of Ada Lind called the mill “a gift to the whole town.”", "Bo Orr"),
            ("Bo Orr said the Lind report was “a gift to the whole town.”", "Bo Orr"),
            ("Bo Orr said Ada Lind never called the mill “a gift to the whole town.”", "Bo Orr"),
            ("Bo Orr said the man who saw Ada Lind called it “a gift to the whole town.”", "Bo Orr"),
            ("Bo Orr said Ada Lind was asked for “a gift to the whole town.”", "Bo Orr"),
            ("Bo Orr said he liked Ada Lind’s remark about “a gift to the whole town.”", "Bo Orr"),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let quoted = reading.quotations.last().expect("words in marks");
            assert_eq!(quoted.speaker.as_ref().map(|speaker| speaker.name.as_str()), Some(expected), "{text}");
            let outer = quoted.inside.map(|outer| &reading.quotations[outer.0 as usize]);
            assert_eq!(outer.is_some(), expected == "Ada Lind" && !text.starts_with("Papers"), "{text}");
            assert!(outer.is_none_or(|outer| outer.extent().contains(quoted.extent())), "{text}");
        }
    }
}
