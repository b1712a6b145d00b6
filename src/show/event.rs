//! Everything that can happen in the page, as one closed enum: what the browser turns its own events into.
//!
//! ```
//! use saidwho::show::event::{Command, Field};
//! assert_eq!(Command::parse("number", "3"), Some(Command::Number(3)));
//! assert_eq!(Command::parse("dance", ""), None);
//! assert_eq!(Field::from_name("note"), Some(Field::Note));
//! ```

use super::document::Document;
use super::edges::Edge;
use crate::annotations::AnnotationId;
use crate::annotations::jsonld::WrittenHistory;
use crate::annotations::merge::Side;
use crate::formats::Format;
use crate::page::Page;
use crate::span::Span;

/// What happens.
#[derive(Clone, PartialEq, Debug)]
pub enum Event {
    /// A page was opened. What it is kept under is looked up before it is shown.
    Open(Opened),
    /// A second file was brought to the one that is open.
    Brought(Brought),
    /// What the browser keeps under a name that was looked up.
    Found {
        /// The name.
        key: String,
        /// What was kept.
        kept: Option<Kept>,
    },
    /// The browser has time for the next step of what takes several.
    GoOn,
    /// The page that is shown was changed, and is this now.
    Changed(Page),
    /// The documents that the browser keeps: name, title, time.
    Kept(Vec<(String, String, String)>),
    /// The reader's wishes, as they are kept.
    Settings(String),
    /// The browser cannot keep anything, or could not keep the last change.
    Unkept(Trouble),
    /// The last change is kept.
    IsKept,
    /// Words of the article were selected, or none are any more.
    Selected {
        /// Where.
        span: Option<Span>,
        /// Whether the edges stay in the middle of a word.
        exact: bool,
    },
    /// A click on what is painted there, by index in the list.
    Pointed(Vec<usize>),
    /// One annotation was chosen in the panel or on the map.
    Chosen(AnnotationId),
    /// The handle at an edge of the selected annotation was taken hold of.
    Grabbed(Edge),
    /// It was dragged.
    Dragged {
        /// To which byte of the text.
        at: usize,
        /// Whether the edge may stand in the middle of a word.
        exact: bool,
    },
    /// It was let go of.
    LetGo,
    /// A key was pressed.
    Key(Key),
    /// A button was pressed, or a key that stands for it.
    Do(Command),
    /// A field has a new value.
    Set(Field, String),
    /// A field is being typed into; nothing is done yet.
    Typing(Field, String),
    /// A layer was switched on or off.
    Layer(String, bool),
    /// A key was switched on or off, by the name of its command.
    KeySwitched(String, bool),
}

/// A page that was opened.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Opened {
    /// The page.
    pub page: Page,
    /// The document that its file carries, if it is a shared one.
    pub document: Option<Document>,
    /// What the reader is told when it is shown.
    pub note: String,
    /// The name that it is kept under, when it comes from there.
    pub key: Option<String>,
}

/// What a second file holds.
#[derive(Clone, PartialEq, Debug)]
pub enum Brought {
    /// Annotations, as JSON.
    Annotations(String),
    /// A page, and the document that its file carries, if it is a shared one.
    Version(Page, Option<Box<Document>>),
}

/// A document as it is kept: as it was at one time, what was done since, and what was being typed.
#[derive(Clone, PartialEq, Debug)]
pub struct Kept {
    /// The document.
    pub document: Document,
    /// Each step since, in order.
    pub steps: Vec<Step>,
    /// The note.
    pub draft: Option<Draft>,
}

/// One step in the history of a document. A step is kept by itself, so that a long document costs no more than a short
/// one.
#[derive(Clone, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
pub enum Step {
    /// Something was done: a history with that one entry.
    Did(WrittenHistory),
    /// It was taken back.
    Undid,
    /// It was done again.
    Redid,
}

/// A note that is being typed, kept beside the document so that no letter is lost.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Draft {
    /// The annotation's id.
    pub annotation: String,
    /// The note so far.
    pub note: String,
}

/// Why nothing is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// The browser forbids it.
    Forbidden,
    /// There is no room.
    Full,
}

/// A key as the browser names it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Key {
    /// Its name: "j", "Enter".
    pub name: String,
    /// With Control or Command.
    pub control: bool,
    /// With Shift.
    pub shift: bool,
    /// With Alt.
    pub alt: bool,
    /// Into a field.
    pub typing: bool,
    /// On a button or a link, which has its own use for Enter and the space bar.
    pub on_control: bool,
}

/// A field of the page that holds a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Field {
    Type,
    Kind,
    Entity,
    Speaker,
    Name,
    Merge,
    Colour,
    Meaning,
    Note,
    Tags,
    Query,
    OnlySpeaker,
    OnlyLayer,
    OnlyColour,
    OnlyTag,
    OnlyStatus,
    Reader,
    Language,
}

impl Field {
    const NAMES: [(Self, &'static str); 18] = [
        (Self::Type, "type"),
        (Self::Kind, "kind"),
        (Self::Entity, "entity"),
        (Self::Speaker, "speaker"),
        (Self::Name, "name"),
        (Self::Merge, "merge"),
        (Self::Colour, "colour"),
        (Self::Meaning, "meaning"),
        (Self::Note, "note"),
        (Self::Tags, "tags"),
        (Self::Query, "query"),
        (Self::OnlySpeaker, "only-speaker"),
        (Self::OnlyLayer, "only-layer"),
        (Self::OnlyColour, "only-colour"),
        (Self::OnlyTag, "only-tag"),
        (Self::OnlyStatus, "only-status"),
        (Self::Reader, "reader"),
        (Self::Language, "language"),
    ];

    /// The field that the page calls so.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, own)| *own == name).map(|(field, _)| *field)
    }

    /// What the page calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(field, _)| *field == self).map_or("", |(_, name)| name)
    }
}

/// What a button or a key does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Asks for a file.
    OpenFile,
    /// Shows or hides the box to paste into.
    Paste,
    /// Reads what stands in that box.
    ReadPasted,
    /// Opens the sample.
    Sample,
    /// Opens a document that the browser keeps.
    Resume(String),
    /// Forgets a document that the browser keeps.
    Forget(String),
    /// Takes back everything that was done to the open document, as one step that can be undone.
    StartAnew,
    /// Reads the page again and keeps what the reader has decided.
    ReadAgain,
    /// Shows the ways to share.
    Share,
    /// Writes the shared file, to be edited again.
    ShareFull,
    /// Writes the one to read only.
    ShareLight,
    /// Shares with the pictures that the page holds, or without them.
    Pictures,
    /// Writes a file for another program.
    Export(Format),
    /// Asks for a second file: a colleague's, another version, annotations.
    BringIn,
    /// Merges the shared file that was opened over the same article.
    MergeOffered,
    /// Compares it with the open document.
    CompareOffered,
    /// Opens it in its place.
    OpenOffered,
    /// Settles one conflict of a merge, by its number.
    Settle(Side, usize),
    /// Settles all that are left.
    SettleAll(Side),
    /// Merges what is settled into the open document.
    Merge,
    /// Merges what is annotated in the other version.
    MergeVersion,
    /// Takes the other version for the later one, or the earlier.
    SwapVersions,
    /// Changes between the page as it was saved and its text.
    View,
    /// Prints.
    Print,
    /// Takes the last change back.
    Undo,
    /// Does it again.
    Redo,
    /// Goes to the next annotation.
    Next,
    /// Goes to the one before.
    Previous,
    /// Goes to the next one of the same person or thing.
    NextSame,
    /// Goes to the one before of the same person or thing.
    PreviousSame,
    /// Steps through the suggestions, the most doubtful first, or stops that.
    Review,
    /// Leaves a suggestion undecided and goes on.
    Skip,
    /// Marks the selected words in a colour; in the last one used when none is given.
    Highlight(String),
    /// Writes a note.
    Note,
    /// Marks a name.
    Mention,
    /// Marks a quotation.
    Quote,
    /// Moves the selected annotation to the selected words.
    MoveHere,
    /// Agrees.
    Accept,
    /// Says that it is wrong.
    Reject,
    /// Decides the same everywhere in the article.
    Everywhere,
    /// Goes into the fields of what is selected.
    Edit,
    /// Chooses a speaker, a type or a colour by number, from 1.
    Number(usize),
    /// Moves the start a word back.
    StartEarlier,
    /// Moves the start a word on.
    StartLater,
    /// Moves the end a word back.
    EndEarlier,
    /// Moves the end a word on.
    EndLater,
    /// Opens the fields of a person or thing, by its key.
    Entity(String),
    /// Lists more of what somebody says, by the key of the person or thing; empty for what nobody known says.
    More(String),
    /// Goes to the search field.
    Search,
    /// Goes to the next place of the words searched for.
    NextFound,
    /// Goes to the one before.
    PreviousFound,
    /// Shows everything again.
    ClearFilter,
    /// Shows the panel.
    ShowPanel,
    /// Hides it.
    HidePanel,
    /// Lists the keys.
    Help,
    /// Takes back what was said in the line of messages.
    Dismiss,
    /// Closes what is open, the innermost first.
    Close,
}

impl Command {
    /// Those that need no value, and their names in the page.
    const PLAIN: [(Self, &'static str); 47] = [
        (Self::OpenFile, "open"),
        (Self::Paste, "paste"),
        (Self::ReadPasted, "read"),
        (Self::Sample, "sample"),
        (Self::StartAnew, "start-anew"),
        (Self::ReadAgain, "read-again"),
        (Self::Share, "share"),
        (Self::ShareFull, "share-full"),
        (Self::ShareLight, "share-light"),
        (Self::Pictures, "pictures"),
        (Self::BringIn, "bring-in"),
        (Self::MergeOffered, "merge-offered"),
        (Self::CompareOffered, "compare-offered"),
        (Self::OpenOffered, "open-offered"),
        (Self::Merge, "merge"),
        (Self::MergeVersion, "merge-version"),
        (Self::SwapVersions, "swap-versions"),
        (Self::View, "view"),
        (Self::Print, "print"),
        (Self::Undo, "undo"),
        (Self::Redo, "redo"),
        (Self::Next, "next"),
        (Self::Previous, "previous"),
        (Self::NextSame, "next-same"),
        (Self::PreviousSame, "previous-same"),
        (Self::Review, "review"),
        (Self::Skip, "skip"),
        (Self::Note, "note"),
        (Self::Mention, "mention"),
        (Self::Quote, "quote"),
        (Self::MoveHere, "move-here"),
        (Self::Accept, "accept"),
        (Self::Reject, "reject"),
        (Self::Everywhere, "everywhere"),
        (Self::Edit, "edit"),
        (Self::StartEarlier, "start-earlier"),
        (Self::StartLater, "start-later"),
        (Self::EndEarlier, "end-earlier"),
        (Self::EndLater, "end-later"),
        (Self::Search, "search"),
        (Self::NextFound, "next-found"),
        (Self::PreviousFound, "previous-found"),
        (Self::ClearFilter, "clear-filter"),
        (Self::ShowPanel, "show-panel"),
        (Self::HidePanel, "hide-panel"),
        (Self::Help, "help"),
        (Self::Dismiss, "dismiss"),
    ];

    /// The command with that name in the page, and its value.
    #[must_use]
    pub fn parse(name: &str, value: &str) -> Option<Self> {
        Some(match name {
            "resume" => Self::Resume(value.to_owned()),
            "forget" => Self::Forget(value.to_owned()),
            "highlight" => Self::Highlight(value.to_owned()),
            "entity-card" => Self::Entity(value.to_owned()),
            "more" => Self::More(value.to_owned()),
            "number" => Self::Number(value.parse().ok()?),
            "export" => Self::Export(Format::from_name(value)?),
            "settle-ours" => Self::Settle(Side::Ours, value.parse().ok()?),
            "settle-theirs" => Self::Settle(Side::Theirs, value.parse().ok()?),
            "settle-all-ours" => Self::SettleAll(Side::Ours),
            "settle-all-theirs" => Self::SettleAll(Side::Theirs),
            "close" => Self::Close,
            _ => return Self::PLAIN.iter().find(|(_, own)| *own == name).map(|(command, _)| command.clone()),
        })
    }

    /// Its name in the page.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Resume(_) => "resume",
            Self::Forget(_) => "forget",
            Self::Highlight(_) => "highlight",
            Self::Entity(_) => "entity-card",
            Self::More(_) => "more",
            Self::Number(_) => "number",
            Self::Export(_) => "export",
            Self::Settle(Side::Ours, _) => "settle-ours",
            Self::Settle(Side::Theirs, _) => "settle-theirs",
            Self::SettleAll(Side::Ours) => "settle-all-ours",
            Self::SettleAll(Side::Theirs) => "settle-all-theirs",
            Self::Close => "close",
            other => Self::PLAIN.iter().find(|(command, _)| command == other).map_or("", |(_, name)| name),
        }
    }

    /// The value that goes with the name.
    #[must_use]
    pub fn value(&self) -> String {
        match self {
            Self::Resume(value)
            | Self::Forget(value)
            | Self::Highlight(value)
            | Self::Entity(value)
            | Self::More(value) => value.clone(),
            Self::Number(number) | Self::Settle(_, number) => number.to_string(),
            Self::Export(format) => format.name().to_owned(),
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        for (command, name) in Command::PLAIN {
            assert_eq!(Command::parse(name, "").as_ref(), Some(&command), "{name}");
            assert_eq!(command.name(), name);
        }
        for command in [
            Command::Resume("a".to_owned()),
            Command::Forget("a".to_owned()),
            Command::Highlight("red".to_owned()),
            Command::Entity("e".to_owned()),
            Command::More("e".to_owned()),
            Command::Number(7),
            Command::Export(Format::Tei),
            Command::Settle(Side::Ours, 0),
            Command::Settle(Side::Theirs, 3),
            Command::SettleAll(Side::Ours),
            Command::SettleAll(Side::Theirs),
            Command::Close,
        ] {
            assert_eq!(Command::parse(command.name(), &command.value()), Some(command));
        }
        for (field, name) in Field::NAMES {
            assert_eq!(Field::from_name(name), Some(field));
            assert_eq!(field.name(), name);
        }
    }
}
