//! How many were killed on each side, according to each account, so that its parts add up.
//!
//! In: the tolls of each account and the two sides ([`sides`]). Out: a row for each account: its
//! dead of the first side, of the second, civilians, and those of whom it does not say; together they
//! are its total. A total that holds its parts ("ten people, three of them civilians") leaves the
//! rest unknown; parts without one add up. What an earlier report gives and a later one exceeds is
//! overtaken. Numbers over a longer time count only for an event that adds up several.

use rashomon_model::{
    Account, CaseClaim, CaseValue, Certainty, Coded, Date, Quantity, Slot, Status, When, Wording,
};

use super::sides::{self, Sides};
use super::tolls::{WORDINGS, counted};
use crate::rulebook::About;
use crate::rulebook::about::counts_somebody;
use crate::rulebook::finding::{Because, Family, Findings, Kind, Known, KnownTable, Row, number};

/// Days in which a count still grows: an earlier, smaller number is then no rival.
const GROWING: i32 = 3;

/// What is found of the dead by side.
pub const FAMILY: Family = Family {
    name: "The dead by side",
    known: &[
        Known::new("death_told", Kind::Flag, "somebody tells of people killed"),
        Known::new("injured_told", Kind::Flag, "somebody tells of people injured"),
        Known::new("detained_told", Kind::Flag, "somebody tells of people detained"),
        Known::new(
            "displaced_told",
            Kind::Flag,
            "somebody tells of people driven from their homes",
        ),
        Known::new(
            "spread",
            Kind::Number,
            "towns over which a total for several happenings is told; 1 where it is one happening",
        ),
        Known::new(
            "detained",
            Kind::Number,
            "people detained, as most accounts have it; unknown where two numbers lead",
        ),
    ],
    tables: &[KnownTable {
        name: "deaths",
        says: "one account's number of people killed, and how many of them on which side",
        columns: &[
            Known::new("account", Kind::Word, "the account that gives it"),
            Known::new("origin", Kind::Word, "the origin that account rests on"),
            Known::new("backing", Kind::Number, "independent origins that give the same total"),
            Known::new("overtaken", Kind::Flag, "a later report gives more"),
            Known::new(
                "told_closer",
                Kind::Flag,
                "it is told by a word alone, and another account gives a number that fits the word",
            ),
            Known::new("whole", Kind::Flag, "it counts all people, not women or children alone"),
            Known::new("firm", Kind::Flag, "the voice puts it without reserve"),
            Known::new(
                "fullest",
                Kind::Flag,
                "of the accounts with that total it tells most of whose the dead are",
            ),
            Known::new("a", Kind::Number, "dead of the first side"),
            Known::new("b", Kind::Number, "dead of the second side"),
            Known::new("civilians", Kind::Number, "dead civilians"),
            Known::new("low", Kind::Number, "the smallest total the words allow"),
            Known::new("high", Kind::Number, "the largest; unknown where open"),
            Known::word("wording", WORDINGS, "how the total is put"),
            Known::new("text", Kind::Word, "the words"),
            Known::new("min", Kind::Number, "the smallest total, as this rulebook counts"),
            Known::new("max", Kind::Number, "the largest total, as this rulebook counts"),
        ],
    }],
    find,
};

/// One account's dead.
struct Dead<'a> {
    account: &'a Account,
    total: Quantity,
    a: u32,
    b: u32,
    civilians: u32,
    whole: bool,
    firm: bool,
    published: Option<Date>,
    because: Because,
}

fn find(about: &About<'_>, out: &mut Findings) {
    let told = |slot: Slot| -> Because {
        let claims = about.told(slot).filter(|claim| about.counts_here(claim));
        claims.filter(|claim| counts_somebody(claim)).map(|claim| claim.id.clone()).collect()
    };
    out.put_told("death_told", told(Slot::Killed));
    out.put_told("injured_told", told(Slot::Injured));
    out.put_told("displaced_told", told(Slot::Displaced));
    let detained = told(Slot::Detained);
    out.put_told("detained_told", detained.clone());
    out.put("detained", one_number(about, Slot::Detained), detained);
    let places = match out.get("places").map(|finding| &finding.value) {
        Some(Coded::Words(places)) if about.event.aggregate => places.len().max(1),
        _ => 1,
    };
    out.put("spread", number(places), Because::new());
    let sides = sides::of(about);
    let mut dead: Vec<Dead<'_>> =
        about.event.accounts.iter().filter_map(|account| of(about, account, &sides)).collect();
    // Where somebody counts all, a number of children alone is no rival.
    if dead.iter().any(|dead| dead.whole) {
        dead.retain(|dead| dead.whole);
    }
    let rows = dead.iter().map(|one| row(one, &dead)).collect();
    out.put_table("deaths", rows);
}

/// The number that all who give one agree on.
fn one_number(about: &About<'_>, slot: Slot) -> Coded {
    let mut numbers: Vec<u32> = about
        .told(slot)
        .filter_map(|claim| match &claim.value {
            CaseValue::Toll { quantity, .. } if quantity.who.is_none() && !quantity.cumulative => {
                Some(quantity.low)
            }
            _ => None,
        })
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    match numbers.as_slice() {
        [one] => Coded::Number(i64::from(*one)),
        _ => Coded::Unknown,
    }
}

fn of<'a>(about: &About<'a>, account: &'a Account, sides: &Sides<'_>) -> Option<Dead<'a>> {
    let own: Vec<(&CaseClaim, &Quantity)> = about
        .told(Slot::Killed)
        .filter(|claim| about.counts_here(claim) && account.claims.contains(&claim.id))
        .filter_map(|claim| match &claim.value {
            CaseValue::Toll { quantity, .. } if counts_somebody(claim) => Some((claim, quantity)),
            _ => None,
        })
        .collect();
    let mut because = Because::new();
    let mut largest = |wanted: &dyn Fn(&CaseClaim, &Quantity) -> bool| -> Option<Quantity> {
        let all = |(claim, q): &&(&CaseClaim, &Quantity)| {
            q.who.is_none_or(|who| who == rashomon_model::Who::Named) && wanted(claim, q)
        };
        let found = own.iter().filter(all).max_by_key(|(claim, q)| {
            let part = about.parties.words.part(&q.text);
            (!part, reach(q), &claim.id)
        });
        let (claim, quantity) = found?;
        because.insert(claim.id.clone());
        Some((*quantity).clone())
    };
    let of_a = |claim: &CaseClaim, q: &Quantity| {
        q.status == Status::Combatant && sides::counts(&sides.a, &sides.b, claim, about)
    };
    let of_b = |claim: &CaseClaim, q: &Quantity| {
        q.status == Status::Combatant && sides::counts(&sides.b, &sides.a, claim, about)
    };
    let civilians = largest(&|_, q| q.status == Status::Civilian);
    let a = largest(&|claim, q| of_a(claim, q));
    let b = largest(&|claim, q| of_b(claim, q) && !of_a(claim, q));
    let neither = largest(&|claim, q| {
        let own = q.status == Status::Combatant;
        own && !of_a(claim, q) && !of_b(claim, q)
    });
    let whole = largest(&|_, q| q.status == Status::Unknown);
    let parts: Vec<&Quantity> = [&civilians, &a, &b, &neither].into_iter().flatten().collect();
    let some = !parts.is_empty() || whole.is_some();
    let (total, whole) = if some {
        (total(whole, &parts)?, true)
    } else {
        // Women and children told one by one are at least so many.
        let largest = own.iter().max_by_key(|(claim, q)| (reach(q), &claim.id))?;
        because.insert(largest.0.id.clone());
        (largest.1.clone(), false)
    };
    let count = |part: Option<Quantity>| part.map_or(0, |part| part.low);
    let firm = own.iter().any(|(claim, _)| {
        because.contains(&claim.id) && matches!(claim.certainty, Certainty::Certain)
    });
    let published = about
        .reports()
        .filter(|report| {
            own.iter().any(|(claim, _)| claim.report == report.id && because.contains(&claim.id))
        })
        .filter_map(|report| report.published)
        .max();
    Some(Dead {
        account,
        total,
        a: count(a),
        b: count(b),
        civilians: count(civilians),
        whole,
        firm,
        published,
        because,
    })
}

/// The number that words tell: "up to nine" are nine, "at least nine" are nine.
fn reach(quantity: &Quantity) -> u32 {
    match quantity.wording {
        Wording::UpTo => quantity.high.unwrap_or(quantity.low),
        _ => quantity.low,
    }
}

/// A total holds its parts where it is not smaller than they are together; else they add up.
fn total(whole: Option<Quantity>, parts: &[&Quantity]) -> Option<Quantity> {
    let low = parts.iter().fold(0u32, |sum, part| sum.saturating_add(part.low));
    if let Some(whole) = whole.filter(|whole| reach(whole) >= low) {
        return Some(whole);
    }
    let (first, rest) = parts.split_first()?;
    if rest.is_empty() {
        return Some((*first).clone());
    }
    let high = parts.iter().try_fold(0u32, |sum, part| sum.checked_add(part.high?));
    let exact = parts.iter().all(|part| part.wording == Wording::Exact);
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    Some(Quantity {
        low,
        high,
        wording: if exact { Wording::Exact } else { Wording::AtLeast },
        status: Status::Unknown,
        text: texts.join(" + "),
        ..(*first).clone()
    })
}

fn row(one: &Dead<'_>, all: &[Dead<'_>]) -> Row {
    let later = |other: &&Dead<'_>| {
        let (Some(own), Some(others)) = (one.published, other.published) else { return false };
        let days = |day| When { earliest: day, latest: day };
        let gap = days(own).gap_days(days(others));
        others > own && gap <= GROWING && reach(&other.total) > reach(&one.total)
    };
    let closer = |other: &&Dead<'_>| {
        let number = reach(&other.total);
        one.total.wording == Wording::Word
            && other.total.wording != Wording::Word
            && one.total.low <= number
            && one.total.high.is_none_or(|high| number <= high)
    };
    let same: Vec<&Dead<'_>> =
        all.iter().filter(|other| reach(&other.total) == reach(&one.total)).collect();
    let mut origins: Vec<&str> = same.iter().map(|other| other.account.origin.as_str()).collect();
    origins.sort_unstable();
    origins.dedup();
    let known = |dead: &Dead<'_>| dead.a + dead.b + dead.civilians;
    let fullest =
        same.iter().max_by_key(|other| (known(other), std::cmp::Reverse(&other.account.id)));
    let people = |count: u32| Coded::Number(count.into());
    counted(&one.total, one.because.clone())
        .with("account", Coded::Word(one.account.id.to_string()))
        .with("origin", Coded::Word(one.account.origin.to_string()))
        .with("backing", number(origins.len()))
        .with("overtaken", Coded::Flag(all.iter().any(|other| later(&other))))
        .with("told_closer", Coded::Flag(all.iter().any(|other| closer(&other))))
        .with("whole", Coded::Flag(one.whole))
        .with("firm", Coded::Flag(one.firm))
        .with("fullest", Coded::Flag(fullest.is_some_and(|f| f.account.id == one.account.id)))
        .with("a", people(one.a))
        .with("b", people(one.b))
        .with("civilians", people(one.civilians))
}
