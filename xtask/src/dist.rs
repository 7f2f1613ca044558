//! The files of a built `dist`: walking them, writing them with compressed copies, and giving them a configuration.

use crate::offline;
use anyhow::{Context, Result};
use assistant::config::Config;
use assistant::hosting::base::Base;
use assistant::hosting::host_files::{Contents, Site, is_for_host};
use assistant::hosting::markup::{configured, inline_styles};
use assistant::hosting::media::is_copy;
use assistant::hosting::pages::{is_manifest, page_at};
use assistant::hosting::product::manifest;
use flate2::{Compression, GzBuilder};
use std::fs;
use std::io::Write;
use std::path::Path;

/// Kinds of files that compress.
const TEXT: [&str; 9] = ["html", "js", "css", "wasm", "json", "svg", "txt", "ftl", "webmanifest"];

/// Writes `content` to `file`, and beside it copies compressed with brotli and gzip where that pays.
pub fn write(file: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, content).with_context(|| format!("cannot write {}", file.display()))?;
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if TEXT.contains(&extension) {
        fs::write(file.with_extension(format!("{extension}.br")), compressed(content)?)?;
        fs::write(file.with_extension(format!("{extension}.gz")), gzipped(content)?)?;
    }
    Ok(())
}

/// `content` as a static host sends it precompressed: brotli at its best.
pub fn compressed(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut result = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut result, &parameters)?;
    Ok(result)
}

/// The same for hosts without brotli. No time is in it, so that equal contents give equal copies.
fn gzipped(content: &[u8]) -> Result<Vec<u8>> {
    let mut gzip = GzBuilder::new().write(Vec::new(), Compression::best());
    gzip.write_all(content)?;
    Ok(gzip.finish()?)
}

/// All files below `folder`, relative to it, with `/` between names, sorted.
pub fn files(folder: &Path) -> Result<Vec<String>> {
    fn walk(folder: &Path, prefix: &str, found: &mut Vec<String>) -> Result<()> {
        for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                walk(&entry.path(), &format!("{name}/"), found)?;
            } else {
                found.push(name);
            }
        }
        Ok(())
    }
    let mut found = Vec::new();
    walk(folder, "", &mut found)?;
    found.sort();
    Ok(found)
}

/// Writes into every page of `dist` the policy that belongs to `config`, the worker that keeps the demonstration, and the header
/// files for hosts.
pub fn apply(dist: &Path, config: &Config, base: &Base) -> Result<()> {
    for path in files(dist)?.iter().filter(|path| path.ends_with(".html") || is_manifest(path)) {
        let file = dist.join(path);
        let text = fs::read_to_string(&file)?;
        let text = if is_manifest(path) {
            manifest(&text, &config.product)
        } else {
            configured(&text, page_at(path), config).with_context(|| path.clone())?
        };
        write(&file, text.as_bytes())?;
    }
    offline::write_worker(dist)?;
    for (name, text) in site(dist, config, base)?.files() {
        fs::write(dist.join(name), text)?;
    }
    Ok(())
}

/// `dist` as hosts serve it.
pub fn site(dist: &Path, config: &Config, base: &Base) -> Result<Site> {
    let mut contents = Contents::default();
    for path in files(dist)?.into_iter().filter(|path| !is_for_host(path) && !is_copy(path)) {
        if path.ends_with(".html") {
            let styles =
                inline_styles(&fs::read_to_string(dist.join(&path))?).with_context(|| path.clone())?;
            contents.pages.push((path, styles));
        } else {
            contents.files.push(path);
        }
    }
    Ok(Site::new(config, &contents, base)?)
}
