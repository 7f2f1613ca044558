//! `cargo xtask test` and `cargo xtask screenshots`.

use crate::run::{command, root, run};
use crate::{bench, build, tools};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// What to test.
#[derive(clap::Args)]
pub struct Args {
    /// Leave out the browser tests and the build they need.
    #[arg(long)]
    no_browser: bool,
}

/// Which pictures to take.
#[derive(clap::Args)]
pub struct ScreenshotArgs {
    /// Only pages whose title holds this text.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
}

/// The checks that need Cargo alone: a title, and the arguments.
const CARGO: [(&str, &[&str]); 7] = [
    ("format", &["fmt", "--all", "--check"]),
    (
        "lint, native",
        &["clippy", "--quiet", "--no-default-features", "--all-targets", "--", "-D", "warnings"],
    ),
    (
        "lint, tools",
        &[
            "clippy",
            "--quiet",
            "--workspace",
            // It is nothing without a browser.
            "--exclude",
            "total-setup-assistant-bench",
            "--no-default-features",
            "--features",
            "emulator",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    ),
    (
        "lint, browser",
        &[
            "clippy",
            "--quiet",
            "--target",
            "wasm32-unknown-unknown",
            "--package",
            "total-setup-assistant",
            "--package",
            "total-setup-assistant-bench",
            "--lib",
            "--bins",
            "--",
            "-D",
            "warnings",
        ],
    ),
    ("native tests", &["test", "--quiet", "--no-default-features"]),
    ("tests of the page's parts", &["test", "--quiet", "--lib", "ui::"]),
    (
        "tests of the tools",
        &[
            "test",
            "--quiet",
            "--workspace",
            "--exclude",
            "total-setup-assistant-bench",
            "--no-default-features",
            "--features",
            "emulator",
        ],
    ),
];

/// Runs every check and test, the cheap ones first.
pub fn run_all(args: &Args) -> Result<()> {
    tools::for_build()?;
    tools::for_scripts()?;
    for (title, arguments) in CARGO {
        let mut cargo = command("cargo");
        cargo.args(arguments);
        with_examples(&mut cargo);
        stage(title, || run(&mut cargo))?;
    }
    if args.no_browser {
        return Ok(());
    }
    stage("build", build::build)?;
    stage("sizes", bench::gate)?;
    stage("browser tests", || {
        playwright(
            &["--project", "demo", "--project", "offline", "--project", "hosted", "--project", "embed"],
            &[],
        )
    })?;
    stage("hosting tests", hosting)
}

/// What is shipped, behind the server that it is documented for. One at a time: performance is measured, too.
fn hosting() -> Result<()> {
    tools::audits()?;
    let nginx = tools::nginx()?;
    playwright(&["--project", "hosting", "--workers", "1"], &[("NGINX_ROOT", &nginx)])
}

/// Takes pictures into `target/screenshots`.
pub fn screenshots(args: &ScreenshotArgs) -> Result<()> {
    build::build()?;
    let only: Vec<_> = args.only.iter().flat_map(|text| ["--grep", text.as_str()]).collect();
    playwright(&[&["--project", "screenshots"][..], &only[..]].concat(), &[])?;
    println!("Pictures are in target/screenshots");
    Ok(())
}

/// The examples of Microsoft's documentation, where they lie beside the project.
fn with_examples(cargo: &mut Command) {
    let examples = root().join("../shared/graph-examples");
    if std::env::var_os("GRAPH_EXAMPLES").is_none() && examples.is_dir() {
        cargo.env("GRAPH_EXAMPLES", examples);
    }
}

fn stage(title: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
    println!("== {title}");
    let start = Instant::now();
    work().with_context(|| title.to_owned())?;
    println!("== {title}: passed in {} s", start.elapsed().as_secs());
    Ok(())
}

/// Runs Playwright with the emulator built and a browser found.
pub fn playwright(arguments: &[&str], variables: &[(&str, &Path)]) -> Result<()> {
    let browser = tools::chromium()?;
    run(command("cargo").args([
        "build",
        "--quiet",
        "--no-default-features",
        "--features",
        "emulator",
        "--bin",
        "emulator",
    ]))?;
    let mut playwright = tools::tool("playwright")?;
    playwright.current_dir(tools::e2e()).arg("test").args(arguments);
    playwright.envs(variables.iter().copied());
    if let Some(browser) = browser {
        playwright.env("CHROMIUM", browser);
    }
    run(&mut playwright)
}
