//! Fills the panel, the map and the bar from their view data, with the templates of the page. What is as before is left
//! alone, so that a change in one of many speakers costs one speaker.

use super::parts::{all, inside, options, set, show, show_id, template};
use crate::annotations::{EntityKey, Status};
use crate::show::editor::COLOURS;
use crate::show::filter::LAYERS;
use crate::show::panel::{self, EntityView, MarkView, Panel, SpeakerView, Tick};
use crate::show::state::State;
use crate::show::words::Words;
use foldhash::{HashMap, HashSet};
use std::collections::BTreeSet;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

/// A panel that is being filled, part by part: between two a browser can do other things.
#[derive(Debug)]
pub struct Filling {
    panel: Panel,
    /// The next part.
    part: usize,
}

impl Filling {
    /// Begins with what is to be shown now.
    pub fn new(state: &State) -> Self {
        Self { panel: state.panel(), part: 0 }
    }

    /// Fills the next part; `before` is what was filled last. What the panel shows, once that was the last part.
    pub fn go_on(&mut self, document: &Document, state: &State, before: Option<&Panel>) -> Option<Panel> {
        let (panel, words) = (&self.panel, state.words());
        // A missing template is a fault of the page, and leaves its part empty.
        let speakers = |id: &str, views: &[SpeakerView], old: Option<&Vec<SpeakerView>>| {
            let place = document.get_element_by_id(id)?;
            let old = old.map_or(&[][..], Vec::as_slice);
            let listed = listed(&place, old);
            let count = |view: &SpeakerView| listed.get(view.name.as_str()).copied().unwrap_or(MANY);
            refill(&place, old, views, |view| &view.name, |view| speaker(document, view, words, count(view)))
        };
        let list = |part: &str, id: &str, views: &[MarkView], old: Option<&Vec<MarkView>>| {
            if old.is_none_or(|old| old != views) {
                show_id(document, part, !views.is_empty());
                let _ = marks(document, id, views);
            }
        };
        match self.part {
            0 => drop(speakers("speakers", &panel.speakers, before.map(|before| &before.speakers))),
            1 => {
                let _ = speakers("reported", &panel.reported, before.map(|before| &before.reported));
                show_id(document, "reported-part", !panel.reported.is_empty());
                show_id(document, "nobody", panel.speakers.is_empty() && panel.reported.is_empty());
            }
            2 if before.is_none_or(|before| before.entities != panel.entities) => {
                let _ = entities(document, panel, words);
            }
            3 => {
                list("marks-part", "marks", &panel.marks, before.map(|before| &before.marks));
                list("orphans-part", "orphans", &panel.orphans, before.map(|before| &before.orphans));
            }
            4 => {
                if let Some(place) = document.get_element_by_id("map") {
                    let old = before.map_or(&[][..], |before| &before.ticks);
                    let _ = refill(&place, old, &panel.ticks, |view| &view.id.0, |view| tick(document, view));
                }
            }
            5 => {
                let _ = sources(document, panel, words);
                let _ = seen(document, state, panel);
                bar(document, state);
                return Some(std::mem::take(&mut self.panel));
            }
            _ => {}
        }
        self.part += 1;
        None
    }
}

/// A filter: its id, its choices as value and words, and what is chosen.
type FilterChoices = (&'static str, Vec<(String, String)>, String);

/// What the filters and the fields offer.
#[derive(Debug, PartialEq)]
pub struct Choices {
    /// The filters.
    filters: Vec<FilterChoices>,
    /// What each colour means.
    colours: Vec<(String, String)>,
    /// Names to choose from while typing, speakers first.
    names: Vec<(String, String)>,
}

/// What the filters offer now.
pub fn choices(state: &State) -> Choices {
    let (list, words, filter) = (state.history().list(), state.words(), state.filter());
    let name = |key: &EntityKey| list.entity(key).map(|entity| entity.name.clone()).unwrap_or_default();
    let said = |kind: &str, name: &str| (name.to_owned(), words.get(&format!("{kind}.{name}")).to_owned());
    let speakers = panel::speakers(list);
    let tags: BTreeSet<&String> = list.annotations().iter().flat_map(|one| &one.tags).collect();
    let colours: Vec<(String, String)> =
        COLOURS.iter().map(|colour| ((*colour).to_owned(), panel::meaning(list, words, colour))).collect();
    let known: HashSet<&EntityKey> = speakers.iter().copied().collect();
    let others = list.entities().keys().filter(|key| !known.contains(key));
    let chosen = |chosen: Option<&str>| chosen.unwrap_or("").to_owned();
    let mut filters = vec![
        (
            "only-speaker",
            speakers.iter().map(|key| (key.0.clone(), name(key))).collect(),
            chosen(filter.speaker.as_ref().map(|key| key.0.as_str())),
        ),
        ("only-layer", LAYERS.iter().map(|name| said("layer", name)).collect(), chosen(filter.layer.as_deref())),
        (
            "only-status",
            Status::ALL.iter().map(|status| said("status", status.name())).collect(),
            chosen(filter.status.map(Status::name)),
        ),
        ("only-colour", colours.clone(), chosen(filter.colour.as_deref())),
        (
            "only-tag",
            tags.into_iter().map(|tag| (tag.clone(), tag.clone())).collect::<Vec<_>>(),
            chosen(filter.tag.as_deref()),
        ),
    ];
    let all = (String::new(), words.get("filter.all").to_owned());
    for (_, choices, _) in &mut filters {
        if !choices.is_empty() {
            choices.insert(0, all.clone());
        }
    }
    let names = speakers.iter().copied().chain(others).map(|key| (name(key), String::new())).collect();
    Choices { filters, colours, names }
}

/// Writes them into the page.
pub fn fill_choices(document: &Document, choices: &Choices) {
    let pairs = |choices: &[(String, String)], id: &str, chosen: &str| {
        let Some(select) = document.get_element_by_id(id) else { return };
        options(document, &select, choices.iter().map(|(value, words)| (value.as_str(), words.as_str())), chosen);
        if let Some(label) = select.parent_element().filter(|label| label.local_name() == "label") {
            show(&label, !choices.is_empty());
        }
    };
    for (id, choices, chosen) in &choices.filters {
        pairs(choices, id, chosen);
    }
    pairs(&choices.names, "names", "");
    // The swatches say what their colours mean.
    for swatch in all(document, ".swatch") {
        let value = swatch.get_attribute("data-value").unwrap_or_default();
        let meaning = choices.colours.iter().find(|(colour, _)| *colour == value).map_or("", |(_, meaning)| meaning);
        let _ = swatch.set_attribute("aria-label", meaning);
        let _ = swatch.set_attribute("title", meaning);
    }
}

/// Custom properties of an element; a style attribute would be against the policy.
fn property(element: &Element, name: &str, value: &str) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.style().set_property(name, value);
    }
}

/// Makes what is new among the children of an element, each of which shows one view, and leaves the rest where it is.
fn refill<View: PartialEq>(
    place: &Element,
    before: &[View],
    views: &[View],
    id: impl Fn(&View) -> &str,
    make: impl Fn(&View) -> Option<Element>,
) -> Option<()> {
    let children = place.children();
    let own: HashMap<&str, &View> = views.iter().map(|view| (id(view), view)).collect();
    let old = before.iter().zip((0..children.length()).filter_map(|at| children.item(at)));
    let (mut stays, goes): (Vec<_>, Vec<_>) = old.partition(|(view, _)| own.get(id(view)) == Some(view));
    // At each removal a browser looks at all ranges of the page, those of the highlights too: of many, one is quicker.
    if stays.len() <= goes.len() {
        place.set_text_content(None);
        stays.clear();
    }
    if !stays.is_empty() {
        goes.iter().for_each(|(_, element)| element.remove());
    }
    let mut stays = stays.into_iter().peekable();
    for view in views {
        if stays.next_if(|(own, _)| *own == view).is_none() {
            let next = stays.peek().map(|(_, element)| element.unchecked_ref());
            place.insert_before(make(view)?.as_ref(), next).ok()?;
        }
    }
    // What has moved was made anew in its new place.
    stays.for_each(|(_, element)| element.remove());
    Some(())
}

/// So many quotations of one speaker are listed at first, and so many more each time.
const MANY: usize = 30;

/// How many quotations are listed of those speakers of whom a reader has asked for more.
fn listed<'a>(place: &Element, before: &'a [SpeakerView]) -> HashMap<&'a str, usize> {
    let sections = place.children();
    let own = before.iter().zip((0..sections.length()).filter_map(|at| sections.item(at)));
    let own = own.filter(|(view, _)| view.quotations.len() > MANY);
    let count =
        |section: &Element| section.query_selector_all("[data-annotation]").ok().map(|all| all.length() as usize);
    own.filter_map(|(view, section)| Some((view.name.as_str(), count(&section)?))).collect()
}

fn speaker(document: &Document, view: &SpeakerView, words: &Words, count: usize) -> Option<Element> {
    let section = template(document, "speaker-template")?;
    section.class_list().add_1(view.layer).ok()?;
    let head = inside(&section, "h3")?;
    if view.key.is_empty() {
        head.set_text_content(Some(&view.name));
    } else {
        let button = inside(&head, "button")?;
        button.set_text_content(Some(&view.name));
        button.set_attribute("data-value", &view.key).ok()?;
        section.set_attribute("data-number", &view.number.to_string()).ok()?;
    }
    set(&section, ".role", &view.role);
    set(&section, ".numbers", &view.numbers);
    property(&inside(&section, ".share i")?, "--share", &format!("{}%", view.share as f64 / 10.0));
    list_more(document, &inside(&section, "ol")?, view, words, count)?;
    Some(section)
}

/// Lists more of what a speaker says, and goes to the first of it.
pub fn more(document: &Document, panel: &Panel, key: &str, words: &Words) -> Option<()> {
    let view = panel.speakers.iter().chain(&panel.reported).find(|view| view.key == key)?;
    let buttons = all(document, "[data-do=more]");
    let button = buttons.iter().find(|button| button.get_attribute("data-value").as_deref() == Some(key))?;
    let list = button.closest("ol").ok()??;
    let before = list.child_element_count();
    button.parent_element()?.remove();
    list_more(document, &list, view, words, MANY)?;
    let first = list.children().item(before.checked_sub(1)?)?;
    inside(&first, "button")?.dyn_ref::<HtmlElement>()?.focus().ok()
}

/// Lists the next of what a speaker says, and the way to more when that is not all.
fn list_more(document: &Document, list: &Element, view: &SpeakerView, words: &Words, count: usize) -> Option<()> {
    let listed = list.child_element_count() as usize;
    for said in view.quotations.iter().skip(listed).take(count) {
        let item = template(document, "quotation-template")?;
        let button = inside(&item, "button")?;
        button.set_text_content(Some(&said.text));
        button.set_attribute("aria-label", &view.label(said, words)).ok()?;
        button.class_list().toggle_with_force("reported", said.reported).ok()?;
        button.class_list().toggle_with_force("settled", said.settled).ok()?;
        button.set_attribute("data-annotation", &said.id.0).ok()?;
        list.append_child(&item).ok()?;
        if !said.note.is_empty() {
            let note = document.create_element("p").ok()?;
            note.set_class_name("note");
            note.set_text_content(Some(&said.note));
            item.append_child(&note).ok()?;
        }
    }
    let left = view.quotations.len().saturating_sub(listed + count);
    if left > 0 {
        let item = template(document, "more-template")?;
        let button = inside(&item, "button")?;
        button.set_text_content(Some(&words.fill("more.said", &[("n", &left.to_string())])));
        button.set_attribute("data-value", &view.key).ok()?;
        list.append_child(&item).ok()?;
    }
    Some(())
}

fn entities(document: &Document, panel: &Panel, words: &Words) -> Option<()> {
    let place = document.get_element_by_id("entities")?;
    place.set_text_content(None);
    show_id(document, "entities-part", !panel.entities.is_empty());
    for (layer, views) in &panel.entities {
        let section = template(document, "group-template")?;
        section.class_list().add_1(layer).ok()?;
        set(&section, "h3", words.get(&format!("layer.{layer}")));
        let list = inside(&section, "ul")?;
        for EntityView { id, name, aliases, count } in views {
            let item = template(document, "entity-template")?;
            set(&item, ".name", name);
            set(&item, ".aliases", aliases);
            set(&item, ".count", &format!("×{count}"));
            inside(&item, "button")?.set_attribute("data-annotation", &id.0).ok()?;
            list.append_child(&item).ok()?;
        }
        place.append_child(&section).ok()?;
    }
    Some(())
}

fn marks(document: &Document, id: &str, views: &[MarkView]) -> Option<()> {
    let list = document.get_element_by_id(id)?;
    list.set_text_content(None);
    for view in views {
        let item = template(document, "mark-template")?;
        let button = inside(&item, "button")?;
        button.set_attribute("data-annotation", &view.id.0).ok()?;
        if !view.layer.is_empty() {
            button.class_list().add_1(&view.layer).ok()?;
        }
        set(&item, ".what", &view.what);
        set(&item, ".text", &view.text);
        set(&item, ".note", &view.note);
        set(&item, ".tags", &view.tags.join(" · "));
        list.append_child(&item).ok()?;
    }
    Some(())
}

fn tick(document: &Document, tick: &Tick) -> Option<Element> {
    let mark = document.create_element("i").ok()?;
    mark.set_class_name(tick.layer);
    mark.set_attribute("data-annotation", &tick.id.0).ok()?;
    property(&mark, "--from", &format!("{}%", tick.from as f64 / 10.0));
    property(&mark, "--len", &format!("{}%", tick.len as f64 / 10.0));
    Some(mark)
}

fn sources(document: &Document, panel: &Panel, words: &Words) -> Option<()> {
    let place = document.get_element_by_id("sources")?;
    let all = panel.sources.all();
    show(&place, all > 0);
    let share = |part: usize| part as f64 * 100.0 / all.max(1) as f64;
    let (unnamed, unknown) = (share(panel.sources.unnamed).round(), share(panel.sources.unknown).round());
    let named = 100.0 - unnamed - unknown;
    for (class, part) in [("named", named), ("unnamed", unnamed), ("nobody", unknown)] {
        let bar = inside(&place, &format!("i.{class}"))?;
        property(&bar, "--share", &format!("{part}%"));
        show(&bar, part > 0.0);
        let said = words.fill(&format!("sources.{class}"), &[("n", &part.to_string())]);
        set(&place, &format!("span.{class}"), &said);
        show(&inside(&place, &format!("span.{class}"))?, part > 0.0);
    }
    Some(())
}

fn seen(document: &Document, state: &State, panel: &Panel) -> Option<()> {
    let line = document.get_element_by_id("seen")?;
    show(&line, state.filter().is_on());
    let fill =
        |key: &str, n: usize, all: usize| state.words().fill(key, &[("n", &n.to_string()), ("all", &all.to_string())]);
    let mut said = fill("seen", panel.seen.0, panel.seen.1);
    if !state.filter().query.is_empty() {
        let found = match state.found_count() {
            (0, count) => state.words().count("places-found", count),
            (at, count) => fill("found", at, count),
        };
        said = format!("{found} · {said}");
    }
    set(&line, "span", &said);
    Some(())
}

fn bar(document: &Document, state: &State) {
    let by_id = |id: &str| document.get_element_by_id(id);
    for id in ["history-tools", "find", "to-panel"] {
        show_id(document, id, state.is_open());
    }
    if let Some(share) = by_id("share") {
        let _ = share.toggle_attribute_with_force("disabled", !state.is_open());
    }
    let history = state.history();
    for (selector, can) in
        [("[data-do=undo]", history.done() > 0), ("[data-do=redo]", history.done() < history.entries().len())]
    {
        for button in all(document, selector) {
            let _ = button.toggle_attribute_with_force("disabled", !can);
        }
    }
    if let Some(review) = by_id("review") {
        let _ = review.set_attribute("aria-pressed", if state.review_at().is_some() { "true" } else { "false" });
    }
    if let Some(badge) = by_id("doubtful") {
        let left = state.doubtful().len();
        badge.set_text_content(Some(&if left > 0 { left.to_string() } else { String::new() }));
        // Said in full to who hovers over the number, or hears the button.
        let said = if left > 0 {
            state.words().count("doubtful", left)
        } else {
            state.words().get("doubtful.none").to_owned()
        };
        if let Some(review) = by_id("review") {
            let _ = review.set_attribute("title", &said);
        }
    }
}
