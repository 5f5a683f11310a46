//! The dependency parser: a greedy arc-eager transition system that also breaks sentences.
//!
//! In: scores for the actions of each state. Out: a head and a label for each token. The state is
//! a stack and a buffer of tokens; an action shifts, reduces, draws an arc to the left or right,
//! or marks the second buffer token as the start of a sentence. The best-scored valid action is
//! taken, the first one in case of a tie. Nivre 2004; Nivre & Fernández-González 2014 (tokens
//! without a head go back to the buffer); Honnibal & Johnson 2014. The number of steps is linear:
//! each token is shifted at most once more than arcs are drawn to it.

use serde_json::Value;

use crate::error::Error;
use crate::label::Label;
use crate::scorer::{MOST_ACTIONS, NO_TOKEN};

/// Number of tokens a state looks at.
pub(crate) const SLOTS: usize = 8;
const NONE: u32 = u32::MAX;
/// Number of moves.
const MOVES: usize = 5;

/// Names what an action does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Shift,
    Reduce,
    Left,
    Right,
    Break,
}

/// Names an action: a move and the index of its label.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Action {
    kind: Move,
    label: u16,
}

/// Names a relation as the parser predicts it. A decorated relation says that the token belongs
/// to a descendant of its head, the first that has relation `lifted_to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Relation {
    pub(crate) label: Label,
    pub(crate) lifted_to: Option<Label>,
}

/// Holds the actions in the order of their scores.
#[derive(Debug)]
pub(crate) struct Actions {
    actions: Vec<Action>,
    /// For each set of valid moves, by bits: zero for the scores of actions that may be taken,
    /// and minus infinity for the others.
    barred: Vec<[f32; MOST_ACTIONS]>,
    pub(crate) relations: Vec<Relation>,
}

impl Actions {
    /// Reads the table `parser_moves`, such as `S`, `L-nsubj`, `R-acl||dobj`.
    pub(crate) fn read(tables: &Value) -> Result<Actions, Error> {
        let fail = || Error::new("tables.parser_moves", "missing or malformed");
        let mut read = Actions { actions: Vec::new(), barred: Vec::new(), relations: Vec::new() };
        for name in tables["parser_moves"].as_array().ok_or_else(fail)? {
            let name = name.as_str().ok_or_else(fail)?;
            let (kind, label) = name.split_once('-').unwrap_or((name, ""));
            let kind = match kind {
                "S" => Move::Shift,
                "D" => Move::Reduce,
                "L" => Move::Left,
                "R" => Move::Right,
                "B" => Move::Break,
                _ => return Err(fail()),
            };
            let (label, lifted_to) = match label.split_once("||") {
                Some((label, head)) => (label, Some(Label::intern(head))),
                None => (label, None),
            };
            let relation = Relation { label: Label::intern(label), lifted_to };
            let known = read.relations.iter().position(|r| *r == relation);
            let index = known.unwrap_or_else(|| {
                read.relations.push(relation);
                read.relations.len() - 1
            });
            read.actions.push(Action { kind, label: index as u16 });
        }
        for valid in 0..1 << MOVES {
            let mut barred = [f32::NEG_INFINITY; MOST_ACTIONS];
            for (score, action) in barred.iter_mut().zip(&read.actions) {
                if valid >> action.kind as usize & 1 == 1 {
                    *score = 0.0;
                }
            }
            read.barred.push(barred);
        }
        Ok(read)
    }

    /// Gives the best-scored action among those with a valid move, the first in case of a tie.
    fn best(&self, scores: &[f32; MOST_ACTIONS], valid: [bool; MOVES]) -> Option<Action> {
        let bits = valid.iter().rev().fold(0, |bits, valid| bits << 1 | usize::from(*valid));
        let barred = self.barred.get(bits)?;
        let mut sums = [0.0; MOST_ACTIONS];
        let mut tops = [f32::NEG_INFINITY; 16];
        let parts = sums.as_chunks_mut::<16>().0.iter_mut();
        let parts = parts.zip(scores.as_chunks::<16>().0).zip(barred.as_chunks::<16>().0);
        for ((sums, scores), barred) in parts {
            for i in 0..16 {
                sums[i] = scores[i] + barred[i];
                tops[i] = if sums[i] > tops[i] { sums[i] } else { tops[i] };
            }
        }
        let top = tops.iter().fold(f32::NEG_INFINITY, |a, b| if *b > a { *b } else { a });
        if top == f32::NEG_INFINITY {
            return self.actions.iter().find(|action| valid[action.kind as usize]).copied();
        }
        sums.iter().zip(&self.actions).find(|(sum, _)| **sum == top).map(|(_, action)| *action)
    }

    /// Gives the number of actions.
    pub(crate) fn count(&self) -> usize {
        self.actions.len()
    }
}

/// Holds the state of a parse. All links between tokens are indices, `NONE` for no token.
#[derive(Debug)]
pub(crate) struct State {
    length: u32,
    stack: Vec<u32>,
    /// Tokens put back in front of the buffer; the last one comes first.
    returned: Vec<u32>,
    next: u32,
    heads: Vec<u32>,
    labels: Vec<u16>,
    /// Latest child to the left and right, and the child before a child on the same side.
    last_left: Vec<u32>,
    last_right: Vec<u32>,
    previous: Vec<u32>,
    flags: Vec<u8>,
}

const UNSHIFTABLE: u8 = 1;
const SENTENCE_START: u8 = 2;

impl State {
    /// Starts on a text of `length` tokens.
    pub(crate) fn new(length: usize) -> State {
        State {
            length: length as u32,
            stack: Vec::new(),
            returned: Vec::new(),
            next: 0,
            heads: vec![NONE; length],
            labels: vec![0; length],
            last_left: vec![NONE; length],
            last_right: vec![NONE; length],
            previous: vec![NONE; length],
            flags: vec![0; length],
        }
    }

    /// Tells whether nothing is left to do.
    pub(crate) fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffered() == 0
    }

    /// Gives the tokens the scorer looks at.
    pub(crate) fn context(&self) -> [usize; SLOTS] {
        let (b0, s0) = (self.buffer(0), self.stacked(0));
        let tokens = [
            b0,
            self.buffer(1),
            s0,
            self.stacked(1),
            self.stacked(2),
            of(&self.last_left, b0),
            of(&self.last_left, s0),
            of(&self.last_right, s0),
        ];
        tokens.map(|t| if t == NONE { NO_TOKEN } else { t as usize })
    }

    /// Gives the last token that must have been read for the next step.
    pub(crate) fn reads_up_to(&self) -> usize {
        (self.next as usize + 2).min(self.length as usize)
    }

    /// Gives the earliest token a later state may look at, when that is plain to see.
    pub(crate) fn done_before(&self) -> Option<usize> {
        let plain = self.stack.is_empty() && self.returned.is_empty();
        let b0 = self.buffer(0);
        plain.then(|| of(&self.last_left, b0).min(b0).min(self.length) as usize)
    }

    /// Takes the best-scored valid action.
    pub(crate) fn step(&mut self, actions: &Actions, scores: &[f32; MOST_ACTIONS]) {
        match actions.best(scores, self.valid()) {
            Some(action) => self.take(action),
            None => self.give_up(),
        }
    }

    /// Gives heads (own index for a root) and relation indices.
    pub(crate) fn finish(self) -> (Vec<u32>, Vec<u16>) {
        (self.heads, self.labels)
    }

    fn buffer(&self, place: usize) -> u32 {
        let returned = self.returned.len();
        if place < returned {
            return self.returned[returned - place - 1];
        }
        let token = self.next + (place - returned) as u32;
        if token < self.length { token } else { NONE }
    }

    fn stacked(&self, depth: usize) -> u32 {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |at| self.stack[at])
    }

    fn buffered(&self) -> usize {
        (self.length - self.next) as usize + self.returned.len()
    }

    fn has_flag(&self, token: u32, flag: u8) -> bool {
        self.flags.get(token as usize).is_some_and(|f| f & flag != 0)
    }

    /// Tells for each move whether it may be made.
    fn valid(&self) -> [bool; MOVES] {
        let (b0, b1) = (self.buffer(0), self.buffer(1));
        let (empty, buffered) = (self.stack.is_empty(), self.buffered());
        let at_start = self.has_flag(b0, SENTENCE_START);
        let arc = !empty && buffered > 0 && !at_start;
        [
            empty || (buffered >= 2 && !at_start && !self.has_flag(b0, UNSHIFTABLE)),
            !empty,
            arc,
            arc,
            buffered >= 2 && b1 == b0.wrapping_add(1) && !self.has_flag(b1, SENTENCE_START),
        ]
    }

    fn take(&mut self, action: Action) {
        match action.kind {
            Move::Shift => self.push(),
            Move::Reduce => self.reduce(),
            Move::Left => {
                let (head, child) = (self.buffer(0), self.stacked(0));
                self.draw(head, child, action.label);
                // The stack has shrunk, so this token may be shifted again without a loop.
                self.flags[head as usize] &= !UNSHIFTABLE;
                self.stack.pop();
            }
            Move::Right => {
                self.draw(self.stacked(0), self.buffer(0), action.label);
                self.push();
            }
            Move::Break => {
                let start = self.buffer(1) as usize;
                self.flags[start] |= SENTENCE_START;
            }
        }
    }

    fn push(&mut self) {
        let token = self.returned.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(token);
    }

    /// Pops the stack; a token without a head that is not the last one goes back to the buffer.
    fn reduce(&mut self) {
        let alone = self.stack.len() == 1;
        let headless = self.stack.pop().filter(|t| !alone && self.heads[*t as usize] == NONE);
        if let Some(token) = headless {
            self.flags[token as usize] |= UNSHIFTABLE;
            self.returned.push(token);
        }
    }

    /// Draws an arc, in place of the one the child may have. An earlier arc is always the latest
    /// of its head on that side, because the child was on the stack ever since it was drawn.
    fn draw(&mut self, head: u32, child: u32, label: u16) {
        let (h, c) = (head as usize, child as usize);
        let old = self.heads[c];
        if old != NONE {
            let latest = if old > child { &mut self.last_left } else { &mut self.last_right };
            if latest[old as usize] == child {
                latest[old as usize] = self.previous[c];
            }
        }
        let latest = if head > child { &mut self.last_left } else { &mut self.last_right };
        self.previous[c] = latest[h];
        latest[h] = child;
        self.heads[c] = head;
        self.labels[c] = label;
    }

    /// Ends a parse in which no action is valid; no action table leads here.
    fn give_up(&mut self) {
        self.stack.clear();
        self.returned.clear();
        self.next = self.length;
    }
}

fn of(links: &[u32], token: u32) -> u32 {
    links.get(token as usize).copied().unwrap_or(NONE)
}
