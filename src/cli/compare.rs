//! `saidwho compare`: what became of the quotations from one version of a story to another.

use super::input;
use anyhow::Result;
use saidwho::show::comparing::{Comparison, FateView, Mark};
use std::path::PathBuf;

/// The arguments of `saidwho compare`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The earlier version: a shared file, HTML or text.
    before: PathBuf,
    /// The later one.
    after: PathBuf,
}

/// Prints what was added (+), cut (-) and changed (~), and how many are as they were.
pub fn run(arguments: &Arguments) -> Result<()> {
    let (before, after) = (input::open(&arguments.before)?.annotated(), input::open(&arguments.after)?.annotated());
    let comparison = Comparison::of((&before.0, before.1.list()), (&after.0, after.1.list()));
    for fate in &comparison.fates {
        let sign = match fate.what {
            "added" => '+',
            "cut" => '-',
            _ => '~',
        };
        let was = fate.before.as_ref().map(|speaker| format!(" (before: {})", known(speaker))).unwrap_or_default();
        let words: Vec<String> = fate.pieces.iter().map(|(mark, words)| in_words(fate, *mark, words)).collect();
        println!("{sign} {}{was}: {}", known(&fate.speaker), words.join(" "));
    }
    println!("{} of {} quotations are as they were", comparison.kept, comparison.kept + comparison.fates.len());
    Ok(())
}

fn known(speaker: &str) -> &str {
    if speaker.is_empty() { "unknown" } else { speaker }
}

/// Words with their mark; those of a quotation that is in one version alone need none.
fn in_words(fate: &FateView, mark: Mark, words: &str) -> String {
    match mark {
        _ if fate.what != "changed" => words.to_owned(),
        Mark::Kept => words.to_owned(),
        Mark::Cut => format!("[-{words}-]"),
        Mark::Added => format!("{{+{words}+}}"),
    }
}
