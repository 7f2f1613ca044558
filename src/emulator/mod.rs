//! The development server: a built `dist` with the headers of a real host, and the simulated tenant behind real HTTP.
//!
//! ```text
//!   browser ── /, /demo/, …   ──► site     files of dist, headers from `hosting`
//!           ── /v1.0/…        ──► tenant   `sim`, with Graph's CORS
//!   tests   ── /__emulator/…  ──► control  scenario, tokens, clock, log
//!
//!   browser ── localhost/…    ──► console  somebody else's page, which embeds ours, at a site of its own
//! ```

mod answer;
mod config_text;
mod console;
mod control;
mod files;
mod options;
mod server;
mod site;
mod tenant;
mod tenants;

pub use options::{Options, OptionsError};
pub use server::{Server, serve};
