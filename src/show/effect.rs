//! What follows from an event, as plain data that the browser carries out, in order.
//!
//! ```
//! use saidwho::show::effect::{Effect, Notice};
//! assert_eq!(Effect::Say(Notice::plain("Saved.")), Effect::Say(Notice { words: "Saved.".to_owned(), buttons: vec![] }));
//! ```

use super::event::{Command, Field};
use crate::formats::Format;
use crate::span::Span;

/// What the browser is to do.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// Asks storage what it keeps under a name.
    LookUp(String),
    /// Opens what storage keeps under a name.
    Resume(String),
    /// Forgets all that storage keeps of a document.
    Forget(String),
    /// Keeps texts under names; forgets those without text.
    Keep(Vec<(String, Option<String>)>),
    /// Keeps the page as it was saved, beside its document.
    KeepPage(String),
    /// Asks for a file.
    AskForFile,
    /// Asks for a second one, to bring to the open one.
    AskForSecond,
    /// Opens the sample.
    OpenSample,
    /// Reads the box to paste into, and empties it.
    ReadPasted,
    /// Shows or hides the box to paste into.
    TogglePaste,
    /// Has the models unpacked, and the state [`learn`](super::state::State::learn) them.
    Learn,
    /// Says [`Event::GoOn`](super::event::Event::GoOn) when the browser has had its turn.
    GoOn,
    /// Lets the browser have its turn, when it has waited long, before what follows.
    Pause,
    /// Lets the browser draw what is there before it goes on.
    Draw,
    /// Makes ready what is to be shown of the page that is being opened.
    Clean,
    /// Puts the page into its place; it is a new one when `is_new`.
    LayOut {
        /// Whether another page was there before.
        is_new: bool,
    },
    /// Paints what [`State::runs`](super::State::runs) says.
    Paint,
    /// Fills the panel, the bar and the map.
    Fill,
    /// Fills the editor, and places it at the span; without a span it keeps its place.
    Editor(Option<Span>),
    /// Lights what is selected, and puts the handles at its edges.
    Handles,
    /// Closes the editor.
    CloseEditor,
    /// Offers marks for the selected words.
    OfferMarks(Span),
    /// Takes that offer away, and the selection with it.
    CloseMarks,
    /// Scrolls to a span when it is out of sight, and lights it up.
    Reveal(Span),
    /// Puts the keyboard into a field.
    Focus(Field),
    /// Puts the keyboard back into the article.
    FocusArticle,
    /// Says something in the line of messages.
    Say(Notice),
    /// Says something to a screen reader alone.
    Announce(String),
    /// Fills the list of kept documents.
    FillKept(Vec<(String, String, String)>),
    /// Shows or hides the panel.
    Panel(bool),
    /// Lists more of what somebody says.
    More(String),
    /// Opens the list of keys.
    Help,
    /// Writes the interface's words in the language of the state.
    Translate,
    /// Shows the ways to share.
    Sharing,
    /// Writes the shared file: to be edited again, or to read only.
    Share {
        /// Whether it is to read only.
        is_light: bool,
    },
    /// Writes a file for another program.
    Export(Format),
    /// Shows what is to be merged; without one, takes it away.
    Merging,
    /// Shows two versions side by side; without them, takes that away.
    Comparing,
    /// Opens the browser's printing.
    Print,
    /// The browser does nothing of its own with the event.
    Consume,
}

/// Words for the reader, and what can be done about them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Notice {
    /// The words; empty to take back what was said.
    pub words: String,
    /// Buttons: what they do, and what stands on them.
    pub buttons: Vec<(Command, String)>,
}

impl Notice {
    /// Words alone.
    #[must_use]
    pub fn plain(words: &str) -> Self {
        Self { words: words.to_owned(), buttons: Vec::new() }
    }
}
