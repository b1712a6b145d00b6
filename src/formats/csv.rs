//! Quotations as CSV (RFC 4180): one row each, in the order of the page; terms are left out, for nobody speaks them.
//!
//! It begins with a byte order mark, without which Excel takes curly marks for another encoding. A cell that a spreadsheet
//! would take for a formula begins with an apostrophe.
//!
//! ```
//! use saidwho::{annotate, annotations::List, formats::csv, page::Page};
//! let page = Page::from_text("“It is late,” said Ada Lind, the mayor.");
//! let file = csv::write(&page, &List::from_reading(&page, &annotate(&page)));
//! assert!(file.lines().nth(1).is_some_and(|row| row.starts_with("Ada Lind,mayor,direct,\"“It is late,”\",said,1,")));
//! ```

use super::fragment::Fragments;
use super::view::{View, one_line};
use crate::annotations::List;
use crate::page::Page;

/// The names of the columns.
pub const COLUMNS: [&str; 10] =
    ["speaker", "role", "kind", "text", "cue", "paragraph", "link", "status", "note", "tags"];

/// The file.
#[must_use]
pub fn write(page: &Page, list: &List) -> String {
    let (view, fragments) = (View::of(page, list), Fragments::new(page));
    let mut out = format!("\u{feff}{}", row(&COLUMNS.map(str::to_owned)));
    for quoted in view.spoken() {
        let (speaker, annotation) = (quoted.speaker, quoted.annotation);
        let role = speaker.and_then(|speaker| speaker.roles.first());
        out.push_str(&row(&[
            speaker.map(|speaker| one_line(&speaker.name)).unwrap_or_default(),
            role.map(|role| one_line(&role.text)).unwrap_or_default(),
            quoted.kind.name().to_owned(),
            view.words(&annotation.place.content),
            view.words(&annotation.place.cue),
            view.paragraph(annotation.place.extent().start).map(|number| number.to_string()).unwrap_or_default(),
            fragments.of(&annotation.place.content),
            annotation.status.name().to_owned(),
            annotation.note.clone(),
            annotation.tags.join("; "),
        ]));
    }
    out
}

fn row(cells: &[String]) -> String {
    cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(",") + "\r\n"
}

fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("=1+2", "'=1+2"),
            ("+49", "'+49"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\r=1", "\"'\r=1\""),
            ("a=b", "a=b"),
            ("=\"a\",1", "\"'=\"\"a\"\",1\""),
            ("", ""),
        ] {
            assert_eq!(cell(text), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn a_reader_of_csv_gets_the_cells_back(cells in proptest::collection::vec("[a=,\"\n\r\t'é;+ ]{0,8}", 2..6)) {
            let written = [row(&cells), row(&cells)].concat();
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(written.as_bytes());
            let mut rows = 0;
            for record in reader.records() {
                let record = record.expect("it is CSV");
                rows += 1;
                proptest::prop_assert_eq!(record.len(), cells.len());
                for (read, cell) in record.iter().zip(&cells) {
                    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                    let expected = if is_formula { format!("'{cell}") } else { cell.clone() };
                    proptest::prop_assert_eq!(read, &expected);
                }
            }
            proptest::prop_assert_eq!(rows, 2);
        }
    }
}
