//! The shapes of the file format, as serde sees them. What they mean stands in `docs/bundle.md`.
//!
//! Writing is strict and always the same; reading is lenient, because other programs write the same model in other ways:
//! one thing or a list of them, parts that are missing, parts that we do not know.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// Who made something.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub struct Agent {
    #[serde(rename = "type", default = "person")]
    pub kind: String,
    #[serde(default)]
    pub name: String,
}

fn person() -> String {
    "Person".to_owned()
}

/// A selector that we know.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
#[serde(tag = "type")]
pub enum Selector {
    TextQuoteSelector {
        exact: String,
        #[serde(default)]
        prefix: String,
        #[serde(default)]
        suffix: String,
    },
    TextPositionSelector {
        start: usize,
        end: usize,
    },
}

/// A stretch of the text.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq, Default)]
#[serde(default)]
pub struct Target {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Value>,
    #[serde(deserialize_with = "lenient")]
    pub selector: Vec<Selector>,
}

/// One thing that an annotation says.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq, Default)]
#[serde(default)]
pub struct Body {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(deserialize_with = "first", skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    pub value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sieve: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inside: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "lenient")]
    pub cue: Vec<Target>,
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "lenient")]
    pub source: Vec<Target>,
}

/// One annotation.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq, Default)]
#[serde(default)]
pub struct Annotation {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(deserialize_with = "first", skip_serializing_if = "String::is_empty")]
    pub motivation: String,
    #[serde(deserialize_with = "agent", skip_serializing_if = "Option::is_none")]
    pub creator: Option<Agent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    #[serde(deserialize_with = "agent", skip_serializing_if = "Option::is_none")]
    pub editor: Option<Agent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    #[serde(rename = "bodyValue", skip_serializing_if = "Option::is_none")]
    pub body_value: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub body: Vec<Body>,
    #[serde(deserialize_with = "lenient")]
    pub target: Vec<Target>,
    /// The best near place of an orphan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<[usize; 2]>,
}

/// What the text says that an entity is.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub struct Role {
    pub value: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selector: Option<Selector>,
}

/// One entity.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq, Default)]
#[serde(default)]
pub struct Entity {
    pub id: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    pub named: bool,
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "lenient")]
    pub aliases: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "lenient")]
    pub roles: Vec<Role>,
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "lenient")]
    pub absorbed: Vec<String>,
    #[serde(deserialize_with = "agent", skip_serializing_if = "Option::is_none")]
    pub creator: Option<Agent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    #[serde(deserialize_with = "agent", skip_serializing_if = "Option::is_none")]
    pub editor: Option<Agent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
}

/// What a colour means.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub struct Colour {
    pub colour: String,
    pub meaning: String,
}

/// One thing before and after.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub struct Edit<T> {
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    pub before: Option<T>,
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    pub after: Option<T>,
}

/// One entry of the history.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub struct Entry {
    pub action: String,
    #[serde(deserialize_with = "agent", default)]
    pub creator: Option<Agent>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub created: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty", default = "Vec::new")]
    pub annotations: Vec<Edit<Annotation>>,
    #[serde(skip_serializing_if = "Vec::is_empty", default = "Vec::new")]
    pub entities: Vec<Edit<Entity>>,
    #[serde(skip_serializing_if = "Vec::is_empty", default = "Vec::new")]
    pub colours: Vec<Edit<Colour>>,
}

/// One or several, those left out that are of another form.
pub fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let several = match Value::deserialize(deserializer)? {
        Value::Array(several) => several,
        Value::Null => Vec::new(),
        one => vec![one],
    };
    Ok(several.into_iter().filter_map(|one| serde_json::from_value(one).ok()).collect())
}

/// The first of one or several words.
fn first<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(lenient(deserializer)?.into_iter().next().unwrap_or_default())
}

/// A person or a program, written out or by its name alone.
fn agent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Agent>, D::Error> {
    let first = match Value::deserialize(deserializer)? {
        Value::Array(several) => several.into_iter().next().unwrap_or_default(),
        one => one,
    };
    Ok(match first {
        Value::String(name) => Some(Agent { kind: person(), name }),
        other => serde_json::from_value(other).ok(),
    })
}
