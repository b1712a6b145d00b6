//! An edge of the selected annotation, dragged: what is lit follows the pointer, and nothing is done to the list before the
//! edge is let go of.
//!
//! ```
//! // There is nothing to take hold of before an annotation is open.
//! use saidwho::{reading::Engine, show::{edges::Edge, event::Event, state::State}};
//! let mut state = State::new(Engine::built_in(), "en");
//! assert_eq!(state.handles(), None);
//! assert!(state.handle(Event::Grabbed(Edge::Start), "").is_empty());
//! ```

use super::edges::{self, Edge};
use super::effect::Effect;
use super::state::State;
use crate::annotations::actions::Action;
use crate::annotations::{Annotation, AnnotationId, Place};
use crate::span::Span;

/// An edge that is held, and the place that the annotation would have if it were let go of.
#[derive(Debug)]
pub(super) struct Drag {
    annotation: AnnotationId,
    edge: Edge,
    place: Place,
}

impl State {
    /// Between which edges the annotation lies whose fields are open; there is a handle at each.
    #[must_use]
    pub fn handles(&self) -> Option<Span> {
        let content = if self.editing { self.selection() } else { Vec::new() };
        let (first, last) = (content.first()?, content.last()?);
        Some(Span { start: first.start, end: last.end })
    }

    /// Whether an edge is being dragged.
    #[must_use]
    pub fn is_dragging(&self) -> bool {
        self.dragged_place().is_some()
    }

    /// Where the selected annotation would be.
    pub(super) fn dragged_place(&self) -> Option<&Place> {
        let drag = self.dragging.as_ref()?;
        self.annotation().filter(|one| one.id == drag.annotation).map(|_| &drag.place)
    }

    /// An edge was taken hold of.
    pub(super) fn grabbed(&mut self, edge: Edge) -> Vec<Effect> {
        let Some(Annotation { id, place, .. }) = self.annotation().filter(|_| self.handles().is_some()) else {
            return Vec::new();
        };
        self.dragging = Some(Drag { annotation: id.clone(), edge, place: place.clone() });
        vec![Effect::Handles]
    }

    /// It was dragged to a byte of the text.
    pub(super) fn dragged(&mut self, at: usize, exact: bool) -> Vec<Effect> {
        let Some(drag) = &mut self.dragging else { return Vec::new() };
        let piece = match drag.edge {
            Edge::Start => drag.place.content.first_mut(),
            Edge::End => drag.place.content.last_mut(),
        };
        let Some(piece) = piece else { return Vec::new() };
        let new = edges::dragged(self.page.text(), *piece, drag.edge, at, exact);
        if std::mem::replace(piece, new) == new { Vec::new() } else { vec![Effect::Handles] }
    }

    /// It was let go of.
    pub(super) fn let_go(&mut self, now: &str) -> Vec<Effect> {
        let is_dragging = self.is_dragging();
        let Some(Drag { annotation, place, .. }) = self.dragging.take().filter(|_| is_dragging) else {
            return Vec::new();
        };
        let extent = place.extent();
        let is_moved = self.annotation().is_some_and(|one| one.place != place);
        let mut effects = if is_moved { self.act(&Action::SetPlace { annotation, place }, now) } else { Vec::new() };
        effects.push(Effect::Editor(Some(extent)));
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::super::checks::{NOW, press, state};
    use super::super::event::{Command, Event};
    use super::*;

    /// The words of the selected annotation, as they are lit.
    fn lit(state: &State) -> String {
        state.selection().iter().map(|span| span.of(state.page().text())).collect()
    }

    /// Drags the end of the first quotation to before some words.
    fn drag(state: &mut State, words: &str) -> Vec<Effect> {
        let quotation = state.history().list().annotations().iter().find(|one| one.body.name() == "quotation");
        let id = quotation.expect("there is one").id.clone();
        state.handle(Event::Chosen(id), NOW);
        assert_eq!(state.handle(Event::Grabbed(Edge::End), NOW), [Effect::Handles]);
        let at = state.page().text().find(words).expect("the story has them");
        state.handle(Event::Dragged { at, exact: false }, NOW)
    }

    #[test]
    fn an_edge_is_dragged_in_one_step() {
        let mut state = state();
        let before = state.history().list().clone();
        assert_eq!(drag(&mut state, "the mayor"), [Effect::Handles]);
        assert_eq!(lit(&state), "“It is late now,” said Ada Lind,");
        assert_eq!(state.history().list(), &before, "nothing is done yet");
        // Other keys wait.
        assert_eq!(press(&mut state, "x"), [Effect::Consume]);
        let effects = state.handle(Event::LetGo, NOW);
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Keep(_))), "{effects:?}");
        assert_eq!((lit(&state).as_str(), state.history().done()), ("“It is late now,” said Ada Lind,", 1));
        assert!(!state.is_dragging());
        state.handle(Event::Do(Command::Undo), NOW);
        assert_eq!(state.history().list(), &before);
    }

    #[test]
    fn a_drag_that_is_given_up_leaves_no_trace() {
        type Ending = fn(&mut State);
        let endings: [(&str, Ending); 4] = [
            ("Escape", |state| drop(press(state, "Escape"))),
            ("back where it was", |state| {
                let at = state.page().text().find(" said Ada").expect("it is there");
                state.handle(Event::Dragged { at, exact: false }, NOW);
            }),
            ("another one chosen", |state| {
                let last = state.history().list().annotations().last().expect("there is one").id.clone();
                state.handle(Event::Chosen(last), NOW);
            }),
            ("the page changes", |state| {
                let page = crate::page::Page::from_text("“It is late now,” said Ada Lind.");
                state.handle(Event::Changed(page), NOW);
            }),
        ];
        for (name, end) in endings {
            let mut state = state();
            drag(&mut state, "the mayor");
            end(&mut state);
            state.handle(Event::LetGo, NOW);
            state.handle(Event::Dragged { at: 0, exact: false }, NOW);
            assert_eq!((state.history().done(), state.is_dragging()), (0, false), "{name}");
        }
    }
}
