//! Arguments, and which command they call. Exit codes: 0 done, 1 some input failed (each named on standard error, the
//! rest still done), 2 wrong usage.

mod annotate;
mod bundle;
mod compare;
mod eval;
mod input;
mod merge;
mod train;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Shows who is in a news article and who said what.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Find people, organisations, places, dates and quotations with their speakers.
    Annotate(annotate::Arguments),
    /// Write an article, its highlights and the app as one HTML file to share.
    Bundle(bundle::Arguments),
    /// Say what became of the quotations from one version of a story to another.
    Compare(compare::Arguments),
    /// Make one shared file of two of the same article.
    Merge(merge::Arguments),
    /// Score against a gold file.
    Eval(eval::Arguments),
    /// Rebuild the models from corpora.
    Train(train::Arguments),
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    // Who reads our output may stop when it has seen enough: we end as other programs do, without a word.
    sigpipe::reset();
    let done = match Arguments::parse().command {
        Command::Annotate(arguments) => annotate::run(&arguments),
        Command::Bundle(arguments) => bundle::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Merge(arguments) => merge::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
        Command::Train(arguments) => train::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("saidwho: {failure:#}");
            ExitCode::FAILURE
        }
    }
}
