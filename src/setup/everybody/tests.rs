//! What always holds of a count of everybody.

use super::*;
use crate::setup::facts::{Assignment, Delivery, Group, Members, Person};
use crate::setup::log::{Action, Entry, Page};
use proptest::prelude::*;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

/// People of the tenant; the first six are in the groups.
const PEOPLE: usize = 8;

fn id(person: usize) -> ObjectId {
    ["1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c3", &person.to_string()].concat().parse().unwrap()
}

/// What happened to whom: the person, what, and whether the log tells it, else an answer of this visit.
#[derive(Clone, Debug)]
struct Event(usize, What, bool);

#[derive(Clone, Debug, PartialEq)]
enum What {
    Sent(String),
    Other,
    Unchanged,
    Skipped(&'static str),
    Failed,
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let what = prop_oneof![
        4 => Just(None),
        2 => Just(Some(What::Sent("ada.martin".to_owned()))),
        1 => Just(Some(What::Other)),
        1 => Just(Some(What::Unchanged)),
        1 => Just(Some(What::Skipped("NotActiveInSource"))),
        1 => Just(Some(What::Skipped(OUT_OF_SCOPE))),
        1 => Just(Some(What::Failed)),
    ];
    let event = (0..PEOPLE, what, any::<bool>());
    // Most of what is sent is right.
    let event = event.prop_map(|(person, what, logged)| {
        Event(person, what.unwrap_or_else(|| What::Sent(id(person).as_str().to_owned())), logged)
    });
    prop::collection::vec(event, 0..24)
}

type Values = Vec<(String, Option<String>, Option<String>)>;

fn outcome(what: &What) -> (Delivered, Values) {
    let values = |value: &str| vec![("externalId".to_owned(), None, Some(value.to_owned()))];
    match what {
        What::Sent(value) => (Delivered::Success, values(value)),
        What::Other => (Delivered::Success, Vec::new()),
        What::Unchanged => (Delivered::Unchanged, Vec::new()),
        What::Skipped(code) => (Delivered::Skipped((*code).to_owned()), Vec::new()),
        What::Failed => (Delivered::Failed("Timeout".to_owned(), String::new()), Vec::new()),
    }
}

/// Two groups that share two people, all of them read, and what happened in order.
fn world(events: &[Event]) -> (Facts, Log) {
    let person = |at| Person {
        id: id(at),
        name: Some(["Person ", &at.to_string()].concat()),
        username: None,
        enabled: None,
        guest: false,
        attributes: Vec::new(),
    };
    let group = |number: usize, people: std::ops::Range<usize>| Group {
        id: ["b7d90c14-6a2e-4f35-9c81-e05d3f7a216", &number.to_string()].concat().parse().unwrap(),
        name: "TOTAL-Admin".to_owned(),
        description: None,
        security_enabled: true,
        microsoft_365: false,
        dynamic_rule: None,
        role_assignable: false,
        members: Reading::Known(Members {
            total: Some(people.len() as u64),
            people: people.map(person).collect(),
            nested: Vec::new(),
        }),
    };
    let groups = vec![group(0, 0..4), group(1, 2..6)];
    let assignment = |group: &Group| Assignment {
        id: "assignment".parse().unwrap(),
        principal: group.id.clone(),
        name: group.name.clone(),
        is_group: true,
        role: group.id.clone(),
    };
    let mut page = Page::default();
    let mut deliveries = Vec::new();
    for (second, Event(person, what, logged)) in events.iter().enumerate() {
        let at = Some(UNIX_EPOCH + Duration::from_secs(second as u64));
        let (outcome, values) = outcome(what);
        if *logged {
            page.entries.insert(
                0,
                Entry {
                    id: second.to_string(),
                    at,
                    cycle: String::new(),
                    action: Action::Update,
                    object: id(*person).as_str().to_owned(),
                    name: String::new(),
                    username: None,
                    is_person: true,
                    outcome,
                    reason: String::new(),
                    values,
                    steps: Vec::new(),
                },
            );
        } else {
            deliveries.push(Delivery { person: id(*person), at, outcome, values, steps: Vec::new() });
        }
    }
    let log = Log::of(&page);
    let facts = Facts {
        assignments: Reading::Known(groups.iter().map(assignment).collect()),
        groups: Reading::Known(groups),
        log: Reading::Known(Arc::new(page)),
        deliveries: Reading::Known(deliveries),
        ..Facts::default()
    };
    (facts, log)
}

fn count(facts: &Facts, log: &Log) -> Everybody {
    everybody(&Product::total(), facts, log)
}

fn members(facts: &mut Facts) -> &mut Members {
    let Reading::Known(groups) = &mut facts.groups else { unreachable!() };
    let Reading::Known(members) = &mut groups[0].members else { unreachable!() };
    members
}

proptest! {
    #[test]
    fn everybody_in_scope_counts_once(events in events()) {
        let (facts, log) = world(&events);
        let found = count(&facts, &log);
        prop_assert_eq!(found.people(), 6);
        prop_assert_eq!((found.unread, found.more, found.reach), (0, false, Reach::Whole));
        let ids: std::collections::BTreeSet<_> = found.wrong.iter().map(|person| &person.id).collect();
        prop_assert_eq!(ids.len(), found.wrong.len());
    }

    /// The count says of each person what the proof of that person says.
    #[test]
    fn the_count_is_the_sum_of_the_proofs(events in events()) {
        let (mut facts, log) = world(&events);
        let found = count(&facts, &log);
        let mut all: Vec<_> = log.entries().filter_map(Entry::delivery).collect();
        all.extend(facts.deliveries.known().unwrap().iter().cloned());
        sort_by_key(&mut all, |delivery| delivery.at);
        facts.deliveries = Reading::Known(all);
        let mut sum = Everybody { reach: found.reach, ..Everybody::default() };
        for person in (0..6).map(id) {
            let proof =
                crate::setup::proof::prove(&Product::total(), &person, facts.deliveries.known().unwrap());
            let at = person.as_str().as_bytes()[35] - b'0';
            sum.count(person.as_str(), &["Person ", &at.to_string()].concat(), proof);
        }
        prop_assert_eq!(found, sum);
    }

    #[test]
    fn one_altered_character_of_what_was_sent_is_one_proven_less_and_one_wrong_more(
        events in events(), pick in any::<prop::sample::Index>(), place in 0_usize..36,
    ) {
        let (facts, log) = world(&events);
        let before = count(&facts, &log);
        // What was sent last to somebody who is proven by it.
        let is_last = |at: usize| {
            let Event(person, what, _) = &events[at];
            let after = || events[at + 1..].iter().filter(|Event(other, ..)| other == person);
            *person < 6 && *what == What::Sent(id(*person).as_str().to_owned())
                && after().all(|Event(_, what, _)| !matches!(what, What::Sent(_)))
                && after().next_back().is_none_or(|Event(_, what, _)| matches!(what, What::Other | What::Unchanged))
        };
        let last: Vec<_> = (0..events.len()).filter(|at| is_last(*at)).collect();
        prop_assert_eq!(last.len() as u64, before.proven);
        prop_assume!(!last.is_empty());
        let mut altered = events.clone();
        let Event(_, What::Sent(value), _) = &mut altered[*pick.get(&last)] else { unreachable!() };
        let new = if &value[place..=place] == "0" { "1" } else { "0" };
        value.replace_range(place..=place, new);
        let (facts, log) = world(&altered);
        let after = count(&facts, &log);
        prop_assert_eq!(after.proven, before.proven - 1);
        prop_assert_eq!(after.wrong.len(), before.wrong.len() + 1);
        prop_assert_eq!((after.left_out, after.unknown), (before.left_out, before.unknown));
        prop_assert!(!after.is_proven());
    }

    #[test]
    fn what_was_never_sent_is_never_proven(events in events()) {
        let never = |Event(_, what, _): &Event| !matches!(what, What::Sent(_));
        let (facts, log) = world(&events.into_iter().filter(never).collect::<Vec<_>>());
        let found = count(&facts, &log);
        prop_assert_eq!((found.proven, found.wrong.len()), (0, 0));
        prop_assert!(!found.is_proven());
    }

    /// People of a long group whom the log names are counted, and those it does not name stay unread.
    #[test]
    fn whom_only_the_log_names_counts_where_not_everybody_was_read(events in events()) {
        let (mut facts, log) = world(&events);
        let before = count(&facts, &log);
        members(&mut facts).total = Some(14);
        let after = count(&facts, &log);
        prop_assert_eq!(after.people() + after.unread, 16);
        prop_assert!(after.proven >= before.proven && after.people() <= 8);
        prop_assert!(!after.is_proven());
    }
}

#[test]
fn everybody_is_proven_only_where_everybody_is_known() {
    let all: Vec<_> = (0..6).map(|at| Event(at, What::Sent(id(at).as_str().to_owned()), true)).collect();
    let (mut facts, log) = world(&all);
    assert!(count(&facts, &log).is_proven());
    members(&mut facts).total = Some(5);
    assert_eq!(count(&facts, &log).unread, 1);
    assert!(!count(&facts, &log).is_proven());
    members(&mut facts).total = None;
    assert!(count(&facts, &log).is_proven());
    let Reading::Known(groups) = &mut facts.groups else { unreachable!() };
    groups[0].members = Reading::NotRead;
    let found = count(&facts, &log);
    assert!(found.more && !found.is_proven(), "{found:?}");
    assert_eq!(found.people(), 6, "the log names who was not read");
    assert!(!count(&Facts::default(), &Log::default()).is_proven());
}

#[test]
fn the_count_says_how_far_back_it_looked() {
    let (mut facts, _) = world(&[]);
    let (_, log) = world(&[Event(0, What::Other, true)]);
    assert_eq!(count(&facts, &log).reach, Reach::Whole);
    let mut page = Page { older: Some("https://graph.microsoft.com/next".to_owned()), ..Page::default() };
    page.entries.extend(log.entries().cloned());
    assert_eq!(count(&facts, &Log::of(&page)).reach, Reach::Since(UNIX_EPOCH));
    facts.log = Reading::NotRead;
    assert_eq!(count(&facts, &Log::default()).reach, Reach::Unread);
}
