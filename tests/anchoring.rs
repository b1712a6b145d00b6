//! Annotations find their places again in a page that was edited since, and do not take others' for theirs.

mod edits;

use edits::{Article, Dice};
use saidwho::annotations::anchor::{Anchors, Found};
use saidwho::span::Span;

/// What became of the places of many articles.
#[derive(Default, Debug)]
struct Outcome {
    /// Places whose words are all there, unchanged and together.
    unchanged: usize,
    unchanged_right: usize,
    /// Places whose words are there but for a fifth at most.
    near: usize,
    near_right: usize,
    all: usize,
    /// Attached where nothing of the place is, or to what is mostly something else.
    wrong: usize,
}

impl Outcome {
    fn add(&mut self, before: &Article, (text, words): &(String, Vec<Option<Span>>)) {
        let (old, old_words) = before.text();
        let found = Anchors::new(text).find_all(&before.selectors());
        for (place, found) in before.places.iter().zip(found) {
            let numbers = place.0..=place.1;
            let length: usize = numbers.clone().filter_map(|at| old_words[at]).map(Span::len).sum();
            // Words that are there with the same letters; the others count as errors.
            let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
            let same = |&at: &usize| {
                let (Some(before), Some(after)) = (old_words[at], words.get(at).copied().flatten()) else {
                    return false;
                };
                letters(before.of(&old)) == letters(after.of(text))
            };
            let kept: usize = numbers.clone().filter(same).filter_map(|at| old_words[at]).map(Span::len).sum();
            let there = numbers.clone().filter_map(|at| words.get(at).copied().flatten());
            let truth = there.reduce(Span::cover);
            let together = truth.is_some_and(|truth| {
                letters(truth.of(text))
                    == letters(
                        old_words[place.0].unwrap_or_default().cover(old_words[place.1].unwrap_or_default()).of(&old),
                    )
            });
            // Words that were added inside count as errors too.
            let added = truth.map_or(0, |truth| letters(truth.of(text)).len().saturating_sub(length));
            let is_right = truth.is_some() && found.here() == truth;
            self.all += 1;
            if together {
                self.unchanged += 1;
                self.unchanged_right += usize::from(is_right);
            } else if (length - kept + added) * 5 <= length {
                self.near += 1;
                self.near_right += usize::from(is_right);
            }
            if let Found::Here(span) = found {
                let shared =
                    truth.map_or(0, |truth| span.end.min(truth.end).saturating_sub(span.start.max(truth.start)));
                self.wrong += usize::from(shared as usize * 2 < span.len());
            }
        }
    }

    /// Prints the figures; false when one of them misses its mark. `least` is the share of unchanged places that must be
    /// found, in percent.
    fn is_good(&self, name: &str, least: f64) -> bool {
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        println!(
            "{name}: unchanged {:.2}% of {}, near {:.2}% of {}, wrong {:.2}% of {}",
            share(self.unchanged_right, self.unchanged),
            self.unchanged,
            share(self.near_right, self.near),
            self.near,
            share(self.wrong, self.all),
            self.all
        );
        share(self.unchanged_right, self.unchanged) >= least
            && (self.near == 0 || share(self.near_right, self.near) >= 95.0)
            && share(self.wrong, self.all) <= 0.5
    }
}

type Edit = fn(&mut Article, &mut Dice);

#[test]
fn edited_pages() {
    let cases: [(&str, f64, Edit); 4] = [
        ("nothing", 99.0, |_, _| {}),
        ("one word in twenty", 99.0, |article, dice| article.change_words(20, dice)),
        ("paragraphs", 99.0, |article, dice| article.change_paragraphs(4, dice)),
        ("paragraphs and one word in twenty", 95.0, |article, dice| {
            article.change_paragraphs(4, dice);
            article.change_words(20, dice);
        }),
    ];
    let mut missed = Vec::new();
    for (name, least, edit) in cases {
        for rewritten in [false, true] {
            let mut outcome = Outcome::default();
            for seed in 0..40 {
                let mut dice = Dice::new(seed + 1);
                let before = Article::new(8_000, 3, &mut dice);
                let mut after = before.clone();
                edit(&mut after, &mut dice);
                let text = if rewritten { after.normalised() } else { after.text() };
                outcome.add(&before, &text);
            }
            let name = format!("{name}{}", if rewritten { ", white space and marks" } else { "" });
            if !outcome.is_good(&name, least) {
                missed.push(name);
            }
        }
    }
    assert_eq!(missed, Vec::<String>::new());
}
