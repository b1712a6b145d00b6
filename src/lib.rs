//! Saidwho: who is in a news page, and who said what.
//!
//! The modules stand in the order in which the data meets them; each uses only those above it.

pub mod diff;
pub mod order;
pub mod span;
pub mod page;
pub mod tokens;
pub mod tagger;
pub mod entities;
pub mod quotations;
pub mod speakers;
pub mod reading;
pub mod annotations;
pub mod formats;
#[cfg(not(target_arch = "wasm32"))]
pub mod score;
#[cfg(not(target_arch = "wasm32"))]
pub mod train;
pub mod show;
#[cfg(target_arch = "wasm32")]
pub mod web;

/// Reads a page with the built-in engine: mentions, entities and quotations with their speakers.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn annotate(page: &page::Page) -> reading::Reading {
    reading::Engine::built_in().read(page)
}
