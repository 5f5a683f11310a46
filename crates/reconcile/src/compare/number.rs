//! Numbers of people: by interval, and only where both count the same people.
//!
//! "Two fighters" and "a woman and her child" count different people and cannot contradict each
//! other; a total without status is comparable with another such total. A part ("three of them
//! children") is compared with parts of the same sort only.

use rashomon_model::{Quantity, Status};

use super::Standing;

/// Compares two numbers of people.
pub fn compare(a: &Quantity, b: &Quantity) -> Standing {
    if !comparable(a, b) {
        return Standing::Compatible;
    }
    if a.low == b.low && a.high == b.high {
        return Standing::Same;
    }
    let (first, second) = if a.low <= b.low { (a, b) } else { (b, a) };
    match first.high {
        // "Dozens" is a floor: those who count later find more.
        Some(_) if vague(first) => Standing::Compatible,
        Some(high) if high < second.low && !rounded(first, second) => Standing::Conflict(format!(
            "{} and {} have no number in common",
            interval(first),
            interval(second)
        )),
        _ => Standing::Compatible,
    }
}

/// Tells whether the words give no figure ("dozens", "civilians").
pub fn vague(q: &Quantity) -> bool {
    q.wording == rashomon_model::Wording::Word
}

/// Tells whether both numbers count the same people.
pub fn comparable(a: &Quantity, b: &Quantity) -> bool {
    part(a) == part(b) && same_people(a.status, b.status) && a.cumulative == b.cumulative
}

/// A number put as "about" spans a tenth to either side before it contradicts another.
fn rounded(a: &Quantity, b: &Quantity) -> bool {
    use rashomon_model::Wording::About;
    let slack = |q: &Quantity| if q.wording == About { q.low.div_ceil(10) } else { 0 };
    let end = a.high.unwrap_or(u32::MAX).saturating_add(slack(a));
    end >= b.low.saturating_sub(slack(b))
}

/// Named victims are counted like any others.
fn part(q: &Quantity) -> Option<rashomon_model::Who> {
    q.who.filter(|who| *who != rashomon_model::Who::Named)
}

fn same_people(a: Status, b: Status) -> bool {
    a == b
        || matches!(
            (a, b),
            (Status::Civilian, Status::Unknown) | (Status::Unknown, Status::Civilian)
        )
}

/// Writes an interval for people: "3", "3 to 5", "3 or more".
pub fn interval(q: &Quantity) -> String {
    match q.high {
        Some(high) if high == q.low => q.low.to_string(),
        Some(high) => format!("{} to {high}", q.low),
        None => format!("{} or more", q.low),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rashomon_model::Wording;

    fn toll(low: u32, high: Option<u32>, status: Status) -> Quantity {
        Quantity {
            low,
            high,
            wording: Wording::Exact,
            status,
            who: None,
            side: None,
            cumulative: false,
            text: String::new(),
        }
    }

    #[test]
    fn only_disjoint_intervals_of_the_same_people_conflict() {
        use Status::{Civilian, Combatant, Unknown};
        let open = toll(12, None, Unknown);
        assert_eq!(compare(&open, &toll(15, Some(15), Unknown)), Standing::Compatible);
        assert!(matches!(compare(&open, &toll(9, Some(9), Unknown)), Standing::Conflict(_)));
        let (two, three) = (toll(2, Some(2), Combatant), toll(3, Some(3), Civilian));
        assert_eq!(compare(&two, &three), Standing::Compatible);
        assert_eq!(compare(&three, &three), Standing::Same);
    }
}
