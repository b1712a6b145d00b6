//! A page, parsed by the browser into a document in which nothing runs, loads or is reported, and written by it again: a
//! long page by pieces of both, between which the browser can do other things.
//!
//! The document is made by what a frame left that is long gone. It has no window, so that no policy is asked
//! about the handlers and styles that are written in it: what a hostile page holds is not even reported. (A document of
//! `DOMParser`, of a template or of `createHTMLDocument` inherits the policy, and Chromium reports what it refuses.) Its
//! nodes are of another realm, where `instanceof` says no to them: here they are told apart by their type, and what is
//! shown is a copy in ours.

use super::flat::Inert;
use super::paint::now;
use super::sanitise::{all, fill, move_children, trusted};
use crate::page::flat::{declared, flatten};
use crate::page::written::RAW;
use js_sys::{Function, Reflect};
use std::cell::OnceCell;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{Document, DomImplementation, Element, HtmlIFrameElement, Range};

#[wasm_bindgen]
extern "C" {
    /// The browser's parser; web-sys's takes no trusted type.
    #[wasm_bindgen(js_name = DOMParser)]
    type DomParser;
    #[wasm_bindgen(constructor, js_class = "DOMParser")]
    fn new() -> DomParser;
    #[wasm_bindgen(method, js_name = parseFromString, catch)]
    fn parse(this: &DomParser, html: &JsValue, kind: &str) -> Result<Document, JsValue>;
}

/// A page that is longer, in bytes, is parsed and written by pieces.
const LONG: usize = 300_000;

/// About so many bytes are parsed at once.
const PIECE: usize = 50_000;

/// Makes ready what pages are parsed by, while nothing waits for it.
pub fn prepare() {
    let _ = inert_document();
}

/// An empty document in which nothing runs, loads or is reported.
pub fn inert_document() -> Option<Document> {
    // One frame serves for all pages: to make one takes longer than to read most of them.
    thread_local!(static MAKER: OnceCell<Option<DomImplementation>> = const { OnceCell::new() });
    let maker = || {
        let document = web_sys::window()?.document()?;
        let frame: HtmlIFrameElement = document.create_element("iframe").ok()?.dyn_into().ok()?;
        document.document_element()?.append_child(&frame).ok()?;
        let made = frame.content_document().and_then(|inner| inner.implementation().ok());
        frame.remove();
        made
    };
    MAKER.with(|made| made.get_or_init(maker).as_ref()?.create_html_document().ok())
}

/// A page that is being parsed.
#[derive(Debug)]
pub struct Parsing {
    inert: Document,
    source: String,
    /// How much of it is parsed, in bytes, where that goes by pieces.
    at: usize,
}

impl Parsing {
    /// Begins with a page; `None` where the browser cannot.
    pub fn new(source: &str) -> Option<Self> {
        let inert = inert_document()?;
        let mut source = declared(source).into_owned();
        let at = if !reads_without_scripts(&inert)? {
            let root = inert.document_element()?;
            fill_without_scripts(&root, &source)?;
            source.len()
        } else if source.len() > LONG {
            // Whatever the page says, it is read as the parts of documents are.
            source.insert_str(0, "<!DOCTYPE html>");
            0
        } else {
            fill(&inert.document_element()?, &source);
            source.len()
        };
        Some(Self { inert, source, at })
    }

    /// Goes on until a time; whether all is parsed, and `None` where the browser cannot.
    pub fn go_on(&mut self, end: f64) -> Option<bool> {
        if self.at == self.source.len() {
            return Some(true);
        }
        let call = |name: &str, argument: &JsValue| {
            let method: Function = Reflect::get(&self.inert, &name.into()).ok()?.dyn_into().ok()?;
            method.call1(&self.inert, argument).ok()
        };
        while self.at < self.source.len() {
            let mut to = self.source.len().min(self.at + PIECE);
            while !self.source.is_char_boundary(to) {
                to += 1;
            }
            call("write", &trusted(&self.source[self.at..to]))?;
            self.at = to;
            if now() > end {
                return Some(false);
            }
        }
        call("close", &JsValue::UNDEFINED)?;
        Some(true)
    }

    /// What is parsed, to be written: shadow roots and frames stand where they are seen.
    pub fn finish(self) -> Option<Writing> {
        let root = self.inert.document_element()?;
        uncover(&self.inert, &root)?;
        flatten(&mut Inert(&self.inert));
        for element in all(&root, &RAW.join(",")) {
            // To set a script's text, even to nothing, is to make a script, which Trusted Types forbid.
            while let Some(child) = element.first_child() {
                let _ = element.remove_child(&child);
            }
        }
        let is_long = self.source.len() > LONG;
        // One serves for all: each that is made is looked at whenever something is moved.
        let range = self.inert.create_range().ok()?;
        Some(Writing { inert: self.inert, range, is_long, open: Vec::new(), written: String::new() })
    }
}

/// Whether the browser reads what stands in `noscript` as one without scripts does, as this document is one and as the
/// command line does. Firefox takes it for plain text wherever it parses a part of a document.
fn reads_without_scripts(inert: &Document) -> Option<bool> {
    let block = inert.create_element("div").ok()?;
    fill(&block, "<noscript><b></b></noscript>");
    block.query_selector("noscript b").ok().map(|found| found.is_some())
}

/// Parses markup into the root of a document by way of a whole document. That one stands under our policy, but is never
/// shown, and Firefox, for which this is, reports nothing of it.
fn fill_without_scripts(root: &Element, html: &str) -> Option<()> {
    // Whatever the page says, it is read as the parts of documents are.
    let whole = DomParser::new().parse(&trusted(&format!("<!DOCTYPE html>{html}")), "text/html").ok()?;
    while let Some(child) = root.first_child() {
        root.remove_child(&child).ok()?;
    }
    move_children(whole.document_element()?.as_ref(), root)
}

/// Takes away the names in an element that hide what forms and the document can do.
pub fn uncover(inert: &Document, root: &Element) -> Option<()> {
    let form = inert.create_element("form").ok()?;
    // A field's name hides what its form can do (`<input name=parentNode>`), a picture's what the document can. Names that
    // do so go first: of what stands in forms, which hides nothing of itself, then of the forms.
    const NAMING: &str = "button,fieldset,input,object,output,select,textarea,img,embed,iframe";
    for selector in [NAMING, "form"] {
        for element in all(root, selector) {
            for name in ["name", "id"] {
                let value = element.get_attribute(name).map(JsValue::from);
                let hides = |value: &JsValue| {
                    Reflect::has(&form, value).unwrap_or(true) || Reflect::has(inert, value).unwrap_or(true)
                };
                if value.is_some_and(|value| hides(&value)) {
                    element.remove_attribute(name).ok()?;
                }
            }
        }
    }
    Some(())
}

/// A page that is being written, and taken apart as far as that goes by pieces. The text of elements that show none is
/// gone: it is not written like the rest.
#[derive(Debug)]
pub struct Writing {
    inert: Document,
    range: Range,
    is_long: bool,
    /// What is begun, outermost first.
    open: Vec<Begun>,
    written: String,
}

/// An element that is being written.
#[derive(Debug)]
struct Begun {
    element: Element,
    /// How many of its children are written at once.
    count: u32,
    end_tag: String,
}

/// So many children are written at once, at most.
const MANY: u32 = 500;

/// Of so many elements each is looked at by itself.
const LARGE: u32 = 4 * MANY;

/// What stands deeper is written whole.
const DEEP: usize = 64;

impl Writing {
    /// Goes on until a time; the page, once all is written.
    pub fn go_on(&mut self, end: f64) -> Option<String> {
        if self.open.is_empty() {
            let Some(root) = self.inert.document_element() else { return Some(String::new()) };
            if !self.is_long || self.begin(&root).is_none() {
                return Some(root.outer_html());
            }
        }
        while let Some(last) = self.open.last() {
            let (element, count) = (last.element.clone(), last.count);
            if self.children(&element, count).is_none()
                && let Some(last) = self.open.pop()
            {
                self.written.push_str(&last.end_tag);
            }
            if now() > end && !self.open.is_empty() {
                return None;
            }
        }
        Some(std::mem::take(&mut self.written))
    }

    /// Writes the start tag of an element.
    fn begin(&mut self, element: &Element) -> Option<()> {
        let alone: Element = element.clone_node().ok()?.unchecked_into();
        let (tag, end_tag) = (alone.outer_html(), format!("</{}>", element.local_name()));
        self.written.push_str(tag.strip_suffix(&end_tag)?);
        self.open.push(Begun { element: element.clone(), count: MANY, end_tag });
        Some(())
    }

    /// Writes the next children of an element; nothing when there are none.
    fn children(&mut self, element: &Element, count: u32) -> Option<()> {
        let count = count.min(element.child_nodes().length());
        self.range.set_start(element, 0).ok()?;
        self.range.set_end(element, count).ok()?;
        let block = self.inert.create_element("div").ok()?;
        block.append_child(self.range.extract_contents().ok()?.as_ref()).ok()?;
        if block.get_elements_by_tag_name("*").length() > LARGE && self.open.len() < DEEP {
            if count > 1 {
                self.open.push(Begun { element: block, count: 1, end_tag: String::new() });
                return Some(());
            }
            if let Some(large) = block.first_element_child()
                && self.begin(&large).is_some()
            {
                return Some(());
            }
        }
        self.written.push_str(&block.inner_html());
        (count > 0).then_some(())
    }
}
