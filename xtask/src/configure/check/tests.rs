use super::*;

const SCRIPT: &str = "app-1f2e3d4c5b6a7988.js";

fn integrity(content: &str) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(content)))
}

/// A small dist in which everything fits.
fn whole() -> Dist {
    let sri = integrity("program");
    let page = format!(
        "<html><head><meta charset=\"utf-8\"><script type=\"module\" src=\"./{SCRIPT}\" integrity=\"{sri}\"></script></head></html>"
    );
    let plain = "<html><head><meta charset=\"utf-8\"><script src=\"auth.js\"></script></head></html>";
    let embed =
        format!("const FILES = {{\"program\":{{\"name\":\"{SCRIPT}\",\"integrity\":\"{sri}\"}}}};\nnext();");
    let mut files = vec![
        (SCRIPT.to_owned(), b"program".to_vec()),
        (format!("demo/{SCRIPT}"), b"program".to_vec()),
        (format!("{SCRIPT}.br"), dist::compressed(b"program").unwrap()),
        ("auth.js".to_owned(), b"answer".to_vec()),
        ("config.json".to_owned(), b"{}".to_vec()),
        ("embed.js".to_owned(), embed.into_bytes()),
    ];
    for path in pages::all() {
        let text = if matches!(path, "auth.html" | "relay.html") { plain } else { &page };
        files.push((path.to_owned(), text.as_bytes().to_vec()));
    }
    Dist { files }
}

impl Dist {
    fn with(mut self, path: &str, content: &str) -> Self {
        self.files.retain(|(file, _)| file != path);
        self.files.push((path.to_owned(), content.as_bytes().to_vec()));
        self
    }

    fn without(mut self, path: &str) -> Self {
        self.files.retain(|(file, _)| file != path);
        self
    }

    fn found(&self) -> Vec<String> {
        let found = [self.complete(&Config::default()), self.unaltered()].concat();
        found.iter().map(ToString::to_string).collect()
    }
}

#[test]
fn a_whole_build_has_nothing_to_say() {
    assert_eq!(whole().found(), [""; 0]);
}

#[test]
fn what_is_missing_is_named() {
    let found = whole().without("auth.js").without("embed.js").without("relay.html").found();
    assert_eq!(
        found,
        [
            "error: relay.html is missing",
            "error: embed.js is missing",
            "error: auth.html loads auth.js, which is missing"
        ]
    );
    let found = whole().with("demo/sw.js", "cache('gone-1f2e3d4c5b6a7988_bg.wasm')").found();
    assert_eq!(found, ["error: demo/sw.js names gone-1f2e3d4c5b6a7988_bg.wasm, which is missing"]);
}

/// HDR-08
#[test]
fn a_changed_byte_is_found_wherever_it_is_known() {
    let found = whole().with(SCRIPT, "prograM").found();
    for by in ["index.html", "setup.html", "embed.html", "embed.js"] {
        assert!(found.contains(&format!("error: {SCRIPT} is not the file that {by} was built for")), "{by}");
    }
    assert!(found.contains(&format!("error: {SCRIPT}.br is not a copy of the file beside it")));
    assert_eq!(found.len(), 5);
}

#[test]
fn a_copy_is_of_the_file_beside_it() {
    assert_eq!(
        whole().with("auth.js.gz", "no gzip").found(),
        ["error: auth.js.gz is not a copy of the file beside it"]
    );
    assert_eq!(
        whole().with("old.js.br", "").found(),
        ["error: old.js.br is a copy of a file that is missing"]
    );
}

#[test]
fn what_an_earlier_build_left_is_said() {
    let found = whole().with("app-00112233445566ff.js", "old").found();
    assert_eq!(found, ["warning: app-00112233445566ff.js is loaded by nothing: an earlier build left it"]);
}

/// HDR-03
#[test]
fn a_page_with_a_script_in_its_text_is_refused() {
    let found = whole().with("auth.html", "<html><head><meta charset=\"utf-8\"><script>1</script>").found();
    assert!(found.len() == 1 && found[0].starts_with("error: auth.html: "), "{found:?}");
}

#[test]
fn the_worker_keeps_the_files_that_are_there() {
    let hash = |content: &[u8]| format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)));
    let page = hash(whole().get("demo/index.html").unwrap());
    let worker = |list: &str| format!("const FILES = {{{list}}};\nself.skipWaiting();");
    let right = worker(&format!("\"./\":\"{page}\",\"../auth.js\":\"{}\"", hash(b"answer")));
    assert_eq!(whole().with("demo/sw.js", &right).found(), [""; 0]);
    let found = whole().with("demo/sw.js", &right).with("auth.js", "other").found();
    assert_eq!(found, ["error: auth.js is not the file that demo/sw.js was built for"]);
    let found = whole().with("demo/sw.js", &worker("\"icon.svg\":\"sha256-AA\"")).found();
    assert_eq!(found, ["error: demo/sw.js keeps demo/icon.svg, which is missing"]);
}
