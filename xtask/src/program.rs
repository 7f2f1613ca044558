//! A page's program: compiled, split into pieces, bound to JavaScript, made small, and named by its content.

mod merge;
mod pieces;

use crate::build::{hash, rust_flags};
use crate::run::{command, root, run, run_silent};
use crate::tools;
use anyhow::{Context, Result};
use pieces::Split;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A file of a program: its name, which changes with its content, and the content.
pub struct File {
    pub name: String,
    pub content: Vec<u8>,
}

/// The files of a program.
pub struct Program {
    pub script: File,
    pub wasm: File,
    /// What is loaded when it is wanted.
    pub pieces: Vec<File>,
}

/// Builds the program `name` of the package that `source` lies in.
pub fn build(source: &str, name: &str) -> Result<Program> {
    let folder = root().join("target/programs").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let compiled = compile(source, name)?;
    let split = Split::of(&compiled, name, &folder)?;
    let mut bindgen = tools::tool("wasm-bindgen")?;
    bindgen.args([
        "--target",
        "web",
        "--no-typescript",
        "--remove-name-section",
        "--remove-producers-section",
    ]);
    bindgen.args(["--omit-default-module-path", "--out-name", name, "--out-dir"]).arg(&folder);
    match &split {
        Some(split) => bindgen.arg("--keep-lld-exports").arg(split.main()),
        None => bindgen.arg(&compiled),
    };
    run(&mut bindgen)?;
    let wasm = optimized(&folder.join(format!("{name}_bg.wasm")))?;
    let mut script = fs::read_to_string(folder.join(format!("{name}.js")))?;
    let mut pieces = BTreeMap::new();
    if let Some(split) = &split {
        pieces = split.files()?;
        script = split.linked(&script, &pieces)?;
    }
    // One hash for both: the script's bindings are numbered as the program's.
    let both = hash(&[&wasm, script.as_bytes()].concat());
    Ok(Program {
        script: File { name: format!("{name}-{both}.js"), content: script.into_bytes() },
        wasm: File { name: format!("{name}-{both}_bg.wasm"), content: wasm },
        pieces: pieces.into_values().collect(),
    })
}

/// Compiles, keeping what the splitter needs to know; the file that the compiler wrote.
fn compile(source: &str, name: &str) -> Result<PathBuf> {
    let mut cargo = command("cargo");
    cargo.args([
        "build",
        "--quiet",
        "--release",
        "--locked",
        "--offline",
        "--target",
        "wasm32-unknown-unknown",
    ]);
    cargo.arg("--manifest-path").arg(root().join(source).with_file_name("Cargo.toml")).args(["--bin", name]);
    cargo.env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", rust_flags()?);
    run(&mut cargo).with_context(|| format!("building {source}"))?;
    Ok(root().join("target/wasm32-unknown-unknown/release").join(format!("{name}.wasm")))
}

/// What compilers for the Web may use by now, and Rust's does.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The file, made small.
fn optimized(file: &Path) -> Result<Vec<u8>> {
    let small = file.with_extension("small.wasm");
    // It wonders at names of data, which are left out anyway.
    run_silent(tools::tool("wasm-opt")?.args(FEATURES).arg("-Oz").arg(file).arg("--output").arg(&small))?;
    fs::read(&small).with_context(|| format!("cannot read {}", small.display()))
}
