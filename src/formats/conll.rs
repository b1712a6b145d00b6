//! CoNLL-U Plus: one token a line, with BIO labels of names, quotations, cues and sources. Its first line names the
//! columns; `docs/formats.md` says what stands in them. What stands around the story is left out.
//!
//! A token has one label a column: of annotations that overlap, the outer one's, but of a report
//! and the words in marks that it holds those words'.
//!
//! ```
//! use saidwho::{annotate, annotations::List, formats::conll, page::Page};
//! let page = Page::from_text("Ada Lind said it was late.");
//! let file = conll::write(&page, &List::from_reading(&page, &annotate(&page)));
//! assert!(file.contains("\n1\tAda\tB-PERSON\te1\tO\t_\t_\tO\tB-1\n2\tLind\tI-PERSON\te1\tO\t_\t_\tO\tI-1\n"));
//! ```

use super::view::{View, one_line};
use crate::annotations::{Body, List};
use crate::entities::MentionType;
use crate::page::{BlockRole, Page};
use crate::quotations::Kind;
use crate::span::Span;
use crate::tokens::{self, Tokens};
use std::fmt::Write;

/// The names of the columns.
pub const COLUMNS: &str = "ID FORM MENTION ENTITY QUOTATION NUMBER SPEAKER CUE SOURCE";

/// The file.
#[must_use]
pub fn write(page: &Page, list: &List) -> String {
    let view = View::of(page, list);
    let tokens = tokens::tokenize(page);
    let mut mentions = Column::new(&tokens);
    let mut quotations = Column::new(&tokens);
    let (mut cues, mut sources) = (Column::new(&tokens), Column::new(&tokens));
    for annotation in view.shown() {
        if let Body::Mention { kind, entity } = &annotation.body {
            let number = view.number(entity).map(|number| format!("e{number}")).unwrap_or_default();
            mentions.set(&annotation.place.content, kind.name(), &[number]);
        }
    }
    // What another says inside a report has its own label there, so reports come last.
    let numbered: Vec<_> = (1..).zip(view.quotations()).collect();
    let (reports, others): (Vec<_>, Vec<_>) =
        numbered.into_iter().partition(|(_, quoted)| quoted.kind == Kind::Indirect);
    for (number, quoted) in others.into_iter().chain(reports) {
        let speaker = quoted.speaker.and_then(|speaker| view.number(&speaker.key));
        let speaker = speaker.map_or("_".to_owned(), |number| format!("e{number}"));
        let (number, place) = (number.to_string(), &quoted.annotation.place);
        cues.set(&place.cue, &number, &[]);
        sources.set(&place.source, &number, &[]);
        quotations.set(&place.content, quoted.kind.name(), &[number, speaker]);
    }
    let mut out = format!("# global.columns = {COLUMNS}\n# newdoc\n# title = {}\n", one_line(page.title()));
    for (number, entity) in view.entities() {
        let kind = entity.kind.map_or("_", MentionType::name);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "# e{number} = {kind} {}", one_line(&entity.name));
    }
    let (mut last, mut count) = (None, 0);
    for sentence in tokens.sentences() {
        let range = sentence.range();
        let is_story = |at: u32| page.blocks().get(at as usize).is_some_and(|block| block.role != BlockRole::Clutter);
        let (Some(first), Some(end), true) =
            (tokens.spans().get(range.start), tokens.spans()[..range.end].last(), is_story(sentence.block))
        else {
            continue;
        };
        count += 1;
        if last.replace(sentence.block) != Some(sentence.block) {
            out.push_str("# newpar\n");
        }
        let _ = writeln!(out, "# sent_id = {count}\n# text = {}", one_line(first.cover(*end).of(page.text())));
        for (number, token) in (1..).zip(range) {
            let form = one_line(tokens.spans()[token].of(page.text())).replace(' ', "_");
            let [mention, quotation, cue, source] =
                [&mentions, &quotations, &cues, &sources].map(|column| column.label(token, number == 1));
            let entity = mentions.detail(token, 0);
            let (id, speaker) = (quotations.detail(token, 0), quotations.detail(token, 1));
            let _ =
                writeln!(out, "{number}\t{form}\t{mention}\t{entity}\t{quotation}\t{id}\t{speaker}\t{cue}\t{source}");
        }
        out.push('\n');
    }
    out
}

/// One column of labels, and what goes with them.
struct Column<'a> {
    tokens: &'a Tokens,
    cells: Vec<Option<(String, Vec<String>)>>,
}

impl<'a> Column<'a> {
    fn new(tokens: &'a Tokens) -> Self {
        Self { tokens, cells: vec![None; tokens.len()] }
    }

    /// Labels the tokens of some spans, each span anew; a token that has a label keeps it.
    fn set(&mut self, spans: &[Span], label: &str, details: &[String]) {
        for span in spans {
            let first = self.tokens.at(span.from());
            let inside = self.tokens.spans()[first..].iter().take_while(|token| token.start < span.end).count();
            let mut begins = true;
            for cell in &mut self.cells[first..first + inside] {
                if cell.is_none() {
                    let mark = if begins { 'B' } else { 'I' };
                    *cell = Some((format!("{mark}-{label}"), details.to_vec()));
                    begins = false;
                } else {
                    begins = true;
                }
            }
        }
    }

    /// What goes on in another sentence begins anew there: readers look at one sentence at a time.
    fn label(&self, token: usize, is_first: bool) -> String {
        match &self.cells[token] {
            Some((label, _)) => match label.strip_prefix("I-") {
                Some(kind) if is_first => format!("B-{kind}"),
                _ => label.clone(),
            },
            None => "O".to_owned(),
        }
    }

    fn detail(&self, token: usize, which: usize) -> &str {
        self.cells[token].as_ref().and_then(|(_, details)| details.get(which)).map_or("_", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sentence_begins_inside_of_something() {
        let page = Page::from_text("“It is late now. We all go home, and they stay,” said Ada Lind. She left.");
        let file = write(&page, &List::from_reading(&page, &crate::annotate(&page)));
        assert!(file.contains("\n1\tWe\tO\t_\tB-direct\t1\t"), "{file}");
        let begins_inside = |line: &&str| line.starts_with("1\t") && line.contains("\tI-");
        assert_eq!(file.lines().find(begins_inside), None);
    }
}
