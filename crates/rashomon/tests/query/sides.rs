//! What one side tells and another does not, and where two differ.

use std::collections::BTreeSet;

use rashomon::json::case::{Event, Report};
use rashomon::query::calendar::Unit;
use rashomon::query::diff::{self, diff};
use rashomon::query::gaps::{Gaps, Side, by_outlet, gaps};
use rashomon::query::outlets::Outlets;
use rashomon::query::timeline::timeline;

use super::{Happening, outlets_of, report, reports_of, told};

fn events(list: &[Happening]) -> Vec<Event> {
    list.iter().map(Happening::event).collect()
}

fn of_side(names: &[&str], list: &[Happening], reports: &[Report]) -> Gaps {
    let outlets = Outlets::of(reports);
    let events = events(list);
    let side = Side::of(names, &outlets).unwrap();
    gaps(&events.iter().collect::<Vec<_>>(), vec![side], 7, &outlets)
}

#[test]
fn only_an_outlet_that_published_then_is_silent() {
    let list = [
        Happening::new("a", "2031-03-04", vec![told("wire-1", "k1", 9)]),
        Happening::new("b", "2031-05-04", vec![told("wire-2", "k1", 9)]),
        Happening::new("c", "", vec![told("wire-3", "k1", 9)]),
        Happening::new(
            "d",
            "2031-03-01",
            vec![told("harbour-1", "k1", 2), told("wire-1", "k2", 2)],
        ),
    ];
    let found = of_side(&["harbour"], &list, &reports_of(&list));
    let told = &found.sides[0];
    let ids: Vec<&str> = told.gaps.iter().map(|gap| gap.id.as_str()).collect();
    assert_eq!(ids, ["a"], "it published on 5 March, and not in May");
    assert_eq!((told.tells, told.not_covered, told.undated), (1, 1, 1));
    assert_eq!(told.gaps[0].published, 1);
}

#[test]
fn a_gap_that_may_be_none_says_where_to_look() {
    let list = [
        Happening::new("a", "2031-03-04", vec![told("wire-1", "k1", 9)]),
        Happening::new("b", "2031-03-05", vec![told("harbour-1", "k1", 11)]),
    ];
    let found = of_side(&["harbour"], &list, &reports_of(&list));
    assert_eq!(found.sides[0].gaps[0].perhaps, ["b"]);
    let mut far = list;
    far[1].town = Some("Ostrel");
    assert!(of_side(&["harbour"], &far, &reports_of(&far)).sides[0].gaps[0].perhaps.is_empty());
}

#[test]
fn a_dataset_without_days_of_publication_covers_the_days_of_its_rows() {
    let list = [
        Happening::new("a", "2031-03-04", vec![told("wire-1", "k1", 9)]),
        Happening::new("b", "2031-03-06", vec![told("dataset-1", "k1", 3)]),
        Happening::new("c", "2032-03-04", vec![told("wire-2", "k1", 9)]),
    ];
    let reports = [
        report("wire-1", Some("2031-03-05"), "w1"),
        report("wire-2", Some("2032-03-05"), "w2"),
        report("dataset-1", None, "d1"),
    ];
    let mut apart = list;
    apart[1].town = Some("Ostrel");
    let told = &of_side(&["dataset"], &apart, &reports).sides[0];
    assert_eq!((told.gaps.len(), told.not_covered), (1, 1));
}

#[test]
fn sides_are_held_against_each_other_and_sums_against_nobody() {
    let list = [
        Happening::new("a", "2031-03-04", vec![told("wire-1", "k1", 9)]),
        Happening::new("b", "2031-03-04", vec![told("harbour-1", "k1", 9)]),
        Happening::new("c", "2031-03-04", vec![told("hill-1", "k1", 9)]),
        Happening::new("s", "2031-03-04", vec![told("wire-1", "k1", 90).sum()]).aggregate(),
    ];
    let outlets = outlets_of(&list);
    let events = events(&list);
    let all: Vec<&Event> = events.iter().collect();
    let sides =
        vec![Side::of(&["wire"], &outlets).unwrap(), Side::of(&["harbour"], &outlets).unwrap()];
    let found = gaps(&all, sides, 7, &outlets);
    let ids = |at: usize| -> Vec<&str> {
        found.sides[at].gaps.iter().map(|gap| gap.id.as_str()).collect()
    };
    assert_eq!((ids(0), ids(1)), (vec!["b"], vec!["a"]), "what a third one tells does not count");
    assert!(Side::of(&["nobody"], &outlets).is_err());
    assert_eq!(by_outlet(&all, 7, &outlets).sides.len(), 3);
}

fn side(name: &str) -> diff::Side {
    diff::Side { name: name.into(), kind: "outlet".into(), means: vec![name.into()] }
}

#[test]
fn swapping_two_sides_swaps_the_difference_and_no_more() {
    let list = [
        Happening::new(
            "a",
            "2031-03-04",
            vec![told("wire-1", "k1", 9), told("harbour-1", "k2", 12)],
        ),
        Happening::new("b", "2031-03-04", vec![told("wire-1", "k1", 9)]),
    ];
    let (reports, outlets) = (reports_of(&list), outlets_of(&list));
    let events = events(&list);
    let all: Vec<&Event> = events.iter().collect();
    let there = diff(&all, &reports, [side("wire"), side("harbour")], &outlets);
    let mut back = diff(&all, &reports, [side("harbour"), side("wire")], &outlets);
    assert_eq!((there.summary.shared, there.only[0].len(), there.only[1].len()), (1, 1, 0));
    back.sides.reverse();
    back.only.reverse();
    back.summary.left_out.reverse();
    for shared in &mut back.events {
        shared.left_out.reverse();
        shared.only_voices.reverse();
        shared.slots.iter_mut().for_each(|slot| slot.values.reverse());
    }
    assert_eq!(there, back);
}

#[test]
fn what_is_left_out_is_said_only_of_reports_read_whole() {
    let list = [Happening::new(
        "a",
        "2031-03-04",
        vec![told("wire-1", "k1", 9), told("harbour-1", "k2", 9)],
    )];
    let mut event = list[0].event();
    let silent = event.claims.iter().position(|claim| claim.report == "harbour-1").unwrap();
    event.claims[silent].slot = "weapon".to_owned();
    let killed = event.slots.get_mut("killed").unwrap();
    killed.values.retain(|value| value.accounts == ["k1"]);
    let mut reports = reports_of(&list);
    let outlets = Outlets::of(&reports);
    let left = |reports: &[Report]| {
        let found = diff(&[&event], reports, [side("wire"), side("harbour")], &outlets);
        let slots: Vec<String> =
            found.events[0].left_out[1].iter().map(|told| told.slot.clone()).collect();
        (slots, found.events[0].left_out[0].len())
    };
    assert_eq!(left(&reports), (vec!["killed".to_owned()], 0));
    reports.iter_mut().for_each(|report| report.read_whole = false);
    assert_eq!(left(&reports), (vec![], 0));
}

#[test]
fn a_timeline_moves_nothing_to_a_day_nobody_tells() {
    let list = [
        Happening::new("a", "2031-03-04", vec![told("wire-1", "k1", 9)]),
        Happening::new("b", "2031-03-06", vec![told("wire-2", "k1", 9)]).conflicts(&["killed"]),
        Happening::new("c", "", vec![told("wire-3", "k1", 9)]),
        Happening::new("d", "2031-03-04", vec![told("wire-4", "k1", 9)])
            .days("2031-03-04", "2031-03-05"),
        Happening::new("e", "2033-03-04", vec![told("harbour-4", "k1", 9).sum()]).aggregate(),
    ];
    let events = events(&list);
    let published = rashomon::query::toll::Published::of(&reports_of(&list));
    let all: Vec<&Event> = events.iter().collect();
    let line = timeline(&all, Some(Unit::Day), 10, &outlets_of(&list), &published);
    let bins: Vec<(&str, usize, bool)> =
        line.bins.iter().map(|bin| (bin.key.as_str(), bin.events.len(), bin.skipped > 0)).collect();
    let empty = ("2031-03-05", 0, false);
    assert_eq!(
        bins,
        [("2031-03-04", 1, false), empty, ("2031-03-06", 1, false), ("2033-03-04", 1, true)]
    );
    assert_eq!((line.wide.len(), line.undated.len()), (1, 1));
    assert!(line.bins[3].killed.is_none(), "a sum is no toll of its day");
    let lane = line.lanes.iter().find(|lane| lane.outlet == "wire").unwrap();
    assert_eq!((lane.events, lane.bins["2031-03-06"]), (2, [1, 1]));
    let seen: BTreeSet<&str> = line.lanes.iter().map(|lane| lane.outlet.as_str()).collect();
    assert_eq!(seen, BTreeSet::from(["harbour", "wire"]));
    // Where no unit is asked for, the shortest that fits is taken.
    let fitted = timeline(&all, None, 2, &outlets_of(&list), &published);
    assert_eq!(fitted.unit, Unit::Week);
}
