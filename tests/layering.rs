//! Which module may name which (the picture in src/lib.rs, design §3).

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::fs;
use std::path::{Path, PathBuf};

const OURS: [&str; 12] = [
    "auth",
    "config",
    "embed",
    "graph",
    "net",
    "own",
    "recording",
    "setup",
    "sim",
    "tenant",
    "vendor",
    "words",
];

/// Every source file with its path below `src` and its text.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(found.len() > 50, "the sources are found");
    found
}

/// The lines of code, without comments and docs.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.split("//").next().unwrap_or_default())
}

/// Whether `text` names the module `name` of this crate.
fn names(text: &str, name: &str) -> bool {
    let grouped = format!("{name}::");
    code(text).any(|line| {
        line.contains(&format!("crate::{name}"))
            || (line.contains("crate::{") && line.contains(&grouped))
            || line.contains(&format!("assistant::{name}"))
    })
}

/// The files under `folder`, a module with or without a folder of its own.
fn of<'a>(all: &'a [(String, String)], folder: &str) -> Vec<&'a (String, String)> {
    let (below, file) = (format!("{folder}/"), format!("{folder}.rs"));
    all.iter().filter(|(name, _)| name.starts_with(&below) || *name == file).collect()
}

#[test]
fn each_layer_names_only_those_below_it() {
    let all = sources();
    for (layer, below) in [
        ("setup", &[][..]),
        ("embed", &["auth", "config", "setup"]),
        ("net", &[]),
        ("config", &["setup"]),
        ("words", &["auth", "own", "recording", "setup", "sim"]),
        ("recording", &["net", "setup"]),
        ("sim", &["net", "recording"]),
        ("own", &["recording", "setup", "sim"]),
        ("graph", &["net", "setup"]),
        ("auth", &["net", "config"]),
        ("tenant", &["net", "graph", "setup", "words"]),
        ("vendor", &["setup", "sim"]),
    ] {
        for (name, text) in of(&all, layer) {
            for other in OURS.iter().chain(&["ui"]).filter(|other| **other != layer && !below.contains(other))
            {
                assert!(!names(text, other), "{name} names {other}");
            }
        }
    }
}

#[test]
fn only_the_doors_to_the_browser_name_it() {
    let doors = ["net/fetch.rs", "net/browser_clock.rs"];
    for (name, text) in sources() {
        let above = ["ui/", "embed/", "bin/", "emulator/"].iter().any(|folder| name.starts_with(folder));
        if above || doors.contains(&name.as_str()) {
            continue;
        }
        for browser in ["leptos", "web_sys", "js_sys", "wasm_bindgen", "gloo_"] {
            assert!(!code(&text).any(|line| line.contains(browser)), "{name} names {browser}");
        }
    }
    for (name, text) in sources() {
        let fetches = code(&text).any(|line| line.contains("gloo_net"));
        assert!(!fetches || name == "net/fetch.rs", "{name} fetches");
    }
}

/// Time and randomness are arguments (src/net/clock.rs).
#[test]
fn nobody_asks_the_system_for_the_time() {
    for (name, text) in sources() {
        if name.starts_with("emulator/") || name == "net/browser_clock.rs" {
            continue;
        }
        for asked in ["SystemTime::now", "Instant::now"] {
            assert!(!code(&text).any(|line| line.contains(asked)), "{name} asks {asked}");
        }
    }
}

#[test]
fn every_file_says_what_is_in_it() {
    for (name, text) in sources() {
        assert!(text.starts_with("//! "), "{name} has no module doc");
    }
}
