//! What an annotation and an entity of the list are. Plain data: no wire format stands here.
//!
//! ```
//! use saidwho::annotations::{Maker, Stamp, Status};
//! let stamp = Stamp { by: Maker::Reader("Ida".to_owned()), at: None };
//! assert_eq!(stamp.by.name(), "Ida");
//! assert_eq!(Status::from_name("rejected"), Some(Status::Rejected));
//! ```

use super::selectors::Selectors;
use crate::entities::MentionType;
use crate::order::by_number;
use crate::quotations::{Kind, Sieve};
use crate::span::Span;

/// Which annotation: an IRI, the same for as long as the annotation lives, wherever it goes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct AnnotationId(pub String);

/// Which entity: an IRI that a new name does not change.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EntityKey(pub String);

/// Who made or changed something.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Maker {
    /// A program, by its name and version.
    Machine(String),
    /// A person, by the name that they gave.
    Reader(String),
}

impl Maker {
    /// The name alone.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Machine(name) | Self::Reader(name) => name,
        }
    }
}

/// Who, and when. Time is handed in by whoever has a clock, as RFC 3339 text; the machine's has none, so that the same
/// page gives the same bytes.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Stamp {
    /// Who.
    pub by: Maker,
    /// When.
    pub at: Option<String>,
}

/// What has been decided about an annotation.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Status {
    /// The machine proposes it, and nobody has decided.
    Suggested,
    /// A reader made it or agrees with it.
    Accepted,
    /// A reader says that it is wrong; it is kept so that no re-read brings it back, and not shown.
    Rejected,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Suggested, Self::Accepted, Self::Rejected];

    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Suggested => "suggested",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }

    /// The status with that name in files.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// Where an annotation stands in the text.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Place {
    /// What is annotated, in the order of the text; more than one span when a quotation is split.
    pub content: Vec<Span>,
    /// A quotation's "said".
    pub cue: Vec<Span>,
    /// Who says it, in the words of the text.
    pub source: Vec<Span>,
}

impl Place {
    /// A place that is one stretch.
    #[must_use]
    pub fn at(span: Span) -> Self {
        Self { content: vec![span], ..Self::default() }
    }

    /// The place as an annotation with that body has it: in the order of the text, and a cue and a source only for a
    /// quotation.
    #[must_use]
    pub fn of(&self, body: &Body) -> Self {
        let mut place = self.clone();
        if !matches!(body, Body::Quotation { .. }) {
            place.cue.clear();
            place.source.clear();
        }
        for spans in [&mut place.content, &mut place.cue, &mut place.source] {
            by_number(spans, |span| span.number());
            spans.dedup();
        }
        place
    }

    /// From the first byte of its content to the last.
    #[must_use]
    pub fn extent(&self) -> Span {
        self.content.iter().copied().reduce(Span::cover).unwrap_or_default()
    }
}

/// What is known of the place of an annotation that is not found in the page any more.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Orphan {
    /// What its content was, piece by piece.
    pub content: Vec<Selectors>,
    /// A quotation's cue.
    pub cue: Vec<Selectors>,
    /// Who said it, in the words of the text.
    pub source: Vec<Selectors>,
    /// Where in the present text it most likely was.
    pub near: Option<Span>,
}

/// What an annotation says of its place.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Body {
    /// It names something.
    Mention {
        /// What kind of thing.
        kind: MentionType,
        /// What.
        entity: EntityKey,
    },
    /// It is said or reported from someone.
    Quotation {
        /// How.
        kind: Kind,
        /// Who; `None` when unknown.
        speaker: Option<EntityKey>,
        /// What decided on the speaker.
        sieve: Sieve,
        /// The quotation in which it is quoted.
        inside: Option<AnnotationId>,
    },
    /// A reader marked it.
    Highlight {
        /// In which colour; the list knows what the colour means.
        colour: String,
    },
}

impl Body {
    /// A word for its kind, used in ids.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Mention { .. } => "mention",
            Self::Quotation { .. } => "quotation",
            Self::Highlight { .. } => "highlight",
        }
    }
}

/// One item of the list: the machine's suggestion or the reader's mark.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Annotation {
    /// Which.
    pub id: AnnotationId,
    /// Who made it.
    pub made: Stamp,
    /// Who changed it last; nobody when it is as it was made.
    pub changed: Option<Stamp>,
    /// What has been decided.
    pub status: Status,
    /// Where it stands; empty for an orphan.
    pub place: Place,
    /// What is left of its place, when it is not found in the page.
    pub orphan: Option<Orphan>,
    /// What it is.
    pub body: Body,
    /// How sure its maker is, in percent; 100 for a reader.
    pub confidence: u8,
    /// The reader's note; empty for none.
    pub note: String,
    /// The reader's tags, in the order given.
    pub tags: Vec<String>,
}

impl Annotation {
    /// Whether it is a suggestion of the machine that no reader has decided on or changed: a re-read may replace it.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.status == Status::Suggested && self.changed.is_none() && matches!(self.made.by, Maker::Machine(_))
    }

    /// Whether it is to be seen in the page.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.status != Status::Rejected && self.orphan.is_none()
    }
}

/// A role as the text gives it: "mayor of Port Elm".
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Role {
    /// Its words.
    pub text: String,
    /// Where they stand, if they still do.
    pub span: Option<Span>,
}

/// What mentions name, and who speaks.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Entity {
    /// Which.
    pub key: EntityKey,
    /// Its name: the fullest in the text, or the reader's.
    pub name: String,
    /// What kind of thing; `None` for a speaker of whom the text has only a description.
    pub kind: Option<MentionType>,
    /// Whether it has a name; "analysts" and "a spokeswoman" have none.
    pub named: bool,
    /// Other names, each once.
    pub aliases: Vec<String>,
    /// What the text says that it is.
    pub roles: Vec<Role>,
    /// Entities that a reader has merged into this one.
    pub absorbed: Vec<EntityKey>,
    /// Who made it.
    pub made: Stamp,
    /// Who changed it last.
    pub changed: Option<Stamp>,
}

impl Entity {
    /// Whether no reader has made or changed it.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.changed.is_none() && matches!(self.made.by, Maker::Machine(_))
    }
}
