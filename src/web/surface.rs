//! What runs are painted on: the browser's [highlights](super::highlights), or, where it has none, [marks](super::marks)
//! around the words.

use super::placement::Placement;
use crate::page::pieces::Place;
use crate::show::layers::Item;
use crate::span::Span;
use std::fmt::Debug;
use web_sys::Document;

/// One run, as it is told from the others: its layer and where it stands in the text.
pub type Key = (&'static str, Span);

/// A way to make a run of text stand out. What is added or removed is seen when it is shown.
pub trait Surface: Debug {
    /// Adds a run between two places.
    fn add(&mut self, placement: &Placement, run: Key, item: Item, places: (Place, Place)) -> Option<()>;
    /// Removes a run that stands in these text nodes, from the first to the last.
    fn remove(&mut self, run: Key, nodes: (usize, usize));
    /// Shows until a time what was added and removed; whether that is done.
    fn show(&mut self, placement: &Placement, end: f64) -> bool;
    /// Removes all runs, and shows that.
    fn clear(&mut self, placement: &Placement);
    /// Lights up spans of a text under a name, in place of what was lit under it.
    fn light(&mut self, document: &Document, placement: &Placement, text: &str, name: &'static str, spans: &[Span]);
    /// Whether it changes what is shown.
    fn is_in_the_page(&self) -> bool;
}
