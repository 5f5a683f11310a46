//! Clusters as events of the case: id, title, when, where.
//!
//! An id is made from the claims, so it does not depend on the order in which reports came. `when`
//! is what the certain times have in common, else all they allow, else nothing.

use std::collections::BTreeMap;

use rashomon_model::{CaseClaim, CaseEvent, CaseEventId, CasePlace, CaseValue, EventClass, When};
use sha2::{Digest, Sha256};

use super::cluster::Cluster;
use super::config::Config;
use super::days::when_of;
use super::lift::{Told, fold};

/// Places named in a title.
const TITLE_PLACES: usize = 1;

/// Writes the events of the case, by time, then id.
pub fn events(told: Vec<Told>, clusters: Vec<Cluster>, config: &Config) -> Vec<CaseEvent> {
    let mut told: Vec<Option<Told>> = told.into_iter().map(Some).collect();
    let mut out: Vec<CaseEvent> = clusters
        .into_iter()
        .map(|cluster| {
            let members: Vec<Told> =
                cluster.members.iter().filter_map(|i| told.get_mut(*i)?.take()).collect();
            let joined = members.iter().flat_map(|m| m.joined.iter().cloned());
            let joined = joined.chain(cluster.joined).collect();
            event(members, joined, config)
        })
        .collect();
    let time =
        |e: &CaseEvent| e.when.map_or((true, None), |w| (false, Some((w.earliest, w.latest))));
    out.sort_by(|a, b| time(a).cmp(&time(b)).then_with(|| a.id.cmp(&b.id)));
    out
}

fn event(members: Vec<Told>, joined: Vec<String>, config: &Config) -> CaseEvent {
    let class = class(&members);
    let aggregate = members.iter().all(|m| m.aggregate);
    let mut claims: Vec<CaseClaim> = members.into_iter().flat_map(|m| m.claims).collect();
    claims.sort_by(|a, b| (&a.report, a.span, &a.id).cmp(&(&b.report, b.span, &b.id)));
    let mut reports: Vec<_> = claims.iter().map(|c| c.report.clone()).collect();
    reports.sort();
    reports.dedup();
    let when = when_of(&claims);
    let places = places(&claims);
    CaseEvent {
        id: id(&claims),
        title: title(class, when, &places, config),
        class,
        when,
        places,
        reports,
        aggregate,
        claims,
        accounts: Vec::new(),
        slots: Vec::new(),
        disagreements: Vec::new(),
        joined,
    }
}

fn id(claims: &[CaseClaim]) -> CaseEventId {
    let mut ids: Vec<&str> = claims.iter().map(|c| c.id.as_str()).collect();
    ids.sort_unstable();
    let mut hash = Sha256::new();
    for id in ids {
        hash.update((id.len() as u64).to_be_bytes());
        hash.update(id.as_bytes());
    }
    let digest = hash.finalize();
    let hex: String = digest.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    CaseEventId(format!("V-{hex}"))
}

/// The class most tellings give; a mode outweighs none.
fn class(members: &[Told]) -> EventClass {
    let mut votes: BTreeMap<EventClass, (usize, bool)> = BTreeMap::new();
    for member in members {
        let vote = votes.entry(member.class).or_default();
        vote.0 += if member.main { 2 } else { 1 };
        vote.1 = member.class.mode().is_some();
    }
    let best =
        votes.into_iter().max_by_key(|(class, (n, mode))| (*n, *mode, std::cmp::Reverse(*class)));
    best.map_or_else(|| members[0].class, |(class, _)| class)
}

fn places(claims: &[CaseClaim]) -> Vec<CasePlace> {
    let mut out: Vec<CasePlace> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for claim in claims {
        let CaseValue::Place { place, entity, text, .. } = &claim.value else { continue };
        let moved = format!("{:?} {:?}", place.offset_km, place.bearing);
        let key = match (&place.gazetteer, entity) {
            (Some(entry), _) => format!("{entry} {moved}"),
            (None, Some(entity)) => format!("{entity} {moved}"),
            _ => format!("{} {moved}", fold(text)),
        };
        let index = *known.entry(key).or_insert_with(|| {
            let name = text.clone();
            out.push(CasePlace { place: place.clone(), name, claims: Vec::new() });
            out.len() - 1
        });
        out[index].claims.push(claim.id.clone());
    }
    out.sort_by_key(|p| std::cmp::Reverse(p.claims.len()));
    out
}

fn title(class: EventClass, when: Option<When>, places: &[CasePlace], config: &Config) -> String {
    let name = class.to_string();
    let mut out = config.title(&name).to_owned();
    let named: Vec<&str> = places.iter().take(TITLE_PLACES).map(|p| p.name.as_str()).collect();
    if !named.is_empty() {
        out.push_str(" · ");
        out.push_str(&named.join(", "));
    }
    if let Some(when) = when {
        out.push_str(", ");
        out.push_str(&days(when));
    }
    out
}

fn days(when: When) -> String {
    if when.earliest == when.latest {
        return when.earliest.strftime("%-d %B %Y").to_string();
    }
    format!("{} to {}", when.earliest.strftime("%-d %B %Y"), when.latest.strftime("%-d %B %Y"))
}
