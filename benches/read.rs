//! How fast the engine reads natively: one line of JSON a size, for `benches/table.js`. Each size is a process of its own,
//! so that its peak of memory is its own. As WebAssembly the same text is read in `benches/app.js`.
//!
//! `cargo bench --bench read -- 1000000 FILE` reads 1 MB and leaves the text in FILE for the other programs.

use saidwho::entities;
use saidwho::page::Page;
use saidwho::reading::Engine;
use saidwho::tagger::{Tagger, lexicon::Lexicon};
use saidwho::tokens;

/// About so many bytes of news: the sample again and again, each time with other people in it, so that neither names nor
/// a processor's memory of the last round help.
fn text(bytes: usize) -> String {
    let sample = include_str!("../www/sample.txt");
    let names = ["Halloran", "Wenk", "Solheim", "Adeyemi", "Lindqvist"];
    let (first, second) =
        (["Ab", "Cor", "Del", "Fen", "Gar", "Hol", "Ker", "Mar"], ["ley", "man", "sen", "ford", "ric"]);
    let mut text = String::new();
    for round in 0.. {
        let mut story = sample.to_owned();
        for (at, name) in names.iter().enumerate() {
            let other = [first[(round + at) % 8], second[(round / 8 + at) % 5]].concat();
            story = story.replace(name, &other);
        }
        text.push_str(&story);
        text.push_str("\n\n");
        if text.len() >= bytes {
            break;
        }
    }
    let end = text.char_indices().map(|(at, _)| at).take_while(|&at| at <= bytes).last().unwrap_or(0);
    text.truncate(end);
    text
}

/// Reads a text of so many bytes, some rounds, and says how the best went: all of it, and the names alone. `now` gives
/// milliseconds.
fn report(bytes: usize, now: impl Fn() -> f64, models: [&[u8]; 3], peak: impl Fn() -> u64) -> (String, String) {
    let start = now();
    let engine = Engine::from_models(models[0], models[1], models[2]).expect("the models can be read");
    let ready = now() - start;
    let text = text(bytes);
    let before = peak();
    let (mut best, mut names) = (f64::INFINITY, f64::INFINITY);
    let mut tokens = 0;
    for _ in 0..if bytes > 5_000_000 { 1 } else { 5 } {
        let start = now();
        let page = Page::from_text(text.as_str());
        let reading = engine.read(&page);
        best = best.min(now() - start);
        assert!(!reading.quotations.is_empty(), "there is something to read");
    }
    let most = peak();
    let (tagger, lexicon) = (Tagger::read(models[0]), Lexicon::read(models[2]));
    let (tagger, lexicon) = (tagger.expect("it has been read before"), lexicon.expect("it has been read before"));
    for _ in 0..if bytes > 5_000_000 { 1 } else { 5 } {
        let start = now();
        let page = Page::from_text(text.as_str());
        let cut = tokens::tokenize(&page);
        let mentions = entities::find_mentions(&page, &cut, &tagger, &lexicon);
        names = names.min(now() - start);
        assert!(!mentions.is_empty(), "there is something to find");
        tokens = cut.len();
    }
    let line = format!(
        "{{\"bytes\":{},\"tokens\":{tokens},\"milliseconds\":{best:.2},\"names\":{names:.2},\"ready\":{ready:.2},\"memory\":{},\"peak\":{}}}",
        text.len(),
        most - before,
        most
    );
    (line, text)
}

const MODELS: [&[u8]; 3] = [
    include_bytes!("../models/entities.bin"),
    include_bytes!("../models/quotations.bin"),
    include_bytes!("../models/lexicon.bin"),
];

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let bytes = arguments.next().and_then(|bytes| bytes.parse().ok()).unwrap_or(1_000_000);
    let start = std::time::Instant::now();
    // The most that the process ever held, in bytes; 0 where the system does not say.
    let peak = || {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) * 1024
    };
    let (line, text) = report(bytes, || start.elapsed().as_secs_f64() * 1000.0, MODELS, peak);
    println!("{line}");
    if let Some(file) = arguments.next() {
        std::fs::write(file, text).expect("the text can be written");
    }
}
