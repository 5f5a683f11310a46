//! Gathers the entities of readings into profiles: everything that goes by the same set of names.
//!
//! In: readings. Out: [`Profiles`], sorted by content. Two entities of one class with the same
//! folded names are one profile whatever their reports, except lone words that many bear, which
//! stay apart report by report. Unnamed people and descriptions are left out. Entities that a
//! report itself calls the same are linked here.

use super::judged::Bench;
use super::{ResolveConfig, Told};
use crate::names::{Name, NameMethod};
use crate::outlets::{self, Outlets, Tie};
use rashomon_model::{
    Certainty, Entity, EntityId, EntityKind, JudgementId, Polarity, Reading, RelationKind, ReportId,
};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

/// Outlets of a case beyond this many are compared by their names alone.
const MOST_OUTLETS: usize = 2_000;

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

    /// Returns the kind of a thing of this class that its report took for `kind`.
    fn kind_of(self, kind: EntityKind) -> EntityKind {
        match (self, kind) {
            (Class::Person, _) => EntityKind::Person,
            (Class::Body, EntityKind::Person) => EntityKind::Group,
            _ => kind,
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
    /// What it is in the reading; none for the outlet that published the report.
    pub(super) entity: Option<EntityId>,
    pub(super) kind: EntityKind,
    /// The fullest name in the report.
    pub(super) main: String,
    pub(super) names: Vec<String>,
    /// How often the report mentions it.
    pub(super) mentions: u32,
    /// Short forms that name nobody by themselves.
    pub(super) shorts: Vec<String>,
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
    /// Whether it is a full name that many bear.
    pub(super) common: bool,
    /// Short forms that name nobody by themselves ("the council"), folded.
    pub(super) shorts: BTreeSet<String>,
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
    pub(super) stated: Pairs,
    /// Pairs of one outlet, by the table or by the letters of an account.
    pub(super) one_outlet: Pairs,
    /// Pairs of outlets that the table lists apart.
    pub(super) other_outlet: Pairs,
}

/// Pairs of profiles by number, the smaller first.
pub(super) type Pairs = BTreeSet<(usize, usize)>;

type Key = (Class, BTreeSet<String>, Option<ReportId>, Option<JudgementId>);

/// Uses by key. Each key is kept once, however many uses it has.
#[derive(Default)]
struct Gathered {
    numbers: BTreeMap<Key, usize>,
    uses: Vec<Vec<Use>>,
}

impl Gathered {
    /// Adds a use; returns the number of its key, in the order in which keys came.
    fn add(&mut self, key: Key, used: Use) -> usize {
        let next = self.uses.len();
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.uses.push(Vec::new());
        }
        self.uses[number].push(used);
        number
    }
}

/// Gathers profiles; what a split takes out makes profiles of its own.
pub(super) fn gather(
    told: &[Told<'_>],
    bench: &Bench<'_>,
    config: &ResolveConfig,
    method: &NameMethod,
) -> Profiles {
    let mut gathered = Gathered::default();
    // By report and entity, the number of the key.
    let mut at: Vec<Vec<Option<usize>>> = Vec::with_capacity(told.len());
    let mut common: HashMap<String, bool> = HashMap::new();
    let votes = Votes::count(told, method);
    for told in told {
        let mentions = mentions(told.reading);
        let mut of_report = vec![None; told.reading.entities.len()];
        for (index, entity) in told.reading.entities.iter().enumerate() {
            let Some(class) = votes.class(entity, method) else { continue };
            let (names, shorts) = telling(&entity.names, &entity.name, class, method);
            let key: BTreeSet<String> = names.iter().map(|n| method.fold(n)).collect();
            if key.iter().all(String::is_empty) {
                continue;
            }
            let only = (class == Class::Person
                && key.iter().all(|k| {
                    *common.entry(k.clone()).or_insert_with(|| is_common(k, config, method))
                }))
            .then(|| told.reading.report.clone());
            let id = EntityId::at(index);
            let part = bench.part(class, &key, only.as_ref(), &told.reading.report);
            let key = (class, key, only, part);
            let used = Use {
                report: told.reading.report.clone(),
                lang: told.lang.map(str::to_owned),
                entity: Some(id),
                kind: class.kind_of(entity.kind),
                main: entity.name.clone(),
                names,
                mentions: mentions.get(index).copied().unwrap_or(0),
                shorts,
            };
            of_report[index] = Some(gathered.add(key, used));
        }
        at.push(of_report);
    }
    for told in told {
        published_by(told, bench, method, &mut gathered);
    }
    let Gathered { numbers, mut uses } = gathered;
    // Profiles are numbered by their keys, not by the order of reports.
    let mut place = vec![0; uses.len()];
    numbers.values().enumerate().for_each(|(sorted, number)| place[*number] = sorted);
    let stated = stated(told, &|report, entity| {
        let number = (*at.get(report)?.get(entity.index())?)?;
        place.get(number).copied()
    });
    drop(at);
    let keyed: Vec<(Key, Vec<Use>)> =
        numbers.into_iter().map(|(key, number)| (key, std::mem::take(&mut uses[number]))).collect();
    let all: Vec<Profile> =
        keyed.into_par_iter().map(|(key, uses)| profile(key, uses, method)).collect();
    let (one_outlet, other_outlet) = tied(&all);
    Profiles { all, stated, one_outlet, other_outlet }
}

/// Adds the outlet of a report under its name, so that it is one with what others call it.
fn published_by(told: &Told<'_>, bench: &Bench<'_>, method: &NameMethod, gathered: &mut Gathered) {
    let Some(outlet) = told.outlet.map(str::trim).filter(|outlet| !outlet.is_empty()) else {
        return;
    };
    let key: BTreeSet<String> = BTreeSet::from([method.fold(outlet)]);
    if key.iter().all(String::is_empty) {
        return;
    }
    let part = bench.part(Class::Body, &key, None, &told.reading.report);
    let used = Use {
        report: told.reading.report.clone(),
        lang: told.lang.map(str::to_owned),
        entity: None,
        kind: EntityKind::Outlet,
        main: outlet.to_owned(),
        names: vec![outlet.to_owned()],
        mentions: 0,
        shorts: Vec::new(),
    };
    gathered.add((Class::Body, key, None, part), used);
}

/// Pairs of profiles of outlets that are one by the table, or by the letters of an account.
fn tied(all: &[Profile]) -> (Pairs, Pairs) {
    let outlets = Outlets::shipped();
    let is_outlet = |p: &Profile| p.uses.iter().any(|u| u.kind == EntityKind::Outlet);
    let bodies: Vec<usize> = (0..all.len()).filter(|n| is_outlet(&all[*n])).collect();
    let (mut one, mut apart) = (Pairs::new(), Pairs::new());
    for (at, &a) in bodies.iter().enumerate().take(MOST_OUTLETS) {
        for &b in bodies[at + 1..].iter().take(MOST_OUTLETS) {
            let forms = all[a].forms.iter().flat_map(|x| all[b].forms.iter().map(move |y| (x, y)));
            let ties: Vec<Tie> =
                forms.filter_map(|(x, y)| outlets.tie(x.text(), y.text())).collect();
            if ties.contains(&Tie::Apart) {
                apart.insert((a, b));
            } else if !ties.is_empty() {
                one.insert((a, b));
            }
        }
    }
    (one, apart)
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

/// How often each name of several words is taken for a person's and for a body's.
struct Votes {
    of: HashMap<String, (usize, usize)>,
}

impl Votes {
    fn count(told: &[Told<'_>], method: &NameMethod) -> Votes {
        let mut of: HashMap<String, (usize, usize)> = HashMap::new();
        for entity in told.iter().flat_map(|t| &t.reading.entities) {
            let votes = of.entry(method.fold(&entity.name)).or_default();
            match Class::of(entity.kind) {
                Some(Class::Person) => votes.0 += 1,
                Some(Class::Body) => votes.1 += 1,
                _ => {}
            }
        }
        Votes { of }
    }

    /// Returns the class of an entity: a name that more reports take for a body's is a body's,
    /// whatever the sentence made of it in one of them, and so for persons.
    fn class(&self, entity: &Entity, method: &NameMethod) -> Option<Class> {
        let own = Class::of(entity.kind)?;
        if own != Class::Person && own != Class::Body {
            return Some(own);
        }
        if own == Class::Person
            && method.prepare(&entity.name, Some(EntityKind::Group)).known().next().is_some()
        {
            return Some(Class::Body);
        }
        let folded = method.fold(&entity.name);
        let (persons, bodies) = self.of.get(&folded).copied().unwrap_or_default();
        let several = method.prepare(&entity.name, Some(EntityKind::Person)).size() > 1;
        Some(match persons.cmp(&bodies) {
            Ordering::Less if several => Class::Body,
            Ordering::Greater if several => Class::Person,
            _ => own,
        })
    }
}

/// The forms in a name as written: "the National Army (NA) command" has an abbreviation in it.
fn parts(name: &str) -> Vec<String> {
    let whole = || vec![name.to_owned()];
    let Some((before, rest)) = name.split_once('(') else { return whole() };
    let Some((inside, after)) = rest.split_once(')') else { return whole() };
    let outside = format!("{} {}", before.trim(), after.trim()).trim().to_owned();
    if outside.is_empty() {
        return whole();
    }
    let letters = inside.chars().filter(|c| c.is_alphanumeric()).count();
    let short = (2..=8).contains(&letters) && !inside.chars().any(char::is_lowercase);
    let mut parts = vec![outside];
    parts.extend(short.then(|| inside.trim().to_owned()));
    parts
}

/// Says whether a name is borne by too many to mean one person by itself.
fn is_common(folded: &str, config: &ResolveConfig, method: &NameMethod) -> bool {
    let name = method.prepare(folded, Some(EntityKind::Person));
    name.lone_rarity()
        .map_or_else(|| name.rarity() < config.common.0, |rarity| rarity < config.rare.0)
}

/// The names of an entity that tell it from others: descriptions go where a name is left, and an
/// entity that is only described has none.
fn telling(
    names: &[String],
    name: &str,
    class: Class,
    method: &NameMethod,
) -> (Vec<String>, Vec<String>) {
    let mut all: Vec<String> = names.to_vec();
    if !all.iter().any(|n| n == name) {
        all.push(name.to_owned());
    }
    let mut shorts = Vec::new();
    if class != Class::Weapon {
        // Addresses are written small, and describe nothing.
        let short = |n: &&String| method.describes(n) && is_titled(n) && !outlets::is_address(n);
        shorts = all.iter().filter(short).map(|n| method.fold(n)).collect();
        all.retain(|n| !method.describes(n) || outlets::is_address(n));
    }
    all.sort();
    all.dedup();
    (all, shorts)
}

/// Says whether a word behind the first is written as a name is ("the Council").
fn is_titled(text: &str) -> bool {
    text.split_whitespace().skip(1).any(|w| w.chars().next().is_some_and(char::is_uppercase))
}

fn profile(key: Key, mut uses: Vec<Use>, method: &NameMethod) -> Profile {
    let kind = match key.0 {
        Class::Person => EntityKind::Person,
        Class::Body => EntityKind::Group,
        Class::Place => EntityKind::Place,
        Class::Weapon => EntityKind::Weapon,
    };
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for name in uses.iter().flat_map(|u| &u.names).flat_map(|n| parts(n)) {
        let slot = texts.entry(method.fold(&name)).or_insert_with(|| name.clone());
        if name < *slot {
            *slot = name;
        }
    }
    let mut forms: Vec<Name> = texts.values().map(|t| method.prepare(t, Some(kind))).collect();
    // A report that calls "the Free Army" the army must not join the two everywhere.
    if let Some(main) = uses.iter().map(|u| &u.main).min() {
        let main = method.prepare(main, Some(kind));
        forms.retain(|form| !method.compare_prepared(&main, form).differs_by_modifier());
        if forms.is_empty() {
            forms.push(main);
        }
    }
    forms.sort_by(|a, b| b.size().cmp(&a.size()).then(a.text().cmp(b.text())));
    forms.truncate(MOST_FORMS);
    uses.sort_by(|a, b| (&a.report, a.entity).cmp(&(&b.report, b.entity)));
    let common = key.2.is_some() && forms.iter().any(|f| f.size() > 1);
    let shorts = uses.iter().flat_map(|u| u.shorts.iter().cloned()).collect();
    Profile { class: key.0, key: key.1, only: key.2, part: key.3, common, shorts, forms, uses }
}

/// Pairs of profiles that a report affirms to be the same.
fn stated(
    told: &[Told<'_>],
    number: &dyn Fn(usize, EntityId) -> Option<usize>,
) -> BTreeSet<(usize, usize)> {
    let mut pairs = BTreeSet::new();
    for (report, told) in told.iter().enumerate() {
        for relation in &told.reading.relations {
            if relation.kind != RelationKind::SameAs
                || relation.polarity != Polarity::Affirmed
                || relation.certainty != Certainty::Certain
            {
                continue;
            }
            let number = |id| number(report, id);
            if let (Some(a), Some(b)) = (number(relation.subject), number(relation.object)) {
                pairs.insert((a.min(b), a.max(b)));
            }
        }
    }
    pairs
}
