//! A page that is being opened: it is read step by step, while storage is asked what it keeps of it, and is shown when
//! both are done. Of a long page the beginning is read first and shown; the rest follows. So does a page that is changed
//! while it is shown.
//!
//! ```
//! use saidwho::{page::Page, reading::Engine};
//! use saidwho::show::{effect::Effect, event::{Event, Opened}, state::State};
//! let mut state = State::new(Engine::built_in(), "en");
//! let opened = Opened { page: Page::from_text("Ada Lind came."), ..Opened::default() };
//! assert!(state.handle(Event::Open(opened), "").contains(&Effect::GoOn));
//! ```

use super::effect::{Effect, Notice};
use super::event::{Command, Event, Kept, Opened};
use super::filter::Filter;
use super::parts;
use super::state::{Selected, State};
use crate::annotations::{AnnotationId, History, List, actions::Action, digest, listing::Listing};
use crate::page::language::seems_english;
use crate::page::{BlockRole, Page};
use crate::reading::{Engine, Reading, Work};

/// The page, and what is known of it.
#[derive(Debug)]
pub(super) struct Coming {
    key: String,
    opened: Opened,
    work: Work,
    /// Of the whole page, or of its beginning.
    reading: Option<Reading>,
    is_whole: bool,
    /// What storage answered, once it has.
    answer: Option<Option<Kept>>,
}

impl Coming {
    /// What it is looked up under.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether it is to be read: not when a document has all of its suggestions.
    fn wants_reading(&self) -> bool {
        match (&self.answer, &self.opened) {
            (Some(Some(kept)), _) => kept.document.wants_reading(),
            (_, Opened { document: Some(document), .. }) => document.wants_reading(),
            // What is resumed brings a document.
            (None, Opened { key: Some(_), .. }) => false,
            _ => true,
        }
    }

    /// Whether its beginning may be shown before the rest is read: nothing is known of it yet.
    fn may_begin(&self) -> bool {
        self.opened.document.is_none() && matches!(self.answer, Some(None))
    }
}

/// What is to be done yet of the page that is shown.
#[derive(Debug)]
pub(super) enum Rest {
    /// It is to be read.
    Unread(Box<Work>),
    /// What was read is to be listed.
    Read(Box<(Reading, Listing)>),
    /// What is listed is to be shown.
    Listed(List),
}

/// So many suggestions are listed at once.
const LISTED: usize = 4000;

/// So much of a story tells its language, in bytes.
const TELLING: usize = 20_000;

/// The beginning of the story of a page, without what stands around it.
fn story_of(page: &Page) -> String {
    let blocks = page.blocks().iter().filter(|block| block.role != BlockRole::Clutter);
    let mut story = String::new();
    for block in blocks {
        story.push_str(block.span.of(page.text()));
        story.push('\n');
        if story.len() > TELLING {
            break;
        }
    }
    story
}

/// What a page is kept under.
fn key_of(opened: &Opened) -> String {
    opened.key.clone().unwrap_or_else(|| {
        let carried = opened.document.as_ref().and_then(|document| serde_json::to_string(document).ok());
        // Two shared files of one article are two documents.
        digest(&[opened.page.text(), carried.as_deref().unwrap_or("")])
    })
}

impl State {
    pub(super) fn open(&mut self, opened: Opened) -> Vec<Effect> {
        // A colleague's file of the article that is open is not to take the place of the reader's own work unasked.
        let is_colleagues = opened.key.is_none() && opened.document.is_some();
        if self.is_open() && is_colleagues && opened.page.text() == self.page.text() && key_of(&opened) != self.key {
            return self.offer(opened);
        }
        self.open_in_place(opened)
    }

    /// Opens a page in place of what is open.
    pub(super) fn open_in_place(&mut self, opened: Opened) -> Vec<Effect> {
        let key = key_of(&opened);
        let work = Work::remembering(&opened.page);
        let coming = Coming { key: key.clone(), opened, work, reading: None, is_whole: false, answer: None };
        let goes_on = coming.wants_reading().then_some(Effect::GoOn);
        self.coming = Some(coming);
        self.rest = None;
        [Effect::LookUp(key)].into_iter().chain(goes_on).collect()
    }

    pub(super) fn found(&mut self, key: &str, kept: Option<Kept>) -> Vec<Effect> {
        let Some(coming) = self.coming.as_mut().filter(|coming| coming.key == key) else { return Vec::new() };
        coming.answer = Some(kept.filter(|kept| kept.document.page().text() == coming.opened.page.text()));
        vec![Effect::GoOn]
    }

    /// Takes the engine, when its models are there, and does what had to wait for it.
    pub fn learn(&mut self, engine: &'static Engine, now: &str) -> Vec<Effect> {
        self.engine = Some(engine);
        let waiting = std::mem::take(&mut self.waiting);
        let mut effects: Vec<Effect> = waiting.into_iter().flat_map(|event| self.handle(event, now)).collect();
        effects.push(Effect::GoOn);
        effects
    }

    /// Puts an event off until the engine is there.
    pub(super) fn wait(&mut self, event: Event) -> Vec<Effect> {
        self.waiting.push(event);
        vec![Effect::Learn]
    }

    /// Takes the next step: of reading, or of showing what is read.
    pub(super) fn go_on(&mut self, now: &str) -> Vec<Effect> {
        let Some(coming) = &mut self.coming else { return self.read_on() };
        if !coming.is_whole && coming.wants_reading() {
            let Some(engine) = self.engine else { return vec![Effect::Learn] };
            if coming.reading.is_none() && coming.may_begin() {
                coming.reading = engine.read_beginning(&coming.opened.page);
                if coming.reading.is_some() {
                    return self.show(now);
                }
            }
            coming.reading = engine.go_on(&mut coming.work, &coming.opened.page);
            coming.is_whole = coming.reading.is_some();
            if !coming.is_whole {
                return vec![Effect::GoOn];
            }
        }
        // Without an answer there is nothing to do until it comes.
        if coming.answer.is_some() { self.show(now) } else { Vec::new() }
    }

    /// Shows the page that was being opened.
    fn show(&mut self, now: &str) -> Vec<Effect> {
        let Some(Coming { key, opened, work, reading, is_whole, answer }) = self.coming.take() else {
            return Vec::new();
        };
        let (page, kept) = (opened.page, answer.flatten());
        let is_resumed = kept.is_some();
        (self.rest, self.memory) = match reading {
            Some(_) if is_whole => (None, work.into_memory()),
            Some(_) => (Some(Rest::Unread(Box::new(work))), None),
            None => (None, None),
        };
        let reading = reading.unwrap_or_default();
        let read = || reading.clone();
        self.history = match (&kept, &opened.document) {
            (Some(kept), _) => kept.history(&page, &read),
            (None, Some(document)) => document.history(&page, &read),
            (None, None) => History::new(List::from_reading(&page, &reading)),
        };
        self.page = page;
        self.key = key;
        self.page_kept = is_resumed;
        // The next change writes the document anew, in place of the steps.
        self.steps = None;
        self.old_steps = kept.as_ref().map_or(0, |kept| kept.steps.len());
        self.told = None;
        self.selected = Selected::Nothing;
        (self.second, self.offered) = (None, None);
        (self.editing, self.marking, self.review, self.found_at) = (false, None, None, None);
        self.dragging = None;
        self.filter = Filter::default();
        // A page that is mostly menus is better read first.
        self.text_only = parts::is_cluttered(&self.page);
        let mut effects = vec![
            Effect::Pause,
            Effect::Clean,
            Effect::Pause,
            Effect::LayOut { is_new: true },
            Effect::CloseEditor,
            Effect::CloseMarks,
            // Without a pause: else the browser may draw it twice.
            Effect::Paint,
            // The panel comes a frame after the article.
            Effect::Draw,
            Effect::Fill,
        ];
        let notice = if self.page.text().is_empty() {
            Notice::plain(self.words.get("empty"))
        } else if is_resumed && self.history.done() > 0 {
            let again = (Command::StartAnew, self.words.get("start-anew").to_owned());
            Notice { words: self.words.get("resumed").to_owned(), buttons: vec![again] }
        } else if opened.note.is_empty() && !seems_english(&story_of(&self.page)) {
            Notice::plain(self.words.get("not-english"))
        } else {
            Notice::plain(&opened.note)
        };
        effects.push(Effect::Say(notice));
        if let Some(draft) = kept.and_then(|kept| kept.draft) {
            let write = Action::SetNote { annotation: AnnotationId(draft.annotation), note: draft.note };
            effects.extend(self.act(&write, now));
        }
        effects.extend(self.rest.is_some().then_some(Effect::GoOn));
        effects.extend(self.engine.is_none().then_some(Effect::Learn));
        effects
    }

    /// Takes the next step in reading the rest of the page that is shown.
    fn read_on(&mut self) -> Vec<Effect> {
        let Some(engine) = self.engine else { return self.rest.as_ref().map(|_| Effect::Learn).into_iter().collect() };
        let listed = match self.rest.take() {
            None => return Vec::new(),
            Some(Rest::Unread(mut work)) => {
                self.rest = Some(match engine.go_on(&mut work, &self.page) {
                    Some(reading) => {
                        self.memory = work.into_memory();
                        let listing = Listing::new(&reading);
                        Rest::Read(Box::new((reading, listing)))
                    }
                    None => Rest::Unread(work),
                });
                return vec![Effect::GoOn];
            }
            Some(Rest::Read(mut read)) => {
                let (reading, listing) = &mut *read;
                let goes_on = listing.go_on(&self.page, reading, LISTED);
                self.rest = Some(if goes_on { Rest::Read(read) } else { Rest::Listed(read.1.finish()) });
                return vec![Effect::GoOn];
            }
            Some(Rest::Listed(listed)) => listed,
        };
        // What the reader has done meanwhile stays.
        let list = self.history.list().renewed(listed);
        self.history = History::from_parts(list, self.history.entries().to_vec(), self.history.done());
        vec![Effect::Pause, Effect::Paint, Effect::Pause, Effect::Fill]
    }

    /// Follows the page to a later state of it: what is annotated is found again, and what has changed is read anew.
    pub(super) fn follow(&mut self, page: Page) -> Vec<Effect> {
        if !self.is_open() || page.text() == self.page.text() {
            return vec![Effect::Paint];
        }
        self.history = self.history.moved(&self.page, &page);
        self.rest = Some(Rest::Unread(Box::new(Work::again(self.memory.take(), &self.page, &page))));
        self.page = page;
        (self.marking, self.found_at, self.dragging) = (None, None, None);
        // What was to be merged stands in the page as it was.
        self.second = None;
        // What is kept is of the page as it was: the next change writes it anew.
        self.old_steps = self.steps.take().unwrap_or(0).max(self.old_steps);
        self.page_kept = false;
        vec![Effect::CloseMarks, Effect::Merging, Effect::Comparing, Effect::Paint, Effect::GoOn]
    }

    /// Reads the rest at once, for what needs the whole.
    pub(super) fn finish_reading(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        while self.rest.is_some() && self.engine.is_some() {
            effects = self.read_on();
        }
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::super::checks::{NOW, open, press, read, seen, state};
    use super::super::document::Document;
    use super::*;

    #[test]
    fn a_page_that_changes_is_followed() {
        let story = "A wall for Port Elm\n“It is late now,” said Ada Lind.\n“Go home,” said Bo Orr.";
        let cases = [
            // A paragraph more, a name changed, a quotation gone.
            (format!("{story}\n“Stay,” said Ida Rask."), vec!["by Ida Rask"], vec![]),
            (story.replace("Lind", "Lund"), vec!["by Ada Lund"], vec!["by Ada Lind"]),
            (story.replace("“Go home,” said Bo Orr.", "Nobody came."), vec![], vec!["by Bo Orr"]),
        ];
        for (changed, more, gone) in cases {
            let mut state = state();
            open(&mut state, story);
            press(&mut state, "j");
            press(&mut state, "Enter");
            let decided = |state: &State| seen(state).iter().filter(|line| line.ends_with('✓')).count();
            assert_eq!(decided(&state), 1);
            state.handle(Event::Changed(Page::from_text(changed.clone())), NOW);
            read(&mut state);
            let all = seen(&state).join("\n");
            assert!(more.iter().all(|line| all.contains(line)) && !gone.iter().any(|line| all.contains(line)), "{all}");
            assert_eq!((state.page().text(), decided(&state)), (changed.as_str(), 1));
            assert!(state.history().list().annotations().iter().all(|one| one.orphan.is_none()));
            press(&mut state, "Escape");
            press(&mut state, "u");
            assert_eq!(decided(&state), 0, "it is undone as it was");
        }
    }

    #[test]
    fn another_language_is_told() {
        let cases = [
            ("Es war spät am Abend, als das letzte der Boote in den Hafen der Stadt einlief. ", true),
            ("It was late in the evening when the last of the boats came in to the harbour of the town. ", false),
        ];
        for (text, is_told) in cases {
            let mut state = state();
            let page = Page::from_text(text.repeat(4));
            state.handle(Event::Open(Opened { page, ..Opened::default() }), NOW);
            let key = state.coming().to_owned();
            state.handle(Event::Found { key, kept: None }, NOW);
            let said = Effect::Say(Notice::plain(state.words().get("not-english")));
            assert_eq!(read(&mut state).contains(&said), is_told, "{text}");
        }
    }

    /// A shared file is shown before the models are there; what needs them waits.
    #[test]
    fn what_needs_the_engine_waits_for_it() {
        let page = Page::from_text("“It is late,” said Ada Lind.");
        let list = List::from_reading(&page, &Engine::built_in().read(&page));
        let document = Document::of(&page, &History::new(list));
        let mut state = State::new(None, "en");
        state.handle(Event::Open(Opened { page: page.clone(), document: Some(document), ..Opened::default() }), NOW);
        let key = state.coming().to_owned();
        state.handle(Event::Found { key, kept: None }, NOW);
        let shown = state.handle(Event::GoOn, NOW);
        assert_eq!((shown.last(), state.is_open()), (Some(&Effect::Learn), true));
        press(&mut state, "j");
        press(&mut state, "x");
        assert_eq!(state.handle(Event::Do(Command::StartAnew), NOW), [Effect::Learn]);
        assert_eq!(state.history().done(), 1);
        state.learn(Engine::built_in(), NOW);
        assert_eq!(state.history().done(), 2);
        // A page that is none yet waits as a whole.
        let mut state = State::new(None, "en");
        state.handle(Event::Open(Opened { page, ..Opened::default() }), NOW);
        let key = state.coming().to_owned();
        state.handle(Event::Found { key, kept: None }, NOW);
        assert_eq!(state.handle(Event::GoOn, NOW), [Effect::Learn]);
        assert!(!state.is_open() && state.learn(Engine::built_in(), NOW).contains(&Effect::GoOn));
        read(&mut state);
        assert!(state.is_open());
    }

    #[test]
    fn the_beginning_of_a_long_page_is_shown_before_the_rest_is_read() {
        let paragraph = "“It is late now,” said Ada Lind, the mayor of Port Elm, on Monday.\n";
        let page = Page::from_text(paragraph.repeat(1500));
        let mut state = State::new(Engine::built_in(), "en");
        state.handle(Event::Open(Opened { page, ..Opened::default() }), NOW);
        state.handle(Event::Found { key: state.coming().to_owned(), kept: None }, NOW);
        let first = state.handle(Event::GoOn, NOW);
        assert!(first.contains(&Effect::Paint) && first.contains(&Effect::GoOn) && state.is_reading());
        let count = |state: &State| state.history().list().annotations().len();
        let some = count(&state);
        press(&mut state, "j");
        press(&mut state, "x");
        read(&mut state);
        assert!(some > 100 && count(&state) > 5 * some);
        assert_eq!(state.history().done(), 1);
        assert_eq!(state.history().list().annotations().iter().filter(|one| !one.is_shown()).count(), 1);
    }

    #[test]
    fn a_late_answer_opens_nothing() {
        let mut state = state();
        let before = state.page().clone();
        assert!(state.handle(Event::Found { key: "other".to_owned(), kept: None }, NOW).is_empty());
        assert_eq!(state.page(), &before);
    }
}
