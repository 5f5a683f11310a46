//! Every rule of reading names the casebook pages that show it, and every page it names exists.
//!
//! In: the files under `crates/extract/src` and the pages of the casebook. A file of rules ends its
//! heading with "Shown by the casebook pages `…`". Files that hold tables, values and the order of
//! the rules are listed here and need no page.

use std::collections::BTreeSet;

use super::Sheet;

const FOLDER: &str = "crates/extract/src/";

/// The words before the names of pages.
const SHOWN: &str = "Shown by the casebook page";

/// Files without a rule of their own: tables, values, order.
const FURNITURE: [&str; 29] = [
    "lib.rs",
    "lexicons.rs",
    "lower.rs",
    "cast/draft.rs",
    "cast/entities.rs",
    "cast/lexicon.rs",
    "cast/mod.rs",
    "cast/page.rs",
    "cast/party.rs",
    "cast/tables.rs",
    "cast/tally.rs",
    "cast/relations/firmness.rs",
    "cast/relations/mod.rs",
    "cast/relations/parties.rs",
    "events/lexicon.rs",
    "events/merge.rs",
    "events/mod.rs",
    "events/scene.rs",
    "events/standing/table.rs",
    "events/tell.rs",
    "events/write.rs",
    "events/write/deeds.rs",
    "events/write/settings.rs",
    "events/write/tolls.rs",
    "events/write/voices.rs",
    "speech/found.rs",
    "speech/lexicon.rs",
    "speech/mod.rs",
    "speech/tree.rs",
];

/// Finds rules without a page, and pages that are not there.
pub fn faults(sheets: &[Sheet]) -> Vec<String> {
    let pages: BTreeSet<&str> = sheets
        .iter()
        .filter(|sheet| sheet.path.starts_with("casebook/") && sheet.is(".md"))
        .filter_map(|sheet| sheet.path.rsplit('/').next()?.strip_suffix(".md"))
        .collect();
    let mut out = Vec::new();
    for sheet in sheets.iter().filter(|sheet| sheet.is(".rs")) {
        let Some(file) = sheet.path.strip_prefix(FOLDER) else { continue };
        let named = named(&sheet.text);
        if named.is_empty() && !FURNITURE.contains(&file) {
            out.push(format!("{}: its heading names no casebook page (\"{SHOWN}\")", sheet.path));
        }
        let lost = named.iter().filter(|page| !pages.contains(page.as_str()));
        out.extend(lost.map(|page| format!("{}: no casebook page `{page}`", sheet.path)));
    }
    let there = |file: &&str| sheets.iter().any(|s| s.path.strip_prefix(FOLDER) == Some(*file));
    let gone = FURNITURE.iter().filter(|file| !there(file));
    out.extend(gone.map(|file| format!("xtask/src/tidy/rules.rs: no file {FOLDER}{file}")));
    out
}

/// The pages that the heading of a file names.
fn named(text: &str) -> Vec<String> {
    let heading: Vec<&str> =
        text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
    let heading = heading.join(" ");
    let Some((_, names)) = heading.split_once(SHOWN) else { return Vec::new() };
    let names = names.split_once(". ").map_or(names, |(names, _)| names);
    names.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_of_a_heading_are_found_over_line_ends() {
        let text =
            "//! What.\n//! Shown by the casebook pages `one`,\n//! `two-words`.\n\nuse x;\n";
        assert_eq!(named(text), ["one", "two-words"]);
        assert!(named("//! What.\n\n/// Shown by the casebook page `one`.\n").is_empty());
    }
}
