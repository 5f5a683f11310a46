//! Who says what, through whom, how firmly.
//!
//! An attribution is source, cue and content (PolNeAR's terms); a claim is one event, one slot,
//! one value, one chain of voices. Certainty and polarity follow FactBank's scale, relative to
//! the innermost voice of the chain.

use std::borrow::Cow;

use crate::{AttributionId, ClaimId, EntityId, EventId, Slot, Span, TimeId, Value};

/// How firmly something is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Put without reserve.
    Certain,
    /// Put as likely.
    Probable,
    /// Put as possible.
    Possible,
    /// Not committed to.
    Unstated,
}

/// Whether something is said to be so or not to be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// It is said to be so.
    Affirmed,
    /// It is said not to be so.
    Denied,
}

/// How another's words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// Between quotation marks.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// Both.
    Mixed,
}

/// One place where the text lends words to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Who is made to speak.
    pub source: Option<Span>,
    /// The words that lend them the content.
    pub cue: Option<Span>,
    /// What is theirs.
    pub content: Span,
    /// Whom the source denotes.
    pub entity: Option<EntityId>,
    /// The attribution whose content holds this one.
    pub within: Option<AttributionId>,
    /// How the words are given.
    pub style: Style,
    /// How firmly the source is said to hold the content ("said" certain, "suspects" possible).
    pub certainty: Certainty,
    /// Whether the source affirms or denies the content.
    pub polarity: Polarity,
}

/// One link of the chain from the page to the innermost voice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// The report's own outlet; none where it is unknown.
    Outlet(Option<String>),
    /// A voice made to speak inside the report.
    Attribution {
        /// Which attribution.
        id: AttributionId,
        /// Whom its source denotes.
        entity: Option<EntityId>,
    },
}

/// One event, one slot, one value, one voice.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The event it speaks of.
    pub event: EventId,
    /// The question it answers.
    pub slot: Slot,
    /// The answer.
    pub value: Value,
    /// From the outermost voice (the outlet) to the innermost; never empty.
    pub said_by: Vec<Voice>,
    /// How firmly the innermost voice puts it.
    pub certainty: Certainty,
    /// Whether the innermost voice affirms or denies it.
    pub polarity: Polarity,
    /// Whether it only speaks of what is planned, wished for, foreseen or under a condition: such
    /// a claim says of no happening that it came about.
    pub planned: bool,
    /// The claims of this reading that it denies: same event and slot, said by somebody else.
    pub denies: Vec<ClaimId>,
    /// The words that carry it.
    pub span: Span,
    /// The rule that found it, named as in the rule's file.
    pub rule: Cow<'static, str>,
}

/// How one entity stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RelationKind {
    /// A person belongs to a group.
    MemberOf,
    /// A group belongs to a larger one.
    PartOf,
    /// Leads it.
    Leads,
    /// Speaks for it.
    SpeaksFor,
    /// Fights on its side.
    AlliedWith,
    /// Stands against it.
    OpposedTo,
    /// Supports it.
    Supports,
    /// Leans towards it (outlets).
    Favours,
    /// Is another name of it.
    SameAs,
    /// Lies in it.
    LocatedIn,
}

impl RelationKind {
    /// Every kind.
    pub const ALL: [RelationKind; 10] = [
        RelationKind::MemberOf,
        RelationKind::PartOf,
        RelationKind::Leads,
        RelationKind::SpeaksFor,
        RelationKind::AlliedWith,
        RelationKind::OpposedTo,
        RelationKind::Supports,
        RelationKind::Favours,
        RelationKind::SameAs,
        RelationKind::LocatedIn,
    ];

    /// Returns the word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            RelationKind::MemberOf => "member-of",
            RelationKind::PartOf => "part-of",
            RelationKind::Leads => "leads",
            RelationKind::SpeaksFor => "speaks-for",
            RelationKind::AlliedWith => "allied-with",
            RelationKind::OpposedTo => "opposed-to",
            RelationKind::Supports => "supports",
            RelationKind::Favours => "favours",
            RelationKind::SameAs => "same-as",
            RelationKind::LocatedIn => "located-in",
        }
    }
}

/// A claim that one entity stands in some way to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Who stands.
    pub subject: EntityId,
    /// In what way.
    pub kind: RelationKind,
    /// To whom.
    pub object: EntityId,
    /// When, where a time is told.
    pub when: Option<TimeId>,
    /// From the outlet to the innermost voice.
    pub said_by: Vec<Voice>,
    /// How firmly it is put.
    pub certainty: Certainty,
    /// Whether it is affirmed or denied.
    pub polarity: Polarity,
    /// The words that carry it.
    pub span: Span,
    /// The rule that found it.
    pub rule: Cow<'static, str>,
}
