//! `cargo xtask bench`: the budgets' figures, measured on a release build (design §6).

mod ceiling;
mod figure;
mod pages;
mod table;
mod weight;

use crate::run::root;
use crate::{build, test};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;

/// What to measure.
#[derive(clap::Args)]
pub struct Args {
    /// Only what needs no browser.
    #[arg(long)]
    sizes: bool,
    /// Fail when something has grown beyond what is recorded in xtask/ceilings.json.
    #[arg(long)]
    gate: bool,
    /// Record what is measured now as what the sizes may be.
    #[arg(long, conflicts_with = "gate")]
    record: bool,
}

/// Measures and prints, in the order of the design's table.
pub fn bench(args: &Args) -> Result<()> {
    build::build()?;
    let sizes = table::sizes(&root().join("dist"))?;
    let measured = if args.sizes { Value::Null } else { in_browser()? };
    sizes.iter().chain(&table::browser(&measured)).for_each(|figure| println!("{figure}"));
    if args.record {
        ceiling::record(&sizes)?;
    }
    if args.gate { ceiling::check(&sizes) } else { Ok(()) }
}

/// Fails when a page of the `dist` that was built has grown beyond what is recorded.
pub fn gate() -> Result<()> {
    ceiling::check(&table::sizes(&root().join("dist"))?)
}

/// What tests/e2e/bench measures in Chromium.
fn in_browser() -> Result<Value> {
    let pages = pages::build()?;
    let result = root().join("target/bench.json");
    // The measurements add to this file, one after another.
    fs::write(&result, "{}").with_context(|| format!("cannot write {}", result.display()))?;
    let arguments = ["--project", "bench", "--workers", "1", "--reporter", "dot"];
    test::playwright(&arguments, &[("BENCH_PAGES", &pages), ("BENCH_RESULT", &result)])?;
    Ok(serde_json::from_slice(&fs::read(&result)?)?)
}
