//! House rules that a compiler does not know.
//!
//! Rust files open with `//!` and stay short; library code neither unwraps nor panics; nothing is
//! left for later in a comment; every diagnostic has its page; links lead somewhere; no test file
//! is forgotten; tables say where they come from; rules of reading name their casebook pages. In: the files of the checkout. Out: one line a
//! fault, and a list of long files, which are no fault yet. Changes nothing.

use std::path::{Path, PathBuf};

mod diagnostics;
mod pages;
mod rules;
mod rust;

use crate::convert::venv;

/// Folders that hold what others made, or what is built.
const PASSED_OVER: [&str; 2] = ["target", "node_modules"];

/// One file of the checkout.
pub struct Sheet {
    /// Path from the root, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl Sheet {
    fn is(&self, ending: &str) -> bool {
        self.path.ends_with(ending)
    }
}

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    if let Some(odd) = args.first() {
        return Err(format!("unknown option `{odd}`"));
    }
    let root = venv::root()?;
    let sheets = sheets(&root);
    let mut faults = Vec::new();
    for sheet in &sheets {
        if sheet.is(".rs") {
            faults.extend(rust::faults(sheet));
        }
        if sheet.is(".md") {
            faults.extend(pages::faults(sheet, &root));
        }
        if sheet.is(".tsv") && sheet.path.starts_with("data/") {
            faults.extend(pages::table_faults(sheet));
        }
    }
    faults.extend(rust::forgotten_tests(&sheets));
    faults.extend(diagnostics::faults(&sheets));
    faults.extend(pages::untold_commands(&sheets));
    faults.extend(rules::faults(&sheets));
    faults.sort();
    for sheet in sheets.iter().filter(|sheet| rust::is_long(sheet)) {
        println!("{}: {} lines, ask why", sheet.path, sheet.text.lines().count());
    }
    for fault in &faults {
        println!("{fault}");
    }
    if faults.is_empty() { Ok(()) } else { Err(format!("{} fault(s)", faults.len())) }
}

/// Reads every text file of the kinds that have rules, sorted by path.
fn sheets(root: &Path) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok);
        for path in entries.map(|entry| entry.path()) {
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            if name.starts_with('.') || PASSED_OVER.contains(&name) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                sheets.extend(sheet(root, &path));
            }
        }
    }
    sheets.sort_by(|a, b| a.path.cmp(&b.path));
    sheets
}

fn sheet(root: &Path, path: &PathBuf) -> Option<Sheet> {
    let ending = path.extension()?.to_str()?;
    if !["rs", "md", "toml", "tsv", "py"].contains(&ending) {
        return None;
    }
    let text = std::fs::read_to_string(path).ok()?;
    let short = path.strip_prefix(root).ok()?.to_str()?.replace('\\', "/");
    Some(Sheet { path: short, text })
}
