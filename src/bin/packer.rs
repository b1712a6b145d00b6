//! Packs the compiled wasm, the models, the shim and the style into one HTML file:
//! `packer WASM UNPACKER WWW MODELS OUT [WASM-OPT]`. With the path of binaryen's `wasm-opt`, the wasm is made smaller by it.
//!
//! Glue is made by wasm-bindgen's own library, so that its version cannot differ from the crate's. The engine is packed by
//! LZMA, what unpacks it is gzipped, as browsers can read it, and what is binary stands as text in inert script elements; the
//! policy names script and styles by hash.

use base64::{Engine, prelude::BASE64_STANDARD};
use lzma_rust2::{LzmaOptions, LzmaReader, LzmaWriter, Read, Write};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::process::Command;
use std::{env, error::Error, fs};
use zopfli::{Format, Options};

/// What the compiler may use, `wasm-opt` may use; no more, for a browser refuses what it does not know.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-simd",
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (wasm, unpacker, www, models, out, optimizer) = match arguments.as_slice() {
        [wasm, unpacker, www, models, out] => (wasm, unpacker, www, models, out, None),
        [wasm, unpacker, www, models, out, optimizer] => (wasm, unpacker, www, models, out, Some(optimizer)),
        _ => return Err("usage: packer WASM UNPACKER WWW MODELS OUT [WASM-OPT]".into()),
    };
    let made = Path::new(out).with_extension("glue");
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.input_path(wasm).no_modules(true)?.typescript(false).remove_producers_section(true);
    let mut bound = bindgen.generate_output()?;
    let mut glue = without_indents(bound.js());
    // Both name every function of the browser with a hash that no compressor finds again.
    for (number, import) in bound.wasm_mut().imports.iter_mut().enumerate() {
        let short = format!("i{number}");
        glue = glue.replace(&format!("\n{}: ", import.name), &format!("\n{short}: "));
        import.name = short;
    }
    bound.emit(&made)?;
    let engine = made.join("saidwho_bg.wasm");
    if let Some(optimizer) = optimizer {
        // What is called from one place stays apart: put into its caller, all of the reading becomes one function of a
        // quarter of a megabyte, larger in the page, and too large for browsers to compile well.
        optimize(optimizer, &["-O2", "--one-caller-inline-max-function-size=500"], &engine, &engine)?;
    }
    let small = made.join("unpacker.wasm");
    match optimizer {
        Some(optimizer) => optimize(optimizer, &["-O3", "--strip-debug"], Path::new(unpacker), &small)?,
        None => fs::copy(unpacker, &small).map(|_| ())?,
    }
    let read = |name: &str| fs::read_to_string(Path::new(www).join(name));
    let libraries = [read("vendor/purify.min.js")?, read("vendor/chardet.min.js")?].join("\n");
    let script = format!("{libraries}\n{glue}\n{}", without_indents(&read("shim.js")?));
    // Only of what is read: the browser would work highlights out for each element of the panel as well. And a rule for
    // all elements that no element needs is still tried on each, up to the root of the page.
    let highlights = without_indents(&read("highlights.css")?);
    let style = format!("{}:is(#article, .saved) {{\n{highlights}}}\n", without_indents(&read("style.css")?));
    let each = format!(":is(#article, .saved) * {{\n{highlights}}}\n");
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text));
    let policy = format!(
        "default-src 'none'; img-src data:; script-src 'sha256-{}' 'wasm-unsafe-eval'; style-src 'sha256-{}' 'sha256-{}'; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types saidwho dompurify",
        hash(&script),
        hash(&style),
        hash(&each),
    );
    let model = |name: &str| fs::read(Path::new(models).join(name));
    let names = [model("entities.bin")?, model("quotations.bin")?].concat();
    // The models are packed already, by what knows them better.
    let parts = [
        ("unpacker", gzipped(&fs::read(&small)?)?),
        ("engine", packed(&fs::read(&engine)?)?),
        ("names", names),
        ("lexicon", model("lexicon.bin")?),
    ];
    let mut page = read("index.html")?
        .replace("{{policy}}", &policy)
        .replace("{{style}}", &style)
        .replace("{{each}}", &each)
        .replace("{{sample}}", &read("sample.txt")?)
        .replace("{{script}}", &script);
    for (name, bytes) in parts {
        let text = as_text(&bytes);
        println!("{name}: {} kB in the page", text.len() / 1000);
        page = page.replace(&format!("{{{{{name}}}}}"), &text);
    }
    fs::write(out, &page)?;
    fs::remove_dir_all(&made)?;
    println!("{out}: {} kB", page.len() / 1000);
    Ok(())
}

/// Runs binaryen's `wasm-opt`.
fn optimize(optimizer: &str, level: &[&str], from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    let done = Command::new(optimizer).args(level).args(FEATURES).arg(from).arg("-o").arg(to).status()?;
    if done.success() { Ok(()) } else { Err(format!("{optimizer} failed").into()) }
}

/// A script or a style without indents and lines that are only a comment: the page is a twentieth smaller without its models
/// by it. Neither has a text of several lines in it, in which they would count.
fn without_indents(text: &str) -> String {
    let is_comment = |line: &&str| line.starts_with("//") || line.starts_with("/*") && line.ends_with("*/");
    // Of a comment of several lines, all of them.
    let mut is_within = false;
    let mut is_read = move |line: &&str| {
        let was_within = is_within;
        is_within = if was_within { !line.ends_with("*/") } else { line.starts_with("/*") && !line.contains("*/") };
        !was_within && !is_within
    };
    text.lines()
        .map(str::trim)
        .filter(|line| is_read(line) && !line.is_empty() && !is_comment(line))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// Gzip as small as it can be, which takes some seconds.
fn gzipped(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut packed = Vec::new();
    zopfli::compress(Options::default(), Format::Gzip, bytes, &mut packed)?;
    Ok(packed)
}

/// How many bytes there are, and an `.lzma` file of them as small as it can be.
fn packed(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    const EFFORT: i32 = 1000;
    let options = LzmaOptions {
        dict_size: 1 << 22,
        pb: 0,
        nice_len: LzmaOptions::NICE_LEN_MAX,
        depth_limit: EFFORT,
        ..LzmaOptions::with_preset(9)
    };
    let failed = |error| format!("the engine can't be packed: {error:?}");
    let mut packed = u32::try_from(bytes.len())?.to_le_bytes().to_vec();
    let mut writer = LzmaWriter::new_use_header(&mut packed, &options, Some(bytes.len() as u64)).map_err(failed)?;
    writer.write_all(bytes).map_err(failed)?;
    writer.finish().map_err(failed)?;
    let mut again = vec![0; bytes.len()];
    let mut reader = LzmaReader::new_mem_limit(&packed[4..], u32::MAX, None).map_err(failed)?;
    reader.read_exact(&mut again).map_err(failed)?;
    if again == bytes { Ok(packed) } else { Err("the engine is not the same unpacked".into()) }
}

/// Bytes as text that any HTML parser leaves alone: six bytes, the lowest first, are seven digits of base 116, the lowest
/// first as well; at the end fewer bytes are one digit more than they are. Base64 would take eight for six. The digits are the visible characters
/// without `<` and `&`, and those control characters that end no line, file or string anywhere: what is not in a text, an
/// editor or a mail that tidies spaces and lines does not touch.
fn as_text(bytes: &[u8]) -> String {
    let digits: Vec<char> = ('\x01'..='\x08')
        .chain('\x0e'..='\x19')
        .chain('\x1c'..='\x1f')
        .chain(('!'..='~').filter(|digit| !"<&".contains(*digit)))
        .collect();
    let base = digits.len() as u64;
    let mut text = String::with_capacity(bytes.len() + bytes.len().div_ceil(6));
    for group in bytes.chunks(6) {
        let mut value = group.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte));
        for _ in 0..=group.len() {
            text.push(digits[(value % base) as usize]);
            value /= base;
        }
    }
    text
}
