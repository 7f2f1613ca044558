//! What docs/hosting says is there, and fits together.

use assistant::hosting::host_files::{AZURE, CADDY, HEADERS, NGINX};
use std::fs;
use std::path::{Path, PathBuf};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

fn read(name: &str) -> String {
    fs::read_to_string(docs().join(name)).unwrap()
}

/// The pages about hosting, relative to `docs`.
fn pages() -> Vec<String> {
    let names = fs::read_dir(docs().join("hosting"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let pages = names.filter(|name| name.ends_with(".md")).map(|name| format!("hosting/{name}"));
    pages.chain(["hosting.md".to_owned()]).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let overview = read("hosting.md");
    for page in pages() {
        assert!(
            page == "hosting.md" || overview.contains(&format!("({page})")),
            "{page} is found from the overview"
        );
        let folder = docs().join(&page).parent().unwrap().to_owned();
        for link in read(&page).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap();
            assert!(link.starts_with("https:") || folder.join(file).is_file(), "{page} links to {link}");
        }
    }
}

#[test]
fn the_overview_names_every_hosts_file() {
    let overview = read("hosting.md");
    for name in [HEADERS, NGINX, CADDY, AZURE] {
        assert!(overview.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn the_examples_use_one_host_and_one_base_path() {
    for (file, wanted) in [
        (
            "hosting/nginx.conf",
            &[
                "server_name setup.example.com;",
                "include /srv/www/assistant/_nginx.conf;",
                "return 308 https://setup.example.com$request_uri;",
            ][..],
        ),
        ("hosting/Caddyfile", &["setup.example.com {", "import /srv/www/assistant/_Caddyfile"]),
    ] {
        let text = read(file);
        for line in wanted {
            assert!(text.contains(line), "{file}: {line}");
        }
        assert!(text.contains("--base /assistant --origin https://setup.example.com"), "{file}");
    }
}

/// Rootless, and nothing is written outside /tmp.
#[test]
fn the_container_needs_no_rights() {
    let (image, nginx) = (read("hosting/container/Containerfile"), read("hosting/container/nginx.conf"));
    let value =
        |name: &str| image.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim().to_owned();
    let user: u32 = value("USER").split(':').next().unwrap().parse().unwrap();
    assert!(user > 0);
    let port: u16 = value("EXPOSE").parse().unwrap();
    assert!(port >= 1024 && nginx.contains(&format!("listen {port};")));
    for path in [
        "pid",
        "client_body_temp_path",
        "proxy_temp_path",
        "fastcgi_temp_path",
        "uwsgi_temp_path",
        "scgi_temp_path",
    ] {
        assert!(nginx.contains(&format!("{path} /tmp/")), "{path}");
    }
    let target = image.lines().find_map(|line| line.strip_prefix("COPY --from=dist _nginx.conf ")).unwrap();
    assert!(nginx.contains(&format!("include {target};")));
    for option in ["--read-only", "--tmpfs /tmp", "--cap-drop ALL", "--security-opt no-new-privileges"] {
        assert!(read("hosting/container.md").contains(option), "{option}");
    }
}
