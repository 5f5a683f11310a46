//! The night in which something is told: "late on Thursday" and "early on Friday" are one.
//!
//! In: the times of a telling. Out: the day on whose evening the night began, where all times that
//! tell of one agree. A clock time after six in the evening or before six in the morning counts.
//! Shown by the casebook page `late-thursday-early-friday`.

use rashomon_model::{CaseClaim, CaseValue, Date, Polarity, When};

const WORDS: &str = include_str!("../../../../data/lexicon/en/night-words.tsv");
/// Hours of the clock at which nights begin and end.
const BEGINS: u8 = 18;
const ENDS: u8 = 6;

/// Returns the day on whose evening the night of a telling began.
pub fn night(claims: &[CaseClaim], when: When) -> Option<Date> {
    let told = claims.iter().filter(|claim| claim.polarity == Polarity::Affirmed);
    let mut nights = told.filter_map(|claim| match &claim.value {
        CaseValue::Time { when: Some(days), part, text } if days.meet(when).is_some() => {
            evening(*days, part.as_deref(), text)
        }
        _ => None,
    });
    let first = nights.next()?;
    nights.all(|night| night == first).then_some(first)
}

fn evening(days: When, part: Option<&str>, text: &str) -> Option<Date> {
    if days.earliest != days.latest {
        return None;
    }
    let hour = |part: &str| part.get(..2)?.parse::<u8>().ok();
    let word = text.split_whitespace().find(|word| !word.eq_ignore_ascii_case("the"))?;
    let begins = match (part, part.and_then(hour), side(&word.to_lowercase())) {
        (Some("NI" | "EV"), _, None) => true,
        (_, Some(hour), _) if hour >= BEGINS => true,
        (_, Some(hour), _) if hour < ENDS => false,
        (Some("NI" | "MO") | None, _, Some(begins)) => begins,
        _ => return None,
    };
    if begins { Some(days.earliest) } else { days.earliest.yesterday().ok() }
}

/// Whether a word says that the night begins on the day told; nothing of other words.
fn side(word: &str) -> Option<bool> {
    let mut rows = WORDS.lines().filter_map(|line| line.split_once('\t'));
    rows.find(|(known, _)| *known == word).map(|(_, night)| night == "begins")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(day: i8, part: Option<&str>, text: &str) -> Option<i8> {
        let day = Date::new(2031, 3, day).unwrap();
        evening(When { earliest: day, latest: day }, part, text).map(Date::day)
    }

    #[test]
    fn late_on_one_day_and_early_on_the_next_are_one_night() {
        assert_eq!(of(6, None, "late Thursday"), Some(6));
        assert_eq!(of(7, Some("MO"), "early Friday morning"), Some(6));
        assert_eq!(of(7, Some("MO"), "the early hours of Friday"), Some(6));
        assert_eq!(of(6, Some("NI"), "Thursday night"), Some(6));
        assert_eq!(of(7, Some("02:30"), "2.30 am on Friday"), Some(6));
    }

    #[test]
    fn a_day_a_morning_and_a_stretch_tell_of_no_night() {
        assert_eq!(of(7, None, "Friday"), None);
        assert_eq!(of(7, Some("MO"), "Friday morning"), None);
        assert_eq!(of(7, Some("AF"), "late Friday afternoon"), None);
        let (from, to) = (Date::new(2031, 3, 1).unwrap(), Date::new(2031, 3, 9).unwrap());
        assert_eq!(evening(When { earliest: from, latest: to }, None, "early March"), None);
    }
}
