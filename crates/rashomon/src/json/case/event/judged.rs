//! What people decided and noted, as it stands beside claims, events, entities and reports.
//!
//! In: the judgements of a case with their effects, and the marks that grouping left on events. Out:
//! each with author, time and reason, so that a reader need not look it up. A rejected claim is
//! listed whole, with its quote, and stands in no account.

use std::collections::BTreeMap;

use rashomon_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::Texts;
use super::{Claim, When, bare, value};
use crate::json::reading::{Place, Value};

/// A judgement by its author, time and reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Signed {
    /// The judgement.
    pub judgement: String,
    /// Who decided.
    pub by: String,
    /// When it was entered, RFC 3339.
    pub at: String,
    /// Why; of a note, what is noted.
    pub reason: String,
}

/// Who put a value in place of what was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Corrected {
    /// The judgement.
    #[serde(flatten)]
    pub signed: Signed,
    /// The value as it was read.
    pub read: Value,
    /// The place as it was read, for claims of place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_place: Option<Place>,
    /// The days as they were read, for claims of time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_when: Option<When>,
}

/// A claim that somebody rejected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rejected {
    /// The claim; `event` is empty where no event is left of it.
    #[serde(flatten)]
    pub claim: Claim,
    /// Who rejected it.
    pub rejected: Vec<Signed>,
}

/// A number that an earlier text of the same report gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Earlier {
    /// The number.
    pub value: Value,
    /// The words of that text.
    pub quote: String,
    /// Position of the record of the text that took its place.
    pub until: u64,
    /// When that was entered, RFC 3339.
    pub until_at: String,
}

/// What somebody noted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// The judgement; its reason is what is noted.
    #[serde(flatten)]
    pub signed: Signed,
    /// The claim it is on; absent where it is on the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
}

/// The judgements of a case, to be looked up.
#[derive(Default)]
pub struct People<'c> {
    by_id: BTreeMap<model::JudgementId, &'c model::Judged>,
    on_events: BTreeMap<&'c model::CaseEventId, Vec<&'c model::Judged>>,
    on_entities: BTreeMap<&'c model::CaseEntityId, Vec<&'c model::Judged>>,
    on_reports: BTreeMap<&'c model::ReportId, Vec<&'c model::Judged>>,
}

impl<'c> People<'c> {
    /// Takes the judgements of a case.
    pub fn of(judgements: &'c [model::Judged]) -> People<'c> {
        let mut out = People::default();
        for judged in judgements {
            out.by_id.insert(judged.judgement.id, judged);
            let model::Decision::Note { on } = &judged.judgement.decision else { continue };
            if judged.effect.standing != model::Standing::InForce {
                continue;
            }
            for event in &judged.effect.events {
                out.on_events.entry(event).or_default().push(judged);
            }
            for entity in &judged.effect.entities {
                out.on_entities.entry(entity).or_default().push(judged);
            }
            if let model::NoteOn::Report(report) = on {
                out.on_reports.entry(report).or_default().push(judged);
            }
        }
        out
    }

    /// Notes on an event and on claims of it.
    pub fn notes(&self, event: &model::CaseEvent) -> Vec<Note> {
        list(self.on_events.get(&event.id))
    }

    /// Notes on an entity.
    pub fn notes_on_entity(&self, entity: &model::CaseEntityId) -> Vec<Note> {
        list(self.on_entities.get(entity))
    }

    /// Notes on a report.
    pub fn notes_on_report(&self, report: &model::ReportId) -> Vec<Note> {
        list(self.on_reports.get(report))
    }

    /// Lists rejected claims, each with all who rejected it.
    pub(in super::super) fn rejected(
        &self,
        judged: &[model::ClaimJudged],
        event: Option<&model::CaseEventId>,
        texts: &Texts<'_>,
    ) -> Vec<Rejected> {
        let mut out: Vec<Rejected> = Vec::new();
        for judged in judged {
            let model::ClaimMark::Rejected { claim } = &judged.mark else { continue };
            let id = claim.id.to_string();
            match out.last_mut().filter(|known| known.claim.id == id) {
                Some(known) => known.rejected.extend(self.signed(judged.by)),
                None => out.push(Rejected {
                    claim: bare(claim, event, texts),
                    rejected: self.signed(judged.by).into_iter().collect(),
                }),
            }
        }
        out
    }

    /// Writes on a claim what people decided about it.
    pub(super) fn mark(
        &self,
        claim: &mut Claim,
        judged: &[model::ClaimJudged],
        (report, texts): (&model::ReportId, &Texts<'_>),
    ) {
        for judged in judged.iter().filter(|judged| judged.claim.as_str() == claim.id) {
            let Some(signed) = self.signed(judged.by) else { continue };
            match &judged.mark {
                model::ClaimMark::Accepted => claim.accepted.push(signed),
                model::ClaimMark::Added => claim.added = Some(signed),
                model::ClaimMark::Corrected { read } => {
                    let (place, when) = match &**read {
                        model::CaseValue::Place { place, .. } => {
                            (Some(texts.place(report, place)), None)
                        }
                        model::CaseValue::Time { when, part, .. } => {
                            (None, when.map(|when| When::with_part(when, part.as_deref())))
                        }
                        _ => (None, None),
                    };
                    claim.corrected = Some(Corrected {
                        signed,
                        read: value(read),
                        read_place: place,
                        read_when: when,
                    });
                }
                _ => {}
            }
        }
    }

    fn signed(&self, by: model::JudgementId) -> Option<Signed> {
        self.by_id.get(&by).map(|judged| signed(&judged.judgement))
    }
}

fn list(judged: Option<&Vec<&model::Judged>>) -> Vec<Note> {
    let note = |judged: &&model::Judged| Note {
        signed: signed(&judged.judgement),
        claim: judged.effect.claims.first().map(ToString::to_string),
    };
    judged.into_iter().flatten().map(note).collect()
}

fn signed(judgement: &model::Judgement) -> Signed {
    Signed {
        judgement: judgement.id.to_string(),
        by: judgement.by.clone(),
        at: judgement.at.clone(),
        reason: judgement.reason.clone(),
    }
}
