//! Which annotations the reader wants to see: by words, speaker, layer, colour, tag, and what was decided.
//!
//! ```
//! use saidwho::{annotate, annotations::List, page::Page, show::filter::Filter};
//! let page = Page::from_text("“It is late,” Ada Lind said. “Come,” said Bo Orr.");
//! let list = List::from_reading(&page, &annotate(&page));
//! let filter = Filter { query: "lind".to_owned(), ..Filter::default() };
//! assert!(filter.visible(&page, &list).count() < list.shown().count());
//! ```

use super::layers;
use crate::annotations::{Annotation, Body, EntityKey, List, Status};
use crate::page::Page;
use crate::quotations::Kind;
use crate::span::Span;

/// What is wanted; everything where it says nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Words in the text, in notes, tags and names; case does not matter.
    pub query: String,
    /// Only what this person or thing says, or where it is named.
    pub speaker: Option<EntityKey>,
    /// Only one layer: "quotations", "reported", "people", "marks", …
    pub layer: Option<String>,
    /// Only marks of one colour.
    pub colour: Option<String>,
    /// Only what has this tag.
    pub tag: Option<String>,
    /// Only what was decided so; without it, what was rejected is left out.
    pub status: Option<Status>,
}

/// The layers that can be asked for, in the order of the page's list.
pub const LAYERS: [&str; 9] =
    ["quotations", "reported", "people", "organisations", "places", "groups", "dates", "things", "marks"];

/// The layer that switches an annotation on and off.
#[must_use]
pub fn layer(annotation: &Annotation) -> &'static str {
    match &annotation.body {
        Body::Mention { kind, .. } => layers::of_type(*kind),
        Body::Quotation { kind: Kind::Indirect, .. } => "reported",
        Body::Quotation { .. } => "quotations",
        Body::Highlight { .. } => "marks",
    }
}

impl Filter {
    /// Whether it leaves anything out that is usually seen.
    #[must_use]
    pub fn is_on(&self) -> bool {
        *self != Self::default()
    }

    /// Whether an annotation is wanted.
    #[must_use]
    pub fn holds(&self, page: &Page, list: &List, one: &Annotation) -> bool {
        let status = match self.status {
            Some(status) => one.status == status && one.orphan.is_none(),
            None => one.is_shown(),
        };
        let entity = match &one.body {
            Body::Mention { entity, .. } => Some(entity),
            Body::Quotation { speaker, .. } => speaker.as_ref(),
            Body::Highlight { .. } => None,
        };
        status
            && self.speaker.as_ref().is_none_or(|key| entity == Some(key))
            && self.layer.as_deref().is_none_or(|wanted| layer(one) == wanted)
            && self
                .colour
                .as_ref()
                .is_none_or(|wanted| matches!(&one.body, Body::Highlight { colour } if colour == wanted))
            && self.tag.as_ref().is_none_or(|tag| one.tags.contains(tag))
            && (self.query.is_empty() || self.says(page, list, one, entity))
    }

    fn says(&self, page: &Page, list: &List, one: &Annotation, entity: Option<&EntityKey>) -> bool {
        let query = self.query.to_lowercase();
        let name = entity.and_then(|key| list.entity(key)).map(|entity| entity.name.as_str());
        let texts = one.place.content.iter().map(|span| span.of(page.text()));
        let others = [one.note.as_str()].into_iter().chain(name).chain(one.tags.iter().map(String::as_str));
        texts.chain(others).any(|text| text.to_lowercase().contains(&query))
    }

    /// The annotations that are wanted, each with its index in the list.
    pub fn visible<'a>(&'a self, page: &'a Page, list: &'a List) -> impl Iterator<Item = (usize, &'a Annotation)> {
        list.annotations().iter().enumerate().filter(move |(_, one)| self.holds(page, list, one))
    }

    /// Where the words searched for stand in the text.
    #[must_use]
    pub fn found(&self, page: &Page) -> Vec<Span> {
        let wanted: Vec<char> = self.query.chars().flat_map(char::to_lowercase).collect();
        if wanted.len() < 2 {
            return Vec::new();
        }
        let mut found = Vec::new();
        let text = page.text();
        let mut free = 0;
        for (start, _) in text.char_indices() {
            if start < free {
                continue;
            }
            let (mut at, mut end) = (0, start);
            for c in text[start..].chars() {
                let lower: Vec<char> = c.to_lowercase().collect();
                if !wanted[at..].starts_with(&lower) {
                    break;
                }
                at += lower.len();
                end += c.len_utf8();
                if at == wanted.len() {
                    found.push(Span::new(start, end));
                    free = end;
                    break;
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotations::actions::{Action, Who};
    use crate::annotations::{History, Maker, Stamp};
    use crate::entities::MentionType;

    #[test]
    fn each_wish() {
        let page = Page::from_text("Ada Lind came. Bo Orr stayed.");
        let mut history = History::default();
        let stamp = Stamp { by: Maker::Reader("Ida".to_owned()), at: None };
        let mention = |start, end, name: &str| Action::AddMention {
            span: Span::new(start, end),
            kind: MentionType::Person,
            entity: Who::New(name.to_owned()),
        };
        history.act(&page, &mention(0, 8, "Ada Lind"), &stamp);
        history.act(&page, &mention(15, 21, "Bo Orr"), &stamp);
        history.act(&page, &Action::AddHighlight { span: Span::new(9, 13), colour: "green".to_owned() }, &stamp);
        let ids: Vec<_> = history.list().annotations().iter().map(|one| one.id.clone()).collect();
        history.act(&page, &Action::SetNote { annotation: ids[1].clone(), note: "Check".to_owned() }, &stamp);
        history.act(&page, &Action::SetTags { annotation: ids[1].clone(), tags: vec!["two".to_owned()] }, &stamp);
        history.act(&page, &Action::Reject { annotation: ids[2].clone() }, &stamp);
        let list = history.list();
        let all = Filter::default;
        let key = list.entity_named("Ada Lind").map(|entity| entity.key.clone());
        let text = |text: &str| Some(text.to_owned());
        let cases = [
            (all(), vec![0, 1]),
            (Filter { query: "CHECK".to_owned(), ..all() }, vec![1]),
            (Filter { query: "lind".to_owned(), ..all() }, vec![0]),
            (Filter { speaker: key, ..all() }, vec![0]),
            (Filter { layer: text("people"), ..all() }, vec![0]),
            (Filter { layer: text("marks"), ..all() }, vec![1]),
            (Filter { colour: text("green"), ..all() }, vec![1]),
            (Filter { colour: text("red"), ..all() }, vec![]),
            (Filter { tag: text("two"), ..all() }, vec![1]),
            (Filter { status: Some(Status::Rejected), ..all() }, vec![2]),
        ];
        for (filter, expected) in cases {
            let seen: Vec<usize> = filter.visible(&page, list).map(|(index, _)| index).collect();
            assert_eq!(seen, expected, "{filter:?}");
        }
    }

    #[test]
    fn words_are_found_whatever_their_case() {
        let page = Page::from_text("İstanbul, ÉTÉ and été. aaaa");
        let cases =
            [("été", vec!["ÉTÉ", "été"]), ("and", vec!["and"]), ("aa", vec!["aa", "aa"]), ("a", vec![]), ("", vec![])];
        for (query, expected) in cases {
            let filter = Filter { query: query.to_owned(), ..Filter::default() };
            let found: Vec<&str> = filter.found(&page).iter().map(|span| span.of(page.text())).collect();
            assert_eq!(found, expected, "{query}");
        }
    }
}
