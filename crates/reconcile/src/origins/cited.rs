//! Ties of single claims: a voice that several reports quote, an outlet that others cite.
//!
//! In: an event whose claims are settled. Out: for each report, which of its claims rest on a voice
//! that other reports quote as well, and which on another outlet. Such a tie says nothing on the rest
//! of the report.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::{
    CaseClaim, CaseEntity, CaseEntityId, CaseEvent, CaseVoice, EntityKind, OriginTie, ReportId,
    TieDirection, TieKind, TiePassage, TieSource,
};

use super::EventOrigins;
use crate::indexed::Indexed;

/// Finds the ties of the claims of an event.
pub fn event_ties(
    event: &CaseEvent,
    sources: &EventOrigins<'_>,
    known: &Indexed<'_>,
) -> Vec<OriginTie> {
    let mut carried: BTreeMap<&CaseEntityId, BTreeMap<&ReportId, Vec<&CaseClaim>>> =
        BTreeMap::new();
    for claim in &event.claims {
        let quoted: BTreeSet<&CaseEntityId> = claim
            .said_by
            .iter()
            .filter_map(|voice| match voice {
                CaseVoice::Quoted { entity, .. } => entity.as_ref(),
                CaseVoice::Outlet(_) => None,
            })
            .collect();
        for voice in quoted {
            carried.entry(voice).or_default().entry(&claim.report).or_default().push(claim);
        }
    }
    let mut out = Vec::new();
    for (voice, reports) in carried {
        let Some(entity) = known.entity(voice) else { continue };
        let own = sources.reports_of(voice);
        let others = reports.keys().filter(|report| !own.contains(**report)).count();
        // One report that quotes somebody shares that voice with nobody.
        if own.is_empty() && others < 2 {
            continue;
        }
        for (report, claims) in &reports {
            if !own.contains(*report) {
                out.push(tie(event, entity, report, claims, &own, others));
            }
        }
    }
    out
}

fn tie(
    event: &CaseEvent,
    entity: &CaseEntity,
    report: &ReportId,
    claims: &[&CaseClaim],
    own: &BTreeSet<ReportId>,
    others: usize,
) -> OriginTie {
    let cites = entity.kind == EntityKind::Outlet || !own.is_empty();
    let name = &entity.name;
    let what = match claims.len() {
        1 => "one claim".to_owned(),
        n => format!("{n} claims"),
    };
    let why = match (cites, own.len()) {
        (true, 1) => {
            format!("{report} cites {name} for {what}, and {name}’s own report is in the case")
        }
        (true, _) => format!("{report} cites {name} for {what}"),
        (false, _) => {
            let as_well = match others {
                ..=2 => "as another report does".to_owned(),
                n => format!("as {} other reports do", n - 1),
            };
            format!("{report} quotes {name} for {what}, {as_well}")
        }
    };
    let from = match own.iter().collect::<Vec<_>>().as_slice() {
        [one] => TieSource::Report((*one).clone()),
        _ if cites => {
            TieSource::Outlet { entity: Some(entity.id.clone()), name: entity.name.clone() }
        }
        _ => TieSource::Voice(entity.id.clone()),
    };
    let mut ids: Vec<_> = claims.iter().map(|claim| claim.id.clone()).collect();
    ids.sort();
    let mut passages: Vec<TiePassage> =
        claims.iter().map(|c| TiePassage { source: None, taker: c.span }).collect();
    passages.sort();
    passages.dedup();
    OriginTie {
        kind: if cites { TieKind::Citation } else { TieKind::Voice },
        from,
        to: report.clone(),
        direction: TieDirection::Credited,
        strength: 1.0,
        event: Some(event.id.clone()),
        claims: ids,
        why,
        passages,
    }
}
