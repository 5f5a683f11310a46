//! Laws of counting: parts add up, no order counts, no copy counts, no sum counts.

use proptest::prelude::*;
use rashomon::query::toll::Range;

use super::{Happening, Told, counted, counted_with, report, reports_of, told};

const DAYS: [&str; 5] = ["", "2031-03-04", "2031-03-05", "2031-04-01", "2032-01-01"];
const STATUS: [&str; 3] = ["unknown", "civilian", "combatant"];
const WHO: [Option<&str>; 3] = [None, Some("children"), Some("women")];
const TOWNS: [Option<&str>; 3] = [None, Some("Velm"), Some("Ostrel")];
const SLOTS: [&str; 4] = ["killed", "responsibility", "place", "occurrence"];
const BY: [&str; 9] =
    ["day", "week", "month", "year", "country", "province", "town", "side", "status"];

fn one() -> impl Strategy<Value = Told> {
    (0..4usize, 0..3usize, 0..40u32, 0..3u32, 0..3usize, 0..6usize, any::<bool>(), 0..6u8).prop_map(
        |(report, account, low, more, status, who, open, rest)| {
            let mut told =
                told(&format!("o{report}-{report}"), &format!("k{report}{account}"), low)
                    .of(STATUS[status]);
            told.who = WHO.get(who).copied().flatten();
            told.high = (!open).then_some(low + more);
            told.side = (rest == 1).then_some("E-1");
            told.cumulative = rest == 2;
            told.polarity = if rest == 3 { "denied" } else { "affirmed" };
            told.wording = if rest == 4 { "word" } else { "exact" };
            told
        },
    )
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let happening = (
        prop::collection::vec(one(), 1..6),
        0..5usize,
        0..3usize,
        prop::collection::vec(0..4usize, 0..2),
    );
    prop::collection::vec(happening, 1..8).prop_map(|list| {
        let made = list.into_iter().enumerate().map(|(n, (told, day, town, slots))| {
            let mut made = Happening::new(&format!("V-{n}"), DAYS[day], told);
            made.town = TOWNS[town];
            made.conflicts = slots.into_iter().map(|slot| SLOTS[slot]).collect();
            made
        });
        made.collect()
    })
}

fn without_copies(numbers: rashomon::query::numbers::Numbers) -> serde_json::Value {
    let mut value = serde_json::to_value(numbers).expect("JSON");
    // A copy brings claims of its own; what they count must stay.
    for list in ["events", "sums"] {
        for item in value[list].as_array_mut().expect("a list") {
            item.as_object_mut().expect("an object").remove("claims");
        }
    }
    value
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn rows_add_up_to_the_total(list in happenings()) {
        let numbers = counted(&list, &BY);
        for (by, rows) in &numbers.by {
            let sum = rows.iter().map(|row| row.tally.range).fold(Range::NONE, Range::and);
            prop_assert_eq!(sum, numbers.total.range, "{}", by);
            let events: u64 = rows.iter().map(|row| row.tally.events).sum();
            prop_assert_eq!(events, numbers.total.events, "{}", by);
        }
    }

    #[test]
    fn low_is_not_above_high_and_leaving_out_leaves_less(list in happenings()) {
        let numbers = counted(&list, &[]);
        for range in numbers.events.iter().map(|item| item.range).chain([numbers.total.range]) {
            prop_assert!(range.low <= range.told);
            prop_assert!(range.high.is_none_or(|high| high == range.told));
        }
        prop_assert!(numbers.uncontested.range.low <= numbers.total.range.low);
        prop_assert!(numbers.uncontested.range.told <= numbers.total.range.told);
    }

    #[test]
    fn the_order_of_events_and_claims_changes_nothing(list in happenings(), by in 0..7usize) {
        let mut turned = list.clone();
        let middle = by.min(turned.len());
        turned.rotate_left(middle);
        for happening in &mut turned {
            happening.told.reverse();
        }
        let numbers = |list: &[Happening]| without_copies(counted(list, &BY));
        prop_assert_eq!(numbers(&list), numbers(&turned));
    }

    #[test]
    fn a_copy_of_a_report_changes_no_number(list in happenings(), copied in 0..4usize) {
        let name = format!("o{copied}-{copied}");
        let mut reports = reports_of(&list);
        reports.push(report("copy-1", Some("2031-03-07"), &name));
        let before = counted_with(&list, &BY, &reports);
        let mut after = list.clone();
        for happening in &mut after {
            let copies = happening.told.iter().filter(|told| told.report == name).cloned();
            // The copy's outlet says it in its own name.
            let copies: Vec<Told> = copies
                .map(|t| Told { report: "copy-1".to_owned(), account: format!("c{}", t.account), ..t })
                .collect();
            happening.told.extend(copies);
        }
        let after = counted_with(&after, &BY, &reports);
        prop_assert_eq!(without_copies(before), without_copies(after));
    }

    #[test]
    fn a_report_of_a_sum_changes_no_total(list in happenings(), sum in 1..500u32) {
        let before = counted(&list, &BY);
        let mut more = list;
        more.push(
            Happening::new("V-sum", "2031-03-01", vec![told("sum-1", "k1", sum).sum()])
                .days("2031-03-01", "2031-03-31")
                .aggregate(),
        );
        let after = counted(&more, &BY);
        prop_assert_eq!(&before.total, &after.total);
        prop_assert_eq!(&before.by, &after.by);
        prop_assert_eq!(after.sums.len(), before.sums.len() + 1);
    }
}
