//! What a person decided about one claim of an event.
//!
//! A rejected claim is kept here and nowhere else: it takes part in nothing that is derived, and
//! stays to be looked at. Author, time and reason are the judgement's.

use crate::{CaseClaim, CaseClaimId, CaseValue, JudgementId};

/// What one judgement makes of one claim.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimJudged {
    /// The claim.
    pub claim: CaseClaimId,
    /// The judgement.
    pub by: JudgementId,
    /// What it makes of it.
    pub mark: ClaimMark,
}

/// What becomes of a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum ClaimMark {
    /// It was looked at and found to be what the report says.
    Accepted,
    /// It takes part with another value.
    Corrected {
        /// The value as it was read.
        read: Box<CaseValue>,
    },
    /// It takes part in nothing.
    Rejected {
        /// The claim as it was read.
        claim: Box<CaseClaim>,
    },
    /// A person added it.
    Added,
    /// Somebody noted something on it.
    Noted,
}
