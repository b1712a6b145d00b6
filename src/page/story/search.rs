//! Finds the element that holds the story, and its siblings that belong to it.

use super::tree::{Id, ROOT, Tag, Totals, Tree};
use super::{Beliefs, Found, Words, clean, title};

/// How many of the best elements are compared.
const BEST: usize = 5;

/// How many elements above a paragraph get points of it.
const LEVELS: usize = 5;

/// Two or more line breaks in a row begin a paragraph, with all that runs along after them.
pub(super) fn split_at_breaks(tree: &mut Tree) {
    for id in tree.below(ROOT) {
        let children = std::mem::take(&mut tree.node_mut(id).children);
        let is_break = |tree: &Tree, at: usize| children.get(at).is_some_and(|&child| tree.tag(child) == Tag::Break);
        let (mut made, mut at, mut split) = (Vec::with_capacity(children.len()), 0, false);
        while at < children.len() {
            if !(is_break(tree, at) && is_break(tree, at + 1)) {
                made.push(children[at]);
                at += 1;
                continue;
            }
            while is_break(tree, at) {
                at += 1;
            }
            split = true;
            let paragraph = tree.orphan(Tag::Paragraph, id);
            made.push(paragraph);
            while at < children.len()
                && tree.is_phrasing(children[at])
                && !(is_break(tree, at) && is_break(tree, at + 1))
            {
                tree.node_mut(children[at]).parent = paragraph;
                tree.node_mut(paragraph).children.push(children[at]);
                at += 1;
            }
        }
        let node = tree.node_mut(id);
        node.children = made;
        if split && node.tag == Tag::Paragraph {
            node.tag = Tag::Div;
        }
    }
}

/// The heading that repeats what the document calls itself; of several the longest, for a shorter one may be the name of
/// the site or of the section.
pub(super) fn heading(tree: &Tree, words: Words, titles: &[String]) -> Option<Id> {
    let mut best = (0, None);
    for id in tree.below(ROOT).into_iter().filter(|&id| tree.tag(id) == Tag::Title) {
        let heading = text(tree, words, id);
        if heading.len() > best.0 && titles.iter().any(|title| title::repeats(title, &heading)) {
            best = (heading.len(), Some(id));
        }
    }
    best.1
}

/// One search with some beliefs. The heading is known to be the title, and none of the story's text.
pub(super) fn attempt(mut tree: Tree, words: Words, heading: Option<Id>, beliefs: Beliefs) -> Found {
    let mut found = Found::default();
    let paragraphs = strip(&mut tree, heading, beliefs, &mut found);
    let totals = tree.totals(ROOT);
    let candidates = score(&mut tree, &totals, &paragraphs, beliefs);
    let content = choose(&mut tree, &totals, &candidates, beliefs);
    clean::content(&mut tree, words, content, beliefs);
    found.kept = tree.below(content).into_iter().filter(|&id| tree.tag(id) == Tag::Text).collect();
    found.chars = found.kept.iter().map(|&id| tree.node(id).words.chars).sum();
    found
}

/// Sets aside what is no story by its name, makes paragraphs of elements that are used as such, and gives the elements
/// whose text is to be scored.
fn strip(tree: &mut Tree, heading: Option<Id>, beliefs: Beliefs, found: &mut Found) -> Vec<Id> {
    let mut totals = tree.totals(ROOT);
    let mut paragraphs = Vec::new();
    let mut stack = vec![ROOT];
    while let Some(id) = stack.pop() {
        let (tag, hints, own_totals) = (tree.tag(id), tree.node(id).hints, totals[id as usize]);
        let is_byline = hints.author && found.byline.is_none() && (1..100).contains(&own_totals.chars);
        let is_unlikely = beliefs.names
            && (hints.aside || hints.unlikely && !matches!(tag, Tag::Link | Tag::Body) && !in_table_or_code(tree, id));
        let is_empty = matches!(tag, Tag::Div | Tag::Section | Tag::Header | Tag::Title | Tag::Heading)
            && own_totals.chars == 0
            && tree.elements(id).all(|child| matches!(tree.tag(child), Tag::Break | Tag::Rule));
        if is_byline {
            found.byline = Some(id);
        }
        if is_byline || heading == Some(id) || is_unlikely || is_empty {
            tree.node_mut(id).gone = true;
            continue;
        }
        if matches!(tag, Tag::Section | Tag::Title | Tag::Heading | Tag::Paragraph | Tag::Cell | Tag::Pre) {
            paragraphs.push(id);
        }
        if tag == Tag::Div {
            gather_phrases(tree, id, &mut totals);
            let mut children = tree.elements(id);
            let only = children.next().filter(|&child| {
                children.next().is_none()
                    && tree.tag(child) == Tag::Paragraph
                    && tree.children(id).count() == 1
                    && own_totals.link_density() < 0.25
            });
            drop(children);
            if let Some(only) = only {
                become_child(tree, id, only);
                paragraphs.push(id);
            } else if !holds_blocks(tree, id) {
                tree.node_mut(id).tag = Tag::Paragraph;
                paragraphs.push(id);
            }
        }
        let from = stack.len();
        stack.extend(tree.elements(id));
        stack[from..].reverse();
    }
    paragraphs
}

/// The words of a heading: those of the blocks that it is.
fn text(tree: &Tree, words: Words, id: Id) -> String {
    let mut blocks: Vec<u32> = tree
        .below(id)
        .into_iter()
        .filter(|&id| tree.tag(id) == Tag::Text)
        .map(|id| tree.node(id).words.block)
        .collect();
    blocks.dedup();
    blocks.into_iter().map(|block| words.of(block)).collect::<Vec<_>>().join(" ")
}

fn in_table_or_code(tree: &Tree, id: Id) -> bool {
    tree.ancestors(id).take(4).any(|above| matches!(tree.tag(above), Tag::Table | Tag::Code))
}

/// Puts what runs along in an element into paragraphs of its own.
fn gather_phrases(tree: &mut Tree, id: Id, totals: &mut Vec<Totals>) {
    let children: Vec<Id> = tree.children(id).collect();
    let (mut made, mut open) = (Vec::with_capacity(children.len()), None);
    for child in children {
        if !tree.is_phrasing(child) {
            open = None;
            made.push(child);
            continue;
        }
        let paragraph = *open.get_or_insert_with(|| {
            let paragraph = tree.orphan(Tag::Paragraph, id);
            made.push(paragraph);
            paragraph
        });
        tree.node_mut(child).parent = paragraph;
        tree.node_mut(paragraph).children.push(child);
    }
    tree.node_mut(id).children = made;
    // The new paragraphs are summed too.
    for new in totals.len()..tree.nodes.len() {
        let sum = tree.total(Id::try_from(new).unwrap_or(ROOT), totals);
        totals.push(sum);
    }
}

/// An element takes the place, the names and the children of its only child.
fn become_child(tree: &mut Tree, id: Id, only: Id) {
    let children = std::mem::take(&mut tree.node_mut(only).children);
    for &child in &children {
        tree.node_mut(child).parent = id;
    }
    let (tag, hints) = (tree.tag(only), tree.node(only).hints);
    let node = tree.node_mut(id);
    (node.tag, node.hints, node.children) = (tag, hints, children);
}

fn holds_blocks(tree: &Tree, id: Id) -> bool {
    tree.below(id)[1..].iter().any(|&inner| {
        matches!(
            tree.tag(inner),
            Tag::Quote | Tag::Definitions | Tag::Div | Tag::Image | Tag::List | Tag::Paragraph | Tag::Pre | Tag::Table
        )
    })
}

fn first_score(tree: &Tree, id: Id, beliefs: Beliefs) -> f64 {
    let node = tree.node(id);
    let by_tag = match node.tag {
        Tag::Div => 5,
        Tag::Pre | Tag::Cell | Tag::Quote => 3,
        Tag::Address | Tag::List | Tag::Definitions | Tag::Term | Tag::Item | Tag::Form => -3,
        Tag::Title | Tag::Heading | Tag::HeadCell => -5,
        _ => 0,
    };
    f64::from(by_tag + if beliefs.weights { i32::from(node.hints.weight) } else { 0 })
}

/// Gives points for text to the elements around it; returns those that got any.
fn score(tree: &mut Tree, totals: &[Totals], paragraphs: &[Id], beliefs: Beliefs) -> Vec<Id> {
    let mut candidates = Vec::new();
    for &paragraph in paragraphs {
        let own = totals[paragraph as usize];
        if own.chars < 25 {
            continue;
        }
        let points = f64::from(2 + own.commas + (own.chars / 100).min(3));
        let above: Vec<Id> = tree.ancestors(paragraph).take(LEVELS).collect();
        for (level, id) in above.into_iter().enumerate() {
            let start = tree.node(id).score.unwrap_or_else(|| {
                candidates.push(id);
                first_score(tree, id, beliefs)
            });
            let share = [1.0, 2.0, 6.0, 9.0, 12.0].get(level).copied().unwrap_or(15.0);
            tree.node_mut(id).score = Some(start + points / share);
        }
    }
    for &id in &candidates {
        let scaled = tree.node(id).score.map(|score| score * (1.0 - totals[id as usize].link_density()));
        tree.node_mut(id).score = scaled;
    }
    candidates
}

/// The best element with its siblings that belong to it, moved into an element of their own.
fn choose(tree: &mut Tree, totals: &[Totals], candidates: &[Id], beliefs: Beliefs) -> Id {
    let points = |tree: &Tree, id: Id| tree.node(id).score.unwrap_or(0.0);
    let mut best: Vec<Id> = Vec::new();
    for &candidate in candidates {
        let place = best.iter().position(|&other| points(tree, candidate) > points(tree, other)).unwrap_or(best.len());
        best.insert(place, candidate);
        best.truncate(BEST);
    }
    let Some(&first) = best.first().filter(|&&first| first != ROOT) else { return ROOT };
    let mut top = shared_ancestor(tree, &best).unwrap_or(first);
    let top_points = tree.node(top).score.unwrap_or_else(|| first_score(tree, top, beliefs));
    // Elements above have a share of the points; when it grows on the way up, there is more of the story.
    let mut last = top_points;
    let above: Vec<Id> = tree.ancestors(top).take_while(|&id| id != ROOT).collect();
    for id in above {
        let Some(score) = tree.node(id).score else { continue };
        if score < top_points / 3.0 {
            break;
        }
        if score > last {
            top = id;
            break;
        }
        last = score;
    }
    while tree.node(top).parent != ROOT && tree.elements(tree.node(top).parent).count() == 1 {
        top = tree.node(top).parent;
    }
    let top_points = tree.node(top).score.unwrap_or_else(|| first_score(tree, top, beliefs));
    let parent = tree.node(top).parent;
    let class = tree.node(top).hints.class;
    let siblings: Vec<Id> = tree.elements(parent).collect();
    let content = tree.orphan(Tag::Div, ROOT);
    for id in siblings {
        let node = tree.node(id);
        let bonus = if node.hints.class == class && class != 0 { top_points * 0.2 } else { 0.0 };
        let by_points = node.score.is_some_and(|score| score + bonus >= f64::max(10.0, top_points * 0.2));
        let sum = &totals[id as usize];
        let density = sum.link_density();
        let is_prose = node.tag == Tag::Paragraph
            && (sum.chars > 80 && density < 0.25 || (1..80).contains(&sum.chars) && density == 0.0 && sum.stops);
        if id == top || by_points || is_prose {
            if !matches!(node.tag, Tag::Div | Tag::Article | Tag::Section | Tag::Paragraph | Tag::List) {
                tree.node_mut(id).tag = Tag::Div;
            }
            tree.node_mut(id).parent = content;
            tree.node_mut(content).children.push(id);
        }
    }
    content
}

/// The nearest element above the best that holds three others that are nearly as good.
fn shared_ancestor(tree: &Tree, best: &[Id]) -> Option<Id> {
    let (&first, others) = best.split_first()?;
    let top = tree.node(first).score?;
    let close: Vec<Vec<Id>> = others
        .iter()
        .filter(|&&other| tree.node(other).score.is_some_and(|score| score / top >= 0.75))
        .map(|&other| tree.ancestors(other).collect())
        .collect();
    tree.ancestors(first)
        .take_while(|&id| id != ROOT)
        .find(|id| close.iter().filter(|above| above.contains(id)).count() >= 3)
}
