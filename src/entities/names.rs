//! The parts of names: honorifics, suffixes, nouns of office, other names of countries.
//!
//! ```
//! use saidwho::entities::names;
//! assert_eq!(names::bare_person("Brig. Gen. Ada Lind's"), "Ada Lind");
//! assert_eq!(names::bare("the Elm Institute’s"), "Elm Institute");
//! assert!(names::is_role_noun("spokeswoman") && names::is_role_noun("Officials"));
//! assert_eq!(names::country("Britain"), Some("United Kingdom"));
//! ```

use foldhash::{HashMap, HashMapExt};
use std::sync::OnceLock;

/// Words before a name that are not part of it.
const HONORIFICS: &[&str] = &[
    "mr.", "mrs.", "ms.", "mr", "mrs", "ms", "miss", "dr.", "dr", "prof.", "sir", "dame", "lord", "lady", "sen.",
    "sens.", "rep.", "reps.", "gov.", "gen.", "lt.", "col.", "maj.", "capt.", "sgt.", "cpl.", "adm.", "brig.", "rev.",
    "hon.", "pres.", "pvt.", "cmdr.", "det.", "supt.", "president", "senator", "governor", "general", "king", "queen",
    "prince", "princess", "pope", "sheikh", "ayatollah", "judge", "justice", "professor", "doctor", "captain",
    "colonel", "major", "lieutenant", "sergeant", "admiral", "brigadier", "father", "sister", "brother", "bishop",
    "archbishop", "cardinal", "rabbi", "imam", "emperor", "sultan", "st.", "saint", "secretary", "minister",
    "chancellor", "premier", "mayor", "congressman", "presidents", "senators", "congresswoman", "representative",
    "chairman", "reverend",
];

/// More of them, which stand before names of other things as well ("General Motors", "Chief Justice").
const TITLES: &[&str] = &[
    "prof", "maj", "gen", "brig", "sen", "rep", "gov", "lt", "col", "capt", "sgt", "cpl", "adm", "rev", "supt", "cmdr",
    "det", "begum", "datuk", "seri", "hajj", "haji", "shri", "smt", "ambassador", "administrator", "councilman",
    "councilwoman", "commissioner", "sheriff", "coach", "detective", "inspector", "officer", "madam", "madame", "mme.",
    "monsieur", "señor", "señora", "herr", "frau", "private", "alhaji", "alhaja", "cllr", "hajiya", "comrade",
    "constable", "barrister", "baroness", "justices", "corporal", "commander", "chief", "spokesman", "spokeswoman",
    "spokesperson", "director", "coauthor", "co-author", "comptroller", "comandante", "shaikh", "sheikha", "shaikha",
    "monsignor", "archdeacon", "engr.", "uncle", "aunt", "auntie", "grandmother", "grandfather",
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
    "referee", "skipper", "winger", "bowler", "jockey", "sprinter", "elder", "barrister", "solicitor", "constable",
    "mp", "mep", "msp", "mla", "backbencher", "predecessor", "successor", "counterpart", "supporter", "voter",
    "whistleblower", "vicar", "nominee", "accountant", "airman", "alumnus", "animator", "apprentice", "attaché",
    "auditor", "babysitter", "bartender", "beekeeper", "billionaire", "bodyguard", "bookkeeper", "boxer", "boyfriend",
    "cameraman", "campaigner", "caregiver", "carer", "caretaker", "cashier", "cellist", "chaplain", "chieftain",
    "chronicler", "cleric", "climber", "consul", "contractor", "coroner", "cosmonaut", "counsellor", "cricketer",
    "cyclist", "dancer", "deacon", "dealer", "defector", "defendant", "dentist", "detainee", "dissident", "drummer",
    "environmentalist", "evangelist", "explorer", "financier", "florist", "forester", "fundraiser", "gardener",
    "girlfriend", "golfer", "granddaughter", "grandfather", "grandmother", "grandson", "gunman", "gymnast",
    "hairdresser", "headmistress", "heir", "heiress", "herbalist", "herder", "homeowner", "hotelier", "illustrator",
    "imam", "industrialist", "influencer", "inmate", "interpreter", "inventor", "jailer", "janitor", "jurist",
    "kidnapper", "landlady", "landlord", "linebacker", "magnate", "medalist", "medallist", "millionaire", "missionary",
    "mogul", "monk", "motorcyclist", "mountaineer", "nanny", "naturalist", "nephew", "newscaster", "newsreader",
    "niece", "nobleman", "notary", "nun", "outfielder", "panelist", "panellist", "paralegal", "paratrooper", "pianist",
    "plaintiff", "planner", "playwright", "plumber", "podcaster", "preacher", "presenter", "protester", "provost",
    "quarterback", "rancher", "rapper", "rector", "registrar", "restaurateur", "sailor", "screenwriter", "sculptor",
    "seafarer", "shepherd", "shopkeeper", "skater", "skier", "smuggler", "sniper", "speechwriter", "stepfather",
    "stepmother", "stockbroker", "stylist", "supervisor", "swimmer", "theologian", "trafficker", "trainee", "tutor",
    "umpire", "undersecretary", "veterinarian", "vocalist", "waitress", "warlord", "welder", "widower", "winemaker",
    "wrestler", "professional", "rapporteur", "claimant", "carver", "descendant", "descendent", "citizen", "admiral",
    "commodore", "contender", "incumbent",
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
    "technology", "council", "company", "board", "committee", "agency", "department", "ministry", "embassy",
    "government", "university", "hospital", "museum", "church", "airline", "airport", "prison", "football", "homeland",
    "intelligence", "counter", "oil", "nobel", "laureate", "planning", "housing", "engineering", "banking", "mining",
    "nursing", "sales", "design", "group",
];

const HONORIFIC: u8 = 1;
const TITLE: u8 = 2;
const ROLE: u8 = 4;
const MODIFIER: u8 = 8;

/// The lists in which a word stands, as the bits above: one look-up for all of them. Case does not count.
fn lists(word: &str) -> u8 {
    static LISTS: OnceLock<HashMap<&'static str, u8>> = OnceLock::new();
    let lists = LISTS.get_or_init(|| {
        let mut lists = HashMap::new();
        for (words, bit) in [(HONORIFICS, HONORIFIC), (TITLES, TITLE), (ROLE_NOUNS, ROLE), (MODIFIERS, MODIFIER)] {
            for word in words {
                *lists.entry(*word).or_insert(0) |= bit;
            }
        }
        lists
    });
    // No listed word is longer.
    let mut lower = [0_u8; 20];
    if !word.is_ascii() {
        return lists.get(word.to_lowercase().as_str()).copied().unwrap_or(0);
    }
    let Some(lower) = lower.get_mut(..word.len()) else { return 0 };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).ok().and_then(|lower| lists.get(lower)).copied().unwrap_or(0)
}

/// Whether the word is an honorific or a title that is set before a name.
#[must_use]
pub fn is_honorific(word: &str) -> bool {
    lists(word) & HONORIFIC != 0
}

/// Whether the word is a noun of office or trade, in the singular or plural.
#[must_use]
pub fn is_role_noun(word: &str) -> bool {
    let plural = |word: &str| word.strip_suffix(['s', 'S']).is_some_and(|singular| lists(singular) & ROLE != 0);
    let ends = |end: &str| {
        word.len() >= end.len() && word.as_bytes()[word.len() - end.len()..].eq_ignore_ascii_case(end.as_bytes())
    };
    // "glaciologist", "orchardist", "paediatrician"; but not "resist" and "shortlist".
    let is_trade = || {
        let one = word.strip_suffix('s').unwrap_or(word);
        one.len() > 7 && one.ends_with("ist") && !one.ends_with("list") && !one.ends_with("sist")
            || one.len() > 8 && ["ician", "ographer"].iter().any(|end| one.ends_with(end))
    };
    lists(word) & ROLE != 0
        || plural(word)
        || ends("men")
        || ends("women") && word.len() > 5
        || (ends("sman") || ends("swoman")) && word.len() > 6
        || is_trade()
}

/// Whether the word means a human being alone, and never a firm or a team as "partner", "leader" and "producer" do.
#[must_use]
pub fn is_human(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "engineer", "teacher", "nurse", "lawyer", "student", "professor", "doctor", "farmer", "actor", "actress",
        "singer", "rapper", "author", "writer", "poet", "reporter", "soldier", "senator", "mayor", "judge", "priest",
        "pastor", "mother", "father", "son", "daughter", "wife", "husband", "widow", "brother", "sister", "uncle",
        "aunt", "politician", "lecturer", "scholar", "architect", "footballer", "midfielder", "goalkeeper",
        "carpenter", "painter", "musician", "pilot", "waiter", "waitress", "clerk", "lawmaker", "drummer", "dancer",
        "playwright",
    ];
    let is_person = |end: &str| word.len() > end.len() + 2 && word.ends_with(end);
    WORDS.contains(&word) || is_role_noun(word) && (["sman", "swoman", "ist", "ician"].into_iter().any(is_person))
}

/// Whether the word may stand inside a title, before its noun.
#[must_use]
pub fn modifies_role(word: &str) -> bool {
    lists(word) & MODIFIER != 0
}

/// What the words of a text say of a person. Never guessed from a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Gender {
    Female,
    Male,
}

/// The gender that an honorific states.
#[must_use]
pub fn honorific_gender(word: &str) -> Option<Gender> {
    const MALE: &[&str] =
        &["mr.", "mr", "sir", "lord", "king", "prince", "father", "brother", "monsieur", "señor", "herr", "shri"];
    const FEMALE: &[&str] = &[
        "mrs.", "mrs", "ms.", "ms", "miss", "dame", "lady", "queen", "princess", "sister", "madam", "madame", "mme.",
        "señora", "frau", "begum", "smt",
    ];
    let is_in = |list: &[&str]| list.iter().any(|entry| entry.eq_ignore_ascii_case(word));
    gender(is_in(MALE), is_in(FEMALE))
}

/// The gender that a noun of office or kinship states: "spokeswoman", "husband". `None` for a plural.
#[must_use]
pub fn noun_gender(word: &str) -> Option<Gender> {
    const MALE: &[&str] =
        &["king", "prince", "actor", "headmaster", "waiter", "widower", "nephew", "uncle", "man", "boy"];
    const FEMALE: &[&str] =
        &["queen", "princess", "actress", "headmistress", "waitress", "widow", "niece", "aunt", "woman", "girl"];
    if let Some(kin) = kinship(word) {
        return Some(kin);
    }
    let lower = word.to_ascii_lowercase();
    let is_in = |list: &[&str]| list.contains(&lower.as_str());
    let female = lower.ends_with("woman");
    gender(is_in(MALE) || !female && lower.ends_with("man") && is_role_noun(&lower), is_in(FEMALE) || female)
}

/// The gender of somebody's relative: "wife", "son".
#[must_use]
pub fn kinship(word: &str) -> Option<Gender> {
    let male = ["husband", "father", "son", "brother", "grandfather", "grandson", "stepfather", "fiancé"];
    let female = ["wife", "mother", "daughter", "sister", "grandmother", "granddaughter", "stepmother", "fiancée"];
    let is_in = |list: [&str; 8]| list.iter().any(|entry| entry.eq_ignore_ascii_case(word));
    gender(is_in(male), is_in(female))
}

/// The gender of a pronoun in the singular.
#[must_use]
pub fn pronoun_gender(word: &str) -> Option<Gender> {
    let is_in = |list: [&str; 4]| list.iter().any(|entry| entry.eq_ignore_ascii_case(word));
    gender(is_in(["he", "him", "his", "himself"]), is_in(["she", "her", "hers", "herself"]))
}

fn gender(male: bool, female: bool) -> Option<Gender> {
    match (male, female) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

/// The honorifics and titles that a name begins with.
pub fn titles(name: &str) -> impl Iterator<Item = &str> {
    let words = name.split_whitespace().count();
    name.split_whitespace().take(words.saturating_sub(1)).take_while(|word| is_title(word))
}

/// A title as a noun, in small letters: "senator" for "Sen.".
#[must_use]
pub fn title_noun(title: &str) -> String {
    let lower = title.to_lowercase();
    let noun = match lower.trim_end_matches('.') {
        "dr" | "physician" | "surgeon" => "doctor",
        "sen" => "senator",
        "rep" | "congressman" | "congresswoman" => "representative",
        "gov" => "governor",
        "gen" => "general",
        "prof" => "professor",
        "capt" => "captain",
        "lt" => "lieutenant",
        "col" => "colonel",
        "sgt" => "sergeant",
        "rev" => "reverend",
        "adm" => "admiral",
        "justice" => "judge",
        other => other,
    };
    noun.to_owned()
}

/// Whether the word may be a title before a person's name.
#[must_use]
pub fn is_title(word: &str) -> bool {
    lists(word) & (HONORIFIC | TITLE) != 0
}

/// Whether the word ends a personal name and is no surname.
#[must_use]
pub fn is_suffix(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV")
}

/// Whether the word stands behind a name for an honour, a degree or a seat, and is no part of it: "KC", "MP".
#[must_use]
pub fn is_postnominal(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "KC", "QC", "MP", "MEP", "MSP", "TD", "OBE", "MBE", "CBE", "KBE", "DBE", "PhD", "Ph.D.", "MD", "M.D.", "Esq.",
    ];
    WORDS.contains(&word)
}

/// A name in capitals, as datelines and bylines have it, as it is written elsewhere. Short ones are acronyms.
///
/// ```
/// use saidwho::entities::names::lowered;
/// assert_eq!(lowered("NEW WESTMARK"), "New Westmark");
/// assert_eq!(lowered("ADA J. O'HARA-MCORR"), "Ada J. O'Hara-McOrr");
/// assert_eq!(lowered("UAE"), "UAE");
/// ```
#[must_use]
pub fn lowered(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 5 || name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut lowered = String::with_capacity(name.len());
    for part in name.split_inclusive([' ', '-']) {
        let word = part.trim_end_matches([' ', '-']);
        if word.chars().filter(|c| c.is_alphabetic()).count() < 3 || is_suffix(word) {
            lowered.push_str(part);
            continue;
        }
        // "O'HARA", "MCORR"
        let prefix = ["O'", "O’", "D'", "D’", "MC"].into_iter().find(|prefix| word.starts_with(prefix)).unwrap_or("");
        lowered.push_str(if prefix == "MC" { "Mc" } else { prefix });
        let mut rest = part[prefix.len()..].chars();
        lowered.extend(rest.next());
        lowered.push_str(&rest.as_str().to_lowercase());
    }
    lowered
}

/// Whether the token is what a possessive ends with, with a capital in headlines: "Westmark’S".
#[must_use]
pub fn is_genitive(word: &str) -> bool {
    matches!(word, "'s" | "’s" | "'S" | "’S")
}

/// Whether the word begins with a capital. Called, not put in place: the app is smaller by it.
#[must_use]
#[inline(never)]
pub fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Firms whose name is a possessive.
const POSSESSIVES: &[&str] = &[
    "Macy", "McDonald", "Lloyd", "Sainsbury", "Wendy", "Bloomingdale", "Sotheby", "Christie", "Kellogg", "Levi",
    "Moody", "Kohl", "Domino", "Denny", "Lowe", "Arby", "Standard & Poor",
];

/// Whether a firm of this name is called by its possessive: "Macy" for "Macy's".
#[must_use]
pub fn is_possessive(name: &str) -> bool {
    POSSESSIVES.contains(&name)
}

/// A name without article and possessive.
#[must_use]
pub fn bare(name: &str) -> &str {
    if ["'s", "’s"].iter().any(|end| name.strip_suffix(end).is_some_and(is_possessive)) {
        return name;
    }
    let name = ["'s", "’s", "'", "’"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name).trim();
    let article = name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("the "));
    if article { name[4..].trim_start() } else { name }
}

/// A person's name without what does not belong to it: titles before it, an affiliation after it, brackets.
///
/// ```
/// use saidwho::entities::names::bare_person;
/// assert_eq!(bare_person("Advisory Editor Ada Lind Orr"), "Ada Lind Orr");
/// assert_eq!(bare_person("Ada Lind of the Elm Institute"), "Ada Lind");
/// assert_eq!(bare_person("Dean Orr"), "Dean Orr");
/// assert_eq!(bare_person("Bo’ Orr"), "Bo Orr");
/// ```
#[must_use]
pub fn bare_person(name: &str) -> String {
    let plain: String = name.chars().filter(|c| !matches!(c, '[' | ']' | '(' | ')' | '“' | '”' | '"')).collect();
    // Carl ‘Bo’ Orr
    let unquoted = |word: &'_ str| word.trim_matches(['\'', '‘', '’']).len();
    let mut words: Vec<&str> = bare(&plain).split_whitespace().filter(|word| unquoted(word) > 0).collect();
    for word in &mut words {
        *word = word.trim_start_matches('‘').trim_end_matches(['\'', '’']);
    }
    while words.len() > 1 && is_title(words[0]) {
        words.remove(0);
    }
    if words.len() > 2 && words[0] == "of" {
        words.drain(..2);
    }
    if let Some(at) = words.iter().position(|word| *word == "of").filter(|&at| at > 0) {
        words.truncate(at);
    }
    // "Advisory Editor Ada Lind": what ends with a noun of office is a title, when a full name is left behind it.
    let title = words.iter().rposition(|word| is_office(word));
    if let Some(at) = title.filter(|&at| at + 3 <= words.len()) {
        words.drain(..=at);
    }
    words.join(" ")
}

/// Whether the word is a noun of office by which nobody is called.
#[must_use]
pub fn is_office(word: &str) -> bool {
    is_role_noun(word) && !is_given_name(word)
}

/// Nouns of office that people are also called by.
fn is_given_name(word: &str) -> bool {
    matches!(
        word,
        "Dean"
            | "Baker"
            | "Bishop"
            | "King"
            | "Prince"
            | "Pope"
            | "Miner"
            | "Guard"
            | "Marshal"
            | "Judge"
            | "Justice"
            | "Head"
            | "Cardinal"
            | "Major"
            | "Priest"
            | "Page"
            | "Fellow"
            | "Victim"
            | "Queen"
            | "Son"
            | "Lead"
            | "Prime"
    )
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
    static NAMES: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    // "us" in small letters is a pronoun.
    if !is_capital(name) {
        return None;
    }
    let names = NAMES.get_or_init(|| COUNTRIES.iter().copied().collect());
    names.get(name.to_lowercase().as_str()).copied()
}
