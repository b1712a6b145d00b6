//! What is to be merged, side by side: how far two readers agree, and each conflict as words.
//!
//! ```
//! use saidwho::annotations::{History, List, Maker, Stamp, actions::Action, merge};
//! use saidwho::show::{merging::MergeView, words::{Language, Words}};
//! use saidwho::{annotate, entities::MentionType, page::Page};
//! let page = Page::from_text("“It is late,” Ada Lind said.");
//! let list = List::from_reading(&page, &annotate(&page));
//! let annotation = list.annotations().iter().find(|one| one.body.name() == "mention").expect("Ada Lind").id.clone();
//! let decided = |name: &str, kind| {
//!     let mut history = History::new(list.clone());
//!     let stamp = Stamp { by: Maker::Reader(name.to_owned()), at: None };
//!     history.act(&page, &Action::SetType { annotation: annotation.clone(), kind }, &stamp);
//!     history.list().clone()
//! };
//! let (ours, theirs) = (decided("Ida", MentionType::Org), decided("Bo", MentionType::Work));
//! let words = Words::built_in(Language::English);
//! let view = MergeView::of(&page, (&ours, &theirs), &merge::merge(&ours, &theirs), &words);
//! assert_eq!(view.conflicts[0].line(), "“Ada Lind”, type: Organisation (Ida) or Work (Bo)?");
//! ```

use super::words::Words;
use crate::annotations::agreement::{self, Places};
use crate::annotations::merge::{Conflict, Merge, Subject};
use crate::annotations::{Annotation, Body, EntityKey, List};
use crate::page::Page;

/// A merge as it is shown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MergeView {
    /// How many annotations the other list adds.
    pub added: usize,
    /// How many of the merged list have no place in the article.
    pub orphans: usize,
    /// Figures of agreement: what they are about, and what they are.
    pub figures: Vec<(String, String)>,
    /// What is to be settled, in the order of the text.
    pub conflicts: Vec<ConflictView>,
}

/// One conflict.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ConflictView {
    /// The words that it is about, in quotation marks.
    pub text: String,
    /// What of them.
    pub about: String,
    /// As the first list has it, and by whom.
    pub ours: (String, String),
    /// As the second has it.
    pub theirs: (String, String),
}

impl ConflictView {
    /// The conflict as one line of text.
    #[must_use]
    pub fn line(&self) -> String {
        let Self { text, about, ours, theirs } = self;
        let about = about.to_lowercase();
        format!("{text}, {about}: {} ({}) or {} ({})?", ours.0, ours.1, theirs.0, theirs.1)
    }
}

impl MergeView {
    /// The view of a merge of two lists.
    #[must_use]
    pub fn of(page: &Page, (ours, theirs): (&List, &List), merge: &Merge, words: &Words) -> Self {
        let list = merge.list();
        Self {
            added: list.annotations().iter().filter(|one| ours.annotation(&one.id).is_none()).count(),
            orphans: list.annotations().iter().filter(|one| one.orphan.is_some()).count(),
            figures: figures(ours, theirs, words),
            conflicts: merge.conflicts().iter().map(|conflict| view(page, list, conflict, words)).collect(),
        }
    }
}

fn figures(ours: &List, theirs: &List, words: &Words) -> Vec<(String, String)> {
    let agreement = agreement::between(ours, theirs);
    let places = |places: Places| {
        let (first, second) = (format!("{:.2}", places.of_first()), format!("{:.2}", places.of_second()));
        words.fill("agreement.places", &[("f1", &format!("{:.2}", places.f1())), ("ours", &first), ("theirs", &second)])
    };
    let kappa = |figure: Option<f64>| figure.map_or("–".to_owned(), |figure| format!("κ {figure:.2}"));
    [
        ("agreement.names", places(agreement.mentions)),
        ("agreement.quotations", places(agreement.quotations)),
        ("agreement.types", kappa(agreement.types)),
        ("agreement.kinds", kappa(agreement.kinds)),
        ("agreement.speakers", kappa(agreement.speakers)),
    ]
    .map(|(key, figure)| (words.get(key).to_owned(), figure))
    .into()
}

/// How many code points of the article's words are shown.
const SHOWN: usize = 60;

fn view(page: &Page, list: &List, conflict: &Conflict, words: &Words) -> ConflictView {
    let text = |one: &Annotation| {
        let text: String = one.place.extent().of(page.text()).chars().take(SHOWN).collect();
        // A quotation has its marks already.
        if text.starts_with(char::is_alphanumeric) { format!("“{text}”") } else { text }
    };
    let nobody = || words.get("unknown").to_owned();
    let who = |key: &EntityKey| list.entity(key).map_or_else(nobody, |entity| entity.name.clone());
    let side = |one: &Annotation| {
        let said = match (conflict.about, &one.body) {
            (Subject::Class, Body::Mention { kind, .. }) => words.get(&format!("type.{}", kind.name())).to_owned(),
            (Subject::Class, Body::Quotation { kind, .. }) => words.get(&format!("kind.{}", kind.name())).to_owned(),
            (Subject::Who, Body::Mention { entity, .. }) => who(entity),
            (Subject::Who, Body::Quotation { speaker, .. }) => speaker.as_ref().map_or_else(nobody, who),
            (Subject::Decision, _) => words.get(&format!("status.{}", one.status.name())).to_owned(),
            _ => text(one),
        };
        (said, one.changed.as_ref().unwrap_or(&one.made).by.name().to_owned())
    };
    let about = match (conflict.about, &conflict.ours.body) {
        (Subject::Class, Body::Quotation { .. }) => "field.kind",
        (Subject::Class, _) => "field.type",
        (Subject::Who, Body::Quotation { .. }) => "field.speaker",
        (Subject::Who, _) => "field.entity",
        (Subject::Edges, _) => "edges",
        (Subject::Decision, _) => "filter.status",
    };
    ConflictView {
        text: text(&conflict.ours),
        about: words.get(about).to_owned(),
        ours: side(&conflict.ours),
        theirs: side(&conflict.theirs),
    }
}
