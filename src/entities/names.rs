//! The parts of names: honorifics, suffixes, nouns of office, other names of countries.
//!
//! ```
//! use saidwho::entities::names;
//! assert_eq!(names::bare("Brig. Gen. Ada Lind's"), "Ada Lind");
//! assert!(names::is_role_noun("spokeswoman") && names::is_role_noun("Officials"));
//! assert_eq!(names::country("Britain"), Some("United Kingdom"));
//! ```

/// Words before a name that are not part of it.
const HONORIFICS: &[&str] = &[
    "mr.", "mrs.", "ms.", "mr", "mrs", "ms", "miss", "dr.", "dr", "prof.", "sir", "dame", "lord", "lady", "sen.",
    "sens.", "rep.", "reps.", "gov.", "gen.", "lt.", "col.", "maj.", "capt.", "sgt.", "cpl.", "adm.", "brig.", "rev.",
    "hon.", "pres.", "pvt.", "cmdr.", "det.", "supt.", "president", "senator", "governor", "general", "king", "queen",
    "prince", "princess", "pope", "sheikh", "ayatollah", "judge", "justice", "professor", "doctor", "captain",
    "colonel", "major", "lieutenant", "sergeant", "admiral", "brigadier", "father", "sister", "brother", "bishop",
    "archbishop", "cardinal", "rabbi", "imam", "emperor", "sultan", "st.", "saint", "secretary", "minister",
    "chancellor", "premier", "mayor", "congressman", "congresswoman", "representative", "chairman", "reverend",
];

/// Nouns of office and trade; the plural is met too.
const ROLE_NOUNS: &[&str] = &[
    "academic", "activist", "actor", "actress", "administrator", "adviser", "advisor", "advocate", "agent", "aide",
    "ambassador", "analyst", "anchor", "anthropologist", "archaeologist", "architect", "artist", "assistant",
    "associate", "astronaut", "astronomer", "athlete", "attorney", "author", "banker", "biologist", "bishop",
    "blogger", "boss", "broker", "builder", "businessman", "businesswoman", "candidate", "captain", "cardinal",
    "carpenter", "ceo", "chair", "chairman", "chairperson", "chairwoman", "champion", "chancellor", "chef", "chemist",
    "chief", "clerk", "coach", "co-founder", "cofounder", "colonel", "columnist", "comedian", "commander",
    "commentator", "commissioner", "composer", "conductor", "congressman", "congresswoman", "consultant",
    "coordinator", "correspondent", "councillor", "councilman", "councilwoman", "counsel", "counselor", "critic",
    "curator", "customer", "dean", "defender", "delegate", "demonstrator", "deputy", "designer", "detective",
    "developer", "dictator", "diplomat", "director", "doctor", "driver", "ecologist", "economist", "editor",
    "educator", "employee", "engineer", "entrepreneur", "envoy", "epidemiologist", "executive", "expert", "farmer",
    "fellow", "filmmaker", "firefighter", "fisherman", "footballer", "founder", "general", "geologist", "goalkeeper",
    "governor", "grocer", "guard", "head", "headmaster", "historian", "host", "inspector", "instructor",
    "investigator", "investor", "journalist", "judge", "justice", "king", "labourer", "lawmaker", "lawyer", "leader",
    "lecturer", "legislator", "librarian", "lieutenant", "lobbyist", "magistrate", "manager", "marshal",
    "mathematician", "mayor", "mechanic", "mediator", "member", "midfielder", "midwife", "militant", "miner",
    "minister", "moderator", "musician", "negotiator", "novelist", "nurse", "observer", "officer", "official",
    "operator", "organizer", "organiser", "owner", "painter", "parliamentarian", "partner", "pastor", "paramedic",
    "philosopher", "photographer", "physician", "physicist", "pilot", "player", "poet", "policeman", "politician",
    "pollster", "pope", "premier", "president", "priest", "prime", "prince", "princess", "principal", "producer",
    "professor", "programmer", "prosecutor", "psychiatrist", "psychologist", "publisher", "queen", "rabbi", "ranger",
    "refugee", "reporter", "representative", "researcher", "resident", "retailer", "reverend", "scholar", "scientist",
    "secretary", "senator", "sergeant", "sheriff", "singer", "sociologist", "soldier", "songwriter", "speaker",
    "specialist", "spokesman", "spokesperson", "spokeswoman", "statistician", "strategist", "striker", "student",
    "superintendent", "surgeon", "teacher", "technician", "trader", "trainer", "translator", "treasurer", "trustee",
    "tycoon", "veteran", "victim", "volunteer", "waiter", "warden", "whip", "witness", "worker", "writer", "husband",
    "wife", "son", "daughter", "mother", "father", "brother", "sister", "widow", "uncle", "aunt", "cousin", "friend",
    "colleague", "neighbour", "neighbor", "lead", "keeper", "surveyor", "baker", "harbourmaster", "ferryman",
];

/// Adjectives and nouns that stand inside a title.
const MODIFIERS: &[&str] = &[
    "press", "national", "security", "foreign", "defense", "defence", "interior", "finance", "health", "education",
    "trade", "justice", "state", "general", "chief", "executive", "senior", "junior", "deputy", "acting", "interim",
    "former", "vice", "assistant", "associate", "managing", "political", "military", "research", "policy", "campaign",
    "opposition", "party", "majority", "minority", "union", "rights", "human", "staff", "city", "county", "police",
    "fire", "army", "navy", "presidential", "prime", "cabinet", "special", "top", "news", "sports", "medical", "legal",
    "financial", "economic", "technical", "marketing", "communications", "public", "affairs", "relations", "operating",
    "founding", "attorney", "house", "senate", "supreme", "court", "district", "federal", "regional", "provincial",
    "local", "international", "climate", "energy", "environment", "agriculture", "labor", "labour", "transport", "art",
    "film", "team", "club", "bank", "investment", "co", "harbour", "harbor", "water", "school", "science",
    "technology", "homeland", "intelligence", "counter", "oil", "nobel", "laureate",
];

/// Whether the word is an honorific or a title that is set before a name.
#[must_use]
pub fn is_honorific(word: &str) -> bool {
    HONORIFICS.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// Whether the word is a noun of office or trade, in the singular or plural.
#[must_use]
pub fn is_role_noun(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    ROLE_NOUNS.iter().any(|entry| *entry == lower || *entry == singular)
        || lower.ends_with("men")
        || lower.ends_with("women") && lower.len() > 5
}

/// Whether the word may stand inside a title, before its noun.
#[must_use]
pub fn modifies_role(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    MODIFIERS.contains(&lower.as_str())
}

/// Whether the word ends a personal name and is no surname.
#[must_use]
pub fn is_suffix(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV")
}

/// A name without article, honorifics and possessive.
#[must_use]
pub fn bare(name: &str) -> String {
    let name = ["'s", "’s", "'", "’"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while words.len() > 1 && (is_honorific(words[0]) || words[0].eq_ignore_ascii_case("the")) {
        words.remove(0);
    }
    words.join(" ")
}

/// Other names of countries, and the one they are gathered under.
const COUNTRIES: &[(&str, &str)] = &[
    ("u.s.", "United States"),
    ("us", "United States"),
    ("usa", "United States"),
    ("u.s.a.", "United States"),
    ("america", "United States"),
    ("united states of america", "United States"),
    ("united states", "United States"),
    ("uk", "United Kingdom"),
    ("u.k.", "United Kingdom"),
    ("britain", "United Kingdom"),
    ("great britain", "United Kingdom"),
    ("united kingdom", "United Kingdom"),
    ("uae", "United Arab Emirates"),
    ("u.a.e.", "United Arab Emirates"),
    ("united arab emirates", "United Arab Emirates"),
    ("dprk", "North Korea"),
    ("north korea", "North Korea"),
    ("burma", "Myanmar"),
    ("myanmar", "Myanmar"),
    ("holland", "Netherlands"),
    ("netherlands", "Netherlands"),
    ("ivory coast", "Ivory Coast"),
    ("côte d'ivoire", "Ivory Coast"),
    ("cote d'ivoire", "Ivory Coast"),
    ("czechia", "Czech Republic"),
    ("czech republic", "Czech Republic"),
    ("drc", "Democratic Republic of Congo"),
    ("democratic republic of congo", "Democratic Republic of Congo"),
    ("democratic republic of the congo", "Democratic Republic of Congo"),
    ("eu", "European Union"),
    ("european union", "European Union"),
    ("e.u.", "European Union"),
    ("u.n.", "United Nations"),
    ("un", "United Nations"),
    ("united nations", "United Nations"),
];

/// The name that other names of a country (or of the two great unions) are gathered under.
#[must_use]
pub fn country(name: &str) -> Option<&'static str> {
    // "us" in small letters is a pronoun.
    let lower = name.to_lowercase();
    if lower == name {
        return None;
    }
    COUNTRIES.iter().find(|(other, _)| *other == lower).map(|(_, country)| *country)
}
