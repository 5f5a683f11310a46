//! The first and the last page of a dossier: what it holds, how to read it, how to check it.

use std::collections::BTreeSet;
use std::io;

use askama::Template;

use super::{Known, Request};
use crate::json::case::Event;
use crate::wording;

/// The first page.
#[derive(Template)]
#[template(path = "dossier/head.html")]
pub struct Head<'c> {
    title: String,
    request: &'c Request,
    reports: usize,
    origins: usize,
    disagreeing: usize,
    style: &'static str,
    version: &'static str,
    lines: Vec<Line<'c>>,
}

/// One event in the list.
struct Line<'c> {
    number: usize,
    title: &'c str,
    when: String,
    reports: usize,
    origins: usize,
    killed: String,
    disagree: String,
}

impl<'c> Head<'c> {
    /// Gathers what the first page tells.
    pub fn of(
        known: &Known<'c>,
        events: &[&'c Event],
        told: &BTreeSet<&str>,
        request: &'c Request,
    ) -> Head<'c> {
        let of_reports =
            known.case.reports.iter().filter(|report| told.contains(report.head.id.as_str()));
        let origins: BTreeSet<&str> = of_reports.filter_map(|r| r.origin.as_deref()).collect();
        // One event counts the reports of one outlet once, and so does its page.
        let origins = match events {
            [event] => crate::query::origins(event),
            _ => origins.len(),
        };
        let title = match events {
            [event] => event.title.clone(),
            _ => request.about.name.clone(),
        };
        Head {
            title,
            request,
            reports: told.len(),
            origins,
            disagreeing: events.iter().filter(|e| !e.disagreements.is_empty()).count(),
            style: super::STYLE,
            version: env!("CARGO_PKG_VERSION"),
            lines: events.iter().enumerate().map(|(at, event)| line(at + 1, event)).collect(),
        }
    }
}

fn line(number: usize, event: &Event) -> Line<'_> {
    let slots: BTreeSet<&str> = event.disagreements.iter().map(|d| d.slot.as_str()).collect();
    let killed = event.slots.get("killed").and_then(|slot| Some((*slot.low.value()?, &slot.high)));
    let killed = killed.map_or_else(String::new, |(low, high)| match high.value() {
        Some(high) if *high == low => low.to_string(),
        Some(high) => format!("{low}–{high}"),
        None => format!("{low} or more"),
    });
    Line {
        number,
        title: &event.title,
        when: wording::when(event),
        reports: event.reports.len(),
        origins: crate::query::origins(event),
        killed,
        disagree: slots.into_iter().collect::<Vec<_>>().join(", "),
    }
}

/// The last page, with the events as data.
#[derive(Template)]
#[template(path = "dossier/foot.html")]
pub struct Foot {
    data: String,
}

impl Foot {
    /// Writes the events as JSON that cannot end the element it stands in.
    ///
    /// # Errors
    /// Where a shape does not write, which no shape of the contract does.
    pub fn of(events: &[&Event]) -> io::Result<Foot> {
        let data = serde_json::to_string(events).map_err(io::Error::other)?;
        Ok(Foot { data: data.replace('<', "\\u003c") })
    }
}
