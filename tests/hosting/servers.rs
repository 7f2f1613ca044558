//! The documented configurations run by the servers that they are for, where these are installed (Debian: nginx-light,
//! libnginx-mod-http-brotli-static, caddy).

use crate::not_tested;
use crate::reading::Sent;
use crate::site::{configs, contents, site};
use assistant::hosting::headers::{common, missing};
use assistant::hosting::host_files::Site;
use assistant::hosting::media::media_type;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const BASE: &str = "/tools/assistant";

/// A folder with a site below [`BASE`], removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, site: &Site) -> Self {
        let root = std::env::temp_dir().join(format!("assistant-{name}-{}", std::process::id()));
        let dist = root.join(&BASE[1..]);
        let contents = contents();
        for file in contents.pages.iter().map(|(path, _)| path).chain(&contents.files) {
            let path = dist.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, format!("{file} as it is")).unwrap();
            fs::write(dist.join(format!("{file}.br")), "brotli").unwrap();
            fs::write(dist.join(format!("{file}.gz")), "gzip").unwrap();
        }
        for (name, text) in site.files() {
            fs::write(dist.join(name), text).unwrap();
        }
        Self(root)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        fs::write(self.0.join(name), text).unwrap();
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// A running server, ended at the end.
struct Server(Child, u16);

impl Server {
    fn start(command: &mut Command, port: u16) -> Self {
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if child.try_wait().unwrap().is_some() {
                let mut said = String::new();
                child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
                panic!("the server ended: {said}");
            }
            std::thread::yield_now();
        }
        Self(child, port)
    }

    /// Status, headers with names in small letters, and body.
    fn get(&self, address: &str, coding: &str) -> (u16, Vec<(String, String)>, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.1)).unwrap();
        let head = format!(
            "GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: {coding}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let header = |line: &str| {
            line.split_once(": ").map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        };
        let headers: Vec<_> = lines.filter_map(header).collect();
        let chunked = headers.iter().any(|(name, _)| name == "transfer-encoding");
        // Our bodies fit into one chunk.
        let body = if chunked { body.lines().nth(1).unwrap_or_default() } else { body };
        (status, headers, body.to_owned())
    }

    /// The headers that are ours to set.
    fn sent(&self, address: &str, with_media: bool) -> (u16, Sent) {
        let (status, headers, _) = self.get(address, "identity");
        let others = [
            "server",
            "date",
            "content-length",
            "last-modified",
            "etag",
            "connection",
            "accept-ranges",
            "location",
            "vary",
            "transfer-encoding",
        ];
        let ours = headers
            .into_iter()
            .filter(|(name, _)| !others.contains(&name.as_str()) && (with_media || name != "content-type"));
        (status, Sent::new(ours))
    }

    /// Whether it answers everything as the source says.
    fn check(&self, site: &Site, codings: &[&str]) {
        for answer in site.answers() {
            let address = format!("{BASE}{}", answer.address);
            let media = ("Content-Type", media_type(&answer.file).to_owned());
            let wanted = Sent::new([common(), answer.headers.clone(), vec![media]].concat());
            assert_eq!(self.sent(&address, true), (200, wanted), "{address}");
            assert_eq!(self.get(&address, "identity").2, format!("{} as it is", answer.file));
            for coding in codings {
                let (_, headers, body) = self.get(&address, coding);
                let value = |name: &str| {
                    headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
                };
                let name = if *coding == "br" { "brotli" } else { "gzip" };
                assert_eq!((value("content-encoding"), body.as_str()), (Some(*coding), name), "{address}");
                assert_eq!(value("vary"), Some("Accept-Encoding"), "{address}");
            }
        }
        for address in [
            "nothing",
            "_headers",
            "_nginx.conf",
            "_Caddyfile",
            "staticwebapp.config.json",
            "demo/any",
            "embed.js.br",
        ] {
            let wanted = Sent::new([common(), missing()].concat());
            assert_eq!(self.sent(&format!("{BASE}/{address}"), false), (404, wanted), "{address}");
        }
        for (address, target) in
            [("", "/"), ("/demo", "/demo/"), ("/demo?scenario=fresh", "/demo/?scenario=fresh")]
        {
            let (status, headers, _) = self.get(&format!("{BASE}{address}"), "identity");
            let location = headers.into_iter().find(|(name, _)| name == "location").unwrap().1;
            // Without scheme and port: whatever stands in front knows them better. Caddy ends an empty query with its mark.
            assert_eq!(
                (status, location.trim_end_matches('?')),
                (308, &*format!("{BASE}{target}")),
                "{address}"
            );
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGTERM, so that nginx ends its workers.
        let told = Command::new("kill").arg(self.0.id().to_string()).status();
        assert!(told.is_ok_and(|status| status.success()) && self.0.wait().is_ok());
    }
}

fn port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

fn is_there(program: &str, argument: &str) -> bool {
    let there = Command::new(program).arg(argument).output().is_ok_and(|output| output.status.success());
    if !there {
        not_tested(&format!(
            "there is no {program} (apt-get install nginx-light libnginx-mod-http-brotli-static caddy)"
        ));
    }
    there
}

fn doc(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/hosting").join(name)).unwrap()
}

/// `text` with each of `changes` made; each must be there.
fn changed(text: &str, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "the documented file has no {from}");
        text.replace(from, to)
    })
}

#[test]
fn caddy_answers_what_the_source_says() {
    if !is_there("caddy", "version") {
        return;
    }
    let site = site(&configs()[1], BASE);
    let (folder, port) = (Folder::new("caddy", &site), port());
    let root = folder.0.to_str().unwrap();
    let address = format!("http://127.0.0.1:{port} {{");
    let text = changed(
        &doc("Caddyfile"),
        &[
            ("setup.example.com {", &address),
            ("/srv/www/assistant/", &format!("{root}{BASE}/")),
            ("* /srv/www", &format!("* {root}")),
        ],
    );
    let file = folder.write("Caddyfile", &format!("{{\n\tadmin off\n}}\n{text}"));
    let mut caddy = Command::new("caddy");
    caddy.args(["run", "--adapter", "caddyfile", "--config"]).arg(file);
    caddy.env("XDG_CONFIG_HOME", &folder.0).env("XDG_DATA_HOME", &folder.0);
    let server = Server::start(&mut caddy, port);
    server.check(&site, &["br", "gzip"]);
    let (_, headers, _) = server.get(&format!("{BASE}/"), "identity");
    assert!(headers.iter().all(|(name, _)| name != "server"), "the server does not name itself");
}

/// The container's nginx: with the module for brotli where it is installed, and without.
#[test]
fn nginx_answers_what_the_source_says() {
    if !is_there("nginx", "-v") {
        return;
    }
    let site = site(&configs()[1], BASE);
    let folder = Folder::new("nginx", &site);
    let root = folder.0.to_str().unwrap();
    for (brotli, codings) in [(true, &["br", "gzip"][..]), (false, &["gzip"])] {
        let port = port();
        let text = changed(
            &doc("container/nginx.conf"),
            &[
                ("/tmp/", &format!("{root}/")),
                ("/dev/stdout", "off"),
                ("/srv/www", root),
                ("listen 8080", &format!("listen 127.0.0.1:{port}")),
                ("/etc/nginx/assistant.conf", &format!("{root}{BASE}/_nginx.conf")),
            ],
        );
        let text = if brotli { text } else { changed(&text, &[("    brotli_static on;\n", "")]) };
        let file = folder.write("nginx.conf", &text);
        if brotli && !Path::new("/etc/nginx/modules-enabled/50-mod-http-brotli-static.conf").exists() {
            not_tested("nginx with brotli (apt-get install libnginx-mod-http-brotli-static)");
            continue;
        }
        let server = Server::start(Command::new("nginx").args(["-e", "stderr", "-c"]).arg(file), port);
        server.check(&site, codings);
        let (_, headers, _) = server.get(&format!("{BASE}/"), "identity");
        assert!(headers.contains(&("server".to_owned(), "nginx".to_owned())), "the version is not told");
    }
}

/// The server that the guide shows, as nginx checks it before it starts.
#[test]
fn nginx_takes_the_documented_server() {
    if !is_there("nginx", "-v") || !is_there("openssl", "version") {
        return;
    }
    let site = site(&configs()[1], "/assistant");
    let folder = Folder::new("server", &site);
    let root = folder.0.to_str().unwrap();
    let (certificate, key) = (format!("{root}/certificate.pem"), format!("{root}/key.pem"));
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "1",
            "-subj",
            "/CN=setup.example.com",
        ])
        .args(["-out", &certificate, "-keyout", &key])
        .output()
        .unwrap();
    assert!(made.status.success());
    let text = changed(
        &doc("nginx.conf"),
        &[
            ("/etc/ssl/certs/setup.example.com.pem", &certificate),
            ("/etc/ssl/private/setup.example.com.key", &key),
            ("/srv/www/assistant/_nginx.conf", &format!("{root}{BASE}/_nginx.conf")),
            ("/srv/www", root),
        ],
    );
    for brotli in [true, false] {
        if brotli && !Path::new("/etc/nginx/modules-enabled/50-mod-http-brotli-static.conf").exists() {
            not_tested("nginx with brotli (apt-get install libnginx-mod-http-brotli-static)");
            continue;
        }
        let text = if brotli { text.clone() } else { changed(&text, &[("  brotli_static on;\n", "")]) };
        let server = folder.write("server.conf", &text);
        let main = format!(
            "include /etc/nginx/modules-enabled/*.conf;\npid {root}/pid;\nevents {{}}\nhttp {{\n  include {};\n}}\n",
            server.display()
        );
        let checked = Command::new("nginx")
            .args(["-t", "-e", "stderr", "-c"])
            .arg(folder.write("main.conf", &main))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&checked.stderr);
        assert!(checked.status.success(), "{said}");
        assert!(!said.contains("[warn]"), "{said}");
    }
}
