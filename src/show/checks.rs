//! What the tests of the state have in common: a story that is open, keys that are pressed, what is seen of it.

use super::effect::Effect;
use super::event::{Event, Kept, Key, Opened};
use super::state::State;
use crate::annotations::{Annotation, AnnotationId, Body, EntityKey, Status};
use crate::page::Page;
use crate::reading::Engine;
use crate::span::Span;
use std::collections::BTreeMap;

pub(super) const NOW: &str = "2026-11-25T09:00:00Z";
pub(super) const STORY: &str = "A wall for Port Elm\n\n“It is late now,” said Ada Lind, the mayor of Port Elm.\n\n“Go home,” said Bo Orr. Lind left.";

pub(super) fn state() -> State {
    let mut state = State::new(Engine::built_in(), "en");
    open(&mut state, STORY);
    state
}

pub(super) fn open(state: &mut State, text: &str) {
    let page = Page::from_text(text);
    let effects = state.handle(Event::Open(Opened { page, ..Opened::default() }), NOW);
    let key = state.coming().to_owned();
    assert_eq!(effects, [Effect::LookUp(key.clone()), Effect::GoOn]);
    state.handle(Event::Found { key, kept: None }, NOW);
    read(state);
}

/// Goes on until a page is shown and read; what follows from the last step.
pub(super) fn read(state: &mut State) -> Vec<Effect> {
    let mut effects = Vec::new();
    while state.coming.is_some() || state.rest.is_some() {
        effects = state.handle(Event::GoOn, NOW);
    }
    effects
}

pub(super) fn press(state: &mut State, name: &str) -> Vec<Effect> {
    state.handle(Event::Key(Key { name: name.to_owned(), ..Key::default() }), NOW)
}

pub(super) fn choose(state: &mut State, words: &str) {
    let at = STORY.find(words).expect("the story has them");
    state.handle(Event::Selected { span: Some(Span::new(at, at + words.len())), exact: false }, NOW);
}

/// The words, what they are, and the decision, of every annotation that is seen.
pub(super) fn seen(state: &State) -> Vec<String> {
    let list = state.history().list();
    let name = |key: &EntityKey| list.entity(key).map(|entity| entity.name.clone()).unwrap_or_default();
    let line = |(_, one): (usize, &Annotation)| {
        let what = match &one.body {
            Body::Mention { kind, entity } => format!("{} {}", kind.name(), name(entity)),
            Body::Quotation { speaker, .. } => format!("by {}", speaker.as_ref().map(name).unwrap_or_default()),
            Body::Highlight { colour } => colour.clone(),
        };
        let decided = if one.status == Status::Accepted { " ✓" } else { "" };
        format!("{}: {what}{decided}", super::panel::words_of(state.page(), one))
    };
    list.shown().map(line).collect()
}

pub(super) fn quotation(state: &State) -> AnnotationId {
    let list = state.history().list().annotations();
    list.iter().find(|one| matches!(one.body, Body::Quotation { .. })).expect("one is found").id.clone()
}

/// What storage would hold after all effects.
pub(super) fn store(kept: &mut BTreeMap<String, String>, effects: &[Effect]) {
    for (name, text) in
        effects.iter().filter_map(|effect| if let Effect::Keep(texts) = effect { Some(texts) } else { None }).flatten()
    {
        match text {
            Some(text) => kept.insert(name.clone(), text.clone()),
            None => kept.remove(name),
        };
    }
}

pub(super) fn found(kept: &BTreeMap<String, String>, key: &str) -> Option<Kept> {
    let text = |kind: &str| kept.get(&format!("{kind} {key}"));
    let steps = kept.iter().filter(|(name, _)| name.starts_with(&format!("step {key} ")));
    Some(Kept {
        document: serde_json::from_str(text("document")?).expect("a document"),
        steps: steps.map(|(_, step)| serde_json::from_str(step).expect("a step")).collect(),
        draft: text("draft").map(|draft| serde_json::from_str(draft).expect("a draft")),
    })
}
