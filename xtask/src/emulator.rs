//! `cargo xtask serve` and `cargo xtask emulator`.

use crate::build;
use crate::run::root;
use anyhow::{Result, anyhow};
use assistant::emulator::Options;
use std::path::PathBuf;

/// What to serve.
#[derive(clap::Args)]
pub struct ServeArgs {
    /// The port on loopback; without it 8080, or a free one when that is taken.
    #[arg(long)]
    port: Option<u16>,
    /// A config.json to sign in with; without it the demo is served.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Builds the page and serves it; the last line printed is the address to open.
pub fn serve(args: ServeArgs) -> Result<()> {
    build::build()?;
    run(Options {
        dist: root().join("dist"),
        port: args.port,
        base: "/".to_owned(),
        config: args.config,
        scenario: Options::SCENARIO.to_owned(),
        knob: None,
        replay: None,
        console: None,
        console_port: None,
    })
}

/// Serves the page with the simulated tenant, and the example of a console that embeds it.
pub fn emulator(mut options: Options) -> Result<()> {
    options.console.get_or_insert_with(|| root().join("docs/examples/console"));
    run(options)
}

/// Serves the page with the simulated tenant, building it if there is none.
fn run(options: Options) -> Result<()> {
    if !options.dist.join("index.html").is_file() {
        build::build()?;
    }
    assistant::emulator::serve(options).map_err(|error| anyhow!(error))
}
