//! The project's commands: `cargo xtask --help`.

mod bench;
mod build;
mod configure;
mod dist;
mod emulator;
mod offline;
mod program;
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
    /// Check a deployment before it goes out, put its config.json into a built dist with the policy and the hosts' files that belong to
    /// it, and say what to register in Entra.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Every command line in the documentation is one that this program takes.
    #[test]
    fn documented_commands_are_understood() {
        let docs = run::root().join("docs");
        let mut files: Vec<_> = dist::files(&docs).unwrap().into_iter().map(|file| docs.join(file)).collect();
        files.push(run::root().join("README.md"));
        let mut count = 0;
        for file in
            files.iter().filter(|file| file.extension().is_none_or(|kind| kind == "md" || kind == "conf"))
        {
            let text = std::fs::read_to_string(file).unwrap();
            let commands = text
                .lines()
                .filter_map(|line| line.trim_start_matches(['#', ' ']).strip_prefix("cargo xtask "));
            for line in commands {
                let words = line.split(['#', '>']).next().unwrap_or_default().split_ascii_whitespace();
                let parsed = Cli::try_parse_from(["xtask"].into_iter().chain(words));
                assert!(parsed.is_ok(), "{}: {line}: {:?}", file.display(), parsed.err());
                count += 1;
            }
        }
        assert!(count > 10, "the commands are found");
    }
}
