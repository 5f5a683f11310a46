//! Grouping: two tellings of one happening meet, two happenings stay two, and order does not show.

use std::borrow::Cow;

use proptest::prelude::*;
use rashomon_model::{
    Certainty, Claim, Date, EntityId, EventClass, EventId, EventMention, Place, PlaceId,
    PlacePrecision, PlaceRelation, Point, Polarity, Quantity, Reading, Report, ReportId, Slot,
    Span, Status, Time, TimeId, TimeKind, Value, Voice, Wording,
};
use rashomon_resolve::group::{Config, Grouped, Input, group};

/// One strike as one report tells it.
#[derive(Clone, Debug)]
struct Strike {
    town: usize,
    day: i8,
    killed: u32,
    class: &'static str,
}

const TOWNS: [(&str, f64, f64); 4] =
    [("Velm", 10.0, 10.0), ("Kessib", 10.0, 14.0), ("Dorrun", 14.0, 10.0), ("Asmar", 14.0, 14.0)];

fn strike(town: usize, day: i8, killed: u32) -> Strike {
    Strike { town, day, killed, class: "ASSAULT/aerial" }
}

fn told(id: &str, strikes: &[Strike]) -> (Report, Reading) {
    let mut text = String::new();
    let mut reading = Reading::empty(ReportId(id.into()));
    let mut latest = 1;
    for strike in strikes {
        let (town, lat, lon) = TOWNS[strike.town];
        let start = text.len();
        text.push_str(&format!(
            "A strike on {town} on {} March killed {} people.\n",
            strike.day, strike.killed
        ));
        let span = Span { start: start as u32, end: text.len() as u32 - 1 };
        latest = latest.max(strike.day);
        let event = EventId::at(reading.events.len());
        reading.events.push(EventMention {
            class: EventClass::parse(strike.class).unwrap(),
            trigger: span,
            again: Vec::new(),
        });
        let place = PlaceId::at(reading.places.len());
        reading.places.push(Place {
            name: Some(town.to_owned()),
            point: Some(Point { lat, lon }),
            gazetteer: Some(format!("made-up:{town}")),
            precision: Some(PlacePrecision::Settlement),
            ..Place::at(None, span)
        });
        let time = TimeId::at(reading.times.len());
        let day = Date::constant(2031, 3, strike.day);
        reading.times.push(Time {
            span,
            kind: TimeKind::Date,
            value: day.to_string(),
            earliest: Some(day),
            latest: Some(day),
        });
        let quantity = Quantity {
            low: strike.killed,
            high: Some(strike.killed),
            wording: Wording::Exact,
            status: Status::Unknown,
            who: None,
            side: None::<EntityId>,
            cumulative: false,
            text: strike.killed.to_string(),
        };
        let relation = PlaceRelation::At;
        for (slot, value) in [
            (Slot::Occurrence, Value::Occurrence),
            (Slot::Killed, Value::Toll(quantity)),
            (Slot::Place, Value::Place { place, text: town.to_owned(), relation }),
            (Slot::Time, Value::Time { time, until: None, text: format!("{} March", strike.day) }),
        ] {
            reading.claims.push(Claim {
                event,
                slot,
                value,
                said_by: vec![Voice::Outlet(Some("Harbour Times".into()))],
                certainty: Certainty::Certain,
                polarity: Polarity::Affirmed,
                planned: false,
                denies: Vec::new(),
                span,
                rule: Cow::Borrowed("made-up"),
            });
        }
    }
    let report = Report {
        id: ReportId(id.into()),
        outlet: Some("Harbour Times".into()),
        published: Some(Date::constant(2031, 3, latest)),
        url: None,
        title: None,
        lang: Some("en".into()),
        text,
    };
    (report, reading)
}

fn grouped(told: &[(Report, Reading)]) -> Grouped {
    let inputs: Vec<Input<'_>> =
        told.iter().map(|(report, reading)| Input { report, reading }).collect();
    group(&inputs, &|_, _| None, &Config::standard().unwrap())
}

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
