//! What the reader sees and does, without a DOM: one closed [`Event`](event::Event), one [`State`](state::State), and the
//! [`Effect`](effect::Effect)s that the browser carries out; the view data of panel, card and editor; the shared file.
//!
//! ```
//! use saidwho::{annotate, annotations::List, page::Page, show::{filter::Filter, panel::Panel, words::Words}};
//! let page = Page::from_text("“We will go on with it,” said Ada Lind, the mayor of Port Elm.");
//! let panel = Panel::of(&page, &List::from_reading(&page, &annotate(&page)), &Filter::default(), &Words::default());
//! assert_eq!(panel.speakers[0].name, "Ada Lind");
//! ```

mod acts;
pub mod bundle;
pub mod card;
#[cfg(test)]
mod checks;
mod commands;
pub mod comparing;
pub mod document;
pub mod dragging;
pub mod edges;
pub mod editor;
pub mod effect;
pub mod event;
pub mod filter;
pub mod keeping;
pub mod keys;
pub mod layers;
pub mod marked;
pub mod merging;
mod opening;
pub mod panel;
pub mod paper;
pub mod parts;
pub mod said;
mod second;
pub mod state;
pub mod steps;
pub mod words;
