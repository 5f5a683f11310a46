//! Anchors time expressions: turns what was said into values and days.
//!
//! In: expressions in text order, and the day of publication if it is known. Out: [`TimeSpan`]s.
//! What counts from the publication stays open without one: "on Sunday" is `XXXX-WXX-7` and has
//! no days. What counts from the story's own time ("three days later") needs a date told before.
//! Never guesses. Must hold: earliest is never after latest.

use rashomon_model::{Date, TimeKind};

use super::calendar::{Bounds, Stamp, Unit, date, days};
use super::expression::{Edge, Expression, Meaning, Origin, Parts, Year};
use super::length::{self, Amount};
use super::tense::{Tense, tense};
use super::{TimeSpan, choose, narrow};
use crate::words::Words;

/// What is known while a text is read from its start.
pub(super) struct Anchor<'w, 't> {
    pub(super) words: &'w Words<'t>,
    pub(super) published: Option<Date>,
    /// The date last told.
    pub(super) last: Option<Stamp>,
    /// The day last told.
    pub(super) last_day: Option<Date>,
    /// The quarter last told.
    pub(super) last_quarter: Option<Stamp>,
}

/// A value, with the stretch it stands for where it is anchored.
pub(super) struct Reading {
    pub(super) value: String,
    pub(super) stamp: Option<Stamp>,
    pub(super) bounds: Option<Bounds>,
}

impl Reading {
    pub(super) fn open(value: impl Into<String>) -> Reading {
        Reading { value: value.into(), stamp: None, bounds: None }
    }
}

impl From<Stamp> for Reading {
    fn from(stamp: Stamp) -> Reading {
        Reading { value: stamp.value(), stamp: Some(stamp), bounds: stamp.bounds() }
    }
}

impl<'w, 't> Anchor<'w, 't> {
    pub(super) fn new(words: &'w Words<'t>, published: Option<Date>) -> Anchor<'w, 't> {
        Anchor { words, published, last: None, last_day: None, last_quarter: None }
    }

    /// Gives the time span of an expression; none for an age.
    pub(super) fn resolve(&mut self, expression: &Expression) -> Option<TimeSpan> {
        let (kind, reading) = match &expression.meaning {
            Meaning::Age => return None,
            Meaning::Duration(value) => (TimeKind::Duration, Reading::open(value.clone())),
            Meaning::Set(value) => (TimeKind::Set, Reading::open(value.clone())),
            Meaning::Reference(value) => (TimeKind::Date, Reading::open(*value)),
            // "two hours ago" has no day of its own; its length is all that is sure.
            Meaning::Shift { unit, amount, .. } if *unit < Unit::Day => {
                let amount = Amount::Of(amount.unsigned_abs().into());
                let value = length::value(amount, *unit);
                (TimeKind::Duration, Reading::open(value))
            }
            _ => (TimeKind::Date, self.date(expression)),
        };
        self.remember(&expression.meaning, &reading);
        Some(self.span(expression, kind, reading))
    }

    fn span(&self, expression: &Expression, kind: TimeKind, reading: Reading) -> TimeSpan {
        let reading = match (expression.edge, reading.stamp) {
            // The night that ends on Monday is Sunday's.
            (Some(Edge::NightInto), Some(Stamp::Day(day))) => {
                days(day, -1).map_or(reading, |eve| Stamp::Day(eve).into())
            }
            _ => reading,
        };
        let bounds = narrow::narrow(reading.bounds, reading.stamp, expression.edge, self.published);
        let (kind, value) = match expression.clock {
            Some(clock) if kind == TimeKind::Date => {
                (TimeKind::Time, reading.value + &clock.value())
            }
            _ => (kind, reading.value),
        };
        TimeSpan {
            tokens: self.words.range(expression.start..expression.end),
            kind,
            value,
            earliest: bounds.map(|(first, _)| first),
            latest: bounds.map(|(_, last)| last),
            opens: expression.opens,
        }
    }

    /// Puts the ends of a stretch in order: "from Monday to Friday", published on a Wednesday, began
    /// on the Monday before that Friday. Ends that stay in the wrong order are no stretch.
    pub(super) fn in_order(
        &mut self,
        first: &Expression,
        second: &Expression,
        before: &mut TimeSpan,
        after: &mut TimeSpan,
    ) {
        let (Some(start), Some(end)) = (before.earliest, after.latest) else { return };
        if start <= end {
            return;
        }
        let (Meaning::Parts(from), Meaning::Parts(_)) = (&first.meaning, &second.meaning) else {
            before.opens = false;
            return;
        };
        match choose::last_before(from, end).filter(|_| from.year.is_none()) {
            Some(stamp) => *before = self.span(first, before.kind, stamp.into()),
            None => before.opens = false,
        }
    }

    /// Keeps the date last told. A date that could not be anchored makes the story's time unknown.
    fn remember(&mut self, meaning: &Meaning, reading: &Reading) {
        match (meaning, reading.stamp) {
            // What is only compared with moves the story nowhere: "than a year earlier".
            (Meaning::YearsFrom { .. }, _) => {}
            (_, Some(stamp)) => {
                self.last = Some(stamp);
                match stamp {
                    Stamp::Day(day) => self.last_day = Some(day),
                    Stamp::Quarter(..) => self.last_quarter = Some(stamp),
                    _ => {}
                }
            }
            (Meaning::Parts(_) | Meaning::Shift { .. }, None) => {
                (self.last, self.last_day) = (None, None);
            }
            _ => {}
        }
    }

    fn date(&self, expression: &Expression) -> Reading {
        match &expression.meaning {
            Meaning::Parts(parts) => choose::parts(self, parts, expression.start..expression.end),
            Meaning::WeekOf(parts) => {
                let day = choose::parts(self, parts, expression.start..expression.end).stamp;
                match day {
                    Some(Stamp::Day(day)) => Stamp::Week(day).into(),
                    _ => open(Unit::Week),
                }
            }
            Meaning::Shift { unit, amount, from } => self.shift(*unit, *amount, *from),
            Meaning::Same(unit) => self.same(*unit, expression),
            Meaning::YearsFrom { amount, part, from } => self.years_from(*amount, *part, *from),
            Meaning::Decade { digits, short } => self.decade(*digits, *short),
            Meaning::Century(digits) => Stamp::Century(*digits).into(),
            Meaning::Between { year, days } => between(*year, *days),
            Meaning::Days { parts, to } => {
                let at = expression.start..expression.end;
                let later = choose::parts(self, &Parts { day: Some(*to), ..*parts }, at);
                match later.stamp {
                    Some(Stamp::Day(last)) => {
                        let first = parts.day.and_then(|day| date(last.year(), last.month(), day));
                        first.map_or(later, |first| Stamp::Span(first, last).into())
                    }
                    _ => later,
                }
            }
            Meaning::Years(from, to) => Reading {
                value: format!("{from:04}/{to:04}"),
                stamp: None,
                bounds: date(*from, 1, 1).zip(date(*to, 12, 31)),
            },
            Meaning::TimeOfDay(_) => {
                self.last_day.map_or_else(|| open(Unit::Day), |day| Stamp::Day(day).into())
            }
            Meaning::Reference(_) | Meaning::Duration(_) | Meaning::Set(_) | Meaning::Age => {
                Reading::open("")
            }
        }
    }

    fn shift(&self, unit: Unit, amount: i32, from: Origin) -> Reading {
        let base = match from {
            Origin::Publication => self.published,
            Origin::Narrative if unit == Unit::Day => self.last_day,
            Origin::Narrative => self.last.and_then(Stamp::bounds).map(|(first, _)| first),
        };
        let stamp = base.and_then(|base| Stamp::around(base, unit).plus(amount));
        stamp.map_or_else(|| open(unit), Reading::from)
    }

    /// "that year", "the quarter", "the weekend".
    fn same(&self, unit: Unit, told: &Expression) -> Reading {
        let stamp = match unit {
            Unit::Day => self.last_day.map(Stamp::Day),
            Unit::Quarter => self.last_quarter.or_else(|| self.ended_quarter()),
            Unit::Weekend => self.published.and_then(|day| {
                let this = Stamp::Weekend(day);
                let begun = this.bounds().is_some_and(|(first, _)| first <= day);
                let to_come = tense(self.words, told.start, told.end) == Tense::ToCome;
                if begun || to_come { Some(this) } else { this.plus(-1) }
            }),
            _ => self
                .last
                .filter(|last| last.unit() <= unit)
                .and_then(Stamp::bounds)
                .map(|(first, _)| Stamp::around(first, unit)),
        };
        stamp.map_or_else(|| open(unit), Reading::from)
    }

    /// The last quarter that had ended when the report was published.
    fn ended_quarter(&self) -> Option<Stamp> {
        Stamp::around(self.published?, Unit::Quarter).plus(-1)
    }

    /// "a year earlier": the counterpart of the quarter last told, else a year.
    fn years_from(&self, amount: i32, part: Option<Unit>, from: Origin) -> Reading {
        let grain = match part {
            Some(Unit::Quarter) => self.last_quarter.or_else(|| self.ended_quarter()),
            _ => self.last.filter(|last| matches!(last, Stamp::Quarter(..))),
        };
        let told = self.last.and_then(Stamp::bounds).map(|(first, _)| first);
        let year = match from {
            Origin::Narrative => told.or(self.published),
            Origin::Publication => self.published,
        };
        let stamp = grain.or(year.map(|day| Stamp::Year(day.year())));
        stamp
            .and_then(|stamp| stamp.years_later(amount))
            .map_or_else(|| open(Unit::Year), Reading::from)
    }

    fn decade(&self, digits: i16, short: bool) -> Reading {
        if !short {
            return Stamp::Decade(digits).into();
        }
        // "the '90s": the last such decade that had begun; without a publication date it is the
        // 20th century's, for nobody writes the apostrophe for an earlier one.
        let century = self.published.map_or(1900, |day| {
            let this = day.year() - day.year().rem_euclid(100);
            let ahead = this + digits * 10 > day.year() && this >= 100;
            if ahead { this - 100 } else { this }
        });
        Stamp::Decade(century / 10 + digits).into()
    }

    /// Returns the year meant by two digits: the nearest one that is not far ahead.
    pub(super) fn full_year(&self, two: i16) -> i16 {
        let this = self.published.map_or(2030, Date::year);
        let century = this - this.rem_euclid(100);
        let ahead = century + two > this + 10 && century >= 100;
        if ahead { century - 100 + two } else { century + two }
    }

    /// Returns the year meant, where it is known.
    pub(super) fn year(&self, year: Year) -> Option<i16> {
        match year {
            Year::Of(year) => Some(year),
            Year::Short(two) => Some(self.full_year(two)),
            Year::Shift(amount) => {
                let Stamp::Year(year) = Stamp::Year(self.published?.year()).plus(amount)? else {
                    return None;
                };
                Some(year)
            }
            Year::Same => self.last.and_then(Stamp::bounds).map(|(first, _)| first.year()),
        }
    }
}

/// A digit date with two readings: its year, between the two days.
fn between(year: i16, readings: [(i8, i8); 2]) -> Reading {
    let [a, b] = readings.map(|(month, day)| date(year, month, day));
    let bounds = a.zip(b).map(|(a, b)| (a.min(b), a.max(b)));
    Reading { value: format!("{year:04}-XX-XX"), stamp: None, bounds }
}

/// The value of a stretch that could not be anchored.
pub(super) fn open(unit: Unit) -> Reading {
    Reading::open(match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Week => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Half => "XXXX-HX",
        Unit::Season | Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century | Unit::Millennium => "XX",
    })
}
