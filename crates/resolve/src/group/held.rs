//! Since when and until when a relation is said to hold: "has backed the Front since 2014".
//!
//! In: a relation and the times of its report. Out: the first possible day of a "since", the last
//! possible day of an "until", where the words stand right behind the relation or right before it.
//! A date that words leave anywhere else bounds nothing. Days inside a "since 2014" may lie before
//! it began; the words leave that open, and so does this.

use rashomon_model::{Date, Reading, Relation, Time};

/// Returns the first and last day on which a relation is said to hold.
pub fn bounds(text: &str, reading: &Reading, relation: &Relation) -> (Option<Date>, Option<Date>) {
    let between = |from: u32, to: u32| {
        let words = text.get(from as usize..to as usize)?;
        Some(words.trim().trim_start_matches(',').trim().to_lowercase())
    };
    let days = |time: &Time| Some((time.earliest?, time.latest?));
    for (at, time) in reading.times.iter().enumerate() {
        let Some((earliest, latest)) = days(time) else { continue };
        let opening = if time.span.start >= relation.span.end {
            between(relation.span.end, time.span.start)
        } else if time.span.end <= relation.span.start
            && between(time.span.end, relation.span.start).is_some_and(|words| words.is_empty())
        {
            last_word(text, time.span.start)
        } else {
            None
        };
        match opening.as_deref() {
            Some("since" | "ever since") => return (Some(earliest), None),
            Some("until" | "till" | "up to") => return (None, Some(latest)),
            Some("from" | "between") => {
                let next = reading.times.get(at + 1);
                let to = next.filter(|next| {
                    let words = between(time.span.end, next.span.start);
                    matches!(words.as_deref(), Some("to" | "until" | "till" | "and"))
                });
                let end = to.and_then(days).map(|(_, latest)| latest);
                if end.is_some_and(|end| end >= earliest) {
                    return (Some(earliest), end);
                }
            }
            _ => {}
        }
    }
    (None, None)
}

fn last_word(text: &str, before: u32) -> Option<String> {
    let words = text.get(..before as usize)?;
    words.split_whitespace().next_back().map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use rashomon_model::{
        Certainty, EntityId, Polarity, RelationKind, ReportId, Span, TimeKind, Voice,
    };

    use super::*;

    fn held(text: &str, words: &str, years: &[&str]) -> (Option<String>, Option<String>) {
        let span = |words: &str| {
            let at = text.find(words).unwrap_or(0) as u32;
            Span { start: at, end: at + words.len() as u32 }
        };
        let mut reading = Reading::empty(ReportId("r".into()));
        reading.times.extend(years.iter().map(|year| Time {
            span: span(year),
            kind: TimeKind::Date,
            value: (*year).to_owned(),
            earliest: format!("{year}-01-01").parse().ok(),
            latest: format!("{year}-12-31").parse().ok(),
        }));
        let relation = Relation {
            subject: EntityId::at(0),
            kind: RelationKind::Favours,
            object: EntityId::at(1),
            when: None,
            said_by: vec![Voice::Outlet(None)],
            certainty: Certainty::Certain,
            polarity: Polarity::Affirmed,
            span: span(words),
            rule: "test".into(),
        };
        let (since, until) = bounds(text, &reading, &relation);
        (since.map(|d| d.to_string()), until.map(|d| d.to_string()))
    }

    #[test]
    fn since_until_and_from_to_bound_a_relation() {
        let text = "The Wire has backed the Guard since 2029.";
        assert_eq!(
            held(text, "The Wire has backed the Guard", &["2029"]).0.as_deref(),
            Some("2029-01-01")
        );
        let text = "It favoured the Front until 2030.";
        assert_eq!(held(text, "It favoured the Front", &["2030"]).1.as_deref(), Some("2030-12-31"));
        let text = "Since 2028, it favoured the Front.";
        assert_eq!(held(text, "it favoured the Front", &["2028"]).0.as_deref(), Some("2028-01-01"));
        let text = "It backed the Guard from 2027 to 2029.";
        let both = held(text, "It backed the Guard", &["2027", "2029"]);
        assert_eq!(both, (Some("2027-01-01".into()), Some("2029-12-31".into())));
    }

    #[test]
    fn a_date_elsewhere_bounds_nothing() {
        let text = "It backs the Guard, which took Velm in 2029.";
        assert_eq!(held(text, "It backs the Guard", &["2029"]), (None, None));
        let text = "It backs the Guard, ruling since 2029.";
        assert_eq!(held(text, "It backs the Guard", &["2029"]), (None, None));
    }
}
