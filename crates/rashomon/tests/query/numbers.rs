//! How the people of one event are counted, and how events are added up.

use super::{Happening, Told, counted, counted_with, report, told};

/// The total of one event, as written.
fn total(told: Vec<Told>) -> String {
    counted(&[Happening::new("a", "2031-03-04", told)], &[]).total.range.to_string()
}

#[test]
fn an_event_is_as_wide_as_its_voices() {
    assert_eq!(total(vec![told("w-1", "k1", 9), told("h-1", "k2", 12)]), "9 to 12");
    assert_eq!(total(vec![told("w-1", "k1", 9), told("h-1", "k2", 9)]), "9");
}

#[test]
fn an_open_end_stays_open() {
    assert_eq!(total(vec![told("w-1", "k1", 9).at_least()]), "9 or more");
    let both = vec![told("w-1", "k1", 9).at_least(), told("h-1", "k2", 12)];
    assert_eq!(total(both.clone()), "9 to 12 or more");
    let numbers = counted(&[Happening::new("a", "2031-03-04", both)], &[]);
    assert_eq!((numbers.total.open, numbers.total.range.high), (1, None));
}

#[test]
fn civilians_and_fighters_of_one_voice_are_summed() {
    let sorts = vec![told("w-1", "k1", 3).of("civilian"), told("w-1", "k1", 5).of("combatant")];
    assert_eq!(total(sorts.clone()), "8");
    // With a whole beside them they are parts of it.
    let mut whole = sorts;
    whole.push(told("w-1", "k1", 11));
    assert_eq!(total(whole), "11");
}

#[test]
fn civilians_of_one_voice_may_be_the_fighters_of_another() {
    let rival = vec![told("w-1", "k1", 9).of("civilian"), told("h-1", "k2", 9).of("combatant")];
    assert_eq!(total(rival), "9 to 18");
}

#[test]
fn children_are_parts_and_never_added() {
    let parts = vec![
        told("w-1", "k1", 12),
        told("w-1", "k1", 3).who("children"),
        told("w-1", "k1", 2).who("women"),
    ];
    let numbers = counted(&[Happening::new("a", "2031-03-04", parts)], &[]);
    assert_eq!(numbers.total.range.to_string(), "12");
    assert_eq!(numbers.total.of_whom["children"].range.low, 3);
    // Where nothing else is told they are all that is told.
    assert_eq!(total(vec![told("w-1", "k1", 3).who("children")]), "3");
}

#[test]
fn dozens_count_only_where_nobody_gives_a_figure() {
    let dozens = told("w-1", "k1", 12).to(99).vague();
    assert_eq!(total(vec![dozens.clone()]), "12 to 99");
    assert_eq!(total(vec![dozens, told("h-1", "k2", 17)]), "17");
}

#[test]
fn denied_numbers_and_sums_count_nobody() {
    let numbers = counted(
        &[Happening::new(
            "a",
            "2031-03-04",
            vec![
                told("w-1", "k1", 9),
                told("h-1", "k2", 40).denied(),
                told("h-1", "k2", 300).sum(),
            ],
        )],
        &[],
    );
    assert_eq!(numbers.total.range.to_string(), "9");
    assert_eq!(numbers.events[0].contested, ["killed"], "a denied number is a contested one");
    assert_eq!(numbers.sums.len(), 1);
    // None were killed, says somebody: that is a number.
    assert_eq!(total(vec![told("w-1", "k1", 0), told("h-1", "k2", 4)]), "0 to 4");
}

#[test]
fn a_revised_figure_does_not_count_nor_does_its_copy() {
    let mut happening = Happening::new(
        "a",
        "2031-03-04",
        vec![told("w-1", "k1", 4), told("w-2", "k1", 7), told("h-1", "k2", 4)],
    );
    happening.superseded = vec![("k1", 4)];
    let reports = |origin: &str| {
        let day = Some("2031-03-05");
        [report("w-1", day, "o1"), report("w-2", day, "o2"), report("h-1", day, origin)]
    };
    let total = |origin: &str| {
        counted_with(std::slice::from_ref(&happening), &[], &reports(origin))
            .total
            .range
            .to_string()
    };
    assert_eq!(total("o1"), "7", "the copy of the old figure is revised with it");
    assert_eq!(total("o3"), "4 to 7", "another origin's own figure stands");
}

#[test]
fn contested_events_can_be_left_out() {
    let events = [
        Happening::new("a", "2031-03-04", vec![told("w-1", "k1", 9)]),
        Happening::new("b", "2031-03-05", vec![told("w-2", "k1", 5)])
            .conflicts(&["responsibility"]),
        Happening::new("c", "2031-03-05", vec![told("w-3", "k1", 2)]).conflicts(&["place"]),
    ];
    let numbers = counted(&events, &[]);
    assert_eq!(numbers.total.range.low, 16);
    assert_eq!((numbers.uncontested.events, numbers.uncontested.range.low), (2, 11));
}

#[test]
fn the_widest_events_come_first_with_their_share() {
    let events = [
        Happening::new("a", "2031-03-04", vec![told("w-1", "k1", 9)]),
        Happening::new("b", "2031-03-05", vec![told("w-2", "k1", 1), told("h-2", "k2", 4)]),
        Happening::new("c", "2031-03-06", vec![told("w-3", "k1", 1), told("h-3", "k2", 10)]),
    ];
    let numbers = counted(&events, &[]);
    let order: Vec<(&str, f64)> =
        numbers.events.iter().map(|item| (item.id.as_str(), item.share)).collect();
    assert_eq!(order, [("c", 0.75), ("b", 0.25), ("a", 0.0)]);
}

#[test]
fn a_sum_is_held_against_the_events_in_its_days() {
    let verdict = |sum: Told, status: &'static str| {
        let week = Happening::new("s", "2031-03-03", vec![sum.of(status).sum()])
            .days("2031-03-03", "2031-03-09")
            .aggregate();
        let events = [
            week,
            Happening::new("a", "2031-03-04", vec![told("h-1", "k1", 9).of("civilian")]),
            Happening::new("b", "2031-03-05", vec![told("h-2", "k1", 5).of("combatant")]),
            Happening::new("c", "2031-04-05", vec![told("h-3", "k1", 100)]),
        ];
        let numbers = counted(&events, &[]);
        assert_eq!(numbers.total.range.low, 114, "a sum is never added");
        let sum = &numbers.sums[0];
        (sum.verdict.clone(), sum.inside.events, sum.inside.range.to_string())
    };
    let is = |sum, status, word: &str, inside: &str| {
        assert_eq!(verdict(sum, status), (word.to_owned(), 2, inside.to_owned()));
    };
    is(told("w-1", "k9", 14), "unknown", "fits", "14");
    is(told("w-1", "k9", 40), "unknown", "sum-larger", "14");
    is(told("w-1", "k9", 4), "unknown", "events-exceed", "14");
    is(told("w-1", "k9", 9), "civilian", "fits", "9");
}

#[test]
fn two_events_of_a_day_in_a_town_may_be_one_unless_a_report_tells_both() {
    let a = Happening::new("a", "2031-03-04", vec![told("w-1", "k1", 9)]);
    let b = Happening::new("b", "2031-03-04", vec![told("h-1", "k1", 12)]);
    let numbers = counted(&[a.clone(), b.clone()], &[]);
    assert_eq!((numbers.maybe_same.len(), numbers.maybe_same[0].less_low), (1, 9));
    assert_eq!(numbers.total.range.low, 21, "a warning changes no number");
    let apart =
        Happening::new("b", "2031-03-04", vec![told("h-1", "k1", 12), told("w-1", "k2", 12)]);
    assert!(counted(&[a.clone(), apart], &[]).maybe_same.is_empty());
    let mut elsewhere = b;
    elsewhere.town = Some("Ostrel");
    assert!(counted(&[a, elsewhere], &[]).maybe_same.is_empty());
}

#[test]
fn rows_set_apart_what_is_not_told() {
    let mut nowhere = Happening::new("n", "", vec![told("w-1", "k1", 3)]);
    nowhere.town = None;
    let across = Happening::new("x", "2031-03-31", vec![told("w-2", "k1", 4)])
        .days("2031-03-31", "2031-04-01");
    let events = [nowhere, across, Happening::new("a", "2031-03-04", vec![told("w-3", "k1", 9)])];
    let numbers = counted(&events, &["month", "town", "status"]);
    let labels = |by: &str| -> Vec<(String, bool)> {
        numbers.by[by].iter().map(|row| (row.label.clone(), row.apart)).collect()
    };
    assert_eq!(
        labels("month"),
        [
            ("2031-03".to_owned(), false),
            ("date not told".to_owned(), true),
            ("over several months".to_owned(), true)
        ]
    );
    assert!(labels("town").contains(&("place not told".to_owned(), true)));
    assert_eq!(numbers.pinned.events, 2);
}

#[test]
fn a_rulebook_counts_as_its_own_fields_say() {
    use rashomon::query::numbers::{Asked, Known, numbers};
    let mut event = Happening::new("a", "2031-03-04", vec![told("w-1", "k1", 9)]).event();
    let grades = serde_json::json!({
        "ucdp": {"low": 3, "best": 4, "high": 6, "version": "1", "trace": []},
        "own": {"low": 1, "best": 1, "high": 1, "version": "1", "trace": [],
            "readings": [{"reading": "shot down", "low": 1, "best": 1, "high": 1, "trace": []},
                {"reading": "failed", "low": null, "best": null, "high": null, "trace": []}]}});
    event.grades = serde_json::from_value(grades).unwrap();
    let other = Happening::new("b", "2031-03-05", vec![told("w-2", "k1", 2)]).event();
    let (published, divisions) = Default::default();
    let known = Known { published: &published, divisions: &divisions, name: &|id: &str| id.into() };
    let by = |book: &str| {
        let asked = Asked { rulebook: Some(book.to_owned()), ..Asked::killed() };
        let total = numbers(&[&event, &other], &asked, &known).total;
        (total.events, total.range.to_string(), total.best)
    };
    assert_eq!(by("ucdp"), (1, "3 to 6".to_owned(), Some(4)), "the other event is not coded");
    // For one reading it is no event at all: nobody, or one.
    assert_eq!(by("own"), (1, "0 to 1".to_owned(), None));
    assert_eq!(by("none").0, 0);
}
