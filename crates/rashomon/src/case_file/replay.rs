//! What a case is derived from, as it lies in its log.
//!
//! In: a log. Out: its [`Ground`], whose readings are fetched record by record each time they are
//! walked, so that a case of any size needs no more memory than a few of them; and its [`History`],
//! which marks what is derived and changes none of it. In force are the latest text of each report
//! and the last reading of that very text. Withheld words are in none of it, because a reading
//! belongs to the text whose digest it names.

use std::collections::BTreeMap;

use rashomon_ledger::{Ledger, Position, Record, Selection, Unread};
use rashomon_model::Judgement;
use rashomon_resolve::places::Gazetteer;

use super::revised::Old;
use super::store::{self, JUDGEMENT, READING, REPORT, StoredReading, StoredReport, body};
use super::withheld::Withheld;
use crate::Error;
use crate::flow::in_order;
use crate::ground::{Ground, Read, Readings};
use crate::json::case::{Event, Gone, Hole, Report};
use crate::json::reading;

/// Readings of a log, fetched when they are walked.
pub struct LogReadings<'l> {
    ledger: &'l Ledger,
    withheld: Withheld,
    held: Vec<Held>,
}

/// Where a report in force and what was read in it stand.
struct Held {
    report: Position,
    /// Readings since then, the last of which that is of its text counts.
    readings: Vec<Position>,
    /// The reading of a text from which words are withheld; it may be older or newer than the rest.
    found: Option<(u64, StoredReading)>,
}

/// What was fetched of one report and not yet parsed.
struct Fetched {
    report: Option<Unread>,
    readings: Vec<Unread>,
    found: Option<(u64, StoredReading)>,
}

/// Finds what a case is derived from.
///
/// # Errors
/// Where the log does not read back.
pub fn replay(ledger: &Ledger) -> Result<(Ground<LogReadings<'_>>, History), Error> {
    let withheld = Withheld::of(ledger)?;
    let mut of: BTreeMap<String, Vec<(Position, bool)>> = BTreeMap::new();
    let mut judgements: Vec<Judgement> = Vec::new();
    for row in ledger.listing()? {
        match row.kind.as_str() {
            REPORT => of.entry(row.key).or_default().push((row.position, true)),
            READING => of.entry(row.key).or_default().push((row.position, false)),
            JUDGEMENT => {
                let record = record(ledger, row.position)?;
                judgements.push(store::judgement_of(&withheld.scrubbed(record))?);
            }
            _ => {}
        }
    }
    let mut history = History::default();
    let mut held = Vec::with_capacity(of.len());
    for (key, rows) in of {
        let Some(last) = rows.iter().rposition(|(_, is_report)| *is_report) else { continue };
        let readings = rows[last + 1..].iter().map(|(position, _)| *position).collect();
        let mut one = Held { report: rows[last].0, readings, found: None };
        if withheld.touches(&key) {
            one.found = of_shown(ledger, &withheld, &key, one.report)?;
        }
        if rows.iter().filter(|(_, is_report)| *is_report).count() > 1 {
            history.revise(&key, ledger, &withheld, &rows, &one)?;
        }
        held.push(one);
    }
    history.gone = super::gone::of(ledger)?;
    history.withheld = withheld.clone();
    let gazetteer = Gazetteer::embedded().map_err(|e| Error::embedded("gazetteer", e))?;
    let gazetteer = gazetteer.with_places(super::places::rows(ledger)?);
    let rulebooks = super::rulebooks::in_force(ledger)?;
    let mut sources = super::sources::entries(ledger)?;
    for source in &mut sources {
        withheld.scrub_source(source);
    }
    let read = LogReadings { ledger, withheld, held };
    Ok((Ground { read, judgements, sources, gazetteer, rulebooks }, history))
}

impl Readings for LogReadings<'_> {
    fn each<T: Send>(
        &self,
        work: impl Fn(Read) -> T + Sync,
        mut take: impl FnMut(T) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let fetched = self.held.iter().map(|held| self.fetch(held));
        let size = |fetched: &Result<Fetched, Error>| fetched.as_ref().map_or(0, Fetched::size);
        let withheld = &self.withheld;
        let parse = |fetched: Result<Fetched, Error>| Ok(parse(fetched?, withheld)?.map(&work));
        in_order(fetched, size, parse, |made: Result<Option<T>, Error>| {
            made?.map_or(Ok(()), &mut take)
        })
    }
}

impl LogReadings<'_> {
    fn fetch(&self, held: &Held) -> Result<Fetched, Error> {
        let written = |position: &Position| Ok(self.ledger.unread(*position)?);
        let readings: Result<Vec<Option<Unread>>, Error> =
            held.readings.iter().filter(|_| held.found.is_none()).map(written).collect();
        Ok(Fetched {
            report: written(&held.report)?,
            readings: readings?.into_iter().flatten().collect(),
            found: held.found.clone(),
        })
    }
}

impl Fetched {
    fn size(&self) -> usize {
        self.report.iter().chain(&self.readings).map(Unread::len).sum()
    }
}

/// Nothing where a report was never read.
fn parse(fetched: Fetched, withheld: &Withheld) -> Result<Option<Read>, Error> {
    let Some(written) = fetched.report else { return Ok(None) };
    let mut report: StoredReport = body(&written.record()?)?;
    withheld.mask(&mut report);
    let mut found = fetched.found;
    for written in fetched.readings.into_iter().rev() {
        if found.is_some() {
            break;
        }
        found = of_text(&written.record()?, &report)?;
    }
    let Some((position, mut stored)) = found else { return Ok(None) };
    stored.reading.text = report.text;
    stored.reading.report = report.head;
    let back = stored.reading.model();
    let (report, reading) = back.map_err(|why| Error::record(position, why))?;
    Ok(Some(Read { report, reading, reader: stored.reader }))
}

/// The reading in a record, if it is of the text of a report.
fn of_text(record: &Record, report: &StoredReport) -> Result<Option<(u64, StoredReading)>, Error> {
    let stored: StoredReading = body(record)?;
    let is_of_it = stored.reading.report.sha256 == report.head.sha256;
    Ok(is_of_it.then_some((record.position.0, stored)))
}

fn record(ledger: &Ledger, position: Position) -> Result<Record, Error> {
    let missing = || Error::record(position.0, "the log has no such record".to_owned());
    ledger.record(position)?.ok_or_else(missing)
}

/// Finds the reading of a text from which something is withheld: it may have been made later than the
/// state that is shown.
fn of_shown(
    ledger: &Ledger,
    withheld: &Withheld,
    key: &str,
    at: Position,
) -> Result<Option<(u64, StoredReading)>, Error> {
    let mut report: StoredReport = body(&record(ledger, at)?)?;
    withheld.mask(&mut report);
    let mut found = None;
    for record in ledger.records(&Selection::all().of_kind(READING).of_whole_log())? {
        let record = record?;
        if record.key == key {
            found = of_text(&record, &report)?.or(found);
        }
    }
    Ok(found)
}

/// What a log holds beside the ground: it marks what is derived, and changes none of it.
#[derive(Default)]
pub struct History {
    /// What was read in earlier texts of revised reports.
    old: BTreeMap<String, Vec<Old>>,
    /// What is read in these reports now.
    now: BTreeMap<String, reading::Reading>,
    gone: BTreeMap<String, Gone>,
    withheld: Withheld,
}

impl History {
    /// Notes what was read in the texts of a report that others took the place of.
    fn revise(
        &mut self,
        key: &str,
        ledger: &Ledger,
        withheld: &Withheld,
        rows: &[(Position, bool)],
        held: &Held,
    ) -> Result<(), Error> {
        let mut shown: Option<StoredReport> = None;
        let mut read: Option<StoredReading> = None;
        for (position, is_report) in rows {
            let record = record(ledger, *position)?;
            if *is_report {
                let mut report: StoredReport = body(&record)?;
                withheld.mask(&mut report);
                if let Some((old, mut read)) = shown.replace(report).zip(read.take()) {
                    read.reading.text = old.text;
                    let (until, until_at) = (position.0, record.at);
                    let old = Old { reading: read.reading, until, until_at };
                    self.old.entry(key.to_owned()).or_default().push(old);
                }
            } else if let Some(report) = &shown
                && let Some((_, stored)) = of_text(&record, report)?
            {
                read = Some(stored);
            }
        }
        let read = held.found.clone().map(|(_, stored)| stored).or(read);
        if let Some((report, mut stored)) = shown.zip(read)
            && self.old.contains_key(key)
        {
            stored.reading.text = report.text;
            stored.reading.report = report.head;
            self.now.insert(key.to_owned(), stored.reading);
        }
        Ok(())
    }

    /// What marks events, made once for all of them.
    pub fn earlier(&self) -> super::revised::Said {
        super::revised::said(&self.now, &self.old)
    }

    /// Marks what earlier texts said otherwise, and what is gone from its source.
    pub fn mark_event(&self, event: &mut Event, earlier: &super::revised::Said) {
        super::revised::mark(event, earlier);
        super::gone::mark_event(event, &self.gone, &self.withheld);
    }

    /// Marks a report that is gone.
    pub fn mark_report(&self, report: &mut Report) {
        super::gone::mark_report(report, &self.gone, &self.withheld);
    }

    /// Says what is withheld from a report as it is shown.
    pub fn holes(&self, ledger: &Ledger, report: &str) -> Result<Vec<Hole>, Error> {
        self.withheld.holes_of_shown(ledger, report)
    }
}
