//! What people judged about happenings, found again among the tellings of the case.
//!
//! In: judgements in the order of the log, and the tellings as they were read. Out: [`Judged`]:
//! pairs of tellings that are one, or never one, whatever they weigh ([`crate::links`]), and what
//! each judgement does. A judgement names a happening by the words that tell of it: a telling is
//! found by its report and its words, by where these stand, and where two claims rest on the same
//! words by the claim. Words that a report no longer has are found nowhere.
//!
//! Must hold: a judgement that is withdrawn leaves no trace; order of reports changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::{
    CaseClaimId, CaseEvent, CaseEventId, ClaimMark, Decision, Effect, Judgement, JudgementId,
    Report, Standing, ToldAt,
};

use super::lift::Told;
use crate::links::{Links, Wish, withdrawn};

/// The judgements of a case that are about happenings.
#[derive(Default)]
pub struct Judged<'j> {
    all: Vec<Heard<'j>>,
    /// Over tellings as they were read.
    links: Links,
}

struct Heard<'j> {
    judgement: &'j Judgement,
    withdrawn: Option<JudgementId>,
    /// The tellings of each of its happenings; sorted.
    found: Vec<Vec<usize>>,
    /// A claim of each telling found.
    claims: Vec<CaseClaimId>,
    /// What a reader should know of it.
    notes: Vec<String>,
}

/// What clusters of tellings must keep to.
#[derive(Default)]
pub struct Decided {
    /// Pairs that are one, with the judgement that says so.
    by: BTreeMap<(usize, usize), JudgementId>,
    /// The same pairs, the smaller first.
    pub one: BTreeSet<(usize, usize)>,
    /// Pairs that are never one, the smaller first.
    pub never: BTreeSet<(usize, usize)>,
    /// Where the tellings of reports went, by the numbers they were read with.
    pub home: BTreeMap<usize, usize>,
}

impl<'j> Judged<'j> {
    /// Hears judgements and finds what they are about among tellings as they were read, which are
    /// given by report.
    pub fn hear(judgements: &'j [Judgement], reports: &[Report], told: &[Vec<Told>]) -> Judged<'j> {
        if judgements.iter().all(|judgement| judgement.decision.happenings().is_empty()) {
            return Judged::default();
        }
        let withdrawn = withdrawn(judgements);
        let about = judgements.iter().filter(|j| !j.decision.happenings().is_empty());
        let all: Vec<Heard<'j>> = about
            .map(|judgement| {
                let withdrawn = withdrawn.get(&judgement.id).copied();
                let mut heard = Heard {
                    judgement,
                    withdrawn,
                    found: Vec::new(),
                    claims: Vec::new(),
                    notes: Vec::new(),
                };
                if withdrawn.is_none() {
                    heard.find(reports, told);
                }
                heard
            })
            .collect();
        let wishes: Vec<(JudgementId, Wish<'_>)> = all.iter().filter_map(Heard::wish).collect();
        let links = Links::settle(wishes.into_iter());
        Judged { all, links }
    }

    /// Tells whether two groups of tellings may not be one.
    pub fn never(&self, these: &[usize], those: &[usize]) -> bool {
        these.iter().any(|a| those.iter().any(|b| self.links.apart(*a, *b).is_some()))
    }

    /// Tells whether two groups of tellings were judged to be one.
    pub fn one(&self, these: &[usize], those: &[usize]) -> bool {
        these.iter().any(|a| self.links.group(*a).iter().any(|member| those.contains(member)))
    }

    /// Returns what clusters must keep to, in numbers of the tellings that reports were left with.
    pub fn decided(&self, told: &[Told]) -> Decided {
        let mut out = Decided::default();
        if self.all.is_empty() {
            return out;
        }
        let home: BTreeMap<usize, usize> = told
            .iter()
            .enumerate()
            .flat_map(|(at, t)| t.of.iter().map(move |n| (*n, at)))
            .collect();
        let pair = |a: usize, b: usize| {
            let (a, b) = (*home.get(&a)?, *home.get(&b)?);
            (a != b).then_some((a.min(b), a.max(b)))
        };
        for (a, b, id) in &self.links.same {
            out.by.extend(pair(*a, *b).map(|pair| (pair, *id)));
        }
        out.one = out.by.keys().copied().collect();
        out.never = self.links.all_apart().filter_map(|(a, b)| pair(a, b)).collect();
        out.home = home;
        out
    }

    /// Writes down where a judgement outweighs what is read; `weigh` gives the weight of two
    /// tellings in the numbers they were read with, where both can be weighed.
    pub fn weigh(&mut self, weigh: impl Fn(usize, usize) -> Option<f64>, join: f64) {
        for heard in self.all.iter_mut().filter(|heard| heard.withdrawn.is_none()) {
            let same = matches!(heard.judgement.decision, Decision::SameEvent { .. });
            let firsts: Vec<usize> =
                heard.found.iter().filter_map(|found| found.first().copied()).collect();
            for (at, a) in firsts.iter().enumerate() {
                for b in &firsts[at + 1..] {
                    let Some(weight) = weigh(*a, *b) else { continue };
                    if same == (weight <= join) {
                        heard.notes.push(format!("outweighs what is read: {weight:+.1}"));
                    }
                }
            }
        }
    }

    /// Says what each judgement does, once the events are made.
    pub fn effects(&self, events: &[CaseEvent]) -> BTreeMap<JudgementId, Effect> {
        if self.all.is_empty() {
            return BTreeMap::new();
        }
        let mut of: BTreeMap<&CaseClaimId, &CaseEventId> = BTreeMap::new();
        for event in events {
            of.extend(event.claims.iter().map(|claim| (&claim.id, &event.id)));
        }
        self.all.iter().map(|heard| (heard.judgement.id, self.effect(heard, &of))).collect()
    }

    fn effect(&self, heard: &Heard<'_>, of: &BTreeMap<&CaseClaimId, &CaseEventId>) -> Effect {
        let mut out = Effect::bare(Standing::AppliesToNothing);
        if let Some(by) = heard.withdrawn {
            out.standing = Standing::Withdrawn(by);
            return out;
        }
        let events: BTreeSet<&CaseEventId> =
            heard.claims.iter().filter_map(|claim| of.get(claim).copied()).collect();
        out.events = events.into_iter().cloned().collect();
        let kept = self.links.kept.get(&heard.judgement.id).cloned().unwrap_or_default();
        out.standing = match heard.judgement.decision {
            Decision::Note { .. } if !out.events.is_empty() => Standing::InForce,
            _ => kept.standing(),
        };
        out.notes.clone_from(&heard.notes);
        out.notes.extend(kept.overruled());
        if !kept.shared.is_empty() {
            out.notes.push("a report tells both as one deed, which stays whole".to_owned());
        }
        out
    }
}

impl Heard<'_> {
    fn wish(&self) -> Option<(JudgementId, Wish<'_>)> {
        if self.withdrawn.is_some() {
            return None;
        }
        let wish = match &self.judgement.decision {
            Decision::SameEvent { .. } => Wish::Same(&self.found),
            Decision::DifferentEvents { .. } => Wish::Different(&self.found),
            _ => return None,
        };
        Some((self.judgement.id, wish))
    }

    fn find(&mut self, reports: &[Report], told: &[Vec<Told>]) {
        for happening in self.judgement.decision.happenings() {
            let mut found = BTreeSet::new();
            for at in &happening.told {
                let Ok(report) = reports.binary_search_by(|r| r.id.cmp(&at.report)) else {
                    continue;
                };
                let tellings = told.get(report).map_or(&[][..], Vec::as_slice);
                if let Some(telling) = telling(at, &reports[report].text, tellings) {
                    found.extend(telling.of.iter().copied());
                    self.claims.extend(telling.claims.first().map(|claim| claim.id.clone()));
                }
            }
            if found.is_empty() {
                self.notes.push(format!("no report tells of “{}” so now", happening.title));
            }
            self.found.push(found.into_iter().collect());
        }
    }
}

/// The telling that has a claim on these words: the one that lies nearest to where they stood, of
/// equals the one with the claim of that id, then the first.
fn telling<'t>(at: &ToldAt, text: &str, told: &'t [Told]) -> Option<&'t Told> {
    let mut best: Option<((u32, bool), &Told)> = None;
    for telling in told {
        // Words that tell of a happening go on telling of it when a claim on them is rejected.
        let rejected = telling.judged.iter().filter_map(|judged| match &judged.mark {
            ClaimMark::Rejected { claim } => Some(&**claim),
            _ => None,
        });
        let claims = telling.claims.iter().chain(rejected);
        for claim in claims.filter(|claim| claim.quote == at.quote) {
            let before = text.get(..claim.span.start as usize).unwrap_or("").chars().count();
            let start = u32::try_from(before).unwrap_or(u32::MAX);
            let worth = (start.abs_diff(at.start), claim.id != at.claim);
            if best.as_ref().is_none_or(|(known, _)| worth < *known) {
                best = Some((worth, telling));
            }
        }
    }
    best.map(|(_, telling)| telling)
}

impl Decided {
    /// Says by which judgement two clusters were joined.
    pub fn sentence(&self, a: &[usize], b: &[usize], told: &[Told]) -> Option<String> {
        let pairs = a.iter().flat_map(|x| b.iter().map(move |y| (*x.min(y), *x.max(y))));
        let (x, y, id) = pairs.filter_map(|p| Some((p.0, p.1, self.by.get(&p)?))).next()?;
        Some(format!("{} joined {}: judged the same, {id}", told[x].first(), told[y].first()))
    }
}
