//! Which reports are of which outlet, under whatever name a person asks for it.
//!
//! In: the reports of a case. Out: each outlet under the name that most of its reports bear, and the
//! outlets that a name means: the same outlet by the table of outlets, by its words, its account or
//! its address; else those whose name has the words. A report without an outlet belongs to none.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_resolve::outlets::{self, Tie};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::json::case::{Event, Report};

/// The outlets of a case.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Outlets {
    /// Report to the name its outlet is shown under. Not kept in a file: as long as the case, and every report says
    /// its outlet; see [`Outlets::with`].
    #[serde(skip)]
    of_report: BTreeMap<String, Option<String>>,
    /// Printed name to the name shown.
    shown: BTreeMap<String, String>,
    /// Reports by the name shown.
    reports: BTreeMap<String, usize>,
    /// Days of publication by the name shown; sorted.
    published: BTreeMap<String, Vec<String>>,
}

impl Outlets {
    /// Indexes the outlets of some reports.
    pub fn of(reports: &[Report]) -> Outlets {
        let table = outlets::Outlets::shipped();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for report in reports {
            if let Some(outlet) = &report.head.outlet {
                *counts.entry(outlet).or_default() += 1;
            }
        }
        // One outlet may stand in several names; the one most reports bear is shown.
        let mut by_key: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for name in counts.keys() {
            by_key.entry(table.key(name)).or_default().push(name);
        }
        let mut shown = BTreeMap::new();
        for names in by_key.values() {
            let most = names.iter().max_by_key(|n| (counts[**n], std::cmp::Reverse(**n)));
            for name in names {
                shown
                    .insert((*name).to_owned(), most.map_or_else(String::new, |n| (*n).to_owned()));
            }
        }
        let mut out = Outlets { shown, ..Outlets::default() }.with(reports);
        for report in reports {
            let outlet = out.of_report(&report.head.id).map(str::to_owned);
            if let (Some(outlet), Some(day)) = (&outlet, &report.head.published) {
                out.published.entry(outlet.clone()).or_default().push(day.clone());
            }
            if let Some(outlet) = outlet {
                *out.reports.entry(outlet).or_default() += 1;
            }
        }
        out.published.values_mut().for_each(|days| days.sort());
        out
    }

    /// The same outlets, which know these reports of the case too.
    #[must_use]
    pub fn with<'r>(mut self, reports: impl IntoIterator<Item = &'r Report>) -> Outlets {
        for report in reports {
            let outlet = self.shown(report).map(str::to_owned);
            self.of_report.insert(report.head.id.clone(), outlet);
        }
        self
    }

    /// Returns the name that the outlet of a report of the case is shown under.
    pub fn shown(&self, report: &Report) -> Option<&str> {
        self.shown.get(report.head.outlet.as_ref()?).map(String::as_str)
    }

    /// Returns every outlet under the name it is shown under, sorted.
    pub fn names(&self) -> BTreeSet<&str> {
        self.shown.values().map(String::as_str).collect()
    }

    /// Returns the outlet of a report; none where it is unknown.
    pub fn of_report(&self, report: &str) -> Option<&str> {
        self.of_report.get(report)?.as_deref()
    }

    /// Returns the outlets that tell an event, sorted.
    pub fn of_event(&self, event: &Event) -> BTreeSet<&str> {
        event.reports.iter().filter_map(|report| self.of_report(report)).collect()
    }

    /// Counts who publishes an event: every report without an outlet is one of its own.
    pub fn count(&self, event: &Event) -> usize {
        let unknown = event.reports.iter().filter(|r| self.of_report(r).is_none()).count();
        self.of_event(event).len() + unknown
    }

    /// Returns the days on which an outlet published, sorted; a day of several reports several times.
    pub fn published(&self, outlet: &str) -> &[String] {
        self.published.get(outlet).map_or(&[], Vec::as_slice)
    }

    /// Returns how many reports an outlet has.
    pub fn reports(&self, outlet: &str) -> usize {
        self.reports.get(outlet).copied().unwrap_or_default()
    }

    /// Finds the outlets that a name means: one outlet under any of its names, else all whose names
    /// have the words; empty where there are none.
    pub fn find(&self, name: &str) -> BTreeSet<String> {
        let tied = self.tied(name);
        if !tied.is_empty() || name.trim().is_empty() {
            return tied;
        }
        self.printed(|other| super::has_words(other, name))
    }

    /// Tells whether a whole name is one of an outlet's.
    pub fn is_called(&self, outlet: &str, name: &str) -> bool {
        self.tied(name).contains(outlet)
    }

    /// The outlets that a whole name means.
    fn tied(&self, name: &str) -> BTreeSet<String> {
        let table = outlets::Outlets::shipped();
        self.printed(|other| {
            other == name || matches!(table.tie(name, other), Some(tie) if tie != Tie::Apart)
        })
    }

    fn printed(&self, fits: impl Fn(&str) -> bool) -> BTreeSet<String> {
        let found = self.shown.iter().filter(|(name, _)| fits(name));
        found.map(|(_, shown)| shown.clone()).collect()
    }

    /// As [`Outlets::find`], for a name that must mean something.
    ///
    /// # Errors
    /// Where no outlet of the case bears the name, naming some that there are.
    pub fn known(&self, name: &str) -> Result<BTreeSet<String>, Error> {
        let found = self.find(name);
        if found.is_empty() {
            return Err(Error::not_found(format!(
                "no outlet of the case is called `{name}`; there are {}",
                some(self.names().into_iter())
            )));
        }
        Ok(found)
    }
}

/// Lists the first of some names.
pub(super) fn some<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
    const SHOWN: usize = 6;
    let more = names.len() > SHOWN;
    let mut out = names.take(SHOWN).collect::<Vec<_>>().join(", ");
    if more {
        out.push_str(" …");
    }
    if out.is_empty() { "none".to_owned() } else { out }
}
