//! Questions about many events, on events put together by hand.
//!
//! Outlets, places and people are invented. Each test says what must hold whatever the grouping of
//! reports; what comes of real reading is in the casebook.

use std::collections::BTreeMap;

use rashomon::json::case::{Event, Report};
use rashomon::query::outlets::Outlets;
use rashomon::query::toll::Published;
use serde_json::{Value, json};

mod asked;
mod keyed;
mod laws;
mod numbers;
mod sides;

/// One number of people as one voice of one report gives it.
#[derive(Clone, Debug)]
pub struct Told {
    pub report: String,
    /// The account; the same in every copy of a report.
    pub account: String,
    pub low: u32,
    pub high: Option<u32>,
    pub wording: &'static str,
    pub status: &'static str,
    pub who: Option<&'static str>,
    pub side: Option<&'static str>,
    pub cumulative: bool,
    pub polarity: &'static str,
}

/// An exact number of people, of whom no more is said.
pub fn told(report: &str, account: &str, number: u32) -> Told {
    Told {
        report: report.to_owned(),
        account: account.to_owned(),
        low: number,
        high: Some(number),
        wording: "exact",
        status: "unknown",
        who: None,
        side: None,
        cumulative: false,
        polarity: "affirmed",
    }
}

impl Told {
    pub fn of(self, status: &'static str) -> Told {
        Told { status, ..self }
    }

    pub fn who(self, who: &'static str) -> Told {
        Told { who: Some(who), ..self }
    }

    pub fn at_least(self) -> Told {
        Told { high: None, wording: "at-least", ..self }
    }

    pub fn to(self, high: u32) -> Told {
        Told { high: Some(high), ..self }
    }

    pub fn vague(self) -> Told {
        Told { wording: "word", ..self }
    }

    pub fn sum(self) -> Told {
        Told { cumulative: true, ..self }
    }

    pub fn denied(self) -> Told {
        Told { polarity: "denied", ..self }
    }
}

/// An event to be made.
#[derive(Clone, Debug, Default)]
pub struct Happening {
    pub id: String,
    pub days: Option<(&'static str, &'static str)>,
    pub town: Option<&'static str>,
    pub told: Vec<Told>,
    pub conflicts: Vec<&'static str>,
    /// Account, low of its old figure, claim of the new one.
    pub superseded: Vec<(&'static str, u32)>,
    pub aggregate: bool,
}

impl Happening {
    pub fn new(id: &str, day: &'static str, told: Vec<Told>) -> Happening {
        let days = (!day.is_empty()).then_some((day, day));
        Happening { id: id.to_owned(), days, town: Some("Velm"), told, ..Happening::default() }
    }

    pub fn conflicts(self, slots: &[&'static str]) -> Happening {
        Happening { conflicts: slots.to_vec(), ..self }
    }

    pub fn days(self, from: &'static str, to: &'static str) -> Happening {
        Happening { days: Some((from, to)), ..self }
    }

    pub fn aggregate(self) -> Happening {
        Happening { aggregate: true, ..self }
    }

    pub fn event(&self) -> Event {
        let mut claims: Vec<Value> = Vec::new();
        let mut accounts: BTreeMap<&str, (Vec<String>, Vec<&str>)> = BTreeMap::new();
        let mut values = Vec::new();
        for (n, told) in self.told.iter().enumerate() {
            let id = format!("{}#{}-{n}", told.report, self.id);
            let voice = json!([{"outlet": outlet(&told.report)}]);
            let value = json!({"low": told.low, "high": told.high, "wording": told.wording,
                "status": told.status, "who": told.who, "side": told.side,
                "cumulative": told.cumulative, "text": "people"});
            claims.push(
                json!({"id": id, "report": told.report, "event": self.id, "slot": "killed",
                "value": value, "said_by": voice, "certainty": "certain",
                "polarity": told.polarity, "span": [0, 1], "quote": "x", "rule": "test"}),
            );
            let (own, reports) = accounts.entry(&told.account).or_default();
            own.push(id.clone());
            reports.push(&told.report);
            let old = self.superseded.contains(&(told.account.as_str(), told.low));
            let by = json!([{"account": told.account, "by": id, "on": "2031-03-09"}]);
            values.push(json!({"value": value, "polarity": told.polarity,
                "accounts": [told.account], "claims": [id], "origins": 1,
                "against_interest": false, "superseded": if old { by } else { json!([]) }}));
        }
        if let Some(town) = self.town {
            let id = format!("r#{}-place", self.id);
            let place = json!({"span": [0, 1], "text": town, "name": town, "country": "XX",
                "gazetteer": format!("test:{town}"), "precision": "settlement"});
            claims.push(json!({"id": id, "report": "r", "event": self.id, "slot": "place",
                "value": {"text": town, "relation": "at"}, "place": place, "said_by": [],
                "certainty": "certain", "polarity": "affirmed", "span": [0, 1], "quote": "x",
                "rule": "test"}));
        }
        let reports: std::collections::BTreeSet<&str> =
            self.told.iter().map(|told| told.report.as_str()).collect();
        let origins: std::collections::BTreeSet<String> =
            reports.iter().map(|report| outlet(report)).collect();
        let account = |(id, (claims, reports)): (&str, (Vec<String>, Vec<&str>))| {
            json!({"id": id, "said_by": [{"outlet": outlet(reports[0])}], "origin": id,
                "outlets": [outlet(reports[0])], "outlet": outlet(reports[0]),
                "reports": reports, "alignment": [], "claims": claims})
        };
        let disagreement = |slot: &&str| json!({"slot": slot, "accounts": [], "why": "x"});
        let place = |town: &str| {
            json!({"name": town, "lat": null, "lon": null, "precision": "settlement",
                "offset_km": null, "bearing": null,
                "claims": [format!("r#{}-place", self.id)]})
        };
        let event = json!({
            "id": self.id, "class": "ASSAULT/aerial", "title": format!("Air strikes {}", self.id),
            "when": self.days.map(|(from, to)| json!({"earliest": from, "latest": to,
                "precision": "day"})),
            "where": self.town.map(place).into_iter().collect::<Vec<_>>(),
            "reports": reports, "origins": origins, "aggregate": self.aggregate,
            "accounts": accounts.into_iter().map(account).collect::<Vec<_>>(),
            "slots": {"killed": {"relation": "single", "low": null, "best": null, "high": null,
                "values": values, "silent": []}},
            "disagreements": self.conflicts.iter().map(disagreement).collect::<Vec<_>>(),
            "grades": {}, "claims": claims, "joined": []
        });
        serde_json::from_value(event).expect("an event")
    }
}

/// Reports are called after their outlets: `harbour-1`, `wire-2`.
fn outlet(report: &str) -> String {
    report.split('-').next().unwrap_or(report).to_owned()
}

/// A report with its day and the origin it rests on.
pub fn report(id: &str, day: Option<&str>, origin: &str) -> Report {
    let head = json!({"id": id, "outlet": outlet(id), "published": day, "lang": "en", "title": null,
        "sha256": "", "text": "", "origin": origin, "read_whole": true});
    serde_json::from_value(head).expect("a report")
}

/// Counts what some happenings tell, with reports of the fifth of March that rest on themselves.
pub fn counted(happenings: &[Happening], by: &[&str]) -> rashomon::query::numbers::Numbers {
    counted_with(happenings, by, &reports_of(happenings))
}

pub fn reports_of(happenings: &[Happening]) -> Vec<Report> {
    let ids: std::collections::BTreeSet<&str> =
        happenings.iter().flat_map(|h| &h.told).map(|told| told.report.as_str()).collect();
    ids.into_iter().map(|id| report(id, Some("2031-03-05"), id)).collect()
}

pub fn counted_with(
    happenings: &[Happening],
    by: &[&str],
    reports: &[Report],
) -> rashomon::query::numbers::Numbers {
    use rashomon::query::numbers::{Asked, By, Known, numbers};
    let events: Vec<Event> = happenings.iter().map(Happening::event).collect();
    let by = by.iter().map(|word| By::of_word(word).expect("a unit")).collect();
    let asked = Asked { by, ..Asked::killed() };
    let published = Published::of(reports);
    let divisions = rashomon::query::units::Divisions::default();
    let known =
        Known { published: &published, divisions: &divisions, name: &|id: &str| id.to_owned() };
    numbers(&events.iter().collect::<Vec<_>>(), &asked, &known)
}

pub fn outlets_of(happenings: &[Happening]) -> Outlets {
    Outlets::of(&reports_of(happenings))
}
