//! Reads who acts and who is hit, party by party, from the claims of an event.
//!
//! In: claims of responsibility, targets, tolls. Out: parties with what tables tell of them; words that
//! mean one party are joined. A place, a market or six people are no party. A state's name alone is
//! its forces only where the event lies in another country.

use rashomon_model::{CaseClaim, CaseEntityId, CaseValue, EntityKind, RelationKind, Slot, Status};

use super::super::sectors::{self, Camp, Told};
use super::{EXTERNAL, Side, Sides};
use crate::rulebook::About;

/// Modes in which somebody is attacked face to face, so that those hit are those meant.
const DIRECT: &[&str] = &[
    "abduct",
    "beat",
    "torture",
    "sexual",
    "targeted",
    "primitive",
    "firearms",
    "explosives",
    "suicide-attack",
];
/// Modes in which people are taken.
const TAKING: &[&str] = &["abduct", "arrest"];

/// Reads who acts.
pub(super) fn doers<'a>(about: &About<'a>, here: Option<&str>) -> Vec<Side<'a>> {
    let mut out: Vec<Side<'a>> = Vec::new();
    for party in about.roster.iter().filter(|party| party.is_responsible()) {
        let claims = party.accused.iter().chain(&party.claimed).copied();
        let texts = claims.clone().filter_map(text_of);
        let side = side(about, &party.name, &party.entities, texts, claims.clone(), here);
        out.extend(side);
    }
    // "Gunmen" or "a mob" are no party that could be named, but it is told what they are.
    for claim in about.told(Slot::Responsibility) {
        let Some(text) = text_of(claim) else { continue };
        let told = sectors::of_words(text);
        if about.parties.party_of(claim).is_some() || matches!(told.sector, None | Some("UNK")) {
            continue;
        }
        if !out.iter().any(|known| known.told.sector == told.sector) {
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

/// Returns the words for whoever a claim speaks of.
pub(super) fn text_of(claim: &CaseClaim) -> Option<&str> {
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
    let mut named = !entities.is_empty();
    for text in names() {
        let more = sectors::of_words(text);
        told.country = told.country.or(more.country);
        if told.camp.is_none() && more.sector.is_some() {
            told = Told { country: told.country, means: told.means, bare: told.bare, ..more };
        }
        told.bare |= more.bare;
        told.means |= more.means;
        named |= more.named;
    }
    told.named = named;
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
        matches!(about.kind(entity), Some(EntityKind::Place | EntityKind::Facility))
    };
    if told.camp.is_none() && entities.iter().any(is_place) {
        return None;
    }
    // "The government", with nobody else's name: that of the country it is told in.
    let foreign = told.named || told.inter == Some(EXTERNAL);
    if told.camp == Some(Camp::State) && told.country.is_none() && !foreign {
        told.country = here.and_then(sectors::state).map(|state| state.code);
    }
    Some(Side {
        name: sectors::without_count(name).to_owned(),
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
            (
                !side.entities.is_empty(),
                told(&side.name),
                std::cmp::Reverse(side.name.chars().count()),
            )
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
pub(super) fn hits<'a>(about: &About<'a>, here: Option<&str>, sides: &mut Sides<'a>) {
    let taken = about.told(Slot::Detained).chain(about.told(Slot::Missing));
    let taken =
        taken.filter(|_| about.event.class.mode().is_some_and(|mode| TAKING.contains(&mode)));
    let claims = about.told(Slot::Target).chain(about.harm()).chain(taken);
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
            sides.civil_sectors.insert(told.sector.filter(|s| *s != "UAF").unwrap_or("CVL"));
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
        let entities: Vec<&CaseEntityId> =
            entity.into_iter().filter(|e| !is_thing(about, e)).collect();
        let known = entities.first().and_then(|entity| about.name(entity));
        let listed = known.and_then(|name| sectors::of_names([name])).is_some();
        // What is hit is a party where it fights; a market, a town or six people are none.
        if !(listed
            || matches!(told.camp, Some(Camp::State | Camp::Armed))
            || status == Status::Combatant && named && !entities.is_empty())
        {
            continue;
        }
        let name = match (known, told.camp) {
            (Some(name), _) => name.to_owned(),
            _ => sectors::party_words(text),
        };
        if let Some(side) =
            side(about, &name, &entities, std::iter::once(text), std::iter::once(claim), here)
        {
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
    matches!(
        about.kind(entity),
        None | Some(
            EntityKind::Place | EntityKind::Facility | EntityKind::Weapon | EntityKind::Outlet
        )
    )
}
