//! The pages that ours are measured beside, built as ours are: they are no part of `dist`.

use crate::build::{Boot, Style, assemble};
use crate::dist;
use crate::run::root;
use anyhow::Result;
use assistant::config::Config;
use assistant::hosting::base::Base;
use std::fs;
use std::path::PathBuf;

/// Builds each page of `bench/` into a folder of its own, for a server of its own; the folder that holds them.
pub fn build() -> Result<PathBuf> {
    let pages = root().join("target/bench-pages");
    if pages.exists() {
        fs::remove_dir_all(&pages)?;
    }
    let boot = Boot::read()?;
    for (name, style) in [("empty", None), ("parts", Some(Style::read()?))] {
        let source = format!("bench/{name}.html");
        assemble(&source, &pages.join(name), &boot, style.as_ref())?;
    }
    dist::write(&pages.join("static/index.html"), &fs::read(root().join("bench/static.html"))?)?;
    for name in ["empty", "parts", "static"] {
        dist::apply(&pages.join(name), &Config::default(), &Base::default())?;
    }
    Ok(pages)
}
