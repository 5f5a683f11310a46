//! What a case knows of its outlets: what each tells, leaves out, takes from others, stands alone with.
//!
//! In: a case (its texts may be empty) and its outlets. Out: one line an outlet, or one outlet's whole
//! record. All of it is counted from claims, ties and rows that people entered; each number comes with
//! the ids it was counted from. Nothing is inferred about an outlet, and none is rated: silence is a
//! slot that others fill in an event it tells, a gap is an event that others tell while it published.
//!
//! Must hold: an outlet is found under any of its names; the order of reports and events changes
//! nothing; a copy is counted as a copy, never as a voice of its own.

mod conflicts;
mod copies;
mod said;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use conflicts::{Clash, Opposite};
pub use copies::{Copied, CopyLink};
pub use said::Leaning;
pub use told::{SlotCount, ToldEvent};

use super::gaps::{self, Gap, Side, WINDOW};
use super::outlets::Outlets;
use crate::Error;
use crate::json::case::{Case, Relation};
use crate::json::source::Source;

/// Name and version of the shape of all outlets.
pub const RECORDS: &str = "rashomon/source-records/1";
/// Name and version of the shape of one outlet.
pub const RECORD: &str = "rashomon/source-record/1";

/// All outlets of a case, in lines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SourceRecords {
    /// Name and version of the shape.
    pub schema: String,
    /// The outlets, sorted by name.
    pub outlets: Vec<SourceLine>,
    /// How many reports name no outlet.
    pub unknown: u64,
}

/// One outlet in numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SourceLine {
    /// The name that most of its reports bear.
    pub name: String,
    /// Every name that its reports bear.
    pub names: Vec<String>,
    /// How many reports it has.
    pub reports: u64,
    /// First and last day on which it published; `null` where no day is known.
    pub published: Option<[String; 2]>,
    /// On how many days it published.
    pub days: u64,
    /// How many events it tells.
    pub tells: u64,
    /// Those of them that nobody else tells.
    pub alone: u64,
    /// How many events others tell while it published, and it does not.
    pub missing: u64,
    /// How many of its reports rest on others, as far as ties show.
    pub takes: u64,
    /// How many reports of others rest on it.
    pub is_taken: u64,
    /// How many events it tells otherwise than somebody else.
    pub conflicts: u64,
    /// How reliable people hold it to be, by their tables: A to F.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reliability: Vec<String>,
}

/// One outlet's whole record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SourceRecord {
    /// Name and version of the shape.
    pub schema: String,
    /// Its numbers.
    #[serde(flatten)]
    pub line: SourceLine,
    /// Its reports, sorted.
    pub report_ids: Vec<String>,
    /// Days on which it published, with how many reports.
    pub published_on: BTreeMap<String, u64>,
    /// The events it tells, in the order of the case.
    pub events: Vec<ToldEvent>,
    /// Slot by slot: how often it tells it, how often it leaves out what others tell.
    pub slots: BTreeMap<String, SlotCount>,
    /// Events that others tell while it published, and it does not; those of most origins first.
    pub gaps: Vec<Gap>,
    /// How many events others tell while it published nothing: nothing is held against it.
    pub not_covered: u64,
    /// Whom it takes from.
    pub takes_from: Vec<CopyLink>,
    /// Who takes from it.
    pub taken_by: Vec<CopyLink>,
    /// With whom it shares words, where nobody can tell who had them first.
    pub shares_with: Vec<CopyLink>,
    /// With whom it cannot hold at once, most often first.
    pub against: Vec<Opposite>,
    /// How it is said to lean, with the words behind it.
    pub leanings: Vec<Leaning>,
    /// Relations in which reports name it.
    pub relations: Vec<Relation>,
    /// Rows of source tables on it.
    pub entries: Vec<Source>,
}

/// What is looked up again and again.
struct Known<'c> {
    case: &'c Case,
    outlets: &'c Outlets,
    /// The name shown, by printed name.
    shown: BTreeMap<&'c str, &'c str>,
}

impl<'c> Known<'c> {
    fn of(case: &'c Case, outlets: &'c Outlets) -> Known<'c> {
        let both = case.reports.iter().filter_map(|report| {
            Some((report.head.outlet.as_deref()?, outlets.of_report(&report.head.id)?))
        });
        Known { case, outlets, shown: both.collect() }
    }

    /// The name that the outlet of a printed name is shown under.
    fn shown(&self, printed: &str) -> Option<&'c str> {
        self.shown.get(printed).copied()
    }

    fn line(&self, told: &gaps::Told, copies: &Copied) -> SourceLine {
        let name = &told.side.name;
        let days: BTreeSet<&String> = self.outlets.published(name).iter().collect();
        let entries = said::entries(self, name);
        let letters: BTreeSet<String> =
            entries.iter().filter_map(|entry| entry.reliability.clone()).collect();
        SourceLine {
            name: name.clone(),
            names: self
                .shown
                .iter()
                .filter(|(_, shown)| *shown == name)
                .map(|(n, _)| (*n).to_owned())
                .collect(),
            reports: told.reports,
            published: told.published.clone(),
            days: days.len() as u64,
            tells: told.tells,
            alone: told.alone,
            missing: told.missing,
            takes: copies.takes(name),
            is_taken: copies.is_taken(name),
            conflicts: conflicts::events(self, name),
            reliability: letters.into_iter().collect(),
        }
    }
}

/// Lists every outlet of a case in numbers.
pub fn records(case: &Case, outlets: &Outlets) -> SourceRecords {
    let known = Known::of(case, outlets);
    let copies = Copied::of(case, outlets);
    let events: Vec<_> = case.events.iter().collect();
    let told = gaps::by_outlet(&events, WINDOW, outlets);
    let mut lines: Vec<SourceLine> =
        told.sides.iter().map(|told| known.line(told, &copies)).collect();
    lines.sort_by(|a, b| a.name.cmp(&b.name));
    let unknown = case.reports.iter().filter(|r| outlets.of_report(&r.head.id).is_none()).count();
    SourceRecords { schema: RECORDS.to_owned(), outlets: lines, unknown: unknown as u64 }
}

/// Tells one outlet's record, under any of its names.
///
/// # Errors
/// Where no outlet of the case bears the name, or several do.
pub fn record(case: &Case, outlets: &Outlets, name: &str) -> Result<SourceRecord, Error> {
    let found = outlets.known(name)?;
    let one = match found.iter().collect::<Vec<_>>().as_slice() {
        [one] => (*one).clone(),
        _ => match found.get(name) {
            Some(exact) => exact.clone(),
            None => {
                let names = super::outlets::some(
                    found.iter().map(String::as_str).collect::<Vec<_>>().into_iter(),
                );
                return Err(Error::ambiguous(format!(
                    "several outlets are called `{name}`: {names}; give one of these"
                )));
            }
        },
    };
    let known = Known::of(case, outlets);
    let copies = Copied::of(case, outlets);
    let events: Vec<_> = case.events.iter().collect();
    let side = Side { name: one.clone(), outlets: vec![one.clone()], because: Vec::new() };
    let mut sides = gaps::gaps(&events, vec![side], WINDOW, outlets).sides;
    let Some(told) = sides.pop() else {
        return Err(Error::not_found(format!("no outlet `{name}`")));
    };
    let line = known.line(&told, &copies);
    let mut published_on = BTreeMap::new();
    for day in outlets.published(&one) {
        *published_on.entry(day.clone()).or_default() += 1;
    }
    let (events, slots) = told::told(&known, &one);
    let is_own = |id: &&str| outlets.of_report(id) == Some(&one);
    let report_ids = case.reports.iter().map(|report| report.head.id.as_str()).filter(is_own);
    Ok(SourceRecord {
        schema: RECORD.to_owned(),
        line,
        report_ids: report_ids.map(str::to_owned).collect(),
        published_on,
        events,
        slots,
        gaps: told.gaps,
        not_covered: told.not_covered,
        takes_from: copies.takes_from(&one),
        taken_by: copies.taken_by(&one),
        shares_with: copies.shares_with(&one),
        against: conflicts::against(&known, &one),
        leanings: said::leanings(&known, &one),
        relations: said::relations(&known, &one),
        entries: said::entries(&known, &one),
    })
}
