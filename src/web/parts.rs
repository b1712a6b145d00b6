//! Small ways to the page's own elements: by id, by selector, from templates, and their words.

use crate::show::words::Words;
use wasm_bindgen::JsCast;
use web_sys::{
    Document, Element, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTemplateElement, HtmlTextAreaElement,
};

/// A copy of the first element of a template.
pub fn template(document: &Document, id: &str) -> Option<Element> {
    let template: HtmlTemplateElement = document.get_element_by_id(id)?.dyn_into().ok()?;
    template.content().first_element_child()?.clone_node_with_deep(true).ok()?.dyn_into().ok()
}

/// The first element below another that fits a selector.
pub fn inside(element: &Element, selector: &str) -> Option<Element> {
    element.query_selector(selector).ok().flatten()
}

/// All elements that fit a selector.
pub fn all(document: &Document, selector: &str) -> Vec<Element> {
    let found = document.query_selector_all(selector).ok();
    let nodes = found.iter().flat_map(|list| (0..list.length()).filter_map(|at| list.get(at)));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}

/// Sets the text of a part.
pub fn set(element: &Element, selector: &str, text: &str) {
    if let Some(part) = inside(element, selector) {
        part.set_text_content(Some(text));
    }
}

/// Shows or hides.
pub fn show(element: &Element, is_shown: bool) {
    let _ = element.toggle_attribute_with_force("hidden", !is_shown);
}

/// Shows or hides the element of an id.
pub fn show_id(document: &Document, id: &str, is_shown: bool) {
    if let Some(element) = document.get_element_by_id(id) {
        show(&element, is_shown);
    }
}

/// The value of a field, whatever its kind.
pub fn value(element: &Element) -> Option<String> {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        return Some(input.value());
    }
    if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        return Some(select.value());
    }
    element.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value)
}

/// Sets the value of a field.
pub fn set_value(element: &Element, value: &str) {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.set_value(value);
    } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        select.set_value(value);
    } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(value);
    }
}

/// Fills a list of choices, each a value and words; what was chosen stays.
pub fn options<'a>(
    document: &Document,
    element: &Element,
    choices: impl Iterator<Item = (&'a str, &'a str)>,
    chosen: &str,
) {
    element.set_text_content(None);
    for (value, words) in choices {
        if let Ok(option) = document.create_element("option") {
            let _ = option.set_attribute("value", value);
            option.set_text_content(Some(words));
            let _ = element.append_child(&option);
        }
    }
    if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        select.set_value(chosen);
    }
}

/// Puts the keyboard into an element.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Writes the words of the interface wherever the page asks for them.
pub fn translate(document: &Document, words: &Words) {
    if let Some(root) = document.document_element() {
        let _ = root.set_attribute("lang", words.language().code());
    }
    for element in all(document, "[data-words]") {
        element.set_text_content(Some(words.get(&element.get_attribute("data-words").unwrap_or_default())));
    }
    for element in all(document, "[data-label]") {
        let said = element.get_attribute("data-label").unwrap_or_default();
        let _ = element.set_attribute("aria-label", words.get(&said));
        if element.class_list().contains("icon") {
            let _ = element.set_attribute("title", words.get(&said));
        }
    }
    for element in all(document, "[data-hint]") {
        let said = element.get_attribute("data-hint").unwrap_or_default();
        let _ = element.set_attribute("placeholder", words.get(&said));
    }
}
