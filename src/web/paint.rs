//! The highlights over what is shown.
//!
//! What is on the screen is painted at once, the rest in slices of a few milliseconds, so that no page is too long. A
//! repaint changes only what differs.

use super::highlights::Highlights;
use super::later::later;
use super::marks::Marks;
use super::placement::Placement;
use super::point;
use super::surface::{Key, Surface};
use crate::order::by_number;
use crate::show::layers::{Item, Run};
use crate::span::Span;
use foldhash::{HashMap, HashSet};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use web_sys::{Document, MutationObserver, Range};

/// How long a slice of painting takes, in milliseconds.
pub const SLICE: f64 = 8.0;

/// A run that is painted.
#[derive(Debug)]
struct Painted {
    item: Item,
    /// The first and the last of the text nodes that it covers.
    nodes: (usize, usize),
}

#[derive(Debug)]
struct State {
    placement: Placement,
    /// The page's text.
    text: Rc<str>,
    surface: Box<dyn Surface>,
    painted: HashMap<Key, Painted>,
    waiting: VecDeque<(Key, Item)>,
    /// Whether a slice is on its way.
    scheduled: bool,
}

/// Paints one page at a time.
#[derive(Debug)]
pub struct Painter {
    state: Rc<RefCell<State>>,
}

impl Painter {
    /// A painter in a document. Where it can paint in the page alone, that is none of the observer's business.
    pub fn new(document: &Document, observer: Option<MutationObserver>) -> Self {
        let surface: Box<dyn Surface> = match Highlights::new() {
            Some(highlights) => Box::new(highlights),
            None => Box::new(Marks::new(document.clone(), observer)),
        };
        let (placement, painted, waiting) = Default::default();
        let state = State { placement, text: "".into(), surface, painted, waiting, scheduled: false };
        Self { state: Rc::new(RefCell::new(state)) }
    }

    /// Paints runs over what is shown, and nothing else of ours.
    pub fn paint(&self, document: &Document, placement: &Placement, text: &str, runs: &[Run]) {
        let mut state = self.state.borrow_mut();
        state.go_to(placement, text);
        let wanted: HashSet<Key> = runs.iter().map(|run| (run.layer, run.span)).collect();
        let State { surface, painted, .. } = &mut *state;
        painted.retain(|key, old| {
            let stays = wanted.contains(key);
            if !stays {
                surface.remove(*key, old.nodes);
            }
            stays
        });
        let seen = state.placement.span_of(on_screen(document, &state.placement));
        let (mut now, mut later) = (VecDeque::new(), VecDeque::new());
        for run in runs {
            let key = (run.layer, run.span);
            if let Some(old) = state.painted.get_mut(&key) {
                // The same stretch may show another item after a change of the list.
                old.item = run.item;
                continue;
            }
            if seen.overlaps(run.span) { now.push_back((key, run.item)) } else { later.push_back((key, run.item)) }
        }
        state.waiting = now;
        state.slice(f64::INFINITY);
        note("screen");
        state.waiting = later;
        let is_done = state.slice(self::now() + SLICE);
        if is_done {
            note("painted");
        }
        let goes_on = !is_done && !std::mem::replace(&mut state.scheduled, true);
        drop(state);
        if goes_on {
            schedule(Rc::clone(&self.state));
        }
    }

    /// Lights up spans of the text under a name, in place of what was lit under it.
    pub fn light(&self, document: &Document, placement: &Placement, text: &str, name: &'static str, spans: &[Span]) {
        let mut state = self.state.borrow_mut();
        if state.surface.is_in_the_page() {
            state.go_to(placement, text);
        }
        state.surface.light(document, placement, text, name, spans);
    }

    /// Takes off what is painted, where it stands in what is shown; whether it did.
    pub fn take_off(&self) -> bool {
        let mut state = self.state.borrow_mut();
        let is_in_the_page = state.surface.is_in_the_page();
        if is_in_the_page {
            state.clear();
        }
        is_in_the_page
    }

    /// The items over text nodes, given in order, whose ranges hold a condition; in the order of the list.
    pub(super) fn over(&self, document: &Document, nodes: &[usize], holds: impl Fn(&Range) -> bool) -> Vec<Item> {
        let state = self.state.borrow();
        let range = |span| state.placement.range_of(document, &state.text, span);
        let is_over = |(first, last): (usize, usize)| {
            nodes.get(nodes.partition_point(|node| *node < first)).is_some_and(|node| *node <= last)
        };
        let over = state.painted.iter().filter(|(_, painted)| is_over(painted.nodes));
        let held = over.filter(|((_, span), _)| range(*span).is_some_and(|range| holds(&range)));
        let mut items: Vec<Item> = held.map(|(_, painted)| painted.item).collect();
        by_number(&mut items, |item| item.index() as u64);
        items.dedup();
        items
    }

    /// What is painted on.
    pub(super) fn placement(&self) -> Placement {
        self.state.borrow().placement.clone()
    }
}

impl State {
    /// Goes to what is shown now, if it is something else.
    fn go_to(&mut self, placement: &Placement, text: &str) {
        if !Rc::ptr_eq(&self.placement.nodes, &placement.nodes) {
            self.clear();
            self.placement = placement.clone();
            self.text = text.into();
        }
    }

    fn clear(&mut self) {
        self.surface.clear(&self.placement);
        self.painted.clear();
        self.waiting.clear();
    }

    /// Paints what waits until a time, and shows it once that is all; whether it is.
    fn slice(&mut self, end: f64) -> bool {
        while let Some((key, item)) = self.waiting.pop_front() {
            let Some(places) = self.placement.places(&self.text, key.1) else { continue };
            if self.surface.add(&self.placement, key, item, places).is_some() {
                self.painted.insert(key, Painted { item, nodes: (places.0.node, places.1.node) });
            }
            if now() > end {
                return false;
            }
        }
        self.surface.show(&self.placement, end)
    }
}

fn clock() -> Option<web_sys::Performance> {
    web_sys::window()?.performance()
}

/// Milliseconds on the browser's clock.
pub fn now() -> f64 {
    clock().map_or(0.0, |clock| clock.now())
}

/// Notes a moment where a browser's own tools, and our benches, show it.
pub fn note(moment: &str) {
    if let Some(clock) = clock() {
        let _ = clock.mark(&format!("saidwho-{moment}"));
    }
}

/// Paints the next slice when the browser has drawn.
fn schedule(state: Rc<RefCell<State>>) {
    later(move || {
        let goes_on = {
            let mut state = state.borrow_mut();
            state.scheduled = !state.slice(now() + SLICE);
            state.scheduled
        };
        if goes_on {
            schedule(state);
        } else {
            note("painted");
        }
    });
}

/// The first and the last text node on the screen, and a little more: asked of the browser line by line, from both ends of
/// the screen, for each answer takes it a look at all that the page holds.
fn on_screen(document: &Document, placement: &Placement) -> (usize, usize) {
    const LINE: usize = 40;
    const MORE: usize = 8;
    let Some(article) = document.get_element_by_id("article").map(|article| article.get_bounding_client_rect()) else {
        return (0, 0);
    };
    let height = document.document_element().map_or(0, |root| root.client_height());
    let (x, top) = ((article.left() + article.width() / 2.0) as i32, article.top().max(0.0) as i32);
    let mut lines = (top..height.min(article.bottom() as i32)).step_by(LINE);
    let seen = |y: i32| point::nodes_at(document, placement, x, y, 1).first().copied();
    let first = lines.by_ref().find_map(seen).unwrap_or(0);
    let last = lines.rev().find_map(seen).unwrap_or(first);
    (first.min(last).saturating_sub(MORE), first.max(last) + MORE)
}
