//! `rashomon show`: one event, every voice's account side by side.

use std::collections::BTreeSet;

use rashomon::CaseFile;
use rashomon::json::case::Event;

use crate::args::events::ShowArgs;
use crate::error::{CommandError, Outcome};
use crate::grades;
use crate::interest;
use crate::layout;
use crate::matrix::{self, Drawing};
use crate::output::{Output, bold, dim};
use crate::people;
use crate::sanitize::one_line;
use crate::values::{self, Names};

/// Narrowest and widest page that is drawn.
const WIDTHS: std::ops::RangeInclusive<u16> = 40..=400;

/// Shows one event.
pub fn run(args: &ShowArgs) -> Result<Outcome, CommandError> {
    let case = args.case.open()?;
    let event = case.find_event(&args.event)?;
    let mut output = Output::open();
    if args.json {
        output.json(&event)?;
    } else {
        let width = args.width.or_else(layout::terminal_width).unwrap_or(layout::PLAIN_WIDTH);
        let width = width.clamp(*WIDTHS.start(), *WIDTHS.end());
        let names = names(&case, &event)?;
        output.drawn(page(&event, &names, Drawing { width, quotes: args.quotes }))?;
        let graded = grades::lines(&event, &case.rulebooks()?, usize::from(width));
        if !graded.is_empty() {
            output.drawn(format!("\nWhat rulebooks make of it:\n{}", graded.join("\n")))?;
            output.drawn(dim(&format!(
                "  unfold one with `rashomon explain CASE {}/RULEBOOK`",
                event.id
            )))?;
        }
    }
    output.close()?;
    Ok(Outcome::Done)
}

/// Returns the names of the entities an event speaks of, by id.
pub fn names(case: &CaseFile, event: &Event) -> Result<Names, CommandError> {
    let accounts = event.accounts.iter().flat_map(|account| &account.said_by);
    let claims = event.claims.iter().flat_map(|claim| &claim.said_by);
    let voices = accounts.chain(claims).filter_map(|voice| voice.entity.value());
    let leanings = event.accounts.iter().flat_map(|a| a.alignment.iter().map(|l| &l.entity));
    let ids: BTreeSet<&String> = voices.chain(leanings).collect();
    let mut names = Names::new();
    for id in ids {
        if let Some(name) = case.name(id)? {
            names.insert(id.clone(), name);
        }
    }
    Ok(names)
}

/// Draws the whole page of an event.
pub fn page(event: &Event, names: &Names, drawing: Drawing) -> String {
    let mut out = vec![
        bold(&one_line(&event.title)),
        dim(&one_line(&format!(
            "{} · {} · {} · {}",
            event.id,
            event.class,
            values::when(event),
            counts(event)
        ))),
        String::new(),
        matrix::draw(event, names, drawing),
    ];
    if !event.disagreements.is_empty() {
        out.push(String::new());
        out.push("Cannot both hold:".to_owned());
        out.extend(event.disagreements.iter().map(|d| {
            let side = |side: &Vec<String>| side.join(", ");
            let sides: Vec<String> = d.sides.iter().map(side).collect();
            format!("  {}  {}: {}", d.slot, sides.join(" against "), one_line(&d.why))
        }));
    }
    let sections = interest::sections(event, names).into_iter().chain(people::sections(event));
    for (heading, lines) in sections {
        out.push(String::new());
        out.push(heading.to_owned());
        out.extend(lines.iter().map(|line| format!("  {line}")));
    }
    out.join("\n")
}

fn counts(event: &Event) -> String {
    let plural = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    format!(
        "{}, {}, {}",
        plural(event.reports.len(), "report"),
        plural(event.accounts.len(), "account"),
        plural(event.origins.len(), "origin")
    )
}
