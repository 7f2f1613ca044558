//! What the emulator is asked to serve.

use crate::config::ConfigError;
use crate::recording::RecordingError;
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// The emulator's command line.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The built page.
    #[arg(long, default_value = "dist", value_name = "FOLDER")]
    pub dist: PathBuf,
    /// The port on loopback; without it 8080, or a free one when that is taken.
    #[arg(long)]
    pub port: Option<u16>,
    /// The path under which the page is served.
    #[arg(long, default_value = "/", value_name = "PATH")]
    pub base: String,
    /// A config.json to serve in place of dist's own. With the cloud `custom` and no `graph`, Graph is this server.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The state of the simulated tenant.
    #[arg(long, default_value = Self::SCENARIO)]
    pub scenario: String,
    /// One way in which the simulated tenant differs from its defaults, where Graph's documents leave it open.
    #[arg(long, value_name = "KNOB")]
    pub knob: Option<String>,
    /// A recording to answer from, in place of the simulated tenant (docs/recording.md).
    #[arg(long, value_name = "FILE", conflicts_with_all = ["scenario", "knob"])]
    pub replay: Option<PathBuf>,
    /// A console that embeds the page: a folder, served at another site, `http://localhost:<port>/`.
    #[arg(long, value_name = "FOLDER")]
    pub console: Option<PathBuf>,
    /// The port of that console; without it a free one.
    #[arg(long, value_name = "PORT")]
    pub console_port: Option<u16>,
}

impl Options {
    /// The tenant's state when none is asked for: the application exists, nothing is set up.
    pub const SCENARIO: &str = "fresh";
}

/// Why the emulator does not start or does not do what its control endpoint is asked for.
#[derive(Debug, Error)]
pub enum OptionsError {
    /// There is no page to serve.
    #[error("{0} holds no index.html: run `cargo xtask build`")]
    NoDist(PathBuf),
    /// There is no console to serve.
    #[error("{0} holds no index.html")]
    NoConsole(PathBuf),
    /// The port cannot be had.
    #[error("cannot listen on 127.0.0.1:{0}: {1}")]
    Port(u16, io::Error),
    /// The configuration cannot be read.
    #[error("cannot read {0}: {1}")]
    ConfigFile(PathBuf, io::Error),
    /// The configuration is wrong.
    #[error("config.json: {0}")]
    Config(#[from] ConfigError),
    /// The base path is not one.
    #[error("--base must begin and end with /")]
    Base,
    /// The recording cannot be read.
    #[error("cannot read {0}: {1}")]
    RecordingFile(PathBuf, io::Error),
    /// The recording is wrong.
    #[error("{0}: {1}")]
    Recording(PathBuf, RecordingError),
    /// No scenario has this name.
    #[error("there is no scenario {0}; there are: {1}")]
    Scenario(String, String),
    /// No knob has this name.
    #[error("there is no knob {0}; there are: {1}")]
    Knob(String, String),
}
