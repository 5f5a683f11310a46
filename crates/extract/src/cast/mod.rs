//! Who and what is named: mentions and the entities they denote inside the report.
//!
//! In: an annotated report and the word lists. Out: the [`Cast`], which answers in constant time
//! what stands at a token. The way: names are cut out ([`names`]), given a kind ([`kinds`]),
//! joined by descriptions ([`nominals`]) and pronouns, and gathered into entities ([`join`],
//! [`antecedents`], [`aliases`]); places get their told offsets ([`places`]).
//! Other parts ask the cast; they never look at named spans themselves. Must hold: mentions are
//! in text order and nest without crossing; nothing takes more than near linear time.

mod addresses;
mod aliases;
mod antecedents;
mod cuts;
mod doubtful;
mod draft;
mod entities;
mod fold;
mod join;
mod joined_names;
mod kinds;
pub mod lexicon;
mod names;
mod nominals;
mod page;
mod party;
mod places;
mod pronouns;
pub mod relations;
mod same_name;
mod speakers;
mod tables;
mod tally;

use std::ops::Range;

use rashomon_model::{Entity, EntityId, EntityKind, Mention, PlaceId, Reading};
use rashomon_text::Annotated;

use crate::Lexicons;
use draft::Origin;
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
    /// Whether each of them has a name, or is only described.
    named: Vec<bool>,
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

    /// Tells whether an entity has a name; others are only described.
    pub fn is_named(&self, id: EntityId) -> bool {
        self.named.get(id.index()).copied().unwrap_or(false)
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

    /// Takes places off the list that are only described and of which no claim speaks ("the
    /// city", "schools"); their mentions stay.
    pub fn keep_named_places(&self, annotated: &Annotated<'_>, reading: &mut Reading) {
        let named = |mention: &CastMention| {
            mention.form == MentionForm::Name || places::holds_name(annotated, mention)
        };
        let list = reading.places.iter().enumerate();
        let kept = list
            .filter(|(_, place)| {
                let mention = place.mention.and_then(|m| self.mentions.get(m.index()));
                mention.is_none_or(named)
            })
            .map(|(at, place)| (Some(PlaceId::at(at)), place.clone()))
            .collect();
        reading.replace_places(kept);
    }

    fn new(
        page: &Page<'_>,
        mentions: Vec<CastMention>,
        (entities, named): (Vec<Entity>, Vec<bool>),
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
        Cast { mentions, entities, named, headed, holding, owners, places }
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
    let ids = entities::numbered(&drafts, &denoted, &parties);
    let entities = entities::made(&inputs, &drafts, &denoted, &parties, &ids);
    let mut mentions = Vec::with_capacity(drafts.len());
    let mut owners = vec![None; page.len()];
    let mut named_places = Vec::with_capacity(drafts.len());
    for (draft, party) in drafts.iter().zip(&denoted) {
        let entity = party.and_then(|p| ids.get(p).copied().flatten());
        let we = draft::is_we(page.lower(draft.head));
        let lost = entity.is_none() && !we;
        if draft.origin == Origin::Pronoun && (lost || page.tag(draft.head) == "PRP$") {
            if let Some(slot) = owners.get_mut(draft.head) {
                *slot = entity;
            }
            continue;
        }
        let short = |at: usize| nominals.get(at).is_some_and(|n| n.short);
        if matches!(draft.origin, Origin::Nominal(at) if party.is_none() && short(at)) {
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
    let mut named = vec![false; entities.len()];
    for (party, id) in parties.iter().zip(&ids) {
        if let Some(slot) = id.and_then(|id| named.get_mut(id.index())) {
            *slot |= !party.words.is_empty();
        }
    }
    Cast::new(&page, mentions, (entities, named), owners, &named_places)
}
