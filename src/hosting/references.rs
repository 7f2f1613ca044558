//! What a built page is made of, read from its text. The files are ours and written one way, as in [`super::markup`].

use super::headers::is_hashed;

/// A file that an element of a page loads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The file, relative to `dist`.
    pub path: String,
    /// What its bytes must be, such as `sha384-…`.
    pub integrity: Option<String>,
}

/// The files of our own origin that the elements of `html` load; `page` is its path relative to `dist`.
#[must_use]
pub fn references(html: &str, page: &str) -> Vec<Reference> {
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let tags = html.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag);
    let loading = tags.filter(|tag| ["script", "link", "img"].iter().any(|name| tag.starts_with(name)));
    loading
        .filter_map(|tag| {
            let address = attribute(tag, "src").or_else(|| attribute(tag, "href"))?;
            let path = resolved(folder, address)?;
            Some(Reference { path, integrity: attribute(tag, "integrity").map(str::to_owned) })
        })
        .collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&[" ", name, "=\""].concat())?.1.split_once('"').map(|(value, _)| value)
}

/// The path relative to `dist` that a relative address means in a page in `folder`; `None` for other addresses.
fn resolved(folder: &str, address: &str) -> Option<String> {
    let address = address.split(['?', '#']).next().unwrap_or(address);
    if address.is_empty() || address.starts_with('/') || address.contains(':') {
        return None;
    }
    let mut names: Vec<_> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in address.split('/') {
        match name {
            "." | "" => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    Some(names.join("/"))
}

/// The names in `text` that change with a file's content, as in `app-1f2e3d4c5b6a7988_bg.wasm`: in scripts, styles and lists.
pub fn hashed_names(text: &str) -> impl Iterator<Item = &str> {
    let other =
        |character: char| !(character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.'));
    let loaded = |name: &&str| [".js", ".wasm", ".css", ".json"].iter().any(|ending| name.ends_with(ending));
    // A program's own glue, by which name its imports go: no file.
    let glue = |name: &&str| name.ends_with("_bg.js");
    text.split(other).filter(loaded).filter(|name| is_hashed(name)).filter(move |name| !glue(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_it_loads() {
        let html = "<link rel=\"icon\" href=\"../favicon.svg\"><a href=\"./setup\">x</a><link href=\"https://x.example/a.css\">\
                    <script type=\"module\" src=\"./boot-1.js\" integrity=\"sha384-AA\"></script><img src=\"data:,\">";
        let found: Vec<_> = references(html, "demo/index.html")
            .into_iter()
            .map(|found| (found.path, found.integrity))
            .collect();
        assert_eq!(
            found,
            [("favicon.svg".to_owned(), None), ("demo/boot-1.js".to_owned(), Some("sha384-AA".to_owned()))]
        );
    }

    #[test]
    fn names_of_files_are_found_in_scripts_and_numbers_are_not() {
        let text = "import('./app-1f2e3d4c5b6a7988.js');new URL('app-1f2e3d4c5b6a7988_bg.wasm');x=y-12345678.5;a-12345678.js2;{'app-1f2e3d4c5b6a7988_bg.js':i}";
        assert_eq!(
            hashed_names(text).collect::<Vec<_>>(),
            ["app-1f2e3d4c5b6a7988.js", "app-1f2e3d4c5b6a7988_bg.wasm"]
        );
    }
}
