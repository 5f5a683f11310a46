//! Named spans: a greedy transition system that begins, continues, ends or skips a span per token.
//!
//! In: scores for the actions at each token. Out: spans with a label. Spans do not cross sentence
//! starts, do not begin with white space, and have one label throughout (BILUO; Ratinov & Roth
//! 2009). The best-scored valid action is taken, the first one in case of a tie.

use serde_json::Value;

use crate::doc::EntitySpan;
use crate::error::Error;
use crate::label::Label;
use crate::scorer::{MOST_ACTIONS, NO_TOKEN};

/// Number of tokens a state looks at.
pub(crate) const SLOTS: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Begin,
    In,
    Last,
    Unit,
    Out,
}

/// Holds the actions in the order of their scores.
#[derive(Debug)]
pub(crate) struct Actions {
    actions: Vec<(Move, Label)>,
}

impl Actions {
    /// Reads the table `ner_moves`, such as `B-ORG`, `O`.
    pub(crate) fn read(tables: &Value) -> Result<Actions, Error> {
        let fail = || Error::new("tables.ner_moves", "missing or malformed");
        let mut actions = Vec::new();
        for name in tables["ner_moves"].as_array().ok_or_else(fail)? {
            let name = name.as_str().ok_or_else(fail)?;
            let (kind, label) = name.split_once('-').unwrap_or((name, ""));
            let kind = match kind {
                "B" => Move::Begin,
                "I" => Move::In,
                "L" => Move::Last,
                "U" => Move::Unit,
                "O" => Move::Out,
                _ => return Err(fail()),
            };
            actions.push((kind, Label::intern(label)));
        }
        Ok(Actions { actions })
    }

    /// Gives the number of actions.
    pub(crate) fn count(&self) -> usize {
        self.actions.len()
    }
}

/// Says what the transition system must know of the tokens at hand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surroundings {
    /// Whether the current token is white space.
    pub(crate) is_space: bool,
    /// Whether there is a next token.
    pub(crate) has_next: bool,
    /// Whether a sentence starts at the next token.
    pub(crate) next_starts: bool,
}

/// Holds the state: the current token, and the span that is open.
#[derive(Debug, Default)]
pub(crate) struct State {
    at: usize,
    open: Option<(usize, Label)>,
    spans: Vec<EntitySpan>,
}

impl State {
    /// Gives the current token.
    pub(crate) fn token(&self) -> usize {
        self.at
    }

    /// Gives the earliest token a later state may look at.
    pub(crate) fn earliest(&self) -> usize {
        self.open.map_or(self.at, |(start, _)| start)
    }

    /// Gives the tokens the scorer looks at: the current one, and first and last of the open span.
    pub(crate) fn context(&self) -> [usize; SLOTS] {
        match self.open {
            Some((start, _)) => [self.at, start, self.at - 1],
            None => [self.at, NO_TOKEN, NO_TOKEN],
        }
    }

    /// Takes the best-scored valid action and moves on by one token.
    pub(crate) fn step(
        &mut self,
        actions: &Actions,
        scores: &[f32; MOST_ACTIONS],
        around: Surroundings,
    ) {
        let mut best: Option<(f32, Move, Label)> = None;
        for ((kind, label), score) in actions.actions.iter().zip(scores) {
            if best.is_none_or(|(top, ..)| *score > top) && self.is_valid(*kind, *label, around) {
                best = Some((*score, *kind, *label));
            }
        }
        if let Some((_, kind, label)) = best {
            self.take(kind, label);
        }
        self.at += 1;
    }

    /// Gives the spans found.
    pub(crate) fn finish(self) -> Vec<EntitySpan> {
        self.spans
    }

    fn is_valid(&self, kind: Move, label: Label, around: Surroundings) -> bool {
        let same = self.open.is_some_and(|(_, open)| open == label);
        match kind {
            Move::Out => self.open.is_none(),
            _ if label.is_none() => false,
            Move::Unit => self.open.is_none() && !around.is_space,
            Move::Begin => {
                self.open.is_none() && around.has_next && !around.next_starts && !around.is_space
            }
            Move::In => same && around.has_next && !around.next_starts,
            Move::Last => same,
        }
    }

    fn take(&mut self, kind: Move, label: Label) {
        match kind {
            Move::Begin => self.open = Some((self.at, label)),
            Move::In | Move::Out => {}
            Move::Last | Move::Unit => {
                let start = self.open.take().map_or(self.at, |(start, _)| start);
                let (start_token, end_token) = (start as u32, self.at as u32 + 1);
                self.spans.push(EntitySpan { start_token, end_token, label });
            }
        }
    }
}
