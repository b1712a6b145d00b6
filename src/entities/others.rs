//! Which names of organisations, places and the like mean the same: an acronym and what it spells, a short form and the
//! long one that begins with it, a name with its country before it.

use super::forms::{Forms, initials};
use super::model::{Mention, MentionType};
use super::names;
use crate::page::Page;
use crate::tokens::Tokens;
use std::collections::HashMap;

/// Joins the forms that do not name people. The first `in_headline` mentions stand in the headline, which names in short
/// what the text names in full.
pub(super) fn join(forms: &mut Forms, in_headline: usize) {
    peoples(forms);
    let organisations = forms.indices_of(|form| form.kind == MentionType::Org);
    let mut by_first: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_initials: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_last: HashMap<String, Vec<usize>> = HashMap::new();
    for &form in organisations.iter().filter(|&&form| forms.list[form].words.len() > 1) {
        let words = &forms.list[form].words;
        let group = by_first.entry(words[0].to_lowercase()).or_default();
        if group.len() < 40 {
            group.push(form);
        }
        by_initials.entry(initials(words)).or_default().push(form);
        // "Elm Water Fund of Westmark" is "EWF" as well.
        if let Some(of) = words.iter().position(|word| word == "of").filter(|&of| of > 2) {
            by_initials.entry(initials(&words[..of])).or_default().push(form);
        }
        by_last.entry(words[words.len() - 1].clone()).or_default().push(form);
        // "UK Home Office" is what "Home Office" is short for.
        if words.len() > 2 && names::country(&words[0]).is_some() {
            by_initials.entry(initials(&words[1..])).or_default().push(form);
            let group = by_first.entry(words[1].to_lowercase()).or_default();
            if group.len() < 40 {
                group.push(form);
            }
        }
    }
    // A firm's name without "Corporation" is often taken for a person's.
    let bare = forms.indices_of(|form| {
        form.kind == MentionType::Person && form.words.len() == 1 && form.short_for.is_empty() && form.titles.is_empty()
    });
    for form in bare {
        let group = by_first.get(&forms.list[form].text.to_lowercase()).map_or(&[][..], Vec::as_slice);
        if let [only] = group
            && forms.list[*only].words.get(1).is_some_and(|word| is_company(word))
        {
            forms.list[form].short_for = vec![*only];
        }
    }
    for &form in &organisations {
        let own = &forms.list[form];
        if !own.short_for.is_empty() || own.spelled.is_some() {
            continue;
        }
        let first = own.words.first().map(|word| word.to_lowercase()).unwrap_or_default();
        let longer: Vec<usize> = by_first
            .get(&first)
            .into_iter()
            .flatten()
            .copied()
            .filter(|&other| {
                let long = &forms.list[other].words;
                let skipped = usize::from(!long[0].eq_ignore_ascii_case(&own.words[0]));
                let long = &long[skipped..];
                (long.len() > own.words.len() || skipped == 1 && own.words.len() > 1 && long.len() == own.words.len())
                    && own.words.iter().zip(long).all(|(short, long)| short.eq_ignore_ascii_case(long))
                    && !is_branch(&long[own.words.len()..])
                    && !is_part(&long[own.words.len()..])
            })
            .collect();
        let letters: String = own.text.chars().filter(|c| c.is_alphanumeric()).collect();
        let acronym = own.words.len() == 1 && letters.len() >= 2 && letters.chars().all(char::is_uppercase);
        let spelled: Vec<usize> =
            if acronym { by_initials.get(&letters).cloned().unwrap_or_default() } else { Vec::new() };
        // A first word that says little ("Bank", "National") joins nothing by itself.
        let telling = own.words.len() > 1 || acronym || own.text.len() > 4;
        // "The Rovers" behind "the Port Elm Rovers".
        let is_short = own.mentions.first().is_some_and(|&mention| mention < in_headline);
        let is_before = |longer: &&Vec<usize>| matches!(longer.as_slice(), [only] if *only < form || is_short);
        let last = || by_last.get(&own.text).filter(is_before).cloned().unwrap_or_default();
        let joined = match (spelled.len(), longer.len()) {
            (1, _) => spelled,
            (_, 0) => last(),
            _ => longer,
        };
        if let (true, [only]) = (telling, joined.as_slice()) {
            forms.list[form].short_for = vec![*only];
        }
    }
}

/// Whether what a longer name has more is where it works: "Elmware Japan" is no other name of Elmware.
fn is_branch(rest: &[String]) -> bool {
    // Where firms and societies have branches that news writes of.
    const PLACES: [&str; 29] = [
        "Africa", "America", "Argentina", "Asia", "Australia", "Brazil", "Britain", "Canada", "Chile", "China",
        "Europe", "France", "Germany", "Greece", "India", "Indonesia", "Ireland", "Israel", "Italy", "Japan", "Kenya",
        "Korea", "Mexico", "Nigeria", "Pakistan", "Poland", "Russia", "Spain", "Turkey",
    ];
    matches!(rest, [place] if names::country(place).is_some() || PLACES.contains(&place.as_str()))
}

/// Whether what a longer name has more is a part of what the shorter one names: the "Senate Works Committee" is not the
/// Senate.
fn is_part(rest: &[String]) -> bool {
    let Some((last, others)) = rest.split_last() else { return false };
    match last.as_str() {
        "Committee" | "Subcommittee" | "Caucus" => true,
        "School" | "Division" | "Department" | "Library" | "Press" => !others.is_empty(),
        _ => false,
    }
}

/// Joins what a people or a party is called in the singular and in the plural: "Democrat" and "Democrats".
fn peoples(forms: &mut Forms) {
    let all = forms.indices_of(|form| form.kind == MentionType::Norp && form.short_for.is_empty());
    let by_text: HashMap<String, usize> =
        all.iter().map(|&form| (forms.list[form].text.to_lowercase(), form)).collect();
    for &form in &all {
        let text = forms.list[form].text.to_lowercase();
        let singular = text.strip_suffix("ies").map(|stem| format!("{stem}y"));
        let singular = singular.or_else(|| text.strip_suffix('s').map(str::to_owned));
        if let Some(&one) = singular.and_then(|singular| by_text.get(&singular)) {
            // The one that is named first stands for both.
            let (later, first) = (form.max(one), form.min(one));
            forms.list[later].short_for = vec![first];
        }
    }
}

/// What a firm's name ends with.
fn is_company(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "Corporation", "Corp.", "Inc.", "Inc", "Company", "Co.", "Ltd.", "Ltd", "LLC", "Group", "Plc", "AG", "Holdings",
    ];
    WORDS.contains(&word)
}

/// Finds what acronyms stand for where the text says so, "Northern Coast Authority (NCA)": the words before the
/// brackets whose initials spell it (after Schwartz and Hearst 2003).
pub(super) fn spell_out(page: &Page, tokens: &Tokens, mentions: &[Mention], forms: &mut Forms) {
    let (text, spans) = (page.text(), tokens.spans());
    let by_text: HashMap<String, usize> =
        forms.list.iter().enumerate().map(|(form, own)| (own.text.to_lowercase(), form)).collect();
    for (index, mention) in mentions.iter().enumerate() {
        let acronym = mention.span.of(text);
        let is_acronym = (2..=8).contains(&acronym.len()) && acronym.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_acronym || !text[..mention.span.from()].ends_with('(') || !text[mention.span.to()..].starts_with(')') {
            continue;
        }
        let open = tokens.at(mention.span.from()).saturating_sub(1);
        let Some(start) = spelling(acronym, open, &|at| spans[at].of(text)) else { continue };
        let long = names::bare(spans[start].cover(spans[open - 1]).of(text));
        let form = forms.of_mention[index];
        match by_text.get(&long.to_lowercase()).filter(|&&other| other != form) {
            Some(&other) => {
                forms.list[form].kind = forms.list[other].kind;
                forms.list[form].short_for = vec![other];
            }
            None => {
                forms.list[form].spelled = Some(long.to_owned());
                // What the labeller cut short ("Coast Authority") is the same.
                let last = mentions[..index].last().filter(|last| last.span.end == spans[open - 1].end);
                if last.is_some() && forms.of_mention[index - 1] != form {
                    let cut = forms.of_mention[index - 1];
                    forms.list[form].kind = forms.list[cut].kind;
                    forms.list[cut].short_for = vec![form];
                }
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

    /// What a longer name is to a shorter one.
    #[test]
    fn a_branch_is_another() {
        let cases = [("Elmware Japan", true), ("Elm International", false), ("Elmware Group", false)];
        for (name, expected) in cases {
            let rest: Vec<String> = name.split(' ').skip(1).map(str::to_owned).collect();
            assert_eq!(is_branch(&rest), expected, "{name}");
        }
    }

    /// Whether a longer name is a part of what its beginning names.
    #[test]
    fn a_committee_is_no_senate() {
        let cases = [
            ("Senate Works Committee", true),
            ("Elm Law School", true),
            ("Elm School", false),
            ("Elm Institute", false),
        ];
        for (name, expected) in cases {
            let rest: Vec<String> = name.split(' ').skip(1).map(str::to_owned).collect();
            assert_eq!(is_part(&rest), expected, "{name}");
        }
    }

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
}
