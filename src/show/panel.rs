//! The panel's view data: every speaker with role, numbers and quotations in order, the reader's own marks, the entities
//! by type, how much is said by sources with a name, and where in the article each speaks.
//!
//! ```
//! use saidwho::{annotations::List, page::Page, show::{filter::Filter, panel::Panel, words::Words}};
//! let panel = Panel::of(&Page::from_text("Nothing."), &List::default(), &Filter::default(), &Words::default());
//! assert!(panel.speakers.is_empty());
//! ```

use super::filter::Filter;
use super::layers;
use super::words::Words;
use crate::annotations::{Annotation, AnnotationId, Body, Entity, EntityKey, List};
use crate::order::by_number;
use crate::page::Page;
use crate::quotations::{Kind, cues};
use crate::span::Span;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

/// What the panel shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Panel {
    /// Who speaks in marks, in the order of [`speakers`], the unknown last.
    pub speakers: Vec<SpeakerView>,
    /// Who is only reported.
    pub reported: Vec<SpeakerView>,
    /// The reader's marks, and all that has a note or a tag.
    pub marks: Vec<MarkView>,
    /// What is not found in the page any more.
    pub orphans: Vec<MarkView>,
    /// Entities by layer: the layer's name, and each entity.
    pub entities: Vec<(&'static str, Vec<EntityView>)>,
    /// Who is quoted, in numbers; empty when nobody is.
    pub sources: Sources,
    /// Where each speaker speaks.
    pub ticks: Vec<Tick>,
    /// How many annotations are seen, of how many.
    pub seen: (usize, usize),
}

/// One speaker.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SpeakerView {
    /// The key of the entity; empty for the unknown.
    pub key: String,
    /// The name, or the word for the unknown.
    pub name: String,
    /// The role that the article gives.
    pub role: String,
    /// The layer whose colour is the speaker's.
    pub layer: &'static str,
    /// The number of the speaker, from 1; up to 9 a key chooses them by it. 0 for the unknown.
    pub number: usize,
    /// Quotations and words, in words.
    pub numbers: String,
    /// Words quoted.
    pub words: usize,
    /// How many of a thousand quoted words.
    pub share: usize,
    /// The quotations in order.
    pub quotations: Vec<QuotationView>,
}

impl SpeakerView {
    /// The words of a quotation with who says them, for a screen reader.
    #[must_use]
    pub fn label(&self, said: &QuotationView, words: &Words) -> String {
        let who = if self.role.is_empty() { self.name.clone() } else { format!("{}, {}", self.name, self.role) };
        let key = if said.reported { "reported.by" } else { "quotation.by" };
        words.fill(key, &[("who", &who), ("text", &said.text)])
    }
}

/// One quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotationView {
    /// Which annotation.
    pub id: AnnotationId,
    /// Its words, pieces joined by an ellipsis.
    pub text: String,
    /// Whether it is reported without marks.
    pub reported: bool,
    /// Whether the reader has decided on it.
    pub settled: bool,
    /// The reader's note.
    pub note: String,
}

/// A mark of the reader's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkView {
    /// Which annotation.
    pub id: AnnotationId,
    /// The marked words.
    pub text: String,
    /// What the colour means, or what else it is.
    pub what: String,
    /// The layer whose colour it has.
    pub layer: String,
    /// The note.
    pub note: String,
    /// The tags.
    pub tags: Vec<String>,
}

/// One entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityView {
    /// Its first mention.
    pub id: AnnotationId,
    /// The name.
    pub name: String,
    /// Aliases, joined.
    pub aliases: String,
    /// How often it is mentioned.
    pub count: usize,
}

/// How much is said by whom, in words of the quotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sources {
    /// By speakers with a name.
    pub named: usize,
    /// By speakers without one: "officials".
    pub unnamed: usize,
    /// By nobody known.
    pub unknown: usize,
}

impl Sources {
    /// All words.
    #[must_use]
    pub fn all(&self) -> usize {
        self.named + self.unnamed + self.unknown
    }
}

/// A stretch of the article in which a speaker speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// Which annotation.
    pub id: AnnotationId,
    /// The layer whose colour it has.
    pub layer: &'static str,
    /// Where it begins, in thousandths of the text.
    pub from: usize,
    /// How long it is.
    pub len: usize,
}

/// Ticks stand at least so far apart, in thousandths of the text: each is drawn at least so high.
const APART: usize = 3;

/// All speakers: first those who speak in their own words, in marks, then those who are only reported; both in the order of
/// the page, so that a correction moves as few as can be.
#[must_use]
pub fn speakers(list: &List) -> Vec<&EntityKey> {
    let (mut keys, mut known) = (Vec::new(), HashSet::new());
    for in_marks in [true, false] {
        for (index, _) in list.shown() {
            if let Some((Some(key), kind)) = list.told(index)
                && (kind != Kind::Indirect || !in_marks)
                && known.insert(key)
            {
                keys.push(key);
            }
        }
    }
    keys
}

/// The words of an annotation, pieces joined by an ellipsis; for an orphan, what they were.
#[must_use]
pub fn words_of(page: &Page, one: &Annotation) -> String {
    let pieces: Vec<&str> = match &one.orphan {
        Some(orphan) => orphan.content.iter().map(|lost| lost.exact.as_str()).collect(),
        None => one.place.content.iter().map(|span| span.of(page.text())).collect(),
    };
    pieces.join(" … ")
}

/// What a quotation says, to be read without the article: "declined to comment", where the words said are only "to comment".
#[must_use]
pub fn told_words(page: &Page, one: &Annotation) -> String {
    let (text, place) = (page.text(), &one.place);
    let denies = |cue: &Span| cue.of(text).split(' ').any(|word| cues::denies(&word.to_lowercase()));
    if let (Body::Quotation { kind: Kind::Indirect, .. }, None, [cue], [content]) =
        (&one.body, &one.orphan, place.cue.as_slice(), place.content.as_slice())
        && denies(cue)
        && text.get(cue.to()..content.from()).is_some_and(|between| between.trim().is_empty())
    {
        return cue.cover(*content).of(text).to_owned();
    }
    words_of(page, one)
}

/// What a colour means: as the reader says, or else as the interface does.
#[must_use]
pub fn meaning(list: &List, words: &Words, colour: &str) -> String {
    let own = list.colours().get(colour).cloned();
    own.unwrap_or_else(|| {
        let key = format!("colour.{colour}");
        if words.has(&key) { words.get(&key).to_owned() } else { colour.to_owned() }
    })
}

impl Panel {
    /// The view of a list.
    #[must_use]
    pub fn of(page: &Page, list: &List, filter: &Filter, words: &Words) -> Self {
        let order: HashMap<&EntityKey, usize> = speakers(list).into_iter().zip(0..).collect();
        let mut panel = Self { entities: entities(page, list, filter), ..Self::default() };
        let mut views: Vec<SpeakerView> = vec![SpeakerView::default(); order.len() + 1];
        let length = page.text().len().max(1);
        for (index, one) in filter.visible(page, list) {
            panel.seen.0 += 1;
            let is_mark = matches!(one.body, Body::Highlight { .. });
            if is_mark || !one.note.is_empty() || !one.tags.is_empty() {
                panel.marks.push(mark(page, list, words, one));
            }
            let Some((key, kind)) = list.told(index) else { continue };
            // A rejected quotation's speaker may say nothing else.
            let place = key.map_or(order.len(), |key| order.get(key).copied().unwrap_or(order.len()));
            let entity = key.and_then(|key| list.entity(key));
            let inside: usize = list.told_inside(index).map(|at| count(&words_of(page, &list.annotations()[at]))).sum();
            let count = count(&words_of(page, one)).saturating_sub(inside);
            match entity {
                Some(entity) if entity.named => panel.sources.named += count,
                Some(_) => panel.sources.unnamed += count,
                None => panel.sources.unknown += count,
            }
            let view = &mut views[place];
            if view.quotations.is_empty() {
                view.key = key.map(|key| key.0.clone()).unwrap_or_default();
                view.name = entity.map_or_else(|| words.get("unknown").to_owned(), |entity| entity.name.clone());
                view.role =
                    entity.and_then(|entity| entity.roles.first()).map(|role| role.text.clone()).unwrap_or_default();
                view.layer = layer(place, order.len());
                view.number = if place < order.len() { place + 1 } else { 0 };
            }
            let reported = kind == Kind::Indirect;
            view.words += count;
            let settled = !one.is_untouched();
            let text = told_words(page, one);
            view.quotations.push(QuotationView { id: one.id.clone(), text, reported, settled, note: one.note.clone() });
            let extent = one.place.extent();
            let from = extent.from() * 1000 / length;
            // Where a long text has several in one place, the first is seen.
            if panel.ticks.last().is_none_or(|tick| tick.from + APART <= from) {
                panel.ticks.push(Tick {
                    id: one.id.clone(),
                    layer: view.layer,
                    from,
                    len: (extent.len() * 1000 / length).max(1),
                });
            }
        }
        let all = panel.sources.all().max(1);
        for view in &mut views {
            view.share = view.words * 1000 / all;
            view.numbers = numbers(view, words);
        }
        views.retain(|view| !view.quotations.is_empty());
        let is_reported = |view: &SpeakerView| view.quotations.iter().all(|one| one.reported);
        (panel.reported, panel.speakers) = views.into_iter().partition(is_reported);
        let orphans = list.annotations().iter().filter(|one| one.orphan.is_some());
        panel.orphans = orphans.map(|one| mark(page, list, words, one)).collect();
        panel.seen.1 = list.shown().count();
        panel
    }
}

fn layer(place: usize, unknown: usize) -> &'static str {
    if place == unknown { layers::UNKNOWN } else { layers::of_speaker(place) }
}

fn numbers(view: &SpeakerView, words: &Words) -> String {
    let reported = view.quotations.iter().filter(|view| view.reported).count();
    let mut parts = vec![words.count("quotations", view.quotations.len())];
    if reported > 0 {
        parts.push(words.count("reported", reported));
    }
    parts.push(words.count("words", view.words));
    parts.join(" · ")
}

fn mark(page: &Page, list: &List, words: &Words, one: &Annotation) -> MarkView {
    let (what, layer) = match &one.body {
        Body::Highlight { colour } => (meaning(list, words, colour), format!("highlight-{colour}")),
        Body::Mention { kind, .. } => {
            (words.get(&format!("type.{}", kind.name())).to_owned(), layers::of_type(*kind).to_owned())
        }
        Body::Quotation { kind, .. } => (words.get(&format!("kind.{}", kind.name())).to_owned(), String::new()),
    };
    MarkView {
        id: one.id.clone(),
        text: words_of(page, one),
        what,
        layer,
        note: one.note.clone(),
        tags: one.tags.clone(),
    }
}

fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

fn entities(page: &Page, list: &List, filter: &Filter) -> Vec<(&'static str, Vec<EntityView>)> {
    // First mention and number of mentions, in the order of the first.
    let mut places: HashMap<&EntityKey, usize> = HashMap::new();
    let mut views: Vec<(&Entity, EntityView)> = Vec::new();
    for (_, annotation) in filter.visible(page, list) {
        let Body::Mention { entity: key, .. } = &annotation.body else { continue };
        if let Some(&at) = places.get(key) {
            views[at].1.count += 1;
        } else if let Some(entity) = list.entity(key) {
            places.insert(key, views.len());
            let aliases = entity.aliases.join(", ");
            views
                .push((entity, EntityView { id: annotation.id.clone(), name: entity.name.clone(), aliases, count: 1 }));
        }
    }
    // Of two named as often, the first comes first.
    by_number(&mut views, |(_, view)| !(view.count as u64));
    let group = |layer: &'static str| {
        let own = views.iter().filter(|(entity, _)| entity.kind.map(layers::of_type) == Some(layer));
        (layer, own.map(|(_, view)| view.clone()).collect::<Vec<_>>())
    };
    ["people", "organisations", "places", "groups", "dates", "things"]
        .into_iter()
        .map(group)
        .filter(|(_, views)| !views.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::words::Language;

    fn panel(text: &str, filter: &Filter) -> Panel {
        let page = Page::from_text(text);
        Panel::of(
            &page,
            &List::from_reading(&page, &crate::annotate(&page)),
            filter,
            &Words::built_in(Language::English),
        )
    }

    #[test]
    fn who_says_how_much() {
        let text = "“It is late now,” said Ada Lind, the mayor of Port Elm. Officials said that the bridge was closed.\n“Go,” a man shouted.";
        let panel = panel(text, &Filter::default());
        let said: Vec<(&str, &str, usize)> = panel
            .speakers
            .iter()
            .chain(&panel.reported)
            .map(|view| (view.name.as_str(), view.layer, view.words))
            .collect();
        assert_eq!(said[0], ("Ada Lind", "speaker-1", 4));
        let first = &panel.speakers[0];
        assert_eq!(
            first.label(&first.quotations[0], &Words::built_in(Language::English)),
            "Quotation by Ada Lind, mayor of Port Elm: “It is late now,”"
        );
        assert_eq!(panel.sources.named, 4);
        assert_eq!(panel.sources.all(), said.iter().map(|view| view.2).sum::<usize>());
        assert_eq!(
            panel.ticks.len(),
            panel.speakers.iter().chain(&panel.reported).map(|view| view.quotations.len()).sum::<usize>()
        );
        assert!(panel.ticks.iter().all(|tick| tick.from + tick.len <= 1001));
        assert!(panel.speakers.iter().map(|view| view.share).sum::<usize>() <= 1000);
    }

    /// What one says another said: each has a part, and each word is counted once.
    #[test]
    fn words_told_by_another_are_counted_once() {
        let text = "Bo Orr said Ada Lind had called the mill “a gift to us.”";
        let panel = panel(text, &Filter::default());
        let words: Vec<_> = panel.speakers.iter().chain(&panel.reported).map(|one| (&*one.name, one.words)).collect();
        assert_eq!(words, [("Ada Lind", 4), ("Bo Orr", 6)]);
        assert_eq!(panel.sources.all(), 10);
    }

    /// "To comment" is not what she said; one source is one, wherever its sentence begins.
    #[test]
    fn what_is_declined_is_read_with_its_verb() {
        let text = "Ada Lind declined to comment on the old bridge.\nThe council said it was late. On Monday the council \
                    said the bridge was not safe.";
        let panel = panel(text, &Filter::default());
        let seen: Vec<(&str, Vec<&str>)> = (panel.speakers.iter().chain(&panel.reported))
            .map(|view| (&*view.name, view.quotations.iter().map(|one| &*one.text).collect()))
            .collect();
        assert_eq!(
            seen,
            [
                ("Ada Lind", vec!["declined to comment on the old bridge."]),
                ("The council", vec!["it was late.", "the bridge was not safe."])
            ]
        );
    }

    #[test]
    fn who_speaks_in_marks_comes_before_who_is_only_reported() {
        let text = "Bo Orr said that the bridge was closed.\n“It is late now,” said Ada Lind.";
        let panel = panel(text, &Filter::default());
        let names = |views: &[SpeakerView]| {
            views.iter().map(|view| format!("{} {} {}", view.number, view.name, view.layer)).collect::<Vec<_>>()
        };
        assert_eq!(names(&panel.speakers), ["1 Ada Lind speaker-1"]);
        assert_eq!(names(&panel.reported), ["2 Bo Orr speaker-2"]);
    }

    #[test]
    fn a_place_of_the_map_has_one_tick() {
        let said = "“We go,” said Ada Lind.\n".repeat(3000);
        let panel = panel(&said, &Filter::default());
        assert_eq!((panel.speakers[0].quotations.len(), panel.ticks.len()), (3000, 334));
    }

    #[test]
    fn colours_begin_anew_behind_the_last() {
        let said: Vec<String> = (b'a'..=b'n').map(|c| format!("“We go,” said Bo Q{}ll.", char::from(c))).collect();
        let panel = panel(&said.join("\n"), &Filter::default());
        let found: Vec<(usize, &str)> = panel.speakers.iter().map(|view| (view.number, view.layer)).collect();
        assert_eq!(found.len(), 14);
        assert_eq!((found[11], found[12]), ((12, "speaker-12"), (13, "speaker-1")));
    }

    #[test]
    fn a_filter_narrows_all_parts() {
        let text = "“It is late now,” said Ada Lind. “Go home,” said Bo Orr.";
        let filter = Filter { query: "orr".to_owned(), ..Filter::default() };
        let panel = panel(text, &filter);
        assert_eq!(panel.speakers.iter().map(|view| view.name.as_str()).collect::<Vec<_>>(), ["Bo Orr"]);
        assert_eq!(panel.speakers[0].layer, "speaker-2", "colours stay");
        assert!(panel.seen.0 < panel.seen.1);
    }
}
