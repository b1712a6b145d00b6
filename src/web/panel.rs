//! Fills the panel from its view data, with the templates of the page.

use crate::annotations::List;
use crate::page::Page;
use crate::show::panel::Panel;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlTemplateElement};

fn template(document: &Document, id: &str) -> Option<Element> {
    let template: HtmlTemplateElement = document.get_element_by_id(id)?.dyn_into().ok()?;
    template.content().first_element_child()?.clone_node_with_deep(true).ok()?.dyn_into().ok()
}

fn set(element: &Element, selector: &str, text: &str) {
    if let Ok(Some(part)) = element.query_selector(selector) {
        part.set_text_content(Some(text));
    }
}

/// Fills the panel.
pub fn fill(document: &Document, page: &Page, list: &List) {
    let panel = Panel::of(page, list);
    // A missing template is a fault of the page, and leaves its part empty.
    let _ = speakers(document, &panel);
    let _ = entities(document, &panel);
}

fn speakers(document: &Document, panel: &Panel) -> Option<()> {
    let place = document.get_element_by_id("speakers")?;
    place.set_text_content(None);
    for speaker in &panel.speakers {
        let section = template(document, "speaker-template")?;
        section.class_list().add_1(&speaker.layer).ok()?;
        set(&section, "h3", if speaker.name.is_empty() { "Unknown" } else { &speaker.name });
        set(&section, ".role", &speaker.role);
        let (count, words) = (speaker.quotations.len(), speaker.words);
        let reported = speaker.quotations.iter().filter(|view| view.reported).count();
        let reported = if reported > 0 { format!(", {reported} reported without marks") } else { String::new() };
        let numbers = format!("{count} quotation{}{reported}, {words} word{}", plural(count), plural(words));
        set(&section, ".numbers", &numbers);
        let list = section.query_selector("ol").ok()??;
        for view in &speaker.quotations {
            let item = template(document, "quotation-template")?;
            let button = item.query_selector("button").ok()??;
            button.set_text_content(Some(&view.text));
            button.class_list().toggle_with_force("reported", view.reported).ok()?;
            button.set_attribute("data-annotation", &view.id.to_string()).ok()?;
            list.append_child(&item).ok()?;
        }
        place.append_child(&section).ok()?;
    }
    Some(())
}

fn entities(document: &Document, panel: &Panel) -> Option<()> {
    let place = document.get_element_by_id("entities")?;
    place.set_text_content(None);
    for (layer, views) in &panel.entities {
        let section = template(document, "group-template")?;
        section.class_list().add_1(layer).ok()?;
        set(&section, "h3", layer);
        let list = section.query_selector("ul").ok()??;
        for view in views {
            let item = template(document, "entity-template")?;
            set(&item, ".name", &view.name);
            set(&item, ".aliases", &view.aliases);
            set(&item, ".count", &format!("×{}", view.count));
            item.query_selector("button").ok()??.set_attribute("data-annotation", &view.id.to_string()).ok()?;
            list.append_child(&item).ok()?;
        }
        place.append_child(&section).ok()?;
    }
    Some(())
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
