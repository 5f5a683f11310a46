//! Which of two reports took it from the other.
//!
//! In: two reports. Out: the source first, and how that is known: the taker names its source, or the
//! source came out on an earlier day. Two reports of one day that name neither stay undecided: who was
//! first is not guessed from length or style.

use rashomon_model::{CreditKind, ReportSummary, TieDirection};

use super::outlet_key;
use crate::parties::CaseParties;

/// Says which of two is the source: whether they have to be swapped for that, and how it is known.
pub fn direction(
    a: &ReportSummary,
    b: &ReportSummary,
    parties: &CaseParties<'_>,
) -> (bool, TieDirection) {
    let earlier = match (a.published, b.published) {
        (Some(x), Some(y)) if x != y => Some(x < y),
        _ => None,
    };
    let credited = |taker: &ReportSummary, source: &ReportSummary, is_later: bool| {
        let own = source.outlet.as_deref().map(|outlet| outlet_key(outlet, parties));
        let own = own.filter(|_| source.outlet != taker.outlet);
        own.is_some_and(|own| {
            taker.credits.iter().any(|credit| {
                // Whoever only cites an outlet cannot have taken what came out later.
                credit_key(credit, parties) == own
                    && (is_later || credit.kind != CreditKind::Mention)
            })
        })
    };
    let b_took = credited(b, a, earlier != Some(false));
    let a_took = credited(a, b, earlier != Some(true));
    match (b_took, a_took, earlier) {
        (true, false, _) => (false, TieDirection::Credited),
        (false, true, _) => (true, TieDirection::Credited),
        (_, _, Some(earlier)) => (!earlier, TieDirection::Earlier),
        _ => (false, TieDirection::Unknown),
    }
}

/// What stands for the outlet that a credit names.
pub fn credit_key(credit: &rashomon_model::Credit, parties: &CaseParties<'_>) -> String {
    let by_name = parties.outlet(&credit.name).map(ToString::to_string);
    let by_entity = credit.entity.as_ref().map(ToString::to_string);
    by_name.or(by_entity).unwrap_or_else(|| credit.name.to_lowercase())
}
