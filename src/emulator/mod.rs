//! The development server: a built `dist` with the headers of a real host, and the simulated tenant behind real HTTP.
//!
//! ```text
//!   browser ── /, /demo/, …   ──► site     files of dist, headers from `hosting`
//! ```

mod answer;
mod options;
mod server;
mod site;

pub use options::{Options, OptionsError};
pub use server::{Server, serve};
