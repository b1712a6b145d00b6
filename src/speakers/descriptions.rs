//! Whom a description means: "the minister" is the person whom the article calls so, "the ministry" what holds the word in
//! its name, "the group" the only one that was named just before.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let text = "Ada Lind, the mayor of Elm, came. “The bridge is not safe,” the mayor said.";
//! let speaker = annotate(&Page::from_text(text)).quotations[0].speaker.clone();
//! assert_eq!(speaker.map(|speaker| speaker.name), Some("Ada Lind".to_owned()));
//! ```

use super::Article;
use super::antecedents::is_quoted;
use super::phrases::{Phrase, Scene, chains};
use crate::entities::{Entity, MentionType, names};
use crate::span::EntityId;
use std::ops::Range;

/// So many mentions before it are looked at.
const NEAR: usize = 120;

/// So much of a sentence is looked at, in tokens.
const LONGEST: usize = 120;

/// Nouns that stand for any organisation.
const COLLECTIVE: &[&str] = &[
    "agency", "association", "authority", "board", "body", "charity", "club", "commission", "committee", "company",
    "council", "court", "department", "embassy", "federation", "firm", "government", "group", "institute",
    "institution", "league", "magazine", "ministry", "movement", "museum", "newspaper", "nonprofit", "office",
    "organisation", "organization", "outlet", "panel", "party", "school", "society", "team", "think-tank", "tribunal",
    "union", "university", "watchdog",
];

/// Of these, those that readers meet again for one that was named a moment ago, whatever its name is.
const GENERAL: &[&str] = &[
    "agency", "association", "body", "charity", "company", "firm", "group", "movement", "nonprofit", "organisation",
    "organization", "outlet", "watchdog",
];

/// Nouns of one organisation in the form of many.
const PLURAL: &[&str] = &["airlines", "airways", "archives", "headquarters", "railways", "studios"];

/// Nouns that a person who was named a moment ago is called by, to vary the words.
const VARIED: &[&str] = &[
    "actor", "actress", "artist", "author", "billionaire", "boy", "businessman", "businesswoman", "captain",
    "champion", "comedian", "congressman", "congresswoman", "defender", "driver", "entrepreneur", "footballer",
    "forward", "girl", "goalkeeper", "grandfather", "grandmother", "lawmaker", "leader", "legislator", "midfielder",
    "mp", "musician", "native", "novelist", "pensioner", "pilot", "player", "politician", "presenter", "rapper",
    "rider", "resident", "senator", "singer", "star", "striker", "teenager", "veteran", "widow", "widower", "winger",
    "writer",
];

/// Whether a noun stands for an organisation: "council". In any case.
pub(super) fn is_collective(noun: &str) -> bool {
    COLLECTIVE.iter().any(|entry| entry.eq_ignore_ascii_case(noun))
}

/// The person before it whose role the phrase names ("the minister", "the French leader"), or the organisation or place
/// whose name holds its noun ("the ministry", "the city"); else whoever was named just before, and nobody else was.
pub(super) fn bearer(article: &Article, source: &Phrase) -> Option<EntityId> {
    let scene = &article.scene;
    let core = core(scene, &behind_style(scene, &source.tokens));
    let opening = scene.word(core.start).to_ascii_lowercase();
    if core.len() < 2 || core.len() > 6 || !matches!(opening.as_str(), "the" | "his" | "her" | "their") {
        return None;
    }
    // "the head **of the Elm Institute**"
    let of = core.clone().skip(1).find(|&token| scene.word(token) == "of").unwrap_or(core.end);
    let noun = scene.word(of - 1).to_lowercase();
    let is_short = (2..4).contains(&noun.len()) && scene.word(of - 1).bytes().all(|byte| byte.is_ascii_uppercase());
    let is_office = noun.len() >= 4 || noun == "mp" || is_short;
    let are_many = noun.ends_with('s') && !PLURAL.contains(&noun.as_str());
    if !is_office || are_many || scene.mention_at(of - 1).is_some() {
        return None;
    }
    // What narrows it: "the Uruguayan leader".
    let narrowing: Vec<String> = core
        .clone()
        .skip(1)
        .filter(|&token| token != of - 1)
        .map(|token| scene.word(token))
        .filter(|word| word.starts_with(char::is_uppercase))
        .map(str::to_lowercase)
        .collect();
    if opening != "the" {
        return owned(article, source, &noun);
    }
    if noun == "statement" && core.len() == 2 {
        return issuer(article, source);
    }
    named_so(article, source, &noun, &narrowing).or_else(|| only_one(article, source, &core, &noun))
}

/// A description without the style before it: "His Highness **the Crown Prince**".
fn behind_style(scene: &Scene, tokens: &Range<usize>) -> Range<usize> {
    let is_capital = |at: &usize| scene.word(*at).starts_with(char::is_uppercase);
    let the = tokens.clone().skip(1).take(4).find(|at| !is_capital(at)).filter(|&at| scene.word(at) == "the");
    let has_style = matches!(scene.word(tokens.start), "His" | "Her" | "Their");
    the.filter(|&the| has_style && the > tokens.start + 1).unwrap_or(tokens.start)..tokens.end
}

/// Whose statement it is that the text goes on to cite: "In a statement, **the agency** said … the statement said".
fn issuer(article: &Article, source: &Phrase) -> Option<EntityId> {
    const CITED: usize = 8;
    let scene = &article.scene;
    let sentences = scene.tokens.sentences();
    let near = article.cases.partition_point(|case| case.first() < source.tokens.start);
    let told = article.cases[..near].iter().rev().take(CITED).find_map(|case| {
        let cited = &case.verdict.as_ref()?.source.tokens;
        let own = sentences[scene.tokens.sentence_of(cited.start)].range();
        let is_statement = |at: usize| scene.word(at) == "statement" && scene.word(at - 1) != "joint";
        (cited.end <= source.tokens.start && own.skip(1).take(LONGEST).any(is_statement)).then_some(case)
    })?;
    told.entity.filter(|_| told.group.is_none())
}

/// A description without what only says where it speaks or what has been done with it: "**the bishop** from his house", "**the
/// club** founded in 1977".
fn core(scene: &Scene, tokens: &Range<usize>) -> Range<usize> {
    let ends = |token: &usize| {
        let word = scene.word(*token);
        let is_done = word.ends_with("ed") && word.starts_with(char::is_lowercase) && chains(scene.word(*token + 1));
        chains(word) && word != "of" || word == "," || is_done
    };
    tokens.start..tokens.clone().skip(2).find(ends).unwrap_or(tokens.end)
}

/// The person who speaks for another, by the article: "Orr's lawyer, Ada Lind, said … **His lawyer** said".
fn owned(article: &Article, source: &Phrase, noun: &str) -> Option<EntityId> {
    const HELPERS: [&str; 8] =
        ["lawyer", "attorney", "solicitor", "barrister", "agent", "spokesman", "spokeswoman", "spokesperson"];
    let scene = &article.scene;
    let before = scene.mentions.partition_point(|mention| mention.span.start < scene.span(&source.tokens).start);
    let near = scene.mentions[..before].iter().rev().take(NEAR).filter(|mention| mention.kind == MentionType::Person);
    let is_so = |entity: &EntityId| {
        let entity = article.entities.get(entity.index());
        entity.is_some_and(|entity| entity.roles.iter().any(|role| holds_word(&role.text, noun)))
    };
    let mut bearers = near.map(|mention| mention.entity).filter(is_so);
    let first = bearers.next().filter(|_| HELPERS.contains(&noun))?;
    bearers.all(|other| other == first).then_some(first)
}

/// Whoever was named just before, when it was nobody else: "The Harbour League met on Monday. **The group** said", "Bo Orr, a
/// drummer, comes as well. **The Elm resident** said".
fn only_one(article: &Article, source: &Phrase, core: &Range<usize>, noun: &str) -> Option<EntityId> {
    let scene = &article.scene;
    // Somebody's own words need not follow the writer's.
    if is_quoted(article, source.tokens.start) {
        return None;
    }
    // "The **anti-graft** body"
    let is_compound = core.len() == 5 && scene.word(core.start + 2) == "-";
    let is_compound = is_compound && !core.clone().any(|at| scene.mention_at(at).is_some());
    let is_general = GENERAL.contains(&noun) && (core.len() == 2 || is_compound);
    // "The **self**-described socialist"
    let is_self = scene.word(core.start + 1) == "self";
    let is_varied = (is_self || VARIED.contains(&noun)) && core.end == source.tokens.end;
    if LEADERS.contains(&noun) && !is_varied {
        return only_person(article, source).filter(|only| !contradicts(&article.entities[only.index()], noun));
    }
    if !is_general && !is_varied {
        return None;
    }
    let wanted = if is_general { MentionType::Org } else { MentionType::Person };
    let sentences = scene.tokens.sentences();
    let own = scene.tokens.sentence_of(source.tokens.start);
    for sentence in (own.saturating_sub(3)..=own).rev() {
        if sentences[own].block - sentences[sentence].block > 1 {
            return None;
        }
        let range = sentences[sentence].range();
        let range = range.start..range.end.min(source.tokens.start);
        let mut found: Vec<(usize, EntityId)> = Vec::new();
        let mut at = range.start.max(range.end.saturating_sub(LONGEST));
        while at < range.end {
            let Some(mention) = scene.mention_at(at) else {
                at += 1;
                continue;
            };
            let own = &scene.mentions[mention];
            let may_be = own.kind == wanted && !(is_general && is_office(own.span.of(scene.page.text())));
            if may_be && !found.iter().any(|(_, entity)| *entity == own.entity) && !is_quoted(article, at) {
                found.push((at, own.entity));
            }
            at = scene.tokens_of(mention).end.max(at + 1);
        }
        let fits =
            |entity: EntityId| article.entities.get(entity.index()).is_some_and(|entity| !contradicts(entity, noun));
        match found.as_slice() {
            [] => {}
            [(_, only)] => return Some(*only).filter(|only| fits(*only)),
            // "**The Harbour League** sued the Elm Mills on Monday. The group said": what the sentence is about.
            [(first, subject), ..] => {
                let opens = *first <= range.start + 3 && !chains(scene.word(first.saturating_sub(1)));
                return Some(*subject).filter(|subject| opens && fits(*subject));
            }
        }
    }
    None
}

/// The only person whom the text has named so far.
fn only_person(article: &Article, source: &Phrase) -> Option<EntityId> {
    let scene = &article.scene;
    let before = scene.mentions.partition_point(|mention| mention.span.start < scene.span(&source.tokens).start);
    let people = scene.mentions[..before].iter().take(NEAR).filter(|mention| mention.kind == MentionType::Person);
    let mut entities = people.map(|mention| mention.entity);
    let first = entities.next().filter(|_| before < NEAR)?;
    entities.all(|other| other == first).then_some(first)
}

/// Whether a name is that of a part of a state, which nobody calls a group.
fn is_office(name: &str) -> bool {
    ["ministry", "department", "court", "police", "parliament", "government", "senate", "army"]
        .iter()
        .any(|office| holds_word(name, office))
}

/// Whether what the article says of somebody rules a description out: an office is one's whole office.
fn contradicts(entity: &Entity, noun: &str) -> bool {
    let of_noun = names::noun_gender(noun);
    let of_role = entity.roles.iter().find_map(|role| role.text.split(' ').next_back().and_then(names::noun_gender));
    matches!((of_noun, of_role), (Some(one), Some(other)) if one != other)
        || LEADERS.contains(&noun) && !entity.roles.is_empty()
}

/// The one before it whose role or name holds the noun.
fn named_so(article: &Article, source: &Phrase, noun: &str, narrowing: &[String]) -> Option<EntityId> {
    let scene = &article.scene;
    let before = scene.mentions.partition_point(|mention| mention.span.start < scene.span(&source.tokens).start);
    let mut best: Option<(i32, EntityId)> = None;
    for (distance, mention) in scene.mentions[..before].iter().rev().take(NEAR).enumerate() {
        let Some(entity) = article.entities.get(mention.entity.index()) else { continue };
        let fit = match entity.kind {
            MentionType::Person if is_collective(noun) => None,
            MentionType::Person => entity.roles.iter().find_map(|role| bears(&role.text, noun, narrowing)),
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
                let first = scene
                    .tokens_of(scene.mentions.partition_point(|other| other.span.start < mention.span.start))
                    .start;
                let kind = first
                    .checked_sub(2)
                    .filter(|_| scene.word(first - 1) == "of")
                    .map(|at| scene.word(at).to_lowercase());
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
            best = Some((weight, mention.entity));
        }
    }
    best.map(|(_, entity)| entity)
}

/// Whether a name is that of a body that only has to do with what a noun means.
fn is_other_body(name: &str, noun: &str) -> bool {
    const BODIES: [&str; 6] = ["organization", "organisation", "association", "federation", "foundation", "union"];
    let head =
        name.split(" of ").next().and_then(|name| name.split(' ').next_back()).unwrap_or_default().to_lowercase();
    head != noun && BODIES.contains(&head.as_str())
}

/// Nouns that stand for each other.
const SAME_THING: &[&[&str]] = &[
    &["city", "town", "municipality", "council", "village"],
    &["company", "firm", "corporation"],
    &["university", "college", "school"],
    &["newspaper", "paper", "magazine", "daily", "times", "post", "tribune", "gazette"],
];

/// Offices that "leader" can mean.
const LEADERS: &[&str] =
    &["president", "premier", "chancellor", "minister", "king", "leader", "mayor", "chairman", "head"];

/// Words in the role of somebody who makes laws.
const LAWMAKERS: &[&str] = &[
    "congressman", "congresswoman", "legislator", "lawmaker", "mp", "parliament", "parliamentary", "representative",
    "senate", "senator",
];

/// How well a role fits a noun and what narrows it; `None` when it does not.
fn bears(role: &str, noun: &str, narrowing: &[String]) -> Option<i32> {
    let has_noun = holds_word(role, noun)
        || role.split(' ').any(|word| names::is_title(word) && names::title_noun(word) == noun)
        || noun == "judge" && holds_word(role, "justice")
        || matches!(noun, "legislator" | "lawmaker") && LAWMAKERS.iter().any(|word| holds_word(role, word))
        || (2..4).contains(&noun.len()) && has_initials(role, noun)
        || noun == "leader" && LEADERS.iter().any(|office| holds_word(role, office));
    if !has_noun {
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
    if !narrowing.iter().all(|word| capitals.iter().any(|other| agree(word, other))) {
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

fn holds_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|part| part.to_lowercase() == word)
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// Who says the last quotation of each text.
    #[test]
    fn descriptions_are_linked() {
        let cases = [
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
}
