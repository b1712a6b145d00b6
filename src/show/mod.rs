//! What the reader sees, without a DOM: the document that is kept, the panel's view data, and the shared file.
//!
//! ```
//! use saidwho::{annotate, annotations::List, page::Page, show::panel::Panel};
//! let page = Page::from_text("“We will go on with it,” said Ada Lind, the mayor of Port Elm.");
//! let panel = Panel::of(&page, &List::from_reading(&page, &annotate(&page)));
//! assert_eq!(panel.speakers[0].name, "Ada Lind");
//! ```

pub mod bundle;
pub mod card;
pub mod document;
pub mod layers;
pub mod marked;
pub mod panel;
pub mod parts;
