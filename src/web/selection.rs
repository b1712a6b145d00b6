//! From the browser's selection to a span of the page's text, inside a shadow root or not.

use super::placement::Placement;
use crate::page::offsets::Offsets;
use crate::page::pieces;
use crate::span::Span;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Node, Range};

/// The selected span; `None` when nothing of the article is selected.
pub fn span(document: &Document, article: &Element, placement: &Placement, text: &str) -> Option<Span> {
    let root = article.first_element_child().and_then(|host| host.shadow_root());
    let selection = document.get_selection().ok()??;
    let range = composed(&selection, root.as_ref()).or_else(|| {
        // Where the composed selection is missing, the shadow root has its own, or the document's looks into it.
        let own = root.as_ref().and_then(|root| call(root, "getSelection", &js_sys::Array::new()));
        let own = own.and_then(|own| own.dyn_into::<web_sys::Selection>().ok()).unwrap_or(selection);
        (own.range_count() > 0).then(|| own.get_range_at(0).ok()).flatten().and_then(|range| ends(&range))
    })?;
    let [(start, from), (end, to)] = range;
    if start.is_same_node(Some(&end)) && from == to {
        return None;
    }
    let is_inside =
        |node: &Node| article.contains(Some(node)) || root.as_ref().is_some_and(|root| root.contains(Some(node)));
    if !is_inside(&start) && !is_inside(&end) {
        return None;
    }
    let start = byte(document, placement, text, &start, from, true)?;
    let end = byte(document, placement, text, &end, to, false)?;
    (start < end).then(|| Span::new(start, end))
}

type End = (Node, u32);

fn call(object: &JsValue, method: &str, arguments: &js_sys::Array) -> Option<JsValue> {
    let method = js_sys::Reflect::get(object, &method.into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
    method.apply(object, arguments).ok()
}

/// The selection as it is inside the shadow root; not yet in web-sys's stable part.
fn composed(selection: &web_sys::Selection, root: Option<&web_sys::ShadowRoot>) -> Option<[End; 2]> {
    let roots = js_sys::Array::new();
    if let Some(root) = root {
        roots.push(root);
    }
    let settings = js_sys::Object::new();
    js_sys::Reflect::set(&settings, &"shadowRoots".into(), &roots).ok()?;
    let ranges = call(selection, "getComposedRanges", &js_sys::Array::of1(&settings))?;
    let range = ranges.dyn_into::<js_sys::Array>().ok()?.get(0);
    let get = |name: &str| js_sys::Reflect::get(&range, &name.into()).ok();
    let end = |node: &str, offset: &str| {
        let offset = get(offset)?.as_f64()?;
        Some((get(node)?.dyn_into::<Node>().ok()?, offset as u32))
    };
    Some([end("startContainer", "startOffset")?, end("endContainer", "endOffset")?])
}

fn ends(range: &Range) -> Option<[End; 2]> {
    Some([
        (range.start_container().ok()?, range.start_offset().ok()?),
        (range.end_container().ok()?, range.end_offset().ok()?),
    ])
}

/// The byte of the text at a boundary of the document; the next one after it for a start, the last one before it for an
/// end, when it stands beside all text.
pub(super) fn byte(
    document: &Document,
    placement: &Placement,
    text: &str,
    node: &Node,
    offset: u32,
    is_start: bool,
) -> Option<usize> {
    let (index, reach, is_own) = if let Some((index, offset)) = placement.in_whole(node, offset) {
        (index, offset, true)
    } else {
        let boundary = document.create_range().ok()?;
        boundary.set_start(node, offset).ok()?;
        boundary.collapse_with_to_start(true);
        // Nodes are in document order; those that begin at or before the boundary come first.
        let is_before = |other: &Node| boundary.compare_point(other, 0).is_ok_and(|order| order <= 0);
        let index = placement.nodes.partition_point(is_before).checked_sub(1);
        let Some(index) = index else {
            return is_start.then(|| placement.pieces.first().map(|piece| piece.at as usize)).flatten();
        };
        let is_own = placement.nodes.get(index)?.is_same_node(Some(node));
        (index, if is_own { offset } else { u32::MAX }, is_own)
    };
    let number = u32::try_from(index).ok()?;
    let own = pieces::of_node(&placement.pieces, number);
    let last = own.iter().rev().find(|piece| if is_start { piece.utf16 <= reach } else { piece.utf16 < reach });
    if let Some(piece) = last {
        let words = text.get(piece.at as usize..(piece.at + piece.len) as usize)?;
        let inside = Offsets::new(words).byte_of_utf16((reach - piece.utf16) as usize).filter(|_| is_own);
        let inside = inside.unwrap_or(words.len());
        if !is_start || inside < words.len() {
            return Some(piece.at as usize + inside);
        }
    }
    let at =
        placement.pieces.partition_point(|piece| piece.node < number || piece.node == number && piece.utf16 < reach);
    if is_start {
        placement.pieces.get(at).map(|piece| piece.at as usize)
    } else {
        placement.pieces.get(at.checked_sub(1)?).map(|piece| (piece.at + piece.len) as usize)
    }
}
