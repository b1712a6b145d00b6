//! A page sanitised without a browser, for the command line: what the browser's DOMPurify makes of it, made by ammonia
//! with the same list. Native only.
//!
//! Two parsers read the page, so both sides take the same steps in the same order: parse as a document of today's mode
//! without scripts, take out what is unseen, clean, and write and read it again until that changes nothing. What is shown
//! is then what a shared file gives back when it is opened.
//!
//! ```
//! use saidwho::page::sanitise;
//! let saved = sanitise::read("<title>T</title><p onclick=x()>Ada <b>Lind</b> said<script>x()</script> no.");
//! assert_eq!(saved.html(), "<p>Ada <b>Lind</b> said no.</p>");
//! assert_eq!((saved.page().title(), saved.page().text()), ("T", "Ada Lind said no."));
//! assert_eq!(saved.locate("Ada Lind said no.").map(|pieces| pieces.len()), Some(3));
//! ```

use super::allowed::{ATTRIBUTES, DROPPED, ELEMENTS, REPLACED, REPLACED_BY_PLACEHOLDER, attribute, placeholder};
use super::collect::is_hidden;
use super::pieces::{self, Piece};
use super::{Page, html};
use ammonia::{Builder, Url, UrlRelative};
use ego_tree::{NodeId, Tree, iter::Edge};
use html5ever::{Attribute, LocalName, QualName, ns};
use scraper::node::Element;
use scraper::{Html, Node};
use std::borrow::Cow;
use std::sync::LazyLock;

/// How often a page is written and read again before it is taken as it is.
const ROUNDS: usize = 8;

/// A page as it was saved, sanitised.
#[derive(Debug)]
pub struct Saved {
    page: Page,
    content: Html,
}

/// One step of a walk through a page in document order.
#[derive(Debug)]
pub enum Step<'a> {
    /// An element begins: its name, and its attributes in the order of [`ATTRIBUTES`].
    Open(&'a str, Vec<(&'static str, String)>),
    /// The element ends.
    Close(&'a str),
    /// A text node.
    Text(&'a str),
}

/// Sanitises a page.
#[must_use]
pub fn read(source: &str) -> Saved {
    let mut parsed = html::parse(source);
    let page = html::page(&parsed);
    prepare(&mut parsed.tree);
    let mut html = body(&parsed);
    let mut content = clean(&html);
    for _ in 1..ROUNDS {
        let again = content.root_element().inner_html();
        if again == html {
            break;
        }
        content = clean(&again);
        html = again;
    }
    Saved { page, content }
}

impl Saved {
    /// The page.
    #[must_use]
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Where a text stands in what is shown; `None` when other words are shown.
    #[must_use]
    pub fn locate(&self, text: &str) -> Option<Vec<Piece>> {
        let mut nodes = Vec::new();
        let found = self.content.root_element().descendants().filter_map(|node| node.value().as_text());
        nodes.extend(found.map(|text| &**text));
        pieces::locate(text, nodes)
    }

    /// The sanitised markup.
    #[must_use]
    pub fn html(&self) -> String {
        self.content.root_element().inner_html()
    }

    /// Visits everything in document order.
    pub fn walk(&self, visit: &mut dyn FnMut(Step)) {
        for edge in self.content.root_element().traverse().skip(1) {
            let (node, opens) = match edge {
                Edge::Open(node) => (node, true),
                Edge::Close(node) => (node, false),
            };
            match node.value() {
                // The traversal ends with the root, which is none of the page's.
                Node::Element(_) if node.id() == self.content.root_element().id() => {}
                Node::Element(element) if opens => {
                    let value = |&name: &&'static str| Some((name, element.attr(name)?.to_owned()));
                    visit(Step::Open(element.name(), ATTRIBUTES.iter().filter_map(value).collect()));
                }
                Node::Element(element) => visit(Step::Close(element.name())),
                Node::Text(text) if opens => visit(Step::Text(text)),
                _ => {}
            }
        }
    }
}

/// Takes out what a reader never saw and our own marks, and makes blocks that are not allowed plain ones.
fn prepare(tree: &mut Tree<Node>) {
    let elements: Vec<NodeId> = tree.nodes().filter(|node| node.value().is_element()).map(|node| node.id()).collect();
    for id in elements {
        let Some(mut node) = tree.get_mut(id) else { continue };
        let Node::Element(element) = node.value() else { continue };
        let name = element.name();
        let is_frame = matches!(name, "html" | "head" | "body");
        let is_mark = name == "mark" && element.attr("class").is_some();
        if is_hidden(name, &mut |name| element.attr(name).map(str::to_owned)) {
            node.detach();
        } else if REPLACED_BY_PLACEHOLDER.contains(&name) {
            place_holder(tree, id);
        } else if DROPPED.contains(&name) {
            node.detach();
        } else if REPLACED.contains(&name) {
            element.name.local = LocalName::from("div");
        } else if is_mark || !is_frame && !ELEMENTS.contains(&name) {
            unwrap(tree, id);
        }
    }
}

/// Puts a placeholder where an element stands, in a link to its address unless it stands in a link.
fn place_holder(tree: &mut Tree<Node>, id: NodeId) {
    let Some(node) = tree.get(id).filter(|node| node.parent().is_some()) else { return };
    let Some(element) = node.value().as_element() else { return };
    let is_linked = node.ancestors().any(|above| above.value().as_element().is_some_and(|above| above.name() == "a"));
    let found = placeholder(element.name(), |name| {
        let first =
            || node.children().filter_map(|child| child.value().as_element()).find(|child| child.name() == "source");
        let own = element.attr(name);
        own.or_else(|| (name == "src").then(first)??.attr(name)).map(str::to_owned)
    });
    let Some(mut node) = tree.get_mut(id) else { return };
    if let Some(found) = found {
        let mut attributes = vec![("alt", found.words.as_str())];
        attributes.extend(found.picture.as_deref().map(|picture| ("src", picture)));
        let picture = Node::Element(made("img", &attributes));
        match found.address.filter(|_| !is_linked) {
            Some(address) => {
                node.insert_before(Node::Element(made("a", &[("href", address.as_str())]))).append(picture);
            }
            None => {
                node.insert_before(picture);
            }
        }
    }
    node.detach();
}

/// An element of HTML.
pub(super) fn made(name: &str, attributes: &[(&str, &str)]) -> Element {
    let attribute = |(name, value): &(&str, &str)| Attribute {
        name: QualName::new(None, ns!(), (*name).into()),
        value: (*value).into(),
    };
    Element::new(QualName::new(None, ns!(html), name.into()), attributes.iter().map(attribute).collect())
}

/// Puts an element's children in its place.
fn unwrap(tree: &mut Tree<Node>, id: NodeId) {
    let Some(node) = tree.get(id).filter(|node| node.parent().is_some()) else { return };
    let children: Vec<NodeId> = node.children().map(|child| child.id()).collect();
    if let Some(mut node) = tree.get_mut(id) {
        for child in children {
            node.insert_id_before(child);
        }
        node.detach();
    }
}

/// What stands in the body, as markup.
fn body(parsed: &Html) -> String {
    let found = parsed.root_element().child_elements().find(|element| element.value().name() == "body");
    found.map(|body| body.inner_html()).unwrap_or_default()
}

/// Cleans markup, and parses what is left as the content of a body.
fn clean(html: &str) -> Html {
    let cleaned = CLEANER.clean(html).to_string();
    let mut content = Html::parse_fragment(cleaned.trim_start_matches(|c: char| c.is_ascii_whitespace()));
    // A picture that only the writing has made is no placeholder of ours, and shows nothing.
    let is_bare = |node: &Node| node.as_element().is_some_and(|one| one.name() == "img" && one.attr("alt").is_none());
    let bare: Vec<NodeId> = content.tree.nodes().filter(|node| is_bare(node.value())).map(|node| node.id()).collect();
    for id in bare {
        if let Some(mut node) = content.tree.get_mut(id) {
            node.detach();
        }
    }
    content
}

/// The list of [`allowed`](super::allowed) as ammonia wants it.
static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.iter().copied().collect())
        .clean_content_tags(DROPPED.iter().copied().collect())
        .tag_attributes(Default::default())
        .generic_attributes(ATTRIBUTES.iter().copied().collect())
        // Schemes are judged by the list's own rule, of which these are a part.
        .url_schemes(["http", "https", "mailto", "tel", "data"].into())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(|_, name, value| {
            let value = attribute(name, value)?;
            (name != "href" || Url::parse(value).is_ok()).then_some(Cow::Borrowed(value))
        });
    builder
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_left_of_a_page() {
        let cases = [
            ("<p>a<script>b</script>c</p>", "<p>ac</p>"),
            ("<p>a<main>b</main>c", "<p>a</p><div>b</div>c"),
            ("<form><p>a<input>b</form>", "<div><p>ab</p></div>"),
            ("<p><x-y>a</x-y><text>b</text>", "<p>ab</p>"),
            ("<table><tr><td>a", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
            ("<p>a<table><tr><td>b</table>", "<p>a</p><table><tbody><tr><td>b</td></tr></tbody></table>"),
            ("<p>a<mark class=people>b</mark><mark>c</mark>", "<p>ab<mark>c</mark></p>"),
            ("<p hidden>a<p style='display: none'>b<p aria-hidden=true>c<p>d", "<p>d</p>"),
            (
                "<a href=javascript:x()>a</a><a href=' https://e.org/ ' onclick=x>b</a>",
                "<a>a</a><a href=\"https://e.org/\">b</a>",
            ),
            ("<a href=https://[>a</a>", "<a>a</a>"),
            ("<p>a<noscript>b</noscript>c<!-- d -->e", "<p>ace</p>"),
            ("<head><noscript><img src=x></noscript></head>\n <body> \n<p>a", "<img alt=\"Picture\">\n  \n<p>a</p>"),
            ("<p>a<marquee><p>b</marquee>", "<p>a</p><p>b</p><p></p>"),
            ("<svg><style><img src=x onerror=x></style><desc>a</desc></svg>b", "<img alt=\"Picture\">ab"),
            ("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=x&gt;\">", ""),
            ("<frameset><frame src=x></frameset>", ""),
            ("<body hidden><pre>\n\n\na</pre>", "<pre>a</pre>"),
            ("<img src=https://e.org/a.png alt=A onerror=x()>", "<a href=\"https://e.org/a.png\"><img alt=\"A\"></a>"),
            (
                "<a href=https://e.org/><img src=https://e.org/a.png></a>",
                "<a href=\"https://e.org/\"><img alt=\"Picture\"></a>",
            ),
            (
                "<video><source src=https://e.org/a.mp4>x</video>",
                "<a href=\"https://e.org/a.mp4\"><img alt=\"Video\"></a>",
            ),
            ("<img alt=''><img src=x width=1><img alt=a hidden><iframe src=https://e.org/></iframe>", ""),
            ("", ""),
        ];
        for (source, expected) in cases {
            assert_eq!(read(source).html(), expected, "{source}");
        }
    }

    #[test]
    fn ten_thousand_elements_deep() {
        let source = format!("{}deep{}", "<div>".repeat(10_000), "</div>".repeat(10_000));
        assert_eq!(read(&source).page().text(), "deep");
    }

    /// Pieces of markup of which hostile pages are made.
    fn markup() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "<p>",
            "</p>",
            "<a href=https://e.org/>",
            "</a>",
            "<b>",
            "</b>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
            "<marquee>",
            "</marquee>",
            "<svg>",
            "</svg>",
            "<math>",
            "<mtext>",
            "<style>",
            "</style>",
            "<title>",
            "</title>",
            "<!--",
            "-->",
            "<pre>\n",
            "<form>",
            "</form>",
            "<select>",
            "<template>",
            "</template>",
            "<li>",
            "<nobr>",
            "<img alt='a>b'>",
            "<script>",
            "</script>",
            "<noscript>",
            "</noscript>",
            "<mark class=x>",
            "</mark>",
            "<h1>",
            "<button>",
            "<details open>",
            "<summary>",
            "x",
            " ",
            "&lt;i&gt;",
            "<plaintext>",
            "<svg><foreignObject>",
            "<annotation-xml encoding=text/html>",
            "<ruby>",
            "<rt>",
            "<dd>",
            "<col>",
        ]);
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn only_what_is_allowed_is_left(source in markup()) {
            read(&source).walk(&mut |step| if let Step::Open(tag, _) = step {
                assert!(ELEMENTS.contains(&tag), "{tag}");
            });
        }

        #[test]
        fn sanitised_again_it_is_the_same(source in markup()) {
            let once = read(&source).html();
            prop_assert_eq!(read(&format!("<body>{once}")).html(), once);
        }
    }
}
