//! The trained sequence labeller.
