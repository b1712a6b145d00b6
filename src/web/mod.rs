//! The browser: the only module that names web-sys. It carries out what [`crate::show`] describes.
//!
//! A page is parsed by the browser into an inert document, sanitised, and shown in a shadow root, or as a reading view of
//! its text alone. Highlights are CSS Custom Highlights over the page's own text nodes, which are never changed.

mod collect;
mod paint;
mod panel;
mod point;

use crate::annotations::{History, List};
use crate::page::{Page, decode};
use crate::reading::Engine;
use crate::show::{bundle, card, layers, marked::Writer, parts};
use crate::tagger::weights::ModelError;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{
    Document, Element, Event, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent, MouseEvent,
};

/// The app, made once by the shim.
#[wasm_bindgen]
pub struct App {
    engine: Engine,
    /// The app's own file, as it was opened.
    source: String,
    document: Document,
    page: Page,
    /// What is annotated in the page, and everything that was done to it.
    history: History,
    /// The page as it was saved, where there is one.
    saved: Option<collect::Saved>,
    /// Whether the text alone is shown all the same.
    text_only: bool,
    /// Where the text stands in the reading view.
    placement: paint::Placement,
    painter: paint::Painter,
}

fn shown(failure: ModelError) -> JsValue {
    JsValue::from_str(&failure.to_string())
}

#[wasm_bindgen]
impl App {
    /// The app with its models (`names` holds both labellers, one after the other) and the text of its own file.
    ///
    /// # Errors
    /// When a model cannot be read, or outside a page.
    #[wasm_bindgen(constructor)]
    pub fn new(names: &[u8], lexicon: &[u8], source: String) -> Result<App, JsValue> {
        let document = web_sys::window().and_then(|window| window.document()).ok_or("there is no page")?;
        let engine = Engine::from_joined(names, lexicon).map_err(shown)?;
        Ok(Self {
            engine,
            source,
            document,
            page: Page::default(),
            history: History::default(),
            saved: None,
            text_only: false,
            placement: paint::Placement::default(),
            painter: paint::Painter::default(),
        })
    }

    /// Opens the document that this file carries, if it carries one.
    pub fn start(&mut self) {
        if let Err(failure) = self.open_bundle(&self.source.clone()) {
            self.say(&failure.to_string());
        }
    }

    /// Opens a file: its name, its bytes, and how many were dropped with it.
    pub fn open(&mut self, name: &str, bytes: &[u8], count: usize) {
        let text = match decode::text(bytes) {
            Ok(text) => text,
            Err(failure) => return self.say(&failure.to_string()),
        };
        match self.open_bundle(&text) {
            Ok(true) => {}
            Err(failure) => return self.say(&failure.to_string()),
            Ok(false) if decode::is_html(name, &text) => self.show(collect::html(&text)),
            Ok(false) => self.show((Page::from_text(text), None)),
        }
        if count > 1 {
            self.say(&format!("{count} files were dropped; the first, {name}, is open."));
        }
    }

    /// Handles one event of the page.
    pub fn handle(&mut self, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        match event.type_().as_str() {
            "click" => {
                if let Some(button) = target.and_then(|target| target.closest("button").ok().flatten()) {
                    self.press(&button);
                } else if let Some(mouse) = event.dyn_ref::<MouseEvent>() {
                    self.point(mouse);
                }
            }
            "mousemove" => {
                if let Some(mouse) = event.dyn_ref::<MouseEvent>() {
                    self.point(mouse);
                }
            }
            "change" if target.as_ref().is_some_and(|target| target.closest("#layers").ok().flatten().is_some()) => {
                self.paint()
            }
            "keydown" => {
                let key = event.dyn_ref::<KeyboardEvent>();
                if key.is_some_and(|key| key.key() == "o" && (key.ctrl_key() || key.meta_key())) {
                    event.prevent_default();
                    if let Some(input) = self.by_id("file").and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
                        input.click();
                    }
                }
            }
            "paste" if target.as_ref().is_none_or(|target| target.tag_name() != "TEXTAREA") => {
                let data = js_sys::Reflect::get(event, &"clipboardData".into()).unwrap_or_default();
                let get = |kind: &str| {
                    let getter =
                        js_sys::Reflect::get(&data, &"getData".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
                    getter.call1(&data, &kind.into()).ok()?.as_string().filter(|text| !text.trim().is_empty())
                };
                match (get("text/html"), get("text/plain")) {
                    (Some(html), _) => self.show(collect::html(&html)),
                    (None, Some(text)) => self.show((Page::from_text(text), None)),
                    (None, None) => self.say("There was no text to paste."),
                }
            }
            _ => {}
        }
    }
}

impl App {
    fn by_id(&self, id: &str) -> Option<Element> {
        self.document.get_element_by_id(id)
    }

    fn say(&self, message: &str) {
        if let Some(place) = self.by_id("message") {
            place.set_text_content(Some(message));
        }
    }

    fn press(&mut self, button: &Element) {
        match button.id().as_str() {
            "sample" => {
                let text = self.by_id("saidwho-sample").and_then(|sample| sample.text_content()).unwrap_or_default();
                self.show((Page::from_text(text), None));
            }
            "paste" => {
                if let Some(area) = self.by_id("paste-box") {
                    let _ = area.toggle_attribute("hidden");
                }
            }
            "read" => {
                let area = self.by_id("paste-text").and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok());
                let text = area.map(|area| area.value()).unwrap_or_default();
                if text.trim().is_empty() {
                    return self.say("There was no text to paste.");
                }
                if let Some(area) = self.by_id("paste-box") {
                    let _ = area.set_attribute("hidden", "");
                }
                self.show((Page::from_text(text), None));
            }
            "share" => self.share(),
            "view" => {
                self.text_only = !self.text_only;
                self.lay_out();
            }
            _ => {
                let index = button.get_attribute("data-annotation").and_then(|value| value.parse::<usize>().ok());
                if let Some(annotation) = index.and_then(|index| self.history.list().annotations().get(index)) {
                    let span = annotation.place.extent();
                    paint::flash(&self.document, self.placement(), self.page.text(), span);
                }
            }
        }
    }

    /// Opens a shared file; false when the text is none.
    fn open_bundle(&mut self, text: &str) -> Result<bool, bundle::BundleError> {
        let Some((document, saved)) = bundle::read(text)? else { return Ok(false) };
        let page = document.page();
        // A saved page that no longer holds the document's text was changed by hand: the document is believed.
        let saved = saved.and_then(|saved| {
            let (found, saved) = collect::html(&saved);
            saved.filter(|saved| found.text() == page.text() && saved.shown(&page).is_some())
        });
        let history = document.history(&page);
        self.show_annotated(page, saved, history);
        Ok(true)
    }

    fn show(&mut self, (page, saved): (Page, Option<collect::Saved>)) {
        self.show_annotated(page, saved, None);
    }

    /// Shows a page with what was annotated in it, or else with what is read in it now.
    fn show_annotated(&mut self, page: Page, saved: Option<collect::Saved>, history: Option<History>) {
        let read = || History::new(List::from_reading(&page, &self.engine.read(&page)));
        self.history = history.unwrap_or_else(read);
        self.page = page;
        self.say(if self.page.text().is_empty() { "There is no text in this page." } else { "" });
        self.text_only = parts::is_cluttered(&self.page);
        self.saved = saved;
        self.document.set_title(&format!("{} – Saidwho", self.page.title()));
        panel::fill(&self.document, &self.page, self.history.list());
        if let Some(share) = self.by_id("share") {
            let _ = share.remove_attribute("disabled");
        }
        self.lay_out();
    }

    /// The page as it was saved, sanitised.
    fn shown(&self) -> Option<&collect::Shown> {
        self.saved.as_ref()?.shown(&self.page)
    }

    /// Where the text stands in what is shown.
    fn placement(&self) -> &paint::Placement {
        let shown = if self.text_only { None } else { self.shown() };
        shown.map_or(&self.placement, |shown| &shown.placement)
    }

    /// Puts the page into the article's place, as it was saved or as its text alone.
    fn lay_out(&mut self) {
        let Some(article) = self.by_id("article") else { return };
        // Only what is to be seen is made.
        let shown = if self.text_only { None } else { self.shown() };
        if let Some(shown) = shown {
            article.set_text_content(None);
            let _ = article.append_child(&shown.host);
        } else {
            self.placement = paint::article(&self.document, &article, &self.page);
        }
        if let Some(button) = self.by_id("view") {
            let _ = button.toggle_attribute_with_force("hidden", self.saved.is_none());
            button.set_text_content(Some(if self.text_only { "Page as saved" } else { "Reading view" }));
        }
        self.paint();
    }

    fn paint(&mut self) {
        let boxes = self.document.query_selector_all("#layers input").ok();
        let boxes = boxes.iter().flat_map(|list| (0..list.length()).filter_map(|at| list.get(at)));
        let off: Vec<String> = boxes
            .filter_map(|node| node.dyn_into::<HtmlInputElement>().ok())
            .filter(|input| !input.checked())
            .map(|input| input.value())
            .collect();
        let is_on = |layer: &str| {
            let group = match layer.split('-').next() {
                Some("speaker") => "quotations",
                Some("reported") => "reported",
                _ => layer,
            };
            !off.iter().any(|name| name == group)
        };
        let runs: Vec<layers::Run> =
            layers::of(&self.page, self.history.list()).into_iter().filter(|run| is_on(&run.layer)).collect();
        if !self.painter.paint(&self.document, self.placement(), self.page.text(), &runs) {
            self.say("This browser cannot draw highlights. Chrome 105, Firefox 140 and Safari 17.2, or newer, can.");
        }
    }

    /// Says in the card what is under the pointer.
    fn point(&self, mouse: &MouseEvent) {
        let Some(card) = self.by_id("card") else { return };
        let items = point::under(&self.document, &self.painter, mouse.client_x(), mouse.client_y());
        let words = card::of(self.history.list(), &items);
        card.set_text_content(Some(&words));
        let _ = if words.is_empty() { card.set_attribute("hidden", "") } else { card.remove_attribute("hidden") };
    }

    fn share(&self) {
        let saved = self.shown().and_then(|shown| {
            let runs = layers::of(&self.page, self.history.list());
            Some(collect::marked(&paint::framed(&shown.host)?, Writer::new(&shown.placement.pieces, &runs)))
        });
        let file = match bundle::fill(&self.source, &self.page, &self.history, saved.as_deref()) {
            Ok(file) => file,
            Err(failure) => return self.say(&failure.to_string()),
        };
        let name: String =
            self.page.title().chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { ' ' }).take(80).collect();
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if paint::download(&self.document, &format!("{name}.saidwho.html"), &file).is_none() {
            self.say("The file could not be saved.");
        }
    }
}
