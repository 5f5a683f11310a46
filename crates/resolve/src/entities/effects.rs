//! Says what each judgement does in the case at hand.
//!
//! In: judgements with the profiles they are about, what of them could be kept, and the entity of
//! each profile. Out: an [`Effect`] each: how it stands, which entities it touches, and what a
//! reader should know of it, such as names that weigh against a join. Changes nothing.

use super::ResolveConfig;
use super::cluster::conflicts;
use super::evidence::Settings;
use super::judged::{Bench, Heard};
use super::profiles::Profiles;
use crate::links::Links;
use crate::names::NameMethod;
use rashomon_model::{CaseEntityId, Decision, Effect, JudgementId, NoteOn, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// What it takes to weigh names.
#[derive(Clone, Copy)]
pub(super) struct Weighing<'m> {
    pub(super) settings: &'m Settings,
    pub(super) config: &'m ResolveConfig,
    pub(super) method: &'m NameMethod,
}

/// Everything a judgement's effect is told from.
struct Outcome<'o> {
    bench: &'o Bench<'o>,
    links: &'o Links,
    profiles: &'o Profiles,
    of: &'o [CaseEntityId],
    weighing: Weighing<'o>,
}

/// Tells the effect of every judgement.
pub(super) fn of(
    bench: &Bench<'_>,
    links: &Links,
    profiles: &Profiles,
    of: &[CaseEntityId],
    weighing: Weighing<'_>,
) -> BTreeMap<JudgementId, Effect> {
    let outcome = Outcome { bench, links, profiles, of, weighing };
    bench.all.iter().map(|heard| (heard.judgement.id, outcome.effect(heard))).collect()
}

impl Outcome<'_> {
    fn effect(&self, heard: &Heard<'_>) -> Effect {
        if let Some(by) = heard.withdrawn {
            return Effect::bare(Standing::Withdrawn(by));
        }
        let about = heard.found.iter().flatten().chain(&heard.out);
        let entities: BTreeSet<&CaseEntityId> = about.map(|&p| &self.of[p]).collect();
        let mut notes = self.nowhere(heard);
        let standing = match &heard.judgement.decision {
            Decision::Same { .. } => {
                notes.extend(self.against_same(heard));
                self.kept(heard, &mut notes)
            }
            Decision::Different { .. } | Decision::Split { .. } => {
                notes.extend(self.against_different(heard));
                self.kept(heard, &mut notes)
            }
            Decision::Rename { .. } => self.renamed(heard, &mut notes),
            Decision::Note { on: NoteOn::Entity(_) } if entities.is_empty() => {
                Standing::AppliesToNothing
            }
            _ => Standing::InForce,
        };
        let entities = entities.into_iter().cloned().collect();
        Effect { entities, notes, ..Effect::bare(standing) }
    }

    /// Things that no report names now.
    fn nowhere(&self, heard: &Heard<'_>) -> Vec<String> {
        let things = heard.judgement.decision.things().iter().zip(&heard.found);
        let nowhere = things.filter(|(_, found)| found.is_empty());
        nowhere.map(|(thing, _)| format!("no report names “{}” so now", thing.name)).collect()
    }

    fn kept(&self, heard: &Heard<'_>, notes: &mut Vec<String>) -> Standing {
        let kept = self.links.kept.get(&heard.judgement.id).cloned().unwrap_or_default();
        notes.extend(kept.overruled());
        for &profile in &kept.shared {
            notes.push(format!("a report itself calls {} by both names", self.name(profile)));
        }
        kept.standing()
    }

    fn renamed(&self, heard: &Heard<'_>, notes: &mut Vec<String>) -> Standing {
        let about = |other: &Heard<'_>| -> BTreeSet<&CaseEntityId> {
            other.found.iter().flatten().map(|&p| &self.of[p]).collect()
        };
        let ours = about(heard);
        if ours.is_empty() {
            return Standing::AppliesToNothing;
        }
        let later = self.bench.in_force().filter(|other| {
            other.judgement.id > heard.judgement.id
                && matches!(other.judgement.decision, Decision::Rename { .. })
        });
        match later.filter(|other| !about(other).is_disjoint(&ours)).map(|o| o.judgement.id).max() {
            None => Standing::InForce,
            Some(by) => {
                notes.push(format!("{by}, a later judgement, gives another name"));
                Standing::Overruled
            }
        }
    }

    /// Names that speak against what is judged the same.
    fn against_same(&self, heard: &Heard<'_>) -> Vec<String> {
        let Weighing { settings, config, method } = self.weighing;
        let mut notes = Vec::new();
        for (a, b) in fullest_pairs(&heard.found) {
            let (x, y) = (&self.profiles.all[a], &self.profiles.all[b]);
            if x.class != y.class {
                notes.push(format!(
                    "reports take {} and {} for things of different kinds",
                    self.name(a),
                    self.name(b)
                ));
            } else if conflicts(self.profiles, settings, (a, b), config, method) {
                let weight = self.weight(a, b);
                let (a, b) = (self.name(a), self.name(b));
                notes.push(format!("outweighs the names: {a} and {b} weigh {weight:+.1}"));
            }
        }
        notes
    }

    /// Names and statements that speak for the sameness of what is judged different.
    fn against_different(&self, heard: &Heard<'_>) -> Vec<String> {
        let parts: Vec<Vec<usize>> = match heard.out.is_empty() {
            true => heard.found.clone(),
            false => heard.found.iter().cloned().chain([heard.out.clone()]).collect(),
        };
        let mut notes = Vec::new();
        for (a, b) in fullest_pairs(&parts) {
            let weight = self.weight(a, b);
            let is_alike = self.profiles.all[a].class == self.profiles.all[b].class
                && weight > self.weighing.config.join.0;
            if is_alike && self.links.apart(a, b).is_some() {
                let (a, b) = (self.name(a), self.name(b));
                notes.push(format!("outweighs the names: {a} and {b} weigh {weight:+.1}"));
            }
        }
        for &(a, b) in &self.profiles.stated {
            if self.links.apart(a, b) == Some(heard.judgement.id) {
                let (a, b) = (self.name(a), self.name(b));
                notes.push(format!("outweighs a report that calls {a} and {b} the same"));
            }
        }
        notes
    }

    fn weight(&self, a: usize, b: usize) -> f64 {
        let (x, y) = (self.profiles.all[a].fullest(), self.profiles.all[b].fullest());
        match (x, y) {
            (Some(x), Some(y)) => self.weighing.method.compare_prepared(x, y).firm().0,
            _ => 0.0,
        }
    }

    fn name(&self, profile: usize) -> String {
        let name = self.profiles.all[profile].fullest();
        format!("“{}”", name.map_or("", |name| name.text()))
    }
}

/// Pairs of the first profiles of things: enough to say what kind of names meet.
fn fullest_pairs(found: &[Vec<usize>]) -> Vec<(usize, usize)> {
    let firsts: Vec<usize> = found.iter().filter_map(|f| f.first().copied()).collect();
    let mut pairs = Vec::new();
    for (at, &a) in firsts.iter().enumerate() {
        pairs.extend(firsts[at + 1..].iter().filter(|&&b| a != b).map(|&b| (a, b)));
    }
    pairs
}
