//! Krippendorff's α: how far coders agree beyond what chance would give.
//!
//! In: units, each with the values that coders gave it; a coder who gave none is simply not there. Out:
//! 1 − observed / expected disagreement. Method and worked examples: K. Krippendorff, *Computing
//! Krippendorff's Alpha-Reliability* (2011), and *Content Analysis* (2004), chapter 11.
//!
//! Must hold: a unit with one value counts for nothing; where no two values differ at all, α is not
//! defined and none is returned, never 1: nobody can tell agreement from a question without answers.

/// How values differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Level {
    /// Alike or not.
    Nominal,
    /// By rank.
    Ordinal,
    /// By how far apart they are.
    Interval,
    /// By how far apart they are for their size.
    Ratio,
}

/// Resamples behind a confidence interval.
const DRAWS: u64 = 1000;
/// Fewer units than this give no interval.
const FEWEST: usize = 10;

/// Returns α over units of values; none where it is not defined. Values that are no numbers are left out.
pub fn alpha(units: &[Vec<f64>], level: Level) -> Option<f64> {
    let given = |unit: &Vec<f64>| -> Vec<f64> {
        unit.iter().copied().filter(|value| value.is_finite()).collect()
    };
    let pairable: Vec<Vec<f64>> = units.iter().map(given).filter(|unit| unit.len() > 1).collect();
    let mut values: Vec<f64> = pairable.iter().flatten().copied().collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    let at = |value: f64| values.binary_search_by(|known| known.total_cmp(&value)).unwrap_or(0);
    let mut totals = vec![0.0; values.len()];
    let mut coincide = vec![vec![0.0; values.len()]; values.len()];
    for unit in &pairable {
        let share = 1.0 / (unit.len() as f64 - 1.0);
        for (i, one) in unit.iter().enumerate() {
            totals[at(*one)] += 1.0;
            for other in unit.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, value)| value) {
                coincide[at(*one)][at(*other)] += share;
            }
        }
    }
    let all: f64 = totals.iter().sum();
    let (mut observed, mut expected) = (0.0, 0.0);
    for c in 0..values.len() {
        for k in 0..values.len() {
            let apart = apart(level, &values, &totals, (c, k));
            observed += coincide[c][k] * apart;
            expected += totals[c] * totals[k] * apart;
        }
    }
    (expected > 0.0).then(|| 1.0 - (all - 1.0) * observed / expected)
}

/// Returns the bounds between which α lies in 95 of 100 resamples of the units, or none: with few units,
/// or where α is not defined. Units are drawn by a fixed rule, so that the same units give the same
/// bounds; resamples in which α is not defined are left out.
pub fn interval(units: &[Vec<f64>], level: Level) -> Option<[f64; 2]> {
    let pairable: Vec<&Vec<f64>> = units.iter().filter(|unit| unit.len() > 1).collect();
    if pairable.len() < FEWEST {
        return None;
    }
    alpha(units, level)?;
    let mut state: u64 = 0x5eed;
    let mut found = Vec::new();
    for _ in 0..DRAWS {
        let drawn: Vec<Vec<f64>> = (0..pairable.len())
            .map(|_| {
                let at = next(&mut state) % pairable.len() as u64;
                pairable[usize::try_from(at).unwrap_or(0)].clone()
            })
            .collect();
        found.extend(alpha(&drawn, level));
    }
    found.sort_by(f64::total_cmp);
    let at = |share: f64| -> Option<f64> {
        let last = found.len().checked_sub(1)?;
        found.get((share * last as f64).round() as usize).copied()
    };
    Some([at(0.025)?, at(0.975)?])
}

/// How far two values are apart, squared.
fn apart(level: Level, values: &[f64], totals: &[f64], (c, k): (usize, usize)) -> f64 {
    if c == k {
        return 0.0;
    }
    let (a, b) = (values[c], values[k]);
    let apart = match level {
        Level::Nominal => 1.0,
        Level::Interval => a - b,
        Level::Ratio => match a + b {
            0.0 => 0.0,
            sum => (a - b) / sum,
        },
        Level::Ordinal => {
            let between: f64 = totals[c.min(k)..=c.max(k)].iter().sum();
            between - (totals[c] + totals[k]) / 2.0
        }
    };
    apart * apart
}

/// The next number of SplitMix64 (Steele, Lea and Flood 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Rows of coders, `.` where one gave nothing, to units.
    fn units(rows: &[&str]) -> Vec<Vec<f64>> {
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.split(' ').collect()).collect();
        let value = |word: &str| match word {
            "." => None,
            word => word.parse().ok().or(word.bytes().next().map(f64::from)),
        };
        (0..rows[0].len())
            .map(|at| rows.iter().filter_map(|row| value(row[at])).collect())
            .collect()
    }

    #[track_caller]
    fn is(units: &[Vec<f64>], level: Level, wanted: f64) {
        let found = alpha(units, level).expect("defined");
        assert!((found - wanted).abs() < 0.0005, "{level:?}: {found} is not {wanted}");
    }

    /// Krippendorff 2011, example A.
    #[test]
    fn binary_data_of_two_observers() {
        is(&units(&["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"]), Level::Nominal, 0.095);
    }

    /// Krippendorff 2011, example B.
    #[test]
    fn nominal_data_of_two_observers() {
        let both = ["a a b b d c c c e d d a", "b a b b b c c c e d d d"];
        is(&units(&both), Level::Nominal, 0.692);
    }

    /// Krippendorff 2011, examples C and D.
    #[test]
    fn four_observers_with_missing_data_at_every_level() {
        let all = units(&[
            "1 2 3 3 2 1 4 1 2 . . .",
            "1 2 3 3 2 2 4 1 2 5 . 3",
            ". 3 3 3 2 3 4 2 2 5 1 .",
            "1 2 3 3 2 4 4 1 2 5 1 .",
        ]);
        is(&all, Level::Nominal, 0.743);
        is(&all, Level::Ordinal, 0.815);
        is(&all, Level::Interval, 0.849);
        is(&all, Level::Ratio, 0.797);
    }

    #[test]
    fn without_variation_or_pairs_it_is_not_defined() {
        for odd in [
            vec![],
            vec![vec![1.0]],
            vec![vec![1.0], vec![2.0]],
            vec![vec![1.0, 1.0], vec![1.0, 1.0]],
            vec![vec![f64::NAN, 1.0], vec![2.0, f64::INFINITY]],
        ] {
            assert_eq!(alpha(&odd, Level::Nominal), None, "{odd:?}");
            assert_eq!(interval(&odd, Level::Interval), None);
        }
    }

    fn some_units() -> impl Strategy<Value = Vec<Vec<f64>>> {
        let value = (0u8..6).prop_map(f64::from);
        prop::collection::vec(prop::collection::vec(value, 0..5), 0..24)
    }

    const LEVELS: [Level; 4] = [Level::Nominal, Level::Ordinal, Level::Interval, Level::Ratio];

    proptest! {
        #[test]
        fn perfect_agreement_is_one_or_undefined(values in prop::collection::vec(0u8..6, 0..20)) {
            let units: Vec<Vec<f64>> = values.iter().map(|v| vec![f64::from(*v); 3]).collect();
            for level in LEVELS {
                if let Some(found) = alpha(&units, level) {
                    prop_assert!((found - 1.0).abs() < 1e-9, "{found}");
                }
            }
        }

        #[test]
        fn the_order_of_coders_and_of_units_changes_nothing(units in some_units()) {
            let mut turned: Vec<Vec<f64>> = units.clone();
            turned.reverse();
            turned.iter_mut().for_each(|unit| unit.reverse());
            for level in LEVELS {
                match (alpha(&units, level), alpha(&turned, level)) {
                    (Some(a), Some(b)) => prop_assert!((a - b).abs() < 1e-9),
                    (a, b) => prop_assert_eq!(a, b),
                }
            }
        }

        #[test]
        fn it_never_passes_one_and_bounds_are_in_order(units in some_units()) {
            for level in LEVELS {
                prop_assert!(alpha(&units, level).is_none_or(|found| found <= 1.0 + 1e-9));
            }
            if let Some([low, high]) = interval(&units, Level::Nominal) {
                prop_assert!(low <= high);
                prop_assert_eq!(interval(&units, Level::Nominal), Some([low, high]));
            }
        }
    }
}
