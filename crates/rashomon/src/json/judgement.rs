//! Judgements as JSON: what was decided, by whom, why, and what it does now.
//!
//! [`Decided`] is the body of a `judgement` record and goes both ways; [`Judgement`] adds author,
//! time and effect and only goes out. A word outside its table, or a decision without the parts
//! it needs, is an error that names the field: a record that does not read back is damage.

use rashomon_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words::Worded;

mod asked;
mod change;
mod happening;
mod on_claims;

pub use asked::Asked;
pub use change::{Changed, EventRow, Range};
pub use happening::{Happening, ToldAt};
pub use on_claims::{AddedClaim, ClaimAnchor, Correction, Count, Located};

/// What was decided, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Decided {
    /// same, different, split, rename, same-event, different-events, accept, reject, correct, add,
    /// note or withdraw.
    pub kind: String,
    /// Why; of a note, what is noted.
    pub reason: String,
    /// What it is about; for a split the one thing that uses are taken out of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub things: Vec<Thing>,
    /// The happenings it is about, where it is about happenings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub happenings: Vec<Happening>,
    /// Split: uses that have none but these spellings go out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// Split: uses in these reports go out. Note: the report it is on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<String>,
    /// Accept, reject, correct: the claim. Note: the claim it is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimAnchor>,
    /// Correct: what stands in place of what was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Correction>,
    /// Add: the claim that was not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<AddedClaim>,
    /// Rename: the name to show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Withdraw: the judgement that no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdraws: Option<String>,
}

/// What a judgement is about, named so that it is found again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Thing {
    /// What sort of thing it was taken for.
    pub kind: String,
    /// Its id on the day.
    pub entity: String,
    /// The name it was shown under on the day.
    pub name: String,
    /// How reports name it.
    pub known_by: Vec<KnownBy>,
}

/// One way in which reports name a thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct KnownBy {
    /// The spelling.
    pub name: String,
    /// The one report it is meant in, where the name is too common to mean one thing in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// The split by which it was taken out of another thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
}

/// A judgement and what it does in the case at hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Judgement {
    /// Its id: `J-` and its position in the log.
    pub id: String,
    /// Who decided.
    pub by: String,
    /// When it was entered, RFC 3339.
    pub at: String,
    /// What was decided, and why.
    #[serde(flatten)]
    pub decided: Decided,
    /// The judgement that withdrew it; null where it stands.
    pub withdrawn: Option<String>,
    /// What it does now.
    pub effect: Effect,
}

/// What a judgement does in the case at hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Effect {
    /// in force, in part, overruled, applies to nothing now, or withdrawn.
    pub standing: String,
    /// The entities it touches now.
    pub entities: Vec<String>,
    /// The events it touches now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
    /// The claims it is about now; of judgements on claims alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<String>,
    /// What a reader should know of it.
    pub notes: Vec<String>,
}

impl Judgement {
    /// Writes a judgement with its effect.
    pub(crate) fn of(judged: &model::Judged) -> Judgement {
        let model::Judged { judgement, effect } = judged;
        Judgement {
            id: judgement.id.to_string(),
            by: judgement.by.clone(),
            at: judgement.at.clone(),
            decided: Decided::of(&judgement.decision, &judgement.reason),
            withdrawn: match effect.standing {
                model::Standing::Withdrawn(by) => Some(by.to_string()),
                _ => None,
            },
            effect: Effect {
                standing: effect.standing.as_str().to_owned(),
                entities: effect.entities.iter().map(ToString::to_string).collect(),
                events: effect.events.iter().map(ToString::to_string).collect(),
                claims: effect.claims.iter().map(ToString::to_string).collect(),
                notes: effect.notes.clone(),
            },
        }
    }
}

impl Decided {
    /// Writes a decision with its reason.
    pub(crate) fn of(decision: &model::Decision, reason: &str) -> Decided {
        let mut out = Decided {
            kind: decision.as_str().to_owned(),
            reason: reason.to_owned(),
            // The party of a correction stands within its value.
            things: match decision.party() {
                Some(_) => Vec::new(),
                None => decision.things().iter().map(Thing::of).collect(),
            },
            happenings: decision.happenings().iter().map(Happening::of).collect(),
            names: Vec::new(),
            reports: Vec::new(),
            claim: decision.anchor().map(ClaimAnchor::of),
            value: None,
            added: None,
            name: None,
            withdraws: None,
        };
        match decision {
            model::Decision::Correct { value, .. } => out.value = Some(Correction::of(value)),
            model::Decision::Add { claim } => out.added = Some(AddedClaim::of(claim)),
            model::Decision::Note { on: model::NoteOn::Report(report) } => {
                out.reports.push(report.to_string());
            }
            model::Decision::Split { names, reports, .. } => {
                out.names.clone_from(names);
                out.reports = reports.iter().map(ToString::to_string).collect();
            }
            model::Decision::Rename { name, .. } => out.name = Some(name.clone()),
            model::Decision::Withdraw { judgement } => out.withdraws = Some(judgement.to_string()),
            _ => {}
        }
        out
    }

    /// Reads a decision back.
    pub(crate) fn decision(&self) -> Result<model::Decision, String> {
        let things = || self.things.iter().map(Thing::model).collect::<Result<Vec<_>, String>>();
        let one = || things()?.pop().ok_or_else(|| "`things` is empty".to_owned());
        let several = || match things()? {
            things if things.len() > 1 => Ok(things),
            _ => Err("`things` has fewer than two".to_owned()),
        };
        let happenings = || match self.happenings.as_slice() {
            several @ [_, _, ..] => several.iter().map(Happening::model).collect(),
            _ => Err("`happenings` has fewer than two".to_owned()),
        };
        let claim = || self.claim.as_ref().ok_or("`claim` is missing")?.model();
        Ok(match self.kind.as_str() {
            "accept" => model::Decision::Accept { claim: claim()? },
            "reject" => model::Decision::Reject { claim: claim()? },
            "correct" => model::Decision::Correct {
                claim: claim()?,
                value: self.value.as_ref().ok_or("`value` is missing")?.model()?,
            },
            "add" => model::Decision::Add {
                claim: Box::new(self.added.as_ref().ok_or("`added` is missing")?.model()?),
            },
            "note" => model::Decision::Note { on: self.note_on()? },
            "same-event" => model::Decision::SameEvent { happenings: happenings()? },
            "different-events" => model::Decision::DifferentEvents { happenings: happenings()? },
            "same" => model::Decision::Same { things: several()? },
            "different" => model::Decision::Different { things: several()? },
            "split" => model::Decision::Split {
                from: one()?,
                names: self.names.clone(),
                reports: self.reports.iter().cloned().map(model::ReportId).collect(),
            },
            "rename" => model::Decision::Rename {
                thing: one()?,
                name: self.name.clone().ok_or("`name` is missing")?,
            },
            "withdraw" => model::Decision::Withdraw {
                judgement: judgement("withdraws", self.withdraws.as_deref().unwrap_or(""))?,
            },
            other => {
                return Err(format!("`{other}` is no kind of judgement known to this version"));
            }
        })
    }
}

impl Decided {
    fn note_on(&self) -> Result<model::NoteOn, String> {
        let on = (&self.claim, self.happenings.first(), self.things.first(), self.reports.first());
        Ok(match on {
            (Some(claim), ..) => model::NoteOn::Claim(Box::new(claim.model()?)),
            (_, Some(happening), ..) => model::NoteOn::Event(happening.model()?),
            (_, _, Some(thing), _) => model::NoteOn::Entity(thing.model()?),
            (.., Some(report)) => model::NoteOn::Report(model::ReportId(report.clone())),
            _ => return Err("a note is on nothing".to_owned()),
        })
    }
}

impl Thing {
    fn of(thing: &model::Thing) -> Thing {
        Thing {
            kind: thing.kind.word().to_owned(),
            entity: thing.entity.to_string(),
            name: thing.name.clone(),
            known_by: thing.known_by.iter().map(KnownBy::of).collect(),
        }
    }

    fn model(&self) -> Result<model::Thing, String> {
        Ok(model::Thing {
            kind: model::EntityKind::of_word(&self.kind)
                .ok_or_else(|| format!("`things.kind` is `{}`", self.kind))?,
            entity: model::CaseEntityId(self.entity.clone()),
            name: self.name.clone(),
            known_by: self.known_by.iter().map(KnownBy::model).collect::<Result<_, _>>()?,
        })
    }
}

impl KnownBy {
    /// Writes one way of naming.
    pub(crate) fn of(known: &model::KnownBy) -> KnownBy {
        KnownBy {
            name: known.name.clone(),
            report: known.report.as_ref().map(ToString::to_string),
            part: known.part.map(|part| part.to_string()),
        }
    }

    /// Reads one way of naming back.
    pub(crate) fn model(&self) -> Result<model::KnownBy, String> {
        Ok(model::KnownBy {
            name: self.name.clone(),
            report: self.report.clone().map(model::ReportId),
            part: self.part.as_deref().map(|part| judgement("part", part)).transpose()?,
        })
    }
}

fn judgement(field: &str, written: &str) -> Result<model::JudgementId, String> {
    written.parse().map_err(|()| format!("`{field}` is `{written}`, which is no judgement"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_decision_reads_back_as_it_was_written() {
        let thing = |name: &str| model::Thing {
            kind: model::EntityKind::Person,
            entity: model::CaseEntityId("E-1".into()),
            name: name.into(),
            known_by: vec![model::KnownBy {
                name: name.into(),
                report: Some(model::ReportId("r1".into())),
                part: Some(model::JudgementId(7)),
            }],
        };
        let anchor = || model::ClaimAnchor {
            report: model::ReportId("r1".into()),
            start: 7,
            quote: "four died".into(),
            slot: model::Slot::Killed,
            value: "4".into(),
            voice: "the clinic".into(),
            class: model::EventClass::parse("ASSAULT").expect("a class"),
            trigger: Some(12),
            claim: model::CaseClaimId("r1#c2".into()),
        };
        let happening = |event: &str| model::Happening {
            event: model::CaseEventId(event.into()),
            title: "Attack".into(),
            told: vec![model::ToldAt {
                report: model::ReportId("r1".into()),
                start: 7,
                quote: "struck".into(),
                claim: model::CaseClaimId("r1#c2".into()),
            }],
        };
        for decision in [
            model::Decision::SameEvent { happenings: vec![happening("V-1"), happening("V-2")] },
            model::Decision::DifferentEvents {
                happenings: vec![happening("V-1"), happening("V-2")],
            },
            model::Decision::Same { things: vec![thing("Omar"), thing("Umar")] },
            model::Decision::Different { things: vec![thing("Omar"), thing("Umar")] },
            model::Decision::Split {
                from: thing("Omar"),
                names: vec!["Umar".into()],
                reports: vec![model::ReportId("r2".into())],
            },
            model::Decision::Rename { thing: thing("Omar"), name: "O.".into() },
            model::Decision::Withdraw { judgement: model::JudgementId(3) },
            model::Decision::Accept { claim: anchor() },
            model::Decision::Reject { claim: anchor() },
            model::Decision::Correct {
                claim: anchor(),
                value: model::Correction {
                    count: Some((4, None)),
                    party: Some(thing("Front")),
                    place: Some(Box::new(model::Place {
                        name: Some("Velm".into()),
                        point: Some(model::Point { lat: 1.5, lon: -2.25 }),
                        precision: Some(model::PlacePrecision::Settlement),
                        ..model::Place::at(None, model::Span::new(0, 0))
                    })),
                    when: Some(model::When {
                        earliest: model::Date::constant(2031, 3, 4),
                        latest: model::Date::constant(2031, 3, 5),
                    }),
                    ..model::Correction::default()
                },
            },
            model::Decision::Add {
                claim: Box::new(model::AddedClaim {
                    report: model::ReportId("r1".into()),
                    start: 3,
                    quote: "nine".into(),
                    slot: model::Slot::Killed,
                    value: model::Correction::default(),
                    of: model::AddedTo::New(
                        model::EventClass::parse("ASSAULT/aerial").expect("a class"),
                    ),
                    said_by: Some("the clinic".into()),
                    certainty: model::Certainty::Certain,
                    polarity: model::Polarity::Denied,
                }),
            },
            model::Decision::Note { on: model::NoteOn::Claim(Box::new(anchor())) },
            model::Decision::Note { on: model::NoteOn::Event(happening("V-1")) },
            model::Decision::Note { on: model::NoteOn::Entity(thing("Omar")) },
            model::Decision::Note { on: model::NoteOn::Report(model::ReportId("r1".into())) },
        ] {
            let written = serde_json::to_value(Decided::of(&decision, "why")).expect("JSON");
            let read: Decided = serde_json::from_value(written).expect("reads");
            assert_eq!(read.decision(), Ok(decision));
        }
    }

    #[test]
    fn a_decision_without_its_parts_does_not_read_back() {
        for body in [
            serde_json::json!({"kind": "same", "reason": "x", "things": []}),
            serde_json::json!({"kind": "same-event", "reason": "x", "happenings": []}),
            serde_json::json!({"kind": "rename", "reason": "x"}),
            serde_json::json!({"kind": "withdraw", "reason": "x", "withdraws": "12"}),
            serde_json::json!({"kind": "accept", "reason": "x"}),
            serde_json::json!({"kind": "note", "reason": "x"}),
            serde_json::json!({"kind": "bless", "reason": "x"}),
        ] {
            let read: Decided = serde_json::from_value(body).expect("a shape");
            assert!(read.decision().is_err(), "{read:?}");
        }
    }
}
