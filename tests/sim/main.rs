//! The simulated tenant, rule by rule of graph-contract.md §8, and both ways of each knob.

mod assignments;
mod authority;
mod batch;
mod cycles;
mod engine;
mod examples;
mod faults;
mod jobs;
mod on_demand;
mod queries;
mod scenarios;
mod schema;
mod secrets;
mod support;
mod transport;
