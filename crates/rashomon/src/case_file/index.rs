//! What is searchable in a case, and under which facets.
//!
//! In: the case as JSON. Out: passages: titles and texts of reports, quotes of claims, spellings of
//! entities, names of outlets. Each carries facets, single words that a search may ask for besides
//! its words: the field, the outlet, the day of publication (as year, month and day, so that a
//! stretch of days is few words), the entities its report names.

use std::collections::{BTreeSet, HashMap};

use rashomon_ledger::Derive;
use rashomon_model::{self as model, CaseEntity, ReportId};
use rashomon_text::terms::spaced;

use crate::Error;
use crate::json::case::{Claim, Entity};

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

/// Words to be searched.
pub struct Passage {
    /// What they are found as: the id of a report, a claim or an entity, or the name of an outlet.
    pub id: String,
    /// Which part of it they are.
    pub field: &'static str,
    /// The words.
    pub text: String,
    /// What a search may ask for besides words.
    pub facets: Vec<String>,
}

impl Passage {
    /// Lays it down.
    pub fn index(&self, derive: &mut Derive<'_>) -> Result<(), Error> {
        derive.index_text(&self.id, self.field, &self.text, &self.facets, spaced)?;
        Ok(())
    }
}

/// What everything said in a report is found by besides its words.
pub struct Facets<'c> {
    entities: &'c [CaseEntity],
    /// By number, those that a report names.
    named: HashMap<&'c ReportId, Vec<u32>>,
    reports: HashMap<&'c str, &'c model::Report>,
}

impl<'c> Facets<'c> {
    /// Takes the entities and the reports of a case.
    pub fn of(entities: &'c [CaseEntity], reports: &'c [model::Report]) -> Facets<'c> {
        let mut named: HashMap<&ReportId, Vec<u32>> = HashMap::new();
        for (number, entity) in (0u32..).zip(entities) {
            for report in entity.names.iter().flat_map(|name| &name.reports) {
                let known = named.entry(report).or_default();
                if known.last() != Some(&number) {
                    known.push(number);
                }
            }
        }
        let reports = reports.iter().map(|report| (report.id.as_str(), report)).collect();
        Facets { entities, named, reports }
    }

    /// Those of a field of a report.
    fn of_report(&self, report: &str, field: &str) -> Vec<String> {
        let mut facets = vec![of_field(field)];
        let Some(report) = self.reports.get(report) else { return facets };
        let numbers = self.named.get(&report.id).into_iter().flatten();
        let named = numbers.filter_map(|number| self.entities.get(*number as usize));
        // Entities are sorted by id, and so are their facets.
        facets.extend(named.map(|entity| of_entity(entity.id.as_str())));
        facets.extend(days(report));
        facets.extend(report.outlet.as_deref().map(of_outlet));
        facets
    }
}

/// The spellings of an entity.
pub fn names(entity: &Entity) -> Passage {
    let names: Vec<&str> = entity.names.iter().map(|name| name.text.as_str()).collect();
    Passage {
        id: entity.id.clone(),
        field: NAMES,
        text: names.join("\n"),
        facets: vec![of_field(NAMES), of_kind(&entity.kind), of_entity(&entity.id)],
    }
}

/// Title and text of a report.
pub fn texts(report: &model::Report, facets: &Facets<'_>) -> Vec<Passage> {
    let passage = |field: &'static str, text: &str| Passage {
        id: report.id.to_string(),
        field,
        text: text.to_owned(),
        facets: facets.of_report(report.id.as_str(), field),
    };
    let title = report.title.as_deref().unwrap_or("");
    vec![passage(TITLE, title), passage(TEXT, &report.text)]
}

/// The words of a claim.
pub fn quote(claim: &Claim, facets: &Facets<'_>) -> Passage {
    let facets = facets.of_report(&claim.report, QUOTE);
    Passage { id: claim.id.clone(), field: QUOTE, text: claim.quote.clone(), facets }
}

/// The names of the outlets of reports, each once.
pub fn outlets(reports: &[model::Report]) -> Vec<Passage> {
    let names: BTreeSet<&str> = reports.iter().filter_map(|r| r.outlet.as_deref()).collect();
    let passage = |outlet: &str| Passage {
        id: outlet.to_owned(),
        field: OUTLET,
        text: outlet.to_owned(),
        facets: vec![of_field(OUTLET), of_outlet(outlet)],
    };
    names.into_iter().map(passage).collect()
}

/// The facets of the day of publication.
fn days(report: &model::Report) -> Vec<String> {
    let published = report.published.map(|day| day.to_string()).unwrap_or_default();
    let digits = |length: usize| published.get(..length).map(|part| part.replace('-', ""));
    match (digits(4), digits(7), digits(10)) {
        (Some(year), Some(month), Some(day)) => {
            vec![format!("y{year}"), format!("m{month}"), format!("d{day}")]
        }
        _ => Vec::new(),
    }
}
