//! Who is held responsible, who takes it on itself, who denies it, and what each party concedes.
//!
//! A party accepts the harm where it takes the event on itself and its own voice tells of civilians
//! killed or injured. "Rival" parties are two that cannot be one, held responsible by accounts that
//! rule each other out: a unit and its army are no rivals, nor are two sides of one clash. Denying and accusing another is a counter-accusation.

use rashomon_model::{CaseClaim, Coded, Polarity, Slot, Status};

use super::party::Party;
use super::tolls::{self, Figure, People};
use crate::rulebook::About;
use crate::rulebook::about::is_told;
use crate::rulebook::finding::{Because, Family, Findings, Kind, Known, KnownTable, Row, number};

/// What is found of responsibility.
pub const FAMILY: Family = Family {
    name: "Responsibility",
    known: &[
        Known::new(
            "parties_held",
            Kind::Number,
            "parties that somebody holds responsible, or that take it on themselves",
        ),
        Known::new("party_claims", Kind::Flag, "a party takes the event on itself"),
        Known::new("party_denies", Kind::Flag, "a party denies that it did it"),
        Known::new(
            "harm_accepted",
            Kind::Flag,
            "a party takes the event on itself and tells of people killed or injured who are not called fighters",
        ),
        Known::new(
            "rival_parties",
            Kind::Flag,
            "two parties that cannot be one are held responsible",
        ),
        Known::new(
            "counter_accusation",
            Kind::Flag,
            "a party denies that it did it, and its voice holds another responsible",
        ),
        Known::new(
            "rival_means",
            Kind::Flag,
            "one account lays it to aircraft, another to forces on the ground",
        ),
    ],
    tables: &[KnownTable {
        name: "parties",
        says: "one party that is held responsible, takes the event on itself, or denies it",
        columns: &[
            Known::new("party", Kind::Word, "its name"),
            Known::new(
                "accusers",
                Kind::Number,
                "independent origins other than itself that hold it responsible",
            ),
            Known::new("claims", Kind::Flag, "it takes the event on itself"),
            Known::new("denies", Kind::Flag, "it denies that it did it"),
            Known::new("cleared", Kind::Flag, "another voice says that it did not do it"),
            Known::new("accuses", Kind::Flag, "its voice holds another responsible"),
            Known::new(
                "accepts_harm",
                Kind::Flag,
                "it takes the event on itself and tells of civilians, women or children killed or injured",
            ),
            Known::new(
                "denies_harm",
                Kind::Flag,
                "its voice denies that civilians were killed or injured",
            ),
            Known::new(
                "only_fighters",
                Kind::Flag,
                "its voice counts fighters killed or injured, and nobody else",
            ),
            Known::new("speaks", Kind::Flag, "its voice says anything at all of the event"),
            Known::new(
                "killed_low",
                Kind::Number,
                "smallest number of civilians that its own voice says were killed",
            ),
            Known::new("killed_high", Kind::Number, "largest number of them"),
            Known::new(
                "injured_low",
                Kind::Number,
                "smallest number of civilians that its own voice says were injured",
            ),
            Known::new("injured_high", Kind::Number, "largest number of them"),
        ],
    }],
    find,
};

fn find(about: &About<'_>, out: &mut Findings) {
    let roster = &about.roster;
    let counts = Counts::of(about);
    let held: Vec<&Party<'_>> = roster.iter().filter(|party| party.is_responsible()).collect();
    let first = |party: &&Party<'_>| party.held().next().map(|claim| claim.id.clone());
    out.put("parties_held", number(held.len()), held.iter().filter_map(first).collect());
    let all = |claims: &dyn Fn(&Party<'_>) -> Because| -> Because {
        roster.iter().flat_map(claims).collect()
    };
    out.put_told("party_claims", all(&|party| ids(&party.claimed)));
    out.put_told("party_denies", all(&|party| ids(&party.denied)));
    out.put_told("harm_accepted", all(&|party| accepts(party, about, &counts)));
    let mut rivals = Because::new();
    for (at, a) in held.iter().enumerate() {
        for b in held.iter().skip(at + 1) {
            rivals.extend(a.rivalry(b, about).into_iter().map(|claim| claim.id.clone()));
        }
    }
    out.put_told("rival_parties", rivals);
    let counter = |party: &Party<'_>| {
        let others = accusations(party, about);
        if party.denied.is_empty() || others.is_empty() {
            return Because::new();
        }
        ids(&party.denied).into_iter().chain(others).collect()
    };
    out.put_told("counter_accusation", all(&counter));
    out.put_told("rival_means", super::means::rival(about));
    out.put_table("parties", roster.iter().map(|party| row(party, about, &counts)).collect());
}

/// The figures of an event, counted once for all parties.
struct Counts<'a> {
    harm: Vec<Figure<'a>>,
    killed: Vec<Figure<'a>>,
    injured: Vec<Figure<'a>>,
}

impl<'a> Counts<'a> {
    fn of(about: &About<'a>) -> Counts<'a> {
        let of = |slot| tolls::figures(about, slot, People::NotFighters);
        Counts { harm: tolls::harm(about), killed: of(Slot::Killed), injured: of(Slot::Injured) }
    }
}

fn ids(claims: &[&CaseClaim]) -> Because {
    claims.iter().map(|claim| claim.id.clone()).collect()
}

/// The claims of the voices that speak for a party.
fn own<'a>(party: &Party<'a>, about: &About<'a>) -> Vec<&'a CaseClaim> {
    let speaks = |claim: &&CaseClaim| {
        about.account(claim).is_some_and(|account| party.speaks(account, about))
    };
    about.event.claims.iter().filter(speaks).collect()
}

/// What shows that a party accepts the harm; nothing where it does not. That its own words leave
/// open who died is not enough: an army that reports thirty killed may well mean its enemies.
fn accepts(party: &Party<'_>, about: &About<'_>, counts: &Counts<'_>) -> Because {
    if party.claimed.is_empty() || !party.denied.is_empty() {
        return Because::new();
    }
    let own = counts.harm.iter().filter(|f| f.basis != "assumed" && party.speaks(f.account, about));
    let harm: Because = own.flat_map(|figure| figure.because.iter().cloned()).collect();
    if harm.is_empty() { harm } else { ids(&party.claimed).into_iter().chain(harm).collect() }
}

/// The claims by which a party's voice holds another responsible.
fn accusations(party: &Party<'_>, about: &About<'_>) -> Because {
    let own = own(party, about);
    let others = about.roster.iter().filter(|other| other.name != party.name);
    let laid = others.flat_map(|other| other.accused.iter().copied());
    laid.filter(|claim| own.iter().any(|mine| mine.id == claim.id)).map(|c| c.id.clone()).collect()
}

fn row(party: &Party<'_>, about: &About<'_>, counts: &Counts<'_>) -> Row {
    let own = own(party, about);
    let theirs: Vec<&CaseClaim> = party.accused.clone();
    let accusers = about.independent(&theirs);
    let denies_harm = |claim: &&&CaseClaim| {
        claim.polarity == Polarity::Denied
            && tolls::status(claim).is_some_and(|status| status != Status::Combatant)
    };
    let told: Vec<&CaseClaim> = own.iter().copied().filter(|claim| is_told(claim)).collect();
    let harm = counts.harm.iter().any(|figure| party.speaks(figure.account, about));
    let fighters = told.iter().any(|claim| tolls::status(claim) == Some(Status::Combatant));
    let conceded = |figures: &[Figure<'_>]| {
        // An army that reports thirty killed may well mean its enemies.
        let mut mine =
            figures.iter().filter(|f| f.basis != "assumed" && party.speaks(f.account, about));
        mine.next().map(|figure| figure.quantity.clone())
    };
    let (killed, injured) = (conceded(&counts.killed), conceded(&counts.injured));
    let low = |q: &Option<rashomon_model::Quantity>| {
        q.as_ref().map_or(Coded::Unknown, |q| Coded::Number(q.low.into()))
    };
    let high = |q: &Option<rashomon_model::Quantity>| {
        q.as_ref().and_then(|q| q.high).map_or(Coded::Unknown, |high| Coded::Number(high.into()))
    };
    let because = [&party.accused, &party.claimed, &party.named, &party.denied, &party.cleared];
    let flag = Coded::Flag;
    Row::of(because.into_iter().flat_map(|claims| ids(claims)).collect())
        .with("party", Coded::Word(party.name.clone()))
        .with("accusers", number(accusers.len()))
        .with("claims", flag(!party.claimed.is_empty()))
        .with("denies", flag(!party.denied.is_empty()))
        .with("cleared", flag(!party.cleared.is_empty()))
        .with("accuses", flag(!accusations(party, about).is_empty()))
        .with("accepts_harm", flag(!accepts(party, about, counts).is_empty()))
        .with("denies_harm", flag(own.iter().any(|claim| denies_harm(&claim))))
        .with("only_fighters", flag(fighters && !harm))
        .with("speaks", flag(!own.is_empty()))
        .with("killed_low", low(&killed))
        .with("killed_high", high(&killed))
        .with("injured_low", low(&injured))
        .with("injured_high", high(&injured))
}
