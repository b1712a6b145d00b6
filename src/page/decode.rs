//! Bytes to text: by byte order mark, as UTF-8, by declaration, or by detection; and what is no text is said to be none.
//!
//! The rules stand here; the tables do not. A browser holds every encoding itself, and those of a library would be a
//! tenth of the whole app, so that who decodes is handed in: [`Library`] on the command line, the browser in the page.
//!
//! ```
//! use saidwho::page::decode::{DecodeError, Library, text};
//! assert_eq!(text(b"caf\xe9 au lait, s'il vous pla\xeet", &Library).as_deref(), Ok("café au lait, s'il vous plaît"));
//! assert_eq!(text(b"%PDF-1.7 ...", &Library), Err(DecodeError::Pdf));
//! ```

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 40 << 20;

/// Why bytes are no text. The words are shown to the reader as they stand.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone, Copy)]
#[non_exhaustive]
pub enum DecodeError {
    /// Nothing is in it.
    #[error("This file is empty.")]
    Empty,
    /// A PDF, whatever its name says.
    #[error("This is a PDF. Open it in its reader, copy the text, and paste it here.")]
    Pdf,
    /// Pictures, archives, programs.
    #[error("This file holds no text that can be read. Save the page as HTML or text, and open that.")]
    Binary,
    /// Larger than a page can be.
    #[error("This file is larger than 40 MB. Save only the article, and open that.")]
    TooLarge,
}

/// What knows the encodings of <https://encoding.spec.whatwg.org> by their labels.
pub trait Encodings {
    /// The text of the bytes, U+FFFD for what is malformed, and without a byte order mark; nothing for a label that names
    /// no encoding.
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String>;
    /// The label of the encoding that the bytes are most likely in.
    fn guess(&self, bytes: &[u8]) -> String;
}

/// The encodings of `encoding_rs`, guessed at by `chardetng`.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct Library;

#[cfg(not(target_arch = "wasm32"))]
impl Encodings for Library {
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes())?;
        Some(encoding.decode_with_bom_removal(bytes).0.into_owned())
    }

    fn guess(&self, bytes: &[u8]) -> String {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, chardetng::Utf8Detection::Allow).name().to_owned()
    }
}

/// Decodes a file.
///
/// # Errors
/// When it is empty, too large, or no text.
pub fn text(bytes: &[u8], encodings: &impl Encodings) -> Result<String, DecodeError> {
    if bytes.len() > LARGEST {
        return Err(DecodeError::TooLarge);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(DecodeError::Empty);
    }
    if bytes.starts_with(b"%PDF-") {
        return Err(DecodeError::Pdf);
    }
    let decode = |label: &str| encodings.decode(label, bytes);
    let decoded = if let Some((_, label)) = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        decode(label)
    } else if bytes.iter().take(4096).any(|&byte| byte < 9) {
        return Err(DecodeError::Binary);
    } else if !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() {
        // Bytes that are UTF-8 throughout are seldom anything else, whatever an old declaration says.
        None
    } else {
        declared(bytes).and_then(|label| decode(&label)).or_else(|| decode(&encodings.guess(bytes)))
    };
    Ok(decoded.unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned()))
}

/// Byte order marks, and the encodings that they name.
const MARKS: [(&[u8], &str); 3] = [(b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16be"), (b"\xff\xfe", "utf-16le")];

/// Whether a decoded file is HTML: by the end of its name, or by how it begins.
#[must_use]
pub fn is_html(name: &str, text: &str) -> bool {
    let head: String = text.trim_start().chars().take(16).collect::<String>().to_ascii_lowercase();
    let name = name.to_ascii_lowercase();
    name.ends_with(".html") || name.ends_with(".htm") || head.starts_with("<!doctype html") || head.starts_with("<html")
}

/// The label of the encoding that the first bytes of an HTML file declare, unless that is UTF-8 and the bytes are not.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let rest = &head[head.find("charset=")? + 8..];
    let label: String = rest
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    Some(label).filter(|label| !matches!(label.as_str(), "utf-8" | "utf8") || std::str::from_utf8(bytes).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_and_refusals() {
        let cases: &[(&[u8], Result<&str, DecodeError>)] = &[
            (b"", Err(DecodeError::Empty)),
            (b" \n", Err(DecodeError::Empty)),
            (b"\x89PNG\x0d\x0a\x1a\x0a\0\0\0", Err(DecodeError::Binary)),
            (b"\xff\xfea\0b\0", Ok("ab")),
            (b"<meta charset=\"shift_jis\">\x93\xfa\x96{", Ok("<meta charset=\"shift_jis\">日本")),
            (b"\xef\xbb\xbfa", Ok("a")),
            (b"<meta charset=none-such>caf\xe9", Ok("<meta charset=none-such>café")),
            (b"<meta charset=utf-8>caf\xe9", Ok("<meta charset=utf-8>café")),
            ("naïve".as_bytes(), Ok("naïve")),
            ("<meta charset=gb2312>桥".as_bytes(), Ok("<meta charset=gb2312>桥")),
        ];
        for (bytes, expected) in cases {
            assert_eq!(text(bytes, &Library), expected.map(str::to_owned), "{bytes:?}");
        }
    }
}
