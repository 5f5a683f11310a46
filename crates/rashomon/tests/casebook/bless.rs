//! Fills the tables of pages from what the program says now, keeping prose and traps.
//!
//! Rows that hold stay as they are. A row that does not hold is replaced by what the program says
//! in its place (same kind, slot and report), if that is not there yet; an empty table gets
//! every claim and, of several reports, every relation. Pages known to be wrong stay untouched:
//! what they say is right; `--marks` takes the mark off those that hold by now. A person reads the diff before it is committed.

use std::collections::BTreeSet;

use rashomon::Reader;

use super::page::{Known, Page, Table};
use super::row::Row;
use super::run::{self, everything};
use super::said::{Kind, Said};

/// Takes the mark `known wrong` off pages that hold by now; changes nothing else.
fn marks(reader: &Reader, pages: &[Page]) {
    for page in pages.iter().filter(|page| page.known_wrong().is_some()) {
        if !run::page(reader, page).holds() {
            continue;
        }
        let written = std::fs::read_to_string(&page.path).expect("the page reads");
        let kept: Vec<&str> = written.lines().filter(|line| !line.starts_with("status:")).collect();
        let page_text = kept.join("\n").replace("\n\n\n", "\n\n") + "\n";
        std::fs::write(&page.path, page_text).expect("the page is written");
        println!("holds now: {}", page.name());
    }
}

/// Blesses the pages whose names contain one of the wanted words; all for `all`.
pub fn all(reader: &Reader, pages: &[Page], wanted: &str) {
    if wanted == "--marks" {
        return marks(reader, pages);
    }
    let named = |page: &&Page| {
        wanted.split_whitespace().any(|word| word == "all" || page.name().contains(word))
    };
    for page in pages.iter().filter(named).filter(|page| page.status == Known::Right) {
        let written = std::fs::read_to_string(&page.path).expect("the page reads");
        let blessed = rewrite(&written, page, &everything(reader, page));
        if blessed != written {
            std::fs::write(&page.path, blessed).expect("the page is written");
            println!("blessed {}", page.name());
        }
    }
}

fn rewrite(written: &str, page: &Page, said: &[Said]) -> String {
    let table = rows(page, said).join("\n");
    let mut out: Vec<&str> = Vec::new();
    let mut placed = false;
    let mut at = Table::Expected;
    for line in written.lines() {
        at = Table::headed(line).unwrap_or(at);
        let row = line.starts_with('|');
        let head = line.starts_with("| expect") || line.starts_with("|--");
        // Judgements and grades stay as a person wrote them.
        if !row || head || at != Table::Expected {
            out.push(line);
        }
        if line.starts_with("|--") && at == Table::Expected && !table.is_empty() {
            placed = true;
            out.push(&table);
        }
    }
    if !placed && !table.is_empty() {
        out.push("\n| expect | said by | about | value | how firmly | quote |");
        out.push("|---|---|---|---|---|---|");
        out.push(&table);
    }
    out.join("\n") + "\n"
}

fn rows(page: &Page, said: &[Said]) -> Vec<String> {
    let several = page.reports.len() > 1;
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    let graded = |row: &&Row| row.kind == Kind::Grade;
    if page.rows.iter().any(|row| graded(&row)) && page.rows.iter().all(|row| graded(&row)) {
        return out;
    }
    let expected = || page.rows.iter().filter(|row| row.kind != Kind::Grade);
    let empty = expected().all(|row| row.not);
    let of_default = |said: &&Said| matches!(said.kind, Kind::Claim | Kind::Relation);
    if empty {
        out.extend(said.iter().filter(of_default).map(|said| said.row(several)));
    }
    for row in expected().filter(|row| !row.not) {
        if said.iter().any(|said| row.is_met_by(said)) {
            out.push(row.line.clone());
            continue;
        }
        let covered = |said: &Said| page.rows.iter().any(|row| !row.not && row.is_met_by(said));
        out.extend(
            said.iter()
                .filter(|said| row.distance(said) < 4 && !covered(said))
                .map(|said| said.row(several)),
        );
    }
    out.retain(|row| seen.insert(row.clone()));
    out.extend(expected().filter(|row| row.not).map(|row| row.line.clone()));
    out
}
