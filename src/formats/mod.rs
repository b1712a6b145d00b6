//! In and out: what other programs read and write.
//!
//! Each format is one module that turns plain data into text or back, and does no input or output itself. Offsets are
//! code points in all of them.
//!
//! ```
//! use saidwho::{annotate, formats::record::Record, page::Page};
//! let page = Page::from_text("“We will go on with it,” Ada Lind said.");
//! let reading = annotate(&page);
//! let record = Record::of(Some("1"), &page, &reading);
//! assert_eq!(record.quotations[0].speaker.as_deref(), Some("Ada Lind"));
//! ```

pub mod record;
pub mod summary;
