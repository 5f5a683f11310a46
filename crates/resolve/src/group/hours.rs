//! The hour of a happening, as far as a report tells it: a clock time or a part of the day.
//!
//! One air raid is all strikes on one place within an hour or so (Yemen Data Project), so two
//! reports that put theirs hours apart tell of two raids. A part of the day is a stretch of hours;
//! a night begins on its day and ends on the next, and one told for a day may mean the one before.
//! Clock times of a stated zone are held against each other alone: local hours are not theirs.

/// Hours of a day between which something happened, both inclusive, in minutes from midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    from: i32,
    to: i32,
    /// Whether the zone is stated.
    zoned: bool,
}

/// Reads what TIMEX3 writes behind the `T` of a day: `MO`, `15:00`, `15:00Z`, `15`.
pub fn hours(part: &str) -> Option<Hours> {
    let of = |from: i32, to: i32| Some(Hours { from: from * 60, to: to * 60, zoned: false });
    match part {
        "MO" => return of(5, 12),
        "MI" => return of(11, 14),
        "AF" => return of(12, 18),
        "EV" => return of(17, 24),
        "DT" => return of(6, 19),
        _ => {}
    }
    let clock = part.trim_end_matches('Z');
    let (hour, minute) = clock.split_once(':').unwrap_or((clock, "0"));
    let minute = minute.get(..2).unwrap_or(minute);
    let (hour, minute): (i32, i32) = (hour.parse().ok()?, minute.parse().ok()?);
    if !(0..=24).contains(&hour) || !(0..60).contains(&minute) {
        return None;
    }
    let at = hour * 60 + minute;
    Some(Hours { from: at, to: at, zoned: part.ends_with('Z') })
}

impl Hours {
    /// Returns the hours that lie between both; none where they cannot be compared.
    pub fn gap(self, other: Hours) -> Option<f64> {
        let comparable = self.zoned == other.zoned;
        let minutes = (self.from - other.to).max(other.from - self.to).max(0);
        comparable.then(|| f64::from(minutes) / 60.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gap(a: &str, b: &str) -> Option<f64> {
        hours(a)?.gap(hours(b)?)
    }

    #[test]
    fn a_morning_and_an_evening_lie_hours_apart() {
        assert_eq!(gap("MO", "EV"), Some(5.0));
        assert_eq!(gap("06:30", "18:30"), Some(12.0));
        assert_eq!(gap("07:00", "EV"), Some(10.0));
    }

    #[test]
    fn what_may_be_one_hour_has_no_gap() {
        assert_eq!(gap("MO", "07:15"), Some(0.0));
        assert_eq!(gap("AF", "EV"), Some(0.0));
        assert_eq!(gap("15:00", "15:40"), Some(40.0 / 60.0));
    }

    #[test]
    fn what_cannot_be_compared_says_nothing() {
        // A night belongs to two days, and a clock abroad is not the clock on the spot.
        assert_eq!(gap("NI", "MO"), None);
        assert_eq!(gap("15:00Z", "19:00"), None);
        assert_eq!(gap("25:00", "19:00"), None);
        assert_eq!(gap("", "é:"), None);
    }
}
