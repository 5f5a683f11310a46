//! `rashomon events`: what happened, according to somebody.

use std::cmp::Reverse;

use rashomon::json::case::Event;
use rashomon::query::toll::{self, Range};
use rashomon::query::{conflicting, origins};

use crate::args::events::{EventsArgs, Sort};
use crate::chosen::{Chosen, compact, days};
use crate::error::{CommandError, Outcome};
use crate::layout;
use crate::output::{Output, dim};
use crate::sanitize::one_line;

/// Titles are cut on a terminal, but never to less than this.
const SHORTEST_TITLE: usize = 24;

/// On a terminal with fewer columns nouns are cut short, and ids left out.
const NARROW: u16 = 130;
const NARROWER: u16 = 110;

/// Lists events; the number before each is what `show` takes.
pub fn run(args: &EventsArgs) -> Result<Outcome, CommandError> {
    let filter = args.filter.filter()?;
    // A page in the order of the case is read alone: a large case has more than anybody waits for.
    let page = args.limit.filter(|most| *most > 0 && args.sort == Sort::Time && filter.keeps_all());
    let chosen = match page {
        Some(most) => Chosen::first(&args.case, most)?,
        None => Chosen::find(&args.case, &filter)?,
    };
    let published = chosen.published();
    let toll = |event: &Event| toll::of_event(event, "killed", &published).map(|toll| toll.range);
    let mut listed: Vec<Listed<'_>> = chosen
        .kept()
        .into_iter()
        .map(|event| Listed { number: chosen.number(&event.id), event, killed: toll(event) })
        .collect();
    let killed = |l: &Listed<'_>| l.killed.filter(|_| !l.event.aggregate);
    match args.sort {
        Sort::Time => {}
        Sort::Reports => listed.sort_by_key(|l| Reverse(l.event.reports.len())),
        Sort::Outlets => listed.sort_by_key(|l| Reverse(chosen.outlets.count(l.event))),
        Sort::Origins => listed.sort_by_key(|l| Reverse(origins(l.event))),
        Sort::Killed => listed.sort_by_key(|l| Reverse(killed(l).map(|range| range.low))),
        Sort::Width => listed.sort_by_key(|l| Reverse(killed(l).map(Range::width))),
        Sort::Disagreements => listed.sort_by_key(|l| Reverse(l.event.disagreements.len())),
    }
    listed.truncate(args.limit.unwrap_or(usize::MAX));
    let mut output = Output::open();
    if args.json {
        listed.iter().try_for_each(|listed| output.json(listed.event))?;
    } else {
        print(&listed, &mut output)?;
    }
    output.close()?;
    Ok(Outcome::Done)
}

/// An event of the list.
struct Listed<'c> {
    number: usize,
    event: &'c Event,
    killed: Option<Range>,
}

/// One line of the list, cell by cell.
struct Row {
    number: usize,
    id: String,
    when: String,
    title: String,
    killed: String,
    told: String,
    disagree: String,
}

impl Row {
    fn of(listed: &Listed<'_>, is_narrow: bool) -> Row {
        let event = listed.event;
        let plural = |n: usize, noun: &str| match is_narrow {
            true => format!("{n} {}.", &noun[..3]),
            false => format!("{n} {noun}{}", if n == 1 { "" } else { "s" }),
        };
        let sum = if event.aggregate { "Σ " } else { "" };
        let slots = conflicting(event).join(", ");
        Row {
            number: listed.number,
            id: one_line(&event.id),
            when: days(event),
            title: format!("{sum}{}", one_line(&event.title)),
            killed: listed.killed.map_or_else(String::new, |k| format!("{} killed", compact(k))),
            told: format!(
                "{}, {}",
                plural(event.reports.len(), "report"),
                plural(origins(event), "origin")
            ),
            disagree: if slots.is_empty() { slots } else { format!("≠ {slots}") },
        }
    }
}

fn print(listed: &[Listed<'_>], output: &mut Output) -> Result<(), CommandError> {
    let columns = layout::terminal_width();
    let is_narrow = columns.is_some_and(|columns| columns < NARROW);
    let with_ids = columns.is_none_or(|columns| columns >= NARROWER);
    let rows: Vec<Row> = listed.iter().map(|listed| Row::of(listed, is_narrow)).collect();
    let widest =
        |cell: fn(&Row) -> &str| rows.iter().map(|row| layout::width(cell(row))).max().unwrap_or(0);
    let (id, when, told) = (widest(|r| &r.id), widest(|r| &r.when), widest(|r| &r.told));
    let killed = widest(|r| &r.killed);
    let mut title = widest(|r| &r.title);
    if let Some(columns) = columns {
        // Four digits, two blanks between cells.
        let id = if with_ids { id + 2 } else { 0 };
        let others = 4 + id + when + killed + told + 10;
        title = title.min(usize::from(columns).saturating_sub(others).max(SHORTEST_TITLE));
    }
    for row in &rows {
        let id = if with_ids { dim(&layout::fitted(&row.id, id)) + "  " } else { String::new() };
        let when = layout::fitted(&row.when, when);
        let title = layout::fitted(&row.title, title);
        let killed = layout::fitted(&row.killed, killed);
        let told = layout::fitted(&row.told, told);
        let mut line =
            format!("{:>4}  {id}{when}  {title}  {killed}  {told}  {}", row.number, row.disagree);
        if let Some(columns) = columns.filter(|_| !with_ids) {
            line = layout::cut(line.trim_end(), usize::from(columns));
        }
        output.drawn(line.trim_end())?;
    }
    Ok(())
}
