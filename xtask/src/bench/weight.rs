//! What a page weighs on the wire.

use crate::dist;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// The brotli size in KB (1000 bytes) of `page` and of every file of ours that it names.
pub fn weight(dist: &Path, page: &str) -> Result<f64> {
    let file = dist.join(page);
    let html = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let folder = file.parent().unwrap_or(dist);
    let own = dist::compressed(html.as_bytes())?.len();
    kilobytes(own + of_files(folder, page, &named(&html))?)
}

/// The same of `embed.js` alone, and with every file that the element loads.
pub fn element(dist: &Path) -> Result<(f64, f64)> {
    let script = fs::read_to_string(dist.join("embed.js")).context("cannot read embed.js")?;
    let own = dist::compressed(script.as_bytes())?.len();
    let loaded = of_files(dist, "embed.js", &[&loaded(&script)[..], &["config.json"]].concat())?;
    Ok((kilobytes(own)?, kilobytes(own + loaded)?))
}

/// Each piece of the live page's program, with the brotli size of its file in KB.
pub fn pieces(dist: &Path) -> Result<Vec<(String, f64)>> {
    let mut found = Vec::new();
    for path in dist::files(dist)? {
        if let Some(piece) = piece(&path) {
            let content = fs::read(dist.join(&path)).with_context(|| format!("cannot read {path}"))?;
            found.push((piece.to_owned(), kilobytes(dist::compressed(&content)?.len())?));
        }
    }
    Ok(found)
}

/// The piece whose file this is.
fn piece(path: &str) -> Option<&str> {
    let name = path.strip_prefix("app_")?.strip_suffix(".wasm")?;
    name.rsplit_once('-').map(|(piece, _hash)| piece)
}

fn of_files(folder: &Path, from: &str, names: &[&str]) -> Result<usize> {
    let mut bytes = 0;
    for name in names {
        let content = fs::read(folder.join(name)).with_context(|| format!("{from} names {name}"))?;
        bytes += dist::compressed(&content)?.len();
    }
    Ok(bytes)
}

fn kilobytes(bytes: usize) -> Result<f64> {
    Ok(f64::from(u32::try_from(bytes)?) / 1000.0)
}

/// The files that the build wrote into `embed.js`.
fn loaded(script: &str) -> Vec<&str> {
    script.split("\"name\":\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The files of ours that `html` loads, each once.
fn named(html: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for attribute in [" src=\"", " href=\""] {
        for rest in html.split(attribute).skip(1) {
            let name = rest.split('"').next().unwrap_or_default();
            let name = name.strip_prefix("./").unwrap_or(name);
            // A link to another page is not a part of this one.
            let is_page = name.is_empty() || name.ends_with(".html") || name.ends_with('/');
            if !is_page && !name.contains(':') && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_weighs_what_it_loads() {
        let html = r#"<link href="./a.css"><script src="./b.js"></script><link href="b.js">
            <a href="demo/"></a><a href="x.html"></a><a href="https://example.com/"></a>"#;
        assert_eq!(named(html), ["b.js", "a.css"]);
    }

    #[test]
    fn a_piece_is_named_in_its_file() {
        assert_eq!(piece("app_report-1f2e3d4c5b6a7988.wasm"), Some("report"));
        assert_eq!(piece("app-1f2e3d4c5b6a7988_bg.wasm"), None);
        assert_eq!(piece("app_report-1f2e3d4c5b6a7988.wasm.br"), None);
    }

    #[test]
    fn an_element_weighs_what_the_build_wrote_into_it() {
        let script = r#"const FILES = {"program":{"integrity":"sha384-x","name":"app-1.js"},"wasm":{"name":"app-1_bg.wasm"}};"#;
        assert_eq!(loaded(script), ["app-1.js", "app-1_bg.wasm"]);
    }
}
