//! The case as UCDP GED lays out its data: 49 columns, one row an event, as the `ucdp` rulebook codes it.
//!
//! In: a case with its codings. Out: CSV. What the rulebook codes as no event has no row. Ids of
//! conflicts, dyads and sides are UCDP's own and stay empty. A place known no closer than its
//! province has no point here: UCDP gives it the middle of the area, which puts all its dead in one
//! cell of a grid.

use std::io::{self, Write};

use rashomon_reconcile::rulebook::findings::sectors;

use super::coded::{self, Coded};
use crate::json::case::Case;

/// Coarsest where_prec that still has a point.
const POINT: i64 = 3;

/// The columns of UCDP GED, in order.
pub const COLUMNS: [&str; 49] = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
];

/// Writes the rows, and returns what was left out.
///
/// # Errors
/// Where the writer fails.
pub fn write(case: &Case, out: &mut (dyn Write + Send)) -> io::Result<Vec<String>> {
    let codings = coded::all(case, "ucdp");
    let (events, rest): (Vec<_>, Vec<_>) = codings.iter().partition(|coding| coding.is("event"));
    let rows: Vec<Vec<String>> = events.iter().map(|coding| row(coding, case)).collect();
    coded::table(out, &COLUMNS, &rows)?;
    let mut notes = vec![coded::no_events(rest.len())];
    let undated = events.iter().filter(|coding| coding.get("date_prec").is_none()).count();
    if undated > 0 {
        notes.push(coded::without_day(undated));
    }
    Ok(notes)
}

fn row(coding: &Coded<'_>, case: &Case) -> Vec<String> {
    let reports = coding.reports(case);
    let state = coding.state();
    let fine = coding.number_of("where_prec").is_some_and(|prec| prec <= POINT);
    let point = coding.measure("latitude").zip(coding.measure("longitude")).filter(|_| fine);
    let gw = |side: &str| {
        let named = coding.word(side).and_then(|name| name.strip_prefix("Government of "));
        named.and_then(sectors::state_named).and_then(|state| state.gw)
    };
    let whole = |number: Option<u16>| number.map(|n| n.to_string()).unwrap_or_default();
    let cell = |column: &str| -> String {
        match column {
            "id" => coding.id(),
            "year" => coding
                .word("date_start")
                .and_then(|day| day.get(..4))
                .unwrap_or_default()
                .to_owned(),
            "source_article" => coded::joined(reports.iter().map(|r| Some(r.head.id.as_str()))),
            "source_office" => coded::joined(reports.iter().map(|r| r.head.outlet.as_deref())),
            "source_date" => coded::joined(reports.iter().map(|r| r.head.published.as_deref())),
            "source_headline" => coded::joined(reports.iter().map(|r| r.head.title.as_deref())),
            "latitude" => point.map(|(lat, _)| lat.to_string()).unwrap_or_default(),
            "longitude" => point.map(|(_, lon)| lon.to_string()).unwrap_or_default(),
            "geom_wkt" => {
                point.map(|(lat, lon)| format!("POINT ({lon} {lat})")).unwrap_or_default()
            }
            "priogrid_gid" => point
                .and_then(|(lat, lon)| cell_of(lat, lon))
                .map(|id| id.to_string())
                .unwrap_or_default(),
            "country" => match state {
                Some(state) => state.name.to_owned(),
                None => coding.cell("country"),
            },
            "country_id" => whole(state.and_then(|state| state.gw)),
            "region" => state.and_then(|state| region(state.gw?)).unwrap_or_default().to_owned(),
            "gwnoa" => whole(gw("side_a")),
            "gwnob" => whole(gw("side_b")),
            other => coding.cell(other),
        }
    };
    COLUMNS.iter().map(|column| cell(column)).collect()
}

/// PRIO-GRID's cell of a point: half a degree, counted from 90° S, 180° W, row by row.
fn cell_of(lat: f64, lon: f64) -> Option<i64> {
    let inside = (-90.0..90.0).contains(&lat) && (-180.0..180.0).contains(&lon);
    #[expect(clippy::cast_possible_truncation, reason = "a degree fits")]
    let step = |degrees: f64| (degrees * 2.0).floor() as i64;
    inside.then(|| step(lat + 90.0) * 720 + step(lon + 180.0) + 1)
}

/// UCDP's region by the number of the country.
fn region(gw: u16) -> Option<&'static str> {
    Some(match gw {
        2..=199 => "Americas",
        200..=399 => "Europe",
        400..=626 => "Africa",
        630..=698 => "Middle East",
        700..=990 => "Asia",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{cell_of, region};

    #[test]
    fn cells_are_counted_from_the_south_west() {
        assert_eq!(cell_of(-90.0, -180.0), Some(1));
        assert_eq!(cell_of(89.9, 179.9), Some(259_200));
        assert_eq!(cell_of(0.25, 0.25), Some(180 * 720 + 360 + 1));
        assert_eq!(cell_of(90.5, 0.0), None);
    }

    #[test]
    fn regions_follow_the_numbers() {
        assert_eq!(
            (region(652), region(651), region(436)),
            (Some("Middle East"), Some("Middle East"), Some("Africa"))
        );
        assert_eq!(region(999), None);
    }
}
