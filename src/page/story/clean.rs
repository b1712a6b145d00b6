//! Takes out of the story what looks like clutter: forms, lists of links, boxes with little text.

use super::tree::{Id, Tag, Totals, Tree};
use super::{Beliefs, SHORT, Words};

/// Cleans what stands below `content`.
pub(super) fn content(tree: &mut Tree, words: Words, content: Id, beliefs: Beliefs) {
    mark_data_tables(tree, content);
    if beliefs.looks {
        by_looks(tree, words, content, Tag::Form, beliefs);
        by_looks(tree, words, content, Tag::Fieldset, beliefs);
    }
    let totals = tree.totals(content);
    let tops: Vec<Id> = tree.elements(content).collect();
    for &id in &tree.below(content)[1..] {
        let node = tree.node_mut(id);
        node.gone |= match node.tag {
            Tag::Footer | Tag::Aside | Tag::Embed | Tag::Field => true,
            Tag::Title => beliefs.weights && node.hints.weight < 0,
            _ => node.hints.shares && totals[id as usize].chars < SHORT && !tops.contains(&id),
        };
    }
    if beliefs.looks {
        by_looks(tree, words, content, Tag::Table, beliefs);
        by_looks(tree, words, content, Tag::List, beliefs);
        by_looks(tree, words, content, Tag::Div, beliefs);
    }
}

/// Tells tables of data, which stay whole, from those that lay out a page.
fn mark_data_tables(tree: &mut Tree, content: Id) {
    let tables: Vec<Id> = tree.below(content).into_iter().filter(|&id| tree.tag(id) == Tag::Table).collect();
    for table in tables {
        let inner = tree.below(table);
        let has = |tags: &[Tag]| inner[1..].iter().any(|&id| tags.contains(&tree.tag(id)));
        let is_data = tree.node(table).hints.declared.unwrap_or_else(|| {
            if has(&[Tag::TableHead, Tag::HeadCell]) {
                return true;
            }
            if has(&[Tag::Table]) {
                return false;
            }
            let span = |id: Id| u32::from(tree.node(id).hints.span.max(1));
            let rows = inner.iter().filter(|&&id| tree.tag(id) == Tag::Row);
            let columns =
                |row: Id| tree.elements(row).filter(|&cell| tree.tag(cell) == Tag::Cell).map(span).sum::<u32>();
            let (rows, columns) = rows.fold((0, 0), |(rows, most), &row| (rows + span(row), columns(row).max(most)));
            rows != 1 && columns != 1 && (rows >= 10 || columns > 4 || rows * columns > 10)
        });
        tree.node_mut(table).hints.data_table = is_data;
    }
}

/// Takes out the elements of one kind that look like clutter, the inner ones first.
fn by_looks(tree: &mut Tree, words: Words, content: Id, tag: Tag, beliefs: Beliefs) {
    let order = tree.below(content);
    if !order[1..].iter().any(|&id| tree.tag(id) == tag) {
        return;
    }
    let mut totals = vec![Totals::default(); tree.nodes.len()];
    for &id in order.iter().rev() {
        totals[id as usize] = tree.total(id, &totals);
        if id != content && tree.tag(id) == tag && is_clutter(tree, words, id, totals[id as usize], beliefs) {
            tree.node_mut(id).gone = true;
        }
    }
}

fn is_clutter(tree: &Tree, words: Words, id: Id, sum: Totals, beliefs: Beliefs) -> bool {
    let node = tree.node(id);
    let is_list = node.tag == Tag::List || f64::from(sum.listed) > 0.9 * f64::from(sum.chars);
    let protected = node.hints.data_table
        || sum.data_tables > 0
        || tree.ancestors(id).any(|above| tree.node(above).hints.data_table)
        || tree.ancestors(id).take(4).any(|above| tree.tag(above) == Tag::Code);
    if protected {
        return false;
    }
    let weight = if beliefs.weights { node.hints.weight } else { 0 };
    if weight < 0 {
        return true;
    }
    if sum.latin_commas >= 10 {
        return false;
    }
    if sum.chars > 0 && sum.chars < 20 && is_notice(tree, words, id) {
        return true;
    }
    let in_figure = tree.ancestors(id).take(4).any(|above| tree.tag(above) == Tag::Figure);
    let density = sum.link_density();
    let headed = f64::from(sum.headed) / f64::from(sum.chars.max(1));
    let looks_so = (!in_figure && sum.images > 1 && sum.paragraphs * 2 < sum.images)
        || (!is_list && sum.items > sum.paragraphs + 100)
        || sum.fields > sum.paragraphs / 3
        || (!is_list
            && !in_figure
            && headed < 0.9
            && sum.chars < 25
            && (sum.images == 0 || sum.images > 2)
            && density > 0.0)
        || (!is_list && weight < 25 && density > 0.2)
        || (weight >= 25 && density > 0.5)
        || (sum.embeds == 1 && sum.chars < 75)
        || sum.embeds > 1
        || (sum.images == 0 && sum.usual == 0);
    // A plain list of pictures stays.
    let plain = || tree.elements(id).all(|child| tree.elements(child).count() <= 1);
    looks_so && !(is_list && sum.images == sum.items && plain())
}

/// Whether an element says nothing but that it is an advertisement or still loading.
fn is_notice(tree: &Tree, words: Words, id: Id) -> bool {
    const NOTICES: &[&str] = &[
        "ad", "advertising", "advertisement", "pub", "publicité", "werb", "werbung", "anuncio", "реклама", "广告",
        "loading", "chargement", "cargando", "загрузка", "正在加载",
    ];
    let mut blocks: Vec<u32> = tree
        .below(id)
        .into_iter()
        .filter(|&id| tree.tag(id) == Tag::Text)
        .map(|id| tree.node(id).words.block)
        .collect();
    blocks.dedup();
    let [block] = blocks.as_slice() else { return false };
    let line = words.of(*block).to_lowercase();
    NOTICES.contains(&line.trim_end_matches(['.', '…']))
}
