//! `saidwho train`: rebuilds `models/` from the corpora and the readable lists. The same files give the same bytes.

use super::input;
use anyhow::{Context, Result};
use saidwho::tagger::Tagger;
use saidwho::tagger::lexicon::Lexicon;
use saidwho::train::corpora::Corpus;
use saidwho::train::{fingerprint, names, quotations};
use std::path::PathBuf;

/// The arguments of `saidwho train`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The folder that holds the corpora, as entities/train/*.jsonl and quotes/*.jsonl.
    #[arg(long, value_name = "FOLDER")]
    data: PathBuf,
    /// The folder of the models, with the readable lists in lists/.
    #[arg(long, value_name = "FOLDER", default_value = "models")]
    models: PathBuf,
    /// Take only corpora whose texts and annotations are openly licensed; rebuilds no labeller of reported speech, for
    /// which there is no open corpus.
    #[arg(long)]
    open_only: bool,
    /// Rebuild this model alone.
    #[arg(long, value_enum)]
    only: Option<Part>,
}

/// A model that can be rebuilt alone.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// The labeller of reported speech.
    Quotations,
}

/// Trains and writes.
pub fn run(arguments: &Arguments) -> Result<()> {
    let lists = arguments.models.join("lists");
    let packed = names::lexicon(&|name| std::fs::read_to_string(lists.join(format!("{name}.txt"))).ok());
    let lexicon = Lexicon::read(&packed)?;
    let corpora = names::CORPORA
        .iter()
        .filter(|source| source.is_open || !arguments.open_only)
        .map(|source| {
            let path = arguments.data.join(format!("entities/train/{}.jsonl", source.name));
            let corpus = Corpus::parse(&input::text(&path)?);
            Ok((*source, corpus.with_context(|| format!("{} is not a corpus", path.display()))?))
        })
        .collect::<Result<Vec<_>>>()?;
    let model = match arguments.only {
        // The names that are there already serve as well.
        Some(Part::Quotations) => input::bytes(&arguments.models.join("entities.bin"))?,
        None => names::names(&corpora, &lexicon, |step| eprintln!("names: {step}")),
    };
    let mut models = vec![("lexicon.bin", packed), ("entities.bin", model)];
    if !arguments.open_only {
        let path = arguments.data.join(format!("quotes/{}.jsonl", quotations::CORPUS));
        let corpus =
            Corpus::parse(&input::text(&path)?).with_context(|| format!("{} is not a corpus", path.display()))?;
        let labeller = quotations::labeller(&corpus, &Tagger::read(&models[1].1)?, &lexicon);
        eprintln!("reported speech: trained");
        models.push(("quotations.bin", labeller));
    }
    let trained = fingerprint::of(&Tagger::read(&models[1].1)?, &lexicon);
    models.push(("trained.txt", trained.into_bytes()));
    for (name, bytes) in &models {
        let path = arguments.models.join(name);
        std::fs::write(&path, bytes).with_context(|| format!("{} could not be written", path.display()))?;
        eprintln!("{}: {} bytes", path.display(), bytes.len());
    }
    Ok(())
}
