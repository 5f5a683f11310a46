//! What standing judgements have settled, so that it is not asked again.
//!
//! In: the judgements of a case with their effects. Out: whether somebody decided on two spellings, two
//! entities, two tellings or two events. One that was withdrawn, overruled, or applies to nothing now
//! settles nothing.

use std::collections::BTreeSet;

use crate::json::case::Claim;
use crate::json::judgement::Judgement;

/// Two things, the lesser first.
type Two = (String, String);

/// What was decided.
#[derive(Default)]
pub struct Settled {
    spellings: BTreeSet<Two>,
    things: BTreeSet<Two>,
    tellings: BTreeSet<Two>,
    events: BTreeSet<Two>,
}

impl Settled {
    /// Reads it off judgements.
    pub fn of(judgements: &[Judgement]) -> Settled {
        let mut out = Settled::default();
        let stands = |j: &&Judgement| matches!(j.effect.standing.as_str(), "in force" | "in part");
        for judgement in judgements.iter().filter(stands) {
            let decided = &judgement.decided;
            match decided.kind.as_str() {
                "same" | "different" => {
                    let names = decided.things.iter().map(|thing| {
                        thing.known_by.iter().map(|known| known.name.clone()).collect()
                    });
                    pairs(&names.collect::<Vec<Vec<String>>>(), &mut out.spellings);
                    each(&judgement.effect.entities, &mut out.things);
                }
                "split" => each(&judgement.effect.entities, &mut out.things),
                "same-event" | "different-events" => {
                    let told = decided.happenings.iter().map(|happening| {
                        let told = happening.told.iter();
                        told.map(|told| place(&told.report, told.start, &told.quote)).collect()
                    });
                    pairs(&told.collect::<Vec<Vec<String>>>(), &mut out.tellings);
                    each(&judgement.effect.events, &mut out.events);
                }
                _ => {}
            }
        }
        out
    }

    /// Tells whether somebody decided on two spellings.
    pub fn has_spellings(&self, a: &str, b: &str) -> bool {
        self.spellings.contains(&two(a, b))
    }

    /// Tells whether somebody decided on two entities.
    pub fn has_things(&self, a: &str, b: &str) -> bool {
        self.things.contains(&two(a, b))
    }

    /// Tells whether somebody decided on two tellings.
    pub fn has_tellings(&self, a: &Claim, b: &Claim) -> bool {
        let of = |claim: &Claim| place(&claim.report, claim.span[0], &claim.quote);
        self.tellings.contains(&two(&of(a), &of(b)))
    }

    /// Tells whether somebody decided on two events.
    pub fn has_events(&self, a: &str, b: &str) -> bool {
        self.events.contains(&two(a, b))
    }
}

fn place(report: &str, start: u32, quote: &str) -> String {
    format!("{report}\u{1f}{start}\u{1f}{quote}")
}

fn two(a: &str, b: &str) -> Two {
    if a <= b { (a.to_owned(), b.to_owned()) } else { (b.to_owned(), a.to_owned()) }
}

/// Every pair of two lists of several.
fn pairs(lists: &[Vec<String>], into: &mut BTreeSet<Two>) {
    for (at, one) in lists.iter().enumerate() {
        for other in lists.iter().skip(at + 1) {
            into.extend(one.iter().flat_map(|a| other.iter().map(move |b| two(a, b))));
        }
    }
}

/// Every pair of one list.
fn each(list: &[String], into: &mut BTreeSet<Two>) {
    for (at, one) in list.iter().enumerate() {
        into.extend(list.iter().skip(at + 1).map(|other| two(one, other)));
    }
}
