//! The document that a shared file carries: the article's blocks, and its annotations as W3C Web Annotations.
//!
//! ```
//! use saidwho::{annotate, page::Page, show::document::Document};
//! let page = Page::from_text("Ada Lind came.\nShe left.");
//! let document = Document::of(&page, &annotate(&page));
//! assert_eq!(document.page().text(), page.text());
//! ```

use crate::page::offsets::Offsets;
use crate::page::{Block, BlockRole, Page};
use crate::reading::Reading;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The version of the format that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;

/// What a shared file holds.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub struct Document {
    /// The JSON-LD context.
    #[serde(rename = "@context")]
    pub context: String,
    /// Always `AnnotationCollection`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The format's version.
    pub version: u32,
    /// The article's title.
    pub label: String,
    /// The article, block by block: role and text.
    pub blocks: Vec<(String, String)>,
    /// The annotations.
    pub items: Vec<Value>,
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
    /// The document of a page and its reading. The same page and reading give the same document.
    #[must_use]
    pub fn of(page: &Page, reading: &Reading) -> Self {
        let name = |role| ROLES.iter().find(|(other, _)| *other == role).map_or("paragraph", |(_, name)| name);
        let blocks =
            page.blocks().iter().map(|block| (name(block.role).to_owned(), block.span.of(page.text()).to_owned()));
        Self {
            context: "http://www.w3.org/ns/anno.jsonld".to_owned(),
            kind: "AnnotationCollection".to_owned(),
            version: VERSION,
            label: page.title().to_owned(),
            blocks: blocks.collect(),
            items: items(page, reading),
        }
    }

    /// The page of the document.
    #[must_use]
    pub fn page(&self) -> Page {
        let (mut text, mut blocks) = (String::new(), Vec::new());
        for (role, body) in self.blocks.iter().filter(|(_, body)| !body.trim().is_empty()) {
            if !text.is_empty() {
                text.push('\n');
            }
            let start = text.len();
            text.push_str(body.trim());
            let role = ROLES.iter().find(|(_, name)| name == role).map_or(BlockRole::Paragraph, |(role, _)| *role);
            blocks.push(Block { span: Span::new(start, text.len()), role });
        }
        Page::from_parts(self.label.clone(), text, blocks)
    }
}

/// Mentions and quotations as Web Annotations, with both selectors; positions are code points of the blocks joined by
/// line feeds.
fn items(page: &Page, reading: &Reading) -> Vec<Value> {
    let offsets = Offsets::new(page.text());
    let target = |span: Span| {
        let before: String =
            page.text()[..span.from()].chars().rev().take(32).collect::<Vec<_>>().into_iter().rev().collect();
        let after: String = page.text()[span.to()..].chars().take(32).collect();
        json!({"selector": [
            {"type": "TextQuoteSelector", "exact": span.of(page.text()), "prefix": before, "suffix": after},
            {"type": "TextPositionSelector", "start": offsets.code_points(span.from()), "end": offsets.code_points(span.to())},
        ]})
    };
    let mentions = reading.mentions.iter().enumerate().map(|(index, mention)| {
        let name = reading.entities.get(mention.entity.index()).map_or("", |entity| &entity.name);
        json!({"type": "Annotation", "id": format!("urn:saidwho:mention:{index}"), "target": target(mention.span), "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": mention.kind.name()},
            {"type": "TextualBody", "purpose": "identifying", "value": name},
        ]})
    });
    let quotations = reading.quotations.iter().enumerate().map(|(index, quotation)| {
        let speaker = quotation.speaker.as_ref().map(|speaker| speaker.name.as_str());
        let targets: Vec<Value> = quotation.content.iter().map(|&span| target(span)).collect();
        json!({"type": "Annotation", "id": format!("urn:saidwho:quotation:{index}"), "target": targets, "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": format!("quotation/{}", quotation.kind.name())},
            {"type": "TextualBody", "purpose": "linking", "value": speaker.unwrap_or("unknown")},
        ]})
    });
    mentions.chain(quotations).collect()
}
