//! What a file is, told by its ending.

/// The media type of the file at `path`, as the header `Content-Type` has it.
#[must_use]
pub fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
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
        // Declarations of types, which other tables take for films.
        Some("txt" | "ts") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether the file at `path` is a compressed copy of the one beside it.
#[must_use]
pub fn is_copy(path: &str) -> bool {
    path.ends_with(".br") || path.ends_with(".gz")
}
