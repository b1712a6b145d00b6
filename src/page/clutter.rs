//! Lines around a story that are not of it: "Source link", "Rate this post", a copyright notice.
//!
//! Where there is markup its elements say what is a menu; a plain text only has the words, and those that give a line
//! away are few and stand at its end. Nothing is dropped: a block becomes [`BlockRole::Clutter`] and can still be seen.
//!
//! ```
//! use saidwho::page::{BlockRole, Page};
//! let page = Page::from_text("A story.\n\nSource link\n\nLeave a Comment");
//! assert_eq!(page.blocks()[2].role, BlockRole::Clutter);
//! ```

use super::{Block, BlockRole};

/// Whole lines, in small letters, without a final colon or dot.
const LINES: &[&str] = &[
    "source link",
    "rate this post",
    "leave a comment",
    "leave a reply",
    "share this",
    "share this article",
    "share",
    "read more",
    "related",
    "related articles",
    "related stories",
    "advertisement",
    "sponsored",
    "print",
    "email",
    "comments",
    "post a comment",
    "click to share",
    "sign up",
    "subscribe",
    "follow us",
    "more from",
    "you may also like",
    "recommended",
    "tags",
    "like this",
    "loading",
    "back to top",
    "next article",
    "previous article",
    "most popular",
    "trending now",
    "skip to content",
    "skip to main content",
    "menu",
    "log in",
    "no comments yet",
    "view comments",
    "continue reading",
    "continue reading the main story",
    "story continues below",
];

/// How a line begins that is clutter whatever follows.
const BEGINNINGS: &[&str] = &[
    "copyright ",
    "© ",
    "(c) ",
    "all rights reserved",
    "©",
    "photo credit",
    "this material may not be published",
    "sign up for our ",
    "click here to ",
    "follow us on ",
];

/// Marks the blocks that are clutter.
pub fn mark(text: &str, blocks: &mut [Block]) {
    for block in blocks.iter_mut().filter(|block| block.role == BlockRole::Paragraph) {
        if is_clutter(block.span.of(text)) {
            block.role = BlockRole::Clutter;
        }
    }
}

/// Whether a line of text is clutter by its words alone.
#[must_use]
pub fn is_clutter(line: &str) -> bool {
    // Long lines are prose, but for the notices that begin them.
    if line.len() > 400 {
        return false;
    }
    let bare = line.trim_end_matches([':', '.', '…', '»', '>', ' ']);
    let begins =
        |beginning: &str| line.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning));
    LINES.iter().any(|line| line.eq_ignore_ascii_case(bare)) || BEGINNINGS.iter().any(|beginning| begins(beginning))
}
