//! `saidwho bundle`: the same shared file as the browser's Share.

use super::input;
use anyhow::{Context, Result};
use saidwho::annotations::{History, List};
use saidwho::show::{bundle, layers, marked::Writer};
use std::path::PathBuf;

/// The arguments of `saidwho bundle`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The article: text, HTML, or a shared file.
    article: PathBuf,
    /// Where to write the shared file.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// The app to fill, as ./build.sh makes it.
    #[arg(long, value_name = "FILE", default_value = "dist/saidwho.html")]
    app: PathBuf,
}

/// Writes the shared file.
pub fn run(arguments: &Arguments) -> Result<()> {
    let app =
        input::text(&arguments.app).context("the app is needed; make it with ./build.sh, or name it with --app")?;
    let name = arguments.article.to_string_lossy();
    let bytes = input::bytes(&arguments.article)?;
    let opened = input::page(&bytes, &name).with_context(|| format!("{name} could not be opened"))?;
    let page = &opened.page;
    let history = opened.history.unwrap_or_else(|| History::new(List::from_reading(page, &saidwho::annotate(page))));
    let marked = opened.saved.and_then(|saved| {
        let pieces = saved.locate(page.text())?;
        Some(Writer::new(&pieces, &layers::of(page, history.list())).whole(&saved))
    });
    let file = bundle::fill(&app, page, &history, marked.as_deref())?;
    std::fs::write(&arguments.output, file)
        .with_context(|| format!("{} could not be written", arguments.output.display()))
}
