//! The main job against the simulated tenant: look, assess, plan, apply, prove (design §2, §3).

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "../common/mod.rs"]
mod common;

mod diagnosis;
mod first_look;
mod halfway;
mod log;
mod mapping;
mod notifications;
mod proof;
mod repair_route;
mod rules;
mod to_done;
mod vendor;
mod visit;
mod watch;
