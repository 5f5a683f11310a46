//! What the program says of a whole case: its numbers, and what outlets leave untold.
//!
//! In: a case. Out: totals, what remains without contested events, every row of every table, sums,
//! warnings of double counting, and each outlet's gaps.

use std::collections::BTreeMap;

use rashomon::CaseFile;
use rashomon::json::case::{Case, Event};
use rashomon::model::Slot;
use rashomon::query::gaps::{Side, WINDOW, gaps};
use rashomon::query::numbers::{Asked, By, Known, Numbers, Tally, numbers};
use rashomon::query::outlets::Outlets;
use rashomon::query::toll::{Published, Range};

use super::said::{Kind, Said};

/// Lists everything said of the numbers and gaps of a case; `order` gives the reports by id, from 1.
pub fn of_numbers(file: &CaseFile, case: &Case, order: &BTreeMap<String, usize>) -> Vec<Said> {
    let published = Published::of(&case.reports);
    let divisions = file.divisions(&case.events).expect("the gazetteer reads");
    let names: BTreeMap<&str, &str> =
        case.entities.iter().map(|e| (e.id.as_str(), e.name.as_str())).collect();
    let name = |id: &str| names.get(id).copied().unwrap_or(id).to_owned();
    let known = Known { published: &published, divisions: &divisions, name: &name };
    let events: Vec<&Event> = case.events.iter().collect();
    let mut out = Vec::new();
    for slot in Slot::ALL.into_iter().filter(|slot| slot.is_count()) {
        let by = By::WORDS.map(|(_, by)| by).to_vec();
        let told = numbers(&events, &Asked { by, ..Asked::of(slot) }, &known);
        out.extend(of_slot(&told, case, order));
    }
    out.extend(untold(&events, case));
    out
}

fn of_slot(told: &Numbers, case: &Case, order: &BTreeMap<String, usize>) -> Vec<Said> {
    let slot = told.slot.as_str();
    let mut out = Vec::new();
    if told.total.events > 0 {
        out.push(tally(slot, "in all", &told.total));
        out.push(tally(slot, "uncontested", &told.uncontested));
        out.push(tally(slot, "pinned", &told.pinned));
    }
    for (word, part) in &told.total.of_whom {
        let mut said = number(slot, "in all", part.range, part.events);
        said.about.push((*word).clone());
        out.push(said);
    }
    for (by, rows) in &told.by {
        out.extend(rows.iter().map(|row| tally(slot, &format!("{by} {}", row.label), &row.tally)));
    }
    for (head, sums) in [("sum", &told.sums), ("may be a sum", &told.maybe_sums)] {
        for sum in sums {
            let mut said = number(slot, head, sum.range, sum.inside.events);
            said.about.extend([sum.verdict.clone(), sum.status.clone()]);
            said.reports = reports(&sum.claims, order);
            said.quotes = quotes(&sum.claims, case);
            out.push(said);
        }
    }
    for pair in &told.maybe_same {
        let less = Range::of(pair.less_low, Some(pair.less_told));
        out.push(number(slot, "may be counted twice", less, 2));
    }
    out
}

fn tally(slot: &str, what: &str, tally: &Tally) -> Said {
    number(slot, what, tally.range, tally.events)
}

fn number(slot: &str, what: &str, range: Range, events: u64) -> Said {
    let mut said = Said::of(Kind::Number, Vec::new());
    // A comma in a label parts it, as it does in a cell.
    said.about = vec![slot.to_owned()];
    said.about.extend(what.split(", ").map(str::to_owned));
    let noun = if events == 1 { "event" } else { "events" };
    said.values = vec![format!("{range} in {events} {noun}"), range.to_string()];
    said
}

fn reports(claims: &[String], order: &BTreeMap<String, usize>) -> Vec<usize> {
    let of = |claim: &String| order.get(claim.rsplit_once('#')?.0).copied();
    claims.iter().filter_map(of).collect()
}

fn quotes(claims: &[String], case: &Case) -> Vec<String> {
    let all = case.events.iter().flat_map(|event| &event.claims);
    all.filter(|claim| claims.contains(&claim.id)).map(|claim| claim.quote.clone()).collect()
}

/// Says which events each outlet does not tell, and which it did not cover.
fn untold(events: &[&Event], case: &Case) -> Vec<Said> {
    let outlets = Outlets::of(&case.reports);
    let mut out = Vec::new();
    for name in outlets.names() {
        let side = Side::of(&[name], &outlets).expect("an outlet of the case");
        let told = &gaps(events, vec![side], WINDOW, &outlets).sides[0];
        for gap in &told.gaps {
            let class = events.iter().find(|e| e.id == gap.id).map(|e| e.class.clone());
            let mut said = Said::of(Kind::Gap, Vec::new());
            said.voices = vec![vec![told.side.name.clone()]];
            said.about = vec![class.unwrap_or_default()];
            if !gap.perhaps.is_empty() {
                said.about.push("perhaps told elsewhere".to_owned());
            }
            said.values = vec![gap.earliest.clone(), gap.title.clone()];
            out.push(said);
        }
    }
    out
}
