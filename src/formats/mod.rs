//! In and out: what others can read.
