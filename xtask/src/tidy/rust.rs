//! Rules of Rust files: opening, length, no unwrapping in libraries, nothing left for later.
//!
//! Works on lines, not on syntax: a file's tests stand at its bottom, below the first
//! `#[cfg(test)]` that stands before a module. Clippy knows the same rules by syntax; this check
//! also sees code that a feature or a platform switches off.

use super::Sheet;

const LONGEST: usize = 700;
const LONG: usize = 400;

/// What library code does not say, and what to do instead.
const NOT_IN_LIBRARIES: [(&str, &str); 6] = [
    (".unwrap()", "give an error or a diagnostic"),
    (".expect(\"", "give an error or a diagnostic"),
    ("panic!(", "give an error or a diagnostic"),
    ("todo!(", "write it"),
    ("unimplemented!(", "write it"),
    ("unreachable!(", "give an error, or let the types say it"),
];

/// Words that put work off; written in two halves so that this file does not fault itself.
const PUT_OFF: [&str; 3] =
    [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("(to be wr", "itten)")];

/// Folders that only one machine has; a path through them means nothing to a reader. The second
/// may stand in code: tests and examples of commands need some folder.
pub const MACHINE_PATHS: [&str; 2] = [concat!("/wo", "rk/"), concat!("/tm", "p/")];

/// Tells whether a file is longer than it should grow without a reason.
pub fn is_long(sheet: &Sheet) -> bool {
    sheet.is(".rs") && (LONG + 1..=LONGEST).contains(&sheet.text.lines().count())
}

/// Finds what is wrong with one file.
pub fn faults(sheet: &Sheet) -> Vec<String> {
    let mut faults = Vec::new();
    let path = &sheet.path;
    if !sheet.text.starts_with("//!") {
        faults.push(format!("{path}:1: opens without `//!`: say what the file does"));
    }
    let length = sheet.text.lines().count();
    if length > LONGEST {
        faults.push(format!("{path}: {length} lines, more than {LONGEST}: part it"));
    }
    for (number, line) in sheet.text.lines().enumerate() {
        if let Some(word) = PUT_OFF.iter().find(|word| has_word(line, word)) {
            faults.push(format!("{path}:{}: {word}: do it, or open an issue", number + 1));
        }
        if line.contains(MACHINE_PATHS[0]) {
            faults.push(format!("{path}:{}: a path of one machine", number + 1));
        }
    }
    if path.starts_with("crates/") && path.contains("/src/") && !is_test_module(path) {
        faults.extend(library_faults(sheet));
    }
    faults
}

fn library_faults(sheet: &Sheet) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, line) in library_lines(&sheet.text) {
        let code = line.split("//").next().unwrap_or_default();
        for (what, instead) in NOT_IN_LIBRARIES {
            if code.contains(what) {
                faults.push(format!("{}:{number}: `{what}`: {instead}", sheet.path));
            }
        }
    }
    faults
}

/// Walks the lines of a file above its tests, numbered from 1.
pub fn library_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines: Vec<&str> = text.lines().collect();
    let tests = lines.iter().enumerate().position(|(at, line)| {
        line.trim() == "#[cfg(test)]"
            && lines[at + 1..].iter().find(|l| !l.trim_start().starts_with("#[")).is_some_and(|l| {
                let l = l.trim_start();
                l.starts_with("mod ") && l.ends_with('{')
            })
    });
    let end = tests.unwrap_or(lines.len());
    lines.into_iter().take(end).enumerate().map(|(at, line)| (at + 1, line))
}

/// Tells whether a file under `src` holds tests only: `tests.rs`, or lies in a folder `tests`.
fn is_test_module(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

/// Tells whether a word stands in a line with no letter, digit or `_` at its sides.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let joins = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let before = line[..at].chars().next_back().is_some_and(joins);
        let after = line[at + word.len()..].chars().next().is_some_and(joins);
        !before && !after
    })
}

/// Finds files in `crates/*/tests` that `main.rs` beside them does not name, so that cargo would
/// pass them over in silence.
pub fn forgotten_tests(sheets: &[Sheet]) -> Vec<String> {
    let mut faults = Vec::new();
    for sheet in sheets.iter().filter(|s| s.is(".rs") && s.path.starts_with("crates/")) {
        let Some((folder, file)) = sheet.path.split_once("/tests/") else { continue };
        let name = file.trim_end_matches(".rs").trim_end_matches("/mod");
        if folder.contains("/src") || name == "main" || name.contains('/') {
            continue;
        }
        let main = sheets.iter().find(|s| s.path == format!("{folder}/tests/main.rs"));
        let named = main.is_some_and(|m| m.text.lines().any(|l| is_module(l, name)));
        if !named {
            faults.push(format!("{}: `{folder}/tests/main.rs` does not name it", sheet.path));
        }
    }
    faults
}

fn is_module(line: &str, name: &str) -> bool {
    let line = line.trim().trim_start_matches("pub ");
    line.strip_prefix("mod ").is_some_and(|rest| rest.trim_end_matches(';').trim() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(path: &str, text: &str) -> Sheet {
        Sheet { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_file_without_an_opening_is_named() {
        assert_eq!(faults(&sheet("crates/a/src/lib.rs", "fn f() {}\n")).len(), 1);
        assert!(faults(&sheet("crates/a/src/lib.rs", "//! Says.\nfn f() {}\n")).is_empty());
    }

    #[test]
    fn unwrapping_is_for_tests() {
        let text = "//! Says.\nfn f() { g().unwrap() }\n\n#[cfg(test)]\nmod tests {\n fn t() { f().unwrap() }\n}\n";
        let found = faults(&sheet("crates/a/src/lib.rs", text));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("crates/a/src/lib.rs:2:"));
    }

    #[test]
    fn a_comment_may_speak_of_unwrapping() {
        let text = "//! Says.\n/// Never does `.unwrap()`.\nfn f() {} // .unwrap()\n";
        assert!(faults(&sheet("crates/a/src/lib.rs", text)).is_empty());
    }

    #[test]
    fn a_test_file_that_is_not_named_is_forgotten() {
        let main = sheet("crates/a/tests/main.rs", "//! All.\nmod laws;\n");
        let laws = sheet("crates/a/tests/laws.rs", "//! Laws.\n");
        let more = sheet("crates/a/tests/more.rs", "//! More.\n");
        let found = forgotten_tests(&[main, laws, more]);
        assert_eq!(found, ["crates/a/tests/more.rs: `crates/a/tests/main.rs` does not name it"]);
    }
}
