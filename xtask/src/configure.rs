//! `cargo xtask configure`: puts a deployment's configuration into a built dist.

use crate::dist;
use anyhow::{Context, Result, bail};
use assistant::config::Config;
use assistant::hosting::base::Base;
use std::fs;
use std::path::PathBuf;

/// What to configure.
#[derive(clap::Args)]
pub struct Args {
    /// The built page.
    #[arg(default_value = "dist", value_name = "DIST")]
    dist: PathBuf,
    /// The deployment's config.json (docs/hosting.md).
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The path under which the page will lie, for the nginx file.
    #[arg(long, default_value = "/", value_name = "PATH")]
    base: String,
}

/// Checks the configuration first, so that a wrong one changes nothing.
pub fn run(args: &Args) -> Result<()> {
    let text =
        fs::read_to_string(&args.config).with_context(|| format!("cannot read {}", args.config.display()))?;
    let config = Config::parse(&text).with_context(|| args.config.display().to_string())?;
    if !args.dist.join("index.html").is_file() {
        bail!("{} holds no index.html: run `cargo xtask build`", args.dist.display());
    }
    let base = Base::parse(&args.base)
        .context("--base must be an absolute path of plain names, such as /tools/assistant")?;
    dist::write(&args.dist.join("config.json"), text.as_bytes())?;
    dist::apply(&args.dist, &config, &base)?;
    println!("Configured {}; headers for hosts: _headers, _nginx.conf", args.dist.display());
    Ok(())
}
