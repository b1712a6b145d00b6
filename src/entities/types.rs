//! The fine type of a name: a country or a river, a law or a festival.
//!
//! The labeller tells people, organisations, places and the rest apart. The name's own words say more, and the word before
//! it: what is called "Sir" is no place.

use super::model::MentionType;
use super::recognise::{COARSE, LOC, MISC, ORG, PERSON};
use super::{names, word_at};
use crate::span::Span;
use crate::tagger::lexicon::{self, Lexicon};
use std::ops::Range;

/// What stands before people alone, with a capital. "Miss" stands before countries in contests, "General" before firms.
const BEFORE_PEOPLE: &[&str] = &[
    "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "Sir", "Dame", "Lady", "Lord", "Baroness", "Sen.", "Rep.",
    "Gov.", "Gen.", "Col.", "Maj.", "Capt.", "Lt.", "Sgt.", "Cpl.", "Adm.", "Rev.", "Prof.", "Prof", "Captain",
    "Barrister", "Alhaji", "Hajiya",
];

/// What is built, and never a surname.
const BUILT: &[&str] = &[
    "Arena", "Stadium", "Airport", "Avenue", "Boulevard", "Hotel", "Highway", "Expressway", "Motorway", "Cathedral",
    "Hospital", "Dam", "Shrine", "Mosque", "Refinery", "Shipyard",
];

/// What a firm or an institution is called after its founder, and never a surname.
const FOUNDED: &[&str] = &[
    "Company", "Inc", "Inc.", "Ltd", "Ltd.", "LLC", "LLP", "Corporation", "Corp.", "Holdings", "Plc", "plc",
    "University", "College", "School", "Institute", "Foundation", "Association", "Committee", "Network", "Media",
    "Centre", "Center",
];

/// What an institution is called by, at the end of its name or at its beginning: "Autonomous **University** of Elm".
const INSTITUTIONS: &[&str] = &[
    "University", "College", "Institute", "Commission", "Association", "Ministry", "Council", "Authority", "Agency",
    "Foundation", "Committee", "Railway", "Railways", "Party", "Academy", "Court", "Laboratory",
];

/// What a number behind it belongs to: "S&P 500", "BBC Radio 4".
const NUMBERED: &[&str] = &["S&P", "Nikkei", "CAC", "FTSE", "Russell", "Nasdaq", "Stoxx", "Formula", "Radio", "Ibex"];

/// What stands before the names of storms.
const STORMS: &[&str] = &["Hurricane", "Typhoon", "Cyclone", "Storm"];

/// What stands before the names of ships.
const SHIPS: &[&str] = &["USS", "HMS", "HMAS", "HMCS", "HMNZS", "INS", "RMS", "MV"];

/// A name and its coarse type, set right by the words before it and by its own first and last word.
pub(super) fn retyped(
    text: &str,
    spans: &[Span],
    run: Range<usize>,
    kind: usize,
    lexicon: &Lexicon,
) -> (Range<usize>, usize) {
    let word = |at: usize| word_at(text, spans, at);
    let (first, last) = (word(run.start), word(run.end - 1));
    let before = run.start.checked_sub(1).map_or("", word);
    let is_capital = |word: &str| super::names::is_capital(word);
    if kind == PERSON && run.len() > 1 && (BUILT.contains(&last) || FOUNDED.contains(&last)) {
        // "Queen Ada School"
        let title = usize::from(names::is_title(before) && is_capital(before));
        return (run.start - title..run.end, if BUILT.contains(&last) { LOC } else { ORG });
    }
    if kind == LOC && run.len() > 1 && is_institution(text, &spans[run.clone()]) {
        return (run, ORG);
    }
    // "Ada Lind Street": where somebody is or lives, and nobody.
    let is_street = matches!(last, "Street" | "Road" | "Avenue" | "Lane" | "Drive" | "Square");
    let is_at =
        matches!(before, "on" | "along" | "in" | "at" | "off") || before.bytes().all(|byte| byte.is_ascii_digit());
    // "along Sir Ada Lind Drive": nobody is called Drive.
    let is_never = matches!(last, "Road" | "Avenue" | "Drive");
    if kind == PERSON && run.len() > 1 && (is_never || is_street && is_at && run.start > 0) {
        let title = usize::from(names::is_title(before) && is_capital(before));
        return (run.start - title..run.end, LOC);
    }
    // "the Manhattan District" Attorney
    if kind == LOC && run.len() > 1 && last == "District" && run.end < spans.len() && word(run.end) == "Attorney" {
        return (run.start..run.end - 1, LOC);
    }
    // "Rep. Song Lind" is no work of art.
    if kind == MISC && run.len() > 1 && matches!(first, "Rep." | "Sen." | "Gov." | "Gen." | "Col." | "Lt." | "Sgt.") {
        return (run, PERSON);
    }
    // "Highway 3", "Formula 1"
    let is_number = |at: usize| at < spans.len() && word(at).bytes().all(|byte| byte.is_ascii_digit());
    if run.len() == 1 && matches!(first, "Highway" | "Interstate" | "Route") && is_number(run.end) {
        return (run.start..run.end + 1, LOC);
    }
    if kind != PERSON && NUMBERED.contains(&last) && is_number(run.end) {
        return (run.start..run.end + 1, kind);
    }
    // "James Webb Space Telescope"
    if kind == PERSON && run.len() > 1 && last == "Telescope" {
        return (run, MISC);
    }
    let is_called = |word: &str| SHIPS.contains(&word) || STORMS.contains(&word);
    if kind != ORG && is_called(before) {
        return (run.start - 1..run.end, MISC);
    }
    if kind != ORG && run.len() > 1 && is_called(first) {
        return (run, MISC);
    }
    let is_titled = BEFORE_PEOPLE.contains(&before) || run.len() > 1 && BEFORE_PEOPLE.contains(&first);
    let lower = last.to_lowercase();
    let is_thing = LANDSCAPE.contains(&lower.as_str())
        || lexicon.get(lexicon::hash(&lower)).lists & (lexicon::ORGANISATION | lexicon::PLACE) != 0;
    let is_owner = run.clone().any(|at| matches!(word(at), "'s" | "’s") && at + 1 < run.end);
    if matches!(kind, ORG | LOC) && is_titled && run.len() < 5 && !is_thing && !is_owner && !names::is_role_noun(last) {
        return (run, PERSON);
    }
    (run, kind)
}

/// Whether a name ends with what it is, or has it before "of": "Elm University", "Autonomous University of Elm".
fn is_institution(text: &str, run: &[Span]) -> bool {
    let of = run.iter().skip(1).position(|span| span.of(text) == "of").map_or(run.len() - 1, |of| of);
    INSTITUTIONS.contains(&run[of].of(text))
        || INSTITUTIONS.contains(&run[run.len() - 1].of(text))
        || heads(run[0].of(text))
}

/// What an institution is called by before its name: "**Universidad** Santa Ada".
pub(super) fn heads(word: &str) -> bool {
    matches!(word, "Universidad" | "Universidade" | "Université" | "Universität" | "Instituto" | "Banco")
}

/// Whether a firm or an institution is called so after its founder: "Ltd", "Foundation".
pub(super) fn is_founded(word: &str) -> bool {
    FOUNDED.contains(&word)
}

/// Whether what ends so is built or founded and called after somebody: "Hospital", "School".
pub(super) fn is_built(word: &str) -> bool {
    BUILT.contains(&word) || FOUNDED.contains(&word)
}

/// Whether a name is that of a country or a state.
pub(super) fn is_country(text: &str, run: &[Span], lexicon: &Lexicon) -> bool {
    lexicon.get(key_of(text, run)).lists & lexicon::COUNTRY != 0
}

/// The fine type of a name of a coarse type.
pub(super) fn fine_type(text: &str, run: &[Span], coarse: usize, lexicon: &Lexicon) -> MentionType {
    match COARSE.get(coarse).copied().unwrap_or("MISC") {
        "PERSON" => MentionType::Person,
        "ORG" if is_people(text, run, lexicon) => MentionType::Norp,
        "ORG" => MentionType::Org,
        "LOC" => place_type(text, run, lexicon),
        _ => other_type(text, run, lexicon),
    }
}

/// A people in the plural, "Westmarkis".
fn is_people(text: &str, run: &[Span], lexicon: &Lexicon) -> bool {
    let [word] = run else { return false };
    let lower = word.of(text).to_lowercase();
    lower.ends_with("is") && lexicon.get(lexicon::hash(&lower[..lower.len() - 1])).lists & lexicon::NATIONALITY != 0
}

fn key_of(text: &str, run: &[Span]) -> u64 {
    let words: Vec<String> = run.iter().map(|span| span.of(text).to_lowercase()).collect();
    lexicon::key(words.iter().map(String::as_str))
}

/// Words at the end (or start) of a place that nobody governs.
const LANDSCAPE: &[&str] = &[
    "river", "sea", "ocean", "lake", "mountain", "mountains", "mount", "valley", "desert", "bay", "gulf", "strait",
    "peninsula", "island", "islands", "street", "avenue", "road", "square", "bridge", "airport", "park", "building",
    "tower", "palace", "stadium", "east", "west", "africa", "asia", "europe", "america", "americas", "pacific",
    "atlantic", "arctic", "antarctica", "hemisphere", "highway", "canal", "coast", "forest", "canyon", "hills", "hill",
    "beach", "cape", "dam", "glacier", "expressway", "motorway", "market", "arena", "reservoir", "reef", "volcano",
    "plateau", "delta", "lane", "hall", "jail", "castle", "courthouse", "boulevard", "garden", "gardens", "ground",
    "mediterranean", "caribbean", "capitol", "station", "hospital", "cathedral", "church", "prison", "port", "harbor",
    "harbour", "south", "north", "border", "basin", "falls", "creek", "camp", "base", "hotel", "house", "plaza",
    "center", "centre", "mosque", "shrine", "refinery", "shipyard", "balkans", "drive", "streets", "loop", "railroad",
    "temple", "farm", "wall", "plains", "sanctuary", "complex", "museum", "monastery", "pagoda", "campus", "course",
    "isthmus", "shoal", "atoll", "bluff", "crescent", "terrace", "alley", "trail", "mall", "theatre", "theater", "zoo",
    "cemetery", "quay", "pier", "wharf", "marina", "lagoon", "swamp", "ridge", "peak", "tunnel", "synagogue", "chapel",
    "abbey", "factory", "mine", "reserve", "ranch", "roads", "bridges", "railway", "caves", "cave", "cove",
    "waterfall",
];

fn place_type(text: &str, run: &[Span], lexicon: &Lexicon) -> MentionType {
    let lists = lexicon.get(key_of(text, run)).lists;
    // A seat of power speaks and acts: its name stands for those who sit there.
    const SEATS: [&str; 6] = ["White House", "Kremlin", "Pentagon", "Downing Street", "Elysee", "Vatican"];
    if SEATS.contains(&run[0].cover(run[run.len() - 1]).of(text)) {
        return MentionType::Org;
    }
    let is_country = run.len() == 1 && run[0].of(text) == "America";
    // The lists count it among the countries.
    let is_continent = run.len() == 1 && run[0].of(text) == "Antarctica";
    if is_country || !is_continent && lists & (lexicon::CITY | lexicon::COUNTRY) != 0 {
        return MentionType::Gpe;
    }
    let is_landscape = |span: &Span| LANDSCAPE.contains(&span.of(text).to_lowercase().as_str());
    let by_end = run.last().is_some_and(is_landscape)
        || run.len() == 2 && matches!(run[0].of(text), "Highway" | "Interstate" | "Route" | "Terminal")
        || begins_place(text, run);
    if by_end { MentionType::Loc } else { MentionType::Gpe }
}

/// "Lake Elm", "Camp Elm".
fn begins_place(text: &str, run: &[Span]) -> bool {
    const WORDS: &[&str] = &["Lake", "Mount", "Mt.", "Gulf", "Cape", "River", "Camp", "Loch"];
    run.len() > 1 && run.first().is_some_and(|first| WORDS.contains(&first.of(text)))
}

/// Groups that no list of nationalities holds.
const GROUPS: &[&str] = &[
    "democrat", "democrats", "democratic", "republican", "republicans", "conservative", "conservatives", "liberal",
    "liberals", "muslim", "muslims", "christian", "christians", "jew", "jews", "jewish", "islamic", "catholic",
    "catholics", "protestant", "protestants", "hindu", "hindus", "buddhist", "buddhists", "sunni", "sunnis", "shiite",
    "shiites", "shia", "kurd", "kurds", "kurdish", "arab", "arabs", "european", "europeans", "african", "africans",
    "asian", "asians", "western", "communist", "communists", "socialist", "socialists", "islamist", "islamists",
    "orthodox", "british", "latino", "latinos", "hispanic", "hispanics", "marxist", "soviet", "tory", "tories",
    "labour", "argentine", "argentines", "anglican", "evangelical", "evangelicals", "americans", "korean", "koreans",
    "serb", "serbs", "croat", "croats", "tamil", "tamils", "sikh", "sikhs", "kashmiri", "kashmiris", "aboriginal",
    "aboriginals", "indigenous", "rohingya", "uyghur", "uyghurs", "yazidi", "yazidis", "inuit", "roma", "druze",
    "soviets", "alawite", "pashtun", "pashtuns", "rastafarian", "rastafarians", "berber", "berbers", "sámi", "inca",
    "incas", "aztec", "aztecs", "mayan", "yoruba", "igbo", "hausa", "zulu", "xhosa", "maasai", "kikuyu", "kalenjin",
    "fulani", "tuareg", "oromo", "amhara", "tigrayan", "tigrayans", "hutu", "hutus", "tutsi", "tutsis", "cree",
    "navajo", "cherokee", "inuvialuit", "creole", "jain", "jains", "parsi", "baloch", "punjabi", "bengali", "dalit",
    "dalits", "brahmin", "brahmins", "bedouin", "bedouins", "hmong", "kachin", "chechen", "chechens", "tatar",
    "tatars", "cossacks", "roman", "romans", "islander", "islanders", "kiwis", "aussie", "aussies", "pākehā",
    "tlingit", "taliban", "guarani", "guaraní", "quechua", "sanskrit",
];

/// Whether a word names a people, a faith or a party: "Christian".
pub(super) fn is_group(word: &str) -> bool {
    GROUPS.contains(&word.to_lowercase().as_str())
}

fn other_type(text: &str, run: &[Span], lexicon: &Lexicon) -> MentionType {
    // "Care Act 2008" is named by the word before its year.
    let is_number = |span: &Span| span.of(text).bytes().all(|byte| byte.is_ascii_digit());
    let named = match run {
        [rest @ .., of, year] if of.of(text) == "of" && is_number(year) && !rest.is_empty() => rest,
        [rest @ .., year] if is_number(year) && !rest.is_empty() => rest,
        _ => run,
    };
    let last = named.last().map(|span| span.of(text).to_lowercase()).unwrap_or_default();
    // "World War II"
    let last = if is_ordinal(&last) && run.len() > 1 { run[run.len() - 2].of(text).to_lowercase() } else { last };
    let singular = last.strip_suffix('s').unwrap_or(&last);
    let has = |word: &str, list: u8| lexicon.get(lexicon::hash(word)).lists & list != 0;
    let listed =
        [&last, singular].iter().any(|word| has(word, lexicon::NATIONALITY)) || GROUPS.contains(&last.as_str());
    if listed || lexicon.get(key_of(text, run)).lists & lexicon::NATIONALITY != 0 || is_townsman(text, run, lexicon) {
        return MentionType::Norp;
    }
    if run.len() == 1 && matches!(last.as_str(), "māori" | "maori" | "roman" | "maya") {
        return MentionType::Norp;
    }
    // "Elm First Nation"
    if matches!(run, [.., first, nation] if first.of(text) == "First" && nation.of(text).starts_with("Nation")) {
        return MentionType::Norp;
    }
    // "Day of the Miners", "Law of Return"
    let head = run.iter().skip(1).position(|span| span.of(text) == "of").map(|of| run[of].of(text).to_lowercase());
    let is_among = |words: &[&str]| {
        words.contains(&last.as_str())
            || run.len() > 1 && words.contains(&singular)
            || head.as_deref().is_some_and(|head| words.contains(&head))
    };
    if is_among(&[
        "war", "games", "olympics", "cup", "championship", "championships", "festival", "revolution", "summit",
        "election", "elections", "hurricane", "crisis", "conference", "tournament", "prize", "award", "awards", "open",
        "day", "uprising", "massacre", "storm", "expo", "league", "series", "marathon", "derby", "trophy", "final",
        "finals", "prix", "drought", "famine", "earthquake", "tsunami", "wwii", "wwi",
    ]) || run.len() > 1 && is_among(&["month", "week", "competition", "biennale", "pageant", "congress", "carnival"])
    {
        return MentionType::Event;
    }
    if is_among(&[
        "act", "treaty", "amendment", "constitution", "law", "bill", "code", "accord", "accords", "agreement",
        "convention", "protocol", "pact", "resolution", "charter", "regulation", "directive",
    ]) || run.len() > 2 && is_among(&["plan", "partnership"])
        || run.len() > 1 && matches!(run[0].of(text), "Section" | "Article") && is_number(&run[1])
    {
        return MentionType::Law;
    }
    if begins_place(text, run) {
        return MentionType::Loc;
    }
    if SHIPS.contains(&run[0].of(text)) {
        return MentionType::Product;
    }
    if run.len() > 1 && STORMS.contains(&run[0].of(text)) {
        return MentionType::Event;
    }
    if run.len() == 1
        && ["ian", "ese", "ish", "ans", "ians", "ist", "ists", "ite", "ites"].iter().any(|end| last.ends_with(end))
    {
        return MentionType::Norp;
    }
    // "Middle Eastern", "Saudi Arabian", "Equatoguinean", "sub-Saharan"
    if run.len() == 2 && ["ern", "ian"].iter().any(|end| last.ends_with(end))
        || last.len() > 7 && ["ean", "haran"].iter().any(|end| last.ends_with(end))
    {
        return MentionType::Norp;
    }
    if run.len() > 1 && is_among(&["system", "cable", "satellite", "rocket", "missile", "vaccine", "app", "telescope"])
    {
        return MentionType::Product;
    }
    // "YouTube"
    let is_joined =
        |word: &str| word.chars().zip(word.chars().skip(1)).any(|(one, two)| one.is_lowercase() && two.is_uppercase());
    if run.len() == 1 && is_joined(run[0].of(text)) && lexicon.get(key_of(text, run)).names & lexicon::COMPANY != 0 {
        return MentionType::Org;
    }
    // "iPhone"
    let is_device =
        |word: &str| matches!(word.as_bytes(), [a, b, ..] if a.is_ascii_lowercase() && b.is_ascii_uppercase());
    if run.iter().any(|span| is_device(span.of(text))) {
        return MentionType::Product;
    }
    if run.iter().any(|span| span.of(text).bytes().any(|byte| byte.is_ascii_digit())) {
        MentionType::Product
    } else {
        MentionType::Work
    }
}

/// A number that stands behind a name: "II".
fn is_ordinal(word: &str) -> bool {
    matches!(word, "i" | "ii" | "iii" | "iv")
}

/// "New Yorkers", "Frenchman".
fn is_townsman(text: &str, run: &[Span], lexicon: &Lexicon) -> bool {
    let Some((last, rest)) = run.split_last() else { return false };
    let word = last.of(text).to_lowercase();
    if rest.is_empty()
        && ["shman", "shmen", "shwoman", "chman", "chmen", "chwoman"].iter().any(|end| word.ends_with(end))
    {
        return true;
    }
    // "Kashmiris"
    let people = word.strip_suffix("is").or(word.strip_suffix('i')).filter(|_| rest.is_empty());
    let is_place = |word: &str| lexicon.get(lexicon::hash(word)).lists & (lexicon::CITY | lexicon::COUNTRY) != 0;
    if people.is_some_and(|place| place.len() > 3 && is_place(place)) {
        return true;
    }
    // "The New Yorker" is a magazine.
    let one = word.strip_suffix("er").filter(|_| rest.is_empty());
    let Some(town) = word.strip_suffix("ers").or(one) else { return false };
    let mut words: Vec<String> = rest.iter().map(|span| span.of(text).to_lowercase()).collect();
    words.push(town.to_owned());
    lexicon.get(lexicon::key(words.iter().map(String::as_str))).lists & (lexicon::CITY | lexicon::COUNTRY) != 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::tagger::lexicon::LexiconBuilder;
    use crate::tokens::tokenize;

    #[test]
    fn words_of_a_name_say_its_type() {
        let mut builder = LexiconBuilder::default();
        builder.phrase("New Westmark", lexicon::CITY);
        builder.phrase("Antarctica", lexicon::COUNTRY);
        builder.phrase("Portelm", lexicon::CITY);
        let lexicon = Lexicon::read(&builder.pack()).expect("just packed");
        let cases = [
            ("Elm River", LOC, MentionType::Loc),
            ("Elm Glacier", LOC, MentionType::Loc),
            ("New Westmark", LOC, MentionType::Gpe),
            ("Antarctica", LOC, MentionType::Loc),
            ("Camp Elm", MISC, MentionType::Loc),
            ("Care Act 2008", MISC, MentionType::Law),
            ("Farm Act of 2018", MISC, MentionType::Law),
            ("Section 12 of the Code of Works", MISC, MentionType::Law),
            ("Elm Marathon", MISC, MentionType::Event),
            ("New Westmarkers", MISC, MentionType::Norp),
            ("Frenchman", MISC, MentionType::Norp),
            ("USS Carl Orr", MISC, MentionType::Product),
            ("Storm Ada", MISC, MentionType::Event),
            ("Elm Data Regulation", MISC, MentionType::Law),
            ("Elm 9", MISC, MentionType::Product),
            ("Songs of Elm", MISC, MentionType::Work),
            ("Westmark Koreans", MISC, MentionType::Norp),
            ("Portelmis", MISC, MentionType::Norp),
            ("Elm First Nation", MISC, MentionType::Norp),
            ("Elmi Aboriginal", MISC, MentionType::Norp),
            ("Te Reo Māori", MISC, MentionType::Work),
            ("World War II", MISC, MentionType::Event),
            ("Day of the Miners", MISC, MentionType::Event),
            ("Law of Return", MISC, MentionType::Law),
            ("Miners' Week", MISC, MentionType::Event),
            ("Joint Works Plan of Action", MISC, MentionType::Law),
            ("iElm", MISC, MentionType::Product),
            ("Elm Payroll System", MISC, MentionType::Product),
            ("Middle Eastern", MISC, MentionType::Norp),
            ("Elm Mosque", LOC, MentionType::Loc),
            ("Otto du Elm Drive", LOC, MentionType::Loc),
            ("Terminal 5", LOC, MentionType::Loc),
        ];
        for (name, coarse, expected) in cases {
            let page = Page::from_text(name);
            assert_eq!(fine_type(name, tokenize(&page).spans(), coarse, &lexicon), expected, "{name}");
        }
    }
}
