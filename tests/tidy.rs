//! Holds the source to the house's rules: data goes one way, the browser stays in one module, files stay small and say
//! what they are.

use std::fs;
use std::path::{Path, PathBuf};

/// One source file: its path below `src`, with `/`, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The top-level module it belongs to; `None` for what stands beside the library.
    fn module(&self) -> Option<&str> {
        let first = self.path.split('/').next()?;
        let name = first.strip_suffix(".rs").unwrap_or(first);
        (!["main", "lib", "cli", "bin"].contains(&name)).then_some(name)
    }

    /// The lines of code before the file's tests, without comments.
    fn code(&self) -> impl Iterator<Item = &str> {
        let lines = self.text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
        lines.map(str::trim).filter(|line| !line.starts_with("//"))
    }

    /// The top-level modules that it names by `crate::`.
    fn uses(&self) -> Vec<String> {
        let code: String = self.code().collect::<Vec<_>>().join(" ");
        let mut found = Vec::new();
        for rest in code.split("crate::").skip(1) {
            let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
            let Some(group) = rest.strip_prefix('{') else {
                found.push(name(rest));
                continue;
            };
            let (mut depth, mut start) = (0, true);
            for (at, c) in group.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => start = true,
                    c if start && !c.is_whitespace() => {
                        found.push(name(&group[at..]));
                        start = false;
                    }
                    _ => {}
                }
            }
        }
        found
    }
}

/// Every rule that a tree of sources breaks, in words.
fn faults(map: &str, sources: &[Source]) -> Vec<String> {
    let order: Vec<&str> =
        map.lines().filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let place = |name: &str| order.iter().position(|other| *other == name);
    let mut faults = Vec::new();
    for source in sources {
        let path = &source.path;
        if !source.text.starts_with("//!") {
            faults.push(format!("{path} does not say what it is"));
        }
        let lines = source.text.lines().take_while(|line| line.trim() != "#[cfg(test)]").count();
        if lines > 500 {
            faults.push(format!("{path} has {lines} lines before its tests"));
        }
        let in_browser = path.starts_with("web/");
        let names_browser = |line: &str| ["web_sys", "js_sys", "wasm_bindgen::"].iter().any(|name| line.contains(name));
        if !in_browser && source.code().any(names_browser) {
            faults.push(format!("{path} names the browser"));
        }
        if let Some(own) = source.module() {
            if place(own).is_none() {
                faults.push(format!("{path} is not on the map"));
            }
            for used in source.uses() {
                if place(&used).is_some_and(|used| Some(used) > place(own)) {
                    faults.push(format!("{path} uses {used}, which comes after it"));
                }
            }
        }
    }
    faults
}

fn collect(folder: &Path, root: &Path, sources: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("src is there").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            collect(&entry, root, sources);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            let path = entry.strip_prefix(root).expect("below src").to_string_lossy().replace('\\', "/");
            sources.push(Source { path, text: fs::read_to_string(&entry).expect("readable") });
        }
    }
}

#[test]
fn the_source_keeps_the_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    collect(&root, &root, &mut sources);
    let map = fs::read_to_string(root.join("lib.rs")).expect("the map is there");
    assert!(sources.len() > 30, "the sources were found");
    assert_eq!(faults(&map, &sources), Vec::<String>::new());
}

#[test]
fn each_rule_can_be_broken() {
    let map = "pub mod first;\npub mod second;\n#[cfg(x)]\npub mod web;\n";
    let long = format!("//! Long.\n{}", "\n".repeat(500));
    let cases = [
        ("first.rs", "//! Good.\nuse crate::first::x;\n// crate::second is only named here", None),
        ("first.rs", "//! Bad.\nuse crate::second::x;", Some("first.rs uses second, which comes after it")),
        (
            "first/a.rs",
            "//! Bad.\nuse crate::{first::{a, b}, second};",
            Some("first/a.rs uses second, which comes after it"),
        ),
        ("first.rs", "//! Tests may.\n#[cfg(test)]\nuse crate::second;", None),
        ("first.rs", "//! Bad.\nuse web_sys::Node;", Some("first.rs names the browser")),
        ("web/mod.rs", "//! Good.\nuse web_sys::Node;", None),
        ("first.rs", "fn quiet() {}", Some("first.rs does not say what it is")),
        ("third.rs", "//! Lost.", Some("third.rs is not on the map")),
        ("second.rs", long.as_str(), Some("second.rs has 501 lines before its tests")),
    ];
    for (path, text, expected) in cases {
        let source = Source { path: path.to_owned(), text: text.to_owned() };
        let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(faults(map, &[source]), expected, "{path}: {text}");
    }
}
