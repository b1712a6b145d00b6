//! What the reader does to annotations: marks, decides, corrects. Each ends in an [`Action`] on the list.
//!
//! ```
//! // A command that asks for a selection does nothing without one.
//! use saidwho::{reading::Engine, show::{event::{Command, Event}, state::State}};
//! let mut state = State::new(Engine::built_in(), "en");
//! assert!(state.handle(Event::Do(Command::Accept), "").is_empty());
//! ```

use super::edges::{self, Edge};
use super::editor::COLOURS;
use super::effect::Effect;
use super::event::{Command, Field};
use super::panel;
use super::state::{Selected, State};
use crate::annotations::actions::{Action, Who};
use crate::annotations::{AnnotationId, Body, EntityKey, Place, Status};
use crate::entities::MentionType;
use crate::quotations::Kind;
use crate::span::Span;

impl State {
    /// Words were selected or not: offers marks, or takes the offer away.
    pub(super) fn mark_or_not(&mut self, span: Option<Span>, exact: bool) -> Vec<Effect> {
        let text = self.page.text();
        let snap = if exact { edges::trimmed } else { edges::words };
        let span = span.map(|span| snap(text, span)).filter(|span| !span.is_empty());
        if span == self.marking {
            return Vec::new();
        }
        self.marking = span;
        match span {
            Some(span) => {
                self.editing = false;
                self.review = None;
                vec![Effect::CloseEditor, Effect::OfferMarks(span)]
            }
            None => vec![Effect::CloseMarks],
        }
    }

    /// Carries out a command about annotations.
    pub(super) fn decide(&mut self, command: Command, now: &str) -> Vec<Effect> {
        if let Some(span) = self.marking {
            match &command {
                Command::Highlight(_) | Command::Note | Command::Mention | Command::Quote | Command::Number(_) => {
                    return self.mark(&command, span, now);
                }
                _ => {}
            }
        }
        if let Command::More(key) = command {
            return vec![Effect::More(key)];
        }
        if let Command::Entity(key) = command {
            let was_open = std::mem::take(&mut self.editing);
            self.selected = Selected::Entity(EntityKey(key));
            self.review = None;
            let key = self.entity_key();
            let list = self.history.list();
            if list.entity(&key).is_none() {
                return Vec::new();
            }
            self.editing = true;
            // Its card stays where another is open; from the panel it goes to what the entity says first.
            let says = list
                .shown()
                .find(|(_, one)| matches!(&one.body, Body::Quotation { speaker, .. } if *speaker == Some(key.clone())));
            let place = says.map(|(_, one)| one.place.extent()).filter(|_| !was_open);
            let mut effects: Vec<Effect> = place.map(Effect::Reveal).into_iter().collect();
            effects.extend([Effect::Editor(place), Effect::Focus(Field::Name)]);
            return effects;
        }
        let Some(one) = self.annotation().cloned() else { return Vec::new() };
        let annotation = one.id.clone();
        match command {
            Command::Accept => self.settle(Action::Accept { annotation }, now),
            Command::Reject => self.settle(Action::Remove { annotation }, now),
            Command::Everywhere => {
                let several = match (&one.body, one.status) {
                    (Body::Mention { .. }, _) => Action::Everywhere { annotation },
                    _ => Action::Accept { annotation },
                };
                self.act(&several, now)
            }
            Command::Number(number) => self.number(&one, number, now),
            Command::Highlight(colour) if matches!(one.body, Body::Highlight { .. }) && !colour.is_empty() => {
                self.colour.clone_from(&colour);
                self.act(&Action::SetColour { annotation, colour }, now)
            }
            Command::Note => {
                self.editing = true;
                vec![Effect::Editor(Some(one.place.extent())), Effect::Focus(Field::Note)]
            }
            Command::Edit => {
                self.editing = true;
                let field = match one.body {
                    Body::Mention { .. } => Field::Entity,
                    Body::Quotation { .. } => Field::Speaker,
                    Body::Highlight { .. } => Field::Meaning,
                };
                vec![Effect::Editor(Some(one.place.extent())), Effect::Focus(field)]
            }
            Command::MoveHere => {
                let Some(span) = self.marking.take() else { return Vec::new() };
                let place = Place { content: vec![span], ..one.place };
                let mut effects = self.act(&Action::SetPlace { annotation, place }, now);
                self.editing = true;
                effects.extend([Effect::CloseMarks, Effect::Editor(Some(span))]);
                effects
            }
            Command::StartEarlier => self.move_edge(one, Edge::Start, false, now),
            Command::StartLater => self.move_edge(one, Edge::Start, true, now),
            Command::EndEarlier => self.move_edge(one, Edge::End, false, now),
            Command::EndLater => self.move_edge(one, Edge::End, true, now),
            _ => Vec::new(),
        }
    }

    fn entity_key(&self) -> EntityKey {
        match &self.selected {
            Selected::Entity(key) => key.clone(),
            _ => EntityKey(String::new()),
        }
    }

    /// A decision on the selected annotation; in a review it leads to the next one.
    fn settle(&mut self, action: Action, now: &str) -> Vec<Effect> {
        let mut effects = self.act(&action, now);
        if self.review.is_some() {
            effects.extend(self.next_doubtful());
            return effects;
        }
        let gone = self.annotation().is_none_or(|one| one.status == Status::Rejected);
        if gone && self.editing {
            self.editing = false;
            effects.extend([Effect::CloseEditor, Effect::FocusArticle]);
        }
        let said = if gone { "rejected" } else { "accepted" };
        effects.push(Effect::Announce(self.words.get(said).to_owned()));
        effects
    }

    /// A digit: the speaker of a quotation, the type of a name, the colour of a mark.
    fn number(&mut self, one: &crate::annotations::Annotation, number: usize, now: &str) -> Vec<Effect> {
        let annotation = one.id.clone();
        let at = number.saturating_sub(1);
        let action = match &one.body {
            Body::Quotation { .. } => {
                let key = panel::speakers(self.history.list()).get(at).map(|&key| key.clone());
                key.map(|key| Action::SetSpeaker { annotation, speaker: Some(Who::Known(key)) })
            }
            Body::Mention { .. } => MentionType::ALL.get(at).map(|&kind| Action::SetType { annotation, kind }),
            Body::Highlight { .. } => {
                COLOURS.get(at).map(|&colour| Action::SetColour { annotation, colour: colour.to_owned() })
            }
        };
        action.map(|action| self.settle(action, now)).unwrap_or_default()
    }

    fn move_edge(&mut self, one: crate::annotations::Annotation, edge: Edge, later: bool, now: &str) -> Vec<Effect> {
        let mut place = one.place;
        let piece = match edge {
            Edge::Start => place.content.first_mut(),
            Edge::End => place.content.last_mut(),
        };
        let Some(piece) = piece else { return Vec::new() };
        *piece = edges::moved(self.page.text(), *piece, edge, later);
        self.act(&Action::SetPlace { annotation: one.id, place }, now)
    }

    /// Marks the words that are selected.
    fn mark(&mut self, command: &Command, span: Span, now: &str) -> Vec<Effect> {
        let words = span.of(self.page.text());
        let action = match command {
            Command::Mention => {
                let known = self.history.list().entity_named(words);
                Action::AddMention {
                    span,
                    kind: known.and_then(|entity| entity.kind).unwrap_or(MentionType::Person),
                    entity: known.map_or_else(|| Who::New(words.to_owned()), |entity| Who::Known(entity.key.clone())),
                }
            }
            Command::Quote => {
                let is_marked = words.chars().next().is_some_and(|c| !c.is_alphanumeric());
                let kind = if is_marked { Kind::Direct } else { Kind::Indirect };
                Action::AddQuotation { place: Place::at(span), kind, speaker: None }
            }
            other => {
                match other {
                    Command::Highlight(colour) if !colour.is_empty() => self.colour.clone_from(colour),
                    Command::Number(number) => match COLOURS.get(number.saturating_sub(1)) {
                        Some(&colour) => colour.clone_into(&mut self.colour),
                        None => return Vec::new(),
                    },
                    _ => {}
                }
                Action::AddHighlight { span, colour: self.colour.clone() }
            }
        };
        self.marking = None;
        let mut effects = vec![Effect::CloseMarks];
        effects.extend(self.act(&action, now));
        if let Some(id) = self.made() {
            self.selected = Selected::Annotation(id);
        }
        let field = match command {
            Command::Mention => Some(Field::Entity),
            Command::Quote => Some(Field::Speaker),
            Command::Note => Some(Field::Note),
            _ => None,
        };
        if let Some(field) = field {
            self.editing = true;
            effects.extend([Effect::Editor(Some(span)), Effect::Focus(field)]);
        } else {
            let meaning = panel::meaning(self.history.list(), &self.words, &self.colour);
            effects.extend([Effect::FocusArticle, Effect::Announce(self.words.fill("marked", &[("what", &meaning)]))]);
        }
        effects
    }

    /// The annotation that the last action made.
    fn made(&self) -> Option<AnnotationId> {
        let last = self.history.entries().get(self.history.done().checked_sub(1)?)?;
        let made = last.change.annotations.iter().find(|edit| edit.before.is_none())?;
        made.after.as_ref().map(|one| one.id.clone())
    }

    /// Whom a name typed by the reader means.
    fn who(&self, name: &str) -> Who {
        let known = self.history.list().entity_meant(name);
        known.map_or_else(|| Who::New(name.to_owned()), |entity| Who::Known(entity.key.clone()))
    }

    /// Sets a field of what is selected.
    pub(super) fn edit(&mut self, field: Field, value: &str, now: &str) -> Vec<Effect> {
        let value = value.trim();
        let kind = MentionType::from_name(value);
        if let Selected::Entity(entity) = self.selected.clone() {
            let action = match field {
                Field::Name => Action::Rename { entity, name: value.to_owned() },
                Field::Type => match kind {
                    Some(kind) => Action::SetEntityType { entity, kind },
                    None => return Vec::new(),
                },
                Field::Merge => match self.who(value) {
                    Who::Known(into) if into != entity => {
                        self.selected = Selected::Entity(into.clone());
                        Action::Merge { from: entity, into }
                    }
                    _ => return vec![Effect::Announce(self.words.get("none").to_owned())],
                },
                _ => return Vec::new(),
            };
            return self.act(&action, now);
        }
        let Some(one) = self.annotation() else { return Vec::new() };
        let annotation = one.id.clone();
        let action = match (field, &one.body) {
            (Field::Type, Body::Mention { .. }) => match kind {
                Some(kind) => Action::SetType { annotation, kind },
                None => return Vec::new(),
            },
            (Field::Kind, Body::Quotation { .. }) => match Kind::from_name(value) {
                Some(kind) => Action::SetQuotationKind { annotation, kind },
                None => return Vec::new(),
            },
            (Field::Entity, Body::Mention { .. }) if !value.is_empty() => match self.who(value) {
                Who::New(name) => Action::Split { annotation, name },
                entity => Action::SetEntity { annotation, entity },
            },
            (Field::Speaker, Body::Quotation { .. }) => {
                Action::SetSpeaker { annotation, speaker: (!value.is_empty()).then(|| self.who(value)) }
            }
            (Field::Colour, Body::Highlight { .. }) => {
                value.clone_into(&mut self.colour);
                Action::SetColour { annotation, colour: value.to_owned() }
            }
            (Field::Meaning, Body::Highlight { colour }) => {
                Action::NameColour { colour: colour.clone(), meaning: value.to_owned() }
            }
            (Field::Note, _) => Action::SetNote { annotation, note: value.to_owned() },
            (Field::Tags, _) => {
                let tags = value.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned);
                Action::SetTags { annotation, tags: tags.collect() }
            }
            _ => return Vec::new(),
        };
        self.act(&action, now)
    }
}

#[cfg(test)]
mod tests {
    use super::super::checks::{NOW, choose, press, quotation, seen, state};
    use super::super::event::Event;
    use super::*;

    /// What one more line there is after some keys on a selection.
    #[test]
    fn marks_are_made_by_key() {
        let cases = [
            // selected words, keys, what is added
            ("ate no", "h", "late now: yellow ✓"),
            ("late", "4", "late: red ✓"),
            ("late", "a", "late: yellow ✓"),
            ("home", "e", "home: PERSON home ✓"),
            ("Lind left", "q", "Lind left: by  ✓"),
        ];
        for (words, key, expected) in cases {
            let mut state = state();
            let before = seen(&state);
            choose(&mut state, words);
            assert!(state.marking().is_some(), "{words}");
            let effects = press(&mut state, key);
            assert!(effects.iter().any(|effect| matches!(effect, Effect::Keep(_))), "{words} is kept");
            let new: Vec<String> = seen(&state).into_iter().filter(|line| !before.contains(line)).collect();
            assert_eq!(new, [expected], "{words} {key}");
            assert_eq!(state.marking(), None);
            press(&mut state, "u");
            assert_eq!(seen(&state), before, "{words} undone");
        }
    }

    #[test]
    fn suggestions_are_corrected_by_key() {
        let cases = [
            // keys, a line that is there afterwards
            (vec!["Enter"], "“It is late now,”: by Ada Lind ✓"),
            (vec!["2"], "“It is late now,”: by Bo Orr ✓"),
            (vec![">"], "“It is late now,” said: by Ada Lind ✓"),
            (vec!["."], "is late now,”: by Ada Lind ✓"),
        ];
        for (keys, expected) in cases {
            let mut state = state();
            let index = quotation(&state);
            state.handle(Event::Chosen(index), NOW);
            for key in &keys {
                press(&mut state, key);
            }
            assert!(seen(&state).contains(&expected.to_owned()), "{keys:?}: {:?}", seen(&state));
        }
        let mut state = state();
        let before = seen(&state).len();
        state.handle(Event::Chosen(quotation(&state)), NOW);
        press(&mut state, "x");
        assert_eq!(seen(&state).len(), before - 1);
        assert!(state.editor().is_none());
    }

    #[test]
    fn fields_change_what_is_selected() {
        let cases = [
            (Field::Speaker, "Bo Orr", "“It is late now,”: by Bo Orr ✓"),
            (Field::Speaker, "Cy Fane", "“It is late now,”: by Cy Fane ✓"),
            // A part of the only name that has it.
            (Field::Speaker, "orr", "“It is late now,”: by Bo Orr ✓"),
            (Field::Speaker, "Or", "“It is late now,”: by Or ✓"),
            (Field::Speaker, "", "“It is late now,”: by  ✓"),
        ];
        for (field, value, expected) in cases {
            let mut state = state();
            state.handle(Event::Chosen(quotation(&state)), NOW);
            state.handle(Event::Set(field, value.to_owned()), NOW);
            assert!(seen(&state).contains(&expected.to_owned()), "{value}: {:?}", seen(&state));
        }
    }

    #[test]
    fn people_are_renamed_and_merged() {
        let mut state = state();
        let key =
            |state: &State, name: &str| state.history().list().entity_named(name).map(|entity| entity.key.0.clone());
        let orr = key(&state, "Bo Orr").expect("Orr is found");
        let shown = state.handle(Event::Do(Command::Entity(orr)), NOW);
        let said =
            |effect: &Effect| matches!(effect, Effect::Reveal(span) if span.of(state.page().text()) == "“Go home,”");
        assert!(shown.iter().any(said), "the article goes to what he says: {shown:?}");
        state.handle(Event::Set(Field::Name, "Bo B. Orr".to_owned()), NOW);
        assert!(seen(&state).contains(&"“Go home,”: by Bo B. Orr".to_owned()), "{:?}", seen(&state));
        state.handle(Event::Set(Field::Merge, "Ada Lind".to_owned()), NOW);
        assert!(seen(&state).contains(&"“Go home,”: by Ada Lind".to_owned()), "{:?}", seen(&state));
        press(&mut state, "u");
        press(&mut state, "u");
        assert!(seen(&state).contains(&"“Go home,”: by Bo Orr".to_owned()));
    }
}
