//! Who tells it: reports, accounts, and how many origins are independent of each other.

use std::collections::BTreeSet;

use rashomon_model::{
    Account, AccountId, CaseClaim, Coded, OriginId, PairRelation, Polarity, Slot, SlotAccounts,
};

use super::party;
use crate::rulebook::About;
use crate::rulebook::about::is_told;
use crate::rulebook::finding::{
    Because, Family, Findings, Kind, Known, KnownTable, Row, number, word,
};

/// What is found of those who tell it.
pub const FAMILY: Family = Family {
    name: "Who tells it",
    known: &[
        Known::new("reports", Kind::Number, "reports that tell it"),
        Known::new(
            "origins",
            Kind::Number,
            "independent origins that tell it: copies, wire pick-ups and one spokesman quoted twice count once",
        ),
        Known::new(
            "denying_origins",
            Kind::Number,
            "independent origins that deny that it happened",
        ),
        Known::new(
            "harm_origins",
            Kind::Number,
            "independent origins that tell of people killed or injured",
        ),
        Known::new(
            "responsibility_origins",
            Kind::Number,
            "independent origins that hold a named party or side responsible",
        ),
    ],
    tables: &[KnownTable {
        name: "accounts",
        says: "one voice's version of the event",
        columns: &[
            Known::new("account", Kind::Word, "its id in the event"),
            Known::new("origin", Kind::Word, "the origin it rests on"),
            Known::new("voice", Kind::Word, "the voice, as it is named"),
            Known::new("outlet", Kind::Flag, "an outlet's own words"),
            Known::new("tells", Kind::Flag, "tells that it happened, in whatever part"),
            Known::new("tells_harm", Kind::Flag, "tells of people killed or injured"),
            Known::new("against_interest", Kind::Flag, "says something against its own interest"),
            Known::new(
                "supporting",
                Kind::Number,
                "other origins with an account that says the same on some slot",
            ),
            Known::new(
                "contradicting",
                Kind::Number,
                "other origins with an account that cannot both hold with it on some slot",
            ),
            Known::new(
                "reliability",
                Kind::Word,
                "its reliability in the user's table of sources, A to F; unknown where it is in none",
            ),
            Known::new(
                "party",
                Kind::Word,
                "the party held responsible for which it speaks; unknown where none",
            ),
        ],
    }],
    find,
};

fn find(about: &About<'_>, out: &mut Findings) {
    let event = about.event;
    out.put("reports", number(event.reports.len()), Because::new());
    let told: Vec<&CaseClaim> =
        event.claims.iter().filter(|c| is_told(c) && c.slot != Slot::Stance).collect();
    let harm: Vec<&CaseClaim> = about.harm().collect();
    let held: Vec<&CaseClaim> = about
        .told(Slot::Responsibility)
        .filter(|claim| about.parties.party_of(claim).is_some())
        .collect();
    let denied: Vec<&CaseClaim> = event
        .claims
        .iter()
        .filter(|c| c.slot == Slot::Occurrence && c.polarity == Polarity::Denied && !c.planned)
        .collect();
    for (name, claims) in [
        ("origins", told),
        ("denying_origins", denied),
        ("harm_origins", harm),
        ("responsibility_origins", held),
    ] {
        let origins = about.independent(&claims);
        out.put(name, number(origins.len()), origins.into_values().collect());
    }
    out.put_table("accounts", event.accounts.iter().map(|account| row(about, account)).collect());
}

fn row(about: &About<'_>, account: &Account) -> Row {
    let own = |claim: &&CaseClaim| account.claims.contains(&claim.id);
    let mut told = about.event.claims.iter().filter(own).filter(|c| is_told(c));
    let first = told.next().map(|claim| claim.id.clone());
    let harm = about.harm().any(|claim| account.claims.contains(&claim.id));
    let slots = about.event.slots.iter().flat_map(|slot| &slot.values);
    let against = slots
        .filter(|value| value.against_interest)
        .any(|value| value.claims.iter().any(|claim| account.claims.contains(claim)));
    let outlet = account.said_by.len() < 2;
    Row::of(first.clone().into_iter().collect())
        .with("account", Coded::Word(account.id.to_string()))
        .with("origin", Coded::Word(account.origin.to_string()))
        .with("voice", Coded::Word(about.voice(account)))
        .with("outlet", Coded::Flag(outlet))
        .with("tells", Coded::Flag(first.is_some()))
        .with("tells_harm", Coded::Flag(harm))
        .with("against_interest", Coded::Flag(against))
        .with("supporting", number(others(about, account, &agrees)))
        .with("contradicting", number(others(about, account, &contradicts)))
        .with("reliability", Coded::Unknown)
        .with("party", word(party::spoken_for(about, account)))
}

/// Counts the other origins whose accounts stand to this one in some way on some slot.
fn others(
    about: &About<'_>,
    account: &Account,
    stands: &dyn Fn(&SlotAccounts, &AccountId, &AccountId, &About<'_>) -> bool,
) -> usize {
    let accounts = about.event.accounts.iter().filter(|other| other.origin != account.origin);
    let stand = accounts.filter(|other| {
        about.event.slots.iter().any(|slot| stands(slot, &account.id, &other.id, about))
    });
    stand.map(|other| &other.origin).collect::<BTreeSet<&OriginId>>().len()
}

fn agrees(slot: &SlotAccounts, one: &AccountId, other: &AccountId, _: &About<'_>) -> bool {
    let both = [one, other];
    slot.slot != Slot::Stance
        && slot.values.iter().any(|value| both.iter().all(|id| value.accounts.contains(id)))
}

fn contradicts(slot: &SlotAccounts, one: &AccountId, other: &AccountId, about: &About<'_>) -> bool {
    let both = [one, other];
    if !slot.pairs.is_empty() {
        return slot.pairs.iter().any(|pair| {
            both.contains(&&pair.one)
                && both.contains(&&pair.other)
                && matches!(pair.relation, PairRelation::Conflict | PairRelation::Denies)
        });
    }
    about.event.disagreements.iter().any(|disagreement| {
        disagreement.slot == slot.slot && both.iter().all(|id| disagreement.accounts.contains(id))
    })
}
