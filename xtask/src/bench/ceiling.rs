//! What the sizes may be: bytes are the same on every machine, so that a test can hold them.
//!
//! The budgets of the design are missed; until they are met, nothing may grow beyond what is recorded without somebody wanting it.

use super::figure::Figure;
use crate::run::root;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// KB by what they are of.
type Ceilings = BTreeMap<String, f64>;

/// What a file may grow to with nobody's doing: names of symbols, and so the order of functions, go by the folder that is built in.
const SLACK: f64 = 1.01;

fn file() -> PathBuf {
    root().join("xtask/ceilings.json")
}

/// Records `figures`.
pub fn record(figures: &[Figure]) -> Result<()> {
    let ceilings: Ceilings =
        figures.iter().filter_map(|figure| Some((name(figure), figure.value?))).collect();
    let text = serde_json::to_string_pretty(&ceilings)? + "\n";
    fs::write(file(), text).context("cannot write xtask/ceilings.json")
}

/// Fails with a line for each of `figures` that is more than is recorded, or that nothing is recorded of.
pub fn check(figures: &[Figure]) -> Result<()> {
    let text = fs::read_to_string(file()).context("cannot read xtask/ceilings.json")?;
    let ceilings: Ceilings = serde_json::from_str(&text).context("xtask/ceilings.json")?;
    let grown = grown(figures, &ceilings);
    if grown.is_empty() {
        return Ok(());
    }
    bail!("{}\nIf that is worth it: cargo xtask bench --sizes --record", grown.join("\n"))
}

fn grown(figures: &[Figure], ceilings: &Ceilings) -> Vec<String> {
    let line = |figure: &Figure| {
        let (name, value) = (name(figure), figure.value?);
        match ceilings.get(&name) {
            None => Some(format!("{name}: {value:.1} KB, and nothing is recorded of it")),
            Some(ceiling) => (value > ceiling * SLACK)
                .then(|| format!("{name}: {value:.1} KB, {:.1} KB more than is recorded", value - ceiling)),
        }
    };
    figures.iter().filter_map(line).collect()
}

fn name(figure: &Figure) -> String {
    figure.what.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(what: &'static str, value: f64) -> Figure {
        Figure { what: what.into(), value: Some(value), unit: "KB", budget: Some(1.0), compared: "" }
    }

    #[test]
    fn what_has_grown_is_named_and_what_misses_its_budget_is_not() {
        let ceilings = [("a".to_owned(), 10.0), ("b".to_owned(), 10.0)].into();
        let grown = grown(&[figure("a", 10.05), figure("  b", 10.5), figure("c", 1.0)], &ceilings);
        assert_eq!(
            grown,
            ["b: 10.5 KB, 0.5 KB more than is recorded", "c: 1.0 KB, and nothing is recorded of it"]
        );
    }
}
