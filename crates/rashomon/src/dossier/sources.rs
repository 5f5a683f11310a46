//! The sources of a dossier: each report with its hash, the origins, and, where asked for, the texts.

use std::collections::BTreeSet;

use askama::Template;

use super::Known;
use crate::json::case::{Origin, Report};

/// The reports behind the events.
#[derive(Template)]
#[template(path = "dossier/sources.html")]
pub struct Sources<'c> {
    reports: Vec<(usize, &'c Report)>,
    origins: Vec<&'c Origin>,
    texts: bool,
}

impl<'c> Sources<'c> {
    /// Gathers the reports that tell the events, under the numbers the quotes use.
    pub fn of(known: &Known<'c>, told: &BTreeSet<&str>, texts: bool) -> Sources<'c> {
        let is_told = |id: &str| told.contains(id);
        let reports = known.case.reports.iter().enumerate();
        let reports = reports.filter(|(_, report)| is_told(&report.head.id));
        let origins = known.case.origins.iter();
        let origins = origins.filter(|o| o.reports.iter().filter(|r| is_told(r)).count() > 1);
        Sources {
            reports: reports.map(|(at, report)| (at + 1, report)).collect(),
            origins: origins.collect(),
            texts,
        }
    }
}
