//! Writes clusters down as entities of the case.
//!
//! In: profiles, clusters and the names people judged them to have. Out: entities with ids made from their names, names with the
//! reports that use them, and what each reading's entity denotes. The name shown is the one most
//! reports use, then the longest, then the first by alphabet: the commonest, not the right one.
//! Must hold: no two entities share an id, and ids do not depend on the order of reports.

use super::cluster::Cluster;
use super::judged::Bench;
use super::profiles::{Profiles, Use};
use super::{Resolution, joins};
use rashomon_model::{
    CaseEntity, CaseEntityId, Decision, EntityKind, Join, JudgementId, KnownBy, NameForm, ReportId,
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Hexadecimal digits of an id.
const DIGITS: usize = 10;

/// What a cluster is known by: class, forms, the report and the part of a split it is confined to.
type Identity = (String, BTreeSet<String>, Option<ReportId>, Option<String>);

/// What was written, and where each profile went.
pub(super) struct Written {
    pub(super) resolution: Resolution,
    /// The entity of each profile, by its number.
    pub(super) of: Vec<CaseEntityId>,
}

/// Writes entities.
pub(super) fn write(profiles: &Profiles, bench: &Bench<'_>, clusters: Vec<Cluster>) -> Written {
    let shown = renames(profiles, bench, &clusters);
    let mut numbered: Vec<(usize, Cluster)> = clusters.into_iter().enumerate().collect();
    // Content order, so that the rare clash of ids falls out the same way every time.
    numbered.sort_by_cached_key(|(_, c)| identity(profiles, bench, c));
    let mut resolution = Resolution::default();
    let mut of = vec![CaseEntityId(String::new()); profiles.all.len()];
    let mut taken = BTreeSet::new();
    for (number, cluster) in numbered {
        let id = id(identity(profiles, bench, &cluster), &mut taken);
        for used in cluster.members.iter().flat_map(|&m| &profiles.all[m].uses) {
            if let Some(entity) = used.entity {
                resolution.denotes.insert((used.report.clone(), entity), id.clone());
            }
        }
        cluster.members.iter().for_each(|&m| of[m].clone_from(&id));
        let mut entity = entity(id, profiles, &cluster.members, cluster.joined);
        if let Some((judgement, name)) = shown.get(&number) {
            entity.name.clone_from(name);
            entity.named_by = Some(*judgement);
        }
        resolution.entities.push(entity);
    }
    resolution.entities.sort_by(|a, b| a.id.cmp(&b.id));
    Written { resolution, of }
}

/// The names that people judged clusters to be shown under. Where its names have come to stand in
/// several clusters, the one with most of their uses is meant; the later judgement counts.
fn renames(
    profiles: &Profiles,
    bench: &Bench<'_>,
    clusters: &[Cluster],
) -> BTreeMap<usize, (JudgementId, String)> {
    let mut out = BTreeMap::new();
    for heard in bench.in_force() {
        let Decision::Rename { name, .. } = &heard.judgement.decision else { continue };
        let about: BTreeSet<usize> = heard.found.concat().into_iter().collect();
        let uses = |cluster: &Cluster| -> usize {
            let members = cluster.members.iter().filter(|m| about.contains(m));
            members.map(|&m| profiles.all[m].uses.len()).sum()
        };
        let found = clusters.iter().enumerate().map(|(number, c)| (uses(c), number));
        if let Some((_, number)) = found.filter(|(uses, _)| *uses > 0).max_by_key(|(n, _)| *n) {
            out.insert(number, (heard.judgement.id, name.clone()));
        }
    }
    out
}

fn identity(profiles: &Profiles, bench: &Bench<'_>, cluster: &Cluster) -> Identity {
    let members = || cluster.members.iter().map(|&m| &profiles.all[m]);
    let class = members().next().map_or("", |p| p.class.as_str()).to_owned();
    let forms = members().flat_map(|p| p.key.iter().cloned()).filter(|k| !k.is_empty()).collect();
    let part = members().map(|p| p.part).min().flatten().map(|part| bench.words_of(part));
    (class, forms, members().find_map(|p| p.only.clone()), part)
}

/// Makes an id of the class and the smallest form; forms are added until it is free.
fn id((class, forms, only, part): Identity, taken: &mut BTreeSet<String>) -> CaseEntityId {
    let mut content = class;
    if let Some(report) = only {
        let _ = write!(content, "\nin {report}");
    }
    if let Some(part) = part {
        let _ = write!(content, "\nof it {part}");
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

fn entity(
    id: CaseEntityId,
    profiles: &Profiles,
    members: &[usize],
    joined: Vec<Join>,
) -> CaseEntity {
    let mut forms: BTreeMap<(&str, Option<&str>), BTreeSet<&ReportId>> = BTreeMap::new();
    let mut kinds: BTreeMap<EntityKind, u32> = BTreeMap::new();
    let mut mentions = 0;
    let uses: Vec<&Use> = members.iter().flat_map(|&m| &profiles.all[m].uses).collect();
    for used in uses {
        *kinds.entry(used.kind).or_default() += 1;
        mentions += used.mentions;
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
    let kind = kinds.iter().find(|(_, n)| **n == most).map_or(EntityKind::Group, |(k, _)| *k);
    CaseEntity {
        id,
        kind,
        name,
        named_by: None,
        names,
        kinds: kinds.into_iter().collect(),
        mentions,
        known_by: known_by(profiles, members),
        joined: joins::in_order(joined),
    }
}

/// Every spelling with the report or the part of a split it is confined to.
fn known_by(profiles: &Profiles, members: &[usize]) -> Vec<KnownBy> {
    let mut out = BTreeSet::new();
    for profile in members.iter().map(|&m| &profiles.all[m]) {
        for name in profile.uses.iter().flat_map(|used| &used.names) {
            let (report, part) = (profile.only.clone(), profile.part);
            out.insert(KnownBy { name: name.clone(), report, part });
        }
    }
    out.into_iter().collect()
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
