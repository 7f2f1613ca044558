//! Gets programs that Cargo can install, the quick way where there is one.

use super::archive::Archive;
use super::{local, tool};
use crate::run::{command, output, quietly};
use anyhow::{Context, Result, bail};
use std::env::consts::{ARCH, OS};
use std::fs;
use std::path::Path;
use std::process::Command;

/// `binary` at exactly `version`, from `package` if it must be installed: ready made, else compiled.
pub fn cargo_tool(binary: &str, package: &str, version: &str) -> Result<()> {
    if is_version(&mut tool(binary)?, version) {
        return Ok(());
    }
    println!("Installing {package} {version} into .tools");
    if by_binstall(package, version) || by_archive(binary, package, version) {
        return Ok(());
    }
    println!("{package} {version} cannot be downloaded ready made: compiling it, which takes minutes");
    compile(package, version).with_context(|| format!("missing: {package} {version}"))
}

fn is_version(program: &mut Command, version: &str) -> bool {
    let said = output(program.arg("--version"));
    said.is_some_and(|text| text.split_ascii_whitespace().any(|word| word == version))
}

fn by_binstall(package: &str, version: &str) -> bool {
    let mut cargo = command("cargo");
    cargo.args([
        "binstall",
        &format!("{package}@{version}"),
        "--no-confirm",
        "--disable-strategies",
        "compile",
    ]);
    quietly(cargo.arg("--root").arg(local()))
}

/// From the release archive, if the program in it runs here.
fn by_archive(binary: &str, package: &str, version: &str) -> bool {
    let Some(archive) = Archive::of(package, version, OS, ARCH) else { return false };
    let folder = local().join("download");
    let program = archive.fetch(&folder).filter(|file| is_version(&mut Command::new(file), version));
    let installed = program.is_some_and(|program| put(&program, binary));
    drop(fs::remove_dir_all(folder));
    installed
}

fn put(program: &Path, binary: &str) -> bool {
    let folder = local().join("bin");
    fs::create_dir_all(&folder).and_then(|()| fs::rename(program, folder.join(binary))).is_ok()
}

/// The tool's own lock file first; without it where a locked dependency cannot be had. That the first attempt failed
/// concerns nobody when the second succeeds.
fn compile(package: &str, version: &str) -> Result<()> {
    let mut said = Vec::new();
    for locked in [true, false] {
        let mut cargo = command("cargo");
        cargo.args(["install", "--debug", "--quiet", package, "--version", &format!("={version}"), "--root"]);
        cargo.arg(local()).args(locked.then_some("--locked")).env("CARGO_PROFILE_DEV_DEBUG", "0");
        let done = cargo.output().context("cannot start cargo")?;
        if done.status.success() {
            return Ok(());
        }
        said.push(String::from_utf8_lossy(&done.stderr).into_owned());
    }
    eprintln!("{}", said.concat().trim_end());
    bail!("cargo install failed")
}
