//! HTML to a page without a browser, for the command line. Native only: the browser parses its own pages.
//!
//! ```
//! use saidwho::page::html;
//! let page = html::read("<title>T</title><p>Ada <b>Lind</b> said<script>x()</script> no.");
//! assert_eq!((page.title(), page.text()), ("T", "Ada Lind said no."));
//! ```

use super::collect::Collector;
use super::flat::{self, declared, flatten};
use super::{Page, sanitise::made};
use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef, Tree};
use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use scraper::{Html, HtmlTreeSink, Node};

/// Reads a document.
#[must_use]
pub fn read(source: &str) -> Page {
    page(&parse(source))
}

/// Parses as a browser does that runs no scripts; the declaration in front rules out the mode of old pages, in which
/// tables stand inside paragraphs.
pub(super) fn parse(source: &str) -> Html {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let mut parsed = parse_document(HtmlTreeSink::new(Html::new_document()), options)
        .one(format!("<!doctype html>{}", declared(source)));
    flatten(&mut parsed.tree);
    parsed
}

impl flat::Tree for Tree<Node> {
    type Node = NodeId;

    fn elements(&self, below: Option<&NodeId>, name: &str) -> Vec<NodeId> {
        let Some(root) = below.map_or_else(|| Some(self.root()), |id| self.get(*id)) else { return Vec::new() };
        let is_found = |node: &NodeRef<Node>| {
            node.id() != root.id() && node.value().as_element().is_some_and(|element| element.name() == name)
        };
        root.descendants().filter(is_found).map(|node| node.id()).collect()
    }

    fn name(&self, node: &NodeId) -> Option<String> {
        Some(self.get(*node)?.value().as_element()?.name().to_owned())
    }

    fn attribute(&self, node: &NodeId, name: &str) -> Option<String> {
        self.get(*node)?.value().as_element()?.attr(name).map(str::to_owned)
    }

    fn parent(&self, node: &NodeId) -> Option<NodeId> {
        Some(self.get(*node)?.parent()?.id())
    }

    fn children(&self, node: &NodeId) -> Vec<NodeId> {
        self.get(*node).iter().flat_map(|node| node.children()).map(|child| child.id()).collect()
    }

    fn parsed(&mut self, markup: &str) -> Option<NodeId> {
        let fragment = Html::parse_fragment(markup).tree;
        // The root of a fragment holds one element, `html`, which holds the rest.
        let block = self.extend_tree(fragment).first_child()?.id();
        let mut element = self.get_mut(block)?;
        *element.value() = Node::Element(made("div", &[]));
        element.detach();
        Some(block)
    }

    fn append(&mut self, node: &NodeId, parent: &NodeId) {
        if let Some(mut parent) = self.get_mut(*parent) {
            parent.append_id(*node);
        }
    }

    fn insert_before(&mut self, node: &NodeId, place: &NodeId) {
        if self.get(*place).is_some_and(|place| place.parent().is_some())
            && let Some(mut place) = self.get_mut(*place)
        {
            place.insert_id_before(*node);
        }
    }

    fn detach(&mut self, node: &NodeId) {
        if let Some(mut node) = self.get_mut(*node) {
            node.detach();
        }
    }
}

/// The page of a parsed document.
pub(super) fn page(document: &Html) -> Page {
    let mut collector = Collector::default();
    // How deep in an element that the collector leaves out: as the browser does, nothing in it is walked.
    let mut unseen = 0_usize;
    for edge in document.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(_) if unseen > 0 => unseen += 1,
                Node::Element(element) => {
                    let seen = collector.open(element.name(), &mut |name| element.attr(name).map(str::to_owned));
                    unseen = usize::from(!seen);
                }
                Node::Text(text) if unseen == 0 => collector.text(text),
                _ => {}
            },
            Edge::Close(node) if node.value().is_element() => {
                unseen = unseen.saturating_sub(1);
                if unseen == 0 {
                    collector.close();
                }
            }
            Edge::Close(_) => {}
        }
    }
    collector.finish()
}
