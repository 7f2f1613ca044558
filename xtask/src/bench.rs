//! `cargo xtask bench`: the budgets' figures, measured on a release build (design §6).

use crate::run::root;
use crate::{build, dist, test};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs;
use std::path::Path;

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

/// One line of the table.
struct Figure {
    what: &'static str,
    /// The measured value and the most it may be, in `unit`; `None`: not measured.
    value: Option<f64>,
    budget: f64,
    unit: &'static str,
    compared: &'static str,
}

impl Figure {
    fn missed(&self) -> bool {
        self.value.is_some_and(|value| value > self.budget)
    }

    fn print(&self) {
        let Self { what, budget, unit, compared, .. } = self;
        match self.value {
            None => println!("{what:<44} not measured         budget {budget} {unit} ({compared})"),
            Some(value) => {
                let verdict = if self.missed() { "MISSED" } else { "hit" };
                println!(
                    "{what:<44} {value:>8.2} {unit:<4} {verdict:<6} budget {budget} {unit} ({compared})"
                );
            }
        }
    }
}

/// Measures and prints, in the order of the design's table.
pub fn bench(args: &Args) -> Result<()> {
    build::build()?;
    let dist = root().join("dist");
    let size = |page| weight(&dist, page).map(Some);
    let mut figures = vec![
        Figure {
            what: "live page, everything, brotli",
            value: size("index.html")?,
            budget: 120.0,
            unit: "KB",
            compared: "an empty Leptos page 41, React + MSAL + Fluent 205",
        },
        Figure {
            what: "demo page, everything, brotli",
            value: size("demo/index.html")?,
            budget: 170.0,
            unit: "KB",
            compared: "the simulated tenant comes along",
        },
        Figure {
            what: "sign-in landing page, brotli",
            value: if dist.join("auth.html").is_file() { size("auth.html")? } else { None },
            budget: 3.0,
            unit: "KB",
            compared: "no wasm",
        },
    ];
    let browser = if args.sizes { Value::Null } else { in_browser()? };
    let ratio = |key: &str| browser.get(key).and_then(Value::as_f64);
    figures.extend([
        Figure {
            what: "first paint, slow connection",
            value: ratio("firstPaintRatio"),
            budget: 1.1,
            unit: "x",
            compared: "of an empty static page in the same run",
        },
        // There is no empty Leptos page in the project to compare with.
        Figure {
            what: "usable, slow connection, cold",
            value: None,
            budget: 1.5,
            unit: "x",
            compared: "of an empty Leptos page in the same run",
        },
        Figure {
            what: "requests of an inspection",
            value: ratio("inspectionRequests"),
            budget: 9.0,
            unit: "",
            compared: "6 where synchronization paths are taken in a batch",
        },
        Figure {
            what: "longest task, 50,000 rows scrolled",
            value: None,
            budget: 50.0,
            unit: "ms",
            compared: "one missed frame is 16",
        },
        Figure {
            what: "edit of a 2 MB schema",
            value: None,
            budget: 2.0,
            unit: "x",
            compared: "of JSON.parse + JSON.stringify alone",
        },
    ]);
    figures.iter().for_each(Figure::print);
    if let Some(ready) = ratio("readyMilliseconds") {
        println!(
            "{:<44} {ready:>8.0} ms          (slow connection, cold; no budget of its own)",
            "demo usable after"
        );
    }
    if args.gate && figures.iter().any(Figure::missed) {
        bail!("a budget is missed");
    }
    Ok(())
}

/// The brotli size in KB (1000 bytes) of `page` and of every file of ours that it names.
fn weight(dist: &Path, page: &str) -> Result<f64> {
    let file = dist.join(page);
    let html = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut bytes = dist::compressed(html.as_bytes())?.len();
    let folder = file.parent().unwrap_or(dist);
    let mut seen: Vec<&str> = Vec::new();
    for attribute in [" src=\"", " href=\""] {
        for rest in html.split(attribute).skip(1) {
            let name = rest.split('"').next().unwrap_or_default();
            let name = name.strip_prefix("./").unwrap_or(name);
            // A link to another page is not a part of this one.
            if name.is_empty() || name.contains(':') || name.ends_with(".html") || name.ends_with('/') {
                continue;
            }
            if !seen.contains(&name) {
                seen.push(name);
                let content = fs::read(folder.join(name)).with_context(|| format!("{page} names {name}"))?;
                bytes += dist::compressed(&content)?.len();
            }
        }
    }
    Ok(f64::from(u32::try_from(bytes)?) / 1000.0)
}

/// What tests/e2e/bench measures in Chromium.
fn in_browser() -> Result<Value> {
    let result = root().join("target/bench.json");
    let arguments = ["--project", "bench", "--workers", "1", "--reporter", "dot"];
    test::playwright(&arguments, &[("BENCH_RESULT", &result)])?;
    Ok(serde_json::from_slice(&fs::read(&result)?)?)
}
