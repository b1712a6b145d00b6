//! The command line: the same core without a browser.
//!
//! ```text
//! saidwho annotate article.html
//! saidwho annotate --format jsonl < texts.jsonl
//! ```

#[cfg(not(target_arch = "wasm32"))]
mod cli;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    cli::run()
}

/// The tests of the wasm build every program of the package; there is no command line in a browser.
#[cfg(target_arch = "wasm32")]
fn main() {}
