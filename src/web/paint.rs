//! The article's elements, the highlights over them, and the way from a point on the screen back to what stands there.

use crate::page::Page;
use crate::page::pieces::{self, Piece, Place};
use crate::show::bundle;
use crate::show::layers::{Item, Run};
use crate::span::Span;
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{
    Blob, BlobPropertyBag, Document, Element, HtmlAnchorElement, Node, Range, ScrollBehavior, ScrollIntoViewOptions,
    ScrollLogicalPosition, ShadowRootInit, ShadowRootMode, Url,
};

/// Where the page's text stands in what is shown.
#[derive(Debug, Default)]
pub struct Placement {
    /// The text nodes.
    pub nodes: Vec<Node>,
    /// Where the text stands in them.
    pub pieces: Vec<Piece>,
}

impl Placement {
    fn range(&self, document: &Document, text: &str, span: Span) -> Option<Range> {
        let range = document.create_range().ok()?;
        let Place { node, utf16 } = pieces::start(&self.pieces, text, span.from())?;
        range.set_start(self.nodes.get(node)?, utf16).ok()?;
        let Place { node, utf16 } = pieces::end(&self.pieces, text, span.to())?;
        range.set_end(self.nodes.get(node)?, utf16).ok()?;
        Some(range)
    }
}

/// A range that is painted, and what it shows.
pub type Painted = (Range, Item);

#[wasm_bindgen]
extern "C" {
    /// A set of ranges that CSS can style; not yet in web-sys's stable part.
    type Highlight;
    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<Highlight, JsValue>;
    #[wasm_bindgen(method)]
    fn add(this: &Highlight, range: &Range);
    #[wasm_bindgen(method, setter)]
    fn set_priority(this: &Highlight, priority: i32);
}

/// Our highlights begin so; a page's own are left alone.
const PREFIX: &str = "saidwho-";

/// `CSS.highlights`, where the browser has it.
fn registry() -> Option<js_sys::Map> {
    let css = js_sys::Reflect::get(&js_sys::global(), &"CSS".into()).ok()?;
    let registry = js_sys::Reflect::get(&css, &"highlights".into()).ok()?;
    (!registry.is_undefined()).then(|| registry.unchecked_into())
}

/// Fills the article from its text: one element a block, one text node in it.
pub fn article(document: &Document, article: &Element, page: &Page) -> Placement {
    article.set_text_content(None);
    let mut nodes = Vec::new();
    for block in page.blocks() {
        let (tag, class) = bundle::element(block.role);
        let Ok(element) = document.create_element(tag) else { continue };
        element.set_class_name(class.unwrap_or_default());
        let node = document.create_text_node(block.span.of(page.text()));
        let _ = element.append_child(&node);
        let _ = article.append_child(&element);
        nodes.push(node.into());
    }
    Placement { nodes, pieces: bundle::pieces(page) }
}

/// An element whose shadow holds the saved page and our style: none of ours reaches the page's, none of its ours.
pub fn frame(document: &Document, content: &Node) -> Option<Element> {
    let host = document.create_element("div").ok()?;
    let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).ok()?;
    let style = document.query_selector("head style").ok()??;
    root.append_child(&style.clone_node_with_deep(true).ok()?).ok()?;
    let inner = document.create_element("div").ok()?;
    inner.set_class_name("saved");
    inner.append_child(content).ok()?;
    root.append_child(&inner).ok()?;
    Some(host)
}

/// The saved page inside its frame.
pub fn framed(host: &Element) -> Option<Node> {
    host.shadow_root()?.last_child()
}

/// Registers one highlight a layer; `None` when the browser has none.
pub fn highlights(document: &Document, placement: &Placement, text: &str, runs: &[Run]) -> Option<Vec<Painted>> {
    let registry = registry()?;
    let ours: Vec<JsValue> = registry
        .keys()
        .into_iter()
        .flatten()
        .filter(|key| key.as_string().is_some_and(|key| key.starts_with(PREFIX)))
        .collect();
    for key in ours {
        registry.delete(&key);
    }
    let mut painted = Vec::new();
    let mut by_layer: BTreeMap<&str, Highlight> = BTreeMap::new();
    for run in runs {
        let Some(range) = placement.range(document, text, run.span) else { continue };
        if !by_layer.contains_key(run.layer.as_str()) {
            let highlight = Highlight::new().ok()?;
            // A name inside a quotation shows both: its line lies over the speaker's colour.
            highlight.set_priority(i32::from(matches!(run.item, Item::Mention(_))));
            by_layer.insert(&run.layer, highlight);
        }
        if let Some(highlight) = by_layer.get(run.layer.as_str()) {
            highlight.add(&range);
        }
        painted.push((range, run.item));
    }
    for (layer, highlight) in by_layer {
        registry.set(&format!("{PREFIX}{layer}").into(), highlight.as_ref());
    }
    Some(painted)
}

/// Scrolls to a span and lights it up until the next one.
pub fn flash(document: &Document, placement: &Placement, text: &str, span: Span) {
    let Some(range) = placement.range(document, text, span) else { return };
    if let Some(element) = range.start_container().ok().and_then(|node| node.parent_element()) {
        let options = ScrollIntoViewOptions::new();
        options.set_behavior(ScrollBehavior::Auto);
        options.set_block(ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
    let (Some(registry), Ok(highlight)) = (registry(), Highlight::new()) else { return };
    highlight.set_priority(2);
    highlight.add(&range);
    registry.set(&format!("{PREFIX}flash").into(), highlight.as_ref());
}

/// What is painted under a point of the window. By the rectangles of the ranges: no browser's way from a point to a
/// caret sees into a shadow as the others do.
pub fn under(document: &Document, painted: &[Painted], x: i32, y: i32) -> Vec<Item> {
    let (across, down) = (x as f32, y as f32);
    let inner = |element: Element| {
        let deeper = element.shadow_root().and_then(|root| root.element_from_point(across, down));
        deeper.unwrap_or(element)
    };
    let Some(element) = document.element_from_point(across, down).map(inner) else { return Vec::new() };
    let (x, y) = (f64::from(x), f64::from(y));
    let holds = |range: &Range| {
        let rectangles = range.get_client_rects();
        let mut all = rectangles.iter().flat_map(|list| (0..list.length()).filter_map(|at| list.item(at)));
        all.any(|one| one.left() <= x && x <= one.right() && one.top() <= y && y <= one.bottom())
    };
    let near = |range: &Range| {
        range
            .common_ancestor_container()
            .is_ok_and(|node| element.contains(Some(&node)) || node.contains(Some(&element)))
    };
    painted.iter().filter(|(range, _)| near(range) && holds(range)).map(|(_, item)| *item).collect()
}

/// Hands a file to the reader to save.
pub fn download(document: &Document, name: &str, content: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&content.into());
    let kind = BlobPropertyBag::new();
    kind.set_type("text/html;charset=utf-8");
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Some(())
}
