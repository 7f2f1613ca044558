//! The pieces of a program: split off where the source says so (`src/ui/pieces.rs`), loaded when they are wanted.

use super::merge::merge;
use super::{File, optimized};
use crate::build::{hash, integrity};
use anyhow::{Context, Result, anyhow, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_split_cli_support::{Options, transform};

/// The script that the program asks for its pieces; the build writes it into the program's own.
const LINK: &str = "./pieces.js";
/// What loads them.
const LOADER: &str = include_str!("pieces.js");
/// What is there from the start.
const MAIN: &str = "main.wasm";
/// The piece that a visit needs before all others: what it shares with them comes with it.
const FIRST: &str = "assistant";
/// What others share.
const SHARED: &str = "shared";

/// A program that was split.
pub struct Split {
    program: String,
    folder: PathBuf,
    /// For each piece, the splitter's files with its code: what only it needs, and what it shares.
    parts: BTreeMap<String, Vec<String>>,
}

impl Split {
    /// Splits the program in the file `compiled`; nothing where it is all one piece.
    pub fn of(compiled: &Path, program: &str, folder: &Path) -> Result<Option<Self>> {
        let whole = fs::read(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
        let folder = folder.join("split");
        let main = folder.join(MAIN);
        let mut options = Options::new(&whole);
        options.output_dir = &folder;
        options.main_out_path = &main;
        options.link_name = LINK;
        let done = transform(options).map_err(|error| anyhow!("splitting {program}: {error:?}"))?;
        let parts: BTreeMap<_, _> = done.prefetch_map.into_iter().collect();
        Ok((!parts.is_empty()).then(|| Self { program: program.to_owned(), folder, parts }))
    }

    /// What is there from the start.
    pub fn main(&self) -> PathBuf {
        self.folder.join(MAIN)
    }

    /// The pieces' files, by what they hold.
    pub fn files(&self) -> Result<BTreeMap<String, File>> {
        let mut parts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (part, file) in places(&self.parts) {
            parts.entry(file).or_default().push(part);
        }
        parts.into_iter().map(|(piece, parts)| Ok((piece.clone(), self.file(&piece, &parts)?))).collect()
    }

    fn file(&self, piece: &str, parts: &[&str]) -> Result<File> {
        let merged = format!("{piece}.merged.wasm");
        merge(&self.folder, parts, &merged)?;
        let content = optimized(&self.folder.join(merged))?;
        Ok(File { name: format!("{}_{piece}-{}.wasm", self.program, hash(&content)), content })
    }

    /// The program's script, with what loads the pieces in place of the import of it.
    pub fn linked(&self, script: &str, files: &BTreeMap<String, File>) -> Result<String> {
        // There is one import for each piece, all of the same script.
        let from = format!(" from \"{LINK}\"");
        let imports = script.lines().filter(|line| line.trim_end_matches(';').ends_with(&from));
        let imports: Vec<_> = imports.collect();
        ensure!(!imports.is_empty(), "the program's script imports no pieces");
        let places = places(&self.parts);
        let file = |(name, file): (&String, &File)| {
            let (address, integrity) = (format!("./{}", file.name), integrity(&file.content));
            format!("const piece_{name} = pieceFile({address:?}, {integrity:?});\n")
        };
        let loader = |(piece, parts): (&String, &Vec<String>)| {
            let files: BTreeSet<_> = parts.iter().filter_map(|part| places.get(part.as_str())).collect();
            let files: Vec<_> = files.into_iter().map(|file| format!("piece_{file}")).collect();
            format!("  __wasm_split_load_{piece}: pieceOf([{}]),\n", files.join(", "))
        };
        let loaders = [
            LOADER.to_owned(),
            files.iter().map(file).collect(),
            format!("const pieces = {{\n{}}};\n", self.parts.iter().map(loader).collect::<String>()),
        ];
        let mut script = script.to_owned();
        for import in imports {
            let name = import.strip_prefix("import * as ").and_then(|rest| rest.split(' ').next());
            let name = name.context("the program's script imports its pieces in another way")?;
            script = script.replacen(import, &format!("const {name} = pieces;"), 1);
        }
        Ok(loaders.concat() + &script)
    }
}

/// The file that each of the splitter's becomes a part of. It writes one for every set of pieces that share something; so many
/// requests would cost more than they save.
fn places(pieces: &BTreeMap<String, Vec<String>>) -> BTreeMap<&str, String> {
    let mut users: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (piece, parts) in pieces {
        for part in parts {
            users.entry(part).or_default().insert(piece);
        }
    }
    let place = |users: &BTreeSet<&str>| match users.first() {
        _ if users.contains(FIRST) => FIRST.to_owned(),
        Some(only) if users.len() == 1 => (*only).to_owned(),
        _ => SHARED.to_owned(),
    };
    users.into_iter().map(|(part, users)| (part, place(&users))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(list: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        let owned = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect();
        list.iter().map(|(piece, parts)| ((*piece).to_owned(), owned(parts))).collect()
    }

    #[test]
    fn what_the_first_piece_needs_is_in_its_file_and_what_others_share_in_one() {
        let pieces = pieces(&[
            ("assistant", &["chunk_1", "split_assistant"]),
            ("log", &["chunk_1", "chunk_2", "split_log"]),
            ("report", &["chunk_2", "split_report"]),
        ]);
        let expected = [
            ("chunk_1", "assistant"),
            ("chunk_2", "shared"),
            ("split_assistant", "assistant"),
            ("split_log", "log"),
            ("split_report", "report"),
        ];
        assert_eq!(places(&pieces), expected.map(|(part, file)| (part, file.to_owned())).into());
    }

    #[test]
    fn the_script_loads_every_file_of_a_piece_with_its_integrity() {
        let pieces = pieces(&[("log", &["chunk_2", "split_log"]), ("report", &["chunk_2", "split_report"])]);
        let split = Split { program: "app".to_owned(), folder: PathBuf::new(), parts: pieces };
        let file =
            |name: &str| (name.to_owned(), File { name: format!("app_{name}-1.wasm"), content: Vec::new() });
        let files = ["log", "report", "shared"].map(file).into();
        let imports = "import * as import1 from \"./pieces.js\"\nimport * as import2 from \"./pieces.js\"\n";
        let script = split.linked(&[imports, "let wasm;"].concat(), &files).unwrap();
        let empty = integrity(b"");
        let shared = format!("const piece_shared = pieceFile(\"./app_shared-1.wasm\", \"{empty}\");");
        assert!(script.contains(&shared), "{script}");
        let log = "const pieces = {\n  __wasm_split_load_log: pieceOf([piece_log, piece_shared]),";
        assert!(script.contains(log), "{script}");
        assert!(script.ends_with("const import1 = pieces;\nconst import2 = pieces;\nlet wasm;"), "{script}");
        assert!(split.linked("let wasm;", &BTreeMap::new()).is_err());
    }
}
