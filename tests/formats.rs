//! The formats on a small article with a reader's work in it: the exact files, and what comes back when they are read.
//!
//! `UPDATE=1 cargo test --test formats` writes the expected files anew, to be looked at before they are committed.

use base64::{Engine, prelude::BASE64_STANDARD};
use saidwho::annotations::actions::{Action, Who};
use saidwho::annotations::jsonld::Collection;
use saidwho::annotations::{Annotation, Body, History, List, Maker, Stamp};
use saidwho::entities::MentionType;
use saidwho::formats::import::{self, ImportError};
use saidwho::formats::{Format, record::Record};
use saidwho::page::Page;
use saidwho::quotations::Kind;
use saidwho::show::words::{Language, Words};
use saidwho::show::{bundle, document::Document};
use saidwho::span::Span;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

const APP: &str = "<title>Saidwho</title><main id=\"article\"></main><noscript id=\"said\"></noscript>\
    <script type=\"application/ld+json\" id=\"saidwho-document\"></script>";

fn words() -> Words {
    Words::built_in(Language::English)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats")
}

fn at(page: &Page, words: &str) -> Span {
    let start = page.text().find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
    Span::new(start, start + words.len())
}

fn annotation<'a>(page: &Page, list: &'a List, words: &str) -> &'a Annotation {
    let mut all = list.annotations().iter();
    all.find(|one| one.place.extent().of(page.text()) == words).unwrap_or_else(|| panic!("{words:?} is not annotated"))
}

/// The article, with corrections, a mark in a named colour, notes and tags.
fn story() -> (Page, History) {
    let text = fs::read_to_string(folder().join("story.txt")).expect("the article is there");
    let page = Page::from_text(text);
    let mut history = History::new(List::from_reading(&page, &saidwho::annotate(&page)));
    let id = |history: &History, words: &str| annotation(&page, history.list(), words).id.clone();
    let act = |history: &mut History, action: Action| {
        let at = format!("2026-11-25T09:{:02}:00Z", history.entries().len());
        let stamp = Stamp { by: Maker::Reader("Ida".to_owned()), at: Some(at) };
        assert!(history.act(&page, &action, &stamp), "{action:?}");
    };
    let quotation = id(&history, "“The boats are older than I am,”");
    act(&mut history, Action::Accept { annotation: quotation.clone() });
    act(
        &mut history,
        Action::SetNote { annotation: quotation.clone(), note: "Is she?\n=Ask \"her\", <b>twice</b>.".to_owned() },
    );
    act(&mut history, Action::SetTags { annotation: quotation, tags: vec!["age".to_owned(), "*check*".to_owned()] });
    act(&mut history, Action::NameColour { colour: "1".to_owned(), meaning: "check this".to_owned() });
    let marked = at(&page, "a winter in the dock & a <new> engine 😀,” she added.\n\nMayor Jonas");
    act(&mut history, Action::AddHighlight { span: marked, colour: "1".to_owned() });
    let ferry = at(&page, "The Norland ferry");
    act(
        &mut history,
        Action::AddMention { span: ferry, kind: MentionType::Product, entity: Who::New("Norland".to_owned()) },
    );
    (page, history)
}

/// Holds what was written to a file that was looked at.
fn check(name: &str, written: &str) {
    let file = folder().join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, written).expect("it can be written");
    }
    let expected = fs::read_to_string(&file).unwrap_or_else(|failure| panic!("{}: {failure}", file.display()));
    for (number, (line, expected)) in written.lines().zip(expected.lines()).enumerate() {
        assert_eq!(line, expected, "{name}, line {}", number + 1);
    }
    assert_eq!(written.len(), expected.len(), "{name}");
}

#[test]
fn every_format_writes_what_it_should() {
    let (page, history) = story();
    for format in Format::ALL {
        assert_eq!(Format::from_name(format.name()), Some(format));
        if format == Format::Text {
            assert_eq!(format.write(&page, history.list()), page.text());
        } else {
            check(&format!("story.{}", format.extension()), &format.write(&page, history.list()));
        }
    }
}

#[test]
fn a_table_has_a_row_for_each_quotation_that_somebody_speaks() {
    let (page, history) = story();
    let written = Format::Csv.write(&page, history.list());
    let mut reader = csv::Reader::from_reader(written.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("it is CSV")).collect();
    let is_spoken = |one: &&Annotation| matches!(one.body, Body::Quotation { kind, .. } if kind != Kind::Term);
    let list = history.list();
    assert_eq!(rows.len(), list.annotations().iter().filter(is_spoken).filter(|one| one.is_shown()).count());
    let row = rows.iter().find(|row| &row[3] == "“The boats are older than I am,”").expect("it is there");
    assert_eq!([&row[0], &row[2], &row[5], &row[7], &row[9]], ["Mira Holt", "direct", "3", "accepted", "age; *check*"]);
    assert!(row[8].contains("=Ask \"her\", <b>twice</b>."));
}

#[test]
fn standoff_positions_stand_on_their_words() {
    let (page, history) = story();
    let points: Vec<char> = page.text().chars().collect();
    let mut bound = 0;
    for line in Format::Brat.write(&page, history.list()).lines().filter(|line| line.starts_with('T')) {
        let [_, place, words] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let pieces = place.split_once(' ').expect("a type and places").1.split(';').map(|piece| {
            let (start, end) = piece.split_once(' ').expect("two numbers");
            points[start.parse::<usize>().expect("a number")..end.parse::<usize>().expect("a number")].iter().collect()
        });
        assert_eq!(pieces.collect::<Vec<String>>().join(" "), words);
        bound += 1;
    }
    assert!(bound > 10, "{bound}");
    let doc: Value = serde_json::from_str(&Format::Spacy.write(&page, history.list())).expect("it is JSON");
    let tokens: Vec<(u64, u64)> = doc["tokens"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|token| (token["start"].as_u64().expect("a number"), token["end"].as_u64().expect("a number")))
        .collect();
    let spans = doc["spans"].as_object().expect("groups").values().chain([&doc["ents"], &doc["sents"]]);
    for span in spans.flat_map(|group| group.as_array().expect("a list")) {
        assert!(tokens.iter().any(|(start, _)| Some(*start) == span["start"].as_u64()), "{span} begins with a token");
        assert!(tokens.iter().any(|(_, end)| Some(*end) == span["end"].as_u64()), "{span} ends with a token");
    }
}

#[test]
fn a_document_goes_round_ten_times_and_is_the_same_to_the_byte() {
    let (page, history) = story();
    let mut undone = history.clone();
    assert!(undone.undo() && undone.undo());
    for history in [history, undone] {
        for saved in [None, Some("<h1>As it <i>was</i> saved</h1>")] {
            let first = bundle::fill(APP, &page, &history, saved, &words()).expect("it is the app");
            let mut file = first.clone();
            for _ in 0..10 {
                let (document, markup) = bundle::read(&file).expect("it is whole").expect("it is ours");
                let again = document.page();
                let read = document.history(&again, &|| unreachable!("it holds all"));
                assert_eq!((&again, &read), (&page, &history));
                assert_eq!(document, Document::of(&again, &read));
                let markup = markup.map(|markup| markup.trim_end_matches("</div>").to_owned());
                file = bundle::fill(APP, &again, &read, markup.as_deref(), &words()).expect("it is the app");
                assert!(file == first, "the file is the same to the byte");
            }
            let light = bundle::light(&page, &history, saved, &words());
            let (document, _) = bundle::read(&light).expect("it is whole").expect("it is ours");
            assert_eq!(document.history(&page, &|| saidwho::annotate(&page)), history, "the light file holds as much");
        }
    }
}

#[test]
fn the_light_file_is_light_and_asks_for_nothing() {
    let (page, history) = story();
    let file = bundle::light(&page, &history, None, &words());
    let style = file.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).expect("it has a style").0;
    let hash = BASE64_STANDARD.encode(Sha256::digest(style));
    assert!(file.contains(&format!("style-src 'sha256-{hash}'")), "www/light.html should name {hash}");
    let data = file.find("id=\"saidwho-document\"").expect("it has its data");
    assert_eq!(file.matches("<script").count(), 1, "the data alone");
    assert!(!file[..data].contains("src=") && !file[..data].contains("url("));
    for (number, words) in [(1, "“The boats are older than I am,”"), (4, "that the town would lose two million euros.")]
    {
        assert!(
            file.contains(&format!("id=\"said-{number}\"")) && file.contains(&format!("href=\"#said-{number}\"")),
            "{words}"
        );
    }
    assert!(file.contains("<li id=\"note-a\">") && file.contains("=Ask \"her\", &lt;b>twice&lt;/b>."));
    assert_eq!(
        file.matches(" data-sign=").count(),
        file.matches(" id=\"said-").count() + file.matches(" id=\"noted-").count()
    );
}

#[test]
fn without_scripts_the_shared_file_lists_who_said_what() {
    let (page, history) = story();
    let file = bundle::fill(APP, &page, &history, None, &words()).expect("it is the app");
    let list = file
        .split_once("<noscript id=\"said\">")
        .and_then(|(_, rest)| rest.split_once("</noscript>"))
        .expect("it is there")
        .0;
    assert!(list.contains("<b>Mira Holt</b>") && list.contains("<h2>Notes</h2>"), "{list}");
}

#[test]
fn what_other_programs_write_is_taken_in() {
    let (page, history) = story();
    let list = history.list();
    let quote = |exact: &str| json!({"type": "TextQuoteSelector", "exact": exact, "prefix": "", "suffix": ""});
    let hypothesis = json!({"id": "h1", "created": "2026-01-02T03:04:05.000000+00:00", "user": "acct:ida@hypothes.is",
        "uri": "https://example.org/", "text": "Really?", "tags": ["check"],
        "target": [{"source": "https://example.org/", "selector": [{"type": "RangeSelector", "startContainer": "/p[1]"},
            {"type": "TextPositionSelector", "start": 7000, "end": 7011}, quote("Mayor Jonas Weck")]}]});
    let reply = json!({"id": "h2", "user": "acct:bo@hypothes.is", "user_info": {"display_name": "Bo"}, "text": "Yes.",
        "references": ["h1"], "tags": [], "target": [{"source": "https://example.org/"}]});
    let on_page = json!({"id": "h3", "user": "acct:bo@hypothes.is", "text": "A good page.", "tags": [],
        "target": [{"source": "https://example.org/"}]});
    let recogito = json!({"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "id": "#1",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": {"label": "person", "uri": "x"}},
            {"type": "TextualBody", "purpose": "commenting", "value": "Who?"}],
        "target": {"selector": [quote("Mira Holt"), {"type": "TextPositionSelector", "start": 155, "end": 164}]}});
    let own = json!({"id": "r1", "bodies": [{"purpose": "commenting", "value": "Old."}],
        "target": {"annotation": "r1", "creator": {"id": "1", "name": "Ada"},
            "selector": [{"quote": "two million euros", "start": 9, "end": 26}]}});
    // UTF-16: what stands behind the emoji is one further there.
    let after = page.text()[..at(&page, "she added").from()].encode_utf16().count();
    let wide = json!({"type": "Annotation", "target": {"selector":
        [{"type": "TextPositionSelector", "start": after, "end": after + 9}, quote("she added")]}});
    let cases = [
        (
            "Hypothesis's API",
            json!({"total": 3, "rows": [hypothesis, reply, on_page]}),
            Ok("Mayor Jonas Weck|Really?\n\nBo: Yes.|check|ida"),
            1,
        ),
        (
            "Hypothesis's export",
            json!({"export_userid": "x", "annotations": [hypothesis]}),
            Ok("Mayor Jonas Weck|Really?|check|ida"),
            0,
        ),
        ("Hypothesis's rows", json!([hypothesis]), Ok("Mayor Jonas Weck|Really?|check|ida"), 0),
        ("Recogito's list", json!([recogito]), Ok("Mira Holt|Who?|person|"), 0),
        ("Recogito's own form", json!([own]), Ok("two million euros|Old.||Ada"), 0),
        ("one annotation", wide.clone(), Ok("she added|||"), 0),
        ("a page of them", json!({"type": "AnnotationPage", "items": [wide]}), Ok("she added|||"), 0),
        ("an empty list", json!([]), Ok(""), 0),
        ("another kind of JSON", json!({"a": 1}), Err(ImportError::NoAnnotations), 0),
        ("a list of other things", json!([1, "x", {}]), Err(ImportError::NoAnnotations), 0),
    ];
    for (name, file, expected, left_out) in cases {
        let read = import::read(&file.to_string(), &page);
        let shown = read.clone().map(|imported| {
            let show = |one: &Annotation| {
                let words = one.place.extent().of(page.text());
                format!("{words}|{}|{}|{}", one.note, one.tags.join(","), one.made.by.name())
            };
            imported.list.annotations().iter().map(show).collect::<Vec<_>>().join("\n")
        });
        assert_eq!(shown, expected.map(str::to_owned), "{name}");
        if let Ok(imported) = read {
            assert_eq!(imported.left_out, left_out, "{name}");
            let mut taken = history.clone();
            let stamp = Stamp { by: Maker::Reader("Bo".to_owned()), at: None };
            let adds = imported.list.annotations().len();
            assert_eq!(import::take_in(&mut taken, &imported, &stamp), adds > 0, "{name}");
            assert_eq!(taken.list().annotations().len(), list.annotations().len() + adds, "{name}");
            assert!(!import::take_in(&mut taken, &imported, &stamp), "{name}: once is enough");
            assert!(adds == 0 || taken.undo() && taken.list() == list, "{name}");
        }
    }
    assert_eq!(import::read("not JSON", &page), Err(ImportError::NotJson));
}

#[test]
fn what_we_export_is_taken_in_with_every_decision() {
    let (page, history) = story();
    let file = Format::JsonLd.write(&page, history.list());
    let imported = import::read(&file, &page).expect("it is ours");
    assert_eq!((&imported.list, imported.left_out), (history.list(), 0));
    let mut fresh = History::new(List::from_reading(&page, &saidwho::annotate(&page)));
    let stamp = Stamp { by: Maker::Reader("Bo".to_owned()), at: None };
    assert!(import::take_in(&mut fresh, &imported, &stamp));
    assert_eq!(fresh.list(), history.list());
    let read: Collection = serde_json::from_str(&file).expect("it is ours");
    assert_eq!(read, Collection::of(&page, history.list()), "and its bytes are the document's");
}

#[test]
fn nothing_is_annotated_and_nothing_breaks() {
    for text in ["", " \n\n", "😀", "One\u{0}two \u{1f}."] {
        let page = Page::from_text(text);
        let list = List::from_reading(&page, &saidwho::annotate(&page));
        for format in Format::ALL {
            let written = format.write(&page, &list);
            assert_eq!(written, format.write(&page, &list), "{format:?} {text:?}");
        }
        assert!(bundle::light(&page, &History::new(list), None, &words()).contains("<main id=\"article\""), "{text:?}");
        assert!(!Record::of(None, &page, &saidwho::annotate(&page)).line().is_empty());
    }
}
