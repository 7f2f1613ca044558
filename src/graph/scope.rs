//! Delegated permissions; the set-up speaks of the same ones.

pub use crate::setup::scope::Scope;
