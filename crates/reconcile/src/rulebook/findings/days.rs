//! When it happened, and how exactly, by the days that the claims allow.
//!
//! In: the days of the event and of the claims on its time. Out: first and last possible day, how
//! many days lie between, the day in the middle. Where accounts give days that rule each other out,
//! first and last span them all. The day of publication is never taken for the day of the event.

use rashomon_model::{CaseValue, Coded, Date, Slot, SlotRelation, When};

use crate::rulebook::About;
use crate::rulebook::finding::{Because, Family, Findings, Kind, Known, word};

/// Longest half of a stretch of days whose middle is told.
const YEAR: i32 = 366;

/// What is found of the time.
pub const FAMILY: Family = Family {
    name: "The time",
    known: &[
        Known::new(
            "first_day",
            Kind::Word,
            "the earliest day on which it can have happened, `YYYY-MM-DD`",
        ),
        Known::new("last_day", Kind::Word, "the latest such day"),
        Known::new(
            "middle_day",
            Kind::Word,
            "the day in the middle of the two, the earlier of two",
        ),
        Known::new("year", Kind::Number, "the year of the first day"),
        Known::new("days", Kind::Number, "how many days lie between, both counted"),
        Known::new("rival_days", Kind::Flag, "accounts give days that rule each other out"),
        Known::new("one_week", Kind::Flag, "the days are those of one week, from Monday to Sunday"),
        Known::new(
            "days_before_reports",
            Kind::Number,
            "days from the last possible day to the earliest report of it",
        ),
    ],
    tables: &[],
    find,
};

fn find(about: &About<'_>, out: &mut Findings) {
    let (when, rival, because) = of(about);
    let day = |day: Option<Date>| word(day.map(|day| day.to_string()));
    out.put("first_day", day(when.map(|when| when.earliest)), because.clone());
    out.put("last_day", day(when.map(|when| when.latest)), because.clone());
    out.put("middle_day", day(when.and_then(middle)), because.clone());
    let number = |number: Option<i64>| number.map_or(Coded::Unknown, Coded::Number);
    out.put("year", number(when.map(|when| i64::from(when.earliest.year()))), because.clone());
    out.put("days", number(when.map(|when| i64::from(when.days()))), because.clone());
    let rivals = if rival { because.clone() } else { Because::new() };
    out.put("rival_days", Coded::Flag(rival), rivals);
    let week = when.is_some_and(|when| {
        when.days() == 7 && when.earliest.weekday().to_monday_one_offset() == 1
    });
    out.put("one_week", Coded::Flag(week), because.clone());
    let first = about.reports().filter_map(|report| report.published).min();
    let before = when.zip(first).and_then(|(when, first)| {
        (when.latest < first)
            .then(|| i64::from(when.gap_days(When { earliest: first, latest: first })))
    });
    let before = before.or_else(|| when.zip(first).map(|_| 0));
    out.put("days_before_reports", number(before), because);
}

fn middle(when: When) -> Option<Date> {
    let half = (when.days() - 1) / 2;
    // A stretch of centuries has no day in the middle that anybody means.
    if half > YEAR {
        return None;
    }
    (0..half).try_fold(when.earliest, |day, _| day.tomorrow().ok())
}

/// Returns the days of an event, and whether accounts give days that rule each other out.
pub fn of(about: &About<'_>) -> (Option<When>, bool, Because) {
    let event = about.event;
    let claims = about.told(Slot::Time).filter_map(|claim| match &claim.value {
        CaseValue::Time { when: Some(when), .. } => Some((*when, claim.id.clone())),
        _ => None,
    });
    let told: Vec<(When, _)> = claims.collect();
    let slot = event.slots.iter().find(|slot| slot.slot == Slot::Time);
    let rival = slot.is_some_and(|slot| slot.relation == SlotRelation::Conflict);
    let whole = |told: &[(When, _)]| {
        let earliest = told.iter().map(|(when, _)| when.earliest).min()?;
        let latest = told.iter().map(|(when, _)| when.latest).max()?;
        Some(When { earliest, latest })
    };
    let when = if rival { whole(&told).or(event.when) } else { event.when };
    let inside = |(told, _): &&(When, _)| when.is_some_and(|when| when.meet(*told).is_some());
    let because = told.iter().filter(inside).map(|(_, id): &(When, _)| id.clone()).collect();
    (when, rival, because)
}
