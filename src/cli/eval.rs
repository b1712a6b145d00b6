//! `saidwho eval`: scores against a gold file.

use super::input;
use anyhow::{Context, Result};
use clap::ValueEnum;
use saidwho::page::Page;
use saidwho::quotations::{Kind, Quotation};
use saidwho::score::entities::{Tally, fold, trim};
use saidwho::score::pages;
use saidwho::score::quotations::{self, Said};
use saidwho::score::reliability::Reliability;
use saidwho::span::Span;
use saidwho::train::corpora::{Corpus, Text, byte_of};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// What to score.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Mentions of people, organisations and places.
    Entities,
    /// Whether the confidences of names mean what they say.
    Confidence,
    /// Mentions by the fine types that the gold file has: GPE apart from LOC, NORP, DATE …
    Types,
    /// Quotations and their sources, figure by figure and sieve by sieve.
    Quotations,
    /// Stories found in saved pages: a folder of folders with source.html and expected.html.
    Pages,
}

/// The arguments of `saidwho eval`.
#[derive(clap::Args)]
pub struct Arguments {
    /// What to score.
    #[arg(value_enum)]
    what: What,
    /// The gold file, JSON Lines; for pages, the folder.
    gold: PathBuf,
    /// Which folded types count.
    #[arg(long, value_delimiter = ',', default_value = "PER,ORG,LOC")]
    types: Vec<String>,
}

/// Prints the scores.
pub fn run(arguments: &Arguments) -> Result<()> {
    if arguments.what == What::Pages {
        return pages(&arguments.gold);
    }
    let corpus = Corpus::parse(&input::text(&arguments.gold)?)
        .with_context(|| format!("{} is not a gold file", arguments.gold.display()))?;
    match arguments.what {
        What::Entities => entities(&corpus, &arguments.types),
        What::Confidence => confidence(&corpus),
        What::Types => types(&corpus),
        What::Quotations => quotations(&corpus),
        What::Pages => {}
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
    print!("{}", tally.table(&types));
}

/// The gold mentions of a text as (trimmed edges, type as written), bytes.
fn gold(text: &Text) -> Vec<((usize, usize), &str)> {
    let points: Vec<usize> = text.entities.iter().flat_map(|entity| [entity.0, entity.1]).collect();
    let bytes = byte_of(&text.text, &points);
    let edges = |at: usize| trim(&text.text, bytes[2 * at], bytes[2 * at + 1]);
    text.entities.iter().enumerate().map(|(at, entity)| (edges(at), entity.2.as_str())).collect()
}

/// Of names only: dates and amounts come from rules.
fn confidence(corpus: &Corpus) {
    const NAMES: [&str; 4] = ["PER", "ORG", "LOC", "MISC"];
    let mut reliability = Reliability::default();
    for text in &corpus.texts {
        let gold: HashSet<_> = gold(text).into_iter().map(|(edges, kind)| (edges, fold(kind))).collect();
        for mention in saidwho::annotate(&Page::from_text(text.text.as_str())).mentions {
            let kind = fold(mention.kind.name());
            if NAMES.contains(&kind) {
                let edges = trim(&text.text, mention.span.from(), mention.span.to());
                reliability.add(mention.confidence, gold.contains(&(edges, kind)));
            }
        }
    }
    print!("{}", reliability.table());
}

fn types(corpus: &Corpus) {
    let mut counts: BTreeMap<&str, saidwho::score::F1> = BTreeMap::new();
    for text in &corpus.texts {
        let gold: HashSet<_> = gold(text).into_iter().collect();
        for (_, kind) in &gold {
            counts.entry(kind).or_default().gold += 1;
        }
        for mention in saidwho::annotate(&Page::from_text(text.text.as_str())).mentions {
            let key = (trim(&text.text, mention.span.from(), mention.span.to()), mention.kind.name());
            let counts = counts.entry(key.1).or_default();
            counts.predicted += 1;
            counts.right += usize::from(gold.contains(&key));
        }
    }
    for (kind, counts) in counts.iter().filter(|(_, counts)| counts.gold > 0) {
        print(kind, *counts);
    }
}

fn quotations(corpus: &Corpus) {
    let (mut tally, mut shown) = (quotations::Tally::default(), quotations::Tally::default());
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
        let spoken = reading.quotations.iter().filter(|quotation| quotation.kind != Kind::Term);
        let (doubtful, sure): (Vec<&Quotation>, Vec<&Quotation>) = spoken.partition(|quotation| quotation.doubtful);
        let said = |quotations: &[&Quotation]| -> Vec<Said> {
            quotations
                .iter()
                .map(|quotation| Said {
                    content: convert(&quotation.content),
                    source: convert(&quotation.source),
                    speaker: quotation.speaker.as_ref().map(|speaker| speaker.name.clone()),
                    sieve: quotation.sieve.name().to_owned(),
                })
                .collect()
        };
        let mut predicted = said(&sure);
        shown.add(&text.text, &gold, &predicted);
        predicted.extend(said(&doubtful));
        tally.add(&text.text, &gold, &predicted);
    }
    println!("marked strings found {:.1}  n {}", tally.found.recall(), tally.found.gold);
    print("marked, source", tally.marked);
    print("reported", tally.reported);
    print("… and source", tally.reported_source);
    print("as shown", shown.reported);
    print("… and source", shown.reported_source);
    println!("full name      {:.1}  n {}", tally.names.recall(), tally.names.gold);
    for (sieve, counts) in &tally.sieves {
        println!("sieve {sieve:22} right {:.1}  n {}", counts.precision(), counts.predicted);
    }
}

fn pages(folder: &Path) -> Result<()> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("{} is no folder", folder.display()))?;
    let mut names: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    names.sort();
    let mut scores = Vec::new();
    for name in names {
        let page = input::page(&input::bytes(&name.join("source.html"))?, "source.html")?.page;
        let score = pages::score(&page, &input::text(&name.join("expected.html"))?);
        print(&name.file_name().unwrap_or_default().to_string_lossy(), score);
        scores.push(score.f1());
    }
    scores.sort_by(f64::total_cmp);
    let median = scores.get(scores.len() / 2).copied().unwrap_or_default();
    println!(
        "median {median:.1}  mean {:.1}  n {}",
        scores.iter().sum::<f64>() / scores.len().max(1) as f64,
        scores.len()
    );
    Ok(())
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
