//! Everything the tenant holds.

use super::cast;
use super::directory::Directory;
use super::engine::scim::ScimStore;
use super::guid::Guids;
use super::knobs::Knobs;
use super::logs::Log;
use super::sentinel::Provoked;
use super::vendor::Vendor;
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

/// Whose tenant it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Tenant ID.
    pub id: String,
    /// Display name.
    pub name: String,
    /// The verified domain.
    pub domain: String,
}

impl Default for Organization {
    fn default() -> Self {
        Self { id: cast::TENANT.to_owned(), name: "Contoso".to_owned(), domain: "contoso.example".to_owned() }
    }
}

/// The tenant.
#[derive(Debug)]
pub(crate) struct State {
    pub knobs: Knobs,
    pub vendor: Vendor,
    pub organization: Organization,
    pub directory: Directory,
    pub applications: Vec<Application>,
    /// Object id of the person signed in.
    pub me: String,
    /// `roleTemplateId`s of the roles this person holds.
    pub roles: Vec<&'static str>,
    /// Those that this person holds as member of a group.
    pub group_roles: Vec<&'static str>,
    pub premium: bool,
    pub callers: BTreeMap<String, Caller>,
    pub log: Log,
    pub guids: Guids,
    pub on_demand_rate: Rate,
    pub report_rate: Rate,
}

/// Who holds a token.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub scopes: Vec<String>,
    pub expires: SystemTime,
    /// Whether the token was issued for a claims challenge.
    pub challenged: bool,
}

/// A service principal and what provisioning keeps with it.
#[derive(Debug)]
pub(crate) struct Application {
    pub id: String,
    pub app_id: String,
    pub name: String,
    pub kind: Kind,
    pub created: SystemTime,
    pub assignments: Vec<Assignment>,
    pub secrets: Secrets,
    pub jobs: Vec<Job>,
    pub scim: ScimStore,
}

/// Where an application comes from: decides whether Entra can provision it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    NonGallery,
    Registration,
    Foreign,
}

/// An app role assignment.
#[derive(Clone, Debug)]
pub(crate) struct Assignment {
    pub id: String,
    pub role: String,
    pub principal: String,
    pub principal_type: &'static str,
    pub principal_name: String,
    pub created: SystemTime,
}

/// The secrets of an application: what is stored, and what can be read already.
#[derive(Debug, Default)]
pub(crate) struct Secrets {
    pub stored: Vec<(String, String)>,
    /// What reads show until the moment given.
    pub before: Option<(SystemTime, Vec<(String, String)>)>,
}

impl Secrets {
    /// The stored value of `key`, unless it is empty.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.stored
            .iter()
            .find(|(held, _)| held == key)
            .map(|(_, value)| value.as_str())
            .filter(|v| !v.is_empty())
    }

    /// What a read at `now` shows.
    pub fn visible(&self, now: SystemTime) -> &[(String, String)] {
        match &self.before {
            Some((until, old)) if now < *until => old,
            _ => &self.stored,
        }
    }
}

/// A synchronization job.
#[derive(Debug)]
pub(crate) struct Job {
    pub id: String,
    pub created: SystemTime,
    pub schema: Value,
    /// How often the schema was read: decides when the concurrent editor strikes.
    pub schema_reads: u32,
    pub schedule: Schedule,
    pub run: Phase,
    /// Since when the job is started.
    pub started: Option<SystemTime>,
    pub cycle: Option<Cycle>,
    pub next_cycle: Option<SystemTime>,
    pub quarantine: Option<Quarantine>,
    pub last: Option<Execution>,
    pub last_success: Option<Execution>,
    pub last_with_exports: Option<Execution>,
    pub steady_first: Option<SystemTime>,
    pub steady_last: Option<SystemTime>,
    pub failures: u64,
    /// The next cycle may remove people, however many.
    pub deletions_allowed: bool,
}

/// `schedule.state`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Schedule {
    Disabled,
    Active,
    Paused,
}

/// What the job's code is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    NotConfigured,
    Paused,
    NotRun,
    Active,
}

/// A cycle in progress.
#[derive(Debug)]
pub(crate) struct Cycle {
    pub id: String,
    pub began: SystemTime,
    /// The first object moves now.
    pub first: SystemTime,
    pub ends: SystemTime,
    /// Object ids of people, then of groups, in the order they are handled.
    pub people: Vec<String>,
    pub groups: Vec<String>,
    pub done: usize,
    pub exported: u64,
    pub escrowed: u64,
    pub initial: bool,
}

impl Cycle {
    /// How many objects it handles.
    pub fn total(&self) -> usize {
        self.people.len() + self.groups.len()
    }
}

/// A cycle that is over.
#[derive(Clone, Debug)]
pub(crate) struct Execution {
    pub id: String,
    pub began: SystemTime,
    pub ended: SystemTime,
    pub entitled: u64,
    pub exported: u64,
    pub escrowed: u64,
    pub imported: u64,
    /// Code and message where the cycle as a whole failed.
    pub error: Option<(&'static str, String)>,
}

/// Why and since when a job stands still.
#[derive(Clone, Debug)]
pub(crate) struct Quarantine {
    pub began: SystemTime,
    pub reason: &'static str,
    pub error: Option<(&'static str, String)>,
}

/// Calls of a kind in the last ten seconds: five are allowed (graph-contract.md §0.7).
#[derive(Debug, Default)]
pub(crate) struct Rate(Vec<SystemTime>);

impl Rate {
    const WINDOW: Duration = Duration::from_secs(10);

    /// Counts a call at `now`, or tells how many seconds to wait.
    pub fn admit(&mut self, now: SystemTime) -> Result<(), u64> {
        self.0.retain(|at| *at + Self::WINDOW > now);
        if self.0.len() < 5 {
            self.0.push(now);
            return Ok(());
        }
        let free = self.0.first().map_or(now, |at| *at + Self::WINDOW);
        Err(free.duration_since(now).map_or(1, |left| left.as_secs() + 1))
    }
}

impl State {
    /// `roleTemplateId`s of all roles of the person signed in.
    pub fn held_roles(&self) -> impl Iterator<Item = &'static str> {
        self.roles.iter().chain(&self.group_roles).copied()
    }

    /// The application with this object id.
    pub fn application(&self, id: &str) -> Option<&Application> {
        self.applications.iter().find(|app| app.id == id)
    }

    /// What the name of a group provokes, if it is one of the well-known ones.
    pub fn provoked_by_group(&self, id: &str) -> Option<Provoked> {
        self.directory.group(id).and_then(|group| Provoked::by(&group.name))
    }
}
