//! spaCy's JSON, as `Doc.to_json` writes it and `Doc.from_json` reads it: tokens, sentences, entities, and span groups with
//! quotations, cues, sources and highlights.
//!
//! spaCy's spans begin and end with tokens, so ours are cut wherever an annotation begins or ends; white space is a token
//! as spaCy has it. Its entities must not overlap: of two the first is one, and all are in the group `mentions`. The
//! speaker of a quotation, its cue and its source share a number: the quotation's is `q1`, and so is the others' `id`.
//!
//! ```
//! use saidwho::{annotate, annotations::List, formats::spacy, page::Page};
//! let page = Page::from_text("Ada Lind came.");
//! let file = spacy::write(&page, &List::from_reading(&page, &annotate(&page)));
//! assert!(file.contains(r#""ents":[{"start":0,"end":8,"label":"PERSON","id":"","kb_id":"Ada Lind"}]"#), "{file}");
//! ```

use super::view::{View, trimmed};
use crate::annotations::{Body, List};
use crate::order::by_number;
use crate::page::Page;
use crate::page::offsets::Offsets;
use crate::span::Span;
use crate::tokens;
use serde::Serialize;

#[derive(Serialize)]
struct Doc<'a> {
    text: &'a str,
    ents: Vec<Marked>,
    sents: Vec<Points>,
    tokens: Vec<Token>,
    spans: Groups,
}

#[derive(Serialize, Default)]
struct Groups {
    mentions: Vec<Marked>,
    quotations: Vec<Marked>,
    cues: Vec<Marked>,
    sources: Vec<Marked>,
    highlights: Vec<Marked>,
}

#[derive(Serialize)]
struct Points {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Token {
    id: usize,
    start: usize,
    end: usize,
}

#[derive(Serialize, Clone)]
struct Marked {
    start: usize,
    end: usize,
    label: String,
    id: String,
    kb_id: String,
}

/// The file.
#[must_use]
pub fn write(page: &Page, list: &List) -> String {
    let view = View::of(page, list);
    let text = page.text();
    let offsets = Offsets::new(text);
    let mut edges: Vec<u32> = Vec::new();
    let mut groups = Groups::default();
    let mut mark = |group: &mut Vec<Marked>, spans: &[Span], label: &str, id: &str, name: &str| {
        for span in spans.iter().map(|&span| trimmed(text, span)).filter(|span| !span.is_empty()) {
            edges.extend([span.start, span.end]);
            group.push(Marked {
                start: offsets.code_points(span.from()),
                end: offsets.code_points(span.to()),
                label: label.to_owned(),
                id: id.to_owned(),
                kb_id: name.to_owned(),
            });
        }
    };
    for annotation in view.shown() {
        let content = &annotation.place.content;
        match &annotation.body {
            Body::Mention { kind, entity } => {
                let name = list.entity(entity).map_or("", |entity| entity.name.as_str());
                mark(&mut groups.mentions, content, kind.name(), "", name);
            }
            Body::Highlight { colour } => {
                let meaning = list.colours().get(colour).unwrap_or(colour);
                mark(&mut groups.highlights, content, "highlight", "", meaning);
            }
            Body::Quotation { .. } => {}
        }
    }
    for (number, quoted) in (1..).zip(view.quotations()) {
        let (id, place) = (format!("q{number}"), &quoted.annotation.place);
        let name = quoted.speaker.map_or("", |speaker| speaker.name.as_str());
        mark(&mut groups.quotations, &place.content, quoted.kind.name(), &id, name);
        mark(&mut groups.cues, &place.cue, "cue", &id, name);
        mark(&mut groups.sources, &place.source, "source", &id, name);
    }
    let tokens = tokens::tokenize(page);
    edges.extend(tokens.iter().flat_map(|span| [span.start, span.end]));
    let sentence = |one: &tokens::Sentence| {
        let own = tokens.spans().get(one.range())?;
        Some(Points { start: offsets.code_points(own.first()?.from()), end: offsets.code_points(own.last()?.to()) })
    };
    let mut ents: Vec<Marked> = Vec::new();
    for mention in &groups.mentions {
        if ents.last().is_none_or(|last| last.end <= mention.start) {
            ents.push(mention.clone());
        }
    }
    let token = |(id, span): (usize, &Span)| Token {
        id,
        start: offsets.code_points(span.from()),
        end: offsets.code_points(span.to()),
    };
    let doc = Doc {
        text,
        ents,
        sents: tokens.sentences().iter().filter_map(sentence).collect(),
        tokens: cut(text, edges).iter().enumerate().map(token).collect(),
        spans: groups,
    };
    // Strings, numbers and lists cannot fail to serialise.
    serde_json::to_string(&doc).unwrap_or_default()
}

/// The whole text in tokens: words cut at `edges`, and white space but for the one blank that may follow a word.
fn cut(text: &str, mut edges: Vec<u32>) -> Vec<Span> {
    by_number(&mut edges, |&edge| u64::from(edge));
    edges.dedup();
    let mut edges = edges.into_iter().map(|edge| edge as usize).peekable();
    let (mut found, mut start) = (Vec::new(), 0);
    // What Python takes for white space.
    let is_space = |c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c);
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let end = at + c.len_utf8();
        let next = characters.peek().map(|(_, c)| *c);
        while edges.peek().is_some_and(|edge| *edge < end) {
            edges.next();
        }
        let is_edge = edges.peek() == Some(&end);
        let ends = match next {
            None => true,
            Some(next) if is_space(c) => !is_space(next),
            Some(next) => is_space(next) || is_edge,
        };
        if start == at
            && c == ' '
            && found.last().is_some_and(|last: &Span| last.to() == at && !last.of(text).chars().all(is_space))
        {
            // It belongs to the word before it.
            start = end;
        } else if ends {
            found.push(Span::new(start, end));
            start = end;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_their_tokens() {
        for (text, edges, expected) in [
            ("", vec![], vec![]),
            ("a b", vec![], vec!["a", "b"]),
            ("a  b", vec![], vec!["a", " ", "b"]),
            (" a", vec![], vec![" ", "a"]),
            ("a\n\nb ", vec![], vec!["a", "\n\n", "b"]),
            ("a \nb  ", vec![], vec!["a", "\n", "b", " "]),
            ("ab,c", vec![0, 1, 2, 3, 4], vec!["a", "b", ",", "c"]),
            ("😀é", vec![4], vec!["😀", "é"]),
            ("a   b", vec![2, 3], vec!["a", "  ", "b"]),
        ] {
            let found = cut(text, edges);
            assert_eq!(found.iter().map(|span| span.of(text)).collect::<Vec<_>>(), expected, "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn tokens_with_their_blanks_are_the_text(text in "[ab \n\té😀]{0,20}") {
            let mut joined = String::new();
            for span in cut(&text, vec![1, 2, 3]) {
                if joined.len() < span.from() {
                    joined.push(' ');
                }
                proptest::prop_assert_eq!(joined.len(), span.from());
                joined.push_str(span.of(&text));
            }
            proptest::prop_assert_eq!(joined.trim_end_matches(' '), text.trim_end_matches(' '));
        }
    }
}
