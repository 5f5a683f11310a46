//! A dossier: events with every account, every quote in its context, the sources and their hashes,
//! as one HTML file that needs nothing else.
//!
//! In: the shapes of a case, the head of its log, a date to print. Out: a page, written event by
//! event, so that a large case does not stand in memory twice. What it shows is the case's own; it
//! sets nothing in order of belief, and no colour means right or wrong.
//!
//! Must hold: no script, nothing fetched, no address that is followed by itself; words of reports
//! are text wherever they stand, isolated for their direction; every value links to its quote, and
//! each quote stands in its report at the code points that are printed with it.

mod event;
mod matrix;
mod page;
mod quotes;
mod ranges;
mod sketch;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use askama::Template;

use crate::export::About;
use crate::json::case::{Case, Event};
use crate::wording::Names;

/// What a dossier holds besides the accounts.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Ids of the events to tell; every event where empty.
    pub events: Vec<String>,
    /// Whether the reports' texts stand at the end, so that every quote can be checked offline.
    /// They may not be free to pass on.
    pub texts: bool,
    /// What the case says of itself: its name, and the head of its log.
    pub about: About,
    /// The day it is made on, to print; the caller's clock.
    pub made_on: String,
}

/// What every part of the page looks things up in.
struct Known<'c> {
    case: &'c Case,
    names: Names,
    /// Position of each report in the case, by id.
    reports: BTreeMap<&'c str, usize>,
}

impl<'c> Known<'c> {
    fn of(case: &'c Case) -> Known<'c> {
        let names = case.entities.iter().map(|e| (e.id.clone(), e.name.clone())).collect();
        let reports = case.reports.iter().enumerate().map(|(at, r)| (r.head.id.as_str(), at));
        Known { case, names, reports: reports.collect() }
    }
}

/// How chapters look, light and on paper.
pub const STYLE: &str = include_str!("../../templates/dossier/style.css");

/// Writes the chapter of one event of a case, for a page that brings its own head and [`STYLE`].
///
/// # Errors
/// Where writing fails.
pub fn chapter(case: &Case, event: &Event, out: &mut dyn Write) -> io::Result<()> {
    event::Chapter::of(&Known::of(case), event, 1).write_into(out)
}

/// Writes the dossier of a case, or of some of its events.
///
/// # Errors
/// Where writing fails; a broken template does not compile.
pub fn write(case: &Case, request: &Request, out: &mut dyn Write) -> io::Result<()> {
    let known = Known::of(case);
    let wanted = |event: &&Event| request.events.is_empty() || request.events.contains(&event.id);
    let events: Vec<&Event> = case.events.iter().filter(wanted).collect();
    let told: BTreeSet<&str> =
        events.iter().flat_map(|e| e.reports.iter().map(String::as_str)).collect();
    page::Head::of(&known, &events, &told, request).write_into(out)?;
    for (at, event) in events.iter().enumerate() {
        event::Chapter::of(&known, event, at + 1).write_into(out)?;
    }
    sources::Sources::of(&known, &told, request.texts).write_into(out)?;
    page::Foot::of(&events)?.write_into(out)
}
