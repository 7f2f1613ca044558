//! The HTML files of a built `dist`: which page each is, and under which addresses it is served.

use crate::config::Page;

/// The HTML files, relative to `dist`.
const FILES: [(&str, Page); 6] = [
    ("index.html", Page::Index),
    ("setup.html", Page::Index),
    ("demo/index.html", Page::Demo),
    ("embed.html", Page::Embed),
    ("auth.html", Page::Auth),
    ("relay.html", Page::Auth),
];

/// The HTML files that every deployment has, relative to `dist`.
pub fn all() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(file, _)| *file)
}

/// The page in the file at `path`, relative to `dist`. A file not known gets the strictest policy.
#[must_use]
pub fn page_at(path: &str) -> Page {
    FILES.iter().find(|(file, _)| *file == path).map_or(Page::Auth, |(_, page)| *page)
}

/// The demonstration's web app manifest, relative to `dist`.
pub const MANIFEST: &str = "demo/manifest.webmanifest";

/// Whether the file at `path` is a web app manifest, which bears the product's name as the pages do.
#[must_use]
pub fn is_manifest(path: &str) -> bool {
    path.ends_with(".webmanifest")
}

/// The addresses under which the page at `path` is served, each with a slash in front.
#[must_use]
pub fn addresses(path: &str) -> Vec<String> {
    let short = match path.strip_suffix("index.html") {
        Some(folder) => Some(folder),
        None => path.strip_suffix(".html").filter(|name| *name == "setup"),
    };
    short.into_iter().chain([path]).map(|path| format!("/{path}")).collect()
}

/// The file that answers `address` (without its leading slash) when no file has that very name.
#[must_use]
pub fn file_at(address: &str) -> Option<&'static str> {
    FILES
        .iter()
        .map(|(file, _)| *file)
        .find(|file| addresses(file).iter().any(|known| known.strip_prefix('/') == Some(address)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// design §4, addresses
    #[test]
    fn pages_are_found_under_their_short_addresses() {
        assert_eq!(file_at(""), Some("index.html"));
        assert_eq!(file_at("setup"), Some("setup.html"));
        assert_eq!(file_at("demo/"), Some("demo/index.html"));
        assert_eq!(file_at("auth.html"), Some("auth.html"));
        assert_eq!(file_at("auth"), None);
        assert_eq!(file_at("demo/anything"), None);
    }

    #[test]
    fn a_page_not_known_may_do_the_least() {
        assert_eq!(page_at("other.html"), Page::Auth);
    }
}
