//! Denials and what they deny.
//!
//! "The army rejected the accusation" denies what the accusation before it says of the army: the
//! claim of responsibility told last. And every denied claim points to the claims of the report
//! that it denies: same happening, same slot, a value that cannot stand beside it, another voice.
//! In: the claims of a report. Out: claims added, `denies` filled. It never ties a denial to what
//! the same voice affirms, nor to a plan.
//! Shown by the casebook pages `rejected-the-accusation`, `denied-carrying-out`, `denied`.

use foldhash::HashMap;
use rashomon_model::{Claim, ClaimId, EventId, Polarity, Slot, Value};

use crate::events::nearest::Nearest;
use crate::events::scene::Scene;

/// "denied the accusation", "dismissed these allegations", "denied it": the word that stands for
/// what is denied.
pub(crate) struct Rejection {
    pub(crate) verb: usize,
    pub(crate) object: usize,
}

/// Finds the rejections that name what they deny by a word alone.
pub(crate) fn rejections(scene: &Scene<'_>, nearest: &Nearest) -> Vec<Rejection> {
    let mut out = Vec::new();
    for verb in 0..scene.len() {
        let rejects = scene.lexicon.cue("rejects", scene.lemma(verb)) && scene.is_verb(verb);
        let Some(object) = scene.kid(verb, &["dobj"]).filter(|_| rejects) else { continue };
        let negated = scene.kids(verb).any(|k| scene.dep(k) == "neg" || scene.tag(k) == "MD");
        let word = scene.lexicon.cue("saying", scene.lemma(object));
        let pronoun = scene.lemma(verb) == "deny" && matches!(scene.word(object), "it" | "this");
        let tail = scene.subtree(object);
        let names_it = tail.clone().any(|t| t != object && nearest.at(t).is_some());
        if (word || pronoun) && !negated && !names_it && tail.len() <= 6 {
            out.push(Rejection { verb, object });
        }
    }
    out
}

/// Fills `denies`: for each denied claim the affirmed ones that it contradicts.
pub(crate) fn tie(claims: &mut [Claim]) {
    let mut affirmed: HashMap<(EventId, Slot), Vec<usize>> = HashMap::default();
    for (index, claim) in claims.iter().enumerate() {
        if claim.polarity == Polarity::Affirmed && !claim.planned {
            affirmed.entry((claim.event, claim.slot)).or_default().push(index);
        }
    }
    let mut ties = Vec::new();
    for (index, denial) in claims.iter().enumerate() {
        if denial.polarity != Polarity::Denied || denial.planned {
            continue;
        }
        let rivals = affirmed.get(&(denial.event, denial.slot)).into_iter().flatten();
        let rivals = rivals.filter_map(|i| Some((*i, claims.get(*i)?)));
        let denied = rivals.filter(|(_, c)| c.said_by != denial.said_by && contradicts(denial, c));
        ties.push((index, denied.map(|(i, _)| ClaimId::at(i)).take(20).collect::<Vec<_>>()));
    }
    for (index, denied) in ties {
        if let Some(claim) = claims.get_mut(index) {
            claim.denies = denied;
        }
    }
}

fn contradicts(denial: &Claim, claim: &Claim) -> bool {
    match (&denial.value, &claim.value) {
        (Value::Occurrence, Value::Occurrence) => true,
        (
            Value::Responsibility { entity: a, text: s, .. },
            Value::Responsibility { entity: b, text: t, .. },
        ) => a.is_some() && a == b || alike(s, t),
        (Value::Cause { kind: a, .. }, Value::Cause { kind: b, .. }) => a == b,
        (Value::Toll(a), Value::Toll(b)) => {
            a.low == b.low && a.high == b.high && a.status == b.status
        }
        (Value::Target { text: s, .. }, Value::Target { text: t, .. })
        | (Value::Damage { text: s, .. }, Value::Damage { text: t, .. })
        | (Value::Weapon { text: s, .. }, Value::Weapon { text: t, .. }) => alike(s, t),
        _ => false,
    }
}

fn alike(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}
