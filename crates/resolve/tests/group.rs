//! Grouping: two tellings of one happening meet, two happenings stay two, and order does not show.

use crate::strikes::{Strike, TOWNS, grouped, strike, told, with};
use proptest::prelude::*;
use rashomon_resolve::group::Config;

fn of_two_reports(a: &[Strike], b: &[Strike]) -> Vec<usize> {
    let grouped = grouped(&[told("a", a), told("b", b)]);
    grouped.events.iter().map(|event| event.reports.len()).collect()
}

#[test]
fn one_strike_told_twice_is_one_event() {
    assert_eq!(of_two_reports(&[strike(0, 4, 12)], &[strike(0, 4, 12)]), [2]);
    assert_eq!(of_two_reports(&[strike(0, 4, 12)], &[strike(0, 4, 15)]), [2]);
}

#[test]
fn strikes_on_two_towns_on_one_day_stay_two() {
    assert_eq!(of_two_reports(&[strike(0, 4, 12)], &[strike(1, 4, 12)]), [1, 1]);
    assert_eq!(of_two_reports(&[strike(0, 4, 12), strike(1, 4, 3)], &[strike(0, 4, 12)]).len(), 2);
}

#[test]
fn strikes_a_week_apart_stay_two() {
    assert_eq!(of_two_reports(&[strike(0, 4, 12)], &[strike(0, 11, 12)]), [1, 1]);
}

#[test]
fn other_sorts_of_happening_stay_apart() {
    let arrest = Strike { class: "COERCE/arrest", ..strike(0, 4, 12) };
    assert_eq!(of_two_reports(&[strike(0, 4, 12)], &[arrest]), [1, 1]);
}

#[test]
fn a_title_names_the_place_and_the_day() {
    let grouped = grouped(&[told("a", &[strike(0, 4, 12)])]);
    assert_eq!(grouped.events[0].title, "Air strikes on Velm, 4 March 2031");
}

#[test]
fn a_merge_says_why() {
    let grouped = grouped(&[told("a", &[strike(0, 4, 12)]), told("b", &[strike(0, 4, 12)])]);
    let why = grouped.events[0].joined.join(" ");
    assert!(why.contains("same place") && why.contains("same day"), "{why}");
}

fn any_strike() -> impl Strategy<Value = Strike> {
    (0usize..TOWNS.len(), 1i8..28, 1u32..90, prop::bool::ANY).prop_map(
        |(town, day, killed, aerial)| Strike {
            class: if aerial { "ASSAULT/aerial" } else { "ASSAULT" },
            ..strike(town, day, killed)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn the_order_of_reports_changes_nothing(
        plans in prop::collection::vec(prop::collection::vec(any_strike(), 0..4), 1..9),
        turn in 0usize..9,
    ) {
        let mut reports: Vec<_> =
            plans.iter().enumerate().map(|(n, plan)| told(&format!("r{n}"), plan)).collect();
        let straight = grouped(&reports);
        reports.rotate_left(turn % plans.len());
        reports.reverse();
        prop_assert_eq!(straight, grouped(&reports));
    }

    #[test]
    fn what_shares_no_key_would_not_have_been_joined(
        plans in prop::collection::vec(prop::collection::vec(any_strike(), 1..4), 1..7),
    ) {
        let reports: Vec<_> =
            plans.iter().enumerate().map(|(n, plan)| told(&format!("r{n}"), plan)).collect();
        let config = Config::standard().unwrap();
        let apart = |g: rashomon_resolve::group::Grouped| -> Vec<_> {
            g.events.into_iter().map(|event| event.id).collect()
        };
        let blocked = apart(with(&reports, &[], &config));
        prop_assert_eq!(blocked, apart(with(&reports, &[], &config.without_blocking())));
    }

    #[test]
    fn every_claim_is_in_exactly_one_event(
        plans in prop::collection::vec(prop::collection::vec(any_strike(), 0..5), 1..8),
    ) {
        let reports: Vec<_> =
            plans.iter().enumerate().map(|(n, plan)| told(&format!("r{n}"), plan)).collect();
        let mut held: Vec<_> = grouped(&reports)
            .events
            .into_iter()
            .flat_map(|event| event.claims.into_iter().map(|claim| claim.id))
            .collect();
        held.sort();
        let all: usize = reports.iter().map(|(_, reading)| reading.claims.len()).sum();
        prop_assert_eq!(held.len(), all);
        held.dedup();
        prop_assert_eq!(held.len(), all);
    }

    #[test]
    fn events_never_span_places_that_lie_far_apart(
        plans in prop::collection::vec(prop::collection::vec(any_strike(), 1..4), 1..9),
    ) {
        let reports: Vec<_> =
            plans.iter().enumerate().map(|(n, plan)| told(&format!("r{n}"), plan)).collect();
        for event in grouped(&reports).events {
            prop_assert_eq!(event.places.len(), 1, "{:?}", event.places);
        }
    }
}
