//! Which reports rest on one source, and what ties each to its source.
//!
//! An origin is a set of reports none of which is a witness beside the others. A tie is one piece of
//! evidence: who took what from whom, how that shows, and where. A tie of a whole report makes its
//! origin; one of single claims (a voice quoted, another outlet cited) counts for those claims alone.

use crate::{CaseClaimId, CaseEntityId, CaseEventId, OriginId, ReportId, Span};

/// Reports that rest on one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginLink {
    /// The origin.
    pub origin: OriginId,
    /// The reports it joins, sorted.
    pub reports: Vec<ReportId>,
    /// The report or the outlet that the others were taken from, where that is known; the report
    /// itself where it stands alone.
    pub root: Option<TieSource>,
    /// The evidence in one sentence; empty for a report that stands alone.
    pub why: String,
}

/// How one report is tied to what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TieKind {
    /// Most of it is the same words.
    Copy,
    /// It tells the same sentence by sentence, in other words.
    Rewrite,
    /// The same names and numbers in the same order, in another language.
    Translation,
    /// It says itself that it is another's, or stands at the same address.
    Repost,
    /// It credits an agency at its head or foot.
    Agency,
    /// Some of its sentences are the other's.
    Passage,
    /// It cites another outlet for some of its claims.
    Citation,
    /// It quotes the same voice as others for some of its claims.
    Voice,
}

impl TieKind {
    /// Returns the word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            TieKind::Copy => "copy",
            TieKind::Rewrite => "rewrite",
            TieKind::Translation => "translation",
            TieKind::Repost => "repost",
            TieKind::Agency => "agency",
            TieKind::Passage => "passage",
            TieKind::Citation => "citation",
            TieKind::Voice => "voice",
        }
    }
}

/// What a report was taken from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TieSource {
    /// Another report of the case.
    Report(ReportId),
    /// An outlet, whose own report need not be in the case.
    Outlet {
        /// The outlet, where reports mention it.
        entity: Option<CaseEntityId>,
        /// Its name.
        name: String,
    },
    /// A voice that is quoted.
    Voice(CaseEntityId),
}

/// How it is known which of two took it from the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TieDirection {
    /// The taker names its source.
    Credited,
    /// The source came out on an earlier day.
    Earlier,
    /// Not known: the two stand in the order of their ids, which says nothing.
    Unknown,
}

impl TieDirection {
    /// Returns the word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            TieDirection::Credited => "credited",
            TieDirection::Earlier => "earlier",
            TieDirection::Unknown => "unknown",
        }
    }
}

/// Words of the two that answer each other, or a credit, which stands in the taker alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TiePassage {
    /// Where in the source, if it is a report.
    pub source: Option<Span>,
    /// Where in the taker.
    pub taker: Span,
}

/// One piece of evidence that a report rests on another, an outlet or a voice.
#[derive(Clone, Debug, PartialEq)]
pub struct OriginTie {
    /// How.
    pub kind: TieKind,
    /// What it was taken from; one of the two where that is not known.
    pub from: TieSource,
    /// The report that took it; the other of the two.
    pub to: ReportId,
    /// How the direction is known.
    pub direction: TieDirection,
    /// How strong it is, from 0 to 1: the share of the taker that answers the source; 1 where the
    /// taker says so itself.
    pub strength: f64,
    /// The event whose claims it is about; none where it is about the whole report.
    pub event: Option<CaseEventId>,
    /// The claims it is about; empty where it is about the whole report.
    pub claims: Vec<CaseClaimId>,
    /// The evidence in one sentence.
    pub why: String,
    /// The words, in the order of the taker.
    pub passages: Vec<TiePassage>,
}
