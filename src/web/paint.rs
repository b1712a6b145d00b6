//! The highlights over what is shown, and the article's own elements.
//!
//! What is on the screen is painted at once, the rest in slices of a few milliseconds, so that no page is too long. A
//! repaint changes only what differs. The text nodes themselves are never touched.

use super::later::later;
use super::parts::all;
use super::point;
use crate::page::pieces::{self, Piece, Place};
use crate::show::layers::{Item, Run};
use crate::span::Span;
use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{Document, Element, Node, Range, ShadowRootInit, ShadowRootMode};

/// How long a slice of painting takes, in milliseconds.
pub const SLICE: f64 = 8.0;

/// Where the page's text stands in what is shown.
#[derive(Debug, Default, Clone)]
pub struct Placement {
    /// The text nodes.
    pub nodes: Rc<Vec<Node>>,
    /// Where the text stands in them.
    pub pieces: Rc<Vec<Piece>>,
    /// The number of each text node, once it is asked for.
    numbers: Rc<OnceCell<js_sys::Map>>,
}

impl Placement {
    /// A placement of text nodes in document order.
    pub fn new(nodes: Vec<Node>, pieces: Vec<Piece>) -> Self {
        Self { nodes: Rc::new(nodes), pieces: Rc::new(pieces), numbers: Rc::default() }
    }

    /// Which of the text nodes a node is.
    pub(super) fn number(&self, node: &Node) -> Option<usize> {
        let numbers = self.numbers.get_or_init(|| {
            let numbers = js_sys::Map::new();
            for (number, node) in (0_u32..).zip(self.nodes.iter()) {
                numbers.set(node, &number.into());
            }
            numbers
        });
        numbers.get(node).as_f64().map(|number| number as usize)
    }

    /// The stretch of the text that stands in some nodes, the first and the last.
    fn span_of(&self, (first, last): (usize, usize)) -> Span {
        let node = |piece: &Piece| piece.node as usize;
        let from = self.pieces.partition_point(|piece| node(piece) < first);
        let to = self.pieces.partition_point(|piece| node(piece) <= last);
        let start = self.pieces.get(from).map_or(u32::MAX, |piece| piece.at);
        let end = to.checked_sub(1).and_then(|at| self.pieces.get(at)).map_or(0, |piece| piece.at + piece.len);
        Span { start, end: end.max(start) }
    }

    fn places(&self, text: &str, span: Span) -> Option<(Place, Place)> {
        Some((pieces::start(&self.pieces, text, span.from())?, pieces::end(&self.pieces, text, span.to())?))
    }

    /// The range of a span.
    pub(super) fn range_of(&self, document: &Document, text: &str, span: Span) -> Option<Range> {
        self.range(document, self.places(text, span)?)
    }

    /// A range that no change of the page moves, and that costs none of them anything.
    fn fixed(&self, ends: &Ends, (start, end): (Place, Place)) -> Option<StaticRange> {
        ends.set_start_container(self.nodes.get(start.node)?);
        ends.set_start_offset(start.utf16);
        ends.set_end_container(self.nodes.get(end.node)?);
        ends.set_end_offset(end.utf16);
        StaticRange::new(ends).ok()
    }

    fn range(&self, document: &Document, (start, end): (Place, Place)) -> Option<Range> {
        let range = document.create_range().ok()?;
        range.set_start(self.nodes.get(start.node)?, start.utf16).ok()?;
        range.set_end(self.nodes.get(end.node)?, end.utf16).ok()?;
        Some(range)
    }
}

#[wasm_bindgen]
extern "C" {
    /// A set of ranges that CSS can style; not yet in web-sys's stable part.
    #[derive(Debug, Clone)]
    pub type Highlight;
    #[wasm_bindgen(constructor, catch)]
    pub fn new() -> Result<Highlight, JsValue>;
    #[wasm_bindgen(constructor, catch, variadic)]
    fn of(ranges: &js_sys::Array) -> Result<Highlight, JsValue>;
    #[wasm_bindgen(method)]
    pub fn add(this: &Highlight, range: &Range);
    #[wasm_bindgen(method, js_name = add)]
    fn add_fixed(this: &Highlight, range: &StaticRange);
    #[wasm_bindgen(method)]
    fn delete(this: &Highlight, range: &StaticRange);
    #[wasm_bindgen(method, getter)]
    fn priority(this: &Highlight) -> i32;
    #[wasm_bindgen(method, setter)]
    pub fn set_priority(this: &Highlight, priority: i32);
    #[wasm_bindgen(method, getter)]
    fn size(this: &Highlight) -> u32;

    /// A range that stays as it was made: at each change of the document a browser looks at all that do not. Not in
    /// web-sys.
    #[derive(Debug, Clone)]
    type StaticRange;
    #[wasm_bindgen(constructor, catch)]
    fn new(ends: &Ends) -> Result<StaticRange, JsValue>;

    /// What such a range is made of.
    type Ends;
    #[wasm_bindgen(method, setter, js_name = startContainer)]
    fn set_start_container(this: &Ends, node: &Node);
    #[wasm_bindgen(method, setter, js_name = startOffset)]
    fn set_start_offset(this: &Ends, offset: u32);
    #[wasm_bindgen(method, setter, js_name = endContainer)]
    fn set_end_container(this: &Ends, node: &Node);
    #[wasm_bindgen(method, setter, js_name = endOffset)]
    fn set_end_offset(this: &Ends, offset: u32);
}

/// Our highlights begin so; a page's own are left alone.
const PREFIX: &str = "saidwho-";

/// A highlight that gets more ranges than this at once is made anew.
const MANY: usize = 500;

/// So many ranges are handed over in one call, at most; WebKit takes 65,536.
const MOST: usize = 60_000;

/// `CSS.highlights`, where the browser has it.
pub(super) fn registry() -> Option<js_sys::Map> {
    let css = js_sys::Reflect::get(&js_sys::global(), &"CSS".into()).ok()?;
    let registry = js_sys::Reflect::get(&css, &"highlights".into()).ok()?;
    (!registry.is_undefined()).then(|| registry.unchecked_into())
}

/// One run, as it is told from the others.
type Key = (&'static str, Span);

/// A run that is painted.
#[derive(Debug)]
struct Painted {
    range: StaticRange,
    item: Item,
    /// The first and the last of the text nodes that it covers.
    nodes: (usize, usize),
}

#[derive(Debug, Default)]
struct State {
    placement: Placement,
    /// The page's text.
    text: Rc<str>,
    layers: HashMap<&'static str, Highlight>,
    painted: HashMap<Key, Painted>,
    waiting: VecDeque<(Key, Item)>,
    /// Ranges that are made and not shown yet, by their layers.
    made: Vec<(&'static str, StaticRange)>,
    /// Whether a slice is on its way.
    scheduled: bool,
}

/// Paints one page at a time.
#[derive(Debug, Default)]
pub struct Painter {
    state: Rc<RefCell<State>>,
}

impl Painter {
    /// Paints runs over what is shown, and nothing else of ours; false when the browser has no highlights.
    pub fn paint(&self, document: &Document, placement: &Placement, text: &str, runs: &[Run]) -> bool {
        let Some(registry) = registry() else { return false };
        let mut state = self.state.borrow_mut();
        if !Rc::ptr_eq(&state.placement.nodes, &placement.nodes) {
            state.clear(&registry);
            state.placement = placement.clone();
            state.text = text.into();
        }
        state.show_made(&registry);
        let wanted: HashSet<Key> = runs.iter().map(|run| (run.layer, run.span)).collect();
        let State { layers, painted, .. } = &mut *state;
        painted.retain(|key, old| {
            let stays = wanted.contains(key);
            if let Some(highlight) = layers.get(key.0).filter(|_| !stays) {
                highlight.delete(&old.range);
            }
            stays
        });
        state.tidy(&registry);
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
        state.slice(&registry, f64::INFINITY);
        state.show_made(&registry);
        note("screen");
        state.waiting = later;
        state.slice(&registry, SLICE);
        if state.waiting.is_empty() {
            state.show_made(&registry);
        }
        let is_done = state.waiting.is_empty();
        if is_done {
            note("painted");
        }
        let goes_on = !is_done && !std::mem::replace(&mut state.scheduled, true);
        drop(state);
        if goes_on {
            schedule(Rc::clone(&self.state));
        }
        true
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
        items.sort_by_key(|item| item.index());
        items.dedup();
        items
    }

    /// What is painted on.
    pub(super) fn placement(&self) -> Placement {
        self.state.borrow().placement.clone()
    }
}

impl State {
    fn clear(&mut self, registry: &js_sys::Map) {
        for layer in self.layers.keys() {
            registry.delete(&format!("{PREFIX}{layer}").into());
        }
        self.layers.clear();
        self.painted.clear();
        self.waiting.clear();
        self.made.clear();
    }

    /// Makes ranges of what waits, for some milliseconds.
    fn slice(&mut self, registry: &js_sys::Map, milliseconds: f64) -> Option<()> {
        let end = now() + milliseconds;
        let ends: Ends = js_sys::Object::new().unchecked_into();
        while let Some((key, item)) = self.waiting.pop_front() {
            let Some(places) = self.placement.places(&self.text, key.1) else { continue };
            let Some(range) = self.placement.fixed(&ends, places) else { continue };
            if !self.layers.contains_key(key.0) {
                let highlight = Highlight::new().ok()?;
                // A name inside a quotation shows both: its line lies over the speaker's colour.
                highlight.set_priority(i32::from(matches!(item, Item::Mention(_))));
                registry.set(&format!("{PREFIX}{}", key.0).into(), highlight.as_ref());
                self.layers.insert(key.0, highlight);
            }
            self.made.push((key.0, range.clone()));
            self.painted.insert(key, Painted { range, item, nodes: (places.0.node, places.1.node) });
            if now() > end {
                break;
            }
        }
        Some(())
    }

    /// Shows what is made. All at once: after each change of a highlight the browser looks at all of its ranges again.
    fn show_made(&mut self, registry: &js_sys::Map) {
        let mut counts: HashMap<&'static str, usize> = HashMap::new();
        for (layer, _) in &self.made {
            *counts.entry(*layer).or_default() += 1;
        }
        // WebKit compares each range that is added with all that are there, but not those that come with a highlight.
        let many = counts.into_iter().filter(|(_, count)| *count > MANY);
        let mut anew: Vec<&'static str> = many.map(|(layer, _)| layer).collect();
        anew.retain(|layer| self.make_anew(registry, layer).is_some());
        for (layer, range) in self.made.drain(..).filter(|(layer, _)| !anew.contains(layer)) {
            if let Some(highlight) = self.layers.get(layer) {
                highlight.add_fixed(&range);
            }
        }
    }

    /// Makes a layer's highlight anew, of all ranges that it has.
    fn make_anew(&mut self, registry: &js_sys::Map, layer: &'static str) -> Option<()> {
        let own = self.painted.iter().filter(|((own, _), _)| *own == layer);
        let mut own: Vec<(Span, &StaticRange)> = own.map(|((_, span), painted)| (*span, &painted.range)).collect();
        own.sort_by_key(|(span, _)| *span);
        // A call takes so many arguments.
        let rest = own.split_off(own.len().min(MOST));
        let highlight = Highlight::of(&own.into_iter().map(|(_, range)| range).collect()).ok()?;
        for (_, range) in rest {
            highlight.add_fixed(range);
        }
        let old = self.layers.get_mut(layer)?;
        highlight.set_priority(old.priority());
        registry.set(&format!("{PREFIX}{layer}").into(), highlight.as_ref());
        *old = highlight;
        Some(())
    }

    /// Takes layers with nothing in them out of the registry.
    fn tidy(&mut self, registry: &js_sys::Map) {
        self.layers.retain(|layer, highlight| {
            let stays = highlight.size() > 0;
            if !stays {
                registry.delete(&format!("{PREFIX}{layer}").into());
            }
            stays
        });
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
        let _ = clock.mark(&format!("{PREFIX}{moment}"));
    }
}

/// Paints the next slice when the browser has drawn.
fn schedule(state: Rc<RefCell<State>>) {
    later(move || {
        let Some(registry) = registry() else { return };
        let goes_on = {
            let mut state = state.borrow_mut();
            state.slice(&registry, SLICE);
            state.scheduled = !state.waiting.is_empty();
            if !state.scheduled {
                state.show_made(&registry);
            }
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

/// Puts the style of highlights to every element of the article where the browser does not hand it down from an element to
/// those inside it. Where it does, one element has it: a page nested deep is styled in a hundredth of the time.
pub fn style_each_where_needed(document: &Document, article: &Element) -> Option<()> {
    let inside = document.create_element("i").ok()?;
    article.append_child(&inside).ok()?;
    let window = web_sys::window()?;
    let colour = |element: &Element| {
        let style = window.get_computed_style_with_pseudo_elt(element, "::highlight(said-selected)").ok()??;
        style.get_property_value("background-color").ok()
    };
    // Where the browser does not tell, it tells of the element itself, which has none.
    let (own, handed_down) = (colour(article), colour(&inside));
    let plain = window.get_computed_style(&inside).ok()??.get_property_value("background-color").ok();
    inside.remove();
    if own != handed_down || handed_down == plain {
        document.get_element_by_id("each")?.remove_attribute("media").ok()?;
    }
    Some(())
}

/// An element whose shadow holds the saved page and our styles: none of ours reaches the page's, none of its ours.
pub fn frame(document: &Document, content: &Element) -> Option<Element> {
    let host = document.create_element("div").ok()?;
    let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).ok()?;
    for style in all(document, "head style:not([media])") {
        root.append_child(&style.clone_node_with_deep(true).ok()?).ok()?;
    }
    content.set_class_name("saved");
    root.append_child(content).ok()?;
    Some(host)
}

/// The saved page inside its frame.
pub fn framed(host: &Element) -> Option<Node> {
    host.shadow_root()?.last_child()
}
