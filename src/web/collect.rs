//! From HTML to a page: [sanitised](super::sanitise) in an inert document, in which nothing runs or loads, and walked
//! once.

use super::paint::{Placement, frame, framed, note};
use super::sanitise;
use crate::page::allowed::{ATTRIBUTES, DROPPED};
use crate::page::pieces;
use crate::page::{Page, collect::Collector};
use crate::show::marked::Writer;
use std::cell::OnceCell;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node, window};

/// A page as it was saved. It is sanitised when it is first asked for: a reading view needs no more than the text.
#[derive(Debug)]
pub struct Saved {
    parsed: Document,
    shown: OnceCell<Option<Shown>>,
}

/// A saved page, sanitised.
#[derive(Debug)]
pub struct Shown {
    /// The element whose shadow holds it.
    pub host: Element,
    /// Where the page's text stands in it.
    pub placement: Placement,
}

impl Saved {
    /// What is to be shown, when the browser can clean it and it holds the page's text.
    pub fn shown(&self, page: &Page) -> Option<&Shown> {
        let make = || {
            let content = sanitise::content(&self.parsed)?;
            note("cleaned");
            let placement = placed(page, &content)?;
            Some(Shown { host: frame(&window()?.document()?, &content)?, placement })
        };
        self.shown.get_or_init(make).as_ref()
    }
}

/// The page of an HTML text, and the page as it was saved; that is missing where the browser cannot parse at all.
pub fn html(source: &str) -> (Page, Option<Saved>) {
    parse(source).map_or_else(Default::default, page_of)
}

/// A document of an HTML text, in which nothing runs; `None` where the browser cannot parse at all.
pub fn parse(source: &str) -> Option<Document> {
    let parsed = sanitise::parse(source);
    note("parsed");
    parsed
}

/// The page of a parsed document, and the page as it was saved.
pub fn page_of(parsed: Document) -> (Page, Option<Saved>) {
    let page = collect(&parsed).finish();
    note("collected");
    (page, Some(Saved { parsed, shown: OnceCell::new() }))
}

impl Saved {
    /// The page as it stands in what is shown, which somebody has changed since it was `before`.
    pub fn again(&self, before: &Page) -> Option<Page> {
        let shown = self.shown.get()?.as_ref()?;
        Some(collect(&framed(&shown.host)?).finish_after(before))
    }

    /// Finds anew where a page's text stands in what is shown.
    pub fn place_again(&mut self, page: &Page) -> Option<()> {
        let shown = self.shown.get_mut()?.as_mut()?;
        shown.placement = placed(page, &framed(&shown.host)?)?;
        Some(())
    }

    /// The node that holds what is shown, once it is made.
    pub fn root(&self) -> Option<Node> {
        framed(&self.shown.get()?.as_ref()?.host)
    }
}

/// Collects a document, or a part of it. What the collector leaves out is not walked.
fn collect(document: &Node) -> Collector {
    let mut collector = Collector::default();
    walk(document, &mut |step| match step {
        Step::Open(element) => {
            // One question for all names is cheaper than one a name.
            let names = element.get_attribute_names().join(" ").as_string().unwrap_or_default();
            let has = |wanted: &str| names.split(' ').any(|name| name == wanted);
            collector.open(&element.local_name(), &mut |name| has(name).then(|| element.get_attribute(name))?)
        }
        Step::Close(_) => {
            collector.close();
            true
        }
        Step::Text(node) => {
            collector.text(&node.node_value().unwrap_or_default());
            true
        }
    });
    collector
}

/// Where a page's text stands in nodes to show.
fn placed(page: &Page, content: &Node) -> Option<Placement> {
    let (mut nodes, mut texts) = (Vec::new(), Vec::new());
    walk(content, &mut |step| {
        match step {
            Step::Open(element) if element.local_name() == "a" && element.has_attribute("href") => {
                // A link opens beside the app, and tells the other side nothing.
                let _ = element.set_attribute("target", "_blank");
                let _ = element.set_attribute("rel", "noopener noreferrer");
            }
            // Nobody reads what somebody has put into the page and the browser does not show.
            Step::Open(element) => return is_shown(element),
            Step::Text(node) => {
                texts.push(node.node_value().unwrap_or_default());
                nodes.push(node.clone());
            }
            _ => {}
        }
        true
    });
    let pieces = pieces::locate(page.text(), texts.iter().map(String::as_str))?;
    Some(Placement::new(nodes, pieces))
}

fn is_shown(element: &Element) -> bool {
    !DROPPED.contains(&element.local_name().as_str())
}

/// The saved page as HTML with marks.
pub fn marked(root: &Node, mut writer: Writer) -> String {
    walk(root, &mut |step| {
        match step {
            Step::Open(element) if !is_shown(element) => return false,
            Step::Close(element) if !is_shown(element) => {}
            Step::Open(element) => {
                let attributes: Vec<(&str, String)> =
                    ATTRIBUTES.iter().filter_map(|&name| Some((name, element.get_attribute(name)?))).collect();
                writer.open(&element.local_name(), &attributes);
            }
            Step::Close(element) => writer.close(&element.local_name()),
            Step::Text(node) => writer.text(&node.node_value().unwrap_or_default()),
        }
        true
    });
    writer.finish()
}

enum Step<'a> {
    Open(&'a Element),
    Close(&'a Element),
    Text(&'a Node),
}

/// A node as an element, by its type: a parsed page is of another realm, where `instanceof` says no.
pub(super) fn element(node: &Node) -> Option<&Element> {
    (node.node_type() == Node::ELEMENT_NODE).then(|| node.unchecked_ref())
}

/// Visits everything below `root` in document order; an element for which `visit` says false is closed at once. It keeps
/// no stack, so depth cannot overflow ours.
fn walk(root: &Node, visit: &mut dyn FnMut(Step) -> bool) {
    let mut next = root.first_child();
    while let Some(node) = next {
        let descends = match element(&node) {
            Some(element) => visit(Step::Open(element)),
            None => node.node_type() != Node::TEXT_NODE || visit(Step::Text(&node)),
        };
        next = if descends { node.first_child() } else { None };
        let mut at = node;
        while next.is_none() {
            if let Some(element) = element(&at) {
                visit(Step::Close(element));
            }
            next = at.next_sibling();
            if next.is_none() {
                match at.parent_node().filter(|parent| !parent.is_same_node(Some(root))) {
                    Some(parent) => at = parent,
                    None => return,
                }
            }
        }
    }
}
