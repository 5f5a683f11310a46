//! A claim with its ids lifted from its report to the case.

use crate::{
    CaseClaimId, CaseEntityId, CauseKind, Certainty, EventId, Place, PlaceRelation, Polarity,
    Quantity, ReportId, Responsible, Slot, Span, StanceKind, Status, When,
};

/// One link of a chain of voices across a case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseVoice {
    /// The publishing outlet; none where unknown.
    Outlet(Option<String>),
    /// A voice quoted: its entity where resolved, and the words used for it.
    Quoted {
        /// Whom the source denotes.
        entity: Option<CaseEntityId>,
        /// The words for the source; empty where nobody is named ("it was claimed").
        text: String,
    },
}

/// A value with its ids lifted to the case.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CaseValue {
    /// That it happened.
    Occurrence,
    /// Who did it.
    Responsibility {
        /// The party.
        entity: Option<CaseEntityId>,
        /// The words.
        text: String,
        /// In what manner.
        by: Responsible,
    },
    /// Whom or what it hit.
    Target {
        /// The thing hit.
        entity: Option<CaseEntityId>,
        /// The words.
        text: String,
        /// Civilian or combatant.
        status: Status,
    },
    /// A number of people; `side` inside the quantity is local to the reading, use this one.
    Toll {
        /// The number.
        quantity: Quantity,
        /// The side whose people they are.
        side: Option<CaseEntityId>,
    },
    /// What was damaged.
    Damage {
        /// The thing damaged.
        entity: Option<CaseEntityId>,
        /// The words.
        text: String,
    },
    /// Where.
    Place {
        /// The place as resolved in its report.
        place: Box<Place>,
        /// The entity of the place.
        entity: Option<CaseEntityId>,
        /// The words.
        text: String,
        /// How the place stands to the event.
        relation: PlaceRelation,
    },
    /// When.
    Time {
        /// The days it may mean, where anchored.
        when: Option<When>,
        /// The part of the day, as TIMEX3 writes it: `NI`, `15:00Z`.
        part: Option<String>,
        /// The words.
        text: String,
    },
    /// With what.
    Weapon {
        /// The weapon.
        entity: Option<CaseEntityId>,
        /// The words.
        text: String,
    },
    /// Why it came about.
    Cause {
        /// The words.
        text: String,
        /// What sort of cause.
        kind: CauseKind,
    },
    /// How it ended.
    Outcome {
        /// The words.
        text: String,
        /// Who holds the place afterwards.
        holder: Option<CaseEntityId>,
    },
    /// What the voice thinks of it.
    Stance {
        /// Which stance.
        kind: StanceKind,
        /// The words.
        text: String,
    },
}

/// A claim of a report, placed in its event.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseClaim {
    /// Report id, `#`, claim id.
    pub id: CaseClaimId,
    /// The report.
    pub report: ReportId,
    /// The happening of its report that it speaks of: what a report tells apart, it gives apart.
    pub happening: EventId,
    /// The question it answers.
    pub slot: Slot,
    /// The answer.
    pub value: CaseValue,
    /// From the outlet to the innermost voice; never empty.
    pub said_by: Vec<CaseVoice>,
    /// How firmly the innermost voice puts it.
    pub certainty: Certainty,
    /// Whether it affirms or denies it.
    pub polarity: Polarity,
    /// Whether it only speaks of what is planned, wished for, foreseen or under a condition.
    pub planned: bool,
    /// The claims of its report that it denies.
    pub denies: Vec<CaseClaimId>,
    /// Where the words stand in the report.
    pub span: Span,
    /// The words, byte for byte.
    pub quote: String,
    /// The rule that found it.
    pub rule: String,
}
