//! What a judgement on one claim is about, and what it puts in place of what was read.
//!
//! A claim is named by its words ([`ClaimAnchor`]): report, place in the text, quote, slot, the value
//! shown on the day, and what tells it from others on the same words. Its number of the day is the
//! last thing looked at, since the next reading counts anew. A [`Correction`] holds whole values (a
//! place with its coordinates, a party with its spellings), so that no later table changes what a
//! person decided. Nothing here finds a claim or changes one.

use crate::{
    CaseClaimId, CauseKind, Certainty, EventClass, Happening, Place, Polarity, ReportId,
    Responsible, Slot, Status, Thing, ToldAt, When, Who,
};

/// The words a judgement on a claim is about, so that the claim is found again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimAnchor {
    /// The report.
    pub report: ReportId,
    /// Where its words begin, in code points of the report's text.
    pub start: u32,
    /// The words.
    pub quote: String,
    /// The question it answers.
    pub slot: Slot,
    /// The value shown on the day, in words ([`CaseValue::gist`](crate::CaseValue::gist)).
    pub value: String,
    /// The words for its innermost voice; empty where the outlet itself speaks.
    pub voice: String,
    /// What sort of happening its report told there.
    pub class: EventClass,
    /// Where the word began that signalled the happening, in code points; none where it had none.
    pub trigger: Option<u32>,
    /// Its id on the day; it decides only where nothing else does.
    pub claim: CaseClaimId,
}

/// What stands in place of a value that was read; each part where it is given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correction {
    /// How many: smallest number, and largest where the end is not open.
    pub count: Option<(u32, Option<u32>)>,
    /// Civilian or combatant; unknown takes back what was read.
    pub status: Option<Status>,
    /// Which part of the people.
    pub who: Option<Who>,
    /// Who or what is meant: who did it, what was hit, whose people they were, who holds the place.
    pub party: Option<Thing>,
    /// In what manner a party is held responsible.
    pub manner: Option<Responsible>,
    /// What sort of cause.
    pub cause: Option<CauseKind>,
    /// Where.
    pub place: Option<Box<Place>>,
    /// Between which days.
    pub when: Option<When>,
    /// The words to show for it.
    pub text: Option<String>,
}

/// A claim that a person adds by hand: words that say something which was not read.
#[derive(Clone, Debug, PartialEq)]
pub struct AddedClaim {
    /// The report.
    pub report: ReportId,
    /// Where its words begin, in code points of the report's text.
    pub start: u32,
    /// The words.
    pub quote: String,
    /// The question it answers.
    pub slot: Slot,
    /// The answer.
    pub value: Correction,
    /// The happening it speaks of.
    pub of: AddedTo,
    /// The words for who says it; none where the outlet itself does.
    pub said_by: Option<String>,
    /// How firmly.
    pub certainty: Certainty,
    /// Whether it affirms or denies it.
    pub polarity: Polarity,
}

/// The happening that an added claim speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddedTo {
    /// One that its report tells already, by words that tell of it.
    Told(ToldAt),
    /// One of its own.
    New(EventClass),
}

/// What a note is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteOn {
    /// A claim.
    Claim(Box<ClaimAnchor>),
    /// A happening.
    Event(Happening),
    /// A person, group, place or thing.
    Entity(Thing),
    /// A report.
    Report(ReportId),
}

impl Correction {
    /// Tells whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        *self == Correction::default()
    }
}
