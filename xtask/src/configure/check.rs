//! Whether a built `dist` is whole and as it was built, before anything is written.

use crate::dist;
use anyhow::{Context, Result};
use assistant::config::Config;
use assistant::hosting::deployment::Finding;
use assistant::hosting::headers::is_hashed;
use assistant::hosting::host_files::is_for_host;
use assistant::hosting::markup::configured;
use assistant::hosting::media::is_copy;
use assistant::hosting::pages;
use assistant::hosting::references::{hashed_names, references};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::read::GzDecoder;
use serde_json::{Deserializer, Map, Value};
use sha2::{Digest, Sha256, Sha384};
use std::fs;
use std::io::Read;
use std::path::Path;

/// Files besides the pages that every deployment has.
const ALWAYS: [&str; 2] = ["config.json", "embed.js"];

/// The demonstration's service worker, where the build has one.
const WORKER: &str = "demo/sw.js";

/// A built `dist`, its files read.
pub struct Dist {
    files: Vec<(String, Vec<u8>)>,
}

impl Dist {
    /// Reads every file below `folder`.
    pub fn read(folder: &Path) -> Result<Self> {
        let read = |path: String| {
            let content = fs::read(folder.join(&path)).with_context(|| path.clone())?;
            Ok((path, content))
        };
        Ok(Self { files: dist::files(folder)?.into_iter().map(read).collect::<Result<_>>()? })
    }

    fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.iter().find(|(file, _)| file == path).map(|(_, content)| content.as_slice())
    }

    /// The files that browsers ask for and read as text.
    fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let read = |ending: &str| ["html", "js", "css", "json", "webmanifest"].contains(&ending);
        let texts = self
            .files
            .iter()
            .filter(move |(path, _)| path.rsplit('.').next().is_some_and(read) && !is_for_host(path));
        texts.filter_map(|(path, content)| Some((path.as_str(), std::str::from_utf8(content).ok()?)))
    }

    /// What is missing, what no page of ours may have, and what an earlier build left.
    pub fn complete(&self, config: &Config) -> Vec<Finding> {
        let mut found = Vec::new();
        for path in pages::all().chain(ALWAYS).filter(|path| self.get(path).is_none()) {
            found.push(Finding::error(format!("{path} is missing")));
        }
        let mut named = Vec::new();
        for (page, text) in self.texts() {
            if page.ends_with(".html") {
                if let Err(error) = configured(text, pages::page_at(page), config) {
                    found.push(Finding::error(format!("{page}: {error}")));
                }
                for reference in
                    references(text, page).iter().filter(|reference| self.get(&reference.path).is_none())
                {
                    found.push(Finding::error(format!("{page} loads {}, which is missing", reference.path)));
                }
            }
            for name in hashed_names(text) {
                if !self.files.iter().any(|(path, _)| file_name(path) == name) {
                    let text = format!("{page} names {name}, which is missing");
                    // What tools wrote may hold names that only look like files.
                    let generated = is_hashed(page);
                    found.push(if generated { Finding::warning(text) } else { Finding::error(text) });
                }
                named.push(name);
            }
        }
        for (path, _) in &self.files {
            match original(path) {
                Some(original) if self.get(original).is_none() => {
                    found.push(Finding::error(format!("{path} is a copy of a file that is missing")));
                }
                None if is_hashed(path) && !named.contains(&file_name(path)) => {
                    found.push(Finding::warning(format!(
                        "{path} is loaded by nothing: an earlier build left it"
                    )));
                }
                _ => {}
            }
        }
        // Several elements may load one file.
        let mut said = Vec::new();
        found.retain(|finding| {
            let new = !said.contains(&finding.text);
            said.push(finding.text.clone());
            new
        });
        found
    }

    /// What is not as it was built: browsers refuse a file whose bytes are not those that its page names, and a copy that
    /// differs would be another page.
    pub fn unaltered(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for (page, text) in self.texts().filter(|(path, _)| path.ends_with(".html")) {
            for reference in references(text, page) {
                found.extend(self.bytes(page, &reference.path, reference.integrity.as_deref()));
            }
        }
        if let Some(script) = self.get("embed.js").and_then(|content| std::str::from_utf8(content).ok()) {
            found.extend(self.embedded(script));
        }
        if let Some(worker) = self.get(WORKER).and_then(|content| std::str::from_utf8(content).ok()) {
            found.extend(self.kept(worker));
        }
        for (path, content) in &self.files {
            let Some(wanted) = original(path).and_then(|original| self.get(original)) else { continue };
            if expanded(path, content).as_deref() != Some(wanted) {
                found.push(Finding::error(format!("{path} is not a copy of the file beside it")));
            }
        }
        found
    }

    /// The files whose names and bytes `embed.js` knows (HDR-08).
    fn embedded(&self, script: &str) -> Vec<Finding> {
        let Some(files) = list(script) else {
            return vec![Finding::error("embed.js does not say which files it loads")];
        };
        let checked = files.values().flat_map(|file| {
            let path = file["name"].as_str().unwrap_or_default();
            self.bytes("embed.js", path, file["integrity"].as_str())
        });
        checked.collect()
    }

    /// The files that the demonstration's worker keeps, by their addresses from its folder; it refuses one that differs.
    fn kept(&self, script: &str) -> Vec<Finding> {
        let mut found = Vec::new();
        for (address, integrity) in list(script).unwrap_or_default() {
            let path = match (address.as_str(), address.strip_prefix("../")) {
                ("./", _) => "demo/index.html".to_owned(),
                (_, Some(shared)) => shared.to_owned(),
                (own, None) => ["demo/", own].concat(),
            };
            found.extend(match self.get(&path) {
                Some(_) => self.bytes(WORKER, &path, integrity.as_str()),
                None => Some(Finding::error(format!("{WORKER} keeps {path}, which is missing"))),
            });
        }
        found
    }

    fn bytes(&self, by: &str, path: &str, integrity: Option<&str>) -> Option<Finding> {
        let content = self.get(path)?;
        let is = |wanted: &str| match wanted.split_once('-') {
            Some(("sha384", hash)) => hash == BASE64_STANDARD.encode(Sha384::digest(content)),
            Some(("sha256", hash)) => hash == BASE64_STANDARD.encode(Sha256::digest(content)),
            _ => false,
        };
        match integrity {
            Some(wanted) if !is(wanted) => {
                Some(Finding::error(format!("{path} is not the file that {by} was built for")))
            }
            None if is_hashed(path) && !path.ends_with(".wasm") => {
                Some(Finding::warning(format!("{by} loads {path} without saying what its bytes must be")))
            }
            _ => None,
        }
    }
}

/// The list of files that the build puts into a script.
fn list(script: &str) -> Option<Map<String, Value>> {
    let (_, json) = script.split_once("const FILES = ")?;
    match Deserializer::from_str(json).into_iter::<Value>().next() {
        Some(Ok(Value::Object(files))) => Some(files),
        _ => None,
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The file of which the one at `path` is a compressed copy.
fn original(path: &str) -> Option<&str> {
    is_copy(path).then(|| path.rsplit_once('.').map_or(path, |(original, _)| original))
}

/// The content of a compressed copy; `None`: it is none.
fn expanded(path: &str, content: &[u8]) -> Option<Vec<u8>> {
    let mut result = Vec::new();
    if path.ends_with(".gz") {
        GzDecoder::new(content).read_to_end(&mut result).ok()?;
    } else {
        brotli::BrotliDecompress(&mut &*content, &mut result).ok()?;
    }
    Some(result)
}

#[cfg(test)]
mod tests;
