//! What people judged about single claims, found again on the words of the reports.
//!
//! In: judgements in the order of the log, and the claims of one report as they were read. Done: a
//! rejected claim is taken out, a corrected one given its value, an added one put in, before anything
//! is made of them. Out: marks for the event, and what each judgement does. A claim is found by
//! report, words, slot and value ([`find`]); where a later reading reads the same words as another
//! value, nobody has accepted or rejected that one. Of two judgements on one claim the later counts.
//!
//! Must hold: the numbers of claims decide nothing; a withdrawn judgement leaves no trace.
//! Cases: `casebook/whole/judged/claims/`.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::{
    CaseClaim, CaseClaimId, CaseEntityId, CaseEvent, CaseEventId, ClaimAnchor, ClaimJudged,
    ClaimMark, Decision, Effect, EventClass, EventId, Judgement, JudgementId, Span, Standing,
};

use super::Input;
use super::added;
use super::corrected::corrected;
use super::find::{Lost, find};
use crate::links::withdrawn;

/// One happening of a report with its claims, before it is compared with others.
pub struct Telling {
    /// Its number in the reading; behind those for happenings added by hand.
    pub event: EventId,
    /// What sort of happening.
    pub class: EventClass,
    /// The word that signals it first.
    pub trigger: Span,
    /// Its claims, sorted by where they were read.
    pub claims: Vec<CaseClaim>,
    /// What people decided about them.
    pub judged: Vec<ClaimJudged>,
}

/// Whom the party of a correction denotes now.
pub type Meant<'m> = &'m dyn Fn(JudgementId) -> Option<CaseEntityId>;

/// The judgements of a case that are about single claims.
#[derive(Default)]
pub struct Single<'j> {
    all: Vec<Heard<'j>>,
    /// Those in force by report.
    of: BTreeMap<&'j str, Vec<usize>>,
    /// Rejected claims of which no event is left.
    pub set_aside: Vec<ClaimJudged>,
}

struct Heard<'j> {
    judgement: &'j Judgement,
    party: Option<CaseEntityId>,
    effect: Effect,
}

/// What was decided about one claim so far; positions in the list of judgements.
#[derive(Default)]
struct State {
    accepted: Vec<usize>,
    rejected: Vec<usize>,
    corrected: Option<usize>,
    read: Option<CaseClaim>,
}

impl<'j> Single<'j> {
    /// Hears judgements; they come in the order of the log.
    pub fn hear(judgements: &'j [Judgement], meant: Meant<'_>) -> Single<'j> {
        let mut out = Single::default();
        if judgements.iter().all(|judgement| judgement.decision.words().is_none()) {
            return out;
        }
        let withdrawn = withdrawn(judgements);
        for judgement in judgements {
            let Some((report, ..)) = judgement.decision.words() else { continue };
            let by = withdrawn.get(&judgement.id);
            let standing = by.map_or(Standing::AppliesToNothing, |by| Standing::Withdrawn(*by));
            let mut effect = Effect::bare(standing);
            let mut party = None;
            if by.is_none() {
                out.of.entry(report.as_str()).or_default().push(out.all.len());
                party = meant(judgement.id);
                effect.entities.extend(party.clone());
                if let (None, Some(thing)) = (&party, judgement.decision.party()) {
                    effect.notes.push(format!("no report names “{}” so now", thing.name));
                }
            }
            out.all.push(Heard { judgement, party, effect });
        }
        out
    }

    /// Lets the judgements on a report's claims take their effect.
    pub fn apply(&mut self, input: &Input<'_>, tellings: &mut Vec<Telling>) {
        let Some(about) = self.of.get(input.report.id.as_str()).cloned() else { return };
        let mut states: BTreeMap<CaseClaimId, State> = BTreeMap::new();
        for at in about {
            let judgement: &'j Judgement = self.all[at].judgement;
            match &judgement.decision {
                Decision::Add { claim } => {
                    let party = self.all[at].party.clone();
                    let put = added::put(input, claim, judgement.id, party, tellings);
                    self.all[at].settle(put);
                }
                Decision::Accept { claim } => {
                    let put = self.accept(at, claim, input, tellings, &mut states);
                    self.all[at].settle(put);
                }
                Decision::Reject { claim } => {
                    let put = self.reject(at, claim, input, tellings, &mut states);
                    self.all[at].settle(put);
                }
                Decision::Correct { claim, .. } => {
                    let put = self.correct(at, claim, input, tellings, &mut states);
                    self.all[at].settle(put);
                }
                _ => {
                    let Some(anchor) = judgement.decision.anchor() else { continue };
                    let found = find(anchor, &input.report.text, tellings, true);
                    let put = found.map(|(telling, number)| {
                        let id = tellings[telling].claims[number].id.clone();
                        tellings[telling].judged.push(self.mark(at, &id, ClaimMark::Noted));
                        id
                    });
                    self.all[at].settle(put);
                }
            }
        }
        self.mark_all(states, tellings);
        for telling in tellings.iter_mut().filter(|telling| telling.claims.is_empty()) {
            self.set_aside.append(&mut telling.judged);
        }
        tellings.retain(|telling| !telling.claims.is_empty());
    }

    fn accept(
        &mut self,
        at: usize,
        anchor: &ClaimAnchor,
        input: &Input<'_>,
        tellings: &[Telling],
        states: &mut BTreeMap<CaseClaimId, State>,
    ) -> Result<CaseClaimId, Lost> {
        let (telling, number) = find(anchor, &input.report.text, tellings, false)?;
        let id = tellings[telling].claims[number].id.clone();
        let state = states.entry(id.clone()).or_default();
        self.overrule(std::mem::take(&mut state.rejected), at);
        state.accepted.push(at);
        Ok(id)
    }

    fn reject(
        &mut self,
        at: usize,
        anchor: &ClaimAnchor,
        input: &Input<'_>,
        tellings: &mut [Telling],
        states: &mut BTreeMap<CaseClaimId, State>,
    ) -> Result<CaseClaimId, Lost> {
        let (telling, number) = find(anchor, &input.report.text, tellings, false)?;
        let claim = &mut tellings[telling].claims[number];
        let state = states.entry(claim.id.clone()).or_default();
        let before = std::mem::take(&mut state.accepted).into_iter().chain(state.corrected.take());
        self.overrule(before.collect(), at);
        if let Some(read) = state.read.take() {
            *claim = read;
        }
        state.rejected.push(at);
        Ok(claim.id.clone())
    }

    fn correct(
        &mut self,
        at: usize,
        anchor: &ClaimAnchor,
        input: &Input<'_>,
        tellings: &mut [Telling],
        states: &mut BTreeMap<CaseClaimId, State>,
    ) -> Result<CaseClaimId, Lost> {
        let judgement: &'j Judgement = self.all[at].judgement;
        let Decision::Correct { value, .. } = &judgement.decision else {
            return Err(Lost::Claim);
        };
        let party = self.all[at].party.clone();
        let (telling, number) = find(anchor, &input.report.text, tellings, true)?;
        let claim = &mut tellings[telling].claims[number];
        let state = states.entry(claim.id.clone()).or_default();
        let read = state.read.get_or_insert_with(|| claim.clone());
        if !claim.value.says(&anchor.value) {
            let note = format!("read as “{}” now, as “{}” then", read.value.gist(), anchor.value);
            self.all[at].effect.notes.push(note);
        }
        claim.value = corrected(&read.value, claim.slot, claim.span, value, party);
        let id = claim.id.clone();
        let rejected = std::mem::take(&mut state.rejected).into_iter();
        let accepted = std::mem::take(&mut state.accepted);
        let before = rejected.chain(accepted).chain(state.corrected.replace(at));
        self.overrule(before.collect(), at);
        Ok(id)
    }

    fn overrule(&mut self, before: Vec<usize>, by: usize) {
        let by = self.all[by].judgement.id;
        for at in before {
            let effect = &mut self.all[at].effect;
            effect.standing = Standing::Overruled;
            effect.notes.push(format!("{by}, a later judgement, says otherwise"));
        }
    }

    fn mark(&self, at: usize, claim: &CaseClaimId, mark: ClaimMark) -> ClaimJudged {
        ClaimJudged { claim: claim.clone(), by: self.all[at].judgement.id, mark }
    }

    /// Writes down what became of each claim, and takes out what is rejected.
    fn mark_all(&self, mut states: BTreeMap<CaseClaimId, State>, tellings: &mut [Telling]) {
        for telling in tellings {
            let mut kept = Vec::with_capacity(telling.claims.len());
            for claim in telling.claims.drain(..) {
                let Some(state) = states.remove(&claim.id) else {
                    kept.push(claim);
                    continue;
                };
                let accepted = state.accepted.iter().map(|at| (at, ClaimMark::Accepted));
                let read = state.read.map(|read| Box::new(read.value));
                let corrected = state.corrected.iter().zip(read);
                let corrected = corrected.map(|(at, read)| (at, ClaimMark::Corrected { read }));
                let whole = || ClaimMark::Rejected { claim: Box::new(claim.clone()) };
                let rejected = state.rejected.iter().map(|at| (at, whole()));
                let marks = accepted.chain(corrected).chain(rejected);
                telling.judged.extend(marks.map(|(at, mark)| self.mark(*at, &claim.id, mark)));
                if state.rejected.is_empty() {
                    kept.push(claim);
                }
            }
            telling.claims = kept;
            let gone = |denied: &CaseClaimId| {
                let rejected = |j: &ClaimJudged| matches!(j.mark, ClaimMark::Rejected { .. });
                telling.judged.iter().any(|j| rejected(j) && &j.claim == denied)
            };
            for claim in &mut telling.claims {
                claim.denies.retain(|denied| !gone(denied));
            }
        }
    }

    /// Says what each judgement does, once the events are made.
    pub fn effects(self, events: &[CaseEvent]) -> BTreeMap<JudgementId, Effect> {
        if self.all.is_empty() {
            return BTreeMap::new();
        }
        let mut of: BTreeMap<&CaseClaimId, &CaseEventId> = BTreeMap::new();
        for event in events {
            of.extend(event.claims.iter().map(|claim| (&claim.id, &event.id)));
            of.extend(event.judged.iter().map(|judged| (&judged.claim, &event.id)));
        }
        let with_events = |mut heard: Heard<'_>| {
            let events: BTreeSet<&CaseEventId> =
                heard.effect.claims.iter().filter_map(|claim| of.get(claim).copied()).collect();
            heard.effect.events = events.into_iter().cloned().collect();
            (heard.judgement.id, heard.effect)
        };
        self.all.into_iter().map(with_events).collect()
    }
}

impl Heard<'_> {
    fn settle(&mut self, put: Result<CaseClaimId, Lost>) {
        match put {
            Ok(claim) => {
                self.effect.standing = Standing::InForce;
                self.effect.claims.push(claim);
            }
            Err(lost) => self.effect.notes.push(lost.to_string()),
        }
    }
}
