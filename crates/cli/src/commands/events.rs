//! `rashomon events`: what happened, according to somebody.

use std::collections::BTreeSet;

use rashomon::CaseFile;
use rashomon::json::case::Event;

use crate::args::events::{EventsArgs, Sort};
use crate::error::{CommandError, Outcome};
use crate::layout;
use crate::output::{Output, dim};
use crate::sanitize::one_line;
use crate::values;

/// Titles are cut on a terminal, but never to less than this.
const SHORTEST_TITLE: usize = 24;

/// On a terminal with fewer columns nouns are cut short.
const NARROW: u16 = 130;

/// Lists events; the number before each is what `show` takes.
pub fn run(args: &EventsArgs) -> Result<Outcome, CommandError> {
    for day in [&args.since, &args.until].into_iter().flatten() {
        day.parse::<rashomon::model::Date>().map_err(|_| {
            CommandError::failed(format!("`{day}` is no date; write it as 2031-03-04"))
        })?;
    }
    let events = CaseFile::open_to_look(&args.case)?.events()?;
    let mut listed: Vec<(usize, Event)> =
        events.into_iter().enumerate().filter(|(_, event)| wanted(event, args)).collect();
    match args.sort {
        Sort::Time => {}
        Sort::Reports => listed.sort_by_key(|(_, e)| std::cmp::Reverse(e.reports.len())),
        Sort::Disagreements => {
            listed.sort_by_key(|(_, e)| std::cmp::Reverse(e.disagreements.len()));
        }
    }
    listed.truncate(args.limit.unwrap_or(usize::MAX));
    if listed.is_empty() {
        return Err(CommandError::nothing(format!(
            "no such events in {}; fewer options find more",
            args.case.display()
        )));
    }
    let mut output = Output::open();
    if args.json {
        listed.iter().try_for_each(|(_, event)| output.json(event))?;
    } else {
        print(&listed, &mut output)?;
    }
    output.close()?;
    Ok(Outcome::Done)
}

fn wanted(event: &Event, args: &EventsArgs) -> bool {
    let place = args.place.as_ref().map(|p| p.to_lowercase());
    let when = event.when.as_ref();
    args.class.as_ref().is_none_or(|class| event.class.starts_with(class.as_str()))
        && place.is_none_or(|p| event.places.iter().any(|w| w.name.to_lowercase().contains(&p)))
        && args.since.as_ref().is_none_or(|day| when.is_some_and(|w| &w.latest >= day))
        && args.until.as_ref().is_none_or(|day| when.is_some_and(|w| &w.earliest <= day))
        && (!args.disagreeing || !event.disagreements.is_empty())
        && event.reports.len() >= args.reports
}

/// One line of the list, cell by cell.
struct Row {
    number: usize,
    id: String,
    when: String,
    title: String,
    told: String,
    disagree: String,
}

impl Row {
    fn of(number: usize, event: &Event, is_narrow: bool) -> Row {
        let plural = |n: usize, noun: &str| match is_narrow {
            true => format!("{n} {}.", &noun[..3]),
            false => format!("{n} {noun}{}", if n == 1 { "" } else { "s" }),
        };
        let slots: BTreeSet<&str> = event.disagreements.iter().map(|d| d.slot.as_str()).collect();
        let slots = slots.into_iter().collect::<Vec<_>>().join(", ");
        Row {
            number,
            id: one_line(&event.id),
            when: values::when(event),
            title: one_line(&event.title),
            told: format!(
                "{}, {}",
                plural(event.reports.len(), "report"),
                plural(event.accounts.len(), "account")
            ),
            disagree: if slots.is_empty() { slots } else { format!("≠ {slots}") },
        }
    }
}

fn print(listed: &[(usize, Event)], output: &mut Output) -> Result<(), CommandError> {
    let columns = layout::terminal_width();
    let is_narrow = columns.is_some_and(|columns| columns < NARROW);
    let row = |(at, event): &(usize, Event)| Row::of(at + 1, event, is_narrow);
    let rows: Vec<Row> = listed.iter().map(row).collect();
    let widest =
        |cell: fn(&Row) -> &str| rows.iter().map(|row| layout::width(cell(row))).max().unwrap_or(0);
    let (id, when, told) = (widest(|r| &r.id), widest(|r| &r.when), widest(|r| &r.told));
    let mut title = widest(|r| &r.title);
    if let Some(columns) = columns {
        // Four digits, two blanks between cells.
        let others = 4 + id + when + told + widest(|r| &r.disagree) + 10;
        title = title.min(usize::from(columns).saturating_sub(others).max(SHORTEST_TITLE));
    }
    for row in &rows {
        let id = dim(&layout::fitted(&row.id, id));
        let when = layout::fitted(&row.when, when);
        let title = layout::fitted(&row.title, title);
        let told = layout::fitted(&row.told, told);
        let line = format!("{:>4}  {id}  {when}  {title}  {told}  {}", row.number, row.disagree);
        output.drawn(line.trim_end())?;
    }
    Ok(())
}
