//! Reads what the command line names: files, or standard input for `-` and for nothing.

use anyhow::{Context, Result};
use std::io::Read;
use std::path::Path;

/// The bytes of a file, or of standard input for `-`.
pub fn bytes(path: &Path) -> Result<Vec<u8>> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).context("standard input could not be read")?;
        return Ok(bytes);
    }
    std::fs::read(path).with_context(|| format!("{} could not be read; is the name right?", path.display()))
}

/// The text of a JSON Lines file.
pub fn text(path: &Path) -> Result<String> {
    String::from_utf8(bytes(path)?).with_context(|| format!("{} is not UTF-8", path.display()))
}
