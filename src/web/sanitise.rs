//! A page sanitised by the browser: parsed into a document that can do nothing, and cleaned there by DOMPurify with the
//! allow-list of [`allowed`]. The steps are those of the command line, in the same order.
//!
//! The document is made by what a frame left that is long gone. It has no window, so that no policy is asked
//! about the handlers and styles that are written in it: what a hostile page holds is not even reported. (A document of
//! `DOMParser`, of a template or of `createHTMLDocument` inherits the policy, and Chromium reports what it refuses.) Its
//! nodes are of another realm, where `instanceof` says no to them: here they are told apart by their type, and what is
//! shown is a copy in ours.

use super::flat::Inert;
use crate::page::allowed::{ATTRIBUTES, DROPPED, ELEMENTS, REPLACED, REPLACED_BY_PLACEHOLDER, attribute, placeholder};
use crate::page::collect::is_hidden;
use crate::page::flat::{declared, flatten};
use js_sys::{Function, Object, Reflect};
use serde::Serialize;
use std::cell::OnceCell;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{Document, DomImplementation, Element, HtmlIFrameElement, Node, Url};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = DOMPurify, catch)]
    fn sanitize(page: &Element, settings: &JsValue) -> Result<JsValue, JsValue>;
}

/// How often a page is written and read again before it is taken as it is.
const ROUNDS: usize = 8;

/// Makes ready what pages are parsed by, while nothing waits for it.
pub fn prepare_to_parse() {
    let _ = inert_document();
}

/// Parses a page into a document in which nothing runs, loads or is reported; `None` where the browser cannot.
pub fn parse(source: &str) -> Option<Document> {
    let inert = inert_document()?;
    let root = inert.document_element()?;
    fill(&root, &declared(source));
    uncover(&inert, &root)?;
    flatten(&mut Inert(&inert));
    Some(inert)
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

/// An element that holds what is shown of a parsed page; `None` where the browser cannot clean it.
pub fn content(inert: &Document) -> Option<Element> {
    let body = Element::from(inert.body()?);
    prepare(inert, &body)?;
    let mut content = cleaned(inert, &body)?;
    for _ in 1..ROUNDS {
        let html = content.inner_html();
        fill(&body, &html);
        if body.inner_html() == html {
            break;
        }
        content = cleaned(inert, &body)?;
    }
    let ours = web_sys::window()?.document()?.import_node_with_deep(&content, true).ok()?;
    ours.dyn_into().ok()
}

/// An empty document in which nothing runs, loads or is reported.
fn inert_document() -> Option<Document> {
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

/// Parses markup into an element.
pub fn fill(element: &Element, html: &str) {
    // `Element::set_inner_html` takes no trusted type.
    let _ = Reflect::set(element, &"innerHTML".into(), &trusted(html));
}

/// Markup as a browser with Trusted Types wants it: through the one policy that may make it, which is asked for nothing
/// but these inert documents.
fn trusted(html: &str) -> JsValue {
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

/// Takes out what a reader never saw and our own marks, and makes blocks that are not allowed plain ones.
fn prepare(inert: &Document, body: &Element) -> Option<()> {
    for element in all(body, "[hidden],[style],[aria-hidden],[aria-modal]") {
        if is_hidden(&element.local_name(), &mut |name| element.get_attribute(name)) {
            element.remove();
        }
    }
    for element in all(body, &REPLACED_BY_PLACEHOLDER.join(",")) {
        place_holder(inert, &element)?;
    }
    for element in all(body, &DROPPED.join(",")) {
        element.remove();
    }
    for element in all(body, &REPLACED.join(",")) {
        let plain = inert.create_element("div").ok()?;
        for name in element.get_attribute_names().iter().filter_map(|name| name.as_string()) {
            if ATTRIBUTES.contains(&name.as_str()) {
                plain.set_attribute(&name, &element.get_attribute(&name)?).ok()?;
            }
        }
        move_children(&element, &plain)?;
        element.parent_node()?.replace_child(&plain, &element).ok()?;
    }
    for mark in all(body, "mark[class]") {
        while let (Some(child), Some(parent)) = (mark.first_child(), mark.parent_node()) {
            parent.insert_before(&child, Some(&mark)).ok()?;
        }
        mark.remove();
    }
    Some(())
}

/// Puts a placeholder where an element stands, in a link to its address unless it stands in a link.
fn place_holder(inert: &Document, element: &Element) -> Option<()> {
    let found = placeholder(&element.local_name(), |name| {
        let first = || element.query_selector(":scope > source").ok()?;
        element.get_attribute(name).or_else(|| (name == "src").then(first)??.get_attribute(name))
    });
    if let (Some(found), Some(parent)) = (found, element.parent_node()) {
        let picture = inert.create_element("img").ok()?;
        picture.set_attribute("alt", &found.words).ok()?;
        if let Some(own) = &found.picture {
            picture.set_attribute("src", own).ok()?;
        }
        match found.address.filter(|_| element.closest("a").is_ok_and(|link| link.is_none())) {
            Some(address) => {
                let link = inert.create_element("a").ok()?;
                link.set_attribute("href", &address).ok()?;
                link.append_child(&picture).ok()?;
                parent.insert_before(&link, Some(element)).ok()?;
            }
            None => {
                parent.insert_before(&picture, Some(element)).ok()?;
            }
        }
    }
    element.remove();
    Some(())
}

/// What DOMPurify is told.
#[derive(Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Settings {
    allowed_tags: &'static [&'static str],
    allowed_attr: &'static [&'static str],
    forbid_contents: &'static [&'static str],
    /// All but `href`; what a `src` may be is for our own rule.
    add_uri_safe_attr: Vec<&'static str>,
    allow_data_attr: bool,
    allow_aria_attr: bool,
    in_place: bool,
}

/// Moves the body's content into an element and cleans it there.
fn cleaned(inert: &Document, body: &Element) -> Option<Element> {
    let content = inert.create_element("div").ok()?;
    move_children(body, &content)?;
    let settings = Settings {
        allowed_tags: ELEMENTS,
        allowed_attr: ATTRIBUTES,
        forbid_contents: DROPPED,
        add_uri_safe_attr: ATTRIBUTES.iter().copied().filter(|name| *name != "href").collect(),
        allow_data_attr: false,
        allow_aria_attr: false,
        in_place: true,
    };
    let settings = serde_wasm_bindgen::to_value(&settings).ok()?;
    let addresses = js_sys::RegExp::new("^(?:https?|mailto|tel):", "i");
    Reflect::set(&settings, &"ALLOWED_URI_REGEXP".into(), &addresses).ok()?;
    sanitize(&content, &settings).ok()?;
    // A picture that only the writing has made is no placeholder of ours, and shows nothing.
    for element in all(&content, "img:not([alt])") {
        element.remove();
    }
    // DOMPurify empties this one and leaves it.
    for element in all(&content, "[is]") {
        element.remove_attribute("is").ok()?;
    }
    for name in ATTRIBUTES {
        for element in all(&content, &format!("[{name}]")) {
            let Some(value) = element.get_attribute(name) else { continue };
            match attribute(name, &value).filter(|value| *name != "href" || Url::new(value).is_ok()) {
                Some(kept) if kept == value => {}
                Some(kept) => element.set_attribute(name, kept).ok()?,
                None => element.remove_attribute(name).ok()?,
            }
        }
    }
    content.normalize();
    // White space at the start of a body is nowhere kept.
    if let Some(first) = content.first_child().filter(|node| node.node_type() == Node::TEXT_NODE) {
        let text = first.node_value().unwrap_or_default();
        let kept = text.trim_start_matches(|c: char| c.is_ascii_whitespace());
        if kept.is_empty() {
            content.remove_child(&first).ok()?;
        } else if kept.len() < text.len() {
            first.set_node_value(Some(kept));
        }
    }
    Some(content)
}

fn move_children(from: &Node, to: &Node) -> Option<()> {
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
