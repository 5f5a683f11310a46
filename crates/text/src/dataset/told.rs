//! What a rendered row tells by its map: day, place, class, numbers, parties, sources.
//!
//! In: the fields of a row and a map. Out: typed values with the lines they stand on, or the column
//! that does not read with the remedy. A number of 0 tells nothing unless the map says that it does.

use std::collections::BTreeMap;

use rashomon_model::{
    Date, EventClass, PlacePrecision, Point, Quantity, Slot, Span, Status, When, Who, Wording,
};

use super::map::{Map, Party, Toll, folded};
use super::text::Field;
use crate::intake::published;

/// A cell that does not read, or one that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bad {
    /// What is wrong, with the column.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
    /// The columns of which one should have told it, where none did.
    pub wanted: Vec<String>,
}

/// A number of people.
#[derive(Clone, Debug, PartialEq)]
pub struct Number<'t> {
    /// killed, injured …
    pub slot: Slot,
    /// The number, without its side and words.
    pub quantity: Quantity,
    /// Whose people they are.
    pub side: Option<Field<'t>>,
    /// The lines.
    pub span: Span,
}

/// A place with its coordinates.
#[derive(Clone, Debug, PartialEq)]
pub struct ToldPlace<'t> {
    /// The name.
    pub name: Field<'t>,
    /// Where that is said to be.
    pub point: Option<Point>,
    /// How sharp that is.
    pub precision: Option<PlacePrecision>,
    /// Whether it is only near the place named.
    pub near: bool,
}

/// Somebody named as a party.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ToldParty<'t> {
    /// The cell.
    pub field: Field<'t>,
    /// The name in it.
    pub name: &'t str,
    /// Where the name stands.
    pub span: Span,
    /// Whether it is the one who suffers.
    pub target: bool,
    /// Whether it is accused, not only named.
    pub accused: bool,
    /// Civilian or combatant.
    pub status: Status,
}

/// Everything that a row tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Told<'t> {
    /// The day or days.
    pub when: When,
    /// The cell of the day, or of the first.
    pub from: Field<'t>,
    /// The cell of the last.
    pub to: Option<Field<'t>>,
    /// Where.
    pub place: ToldPlace<'t>,
    /// What sort of happening.
    pub class: EventClass,
    /// The cell that says so.
    pub kind: Field<'t>,
    /// Whether it adds up several.
    pub aggregate: bool,
    /// Numbers of people.
    pub numbers: Vec<Number<'t>>,
    /// Numbers of 0 that tell nothing.
    pub zeros: Vec<Field<'t>>,
    /// Who did it, who suffered it.
    pub parties: Vec<ToldParty<'t>>,
    /// Who is named as a source: the cell, and where the name stands.
    pub cites: Vec<(Field<'t>, Span)>,
    /// The words that tell of it.
    pub notes: Option<Field<'t>>,
}

struct Row<'f, 't> {
    fields: &'f [Field<'t>],
}

impl<'t> Row<'_, 't> {
    fn first(&self, columns: &[String]) -> Option<Field<'t>> {
        columns.iter().find_map(|column| {
            let wanted = folded(column);
            self.fields.iter().find(|field| folded(field.name) == wanted).copied()
        })
    }

    fn number(&self, columns: &[String]) -> Result<Option<(u32, Field<'t>)>, Bad> {
        let Some(field) = self.first(columns) else { return Ok(None) };
        // "12.0", as spreadsheets write it.
        let written = field.value.strip_suffix(".0").unwrap_or(field.value).replace(',', "");
        match written.parse() {
            Ok(number) => Ok(Some((number, field))),
            Err(_) => Err(bad(&field, "is no number", "write a whole number, or leave it empty")),
        }
    }

    fn degrees(&self, columns: &[String], most: f64) -> Result<Option<f64>, Bad> {
        let Some(field) = self.first(columns) else { return Ok(None) };
        let number = field.value.parse::<f64>().ok().filter(|n| n.abs() <= most);
        let remedy = "write degrees with a decimal point, or leave it empty";
        number.map(Some).ok_or_else(|| bad(&field, "is no such coordinate", remedy))
    }

    fn says(&self, wanted: &BTreeMap<String, Vec<String>>) -> bool {
        wanted.iter().all(|(column, values)| {
            let field = self.first(std::slice::from_ref(column));
            field.is_some_and(|f| values.iter().any(|v| folded(v) == folded(f.value)))
        })
    }
}

fn bad(field: &Field<'_>, what: &str, remedy: &str) -> Bad {
    let shown: String = field.value.chars().take(60).collect();
    let what = format!("column {}: {shown:?} {what}", field.name);
    Bad { what, remedy: remedy.to_owned(), wanted: Vec::new() }
}

fn missing(what: &str, columns: &[String]) -> Bad {
    let remedy = format!("fill one of {}", columns.join(", "));
    Bad { what: format!("no {what}"), remedy, wanted: columns.to_vec() }
}

impl<'t> Told<'t> {
    /// Reads the fields of a row by a map.
    ///
    /// # Errors
    /// The cell that does not read, or what the row does not tell and must.
    pub fn of(fields: &[Field<'t>], map: &Map) -> Result<Told<'t>, Bad> {
        let row = Row { fields };
        let (when, from, to) = days(&row, map)?;
        let (class, kind) = class(&row, map)?;
        let mut numbers = Vec::new();
        let mut zeros = Vec::new();
        for toll in &map.tolls {
            number(&row, toll, &mut numbers, &mut zeros)?;
        }
        let aggregate = map.aggregate.as_ref().is_some_and(|a| {
            let field = row.first(&a.columns);
            field.is_some_and(|f| a.values.iter().any(|v| folded(v) == folded(f.value)))
        });
        for number in &mut numbers {
            number.quantity.cumulative = aggregate;
        }
        let place = place(&row, map)?;
        let cites = row.first(&map.cites).map(|field| split(field, ";")).unwrap_or_default();
        let parties = map.parties.iter().flat_map(|party| parties(&row, party)).collect();
        let notes = row.first(&map.notes);
        Ok(Told {
            when,
            from,
            to,
            place,
            class,
            kind,
            aggregate,
            numbers,
            zeros,
            parties,
            cites,
            notes,
        })
    }
}

/// The parts of a cell, each with where it stands.
fn split<'t>(field: Field<'t>, mark: &str) -> Vec<(Field<'t>, Span)> {
    let mut out = Vec::new();
    let mut at = 0;
    for part in field.value.split(mark) {
        let lead = part.len() - part.trim_start().len();
        let start = field.cell.start + u32::try_from(at + lead).unwrap_or(0);
        let length = u32::try_from(part.trim().len()).unwrap_or(0);
        if length > 0 {
            out.push((field, Span { start, end: start + length }));
        }
        at += part.len() + mark.len();
    }
    out
}

type Days<'t> = (When, Field<'t>, Option<Field<'t>>);

fn days<'t>(row: &Row<'_, 't>, map: &Map) -> Result<Days<'t>, Bad> {
    let dates = &map.date;
    let from = row.first(&dates.from).ok_or_else(|| missing("day", &dates.from))?;
    let read = |field: &Field<'_>| {
        let day = day(field.value, dates.order.as_deref());
        day.ok_or_else(|| bad(field, "is no day", "write it as YYYY-MM-DD"))
    };
    let to = row.first(&dates.to).filter(|to| to.value != from.value);
    let earliest = read(&from)?;
    let latest = to.as_ref().map_or(Ok(earliest), read)?;
    if latest < earliest {
        return Err(bad(&from, "is after the last day", "put the days in order"));
    }
    let mut when = When { earliest, latest };
    if let Some(field) = row.first(&dates.precision) {
        let word = dates.precisions.iter().find(|(said, _)| folded(said) == folded(field.value));
        when = match word.map(|(_, word)| word.as_str()) {
            Some("day") => when,
            Some("week") => around(when, 3).unwrap_or(when),
            Some("month") => {
                When { earliest: earliest.first_of_month(), latest: latest.last_of_month() }
            }
            Some("year") => {
                When { earliest: earliest.first_of_year(), latest: latest.last_of_year() }
            }
            _ => return Err(bad(&field, "is in no row of date.precisions", "add it to the map")),
        };
    }
    Ok((when, from, to))
}

/// So many days to either side.
fn around(when: When, days: usize) -> Option<When> {
    let (mut earliest, mut latest) = (when.earliest, when.latest);
    for _ in 0..days {
        (earliest, latest) = (earliest.yesterday().ok()?, latest.tomorrow().ok()?);
    }
    Some(When { earliest, latest })
}

fn day(written: &str, order: Option<&str>) -> Option<Date> {
    // "2031-03-04 00:00:00.000" is none of the usual forms.
    let first = written.split_whitespace().next()?;
    if let Some(day) = published(written).or_else(|| published(first)) {
        return Some(day);
    }
    let numbers: Vec<i16> = first.split(['/', '.', '-']).filter_map(|n| n.parse().ok()).collect();
    let [a, b, year] = numbers[..] else { return None };
    let (day, month) = if order? == "day-month-year" { (a, b) } else { (b, a) };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn class<'t>(row: &Row<'_, 't>, map: &Map) -> Result<(EventClass, Field<'t>), Bad> {
    let class = &map.class;
    let mut told = None;
    for column in &class.columns {
        let Some(field) = row.first(std::slice::from_ref(column)) else { continue };
        told = told.or(Some(field));
        let known = class.values.iter().find(|(said, _)| folded(said) == folded(field.value));
        if let Some(found) = known.and_then(|(_, class)| EventClass::parse(class).ok()) {
            return Ok((found, field));
        }
    }
    let Some(field) = told else { return Err(missing("sort of event", &class.columns)) };
    let otherwise = class.otherwise.as_ref().and_then(|class| EventClass::parse(class).ok());
    let remedy = "add it to class.values of the map, or give class.otherwise";
    otherwise.map(|class| (class, field)).ok_or_else(|| bad(&field, "is of no class", remedy))
}

fn place<'t>(row: &Row<'_, 't>, map: &Map) -> Result<ToldPlace<'t>, Bad> {
    let places = &map.place;
    let name = row.first(&places.name).ok_or_else(|| missing("place", &places.name))?;
    let (lat, lon) = (row.degrees(&places.lat, 90.0)?, row.degrees(&places.lon, 180.0)?);
    let point = lat.zip(lon).map(|(lat, lon)| Point { lat, lon });
    let mut told = ToldPlace { name, point, precision: None, near: false };
    let Some(field) = row.first(&places.precision) else { return Ok(told) };
    let word = places.precisions.iter().find(|(said, _)| folded(said) == folded(field.value));
    let Some((_, word)) = word else {
        return Err(bad(&field, "is in no row of place.precisions", "add it to the map"));
    };
    told.near = word == "near";
    told.precision = Some(match word.as_str() {
        "facility" => PlacePrecision::Facility,
        "neighbourhood" => PlacePrecision::Neighbourhood,
        "locality" => PlacePrecision::Locality,
        "district" => PlacePrecision::District,
        "province" => PlacePrecision::Province,
        "region" => PlacePrecision::Region,
        "country" => PlacePrecision::Country,
        _ => PlacePrecision::Settlement,
    });
    Ok(told)
}

fn number<'t>(
    row: &Row<'_, 't>,
    toll: &Toll,
    out: &mut Vec<Number<'t>>,
    zeros: &mut Vec<Field<'t>>,
) -> Result<(), Bad> {
    let side = row.first(&toll.side);
    if side.is_some_and(|side| begins(side.value, &toll.except)) {
        return Ok(());
    }
    let best = row.number(&toll.best)?;
    let (low, high) = (row.number(&toll.low)?, row.number(&toll.high)?);
    let given: Vec<(u32, Field<'t>)> = [best, low, high].into_iter().flatten().collect();
    let Some(first) = given.first() else { return Ok(()) };
    let least = low.or(best).map_or(0, |(n, _)| n);
    let most = high.or(best).map(|(n, _)| n);
    if most.is_some_and(|most| most < least) {
        return Err(bad(&first.1, "lies outside its own range", "put low, best and high in order"));
    }
    if most == Some(0) && toll.zero.is_none() {
        zeros.push(first.1);
        return Ok(());
    }
    // The lines of the number, where they stand together; else the first of them.
    let mut lines: Vec<Span> = given.iter().map(|(_, field)| field.line).collect();
    lines.sort_unstable_by_key(|line| line.start);
    let together = lines.windows(2).all(|pair| pair[1].start == pair[0].end + 1);
    let span = match (lines.first(), lines.last()) {
        (Some(a), Some(b)) if together => Span { start: a.start, end: b.end },
        _ => first.1.line,
    };
    let slot = match toll.slot.as_str() {
        "injured" => Slot::Injured,
        "detained" => Slot::Detained,
        "missing" => Slot::Missing,
        "displaced" => Slot::Displaced,
        _ => Slot::Killed,
    };
    let quantity = Quantity {
        low: least,
        high: most,
        wording: match most {
            Some(most) if most == least => Wording::Exact,
            Some(_) => Wording::About,
            None => Wording::AtLeast,
        },
        status: status(toll.status.as_deref()),
        who: match toll.who.as_deref() {
            Some("children") => Some(Who::Children),
            Some("women") => Some(Who::Women),
            Some("men") => Some(Who::Men),
            _ => None,
        },
        side: None,
        cumulative: false,
        text: String::new(),
    };
    out.push(Number { slot, quantity, side, span });
    Ok(())
}

fn status(word: Option<&str>) -> Status {
    match word {
        Some("civilian") => Status::Civilian,
        Some("combatant") => Status::Combatant,
        _ => Status::Unknown,
    }
}

fn parties<'t>(row: &Row<'_, 't>, party: &Party) -> Vec<ToldParty<'t>> {
    if !row.says(&party.only) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for column in &party.columns {
        let Some(field) = row.first(std::slice::from_ref(column)) else { continue };
        let parts = match &party.apart {
            Some(mark) => split(field, mark),
            None => vec![(field, field.cell)],
        };
        for (field, span) in parts {
            let from = (span.start - field.cell.start) as usize;
            let to = (span.end - field.cell.start) as usize;
            let Some(whole) = field.value.get(from..to) else { continue };
            // What stands in brackets behind a name tells more of it, and is no part of it.
            let name = whole.split(" (").next().filter(|n| !n.is_empty()).unwrap_or(whole);
            let wanted = party.begins.is_empty() || begins(name, &party.begins);
            if wanted && !begins(name, &party.except) {
                let end = span.start + u32::try_from(name.len()).unwrap_or(0);
                out.push(ToldParty {
                    field,
                    name,
                    span: Span { start: span.start, end },
                    target: party.role == "target",
                    accused: party.by.as_deref() == Some("accused"),
                    status: status(party.status.as_deref()),
                });
            }
        }
    }
    if !party.alone.is_empty() && row.says(&party.alone) {
        out.truncate(1);
    }
    out
}

fn begins(name: &str, words: &[String]) -> bool {
    let name = folded(name);
    words.iter().any(|word| name.starts_with(&folded(word)))
}
