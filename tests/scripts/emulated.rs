//! The shell script against the emulator: real HTTP, a real shell.

mod emulator;

use assistant::setup::change::Change;
use assistant::sim::Scenario;
use emulator::Emulator;

/// What a script can do everything about, once credentials are entered.
const FIXABLE: [Scenario; 8] = [
    Scenario::Fresh,
    Scenario::MappingMissing,
    Scenario::MappingDuplicated,
    Scenario::MappingConstant,
    Scenario::SyncedWrong,
    Scenario::Quarantined,
    Scenario::Throttled,
    Scenario::SeveralJobs,
];

/// After the script a fresh look finds nothing to do; after it once more, nothing was written again.
#[test]
fn a_script_does_the_plan_and_nothing_twice() {
    for scenario in FIXABLE {
        let emulator = Emulator::start(scenario);
        let mut plan = emulator.plan();
        let Some(script) = emulator.script(&plan) else {
            assert!(plan.is_empty(), "{scenario:?}");
            continue;
        };
        // Neither a restart nor another token shows in what can be read: both are done again.
        plan.retain(|change| {
            *change != Change::Restart && !matches!(change, Change::StoreCredentials { .. })
        });
        let again = emulator.script(&plan);
        let done = emulator.run(&script, &[]);
        assert!(done.success, "{scenario:?}: {plan:?}\n{}\n{:#?}", done.said, emulator.writes());
        assert!(!done.said.contains(emulator::SECRET) && !done.said.contains(emulator::BEARER));
        let left = emulator.plan_without_credentials();
        // That a restart is owed is remembered by the visit alone.
        assert!(
            left.iter().all(|change| *change == Change::Restart),
            "{scenario:?}: {left:?}\n{}",
            done.said
        );

        let Some(script) = again else { continue };
        let written = emulator.writes().len();
        let again = emulator.run(&script, &[]);
        assert!(again.success, "{scenario:?}: {}", again.said);
        assert_eq!(again.said.matches("is so already").count(), plan.len(), "{scenario:?}: {}", again.said);
        assert_eq!(emulator.writes().len(), written, "{scenario:?}");
    }
}

#[test]
fn looking_writes_nothing() {
    let emulator = Emulator::start(Scenario::Fresh);
    let script = emulator.script(&emulator.plan()).unwrap();
    let looked = emulator.run(&script, &["--look"]);
    assert!(looked.success && looked.said.contains("Nothing was changed."), "{}", looked.said);
    assert_eq!(emulator.writes(), Vec::<String>::new());
}

/// Somebody changed what the script is about, after it was copied.
#[test]
fn a_script_stops_before_it_writes_when_the_state_is_another() {
    let emulator = Emulator::start(Scenario::MappingConstant);
    let script = emulator.script(&emulator.plan()).unwrap();
    emulator.begin(Scenario::MappingExpression);
    let stopped = emulator.run(&script, &[]);
    assert!(
        !stopped.success && stopped.said.contains("Correct the attribute mapping: this is not what"),
        "{}",
        stopped.said
    );
    assert_eq!(emulator.writes(), Vec::<String>::new());
}

/// The script of a step that needs the job of another step waits for it.
#[test]
fn a_step_without_its_job_stops() {
    let emulator = Emulator::start(Scenario::Fresh);
    let plan = emulator.plan();
    let (correction, others): (Vec<_>, Vec<_>) =
        plan.into_iter().partition(|change| matches!(change, Change::FixMapping { .. }));
    let script = emulator.script(&correction).unwrap();
    let creation = emulator.script(&others[..1]).unwrap();
    let stopped = emulator.run(&script, &[]);
    assert!(!stopped.success && stopped.said.contains("found:    \"no job\""), "{}", stopped.said);
    assert_eq!(emulator.writes(), Vec::<String>::new());
    assert!(emulator.run(&creation, &[]).success);
    let done = emulator.run(&script, &[]);
    assert!(done.success, "{}", done.said);
    assert_eq!(emulator.writes().len(), 2);
}

/// The application of another tenant is never touched.
#[test]
fn a_script_stops_in_another_tenant() {
    let emulator = Emulator::start(Scenario::Fresh);
    let script = emulator.script(&emulator.plan()).unwrap();
    let elsewhere =
        script.replace("8e42d9b6-1f73-4c0a-b5e8-2a6c9d04f7b1", "8e42d9b6-1f73-4c0a-b5e8-2a6c9d04f7b2");
    assert_ne!(script, elsewhere);
    let stopped = emulator.run(&elsewhere, &[]);
    assert!(!stopped.success && stopped.said.contains("this is not what"), "{}", stopped.said);
    assert_eq!(emulator.writes(), Vec::<String>::new());
}

/// Credentials that the product refuses are not stored.
#[test]
fn refused_credentials_are_not_stored() {
    let emulator = Emulator::start(Scenario::Fresh);
    let script = emulator.script(&emulator.plan()).unwrap();
    let stopped = emulator.run_with(&script, &[], "wrong");
    assert!(!stopped.success && stopped.said.contains("HTTP 400"), "{}", stopped.said);
    assert!(emulator.writes().iter().all(|write| !write.starts_with("PUT")), "{:?}", emulator.writes());
}

/// The mapping is all that a correction changes in the schema.
#[test]
fn a_correction_keeps_the_rest_of_the_schema() {
    for scenario in [Scenario::DefaultMapping, Scenario::MappingDuplicated, Scenario::MappingMissing] {
        let emulator = Emulator::start(scenario);
        let wanted = emulator.corrected_schema();
        let plan: Vec<_> =
            emulator.plan().into_iter().filter(|it| matches!(it, Change::FixMapping { .. })).collect();
        let done = emulator.run(&emulator.script(&plan).unwrap(), &[]);
        assert!(done.success, "{scenario:?}: {}", done.said);
        assert_eq!(emulator.last_body(), wanted, "{scenario:?}");
    }
}

/// A restart is confirmed by the tenant's name, each time.
#[test]
fn a_restart_is_confirmed() {
    let emulator = Emulator::start(Scenario::SyncedWrong);
    let script = emulator.script(&emulator.plan()).unwrap();
    let stopped = emulator.run_answered(&script, "Another tenant\n");
    assert!(!stopped.success && stopped.said.contains("That is not the name."), "{}", stopped.said);
    assert_eq!(emulator.writes(), Vec::<String>::new());
}
