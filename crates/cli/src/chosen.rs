//! A case opened to look at, with the events that were asked for.

use std::collections::HashMap;

use rashomon::CaseFile;
use rashomon::json::case::{Event, Report};
use rashomon::query::calendar::Unit;
use rashomon::query::filter::Filter;
use rashomon::query::outlets::Outlets;
use rashomon::query::toll::{Published, Range};

use crate::args::case::CaseArg;
use crate::args::filter::FilterArgs;
use crate::error::CommandError;
use crate::layout;
use crate::sanitize::one_line;
use crate::values::Names;

/// Narrowest and widest page that is drawn.
const WIDTHS: std::ops::RangeInclusive<u16> = 40..=400;

/// What commands on many events begin with.
pub struct Chosen {
    /// The case.
    pub case: CaseFile,
    /// Every event of it, in order.
    pub events: Vec<Event>,
    /// Its reports, without texts.
    pub reports: Vec<Report>,
    /// Its outlets.
    pub outlets: Outlets,
    kept: Vec<usize>,
    numbers: HashMap<String, usize>,
}

impl Chosen {
    /// Opens a case and finds what was asked for; at least one event.
    pub fn open(from: &CaseArg, asked: &FilterArgs) -> Result<Chosen, CommandError> {
        Chosen::find(from, &asked.filter()?)
    }

    /// As [`Chosen::open`], with the options read.
    pub fn find(from: &CaseArg, filter: &Filter) -> Result<Chosen, CommandError> {
        let case = from.open()?;
        let (events, reports) = (case.events()?, case.reports()?);
        let outlets = Outlets::of(&reports);
        let asks = filter.asks_for_names();
        let entities = if asks { case.entities_in_brief()? } else { Vec::new() };
        let kept: Vec<usize> = {
            let bound = filter.bind(&entities, &outlets, &events)?;
            (0..events.len()).filter(|at| bound.keeps(&events[*at])).collect()
        };
        if kept.is_empty() {
            return Err(nothing(from));
        }
        Ok(Chosen { kept, ..Chosen::around(case, events, reports, outlets) })
    }

    /// Opens a case and takes its first events, whatever else it has; reads no more than these.
    pub fn first(from: &CaseArg, most: usize) -> Result<Chosen, CommandError> {
        let case = from.open()?;
        let events = case.events_from(0, most)?;
        if events.is_empty() {
            return Err(nothing(from));
        }
        let reports = case.reports_of(&events)?;
        let outlets = case.outlets(&reports)?;
        Ok(Chosen::around(case, events, reports, outlets))
    }

    fn around(
        case: CaseFile,
        events: Vec<Event>,
        reports: Vec<Report>,
        outlets: Outlets,
    ) -> Chosen {
        let numbers = events.iter().enumerate().map(|(at, e)| (e.id.clone(), at + 1)).collect();
        let kept = (0..events.len()).collect();
        Chosen { case, events, reports, outlets, kept, numbers }
    }

    /// The events that were asked for, in the order of the case.
    pub fn kept(&self) -> Vec<&Event> {
        self.kept.iter().map(|at| &self.events[*at]).collect()
    }

    /// The number of an event, as `show` takes it.
    pub fn number(&self, event: &str) -> usize {
        self.numbers.get(event).copied().unwrap_or_default()
    }

    /// The event of that id.
    pub fn event(&self, id: &str) -> Option<&Event> {
        self.events.get(self.numbers.get(id)?.checked_sub(1)?)
    }

    /// When each report was first published.
    pub fn published(&self) -> Published {
        Published::of(&self.reports)
    }

    /// The names of all entities.
    pub fn names(&self) -> Result<Names, CommandError> {
        let names = self.case.entities_in_brief()?.into_iter();
        Ok(names.map(|entity| (entity.id, entity.name)).collect())
    }
}

fn nothing(from: &CaseArg) -> CommandError {
    CommandError::nothing(format!(
        "no such events in {}; fewer options find more",
        from.path().display()
    ))
}

/// Writes a range in few columns: `12`, `12+`, `12–15`, `12–15+`.
pub fn compact(range: Range) -> String {
    let open = if range.is_open() { "+" } else { "" };
    match range.low == range.told {
        true => format!("{}{open}", range.low),
        false => format!("{}–{}{open}", range.low, range.told),
    }
}

/// Writes a number with its noun: `1 event`, `2 events`.
pub fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Writes the days of an event in few columns: a whole month or year by its name.
pub fn days(event: &Event) -> String {
    let Some(when) = &event.when else { return "date not told".to_owned() };
    let (from, to) = (when.earliest.as_str(), when.latest.as_str());
    if from == to {
        return one_line(from);
    }
    let whole = |unit: &Unit| {
        let around = unit.around(from.parse().ok()?);
        let is = around.earliest.to_string() == from && around.latest.to_string() == to;
        is.then(|| unit.key(around))
    };
    if let Some(key) = [Unit::Month, Unit::Year].iter().find_map(whole) {
        return key;
    }
    one_line(&format!("{from}/{to}"))
}

/// Columns to draw in: those asked for, else the terminal's, else those of a page.
pub fn columns(asked: Option<u16>) -> usize {
    let width = asked.or_else(layout::terminal_width).unwrap_or(layout::PLAIN_WIDTH);
    usize::from(width.clamp(*WIDTHS.start(), *WIDTHS.end()))
}

/// A bar of some length out of some columns: blocks on a terminal, signs of a typewriter elsewhere.
/// The first part is solid, the rest is light.
pub fn bar(solid: u64, all: u64, most: u64, columns: usize) -> String {
    let cells = |n: u64| {
        let share = if most == 0 { 0.0 } else { n as f64 / most as f64 };
        let cells = (share * columns as f64).round() as usize;
        if n > 0 { cells.clamp(1, columns) } else { 0 }
    };
    let (full, light) =
        if layout::terminal_width().is_some() { ("█", "░") } else { ("#", "-") };
    let drawn = cells(solid).min(cells(all));
    full.repeat(drawn) + &light.repeat(cells(all) - drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_says_whether_its_end_is_open() {
        let written = |low, high| compact(Range::of(low, high));
        assert_eq!((written(12, Some(12)), written(12, None)), ("12".into(), "12+".into()));
        assert_eq!(written(12, Some(15)), "12–15");
        assert_eq!(compact(Range { low: 12, high: None, told: 15 }), "12–15+");
    }

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        assert_eq!(bar(1, 4, 4, 8), "##------");
        assert_eq!((bar(0, 0, 9, 8).as_str(), bar(1, 1, 900, 8).as_str()), ("", "#"));
    }
}
