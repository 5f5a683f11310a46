//! The page of an event: accounts side by side, with everything that stands behind them.

use std::collections::{BTreeMap, BTreeSet};

use rashomon::CaseFile;
use rashomon::json::case::{Event, Origin, Report, Tie};
use rashomon::json::judgement::Judgement;
use rashomon::json::rulebook::Rulebook;
use rashomon::query::missing::{self, Missing};
use rashomon::query::{claim_of, overview};
use rashomon::wording::{self, READING_ORDER};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ReportBrief, in_order, names_of};
use crate::app::App;
use crate::error::ApiError;

/// One event with what its page needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EventPage {
    /// The event.
    pub event: Event,
    /// The reports that tell it.
    pub reports: Vec<ReportBrief>,
    /// Names of its entities by id.
    pub names: BTreeMap<String, String>,
    /// Values and voices in words.
    pub words: Words,
    /// Its slots in the order in which people read them.
    pub slots: Vec<String>,
    /// The origins of its reports.
    pub origins: Vec<Origin>,
    /// What ties its reports and claims to what they rest on.
    pub ties: Vec<Tie>,
    /// What people decided about it.
    pub judgements: Vec<Judgement>,
    /// What is known to be missing.
    pub missing: Vec<Missing>,
    /// The rulebooks that code it.
    pub rulebooks: Vec<Rulebook>,
}

/// Values and voices in words, as every other page has them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "EventWords")]
pub struct Words {
    /// When it happened.
    pub when: String,
    /// The value of each claim, by its id.
    pub claims: BTreeMap<String, String>,
    /// The voice of each account, by its id.
    pub voices: BTreeMap<String, String>,
    /// The values of each slot, in their order: with denial, doubt, interest.
    pub slots: BTreeMap<String, Vec<String>>,
    /// What each rulebook puts first.
    pub grades: BTreeMap<String, String>,
}

impl EventPage {
    /// Gathers the page of an event: its id, the beginning of one, its number, or one of its claims.
    pub fn of(app: &App, id: &str) -> Result<EventPage, ApiError> {
        let case = app.case()?;
        let event = case.find_event(id)?;
        let names = names_of(&case, &event)?;
        let told = case.reports_of([&event])?;
        let outlets = case.outlets(&told)?;
        let rulebooks = &case.rulebooks()?;
        let of_event = |judgement: &Judgement| judgement.effect.events.contains(&event.id);
        let (origins, ties) = resting(&case, &event, &told)?;
        Ok(EventPage {
            reports: told.iter().map(ReportBrief::of).collect(),
            words: Words::of(&event, &names, rulebooks),
            slots: slots(&event),
            origins,
            ties,
            judgements: case.judgements()?.into_iter().filter(of_event).collect(),
            missing: missing::of_event(&event, &told, &outlets, &names),
            rulebooks: rulebooks
                .iter()
                .filter(|book| event.grades.contains_key(&book.name))
                .map(Rulebook::of)
                .collect(),
            names: in_order(names),
            event,
        })
    }
}

impl Words {
    fn of(
        event: &Event,
        names: &wording::Names,
        rulebooks: &[rashomon::rulebook::Rulebook],
    ) -> Words {
        let rejected = event.rejected.iter().map(|rejected| &rejected.claim);
        let claim = |claim: &rashomon::json::case::Claim| {
            (claim.id.clone(), wording::told(&claim.slot, &claim.value, &claim.polarity))
        };
        let voice = |account: &rashomon::json::case::Account| {
            (account.id.clone(), wording::voice(&account.said_by, &account.outlets, names))
        };
        let slot = |(name, slot): (&String, &rashomon::json::case::Slot)| {
            let qualified = slot.values.iter().map(|value| {
                let claims: Vec<_> =
                    value.claims.iter().filter_map(|id| claim_of(event, id)).collect();
                wording::qualified(name, value, &claims)
            });
            (name.clone(), qualified.collect())
        };
        Words {
            when: wording::when(event),
            claims: event.claims.iter().chain(rejected).map(claim).collect(),
            voices: event.accounts.iter().map(voice).collect(),
            slots: event.slots.iter().map(slot).collect(),
            grades: overview::grades(event, rulebooks),
        }
    }
}

/// Slots that somebody fills, as people read them; those without a place in that order come last.
pub fn slots(event: &Event) -> Vec<String> {
    let known = READING_ORDER.iter().map(|slot| (*slot).to_owned());
    let others = event.slots.keys().filter(|slot| !READING_ORDER.contains(&slot.as_str())).cloned();
    let filled = |slot: &String| event.slots.get(slot).is_some_and(|slot| !slot.values.is_empty());
    known.chain(others).filter(filled).collect()
}

/// The origins of the reports of an event, and the ties between them.
fn resting(
    case: &CaseFile,
    event: &Event,
    reports: &[Report],
) -> Result<(Vec<Origin>, Vec<Tie>), ApiError> {
    let told: BTreeSet<&String> = event.reports.iter().collect();
    let mut origins = case.origins_of(reports)?;
    origins.iter_mut().for_each(|origin| origin.reports.retain(|report| told.contains(report)));
    origins.retain(|origin| !origin.reports.is_empty());
    let mut ties = case.ties_of(reports)?;
    ties.retain(|tie| {
        tie.event.as_ref().is_none_or(|of| of == &event.id)
            && told.contains(&tie.to)
            && tie.from.report.as_ref().is_none_or(|from| told.contains(from))
    });
    Ok((origins, ties))
}
