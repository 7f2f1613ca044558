//! The simulated tenant, rule by rule of graph-contract.md §8, and both ways of each knob.

#[cfg(test)]
mod assignments;
#[cfg(test)]
mod authority;
#[cfg(test)]
mod batch;
#[cfg(test)]
mod cycles;
#[cfg(test)]
mod delays;
#[cfg(test)]
mod deletions;
#[cfg(test)]
mod engine;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod faults;
mod given_schema;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod on_demand;
#[cfg(test)]
mod queries;
#[cfg(test)]
mod scenarios;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod support;
#[cfg(test)]
mod transport;
#[cfg(test)]
mod trouble;
