//! English.

pub mod changes;
pub mod cycle;
pub mod demo;
pub mod embedded;
pub mod errors;
pub mod findings;
pub mod inputs;
pub mod labels;
pub mod log;
pub mod offline;
pub mod own;
pub mod pieces;
pub mod proof;
pub mod recording;
pub mod repair;
pub mod report;
pub mod scenarios;
pub mod scripts;
pub mod sign_in;
pub mod steps;
pub mod tour;
