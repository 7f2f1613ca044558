//! Gets the tools that a command needs, at the version the project names. What is there already is used.

mod archive;
mod install;
mod nginx;

pub use nginx::nginx;

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

/// What `cargo xtask build` needs. Whatever cannot be had does not keep the rest from being got.
pub fn for_build() -> Result<()> {
    all([
        wasm_target(),
        install::cargo_tool("wasm-bindgen", "wasm-bindgen-cli", &locked_version("wasm-bindgen")?),
        node_packages(),
    ])
}

/// Fails with a line for each that failed.
fn all<const N: usize>(outcomes: [Result<()>; N]) -> Result<()> {
    let failed = outcomes.into_iter().filter_map(Result::err).map(|error| format!("{error:#}"));
    let failed: Vec<_> = failed.collect();
    if failed.is_empty() { Ok(()) } else { bail!(failed.join("\n")) }
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

/// The version of `package` in Cargo.lock.
fn locked_version(package: &str) -> Result<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock")?;
    let entry = format!("name = \"{package}\"\nversion = \"");
    let version = lock.split(&entry).nth(1).and_then(|rest| rest.split('"').next());
    Ok(version.with_context(|| format!("Cargo.lock has no {package}"))?.to_owned())
}

/// The Node packages of tests/e2e, as its package-lock.json names them.
pub fn node_packages() -> Result<()> {
    packages_of("tests/e2e")
}

/// Lighthouse and the Observatory. They are large, and nothing but the tests of hosting needs them.
pub fn audits() -> Result<()> {
    packages_of("tests/e2e/hosting/audit")
}

fn packages_of(folder: &str) -> Result<()> {
    let place = root().join(folder);
    let installed = fs::read(place.join("node_modules/.installed-lock")).ok();
    let lock =
        fs::read(place.join("package-lock.json")).with_context(|| format!("{folder}/package-lock.json"))?;
    if installed.as_ref() == Some(&lock) {
        return Ok(());
    }
    if output(command("node").arg("--version")).is_none() {
        bail!("missing: Node.js 20 or newer (https://nodejs.org)");
    }
    println!("Installing the Node packages of {folder}");
    let mut npm = command("npm");
    // None of them needs its own install script: those would download or compile something.
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&place);
    run(&mut npm).with_context(|| format!("missing: the Node packages of {folder}"))?;
    fs::write(place.join("node_modules/.installed-lock"), lock).context("node_modules")
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
    // Only root can install the libraries it needs without being asked for a password.
    if quietly(tool("playwright")?.arg("install").args(is_root().then_some("--with-deps")).arg("chromium")) {
        return Ok(None);
    }
    apt_install(&["chromium"]);
    machine().map(Some).context("missing: Chromium (install it, or name it in CHROMIUM)")
}

/// What the scripts that the page offers run with; they are tested by running them.
pub fn for_scripts() -> Result<()> {
    let lacks =
        || ["bash", "curl", "jq"].into_iter().filter(|program| !quietly(command(program).arg("--version")));
    let missing: Vec<_> = lacks().collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing {}", missing.join(", "));
    apt_install(&missing);
    let missing: Vec<_> = lacks().collect();
    if missing.is_empty() { Ok(()) } else { bail!("missing: {}", missing.join(", ")) }
}

/// Debian's packages, as far as they can be had without a password.
fn apt_install(packages: &[&str]) {
    apt(&["update"]);
    apt(&[&["install", "--yes", "--no-install-recommends"], packages].concat());
}

fn apt(arguments: &[&str]) -> bool {
    let mut apt = if is_root() { command("apt-get") } else { command("sudo") };
    quietly(apt.args((!is_root()).then_some(["-n", "apt-get"]).into_iter().flatten()).args(arguments))
}

fn is_root() -> bool {
    output(command("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_could_not_be_got_is_said_in_a_line_each() {
        let missing = |what: &str| Err(anyhow::anyhow!("cargo failed").context(format!("missing: {what}")));
        let error = all([missing("a"), Ok(()), missing("b")]).unwrap_err();
        assert_eq!(error.to_string(), "missing: a: cargo failed\nmissing: b: cargo failed");
        assert!(all([Ok(())]).is_ok());
    }
}
