//! The engine as WebAssembly, in a headless browser: `cargo test --target wasm32-unknown-unknown --test wasm`.
//!
//! The native half of this file writes down what the engine reads natively; the wasm half is compiled with that, and must
//! read the same. So `cargo test` comes first. The app, which waits for what its page sends it, is tested in that page.

use saidwho::formats::record::Record;
use saidwho::page::Page;
use saidwho::reading::Engine;

/// Texts of our own with what is apt to differ between machines: confidences, sorting, cases, wide characters.
const TEXTS: [&str; 5] = [
    include_str!("../www/sample.txt"),
    "",
    "“Wir haben ÄRZTE, 😀,” said Zoë O’Brien-Núñez of the İzmir Straße Fund on 3 March 2021. ‘It’s 4.5%,’ she told Reuters.",
    "PORT ELM (AP) — The mayor's “grand plan” cost $3.2 million, according to Ada Lind.\n\n\"No,\" said Lind. \"Never.\"",
    "Orr: “First.\n\n“Second.”\n\nLind: “Third.” e\u{301} \u{feff}\u{200b} x\u{ad}y",
];

fn readings(engine: &Engine) -> String {
    let line = |text: &&str| {
        let page = Page::from_text(*text);
        Record::of(None, &page, &engine.read(&page)).line()
    };
    TEXTS.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn what_is_read_natively_is_written_down() {
    let readings = readings(Engine::built_in());
    assert!(readings.matches("\"sieve\"").count() > 20, "there is something to compare");
    std::fs::write(concat!(env!("CARGO_TARGET_TMPDIR"), "/readings.jsonl"), readings).expect("writable");
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use super::*;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    const ENTITIES: &[u8] = include_bytes!("../models/entities.bin");
    const QUOTATIONS: &[u8] = include_bytes!("../models/quotations.bin");
    const LEXICON: &[u8] = include_bytes!("../models/lexicon.bin");

    #[wasm_bindgen_test]
    fn wasm_reads_what_is_read_natively() {
        let engine = Engine::from_models(ENTITIES, QUOTATIONS, LEXICON).expect("the models can be read");
        // The folder of this target stands beside the native one.
        let native = include_str!(concat!(env!("CARGO_TARGET_TMPDIR"), "/../../tmp/readings.jsonl"));
        let wasm = readings(&engine);
        assert_eq!(wasm.lines().count(), native.lines().count());
        for (wasm, native) in wasm.lines().zip(native.lines()) {
            assert_eq!(wasm, native);
        }
    }
}
