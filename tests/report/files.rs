//! Files that people choose: only a report is taken (security.md INP-05, INP-06).

use crate::common::World;
use crate::report;
use assistant::setup::receipt::Outcome;
use assistant::setup::report::{
    About, ChangeReport, ChangedRow, EverybodyReport, EvidenceReport, GroupName, JobReport, JobState,
    LogRead, MAX_BYTES, MappingState, ProofReport, Report, ReportError, Verdict, WrongPersonReport,
};
use assistant::setup::step::StepId;
use assistant::sim::Scenario;
use assistant::words::en::report::MASKED;
use proptest::prelude::*;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

fn good() -> String {
    static GOOD: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    GOOD.get_or_init(|| report(&World::seen(Scenario::AllRight)).to_json()).clone()
}

#[test]
fn a_byte_order_mark_is_borne() {
    assert!(Report::parse(&format!("\u{feff}{}", good())).is_ok());
}

#[test]
fn what_is_not_a_report_is_refused_by_cause() {
    use ReportError as E;
    let good = good();
    let with = |member: &str| good.replacen('{', &format!("{{{member},"), 1);
    let deep = |depth: usize| with(&format!("\"x\":{}{}", "[".repeat(depth), "]".repeat(depth)));
    for (text, error) in [
        (String::new(), E::NotJson),
        ("not json".to_owned(), E::NotJson),
        (good[..good.len() / 2].to_owned(), E::NotJson),
        (format!("{good}{good}"), E::NotJson),
        (" ".repeat(MAX_BYTES + 1), E::TooLarge),
        ("[]".to_owned(), E::NotAReport),
        ("{}".to_owned(), E::NotAReport),
        (good.replace("total-setup-report", "total-setup-recording"), E::NotAReport),
        (good.replace("\"version\": 1", "\"version\": 2"), E::OtherVersion),
        (with("\"extra\":1"), E::NotAReport),
        (good.replace("\"name\": \"TOTAL\"", "\"name\": null"), E::NotAReport),
        (good.replace("\"domain\": \"contoso.example\"", "\"domain\": null"), E::NotAReport),
        (good.replace("\"proven\": ", "\"proven\": 1"), E::NotAReport),
        (good.replace("\"at\": \"20", "\"at\": \" 20"), E::NotAReport),
        (with("\"version\":1"), E::NotAReport),
        (good.replace("\"id\":", "\"id\": \"x\", \"id\":"), E::NotAReport),
        (deep(33), E::TooMuch),
        (deep(5_000), E::TooMuch),
        (with(&format!("\"x\":[{}1]", "1,".repeat(10_000))), E::TooMuch),
        (with(&format!("\"x\":\"{}\"", "a ".repeat(2_049))), E::TooMuch),
        (with("\"SecretToken\":\"x\""), E::HoldsSecret),
        (with("\"clientSecret\":1"), E::HoldsSecret),
        (with("\"x\":\"Bearer tsa_0f1e2d3c4b5a6978\""), E::HoldsSecret),
        (with("\"x\":\"eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.c2ln\""), E::HoldsSecret),
        (with("\"x\":[{\"y\":\"dGhpcyBpcyBhIHNlY3JldCAxMjM0NTY3ODkwYWJj\"}]"), E::HoldsSecret),
        (good.replace("\"overall\": \"done\"", "\"overall\": \"failed\""), E::NotAReport),
        (good.replace("scim.total.example/v2", "scim.total.example/v2?key=x"), E::NotAReport),
        (good.replace("\"name\": \"TOTAL\"", "\"name\": \"TO\\u202eTAL\""), E::NotAReport),
    ] {
        assert_ne!(text, good);
        let start: String = text.chars().take(120).collect();
        assert_eq!(Report::parse(&text).err(), Some(error), "{start}");
    }
}

/// Reports from before there was a count of everybody are read all the same.
#[test]
fn an_older_report_without_the_count_of_everybody_is_read() {
    let mut json: serde_json::Value = serde_json::from_str(&good()).unwrap();
    assert!(json.as_object_mut().unwrap().remove("everybody").is_some());
    for proof in json["proofs"].as_array_mut().unwrap() {
        assert!(proof.as_object_mut().unwrap().remove("willSend").is_some());
    }
    let older = Report::parse(&json.to_string()).unwrap();
    assert_eq!(older.everybody, None);
    assert_eq!(older.counts(), report(&World::seen(Scenario::AllRight)).counts());
}

/// What the count lists cannot be more than it counts.
#[test]
fn a_count_that_disagrees_with_its_list_is_refused() {
    let text = report(&World::seen(Scenario::SyncedWrong)).to_json();
    let all = Report::parse(&text).unwrap().everybody.unwrap();
    assert!(all.wrong >= 3 && all.wrong_people.len() as u64 == all.wrong);
    let count = |count: u64| ["\"wrong\": ", &count.to_string(), ",\n    \"leftOut\""].concat();
    let less = text.replace(&count(all.wrong), &count(all.wrong - 1));
    assert_ne!(less, text);
    assert_eq!(Report::parse(&less), Err(ReportError::NotAReport));
}

/// What was sent in place of an object id may be a name, and is masked like one.
#[test]
fn people_under_a_wrong_identity_are_masked() {
    let whole = report(&World::seen(Scenario::SyncedWrong));
    let text = whole.to_json();
    assert!(text.contains("Ada Martin") && text.contains("ada.martin"));
    let masked = whole.masked(MASKED).to_json();
    assert!(!masked.contains("Ada Martin") && !masked.contains("ada.martin"));
}

/// Anything that a person may have called something.
fn text() -> impl Strategy<Value = String> {
    "[ -~äß€😀]{0,30}"
}

fn time() -> impl Strategy<Value = SystemTime> {
    (0u64..4_000_000_000).prop_map(|seconds| UNIX_EPOCH + Duration::from_secs(seconds))
}

fn about() -> impl Strategy<Value = About> {
    prop::sample::select(vec![About::Person, About::Group, About::Other])
}

fn evidence() -> impl Strategy<Value = EvidenceReport> {
    (about(), text(), text(), prop::option::of(text()), any::<bool>()).prop_map(
        |(about, subject, now, should_be, personal)| EvidenceReport {
            about,
            subject,
            now,
            should_be,
            personal,
        },
    )
}

fn change() -> impl Strategy<Value = ChangeReport> {
    let outcomes = vec![Outcome::Confirmed, Outcome::AlreadySo, Outcome::NotVisibleYet];
    let row = (about(), text(), text(), text()).prop_map(|(about, subject, before, after)| ChangedRow {
        about,
        subject,
        before,
        after,
    });
    let rows = prop::collection::vec(row, 0..3);
    let steps = prop::sample::select(StepId::ALL.to_vec());
    (text(), steps, time(), prop::option::of(text()), prop::sample::select(outcomes), rows).prop_map(
        |(says, step, at, request_id, outcome, rows)| ChangeReport {
            change: "start".to_owned(),
            step,
            says,
            at,
            request_id,
            outcome,
            rows,
        },
    )
}

fn proof() -> impl Strategy<Value = ProofReport> {
    let verdicts = vec![Verdict::Proven, Verdict::Wrong, Verdict::NotSent, Verdict::Unclear, Verdict::Failed];
    let maybe = || prop::option::of(text());
    ("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", text(), prop::sample::select(verdicts))
        .prop_flat_map(move |(id, name, verdict)| {
            let rest = (maybe(), maybe(), maybe(), prop::option::of(time()));
            rest.prop_map(move |(will_send, sent, code, at)| ProofReport {
                id: id.parse().unwrap(),
                name: name.clone(),
                verdict,
                will_send,
                sent,
                code,
                at,
            })
        })
}

fn everybody() -> impl Strategy<Value = EverybodyReport> {
    let logs = vec![LogRead::Unread, LogRead::Part, LogRead::Whole];
    let wrong = prop::collection::vec((proof(), text()), 0..3);
    let counts = (any::<u64>(), any::<u64>(), any::<u64>(), any::<u64>(), any::<bool>());
    (counts, wrong, prop::sample::select(logs), prop::option::of(time())).prop_map(
        |((proven, left_out, unknown, unread, more), wrong, log, since)| EverybodyReport {
            proven,
            wrong: wrong.len() as u64,
            left_out,
            unknown,
            unread,
            more,
            log,
            since,
            wrong_people: wrong
                .into_iter()
                .map(|(ProofReport { id, name, .. }, sent)| WrongPersonReport { id, name, sent })
                .collect(),
        },
    )
}

fn any_report() -> impl Strategy<Value = Report> {
    let base = report(&World::seen(Scenario::AllRight));
    let states = vec![JobState::None, JobState::Off, JobState::Paused, JobState::Quarantined];
    let job = (prop::sample::select(states), prop::option::of(time()), prop::option::of(text()));
    let rows = prop::collection::vec((text(), text(), text(), any::<bool>()), 0..3);
    (
        prop::collection::vec(evidence(), 0..4),
        prop::collection::vec(change(), 0..3),
        (prop::collection::vec(proof(), 0..4), prop::option::of(everybody())),
        prop::option::of(job),
        prop::option::of(rows),
        prop::option::of(text()),
        time(),
    )
        .prop_map(move |(evidence, changes, (proofs, everybody), job, rows, group, at)| {
            let mut report = base.clone();
            report.steps[0].findings[0].evidence = evidence;
            let id = report.proofs[0].id.clone();
            report.groups = group.map(|name| vec![GroupName { id, name }]);
            report.mapping = rows.map(|rows| {
                let row = |(target, required, now, right)| MappingState { target, required, now, right };
                rows.into_iter().map(row).collect()
            });
            report.job = job.map(|(state, last_cycle, quarantine)| JobReport {
                state,
                last_cycle,
                quarantine,
                quarantined_since: last_cycle,
            });
            (report.at, report.changes, report.proofs) = (at, changes, proofs);
            report.everybody = everybody;
            report
        })
}

proptest! {
    #[test]
    fn a_saved_report_is_read_again_unchanged(report in any_report()) {
        prop_assert_eq!(Report::parse(&report.to_json()), Ok(report.clone()));
        let masked = report.masked(MASKED);
        prop_assert_eq!(Report::parse(&masked.to_json()), Ok(masked));
    }

    #[test]
    fn any_text_is_a_report_or_a_refusal(text in any::<String>(), at in 0usize..20_000, with in "[\\[\\]{}\",:0-9a-z]{0,3}") {
        prop_assert!(Report::parse(&text).is_err());
        let mut cut = good();
        if at < cut.len() && cut.is_char_boundary(at) {
            cut.insert_str(at, &with);
            // It may still be one, if the change fell into a text; then it is whole.
            if let Ok(report) = Report::parse(&cut) {
                prop_assert_eq!(Report::parse(&report.to_json()), Ok(report.clone()));
            }
        }
    }
}

/// What is read from a file says what the page said.
#[test]
fn a_finding_of_a_report_is_known_again() {
    let mut known = 0;
    for scenario in
        [Scenario::SyncedWrong, Scenario::Quarantined, Scenario::DeletionsStopped, Scenario::AllRight]
    {
        let world = World::seen(scenario);
        let report = Report::parse(&crate::report(&world).to_json()).unwrap();
        let assessment = world.assessment();
        for (step, of_file) in assessment.steps.iter().zip(&report.steps) {
            for (finding, of_file) in step.findings.iter().zip(&of_file.findings) {
                if let Some(kind) = report.kind(of_file) {
                    assert_eq!(kind, finding.kind);
                    known += 1;
                }
            }
        }
    }
    assert!(known > 20, "{known}");
}
