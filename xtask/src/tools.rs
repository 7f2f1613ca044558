//! Gets the tools that a command needs, at the version the project names. What is there already is used.

use crate::run::{command, output, quietly, root, run};
use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where tools are installed that the machine does not have.
fn local() -> PathBuf {
    root().join(".tools")
}

/// The folder of the browser tests, whose packages hold `wasm-opt` as well.
pub fn e2e() -> PathBuf {
    root().join("tests/e2e")
}

/// `PATH` with the project's own tools first.
pub fn path() -> Result<OsString> {
    let own = [local().join("bin"), e2e().join("node_modules/.bin")];
    let inherited = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(own.into_iter().chain(env::split_paths(&inherited)))?)
}

/// `program` from the project's own tools or the machine's.
pub fn tool(program: &str) -> Result<Command> {
    let path = path()?;
    let found = env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file());
    let mut command =
        command(&found.map_or_else(|| program.to_owned(), |file| file.to_string_lossy().into_owned()));
    command.env("PATH", path);
    Ok(command)
}

/// What `cargo xtask build` needs.
pub fn for_build() -> Result<()> {
    wasm_target()?;
    cargo_tool("trunk", "trunk", &trunk_version()?)?;
    cargo_tool("wasm-bindgen", "wasm-bindgen-cli", &locked_version("wasm-bindgen")?)?;
    node_packages()
}

fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let libraries = output(command("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    if libraries.is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(());
    }
    run(command("rustup").args(["target", "add", TARGET]))
        .context("missing: the Rust target wasm32-unknown-unknown")
}

/// Trunk's version, from `trunk-version` in Trunk.toml.
fn trunk_version() -> Result<String> {
    let config = fs::read_to_string(root().join("Trunk.toml")).context("Trunk.toml")?;
    let value = config.lines().find_map(|line| line.strip_prefix("trunk-version = \"="));
    Ok(value.context("Trunk.toml names no exact trunk-version")?.trim_end_matches('"').to_owned())
}

/// The version of `package` in Cargo.lock.
fn locked_version(package: &str) -> Result<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock")?;
    let entry = format!("name = \"{package}\"\nversion = \"");
    let version = lock.split(&entry).nth(1).and_then(|rest| rest.split('"').next());
    Ok(version.with_context(|| format!("Cargo.lock has no {package}"))?.to_owned())
}

/// `binary` at exactly `version`, from `package` if it must be installed.
fn cargo_tool(binary: &str, package: &str, version: &str) -> Result<()> {
    let present = output(tool(binary)?.arg("--version"));
    if present.is_some_and(|text| text.split_ascii_whitespace().any(|word| word == version)) {
        return Ok(());
    }
    println!("Installing {package} {version} into .tools");
    let ready_made = |program: &mut Command| {
        quietly(program.args([&format!("{package}@{version}"), "--no-confirm", "--root"]).arg(local()))
    };
    if ready_made(command("cargo").arg("binstall")) {
        return Ok(());
    }
    // The tool's own lock file first; without it where a locked dependency cannot be had.
    let build = |locked: bool| {
        let mut cargo = command("cargo");
        cargo.args(["install", "--debug", "--quiet", package, "--version", &format!("={version}"), "--root"]);
        cargo.arg(local()).args(locked.then_some("--locked")).env("CARGO_PROFILE_DEV_DEBUG", "0");
        run(&mut cargo)
    };
    build(true).or_else(|_| build(false)).with_context(|| format!("missing: {package} {version}"))
}

/// The Node packages of tests/e2e, as its package-lock.json names them.
pub fn node_packages() -> Result<()> {
    let installed = fs::read(e2e().join("node_modules/.installed-lock")).ok();
    let lock = fs::read(e2e().join("package-lock.json")).context("tests/e2e/package-lock.json")?;
    if installed.as_ref() == Some(&lock) {
        return Ok(());
    }
    if output(command("node").arg("--version")).is_none() {
        bail!("missing: Node.js 20 or newer (https://nodejs.org)");
    }
    println!("Installing the Node packages of tests/e2e");
    let mut npm = command("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(e2e());
    run(npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
        .context("missing: the Node packages of tests/e2e")?;
    fs::write(e2e().join("node_modules/.installed-lock"), lock).context("node_modules")
}

/// The Chromium to test with: `CHROMIUM`, the machine's, or Playwright's own (`None`).
pub fn chromium() -> Result<Option<PathBuf>> {
    if let Some(path) = env::var_os("CHROMIUM") {
        return Ok(Some(path.into()));
    }
    let machine = || {
        let path = env::var_os("PATH")?;
        let names = ["chromium", "chromium-browser", "google-chrome"];
        env::split_paths(&path)
            .flat_map(|folder| names.map(|name| folder.join(name)))
            .find(|file| quietly(Command::new(file).arg("--version")))
    };
    if let Some(browser) = machine() {
        return Ok(Some(browser));
    }
    println!("Installing Chromium");
    let root = output(command("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    // Only root can install the libraries it needs without being asked for a password.
    if quietly(tool("playwright")?.arg("install").args(root.then_some("--with-deps")).arg("chromium")) {
        return Ok(None);
    }
    let apt = |arguments: &[&str]| {
        let mut apt = if root { command("apt-get") } else { command("sudo") };
        quietly(apt.args((!root).then_some(["-n", "apt-get"]).into_iter().flatten()).args(arguments))
    };
    apt(&["update"]);
    apt(&["install", "--yes", "--no-install-recommends", "chromium"]);
    machine().map(Some).context("missing: Chromium (install it, or name it in CHROMIUM)")
}
