//! Quotations: what is quoted or reported, in which kind.

pub mod model;

pub use model::{Kind, Quotation, Sieve, Speaker};
