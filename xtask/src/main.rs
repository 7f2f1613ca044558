//! The project's commands: `cargo xtask --help`.

mod bench;
mod build;
mod configure;
mod dist;
mod emulator;
mod offline;
mod run;
mod test;
mod tools;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// The project's commands. Each sets up what it needs first.
#[derive(Parser)]
#[command(name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build if needed, serve the page and print its address.
    Serve(emulator::ServeArgs),
    /// Run every check and test: format, lints, native tests, build, browser.
    Test(test::Args),
    /// Make dist/, ready to host at any base path.
    Build,
    /// Check a deployment's config.json and put it into a built dist with the policy and header files that belong to it.
    Configure(configure::Args),
    /// Serve the page with the simulated tenant behind real HTTP, and an example of a console that embeds it.
    Emulator(assistant::emulator::Options),
    /// Print the figures of the budgets: what is measured, the budget, hit or missed.
    Bench(bench::Args),
    /// Take pictures of the pages in Chromium.
    Screenshots(test::ScreenshotArgs),
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Serve(args) => emulator::serve(args),
        Command::Test(args) => test::run_all(&args),
        Command::Build => build::build(),
        Command::Configure(args) => configure::run(&args),
        Command::Emulator(options) => emulator::emulator(options),
        Command::Bench(args) => bench::bench(&args),
        Command::Screenshots(args) => test::screenshots(&args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
