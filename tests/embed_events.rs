//! What a host hears for its operations: the same closed lists in the program, `public/embed.js`, `public/embed.d.ts`,
//! `docs/embed.schema.json` and `docs/embedding.md`, and nothing of a tenant in any of it.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use assistant::auth::ErrorClass;
use assistant::embed::{
    ChangeKind, FailureClass, FrameMessage, HAPPENINGS, Happening, Member, RunEnd, Session, SignIn,
};
use assistant::setup::change::{Change, EditKind, MappingEdit};
use assistant::setup::finding::Shown;
use assistant::setup::notifications::Notifications;
use assistant::setup::receipt::Outcome;
use assistant::setup::step::{Status, StepId};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const SCRIPT: &str = include_str!("../public/embed.js");
const TYPES: &str = include_str!("../public/embed.d.ts");
const GUIDE: &str = include_str!("../docs/embedding.md");
const CANARY: &str = "kanarie";
const CANARY_ID: &str = "c0ffee00-1234-4abc-8def-00000000beef";

/// Every change, each with canaries wherever it holds something of a tenant.
fn changes() -> Vec<Change> {
    let text = || CANARY.to_owned();
    let id = || CANARY_ID.parse().unwrap();
    let set = || Notifications { recipient: Some(text()), threshold: Some(424_242) };
    let edit = EditKind::SetSource { row: 424_242, from: Shown::Text(text()), to: text() };
    vec![
        Change::CreateJob { template: CANARY.parse().unwrap() },
        Change::StoreCredentials { old_url: Some(text()), new_url: text() },
        Change::SetNotifications { old: set(), new: set() },
        Change::FixMapping { edits: vec![MappingEdit { target: text(), kind: edit }] },
        Change::RestoreMapping { rows: vec![(text(), Shown::Text(text()), Shown::Absent)] },
        Change::AssignGroup { group: id(), name: text(), role: id(), role_name: text() },
        Change::RemoveAssignment { id: CANARY.parse().unwrap(), principal: id(), name: text() },
        Change::Start,
        Change::Pause,
        Change::Restart,
        Change::ProvisionOnDemand {
            rule: CANARY.parse().unwrap(),
            group: id(),
            group_name: text(),
            members: vec![(id(), text())],
        },
    ]
}

/// Everything that can be said, at least once.
fn everything() -> Vec<Happening> {
    let mut all = Vec::new();
    for step in StepId::ALL {
        for status in [Status::Done, Status::Attention, Status::Blocked, Status::Working, Status::Failed] {
            all.push(Happening::Step(step, status));
        }
    }
    for change in &changes() {
        for outcome in [Outcome::Confirmed, Outcome::AlreadySo, Outcome::NotVisibleYet] {
            all.push(Happening::Change(ChangeKind::from(change), outcome, 3));
        }
    }
    for end in [RunEnd::Completed, RunEnd::Stopped, RunEnd::Failed, RunEnd::Changed] {
        all.push(Happening::Run(end));
    }
    all.extend([SignIn::Succeeded, SignIn::Cancelled].map(Happening::SignIn));
    for class in [
        ErrorClass::InteractionRequired,
        ErrorClass::Consent,
        ErrorClass::Setup,
        ErrorClass::Account,
        ErrorClass::Policy,
        ErrorClass::Loop,
        ErrorClass::Busy,
        ErrorClass::Network,
        ErrorClass::Clock,
        ErrorClass::Rejected,
        ErrorClass::Unexpected,
    ] {
        all.push(Happening::SignIn(SignIn::Failed(class)));
    }
    for class in [
        FailureClass::Network,
        FailureClass::SignIn,
        FailureClass::Permission,
        FailureClass::NotFound,
        FailureClass::Changed,
        FailureClass::Throttled,
        FailureClass::Unavailable,
        FailureClass::Request,
        FailureClass::Answer,
        FailureClass::OutcomeUnknown,
        FailureClass::NotVisible,
        FailureClass::SecretGone,
        FailureClass::ConnectionTest,
    ] {
        all.extend([None, Some(403)].map(|status| Happening::Failure(class, status)));
    }
    all
}

fn members_of(name: &str) -> &'static [Member] {
    HAPPENINGS.iter().find(|(known, _)| *known == name).unwrap().1
}

/// Each says only documented words, and every documented word can be said.
#[test]
fn the_lists_are_closed() {
    let mut said = BTreeSet::new();
    for happening in everything() {
        let detail = happening.detail();
        let object = detail.as_object().unwrap();
        let name = object["name"].as_str().unwrap();
        let members = members_of(name);
        for (key, value) in object.iter().filter(|(key, _)| *key != "name") {
            let (member, words) =
                members.iter().find(|(member, _)| member.trim_end_matches('?') == key).unwrap();
            match value.as_str() {
                Some(word) => {
                    assert!(words.contains(&word), "{detail}");
                    said.insert((name.to_owned(), *member, word.to_owned()));
                }
                None => assert!(words.is_empty() && value.is_u64(), "{detail}"),
            }
        }
        for (member, _) in members.iter().filter(|(member, _)| !member.ends_with('?')) {
            assert!(object.contains_key(*member), "{detail}");
        }
    }
    for (name, members) in HAPPENINGS {
        for (member, words) in members {
            for word in *words {
                assert!(
                    said.contains(&(name.to_owned(), *member, (*word).to_owned())),
                    "{name} {member} {word}"
                );
            }
        }
    }
}

#[test]
fn nothing_of_a_change_is_told_but_its_kind() {
    // Starting, pausing and restarting hold nothing.
    assert_eq!(changes().iter().filter(|change| format!("{change:?}").contains(CANARY)).count(), 8);
    let mut session = Session::default();
    for change in &changes() {
        let happening = Happening::Change(ChangeKind::from(change), Outcome::Confirmed, 1);
        let said = session.send(FrameMessage::Event(happening));
        for canary in [CANARY, CANARY_ID, "424242"] {
            assert!(!said.contains(canary), "{said}");
        }
    }
}

#[test]
fn the_script_lets_the_same_through() {
    let table = SCRIPT.split_once("const HAPPENINGS = ").unwrap().1.split_once(";\n").unwrap().0;
    let table: Value = serde_json::from_str(table).unwrap();
    let known: Map<_, _> = HAPPENINGS
        .iter()
        .map(|(name, members)| {
            let members: Map<_, _> =
                members.iter().map(|(member, words)| ((*member).to_owned(), json!(words))).collect();
            ((*name).to_owned(), Value::Object(members))
        })
        .collect();
    assert_eq!(table, Value::Object(known));
}

#[test]
fn the_schema_says_the_same() {
    let schema: Value = serde_json::from_str(include_str!("../docs/embed.schema.json")).unwrap();
    let forms = schema["$defs"]["event"]["oneOf"].as_array().unwrap();
    assert_eq!(forms.len(), HAPPENINGS.len());
    for (form, (name, members)) in forms.iter().zip(HAPPENINGS) {
        let mut properties = json!({ "name": { "const": name } });
        let mut required = vec!["name"];
        for (member, words) in members {
            let kind = if words.is_empty() {
                json!({ "type": "integer", "minimum": 0 })
            } else {
                json!({ "enum": words })
            };
            properties[member.trim_end_matches('?')] = kind;
            if !member.ends_with('?') {
                required.push(member);
            }
        }
        let expected = json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
        assert_eq!(*form, expected);
    }
}

/// The words between quotes.
fn quoted(text: &str) -> BTreeSet<&str> {
    text.split('"').skip(1).step_by(2).collect()
}

#[test]
fn the_types_say_the_same() {
    let block = |start: &str| {
        let block = TYPES.split_once(start).unwrap().1;
        block
            .split_once(";\n\n")
            .map_or(block, |(block, _)| block)
            .split_once(";\n/**")
            .map_or(block, |(block, _)| block)
    };
    let set = |words: &[&'static str]| words.iter().copied().collect::<BTreeSet<_>>();
    let words = |name, member| set(members_of(name).iter().find(|(known, _)| *known == member).unwrap().1);
    assert_eq!(quoted(block("export type ChangeKind =\n")), words("change", "kind"));
    assert_eq!(quoted(block("export type SignInCode =\n")), words("sign-in", "code?"));
    let failures = block("export type FailureClass =\n").split(';').next().unwrap();
    assert_eq!(quoted(failures), words("failure", "class"));
    for (line, (name, members)) in block("export type Happening =\n").lines().zip(HAPPENINGS) {
        let mut expected = BTreeSet::from([name]);
        for (member, words) in members {
            assert!(line.contains(&format!("; {member}: ")), "{line}");
            // The longer lists, and the steps, have names of their own.
            if words.len() < 5 || *member == "status" {
                expected.extend(*words);
            }
        }
        assert_eq!(quoted(line), expected);
    }
}

#[test]
fn the_guide_says_the_same() {
    let table = GUIDE.split_once("| `name` | member | words | when |\n").unwrap().1;
    let rows: Vec<Vec<&str>> = table
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .map(|row| row.split('|').map(str::trim).collect())
        .collect();
    let code = |cell: &'static str| cell.split('`').skip(1).step_by(2).collect::<Vec<_>>();
    let said: Vec<_> = rows.iter().map(|row| (code(row[1])[0], code(row[2])[0], code(row[3]))).collect();
    let known: Vec<_> = HAPPENINGS
        .iter()
        .flat_map(|(name, members)| members.iter().map(|(member, words)| (*name, *member, words.to_vec())))
        .collect();
    assert_eq!(said, known);
}
