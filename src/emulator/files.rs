//! Which files of a served folder may be asked for, and what they are.

/// Whether `file` may be asked for: no way out of the folder, no header files, no compressed copies.
pub(super) fn is_public(file: &str) -> bool {
    let safe = |name: &str| !name.is_empty() && !name.starts_with(['.', '_']);
    file.split('/').all(safe) && !file.contains(['%', '\\']) && !file.ends_with(".br")
}

/// What the browser is told that `file` is, by its ending.
pub(super) fn media_type(file: &str) -> &'static str {
    match file.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
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
            "app.js.br",
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
