//! The article's elements, the highlights over them, and the way from a point on the screen back to the text.

use crate::page::Page;
use crate::page::offsets::Offsets;
use crate::show::{bundle, layers::Run};
use crate::span::Span;
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{
    Blob, BlobPropertyBag, Document, Element, HtmlAnchorElement, Node, Range, ScrollBehavior, ScrollIntoViewOptions,
    ScrollLogicalPosition, Url,
};

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

/// Fills the article: one element a block, one text node in it.
pub fn article(document: &Document, article: &Element, page: &Page) {
    article.set_text_content(None);
    for block in page.blocks() {
        let (tag, class) = bundle::element(block.role);
        let Ok(element) = document.create_element(tag) else { continue };
        if let Some(class) = class.split('"').nth(1) {
            element.set_class_name(class);
        }
        element.set_text_content(Some(block.span.of(page.text())));
        let _ = article.append_child(&element);
    }
}

fn text_node(article: &Element, block: usize) -> Option<Node> {
    article.children().item(u32::try_from(block).ok()?)?.first_child()
}

/// Registers one highlight a layer; false when the browser has none.
pub fn highlights(document: &Document, article: &Element, runs: &[Run]) -> bool {
    let Some(registry) = registry() else { return false };
    let ours: Vec<JsValue> = registry
        .keys()
        .into_iter()
        .flatten()
        .filter(|key| key.as_string().is_some_and(|key| key.starts_with(PREFIX)))
        .collect();
    for key in ours {
        registry.delete(&key);
    }
    let mut by_layer: BTreeMap<&str, Highlight> = BTreeMap::new();
    for run in runs {
        let Some(range) = range(document, article, run.block, run.start, run.end) else { continue };
        if !by_layer.contains_key(run.layer.as_str()) {
            let Ok(highlight) = Highlight::new() else { return false };
            // A name inside a quotation shows both: its line lies over the speaker's colour.
            highlight.set_priority(i32::from(!run.layer.starts_with("speaker")));
            by_layer.insert(&run.layer, highlight);
        }
        if let Some(highlight) = by_layer.get(run.layer.as_str()) {
            highlight.add(&range);
        }
    }
    for (layer, highlight) in by_layer {
        registry.set(&format!("{PREFIX}{layer}").into(), highlight.as_ref());
    }
    true
}

fn range(document: &Document, article: &Element, block: usize, start: usize, end: usize) -> Option<Range> {
    let node = text_node(article, block)?;
    let range = document.create_range().ok()?;
    range.set_start(&node, u32::try_from(start).ok()?).ok()?;
    range.set_end(&node, u32::try_from(end).ok()?).ok()?;
    Some(range)
}

/// Scrolls to a span and lights it up until the next one.
pub fn flash(document: &Document, article: &Element, page: &Page, span: Span) {
    let block = page.blocks().partition_point(|block| block.span.end <= span.start);
    let Some(description) = page.blocks().get(block) else { return };
    let offsets = Offsets::new(description.span.of(page.text()));
    let inside =
        |at: usize| offsets.utf16(at.clamp(description.span.from(), description.span.to()) - description.span.from());
    let (start, end) = (inside(span.from()), inside(span.to()));
    if let Some(element) = article.children().item(u32::try_from(block).unwrap_or(0)) {
        let options = ScrollIntoViewOptions::new();
        options.set_behavior(ScrollBehavior::Auto);
        options.set_block(ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
    let (Some(registry), Ok(highlight)) = (registry(), Highlight::new()) else { return };
    highlight.set_priority(2);
    if let Some(range) = range(document, article, block, start, end) {
        highlight.add(&range);
    }
    registry.set(&format!("{PREFIX}flash").into(), highlight.as_ref());
}

/// The byte of the text under a point of the window.
pub fn byte_at(document: &Document, article: &Element, page: &Page, x: i32, y: i32) -> Option<usize> {
    let call = |name: &str| {
        let function = js_sys::Reflect::get(document, &name.into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
        function.call2(document, &x.into(), &y.into()).ok().filter(JsValue::is_object)
    };
    let get = |value: &JsValue, name: &str| js_sys::Reflect::get(value, &name.into()).ok();
    let (node, offset) = if let Some(position) = call("caretPositionFromPoint") {
        (get(&position, "offsetNode")?, get(&position, "offset")?)
    } else {
        let range = call("caretRangeFromPoint")?;
        (get(&range, "startContainer")?, get(&range, "startOffset")?)
    };
    let node: Node = node.dyn_into().ok()?;
    let element = node.parent_element()?;
    if !element.parent_element()?.is_same_node(Some(article)) {
        return None;
    }
    let mut block = 0;
    let mut before = element.previous_element_sibling();
    while let Some(sibling) = before {
        block += 1;
        before = sibling.previous_element_sibling();
    }
    let description = page.blocks().get(block)?;
    let text = description.span.of(page.text());
    Some(description.span.from() + Offsets::new(text).byte_of_utf16(offset.as_f64()? as usize)?)
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
