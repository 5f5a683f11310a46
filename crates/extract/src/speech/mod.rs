//! Who is made to say what: attributions and the chain of voices at any token.
//!
//! An attribution is source, cue, content. Contents nest: the chain at a token runs from the
//! outlet through every attribution whose content holds the token, outermost first.

pub mod lexicon;

use std::ops::Range;

use rashomon_model::{AttributionId, Certainty, EntityId, Polarity, Reading, Style, Voice};
use rashomon_text::Annotated;

use crate::{Cast, Lexicons};

/// One attribution in tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenContent {
    /// Who is made to speak.
    pub source: Option<Range<usize>>,
    /// The words that lend them the content.
    pub cue: Option<Range<usize>>,
    /// The token that heads the cue.
    pub cue_head: Option<usize>,
    /// What is theirs.
    pub content: Range<usize>,
    /// Whom the source denotes.
    pub entity: Option<EntityId>,
    /// The attribution whose content holds this one.
    pub within: Option<AttributionId>,
    /// How the words are given.
    pub style: Style,
    /// How firmly the source is said to hold the content.
    pub certainty: Certainty,
    /// Whether the source affirms or denies it.
    pub polarity: Polarity,
}

/// All attributions of a report, in text order of their contents.
#[derive(Default)]
pub struct Speech {
    /// The attributions; an [`AttributionId`] is a position here.
    pub contents: Vec<SpokenContent>,
}

impl Speech {
    /// Returns the innermost attribution whose content holds the token.
    pub fn innermost(&self, token: usize) -> Option<AttributionId> {
        let holding = self.contents.iter().enumerate().filter(|(_, c)| c.content.contains(&token));
        holding.min_by_key(|(_, c)| c.content.len()).map(|(i, _)| AttributionId::at(i))
    }

    /// Returns the chain of voices at a token: the outlet, then each attribution, outermost first.
    pub fn voices(&self, annotated: &Annotated<'_>, token: usize) -> Vec<Voice> {
        let mut chain = Vec::new();
        let mut next = self.innermost(token);
        while let Some(id) = next {
            let Some(content) = self.contents.get(id.index()) else { break };
            if chain.len() > self.contents.len() {
                break;
            }
            chain.push(Voice::Attribution { id, entity: content.entity });
            next = content.within;
        }
        chain.push(Voice::Outlet(annotated.report.outlet.clone()));
        chain.reverse();
        chain
    }

    /// Writes the attributions into the reading.
    pub fn write(&self, annotated: &Annotated<'_>, reading: &mut Reading) {
        let span = |r: &Option<Range<usize>>| r.clone().map(|r| annotated.span(r));
        reading.attributions = self
            .contents
            .iter()
            .map(|c| rashomon_model::Attribution {
                source: span(&c.source),
                cue: span(&c.cue),
                content: annotated.span(c.content.clone()),
                entity: c.entity,
                within: c.within,
                style: c.style,
                certainty: c.certainty,
                polarity: c.polarity,
            })
            .collect();
    }
}

/// Finds who is made to say what.
pub fn find(_annotated: &Annotated<'_>, _cast: &Cast, _lexicons: &Lexicons) -> Speech {
    Speech::default()
}
