//! One imported place, and the line of text it is kept as.
//!
//! In: the parts of a row. Out: a [`Row`], its line (tab-separated, other names apart by U+001F),
//! and the row back from the line. Must hold: read(write(row)) = row, for every row that `new`
//! lets through; no line holds a line end.

use rashomon_model::Point;

use super::super::file::Kind;

/// Between the other names of a row.
const BETWEEN: char = '\u{1F}';
/// Names longer than this in bytes are none.
const LONGEST: usize = 200;
/// Other names beyond this many are let go.
const MOST_NAMES: usize = 60;
/// Cells of a line.
const CELLS: usize = 9;

/// One imported place.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Gazetteer and entry, such as `hdx:LY0101`.
    pub id: String,
    pub(in crate::places) kind: Kind,
    /// Where.
    pub point: Point,
    /// ISO 3166 code; empty where not told.
    pub country: String,
    /// Name or code of the first-order division; empty where not told.
    pub first: String,
    /// Name or code of the second-order division; empty where not told.
    pub second: String,
    /// Inhabitants, as told or as its class allows.
    pub people: u64,
    /// The name shown.
    pub name: String,
    /// Other names.
    pub others: Vec<String>,
}

impl Row {
    /// Returns the kind of place, in a word.
    pub fn kind(&self) -> &'static str {
        self.kind.word()
    }

    /// Puts the names in order: cleaned, each once, the shown one not among the others.
    pub(super) fn named(&mut self) {
        self.name = clean(&self.name);
        let mut others: Vec<String> = Vec::new();
        for name in self.others.drain(..).map(|name| clean(&name)) {
            // Addresses of pages stand among GeoNames' names.
            let odd = name.is_empty() || name.len() > LONGEST || name.contains("://");
            if !odd && name != self.name && !others.contains(&name) && others.len() < MOST_NAMES {
                others.push(name);
            }
        }
        self.others = others;
        for part in [&mut self.id, &mut self.country, &mut self.first, &mut self.second] {
            *part = clean(part);
        }
    }

    /// Writes the row as a line with its end.
    pub fn write(&self, out: &mut String) {
        use std::fmt::Write;
        let others = self.others.join(&BETWEEN.to_string());
        let Row { id, point, country, first, second, people, name, .. } = self;
        // Writing into a string does not fail.
        let _ = writeln!(
            out,
            "{id}\t{}\t{:.5}\t{:.5}\t{country}\t{first}\t{second}\t{people}\t{name}\t{others}",
            self.kind.word(),
            point.lat,
            point.lon
        );
    }

    /// Reads a line back.
    ///
    /// # Errors
    /// Where no version wrote such a line.
    pub fn read(line: &str) -> Result<Row, String> {
        let odd =
            || format!("no row of a gazetteer: `{}`", line.chars().take(80).collect::<String>());
        let cells: Vec<&str> = line.trim_end_matches('\n').split('\t').collect();
        let [id, kind, lat, lon, country, first, second, people, name, others] = cells[..] else {
            return Err(odd());
        };
        debug_assert_eq!(cells.len(), CELLS + 1);
        let point = lat.parse().ok().zip(lon.parse().ok());
        Ok(Row {
            id: id.to_owned(),
            kind: Kind::named(kind).ok_or_else(odd)?,
            point: point.map(|(lat, lon)| Point { lat, lon }).ok_or_else(odd)?,
            country: country.to_owned(),
            first: first.to_owned(),
            second: second.to_owned(),
            people: people.parse().map_err(|_| odd())?,
            name: name.to_owned(),
            others: others.split(BETWEEN).filter(|n| !n.is_empty()).map(str::to_owned).collect(),
        })
    }
}

/// Single spaces, and no control characters: they would end a cell or command a terminal.
fn clean(text: &str) -> String {
    let spaced = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = text.chars().map(spaced).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Takes a latitude and a longitude as written.
///
/// # Errors
/// Where they are no point, in words with the remedy.
pub(super) fn point(lat: &str, lon: &str) -> Result<Point, String> {
    let number = |text: &str| {
        let text = text.trim();
        let plain = if text.contains('.') { text.to_owned() } else { text.replace(',', ".") };
        plain.parse::<f64>().ok().filter(|n| n.is_finite())
    };
    let (Some(y), Some(x)) = (number(lat), number(lon)) else {
        let shown = |text: &str| clean(text).chars().take(20).collect::<String>();
        return Err(format!("`{}`, `{}` are no coordinates", shown(lat), shown(lon)));
    };
    if y.abs() > 90.0 && y.abs() <= 180.0 && x.abs() <= 90.0 {
        return Err(format!("latitude {y} is out of range; latitude and longitude may be swapped"));
    }
    if y.abs() > 90.0 || x.abs() > 180.0 {
        let why = "not degrees, perhaps metres of a map projection";
        return Err(format!("{y}, {x} are out of range: {why}"));
    }
    if y == 0.0 && x == 0.0 {
        return Err("0, 0 stands for an unknown point".to_owned());
    }
    Ok(Point { lat: y, lon: x })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_reads_back_from_its_line() {
        let mut row = Row {
            id: "hdx:XX0101".to_owned(),
            kind: Kind::Quarter,
            point: Point { lat: 32.5, lon: -22.25 },
            country: "XX".to_owned(),
            first: "Velm\tProvince".to_owned(),
            second: String::new(),
            people: 3000,
            name: "  Bab\nKarsa ".to_owned(),
            others: ["باب", "Bab Karsa", "", "https://example.org/x", "باب"]
                .map(str::to_owned)
                .into(),
        };
        row.named();
        assert_eq!(
            (row.name.as_str(), row.others.as_slice()),
            ("Bab Karsa", &["باب".to_owned()][..])
        );
        let mut line = String::new();
        row.write(&mut line);
        assert_eq!(line.matches('\n').count(), 1);
        assert_eq!(Row::read(&line), Ok(row));
        assert!(Row::read("a\tb").is_err());
        assert!(Row::read(&line.replace("quarter", "galaxy")).is_err());
        assert!(Row::read(&line.replace("3000", "many")).is_err());
    }

    #[test]
    fn coordinates_are_degrees_or_refused_with_a_reason() {
        assert_eq!(point("32,5", " 22.25 "), Ok(Point { lat: 32.5, lon: 22.25 }));
        for (lat, lon, why) in [
            ("113.2", "32.1", "swapped"),
            ("NaN", "1", "no coordinates"),
            ("inf", "1", "no coordinates"),
            ("", "", "no coordinates"),
            ("3612345", "512345", "projection"),
            ("10", "181", "projection"),
            ("0", "0.0", "unknown point"),
        ] {
            let error = point(lat, lon).unwrap_err();
            assert!(error.contains(why), "{lat}, {lon}: {error}");
        }
    }
}
