//! The pure core: facts, findings, plan, changes, report. No IO, no clock, no wire types, nothing else of ours.

pub mod product;
