//! HDR-11: each host's file, read as that host reads it, gives every address the source's headers.

use crate::reading::{Sent, azure, caddy, nginx, underscore};
use crate::site::{BASES, configs, contents, file, site};
use assistant::config::Config;
use assistant::hosting::base::Base;
use assistant::hosting::headers::{common, missing};
use assistant::hosting::host_files::{AZURE, CADDY, Contents, HEADERS, NGINX, OddName, Site};
use assistant::hosting::media::media_type;

/// Calls `check` with every deployment, its base without a final slash.
fn deployments(check: impl Fn(&Site, &str)) {
    for config in configs() {
        for base in BASES {
            check(&site(&config, base), base.trim_end_matches('/'));
        }
    }
}

/// Calls `check` with every address, its file, and the headers it must have; `media`: with the media type.
fn addresses(site: &Site, base: &str, media: bool, check: impl Fn(&str, &str, Sent)) {
    for answer in site.answers() {
        let mut headers = [common(), answer.headers.clone()].concat();
        if media {
            headers.push(("Content-Type", media_type(&answer.file).to_owned()));
        }
        let address = format!("{base}{}", answer.address);
        check(&address, &format!("{base}/{}", answer.file), Sent::new(headers));
    }
}

#[test]
fn underscore_headers_says_what_the_source_says() {
    deployments(|site, base| {
        let text = file(site, HEADERS);
        addresses(site, base, false, |address, _, wanted| {
            assert_eq!(underscore(&text, address), wanted, "{address}");
        });
        assert_eq!(underscore(&text, &format!("{base}/nothing")), Sent::new(common()));
    });
}

#[test]
fn nginx_says_what_the_source_says() {
    deployments(|site, base| {
        let text = file(site, NGINX);
        addresses(site, base, true, |address, path, wanted| {
            let wanted = Sent { file: Some(path.to_owned()), ..wanted };
            assert_eq!(nginx(&text, address, false), wanted, "{address}");
        });
    });
}

#[test]
fn caddy_says_what_the_source_says() {
    deployments(|site, base| {
        let text = file(site, CADDY);
        addresses(site, base, true, |address, path, wanted| {
            let wanted = Sent { file: Some(path.to_owned()), ..wanted };
            assert_eq!(caddy(&text, address), wanted, "{address}");
        });
    });
}

#[test]
fn azure_says_what_the_source_says() {
    deployments(|site, base| {
        let text = file(site, AZURE);
        addresses(site, base, false, |address, path, wanted| {
            let sent = azure(&text, address);
            let file = sent.file.as_deref().unwrap_or(address);
            assert!(
                file == path || (address.ends_with('/') && path == format!("{address}index.html")),
                "{address}"
            );
            assert_eq!(sent.headers, wanted.headers, "{address}");
        });
    });
}

/// HDR-07: a host that takes every address for a program would start it anywhere.
#[test]
fn what_is_not_there_is_refused_with_the_same_care() {
    deployments(|site, base| {
        let wanted = Sent { status: Some(404), ..Sent::new([common(), missing()].concat()) };
        for address in ["/nothing", "/_headers", "/_nginx.conf", "/demo/any", "/app-1f2e3d4c5b6a7988.js.br"] {
            let address = format!("{base}{address}");
            assert_eq!(nginx(&file(site, NGINX), &address, true), wanted, "{address}");
            assert_eq!(caddy(&file(site, CADDY), &address), wanted, "{address}");
            assert_eq!(azure(&file(site, AZURE), &address).headers, wanted.headers, "{address}");
        }
    });
}

/// A page that is asked for without its ending, which Azure answers unasked, may do nothing.
#[test]
fn azure_gives_a_page_under_another_name_no_rights() {
    deployments(|site, base| {
        for address in ["/embed", "/auth", "/relay"] {
            let sent = azure(&file(site, AZURE), &format!("{base}{address}"));
            assert_eq!(sent.headers, Sent::new([common(), missing()].concat()).headers, "{address}");
        }
    });
}

/// A browser that learnt for good that a file is gone would never ask again.
#[test]
fn a_file_that_is_gone_is_not_remembered_as_gone() {
    deployments(|site, base| {
        let address = format!("{base}/app-1f2e3d4c5b6a7988.js");
        let sent = nginx(&file(site, NGINX), &address, true);
        assert!(!sent.headers.iter().any(|(name, _)| name == "cache-control"));
        assert!(
            file(site, CADDY).contains(&format!("\t\tfile {address}\n")),
            "the handle is for a file that is there"
        );
    });
}

/// design §4, addresses
#[test]
fn a_folder_without_its_slash_is_led_to_it() {
    deployments(|site, base| {
        let bare = [format!("{base}/demo"), base.to_owned()];
        for address in bare.iter().filter(|address| !address.is_empty()) {
            assert_eq!(nginx(&file(site, NGINX), address, false).status, Some(308), "{address}");
            assert_eq!(caddy(&file(site, CADDY), address).status, Some(308), "{address}");
            assert_eq!(azure(&file(site, AZURE), address).status, Some(308), "{address}");
        }
    });
}

/// A program in many parts, and a console for every customer, still fit.
#[test]
fn the_files_stay_below_their_hosts_bounds() {
    let mut contents = contents();
    contents.files.extend((0..40).map(|part| format!("part-{part:016x}.wasm")));
    let origins: Vec<_> = (0..20).map(|number| format!("\"https://console-{number}.example.com\"")).collect();
    let text = format!("{{\"embedOrigins\": [{}]}}", origins.join(", "));
    let site = |contents: &Contents| {
        Site::new(&Config::parse(&text).unwrap(), contents, &Base::parse("/assistant").unwrap()).unwrap()
    };
    assert_eq!(site(&contents).excess(), Vec::<&str>::new());
    contents.files.extend((100..200).map(|part| format!("part-{part:016x}.wasm")));
    assert_eq!(site(&contents).excess().len(), 2, "and what is too large is said");
}

#[test]
fn a_name_that_a_host_would_read_as_something_else_is_refused() {
    for name in ["a b.js", "a;.js", "{a}.js", "a\n.js", "$a.js", "a\".js"] {
        let contents = Contents { files: vec![name.to_owned()], ..contents() };
        let refused = Site::new(&Config::default(), &contents, &Base::default());
        assert_eq!(refused.err(), Some(OddName(name.to_owned())));
    }
}
