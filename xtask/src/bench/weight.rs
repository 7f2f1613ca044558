//! What a page weighs on the wire.

use crate::dist;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// The brotli size in KB (1000 bytes) of `page` and of every file of ours that it names.
pub fn weight(dist: &Path, page: &str) -> Result<f64> {
    let file = dist.join(page);
    let html = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut bytes = dist::compressed(html.as_bytes())?.len();
    let folder = file.parent().unwrap_or(dist);
    for name in named(&html) {
        let content = fs::read(folder.join(name)).with_context(|| format!("{page} names {name}"))?;
        bytes += dist::compressed(&content)?.len();
    }
    Ok(f64::from(u32::try_from(bytes)?) / 1000.0)
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
}
