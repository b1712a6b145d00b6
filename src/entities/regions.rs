//! Places that are named with what they are: "Elm Province", "the province of Elm", "Republic of Norland".
//!
//! Where the text names the place alone as well, both are one. A county or a state that is called like its town is not: of
//! these each is named with what it is.

use super::forms::Forms;
use super::model::MentionType;
use foldhash::{HashMap, HashMapExt};

/// Joins what a place is called with what it is to the place.
pub(super) fn join(forms: &mut Forms) {
    let is_place = |kind: MentionType| matches!(kind, MentionType::Gpe | MentionType::Loc);
    let mut places: HashMap<String, usize> = HashMap::new();
    for form in forms.indices_of(|form| is_place(form.kind) && form.short_for.is_empty()) {
        let own = &forms.list[form];
        // By the name that the other names of a country are gathered under.
        places.entry(own.name(false).to_lowercase()).or_insert(form);
    }
    let named = forms.indices_of(|form| {
        form.short_for.is_empty() && (is_place(form.kind) || form.kind == MentionType::Org && form.words.len() > 2)
    });
    let mut taken: HashMap<usize, usize> = HashMap::new();
    for form in named {
        let own = &forms.list[form];
        // "the Emirates", which as an organisation are an airline.
        let place = if own.kind == MentionType::Gpe && own.text == "Emirates" {
            Some("united arab emirates".to_owned())
        } else {
            place(&own.words).map(|words| words.join(" ").to_lowercase())
        };
        let Some(&place) = place.and_then(|place| places.get(&place)).filter(|&&place| place != form) else { continue };
        // "Elm City" and "Elm Province" are two, and "Elm" one of them.
        if own.words.last().is_some_and(|last| last == "City" || last == "Province")
            && *taken.entry(place).or_insert(form) != form
        {
            continue;
        }
        forms.list[form].kind = forms.list[place].kind;
        forms.list[form].short_for = vec![place];
    }
}

/// The words that name the place alone: "Elm" in "Elm Province", "northern province of Elm", "Islamic Republic of Elm".
fn place(words: &[String]) -> Option<&[String]> {
    // A capital that is called after its country, and a town after its state.
    const CITIES: &[&str] = &[
        "Mexico", "Kuwait", "Panama", "Guatemala", "Quebec", "Québec", "Oklahoma", "Kansas", "Iowa", "Oregon",
        "Nevada", "Virginia", "Jersey",
    ];
    let [rest @ .., last] = words else { return None };
    if let Some(of) = words.iter().position(|word| word == "of").filter(|&of| of > 0) {
        let (what, name) = (&words[..of], &words[of + 1..]);
        let name = name.strip_prefix(&["the".to_owned()]).unwrap_or(name);
        let is_realm = match what {
            // That of China is another one than the People's.
            [only] if only == "Republic" => name.first().is_some_and(|name| name != "China"),
            [only] => matches!(only.as_str(), "State" | "Kingdom" | "Sultanate" | "Emirate" | "Commonwealth"),
            [.., last] => last == "Republic" || last == "Kingdom",
            [] => false,
        };
        let last = what.last().map(|last| last.to_lowercase()).unwrap_or_default();
        let is_region = matches!(last.as_str(), "province" | "region" | "city" | "town" | "village");
        return ((is_realm || is_region) && !name.is_empty()).then_some(name);
    }
    // "northern Elm province"
    let name = match rest {
        [first, name @ ..] if first.ends_with("ern") && first.starts_with(char::is_lowercase) => name,
        _ => rest,
    };
    let is_named = match last.as_str() {
        "Province" | "province" | "Prefecture" | "prefecture" | "Governorate" | "Region" | "region"
        | "Municipality" => true,
        "City" | "city" => !matches!(name, [only] if CITIES.contains(&only.as_str())),
        _ => false,
    };
    (is_named && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_with_what_they_are() {
        let cases = [
            ("Elm Province", "Elm"),
            ("northern Elm province", "Elm"),
            ("northern province of Elm", "Elm"),
            ("Islamic Republic of Norland", "Norland"),
            ("Republic of China", ""),
            ("State of Norland", "Norland"),
            ("Islamic State of Norland", ""),
            ("Elm City", "Elm"),
            ("City of Elm", "Elm"),
            ("Mexico City", ""),
            ("Elm County", ""),
            ("Province", ""),
        ];
        for (name, expected) in cases {
            let words: Vec<String> = name.split(' ').map(str::to_owned).collect();
            assert_eq!(place(&words).unwrap_or_default().join(" "), expected, "{name}");
        }
    }
}
