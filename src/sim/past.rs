//! The log of a job that was here before: its entries are not stored but made from their number, as the crowd is.

use super::cast;
use super::directory::{User, crowd_id};
use super::engine::change::{Action, Change, Facts, Outcome};
use super::engine::person::imported;
use super::logs::Row;
use super::state::{Application, State};
use std::time::{Duration, SystemTime};

/// Between two entries: 50,000 of them reach back for less than the 30 days that a log is kept.
const BETWEEN: Duration = Duration::from_secs(50);
/// Codes of failures in turn, as Microsoft lists them (graph-contract.md §3.4); the last one it does not list.
const FAILURES: [&str; 14] = [
    "SystemForCrossDomainIdentityManagementConflict",
    "TooManyRequests",
    "InternalServerError",
    "DuplicateTargetEntries",
    "MandatoryFieldsMissing",
    "SystemForCrossDomainIdentityManagementServiceIncompatible",
    "LicenseLimitExceeded",
    "InvalidDomain",
    "WebExceptionProtocolError",
    "SystemForCrossDomainIdentityManagementUnauthorized",
    "UnprocessableEntity",
    "InvalidAnchor",
    "Timeout",
    "FunctionNotSupported",
];
/// Codes of skips in turn.
const SKIPS: [&str; 5] = [
    "NotEffectivelyEntitled",
    "RedundantExport",
    "ImportSkipped",
    "EntrySynchronizationSkipped",
    "DuplicateSourceEntries",
];

/// What a job did until it was removed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Past {
    /// The newest entry is a little older.
    pub until: SystemTime,
    /// How many entries there are; as many people are in the crowd, each in one.
    pub count: u32,
}

impl Past {
    /// When entry `number` happened; 0 is the newest.
    pub fn at(self, number: u32) -> SystemTime {
        self.until - BETWEEN * (number + 1)
    }

    /// Entry `number`.
    pub fn row(self, number: u32, app: &Application, state: &State) -> Option<Row> {
        Some(Row {
            id: format!("da7a0000-0000-4000-8000-{number:012x}"),
            application: app.id.clone(),
            application_name: app.name.clone(),
            application_app_id: app.app_id.clone(),
            job: format!("scim.{}.removed", cast::TENANT.replace('-', "")),
            cycle: format!("c7c1e000-0000-4000-8000-{:012x}", number / 48),
            change_id: format!("c4a60000-0000-4000-8000-{number:012x}"),
            at: self.at(number),
            change: change(number, self.count, state)?,
        })
    }
}

/// Of twenty entries one fails, two are skipped, one is a group's, four create, one disables, and the others update.
fn change(number: u32, count: u32, state: &State) -> Option<Change> {
    // A prime that divides no count used: each person's turn comes once, in no order that shows.
    let State { directory, vendor, .. } = state;
    let user = directory.user(&crowd_id((number % count).wrapping_mul(7919) % count))?;
    let pick = |codes: &[&'static str]| codes.get((number / 20) as usize % codes.len()).copied();
    let base = Change {
        action: Action::Update,
        outcome: Outcome::Success,
        object: user.id.clone(),
        kind: "User",
        label: user.upn.clone(),
        name: user.name.clone(),
        target: format!("{:08x}", 0x7f0e_0000 + number),
        modified: vec![sent("title", Some("Trainee"), user.job_title.as_deref())],
        facts: Facts { active: true, assigned: true, filter: true },
        imported: imported(&user),
    };
    Some(match number % 20 {
        0 => Change {
            action: Action::Create,
            outcome: Outcome::Failure(pick(&FAILURES)?),
            target: String::new(),
            modified: created(&user, &vendor.identity),
            ..base
        },
        1 | 2 => {
            let code = pick(&SKIPS)?;
            let facts = Facts { assigned: code != "NotEffectivelyEntitled", ..base.facts };
            Change {
                action: Action::Other,
                outcome: Outcome::Skipped(code),
                modified: Vec::new(),
                facts,
                ..base
            }
        }
        3 => Change {
            kind: "Group",
            object: cast::WORKFORCE_GROUP.to_owned(),
            label: vendor.named("-", "Workforce"),
            name: vendor.named("-", "Workforce"),
            modified: vec![sent("members", None, Some(&user.id))],
            ..base
        },
        4..=7 => Change { action: Action::Create, modified: created(&user, &vendor.identity), ..base },
        8 => Change {
            action: Action::Disable,
            modified: vec![sent("active", Some("True"), Some("False"))],
            ..base
        },
        _ => base,
    })
}

/// What the right mapping sends for a new person.
fn created(user: &User, identity: &str) -> Vec<(String, Option<String>, Option<String>)> {
    vec![
        sent("displayName", None, Some(&user.name)),
        sent(identity, None, Some(&user.id)),
        sent("title", None, user.job_title.as_deref()),
        sent("userName", None, Some(&user.upn)),
    ]
}

fn sent(name: &str, old: Option<&str>, new: Option<&str>) -> (String, Option<String>, Option<String>) {
    (name.to_owned(), old.map(str::to_owned), new.map(str::to_owned))
}
