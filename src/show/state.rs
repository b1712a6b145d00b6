//! What the reader has open and how far they are: the one state, and what follows from an event.
//!
//! The state has no clock: the time is handed in with each event, as RFC 3339 text.
//!
//! ```
//! use saidwho::page::Page;
//! use saidwho::reading::Engine;
//! use saidwho::show::event::{Command, Event, Opened};
//! use saidwho::show::state::State;
//! let mut state = State::new(Engine::built_in(), "en");
//! let page = Page::from_text("“It is late,” Ada Lind said.");
//! state.handle(Event::Open(Opened { page, ..Opened::default() }), "2026-11-25T09:00:00Z");
//! state.handle(Event::Found { key: state.coming().to_owned(), kept: None }, "2026-11-25T09:00:00Z");
//! while !state.is_open() {
//!     state.handle(Event::GoOn, "2026-11-25T09:00:00Z");
//! }
//! let before = state.history().list().clone();
//! state.handle(Event::Do(Command::Next), "2026-11-25T09:00:01Z");
//! state.handle(Event::Do(Command::Reject), "2026-11-25T09:00:02Z");
//! state.handle(Event::Do(Command::Undo), "2026-11-25T09:00:03Z");
//! assert_eq!(state.history().list(), &before);
//! ```

use super::dragging::Drag;
use super::editor::{self, COLOURS, EditorView};
use super::effect::Effect;
use super::event::{Command, Event, Field, Opened, Step, Trouble};
use super::filter::{self, Filter};
use super::keys::Keys;
use super::layers::{self, Run};
use super::opening::{Coming, Rest};
use super::panel::Panel;
use super::second::Second;
use super::steps::Review;
use super::words::{Language, Words};
use crate::annotations::{Annotation, AnnotationId, EntityKey, History, Maker, Stamp, actions::Action, jsonld};
use crate::page::Page;
use crate::reading::{Engine, again::Memory};
use crate::span::Span;
use std::collections::BTreeSet;

/// What is selected.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Selected {
    /// Nothing.
    #[default]
    Nothing,
    /// An annotation.
    Annotation(AnnotationId),
    /// A person or thing.
    Entity(EntityKey),
}

/// The state.
#[derive(Debug)]
pub struct State {
    /// What reads pages, once its models are there.
    pub(super) engine: Option<&'static Engine>,
    /// What was asked for before.
    pub(super) waiting: Vec<Event>,
    pub(super) words: Words,
    pub(super) page: Page,
    pub(super) history: History,
    /// What the open document is kept under; empty when none is open.
    pub(super) key: String,
    /// A second file, that the reader has brought.
    pub(super) second: Option<Second>,
    /// A shared file that was opened over the same article, while the reader decides what it is for.
    pub(super) offered: Option<Box<Opened>>,
    /// The page that is being opened.
    pub(super) coming: Option<Coming>,
    /// What goes on after a page is shown whose beginning alone is read.
    pub(super) rest: Option<Rest>,
    /// What was found in the parts of the page, for a later state of it.
    pub(super) memory: Option<Memory>,
    pub(super) page_kept: bool,
    /// How many steps are kept beside the document; none when it is not kept yet.
    pub(super) steps: Option<usize>,
    /// How many were kept before, which the document takes the place of.
    pub(super) old_steps: usize,
    pub(super) trouble: Option<Trouble>,
    /// What the reader was told of it.
    pub(super) told: Option<Trouble>,
    /// How many changes are on their way to storage.
    pub(super) under_way: usize,
    pub(super) selected: Selected,
    pub(super) editing: bool,
    /// An edge of the selected annotation that is being dragged.
    pub(super) dragging: Option<Drag>,
    /// Words that are selected and could be marked.
    pub(super) marking: Option<Span>,
    pub(super) review: Option<Review>,
    pub(super) filter: Filter,
    pub(super) found_at: Option<usize>,
    off: BTreeSet<String>,
    pub(super) colour: String,
    pub(super) reader: String,
    pub(super) keys: Keys,
    pub(super) text_only: bool,
    pub(super) without_pictures: bool,
}

impl State {
    /// The state before anything is open. `language` is a code. Without an engine, what needs one waits for [`State::learn`].
    #[must_use]
    pub fn new(engine: impl Into<Option<&'static Engine>>, language: &str) -> Self {
        Self {
            engine: engine.into(),
            waiting: Vec::new(),
            words: Words::built_in(Language::from_code(language).unwrap_or_default()),
            page: Page::default(),
            history: History::default(),
            key: String::new(),
            coming: None,
            second: None,
            offered: None,
            rest: None,
            memory: None,
            page_kept: false,
            steps: None,
            old_steps: 0,
            trouble: None,
            told: None,
            under_way: 0,
            selected: Selected::Nothing,
            editing: false,
            dragging: None,
            marking: None,
            review: None,
            filter: Filter::default(),
            found_at: None,
            off: BTreeSet::new(),
            colour: COLOURS[0].to_owned(),
            reader: String::new(),
            keys: Keys::default(),
            text_only: false,
            without_pictures: false,
        }
    }

    /// The page that is open.
    #[must_use]
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// What is annotated in it, and how that came about.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The interface's words.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Whether a document is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.key.is_empty()
    }

    /// Whether the page is still being read.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.rest.is_some()
    }

    /// What the document that is being opened is looked up under; empty when none is.
    #[must_use]
    pub fn coming(&self) -> &str {
        self.coming.as_ref().map_or("", Coming::key)
    }

    /// Whether the text alone is shown.
    #[must_use]
    pub fn text_only(&self) -> bool {
        self.text_only
    }

    /// Whether pictures are left out of what is shared.
    #[must_use]
    pub fn without_pictures(&self) -> bool {
        self.without_pictures
    }

    /// Whether the browser is to ask before the page is left: something is not kept.
    #[must_use]
    pub fn asks_before_leaving(&self) -> bool {
        self.history.done() > 0 && (self.trouble.is_some() || self.under_way > 0)
    }

    /// What is filtered.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Which keys are on.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The reader's name, as they gave it.
    #[must_use]
    pub fn reader(&self) -> &str {
        &self.reader
    }

    /// The words that could be marked.
    #[must_use]
    pub fn marking(&self) -> Option<Span> {
        self.marking
    }

    /// The selected annotation.
    #[must_use]
    pub fn annotation(&self) -> Option<&Annotation> {
        match &self.selected {
            Selected::Annotation(id) => self.history.list().annotation(id),
            _ => None,
        }
    }

    /// The stretches of the selected annotation, as far as an edge of it is dragged.
    #[must_use]
    pub fn selection(&self) -> Vec<Span> {
        let place = self.dragged_place().or_else(|| self.annotation().map(|one| &one.place));
        place.map(|place| place.content.clone()).unwrap_or_default()
    }

    /// What is to be painted: what is wanted, without the layers that are off.
    #[must_use]
    pub fn runs(&self) -> Vec<Run> {
        let list = self.history.list();
        // Words searched for are lit up by themselves, and need the article as it is around them.
        let filter = Filter { query: String::new(), ..self.filter.clone() };
        layers::of_those(&self.page, list, &|one| {
            filter.holds(&self.page, list, one) && !self.off.contains(filter::layer(one))
        })
    }

    /// The panel's view.
    #[must_use]
    pub fn panel(&self) -> Panel {
        Panel::of(&self.page, self.history.list(), &self.filter, &self.words)
    }

    /// The editor's view, when it is open.
    #[must_use]
    pub fn editor(&self) -> Option<EditorView> {
        let list = self.history.list();
        match &self.selected {
            _ if !self.editing => None,
            Selected::Annotation(id) => Some(editor::annotation(&self.page, list, &self.words, list.annotation(id)?)),
            Selected::Entity(key) => Some(editor::entity(list, &self.words, list.entity(key)?)),
            Selected::Nothing => None,
        }
    }

    /// What follows from an event at a time.
    pub fn handle(&mut self, event: Event, now: &str) -> Vec<Effect> {
        match event {
            Event::Open(opened) => self.open(opened),
            Event::Brought(brought) => self.brought(brought, now),
            Event::Found { key, kept } => self.found(&key, kept),
            Event::GoOn => self.go_on(now),
            Event::Changed(page) => self.follow(page),
            Event::Kept(titles) => vec![Effect::FillKept(titles)],
            Event::Settings(settings) => self.take_settings(&settings),
            Event::Unkept(trouble) => self.unkept(trouble),
            Event::IsKept => self.is_kept(),
            Event::Selected { span, exact } => self.mark_or_not(span, exact),
            Event::Pointed(items) => self.pointed(&items),
            Event::Chosen(id) => self.chosen(id),
            Event::Grabbed(edge) => self.grabbed(edge),
            Event::Dragged { at, exact } => self.dragged(at, exact),
            Event::LetGo => self.let_go(now),
            Event::Key(key) => {
                let Some(command) = self.keys.command(&key) else { return Vec::new() };
                // What has hold of an edge can only be given up.
                if self.is_dragging() && command != Command::Close {
                    return vec![Effect::Consume];
                }
                // Out of a field first; what was searched for stays until the next time.
                let leaves = key.typing && command == Command::Close && !self.editing && self.marking.is_none();
                let mut effects = if leaves { vec![Effect::FocusArticle] } else { self.command(command, now) };
                effects.push(Effect::Consume);
                effects
            }
            Event::Do(command) => self.command(command, now),
            Event::Set(field, value) => self.set(field, &value, now),
            Event::Typing(Field::Note, note) => self.typing(note, now),
            Event::Typing(Field::Query, query) => self.set(Field::Query, &query, now),
            Event::Typing(..) => Vec::new(),
            Event::Layer(name, on) => {
                if on {
                    self.off.remove(&name);
                } else {
                    self.off.insert(name);
                }
                vec![Effect::Paint]
            }
            Event::KeySwitched(command, on) => {
                self.keys.switch(&command, on);
                vec![self.keep_settings()]
            }
        }
    }

    /// Does something to the list and keeps it.
    pub(super) fn act(&mut self, action: &Action, now: &str) -> Vec<Effect> {
        let stamp = self.stamp(now);
        if self.history.act(&self.page, action, &stamp) { self.did(now) } else { Vec::new() }
    }

    pub(super) fn stamp(&self, now: &str) -> Stamp {
        let name = if self.reader.is_empty() { self.words.get("reader") } else { &self.reader };
        Stamp { by: Maker::Reader(name.to_owned()), at: Some(now.to_owned()) }
    }

    /// What follows from a new entry in the history.
    pub(super) fn did(&mut self, now: &str) -> Vec<Effect> {
        let last = self.history.entries().last().cloned();
        let one = History::from_parts(self.history.list().clone(), last.into_iter().collect(), 1);
        self.changed(&Step::Did(jsonld::written_history(&self.page, &one)), now)
    }

    /// What follows from any change of the list.
    pub(super) fn changed(&mut self, step: &Step, now: &str) -> Vec<Effect> {
        if self.annotation().is_none() && matches!(self.selected, Selected::Annotation(_)) {
            self.selected = Selected::Nothing;
        }
        let mut effects = self.keep(Some(step), now);
        effects.extend([Effect::Paint, Effect::Fill]);
        if self.editing {
            effects.push(if self.editor().is_some() { Effect::Editor(None) } else { Effect::CloseEditor });
        }
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::super::checks::{NOW, choose, press, state};
    use super::*;

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        /// Whatever keys are pressed, what was done can be undone to the start.
        #[test]
        fn any_keys_can_be_undone(keys in proptest::collection::vec(
            proptest::sample::select(vec!["j", "k", "n", "p", "Enter", "x", "s", "w", "1", "2", "5", "h", "a", "e", "q",
                "m", ",", ".", "<", ">", "r", "u", "U", "Escape", "select", "name"]), 0..40)) {
            let mut state = state();
            let before = state.history().list().clone();
            for (at, key) in keys.iter().enumerate() {
                match *key {
                    "select" => choose(&mut state, ["late", "Lind", "Go home"][at % 3]),
                    "name" => { state.handle(Event::Set(Field::Entity, format!("New {at}")), NOW); }
                    key => { press(&mut state, key); }
                }
                let _ = state.runs();
                let _ = state.panel();
                let _ = state.editor();
            }
            while state.history().done() > 0 { press(&mut state, "Escape"); press(&mut state, "u"); }
            proptest::prop_assert_eq!(state.history().list(), &before);
        }
    }
}
