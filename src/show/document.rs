//! The document that a shared file carries: the article's blocks, its annotations as W3C JSON-LD, and their history.
//!
//! ```
//! use saidwho::{annotate, annotations::{History, List}, page::Page, show::document::Document};
//! let page = Page::from_text("Ada Lind came.\nShe left.");
//! let history = History::new(List::from_reading(&page, &annotate(&page)));
//! let document = Document::of(&page, &history);
//! assert_eq!(document.page().text(), page.text());
//! assert_eq!(document.history(&document.page(), &|| annotate(&page)), history);
//! ```

use crate::annotations::jsonld::{self, Collection, WrittenHistory};
use crate::annotations::{History, List};
use crate::page::offsets::Offsets;
use crate::page::{Block, BlockRole, Page};
use crate::reading::Reading;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// The version of the format that this program writes, and the newest that it reads. The first one had no entities and
/// no history; such a document's text is read again.
pub const VERSION: u32 = 2;

/// What a shared file holds.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub struct Document {
    version: u32,
    /// What nobody has decided on is not in it: the page, read again, gives it.
    #[serde(rename = "withoutSuggestions", default, skip_serializing_if = "std::ops::Not::not")]
    without_suggestions: bool,
    #[serde(flatten)]
    annotations: Collection,
    /// The article's text, to which all positions count.
    #[serde(default)]
    text: String,
    blocks: Vec<WrittenBlock>,
    #[serde(default)]
    history: WrittenHistory,
}

/// A block: its role, and where it stands.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
#[serde(untagged)]
enum WrittenBlock {
    /// Start and end in code points.
    Placed(String, usize, usize),
    /// Its own words, as the first version had it.
    Alone(String, String),
}

const ROLES: [(BlockRole, &str); 6] = [
    (BlockRole::Headline, "headline"),
    (BlockRole::Paragraph, "paragraph"),
    (BlockRole::Quote, "quote"),
    (BlockRole::Caption, "caption"),
    (BlockRole::Byline, "byline"),
    (BlockRole::Clutter, "clutter"),
];

impl Document {
    /// The document of a page and what is annotated in it. The same page and history give the same document.
    #[must_use]
    pub fn of(page: &Page, history: &History) -> Self {
        let offsets = Offsets::new(page.text());
        let block = |block: &Block| {
            let role = ROLES.iter().find(|(other, _)| *other == block.role).map_or("paragraph", |(_, name)| name);
            let point = |at| offsets.code_points(at);
            WrittenBlock::Placed(role.to_owned(), point(block.span.from()), point(block.span.to()))
        };
        Self {
            version: VERSION,
            without_suggestions: false,
            annotations: Collection::of(page, history.list()),
            text: page.text().to_owned(),
            blocks: page.blocks().iter().map(block).collect(),
            history: jsonld::written_history(page, history),
        }
    }

    /// The small document: without the suggestions that nobody has decided on.
    #[must_use]
    pub fn light(page: &Page, history: &History) -> Self {
        let decided = History::from_parts(history.list().decided(), history.entries().to_vec(), history.done());
        Self { without_suggestions: true, ..Self::of(page, &decided) }
    }

    /// Whether its page is to be read for [`Document::history`].
    #[must_use]
    pub fn wants_reading(&self) -> bool {
        self.version < 2 || self.without_suggestions
    }

    /// What is annotated in the document's page; that is read again where the document has no suggestions, or is of the
    /// first version, which had nothing else.
    #[must_use]
    pub fn history(&self, page: &Page, read: &dyn Fn() -> Reading) -> History {
        if self.version < 2 {
            return History::new(List::from_reading(page, &read()));
        }
        let history = jsonld::read_history(self.annotations.list(page.text()), page.text(), &self.history);
        if !self.without_suggestions {
            return history;
        }
        History::from_parts(history.list().with_suggestions(page, &read()), history.entries().to_vec(), history.done())
    }

    /// The page of the document. Blocks that do not fit its text are left out.
    #[must_use]
    pub fn page(&self) -> Page {
        let role =
            |name: &str| ROLES.iter().find(|(_, own)| *own == name).map_or(BlockRole::Paragraph, |(role, _)| *role);
        let (mut text, mut blocks) = (self.text.clone(), Vec::new());
        let offsets = Offsets::new(&self.text);
        for block in &self.blocks {
            match block {
                WrittenBlock::Placed(name, start, end) => {
                    let last = blocks.last().map_or(0, |block: &Block| block.span.to());
                    let (Some(start), Some(end)) =
                        (offsets.byte_of_code_point(*start), offsets.byte_of_code_point(*end))
                    else {
                        continue;
                    };
                    let span = trimmed(&self.text, Span::new(start, end));
                    if !span.is_empty() && span.from() >= last {
                        blocks.push(Block { span, role: role(name) });
                    }
                }
                WrittenBlock::Alone(name, body) if self.version < 2 && !body.trim().is_empty() => {
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    let start = text.len();
                    text.push_str(body.trim());
                    blocks.push(Block { span: Span::new(start, text.len()), role: role(name) });
                }
                WrittenBlock::Alone(..) => {}
            }
        }
        Page::from_parts(self.annotations.label.clone(), text, blocks)
    }
}

/// A span without white space at its edges.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let lead = words.len() - words.trim_start().len();
    Span::new(span.from() + lead, span.from() + lead + words.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotations::actions::Action;
    use crate::annotations::{Maker, Stamp};

    fn read(json: &str) -> Document {
        serde_json::from_str(json).expect("a document")
    }

    #[test]
    fn a_document_keeps_its_page_to_the_byte() {
        for text in ["", "\n\n One.\n\n\n“Two,” 😀 said Ada Lind.  \n Share this \n", "A headline\nÉ."] {
            let page = Page::from_text(text);
            let history = History::new(List::from_reading(&page, &crate::annotate(&page)));
            let written = serde_json::to_string(&Document::of(&page, &history)).expect("plain data");
            let document = read(&written);
            assert_eq!(document.page(), page, "{text:?}");
            let again = document.history(&page, &Reading::default);
            assert_eq!(serde_json::to_string(&Document::of(&page, &again)).expect("plain data"), written);
        }
    }

    #[test]
    fn the_small_document_has_no_suggestions_and_finds_them_again() {
        let page = Page::from_text("“It is late,” Ada Lind said. Bo Orr stayed in Rome, and went home.");
        let read = || crate::annotate(&page);
        let mut history = History::new(List::from_reading(&page, &read()));
        let rome = history.list().annotations().iter().find(|one| one.place.extent().of(page.text()) == "Rome");
        let reject = Action::Reject { annotation: rome.expect("it is found").id.clone() };
        let stamp = Stamp { by: Maker::Reader("Ida".to_owned()), at: None };
        assert!(history.act(&page, &reject, &stamp));
        let mark = Action::AddHighlight { span: Span::new(0, 3), colour: "red".to_owned() };
        assert!(history.act(&page, &mark, &stamp) && history.undo());
        let (light, full) = (Document::light(&page, &history), Document::of(&page, &history));
        let written = |document: &Document| serde_json::to_string(document).expect("plain data");
        assert!(written(&light).len() < written(&full).len() && !written(&light).contains("Bo Orr\","));
        let mut again = super::tests::read(&written(&light)).history(&page, &read);
        assert_eq!(again, history);
        assert!(again.redo() && again.undo() && again.undo());
        assert_eq!(again.list(), &List::from_reading(&page, &read()));
    }

    #[test]
    fn the_first_version_opens_and_is_to_be_read_again() {
        let document = read(
            r#"{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationCollection","version":1,
            "label":"T","blocks":[["headline","A story"],["paragraph","Ada Lind came."]],"items":[{"type":"Annotation"}]}"#,
        );
        assert_eq!((document.page().title(), document.page().text()), ("T", "A story\nAda Lind came."));
        let page = document.page();
        let read = document.history(&page, &|| crate::annotate(&page));
        assert_eq!(read, History::new(List::from_reading(&page, &crate::annotate(&page))));
    }

    #[test]
    fn blocks_that_do_not_fit_are_left_out() {
        let document = read(
            r#"{"version":2,"label":"","text":"One.\nTwo.","blocks":[["paragraph",0,4],["paragraph",2,6],
            ["paragraph",7,5],["paragraph",5,99],["headline",4,9],["quote","words"]]}"#,
        );
        let spans: Vec<Span> = document.page().blocks().iter().map(|block| block.span).collect();
        assert_eq!(spans, [Span::new(0, 4), Span::new(5, 9)]);
    }
}
