//! `rashomon gaps`: events that some tell and others never do.

use rashomon::query::filter::named;
use rashomon::query::gaps::{Gap, Gaps, Side, Told, by_outlet, gaps};

use crate::args::gaps::GapsArgs;
use crate::chosen::{Chosen, columns, counted};
use crate::error::{CommandError, Outcome};
use crate::layout;
use crate::output::{Output, bold, dim};
use crate::sanitize::one_line;

/// Widest name of an outlet in the table.
const NAME: usize = 34;
/// Columns for who tells an event.
const TELLERS: usize = 3;

/// Lists what outlets leave untold.
pub fn run(args: &GapsArgs) -> Result<Outcome, CommandError> {
    let mut filter = args.filter.filter()?;
    // Here an outlet is asked about, not asked for.
    let outlets = std::mem::take(&mut filter.told_by);
    let chosen = Chosen::find(&args.case, &filter)?;
    let sides = sides(args, &outlets, &chosen)?;
    let window = i64::from(args.window);
    let by_itself = sides.is_empty();
    let found = match by_itself {
        true => by_outlet(&chosen.kept(), window, &chosen.outlets),
        false => gaps(&chosen.kept(), sides, window, &chosen.outlets),
    };
    let mut output = Output::open();
    if args.json {
        output.json(&found)?;
    } else if by_itself {
        table(&found, args, &mut output)?;
    } else {
        for (at, told) in found.sides.iter().enumerate() {
            if at > 0 {
                output.drawn("")?;
            }
            list(told, &found, args, &chosen, &mut output)?;
        }
    }
    output.close()?;
    let nothing = !by_itself && found.sides.iter().all(|told| told.missing == 0);
    Ok(if nothing { Outcome::Nothing } else { Outcome::Done })
}

fn sides(
    args: &GapsArgs,
    named_outlets: &[String],
    chosen: &Chosen,
) -> Result<Vec<Side>, CommandError> {
    let mut out = Vec::new();
    for names in named_outlets.iter().chain(&args.side).chain(&args.dataset) {
        // A comma may stand in the name of one outlet.
        let is_one = !chosen.outlets.find(names).is_empty();
        let names: Vec<&str> =
            if is_one { vec![names.as_str()] } else { names.split(',').collect() };
        out.push(Side::of(&names, &chosen.outlets)?);
    }
    if !args.leaning.is_empty() {
        let entities = chosen.case.entities()?;
        for party in &args.leaning {
            let ids = named(party, &entities);
            out.push(Side::leaning(party, &ids, &chosen.events, &chosen.outlets)?);
        }
    }
    Ok(out)
}

fn table(found: &Gaps, args: &GapsArgs, output: &mut Output) -> Result<(), CommandError> {
    let width = columns(None);
    let shown: Vec<&Told> = found.sides.iter().take(args.limit.unwrap_or(usize::MAX)).collect();
    let name = |told: &Told| one_line(&told.side.name);
    let names = shown.iter().map(|told| layout::width(&name(told))).max().unwrap_or(0).min(NAME);
    let head = format!(
        "{}  {:>7}  {:>5}  {:>5}  {:>5}  {:>11}",
        layout::fitted("outlet", names),
        "reports",
        "tells",
        "alone",
        "gaps",
        "not covered"
    );
    output.drawn(bold(&layout::cut(&head, width)))?;
    for told in shown {
        let line = format!(
            "{}  {:>7}  {:>5}  {:>5}  {:>5}  {:>11}",
            layout::fitted(&name(told), names),
            told.reports,
            told.tells,
            told.alone,
            told.missing,
            told.not_covered
        );
        output.drawn(layout::cut(&line, width))?;
    }
    let legend = format!(
        "gaps: dated events that others tell and it does not, though it published within {} of \
         them; not covered: it published nothing then. --side NAME lists them",
        counted(found.window.max(0) as usize, "day")
    );
    output.drawn(dim(&layout::wrapped(&legend, width)))
}

fn list(
    told: &Told,
    found: &Gaps,
    args: &GapsArgs,
    chosen: &Chosen,
    output: &mut Output,
) -> Result<(), CommandError> {
    let width = columns(None);
    let wrapped = |line: String| layout::indented(&line, 2, 2, width);
    output.drawn(bold(&layout::wrapped(&one_line(&told.side.name), width)))?;
    if !told.side.because.is_empty() {
        output.drawn(wrapped(format!("outlets: {}", one_line(&told.side.outlets.join(", ")))))?;
        output.drawn(wrapped(format!("claimed in {}", one_line(&told.side.because.join(", ")))))?;
    }
    let days = match &told.published {
        Some([from, to]) => format!(", published {from} to {to}"),
        None => ", no day of publication known".to_owned(),
    };
    let reports = counted(told.reports as usize, "report");
    output.drawn(wrapped(format!(
        "{reports}{days}; tells {}, {} of them alone",
        counted(told.tells as usize, "event"),
        told.alone
    )))?;
    let others = if found.sides.len() > 1 { "the others tell" } else { "others tell" };
    output.drawn(wrapped(format!(
        "does not tell {} that {others}, though it published within {} of them{}",
        counted(told.gaps.len(), "event"),
        counted(found.window.max(0) as usize, "day"),
        match told.gaps.iter().filter(|gap| !gap.perhaps.is_empty()).count() {
            0 => String::new(),
            n => format!("; {n} of them it may tell in another event (?)"),
        }
    )))?;
    for gap in told.gaps.iter().take(args.limit.unwrap_or(usize::MAX)) {
        output.drawn(layout::cut(&line(gap, chosen), width))?;
    }
    let left = told.gaps.len().saturating_sub(args.limit.unwrap_or(usize::MAX));
    if left > 0 {
        output.drawn(dim(&format!("      and {left} more")))?;
    }
    output.drawn(dim(&wrapped(format!(
        "not said: {} from days without a report of it, {} undated",
        told.not_covered, told.undated
    ))))
}

fn line(gap: &Gap, chosen: &Chosen) -> String {
    let mut tellers = gap.told_by.iter().take(TELLERS).map(|o| one_line(o)).collect::<Vec<_>>();
    if gap.told_by.len() > TELLERS {
        tellers.push(format!("{} more", gap.told_by.len() - TELLERS));
    }
    if tellers.is_empty() {
        tellers.push("unknown outlet".to_owned());
    }
    let slots = match gap.disagreements.is_empty() {
        true => String::new(),
        false => format!("  ≠ {}", gap.disagreements.join(", ")),
    };
    let perhaps = match gap.perhaps.first() {
        None => String::new(),
        Some(first) => format!("  ? see {}", chosen.number(first)),
    };
    format!(
        "  {:>5}  {}{perhaps}{slots}  ({}: {})",
        chosen.number(&gap.id),
        layout::fitted(&one_line(&gap.title), layout::width(&one_line(&gap.title))),
        counted(gap.origins as usize, "origin"),
        tellers.join(", ")
    )
}
