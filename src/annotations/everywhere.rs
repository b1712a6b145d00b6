//! "The same everywhere in this article": what a reader has decided on one mention, for every place of its words.

use super::draft::Draft;
use super::model::{Annotation, AnnotationId, Body, Place, Status};
use crate::order::by_number;
use crate::page::BlockRole;
use crate::span::Span;

/// Gives every other occurrence of a mention's words its type, entity and decision. Where the mention is rejected, the
/// others are rejected and none is added. An occurrence inside a longer name is left alone.
pub fn spread(draft: &mut Draft, id: &AnnotationId) {
    let Some(model) = draft.get(id).cloned() else { return };
    let (Body::Mention { .. }, [span]) = (&model.body, model.place.content.as_slice()) else { return };
    let is_rejected = model.status == Status::Rejected;
    draft.edit(id, |one| {
        if !is_rejected {
            one.status = Status::Accepted;
        }
    });
    let mut mentions: Vec<(Span, AnnotationId)> = draft.annotations.iter().flatten().filter_map(mention).collect();
    by_number(&mut mentions, |(span, _)| span.number());
    let longest = mentions.iter().map(|(span, _)| span.len()).max().unwrap_or(0);
    for occurrence in occurrences(draft, *span) {
        let from = mentions.partition_point(|(own, _)| own.from() + longest < occurrence.from());
        let near = mentions[from..].iter().take_while(|(own, _)| own.start < occurrence.end);
        let near: Vec<&(Span, AnnotationId)> = near.filter(|(own, _)| own.overlaps(occurrence)).collect();
        let is_same = |own: &Span| *own == occurrence;
        if near.iter().any(|(own, other)| !is_same(own) && own.contains(occurrence) && is_shown(draft, other)) {
            continue;
        }
        let mut found = false;
        for (own, other) in near {
            if is_same(own) {
                found = true;
                draft.edit(other, |one| {
                    one.status = if is_rejected { Status::Rejected } else { Status::Accepted };
                    if !is_rejected {
                        one.body.clone_from(&model.body);
                    }
                });
            } else if !is_rejected {
                draft.edit(other, |one| one.status = Status::Rejected);
            }
        }
        if !found && !is_rejected {
            draft.add(Place::at(occurrence), model.body.clone());
        }
    }
}

fn mention(annotation: &Annotation) -> Option<(Span, AnnotationId)> {
    match (&annotation.body, annotation.place.content.as_slice()) {
        (Body::Mention { .. }, [span]) => Some((*span, annotation.id.clone())),
        _ => None,
    }
}

fn is_shown(draft: &Draft, id: &AnnotationId) -> bool {
    draft.get(id).is_some_and(Annotation::is_shown)
}

/// The other places of a span's words: whole words, and not in clutter.
fn occurrences(draft: &Draft, span: Span) -> Vec<Span> {
    let text = draft.page.text();
    let words = span.of(text);
    if words.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for block in draft.page.blocks().iter().filter(|block| block.role != BlockRole::Clutter) {
        let start = block.span.from();
        for (at, _) in block.span.of(text).match_indices(words) {
            let place = Span::new(start + at, start + at + words.len());
            let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let runs_on = is_letter(text[..place.from()].chars().next_back()) && is_letter(words.chars().next())
                || is_letter(text[place.to()..].chars().next()) && is_letter(words.chars().next_back());
            if place != span && !runs_on {
                found.push(place);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotations::actions::{Action, Who};
    use crate::annotations::draft::tests::{id, shown, start};
    use crate::annotations::history::tests::reader;
    use crate::entities::MentionType;

    #[test]
    fn everywhere_spreads_a_rejection_and_replaces_what_is_inside() {
        let (page, mut history) = start();
        let stamp = reader(0);
        let longer = Span::new(42, 55);
        let add =
            |span| Action::AddMention { span, kind: MentionType::Org, entity: Who::New("Lind Brothers".to_owned()) };
        history.act(&page, &Action::Everywhere { annotation: id(history.list(), 0) }, &stamp);
        history.act(&page, &add(longer), &stamp);
        let rejected = id(history.list(), 0);
        history.act(&page, &Action::Reject { annotation: rejected.clone() }, &stamp);
        history.act(&page, &Action::Everywhere { annotation: rejected }, &stamp);
        assert_eq!(
            shown(history.list()),
            "11 PERSON Ada Lind; 42 ORG Lind Brothers; 42 PERSON Lind; 58 PERSON Orr; 71 by ?"
        );
    }
}
