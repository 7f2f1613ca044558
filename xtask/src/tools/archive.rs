//! Tools ready made, from the archives that their own projects release.

use crate::run::quietly;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const RELEASES: &str = "https://github.com";

/// A released archive.
#[derive(Debug, PartialEq, Eq)]
pub struct Archive {
    address: String,
    /// Where the program stands in it.
    program: String,
}

impl Archive {
    /// The archive of `package` for a machine, as `std::env::consts` name its system and processor; `None` where the
    /// project releases none.
    pub fn of(package: &str, version: &str, system: &str, processor: &str) -> Option<Self> {
        let target = match (system, processor) {
            // Linked statically: it runs whatever the system's libraries are.
            ("linux", "x86_64") => "x86_64-unknown-linux-musl",
            ("linux", "aarch64") => "aarch64-unknown-linux-gnu",
            ("macos", "x86_64") => "x86_64-apple-darwin",
            ("macos", "aarch64") => "aarch64-apple-darwin",
            _ => return None,
        };
        if package != "wasm-bindgen-cli" {
            return None;
        }
        let name = format!("wasm-bindgen-{version}-{target}");
        let address =
            format!("{RELEASES}/wasm-bindgen/wasm-bindgen/releases/download/{version}/{name}.tar.gz");
        Some(Self { address, program: format!("{name}/wasm-bindgen") })
    }

    /// Unpacks the archive in `folder`, which is made anew; the program in it. Soon `None` where it cannot be had.
    pub fn fetch(&self, folder: &Path) -> Option<PathBuf> {
        drop(fs::remove_dir_all(folder));
        fs::create_dir_all(folder).ok()?;
        let file = folder.join("archive.tar.gz");
        let mut curl = Command::new("curl");
        curl.args([
            "--proto",
            "=https",
            "--proto-redir",
            "=https",
            "--connect-timeout",
            "5",
            "--max-time",
            "120",
        ]);
        curl.args(["--fail", "--location", "--silent", "--output"]).arg(&file).arg(&self.address);
        let mut tar = Command::new("tar");
        tar.arg("-xzf").arg(&file).arg("-C").arg(folder).arg(&self.program);
        (quietly(&mut curl) && quietly(&mut tar)).then(|| folder.join(&self.program))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_machine_has_its_archive() {
        for (system, processor, target) in [
            ("linux", "x86_64", "x86_64-unknown-linux-musl"),
            ("linux", "aarch64", "aarch64-unknown-linux-gnu"),
            ("macos", "x86_64", "x86_64-apple-darwin"),
            ("macos", "aarch64", "aarch64-apple-darwin"),
        ] {
            let bindgen = Archive::of("wasm-bindgen-cli", "0.2.130", system, processor).unwrap();
            let folder = format!("wasm-bindgen-0.2.130-{target}");
            let expected =
                format!("{RELEASES}/wasm-bindgen/wasm-bindgen/releases/download/0.2.130/{folder}.tar.gz");
            assert_eq!((bindgen.address, bindgen.program), (expected, format!("{folder}/wasm-bindgen")));
        }
    }

    #[test]
    fn what_is_not_released_is_not_looked_for() {
        assert_eq!(Archive::of("wasm-bindgen-cli", "0.2.130", "freebsd", "x86_64"), None);
        assert_eq!(Archive::of("wasm-bindgen-cli", "0.2.130", "linux", "riscv64"), None);
        assert_eq!(Archive::of("another", "1.0.0", "linux", "x86_64"), None);
    }
}
