//! Which marked stretches somebody says, and which are only called so: terms, titles, names.
//!
//! What enters is a marked stretch, with the report that holds it or with none; what leaves is whether it is said, and by whom.
//!
//! ```
//! use saidwho::{annotate, page::Page, quotations::Kind};
//! let reading = annotate(&Page::from_text("Ada Lind is now the host of “The Elm Show with Big Ada.”"));
//! assert_eq!(reading.quotations[0].kind, Kind::Term);
//! ```

use super::cues;
use super::kinds;
use super::model::{Kind, Quotation};
use super::named;
use super::reported::Report;
use super::units::{Unit, Units, bits};
use crate::entities::{Mention, MentionType, names};
use crate::page::Page;
use crate::span::Span;
use crate::tokens::Tokens;

/// A marked stretch that looks like a term is said when its content has no more units than this.
const LONGEST_OF_SPOKEN: usize = 8;

/// A fragment in marks that nobody is seen to say is a term when it has no more tokens than this, marks included.
const A_FEW: usize = 7;

/// Cue and source of what somebody was called: called “late” by **the mayor, Ada Orr**.
pub(super) fn done_by(page: &Page, tokens: &Tokens, mentions: &[Mention], quotation: &Quotation) -> Option<[Span; 2]> {
    const REACH: usize = 8;
    let (spans, content) = (tokens.spans(), quotation.extent());
    let (first, end) = (tokens.at(content.from()), tokens.before(content.to()));
    let verb = first.checked_sub(1).map(|at| spans[at]).filter(|span| kinds::describes(span.of(page.text())))?;
    if spans.get(end)?.of(page.text()) != "by" {
        return None;
    }
    let start = spans.get(end + 1)?.start;
    let near = &mentions[mentions.partition_point(|mention| mention.span.start < start)..];
    let is_one = |span: Span| {
        let words = spans[end + 1..].iter().take_while(|token| token.end <= span.end);
        words.into_iter().all(|token| token.of(page.text()) != ",")
    };
    let near = near.iter().take_while(|mention| tokens.at(mention.span.from()) <= end + REACH);
    let mut named = near.filter(|mention| is_one(mention.span));
    let who = |kind| matches!(kind, MentionType::Person | MentionType::Org | MentionType::Gpe | MentionType::Norp);
    let is_person = |mention: &&Mention| mention.kind == MentionType::Person;
    // "By **Elm Senator Ada Orr**": the person, where there is one.
    let first = named.next().filter(|mention| who(mention.kind))?;
    let last = if is_person(&first) { first } else { named.find(is_person).unwrap_or(first) };
    Some([verb, spans[end + 1].cover(last.span)])
}

/// Whether a report states something: behind "said" or "according to", or with "that". Who declares a “no limits” partnership
/// rather does it.
pub(super) fn states(units: &Units, report: &Report) -> bool {
    let says = |unit: &Unit| unit.says || unit.cue == 3;
    let cue = report.cue.as_ref().is_some_and(|cue| units.units[cue.clone()].iter().any(says));
    cue || report.content.first().is_some_and(|piece| units.units[piece.start].has(bits::THAT))
}

/// Whether what is reported has a verb of its own outside the marks.
pub(super) fn is_clause(units: &Units, report: &Report) -> bool {
    report.content.iter().any(|piece| units.units[piece.clone()].iter().any(|unit| unit.has(bits::FINITE)))
}

/// The fragments of the headline whose words are quoted again below it: they are what somebody says.
pub(super) fn echoes(page: &Page, quotations: &[Quotation]) -> Vec<usize> {
    let words = |quotation: &Quotation| {
        let content = quotation.content.iter().map(|span| span.of(page.text())).collect::<Vec<_>>().join(" ");
        let words = content.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
    };
    let Some(headline) = page.blocks().first().map(|block| block.span) else { return Vec::new() };
    let above = quotations.iter().take_while(|quotation| headline.contains(quotation.extent()));
    let fragments: Vec<(usize, String)> =
        above.map(words).enumerate().filter(|(_, words)| words.contains(' ')).collect();
    if fragments.is_empty() {
        return Vec::new();
    }
    let below: Vec<String> = quotations
        .iter()
        .filter(|quotation| !headline.contains(quotation.extent()) && quotation.kind != Kind::Term)
        .map(|quotation| format!(" {} ", words(quotation)))
        .collect();
    let is_echo = |words: &str| below.iter().any(|other| other.contains(&format!(" {words} ")));
    fragments.into_iter().filter(|(_, words)| is_echo(words)).map(|(index, _)| index).collect()
}

/// Whether what looked like a term is what somebody says: it is most of its content, not a name inside a longer report.
pub(super) fn is_spoken(page: &Page, tokens: &Tokens, report: &Report, unit: &Unit, units: &Units) -> bool {
    let own =
        report.content.iter().find(|piece| units.units[(*piece).clone()].iter().any(|other| other.first == unit.first));
    let is_named = names_work(page, tokens, unit) || named::is_named(page.text(), tokens.spans(), unit.first as usize);
    let describes = |unit: &Unit| kinds::describes(tokens.spans()[unit.first as usize].of(page.text()));
    let is_said = || report.cue.as_ref().is_some_and(|cue| units.units[cue.clone()].iter().any(describes));
    let is_named = is_named
        || named::is_attribute(page.text(), tokens.spans(), unit.first as usize, unit.end as usize) && !is_said();
    report.margin >= 0 && !is_named && own.is_some_and(|piece| piece.len() <= LONGEST_OF_SPOKEN)
}

/// Whether a marked stretch of two words or more may be in the words of whoever reports it: it is no title and no name.
pub(super) fn is_his(page: &Page, tokens: &Tokens, report: &Report, unit: &Unit) -> bool {
    let is_named = names_work(page, tokens, unit) || named::is_named(page.text(), tokens.spans(), unit.first as usize);
    let words = tokens.spans()[unit.first as usize..unit.end as usize].iter();
    let words = words.filter(|span| span.of(page.text()).starts_with(char::is_alphanumeric)).count();
    report.margin >= 0 && words >= 2 && !is_named && !unit.is_title()
}

/// Whether a quotation is a few words in marks that nobody is seen to say: a term.
pub(super) fn is_nobodys(page: &Page, tokens: &Tokens, quotation: &Quotation) -> bool {
    words_of(tokens, quotation) <= A_FEW && !is_predicate(page, tokens, quotation) && !has_cue(page, tokens, quotation)
}

/// Whether a cue touches what pauses for it: “it is late now,” said Ada Orr; or stands before it: warned of “a flood”.
fn has_cue(page: &Page, tokens: &Tokens, quotation: &Quotation) -> bool {
    let Some(content) = quotation.content.last() else { return false };
    let end = tokens.before(content.to());
    let word = |at: usize| tokens.spans().get(at).map_or("", |span| span.of(page.text()));
    let first = tokens.at(quotation.extent().from());
    let verb = first.checked_sub(2).map_or("", word);
    // What the mayor called “late”
    let is_verb = |at: &usize| kinds::describes(word(*at));
    let called = (first.saturating_sub(3)..first).rev().find(is_verb);
    if called.is_some_and(|at| (at.saturating_sub(6)..at).any(|before| word(before) == "what")) {
        return true;
    }
    // Called “late” by Ada Orr
    if kinds::describes(word(first.wrapping_sub(1))) && named::is_done_by(page.text(), tokens.spans(), first) {
        return true;
    }
    if matches!(word(first.wrapping_sub(1)), "of" | "about" | "against")
        && verb.starts_with(char::is_lowercase)
        && cues::verb(verb) == Some(cues::Strength::Speech)
    {
        return true;
    }
    let pauses = end >= 2 && matches!(word(end - 2), "," | "?" | "!");
    pauses && word(end).starts_with(char::is_lowercase) && cues::verb(word(end)) == Some(cues::Strength::Speech)
}

/// Whether a marked stretch may be a title, behind a word that titles stand behind: on Elm’s “The Long Way”.
fn names_work(page: &Page, tokens: &Tokens, unit: &Unit) -> bool {
    const BEFORE: [&str; 12] = ["on", "at", "in", "during", "by", "'s", "’s", "'", "’", "called", "named", "known"];
    let before = (unit.first as usize).checked_sub(1).map_or("", |at| tokens.spans()[at].of(page.text()));
    // "The host of “The Elm Show”".
    let bears = || {
        (unit.first as usize).checked_sub(2).is_some_and(|at| names::is_role_noun(tokens.spans()[at].of(page.text())))
    };
    let stands_behind = || named::follows_noun(page.text(), tokens.spans(), unit.first as usize);
    unit.may_be_title()
        && (BEFORE.contains(&before) || unit.is_title() && (before == "of" && bears() || stands_behind()))
}

/// Whether a fragment says something of what stands before it: any process “must be well thought out”.
fn is_predicate(page: &Page, tokens: &Tokens, quotation: &Quotation) -> bool {
    const VERBS: [&str; 17] = [
        "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "must", "should", "may",
        "might", "does", "did",
    ];
    let Some(content) = quotation.content.first() else { return false };
    let first = tokens.spans().get(tokens.at(content.from()) + 1).map_or("", |span| span.of(page.text()));
    VERBS.contains(&first) && words_of(tokens, quotation) > 4
}

/// How many tokens the marked stretches of a quotation have, marks included.
fn words_of(tokens: &Tokens, quotation: &Quotation) -> usize {
    quotation.content.iter().map(|span| tokens.covering(*span).len()).sum()
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// Marked stretches that only look like terms or like speech.
    #[test]
    fn terms() {
        let cases = [
            ("On Monday “it is late now,” said Ada Lind.", "mixed"),
            ("Port Elm puts its army in “a state of war” now\n\nThe army was moved on Monday.", "term"),
            ("Ada Lind calls the mill “a state of war” now\n\nAda Lind spoke on Monday.", "mixed"),
            ("Old paper found on “rainy streets” of Elm\n\nA paper was found on Monday.", "term"),
            ("Slang terms such as “the 25th hour” and other pains await the millers.", "term"),
            ("Ada Lind is now the host of “The Elm Show with Big Ada.”", "term"),
            ("A memo by an engineer, who warned of “a serious risk to life,” was found.", "mixed"),
            (
                "Ada Lind said the mill would be closed for good in May and the new rules were a “zero tolerance” of it.",
                "mixed",
            ),
            (
                "Bo Orr acknowledged the vote in May was a “steep climb” but the bridge was a “late act of justice.”",
                "mixed",
            ),
            (
                "All-girl Elm team honored for “courageous achievement” on Monday\n\nA group of girls was honored on Monday.",
                "term",
            ),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            assert_eq!(reading.quotations[0].kind.name(), expected, "{text}");
        }
    }
}
