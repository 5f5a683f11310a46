//! Rows of a table: each event in exactly one, so that the rows add up to the total.
//!
//! What does not fit a row stands in one of its own, apart: a date that crosses the border of two
//! months, a place told no closer, rival places, people of several sides.

use std::collections::BTreeMap;

use super::{By, Counted, Known, Row, tally};

/// Rows apart come behind all others.
type Key = (bool, String);

/// Makes the rows of one table; times in order of time, others with the largest number first.
pub fn rows(counted: &[Counted<'_>], by: By, known: &Known<'_>) -> Vec<Row> {
    let mut groups: BTreeMap<Key, Vec<&Counted<'_>>> = BTreeMap::new();
    for one in counted {
        groups.entry(key(one, by, known)).or_default().push(one);
    }
    let row = |((apart, label), events): (Key, Vec<&Counted<'_>>)| Row {
        label,
        apart,
        tally: tally(events.iter().copied()),
        contested: events.iter().filter(|one| !one.contested.is_empty()).count() as u64,
        ids: events.iter().map(|one| one.event.id.clone()).collect(),
    };
    let mut out: Vec<Row> = groups.into_iter().map(row).collect();
    if !matches!(by, By::Time(_)) {
        out.sort_by_key(|row| (row.apart, std::cmp::Reverse(row.tally.range.told)));
    }
    out
}

fn key(one: &Counted<'_>, by: By, known: &Known<'_>) -> Key {
    match by {
        By::Time(unit) => match one.days {
            None => (true, "date not told".to_owned()),
            Some(days) => match unit.holding(days) {
                Some(stretch) => (false, unit.key(stretch)),
                None => (true, format!("over several {}s", unit.as_str())),
            },
        },
        By::Place(size) => {
            let unit = one.unit(size);
            (!unit.is_sharp(), unit.label())
        }
        By::Side => {
            let mut sides = one.toll.sides.iter();
            match (sides.next(), sides.next()) {
                (None, _) => (true, "side not told".to_owned()),
                (Some(side), None) => (false, (known.name)(side)),
                _ => (true, "several sides".to_owned()),
            }
        }
        By::Status => {
            let told = |word: &str| one.toll.parts.contains_key(word);
            match (told("civilian"), told("combatant")) {
                (true, false) => (false, "told as civilian".to_owned()),
                (false, true) => (false, "told as combatant".to_owned()),
                (true, true) => (true, "told as civilian and as combatant".to_owned()),
                (false, false) => (true, "status not told".to_owned()),
            }
        }
    }
}
