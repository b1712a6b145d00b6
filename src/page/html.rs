//! HTML to a page without a browser, for the command line. Native only: the browser parses its own pages.
//!
//! ```
//! use saidwho::page::html;
//! let page = html::read("<title>T</title><p>Ada <b>Lind</b> said<script>x()</script> no.");
//! assert_eq!((page.title(), page.text()), ("T", "Ada Lind said no."));
//! ```

use super::Page;
use super::collect::Collector;
use ego_tree::iter::Edge;
use scraper::{Html, Node};

/// Reads a document.
#[must_use]
pub fn read(source: &str) -> Page {
    let document = Html::parse_document(source);
    let mut collector = Collector::default();
    for edge in document.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => {
                    collector.open(element.name(), &mut |name| element.attr(name).map(str::to_owned));
                }
                Node::Text(text) => collector.text(text),
                _ => {}
            },
            Edge::Close(node) if node.value().is_element() => collector.close(),
            Edge::Close(_) => {}
        }
    }
    collector.finish()
}
