//! What of a page is shown, as markup: the steps of the two sanitisers that need no parser of their own, taken on the page
//! as the browser [writes](super::written) it.
//!
//! What leaves here holds nothing that is not [`allowed`](super::allowed). It is not shown as it is: it is parsed, and
//! DOMPurify finds nothing to take away from what is shown.
//!
//! ```
//! use saidwho::page::cleaned::{Round, cleaned};
//! let written = "<p class=\"a\" onclick=\"x()\" lang=\"en\">Ada <x-y>Lind</x-y></p><img src=\"https://e.org/a.png\">";
//! let html = cleaned(written, Round::First, &|address| address.len() > 8);
//! assert_eq!(html, "<p lang=\"en\">Ada Lind</p><a href=\"https://e.org/a.png\"><img alt=\"Picture\"></a>");
//! ```

use super::allowed::{ATTRIBUTES, DROPPED, ELEMENTS, REPLACED, REPLACED_BY_PLACEHOLDER, attribute, placeholder};
use super::collect::{INLINE, is_hidden};
use super::written::{Reader, Step, Tag, plain};
use std::borrow::Cow;
use std::ops::Range;

/// Whose markup is cleaned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    /// The page's own: a reader is told what stood in place of a picture.
    First,
    /// What was cleaned and parsed again: a picture that only this has made shows nothing.
    Again,
}

/// Cleans what a browser has written of a body; `is_address` says whether an address is a whole one.
#[must_use]
pub fn cleaned(written: &str, round: Round, is_address: &dyn Fn(&str) -> bool) -> String {
    let mut cleaner = Cleaner::new(round);
    while cleaner.go_on(written, usize::MAX, is_address) {}
    cleaner.html
}

/// A page of which the beginning is cleaned. The page is given at each step, the same at all.
#[derive(Debug)]
pub struct Cleaner {
    round: Round,
    reader: Reader,
    html: String,
    /// The elements that are open: by what they are written, if they are, and where that stands.
    open: Vec<Option<(&'static str, Range<usize>)>>,
    /// Elements since the last cut.
    count: usize,
    cuts: Vec<Cut>,
}

/// A place where what is cleaned may be cut: behind the end of a block. It can be shown piece by piece so, whatever its
/// elements hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cut {
    /// How many bytes stand before it.
    pub at: usize,
    /// The elements that are open there, outermost first: their names, and where their start tags stand.
    pub open: Vec<(&'static str, Range<usize>)>,
}

/// A piece between two cuts holds at least so many elements, where one can be cut.
pub const PIECE: usize = 200;

impl Cleaner {
    /// Nothing is cleaned yet.
    #[must_use]
    pub fn new(round: Round) -> Self {
        let reader = Reader::default();
        Self { round, reader, html: String::new(), open: Vec::new(), count: 0, cuts: Vec::new() }
    }

    /// What is cleaned so far.
    #[must_use]
    pub fn html(&self) -> &str {
        &self.html
    }

    /// Where that may be cut, in order.
    #[must_use]
    pub fn cuts(&self) -> &[Cut] {
        &self.cuts
    }

    /// Takes some steps more; false at the end.
    pub fn go_on(&mut self, written: &str, steps: usize, is_address: &dyn Fn(&str) -> bool) -> bool {
        for _ in 0..steps {
            match self.reader.next(written) {
                // White space at the start of a body is nowhere kept.
                Some(Step::Text(text)) if self.html.is_empty() => {
                    self.html.push_str(text.trim_start_matches(|c: char| c.is_ascii_whitespace()));
                }
                Some(Step::Text(text)) => self.html.push_str(text),
                Some(Step::Close) => self.close(),
                Some(Step::Open(tag)) => {
                    let mut own = |name: &str| tag.attribute(name).map(Cow::into_owned);
                    let is_hidden = is_hidden(tag.name, &mut own);
                    if !is_hidden && self.round == Round::First && REPLACED_BY_PLACEHOLDER.contains(&tag.name) {
                        self.place_holder(tag, written, is_address);
                        self.reader.skip(written);
                    } else if is_hidden || DROPPED.contains(&tag.name) {
                        self.reader.skip(written);
                    } else {
                        self.open(tag, is_address);
                    }
                }
                None => return false,
            }
        }
        true
    }

    fn open(&mut self, tag: Tag, is_address: &dyn Fn(&str) -> bool) {
        let name = match tag.name {
            // Our own marks.
            "mark" if tag.attribute("class").is_some() => None,
            name if REPLACED.contains(&name) => Some("div"),
            name => ELEMENTS.iter().find(|own| **own == name).copied(),
        };
        let before = self.html.len();
        let Some(name) = name else { return self.open.push(None) };
        self.html.push('<');
        self.html.push_str(name);
        let mut has_words = false;
        for (name, value) in tag.attributes().filter(|(name, _)| ATTRIBUTES.contains(name)) {
            if is_kept(name, &plain(value), is_address) {
                self.attribute(name, trimmed(value));
                has_words |= name == "alt";
            }
        }
        self.html.push('>');
        self.open.push(Some((name, before..self.html.len())));
        self.count += 1;
        if name == "img" && !has_words {
            self.html.truncate(before);
        }
    }

    fn close(&mut self) {
        if let Some(Some((name, _))) = self.open.pop()
            && !super::written::VOID.contains(&name)
        {
            self.html.push_str("</");
            self.html.push_str(name);
            self.html.push('>');
            if self.count >= PIECE && !INLINE.contains(&name) {
                self.cut();
            }
        }
    }

    fn cut(&mut self) {
        let open: Vec<_> = self.open.iter().flatten().cloned().collect();
        // A parser drops a line's end behind this tag.
        if open.iter().all(|(name, _)| *name != "pre") {
            self.cuts.push(Cut { at: self.html.len(), open });
            self.count = 0;
        }
    }

    fn attribute(&mut self, name: &str, written: &str) {
        for part in [" ", name, "=\"", written, "\""] {
            self.html.push_str(part);
        }
    }

    /// Writes what stands for an element, in a link to its address unless it stands in a link.
    fn place_holder(&mut self, tag: Tag, written: &str, is_address: &dyn Fn(&str) -> bool) {
        let first = || first_source(written, self.reader.clone());
        let found = placeholder(tag.name, |name| {
            let own = tag.attribute(name).map(Cow::into_owned);
            own.or_else(|| (name == "src").then(first)?)
        });
        let Some(found) = found else { return };
        let is_linked = self.open.iter().flatten().any(|(name, _)| *name == "a");
        let address = found.address.filter(|address| !is_linked && is_kept("href", address, is_address));
        if let Some(address) = &address {
            self.html.push_str("<a");
            self.attribute("href", &escaped(address));
            self.html.push('>');
        }
        if is_kept("alt", &found.words, is_address) {
            self.html.push_str("<img");
            self.attribute("alt", &escaped(trimmed(&found.words)));
            if let Some(own) = found.picture.filter(|own| is_kept("src", own, is_address)) {
                self.attribute("src", &escaped(&own));
            }
            self.html.push('>');
        }
        if address.is_some() {
            self.html.push_str("</a>");
        }
    }
}

fn is_kept(name: &str, value: &str, is_address: &dyn Fn(&str) -> bool) -> bool {
    attribute(name, value).is_some_and(|kept| name != "href" || is_address(kept))
}

/// The address of the first source of a film or a sound, whose beginning was read last.
fn first_source(written: &str, mut reader: Reader) -> Option<String> {
    loop {
        match reader.next(written)? {
            Step::Open(tag) if tag.name == "source" => return tag.attribute("src").map(Cow::into_owned),
            Step::Open(_) => reader.skip(written),
            Step::Close => return None,
            Step::Text(_) => {}
        }
    }
}

/// A value as it is written, without white space at its edges.
fn trimmed(written: &str) -> &str {
    const SPACE: &str = "&nbsp;";
    let mut value = written;
    loop {
        let inner = value.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let inner = inner.strip_prefix(SPACE).unwrap_or(inner);
        let inner = inner.strip_suffix(SPACE).unwrap_or(inner);
        if inner.len() == value.len() {
            return value;
        }
        value = inner;
    }
}

/// A value as browsers write it today; another way costs a round more.
fn escaped(value: &str) -> String {
    const SIGNS: [(char, &str); 5] =
        [('&', "&amp;"), ('\u{a0}', "&nbsp;"), ('"', "&quot;"), ('<', "&lt;"), ('>', "&gt;")];
    SIGNS.iter().fold(value.to_owned(), |value, (c, sign)| value.replace(*c, sign))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::written::{self, RAW};
    use super::super::{html, sanitise};
    use super::*;
    use scraper::Html;

    /// What the browser's steps make of a page, with another parser.
    fn of(source: &str) -> String {
        let mut parsed = html::parse(source);
        let is_raw = |name: &str| RAW.contains(&name);
        let raw: Vec<_> = parsed
            .tree
            .nodes()
            .filter(|node| node.value().as_element().is_some_and(|one| is_raw(one.name())))
            .map(|node| node.id())
            .collect();
        for id in raw {
            let inside: Vec<_> =
                parsed.tree.get(id).iter().flat_map(|node| node.children()).map(|child| child.id()).collect();
            for child in inside {
                if let Some(mut child) = parsed.tree.get_mut(child) {
                    child.detach();
                }
            }
        }
        let is_address = |address: &str| ammonia::Url::parse(address).is_ok();
        let mut html = cleaned(written::body(&parsed.root_element().html()), Round::First, &is_address);
        for _ in 0..8 {
            let again = Html::parse_fragment(&html).root_element().inner_html();
            if again == html {
                break;
            }
            html = cleaned(&again, Round::Again, &is_address);
        }
        html
    }

    /// Between its cuts a page is whole with the start tags of what is open, and no piece is long.
    #[test]
    fn a_page_is_cut_behind_blocks() {
        let lines: String = (0..700).map(|at| format!("<p>Line <b>{at}</b></p>\n")).collect();
        let inner = format!("<div lang=\"en\">{lines}</div><section><ul>{}</ul></section>", "<li>One</li>".repeat(900));
        for source in [lines.clone(), inner.clone(), format!("<x-y>{inner}<pre>{lines}</pre>{lines}</x-y>")] {
            let mut cleaner = Cleaner::new(Round::First);
            while cleaner.go_on(&source, 7, &|_| true) {}
            let html = cleaner.html();
            let mut before = Cut::default();
            let end = Cut { at: html.len(), ..Cut::default() };
            assert!(cleaner.cuts().len() > 5);
            for cut in cleaner.cuts().iter().chain([&end]) {
                let start: String = before.open.iter().map(|(_, tag)| &html[tag.clone()]).collect();
                let close: String = cut.open.iter().rev().map(|(name, _)| format!("</{name}>")).collect();
                let piece = format!("{start}{}{close}", &html[before.at..cut.at]);
                assert_eq!(Html::parse_fragment(&piece).root_element().inner_html(), piece);
                before = cut.clone();
            }
        }
    }

    #[test]
    fn what_is_left_of_a_page() {
        let long = format!("data:image/png;base64,{}", "A".repeat(500));
        for source in [
            "<p>a<script>b</script>c</p>",
            "<form><p>a<input>b</form><main>c</main><p>d<mark class=people>e</mark><mark>f</mark>",
            "<p hidden>a<p style='display: none'>b<p aria-hidden=true>c<p>d",
            "<a href=javascript:x()>a</a><a href=' https://e.org/?a&amp;b ' onclick=x>b</a><a href=https://[>c</a>",
            "<p>a<noscript>b</noscript>c<!-- d -->e<p title=' &nbsp; &nbsp;x&nbsp;\u{85}'>f<p title='a --> b'>g",
            "<img src=https://e.org/a.png alt='A \"&nbsp;b\" &amp; c'><a href=https://e.org/><b><img src=https://e.org/a.png></b></a>",
            "<video><p><source src=https://e.org/b.mp4></p><source src=https://e.org/a.mp4>x</video><audio src=a></audio>",
            "<img alt='</style>'><img alt=''><img src=x width=1><img alt=a hidden><iframe src=https://e.org/ title=a><p>b</iframe>",
            "<pre>\n\n\na</pre><svg><title><style></title><img src=x></style></svg><math><mi>b</mi></math>c",
            "<table>a<tr>b<td>c</td>d</tr><p>e</p></table><a href=https://e.org/1>a<div><a href=https://e.org/2>b</div>c</a>",
            "<script><!-- document.write('<script></script>') --></script>a",
            &format!("<p><img src={long}></p>"),
        ] {
            assert_eq!(of(source), sanitise::read(source).html(), "{source}");
        }
    }
}
