//! One happening across the reports of a case.

use crate::{
    Account, CaseClaim, CaseClaimId, CaseEventId, ClaimJudged, Coding, Disagreement, EventClass,
    OriginId, Place, ReportId, SlotAccounts, When,
};

/// A place of an event with the claims that put it there.
#[derive(Clone, Debug, PartialEq)]
pub struct CasePlace {
    /// The place.
    pub place: Place,
    /// The name to show.
    pub name: String,
    /// The claims behind it.
    pub claims: Vec<CaseClaimId>,
}

/// One happening across the reports of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseEvent {
    /// Its id, made from its claims, not from arrival order.
    pub id: CaseEventId,
    /// What sort of happening.
    pub class: EventClass,
    /// A line for people: "Airstrikes on Velm, 4 March 2031".
    pub title: String,
    /// When, as far as the claims agree; none where nothing anchors it.
    pub when: Option<When>,
    /// The part of the day, where all who tell one agree: `NI`, `15:00Z`.
    pub part: Option<String>,
    /// Every place that a claim gives.
    pub places: Vec<CasePlace>,
    /// The reports that tell it, sorted.
    pub reports: Vec<ReportId>,
    /// Whether it adds up several happenings.
    pub aggregate: bool,
    /// Its claims, sorted by id.
    pub claims: Vec<CaseClaim>,
    /// What people decided about single claims of it, sorted by claim, then judgement.
    pub judged: Vec<ClaimJudged>,
    /// On what the reports that tell it rest, each origin once: copies are one, and so are the reports
    /// of one outlet. What single voices are quoted for is for the accounts.
    pub origins: Vec<OriginId>,
    /// Each voice's version.
    pub accounts: Vec<Account>,
    /// Slot by slot, in reading order.
    pub slots: Vec<SlotAccounts>,
    /// What cannot both hold.
    pub disagreements: Vec<Disagreement>,
    /// What the rulebooks make of it, sorted by rulebook, then reading.
    pub codings: Vec<Coding>,
    /// Why its claims were taken for one happening, for `explain`.
    pub joined: Vec<String>,
}
