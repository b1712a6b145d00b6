//! Going from one annotation to another: in the order of the text, to the same person, and through the doubtful ones.
//!
//! ```
//! use saidwho::show::steps::Review;
//! assert_eq!(Review::default().passed(), 0);
//! ```

use super::effect::Effect;
use super::event::Command;
use super::state::{Selected, State};
use crate::annotations::{Annotation, AnnotationId, Body, EntityKey, Status};
use crate::order::by_number;
use crate::quotations::Kind;
use foldhash::HashSet;

/// What the machine is less sure of than this, in percent, is doubtful. In news about one of seven suggestions is: what a
/// reader will look at one by one.
const SURE: u8 = 70;

/// A review under way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Review {
    passed: HashSet<AnnotationId>,
}

impl Review {
    /// How many were decided or left.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.passed.len()
    }
}

/// Whom or what an annotation is about.
fn about(one: &Annotation) -> Option<&EntityKey> {
    match &one.body {
        Body::Mention { entity, .. } => Some(entity),
        Body::Quotation { speaker, .. } => speaker.as_ref(),
        Body::Highlight { .. } => None,
    }
}

impl State {
    /// Carries out a command that goes somewhere.
    pub(super) fn step(&mut self, command: &Command) -> Vec<Effect> {
        match command {
            Command::Next => self.go(true, |_| true),
            Command::Previous => self.go(false, |_| true),
            Command::NextSame | Command::PreviousSame => {
                let Some(one) = self.annotation() else { return Vec::new() };
                let (key, name) = (about(one).cloned(), one.body.name());
                self.go(*command == Command::NextSame, move |other| match &key {
                    Some(key) => about(other) == Some(key),
                    None => other.body.name() == name,
                })
            }
            Command::Review if self.review.take().is_some() => {
                self.editing = false;
                vec![Effect::CloseEditor, Effect::Fill, Effect::FocusArticle]
            }
            Command::Review => {
                self.review = Some(Review::default());
                self.next_doubtful()
            }
            Command::Skip if self.review.is_some() => self.next_doubtful(),
            Command::Skip => self.go(true, |_| true),
            Command::NextFound => self.go_found(true),
            Command::PreviousFound => self.go_found(false),
            _ => Vec::new(),
        }
    }

    /// Selects the next or previous annotation that is wanted, round the end.
    fn go(&mut self, on: bool, is_wanted: impl Fn(&Annotation) -> bool) -> Vec<Effect> {
        let list = self.history.list();
        let all: Vec<usize> =
            self.filter.visible(&self.page, list).filter(|(_, one)| is_wanted(one)).map(|(index, _)| index).collect();
        let here = self.annotation().map(|own| list.annotations().iter().take_while(|one| one.id != own.id).count());
        let next = match (here, on) {
            (Some(here), true) => all.iter().find(|&&index| index > here).or(all.first()),
            (Some(here), false) => all.iter().rev().find(|&&index| index < here).or(all.last()),
            (None, true) => all.first(),
            (None, false) => all.last(),
        };
        match next.and_then(|&index| list.annotations().get(index)).map(|one| one.id.clone()) {
            Some(id) => self.chosen(id),
            None => vec![Effect::Announce(self.words.get("none").to_owned())],
        }
    }

    /// The doubtful suggestions that nobody has decided on, the least sure first, without those already passed.
    #[must_use]
    pub fn doubtful(&self) -> Vec<&Annotation> {
        let passed = self.review.as_ref().map(|review| &review.passed);
        let mut all: Vec<&Annotation> = self
            .filter
            .visible(&self.page, self.history.list())
            .map(|(_, one)| one)
            .filter(|one| one.status == Status::Suggested && one.confidence < SURE)
            // Of a term in marks nobody is sure or unsure who speaks.
            .filter(|one| !matches!(one.body, Body::Quotation { kind: Kind::Term, .. }))
            .filter(|one| passed.is_none_or(|passed| !passed.contains(&one.id)))
            .collect();
        by_number(&mut all, |one| u64::from(one.confidence));
        all
    }

    /// Where the review stands: which one this is, of how many.
    #[must_use]
    pub fn review_at(&self) -> Option<(usize, usize)> {
        let review = self.review.as_ref()?;
        let left = self.doubtful().len();
        // The one on show is passed already.
        Some((review.passed.len(), review.passed.len() + left))
    }

    pub(super) fn next_doubtful(&mut self) -> Vec<Effect> {
        let Some((id, span)) = self.doubtful().first().map(|one| (one.id.clone(), one.place.extent())) else {
            let has_passed = self.review.take().is_some_and(|review| !review.passed.is_empty());
            self.editing = false;
            let said = self.words.get(if has_passed { "reviewed" } else { "doubtful.none" }).to_owned();
            return vec![
                Effect::CloseEditor,
                Effect::Fill,
                Effect::FocusArticle,
                Effect::Announce(said.clone()),
                Effect::Say(super::effect::Notice::plain(&said)),
            ];
        };
        if let Some(review) = &mut self.review {
            review.passed.insert(id.clone());
        }
        self.selected = Selected::Annotation(id);
        self.editing = true;
        vec![Effect::Reveal(span), Effect::Editor(Some(span)), Effect::Fill, Effect::Announce(self.spoken())]
    }

    fn go_found(&mut self, on: bool) -> Vec<Effect> {
        let all = self.filter.found(&self.page);
        if all.is_empty() {
            return vec![Effect::Announce(self.words.get("none").to_owned())];
        }
        let next = match (self.found_at, on) {
            (None, true) => 0,
            (None, false) => all.len() - 1,
            (Some(at), true) => (at + 1) % all.len(),
            (Some(at), false) => (at + all.len() - 1) % all.len(),
        };
        self.found_at = Some(next);
        vec![Effect::Reveal(all[next]), Effect::Fill]
    }

    /// How many places of the words searched for there are, and which one was gone to last, from 1.
    #[must_use]
    pub fn found_count(&self) -> (usize, usize) {
        (self.found_at.map_or(0, |at| at + 1), self.filter.found(&self.page).len())
    }

    /// Selects an annotation and goes there.
    pub(super) fn chosen(&mut self, id: AnnotationId) -> Vec<Effect> {
        let Some(span) = self.history.list().annotation(&id).map(|one| one.place.extent()) else { return Vec::new() };
        self.review = None;
        self.selected = Selected::Annotation(id);
        self.editing = true;
        self.marking = None;
        let place = (!span.is_empty()).then_some(span);
        let mut effects = vec![Effect::CloseMarks];
        effects.extend(place.map(Effect::Reveal));
        effects.extend([Effect::Editor(place), Effect::Announce(self.spoken())]);
        effects
    }

    /// Selects the innermost of what is under a click; the next one when that was selected already.
    pub(super) fn pointed(&mut self, items: &[usize]) -> Vec<Effect> {
        let list = self.history.list();
        let mut under: Vec<&Annotation> = items.iter().filter_map(|&index| list.annotations().get(index)).collect();
        by_number(&mut under, |one| one.place.extent().len() as u64);
        under.dedup_by_key(|one| &one.id);
        let here = self.annotation().filter(|_| self.editing).map(|one| &one.id);
        let next = under.iter().position(|one| Some(&one.id) == here).map_or(0, |at| (at + 1) % under.len());
        let Some((id, span)) = under.get(next).map(|one| (one.id.clone(), one.place.extent())) else {
            // A click beside everything closes what is open.
            self.selected = Selected::Nothing;
            self.review = None;
            return if std::mem::take(&mut self.editing) { vec![Effect::CloseEditor] } else { Vec::new() };
        };
        self.review = None;
        self.selected = Selected::Annotation(id);
        self.editing = true;
        vec![Effect::Editor(Some(span)), Effect::Announce(self.spoken())]
    }

    /// The selected annotation as a screen reader says it.
    fn spoken(&self) -> String {
        let Some(one) = self.annotation() else { return String::new() };
        let text = super::panel::words_of(&self.page, one);
        let list = self.history.list();
        let who = about(one).and_then(|key| list.entity(key)).map(|entity| match entity.roles.first() {
            Some(role) => format!("{}, {}", entity.name, role.text),
            None => entity.name.clone(),
        });
        match &one.body {
            Body::Quotation { .. } => {
                let who = who.unwrap_or_else(|| self.words.get("unknown").to_owned());
                self.words.fill("quotation.by", &[("who", &who), ("text", &text)])
            }
            Body::Mention { kind, .. } => {
                format!("{}: {}", self.words.get(&format!("type.{}", kind.name())), who.unwrap_or(text))
            }
            Body::Highlight { colour } => {
                format!("{}: {text}", super::panel::meaning(list, &self.words, colour))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::checks::{NOW, press, state};
    use super::super::effect::Notice;
    use super::super::event::{Event, Field};
    use super::*;
    use crate::annotations::{History, List};
    use std::collections::BTreeMap;

    #[test]
    fn a_review_goes_through_the_doubtful_and_ends() {
        let mut state = state();
        // The machine as it might have been: sure of every other suggestion.
        let list = state.history.list();
        let sure = |(at, one): (usize, &Annotation)| Annotation {
            confidence: if at % 2 == 0 { 95 } else { 69 - at as u8 },
            ..one.clone()
        };
        let annotations: Vec<Annotation> = list.annotations().iter().enumerate().map(sure).collect();
        let count = annotations.len() / 2;
        assert!(count > 2);
        state.history = History::new(List::new(list.entities().values().cloned(), annotations, BTreeMap::new()));
        assert_eq!(state.doubtful().len(), count);
        let mut sure = Vec::new();
        press(&mut state, "r");
        for at in 1..=count {
            assert_eq!(state.review_at(), Some((at, count)));
            sure.push(state.annotation().expect("one is on show").confidence);
            press(&mut state, ["Enter", "s", "x"][at % 3]);
        }
        assert!(sure.is_sorted(), "{sure:?}");
        assert_eq!((state.review_at(), state.editor()), (None, None));
        assert!(state.history().done() > 0);
        let list = state.history.list();
        let annotations = list.annotations().iter().map(|one| Annotation { confidence: 95, ..one.clone() });
        state.history = History::new(List::new(
            list.entities().values().cloned(),
            annotations.collect::<Vec<_>>(),
            BTreeMap::new(),
        ));
        let nothing = Notice::plain("No suggestion is doubtful any more");
        assert!(press(&mut state, "r").contains(&Effect::Say(nothing)));
    }

    #[test]
    fn stepping_goes_round() {
        let mut state = state();
        let all: Vec<AnnotationId> = state.history().list().annotations().iter().map(|one| one.id.clone()).collect();
        for id in all.iter().chain(all.first()) {
            press(&mut state, "j");
            assert_eq!(state.annotation().map(|one| &one.id), Some(id));
        }
        press(&mut state, "k");
        assert_eq!(state.annotation().map(|one| &one.id), all.last());
        let mut only = state;
        only.handle(Event::Set(Field::OnlyLayer, "quotations".to_owned()), NOW);
        press(&mut only, "j");
        assert!(matches!(only.annotation().map(|one| &one.body), Some(Body::Quotation { .. })));
    }
}
