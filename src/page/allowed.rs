//! Which elements and attributes of a stranger's page are shown. One list for both sanitisers: the browser's and the
//! command line's.
//!
//! No address of a picture, a style, a font or a frame is among them, so that showing a page asks nothing of the network;
//! a picture is shown as its alternative text. `main` is left out because the shared file has one of its own.
//!
//! ```
//! use saidwho::page::allowed::{ATTRIBUTES, ELEMENTS};
//! assert!(ELEMENTS.contains(&"blockquote") && !ELEMENTS.contains(&"script") && !ATTRIBUTES.contains(&"src"));
//! ```

/// The elements, by their HTML names. Others are left out and their content is kept.
pub const ELEMENTS: &[&str] = &[
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center",
    "cite", "code", "col", "colgroup", "data", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption",
    "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "i", "img", "ins", "kbd",
    "li", "mark", "menu", "nav", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span",
    "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt",
    "u", "ul", "var", "wbr",
];

/// The attributes, on any element. `href` holds only addresses of the web, mail and telephones.
pub const ATTRIBUTES: &[&str] =
    &["alt", "colspan", "datetime", "dir", "href", "lang", "open", "rowspan", "start", "title", "reversed"];

/// Elements that go with all that is in them: a reader sees nothing of it.
pub const DROPPED: &[&str] = &[
    "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "math", "canvas", "video",
    "audio", "select", "textarea", "input", "button", "option", "dialog", "map", "applet", "frameset", "title",
    "noembed", "noframes", "xmp", "plaintext",
];
