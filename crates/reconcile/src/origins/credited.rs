//! What reports say themselves of whose work they are.
//!
//! In: the credits of each report. Out: ties to agencies and to those a report is reposted from. An
//! agency that a report credits at its head or foot is what it rests on, even if the agency's own
//! report is not in the case; two agencies credited leave open which part is whose.

use std::collections::BTreeMap;

use rashomon_model::{
    CreditKind, OriginTie, ReportSummary, TieDirection, TieKind, TiePassage, TieSource,
};

use super::direction::credit_key;
use super::outlet_key;
use crate::parties::CaseParties;

/// What a report credits: a key for the outlet, and the tie.
pub struct Credited {
    /// What stands for the outlet.
    pub key: String,
    /// The evidence.
    pub tie: OriginTie,
}

/// Lists what a report credits, each outlet once.
pub fn of(report: &ReportSummary, parties: &CaseParties<'_>) -> Vec<Credited> {
    let own = report.outlet.as_deref().map(|outlet| outlet_key(outlet, parties));
    let mut out: BTreeMap<String, Credited> = BTreeMap::new();
    for credit in &report.credits {
        let kind = match credit.kind {
            CreditKind::Agency => TieKind::Agency,
            CreditKind::Repost => TieKind::Repost,
            CreditKind::Mention => continue,
        };
        let key = credit_key(credit, parties);
        if own.as_ref() == Some(&key) {
            continue;
        }
        let entity = parties.outlet(&credit.name).or(credit.entity.as_ref()).cloned();
        let why = match kind {
            TieKind::Repost => format!("{} says that it is {}’s", report.id, credit.name),
            _ => format!("{} credits {}", report.id, credit.name),
        };
        let tie = OriginTie {
            kind,
            from: TieSource::Outlet { entity, name: credit.name.clone() },
            to: report.id.clone(),
            direction: TieDirection::Credited,
            strength: 1.0,
            event: None,
            claims: Vec::new(),
            why,
            passages: vec![TiePassage { source: None, taker: credit.span }],
        };
        out.entry(key.clone()).or_insert(Credited { key, tie });
    }
    out.into_values().collect()
}
