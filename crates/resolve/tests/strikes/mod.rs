//! Made-up reports of strikes, each with its reading, for tests of grouping.

use std::borrow::Cow;

use rashomon_model::{
    Certainty, Claim, Date, EntityId, EventClass, EventId, EventMention, Judgement, Place, PlaceId,
    PlacePrecision, PlaceRelation, Point, Polarity, Quantity, Reading, Report, ReportId, Slot,
    Span, Status, Time, TimeId, TimeKind, Value, Voice, Wording,
};
use rashomon_resolve::group::{Config, Grouped, Ruled, group};

/// One strike as one report tells it.
#[derive(Clone, Debug)]
pub struct Strike {
    pub town: usize,
    pub day: i8,
    pub killed: u32,
    pub class: &'static str,
}

pub const TOWNS: [(&str, f64, f64); 4] =
    [("Velm", 10.0, 10.0), ("Kessib", 10.0, 14.0), ("Dorrun", 14.0, 10.0), ("Asmar", 14.0, 14.0)];

pub fn strike(town: usize, day: i8, killed: u32) -> Strike {
    Strike { town, day, killed, class: "ASSAULT/aerial" }
}

pub fn told(id: &str, strikes: &[Strike]) -> (Report, Reading) {
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

pub fn grouped(told: &[(Report, Reading)]) -> Grouped {
    judged(told, &[])
}

pub fn judged(told: &[(Report, Reading)], judgements: &[Judgement]) -> Grouped {
    with(told, judgements, &Config::standard().unwrap())
}

pub fn with(told: &[(Report, Reading)], judgements: &[Judgement], config: &Config) -> Grouped {
    group(told, &|_, _| None, Ruled::of(judgements), config)
}
