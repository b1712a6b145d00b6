//! The one list of annotations: the machine's suggestions and the reader's own marks, in the W3C Web Annotation model.
//!
//! What enters is a page and its reading, or a list that was saved; what leaves is the list, changed only by
//! [`actions`], each of which can be undone by the [`history`]. Nothing here has a clock or chance: times and names are
//! handed in, and ids follow from them. An annotation that a reader has decided on is never taken back by the machine.
//!
//! ```
//! use saidwho::annotations::{History, List, Maker, Stamp, actions::Action};
//! use saidwho::{annotate, page::Page};
//! let page = Page::from_text("“It is late,” Ada Lind said.");
//! let list = List::from_reading(&page, &annotate(&page));
//! let id = list.annotations()[0].id.clone();
//! let mut history = History::new(list.clone());
//! let stamp = Stamp { by: Maker::Reader("Ida".to_owned()), at: None };
//! assert!(history.act(&page, &Action::Reject { annotation: id }, &stamp));
//! assert_eq!(history.list().shown().count(), list.shown().count() - 1);
//! assert!(history.undo());
//! assert_eq!(history.list(), &list);
//! ```

pub mod actions;
pub mod agreement;
pub mod anchor;
mod draft;
mod everywhere;
pub mod history;
pub mod jsonld;
pub mod list;
pub mod listing;
pub mod merge;
pub mod model;
mod moved;
mod naming;
pub mod selectors;
pub mod suggestions;
pub mod versions;
mod wire;

pub use history::History;
pub use list::List;
pub use model::{Annotation, AnnotationId, Body, Entity, EntityKey, Maker, Orphan, Place, Role, Stamp, Status};

/// A short name for content, the same on every machine: FNV-1a, 64 bits, as sixteen hexadecimal digits. Parts are kept
/// apart.
pub(crate) fn digest(parts: &[&str]) -> String {
    let mut digest = Digest::default();
    parts.iter().for_each(|part| digest.part(part));
    digest.to_string()
}

/// Such a name, of content that is given bit by bit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    fn mix(hash: u64, byte: u8) -> u64 {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    }

    /// Takes some of a part.
    pub(crate) fn write(&mut self, words: &str) {
        self.0 = words.bytes().fold(self.0, Self::mix);
    }

    /// Takes the rest of a part.
    pub(crate) fn part(&mut self, words: &str) {
        self.write(words);
        self.0 = Self::mix(self.0, 0xff);
    }
}

impl std::fmt::Display for Digest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}
