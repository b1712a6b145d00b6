//! `saidwho merge`: two shared files of one article become one.

use super::bundle::{saved_with_marks, words};
use super::input;
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use saidwho::annotations::history::Change;
use saidwho::annotations::jsonld::Collection;
use saidwho::annotations::listing::MACHINE;
use saidwho::annotations::merge::{self, Side};
use saidwho::annotations::{Maker, Stamp};
use saidwho::show::{bundle, merging::MergeView};
use std::path::{Path, PathBuf};

/// Whose decision stands where the two differ.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Prefer {
    /// The first file's.
    A,
    /// The second file's.
    B,
}

/// The arguments of `saidwho merge`.
#[derive(clap::Args)]
pub struct Arguments {
    /// A shared file; its article and history are kept.
    a: PathBuf,
    /// Another one of the same article.
    b: PathBuf,
    /// Where to write the merged file.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Whose decision stands where the two differ; without it a conflict is an error.
    #[arg(long, value_enum)]
    prefer: Option<Prefer>,
}

/// Merges and writes; says how far the two agree.
pub fn run(arguments: &Arguments) -> Result<()> {
    let (a, b) = (input::open(&arguments.a)?, input::open(&arguments.b)?);
    for (path, opened) in [(&arguments.a, &a), (&arguments.b, &b)] {
        if opened.history.is_none() {
            bail!("{} is not a file that Share or `saidwho bundle` has written", path.display());
        }
    }
    if [&arguments.a, &arguments.b].into_iter().any(|path| is_same(path, &arguments.output)) {
        bail!("{} is one of the two files; write the merged one beside them", arguments.output.display());
    }
    let file = a.text.clone();
    let ((page, mut history, saved), (their_page, their_history, _)) = (a.annotated(), b.annotated());
    // Another version of the article: what is annotated there looks for its place here.
    let theirs = if page.text() == their_page.text() {
        their_history.list().clone()
    } else {
        Collection::of(&their_page, their_history.list()).list(page.text())
    };
    let mut merged = merge::merge(history.list(), &theirs);
    match arguments.prefer {
        Some(Prefer::A) => merged.settle_all(Side::Ours),
        Some(Prefer::B) => merged.settle_all(Side::Theirs),
        None => {}
    }
    let view = MergeView::of(&page, (history.list(), &theirs), &merged, &words());
    for conflict in &view.conflicts {
        eprintln!("saidwho: {}", conflict.line());
    }
    if !merged.conflicts().is_empty() {
        let count = merged.conflicts().len();
        bail!("{count} conflicts, and nothing was written; settle them all with --prefer a or --prefer b");
    }
    let stamp = Stamp { by: Maker::Machine(MACHINE.to_owned()), at: None };
    history.record("merge", Change::between(history.list(), merged.list()), &stamp);
    let saved = saved_with_marks(&page, &history, saved, true);
    let written = bundle::fill(&file, &page, &history, saved.as_deref(), &words())?;
    std::fs::write(&arguments.output, written)
        .with_context(|| format!("{} could not be written", arguments.output.display()))?;
    println!("{} annotations, {} of them orphans", history.list().annotations().len(), view.orphans);
    for (what, figure) in &view.figures {
        println!("{what:22}{figure}");
    }
    Ok(())
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}
