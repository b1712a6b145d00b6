//! The entity scores that this program prints are those of the scorer the project is measured with.

use saidwho::score::entities::Tally;
use saidwho::train::corpora::byte_of;
use std::path::Path;
use std::process::Command;

type Mentions = &'static [(usize, usize, &'static str)];

/// A text, its gold and what was predicted; code points.
const TEXTS: [(&str, Mentions, Mentions); 5] = [
    // An article and a possessive do not count, whichever side has them; the dot of an abbreviation does.
    (
        "The Élan Institute’s head, Ada Lind, left Acme Inc. for Brandt Corp.",
        &[(4, 18, "ORG"), (27, 35, "PERSON"), (42, 51, "ORG"), (56, 68, "ORG")],
        &[(0, 20, "ORG"), (27, 35, "PERSON"), (42, 50, "ORG"), (56, 67, "ORG")],
    ),
    // Countries, places and buildings fold; nationalities are not asked for.
    (
        "Kenyan envoys met at Port Elm in Kenya.",
        &[(0, 6, "NORP"), (21, 29, "FAC"), (33, 38, "GPE")],
        &[(0, 6, "PERSON"), (21, 29, "LOC"), (33, 39, "LOC")],
    ),
    ("😀 Orr and Lind’s", &[(2, 5, "PER"), (10, 14, "PER")], &[(2, 5, "ORG"), (10, 16, "PERSON"), (10, 14, "PER")]),
    ("Nobody came.", &[], &[(0, 6, "LOC")]),
    ("Theodore wrote to “Orr”.", &[(0, 8, "PERSON"), (19, 22, "PERSON")], &[(0, 8, "PERSON"), (19, 23, "PERSON")]),
];

/// What the scorer printed for them, for the types of each line's first column and for one that nobody has.
const EXPECTED: &str = include_str!("entity_scores.txt");

const TYPES: [&str; 4] = ["PER", "ORG", "LOC", "MONEY"];

#[test]
fn the_table_is_that_of_the_scorer() {
    let mut tally = Tally::default();
    let (mut gold, mut predicted) = (String::new(), String::new());
    for (id, (text, right, found)) in TEXTS.into_iter().enumerate() {
        let bytes = |mentions: Mentions| {
            let points: Vec<usize> = mentions.iter().flat_map(|mention| [mention.0, mention.1]).collect();
            let bytes = byte_of(text, &points);
            mentions
                .iter()
                .enumerate()
                .map(|(at, mention)| (bytes[2 * at], bytes[2 * at + 1], mention.2))
                .collect::<Vec<_>>()
        };
        tally.add(text, &TYPES, bytes(right), bytes(found));
        let line =
            |mentions: Mentions| serde_json::json!({ "id": id, "text": text, "entities": mentions }).to_string() + "\n";
        gold += &line(right);
        predicted += &line(found);
    }
    assert_eq!(tally.table(&TYPES), EXPECTED);

    let scorer = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/score/score_entities.py");
    if !scorer.exists() {
        println!("skipped the live scorer: it is not here");
        return;
    }
    let folder = std::env::temp_dir().join(format!("saidwho-scores-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for two files");
    let file = |name: &str, lines: &str| {
        let path = folder.join(name);
        std::fs::write(&path, lines).expect("written");
        path
    };
    let run = Command::new("python3")
        .arg(&scorer)
        .args([file("gold.jsonl", &gold), file("predicted.jsonl", &predicted)])
        .args(["--types", &TYPES.join(",")])
        .output();
    std::fs::remove_dir_all(&folder).expect("removed");
    match run {
        Ok(output) => assert_eq!(String::from_utf8_lossy(&output.stdout), EXPECTED),
        Err(failure) => println!("skipped the live scorer: {failure}"),
    }
}
