//! What rests on how voices lean: statements against interest, and agreement of opposed voices.
//!
//! A leaning is somebody's claim or a person's own entry, never an inference; so whatever is said
//! here names what it rests on, word for word.

use crate::{AccountId, CaseClaimId, Date, ReportId, Span};

/// A row of a user's source table: the id of the import, a colon, the line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceEntryId(pub String);

impl std::fmt::Display for SourceEntryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a leaning, or a statement that follows from one, rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Ground {
    /// Words of a report that tell how two stand to each other.
    Quote {
        /// The report.
        report: ReportId,
        /// Where the words stand.
        span: Span,
        /// The words.
        quote: String,
    },
    /// A row of a user's source table.
    Entry {
        /// Which.
        entry: SourceEntryId,
        /// What it says, as a sentence.
        words: String,
    },
    /// A claim of the same event.
    Claim(CaseClaimId),
}

/// One account that gives a value against its own interest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgainstInterest {
    /// The account.
    pub account: AccountId,
    /// Its claims that do, sorted.
    pub claims: Vec<CaseClaimId>,
    /// Why, in one plain sentence.
    pub why: String,
    /// What that rests on, sorted; empty where the voice speaks of nobody but itself.
    pub grounds: Vec<Ground>,
}

/// Two accounts of voices opposed to each other that give one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpposedAgreement {
    /// The account first in order.
    pub one: AccountId,
    /// The other.
    pub other: AccountId,
    /// Why they are opposed, in one plain sentence.
    pub why: String,
    /// What that rests on, sorted.
    pub grounds: Vec<Ground>,
}

/// How reliable a source is held to be, on the Admiralty scale; a person says so, never the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Reliability cannot be judged.
    F,
}

impl Reliability {
    /// Every letter.
    pub const ALL: [Reliability; 6] = [
        Reliability::A,
        Reliability::B,
        Reliability::C,
        Reliability::D,
        Reliability::E,
        Reliability::F,
    ];

    /// Returns the letter.
    pub fn as_str(self) -> &'static str {
        match self {
            Reliability::A => "A",
            Reliability::B => "B",
            Reliability::C => "C",
            Reliability::D => "D",
            Reliability::E => "E",
            Reliability::F => "F",
        }
    }
}

/// What a person says of one source: a row of a source table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceEntry {
    /// Its id.
    pub id: SourceEntryId,
    /// The source: an outlet or a speaker; its name, then its other names.
    pub names: Vec<String>,
    /// How it leans and to whom, as the row names them.
    pub leaning: Option<(super::AlignmentStance, String)>,
    /// First day on which the leaning holds; none where it is open.
    pub from: Option<Date>,
    /// Last day on which it holds.
    pub until: Option<Date>,
    /// What sort of source: state media, agency.
    pub kind: Option<String>,
    /// How reliable it is held to be.
    pub reliability: Option<Reliability>,
    /// A remark.
    pub note: Option<String>,
    /// Where that can be looked up.
    pub reference: Option<String>,
    /// Who brought the table.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
}
