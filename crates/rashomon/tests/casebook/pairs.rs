//! Runs the pages of `casebook/names/`: tables of names that are one, and of names that are not.
//!
//! In: Markdown with a title, a reason and a table `a | b | kind | same`. Out: a pass, or the rows
//! that do not hold, each with what was weighed. Every row is compared both ways round, and its
//! levels must add up to its weight.

use std::path::Path;

use rashomon::names::{Names, Pair};

/// Fewest pages the folder may hold.
const PAGES: usize = 12;

/// One row of a page.
struct Row {
    a: String,
    b: String,
    kind: String,
    same: bool,
}

#[test]
fn names_are_told_as_the_pages_say() {
    let names = Names::new().expect("the embedded tables load");
    let (mut pages, mut traps, mut wrong) = (0, 0, Vec::new());
    for (path, rows) in load() {
        pages += 1;
        traps += usize::from(rows.iter().any(|row| !row.same));
        for row in rows {
            let told = names.compare(&row.a, &row.b, &row.kind);
            let back = names.compare(&row.b, &row.a, &row.kind);
            let sum: f64 = told.levels.iter().map(|level| level.weight).sum();
            assert!((sum - told.weight).abs() < 1e-9, "{path}: the levels add up");
            assert!((back.weight - told.weight).abs() < 1e-9, "{path}: either way round");
            if told.same != row.same {
                wrong.push(format!("{path}: {}", shown(&told)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(pages >= PAGES, "only {pages} pages");
    assert!(traps * 3 >= pages, "only {traps} of {pages} pages hold a trap");
}

fn shown(told: &Pair) -> String {
    let level = |l: &rashomon::names::Level| format!("{} {} {:+.1}", l.level, l.words, l.weight);
    let levels: Vec<String> = told.levels.iter().map(level).collect();
    format!("{} | {}: {:+.1} ({})", told.a, told.b, told.weight, levels.join("; "))
}

fn load() -> Vec<(String, Vec<Row>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../casebook/names");
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    let page = |path: &std::path::PathBuf| {
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).expect("it reads");
        let rows = rows(&text).unwrap_or_else(|line| panic!("{name}: `{line}` is no row"));
        let prose = text.lines().filter(|line| !line.starts_with(['#', '|']));
        assert!(text.starts_with("# "), "{name}: no title");
        assert!(prose.map(str::len).sum::<usize>() > 30, "{name}: say why");
        assert!(!rows.is_empty(), "{name}: no rows");
        (name, rows)
    };
    paths.iter().map(page).collect()
}

/// Reads the table; gives the line that is none of its rows.
fn rows(text: &str) -> Result<Vec<Row>, String> {
    let lines = text.lines().filter(|line| line.starts_with('|') && !line.starts_with("|-"));
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [a, b, kind @ ("person" | "group" | "place"), same @ ("yes" | "no")] = cells[..] else {
            return Err(line.to_owned());
        };
        let same = same == "yes";
        Ok(Row { a: a.to_owned(), b: b.to_owned(), kind: kind.to_owned(), same })
    };
    lines.filter(|line| !line.starts_with("| a |")).map(row).collect()
}
