//! Who fights whom: the parties that act, those they hit, and what sort of fight that makes.
//!
//! In: claims of responsibility, targets and tolls of an event, and the tables that tell states,
//! armed groups and civilians apart ([`sectors`]). Out: [`Sides`]: doers and those hit, the two sides
//! where the claims allow them, and whether accounts hold rival parties responsible. Rivals are never
//! put on two sides of a fight: that one says A did it and another B does not make A fight B. What a
//! state's name alone tells of its own country ("Tarsian air strikes" in Tarsia) is left open, for it
//! says as often where as who.

mod oppose;
mod tell;

use std::collections::BTreeSet;

use rashomon_model::{AccountId, CaseEntityId, Coded};

use super::places;
use super::sectors::{self, Camp, Told};
use crate::rulebook::About;
use crate::rulebook::finding::{Because, Family, Finding, Findings, Kind, Known, word};

pub use oppose::counts;
use oppose::{oppose, rivals, unidentified};
use tell::{doers, hits};

/// ACLED's number of forces of a state outside it.
const EXTERNAL: i64 = 8;
/// How UCDP and ACLED alike write those hit who belong to no side.
const CIVILIANS: &str = "Civilians";

const FIGHTS: &[&str] = &["state-based", "non-state", "one-sided"];

/// What is found of the sides.
pub const FAMILY: Family = Family {
    name: "The sides",
    known: &[
        Known::word(
            "fight",
            FIGHTS,
            "forces of a state on at least one of two sides; armed groups on both; or an armed party against civilians alone",
        ),
        Known::new(
            "side_a",
            Kind::Word,
            "the state's side of a state-based fight, else whoever acts",
        ),
        Known::new("side_b", Kind::Word, "the other side; `Civilians` where nobody else is hit"),
        Known::word(
            "side_a_camp",
            Camp::WORDS,
            "whether that is a state, an armed group, or civilians",
        ),
        Known::word(
            "side_b_camp",
            Camp::WORDS,
            "whether that is a state, an armed group, or civilians",
        ),
        Known::new(
            "side_a_inter",
            Kind::Number,
            "ACLED's number of the sort of actor; 8 for forces of a state outside it",
        ),
        Known::new("side_b_inter", Kind::Number, "ACLED's number of the sort of actor"),
        Known::new("side_a_state", Kind::Word, "whose state it is, ISO 3166"),
        Known::new("side_b_state", Kind::Word, "whose state it is, ISO 3166"),
        Known::new(
            "dyad",
            Kind::Word,
            "the two sides, a hyphen between; a state by its government",
        ),
        Known::new(
            "side_a_government",
            Kind::Word,
            "the government of the state whose forces the first side is",
        ),
        Known::new(
            "side_b_government",
            Kind::Word,
            "the government of the state whose forces the second side is",
        ),
        Known::new("side_a_others", Kind::Words, "further parties of that side"),
        Known::new("side_b_others", Kind::Words, "further parties of that side"),
        Known::new(
            "armed_party",
            Kind::Flag,
            "an organised party that fights is told of, acting or hit",
        ),
        Known::new(
            "rival_doers",
            Kind::Flag,
            "accounts hold parties responsible that cannot both have done it",
        ),
        Known::new(
            "unidentified_doer",
            Kind::Flag,
            "a voice that names nobody says that whoever did it is not identified",
        ),
        Known::new(
            "clash",
            Kind::Flag,
            "parties that oppose each other are both told as acting, by one voice",
        ),
        Known::new("fighters_hit", Kind::Flag, "fighters are told as hit or killed"),
        Known::new("civilians_hit", Kind::Flag, "civilians are told as hit, killed or injured"),
        Known::new(
            "civilians_targeted",
            Kind::Flag,
            "civilians are told as what it was aimed at, or are hit face to face, and no fighters are",
        ),
        Known::new("actors", Kind::Words, "parties that act; all that fight, where they clash"),
        Known::new("recipients", Kind::Words, "those hit by them"),
        Known::new("actor_sectors", Kind::Words, "PLOVER's sectors of those that act"),
        Known::new("recipient_sectors", Kind::Words, "PLOVER's sectors of those hit"),
    ],
    tables: &[],
    find,
};

/// One party on a side.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// Its name.
    pub name: String,
    /// Its entities.
    pub entities: Vec<&'a CaseEntityId>,
    /// What is told of its sort.
    pub told: Told,
    /// The claims that name it.
    pub because: Because,
    accounts: BTreeSet<&'a AccountId>,
}

impl Side<'_> {
    fn fights(&self) -> bool {
        matches!(self.told.camp, Some(Camp::State | Camp::Armed))
    }

    /// "Sembrian warplanes" are organised, whoever they belong to.
    fn is_organised(&self) -> bool {
        self.fights() || self.told.means
    }

    /// ACLED's number, where the fighting is in some country.
    fn inter(&self, here: Option<&str>) -> Option<i64> {
        let foreign = self.told.camp == Some(Camp::State)
            && matches!((self.told.country, here), (Some(own), Some(here)) if own != here);
        if foreign { Some(EXTERNAL) } else { self.told.inter }
    }

    /// Tells whether two names mean one side: one body, one state, one word for fighters.
    pub fn is(&self, other: &Side<'_>, about: &About<'_>) -> bool {
        let shared = self
            .entities
            .iter()
            .any(|a| other.entities.iter().any(|b| about.parties.overlap(a, b)));
        let state = |side: &Side<'_>| side.told.camp == Some(Camp::State);
        let one_state = state(self)
            && state(other)
            && match (self.told.country, other.told.country) {
                (Some(own), Some(others)) => own == others,
                // "The army" is whichever is meant; two armies with names of their own are two.
                _ => !self.told.named || !other.told.named,
            };
        let unnamed = |side: &Side<'_>| side.entities.is_empty() && !side.told.named;
        let one_word = (unnamed(self) || unnamed(other))
            && self.told.camp == Some(Camp::Armed)
            && other.told.camp == Some(Camp::Armed)
            && (self.told.sector == other.told.sector);
        shared || one_state || one_word || self.name.eq_ignore_ascii_case(&other.name)
    }
}

/// The parties of an event, and how they stand.
#[derive(Debug, Default)]
pub struct Sides<'a> {
    /// Those that act.
    pub doers: Vec<Side<'a>>,
    /// Those that fight and are hit.
    pub hit: Vec<Side<'a>>,
    /// Whether accounts hold rival parties responsible, by the claims that do.
    pub rivals: Because,
    /// Both sides are told as acting.
    pub clash: Because,
    /// The sort of fight.
    pub fight: Option<&'static str>,
    /// Parties of the first side.
    pub a: Vec<Side<'a>>,
    /// Parties of the second; empty where it is civilians.
    pub b: Vec<Side<'a>>,
    /// Claims that tell civilians as hit.
    pub civilians: Because,
    /// Sectors of the civilians hit.
    pub civil_sectors: BTreeSet<&'static str>,
    /// Claims that tell fighters as hit.
    pub fighters: Because,
    /// Claims that tell civilians as what it was aimed at.
    pub targeted: Because,
}

fn find(about: &About<'_>, out: &mut Findings) {
    let sides = of(about);
    let seat = places::of(about);
    let here = seat.as_ref().and_then(|seat| seat.country);
    let union = |sides: &[Side<'_>]| -> Because {
        sides.iter().flat_map(|side| side.because.iter().cloned()).collect()
    };
    let both: Because = union(&sides.a).into_iter().chain(union(&sides.b)).collect();
    let both = if sides.b.is_empty() {
        both.into_iter().chain(sides.civilians.clone()).collect()
    } else {
        both
    };
    out.put("fight", word(sides.fight), both);
    put_side(
        out,
        ["side_a", "side_a_camp", "side_a_inter", "side_a_state", "side_a_others"],
        &sides.a,
        here,
    );
    put_side(
        out,
        ["side_b", "side_b_camp", "side_b_inter", "side_b_state", "side_b_others"],
        &sides.b,
        here,
    );
    if sides.b.is_empty() && !sides.civilians.is_empty() && sides.hit.is_empty() {
        let because = || sides.civilians.clone();
        out.put("side_b", Coded::Word(CIVILIANS.to_owned()), because());
        out.put("side_b_camp", Coded::Word(Camp::Civilian.as_str().to_owned()), because());
        let civilians = sectors::sector("CVL").and_then(|(_, inter)| inter);
        out.put("side_b_inter", civilians.map_or(Coded::Unknown, Coded::Number), because());
    }
    put_dyad(out);
    let armed: Because = union(
        &sides
            .doers
            .iter()
            .chain(&sides.hit)
            .filter(|s| s.is_organised())
            .cloned()
            .collect::<Vec<_>>(),
    );
    out.put_told("armed_party", armed);
    out.put_told("rival_doers", sides.rivals.clone());
    out.put_told("unidentified_doer", unidentified(about, &sides));
    out.put_told("clash", sides.clash.clone());
    out.put_told("fighters_hit", sides.fighters.clone());
    out.put_told("civilians_hit", sides.civilians.clone());
    out.put_told("civilians_targeted", sides.targeted.clone());
    let clash = !sides.clash.is_empty();
    let named = |sides: &[&Side<'_>]| words(sides.iter().map(|side| side.name.clone()));
    let sectors = |sides: &[&Side<'_>]| {
        words(sides.iter().filter_map(|side| side.told.sector).map(str::to_owned))
    };
    let rivals = !sides.rivals.is_empty();
    let actors: Vec<&Side<'_>> = match (clash, rivals) {
        // Of rivals none is the actor of the record: each is of the account that names it.
        (_, true) => Vec::new(),
        (true, _) => sides.doers.iter().chain(&sides.hit).collect(),
        _ => sides.doers.iter().collect(),
    };
    let recipients: Vec<&Side<'_>> = if clash { Vec::new() } else { sides.hit.iter().collect() };
    let because = |sides: &[&Side<'_>]| -> Because {
        sides.iter().flat_map(|side| side.because.iter().cloned()).collect()
    };
    out.put("actors", named(&actors), because(&actors));
    out.put("actor_sectors", sectors(&actors), because(&actors));
    let (mut names, mut codes) = (named(&recipients), sectors(&recipients));
    let mut behind = because(&recipients);
    if !clash && !sides.civilians.is_empty() {
        names = with(names, CIVILIANS);
        codes = sides.civil_sectors.iter().fold(codes, |codes, sector| with(codes, sector));
        behind.extend(sides.civilians.iter().cloned());
    }
    out.put("recipients", names, behind.clone());
    out.put("recipient_sectors", codes, behind);
}

fn put_side(
    out: &mut Findings,
    [name, camp, inter, state, others]: [&'static str; 5],
    sides: &[Side<'_>],
    here: Option<&str>,
) {
    let first = sides.first();
    let because = || first.map(|side| side.because.clone()).unwrap_or_default();
    out.put(name, word(first.map(|side| side.name.clone())), because());
    out.put(camp, word(first.and_then(|side| side.told.camp).map(Camp::as_str)), because());
    let number = first.and_then(|side| side.inter(here));
    out.put(inter, number.map_or(Coded::Unknown, Coded::Number), because());
    out.put(state, word(first.and_then(|side| side.told.country)), because());
    let rest = sides.iter().skip(1).map(|side| side.name.clone());
    let behind = sides.iter().skip(1).flat_map(|side| side.because.iter().cloned()).collect();
    out.put(others, words(rest), behind);
}

/// UCDP writes a state as its government, and both sides with a hyphen between.
fn put_dyad(out: &mut Findings) {
    let shown = |out: &Findings, name: &str| match out.get(name) {
        Some(Finding { value: Coded::Word(word), because }) => {
            Some((word.clone(), because.clone()))
        }
        _ => None,
    };
    let mut sides = Vec::new();
    for [name, camp, state, government] in [
        ["side_a", "side_a_camp", "side_a_state", "side_a_government"],
        ["side_b", "side_b_camp", "side_b_state", "side_b_government"],
    ] {
        let is_state = shown(out, camp).is_some_and(|(camp, _)| camp == Camp::State.as_str());
        let state = shown(out, state).filter(|_| is_state);
        let state = state.and_then(|(code, _)| sectors::state(&code));
        let side = shown(out, name);
        let because = side.as_ref().map(|(_, because)| because.clone()).unwrap_or_default();
        let named = state.map(|state| format!("Government of {}", state.name));
        out.put(government, word(named.clone()), because.clone());
        sides.push(named.or(side.map(|(name, _)| name)).map(|name| (name, because)));
    }
    match sides.as_slice() {
        [Some((a, x)), Some((b, y))] => {
            let both = x.iter().chain(y).cloned().collect();
            out.put("dyad", Coded::Word(format!("{a} - {b}")), both);
        }
        _ => out.put("dyad", Coded::Unknown, Because::new()),
    }
}

fn words(words: impl Iterator<Item = String>) -> Coded {
    let set: BTreeSet<String> = words.collect();
    if set.is_empty() { Coded::Unknown } else { Coded::Words(set.into_iter().collect()) }
}

fn with(words: Coded, more: &str) -> Coded {
    match words {
        Coded::Words(mut words) => {
            if !words.iter().any(|word| word == more) {
                words.push(more.to_owned());
            }
            Coded::Words(words)
        }
        _ => Coded::Words(vec![more.to_owned()]),
    }
}

/// Finds the sides of an event.
pub fn of<'a>(about: &About<'a>) -> Sides<'a> {
    let seat_country = places::of(about).and_then(|seat| seat.country.map(str::to_owned));
    let here = seat_country.as_deref();
    let mut sides = Sides { doers: doers(about, here), ..Sides::default() };
    hits(about, here, &mut sides);
    let among = std::mem::take(&mut sides.hit);
    // Who acts and is hit as well acts: two sides that shoot at each other are told both ways.
    let (both, only): (Vec<_>, Vec<_>) =
        among.into_iter().partition(|hit| sides.doers.iter().any(|doer| doer.is(hit, about)));
    sides.hit = only;
    sides.rivals = rivals(about, &sides.doers, &both);
    oppose(&mut sides, about, here, &both);
    sides
}
