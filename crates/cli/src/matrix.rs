//! The matrix of one event: voices by slots, fitted to a width.
//!
//! One row a voice, one column a slot, wrapped by display width; where the slots do not fit side
//! by side they go into further bands below, each with the voices again. A slot on which accounts
//! conflict is headed `≠`, one on which they agree `=`; silence is written out.

use std::collections::HashMap;

use comfy_table::{ContentArrangement, Table, presets};
use rashomon::json::case::{Account, Claim, Event, Slot};

use crate::sanitize::one_line;
use crate::values::{self, Names};

/// Slots in the order in which people read them.
const ORDER: [&str; 14] = [
    "responsibility",
    "killed",
    "injured",
    "target",
    "damage",
    "place",
    "time",
    "cause",
    "weapon",
    "outcome",
    "detained",
    "missing",
    "stance",
    "occurrence",
];
/// Narrowest column that still reads.
const COLUMN: usize = 22;

/// How to draw.
#[derive(Clone, Copy, Debug)]
pub struct Drawing {
    /// Columns of the terminal.
    pub width: u16,
    /// Whether the quote stands under each value.
    pub quotes: bool,
}

/// Draws the matrix of an event.
pub fn draw(event: &Event, names: &Names, drawing: Drawing) -> String {
    let slots: Vec<(&str, &Slot)> =
        ORDER.iter().filter_map(|name| Some((*name, event.slots.get(*name)?))).collect();
    // That it happened is worth a column only where somebody denies or doubts it, or where
    // nothing else is said.
    let plain = |slot: &Slot| slot.relation == "agree" || slot.relation == "single";
    let shown: Vec<_> = slots
        .iter()
        .filter(|(name, slot)| *name != "occurrence" || !plain(slot) || slots.len() == 1)
        .copied()
        .collect();
    let a_band = (usize::from(drawing.width).saturating_sub(COLUMN) / COLUMN).max(1);
    let bands = shown.chunks(a_band).map(|band| band_of(event, band, names, drawing));
    bands.collect::<Vec<_>>().join("\n\n")
}

fn band_of(event: &Event, band: &[(&str, &Slot)], names: &Names, drawing: Drawing) -> String {
    let claims: HashMap<&str, &Claim> =
        event.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(drawing.width);
    let mut header = vec!["voice".to_owned()];
    header.extend(band.iter().map(|(name, slot)| heading(name, slot)));
    table.set_header(header);
    for account in &event.accounts {
        let cells: Vec<String> =
            band.iter().map(|(name, slot)| cell(name, slot, account, &claims, drawing)).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let voice = values::voice(&account.said_by, &account.outlets, names);
        let mut row = vec![format!("{} {voice}", account.id)];
        row.extend(cells);
        table.add_row(row);
    }
    table.to_string()
}

fn heading(name: &str, slot: &Slot) -> String {
    let mark = match slot.relation.as_str() {
        "conflict" => " ≠",
        "agree" => " =",
        "compatible" => " ~",
        _ => "",
    };
    format!("{name}{mark}")
}

fn cell(
    name: &str,
    slot: &Slot,
    account: &Account,
    claims: &HashMap<&str, &Claim>,
    drawing: Drawing,
) -> String {
    if slot.silent.contains(&account.id) {
        return "(silent)".to_owned();
    }
    let mut lines = Vec::new();
    for row in slot.values.iter().filter(|row| row.accounts.contains(&account.id)) {
        let own: Vec<&Claim> = row
            .claims
            .iter()
            .filter(|id| account.claims.contains(id))
            .filter_map(|id| claims.get(id.as_str()).copied())
            .collect();
        lines.push(values::qualified(name, row, &own));
        if drawing.quotes {
            lines.extend(own.iter().map(|c| format!("  “{}” {}", one_line(&c.quote), c.id)));
        }
    }
    lines.join("\n")
}
