//! Mentions, and the entities that they name.

pub mod model;

pub use model::{Entity, Mention, MentionType, Role};
