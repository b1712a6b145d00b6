//! The story: which blocks of a page are the article, and which stand around it.
//!
//! The method is that of reader modes since arc90's Readability: elements whose names are those of clutter are set aside,
//! every paragraph gives points to the elements around it, the best element and its like siblings are the story, and
//! what in it is mostly links, lists of links or forms is taken out again. When little is left, it is done again with
//! fewer prejudices. It runs on the collector's own [`tree`], in the browser and on the command line alike, in time
//! linear in the page; mozilla/readability in the browser and its ports found the same stories, but took longer than the
//! whole reading does, on a second copy of the document, and the two sides then differ.
//!
//! Nothing is dropped: a block outside the story becomes [`BlockRole::Clutter`] and can still be seen.
//!
//! ```
//! use saidwho::page::{BlockRole, collect::Collector};
//! let mut collector = Collector::default();
//! let prose = "The bridge was closed on Monday, the mayor said, and it will stay closed until spring comes. ".repeat(9);
//! for (class, text) in [("menu", "Home, News, Weather"), ("post", prose.as_str()), ("sidebar", "Most read, today")] {
//!     collector.open("div", &mut |name| (name == "class").then(|| class.to_owned()));
//!     collector.text(text);
//!     collector.close();
//! }
//! let roles: Vec<BlockRole> = collector.finish().blocks().iter().map(|block| block.role).collect();
//! assert_eq!(roles, [BlockRole::Clutter, BlockRole::Paragraph, BlockRole::Clutter]);
//! ```

mod clean;
mod hints;
mod search;
mod title;
mod tree;

use super::{Block, BlockRole};
pub(super) use tree::Tree;

/// A story shorter than this is looked for again with fewer prejudices.
const SHORT: u32 = 500;

/// No headline is longer, in bytes; pages set whole captions as such.
const HEADLINE: u32 = 240;

/// What the search is told and may still believe.
#[derive(Debug, Clone, Copy)]
struct Beliefs {
    /// Elements with the names of clutter are set aside.
    names: bool,
    /// Names count in an element's score.
    weights: bool,
    /// What looks like clutter inside the story is taken out.
    looks: bool,
}

/// The blocks' words, for the few places where the search reads them.
#[derive(Debug, Clone, Copy)]
struct Words<'a> {
    text: &'a str,
    blocks: &'a [Block],
}

impl<'a> Words<'a> {
    fn of(self, block: u32) -> &'a str {
        self.blocks.get(block as usize).map_or("", |block| block.span.of(self.text))
    }
}

/// What was found.
#[derive(Debug, Default)]
struct Found {
    /// The text nodes of the story.
    kept: Vec<tree::Id>,
    /// How many characters they hold.
    chars: u32,
    /// The element that names the author.
    byline: Option<tree::Id>,
}

/// Gives the blocks outside the story the role of clutter, and finds the headline and the byline. Returns the title.
pub(super) fn mark(mut tree: Tree, titles: &[String], text: &str, blocks: &mut [Block]) -> String {
    let words = Words { text, blocks };
    let titles = title::of_document(titles);
    let headline = search::heading(&tree, words, &titles);
    let own = titles.into_iter().next().unwrap_or_default();
    search::split_at_breaks(&mut tree);
    let mut best = Found::default();
    let mut beliefs = Beliefs { names: true, weights: true, looks: true };
    loop {
        let found = search::attempt(tree.clone(), words, headline, beliefs);
        let enough = found.chars >= SHORT;
        if enough || found.chars > best.chars {
            best = found;
        }
        match beliefs {
            _ if enough => break,
            Beliefs { names: true, .. } => beliefs.names = false,
            Beliefs { weights: true, .. } => beliefs.weights = false,
            Beliefs { looks: true, .. } => beliefs.looks = false,
            _ => break,
        }
    }
    let count = |ids: &[tree::Id]| {
        let mut chars = vec![0; blocks.len()];
        for &id in ids {
            let words = tree.node(id).words;
            if let Some(place) = chars.get_mut(words.block as usize) {
                *place += words.chars;
            }
        }
        chars
    };
    let below = |top: Option<tree::Id>| top.map(|top| tree.below(top)).unwrap_or_default();
    let (all, kept) = (count(&tree.below(tree::ROOT)), count(&best.kept));
    let (heading, byline) = (count(&below(headline)), count(&below(best.byline)));
    let role = |at: usize, block: &Block| match block.role {
        _ if 2 * heading[at] > all[at] => BlockRole::Headline,
        _ if 2 * byline[at] > all[at] => BlockRole::Byline,
        _ if 2 * kept[at] < all[at] || all[at] == 0 => BlockRole::Clutter,
        BlockRole::Headline if block.span.end - block.span.start > HEADLINE => BlockRole::Paragraph,
        other => other,
    };
    let mut roles: Vec<BlockRole> = blocks.iter().enumerate().map(|(at, block)| role(at, block)).collect();
    if roles.iter().all(|role| *role == BlockRole::Clutter) {
        // A page that is nothing but clutter to all beliefs is read whole.
        roles = blocks.iter().map(|_| BlockRole::Paragraph).collect();
    }
    for (block, role) in blocks.iter_mut().zip(roles) {
        block.role = role;
    }
    let headline = (0..blocks.len()).find(|&at| heading[at] > 0).map(|at| blocks[at].span.of(text).to_owned());
    headline.unwrap_or(own)
}

#[cfg(test)]
mod tests {
    use crate::page::{BlockRole, html};
    use proptest::prelude::*;

    const PROSE: &str =
        "The bridge was closed on Monday, early in the morning, and it will stay closed until the spring. ";

    /// The blocks' roles, one letter each.
    fn roles(source: &str) -> String {
        let page = html::read(source);
        let letter = |role| match role {
            BlockRole::Headline => 'H',
            BlockRole::Paragraph => 'p',
            BlockRole::Quote => 'q',
            BlockRole::Caption => 'c',
            BlockRole::Byline => 'b',
            BlockRole::Clutter => '-',
        };
        page.blocks().iter().map(|block| letter(block.role)).collect()
    }

    #[test]
    fn stories_are_told_from_what_stands_around_them() {
        let (one, long) = (PROSE.repeat(2), PROSE.repeat(6));
        let links = "<ul><li><a href=/1>Home</a><li><a href=/2>News of the day</a></ul>";
        let cases = [
            ("a short page is a story", "<h1>One</h1><p>two<ul><li>“three,” she said.</ul>".to_owned(), "Hpp"),
            ("menus", format!("<div id=menu>{links}</div><div class=post><p>{long}<p>{long}</div>{links}"), "--pp--"),
            ("a menu without a name", format!("<div>{links}</div><div><p>{long}<p>{long}</div>"), "--pp"),
            ("comments", format!("<article><p>{long}<p>{long}</article><div class=comments><p>{one}</div>"), "pp-"),
            (
                "related stories inside",
                format!("<div><p>{long}<div class=related>{links}</div><p>{long}</div>"),
                "p--p",
            ),
            ("an aside", format!("<div><p>{long}<aside><p>{one}</aside><p>{long}</div>"), "p-p"),
            ("a list", format!("<div><p>{long}<ul><li>{one}<li>{one}</ul></div>"), "ppp"),
            ("line breaks", format!("<div class=text>{long}<br><br>{long}<br> <br>{long}</div>"), "ppp"),
            ("paragraphs in divs", format!("<div><div>{long}</div><div>{one}</div><div>{long}</div></div>"), "ppp"),
            (
                "a headline in a header",
                format!(
                    "<title>A bridge for Port Elm - Post</title><div class=header><h1>A bridge for Port Elm</h1>{links}</div><p>{long}<p>{long}"
                ),
                "H--pp",
            ),
            ("a byline", format!("<div><p class=byline>By Ada Lind<p>{long}<p>{long}</div>"), "bpp"),
            (
                "a caption",
                format!(
                    "<div><p>{long}<figure><img><figcaption>The bridge, closed.</figcaption></figure><p>{long}</div>"
                ),
                "pcp",
            ),
            ("a quotation set off", format!("<div><p>{long}<blockquote>{one}</blockquote><p>{long}</div>"), "pqp"),
            (
                "a table of data",
                format!("<div><p>{long}<table><tr><th>Year<th>Tons<tr><td>1990<td>3</table><p>{long}</div>"),
                "pppppp",
            ),
            ("a page in a form", format!("<form><div>{links}</div><div><p>{long}<p>{long}</div></form>"), "--pp"),
            ("nothing", String::new(), ""),
        ];
        for (name, source, expected) in cases {
            assert_eq!(roles(&source), expected, "{name}");
        }
    }

    #[test]
    fn the_title_is_the_storys_own_headline() {
        for (head, expected) in [
            ("<title>A bridge for Port Elm – The Post</title>", "A Bridge for Port Elm"),
            (
                "<title>The Post</title><meta property=og:title content='A bridge for Port Elm'>",
                "A Bridge for Port Elm",
            ),
            (
                "<title>A bridge for Port Elm</title><meta property=og:title content='The Post'>",
                "A Bridge for Port Elm",
            ),
            ("<title>News of the day | The Post</title>", "News of the day"),
            ("<title>A bridge for Port Elm [The Post] | The Post</title>", "A Bridge for Port Elm"),
        ] {
            let page = html::read(&format!("{head}<h1>The Post</h1><h2>A Bridge for Port Elm</h2><p>{PROSE}"));
            assert_eq!(page.title(), expected, "{head}");
        }
    }

    proptest! {
        #[test]
        fn any_tree_is_searched_and_nothing_of_its_text_is_lost(steps in prop::collection::vec((0..18_usize, 0..4_usize), 0..60)) {
            const TAGS: [&str; 18] = [
                "div", "p", "br", "a", "ul", "li", "table", "tr", "td", "h1", "span", "form", "article", "pre", "img", "aside",
                "section", "blockquote",
            ];
            let (mut source, mut words) = (String::new(), 0);
            for (tag, how) in steps {
                match how {
                    0 => source.push_str(&format!("</{}>", TAGS[tag])),
                    1 => source.push_str(&format!("<{} class=comment>", TAGS[tag])),
                    _ => {
                        source.push_str(&format!("<{}>word, {PROSE}", TAGS[tag]));
                        words += 1;
                    }
                }
            }
            let page = html::read(&source);
            prop_assert_eq!(page.text().matches("word,").count(), words);
            prop_assert!(words == 0 || page.blocks().iter().any(|block| block.role != BlockRole::Clutter));
        }
    }
}
