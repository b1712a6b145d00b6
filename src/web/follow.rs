//! Follows a shown page that somebody changes: an extension that translates it, a host that adds to it.
//!
//! The first change of many says so once, after a while; until then nothing is watched, so that a page may change a thousand
//! times a second and costs no more. The while is many times as long as the last change took to be followed.

use super::{App, later, paint};
use crate::show::event::Event;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{MutationObserver, MutationObserverInit, Node};

/// The type of the event that says that what is shown has changed.
pub const CHANGED: &str = "saidwho-changed";

/// The least time between two looks, in milliseconds.
const LEAST: f64 = 200.0;

/// Of so many milliseconds one is spent on following.
const SHARE: f64 = 20.0;

/// Watches what is shown.
#[derive(Debug)]
pub struct Follower {
    observer: Option<MutationObserver>,
    /// How long the last change took to be followed, in milliseconds.
    cost: Rc<Cell<f64>>,
}

impl Follower {
    /// A follower that watches nothing yet.
    pub fn new() -> Self {
        let cost = Rc::new(Cell::new(0.0_f64));
        let own = Rc::clone(&cost);
        let changed =
            Closure::<dyn FnMut(js_sys::Array, MutationObserver)>::new(move |_, observer: MutationObserver| {
                observer.disconnect();
                later::tell_after(CHANGED, LEAST.max(own.get() * SHARE));
            });
        Self { observer: MutationObserver::new(changed.into_js_value().unchecked_ref()).ok(), cost }
    }

    /// Who watches, for what may not be taken for somebody else's change.
    pub fn observer(&self) -> Option<MutationObserver> {
        self.observer.clone()
    }

    /// Watches what is below a node, and nothing else; with no node, nothing.
    pub fn watch(&self, root: Option<&Node>) {
        let Some(observer) = &self.observer else { return };
        observer.disconnect();
        let Some(root) = root else { return };
        let what = MutationObserverInit::new();
        what.set_child_list(true);
        what.set_character_data(true);
        what.set_subtree(true);
        let _ = observer.observe_with_options(root, &what);
    }

    /// Notes how long a change took to be followed so far.
    pub fn took(&self, milliseconds: f64) {
        self.cost.set(milliseconds);
    }
}

impl App {
    /// Takes in what somebody has changed in the page that is shown.
    pub(super) fn follow(&mut self) {
        self.carry_out_all();
        let start = paint::now();
        if self.painter.take_off() {
            self.runs = None;
        }
        let shown = self.saved.as_ref().filter(|_| !self.state.text_only());
        let Some((page, root)) = shown.and_then(|saved| Some((saved.again(self.state.page())?, saved.root()?))) else {
            // What was taken off of another view comes back.
            return self.paint();
        };
        self.follower.watch(Some(&root));
        let placed = self.saved.as_mut().and_then(|saved| saved.place_again(&page));
        if placed.is_some() {
            self.runs = None;
            self.tell(Event::Changed(page));
            self.carry_out_all();
        } else {
            self.paint();
        }
        let took = paint::now() - start;
        self.follower.took(took);
        self.following = self.state.is_reading().then_some(took);
    }
}
