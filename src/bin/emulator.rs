//! Serves a built `dist` and the simulated tenant over HTTP: `emulator --help`.

use assistant::emulator::{Options, serve};
use clap::Parser;
use std::process::ExitCode;

/// Serves the page with the simulated tenant behind real HTTP, on loopback.
#[derive(Parser)]
#[command(name = "emulator", version)]
struct Cli {
    #[command(flatten)]
    options: Options,
}

fn main() -> ExitCode {
    match serve(Cli::parse().options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("emulator: {error}");
            ExitCode::FAILURE
        }
    }
}
