//! `rashomon sources records` and `rashomon sources show`: what a case knows of its outlets.

use rashomon::query::outlets::Outlets;
use rashomon::query::source_record::{CopyLink, SourceRecord, record, records};

use crate::args::sources::{ListRecordsArgs, ShowSourceArgs};
use crate::chosen::{columns, counted};
use crate::error::{CommandError, Outcome};
use crate::layout;
use crate::output::{Output, bold, dim};
use crate::sanitize::one_line;

/// Widest name of an outlet in the table.
const NAME: usize = 34;

/// Lists every outlet in numbers.
pub fn list(args: &ListRecordsArgs) -> Result<Outcome, CommandError> {
    let case = args.case.open()?.case_without_texts()?;
    let outlets = Outlets::of(&case.reports);
    let all = records(&case, &outlets);
    let mut output = Output::open();
    if args.json {
        output.json(&all)?;
        output.close()?;
        return Ok(Outcome::Done);
    }
    let width = columns(None);
    let names = all.outlets.iter().map(|line| layout::width(&one_line(&line.name)));
    let names = names.max().unwrap_or(0).min(NAME);
    let head = format!(
        "{}  {:>7}  {:>5}  {:>5}  {:>7}  {:>5}  {:>5}  {:>9}",
        layout::fitted("outlet", names),
        "reports",
        "tells",
        "alone",
        "missing",
        "takes",
        "taken",
        "conflicts"
    );
    output.drawn(bold(&layout::cut(&head, width)))?;
    for line in &all.outlets {
        let row = format!(
            "{}  {:>7}  {:>5}  {:>5}  {:>7}  {:>5}  {:>5}  {:>9}",
            layout::fitted(&one_line(&line.name), names),
            line.reports,
            line.tells,
            line.alone,
            line.missing,
            line.takes,
            line.is_taken,
            line.conflicts
        );
        output.drawn(layout::cut(&row, width))?;
    }
    if all.unknown > 0 {
        let unknown = counted(all.unknown as usize, "report");
        output.drawn(dim(&format!("{unknown} of no known outlet")))?;
    }
    output.close()?;
    Ok(if all.outlets.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// Shows one outlet's record.
pub fn show(args: &ShowSourceArgs) -> Result<Outcome, CommandError> {
    let case = args.case.open()?.case_without_texts()?;
    let outlets = Outlets::of(&case.reports);
    let found = record(&case, &outlets, &args.name)?;
    let mut output = Output::open();
    if args.json {
        output.json(&found)?;
    } else {
        for line in lines(&found, args.limit) {
            output.drawn(line)?;
        }
    }
    output.close()?;
    Ok(Outcome::Done)
}

fn lines(found: &SourceRecord, most: usize) -> Vec<String> {
    let width = columns(None);
    let wrapped = |line: String| layout::indented(&one_line(&line), 2, 4, width);
    let line = &found.line;
    let mut out = vec![bold(&layout::wrapped(&one_line(&line.name), width))];
    if line.names.len() > 1 {
        out.push(wrapped(format!("also as {}", line.names.join(", "))));
    }
    let days = line.published.as_ref().map_or_else(
        || "no day of publication known".to_owned(),
        |[from, to]| {
            format!("published on {} from {from} to {to}", counted(line.days as usize, "day"))
        },
    );
    out.push(wrapped(format!("{}, {days}", counted(line.reports as usize, "report"))));
    out.push(wrapped(format!(
        "tells {}, {} of them alone; does not tell {} of others though it published then",
        counted(line.tells as usize, "event"),
        line.alone,
        line.missing
    )));
    out.push(bold("slots: told, left out though others tell it"));
    out.extend(
        found
            .slots
            .iter()
            .map(|(slot, count)| wrapped(format!("{slot}: {}, {}", count.told, count.left_out))),
    );
    let copies = |head: &str, links: &[CopyLink]| -> Vec<String> {
        let link = |link: &CopyLink| {
            let kinds: Vec<String> =
                link.kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            wrapped(format!("{}: {}", link.name, kinds.join(", ")))
        };
        let head = (!links.is_empty()).then(|| bold(head));
        head.into_iter().chain(links.iter().take(most).map(link)).collect()
    };
    out.extend(copies("takes from", &found.takes_from));
    out.extend(copies("is taken by", &found.taken_by));
    out.extend(copies("shares words with, nobody can tell whose", &found.shares_with));
    if !found.against.is_empty() {
        out.push(bold("cannot hold together with"));
    }
    for other in found.against.iter().take(most) {
        let slots: Vec<String> =
            other.slots.iter().map(|(slot, count)| format!("{count} {slot}")).collect();
        let with = other.with.as_deref().unwrap_or("an unknown outlet");
        out.push(wrapped(format!("{with}: {}", slots.join(", "))));
        if let Some(first) = other.clashes.first() {
            out.push(dim(&wrapped(format!("{}: {}", first.event, first.why))));
        }
    }
    if !found.leanings.is_empty() || !found.entries.is_empty() {
        out.push(bold("what is said of it"));
    }
    for leaning in &found.leanings {
        out.push(wrapped(format!("{} {}", leaning.stance, leaning.name)));
        let words = leaning.grounds.iter().filter_map(|g| g.quote.as_ref().or(g.words.as_ref()));
        out.extend(words.take(most).map(|words| dim(&wrapped(format!("“{words}”")))));
    }
    for entry in &found.entries {
        let told = [&entry.kind, &entry.reliability, &entry.stance, &entry.party, &entry.note];
        let told: Vec<&str> = told.into_iter().flatten().map(String::as_str).collect();
        out.push(wrapped(format!("{} ({}): {}", entry.id, entry.by, told.join(", "))));
    }
    out
}
