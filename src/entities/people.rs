//! Which names of people mean the same person.
//!
//! A surname or a given name goes to the full name that holds it, a name without its middle names to the longer one, a
//! long surname to the one that it misspells. Namesakes are told apart by what the text gives: "Jr.", an honorific
//! ("Mr. Marsh" is not the Marsh who is somebody's wife), a title that one of them bears. Between those who are
//! left [`super::namesakes`] decides, mention by mention.

use super::forms::{Form, Forms, initials};
use super::genders;
use super::model::MentionType;
use super::names::{self, Gender};
use crate::order::by_number;
use foldhash::{HashMap, HashMapExt};

/// Joins the forms that name people. `votes` are those of [`genders::votes`], by form.
pub(super) fn join(forms: &mut Forms, votes: &[i32]) {
    let people = forms.indices_of(|form| form.kind == MentionType::Person);
    let (full, single): (Vec<usize>, Vec<usize>) = people.iter().partition(|&&form| forms.list[form].words.len() > 1);
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    for &form in &full {
        for word in &forms.list[form].words {
            let group = by_word.entry(key(word)).or_default();
            if group.last() != Some(&form) && group.len() < 40 {
                group.push(form);
            }
        }
    }
    // "David J. Orr" and "David Orr": the same but for middle names; the longer one stands for both.
    for &form in &full {
        let group = by_word.get(&key(&forms.list[form].words[0]));
        let by_last = by_word.get(&key(forms.list[form].last()));
        let mut longer: Vec<usize> = Vec::new();
        for &other in group.into_iter().chain(by_last).flatten() {
            if other != form && !longer.contains(&other) && is_shorter(&forms.list[form], &forms.list[other]) {
                longer.push(other);
            }
        }
        // Of "Ada Lind" in "Ada Lind Orr" in "Ada Lind Orr Marsh" the longest; of two that differ none.
        by_number(&mut longer, |&other| forms.list[other].words.len() as u64);
        let nested = longer.windows(2).all(|pair| is_shorter(&forms.list[pair[0]], &forms.list[pair[1]]));
        if let Some(&longest) = longer.last().filter(|_| nested) {
            forms.list[form].short_for = vec![longest];
        }
    }
    let is_root = |forms: &Forms, form: usize| forms.list[form].short_for.is_empty();
    let roots: Vec<usize> = full.iter().copied().filter(|&form| is_root(forms, form)).collect();
    // Single names by their word: the plain form and those with an honorific.
    let mut plain: HashMap<String, usize> = HashMap::new();
    let mut honoured: HashMap<String, Vec<usize>> = HashMap::new();
    let surnamed: HashMap<String, usize> = single
        .iter()
        .filter(|&&form| forms.list[form].is_surnamed)
        .map(|&form| (key(&forms.list[form].text), form))
        .collect();
    let single: Vec<usize> = single.into_iter().filter(|&form| !forms.list[form].is_surnamed).collect();
    for &form in &single {
        let word = key(&forms.list[form].text);
        match forms.list[form].gender {
            None => drop(plain.insert(word, form)),
            Some(_) => honoured.entry(word).or_default().push(form),
        }
    }
    let mut by_initials: HashMap<String, Vec<usize>> = HashMap::new();
    for &form in &roots {
        by_initials.entry(initials(&forms.list[form].words)).or_default().push(form);
    }
    // Relatives who are called by a given name only, by the surname that they share.
    let mut relatives: HashMap<&str, Vec<usize>> = HashMap::new();
    let kin: Vec<(usize, String)> =
        single.iter().filter_map(|&form| Some((form, forms.list[form].kin_of.clone()?))).collect();
    for (form, surname) in &kin {
        relatives.entry(surname).or_default().push(*form);
    }
    for &form in &single {
        let word = key(&forms.list[form].text);
        let group: Vec<usize> =
            by_word.get(&word).into_iter().flatten().copied().filter(|&other| is_root(forms, other)).collect();
        let called = honoured.get(&word).map_or(&[][..], Vec::as_slice);
        let surnames: Vec<usize> =
            group.iter().copied().filter(|&other| key(forms.list[other].last()) == word).collect();
        let is_first = group.iter().any(|&other| is_family_first(&forms.list[other], &word));
        let mut owners = if surnames.is_empty() || is_first { group } else { surnames };
        if owners.len() > 1 {
            // "Trump" is not "Trump Jr." where both are named, unless only he is named so far.
            let is_named = |other: usize| forms.list[other].mentions.first() < forms.list[form].mentions.first();
            let junior_first = owners.iter().any(|&other| is_named(other))
                && !owners.iter().any(|&other| is_named(other) && forms.list[other].suffix().is_none());
            let plain: Vec<usize> =
                owners.iter().copied().filter(|&other| forms.list[other].suffix().is_none() && !junior_first).collect();
            if !plain.is_empty() {
                owners = plain;
            }
        }
        if owners.len() > 1 && forms.list[form].gender.is_none() {
            // Not who is called by the given name alone, nor who is only somebody's relative.
            let is_lesser = |other: usize| {
                let given = key(&forms.list[other].words[0]);
                forms.list[other].is_relative || given != word && plain.contains_key(&given)
            };
            let main: Vec<usize> = owners.iter().copied().filter(|&other| !is_lesser(other)).collect();
            if !main.is_empty() {
                owners = main;
            }
        }
        if let Some(gender) = forms.list[form].gender {
            let relatives = relatives.get(word.as_str()).map_or(&[][..], Vec::as_slice);
            owners = of_gender(gender, &owners, relatives, votes);
            // Nobody else is called so, or only by the other honorific: then the surname alone is the same person.
            let alone = owners.is_empty() && !by_word.contains_key(&word) && called.len() == 1;
            owners.extend(plain.get(&word).filter(|_| alone));
        } else if owners.is_empty() && called.len() > 1 {
            // "Marsh" where only "Mr. Marsh" and "Mrs. Marsh" are known is one of the two.
            owners = called.to_vec();
        }
        if owners.is_empty() && forms.list[form].gender.is_none() {
            owners = by_initials
                .get(&forms.list[form].text)
                .filter(|spelled| is_acronym(&forms.list[form].text) && spelled.len() == 1)
                .cloned()
                .unwrap_or_default();
        }
        if owners.is_empty() {
            owners.extend(surnamed.get(&word));
        }
        forms.list[form].short_for = owners;
    }
    join_misspellings(forms, &people, &roots);
}

/// Of the bearers of a surname those whom an honorific of this gender can mean. The text must speak for one of two.
fn of_gender(gender: Gender, owners: &[usize], relatives: &[usize], votes: &[i32]) -> Vec<usize> {
    let leaning = |form: &usize| genders::leaning(votes[*form]);
    let stated: Vec<usize> =
        owners.iter().chain(relatives).copied().filter(|form| leaning(form) == Some(gender)).collect();
    if !stated.is_empty() {
        return stated;
    }
    let open: Vec<usize> = owners.iter().copied().filter(|form| leaning(form).is_none()).collect();
    if open.len() == 1 { open } else { Vec::new() }
}

/// Whether a word is somebody's surname that stands before a given name of two syllables: "Kim Da-som".
fn is_family_first(form: &Form, word: &str) -> bool {
    let is_given = |name: &str| name.split_once('-').is_some_and(|(_, second)| second.starts_with(char::is_lowercase));
    form.words.len() == 2 && is_given(form.last()) && key(&form.words[0]) == word
}

/// A name as it is looked up: in small letters, without an Arabic article. "Bashir" is "Omar al-Bashir".
fn key(word: &str) -> String {
    let lower = word.to_lowercase();
    let bare = ["al-", "el-", "ul-"].iter().find_map(|article| lower.strip_prefix(article));
    bare.filter(|bare| bare.len() > 2).map_or_else(|| lower.clone(), str::to_owned)
}

/// "AMLO" for Andrés Manuel López Obrador.
fn is_acronym(word: &str) -> bool {
    word.len() >= 3 && word.chars().all(char::is_uppercase)
}

/// Whether one name is the other with something left out: middle names, the surname's second half, what stands before
/// the last two words.
fn is_shorter(short: &Form, long: &Form) -> bool {
    if short.suffix() != long.suffix() {
        return false;
    }
    let (one, other) = (short.names(), long.names());
    if one.len() >= other.len() {
        return false;
    }
    let same = |one: &[String], other: &[String]| {
        one.iter().zip(other).all(|(one, other)| one.to_lowercase() == other.to_lowercase())
    };
    // "Lind Jr." is whoever of that surname has the suffix.
    if one.len() == 1 {
        return short.suffix().is_some() && (same(one, other) || same(one, &other[other.len() - 1..]));
    }
    if same(one, other) || same(one, &other[other.len() - one.len()..]) {
        return true;
    }
    let ends = same(&one[..1], other) && same(&one[one.len() - 1..], &other[other.len() - 1..]);
    ends && one.iter().all(|word| other.iter().any(|other| other.eq_ignore_ascii_case(word)))
}

/// A long surname that nobody bears but for one or two letters: a slip of the pen.
fn join_misspellings(forms: &mut Forms, people: &[usize], roots: &[usize]) {
    let mut by_initial: HashMap<char, Vec<usize>> = HashMap::new();
    // A surname that is met several times may be the right one as well.
    let known = people.iter().copied().filter(|&form| {
        forms.list[form].words.len() == 1
            && forms.list[form].mentions.len() > 1
            && forms.list[form].short_for.is_empty()
    });
    for form in roots.iter().copied().chain(known) {
        let group = by_initial.entry(initial(forms.list[form].last())).or_default();
        if group.len() < 60 {
            group.push(form);
        }
    }
    for &form in people {
        let own = &forms.list[form];
        if !own.short_for.is_empty()
            || own.last().chars().count() < 5
            || (own.words.len() > 1 && own.mentions.len() > 1)
        {
            continue;
        }
        let group = by_initial.get(&initial(own.last())).into_iter().flatten().copied();
        let near: Vec<usize> = group
            .filter(|&other| {
                let long = &forms.list[other];
                // Two slips of one name must not stand for each other.
                let is_sound = other != form && long.short_for.is_empty();
                // "Al Orrani" is "Akram Al Orrany".
                let is_bare = own.words.len() == 1 || own.words.len() == 2 && matches!(&*own.words[0], "Al" | "El");
                let same_first = is_bare || own.words[0] == long.words[0];
                is_sound
                    && (same_first && !is_family(own, long) && is_misspelling(own.last(), long.last())
                        || is_given_slip(own, long) && (other < form || long.mentions.len() > own.mentions.len()))
            })
            .collect();
        if let [only] = near.as_slice()
            && (forms.list[*only].mentions.len() >= forms.list[form].mentions.len()
                || forms.list[form].words.len() == 1)
        {
            forms.list[form].short_for = vec![*only];
        }
    }
}

/// "Andrias Orr" is "Andreas Orr", but "Andrea Orr" is not: relatives are called by two endings of one name.
fn is_given_slip(own: &Form, of: &Form) -> bool {
    let (Some(one), Some(other)) = (own.words.first(), of.words.first()) else { return false };
    let is_same = own.words.len() > 1 && own.words[1..] == of.words[1..];
    let ends_alike = one.chars().next_back() == other.chars().next_back() && one.get(..2) == other.get(..2);
    is_same && ends_alike && is_misspelling(one, other)
}

/// "the Hansens" are not Hansen.
fn is_family(own: &Form, of: &Form) -> bool {
    let rest = own.last().strip_prefix(of.last());
    own.words.len() == 1 && matches!(rest, Some("s" | "es"))
}

fn initial(word: &str) -> char {
    word.chars().next().map_or(' ', |c| c.to_ascii_lowercase())
}

/// Whether two long words differ by a slip: one letter, two that changed places, or two letters in a very long word.
/// A word of five is a slip of six only when its last letter is left out.
fn is_misspelling(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let shorter = one.len().min(other.len());
    if shorter == 5 && one.len() == 5 && other.len() == 6 && other.starts_with(&one) {
        return true;
    }
    let allowed = if shorter >= 9 { 2 } else { 1 };
    if shorter < 6 || one.len().abs_diff(other.len()) > allowed {
        return false;
    }
    let differs: Vec<usize> =
        if one.len() == other.len() { (0..one.len()).filter(|&at| one[at] != other[at]).collect() } else { Vec::new() };
    if let [first, second] = differs.as_slice()
        && first + 1 == *second
        && one[*first] == other[*second]
        && one[*second] == other[*first]
    {
        return true;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, a) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] = at + 1;
        for (to, b) in other.iter().enumerate() {
            let cost = corner + usize::from(a != b);
            corner = row[to + 1];
            row[to + 1] = cost.min(corner + 1).min(row[to] + 1);
        }
    }
    let distance = row[other.len()];
    distance > 0 && distance <= allowed
}

/// Whether a title that a name is met with is borne by one of these, and by no other: an index into `candidates`.
pub(super) fn by_title(forms: &Forms, titles: &[String], candidates: &[usize]) -> Option<usize> {
    let bears = |&&candidate: &&usize| {
        let own = &forms.list[candidate].titles;
        titles.iter().any(|title| names::honorific_gender(title).is_none() && own.contains(title))
    };
    let mut bearers = candidates.iter().filter(bears);
    let first = bearers.next()?;
    bearers.next().is_none().then_some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips() {
        let cases = [
            ("Tarkovskiy", "Tarkovsky", true),
            ("Hansen", "Hanson", true),
            ("Hasian", "Hasina", true),
            ("Water", "Waters", true),
            ("Orr", "Ore", false),
            ("Brown", "Brawn", false),
            ("Martin", "Martin", false),
            ("Johnson", "Jackson", false),
        ];
        for (one, other, expected) in cases {
            assert_eq!(is_misspelling(one, other), expected, "{one} {other}");
        }
    }
}
