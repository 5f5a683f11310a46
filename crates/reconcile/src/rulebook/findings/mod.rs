//! The findings there are: one file a family, one registry over all of them.
//!
//! In: one event ([`About`]). Out: every finding and table of the registry ([`of`]). Rulebooks may
//! ask for what stands here and for nothing else. `docs/rulebooks.md` lists the registry; a test
//! holds the two against each other.
//!
//! Must hold: names stand once over all families; each family makes exactly what it lists.

mod days;
mod deaths;
mod happening;
mod kinds;
mod means;
pub(crate) mod party;
mod places;
mod responsibility;
mod scale;
pub mod sectors;
mod sides;
mod sources;
mod tolls;

use super::About;
use super::finding::{Family, Findings, Known, KnownTable};

/// Every family, in the order in which they are listed.
pub const FAMILIES: [&Family; 10] = [
    &happening::FAMILY,
    &sources::FAMILY,
    &responsibility::FAMILY,
    &tolls::FAMILY,
    &places::FAMILY,
    &days::FAMILY,
    &sides::FAMILY,
    &deaths::FAMILY,
    &kinds::FAMILY,
    &scale::FAMILY,
];

/// Makes every finding of an event.
pub fn of(about: &About<'_>) -> Findings {
    let mut findings = Findings::default();
    for family in FAMILIES {
        (family.find)(about, &mut findings);
    }
    findings
}

/// Returns what is known of a finding.
pub fn finding(name: &str) -> Option<&'static Known> {
    FAMILIES.iter().flat_map(|family| family.known).find(|known| known.name == name)
}

/// Lists the names of all single findings.
pub fn finding_names() -> impl Iterator<Item = &'static str> {
    FAMILIES.iter().flat_map(|family| family.known).map(|known| known.name)
}

/// Returns what is known of a table.
pub fn table(name: &str) -> Option<&'static KnownTable> {
    FAMILIES.iter().flat_map(|family| family.tables).find(|table| table.name == name)
}

/// Lists the names of all tables.
pub fn table_names() -> impl Iterator<Item = &'static str> {
    FAMILIES.iter().flat_map(|family| family.tables).map(|table| table.name)
}

/// Writes the registry as Markdown: the list in `docs/rulebooks.md`.
pub fn listed() -> String {
    let mut out = String::new();
    let kind = |known: &Known| match known.words {
        [] => known.kind.as_str().to_owned(),
        words => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" "),
    };
    let mut table = |title: String, says: &str, known: &[Known]| {
        if known.is_empty() {
            return;
        }
        out.push_str(&format!("### {title}\n\n{says}| name | kind | says |\n|---|---|---|\n"));
        for one in known {
            out.push_str(&format!("| `{}` | {} | {} |\n", one.name, kind(one), one.says));
        }
        out.push('\n');
    };
    for family in FAMILIES {
        table(family.name.to_owned(), "", family.known);
        for one in family.tables {
            let says = format!("A row is {}.\n\n", one.says);
            table(format!("Table `{}`", one.name), &says, one.columns);
        }
    }
    out.trim_end().to_owned()
}
