//! A simulated Entra tenant: Microsoft Graph for the calls of graph-contract.md, as strict as Graph itself.
//!
//! It is built from the contract and knows nothing of who calls it. What it does not imitate stands in
//! docs/simulated-tenant.md.
//!
//! ```text
//!   SimTransport ─► SimTenant ─► route ─► handlers ─► State (directory, applications, logs)
//!                       │                                ▲
//!                       └─ engine::advance(now) ─────────┘   cycles run up to the moment of each request
//! ```

mod answer;
mod authority;
mod batch;
mod build;
mod call;
mod cast;
mod directory;
mod endpoints;
mod engine;
mod faults;
mod given_schema;
mod guid;
mod handlers;
mod history;
pub mod knobs;
mod logs;
mod mapping;
mod past;
mod query;
mod recorder;
mod replay;
mod replay_parts;
mod route;
pub mod scenario;
mod sentinel;
mod state;
mod tenant;
mod time;
mod transport;
mod trouble;
mod vendor;

pub use engine::scim::{ScimGroup, ScimPerson};
pub use faults::Aim;
pub use given_schema::{GivenSchema, NoSchema};
pub use knobs::Knobs;
pub use recorder::RecordedRequest;
pub use replay::Replay;
pub use scenario::{Scenario, Theme};
pub use state::Organization;
pub use tenant::{Reply, SimTenant};
pub use transport::SimTransport;
pub use trouble::Outage;
pub use vendor::Vendor;

/// The bearer token that every tenant knows from the start, with the scopes of its scenario.
pub const DEMO_TOKEN: &str = "demo";
