//! Tables of the matrix: slots, values, how accounts stand to each other, disagreements.

use super::{Column, Table, cell, table};
use crate::wording;

pub(super) const SLOTS: Table = table! {
    "slots", "All accounts of one event on one slot.", key 2,
    case => case.events.iter().flat_map(|e| e.slots.iter().map(move |(name, s)| (e, name, s))),
    |(event, name, slot)| {
        event: text = &event.id, "the event", of "events" "event";
        slot: text = name, "the slot";
        relation: text = &slot.relation, "single, agree, refines, compatible or conflict";
        low: whole = &slot.low, "people: smallest number any account allows";
        best: whole = &slot.best, "people: most likely number; for a rulebook to say";
        high: whole = &slot.high, "people: largest number any account allows; empty where open";
        value_count: whole = slot.values.len(), "number of values given";
        silent: list = slot.silent.iter().map(String::as_str), "accounts of outlets that tell the event in their own words and say nothing here";
        silent_reports: list = slot.silent_reports.iter().map(String::as_str), "reports that tell the event and say nothing here in any voice", of "reports" "report";
        pairs_left_out: whole = slot.pairs_left_out, "number of pairs of accounts that the table pairs leaves out because too many speak";
    }
};

pub(super) const VALUES: Table = table! {
    "values", "One value of a slot and who gives it.", key 3,
    case => case.events.iter().flat_map(|e| {
        e.slots.iter().flat_map(move |(name, slot)| {
            slot.values.iter().enumerate().map(move |(n, v)| (e, name, n, v))
        })
    }),
    |(event, name, n, given)| {
        event: text = &event.id, "the event", of "events" "event";
        slot: text = name, "the slot: with `event`, a row of slots";
        value: whole = n + 1, "number of the value inside the slot, from 1";
        words: text = wording::value(name, &given.value), "the value in words, for reading";
        polarity: text = &given.polarity, "affirmed or denied";
        origins: whole = given.origins, "number of independent origins behind it";
        against_interest: flag = given.against_interest, "whether a voice gives it against its own interest";
        interest: list = given.interest.iter().map(|i| format!("{}: {}", i.account, i.why)), "which account does, and why";
        opposed: list = given.opposed.iter().map(|o| format!("{} {}: {}", o.one, o.other, o.why)), "which accounts of opposed voices agree on it, and why they are opposed";
        entity: text = &given.value.entity, "whom or what the words denote", of "entities" "entity";
        text: text = given.value.text.as_ref(), "the words of the first claim that gives it";
        low: whole = given.value.low, "smallest number of people that the words allow";
        high: whole = &given.value.high, "largest such number; empty where open";
        status: text = given.value.status.as_ref(), "civilian, combatant, mixed or unknown";
        who: text = &given.value.who, "children, women, men or named";
        side: text = &given.value.side, "the side whose people they are", of "entities" "entity";
        by: text = given.value.by.as_ref(), "claimed, accused or stated";
        kind: text = given.value.kind.as_ref(), "what sort of cause or stance";
        holder: text = &given.value.holder, "who holds the place afterwards", of "entities" "entity";
        accounts: list = given.accounts.iter().map(String::as_str), "the accounts that give it";
        claims: list = given.claims.iter().map(String::as_str), "the claims behind it", of "claims" "claim";
    }
};

pub(super) const REVISIONS: Table = table! {
    "revisions", "A value in whose place its own voice gave a later one.", key 4,
    case => case.events.iter().flat_map(|e| {
        e.slots.iter().flat_map(move |(name, slot)| {
            slot.values.iter().enumerate().flat_map(move |(n, v)| {
                v.superseded.iter().map(move |later| (e, name, n, later))
            })
        })
    }),
    |(event, name, n, later)| {
        event: text = &event.id, "the event", of "events" "event";
        slot: text = name, "the slot";
        value: whole = n + 1, "the value: with `event` and `slot`, a row of values";
        account: text = &later.account, "the account that revised it";
        by: text = &later.by, "the claim that took its place", of "claims" "claim";
        on: day = &later.on, "day on which the report of that claim came out";
    }
};

pub(super) const PAIRS: Table = table! {
    "pairs", "How two accounts stand to each other on one slot.", key 4,
    case => case.events.iter().flat_map(|e| {
        e.slots.iter().flat_map(move |(name, slot)| slot.pairs.iter().map(move |p| (e, name, p)))
    }),
    |(event, name, pair)| {
        event: text = &event.id, "the event", of "events" "event";
        slot: text = name, "the slot: with `event`, a row of slots";
        one: text = &pair.one, "the account that agrees, refines or denies";
        other: text = &pair.other, "the other account";
        relation: text = &pair.relation, "agree, refines, compatible, conflict or denies";
        why: text = &pair.why, "why, in one sentence";
    }
};

pub(super) const DISAGREEMENTS: Table = table! {
    "disagreements", "Accounts of one event that cannot all hold.", key 2,
    case => case.events.iter().flat_map(|e| {
        e.disagreements.iter().enumerate().map(move |(n, d)| (e, n, d))
    }),
    |(event, n, disagreement)| {
        event: text = &event.id, "the event", of "events" "event";
        disagreement: whole = n + 1, "number inside the event, from 1";
        slot: text = &disagreement.slot, "the slot";
        accounts: list = disagreement.accounts.iter().map(String::as_str), "the accounts";
        sides: list = disagreement.sides.iter().map(|side| side.join(" ")), "the same accounts by side, those of one side parted by blanks";
        why: text = &disagreement.why, "why, in one sentence";
    }
};
