//! The flat tree: a page as it is rendered, with the shadow roots that it declares and the frames that it holds itself put
//! where a reader sees them (CSS Scoping Level 1, section 3.4; HTML Standard, `shadowrootmode` and `srcdoc`).
//!
//! A saved page keeps a shadow root as a `template` inside its host, and a frame as markup in an attribute. The words of an
//! article may stand in either. What enters is a parsed page, of whichever parser ([`Tree`]); it is changed in its place: a
//! host's children go into the slots of its shadow, or away, and a frame becomes a plain `div`.
//!
//! A document without a window, in which the browser parses, has no place for what templates hold: it is lost. So the
//! templates that are meant get another name before a page is parsed, on both sides ([`declared`]).
//!
//! ```
//! use saidwho::page::flat::declared;
//! let page = "<x-a><template shadowrootmode=open><template>b</template></template></x-a>";
//! let named = "<x-a><shadow-root shadowrootmode=open><template>b</template></shadow-root></x-a>";
//! assert_eq!(declared(page), named);
//! ```

use super::collect::is_hidden;
use std::borrow::Cow;

/// What a template that declares a shadow root is called here.
const SHADOW: &str = "shadow-root";

/// The elements that may have a shadow root, beside those whose name has a hyphen; all but `body`.
const HOSTS: &[&str] = &[
    "article", "aside", "blockquote", "div", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "main", "nav",
    "p", "section", "span",
];

/// Frames stand in others at most so deep; what is deeper is left as it is.
const DEPTH: usize = 4;
/// No more shadow roots are rendered: each costs a look at what stands in it.
const MOST: usize = 1000;

/// Markup in which the templates that declare shadow roots are elements that any parser keeps.
#[must_use]
pub fn declared(markup: &str) -> Cow<'_, str> {
    const NAME: &str = "template";
    let mut written = String::new();
    let (mut copied, mut open) = (0, Vec::new());
    for (at, _) in markup.match_indices('<') {
        let is_end = markup[at + 1..].starts_with('/');
        let from = at + 1 + usize::from(is_end);
        let after = from + NAME.len();
        let is_named = markup.get(from..after).is_some_and(|name| name.eq_ignore_ascii_case(NAME));
        let rest =
            markup.get(after..).filter(|rest| is_named && rest.starts_with([' ', '\n', '\t', '\r', '\u{c}', '/', '>']));
        let Some(rest) = rest else { continue };
        // The second name is what Chromium had at first, and what older savers write.
        let is_shadow = || rest.split('>').next().is_some_and(|tag| tag.to_ascii_lowercase().contains("shadowroot"));
        let is_shadow = if is_end {
            open.pop() == Some(true)
        } else {
            open.push(is_shadow());
            open.last() == Some(&true)
        };
        if is_shadow {
            written.push_str(&markup[copied..from]);
            written.push_str(SHADOW);
            copied = after;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(markup);
    }
    written.push_str(&markup[copied..]);
    Cow::Owned(written)
}

/// A parsed page that can be changed.
pub trait Tree {
    /// A node of it.
    type Node: Clone + PartialEq;
    /// The elements of that name below a node, or in all of the page, in document order.
    fn elements(&self, below: Option<&Self::Node>, name: &str) -> Vec<Self::Node>;
    /// The name of an element; `None` for what is none.
    fn name(&self, node: &Self::Node) -> Option<String>;
    /// An attribute of an element.
    fn attribute(&self, node: &Self::Node, name: &str) -> Option<String>;
    /// The node that a node stands in.
    fn parent(&self, node: &Self::Node) -> Option<Self::Node>;
    /// The nodes that stand in a node.
    fn children(&self, node: &Self::Node) -> Vec<Self::Node>;
    /// A new `div` with what markup says.
    fn parsed(&mut self, markup: &str) -> Option<Self::Node>;
    /// Moves a node to the end of another.
    fn append(&mut self, node: &Self::Node, parent: &Self::Node);
    /// Moves a node to before another.
    fn insert_before(&mut self, node: &Self::Node, place: &Self::Node);
    /// Takes a node out.
    fn detach(&mut self, node: &Self::Node);
}

/// Puts what stands in frames and in shadow roots where it is seen. The page was [`declared`] before it was parsed.
pub fn flatten<T: Tree>(tree: &mut T) {
    for _ in 0..DEPTH {
        let frames = frames(tree);
        if frames.is_empty() {
            break;
        }
        for (frame, markup) in frames {
            if let Some(block) = tree.parsed(&declared(&markup)) {
                tree.insert_before(&block, &frame);
                tree.detach(&frame);
            }
        }
    }
    // From the outermost inwards: what fills a slot may fill another one further in.
    for (at, shadow) in tree.elements(None, SHADOW).into_iter().enumerate() {
        let host = tree.parent(&shadow).filter(|host| {
            let may_be = |name: String| name.contains('-') && name != SHADOW || HOSTS.contains(&name.as_str());
            let first = tree.children(host).into_iter().find(|child| tree.name(child).is_some());
            tree.name(host).is_some_and(may_be) && first.as_ref() == Some(&shadow)
        });
        tree.detach(&shadow);
        if let Some(host) = host.filter(|_| at < MOST) {
            render(tree, &host, &shadow);
        }
    }
}

/// The frames that hold their page, and that page's markup; without those that nobody sees.
fn frames<T: Tree>(tree: &T) -> Vec<(T::Node, String)> {
    let frames = tree.elements(None, "iframe").into_iter();
    let seen = frames.filter(|frame| !is_hidden("iframe", &mut |name| tree.attribute(frame, name)));
    let seen = seen.filter(|frame| {
        ["width", "height"].iter().all(|side| !matches!(tree.attribute(frame, side).as_deref(), Some("0" | "1")))
    });
    seen.filter_map(|frame| Some((frame.clone(), tree.attribute(&frame, "srcdoc")?))).collect()
}

/// Renders a shadow root in its host.
fn render<T: Tree>(tree: &mut T, host: &T::Node, shadow: &T::Node) {
    let light = tree.children(host);
    for node in &light {
        tree.detach(node);
    }
    for node in tree.children(shadow) {
        tree.append(&node, host);
    }
    // The slots of shadow roots further in are theirs.
    let inner = tree.elements(Some(host), SHADOW);
    let theirs: Vec<T::Node> = inner.iter().flat_map(|shadow| tree.elements(Some(shadow), "slot")).collect();
    let mut taken = vec![false; light.len()];
    for slot in tree.elements(Some(host), "slot").into_iter().filter(|slot| !theirs.contains(slot)) {
        let name = tree.attribute(&slot, "name").unwrap_or_default();
        let mut is_filled = false;
        for (node, taken) in light.iter().zip(&mut taken) {
            let wanted = tree.name(node).and_then(|_| tree.attribute(node, "slot")).unwrap_or_default();
            if !*taken && wanted == name {
                tree.insert_before(node, &slot);
                (*taken, is_filled) = (true, true);
            }
        }
        // What stands in the slot itself is for when nothing else does.
        for node in tree.children(&slot).iter().filter(|_| !is_filled) {
            tree.insert_before(node, &slot);
        }
        tree.detach(&slot);
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use crate::page::{html, sanitise};

    #[test]
    fn what_is_rendered_is_read() {
        let nested = (0..20).fold("<p>deep</p>".to_owned(), |inner, _| {
            format!("<div><template shadowrootmode=open>{inner}</template></div>")
        });
        let cases = [
            ("<x-story><template shadowrootmode=open><p>In.</p></template></x-story>", "In."),
            ("<x-story><template shadowroot=closed><p>In.</p></template>Out.</x-story>", "In."),
            ("<div><template shadowrootmode=open><p>A <slot></slot> c</p></template><b>b</b></div>", "A b c"),
            (
                "<div><template shadowrootmode=open><slot name=x>none</slot><hr><slot></slot></template><i slot=x>x</i>y<i slot=z>z</i></div>",
                "x\ny",
            ),
            ("<div><template shadowrootmode=open><slot name=x><p>Else.</p></slot></template>y</div>", "Else."),
            // A slot that fills another's.
            (
                "<div><template shadowrootmode=open><x-in><template shadowrootmode=open><p>[<slot></slot>]</p></template><slot></slot></x-in></template>a</div>",
                "[a]",
            ),
            ("<div><template><p>Never.</p></template>a</div>", "a"),
            ("<p>a</p><template shadowrootmode=open>Never.</template>", "a"),
            ("<div><p>a</p><template shadowrootmode=open>Never.</template></div>", "a"),
            ("<TEMPLATE SHADOWROOTMODE=OPEN>Never.</TEMPLATE></template><p>a", "a"),
            ("<p>a</p><iframe srcdoc='<title>T</title><p>In &lt;b&gt;a&lt;/b&gt; frame.'></iframe>", "a\nIn a frame."),
            ("<p>a</p><iframe hidden srcdoc='<p>Never.'></iframe><iframe width=1 srcdoc='<p>Never.'></iframe>", "a"),
            ("<iframe srcdoc='<iframe srcdoc=\"<p>Twice.\"></iframe>'></iframe>", "Twice."),
            (nested.as_str(), "deep"),
        ];
        for (source, text) in cases {
            assert_eq!(html::read(source).text(), text, "{source}");
            let saved = sanitise::read(source);
            assert!(saved.locate(text).is_some(), "{source} {}", saved.html());
        }
    }
}
