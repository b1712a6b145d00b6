//! What the browser says, turned into [`Event`]s.

use super::parts::value;
use crate::annotations::AnnotationId;
use crate::show::event::{Command, Event, Field, Key};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlInputElement, KeyboardEvent};

/// The innermost element of an event, also inside a shadow root.
pub fn target(event: &web_sys::Event) -> Option<Element> {
    event.composed_path().get(0).dyn_into::<Element>().ok().or_else(|| event.target()?.dyn_into().ok())
}

/// The nearest element that fits a selector.
pub fn closest(target: &Element, selector: &str) -> Option<Element> {
    target.closest(selector).ok().flatten()
}

/// What a press on an element does.
pub fn press(target: &Element) -> Option<Event> {
    if let Some(element) = closest(target, "[data-do]") {
        let attribute = |name: &str| element.get_attribute(name).unwrap_or_default();
        return Command::parse(&attribute("data-do"), &attribute("data-value")).map(Event::Do);
    }
    let chosen = closest(target, "[data-annotation]")?;
    chosen.get_attribute("data-annotation").map(AnnotationId).map(Event::Chosen)
}

/// What a changed field does.
pub fn change(target: &Element) -> Option<Event> {
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        if closest(target, "#layers").is_some() {
            return Some(Event::Layer(input.value(), input.checked()));
        }
        if closest(target, "#key-list").is_some() {
            return Some(Event::KeySwitched(input.value(), input.checked()));
        }
    }
    let field = Field::from_name(&target.get_attribute("data-set")?)?;
    // The search was done while it was typed.
    (field != Field::Query).then(|| value(target).map(|value| Event::Set(field, value))).flatten()
}

/// What typing into a field does.
pub fn input(target: &Element) -> Option<Event> {
    let field = Field::from_name(&target.get_attribute("data-type")?)?;
    Some(Event::Typing(field, value(target)?))
}

/// A key.
pub fn key(event: &KeyboardEvent, target: Option<&Element>) -> Key {
    let is = |selector: &str| target.is_some_and(|target| closest(target, selector).is_some());
    Key {
        name: event.key(),
        control: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
        typing: event.is_composing()
            || is("textarea, select, input:not([type=checkbox]):not([type=file]), [contenteditable]"),
        on_control: is("button, a, summary, label, input, dialog"),
    }
}

/// A text of the clipboard.
pub fn pasted(event: &web_sys::Event, kind: &str) -> Option<String> {
    let data = js_sys::Reflect::get(event, &"clipboardData".into()).ok()?;
    let data: web_sys::DataTransfer = data.dyn_into().ok()?;
    data.get_data(kind).ok().filter(|text| !text.trim().is_empty())
}

/// What an answer of storage is about, and its texts.
pub fn answer(event: &web_sys::Event) -> Option<(String, Vec<JsValue>)> {
    let detail: js_sys::Array = event.dyn_ref::<web_sys::CustomEvent>()?.detail().dyn_into().ok()?;
    Some((detail.get(0).as_string()?, detail.iter().skip(1).collect()))
}
