//! Which events are asked for.

use std::collections::BTreeMap;

use rashomon::json::case::{Entity, Event};
use rashomon::query::filter::{Filter, GradeWanted, Part, slot};

use super::{Happening, outlets_of, told};

fn list() -> Vec<Happening> {
    vec![
        Happening::new(
            "a",
            "2031-03-04",
            vec![told("wire-1", "k1", 9), told("harbour-1", "k2", 12)],
        )
        .conflicts(&["killed", "place"]),
        Happening::new("b", "2031-04-01", vec![told("wire-2", "k1", 9)]),
        Happening::new("c", "", vec![told("hill-1", "k1", 3)]),
    ]
}

fn kept(filter: &Filter) -> Vec<String> {
    let (list, outlets) = (list(), outlets_of(&list()));
    let mut events: Vec<Event> = list.iter().map(Happening::event).collect();
    let coding = serde_json::json!({"grade": "contested", "best": 9, "version": "1", "trace": [],
        "readings": [{"reading": "shot down", "grade": "weak", "trace": []}]});
    events[0].grades =
        BTreeMap::from([("airwars".to_owned(), serde_json::from_value(coding).unwrap())]);
    let bound = filter.bind::<Entity>(&[], &outlets, &events).unwrap();
    events.iter().filter(|event| bound.keeps(event)).map(|event| event.id.clone()).collect()
}

#[test]
fn an_empty_filter_keeps_every_event() {
    assert_eq!(kept(&Filter::default()), ["a", "b", "c"]);
}

#[test]
fn each_condition_narrows() {
    let day = |text: &str| Some(text.parse().unwrap());
    let cases: Vec<(Filter, &[&str])> = vec![
        (Filter { since: day("2031-03-10"), ..Filter::default() }, &["b"]),
        (Filter { until: day("2031-03-10"), ..Filter::default() }, &["a"]),
        (Filter { origins: 2, ..Filter::default() }, &["a"]),
        (Filter { outlets: 2, ..Filter::default() }, &["a"]),
        (Filter { told_by: vec!["hill".into()], ..Filter::default() }, &["c"]),
        (Filter { told_by: vec!["wire".into(), "harbour".into()], ..Filter::default() }, &["a"]),
        (Filter { disagreeing: Some(vec![]), ..Filter::default() }, &["a"]),
        (Filter { disagreeing: Some(vec!["place".into()]), ..Filter::default() }, &["a"]),
        (Filter { disagreeing: Some(vec!["cause".into()]), ..Filter::default() }, &[]),
        (Filter { classes: vec!["ASSAULT/drone".into()], ..Filter::default() }, &[]),
        (
            Filter { places: vec!["ostrel".into(), "VELM".into()], ..Filter::default() },
            &["a", "b", "c"],
        ),
        (Filter { actors: vec![(Part::Voice, "Hill".into())], ..Filter::default() }, &["c"]),
    ];
    for (filter, expected) in cases {
        assert_eq!(kept(&filter), expected, "{filter:?}");
    }
}

#[test]
fn grades_are_asked_for_by_rulebook_and_field() {
    let by = |text: &str| {
        let grade: GradeWanted = text.parse().unwrap();
        kept(&Filter { grades: vec![grade], ..Filter::default() })
    };
    for found in ["airwars=contested", "airwars.grade=Contested", "airwars.best=9", "airwars=weak"]
    {
        assert_eq!(by(found), ["a"], "{found}");
    }
    for none in ["airwars=fair", "airwars.best=contested"] {
        assert!(by(none).is_empty(), "{none}");
    }
    assert!("contested".parse::<GradeWanted>().is_err());
    assert!("=x".parse::<GradeWanted>().is_err());
}

#[test]
fn names_that_are_none_are_errors() {
    let outlets = outlets_of(&list());
    let bad = [
        Filter { told_by: vec!["nobody".into()], ..Filter::default() },
        Filter { actors: vec![(Part::Any, "nobody".into())], ..Filter::default() },
    ];
    for filter in bad {
        assert!(filter.bind::<Entity>(&[], &outlets, &[]).unwrap_err().is_not_found());
    }
    assert!(slot("killed").is_ok() && slot("dead").is_err());
}
