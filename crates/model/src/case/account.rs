//! One voice's version of one event, and how the voice is said to lean.

use crate::{AccountId, CaseClaimId, CaseEntityId, CaseVoice, Date, Ground, OriginId, ReportId};

/// Whether a voice leans to or against somebody, or is of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlignmentStance {
    /// Leans towards.
    Favours,
    /// Leans against.
    Opposes,
    /// Is of it.
    Is,
}

/// One claimed leaning of a voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alignment {
    /// Towards whom.
    pub entity: CaseEntityId,
    /// In what way.
    pub stance: AlignmentStance,
    /// Quotes behind it, as `report#span-start`.
    pub claims: Vec<String>,
    /// First day on which it holds, where told.
    pub from: Option<Date>,
    /// Last day on which it holds, where told.
    pub until: Option<Date>,
    /// Whether it holds on the days of the event; an open date holds on all.
    pub holds: bool,
    /// What it rests on, sorted.
    pub grounds: Vec<Ground>,
}

/// One way in which a voice reaches us: printed in a report, perhaps through others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Channel {
    /// The outlet of the report; none where unknown.
    pub outlet: Option<String>,
    /// The report.
    pub report: ReportId,
    /// Who stands between the outlet and the voice, outermost first; empty where nobody does.
    pub through: Vec<CaseVoice>,
}

/// One voice's version of one event.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Its id inside the event (`k1` …).
    pub id: AccountId,
    /// The voice, from the outlet inwards.
    pub said_by: Vec<CaseVoice>,
    /// The ways it came to us, sorted: one for each report, and for each chain of voices in it.
    pub channels: Vec<Channel>,
    /// The outlets that carry it, sorted.
    pub outlets: Vec<String>,
    /// The reports that carry it, sorted.
    pub reports: Vec<ReportId>,
    /// The origin it rests on.
    pub origin: OriginId,
    /// How the voice is said to lean.
    pub alignment: Vec<Alignment>,
    /// Its claims.
    pub claims: Vec<CaseClaimId>,
}
