//! Rows as ACLED and UCDP GED have them, and PLOVER's records, read back by a reader of CSV.
//!
//! In: the demo case, and reports of a few lines. What must hold: the columns stand in the order that
//! the data sets publish; what is no event has no row; the dead of the sides add up to best; rival
//! readings are rows of their own or none; a denied attack is under no cooperation.

use std::collections::BTreeMap;

use rashomon::export::{About, Format, write};
use rashomon::json::case::Case;
use rashomon::model::{Date, Report, ReportId};
use rashomon::{Entry, Reader};

use super::demo::{build, entries};

const ACLED: &str = "event_id_cnty, event_date, year, time_precision, disorder_type, event_type, \
    sub_event_type, actor1, assoc_actor_1, inter1, actor2, assoc_actor_2, inter2, interaction, \
    civilian_targeting, iso, region, country, admin1, admin2, admin3, location, latitude, longitude, \
    geo_precision, source, source_scale, notes, fatalities, tags, timestamp";
const UCDP: &str = "id, relid, year, active_year, code_status, type_of_violence, conflict_dset_id, \
    conflict_new_id, conflict_name, dyad_dset_id, dyad_new_id, dyad_name, side_a_dset_id, \
    side_a_new_id, side_a, side_b_dset_id, side_b_new_id, side_b, number_of_sources, source_article, \
    source_office, source_date, source_headline, source_original, where_prec, where_coordinates, \
    where_description, adm_1, adm_2, latitude, longitude, geom_wkt, priogrid_gid, country, country_id, \
    region, event_clarity, date_prec, date_start, date_end, deaths_a, deaths_b, deaths_civilians, \
    deaths_unknown, best, high, low, gwnoa, gwnob";

type Row = BTreeMap<String, String>;

fn entry(id: &str, text: &str) -> Entry {
    let report = Report {
        id: ReportId(id.into()),
        outlet: Some(format!("Outlet {id}")),
        published: Some(Date::constant(2031, 3, 5)),
        url: None,
        title: None,
        lang: Some("en".into()),
        text: text.into(),
    };
    Entry { report, raw: Vec::new(), diagnostics: Vec::new(), received: None }
}

fn bytes(format: Format, case: &Case) -> Vec<u8> {
    let mut out = Vec::new();
    write(format, case, &About::default(), &mut out).expect("writes");
    out
}

/// Reads a table back, and holds its head against the published one.
fn rows(format: Format, case: &Case, columns: &str) -> Vec<Row> {
    let bytes = bytes(format, case);
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let head: Vec<String> = reader.headers().expect("a head").iter().map(str::to_owned).collect();
    let published: Vec<&str> = columns.split(", ").map(str::trim).collect();
    assert_eq!(head, published);
    let row = |record: csv::StringRecord| {
        head.iter().cloned().zip(record.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|record| row(record.expect("as many cells as columns"))).collect()
}

#[test]
fn rows_have_the_published_columns_and_sides_add_up() {
    let reader = Reader::new().expect("the embedded tables load");
    let mut reports = entries();
    reports.push(entry("x1", "The army clashed with rebels in Kessib on Tuesday, and nine rebels and three soldiers were killed, residents said."));
    reports
        .push(entry("x2", "Norwegian warplanes bombed Akureyri on Monday, killing two civilians."));
    let case = build(&reader, reports);
    let acled = rows(Format::Acled, &case, ACLED);
    assert!(acled.len() > 2);
    for row in &acled {
        assert!(!row["event_type"].is_empty() && !row["sub_event_type"].is_empty(), "{row:?}");
        let numbers = ["fatalities", "inter1", "inter2", "interaction", "time_precision", "year"];
        for column in numbers.into_iter().filter(|column| !row[*column].is_empty()) {
            assert!(row[column].parse::<u32>().is_ok(), "{column}: {row:?}");
        }
    }
    let ucdp = rows(Format::Ucdp, &case, UCDP);
    assert!(ucdp.len() > 2);
    for row in &ucdp {
        let number = |column: &str| -> i64 { row[column].parse().expect("a number") };
        let sum = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"].map(number);
        assert_eq!(sum.iter().sum::<i64>(), number("best"), "{row:?}");
        assert!(number("low") <= number("best") && number("best") <= number("high"), "{row:?}");
        assert!(sum.iter().all(|dead| *dead >= 0));
        // A coarse place has no point.
        let coarse = row["where_prec"].parse().is_ok_and(|prec: u8| prec > 3);
        assert!(!coarse || row["latitude"].is_empty() && row["geom_wkt"].is_empty());
    }
    let abroad = ucdp.iter().find(|row| row["country"] == "Iceland").expect("a row");
    assert_eq!((abroad["country_id"].as_str(), abroad["region"].as_str()), ("395", "Europe"));
    let abroad = acled.iter().find(|row| row["country"] == "Iceland").expect("a row");
    assert_eq!((abroad["iso"].as_str(), abroad["inter1"].as_str()), ("352", "8"));
}

#[test]
fn of_rival_readings_only_the_event_has_a_row() {
    let reader = Reader::new().expect("the embedded tables load");
    let case = build(
        &reader,
        vec![
            entry(
                "a",
                "Rebels shot down an army helicopter near Kessib on Tuesday, the rebels said.",
            ),
            entry(
                "b",
                "An army helicopter crashed near Kessib on Tuesday because of a technical failure, the defence ministry said.",
            ),
            entry("c", "The army plans to bomb Tarn."),
        ],
    );
    let rows = rows(Format::Acled, &case, ACLED);
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0]["event_type"], "Battles");
    assert!(rows[0]["notes"].contains("As “shot down”"), "{rows:?}");
    assert!(rows[0]["latitude"].is_empty() && rows[0]["fatalities"] == "0");
}

#[test]
fn a_denied_attack_is_no_cooperation() {
    let reader = Reader::new().expect("the embedded tables load");
    let text = "Residents said the Sembrian army bombed the market in Kessib on Tuesday, killing six \
                people. The Sembrian army denied responsibility for the strike.";
    let case = build(&reader, vec![entry("a", text)]);
    let bytes = bytes(Format::Plover, &case);
    let text = String::from_utf8(bytes).expect("UTF-8");
    let records: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("a record a line")).collect();
    let denied = records.iter().find(|record| record["event"] == "DENY-RESP").expect("a denial");
    assert_eq!((denied["quad_code"].as_i64(), denied["cameo"].as_str()), (Some(3), Some("016")));
    assert!(records.iter().all(|r| r["quad_code"] != 1 && r["quad_code"] != 2), "{text}");
    let strike = records.iter().find(|record| record["event"] == "ASSAULT").expect("the strike");
    assert_eq!(strike["size"]["dead"], 6);
    let [start, end] = ["start", "end"].map(|at| strike["text_info"][at].as_u64().expect("a span"));
    let report = &case.reports[0].text;
    let from = usize::try_from(start).expect("small");
    let length = usize::try_from(end - start).expect("small");
    let quote: String = report.chars().skip(from).take(length).collect();
    assert_eq!(strike["text"], quote);
}
