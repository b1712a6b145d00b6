//! The handles at the edges of the annotation whose fields are open, and the pointer that drags one.
//!
//! They lie over the article in a layer of the app's own: the page that is shown has no part in them. Its text is asked for
//! with that layer out of the pointer's way.

use super::placement::Placement;
use super::{App, events, later, parts, point, selection};
use crate::show::edges::Edge;
use crate::show::event::{Command, Event};
use crate::span::Span;
use std::cell::Cell;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Document, DomRect, Element, HtmlElement, PointerEvent, ResizeObserver};

/// The type of the event that says that the article's words may stand elsewhere now.
pub const MOVED: &str = "saidwho-moved";

/// So near to the upper or lower end of what is seen of the article the page is scrolled, in pixels.
const NEAR: f64 = 32.0;

/// And so far at each move of the pointer.
const STEP: f64 = 12.0;

/// A handle that is held.
#[derive(Debug, Clone, Copy)]
pub struct Grip {
    edge: Edge,
    /// From the pointer to the middle of the line at the edge, in pixels: what is taken beside the edge does not jump.
    away: (f64, f64),
}

const ELEMENTS: [(&str, Edge); 2] = [("start", Edge::Start), ("end", Edge::End)];

/// The edge of the handle that an element belongs to.
fn edge(target: &Element) -> Option<Edge> {
    let name = events::closest(target, "#handles [data-edge]")?.get_attribute("data-edge")?;
    ELEMENTS.iter().find(|(own, _)| *own == name).map(|(_, edge)| *edge)
}

/// Where a line of text begins or ends: from its left, its top and its height, in pixels of the window.
type Bar = (f64, f64, f64);

/// Where an edge of a span is drawn; `None` where it is not laid out.
fn bar(document: &Document, placement: &Placement, text: &str, span: Span, edge: Edge) -> Option<Bar> {
    let inside = span.of(text);
    let letter = match edge {
        Edge::Start => inside.chars().next(),
        Edge::End => inside.chars().next_back(),
    };
    let length = letter?.len_utf8();
    let at = if edge == Edge::Start { span.from() } else { span.to() - length };
    let range = placement.range_of(document, text, Span::new(at, at + length))?;
    let lines = range.get_client_rects()?;
    let place: DomRect = (0..lines.length()).filter_map(|at| lines.item(at)).find(|line| line.width() > 0.0)?;
    let above = range.start_container().ok()?.parent_element()?;
    let style = web_sys::window()?.get_computed_style(&above).ok()??;
    let is_leftwards = style.get_property_value("direction").is_ok_and(|direction| direction == "rtl");
    let left = if (edge == Edge::Start) == is_leftwards { place.right() } else { place.left() };
    Some((left, place.top(), place.height()))
}

/// Puts the handles at the edges of a span, or takes them away.
fn place(document: &Document, placement: &Placement, text: &str, span: Option<Span>) -> Option<()> {
    let layer = document.get_element_by_id("handles")?;
    let bars = span.map(|span| ELEMENTS.map(|(_, edge)| bar(document, placement, text, span, edge)));
    parts::show(&layer, bars.is_some_and(|bars| bars.iter().any(Option::is_some)));
    // Without any there is nothing to ask the window: that lays out what it shows.
    let bars = bars?;
    let window = web_sys::window()?;
    let (across, down) = (window.scroll_x().ok()?, window.scroll_y().ok()?);
    for ((name, _), bar) in ELEMENTS.into_iter().zip(bars) {
        let handle: HtmlElement = parts::inside(&layer, &format!("[data-edge={name}]"))?.dyn_into().ok()?;
        parts::show(&handle, bar.is_some());
        let Some((left, top, height)) = bar else { continue };
        for (name, value) in [("--x", left + across), ("--y", top + down), ("--height", height)] {
            handle.style().set_property(name, &format!("{value}px")).ok()?;
        }
    }
    Some(())
}

/// Has the app told when the article is laid out anew, while there are edges to keep up with. Where blocks are laid out as
/// they come near, its height may change once more while it is told of, which a browser says to be an error of the page.
pub struct Watch {
    observer: Option<ResizeObserver>,
    is_on: Cell<bool>,
}

impl Watch {
    pub fn new() -> Self {
        // To ask where the words are may lay out more of it: not while this is being told.
        let moved = Closure::<dyn FnMut()>::new(|| later::later(|| later::tell(MOVED))).into_js_value();
        Self { observer: ResizeObserver::new(moved.unchecked_ref()).ok(), is_on: Cell::new(false) }
    }

    fn turn(&self, is_on: bool, article: &Element) {
        let Some(observer) = &self.observer else { return };
        // To observe what is observed has it told of once more.
        if self.is_on.replace(is_on) != is_on {
            if is_on { observer.observe(article) } else { observer.disconnect() }
        }
    }
}

impl App {
    /// Puts the handles where the edges are now.
    pub(super) fn place_handles(&self) {
        // On the layer alone: what is set on more is worked out anew for each word of the page.
        if let Some(layer) = self.by_id("handles") {
            let _ = layer.class_list().toggle_with_force("dragging", self.state.is_dragging());
        }
        let span = self.state.handles();
        if let Some(article) = self.by_id("article") {
            self.watch.turn(span.is_some(), &article);
        }
        let _ = place(&self.document, self.placement(), self.state.page().text(), span);
    }

    /// Takes hold of the handle that the pointer is on, if it is on one.
    pub(super) fn grab(&mut self, pointer: &PointerEvent, target: &Element) {
        let Some(edge) = edge(target).filter(|_| pointer.button() == 0 && self.grip.is_none()) else { return };
        let span = self.state.handles();
        let bar = span.and_then(|span| bar(&self.document, self.placement(), self.state.page().text(), span, edge));
        let Some((left, top, height)) = bar else { return };
        pointer.prevent_default();
        let _ = target.set_pointer_capture(pointer.pointer_id());
        let away = (left - f64::from(pointer.client_x()), top + height / 2.0 - f64::from(pointer.client_y()));
        self.grip = Some(Grip { edge, away });
        self.send(Event::Grabbed(edge));
    }

    /// Drags the handle that is held to the text beside the pointer.
    pub(super) fn drag(&mut self, grip: Grip, pointer: &PointerEvent) {
        if !self.state.is_dragging() {
            return;
        }
        let (x, y) = (f64::from(pointer.client_x()) + grip.away.0, f64::from(pointer.client_y()) + grip.away.1);
        if let Some(at) = self.text_at(grip.edge, x, y) {
            self.send(Event::Dragged { at, exact: pointer.alt_key() });
        }
    }

    /// Lets go of the handle that is held; what was done to it is done when `is_kept`.
    pub(super) fn let_go(&mut self, is_kept: bool) {
        if is_kept {
            self.send(Event::LetGo);
        } else if self.state.is_dragging() {
            self.send(Event::Do(Command::Close));
        }
    }

    /// The byte of the text beside a point of the window. Near the upper and the lower end the page is scrolled.
    fn text_at(&self, edge: Edge, x: f64, y: f64) -> Option<usize> {
        let (window, article) = (web_sys::window()?, self.by_id("article")?);
        let bottom = window.inner_height().ok()?.as_f64()?;
        let top = self.document.query_selector(".bar").ok()??.get_bounding_client_rect().bottom();
        let step = if y > bottom - NEAR {
            STEP
        } else if y < top + NEAR {
            -STEP
        } else {
            0.0
        };
        if step != 0.0 {
            window.scroll_by_with_x_and_y(0.0, step);
        }
        let place = article.get_bounding_client_rect();
        // Beside the article it is the nearest line that counts.
        let x = x.clamp(place.left() + 2.0, (place.right() - 2.0).max(place.left() + 2.0));
        let y = y.clamp(top + 2.0, (bottom - 2.0).max(top + 2.0));
        let root = article.first_element_child().and_then(|host| host.shadow_root());
        let placement = self.placement();
        let (node, offset) = point::caret(&self.document, root.as_ref(), placement, x, y)?;
        let is_inside = article.contains(Some(&node)) || root.as_ref().is_some_and(|root| root.contains(Some(&node)));
        let (text, is_start) = (self.state.page().text(), edge == Edge::Start);
        selection::byte(&self.document, placement, text, &node, offset, is_start).filter(|_| is_inside)
    }
}
