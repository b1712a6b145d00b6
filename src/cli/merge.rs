//! `saidwho merge`: two shared files of one article become one.

use super::bundle::words;
use super::input;
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use saidwho::annotations::history::Change;
use saidwho::annotations::jsonld::Collection;
use saidwho::annotations::merge::{self, Conflict, Side, Subject};
use saidwho::annotations::suggestions::MACHINE;
use saidwho::annotations::{Annotation, Body, EntityKey, History, List, Maker, Stamp, agreement};
use saidwho::page::{Page, decode};
use saidwho::show::bundle;
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

/// A shared file, a page or a text, with what is annotated in it.
pub(super) struct Opened {
    /// The file's text, if it is a shared file.
    file: Option<String>,
    pub(super) page: Page,
    pub(super) history: History,
}

/// Opens a file; a page or a text, and a file of the first version, is read now.
pub(super) fn open(path: &Path) -> Result<Opened> {
    let bytes = input::bytes(path)?;
    let text =
        decode::text(&bytes, &decode::Library).with_context(|| format!("{} could not be opened", path.display()))?;
    let read = |page: &Page| History::new(List::from_reading(page, &saidwho::annotate(page)));
    let opened = bundle::read(&text).with_context(|| format!("{} could not be opened", path.display()))?;
    let Some((document, _)) = opened else {
        let page = input::page(&bytes, &path.to_string_lossy())?.page;
        return Ok(Opened { file: None, history: read(&page), page });
    };
    let page = document.page();
    let history = document.history(&page, &|| saidwho::annotate(&page));
    Ok(Opened { file: Some(text), page, history })
}

/// Merges and writes; says how far the two agree.
pub fn run(arguments: &Arguments) -> Result<()> {
    let (a, b) = (open(&arguments.a)?, open(&arguments.b)?);
    let shared = "a file that Share or `saidwho bundle` has written";
    let Some(file) = &a.file else { bail!("{} is not {shared}", arguments.a.display()) };
    if b.file.is_none() {
        bail!("{} is not {shared}", arguments.b.display());
    }
    if [&arguments.a, &arguments.b].into_iter().any(|path| is_same(path, &arguments.output)) {
        bail!("{} is one of the two files; write the merged one beside them", arguments.output.display());
    }
    // Another version of the article: what is annotated there looks for its place here.
    let theirs = if a.page.text() == b.page.text() {
        b.history.list().clone()
    } else {
        Collection::of(&b.page, b.history.list()).list(a.page.text())
    };
    let agreement = agreement::between(a.history.list(), &theirs);
    let mut merged = merge::merge(a.history.list(), &theirs);
    match arguments.prefer {
        Some(Prefer::A) => merged.settle_all(Side::Ours),
        Some(Prefer::B) => merged.settle_all(Side::Theirs),
        None => {}
    }
    for conflict in merged.conflicts() {
        eprintln!("saidwho: {}", in_words(&a.page, merged.list(), conflict));
    }
    if !merged.conflicts().is_empty() {
        let count = merged.conflicts().len();
        bail!("{count} conflicts, and nothing was written; settle them all with --prefer a or --prefer b");
    }
    let mut history = a.history;
    let stamp = Stamp { by: Maker::Machine(MACHINE.to_owned()), at: None };
    history.record("merge", Change::between(history.list(), merged.list()), &stamp);
    let written = bundle::fill(file, &a.page, &history, None, &words())?;
    std::fs::write(&arguments.output, written)
        .with_context(|| format!("{} could not be written", arguments.output.display()))?;
    let kappa = |figure: Option<f64>| figure.map_or("–".to_owned(), |figure| format!("{figure:.2}"));
    let (names, said) = (agreement.mentions, agreement.quotations);
    println!("{} annotations, {} of them orphans", history.list().annotations().len(), orphans(history.list()));
    println!(
        "names       F1 {:.3} ({:.3} of A's, {:.3} of B's), kappa of types {}",
        names.f1(),
        names.of_first(),
        names.of_second(),
        kappa(agreement.types)
    );
    println!(
        "quotations  F1 {:.3} ({:.3} of A's, {:.3} of B's), kappa of kinds {}, of speakers {}",
        said.f1(),
        said.of_first(),
        said.of_second(),
        kappa(agreement.kinds),
        kappa(agreement.speakers)
    );
    Ok(())
}

fn orphans(list: &List) -> usize {
    list.annotations().iter().filter(|one| one.orphan.is_some()).count()
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// A conflict as one line.
fn in_words(page: &Page, list: &List, conflict: &Conflict) -> String {
    let words = |one: &Annotation| one.place.extent().of(page.text()).chars().take(60).collect::<String>();
    let who =
        |key: &EntityKey| list.entity(key).map_or_else(|| "nobody known".to_owned(), |entity| entity.name.clone());
    let side = |one: &Annotation| match (conflict.about, &one.body) {
        (Subject::Class, Body::Mention { kind, .. }) => kind.name().to_owned(),
        (Subject::Class, Body::Quotation { kind, .. }) => kind.name().to_owned(),
        (Subject::Who, Body::Mention { entity, .. }) => who(entity),
        (Subject::Who, Body::Quotation { speaker, .. }) => {
            speaker.as_ref().map_or_else(|| "nobody known".to_owned(), who)
        }
        (Subject::Decision, _) => one.status.name().to_owned(),
        _ => format!("“{}”", words(one)),
    };
    let by = |one: &Annotation| one.changed.as_ref().unwrap_or(&one.made).by.name().to_owned();
    format!(
        "“{}”: {} ({}) or {} ({})?",
        words(&conflict.ours),
        side(&conflict.ours),
        by(&conflict.ours),
        side(&conflict.theirs),
        by(&conflict.theirs)
    )
}
