//! A second file, brought to the one that is open: a colleague's, which is merged into it; another version of the story,
//! which is compared with it; or annotations of another program, which are taken in.
//!
//! ```
//! use saidwho::page::Page;
//! use saidwho::reading::Engine;
//! use saidwho::show::{effect::Effect, event::{Brought, Event, Opened}, state::State};
//! let mut state = State::new(Engine::built_in(), "en");
//! let open = Opened { page: Page::from_text("“It is late,” Ada Lind said."), ..Opened::default() };
//! state.handle(Event::Open(open), "2026-11-26T09:00:00Z");
//! state.handle(Event::Found { key: state.coming().to_owned(), kept: None }, "2026-11-26T09:00:00Z");
//! while !state.is_open() {
//!     state.handle(Event::GoOn, "2026-11-26T09:00:00Z");
//! }
//! let later = Page::from_text("“It is too late,” Ada Lind said.");
//! let effects = state.handle(Event::Brought(Brought::Version(later, None)), "2026-11-26T09:00:01Z");
//! assert_eq!(effects, [Effect::Comparing]);
//! assert_eq!(state.comparison().map(|comparison| comparison.fates.len()), Some(1));
//! ```

use super::comparing::Comparison;
use super::document::Document;
use super::effect::{Effect, Notice};
use super::event::{Brought, Command, Event, Opened};
use super::merging::MergeView;
use super::state::State;
use crate::annotations::List;
use crate::annotations::history::Change;
use crate::annotations::jsonld::Collection;
use crate::annotations::merge::{self, Merge};
use crate::formats::import;
use crate::page::Page;
use crate::reading::Engine;

/// What stands beside the open document.
#[derive(Debug)]
pub(super) enum Second {
    /// The other list, and what came of merging it.
    Merge(List, Box<Merge>),
    /// Another version of the story.
    Version {
        page: Page,
        list: List,
        /// Whether it comes from a shared file, and with it a reader's work.
        is_shared: bool,
        is_later: bool,
    },
}

/// What is annotated in a page.
fn list_of(engine: &Engine, page: &Page, document: Option<&Document>) -> List {
    let read = || engine.read(page);
    match document {
        Some(document) => document.history(page, &read).list().clone(),
        None => List::from_reading(page, &read()),
    }
}

impl State {
    /// The merge that waits for the reader.
    #[must_use]
    pub fn merging(&self) -> Option<MergeView> {
        let Some(Second::Merge(theirs, merge)) = &self.second else { return None };
        Some(MergeView::of(&self.page, (self.history.list(), theirs), merge, &self.words))
    }

    /// The comparison with another version.
    #[must_use]
    pub fn comparison(&self) -> Option<Comparison> {
        let Some(Second::Version { page, list, is_later, .. }) = &self.second else { return None };
        let (own, other) = ((&self.page, self.history.list()), (page, list));
        Some(if *is_later { Comparison::of(own, other) } else { Comparison::of(other, own) })
    }

    /// Whether the other version is taken for the later one, and whether a reader's work in it can be merged.
    #[must_use]
    pub fn other_version(&self) -> (bool, bool) {
        match &self.second {
            Some(Second::Version { is_later, is_shared, .. }) => (*is_later, *is_shared),
            _ => (false, false),
        }
    }

    /// What follows when a second file is brought.
    pub(super) fn brought(&mut self, brought: Brought, now: &str) -> Vec<Effect> {
        if !self.is_open() {
            return Vec::new();
        }
        let Some(engine) = self.engine else { return self.wait(Event::Brought(brought)) };
        // What is merged or compared is the whole of it.
        let mut effects = self.finish_reading();
        effects.extend(match brought {
            Brought::Annotations(json) => self.take_in(&json, now),
            Brought::Version(page, document) => self.set_beside(engine, page, document.as_deref()),
        });
        effects
    }

    fn take_in(&mut self, json: &str, now: &str) -> Vec<Effect> {
        let imported = match import::read(json, &self.page) {
            Ok(imported) => imported,
            Err(failure) => return vec![Effect::Say(Notice::plain(&failure.to_string()))],
        };
        let before = self.history.list().annotations().len();
        let stamp = self.stamp(now);
        let mut effects =
            if import::take_in(&mut self.history, &imported, &stamp) { self.did(now) } else { Vec::new() };
        let added = self.history.list().annotations().len().saturating_sub(before);
        let orphans = imported.list.annotations().iter().filter(|one| one.orphan.is_some()).count();
        let counts = [
            ("taken-in", added, true),
            ("taken-in.orphans", orphans, false),
            ("taken-in.left", imported.left_out, false),
        ];
        let said: Vec<String> = counts
            .into_iter()
            .filter(|(_, count, is_always)| *is_always || *count > 0)
            .map(|(key, count, _)| self.words.count(key, count))
            .collect();
        effects.push(Effect::Say(Notice::plain(&said.join(" "))));
        effects
    }

    fn set_beside(&mut self, engine: &Engine, page: Page, document: Option<&Document>) -> Vec<Effect> {
        let list = list_of(engine, &page, document);
        if document.is_some() && page.text() == self.page.text() {
            return self.merge_with(list);
        }
        self.compare_with(page, list, document.is_some())
    }

    fn compare_with(&mut self, page: Page, list: List, is_shared: bool) -> Vec<Effect> {
        self.second = Some(Second::Version { page, list, is_shared, is_later: true });
        vec![Effect::Comparing]
    }

    /// Asks what a shared file of the same article is for.
    pub(super) fn offer(&mut self, opened: Opened) -> Vec<Effect> {
        self.offered = Some(Box::new(opened));
        let commands = [Command::MergeOffered, Command::CompareOffered, Command::OpenOffered];
        let button = |command: Command| (command.clone(), self.words.get(command.name()).to_owned());
        vec![Effect::Say(Notice {
            words: self.words.get("offered").to_owned(),
            buttons: commands.into_iter().map(button).collect(),
        })]
    }

    /// What the reader has answered.
    pub(super) fn take_offered(&mut self, command: &Command) -> Vec<Effect> {
        let Some(engine) = self.engine else { return self.wait(Event::Do(command.clone())) };
        let Some(opened) = self.offered.take() else { return Vec::new() };
        let mut effects = vec![Effect::Say(Notice::default())];
        if *command == Command::OpenOffered {
            effects.extend(self.open_in_place(*opened));
            return effects;
        }
        effects.extend(self.finish_reading());
        let list = list_of(engine, &opened.page, opened.document.as_ref());
        effects.extend(match command {
            // The page may have changed since.
            Command::MergeOffered if opened.page.text() == self.page.text() => self.merge_with(list),
            _ => self.compare_with(opened.page, list, true),
        });
        effects
    }

    fn merge_with(&mut self, theirs: List) -> Vec<Effect> {
        let merge = merge::merge(self.history.list(), &theirs);
        self.second = Some(Second::Merge(theirs, Box::new(merge)));
        vec![Effect::Merging]
    }

    /// The commands about it.
    pub(super) fn with_second(&mut self, command: Command, now: &str) -> Vec<Effect> {
        match (command, &mut self.second) {
            (Command::Settle(side, at), Some(Second::Merge(_, merge))) => {
                merge.settle(at, side);
                vec![Effect::Merging]
            }
            (Command::SettleAll(side), Some(Second::Merge(_, merge))) => {
                merge.settle_all(side);
                vec![Effect::Merging]
            }
            (Command::Merge, Some(Second::Merge(_, merge))) if merge.conflicts().is_empty() => {
                let change = Change::between(self.history.list(), merge.list());
                self.second = None;
                let stamp = self.stamp(now);
                let (mut effects, key) = if self.history.record("merge", change, &stamp) {
                    (self.did(now), "merged")
                } else {
                    (Vec::new(), "merged.nothing")
                };
                effects.extend([Effect::Merging, Effect::Say(Notice::plain(self.words.get(key)))]);
                effects
            }
            (Command::MergeVersion, Some(Second::Version { page, list, .. })) => {
                // What is annotated there looks for its place here.
                let theirs = Collection::of(page, list).list(self.page.text());
                let mut effects = self.merge_with(theirs);
                effects.insert(0, Effect::Comparing);
                effects
            }
            (Command::SwapVersions, Some(Second::Version { is_later, .. })) => {
                *is_later = !*is_later;
                vec![Effect::Comparing]
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotations::merge::Side;
    use crate::show::checks::{open, state};
    use crate::show::event::Field;

    const NOW: &str = "2026-11-26T09:00:00Z";

    /// A document in which a reader has given its first quotation a speaker.
    fn decided(by: &str, speaker: &str) -> State {
        let mut state = state();
        open(&mut state, "“We go home now,” said Ada Lind.");
        state.handle(Event::Set(Field::Reader, by.to_owned()), NOW);
        let quotation = state.history().list().annotations().iter().find(|one| one.body.name() == "quotation");
        let id = quotation.expect("there is one").id.clone();
        state.handle(Event::Chosen(id), NOW);
        state.handle(Event::Set(Field::Speaker, speaker.to_owned()), NOW);
        state
    }

    fn document(state: &State) -> Brought {
        let document = Document::of(state.page(), state.history());
        Brought::Version(document.page(), Some(Box::new(document)))
    }

    #[test]
    fn nothing_is_merged_before_all_is_settled() {
        for (side, speaker) in [(Side::Ours, "Cy Day"), (Side::Theirs, "Di Fay")] {
            let (mut state, theirs) = (decided("Ida", "Cy Day"), decided("Bo", "Di Fay"));
            assert_eq!(state.handle(Event::Brought(document(&theirs)), NOW), [Effect::Merging]);
            let done = state.history().done();
            assert_eq!(state.handle(Event::Do(Command::Merge), NOW), []);
            state.handle(Event::Do(Command::SettleAll(side)), NOW);
            assert_eq!(state.merging().map(|view| view.conflicts.len()), Some(0));
            state.handle(Event::Do(Command::Merge), NOW);
            assert!(state.merging().is_none());
            let panel = state.panel();
            assert_eq!(panel.speakers[0].name, speaker, "{side:?}");
            // One step, or none where ours has it all.
            assert!(state.history().done() <= done + 1);
        }
    }

    #[test]
    fn a_colleagues_file_of_the_same_article_is_offered() {
        type Expected = fn(&State, &[Effect]) -> bool;
        let cases: [(Command, Expected); 3] = [
            (Command::MergeOffered, |state, effects| state.merging().is_some() && effects.contains(&Effect::Merging)),
            (Command::CompareOffered, |state, effects| {
                state.comparison().is_some() && state.other_version().1 && effects.contains(&Effect::Comparing)
            }),
            (Command::OpenOffered, |state, effects| {
                effects.contains(&Effect::LookUp(state.coming().to_owned())) && !state.coming().is_empty()
            }),
        ];
        for (command, expected) in cases {
            let (mut state, theirs) = (decided("Ida", "Cy Day"), decided("Bo", "Di Fay"));
            let before = state.history().list().clone();
            let document = Document::of(theirs.page(), theirs.history());
            let opened = Opened { page: document.page(), document: Some(document), ..Opened::default() };
            let effects = state.handle(Event::Open(opened), NOW);
            let [Effect::Say(notice)] = effects.as_slice() else { panic!("{effects:?}") };
            assert_eq!(notice.buttons.len(), 3);
            assert_eq!((state.history().list(), state.coming()), (&before, ""));
            let effects = state.handle(Event::Do(command.clone()), NOW);
            assert_eq!(effects.first(), Some(&Effect::Say(Notice::default())));
            assert!(expected(&state, &effects), "{command:?} {effects:?}");
            assert_eq!(state.handle(Event::Do(command), NOW), [], "it is offered once");
        }
    }

    #[test]
    fn a_merge_is_given_up_when_the_page_changes() {
        let (mut state, theirs) = (decided("Ida", "Cy Day"), decided("Bo", "Di Fay"));
        state.handle(Event::Brought(document(&theirs)), NOW);
        state.handle(Event::Changed(Page::from_text("Late.\n“We go home now,” said Ada Lind.")), NOW);
        assert!(state.merging().is_none());
        assert_eq!(state.handle(Event::Do(Command::Merge), NOW), []);
    }

    #[test]
    fn what_is_brought_to_nothing_does_nothing() {
        let mut state = State::new(crate::reading::Engine::built_in(), "en");
        assert_eq!(state.handle(Event::Brought(Brought::Annotations("{}".to_owned())), NOW), []);
    }
}
