//! The scores as a table: read, compared, printed, written.
//!
//! The file is CSV with the columns yardstick, row, precision, recall, f1_or_value, n; the
//! headline of a yardstick comes first, then its rows by name. An absent number is an empty
//! cell. Must hold: reading what was written and writing it again gives the same bytes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::Yardstick;

const HEAD: &str = "yardstick,row,precision,recall,f1_or_value,n";
const HEADLINE: &str = "headline";

/// One row of numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Row {
    /// Share of what was said that is right, where the row has one.
    pub precision: Option<f64>,
    /// Share of what was to be said that was said, where the row has one.
    pub recall: Option<f64>,
    /// F1 of the two, or the one value of the row.
    pub value: Option<f64>,
    /// How many cases the row rests on.
    pub n: Option<f64>,
}

/// Rows by yardstick and name; the headline sorts first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores(BTreeMap<(String, bool, String), Row>);

impl Scores {
    /// Reads a file; one that is not there has no rows.
    pub fn read(path: &Path) -> Result<Scores, String> {
        let Ok(text) = std::fs::read_to_string(path) else { return Ok(Scores::default()) };
        Scores::of_csv(&text).map_err(|line| format!("{}:{line}: not a row", path.display()))
    }

    /// Puts in one row.
    pub fn put(&mut self, yardstick: &str, row: &str, numbers: Row) {
        let name = row.replace(',', ";");
        self.0.insert((yardstick.to_owned(), name != HEADLINE, name), numbers);
    }

    /// Takes in all rows of another table.
    pub fn extend(&mut self, other: Scores) {
        self.0.extend(other.0);
    }

    /// Gives this table with every yardstick that was measured anew replaced whole.
    pub fn renewed(mut self, measured: Scores) -> Scores {
        self.0.retain(|(yardstick, ..), _| measured.headline(yardstick).is_none());
        self.extend(measured);
        self
    }

    /// Writes the file.
    pub fn write(&self, path: &Path) -> Result<(), String> {
        std::fs::write(path, format!("{HEAD}\n{}", self.to_csv()))
            .map_err(|e| format!("{}: {e}", path.display()))?;
        println!("written to {}", path.display());
        Ok(())
    }

    /// Gives the rows as CSV, without the line that names the columns.
    pub fn to_csv(&self) -> String {
        let mut out = String::new();
        for ((yardstick, _, name), row) in &self.0 {
            let [p, r, v] = [row.precision, row.recall, row.value].map(digits);
            let n = row.n.map_or(String::new(), |n| format!("{n}"));
            let _ = writeln!(out, "{yardstick},{name},{p},{r},{v},{n}");
        }
        out
    }

    fn of_csv(text: &str) -> Result<Scores, usize> {
        let mut scores = Scores::default();
        for (number, line) in text.lines().enumerate().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let [yardstick, name, p, r, v, n] = cells[..] else { return Err(number + 1) };
            let cell = |cell: &str| match cell {
                "" => Ok(None),
                written => written.parse().map(Some).map_err(|_| number + 1),
            };
            let row = Row { precision: cell(p)?, recall: cell(r)?, value: cell(v)?, n: cell(n)? };
            scores.put(yardstick, name, row);
        }
        Ok(scores)
    }

    fn headline(&self, yardstick: &str) -> Option<f64> {
        self.0.get(&(yardstick.to_owned(), false, HEADLINE.to_owned())).and_then(|row| row.value)
    }

    /// Prints every row.
    pub fn print_rows(&self) {
        for ((yardstick, _, name), row) in &self.0 {
            let [p, r, v] = [row.precision, row.recall, row.value].map(digits);
            let n = row.n.map_or(String::new(), |n| format!("n={n}"));
            println!("{yardstick:<12} {name:<55} {p:>6} {r:>6} {v:>6} {n}");
        }
        println!();
    }

    /// Prints the headlines beside the floors and what is committed.
    pub fn print_headlines(&self, yardsticks: &[Yardstick], committed: &Scores) {
        println!("{:<12} {:>8} {:>6} {:>9}  change", "yardstick", "headline", "floor", "committed");
        for (name, _, floor) in yardsticks {
            let Some(now) = self.headline(name) else { continue };
            let before = committed.headline(name);
            let change = before.map_or(String::new(), |before| format!("{:+.3}", now - before));
            let note = if now < *floor { "  below the floor" } else { "" };
            println!("{name:<12} {now:>8.3} {floor:>6.3} {:>9}  {change}{note}", digits(before));
        }
    }

    /// Fails where a headline fell by more than a tolerance below the committed one, or was
    /// measured before and is not any more.
    pub fn held(&self, committed: &Scores, tolerance: f64) -> Result<(), String> {
        let mut fallen = Vec::new();
        for (yardstick, ..) in self.0.keys().filter(|(.., name)| name == HEADLINE) {
            match (self.headline(yardstick), committed.headline(yardstick)) {
                (Some(now), Some(before)) if now < before - tolerance => {
                    fallen.push(format!("{yardstick} {before:.3} → {now:.3}"));
                }
                (None, Some(before)) => fallen.push(format!("{yardstick} {before:.3} → nothing")),
                _ => {}
            }
        }
        if fallen.is_empty() {
            println!("no headline fell by more than {tolerance}");
            return Ok(());
        }
        Err(format!("fell by more than {tolerance}: {}", fallen.join(", ")))
    }
}

fn digits(number: Option<f64>) -> String {
    number.map_or(String::new(), |number| format!("{number:.3}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headlines(value: f64) -> Scores {
        let mut scores = Scores::default();
        scores.put("time", "span, relaxed", Row { n: Some(7.0), ..Row::default() });
        scores.put("time", HEADLINE, Row { value: Some(value), ..Row::default() });
        scores
    }

    #[test]
    fn written_and_read_is_the_same_and_the_headline_comes_first() {
        let csv = headlines(0.5).to_csv();
        assert_eq!(csv, "time,headline,,,0.500,\ntime,span; relaxed,,,,7\n");
        assert_eq!(Scores::of_csv(&format!("{HEAD}\n{csv}")), Ok(headlines(0.5)));
    }

    #[test]
    fn a_small_fall_holds_and_a_large_one_does_not() {
        assert!(headlines(0.496).held(&headlines(0.5), 0.005).is_ok());
        assert!(headlines(0.494).held(&headlines(0.5), 0.005).is_err());
        assert!(headlines(0.1).held(&Scores::default(), 0.005).is_ok());
    }

    #[test]
    fn a_yardstick_measured_anew_leaves_no_old_row() {
        let mut old = headlines(0.5);
        old.put("time", "gone", Row::default());
        old.put("place", HEADLINE, Row { value: Some(0.3), ..Row::default() });
        let csv = old.renewed(headlines(0.6)).to_csv();
        assert!(csv.contains("place,headline,,,0.300,") && !csv.contains("gone"), "{csv}");
    }
}
