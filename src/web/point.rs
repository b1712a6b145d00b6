//! From a point of the window to what is painted there: for the pointer, for a finger, and where two highlights overlap.
//!
//! A browser's own ways from a point to a caret differ, and not all see into a shadow. All can tell the innermost element
//! at a point; text at the point stands in a text node of that element, and only runs over those few nodes are looked at.

use super::paint::Painter;
use crate::show::layers::Item;
use web_sys::{Document, Element, Node, Range};

/// How far a line's rectangle may be missed above and below, in pixels: lines are set wider than their letters.
const NEAR: f64 = 4.0;

/// What is painted under a point of the window, in the order of the list.
pub fn under(document: &Document, painter: &Painter, x: i32, y: i32) -> Vec<Item> {
    let (across, down) = (x as f32, y as f32);
    let inner = |element: Element| {
        let deeper = element.shadow_root().and_then(|root| root.element_from_point(across, down));
        deeper.unwrap_or(element)
    };
    let Some(element) = document.element_from_point(across, down).map(inner) else { return Vec::new() };
    let placement = painter.placement();
    let holds = |range: &Range| {
        let rectangles = range.get_client_rects();
        let mut all = rectangles.iter().flat_map(|list| (0..list.length()).filter_map(|at| list.item(at)));
        let (x, y) = (f64::from(x), f64::from(y));
        all.any(|one| one.left() <= x && x <= one.right() && one.top() - NEAR <= y && y <= one.bottom() + NEAR)
    };
    let mut items = Vec::new();
    let mut child = element.first_child();
    while let Some(node) = child {
        if node.node_type() == Node::TEXT_NODE {
            if let Some(number) = number(&placement.nodes, &node) {
                items.extend(painter.over(number, holds));
            }
        }
        child = node.next_sibling();
    }
    items.sort_by_key(|item| item.index());
    items.dedup();
    items
}

/// The number of a text node among those that are shown, which stand in document order.
fn number(nodes: &[Node], node: &Node) -> Option<usize> {
    let at =
        nodes.partition_point(|other| node.compare_document_position(other) & Node::DOCUMENT_POSITION_PRECEDING != 0);
    nodes.get(at).filter(|found| found.is_same_node(Some(node))).map(|_| at)
}
