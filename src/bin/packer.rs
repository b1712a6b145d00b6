//! Packs the compiled wasm, the models, the shim and the style into one HTML file: `packer WASM WWW MODELS OUT`.
//!
//! Glue is made by wasm-bindgen's own library, so that its version cannot differ from the crate's. Binary parts are
//! gzipped and base64 inside inert script elements; the policy names the one script and the one style by hash.

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::Path;
use std::{env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [wasm, www, models, out] = arguments.as_slice() else { return Err("usage: packer WASM WWW MODELS OUT".into()) };
    let made = Path::new(out).with_extension("glue");
    wasm_bindgen_cli_support::Bindgen::new().input_path(wasm).no_modules(true)?.typescript(false).generate(&made)?;
    let file = |extension: &str| {
        let mut entries = fs::read_dir(&made)?.filter_map(Result::ok).map(|entry| entry.path());
        entries
            .find(|path| path.to_string_lossy().ends_with(extension))
            .ok_or_else(|| std::io::Error::other("wasm-bindgen wrote no file"))
    };
    let read = |name: &str| fs::read_to_string(Path::new(www).join(name));
    let script =
        format!("{}\n{}\n{}", read("vendor/purify.min.js")?, fs::read_to_string(file(".js")?)?, read("shim.js")?);
    let style = read("style.css")?;
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}' 'wasm-unsafe-eval'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        BASE64_STANDARD.encode(Sha256::digest(&script)),
        BASE64_STANDARD.encode(Sha256::digest(&style)),
    );
    let model = |name: &str| fs::read(Path::new(models).join(name));
    let page = read("index.html")?
        .replace("{{policy}}", &policy)
        .replace("{{style}}", &style)
        .replace("{{sample}}", &read("sample.txt")?)
        .replace("{{engine}}", &packed(&fs::read(file(".wasm")?)?)?)
        .replace("{{names}}", &packed(&[model("entities.bin")?, model("quotations.bin")?].concat())?)
        .replace("{{lexicon}}", &packed(&model("lexicon.bin")?)?)
        .replace("{{script}}", &script);
    fs::write(out, &page)?;
    fs::remove_dir_all(&made)?;
    println!("{out}: {} kB", page.len() / 1000);
    Ok(())
}

fn packed(bytes: &[u8]) -> Result<String, Box<dyn Error>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(BASE64_STANDARD.encode(encoder.finish()?))
}
