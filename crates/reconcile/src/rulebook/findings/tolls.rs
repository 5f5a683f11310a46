//! How many were killed and injured, according to each account: civilians and the rest, fighters.
//!
//! An account may give several numbers for the same people: a total, and parts of it (women,
//! children, people by name). Its figure is the largest total, or what its parts add up to where
//! that is more. People of whom nothing is said are counted with those not called fighters, because
//! that is how casualty recorders read silence; the column `basis` tells the two apart. Numbers over
//! a longer time count only for an event that adds up several.

use rashomon_model::{
    Account, CaseClaim, CaseClaimId, CaseValue, Coded, Polarity, Quantity, Slot, Status, Who,
    Wording,
};

use super::party;
use crate::rulebook::About;
use crate::rulebook::finding::{Because, Family, Findings, Kind, Known, KnownTable, Row, word};

const WORDINGS: &[&str] = &["exact", "at-least", "up-to", "about", "word"];
const STATUSES: &[&str] = &["civilian", "combatant", "unknown"];

const CLAIMED: &[Known] = &[
    Known::new("account", Kind::Word, "the account that gives it"),
    Known::new("origin", Kind::Word, "the origin that account rests on"),
    Known::new("voice", Kind::Word, "whoever says it"),
    Known::new(
        "party",
        Kind::Word,
        "the party held responsible for which that voice speaks; unknown where none",
    ),
    Known::word("status", STATUSES, "whether they are called civilians, fighters, or neither"),
    Known::word(
        "who",
        &["children", "women", "men", "named"],
        "the part of the people it counts; unknown where all",
    ),
    Known::new("part", Kind::Flag, "it counts a part of another number (“three of whom”)"),
    Known::new("side", Kind::Word, "whose people they are; unknown where not told"),
    Known::new("denied", Kind::Flag, "the number is denied, not given"),
    Known::new("revised", Kind::Flag, "its own voice has since given a later number in its place"),
    Known::new("low", Kind::Number, "the smallest number the words allow"),
    Known::new("high", Kind::Number, "the largest; unknown where open"),
    Known::word("wording", WORDINGS, "how the number is put; `word` for “dozens” and the like"),
    Known::new("text", Kind::Word, "the words"),
    Known::new("min", Kind::Number, "the smallest number, as this rulebook counts"),
    Known::new("max", Kind::Number, "the largest number, as this rulebook counts"),
];

const FIGURES: &[Known] = &[
    Known::new("account", Kind::Word, "the account that gives it"),
    Known::new("origin", Kind::Word, "the origin that account rests on"),
    Known::new("voice", Kind::Word, "whoever says it"),
    Known::new(
        "party",
        Kind::Word,
        "the party held responsible for which that voice speaks; unknown where none",
    ),
    Known::word(
        "basis",
        &["said", "assumed", "parts"],
        "`said`: they are called civilians (or fighters); `assumed`: nothing is said of them; `parts`: women, children or names added up",
    ),
    Known::new("low", Kind::Number, "the smallest number the words allow"),
    Known::new("high", Kind::Number, "the largest; unknown where open"),
    Known::word("wording", WORDINGS, "how the number is put; `word` for “dozens” and the like"),
    Known::new("text", Kind::Word, "the words"),
    Known::new("min", Kind::Number, "the smallest number, as this rulebook counts"),
    Known::new("max", Kind::Number, "the largest number, as this rulebook counts"),
];

/// What is found of the killed and injured.
pub const FAMILY: Family = Family {
    name: "Killed and injured",
    known: &[
        Known::new(
            "harm_told",
            Kind::Flag,
            "somebody tells of people killed or injured who are not called fighters",
        ),
        Known::new("harm_denied", Kind::Flag, "somebody denies that people were killed or injured"),
        Known::new(
            "called_civilians",
            Kind::Flag,
            "somebody calls those killed or injured civilians",
        ),
        Known::new(
            "called_fighters",
            Kind::Flag,
            "a voice that speaks for no party held responsible counts as many fighters as others count people not called so, and nobody else",
        ),
        Known::new(
            "party_calls_fighters",
            Kind::Flag,
            "the same, but by a voice of a party held responsible",
        ),
        Known::new(
            "fighter_origins",
            Kind::Number,
            "independent origins of voices of no party held responsible that count fighters and nobody else, as many as others count people not called so",
        ),
        Known::new(
            "civilian_origins",
            Kind::Number,
            "independent origins that count people not called fighters",
        ),
    ],
    tables: &[
        KnownTable {
            name: "killed",
            says: "one number of people killed, as somebody gives it",
            columns: CLAIMED,
        },
        KnownTable {
            name: "injured",
            says: "one number of people injured, as somebody gives it",
            columns: CLAIMED,
        },
        KnownTable {
            name: "civilians_killed",
            says: "one account's number of people killed who are not called fighters",
            columns: FIGURES,
        },
        KnownTable {
            name: "civilians_injured",
            says: "one account's number of people injured who are not called fighters",
            columns: FIGURES,
        },
        KnownTable {
            name: "fighters_killed",
            says: "one account's number of fighters killed",
            columns: FIGURES,
        },
        KnownTable {
            name: "fighters_injured",
            says: "one account's number of fighters injured",
            columns: FIGURES,
        },
    ],
    find,
};

/// Which people are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum People {
    /// Civilians, and those of whom nothing is said.
    NotFighters,
    /// Fighters.
    Fighters,
}

/// One account's number of people.
pub struct Figure<'a> {
    /// The account.
    pub account: &'a Account,
    /// The number.
    pub quantity: Quantity,
    /// What it rests on.
    pub basis: &'static str,
    /// The claims behind it.
    pub because: Because,
}

/// Returns whether a number of people killed or injured counts civilians, fighters or neither.
pub fn status(claim: &CaseClaim) -> Option<Status> {
    match &claim.value {
        CaseValue::Toll { quantity, .. } if matches!(claim.slot, Slot::Killed | Slot::Injured) => {
            Some(quantity.status)
        }
        _ => None,
    }
}

/// Returns what each account counts, in the order of the accounts.
///
/// People of whom nothing is said are left out where a voice that speaks for no party held
/// responsible counts as many fighters: those are the same people, and evidence says who they were.
pub fn figures<'a>(about: &About<'a>, slot: Slot, people: People) -> Vec<Figure<'a>> {
    let of = |account: &'a Account| figure(about, account, slot, people);
    let mut out: Vec<Figure<'a>> = about.event.accounts.iter().filter_map(of).collect();
    if people == People::NotFighters {
        let fighters: Vec<Figure<'a>> = figures(about, slot, People::Fighters)
            .into_iter()
            .filter(|figure| !party::is_of_held(about, figure.account))
            .collect();
        out.retain(|figure| {
            figure.basis != "assumed" || fighters.iter().all(|f| !f.matches(figure))
        });
    }
    out
}

/// Returns the figures of people killed or injured who are not called fighters, without those of
/// nobody.
pub fn harm<'a>(about: &About<'a>) -> Vec<Figure<'a>> {
    let both = [Slot::Killed, Slot::Injured];
    let all = both.into_iter().flat_map(|slot| figures(about, slot, People::NotFighters));
    all.filter(|figure| figure.quantity.high != Some(0)).collect()
}

impl Figure<'_> {
    /// Tells whether two figures may count the same people; an open end counts as the number named.
    fn matches(&self, other: &Figure<'_>) -> bool {
        let ends = |q: &Quantity| (q.low, q.high.unwrap_or(q.low).max(q.low));
        let ((a, b), (c, d)) = (ends(&self.quantity), ends(&other.quantity));
        a <= d && c <= b
    }
}

fn figure<'a>(
    about: &About<'a>,
    account: &'a Account,
    slot: Slot,
    people: People,
) -> Option<Figure<'a>> {
    let own: Vec<(&CaseClaimId, &Quantity)> = about
        .told(slot)
        .filter(|claim| about.counts_here(claim) && account.claims.contains(&claim.id))
        .filter(|claim| !about.is_revised(claim))
        .filter_map(|claim| match &claim.value {
            CaseValue::Toll { quantity, .. } => Some((&claim.id, quantity)),
            _ => None,
        })
        .collect();
    let made = |quantity: &Quantity, basis, because: Because| Figure {
        account,
        quantity: quantity.clone(),
        basis,
        because,
    };
    let total = |status: Status| {
        let whole = |(_, q): &&(&CaseClaimId, &Quantity)| {
            q.status == status && q.who.is_none() && !about.parties.words.part(&q.text)
        };
        let largest = own.iter().filter(whole).max_by_key(|(id, q)| (q.low, q.high, *id));
        largest.map(|(id, q)| (*q, Because::from([(*id).clone()])))
    };
    if people == People::Fighters {
        return total(Status::Combatant).map(|(q, because)| made(q, "said", because));
    }
    let said = total(Status::Civilian).map(|(q, because)| made(q, "said", because));
    let assumed = total(Status::Unknown).map(|(q, because)| made(q, "assumed", because));
    let parts = parts(&own).map(|(q, because)| made(&q, "parts", because));
    let best = match (said, assumed) {
        // "Five people, three of them civilians": nothing is said of the other two.
        (Some(said), Some(assumed)) if assumed.quantity.low > said.quantity.low => {
            if total(Status::Combatant).is_some() {
                Some(said)
            } else {
                Some(widened(said, assumed))
            }
        }
        (said, assumed) => said.or(assumed),
    };
    match (best, parts) {
        (Some(best), Some(parts)) if parts.quantity.low > best.quantity.low => Some(parts),
        (best, parts) => best.or(parts),
    }
}

fn widened<'a>(said: Figure<'a>, assumed: Figure<'a>) -> Figure<'a> {
    let quantity = Quantity { low: said.quantity.low, ..assumed.quantity };
    let because = said.because.into_iter().chain(assumed.because).collect();
    Figure { quantity, because, ..said }
}

/// Adds up women, children and men, or people by name, whichever is more.
fn parts(own: &[(&CaseClaimId, &Quantity)]) -> Option<(Quantity, Because)> {
    let of = |who: Who| {
        own.iter().filter(move |(_, q)| q.who == Some(who) && q.status != Status::Combatant)
    };
    let groups: Vec<_> = [Who::Children, Who::Women, Who::Men]
        .into_iter()
        .filter_map(|who| of(who).max_by_key(|(id, q)| (q.low, *id)))
        .collect();
    // One person named twice is one.
    let mut named: Vec<_> = of(Who::Named).collect();
    named.sort_by(|a, b| (&a.1.text, a.0).cmp(&(&b.1.text, b.0)));
    named.dedup_by(|a, b| a.1.text == b.1.text);
    let add = |parts: &[&(&CaseClaimId, &Quantity)]| -> Option<(Quantity, Because)> {
        let (_, first) = parts.first()?;
        let low = parts.iter().fold(0u32, |sum, (_, q)| sum.saturating_add(q.low));
        let high = parts.iter().try_fold(0u32, |sum, (_, q)| sum.checked_add(q.high?));
        let exact = parts.iter().all(|(_, q)| q.wording == Wording::Exact);
        let texts: Vec<&str> = parts.iter().map(|(_, q)| q.text.as_str()).collect();
        let quantity = Quantity {
            low,
            high,
            wording: if exact { Wording::Exact } else { first.wording },
            text: texts.join(" + "),
            ..(*first).clone()
        };
        Some((quantity, parts.iter().map(|(id, _)| (*id).clone()).collect()))
    };
    let sums = [add(&groups), add(&named)];
    sums.into_iter().flatten().max_by_key(|(quantity, _)| quantity.low)
}

fn find(about: &About<'_>, out: &mut Findings) {
    out.put_table("killed", claimed(about, Slot::Killed));
    out.put_table("injured", claimed(about, Slot::Injured));
    for (name, slot, people) in [
        ("civilians_killed", Slot::Killed, People::NotFighters),
        ("civilians_injured", Slot::Injured, People::NotFighters),
        ("fighters_killed", Slot::Killed, People::Fighters),
        ("fighters_injured", Slot::Injured, People::Fighters),
    ] {
        out.put_table(name, figures(about, slot, people).iter().map(|f| row(about, f)).collect());
    }
    let harm = harm(about);
    let because = |figures: &[&Figure<'_>]| -> Because {
        figures.iter().flat_map(|figure| figure.because.iter().cloned()).collect()
    };
    let all: Vec<&Figure<'_>> = harm.iter().collect();
    let said: Vec<&Figure<'_>> = harm.iter().filter(|f| f.basis != "assumed").collect();
    out.put_told("harm_told", because(&all));
    out.put_told("called_civilians", because(&said));
    let denied = about.event.claims.iter().filter(|claim| {
        claim.polarity == Polarity::Denied && !claim.planned && status(claim).is_some()
    });
    out.put_told("harm_denied", denied.map(|claim| claim.id.clone()).collect());
    let only = only_fighters(about);
    let (theirs, others): (Vec<&Figure<'_>>, Vec<&Figure<'_>>) =
        only.iter().partition(|figure| party::is_of_held(about, figure.account));
    out.put_told("called_fighters", because(&others));
    out.put_told("party_calls_fighters", because(&theirs));
    for (name, figures) in [("fighter_origins", others), ("harm_origins", all)] {
        let rest = because(&figures);
        let claims: Vec<&CaseClaim> =
            about.event.claims.iter().filter(|claim| rest.contains(&claim.id)).collect();
        let origins = about.independent(&claims);
        let because = origins.values().cloned().collect();
        out.put(name, crate::rulebook::finding::number(origins.len()), because);
    }
}

/// The figures of accounts that count fighters and nobody else, as many as others count of people
/// not called so.
fn only_fighters<'a>(about: &About<'a>) -> Vec<Figure<'a>> {
    let mut out = Vec::new();
    for slot in [Slot::Killed, Slot::Injured] {
        let others = figures(about, slot, People::NotFighters);
        let only = figures(about, slot, People::Fighters).into_iter().filter(|figure| {
            others.iter().all(|other| other.account.id != figure.account.id)
                && others.iter().any(|other| other.matches(figure))
        });
        out.extend(only);
    }
    out
}

fn claimed(about: &About<'_>, slot: Slot) -> Vec<Row> {
    let claims = about
        .event
        .claims
        .iter()
        .filter(|claim| claim.slot == slot && !claim.planned && about.counts_here(claim));
    let row = |claim: &CaseClaim| {
        let CaseValue::Toll { quantity, side } = &claim.value else { return None };
        let account = about.account(claim)?;
        let part = about.parties.words.part(&quantity.text);
        let side = side.as_ref().map(|side| about.name(side).unwrap_or(side.as_str()));
        let row = counted(quantity, Because::from([claim.id.clone()]))
            .with("status", Coded::Word(quantity_status(quantity).to_owned()))
            .with("who", word(quantity.who.map(who)))
            .with("part", Coded::Flag(part))
            .with("side", word(side))
            .with("denied", Coded::Flag(claim.polarity == Polarity::Denied))
            .with("revised", Coded::Flag(about.is_revised(claim)));
        Some(given(about, row, account))
    };
    claims.filter_map(row).collect()
}

fn row(about: &About<'_>, figure: &Figure<'_>) -> Row {
    let row = counted(&figure.quantity, figure.because.clone());
    given(about, row.with("basis", Coded::Word(figure.basis.to_owned())), figure.account)
}

fn given(about: &About<'_>, row: Row, account: &Account) -> Row {
    row.with("account", Coded::Word(account.id.to_string()))
        .with("origin", Coded::Word(account.origin.to_string()))
        .with("voice", Coded::Word(about.voice(account)))
        .with("party", word(party::spoken_for(about, account)))
}

fn counted(quantity: &Quantity, because: Because) -> Row {
    let wording = match quantity.wording {
        Wording::Exact => "exact",
        Wording::AtLeast => "at-least",
        Wording::UpTo => "up-to",
        Wording::About => "about",
        Wording::Word => "word",
    };
    let high = quantity.high.map_or(Coded::Unknown, |high| Coded::Number(high.into()));
    let mut row = Row::of(because)
        .with("low", Coded::Number(quantity.low.into()))
        .with("high", high)
        .with("wording", Coded::Word(wording.to_owned()))
        .with("text", Coded::Word(quantity.text.clone()));
    row.counted = Some(quantity.clone());
    row
}

fn quantity_status(quantity: &Quantity) -> &'static str {
    match quantity.status {
        Status::Civilian => "civilian",
        Status::Combatant => "combatant",
        _ => "unknown",
    }
}

fn who(who: Who) -> &'static str {
    match who {
        Who::Children => "children",
        Who::Women => "women",
        Who::Men => "men",
        Who::Named => "named",
    }
}
