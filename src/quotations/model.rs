//! What a quotation is, after the attribution literature (PARC, Pareti 2012; PolNeAR, Newell et al. 2018): a content,
//! a cue and a source, each a list of spans because each can be split; and the speaker whom the source names.
//! Plain data: no wire format stands here.
//!
//! ```
//! use saidwho::quotations::{Kind, Sieve};
//! assert_eq!(Kind::Mixed.name(), "mixed");
//! assert_eq!(Sieve::SameSentence.name(), "same-sentence");
//! ```

use crate::span::{EntityId, QuotationId, Span};

/// How something is quoted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// Whole sentences in marks.
    Direct,
    /// A marked fragment inside the writer's own sentence, with the clause that tells what is said.
    Mixed,
    /// Reported without marks.
    Indirect,
    /// Marked, but nobody speaks: a scare quote, a title, a nickname.
    Term,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Direct, Self::Mixed, Self::Indirect, Self::Term];

    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
            Self::Term => "term",
        }
    }

    /// The kind with that name in files.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Which rule found the speaker, in order of trust; a reader can see it, and why to doubt it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sieve {
    /// Cue and source stand in the quotation's own sentence.
    SameSentence,
    /// The other half of a quotation that is split around its cue.
    Split,
    /// The labeller of reported speech saw cue and source beside it.
    Labelled,
    /// `Name: "…"`.
    Colon,
    /// The same speaker goes on, in the same or the next paragraph.
    CarriedOn,
    /// Two people take turns.
    Conversation,
    /// A cue in the sentence before or after introduces it.
    Neighbour,
    /// The same words are attributed elsewhere in the article (a headline's fragment).
    SameWords,
    /// The nearest plausible person.
    Nearest,
    /// The reader said so.
    Reader,
    /// Nobody could be named.
    Unknown,
}

impl Sieve {
    /// All of them, most trusted first.
    pub const ALL: [Self; 11] = [
        Self::SameSentence,
        Self::Split,
        Self::Labelled,
        Self::Colon,
        Self::CarriedOn,
        Self::Conversation,
        Self::Neighbour,
        Self::SameWords,
        Self::Nearest,
        Self::Reader,
        Self::Unknown,
    ];

    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SameSentence => "same-sentence",
            Self::Split => "split",
            Self::Labelled => "labelled",
            Self::Colon => "colon",
            Self::CarriedOn => "carried-on",
            Self::Conversation => "conversation",
            Self::Neighbour => "neighbour",
            Self::SameWords => "same-words",
            Self::Nearest => "nearest",
            Self::Reader => "reader",
            Self::Unknown => "unknown",
        }
    }

    /// The sieve with that name in files.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sieve| sieve.name() == name)
    }
}

/// Who says it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speaker {
    /// Full name where the article gives one; else the source as it is written ("U.S. officials").
    pub name: String,
    /// The entity, where the source names one.
    pub entity: Option<EntityId>,
    /// Whether it is a name; "analysts" and "a spokeswoman" are unnamed sources.
    pub named: bool,
}

/// A piece of speech or writing reported from someone.
#[derive(Clone, PartialEq, Debug)]
pub struct Quotation {
    /// How it is quoted.
    pub kind: Kind,
    /// What is quoted, in order, marks included.
    pub content: Vec<Span>,
    /// "said", "according to".
    pub cue: Vec<Span>,
    /// Who says it, in the words of the text: "he", "the ministry", "Beebe of the Quincy Institute".
    pub source: Vec<Span>,
    /// Whom the source names; `None` when unknown, and always for a [`Kind::Term`].
    pub speaker: Option<Speaker>,
    /// How sure of the speaker, and of reported speech of its content as well, 0 to 1; measured for most sieves.
    pub confidence: f32,
    /// What decided on the speaker.
    pub sieve: Sieve,
    /// Reported speech that a reader is not shown, as it may be a plan or an attitude that nobody has put into words:
    /// "Orr hopes to win".
    pub doubtful: bool,
    /// The quotation in which this one is quoted.
    pub inside: Option<QuotationId>,
    /// The writer's clause around a fragment, until it is known who says it: then it is the content
    /// ([`super::fragments`]).
    pub(super) clause: Vec<Span>,
}

impl Quotation {
    /// From the first byte of its content to the last.
    #[must_use]
    pub fn extent(&self) -> Span {
        self.content.iter().copied().reduce(Span::cover).unwrap_or_default()
    }

    /// All that it says of places in the text.
    pub(crate) fn spans_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        self.content.iter_mut().chain(&mut self.cue).chain(&mut self.source).chain(&mut self.clause)
    }
}
