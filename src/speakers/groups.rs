//! Nouns that stand for a group: an organisation, a body, a force.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "The Harbour League met on Monday. The group said the bridge was not safe at all.";
//! let speaker = annotate(&Page::from_text(text)).quotations[0].speaker.clone();
//! assert_eq!(speaker.map(|speaker| speaker.name), Some("Harbour League".to_owned()));
//! ```

/// Nouns that an organisation which was named a moment ago is called by, whatever its name is.
const GENERAL: &[&str] = &[
    "agency", "airline", "association", "automaker", "bank", "body", "carmaker", "carrier", "charity", "company",
    "conglomerate", "firm", "group", "insurer", "lender", "manufacturer", "movement", "nonprofit", "organisation",
    "organization", "outlet", "retailer", "startup", "watchdog",
];

/// Nouns that an organisation is called by which bears them in its name, or which has no name.
const PARTICULAR: &[&str] = &[
    "authority", "board", "club", "commission", "committee", "council", "court", "department", "embassy", "federation",
    "government", "institute", "institution", "league", "magazine", "ministry", "museum", "newspaper", "office",
    "panel", "party", "school", "society", "team", "think-tank", "tribunal", "union", "university",
];

/// Nouns for many who act as one, in any number.
const FORCES: &[&str] = &["army", "forces", "military", "police"];

/// Whether a noun stands for a group: "council", "police". In any case.
pub(super) fn is_collective(noun: &str) -> bool {
    is_organisation(noun) || FORCES.iter().any(|entry| entry.eq_ignore_ascii_case(noun))
}

/// Whether a noun stands for an organisation: "council". In any case.
pub(super) fn is_organisation(noun: &str) -> bool {
    GENERAL.iter().chain(PARTICULAR).any(|entry| entry.eq_ignore_ascii_case(noun))
}

/// Whether a noun stands for any organisation: "group". In small letters.
pub(super) fn is_general(noun: &str) -> bool {
    GENERAL.contains(&noun)
}
