//! What is shown of a page, put together piece by piece while it is cleaned: of a long page the beginning can be shown
//! before the rest is there.
//!
//! A page is [cut](crate::page::cleaned::Cut) behind blocks. Each piece is parsed within the start tags of what is open
//! where it begins, passes DOMPurify, and goes to where it belongs. One that says something else when it is parsed, or of
//! which DOMPurify takes something away, has the page cleaned as a [`Whole`].
//!
//! In a long page what runs on in one element stands in elements of ours, [`STRETCH`]es, that a browser lays out when they
//! come near. A browser looks at each such element at each frame, so blocks alone would be too many. They are made in the
//! document that has no window: at each change of ours a browser looks at all of its ranges, and those of the page that
//! was shown before may be many.

use super::paint::now;
use super::parse::inert_document;
use super::placement::Placement;
use super::sanitise::{self, Whole, all};
use crate::page::allowed::DROPPED;
use crate::page::cleaned::{Cleaner, Cut, Round};
use crate::page::pieces::{self, Locator};
use crate::page::written::{self, Reader, Step, plain};
use std::ops::Range;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CharacterData, Document, Element, HtmlElement, Node, window};

/// The name of the elements around stretches of a long page. They are none of the page's, and are not kept with it.
pub const STRETCH: &str = "saidwho-stretch";

/// A page that is longer when it is written, in bytes, is shown from its beginning on.
const LONG: usize = 300_000;

/// So much of a text, in bytes, is a beginning: a few screens, and more than what is read at first.
const BEGINNING: usize = 10_000;

/// How many steps of cleaning are taken before the time is looked at.
const STEPS: usize = 500;

/// A page that is being cleaned.
#[derive(Debug)]
pub struct Cleaning {
    /// Where in the page its body stands.
    body: Range<usize>,
    cleaner: Cleaner,
    is_cleaned: bool,
    assembly: Assembly,
    /// How it is cleaned instead.
    whole: Option<Whole>,
}

/// What is to be shown: the element that holds it, and where the page's text stands in it.
pub type Made = (Element, Placement);

impl Cleaning {
    /// Begins with a page as it is written; `None` where the browser cannot.
    pub fn new(written: &str) -> Option<Self> {
        let body = written::body(written);
        let from = body.as_ptr() as usize - written.as_ptr() as usize;
        Some(Self {
            body: from..from + body.len(),
            cleaner: Cleaner::new(Round::First),
            is_cleaned: false,
            assembly: Assembly::new(written.len() > LONG)?,
            whole: None,
        })
    }

    /// Goes on until a time with a page as it is written, whose text is given; what came of it, once it is done.
    pub fn go_on(&mut self, written: &str, text: &str, end: f64) -> Option<Option<Made>> {
        let body = written.get(self.body.clone()).unwrap_or("");
        while self.whole.is_none() {
            let cut = self.cleaner.cuts().get(self.assembly.count).cloned();
            let last = || Cut { at: self.cleaner.html().len(), open: Vec::new() };
            if let Some(cut) = cut.or_else(|| self.is_cleaned.then(last)) {
                if self.assembly.add(self.cleaner.html(), &cut, text).is_none() {
                    while self.cleaner.go_on(body, STEPS, &sanitise::is_address) {}
                    self.whole = Whole::new(self.cleaner.html().to_owned());
                    if self.whole.is_none() {
                        return Some(None);
                    }
                } else if self.is_cleaned && self.assembly.at == self.cleaner.html().len() {
                    return Some(self.assembly.finish(self.cleaner.html(), text));
                }
            } else {
                self.is_cleaned = !self.cleaner.go_on(body, STEPS, &sanitise::is_address);
            }
            if now() > end {
                return None;
            }
        }
        let content = self.whole.as_mut()?.go_on(end)?;
        Some(content.and_then(|content| {
            cut_long_texts(&content)?;
            Some((content.clone(), placed(text, &content)?))
        }))
    }

    /// The beginning of a long page, once it is there.
    pub fn beginning(&self) -> Option<Made> {
        let is_there = self.assembly.is_long && self.whole.is_none() && self.assembly.locator.at() >= BEGINNING;
        is_there.then(|| (self.assembly.content.clone(), self.assembly.placement()))
    }
}

/// What is put together so far.
#[derive(Debug)]
struct Assembly {
    inert: Document,
    settings: JsValue,
    is_long: bool,
    content: Element,
    /// The elements that are open where the next piece goes, outermost first, and where their start tags stand.
    open: Vec<(Element, Range<usize>)>,
    /// How many bytes of the markup, and how many pieces, are there.
    at: usize,
    count: usize,
    nodes: Vec<Node>,
    locator: Locator,
}

impl Assembly {
    fn new(is_long: bool) -> Option<Self> {
        let inert = inert_document()?;
        let own = if is_long { window()?.document()? } else { inert.clone() };
        Some(Self {
            inert,
            settings: sanitise::settings()?,
            is_long,
            content: own.create_element("div").ok()?,
            open: Vec::new(),
            at: 0,
            count: 0,
            nodes: Vec::new(),
            locator: Locator::default(),
        })
    }

    /// Adds the piece up to a cut; nothing when it is not to be shown as it is.
    fn add(&mut self, html: &str, cut: &Cut, text: &str) -> Option<()> {
        let mut piece: String = self.open.iter().filter_map(|(_, tag)| html.get(tag.clone())).collect();
        piece.push_str(html.get(self.at..cut.at)?);
        for (name, _) in cut.open.iter().rev() {
            piece.push_str(&format!("</{name}>"));
        }
        let passed = sanitise::passed(&self.inert, &self.settings, &piece)?;
        open_links_beside(&passed);
        cut_long_texts(&passed)?;
        let before = self.nodes.len();
        self.take_in(passed, cut)?;
        if self.is_long {
            self.locate(before, &piece, text)?;
        }
        (self.at, self.count) = (cut.at, self.count + 1);
        Some(())
    }

    /// Finds where the text stands in the nodes that were added last, which show what a piece says.
    fn locate(&mut self, from: usize, piece: &str, text: &str) -> Option<()> {
        let nodes = &self.nodes[from..];
        // The markup says the same as the nodes, which take longer to ask; but a browser parts a very long text.
        let mut reader = Reader::default();
        let mut contents = Vec::with_capacity(nodes.len());
        while let Some(step) = reader.next(piece) {
            if let Step::Text(text) = step {
                contents.push(plain(text));
            }
        }
        let contents: Vec<&str> = contents.iter().flat_map(|content| pieces::stretches(content)).collect();
        let is_found = if contents.len() == nodes.len() {
            contents.iter().all(|content| self.locator.next(text, content))
        } else {
            nodes.iter().all(|node| self.locator.next(text, &node.node_value().unwrap_or_default()))
        };
        is_found.then_some(())
    }

    /// Moves what stands in a piece, and in the elements that were open before it, to where it belongs.
    fn take_in(&mut self, passed: Element, cut: &Cut) -> Option<()> {
        let stay = self.open.iter().zip(&cut.open).take_while(|((_, one), (_, other))| one == other).count();
        let mut copies = vec![passed];
        for _ in &self.open {
            copies.push(copies.last()?.first_element_child()?);
        }
        while let Some(copy) = copies.pop() {
            // What was open further in has its own place.
            let level = copies.len();
            if let Some(above) = copies.last() {
                above.remove_child(&copy).ok()?;
            }
            let to = level.checked_sub(1).map_or(&self.content, |at| &self.open[at].0).clone();
            let opens = level == stay && cut.open.len() > stay;
            self.move_children(copy, &to, opens)?;
        }
        self.open.truncate(stay);
        for (_, tag) in &cut.open[stay..] {
            let last = self.open.last().map_or(&self.content, |(element, _)| element);
            self.open.push((last.last_element_child()?, tag.clone()));
        }
        Some(())
    }

    /// Moves the children of an element to the end of another; the last one may be open.
    fn move_children(&mut self, from: Element, to: &Element, opens: bool) -> Option<()> {
        const HOLDING_BLOCKS: &[&str] = &["article", "blockquote", "div", "footer", "header", "main", "section"];
        const FEW: u32 = 20;
        if self.is_long && from.child_element_count() > FEW && HOLDING_BLOCKS.contains(&to.local_name().as_str()) {
            let last = if opens { from.last_element_child() } else { None };
            let stretch = stretch(&self.inert, from.child_element_count())?;
            while let Some(child) = from.first_child().filter(|child| last.as_ref().is_none_or(|last| **last != *child))
            {
                stretch.append_child(&child).ok()?;
            }
            from.insert_before(&stretch, from.first_child().as_ref()).ok()?;
        }
        while let Some(child) = from.first_child() {
            from.remove_child(&child).ok()?;
            let moved =
                if self.is_long { window()?.document()?.import_node_with_deep(&child, true).ok()? } else { child };
            if self.is_long {
                self.nodes.extend(texts(&moved)?);
            }
            to.append_child(&moved).ok()?;
        }
        Some(())
    }

    fn placement(&self) -> Placement {
        Placement::new(self.nodes.clone(), self.locator.pieces().to_vec())
    }

    fn finish(&mut self, html: &str, text: &str) -> Option<Made> {
        if !self.is_long {
            // At each change of our own document a browser looks at all of its ranges, also at those of the page before.
            self.content = window()?.document()?.import_node_with_deep(&self.content, true).ok()?.dyn_into().ok()?;
            self.nodes = texts(&self.content)?;
            self.locate(0, html, text)?;
        }
        let pieces = std::mem::take(&mut self.locator).finish(text)?;
        Some((self.content.clone(), Placement::new(std::mem::take(&mut self.nodes), pieces)))
    }
}

/// An element around so many blocks.
pub fn stretch(document: &Document, count: u32) -> Option<Element> {
    let stretch: HtmlElement = document.create_element(STRETCH).ok()?.unchecked_into();
    // Until it is laid out it is as high as most.
    stretch.style().set_property("--height", &format!("{}rem", count * 8)).ok()?;
    Some(stretch.into())
}

/// Where a page's text stands in what is to be shown.
pub fn placed(text: &str, content: &Element) -> Option<Placement> {
    open_links_beside(content);
    let mut nodes = texts(content)?;
    // Nobody reads what somebody has put into the page and the browser does not show.
    let dropped = DROPPED.join(",");
    if content.query_selector(&dropped).is_ok_and(|found| found.is_some()) {
        let stands_in = |node: &Node| node.parent_element()?.closest(&dropped).ok()?;
        nodes.retain(|node| stands_in(node).is_none());
    }
    let texts: Vec<String> = nodes.iter().map(|node| node.node_value().unwrap_or_default()).collect();
    let pieces = pieces::locate(text, texts.iter().map(String::as_str))?;
    Some(Placement::new(nodes, pieces))
}

/// A link opens beside the app, and tells the other side nothing.
fn open_links_beside(content: &Element) {
    for link in all(content, "a[href]") {
        let _ = link.set_attribute("target", "_blank");
        let _ = link.set_attribute("rel", "noopener noreferrer");
    }
}

/// Makes several text nodes of one that is long; what it shows, and how it is written, stays the same.
fn cut_long_texts(content: &Element) -> Option<()> {
    let document = window()?.document()?;
    let is_long = |node: &Node| node.unchecked_ref::<CharacterData>().length() as usize > pieces::SHORT;
    for node in texts(content)?.into_iter().filter(is_long) {
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

/// The text nodes in a node, which may be one.
fn texts(content: &Node) -> Option<Vec<Node>> {
    /// `NodeFilter.SHOW_TEXT`.
    const SHOW_TEXT: u32 = 4;
    if content.node_type() == Node::TEXT_NODE {
        return Some(vec![content.clone()]);
    }
    let walker = window()?.document()?.create_tree_walker_with_what_to_show(content, SHOW_TEXT).ok()?;
    Some(std::iter::from_fn(|| walker.next_node().ok()?).collect())
}
