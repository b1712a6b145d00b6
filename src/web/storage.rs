//! What the browser keeps: texts under names, in one store of IndexedDB. All local files share one database in most
//! browsers, so it has our name, and each document's name is a hash of its text.
//!
//! Answers come as events of the document, which the shim forwards like all others; nothing is called back into.
//!
//! A browser may take a second to open the database. What is asked meanwhile waits for it: a page that is read faster
//! is not taken for an unknown one, and what its reader does first is kept.

use super::later;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{
    CustomEvent, CustomEventInit, DomException, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

const STORE: &str = "kept";

/// The type of the events that answers come in.
pub const ANSWER: &str = "saidwho-storage";

/// So long, in milliseconds, a question waits for a database that does not open: then there is nothing to be found, and
/// the page can be shown.
const PATIENCE: f64 = 5000.0;

/// What is to be done later, in this order.
type Waiting = Vec<Box<dyn FnOnce()>>;

thread_local! {
    static DATABASE: RefCell<Option<IdbDatabase>> = const { RefCell::new(None) };
    /// What is to be done once the database is open, or known not to be; nothing when that is so.
    static WAITING: RefCell<Option<Waiting>> = const { RefCell::new(None) };
}

/// Sends an answer: what it answers, and its texts.
fn answer(what: &str, texts: &[JsValue]) {
    let detail = js_sys::Array::of1(&what.into());
    for text in texts {
        detail.push(text);
    }
    let settings = CustomEventInit::new();
    settings.set_detail(&detail);
    let document = web_sys::window().and_then(|window| window.document());
    if let (Some(document), Ok(event)) = (document, CustomEvent::new_with_event_init_dict(ANSWER, &settings)) {
        let _ = document.dispatch_event(&event);
    }
}

/// An answer that comes after the event that asked is done with.
fn answer_later(what: &'static str, texts: Vec<JsValue>) {
    later::after(0.0, move || answer(what, &texts));
}

/// Opens the database. The answer is "open", or "forbidden".
pub fn open() {
    WAITING.set(Some(Vec::new()));
    if try_open().is_none() {
        opened(None);
        answer_later("forbidden", Vec::new());
    }
}

/// Takes the database, or that there is none, and does what has waited for it.
fn opened(database: Option<IdbDatabase>) {
    DATABASE.set(database);
    WAITING.take().into_iter().flatten().for_each(|run| run());
}

/// Does something once the database is open, or known not to be: at once, where it is.
fn when_open(run: impl FnOnce() + 'static) {
    let run: Box<dyn FnOnce()> = Box::new(run);
    let now = WAITING.with_borrow_mut(|waiting| match waiting {
        Some(waiting) => {
            waiting.push(run);
            None
        }
        None => Some(run),
    });
    if let Some(run) = now {
        run();
    }
}

fn is_opening() -> bool {
    WAITING.with_borrow(Option::is_some)
}

fn try_open() -> Option<()> {
    let factory = web_sys::window()?.indexed_db().ok()??;
    let request = factory.open_with_u32("saidwho", 1).ok()?;
    let upgraded = request.clone();
    let upgrade = Closure::once_into_js(move || {
        let database = upgraded.result().ok().and_then(|database| database.dyn_into::<IdbDatabase>().ok());
        if let Some(database) = database {
            let _ = database.create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let asked = request.clone();
    let success = Closure::once_into_js(move || {
        let database = asked.result().ok().and_then(|database| database.dyn_into::<IdbDatabase>().ok());
        let what = if database.is_some() { "open" } else { "forbidden" };
        opened(database);
        answer(what, &[]);
    });
    request.set_onsuccess(Some(success.unchecked_ref()));
    let failure = Closure::once_into_js(|| {
        opened(None);
        answer("forbidden", &[]);
    });
    request.set_onerror(Some(failure.unchecked_ref()));
    Some(())
}

fn transaction(mode: IdbTransactionMode) -> Option<(IdbTransaction, IdbObjectStore)> {
    DATABASE.with_borrow(|database| {
        let transaction = database.as_ref()?.transaction_with_str_and_mode(STORE, mode).ok()?;
        let store = transaction.object_store(STORE).ok()?;
        Some((transaction, store))
    })
}

/// Asks for the texts of some names, and all of a kind. The answer is `what`, then `key`, then a text or undefined for
/// each name, then an array with the texts whose names are that kind, `key` and a number.
pub fn get(what: &'static str, key: &str, names: &[String], kind: Option<&'static str>) {
    let (key, names, is_asked) = (key.to_owned(), names.to_vec(), Cell::new(false));
    let ask = Rc::new(move || {
        if !is_asked.replace(true) && try_get(what, &key, &names, kind).is_none() {
            answer_later(what, nothing(&key, names.len()));
        }
    });
    if is_opening() {
        let ask = Rc::clone(&ask);
        later::after(PATIENCE, move || ask());
    }
    when_open(move || ask());
}

/// The answer that of so many names none is kept.
fn nothing(key: &str, count: usize) -> Vec<JsValue> {
    [JsValue::from_str(key)].into_iter().chain(std::iter::repeat_n(JsValue::UNDEFINED, count)).collect()
}

fn try_get(what: &'static str, key: &str, names: &[String], kind: Option<&str>) -> Option<()> {
    let (transaction, store) = transaction(IdbTransactionMode::Readonly)?;
    let mut requests: Vec<IdbRequest> = names.iter().filter_map(|name| store.get(&name.into()).ok()).collect();
    if let Some(kind) = kind {
        requests.push(store.get_all_with_key(&numbered(kind, key)?).ok()?);
    }
    // A browser that loses its storage ends the transaction.
    let lost = nothing(key, names.len());
    transaction.set_onabort(Some(Closure::once_into_js(move || answer(what, &lost)).unchecked_ref()));
    let key = JsValue::from_str(key);
    let done = Closure::once_into_js(move || {
        let texts: Vec<JsValue> =
            [key].into_iter().chain(requests.iter().map(|request| request.result().unwrap_or_default())).collect();
        answer(what, &texts);
    });
    transaction.set_oncomplete(Some(done.unchecked_ref()));
    Some(())
}

/// Asks for all titles. The answer is "titles", then name and text by turns.
pub fn titles() {
    when_open(|| {
        let _ = try_titles();
    });
}

fn try_titles() -> Option<()> {
    let (transaction, store) = transaction(IdbTransactionMode::Readonly)?;
    let range = IdbKeyRange::bound(&"title ".into(), &"title~".into()).ok()?;
    let (keys, values) = (store.get_all_keys_with_key(&range).ok()?, store.get_all_with_key(&range).ok()?);
    let done = Closure::once_into_js(move || {
        let array = |request: &IdbRequest| js_sys::Array::from(&request.result().unwrap_or_default());
        let (keys, values) = (array(&keys), array(&values));
        let texts: Vec<JsValue> = keys.iter().zip(values.iter()).flat_map(|(key, value)| [key, value]).collect();
        answer("titles", &texts);
    });
    transaction.set_oncomplete(Some(done.unchecked_ref()));
    Some(())
}

/// Keeps texts under names, and forgets those without text, as one. The answer is "kept", "full" or "forbidden".
pub fn keep(texts: Vec<(String, Option<String>)>) {
    when_open(move || {
        if try_keep(&texts).is_none() {
            answer_later("forbidden", Vec::new());
        }
    });
}

/// Forgets all of a document. The answer is as to [`keep`].
pub fn forget(key: &str) {
    let key = key.to_owned();
    when_open(move || {
        if try_forget(&key).is_none() {
            answer_later("forbidden", Vec::new());
        }
    });
}

fn try_forget(key: &str) -> Option<()> {
    let (transaction, store) = transaction(IdbTransactionMode::Readwrite)?;
    for kind in ["document", "title", "draft", "page"] {
        store.delete(&format!("{kind} {key}").into()).ok()?;
    }
    store.delete(&numbered("step", key)?).ok()?;
    finish(&transaction);
    Some(())
}

/// The names of a kind that have a number.
fn numbered(kind: &str, key: &str) -> Option<JsValue> {
    let bound = |end: &str| JsValue::from_str(&format!("{kind} {key} {end}"));
    IdbKeyRange::bound(&bound(""), &bound("~")).ok().map(JsValue::from)
}

fn try_keep(texts: &[(String, Option<String>)]) -> Option<()> {
    let (transaction, store) = transaction(IdbTransactionMode::Readwrite)?;
    for (name, text) in texts {
        match text {
            Some(text) => store.put_with_key(&text.into(), &name.into()).ok()?,
            None => store.delete(&name.into()).ok()?,
        };
    }
    finish(&transaction);
    Some(())
}

/// Lets a transaction answer, and end.
fn finish(transaction: &IdbTransaction) {
    let done = Closure::once_into_js(|| answer("kept", &[]));
    transaction.set_oncomplete(Some(done.unchecked_ref()));
    let aborted = transaction.clone();
    let failed = Closure::once_into_js(move || {
        let is_full = aborted.error().is_some_and(|error: DomException| error.name() == "QuotaExceededError");
        answer(if is_full { "full" } else { "forbidden" }, &[]);
    });
    transaction.set_onabort(Some(failed.unchecked_ref()));
    // Without waiting for more: a window that is closed now has kept it.
    let commit = js_sys::Reflect::get(transaction, &"commit".into()).ok();
    if let Some(commit) = commit.and_then(|commit| commit.dyn_into::<js_sys::Function>().ok()) {
        let _ = commit.call0(transaction);
    }
}
