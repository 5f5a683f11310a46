//! What is searchable in a case, and under which facets.
//!
//! In: the case as JSON. Out: passages: titles and texts of reports, quotes of claims, spellings of
//! entities, names of outlets. Each carries facets, single words that a search may ask for besides
//! its words: the field, the outlet, the day of publication (as year, month and day, so that a
//! stretch of days is few words), the entities its report names.

use std::collections::BTreeMap;

use rashomon_ledger::Derive;
use rashomon_text::terms::spaced;

use crate::Error;
use crate::json::case::{Case, Report};

/// Headlines of reports.
pub const TITLE: &str = "title";
/// Texts of reports.
pub const TEXT: &str = "text";
/// Quotes of claims.
pub const QUOTE: &str = "quote";
/// Spellings of entities, one a line.
pub const NAMES: &str = "names";
/// Names of outlets.
pub const OUTLET: &str = "outlet";

/// Returns the facet of a field.
pub fn of_field(field: &str) -> String {
    format!("f{field}")
}

/// Returns the facet of an outlet.
pub fn of_outlet(outlet: &str) -> String {
    let digest = crate::sha256(spaced(outlet).as_bytes());
    format!("o{}", digest.get(..16).unwrap_or_default())
}

/// Returns the facet of an entity.
pub fn of_entity(id: &str) -> String {
    format!("e{}", id.trim_start_matches("E-"))
}

/// Returns the facet of a kind of entity.
pub fn of_kind(kind: &str) -> String {
    format!("k{kind}")
}

/// Indexes a whole case.
pub fn index(derive: &mut Derive<'_>, case: &Case) -> Result<(), Error> {
    let mut named: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for entity in &case.entities {
        for report in entity.names.iter().flat_map(|name| &name.reports) {
            named.entry(report).or_default().push(of_entity(&entity.id));
        }
        let names: Vec<&str> = entity.names.iter().map(|name| name.text.as_str()).collect();
        let facets = [of_field(NAMES), of_kind(&entity.kind), of_entity(&entity.id)];
        derive.index_text(&entity.id, NAMES, &names.join("\n"), &facets, spaced)?;
    }
    let mut of_report: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut outlets: BTreeMap<&str, String> = BTreeMap::new();
    for report in &case.reports {
        let id = report.head.id.as_str();
        let mut facets = named.remove(id).unwrap_or_default();
        facets.sort_unstable();
        facets.dedup();
        facets.extend(days(report));
        if let Some(outlet) = report.head.outlet.as_deref() {
            facets.push(outlets.entry(outlet).or_insert_with(|| of_outlet(outlet)).clone());
        }
        let with = |field: &str| [&[of_field(field)], facets.as_slice()].concat();
        let title = report.head.title.as_deref().unwrap_or("");
        derive.index_text(id, TITLE, title, &with(TITLE), spaced)?;
        derive.index_text(id, TEXT, &report.text, &with(TEXT), spaced)?;
        of_report.insert(id, with(QUOTE));
    }
    for claim in case.events.iter().flat_map(|event| &event.claims) {
        let facets = of_report.get(claim.report.as_str()).map_or(&[][..], Vec::as_slice);
        derive.index_text(&claim.id, QUOTE, &claim.quote, facets, spaced)?;
    }
    for (outlet, facet) in outlets {
        derive.index_text(outlet, OUTLET, outlet, &[of_field(OUTLET), facet], spaced)?;
    }
    Ok(())
}

/// The facets of the day of publication.
fn days(report: &Report) -> Vec<String> {
    let published = report.head.published.as_deref().unwrap_or_default();
    let digits = |length: usize| published.get(..length).map(|part| part.replace('-', ""));
    match (digits(4), digits(7), digits(10)) {
        (Some(year), Some(month), Some(day)) => {
            vec![format!("y{year}"), format!("m{month}"), format!("d{day}")]
        }
        _ => Vec::new(),
    }
}
