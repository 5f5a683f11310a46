//! What one voice tells of one happening is claimed once, however often it is told.
//!
//! "A car bomb exploded … the bomb wounded", "six Jesuit priests were killed … the murder of the
//! priests". In: the claims of a report. Out: the same without those that only repeat in fewer
//! words what the same voice has said of the same happening. A repetition in other words stays,
//! and so does whatever names another party, thing or number.
//!
//! Shown by the casebook pages `bomb-told-again`, `six-of-them-again`.

use foldhash::{HashMap, HashSet};
use rashomon_model::{Claim, EventId, Slot, Value};

/// Drops claims that repeat another of the same voice in fewer words.
pub(super) fn told(claims: &mut Vec<Claim>) {
    let mut counted: HashMap<EventId, HashSet<String>> = HashMap::default();
    for claim in claims.iter() {
        if let Value::Toll(quantity) = &claim.value {
            counted.entry(claim.event).or_default().extend(nouns(&quantity.text));
        }
    }
    let named = parties(claims);
    let mut known: HashMap<(EventId, Slot, String), Vec<HashSet<String>>> = HashMap::default();
    claims.retain(|claim| {
        let Some((words, manner)) = telling(claim) else { return true };
        if let Value::Target { text, .. } = &claim.value {
            let people = counted.get(&claim.event);
            let again = |people: &HashSet<String>| {
                nouns(text).last().is_some_and(|noun| people.contains(&noun))
            };
            if claim.rule == "target" && people.is_some_and(again) {
                return false;
            }
        }
        // "Rebels attacked … the rebel attack": the adjective points to those told in full.
        if is_one_word(claim) {
            let fuller = named
                .get(&claim.event)
                .is_some_and(|all| all.iter().any(|told| told.len() > 1 && words.is_subset(told)));
            if fuller {
                return false;
            }
        }
        let voice = format!("{:?} {:?} {manner}", claim.said_by, claim.polarity);
        let known = known.entry((claim.event, claim.slot, voice)).or_default();
        if words.is_empty() {
            return true;
        }
        let again = known.iter().any(|told| words.is_subset(told));
        if !again {
            known.push(words);
        }
        !again
    });
}

/// A party told by one word alone.
fn is_one_word(claim: &Claim) -> bool {
    matches!(&claim.value, Value::Responsibility { text, .. } if nouns(text).count() == 1)
}

/// All the words by which the parties of each happening are told.
fn parties(claims: &[Claim]) -> HashMap<EventId, Vec<HashSet<String>>> {
    let mut out: HashMap<EventId, Vec<HashSet<String>>> = HashMap::default();
    for claim in claims {
        if let Value::Responsibility { text, .. } = &claim.value {
            out.entry(claim.event).or_default().push(nouns(text).collect());
        }
    }
    out
}

/// The words of a claim that may be a repetition, and what must be the same beside them.
fn telling(claim: &Claim) -> Option<(HashSet<String>, String)> {
    match &claim.value {
        // The same people: "guerrillas … the urban guerrillas".
        Value::Responsibility { entity: None, text, by } => {
            let head = text.split(" of ").next().and_then(|t| nouns(t).last());
            Some((head.into_iter().collect(), format!("{by:?}")))
        }
        Value::Weapon { text, .. }
        | Value::Target { text, entity: None, .. }
        | Value::Damage { text, entity: None } => Some((nouns(text).collect(), String::new())),
        Value::Toll(quantity) => {
            let (low, high) = (quantity.low, quantity.high);
            let sort = format!("{low} {high:?} {:?} {:?}", quantity.status, quantity.who);
            Some((nouns(&quantity.text).collect(), format!("{sort} {}", quantity.cumulative)))
        }
        _ => None,
    }
}

/// The words of a phrase in lower case, without the ending of the plural.
fn nouns(text: &str) -> impl DoubleEndedIterator<Item = String> + '_ {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() > 2 && *w != "the");
    words.map(|w| w.to_lowercase().trim_end_matches('s').to_owned())
}
