//! The engine and the app as WebAssembly, in a headless browser: `cargo test --target wasm32-unknown-unknown --test wasm`.
//!
//! The native half of this file writes down what the engine reads natively; the wasm half is compiled with that, and must
//! read the same. So `cargo test` comes first.

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
    use saidwho::web::App;
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

    /// What a script gives, as text.
    fn script(source: &str) -> String {
        js_sys::eval(source).ok().and_then(|value| value.as_string()).unwrap_or_default()
    }

    /// The app in its own page, with nothing open.
    fn app() -> App {
        let document = web_sys::window().and_then(|window| window.document()).expect("a page");
        let page = include_str!("../www/index.html");
        let body = &page[page.find("<body>").expect("a body") + 6..page.find("</body>").expect("its end")];
        if let Some(before) = document.get_element_by_id("app") {
            before.remove();
        }
        // Beside what the runner writes into its page.
        let place = document.create_element("div").expect("an element");
        place.set_id("app");
        place.set_inner_html(body);
        document.body().and_then(|body| body.append_child(&place).ok()).expect("a body");
        // The sanitiser is a script of its own in the app; the saved page's frame takes the style along.
        js_sys::eval(include_str!("../www/vendor/purify.min.js")).expect("the sanitiser loads");
        js_sys::eval(
            "if (!document.querySelector('head style')) document.head.append(document.createElement('style'))",
        )
        .expect("a style");
        let names = [ENTITIES, QUOTATIONS].concat();
        App::new(&names, LEXICON, String::new()).expect("the app starts")
    }

    const SHOWN: &str = "(() => { const article = document.querySelector('#article'); \
        return (article.firstElementChild?.shadowRoot?.querySelector('.saved') ?? article).textContent; })()";

    fn painted(layer: &str) -> String {
        script(&format!("[...(CSS.highlights.get('saidwho-{layer}') ?? [])].map(String).join('|')"))
    }

    #[wasm_bindgen_test]
    fn highlights_stand_on_the_words_that_they_are_of() {
        // A file, and what is painted as its first speaker's words and as people.
        let cases = [
            (
                "<p>“We will   <b>build</b> it,” said <i>Ada</i> <b>Lind</b>, the mayor.",
                "“We will   build it,”",
                "Ada Lind",
            ),
            ("<p>😀 Ada\u{ad} Lind<br>said: “A <em>😀</em> day.”</p>", "“A 😀 day.”", "Ada\u{ad} Lind"),
            ("<p hidden>“No,” said Bo Orr.</p><p>“Yes,” said Ada Lind.</p>", "“Yes,”", "Ada Lind"),
            ("<p>Ada Lind came.</p><script>“No,” said Bo Orr.</script>", "", "Ada Lind"),
        ];
        let mut app = app();
        for (source, words, people) in cases {
            app.open("story.html", format!("<!doctype html>{source}").as_bytes(), 1);
            assert_eq!((painted("speaker-1").as_str(), painted("people").as_str()), (words, people), "{source}");
        }
    }

    #[wasm_bindgen_test]
    fn files_are_decoded_or_refused() {
        let mut app = app();
        let cases: [(&str, &[u8], &str, &str); 6] = [
            ("a.txt", b"\x93Caf\xe9,\x94 Ada Lind", "“Café,” Ada Lind", ""),
            ("b.txt", b"\xff\xfeA\0d\0a\0", "Ada", ""),
            ("c.html", b"<!doctype html><meta charset=shift_jis><p>\x93\xfa\x96{", "日本", ""),
            ("d.txt", "naïve 😀".as_bytes(), "naïve 😀", ""),
            ("e.html", b"%PDF-1.7", "naïve 😀", "This is a PDF. "),
            ("f.txt", b" ", "naïve 😀", "This file is empty."),
        ];
        for (name, bytes, text, message) in cases {
            app.open(name, bytes, 1);
            assert_eq!(script(SHOWN).trim(), text, "{name}");
            assert!(script("document.querySelector('#message').textContent").starts_with(message), "{name}");
        }
    }
}
