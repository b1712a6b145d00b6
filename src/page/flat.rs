//! The flat tree: a page as it is rendered, with the shadow roots that it declares and the frames that it holds itself put
//! where a reader sees them (CSS Scoping Level 1, section 3.4; HTML Standard, `shadowrootmode` and `srcdoc`).
//!
//! A saved page keeps a shadow root as a `template` inside its host, and a frame as markup in an attribute. The words of an
//! article may stand in either. What enters is a parsed page, of whichever parser ([`Tree`]); it is changed in its place: a
//! host's children go into the slots of its shadow, or away, and a frame becomes a plain `div`.

use super::collect::is_hidden;

/// The elements that may have a shadow root, beside those whose name has a hyphen.
const HOSTS: &[&str] = &[
    "article", "aside", "blockquote", "body", "div", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "main",
    "nav", "p", "section", "span",
];

/// Shadows and frames stand in others at most so deep; what is deeper is left as it is.
const DEPTH: usize = 8;

/// A parsed page that can be changed.
pub trait Tree {
    /// A node of it.
    type Node: Clone;
    /// The elements of that name below a node, or in all of the page, in document order, without those inside templates.
    fn elements(&self, below: Option<&Self::Node>, name: &str) -> Vec<Self::Node>;
    /// The name of an element; `None` for what is none.
    fn name(&self, node: &Self::Node) -> Option<String>;
    /// An attribute of an element.
    fn attribute(&self, node: &Self::Node, name: &str) -> Option<String>;
    /// The node that a node stands in.
    fn parent(&self, node: &Self::Node) -> Option<Self::Node>;
    /// The nodes that stand in a node.
    fn children(&self, node: &Self::Node) -> Vec<Self::Node>;
    /// What a template holds.
    fn content(&mut self, template: &Self::Node) -> Vec<Self::Node>;
    /// A new `div` with what markup says.
    fn parsed(&mut self, markup: &str) -> Option<Self::Node>;
    /// Moves a node to the end of another.
    fn append(&mut self, node: &Self::Node, parent: &Self::Node);
    /// Moves a node to before another.
    fn insert_before(&mut self, node: &Self::Node, place: &Self::Node);
    /// Takes a node out.
    fn detach(&mut self, node: &Self::Node);
}

/// Puts what stands in shadow roots and in frames where it is seen.
pub fn flatten<T: Tree>(tree: &mut T) {
    for _ in 0..DEPTH {
        let shadows = shadows(tree);
        let frames = frames(tree);
        if shadows.is_empty() && frames.is_empty() {
            return;
        }
        for (host, template) in shadows {
            render(tree, &host, &template);
        }
        for (frame, markup) in frames {
            if let Some(block) = tree.parsed(&markup) {
                tree.insert_before(&block, &frame);
                tree.detach(&frame);
            }
        }
    }
}

/// The first template of each host that declares a shadow root, and its host.
fn shadows<T: Tree>(tree: &T) -> Vec<(T::Node, T::Node)> {
    let mut found = Vec::new();
    for template in tree.elements(None, "template") {
        // The second is what Chromium called it at first, and what older savers write.
        let mode = tree.attribute(&template, "shadowrootmode").or_else(|| tree.attribute(&template, "shadowroot"));
        let is_shadow =
            mode.is_some_and(|mode| mode.eq_ignore_ascii_case("open") || mode.eq_ignore_ascii_case("closed"));
        let host = tree
            .parent(&template)
            .filter(|host| tree.name(host).is_some_and(|name| name.contains('-') || HOSTS.contains(&name.as_str())));
        found.extend(host.filter(|_| is_shadow).map(|host| (host, template)));
    }
    found
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
fn render<T: Tree>(tree: &mut T, host: &T::Node, template: &T::Node) {
    tree.detach(template);
    let light = tree.children(host);
    for node in &light {
        tree.detach(node);
    }
    for node in tree.content(template) {
        tree.append(&node, host);
    }
    let mut taken = vec![false; light.len()];
    for slot in tree.elements(Some(host), "slot") {
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
            ("<table><template shadowrootmode=open>Never.</template><tr><td>a</table>", "a"),
            ("<p>a</p><iframe srcdoc='<title>T</title><p>In &lt;b&gt;a&lt;/b&gt; frame.'></iframe>", "a\nIn a frame."),
            ("<p>a</p><iframe hidden srcdoc='<p>Never.'></iframe><iframe width=1 srcdoc='<p>Never.'></iframe>", "a"),
            ("<iframe srcdoc='<iframe srcdoc=\"<p>Twice.\"></iframe>'></iframe>", "Twice."),
            (nested.as_str(), ""),
        ];
        for (source, text) in cases {
            assert_eq!(html::read(source).text(), text, "{source}");
            let saved = sanitise::read(source);
            assert!(saved.locate(text).is_some(), "{source} {}", saved.html());
        }
    }
}
