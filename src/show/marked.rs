//! A page's markup written with marks in it, for a reader whose browser runs no script.
//!
//! Whoever walks a document in order calls [`Writer::open`], [`Writer::text`] and [`Writer::close`]. Text is escaped, and
//! a mark never crosses the edge of a text node, so the result is well-formed whatever the page is.
//!
//! ```
//! use saidwho::{page::pieces::Piece, show::layers::{Item, Run}, show::marked::Writer, span::Span};
//! let pieces = [Piece { len: 10, ..Piece::default() }];
//! let runs = [Run { layer: "people", item: Item::Mention(0), span: Span::new(0, 3) }];
//! let mut writer = Writer::new(&pieces, &runs);
//! writer.open("p", &[("title", "a \"b\"".to_owned())]);
//! writer.text("Ada & Bob.");
//! writer.close("p");
//! assert_eq!(writer.finish(), "<p title=\"a &quot;b&quot;\"><mark class=\"people\">Ada</mark> &amp; Bob.</p>");
//! ```

use super::layers::Run;
use super::said::Label;
use crate::order::by_number;
use crate::page::pieces::{self, Piece};
#[cfg(not(target_arch = "wasm32"))]
use crate::page::sanitise::{Saved, Step};
use foldhash::{HashMap, HashMapExt};

/// Writes one document.
#[derive(Debug)]
pub struct Writer<'a> {
    pieces: &'a [Piece],
    /// In the order of their start, the longer first.
    runs: Vec<&'a Run>,
    next: usize,
    active: Vec<&'a Run>,
    labels: HashMap<usize, Label>,
    node: u32,
    without_pictures: bool,
    out: String,
}

/// Elements that have no end.
const VOID: &[&str] = &["br", "hr", "img", "wbr", "col"];

impl<'a> Writer<'a> {
    /// A writer of a document whose text stands in `pieces`, with `runs` to mark.
    #[must_use]
    pub fn new(pieces: &'a [Piece], runs: &'a [Run]) -> Self {
        let mut runs: Vec<&Run> = runs.iter().collect();
        by_number(&mut runs, |run| u64::from(run.span.start) << 32 | u64::from(!run.span.end));
        Self {
            pieces,
            runs,
            next: 0,
            active: Vec::new(),
            labels: HashMap::new(),
            node: 0,
            without_pictures: false,
            out: String::new(),
        }
    }

    /// The same, with signs behind the marks that have one.
    #[must_use]
    pub fn labelled(mut self, labels: HashMap<usize, Label>) -> Self {
        self.labels = labels;
        self
    }

    /// The same, with the words for a picture in its place.
    #[must_use]
    pub fn without_pictures(mut self, without: bool) -> Self {
        self.without_pictures = without;
        self
    }

    /// An element begins.
    pub fn open(&mut self, tag: &str, attributes: &[(&str, String)]) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes.iter().filter(|(name, _)| !(self.without_pictures && *name == "src")) {
            self.out.push_str(&format!(" {name}=\"{}\"", escape(value).replace('"', "&quot;")));
        }
        self.out.push('>');
    }

    /// The element ends.
    pub fn close(&mut self, tag: &str) {
        if !VOID.contains(&tag) {
            self.out.push_str(&format!("</{tag}>"));
        }
    }

    /// The next text node.
    pub fn text(&mut self, text: &str) {
        let mut at = 0;
        for piece in pieces::of_node(self.pieces, self.node) {
            let from = piece.byte as usize;
            self.out.push_str(&escape(text.get(at..from).unwrap_or("")));
            at = from + piece.len as usize;
            self.piece(piece, text.get(from..at).unwrap_or(""));
        }
        self.out.push_str(&escape(text.get(at..).unwrap_or("")));
        self.node += 1;
    }

    /// Words of ours, which are none of the page's text.
    pub fn own(&mut self, words: &str) {
        self.out.push_str(&escape(words));
    }

    /// A stretch that is in the page's text, cut wherever a run begins or ends.
    fn piece(&mut self, piece: &Piece, text: &str) {
        let (mut at, end) = (piece.at, piece.at + piece.len);
        while at < end {
            while let Some(run) = self.runs.get(self.next).filter(|run| run.span.start <= at) {
                self.active.push(run);
                self.next += 1;
            }
            self.active.retain(|run| run.span.end > at);
            let coming = self.runs.get(self.next).map_or(end, |run| run.span.start);
            let stop = self.active.iter().map(|run| run.span.end).chain([coming]).min().unwrap_or(end).min(end);
            for run in &self.active {
                let label = self.labels.get(&run.item.index());
                let id = label.filter(|label| label.extent.start == at).map(|label| format!(" id=\"{}\"", label.id));
                let sign = label.filter(|label| label.extent.end == stop);
                let sign = sign.map(|label| format!(" data-sign=\"{}\"", label.sign));
                let own = [id, sign].into_iter().flatten().collect::<String>();
                self.out.push_str(&format!("<mark class=\"{}\"{own}>", run.layer));
            }
            let inside = (at - piece.at) as usize..(stop - piece.at) as usize;
            self.out.push_str(&escape(text.get(inside).unwrap_or("")));
            self.out.push_str(&"</mark>".repeat(self.active.len()));
            at = stop;
        }
    }

    /// A whole page that the command line has sanitised.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn whole(mut self, saved: &Saved) -> String {
        saved.walk(&mut |step| match step {
            Step::Open(tag, attributes) => self.open(tag, &attributes),
            Step::Close(tag) => self.close(tag),
            Step::Text(text) => self.text(text),
        });
        self.finish()
    }

    /// What was written.
    #[must_use]
    pub fn finish(self) -> String {
        self.out
    }
}

/// Text as HTML.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
