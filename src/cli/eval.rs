//! `saidwho eval`: scores against a gold file.

use super::input;
use anyhow::{Context, Result};
use clap::ValueEnum;
use saidwho::page::Page;
use saidwho::score::entities::Tally;
use saidwho::train::corpora::{Corpus, byte_of};
use std::path::PathBuf;

/// What to score.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Mentions of people, organisations and places.
    Entities,
}

/// The arguments of `saidwho eval`.
#[derive(clap::Args)]
pub struct Arguments {
    /// What to score.
    #[arg(value_enum)]
    what: What,
    /// The gold file, JSON Lines.
    gold: PathBuf,
    /// Which folded types count.
    #[arg(long, value_delimiter = ',', default_value = "PER,ORG,LOC")]
    types: Vec<String>,
}

/// Prints the scores.
pub fn run(arguments: &Arguments) -> Result<()> {
    let corpus = Corpus::parse(&input::text(&arguments.gold)?)
        .with_context(|| format!("{} is not a gold file", arguments.gold.display()))?;
    match arguments.what {
        What::Entities => entities(&corpus, &arguments.types),
    }
    Ok(())
}

fn entities(corpus: &Corpus, types: &[String]) {
    let types: Vec<&str> = types.iter().map(String::as_str).collect();
    let mut tally = Tally::default();
    for text in &corpus.texts {
        let reading = saidwho::annotate(&Page::from_text(text.text.as_str()));
        let points: Vec<usize> = text.entities.iter().flat_map(|entity| [entity.0, entity.1]).collect();
        let bytes = byte_of(&text.text, &points);
        let gold =
            text.entities.iter().enumerate().map(|(at, entity)| (bytes[2 * at], bytes[2 * at + 1], entity.2.as_str()));
        let predicted =
            reading.mentions.iter().map(|mention| (mention.span.from(), mention.span.to(), mention.kind.name()));
        tally.add(&text.text, &types, gold, predicted);
    }
    for kind in types {
        print(kind, tally.by_type.get(kind).copied().unwrap_or_default());
    }
    print("micro", tally.micro());
}

fn print(name: &str, counts: saidwho::score::F1) {
    println!(
        "{name:14} P {:.1}  R {:.1}  F1 {:.1}  n {}",
        counts.precision(),
        counts.recall(),
        counts.f1(),
        counts.gold
    );
}
