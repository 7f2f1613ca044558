//! `cargo xtask bench`: the budgets' figures, measured on a release build (design §6).

mod figure;
mod pages;
mod table;
mod weight;

use crate::run::root;
use crate::{build, test};
use anyhow::{Context, Result, bail};
use figure::Figure;
use serde_json::Value;
use std::fs;

/// What to measure.
#[derive(clap::Args)]
pub struct Args {
    /// Only what needs no browser.
    #[arg(long)]
    sizes: bool,
    /// Fail when a budget is missed.
    #[arg(long)]
    gate: bool,
}

/// Measures and prints, in the order of the design's table.
pub fn bench(args: &Args) -> Result<()> {
    build::build()?;
    let measured = if args.sizes { Value::Null } else { in_browser()? };
    let figures = [table::sizes(&root().join("dist"))?, table::browser(&measured)].concat();
    figures.iter().for_each(|figure| println!("{figure}"));
    if args.gate && figures.iter().any(Figure::missed) {
        bail!("a budget is missed");
    }
    Ok(())
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
