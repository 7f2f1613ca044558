//! A built page with one file of every kind.

use assistant::config::Config;
use assistant::hosting::base::Base;
use assistant::hosting::host_files::{Contents, Site};

/// What is in `dist` after a build, as far as headers depend on it.
pub fn contents() -> Contents {
    let shell = || vec!["sha256-QOsY4fwLX8in3Puw38qxm9n06VKTBAJtfKLcCphHUxg=".to_owned()];
    let page = |path: &str, styles| (path.to_owned(), styles);
    Contents {
        pages: vec![
            page("auth.html", vec![]),
            page("demo/index.html", shell()),
            page("embed.html", shell()),
            page("index.html", shell()),
            page("relay.html", vec!["sha256-AA=".to_owned()]),
            page("setup.html", shell()),
        ],
        files: [
            "app-1f2e3d4c5b6a7988.js",
            "app-1f2e3d4c5b6a7988_bg.wasm",
            "auth.js",
            "boot-0123456789abcdef.js",
            "config.json",
            "demo/app.webmanifest",
            "demo/boot-0123456789abcdef.js",
            "demo/demo-1f2e3d4c5b6a7988.js",
            "demo/demo-1f2e3d4c5b6a7988_bg.wasm",
            "demo/style-1f2e3d4c5b6a7988.css",
            "demo/sw.js",
            "embed.d.ts",
            "embed.js",
            "favicon.svg",
            "icons/icon-192.png",
            "relay.js",
            "style-1f2e3d4c5b6a7988.css",
        ]
        .map(str::to_owned)
        .to_vec(),
    }
}

/// Deployments that differ in their headers.
pub fn configs() -> Vec<Config> {
    [
        "{}",
        r#"{"cloud": "china", "embedOrigins": ["https://console.example.com", "https://[::1]:8443", "http://localhost:3000"]}"#,
        r#"{"cloud": "custom", "authority": "http://127.0.0.1:8081", "graph": "http://127.0.0.1:8080"}"#,
    ]
    .map(|text| Config::parse(text).unwrap())
    .to_vec()
}

pub const BASES: [&str; 3] = ["/", "/assistant", "/tools/setup.v1"];

pub fn site(config: &Config, base: &str) -> Site {
    Site::new(config, &contents(), &Base::parse(base).unwrap()).unwrap()
}

/// The text of the host's file `name`.
pub fn file(site: &Site, name: &str) -> String {
    site.files().into_iter().find(|(file, _)| *file == name).unwrap().1
}
