//! Rules of pages and tables: links lead somewhere, no path of one machine, sources are named,
//! every command is told of.
//!
//! A link within the checkout must lead to a file or folder that is there; links into the web are
//! not followed, because a check must not need a network. Links in code fences are passed over.

use std::path::Path;

use super::Sheet;
use super::rust::MACHINE_PATHS;

/// What stands where something is still to be filled in; in halves, as this file is read too.
const UNFINISHED: [&str; 4] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("_HE", "RE"),
    concat!("(to be wr", "itten)"),
];

/// Words by which a table says where it comes from: a source, a way of making, a standard.
const ORIGINS: [&str; 8] =
    ["source", "converted", "learned", "fitted", "set by hand", "made by", "follow", "semantics:"];

/// Finds what is wrong with one Markdown page.
pub fn faults(sheet: &Sheet, root: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    let folder = Path::new(&sheet.path).parent().unwrap_or(Path::new(""));
    let mut fenced = false;
    for (number, line) in sheet.text.lines().enumerate() {
        let at = format!("{}:{}", sheet.path, number + 1);
        if MACHINE_PATHS.iter().any(|folder| line.contains(folder)) {
            faults.push(format!("{at}: a path of one machine"));
        }
        if let Some(word) = UNFINISHED.iter().find(|word| line.contains(**word)) {
            faults.push(format!("{at}: `{word}`: finish it"));
        }
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for target in links(line).filter(|target| !leads_out(target)) {
            let file = target.split(['#', '?']).next().unwrap_or_default();
            if !file.is_empty() && !root.join(folder).join(file).exists() {
                faults.push(format!("{at}: `{target}` leads nowhere"));
            }
        }
    }
    faults
}

/// Finds what is wrong with one table of `data/`.
pub fn table_faults(sheet: &Sheet) -> Vec<String> {
    let opening: Vec<&str> = sheet.text.lines().take_while(|l| l.starts_with('#')).collect();
    let says_source = opening.iter().any(|line| {
        let line = line.to_lowercase();
        ORIGINS.iter().any(|word| line.contains(word))
    });
    let header = sheet.text.lines().find(|l| !l.starts_with('#')).unwrap_or_default();
    if says_source || header.split('\t').any(|column| column == "source") {
        return Vec::new();
    }
    vec![format!("{}:1: names no source, in a comment at the top or in a column", sheet.path)]
}

/// Finds commands of the program that the README leaves out.
pub fn untold_commands(sheets: &[Sheet]) -> Vec<String> {
    let text = |path: &str| sheets.iter().find(|s| s.path == path).map_or("", |s| &s.text);
    let readme = text("README.md");
    let declared = text("crates/cli/src/args.rs").split_once("pub enum Command {");
    let body = declared.and_then(|(_, rest)| rest.split_once("\n}")).map_or("", |(body, _)| body);
    let names = body.lines().filter_map(|line| {
        let name = line.trim().split(['(', ',']).next()?;
        name.starts_with(|c: char| c.is_ascii_uppercase()).then(|| name.to_lowercase())
    });
    let untold = names.filter(|name| !readme.contains(&format!("rashomon {name}")));
    untold.map(|name| format!("README.md: does not tell of `rashomon {name}`")).collect()
}

/// Walks the targets of the links of a line: `[words](target)`.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| {
        let target = rest.split(')').next()?.trim();
        let bare = target.split_whitespace().next()?;
        Some(bare.trim_start_matches('<').trim_end_matches('>'))
    })
}

fn leads_out(target: &str) -> bool {
    target.contains("://") || target.starts_with("mailto:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_with_titles_and_without() {
        let line = "See [one](a.md), [two](b/c.md#top) and [three](https://x.org \"x\").";
        assert_eq!(links(line).collect::<Vec<_>>(), ["a.md", "b/c.md#top", "https://x.org"]);
    }

    #[test]
    fn a_command_that_the_readme_leaves_out_is_named() {
        let sheet = |path: &str, text: &str| Sheet { path: path.into(), text: text.into() };
        let args = "pub enum Command {\n    /// Reads.\n    Read(ReadArgs),\n    Man,\n}\n";
        let sheets = [sheet("README.md", "`rashomon read`"), sheet("crates/cli/src/args.rs", args)];
        assert_eq!(untold_commands(&sheets), ["README.md: does not tell of `rashomon man`"]);
    }

    #[test]
    fn a_table_names_its_source() {
        let table = |text: &str| Sheet { path: "data/a.tsv".to_owned(), text: text.to_owned() };
        assert!(table_faults(&table("# Source: own list.\na\tb\n")).is_empty());
        assert!(table_faults(&table("# Words.\nword\tsource\n")).is_empty());
        assert_eq!(table_faults(&table("word\tclass\n")).len(), 1);
    }
}
