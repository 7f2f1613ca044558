//! The provisioning service: what each person would look like at the product, and when they get there.

pub(crate) mod change;
pub(crate) mod cycle;
mod deletions;
pub(crate) mod expression;
pub(crate) mod mapping;
pub(crate) mod person;
pub(crate) mod scim;
pub(crate) mod scope;
pub(crate) mod steps;

use super::state::State;
use std::time::SystemTime;

/// Runs every job up to `now`.
pub(crate) fn advance(state: &mut State, now: SystemTime) {
    let State { knobs, vendor, directory, applications, log, guids, .. } = state;
    for app in applications {
        let mut jobs = std::mem::take(&mut app.jobs);
        for job in &mut jobs {
            let mut world = cycle::World { knobs, vendor, directory, app, log, guids };
            world.advance(job, now);
        }
        app.jobs = jobs;
    }
}
