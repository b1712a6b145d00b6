//! The saved page's own place in ours, and the styles that reach into it.

use super::parts::all;
use web_sys::{Document, Element, Node, ShadowRootInit, ShadowRootMode};

/// Puts the style of highlights to every element of the article where the browser does not hand it down from an element to
/// those inside it. Where it does, one element has it: a page nested deep is styled in a hundredth of the time.
pub fn style_each_where_needed(document: &Document, article: &Element) -> Option<()> {
    let inside = document.create_element("i").ok()?;
    article.append_child(&inside).ok()?;
    let window = web_sys::window()?;
    let colour = |element: &Element| {
        let style = window.get_computed_style_with_pseudo_elt(element, "::highlight(said-selected)").ok()??;
        style.get_property_value("background-color").ok()
    };
    // Where the browser does not tell, it tells of the element itself, which has none.
    let (own, handed_down) = (colour(article), colour(&inside));
    let plain = window.get_computed_style(&inside).ok()??.get_property_value("background-color").ok();
    inside.remove();
    if own != handed_down || handed_down == plain {
        document.get_element_by_id("each")?.remove_attribute("media").ok()?;
    }
    Some(())
}

/// An element whose shadow holds the saved page and our styles: none of ours reaches the page's, none of its ours.
pub fn frame(document: &Document, content: &Element) -> Option<Element> {
    let host = document.create_element("div").ok()?;
    let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).ok()?;
    for style in all(document, "head style:not([media])") {
        root.append_child(&style.clone_node_with_deep(true).ok()?).ok()?;
    }
    content.set_class_name("saved");
    root.append_child(content).ok()?;
    Some(host)
}

/// The saved page inside its frame.
pub fn framed(host: &Element) -> Option<Node> {
    host.shadow_root()?.last_child()
}
