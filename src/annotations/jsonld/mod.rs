//! The list as W3C Web Annotation JSON-LD, and back. The format is written down in `docs/bundle.md`.
//!
//! The same list of the same text gives the same bytes, and what was written reads back as the same list. Reading takes
//! what other programs write too: a position in UTF-16 units, a quotation alone, an annotation that is only a note.
//!
//! ```
//! use saidwho::{annotate, annotations::{List, jsonld::Collection}, page::Page};
//! let page = Page::from_text("“It is late,” Ada Lind said.");
//! let list = List::from_reading(&page, &annotate(&page));
//! let written = serde_json::to_string(&Collection::of(&page, &list)).expect("it is plain data");
//! let read: Collection = serde_json::from_str(&written).expect("it is ours");
//! assert_eq!(read.list(page.text()), list);
//! ```

mod read;
mod write;

use super::history::{Change, Edit, Entry};
use super::model::{Annotation, Entity, Stamp};
use super::{History, List, digest, wire};
use crate::page::Page;
use crate::page::offsets::Offsets;
use read::{Reader, maker};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use write::{Writer, agent, written_colour};

/// The annotations of one text: an AnnotationCollection with its entities and colours.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq, Default)]
#[serde(default)]
pub struct Collection {
    /// The W3C's context and ours.
    #[serde(rename = "@context")]
    context: Value,
    id: String,
    /// Always `AnnotationCollection`.
    #[serde(rename = "type")]
    kind: String,
    /// The title of what is annotated.
    pub label: String,
    total: usize,
    #[serde(deserialize_with = "wire::lenient")]
    entities: Vec<wire::Entity>,
    #[serde(deserialize_with = "wire::lenient")]
    colours: Vec<wire::Colour>,
    first: AnnotationPage,
}

#[derive(Serialize, Deserialize, Debug, Clone, PartialEq, Default)]
#[serde(default)]
struct AnnotationPage {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(deserialize_with = "wire::lenient")]
    items: Vec<wire::Annotation>,
}

/// What was done to a list, for a file that also holds the list.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq, Default)]
#[serde(default)]
pub struct WrittenHistory {
    done: usize,
    entries: Vec<wire::Entry>,
}

/// Our words beside the W3C's.
fn context() -> Value {
    let term = |name: &str| json!(format!("urn:saidwho:terms:{name}"));
    let link = |name: &str| json!({"@id": format!("urn:saidwho:terms:{name}"), "@type": "@id"});
    let ours = json!({
        "entities": term("entities"), "named": term("named"), "class": term("class"), "aliases": term("aliases"),
        "roles": term("roles"), "absorbed": link("absorbed"), "entity": link("entity"), "speaker": link("speaker"),
        "inside": link("inside"), "cue": term("cue"), "sieve": term("sieve"), "confidence": term("confidence"),
        "status": term("status"), "editor": term("editor"), "near": term("near"), "colours": term("colours"),
        "colour": term("colour"), "meaning": term("meaning"), "blocks": term("blocks"), "version": term("version"),
        "withoutSuggestions": term("withoutSuggestions"),
        "history": {"@id": "urn:saidwho:terms:history", "@type": "@json"},
    });
    json!(["http://www.w3.org/ns/anno.jsonld", ours])
}

impl Collection {
    /// The file's form of a list of annotations of `page`.
    #[must_use]
    pub fn of(page: &Page, list: &List) -> Self {
        let id = format!("urn:saidwho:text:{}", digest(&[page.text()]));
        let writer = Writer { text: page.text(), offsets: Offsets::new(page.text()), source: Some(&id), list };
        let items: Vec<wire::Annotation> = list.annotations().iter().map(|one| writer.annotation(one)).collect();
        Self {
            context: context(),
            kind: "AnnotationCollection".to_owned(),
            label: page.title().to_owned(),
            total: items.len(),
            entities: list.entities().values().map(|one| writer.entity(one)).collect(),
            colours: list.colours().iter().map(|(colour, meaning)| written_colour(colour, meaning)).collect(),
            first: AnnotationPage { id: format!("{id}:annotations"), kind: "AnnotationPage".to_owned(), items },
            id,
        }
    }

    /// The list, placed in `text`.
    #[must_use]
    pub fn list(&self, text: &str) -> List {
        let mut reader = Reader::new(text, &self.first.items);
        let entities: Vec<Entity> = self.entities.iter().map(|one| reader.entity(one)).collect();
        let annotations: Vec<Annotation> = self.first.items.iter().filter_map(|one| reader.annotation(one)).collect();
        let colours = self.colours.iter().map(|one| (one.colour.clone(), one.meaning.clone())).collect();
        List::new(entities.into_iter().chain(reader.made_up.into_values()), annotations, colours)
    }
}

/// The file's form of what was done to a list of annotations of `page`.
#[must_use]
pub fn written_history(page: &Page, history: &History) -> WrittenHistory {
    // Positions are enough here: a file's text goes with it.
    let writer = Writer { text: page.text(), offsets: Offsets::new(page.text()), source: None, list: history.list() };
    let entry = |entry: &Entry| wire::Entry {
        action: entry.action.clone(),
        creator: Some(agent(&entry.stamp.by)),
        created: entry.stamp.at.clone(),
        annotations: entry.change.annotations.iter().map(|edit| edit.map(|one| writer.annotation(one))).collect(),
        entities: entry.change.entities.iter().map(|edit| edit.map(|one| writer.entity(one))).collect(),
        colours: entry.change.colours.iter().map(|edit| edit.map(|one| written_colour(&one.0, &one.1))).collect(),
    };
    WrittenHistory { done: history.done(), entries: history.entries().iter().map(entry).collect() }
}

/// The history of a list that was read from the same file.
#[must_use]
pub fn read_history(list: List, text: &str, written: &WrittenHistory) -> History {
    let mut reader = Reader::new(text, &[]);
    let entries = written.entries.iter().map(|entry| Entry {
        action: entry.action.clone(),
        stamp: Stamp { by: maker(entry.creator.as_ref()), at: entry.created.clone() },
        change: Change {
            annotations: entry
                .annotations
                .iter()
                .map(|edit| Edit {
                    before: edit.before.as_ref().and_then(|one| reader.annotation(one)),
                    after: edit.after.as_ref().and_then(|one| reader.annotation(one)),
                })
                .collect(),
            entities: entry
                .entities
                .iter()
                .map(|edit| Edit {
                    before: edit.before.as_ref().map(|one| reader.entity(one)),
                    after: edit.after.as_ref().map(|one| reader.entity(one)),
                })
                .collect(),
            colours: entry
                .colours
                .iter()
                .map(|edit| {
                    let read =
                        |one: &Option<wire::Colour>| one.as_ref().map(|one| (one.colour.clone(), one.meaning.clone()));
                    Edit { before: read(&edit.before), after: read(&edit.after) }
                })
                .collect(),
        },
    });
    let entries = entries.collect();
    History::from_parts(list, entries, written.done)
}

impl<T> Edit<T> {
    fn map<U>(&self, to: impl Fn(&T) -> U) -> wire::Edit<U> {
        wire::Edit { before: self.before.as_ref().map(&to), after: self.after.as_ref().map(&to) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotations::history::tests::{Seed, action, reader, story};
    use proptest::prelude::*;

    fn written(page: &Page, history: &History) -> (String, String) {
        let list = serde_json::to_string(&Collection::of(page, history.list())).expect("plain data");
        (list, serde_json::to_string(&written_history(page, history)).expect("plain data"))
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_the_same(seeds in proptest::collection::vec(any::<Seed>(), 0..16), undone in 0_usize..4) {
            let (page, list) = story();
            let mut history = History::new(list.clone());
            for (at, seed) in seeds.into_iter().enumerate() {
                let action = action(history.list(), page, seed);
                history.act(page, &action, &reader(at));
            }
            (0..undone).for_each(|_| { history.undo(); });
            let (list, entries) = written(page, &history);
            let read: Collection = serde_json::from_str(&list).expect("ours");
            let read_entries: WrittenHistory = serde_json::from_str(&entries).expect("ours");
            let again = read_history(read.list(page.text()), page.text(), &read_entries);
            prop_assert_eq!(&again, &history);
            prop_assert_eq!(written(page, &again), (list, entries));
        }
    }

    /// Annotations as other programs write them: what the first one becomes in "😀 Ada Lind came to Rome.".
    #[test]
    fn other_programs_files() {
        let text = "😀 Ada Lind came to Rome.";
        let cases = [
            (
                "positions in UTF-16 units, and a note",
                json!({"id": "https://example.org/1", "type": "Annotation", "creator": "acct:ida@example.org",
                    "body": [{"type": "TextualBody", "value": "Who?", "format": "text/plain"}],
                    "target": [{"source": "x", "selector": [{"type": "RangeSelector", "startOffset": 1},
                        {"type": "TextPositionSelector", "start": 3, "end": 11}, {"type": "TextQuoteSelector", "exact": "Ada Lind"}]}]}),
                "highlight Ada Lind Who? []",
            ),
            (
                "one selector, one body, one target, and a tag",
                json!({"type": "Annotation", "body": {"type": "TextualBody", "purpose": "tagging", "value": "place"},
                    "target": {"selector": {"type": "TextQuoteSelector", "exact": "Rome"}}}),
                "highlight Rome  [\"place\"]",
            ),
            (
                "a class of ours without an entity",
                json!({"body": {"purpose": "classifying", "value": "GPE"}, "target": {"selector": {"type": "TextQuoteSelector", "exact": "Rome"}}}),
                "mention Rome  []",
            ),
            (
                "another's class, and a body that is a value",
                json!({"bodyValue": "Hm.", "body": {"purpose": "classifying", "value": "City"},
                    "target": {"selector": {"type": "TextQuoteSelector", "exact": "Rome"}}}),
                "highlight Rome Hm. [\"City\"]",
            ),
            (
                "swapped and wild positions, and words that are there",
                json!({"target": {"selector": [{"type": "TextPositionSelector", "start": 900, "end": 3},
                    {"type": "TextPositionSelector", "start": -4, "end": 3}, {"type": "TextQuoteSelector", "exact": "Rome"}]}}),
                "highlight Rome  []",
            ),
            ("no target", json!({"body": {"value": "x"}}), "nothing"),
            ("no annotation", json!(7), "nothing"),
        ];
        for (name, item, expected) in cases {
            let file = json!({"type": "AnnotationCollection", "first": {"items": [item]}});
            let collection: Collection = serde_json::from_value(file).expect("lenient");
            let list = collection.list(text);
            let shown = list.annotations().first().map_or("nothing".to_owned(), |one| {
                format!("{} {} {} {:?}", one.body.name(), one.place.extent().of(text), one.note, one.tags)
            });
            assert_eq!(shown, expected, "{name}");
        }
    }

    #[test]
    fn what_is_not_in_the_text_is_an_orphan_and_keeps_its_words() {
        let (page, list) = story();
        let written = serde_json::to_value(Collection::of(page, list)).expect("plain data");
        let collection: Collection = serde_json::from_value(written.clone()).expect("ours");
        let list = collection.list("Another story.");
        assert!(list.annotations().len() > 5 && list.annotations().iter().all(|one| one.orphan.is_some()));
        assert_eq!(list.shown().count(), 0);
        let again: Collection =
            serde_json::from_value(serde_json::to_value(Collection::of(page, &list)).expect("plain data"))
                .expect("ours");
        assert_eq!(again.list(page.text()).shown().count(), list.annotations().len(), "and finds its place again");
    }

    #[test]
    fn ids_that_are_there_twice_are_told_apart() {
        let item = json!({"id": "urn:x", "target": {"selector": {"type": "TextQuoteSelector", "exact": "Rome"}}});
        let collection: Collection =
            serde_json::from_value(json!({"first": {"items": [item, item, item]}})).expect("lenient");
        let ids: Vec<String> = collection.list("Rome").annotations().iter().map(|one| one.id.0.clone()).collect();
        assert_eq!(ids, ["urn:x", "urn:x.2", "urn:x.3"]);
    }
}
