//! What stands under the matrix: who else tells the event, through whom voices came, who is silent.
//!
//! In: an event. Out: short paragraphs, each only where there is something to say. Silence of a report
//! that only quotes others has no row of its own, so it is said here, of the report.

use std::collections::BTreeMap;

use rashomon::json::case::{Account, Event, Slot};

use crate::sanitize::one_line;
use crate::values::{self, Names};

/// Reports or voices named in one note; the rest are counted.
const NAMED: usize = 8;

/// Returns the accounts that say no more than that it happened, in words; they have no row.
pub fn no_more(event: &Event, shown: &[(&str, &Slot)], names: &Names) -> Option<String> {
    let told = |a: &&Account| {
        shown.iter().any(|(_, slot)| {
            slot.silent.contains(&a.id) || slot.values.iter().any(|v| v.accounts.contains(&a.id))
        })
    };
    let rest: Vec<String> = event
        .accounts
        .iter()
        .filter(|a| !told(a))
        .map(|a| format!("{} {}", a.id, values::voice(&a.said_by, &a.outlets, names)))
        .collect();
    (!rest.is_empty()).then(|| format!("Also tell of it, and no more: {}", listed(&rest, "; ")))
}

/// Returns, for each voice that came in more than one way, its outlets and reports.
pub fn channels(event: &Event, names: &Names) -> Vec<String> {
    let mut out = Vec::new();
    for account in event.accounts.iter().filter(|a| a.channels.len() > 1) {
        let mut reports: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for channel in &account.channels {
            let through: Vec<String> = channel
                .through
                .iter()
                .map(|v| values::voice(std::slice::from_ref(v), &[], names))
                .collect();
            let through = if through.is_empty() {
                String::new()
            } else {
                format!(" through {}", through.join(", "))
            };
            let outlet = channel.outlet.as_deref().unwrap_or("unknown outlet");
            reports.entry(outlet).or_default().push(format!("{}{through}", channel.report));
        }
        let told: Vec<String> = reports
            .iter()
            .map(|(outlet, reports)| format!("{outlet} ({})", listed(reports, ", ")))
            .collect();
        out.push(one_line(&format!("{}: {}", account.id, listed(&told, ", "))));
    }
    out
}

/// Returns, slot by slot, the reports that only quote others and in which nobody speaks of it.
pub fn silent_reports(event: &Event, shown: &[(&str, &Slot)]) -> Vec<String> {
    let owned: Vec<&String> = event
        .accounts
        .iter()
        .filter(|a| a.said_by.last().is_some_and(rashomon::json::case::Voice::is_outlet))
        .flat_map(|a| &a.reports)
        .collect();
    let mut by_reports: BTreeMap<Vec<String>, Vec<&str>> = BTreeMap::new();
    for (name, slot) in shown {
        let silent: Vec<String> =
            slot.silent_reports.iter().filter(|r| !owned.contains(r)).cloned().collect();
        if !silent.is_empty() {
            by_reports.entry(silent).or_default().push(name);
        }
    }
    let outlets: BTreeMap<&String, Option<&String>> = event
        .accounts
        .iter()
        .flat_map(|a| &a.channels)
        .map(|channel| (&channel.report, channel.outlet.as_ref()))
        .collect();
    let with_outlet = |report: &String| match outlets.get(report) {
        Some(Some(outlet)) => format!("{report} ({outlet})"),
        _ => report.clone(),
    };
    let said = by_reports.iter().map(|(reports, slots)| {
        let reports: Vec<String> = reports.iter().map(with_outlet).collect();
        one_line(&format!("{}: nobody in {}", slots.join(", "), listed(&reports, ", ")))
    });
    said.collect()
}

fn listed(items: &[String], between: &str) -> String {
    let shown = items.iter().take(NAMED).cloned().collect::<Vec<_>>().join(between);
    match items.len().saturating_sub(NAMED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
