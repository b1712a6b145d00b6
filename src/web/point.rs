//! From a point of the window to what is painted there: for the pointer, for a finger, and where two highlights overlap.
//!
//! A browser's own ways from a point to a caret differ, and not all see into a shadow. All can tell the innermost element
//! at a point; text at the point stands in a text node of that element, and only runs over those few nodes are looked at.

use super::paint::{Painter, Placement};
use crate::show::layers::Item;
use web_sys::{Document, Node, Range};

/// How far a line's rectangle may be missed above and below, in pixels: lines are set wider than their letters.
const NEAR: f64 = 4.0;

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
    painter.over(&nodes_at(document, &painter.placement(), x, y, MOST), holds)
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
