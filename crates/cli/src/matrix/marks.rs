//! Signs of the matrix: how the accounts stand on a slot, and how one stands to the others.
//!
//! In: a slot of an event. Out: the sign behind its heading, a line under a voice's values that says
//! whom it contradicts, denies, agrees with or puts more closely, and what the signs in use mean.
//! No sign stands for right or wrong.

use rashomon::json::case::Slot;

/// Other accounts named in one cell for one sign; the rest are counted.
const NAMED: usize = 4;
/// Accounts on a slot from which on only contradictions are named.
const MANY: usize = 8;
const SIGNS: [(&str, &str, &str); 4] = [
    ("agree", "=", "all who speak say the same"),
    ("refines", "≈", "some say it more closely than others"),
    ("compatible", "~", "they differ, and all may hold"),
    ("conflict", "≠", "they cannot all hold"),
];
/// What a cell says where a voice is silent.
pub const SILENT: &str = "(silent)";

/// Returns the sign behind the heading of a slot, with a blank before it.
pub fn heading(slot: &Slot) -> String {
    let sign = SIGNS.iter().find(|(relation, ..)| *relation == slot.relation);
    sign.map_or_else(String::new, |(_, sign, _)| format!(" {sign}"))
}

/// Says in a line how one account stands to the others; empty where the heading says it all.
pub fn of_account(slot: &Slot, account: &str) -> String {
    let mut speaking: Vec<&String> = slot.values.iter().flat_map(|v| &v.accounts).collect();
    speaking.sort();
    speaking.dedup();
    let mut out = Vec::new();
    for (relation, sign) in [
        ("denies", "denies"),
        ("denied", "denied by"),
        ("conflict", "≠"),
        ("refines", "≈"),
        ("agree", "="),
    ] {
        let shown = match relation {
            // Who is on whose side matters where there are sides.
            "agree" => slot.relation == "conflict" && speaking.len() <= MANY,
            "refines" => speaking.len() <= MANY,
            _ => true,
        };
        if !shown {
            continue;
        }
        let others = others(slot, account, relation);
        if !others.is_empty() {
            out.push(format!("{sign} {}", named(&others)));
        }
    }
    out.join(" · ")
}

fn others<'s>(slot: &'s Slot, account: &str, relation: &str) -> Vec<&'s str> {
    let mut out: Vec<&str> = Vec::new();
    for pair in &slot.pairs {
        let (one, other) = (pair.one.as_str(), pair.other.as_str());
        match (relation, pair.relation.as_str()) {
            ("denied", "denies") if other == account => out.push(one),
            ("denies", "denies") | ("refines", "refines") if one == account => out.push(other),
            ("conflict", "conflict") | ("agree", "agree") if one == account => out.push(other),
            ("conflict", "conflict") | ("agree", "agree") if other == account => out.push(one),
            _ => {}
        }
    }
    out.sort_by_key(|id| (id.len(), *id));
    out
}

fn named(others: &[&str]) -> String {
    let shown = others.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    match others.len().saturating_sub(NAMED) {
        0 => shown,
        more => format!("{shown} +{more}"),
    }
}

/// Explains the signs in use.
pub fn legend(shown: &[(&str, &Slot)]) -> String {
    let mut parts = Vec::new();
    for (relation, sign, meaning) in SIGNS {
        let used = |slot: &&Slot| {
            slot.relation == relation
                || (slot.relation != "single" && slot.pairs.iter().any(|p| p.relation == relation))
        };
        if shown.iter().any(|(_, slot)| used(slot)) {
            parts.push(format!("{sign} {meaning}"));
        }
    }
    if shown.iter().any(|(_, slot)| !slot.silent.is_empty()) {
        parts.push(format!("{SILENT} tells the event, says nothing on this"));
    }
    if shown.iter().any(|(_, slot)| slot.pairs_left_out > 0) {
        parts.push("so many speak that not every sign is shown".to_owned());
    }
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rashomon::json::case::{Pairing, SlotValue};

    fn slot(pairs: &[(&str, &str, &str)]) -> Slot {
        let pair = |(one, relation, other): &(&str, &str, &str)| Pairing {
            one: (*one).to_owned(),
            other: (*other).to_owned(),
            relation: (*relation).to_owned(),
            why: String::new(),
        };
        let value = SlotValue {
            value: rashomon::json::reading::Value::default(),
            polarity: "affirmed".to_owned(),
            accounts: vec!["k1".to_owned(), "k2".to_owned(), "k3".to_owned()],
            claims: Vec::new(),
            origins: 1,
            against_interest: false,
            interest: Vec::new(),
            opposed: Vec::new(),
            superseded: Vec::new(),
        };
        Slot {
            relation: "conflict".to_owned(),
            low: rashomon::json::reading::Absent::default(),
            best: rashomon::json::reading::Absent::default(),
            high: rashomon::json::reading::Absent::default(),
            values: vec![value],
            pairs: pairs.iter().map(pair).collect(),
            pairs_left_out: 0,
            silent: Vec::new(),
            silent_reports: Vec::new(),
        }
    }

    #[test]
    fn a_contradiction_is_named_on_both_sides_and_a_denial_by_its_direction() {
        let slot = slot(&[("k1", "conflict", "k2"), ("k3", "denies", "k1"), ("k2", "agree", "k3")]);
        assert_eq!(of_account(&slot, "k1"), "denied by k3 · ≠ k2");
        assert_eq!(of_account(&slot, "k2"), "≠ k1 · = k3");
        assert_eq!(of_account(&slot, "k3"), "denies k1 · = k2");
    }

    #[test]
    fn who_refines_names_whom_and_not_the_other_way_round() {
        let slot = slot(&[("k1", "refines", "k2")]);
        assert_eq!(
            (of_account(&slot, "k1"), of_account(&slot, "k2")),
            ("≈ k2".into(), String::new())
        );
    }
}
