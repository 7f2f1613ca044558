//! `cargo xtask build`: a program for each page, put together into `dist/`.

use crate::program::{self, Program};
use crate::run::{command, output, root, run};
use crate::{dist, offline, tools};
use anyhow::{Context, Result, ensure};
use assistant::config::Config;
use assistant::hosting::base::Base;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256, Sha384};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The pages that hold a program: their source, and their folder in `dist`.
const PAGES: [(&str, &str); 2] = [("index.html", ""), ("demo.html", "demo")];

/// Builds `dist/` for the default configuration.
pub fn build() -> Result<()> {
    tools::for_build()?;
    // Everything is fetched now, so that the sources' place is known when the paths are taken out.
    run(command("cargo").args(["fetch", "--quiet", "--locked", "--target", "wasm32-unknown-unknown"]))?;
    let staging = root().join("target/dist");
    if staging.exists() {
        fs::remove_dir_all(&staging)?;
    }
    let (boot, style) = (Boot::read()?, Style::read()?);
    for (source, folder) in PAGES {
        assemble(source, &staging.join(folder), &boot, Some(&style))?;
    }
    offline::add_script(&staging.join("demo"))?;
    let made = ["boot.js", "embed.js", "offline.js"];
    for path in dist::files(&root().join("public"))?.iter().filter(|path| !made.contains(&path.as_str())) {
        dist::write(&staging.join(path), &fs::read(root().join("public").join(path))?)?;
    }
    dist::write(&staging.join("embed.js"), embed_script(&staging)?.as_bytes())?;
    // Reloading /setup finds a file also where the host cannot rewrite addresses.
    dist::write(&staging.join("setup.html"), &fs::read(staging.join("index.html"))?)?;
    let page = fs::read_to_string(staging.join("index.html"))?;
    let frame = page.replacen("data-page=\"live\"", "data-page=\"embed\"", 1);
    ensure!(frame != page, "index.html does not say which page it is");
    dist::write(&staging.join("embed.html"), frame.as_bytes())?;
    // Nothing is configured: the demo alone. A file that is there spares every visitor a request that fails.
    dist::write(&staging.join("config.json"), b"{}\n")?;
    dist::apply(&staging, &Config::default(), &Base::default())?;
    let target = root().join("dist");
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    fs::rename(staging, &target)?;
    println!("Built dist/");
    Ok(())
}

/// `embed.js` with the names of the files that it loads, which change with their content, and their integrity (HDR-08).
fn embed_script(dist: &Path) -> Result<String> {
    const PLACE: &str = "{/* files */}";
    let script = fs::read_to_string(root().join("public/embed.js")).context("public/embed.js")?;
    let names = dist::files(dist)?;
    let file = |start: &str, end: &str| -> Result<Value> {
        let name = names.iter().find(|name| name.starts_with(start) && name.ends_with(end));
        let name = name.with_context(|| format!("there is no {start}…{end}"))?;
        Ok(json!({ "name": name, "integrity": integrity(&fs::read(dist.join(name))?) }))
    };
    let files = json!({
        "program": file("app-", ".js")?,
        "wasm": file("app-", "_bg.wasm")?,
        "style": file("style-", ".css")?,
        // What an assistant in a host's page cannot do without.
        "pieces": [file("app_assistant-", ".wasm")?, file("app_embedded-", ".wasm")?],
    });
    ensure!(script.matches(PLACE).count() == 1, "public/embed.js has no place for its files");
    Ok(script.replace(PLACE, &files.to_string()))
}

/// The compiler's flags that keep this machine's paths out of the program (security.md SUP-06), as Cargo's
/// `CARGO_ENCODED_RUSTFLAGS` wants them: paths may hold spaces.
pub(crate) fn rust_flags() -> Result<String> {
    let home = cargo_home().context("neither CARGO_HOME nor HOME is set")?;
    let mut flags: Vec<_> =
        env::var("RUSTFLAGS").unwrap_or_default().split_ascii_whitespace().map(str::to_owned).collect();
    // Views of one type instead of thousands: a tenth fewer bytes for a page of this many parts (docs/performance.md).
    flags.push("--cfg=erase_components".to_owned());
    // Pieces that are loaded when they are wanted, and what their splitter has to know (src/ui/pieces.rs).
    flags.extend(["--cfg=split", "-Clink-args=--emit-relocs"].map(str::to_owned));
    let mut remap =
        |from: &Path, to: &str| flags.push(format!("--remap-path-prefix={}={to}", from.display()));
    remap(&root(), "");
    remap(&home, "cargo");
    if let Some(sysroot) = output(command("rustc").args(["--print", "sysroot"])) {
        remap(Path::new(sysroot.trim()), "rust");
    }
    // Of several that match the compiler takes the last: each registry's folder, whose name may hold a host.
    for registry in fs::read_dir(home.join("registry/src")).into_iter().flatten() {
        remap(&registry?.path(), "crates");
    }
    Ok(flags.join("\u{1f}"))
}

fn cargo_home() -> Option<PathBuf> {
    let named = env::var_os("CARGO_HOME").map(PathBuf::from);
    named.or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cargo")))
}

/// The script that starts a page.
pub(crate) struct Boot {
    /// Its file name, with a hash of its content.
    name: String,
    /// The element that loads it, and refuses it when a byte differs (security.md HDR-08).
    element: String,
    content: Vec<u8>,
}

impl Boot {
    pub(crate) fn read() -> Result<Self> {
        let (name, element, content) = script("boot")?;
        Ok(Self { name, element, content })
    }
}

/// The script `public/<stem>.js`: its file name, the element that loads it, and its content.
pub(crate) fn script(stem: &str) -> Result<(String, String, Vec<u8>)> {
    let content = fs::read(root().join(format!("public/{stem}.js"))).with_context(|| stem.to_owned())?;
    let name = format!("{stem}-{}.js", hash(&content));
    let integrity = integrity(&content);
    let element = format!("<script type=\"module\" src=\"./{name}\" integrity=\"{integrity}\"></script>");
    Ok((name, element, content))
}

/// The style sheet, one file of all those in `style/`, and the static shell that paints before it.
pub(crate) struct Style {
    /// Its file name, with a hash of its content.
    name: String,
    content: String,
    /// The element that loads it. It stands behind the shell, which so paints first.
    element: String,
    shell_style: String,
    shell: String,
}

impl Style {
    /// The files in the order of the cascade layers.
    pub(crate) fn read() -> Result<Self> {
        let style = root().join("style");
        let mut paths: Vec<String> =
            ["layers.css", "reset.css", "tokens.css", "base.css"].map(str::to_owned).to_vec();
        let all = dist::files(&style)?;
        for folder in ["kit/", "components/", "pages/"] {
            paths.extend(all.iter().filter(|path| path.starts_with(folder)).cloned());
        }
        let read = |path: &str| fs::read_to_string(style.join(path)).with_context(|| path.to_owned());
        let content = paths.iter().map(|path| read(path)).collect::<Result<Vec<_>>>()?.concat();
        let name = format!("style-{}.css", hash(content.as_bytes()));
        let integrity = integrity(content.as_bytes());
        let element = format!("<link rel=\"stylesheet\" href=\"./{name}\" integrity=\"{integrity}\">");
        Ok(Self { name, content, element, shell_style: read("shell.css")?, shell: read("shell.html")? })
    }

    /// Puts shell and style where the page has their places.
    fn apply(&self, html: &str) -> Result<String> {
        let mut html = html.to_owned();
        for (place, content) in [
            ("<!-- shell style -->", format!("<style>{}</style>", self.shell_style)),
            ("<!-- shell -->", self.shell.clone()),
            ("<!-- style -->", self.element.clone()),
        ] {
            html = match html.split_once(place) {
                Some((before, after)) => [before, &content, after].concat(),
                None => anyhow::bail!("the page has no place {place}"),
            };
        }
        Ok(html)
    }
}

/// The first digits of a content's hash, for a name that may be cached for ever.
pub(crate) fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A content's integrity, as elements and `fetch` take it (security.md HDR-08).
pub(crate) fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(content)))
}

/// Builds the program of the page at `source`, and puts both into `target`; with shell and style, if the page has them.
pub(crate) fn assemble(source: &str, target: &Path, boot: &Boot, style: Option<&Style>) -> Result<()> {
    let html = fs::read_to_string(root().join(source)).with_context(|| source.to_owned())?;
    let (before, name, after) =
        place_of_program(&html).with_context(|| format!("{source} names no program"))?;
    let Program { script, wasm, pieces } = program::build(source, name)?;
    // Both are asked for at once, and not one after the other.
    let preloads = format!(
        "<link rel=\"modulepreload\" href=\"./{}\" crossorigin=\"anonymous\" integrity=\"{}\">\
         <link rel=\"preload\" href=\"./{}\" crossorigin=\"anonymous\" integrity=\"{}\" as=\"fetch\" type=\"application/wasm\">",
        script.name,
        integrity(&script.content),
        wasm.name,
        integrity(&wasm.content),
    );
    let html = [before, &boot.element, &preloads, after].concat();
    let html =
        style.map_or(Ok(html.clone()), |style| style.apply(&html)).with_context(|| source.to_owned())?;
    dist::write(&target.join("index.html"), html.as_bytes())?;
    for file in pieces.iter().chain([&script, &wasm]) {
        dist::write(&target.join(&file.name), &file.content)?;
    }
    if let Some(style) = style {
        dist::write(&target.join(&style.name), style.content.as_bytes())?;
    }
    dist::write(&target.join(&boot.name), &boot.content)
}

/// The program that a page names, and what stands before and after its place.
fn place_of_program(html: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = html.split_once("<!-- program ")?;
    let (name, after) = rest.split_once(" -->")?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_program() {
        assert_eq!(place_of_program("<head><!-- program app --></head>"), Some(("<head>", "app", "</head>")));
        assert_eq!(place_of_program("<head></head>"), None);
    }
}
