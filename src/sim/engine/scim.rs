//! What TOTAL holds.

use std::collections::{BTreeMap, HashMap};

/// A person at TOTAL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScimPerson {
    /// The id TOTAL gave.
    pub id: String,
    /// The Entra object id the person was provisioned from.
    pub object_id: String,
    /// SCIM attributes by the target name of the mapping.
    pub attributes: BTreeMap<String, String>,
}

impl ScimPerson {
    /// The value of an attribute, by the target name of its mapping; SCIM names have no case.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(held, _)| held.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// What sign-in compares with the token's `oid`.
    #[must_use]
    pub fn external_id(&self) -> Option<&str> {
        self.attribute("externalId")
    }
}

/// A group at TOTAL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScimGroup {
    /// The id TOTAL gave.
    pub id: String,
    /// The Entra object id.
    pub object_id: String,
    /// The name.
    pub display_name: String,
    /// Entra object ids of the members TOTAL knows.
    pub members: Vec<String>,
}

/// TOTAL's people and groups.
#[derive(Debug, Default)]
pub(crate) struct ScimStore {
    people: Vec<ScimPerson>,
    by_object: HashMap<String, usize>,
    by_user_name: HashMap<String, usize>,
    groups: Vec<ScimGroup>,
}

impl ScimStore {
    /// Everyone.
    pub fn people(&self) -> &[ScimPerson] {
        &self.people
    }

    /// Every group.
    pub fn groups(&self) -> &[ScimGroup] {
        &self.groups
    }

    /// The person provisioned from this object.
    pub fn person_of(&self, object_id: &str) -> Option<&ScimPerson> {
        self.by_object.get(object_id).and_then(|at| self.people.get(*at))
    }

    /// Number of the person that the service finds for an object: by its link, else by the matching attribute.
    pub fn find(&self, object_id: &str, attribute: &str, value: &str) -> Option<usize> {
        if let Some(at) = self.by_object.get(object_id) {
            return Some(*at);
        }
        if attribute.eq_ignore_ascii_case("userName") {
            return self.by_user_name.get(&value.to_ascii_lowercase()).copied();
        }
        self.people.iter().position(|person| {
            person.attribute(attribute).is_some_and(|held| held.eq_ignore_ascii_case(value))
        })
    }

    /// The person with this number.
    pub fn person(&self, at: usize) -> Option<&ScimPerson> {
        self.people.get(at)
    }

    /// Adds a person.
    pub fn create(&mut self, object_id: &str, attributes: BTreeMap<String, String>) -> String {
        let at = self.people.len();
        let id = format!("{:08x}", 0x7f0e_0000_u32.wrapping_add(at as u32));
        self.people.push(ScimPerson { id: id.clone(), object_id: object_id.to_owned(), attributes });
        self.index(at);
        id
    }

    /// Replaces a person's attributes and links the object.
    pub fn update(&mut self, at: usize, object_id: &str, attributes: BTreeMap<String, String>) {
        if let Some(person) = self.people.get_mut(at) {
            person.attributes = attributes;
            object_id.clone_into(&mut person.object_id);
        }
        self.index(at);
    }

    /// Adds or replaces a group; tells whether something changed.
    pub fn put_group(&mut self, object_id: &str, name: &str, members: Vec<String>) -> bool {
        if let Some(group) = self.groups.iter_mut().find(|group| group.object_id == object_id) {
            let changed = group.display_name != name || group.members != members;
            name.clone_into(&mut group.display_name);
            group.members = members;
            return changed;
        }
        let id = format!("{:08x}", 0x6a0e_0000_usize + self.groups.len());
        self.groups.push(ScimGroup {
            id,
            object_id: object_id.to_owned(),
            display_name: name.to_owned(),
            members,
        });
        true
    }

    fn index(&mut self, at: usize) {
        let Some(person) = self.people.get(at) else { return };
        self.by_object.insert(person.object_id.clone(), at);
        if let Some(name) = person.attribute("userName") {
            self.by_user_name.insert(name.to_ascii_lowercase(), at);
        }
    }
}
