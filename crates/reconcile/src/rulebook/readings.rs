//! Rival readings of one event: what it is if this account is followed, and what if that one.
//!
//! In: an event and the slot that sets readings apart. Out: for each reading its words and the
//! event without the claims of its rivals; nothing where no two claims rule each other out. No
//! reading is preferred; they come sorted by their words.

use std::collections::BTreeSet;

use rashomon_model::{CaseClaimId, CaseEvent, CaseValue, CauseKind, Polarity, Slot};

use super::Readings;

/// Sets the rival readings of an event apart.
pub fn of(event: &CaseEvent, by: Readings) -> Vec<(String, CaseEvent)> {
    match by {
        Readings::Causes => causes(event),
    }
}

/// Somebody did it, or it came about by itself.
fn causes(event: &CaseEvent) -> Vec<(String, CaseEvent)> {
    let told = |hostile: bool| -> Vec<(&CaseClaimId, &str)> {
        let claims = event.claims.iter().filter(|claim| {
            claim.slot == Slot::Cause && claim.polarity == Polarity::Affirmed && !claim.planned
        });
        let side = claims.filter_map(|claim| match &claim.value {
            CaseValue::Cause { kind: CauseKind::Unknown, .. } => None,
            CaseValue::Cause { kind, text } if (*kind == CauseKind::Hostile) == hostile => {
                Some((&claim.id, text.as_str()))
            }
            _ => None,
        });
        side.collect()
    };
    let (hostile, other) = (told(true), told(false));
    if hostile.is_empty() || other.is_empty() {
        return Vec::new();
    }
    let mut out =
        vec![(words(&hostile), without(event, &other)), (words(&other), without(event, &hostile))];
    out.sort_by(|a, b| a.0.cmp(&b.0));
    out
}

/// The words of the claim with the smallest id.
fn words(claims: &[(&CaseClaimId, &str)]) -> String {
    claims.iter().min().map(|(_, text)| (*text).to_owned()).unwrap_or_default()
}

fn without(event: &CaseEvent, rivals: &[(&CaseClaimId, &str)]) -> CaseEvent {
    let rivals: BTreeSet<&CaseClaimId> = rivals.iter().map(|(id, _)| *id).collect();
    let mut event = event.clone();
    event.claims.retain(|claim| !rivals.contains(&claim.id));
    for account in &mut event.accounts {
        account.claims.retain(|claim| !rivals.contains(claim));
    }
    event.accounts.retain(|account| !account.claims.is_empty());
    event
}
