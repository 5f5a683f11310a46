//! Pairs of names that are one, and pairs that only look it.

use crate::entities::METHOD;
use rashomon_model::EntityKind;
use rashomon_resolve::names::compare;

#[test]
fn pairs_come_out_as_the_table_says() {
    let mut wrong = Vec::new();
    let mut rows = 0;
    for line in include_str!("names.tsv").lines() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let [kind, same, a, b] = cells[..] else { panic!("{line}") };
        let kind = if kind == "person" { EntityKind::Person } else { EntityKind::Group };
        let comparison = compare(a, b, Some(kind), &METHOD);
        rows += 1;
        if comparison.same != (same == "same") {
            wrong.push(format!("{line}: {:.1} {:?}", comparison.weight.0, comparison.levels));
        }
    }
    assert!(rows >= 120, "{rows}");
    assert!(wrong.is_empty(), "{} of {rows}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn weights_add_up_to_the_whole() {
    let comparison = compare("Omar Belhadi", "Umar bel-Hady", Some(EntityKind::Person), &METHOD);
    let sum: f64 = comparison.levels.iter().map(|l| l.weight.0).sum();
    assert!((sum - comparison.weight.0).abs() < 1e-9);
}
