//! `saidwho annotate`: texts and pages in, readings out.

use super::bundle::{saved_with_marks, words};
use super::input;
use anyhow::{Context, Result, bail};
use clap::builder::PossibleValue;
use clap::error::ErrorKind;
use clap::{Args, ValueEnum};
use saidwho::formats::record::Record;
use saidwho::formats::{self, summary};
use saidwho::page::Page;
use saidwho::show::bundle;
use serde::Deserialize;
use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// What to write.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Summary,
    Json,
    Jsonl,
    /// The shared file to read only.
    Html,
    Export(formats::Format),
}

impl Format {
    const ALL: [Self; 4 + formats::Format::ALL.len()] = {
        let mut all = [Self::Summary; 4 + formats::Format::ALL.len()];
        all[1] = Self::Json;
        all[2] = Self::Jsonl;
        all[3] = Self::Html;
        let mut at = 4;
        while at < all.len() {
            all[at] = Self::Export(formats::Format::ALL[at - 4]);
            at += 1;
        }
        all
    };
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Summary => PossibleValue::new("summary").help("A readable summary; the default on a terminal"),
            Self::Json => PossibleValue::new("json").help("JSON; the default in a pipe"),
            Self::Jsonl => PossibleValue::new("jsonl").help("One line of JSON a text"),
            Self::Html => PossibleValue::new("html").help("A page with marks and notes, to read only"),
            Self::Export(format) => {
                PossibleValue::new(format.name()).help(words().get(&format!("format.{}", format.name())).to_owned())
            }
        })
    }
}

/// The arguments of `saidwho annotate`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Files to read: text, HTML, a shared file, or JSON Lines of {"id", "text"}; `-` is standard input.
    #[arg(value_name = "FILE", default_value = "-")]
    files: Vec<PathBuf>,
    /// What to write.
    #[arg(long, value_enum)]
    format: Option<Format>,
}

#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
}

/// Reads every file; those that fail are named, and the rest is still done.
pub fn run(arguments: &Arguments) -> Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let format =
        arguments.format.unwrap_or(if std::io::stdout().is_terminal() { Format::Summary } else { Format::Json });
    if matches!(format, Format::Html | Format::Export(_)) && arguments.files.len() > 1 {
        let hint = "this format holds one text; name one file, or choose json, jsonl or summary";
        Arguments::augment_args(clap::Command::new("annotate")).error(ErrorKind::TooManyValues, hint).exit();
    }
    let mut failed = 0;
    for file in &arguments.files {
        let is_lines =
            format == Format::Jsonl && (file.as_os_str() == "-" || file.extension().is_some_and(|end| end == "jsonl"));
        let done = if is_lines { lines(file, &mut out) } else { whole(file, format, &mut out) };
        match done {
            Ok(skipped) => failed += skipped,
            Err(failure) => {
                eprintln!("saidwho: {}: {failure:#}", file.display());
                failed += 1;
            }
        }
    }
    out.flush().context("the output could not be written")?;
    if failed > 0 {
        bail!("{failed} of the inputs could not be read");
    }
    Ok(())
}

/// One file or page as a whole.
fn whole(file: &Path, format: Format, out: &mut impl Write) -> Result<usize> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let opened = input::page(&input::bytes(file)?, name.as_deref().unwrap_or(""))?;
    if let Format::Html | Format::Export(_) = format {
        let (page, history, saved) = opened.annotated();
        let text = match format {
            Format::Export(format) => format.write(&page, history.list()),
            _ => bundle::light(&page, &history, saved_with_marks(&page, &history, saved, true).as_deref(), &words()),
        };
        out.write_all(text.as_bytes()).context("the output could not be written")?;
        return Ok(0);
    }
    let page = opened.page;
    let reading = saidwho::annotate(&page);
    let id = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).filter(|stem| stem != "-");
    let record = Record::of(id.as_deref(), &page, &reading);
    let text = match format {
        Format::Summary => summary::of(&page, &reading),
        Format::Json => record.pretty(),
        _ => record.line(),
    };
    writeln!(out, "{}", text.trim_end()).context("the output could not be written")?;
    Ok(0)
}

/// JSON Lines: one reading a line, in the same order. A line that is not of the form is named and skipped; gives how
/// many were.
fn lines(file: &Path, out: &mut impl Write) -> Result<usize> {
    let reader: Box<dyn BufRead> = if file.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        let opened = std::fs::File::open(file)
            .with_context(|| format!("{} could not be read; is the name right?", file.display()))?;
        Box::new(BufReader::new(opened))
    };
    let shows_progress = std::io::stderr().is_terminal();
    let mut skipped = 0;
    for (number, line) in reader.lines().enumerate() {
        let line = line.context("the input could not be read")?;
        if line.trim().is_empty() {
            continue;
        }
        let parsed: Line = match serde_json::from_str(&line) {
            Ok(parsed) => parsed,
            Err(failure) => {
                eprintln!(
                    "saidwho: {}: line {}: {failure}; it should be {{\"id\": …, \"text\": …}}",
                    file.display(),
                    number + 1
                );
                skipped += 1;
                continue;
            }
        };
        let page = Page::from_text(parsed.text);
        let reading = saidwho::annotate(&page);
        let id = parsed.id.as_str().map_or_else(|| parsed.id.to_string(), str::to_owned);
        writeln!(out, "{}", Record::of(Some(&id), &page, &reading).line())
            .context("the output could not be written")?;
        if shows_progress && number % 100 == 99 {
            eprint!("\r{} texts", number + 1);
        }
    }
    if shows_progress {
        eprint!("\r\u{1b}[K");
    }
    Ok(skipped)
}
