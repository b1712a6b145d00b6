//! What is kept in the browser: the document as it was at one time, each step since, the note that is being typed, and
//! the reader's wishes; and what the reader is told when it cannot be.
//!
//! ```
//! use saidwho::{annotations::{History, List}, page::Page, reading::Reading, show::document::Document, show::event::Kept};
//! let page = Page::from_text("Ada Lind came.");
//! let history = History::new(List::default());
//! let kept = Kept { document: Document::of(&page, &history), steps: Vec::new(), draft: None };
//! assert_eq!(kept.history(&page, &Reading::default), history);
//! ```

use super::document::Document;
use super::effect::{Effect, Notice};
use super::event::{Command, Draft, Kept, Step, Trouble};
use super::keys::Keys;
use super::state::{Selected, State};
use crate::annotations::{AnnotationId, History, List, jsonld};
use crate::page::Page;
use crate::reading::Reading;

/// How many steps are kept before the document is written anew.
const MOST_STEPS: usize = 200;

impl Kept {
    /// The history of the document with all steps.
    #[must_use]
    pub fn history(&self, page: &Page, read: &dyn Fn() -> Reading) -> History {
        let mut history = self.document.history(page, read);
        for step in &self.steps {
            match step {
                Step::Did(written) => {
                    let one = jsonld::read_history(List::default(), page.text(), written);
                    for entry in one.entries() {
                        history.record(&entry.action, entry.change.clone(), &entry.stamp);
                    }
                }
                Step::Undid => {
                    history.undo();
                }
                Step::Redid => {
                    history.redo();
                }
            }
        }
        history
    }
}

/// What is kept of the reader's wishes.
#[derive(serde::Serialize, serde::Deserialize, Default)]
#[serde(default)]
struct Settings {
    reader: String,
    language: String,
    keys_off: Vec<String>,
}

impl State {
    /// Keeps a step; or the whole document the first time, and when there are many.
    pub(super) fn keep(&mut self, step: Option<&Step>, now: &str) -> Vec<Effect> {
        let name = |kind: &str| format!("{kind} {}", self.key);
        let step_name = |number: usize| format!("step {} {number:06}", self.key);
        self.under_way += 1;
        if let (Some(step), Some(number)) = (step, self.steps.filter(|number| *number < MOST_STEPS)) {
            let texts = vec![(step_name(number), serde_json::to_string(step).ok()), (name("draft"), None)];
            self.steps = Some(number + 1);
            return vec![Effect::Keep(texts)];
        }
        let document = serde_json::to_string(&Document::of(&self.page, &self.history)).ok();
        let title = serde_json::to_string(&(self.page.title(), now)).ok();
        let mut texts = vec![(name("document"), document), (name("title"), title), (name("draft"), None)];
        texts.extend((0..self.steps.unwrap_or(0).max(self.old_steps)).map(|number| (step_name(number), None)));
        self.steps = Some(0);
        let mut effects = vec![Effect::Keep(texts)];
        if !self.page_kept {
            self.page_kept = true;
            self.under_way += 1;
            effects.push(Effect::KeepPage(self.key.clone()));
        }
        effects
    }

    /// What is typed into a note is kept letter by letter, and becomes a change when the field is left.
    pub(super) fn typing(&mut self, note: String, now: &str) -> Vec<Effect> {
        let Selected::Annotation(AnnotationId(annotation)) = self.selected.clone() else { return Vec::new() };
        let mut effects = Vec::new();
        // A draft alone, without its document, would not be found again.
        if self.steps.is_none() {
            effects.extend(self.keep(None, now));
        }
        let draft = serde_json::to_string(&Draft { annotation, note }).ok();
        effects.push(Effect::Keep(vec![(format!("draft {}", self.key), draft)]));
        self.under_way += 1;
        effects
    }

    pub(super) fn unkept(&mut self, trouble: Trouble) -> Vec<Effect> {
        self.under_way = self.under_way.saturating_sub(1);
        let key = match trouble {
            Trouble::Forbidden => "unkept.forbidden",
            Trouble::Full => "unkept.full",
        };
        self.trouble = Some(trouble);
        // Said when there is something to lose, and once, not at every change.
        let is_new = self.history.done() > 0 && self.told.replace(trouble) != Some(trouble);
        let share = (Command::Share, self.words.get("share").to_owned());
        let notice = Notice { words: self.words.get(key).to_owned(), buttons: vec![share] };
        if is_new { vec![Effect::Say(notice)] } else { Vec::new() }
    }

    pub(super) fn is_kept(&mut self) -> Vec<Effect> {
        self.under_way = self.under_way.saturating_sub(1);
        self.trouble = None;
        if self.told.take().is_some() { vec![Effect::Say(Notice::default())] } else { Vec::new() }
    }

    pub(super) fn keep_settings(&mut self) -> Effect {
        self.under_way += 1;
        let settings = Settings {
            reader: self.reader.clone(),
            language: self.words.language().code().to_owned(),
            keys_off: self.keys.off().map(str::to_owned).collect(),
        };
        Effect::Keep(vec![("settings".to_owned(), serde_json::to_string(&settings).ok())])
    }

    pub(super) fn take_settings(&mut self, settings: &str) -> Vec<Effect> {
        let Ok(settings) = serde_json::from_str::<Settings>(settings) else { return Vec::new() };
        self.reader = settings.reader;
        self.keys = Keys::without(settings.keys_off);
        self.speak(&settings.language)
    }
}

#[cfg(test)]
mod tests {
    use super::super::checks::{NOW, STORY, choose, found, press, read, seen, state, store};
    use super::super::event::{Event, Field, Opened};
    use super::*;
    use crate::annotations::Annotation;
    use crate::reading::Engine;
    use std::collections::BTreeMap;

    #[test]
    fn work_is_kept_step_by_step_and_found_again() {
        let (mut state, mut kept) = (state(), BTreeMap::new());
        for keys in [&["h"][..], &["u"], &["U", "j", "Enter", "j", "x"], &["u", "u"], &["a"]] {
            if keys.len() == 1 {
                choose(&mut state, "late");
            }
            for key in keys {
                let effects =
                    if *key == "U" { state.handle(Event::Do(Command::Redo), NOW) } else { press(&mut state, key) };
                store(&mut kept, &effects);
            }
        }
        assert!(kept.keys().filter(|name| name.starts_with("step ")).count() > 3, "{:?}", kept.keys());
        store(&mut kept, &state.handle(Event::Typing(Field::Note, "Ask he".to_owned()), NOW));
        let mut again = State::new(Engine::built_in(), "de");
        again.handle(Event::Open(Opened { page: Page::from_text(STORY), ..Opened::default() }), NOW);
        let key = again.coming().to_owned();
        again.handle(Event::Found { key: key.clone(), kept: found(&kept, &key) }, NOW);
        let effects = read(&mut again);
        assert!(again.history().list().annotations().iter().any(|one| one.note == "Ask he"));
        store(&mut kept, &effects);
        assert!(
            !kept.keys().any(|name| name.starts_with("step ")),
            "the document takes the steps' place: {:?}",
            kept.keys()
        );
        press(&mut again, "u");
        assert_eq!(again.history().list(), state.history().list());
        assert_eq!(again.history().done(), state.history().done());
        let start_anew = |effect: &Effect| matches!(effect, Effect::Say(notice) if notice.buttons.iter().any(|(command, _)| *command == Command::StartAnew));
        assert!(effects.iter().any(start_anew));
        again.handle(Event::Do(Command::StartAnew), NOW);
        assert!(again.history().list().annotations().iter().all(Annotation::is_untouched));
        press(&mut again, "u");
        assert_eq!(seen(&again), seen(&state), "to start anew can be undone");
    }

    #[test]
    fn leaving_asks_only_when_something_is_not_kept() {
        let mut state = state();
        assert!(!state.asks_before_leaving());
        choose(&mut state, "late");
        press(&mut state, "h");
        // The document and its page are kept one after the other.
        state.handle(Event::IsKept, NOW);
        assert!(state.asks_before_leaving());
        state.handle(Event::IsKept, NOW);
        assert!(!state.asks_before_leaving());
        let said = state.handle(Event::Unkept(Trouble::Full), NOW);
        assert!(matches!(said.as_slice(), [Effect::Say(_)]));
        assert!(state.handle(Event::Unkept(Trouble::Full), NOW).is_empty(), "said once");
        assert!(state.asks_before_leaving());
        state.handle(Event::IsKept, NOW);
        assert!(!state.asks_before_leaving());
    }
}
