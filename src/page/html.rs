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
    parse_document(HtmlTreeSink::new(Html::new_document()), options).one(format!("<!doctype html>{source}"))
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
