//! Everything that a reader can do to the list: one closed enum, and one pure, total function from a list and an action
//! to what changes.
//!
//! An action about something that is not there, or that says what is so already, changes nothing. What the reader sets
//! on a suggestion is a decision: it is accepted with it. Ids of new things follow from the stamp.
//!
//! ```
//! use saidwho::annotations::{History, List, Maker, Stamp, actions::{Action, Who}};
//! use saidwho::{entities::MentionType, page::Page, span::Span};
//! let page = Page::from_text("Lind came, and Lind spoke.");
//! let mut history = History::new(List::default());
//! let stamp = Stamp { by: Maker::Reader("Ida".to_owned()), at: None };
//! let add = Action::AddMention { span: Span::new(0, 4), kind: MentionType::Person, entity: Who::New("Ada Lind".to_owned()) };
//! history.act(&page, &add, &stamp);
//! let annotation = history.list().annotations()[0].id.clone();
//! history.act(&page, &Action::Everywhere { annotation }, &stamp);
//! assert_eq!(history.list().annotations().len(), 2);
//! ```

use super::List;
use super::draft::Draft;
use super::history::Change;
use super::model::{AnnotationId, EntityKey, Place, Stamp};
use crate::entities::MentionType;
use crate::page::Page;
use crate::quotations::Kind;
use crate::span::Span;

/// Whom an action names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Who {
    /// An entity of the list.
    Known(EntityKey),
    /// A new one, by its name.
    New(String),
}

/// What a reader can do.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the fields are what their names say")]
pub enum Action {
    /// Marks a name.
    AddMention { span: Span, kind: MentionType, entity: Who },
    /// Marks a quotation.
    AddQuotation { place: Place, kind: Kind, speaker: Option<Who> },
    /// Marks a stretch in a colour.
    AddHighlight { span: Span, colour: String },
    /// Takes away what a reader made; a suggestion of the machine is rejected.
    Remove { annotation: AnnotationId },
    /// Agrees.
    Accept { annotation: AnnotationId },
    /// Says that it is wrong.
    Reject { annotation: AnnotationId },
    /// Sets a mention's type; the entity's follows when all its mentions agree.
    SetType { annotation: AnnotationId, kind: MentionType },
    /// Sets how something is quoted.
    SetQuotationKind { annotation: AnnotationId, kind: Kind },
    /// Says whom a mention names.
    SetEntity { annotation: AnnotationId, entity: Who },
    /// Says who speaks a quotation; `None` for nobody known.
    SetSpeaker { annotation: AnnotationId, speaker: Option<Who> },
    /// Sets a highlight's colour.
    SetColour { annotation: AnnotationId, colour: String },
    /// Writes the note.
    SetNote { annotation: AnnotationId, note: String },
    /// Sets the tags.
    SetTags { annotation: AnnotationId, tags: Vec<String> },
    /// Moves the edges; it attaches an orphan again.
    SetPlace { annotation: AnnotationId, place: Place },
    /// Adds a person whom no words of the text name.
    AddPerson { name: String },
    /// Renames an entity; the old name becomes an alias.
    Rename { entity: EntityKey, name: String },
    /// Sets the type of an entity and of all its mentions.
    SetEntityType { entity: EntityKey, kind: MentionType },
    /// Says that two entities are one; the second stays.
    Merge { from: EntityKey, into: EntityKey },
    /// Says that a mention names someone else, who is new.
    Split { annotation: AnnotationId, name: String },
    /// Gives every other occurrence of a mention's words the same type, entity and decision.
    Everywhere { annotation: AnnotationId },
    /// Says what a colour means; nothing when empty.
    NameColour { colour: String, meaning: String },
    /// Does all of them, as one.
    Several(Vec<Action>),
}

impl Action {
    /// Its name in files.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::AddMention { .. } => "add-mention",
            Self::AddQuotation { .. } => "add-quotation",
            Self::AddHighlight { .. } => "add-highlight",
            Self::Remove { .. } => "remove",
            Self::Accept { .. } => "accept",
            Self::Reject { .. } => "reject",
            Self::SetType { .. } => "set-type",
            Self::SetQuotationKind { .. } => "set-quotation-kind",
            Self::SetEntity { .. } => "set-entity",
            Self::SetSpeaker { .. } => "set-speaker",
            Self::SetColour { .. } => "set-colour",
            Self::SetNote { .. } => "set-note",
            Self::SetTags { .. } => "set-tags",
            Self::SetPlace { .. } => "set-place",
            Self::AddPerson { .. } => "add-person",
            Self::Rename { .. } => "rename",
            Self::SetEntityType { .. } => "set-entity-type",
            Self::Merge { .. } => "merge",
            Self::Split { .. } => "split",
            Self::Everywhere { .. } => "everywhere",
            Self::NameColour { .. } => "name-colour",
            Self::Several(_) => "several",
        }
    }
}

/// What an action changes in a list of annotations of `page`.
#[must_use]
pub fn change(list: &List, page: &Page, action: &Action, stamp: &Stamp) -> Change {
    let mut draft = Draft::of(list, page, stamp);
    draft.act(action);
    Change::between(list, &draft.finish())
}
