//! What a person decided: who is who and which tellings are of one happening (same, different,
//! split, rename), what holds of a single claim (accept, reject, correct, add), what is to be
//! remembered (note), and taking back.
//!
//! A [`Judgement`] is ground: it enters the log with its author, time and reason, is never edited,
//! and takes effect whenever the case is derived. It names things by the spellings reports use
//! ([`KnownBy`]), not by the id they had that day, so that it outlives new reports and new
//! readings; claims by their words ([`ClaimAnchor`]). What came of it in the case at hand is an
//! [`Effect`]. Nothing here applies one.

use crate::{CaseClaimId, CaseEntityId, CaseEventId, EntityKind, ReportId};

mod on_claims;

pub use on_claims::{AddedClaim, AddedTo, ClaimAnchor, Correction, NoteOn};

/// A judgement of a case: its position in the log, printed as `J-12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JudgementId(pub u64);

impl std::fmt::Display for JudgementId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "J-{}", self.0)
    }
}

impl std::str::FromStr for JudgementId {
    type Err = ();

    fn from_str(s: &str) -> Result<JudgementId, ()> {
        let digits = s.strip_prefix("J-").or(s.strip_prefix("j-")).ok_or(())?;
        digits.parse().map(JudgementId).map_err(|_| ())
    }
}

/// One way in which reports name a thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KnownBy {
    /// The spelling, as a report has it; writings that fold to the same count as the same.
    pub name: String,
    /// The one report it is meant in, where the name is too common to mean one thing in all.
    pub report: Option<ReportId>,
    /// The split by which it was taken out of another thing; none where nobody split it.
    pub part: Option<JudgementId>,
}

/// What a judgement is about, named so that it is found again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// What sort of thing it was taken for.
    pub kind: EntityKind,
    /// Its id on the day, for people to look up; never used for finding it again.
    pub entity: CaseEntityId,
    /// The name it was shown under on the day.
    pub name: String,
    /// How reports name it; sorted.
    pub known_by: Vec<KnownBy>,
}

/// Where a report tells of a happening, so that the telling is found again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ToldAt {
    /// The report.
    pub report: ReportId,
    /// Where its words begin, in code points of the report's text.
    pub start: u32,
    /// The words.
    pub quote: String,
    /// The claim that rested on them on the day; it decides where two rest on the same words.
    pub claim: CaseClaimId,
}

/// A happening that a judgement is about, named by the words that tell of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// Its event on the day, for people to look up; never used for finding it again.
    pub event: CaseEventId,
    /// The title of that event on the day.
    pub title: String,
    /// Where reports tell of it; sorted.
    pub told: Vec<ToldAt>,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Decision {
    /// These are one; two or more.
    Same {
        /// The things.
        things: Vec<Thing>,
    },
    /// No two of these are one, now or later; two or more.
    Different {
        /// The things.
        things: Vec<Thing>,
    },
    /// Some uses of names are taken out of a thing and are another.
    Split {
        /// What they are taken out of.
        from: Thing,
        /// Uses that have none but these spellings go out; empty for uses of any spelling.
        names: Vec<String>,
        /// Uses in these reports go out; empty for uses in any report, also later ones.
        reports: Vec<ReportId>,
    },
    /// It is shown under this name.
    Rename {
        /// The thing.
        thing: Thing,
        /// The name.
        name: String,
    },
    /// These are tellings of one happening; two or more.
    SameEvent {
        /// The happenings.
        happenings: Vec<Happening>,
    },
    /// No two of these are one happening, now or later; two or more.
    DifferentEvents {
        /// The happenings.
        happenings: Vec<Happening>,
    },
    /// A claim was looked at and holds as what the report says.
    Accept {
        /// The claim.
        claim: ClaimAnchor,
    },
    /// A claim is not what the report says: it takes part in nothing.
    Reject {
        /// The claim.
        claim: ClaimAnchor,
    },
    /// A claim takes part with another value than was read.
    Correct {
        /// The claim.
        claim: ClaimAnchor,
        /// What stands in place of its value.
        value: Correction,
    },
    /// Words say something that was not read.
    Add {
        /// The claim.
        claim: Box<AddedClaim>,
    },
    /// Something to remember; the words are the reason.
    Note {
        /// On what.
        on: NoteOn,
    },
    /// An earlier judgement no longer holds.
    Withdraw {
        /// Which.
        judgement: JudgementId,
    },
}

impl Decision {
    /// Returns the word used in JSON and on the command line.
    pub fn as_str(&self) -> &'static str {
        match self {
            Decision::Same { .. } => "same",
            Decision::Different { .. } => "different",
            Decision::Split { .. } => "split",
            Decision::Rename { .. } => "rename",
            Decision::SameEvent { .. } => "same-event",
            Decision::DifferentEvents { .. } => "different-events",
            Decision::Accept { .. } => "accept",
            Decision::Reject { .. } => "reject",
            Decision::Correct { .. } => "correct",
            Decision::Add { .. } => "add",
            Decision::Note { .. } => "note",
            Decision::Withdraw { .. } => "withdraw",
        }
    }

    /// Returns the happenings it is about; none where it is about things.
    pub fn happenings(&self) -> &[Happening] {
        match self {
            Decision::SameEvent { happenings } | Decision::DifferentEvents { happenings } => {
                happenings
            }
            Decision::Note { on: NoteOn::Event(happening) } => std::slice::from_ref(happening),
            _ => &[],
        }
    }

    /// Returns the report, the beginning and the words of the claim it is about; none where it is
    /// about something else.
    pub fn words(&self) -> Option<(&ReportId, u32, &str)> {
        let anchor = match self {
            Decision::Add { claim } => return Some((&claim.report, claim.start, &claim.quote)),
            _ => self.anchor()?,
        };
        Some((&anchor.report, anchor.start, &anchor.quote))
    }

    /// Returns the claim it is about; none where it is about something else, or adds one.
    pub fn anchor(&self) -> Option<&ClaimAnchor> {
        match self {
            Decision::Accept { claim }
            | Decision::Reject { claim }
            | Decision::Correct { claim, .. } => Some(claim),
            Decision::Note { on: NoteOn::Claim(claim) } => Some(claim),
            _ => None,
        }
    }

    /// Returns the party that a value put in by hand names.
    pub fn party(&self) -> Option<&Thing> {
        match self {
            Decision::Correct { value, .. } => value.party.as_ref(),
            Decision::Add { claim } => claim.value.party.as_ref(),
            _ => None,
        }
    }

    /// Returns the things it names; none for happenings and for a withdrawal.
    pub fn things(&self) -> &[Thing] {
        match self {
            Decision::Same { things } | Decision::Different { things } => things,
            Decision::Split { from: thing, .. } | Decision::Rename { thing, .. } => {
                std::slice::from_ref(thing)
            }
            Decision::Note { on: NoteOn::Entity(thing) } => std::slice::from_ref(thing),
            other => other.party().map_or(&[], std::slice::from_ref),
        }
    }
}

/// A decision with its author, time and reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Its id.
    pub id: JudgementId,
    /// When it was entered, RFC 3339.
    pub at: String,
    /// Who decided.
    pub by: String,
    /// Why; never empty.
    pub reason: String,
    /// What.
    pub decision: Decision,
}

/// How a judgement stands in the case at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It has its effect.
    InForce,
    /// A later judgement takes away a part of its effect.
    InPart,
    /// A later judgement takes away all of its effect.
    Overruled,
    /// The names or words it is about occur no longer.
    AppliesToNothing,
    /// It was withdrawn by this judgement.
    Withdrawn(JudgementId),
}

impl Standing {
    /// Returns the word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::InForce => "in force",
            Standing::InPart => "in part",
            Standing::Overruled => "overruled",
            Standing::AppliesToNothing => "applies to nothing now",
            Standing::Withdrawn(_) => "withdrawn",
        }
    }
}

/// What a judgement does in the case at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// How it stands.
    pub standing: Standing,
    /// The entities it touches now, sorted.
    pub entities: Vec<CaseEntityId>,
    /// The events it touches now, sorted.
    pub events: Vec<CaseEventId>,
    /// The claims it is about now, sorted; of judgements on claims alone.
    pub claims: Vec<CaseClaimId>,
    /// What a reader should know: conflicts it outweighs, judgements it clashes with.
    pub notes: Vec<String>,
}

impl Effect {
    /// An effect that touches nothing yet.
    pub fn bare(standing: Standing) -> Effect {
        Effect {
            standing,
            entities: Vec::new(),
            events: Vec::new(),
            claims: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// A judgement with its effect.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The judgement.
    pub judgement: Judgement,
    /// Its effect.
    pub effect: Effect,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_it_prints() {
        assert_eq!("J-12".parse(), Ok(JudgementId(12)));
        assert_eq!(JudgementId(12).to_string(), "J-12");
        assert_eq!("12".parse::<JudgementId>(), Err(()));
        assert_eq!("J-".parse::<JudgementId>(), Err(()));
        assert_eq!("J--1".parse::<JudgementId>(), Err(()));
    }
}
