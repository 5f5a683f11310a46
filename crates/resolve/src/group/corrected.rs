//! A value with the parts that a person put in place of what was read.
//!
//! What a correction does not name stays as it was read. A part that the slot has no room for is
//! passed over: it was refused when the judgement was entered, and an old record must not fail.

use rashomon_model::{
    CaseEntityId, CaseValue, CauseKind, Correction, Place, PlaceRelation, Quantity, Responsible,
    Slot, Span, Status, Wording,
};

/// Returns a value with a correction laid over it; `span` are the words of the claim, `party` is whom
/// the correction's party denotes now.
pub fn corrected(
    read: &CaseValue,
    slot: Slot,
    span: Span,
    by: &Correction,
    party: Option<CaseEntityId>,
) -> CaseValue {
    let mut out = match (read, slot) {
        (CaseValue::Occurrence, Slot::Occurrence) => return CaseValue::Occurrence,
        // A place that was never looked up comes as an occurrence.
        (CaseValue::Occurrence, slot) => blank(slot, span),
        (read, _) => read.clone(),
    };
    // Other words, or another party, are other words: the entity that was read does not go with them.
    let whose = |entity: &mut Option<CaseEntityId>, text: &mut String| {
        if let Some(thing) = &by.party {
            entity.clone_from(&party);
            text.clone_from(&thing.name);
        } else if by.text.is_some() {
            *entity = None;
        }
        if let Some(words) = &by.text {
            text.clone_from(words);
        }
    };
    match &mut out {
        CaseValue::Responsibility { entity, text, by: manner } => {
            whose(entity, text);
            *manner = by.manner.unwrap_or(*manner);
        }
        CaseValue::Target { entity, text, status } => {
            whose(entity, text);
            *status = by.status.unwrap_or(*status);
        }
        CaseValue::Damage { entity, text } | CaseValue::Weapon { entity, text } => {
            whose(entity, text);
        }
        CaseValue::Outcome { text, holder } => {
            if by.party.is_some() {
                holder.clone_from(&party);
            }
            if let Some(words) = &by.text {
                text.clone_from(words);
            }
        }
        CaseValue::Toll { quantity, side } => {
            if let Some((low, high)) = by.count {
                (quantity.low, quantity.high) = (low, high);
                quantity.wording = wording(low, high);
            }
            quantity.status = by.status.unwrap_or(quantity.status);
            quantity.who = by.who.or(quantity.who);
            if by.party.is_some() {
                side.clone_from(&party);
            }
            if let Some(words) = &by.text {
                quantity.text.clone_from(words);
            }
        }
        CaseValue::Place { place, entity, text, relation } => {
            if let Some(found) = &by.place {
                **place = Place { span, ..Place::clone(found) };
                *entity = None;
                *relation = PlaceRelation::At;
                *text = found.name.clone().unwrap_or_default();
            }
            if let Some(words) = &by.text {
                text.clone_from(words);
            }
        }
        CaseValue::Time { when, part, text } => {
            if by.when.is_some() {
                (*when, *part) = (by.when, None);
            }
            if let Some(words) = &by.text {
                text.clone_from(words);
            }
        }
        CaseValue::Cause { text, kind } => {
            *kind = by.cause.unwrap_or(*kind);
            if let Some(words) = &by.text {
                text.clone_from(words);
            }
        }
        CaseValue::Stance { text, .. } => {
            if let Some(words) = &by.text {
                text.clone_from(words);
            }
        }
        _ => {}
    }
    out
}

/// A value that says nothing yet, for a claim that is put in by hand; `span` are its words.
pub fn blank(slot: Slot, span: Span) -> CaseValue {
    let (entity, text) = (None, String::new());
    match slot {
        Slot::Occurrence => CaseValue::Occurrence,
        Slot::Responsibility => CaseValue::Responsibility { entity, text, by: Responsible::Stated },
        Slot::Target => CaseValue::Target { entity, text, status: Status::Unknown },
        Slot::Damage => CaseValue::Damage { entity, text },
        Slot::Weapon => CaseValue::Weapon { entity, text },
        Slot::Place => CaseValue::Place {
            place: Box::new(Place::at(None, span)),
            entity,
            text,
            relation: PlaceRelation::At,
        },
        Slot::Time => CaseValue::Time { when: None, part: None, text },
        Slot::Cause => CaseValue::Cause { text, kind: CauseKind::Unknown },
        Slot::Outcome => CaseValue::Outcome { text, holder: None },
        Slot::Stance => CaseValue::Stance { kind: rashomon_model::StanceKind::Condemns, text },
        _ => CaseValue::Toll {
            quantity: Quantity {
                low: 0,
                high: None,
                wording: Wording::AtLeast,
                status: Status::Unknown,
                who: None,
                side: None,
                cumulative: false,
                text,
            },
            side: None,
        },
    }
}

fn wording(low: u32, high: Option<u32>) -> Wording {
    match high {
        Some(high) if high == low => Wording::Exact,
        None => Wording::AtLeast,
        Some(_) if low == 0 => Wording::UpTo,
        Some(_) => Wording::About,
    }
}
