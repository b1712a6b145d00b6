//! Where a page's text stands in the document that it was read from.
//!
//! Folding white space and leaving out soft hyphens make the text shorter than the document's. A [`Piece`] is a stretch
//! that is the same in both, so that a span of the text can be found in the document's text nodes and painted there.
//! Text nodes are counted in document order, from 0, the ones that are not read included.
//!
//! ```
//! use saidwho::page::{collect::Collector, pieces};
//! let mut collector = Collector::default();
//! collector.open("p", false);
//! collector.text("He  came\u{ad} by");
//! collector.close();
//! let (page, found) = collector.finish_with_pieces("");
//! assert_eq!(page.text(), "He came by");
//! let place = pieces::start(&found, page.text(), 3).expect("it is in the text");
//! assert_eq!((place.node, place.utf16), (0, 4));
//! ```

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
    let units = u32::try_from(inside.encode_utf16().count()).ok()?;
    Some(Place { node: piece.node as usize, utf16: piece.utf16 + units })
}

/// The pieces of one text node.
#[must_use]
pub fn of_node(pieces: &[Piece], node: u32) -> &[Piece] {
    let from = pieces.partition_point(|piece| piece.node < node);
    let to = pieces.partition_point(|piece| piece.node <= node);
    &pieces[from..to]
}
