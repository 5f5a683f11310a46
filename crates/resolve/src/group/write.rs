//! Clusters as events of the case: id, title, when, where.
//!
//! An id is made from the claims, so it does not depend on the order in which reports came. Every
//! place told is kept; the first is the one that most reports name on the map.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::{
    CaseClaim, CaseClaimId, CaseEvent, CaseEventId, CasePlace, CaseValue, ClaimJudged, ClaimMark,
    EventClass, Place, PlacePrecision, ReportId, When,
};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::cluster::Cluster;
use super::config::Config;
use super::days::{part_of, when_of};
use super::lift::{Told, fold};

/// Writes the events of the case, by time, then id.
pub fn events(told: Vec<Told>, clusters: Vec<Cluster>, config: &Config) -> Vec<CaseEvent> {
    let mut told: Vec<Option<Told>> = told.into_iter().map(Some).collect();
    let members = |cluster: Cluster| {
        let mut take = |i: &usize| told.get_mut(*i)?.take();
        let members: Vec<Told> = cluster.members.iter().filter_map(&mut take).collect();
        (members, cluster.joined)
    };
    let clusters: Vec<(Vec<Told>, Vec<String>)> = clusters.into_iter().map(members).collect();
    let write = |(mut members, joined): (Vec<Told>, Vec<String>)| {
        let before = members.iter_mut().flat_map(|m| std::mem::take(&mut m.joined));
        let joined = before.chain(joined).collect();
        event(members, joined, config)
    };
    let mut out: Vec<CaseEvent> = clusters.into_par_iter().map(write).collect();
    let time =
        |e: &CaseEvent| e.when.map_or((true, None), |w| (false, Some((w.earliest, w.latest))));
    out.sort_by(|a, b| time(a).cmp(&time(b)).then_with(|| a.id.cmp(&b.id)));
    out
}

fn event(members: Vec<Told>, joined: Vec<String>, config: &Config) -> CaseEvent {
    let class = class(&members);
    let aggregate = members.iter().all(|m| m.aggregate);
    let mut members = members;
    let taken = members.iter_mut().flat_map(|m| std::mem::take(&mut m.judged));
    let mut judged: Vec<ClaimJudged> = taken.collect();
    judged.sort_by(|a, b| (&a.claim, a.by).cmp(&(&b.claim, b.by)));
    let mut claims: Vec<CaseClaim> = members.into_iter().flat_map(|m| m.claims).collect();
    claims.sort_by(|a, b| (&a.report, a.span, &a.id).cmp(&(&b.report, b.span, &b.id)));
    let mut reports: Vec<_> = claims.iter().map(|c| c.report.clone()).collect();
    reports.sort();
    reports.dedup();
    let when = when_of(&claims);
    let part = when.and_then(|when| part_of(&claims, when));
    let places = places(&claims);
    CaseEvent {
        id: id(&claims, &judged),
        title: title(class, when, &places, config),
        class,
        when,
        part,
        places,
        reports,
        aggregate,
        claims,
        judged,
        origins: Vec::new(),
        accounts: Vec::new(),
        slots: Vec::new(),
        disagreements: Vec::new(),
        codings: Vec::new(),
        joined,
    }
}

/// Made from the claims as they were read: what people reject or add leaves an event its id.
fn id(claims: &[CaseClaim], judged: &[ClaimJudged]) -> CaseEventId {
    let added = |id: &CaseClaimId| {
        judged.iter().any(|j| &j.claim == id && matches!(j.mark, ClaimMark::Added))
    };
    let rejected = judged.iter().filter(|j| matches!(j.mark, ClaimMark::Rejected { .. }));
    let all = claims.iter().map(|claim| &claim.id).chain(rejected.map(|judged| &judged.claim));
    let all: Vec<&CaseClaimId> = all.collect();
    let read = all.iter().copied().filter(|id| !added(id));
    let mut ids: Vec<&str> = read.map(CaseClaimId::as_str).collect();
    if ids.is_empty() {
        ids = all.iter().map(|id| id.as_str()).collect();
    }
    ids.sort_unstable();
    ids.dedup();
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
    let best = votes.into_iter().max_by_key(|(class, (n, mode))| (*n, *mode, Reverse(*class)));
    best.map_or_else(|| members[0].class, |(class, _)| class)
}

/// Every place told, the one to name the event by first.
fn places(claims: &[CaseClaim]) -> Vec<CasePlace> {
    let mut out: Vec<(CasePlace, BTreeSet<&ReportId>, BTreeMap<&str, usize>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for claim in claims {
        let CaseValue::Place { place, entity, text, .. } = &claim.value else { continue };
        let moved = format!("{:?} {:?} {:?}", place.offset_km, place.bearing, place.setting);
        let key = match (&place.gazetteer, entity) {
            (Some(entry), _) => format!("{entry} {moved}"),
            (None, Some(entity)) => format!("{entity} {moved}"),
            _ => format!("{} {moved}", fold(text)),
        };
        let index = *known.entry(key).or_insert_with(|| {
            let place =
                CasePlace { place: Place::clone(place), name: String::new(), claims: Vec::new() };
            out.push((place, BTreeSet::new(), BTreeMap::new()));
            out.len() - 1
        });
        let (place, reports, spellings) = &mut out[index];
        place.claims.push(claim.id.clone());
        reports.insert(&claim.report);
        *spellings.entry(text).or_default() += 1;
    }
    for (place, _, spellings) in &mut out {
        let most = spellings.iter().max_by_key(|(text, n)| (**n, Reverse(**text)));
        place.name = most.map_or_else(String::new, |(text, _)| (*text).to_owned());
    }
    let mut countries: BTreeMap<&str, BTreeSet<&ReportId>> = BTreeMap::new();
    for (place, reports, _) in &out {
        let Some(country) = place.place.country.as_deref() else { continue };
        countries.entry(country).or_default().extend(reports);
    }
    let most = countries.values().map(BTreeSet::len).max().unwrap_or(0);
    // "Raids in Karsova: Sembria's capital": who speaks there does not move the happening there.
    let strays: BTreeSet<String> = countries
        .iter()
        .filter(|(_, reports)| reports.len() * 2 <= most)
        .map(|(country, _)| (*country).to_owned())
        .collect();
    out.sort_by_key(|(place, reports, _)| {
        let stray = place.place.country.as_ref().is_some_and(|c| strays.contains(c.as_str()));
        let named = named(&place.name);
        let coarse = place.place.precision.is_some_and(|p| p >= PlacePrecision::Province);
        let located = place.place.gazetteer.is_some() && !coarse;
        // A place on the map that half as many tell goes before a description of one.
        let weight = reports.len() * if located { 2 } else { 1 };
        Reverse((!stray, named && !coarse, weight, place.claims.len()))
    });
    out.into_iter().map(|(place, ..)| place).collect()
}

/// "Air strikes on Velm, 4 March 2031": the words of the class, the first place, the days.
fn title(class: EventClass, when: Option<When>, places: &[CasePlace], config: &Config) -> String {
    let (words, leads) = config.title(&class.to_string());
    let mut out = words;
    if let Some(place) = places.first().filter(|place| named(&place.name)) {
        out.push_str(&format!(" {leads} {}", place.name));
    }
    if let Some(when) = when {
        out.push_str(&format!(", {}", days(when)));
    }
    out
}

/// Tells whether words name a place: "Velm", not "the city" at the head of a sentence.
fn named(words: &str) -> bool {
    words.trim_start_matches("The ").chars().any(char::is_uppercase)
}

/// Days as people write them: "4 March 2031", "4 to 6 March 2031", "March 2031", "2031".
fn days(when: When) -> String {
    let (from, to) = (when.earliest, when.latest);
    let one_year = from.year() == to.year();
    let whole = from.day() == 1 && to.day() == to.days_in_month();
    let one_month = one_year && from.month() == to.month();
    if from == to {
        from.strftime("%-d %B %Y").to_string()
    } else if whole && one_year && from.month() == 1 && to.month() == 12 {
        from.strftime("%Y").to_string()
    } else if whole && one_month {
        from.strftime("%B %Y").to_string()
    } else if one_month {
        format!("{} to {}", from.day(), to.strftime("%-d %B %Y"))
    } else if one_year {
        format!("{} to {}", from.strftime("%-d %B"), to.strftime("%-d %B %Y"))
    } else {
        format!("{} to {}", from.strftime("%-d %B %Y"), to.strftime("%-d %B %Y"))
    }
}
