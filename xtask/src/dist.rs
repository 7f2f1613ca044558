//! The files of a built `dist`: walking them, writing them with a compressed copy, and giving them a configuration.

use crate::offline;
use anyhow::{Context, Result};
use assistant::config::Config;
use assistant::hosting::host_files::{Contents, headers_file, nginx};
use assistant::hosting::markup::{configured, inline_styles};
use assistant::hosting::pages::page_at;
use std::fs;
use std::path::Path;

/// Kinds of files that compress.
const TEXT: [&str; 9] = ["html", "js", "css", "wasm", "json", "svg", "txt", "ftl", "webmanifest"];

/// Writes `content` to `file`, and beside it a copy compressed with brotli where that pays.
pub fn write(file: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, content).with_context(|| format!("cannot write {}", file.display()))?;
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if TEXT.contains(&extension) {
        fs::write(file.with_extension(format!("{extension}.br")), compressed(content)?)?;
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
pub fn apply(dist: &Path, config: &Config, base: &str) -> Result<()> {
    let mut contents = Contents::default();
    for path in files(dist)? {
        if path.starts_with('_') || path.ends_with(".br") {
            continue;
        }
        if path.ends_with(".html") {
            let file = dist.join(&path);
            let html = fs::read_to_string(&file)?;
            let html = configured(&html, page_at(&path), config).with_context(|| path.clone())?;
            write(&file, html.as_bytes())?;
            contents.pages.push((path, inline_styles(&html)?));
        } else {
            contents.files.push(path);
        }
    }
    for path in offline::write_worker(dist)? {
        if !contents.files.contains(&path) {
            contents.files.push(path);
        }
    }
    fs::write(dist.join("_headers"), headers_file(config, &contents))?;
    fs::write(dist.join("_nginx.conf"), nginx(config, &contents, base))?;
    Ok(())
}
