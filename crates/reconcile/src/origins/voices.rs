//! On what each claim of an event rests: a report's origin, another outlet's, or a voice's.
//!
//! In: the origins of the reports and an event. Out: one origin a claim. What a report tells in its
//! own words, or through people whom nobody could find again ("witnesses"), rests on the origin of
//! the report; what it cites from another outlet rests on that outlet's own report; what a named
//! voice says rests on that voice, whoever carries it, and the words of a spokesman or a
//! leader on those he speaks for. So two reports that quote one spokesman are one origin for what he says, and two for what
//! each saw itself. An outlet does not corroborate itself: its reports of one event are one origin.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::{
    CaseClaim, CaseEntityId, CaseEvent, CaseVoice, OriginId, Polarity, RelationKind, ReportId,
};

use super::Origins;
use crate::parties::CaseParties;

/// The origins of one event.
pub struct EventOrigins<'o> {
    origins: &'o Origins,
    parties: &'o CaseParties<'o>,
    /// The reports of the event, sorted.
    told: Vec<ReportId>,
    /// The origin of each outlet's own reports of the event, by [`outlet_key`].
    own: BTreeMap<String, OriginId>,
    /// The reports of the event that are an outlet's own work and came out under its name.
    reports: BTreeMap<String, BTreeSet<ReportId>>,
}

/// What stands for an outlet: its entity, where the case knows it, or else its name.
pub fn outlet_key(name: &str, parties: &CaseParties<'_>) -> String {
    parties.outlet(name).map_or_else(|| name.to_lowercase(), ToString::to_string)
}

impl<'o> EventOrigins<'o> {
    /// Looks at the reports of an event.
    pub fn of(
        event: &CaseEvent,
        origins: &'o Origins,
        parties: &'o CaseParties<'o>,
    ) -> EventOrigins<'o> {
        let mut own: BTreeMap<String, OriginId> = BTreeMap::new();
        let mut published: BTreeMap<String, BTreeSet<ReportId>> = BTreeMap::new();
        let mut reports: Vec<&ReportId> = event.claims.iter().map(|claim| &claim.report).collect();
        reports.sort();
        reports.dedup();
        for report in &reports {
            let (Some(origin), Some(root)) = (origins.of(report), origins.root_outlet(report))
            else {
                continue;
            };
            if origins.outlet_of(report) == Some(root) {
                published.entry(root.to_owned()).or_default().insert((*report).clone());
            }
            let known = own.entry(root.to_owned()).or_insert_with(|| origin.clone());
            if (origin.as_str().len(), origin) < (known.as_str().len(), known) {
                *known = origin.clone();
            }
        }
        let told = reports.into_iter().cloned().collect();
        EventOrigins { origins, parties, told, own, reports: published }
    }

    /// Returns what the reports of the event rest on, each origin once.
    pub fn all(&self) -> Vec<OriginId> {
        let mut all: Vec<OriginId> =
            self.told.iter().map(|report| self.of_report(report)).collect();
        all.sort_by(|a, b| (a.as_str().len(), a).cmp(&(b.as_str().len(), b)));
        all.dedup();
        all
    }

    /// Returns what a claim rests on.
    pub fn of_claim(&self, claim: &CaseClaim) -> OriginId {
        // From the innermost voice outwards, the first that could be found again.
        let named = claim.said_by.iter().rev().find_map(|voice| match voice {
            CaseVoice::Quoted { entity, .. } => entity.as_ref(),
            CaseVoice::Outlet(_) => None,
        });
        let source = || self.origins.passage(&claim.report, claim.span).unwrap_or(&claim.report);
        named.map_or_else(|| self.of_report(source()), |entity| self.of_voice(entity))
    }

    /// Returns what most of an account's claims rest on; of equals the first.
    pub fn of_account(&self, claims: &[&CaseClaim]) -> OriginId {
        let mut counts: BTreeMap<OriginId, usize> = BTreeMap::new();
        for claim in claims {
            *counts.entry(self.of_claim(claim)).or_default() += 1;
        }
        let best =
            counts.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map_or_else(|| OriginId("o0".to_owned()), |(origin, _)| origin)
    }

    /// Returns the reports of the event that are the own work of an outlet.
    pub fn reports_of(&self, outlet: &CaseEntityId) -> BTreeSet<ReportId> {
        self.reports.get(outlet.as_str()).cloned().unwrap_or_default()
    }

    fn of_report(&self, report: &ReportId) -> OriginId {
        let root = self.origins.root_outlet(report);
        let own = root.and_then(|outlet| self.own.get(outlet));
        let origin = own.or_else(|| self.origins.of(report));
        origin.cloned().unwrap_or_else(|| OriginId("o0".to_owned()))
    }

    fn of_voice(&self, voice: &CaseEntityId) -> OriginId {
        if let Some(own) = self.own.get(voice.as_str()) {
            return own.clone();
        }
        let behind = speaks_for(voice, self.parties).unwrap_or(voice);
        OriginId(format!("voice:{behind}"))
    }
}

/// Returns the one party for which somebody speaks or which he leads; none where several are told.
fn speaks_for<'p>(voice: &CaseEntityId, parties: &'p CaseParties<'_>) -> Option<&'p CaseEntityId> {
    let mut told: Vec<&CaseEntityId> = parties
        .relations_of(voice)
        .iter()
        .filter(|r| matches!(r.kind, RelationKind::SpeaksFor | RelationKind::Leads))
        .filter(|r| r.polarity == Polarity::Affirmed)
        .map(|relation| &relation.object)
        .collect();
    told.sort();
    told.dedup();
    match told.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}
