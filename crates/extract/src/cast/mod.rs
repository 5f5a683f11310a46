//! Who and what is named: mentions and the entities they denote inside the report.
//!
//! Other parts ask the cast what stands at a token; they never look at named spans themselves.

pub mod lexicon;
pub mod relations;

use std::ops::Range;

use rashomon_model::{Entity, EntityId, EntityKind, Mention, Reading};
use rashomon_text::Annotated;

use crate::Lexicons;

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
}

/// All mentions and entities of a report.
#[derive(Default)]
pub struct Cast {
    /// Mentions in text order; they may nest but do not cross.
    pub mentions: Vec<CastMention>,
    /// The things they denote.
    pub entities: Vec<Entity>,
}

impl Cast {
    /// Returns the mention whose head is the token, the longest where several are.
    pub fn headed_by(&self, token: usize) -> Option<&CastMention> {
        self.mentions.iter().filter(|m| m.head == token).max_by_key(|m| m.tokens.len())
    }

    /// Returns the smallest mention that holds the token.
    pub fn at(&self, token: usize) -> Option<&CastMention> {
        self.mentions.iter().filter(|m| m.tokens.contains(&token)).min_by_key(|m| m.tokens.len())
    }

    /// Writes mentions and entities into the reading.
    pub fn write(&self, annotated: &Annotated<'_>, reading: &mut Reading) {
        reading.entities = self.entities.clone();
        reading.mentions = self
            .mentions
            .iter()
            .map(|m| Mention {
                span: annotated.span(m.tokens.clone()),
                kind: m.kind,
                entity: m.entity,
            })
            .collect();
    }
}

/// Finds who and what is named.
pub fn find(_annotated: &Annotated<'_>, _lexicons: &Lexicons) -> Cast {
    Cast::default()
}
