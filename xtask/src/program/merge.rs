//! One module of several that the splitter wrote: each of them is small, and each request takes a while.

use super::FEATURES;
use crate::run::run_silent;
use crate::tools;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use wasmparser::{Parser, Payload, TypeRef};

/// The module that the splitter's import from: the program.
const SPLIT: &str = "__wasm_split";
/// The name under which the merged one asks for the same.
const PROGRAM: &str = "program";

/// Merges `parts`, files without their ending in `folder`, into `folder`'s `name`.
pub fn merge(folder: &Path, parts: &[&str], name: &str) -> Result<()> {
    // Each imports the program's memory and table for itself, and wasm-merge would take them for as many memories. So all
    // of them get what one more module hands on.
    let mut handed_on = BTreeSet::new();
    for part in parts {
        let file = folder.join(format!("{part}.wasm"));
        let module = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        handed_on.extend(imports(&module).with_context(|| format!("cannot read {}", file.display()))?);
    }
    let text = folder.join(format!("{name}.wat"));
    let hub = text.with_extension("hub.wasm");
    fs::write(&text, ["(module\n", &handed_on.into_iter().collect::<String>(), ")\n"].concat())?;
    run_silent(tools::tool("wasm-as")?.args(FEATURES).arg(&text).arg("--output").arg(&hub))?;
    let mut merge = tools::tool("wasm-merge")?;
    merge.args(FEATURES).arg("--output").arg(folder.join(name)).arg(&hub).arg(SPLIT);
    for part in parts {
        merge.arg(folder.join(format!("{part}.wasm"))).arg(part);
    }
    run_silent(&mut merge)
}

/// What `module` imports, as lines that import it from the program and hand it on.
fn imports(module: &[u8]) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::ImportSection(section) = payload? else { continue };
        for import in section.into_imports() {
            let import = import?;
            let (kind, limits) = match import.ty {
                TypeRef::Memory(memory) => ("memory", memory.initial.to_string()),
                TypeRef::Table(table) => ("table", format!("{} funcref", table.initial)),
                TypeRef::Global(global) if global.mutable => {
                    ("global", format!("(mut {})", global.content_type))
                }
                TypeRef::Global(global) => ("global", global.content_type.to_string()),
                other => bail!("a piece imports {} of a kind that is not expected: {other:?}", import.name),
            };
            let name = import.name;
            lines.push(format!(
                "  (import {PROGRAM:?} {name:?} ({kind} ${name} {limits})) (export {name:?} ({kind} ${name}))\n"
            ));
        }
    }
    Ok(lines)
}
