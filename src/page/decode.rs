//! Bytes to text: by byte order mark, as UTF-8, by declaration, or by detection; and what is no text is said to be none.
//!
//! ```
//! use saidwho::page::decode::{DecodeError, text};
//! assert_eq!(text(b"caf\xe9 au lait, s'il vous pla\xeet").as_deref(), Ok("café au lait, s'il vous plaît"));
//! assert_eq!(text(b"%PDF-1.7 ..."), Err(DecodeError::Pdf));
//! ```

use encoding_rs::{Encoding, UTF_8};

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

/// Decodes a file.
///
/// # Errors
/// When it is empty, too large, or no text.
pub fn text(bytes: &[u8]) -> Result<String, DecodeError> {
    if bytes.len() > LARGEST {
        return Err(DecodeError::TooLarge);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(DecodeError::Empty);
    }
    if bytes.starts_with(b"%PDF-") {
        return Err(DecodeError::Pdf);
    }
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if bytes.iter().take(4096).any(|&byte| byte < 9) => {
            return Err(DecodeError::Binary);
        }
        // Bytes that are UTF-8 throughout are seldom anything else, whatever an old declaration says.
        None if !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => declared(bytes).unwrap_or_else(|| guessed(bytes)),
    };
    let (text, _, _) = encoding.decode(bytes);
    Ok(text.into_owned())
}

/// Whether a decoded file is HTML: by the end of its name, or by how it begins.
#[must_use]
pub fn is_html(name: &str, text: &str) -> bool {
    let head: String = text.trim_start().chars().take(16).collect::<String>().to_ascii_lowercase();
    let name = name.to_ascii_lowercase();
    name.ends_with(".html") || name.ends_with(".htm") || head.starts_with("<!doctype html") || head.starts_with("<html")
}

/// The encoding that the first bytes of an HTML file declare, unless the bytes are UTF-8 all the same.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let rest = &head[head.find("charset=")? + 8..];
    let label: String = rest
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != UTF_8 || std::str::from_utf8(bytes).is_ok())
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
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
            ("naïve".as_bytes(), Ok("naïve")),
            ("<meta charset=gb2312>桥".as_bytes(), Ok("<meta charset=gb2312>桥")),
        ];
        for (bytes, expected) in cases {
            assert_eq!(text(bytes), expected.map(str::to_owned), "{bytes:?}");
        }
    }
}
