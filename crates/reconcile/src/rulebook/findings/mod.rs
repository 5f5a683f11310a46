//! The findings there are: one file a family, one registry over all of them.
//!
//! In: one event ([`About`]). Out: every finding and table of the registry ([`of`]). Rulebooks may
//! ask for what stands here and for nothing else. `docs/rulebooks.md` lists the registry; a test
//! holds the two against each other.
//!
//! Must hold: names stand once over all families; each family makes exactly what it lists.

mod happening;
mod means;
pub(crate) mod party;
mod responsibility;
mod sources;
mod tolls;

use super::About;
use super::finding::{Family, Findings, Known, KnownTable};

/// Every family, in the order in which they are listed.
pub const FAMILIES: [&Family; 4] =
    [&happening::FAMILY, &sources::FAMILY, &responsibility::FAMILY, &tolls::FAMILY];

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
