//! The command line as a user meets it: the built binary, real files, its output and its exit codes.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const STORY: &str = "A bridge for Port Elm\n\n“We will build it this year,” said Ada Lind, the mayor of Port Elm. \
    “It has waited long enough,” she added.\n";

/// A folder of its own for one test, removed when the test passes.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("saidwho-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::write(&path, bytes).expect("a file can be written");
        path.to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_saidwho"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    // A command that refuses its arguments does not wait for input.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("it ends")
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

fn said(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_str(out(output)).unwrap_or_else(|failure| panic!("{failure}: {} {}", out(output), said(output)))
}

#[test]
fn text_and_pages_come_from_files_and_standard_input() {
    let folder = Folder::new("inputs");
    let text = folder.file("story.txt", STORY);
    let page = folder.file("story.html", format!("<title>T</title><p>{}</p>", STORY.replace("\n\n", "</p><p>")));
    for (arguments, input) in [(vec!["annotate", &text], ""), (vec!["annotate", &page], ""), (vec!["annotate"], STORY)]
    {
        let output = run(&arguments, input);
        assert_eq!(output.status.code(), Some(0), "{arguments:?} {}", said(&output));
        let found = json(&output);
        let speakers: Vec<&str> =
            found["quotations"].as_array().expect("a list").iter().filter_map(|one| one["speaker"].as_str()).collect();
        assert_eq!(speakers, ["Ada Lind", "Ada Lind"], "{arguments:?}");
    }
    let summary = run(&["annotate", "--format", "summary", &text], "");
    assert!(out(&summary).contains("Ada Lind") && out(&summary).contains("mayor of Port Elm"), "{}", out(&summary));
}

#[cfg(unix)]
#[test]
fn who_reads_no_further_ends_it_quietly() {
    let folder = Folder::new("pipe");
    // More than a pipe holds.
    let story = folder.file("story.txt", STORY.repeat(200));
    let gold = format!("{{\"text\": {STORY:?}, \"entities\": []}}\n");
    let gold = folder.file("gold.jsonl", gold);
    for arguments in [&["annotate", &story][..], &["eval", "entities", &gold], &["compare", &story, &story]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_saidwho"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        drop(child.stdout.take());
        assert_eq!(said(&child.wait_with_output().expect("it ends")), "", "{arguments:?}");
    }
}

#[test]
fn lines_keep_their_order_and_offsets_count_code_points() {
    let lines =
        "{\"id\":\"b\",\"text\":\"😀 “It will open in May,” said Ada Lind.\"}\n{\"id\":7,\"text\":\"\"}\nnot json\n";
    let output = run(&["annotate", "--format", "jsonl"], lines);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("line 3"), "{}", said(&output));
    let read: Vec<serde_json::Value> =
        out(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(read.iter().map(|line| line["id"].as_str()).collect::<Vec<_>>(), [Some("b"), Some("7")]);
    assert_eq!(read[0]["quotations"][0]["content"], serde_json::json!([[2, 24]]));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_done() {
    let folder = Folder::new("bad");
    let good = folder.file("good.txt", STORY);
    let cases: [(&str, &[u8], &str); 4] = [
        ("empty.html", b"", "empty"),
        ("report.html", b"%PDF-1.7 1 0 obj", "PDF"),
        ("picture.html", b"\x89PNG\x0d\x0a\x1a\x0a\0\0\0", "no text"),
        ("missing.txt", b"", "missing.txt"),
    ];
    for (name, bytes, expected) in cases {
        let file = folder.file(name, bytes);
        if name == "missing.txt" {
            fs::remove_file(&file).expect("it was there");
        }
        let output = run(&["annotate", &file, &good], "");
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(said(&output).contains(expected), "{name}: {}", said(&output));
        assert!(out(&output).contains("Ada Lind"), "{name}: the rest is done");
    }
    for arguments in [&["annotate", "--format", "nothing"][..], &["nothing"], &["bundle"]] {
        assert_eq!(run(arguments, "").status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn encodings_are_declared_or_found() {
    let folder = Folder::new("encodings");
    let wide: Vec<u8> = [0xfeff].into_iter().chain(STORY.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    // Curly marks and an accent as windows-1252 has them.
    let western =
        b"\x93We will build the caf\xe9 this year,\x94 said Ada Lind, the mayor. \x93It is na\xefve.\x94".to_vec();
    let japanese =
        b"<meta charset=\"shift_jis\"><p>\x93\xfa\x96{ \x83j\x83\x85\x81[\x83X. Ada Lind said it would rain.".to_vec();
    let cases =
        [("wide.txt", wide, "Ada Lind"), ("western.txt", western, "Ada Lind"), ("japanese.html", japanese, "Ada Lind")];
    for (name, bytes, expected) in cases {
        let output = run(&["annotate", &folder.file(name, bytes)], "");
        assert_eq!(output.status.code(), Some(0), "{name}: {}", said(&output));
        assert!(out(&output).contains(expected), "{name}: {}", out(&output));
    }
}

#[test]
fn a_bundle_holds_the_article_and_nothing_of_the_pages_markup() {
    let folder = Folder::new("bundle");
    let app = folder.file(
        "app.html",
        "<title>Saidwho</title><main id=\"article\"></main><script type=\"application/ld+json\" id=\"saidwho-document\"></script>",
    );
    let page = folder.file(
        "page.html",
        "<title>T</title><p onclick=\"hit()\">Ada Lind came.</p><script>hit()</script><iframe src=\"x\"></iframe><p>A &lt;/script> word.</p>",
    );
    let shared = folder.0.join("shared.html").to_string_lossy().into_owned();
    let output = run(&["bundle", &page, "-o", &shared, "--app", &app], "");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let file = fs::read_to_string(&shared).expect("it was written");
    assert!(file.contains("Ada Lind") && file.contains("A &lt;/script> word."));
    for active in ["onclick", "hit()", "<iframe"] {
        assert!(!file.contains(active), "{active}");
    }
    let refused = run(&["bundle", &page, "-o", &shared, "--app", &page], "");
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("not the Saidwho app"), "{}", said(&refused));
}

const APP: &str = "<title>Saidwho</title><main id=\"article\"></main><script type=\"application/ld+json\" id=\"saidwho-document\"></script>";

/// A shared file of the story in which a reader has said that the first person is of another type.
fn decided(folder: &Folder, reader: &str, class: &str) -> String {
    let (app, story) = (folder.file("app.html", APP), folder.file("story.txt", STORY));
    let path = folder.0.join(format!("{reader}.html")).to_string_lossy().into_owned();
    assert_eq!(run(&["bundle", &story, "-o", &path, "--app", &app], "").status.code(), Some(0));
    let file = fs::read_to_string(&path).expect("it was written");
    let (start, end) = (file.find('{').expect("a document"), file.rfind('}').expect("a document") + 1);
    let mut document: serde_json::Value = serde_json::from_str(&file[start..end]).expect("JSON");
    let items = document["first"]["items"].as_array_mut().expect("a list");
    let person = items.iter_mut().find(|item| item["body"][0]["value"] == "PERSON").expect("Ada Lind");
    person["body"][0]["value"] = class.into();
    person["status"] = "accepted".into();
    person["editor"] = serde_json::json!({"type": "Person", "name": reader});
    fs::write(&path, [&file[..start], &document.to_string(), &file[end..]].concat()).expect("it can be written");
    path
}

#[test]
fn two_shared_files_are_merged_and_a_conflict_is_loud() {
    let folder = Folder::new("merge");
    let (ida, bo) = (decided(&folder, "Ida", "ORG"), decided(&folder, "Bo", "WORK"));
    let merged = folder.0.join("merged.html").to_string_lossy().into_owned();
    let refused = run(&["merge", &ida, &bo, "-o", &merged], "");
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        said(&refused).contains("Organisation (Ida) or Work (Bo)") && said(&refused).contains("--prefer"),
        "{}",
        said(&refused)
    );
    assert!(!PathBuf::from(&merged).exists(), "nothing is written");
    for (prefer, class, other) in [("a", "\"ORG\"", "\"WORK\""), ("b", "\"WORK\"", "\"ORG\"")] {
        let output = run(&["merge", &ida, &bo, "-o", &merged, "--prefer", prefer], "");
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert!(out(&output).contains("F1 1.00 "), "{}", out(&output));
        let file = fs::read_to_string(&merged).expect("it was written");
        let items = file.split("\"history\":{\"done\"").next().expect("the list comes first");
        assert!(items.contains(class) && !items.contains(other), "{prefer}");
    }
    for (a, b, words) in
        [(&ida, &folder.file("page.html", "<p>Ada Lind."), "is not a file that"), (&ida, &merged, "one of the two")]
    {
        let output = run(&["merge", a, b, "-o", &merged], "");
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains(words), "{}", said(&output));
    }
}

#[test]
fn two_versions_are_compared_word_by_word() {
    let folder = Folder::new("compare");
    let before = folder.file("before.txt", STORY);
    let after = folder.file(
        "after.txt",
        STORY.replace("this year", "next year").replace("“It has waited long enough,” she added.", ""),
    );
    let output = run(&["compare", &before, &after], "");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(out(&output).contains("~ Ada Lind: “We will build it [-this-] {+next+} year,”"), "{}", out(&output));
    assert!(out(&output).contains("- Ada Lind: “It has waited long enough,”"), "{}", out(&output));
    assert!(out(&output).ends_with("0 of 2 quotations are as they were\n"), "{}", out(&output));
}
