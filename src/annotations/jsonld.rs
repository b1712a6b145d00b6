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

use super::anchor::{Anchors, Found};
use super::history::{Change, Edit, Entry};
use super::model::{Annotation, AnnotationId, Body, Entity, EntityKey, Maker, Orphan, Place, Role, Stamp, Status};
use super::selectors::Selectors;
use super::suggestions::entity_key;
use super::{History, List, digest, wire};
use crate::entities::MentionType;
use crate::page::Page;
use crate::page::offsets::Offsets;
use crate::quotations::{Kind, Sieve};
use crate::span::Span;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

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

fn written_colour(colour: &str, meaning: &str) -> wire::Colour {
    wire::Colour { colour: colour.to_owned(), meaning: meaning.to_owned() }
}

fn agent(maker: &Maker) -> wire::Agent {
    let kind = match maker {
        Maker::Machine(_) => "Software",
        Maker::Reader(_) => "Person",
    };
    wire::Agent { kind: kind.to_owned(), name: maker.name().to_owned() }
}

fn maker(agent: Option<&wire::Agent>) -> Maker {
    match agent {
        Some(agent) if agent.kind == "Software" => Maker::Machine(agent.name.clone()),
        Some(agent) => Maker::Reader(agent.name.clone()),
        None => Maker::Reader(String::new()),
    }
}

struct Writer<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
    /// What the targets stand in; without it they are written by position alone.
    source: Option<&'a str>,
    list: &'a List,
}

impl Writer<'_> {
    fn position(&self, span: Span) -> wire::Selector {
        let [start, end] = self.points(span);
        wire::Selector::TextPositionSelector { start, end }
    }

    fn points(&self, span: Span) -> [usize; 2] {
        [self.offsets.code_points(span.from()), self.offsets.code_points(span.to())]
    }

    fn target(&self, span: Span) -> wire::Target {
        let selector = match self.source {
            Some(_) => selectors(&Selectors::of(self.text, &self.offsets, span)),
            None => vec![self.position(span)],
        };
        wire::Target { source: self.source.map(Value::from), selector }
    }

    fn annotation(&self, one: &Annotation) -> wire::Annotation {
        let lost = one.orphan.as_ref();
        let lost_target =
            |lost: &Selectors| wire::Target { source: self.source.map(Value::from), selector: selectors(lost) };
        let target = match lost {
            Some(orphan) => orphan.content.iter().map(lost_target).collect(),
            None => one.place.content.iter().map(|&span| self.target(span)).collect(),
        };
        wire::Annotation {
            id: one.id.0.clone(),
            kind: "Annotation".to_owned(),
            motivation: motivation(&one.body).to_owned(),
            creator: Some(agent(&one.made.by)),
            created: one.made.at.clone(),
            editor: one.changed.as_ref().map(|stamp| agent(&stamp.by)),
            modified: one.changed.as_ref().and_then(|stamp| stamp.at.clone()),
            status: Some(one.status.name().to_owned()),
            confidence: Some(f64::from(one.confidence) / 100.0),
            body_value: None,
            body: self.bodies(one),
            target,
            near: lost.and_then(|orphan| orphan.near).map(|span| self.points(span)),
        }
    }

    fn bodies(&self, one: &Annotation) -> Vec<wire::Body> {
        let body = |purpose: &str, value: &str| wire::Body {
            kind: "TextualBody".to_owned(),
            purpose: purpose.to_owned(),
            value: value.to_owned(),
            ..wire::Body::default()
        };
        let name = |key: &EntityKey| self.list.entity(key).map_or("", |entity| entity.name.as_str());
        let targets = |spans: &[Span]| spans.iter().map(|&span| self.target(span)).collect();
        let mut bodies = match &one.body {
            Body::Mention { kind, entity } => vec![
                body("classifying", kind.name()),
                wire::Body { entity: Some(entity.0.clone()), ..body("identifying", name(entity)) },
            ],
            Body::Quotation { kind, speaker, sieve, inside } => vec![
                body("classifying", &format!("quotation/{}", kind.name())),
                wire::Body {
                    speaker: speaker.as_ref().map(|key| key.0.clone()),
                    sieve: Some(sieve.name().to_owned()),
                    inside: inside.as_ref().map(|outer| outer.0.clone()),
                    cue: targets(&one.place.cue),
                    source: targets(&one.place.source),
                    ..body("linking", speaker.as_ref().map_or("unknown", name))
                },
            ],
            Body::Highlight { colour } => {
                let meaning = self.list.colours().get(colour).unwrap_or(colour);
                vec![wire::Body { colour: Some(colour.clone()), ..body("highlighting", meaning) }]
            }
        };
        if !one.note.is_empty() {
            bodies.push(body("commenting", &one.note));
        }
        bodies.extend(one.tags.iter().map(|tag| body("tagging", tag)));
        bodies
    }

    fn entity(&self, one: &Entity) -> wire::Entity {
        let role =
            |role: &Role| wire::Role { value: role.text.clone(), selector: role.span.map(|span| self.position(span)) };
        wire::Entity {
            id: one.key.0.clone(),
            name: one.name.clone(),
            class: one.kind.map(|kind| kind.name().to_owned()),
            named: one.named,
            aliases: one.aliases.clone(),
            roles: one.roles.iter().map(role).collect(),
            absorbed: one.absorbed.iter().map(|key| key.0.clone()).collect(),
            creator: Some(agent(&one.made.by)),
            created: one.made.at.clone(),
            editor: one.changed.as_ref().map(|stamp| agent(&stamp.by)),
            modified: one.changed.as_ref().and_then(|stamp| stamp.at.clone()),
        }
    }
}

/// Why an annotation was made, in the W3C's words.
fn motivation(body: &Body) -> &'static str {
    match body {
        Body::Mention { .. } => "identifying",
        Body::Quotation { .. } => "linking",
        Body::Highlight { .. } => "highlighting",
    }
}

fn selectors(place: &Selectors) -> Vec<wire::Selector> {
    let quote = (!place.exact.is_empty()).then(|| wire::Selector::TextQuoteSelector {
        exact: place.exact.clone(),
        prefix: place.prefix.clone(),
        suffix: place.suffix.clone(),
    });
    let position = place.position.map(|[start, end]| wire::Selector::TextPositionSelector { start, end });
    quote.into_iter().chain(position).collect()
}

fn read_selectors(written: &[wire::Selector]) -> Selectors {
    let mut read = Selectors::default();
    for selector in written {
        match selector {
            wire::Selector::TextQuoteSelector { exact, prefix, suffix } => {
                read.exact.clone_from(exact);
                read.prefix.clone_from(prefix);
                read.suffix.clone_from(suffix);
            }
            wire::Selector::TextPositionSelector { start, end } => read.position = Some([*start, *end]),
        }
    }
    read
}

struct Reader<'a> {
    anchors: Anchors<'a>,
    /// What was looked up all at once.
    places: HashMap<Selectors, Found>,
    /// Entities that an annotation names by words alone.
    made_up: BTreeMap<EntityKey, Entity>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, items: &[wire::Annotation]) -> Self {
        let anchors = Anchors::new(text);
        let linked = items.iter().flat_map(|one| &one.body).flat_map(|body| body.cue.iter().chain(&body.source));
        let targets = items.iter().flat_map(|one| &one.target).chain(linked);
        let selectors: Vec<Selectors> = targets.map(|target| read_selectors(&target.selector)).collect();
        let found = anchors.find_all(&selectors);
        Self { anchors, places: selectors.into_iter().zip(found).collect(), made_up: BTreeMap::new() }
    }

    fn find(&self, selectors: &Selectors) -> Found {
        self.places.get(selectors).copied().unwrap_or_else(|| self.anchors.find(selectors))
    }

    fn stamp(changed: Option<&wire::Agent>, at: Option<&String>) -> Option<Stamp> {
        (changed.is_some() || at.is_some()).then(|| Stamp { by: maker(changed), at: at.cloned() })
    }

    /// An annotation; `None` for one that stands in no text.
    fn annotation(&mut self, written: &wire::Annotation) -> Option<Annotation> {
        let content: Vec<Selectors> = written.target.iter().map(|target| read_selectors(&target.selector)).collect();
        let content: Vec<Selectors> =
            content.into_iter().filter(|one| !one.exact.is_empty() || one.position.is_some()).collect();
        if content.is_empty() {
            return None;
        }
        let made = Stamp { by: maker(written.creator.as_ref()), at: written.created.clone() };
        let changed =
            Self::stamp(written.editor.as_ref(), written.modified.as_ref().filter(|_| written.status.is_some()));
        let mut place = Place::default();
        let mut orphan = None;
        let found: Vec<Found> = content.iter().map(|one| self.find(one)).collect();
        match found.iter().map(|found| found.here()).collect::<Option<Vec<Span>>>() {
            Some(spans) => place.content = spans,
            None => {
                let written = written.near.and_then(|[start, end]| {
                    let offsets = self.anchors.offsets();
                    Some(Span::new(offsets.byte_of_code_point(start)?, offsets.byte_of_code_point(end)?))
                });
                let best = found.iter().find_map(|found| match found {
                    Found::Orphan(near) => *near,
                    Found::Here(_) => None,
                });
                orphan = Some(Orphan { content, near: written.filter(|span| !span.is_empty()).or(best) });
            }
        }
        let value = |purpose: &str| written.body.iter().find(|body| body.purpose == purpose);
        let mut tags: Vec<String> = Vec::new();
        let class = value("classifying").map(|body| body.value.as_str()).unwrap_or_default();
        let mention = MentionType::from_name(class)
            .map(|kind| Body::Mention { kind, entity: self.named(value("identifying"), kind, &place, &made) });
        let quotation = class.strip_prefix("quotation/").and_then(Kind::from_name).map(|kind| {
            let link = value("linking");
            if orphan.is_none() {
                place.cue = self.spans(link.map_or(&[], |link| &link.cue));
                place.source = self.spans(link.map_or(&[], |link| &link.source));
            }
            Body::Quotation {
                kind,
                speaker: link.and_then(|link| link.speaker.clone()).map(EntityKey),
                sieve: link.and_then(|link| Sieve::from_name(link.sieve.as_deref()?)).unwrap_or(Sieve::Unknown),
                inside: link.and_then(|link| link.inside.clone()).map(AnnotationId),
            }
        });
        let body = mention.or(quotation).unwrap_or_else(|| {
            // A class that is not ours is kept as a tag.
            tags.extend((!class.is_empty()).then(|| class.to_owned()));
            let colour = value("highlighting").and_then(|body| body.colour.clone()).unwrap_or_default();
            Body::Highlight { colour }
        });
        tags.extend(written.body.iter().filter(|body| body.purpose == "tagging").map(|body| body.value.clone()));
        let is_note = |body: &&wire::Body| {
            ["commenting", "describing", "replying", ""].contains(&body.purpose.as_str()) && !body.value.is_empty()
        };
        let notes = written.body.iter().filter(is_note).map(|body| body.value.as_str());
        let notes: Vec<&str> = notes.chain(written.body_value.as_deref()).collect();
        let id = if written.id.is_empty() {
            let first = content_words(&written.target);
            format!("urn:saidwho:{}:{}", body.name(), digest(&[made.by.name(), &first]))
        } else {
            written.id.clone()
        };
        let status = written.status.as_deref().and_then(Status::from_name).unwrap_or(Status::Accepted);
        // A number between 0 and 100 fits.
        let confidence = written.confidence.map_or(100, |share| (share.clamp(0.0, 1.0) * 100.0).round() as u8);
        Some(Annotation {
            id: AnnotationId(id),
            made,
            changed,
            status,
            place,
            orphan,
            body,
            confidence,
            note: notes.join("\n\n"),
            tags,
        })
    }

    fn spans(&self, targets: &[wire::Target]) -> Vec<Span> {
        targets.iter().filter_map(|target| self.find(&read_selectors(&target.selector)).here()).collect()
    }

    /// The entity that a body names: by its key, or one made up from its words.
    fn named(&mut self, body: Option<&wire::Body>, kind: MentionType, place: &Place, made: &Stamp) -> EntityKey {
        if let Some(key) = body.and_then(|body| body.entity.clone()) {
            return EntityKey(key);
        }
        let words = place.content.first().map_or("", |span| span.of(self.anchors.text()));
        let name = body.map(|body| body.value.as_str()).filter(|name| !name.is_empty()).unwrap_or(words);
        let key = entity_key(Some(kind), name, 1);
        self.made_up.entry(key.clone()).or_insert_with(|| Entity {
            key: key.clone(),
            name: name.to_owned(),
            kind: Some(kind),
            named: true,
            aliases: Vec::new(),
            roles: Vec::new(),
            absorbed: Vec::new(),
            made: made.clone(),
            changed: None,
        });
        key
    }

    fn entity(&self, written: &wire::Entity) -> Entity {
        let role = |role: &wire::Role| Role {
            text: role.value.clone(),
            span: role.selector.as_ref().and_then(|one| self.find(&read_selectors(std::slice::from_ref(one))).here()),
        };
        Entity {
            key: EntityKey(written.id.clone()),
            name: written.name.clone(),
            kind: written.class.as_deref().and_then(MentionType::from_name),
            named: written.named,
            aliases: written.aliases.clone(),
            roles: written.roles.iter().map(role).collect(),
            absorbed: written.absorbed.iter().cloned().map(EntityKey).collect(),
            made: Stamp { by: maker(written.creator.as_ref()), at: written.created.clone() },
            changed: Self::stamp(written.editor.as_ref(), written.modified.as_ref()),
        }
    }
}

fn content_words(targets: &[wire::Target]) -> String {
    targets.iter().map(|target| read_selectors(&target.selector).exact).collect::<Vec<_>>().join("\n")
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
