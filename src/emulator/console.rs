//! A console that embeds the page: a folder of files at another site, and its own Microsoft sign-in, which gives it tokens.

use super::answer::{json, not_found, set, status, text};
use super::control::{Control, read};
use super::files::is_public;
use super::options::OptionsError;
use crate::config::Config;
use crate::hosting::media::media_type;
use crate::net::{Request, Response};
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ORIGIN};
use http::{Method, StatusCode};
use serde::Deserialize;
use serde_json::json as value;
use std::cell::Cell;
use std::fs;
use std::path::PathBuf;

/// What stands in the files for the address of the assistant.
const PLACEHOLDER: &str = "https://assistant.example";

/// A console.
#[derive(Debug)]
pub(super) struct Console {
    folder: PathBuf,
    origin: String,
    /// Where the assistant is, without a slash at the end.
    assistant: String,
    policy: String,
    /// How many tokens were given.
    given: Cell<u32>,
}

/// What `getAccessToken` is asked for, handed on by the console's page to its server.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    scopes: Vec<String>,
    claims: Option<String>,
    #[serde(default, rename = "renew")]
    _renew: bool,
}

impl Console {
    /// The console in `folder` at `origin`. The assistant is at `origin` and `base` of `assistant`, and works with `config`.
    pub fn new(
        folder: PathBuf,
        origin: String,
        assistant: (&str, &str),
        config: &Config,
    ) -> Result<Self, OptionsError> {
        if !folder.join("index.html").is_file() {
            return Err(OptionsError::NoConsole(folder));
        }
        let (server, base) = assistant;
        let policy = policy(server, config);
        let assistant = [server, base.trim_end_matches('/')].concat();
        Ok(Self { folder, origin, assistant, policy, given: Cell::new(0) })
    }

    /// The address to open.
    pub fn address(&self) -> String {
        [&self.origin, "/"].concat()
    }

    /// Answers a request of the console's page.
    pub fn answer(&self, control: &Control, request: &Request) -> Response {
        let path = request.uri().path();
        match *request.method() {
            Method::GET | Method::HEAD => self.file(path),
            Method::POST if path == "/token" => self.token(control, request),
            _ => status(StatusCode::METHOD_NOT_ALLOWED),
        }
    }

    fn file(&self, path: &str) -> Response {
        let name = if path == "/" { "index.html" } else { path.trim_start_matches('/') };
        let content = fs::read(self.folder.join(name)).ok().filter(|_| is_public(name));
        let Some(content) = content else { return not_found() };
        let content = match String::from_utf8(content) {
            Ok(text) => text.replace(PLACEHOLDER, &self.assistant).into_bytes(),
            Err(other) => other.into_bytes(),
        };
        let mut response = Response::new(content);
        set(&mut response, CONTENT_TYPE, media_type(name));
        set(&mut response, CACHE_CONTROL, "no-cache");
        set(&mut response, CONTENT_SECURITY_POLICY, &self.policy);
        response
    }

    /// A new token that is good at the simulated tenant: for the console's own page alone.
    fn token(&self, control: &Control, request: &Request) -> Response {
        let is = |name, expected: &str| request.headers().get(name).is_some_and(|value| value == expected);
        if !is(ORIGIN, &self.origin) || !is(CONTENT_TYPE, "application/json") {
            return status(StatusCode::FORBIDDEN);
        }
        let wanted: Wanted = match read(request) {
            Ok(wanted) => wanted,
            Err(reason) => return text(StatusCode::BAD_REQUEST, &reason),
        };
        self.given.set(self.given.get() + 1);
        let token = ["console-", &self.given.get().to_string()].concat();
        // Scopes come as `https://graph.microsoft.com/User.Read`; the tenant knows them by their names.
        let scopes: Vec<_> = wanted.scopes.iter().filter_map(|scope| scope.rsplit('/').next()).collect();
        control.issue(&token, &scopes, wanted.claims.is_some());
        json(&value!({ "accessToken": token }))
    }
}

/// The policy of a careful console: nothing but its own, and what the assistant at `server` needs as element and as frame.
fn policy(server: &str, config: &Config) -> String {
    let mut connect = vec!["'self'", server];
    let sign_in = config.sign_in.as_ref().map(|_| config.endpoints.authority.as_str());
    for host in std::iter::once(config.endpoints.graph.as_str()).chain(sign_in) {
        if !connect.contains(&host) {
            connect.push(host);
        }
    }
    format!(
        "default-src 'none'; script-src 'self' {server} 'wasm-unsafe-eval'; style-src 'self'; connect-src {}; \
        frame-src {server}; img-src 'self' data:; require-trusted-types-for 'script'; base-uri 'none'; \
        form-action 'none'; frame-ancestors 'none'",
        connect.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emulator::tenant::Tenant;

    const ORIGIN: &str = "http://localhost:2";

    /// The example in docs/.
    fn console(config: &Config) -> Console {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/examples/console");
        Console::new(folder, ORIGIN.to_owned(), ("http://127.0.0.1:1", "/base/"), config).unwrap()
    }

    fn control() -> Control {
        let vendor = crate::sim::Vendor::default();
        Control::new(Tenant::new(&vendor, "fresh", None, 1).unwrap(), vendor)
    }

    fn get(path: &str) -> Response {
        let request = http::Request::get(path).body(Vec::new()).unwrap();
        console(&Config::default()).answer(&control(), &request)
    }

    fn ask(origin: &str, kind: &str, body: &str) -> Response {
        let request = http::Request::post("/token")
            .header(http::header::ORIGIN, origin)
            .header(CONTENT_TYPE, kind)
            .body(body.as_bytes().to_vec())
            .unwrap();
        console(&Config::default()).answer(&control(), &request)
    }

    #[test]
    fn files_name_the_assistant_that_is_served() {
        for page in ["/", "/frame.html"] {
            let page = String::from_utf8(get(page).into_body()).unwrap();
            assert!(
                page.contains("http://127.0.0.1:1/base/embed.js") && !page.contains(PLACEHOLDER),
                "{page}"
            );
        }
        assert_eq!(get("/../Cargo.toml").status(), 404);
        assert_eq!(get("/nothing.js").status(), 404);
    }

    #[test]
    fn the_policy_names_each_server_once() {
        let policy = |text: &str| console(&Config::parse(text).unwrap()).policy;
        assert!(policy("{}").contains("connect-src 'self' http://127.0.0.1:1 https://graph.microsoft.com;"));
        let here = r#"{"cloud":"custom","authority":"http://127.0.0.1:3","graph":"http://127.0.0.1:1"}"#;
        assert!(policy(here).contains("connect-src 'self' http://127.0.0.1:1;"));
        let signing_in = here.replace('{', r#"{"clientId":"00001111-aaaa-2222-bbbb-3333cccc4444","#);
        assert!(policy(&signing_in).contains("connect-src 'self' http://127.0.0.1:1 http://127.0.0.1:3;"));
    }

    #[test]
    fn a_token_is_for_the_consoles_own_page() {
        let body = r#"{"scopes":["https://graph.microsoft.com/User.Read"],"renew":true}"#;
        assert_eq!(ask(ORIGIN, "application/json", body).status(), 200);
        assert_eq!(ask("http://127.0.0.1:1", "application/json", body).status(), 403);
        assert_eq!(ask(ORIGIN, "text/plain", body).status(), 403);
        assert_eq!(ask(ORIGIN, "application/json", "{}").status(), 400);
    }

    #[tokio::test]
    async fn each_token_is_new_and_good_for_what_was_asked() {
        let (console, control) = (console(&Config::default()), control());
        let token = || {
            let request = http::Request::post("/token")
                .header(http::header::ORIGIN, ORIGIN)
                .header(CONTENT_TYPE, "application/json")
                .body(br#"{"scopes":["https://graph.microsoft.com/User.Read"]}"#.to_vec())
                .unwrap();
            let answer: serde_json::Value =
                serde_json::from_slice(console.answer(&control, &request).body()).unwrap();
            answer["accessToken"].as_str().unwrap_or_default().to_owned()
        };
        let (first, second) = (token(), token());
        assert_ne!(first, second);
        for (path, expected) in [("/v1.0/me", 200), ("/v1.0/groups", 403)] {
            let request = http::Request::get(path)
                .header("host", "127.0.0.1:1")
                .header("authorization", ["Bearer ", &second].concat())
                .body(Vec::new())
                .unwrap();
            assert_eq!(control.tenant(request).await.unwrap().status(), expected, "{path}");
        }
    }
}
