//! The dialogs about files: the ways to share, what is to be merged, and two versions side by side. Filled from their view
//! data.

use super::parts::{inside, set, show, show_id, template};
use crate::formats::Format;
use crate::show::comparing::{FateView, Mark};
use crate::show::state::State;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlDialogElement, HtmlInputElement};

/// Opens or closes a dialog.
pub fn open(dialog: &Element, is_open: bool) {
    let Some(dialog) = dialog.dyn_ref::<HtmlDialogElement>() else { return };
    match (is_open, dialog.open()) {
        (true, false) => {
            let _ = dialog.show_modal();
        }
        (false, true) => dialog.close(),
        _ => {}
    }
}

/// Shows the ways to share.
pub fn sharing(document: &Document, state: &State, has_pictures: bool) -> Option<()> {
    let dialog = document.get_element_by_id("sharing")?;
    show_id(document, "pictures", has_pictures);
    if let Some(choice) = inside(&dialog, "#pictures input")?.dyn_ref::<HtmlInputElement>() {
        choice.set_checked(!state.without_pictures());
    }
    let place = inside(&dialog, "#formats")?;
    place.set_text_content(None);
    for format in Format::ALL {
        let item = template(document, "format-template")?;
        let button = inside(&item, "button")?;
        button.set_attribute("data-value", format.name()).ok()?;
        button.set_text_content(Some(state.words().get(&format!("format.{}", format.name()))));
        place.append_child(&item).ok()?;
    }
    open(&dialog, true);
    Some(())
}

/// Says what each file weighs in bytes: to be edited again, and to read only.
pub fn weights(document: &Document, sizes: [f64; 2]) {
    for (id, size) in ["share-full-size", "share-light-size"].into_iter().zip(sizes) {
        if let Some(place) = document.get_element_by_id(id) {
            place.set_text_content(Some(&weight(size)));
        }
    }
}

/// Bytes for a reader: "41 kB", "1.9 MB".
fn weight(bytes: f64) -> String {
    let kilobytes = (bytes / 1000.0).ceil();
    if kilobytes < 1000.0 { format!("{kilobytes} kB") } else { format!("{:.1} MB", kilobytes / 1000.0) }
}

/// Shows what is to be merged, or takes it away.
pub fn merging(document: &Document, state: &State) -> Option<()> {
    let dialog = document.get_element_by_id("merging")?;
    let Some(view) = state.merging() else {
        open(&dialog, false);
        return Some(());
    };
    let words = state.words();
    let mut said = words.count("merging.added", view.added);
    if view.orphans > 0 {
        said.push(' ');
        said.push_str(&words.count("taken-in.orphans", view.orphans));
    }
    set(&dialog, "#merging-lead", &said);
    let figures = inside(&dialog, "#figures")?;
    figures.set_text_content(None);
    for (what, figure) in &view.figures {
        for (tag, text) in [("dt", what), ("dd", figure)] {
            let element = document.create_element(tag).ok()?;
            element.set_text_content(Some(text));
            figures.append_child(&element).ok()?;
        }
    }
    let list = inside(&dialog, "#conflicts")?;
    list.set_text_content(None);
    for (at, conflict) in view.conflicts.iter().enumerate() {
        let item = template(document, "conflict-template")?;
        set(&item, ".text", &conflict.text);
        set(&item, ".what", &conflict.about);
        for (side, (value, by)) in [("ours", &conflict.ours), ("theirs", &conflict.theirs)] {
            let button = inside(&item, &format!("[data-do=settle-{side}]"))?;
            button.set_attribute("data-value", &at.to_string()).ok()?;
            set(&button, "b", value);
            set(&button, "span", by);
        }
        list.append_child(&item).ok()?;
    }
    let count = view.conflicts.len();
    set(&dialog, "#conflicts-count", &words.count("conflicts", count));
    show_id(document, "conflicts-count", count > 0);
    show_id(document, "settle-all", count > 1);
    let merge = inside(&dialog, "[data-do=merge]")?;
    let _ = merge.toggle_attribute_with_force("disabled", count > 0);
    open(&dialog, true);
    Some(())
}

/// Shows two versions side by side, or takes that away.
pub fn comparing(document: &Document, state: &State) -> Option<()> {
    let dialog = document.get_element_by_id("comparing")?;
    let Some(comparison) = state.comparison() else {
        open(&dialog, false);
        return Some(());
    };
    let words = state.words();
    let (is_later, is_shared) = state.other_version();
    set(&dialog, "#comparing-order", words.get(if is_later { "comparing.later" } else { "comparing.earlier" }));
    set(&dialog, "#comparing-kept", &words.count("comparing.kept", comparison.kept));
    let list = inside(&dialog, "#fates")?;
    list.set_text_content(None);
    for fate in &comparison.fates {
        let item = item(document, state, fate)?;
        list.append_child(&item).ok()?;
    }
    show(&inside(&dialog, "[data-do=merge-version]")?, is_shared);
    open(&dialog, true);
    Some(())
}

fn item(document: &Document, state: &State, fate: &FateView) -> Option<Element> {
    let words = state.words();
    let nobody = |name: &str| if name.is_empty() { words.get("unknown").to_owned() } else { name.to_owned() };
    let item = template(document, "fate-template")?;
    item.class_list().add_1(fate.what).ok()?;
    set(&item, ".what", words.get(&format!("fate.{}", fate.what)));
    let mut speaker = nobody(&fate.speaker);
    if let Some(before) = &fate.before {
        speaker = words.fill("fate.speaker", &[("now", &speaker), ("before", &nobody(before))]);
    }
    set(&item, "b", &speaker);
    let text = inside(&item, "p")?;
    for (at, (mark, piece)) in fate.pieces.iter().enumerate() {
        if at > 0 {
            text.append_child(&document.create_text_node(" ")).ok()?;
        }
        let tag = match mark {
            Mark::Kept => "span",
            Mark::Cut => "del",
            Mark::Added => "ins",
        };
        let element = document.create_element(tag).ok()?;
        element.set_text_content(Some(piece));
        text.append_child(&element).ok()?;
    }
    Some(item)
}
