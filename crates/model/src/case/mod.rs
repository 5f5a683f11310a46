//! What several readings give together: entities, events, and each voice's account.
//!
//! All of it is derived and rebuilds to the same bytes from the same readings and judgements,
//! whatever the order in which reports came. A slot holds every value that any account gives;
//! nothing here picks a winner.

mod account;
mod claim;
mod coding;
mod entity;
mod event;
mod gist;
mod interest;
mod judged;
mod origin;
mod slot;

use crate::{Credit, Date, Judged, Print, ReportId, Sketch};

pub use account::{Account, Alignment, AlignmentStance, Channel};
pub use claim::{CaseClaim, CaseValue, CaseVoice};
pub use coding::{Coded, CodedField, Coding, Step};
pub use entity::{CaseEntity, CaseRelation, NameForm};
pub use event::{CaseEvent, CasePlace};
pub use interest::{
    AgainstInterest, Ground, OpposedAgreement, Reliability, SourceEntry, SourceEntryId,
};
pub use judged::{ClaimJudged, ClaimMark};
pub use origin::{OriginLink, OriginTie, TieDirection, TieKind, TiePassage, TieSource};
pub use slot::{
    Disagreement, PairRelation, SlotAccounts, SlotPair, SlotRelation, SlotValue, Superseded,
};

/// What reconciling needs to know of a report: never its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportSummary {
    /// Its id.
    pub id: ReportId,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<Date>,
    /// Where.
    pub url: Option<String>,
    /// Fingerprint of its text, for telling copies (made in `text`).
    pub fingerprint: Sketch,
    /// What its text leaves of itself, for telling rewrites and translations (made in `text`).
    pub print: Print,
    /// The outlets it names as its sources, in the order of the text.
    pub credits: Vec<Credit>,
    /// Number of words.
    pub words: u32,
    /// Whether it was read whole, so that its silence means something.
    pub read_whole: bool,
}

impl ReportSummary {
    /// A report of which nothing is known but its id.
    pub fn bare(id: ReportId) -> ReportSummary {
        ReportSummary {
            id,
            outlet: None,
            published: None,
            url: None,
            fingerprint: Sketch::default(),
            print: Print::default(),
            credits: Vec::new(),
            words: 0,
            read_whole: true,
        }
    }
}

/// Everything derived from the readings of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The reports, sorted by id.
    pub reports: Vec<ReportSummary>,
    /// Who and what is meant, sorted by id.
    pub entities: Vec<CaseEntity>,
    /// What happened according to somebody, in order of time, then id.
    pub events: Vec<CaseEvent>,
    /// How entities stand to each other.
    pub relations: Vec<CaseRelation>,
    /// Which reports rest on one source.
    pub origins: Vec<OriginLink>,
    /// What ties reports and claims to what they rest on, sorted by taker.
    pub ties: Vec<OriginTie>,
    /// What people say of sources, sorted by id.
    pub sources: Vec<SourceEntry>,
    /// What people decided and what it does, in the order of the log.
    pub judgements: Vec<Judged>,
    /// Rejected claims of which no event is left, sorted by claim, then judgement.
    pub set_aside: Vec<ClaimJudged>,
}
