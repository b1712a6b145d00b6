//! Organisations whose name says nothing without the people or the country before it: "African" "Union".
//!
//! The labeller marks the two apart, as its corpora do. The mentions stay as they are; but what the entity is called, and with
//! which other names it is one, is told by both.

use super::model::{Mention, MentionType};
use super::names;

/// What such a name ends with, whatever stands before it: "Revenue Authority".
const HEADS: &[&str] = &[
    "Union", "Parliament", "League", "Army", "Navy", "Force", "Forces", "Guard", "Party", "Authority", "Community",
    "Commission", "Council", "Federation", "Confederation", "Congress", "Court", "Ministry", "Agency", "Service",
    "Academy", "Assembly", "Police", "Association", "Bureau", "Corporation", "Front", "Movement", "Brotherhood",
    "Alliance", "Committee", "Administration", "Department", "Society", "Office", "Chamber", "Organisation",
    "Organization", "Board", "Government", "Empire", "Church", "Cross", "Crescent", "Cabinet",
];

/// What is called after somebody, and is not his own: "Ada Lind" "Foundation".
const FOUNDED: &[&str] = &[
    "Foundation", "Centre", "Center", "Airport", "University", "School", "College", "Academy", "Hospital", "Museum",
    "Institute", "Library", "Stadium",
];

/// What it ends with when all that stands before that is as plain: "National Bank", but not "Orr Bank".
const INSTITUTIONS: &[&str] = &[
    "Bank", "Company", "Co.", "Co", "Group", "Holdings", "Institute", "Center", "Centre", "University", "College",
    "Fund", "Foundation", "Trust", "Hospital", "Museum", "Limited", "Ltd", "Ltd.", "Laboratory", "Airlines",
    "Railways", "Railway", "School", "Exchange", "Television", "Corp", "Corp.", "Securities", "Station", "Airport",
    "Park", "Stadium", "Cathedral", "Library", "Embassy", "Consulate", "Shipyard", "Refinery", "Unit", "Directorate",
    "Airways", "Port", "Club", "Team",
];

/// Plain words inside such names that stand in no title.
const PLAIN: &[&str] = &[
    "Central", "Development", "Space", "Petroleum", "Gas", "Power", "Medical", "Broadcasting", "Semiconductor",
    "Manufacturing", "Electric", "Steel", "Exchange", "Stock", "Cultural", "Strategic", "Telecommunications", "Postal",
    "Exploration", "Red", "Cross", "Business", "Agricultural", "Commercial", "Industrial", "Shipping", "Insurance",
    "Railway", "Railways", "Port", "Ports", "Road", "Roads", "Bridge", "Construction", "Communications", "Major",
    "Engineering", "Community", "Television", "Aviation", "Maritime", "Investment", "Securities", "Heavy",
    "Industries", "Teaching", "Memorial", "Children", "Women", "Technical", "Vocational", "Primary", "Secondary",
    "High", "Elementary", "Grammar", "Junior", "Nuclear", "Electricity", "Tourism", "Cricket", "Rugby", "Olympic",
    "Research", "Metropolitan", "Municipal", "Referral", "Mental", "Psychiatric", "Animal", "Coal", "Shipbuilding",
    "Futures", "Metal", "Merchants", "Fishing", "Real", "Estate", "Property", "Asset", "Management", "Law",
    "Conference", "Science", "Education", "Educational", "Reserve", "Export-Import", "Mineral", "Arts", "Islamic",
];

/// A mention together with the people or country right before it, where its own words say nothing alone, or with the place
/// that it breaks off before.
pub(super) fn whole<'a>(text: &'a str, mentions: &[Mention], index: usize) -> Option<&'a str> {
    let own = mentions.get(index)?;
    if let Some(whole) = with_place(text, own, mentions.get(index + 1)) {
        return Some(whole);
    }
    let first = torn(text, mentions, index);
    (first < index).then(|| mentions[first].span.cover(own.span).of(text))
}

/// The first of the mentions that a name which says nothing alone was torn into: "Elm" "Norlandish" "Community School".
/// The mention itself where it is whole.
pub(super) fn torn(text: &str, mentions: &[Mention], index: usize) -> usize {
    let own = &mentions[index];
    let name = names::bare(own.span.of(text));
    let is_thing = matches!(own.kind, MentionType::Org | MentionType::Loc) && is_generic(name);
    // "Elmish" "War"
    let is_thing = is_thing || own.kind == MentionType::Event && name == "War";
    let is_republic = own.kind == MentionType::Gpe && name.starts_with("Republic of ");
    // "the Norland Artists Fund", but not "the US Artists Fund": without the name no "the" would stand there.
    let is_the = |before: &Mention| {
        let opening = &text[..before.span.from()];
        names::country(before.span.of(text)).is_none() && (opening.ends_with("the ") || opening.ends_with("The "))
    };
    let before = index.checked_sub(1).map(|before| &mentions[before]);
    // "Norland" "Baptist University"
    let is_taught = name.ends_with(" University") || name.ends_with(" College");
    let is_named = own.kind == MentionType::Org && name.contains(' ') && (is_taught || before.is_some_and(is_the));
    let mut first = index;
    while first > 0 && index - first < 3 && (is_thing || is_republic || is_named) {
        let (before, after) = (&mentions[first - 1], &mentions[first]);
        let is_word = || !before.span.of(text).contains([' ', '-']);
        let is_owner = match before.kind {
            MentionType::Norp | MentionType::Gpe if is_thing || is_republic => true,
            MentionType::Gpe => is_named,
            // "Elm Bay" "Regional Council", "Elm" "Development Fund"
            MentionType::Loc => is_thing,
            MentionType::Work => is_thing && is_word(),
            MentionType::Person => is_thing && first == index && FOUNDED.contains(&head(name)),
            // "First" "Elm" "Bank"
            MentionType::Org => is_thing && first < index && before.span.of(text) == "First",
            _ => false,
        };
        if !is_owner || text.get(before.span.to()..after.span.from()) != Some(" ") {
            break;
        }
        first -= 1;
    }
    first
}

/// An organisation together with the place that its name ends with: "Storm Center of the" "United States".
fn with_place<'a>(text: &'a str, own: &Mention, next: Option<&Mention>) -> Option<&'a str> {
    let next = next.filter(|next| matches!(next.kind, MentionType::Gpe | MentionType::Loc))?;
    let name = own.span.of(text);
    let is_open = [" of", " of the", " for", " in"].iter().any(|end| name.ends_with(end));
    let is_bound = text.get(own.span.to()..next.span.from()) == Some(" ");
    (own.kind == MentionType::Org && is_open && is_bound).then(|| own.span.cover(next.span).of(text))
}

/// The words of a name before "of".
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split_whitespace().take_while(|word| !matches!(*word, "of" | "for" | "on"))
}

/// What a name says that it is: "Fund" of "Water Fund of Elm".
fn head(name: &str) -> &str {
    words(name).last().unwrap_or_default()
}

/// Whether a name is made of plain words: "External Action Service", "Party of Elmland".
fn is_generic(name: &str) -> bool {
    let words: Vec<&str> = words(name).collect();
    let is_plain = |word: &&str| PLAIN.contains(word) || INSTITUTIONS.contains(word) || names::modifies_role(word);
    let Some((last, rest)) = words.split_last() else { return false };
    HEADS.contains(last) || INSTITUTIONS.contains(last) && rest.iter().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_are_told_from_proper_ones() {
        let cases = [
            ("Union", true),
            ("External Action Service", true),
            ("Party of Westmark", true),
            ("National Petroleum Company Limited", true),
            ("Bank", true),
            ("Community School", true),
            ("Port Co Ltd", true),
            ("Stock Exchange", true),
            ("Airways Group", true),
            ("Merchants Bank", true),
            ("Orr Exchange", false),
            ("Orr Bank", false),
            ("Siemark", false),
            ("Steel", false),
            ("of Elm", false),
        ];
        for (name, expected) in cases {
            assert_eq!(is_generic(name), expected, "{name}");
        }
    }

    #[test]
    fn a_name_that_breaks_off_is_whole_with_its_place() {
        let page = crate::page::Page::from_text(
            "According to the National Storm Center of the United States, the rain must be watched.",
        );
        let names: Vec<String> = crate::annotate(&page).entities.into_iter().map(|entity| entity.name).collect();
        assert_eq!(names[0], "National Storm Center of the United States");
    }

    #[test]
    fn a_name_that_was_torn_is_whole_in_the_list() {
        let cases = [
            ("China Railway Group said no.", "China Railway Group"),
            ("It landed at Ada Lind International Airport on Monday.", "Ada Lind International Airport"),
            ("Bo Orr of Kenya Baptist University said no.", "Kenya Baptist University"),
            ("It was said by the Turkish Tea Board on Monday.", "Turkish Tea Board"),
            ("The Kenya Poets Fund said no on Monday.", "Kenya Poets Fund"),
            ("They saw the Turkish War begin.", "Turkish War"),
            ("The Tianjin Port Co Ltd rose on Monday.", "Tianjin Port Co Ltd"),
            ("The Hawke's Bay Regional Council met on Monday.", "Hawke's Bay Regional Council"),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&crate::page::Page::from_text(text));
            assert!(reading.entities.iter().any(|entity| entity.name == expected), "{text}");
        }
    }
}
