//! Which names of organisations, places and the like mean the same: an acronym and what it spells, a short form and the
//! long one that begins with it, a name with its country before it.

use super::abbreviations::letters;
use super::forms::{Form, Forms, initials};
use super::model::MentionType;
use super::{names, regions};
use foldhash::{HashMap, HashMapExt};

/// Joins the forms that do not name people. The first `in_headline` mentions stand in the headline, which names in short
/// what the text names in full.
pub(super) fn join(forms: &mut Forms, in_headline: usize) {
    peoples(forms);
    regions::join(forms);
    ministries(forms);
    // An acronym may have been taken for a place.
    let is_acronym =
        |form: &Form| form.kind == MentionType::Gpe && letters(&form.text).is_some_and(|own| own.len() > 2);
    let organisations = forms
        .indices_of(|form| form.kind == MentionType::Org || is_acronym(form) && names::country(&form.text).is_none());
    let mut by_first: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_initials: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_last: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_word: HashMap<String, usize> = HashMap::new();
    for &form in organisations.iter().filter(|&&form| forms.list[form].words.len() == 1) {
        by_word.insert(forms.list[form].text.to_lowercase(), form);
    }
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
        // "Elm Fund Limited" is "EF", too.
        if matches!(words[words.len() - 1].trim_end_matches('.'), "Limited" | "Ltd" | "Inc") {
            by_initials.entry(initials(&words[..words.len() - 1])).or_default().push(form);
        }
        // "UK Home Office" is what "Home Office" is short for, and "African Union" what "Union" is.
        let before = before(&forms.list[form]);
        if before > 0 {
            by_initials.entry(initials(&words[before..])).or_default().push(form);
            let group = by_first.entry(words[before].to_lowercase()).or_default();
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
        // "Elmi" for "Elmigroup"
        let group = by_word.get(&format!("{first}group")).filter(|_| own.words.len() == 1);
        if let Some(&group) = group {
            forms.list[form].short_for = vec![group];
            continue;
        }
        let longer: Vec<usize> = by_first
            .get(&first)
            .into_iter()
            .flatten()
            .copied()
            .filter(|&other| {
                let (long, before) = (&forms.list[other].words, before(&forms.list[other]));
                let skipped = if long[0].eq_ignore_ascii_case(&own.words[0]) { 0 } else { before };
                let long = &long[skipped..];
                let is_whole = skipped > 0 && (own.words.len() > 1 || forms.list[other].before > 0);
                (long.len() > own.words.len() || is_whole && long.len() == own.words.len())
                    && own.words.iter().zip(long).all(|(short, long)| short.eq_ignore_ascii_case(long))
                    && !is_branch(&long[own.words.len()..])
                    && !(own.words.len() == 1 && is_project(&own.text, &long[1..]))
                    && !is_part(&long[own.words.len() - 1..])
            })
            .collect();
        let letters: String = own.text.chars().filter(|c| c.is_alphanumeric()).collect();
        let acronym = own.words.len() == 1 && letters.len() >= 2 && letters.chars().all(char::is_uppercase);
        let spelled: Vec<usize> =
            if acronym { by_initials.get(&letters).cloned().unwrap_or_default() } else { Vec::new() };
        // A first word that says little ("Bank", "National") joins nothing by itself.
        // "Union" behind "African Union", "Ford" behind "Ford Motor Co."
        let is_plain = |&other: &usize| {
            let other = &forms.list[other];
            other.before > 0 || other.words.last().is_some_and(|last| is_company(last))
        };
        let telling = own.words.len() > 1 || acronym || own.text.len() > 4 || longer.iter().any(is_plain);
        // "The Rovers" behind "the Port Elm Rovers".
        let is_short = own.mentions.first().is_some_and(|&mention| mention < in_headline);
        let is_before = |longer: &&Vec<usize>| matches!(longer.as_slice(), [only] if *only < form || is_short);
        // "New Elm Bank" behind "ENU New Elm Bank"
        let named = || -> Vec<usize> {
            let group = own.words.last().filter(|_| own.words.len() > 1).and_then(|last| by_last.get(last));
            let is_whole = |&&other: &&usize| {
                let long = &forms.list[other].words;
                long.len() == own.words.len() + 1
                    && long[1..] == own.words[..]
                    && super::abbreviations::letters(&long[0]).is_some()
            };
            let mut longer = group.into_iter().flatten().filter(is_whole);
            let only = longer.next().filter(|_| longer.next().is_none());
            only.copied().into_iter().collect()
        };
        let last = || by_last.get(&own.text).filter(is_before).cloned().unwrap_or_default();
        let joined = match (spelled.len(), longer.len()) {
            (1, _) => spelled,
            _ if own.kind != MentionType::Org => Vec::new(),
            (_, 0) if own.words.len() > 1 => named(),
            (_, 0) => last(),
            _ => longer,
        };
        if let (true, [only]) = (telling, joined.as_slice()) {
            forms.list[form].short_for = vec![*only];
        }
    }
}

/// How many words a name begins with that are those of its country or people, and may be left out.
fn before(form: &Form) -> usize {
    let is_country = form.words.len() > 2 && names::country(&form.words[0]).is_some();
    form.before.max(usize::from(is_country))
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

/// Whether a name that begins with an acronym names something else than it: the "ENU Railway" is not the ENU, the "UN
/// Assembly" not the UN, "Union Ministry of Works" not the Union.
fn is_project(acronym: &str, rest: &[String]) -> bool {
    const WORDS: &[&str] = &[
        "Railway", "Railways", "Assembly", "Council", "Summit", "Secretariat", "Commission", "Court", "Project",
        "Committee", "Caucus", "Unit", "Office", "Bank", "Fund",
    ];
    let is_ministry = || rest.first().is_some_and(|word| matches!(word.as_str(), "Ministry" | "Department"));
    let is_such = || match rest {
        [] => false,
        [only] => WORDS.contains(&only.as_str()),
        _ => !rest.iter().any(|word| is_company(word)),
    };
    is_ministry() || letters(acronym).is_some() && (names::country(acronym).is_some() || is_such())
}

/// Whether what a longer name has more is a part of what the shorter one names: the "Senate Works Committee" is not the
/// Senate. `rest` begins with the last word of the shorter one.
fn is_part(rest: &[String]) -> bool {
    let [short, rest @ ..] = rest else { return false };
    let Some((last, others)) = rest.split_last() else { return false };
    match last.as_str() {
        "Committee" | "Subcommittee" | "Caucus" => true,
        "Commission" | "Council" | "Parliament" | "Court" => matches!(short.as_str(), "Union" | "League" | "Community"),
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

/// Joins what a ministry is called with its field before and behind: "Interior Ministry", "Ministry of the Interior".
/// Where the text names those of two countries, neither is meant by the plain name.
fn ministries(forms: &mut Forms) {
    let mut by_field: HashMap<String, Vec<usize>> = HashMap::new();
    for form in forms.indices_of(|form| form.kind == MentionType::Org && form.short_for.is_empty()) {
        let own = &forms.list[form];
        let words = &own.words[before(own).min(own.words.len())..];
        if let Some(field) = field(with_country(words).map_or(words, |(ministry, _)| ministry)) {
            by_field.entry(field).or_default().push(form);
        }
    }
    for group in by_field.values() {
        let (owned, plain): (Vec<usize>, Vec<usize>) =
            group.iter().partition(|&&form| country_of(&forms.list[form]).is_some());
        // Of one country those that are named with it, whether "Norlandish" or "Norland’s" stands before them.
        let mut countries: Vec<usize> = Vec::new();
        for &form in &owned {
            let own = country_of(&forms.list[form]);
            let is_same = |&other: &usize| {
                own.as_ref()
                    .zip(country_of(&forms.list[other]).as_ref())
                    .is_some_and(|(own, other)| is_people(own, other))
            };
            match countries.iter().copied().find(is_same) {
                Some(first) => forms.list[form].short_for = vec![first],
                None if countries.len() < 8 => countries.push(form),
                None => {}
            }
        }
        let target = if let [only] = countries.as_slice() { Some(*only) } else { plain.first().copied() };
        for form in plain.into_iter().filter(|form| target != Some(*form)) {
            forms.list[form].short_for = target.into_iter().collect();
        }
    }
}

/// Whose a ministry is, in small letters.
fn country_of(form: &Form) -> Option<String> {
    let before = before(form).min(form.words.len());
    let behind = || with_country(&form.words).map(|(_, country)| country.join(" ").to_lowercase());
    form.owner.clone().or_else(|| (before > 0).then(|| form.words[..before].join(" ").to_lowercase())).or_else(behind)
}

/// A ministry and its country behind it: "Foreign Ministry" "of" "Norland".
fn with_country(words: &[String]) -> Option<(&[String], &[String])> {
    let of = words.iter().position(|word| word == "of").filter(|&of| of > 1 && of + 1 < words.len())?;
    matches!(words[of - 1].as_str(), "Ministry" | "Department").then(|| (&words[..of], &words[of + 1..]))
}

/// Whether a country and its people, in small letters, are the same: "norland", "norlandish".
fn is_people(one: &str, other: &str) -> bool {
    const OTHERS: &[(&str, &str)] = &[
        ("france", "french"),
        ("spain", "spanish"),
        ("poland", "polish"),
        ("greece", "greek"),
        ("netherlands", "dutch"),
        ("denmark", "danish"),
        ("turkey", "turkish"),
        ("switzerland", "swiss"),
        ("thailand", "thai"),
        ("philippines", "philippine"),
        ("united states", "us"),
        ("united states", "u.s."),
        ("united states", "american"),
        ("united kingdom", "uk"),
        ("united kingdom", "british"),
    ];
    let stem = |word: &str| word.chars().take(4).collect::<String>();
    stem(one) == stem(other) || OTHERS.contains(&(one, other)) || OTHERS.contains(&(other, one))
}

/// Whether a name is that of a ministry or a department, in whatever order.
pub(super) fn is_ministry(name: &str) -> bool {
    let words: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
    field(&words).is_some()
}

/// The field of a ministry or a department, in small letters.
fn field(words: &[String]) -> Option<String> {
    const HEADS: [&str; 2] = ["ministry", "department"];
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let (head, field) = match words.as_slice() {
        [head, of, the, field @ ..] if of == "of" && the == "the" => (head, field),
        [head, of, field @ ..] if of == "of" => (head, field),
        [field @ .., head] => (head, field),
        [] => return None,
    };
    let field = field.join(" ").replace("defense", "defence");
    let field = field.strip_suffix(" affairs").unwrap_or(&field);
    (HEADS.contains(&head.as_str()) && !field.is_empty()).then(|| format!("{head} {field}"))
}

/// What a firm's name ends with.
fn is_company(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "Corporation", "Corp.", "Inc.", "Inc", "Company", "Co.", "Ltd.", "Ltd", "LLC", "Group", "Plc", "AG",
        "Holdings", "Co", "Bhd", "Sdn", "GmbH", "SA",
    ];
    WORDS.contains(&word)
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

    #[test]
    fn what_begins_with_an_acronym_may_be_another() {
        let cases = [
            ("ENU Railway", true),
            ("ENU Group", false),
            ("Union Ministry of Works", true),
            ("Elm Fund", false),
            ("ENU Water Mechanism", true),
            ("ENU Holdings Co.", false),
        ];
        for (name, expected) in cases {
            let words: Vec<String> = name.split(' ').map(str::to_owned).collect();
            assert_eq!(is_project(&words[0], &words[1..]), expected, "{name}");
        }
    }

    #[test]
    fn fields_of_ministries() {
        let cases = [
            ("Interior Ministry", "ministry interior"),
            ("Ministry of the Interior", "ministry interior"),
            ("Ministry of Foreign Affairs", "ministry foreign"),
            ("Department of Defense", "department defence"),
            ("Ministry", ""),
            ("Elm Institute", ""),
        ];
        for (name, expected) in cases {
            let words: Vec<String> = name.split(' ').map(str::to_owned).collect();
            assert_eq!(field(&words).unwrap_or_default(), expected, "{name}");
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
            ("Union Commission", true),
            ("Elm Commission", false),
        ];
        for (name, expected) in cases {
            let rest: Vec<String> = name.split(' ').map(str::to_owned).collect();
            assert_eq!(is_part(&rest), expected, "{name}");
        }
    }
}
