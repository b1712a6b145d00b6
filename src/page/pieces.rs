//! Where a page's text stands in the document that it was read from.
//!
//! Folding white space and leaving out soft hyphens make the text shorter than the document's. A [`Piece`] is a stretch
//! that is the same in both, so that a span of the text can be found in the document's text nodes and painted there.
//! Text nodes are counted in document order, from 0.
//!
//! The places are found by reading text and document side by side, so any document that shows the same words will do: the
//! one that was read, a sanitised copy of it, a shared file.
//!
//! ```
//! use saidwho::page::pieces;
//! let found = pieces::locate("He came by", ["He  ca", "me\u{ad} by"]).expect("the words are the same");
//! let place = pieces::start(&found, "He came by", 3).expect("it is in the text");
//! assert_eq!((place.node, place.utf16), (0, 4));
//! assert_eq!(pieces::locate("He came by", ["She came by"]), None);
//! ```

use super::collect::is_invisible;

/// A stretch of text that stands unchanged in one text node.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Piece {
    /// First byte in the page's text.
    pub at: u32,
    /// Length in bytes.
    pub len: u32,
    /// Which text node.
    pub node: u32,
    /// First byte in the node's text.
    pub byte: u32,
    /// The same in UTF-16 units, as the DOM counts.
    pub utf16: u32,
}

/// A place in a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Which text node.
    pub node: usize,
    /// UTF-16 units from the node's start.
    pub utf16: u32,
}

/// No piece is longer, in bytes, so that a place in it is found in a short time.
const LONGEST: u32 = 1024;

/// Where a page's text stands in a document's text nodes; `None` when the document shows other words. White space of the
/// document that the text does not have is passed over, and so is white space of the text that stands in no node (between
/// blocks, for a line break).
#[must_use]
pub fn locate<'a>(text: &str, nodes: impl IntoIterator<Item = &'a str>) -> Option<Vec<Piece>> {
    let mut locator = Locator::default();
    nodes.into_iter().all(|content| locator.next(text, content)).then_some(())?;
    locator.finish(text)
}

/// Locates a text in a document that is made step by step. The text is given at each step, the same at all.
#[derive(Debug, Default)]
pub struct Locator {
    pieces: Vec<Piece>,
    /// How many bytes of the text are found.
    at: usize,
    /// How many text nodes were given.
    node: u32,
}

impl Locator {
    /// Takes the next text node; false when it shows other words.
    pub fn next(&mut self, text: &str, content: &str) -> bool {
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let is_space = |c: char| matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}');
        let mut wanted = text.get(self.at..).unwrap_or("").chars().peekable();
        let (mut utf16, mut grows) = (0, false);
        for (byte, c) in content.char_indices() {
            let mut next = wanted.peek().copied();
            // No-break spaces at the edges of a text's lines stand in no node either.
            let is_visible = !c.is_whitespace() && !is_invisible(c);
            let is_nowhere = |next: char| is_space(next) || is_visible && next.is_whitespace();
            while let Some(passed) = next.filter(|&next| !is_space(c) && is_nowhere(next)) {
                self.at += passed.len_utf8();
                wanted.next();
                next = wanted.peek().copied();
            }
            match next {
                Some(next) if next == c || next == ' ' && is_space(c) => {
                    let (at, len) = (narrow(self.at), narrow(c.len_utf8()));
                    wanted.next();
                    self.at += next.len_utf8();
                    let goes_on = |piece: &&mut Piece| piece.len < LONGEST && piece.at + piece.len == at;
                    match self.pieces.last_mut().filter(|piece| grows && goes_on(piece)) {
                        Some(piece) => piece.len += len,
                        None => {
                            self.pieces.push(Piece { at, len, node: self.node, byte: narrow(byte), utf16 });
                        }
                    }
                    grows = true;
                }
                // No-break spaces at the edges of blocks are left out of the text.
                _ if c.is_whitespace() || is_invisible(c) => grows = false,
                _ => return false,
            }
            utf16 += narrow(c.len_utf16());
        }
        self.node += 1;
        true
    }

    /// How many bytes of the text are found.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// Where what was found stands.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Where all of the text stands, when all of it was found.
    #[must_use]
    pub fn finish(self, text: &str) -> Option<Vec<Piece>> {
        text.get(self.at..)?.chars().all(char::is_whitespace).then_some(self.pieces)
    }
}

/// Where the character at a byte of the text stands: where a range begins.
#[must_use]
pub fn start(pieces: &[Piece], text: &str, byte: usize) -> Option<Place> {
    let after = pieces.partition_point(|piece| piece.at as usize <= byte);
    place(pieces.get(after.checked_sub(1)?)?, text, byte)
}

/// Where the character before a byte of the text ends: where a range ends.
#[must_use]
pub fn end(pieces: &[Piece], text: &str, byte: usize) -> Option<Place> {
    let after = pieces.partition_point(|piece| (piece.at as usize) < byte);
    place(pieces.get(after.checked_sub(1)?)?, text, byte)
}

fn place(piece: &Piece, text: &str, byte: usize) -> Option<Place> {
    let from = piece.at as usize;
    let inside = text.get(from..byte.min(from + piece.len as usize))?;
    // Of most texts each byte is a unit.
    let count = if inside.is_ascii() { inside.len() } else { inside.encode_utf16().count() };
    let units = u32::try_from(count).ok()?;
    Some(Place { node: piece.node as usize, utf16: piece.utf16 + units })
}

/// How long a stretch is at most, in bytes.
const STRETCH: usize = 2048;

/// A text of so few UTF-16 units is one stretch.
pub const SHORT: usize = STRETCH / 3;

/// Cuts a text into stretches, behind white space where there is some: what can be shown as one text node, or as several
/// side by side. To lay out and paint a text node takes a browser as long as it has lines times the highlights in it.
///
/// ```
/// use saidwho::page::pieces::stretches;
/// assert_eq!(stretches("It is short."), ["It is short."]);
/// let long = "It goes on and on. ".repeat(1000);
/// assert!(stretches(&long).iter().all(|stretch| stretch.ends_with(' ')));
/// assert_eq!(stretches(&long).concat(), long);
/// ```
#[must_use]
pub fn stretches(text: &str) -> Vec<&str> {
    let mut stretches = Vec::with_capacity(1 + text.len() / STRETCH);
    let mut rest = text;
    while rest.len() > STRETCH {
        let end = (0..=STRETCH).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len());
        let space = rest[..end].rfind(|c: char| c.is_ascii_whitespace());
        let (stretch, after) = rest.split_at(space.map_or(end, |space| space + 1));
        stretches.push(stretch);
        rest = after;
    }
    stretches.push(rest);
    stretches
}

/// The pieces of one text node.
#[must_use]
pub fn of_node(pieces: &[Piece], node: u32) -> &[Piece] {
    let from = pieces.partition_point(|piece| piece.node < node);
    let to = pieces.partition_point(|piece| piece.node <= node);
    &pieces[from..to]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::collect::Collector;

    /// Every character of a text is found where it stands in the nodes.
    fn check(text: &str, nodes: &[&str]) {
        let found = locate(text, nodes.iter().copied()).unwrap_or_else(|| panic!("{text:?} in {nodes:?}"));
        let is_space = |c: char| matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}');
        for (byte, c) in text.char_indices().filter(|(_, c)| !is_space(*c)) {
            let place = start(&found, text, byte).expect("it has a place");
            let units: Vec<u16> = nodes[place.node].encode_utf16().skip(place.utf16 as usize).collect();
            assert_eq!(
                String::from_utf16_lossy(&units).chars().next(),
                Some(c),
                "byte {byte} of {text:?} in {nodes:?}"
            );
            let end = end(&found, text, byte + c.len_utf8()).expect("it ends");
            assert_eq!((end.node, end.utf16 as usize), (place.node, place.utf16 as usize + c.len_utf16()));
        }
    }

    #[test]
    fn texts_are_found_in_nodes() {
        for (text, nodes, is_there) in [
            ("Ada Lind 😀 wasn’t here.", &["\u{a0} Ada\n ", " Lind ", "😀 was\u{ad}n’t  her", "e. \u{a0}"][..], true),
            ("one\ntwo", &["one", "two"], true),
            ("one\n\n \ntwo", &["one", "two"], true),
            ("one two", &["one", "two"], true),
            ("one two", &[" \n", "one\n\n", "\t", "two  "], true),
            ("a b", &["a\u{a0}b"], true),
            ("a\u{a0}b", &["a\u{a0}b"], true),
            ("one", &["one", "two"], false),
            ("one two", &["one"], false),
            ("", &["  "], true),
        ] {
            assert_eq!(locate(text, nodes.iter().copied()).is_some(), is_there, "{text:?} {nodes:?}");
            if is_there {
                check(text, nodes);
            }
        }
    }

    #[test]
    fn long_texts_are_cut_where_they_may_be() {
        for (text, count) in [
            (String::new(), 1),
            ("a".repeat(STRETCH), 1),
            ("a".repeat(STRETCH + 1), 2),
            ("橋".repeat(STRETCH), 4),
            (format!("a {}", "b".repeat(2 * STRETCH)), 3),
            (" ".repeat(2 * STRETCH), 2),
            (format!("a {} c", "\u{a0}".repeat(STRETCH / 2)), 3),
        ] {
            let found = stretches(&text);
            assert_eq!((found.len(), found.concat()), (count, text.clone()));
            assert!(found.iter().all(|stretch| stretch.len() <= STRETCH));
        }
    }

    #[test]
    fn no_break_spaces_at_the_edges_of_lines_stand_nowhere() {
        let text = "one.\u{a0}\n\n\u{a0}two.\u{a0}";
        let found = locate(text, ["one.", "two."]).expect("the words are there");
        let at = text.find("two").expect("it is there");
        assert_eq!(start(&found, text, at), Some(Place { node: 1, utf16: 0 }));
        assert_eq!(end(&found, text, at + 4), Some(Place { node: 1, utf16: 4 }));
    }

    proptest::proptest! {
        #[test]
        fn what_is_collected_is_found(nodes in proptest::collection::vec("[ab \\n\u{a0}\u{ad}😀é]{0,12}", 1..8), kinds in proptest::collection::vec(0..4_usize, 8)) {
            let mut collector = Collector::default();
            for (node, kind) in nodes.iter().zip(&kinds) {
                collector.open(["p", "b", "pre", "br"][*kind], &mut |_| None);
                collector.text(node);
                collector.close();
            }
            let page = collector.finish();
            let nodes: Vec<&str> = nodes.iter().map(String::as_str).collect();
            check(page.text(), &nodes);
        }
    }
}
