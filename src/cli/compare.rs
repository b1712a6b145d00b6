//! `saidwho compare`: what became of the quotations from one version of a story to another.

use super::merge::open;
use anyhow::Result;
use saidwho::annotations::versions::{self, Fate, Said, Words};
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
    let (before, after) = (open(&arguments.before)?, open(&arguments.after)?);
    let fates = versions::compare((&before.page, before.history.list()), (&after.page, after.history.list()));
    let mut kept = 0;
    for fate in &fates {
        match fate {
            Fate::Kept(_) => kept += 1,
            Fate::Added(said) => println!("+ {}: {}", speaker(said), said.text),
            Fate::Cut(said) => println!("- {}: {}", speaker(said), said.text),
            Fate::Changed { before, after, words } => {
                let was = if before.speaker == after.speaker {
                    String::new()
                } else {
                    format!(" (before: {})", speaker(before))
                };
                println!("~ {}{was}: {}", speaker(after), words.iter().map(in_words).collect::<Vec<_>>().join(" "));
            }
        }
    }
    println!("{kept} of {} quotations are as they were", fates.len());
    Ok(())
}

fn speaker(said: &Said) -> &str {
    if said.speaker.is_empty() { "unknown" } else { &said.speaker }
}

fn in_words(words: &Words) -> String {
    match words {
        Words::Kept(words) => words.clone(),
        Words::Cut(words) => format!("[-{words}-]"),
        Words::Added(words) => format!("{{+{words}+}}"),
    }
}
