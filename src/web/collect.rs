//! From HTML to a page: parsed in an inert document, in which nothing runs or loads, [written](crate::page::written) by
//! the browser, and read once; and [sanitised](super::sanitise), to be shown.

use super::paint::{Placement, frame, framed, note, now};
use super::sanitise::{self, Cleaning, all};
use crate::page::allowed::{ATTRIBUTES, DROPPED};
use crate::page::pieces;
use crate::page::written::{self, Reader, plain};
use crate::page::{Page, collect::Collector};
use crate::show::marked::Writer;
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{CharacterData, Document, Element, Node, window};

/// A page as it was saved. It is sanitised when it is first asked for: a reading view needs no more than the text.
#[derive(Debug, Default)]
pub struct Saved {
    /// The page as the browser has written it.
    written: String,
    cleaning: RefCell<Option<Cleaning>>,
    /// What it holds that may be shown.
    content: OnceCell<Option<Element>>,
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
        while !self.clean(page, f64::INFINITY) {}
        self.shown.get()?.as_ref()
    }

    /// Cleans it until a time; whether that is done.
    pub fn clean(&self, page: &Page, end: f64) -> bool {
        if self.shown.get().is_some() {
            return true;
        }
        if self.content.get().is_none() {
            let mut cleaning = self.cleaning.borrow_mut();
            if cleaning.is_none() {
                *cleaning = Cleaning::new();
            }
            let done = cleaning.as_mut().map_or(Some(None), |cleaning| cleaning.go_on(&self.written, end));
            let Some(content) = done else { return false };
            *cleaning = None;
            let _ = self.content.set(content);
            note("cleaned");
            if now() > end {
                return false;
            }
        }
        let content = self.content.get().and_then(Option::as_ref);
        let shown = content.and_then(|content| {
            cut_long_texts(content)?;
            let placement = placed(page, content)?;
            Some(Shown { host: frame(&window()?.document()?, content)?, placement })
        });
        self.shown.set(shown).is_ok()
    }
}

/// The page of an HTML text, and the page as it was saved; that is missing where the browser cannot parse at all.
pub fn html(source: &str) -> (Page, Option<Saved>) {
    let mut collecting = parse(source);
    let page = collecting.as_mut().and_then(|collecting| collecting.go_on(f64::INFINITY));
    page.map_or_else(Default::default, |(page, saved)| (page, Some(saved)))
}

/// Parses an HTML text into a document in which nothing runs, to be collected; `None` where the browser cannot parse at
/// all.
pub fn parse(source: &str) -> Option<Collecting> {
    let parsed = sanitise::parse(source)?;
    note("parsed");
    Some(Collecting { parsed, written: None, reader: Reader::default(), collector: Collector::default() })
}

/// A parsed page that is being collected.
#[derive(Debug)]
pub struct Collecting {
    parsed: Document,
    written: Option<String>,
    reader: Reader,
    collector: Collector,
}

impl Collecting {
    /// Goes on until a time; the page, and the page as it was saved, once that is done.
    pub fn go_on(&mut self, end: f64) -> Option<(Page, Saved)> {
        let written = self.written.get_or_insert_with(|| sanitise::written(&self.parsed));
        while collect(written, &mut self.reader, &mut self.collector) {
            if now() > end {
                return None;
            }
        }
        let written = std::mem::take(written);
        let page = std::mem::take(&mut self.collector).finish();
        note("collected");
        Some((page, Saved { written, ..Saved::default() }))
    }
}

impl Saved {
    /// The page as it stands in what is shown, which somebody has changed since it was `before`.
    pub fn again(&self, before: &Page) -> Option<Page> {
        let written = element(&self.root()?)?.inner_html();
        let (mut reader, mut collector) = Default::default();
        while collect(&written, &mut reader, &mut collector) {}
        Some(collector.finish_after(before))
    }

    /// Finds anew where a page's text stands in what is shown.
    pub fn place_again(&mut self, page: &Page) -> Option<()> {
        let shown = self.shown.get_mut()?.as_mut()?;
        shown.placement = placed(page, element(&framed(&shown.host)?)?)?;
        Some(())
    }

    /// The node that holds what is shown, once it is made.
    pub fn root(&self) -> Option<Node> {
        framed(&self.shown.get()?.as_ref()?.host)
    }
}

/// How many steps through a page are taken before the time is looked at.
const STEPS: usize = 500;

/// Collects some more of a page as it is written; whether there is more.
fn collect(written: &str, reader: &mut Reader, collector: &mut Collector) -> bool {
    for _ in 0..STEPS {
        match reader.next(written) {
            Some(written::Step::Open(tag)) => {
                if !collector.open(tag.name, &mut |name| tag.attribute(name).map(Cow::into_owned)) {
                    reader.skip(written);
                    collector.close();
                }
            }
            Some(written::Step::Close) => collector.close(),
            Some(written::Step::Text(text)) => collector.text(&plain(text)),
            None => return false,
        }
    }
    true
}

/// Where a page's text stands in what is to be shown.
fn placed(page: &Page, content: &Element) -> Option<Placement> {
    for link in all(content, "a[href]") {
        // A link opens beside the app, and tells the other side nothing.
        let _ = link.set_attribute("target", "_blank");
        let _ = link.set_attribute("rel", "noopener noreferrer");
    }
    let texts = window()?.document()?.create_tree_walker_with_what_to_show(content, SHOW_TEXT).ok()?;
    let mut nodes: Vec<Node> = std::iter::from_fn(|| texts.next_node().ok()?).collect();
    // Nobody reads what somebody has put into the page and the browser does not show.
    let dropped = DROPPED.join(",");
    if content.query_selector(&dropped).is_ok_and(|found| found.is_some()) {
        let stands_in = |node: &Node| node.parent_element()?.closest(&dropped).ok()?;
        nodes.retain(|node| stands_in(node).is_none());
    }
    let texts: Vec<String> = nodes.iter().map(|node| node.node_value().unwrap_or_default()).collect();
    let pieces = pieces::locate(page.text(), texts.iter().map(String::as_str))?;
    Some(Placement::new(nodes, pieces))
}

/// Makes several text nodes of one that is long; what it shows, and how it is written, stays the same.
fn cut_long_texts(content: &Element) -> Option<()> {
    let document = window()?.document()?;
    let texts = document.create_tree_walker_with_what_to_show(content, SHOW_TEXT).ok()?;
    let is_long = |node: &Node| node.unchecked_ref::<CharacterData>().length() as usize > pieces::SHORT;
    let nodes: Vec<Node> = std::iter::from_fn(|| texts.next_node().ok()?).filter(is_long).collect();
    for node in nodes {
        let text = node.node_value().unwrap_or_default();
        let stretches = pieces::stretches(&text);
        let (Some((last, before)), Some(parent)) = (stretches.split_last(), node.parent_node()) else { continue };
        for stretch in before {
            parent.insert_before(&document.create_text_node(stretch), Some(&node)).ok()?;
        }
        if !before.is_empty() {
            node.set_node_value(Some(last));
        }
    }
    Some(())
}

/// `NodeFilter.SHOW_TEXT`.
const SHOW_TEXT: u32 = 4;

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
