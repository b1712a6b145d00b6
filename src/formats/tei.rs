//! TEI P5: the story with `<said who>`, `<persName ref>` and the like, its persons, organisations and places in the header.
//!
//! XML nests, and annotations need not: where two cross, and where one runs over several paragraphs or is in pieces, the
//! parts have ids and point to each other with `next` and `prev`. What stands around the story is left out.
//!
//! ```
//! use saidwho::{annotate, annotations::List, formats::tei, page::Page};
//! let page = Page::from_text("“It is late,” said Ada Lind, the mayor.");
//! let file = tei::write(&page, &List::from_reading(&page, &annotate(&page)));
//! assert!(file.contains("who=\"#e1\" direct=\"true\" ana=\"#direct\">“It is late,”</said>"));
//! assert!(file.contains("<persName ref=\"#e1\">Ada Lind</persName>"));
//! ```

use super::view::{View, one_line};
use crate::annotations::listing::MACHINE;
use crate::annotations::{Annotation, Body, Entity, List};
use crate::entities::MentionType;
use crate::order::by_number;
use crate::page::{BlockRole, Page};
use crate::quotations::Kind;
use crate::span::Span;
use std::cmp::Reverse;
use std::fmt::Write;

/// The file.
#[must_use]
pub fn write(page: &Page, list: &List) -> String {
    let view = View::of(page, list);
    let (body, notes) = text(&view);
    let title = escape(&one_line(page.title()));
    let mut profile = lists(&view);
    if !profile.is_empty() {
        profile = format!("<profileDesc>\n{profile}</profileDesc>\n");
    }
    let kinds: String = Kind::ALL
        .iter()
        .filter(|kind| **kind != Kind::Term)
        .map(|kind| format!("<category xml:id=\"{0}\"><catDesc>{0} quotation</catDesc></category>\n", kind.name()))
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n<teiHeader>\n<fileDesc>\n\
         <titleStmt><title>{title}</title></titleStmt>\n\
         <publicationStmt><p>Written by {MACHINE}.</p></publicationStmt>\n\
         <sourceDesc><p>A news page.</p></sourceDesc>\n</fileDesc>\n\
         <encodingDesc><classDecl><taxonomy xml:id=\"kinds\">\n{kinds}</taxonomy></classDecl></encodingDesc>\n\
         {profile}</teiHeader>\n<text>\n<body>\n{body}</body>\n{notes}</text>\n</TEI>\n"
    )
}

/// In which list of the header an entity stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listed {
    Person,
    Organisation,
    Place,
}

/// Dates and sums stand in none, unless one speaks.
fn listed(view: &View, entity: &Entity) -> Option<Listed> {
    match entity.kind {
        None | Some(MentionType::Person) => Some(Listed::Person),
        Some(MentionType::Org | MentionType::Norp) => Some(Listed::Organisation),
        Some(MentionType::Gpe | MentionType::Loc) => Some(Listed::Place),
        Some(_) => {
            let speaks = view.quotations().any(|quoted| quoted.speaker.is_some_and(|one| one.key == entity.key));
            speaks.then_some(Listed::Organisation)
        }
    }
}

fn lists(view: &View) -> String {
    let of = |wanted: Listed, list: &str, item: &str, name: &str| {
        let mut out = String::new();
        for (number, entity) in view.entities().filter(|(_, entity)| listed(view, entity) == Some(wanted)) {
            let _ = write!(out, "<{item} xml:id=\"e{number}\">");
            let words = escape(&one_line(&entity.name));
            if entity.named {
                let _ = write!(out, "<{name}>{words}</{name}>");
                for alias in &entity.aliases {
                    let _ = write!(out, "<{name} type=\"alias\">{}</{name}>", escape(&one_line(alias)));
                }
                for role in &entity.roles {
                    let text = escape(&one_line(&role.text));
                    let role = if wanted == Listed::Person { "occupation" } else { "note" };
                    let _ = write!(out, "<{role}>{text}</{role}>");
                }
            } else {
                // A source without a name: what the text calls it.
                let _ = write!(out, "<p>{words}</p>");
            }
            let _ = writeln!(out, "</{item}>");
        }
        if out.is_empty() { out } else { format!("<{list}>\n{out}</{list}>\n") }
    };
    let inside = |element: &str, lists: String| {
        if lists.is_empty() { lists } else { format!("<{element}>\n{lists}</{element}>\n") }
    };
    let people =
        of(Listed::Person, "listPerson", "person", "persName") + &of(Listed::Organisation, "listOrg", "org", "orgName");
    inside("particDesc", people) + &inside("settingDesc", of(Listed::Place, "listPlace", "place", "placeName"))
}

/// A stretch of one block that becomes one element.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Fragment {
    start: u32,
    end: Reverse<u32>,
    /// Outer elements first: quotations, then marks, then names.
    rank: u8,
    /// Which annotation.
    item: usize,
}

/// The body, and the notes behind it.
fn text(view: &View) -> (String, String) {
    let shown: Vec<&Annotation> = view.shown().collect();
    let mut blocks: Vec<(BlockRole, Span, Vec<Fragment>)> = Vec::new();
    let mut pieces: Vec<(Span, u8, usize)> = Vec::new();
    for (item, annotation) in shown.iter().enumerate() {
        let rank = match &annotation.body {
            Body::Quotation { .. } => 0,
            Body::Highlight { .. } => 1,
            Body::Mention { .. } => 2,
        };
        pieces.extend(annotation.place.content.iter().map(|&span| (span, rank, item)));
    }
    by_number(&mut pieces, |(_, rank, _)| u64::from(*rank));
    by_number(&mut pieces, |(span, ..)| span.number());
    let longest = pieces.iter().map(|(span, ..)| span.end - span.start).max().unwrap_or(0);
    let mut counts = vec![0_usize; shown.len()];
    for (_, block) in view.story() {
        let own = block.span;
        let from = pieces.partition_point(|(span, ..)| span.start.saturating_add(longest) <= own.start);
        let near = pieces[from..].iter().take_while(|(span, ..)| span.start < own.end);
        let cut = near.filter(|(span, ..)| span.overlaps(own) && !span.is_empty()).map(|&(span, rank, item)| {
            Fragment { start: span.start.max(own.start), end: Reverse(span.end.min(own.end)), rank, item }
        });
        let nested = nest(cut.collect());
        nested.iter().for_each(|fragment| counts[fragment.item] += 1);
        blocks.push((block.role, own, nested));
    }
    let mut writer = Writer { view, shown: &shown, written: vec![0; shown.len()], counts, out: String::new() };
    // A headline opens a division, and a division needs something behind its head.
    let mut has_division = false;
    for (at, (role, span, fragments)) in blocks.iter().enumerate() {
        let is_head =
            *role == BlockRole::Headline && blocks.get(at + 1).is_some_and(|(next, ..)| *next != BlockRole::Headline);
        if is_head || !has_division {
            writer.out.push_str(if has_division { "</div>\n<div>\n" } else { "<div>\n" });
            has_division = true;
        }
        let (open, close) = match role {
            BlockRole::Headline if is_head => ("<head>", "</head>"),
            BlockRole::Headline => ("<p rend=\"headline\">", "</p>"),
            BlockRole::Quote => ("<quote><p>", "</p></quote>"),
            BlockRole::Caption => ("<p rend=\"caption\">", "</p>"),
            BlockRole::Byline => ("<p rend=\"byline\">", "</p>"),
            BlockRole::Paragraph | BlockRole::Clutter => ("<p>", "</p>"),
        };
        writer.out.push_str(open);
        writer.block(*span, fragments);
        writer.out.push_str(close);
        writer.out.push('\n');
    }
    writer.out.push_str(if has_division { "</div>\n" } else { "<div><p/></div>\n" });
    let notes = writer.notes();
    (writer.out, notes)
}

/// Cuts fragments where they cross, so that each lies inside or beside every other; in the order in which they open.
fn nest(mut waiting: Vec<Fragment>) -> Vec<Fragment> {
    waiting.sort_unstable_by(|a, b| b.cmp(a));
    let (mut nested, mut open): (Vec<Fragment>, Vec<u32>) = (Vec::new(), Vec::new());
    while let Some(mut fragment) = waiting.pop() {
        while open.last().is_some_and(|&end| end <= fragment.start) {
            open.pop();
        }
        if let Some(&end) = open.last().filter(|&&end| end < fragment.end.0) {
            let rest = Fragment { start: end, ..fragment };
            let place = waiting.partition_point(|other| *other > rest);
            waiting.insert(place, rest);
            fragment.end = Reverse(end);
        }
        open.push(fragment.end.0);
        nested.push(fragment);
    }
    nested
}

struct Writer<'a, 'b> {
    view: &'b View<'a>,
    shown: &'b [&'a Annotation],
    /// How many elements of each annotation are written, and how many there will be.
    written: Vec<usize>,
    counts: Vec<usize>,
    out: String,
}

impl Writer<'_, '_> {
    fn block(&mut self, span: Span, fragments: &[Fragment]) {
        let text = self.view.page.text();
        let (mut at, mut open): (u32, Vec<(u32, &'static str)>) = (span.start, Vec::new());
        let words = |from: u32, to: u32| escape(Span { start: from, end: to }.of(text));
        for fragment in fragments {
            while let Some((end, name)) = open.pop_if(|(end, _)| *end <= fragment.start) {
                let _ = write!(self.out, "{}</{name}>", words(at, end));
                at = end;
            }
            self.out.push_str(&words(at, fragment.start));
            at = fragment.start;
            open.push((fragment.end.0, self.open(fragment.item)));
        }
        while let Some((end, name)) = open.pop() {
            let _ = write!(self.out, "{}</{name}>", words(at, end));
            at = end;
        }
        self.out.push_str(&words(at, span.end));
    }

    fn id(item: usize, part: usize) -> String {
        if part == 1 { format!("a{}", item + 1) } else { format!("a{}.{part}", item + 1) }
    }

    /// Writes the start of an element of an annotation; gives its name.
    fn open(&mut self, item: usize) -> &'static str {
        let annotation = self.shown[item];
        self.written[item] += 1;
        let (part, count) = (self.written[item], self.counts[item]);
        let (name, mut attributes) = self.element(&annotation.body);
        let is_pointed_at = count > 1 || !annotation.note.is_empty() || !annotation.tags.is_empty();
        if is_pointed_at || matches!(annotation.body, Body::Quotation { .. }) {
            attributes.insert_str(0, &format!(" xml:id=\"{}\"", Self::id(item, part)));
        }
        if part > 1 {
            let _ = write!(attributes, " prev=\"#{}\"", Self::id(item, part - 1));
        }
        if part < count {
            let _ = write!(attributes, " next=\"#{}\"", Self::id(item, part + 1));
        }
        let _ = write!(self.out, "<{name}{attributes}>");
        name
    }

    fn element(&self, body: &Body) -> (&'static str, String) {
        match body {
            Body::Mention { kind, entity } => {
                let name = match kind {
                    MentionType::Person => "persName",
                    MentionType::Org => "orgName",
                    MentionType::Gpe | MentionType::Loc => "placeName",
                    MentionType::Date => "date",
                    MentionType::Time => "time",
                    MentionType::Money | MentionType::Percent | MentionType::Quantity => "measure",
                    _ => "name",
                };
                let mut attributes = String::new();
                if matches!(name, "measure" | "name") {
                    let _ = write!(attributes, " type=\"{}\"", kind.name().to_lowercase());
                }
                let is_name = matches!(name, "persName" | "orgName" | "placeName" | "name");
                let known = self.view.list.entity(entity).filter(|_| is_name);
                if known.is_some_and(|entity| listed(self.view, entity).is_some()) {
                    let _ = write!(attributes, " ref=\"#e{}\"", self.view.number(entity).unwrap_or_default());
                }
                (name, attributes)
            }
            Body::Quotation { kind: Kind::Term, .. } => ("soCalled", String::new()),
            Body::Quotation { kind, speaker, .. } => {
                let who = speaker.as_ref().and_then(|key| self.view.number(key));
                let who = who.map(|number| format!(" who=\"#e{number}\"")).unwrap_or_default();
                ("said", format!("{who} direct=\"{}\" ana=\"#{}\"", *kind != Kind::Indirect, kind.name()))
            }
            Body::Highlight { colour } => {
                let word: String = colour.chars().filter(char::is_ascii_alphanumeric).collect();
                ("hi", format!(" rend=\"highlight{word}\""))
            }
        }
    }

    /// Notes and tags, each pointing to what it is about.
    fn notes(&self) -> String {
        let mut out = String::new();
        for (item, annotation) in self.shown.iter().enumerate().filter(|(item, _)| self.counts[*item] > 0) {
            let (target, by) = (Self::id(item, 1), &annotation.note);
            if !by.is_empty() {
                let _ = writeln!(out, "<note type=\"comment\" target=\"#{target}\">{}</note>", escape(by));
            }
            for tag in &annotation.tags {
                let _ = writeln!(out, "<note type=\"tag\" target=\"#{target}\">{}</note>", escape(tag));
            }
        }
        if out.is_empty() { out } else { format!("<back>\n<div type=\"notes\">\n{out}</div>\n</back>\n") }
    }
}

/// Text as XML. What XML cannot hold at all is replaced.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // As it is it would be read as a line feed.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use quick_xml::events::Event;

    proptest::proptest! {
        #[test]
        fn a_reader_of_xml_gets_the_text_back(text in "[ab&<>\"'é\u{1}\u{fffe}\\]\\[!-]{0,20}") {
            let written = format!("<p>{}</p>", escape(&text));
            let mut reader = quick_xml::Reader::from_str(&written);
            reader.config_mut().check_comments = true;
            let mut read = String::new();
            loop {
                match reader.read_event().expect("well-formed") {
                    Event::Text(text) => read.push_str(&text),
                    Event::GeneralRef(name) => read.push_str(match &*name {
                        "amp" => "&", "lt" => "<", "gt" => ">", "quot" => "\"", other => panic!("{other}"),
                    }),
                    Event::Eof => break,
                    _ => {}
                }
            }
            proptest::prop_assert_eq!(read, text.replace(['\u{1}', '\u{fffe}'], "\u{fffd}"));
        }

        #[test]
        fn fragments_nest_and_cover_what_they_did(spans in proptest::collection::vec((0..20_u32, 1..9_u32), 0..8)) {
            let all: Vec<Fragment> = spans.iter().enumerate()
                .map(|(item, &(start, length))| Fragment { start, end: Reverse(start + length), rank: 0, item }).collect();
            let nested = nest(all.clone());
            for one in &all {
                let covered: u32 = nested.iter().filter(|part| part.item == one.item).map(|part| part.end.0 - part.start).sum();
                proptest::prop_assert_eq!(covered, one.end.0 - one.start);
            }
            for (at, one) in nested.iter().enumerate() {
                for other in &nested[at + 1..] {
                    let beside = other.start >= one.end.0;
                    let inside = other.start >= one.start && other.end.0 <= one.end.0;
                    proptest::prop_assert!(beside || inside, "{:?} {:?}", one, other);
                }
            }
        }
    }
}
