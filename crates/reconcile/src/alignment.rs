//! How a voice is said to lean, and whether what it says goes against its own interest.
//!
//! Nothing is inferred about a voice without a claimed relation behind it. A voice speaks against
//! interest when it admits losses among the fighters of its own side.

use rashomon_model::{
    Alignment, AlignmentStance, CaseClaim, CaseEntityId, CaseValue, Polarity, RelationKind, Slot,
    Status,
};

use crate::parties::Parties;

/// Returns the claimed leanings of a voice, sorted.
pub fn of_voice(voice: Option<&CaseEntityId>, parties: &Parties<'_>) -> Vec<Alignment> {
    let Some(voice) = voice else { return Vec::new() };
    let mut out: Vec<Alignment> = Vec::new();
    for relation in parties.relations_of(voice) {
        let Some(stance) = stance(relation.kind) else { continue };
        let quote = format!("{}#{}", relation.report, relation.span.start);
        match out.iter_mut().find(|a| a.entity == relation.object && a.stance == stance) {
            Some(known) => known.claims.push(quote),
            None => {
                out.push(Alignment { entity: relation.object.clone(), stance, claims: vec![quote] })
            }
        }
    }
    for alignment in &mut out {
        alignment.claims.sort();
        alignment.claims.dedup();
    }
    out.sort_by(|a, b| (&a.entity, a.stance).cmp(&(&b.entity, b.stance)));
    out
}

fn stance(kind: RelationKind) -> Option<AlignmentStance> {
    match kind {
        RelationKind::Favours | RelationKind::Supports | RelationKind::AlliedWith => {
            Some(AlignmentStance::Favours)
        }
        RelationKind::OpposedTo => Some(AlignmentStance::Opposes),
        RelationKind::MemberOf
        | RelationKind::PartOf
        | RelationKind::Leads
        | RelationKind::SpeaksFor
        | RelationKind::SameAs => Some(AlignmentStance::Is),
        _ => None,
    }
}

/// Tells whether a voice gives a claim against its own interest.
pub fn against_interest(
    claim: &CaseClaim,
    voice: Option<&CaseEntityId>,
    leanings: &[Alignment],
    parties: &Parties<'_>,
) -> bool {
    if claim.polarity == Polarity::Denied {
        return false;
    }
    match &claim.value {
        CaseValue::Toll { quantity, side: Some(side) } => {
            matches!(claim.slot, Slot::Killed | Slot::Injured | Slot::Detained)
                && quantity.status == Status::Combatant
                && own(side, voice, leanings, parties)
        }
        _ => false,
    }
}

fn own(
    side: &CaseEntityId,
    voice: Option<&CaseEntityId>,
    leanings: &[Alignment],
    parties: &Parties<'_>,
) -> bool {
    voice.is_some_and(|voice| parties.overlap(voice, side))
        || leanings.iter().any(|leaning| {
            leaning.stance != AlignmentStance::Opposes && parties.overlap(&leaning.entity, side)
        })
}
