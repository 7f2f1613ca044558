//! Scenarios in which something has been going on: what changed in the directory between one cycle and the next.

use super::cast;
use super::directory::{Group, Members, crowd_id};
use super::endpoints::REFUSING_TOKEN;
use super::engine;
use super::engine::cycle::INTERVAL;
use super::scenario::Scenario;
use super::state::State;
use super::vendor::Vendor;
use std::time::{Duration, SystemTime};

const MINUTE: Duration = Duration::from_secs(60);
/// People in the workforce's group when a job is first started.
const WORKFORCE: u32 = 320;
/// How many people join before each later cycle; below zero, how many leave.
const JOINING: [i32; 11] = [6, 2, 14, 0, 9, 3, -4, 22, 11, 5, 8];
/// From this cycle on the endpoint refuses some.
const REFUSING: usize = 8;

/// Whether the workforce's group is there and assigned, and the job is started.
pub(crate) fn has_workforce(scenario: Scenario) -> bool {
    matches!(
        scenario,
        Scenario::FirstCycle | Scenario::FirstCycleLong | Scenario::SeveralCycles | Scenario::CycleLate
    )
}

/// The workforce's group at the start, and how many people there are besides the cast.
pub(crate) fn workforce(scenario: Scenario, vendor: &Vendor) -> (Group, u32) {
    let joined: i32 = if scenario == Scenario::SeveralCycles { JOINING.iter().sum() } else { 0 };
    let group = Group { members: members(WORKFORCE), ..empty_workforce(vendor) };
    (group, WORKFORCE.saturating_add_signed(joined + 4))
}

/// The same without anybody in it.
pub(crate) fn empty_workforce(vendor: &Vendor) -> Group {
    cast::group(cast::WORKFORCE_GROUP, &vendor.named("-", "Workforce"), "Everyone on site", &[])
}

fn members(count: u32) -> Members {
    Members::Listed((0..count).map(crowd_id).collect())
}

/// When the job was started, where the scenario is about that.
pub(crate) fn began(scenario: Scenario, now: SystemTime) -> Option<SystemTime> {
    let cycles = u32::try_from(JOINING.len()).unwrap_or(u32::MAX);
    Some(match scenario {
        Scenario::FirstCycle => now - MINUTE * 12,
        Scenario::FirstCycleLong => now - MINUTE * 52,
        Scenario::SeveralCycles => now - INTERVAL * cycles - MINUTE * 7,
        Scenario::CycleLate => now - MINUTE * 180,
        _ => return None,
    })
}

/// What happened until now.
pub(crate) fn run(scenario: Scenario, state: &mut State, now: SystemTime) {
    match scenario {
        // Microsoft's range for so many ends at half an hour.
        Scenario::FirstCycle => state.knobs.first_cycle = MINUTE * 20,
        Scenario::FirstCycleLong => {
            state.knobs.first_cycle = MINUTE * 75;
            engine::advance(state, now - MINUTE * 40);
            refuse_some(state);
        }
        Scenario::SeveralCycles => several(state, now),
        Scenario::CycleLate => {
            engine::advance(state, now - MINUTE * 170);
            let job = state.applications.first_mut().and_then(|app| app.jobs.first_mut());
            if let Some(job) = job {
                job.next_cycle = Some(now + MINUTE * 30);
            }
        }
        _ => {}
    }
}

fn several(state: &mut State, now: SystemTime) {
    let Some(began) = began(Scenario::SeveralCycles, now) else { return };
    let cast = [cast::ADA, cast::BEN, cast::CARLA];
    let (mut count, mut at) = (WORKFORCE, began);
    for (cycle, joining) in JOINING.into_iter().enumerate() {
        engine::advance(state, at + MINUTE);
        at += INTERVAL;
        count = count.saturating_add_signed(joining);
        if let Members::Listed(members) = members(count) {
            state.directory.set_members(cast::WORKFORCE_GROUP, members);
        }
        for (number, person) in cast.iter().take(cycle % 4).enumerate() {
            state.directory.set_job_title(person, &format!("Engineer {}", cycle + number));
        }
        if cycle == REFUSING {
            refuse_some(state);
        }
    }
}

/// The endpoint takes every third person for a duplicate from now on.
fn refuse_some(state: &mut State) {
    let Some(app) = state.applications.first_mut() else { return };
    // The address stays: it is one that the product's configuration allows.
    let token = app.secrets.stored.iter_mut().find(|(key, _)| key == "SecretToken");
    if let Some((_, token)) = token {
        REFUSING_TOKEN.clone_into(token);
    }
}
