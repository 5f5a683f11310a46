//! Recognises lengths of time and recurring times: "two and a half years", "a few days", "every
//! Sunday", "daily".
//!
//! In: words and a position. Out: a TIMEX3 value (`P2Y6M`, `PXD`, `P1D`, `XXXX-WXX-7`) and the
//! end. Lengths need no anchor. Ages ("12-year-old") are found too, so that they count nothing.

use super::calendar::Unit;
use super::expression::{Expression, Meaning};
use super::lexicon;
use crate::numbers::numeral;
use crate::words::Words;

/// How many units: a number, or an unknown one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Amount {
    Of(u64),
    /// Whole and half.
    Half(u64),
    Unknown,
}

/// A number of units: amount, unit and the end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Length {
    pub(super) amount: Amount,
    pub(super) unit: Unit,
    pub(super) end: usize,
    /// Whether the amount was told as the article: "a year".
    pub(super) article: bool,
    /// Whether no amount was told: "years".
    pub(super) bare: bool,
}

impl Length {
    /// Returns the TIMEX3 value.
    pub(super) fn value(&self) -> String {
        value(self.amount, self.unit)
    }
}

/// Returns the TIMEX3 value of a length: `P3D`, `PT5H`, `PXM`, `P2Y6M`.
pub(super) fn value(amount: Amount, unit: Unit) -> String {
    let (code, times, half) = match unit {
        Unit::Second => ("S", 1, "500MS"),
        Unit::Minute => ("M", 1, "30S"),
        Unit::Hour => ("H", 1, "30M"),
        Unit::Day => ("D", 1, "T12H"),
        Unit::Week => ("W", 1, ""),
        Unit::Weekend => ("D", 2, "1D"),
        Unit::Month => ("M", 1, ""),
        Unit::Quarter => ("M", 3, ""),
        Unit::Half | Unit::Season => ("M", 6, ""),
        Unit::Year => ("Y", 1, "6M"),
        Unit::Decade => ("Y", 10, "5Y"),
        Unit::Century => ("Y", 100, "50Y"),
        Unit::Millennium => ("Y", 1000, "500Y"),
    };
    let lead = if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) { "PT" } else { "P" };
    match amount {
        Amount::Unknown => format!("{lead}X{code}"),
        Amount::Of(n) => format!("{lead}{}{code}", n.saturating_mul(times)),
        // Tens and hundreds of years halve into years.
        Amount::Half(n) if times > 1 => {
            format!("{lead}{}{code}", n.saturating_mul(times) + times / 2)
        }
        Amount::Half(0) => format!("{lead}{half}"),
        Amount::Half(n) => format!("{lead}{n}{code}{half}"),
    }
}

/// Reads a number of units.
pub(super) fn length(words: &Words<'_>, at: usize) -> Option<Length> {
    half_unit(words, at)
        .or_else(|| counted(words, at))
        .or_else(|| vague(words, at))
        .or_else(|| article(words, at))
}

/// "three weeks", "three-week", "2 1/2 years", "two and a half years", "20 more years", "12-year-old".
fn counted(words: &Words<'_>, at: usize) -> Option<Length> {
    let number = numeral(words, at)?;
    let mut end = number.end;
    let mut amount = Amount::Of(number.value);
    if words.matches(end, &["and", "a", "half"]) {
        (amount, end) = (Amount::Half(number.value), end + 3);
    } else if words.lower(end) == "1/2" {
        (amount, end) = (Amount::Half(number.value), end + 1);
    } else if matches!(words.lower(end), "to" | "or" | "-")
        && numeral(words, end + 1).is_some_and(|n| n.value > number.value)
    {
        // "two to three weeks": TIMEX3 has no ranges; the first number is the value.
        end = numeral(words, end + 1)?.end;
    }
    let dash = words.lower(end) == "-" && words.glued(end) && words.glued(end + 1);
    end += usize::from(dash);
    for filler in [
        "more",
        "full",
        "additional",
        "long",
        "straight",
        "consecutive",
        "further",
        "whole",
        "solid",
        "trading",
        "calendar",
        "other",
        "working",
        "business",
    ] {
        end += usize::from(!dash && words.lower(end) == filler);
    }
    let (unit, times) = lexicon::unit_many(words, end).or_else(|| {
        // "five year low" and "a three-week truce" put the unit in the singular.
        lexicon::unit_one(words, end)
            .filter(|(unit, _)| *unit != Unit::Second || number.value < 2 || dash)
    })?;
    if matches!(unit, Unit::Quarter | Unit::Second)
        && lexicon::unit_many(words, end).is_none()
        && number.value > 1
    {
        return None;
    }
    if let Amount::Of(n) = amount {
        amount = Amount::Of(n.saturating_mul(u64::from(times)));
    }
    Some(Length { amount, unit, end: end + 1, article: false, bare: false })
}

/// "several weeks", "a few days", "a couple of years", "some weeks", "many years".
fn vague(words: &Words<'_>, at: usize) -> Option<Length> {
    let (amount, end) = match words.lower(at) {
        "several" | "some" | "many" | "few" => (Amount::Unknown, at + 1),
        "a" if words.lower(at + 1) == "few" => (Amount::Unknown, at + 2),
        "a" if words.lower(at + 1) == "number" && words.lower(at + 2) == "of" => {
            (Amount::Unknown, at + 3)
        }
        "a" if words.lower(at + 1) == "couple" => (Amount::Of(2), at + 2),
        "couple" => (Amount::Of(2), at + 1),
        "dozens" | "hundreds" | "thousands" | "tens" if words.lower(at + 1) == "of" => {
            (Amount::Unknown, at + 1)
        }
        _ => return None,
    };
    let end = end + usize::from(words.lower(end) == "of");
    let end = end
        + usize::from(matches!(words.lower(end), "more" | "-" | "dozen" | "hundred" | "thousand"));
    let (unit, _) = lexicon::unit_many(words, end)
        .or_else(|| lexicon::unit_one(words, end).filter(|_| words.before(end) == "-"))?;
    Some(Length { amount, unit, end: end + 1, article: false, bare: false })
}

/// "a year", "an hour and a half", "one week" is counted.
fn article(words: &Words<'_>, at: usize) -> Option<Length> {
    if !matches!(words.lower(at), "a" | "an") {
        return None;
    }
    let filler = usize::from(matches!(
        words.lower(at + 1),
        "full" | "whole" | "further" | "additional" | "single" | "good"
    ));
    let (unit, times) = lexicon::unit_one(words, at + 1 + filler)?;
    let mut end = at + 2 + filler;
    if matches!(unit, Unit::Second | Unit::Quarter | Unit::Weekend) || words.lower(end) == "-" {
        return None;
    }
    let mut amount = Amount::Of(u64::from(times));
    if words.matches(end, &["and", "a", "half"]) {
        (amount, end) = (Amount::Half(1), end + 3);
    } else if words.matches(end, &["or", "two"]) {
        end += 2;
    }
    Some(Length { amount, unit, end, article: true, bare: false })
}

/// "half an hour", "half a century", "half-hour".
fn half_unit(words: &Words<'_>, at: usize) -> Option<Length> {
    if words.lower(at) != "half" {
        return None;
    }
    let joint = matches!(words.lower(at + 1), "a" | "an" | "-");
    let (unit, _) = lexicon::unit_one(words, at + 1 + usize::from(joint)).filter(|_| joint)?;
    Some(Length { amount: Amount::Half(0), unit, end: at + 3, article: true, bare: false })
}

/// Reads a plural unit without a number: "years", "weeks".
pub(super) fn bare(words: &Words<'_>, at: usize) -> Option<Length> {
    let (unit, _) = lexicon::unit_many(words, at)?;
    let told = !matches!(
        unit,
        Unit::Second | Unit::Weekend | Unit::Quarter | Unit::Minute | Unit::Millennium
    );
    let alternative =
        matches!(words.lower(at + 1), "or" | "and") && lexicon::unit_many(words, at + 2).is_some();
    let end = at + if alternative { 3 } else { 1 };
    told.then_some(Length { amount: Amount::Unknown, unit, end, article: false, bare: true })
}

/// Tells whether "quarters" are parts of a thing: "three-quarters of its food".
pub(super) fn is_fraction(words: &Words<'_>, length: &Length) -> bool {
    let dashed = words.lower(length.end.saturating_sub(2)) == "-";
    length.unit == Unit::Quarter && (dashed || words.lower(length.end) == "of")
}

/// Tells whether a length is an age; gives its end: "12-year-old", "12 years old", "12 years of age".
pub(super) fn age_end(words: &Words<'_>, end: usize) -> Option<usize> {
    let dash = usize::from(words.lower(end) == "-");
    if matches!(words.lower(end + dash), "old" | "olds") {
        return Some(end + dash + 1);
    }
    words.matches(end, &["of", "age"]).then_some(end + 2)
}

/// Reads a recurring time: "every Sunday", "each year", "daily", "Tuesdays", "every two weeks".
pub(super) fn recurring(words: &Words<'_>, at: usize) -> Option<Expression> {
    let set = |end: usize, value: String| Some(Expression::new(at, end, Meaning::Set(value)));
    if matches!(words.lower(at), "every" | "each" | "per") {
        return every(words, at);
    }
    if let Some(day) = lexicon::weekdays(words, at) {
        let part = lexicon::day_part(words, at + 1);
        let code = part.map_or(String::new(), |part| format!("T{part}"));
        return set(at + 1 + usize::from(part.is_some()), format!("XXXX-WXX-{day}{code}"));
    }
    if let Some(day) = lexicon::weekday(words, at, false)
        && matches!(words.lower(at + 1), "nights" | "mornings" | "evenings" | "afternoons")
    {
        let code = match words.lower(at + 1) {
            "nights" => "NI",
            "mornings" => "MO",
            "evenings" => "EV",
            _ => "AF",
        };
        return set(at + 2, format!("XXXX-WXX-{day}T{code}"));
    }
    let value = match words.lower(at) {
        "daily" | "nightly" => "P1D",
        "weekly" => "P1W",
        "monthly" => "P1M",
        "yearly" | "annually" => "P1Y",
        "hourly" => "PT1H",
        _ => return None,
    };
    set(at + 1, value.to_owned())
}

fn every(words: &Words<'_>, at: usize) -> Option<Expression> {
    let set = |end: usize, value: String| Some(Expression::new(at, end, Meaning::Set(value)));
    let per = words.lower(at) == "per";
    if let Some(length) = counted(words, at + 1).filter(|_| words.lower(at) == "every") {
        return set(length.end, length.value());
    }
    let other = usize::from(words.lower(at + 1) == "other" || words.lower(at + 1) == "single");
    let next = at + 1 + other;
    if let Some(day) = lexicon::weekday(words, next, false).filter(|_| !per) {
        let part = lexicon::day_part(words, next + 1);
        let code = part.map_or(String::new(), |part| format!("T{part}"));
        return set(next + 1 + usize::from(part.is_some()), format!("XXXX-WXX-{day}{code}"));
    }
    if let Some(month) = lexicon::month(words, next, false).filter(|_| !per) {
        return set(next + 1, format!("XXXX-{month:02}"));
    }
    if let Some(part) = lexicon::day_part(words, next).filter(|_| !per) {
        return set(next + 1, format!("XXXX-XX-XXT{part}"));
    }
    if let Some(season) = lexicon::season(words, next).filter(|_| !per) {
        return set(next + 1, format!("XXXX-{}", season.code()));
    }
    let (unit, times) = lexicon::unit_one(words, next)?;
    let doubled = if words.lower(at + 1) == "other" { 2 } else { 1 };
    if unit == Unit::Weekend {
        return set(next + 1, "XXXX-WXX-WE".to_owned());
    }
    set(next + 1, value(Amount::Of(u64::from(times) * doubled), unit))
}
