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

#[cfg(test)]
mod tests {
    use super::*;
    use assistant::config::Config;
    use assistant::hosting::base::Base;

    /// SW-03, SW-05: the list is of the pages as they are served, and the worker is revalidated.
    #[test]
    fn another_configuration_is_another_version_of_the_worker() {
        let dist = std::env::temp_dir().join(format!("offline-{}", std::process::id()));
        let html = "<html><head><meta charset=\"utf-8\"><style>a{}</style></head></html>";
        dist::write(&dist.join(PAGE), html.as_bytes()).unwrap();
        dist::write(&dist.join("auth.html"), html.as_bytes()).unwrap();
        let apply = |text: &str| {
            dist::apply(&dist, &Config::parse(text).unwrap(), &Base::default()).unwrap();
            fs::read_to_string(dist.join(WORKER)).unwrap()
        };
        let first = apply("{}");
        assert_eq!(apply("{}"), first);
        let listed = Kept::of_worker(&first).unwrap();
        let mut expected = Kept::default();
        expected.add(PAGE, &fs::read(dist.join(PAGE)).unwrap());
        assert_eq!(listed, expected);

        let local = r#"{"cloud":"custom","authority":"http://127.0.0.1:3","graph":"http://127.0.0.1:1"}"#;
        assert_ne!(apply(local), first);
        let headers = fs::read_to_string(dist.join("_headers")).unwrap();
        let block = headers.split("/demo/sw.js\n").nth(1).and_then(|rest| rest.split("\n/").next()).unwrap();
        assert!(block.contains("Cache-Control: no-cache"), "{block}");
        assert_eq!(headers.matches("/demo/sw.js\n").count(), 1);
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn a_folder_without_a_demonstration_gets_no_worker() {
        let dist = std::env::temp_dir().join(format!("offline-none-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        assert_eq!(write_worker(&dist).unwrap(), Vec::<String>::new());
        fs::remove_dir_all(dist).unwrap();
    }
}
