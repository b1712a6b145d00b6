//! What an element's attributes say about it: words in its class and id that pages use for stories and for clutter.
//!
//! The words are looked for as parts of the names, since pages make names of them: `main-content`, `commentList`.

use super::tree::Tag;

/// Read off an element's attributes once.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hints {
    /// Its names are those of clutter, and none speaks for it.
    pub unlikely: bool,
    /// Its role is that of a menu or of something beside the story.
    pub aside: bool,
    /// How much its class and its id speak for it: a multiple of 25, each counted once.
    pub weight: i8,
    /// It names the author.
    pub author: bool,
    /// It offers to share the story.
    pub shares: bool,
    /// A link to elsewhere in the same page.
    pub stays: bool,
    /// A table of data, not of layout.
    pub data_table: bool,
    /// What the markup says of a table: of data, of layout.
    pub declared: Option<bool>,
    /// How many rows or columns it spans; 0 when it says nothing.
    pub span: u16,
    /// A fingerprint of its class; 0 without one.
    pub class: u64,
}

const UNLIKELY: &[&str] = &[
    "-ad-", "ad-break", "agegate", "ai2html", "banner", "breadcrumb", "combx", "comment", "community", "cover-wrap",
    "disqus", "extra", "footer", "gdpr", "header", "legends", "menu", "pager", "pagination", "popup", "related",
    "remark", "replies", "rss", "shoutbox", "sidebar", "skyscraper", "social", "sponsor", "supplemental", "yom-remote",
];
const PERHAPS: &[&str] = &["and", "article", "body", "column", "content", "main", "shadow"];
const GOOD: &[&str] =
    &["article", "blog", "body", "content", "entry", "main", "page", "pagination", "post", "story", "text"];
const BAD: &[&str] = &[
    "-ad-", "banner", "com-", "combx", "comment", "contact", "footer", "gdpr", "hidden", "masthead", "media", "meta",
    "outbrain", "promo", "related", "scroll", "share", "shopping", "shoutbox", "sidebar", "skyscraper", "sponsor",
    "tags", "widget",
];
const AUTHOR: &[&str] = &["author", "byline", "dateline", "writtenby"];
const ROLES: &[&str] = &["alert", "alertdialog", "complementary", "dialog", "menu", "menubar", "navigation"];

/// Whether one of the words is part of a name. Names are short: a search that prepares itself would take longer.
fn any(name: &str, words: &[&str]) -> bool {
    let name = name.as_bytes();
    (0..name.len()).any(|at| {
        words.iter().any(|word| word.as_bytes().first() == name.get(at) && name[at..].starts_with(word.as_bytes()))
    })
}

/// The hints of one element.
pub(super) fn of(tag: Tag, attribute: &mut dyn FnMut(&str) -> Option<String>) -> Hints {
    let mut hints = Hints::default();
    match tag {
        Tag::Break | Tag::Rule | Tag::Image | Tag::Phrase | Tag::Field | Tag::Embed => {}
        Tag::Row => hints.span = number(attribute("rowspan")),
        Tag::Cell => hints.span = number(attribute("colspan")),
        Tag::Table => {
            let is = |value: Option<String>, wanted: &str| value.is_some_and(|value| value == wanted);
            if is(attribute("role"), "presentation") || is(attribute("datatable"), "0") {
                hints.declared = Some(false);
            } else if attribute("summary").is_some_and(|summary| !summary.is_empty()) {
                hints.declared = Some(true);
            }
        }
        Tag::Link => hints.stays = attribute("href").is_some_and(|href| href.len() > 1 && href.starts_with('#')),
        _ => {}
    }
    let class = attribute("class").unwrap_or_default().to_ascii_lowercase();
    let id = attribute("id").unwrap_or_default().to_ascii_lowercase();
    if !class.is_empty() {
        // FNV-1a: the same on every machine.
        hints.class = class
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    }
    for name in [&class, &id].into_iter().filter(|name| !name.is_empty()) {
        let alone = name.split_ascii_whitespace().any(|word| word == "hid");
        hints.weight += 25 * (i8::from(any(name, GOOD)) - i8::from(alone || any(name, BAD)));
        hints.author |= any(name, AUTHOR);
        hints.shares |=
            name.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == "share" || word == "sharedaddy");
    }
    let names = |words| any(&class, words) || any(&id, words);
    hints.unlikely = names(UNLIKELY) && !names(PERHAPS);
    let role = attribute("role");
    hints.aside = role.is_some_and(|role| ROLES.contains(&role.as_str()));
    hints.author |= attribute("rel").is_some_and(|rel| rel == "author")
        || attribute("itemprop").is_some_and(|property| property.contains("author"));
    hints
}

fn number(value: Option<String>) -> u16 {
    value.and_then(|value| value.trim().parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_speak_for_and_against() {
        for (class, id, unlikely, weight) in [
            ("", "", false, 0),
            ("sidebar", "", true, -25),
            ("article-sidebar", "", false, 0),
            ("entry", "content", false, 50),
            ("Comment-List", "", true, -25),
            ("x hid y", "", false, -25),
            ("hidalgo", "", false, 0),
        ] {
            let hints = of(Tag::Div, &mut |name| match name {
                "class" => Some(class.to_owned()),
                "id" => Some(id.to_owned()),
                _ => None,
            });
            assert_eq!((hints.unlikely, hints.weight), (unlikely, weight), "{class} {id}");
        }
    }
}
