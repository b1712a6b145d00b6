//! The encodings of the browser, and chardet's guess which one bytes are in.
//!
//! Every browser has the tables of all encodings; in the engine they would be 200 kB more to load for each reader.

use crate::page::decode::Encodings;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::TextDecoder;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = detectEncoding)]
    fn detect(bytes: &[u8]) -> Option<String>;
}

/// How much is looked at for a guess, in bytes.
const LOOKED_AT: usize = 64 << 10;

pub struct Browser;

impl Encodings for Browser {
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
        TextDecoder::new_with_label(label).ok()?.decode_with_u8_array(bytes).ok()
    }

    fn guess(&self, bytes: &[u8]) -> String {
        // The first sign that is no ASCII may come late; what comes before it tells nothing.
        let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
        let end = bytes.len().min(first + LOOKED_AT);
        detect(&bytes[first.saturating_sub(LOOKED_AT)..end]).unwrap_or_else(|| "windows-1252".to_owned())
    }
}
