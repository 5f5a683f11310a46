//! A join of two names as a picture: level by level, the running sum, and what was needed.
//!
//! In: a [`Join`]. Out: lines of text, columns aligned by width. A bar runs from the sum before a
//! level to the sum after it, so that the eye can follow how the weight came together. Decides
//! nothing; every number drawn stands in the JSON.

use rashomon::json::case::Join;

use crate::layout;
use crate::sanitize::one_line;

/// Columns of the picture.
const BARS: usize = 32;
/// Words that a level was seen on are cut to these columns.
const WORDS: usize = 40;

/// What the signs of the pictures mean.
pub const KEY: &str =
    "█ speaks for, ░ speaks against, │ nothing either way, ┆ what was needed (log2 odds)";

/// Says in one line which names were joined, and what that rests on.
pub fn head(join: &Join) -> String {
    format!("“{}” joined “{}”: {}", one_line(&join.a), one_line(&join.b), because(join))
}

/// Draws a join.
pub fn draw(join: &Join) -> Vec<String> {
    let mut out = vec![head(join)];
    let labels: Vec<String> =
        join.levels.iter().map(|l| format!("{}: {}", l.comparison, l.level)).collect();
    let words: Vec<String> =
        join.levels.iter().map(|l| layout::cut(&one_line(&l.words), WORDS)).collect();
    let widest = |cells: &[String]| cells.iter().map(|c| layout::width(c)).max().unwrap_or(0);
    let (label, word) = (widest(&labels), widest(&words));
    let scale = Scale::of(join);
    let mut sum = 0.0;
    for ((level, name), seen) in join.levels.iter().zip(&labels).zip(&words) {
        let before = sum;
        sum += level.weight;
        out.push(format!(
            "  {}  {}  {:>6}  {:>6}  {}",
            layout::fitted(name, label),
            layout::fitted(seen, word),
            signed(level.weight),
            signed(sum),
            scale.bar(before, sum)
        ));
    }
    out.iter_mut().for_each(|line| *line = line.trim_end().to_owned());
    out
}

/// Says in a few words what a join rests on.
fn because(join: &Join) -> String {
    let weight = signed(join.weight);
    match join.because.as_str() {
        "judgement" => format!(
            "{} says so; the names alone weigh {weight}",
            join.judgement.as_deref().unwrap_or("a judgement")
        ),
        "statement" => format!("a report calls them the same; the names alone weigh {weight}"),
        "outlet" => format!("names of one outlet; the names alone weigh {weight}"),
        "only bearer" => {
            format!("the only full name of the case that carries it; the names weigh {weight}")
        }
        _ => match join.threshold {
            Some(needed) => format!("{weight}, more than {} was needed", signed(needed)),
            None => weight,
        },
    }
}

/// Writes a weight with its sign.
pub fn signed(weight: f64) -> String {
    // Rounding may leave a zero with a minus sign, which would say something.
    let rounded = (weight * 10.0).round() / 10.0 + 0.0;
    format!("{rounded:+.1}")
}

/// Leads from weights to columns.
struct Scale {
    low: f64,
    high: f64,
    needed: Option<f64>,
}

impl Scale {
    fn of(join: &Join) -> Scale {
        let mut scale = Scale { low: 0.0, high: 1.0, needed: join.threshold };
        let mut sum = 0.0;
        let sums = join.levels.iter().map(|level| {
            sum += level.weight;
            sum
        });
        for weight in sums.chain(join.threshold) {
            scale.low = scale.low.min(weight);
            scale.high = scale.high.max(weight);
        }
        scale
    }

    fn column(&self, weight: f64) -> usize {
        let share = (weight - self.low) / (self.high - self.low);
        (share * BARS as f64).round().clamp(0.0, BARS as f64) as usize
    }

    fn bar(&self, before: f64, after: f64) -> String {
        let mut cells = vec![' '; BARS + 1];
        if let Some(cell) = cells.get_mut(self.column(0.0)) {
            *cell = '│';
        }
        if let Some(cell) = self.needed.and_then(|needed| cells.get_mut(self.column(needed))) {
            *cell = '┆';
        }
        let (from, to) = (self.column(before.min(after)), self.column(before.max(after)));
        let sign = if after >= before { '█' } else { '░' };
        cells.iter_mut().take(to).skip(from).for_each(|cell| *cell = sign);
        cells.into_iter().collect::<String>().trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rashomon::names::Level;

    fn join(weights: &[f64]) -> Join {
        let level = |weight: &f64| Level {
            comparison: "word".into(),
            level: "same".into(),
            words: "velm ~ ولم".into(),
            weight: *weight,
        };
        Join {
            a: "Velm".into(),
            b: "ولم".into(),
            because: "weight".into(),
            judgement: None,
            weight: weights.iter().sum(),
            threshold: Some(5.0),
            levels: weights.iter().map(level).collect(),
        }
    }

    #[test]
    fn a_bar_runs_from_sum_to_sum() {
        let scale = Scale { low: -4.0, high: 12.0, needed: Some(5.0) };
        assert_eq!(scale.bar(0.0, -4.0), "░░░░░░░░│         ┆");
        assert_eq!(scale.bar(-4.0, 12.0), "█".repeat(32));
        assert_eq!(scale.bar(12.0, 12.0), "        │         ┆");
    }

    #[test]
    fn every_level_has_a_line_and_odd_weights_do_no_harm() {
        let lines = draw(&join(&[-4.0, 12.0]));
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines[0].ends_with("+8.0, more than +5.0 was needed"), "{}", lines[0]);
        assert!(lines[2].contains("+12.0    +8.0"), "{}", lines[2]);
        for odd in [f64::NAN, f64::INFINITY, -0.0, 1e300] {
            assert_eq!(draw(&join(&[odd])).len(), 2);
        }
        assert_eq!(signed(-0.04), "+0.0");
    }
}
