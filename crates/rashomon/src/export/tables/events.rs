//! Tables of events: the happenings, their places, the claims behind them.

use super::{Column, Table, cell, table};
use crate::export::chain::{innermost, outlet, said_by};
use crate::json::area::{Area, Setting};
use crate::json::case::{Claim, Event, Slot, Where};
use crate::{query, wording};

pub(super) const EVENTS: Table = table! {
    "events", "One happening according to somebody.", key 1,
    case => &case.events,
    |event| {
        event: text = &event.id, "id of the event";
        class: text = &event.class, "PLOVER type and mode";
        title: text = &event.title, "a line for people";
        earliest: day = event.when.as_ref().map(|w| &w.earliest), "first day on which it may have happened";
        latest: day = event.when.as_ref().map(|w| &w.latest), "last such day, inclusive";
        precision: text = event.when.as_ref().map(|w| &w.precision),
            "part-of-day, day, week, month, year or vague";
        part: text = event.when.as_ref().and_then(|w| w.part.as_ref()),
            "part of the day as TIMEX3 writes it, where all who tell one agree";
        aggregate: flag = event.aggregate, "whether it adds up several happenings";
        place_names: list = event.places.iter().map(|p| p.name.as_str()),
            "names of the places that claims give; all of them, rivals too";
        report_count: whole = event.reports.len(), "number of reports that tell it";
        account_count: whole = event.accounts.len(), "number of accounts, one a voice";
        origin_count: whole = query::origins(event), "number of independent origins of its reports";
        claim_count: whole = event.claims.len(), "number of claims";
        disagreement_count: whole = event.disagreements.len(), "number of disagreements";
        conflicting: list = conflicting(event), "slots on which accounts cannot all hold";
        killed_low: whole = toll(event, "killed").and_then(|s| s.low.value()),
            "people: smallest number of killed that any account allows";
        killed_high: whole = toll(event, "killed").and_then(|s| s.high.value()),
            "people: largest such number; empty where open or not told";
        injured_low: whole = toll(event, "injured").and_then(|s| s.low.value()),
            "people: smallest number of injured that any account allows";
        injured_high: whole = toll(event, "injured").and_then(|s| s.high.value()),
            "people: largest such number; empty where open or not told";
        reports: list = event.reports.iter().map(String::as_str), "the reports that tell it",
            of "reports" "report";
        joined: list = event.joined.iter().map(String::as_str),
            "why its claims were taken for one happening";
    }
};

pub(super) const PLACES: Table = table! {
    "places", "A place that claims give an event; rival places are rows of their own.", key 2,
    case => case.events.iter().flat_map(|e| e.places.iter().enumerate().map(move |(n, p)| (e, n, p))),
    |(event, n, place)| {
        event: text = &event.id, "the event", of "events" "event";
        place: whole = n + 1, "number of the place inside the event, from 1";
        name: text = &place.name, "name to show";
        lat: real = place.lat, "latitude of the named place, degrees WGS 84; not where it happened, unless the area says so";
        lon: real = place.lon, "longitude of the named place, degrees WGS 84";
        precision: text = &place.precision, "facility, neighbourhood, locality, settlement, district, province, region, country or continent";
        offset_km: real = place.offset_km, "told distance from the named place, kilometres";
        bearing: whole = place.bearing, "told direction from it, degrees from north";
        setting: text = setting(place).map(|s| &s.kind), "near, outskirts, countryside, offshore, part, between or road; empty where it is said to be in it";
        side: whole = setting(place).and_then(|s| s.side), "on which side, degrees from north";
        other_end: text = setting(place).and_then(|s| s.with.as_ref()), "words for the other end, where two places are named";
        shape: text = area(place).map(|a| &a.shape), "where it may lie: disc, sector or corridor";
        area_lat: real = area(place).map(|a| a.lat), "latitude of the middle of the disc or ring, or of one end of the corridor, degrees";
        area_lon: real = area(place).map(|a| a.lon), "longitude of the same";
        radius_km: real = area(place).and_then(|a| a.radius_km), "radius of the disc, kilometres";
        from_km: real = area(place).and_then(|a| a.from_km), "inner edge of the sector, kilometres";
        to_km: real = area(place).and_then(|a| a.to_km), "outer edge of the sector, kilometres";
        area_bearing: whole = area(place).and_then(|a| a.bearing), "direction of the sector's middle, degrees from north";
        spread: whole = area(place).and_then(|a| a.spread), "degrees to either side of it";
        to_lat: real = area(place).and_then(|a| a.to_lat), "latitude of the corridor's other end, degrees";
        to_lon: real = area(place).and_then(|a| a.to_lon), "longitude of the same";
        width_km: real = area(place).and_then(|a| a.width_km), "kilometres to either side of the corridor's line";
        claims: list = place.claims.iter().map(String::as_str), "the claims behind it", of "claims" "claim";
    }
};

pub(super) const CLAIMS: Table = table! {
    "claims", "One event, one slot, one value, one voice.", key 1,
    case => case.events.iter().flat_map(|e| e.claims.iter().map(move |c| (e, c))),
    |(event, claim)| {
        claim: text = &claim.id, "id of the claim: report id, #, number";
        event: text = &claim.event, "the event", of "events" "event";
        report: text = &claim.report, "the report", of "reports" "report";
        account: text = account(event, claim), "the account it is part of: with `event`, a row of accounts";
        slot: text = &claim.slot, "the question it answers";
        words: text = wording::value(&claim.slot, &claim.value), "the answer in words, for reading";
        polarity: text = &claim.polarity, "affirmed or denied";
        certainty: text = &claim.certainty, "certain, probable, possible or unstated";
        planned: flag = claim.planned, "whether it only speaks of what is planned, wished for, foreseen or under a condition";
        outlet: text = outlet(&claim.said_by), "the publishing outlet; empty where unknown";
        voice: text = innermost(&claim.said_by).map(|v| &v.text), "words for the innermost voice quoted; empty in the outlet's own words";
        voice_entity: text = innermost(&claim.said_by).map(|v| &v.entity), "whom that voice denotes", of "entities" "entity";
        said_by: list = said_by(&claim.said_by), "the chain of voices from the outlet inwards, for reading; the table voices has its links";
        entity: text = &claim.value.entity, "whom or what the words denote", of "entities" "entity";
        text: text = claim.value.text.as_ref(), "the words for the value";
        low: whole = claim.value.low, "smallest number of people that the words allow";
        high: whole = &claim.value.high, "largest such number; empty where open";
        wording: text = claim.value.wording.as_ref(), "exact, at-least, up-to, about or word";
        status: text = claim.value.status.as_ref(), "civilian, combatant, mixed or unknown";
        who: text = &claim.value.who, "children, women, men or named";
        side: text = &claim.value.side, "the side whose people they are", of "entities" "entity";
        cumulative: flag = claim.value.cumulative, "whether the number adds up several happenings or a period";
        by: text = claim.value.by.as_ref(), "claimed, accused or stated";
        kind: text = claim.value.kind.as_ref(), "what sort of cause or stance";
        holder: text = &claim.value.holder, "who holds the place afterwards", of "entities" "entity";
        relation: text = claim.value.relation.as_ref(), "at, near or distance";
        offset_km: real = &claim.value.offset_km, "told distance from the place, kilometres";
        bearing: whole = &claim.value.bearing, "told direction from it, degrees from north";
        place_name: text = claim.place.as_ref().map(|p| &p.name), "the gazetteer's name of the place";
        country: text = claim.place.as_ref().map(|p| &p.country), "ISO 3166 code of the country, as the gazetteer sees it";
        lat: real = claim.place.as_ref().and_then(|p| p.lat), "latitude of the named place, degrees WGS 84";
        lon: real = claim.place.as_ref().and_then(|p| p.lon), "longitude of the named place, degrees WGS 84";
        gazetteer: text = claim.place.as_ref().map(|p| &p.gazetteer), "gazetteer and entry";
        place_precision: text = claim.place.as_ref().map(|p| &p.precision), "what sort of entry";
        earliest: day = claim.when.as_ref().map(|w| &w.earliest), "first day that a claim of time may mean";
        latest: day = claim.when.as_ref().map(|w| &w.latest), "last such day, inclusive";
        when_precision: text = claim.when.as_ref().map(|w| &w.precision), "part-of-day, day, week, month, year or vague";
        part: text = claim.when.as_ref().and_then(|w| w.part.as_ref()), "part of the day as TIMEX3 writes it";
        denies: list = claim.denies.iter().map(String::as_str), "the claims that it denies", of "claims" "claim";
        start: whole = claim.span[0], "where the quote begins in `reports.text`, code points from 0";
        end: whole = claim.span[1], "where it ends, exclusive";
        quote: text = &claim.quote, "the words that carry it, as they stand there";
        rule: text = &claim.rule, "the rule that found it";
    }
};

pub(super) const CANDIDATES: Table = table! {
    "candidates", "One thing that the place name of a claim may mean.", key 2,
    case => case
        .events
        .iter()
        .flat_map(|e| &e.claims)
        .flat_map(|c| c.place.iter().flat_map(|p| &p.candidates).enumerate().map(move |(n, x)| (c, n, x))),
    |(claim, n, candidate)| {
        claim: text = &claim.id, "the claim", of "claims" "claim";
        rank: whole = n + 1, "1 for the likeliest";
        name: text = &candidate.name, "the gazetteer's name";
        country: text = &candidate.country, "ISO 3166 code, as the gazetteer sees it";
        lat: real = candidate.lat, "latitude, degrees WGS 84";
        lon: real = candidate.lon, "longitude, degrees WGS 84";
        gazetteer: text = &candidate.gazetteer, "gazetteer and entry";
        weight: real = candidate.weight, "its share of all that the words may mean, 0 to 1";
    }
};

fn conflicting(event: &Event) -> impl Iterator<Item = &str> {
    let slots = event.slots.iter().filter(|(_, slot)| slot.relation == "conflict");
    slots.map(|(name, _)| name.as_str())
}

fn toll<'c>(event: &'c Event, slot: &str) -> Option<&'c Slot> {
    event.slots.get(slot)
}

fn account<'c>(event: &'c Event, claim: &Claim) -> Option<&'c String> {
    let account = event.accounts.iter().find(|account| account.claims.contains(&claim.id))?;
    Some(&account.id)
}

fn setting(place: &Where) -> Option<&Setting> {
    place.setting.as_ref()
}

fn area(place: &Where) -> Option<&Area> {
    place.area.as_ref()
}
