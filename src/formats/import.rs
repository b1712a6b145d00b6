//! Annotations that other programs wrote, taken into an open page.
//!
//! Read are: ours; W3C Web Annotations, alone, in a list, a page or a collection (Recogito writes lists); what Hypothesis
//! exports or its API gives (`rows`), with replies as part of the note that they answer. Names, notes and tags are text.
//! What has no place in a text, such as a note on the page as a whole, is counted and left out.
//!
//! ```
//! use saidwho::{formats::import, page::Page};
//! let page = Page::from_text("Ada Lind came.");
//! let json = r#"{"rows": [{"id": "x", "user": "acct:ida@hypothes.is", "text": "Who?", "tags": ["check"],
//!     "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "Ada Lind"}]}]}]}"#;
//! let imported = import::read(json, &page).expect("it is an export");
//! let annotation = &imported.list.annotations()[0];
//! assert_eq!((annotation.note.as_str(), annotation.made.by.name()), ("Who?", "ida"));
//! assert_eq!(annotation.place.extent().of(page.text()), "Ada Lind");
//! ```

use crate::annotations::history::Change;
use crate::annotations::jsonld::Collection;
use crate::annotations::merge::merge;
use crate::annotations::{History, List, Stamp};
use crate::page::Page;
use foldhash::{HashMap, HashMapExt, HashSet};
use serde_json::{Map, Value, json};

/// Why nothing was read. The words are shown to the reader as they stand.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImportError {
    /// It is no JSON.
    #[error("This file is not JSON, or it is damaged; no annotations were read.")]
    NotJson,
    /// It is JSON of another kind.
    #[error("There are no annotations in this file that can be read.")]
    NoAnnotations,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The annotations, placed in the page; those whose words are not in it are orphans.
    pub list: List,
    /// How many were not understood, or have no place in a text.
    pub left_out: usize,
}

/// Reads annotations of `page`.
///
/// # Errors
/// When there are none in the file.
pub fn read(json: &str, page: &Page) -> Result<Imported, ImportError> {
    // Some programs write a byte order mark.
    let value: Value = serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(|_| ImportError::NotJson)?;
    let mut file = match value {
        Value::Object(object) => object,
        several => Map::from_iter([("items".to_owned(), several)]),
    };
    let items = items(&mut file).ok_or(ImportError::NoAnnotations)?;
    let count = items.len();
    let replies = replies(&items);
    let items: Vec<Value> = items.into_iter().filter_map(|item| understood(item, &replies)).collect();
    let folded: usize = replies.values().map(Vec::len).sum();
    file.insert("first".to_owned(), json!({"items": items}));
    let collection: Collection = serde_json::from_value(Value::Object(file)).map_err(|_| ImportError::NoAnnotations)?;
    let list = collection.list(page.text());
    let left_out = count.saturating_sub(list.annotations().len() + folded);
    if count > 0 && left_out == count {
        return Err(ImportError::NoAnnotations);
    }
    Ok(Imported { list, left_out })
}

/// Takes what was read into a document, as one entry of its history that can be undone. Where the two differ, the
/// document's own decision stands. False when it has it all.
pub fn take_in(history: &mut History, imported: &Imported, stamp: &Stamp) -> bool {
    let change = Change::between(history.list(), merge(history.list(), &imported.list).list());
    history.record("import", change, stamp)
}

/// The annotations of a file, wherever it has them.
fn items(file: &mut Map<String, Value>) -> Option<Vec<Value>> {
    let first = file.get_mut("first").and_then(|first| first.get_mut("items")).map(Value::take);
    let named = ["rows", "annotations", "items"].into_iter().find_map(|name| file.remove(name));
    match first.or(named) {
        Some(Value::Array(items)) => Some(items),
        Some(_) => None,
        None if file.contains_key("target") => Some(vec![Value::Object(std::mem::take(file))]),
        None => None,
    }
}

/// Replies by the annotation that they answer: Hypothesis lists the whole thread, the first of it first.
fn replies(items: &[Value]) -> HashMap<String, Vec<Value>> {
    let ids: HashSet<&str> = items.iter().filter_map(|item| item["id"].as_str()).collect();
    let mut replies: HashMap<String, Vec<Value>> = HashMap::new();
    for item in items {
        let Some(root) = item["references"][0].as_str().filter(|root| ids.contains(root)) else { continue };
        let words = format!("{}: {}", user(item), item["text"].as_str().unwrap_or_default());
        replies.entry(root.to_owned()).or_default().push(body("replying", &words));
    }
    replies
}

fn body(purpose: &str, value: &str) -> Value {
    json!({"type": "TextualBody", "purpose": purpose, "value": value})
}

/// An annotation in the W3C's form; `None` for a reply, which is part of another.
fn understood(mut item: Value, replies: &HashMap<String, Vec<Value>>) -> Option<Value> {
    if !item.is_object() {
        return None;
    }
    let is_hypothesis = item["target"].is_array() && item["body"].is_null() && item["user"].is_string();
    if is_hypothesis {
        let is_folded = |root: &str| replies.contains_key(root);
        if item["references"][0].as_str().is_some_and(is_folded) {
            return None;
        }
        return Some(from_hypothesis(&item, replies));
    }
    // Recogito's own form, which its adapter turns into the W3C's.
    if let Some(bodies) = item.get_mut("bodies").map(Value::take) {
        item["body"] = bodies;
    }
    for body in item.get_mut("body").and_then(Value::as_array_mut).into_iter().flatten() {
        // A tag from a vocabulary is a thing with a label.
        if let Some(label) = body["value"]["label"].as_str().map(str::to_owned) {
            body["value"] = label.into();
        }
    }
    if item["creator"].is_null() {
        item["creator"] = item["target"]["creator"]["name"].clone();
    }
    let selectors = item.get_mut("target").and_then(|target| target.get_mut("selector")).and_then(Value::as_array_mut);
    if let Some(selectors) = selectors {
        let own: Vec<Value> = selectors.iter().filter(|one| one["type"].is_null()).flat_map(from_recogito).collect();
        selectors.extend(own);
    }
    Some(item)
}

fn from_recogito(selector: &Value) -> Vec<Value> {
    let quote = selector["quote"].as_str().map(|exact| json!({"type": "TextQuoteSelector", "exact": exact}));
    let position = json!({"type": "TextPositionSelector", "start": selector["start"], "end": selector["end"]});
    quote.into_iter().chain([position]).collect()
}

fn from_hypothesis(row: &Value, replies: &HashMap<String, Vec<Value>>) -> Value {
    let id = row["id"].as_str().unwrap_or_default();
    let mut bodies = Vec::new();
    if let Some(text) = row["text"].as_str().filter(|text| !text.is_empty()) {
        bodies.push(body("commenting", text));
    }
    bodies.extend(replies.get(id).into_iter().flatten().cloned());
    let tags = row["tags"].as_array().into_iter().flatten().filter_map(Value::as_str);
    bodies.extend(tags.map(|tag| body("tagging", tag)));
    json!({
        "id": if id.is_empty() { String::new() } else { format!("urn:hypothesis:{id}") },
        "type": "Annotation",
        "creator": {"type": "Person", "name": user(row)},
        "created": row["created"],
        "target": row["target"],
        "body": bodies,
    })
}

/// The name of who wrote a row: the one on display, else that of the account.
fn user(row: &Value) -> String {
    let shown = row["user_info"]["display_name"].as_str().filter(|name| !name.is_empty());
    let account = row["user"].as_str().unwrap_or_default();
    let account = account.strip_prefix("acct:").unwrap_or(account);
    shown.unwrap_or_else(|| account.split('@').next().unwrap_or(account)).to_owned()
}
