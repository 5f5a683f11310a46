//! `rashomon events`: what happened, according to somebody.

use rashomon::CaseFile;
use rashomon::json::case::Event;

use crate::args::{EventsArgs, Sort};
use crate::error::{CommandError, Outcome};
use crate::output::Output;
use crate::sanitize::one_line;
use crate::values;

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
        return Err(CommandError::nothing(format!("no such events in {}", args.case.display())));
    }
    let mut output = Output::open();
    for (number, event) in &listed {
        if args.json {
            output.json(event)?;
        } else {
            output.line(line(number + 1, event))?;
        }
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

fn line(number: usize, event: &Event) -> String {
    let reports = event.reports.len();
    let noun = if reports == 1 { "report" } else { "reports" };
    let mut out = format!(
        "{number:>4}  {}  {:<22} {}  ({reports} {noun}, {} accounts)",
        event.id,
        values::when(event),
        one_line(&event.title),
        event.accounts.len()
    );
    let slots: std::collections::BTreeSet<&str> =
        event.disagreements.iter().map(|d| d.slot.as_str()).collect();
    if !slots.is_empty() {
        out.push_str(&format!("  ≠ {}", slots.into_iter().collect::<Vec<_>>().join(", ")));
    }
    out
}
