//! The browser: the only module that names web-sys. It carries out what [`crate::show`] describes.
//!
//! A page is parsed by the browser into an inert document and only its text is taken, block by block; nothing of its
//! markup is ever inserted, so nothing in it can act. Highlights are CSS Custom Highlights over the article's own text
//! nodes, which are never changed.

mod collect;
mod paint;
mod panel;

use crate::page::{Page, decode};
use crate::reading::{Engine, Reading};
use crate::show::{bundle, card, layers};
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
    reading: Reading,
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
        Ok(Self { engine, source, document, page: Page::default(), reading: Reading::default() })
    }

    /// Opens the document that this file carries, if it carries one.
    pub fn start(&mut self) {
        let data = self.by_id("saidwho-document").and_then(|element| element.text_content()).unwrap_or_default();
        match bundle::parse(&data) {
            Ok(Some(document)) => self.show(document.page()),
            Ok(None) => {}
            Err(failure) => self.say(&failure.to_string()),
        }
    }

    /// Opens a file: its name, its bytes, and how many were dropped with it.
    pub fn open(&mut self, name: &str, bytes: &[u8], count: usize) {
        let text = match decode::text(bytes) {
            Ok(text) => text,
            Err(failure) => return self.say(&failure.to_string()),
        };
        match bundle::read(&text) {
            Ok(Some(document)) => self.show(document.page()),
            Err(failure) => return self.say(&failure.to_string()),
            Ok(None) => {
                self.show(if decode::is_html(name, &text) { collect::html(&text) } else { Page::from_text(text) });
            }
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
                    (None, Some(text)) => self.show(Page::from_text(text)),
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
                self.show(Page::from_text(text));
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
                self.show(Page::from_text(text));
            }
            "share" => self.share(),
            _ => {
                let index = |name: &str| button.get_attribute(name).and_then(|value| value.parse::<usize>().ok());
                let span = match (index("data-quotation"), index("data-entity")) {
                    (Some(quotation), _) => self.reading.quotations.get(quotation).map(|quotation| quotation.extent()),
                    (_, Some(entity)) => self
                        .reading
                        .mentions
                        .iter()
                        .find(|mention| mention.entity.index() == entity)
                        .map(|mention| mention.span),
                    _ => None,
                };
                if let (Some(span), Some(article)) = (span, self.by_id("article")) {
                    paint::flash(&self.document, &article, &self.page, span);
                }
            }
        }
    }

    fn show(&mut self, page: Page) {
        self.reading = self.engine.read(&page);
        self.page = page;
        self.say(if self.page.text().is_empty() { "There is no text in this page." } else { "" });
        if let Some(article) = self.by_id("article") {
            paint::article(&self.document, &article, &self.page);
        }
        self.document.set_title(&format!("{} – Saidwho", self.page.title()));
        panel::fill(&self.document, &self.page, &self.reading);
        if let Some(share) = self.by_id("share") {
            let _ = share.remove_attribute("disabled");
        }
        self.paint();
    }

    fn paint(&self) {
        let boxes = self.document.query_selector_all("#layers input").ok();
        let boxes = boxes.iter().flat_map(|list| (0..list.length()).filter_map(|at| list.get(at)));
        let off: Vec<String> = boxes
            .filter_map(|node| node.dyn_into::<HtmlInputElement>().ok())
            .filter(|input| !input.checked())
            .map(|input| input.value())
            .collect();
        let is_on = |layer: &str| {
            let group = if layer.starts_with("speaker") { "quotations" } else { layer };
            !off.iter().any(|name| name == group)
        };
        let runs: Vec<layers::Run> =
            layers::of(&self.page, &self.reading).into_iter().filter(|run| is_on(&run.layer)).collect();
        let Some(article) = self.by_id("article") else { return };
        if !paint::highlights(&self.document, &article, &runs) {
            self.say("This browser cannot draw highlights. Chrome 105, Firefox 140 and Safari 17.2, or newer, can.");
        }
    }

    /// Says in the card what is under the pointer.
    fn point(&self, mouse: &MouseEvent) {
        let Some(card) = self.by_id("card") else { return };
        let at = self.by_id("article").and_then(|article| {
            paint::byte_at(&self.document, &article, &self.page, mouse.client_x(), mouse.client_y())
        });
        let words = at.map(|at| card::of(&self.reading, at)).unwrap_or_default();
        card.set_text_content(Some(&words));
        let _ = if words.is_empty() { card.set_attribute("hidden", "") } else { card.remove_attribute("hidden") };
    }

    fn share(&self) {
        let file = match bundle::fill(&self.source, &self.page, &self.reading) {
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
