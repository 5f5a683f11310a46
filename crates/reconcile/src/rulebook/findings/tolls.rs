//! How many were killed and injured, according to each account: civilians and the rest, fighters.
//!
//! An account may give several numbers for the same people: a total, and parts of it (women,
//! children, people by name). Its figure is the largest total, or what its parts add up to where
//! that is more. People of whom nothing is said are counted with those not called fighters, because
//! that is how casualty recorders read silence; the column `basis` tells the two apart. Numbers over
//! a longer time count only for an event that adds up several.

mod figures;

use rashomon_model::{
    Account, CaseClaim, CaseValue, Coded, Polarity, Quantity, Slot, Status, Who, Wording,
};

use super::party;
use crate::rulebook::About;
use crate::rulebook::finding::{Because, Family, Findings, Kind, Known, KnownTable, Row, word};

pub use figures::{Figure, People, figures, harm};

/// How a number is put.
pub(super) const WORDINGS: &[&str] = &["exact", "at-least", "up-to", "about", "word"];
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

/// Returns whether a number of people killed or injured counts civilians, fighters or neither.
pub fn status(claim: &CaseClaim) -> Option<Status> {
    match &claim.value {
        CaseValue::Toll { quantity, .. } if matches!(claim.slot, Slot::Killed | Slot::Injured) => {
            Some(quantity.status)
        }
        _ => None,
    }
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

/// Makes a row of a number of people: its ends, how it is put, its words.
pub(super) fn counted(quantity: &Quantity, because: Because) -> Row {
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
