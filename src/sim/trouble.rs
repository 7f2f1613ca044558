//! What can be done to a tenant while somebody works with it, to see what happens then.

use super::engine;
use super::handlers::schema;
use super::state::State;
use super::tenant::SimTenant;
use serde_json::{Value, json};
use std::time::SystemTime;

/// What is wrong for as long as somebody wants it to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outage {
    /// Every third request is answered with 429 and a `Retry-After` (graph-contract.md §0.7).
    Throttling,
    /// No request arrives.
    NoNetwork,
    /// The person signed in holds no role (graph-contract.md §5): synchronization answers with an empty 401, assignments and
    /// logs with 403.
    NoRole,
}

impl Outage {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Throttling, Self::NoNetwork, Self::NoRole];

    /// A name for automation.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Throttling => "throttling",
            Self::NoNetwork => "no-network",
            Self::NoRole => "no-role",
        }
    }
}

/// The roles that were taken from the person signed in: those held directly, and those of a group.
#[derive(Debug)]
pub(crate) struct TakenRoles(Vec<&'static str>, Vec<&'static str>);

/// What somebody else sends instead of the identity, and instead of that where it is so already.
const OTHER_SOURCES: [&str; 2] = ["userPrincipalName", "mailNickname"];

impl SimTenant {
    /// Whether this is wrong now, be it from the scenario.
    #[must_use]
    pub fn suffers(&self, outage: Outage) -> bool {
        match outage {
            Outage::Throttling => self.faults.is_throttled(),
            Outage::NoNetwork => self.faults.is_cut_off(),
            Outage::NoRole => self.taken.is_some(),
        }
    }

    /// Lets this be wrong from now on, or ends it: then everything is as it was before.
    pub fn suffer(&mut self, outage: Outage, is_on: bool) {
        match outage {
            Outage::Throttling => self.faults.throttle(is_on),
            Outage::NoNetwork => self.faults.cut_off(is_on),
            Outage::NoRole if is_on == self.taken.is_some() => {}
            Outage::NoRole if is_on => {
                let State { roles, group_roles, .. } = &mut self.state;
                self.taken = Some(TakenRoles(std::mem::take(roles), std::mem::take(group_roles)));
            }
            Outage::NoRole => {
                if let Some(TakenRoles(roles, group_roles)) = self.taken.take() {
                    (self.state.roles, self.state.group_roles) = (roles, group_roles);
                }
            }
        }
    }

    /// The first job goes into quarantine at `now`, as if the product had refused the token. `false` where there is no job.
    pub fn quarantine(&mut self, now: SystemTime) -> bool {
        let State { applications, knobs, vendor, .. } = &mut self.state;
        let Some(app) = applications.first_mut() else { return false };
        let Some(job) = app.jobs.first_mut() else { return false };
        let address = app.secrets.get("BaseAddress").unwrap_or_default();
        let error = super::endpoints::Verdict::Unauthorized.error(address, knobs, vendor);
        engine::cycle::quarantine(job, error, now, "quarantined");
        true
    }

    /// Another administrator sends something else as the identity, in the mapping of the first job. `false` where there is no
    /// such row.
    pub fn edit_mapping(&mut self) -> bool {
        let Some(mut edited) = self.first_schema().cloned() else { return false };
        let Some(row) = identity_row(&mut edited, &self.state.vendor.identity) else { return false };
        let now = row.get("source").and_then(|source| text(source, "name"));
        let [usual, other] = OTHER_SOURCES;
        let name = if now == Some(usual) { other } else { usual };
        let source =
            json!({"expression": format!("[{name}]"), "name": name, "type": "Attribute", "parameters": []});
        row["source"] = source;
        schema::store(&mut self.state, 0, 0, edited).is_ok()
    }

    fn first_schema(&self) -> Option<&Value> {
        Some(&self.state.applications.first()?.jobs.first()?.schema)
    }
}

/// The first row for `identity` in a mapping of people.
fn identity_row<'s>(schema: &'s mut Value, identity: &str) -> Option<&'s mut Value> {
    let rules = schema.get_mut("synchronizationRules")?.as_array_mut()?.iter_mut();
    let mappings =
        rules.filter_map(|rule| rule.get_mut("objectMappings").and_then(Value::as_array_mut)).flatten();
    let people = mappings.filter(|mapping| text(mapping, "sourceObjectName") == Some("User"));
    let rows = people
        .filter_map(|mapping| mapping.get_mut("attributeMappings").and_then(Value::as_array_mut))
        .flatten();
    rows.into_iter().find(|row| text(row, "targetAttributeName") == Some(identity))
}

fn text<'v>(value: &'v Value, member: &str) -> Option<&'v str> {
    value.get(member).and_then(Value::as_str)
}
