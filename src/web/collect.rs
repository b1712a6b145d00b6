//! From HTML to a page: parsed in an inert document, in which nothing runs or loads, [written](crate::page::written) by
//! the browser, and read once; and [sanitised](super::sanitise), to be shown.

use super::assembly::{Cleaning, STRETCH, placed};
use super::frame::{frame, framed};
use super::paint::{note, now};
use super::parse::{Parsing, Writing};
use super::placement::Placement;
use crate::page::allowed::{ATTRIBUTES, DROPPED};
use crate::page::written::{self, Reader, plain};
use crate::page::{Page, collect::Collector};
use crate::show::marked::Writer;
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{Element, Node, window};

/// A page as it was saved. It is sanitised when it is first asked for: a reading view needs no more than the text.
#[derive(Debug, Default)]
pub struct Saved {
    /// The page as the browser has written it.
    written: String,
    cleaning: RefCell<Option<Cleaning>>,
    /// Its beginning, once it can be shown.
    begun: OnceCell<Shown>,
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

    /// What can be shown of it so far.
    pub fn seen(&self) -> Option<&Shown> {
        self.shown.get().map_or(self.begun.get(), Option::as_ref)
    }

    /// Whether its beginning can be shown, and the rest is still to be cleaned.
    pub fn is_beginning(&self) -> bool {
        self.begun.get().is_some() && self.shown.get().is_none()
    }

    /// Cleans it until a time; whether that, or its beginning, is done.
    pub fn begin(&self, page: &Page, end: f64) -> bool {
        self.is_beginning() || self.clean(page, end) || self.is_beginning()
    }

    /// Cleans it until a time; whether that is done.
    pub fn clean(&self, page: &Page, end: f64) -> bool {
        if self.shown.get().is_some() {
            return true;
        }
        let mut cleaning = self.cleaning.borrow_mut();
        if cleaning.is_none() {
            *cleaning = Cleaning::new(&self.written);
        }
        let done = cleaning.as_mut().map_or(Some(None), |cleaning| cleaning.go_on(&self.written, page.text(), end));
        let Some(made) = done else {
            if self.begun.get().is_none()
                && let Some((content, placement)) = cleaning.as_ref().and_then(Cleaning::beginning)
                && let Some(host) = framed_in(&content)
            {
                note("cleaned");
                let _ = self.begun.set(Shown { host, placement });
            }
            return false;
        };
        *cleaning = None;
        let shown = made.and_then(|(content, placement)| {
            let begun = self
                .begun
                .get()
                .filter(|begun| begun.host.shadow_root().is_some_and(|root| root.contains(Some(&content))));
            Some(Shown { host: begun.map(|begun| begun.host.clone()).or_else(|| framed_in(&content))?, placement })
        });
        note("cleaned");
        self.shown.set(shown).is_ok()
    }
}

fn framed_in(content: &Element) -> Option<Element> {
    frame(&window()?.document()?, content)
}

/// The page of an HTML text, and the page as it was saved; that is missing where the browser cannot parse at all.
pub fn html(source: &str) -> (Page, Option<Saved>) {
    let mut collecting = Collecting::new(source.to_owned());
    std::iter::repeat_with(|| collecting.go_on(f64::INFINITY)).flatten().next().unwrap_or_default()
}

/// A page that is being parsed and collected.
#[derive(Debug)]
pub struct Collecting {
    next: Next,
    reader: Reader,
    collector: Collector,
}

/// What is done next. To find the story takes of a long page as long as a step may.
#[derive(Debug)]
enum Next {
    Begin(String),
    Parse(Parsing),
    Write(Writing),
    Collect(String),
    FindStory(String),
    HandOver(Page, String),
}

impl Collecting {
    /// Begins with an HTML text.
    pub fn new(source: String) -> Self {
        let (reader, collector) = Default::default();
        Self { next: Next::Begin(source), reader, collector }
    }

    /// Goes on until a time; the page, and the page as it was saved, once that is done.
    pub fn go_on(&mut self, end: f64) -> Option<(Page, Option<Saved>)> {
        loop {
            let next = std::mem::replace(&mut self.next, Next::Begin(String::new()));
            match next {
                Next::HandOver(page, written) => return Some((page, Some(Saved { written, ..Saved::default() }))),
                other => match self.step(other, end) {
                    Some(next) => self.next = next,
                    None => return Some(Default::default()),
                },
            }
            if now() > end {
                return None;
            }
        }
    }

    /// Does what is next; nothing where the browser cannot.
    fn step(&mut self, next: Next, end: f64) -> Option<Next> {
        Some(match next {
            Next::Begin(source) => Next::Parse(Parsing::new(&source)?),
            Next::Parse(mut parsing) => {
                if parsing.go_on(end)? {
                    note("parsed");
                    Next::Write(parsing.finish()?)
                } else {
                    Next::Parse(parsing)
                }
            }
            Next::Write(mut writing) => writing.go_on(end).map_or(Next::Write(writing), Next::Collect),
            Next::Collect(written) if collect(&written, &mut self.reader, &mut self.collector) => {
                Next::Collect(written)
            }
            Next::Collect(written) => Next::FindStory(written),
            Next::FindStory(written) => {
                let page = std::mem::take(&mut self.collector).finish();
                note("collected");
                Next::HandOver(page, written)
            }
            page @ Next::HandOver(..) => page,
        })
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
        shown.placement = placed(page.text(), element(&framed(&shown.host)?)?)?;
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

fn is_shown(element: &Element) -> bool {
    !DROPPED.contains(&element.local_name().as_str())
}

/// The saved page as HTML with marks.
pub fn marked(root: &Node, mut writer: Writer) -> String {
    walk(root, &mut |step| {
        match step {
            Step::Open(element) if !is_shown(element) => return false,
            Step::Close(element) if !is_shown(element) => {}
            // Ours, and none of the page's.
            Step::Open(element) | Step::Close(element) if element.local_name() == STRETCH => {}
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
