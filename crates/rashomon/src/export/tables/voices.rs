//! Tables of who speaks: accounts, the links of each chain of voices, claimed leanings.

use std::borrow::Cow;

use super::{Column, Table, cell, table};
use crate::export::chain::{innermost, said_by};
use crate::json::case::{Case, Ground, Voice};

pub(super) const ACCOUNTS: Table = table! {
    "accounts", "One voice's version of one event.", key 2,
    case => case.events.iter().flat_map(|e| e.accounts.iter().map(move |a| (e, a))),
    |(event, account)| {
        event: text = &event.id, "the event", of "events" "event";
        account: text = &account.id, "id of the account inside the event";
        voice: text = innermost(&account.said_by).map(|v| &v.text),
            "words for the innermost voice quoted; empty in an outlet's own words";
        voice_entity: text = innermost(&account.said_by).map(|v| &v.entity),
            "whom that voice denotes", of "entities" "entity";
        said_by: list = said_by(&account.said_by), "the chain of voices from the outlet inwards, for reading";
        outlet: text = &account.outlet, "the outlet that carries it; the first of several";
        outlets: list = account.outlets.iter().map(String::as_str), "every outlet that carries it";
        reports: list = account.reports.iter().map(String::as_str), "the reports that carry it",
            of "reports" "report";
        origin: text = &account.origin, "the origin it rests on";
        claims: list = account.claims.iter().map(String::as_str), "its claims", of "claims" "claim";
    }
};

pub(super) const CHANNELS: Table = table! {
    "channels", "One way in which a voice reached us: a report, and through whom.", key 3,
    case => case.events.iter().flat_map(|e| {
        e.accounts.iter().flat_map(move |a| {
            a.channels.iter().enumerate().map(move |(n, channel)| (e, a, n, channel))
        })
    }),
    |(event, account, n, channel)| {
        event: text = &event.id, "the event", of "events" "event";
        account: text = &account.id, "the account: with `event`, a row of accounts";
        number: whole = n + 1, "number of the channel inside the account, from 1";
        outlet: text = &channel.outlet, "the outlet of the report; empty where unknown";
        report: text = &channel.report, "the report", of "reports" "report";
        through: list = said_by(&channel.through), "who stands between the outlet and the voice, outermost first";
    }
};

pub(super) const VOICES: Table = table! {
    "voices", "One link of a chain of voices.", key 0,
    case => links(case),
    |link| {
        of: text = link.of, "whose chain it is: claim, account or relation";
        event: text = link.event, "the event of the claim or account; empty for a relation", of "events" "event";
        id: text = link.id, "id of the claim or account, number of the relation";
        position: whole = link.position + 1, "1 for the outermost";
        is_outlet: flag = link.voice.is_outlet(), "whether it is a publishing outlet, and not a voice quoted";
        outlet: text = &link.voice.outlet, "name of the outlet; empty where unknown";
        entity: text = &link.voice.entity, "whom a voice quoted denotes", of "entities" "entity";
        text: text = &link.voice.text, "words for a voice quoted; empty where nobody is named";
    }
};

pub(super) const ALIGNMENTS: Table = table! {
    "alignments", "One claimed leaning of a voice.", key 3,
    case => case.events.iter().flat_map(|e| {
        e.accounts.iter().flat_map(move |a| {
            a.alignment.iter().enumerate().map(move |(n, leaning)| (e, a, n, leaning))
        })
    }),
    |(event, account, n, leaning)| {
        event: text = &event.id, "the event", of "events" "event";
        account: text = &account.id, "the account: with `event`, a row of accounts";
        number: whole = n + 1, "number of the leaning inside the account, from 1";
        entity: text = &leaning.entity, "towards whom", of "entities" "entity";
        stance: text = &leaning.stance, "favours, opposes or is";
        claims: list = leaning.claims.iter().map(String::as_str), "what it rests on: report, # and where the words begin";
        from: day = leaning.from.as_ref(), "first day on which it holds, where told";
        until: day = leaning.until.as_ref(), "last day on which it holds, where told";
        holds: flag = leaning.holds, "whether it holds on the days of the event";
        grounds: list = leaning.grounds.iter().filter_map(ground), "what it rests on in words: a quote, what a row of a source table says, or a claim";
    }
};

fn ground(ground: &Ground) -> Option<&str> {
    let words = ground.quote.as_deref().or(ground.words.as_deref());
    words.or(ground.claim.as_deref())
}

/// A link with the chain it is part of.
struct Link<'c> {
    of: &'static str,
    event: &'c str,
    id: Cow<'c, str>,
    position: usize,
    voice: &'c Voice,
}

/// Every link of a case; the table takes them one by one.
fn links(case: &Case) -> impl Iterator<Item = Link<'_>> {
    let claims = case.events.iter().flat_map(|e| {
        e.claims.iter().map(|c| ("claim", e.id.as_str(), Cow::Borrowed(c.id.as_str()), &c.said_by))
    });
    let accounts = case.events.iter().flat_map(|e| {
        e.accounts
            .iter()
            .map(|a| ("account", e.id.as_str(), Cow::Borrowed(a.id.as_str()), &a.said_by))
    });
    let relations = case
        .relations
        .iter()
        .enumerate()
        .map(|(n, r)| ("relation", "", Cow::Owned((n + 1).to_string()), &r.said_by));
    claims.chain(accounts).chain(relations).flat_map(|(of, event, id, chain)| {
        let link = move |(position, voice)| Link { of, event, id: id.clone(), position, voice };
        chain.iter().enumerate().map(link)
    })
}
