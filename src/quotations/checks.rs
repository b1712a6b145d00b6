//! What the rules' tests have in common: texts, and what is found in them.

use super::model::{Kind, Quotation};
use crate::page::Page;

fn found(text: &str) -> Vec<Quotation> {
    crate::annotate(&Page::from_text(text)).quotations
}

/// What is said in each text, one quotation after the other.
pub(super) fn said(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let found = found(text);
        let found: Vec<_> = found.iter().map(|one| one.extent().of(text)).collect();
        assert_eq!(found, *expected, "{text}");
    }
}

/// The contents of reported speech in each text, each with its source.
pub(super) fn reported(cases: &[(&str, &[(&str, &str)])]) {
    for (text, expected) in cases {
        let found = found(text);
        let indirect = found.iter().filter(|one| one.kind == Kind::Indirect);
        let found: Vec<_> = indirect.map(|one| (one.content[0].of(text), one.source[0].of(text))).collect();
        assert_eq!(found, *expected, "{text}");
    }
}

/// How many quotations of each text a reader is shown.
pub(super) fn shown(cases: &[(&str, usize)]) {
    for (text, expected) in cases {
        assert_eq!(found(text).iter().filter(|one| !one.doubtful).count(), *expected, "{text}");
    }
}
