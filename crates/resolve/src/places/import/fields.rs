//! Which column, property or tag of a file is what, and the row that its cells make.
//!
//! In: headers and cells as they stand. Out: a [`Row`], or why there is none. Columns are known by
//! `data/places/columns.tsv`, unless the caller names them; sorts of places by
//! `data/places/classes.tsv`. Must hold: the same cells in another order of columns give the same
//! row.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::file::Kind;
use super::row::{self, Row};

const COLUMNS: &str = include_str!("../../../../../data/places/columns.tsv");
const CLASSES: &str = include_str!("../../../../../data/places/classes.tsv");

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Role {
    /// The name shown.
    Name,
    /// Another name.
    Other,
    /// Latitude.
    Lat,
    /// Longitude.
    Lon,
    /// Both, as `POINT (lon lat)`.
    Wkt,
    /// The entry's own number or code.
    Id,
    /// The country.
    Country,
    /// The first-order division.
    First,
    /// The second-order division.
    Second,
    /// What sort of place.
    Class,
    /// Inhabitants.
    Population,
}

impl Role {
    /// Returns the role of that word.
    pub fn of_word(word: &str) -> Option<Role> {
        Some(match word {
            "name" => Role::Name,
            "other" => Role::Other,
            "lat" => Role::Lat,
            "lon" => Role::Lon,
            "wkt" => Role::Wkt,
            "id" => Role::Id,
            "country" => Role::Country,
            "first" | "admin1" => Role::First,
            "second" | "admin2" => Role::Second,
            "class" => Role::Class,
            "population" => Role::Population,
            _ => return None,
        })
    }
}

/// What a header is known as.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Column {
    pub role: Role,
    /// Lower is better.
    rank: usize,
    /// The header, folded: "place" in "place=village".
    pub header: String,
    /// The class of names in it, where a row tells none.
    class: &'static str,
}

struct Table {
    exact: HashMap<&'static str, Vec<(Role, usize, &'static str)>>,
    /// Beginnings of headers.
    open: Vec<(&'static str, Role, usize, &'static str)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { exact: HashMap::new(), open: Vec::new() };
    for (rank, line) in rows(COLUMNS).enumerate() {
        let mut cells = line.split('\t');
        let (role, header) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
        let (Some(role), class) = (Role::of_word(role), cells.next().unwrap_or("")) else {
            continue;
        };
        match header.strip_suffix('*') {
            Some(start) => table.open.push((start, role, rank, class)),
            None => {
                table.exact.entry(header).or_default().push((role, rank, class));
            }
        }
    }
    table
});

static SORTS: LazyLock<HashMap<&'static str, (Option<Kind>, u64)>> = LazyLock::new(|| {
    let mut sorts = HashMap::new();
    for line in rows(CLASSES) {
        let mut cells = line.split('\t');
        let (class, kind) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
        let people = cells.next().and_then(|people| people.parse().ok()).unwrap_or(0);
        sorts.insert(class, (Kind::named(kind), people));
    }
    sorts
});

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).skip(1)
}

/// Folds a header: "Name:AR" is `name_ar`.
pub(super) fn folded(header: &str) -> String {
    let mut out = String::new();
    for c in header.trim_start_matches('\u{FEFF}').chars() {
        match c {
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ if !out.ends_with('_') && !out.is_empty() => out.push('_'),
            _ => {}
        }
    }
    out.trim_end_matches('_').to_owned()
}

/// Returns what a header is, by the caller's word if there is one, else by the table: the name of
/// a division is a name, and tells where the row lies.
pub(super) fn column(header: &str, own: &[(Role, String)]) -> Vec<Column> {
    let header = folded(header);
    let named: Vec<Role> =
        own.iter().filter(|(_, name)| folded(name) == header).map(|(role, _)| *role).collect();
    if !named.is_empty() {
        let column = |role| Column { role, rank: 0, header: header.clone(), class: "" };
        return named.into_iter().map(column).collect();
    }
    let open = || {
        let open = TABLE.open.iter().filter(|(start, ..)| header.starts_with(start));
        open.take(1).map(|(_, role, rank, class)| (*role, *rank, *class)).collect()
    };
    let known: Vec<_> = TABLE.exact.get(header.as_str()).cloned().unwrap_or_else(open);
    // A role that the caller gave to a column is that column's alone.
    let taken = |role: Role| {
        !matches!(role, Role::Other | Role::Class) && own.iter().any(|(given, _)| *given == role)
    };
    let free = known.into_iter().filter(|(role, ..)| !taken(*role));
    free.map(|(role, rank, class)| Column { role, rank: rank + 1, header: header.clone(), class })
        .collect()
}

/// The sort of place of a class word; none where the tables have no such word.
pub(super) fn sort(class: &str) -> Option<(Option<Kind>, u64)> {
    SORTS.get(class).copied()
}

/// Cells of one row under known columns.
#[derive(Default)]
pub(super) struct Cells<'c> {
    cells: Vec<(&'c Column, &'c str)>,
}

/// Why cells make no row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoRow {
    /// Something is wrong with it.
    Malformed(String),
    /// It is no place we keep; the class, or why.
    LeftOut(String),
}

impl<'c> Cells<'c> {
    /// Adds a cell; empty ones say nothing.
    pub fn put(&mut self, column: &'c Column, cell: &'c str) {
        let cell = cell.trim();
        let empty =
            cell.is_empty() || matches!(cell, "NULL" | "null" | "NA" | "N/A" | "nan" | "\\N");
        // A coordinate that is `nan` is told as such.
        if !empty || matches!(column.role, Role::Lat | Role::Lon) && !cell.is_empty() {
            self.cells.push((column, cell));
        }
    }

    fn best(&self, role: Role) -> Option<(&'c Column, &'c str)> {
        let of_role = self.cells.iter().filter(|(column, _)| column.role == role);
        of_role.min_by_key(|(column, _)| (column.rank, column.header.as_str())).copied()
    }

    fn text(&self, role: Role) -> &'c str {
        self.best(role).map_or("", |(_, cell)| cell)
    }

    /// Makes the row; `number` stands in for an id where there is none.
    pub fn row(
        &self,
        prefix: &str,
        number: &str,
        at: Option<rashomon_model::Point>,
    ) -> Result<Row, NoRow> {
        let Some((shown, name)) = self.best(Role::Name) else {
            // Some files have a name in one language alone.
            let other = self.cells.iter().filter(|(c, _)| c.role == Role::Other);
            let Some((column, name)) = other.min_by_key(|(c, _)| (c.rank, c.header.as_str()))
            else {
                return Err(NoRow::LeftOut("without a name".to_owned()));
            };
            return self.with(column, name, prefix, number, at);
        };
        self.with(shown, name, prefix, number, at)
    }

    fn with(
        &self,
        shown: &Column,
        name: &str,
        prefix: &str,
        number: &str,
        at: Option<rashomon_model::Point>,
    ) -> Result<Row, NoRow> {
        let point = match at {
            Some(point) => point,
            None => self.point().map_err(NoRow::Malformed)?,
        };
        let (kind, assumed) = self.sort(shown)?;
        let told = self.text(Role::Population).replace([',', ' ', '\u{A0}'], "");
        let told = told.parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 1.0);
        let mut others: Vec<(&Column, &str)> = self
            .cells
            .iter()
            // A second name of the place, but not that of what it lies in.
            .filter(|(c, _)| c.role == Role::Other || c.role == Role::Name && c.class.is_empty())
            .copied()
            .collect();
        others.sort_by_key(|(c, cell)| (c.rank, c.header.as_str(), *cell));
        let mut row = Row {
            id: id(prefix, self.text(Role::Id), number),
            kind,
            point,
            country: self.text(Role::Country).to_owned(),
            first: self.text(Role::First).to_owned(),
            second: self.text(Role::Second).to_owned(),
            people: told.map_or(assumed, |told| (told as u64).max(assumed.min(300))),
            name: name.to_owned(),
            others: others.iter().flat_map(|(_, cell)| split(cell)).collect(),
        };
        row.named();
        if row.name.is_empty() {
            return Err(NoRow::LeftOut("without a name".to_owned()));
        }
        Ok(row)
    }

    fn point(&self) -> Result<rashomon_model::Point, String> {
        if let (Some((_, lat)), Some((_, lon))) = (self.best(Role::Lat), self.best(Role::Lon)) {
            return row::point(lat, lon);
        }
        let wkt = self.text(Role::Wkt);
        let upper = wkt.to_uppercase();
        let inner = upper.split_once(';').map_or(upper.as_str(), |(_, rest)| rest);
        let inner = inner.trim().strip_prefix("POINT").and_then(|rest| {
            let rest = rest.trim_start_matches([' ', 'Z', 'M']);
            rest.strip_prefix('(')?.strip_suffix(')')
        });
        let mut parts = inner.unwrap_or("").split_whitespace();
        match (parts.next(), parts.next()) {
            (Some(lon), Some(lat)) => row::point(lat, lon),
            _ => Err("no coordinates".to_owned()),
        }
    }

    /// By "place=village", else by "village", else by the column of the name.
    fn sort(&self, shown: &Column) -> Result<(Kind, u64), NoRow> {
        let mut classes: Vec<(&Column, &str)> =
            self.cells.iter().filter(|(c, _)| c.role == Role::Class).copied().collect();
        classes.sort_by_key(|(c, cell)| (c.rank, c.header.as_str(), *cell));
        let mut left = None;
        for (column, cell) in &classes {
            let word = cell.to_lowercase();
            let tag = format!("{}={word}", column.header);
            let any = format!("{}=*", column.header);
            let found =
                sort(&tag).or_else(|| sort(&word)).or_else(|| sort(cell)).or_else(|| sort(&any));
            match found {
                Some((Some(kind), people)) => return Ok((kind, people)),
                Some((None, _)) => left = left.or(Some(tag)),
                None => {}
            }
        }
        if let Some(class) = left {
            return Err(NoRow::LeftOut(class));
        }
        match sort(shown.class) {
            Some((Some(kind), people)) => Ok((kind, people)),
            _ => Ok((Kind::Settlement, 1000)),
        }
    }
}

/// `node/12` is OpenStreetMap's own way of numbering; else the prefix says whose number it is.
pub(super) fn id(prefix: &str, own: &str, number: &str) -> String {
    let osm = ["node/", "way/", "relation/"].iter().any(|kind| own.starts_with(kind));
    match own {
        "" => format!("{prefix}:{number}"),
        own if osm => format!("osm:{own}"),
        own => format!("{prefix}:{own}"),
    }
}

fn split(cell: &str) -> Vec<String> {
    cell.split([';', '|']).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
