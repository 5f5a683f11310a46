//! Who tells it: reports, accounts, and how many origins are independent of each other.

use std::collections::{BTreeSet, HashMap};

use rashomon_model::{
    Account, AccountId, CaseClaim, CaseClaimId, CaseEvent, CaseVoice, Coded, OriginId,
    PairRelation, Polarity, Reliability, Slot, SlotAccounts, SlotPair,
};

use super::{party, tolls};
use crate::leanings::folded;
use crate::rulebook::About;
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
            Known::new("denies", Kind::Flag, "denies that it happened"),
            Known::new(
                "tells_harm",
                Kind::Flag,
                "tells of people killed or injured who are not called fighters",
            ),
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
    let told = about.telling();
    let held: Vec<&CaseClaim> = about
        .told(Slot::Responsibility)
        .filter(|claim| about.parties.party_of(claim).is_some())
        .collect();
    let denied: Vec<&CaseClaim> = event
        .claims
        .iter()
        .filter(|c| c.slot == Slot::Occurrence && c.polarity == Polarity::Denied && !c.planned)
        .collect();
    for (name, claims) in
        [("origins", told), ("denying_origins", denied), ("responsibility_origins", held)]
    {
        let origins = about.independent(&claims);
        out.put(name, number(origins.len()), origins.into_values().collect());
    }
    let seen = Seen::of(about);
    let rows = event.accounts.iter().map(|account| row(about, account, &seen));
    out.put_table("accounts", rows.collect());
}

/// What is looked up for every account, gathered once: an event may have hundreds of them.
struct Seen<'a> {
    /// Its first claim that tells the event.
    first: HashMap<&'a AccountId, CaseClaimId>,
    /// Those that tell of harm.
    harm: BTreeSet<&'a AccountId>,
    agreeing: Ties<'a>,
    contradicting: Ties<'a>,
}

/// The other origins to which an account is tied in some way.
type Ties<'a> = HashMap<&'a AccountId, BTreeSet<&'a OriginId>>;

impl<'a> Seen<'a> {
    fn of(about: &About<'a>) -> Seen<'a> {
        let mut first: HashMap<&'a AccountId, CaseClaimId> = HashMap::new();
        for claim in about.telling() {
            if let Some(account) = about.account(claim) {
                first.entry(&account.id).or_insert_with(|| claim.id.clone());
            }
        }
        let harm = tolls::harm(about).iter().map(|figure| &figure.account.id).collect();
        let agreeing = ties(about, &agreeing(about.event));
        Seen { first, harm, agreeing, contradicting: ties(about, &contradicting(about.event)) }
    }
}

fn ties<'a>(about: &About<'a>, pairs: &[(&'a AccountId, &'a AccountId)]) -> Ties<'a> {
    let origins: HashMap<&AccountId, &'a OriginId> =
        about.event.accounts.iter().map(|account| (&account.id, &account.origin)).collect();
    let mut out: Ties<'a> = HashMap::new();
    for (one, other) in pairs {
        let (Some(a), Some(b)) = (origins.get(one), origins.get(other)) else { continue };
        if a != b {
            out.entry(*one).or_default().insert(*b);
            out.entry(*other).or_default().insert(*a);
        }
    }
    out
}

fn row(about: &About<'_>, account: &Account, seen: &Seen<'_>) -> Row {
    let first = seen.first.get(&account.id);
    let slots = about.event.slots.iter().flat_map(|slot| &slot.values);
    let against = slots
        .filter(|value| value.against_interest)
        .any(|value| value.claims.iter().any(|claim| account.claims.contains(claim)));
    let outlet = account.said_by.len() < 2;
    let count = |ties: &Ties<'_>| number(ties.get(&account.id).map_or(0, BTreeSet::len));
    Row::of(first.cloned().into_iter().collect())
        .with("account", Coded::Word(account.id.to_string()))
        .with("origin", Coded::Word(account.origin.to_string()))
        .with("voice", Coded::Word(about.voice(account)))
        .with("outlet", Coded::Flag(outlet))
        .with("tells", Coded::Flag(first.is_some()))
        .with("denies", Coded::Flag(about.denies(account)))
        .with("tells_harm", Coded::Flag(seen.harm.contains(&account.id)))
        .with("against_interest", Coded::Flag(against))
        .with("supporting", count(&seen.agreeing))
        .with("contradicting", count(&seen.contradicting))
        .with("reliability", word(reliability(about, account)))
        .with("party", word(party::spoken_for(about, account)))
}

/// Every two accounts that say the same on some slot.
fn agreeing(event: &CaseEvent) -> Vec<(&AccountId, &AccountId)> {
    // Whoever denies an event denies it somewhere, on some day.
    let of_substance =
        |slot: &&SlotAccounts| !matches!(slot.slot, Slot::Stance | Slot::Place | Slot::Time);
    let values = event.slots.iter().filter(of_substance).flat_map(|slot| &slot.values);
    values.flat_map(|value| every_two(&value.accounts)).collect()
}

/// Every two accounts that cannot both hold on some slot.
fn contradicting(event: &CaseEvent) -> Vec<(&AccountId, &AccountId)> {
    let mut out = Vec::new();
    for slot in &event.slots {
        let against = |pair: &&SlotPair| {
            matches!(pair.relation, PairRelation::Conflict | PairRelation::Denies)
        };
        out.extend(slot.pairs.iter().filter(against).map(|pair| (&pair.one, &pair.other)));
        if slot.pairs.is_empty() {
            let found = event.disagreements.iter().filter(|found| found.slot == slot.slot);
            out.extend(found.flat_map(|found| every_two(&found.accounts)));
        }
    }
    out
}

fn every_two(accounts: &[AccountId]) -> impl Iterator<Item = (&AccountId, &AccountId)> {
    let rest = move |at: usize| accounts.iter().skip(at + 1);
    accounts.iter().enumerate().flat_map(move |(at, one)| rest(at).map(move |other| (one, other)))
}

/// Returns how reliable people hold a source to be: the letter of the rows that name the outlet, or
/// the voice it quotes; none where they differ.
fn reliability(about: &About<'_>, account: &Account) -> Option<&'static str> {
    let sources = about.known.evidence.sources;
    if sources.is_empty() {
        return None;
    }
    let names: Vec<String> = match account.said_by.last()? {
        CaseVoice::Outlet(name) => name.iter().map(|name| folded(name)).collect(),
        CaseVoice::Quoted { entity, text } => {
            let known = entity.as_ref().and_then(|entity| about.known.entity(entity));
            let forms = known.into_iter().flat_map(|known| &known.names);
            forms.map(|form| folded(&form.text)).chain([folded(text)]).collect()
        }
    };
    let is_named = |name: &String| names.contains(&folded(name));
    let named = sources.iter().filter(|entry| entry.names.iter().any(is_named));
    let mut letters: Vec<Reliability> = named.filter_map(|entry| entry.reliability).collect();
    letters.dedup();
    match letters[..] {
        [one] => Some(one.as_str()),
        _ => None,
    }
}
