//! Fills the editor and the list of keys from their view data.

use super::parts::{all, inside, options, set, set_value, show, show_id, template};
use crate::annotations::Status;
use crate::show::editor::EditorView;
use crate::show::keys::{BINDINGS, Binding};
use crate::show::state::State;
use foldhash::{HashMap, HashMapExt};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlInputElement};

/// Fills the editor and shows it.
pub fn fill(document: &Document, state: &State) -> Option<Element> {
    let view = state.editor()?;
    let editor = document.get_element_by_id("editor")?;
    let parts = |selector: &str| all(document, &format!("#editor {selector}"));
    let class = format!("for-{}", view.what.name());
    for part in parts("[class*=for-]") {
        show(&part, part.class_list().contains(&class));
    }
    set(&editor, "#editor-heading", &view.heading);
    set(&editor, "#editor-words", &view.words);
    set(&editor, "#editor-made", &view.made);
    step(document, state, &editor);
    if let Some(select) = inside(&editor, "select[data-set=type]") {
        choose(document, &select, &view);
    }
    if let Some(select) = inside(&editor, "select[data-set=kind]") {
        choose(document, &select, &view);
    }
    for (name, value) in [
        ("entity", &view.entity),
        ("speaker", &view.entity),
        ("name", &view.entity),
        ("merge", &String::new()),
        ("meaning", &view.meaning),
        ("note", &view.note),
        ("tags", &view.tags),
    ] {
        if let Some(field) = inside(&editor, &format!("[data-set={name}]")) {
            set_value(&field, value);
        }
    }
    for swatch in parts(".swatch") {
        let is_own = swatch.get_attribute("data-value").as_deref() == Some(view.colour.as_str());
        let _ = swatch.set_attribute("aria-pressed", if is_own { "true" } else { "false" });
    }
    let words = state.words();
    set(&editor, "#reject", words.get(if view.is_own { "remove" } else { "reject" }));
    show_id(document, "accept", view.status.is_some_and(|status| status != Status::Accepted));
    show_id(document, "reject", view.status.is_some_and(|status| status != Status::Rejected));
    show_id(document, "skip", state.review_at().is_some());
    let card = document.get_element_by_id("entity-card")?;
    let _ = card.set_attribute("data-value", &view.key);
    if view.key.is_empty() {
        show(&card, false);
    }
    show(&editor, true);
    Some(editor)
}

fn choose(document: &Document, select: &Element, view: &EditorView) {
    let choices = view.kinds.iter().map(|(value, words)| (*value, words.as_str()));
    options(document, select, choices, &view.kind);
}

fn step(document: &Document, state: &State, editor: &Element) {
    show_id(document, "editor-step", state.review_at().is_some());
    if let Some((at, count)) = state.review_at() {
        let said = state.words().fill("review.at", &[("n", &at.to_string()), ("all", &count.to_string())]);
        set(editor, "#editor-step", &said);
    }
}

/// Fills the list of keys and the settings.
pub fn help(document: &Document, state: &State) -> Option<Element> {
    let dialog = document.get_element_by_id("help")?;
    let list = document.get_element_by_id("key-list")?;
    list.set_text_content(None);
    let mut rows: HashMap<&str, Element> = HashMap::new();
    for binding in BINDINGS {
        let name = binding.command.name();
        if let Some(row) = rows.get(name) {
            // Another key for the same: one tick for both.
            let other = document.create_element("kbd").ok()?;
            other.set_text_content(Some(&key_name(binding)));
            inside(row, ".kbds")?.append_child(&other).ok()?;
            continue;
        }
        let item = template(document, "key-template")?;
        let input: HtmlInputElement = inside(&item, "input")?.dyn_into().ok()?;
        input.set_value(name);
        input.set_checked(state.keys().is_on(name));
        set(&item, "kbd", &key_name(binding));
        set(&item, "label > span:last-child", state.words().get(&format!("key.{name}")));
        list.append_child(&item).ok()?;
        rows.insert(name, item);
    }
    if let Some(field) = document.get_element_by_id("reader") {
        set_value(&field, state.reader());
    }
    if let Some(field) = document.get_element_by_id("language") {
        set_value(&field, state.words().language().code());
    }
    Some(dialog)
}

fn key_name(binding: &Binding) -> String {
    let is_shifted = binding.control && binding.key.chars().all(char::is_uppercase);
    match (binding.control, binding.key) {
        (true, key) => format!("Ctrl+{}{}", if is_shifted { "Shift+" } else { "" }, key.to_uppercase()),
        (false, "1") => "1–9".to_owned(),
        (false, "Escape") => "Esc".to_owned(),
        (false, key) => key.to_owned(),
    }
}
