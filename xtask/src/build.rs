//! `cargo xtask build`: one Trunk build per page, put together into `dist/`.

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
        let built = trunk(source)?;
        assemble(source, &built, &staging.join(folder), &boot, Some(&style))?;
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
        let integrity = BASE64_STANDARD.encode(Sha384::digest(fs::read(dist.join(name))?));
        Ok(json!({ "name": name, "integrity": format!("sha384-{integrity}") }))
    };
    let files = json!({
        "program": file("app-", ".js")?,
        "wasm": file("app-", "_bg.wasm")?,
        "style": file("style-", ".css")?,
    });
    ensure!(script.matches(PLACE).count() == 1, "public/embed.js has no place for its files");
    Ok(script.replace(PLACE, &files.to_string()))
}

/// Builds the page at `source`; the folder with the result.
pub(crate) fn trunk(source: &str) -> Result<PathBuf> {
    let built = root().join("target/pages").join(source);
    let mut trunk = tools::tool("trunk")?;
    trunk.args(["build", source, "--offline", "--locked", "--dist"]).arg(&built);
    // Trunk takes any value but true and false of NO_COLOR for a mistake.
    trunk.env_remove("NO_COLOR").env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", rust_flags()?);
    if env::var_os("TRUNK_LOG").is_none() {
        trunk.args(["--log", "error"]);
    }
    run(&mut trunk).with_context(|| format!("building {source}"))?;
    Ok(built)
}

/// The compiler's flags that keep this machine's paths out of the program (security.md SUP-06), as Cargo's
/// `CARGO_ENCODED_RUSTFLAGS` wants them: paths may hold spaces.
fn rust_flags() -> Result<String> {
    let home = cargo_home().context("neither CARGO_HOME nor HOME is set")?;
    let mut flags: Vec<_> =
        env::var("RUSTFLAGS").unwrap_or_default().split_ascii_whitespace().map(str::to_owned).collect();
    // Views of one type instead of thousands: a tenth fewer bytes for a page of this many parts (docs/performance.md).
    flags.push("--cfg=erase_components".to_owned());
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
    let integrity = BASE64_STANDARD.encode(Sha384::digest(&content));
    let element =
        format!("<script type=\"module\" src=\"./{name}\" integrity=\"sha384-{integrity}\"></script>");
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
        let integrity = BASE64_STANDARD.encode(Sha384::digest(content.as_bytes()));
        let element = format!("<link rel=\"stylesheet\" href=\"./{name}\" integrity=\"sha384-{integrity}\">");
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
fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Copies one built page to `target`, its start script replaced by a file; with shell and style, if it has them.
pub(crate) fn assemble(
    source: &str,
    built: &Path,
    target: &Path,
    boot: &Boot,
    style: Option<&Style>,
) -> Result<()> {
    // Trunk names the page after its source.
    let page = source.rsplit('/').next().unwrap_or(source);
    for path in dist::files(built)? {
        let content = fs::read(built.join(&path))?;
        if path == page || path == "index.html" {
            let html =
                external_start(&String::from_utf8(content)?, &boot.element).context(source.to_owned())?;
            let html = style.map_or(Ok(html.clone()), |style| style.apply(&html));
            dist::write(&target.join("index.html"), html.context(source.to_owned())?.as_bytes())?;
        } else {
            dist::write(&target.join(path), &content)?;
        }
    }
    if let Some(style) = style {
        dist::write(&target.join(&style.name), style.content.as_bytes())?;
    }
    dist::write(&target.join(&boot.name), &boot.content)
}

/// `html` with Trunk's inline start script replaced by `element` (security.md HDR-03).
fn external_start(html: &str, element: &str) -> Result<String> {
    const OPEN: &str = "<script type=\"module\"";
    const CLOSE: &str = "</script>";
    let start = html.find(OPEN).context("Trunk wrote no start script")?;
    let end = start + html[start..].find(CLOSE).context("Trunk's start script is not closed")? + CLOSE.len();
    Ok(format!("{}{element}{}", &html[..start], &html[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// HDR-03
    #[test]
    fn the_inline_start_script_becomes_a_file() {
        let html =
            "<head>\n<script type=\"module\" nonce=\"x\">\nimport init from './app.js';\n</script></head>";
        let element = "<script type=\"module\" src=\"./boot-1.js\"></script>";
        assert_eq!(external_start(html, element).unwrap(), format!("<head>\n{element}</head>"));
        assert!(external_start("<head></head>", element).is_err());
    }
}
