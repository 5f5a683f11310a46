//! Writes down why two names were joined: level by level, so that the sum can be followed.
//!
//! In: two names and what came of comparing them. Out: a [`Join`] whose levels add up to its
//! weight. Where a comparison is taken less than at its word (a vague sound, a slip of the pen),
//! what is held back stands there as a level of its own. Decides nothing.

use crate::names::{Comparison, Name};
use rashomon_model::{Because, Join, JoinLevel, Weight};

/// What is held back is shown from this weight on; less is the rounding of sums.
const SHOWN: f64 = 1e-9;

/// Returns the join of two names, with what stands around them in their reports.
pub(super) fn weighed(
    s: &Name,
    t: &Name,
    comparison: &Comparison,
    around: Vec<JoinLevel>,
    needed: Weight,
) -> Join {
    let because = if comparison.is_known() { Because::Table } else { Because::Weight };
    let mut join = told(s, t, because, comparison);
    let firm = comparison.firm();
    let held_back = firm.0 - comparison.weight.0;
    if held_back.abs() > SHOWN {
        join.levels.push(JoinLevel {
            comparison: "caution".to_owned(),
            level: "vague likeness or slip".to_owned(),
            words: String::new(),
            weight: Weight(held_back),
        });
    }
    let weight = firm.0 + around.iter().map(|l| l.weight.0).sum::<f64>();
    join.levels.extend(around);
    Join { weight: Weight(weight), threshold: Some(needed), ..join }
}

/// Returns the join of two names that does not rest on their weight alone.
pub(super) fn told(s: &Name, t: &Name, because: Because, comparison: &Comparison) -> Join {
    let level = |l: &crate::names::Level| JoinLevel {
        comparison: l.comparison.to_owned(),
        level: l.level.to_owned(),
        words: l.words.clone(),
        weight: l.weight,
    };
    let (a, b) = if s.text() <= t.text() { (s, t) } else { (t, s) };
    Join {
        a: a.text().to_owned(),
        b: b.text().to_owned(),
        because,
        levels: comparison.levels.iter().map(level).collect(),
        weight: comparison.weight,
        threshold: None,
    }
}

/// Sorts joins for showing: by what they rest on, then the heaviest first; repeats go.
pub(super) fn in_order(mut joined: Vec<Join>) -> Vec<Join> {
    joined.sort_by(|x, y| {
        x.because
            .cmp(&y.because)
            .then(y.weight.0.total_cmp(&x.weight.0))
            .then((&x.a, &x.b).cmp(&(&y.a, &y.b)))
    });
    joined.dedup();
    joined
}
