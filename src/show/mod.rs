//! What the reader sees and does, without a DOM.
