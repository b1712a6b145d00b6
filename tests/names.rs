//! Names that mean the same, and roles: the cases of `names.txt`, which are marked by hand.

use saidwho::page::Page;
use saidwho::span::Span;
use std::collections::{HashMap, HashSet};

/// A case: its text, the marked mentions with their numbers, and for each number a name and perhaps a role.
struct Case {
    text: String,
    marked: Vec<(u32, Span)>,
    expected: Vec<(u32, String, Option<String>)>,
}

fn cases() -> Vec<Case> {
    let file = include_str!("names.txt");
    let blocks = file.split("\n\n").filter(|block| !block.starts_with('#') && !block.trim().is_empty());
    blocks.map(case).collect()
}

fn case(block: &str) -> Case {
    let (mut text, mut marked, mut expected) = (String::new(), Vec::new(), Vec::new());
    for line in block.lines() {
        if let Some((number, rest)) = line.split_once(" = ").filter(|(number, _)| number.parse::<u32>().is_ok()) {
            let (name, role) =
                rest.split_once(" | ").map_or((rest, None), |(name, role)| (name, Some(role.to_owned())));
            expected.push((number.parse().expect("a number"), name.to_owned(), role));
            continue;
        }
        let mut parts = line.split('[');
        text.push_str(parts.next().unwrap_or(""));
        for part in parts {
            let (number, rest) = part.split_once(':').expect("a number before the colon");
            let (name, rest) = rest.split_once(']').expect("a closing bracket");
            marked.push((number.parse().expect("a number"), Span::new(text.len(), text.len() + name.len())));
            text.push_str(name);
            text.push_str(rest);
        }
    }
    Case { text, marked, expected }
}

/// What is wrong with the reading of a case; empty when nothing is.
fn fault(case: &Case) -> String {
    let reading = saidwho::annotate(&Page::from_text(case.text.as_str()));
    let mut entity_of: HashMap<u32, u32> = HashMap::new();
    for &(number, span) in &case.marked {
        let Some(mention) = reading.mentions.iter().find(|mention| mention.span.overlaps(span)) else {
            return format!("{} is no mention", span.of(&case.text));
        };
        if *entity_of.entry(number).or_insert(mention.entity.0) != mention.entity.0 {
            let name = &reading.entities[mention.entity.index()].name;
            return format!("{} at {} is {name}", span.of(&case.text), span.start);
        }
    }
    if entity_of.values().collect::<HashSet<_>>().len() != entity_of.len() {
        return "two are one".to_owned();
    }
    for (number, name, role) in &case.expected {
        let entity = &reading.entities[entity_of[number] as usize];
        let found = entity.roles.first().map(|role| role.text.clone());
        if entity.name != *name || found != *role {
            return format!("{} | {found:?}", entity.name);
        }
    }
    String::new()
}

#[test]
fn names_are_joined_and_roles_found() {
    let cases = cases();
    assert!(cases.len() >= 40, "{}", cases.len());
    let faults: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            Some(fault(case)).filter(|fault| !fault.is_empty()).map(|fault| format!("{fault}: {}", case.text))
        })
        .collect();
    let right = cases.len() - faults.len();
    assert!(right * 100 >= cases.len() * 95, "{right} of {}:\n{}", cases.len(), faults.join("\n"));
}
