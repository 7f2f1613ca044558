//! Names of people, replaced: the same person is the same "person-3" throughout, in bodies, in texts and in addresses. Object
//! ids stay, and so do the names of groups and applications, by which the assistant knows what is required.

use super::redact::inside;
use super::{Body, Exchange};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::value::to_raw_value;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// What may stand unencoded in an address.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'$')
    .remove(b',')
    .remove(b'(')
    .remove(b')')
    .remove(b':');
/// The host of a replaced address: nobody can have it (RFC 2606).
const HOST: &str = "@people.invalid";
/// The most words in a name, dots and hyphens between them too.
const WORDS: usize = 12;
/// Members of a person that name nobody.
const IMPERSONAL: [&str; 12] = [
    "usertype",
    "identitytype",
    "type",
    "odatatype",
    "principaltype",
    "resourcedisplayname",
    "createddatetime",
    "deleteddatetime",
    "preferredlanguage",
    "usagelocation",
    "initiatortype",
    "name",
];

/// The exchanges without names of people.
pub(super) fn replaced(exchanges: &[Exchange]) -> Vec<Exchange> {
    let mut names = Names::default();
    // First everybody is met, so that a text before a person's first answer names them as well, and as the same.
    for body in exchanges.iter().flat_map(Exchange::bodies).flatten() {
        if let Some(mut value) = read(body) {
            names.walk(&mut value, Place::Elsewhere);
        }
    }
    names.all_met = true;
    let mut exchanges = exchanges.to_vec();
    for exchange in &mut exchanges {
        exchange.path = names.address(&exchange.path);
        for body in exchange.bodies_mut().into_iter().flatten() {
            if let Some(mut value) = read(body) {
                names.walk(&mut value, Place::Elsewhere);
                if let Ok(json) = to_raw_value(&value) {
                    *body = Body::Json(json);
                }
            }
        }
    }
    exchanges
}

fn read(body: &Body) -> Option<Value> {
    match body {
        Body::Json(json) => serde_json::from_str(json.get()).ok(),
        Body::LeftOut(_) => None,
    }
}

/// Where a value stands.
#[derive(Clone, Copy)]
enum Place {
    /// In somebody's entry, or something of it: everybody has a number.
    Person(usize),
    /// Among the properties of somebody that were changed.
    Changed,
    /// Among the details of what was done for somebody.
    Details,
    /// In what was done for a group.
    Group,
    /// Anywhere else.
    Elsewhere,
}

/// Who and what was met.
#[derive(Default)]
struct Names {
    /// The numbers of people by object id.
    people: HashMap<String, usize>,
    /// What stands for a name or an address, by its [`key`].
    texts: HashMap<String, String>,
    /// What stands for any other value of a person.
    values: HashMap<String, String>,
    /// How many people were met.
    count: usize,
    /// Whoever is not known now is nobody else.
    all_met: bool,
}

impl Names {
    fn walk(&mut self, value: &mut Value, place: Place) {
        match value {
            Value::Object(members) => self.object(members, place),
            Value::Array(items) => items.iter_mut().for_each(|item| self.walk(item, place)),
            _ => {}
        }
    }

    fn object(&mut self, members: &mut Map<String, Value>, place: Place) {
        let place = if is_person(members) {
            Place::Person(self.person(members, place))
        } else if members.get("sourceIdentity").is_some_and(is_group) {
            Place::Group
        } else {
            place
        };
        for (name, member) in members.iter_mut() {
            let below = match (name.as_str(), place) {
                ("modifiedProperties", Place::Elsewhere) => Place::Changed,
                ("details", Place::Elsewhere) => Place::Details,
                _ => place,
            };
            match member {
                Value::String(text) => self.text(name, text, below),
                Value::Array(items) if items.iter().any(Value::is_string) => {
                    for item in items {
                        match item {
                            Value::String(text) => self.text(name, text, below),
                            other => self.walk(other, below),
                        }
                    }
                }
                other => self.walk(other, below),
            }
        }
    }

    /// The number of the person whose entry this is.
    fn person(&mut self, members: &Map<String, Value>, around: Place) -> usize {
        let text = |name: &str| {
            let found = members.iter().find(|(member, _)| member.eq_ignore_ascii_case(name));
            found.and_then(|(_, value)| value.as_str()).filter(|text| !text.is_empty())
        };
        // An assignment has an id of its own.
        let id = text("principalId").or_else(|| text("id")).map(str::to_owned);
        if let Some(number) = id.as_ref().and_then(|id| self.people.get(id)) {
            return *number;
        }
        let is_object = id.as_ref().is_some_and(|id| is_guid(id));
        if let (Place::Person(number), false) = (around, is_object) {
            return number;
        }
        let names = [text("userPrincipalName"), text("displayName"), text("principalDisplayName")];
        let known = names.into_iter().flatten().find_map(|name| self.number_of(name));
        let number = match known {
            // Two people may have one name; something that is no object of the directory is somebody of that name.
            Some(number) if !is_object => number,
            Some(_) | None => {
                self.count += 1;
                self.count
            }
        };
        if let Some(id) = id.filter(|_| is_object) {
            self.people.insert(id, number);
        }
        number
    }

    fn number_of(&self, name: &str) -> Option<usize> {
        let stands = self.texts.get(&key(name))?;
        stands.strip_prefix("person-")?.split('@').next()?.parse().ok()
    }

    /// Replaces what is a name in the text that is the member `name`.
    fn text(&mut self, name: &str, text: &mut String, place: Place) {
        if let Some(mut inner) = inside(text) {
            self.walk(&mut inner, place);
            *text = inner.to_string();
            return;
        }
        let folded = name.to_ascii_lowercase();
        match place {
            _ if folded == "@odata.nextlink" || folded == "url" => *text = self.address(text),
            _ if folded.starts_with('@') || says_nothing(text) => {}
            Place::Person(_) if IMPERSONAL.contains(&folded.as_str()) || folded.ends_with("id") => {}
            Place::Person(number) => self.of_person(number, &folded, text),
            Place::Changed if folded == "displayname" => {}
            Place::Details if is_technical(name) => {}
            Place::Changed | Place::Details => self.value(text),
            // The name of a group, an application or an attribute.
            _ if matches!(folded.as_str(), "displayname" | "name" | "key") => self.addresses(text),
            Place::Elsewhere if folded == "reportableidentifier" => self.value(text),
            Place::Elsewhere | Place::Group => self.sentence(text),
        }
    }

    fn of_person(&mut self, number: usize, member: &str, text: &mut String) {
        let is_name =
            ["displayname", "principaldisplayname", "givenname", "surname", "mailnickname"].contains(&member);
        let stands = if text.contains('@') {
            ["person-", &number.to_string(), HOST].concat()
        } else if is_name {
            ["person-", &number.to_string()].concat()
        } else {
            return self.value_of(member, text);
        };
        if *text != stands {
            self.texts.entry(key(text)).or_insert_with(|| stands.clone());
            *text = stands;
        }
    }

    /// A value that was sent for somebody.
    fn value(&mut self, text: &mut String) {
        // As it stands in the log, in quotation marks.
        let bare = text.trim_matches('"');
        match self.texts.get(&key(bare)) {
            _ if says_nothing(bare) => {}
            Some(known) => *text = text.replace(bare, known),
            None if bare.contains('@') => self.addresses(text),
            None => self.value_of("value", text),
        }
    }

    fn value_of(&mut self, kind: &str, text: &mut String) {
        let next = self.values.len() + 1;
        let stands = || [kind, "-", &next.to_string()].concat();
        let stands = self.values.entry(text.to_ascii_lowercase()).or_insert_with(stands);
        text.clone_from(stands);
    }

    /// Names and addresses in a sentence.
    fn sentence(&mut self, text: &mut String) {
        self.addresses(text);
        if !text.contains(' ') && !text.contains('@') {
            return;
        }
        let mut out = String::new();
        let mut rest = text.as_str();
        while let Some(begin) = rest.find(char::is_alphanumeric) {
            out.push_str(&rest[..begin]);
            rest = &rest[begin..];
            let (length, stands) = self.name_at(rest);
            out.push_str(stands.unwrap_or(&rest[..length]));
            rest = &rest[length..];
        }
        out.push_str(rest);
        *text = out;
    }

    /// The longest name with which `text` begins and what stands for it, or its first word.
    fn name_at(&self, text: &str) -> (usize, Option<&str>) {
        let mut ends = Vec::new();
        let mut inside_word = false;
        for (at, c) in text.char_indices() {
            if inside_word && !c.is_alphanumeric() {
                ends.push(at);
                if ends.len() == WORDS {
                    break;
                }
            }
            inside_word = c.is_alphanumeric();
        }
        if inside_word && ends.len() < WORDS {
            ends.push(text.len());
        }
        let first = ends.first().copied().unwrap_or(text.len());
        let found = ends.iter().rev().find_map(|end| {
            let long_enough = *end > 2;
            let stands = self.texts.get(&key(&text[..*end])).filter(|_| long_enough)?;
            Some((*end, Some(stands.as_str())))
        });
        found.unwrap_or((first, None))
    }

    /// Addresses for mail, also of people who were not met.
    fn addresses(&mut self, text: &mut String) {
        if !text.contains('@') {
            return;
        }
        let of_address =
            |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '#' | '@' | '%');
        let mut out = String::new();
        let mut rest = text.as_str();
        // From a letter on, so that each round takes something off.
        while let Some(begin) = rest.find(char::is_alphanumeric) {
            out.push_str(&rest[..begin]);
            rest = &rest[begin..];
            let end = rest.find(|c| !of_address(c)).unwrap_or(rest.len());
            let word = rest[..end].trim_end_matches('.');
            let is_address =
                word.rsplit_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
            let is_new = !self.texts.contains_key(&key(word));
            if is_address && !word.ends_with(HOST) && (self.all_met || !is_new) {
                let count = &mut self.count;
                let stands = self.texts.entry(key(word)).or_insert_with(|| {
                    *count += 1;
                    ["person-", &count.to_string(), HOST].concat()
                });
                out.push_str(stands);
            } else {
                out.push_str(word);
            }
            rest = &rest[word.len()..];
        }
        out.push_str(rest);
        *text = out;
    }

    /// Path and query: what is searched for among people, addresses, and where the next page begins, which is made of names.
    fn address(&mut self, address: &str) -> String {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let of_people = path.ends_with("/users");
        let mut out = self.piece(path, "", false);
        if address.contains('?') {
            let options: Vec<_> = query
                .split('&')
                .map(|option| match option.split_once('=') {
                    Some((name, value)) => [name, "=", &self.piece(value, name, of_people)].concat(),
                    None => option.to_owned(),
                })
                .collect();
            out = [&out, "?", &options.join("&")].concat();
        }
        out
    }

    fn piece(&mut self, encoded: &str, name: &str, of_people: bool) -> String {
        if name.ends_with("token") {
            let mut token = encoded.to_owned();
            self.value_of("page", &mut token);
            return token;
        }
        let mut text = percent_decode_str(encoded).decode_utf8_lossy().into_owned();
        let before = text.clone();
        if of_people && matches!(name, "$filter" | "$search") {
            let edge = if name == "$filter" { '\'' } else { '"' };
            let parts = text.split(edge).enumerate().map(|(at, part)| {
                let mut part = part.to_owned();
                if at % 2 == 1 && !part.is_empty() {
                    self.value_of("text", &mut part);
                }
                part
            });
            text = parts.collect::<Vec<_>>().join(edge.encode_utf8(&mut [0; 4]));
        } else {
            self.sentence(&mut text);
        }
        if text == before { encoded.to_owned() } else { utf8_percent_encode(&text, PLAIN).to_string() }
    }
}

/// A name as it is found in a sentence: from its first letter to its last, whatever their size.
fn key(name: &str) -> String {
    name.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase()
}

/// Whether an object is about a person: by its type, or by what only people have.
fn is_person(members: &Map<String, Value>) -> bool {
    let text = |name: &str| members.get(name).and_then(Value::as_str).unwrap_or_default();
    match text("@odata.type").rsplit('.').next() {
        Some("user" | "orgContact" | "device") => return true,
        Some("") | None => {}
        Some(_) => return false,
    }
    let is_user = |kind: &str| kind == "User" || kind.ends_with(":User");
    ["principalType", "identityType", "type", "odatatype"].iter().any(|name| is_user(text(name)))
        && ["displayName", "DisplayName", "principalDisplayName"]
            .iter()
            .any(|name| members.contains_key(*name))
        || members.keys().any(|name| name.eq_ignore_ascii_case("userPrincipalName"))
}

fn is_group(identity: &Value) -> bool {
    ["identityType", "type"].iter().any(|name| identity.get(name).and_then(Value::as_str) == Some("Group"))
}

/// Whether a detail of a step says how it went.
fn is_technical(name: &str) -> bool {
    ["Reason", "Code", "Status", "Result", "Id", "Count", "Type"].iter().any(|end| name.ends_with(end))
        || name.starts_with("Is")
        || ["Active", "Assigned", "ServicePrincipalDisplayName"].contains(&name)
}

/// A flag, a number, a moment, or an object's id: no name.
fn says_nothing(text: &str) -> bool {
    let is_flag = ["true", "false", "null"].iter().any(|flag| text.eq_ignore_ascii_case(flag));
    is_flag || is_guid(text) || text.bytes().all(|byte| byte.is_ascii_digit() || b"-:.TZ*".contains(&byte))
}

fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
