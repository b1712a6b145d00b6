//! Whom a pronoun stands for.
//!
//! News writes "he said" of the person who spoke last, or of the subject of the sentence before. The search looks back
//! over a few sentences and weighs who is named there: how near, as a subject or behind a preposition, speaking or not,
//! how often in the article. Gender is used only where the article's own words give it ([`crate::entities::genders`]); it
//! is never guessed from a name.

use super::phrases::{Scene, belongs_to_name, bounds_phrase, chains};
use super::{Article, Case};
use crate::entities::MentionType;
use crate::entities::names::{self, Gender};
use crate::quotations::cues;
use crate::span::EntityId;
use std::ops::Range;

/// What it speaks against somebody that the text leans to the other gender.
const AGAINST: i32 = 10;

/// So much of a sentence is looked at, in tokens; what stands before it is left out.
const LONGEST: usize = 400;

/// So many quotations back somebody is looked for who spoke, where nobody else comes into question.
const SPOKEN: usize = 12;

/// Where more is named than this, nobody is the only one.
const NAMED: usize = 200;

/// How many sentences back a pronoun may reach.
const REACH: usize = 8;

/// The entity that the pronoun at `token` stands for, or "the 61-year-old", as the source of a quotation.
pub(super) fn antecedent(article: &Article, token: usize, quotation: usize) -> Option<EntityId> {
    let named = named_within(article, quotation);
    let scene = &article.scene;
    let pronoun = scene.word(token).to_ascii_lowercase();
    let wanted: &[MentionType] = match pronoun.as_str() {
        "he" | "she" | "him" | "his" | "her" => &[MentionType::Person],
        "it" | "its" => &[MentionType::Org, MentionType::Gpe],
        "they" | "their" => &[MentionType::Org, MentionType::Norp],
        // "The 61-year-old"
        "the" if scene.age_before(token + 6).is_some() => &[MentionType::Person],
        _ => return None,
    };
    // "**He** was late, for the 61-year-old had said"
    let near = || {
        let first = scene.tokens.sentences()[scene.tokens.sentence_of(token)].first as usize;
        let mut before = (first.max(token.saturating_sub(LONGEST))..token).rev();
        before.find_map(|at| names::pronoun_gender(&scene.word(at).to_ascii_lowercase()))
    };
    let gender = names::pronoun_gender(&pronoun).or_else(|| (pronoun == "the").then(near).flatten());
    // In somebody's own words he is "I", and "it" is what he has just spoken of, which has no name here.
    let outer = article.cases[quotation].outer.and_then(|outer| article.cases[outer].entity);
    if article.cases[quotation].outer.is_some() && wanted.contains(&MentionType::Gpe) {
        return None;
    }
    let asker = asker(article, quotation);
    let own = scene.tokens.sentence_of(token);
    let sentences = scene.tokens.sentences();
    let mut best: Option<(i32, EntityId)> = None;
    let mut stop = token;
    for (distance, sentence) in (own.saturating_sub(REACH)..=own).rev().enumerate() {
        let start = sentences[sentence].range().start.max(stop.saturating_sub(LONGEST));
        let mut is_first = true;
        let mut at = behind_dateline(scene, start);
        while at < stop {
            let Some(mention) = scene.mention_at(at) else {
                at += 1;
                continue;
            };
            let tokens = scene.tokens_of(mention);
            at = tokens.end.max(at + 1);
            let entity = scene.mentions[mention].entity;
            if !wanted.contains(&scene.mentions[mention].kind)
                || scene.mentions[mention].kind == MentionType::Norp && !is_group(scene, &tokens)
                || belongs_to_name(scene, tokens.end)
                || is_hidden(article, quotation, tokens.start)
                || !fits(article, entity, gender)
                || Some(entity) == outer
                || Some(entity) == asker
            {
                continue;
            }
            let place = place(scene, &tokens, is_first);
            // "Families from Norland came. **It** said": a country is where, not who; as is a hall that one goes into.
            let is_where = matches!(scene.word(tokens.start.saturating_sub(2)), "into" | "inside" | "outside" | "near");
            if place < 0 && (scene.mentions[mention].kind == MentionType::Gpe || is_where) {
                continue;
            }
            let mut weight = 12 - 4 * distance as i32 + place;
            weight += article.weight_of(entity);
            if named.contains(&entity) {
                weight -= 12;
            }
            // "Mangoes grow in Elm, the agency said. They are sweet, **it** said": what somebody speaks of hardly speaks.
            if gender.is_none() && is_told(article, tokens.start) {
                weight -= 8;
            }
            // "Lind, who lost **her sister Ida**, … she said": she speaks of her.
            if is_kin_of_another(scene, tokens.start) {
                weight -= 12;
            }
            let [stated, leaning] = article.genders_of(entity);
            if gender.is_some() && stated == gender {
                weight += 6;
            }
            // The text leans to the other gender: at best as near as can be.
            if gender.is_some() && leaning.is_some() && leaning != gender {
                weight -= AGAINST;
                if weight <= 0 {
                    continue;
                }
            }
            // "Orr's father, **Bo**, left. He …": whose he is is not the subject.
            is_first &= owns(scene, tokens.end);
            if best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, entity));
            }
        }
        if let Some(entity) = speaker_in(article, quotation, start, stop)
            .filter(|&entity| fits_kind(article, entity, wanted, gender) && ![outer, asker].contains(&Some(entity)))
        {
            let weight = 12 - 4 * distance as i32 + 8 + article.weight_of(entity);
            if best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, entity));
            }
        }
        stop = start;
        // What stands further back cannot outweigh it.
        if best.is_some_and(|(most, _)| most > 26 - 4 * distance as i32) {
            break;
        }
    }
    // Whoever spoke last of those whom the text gives the gender, in an interview also from further off.
    let earlier = || {
        let spoke = article.cases[..quotation].iter().rev().take(SPOKEN).filter_map(|case| case.entity);
        let fits = |entity: &EntityId| {
            article.genders_of(*entity)[0] == gender && Some(*entity) != outer && !article.is_family(*entity)
        };
        gender.and_then(|_| spoke.into_iter().find(fits))
    };
    // The only person that the text has named so far.
    let only = || {
        let before = scene.mentions_before(token);
        let people = before.iter().take(NAMED).filter(|mention| mention.kind == MentionType::Person);
        let mut entities = people.map(|mention| mention.entity);
        let first = entities.next().filter(|&first| {
            gender.is_some()
                && before.len() < NAMED
                && Some(first) != outer
                && fits_kind(article, first, wanted, gender)
        })?;
        entities.all(|other| other == first).then_some(first)
    };
    best.map(|(_, entity)| entity).or_else(earlier).or_else(only)
}

/// Where a sentence begins behind where and for whom it was written: "ELM, May 2 (Elm News): **The junta** shot two men".
fn behind_dateline(scene: &Scene, start: usize) -> usize {
    const LONGEST: usize = 12;
    let place = scene.mention_at(start).filter(|&place| scene.mentions[place].kind == MentionType::Gpe);
    let is_shouted = scene.word(start).len() > 3 && scene.word(start).bytes().all(|byte| byte.is_ascii_uppercase());
    let ends = |at: &usize| matches!(scene.word(*at), ":" | "-" | "–" | "—" | "--");
    place.filter(|_| is_shouted).and_then(|_| (start + 1..start + LONGEST).find(ends)).unwrap_or(start)
}

/// Who asked what is answered: "Orr asked Lind whether it was late. “No,” **she** replied." Hardly the one who replies.
fn asker(article: &Article, quotation: usize) -> Option<EntityId> {
    let scene = &article.scene;
    let verb = |case: &Case| case.verdict.as_ref().and_then(|verdict| verdict.cue.clone());
    let is_among = |case: &Case, words: &[&str]| {
        verb(case).is_some_and(|cue| cue.take(4).any(|token| words.contains(&scene.word(token))))
    };
    let before = article.cases[..quotation].last()?;
    // "Asked **by Orr** whether it was late, Lind laughed."
    let is_by = || {
        let source = before.verdict.as_ref()?.source.tokens.start;
        let first = scene.tokens.sentences().get(scene.tokens.sentence_of(source))?.first as usize;
        Some(matches!(scene.word(first), "Asked" | "Pressed") && scene.word(first + 1) == "by")
    };
    if is_by().unwrap_or(false) {
        return before.entity;
    }
    let replies = ["replied", "replies", "answered", "answers", "responded", "responds"];
    let is_asked = is_among(&article.cases[quotation], &replies)
        && is_among(before, &["ask", "asks", "asked", "asking", "wondered"]);
    is_asked.then_some(before.entity).flatten()
}

/// Whether a noun follows that the name before it only narrows: "the Australian **population**".
pub(super) fn narrows(scene: &Scene, end: usize) -> bool {
    let word = scene.word(end);
    word.starts_with(|c: char| c.is_lowercase())
        && !bounds_phrase(word)
        && !chains(word)
        && !cues::is_auxiliary(word)
        && cues::verb(word).is_none()
}

/// Whom a quotation names: hardly its own speaker.
fn named_within(article: &Article, quotation: usize) -> Vec<EntityId> {
    let scene = &article.scene;
    let tokens = article.cases[quotation].pieces.iter().flat_map(|piece| piece.clone().take(200));
    tokens.filter_map(|token| Some(scene.mentions[scene.mention_at(token)?].entity)).collect()
}

/// Whether a name is that of somebody's relative, called so right before it: "his brother **Bo**".
fn is_kin_of_another(scene: &Scene, name: usize) -> bool {
    let Some(kin) = name.checked_sub(1).filter(|&kin| names::kinship(scene.word(kin)).is_some()) else { return false };
    let owner = (kin.saturating_sub(2)..kin).rev().map(|at| scene.word(at));
    owner.into_iter().any(|word| matches!(word, "his" | "her" | "their" | "whose" | "'s" | "’s"))
}

/// Whether a nationality or a creed stands for those who are of it: "Norwegians", "the Dutch", but not "a young Norwegian".
fn is_group(scene: &Scene, tokens: &Range<usize>) -> bool {
    let before = tokens.start.checked_sub(1).map_or("", |before| scene.word(before));
    let is_many = scene.word(tokens.end - 1).ends_with('s') || before.eq_ignore_ascii_case("the");
    is_many && !narrows(scene, tokens.end)
}

/// What a mention's place in its sentence speaks for: a subject before an object, neither for a possessor.
fn place(scene: &Scene, own: &Range<usize>, is_first: bool) -> i32 {
    let Range { start: first, end } = *own;
    if owns(scene, end) {
        return -2;
    }
    // "Orr and Lind came. **She** said": of two it is neither, but for a word of their gender.
    let is_person =
        |token: usize| scene.mention_at(token).is_some_and(|other| scene.mentions[other].kind == MentionType::Person);
    let joins = |token: usize| scene.word(token) == "and";
    if joins(end) && is_person(end + 1) || first > 1 && joins(first - 1) && is_person(first - 2) {
        return 0;
    }
    // "By **the commission's counsel** Orr".
    let leads = |word: &str| {
        let is_role = word.starts_with(char::is_lowercase) && (names::is_role_noun(word) || names::modifies_role(word));
        is_role || names::is_title(word) || word.eq_ignore_ascii_case("the")
    };
    let mut before = first;
    while before > 0 && leads(scene.word(before - 1)) {
        before -= 1;
    }
    // "By **commission** counsel Orr".
    let is_noun =
        |word: &str| word.starts_with(char::is_lowercase) && !bounds_phrase(word) && !cues::is_auxiliary(word);
    if before < first && before > 1 && is_noun(scene.word(before - 1)) && chains(scene.word(before - 2)) {
        before -= 1;
    }
    let is_object = before.checked_sub(1).is_some_and(|at| {
        let word = scene.word(at);
        matches!(
            word,
            "of" | "for"
                | "to"
                | "with"
                | "from"
                | "by"
                | "against"
                | "about"
                | "at"
                | "in"
                | "on"
                | "between"
                | "like"
                | "into"
                | "inside"
                | "outside"
                | "near"
                | "told"
                | "tells"
        )
    });
    match (is_object, is_first) {
        // "For Orr, …": whom the sentence is about.
        (true, true)
            if before > 0 && scene.word(before - 1).eq_ignore_ascii_case("for") && opens(scene, before - 1) =>
        {
            6
        }
        // "It matters to Orr, **who** began in May": what follows is about him.
        (true, _) if scene.word(end) == "," && scene.word(end + 1) == "who" => 6,
        (true, _) => -2,
        (false, true) => 6,
        (false, false) => 2,
    }
}

/// Whether a possessive stands behind a name.
pub(super) fn owns(scene: &Scene, end: usize) -> bool {
    matches!(scene.word(end), "'s" | "’s")
}

/// Whether a token opens its sentence.
fn opens(scene: &Scene, token: usize) -> bool {
    scene.tokens.sentences().binary_search_by_key(&(token as u32), |sentence| sentence.first).is_ok()
}

/// Who speaks in a stretch of tokens, if a quotation with a known speaker has its source there.
fn speaker_in(article: &Article, quotation: usize, start: usize, end: usize) -> Option<EntityId> {
    let own = article.cases[quotation].outer;
    let near = article.cases.partition_point(|case| case.first() < start.saturating_sub(200));
    article.cases[near..].iter().take_while(|case| case.first() < end + 200).find_map(|case| {
        let source = &case.verdict.as_ref()?.source.tokens;
        // “He said, ‘It is late,’” Lind said. **She** said: not who speaks in her words.
        let is_here = case.outer.is_none() || case.outer == own;
        (is_here && source.start >= start && source.end <= end).then_some(case.entity).flatten()
    })
}

/// Whether a token stands inside quotation marks, and not inside those that a quotation stands in itself.
pub(super) fn is_hidden(article: &Article, quotation: usize, token: usize) -> bool {
    is_quoted(article, token) && !article.outer(quotation).is_some_and(|outer| outer.contains(&token))
}

/// Whether a token stands inside quotation marks.
pub(super) fn is_quoted(article: &Article, token: usize) -> bool {
    let near = article.cases.partition_point(|case| case.end() <= token);
    // Behind what is said within it, a quotation goes on.
    let outer = near.checked_sub(1).and_then(|before| article.cases[before].outer);
    article.cases[outer.map_or(near, |outer| outer.min(near))..]
        .iter()
        .take(3)
        .any(|case| case.is_spoken() && case.pieces.iter().any(|piece| piece.contains(&token)))
}

/// Whether a token stands in what somebody says, in marks or not.
pub(super) fn is_told(article: &Article, token: usize) -> bool {
    let near = article.cases.partition_point(|case| case.end() <= token);
    let mut cases = article.cases[near..].iter().take(4).filter(|case| !case.doubtful);
    cases.any(|case| case.pieces.iter().any(|piece| piece.contains(&token)))
}

fn fits_kind(article: &Article, entity: EntityId, wanted: &[MentionType], gender: Option<Gender>) -> bool {
    let [_, leaning] = article.genders_of(entity);
    article.entities.get(entity.index()).is_some_and(|entity| wanted.contains(&entity.kind))
        && fits(article, entity, gender)
        && (gender.is_none() || leaning.is_none() || leaning == gender)
}

/// Whether what the article says of an entity's gender does not speak against it, and it is no family.
fn fits(article: &Article, entity: EntityId, gender: Option<Gender>) -> bool {
    let [stated, _] = article.genders_of(entity);
    gender.is_none() || (stated.is_none() || stated == gender) && !article.is_family(entity)
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    /// Who says the last quotation of each text.
    #[test]
    fn who_speaks_last() {
        let cases = [
            (
                "The Harbour League said the mill was safe.\nPeople from Elm, Elm Mills and Elm Bay went to Elm by boat, the league said.\nElm has many mills, most of them in the south, it said.",
                "Harbour League",
            ),
            ("“That is a long way,” said Bo Orr, who nevertheless warned that it “may yet be too late.”", "Bo Orr"),
            (
                "Bo Orr’s father, Tobias, who built the mill, came as well. He admitted that he had slept on the bridge.",
                "Tobias",
            ),
            ("“I saw him,” Ada Lind said. “I said, ‘Bo, this is no bridge at all.’”", "Ada Lind"),
            ("“Do you know this man?” the lawyer Bo Orr asked.\n\n“Yes,” Ada Lind said.\n\n“From where?”", "Bo Orr"),
            (
                "“Do you know this man?” the lawyer Bo Orr asked.\n\n“Yes,” Ada Lind said.\n\n“From where?”\n\n“From the mill.”",
                "Ada Lind",
            ),
            (
                "Tomas Lind has sailed for years.\n\nRACHEL: Were you surprised by it at all?\n\nTL: The council says many things.",
                "Tomas Lind",
            ),
            (
                "The cook Tomas Lind met us.\n\nQ: Were you surprised by it at all?\n\nA: The council says many things.",
                "Tomas Lind",
            ),
            (
                "The Pear Bureau of Westmark met. Norland grows pears, the bureau said.\nNorland sold most of its pears in May, it said.\nPort Elm likes them all, it added.",
                "Pear Bureau of Westmark",
            ),
            (
                "Bo Orr runs the mill. Orr said, “We were late. He said, ‘You made it worse.’ And I said, ‘It is better than pushing Carla Holm off the bridge.’”\nHe explained it by saying, “It was because I was ill.”",
                "Bo Orr",
            ),
            (
                "The bridge is closed, according to a note issued on Monday by the Elm Roads Board.\nThey said the work would take a year.",
                "Elm Roads Board",
            ),
            (
                "The bridge is closed, according to Bo Orr, a senior research fellow at Elm’s Lindholm University.",
                "Bo Orr",
            ),
            (
                "The Norland Water Ministry met. The mill grew with “great noise” for years, its statement said.",
                "Norland Water Ministry",
            ),
            (
                "Asked by commission counsel Ada Lind why he had not said so, Bo Orr paused.\n\n“I had a family,” he said.",
                "Bo Orr",
            ),
            (
                "Tobias Lind has offers from Westmark and Livorno but said he had not thought about it at all.",
                "Tobias Lind",
            ),
            (
                "ELM, Norland — The main opposition party said the bridge was not safe at all.",
                "The main opposition party",
            ),
            (
                "Tomas Lind will speak on Monday. He will also use his time to offer what the Orr government could take on. “First, we tax the rich,” he is expected to say.",
                "Tomas Lind",
            ),
            (
                "Bo Orr and Tomas Lind opened the fair.\n“It was a fine chance,” Orr says.\nMusic matters to Lind, who began by drumming.\n“I like to dig,” he says.",
                "Tomas Lind",
            ),
            (
                "Ada Lind and the ministry stressed that the mill is safe. In Tuesday’s note, they noted that Bo Orr had not come.",
                "Ada Lind and the ministry",
            ),
            (
                "“We are waiting for justice,” said Ada Lind, who lost her sister Ida at Elm.\n“They never cared,” she added.",
                "Ada Lind",
            ),
            (
                "“There is a clear need to act,” Tomas Lind added. An ambassador’s job, he said, should be to “counter lies with hard facts.”",
                "Tomas Lind",
            ),
        ];
        for (text, expected) in cases {
            let reading = crate::annotate(&Page::from_text(text));
            let last = reading.quotations.last().and_then(|last| last.speaker.as_ref());
            assert_eq!(last.map(|speaker| speaker.name.as_str()), Some(expected), "{text}");
        }
    }
}
