//! The files that tell static hosts which headers to send (HDR-11).

use super::headers::{Header, common, of_file, of_page};
use super::pages::{addresses, page_at};
use crate::config::Config;

/// What a built `dist` holds, as far as headers depend on it. Paths are relative to `dist`.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// Pages, with the CSP sources of their inline styles.
    pub pages: Vec<(String, Vec<String>)>,
    /// All other files.
    pub files: Vec<String>,
}

/// `_headers`, as several static hosts read it: an address in a line of its own, its headers indented below.
#[must_use]
pub fn headers_file(config: &Config, contents: &Contents) -> String {
    let mut text = String::new();
    let mut block = |address: &str, headers: &[Header]| {
        text.push_str(address);
        for (name, value) in headers {
            text.push_str(&format!("\n  {name}: {value}"));
        }
        text.push('\n');
    };
    block("/*", &common());
    for (path, styles) in &contents.pages {
        for address in addresses(path) {
            block(&address, &of_page(config, page_at(path), styles));
        }
    }
    for path in &contents.files {
        block(&format!("/{path}"), &of_file(path));
    }
    text
}

/// The same as `location` blocks of nginx, to be included in a `server`. `base` is the path under which the page
/// lies, without a slash at its end.
#[must_use]
pub fn nginx(config: &Config, contents: &Contents, base: &str) -> String {
    let mut text = String::new();
    // nginx hands add_header down only to blocks that have none of their own, so each block names all.
    let mut block = |address: &str, headers: &[Header], file: &str| {
        text.push_str(&format!("location = {base}{address} {{\n"));
        for (name, value) in common().iter().chain(headers) {
            text.push_str(&format!("  add_header {name} \"{value}\" always;\n"));
        }
        text.push_str(&format!("  try_files {base}/{file} =404;\n}}\n"));
    };
    for (path, styles) in &contents.pages {
        for address in addresses(path) {
            block(&address, &of_page(config, page_at(path), styles), path);
        }
    }
    for path in &contents.files {
        block(&format!("/{path}"), &of_file(path), path);
    }
    // HDR-07: whatever else is asked for does not exist.
    text.push_str(&format!("location {base}/ {{\n  return 404;\n}}\n"));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Page;

    fn contents() -> Contents {
        Contents {
            pages: vec![("demo/index.html".to_owned(), vec!["sha256-AA=".to_owned()])],
            files: vec!["app-1f2e3d4c5b6a7988.js".to_owned()],
        }
    }

    /// HDR-11
    #[test]
    fn both_files_say_what_the_source_says() {
        let config = Config::default();
        let expected = of_page(&config, Page::Demo, &contents().pages[0].1);

        let text = headers_file(&config, &contents());
        let block = text.split("/demo/\n").nth(1).and_then(|rest| rest.split("\n/").next()).unwrap();
        let parsed: Vec<_> = block.lines().filter_map(|line| line.trim().split_once(": ")).collect();
        let wanted: Vec<_> = expected.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(parsed, wanted);

        let text = nginx(&config, &contents(), "/base");
        let block =
            text.split("location = /base/demo/ {").nth(1).and_then(|rest| rest.split('}').next()).unwrap();
        for (name, value) in common().iter().chain(&expected) {
            assert!(block.contains(&format!("add_header {name} \"{value}\" always;")), "{name}");
        }
    }

    /// HDR-07
    #[test]
    fn a_host_serves_what_is_there_and_nothing_else() {
        let text = nginx(&Config::default(), &contents(), "");
        assert!(text.contains("location = /demo/ {") && text.contains("try_files /demo/index.html =404;"));
        assert!(text.ends_with("location / {\n  return 404;\n}\n"));
    }
}
