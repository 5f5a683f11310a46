//! Entities from parties: which get one, and what they are called.
//!
//! In: the parties of the joining pass. Out: an entity for each that has a name, is mentioned
//! twice or is a body that acts, numbered by first appearance, with all its names; descriptions
//! count only where there is no name. Must hold: the same report gives the same numbers.

use std::ops::Range;

use rashomon_model::{Entity, EntityId, EntityKind};

use super::draft::{Draft, Origin, class_of};
use super::fold::name_words;
use super::join::Inputs;
use super::party::Party;
use super::places;

/// Numbers the parties that are worth an entity, in order of appearance: what has a name, what
/// is mentioned twice, and bodies that act.
pub(crate) fn numbered(
    drafts: &[Draft],
    denoted: &[Option<usize>],
    parties: &[Party],
) -> Vec<Option<EntityId>> {
    let mut ids = vec![None; parties.len()];
    let mut next = 0;
    for (draft, party) in drafts.iter().zip(denoted) {
        let Some(index) = *party else { continue };
        let Some(party) = parties.get(index) else { continue };
        let named = !party.words.is_empty() || matches!(draft.origin, Origin::Name(_));
        let acts = party.kind == EntityKind::Group && !party.numbered;
        let worth = named || party.mentions > 1 || acts;
        if let Some(slot) = ids.get_mut(index).filter(|s| worth && s.is_none()) {
            *slot = Some(EntityId::at(next));
            next += 1;
        }
    }
    ids
}

/// Makes the entities with their forms; descriptions count only where there is no name.
pub(crate) fn made(
    inputs: &Inputs<'_, '_>,
    drafts: &[Draft],
    denoted: &[Option<usize>],
    parties: &[Party],
    ids: &[Option<EntityId>],
) -> Vec<Entity> {
    let page = inputs.page;
    let count = ids.iter().flatten().count();
    let mut forms: Vec<(Vec<String>, Vec<String>)> = vec![Default::default(); count];
    let mut kinds: Vec<Option<EntityKind>> = vec![None; count];
    for (draft, party) in drafts.iter().zip(denoted) {
        let Some(id) = party.and_then(|p| ids.get(p).copied().flatten()) else { continue };
        let Some(slot) = forms.get_mut(id.index()) else { continue };
        let text = places::one_line(page.annotated.words(draft.tokens.clone()));
        let (list, text) = match draft.origin {
            Origin::Name(_) => (&mut slot.0, text),
            // "Velm Council fighters" stand for the Velm Council, and so name it.
            Origin::Nominal(at) => match taken_in(inputs, at, party.and_then(|p| parties.get(p))) {
                Some(tokens) => (&mut slot.0, places::one_line(page.annotated.words(tokens))),
                None => (&mut slot.1, text),
            },
            Origin::Pronoun => continue,
        };
        if list.len() < 24 && !list.contains(&text) {
            list.push(text);
        }
        if let Some(kind) = kinds.get_mut(id.index()) {
            let party_kind = party.and_then(|p| parties.get(p)).map(|p| p.kind);
            *kind = kind.or(party_kind);
        }
    }
    forms
        .into_iter()
        .zip(kinds)
        .map(|((named, described), kind)| {
            let names = if named.is_empty() { described } else { named };
            let fullest = names
                .iter()
                .max_by_key(|n| (n.split(' ').count(), usize::MAX - position(&names, n)));
            Entity {
                kind: kind.unwrap_or(EntityKind::Group),
                name: fullest.cloned().unwrap_or_default(),
                names,
            }
        })
        .collect()
}

fn position(names: &[String], name: &str) -> usize {
    names.iter().position(|n| n == name).unwrap_or(0)
}

/// Returns the words of the name that a description took in, where it is the party's own name.
fn taken_in(
    inputs: &Inputs<'_, '_>,
    nominal: usize,
    party: Option<&Party>,
) -> Option<Range<usize>> {
    let at = inputs.nominals.get(nominal)?.absorbed?;
    let name = inputs.names.get(at)?;
    // "Velm forces" are called after a town, not called Velm.
    let own = inputs.kinds.get(at).copied().flatten().map(class_of) == Some(party?.class);
    let words = name_words(inputs.page, inputs.lexicon, name.tokens.clone());
    (own && party?.words == words).then(|| name.tokens.clone())
}
