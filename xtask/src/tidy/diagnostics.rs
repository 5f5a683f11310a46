//! Every diagnostic code has its heading in `docs/diagnostics.md`, and every heading its code.
//!
//! A code is a quoted word with a hyphen, such as `glued-words`, in a function that makes a
//! `DiagnosticCode`. Functions are told apart by their closing brace at the margin.

use std::collections::{BTreeMap, BTreeSet};

use super::{Sheet, rust};

const PAGE: &str = "docs/diagnostics.md";

/// Finds codes without a heading and headings without a code.
pub fn faults(sheets: &[Sheet]) -> Vec<String> {
    let page = sheets.iter().find(|sheet| sheet.path == PAGE).map_or("", |sheet| &sheet.text);
    let headings: BTreeSet<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .map(|heading| heading.trim().trim_matches('`'))
        .collect();
    let codes = codes(sheets);
    let missing = codes.iter().filter(|(code, _)| !headings.contains(code.as_str()));
    let missing = missing.map(|(code, path)| format!("{path}: `{code}` has no heading in {PAGE}"));
    let dead = headings.iter().filter(|heading| !codes.contains_key(**heading));
    let dead = dead.map(|heading| format!("{PAGE}: nothing in the crates says `{heading}`"));
    missing.chain(dead).collect()
}

/// Finds every code, with a file that says it.
fn codes(sheets: &[Sheet]) -> BTreeMap<String, String> {
    let mut codes = BTreeMap::new();
    for sheet in sheets.iter().filter(|s| s.is(".rs") && s.path.starts_with("crates/")) {
        if !sheet.path.contains("/src/") || !sheet.text.contains("DiagnosticCode(") {
            continue;
        }
        let mut function: Vec<&str> = Vec::new();
        for (_, line) in rust::library_lines(&sheet.text) {
            function.push(line.split("//").next().unwrap_or_default());
            if line == "}" {
                for code in codes_of(&function) {
                    codes.insert(code, sheet.path.clone());
                }
                function.clear();
            }
        }
    }
    codes
}

fn codes_of(function: &[&str]) -> Vec<String> {
    if !function.iter().any(|line| line.contains("DiagnosticCode(")) {
        return Vec::new();
    }
    let quoted = function.iter().flat_map(|line| line.split('"').skip(1).step_by(2));
    quoted.filter(|word| is_code(word)).map(str::to_owned).collect()
}

fn is_code(word: &str) -> bool {
    word.contains('-')
        && word
            .split('-')
            .all(|part| part.len() > 1 && part.bytes().all(|b| b.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(path: &str, text: &str) -> Sheet {
        Sheet { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_code_without_a_heading_is_named_and_so_is_a_heading_without_a_code() {
        let code = sheet(
            "crates/a/src/lib.rs",
            "fn f() {\n    say(DiagnosticCode(\"odd-text\"));\n}\nfn g() {\n    h(\"well-known\");\n}\n",
        );
        let page = sheet(PAGE, "# Diagnostics\n\n## `old-code`\n");
        let found = faults(&[code, page]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("`odd-text` has no heading"));
        assert!(found[1].contains("`old-code`"));
    }
}
