//! The five steps: one file each, inside a frame that is the same for all.

mod connect;
mod frame;
mod groups;
mod mapping;
mod notifications;
mod on_demand;
mod start;

pub use frame::Steps;
