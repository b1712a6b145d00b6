//! A page's elements as the search for the story sees them: tags, hints of their class names, lengths of their texts.
//!
//! The collector builds it while the document is walked, so no second parser is needed and the browser and the command
//! line search the same tree. Nodes are numbered; taking one out marks it, and totals are sums from the leaves up.

use super::hints::{self, Hints};

/// The number of a node.
pub(super) type Id = u32;

/// What an element is, as far as the search tells elements apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Body,
    Div,
    Section,
    Article,
    Header,
    Nav,
    Footer,
    Aside,
    Title,
    Heading,
    Paragraph,
    Pre,
    Quote,
    List,
    Definitions,
    Term,
    Item,
    Address,
    Form,
    Fieldset,
    Table,
    TableHead,
    Row,
    Cell,
    HeadCell,
    Figure,
    Image,
    Embed,
    Field,
    Break,
    Rule,
    Link,
    Change,
    Code,
    Span,
    Phrase,
    Other,
    Text,
}

impl Tag {
    fn of(name: &str) -> Self {
        match name {
            "body" => Self::Body,
            "div" => Self::Div,
            "section" => Self::Section,
            "article" => Self::Article,
            "header" => Self::Header,
            "nav" => Self::Nav,
            "footer" => Self::Footer,
            "aside" => Self::Aside,
            "h1" | "h2" => Self::Title,
            "h3" | "h4" | "h5" | "h6" => Self::Heading,
            "p" => Self::Paragraph,
            "pre" => Self::Pre,
            "blockquote" => Self::Quote,
            "ul" | "ol" => Self::List,
            "dl" => Self::Definitions,
            "dd" | "dt" => Self::Term,
            "li" => Self::Item,
            "address" => Self::Address,
            "form" => Self::Form,
            "fieldset" => Self::Fieldset,
            "table" => Self::Table,
            "col" | "colgroup" | "tfoot" | "thead" | "caption" => Self::TableHead,
            "tr" => Self::Row,
            "td" => Self::Cell,
            "th" => Self::HeadCell,
            "figure" => Self::Figure,
            "img" => Self::Image,
            "object" | "embed" | "iframe" => Self::Embed,
            "input" => Self::Field,
            "br" => Self::Break,
            "hr" => Self::Rule,
            "a" => Self::Link,
            "del" | "ins" => Self::Change,
            "code" => Self::Code,
            "span" | "font" => Self::Span,
            "abbr" | "audio" | "b" | "bdo" | "button" | "cite" | "data" | "datalist" | "dfn" | "em" | "i" | "kbd"
            | "label" | "mark" | "math" | "meter" | "noscript" | "output" | "progress" | "q" | "ruby" | "samp"
            | "script" | "select" | "small" | "strong" | "sub" | "sup" | "textarea" | "time" | "var" | "wbr" => {
                Self::Phrase
            }
            _ => Self::Other,
        }
    }
}

/// What stands in a text node.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Words {
    /// Characters that are shown, white space folded.
    pub chars: u32,
    /// Commas of any script, and those of Latin script alone.
    pub commas: u32,
    pub latin_commas: u32,
    /// A full stop at the end of a sentence.
    pub stops: bool,
    /// The block that they went into.
    pub block: u32,
}

/// An element or a text node.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub tag: Tag,
    pub parent: Id,
    pub children: Vec<Id>,
    pub gone: bool,
    pub hints: Hints,
    pub words: Words,
    pub score: Option<f64>,
}

/// Sums over what stands in an element.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Totals {
    pub chars: u32,
    pub commas: u32,
    pub latin_commas: u32,
    pub stops: bool,
    /// Characters in links; in those that only lead elsewhere in the page, three tenths count.
    pub linked: f64,
    pub headed: u32,
    pub listed: u32,
    /// Characters in elements that hold text as a rule; more than once where such elements hold one another.
    pub usual: u32,
    pub paragraphs: u32,
    pub images: u32,
    pub items: u32,
    pub fields: u32,
    pub embeds: u32,
    pub breaks: u32,
    pub elements: u32,
    pub data_tables: u32,
}

impl Totals {
    /// How much of the text is in links, from 0 to 1.
    pub fn link_density(&self) -> f64 {
        if self.chars == 0 { 0.0 } else { self.linked / f64::from(self.chars) }
    }

    fn add(&mut self, other: &Self) {
        self.chars += other.chars;
        self.commas += other.commas;
        self.latin_commas += other.latin_commas;
        self.stops |= other.stops;
        self.linked += other.linked;
        self.headed += other.headed;
        self.listed += other.listed;
        self.usual = self.usual.saturating_add(other.usual);
        self.paragraphs += other.paragraphs;
        self.images += other.images;
        self.items += other.items;
        self.fields += other.fields;
        self.embeds += other.embeds;
        self.breaks += other.breaks;
        self.elements += other.elements;
        self.data_tables += other.data_tables;
    }
}

/// The number of the root, which stands for the body.
pub(super) const ROOT: Id = 0;

/// Elements deeper than this are taken as children of the one at this depth, as browsers do.
const DEEPEST: usize = 500;

/// The elements and texts of a document.
#[derive(Debug, Clone)]
pub(in crate::page) struct Tree {
    pub(super) nodes: Vec<Node>,
    /// The elements that are open, the root first.
    open: Vec<Id>,
    /// How many are open beyond the deepest.
    beyond: usize,
}

impl Default for Tree {
    fn default() -> Self {
        let root = Node {
            tag: Tag::Body,
            parent: ROOT,
            children: Vec::new(),
            gone: false,
            hints: Hints::default(),
            words: Words::default(),
            score: None,
        };
        Self { nodes: vec![root], open: vec![ROOT], beyond: 0 }
    }
}

impl Tree {
    /// An element begins.
    pub(in crate::page) fn open(&mut self, tag: &str, attribute: &mut dyn FnMut(&str) -> Option<String>) {
        if self.open.len() >= DEEPEST {
            self.beyond += 1;
            return;
        }
        let tag = Tag::of(tag);
        let hints = hints::of(tag, attribute);
        let id = self.push(tag, self.current());
        self.nodes[id as usize].hints = hints;
        self.open.push(id);
    }

    /// The element that was opened last ends.
    pub(in crate::page) fn close(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
        } else if self.open.len() > 1 {
            self.open.pop();
        }
    }

    /// A text node whose characters went into a block.
    pub(in crate::page) fn text(&mut self, shown: &str, block: usize) {
        let trimmed = shown.trim();
        if trimmed.is_empty() {
            return;
        }
        let mut words = Words { block: u32::try_from(block).unwrap_or(u32::MAX), ..Words::default() };
        // One pass over the bytes, which compilers know how to make short.
        let mut may_have_others = false;
        for byte in shown.bytes() {
            words.chars += u32::from(byte & 0xc0 != 0x80);
            words.latin_commas += u32::from(byte == b',');
            may_have_others |= matches!(byte, 0xd8 | 0xef | 0xb8);
        }
        words.commas = words.latin_commas;
        // No other comma has none of these bytes.
        if may_have_others {
            let is_comma = |c: &char| {
                matches!(c, '،' | '\u{fe50}' | '\u{fe10}' | '\u{fe11}' | '\u{2e41}' | '\u{2e34}' | '\u{2e32}' | '，')
            };
            words.commas += u32::try_from(shown.chars().filter(is_comma).count()).unwrap_or(u32::MAX);
        }
        words.stops = trimmed.ends_with('.') || trimmed.as_bytes().windows(2).any(|pair| pair == b". ");
        let id = self.push(Tag::Text, self.current());
        self.nodes[id as usize].words = words;
    }

    fn current(&self) -> Id {
        self.open.last().copied().unwrap_or(ROOT)
    }

    /// A new last child.
    pub(super) fn push(&mut self, tag: Tag, parent: Id) -> Id {
        let id = self.orphan(tag, parent);
        self.nodes[parent as usize].children.push(id);
        id
    }

    /// A new node that its parent does not have among its children yet.
    pub(super) fn orphan(&mut self, tag: Tag, parent: Id) -> Id {
        let id = Id::try_from(self.nodes.len()).unwrap_or(Id::MAX);
        self.nodes.push(Node {
            tag,
            parent,
            children: Vec::new(),
            gone: false,
            hints: Hints::default(),
            words: Words::default(),
            score: None,
        });
        id
    }

    pub(super) fn node(&self, id: Id) -> &Node {
        &self.nodes[id as usize]
    }

    pub(super) fn node_mut(&mut self, id: Id) -> &mut Node {
        &mut self.nodes[id as usize]
    }

    pub(super) fn tag(&self, id: Id) -> Tag {
        self.nodes[id as usize].tag
    }

    /// The children that are still there.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        self.nodes[id as usize].children.iter().copied().filter(|&child| !self.nodes[child as usize].gone)
    }

    /// The children that are still there and are elements.
    pub(super) fn elements(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        self.children(id).filter(|&child| self.tag(child) != Tag::Text)
    }

    /// The nodes above, the nearest first, the root last.
    pub(super) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let above = move |&at: &Id| (at != ROOT).then(|| self.nodes[at as usize].parent);
        std::iter::successors(above(&id), above)
    }

    /// Everything that is still there from a node down, in document order.
    pub(super) fn below(&self, top: Id) -> Vec<Id> {
        let (mut order, mut stack) = (Vec::new(), vec![top]);
        while let Some(id) = stack.pop() {
            order.push(id);
            let from = stack.len();
            stack.extend(self.children(id));
            stack[from..].reverse();
        }
        order
    }

    /// The totals of everything from a node down, by number.
    pub(super) fn totals(&self, top: Id) -> Vec<Totals> {
        let mut totals = vec![Totals::default(); self.nodes.len()];
        for &id in self.below(top).iter().rev() {
            totals[id as usize] = self.total(id, &totals);
        }
        totals
    }

    /// The totals of one node, when its children's are known.
    pub(super) fn total(&self, id: Id, totals: &[Totals]) -> Totals {
        let node = self.node(id);
        let mut sum = Totals::default();
        for child in self.children(id) {
            let mut inner = totals[child as usize];
            let all = inner.chars;
            // What the child itself adds.
            match self.tag(child) {
                Tag::Text => {}
                tag => {
                    inner.elements += 1;
                    match tag {
                        Tag::Link => {
                            inner.linked += f64::from(all) * if self.node(child).hints.stays { 0.3 } else { 1.0 };
                        }
                        Tag::Title | Tag::Heading => inner.headed += all,
                        Tag::Paragraph => inner.paragraphs += 1,
                        Tag::Image => inner.images += 1,
                        Tag::Item => inner.items += 1,
                        Tag::Field => inner.fields += 1,
                        Tag::Embed => inner.embeds += 1,
                        Tag::Break | Tag::Rule => inner.breaks += 1,
                        Tag::Table => inner.data_tables += u32::from(self.node(child).hints.data_table),
                        Tag::List => inner.listed += all,
                        _ => {}
                    }
                    if matches!(
                        tag,
                        Tag::Span
                            | Tag::Item
                            | Tag::Cell
                            | Tag::Quote
                            | Tag::Definitions
                            | Tag::Div
                            | Tag::Image
                            | Tag::List
                            | Tag::Paragraph
                            | Tag::Pre
                            | Tag::Table
                    ) {
                        inner.usual = inner.usual.saturating_add(all);
                    }
                }
            }
            sum.add(&inner);
        }
        if node.tag == Tag::Text {
            sum.chars = node.words.chars;
            sum.commas = node.words.commas;
            sum.latin_commas = node.words.latin_commas;
            sum.stops = node.words.stops;
        }
        sum
    }

    /// Whether an element runs along in a line of text.
    pub(super) fn is_phrasing(&self, id: Id) -> bool {
        match self.tag(id) {
            Tag::Text | Tag::Span | Tag::Phrase | Tag::Break | Tag::Image | Tag::Code | Tag::Field => true,
            Tag::Link | Tag::Change => self.children(id).all(|child| self.is_phrasing(child)),
            _ => false,
        }
    }
}
