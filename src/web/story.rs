//! The reading view: the article's own elements, made from its text, one a block. Of a long text the beginning is there
//! before the rest, in [stretches](super::assembly).

use super::assembly::stretch;
use super::paint::now;
use super::placement::Placement;
use crate::page::pieces::{self, Locator};
use crate::page::{Block, Page};
use crate::show::parts::{self, Part};
use crate::show::words::Words;
use crate::show::{bundle, state::State};
use web_sys::{Document, Element, Node};

/// A text of more blocks stands in stretches.
const LONG: usize = 1000;

/// So many blocks stand in one.
const STRETCH: usize = 200;

/// A reading view that is being made.
#[derive(Debug)]
pub struct Story {
    parts: Vec<Part>,
    /// The next part.
    part: usize,
    /// How many of its blocks are there.
    blocks: usize,
    /// Where the next block goes, when that is not the article itself.
    place: Option<Element>,
    nodes: Vec<Node>,
    locator: Locator,
}

impl Story {
    /// Begins in an article, in place of what it holds.
    pub fn new(article: &Element, page: &Page) -> Self {
        article.set_text_content(None);
        let (parts, nodes, locator) = (parts::of(page), Vec::new(), Locator::default());
        Self { parts, part: 0, blocks: 0, place: None, nodes, locator }
    }

    /// Goes on until a time; whether all is there.
    pub fn go_on(&mut self, document: &Document, article: &Element, state: &State, end: f64) -> bool {
        let page = state.page();
        let is_long = page.blocks().len() > LONG;
        let made = document.create_document_fragment();
        while let Some(part) = self.parts.get(self.part) {
            let Some(block) = page.blocks()[part.blocks.clone()].get(self.blocks) else {
                (self.part, self.blocks, self.place) = (self.part + 1, 0, None);
                continue;
            };
            if self.blocks == 0 && part.is_left_out {
                self.place = folded(document, state.words(), part.blocks.len());
                self.place.iter().for_each(|place| drop(made.append_child(place)));
            } else if !part.is_left_out && is_long && self.blocks.is_multiple_of(STRETCH) {
                if now() > end {
                    break;
                }
                self.place = stretch(document, STRETCH as u32);
                self.place.iter().for_each(|place| drop(made.append_child(place)));
            }
            let place: Node = self.place.as_ref().map_or_else(|| made.clone().into(), |place| place.clone().into());
            let _ = element(document, block).and_then(|element| self.fill(document, &element, page, block, &place));
            self.blocks += 1;
        }
        let _ = article.append_child(&made);
        self.part == self.parts.len()
    }

    /// Fills the element of a block with its words, and puts it into its place.
    fn fill(&mut self, document: &Document, element: &Element, page: &Page, block: &Block, place: &Node) -> Option<()> {
        for words in pieces::stretches(block.span.of(page.text())) {
            let node = document.create_text_node(words);
            element.append_child(&node).ok()?;
            self.locator.next(page.text(), words);
            self.nodes.push(node.into());
        }
        place.append_child(element).ok().map(drop)
    }

    /// Where the text stands in what is there.
    pub fn placement(&self) -> Placement {
        Placement::new(self.nodes.clone(), self.locator.pieces().to_vec())
    }
}

/// The element of a block.
fn element(document: &Document, block: &Block) -> Option<Element> {
    let (tag, class) = bundle::element(block.role);
    let element = document.create_element(tag).ok()?;
    element.set_class_name(class.unwrap_or_default());
    Some(element)
}

/// A place where something was left out, to be unfolded.
fn folded(document: &Document, words: &Words, count: usize) -> Option<Element> {
    let folded = document.create_element("details").ok()?;
    folded.set_class_name("left-out");
    let summary = document.create_element("summary").ok()?;
    summary.set_text_content(Some(&words.count("left-out", count)));
    folded.append_child(&summary).ok()?;
    Some(folded)
}
