//! The title of the story: what the document calls itself, without the name of the site.
//!
//! A document names itself in several places; the one that its own headline repeats is the best.

/// What stands between the title of a story and the name of its site.
const SEPARATORS: &[&str] = &[" | ", " – ", " — ", " - ", " » ", " / ", " > ", " \\ ", " :: "];

/// What the document calls itself, without the name of its site; `titles` are its words for that, those made for sharing
/// first.
pub(super) fn of_document(titles: &[String]) -> Vec<String> {
    let folded = titles.iter().map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    folded.filter(|title| !title.is_empty()).map(without_site).collect()
}

fn without_site(title: String) -> String {
    let last = SEPARATORS.iter().filter_map(|separator| Some((title.rfind(separator)?, separator.len()))).max();
    let Some((at, length)) = last else { return title };
    let (before, after) = (&title[..at], &title[at + length..]);
    let words = |part: &str| part.split(' ').count();
    let longer = if words(before) >= words(after) { before } else { after };
    if words(longer) >= 3 { longer.to_owned() } else { title }
}

/// Whether a heading repeats the title: more than three quarters of its letters stand in words of the title.
pub(super) fn repeats(title: &str, heading: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (title, heading) = (words(title), words(heading));
    if title.is_empty() || heading.is_empty() {
        return false;
    }
    let letters = |words: &mut dyn Iterator<Item = &String>| words.map(|word| word.chars().count() + 1).sum::<usize>();
    let other = letters(&mut heading.iter().filter(|word| !title.contains(word)));
    4 * other < letters(&mut heading.iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_is_left_out_of_the_title() {
        for (titles, expected) in [
            (&["A bridge for Port Elm | The Elm Post"][..], "A bridge for Port Elm"),
            (&["The Elm Post – A bridge for Port Elm"], "A bridge for Port Elm"),
            (&["Port Elm | Post"], "Port Elm | Post"),
            (&["A well-built bridge"], "A well-built bridge"),
            (&["", " A\n bridge "], "A bridge"),
            (&[], ""),
        ] {
            let titles: Vec<String> = titles.iter().map(|&title| title.to_owned()).collect();
            assert_eq!(of_document(&titles).first().map_or("", String::as_str), expected, "{titles:?}");
        }
    }

    #[test]
    fn a_heading_repeats_the_title_or_not() {
        for (title, heading, expected) in [
            ("A bridge for Port Elm", "A Bridge for Port Elm", true),
            ("A bridge for Port Elm", "A bridge for Port Elm opens", true),
            ("A bridge for Port Elm", "More from the council of Port Elm", false),
            ("", "A bridge", false),
            ("橋を架ける", "橋を架ける", true),
        ] {
            assert_eq!(repeats(title, heading), expected, "{title} / {heading}");
        }
    }
}
