//! From a weight to how unsure a decision is.
//!
//! A weight is log2 odds. What stands off the threshold by nothing is a coin's throw; the entropy of
//! that throw, in bits, is how unsure the decision is: 1 at the threshold, towards 0 on both sides.

/// Returns how unsure a decision is that a weight made, from 0 to 1.
pub fn uncertainty(weight: f64, threshold: f64) -> f64 {
    let odds = (weight - threshold).clamp(-60.0, 60.0).exp2();
    let share = odds / (1.0 + odds);
    let part = |p: f64| if p > 0.0 { -p * p.log2() } else { 0.0 };
    (part(share) + part(1.0 - share)).clamp(0.0, 1.0)
}

/// Adds up signs that each speak with so much: none is unsure, one that is sure is sure.
pub fn any_of(signs: impl IntoIterator<Item = f64>) -> f64 {
    1.0 - signs.into_iter().map(|sign| 1.0 - sign.clamp(0.0, 1.0)).product::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_largest_at_the_threshold_and_alike_on_both_sides() {
        assert!((uncertainty(4.5, 4.5) - 1.0).abs() < 1e-12);
        for off in [0.5, 1.0, 3.0, 9.0] {
            let (over, under) = (uncertainty(4.5 + off, 4.5), uncertainty(4.5 - off, 4.5));
            assert!((over - under).abs() < 1e-9, "{off}");
            assert!(over < uncertainty(4.5 + off / 2.0, 4.5));
        }
        assert!(uncertainty(f64::MAX, 0.0) < 1e-9 && uncertainty(f64::MIN, 0.0) < 1e-9);
    }

    #[test]
    fn signs_add_up_and_never_pass_one() {
        assert_eq!(any_of([]), 0.0);
        assert!((any_of([0.3, 0.2]) - 0.44).abs() < 1e-12);
        assert_eq!(any_of([0.3, 1.0, 7.0]), 1.0);
    }
}
