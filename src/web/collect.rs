//! Drives the collector over the browser's own parse of a page: an inert document, in which nothing runs or loads.

use crate::page::{Page, collect::Collector};
use wasm_bindgen::JsCast;
use web_sys::{DomParser, Element, Node, SupportedType};

/// The page of an HTML text. The walk keeps its own stack, so depth cannot overflow ours.
pub fn html(source: &str) -> Page {
    let mut collector = Collector::default();
    let parsed = DomParser::new().and_then(|parser| parser.parse_from_string(source, SupportedType::TextHtml));
    let Ok(document) = parsed else { return collector.finish("") };
    let title = document.title();
    let Some(root) = document.body() else { return collector.finish(&title) };
    let root: Node = root.into();
    let mut node = root.clone();
    loop {
        open(&mut collector, &node);
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            if node.node_type() == Node::ELEMENT_NODE {
                collector.close();
            }
            if node.is_same_node(Some(&root)) {
                return collector.finish(&title);
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent_node() {
                Some(parent) => node = parent,
                None => return collector.finish(&title),
            }
        }
    }
}

fn open(collector: &mut Collector, node: &Node) {
    if let Some(element) = node.dyn_ref::<Element>() {
        let tag = element.local_name();
        let style = element.get_attribute("style").unwrap_or_default().replace(' ', "");
        collector.open(&tag, element.has_attribute("hidden") || style.contains("display:none"));
        if tag == "br" {
            collector.text("\n");
        }
    } else if node.node_type() == Node::TEXT_NODE {
        collector.text(&node.node_value().unwrap_or_default());
    }
}
