//! One file per step: what is right, and what would make it right. Each takes facts and returns findings.

pub mod application;
pub mod connect;
pub mod groups;
pub mod mapping;
pub mod on_demand;
pub mod start;
