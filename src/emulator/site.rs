//! Serves the files of a built `dist` as a careful static host would (security.md §2.5).

use super::answer::{not_found, set, status, text};
use super::files::is_public;
use super::options::OptionsError;
use crate::config::Config;
use crate::hosting::media::media_type;
use crate::hosting::{headers, markup, offline, pages, product};
use crate::net::{Request, Response};
use http::header::{ACCEPT_ENCODING, ALLOW, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, LOCATION, VARY};
use http::{Method, StatusCode};
use std::fs;
use std::path::PathBuf;

/// A built page and the configuration it is served with.
#[derive(Debug)]
pub(super) struct Site {
    dist: PathBuf,
    /// The path under which the page lies, with slashes at both ends.
    base: String,
    config: Config,
    /// The text of `config.json`, where it is not the one in `dist`.
    config_text: Option<String>,
}

impl Site {
    /// The site in `dist`. Without `config_text` its own `config.json` counts, if it has one.
    pub fn new(dist: PathBuf, base: String, config_text: Option<String>) -> Result<Self, OptionsError> {
        if !dist.join("index.html").is_file() {
            return Err(OptionsError::NoDist(dist));
        }
        if !(base.starts_with('/') && base.ends_with('/')) {
            return Err(OptionsError::Base);
        }
        let text = config_text.clone().or_else(|| fs::read_to_string(dist.join("config.json")).ok());
        let config = text.map_or_else(|| Ok(Config::default()), |text| Config::parse(&text))?;
        Ok(Self { dist, base, config, config_text })
    }

    /// Whether the page can sign in; otherwise there is only the demo.
    pub fn is_configured(&self) -> bool {
        self.config.sign_in.is_some()
    }

    /// The path under which the page lies.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The configuration it is served with.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Answers a request for a file.
    pub fn answer(&self, request: &Request) -> Response {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let mut response = status(StatusCode::METHOD_NOT_ALLOWED);
            set(&mut response, ALLOW, "GET, HEAD");
            return response;
        }
        let mut response = self.find(request);
        for (name, value) in headers::common() {
            set_named(&mut response, name, &value);
        }
        response
    }

    fn find(&self, request: &Request) -> Response {
        let path = request.uri().path();
        let Some(address) = path.strip_prefix(&self.base) else { return not_found() };
        if address == "demo" {
            let mut response = status(StatusCode::PERMANENT_REDIRECT);
            set(&mut response, LOCATION, &format!("{path}/"));
            return response;
        }
        let file = pages::file_at(address).unwrap_or(address);
        if !is_public(file) {
            return not_found();
        }
        if let (Some(text), "config.json") = (&self.config_text, file) {
            return file_answer(file, text.clone().into_bytes());
        }
        let brotli = request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
        let brotli = brotli.is_some_and(|value| value.split(',').any(|coding| coding.trim() == "br"));
        if file.ends_with(".html") {
            return self.page(file, brotli);
        }
        if pages::is_manifest(file) {
            let text = fs::read_to_string(self.dist.join(file));
            return text.map_or_else(
                |_| not_found(),
                |text| file_answer(file, product::manifest(&text, &self.config.product).into_bytes()),
            );
        }
        if let Some(worker) = (file == offline::WORKER).then(|| self.worker()).flatten() {
            return file_answer(file, worker.into_bytes());
        }
        match fs::read(self.dist.join(format!("{file}.br"))) {
            Ok(content) if brotli => {
                let mut response = file_answer(file, content);
                set(&mut response, CONTENT_ENCODING, "br");
                response
            }
            _ => fs::read(self.dist.join(file))
                .map_or_else(|_| not_found(), |content| file_answer(file, content)),
        }
    }

    /// The worker of the demonstration, where its page is not as it was built: it must know what is served.
    fn worker(&self) -> Option<String> {
        let read = |file| fs::read_to_string(self.dist.join(file)).ok();
        let page = read(offline::PAGE)?;
        let served = markup::configured(&page, pages::page_at(offline::PAGE), &self.config).ok()?;
        let mut kept = offline::Kept::of_worker(&read(offline::WORKER)?).ok()?;
        kept.add(offline::PAGE, served.as_bytes());
        if let Some(text) = read(pages::MANIFEST) {
            kept.add(pages::MANIFEST, product::manifest(&text, &self.config.product).as_bytes());
        }
        (served != page).then(|| kept.worker())
    }

    /// A page, with the policy of this site's configuration in header and text.
    fn page(&self, file: &str, brotli: bool) -> Response {
        let Ok(built) = fs::read_to_string(self.dist.join(file)) else { return not_found() };
        let page = pages::page_at(file);
        let prepared = markup::configured(&built, page, &self.config)
            .and_then(|html| Ok((markup::inline_styles(&html)?, html)));
        let (styles, html) = match prepared {
            Ok(prepared) => prepared,
            Err(error) => return text(StatusCode::INTERNAL_SERVER_ERROR, &format!("{file}: {error}\n")),
        };
        // The compressed copy is of the page as it was built, with the policy of that configuration.
        let copy = (brotli && html == built).then(|| fs::read(self.dist.join(format!("{file}.br"))));
        let copy = copy.and_then(Result::ok);
        let is_copy = copy.is_some();
        let mut response = Response::new(copy.unwrap_or_else(|| html.into_bytes()));
        if is_copy {
            set(&mut response, CONTENT_ENCODING, "br");
        }
        set(&mut response, CONTENT_TYPE, media_type(file));
        set(&mut response, VARY, "Accept-Encoding");
        for (name, value) in headers::of_page(&self.config, page, &styles) {
            set_named(&mut response, name, &value);
        }
        response
    }
}

fn file_answer(file: &str, content: Vec<u8>) -> Response {
    let mut response = Response::new(content);
    set(&mut response, CONTENT_TYPE, media_type(file));
    set(&mut response, VARY, "Accept-Encoding");
    for (name, value) in headers::of_file(file) {
        set_named(&mut response, name, &value);
    }
    response
}

fn set_named(response: &mut Response, name: &str, value: &str) {
    if let Ok(name) = HeaderName::from_bytes(name.as_bytes()) {
        set(response, name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_sent_compressed_where_it_is_as_it_was_built() {
        let dist = std::env::temp_dir().join(format!("site-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        let html = "<html><head><meta charset=\"utf-8\"></head></html>";
        let built = markup::configured(html, pages::page_at("index.html"), &Config::default()).unwrap();
        fs::write(dist.join("index.html"), built).unwrap();
        fs::write(dist.join("index.html.br"), "compressed").unwrap();
        let answer = |config: Option<&str>, coding: &str| {
            let site = Site::new(dist.clone(), "/".to_owned(), config.map(str::to_owned)).unwrap();
            let request = http::Request::get("/").header(ACCEPT_ENCODING, coding).body(Vec::new()).unwrap();
            let response = site.answer(&request);
            assert_eq!(response.headers().contains_key(CONTENT_ENCODING), response.body() == b"compressed");
            response.headers().contains_key(CONTENT_ENCODING)
        };
        assert!(answer(None, "gzip, br"));
        assert!(!answer(None, "gzip"));
        assert!(!answer(Some(r#"{"cloud": "usgov"}"#), "br"));
        fs::remove_dir_all(dist).unwrap();
    }
}
