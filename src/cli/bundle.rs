//! `saidwho bundle`: the same shared file as the browser's Share.

use super::{annotate, input};
use anyhow::{Context, Result};
use saidwho::annotations::{History, List};
use saidwho::show::bundle;
use std::path::PathBuf;

/// The arguments of `saidwho bundle`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The article: text or HTML.
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
    let page = annotate::read_page(&input::bytes(&arguments.article)?, &name)
        .with_context(|| format!("{name} could not be opened"))?;
    let history = History::new(List::from_reading(&page, &saidwho::annotate(&page)));
    let file = bundle::fill(&app, &page, &history, None)?;
    std::fs::write(&arguments.output, file)
        .with_context(|| format!("{} could not be written", arguments.output.display()))
}
