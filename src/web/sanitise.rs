//! A page sanitised by the browser: [parsed](super::parse) into a document that can do nothing, [cleaned] as it is
//! written, and, parsed again, passed by DOMPurify with the allow-list of [`allowed`](crate::page::allowed), a piece at a time: as it is
//! [assembled](super::assembly), or, where that does not do, as a [`Whole`]. The steps are those of the command line, in
//! the same order.

use super::collect::element;
use super::paint::now;
use super::parse::inert_document;
use crate::page::allowed::{ATTRIBUTES, DROPPED, ELEMENTS};
use crate::page::cleaned::{Round, cleaned};
use crate::page::written::{Reader, Step};
use js_sys::{Function, Object, Reflect};
use serde::Serialize;
use std::cell::OnceCell;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{Document, Element, Node, Url};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = DOMPurify, catch)]
    fn sanitize(page: &Element, settings: &JsValue) -> Result<Node, JsValue>;
}

/// How often a page is written and read again; one that then still changes is not shown.
const ROUNDS: usize = 8;

/// Has DOMPurify pass markup that [`cleaned`] has made: an element that holds what it says, of the document without a
/// window; nothing where a parser makes something else of it, or DOMPurify takes something away.
pub fn passed(inert: &Document, settings: &JsValue, html: &str) -> Option<Element> {
    let parsed = inert.create_element("div").ok()?;
    fill(&parsed, html);
    if parsed.inner_html() != html {
        return None;
    }
    // A copy of it in a body.
    let passed = sanitize(&parsed, settings).ok()?.first_child()?;
    let passed: Element = passed.unchecked_into();
    (passed.inner_html() == html).then_some(passed)
}

/// About so many nodes are handed to DOMPurify at once.
const PIECE: u32 = 500;

/// A page that is being cleaned as a whole, for what stands in it stands otherwise when it is parsed again.
///
/// What is shown in the end has passed DOMPurify, node by node, and is written as markup that [`cleaned`] has made, that
/// gives the same again when it is parsed, and of which DOMPurify took nothing away.
#[derive(Debug)]
pub struct Whole {
    inert: Document,
    settings: JsValue,
    is_parsed: bool,
    /// What is to be shown, as markup.
    html: String,
    /// How often it was parsed.
    round: usize,
    /// What has passed.
    content: Element,
    /// Elements whose children are yet to pass, the innermost last, and where they go then.
    rest: Vec<(Node, Node)>,
    /// How many elements each element holds, itself among them, in document order.
    sizes: Vec<u32>,
    /// How many of them have passed.
    passed: usize,
}

impl Whole {
    /// Begins with what was cleaned of a page; `None` where the browser cannot.
    pub fn new(html: String) -> Option<Self> {
        let inert = inert_document()?;
        let content = inert.create_element("div").ok()?;
        let settings = settings()?;
        Some(Self {
            inert,
            settings,
            is_parsed: false,
            html,
            round: 0,
            content,
            rest: Vec::new(),
            sizes: Vec::new(),
            passed: 0,
        })
    }

    /// Goes on until a time; what came of it, once it is done: an element that holds what is shown, if all went well.
    pub fn go_on(&mut self, end: f64) -> Option<Option<Element>> {
        loop {
            match self.rest.last().cloned() {
                _ if !self.is_parsed => {
                    if self.round == ROUNDS || self.parse().is_none() {
                        return Some(None);
                    }
                }
                Some((from, to)) => {
                    if self.piece(&from, &to).is_none() {
                        return Some(None);
                    }
                }
                None => {
                    let passed = self.content.inner_html();
                    if passed == self.html {
                        return Some(self.imported());
                    }
                    self.html = cleaned(&passed, Round::Again, &is_address);
                    self.is_parsed = false;
                }
            }
            if now() > end {
                return None;
            }
        }
    }

    /// Parses what is to be shown, to be passed on when that changes nothing.
    fn parse(&mut self) -> Option<()> {
        self.round += 1;
        let parsed = self.inert.create_element("div").ok()?;
        fill(&parsed, &self.html);
        let again = parsed.inner_html();
        if again == self.html {
            self.content = self.inert.create_element("div").ok()?;
            (self.sizes, self.passed) = (sizes(&self.html), 0);
            self.rest = vec![(parsed.into(), self.content.clone().into())];
            self.is_parsed = true;
        } else {
            self.html = cleaned(&again, Round::Again, &is_address);
        }
        Some(())
    }

    /// Passes the next children of an element on through DOMPurify.
    fn piece(&mut self, from: &Node, to: &Node) -> Option<()> {
        let block = self.inert.create_element("div").ok()?;
        let (mut count, mut large) = (0, None);
        while let Some(child) = from.first_child().filter(|_| count < PIECE) {
            let size = if element(&child).is_some() { self.sizes.get(self.passed).copied().unwrap_or(1) } else { 0 };
            if size > PIECE {
                // It goes alone, and then what it holds.
                if count == 0 {
                    block.append_child(&child.clone_node().ok()?).ok()?;
                    from.remove_child(&child).ok()?;
                    self.passed += 1;
                    large = Some(child);
                }
                break;
            }
            block.append_child(&child).ok()?;
            self.passed += size as usize;
            count += size.max(1);
        }
        if block.first_child().is_none() {
            self.rest.pop();
            return Some(());
        }
        // A copy of the block in a body.
        let passed = sanitize(&block, &self.settings).ok()?.first_child()?;
        let own = passed.first_child();
        move_children(&passed, to)?;
        if let (Some(large), Some(own)) = (large, own) {
            self.rest.push((large, own));
        }
        Some(())
    }

    /// What has passed, as a part of our own document.
    fn imported(&self) -> Option<Element> {
        let ours = web_sys::window()?.document()?.import_node_with_deep(&self.content, true).ok()?;
        ours.dyn_into().ok()
    }
}

/// How many elements each element of a page holds, itself among them, in document order.
fn sizes(html: &str) -> Vec<u32> {
    let (mut sizes, mut open) = (Vec::new(), Vec::new());
    let mut reader = Reader::default();
    while let Some(step) = reader.next(html) {
        match step {
            Step::Open(_) => {
                open.push(sizes.len());
                sizes.push(0);
            }
            Step::Close => {
                let count = u32::try_from(sizes.len()).unwrap_or(u32::MAX);
                if let Some(at) = open.pop() {
                    sizes[at] = count - u32::try_from(at).unwrap_or(count);
                }
            }
            Step::Text(_) => {}
        }
    }
    sizes
}

/// Whether an address is a whole one.
pub fn is_address(address: &str) -> bool {
    Url::new(address).is_ok()
}

/// Parses markup into an element.
pub fn fill(element: &Element, html: &str) {
    // `Element::set_inner_html` takes no trusted type.
    let _ = Reflect::set(element, &"innerHTML".into(), &trusted(html));
}

/// Markup as a browser with Trusted Types wants it: through the one policy that may make it, which is asked for nothing
/// but these inert documents.
pub fn trusted(html: &str) -> JsValue {
    thread_local!(static POLICY: OnceCell<Option<Object>> = const { OnceCell::new() });
    let make = || {
        let factory = Reflect::get(&js_sys::global(), &"trustedTypes".into()).ok().filter(JsValue::is_object)?;
        let create: Function = Reflect::get(&factory, &"createPolicy".into()).ok()?.dyn_into().ok()?;
        let rules = Object::new();
        let unchanged = wasm_bindgen::closure::Closure::<dyn Fn(JsValue) -> JsValue>::new(|html| html);
        Reflect::set(&rules, &"createHTML".into(), &unchanged.into_js_value()).ok()?;
        create.call2(&factory, &"saidwho".into(), &rules).ok()?.dyn_into().ok()
    };
    let through = |policy: &Object| {
        let create: Function = Reflect::get(policy, &"createHTML".into()).ok()?.dyn_into().ok()?;
        create.call1(policy, &html.into()).ok()
    };
    POLICY.with(|policy| policy.get_or_init(make).as_ref().and_then(through)).unwrap_or_else(|| html.into())
}

#[derive(Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Settings {
    /// Those of the list, and the body in which DOMPurify hands back what has passed.
    allowed_tags: Vec<&'static str>,
    allowed_attr: &'static [&'static str],
    forbid_contents: &'static [&'static str],
    /// All but `href`; what a `src` may be is for our own rule.
    add_uri_safe_attr: Vec<&'static str>,
    allow_data_attr: bool,
    allow_aria_attr: bool,
    /// What is cleaned in its place is walked through six times, a copy twice.
    return_dom: bool,
}

/// What DOMPurify is told, as it wants it.
pub fn settings() -> Option<JsValue> {
    let settings = Settings {
        allowed_tags: ELEMENTS.iter().copied().chain(["body"]).collect(),
        allowed_attr: ATTRIBUTES,
        forbid_contents: DROPPED,
        add_uri_safe_attr: ATTRIBUTES.iter().copied().filter(|name| *name != "href").collect(),
        allow_data_attr: false,
        allow_aria_attr: false,
        return_dom: true,
    };
    let settings = serde_wasm_bindgen::to_value(&settings).ok()?;
    let addresses = js_sys::RegExp::new("^(?:https?|mailto|tel):", "i");
    Reflect::set(&settings, &"ALLOWED_URI_REGEXP".into(), &addresses).ok()?;
    Some(settings)
}

pub fn move_children(from: &Node, to: &Node) -> Option<()> {
    while let Some(child) = from.first_child() {
        to.append_child(&child).ok()?;
    }
    Some(())
}

/// The elements below a root that a selector finds.
pub fn all(root: &Element, selector: &str) -> Vec<Element> {
    let found = root.query_selector_all(selector).ok();
    let nodes = found.iter().flat_map(|list| (0..list.length()).filter_map(|at| list.get(at)));
    // A selector finds elements alone.
    nodes.map(JsCast::unchecked_into).collect()
}
