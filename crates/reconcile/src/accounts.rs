//! One account per voice: all its claims about one event.
//!
//! The voice is the innermost of the chain. The outlet's own words are one account, those of each
//! person or group it quotes another. A named voice quoted by several outlets is one account with
//! several channels; an unnamed one ("witnesses") stays with the outlet that quotes it, because
//! two outlets' witnesses need not be the same.

use std::collections::BTreeMap;

use rashomon_model::{
    Account, AccountId, CaseClaim, CaseEntityId, CaseEvent, CaseVoice, Channel, ReportId,
};

use crate::origins::EventOrigins;
use crate::parties::Parties;

/// What makes two claims the same voice's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum VoiceKey {
    /// An outlet's own words; an unknown outlet is one per report.
    Outlet(Option<String>, Option<ReportId>),
    /// A named voice, whoever carries it.
    Named(CaseEntityId),
    /// An unnamed voice of one outlet.
    Unnamed(Box<VoiceKey>, String),
}

/// Makes the accounts of an event, outlets first, then by voice.
pub fn of_event(
    event: &CaseEvent,
    origins: &EventOrigins<'_>,
    parties: &Parties<'_>,
) -> Vec<Account> {
    let mut by_voice: BTreeMap<VoiceKey, Vec<&CaseClaim>> = BTreeMap::new();
    for claim in &event.claims {
        by_voice.entry(key(claim, parties)).or_default().push(claim);
    }
    by_voice
        .into_iter()
        .enumerate()
        .map(|(number, (_, claims))| account(number, &claims, origins))
        .collect()
}

fn key(claim: &CaseClaim, parties: &Parties<'_>) -> VoiceKey {
    let words = &parties.words;
    let outlet = match claim.said_by.first() {
        // "AFP" and "Agence France-Presse" are one voice where the case knows them for one outlet.
        Some(CaseVoice::Outlet(Some(name))) => {
            let known = parties.outlet(name).map(|entity| entity.to_string());
            VoiceKey::Outlet(Some(known.unwrap_or_else(|| name.to_lowercase())), None)
        }
        _ => VoiceKey::Outlet(None, Some(claim.report.clone())),
    };
    match claim.said_by.last() {
        Some(CaseVoice::Quoted { entity: Some(entity), .. }) => VoiceKey::Named(entity.clone()),
        // "He" of one report is not "he" of the next.
        Some(CaseVoice::Quoted { entity: None, text }) if words.unnamed(text) => {
            VoiceKey::Unnamed(Box::new(outlet), claim.report.to_string())
        }
        Some(CaseVoice::Quoted { entity: None, text }) => {
            VoiceKey::Unnamed(Box::new(outlet), text.to_lowercase())
        }
        _ => outlet,
    }
}

fn account(number: usize, claims: &[&CaseClaim], origins: &EventOrigins<'_>) -> Account {
    let said_by = claims.iter().map(|c| &c.said_by).min().cloned().unwrap_or_default();
    let mut reports: Vec<ReportId> = claims.iter().map(|c| c.report.clone()).collect();
    reports.sort();
    reports.dedup();
    let mut channels: Vec<Channel> = claims.iter().map(|c| channel(c)).collect();
    channels.sort();
    channels.dedup();
    let mut outlets: Vec<String> = channels.iter().filter_map(|c| c.outlet.clone()).collect();
    outlets.sort();
    outlets.dedup();
    let mut ids: Vec<_> = claims.iter().map(|c| c.id.clone()).collect();
    ids.sort();
    Account {
        id: AccountId(format!("k{}", number + 1)),
        // Told once all accounts stand: see `interest`.
        alignment: Vec::new(),
        origin: origins.of_account(claims),
        said_by,
        channels,
        outlets,
        reports,
        claims: ids,
    }
}

/// Returns the entity of the innermost voice of a chain.
pub fn voice_entity(said_by: &[CaseVoice], parties: &Parties<'_>) -> Option<CaseEntityId> {
    match said_by.last()? {
        CaseVoice::Quoted { entity, .. } => entity.clone(),
        CaseVoice::Outlet(name) => parties.outlet(name.as_deref()?).cloned(),
    }
}

/// The way one claim came: its report, and who stands between the outlet and the voice.
fn channel(claim: &CaseClaim) -> Channel {
    let (outlet, through) = match claim.said_by.as_slice() {
        [CaseVoice::Outlet(name), through @ .., _] => (name.clone(), through.to_vec()),
        [CaseVoice::Outlet(name)] => (name.clone(), Vec::new()),
        _ => (None, Vec::new()),
    };
    Channel { outlet, report: claim.report.clone(), through }
}
