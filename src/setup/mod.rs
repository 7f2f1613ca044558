//! The pure core: facts, findings, plan, changes, report. No IO, no clock, no wire types, nothing else of ours.

pub mod access;
pub mod assess;
pub mod audience;
pub mod backup;
pub mod change;
pub mod checks;
pub mod credentials;
pub mod cycle;
pub mod entra;
pub mod facts;
pub mod finding;
pub mod ids;
pub mod log;
pub mod order;
pub mod person;
pub mod plan;
pub mod poll;
pub mod product;
pub mod quarantine;
pub mod receipt;
pub mod report;
pub mod scope;
pub mod step;
pub mod visit;
