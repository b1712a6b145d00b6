//! The command line: the same core without a browser.
//!
//! ```text
//! saidwho annotate article.html
//! saidwho annotate --format jsonl < texts.jsonl
//! ```

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
