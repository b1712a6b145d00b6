//! A page as a browser writes it, read step by step: what `innerHTML` gives of a document that was parsed.
//!
//! To ask a browser for each node and each attribute takes most of the time in which a page is collected and cleaned; to
//! have it write the page, and to read that, takes a tenth of it. What is written so is regular (HTML Standard, section
//! 13.3): every element that has an end has an end tag, every value stands in quotation marks, text holds no `<`. That a
//! tree which somebody else has changed may be written otherwise only means that other words are read, and whatever is
//! shown is parsed and cleaned again.
//!
//! ```
//! use saidwho::page::written::{Reader, Step};
//! let written = "<p title=\"a &amp; b\">c<br>d</p>";
//! let mut reader = Reader::default();
//! let Some(Step::Open(tag)) = reader.next(written) else { panic!() };
//! assert_eq!((tag.name, tag.attribute("title").as_deref()), ("p", Some("a & b")));
//! let rest: Vec<String> = std::iter::from_fn(|| reader.next(written).map(|step| format!("{step:?}"))).collect();
//! assert_eq!(rest[0], "Text(\"c\")");
//! assert_eq!(rest.len(), 5);
//! ```

use std::borrow::Cow;
use std::ops::Range;

/// Elements that have no end tag.
pub(super) const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link",
    "meta", "param", "source", "track", "wbr",
];

/// Elements whose text is written as it is, with what looks like markup in it.
pub const RAW: &[&str] = &["script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext"];

/// One step through a page.
#[derive(Debug)]
pub enum Step<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// The element that was opened last ends.
    Close,
    /// Text, as it is written; [`plain`] says what it means.
    Text(&'a str),
}

/// The beginning of an element.
#[derive(Debug, Clone, Copy)]
pub struct Tag<'a> {
    /// Its name.
    pub name: &'a str,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// Its attributes: their names, and their values as they are written.
    pub fn attributes(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            let (found, after) = attribute(rest)?;
            rest = after;
            Some(found)
        })
    }

    /// The value of an attribute.
    #[must_use]
    pub fn attribute(self, name: &str) -> Option<Cow<'a, str>> {
        self.attributes().find(|(other, _)| *other == name).map(|(_, value)| plain(value))
    }

    /// Whether it ends where it begins.
    #[must_use]
    pub fn is_void(self) -> bool {
        VOID.contains(&self.name)
    }
}

/// The first attribute, its name and its value, and what stands behind it.
fn attribute(written: &str) -> Option<((&str, &str), &str)> {
    let rest = written.strip_prefix(' ')?;
    let bytes = rest.as_bytes();
    // A name may begin with the sign, and hold any other.
    let sign = (1..bytes.len()).find(|&at| bytes[at] == b'=' && bytes.get(at + 1) == Some(&b'"'))?;
    let value = &rest[sign + 2..];
    let end = value.find('"')?;
    Some(((&rest[..sign], &value[..end]), &value[end + 1..]))
}

/// What text or a value means.
#[must_use]
pub fn plain(written: &str) -> Cow<'_, str> {
    let Some(first) = written.find('&') else { return Cow::Borrowed(written) };
    const SIGNS: [(&str, char); 5] =
        [("&amp;", '&'), ("&nbsp;", '\u{a0}'), ("&quot;", '"'), ("&lt;", '<'), ("&gt;", '>')];
    let mut text = String::with_capacity(written.len());
    text.push_str(&written[..first]);
    let mut rest = &written[first..];
    while !rest.is_empty() {
        let sign = SIGNS.iter().find_map(|(sign, c)| Some((rest.strip_prefix(sign)?, *c)));
        let (after, c) = sign.unwrap_or((&rest[1..], '&'));
        text.push(c);
        let next = after.find('&').unwrap_or(after.len());
        text.push_str(&after[..next]);
        rest = &after[next..];
    }
    Cow::Owned(text)
}

/// Where in a page a reader is. The page is given at each step, the same at all.
#[derive(Debug, Default, Clone)]
pub struct Reader {
    at: usize,
    /// Where the names of the open elements stand.
    open: Vec<Range<usize>>,
    /// Whether the element that was opened last has no end tag.
    ends: bool,
}

impl Reader {
    /// The next step; `None` at the end.
    pub fn next<'a>(&mut self, written: &'a str) -> Option<Step<'a>> {
        if std::mem::take(&mut self.ends) {
            self.open.pop();
            return Some(Step::Close);
        }
        loop {
            let rest = written.get(self.at..)?;
            if rest.is_empty() {
                return self.open.pop().map(|_| Step::Close);
            }
            let Some(markup) = rest.strip_prefix('<') else {
                let text = &rest[..rest.find('<').unwrap_or(rest.len())];
                self.at += text.len();
                return Some(Step::Text(text));
            };
            if let Some(comment) = markup.strip_prefix("!--") {
                self.at += comment.find("-->").map_or(rest.len(), |end| 4 + end + 3);
            } else if let Some(end) = markup.strip_prefix('/') {
                let name = &end[..end.find('>').unwrap_or(end.len())];
                let is_open = self.open.iter().rev().position(|open| written[open.clone()] == *name);
                // What stands in it and has no end ends with it.
                if is_open.is_none_or(|above| above == 0) {
                    self.at = (self.at + name.len() + 3).min(written.len());
                }
                if is_open.is_some() {
                    self.open.pop();
                    return Some(Step::Close);
                }
            } else if markup.starts_with(['?', '!']) {
                self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
            } else {
                return Some(Step::Open(self.open(written, markup)));
            }
        }
    }

    fn open<'a>(&mut self, written: &'a str, markup: &'a str) -> Tag<'a> {
        let name = &markup[..markup.find([' ', '>']).unwrap_or(markup.len())];
        let behind = &markup[name.len()..];
        let mut rest = behind;
        while let Some((_, after)) = attribute(rest) {
            rest = after;
        }
        let tag = Tag { name, attributes: &behind[..behind.len() - rest.len()] };
        let from = self.at + 1;
        self.open.push(from..from + name.len());
        self.at = written.len() - rest.len() + rest.find('>').map_or(rest.len(), |end| end + 1);
        self.ends = tag.is_void();
        if RAW.contains(&name) {
            let raw = &written[self.at..];
            let is_end = |at: &usize| raw[at + 2..].starts_with(name);
            self.at += raw.match_indices("</").map(|(at, _)| at).find(is_end).unwrap_or(raw.len());
        }
        tag
    }

    /// Passes over what is in the element that was opened last, with its end.
    pub fn skip(&mut self, written: &str) {
        let depth = self.open.len();
        while self.open.len() >= depth && self.next(written).is_some() {}
    }

    /// How many bytes are read.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }
}

/// What stands in the body of a whole page; nothing where there is none.
#[must_use]
pub fn body(written: &str) -> &str {
    let mut reader = Reader::default();
    while let Some(step) = reader.next(written) {
        match step {
            Step::Open(tag) if tag.name == "body" => {
                let inside = written.get(reader.at()..).unwrap_or("");
                return inside.rfind("</body>").map_or(inside, |end| &inside[..end]);
            }
            Step::Open(tag) if tag.name != "html" => reader.skip(written),
            _ => {}
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> String {
        let mut reader = Reader::default();
        let mut read = String::new();
        while let Some(step) = reader.next(written) {
            match step {
                Step::Open(tag) => {
                    read.push_str(&format!("({}", tag.name));
                    tag.attributes().for_each(|(name, value)| read.push_str(&format!(" {name}={}", plain(value))));
                    read.push(':');
                }
                Step::Close => read.push(')'),
                Step::Text(text) => read.push_str(&plain(text)),
            }
        }
        read
    }

    #[test]
    fn what_a_browser_writes_is_read() {
        for (written, expected) in [
            ("a<b>c</b>d", "a(b:c)d"),
            ("<br>a<img alt=\"b\">", "(br:)a(img alt=b:)"),
            ("a&amp;lt;&lt;&nbsp;&gt;&bad;&", "a&lt;<\u{a0}>&bad;&"),
            ("<p a=\"x > y\" =b=\"&quot;\" c\"d=\"\">e</p>", "(p a=x > y =b=\" c\"d=:e)"),
            ("a<!-- <b> -->c<!---->d<!--a---->e", "acde"),
            ("a<?php b ?>c<!DOCTYPE html>d", "acd"),
            ("<script>if (a < b) \"</p>\"</script>c<style></style>", "(script:)c(style:)"),
            // What is foreign may have an end where HTML has none.
            ("<svg><source><g></g></source></svg>a", "(svg:(source:)(g:))a"),
            ("<b><i>a</b>c</i>d</u>", "(b:(i:a))cd"),
            ("<b>a", "(b:a)"),
            ("<b", "(b:)"),
            ("</b", ""),
            ("<!--", ""),
            ("<p a=\"b", "(p:)"),
            ("<é é=\"é\">é</é>", "(é é=é:é)"),
        ] {
            assert_eq!(read(written), expected, "{written}");
        }
    }

    #[test]
    fn the_body_of_a_page() {
        for (written, expected) in [
            ("<html><head><title>&lt;body&gt;</title></head><body class=\"a\"><p>b</p></body></html>", "<p>b</p>"),
            ("<html><head></head><frameset></frameset></html>", ""),
            ("<html><body>a</body><!-- b --></html>", "a"),
        ] {
            assert_eq!(body(written), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn anything_is_read_and_every_element_ends(written in "([<>/=\" !a-cé&;-]|<b>|</b>|<br>|<!--|-->|<style>|</style>){0,40}") {
            let mut reader = Reader::default();
            let mut depth = 0_i32;
            for _ in 0..=2 * written.len() {
                match reader.next(&written) {
                    Some(Step::Open(_)) => depth += 1,
                    Some(Step::Close) => depth -= 1,
                    Some(Step::Text(_)) => {}
                    None => break,
                }
                assert!(depth >= 0);
            }
            assert_eq!(depth, 0);
            assert!(reader.next(&written).is_none());
        }
    }
}
