//! A tenant is answered for from its recording.

use crate::common::{self, World};
use crate::{file, proven, visit};
use assistant::net::{Request, Transport};
use assistant::recording::{Names, Recording};
use assistant::setup::facts::{Facts, Reading};
use assistant::sim::{DEMO_TOKEN, Replay, Scenario};
use futures_executor::block_on;
use std::rc::Rc;

/// The visit to `scenario`, recorded.
fn recorded(scenario: Scenario, fixes: bool) -> World {
    let mut world = World::new(scenario);
    world.recorder.set_on(true);
    visit(&mut world, fixes);
    world
}

/// The same visit, to what was recorded of the tenant.
fn replayed(scenario: Scenario, fixes: bool, text: &str) -> (World, Rc<Replay>) {
    let replay = Rc::new(Replay::new(Recording::parse(text).unwrap()));
    let mut world = World::new(scenario);
    let transport = Rc::clone(&replay) as Rc<dyn Transport>;
    world.tenant = common::tenant(transport, DEMO_TOKEN, Rc::clone(&world.clock) as _, &world.product);
    visit(&mut world, fixes);
    (world, replay)
}

/// The same requests get the same answers: the facts are equal, member for member.
fn check(scenario: Scenario, fixes: bool) {
    let name = scenario.name();
    let original = recorded(scenario, fixes);
    let (again, replay) = replayed(scenario, fixes, &file(&original, Names::Kept));
    assert_eq!(replay.missed(), [""; 0], "{name}");
    // A recording answers at once: the moments of this visit are others, and so their order among those of the log.
    let timeless = |world: &World| {
        let mut facts = Facts { looked_at: None, ..world.facts.clone() };
        if let Reading::Known(deliveries) = &mut facts.deliveries {
            deliveries.iter_mut().for_each(|delivery| delivery.at = None);
            deliveries.sort_by_key(|delivery| format!("{delivery:?}"));
        }
        facts
    };
    assert!(timeless(&again) == timeless(&original), "{name}");
    assert_eq!(again.statuses(), original.statuses(), "{name}");
    assert_eq!(again.kinds(), original.kinds(), "{name}");
    assert_eq!(replay.left(), 0, "{name}: everything was asked for again");
    assert_eq!(again.receipts.len(), original.receipts.len(), "{name}");
}

#[test]
fn a_look_at_any_scenario_is_the_same_from_its_recording() {
    for scenario in Scenario::ALL {
        check(*scenario, false);
    }
}

#[test]
fn the_whole_job_is_the_same_from_its_recording() {
    for scenario in crate::small() {
        check(scenario, true);
    }
    let original = recorded(Scenario::Fresh, true);
    assert_eq!(original.statuses(), ["done"; 5]);
    assert!(proven(&original) > 0);
}

/// Without names it is still the same tenant: the same steps, verdicts and people.
#[test]
fn a_recording_without_names_tells_the_same() {
    for (scenario, fixes) in
        [(Scenario::Fresh, true), (Scenario::SyncedWrong, true), (Scenario::NestedGroups, false)]
    {
        let original = recorded(scenario, fixes);
        let (again, replay) = replayed(scenario, fixes, &file(&original, Names::Replaced));
        assert_eq!(replay.missed(), [""; 0], "{}", scenario.name());
        assert_eq!(again.statuses(), original.statuses(), "{}", scenario.name());
        assert_eq!(proven(&again), proven(&original));
        let labels = |world: &World| world.proofs().into_iter().map(|(label, _)| label).collect::<Vec<_>>();
        assert_eq!(labels(&again).len(), labels(&original).len());
        assert!(labels(&again).iter().all(|label| label.starts_with("person-")), "{:?}", labels(&again));
    }
}

/// Another visit puts its batches together otherwise, and gets the same answers.
#[test]
fn a_batch_that_was_not_recorded_is_put_together_from_what_was() {
    let mut original = recorded(Scenario::AllRight, false);
    let (again, replay) = {
        let replay = Rc::new(Replay::new(Recording::parse(&file(&original, Names::Kept)).unwrap()));
        let mut world = World::new(Scenario::AllRight);
        let transport = Rc::clone(&replay) as Rc<dyn Transport>;
        world.tenant = common::tenant(transport, DEMO_TOKEN, Rc::clone(&world.clock) as _, &world.product);
        // It asks for this very application, and then for what is not in the first batch of a look.
        world.look();
        (block_on(world.tenant.look_again(&world.facts)), replay)
    };
    original.wait(std::time::Duration::ZERO);
    assert_eq!(replay.missed(), [""; 0]);
    assert!(again.assignments == original.facts.assignments && again.groups == original.facts.groups);
}

fn get(path: &str) -> Request {
    let mut request = Request::new(Vec::new());
    *request.uri_mut() = ["https://elsewhere.example", path].concat().parse().unwrap();
    request
}

#[test]
fn what_was_not_recorded_is_named() {
    let replay =
        Replay::new(Recording::parse(&file(&recorded(Scenario::Fresh, false), Names::Kept)).unwrap());
    let answer = block_on(replay.send(get("/v1.0/users?$top=1"))).unwrap();
    assert_eq!(answer.status(), 501);
    let text = String::from_utf8(answer.into_body()).unwrap();
    assert!(text.contains("The recording holds no answer to GET /v1.0/users?$top=1"), "{text}");
    assert_eq!(replay.missed(), ["GET /v1.0/users?$top=1"]);
}

/// Whoever looks again sees the newest state; a change is made once.
#[test]
fn reads_may_be_repeated_and_writes_may_not() {
    let original = recorded(Scenario::DefaultMapping, true);
    let replay = Replay::new(Recording::parse(&file(&original, Names::Kept)).unwrap());
    let path =
        original.recorder.exchanges().iter().find(|it| it.path.ends_with("/jobs")).unwrap().path.clone();
    for _ in 0..20 {
        assert_eq!(block_on(replay.send(get(&path))).unwrap().status(), 200);
    }
    let start = original.recorder.exchanges().iter().find(|it| it.path.ends_with("/start")).unwrap().clone();
    let send = || {
        let mut request = get(&start.path);
        *request.method_mut() = "POST".parse().unwrap();
        block_on(replay.send(request)).unwrap().status().as_u16()
    };
    assert_eq!((send(), send()), (204, 501));
}

#[test]
fn links_lead_to_where_the_question_went() {
    let replay =
        Replay::new(Recording::parse(&file(&recorded(Scenario::AllRight, false), Names::Kept)).unwrap());
    let original = recorded(Scenario::AllRight, false);
    let path =
        original.recorder.exchanges().iter().find(|it| it.path.ends_with("/jobs")).unwrap().path.clone();
    let text = String::from_utf8(block_on(replay.send(get(&path))).unwrap().into_body()).unwrap();
    assert!(
        text.contains("https://elsewhere.example/v1.0/$metadata") && !text.contains(common::GRAPH),
        "{text}"
    );
}
