//! Who and what is named: mentions and the entities they denote inside the report.
//!
//! In: an annotated report and the word lists. Out: the [`Cast`], which answers in constant time
//! what stands at a token. The way: names are cut out ([`names`]), given a kind ([`kinds`]),
//! joined by descriptions ([`nominals`]) and pronouns, and gathered into entities ([`join`],
//! [`antecedents`], [`aliases`]); places get their told offsets ([`places`]).
//! Other parts ask the cast; they never look at named spans themselves. Must hold: mentions are
//! in text order and nest without crossing; nothing takes more than near linear time.

mod aliases;
mod antecedents;
mod cuts;
mod draft;
mod fold;
mod join;
mod kinds;
pub mod lexicon;
mod names;
mod nominals;
mod page;
mod places;
pub mod relations;
mod speakers;

use std::ops::Range;

use rashomon_model::{Entity, EntityId, EntityKind, Mention, PlaceId, Reading};
use rashomon_text::Annotated;

use crate::Lexicons;
use draft::{Draft, Origin};
use page::Page;
use places::Offset;

/// A mention in tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CastMention {
    /// The words.
    pub tokens: Range<usize>,
    /// The token that heads them.
    pub head: usize,
    /// What sort of thing they name.
    pub kind: EntityKind,
    /// What they denote.
    pub entity: Option<EntityId>,
    /// Whether the words are a name, a description or a pronoun.
    pub form: MentionForm,
}

/// Whether words name, describe or only point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionForm {
    /// A name ("Velm", "Northern Front").
    Name,
    /// A description ("the regime", "four children").
    Description,
    /// A pronoun whose antecedent is clear.
    Pronoun,
}

/// All mentions and entities of a report.
#[derive(Default)]
pub struct Cast {
    /// Mentions in text order; they may nest but do not cross.
    pub mentions: Vec<CastMention>,
    /// The things they denote.
    pub entities: Vec<Entity>,
    /// For each token the mention it heads, the longest where several are.
    headed: Vec<Option<u32>>,
    /// For each token the smallest mention that holds it.
    holding: Vec<Option<u32>>,
    /// For each token that is a possessive pronoun ("their"), what it stands for; such words are
    /// no mentions of their own.
    owners: Vec<Option<EntityId>>,
    /// For each mention its place entry and its told offset.
    places: Vec<Option<(PlaceId, Offset)>>,
}

impl Cast {
    /// Returns the mention whose head is the token, the longest where several are.
    pub fn headed_by(&self, token: usize) -> Option<&CastMention> {
        self.mentions.get(self.headed_index(token)?)
    }

    /// Returns the smallest mention that holds the token.
    pub fn at(&self, token: usize) -> Option<&CastMention> {
        let index = self.holding.get(token).copied().flatten()?;
        self.mentions.get(index as usize)
    }

    /// Returns the position in [`Cast::mentions`] of the mention whose head is the token.
    pub fn headed_index(&self, token: usize) -> Option<usize> {
        self.headed.get(token).copied().flatten().map(|i| i as usize)
    }

    /// Returns what the mention around a token denotes; for a resolved pronoun, its antecedent.
    pub fn entity_of_token(&self, token: usize) -> Option<EntityId> {
        let owner = self.owner(token);
        let headed = owner.or_else(|| self.headed_by(token).and_then(|m| m.entity));
        headed.or_else(|| self.at(token).and_then(|m| m.entity))
    }

    /// Returns what a possessive pronoun stands for ("their"); none for any other token.
    pub fn owner(&self, token: usize) -> Option<EntityId> {
        self.owners.get(token).copied().flatten()
    }

    /// Returns the entity with an id.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.index())
    }

    /// Returns the entry in `reading.places` of a mention, given by its position.
    pub fn place_of_mention(&self, mention: usize) -> Option<PlaceId> {
        self.places.get(mention).copied().flatten().map(|(id, _)| id)
    }

    /// Returns the entry in `reading.places` of the mention around a token.
    pub fn place_at(&self, token: usize) -> Option<PlaceId> {
        let held = || self.holding.get(token).copied().flatten().map(|i| i as usize);
        self.headed_index(token)
            .and_then(|m| self.place_of_mention(m))
            .or_else(|| held().and_then(|m| self.place_of_mention(m)))
    }

    /// Writes mentions, entities and places into the reading.
    pub fn write(&self, annotated: &Annotated<'_>, reading: &mut Reading) {
        reading.entities = self.entities.clone();
        let mention = |m: &CastMention| Mention {
            span: annotated.span(m.tokens.clone()),
            kind: m.kind,
            entity: m.entity,
        };
        reading.mentions = self.mentions.iter().map(mention).collect();
        reading.places = places::entries(annotated, &self.mentions, &self.places);
    }

    fn new(
        page: &Page<'_>,
        mentions: Vec<CastMention>,
        entities: Vec<Entity>,
        owners: Vec<Option<EntityId>>,
        named_places: &[bool],
    ) -> Cast {
        let mut headed: Vec<Option<u32>> = vec![None; page.len()];
        let mut holding: Vec<Option<u32>> = vec![None; page.len()];
        for (index, mention) in mentions.iter().enumerate() {
            let at = u32::try_from(index).ok();
            // Outer mentions come first, so the first at a head is the longest there.
            if let Some(slot) = headed.get_mut(mention.head) {
                *slot = slot.or(at);
            }
            // And the last to claim a token is the smallest that holds it. Nesting is shallow,
            // so that this stays linear.
            for slot in holding.get_mut(mention.tokens.clone()).unwrap_or(&mut []) {
                *slot = at;
            }
        }
        let places = places::number(page, &mentions, named_places);
        Cast { mentions, entities, headed, holding, owners, places }
    }
}

/// Finds who and what is named.
pub fn find(annotated: &Annotated<'_>, lexicons: &Lexicons) -> Cast {
    let lexicon = &lexicons.cast;
    let page = Page::new(annotated);
    let names = names::find(&page, lexicon);
    let kinds = kinds::decide(&page, lexicon, &names);
    let mut name_at = vec![None; page.len()];
    for (index, name) in names.iter().enumerate() {
        for slot in name_at.get_mut(name.tokens.clone()).unwrap_or(&mut []) {
            *slot = Some(index);
        }
    }
    let nominals = nominals::find(&page, lexicon, &names, &kinds, &name_at);
    let drafts = draft::lay_out(&page, lexicon, &names, &kinds, &nominals);
    let inputs =
        join::Inputs { page: &page, lexicon, names: &names, kinds: &kinds, nominals: &nominals };
    let (denoted, parties) = join::Joiner::new(inputs).join(&drafts);
    let ids = entity_ids(&drafts, &denoted, &parties);
    let entities = entities(&page, &drafts, &denoted, &parties, &ids);
    let mut mentions = Vec::with_capacity(drafts.len());
    let mut owners = vec![None; page.len()];
    let mut named_places = Vec::with_capacity(drafts.len());
    for (draft, party) in drafts.iter().zip(&denoted) {
        let entity = party.and_then(|p| ids.get(p).copied().flatten());
        if draft.origin == Origin::Pronoun && (entity.is_none() || page.tag(draft.head) == "PRP$") {
            if let Some(slot) = owners.get_mut(draft.head) {
                *slot = entity;
            }
            continue;
        }
        let kind = match (draft.origin, entity.and_then(|e| entities.get(e.index()))) {
            (Origin::Pronoun, Some(entity)) => entity.kind,
            _ => draft.kind,
        };
        let form = match draft.origin {
            Origin::Name(_) => MentionForm::Name,
            Origin::Nominal(_) => MentionForm::Description,
            Origin::Pronoun => MentionForm::Pronoun,
        };
        let state = matches!(draft.origin, Origin::Name(n) if names.get(n).is_some_and(|n| n.state.is_some()));
        named_places.push(state);
        mentions.push(CastMention {
            tokens: draft.tokens.clone(),
            head: draft.head,
            kind,
            entity,
            form,
        });
    }
    Cast::new(&page, mentions, entities, owners, &named_places)
}

/// Numbers the parties that are worth an entity, in order of appearance: what has a name, what
/// is mentioned twice, and bodies that act.
fn entity_ids(
    drafts: &[Draft],
    denoted: &[Option<usize>],
    parties: &[join::Party],
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
fn entities(
    page: &Page<'_>,
    drafts: &[Draft],
    denoted: &[Option<usize>],
    parties: &[join::Party],
    ids: &[Option<EntityId>],
) -> Vec<Entity> {
    let count = ids.iter().flatten().count();
    let mut forms: Vec<(Vec<String>, Vec<String>)> = vec![Default::default(); count];
    let mut kinds: Vec<Option<EntityKind>> = vec![None; count];
    for (draft, party) in drafts.iter().zip(denoted) {
        let Some(id) = party.and_then(|p| ids.get(p).copied().flatten()) else { continue };
        let Some(slot) = forms.get_mut(id.index()) else { continue };
        let text = places::one_line(page.annotated.words(draft.tokens.clone()));
        let list = match draft.origin {
            Origin::Name(_) => &mut slot.0,
            Origin::Nominal(_) => &mut slot.1,
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
