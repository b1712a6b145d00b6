//! What must hold for any bytes that a stranger hands in. The fuzz targets run these for as long as one likes, and
//! `tests/fuzz.rs` runs each for a moment with every test.

use saidwho::annotations::History;
use saidwho::page::allowed::{ATTRIBUTES, ELEMENTS, attribute};
use saidwho::page::cleaned::{self, Cleaner, Round};
use saidwho::page::collect::Collector;
use saidwho::page::{Page, decode, pieces, sanitise};
use saidwho::reading::{Engine, Reading};
use saidwho::show::{bundle, document::Document, marked::Writer, words::Words};
use saidwho::tagger::{lexicon::Lexicon, network::Network, weights::LANES, weights::Weights};

/// One check, by the name of its target.
pub type Check = (&'static str, fn(&[u8]));

/// All of them.
pub const ALL: [Check; 7] = [
    ("sanitise", sanitise),
    ("cleaned", cleaned),
    ("collect", collect),
    ("decode", decode),
    ("bundle", bundle),
    ("import", import),
    ("model", model),
];

/// Only what is allowed is left of a page; written with or without marks and sanitised again it is the same; and its text
/// is found where the pieces say.
pub fn sanitise(bytes: &[u8]) {
    let source = String::from_utf8_lossy(bytes);
    let saved = sanitise::read(&source);
    let mut texts = Vec::new();
    saved.walk(&mut |step| match step {
        sanitise::Step::Open(tag, attributes) => {
            assert!(ELEMENTS.contains(&tag), "{tag} is left");
            for (name, value) in attributes {
                assert!(ATTRIBUTES.contains(&name), "{name} is left");
                assert_eq!(attribute(name, &value), Some(value.as_str()), "{name} is not clean");
            }
        }
        sanitise::Step::Text(text) => texts.push(text.to_owned()),
        sanitise::Step::Close(_) => {}
    });
    let page = saved.page();
    check_page(page);
    // Markup that stands in another order when it is written and read again is shown as its text alone.
    let pieces = saved.locate(page.text()).unwrap_or_default();
    for piece in &pieces {
        let (at, byte, length) = (piece.at as usize, piece.byte as usize, piece.len as usize);
        let there = &texts[piece.node as usize][byte..byte + length];
        // The line's end between two blocks may stand on white space of the page, where what parted them is not shown.
        let folded = |text: &str| text.replace(|c: char| c.is_ascii_whitespace(), " ");
        assert_eq!(folded(&page.text()[at..at + length]), folded(there));
    }
    let written = Writer::new(&pieces, &[]).whole(&saved);
    let again = sanitise::read(&format!("<body>{written}"));
    assert_eq!(again.html(), saved.html(), "sanitised again it is the same");
}

/// A page is cleaned to the same in however many steps, and where it may be cut it stands on whole characters, within the
/// start tags of what is open.
pub fn cleaned(bytes: &[u8]) {
    let source = String::from_utf8_lossy(bytes);
    // Only a long one is cut.
    let source = source.repeat((20_000 / source.len().max(1)).clamp(1, 400));
    let mut cleaner = Cleaner::new(Round::First);
    let steps = 1 + bytes.first().map_or(0, |&byte| usize::from(byte));
    while cleaner.go_on(&source, steps, &|_| true) {}
    let html = cleaner.html();
    assert_eq!(html, cleaned::cleaned(&source, Round::First, &|_| true));
    let mut before = 0;
    for cut in cleaner.cuts() {
        assert!(before <= cut.at && html.is_char_boundary(cut.at), "cuts are in order");
        let mut from = 0;
        for (name, tag) in &cut.open {
            let written = &html[tag.clone()];
            assert!(written.starts_with(&format!("<{name}")) && written.ends_with('>'), "{written} opens {name}");
            assert!(from <= tag.start && tag.end <= cut.at, "what is open was opened before, outermost first");
            from = tag.end;
        }
        before = cut.at;
    }
}

/// Whatever order elements, texts and ends come in, the page is whole, and its text is found where the pieces say.
pub fn collect(bytes: &[u8]) {
    const TAGS: [&str; 12] = ["p", "b", "div", "script", "br", "h1", "a", "nav", "blockquote", "td", "form", "x-y"];
    let (mut collector, mut texts, mut rest) = (Collector::default(), Vec::new(), bytes);
    // Whether each open element is seen.
    let mut seen = Vec::new();
    while let Some((&kind, after)) = rest.split_first() {
        rest = after;
        match kind % 3 {
            0 => {
                let tag = TAGS[usize::from(kind / 3) % TAGS.len()];
                seen.push(collector.open(tag, &mut |name| (kind > 250 && name == "hidden").then(String::new)));
            }
            1 => {
                collector.close();
                seen.pop();
            }
            _ => {
                let (text, after) = rest.split_at(rest.len().min(usize::from(kind / 3)));
                let text = String::from_utf8_lossy(text).into_owned();
                collector.text(&text);
                if seen.iter().all(|seen| *seen) {
                    texts.push(text);
                }
                rest = after;
            }
        }
    }
    let page = collector.finish();
    check_page(&page);
    let found = pieces::locate(page.text(), texts.iter().map(String::as_str));
    let found = found.expect("what was collected is there");
    for (at, _) in page.text().char_indices() {
        let _ = (pieces::start(&found, page.text(), at), pieces::end(&found, page.text(), at));
    }
}

/// Bytes are text or a reason why they are none; text is a page.
pub fn decode(bytes: &[u8]) {
    if let Ok(text) = decode::text(bytes, &decode::Library) {
        let _ = decode::is_html("", &text);
        check_page(&Page::from_text(text));
    }
}

/// A shared file is read or refused; what was read can be written into the app and read again.
pub fn bundle(bytes: &[u8]) {
    const APP: &str = "<title>Saidwho</title><main id=\"article\"></main>\
        <script type=\"application/ld+json\" id=\"saidwho-document\"></script>";
    if let Ok(Some((document, saved))) = bundle::read(&String::from_utf8_lossy(bytes)) {
        let page = document.page();
        check_page(&page);
        let written = |saved: String| Writer::new(&[], &[]).whole(&sanitise::read(&saved));
        let saved = saved.map(written);
        let history = checked(&document, &page);
        let file =
            bundle::fill(APP, &page, &history, saved.as_deref(), &Words::default()).expect("the app has its places");
        let (again, kept) = bundle::read(&file).expect("it was just written").expect("it is ours");
        assert_eq!(again.page(), page);
        assert_eq!(kept.map(|kept| written(format!("<body>{kept}"))), saved);
    }
}

/// The data of a shared file is read or refused.
pub fn import(bytes: &[u8]) {
    if let Ok(Some(document)) = bundle::parse(&String::from_utf8_lossy(bytes)) {
        checked(&document, &document.page());
    }
}

/// What was annotated, undone and done again; written and read again it is the same.
fn checked(document: &Document, page: &Page) -> History {
    check_page(page);
    let history = document.history(page, &Reading::default);
    let mut moved = history.clone();
    while moved.undo() {}
    while moved.redo() {}
    let written = serde_json::to_string(&Document::of(page, &history)).expect("it can be written");
    let again = bundle::parse(&written).expect("it was just written").expect("it is ours");
    assert_eq!(again.page(), *page);
    let read = again.history(page, &Reading::default);
    assert_eq!(serde_json::to_string(&Document::of(page, &read)).expect("it can be written"), written);
    history
}

/// Model files are read or refused.
pub fn model(bytes: &[u8]) {
    let _ = Weights::split(bytes);
    if let Ok(weights) = Weights::read(bytes) {
        let labels = weights.labels();
        for from in 0..=labels {
            for to in 0..labels {
                let _ = weights.transition(from, to);
            }
        }
        let mut scores = [0; LANES];
        weights.add(u64::MAX, &mut scores);
    }
    if let Ok(lexicon) = Lexicon::read(bytes) {
        for key in [0, 7, u64::MAX] {
            let _ = lexicon.groups(lexicon.get(key).cluster);
        }
    }
    let _ = (Network::split(bytes), Network::read(bytes));
    let _ = Engine::from_joined(bytes, bytes);
}

/// Blocks are in order, in the text, apart, on the edges of characters, and not empty.
fn check_page(page: &Page) {
    let mut last = 0;
    for block in page.blocks() {
        assert!(last <= block.span.from() && block.span.from() < block.span.to());
        assert_eq!(block.span.of(page.text()).trim(), block.span.of(page.text()));
        last = block.span.to();
    }
}
