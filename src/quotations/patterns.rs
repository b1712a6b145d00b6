//! Attributions whose form leaves no doubt, for sentences in which the labeller is silent or has lost the thread.
//!
//! "According to Orr, the bridge is safe."; "The bridge is safe, according to Orr."; "The bridge is safe, said Ada Orr,
//! an engineer."; "The bridge is safe, Orr said on Tuesday." Each gives the rest of its sentence to the source; what the
//! labeller saw inside that rest ("he wants to …") is then part of what is reported. A sentence with marks is left alone.

use super::passives::told_by;
use super::phrases;
use super::reported::Report;
use super::tellers::{before_adding, inserted, opens_teller, tag, trailing, two_tellers};
use super::units::{Unit, bits};
use crate::tagger::lexicon;
use std::ops::Range;

/// Adds what the forms give to the reports of a sentence, and takes out what stands inside it.
pub(super) fn complete(sentence: &[Unit], reports: &mut Vec<Report>) {
    if sentence.iter().any(|unit| unit.marked != 0) {
        return;
    }
    let end = sentence.len() - usize::from(sentence.last().is_some_and(|unit| unit.ends));
    if let Some(two) = two_tellers(sentence, end) {
        *reports = two.into();
        return;
    }
    if let Some(mut found) = inserted(sentence, end).or_else(|| according_inside(sentence, end)) {
        let is_seen =
            |report: &Report| report.cue.as_ref().zip(found.cue.as_ref()).is_some_and(|(own, cue)| overlap(own, cue));
        let sure = reports.iter().filter(|report| is_seen(report)).map(|report| report.margin).max();
        let is_inner =
            |report: &Report| found.content.iter().any(|whole| report.content.iter().any(|own| overlap(own, whole)));
        reports.retain(|report| !is_seen(report) && !is_inner(report));
        found.margin = found.margin.max(sure.unwrap_or(SURE));
        let at = reports.partition_point(|report| report.content[0].start < found.content[0].start);
        return reports.insert(at, found);
    }
    // "It is safe, **said Ada Orr**, according to Elm News.": she is nearer to it than the paper.
    let nearer = |found: &Report| {
        let content = found.content.first().filter(|content| content.start == 0)?;
        trailing(sentence, content.end).filter(|nearer| nearer.cue.as_ref().is_some_and(|cue| cue.start > 0))
    };
    let according = || according(sentence, end).map(|found| nearer(&found).unwrap_or(found));
    // "…, **official figures showed on Monday**."
    let shown = || documented(sentence, end).filter(|found| found.content[0].start == 0);
    let Some(found) = according().or_else(|| trailing(sentence, end)).or_else(shown) else { return };
    let (Some(cue), Some(source)) = (&found.cue, &found.source) else { return };
    let content = found.content[0].clone();
    let is_seen = |report: &Report| {
        let size: usize = report.content.iter().map(Range::len).sum();
        report.cue.as_ref().is_some_and(|own| overlap(own, cue))
            && report.source.as_ref().is_some_and(|own| overlap(own, source))
            && report.content.iter().any(|own| overlap(own, &content))
            && size * 3 >= content.len()
    };
    if content.len() < 3 || source.is_empty() {
        return;
    }
    if let Some(seen) = reports.iter_mut().find(|report| is_seen(report)) {
        (seen.told, seen.margin) = (true, seen.margin.max(SURE));
        // "According to **a three**-day survey": it breaks off inside a word.
        let breaks_off = |own: &Range<usize>| {
            own.end < source.end && sentence[own.end - 1..=own.end].iter().any(|unit| unit.has(bits::JOINT))
        };
        if seen.source.as_ref().is_some_and(breaks_off) {
            seen.source = Some(source.clone());
        }
        // What the labeller has lost on the way to the cue.
        let mut own = seen.content.iter().filter(|piece| piece.start < content.end);
        let lost = own.clone().next().zip(own.next_back()).map(|(first, last)| first.start..last.end.max(content.end));
        if let Some(whole) = lost {
            seen.content.retain(|piece| piece.start >= whole.end);
            seen.content.insert(0, whole);
        }
        // "According to Ada Orr, **the mayor**.", "Ada Orr said **at the mill**.": about the source, or when and where.
        let is_aside = |piece: &Range<usize>| piece.start >= source.end && sentence[piece.start].article;
        let is_after = |piece: &Range<usize>| piece.start >= cue.end && source.end <= cue.start && piece.end >= end;
        if source.start > content.end && seen.content.len() > 1 {
            seen.content.retain(|piece| !is_aside(piece) && !is_after(piece));
        }
        // It begins inside a clause.
        if let Some(first) =
            seen.content.first_mut().filter(|first| first.start > content.start && first.end <= cue.start)
            && (!(sentence[first.start - 1].parts() || sentence[first.start - 1].joins)
                || says_when(&sentence[content.start..first.start]))
        {
            first.start = content.start;
        }
        // "According to Ada Orr, **an engineer**, the bridge is safe.": it is about the source.
        if let Some(first) = seen.content.first_mut().filter(|first| first.end > content.start) {
            first.start = first.start.max(content.start);
        }
        return;
    }
    reports.retain(|report| {
        let touches = |range: &Range<usize>| overlap(range, &content);
        !report.content.iter().any(touches) && !report.cue.as_ref().is_some_and(|own| overlap(own, cue))
    });
    let at = reports.partition_point(|report| report.content[0].start < content.start);
    reports.insert(at, found);
}

/// Adds what needs no more than its form, in a sentence in which the labeller saw nothing of it: "The figures show most
/// mills are old.", "Most mills are old, the figures show.", "Ada Orr said most mills are old."
pub(super) fn fill(sentence: &[Unit], reports: &mut Vec<Report>) {
    if sentence.iter().any(|unit| unit.marked != 0) {
        reports.extend(holding(sentence).or_else(|| tag(sentence)).filter(|_| reports.is_empty()));
        if let Some(found) = before_adding(sentence) {
            let end = found.content[0].end;
            let holds = |report: &Report| report.content.last().is_some_and(|piece| piece.start > end);
            reports.iter_mut().filter(|report| holds(report)).for_each(|report| {
                report.content.retain(|piece| piece.start > end);
            });
            if reports.iter().all(holds) {
                reports.insert(0, found);
            }
        }
        return;
    }
    let end = sentence.len() - usize::from(sentence.last().is_some_and(|unit| unit.ends));
    let inverted = inverted(sentence, end);
    if let Some((cue, source)) = inverted.as_ref().and_then(|found| found.cue.as_ref().zip(found.source.as_ref())) {
        // The labeller took who said it for what was said.
        let is_source = |report: &Report| report.content.iter().any(|piece| piece.start == source.start);
        reports.retain(|report| report.cue.as_ref() != Some(cue) || !is_source(report));
    }
    let form = inverted
        .or_else(|| documented(sentence, end))
        .or_else(|| leading(sentence, end))
        .or_else(|| behind_circumstance(sentence, end))
        .or_else(|| relative(sentence, end))
        .or_else(|| told_by(sentence, end));
    if let Some(found) = form {
        add(reports, found, false);
    }
    if let Some(found) = phrases::find(sentence, end) {
        add(reports, found, true);
    }
}

/// Adds what a form gives, where the labeller saw nothing of it, or trusts what it saw; but for the subject, when that is sure.
fn add(reports: &mut Vec<Report>, found: Report, knows_subject: bool) {
    let content = &found.content[0];
    // The labeller saw it, but not that it is told.
    let same = |report: &&mut Report| {
        report.content[0].start.abs_diff(content.start) <= 1 && report.source.is_some() && found.source.is_some()
    };
    if let Some(seen) = reports.iter_mut().find(same) {
        (seen.told, seen.margin) = (true, seen.margin.max(SURE));
        // "**The mayor** in a talk with millers made it clear"
        let subject = found.source.zip(found.cue).filter(|_| knows_subject).filter(|(subject, cue)| {
            let is_between = |own: &Range<usize>| subject.end <= own.start && own.end <= cue.start;
            seen.source.as_ref().is_some_and(is_between)
        });
        seen.source = subject.map(|found| found.0).or_else(|| seen.source.take());
        return;
    }
    let touches = |range: &Range<usize>| overlap(range, content);
    let is_taken = |report: &Report| {
        let cues = report.cue.as_ref().zip(found.cue.as_ref());
        report.content.iter().any(touches) || cues.is_some_and(|(own, cue)| overlap(own, cue))
    };
    if content.len() < 4 || reports.iter().any(is_taken) {
        return;
    }
    let at = reports.partition_point(|report| report.content[0].start < content.start);
    reports.insert(at, found);
}

/// "Engineers found in May **that the walls were “beyond repair.”**": what holds the marks.
fn holding(sentence: &[Unit]) -> Option<Report> {
    let marked = sentence.iter().position(|unit| unit.marked != 0)?;
    let that = sentence[..marked].iter().position(|unit| unit.has(bits::THAT))?;
    let is_verb = |unit: &Unit| unit.mention == 0 && (unit.cue == 2 || unit.has(bits::SHOWS)) && !unit.capital;
    let verb = (1..that).rev().take(4).find(|&at| is_verb(&sentence[at]))?;
    let says_when = |unit: &Unit| unit.is_date() || unit.has(bits::PLACE) || unit.topic;
    let is_subject =
        |unit: &Unit| !unit.bounds && !unit.auxiliary && (unit.participle || unit.cue != 1 && unit.cue != 2);
    let is_plain = sentence[verb + 1..that].iter().all(says_when) && sentence[..verb].iter().all(is_subject);
    let end = sentence.len() - usize::from(sentence.last().is_some_and(|unit| unit.ends));
    // "Engineers **hired** by the town"
    let done = (1..verb).find(|&at| sentence[at].participle && !sentence[at].capital).unwrap_or(verb);
    (is_plain && verb <= LONGEST).then(|| report(that..end, verb..verb + 1, 0..done))
}

/// "He met the millers, **who estimate that** the bridge is old."
fn relative(sentence: &[Unit], end: usize) -> Option<Report> {
    let opens = |at: &usize| sentence[*at].has(bits::RELATES) && sentence[at - 1].parts();
    let who = (2..end).find(opens)?;
    let verb = (who + 1..end.min(who + 4)).find(|&at| !sentence[at].auxiliary)?;
    let says = sentence[verb].cue == 2 && sentence[verb].tells && !sentence[verb].capital;
    let is_plain = |unit: &Unit| !unit.negates && !unit.is;
    let is_last = sentence[verb + 1..end].iter().all(|unit| !unit.says && unit.cue != 3 && !unit.parts());
    let that = sentence.get(verb + 1)?.has(bits::THAT) && sentence[who + 1..verb].iter().all(is_plain);
    // Whom the pronoun stands for: a name with its article, or a noun with one.
    let comma = who - 1;
    let is_name = |at: &usize| sentence[*at].capital || sentence[*at].mention != 0;
    let named = (1..comma).rev().take(8).take_while(is_name).last();
    let start = match named {
        Some(named) => named - usize::from(named > 0 && sentence[named - 1].article),
        None => (1..comma).rev().take(3).find(|&at| sentence[at].article || sentence[at].has(bits::OWNS))?,
    };
    (says && that && is_last).then(|| report(verb + 1..end, verb..verb + 1, start..comma))
}

/// Adds what is told behind the marks with a verb of its own, or with "that": "Orr said it was “a shame” **and called for a
/// vote**", "Orr said it was “a shame” **and that she would go**".
pub(super) fn go_on(sentence: &[Unit], reports: &mut Vec<Report>) {
    const REACH: usize = 16;
    let end = sentence.len() - usize::from(sentence.last().is_some_and(|unit| unit.ends));
    let Some(marked) = sentence.iter().rposition(|unit| unit.marked != 0) else { return };
    let holds = |report: &Report| report.told && report.content.iter().any(|piece| piece.contains(&marked));
    let Some(index) = reports.iter().position(holds) else { return };
    let Report { cue: Some(cue), source: Some(source), .. } = reports[index].clone() else { return };
    let Some(joint) = (marked + 1..end.min(marked + REACH)).find(|&at| sentence[at].joins) else { return };
    // "“Not ready” **to support** it"
    let is_aim = |at: usize| sentence[at].cue == 1 && sentence[at - 1].is_one_of(&["to"]);
    let is_plain = |at: usize| (is_aim(at) || !matches!(sentence[at].cue, 1 | 2)) && !sentence[at].has(bits::RELATES);
    let is_own = source.end <= cue.start && cue.end <= marked && (marked + 1..joint).all(is_plain);
    let is_after = |piece: &Range<usize>| piece.start > joint;
    let Some(next) = sentence.get(joint + 1).filter(|_| is_own) else { return };
    if reports.iter().any(|report| report.content.iter().any(is_after)) {
        return;
    }
    let (verb, content) = if next.has(bits::THAT) {
        (cue, joint + 1..end)
    } else if !next.capital && (next.cue == 2 || calls_for(&sentence[joint + 1..end])) {
        (joint + 1..joint + 2, joint + 2..end)
    } else {
        return;
    };
    if content.len() < 3 || sentence[content.clone()].iter().any(|unit| unit.says) {
        return;
    }
    if let Some(last) = reports[index].content.last_mut() {
        last.end = last.end.min(joint);
    }
    reports.insert(index + 1, report(content, verb, source));
}

/// Parts what is told before the words in marks with a "that" of its own: "Orr said **that it was late** but that the town was
/// “in danger”".
pub(super) fn before_marks(sentence: &[Unit], reports: &mut Vec<Report>) {
    let Some(marked) = sentence.iter().position(|unit| unit.marked != 0) else { return };
    let holds = |report: &Report| report.told && report.content.iter().any(|piece| piece.contains(&marked));
    let Some(index) = reports.iter().position(holds) else { return };
    let Report { cue: Some(cue), source: Some(source), .. } = reports[index].clone() else { return };
    let Some(piece) = reports[index].content.first_mut().filter(|piece| piece.contains(&marked)) else { return };
    let is_joint = |at: &usize| sentence[*at].joins && sentence[at + 1].has(bits::THAT);
    let Some(joint) = (piece.start + 4..marked).find(is_joint).filter(|_| sentence[piece.start].has(bits::THAT)) else {
        return;
    };
    let end = joint - usize::from(sentence[joint - 1].parts());
    let first = piece.start..end;
    piece.start = joint + 1;
    reports.insert(index, report(first, cue, source));
}

/// "Called **for** a vote", "called **on** the town".
fn calls_for(words: &[Unit]) -> bool {
    let is = |at: usize, word: &str| words.get(at).is_some_and(|unit| unit.lower == lexicon::hash(word));
    is(0, "called") && (is(1, "for") || is(1, "on"))
}

/// "The figures, published on Monday, show most mills are old." and "Most mills are old, the figures show."
fn documented(sentence: &[Unit], end: usize) -> Option<Report> {
    let document = sentence[..end].iter().position(|unit| unit.has(bits::DOCUMENT))?;
    let verb = (document + 1..end.min(document + 16)).find(|&at| sentence[at].has(bits::SHOWS))?;
    let is_passive = sentence[verb - 1].is || sentence[verb - 1].negates;
    let opening = sentence[..document].iter().rposition(|unit| unit.parts() || unit.joins).map_or(0, |at| at + 1);
    let is_plain = |unit: &Unit| unit.cue != 1 && unit.cue != 2 || unit.participle || unit.has(bits::DOCUMENT);
    let comma = bound(sentence, document, verb);
    let is_aside = comma.is_none_or(|comma| sentence[verb - 1].bounds && comma + 1 < verb);
    if is_passive || !is_aside || document - opening > 6 || !sentence[opening..verb].iter().all(is_plain) {
        return None;
    }
    // "If the figures show": nobody has said it.
    if sentence[opening].has(bits::ASKS) {
        return None;
    }
    let source = opening..comma.unwrap_or(verb);
    // "…, the figures show on Monday."
    let says_when = |unit: &Unit| unit.is_date() || unit.topic && unit.is_one_of(&["on"]);
    if sentence[verb + 1..end].iter().all(says_when) {
        return (opening > 4 && sentence[opening - 1].bounds).then(|| report(0..opening - 1, verb..verb + 1, source));
    }
    Some(report(verb + 1..end, verb..verb + 1, source))
}

/// "Giving a talk on Monday, **the mayor said** most mills are old.": what says when and where stands before the subject.
fn behind_circumstance(sentence: &[Unit], end: usize) -> Option<Report> {
    let verb = sentence[..end].iter().position(|unit| unit.has(bits::SAID) && unit.mention == 0)?;
    let comma = sentence[..verb].iter().rposition(Unit::parts).filter(|&comma| comma > 1)?;
    let opening = &sentence[0];
    let is_circumstance = opening.has(bits::PLACE) || opening.topic || opening.suffixes[1] == lexicon::hash("ing");
    let is_plain =
        |unit: &Unit| !unit.has(bits::FINITE | bits::RELATES | bits::THAT) && (unit.cue != 2 || unit.mention != 0);
    let source = comma + 1..verb;
    let is_subject = sentence.get(source.start).is_some_and(|first| first.pronoun || opens_teller(first))
        && (1..=LONGEST).contains(&source.len())
        && sentence[source.clone()].iter().all(|unit| matches!(unit.cue, 0 | 4) && !unit.auxiliary && !unit.is);
    let next = sentence.get(verb + 1)?;
    let opens = next.has(bits::THAT) || next.pronoun || opens_teller(next);
    let is_told = is_subject && is_circumstance && opens && sentence[..comma].iter().all(is_plain);
    is_told.then(|| report(verb + 1..end, verb..verb + 1, source))
}

/// "Ada Orr, an engineer, said most mills are old."
fn leading(sentence: &[Unit], end: usize) -> Option<Report> {
    // "The board**, which owns the site and is in charge of it,** said that": a clause of its own.
    let opens = sentence[..end].iter().take(LONGEST).position(Unit::parts);
    let own = opens.filter(|&open| sentence.get(open + 1).is_some_and(|unit| unit.has(bits::RELATES)));
    let from = own.and_then(|open| bound(sentence, open + 1, end.min(open + LONGEST + 8))).unwrap_or(0);
    let verb = from + sentence[from..end].iter().position(|unit| unit.cue == 2 && unit.mention == 0)?;
    // "The mayor, a miller, **confirmed that** it is old"
    let tells_that = || sentence[verb].participle && sentence[verb].tells && sentence[verb + 1].has(bits::THAT);
    let is_far = verb > from + LONGEST + 8 || from > 0 && verb > from + 3;
    if verb + 1 >= end || !(sentence[verb].has(bits::SAID) || tells_that()) || verb == 0 || is_far {
        return None;
    }
    let before = (0..verb).rev().find(|&at| !sentence[at].auxiliary || sentence[at].mention != 0)?;
    let close = if sentence[before].bounds { before } else { before + 1 };
    // An aside between commas is stepped over.
    let opening = sentence[..close].iter().position(Unit::parts).unwrap_or(close);
    // "The mill is old, it is said, said Orr": behind an aside a name may be the source.
    let is_inverted = close < verb && (sentence[verb + 1].capital || sentence[verb + 1].mention != 0);
    let is_name = |unit: &Unit| unit.mention != 0 || !unit.auxiliary;
    if is_inverted || !sentence[..opening].iter().all(is_name) {
        return None;
    }
    if sentence[close..verb].iter().any(|unit| unit.negates || unit.is_one_of(&["should", "must"])) {
        return None;
    }
    let first = &sentence[0];
    // "**Dr** Ada Orr said …"
    let is_named =
        || sentence[..opening].iter().all(|unit| unit.capital) && sentence[..opening].iter().any(Unit::names_person);
    let is_subject =
        (first.pronoun || opens_teller(first) && !first.capital || first.mention != 0 || first.article || is_named())
            && (1..=LONGEST).contains(&opening)
            && sentence[..opening]
                .iter()
                .chain(&sentence[from..verb])
                .all(|unit| unit.cue != 1 && !unit.is && unit.cue != 3);
    let next = sentence.get(verb + 1)?;
    let says_when = next.bounds || next.topic || next.is_date() || next.has(bits::PLACE);
    let that = || (verb + 2..end.min(verb + 12)).find(|&at| sentence[at].has(bits::THAT));
    let content = if says_when { that()? } else { verb + 1 };
    is_subject.then(|| report(content..end, verb..verb + 1, 0..opening))
}

/// "Most mills are old, **said the Elm Daily**, citing a miller.": a whole clause, and behind its comma who has said it.
fn inverted(sentence: &[Unit], end: usize) -> Option<Report> {
    let verb = (2..end).find(|&at| sentence[at].has(bits::SAID) && sentence[at - 1].parts())?;
    let clause = &sentence[..verb - 1];
    let first = sentence[..end].get(verb + 1)?;
    let source = verb + 1..bound(sentence, verb + 1, end).unwrap_or(end);
    let is_plain = |unit: &Unit| !unit.is && !unit.has(bits::FINITE) && (unit.cue != 2 || unit.mention != 0);
    let is_teller = (opens_teller(first) || first.mention != 0)
        && source.len() <= LONGEST
        && sentence[source.clone()].iter().all(is_plain);
    // "At the mill, said …" is no clause; one begins with its subject.
    let opening = clause.first()?;
    let is_clause = opening.article || opening.pronoun || opening.mention != 0;
    (is_teller && is_clause).then(|| report(0..verb - 1, verb..verb + 1, source))
}

/// Whether words before a clause say when it was: "**On Sunday afternoon,** he met the millers".
fn says_when(words: &[Unit]) -> bool {
    const MOST: usize = 7;
    let [first, own @ .., comma] = words else { return false };
    let opens = first.has(bits::PLACE) || first.topic || first.is_date();
    let is_plain = |unit: &Unit| unit.cue == 0 && !unit.bounds && !unit.joins && !unit.has(bits::FINITE);
    let is_when = opens && (first.is_date() || own.iter().any(Unit::is_date));
    is_when && own.len() <= MOST && comma.parts() && own.iter().all(is_plain)
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// The first bound of a clause from a unit on.
fn bound(sentence: &[Unit], from: usize, end: usize) -> Option<usize> {
    (from..end).find(|&at| sentence[at].parts())
}

pub(super) fn report(content: Range<usize>, cue: Range<usize>, source: Range<usize>) -> Report {
    Report { content: vec![content], cue: Some(cue), source: Some(source), margin: SURE, told: true }
}

/// The margin of a labelled report that is right as often as a form.
pub(super) const SURE: i32 = 300;

/// The longest source that is read by a form, in units.
pub(super) const LONGEST: usize = 14;

/// The longest source between "according to" at the head of a sentence and its comma.
const LONGEST_AT_HEAD: usize = 24;

/// Whether words between commas say more of a source: "**the mayor of Elm**", "**published in May**".
fn is_aside(words: &[Unit]) -> bool {
    // What a participle or a pronoun opens is no clause of its own.
    const FEW: usize = 8;
    let [first, rest @ ..] = words else { return false };
    let most = if first.participle || first.has(bits::RELATES) { LONGEST } else { FEW };
    if words.len() > most {
        return false;
    }
    let says_when = rest.first().is_some_and(|unit| unit.has(bits::PLACE) || unit.is_date());
    // "**head of** the water board"
    let is_office = || !first.auxiliary && rest.first().is_some_and(|unit| unit.lower == lexicon::hash("of"));
    // "**who was elected in May**"
    if first.has(bits::RELATES) {
        return rest.len() > 1 && is_plain_aside(rest);
    }
    let opens = first.article || first.participle && says_when || is_office();
    !first.capital && opens && (first.participle || is_plain_aside(&words[..1])) && is_plain_aside(rest)
}

fn is_plain_aside(words: &[Unit]) -> bool {
    words.iter().all(|unit| unit.cue != 1 && unit.cue != 2)
}

fn according(sentence: &[Unit], end: usize) -> Option<Report> {
    let Some(cue) = sentence[..end].iter().position(|unit| unit.cue == 3) else { return words_of(sentence, end) };
    let start = cue + 2;
    // "But, according to …", "Now, according to …"
    let is_joint = |unit: &Unit| unit.bounds || unit.joins || unit.auxiliary && unit.mention == 0;
    if sentence[..cue].iter().all(is_joint) && cue <= 2 {
        // "According to Ada Orr, an engineer, the bridge is safe."
        if let Some(clause) = clause_after_name(sentence, start, end) {
            return Some(report(clause..end, cue..start, start..clause));
        }
        let comma = bound(sentence, start, end).map(|bound| behind_bracket(sentence, bound, end))?;
        let next = bound(sentence, comma + 1, end).unwrap_or(end);
        let aside = next < end && is_aside(&sentence[comma + 1..next]);
        let from = if aside { next + 1 } else { comma + 1 };
        return (comma - start <= LONGEST_AT_HEAD).then(|| report(from..end, cue..start, start..comma));
    }
    if !sentence[cue - 1].bounds || cue < 4 {
        return None;
    }
    let close = bound(sentence, start, end).unwrap_or(end);
    let source = start..close;
    // "It is old, **since, according to Orr,** it leaks": only what follows is his.
    let before = &sentence[cue - 2];
    let goes_on = (before.has(bits::BEFORE_MAIN) || before.joins) && sentence[cue - 3].parts() && close + 3 < end;
    let content = if goes_on { close + 1..end } else { 0..cue - 1 };
    (source.len() <= LONGEST).then(|| report(content, cue..cue + 2, source))
}

/// "The mayor, **according to reports**, has left the town.": what stands before has no verb of its own.
fn according_inside(sentence: &[Unit], end: usize) -> Option<Report> {
    let cue =
        sentence[..end].iter().position(|unit| unit.cue == 3).filter(|&cue| cue > 1 && sentence[cue - 1].parts())?;
    let close = bound(sentence, cue + 2, end).filter(|&close| close - cue <= LONGEST && close + 3 < end)?;
    let is_verb = |unit: &Unit| unit.has(bits::FINITE) || unit.participle || matches!(unit.cue, 1 | 2);
    let joined = sentence[..cue].iter().take_while(|unit| unit.joins).count();
    let is_subject = joined + 1 < cue && !sentence[joined..cue].iter().any(is_verb);
    if !is_subject || !sentence[close + 1].has(bits::FINITE) {
        return None;
    }
    let mut found = report(joined..cue - 1, cue..cue + 2, cue + 2..close);
    found.content.push(close + 1..sentence.len());
    Some(found)
}

/// The comma behind a short bracket: "the Rights Group (ERG)**,**".
fn behind_bracket(sentence: &[Unit], bound: usize, end: usize) -> usize {
    let is = |at: usize, mark: &str| sentence[at].lower == lexicon::hash(mark);
    let close = (bound + 1..end.min(bound + 5)).find(|&at| is(bound, "(") && is(at, ")"));
    close.map(|close| close + 1).filter(|&comma| comma < end && is(comma, ",")).unwrap_or(bound)
}

/// "In the words of the mayor, Ada Orr, the bridge is safe."
fn words_of(sentence: &[Unit], end: usize) -> Option<Report> {
    let cue = ["in", "the", "words", "of"];
    let is_cue = sentence.get(2).is_some_and(|unit| unit.cue != 0)
        && cue.iter().zip(sentence).all(|(word, unit)| unit.lower == lexicon::hash(word));
    let comma = bound(sentence, cue.len(), end).filter(|_| is_cue)?;
    let next =
        bound(sentence, comma + 1, end).filter(|&next| sentence[comma + 1..next].iter().all(|unit| unit.capital));
    let source = cue.len()..next.unwrap_or(comma);
    (source.len() <= LONGEST).then(|| report(source.end + 1..end, 0..cue.len(), source))
}

/// "According to Ada Orr the bridge is safe.": where a clause begins right behind a name.
fn clause_after_name(sentence: &[Unit], start: usize, end: usize) -> Option<usize> {
    let at = (start + 1..end.min(start + 8))
        .find(|&at| sentence[at].parts() || sentence[at - 1].mention != 0 && sentence[at].mention == 0)?;
    let unit = &sentence[at];
    (unit.article || unit.pronoun || unit.counts).then_some(at)
}
