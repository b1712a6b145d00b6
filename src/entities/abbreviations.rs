//! Acronyms: what they stand for where the text says so, and where they stand although nothing was found there.
//!
//! "Northern Coast Authority (NCA)", "Northern Coast Authority, or N.C.A.": the words before the brackets whose initials spell
//! it (after Schwartz and Hearst 2003), or else the name before them that has its letters in that order.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let page = Page::from_text("The Department of Mill Works opened it. D.M.W. officials, or so Ada Lind said, left.");
//! assert!(annotate(&page).entities.iter().any(|entity| entity.aliases == ["D.M.W."]));
//! ```

use super::forms::{Forms, initials};
use super::generic;
use super::model::{Mention, MentionType};
use super::{names, word_at};
use crate::page::Page;
use crate::span::{EntityId, Span};
use crate::tokens::Tokens;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

/// The letters of an acronym, "NCA" for "N.C.A." and "LoC" for "LoC"; `None` for another word.
pub(super) fn letters(word: &str) -> Option<String> {
    if word.len() > 16 || word.bytes().filter(u8::is_ascii_uppercase).count() < 2 {
        return None;
    }
    let letters = word.replace('.', "");
    let capitals = letters.bytes().filter(u8::is_ascii_uppercase).count();
    let is_acronym = (2..=8).contains(&letters.len())
        && letters.starts_with(|c: char| c.is_ascii_uppercase())
        && letters.ends_with(|c: char| c.is_ascii_uppercase())
        && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
        && capitals + 1 >= letters.len();
    is_acronym.then_some(letters)
}

/// Where the name ends that the text says the acronym at token `at` is short for: the token behind it, in "… (NCA)" and
/// "…, or the NCA,".
fn said_of<'a>(at: usize, word: &dyn Fn(usize) -> &'a str) -> Option<usize> {
    let open = at.checked_sub(1)?;
    if word(open) == "(" {
        return (word(at + 1) == ")").then_some(open);
    }
    let or = open - usize::from(open > 0 && word(open) == "the");
    let is_apposed = or > 1 && word(or) == "or" && word(or - 1) == "," && matches!(word(at + 1), "," | "." | "");
    is_apposed.then(|| or - 1)
}

/// Whether a name has the letters of an acronym in their order, its first one first.
fn has_letters(name: &str, letters: &str) -> bool {
    let mut left = name.bytes();
    name.bytes().next().zip(letters.bytes().next()).is_some_and(|(one, other)| one.eq_ignore_ascii_case(&other))
        && letters.bytes().all(|letter| left.any(|byte| byte.eq_ignore_ascii_case(&letter)))
}

/// What stands in brackets behind a name and is no other name of it: agencies, exchanges and the like.
const OTHERS: &[&str] = &["AP", "AFP", "UPI", "CNN", "NYSE", "LSE", "USA"];

/// Whether an acronym in brackets behind it means an organisation or the like.
fn is_meant(text: &str, mentions: &[Mention], index: usize, letters: &str) -> bool {
    let mention = &mentions[index];
    let is_bound = matches!(mention.kind, MentionType::Person | MentionType::Gpe | MentionType::Norp);
    let name = generic::whole(text, mentions, index).unwrap_or_else(|| mention.span.of(text));
    let is_all = mention.kind == MentionType::Org && letters.len() > 2 && !letters.contains(char::is_lowercase);
    if is_bound || OTHERS.contains(&letters) || names::country(letters).is_some() {
        let initials = initials(&words(&name.replace('-', " ")));
        let is_short = mention.kind == MentionType::Person && !name.contains(' ') && has_letters(name, letters);
        return letters.len() > 2 && (is_short || initials == letters);
    }
    is_all || has_letters(name, letters)
}

fn words(name: &str) -> Vec<String> {
    name.split_whitespace().map(str::to_owned).collect()
}

/// The acronyms of organisations in the text at which nothing was found.
pub(super) fn missed(text: &str, tokens: &Tokens, found: &[Mention]) -> Vec<Mention> {
    let spans = tokens.spans();
    let word = |at: usize| word_at(text, spans, at);
    let mut known: HashSet<String> = HashSet::new();
    for (index, mention) in found.iter().enumerate().filter(|(_, mention)| mention.kind == MentionType::Org) {
        let name = generic::whole(text, found, index).unwrap_or_else(|| mention.span.of(text));
        let initials = initials(&words(names::bare(name)));
        known.extend((initials.len() > 2).then_some(initials));
    }
    let (mut missed, mut next) = (Vec::new(), 0);
    for (at, &span) in spans.iter().enumerate() {
        while found.get(next).is_some_and(|mention| mention.span.end <= span.start) {
            next += 1;
        }
        if !span.of(text).starts_with(|c: char| c.is_ascii_uppercase())
            || found.get(next).is_some_and(|mention| mention.span.overlaps(span))
        {
            continue;
        }
        let Some(letters) = letters(span.of(text)) else { continue };
        let last = next.checked_sub(1).filter(|&last| {
            said_of(at, &word).is_some_and(|end| end > 0 && found[last].span.end == spans[end - 1].end)
        });
        let is_loud = |at: usize| word(at).len() > 3 && !word(at).contains(|c: char| !c.is_ascii_uppercase());
        let is_calm = !(is_loud(at + 1) || at > 0 && is_loud(at - 1));
        let said = last.filter(|&last| is_meant(text, found, last, &letters)).map(|last| found[last].kind);
        if said.is_some() || known.contains(&letters) && is_calm {
            let kind = said.filter(|kind| *kind != MentionType::Person).unwrap_or(MentionType::Org);
            missed.push(Mention { span, kind, entity: EntityId(0), confidence: 0.8 });
            known.insert(letters);
        }
    }
    missed
}

/// Names that the labeller cut, made whole where the text says how far they reach: "Conference of Elm" "Bishops" before
/// "(CEB)" is one, here and wherever it stands in these words.
pub(super) fn whole(text: &str, tokens: &Tokens, found: Vec<Mention>) -> Vec<Mention> {
    let spans = tokens.spans();
    let word = |at: usize| word_at(text, spans, at);
    // The words of each name, by the first.
    let mut names: HashMap<&str, Vec<&[Span]>> = HashMap::new();
    for mention in &found {
        let at = tokens.at(mention.span.from());
        if at == 0 || word(at - 1) != "(" || word(at + 1) != ")" {
            continue;
        }
        let Some(letters) = letters(word(at)).filter(|letters| letters.len() > 2) else { continue };
        let Some(start) = spelling(&letters, at - 1, &word) else { continue };
        let known = names.entry(word(start)).or_default();
        if known.len() < 8 {
            known.push(&spans[start..at - 1]);
        }
    }
    if names.is_empty() {
        return found;
    }
    let mut whole: Vec<Mention> = Vec::with_capacity(found.len());
    let mut end = 0;
    let mut next = 0;
    for (at, span) in spans.iter().enumerate() {
        if span.start < end || !names::is_capital(span.of(text)) {
            continue;
        }
        let is_here = |name: &&&[Span]| {
            let here = spans.get(at..at + name.len());
            here.is_some_and(|here| here.iter().zip(**name).all(|(one, other)| one.of(text) == other.of(text)))
        };
        let Some(name) = names.get(span.of(text)).and_then(|known| known.iter().find(is_here)) else { continue };
        let name = span.cover(spans[at + name.len() - 1]);
        end = name.end;
        while found.get(next).is_some_and(|mention| mention.span.end <= name.start) {
            whole.push(found[next]);
            next += 1;
        }
        let count = found[next..].iter().take_while(|mention| mention.span.start < name.end).count();
        let parts = &found[next..next + count];
        if is_cut(name, parts) {
            whole.push(Mention { span: name, kind: MentionType::Org, ..parts[0] });
            next += count;
        }
    }
    whole.extend_from_slice(&found[next..]);
    whole
}

/// Whether mentions are parts of a name: within it, one an organisation, and not only it with its people before it
/// ("Elmish" "Water Union", see [`generic`]).
fn is_cut(name: Span, parts: &[Mention]) -> bool {
    let is_within = |part: &Mention| name.start <= part.span.start && part.span.end <= name.end && part.span != name;
    let is_org = |part: &Mention| part.kind == MentionType::Org;
    let is_bound = |first: &Mention| matches!(first.kind, MentionType::Norp | MentionType::Gpe);
    let is_whole = matches!(parts, [first, last] if is_bound(first) && is_org(last) && last.span.end == name.end);
    parts.iter().any(is_org) && parts.iter().all(is_within) && !is_whole
}

/// Finds what acronyms stand for where the text says so.
pub(super) fn spell_out(page: &Page, tokens: &Tokens, mentions: &[Mention], forms: &mut Forms) {
    let (text, spans) = (page.text(), tokens.spans());
    let word = |at: usize| word_at(text, spans, at);
    let by_text: HashMap<String, usize> =
        forms.list.iter().enumerate().map(|(form, own)| (own.text.to_lowercase(), form)).collect();
    for (index, mention) in mentions.iter().enumerate() {
        let Some(acronym) = letters(mention.span.of(text)) else { continue };
        let Some(open) = said_of(tokens.at(mention.span.from()), &word).filter(|&open| open > 0) else { continue };
        let form = forms.of_mention[index];
        if !forms.list[form].short_for.is_empty() || forms.list[form].spelled.is_some() {
            continue;
        }
        let last = index.checked_sub(1).filter(|&last| mentions[last].span.end == spans[open - 1].end);
        let last = last.filter(|&last| forms.of_mention[last] != form);
        let start = spelling(&acronym, open, &word);
        let long = start.map(|start| names::bare(spans[start].cover(spans[open - 1]).of(text)));
        let known = long.and_then(|long| by_text.get(&long.to_lowercase()).copied()).filter(|&other| other != form);
        let meant = last.filter(|&last| long.is_none() && is_meant(text, mentions, last, &acronym));
        if let Some(other) = known.or_else(|| meant.map(|last| forms.of_mention[last])) {
            // "Elm Desert Works (EDEWO)": what is called by an acronym is no work of art, nor a person without a title.
            let is_person = forms.list[other].kind == MentionType::Person && forms.list[other].titles.is_empty();
            let is_work = matches!(forms.list[other].kind, MentionType::Work | MentionType::Product);
            if forms.list[form].kind == MentionType::Org && (is_person || is_work) {
                forms.list[other].kind = MentionType::Org;
            }
            forms.list[form].kind = forms.list[other].kind;
            forms.list[form].short_for = vec![other];
        } else if let Some(long) = long {
            forms.list[form].spelled = Some(long.to_owned());
            // What the labeller cut short ("Coast Authority") is the same.
            if let Some(last) = last {
                let cut = forms.of_mention[last];
                forms.list[form].kind = forms.list[cut].kind;
                forms.list[cut].short_for = vec![form];
            }
        }
    }
}

/// The first token of the words before token `open` whose initials spell the acronym; small words may stand between.
fn spelling<'a>(acronym: &str, open: usize, word: &dyn Fn(usize) -> &'a str) -> Option<usize> {
    let mut at = open;
    let mut letters = acronym.bytes().rev().peekable();
    while let Some(letter) = letters.peek() {
        at = at.checked_sub(1).filter(|&at| open - at <= acronym.len() * 2 + 2)?;
        let first = word(at).bytes().next()?;
        if first.eq_ignore_ascii_case(letter) && first.is_ascii_uppercase() {
            letters.next();
        } else if first.is_ascii_uppercase()
            || !matches!(word(at), "of" | "the" | "and" | "for" | "in" | "on" | "-" | "&" | ",")
        {
            return None;
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms() {
        let cases = [
            ("the Northern Coast Authority", "NCA", Some("Northern")),
            ("a Bureau of Labor Statistics", "BLS", Some("Bureau")),
            ("the northern coast authority", "NCA", None),
            ("the Northern Nurses , Surgeons and Midwives Union", "NNSMU", Some("Northern")),
            ("the Coast Authority", "NCA", None),
            ("Authority", "NCA", None),
        ];
        for (text, acronym, expected) in cases {
            let words: Vec<&str> = text.split(' ').collect();
            let start = spelling(acronym, words.len(), &|at| words[at]);
            assert_eq!(start.map(|at| words[at]), expected, "{text}");
        }
    }

    #[test]
    fn letters_of_acronyms() {
        let cases = [
            ("NCA", "NCA"),
            ("N.C.A.", "NCA"),
            ("LoC", "LoC"),
            ("Elm", ""),
            ("J.", ""),
            ("A", ""),
            ("e.g.", ""),
            ("NORTHWESTERN", ""),
            ("Mc", ""),
        ];
        for (word, expected) in cases {
            assert_eq!(letters(word).unwrap_or_default(), expected, "{word}");
        }
    }

    #[test]
    fn names_are_made_whole() {
        // What was found, each in brackets of its own, and what is left.
        let cases = [
            (
                "<Conference of Elm> <Bishops> (<CEB>), <Conference of Elm> Bishops",
                "Conference of Elm Bishops; CEB; Conference of Elm Bishops",
            ),
            ("<Conference of Elm Bishops> (<CEB>)", "Conference of Elm Bishops; CEB"),
            ("the <Conference of Elm> (<CEB>)", "Conference of Elm; CEB"),
        ];
        for (marked, expected) in cases {
            let (mut text, mut found) = (String::new(), Vec::new());
            for (at, part) in marked.split(['<', '>']).enumerate() {
                let start = text.len();
                text.push_str(part);
                if at % 2 == 1 {
                    let span = Span::new(start, text.len());
                    found.push(Mention { span, kind: MentionType::Org, entity: EntityId(0), confidence: 0.9 });
                }
            }
            let whole = whole(&text, &crate::tokens::tokenize(&Page::from_text(text.as_str())), found);
            let shown: Vec<&str> = whole.iter().map(|mention| mention.span.of(&text)).collect();
            assert_eq!(shown.join("; "), expected, "{marked}");
        }
    }

    #[test]
    fn missed_acronyms_are_found() {
        // What was found, and what is found besides.
        let cases = [
            ("The Bureau of Mills, Wells and Dams (BMW) and BMW.", "Bureau of Mills, Wells and Dams", "BMW BMW"),
            ("The Elm Water Fund met. E.W.F. staff left.", "Elm Water Fund", "E.W.F."),
            ("The Centers for Elm Care, or C.E.C., met.", "Centers for Elm Care", "C.E.C."),
            ("The Kuolin (KLN) met.", "Kuolin", "KLN"),
            ("The Hall-Elm Orr (HEO) met.", "Hall-Elm Orr", "HEO"),
            ("The Elm Union (AP) met.", "Elm Union", ""),
            ("The Elm Water Fund met. THEY WILL CALL EWF TODAY.", "Elm Water Fund", ""),
            ("The Elm Union met the mayor (OK).", "Elm Union", ""),
        ];
        for (text, name, expected) in cases {
            let start = text.find(name).expect("it is there");
            let span = Span::new(start, start + name.len());
            let found = Mention { span, kind: MentionType::Org, entity: EntityId(0), confidence: 0.9 };
            let page = Page::from_text(text);
            let missed = missed(text, &crate::tokens::tokenize(&page), &[found]);
            let shown: Vec<&str> = missed.iter().map(|mention| mention.span.of(text)).collect();
            assert_eq!(shown.join(" "), expected, "{text}");
        }
    }
}
