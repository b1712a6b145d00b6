//! What a mention and an entity are. Plain data: no wire format stands here ([`crate::formats`] has those).
//!
//! ```
//! use saidwho::entities::MentionType;
//! assert_eq!(MentionType::Gpe.name(), "GPE");
//! assert_eq!(MentionType::from_name("PERSON"), Some(MentionType::Person));
//! ```

use crate::span::{EntityId, Span};

/// The types of OntoNotes that a news reader wants (Weischedel et al. 2013).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum MentionType {
    Person,
    Org,
    /// Countries, cities, states.
    Gpe,
    /// Other places: mountains, seas, buildings.
    Loc,
    /// Nationalities, religious and political groups.
    Norp,
    Event,
    Work,
    Product,
    Law,
    Date,
    Time,
    Money,
    Percent,
    Quantity,
}

impl MentionType {
    /// All of them, in the order of the enum.
    pub const ALL: [Self; 14] = [
        Self::Person,
        Self::Org,
        Self::Gpe,
        Self::Loc,
        Self::Norp,
        Self::Event,
        Self::Work,
        Self::Product,
        Self::Law,
        Self::Date,
        Self::Time,
        Self::Money,
        Self::Percent,
        Self::Quantity,
    ];

    /// Its name in files, as OntoNotes writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "PERSON",
            Self::Org => "ORG",
            Self::Gpe => "GPE",
            Self::Loc => "LOC",
            Self::Norp => "NORP",
            Self::Event => "EVENT",
            Self::Work => "WORK",
            Self::Product => "PRODUCT",
            Self::Law => "LAW",
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Money => "MONEY",
            Self::Percent => "PERCENT",
            Self::Quantity => "QUANTITY",
        }
    }

    /// The type with that name in files.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A span that names something.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// What kind of thing it names.
    pub kind: MentionType,
    /// The entity it names.
    pub entity: EntityId,
    /// How likely it is right, 0 to 1. Calibrated for names, on texts that the labeller had not seen; set by hand for dates
    /// and amounts.
    pub confidence: f32,
}

/// What one or more mentions name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entity {
    /// Its canonical name: the fullest one in the text, without titles or possessive.
    pub name: String,
    /// What kind of thing it is.
    pub kind: MentionType,
    /// The other forms in the text, each once, in order of first use.
    pub aliases: Vec<String>,
    /// What the text says the entity is, at the first mention that says so.
    pub roles: Vec<Role>,
}

/// A role as the text gives it: "vice president at the Center for Asia Pacific Strategy".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Role {
    /// Its words, without a leading article.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}
