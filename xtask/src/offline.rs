//! The demonstration's offline copy: the script that asks for it, and the worker with its list (docs/offline.md).

use crate::{build, dist};
use anyhow::{Context, Result};
use assistant::hosting::offline::{Kept, OFF, OFF_SWITCH, PAGE, WORKER};
use std::fs;
use std::path::Path;

/// Where the demonstration's page names its script.
const PLACE: &str = "<!-- offline -->";

/// Puts `public/offline.js` beside the page in the folder `demo`, and its element into the page.
pub fn add_script(demo: &Path) -> Result<()> {
    let (name, element, content) = build::script("offline")?;
    let file = demo.join("index.html");
    let html = fs::read_to_string(&file)?;
    let (before, after) = html.split_once(PLACE).context("demo.html has no place for offline.js")?;
    dist::write(&file, [before, &element, after].concat().as_bytes())?;
    dist::write(&demo.join(name), &content)
}

/// Writes the worker of the demonstration in `dist`, where there is one; the paths of what was written. To be called when every
/// other file is as it will be.
pub fn write_worker(dist: &Path) -> Result<Vec<String>> {
    if !dist.join(PAGE).is_file() {
        return Ok(Vec::new());
    }
    let mut kept = Kept::default();
    for path in dist::files(dist)?.iter().filter(|path| Kept::wants(path)) {
        kept.add(path, &fs::read(dist.join(path))?);
    }
    dist::write(&dist.join(WORKER), kept.worker().as_bytes())?;
    dist::write(&dist.join(OFF_SWITCH), OFF.as_bytes())?;
    Ok([WORKER, OFF_SWITCH].map(str::to_owned).to_vec())
}
