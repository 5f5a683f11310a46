//! Gathers the entities of readings into profiles: everything that goes by the same set of names.
//!
//! In: readings. Out: [`Profiles`], sorted by content. Two entities of one class with the same
//! folded names are one profile whatever their reports, except lone words that many bear, which
//! stay apart report by report. Unnamed people and descriptions are left out. Entities that a
//! report itself calls the same are linked here.

use super::judged::Bench;
use super::{ResolveConfig, Told};
use crate::names::{Name, NameMethod};
use rashomon_model::{
    Certainty, EntityId, EntityKind, JudgementId, Polarity, Reading, RelationKind, ReportId,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Forms of one entity beyond this many are not compared.
const MOST_FORMS: usize = 12;

/// Kinds that may be one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Class {
    /// Persons.
    Person,
    /// Groups and outlets.
    Body,
    /// Places and facilities.
    Place,
    /// Weapons: one only under the same words.
    Weapon,
}

impl Class {
    /// Returns the class of a kind; none for people without a name.
    pub(super) fn of(kind: EntityKind) -> Option<Class> {
        match kind {
            EntityKind::Person => Some(Class::Person),
            EntityKind::Group | EntityKind::Outlet => Some(Class::Body),
            EntityKind::Place | EntityKind::Facility => Some(Class::Place),
            EntityKind::Weapon => Some(Class::Weapon),
            _ => None,
        }
    }

    /// Returns the word that goes into ids.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Class::Person => "person",
            Class::Body => "group",
            Class::Place => "place",
            Class::Weapon => "weapon",
        }
    }
}

/// One use of a profile's names in a report.
#[derive(Clone, Debug)]
pub(super) struct Use {
    pub(super) report: ReportId,
    pub(super) lang: Option<String>,
    pub(super) entity: EntityId,
    pub(super) kind: EntityKind,
    pub(super) names: Vec<String>,
    /// How often the report mentions it.
    pub(super) mentions: u32,
}

/// Everything that goes by one set of names.
pub(super) struct Profile {
    pub(super) class: Class,
    /// Folded forms, sorted; the key of the profile.
    pub(super) key: BTreeSet<String>,
    /// The report it is confined to, where its name is too common to mean one thing.
    pub(super) only: Option<ReportId>,
    /// The split that took it out of what it would belong to.
    pub(super) part: Option<JudgementId>,
    /// Forms prepared for comparison, fullest first.
    pub(super) forms: Vec<Name>,
    pub(super) uses: Vec<Use>,
}

impl Profile {
    /// Returns the fullest form.
    pub(super) fn fullest(&self) -> Option<&Name> {
        self.forms.first()
    }
}

/// Profiles, sorted by content, and pairs that reports themselves call the same.
pub(super) struct Profiles {
    pub(super) all: Vec<Profile>,
    pub(super) stated: BTreeSet<(usize, usize)>,
}

type Key = (Class, BTreeSet<String>, Option<ReportId>, Option<JudgementId>);

/// Gathers profiles; what a split takes out makes profiles of its own.
pub(super) fn gather(
    told: &[Told<'_>],
    bench: &Bench<'_>,
    config: &ResolveConfig,
    method: &NameMethod,
) -> Profiles {
    let mut uses: BTreeMap<Key, Vec<Use>> = BTreeMap::new();
    let mut at: HashMap<(&ReportId, EntityId), Key> = HashMap::new();
    let mut common: HashMap<String, bool> = HashMap::new();
    for told in told {
        let mentions = mentions(told.reading);
        for (index, entity) in told.reading.entities.iter().enumerate() {
            let Some(class) = Class::of(entity.kind) else { continue };
            let names = telling(&entity.names, &entity.name, class, method);
            let key: BTreeSet<String> = names.iter().map(|n| method.fold(n)).collect();
            if key.iter().all(String::is_empty) {
                continue;
            }
            let only = (key.len() == 1 && class == Class::Person)
                .then(|| key.first())
                .flatten()
                .filter(|k| {
                    *common.entry((*k).clone()).or_insert_with(|| is_common(k, config, method))
                })
                .map(|_| told.reading.report.clone());
            let id = EntityId::at(index);
            let part = bench.part(class, &key, only.as_ref(), &told.reading.report);
            let key = (class, key, only, part);
            at.insert((&told.reading.report, id), key.clone());
            uses.entry(key).or_default().push(Use {
                report: told.reading.report.clone(),
                lang: told.lang.map(str::to_owned),
                entity: id,
                kind: entity.kind,
                names,
                mentions: mentions.get(index).copied().unwrap_or(0),
            });
        }
    }
    let numbers: HashMap<&Key, usize> = uses.keys().enumerate().map(|(n, key)| (key, n)).collect();
    let stated = stated(told, &at, &numbers);
    let all = uses.iter().map(|(key, uses)| profile(key, uses, method)).collect();
    Profiles { all, stated }
}

/// How often a reading mentions each of its entities.
fn mentions(reading: &Reading) -> Vec<u32> {
    let mut counts = vec![0u32; reading.entities.len()];
    for entity in reading.mentions.iter().filter_map(|m| m.entity) {
        if let Some(count) = counts.get_mut(entity.index()) {
            *count += 1;
        }
    }
    counts
}

/// Says whether a lone word is borne by too many to mean one person.
fn is_common(folded: &str, config: &ResolveConfig, method: &NameMethod) -> bool {
    let name = method.prepare(folded, Some(EntityKind::Person));
    name.lone_rarity().is_some_and(|rarity| rarity < config.rare.0)
}

/// The names of an entity that tell it from others: descriptions go where a name is left, and an
/// entity that is only described has none.
fn telling(names: &[String], name: &str, class: Class, method: &NameMethod) -> Vec<String> {
    let mut all: Vec<String> = names.to_vec();
    if !all.iter().any(|n| n == name) {
        all.push(name.to_owned());
    }
    if class != Class::Weapon {
        all.retain(|n| !method.describes(n));
    }
    all.sort();
    all.dedup();
    all
}

fn profile(key: &Key, uses: &[Use], method: &NameMethod) -> Profile {
    let kind = match key.0 {
        Class::Person => EntityKind::Person,
        Class::Body => EntityKind::Group,
        Class::Place => EntityKind::Place,
        Class::Weapon => EntityKind::Weapon,
    };
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for name in uses.iter().flat_map(|u| &u.names) {
        let slot = texts.entry(method.fold(name)).or_insert_with(|| name.clone());
        if name < slot {
            slot.clone_from(name);
        }
    }
    let mut forms: Vec<Name> = texts.values().map(|t| method.prepare(t, Some(kind))).collect();
    forms.sort_by(|a, b| b.size().cmp(&a.size()).then(a.text().cmp(b.text())));
    forms.truncate(MOST_FORMS);
    let mut uses = uses.to_vec();
    uses.sort_by(|a, b| (&a.report, a.entity).cmp(&(&b.report, b.entity)));
    Profile { class: key.0, key: key.1.clone(), only: key.2.clone(), part: key.3, forms, uses }
}

/// Pairs of profiles that a report affirms to be the same.
fn stated(
    told: &[Told<'_>],
    at: &HashMap<(&ReportId, EntityId), Key>,
    numbers: &HashMap<&Key, usize>,
) -> BTreeSet<(usize, usize)> {
    let mut pairs = BTreeSet::new();
    for told in told {
        for relation in &told.reading.relations {
            if relation.kind != RelationKind::SameAs
                || relation.polarity != Polarity::Affirmed
                || relation.certainty != Certainty::Certain
            {
                continue;
            }
            let number = |id| numbers.get(at.get(&(&told.reading.report, id))?).copied();
            if let (Some(a), Some(b)) = (number(relation.subject), number(relation.object)) {
                pairs.insert((a.min(b), a.max(b)));
            }
        }
    }
    pairs
}
