//! CSS Custom Highlights: the text nodes are never touched, and no element is added.
//!
//! The ranges of a layer stay as they are made: at each change of the document a browser looks at all that do not.

use super::paint::now;
use super::placement::Placement;
use super::surface::{Key, Surface};
use crate::order::by_number;
use crate::page::pieces::Place;
use crate::show::layers::Item;
use crate::span::Span;
use foldhash::{HashMap, HashMapExt};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{Document, Node, Range};

#[wasm_bindgen]
extern "C" {
    /// A set of ranges that CSS can style; not yet in web-sys's stable part.
    #[derive(Debug, Clone)]
    type Highlight;
    #[wasm_bindgen(constructor, catch, variadic)]
    fn of(ranges: &js_sys::Array) -> Result<Highlight, JsValue>;
    #[wasm_bindgen(method)]
    fn add(this: &Highlight, range: &StaticRange);
    #[wasm_bindgen(method, js_name = add)]
    fn add_live(this: &Highlight, range: &Range);
    #[wasm_bindgen(method)]
    fn delete(this: &Highlight, range: &StaticRange);
    #[wasm_bindgen(method, getter)]
    fn priority(this: &Highlight) -> i32;
    #[wasm_bindgen(method, setter)]
    fn set_priority(this: &Highlight, priority: i32);

    /// A range that stays as it was made. Not in web-sys.
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

/// And so do what stands out for a while, so that painting the layers leaves these alone.
const LIT: &str = "said-";

/// A highlight that gets more ranges than this at once is made anew.
const MANY: usize = 500;

/// So many ranges are handed over in one call, at most; WebKit takes 65,536.
const MOST: usize = 60_000;

/// The browser's highlights.
#[derive(Debug)]
pub struct Highlights {
    /// `CSS.highlights`.
    registry: js_sys::Map,
    layers: Vec<Layer>,
}

/// One highlight.
#[derive(Debug)]
struct Layer {
    name: &'static str,
    highlight: Highlight,
    ranges: HashMap<Span, StaticRange>,
    /// Those that are not shown yet.
    made: Vec<Span>,
}

impl Highlights {
    /// Where the browser has them.
    pub fn new() -> Option<Self> {
        let css = js_sys::Reflect::get(&js_sys::global(), &"CSS".into()).ok()?;
        let registry = js_sys::Reflect::get(&css, &"highlights".into()).ok()?;
        (!registry.is_undefined()).then(|| Self { registry: registry.unchecked_into(), layers: Vec::new() })
    }

    fn register(registry: &js_sys::Map, layer: &str, highlight: &Highlight) {
        registry.set(&format!("{PREFIX}{layer}").into(), highlight.as_ref());
    }
}

fn fixed(placement: &Placement, (start, end): (Place, Place)) -> Option<StaticRange> {
    let ends: Ends = js_sys::Object::new().unchecked_into();
    ends.set_start_container(placement.nodes.get(start.node)?);
    ends.set_start_offset(start.utf16);
    ends.set_end_container(placement.nodes.get(end.node)?);
    ends.set_end_offset(end.utf16);
    StaticRange::new(&ends).ok()
}

impl Surface for Highlights {
    fn add(&mut self, placement: &Placement, (name, span): Key, item: Item, places: (Place, Place)) -> Option<()> {
        let range = fixed(placement, places)?;
        let own = self.layers.iter().position(|layer| layer.name == name);
        if own.is_none() {
            let highlight = Highlight::of(&js_sys::Array::new()).ok()?;
            // A name inside a quotation shows both: its line lies over the speaker's colour.
            highlight.set_priority(i32::from(matches!(item, Item::Mention(_))));
            Self::register(&self.registry, name, &highlight);
            self.layers.push(Layer { name, highlight, ranges: HashMap::new(), made: Vec::new() });
        }
        let last = self.layers.len() - 1;
        let layer = &mut self.layers[own.unwrap_or(last)];
        layer.ranges.insert(span, range);
        layer.made.push(span);
        Some(())
    }

    fn remove(&mut self, (name, span): Key, _: (usize, usize)) {
        let Some(at) = self.layers.iter().position(|layer| layer.name == name) else { return };
        let layer = &mut self.layers[at];
        layer.made.retain(|made| *made != span);
        if let Some(range) = layer.ranges.remove(&span) {
            layer.highlight.delete(&range);
        }
        if layer.ranges.is_empty() {
            self.layers.swap_remove(at);
            self.registry.delete(&format!("{PREFIX}{name}").into());
        }
    }

    /// Each layer all at once: after each change of a highlight the browser looks at all of its ranges again.
    fn show(&mut self, _: &Placement, end: f64) -> bool {
        for layer in self.layers.iter_mut().filter(|layer| !layer.made.is_empty()) {
            if now() > end {
                return false;
            }
            // WebKit compares each range that is added with all that are there, but not those that come with a highlight.
            if layer.made.len() <= MANY || layer.make_anew(&self.registry).is_none() {
                layer.made.iter().filter_map(|span| layer.ranges.get(span)).for_each(|made| layer.highlight.add(made));
            }
            layer.made.clear();
        }
        true
    }

    fn clear(&mut self, _: &Placement) {
        for Layer { name, .. } in self.layers.drain(..) {
            self.registry.delete(&format!("{PREFIX}{name}").into());
        }
    }

    fn light(&mut self, document: &Document, placement: &Placement, text: &str, name: &'static str, spans: &[Span]) {
        let name = format!("{LIT}{name}");
        self.registry.delete(&name.as_str().into());
        if spans.is_empty() {
            return;
        }
        let Ok(highlight) = Highlight::of(&js_sys::Array::new()) else { return };
        highlight.set_priority(2);
        for range in spans.iter().filter_map(|&span| placement.range_of(document, text, span)) {
            highlight.add_live(&range);
        }
        self.registry.set(&name.into(), highlight.as_ref());
    }

    fn is_in_the_page(&self) -> bool {
        false
    }
}

impl Layer {
    /// Makes the highlight anew, of all ranges that it has.
    fn make_anew(&mut self, registry: &js_sys::Map) -> Option<()> {
        let mut spans: Vec<Span> = self.ranges.keys().copied().collect();
        by_number(&mut spans, |span| span.number());
        // A call takes so many arguments.
        let (first, rest) = spans.split_at(spans.len().min(MOST));
        let highlight = Highlight::of(&first.iter().map(|span| &self.ranges[span]).collect()).ok()?;
        rest.iter().for_each(|span| highlight.add(&self.ranges[span]));
        highlight.set_priority(self.highlight.priority());
        Highlights::register(registry, self.name, &highlight);
        self.highlight = highlight;
        Some(())
    }
}
