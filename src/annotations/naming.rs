//! What is done to a person or thing of the list: made, named, typed, and made one with another.
//!
//! ```
//! use saidwho::annotations::{History, List, Maker, Stamp, actions::Action};
//! use saidwho::page::Page;
//! let (page, mut history) = (Page::from_text("Lind came."), History::new(List::default()));
//! let stamp = Stamp { by: Maker::Reader("Ida".to_owned()), at: None };
//! history.act(&page, &Action::AddPerson { name: "Ada Lind".to_owned() }, &stamp);
//! assert!(history.list().entity_named("Ada Lind").is_some());
//! ```

use super::actions::Who;
use super::draft::Draft;
use super::model::{Annotation, AnnotationId, Body, Entity, EntityKey, Status};
use crate::entities::MentionType;

impl Draft<'_> {
    fn edit_entity(&mut self, key: &EntityKey, how: impl FnOnce(&mut Entity)) {
        let Some(one) = self.entities.get_mut(key) else { return };
        let before = one.clone();
        how(one);
        if *one != before {
            one.changed = Some(self.stamp.clone());
        }
    }

    /// The key of an entity that an action names; a new one is made.
    pub(super) fn who(&mut self, who: &Who, kind: MentionType) -> Option<EntityKey> {
        let name = match who {
            Who::Known(key) => return self.entities.contains_key(key).then(|| key.clone()),
            Who::New(name) => name.trim(),
        };
        if name.is_empty() {
            return None;
        }
        let key = loop {
            let key = EntityKey(format!("urn:saidwho:entity:{}-{}", self.origin, self.made));
            self.made += 1;
            // A key that another has absorbed still means that other one, in files that have it.
            let is_absorbed = || self.entities.values().any(|other| other.absorbed.contains(&key));
            if !self.entities.contains_key(&key) && !is_absorbed() {
                break key;
            }
        };
        let entity = Entity {
            key: key.clone(),
            name: name.to_owned(),
            kind: Some(kind),
            named: true,
            aliases: Vec::new(),
            roles: Vec::new(),
            absorbed: Vec::new(),
            made: self.stamp.clone(),
            changed: None,
        };
        self.entities.insert(key.clone(), entity);
        Some(key)
    }

    fn mentions_of(&self, key: &EntityKey) -> Vec<AnnotationId> {
        let own = |one: &&Annotation| matches!(&one.body, Body::Mention { entity, .. } if entity == key);
        self.annotations.iter().flatten().filter(own).map(|one| one.id.clone()).collect()
    }

    /// Lets an entity's type follow its mentions, where all that are shown agree.
    pub(super) fn settle_type(&mut self, id: &AnnotationId) {
        let Some(Body::Mention { kind, entity }) = self.get(id).map(|one| one.body.clone()) else { return };
        let agree = self.annotations.iter().flatten().filter(|one| one.status != Status::Rejected).all(
            |one| !matches!(&one.body, Body::Mention { kind: other, entity: own } if *own == entity && *other != kind),
        );
        if agree {
            self.edit_entity(&entity, |one| one.kind = Some(kind));
        }
    }

    pub(super) fn rename(&mut self, key: &EntityKey, name: &str) {
        let name = name.trim();
        if name.is_empty() {
            return;
        }
        self.edit_entity(key, |one| {
            if one.name != name {
                let old = std::mem::replace(&mut one.name, name.to_owned());
                one.aliases.retain(|alias| alias != name && *alias != old);
                // A description that gets a name is no other name of it.
                if one.named {
                    one.aliases.push(old);
                }
                one.named = true;
            }
        });
    }

    pub(super) fn set_entity_type(&mut self, key: &EntityKey, wanted: MentionType) {
        self.edit_entity(key, |one| one.kind = Some(wanted));
        for id in self.mentions_of(key) {
            self.edit(&id, |one| {
                if let Body::Mention { kind, .. } = &mut one.body {
                    *kind = wanted;
                }
            });
        }
    }

    pub(super) fn merge(&mut self, from: &EntityKey, into: &EntityKey) {
        if from == into || !self.entities.contains_key(into) {
            return;
        }
        let Some(gone) = self.entities.remove(from) else { return };
        for one in self.annotations.iter_mut().flatten() {
            match &mut one.body {
                Body::Mention { entity: key, .. } | Body::Quotation { speaker: Some(key), .. } if key == from => {
                    key.clone_from(into);
                }
                _ => {}
            }
        }
        self.edit_entity(into, |one| {
            // "Officials" is no other name of the person who turns out to be meant.
            let names = gone.named.then_some(gone.name).into_iter().chain(gone.aliases);
            for name in names {
                if name != one.name && !one.aliases.contains(&name) {
                    one.aliases.push(name);
                }
            }
            for role in gone.roles {
                if !one.roles.contains(&role) {
                    one.roles.push(role);
                }
            }
            one.absorbed.push(gone.key);
            one.absorbed.extend(gone.absorbed);
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::annotations::actions::Action;
    use crate::annotations::draft::tests::{id, key, start};
    use crate::annotations::history::tests::reader;
    use crate::entities::MentionType;

    #[test]
    fn types_of_entities_follow_and_names_become_aliases() {
        let (page, mut history) = start();
        let orr = key(history.list(), "Orr");
        history.act(&page, &Action::SetType { annotation: id(history.list(), 2), kind: MentionType::Org }, &reader(0));
        assert_eq!(history.list().entity(&orr).and_then(|entity| entity.kind), Some(MentionType::Org));
        history.act(&page, &Action::Rename { entity: orr.clone(), name: "Orr Ltd".to_owned() }, &reader(1));
        assert_eq!(history.list().entity(&orr).map(|entity| entity.aliases.clone()), Some(vec!["Orr".to_owned()]));
        history.act(&page, &Action::Merge { from: orr.clone(), into: key(history.list(), "Lind") }, &reader(2));
        let lind = history.list().entity_named("Lind").expect("it is there");
        assert_eq!(
            (lind.aliases.as_slice(), lind.absorbed.as_slice()),
            (["Orr Ltd".to_owned(), "Orr".to_owned()].as_slice(), [orr].as_slice())
        );
    }
}
