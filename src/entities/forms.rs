//! The distinct ways in which a text names things, and which of them stands for which.
//!
//! A form is what is left of a mention without titles, article and possessive. Names of any type share one, so that the
//! type that most of its mentions have can win; a date or an amount never shares one with a name. A surname that is met
//! with an honorific is a form of its own: "Mr. Marsh" and "Mrs. Marsh" are two people.
//!
//! ```
//! use saidwho::{annotate, page::Page};
//! let reading = annotate(&Page::from_text("Mr. Orr met Mrs. Orr. Mr. Orr left."));
//! let people: Vec<&str> = reading.entities.iter().map(|entity| entity.name.as_str()).collect();
//! assert_eq!(people, ["Mr. Orr", "Mrs. Orr"]);
//! ```

use super::model::{Mention, MentionType};
use super::names::{self, Gender};
use super::{abbreviations, generic, others};
use crate::page::Page;
use crate::tokens::Tokens;
use foldhash::{HashMap, HashMapExt};

/// One distinct way in which something is named.
pub(super) struct Form {
    /// Without titles, article and possessive.
    pub(super) text: String,
    pub(super) words: Vec<String>,
    pub(super) kind: MentionType,
    /// Indices of its mentions, in order.
    pub(super) mentions: Vec<usize>,
    /// The forms that it is a short, other or misspelt form of.
    pub(super) short_for: Vec<usize>,
    /// What an honorific before a surname says.
    pub(super) gender: Option<Gender>,
    /// The honorific, where the gender is part of the form.
    pub(super) honorific: String,
    /// Titles and nouns of office that it is met with, in small letters.
    pub(super) titles: Vec<String>,
    /// Introduced as somebody's relative: "his wife, Ellen Marsh", "Ellen Marsh, the mayor's wife".
    pub(super) is_relative: bool,
    /// For somebody's relative who is called by a given name, the surname of whose relative.
    pub(super) kin_of: Option<String>,
    /// "the driver, surnamed Orr": one of whom the text tells the surname and no more.
    pub(super) is_surnamed: bool,
    /// Whose a ministry is, by the name before "’s", in small letters: "Norland’s Foreign Ministry".
    pub(super) owner: Option<String>,
    /// What an acronym stands for, where the text says so.
    pub(super) spelled: Option<String>,
    /// How many words it begins with that stand before the mention, and that it says nothing without: see
    /// [`super::generic`].
    pub(super) before: usize,
}

impl Form {
    /// The name of the entity that it stands for. `is_shared` says that somebody else is called by the same surname.
    pub(super) fn name(&self, is_shared: bool) -> String {
        if let Some(spelled) = &self.spelled {
            return spelled.clone();
        }
        match names::country(&self.text) {
            Some(country) if self.kind != MentionType::Person => country.to_owned(),
            _ if is_shared && !self.honorific.is_empty() => format!("{} {}", self.honorific, self.text),
            _ if matches!(self.kind, MentionType::Person | MentionType::Gpe) => names::lowered(&self.text),
            _ => self.text.clone(),
        }
    }

    /// Its words without "Jr." and the like.
    pub(super) fn names(&self) -> &[String] {
        let has_suffix = self.words.len() > 1 && self.words.last().is_some_and(|word| names::is_suffix(word));
        &self.words[..self.words.len() - usize::from(has_suffix)]
    }

    pub(super) fn last(&self) -> &str {
        self.names().last().map_or("", String::as_str)
    }

    pub(super) fn suffix(&self) -> Option<&str> {
        let last = self.words.last().filter(|word| self.words.len() > 1 && names::is_suffix(word));
        last.map(|word| word.trim_end_matches('.'))
    }
}

/// All forms of a text.
pub(super) struct Forms {
    pub(super) list: Vec<Form>,
    /// The form of each mention.
    pub(super) of_mention: Vec<usize>,
    /// For a mention that was torn off another name ("Elm" before "Development Fund"), the mention of that.
    pub(super) torn: Vec<Option<usize>>,
}

impl Forms {
    pub(super) fn gather(page: &Page, tokens: &Tokens, mentions: &[Mention]) -> Self {
        let text = page.text();
        let mut list: Vec<Form> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut of_mention = Vec::with_capacity(mentions.len());
        let mut torn: Vec<Option<usize>> = vec![None; mentions.len()];
        let mut kinds: Vec<Vec<MentionType>> = Vec::new();
        let mut last_person: Option<usize> = None;
        for (index, mention) in mentions.iter().enumerate() {
            let whole = generic::whole(text, mentions, index);
            torn[generic::torn(text, mentions, index)..index].fill(Some(index));
            let written = whole.unwrap_or_else(|| mention.span.of(text));
            let is_person = mention.kind == MentionType::Person;
            let bare = if is_amount(mention.kind) {
                written.to_owned()
            } else if is_person {
                names::bare_person(written)
            } else {
                names::bare(written).to_owned()
            };
            let lower = plain(&bare);
            let mut around = if is_person { Around::of(text, tokens, mention) } else { Around::default() };
            if bare.contains(' ') {
                around.honorific.clear();
            }
            let gender = names::honorific_gender(&around.honorific);
            let is_ministry = mention.kind == MentionType::Org && whole.is_none() && others::is_ministry(&bare);
            let owner = if is_ministry { owner(text, mentions, index) } else { None };
            // Names of any type share a key; a date never does with a name.
            let key = match (names::country(&bare), gender) {
                _ if is_amount(mention.kind) => format!("{}\u{1}{lower}", mention.kind.name()),
                (Some(country), _) => country.to_lowercase(),
                // "F.B.I." is "FBI".
                _ if !is_person && bare.ends_with('.') && abbreviations::letters(&bare).is_some() => {
                    lower.replace('.', "")
                }
                (None, Some(gender)) => format!("{lower}\u{1}{gender:?}"),
                _ if around.is_surnamed => format!("{lower}\u{1}surnamed"),
                _ if owner.is_some() => format!("{lower}\u{1}{}", owner.as_deref().unwrap_or_default()),
                (None, None) => lower,
            };
            let form = *known.entry(key).or_insert_with(|| {
                list.push(Form {
                    text: bare.clone(),
                    words: bare.split_whitespace().map(str::to_owned).collect(),
                    kind: mention.kind,
                    mentions: Vec::new(),
                    short_for: Vec::new(),
                    gender,
                    honorific: if gender.is_some() { std::mem::take(&mut around.honorific) } else { String::new() },
                    titles: Vec::new(),
                    is_relative: around.is_relative || around.is_said_relative,
                    kin_of: None,
                    is_surnamed: around.is_surnamed,
                    owner,
                    spelled: None,
                    before: whole
                        .map_or(0, |whole| whole[..whole.len() - mention.span.len()].split_whitespace().count()),
                });
                kinds.push(Vec::new());
                list.len() - 1
            });
            // "His wife, Ellen Marsh, … Ellen Marsh said": no longer only a relative.
            list[form].is_relative &= around.is_relative || around.is_said_relative || list[form].words.len() < 2;
            list[form].mentions.push(index);
            kinds[form].push(mention.kind);
            // ALL CAPS in a headline is not how the name is written.
            if (list[form].text.len() > 4 || mention.kind == MentionType::Gpe)
                && list[form].text.chars().all(|c| !c.is_lowercase())
                && bare.chars().any(char::is_lowercase)
            {
                list[form].words = bare.split_whitespace().map(str::to_owned).collect();
                list[form].text = bare;
            }
            for title in around.titles {
                if !list[form].titles.contains(&title) {
                    list[form].titles.push(title);
                }
            }
            if is_person {
                if around.is_relative
                    && let Some(last) = last_person.filter(|&last| list[last].words.len() > 1)
                {
                    list[form].kin_of = Some(list[last].last().to_lowercase());
                }
                last_person = Some(form);
            }
            of_mention.push(form);
        }
        for (form, kinds) in list.iter_mut().zip(&kinds) {
            form.kind = most_common(kinds);
        }
        Self { list, of_mention, torn }
    }

    pub(super) fn indices_of(&self, wanted: impl Fn(&Form) -> bool) -> Vec<usize> {
        (0..self.list.len()).filter(|&form| wanted(&self.list[form])).collect()
    }
}

/// What stands around a mention of a person.
#[derive(Default)]
struct Around {
    /// The honorific that states a gender, as written.
    honorific: String,
    titles: Vec<String>,
    /// "his wife, Ellen"
    is_relative: bool,
    /// "Ellen, the mayor's wife"
    is_said_relative: bool,
    /// "a driver surnamed Orr"
    is_surnamed: bool,
}

impl Around {
    fn of(text: &str, tokens: &Tokens, mention: &Mention) -> Self {
        let spans = tokens.spans();
        let word = |at: usize| spans.get(at).map_or("", |span| span.of(text));
        let first = tokens.at(mention.span.from());
        let mut around = Self::default();
        let before = (first.saturating_sub(4)..first).rev().map(word).take_while(|word| names::is_title(word));
        for title in names::titles(mention.span.of(text)).chain(before) {
            if around.honorific.is_empty() && names::honorific_gender(title).is_some() {
                title.clone_into(&mut around.honorific);
            }
            around.titles.push(names::title_noun(title));
        }
        around.is_surnamed = first > 0 && word(first - 1) == "surnamed" && !mention.span.of(text).contains(' ');
        let comma = usize::from(first > 0 && word(first - 1) == ",");
        around.is_relative = first.checked_sub(1 + comma).is_some_and(|at| names::kinship(word(at)).is_some());
        // "Ada Lind, mayor of Port Elm"
        let end = first + spans[first..].iter().take_while(|token| token.start < mention.span.end).count();
        if word(end) == "," || matches!(word(end), "is" | "was") && matches!(word(end + 1), "a" | "an" | "the") {
            let said = (end + 1..end + 8).map(word).take_while(|word| !matches!(*word, "," | "." | "of" | "who"));
            around.is_said_relative = said.clone().any(|word| names::kinship(word).is_some())
                && said.clone().any(|word| matches!(word, "'s" | "’s" | "his" | "her" | "the"));
            around.titles.extend(said.filter(|word| names::is_role_noun(word)).map(names::title_noun));
        }
        around
    }
}

/// A name as it is looked up: in small letters, with one apostrophe, and without accents and the apostrophe of a plural.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase();
    if lower.is_ascii() && !lower.contains("' ") {
        return lower;
    }
    let folded: String = lower.chars().map(unaccented).collect();
    folded.replace("' ", " ")
}

/// A vowel without its accent: "Māhi" is also written "Mahi".
fn unaccented(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'ā' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ē' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ī' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ō' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        '’' | '‘' => '\'',
        _ => letter,
    }
}

/// The country or the people before "’s" and a name, in small letters.
fn owner(text: &str, mentions: &[Mention], index: usize) -> Option<String> {
    let before = mentions.get(index.checked_sub(1)?)?;
    let between = text.get(before.span.to()..mentions[index].span.from())?;
    let is_owner = before.kind == MentionType::Gpe && matches!(between, "'s " | "’s ");
    is_owner.then(|| before.span.of(text).to_lowercase())
}

/// The initials of a name's capitalised words.
pub(super) fn initials(words: &[String]) -> String {
    words.iter().filter_map(|word| word.chars().next().filter(|c| c.is_uppercase())).collect()
}

pub(super) fn is_amount(kind: MentionType) -> bool {
    use MentionType::{Date, Money, Percent, Quantity, Time};
    matches!(kind, Date | Time | Money | Percent | Quantity)
}

/// The most common type; of equals the first.
fn most_common(kinds: &[MentionType]) -> MentionType {
    let mut counts = [0_usize; MentionType::ALL.len()];
    for kind in kinds {
        counts[*kind as usize] += 1;
    }
    let all = MentionType::ALL.into_iter().filter(|kind| counts[*kind as usize] > 0);
    all.max_by_key(|kind| (counts[*kind as usize], kinds.first() == Some(kind))).unwrap_or(MentionType::Work)
}
