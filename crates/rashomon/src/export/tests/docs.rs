//! The tables in `docs/exports.md` are those of the code, word for word.
//!
//! `RASHOMON_BLESS=1 cargo test -p rashomon docs` writes that part of the page anew.

use std::fmt::Write as _;

use super::super::{Format, Table};

const BEGIN: &str = "<!-- tables: written by a test -->\n";
const END: &str = "<!-- end of tables -->\n";

#[test]
fn the_page_lists_every_table_and_column() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/exports.md");
    let page = std::fs::read_to_string(path).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (found, after) = rest.split_once(END).unwrap();
    let wanted = listed();
    if std::env::var_os("RASHOMON_BLESS").is_some() {
        std::fs::write(path, format!("{before}{BEGIN}{wanted}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(found, wanted, "RASHOMON_BLESS=1 writes it anew");
}

#[test]
fn the_page_has_a_heading_for_every_format() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/exports.md");
    let page = std::fs::read_to_string(path).unwrap();
    for format in Format::ALL {
        let heading = format!("`{}`", format.name());
        assert!(page.lines().any(|l| l.starts_with("## ") && l.contains(&heading)), "{heading}");
    }
}

fn listed() -> String {
    let mut out = String::new();
    for table in Table::ALL {
        let _ = writeln!(out, "\n### `{}`\n\n{}", table.name, table.about);
        if table.key > 0 {
            let key: Vec<&str> = table.columns.iter().take(table.key).map(|c| c.name).collect();
            let _ = writeln!(out, "A row is named by {}.", key.join(", "));
        }
        let _ = writeln!(out, "\n| column | holds | meaning |\n|---|---|---|");
        for column in table.columns {
            let key = column.key_of.map(|(table, at)| format!(" (`{table}.{at}`)"));
            let kind = column.kind.as_str();
            let key = key.unwrap_or_default();
            let _ = writeln!(out, "| `{}` | {kind} | {}{key} |", column.name, column.about);
        }
    }
    out.push('\n');
    out
}
