//! `rashomon show`: one event, every voice's account side by side.

use rashomon::json::case::Event;
use rashomon::{CaseFile, Found};

use crate::args::ShowArgs;
use crate::error::{CommandError, Outcome};
use crate::matrix::{self, Drawing};
use crate::output::Output;
use crate::sanitize::one_line;
use crate::values::{self, Names};

/// Width where there is no terminal.
const PLAIN_WIDTH: u16 = 110;

/// Shows one event.
pub fn run(args: &ShowArgs) -> Result<Outcome, CommandError> {
    let case = CaseFile::open_to_look(&args.case)?;
    let event = match case.find(&args.event)? {
        Found::Event(event) | Found::Claim(event, _) => event,
        _ => {
            return Err(CommandError::nothing(format!(
                "`{}` is no event; `rashomon explain` shows other things",
                args.event
            )));
        }
    };
    let mut output = Output::open();
    if args.json {
        output.json(&event)?;
    } else {
        let width = args.width.unwrap_or_else(terminal_width);
        let names = names(&case)?;
        output.line(page(&event, &names, Drawing { width, quotes: args.quotes }))?;
    }
    output.close()?;
    Ok(Outcome::Done)
}

/// Returns the names of all entities by id.
pub fn names(case: &CaseFile) -> Result<Names, CommandError> {
    Ok(case.entities()?.into_iter().map(|e| (e.id, e.name)).collect())
}

/// Returns the width of the terminal, or a plain one.
pub fn terminal_width() -> u16 {
    let table = comfy_table::Table::new();
    table.width().unwrap_or(PLAIN_WIDTH).clamp(60, 240)
}

/// Draws the whole page of an event.
pub fn page(event: &Event, names: &Names, drawing: Drawing) -> String {
    let mut out = vec![
        one_line(&event.title),
        format!("{}  {}  {}  {}", event.id, event.class, values::when(event), counts(event)),
        String::new(),
        matrix::draw(event, names, drawing),
    ];
    if !event.disagreements.is_empty() {
        out.push(String::new());
        out.push("Cannot both hold:".to_owned());
        out.extend(event.disagreements.iter().map(|d| {
            format!(
                "  {}  {} against {}: {}",
                d.slot,
                d.accounts[0],
                d.accounts[1..].join(", "),
                one_line(&d.why)
            )
        }));
    }
    let leanings: Vec<String> = event
        .accounts
        .iter()
        .flat_map(|a| a.alignment.iter().map(move |l| (a, l)))
        .map(|(a, l)| {
            let name = names.get(&l.entity).map_or(l.entity.as_str(), String::as_str);
            format!("  {} {} {} (by {})", a.id, l.stance, one_line(name), l.claims.join(", "))
        })
        .collect();
    if !leanings.is_empty() {
        out.push(String::new());
        out.push("Said of the voices:".to_owned());
        out.extend(leanings);
    }
    out.join("\n")
}

fn counts(event: &Event) -> String {
    let origins: std::collections::BTreeSet<_> = event.accounts.iter().map(|a| &a.origin).collect();
    let plural = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    format!(
        "{}, {}, {}",
        plural(event.reports.len(), "report"),
        plural(event.accounts.len(), "account"),
        plural(origins.len(), "origin")
    )
}
