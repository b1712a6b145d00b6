//! What of a stranger's page is shown: one list for both sanitisers, the browser's and the command line's.
//!
//! No address of a picture, a style, a font or a frame is among it, so that showing a page asks nothing of the network. A
//! picture that the page holds itself is shown; any other as its alternative text, and its address is a link. `main` is replaced because the shared file has
//! one of its own.
//!
//! ```
//! use saidwho::page::allowed::{ATTRIBUTES, ELEMENTS, attribute};
//! assert!(ELEMENTS.contains(&"blockquote") && !ELEMENTS.contains(&"script") && !ATTRIBUTES.contains(&"style"));
//! assert_eq!(attribute("href", " https://example.org/ "), Some("https://example.org/"));
//! assert_eq!(attribute("href", "javascript:alert(1)"), None);
//! assert_eq!(attribute("src", "https://example.org/a.png"), None);
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

/// The attributes, on any element.
pub const ATTRIBUTES: &[&str] =
    &["alt", "colspan", "datetime", "dir", "href", "lang", "open", "rowspan", "src", "start", "title", "reversed"];

/// Elements that go with all that is in them: a reader sees nothing of it.
pub const DROPPED: &[&str] = &[
    "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "math", "canvas", "video",
    "audio", "select", "textarea", "input", "button", "option", "dialog", "map", "applet", "frameset", "title",
    "noembed", "noframes", "xmp", "plaintext",
];

/// Blocks that are shown as a plain `div`, so that the paragraphs in them stay apart. Old pages stand in a `form` whole.
pub const REPLACED: &[&str] = &["main", "form", "fieldset", "legend", "search", "dir", "listing"];

/// How an address begins that may be followed, in lower case.
const SCHEMES: &[&str] = &["http:", "https:", "mailto:", "tel:"];

/// The value of an allowed attribute as it is shown; `None` when it goes. Whether an address is whole is for the caller
/// to say, who has the means to parse it.
#[must_use]
pub fn attribute<'a>(name: &str, value: &'a str) -> Option<&'a str> {
    let value = value.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let begins = |scheme: &&str| value.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let is_allowed = match name {
        "href" => SCHEMES.iter().any(begins),
        "src" => is_picture(value),
        _ => true,
    };
    (is_allowed && !breaks_out(value)).then_some(value)
}

/// How the address of a picture begins that is in the page itself. A drawing (SVG) is none: it is a document, which may
/// hold anything.
const PICTURES: &[&str] = &["png", "jpeg", "gif", "webp", "avif"];

/// Whether an address is a whole picture in itself: `data:`, a type of [`PICTURES`], and base64.
fn is_picture(address: &str) -> bool {
    let data = || {
        let rest = address.strip_prefix("data:image/")?;
        let rest = PICTURES.iter().find_map(|kind| rest.strip_prefix(kind))?;
        rest.strip_prefix(";base64,")
    };
    data().is_some_and(|data| {
        let data = data.trim_end_matches('=').as_bytes();
        !data.is_empty() && data.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
    })
}

/// Whether a value looks like the end of a comment or of an element of raw text. Nothing of ours can be broken out of by
/// it, but DOMPurify takes such attributes away, and both sanitisers do the same.
fn breaks_out(value: &str) -> bool {
    const RAW: &[&str] = &["style", "script", "title", "xmp", "textarea", "noscript", "iframe", "noembed", "noframes"];
    let ends_raw = |rest: &str| {
        RAW.iter().any(|name| rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))
    };
    ["-->", "--!>", "]>"].iter().any(|end| value.contains(end)) || value.split("</").skip(1).any(ends_raw)
}

/// What is shown in place of a picture, a film, a sound or a frame.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placeholder {
    /// Its words: the alternative text, or what it is.
    pub words: String,
    /// Where it is, for a link that the reader may follow; `None` when that is nowhere on the web.
    pub address: Option<String>,
    /// The picture itself, as an address that holds it, where the page has it.
    pub picture: Option<String>,
}

/// How many bytes of address a picture has at least; a smaller one is a spacer, often in place of one that comes late.
const SMALLEST_PICTURE: usize = 400;

/// The elements that have a placeholder.
pub const REPLACED_BY_PLACEHOLDER: &[&str] = &["img", "video", "audio", "iframe"];

/// What stands in place of one of them; `None` when a reader misses nothing: a decoration, a counting pixel, a frame
/// without a name. An `img` that is a placeholder already gives itself.
#[must_use]
pub fn placeholder(element: &str, attribute: impl Fn(&str) -> Option<String>) -> Option<Placeholder> {
    let is_tiny = |name| attribute(name).is_some_and(|size| matches!(size.trim(), "0" | "1" | "2"));
    let named = |name| attribute(name).map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
    let words = match element {
        "img" => named("alt").unwrap_or_else(|| "Picture".to_owned()),
        "video" => named("title").unwrap_or_else(|| "Video".to_owned()),
        "audio" => named("title").unwrap_or_else(|| "Audio".to_owned()),
        _ => named("title")?,
    };
    if words.is_empty() || is_tiny("width") || is_tiny("height") {
        return None;
    }
    // Pages that load pictures late keep the address beside.
    let addresses = ["src", "data-src", "data-original", "data-lazy-src"];
    let address = addresses.iter().find_map(|name| self::attribute("href", &attribute(name)?).map(str::to_owned));
    let own = || attribute("src").filter(|address| element == "img" && address.len() >= SMALLEST_PICTURE);
    let picture = own().and_then(|own| self::attribute("src", &own).map(str::to_owned));
    Some(Placeholder { words, address, picture })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_that_go_and_stay() {
        let cases = [
            ("href", "HTTPS://Example.org/a b", Some("HTTPS://Example.org/a b")),
            ("href", "\u{a0}mailto:ada@example.org\n", Some("mailto:ada@example.org")),
            ("href", "java\nscript:x()", None),
            ("href", "ht\ntps://example.org/", None),
            ("href", "data:text/html,x", None),
            ("href", "/relative", None),
            ("href", "", None),
            ("src", "data:image/png;base64,iVBORw0+/A==", Some("data:image/png;base64,iVBORw0+/A==")),
            ("src", "data:image/svg+xml;base64,PHN2Zz4=", None),
            ("src", "data:image/png,%89PNG", None),
            ("src", "data:image/png;base64,", None),
            ("src", "data:image/png;base64,iV BOR", None),
            ("src", "DATA:image/png;base64,iVBORw0", None),
            ("src", "data:text/html;base64,PHN2Zz4=", None),
            ("src", "https://example.org/a.png", None),
            ("title", " a < b ", Some("a < b")),
            ("title", "é", Some("é")),
            ("title", "x --> y", None),
            ("alt", "</ScRiPt", None),
            ("alt", "</p>", Some("</p>")),
        ];
        for (name, value, expected) in cases {
            assert_eq!(attribute(name, value), expected, "{name}={value:?}");
        }
    }

    #[test]
    fn a_picture_that_the_page_holds_is_shown() {
        let long = format!("data:image/png;base64,{}", "A".repeat(SMALLEST_PICTURE));
        let spacer = "data:image/png;base64,AAAA".to_owned();
        for (element, src, expected) in [("img", &long, true), ("img", &spacer, false), ("video", &long, false)] {
            let found = placeholder(element, |name| (name == "src").then(|| src.clone()));
            assert_eq!(found.and_then(|found| found.picture).is_some(), expected, "{element} {src}");
        }
    }

    #[test]
    fn what_stands_for_a_picture() {
        type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], Option<(&'a str, Option<&'a str>)>);
        let cases: &[Case] = &[
            (
                "img",
                &[("src", "https://e.org/a.png"), ("alt", " A\n bridge")],
                Some(("A bridge", Some("https://e.org/a.png"))),
            ),
            (
                "img",
                &[("src", "data:x"), ("data-src", "https://e.org/a.png")],
                Some(("Picture", Some("https://e.org/a.png"))),
            ),
            ("img", &[("src", "files/a.png"), ("alt", "A bridge")], Some(("A bridge", None))),
            ("img", &[("alt", "A bridge")], Some(("A bridge", None))),
            ("img", &[("src", "https://e.org/a.png"), ("alt", "")], None),
            ("img", &[("src", "https://e.org/count"), ("width", "1")], None),
            ("video", &[("src", "https://e.org/a.mp4")], Some(("Video", Some("https://e.org/a.mp4")))),
            ("iframe", &[("src", "https://e.org/ad")], None),
            (
                "iframe",
                &[("src", "https://e.org/film"), ("title", "The film")],
                Some(("The film", Some("https://e.org/film"))),
            ),
        ];
        for (element, attributes, expected) in cases {
            let value =
                |name: &str| attributes.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned());
            let found = placeholder(element, value);
            let found = found.as_ref().map(|found| (found.words.as_str(), found.address.as_deref()));
            assert_eq!(found, *expected, "{element} {attributes:?}");
        }
    }

    #[test]
    fn the_lists_do_not_contradict_each_other() {
        for (place, list) in [ELEMENTS, DROPPED, REPLACED].into_iter().enumerate() {
            for other in [ELEMENTS, DROPPED, REPLACED].into_iter().skip(place + 1) {
                assert!(list.iter().all(|name| !other.contains(name)));
            }
        }
    }
}
