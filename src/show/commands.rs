//! What a reader can do to the document as a whole, and to what is shown of it; the rest is [`acts`](super::acts) and
//! [`steps`](super::steps).
//!
//! ```
//! use saidwho::reading::Engine;
//! use saidwho::show::{effect::Effect, event::{Command, Event}, state::State};
//! let mut state = State::new(Engine::built_in(), "en");
//! assert_eq!(state.handle(Event::Do(Command::Help), "2026-11-25T09:00:00Z"), [Effect::Help]);
//! assert_eq!(state.handle(Event::Do(Command::Undo), "2026-11-25T09:00:00Z"), [], "nothing is open");
//! ```

use super::effect::{Effect, Notice};
use super::event::{Command, Event, Field, Step};
use super::filter::Filter;
use super::state::{Selected, State};
use super::words::{Language, Words};
use crate::annotations::{EntityKey, List, Status, history::Change};

impl State {
    pub(super) fn speak(&mut self, code: &str) -> Vec<Effect> {
        let Some(language) = Language::from_code(code) else { return Vec::new() };
        self.words = Words::built_in(language);
        let mut effects = vec![Effect::Translate];
        if self.is_open() {
            // What is left out of the article says so in the reader's language.
            effects.extend([Effect::LayOut { is_new: false }, Effect::Paint, Effect::Fill]);
        }
        if self.editing {
            effects.push(Effect::Editor(None));
        }
        effects
    }

    pub(super) fn set(&mut self, field: Field, value: &str, now: &str) -> Vec<Effect> {
        let some = |value: &str| (!value.is_empty()).then(|| value.to_owned());
        match field {
            Field::Reader => {
                self.reader = value.trim().to_owned();
                return vec![self.keep_settings()];
            }
            Field::Language => {
                let mut effects = self.speak(value);
                effects.push(self.keep_settings());
                return effects;
            }
            Field::Query => {
                value.trim().clone_into(&mut self.filter.query);
                self.found_at = None;
            }
            Field::OnlySpeaker => self.filter.speaker = some(value).map(EntityKey),
            Field::OnlyLayer => self.filter.layer = some(value),
            Field::OnlyColour => self.filter.colour = some(value),
            Field::OnlyTag => self.filter.tag = some(value),
            Field::OnlyStatus => self.filter.status = Status::from_name(value),
            _ => return self.edit(field, value, now),
        }
        vec![Effect::Paint, Effect::Fill]
    }

    /// The commands about the whole document; the others are [`acts`](super::acts) and [`steps`](super::steps).
    pub(super) fn command(&mut self, command: Command, now: &str) -> Vec<Effect> {
        match command {
            Command::OpenFile => vec![Effect::AskForFile],
            Command::Paste => vec![Effect::TogglePaste],
            Command::ReadPasted => vec![Effect::ReadPasted],
            Command::Sample => vec![Effect::OpenSample],
            Command::Resume(key) => vec![Effect::Resume(key)],
            Command::Forget(key) => {
                self.under_way += 1;
                vec![Effect::Forget(key)]
            }
            Command::Help => vec![Effect::Help],
            Command::ShowPanel => vec![Effect::Panel(true)],
            Command::HidePanel => vec![Effect::Panel(false)],
            Command::Close => self.close(),
            _ if !self.is_open() => Vec::new(),
            Command::Share | Command::Print | Command::StartAnew | Command::ReadAgain if self.rest.is_some() => {
                let mut effects = self.finish_reading();
                effects.extend(self.command(command, now));
                effects
            }
            // What is shared holds the models.
            Command::Share | Command::ShareFull if self.engine.is_none() => self.wait(Event::Do(command)),
            Command::Share => vec![Effect::Sharing],
            Command::ShareFull => vec![Effect::Share { is_light: false }],
            Command::ShareLight => vec![Effect::Share { is_light: true }],
            Command::Pictures => {
                self.without_pictures = !self.without_pictures;
                vec![Effect::Sharing]
            }
            Command::Export(format) => vec![Effect::Export(format)],
            Command::BringIn => vec![Effect::AskForSecond],
            Command::MergeOffered | Command::CompareOffered | Command::OpenOffered => self.take_offered(&command),
            Command::Settle(..)
            | Command::SettleAll(_)
            | Command::Merge
            | Command::MergeVersion
            | Command::SwapVersions => self.with_second(command, now),
            Command::Print => vec![Effect::Print],
            Command::View => {
                self.text_only = !self.text_only;
                vec![Effect::LayOut { is_new: false }, Effect::Paint]
            }
            Command::StartAnew => {
                let Some(engine) = self.engine else { return self.wait(Event::Do(command)) };
                let fresh = List::from_reading(&self.page, &engine.read(&self.page));
                let change = Change::between(self.history.list(), &fresh);
                let stamp = self.stamp(now);
                let mut effects = vec![Effect::Say(Notice::default())];
                if self.history.record("start-anew", change, &stamp) {
                    effects.extend(self.did(now));
                }
                effects
            }
            Command::ReadAgain => {
                let Some(engine) = self.engine else { return self.wait(Event::Do(command)) };
                let reading = engine.read(&self.page);
                let stamp = self.stamp(now);
                if self.history.reread(&self.page, &reading, &stamp) { self.did(now) } else { Vec::new() }
            }
            Command::Undo | Command::Redo => {
                let (done, said, step) = match command {
                    Command::Undo => (self.history.undo(), "undone", Step::Undid),
                    _ => (self.history.redo(), "redone", Step::Redid),
                };
                if !done {
                    return vec![Effect::Announce(self.words.get("nothing-to-do").to_owned())];
                }
                let mut effects = self.changed(&step, now);
                effects.push(Effect::Announce(self.words.get(said).to_owned()));
                effects
            }
            Command::Dismiss => vec![Effect::Say(Notice::default()), Effect::FocusArticle],
            Command::Search => vec![Effect::Panel(true), Effect::Focus(Field::Query)],
            Command::ClearFilter => {
                self.filter = Filter::default();
                self.found_at = None;
                vec![Effect::Paint, Effect::Fill]
            }
            Command::Next
            | Command::Previous
            | Command::NextSame
            | Command::PreviousSame
            | Command::Review
            | Command::Skip
            | Command::NextFound
            | Command::PreviousFound => self.step(&command),
            other => self.decide(other, now),
        }
    }

    /// Closes the innermost of what is open.
    fn close(&mut self) -> Vec<Effect> {
        if self.is_dragging() {
            self.dragging = None;
            return vec![Effect::Handles];
        }
        if self.marking.take().is_some() {
            return vec![Effect::CloseMarks];
        }
        if self.editing || self.review.is_some() {
            self.editing = false;
            self.review = None;
            return vec![Effect::CloseEditor, Effect::FocusArticle, Effect::Fill];
        }
        self.selected = Selected::Nothing;
        if self.filter.is_on() {
            self.filter = Filter::default();
            return vec![Effect::Paint, Effect::Fill, Effect::CloseEditor, Effect::FocusArticle];
        }
        vec![Effect::CloseEditor, Effect::FocusArticle]
    }
}

#[cfg(test)]
mod tests {
    use super::super::checks::{NOW, choose, press, state};
    use super::*;

    #[test]
    fn escape_closes_the_innermost() {
        let mut state = state();
        state.handle(Event::Set(Field::Query, "lind".to_owned()), NOW);
        press(&mut state, "j");
        choose(&mut state, "late");
        assert!(press(&mut state, "Escape").contains(&Effect::CloseMarks));
        press(&mut state, "j");
        assert!(press(&mut state, "Escape").contains(&Effect::CloseEditor));
        assert!(state.filter().is_on());
        press(&mut state, "Escape");
        assert!(!state.filter().is_on());
    }
}
