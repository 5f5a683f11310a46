//! Writes clusters down as entities of the case.
//!
//! In: profiles and clusters. Out: entities with ids made from their names, names with the
//! reports that use them, and what each reading's entity denotes. The name shown is the one most
//! reports use, then the longest, then the first by alphabet: the commonest, not the right one.
//! Must hold: no two entities share an id, and ids do not depend on the order of reports.

use super::Resolution;
use super::cluster::Cluster;
use super::joins;
use super::profiles::{Profiles, Use};
use rashomon_model::{CaseEntity, CaseEntityId, EntityKind, Join, NameForm, ReportId};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Hexadecimal digits of an id.
const DIGITS: usize = 10;

/// Writes entities.
pub(super) fn write(profiles: &Profiles, mut clusters: Vec<Cluster>) -> Resolution {
    // Content order, so that the rare clash of ids falls out the same way every time.
    clusters.sort_by_cached_key(|c| identity(profiles, c));
    let mut resolution = Resolution::default();
    let mut taken = BTreeSet::new();
    for cluster in clusters {
        let id = id(profiles, &cluster, &mut taken);
        let uses: Vec<&Use> = cluster.members.iter().flat_map(|&m| &profiles.all[m].uses).collect();
        for used in &uses {
            resolution.denotes.insert((used.report.clone(), used.entity), id.clone());
        }
        resolution.entities.push(entity(id, &uses, cluster.joined));
    }
    resolution.entities.sort_by(|a, b| a.id.cmp(&b.id));
    resolution
}

/// What a cluster is known by: class, forms, and the report it is confined to.
fn identity(
    profiles: &Profiles,
    cluster: &Cluster,
) -> (String, BTreeSet<String>, Option<ReportId>) {
    let members = || cluster.members.iter().map(|&m| &profiles.all[m]);
    let class = members().next().map_or("", |p| p.class.as_str()).to_owned();
    let forms = members().flat_map(|p| p.key.iter().cloned()).filter(|k| !k.is_empty()).collect();
    (class, forms, members().find_map(|p| p.only.clone()))
}

/// Makes an id of the class and the smallest form; forms are added until it is free.
fn id(profiles: &Profiles, cluster: &Cluster, taken: &mut BTreeSet<String>) -> CaseEntityId {
    let (class, forms, only) = identity(profiles, cluster);
    let mut content = class;
    if let Some(report) = only {
        let _ = write!(content, "\nin {report}");
    }
    // The counter ends the loop even if two clusters had all forms in common.
    for form in forms.into_iter().chain((0u64..).map(|n| n.to_string())) {
        let _ = write!(content, "\n{form}");
        let id = format!("E-{}", digest(&content));
        if taken.insert(id.clone()) {
            return CaseEntityId(id);
        }
    }
    CaseEntityId(String::new())
}

fn digest(content: &str) -> String {
    let hash = Sha256::digest(content.as_bytes());
    let mut hex = String::new();
    for byte in hash.iter().take(DIGITS / 2) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

fn entity(id: CaseEntityId, uses: &[&Use], joined: Vec<Join>) -> CaseEntity {
    let mut forms: BTreeMap<(&str, Option<&str>), BTreeSet<&ReportId>> = BTreeMap::new();
    let mut kinds: BTreeMap<EntityKind, usize> = BTreeMap::new();
    for used in uses {
        *kinds.entry(used.kind).or_default() += 1;
        for name in &used.names {
            forms.entry((name, used.lang.as_deref())).or_default().insert(&used.report);
        }
    }
    let name = commonest(&forms);
    let mut names: Vec<NameForm> = forms
        .into_iter()
        .map(|((text, lang), reports)| NameForm {
            text: text.to_owned(),
            lang: lang.map(str::to_owned),
            reports: reports.into_iter().cloned().collect(),
        })
        .collect();
    names.sort_by(|a, b| {
        b.reports.len().cmp(&a.reports.len()).then((&a.text, &a.lang).cmp(&(&b.text, &b.lang)))
    });
    let most = kinds.values().copied().max().unwrap_or(0);
    let kind = kinds.into_iter().find(|(_, n)| *n == most).map_or(EntityKind::Group, |(k, _)| k);
    CaseEntity { id, kind, name, names, joined: joins::in_order(joined) }
}

/// The form most reports use, then the longest, then the first by alphabet.
fn commonest(forms: &BTreeMap<(&str, Option<&str>), BTreeSet<&ReportId>>) -> String {
    let mut reports: BTreeMap<&str, BTreeSet<&ReportId>> = BTreeMap::new();
    for ((text, _), used) in forms {
        reports.entry(text).or_default().extend(used);
    }
    let best = reports.into_iter().max_by(|(a, x), (b, y)| {
        let length = |s: &str| s.chars().count();
        x.len().cmp(&y.len()).then(length(a).cmp(&length(b))).then(b.cmp(a))
    });
    best.map_or_else(String::new, |(text, _)| text.to_owned())
}
