//! TOTAL Setup Assistant: inspects, corrects and proves how Microsoft Entra ID provisions people by SCIM.
//!
//! Data goes one way: what Graph answers becomes *facts*, facts become *findings*, findings and the
//! administrator's choices a *plan* of *changes*, an applied change a *receipt*. The view only draws these.
//!
//! ```text
//!   bin/app   bin/demo      bin/emulator
//!        \    /    \            |
//!      ui, embed    `--------> sim      (knows Graph's wire shapes and the contract, nothing of setup)
//!          |
//!       tenant                          (Graph's answers -> facts, changes -> Graph's calls)
//!       /    \
//!   graph    setup                      (setup depends on nothing of ours)
//!     |
//!    net <- auth                         recording: what passed through net, without secrets; sim answers from it
//!                                         own: a file for the demonstration: setup's report, a schema for sim, a recording
//! ```
//!
//! `vendor` tells `sim` the names of a configured product: neither knows the other.

pub mod auth;
pub mod config;
pub mod embed;
#[cfg(feature = "emulator")]
pub mod emulator;
pub mod graph;
#[cfg(feature = "emulator")]
pub mod hosting;
pub mod net;
pub mod own;
pub mod recording;
pub mod setup;
pub mod sim;
pub mod tenant;
#[cfg(feature = "ui")]
pub mod ui;
pub mod vendor;
pub mod words;
