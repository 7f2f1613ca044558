//! The pages and their addresses.

pub mod choose;
pub mod setup;
pub mod welcome;
