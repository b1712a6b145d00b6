//! `saidwho eval`: scores against a gold file.

use super::input;
use anyhow::{Context, Result};
use clap::ValueEnum;
use saidwho::page::Page;
use saidwho::quotations::Kind;
use saidwho::score::entities::Tally;
use saidwho::score::quotations::{self, Said};
use saidwho::span::Span;
use saidwho::train::corpora::{Corpus, byte_of};
use std::path::PathBuf;

/// What to score.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Mentions of people, organisations and places.
    Entities,
    /// Quotations and their sources, figure by figure and sieve by sieve.
    Quotations,
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
        What::Quotations => quotations(&corpus),
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

fn quotations(corpus: &Corpus) {
    let mut tally = quotations::Tally::default();
    for text in &corpus.texts {
        let gold: Vec<Said> = text
            .quotes
            .iter()
            .filter(|quote| quote.kind.as_deref() != Some("term"))
            .map(|quote| Said {
                content: quote.content.clone(),
                source: quote.source.clone().unwrap_or_default(),
                speaker: quote.speaker.clone(),
                sieve: String::new(),
            })
            .collect();
        let reading = saidwho::annotate(&Page::from_text(text.text.as_str()));
        // The code point of each byte.
        let mut points = Vec::with_capacity(text.text.len() + 1);
        for (point, c) in text.text.chars().enumerate() {
            points.extend(std::iter::repeat_n(point, c.len_utf8()));
        }
        points.push(text.text.chars().count());
        let convert = |spans: &[Span]| spans.iter().map(|span| (points[span.from()], points[span.to()])).collect();
        let predicted: Vec<Said> = reading
            .quotations
            .iter()
            .filter(|quotation| quotation.kind != Kind::Term)
            .map(|quotation| Said {
                content: convert(&quotation.content),
                source: convert(&quotation.source),
                speaker: quotation.speaker.as_ref().map(|speaker| speaker.name.clone()),
                sieve: quotation.sieve.name().to_owned(),
            })
            .collect();
        tally.add(&text.text, &gold, &predicted);
    }
    println!("marked strings found {:.1}  n {}", tally.found.recall(), tally.found.gold);
    print("marked, source", tally.marked);
    print("reported", tally.reported);
    print("… and source", tally.reported_source);
    println!("full name      {:.1}  n {}", tally.names.recall(), tally.names.gold);
    for (sieve, counts) in &tally.sieves {
        println!("sieve {sieve:22} right {:.1}  n {}", counts.precision(), counts.predicted);
    }
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
