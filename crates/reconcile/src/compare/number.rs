//! Numbers of people: by interval, and only where both count the same people.
//!
//! "Two fighters" and "a woman and her child" count different people and cannot contradict each
//! other; a total without status is comparable with another such total. A part ("three of them
//! children") is compared with parts of the same sort only, and the dead of one side with those of
//! the same side. "At least 12" and "15" differ and may both hold; "dozens" and "20", "at least 21"
//! and "21" do not differ: the second of each says it more closely. A denied number is denied only
//! where the other lies within it.

use rashomon_model::{CaseClaim, CaseValue, Quantity, Status, Who, Wording};

use super::{Stand, Standing, affirms, denial};
use crate::parties::Parties;

/// How many times a figure must be beyond "dozens" or "hundreds" before it contradicts them, and
/// beyond another before the two cannot count the same people.
const LOOSE: u64 = 2;
/// From this number of people on, one this many times larger counts a war and not a happening.
const WAR: (u64, u64) = (1000, 50);

/// Compares two claims of a number of people.
pub fn compare(a: &CaseClaim, b: &CaseClaim, parties: &Parties<'_>) -> Standing {
    let (CaseValue::Toll { quantity: x, .. }, CaseValue::Toll { quantity: y, .. }) =
        (&a.value, &b.value)
    else {
        return Standing::of(Stand::Apart, "they speak of different things");
    };
    if let Some(why) = different_people(a, b, parties) {
        let wholes = part(x).is_none() && part(y).is_none() && x.cumulative == y.cumulative;
        let beside =
            wholes && affirms(a) && affirms(b) && !same_people(x.status, y.status) && as_many(x, y);
        return Standing::of(if beside { Stand::Beside } else { Stand::Apart }, why);
    }
    match (affirms(a), affirms(b)) {
        (true, true) => intervals(x, y),
        (false, false) if (x.low, x.high) == (y.low, y.high) => {
            Standing::of(Stand::Same, format!("both deny {}", interval(x)))
        }
        (false, true) if within(y, x) => denial(Stand::Denies, a, b),
        (true, false) if within(x, y) => denial(Stand::Denied, b, a),
        _ => Standing::of(Stand::Apart, "the number denied is another"),
    }
}

/// Compares two numbers of the same people.
fn intervals(x: &Quantity, y: &Quantity) -> Standing {
    if (x.low, x.high) == (y.low, y.high) {
        return Standing::of(Stand::Same, format!("both give {}", interval(x)));
    }
    let closer = |near: &Quantity, far: &Quantity| {
        format!("{} says more closely what “{}” says", interval(near), far.text)
    };
    if closes_in(x, y) {
        return Standing::of(Stand::Refines, closer(x, y));
    }
    if closes_in(y, x) {
        return Standing::of(Stand::Refined, closer(y, x));
    }
    let (less, more) = if x.low <= y.low { (x, y) } else { (y, x) };
    let (one, other) = (interval(less), interval(more));
    if disjoint(less, more) {
        return Standing::of(
            Stand::Conflict,
            format!("{one} and {other} have no number in common"),
        );
    }
    Standing::of(Stand::Compatible, format!("{one} and {other} are two figures that may both hold"))
}

/// Tells whether the first leaves fewer numbers than the second and is no new figure beside it.
fn closes_in(near: &Quantity, far: &Quantity) -> bool {
    if vague(near) {
        return vague(far) && within(near, far);
    }
    if vague(far) {
        // Who says "dozens" may well mean ten, and "scores" eighteen.
        return u64::from(near.low) * LOOSE >= u64::from(far.low) && reaches(far, near);
    }
    let exact = near.high == Some(near.low);
    match (far.wording, far.high) {
        (Wording::About, _) => exact && near.wording != Wording::About && rounded(near, far),
        (_, None) => exact && (near.low == far.low || starts_from(near.low, far)),
        _ => within(near, far),
    }
}

/// Tells whether a loose word for a number reaches another number.
fn reaches(vague: &Quantity, other: &Quantity) -> bool {
    let low = u64::from(vague.low);
    let end = other.high.map_or(u64::MAX, u64::from);
    end.saturating_mul(LOOSE) >= low
        && vague.high.is_none_or(|high| u64::from(other.low) <= u64::from(high) * LOOSE)
}

fn disjoint(less: &Quantity, more: &Quantity) -> bool {
    let Some(high) = less.high else { return false };
    if vague(less) {
        // "Dozens" is a floor: those who count later find more.
        return false;
    }
    if vague(more) {
        return !reaches(more, less);
    }
    high < more.low && !rounded(less, more)
}

/// "More than 40" starts from 40: who says 40 says no other number.
fn starts_from(number: u32, open: &Quantity) -> bool {
    open.high.is_none() && open.low == number + 1 && number.is_multiple_of(5)
}

fn within(inner: &Quantity, outer: &Quantity) -> bool {
    let ends = match (inner.high, outer.high) {
        (_, None) => true,
        (Some(inner), Some(outer)) => inner <= outer,
        (None, Some(_)) => false,
    };
    inner.low >= outer.low && ends
}

/// Tells whether the words give no figure ("dozens", "civilians").
pub fn vague(q: &Quantity) -> bool {
    q.wording == Wording::Word
}

/// A number put as "about" spans a tenth to either side before it contradicts another.
fn rounded(a: &Quantity, b: &Quantity) -> bool {
    let (a, b) = if a.low <= b.low { (a, b) } else { (b, a) };
    let slack = |q: &Quantity| if q.wording == Wording::About { q.low.div_ceil(10) } else { 0 };
    let end = a.high.unwrap_or(u32::MAX).saturating_add(slack(a));
    end >= b.low.saturating_sub(slack(b))
}

/// Says why two numbers count different people; nothing where they may count the same.
fn different_people(a: &CaseClaim, b: &CaseClaim, parties: &Parties<'_>) -> Option<String> {
    let (CaseValue::Toll { quantity: x, side: s }, CaseValue::Toll { quantity: y, side: t }) =
        (&a.value, &b.value)
    else {
        return None;
    };
    let both = |what: &str| Some(format!("“{}” and “{}” {what}", x.text, y.text));
    if x.cumulative != y.cumulative {
        return both("do not count the same span of time");
    }
    if part(x) != part(y) || !same_people(x.status, y.status) {
        return both("count different people");
    }
    match (s, t) {
        (Some(s), Some(t)) if !parties.overlap(s, t) => {
            return both("count the people of two sides");
        }
        (Some(_), None) | (None, Some(_)) if x.status == Status::Unknown => {
            return both("do not both count the people of one side only");
        }
        _ => {}
    }
    if x.status == Status::Combatant && parties.words.two_forces(&x.text, &y.text) {
        return both("count the fighters of two sides");
    }
    let (less, more) = (x.low.min(y.low), x.low.max(y.low));
    let (less, more) = (u64::from(less), u64::from(more));
    if more >= WAR.0 && more / less.max(1) >= WAR.1 {
        return both("are too far apart to count one happening");
    }
    None
}

/// Named victims are counted like any others.
pub fn part(q: &Quantity) -> Option<Who> {
    q.who.filter(|who| *who != Who::Named)
}

/// Nine fighters and twelve civilians may be the same dead, called by two names; two and eighty not.
fn as_many(x: &Quantity, y: &Quantity) -> bool {
    let (less, more) = if x.low <= y.low { (x, y) } else { (y, x) };
    let most = u64::from(less.high.unwrap_or(less.low));
    most.saturating_mul(LOOSE) >= u64::from(more.low)
}

fn same_people(a: Status, b: Status) -> bool {
    a == b
        || matches!(
            (a, b),
            (Status::Civilian, Status::Unknown) | (Status::Unknown, Status::Civilian)
        )
}

/// Writes an interval for people: "3", "3 to 5", "3 or more"; a word for a number as it stands.
pub fn interval(q: &Quantity) -> String {
    match q.high {
        _ if vague(q) => format!("“{}”", q.text),
        Some(high) if high == q.low => q.low.to_string(),
        Some(high) => format!("{} to {high}", q.low),
        None => format!("{} or more", q.low),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn toll(low: u32, high: Option<u32>, wording: Wording) -> Quantity {
        Quantity {
            low,
            high,
            wording,
            status: Status::Unknown,
            who: None,
            side: None,
            cumulative: false,
            text: format!("{low}"),
        }
    }

    fn exact(n: u32) -> Quantity {
        toll(n, Some(n), Wording::Exact)
    }

    fn open(n: u32) -> Quantity {
        toll(n, None, Wording::AtLeast)
    }

    fn stand(a: &Quantity, b: &Quantity) -> Stand {
        let there = intervals(a, b).stand;
        assert_eq!(intervals(b, a).stand, there.turned(), "{a:?} {b:?}");
        there
    }

    #[test]
    fn only_disjoint_intervals_conflict() {
        assert_eq!(stand(&open(12), &exact(15)), Stand::Compatible);
        assert_eq!(stand(&open(12), &exact(9)), Stand::Conflict);
        assert_eq!(stand(&exact(3), &exact(3)), Stand::Same);
        assert_eq!(stand(&exact(3), &exact(4)), Stand::Conflict);
    }

    #[test]
    fn a_number_within_looser_words_refines_them() {
        let dozens = toll(12, Some(99), Wording::Word);
        let hundreds = toll(100, Some(999), Wording::Word);
        assert_eq!(stand(&exact(20), &dozens), Stand::Refines);
        assert_eq!(stand(&exact(10), &dozens), Stand::Refines);
        assert_eq!(stand(&exact(2), &dozens), Stand::Conflict);
        assert_eq!(stand(&exact(18), &hundreds), Stand::Conflict);
        assert_eq!(stand(&exact(21), &open(21)), Stand::Refines);
        assert_eq!(stand(&exact(51), &toll(50, Some(50), Wording::About)), Stand::Refines);
        assert_eq!(stand(&toll(12, Some(15), Wording::Exact), &exact(13)), Stand::Refined);
        assert_eq!(stand(&toll(20, Some(99), Wording::Word), &dozens), Stand::Refines);
    }

    #[test]
    fn a_floor_far_below_looser_words_is_another_figure() {
        let hundreds = toll(100, Some(999), Wording::Word);
        assert_eq!(stand(&open(18), &hundreds), Stand::Compatible);
        assert_eq!(stand(&open(90), &hundreds), Stand::Refines);
    }

    #[test]
    fn more_than_forty_starts_from_forty() {
        assert_eq!(stand(&exact(40), &open(41)), Stand::Refines);
        assert_eq!(stand(&exact(42), &open(43)), Stand::Conflict);
    }
}
