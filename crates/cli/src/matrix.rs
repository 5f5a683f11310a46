//! The matrix of one event: voices by slots, fitted to a width.
//!
//! One row a voice, one column a slot, wrapped by display width; where the slots do not fit side
//! by side they go into further bands below, each with the voices again. The heading of a slot says
//! how its accounts stand ([`marks`]), a line in each cell how this one stands to the others; silence
//! is written out, and the signs in use are explained below. A voice that says nothing but that it
//! happened has no row; it is named below ([`notes`]).

mod marks;
mod notes;

use std::collections::HashMap;

use comfy_table::{Attribute, Cell, ContentArrangement, Table, presets};
use rashomon::json::case::{Account, Claim, Event, Slot};
use rashomon::wording::READING_ORDER;

use crate::layout;
use crate::output::dim;
use crate::sanitize::one_line;
use crate::values::{self, Names};

/// Columns a slot asks for at least and at most before its words wrap.
const SLOT: (usize, usize) = (10, 30);
/// Columns the voices ask for at least and at most.
const VOICE: (usize, usize) = (16, 32);
/// Columns taken by a cell beside its words: two blanks and a line.
const EDGE: usize = 3;
/// Values in a cell, where no quotes are asked for; the rest are counted.
const VALUES: usize = 4;

/// How to draw.
#[derive(Clone, Copy, Debug)]
pub struct Drawing {
    /// Columns of the terminal.
    pub width: u16,
    /// Whether the quote stands under each value.
    pub quotes: bool,
}

/// One slot: its heading, and what each voice says.
struct Column {
    heading: String,
    cells: Vec<String>,
}

impl Column {
    fn wanted(&self) -> usize {
        let cells = self.cells.iter().map(|cell| layout::widest(cell)).max().unwrap_or(0);
        cells.max(layout::width(&self.heading)).clamp(SLOT.0, SLOT.1) + EDGE
    }
}

/// Draws the matrix of an event with the legend of its marks.
pub fn draw(event: &Event, names: &Names, drawing: Drawing) -> String {
    let claims: HashMap<&str, &Claim> =
        event.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
    let column = |(name, slot): &(&str, &Slot)| Column {
        heading: format!("{name}{}", marks::heading(slot)),
        cells: event.accounts.iter().map(|a| cell(name, slot, a, &claims, drawing)).collect(),
    };
    let shown = shown(event);
    let columns: Vec<Column> = shown.iter().map(column).collect();
    let voice = |account: &Account| {
        let voice = values::voice(&account.said_by, &account.outlets, names);
        format!("{} {voice}", account.id)
    };
    let voices: Vec<String> = event.accounts.iter().map(voice).collect();
    let mut out: Vec<String> = bands(&columns, &voices, usize::from(drawing.width))
        .into_iter()
        .map(|band| table(band, &voices, drawing.width))
        .collect();
    let width = usize::from(drawing.width);
    let legend = marks::legend(&shown);
    if !legend.is_empty() {
        out.push(dim(&layout::wrapped(&legend, width)));
    }
    out.extend(notes::no_more(event, &shown, names).map(|note| layout::wrapped(&note, width)));
    for (head, lines) in [
        ("Silent, though its voices tell the event:", notes::silent_reports(event, &shown)),
        ("Voices that came in more than one way:", notes::channels(event, names)),
    ] {
        if !lines.is_empty() {
            out.push(format!("\n{head}"));
            out.extend(lines.iter().map(|line| hanging(line, width)));
        }
    }
    out.join("\n")
}

/// That it happened is worth a column only where somebody denies or doubts it, or where nothing
/// else is said.
fn shown(event: &Event) -> Vec<(&'static str, &Slot)> {
    let slots: Vec<(&str, &Slot)> =
        READING_ORDER.iter().filter_map(|name| Some((*name, event.slots.get(*name)?))).collect();
    let plain = |slot: &Slot| {
        let affirmed = slot.values.iter().all(|value| value.polarity == "affirmed");
        affirmed && (slot.relation == "agree" || slot.relation == "single")
    };
    let alone = slots.len() == 1;
    slots
        .into_iter()
        .filter(|(name, slot)| *name != "occurrence" || !plain(slot) || alone)
        .collect()
}

/// Takes columns into a band as long as they fit; at least one to a band.
fn bands<'c>(columns: &'c [Column], voices: &[String], width: usize) -> Vec<&'c [Column]> {
    let voice = voices.iter().map(|v| layout::width(v)).max().unwrap_or(0);
    let voice = voice.clamp(VOICE.0, VOICE.1.min(width / 3).max(VOICE.0)) + EDGE + 1;
    let mut out = Vec::new();
    let (mut from, mut taken) = (0, voice);
    for (at, column) in columns.iter().enumerate() {
        if at > from && taken + column.wanted() > width {
            out.push(&columns[from..at]);
            (from, taken) = (at, voice);
        }
        taken += column.wanted();
    }
    if from < columns.len() {
        out.push(&columns[from..]);
    }
    out
}

fn table(band: &[Column], voices: &[String], width: u16) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width)
        // Styles are taken out again at the door where standard output is no terminal.
        .enforce_styling();
    let headings = band.iter().map(|column| column.heading.as_str());
    let bold = |heading| Cell::new(heading).add_attribute(Attribute::Bold);
    table.set_header(std::iter::once("voice").chain(headings).map(bold));
    for (at, voice) in voices.iter().enumerate() {
        let cells: Vec<&str> = band.iter().map(|column| column.cells[at].as_str()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            table.add_row(std::iter::once(voice.as_str()).chain(cells));
        }
    }
    layout::columns_in_order(&table.to_string())
}

/// Indents a line, and what is wrapped of it further.
fn hanging(line: &str, width: usize) -> String {
    format!("  {}", layout::wrapped(line, width.saturating_sub(4)).replace('\n', "\n    "))
}

fn cell(
    name: &str,
    slot: &Slot,
    account: &Account,
    claims: &HashMap<&str, &Claim>,
    drawing: Drawing,
) -> String {
    if slot.silent.contains(&account.id) {
        return marks::SILENT.to_owned();
    }
    let mut lines = Vec::new();
    for row in slot.values.iter().filter(|row| row.accounts.contains(&account.id)) {
        let own: Vec<&Claim> = row
            .claims
            .iter()
            .filter(|id| account.claims.contains(id))
            .filter_map(|id| claims.get(id.as_str()).copied())
            .collect();
        let revised = row.superseded.iter().find(|s| s.account == account.id);
        let revised = revised.map(|s| format!(" [superseded on {}]", s.on)).unwrap_or_default();
        lines.push(format!("{}{revised}", values::qualified(name, row, &own)));
        if drawing.quotes {
            let quote = |c: &&Claim| format!("  “{}” {}", one_line(&c.quote), one_line(&c.id));
            lines.extend(own.iter().map(quote));
        }
    }
    if !drawing.quotes && lines.len() > VALUES + 1 {
        let more = lines.len() - VALUES;
        lines.truncate(VALUES);
        lines.push(format!("and {more} more"));
    }
    let stands = marks::of_account(slot, &account.id);
    if !lines.is_empty() && !stands.is_empty() {
        lines.push(stands);
    }
    lines.join("\n")
}
