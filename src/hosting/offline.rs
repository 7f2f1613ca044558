//! The demonstration's service worker: its text is written by hand, the list of files it keeps is put in (security.md SW-01 to
//! SW-06; docs/offline.md).

use super::media::is_copy;
use crate::words::en::offline as words;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// Where the worker is, relative to `dist`. Its folder is its scope (SW-01).
pub const WORKER: &str = "demo/sw.js";
/// What takes its place when the offline copy is taken back.
pub const OFF_SWITCH: &str = "demo/sw-off.js";
/// The text of [`OFF_SWITCH`].
pub const OFF: &str = include_str!("offline/off.js");
/// The page that the worker keeps, relative to `dist`.
pub const PAGE: &str = "demo/index.html";

const SOURCE: &str = include_str!("offline/worker.js");
const FOLDER: &str = "demo/";
/// The page's address from its folder: hosts may lead its file name elsewhere.
const PAGE_ADDRESS: &str = "./";
const LIST: &str = "const FILES = ";
const FILES: &str = "{/* files */}";
const VERSION: &str = "/* version */";
const INCOMPLETE: &str = "\"/* incomplete */\"";

/// The file is not a worker that was written here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{WORKER} holds no list of files")]
pub struct NoList;

/// The files that are kept, by their address from the worker's folder, with the integrity of their bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept(Map<String, Value>);

impl Kept {
    /// Whether the file at `path`, relative to `dist`, is one of those that the demonstration needs: its folder without the workers
    /// themselves, and the icons, which all pages share.
    #[must_use]
    pub fn wants(path: &str) -> bool {
        let own = path.starts_with(FOLDER) && path != WORKER && path != OFF_SWITCH;
        (own || path == "favicon.svg" || path.starts_with("icons/")) && !is_copy(path)
    }

    /// Adds the file at `path`, relative to `dist`, in place of an earlier one.
    pub fn add(&mut self, path: &str, content: &[u8]) {
        let address = match path.strip_prefix(FOLDER) {
            _ if path == PAGE => PAGE_ADDRESS.to_owned(),
            Some(name) => name.to_owned(),
            None => ["../", path].concat(),
        };
        self.0.insert(address, ["sha256-", &BASE64_STANDARD.encode(Sha256::digest(content))].concat().into());
    }

    /// The list of a worker that was written here.
    ///
    /// # Errors
    /// When there is none in it.
    pub fn of_worker(worker: &str) -> Result<Self, NoList> {
        let list = worker.split(LIST).nth(1).and_then(|rest| rest.split(';').next());
        list.and_then(|list| serde_json::from_str(list).ok()).map(Self).ok_or(NoList)
    }

    /// The worker that keeps these files. Its version changes when any of them does, or when the worker's own text does.
    #[must_use]
    pub fn worker(&self) -> String {
        let list = Value::Object(self.0.clone()).to_string();
        let version: String = Sha256::digest([SOURCE, &list].concat())
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        SOURCE.replacen(FILES, &list, 1).replacen(VERSION, &version, 1).replacen(
            INCOMPLETE,
            &Value::from(words::INCOMPLETE).to_string(),
            1,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept() -> Kept {
        let mut kept = Kept::default();
        kept.add(PAGE, b"a");
        kept.add("demo/demo-1f2e3d4c5b6a7988.js", b"b");
        kept.add("favicon.svg", b"c");
        kept
    }

    /// `printf a | openssl dgst -sha256 -binary | base64`
    #[test]
    fn a_worker_lists_each_file_from_its_own_folder_with_its_hash() {
        let worker = kept().worker();
        assert!(worker.contains(r#""./":"sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=""#));
        assert!(worker.contains(r#""demo-1f2e3d4c5b6a7988.js":"sha256-"#));
        assert!(worker.contains(r#""../favicon.svg":"sha256-"#));
        for place in [FILES, VERSION, INCOMPLETE] {
            assert_eq!(SOURCE.matches(place).count(), 1);
            assert!(!worker.contains(place));
        }
    }

    #[test]
    fn a_list_is_read_back_from_its_worker() {
        assert_eq!(Kept::of_worker(&kept().worker()), Ok(kept()));
        assert_eq!(Kept::of_worker(OFF), Err(NoList));
        assert_eq!(Kept::of_worker(SOURCE), Err(NoList));
    }

    /// SW-03
    #[test]
    fn another_file_is_another_version() {
        let mut other = kept();
        other.add(PAGE, b"another policy");
        assert_ne!(other.worker(), kept().worker());
        let version = |worker: &str| {
            worker
                .split("const VERSION = \"")
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .map(str::to_owned)
        };
        assert_ne!(version(&other.worker()), version(&kept().worker()));
        assert_eq!(version(&kept().worker()).map(|version| version.len()), Some(16));
    }

    /// SW-01, SW-03
    #[test]
    fn only_the_demonstrations_own_files_are_kept() {
        for path in
            ["demo/index.html", "demo/style-1f2e3d4c5b6a7988.css", "favicon.svg", "icons/icon-192.png"]
        {
            assert!(Kept::wants(path), "{path}");
        }
        for path in [
            "index.html",
            "config.json",
            "auth.html",
            "embed.js",
            WORKER,
            OFF_SWITCH,
            "demo/boot.js.br",
            "_headers",
        ] {
            assert!(!Kept::wants(path), "{path}");
        }
    }

    /// Both clear what the other keeps.
    #[test]
    fn the_off_switch_knows_the_caches_by_the_same_name() {
        let name = "`total-setup-demo ${new URL(";
        assert!(SOURCE.contains(name) && OFF.contains(name));
    }
}
