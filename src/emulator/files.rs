//! Which files of a served folder may be asked for.

use crate::hosting::host_files::AZURE;
use crate::hosting::media::is_copy;

/// Whether `file` may be asked for: no way out of the folder, no header files, no compressed copies.
pub(super) fn is_public(file: &str) -> bool {
    let safe = |name: &str| !name.is_empty() && !name.starts_with(['.', '_']);
    file.split('/').all(safe) && !file.contains(['%', '\\']) && !is_copy(file) && file != AZURE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_folder_can_be_asked_for() {
        for file in [
            "../Cargo.toml",
            "a/../../b",
            ".git/config",
            "_headers",
            "staticwebapp.config.json",
            "app.js.br",
            "app.js.gz",
            "a%2fb",
            "",
            "a//b",
            "a\\b",
        ] {
            assert!(!is_public(file), "{file}");
        }
        assert!(is_public("demo/app-1f2e3d4c5b6a7988_bg.wasm"));
    }
}
