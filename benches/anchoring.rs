//! How long a thousand annotations take to find their places in a page of a megabyte: `cargo bench --bench anchoring`.

#[path = "../tests/edits/mod.rs"]
mod edits;

use edits::{Article, Dice};
use saidwho::annotations::anchor::Anchors;
use std::time::Instant;

type Edit = fn(&mut Article, &mut Dice);

fn main() {
    let mut dice = Dice::new(7);
    let before = Article::new(1_000_000, 24, &mut dice);
    let mut selectors = before.selectors();
    selectors.truncate(1_000);
    let cases: [(&str, Edit); 4] = [
        ("as it was", |_, _| {}),
        ("paragraphs changed", |article, dice| article.change_paragraphs(40, dice)),
        ("one word in twenty changed", |article, dice| article.change_words(20, dice)),
        ("one word in twenty, white space and marks changed", |article, dice| article.change_words(20, dice)),
    ];
    for (name, edit) in cases {
        let mut after = before.clone();
        edit(&mut after, &mut dice);
        let (text, _) = if name.contains("marks") { after.normalised() } else { after.text() };
        let start = Instant::now();
        let found = Anchors::new(&text).find_all(&selectors);
        let time = start.elapsed().as_secs_f64() * 1000.0;
        let here = found.iter().filter(|found| found.here().is_some()).count();
        println!("{name}: {} annotations, {} bytes, {here} found, {time:.0} ms", selectors.len(), text.len());
    }
}
