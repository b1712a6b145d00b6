//! Whom the article calls by a description: "the minister" is the person who bears that office, "the ministry" what holds the
//! word in its name. What many could bear ("the group", "the engineer") is left to [`super::recent`].
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "Ada Lind, the mayor of Elm, came. “The bridge is not safe,” the mayor said.";
//! let speaker = annotate(&Page::from_text(text)).quotations[0].speaker.clone();
//! assert_eq!(speaker.map(|speaker| speaker.name), Some("Ada Lind".to_owned()));
//! ```

use super::Article;
use super::antecedents::owns;
use super::groups::is_organisation;
use super::phrases::{Phrase, Scene, chains};
use crate::entities::{Entity, MentionType, names};
use crate::span::EntityId;
use std::ops::Range;

/// So many mentions before it are looked at.
pub(super) const NEAR: usize = 120;

/// So much of a sentence is looked at, in tokens.
pub(super) const LONGEST: usize = 120;

/// Nouns of one organisation in the form of many.
const PLURAL: &[&str] = &["airlines", "airways", "archives", "headquarters", "railways", "studios"];

/// A description in its parts.
pub(super) struct Description {
    /// Its tokens, from the first on.
    pub(super) core: Range<usize>,
    /// Where its noun ends.
    of: usize,
    /// Its noun, in small letters.
    pub(super) noun: String,
    /// The names in it: "the **Uruguayan** leader".
    pub(super) narrowing: Vec<String>,
    /// Whether it is somebody's: "**his** lawyer".
    pub(super) is_owned: bool,
}

impl Description {
    /// The description that a source is, when it is one of somebody alone: "the minister", "his lawyer".
    pub(super) fn of(scene: &Scene, source: &Phrase) -> Option<Self> {
        let core = core_of(scene, &behind_style(scene, &source.tokens));
        let opening = scene.word(core.start).to_ascii_lowercase();
        // "The **27-year-old** star"
        let age = if scene.age_before(core.start + 6).is_some() { 5 } else { 0 };
        if core.len() < 2 + age || core.len() > 6 + age || !matches!(opening.as_str(), "the" | "his" | "her" | "their")
        {
            return None;
        }
        // "the head **of the Elm Institute**"
        let of = core.clone().skip(1).find(|&token| scene.word(token) == "of").unwrap_or(core.end);
        let noun = scene.word(of - 1).to_lowercase();
        let is_short = (2..4).contains(&noun.len()) && scene.word(of - 1).bytes().all(|byte| byte.is_ascii_uppercase());
        let is_office = noun.len() >= 4 || noun == "mp" || is_short;
        let are_many = noun.ends_with('s') && !noun.ends_with("ss") && !PLURAL.contains(&noun.as_str());
        if !is_office || are_many || scene.mention_at(of - 1).is_some() {
            return None;
        }
        let narrowing = narrowing(scene, &core, of - 1);
        Some(Self { core, of, noun, narrowing, is_owned: opening != "the" })
    }
}

/// What narrows a description: "the **Uruguayan** leader".
pub(super) fn narrowing(scene: &Scene, core: &Range<usize>, noun: usize) -> Vec<String> {
    let others = core.clone().skip(1).filter(|&token| token != noun).map(|token| scene.word(token));
    others.filter(|word| word.starts_with(char::is_uppercase)).map(str::to_lowercase).collect()
}

/// A description without the style before it: "His Highness **the Crown Prince**".
fn behind_style(scene: &Scene, tokens: &Range<usize>) -> Range<usize> {
    let is_capital = |at: &usize| scene.word(*at).starts_with(char::is_uppercase);
    let the = tokens.clone().skip(1).take(4).find(|at| !is_capital(at)).filter(|&at| scene.word(at) == "the");
    let has_style = matches!(scene.word(tokens.start), "His" | "Her" | "Their");
    the.filter(|&the| has_style && the > tokens.start + 1).unwrap_or(tokens.start)..tokens.end
}

/// Whose statement it is that the text goes on to cite: "In a statement, **the agency** said … the statement said".
pub(super) fn issuer(article: &Article, source: &Phrase, noun: &str) -> Option<EntityId> {
    const CITED: usize = 8;
    let scene = &article.scene;
    let sentences = scene.tokens.sentences();
    let near = article.cases.partition_point(|case| case.first() < source.tokens.start);
    let told = article.cases[..near].iter().rev().take(CITED).find_map(|case| {
        let cited = &case.verdict.as_ref()?.source.tokens;
        let own = sentences[scene.tokens.sentence_of(cited.start)].range();
        let is_statement = |at: usize| scene.word(at) == noun && scene.word(at - 1) != "joint";
        (cited.end <= source.tokens.start && own.skip(1).take(LONGEST).any(is_statement)).then_some(case)
    })?;
    told.entity.filter(|_| told.group.is_none())
}

/// A description without what only says where it speaks or what has been done with it: "**the bishop** from his house", "**the
/// club** founded in 1977".
pub(super) fn core_of(scene: &Scene, tokens: &Range<usize>) -> Range<usize> {
    let ends = |token: &usize| {
        let word = scene.word(*token);
        let is_done = word.ends_with("ed") && word.starts_with(char::is_lowercase) && chains(scene.word(*token + 1));
        chains(word) && word != "of" || word == "," || is_done
    };
    tokens.start..tokens.clone().skip(2).find(ends).unwrap_or(tokens.end)
}

/// The person who speaks for another, by the article: "Orr's lawyer, Ada Lind, said … **His lawyer** said".
pub(super) fn owned(article: &Article, source: &Phrase, noun: &str) -> Option<EntityId> {
    const HELPERS: [&str; 8] =
        ["lawyer", "attorney", "solicitor", "barrister", "agent", "spokesman", "spokeswoman", "spokesperson"];
    let scene = &article.scene;
    let near = scene
        .mentions_before(source.tokens.start)
        .iter()
        .rev()
        .take(NEAR)
        .filter(|mention| mention.kind == MentionType::Person);
    let is_so = |entity: &EntityId| {
        let entity = article.entities.get(entity.index());
        entity.is_some_and(|entity| entity.roles.iter().any(|role| holds_word(&role.text, noun)))
    };
    let mut bearers = near.map(|mention| mention.entity).filter(is_so);
    let first = bearers.next().filter(|_| HELPERS.contains(&noun))?;
    bearers.all(|other| other == first).then_some(first)
}

/// Whether what the article says of somebody rules a description out: an office is one's whole office, and who speaks about
/// those that stand for one does not.
pub(super) fn contradicts(entity: &Entity, noun: &str) -> bool {
    const STANDS: [&str; 6] = ["candidate", "contender", "frontrunner", "nominee", "senator", "mp"];
    const SPEAKS: [&str; 14] = [
        "spokesman", "spokeswoman", "spokesperson", "adviser", "advisor", "strategist", "analyst", "economist",
        "professor", "lawyer", "editor", "reporter", "judge", "justice",
    ];
    let of_noun = names::noun_gender(noun);
    let of_role = entity.roles.iter().find_map(|role| role.text.split(' ').next_back().and_then(names::noun_gender));
    let is_any = |words: &[&str]| words.iter().any(|word| entity.roles.iter().any(|role| holds_word(&role.text, word)));
    matches!((of_noun, of_role), (Some(one), Some(other)) if one != other)
        || STANDS.contains(&noun) && is_any(&SPEAKS)
        || LEADERS.contains(&noun) && (noun != "leader" && !entity.roles.is_empty() || is_any(LEADERS))
}

/// The person before it whose role the description names ("the minister", "the French leader"), or the organisation or place
/// whose name holds its noun ("the ministry", "the city"), with where it was named last.
pub(super) fn named_so(article: &Article, source: &Phrase, told: &Description) -> Option<(EntityId, usize)> {
    let scene = &article.scene;
    let Description { noun, narrowing, .. } = told;
    let noun = noun.as_str();
    let mut best: Option<(i32, usize)> = None;
    for (distance, (at, mention)) in
        scene.mentions_before(source.tokens.start).iter().enumerate().rev().take(NEAR).enumerate()
    {
        let Some(entity) = article.entities.get(mention.entity.index()) else { continue };
        let fit = match entity.kind {
            MentionType::Person if is_organisation(noun) => None,
            MentionType::Person => entity.roles.iter().find_map(|role| bears(scene, &role.text, told, at)),
            MentionType::Org | MentionType::Gpe => {
                // "The City of Elm" may be one with Elm, and be called so here alone.
                let written = mention.span.of(scene.page.text());
                let is_in = |word: &str| holds_word(&entity.name, word) || holds_word(written, word);
                let holds = SAME_THING
                    .iter()
                    .find(|group| group.contains(&noun))
                    .map_or_else(|| is_in(noun), |group| group.iter().any(|word| is_in(word)));
                // "The police" is no "Criminal Police Organization".
                let holds = holds && !is_other_body(&entity.name, noun);
                // "The Municipality **of Elm**".
                let own = scene.tokens_of(at);
                let kind = own
                    .start
                    .checked_sub(2)
                    .filter(|_| scene.word(own.start - 1) == "of" && !owns(scene, own.end))
                    .map(|of| scene.word(of).to_lowercase());
                let is_of_kind = !names::is_role_noun(noun)
                    && kind.is_some_and(|kind| {
                        kind == noun
                            || SAME_THING.iter().any(|group| group.contains(&noun) && group.contains(&kind.as_str()))
                    });
                ((holds || is_of_kind) && narrowing.is_empty()).then_some(0)
            }
            _ => None,
        };
        let Some(fit) = fit else { continue };
        let weight = fit + article.weight_of(mention.entity) - (distance / 10) as i32;
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, at));
        }
    }
    best.map(|(_, at)| (scene.mentions[at].entity, scene.tokens_of(at).start))
}

/// Whether a name is that of a body that only has to do with what a noun means.
fn is_other_body(name: &str, noun: &str) -> bool {
    const BODIES: [&str; 6] = ["organization", "organisation", "association", "federation", "foundation", "union"];
    let head = last_word(name.split(" of ").next().unwrap_or(name));
    head != noun && BODIES.contains(&head.as_str())
}

/// The last word of some, in small letters.
fn last_word(words: &str) -> String {
    words.rsplit(' ').next().unwrap_or(words).to_lowercase()
}

/// Nouns that stand for each other.
const SAME_THING: &[&[&str]] = &[
    &["city", "town", "municipality", "council", "village"],
    &["company", "firm", "corporation"],
    &["university", "college", "school"],
    &["newspaper", "paper", "magazine", "daily", "times", "post", "tribune", "gazette"],
];

/// Offices that "leader" can mean.
pub(super) const LEADERS: &[&str] =
    &["president", "premier", "chancellor", "minister", "king", "leader", "mayor", "chairman", "head"];

/// Offices besides that "chief" can mean.
const HEADS: &[&str] =
    &["ceo", "chief", "commissioner", "director", "executive", "general", "secretary", "superintendent"];

/// Words that make another office of one.
const RANKS: &[&str] = &["vice", "deputy", "assistant", "prime", "opposition"];

/// Words in the role of somebody who makes laws.
const LAWMAKERS: &[&str] = &[
    "congressman", "congresswoman", "legislator", "lawmaker", "mp", "parliament", "parliamentary", "representative",
    "senate", "senator",
];

/// How well a role fits a description of whom the mention at `at` names; `None` when it does not.
fn bears(scene: &Scene, role: &str, told: &Description, at: usize) -> Option<i32> {
    let Description { core, of, noun, narrowing, .. } = told;
    let noun = noun.as_str();
    let is_head = || LEADERS.iter().chain(HEADS).any(|office| holds_word(role, office));
    let has_noun = holds_word(role, noun)
        || role.split(' ').any(|word| names::is_title(word) && names::title_noun(word) == noun)
        || noun == "judge" && holds_word(role, "justice")
        || matches!(noun, "legislator" | "lawmaker") && LAWMAKERS.iter().any(|word| holds_word(role, word))
        || (2..4).contains(&noun.len()) && has_initials(role, noun)
        || noun == "leader" && LEADERS.iter().any(|office| holds_word(role, office))
        // "the **Elm** chief", but not "the police chief"
        || matches!(noun, "chief" | "boss") && !narrowing.is_empty() && is_head();
    // "The campaign" is no "campaign spokesman".
    let head = [" of ", " for ", " at "].iter().fold(role, |role, of| role.split(of).next().unwrap_or(role));
    let has_noun = has_noun && (names::is_role_noun(noun) || !holds_word(role, noun) || last_word(head) == noun);
    // "The **vice**-president" is no president, and the president no vice-president.
    let mut words = (core.start..*of).map(|token| scene.word(token));
    let rank = words.find(|word| RANKS.iter().any(|rank| rank.eq_ignore_ascii_case(word)));
    let outranks = rank.is_none() && noun != "minister" && LEADERS.contains(&noun);
    let is_below = |rank: &&str| !matches!(*rank, "prime" | "opposition") && holds_word(role, rank);
    if !has_noun
        || rank.is_some_and(|rank| !holds_word(role, &rank.to_lowercase()))
        || outranks && RANKS.iter().any(is_below)
    {
        return None;
    }
    let words: Vec<&str> = role.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let capitals: Vec<String> =
        words.iter().filter(|word| word.starts_with(char::is_uppercase)).map(|word| word.to_lowercase()).collect();
    // "Uruguayan" agrees with "Uruguay": five letters do.
    let agree = |one: &String, other: &String| {
        let length = one.len().min(other.len()).min(5);
        one.get(..length).is_some_and(|start| other.starts_with(start))
    };
    // "**Norland** Gov. Ada Lind": the place is none of the role.
    let start = scene.tokens_of(at).start;
    let before = || (start.saturating_sub(4)..start).map(|token| scene.word(token).to_lowercase());
    let narrows =
        |word: &String| capitals.iter().any(|other| agree(word, other)) || before().any(|other| other == *word);
    if !narrowing.iter().all(narrows) {
        return None;
    }
    // "the president" is rather the one whom the text does not call the president of somewhere else.
    let foreign = capitals.iter().filter(|word| !LEADERS.contains(&word.as_str()) && *word != noun).count();
    Some(if narrowing.is_empty() && foreign > 0 && noun != "leader" { -4 } else { 0 })
}

/// Whether words of a role are written short: "CE" of "Former chief executive".
fn has_initials(role: &str, short: &str) -> bool {
    let parts = role.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2);
    let initials: String = parts.filter_map(|word| word.chars().next()).collect();
    initials.to_lowercase().contains(short)
}

pub(super) fn holds_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|part| part.to_lowercase() == word)
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// Who says the last quotation of each text.
    #[test]
    fn descriptions_are_linked() {
        let cases = [
            (
                "Norland Gov. Ada Lind accused Bo Orr. Westmark Gov. Tom Rask did not. “He ran away,” the Norland governor said.",
                "Ada Lind",
            ),
            (
                "Norland Sen. Ada Lind came in May.\nThe mill is old.\nThe bridge is old.\nIda Rask left.\nTom Lind defends it in a film: “I built this old mill,” the senator says.",
                "Tom Lind",
            ),
            ("President Bo Orr met Ada Lind. The vice-president said the mill was never safe.", "The vice-president"),
            ("Vice President Bo Orr met Ada Lind. The president said the mill was never safe.", "The president"),
            ("Health Minister Bo Orr met Ada Lind. The prime minister said the mill was old.", "The prime minister"),
            ("Dr Ada Lind, the HLW director-general, met Bo Orr. The HLW chief said that it was safe.", "Ada Lind"),
            ("Lind campaign spokesman Bo Orr came. The campaign said the mill was never safe.", "The campaign"),
            (
                "The intelligence organization of Norland’s army has a mill. The law enforcement organization said it was safe.",
                "The law enforcement organization",
            ),
            ("The Harbour League met in Elm. The mill is safe, its statement said.", "Harbour League"),
            ("The City of Elm closed the mill.\nThe city said the mill was safe.", "City of Elm"),
            (
                "The Presidential Archives of Norland gave it back.\nThe archives said the mill was safe.",
                "Presidential Archives of Norland",
            ),
            ("Former chief executive Ada Lind was in Elm.\nThe former CE said the mill was safe.", "Ada Lind"),
            ("The Crown Prince Bo Orr came.\nHis Highness the Crown Prince said the mill was safe.", "Bo Orr"),
            (
                "Ada Lind, the parliamentary committee spokeswoman, met Bo Orr.\nThey left.\nThe legislator said the mill was safe.",
                "Ada Lind",
            ),
            (
                "The Anti Fraud Bureau (AFB) arrested a clerk.\nIn a statement, the anti-graft body said that a complaint was made.\nThe clerk was caught at home, the statement said.",
                "Anti Fraud Bureau",
            ),
            (
                "Ada Lind and Bo Orr said in a joint statement that the mill was safe.\nThe statement also said the bridge was safe.",
                "The statement",
            ),
            ("Leader of the opposition in senate Ada Lind said the mill was safe.", "Ada Lind"),
            ("The Elm Council letter reads “we may close the mill at the end of this year”.", "Elm Council"),
            (
                "The mill is old, according to the site Westmark Wiki. It was also burnt in May, according to the same source.",
                "Westmark Wiki",
            ),
            (
                "Ada la Grange said the mill was safe.\nLa Grange said that the bridge was not safe at all.",
                "Ada la Grange",
            ),
            (
                "Westmark mourns the singer Bo Orr.\nAda Orr, who represents the Orr family, described the fire.\nOrr said: “He was on a holiday in Elm.”",
                "Ada Orr",
            ),
            (
                "In a speech given by the Crown Prince Bo Orr, His Highness the Amir said a decree will come.\nHe added that it is late.",
                "His Highness the Amir",
            ),
            ("Tom Lind came. He and his lawyer, Bo Orr, said the mill was never safe.", "Tom Lind and Bo Orr"),
            (
                "The council met. Though all agreed; Westmark’s response was, “not convinced that we need a day.”",
                "Westmark",
            ),
            ("“That is a good business for mills,” Ada Lind, an analyst at the Elm Bank.", "Ada Lind"),
            (
                "The Harbour Workers League (HWL) met on Monday.\nThe organization said it was angry.",
                "Harbour Workers League",
            ),
            (
                "When the Nordic Union against Dumping (NUAD) announced its findings, the group accused the ministry of hiding the facts.",
                "Nordic Union against Dumping",
            ),
            (
                "Bo Orr, bishop of Elm, came.\n“We will not be silent any longer,” said the bishop from his house in Elm.",
                "Bo Orr",
            ),
            (
                "“We want to help,” says Bo Orr, a guitarist.\nTomas Lind, a drummer, is also playing on the night.\nThe Elm resident says many families are still without heating.",
                "Tomas Lind",
            ),
            ("Ada Lind lost her husband in May.\n“He was all I had in the world,” the widow says.", "Ada Lind"),
            (
                "Tomas Lind named a bill on Monday.\n“It is a simple bill,” the prime minister told the crowd.",
                "Tomas Lind",
            ),
            ("Bo Orr’s lawyer, Ada Lind, said that she would appeal.\nHis lawyer said the judge was calm.", "Ada Lind"),
            ("Bo Orr denied it in the court of Elm.\nThe prosecutor said the mill was never safe.", "The prosecutor"),
            (
                "The Harbour Workers League met the Elm Fishers Union and the Westmark Guild at the town hall. In May, the group said it was angry.",
                "Harbour Workers League",
            ),
            ("Gov. Bo Orr spoke with reporter Ada Lind. “It may be me,” the governor said.", "Bo Orr"),
            (
                "Bo Orr held a narrow lead over Ada Lind. Orr visited Elm on Saturday. The self-described socialist said he would win the state.",
                "Bo Orr",
            ),
            (
                "The Criminal Police Organization (Norpol) issued a notice.\nAccording to the police, the men sold goods worth 7 million crowns.",
                "the police",
            ),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let last = reading.quotations.last().and_then(|last| last.speaker.as_ref());
            assert_eq!(last.map(|speaker| speaker.name.as_str()), Some(expected), "{text}");
        }
    }

    /// "The town" is the place that is called one.
    #[test]
    fn a_place_is_what_it_is_called() {
        let text = "The Municipality of Livorno wrote on Monday.\n\nThe town said, “The bridge was never safe at all.”";
        let reading = crate::annotate(&Page::from_text(text));
        let last = reading.quotations.last().and_then(|last| last.speaker.clone());
        assert_eq!(last.map(|speaker| speaker.name).as_deref(), Some("Livorno"));
    }
}
