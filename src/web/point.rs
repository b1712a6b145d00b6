//! From a point of the window to what is painted there: for the pointer, for a finger, and where two highlights overlap.
//!
//! A browser's own ways from a point to a caret differ, and not all see into a shadow. All can tell the innermost element
//! at a point; text at the point stands in a text node of that element, and only runs over those few nodes are looked at.

use super::paint::Painter;
use super::placement::Placement;
use super::{App, parts};
use crate::show::card;
use crate::show::layers::Item;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, MouseEvent, Node, PointerEvent, Range, ShadowRoot};

/// How far a line's rectangle may be missed above and below, in pixels: lines are set wider than their letters.
const NEAR: f64 = 4.0;

/// Of so many text nodes each highlight is asked for its lines; of more, the nodes are asked first.
const FEW: usize = 8;

/// So many text nodes of one element are looked at, at most.
const MOST: usize = 4096;

/// What is painted under a point of the window, in the order of the list.
pub fn under(document: &Document, painter: &Painter, x: i32, y: i32) -> Vec<Item> {
    let holds = |range: &Range| {
        let rectangles = range.get_client_rects();
        let mut all = rectangles.iter().flat_map(|list| (0..list.length()).filter_map(|at| list.item(at)));
        let (x, y) = (f64::from(x), f64::from(y));
        all.any(|one| one.left() <= x && x <= one.right() && one.top() - NEAR <= y && y <= one.bottom() + NEAR)
    };
    let placement = painter.placement();
    let mut nodes = nodes_at(document, &placement, x, y, MOST);
    if nodes.len() > FEW {
        // A range may stand far away, a node's lines are asked for once.
        nodes.retain(|number| is_at(document, &placement, *number, y).unwrap_or(false));
    }
    painter.over(document, &nodes, holds)
}

/// Whether a text node has lines at a height of the window.
fn is_at(document: &Document, placement: &Placement, number: usize, y: i32) -> Option<bool> {
    let range = document.create_range().ok()?;
    let (texts, y) = (placement.texts(number), f64::from(y));
    range.set_start_before(&texts.first()?.0).ok()?;
    range.set_end_after(&texts.last()?.0).ok()?;
    let lines = range.get_bounding_client_rect();
    Some(lines.top() - NEAR <= y && y <= lines.bottom() + NEAR)
}

/// The place in the document's text that is nearest to a point of the window: a node, and how far into it. A browser that
/// does not see into a shadow finds it only where the point is on the text.
pub(super) fn caret(
    document: &Document,
    root: Option<&ShadowRoot>,
    placement: &Placement,
    x: f64,
    y: f64,
) -> Option<(Node, u32)> {
    let own = own_caret(document, root, x, y).filter(|(node, _)| root.is_none_or(|root| root.contains(Some(node))));
    own.or_else(|| {
        let nodes = nodes_at(document, placement, x as i32, y as i32, MOST);
        let texts = nodes.into_iter().flat_map(|number| placement.texts(number));
        let mut found = texts.filter_map(|(text, _)| letter_at(document, &text, x, y));
        // Behind the last letter of one text node the next may begin.
        let mut last = None;
        let letter = found.find(|(node, offset, length)| {
            last = Some((node.clone(), *offset));
            offset < length
        });
        letter.map(|(node, offset, _)| (node, offset)).or(last)
    })
}

/// The browser's own answer; not yet in web-sys's stable part.
fn own_caret(document: &Document, root: Option<&ShadowRoot>, x: f64, y: f64) -> Option<(Node, u32)> {
    let get = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &name.into()).ok();
    let ask = get(document, "caretPositionFromPoint")?.dyn_into::<js_sys::Function>().ok()?;
    let settings = js_sys::Object::new();
    js_sys::Reflect::set(&settings, &"shadowRoots".into(), &root.into_iter().collect::<js_sys::Array>()).ok()?;
    let place = ask.call3(document, &x.into(), &y.into(), &settings).ok()?;
    Some((get(&place, "offsetNode")?.dyn_into().ok()?, get(&place, "offset")?.as_f64()? as u32))
}

/// The letter of a text node that begins nearest to a point of one of its lines, found by halving: the node, how many
/// letters come before, and how many it has.
fn letter_at(document: &Document, node: &Node, x: f64, y: f64) -> Option<(Node, u32, u32)> {
    let length = node.text_content()?.encode_utf16().count() as u32;
    let range = document.create_range().ok()?;
    let place = |from: u32, to: u32| {
        range.set_start(node, from).ok()?;
        range.set_end(node, to).ok()?;
        Some(range.get_bounding_client_rect())
    };
    let all = place(0, length)?;
    if y < all.top() - NEAR || y > all.bottom() + NEAR {
        return None;
    }
    let (mut before, mut after) = (0, length);
    while before < after {
        let middle = (before + after) / 2;
        let letter = place(middle, middle + 1)?;
        let is_before = letter.bottom() <= y || letter.top() <= y && letter.left() + letter.width() / 2.0 <= x;
        if is_before { before = middle + 1 } else { after = middle }
    }
    Some((node.clone(), before, length))
}

impl App {
    /// The pointer drags the handle that is held, or goes over the words.
    pub(super) fn pointer_moved(&mut self, pointer: &PointerEvent) {
        match self.grip {
            Some(grip) => self.drag(grip, pointer),
            None if pointer.buttons() == 0 => self.hover(pointer),
            None => {}
        }
    }

    /// Says in the card what is under the pointer.
    fn hover(&self, mouse: &MouseEvent) {
        let Some(card) = self.by_id("card") else { return };
        let items = under(&self.document, &self.painter, mouse.client_x(), mouse.client_y());
        let words = card::of(self.state.words(), self.state.history().list(), &items);
        card.set_text_content(Some(&words));
        parts::show(&card, !words.is_empty());
    }
}

/// The numbers of the first text nodes of the innermost element at a point of the window, at most `most`.
pub(super) fn nodes_at(document: &Document, placement: &Placement, x: i32, y: i32, most: usize) -> Vec<usize> {
    let (across, down) = (x as f32, y as f32);
    let Some(outer) = document.element_from_point(across, down) else { return Vec::new() };
    let inner = outer.shadow_root().and_then(|root| root.element_from_point(across, down));
    let first = inner.unwrap_or(outer).first_child();
    std::iter::successors(first, Node::next_sibling)
        .filter(|node| node.node_type() == Node::TEXT_NODE)
        .take(most)
        .filter_map(|node| placement.number(&node))
        .collect()
}
