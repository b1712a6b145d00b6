//! Marks around the words, for a browser that has no highlights.
//!
//! A text node that runs stand in is split where they begin and end; each part that shows some is put into `mark`s, a
//! quotation's outside, a name's inside it. The node itself stays the first part, so that all is as it was when the marks
//! are taken off, byte for byte.

use super::paint::now;
use super::placement::Placement;
use super::surface::{Key, Surface};
use crate::order::by_number;
use crate::page::pieces::Place;
use crate::show::layers::Item;
use crate::span::Span;
use js_sys::{JsString, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, MutationObserver, Node, Text};

/// A stretch of one text node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    /// In UTF-16 units.
    from: u32,
    to: u32,
    /// How far inside it stands where several run over the same words.
    depth: u8,
    run: Key,
}

/// A text node that is in parts.
#[derive(Debug)]
struct Marked {
    /// Its parts, itself the first, and the outermost marks around them.
    parts: Vec<Node>,
    marks: Vec<Element>,
}

/// The marks.
#[derive(Debug)]
pub struct Marks {
    document: Document,
    /// Who looks for changes that are not ours.
    observer: Option<MutationObserver>,
    /// What is to be seen of each text node.
    wanted: Vec<Vec<Stretch>>,
    /// What stands around its parts.
    marked: Vec<Option<Marked>>,
    /// What is lit under each name.
    lit: Vec<(&'static str, Vec<Span>)>,
    /// The nodes in which what is to be seen has changed, the last first.
    changed: Vec<usize>,
}

impl Marks {
    /// No marks yet, in a document; the observer is not told of them.
    pub fn new(document: Document, observer: Option<MutationObserver>) -> Self {
        let (wanted, marked, lit, changed) = Default::default();
        Self { document, observer, wanted, marked, lit, changed }
    }

    fn want(&mut self, run: Key, depth: u8, (start, end): (Place, Place)) {
        if self.wanted.len() <= end.node {
            self.wanted.resize_with(end.node + 1, Vec::new);
            self.marked.resize_with(end.node + 1, || None);
        }
        for node in start.node..=end.node {
            let from = if node == start.node { start.utf16 } else { 0 };
            let to = if node == end.node { end.utf16 } else { u32::MAX };
            self.wanted[node].push(Stretch { from, to, depth, run });
            self.changed.push(node);
        }
    }

    /// Marks a text node as is wanted.
    fn mark(&mut self, placement: &Placement, number: usize) -> Option<()> {
        self.unmark(placement, number);
        let wanted = self.wanted.get(number).filter(|wanted| !wanted.is_empty())?;
        let node: Text = placement.nodes.get(number)?.clone().unchecked_into();
        let length = node.length();
        let mut cuts: Vec<u32> = wanted.iter().flat_map(|one| [one.from, one.to]).collect();
        cuts.retain(|cut| (1..length).contains(cut));
        by_number(&mut cuts, |&cut| u64::from(cut));
        cuts.dedup();
        let (mut last, mut before, mut parts) = (node.clone(), 0, vec![(Node::from(node), 0)]);
        for cut in cuts {
            last = last.split_text(cut - before).ok()?;
            before = cut;
            parts.push((last.clone().into(), cut));
        }
        let mut marks = Vec::new();
        for (part, from) in &parts {
            let mut over: Vec<&Stretch> = wanted.iter().filter(|one| one.from <= *from && *from < one.to).collect();
            by_number(&mut over, |one| u64::from(one.depth));
            // Where somebody has taken the words out of the page there is nothing to put marks around.
            marks.extend(self.put_around(part, &over));
        }
        let own = parts.iter().map(|(part, _)| part.clone()).collect();
        self.marked[number] = Some(Marked { parts: own, marks });
        placement.set_parts(number, Some(parts));
        Some(())
    }

    /// Puts marks around a part, the first outermost; gives that one.
    fn put_around(&self, part: &Node, over: &[&Stretch]) -> Option<Element> {
        let mut marks: Vec<Element> = Vec::new();
        for stretch in over {
            let mark = self.document.create_element("mark").ok()?;
            mark.set_class_name(stretch.run.0);
            if let Some(outer) = marks.last() {
                outer.append_child(&mark).ok()?;
            }
            marks.push(mark);
        }
        let (outer, inner) = (marks.first()?, marks.last()?);
        part.parent_node()?.insert_before(outer, Some(part)).ok()?;
        inner.append_child(part).ok()?;
        Some(outer.clone())
    }

    /// Makes one text node of the parts again; what somebody has changed in them stays changed.
    fn unmark(&mut self, placement: &Placement, number: usize) -> Option<()> {
        let Marked { parts, marks } = self.marked.get_mut(number)?.take()?;
        placement.set_parts(number, None);
        let (node, others) = parts.split_first()?;
        let kept: Vec<&Node> = parts.iter().filter(|part| part.parent_node().is_some()).collect();
        let said = kept.iter().fold(JsString::from(""), |said, part| said.concat(&data(part)));
        let first = *kept.first()?;
        let outermost = marks.iter().find(|mark| mark.contains(Some(first))).map_or(first, AsRef::as_ref);
        if outermost != node {
            outermost.parent_node()?.insert_before(node, Some(outermost)).ok()?;
        }
        for added in others.iter().chain(marks.iter().map(AsRef::as_ref)) {
            if let Some(parent) = added.parent_node() {
                parent.remove_child(added).ok()?;
            }
        }
        Reflect::set(node, &"data".into(), &said).ok().map(drop)
    }

    /// What was done here is no change of somebody else's.
    fn keep_quiet(&self) {
        if let Some(observer) = &self.observer {
            observer.take_records();
        }
    }
}

/// What a text node says, as the browser's own text: ours has no halves of characters.
fn data(text: &Node) -> JsString {
    Reflect::get(text, &"data".into()).ok().and_then(|data| data.dyn_into().ok()).unwrap_or_default()
}

impl Surface for Marks {
    fn add(&mut self, _: &Placement, run: Key, item: Item, places: (Place, Place)) -> Option<()> {
        self.want(run, u8::from(matches!(item, Item::Mention(_))), places);
        Some(())
    }

    fn remove(&mut self, run: Key, (first, last): (usize, usize)) {
        for node in first..=last {
            if let Some(wanted) = self.wanted.get_mut(node) {
                wanted.retain(|one| one.run != run);
                self.changed.push(node);
            }
        }
    }

    fn show(&mut self, placement: &Placement, end: f64) -> bool {
        by_number(&mut self.changed, |&node| !(node as u64));
        self.changed.dedup();
        while now() <= end {
            let Some(number) = self.changed.pop() else { break };
            let _ = self.mark(placement, number);
        }
        self.keep_quiet();
        self.changed.is_empty()
    }

    fn clear(&mut self, placement: &Placement) {
        for number in 0..self.marked.len() {
            let _ = self.unmark(placement, number);
        }
        (self.wanted, self.marked, self.lit, self.changed) = Default::default();
        self.keep_quiet();
    }

    fn light(&mut self, _: &Document, placement: &Placement, text: &str, name: &'static str, spans: &[Span]) {
        // The browser shows itself what is selected, and would no longer if that were put into marks.
        if name == "marking" {
            return;
        }
        let lit = (name, spans.to_vec());
        if self.lit.contains(&lit) {
            return;
        }
        self.lit.retain(|(other, _)| *other != name);
        self.lit.push(lit);
        for (node, wanted) in self.wanted.iter_mut().enumerate() {
            let before = wanted.len();
            wanted.retain(|one| one.run.0 != name);
            if wanted.len() < before {
                self.changed.push(node);
            }
        }
        for &span in spans {
            if let Some(places) = placement.places(text, span) {
                self.want((name, span), 2, places);
            }
        }
        self.show(placement, f64::INFINITY);
    }

    fn is_in_the_page(&self) -> bool {
        true
    }
}
