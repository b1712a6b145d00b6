//! The browser: the only module that names web-sys. It turns what the browser says into events, and carries out the
//! effects that [`crate::show`] answers with.
//!
//! A page is parsed by the browser into an inert document, sanitised, and shown in a shadow root, or as a reading view of
//! its text alone. Highlights are CSS Custom Highlights over the page's own text nodes, which are never changed; where a
//! browser has none, [`marks`] stand around the words and are taken off again.

mod assembly;
mod collect;
mod dialogs;
mod editor;
mod effects;
mod encodings;
mod events;
mod files;
mod flat;
mod follow;
mod frame;
mod handles;
mod highlights;
mod later;
mod layout;
mod beside;
mod marks;
mod opening;
mod paint;
mod panel;
mod paper;
mod parse;
mod parts;
mod placement;
mod point;
mod sanitise;
mod selection;
mod standing;
mod steps;
mod storage;
mod story;
mod surface;

use crate::page::{Page, decode};
use crate::reading::Engine;
use crate::show::bundle::{self, BundleError};
use crate::show::effect::{Effect, Notice};
use crate::show::event::{Brought, Command, Event, Kept, Opened, Trouble};
use crate::show::layers;
use crate::show::panel::Panel;
use crate::show::state::State;
use js_sys::JsString;
use std::collections::VecDeque;
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use web_sys::{Blob, Document, Element, KeyboardEvent, MouseEvent, PointerEvent};

/// The type of the event that asks the shim for the models.
const LEARN: &str = "saidwho-learn";

/// How the program begins in the app's file, behind all that it says.
const PROGRAM: &str = "<script type=\"application/octet-stream\"";

/// The app, made once by the shim.
#[wasm_bindgen]
pub struct App {
    state: State,
    /// The app's own file as it was opened, up to its program: what is filled to share it.
    shell: String,
    /// Engine and shim, and behind them the models once they are there. They stay the browser's own text.
    program: JsString,
    document: Document,
    /// A page that is being collected, and what the reader is told with it.
    collecting: Option<(collect::Collecting, String)>,
    /// What is to be done yet of what followed from the last event.
    effects: VecDeque<Effect>,
    /// The page that is being opened, until it is shown.
    coming: Option<collect::Saved>,
    /// The page as it was saved, where there is one.
    saved: Option<collect::Saved>,
    /// The reading view, as long as it is being made.
    story: Option<story::Story>,
    /// Whether only the beginning of what is shown is there so far.
    is_beginning: bool,
    /// Where the reader stood when the text was laid out another way, until that place is there.
    standing: standing::Standing,
    /// Where the text stands in the reading view.
    placement: placement::Placement,
    painter: paint::Painter,
    /// What the panel shows.
    panel: Option<Panel>,
    /// What the panel is being filled with.
    filling: Option<panel::Filling>,
    /// What the filters offer.
    choices: Option<panel::Choices>,
    follower: follow::Follower,
    /// How long the last change of the page has taken so far, in milliseconds, while it is being followed.
    following: Option<f64>,
    /// What is to be painted next.
    wanted: Option<Vec<layers::Run>>,
    /// What is painted.
    runs: Option<Vec<layers::Run>>,
    /// Whether a mouse button or a finger is down: a selection that is still being made offers nothing.
    is_down: bool,
    /// The files to share, to be edited again and to read only, once they are weighed and until something is done.
    weighed: Option<[Blob; 2]>,
    /// The handle that is held.
    grip: Option<handles::Grip>,
    watch: handles::Watch,
}

/// The time, as RFC 3339 text.
fn now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

#[wasm_bindgen]
impl App {
    /// The app with the text of its own file, up to the models.
    ///
    /// # Errors
    /// Outside a page.
    #[wasm_bindgen(constructor)]
    pub fn new(source: JsString) -> Result<App, JsValue> {
        let window = web_sys::window().ok_or("there is no page")?;
        let document = window.document().ok_or("there is no page")?;
        let language = window.navigator().language().unwrap_or_default();
        let (start, end) = (u32::try_from(source.index_of(PROGRAM, 0)).unwrap_or(u32::MAX), source.length());
        let follower = follow::Follower::new();
        let painter = paint::Painter::new(&document, follower.observer());
        Ok(Self {
            state: State::new(None, &language),
            shell: source.slice(0, start).into(),
            program: source.slice(start, end),
            document,
            collecting: None,
            effects: VecDeque::new(),
            coming: None,
            saved: None,
            story: None,
            is_beginning: false,
            standing: standing::Standing::new(),
            placement: placement::Placement::default(),
            painter,
            panel: None,
            filling: None,
            choices: None,
            follower,
            following: None,
            wanted: None,
            runs: None,
            is_down: false,
            weighed: None,
            grip: None,
            watch: handles::Watch::new(),
        })
    }

    /// Shows that the app is there, and opens the document that this file carries, if it carries one.
    pub fn start(&mut self) {
        storage::open();
        if let Some(root) = self.document.document_element() {
            let _ = root.class_list().add_1("ready");
        }
        parts::translate(&self.document, self.state.words());
        if let Some(article) = self.by_id("article") {
            let _ = frame::style_each_where_needed(&self.document, &article);
        }
        let shell = std::mem::take(&mut self.shell);
        let opened = self.open_bundle(&shell, String::new());
        self.shell = shell;
        match opened {
            Ok(true) => {}
            Ok(false) => later::later(|| later::tell(LEARN)),
            Err(failure) => self.say(&Notice::plain(&failure.to_string())),
        }
    }

    /// Takes the models and the rest of the app's own file, in which they stand; `names` holds both labellers, one after
    /// the other. False when they are none.
    pub fn learn(&mut self, names: &[u8], lexicon: &[u8], rest: &JsString) -> bool {
        let engine: &'static Engine = match Engine::from_joined(names, lexicon) {
            // There is one, and it lives as long as its page.
            Ok(engine) => Box::leak(Box::new(engine)),
            Err(_) => {
                self.say(&Notice::plain(self.state.words().get("incomplete")));
                return false;
            }
        };
        self.program = self.program.concat(rest);
        if !self.state.is_open() && self.state.coming().is_empty() {
            // A browser compiles what runs for the first time: so the first page is read as fast as the next.
            let sample = self.sample();
            later::later(move || drop(engine.read(&Page::from_text(sample))));
        }
        later::later(parse::prepare);
        self.carry_out_all();
        let effects = self.state.learn(engine, &now());
        self.effects.extend(effects);
        self.carry_out_some(f64::INFINITY);
        true
    }

    /// Opens a file: its name, its bytes, and how many were dropped with it.
    pub fn open(&mut self, name: &str, bytes: &[u8], count: usize) {
        let note = match count {
            0 | 1 => String::new(),
            _ => self.state.words().fill("dropped", &[("n", &count.to_string()), ("name", name)]),
        };
        let Some(text) = self.decoded(bytes) else { return };
        match self.open_bundle(&text, note.clone()) {
            Ok(true) => {}
            Err(failure) => {
                // What can be read of it is read.
                if let (BundleError::Damaged | BundleError::CutShort, Some(left)) = (&failure, bundle::markup(&text)) {
                    self.open_html(left.to_owned(), failure.to_string());
                } else {
                    self.refuse(&failure);
                }
            }
            Ok(false) if decode::is_html(name, &text) => self.open_html(text, note),
            Ok(false) => self.open_page((Page::from_text(text), None), note),
        }
    }

    /// Brings a second file to the open document: its name and its bytes.
    pub fn bring(&mut self, name: &str, bytes: &[u8]) {
        let Some(text) = self.decoded(bytes) else { return };
        let brought = match bundle::read(&text) {
            Ok(Some((document, _))) => Brought::Version(document.page(), Some(Box::new(document))),
            Ok(None) if decode::is_html(name, &text) => Brought::Version(collect::html(&text).0, None),
            Ok(None) if text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']) => {
                Brought::Annotations(text)
            }
            Ok(None) => Brought::Version(Page::from_text(text), None),
            Err(failure) => return self.refuse(&failure),
        };
        self.send(Event::Brought(brought));
    }

    /// Handles one event of the page.
    pub fn handle(&mut self, event: &web_sys::Event) {
        let kind = event.type_();
        // While a page is being shown by steps, the old one is half gone: the pointer waits, all else has it shown first.
        match kind.as_str() {
            later::GO_ON => return self.go_on(),
            follow::CHANGED => return self.follow(),
            handles::MOVED => return self.place_handles(),
            files::WEIGH => return self.weigh(),
            "pointermove" if !self.effects.is_empty() => return,
            _ => self.carry_out_all(),
        }
        let target = events::target(event);
        let target = target.as_ref();
        match kind.as_str() {
            "click" => self.click(event, target),
            "pointermove" => event.dyn_ref().into_iter().for_each(|pointer| self.pointer_moved(pointer)),
            "change" => self.send_some(target.and_then(events::change)),
            "input" => self.send_some(target.and_then(events::input)),
            "keydown" => {
                if let Some(key) = event.dyn_ref::<KeyboardEvent>() {
                    self.key(key, target);
                }
            }
            "pointerdown" => {
                self.is_down = true;
                if let (Some(pointer), Some(target)) = (event.dyn_ref::<PointerEvent>(), target) {
                    self.grab(pointer, target);
                }
            }
            "pointerup" | "pointercancel" => {
                self.is_down = false;
                if self.grip.take().is_some() {
                    return self.let_go(kind == "pointerup");
                }
                let is_exact = event.dyn_ref::<MouseEvent>().is_some_and(MouseEvent::alt_key);
                if kind == "pointerup" && target.is_none_or(|target| events::closest(target, ".popover").is_none()) {
                    self.select(is_exact);
                }
            }
            "selectionchange" if !self.is_down => self.select(false),
            "paste" if target.is_none_or(|target| !matches!(target.local_name().as_str(), "textarea" | "input")) => {
                match (events::pasted(event, "text/html"), events::pasted(event, "text/plain")) {
                    (Some(html), _) => self.open_html(html, String::new()),
                    (None, Some(text)) => self.open_page((Page::from_text(text), None), String::new()),
                    (None, None) => self.say(&Notice::plain(self.state.words().get("no-paste"))),
                }
            }
            "beforeprint" => {
                paper::fill(&self.document, self.state.page(), self.state.history().list(), self.state.words());
            }
            "afterprint" => paper::empty(&self.document),
            "beforeunload" if self.state.asks_before_leaving() => event.prevent_default(),
            storage::ANSWER => {
                if let Some((what, texts)) = events::answer(event) {
                    self.answered(&what, &texts);
                }
            }
            _ => {}
        }
    }
}

impl App {
    /// The text of the sample.
    fn sample(&self) -> String {
        self.by_id("saidwho-sample").and_then(|sample| sample.text_content()).unwrap_or_default()
    }

    fn by_id(&self, id: &str) -> Option<Element> {
        self.document.get_element_by_id(id)
    }

    /// The text of a file, or nothing when the reader is told why there is none.
    fn decoded(&mut self, bytes: &[u8]) -> Option<String> {
        decode::text(bytes, &encodings::Browser).map_err(|failure| self.refuse(&failure)).ok()
    }

    /// Tells the reader why a file is not taken. What is said of the page before it is said first, and not over it.
    fn refuse(&mut self, failure: &dyn std::error::Error) {
        self.carry_out_all();
        self.say(&Notice::plain(&failure.to_string()));
    }

    /// Tells the state of an event, and carries out what follows, all of it or until something is to wait.
    fn send(&mut self, event: Event) -> bool {
        self.carry_out_all();
        let is_consumed = self.tell(event);
        self.carry_out_some(f64::INFINITY);
        is_consumed
    }

    /// Tells the state of an event, and notes what follows.
    fn tell(&mut self, event: Event) -> bool {
        if !matches!(event, Event::Do(Command::ShareFull | Command::ShareLight)) {
            self.weighed = None;
        }
        let mut effects = self.state.handle(event, &now());
        let count = effects.len();
        effects.retain(|effect| *effect != Effect::Consume);
        let is_consumed = effects.len() < count;
        self.effects.extend(effects);
        is_consumed
    }

    fn send_some(&mut self, event: Option<Event>) {
        if let Some(event) = event {
            self.send(event);
        }
    }

    fn click(&mut self, event: &web_sys::Event, target: Option<&Element>) {
        let Some(target) = target else { return };
        if let Some(more) = self.by_id("more") {
            let is_more = events::closest(target, "#more").is_some();
            let is_open = is_more && more.get_attribute("aria-expanded").as_deref() != Some("true");
            let _ = more.set_attribute("aria-expanded", if is_open { "true" } else { "false" });
        }
        if let Some(pressed) = events::press(target) {
            self.send(pressed);
            return;
        }
        let is_article = events::closest(target, "#article").is_some()
            || target.get_root_node().is_instance_of::<web_sys::ShadowRoot>();
        if !is_article || self.state.marking().is_some() || events::closest(target, "a[href], summary").is_some() {
            return;
        }
        if let Some(mouse) = event.dyn_ref::<MouseEvent>() {
            let items = point::under(&self.document, &self.painter, mouse.client_x(), mouse.client_y());
            self.send(Event::Pointed(items.into_iter().map(layers::Item::index).collect()));
        }
    }

    fn key(&mut self, event: &KeyboardEvent, target: Option<&Element>) {
        let is_query = target.is_some_and(|target| target.id() == "query");
        if is_query && event.key() == "Enter" {
            let command = if event.shift_key() { "previous-found" } else { "next-found" };
            self.send_some(Command::parse(command, "").map(Event::Do));
            return event.prevent_default();
        }
        // A dialog has its own way with keys, Escape among them.
        if target.is_some_and(|target| events::closest(target, "dialog").is_some()) {
            return;
        }
        // Escape closes the field that has the keyboard; what stands in it counts.
        if event.key() == "Escape" {
            self.send_some(target.and_then(events::change));
        }
        if self.send(Event::Key(events::key(event, target))) {
            event.prevent_default();
        }
    }

    fn select(&mut self, exact: bool) {
        let Some(article) = self.by_id("article").filter(|_| self.state.is_open()) else { return };
        // A field of ours has the keyboard, and with it the selection.
        if self
            .document
            .active_element()
            .is_some_and(|active| events::closest(&active, ".popover, #panel, dialog").is_some())
        {
            return;
        }
        let span = selection::span(&self.document, &article, self.placement(), self.state.page().text());
        self.send(Event::Selected { span, exact });
    }

    /// What storage answered.
    fn answered(&mut self, what: &str, texts: &[JsValue]) {
        let text = |at: usize| texts.get(at).and_then(JsValue::as_string);
        let key = text(0).unwrap_or_default();
        let document = || text(1).and_then(|document| bundle::parse(&document).ok().flatten());
        match what {
            "open" => {
                storage::get("settings", "", &["settings".to_owned()], None);
                storage::titles();
            }
            "settings" => self.send_some(text(1).map(Event::Settings)),
            "titles" => {
                let pair = |pair: &[JsValue]| {
                    let key = pair.first()?.as_string()?.strip_prefix("title ")?.to_owned();
                    let (title, at): (String, String) = serde_json::from_str(&pair.get(1)?.as_string()?).ok()?;
                    Some((key, title, at))
                };
                let titles = texts.chunks(2).filter_map(pair).collect();
                self.send(Event::Kept(titles));
            }
            "found" => {
                let draft = text(2).and_then(|draft| serde_json::from_str(&draft).ok());
                let steps = texts.get(3).map(|steps| js_sys::Array::from(steps).to_vec()).unwrap_or_default();
                // A step that cannot be read would make the ones after it wrong.
                let steps = steps.iter().map_while(|step| serde_json::from_str(&step.as_string()?).ok()).collect();
                self.send(Event::Found { key, kept: document().map(|document| Kept { document, steps, draft }) });
            }
            "resume" => {
                let Some(page) = document().map(|document| document.page()) else { return };
                self.coming =
                    text(2).and_then(|saved| collect::html(&saved).1).filter(|saved| saved.shown(&page).is_some());
                self.send(Event::Open(Opened { page, document: None, note: String::new(), key: Some(key) }));
            }
            "kept" => {
                self.send(Event::IsKept);
            }
            "full" => {
                self.send(Event::Unkept(Trouble::Full));
            }
            _ => {
                self.send(Event::Unkept(Trouble::Forbidden));
            }
        }
    }
}
