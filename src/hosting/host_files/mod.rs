//! The files that tell static hosts which headers to send (HDR-11): one description of the site, printed for each kind of host.

mod azure;
mod caddy;
mod nginx;
mod underscore;

use super::base::{Base, is_plain};
use super::headers::{Header, of_file, of_page};
use super::pages::{addresses, page_at};
use crate::config::Config;
use thiserror::Error;

/// What a built `dist` holds, as far as headers depend on it. Paths are relative to `dist`.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// Pages, with the CSP sources of their inline styles.
    pub pages: Vec<(String, Vec<String>)>,
    /// All other files.
    pub files: Vec<String>,
}

/// What one address answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The address below the base, with a slash in front.
    pub address: String,
    /// The file, relative to `dist`.
    pub file: String,
    /// Headers beyond [`super::headers::common`].
    pub headers: Vec<Header>,
}

/// A built page as a host serves it: every address that there is. Whatever else is asked for does not exist (HDR-07).
#[derive(Clone, Debug)]
pub struct Site {
    base: Base,
    answers: Vec<Answer>,
}

/// A file whose name would mean something else in a host's configuration.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the name {0:?} has characters other than letters, digits and . _ - ~")]
pub struct OddName(pub String);

impl Site {
    /// The site with these contents below `base`.
    ///
    /// # Errors
    /// The first file whose name no host could be told without quoting it.
    pub fn new(config: &Config, contents: &Contents, base: &Base) -> Result<Self, OddName> {
        let pages = contents.pages.iter().flat_map(|(path, styles)| {
            let headers = of_page(config, page_at(path), styles);
            addresses(path).into_iter().map(move |address| Answer {
                address,
                file: path.clone(),
                headers: headers.clone(),
            })
        });
        let files = contents.files.iter().map(|path| Answer {
            address: ["/", path].concat(),
            file: path.clone(),
            headers: of_file(path),
        });
        let answers: Vec<_> = pages.chain(files).collect();
        match answers.iter().find(|answer| !answer.file.split('/').all(is_plain)) {
            Some(odd) => Err(OddName(odd.file.clone())),
            None => Ok(Self { base: base.clone(), answers }),
        }
    }

    /// What each address answers.
    #[must_use]
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// Addresses of folders that lack their final slash, below the base: each goes to itself with one.
    fn slashless(&self) -> impl Iterator<Item = &str> {
        let folders = self.answers.iter().filter_map(|answer| answer.address.strip_suffix('/'));
        // The site's own root has no other address.
        folders.filter(|folder| !(folder.is_empty() && self.base.as_str().is_empty()))
    }

    /// Where these files are larger than their hosts take: Azure 20 KB (*Configure Azure Static Web Apps*), Cloudflare 100 rules of
    /// 2000 characters a line (*Pages: Headers*). nginx and Caddy have no such bounds.
    #[must_use]
    pub fn excess(&self) -> Vec<&'static str> {
        let headers = self.underscore();
        let rules = headers.lines().filter(|line| line.starts_with('/')).count();
        [
            (
                self.azure().len() > 20_000,
                "staticwebapp.config.json is larger than the 20 KB that Azure Static Web Apps reads",
            ),
            (rules > 100, "_headers has more than the 100 rules that Cloudflare reads"),
            (
                headers.lines().any(|line| line.len() > 2000),
                "_headers has a line longer than the 2000 characters that Cloudflare reads",
            ),
        ]
        .into_iter()
        .filter_map(|(exceeds, text)| exceeds.then_some(text))
        .collect()
    }

    /// Every host's file: its name in `dist`, and its text.
    #[must_use]
    pub fn files(&self) -> [(&'static str, String); 4] {
        [(HEADERS, self.underscore()), (NGINX, self.nginx()), (CADDY, self.caddy()), (AZURE, self.azure())]
    }
}

/// For hosts that read a file of this name from the published folder.
pub const HEADERS: &str = "_headers";
/// `location` blocks of nginx, to be included in a `server`.
pub const NGINX: &str = "_nginx.conf";
/// Directives of Caddy, to be imported into a site.
pub const CADDY: &str = "_Caddyfile";
/// Azure Static Web Apps.
pub const AZURE: &str = "staticwebapp.config.json";

/// Whether the file at `path`, relative to `dist`, is for the host and not for browsers.
#[must_use]
pub fn is_for_host(path: &str) -> bool {
    path.starts_with(['_', '.']) || path == AZURE
}
