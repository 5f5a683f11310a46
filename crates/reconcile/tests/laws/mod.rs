//! Laws of accounts side by side, over events made up at random.
//!
//! Each report has an outlet, a day and some claims of number, party and day, in its own voice or a
//! quoted one. Whatever they say: a relation is the same from either side, the order of reports shows
//! nowhere, two parties swapped swap their names and nothing else, who agrees does not conflict, and
//! an event is settled the same alone as among others.

use std::sync::LazyLock;

use proptest::prelude::*;
use rashomon_model::{
    CaseEvent, CaseValue, PairRelation, Polarity, Slot, SlotRelation, Status, Wording,
};

use rashomon_reconcile::rulebook::{self, Coder, Rulebook};
use rashomon_reconcile::{Indexed, Origins, Reconciler, reconcile};

use crate::{Told, by, dead, evidence, killed, laid_out, on, summaries, unsettled};

/// The shipped rulebooks, read once.
static BOOKS: LazyLock<Vec<Rulebook>> = LazyLock::new(|| rulebook::shipped().unwrap());

const OUTLETS: [&str; 4] = ["Harbour Times", "Northern Wire", "Delta Post", "Coast Radio"];
const IDS: [&str; 5] = ["a", "b", "c", "d", "e"];

/// One claim: which value, which party or number, whether quoted, whether denied.
type Seed = (u8, u32, bool, bool);

fn value((sort, number, ..): Seed, parties: [&str; 2]) -> CaseValue {
    let party = parties[number as usize % 2];
    match sort % 8 {
        0 => dead(number),
        1 => killed(number, &format!("at least {number}"), Wording::AtLeast, Status::Unknown),
        2 => killed(number, &format!("{number} civilians"), Wording::Exact, Status::Civilian),
        3 => killed(number, &format!("about {number}"), Wording::About, Status::Unknown),
        4 => by(&format!("{party} army")),
        5 => by(&format!("{party} jets")),
        6 => by("unidentified aircraft"),
        _ => on(1 + i8::try_from(number % 20).unwrap_or(0)),
    }
}

fn reports(seeds: &[(u8, u8, Vec<Seed>)], parties: [&str; 2]) -> Vec<Told<'static>> {
    let voices = [None, Some("a spokesman")];
    let mut out = Vec::new();
    for (n, (outlet, day, claims)) in seeds.iter().enumerate() {
        let said = claims.iter().map(|seed| {
            let polarity = if seed.3 { Polarity::Denied } else { Polarity::Affirmed };
            (voices[usize::from(seed.2)], value(*seed, parties), polarity)
        });
        out.push(Told {
            id: IDS[n],
            outlet: OUTLETS[usize::from(*outlet) % 4],
            published: 1 + i8::try_from(day % 25).unwrap_or(0),
            said: said.collect(),
        });
    }
    out
}

fn seeds() -> impl Strategy<Value = Vec<(u8, u8, Vec<Seed>)>> {
    let claim = (any::<u8>(), 1u32..60, any::<bool>(), prop::bool::weighted(0.1));
    let report = (any::<u8>(), any::<u8>(), prop::collection::vec(claim, 1..5));
    prop::collection::vec(report, 1..5)
}

const THERE: [&str; 2] = ["Sembrian", "Karsovan"];
const BACK: [&str; 2] = ["Karsovan", "Sembrian"];

fn judged(event: &CaseEvent) -> String {
    format!("{:?} {:?}", event.slots, event.disagreements)
}

proptest! {
    #[test]
    fn who_agrees_does_not_conflict(seeds in seeds()) {
        let event = laid_out(&reports(&seeds, THERE));
        for slot in &event.slots {
            let clash = |r: PairRelation| matches!(r, PairRelation::Conflict | PairRelation::Denies);
            let clashes = slot.pairs.iter().filter(|p| clash(p.relation)).count();
            prop_assert_eq!(clashes > 0, slot.relation == SlotRelation::Conflict);
            let told = event.disagreements.iter().any(|d| d.slot == slot.slot);
            prop_assert_eq!(clashes > 0, told);
            for (at, pair) in slot.pairs.iter().enumerate() {
                prop_assert!(!pair.why.is_empty());
                prop_assert_ne!(&pair.one, &pair.other);
                let again = slot.pairs[at + 1..].iter().any(|other| {
                    (&other.one, &other.other) == (&pair.one, &pair.other)
                        || (&other.one, &other.other) == (&pair.other, &pair.one)
                });
                prop_assert!(!again, "two relations of one pair");
            }
        }
    }

    #[test]
    fn sides_hold_all_accounts_of_a_disagreement_once(seeds in seeds()) {
        for disagreement in laid_out(&reports(&seeds, THERE)).disagreements {
            let mut sides: Vec<_> = disagreement.sides.concat();
            sides.sort();
            prop_assert_eq!(sides, disagreement.accounts);
            prop_assert!(disagreement.sides.len() > 1);
        }
    }

    #[test]
    fn the_order_of_reports_shows_nowhere(seeds in seeds(), turn in 0usize..4) {
        let straight = laid_out(&reports(&seeds, THERE));
        let mut turned = reports(&seeds, THERE);
        let by = turn % turned.len();
        turned.rotate_left(by);
        prop_assert_eq!(judged(&straight), judged(&laid_out(&turned)));
    }

    #[test]
    fn two_parties_swapped_swap_their_names_and_nothing_else(seeds in seeds()) {
        let there = judged(&laid_out(&reports(&seeds, THERE)));
        let back = judged(&laid_out(&reports(&seeds, BACK)));
        let swapped = back.replace("Sembrian", "\u{1}").replace("Karsovan", "Sembrian");
        prop_assert_eq!(there, swapped.replace('\u{1}', "Karsovan"));
    }

    #[test]
    fn no_voice_quoted_is_silent(seeds in seeds()) {
        let event = laid_out(&reports(&seeds, THERE));
        for slot in &event.slots {
            for id in &slot.silent {
                let account = event.accounts.iter().find(|a| &a.id == id);
                prop_assert!(account.is_some_and(|a| a.said_by.len() == 1));
            }
        }
    }

    #[test]
    fn a_revised_figure_has_a_later_one_of_its_own_voice(seeds in seeds()) {
        let event = laid_out(&reports(&seeds, THERE));
        let killed = event.slots.iter().find(|slot| slot.slot == Slot::Killed);
        for value in killed.map_or(&[][..], |slot| slot.values.as_slice()) {
            for revised in &value.superseded {
                let account = event.accounts.iter().find(|a| a.id == revised.account);
                prop_assert!(account.is_some_and(|a| a.claims.contains(&revised.by)));
                prop_assert!(!value.claims.contains(&revised.by));
            }
        }
    }

    #[test]
    fn each_event_is_settled_and_coded_by_itself(seeds in seeds()) {
        let reports = reports(&seeds, THERE);
        // One sketch for all: the reports have an origin in common.
        let known = summaries(&reports, &|_| vec![1, 2, 3]);
        let evidence = evidence(&known);
        let events: Vec<CaseEvent> = (0..reports.len()).map(|n| unsettled(&reports[n..])).collect();
        let mut together = reconcile(&evidence, events.clone());
        rulebook::code(&evidence, &mut together.events, &BOOKS);
        let known = Indexed::of(&evidence);
        let reconciler = Reconciler::of(&known, Origins::find(&evidence));
        let coder = Coder::of(&known, &BOOKS);
        let mut ties = Vec::new();
        // The last first: what comes before an event shows in nothing.
        for (event, expected) in events.into_iter().zip(&together.events).rev() {
            let (mut event, its_own) = reconciler.event(event);
            coder.code(&mut event);
            prop_assert_eq!(&event, expected);
            prop_assert!(!event.codings.is_empty());
            ties.splice(0..0, its_own);
        }
        prop_assert_eq!(reconciler.origins(), together.origins);
        prop_assert_eq!(reconciler.ties(ties), together.ties);
    }
}
