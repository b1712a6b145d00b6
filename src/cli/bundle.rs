//! `saidwho bundle`: the same shared file as the browser's Share.

use super::input;
use anyhow::{Context, Result};
use saidwho::annotations::listing::MACHINE;
use saidwho::annotations::{History, Maker, Stamp};
use saidwho::formats::import;
use saidwho::page::Page;
use saidwho::page::sanitise::Saved;
use saidwho::show::words::{Language, Words};
use saidwho::show::{bundle, layers, marked::Writer, said};
use std::path::{Path, PathBuf};

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
    /// Write a small file to read only, without the app.
    #[arg(long)]
    light: bool,
    /// Leave out the pictures that the page holds.
    #[arg(long)]
    without_pictures: bool,
    /// Annotations to take in: ours, W3C Web Annotations, or what Hypothesis or Recogito export.
    #[arg(long, value_name = "FILE")]
    annotations: Option<PathBuf>,
}

/// The words of a file that the command line writes.
pub(super) fn words() -> Words {
    Words::built_in(Language::English)
}

/// Writes the shared file.
pub fn run(arguments: &Arguments) -> Result<()> {
    let (page, mut history, saved) = input::open(&arguments.article)?.annotated();
    if let Some(file) = &arguments.annotations {
        take_in(file, &page, &mut history)?;
    }
    let saved = saved_with_marks(&page, &history, saved, !arguments.without_pictures);
    let file = if arguments.light {
        bundle::light(&page, &history, saved.as_deref(), &words())
    } else {
        let app =
            input::text(&arguments.app).context("the app is needed; make it with ./build.sh, or name it with --app")?;
        bundle::fill(&app, &page, &history, saved.as_deref(), &words())?
    };
    std::fs::write(&arguments.output, file)
        .with_context(|| format!("{} could not be written", arguments.output.display()))
}

/// The page as it was saved, with marks and the numbers of the quotations; nothing when the text does not stand in it.
pub(super) fn saved_with_marks(
    page: &Page,
    history: &History,
    saved: Option<Saved>,
    with_pictures: bool,
) -> Option<String> {
    let saved = saved?;
    let pieces = saved.locate(page.text())?;
    let runs = layers::of(page, history.list());
    let labels = said::labels(history.list(), &runs);
    Some(Writer::new(&pieces, &runs).labelled(labels).without_pictures(!with_pictures).whole(&saved))
}

/// Takes in annotations, and says what of them has no place in the article.
fn take_in(file: &Path, page: &Page, history: &mut History) -> Result<()> {
    let imported = import::read(&input::text(file)?, page).with_context(|| file.display().to_string())?;
    let orphans = imported.list.annotations().iter().filter(|annotation| annotation.orphan.is_some()).count();
    for (count, what) in
        [(orphans, "were not found in the article, and are kept"), (imported.left_out, "were left out")]
    {
        if count > 0 {
            eprintln!("saidwho: {}: {count} of the annotations {what}", file.display());
        }
    }
    // Who took them in is not known here, and no clock is asked: the same command writes the same file.
    let stamp = Stamp { by: Maker::Machine(MACHINE.to_owned()), at: None };
    import::take_in(history, &imported, &stamp);
    Ok(())
}
