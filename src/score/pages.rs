//! The story that was found in a page, against the story that was expected: F1 over words, counted as often as they stand.
//!
//! The title and the byline are left out on our side, as reader modes give them apart from the text.
//!
//! ```
//! use saidwho::{page::html, score::pages};
//! let page = html::read("<p>The bridge is closed.");
//! assert_eq!(pages::score(&page, "<p>The bridge <b>is</b> open.").f1(), 75.0);
//! ```

use super::F1;
use crate::page::{Block, BlockRole, Page};
use std::collections::HashMap;

/// Compares the words of a page's story with those of the expected HTML.
#[must_use]
pub fn score(page: &Page, expected: &str) -> F1 {
    let fragment = scraper::Html::parse_document(expected);
    let texts = fragment.tree.nodes().filter_map(|node| node.value().as_text().map(|text| text.to_string()));
    let gold = words(&texts.collect::<Vec<_>>().join(" "));
    let found = words(&story(page));
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in &gold {
        *counts.entry(word).or_default() += 1;
    }
    let mut right = 0;
    for word in &found {
        if let Some(count) = counts.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            right += 1;
        }
    }
    F1 { right, predicted: found.len(), gold: gold.len() }
}

fn story(page: &Page) -> String {
    let is_story = |block: &&Block| match block.role {
        BlockRole::Clutter | BlockRole::Byline => false,
        BlockRole::Headline => block.span.of(page.text()) != page.title(),
        _ => true,
    };
    let lines = page.blocks().iter().filter(is_story).map(|block| block.span.of(page.text()));
    lines.collect::<Vec<_>>().join(" ")
}

/// Runs of letters and digits, lower-cased; each ideograph is a word.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    for c in text.chars() {
        let is_ideograph = matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}');
        if is_ideograph || !c.is_alphanumeric() {
            words.push(String::new());
        }
        if c.is_alphanumeric() {
            words.iter_mut().rev().take(1).for_each(|word| word.extend(c.to_lowercase()));
        }
        if is_ideograph {
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
