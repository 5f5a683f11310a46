//! `rashomon timeline`: events by time, with a picture in text.

use rashomon::query::calendar::Unit;
use rashomon::query::timeline::{Bin, Mark, Timeline, timeline};

use crate::args::timeline::{TimelineArgs, Zoom};
use crate::chosen::{Chosen, bar, columns, compact, counted};
use crate::error::{CommandError, Outcome};
use crate::layout;
use crate::output::{Output, bold, dim};
use crate::sanitize::one_line;

/// About so many lines are drawn where no unit is asked for.
const LINES: usize = 48;
/// Most columns of the bar; on a narrow page it has fewer.
const BAR: usize = 16;
/// Of what stands apart so many events are named.
const NAMED: usize = 5;
/// Widest name of a lane.
const LANE: usize = 24;

/// Draws the events of a case by time.
pub fn run(args: &TimelineArgs) -> Result<Outcome, CommandError> {
    let chosen = Chosen::open(&args.case, &args.filter)?;
    let unit = args.by.map(|zoom| match zoom {
        Zoom::Day => Unit::Day,
        Zoom::Week => Unit::Week,
        Zoom::Month => Unit::Month,
        Zoom::Year => Unit::Year,
    });
    let width = columns(args.width);
    let most = if args.lanes.is_some() { lane_cells(width) } else { LINES };
    let line = timeline(&chosen.kept(), unit, most, &chosen.outlets, &chosen.published());
    let mut output = Output::open();
    if args.json {
        output.json(&line)?;
        output.close()?;
        return Ok(Outcome::Done);
    }
    match args.lanes {
        Some(most) => lanes(&line, most, width, &mut output)?,
        None => bins(&line, &chosen, width, &mut output)?,
    }
    apart(&line, &chosen, width, &mut output)?;
    output.close()?;
    Ok(Outcome::Done)
}

fn bins(
    line: &Timeline,
    chosen: &Chosen,
    width: usize,
    output: &mut Output,
) -> Result<(), CommandError> {
    let columns = (width / 6).clamp(4, BAR);
    let most = line.bins.iter().map(|bin| bin.events.len()).max().unwrap_or(0) as u64;
    let killed =
        |bin: &Bin| bin.killed.map_or_else(String::new, |k| format!("{} killed", compact(k)));
    let widest = line.bins.iter().map(|bin| layout::width(&killed(bin))).max().unwrap_or(0);
    for bin in &line.bins {
        if bin.skipped > 0 {
            output.drawn(dim(&format!(
                "… {} without events",
                counted(bin.skipped as usize, line.unit.as_str())
            )))?;
        }
        if bin.events.is_empty() {
            output.drawn(format!("{}  ·", bin.key))?;
            continue;
        }
        let contested = disagreeing(&bin.events);
        let drawn = layout::fitted(
            &bar((bin.events.len() - contested) as u64, bin.events.len() as u64, most, columns),
            columns,
        );
        let marks = if contested > 0 { format!("≠{contested}") } else { String::new() };
        let head = format!(
            "{}  {drawn}  {:>3}  {marks:<4}  {}  ",
            bin.key,
            bin.events.len(),
            layout::fitted(&killed(bin), widest)
        );
        let line = head + &main_event(&bin.events, chosen);
        output.drawn(layout::cut(line.trim_end(), width))?;
    }
    let legend = "bar: events, its light end those on which accounts disagree (≠)";
    output.drawn(dim(&layout::wrapped(legend, width)))
}

fn disagreeing(events: &[Mark]) -> usize {
    events.iter().filter(|mark| !mark.disagreements.is_empty()).count()
}

/// The event that most outlets tell, with its number.
fn main_event(events: &[Mark], chosen: &Chosen) -> String {
    let most = events.iter().max_by_key(|m| (m.outlets.len(), std::cmp::Reverse(m.id.as_str())));
    most.map_or_else(String::new, |mark| named(mark, chosen))
}

fn named(mark: &Mark, chosen: &Chosen) -> String {
    let sum = if mark.aggregate { "Σ " } else { "" };
    format!("{} {sum}{}", chosen.number(&mark.id), one_line(&mark.title))
}

/// How many stretches fit beside the names of outlets.
fn lane_cells(width: usize) -> usize {
    width.saturating_sub(LANE + 8).max(8)
}

fn lanes(
    line: &Timeline,
    most: usize,
    width: usize,
    output: &mut Output,
) -> Result<(), CommandError> {
    let shown: Vec<_> = line.lanes.iter().take(most.max(1)).collect();
    let names = shown.iter().map(|lane| layout::width(&one_line(&lane.outlet))).max().unwrap_or(0);
    let names = names.min(LANE);
    let cells = width.saturating_sub(names + 8).max(8);
    for part in line.bins.chunks(cells) {
        if let (Some(first), Some(last)) = (part.first(), part.last()) {
            let gap = part.len().saturating_sub(first.key.len() + last.key.len());
            let ends = if gap > 0 && part.len() > 1 {
                format!("{}{}{}", first.key, " ".repeat(gap), last.key)
            } else {
                format!("{} to {}", first.key, last.key)
            };
            output.drawn(bold(&format!("{}  {ends}", " ".repeat(names))))?;
        }
        for lane in &shown {
            let cell = |bin: &Bin| match lane.bins.get(&bin.key) {
                Some([_, contested]) if *contested > 0 => '≠',
                Some([n @ 1..=9, _]) => char::from(b'0' + *n as u8),
                Some(_) => '+',
                None if bin.skipped > 0 => '|',
                None => '·',
            };
            let cells: String = part.iter().map(cell).collect();
            let name = layout::fitted(&one_line(&lane.outlet), names);
            output.drawn(format!("{name}  {cells}  {}", lane.events))?;
        }
    }
    let left = line.lanes.len().saturating_sub(shown.len());
    let legend = format!(
        "one sign a {}: how many events it tells (+ more than nine), ≠ accounts of one disagree, \
         · none, | after a longer stretch without any; at the end all of them{}",
        line.unit.as_str(),
        if left > 0 { format!("; {} not drawn", counted(left, "outlet")) } else { String::new() }
    );
    output.drawn(dim(&layout::wrapped(&legend, width)))
}

/// What lies in no stretch.
fn apart(
    line: &Timeline,
    chosen: &Chosen,
    width: usize,
    output: &mut Output,
) -> Result<(), CommandError> {
    let wide = format!("over more than one {}", line.unit.as_str());
    for (what, marks) in [(wide.as_str(), &line.wide), ("date not told", &line.undated)] {
        if marks.is_empty() {
            continue;
        }
        let contested = match disagreeing(marks) {
            0 => String::new(),
            n => format!(", ≠{n}"),
        };
        let head = format!("{what}: {}{contested}", counted(marks.len(), "event"));
        output.drawn(bold(&layout::cut(&head, width)))?;
        let mut most: Vec<&Mark> = marks.iter().collect();
        most.sort_by_key(|mark| std::cmp::Reverse(mark.outlets.len()));
        for mark in most.into_iter().take(NAMED) {
            let days = match (&mark.earliest, &mark.latest) {
                (Some(from), Some(to)) => format!("{from}/{to}  "),
                _ => String::new(),
            };
            output.drawn(layout::cut(&format!("  {days}{}", named(mark, chosen)), width))?;
        }
        if marks.len() > NAMED {
            output.drawn(dim(&format!("  and {} more", marks.len() - NAMED)))?;
        }
    }
    Ok(())
}
