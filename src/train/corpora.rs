//! Reads the corpora: JSON Lines with code point offsets, one text a line.
//!
//! ```
//! use saidwho::train::corpora::{Corpus, byte_of};
//! assert_eq!(byte_of("aé“b", &[0, 2, 3]), [0, 3, 6]);
//! let line = r#"{"id":"1","text":"Ada","entities":[[0,3,"PERSON"]]}"#;
//! assert_eq!(Corpus::parse(line).expect("a line").texts[0].entities[0].2, "PERSON");
//! ```

use serde::Deserialize;

/// One text with its gold.
#[derive(Debug, Deserialize)]
pub struct Text {
    /// The text.
    pub text: String,
    /// Mentions: start, end, type.
    #[serde(default)]
    pub entities: Vec<(usize, usize, String)>,
    /// Attributions.
    #[serde(default)]
    pub quotes: Vec<Attribution>,
}

/// One attribution: spans of content, source and cue.
#[derive(Debug, Deserialize)]
pub struct Attribution {
    /// What is said.
    pub content: Vec<(usize, usize)>,
    /// Who says it.
    #[serde(default)]
    pub source: Option<Vec<(usize, usize)>>,
    /// The words that tie them.
    #[serde(default)]
    pub cue: Option<Vec<(usize, usize)>>,
    /// Its kind, where the file gives one.
    #[serde(default)]
    pub kind: Option<String>,
    /// The speaker's full name, where the file gives it.
    #[serde(default)]
    pub speaker: Option<String>,
}

/// A corpus.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Its texts, in the order of the file.
    pub texts: Vec<Text>,
}

impl Corpus {
    /// Parses a file's content.
    ///
    /// # Errors
    /// When a line is not JSON of this form.
    pub fn parse(lines: &str) -> Result<Self, serde_json::Error> {
        let texts =
            lines.lines().filter(|line| !line.trim().is_empty()).map(serde_json::from_str).collect::<Result<_, _>>()?;
        Ok(Self { texts })
    }
}

/// The bytes at which code points begin; positions may come in any order.
#[must_use]
pub fn byte_of(text: &str, points: &[usize]) -> Vec<usize> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    points.iter().map(|&point| starts[point.min(starts.len() - 1)]).collect()
}
