//! Who fights whom: the parties that act, those they hit, and what sort of fight that makes.
//!
//! In: claims of responsibility, targets and tolls of an event, and the tables that tell states,
//! armed groups and civilians apart ([`sectors`]). Out: [`Sides`]: doers and those hit, the two sides
//! where the claims allow them, and whether accounts hold rival parties responsible. Rivals are never
//! put on two sides of a fight: that one says A did it and another B does not make A fight B. What a
//! state's name alone tells of its own country ("Tarsian air strikes" in Tarsia) is left open, for it
//! says as often where as who.

use std::collections::BTreeSet;

use rashomon_model::{
    AccountId, CaseClaim, CaseEntityId, CaseValue, Coded, EntityKind, Polarity, RelationKind, Slot,
    Status,
};

use super::sectors::{self, Camp, Told};
use super::{party, places};
use crate::rulebook::About;
use crate::rulebook::about::is_told;
use crate::rulebook::finding::{Because, Family, Finding, Findings, Kind, Known, word};

/// ACLED's number of forces of a state outside it.
const EXTERNAL: i64 = 8;
/// Modes in which somebody is attacked face to face, so that those hit are those meant.
const DIRECT: &[&str] = &[
    "abduct", "beat", "torture", "sexual", "targeted", "primitive", "firearms", "explosives",
    "suicide-attack",
];
/// How UCDP and ACLED alike write those hit who belong to no side.
pub const CIVILIANS: &str = "Civilians";

const FIGHTS: &[&str] = &["state-based", "non-state", "one-sided"];

/// What is found of the sides.
pub const FAMILY: Family = Family {
    name: "The sides",
    known: &[
        Known::word("fight", FIGHTS, "forces of a state on at least one of two sides; armed groups on both; or an armed party against civilians alone"),
        Known::new("side_a", Kind::Word, "the state's side of a state-based fight, else whoever acts"),
        Known::new("side_b", Kind::Word, "the other side; `Civilians` where nobody else is hit"),
        Known::word("side_a_camp", Camp::WORDS, "whether that is a state, an armed group, or civilians"),
        Known::word("side_b_camp", Camp::WORDS, "whether that is a state, an armed group, or civilians"),
        Known::new("side_a_inter", Kind::Number, "ACLED's number of the sort of actor; 8 for forces of a state outside it"),
        Known::new("side_b_inter", Kind::Number, "ACLED's number of the sort of actor"),
        Known::new("side_a_state", Kind::Word, "whose state it is, ISO 3166"),
        Known::new("side_b_state", Kind::Word, "whose state it is, ISO 3166"),
        Known::new("dyad", Kind::Word, "the two sides, a hyphen between; a state by its government"),
        Known::new("side_a_government", Kind::Word, "the government of the state whose forces the first side is"),
        Known::new("side_b_government", Kind::Word, "the government of the state whose forces the second side is"),
        Known::new("side_a_others", Kind::Words, "further parties of that side"),
        Known::new("side_b_others", Kind::Words, "further parties of that side"),
        Known::new("armed_party", Kind::Flag, "an organised party that fights is told of, acting or hit"),
        Known::new("rival_doers", Kind::Flag, "accounts hold parties responsible that cannot both have done it"),
        Known::new("unidentified_doer", Kind::Flag, "a voice that names nobody says that whoever did it is not identified"),
        Known::new("clash", Kind::Flag, "parties that oppose each other are both told as acting, by one voice"),
        Known::new("fighters_hit", Kind::Flag, "fighters are told as hit or killed"),
        Known::new("civilians_hit", Kind::Flag, "civilians are told as hit, killed or injured"),
        Known::new("civilians_targeted", Kind::Flag, "civilians are told as what it was aimed at, or are hit face to face, and no fighters are"),
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

    /// ACLED's number, where the fighting is in some country.
    fn inter(&self, here: Option<&str>) -> Option<i64> {
        let foreign = self.told.camp == Some(Camp::State)
            && matches!((self.told.country, here), (Some(own), Some(here)) if own != here);
        if foreign { Some(EXTERNAL) } else { self.told.inter }
    }

    /// Tells whether two names mean one side: one body, one state, one word for fighters.
    pub fn is(&self, other: &Side<'_>, about: &About<'_>) -> bool {
        let shared = self.entities.iter().any(|a| {
            other.entities.iter().any(|b| about.parties.overlap(a, b))
        });
        let state = |side: &Side<'_>| side.told.camp == Some(Camp::State);
        let one_state = state(self)
            && state(other)
            && (self.told.country == other.told.country
                || self.told.country.is_none()
                || other.told.country.is_none());
        let unnamed = |side: &Side<'_>| side.entities.is_empty();
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
    let both = if sides.b.is_empty() { both.into_iter().chain(sides.civilians.clone()).collect() } else { both };
    out.put("fight", word(sides.fight), both);
    put_side(out, ["side_a", "side_a_camp", "side_a_inter", "side_a_state", "side_a_others"], &sides.a, here);
    put_side(out, ["side_b", "side_b_camp", "side_b_inter", "side_b_state", "side_b_others"], &sides.b, here);
    if sides.b.is_empty() && !sides.civilians.is_empty() && sides.hit.is_empty() {
        let because = || sides.civilians.clone();
        out.put("side_b", Coded::Word(CIVILIANS.to_owned()), because());
        out.put("side_b_camp", Coded::Word(Camp::Civilian.as_str().to_owned()), because());
        let civilians = sectors::sector("CVL").and_then(|(_, inter)| inter);
        out.put("side_b_inter", civilians.map_or(Coded::Unknown, Coded::Number), because());
    }
    put_dyad(out);
    let armed: Because = union(&sides.doers.iter().chain(&sides.hit).filter(|s| s.fights()).cloned().collect::<Vec<_>>());
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
        codes = with(codes, "CVL");
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
        Some(Finding { value: Coded::Word(word), because }) => Some((word.clone(), because.clone())),
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

fn doers<'a>(about: &About<'a>, here: Option<&str>) -> Vec<Side<'a>> {
    let mut out: Vec<Side<'a>> = Vec::new();
    for party in about.roster.iter().filter(|party| party.is_responsible()) {
        let claims = party.accused.iter().chain(&party.claimed).copied();
        let texts = claims.clone().filter_map(text_of);
        let side = side(about, &party.name, &party.entities, texts, claims.clone(), here);
        out.extend(side);
    }
    // "Gunmen" are no party that could be named, but they are organised enough to be armed men.
    for claim in about.told(Slot::Responsibility) {
        let Some(text) = text_of(claim) else { continue };
        if about.parties.party_of(claim).is_some() || sectors::of_words(text).sector != Some("UAF") {
            continue;
        }
        if !out.iter().any(|known| known.told.sector == Some("UAF")) {
            out.extend(side(about, text, &[], std::iter::once(text), std::iter::once(claim), here));
        }
    }
    let mut merged: Vec<Side<'a>> = Vec::new();
    for side in out {
        put(&mut merged, side, about);
    }
    merged.sort_by(|a, b| a.name.cmp(&b.name));
    merged
}

fn text_of(claim: &CaseClaim) -> Option<&str> {
    match &claim.value {
        CaseValue::Responsibility { text, .. } | CaseValue::Target { text, .. } => Some(text),
        CaseValue::Toll { quantity, .. } => Some(&quantity.text),
        _ => None,
    }
}

/// Makes a party of a name; nothing where only a place or a country is told.
fn side<'a, 't>(
    about: &About<'a>,
    name: &'t str,
    entities: &[&'a CaseEntityId],
    texts: impl Iterator<Item = &'t str> + Clone,
    claims: impl Iterator<Item = &'a CaseClaim> + Clone,
    here: Option<&str>,
) -> Option<Side<'a>> {
    let names = || std::iter::once(name).chain(texts.clone());
    let mut told = sectors::of_names(names()).unwrap_or_default();
    for text in names() {
        let more = sectors::of_words(text);
        told.country = told.country.or(more.country);
        if told.camp.is_none() && more.sector.is_some() {
            told = Told { country: told.country, ..more };
        }
        told.bare |= more.bare;
    }
    if told.camp.is_none() {
        let above = entities.iter().find_map(|entity| group_of(about, entity));
        if let Some(above) = above.and_then(|name| sectors::of_names([name])) {
            told = above;
        }
    }
    if told.bare && told.camp.is_none() {
        // A state by its name alone: its forces, where they are not at home.
        if told.country.is_none() || told.country == here {
            return None;
        }
        let (camp, inter) = sectors::sector("MIL").unwrap_or_default();
        told = Told { sector: Some("MIL"), camp, inter, ..told };
    }
    let is_place = |entity: &&CaseEntityId| {
        let known = about.evidence.entities.iter().find(|known| known.id == **entity);
        known.is_some_and(|known| matches!(known.kind, EntityKind::Place | EntityKind::Facility))
    };
    if told.camp.is_none() && entities.iter().any(|entity| is_place(&entity)) {
        return None;
    }
    // "The government", with nobody else's name: that of the country it is told in.
    if told.camp == Some(Camp::State) && told.country.is_none() && told.inter != Some(EXTERNAL) {
        told.country = here.and_then(sectors::state).map(|state| state.code);
    }
    Some(Side {
        name: name.to_owned(),
        entities: entities.to_vec(),
        told,
        because: claims.clone().map(|claim| claim.id.clone()).collect(),
        accounts: claims.filter_map(|claim| about.account(claim)).map(|a| &a.id).collect(),
    })
}

/// Returns the group somebody is said to lead, speak for or belong to.
fn group_of<'a>(about: &About<'a>, entity: &CaseEntityId) -> Option<&'a str> {
    let belongs = |kind| {
        matches!(
            kind,
            RelationKind::Leads
                | RelationKind::MemberOf
                | RelationKind::SpeaksFor
                | RelationKind::PartOf
        )
    };
    let relations = about.parties.relations_of(entity);
    let mut groups = relations.iter().filter(|r| belongs(r.kind)).map(|r| &r.object);
    groups.find_map(|group| about.name(group))
}

fn put<'a>(sides: &mut Vec<Side<'a>>, side: Side<'a>, about: &About<'_>) {
    let Some(known) = sides.iter_mut().find(|known| known.is(&side, about)) else {
        sides.push(side);
        return;
    };
    // A name says more than "rebels", a word for a party more than where it is from, and the
    // shorter of two phrases is the plainer.
    let better = {
        let told = |name: &str| {
            let told = sectors::of_words(name);
            told.sector.is_some() || !told.bare && sectors::of_names([name]).is_some()
        };
        let rank = |side: &Side<'_>| {
            (!side.entities.is_empty(), told(&side.name), std::cmp::Reverse(side.name.chars().count()))
        };
        (rank(&side), &side.name) > (rank(known), &known.name)
    };
    if better {
        known.name = side.name;
    }
    for entity in side.entities {
        if !known.entities.contains(&entity) {
            known.entities.push(entity);
        }
    }
    known.told.country = known.told.country.or(side.told.country);
    known.because.extend(side.because);
    known.accounts.extend(side.accounts);
}

/// Reads who is told as hit: fighters with a name or a word for their side, and civilians.
fn hits<'a>(about: &About<'a>, here: Option<&str>, sides: &mut Sides<'a>) {
    let claims = about.told(Slot::Target).chain(about.harm());
    for claim in claims {
        let (entity, status, named) = match &claim.value {
            CaseValue::Target { entity, status, .. } => (entity.as_ref(), *status, true),
            CaseValue::Toll { side, quantity } => (side.as_ref(), quantity.status, side.is_some()),
            _ => continue,
        };
        let Some(text) = text_of(claim) else { continue };
        let told = sectors::of_words(text);
        let civilian = status == Status::Civilian
            || (status == Status::Unknown && told.camp == Some(Camp::Civilian));
        if civilian || status == Status::Mixed {
            sides.civilians.insert(claim.id.clone());
            if claim.slot == Slot::Target {
                sides.targeted.insert(claim.id.clone());
            }
        }
        if civilian {
            continue;
        }
        if matches!(status, Status::Combatant | Status::Mixed) {
            sides.fighters.insert(claim.id.clone());
        }
        let entities: Vec<&CaseEntityId> = entity.into_iter().filter(|e| !is_thing(about, e)).collect();
        let known = entities.first().and_then(|entity| about.name(entity));
        let listed = known.and_then(|name| sectors::of_names([name])).is_some();
        // What is hit is a party where it fights; a market, a town or six people are none.
        if !(listed || matches!(told.camp, Some(Camp::State | Camp::Armed)) || status == Status::Combatant && named && !entities.is_empty()) {
            continue;
        }
        let name = match (known, told.camp) {
            (Some(name), _) => name.to_owned(),
            _ => sectors::party_words(text),
        };
        if let Some(side) = side(about, &name, &entities, std::iter::once(text), std::iter::once(claim), here) {
            if side.fights() {
                sides.fighters.insert(claim.id.clone());
            }
            put(&mut sides.hit, side, about);
        }
    }
    let direct = about.event.class.mode().is_some_and(|mode| DIRECT.contains(&mode));
    if sides.fighters.is_empty() && direct {
        sides.targeted.extend(sides.civilians.iter().cloned());
    }
    if !sides.fighters.is_empty() {
        sides.targeted.clear();
    }
}

fn is_thing(about: &About<'_>, entity: &CaseEntityId) -> bool {
    let known = about.evidence.entities.iter().find(|known| known.id == *entity);
    known.is_none_or(|known| {
        matches!(known.kind, EntityKind::Place | EntityKind::Facility | EntityKind::Weapon | EntityKind::Outlet)
    })
}

/// Claims that hold rival parties responsible: parties of different sides, that no voice tells both,
/// and of which neither is told as hit; for those told as hit and as acting fight back.
fn rivals(about: &About<'_>, doers: &[Side<'_>], both: &[Side<'_>]) -> Because {
    let parties: Vec<&party::Party<'_>> =
        about.roster.iter().filter(|party| party.is_responsible()).collect();
    let side = |party: &party::Party<'_>| {
        let claim = party.accused.first().or(party.claimed.first());
        doers.iter().find(|doer| claim.is_some_and(|claim| doer.because.contains(&claim.id)))
    };
    let mut out = Because::new();
    for (at, one) in parties.iter().enumerate() {
        for other in parties[at + 1..].iter().filter(|other| one.is_rival(other, about)) {
            let (Some(a), Some(b)) = (side(one), side(other)) else { continue };
            let fights_back = both.iter().any(|hit| hit.is(a, about) || hit.is(b, about));
            if a.is(b, about) || fights_back || !a.accounts.is_disjoint(&b.accounts) {
                continue;
            }
            out.extend(a.because.iter().chain(&b.because).cloned());
        }
    }
    out
}

/// Claims of voices that name nobody and say that nobody is identified, where another voice names one.
fn unidentified(about: &About<'_>, sides: &Sides<'_>) -> Because {
    let named: BTreeSet<&AccountId> =
        sides.doers.iter().flat_map(|doer| doer.accounts.iter().copied()).collect();
    let nobody = about.told(Slot::Responsibility).filter(|claim| {
        text_of(claim).is_some_and(|text| sectors::of_words(text).sector == Some("UNK"))
            && about.account(claim).is_some_and(|account| !named.contains(&account.id))
    });
    nobody.map(|claim| claim.id.clone()).collect()
}

/// Puts the parties on two sides, where the claims allow it.
fn oppose<'a>(sides: &mut Sides<'a>, about: &About<'a>, here: Option<&str>, both: &[Side<'a>]) {
    let camp = |side: &Side<'_>, camp: Camp| side.told.camp == Some(camp);
    let together = |one: &Side<'_>, other: &Side<'_>| !one.accounts.is_disjoint(&other.accounts);
    for (at, one) in sides.doers.iter().enumerate() {
        for other in &sides.doers[at + 1..] {
            let opposed = one.told.camp != other.told.camp
                || (camp(one, Camp::Armed) && about.event.class.mode() == Some("firearms"));
            if one.fights() && other.fights() && opposed && together(one, other) {
                sides.clash.extend(one.because.iter().chain(&other.because).cloned());
            }
        }
    }
    for hit in both {
        // Told as acting and as hit, in a fight in which somebody else acts.
        if sides.doers.len() > 1 && sides.rivals.is_empty() {
            sides.clash.extend(hit.because.iter().cloned());
        }
    }
    if !sides.rivals.is_empty() && sides.clash.is_empty() {
        let one_sided = sides.hit.is_empty()
            && !sides.targeted.is_empty()
            && sides.doers.iter().all(Side::fights);
        sides.fight = one_sided.then_some("one-sided");
        return;
    }
    let all = || sides.doers.iter().chain(&sides.hit);
    let of = |wanted: Camp| -> Vec<Side<'a>> { all().filter(|s| camp(s, wanted)).cloned().collect() };
    let (mut states, armed) = (of(Camp::State), of(Camp::Armed));
    // The forces of the country come first, then those who came to help them.
    states.sort_by_key(|side| side.told.country != here);
    let mut split = |fight: Option<&'static str>, a: Vec<Side<'a>>, b: Vec<Side<'a>>| {
        sides.fight = fight;
        sides.a = a;
        sides.b = b;
    };
    let acting = |wanted: Camp| -> Vec<Side<'a>> {
        sides.doers.iter().filter(|s| camp(s, wanted)).cloned().collect()
    };
    let struck = |wanted: Camp| -> Vec<Side<'a>> {
        sides.hit.iter().filter(|s| camp(s, wanted)).cloned().collect()
    };
    let (doing_states, hit_states) = (acting(Camp::State), struck(Camp::State));
    let (doing_armed, hit_armed) = (acting(Camp::Armed), struck(Camp::Armed));
    let opposed = !sides.clash.is_empty() || !sides.hit.is_empty();
    if !states.is_empty() && !armed.is_empty() && opposed {
        split(Some("state-based"), states, armed);
    } else if !doing_states.is_empty() && !hit_states.is_empty() {
        split(Some("state-based"), doing_states, hit_states);
    } else if !doing_armed.is_empty() && !hit_armed.is_empty() {
        split(Some("non-state"), doing_armed, hit_armed);
    } else if doing_armed.len() > 1 && !sides.clash.is_empty() {
        let (first, rest) = (doing_armed[..1].to_vec(), doing_armed[1..].to_vec());
        split(Some("non-state"), first, rest);
    } else {
        let only_civilians = sides.hit.is_empty() && !sides.targeted.is_empty();
        let fights = !sides.doers.is_empty() && sides.doers.iter().all(Side::fights);
        let fight = (only_civilians && fights).then_some("one-sided");
        // Those of whom it is not known on which side they stand are put on none together.
        let alike = |sides: &[Side<'_>]| {
            sides.len() < 2 || sides.iter().all(|s| s.fights() && s.told.camp == sides[0].told.camp)
        };
        let only = |sides: &[Side<'a>]| if alike(sides) { sides.to_vec() } else { Vec::new() };
        let (a, b) = (only(&sides.doers), only(&sides.hit));
        split(fight, a, b);
    }
}

/// Tells whether a claim of a toll counts people of a side.
pub fn counts(side: &[Side<'_>], claim: &CaseClaim, about: &About<'_>) -> bool {
    let CaseValue::Toll { quantity, side: told } = &claim.value else { return false };
    if !is_told(claim) || claim.polarity == Polarity::Denied {
        return false;
    }
    let sort = sectors::of_words(&quantity.text);
    side.iter().any(|party| match told {
        Some(entity) => party.entities.iter().any(|own| about.parties.overlap(own, entity)),
        None => {
            sort.camp.is_some()
                && sort.camp == party.told.camp
                && (sort.country.is_none() || sort.country == party.told.country)
        }
    })
}
