//! The vocabulary of Rashomon: values only.
//!
//! What goes in is a [`Report`]; what is read in it is a [`Reading`] (mentions, attributions,
//! events, claims, relations); what several readings give together is a [`Case`] (entities,
//! events, accounts); what a person decided about it is a [`Judgement`]. Nothing here reads text, opens a file or knows a clock: every type is a
//! plain value that compares by content.
//!
//! Offsets are **bytes** of the report's canonical text inside the program; the JSON edge counts
//! code points. Words mean what `GLOSSARY.md` says they mean.
//!
//! Invariant: no type is called a fact or a truth. A disagreement is a value.

mod area;
mod case;
mod claim;
mod diagnostic;
mod entity;
mod event;
mod ids;
mod join;
mod judgement;
mod print;
mod reading;
mod report;
mod sketch;
mod span;
mod value;
mod when;

pub use area::{Area, Setting, SettingKind};
pub use case::{
    Account, AgainstInterest, Alignment, AlignmentStance, Case, CaseClaim, CaseEntity, CaseEvent,
    CasePlace, CaseRelation, CaseValue, CaseVoice, Channel, ClaimJudged, ClaimMark, Coded,
    CodedField, Coding, Disagreement, Ground, NameForm, OpposedAgreement, OriginLink, OriginTie,
    PairRelation, Reliability, ReportSummary, SlotAccounts, SlotPair, SlotRelation, SlotValue,
    SourceEntry, SourceEntryId, Step, Superseded, TieDirection, TieKind, TiePassage, TieSource,
};
pub use claim::{Attribution, Certainty, Claim, Polarity, Relation, RelationKind, Style, Voice};
pub use diagnostic::{Diagnostic, DiagnosticCode};
pub use entity::{Entity, EntityKind, Mention};
pub use event::{EventClass, EventMention, UnknownClass};
pub use ids::{
    AccountId, AttributionId, CaseClaimId, CaseEntityId, CaseEventId, ClaimId, EntityId, EventId,
    MentionId, OriginId, PlaceId, ReportId, TimeId,
};
pub use join::{Because, Join, JoinLevel, Weight};
pub use judgement::{
    AddedClaim, AddedTo, ClaimAnchor, Correction, Decision, Effect, Happening, Judged, Judgement,
    JudgementId, KnownBy, NoteOn, Standing, Thing, ToldAt,
};
pub use print::{Credit, CreditKind, Print, PrintKind, PrintSentence, PrintWord};
pub use reading::Reading;
pub use report::Report;
pub use sketch::{SKETCH, Sketch};
pub use span::Span;
pub use value::{
    CauseKind, PlaceRelation, Quantity, Responsible, Slot, StanceKind, Status, Value, Who, Wording,
};
pub use when::{
    Bearing, Place, PlaceCandidate, PlacePrecision, Point, Precision, Time, TimeKind, When,
    in_words,
};

/// A civil (calendar) date without a time zone.
pub use jiff::civil::Date;
