//! Where the page's text stands in the text nodes of what is shown.
//!
//! Where a browser has no highlights a text node may be in [parts](super::marks), each a text node of its own.

use crate::page::pieces::{self, Piece, Place};
use crate::span::Span;
use foldhash::HashMap;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use web_sys::{Document, Node, Range};

/// The parts of a text node, in order, itself the first; each with the UTF-16 units before it.
type Parts = Vec<(Node, u32)>;

/// Where the page's text stands in what is shown.
#[derive(Debug, Default, Clone)]
pub struct Placement {
    /// The text nodes.
    pub nodes: Rc<Vec<Node>>,
    /// Where the text stands in them.
    pub pieces: Rc<Vec<Piece>>,
    /// The number of each text node, once it is asked for.
    numbers: Rc<OnceCell<js_sys::Map>>,
    /// Those that are in parts.
    parts: Rc<RefCell<HashMap<usize, Parts>>>,
}

impl Placement {
    /// A placement of text nodes in document order.
    pub fn new(nodes: Vec<Node>, pieces: Vec<Piece>) -> Self {
        Self { nodes: Rc::new(nodes), pieces: Rc::new(pieces), ..Self::default() }
    }

    /// Which of the text nodes a node is, or is a part of.
    pub fn number(&self, node: &Node) -> Option<usize> {
        let numbers = self.numbers.get_or_init(|| {
            let numbers = js_sys::Map::new();
            for (number, node) in (0_u32..).zip(self.nodes.iter()) {
                numbers.set(node, &number.into());
            }
            numbers
        });
        numbers.get(node).as_f64().map(|number| number as usize)
    }

    /// A text node, or its parts, each with the UTF-16 units before it.
    pub fn texts(&self, number: usize) -> Parts {
        let whole = || self.nodes.get(number).map(|node| (node.clone(), 0)).into_iter().collect();
        self.parts.borrow().get(&number).cloned().unwrap_or_else(whole)
    }

    /// Notes that a text node is in parts, itself the first, or no longer.
    pub(super) fn set_parts(&self, number: usize, parts: Option<Parts>) {
        let mut all = self.parts.borrow_mut();
        let old = all.remove(&number);
        if let Some(numbers) = self.numbers.get() {
            old.iter().flatten().skip(1).for_each(|(part, _)| {
                numbers.delete(part);
            });
        }
        if let Some(parts) = parts {
            let _ = self.number(&parts[0].0);
            if let (Some(numbers), Ok(number)) = (self.numbers.get(), u32::try_from(number)) {
                parts.iter().for_each(|(part, _)| drop(numbers.set(part, &number.into())));
            }
            all.insert(number, parts);
        }
    }

    /// A place in what is shown as one in its text node; nothing when the node is none that is in parts.
    pub fn in_whole(&self, node: &Node, utf16: u32) -> Option<(usize, u32)> {
        let all = self.parts.borrow();
        if all.is_empty() {
            return None;
        }
        let number = self.number(node)?;
        let (_, before) = all.get(&number)?.iter().find(|(part, _)| part.is_same_node(Some(node)))?;
        Some((number, before + utf16))
    }

    /// A place in a text node as one in what is shown.
    fn shown(&self, place: Place, is_end: bool) -> Option<(Node, u32)> {
        let all = self.parts.borrow();
        let Some(parts) = all.get(&place.node) else { return Some((self.nodes.get(place.node)?.clone(), place.utf16)) };
        let is_before = |(_, before): &&(Node, u32)| *before < place.utf16 || *before == place.utf16 && !is_end;
        let (part, before) = parts.iter().rev().find(is_before).or(parts.first())?;
        Some((part.clone(), place.utf16 - before))
    }

    /// The stretch of the text that stands in some nodes, the first and the last.
    pub fn span_of(&self, (first, last): (usize, usize)) -> Span {
        let node = |piece: &Piece| piece.node as usize;
        let from = self.pieces.partition_point(|piece| node(piece) < first);
        let to = self.pieces.partition_point(|piece| node(piece) <= last);
        let start = self.pieces.get(from).map_or(u32::MAX, |piece| piece.at);
        let end = to.checked_sub(1).and_then(|at| self.pieces.get(at)).map_or(0, |piece| piece.at + piece.len);
        Span { start, end: end.max(start) }
    }

    /// Where a span begins and ends.
    pub fn places(&self, text: &str, span: Span) -> Option<(Place, Place)> {
        Some((pieces::start(&self.pieces, text, span.from())?, pieces::end(&self.pieces, text, span.to())?))
    }

    /// The range of a span.
    pub fn range_of(&self, document: &Document, text: &str, span: Span) -> Option<Range> {
        let (start, end) = self.places(text, span)?;
        let range = document.create_range().ok()?;
        let (node, offset) = self.shown(start, false)?;
        range.set_start(&node, offset).ok()?;
        let (node, offset) = self.shown(end, true)?;
        range.set_end(&node, offset).ok()?;
        Some(range)
    }
}
