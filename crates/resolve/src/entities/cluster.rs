//! Decides which profiles are one thing.
//!
//! In: profiles and the pairs worth comparing. Out: clusters, each with what joined it. Pairs
//! that carry are taken heaviest first; two clusters are joined only if none of their names
//! conflict, so that a weak middle cannot chain two ends together (complete-link, as in
//! hierarchical clustering). Last, a lone surname joins the only full name that carries it.
//! What people judged comes before all of it ([`super::links`]): linked profiles are joined
//! first, and no chain brings together what is kept apart.
//! It never splits what one report uses as one set of names.

use super::ResolveConfig;
use super::evidence::Settings;
use super::joins::{self, weighed};
use super::profiles::{Class, Profile, Profiles};
use crate::links::Links;
use crate::names::{Comparison, Name, NameMethod, Weight};
use foldhash::HashMap;
use rashomon_model::{Because, Join};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Members of a cluster beyond this many are not asked before it grows.
const ASKED: usize = 24;

/// What stands around two names parts them by itself below this, in bits.
const APART: f64 = -10.0;

/// What stands around two names helps where no more than this is missing, in bits.
const HELPED: f64 = 8.0;

/// Profiles taken for one thing, and the steps by which they were.
pub(super) struct Cluster {
    pub(super) members: Vec<usize>,
    pub(super) joined: Vec<Join>,
}

/// A pair that carries.
struct Edge {
    weight: f64,
    a: u32,
    b: u32,
}

/// Clusters as they grow.
struct Growing<'p> {
    profiles: &'p Profiles,
    settings: &'p Settings,
    method: &'p NameMethod,
    config: &'p ResolveConfig,
    links: &'p Links,
    of: Vec<usize>,
    clusters: Vec<Cluster>,
    conflicts: HashMap<(u32, u32), bool>,
}

/// Clusters profiles.
pub(super) fn cluster(
    profiles: &Profiles,
    pairs: &[(u32, u32)],
    links: &Links,
    settings: &Settings,
    config: &ResolveConfig,
    method: &NameMethod,
) -> Vec<Cluster> {
    let weighed =
        |a: u32, b: u32| weigh(profiles, settings, (a as usize, b as usize), config, method);
    // A join is large and few edges come to one, so each is worked out once more then.
    let edge =
        |&(a, b): &(u32, u32)| weighed(a, b).map(|join| Edge { weight: join.weight.0, a, b });
    let mut edges: Vec<Edge> = pairs.par_iter().filter_map(edge).collect();
    // Ties fall to the numbers, which come from the names, not from the order of reports.
    edges.sort_by(|x, y| y.weight.total_cmp(&x.weight).then((x.a, x.b).cmp(&(y.a, y.b))));
    let count = profiles.all.len();
    let mut growing = Growing {
        profiles,
        settings,
        method,
        config,
        links,
        of: (0..count).collect(),
        clusters: (0..count).map(|n| Cluster { members: vec![n], joined: Vec::new() }).collect(),
        conflicts: HashMap::default(),
    };
    for &(a, b, judgement) in &links.same {
        let because = Because::Judgement(judgement);
        if let Some(join) = told(&profiles.all[a], &profiles.all[b], because, method) {
            growing.join(a, b, join);
        }
    }
    for &(a, b) in &profiles.stated {
        if growing.kept_apart(a, b) {
            continue;
        }
        let because = Because::Statement;
        if let Some(join) = told(&profiles.all[a], &profiles.all[b], because, method) {
            growing.join(a, b, join);
        }
    }
    for &(a, b) in &profiles.one_outlet {
        if growing.kept_apart(a, b) {
            continue;
        }
        if let Some(join) = told(&profiles.all[a], &profiles.all[b], Because::Outlet, method) {
            growing.join(a, b, join);
        }
    }
    for Edge { a, b, .. } in edges {
        let (x, y) = (a as usize, b as usize);
        if profiles.other_outlet.contains(&(x.min(y), x.max(y))) {
            continue;
        }
        if growing.agree(x, y)
            && let Some(join) = weighed(a, b)
        {
            growing.join(x, y, join);
        }
    }
    growing.join_surnames();
    growing.clusters.retain(|c| !c.members.is_empty());
    growing.clusters
}

/// Returns what joins two profiles, if it carries.
fn weigh(
    profiles: &Profiles,
    settings: &Settings,
    (a, b): (usize, usize),
    config: &ResolveConfig,
    method: &NameMethod,
) -> Option<Join> {
    let (x, y) = (&profiles.all[a], &profiles.all[b]);
    if is_confined(x) || is_confined(y) {
        return None;
    }
    // A full name's short form is no more than its surname: brothers have it too.
    if lone_person(x).is_some() != lone_person(y).is_some() && is_full(x) != is_full(y) {
        return None;
    }
    let mut best: Option<(Weight, &Name, &Name, Comparison, Weight)> = None;
    for s in &x.forms {
        for t in &y.forms {
            let Some((comparison, needed)) = speaks(s, t, x.class, config, method) else {
                continue;
            };
            let over = Weight(comparison.firm().0 - needed.0);
            if best.as_ref().is_none_or(|b| over > b.0) {
                best = Some((over, s, t, comparison, needed));
            }
        }
    }
    let (_, s, t, comparison, needed) = best?;
    let around = settings.weigh(profiles, (a, b), &comparison, method);
    let join = weighed(s, t, &comparison, around, needed);
    (join.weight > needed).then_some(join)
}

/// Compares two forms that may carry a join, if what stands around them helps; gives what is needed.
fn speaks(
    s: &Name,
    t: &Name,
    class: Class,
    config: &ResolveConfig,
    method: &NameMethod,
) -> Option<(Comparison, Weight)> {
    let lone = s.size() == 1 || t.size() == 1;
    if lone && class == Class::Person && s.size() != t.size() {
        return None;
    }
    let comparison = method.compare_prepared(s, t);
    let needed = if lone { config.join_lone } else { config.join };
    let short = needed.0 - comparison.firm().0;
    if short > HELPED || (lone && !comparison.is_known() && !s.shares_skeleton(t)) {
        return None;
    }
    Some((comparison, needed))
}

/// The join of two profiles that somebody says are one, whatever they weigh.
fn told(x: &Profile, y: &Profile, because: Because, method: &NameMethod) -> Option<Join> {
    let (s, t) = (x.fullest()?, y.fullest()?);
    Some(joins::told(s, t, because, &method.compare_prepared(s, t)))
}

impl Growing<'_> {
    /// Says whether no member of one cluster conflicts with one of the other, and nobody judged
    /// that they are different.
    fn agree(&mut self, a: usize, b: usize) -> bool {
        if self.of[a] == self.of[b] || self.kept_apart(a, b) {
            return false;
        }
        let (xs, ys) = (self.asked(a), self.asked(b));
        xs.iter().all(|&x| ys.iter().all(|&y| !self.conflict(x, y)))
    }

    /// The members of a profile's cluster that are asked whether it may grow. Where people judged
    /// conflicting names to be one, a newcomer need not suit all of them: those are asked that
    /// do not conflict with the profile itself.
    fn asked(&mut self, of: usize) -> Vec<usize> {
        let members = self.clusters[self.of[of]].members.iter();
        let mut asked: Vec<usize> = members.copied().take(ASKED).collect();
        if asked.iter().any(|&member| !self.links.group(member).is_empty()) {
            asked.retain(|&member| member == of || !self.conflict(member, of));
        }
        asked
    }

    /// Says whether a judgement keeps any member of one cluster apart from one of the other.
    fn kept_apart(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.of[a], self.of[b]);
        let (few, other) = match self.clusters[a].members.len() <= self.clusters[b].members.len() {
            true => (a, b),
            false => (b, a),
        };
        let members = self.clusters[few].members.iter();
        members.flat_map(|&m| self.links.apart_from(m)).any(|(kept, _)| self.of[kept] == other)
    }

    /// Says whether the fullest names of two profiles speak against their being one.
    fn conflict(&mut self, a: usize, b: usize) -> bool {
        let key = (a.min(b) as u32, a.max(b) as u32);
        if let Some(&known) = self.conflicts.get(&key) {
            return known;
        }
        let conflict = conflicts(self.profiles, self.settings, (a, b), self.config, self.method);
        self.conflicts.insert(key, conflict);
        conflict
    }

    fn join(&mut self, a: usize, b: usize, join: Join) {
        let (a, b) = (self.of[a], self.of[b]);
        if a == b {
            return;
        }
        let (into, from) = if self.clusters[a].members.len() >= self.clusters[b].members.len() {
            (a, b)
        } else {
            (b, a)
        };
        let members = std::mem::take(&mut self.clusters[from].members);
        let joined = std::mem::take(&mut self.clusters[from].joined);
        for &member in &members {
            self.of[member] = into;
        }
        let cluster = &mut self.clusters[into];
        cluster.members.extend(members);
        cluster.members.sort_unstable();
        cluster.joined.extend(joined);
        cluster.joined.push(join);
    }

    /// Lets a lone surname join the only full name of the case that carries it.
    fn join_surnames(&mut self) {
        let bearers = self.bearers();
        for number in 0..self.profiles.all.len() {
            let profile = &self.profiles.all[number];
            let Some(lone) = lone_person(profile) else { continue };
            if lone.lone_rarity().is_none_or(|rarity| rarity < self.config.rare.0) {
                continue;
            }
            let Some(near) = bearers.get(lone.skeletons().next().unwrap_or("")) else { continue };
            let mut found: BTreeMap<usize, (usize, Join)> = BTreeMap::new();
            for &bearer in near.iter().take(ASKED * 4) {
                if let Some(join) = self.carries_surname(lone, bearer) {
                    found.entry(self.of[bearer]).or_insert((bearer, join));
                }
            }
            // Where a fellow brought it to a full name already, another bearer would chain the two.
            found.retain(|_, (bearer, _)| !self.kept_apart(number, *bearer));
            if found.contains_key(&self.of[number]) {
                continue;
            }
            if found.len() == 1
                && near.len() <= ASKED * 4
                && let Some((_, (bearer, join))) = found.into_iter().next()
            {
                self.join(number, bearer, join);
            }
        }
    }

    /// Profiles with a full personal name, by the skeleton of each word.
    fn bearers(&self) -> BTreeMap<String, Vec<usize>> {
        let mut bearers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, profile) in self.profiles.all.iter().enumerate() {
            let full =
                profile.forms.iter().filter(|f| profile.class == Class::Person && f.size() > 1);
            let skeletons: BTreeSet<&str> = full.flat_map(Name::skeletons).collect();
            for skeleton in skeletons {
                bearers.entry(skeleton.to_owned()).or_default().push(number);
            }
        }
        bearers
    }

    fn carries_surname(&self, lone: &Name, bearer: usize) -> Option<Join> {
        let forms = self.profiles.all[bearer].forms.iter().filter(|f| f.size() > 1);
        for form in forms {
            let comparison = self.method.compare_prepared(lone, form);
            if comparison.answers_firmly() {
                return Some(joins::told(lone, form, Because::OnlyBearer, &comparison));
            }
        }
        None
    }
}

/// Says whether a profile is a person with a name of several words.
fn is_full(profile: &Profile) -> bool {
    profile.class == Class::Person && profile.forms.iter().any(|form| form.size() > 1)
}

/// Says whether a profile is a person known by one word alone, and gives it.
fn lone_person(profile: &Profile) -> Option<&Name> {
    match profile.forms.as_slice() {
        [form] if profile.class == Class::Person && form.size() == 1 => Some(form),
        _ => None,
    }
}

/// Says whether the fullest names of two profiles, with what stands around them in their reports,
/// speak against their being one.
pub(super) fn conflicts(
    profiles: &Profiles,
    settings: &Settings,
    (a, b): (usize, usize),
    config: &ResolveConfig,
    method: &NameMethod,
) -> bool {
    let (x, y) = (&profiles.all[a], &profiles.all[b]);
    let (Some(s), Some(t)) = (x.fullest(), y.fullest()) else { return false };
    let comparison = method.compare_prepared(s, t);
    let around = settings.weigh(profiles, (a, b), &comparison, method);
    let around: f64 = around.iter().map(|l| l.weight.0).sum();
    if around < APART {
        return true;
    }
    let together = || known_together(x, y, method);
    if s.size() == 1 || t.size() == 1 {
        // One word against several says nothing; two lone words must answer each other.
        return s.size() == t.size() && !comparison.same && !together();
    }
    comparison.weight.0 + around < config.conflict.0 && !together()
}

/// Says whether a profile is a lone word that many bear, which means nobody outside its report.
fn is_confined(profile: &Profile) -> bool {
    profile.only.is_some() && !profile.common
}

/// Says whether a table has forms of both as names of one body.
fn known_together(x: &Profile, y: &Profile, method: &NameMethod) -> bool {
    x.forms.iter().any(|s| y.forms.iter().any(|t| method.compare_prepared(s, t).is_known()))
}
