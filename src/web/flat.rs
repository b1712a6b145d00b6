//! The browser's side of the flat tree ([`crate::page::flat`]): an inert document whose shadow roots and frames are put
//! where they are seen.

use super::collect::element;
use super::parse::uncover;
use super::sanitise::{all, fill};
use crate::page::flat::Tree;
use web_sys::{Document, Element, Node};

/// A document in which nothing runs.
pub struct Inert<'a>(pub &'a Document);

impl Tree for Inert<'_> {
    type Node = Node;

    fn elements(&self, below: Option<&Node>, name: &str) -> Vec<Node> {
        let root = below.and_then(element).cloned().or_else(|| self.0.document_element());
        root.iter().flat_map(|root| all(root, name)).map(Node::from).collect()
    }

    fn name(&self, node: &Node) -> Option<String> {
        element(node).map(Element::local_name)
    }

    fn attribute(&self, node: &Node, name: &str) -> Option<String> {
        element(node)?.get_attribute(name)
    }

    fn parent(&self, node: &Node) -> Option<Node> {
        node.parent_node()
    }

    fn children(&self, node: &Node) -> Vec<Node> {
        std::iter::successors(node.first_child(), Node::next_sibling).collect()
    }

    fn parsed(&mut self, markup: &str) -> Option<Node> {
        let block = self.0.create_element("div").ok()?;
        fill(&block, markup);
        uncover(self.0, &block);
        Some(block.into())
    }

    fn append(&mut self, node: &Node, parent: &Node) {
        let _ = parent.append_child(node);
    }

    fn insert_before(&mut self, node: &Node, place: &Node) {
        if let Some(parent) = place.parent_node() {
            let _ = parent.insert_before(node, Some(place));
        }
    }

    fn detach(&mut self, node: &Node) {
        if let Some(parent) = node.parent_node() {
            let _ = parent.remove_child(node);
        }
    }
}
