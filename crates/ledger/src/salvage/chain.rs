//! Decides, position by position, which record stood there and which is lost.
//!
//! In: what was found. Out: one decision a position, in order, and the stretches of the old chain that hold together.
//! A record is taken where its digest fits and the next one that is taken was appended to it. Where two fit one place,
//! the one the next record names is taken; failing that the one nearer to what SQLite would show; two of equal standing
//! are both left out, because nothing tells which was there. What must hold: within a stretch every record names the
//! digest of the one before, so that the first `previous` and the texts give all digests of the stretch again.

use super::found::{Candidate, Found};
use super::pages::State;
use super::{Lost, Stretch};
use crate::{Digest, Position};

/// What becomes of one position.
pub(super) enum Decision {
    Take(Candidate),
    Lose(Lost),
}

/// Decides about every position up to the last one that the file speaks of.
///
/// `noted` is a digest that somebody wrote down while the case was whole: it breaks a tie.
pub(super) fn decide(found: &Found, noted: Option<Digest>) -> Vec<Decision> {
    let end = end_of(found);
    let mut decisions = Vec::new();
    // Backwards: a record is vouched for by the one after it.
    let mut next: Option<Candidate> = None;
    for position in (1..=end).rev() {
        let there = found.records.get(&position).map_or(&[][..], Vec::as_slice);
        let wanted = next.map(|next| next.previous);
        let decision = match choose(there, wanted, noted, position) {
            Ok(candidate) => Decision::Take(candidate),
            Err(why) => {
                let why = why.or(found.bad.get(&position).copied());
                let why = why.unwrap_or("no page that can be read holds it");
                Decision::Lose(Lost {
                    position: Position(position),
                    digest: wanted,
                    why: why.into(),
                })
            }
        };
        next = match &decision {
            Decision::Take(candidate) => Some(*candidate),
            Decision::Lose(_) => None,
        };
        decisions.push(decision);
    }
    decisions.reverse();
    decisions
}

/// The last position there was: the last record that holds, and rows right after it that do not.
fn end_of(found: &Found) -> u64 {
    let mut end = found.records.keys().next_back().copied().unwrap_or(0);
    while end > 0 && (found.bad.contains_key(&(end + 1)) || found.claimed.contains(&(end + 1))) {
        end += 1;
    }
    end
}

fn choose(
    there: &[Candidate],
    wanted: Option<Digest>,
    noted: Option<Digest>,
    position: u64,
) -> Result<Candidate, Option<&'static str>> {
    // The first record follows nothing.
    let begins = |it: &&Candidate| position > 1 || it.previous == Digest::ZERO;
    let fitting: Vec<&Candidate> = there.iter().filter(begins).collect();
    if fitting.is_empty() && !there.is_empty() {
        return Err(Some("it is not what a log begins with"));
    }
    if let Some(wanted) = wanted {
        let named = fitting.iter().find(|it| it.digest == wanted).copied().copied();
        return match (named, fitting.is_empty()) {
            (Some(named), _) => Ok(named),
            (None, true) => Err(None),
            (None, false) => Err(Some("the record after it was appended to another one")),
        };
    }
    if let Some(noted) = fitting.iter().find(|it| Some(it.digest) == noted) {
        return Ok(**noted);
    }
    let mut best: Vec<&Candidate> =
        fitting.iter().filter(|it| it.place.state == State::Committed).copied().collect();
    if best.is_empty() {
        best = fitting;
    }
    match best.as_slice() {
        [one] => Ok(**one),
        [] => Err(None),
        _ => Err(Some("two records claim its place, and nothing tells which was there")),
    }
}

/// Names the stretches of the old chain among the records that are taken.
pub(super) fn stretches(decisions: &[Decision]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (at, decision) in decisions.iter().enumerate() {
        let Decision::Take(it) = decision else { continue };
        let position = Position(at as u64 + 1);
        match stretches.last_mut() {
            Some(last) if last.to.next() == position && last.digest == it.previous => {
                last.to = position;
                last.digest = it.digest;
            }
            _ => stretches.push(Stretch {
                from: position,
                to: position,
                previous: it.previous,
                digest: it.digest,
            }),
        }
    }
    stretches
}
