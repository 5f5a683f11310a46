//! What people judged about who is who, found again among the names of the case.
//!
//! In: judgements in the order of the log. Out: [`Bench`]: which of them are in force, which uses
//! of names a split takes out, and which profiles each judgement is about ([`Bench::find`]). A
//! judgement names things by spellings; it is about a profile that bears one of them. A lone word
//! of a person and the letters of a body stand for many, so they count only where a thing has no
//! fuller name. What follows for clusters is decided in [`crate::links`].
//!
//! Must hold: a withdrawn judgement has no effect at all, and one withdrawn by a judgement that is
//! withdrawn itself has its own again.

use super::profiles::{Class, Profile, Profiles};
use crate::links::{Wish, withdrawn};
use crate::names::NameMethod;
use rashomon_model::{Decision, EntityKind, Judgement, JudgementId, KnownBy, ReportId, Thing};
use std::collections::{BTreeMap, BTreeSet};

/// A folded name with where it is meant: the report it is confined to, and the split it came by.
type Name = (String, Option<ReportId>, Option<JudgementId>);

/// The judgements of a case.
pub(super) struct Bench<'j> {
    /// All of them, in the order of the log.
    pub(super) all: Vec<Heard<'j>>,
}

/// One judgement and where its things are.
pub(super) struct Heard<'j> {
    pub(super) judgement: &'j Judgement,
    /// The judgement that withdrew it, if one did.
    pub(super) withdrawn: Option<JudgementId>,
    /// The profiles of each of its things, once found; sorted.
    pub(super) found: Vec<Vec<usize>>,
    /// Profiles that a split took out; sorted.
    pub(super) out: Vec<usize>,
    /// Every name of each thing, folded.
    names: Vec<BTreeSet<Name>>,
    /// What a split takes out, folded.
    split: BTreeSet<String>,
}

impl<'j> Bench<'j> {
    /// Hears judgements; they come in the order of the log.
    pub(super) fn hear(judgements: &'j [Judgement], method: &NameMethod) -> Bench<'j> {
        let withdrawn = withdrawn(judgements);
        let hear = |judgement: &'j Judgement| Heard {
            judgement,
            withdrawn: withdrawn.get(&judgement.id).copied(),
            found: vec![Vec::new(); judgement.decision.things().len()],
            out: Vec::new(),
            names: judgement.decision.things().iter().map(|t| folded(t, method)).collect(),
            split: match &judgement.decision {
                Decision::Split { names, .. } => names.iter().map(|n| method.fold(n)).collect(),
                _ => BTreeSet::new(),
            },
        };
        Bench { all: judgements.iter().map(hear).collect() }
    }

    /// Returns the judgements that are in force, in the order of the log.
    pub(super) fn in_force(&self) -> impl DoubleEndedIterator<Item = &Heard<'j>> {
        self.all.iter().filter(|heard| heard.withdrawn.is_none())
    }

    /// Returns the split by which a use of names was taken out of what it would belong to.
    pub(super) fn part(
        &self,
        class: Class,
        names: &BTreeSet<String>,
        only: Option<&ReportId>,
        report: &ReportId,
    ) -> Option<JudgementId> {
        let mut part = None;
        for heard in self.in_force() {
            let Decision::Split { from, reports, .. } = &heard.judgement.decision else { continue };
            let is_meant = Class::of(from.kind) == Some(class)
                && (reports.is_empty() || reports.contains(report))
                && (heard.split.is_empty() || names.is_subset(&heard.split))
                && names.iter().any(|name| {
                    let name = (name.clone(), only.cloned(), part);
                    heard.names.iter().any(|names| names.contains(&name))
                });
            if is_meant {
                part = Some(heard.judgement.id);
            }
        }
        part
    }

    /// Returns what tells the parts of a split from others with the same names: never its number,
    /// so that the id of an entity does not hang on when a judgement was entered.
    pub(super) fn words_of(&self, part: JudgementId) -> String {
        let heard = self.all.iter().find(|heard| heard.judgement.id == part);
        match heard.map(|heard| (&heard.judgement.decision, &heard.split)) {
            Some((Decision::Split { reports, .. }, names)) => {
                let names = names.iter().map(String::as_str);
                let words: Vec<&str> = names.chain(reports.iter().map(ReportId::as_str)).collect();
                words.join("\n")
            }
            _ => String::new(),
        }
    }

    /// What the judgements in force ask of clusters, in the order of the log.
    pub(super) fn wishes(&self) -> impl DoubleEndedIterator<Item = (JudgementId, Wish<'_>)> {
        self.in_force().filter_map(|heard| {
            let wish = match &heard.judgement.decision {
                Decision::Same { .. } => Wish::Same(&heard.found),
                Decision::Different { .. } => Wish::Different(&heard.found),
                Decision::Split { .. } => Wish::Split { out: &heard.out, from: &heard.found },
                _ => return None,
            };
            Some((heard.judgement.id, wish))
        })
    }

    /// Finds the profiles that each judgement is about.
    pub(super) fn find(&mut self, profiles: &Profiles, method: &NameMethod) {
        let mut wanted: BTreeMap<(Class, Name), Vec<(usize, usize)>> = BTreeMap::new();
        let mut splits: BTreeMap<JudgementId, usize> = BTreeMap::new();
        for (at, heard) in self.all.iter().enumerate() {
            let things = heard.judgement.decision.things();
            for (number, (thing, names)) in things.iter().zip(&heard.names).enumerate() {
                let Some(class) = Class::of(thing.kind) else { continue };
                for name in telling(names, thing.kind, method) {
                    wanted.entry((class, name)).or_default().push((at, number));
                }
            }
            splits.insert(heard.judgement.id, at);
        }
        if wanted.is_empty() {
            return;
        }
        for (number, profile) in profiles.all.iter().enumerate() {
            let places = names_of(profile).flat_map(|name| wanted.get(&(profile.class, name)));
            let about: BTreeSet<(usize, usize)> = places.flatten().copied().collect();
            for (at, thing) in about {
                self.all[at].found[thing].push(number);
            }
            if let Some(at) = profile.part.and_then(|part| splits.get(&part)) {
                self.all[*at].out.push(number);
            }
        }
    }
}

/// The names of a profile, as judgements have them.
fn names_of(profile: &Profile) -> impl Iterator<Item = Name> + '_ {
    profile.key.iter().map(|name| (name.clone(), profile.only.clone(), profile.part))
}

fn folded(thing: &Thing, method: &NameMethod) -> BTreeSet<Name> {
    let fold = |known: &KnownBy| (method.fold(&known.name), known.report.clone(), known.part);
    thing.known_by.iter().map(fold).filter(|(name, ..)| !name.is_empty()).collect()
}

/// The names that tell a thing from others: what many bear goes where something fuller is left.
fn telling(names: &BTreeSet<Name>, kind: EntityKind, method: &NameMethod) -> BTreeSet<Name> {
    let prepared: Vec<_> = names.iter().map(|n| (n, method.prepare(&n.0, Some(kind)))).collect();
    let is_full = |(_, name): &&(&Name, crate::names::Name)| match Class::of(kind) {
        Some(Class::Person) => name.size() > 1,
        Some(Class::Body) => {
            let letters = name.letters_key();
            name.size() > 1
                || !prepared.iter().any(|(_, p)| p.size() > 1 && p.letters_key() == letters)
        }
        _ => true,
    };
    let full: BTreeSet<Name> = prepared.iter().filter(is_full).map(|(n, _)| (*n).clone()).collect();
    if full.is_empty() { names.clone() } else { full }
}
